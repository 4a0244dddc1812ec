"""Registered groups are told what the day brings while the program is killed around the very
message and around commits: no group reads anything twice, and each has one row that says what came
of it.
"""

import random
import secrets
import sys
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from bot.channels.telegram_events import BOT
from models.people.role import Role, holders
from models.people.unit import Unit
from models.permissions import Viewer
from models.store import open_engine, transaction
from models.work.groups import register_group
from models.work.milestone import Rule, add_milestone
from tests.crash.ahead import ZONE, bots_ahead, move_to, now_there
from tests.crash.counting import rows
from tests.crash.process import Bot
from tests.crash.waiting import until
from tests.fakes.telegram_server import TelegramServer

pytestmark = [pytest.mark.soak, pytest.mark.timeout(3600)]

EVENING = time(19, 46)  # the hour of all groups has come, and is not over
FIRST = -4_500_000
NAME = "Nộp biên bản họp"
PLACES = ("before-send", "after-send", "before-commit", "after-commit")
PATIENT = 60.0


async def test_a_group_is_told_once_whatever_is_killed(
    empty_url: str, tmp_path: Path, count: Callable[[int, int], int]
) -> None:
    kills, groups = count(4, 40), count(8, 60)
    seed = secrets.randbits(32)
    chance = random.Random(seed)
    ahead, evening = tmp_path / "ahead", datetime.combine(day_before(), EVENING, ZONE)
    move_to(ahead, datetime.combine(day_before(), time(9, 0), ZONE))
    with closing(TelegramServer()) as server:
        (bot,) = bots_ahead(tmp_path / "home", empty_url, server, ahead)
        await bot.start_and_wait()
        await bot.kill()
        prepare(empty_url, groups, ahead)
        for number in range(groups):
            server.chat(FIRST - number).is_member = True
        died = 0
        for kill in range(kills):
            move_to(ahead, evening)
            place = PLACES[kill % len(PLACES)]
            # A commit comes often, also of nothing; a message once for each group.
            last = chance.randint(1, 3) if "send" in place else chance.randint(5, 40)
            await bot.start(f"{place}:{last}")
            if await dies(bot, groups):
                died += 1
            await bot.kill()
        move_to(ahead, evening)
        await bot.start_and_wait()
        await until(lambda: decided(bot) == groups, PATIENT, "each group has its outcome")
        await bot.kill()
        read = Counter(sent.chat for sent in server.sent if NAME in sent.text)
        states = outcomes(bot)

    assert set(states) == {str(FIRST - number) for number in range(groups)}
    assert set(states.values()) <= {"sent", "uncertain"}
    assert max(read.values()) == 1
    assert {chat for chat, state in states.items() if state == "sent"} <= set(read)
    assert died, "nothing was killed"
    sys.stdout.write(f"\n{empty_url.partition(':')[0]}, seed {seed}, {died} kills: ")
    sys.stdout.write(f"{dict(Counter(states.values()))}, {sum(read.values())} read")


async def dies(bot: Bot, groups: int) -> bool:
    """Wait until the process has killed itself; False where it told everybody before."""
    await until(lambda: not bot.alive or decided(bot) == groups, PATIENT, "it died, or was done")
    return not bot.alive


def day_before() -> date:
    """The day before it is due: a Wednesday."""
    today = datetime.now(ZONE).date()
    return today + timedelta(days=(2 - today.weekday()) % 7 or 7)


def prepare(url: str, groups: int, ahead: Path) -> None:
    """So many groups of one hamlet, which owes something by the next day."""
    engine = open_engine(url)
    now = now_there(ahead)
    today = now.astimezone(ZONE).date()
    with transaction(engine) as tx:
        officer = Viewer(holders(tx, Role.TDKT_OFFICER)[0], ((Role.TDKT_OFFICER, None),))
        hamlet = tx.session.exec(select(Unit.id).where(Unit.kind == "hamlet")).first()
        for number in range(groups):
            register_group(tx, officer, BOT, str(FIRST - number), hamlet, now)
        owes = [f"unit:{hamlet}"]
        rules = [Rule(("owner",), (-1,))]
        day = today + timedelta(days=1)
        add_milestone(tx, officer, NAME, day, now, today, rules=rules, owes=owes)
    engine.dispose()


def outcomes(bot: Bot) -> dict[str, str]:
    """What came of the one message for each group."""
    query = "SELECT chat, state FROM outbox WHERE bot = :bot AND dedup LIKE 'group %'"
    found = [(str(chat), str(state)) for chat, state in rows(bot.settings, query, bot=BOT)]
    assert len(found) == len(dict(found)), "two messages of one day"
    return dict(found)


def decided(bot: Bot) -> int:
    """For how many groups it is known what came of it, or that nobody knows."""
    query = (
        "SELECT count(*) FROM outbox WHERE bot = :bot AND dedup LIKE 'group %'"
        " AND (state = 'sent' OR (state = 'uncertain' AND payload = ''))"
    )
    return int(str(next(iter(rows(bot.settings, query, bot=BOT)))[0]))
