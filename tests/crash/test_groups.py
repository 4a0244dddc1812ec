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

EVENING = time(19, 46)  # the hour of all groups has come, and is not over
FIRST = -4_500_000
NAME = "Nộp biên bản họp"


async def test_a_group_is_told_once_whatever_is_killed(
    empty_url: str, tmp_path: Path, count: Callable[[int, int], int]
) -> None:
    kills, groups = count(4, 40), count(8, 60)
    seed = secrets.randbits(32)
    ahead, evening = tmp_path / "ahead", datetime.combine(day_before(), EVENING, ZONE)
    move_to(ahead, datetime.combine(day_before(), time(9, 0), ZONE))
    with closing(TelegramServer()) as server:
        (bot,) = bots_ahead(tmp_path / "home", empty_url, server, ahead)
        await bot.start_and_wait()
        await bot.kill()
        prepare(empty_url, groups, ahead)
        for number in range(groups):
            server.chat(FIRST - number).is_member = True
        chance = random.Random(seed)
        died = await kill_often(bot, ahead, evening, kills, chance, lambda: outcomes(bot), groups)
        read = Counter(sent.chat for sent in server.sent if NAME in sent.text)
        states = outcomes(bot)

    assert_told_once(states, read, {str(FIRST - number) for number in range(groups)})
    assert died, "nothing was killed"
    sys.stdout.write(f"\n{empty_url.partition(':')[0]}, seed {seed}, {died} kills: ")
    sys.stdout.write(f"{dict(Counter(states.values()))}, {sum(read.values())} read")


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
    """What came of the one message for each group; nothing yet while it is under way."""
    query = (
        "SELECT chat, CASE WHEN state = 'uncertain' AND payload <> '' THEN 'under way' ELSE state"
        " END FROM outbox WHERE bot = :bot AND dedup LIKE 'group %'"
    )
    found = [(str(chat), str(state)) for chat, state in rows(bot.settings, query, bot=BOT)]
    assert len(found) == len(dict(found)), "two messages of one day"
    return dict(found)
