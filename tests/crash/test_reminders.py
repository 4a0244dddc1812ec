"""What is due, told to many people while the program is killed, a standby takes over, the clock
jumps an hour either way, and people answer and tell deeds: each reminder has exactly one outcome,
nobody is told twice, and who was done is not told at all.
"""

import asyncio
import secrets
import sys
import time as clocks
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlmodel import select

from bot.channels.telegram_events import BOT
from models.machine import conversation
from models.people.consent import TEXT_VERSION
from models.people.person import Account, Person
from models.people.role import Role, holders
from models.permissions import Viewer
from models.store import open_engine, transaction
from models.work.duty import Duty, DutyState
from models.work.milestone import Occurrence, Rule, add_milestone
from tests.crash.ahead import ZONE, bots_ahead, jump, move_to, now_there, seconds
from tests.crash.counting import compare, rows
from tests.crash.process import Bot
from tests.crash.reaping import Reaper
from tests.crash.telegram_people import TelegramTeller
from tests.crash.telegram_platform import FIRST, TelegramPlatform
from tests.crash.waiting import until
from tests.fakes.telegram_server import SentMessage, TelegramServer

pytestmark = [pytest.mark.soak, pytest.mark.timeout(3600)]

EVENING = time(19, 47)  # everybody's hour has come; an hour earlier it had not for some
NAME = "Tập huấn cả xã"
DONE = 10  # one in so many was done before
ANSWERS = 7  # one in so many answers as soon as it is told
TALKS = 9  # one in so many begins to tell a deed when the kills are over
TELLERS = 5  # others, who tell one deed after the other during the kills
PATIENT = 120.0


async def test_killed_with_one_process(
    empty_url: str, tmp_path: Path, count: Callable[[int, int], int]
) -> None:
    await live(empty_url, tmp_path, 1, count(4, 20), count(150, 3000))


async def test_a_standby_takes_over(
    empty_postgres_url: str, tmp_path: Path, count: Callable[[int, int], int]
) -> None:
    await live(empty_postgres_url, tmp_path, 2, count(4, 20), count(150, 3000))


async def live(url: str, folder: Path, processes: int, kills: int, people: int) -> None:
    """Let everybody be told while the program is killed; then count."""
    seed = secrets.randbits(32)
    ahead = folder / "ahead"
    move_to(ahead, evening())
    with closing(TelegramPlatform(seed)) as platform:
        server = platform.server
        server.clock = keeps_time(seconds(ahead))
        bots = bots_ahead(folder / "home", url, server, ahead, processes)
        reaper = Reaper(bots, kills, seed, {})
        await reaper.prepare()
        prepare(url, people, ahead)
        crowd = Crowd(server, people)
        tellers = [TelegramTeller(people + number, platform, reaper) for number in range(TELLERS)]
        async with asyncio.TaskGroup() as group:
            group.create_task(kill_often(reaper, ahead))
            for teller in tellers:
                group.create_task(teller.tell())
        crowd.talk()
        await until(lambda: crowd.answered(url), PATIENT, "everybody who spoke was answered")
        jump(ahead, 0.4)  # who is in the middle of a form is told a quarter of an hour later
        await until(lambda: open_ones(bots[0]) == 0, PATIENT, "every reminder has an outcome")
        # The last reminders have come just now, and some of those people answer.
        await until(lambda: crowd.answered(url), PATIENT, "their answers were taken")
        for bot in bots:
            await bot.kill()
        found = settle(url, crowd, people)
        deeds = compare(bots[0].settings, [teller.seen() for teller in tellers], reaper.died)
    kind = url.partition(":")[0]
    sys.stdout.write(f"\n{kind}, {processes} process(es), seed {seed}: {found}; {deeds}")
    assert (deeds.lost, deeds.doubled, deeds.unanswered) == (0, 0, 0)
    assert deeds.conversations >= TELLERS


def keeps_time(ahead: float) -> Callable[[], float]:
    """Return the platform's clock, that many seconds ahead: it goes on evenly while ours jumps, or
    it would throw away what people had pressed an hour ago.
    """
    return lambda: clocks.time() + ahead


# --- the commune ---------------------------------------------------------------------------------


def evening() -> datetime:
    """The evening of a day on which nothing else is going on: the next Wednesday."""
    today = datetime.now(ZONE).date()
    day = today + timedelta(days=(2 - today.weekday()) % 7 or 7)
    return datetime.combine(day, EVENING, ZONE)


def prepare(url: str, people: int, ahead: Path) -> None:
    """People on Telegram who all owe the same thing by the next day; some have done it."""
    engine = open_engine(url)
    now = now_there(ahead)
    today = now.astimezone(ZONE).date()
    with transaction(engine) as tx:
        for number in range(people):
            chat = str(FIRST + number)
            person = Person(name=f"Người {number}", consent=TEXT_VERSION, created_at=now)
            tx.session.add(person)
            tx.session.flush()
            assert person.id is not None
            tx.session.add(Account(person_id=person.id, bot=BOT, sender=chat, name=person.name))
            tx.run(conversation.INSERT, bot=BOT, chat=chat, sender=chat)
        tx.session.flush()
        officer = holders(tx, Role.TDKT_OFFICER)[0]
        milestone = add_milestone(
            tx,
            Viewer(officer, ((Role.TDKT_OFFICER, None),)),
            NAME,
            today + timedelta(days=1),
            now,
            today,
            rules=[Rule(("owner",), (-1,))],
            owes=["everyone"],
        )
        # As the planner would, so that some can have done it before their turn comes.
        occurrence = Occurrence(
            milestone_id=milestone.id or 0,
            planned_for=today + timedelta(days=1),
            due=today + timedelta(days=1),
            planned_through=today - timedelta(days=1),
            next_on=today,
        )
        tx.session.add(occurrence)
        tx.session.flush()
        query = select(Account.person_id).where(Account.bot == BOT).order_by(Account.sender)
        for place, owner in enumerate(tx.session.exec(query)):
            if place % DONE == 0:
                tx.session.add(
                    Duty(
                        occurrence_id=occurrence.id or 0,
                        owner=f"person {owner}",
                        person_id=owner,
                        state=DutyState.DONE,
                        done_at=now,
                    )
                )
        milestone.expanded_to = today + timedelta(days=1000)
    engine.dispose()


class Crowd:
    """The people's phones: what they were told, and what some of them say."""

    def __init__(self, server: TelegramServer, people: int) -> None:
        self.server = server
        self.people = people
        self.told: Counter[str] = Counter()
        self.spoke: set[int] = set()  # the messages of those who said something
        self.said: Counter[str] = Counter()
        self.listen, server.hear = server.hear, self._hear
        for number in range(people):
            server.chat(str(FIRST + number)).title = f"Người {number}"

    def _hear(self, sent: SentMessage) -> None:
        self.listen(sent)
        if NAME not in sent.text:
            return
        if "đến hạn" in sent.text and int(sent.chat) < FIRST + self.people:
            self.told[sent.chat] += 1
            if int(sent.chat) % ANSWERS == 0 and not self.said[sent.chat]:
                self.said[sent.chat] += 1
                self.server.says(sent.chat, "xong 1", name=sent.chat)

    def talk(self) -> None:
        """Some begin to tell a deed."""
        for number in range(0, self.people, TALKS):
            chat = str(FIRST + number)
            self.server.do(lambda chat=chat: self.server.says(chat, "kể", name=chat))

    def answered(self, url: str) -> bool:
        """Whether nothing waits any more, on the platform, in or out."""
        if self.server.waiting():
            return False
        engine = open_engine(url)
        with engine.connect() as connection:
            waiting = connection.execute(
                text(
                    "SELECT (SELECT count(*) FROM inbox WHERE state = 'new') +"
                    " (SELECT count(*) FROM outbox WHERE state = 'queued' AND bot = :bot)"
                ),
                {"bot": BOT},
            ).scalar()
        engine.dispose()
        return waiting == 0


# --- its end, again and again --------------------------------------------------------------------


async def kill_often(reaper: Reaper, ahead: Path) -> None:
    """Kill whoever owns the database at random moments, and let the clock jump meanwhile."""
    bots, kills = reaper.bots, reaper.kills
    for bot in bots:
        await bot.start_and_wait()
    while not reaper.enough():
        await asyncio.sleep(reaper.chance.uniform(0.3, 1.6))
        if reaper.died == kills // 3:
            jump(ahead, 1)
        if reaper.died == 2 * kills // 3:
            jump(ahead, -2)
        owners = [bot for bot in bots if await bot.owns()]
        victim = owners[0] if owners else reaper.chance.choice(bots)
        await victim.kill()
        reaper.died += 1
        await victim.start_and_wait()
    jump(ahead, 1)


def open_ones(bot: Bot) -> int:
    """How many reminders of people on Telegram have no outcome yet; those of the invented
    commune's own people lie on pages that nobody opens.
    """
    found = rows(
        bot.settings,
        "SELECT state, count(*) FROM reminder WHERE person_id IN"
        " (SELECT person_id FROM account WHERE bot = :bot) GROUP BY state",
        bot=BOT,
    )
    states = {str(state): int(str(number)) for state, number in found}
    if not states:
        return 1
    return states.get("planned", 0) + states.get("told", 0)


def settle(url: str, crowd: Crowd, people: int) -> str:
    """Count what came of it, and fail unless the promise was kept."""
    engine = open_engine(url)
    with engine.connect() as connection:
        found = connection.execute(
            text(
                "SELECT account.sender, reminder.state, reminder.why, duty.state"
                " FROM reminder JOIN account ON account.person_id = reminder.person_id"
                " JOIN duty ON duty.person_id = reminder.person_id"
                " WHERE reminder.about LIKE 'duty %' AND account.bot = :bot"
                " AND account.sender < :first_teller"
            ),
            {"bot": BOT, "first_teller": str(FIRST + people)},
        ).all()
    engine.dispose()
    outcomes = Counter(str(state) for _, state, _, _ in found)
    done = {str(chat) for chat, state, why, _ in found if (state, why) == ("skipped", "done")}
    assert len(found) == people
    assert len({str(chat) for chat, *_ in found}) == people
    assert set(outcomes) <= {"sent", "skipped", "uncertain"}
    assert max(crowd.told.values()) == 1
    assert len(done) == people // DONE + (people % DONE > 0)
    assert not done & set(crowd.told)
    for chat, state, _, _ in found:
        if state == "sent":
            assert crowd.told[str(chat)] == 1, chat
    answered = [str(duty) for chat, _, _, duty in found if crowd.said[str(chat)]]
    assert set(answered) <= {"done"}
    return f"{dict(outcomes)}, {len(answered)} answered"
