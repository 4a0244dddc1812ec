"""The thread that writes: shared commits, work that fails alone, and one owner."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.engine import RootTransaction
from sqlalchemy.exc import IntegrityError

from bot import writer as writing
from bot.writer import StoreDown, Writer
from models.machine import audit, conversation, inbox, ownership
from models.machine.ownership import NotOwner
from models.machine.push import push
from models.people.person import Account, Person
from models.store import Tx, open_engine, transaction
from models.trail import note
from tests.fakes.scene import MORNING

KEY = b"a key"
Make = Callable[[], Writer]


@pytest.fixture
async def make(store_url: str, tmp_path: Path) -> AsyncIterator[Make]:
    """Makes writers on one database, as several processes have them."""
    made: list[Writer] = []

    def build() -> Writer:
        lock = tmp_path / "owner.lock" if store_url.startswith("sqlite") else None
        writer = Writer(open_engine(store_url), KEY, lock)
        writer.start()
        made.append(writer)
        return writer

    yield build
    for writer in made:
        if writer._thread.is_alive():
            await writer.stop()
        writer.engine.dispose()


def receive(name: str) -> Callable[[Tx], int | None]:
    """Work that stores one event."""
    return lambda tx: inbox.receive(tx, "b", name, name, name, "{}", 1)


async def stored(writer: Writer) -> list[str]:
    """What the inbox holds."""
    rows = await writer.write(lambda tx: inbox.unhandled(tx, 0))
    return sorted(row[2] for row in rows)


def broken(tx: Tx) -> None:
    """Work that writes, and then breaks."""
    inbox.receive(tx, "b", "broken", "broken", "broken", "{}", 1)
    raise ZeroDivisionError


def wrong(tx: Tx) -> None:
    """Work whose statement the database refuses."""
    inbox.receive(tx, "b", "wrong", "wrong", "wrong", "{}", 1)
    tx.connection.execute(text("INSERT INTO push (person_id) VALUES (NULL)"))


async def test_what_is_ready_together_shares_a_commit(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer = make()
    commits: list[RootTransaction] = []
    real = writing.commit

    def counted(transaction: RootTransaction) -> None:
        commits.append(transaction)
        real(transaction)

    monkeypatch.setattr(writing, "commit", counted)
    await stored(writer)  # the connection is open from here on
    commits.clear()

    await asyncio.gather(*(writer.write(receive(str(n))) for n in range(40)))

    assert len(await stored(writer)) == 40
    assert len(commits) <= 20


def refused(tx: Tx) -> None:
    """Work that writes by the session what the database refuses."""
    inbox.receive(tx, "b", "refused", "refused", "refused", "{}", 1)
    for _ in range(2):
        tx.session.add(Account(person_id=1, bot="b", sender="the same"))
    tx.session.flush()


def known(tx: Tx) -> None:
    """Work that writes a row by the session."""
    tx.session.add(Person(created_at=MORNING))


@pytest.mark.parametrize(
    ("work", "error"),
    [(broken, ZeroDivisionError), (wrong, Exception), (refused, IntegrityError)],
)
async def test_work_that_fails_fails_alone(
    make: Make, work: Callable[[Tx], None], error: type[Exception]
) -> None:
    writer = make()

    await writer.write(known)

    results = await asyncio.gather(
        writer.write(receive("before")),
        writer.write(work),
        writer.write(known),
        writer.write(receive("after")),
        return_exceptions=True,
    )

    assert isinstance(results[1], error)
    assert not isinstance(results[1], StoreDown)
    assert [type(each) for each in results if isinstance(each, Exception)] == [type(results[1])]
    assert await stored(writer) == ["after", "before"]


async def test_a_full_disk_takes_the_whole_commit_and_says_so(
    sqlite_url: str, tmp_path: Path
) -> None:
    """SQLite ends the transaction by itself: what was written before in it is gone as well."""
    writer = Writer(open_engine(sqlite_url), KEY, tmp_path / "owner.lock")
    writer.start()
    await writer.write(lambda tx: tx.one(conversation.INSERT, bot="b", chat="c", sender="s"))

    def fill(tx: Tx) -> None:
        tx.cursor.execute("PRAGMA page_count")
        tx.cursor.execute(f"PRAGMA max_page_count={tx.cursor.fetchall()[0][0] + 4}")
        tx.cursor.fetchall()

    def save(tx: Tx) -> int:
        values = {"new_heard": "", "spoke": 0, "touched": 0, "form": "", "complete": 0}
        state = "x" * 100_000
        return tx.run(conversation.SAVE, row=1, new_state=state, question=None, **values)

    await writer.write(fill)
    results = await asyncio.gather(
        writer.write(receive("before")),
        writer.write(save),
        writer.write(receive("after")),
        return_exceptions=True,
    )

    assert [type(result) for result in results] == [StoreDown, StoreDown, StoreDown]
    assert await stored(writer) == []
    await writer.write(receive("before"))
    assert await stored(writer) == ["before"]
    await writer.stop()


async def test_a_value_that_no_index_takes_is_wrong_work_and_no_outage(make: Make) -> None:
    """Tried again and again it would keep everybody else waiting for ever."""
    writer = make()
    long = secrets.token_hex(100_000)

    results = await asyncio.gather(
        writer.write(receive("before")), writer.write(receive(long)), return_exceptions=True
    )

    assert not any(isinstance(result, StoreDown) for result in results)
    assert "before" in await stored(writer)


async def test_the_trail_holds_what_stands_and_nothing_else(make: Make) -> None:
    writer = make()

    def noted(tx: Tx) -> None:
        note(tx, 1, "deed.send", "deed 1")

    def undone(tx: Tx) -> None:
        note(tx, 1, "deed.send", "deed 2")
        raise ZeroDivisionError

    await asyncio.gather(
        writer.write(noted), writer.write(undone), writer.write(noted), return_exceptions=True
    )

    report = await writer.write(lambda tx: audit.verify(tx, KEY))
    assert (report.entries, report.broken_at) == (2, 0)


async def test_whoever_waits_is_named_after_the_commit(make: Make) -> None:
    writer = make()
    named: list[set[int]] = []
    writer.on_pushed = named.append

    def ask(tx: Tx) -> None:
        person = Person(created_at=MORNING)
        tx.session.add(person)
        tx.session.flush()
        assert person.id is not None
        push(tx, person.id, "deed-confirm", MORNING, asks=True)

    await writer.write(ask)
    await asyncio.sleep(0)

    assert named == [{1}]


async def test_when_the_database_goes_away_nothing_happened_and_it_can_be_done_again(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer = make()
    await writer.write(receive("first"))
    real = writing.commit

    def gone(transaction: object) -> None:
        raise OSError("the disk is not there")

    monkeypatch.setattr(writing, "commit", gone)
    results = await asyncio.gather(
        writer.write(receive("a")), writer.write(receive("b")), return_exceptions=True
    )
    assert [type(result) for result in results] == [StoreDown, StoreDown]
    assert not writer.alive

    monkeypatch.setattr(writing, "commit", real)
    await writer.write(receive("a"))
    assert await stored(writer) == ["a", "first"]
    assert writer.alive


async def test_a_connection_that_is_cut_is_store_down(postgres_url: str) -> None:
    """PostgreSQL ends our session from outside; the next write opens a new one."""
    writer = Writer(open_engine(postgres_url), KEY, None)
    writer.start()
    assert await writer.own(1)
    lost = asyncio.Event()
    writer.on_lost = lost.set
    session = await writer.write(
        lambda tx: tx.connection.execute(text("SELECT pg_backend_pid()")).scalar()
    )
    other = open_engine(postgres_url)
    with transaction(other) as tx:
        tx.connection.execute(text(f"SELECT pg_terminate_backend({session})"))
    other.dispose()

    with pytest.raises(StoreDown):
        await writer.write(receive("a"))
    await asyncio.wait_for(lost.wait(), 5)
    with pytest.raises(NotOwner):
        await writer.write(receive("b"), owned=True)
    assert await writer.own(2)
    await writer.write(receive("c"), owned=True)
    assert await stored(writer) == ["c"]
    await writer.stop()
    writer.engine.dispose()


async def test_of_two_writers_one_owns_and_the_other_takes_over(make: Make) -> None:
    first, second = make(), make()

    assert await first.own(1)
    assert not await second.own(2)
    with pytest.raises(NotOwner):
        await second.write(receive("x"), owned=True)
    await second.write(receive("received"))  # whoever does not own may receive
    await first.write(receive("handled"), owned=True)
    epoch = first.epoch
    await first.stop()

    assert await second.own(3)
    assert second.epoch == epoch + 1
    await second.write(receive("later"), owned=True)
    assert await stored(second) == ["handled", "later", "received"]


async def test_an_owner_whose_epoch_is_over_does_nothing_more(make: Make) -> None:
    """It lost its lock without noticing, and somebody else has taken over."""
    old, other = make(), make()
    assert await old.own(1)
    lost = asyncio.Event()
    old.on_lost = lost.set
    await other.write(lambda tx: ownership.take_over(tx, 2))

    with pytest.raises(NotOwner):
        await old.write(receive("late"), owned=True)

    await asyncio.wait_for(lost.wait(), 5)
    assert old.epoch == 0
    assert await stored(other) == []


async def test_owning_again_is_a_new_epoch(make: Make) -> None:
    writer = make()

    assert await writer.own(1)
    before = writer.epoch
    assert await writer.own(2)

    assert writer.epoch == before + 1


async def test_what_is_queued_at_the_stop_is_still_written(make: Make) -> None:
    writer = make()
    work = [asyncio.ensure_future(writer.write(receive(str(n)))) for n in range(5)]
    await asyncio.sleep(0)

    await writer.stop()

    assert None not in await asyncio.gather(*work)
