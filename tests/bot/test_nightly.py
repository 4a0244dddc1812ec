"""The nightly backup to a second place: once a night, after two, and not for ever."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot import nightly
from bot.apart import apart
from bot.backup import newest
from bot.doctor import backup_is_fresh
from bot.keys import audit_key
from bot.settings import Settings
from models.machine import audit
from models.machine.backup import last_backup
from models.migrating import upgrade
from models.store import Tx, open_engine
from models.working_days import Calendar
from scheduler.quiet_hours import Hours
from tests.bot.builders import settings_in

HOURS = Hours(ZoneInfo("Asia/Ho_Chi_Minh"), Calendar())
EVENING = datetime(2026, 6, 10, 14, tzinfo=UTC)  # nine in the evening there
NIGHT = datetime(2026, 6, 10, 20, tzinfo=UTC)  # three in the morning of the 11th


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    made = settings_in(tmp_path / "home", backup_copy=tmp_path / "another disk")
    made.home.mkdir()
    upgrade(made.database_url, made.home, now=EVENING)
    audit_key(made)
    return made


def test_once_a_night_after_two(settings: Settings) -> None:
    assert not nightly.is_due(settings, HOURS, datetime(2026, 6, 10, 18, tzinfo=UTC))
    assert nightly.is_due(settings, HOURS, NIGHT)
    folder = nightly.make(settings, NIGHT)
    assert folder.parent == settings.backup_copy
    assert not nightly.is_due(settings, HOURS, NIGHT + timedelta(minutes=15))
    assert not nightly.is_due(settings, HOURS, NIGHT + timedelta(hours=14))
    assert nightly.is_due(settings, HOURS, NIGHT + timedelta(days=1))


def test_the_oldest_go_and_the_doctor_sees_the_newest(settings: Settings) -> None:
    assert settings.backup_copy is not None
    for night in range(nightly.KEPT + 3):
        nightly.make(settings, NIGHT + timedelta(days=night))
    assert len(list(settings.backup_copy.iterdir())) == nightly.KEPT
    last = newest(settings.backup_copy)
    assert last is not None
    assert last.made == NIGHT + timedelta(days=nightly.KEPT + 2)
    (found,) = backup_is_fresh(settings, last.made + timedelta(hours=1))
    assert "backup at the second place: of 2026-06-" in found.what


async def test_it_is_written_by_a_process_of_its_own(settings: Settings) -> None:
    assert Path(await apart(nightly.run, (settings, NIGHT))).parent == settings.backup_copy


def test_without_a_second_place_there_is_none(tmp_path: Path) -> None:
    assert not nightly.is_due(settings_in(tmp_path), HOURS, NIGHT)


async def test_what_lies_there_is_written_down_once(settings: Settings) -> None:
    """A commune's messages say how old the backup is; they look at no disk."""
    engine = open_engine(settings.database_url)
    entries: list[int] = []

    async def write(run: Callable[[Tx], object]) -> None:
        with engine.begin() as connection:
            tx = Tx(connection)
            run(tx)
            audit.append(tx, tx.entries, audit_key(settings), 0)
            entries.append(len(tx.entries))

    await nightly.tend(settings, HOURS, EVENING.replace(hour=18), write)
    assert entries == []  # not yet after two, and none is there
    for minutes in (0, 15, 24 * 60):
        await nightly.tend(settings, HOURS, NIGHT + timedelta(minutes=minutes), write)
    assert entries == [1, 0, 1]
    with engine.connect() as connection:
        last = last_backup(Tx(connection))
    assert last is not None
    assert (last.made_at, last.damaged) == (NIGHT + timedelta(days=1), 0)
    engine.dispose()


async def test_one_that_fails_leaves_the_last_one_known(settings: Settings) -> None:
    noted: list[object] = []

    async def write(run: Callable[[Tx], object]) -> None:
        noted.append(run)

    place = settings.backup_copy
    assert place is not None
    place.write_text("no folder")
    await nightly.tend(settings, HOURS, NIGHT, write)
    assert noted == []
