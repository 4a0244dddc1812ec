"""The doctor: each thing that can be wrong is found, named, and comes with what to do."""

import math
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from bot import backup, doctor, keys
from bot.doctor import Finding, Level
from bot.invite import invite_administrator
from bot.settings import Settings
from models.base import to_ms
from tests.bot.builders import settings_in

NOW = datetime.now(UTC)  # the clock itself is one of the things that are examined


@pytest.fixture
def healthy(store_url: str, tmp_path: Path) -> Settings:
    """An installation that has been used, with a backup."""
    settings = settings_in(
        tmp_path / "data", database_url=store_url, public_url="https://thidua.example.vn"
    )
    invite_administrator(settings, now=NOW)
    backup.backup(settings, None, tmp_path / "keys-apart", now=NOW)
    return settings


def wrong(settings: Settings, *, now: datetime = NOW) -> list[Finding]:
    return [found for found in doctor.examine(settings, now=now) if found.level is not Level.OK]


def execute(settings: Settings, statement: str) -> None:
    engine = create_engine(settings.database_url, poolclass=NullPool)
    with engine.begin() as connection:
        connection.execute(text(statement))


def test_a_healthy_installation_is_all_right(healthy: Settings) -> None:
    found = doctor.examine(healthy, now=NOW)

    assert {finding.level for finding in found} == {Level.OK}
    assert len(found) == len(doctor.CHECKS)


def test_a_new_installation_has_warnings_and_nothing_is_made(tmp_path: Path) -> None:
    settings = settings_in(tmp_path / "data")

    found = wrong(settings)

    assert {finding.level for finding in found} == {Level.WARN}
    assert [finding.what.partition(":")[0] for finding in found] == [
        "database",
        "keys",
        "backup",
        "public address",
    ]
    assert not (tmp_path / "data").exists()


def test_a_changed_audit_entry_is_found(healthy: Settings) -> None:
    execute(healthy, "UPDATE audit SET action = 'deed.accept' WHERE id = 1")

    (found,) = wrong(healthy)

    assert found.level is Level.BAD
    assert found.what.startswith("audit trail: entry 1 was changed")


def test_another_key_is_found(healthy: Settings) -> None:
    (healthy.keys / keys.AUDIT).write_text("0" * 64)

    (found,) = wrong(healthy)

    assert "or the key is another" in found.what


def test_an_emptied_key_is_found(healthy: Settings) -> None:
    (healthy.keys / keys.AUDIT).write_text("")

    (found,) = wrong(healthy)

    assert (found.level, found.do) == (Level.BAD, "bring it back from its copy")


def test_lost_keys_are_found_and_not_made_anew(healthy: Settings) -> None:
    shutil.rmtree(healthy.keys)

    (found,) = wrong(healthy)

    assert found == Finding(
        Level.BAD, "keys: there are none", "bring them back: thidua restore --key-from"
    )
    assert not healthy.keys.exists()


def test_keys_that_others_can_read_are_found(healthy: Settings) -> None:
    (healthy.keys / keys.AUDIT).chmod(0o644)

    (found,) = wrong(healthy)

    assert found.do == f"chmod 600 {healthy.keys / keys.AUDIT}"


def test_a_newer_schema_is_found(healthy: Settings) -> None:
    execute(healthy, "UPDATE alembic_version SET version_num = '0099'")

    assert "schema: 0099 is newer than this release" in [found.what for found in wrong(healthy)]


def test_events_that_were_put_aside_are_counted_for_a_week(healthy: Settings) -> None:
    for row, state, at in (
        (1, "parked", NOW), (2, "failed", NOW), (3, "failed", NOW - timedelta(days=6)),
        (4, "parked", NOW - timedelta(days=8)), (5, "handled", NOW),
    ):  # fmt: skip
        execute(
            healthy,
            "INSERT INTO inbox (bot, event_id, chat, sender, payload, received_ms, state) "  # noqa: S608
            f"VALUES ('telegram', '{row}', '', '', '', {to_ms(at)}, '{state}')",
        )

    (found,) = wrong(healthy)

    assert (found.level, found.what) == (
        Level.WARN,
        "events: in the last 7 days 1 could not be read (inbox.parked), 2 broke their turn "
        f"(turn.broken), the newest at {NOW:%Y-%m-%d %H:%M} UTC",
    )
    assert "log" in found.do


def test_an_old_backup_is_found(healthy: Settings) -> None:
    (found,) = wrong(healthy, now=NOW + timedelta(days=5, hours=1))

    assert (found.level, found.what) == (Level.WARN, "backup: the newest is 5 days old")


@pytest.mark.parametrize("year", [1970, 2199])
def test_a_clock_that_is_far_off_is_found(healthy: Settings, year: int) -> None:
    found = wrong(healthy, now=datetime(year, 1, 1, tzinfo=UTC))

    assert (
        Finding(
            Level.BAD, f"clock: it says {year}-01-01", "set the clock: timedatectl set-ntp true"
        )
        in found
    )


def test_a_full_disk_is_found(healthy: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "room", lambda _: (300 << 20, math.inf))

    assert [found.what for found in wrong(healthy)] == [
        f"disk: 300 MB free for {healthy.home}",
        f"disk: 300 MB free for {healthy.backups}",
    ]


def test_a_disk_without_room_for_more_files_is_found(
    healthy: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "room", lambda _: (9 << 30, 12))

    assert f"disk: room for 12 more files only at {healthy.home}" in [
        found.what for found in wrong(healthy)
    ]


def test_a_database_that_does_not_answer_is_found_without_its_password(tmp_path: Path) -> None:
    settings = settings_in(tmp_path, database_url="postgresql://lua:thoc-thoc@127.0.0.1:1/thidua")

    found = wrong(settings)

    assert found[0].what == "database answers: the database does not answer (OperationalError)"
    assert "thoc" not in str(found)


def test_a_damaged_database_file_is_found(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    (tmp_path / "thidua.db").write_bytes(b"this is no database" * 100)

    assert Level.BAD in {found.level for found in wrong(settings)}


def test_a_broken_sentence_is_found(healthy: Settings) -> None:
    (healthy.texts / "vi").mkdir(parents=True)
    (healthy.texts / "vi" / "ours.ftl").write_text("no-such-sentence = hm\n", encoding="utf-8")

    (found,) = wrong(healthy)

    assert found.level is Level.WARN
    assert "no-such-sentence" in found.what


@pytest.mark.parametrize(
    ("address", "says"),
    [
        pytest.param(None, "public address: none; off are", id="none"),
        pytest.param("http://a.vn", "public address: without https", id="no certificate"),
    ],
)
def test_what_is_off_without_a_public_address_is_said(
    tmp_path: Path, address: Any, says: str
) -> None:
    (found,) = doctor.address_is_public(settings_in(tmp_path, public_url=address), NOW)

    assert (found.level, found.what.startswith(says)) == (Level.WARN, True)
