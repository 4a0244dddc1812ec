"""A second program that asks with the same token: when we last lost to one. It lies in a file of
the home, since the log alone is not read by the doctor, and nothing waits meanwhile: both take.
"""

from datetime import UTC, datetime
from pathlib import Path

import structlog

log = structlog.get_logger()

NAME = "telegram.second-poller"


def note_conflict(home: Path, at: datetime) -> None:
    """Write down that somebody else asked for the updates; polling goes on without that too."""
    try:
        (home / NAME).write_text(at.astimezone(UTC).isoformat(), "utf-8")
    except OSError as error:
        log.warning("telegram.conflict_not_noted", error=type(error).__name__)


def last_conflict(home: Path) -> datetime | None:
    """Return when somebody else asked last, None for never."""
    try:
        return datetime.fromisoformat((home / NAME).read_text("utf-8"))
    except (FileNotFoundError, ValueError):
        return None
