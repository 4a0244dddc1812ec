"""Delivery with a platform that does everything a platform can do."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine

from bot.dialogue.messages import NotYet, Outcome, Refused, Reply, Sent, Unknown
from models.base import to_ms
from models.machine import outbox
from models.machine.outbox import Priority
from models.machine.ownership import NotOwner
from models.store import Tx, open_engine, transaction
from scheduler import delivery as delivering
from scheduler.delivery import MOST_BROKEN, MOST_COUNTED, Delivery, Render, item_of
from scheduler.outcomes import Came

NOW = datetime(2026, 11, 16, 1, 0, tzinfo=UTC)


@dataclass(slots=True)
class Platform:
    """Answers each message with the next of its outcomes; SENT when there are no more."""

    outcomes: dict[str, list[Outcome | Exception]] = field(default_factory=dict)
    bot: str = "b"
    per_second: float = 1000.0
    chat_seconds: float = 0.0
    got: list[tuple[str, str]] = field(default_factory=list)
    at: list[float] = field(default_factory=list)
    under_way: int = 0
    most_at_once: int = 0
    busy: asyncio.Event = field(default_factory=asyncio.Event)
    slow: asyncio.Event | None = None  # nothing is answered before it is set

    async def send(self, chat: str, message: Reply) -> Outcome:
        self.got.append((chat, message.text))
        self.at.append(asyncio.get_running_loop().time())
        self.under_way += 1
        self.busy.set()
        self.most_at_once = max(self.most_at_once, self.under_way)
        await (self.slow.wait() if self.slow else asyncio.sleep(0))
        self.under_way -= 1
        waiting = self.outcomes.get(message.text, [])
        outcome = waiting.pop(0) if waiting else Sent(f"p-{message.text}")
        if isinstance(outcome, Exception):
            raise outcome
        return outcome


@dataclass
class Stage:
    """An outbox, and what delivery does with it."""

    engine: Engine
    platform: Platform = field(default_factory=Platform)
    now: datetime = NOW
    gone: list[str] = field(default_factory=list)
    came: list[Came] = field(default_factory=list)
    counted: list[str] = field(default_factory=list)
    before_mark: Callable[[], None] = lambda: None

    @contextmanager
    def write(self) -> Iterator[Tx]:
        with transaction(self.engine) as tx:
            yield tx

    def queue(
        self, text: str, chat: str = "a", priority: Priority = Priority.ANSWER,
        not_before: datetime | None = None, expires: datetime | None = None,
    ) -> int:  # fmt: skip
        with self.write() as tx:
            row = outbox.queue(
                tx, "b", chat, text, to_ms(NOW), priority=priority,
                not_before_ms=to_ms(not_before) if not_before else 0,
                expires_ms=to_ms(expires) if expires else None,
            )  # fmt: skip
        assert row is not None
        return row

    async def _write(self, run: Callable[[Tx], object]) -> object:
        self.before_mark()
        with self.write() as tx:
            return run(tx)

    def _follow(self, tx: Tx, came: Came) -> None:
        self.came.append(came)
        if came.gone:
            self.gone.append(came.chat)

    @asynccontextmanager
    async def running(self, render: Render = Reply) -> AsyncIterator[Delivery]:
        """Deliver what is queued, with everything known from the start."""
        delivery = Delivery(
            self.platform, self._write, lambda: self.now, render, self._follow, self.counted.append
        )
        with self.write() as tx:
            for row in outbox.waiting(tx, "b"):
                delivery.add(item_of(row))
        job = asyncio.create_task(delivery.run())
        yield delivery
        await delivery.stop()
        await job

    async def until(self, *states: str) -> None:
        """Wait until the rows are in these states."""
        for _ in range(500):
            if self.states() == list(states):
                return
            await asyncio.sleep(0.005)
        pytest.fail(f"{self.states()} instead of {list(states)}")

    def states(self) -> list[str]:
        """The states of all messages, in the order they were queued."""
        with self.write() as tx:
            tx.cursor.execute("SELECT state FROM outbox ORDER BY id")
            return [row[0] for row in tx.cursor.fetchall()]


@pytest.fixture
def stage(store_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    """Waiting for a second try takes hundredths here."""
    monkeypatch.setattr(delivering, "SLOWEST", 0.02)
    stage = Stage(open_engine(store_url))
    yield stage
    stage.engine.dispose()


def texts(platform: Platform, chat: str = "a") -> list[str]:
    return [text for to, text in platform.got if to == chat]


async def test_the_messages_of_a_chat_leave_in_order(stage: Stage) -> None:
    for n in range(1, 6):
        stage.queue(str(n))
        stage.queue(f"other {n}", "z")

    async with stage.running():
        await stage.until(*["sent"] * 10)

    assert texts(stage.platform) == ["1", "2", "3", "4", "5"]
    assert stage.platform.most_at_once == 2  # chats go side by side, one chat never


async def test_the_next_waits_until_the_mark_is_committed(stage: Stage) -> None:
    stage.queue("1")
    stage.queue("2")
    sent_at_mark: list[int] = []
    stage.before_mark = lambda: sent_at_mark.append(len(stage.platform.got))

    async with stage.running():
        await stage.until("sent", "sent")

    assert sent_at_mark == [1, 2]


async def test_a_mark_that_fails_is_tried_again_and_the_message_is_not(stage: Stage) -> None:
    """The store was down for a moment: what is out must not go out twice."""
    stage.queue("1")
    stage.queue("2")
    failures = [OSError("down"), OSError("down")]

    def fail_twice() -> None:
        if failures:
            assert texts(stage.platform) == ["1"]
            raise failures.pop()

    stage.before_mark = fail_twice
    async with stage.running():
        await stage.until("sent", "sent")

    assert texts(stage.platform) == ["1", "2"]


async def test_who_is_no_longer_the_owner_sends_nothing_more(stage: Stage) -> None:
    stage.queue("1")
    stage.queue("2")
    stage.queue("other", "z", not_before=NOW + timedelta(hours=1))

    def not_owner() -> None:
        raise NotOwner

    stage.before_mark = not_owner
    async with stage.running():
        for _ in range(10):
            await asyncio.sleep(0.005)

    assert texts(stage.platform) == ["1"]
    assert stage.states() == ["queued", "queued", "queued"]


@pytest.mark.parametrize(
    ("outcomes", "priority", "state", "sends"),
    [
        ([], Priority.ANSWER, "sent", 1),
        ([Refused()], Priority.ANSWER, "refused", 1),
        ([NotYet(0.01), NotYet()], Priority.ANSWER, "sent", 3),
        ([NotYet(0.01, everywhere=True)], Priority.NOTICE, "sent", 2),
        ([Unknown(), Unknown()], Priority.ANSWER, "sent", 3),
        ([Unknown()], Priority.REQUEST, "sent", 2),
        ([Unknown()], Priority.NOTICE, "uncertain", 1),  # nobody gets a notice twice
        ([NotYet(0.01), Unknown()], Priority.NOTICE, "uncertain", 2),
    ],
)
async def test_every_outcome(
    stage: Stage, outcomes: list[Outcome | Exception], priority: Priority, state: str, sends: int
) -> None:
    stage.platform.outcomes["1"] = [*outcomes]
    stage.queue("1", priority=priority)
    stage.queue("2", priority=priority)

    async with stage.running():
        await stage.until(state, "sent")

    assert texts(stage.platform) == ["1"] * sends + ["2"]
    assert len(stage.counted) == sends + 1


async def test_an_outage_is_not_counted_as_a_months_messages(stage: Stage) -> None:
    stage.platform.outcomes["1"] = [Unknown()] * 8
    stage.queue("1")

    async with stage.running():
        await stage.until("sent")

    assert texts(stage.platform) == ["1"] * 9
    assert [came.left for came in stage.came] == [MOST_COUNTED + 1]


@pytest.mark.parametrize(
    ("priority", "again"),
    [(Priority.ANSWER, True), (Priority.REQUEST, True), (Priority.NOTICE, False)],
)
async def test_what_was_cut_off_while_it_was_sent(
    stage: Stage, priority: Priority, again: bool
) -> None:
    """The process dies between the sending and its mark: news is never sent twice."""
    stage.platform.slow = asyncio.Event()
    stage.queue("1", priority=priority)
    running = stage.running()
    delivery = await running.__aenter__()
    await stage.platform.busy.wait()
    for sending in delivery._sending:
        sending.cancel()
    await asyncio.gather(*delivery._sending, return_exceptions=True)
    await running.__aexit__(None, None, None)
    stage.platform.slow = None

    async with stage.running():
        await stage.until("sent" if again else "uncertain")

    assert texts(stage.platform) == ["1"] * (2 if again else 1)


async def test_news_that_broke_on_its_way_is_not_sent_again(stage: Stage) -> None:
    stage.platform.outcomes["1"] = [RuntimeError("never foreseen")]
    stage.queue("1", priority=Priority.NOTICE)
    stage.queue("2", priority=Priority.NOTICE)

    async with stage.running():
        await stage.until("uncertain", "sent")

    assert texts(stage.platform) == ["1", "2"]


@pytest.mark.parametrize("priority", [Priority.ANSWER, Priority.REQUEST])
async def test_what_breaks_our_own_program_blocks_a_chat_for_a_few_tries_only(
    stage: Stage, priority: Priority, capsys: pytest.CaptureFixture[str]
) -> None:
    stage.platform.outcomes["1"] = [ValueError("never foreseen") for _ in range(20)]
    stage.queue("1", priority=priority)
    stage.queue("2", priority=priority)

    async with stage.running():
        await stage.until("refused", "sent")

    assert texts(stage.platform) == ["1"] * MOST_BROKEN + ["2"]
    assert [came.state for came in stage.came] == ["refused", "sent"]
    assert stage.gone == []
    assert "delivery.given_up" in capsys.readouterr().out


async def test_what_breaks_our_own_program_once_is_sent_after(stage: Stage) -> None:
    stage.platform.outcomes["1"] = [ValueError("never foreseen")] * (MOST_BROKEN - 1)
    stage.queue("1")
    stage.queue("2")

    async with stage.running():
        await stage.until("sent", "sent")

    assert texts(stage.platform) == ["1"] * MOST_BROKEN + ["2"]


@pytest.mark.parametrize("priority", list(Priority))
async def test_what_cannot_even_be_read_blocks_no_chat(stage: Stage, priority: Priority) -> None:
    stage.queue("1", priority=priority)
    stage.queue("2", priority=priority)

    def render(payload: str) -> Reply:
        if payload == "1":
            raise ValueError("not what we wrote")
        return Reply(payload)

    async with stage.running(render):
        await stage.until("refused", "sent")

    assert texts(stage.platform) == ["2"]


async def test_when_all_end_with_one_commit_the_rest_follows(stage: Stage) -> None:
    """Every place is taken, and all of them are free at once: nobody is left waiting."""
    together = asyncio.Event()
    write = stage._write

    async def one_commit(run: Callable[[Tx], object]) -> object:
        if len(stage.platform.got) >= delivering.AT_ONCE:
            together.set()
        await together.wait()
        return await write(run)

    stage._write = one_commit  # type: ignore[method-assign]
    for n in range(3 * delivering.AT_ONCE):
        stage.queue(f"{n}", f"c{n}")

    async with stage.running():
        await stage.until(*["sent"] * 3 * delivering.AT_ONCE)


async def test_who_is_gone_for_good_is_noted(stage: Stage) -> None:
    stage.platform.outcomes["1"] = [Refused(gone=True)]
    stage.queue("1")
    stage.queue("2", "z")

    async with stage.running():
        await stage.until("refused", "sent")

    assert stage.gone == ["a"]


async def test_a_photo_that_is_no_more_is_not_held_against_the_person(stage: Stage) -> None:
    stage.platform.outcomes["1"] = [Refused(ours=True)]
    stage.queue("1")

    async with stage.running():
        await stage.until("refused")

    assert [came.broken for came in stage.came] == [True]


async def test_answers_leave_before_requests_and_notices(stage: Stage) -> None:
    for n in range(5):
        stage.queue(f"notice {n}", f"n{n}", Priority.NOTICE)
        stage.queue(f"request {n}", f"r{n}", Priority.REQUEST)
    for n in range(5):
        stage.queue(f"answer {n}", f"a{n}")

    async with stage.running():
        await stage.until(*["sent"] * 15)

    kinds = [text.split(" ")[0] for _, text in stage.platform.got]
    assert kinds == ["answer"] * 5 + ["request"] * 5 + ["notice"] * 5


async def test_an_answer_is_not_kept_behind_a_push_to_everybody(stage: Stage) -> None:
    stage.platform.per_second = 20
    for n in range(60):
        stage.queue(f"notice {n}", f"n{n}", Priority.NOTICE)

    async with stage.running() as delivery:
        await asyncio.sleep(0.05)
        row = stage.queue("answer", "me")
        with stage.write() as tx:
            for one in outbox.waiting(tx, "b", after=row - 1):
                delivery.add(item_of(one))
        for _ in range(400):
            if texts(stage.platform, "me"):
                break
            await asyncio.sleep(0.005)

    assert len(stage.platform.got) <= 42
    assert texts(stage.platform, "me") == ["answer"]


async def test_an_answer_finds_a_place_while_every_push_hangs(stage: Stage) -> None:
    stage.platform.slow = asyncio.Event()
    for n in range(60):
        stage.queue(f"notice {n}", f"n{n}", Priority.NOTICE)

    async with stage.running() as delivery:
        for _ in range(400):
            if len(stage.platform.got) == delivering.PUSHES_AT_ONCE:
                break
            await asyncio.sleep(0.005)
        row = stage.queue("answer", "me")
        with stage.write() as tx:
            for one in outbox.waiting(tx, "b", after=row - 1):
                delivery.add(item_of(one))
        for _ in range(400):
            if texts(stage.platform, "me"):
                break
            await asyncio.sleep(0.005)
        hung = len(stage.platform.got) - 1
        stage.platform.slow.set()

    assert texts(stage.platform, "me") == ["answer"]
    assert hung == delivering.PUSHES_AT_ONCE


async def test_the_platforms_wait_is_obeyed(stage: Stage) -> None:
    stage.platform.outcomes["1"] = [NotYet(0.15)]
    stage.queue("1")
    stage.queue("other", "z")

    async with stage.running():
        await stage.until("sent", "sent")

    chats = [chat for chat, _ in stage.platform.got]
    assert chats == ["a", "z", "a"]
    assert stage.platform.at[2] - stage.platform.at[0] >= 0.15


async def test_what_is_not_due_waits_and_what_is_too_late_is_dropped(stage: Stage) -> None:
    stage.queue("later", "a", not_before=NOW + timedelta(hours=1))
    stage.queue("expired", "b", expires=NOW - timedelta(seconds=1))
    stage.queue("now", "c", expires=NOW + timedelta(hours=1))

    async with stage.running():
        await stage.until("queued", "expired", "sent")

    assert [text for _, text in stage.platform.got] == ["now"]


async def test_a_message_that_was_rewritten_does_not_leave(stage: Stage) -> None:
    first = stage.queue("old", not_before=NOW + timedelta(hours=1))
    stage.queue("other", "z")

    async with stage.running() as delivery:
        with stage.write() as tx:
            tx.run(outbox.REPLACE, row=first)
        delivery.drop(first)
        stage.now += timedelta(hours=2)
        row = stage.queue("new")
        with stage.write() as tx:
            for one in outbox.waiting(tx, "b", after=row - 1):
                delivery.add(item_of(one))
        await stage.until("replaced", "sent", "sent")

    assert texts(stage.platform) == ["new"]


async def test_what_is_rewritten_behind_another_goes_and_the_other_leaves_once(
    stage: Stage,
) -> None:
    first = stage.queue("first", not_before=NOW + timedelta(seconds=1))
    second = stage.queue("old")
    stage.queue("third")

    async with stage.running() as delivery:
        with stage.write() as tx:
            tx.run(outbox.REPLACE, row=second)
        delivery.drop(second)
        stage.now += timedelta(hours=1)
        delivery._wake.set()
        await stage.until("sent", "replaced", "sent")

    assert first < second
    assert texts(stage.platform) == ["first", "third"]


async def test_what_is_rewritten_while_another_is_under_way_does_not_leave(stage: Stage) -> None:
    stage.queue("first")
    second = stage.queue("old")
    stage.platform.slow = asyncio.Event()

    async with stage.running() as delivery:
        await asyncio.wait_for(stage.platform.busy.wait(), 5)
        assert stage.states() == ["queued", "queued"]
        with stage.write() as tx:
            tx.run(outbox.REPLACE, row=second)
        delivery.drop(second)
        stage.platform.slow.set()
        await stage.until("sent", "replaced")

    assert texts(stage.platform) == ["first"]


async def test_what_is_given_up_while_it_waits_does_not_leave(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivering, "LONG", 0.0)
    stage.platform.outcomes["1"] = [NotYet(0.05)]
    stage.queue("1")

    async with stage.running() as delivery:
        await stage.platform.busy.wait()
        with stage.write() as tx:
            tx.run(outbox.GIVE_UP_CHAT, of_bot="b", of_chat="a")
        stage.queue("2")
        with stage.write() as tx:
            (row,) = outbox.waiting(tx, "b")
        delivery.add(item_of(row))
        await stage.until("expired", "sent")

    assert texts(stage.platform) == ["1", "2"]


async def test_a_row_that_is_told_twice_is_sent_once(stage: Stage) -> None:
    stage.queue("1")

    async with stage.running() as delivery:
        with stage.write() as tx:
            rows = outbox.waiting(tx, "b")
        for row in rows * 3:
            delivery.add(item_of(row))
        await stage.until("sent")
        await asyncio.sleep(0.02)

    assert texts(stage.platform) == ["1"]


async def test_the_number_a_second_is_kept(stage: Stage) -> None:
    stage.platform.per_second = 10
    for n in range(15):
        stage.queue(str(n), f"c{n}")

    async with stage.running():
        await stage.until(*["sent"] * 15)

    first = stage.platform.at[0]
    assert sum(at < first + 0.99 for at in stage.platform.at) == 10
