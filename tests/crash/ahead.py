"""The program with a clock of its own, which a file says how far ahead it is: for what happens at
an hour, on a day.
"""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from tests.crash.process import Bot, free_ports
from tests.fakes.telegram_server import TOKEN, TelegramServer

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


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
        "telegram_api": server.url,
        "telegram_unpaced": "true",
        "quiet_hours": "22:00-07:00",
    }
    return [Bot(home, url, *ports[2 * i : 2 * i + 2], more=more) for i in range(processes)]
