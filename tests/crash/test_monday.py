"""Monday's message to the officers and the chair's page, while the program is killed around the
very messages and around commits: nobody reads either twice, and each has one row that says what
came of it.
"""

import random
import secrets
import sys
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest

from bot.channels.telegram_events import BOT
from models.machine import conversation
from models.people.person import Account, Person
from models.people.role import Role, grant_role
from models.store import open_engine, transaction
from models.work.week import WEEK, first_day, monday_of
from models.working_days import Calendar
from tests.crash.ahead import (
    ZONE,
    assert_told_once,
    bots_ahead,
    kill_often,
    move_to,
    now_there,
)
from tests.crash.counting import rows
from tests.crash.process import Bot
from tests.fakes.telegram_server import TelegramServer

pytestmark = [pytest.mark.soak, pytest.mark.timeout(3600)]

MORNING = time(7, 31)  # the desk's hour has come
FIRST = 5_600_000
OFFICES = (Role.TDKT_OFFICER, Role.COMMUNE_CHAIR)
TOLD = {Role.TDKT_OFFICER: "Đầu tuần", Role.COMMUNE_CHAIR: "Trang tuần"}


async def test_monday_is_told_once_whatever_is_killed(
    empty_url: str, tmp_path: Path, count: Callable[[int, int], int]
) -> None:
    kills, people = count(4, 40), count(4, 30)
    seed = secrets.randbits(32)
    ahead, morning = tmp_path / "ahead", monday_morning()
    move_to(ahead, morning - timedelta(days=3))
    with closing(TelegramServer()) as server:
        (bot,) = bots_ahead(tmp_path / "home", empty_url, server, ahead)
        await bot.start_and_wait()
        await bot.kill()
        offices = prepare(empty_url, people, ahead)
        for chat in offices:
            server.chat(chat)
        chance = random.Random(seed)
        died = await kill_often(
            bot, ahead, morning, kills, chance, lambda: outcomes(bot), len(offices)
        )
        read = Counter(sent.chat for sent in server.sent if TOLD[offices[sent.chat]] in sent.text)
        states = outcomes(bot)

    assert_told_once(states, read, set(offices))
    assert died, "nothing was killed"
    sys.stdout.write(f"\n{empty_url.partition(':')[0]}, seed {seed}, {died} kills: ")
    sys.stdout.write(f"{dict(Counter(states.values()))}, {sum(read.values())} read")


def monday_morning() -> datetime:
    """The next week's first working day, which counts as its Monday."""
    calendar, monday = Calendar(), monday_of(datetime.now(ZONE).date()) + WEEK
    while (day := first_day(monday, calendar)) is None:
        monday += WEEK
    return datetime.combine(day, MORNING, ZONE)


def prepare(url: str, people: int, ahead: Path) -> dict[str, Role]:
    """Officers and chairs on Telegram, in turn; return who holds what, by chat."""
    offices: dict[str, Role] = {}
    engine, now = open_engine(url), now_there(ahead)
    with transaction(engine) as tx:
        for number in range(people):
            chat, role = str(FIRST + number), OFFICES[number % len(OFFICES)]
            person = Person(name=f"Người {number}", created_at=now)
            tx.session.add(person)
            tx.session.flush()
            assert person.id is not None
            tx.session.add(Account(person_id=person.id, bot=BOT, sender=chat, name=person.name))
            tx.run(conversation.INSERT, bot=BOT, chat=chat, sender=chat)
            grant_role(tx, person.id, role, None, now)
            offices[chat] = role
    engine.dispose()
    return offices


def outcomes(bot: Bot) -> dict[str, str]:
    """What came of the one reminder of the week for each of them."""
    found = rows(
        bot.settings,
        "SELECT account.sender, reminder.state FROM reminder"
        " JOIN account ON account.person_id = reminder.person_id"
        " WHERE account.bot = :bot AND reminder.about LIKE 'week %'",
        bot=BOT,
    )
    states = [(str(chat), str(state)) for chat, state in found]
    assert len(states) == len(dict(states)), "two reminders of one week"
    return dict(states)
