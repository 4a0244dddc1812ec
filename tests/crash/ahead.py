"""The program with a clock of its own, which a file says how far ahead it is: for what happens at
an hour, on a day.
"""

import random
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from tests.crash.process import Bot
from tests.crash.waiting import until
from tests.fakes.lives import OF_EACH
from tests.fakes.ports import free_ports
from tests.fakes.telegram_server import TOKEN, TelegramServer

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
PLACES = ("before-send", "after-send", "before-commit", "after-commit")
PATIENT = 120.0  # seconds, also where a start takes twenty


def move_to(ahead: Path, moment: datetime) -> None:
    """Set the program's clock."""
    put(ahead, (moment - datetime.now(UTC)).total_seconds())


def jump(ahead: Path, hours: float) -> None:
    """Let the program's clock jump."""
    put(ahead, seconds(ahead) + hours * 3600)


def seconds(ahead: Path) -> float:
    """Return how far the program's clock is ahead."""
    return float(ahead.read_text())


def now_there(ahead: Path) -> datetime:
    """Return what the program's clock says."""
    return datetime.now(UTC) + timedelta(seconds=seconds(ahead))


def put(ahead: Path, by: float) -> None:
    """Write by how much the clock is ahead, at once: the program reads it at any moment."""
    new = ahead.with_suffix(".new")
    new.write_text(str(by))
    new.replace(ahead)


def bots_ahead(
    home: Path, url: str, server: TelegramServer, ahead: Path, processes: int = 1
) -> list[Bot]:
    """The program with a bot on Telegram, in so many processes on one database."""
    ports = free_ports(2 * processes)
    more = {
        "test_hurry": "1",
        "test_clock": str(ahead),
        "telegram_token": TOKEN,
        "telegram_api": server.url + OF_EACH,
        "telegram_unpaced": "true",
        "quiet_hours": "22:00-07:00",
    }
    return [Bot(home, url, *ports[2 * i : 2 * i + 2], more=more) for i in range(processes)]


async def kill_often(
    bot: Bot,
    ahead: Path,
    moment: datetime,
    kills: int,
    chance: random.Random,
    outcomes: Callable[[], Mapping[str, str]],
    expected: int,
) -> int:
    """Start the program again and again at the same moment, each time to die around a message or a
    commit, and let it end its work at last. `outcomes` says what came of a message for whom, and
    so many are `expected`. Return how often it died.
    """

    def done() -> bool:
        return sum(state in {"sent", "uncertain"} for state in outcomes().values()) == expected

    died = 0
    for kill in range(kills):
        move_to(ahead, moment)
        place = PLACES[kill % len(PLACES)]
        # A commit comes often, also of nothing; a message once for each.
        last = chance.randint(1, 2) if "send" in place else chance.randint(5, 40)
        await bot.start(f"{place}:{last}")
        await until(lambda: not bot.alive or done(), PATIENT, "it died, or was done")
        died += not bot.alive
        await bot.kill()
    move_to(ahead, moment)
    await bot.start_and_wait()
    await until(done, PATIENT, "each has an outcome")
    await bot.kill()
    return died


def assert_told_once(
    outcomes: Mapping[str, str], read: Mapping[str, int], expected: set[str]
) -> None:
    """Fail unless each has one outcome, nobody read it twice, and who is marked so has read it."""
    assert set(outcomes) == expected
    assert set(outcomes.values()) <= {"sent", "uncertain"}
    assert max(read.values()) == 1
    assert {chat for chat, state in outcomes.items() if state == "sent"} <= set(read)
