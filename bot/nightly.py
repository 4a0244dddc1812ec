"""The nightly backup to a second place: once a night, as long as one is missing; the oldest go.
The keys never go along.
"""

import asyncio
import shutil
from collections.abc import Awaitable, Callable
from datetime import datetime, time
from pathlib import Path

import structlog

from bot.apart import WorkFailed, apart
from bot.backup import backup, newest
from bot.settings import Settings
from models.machine.backup import note_backup
from models.store import Tx
from scheduler.quiet_hours import Hours

log = structlog.get_logger()

FROM = time(2, 0)  # by the commune's clock
KEPT = 14


def is_due(settings: Settings, hours: Hours, now: datetime) -> bool:
    """Tell whether tonight's backup is still to be made: a second place is set, it is after two,
    and nothing was written there today.
    """
    place = settings.backup_copy
    if place is None or settings.demo or now.astimezone(hours.zone).time() < FROM:
        return False
    last = newest(place)
    return last is None or hours.today(last.made) < hours.today(now)


async def tend(
    settings: Settings,
    hours: Hours,
    now: datetime,
    write: Callable[[Callable[[Tx], object]], Awaitable[object]],
) -> None:
    """Make tonight's backup where it is still to be made, and let `write` note what lies at the
    second place: what is told of it never looks at a disk. Raises what `write` does.
    """
    if await asyncio.to_thread(is_due, settings, hours, now):
        try:
            await apart(run, (settings, now))
            log.info("backup.made")
        except WorkFailed as error:
            log.error("backup.failed", error=str(error))
    last = await asyncio.to_thread(last_made, settings)
    if last is not None:
        await write(lambda tx: note_backup(tx, *last))


def last_made(settings: Settings) -> tuple[datetime, int] | None:
    """Return when the newest backup at the second place was made and how many files of evidence
    were damaged, None where there is none; for what is told of it (`models.machine.backup`).
    """
    place = settings.backup_copy
    last = newest(place) if place is not None and not settings.demo else None
    return (last.made, len(last.damaged)) if last is not None else None


def run(given: tuple[Settings, datetime]) -> str:
    """Do the same in a process of its own: all evidence is read and hashed."""
    return str(make(*given))


def make(settings: Settings, now: datetime) -> Path:
    """Write a backup to the second place, and drop the oldest; return its folder. Raises Refused,
    OSError.
    """
    assert settings.backup_copy is not None  # noqa: S101 - `is_due` looked
    made = backup(settings, settings.backup_copy, None, now=now)
    folders = sorted(path for path in settings.backup_copy.glob("thidua-*Z") if path.is_dir())
    for old in folders[:-KEPT]:
        shutil.rmtree(old)
    return made.folder
