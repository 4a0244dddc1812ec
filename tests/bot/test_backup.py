"""Backup and restore, proved by using what was restored."""

import hashlib
import json
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import MetaData, func, select

from bot import backup, database_copy, keys
from bot.backup import Refused
from bot.invite import invite_administrator
from bot.manifest import BackupUnusable
from bot.settings import Settings
from models.machine import audit
from models.people.invitations import accept_invitation
from models.people.person import Person
from models.store import Tx, open_engine, transaction
from models.tables import METADATA
from tests.bot.builders import settings_in

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
PHOTO = b"\xff\xd8 a photo of a dyke \xff\xd9"


@dataclass
class Commune:
    """An installation with an invitation, an audit trail, a photo and a sentence of its own."""

    settings: Settings
    code: str
    photo: Path


@pytest.fixture
def commune(store_url: str, tmp_path: Path, free_port: int) -> Commune:
    settings = settings_in(tmp_path / "data", database_url=store_url, admin_port=free_port)
    code = invite_administrator(settings, now=NOW).code
    photo = keep(settings.files, PHOTO)
    (settings.files / "half.tmp").write_bytes(b"half")
    (settings.texts / "vi").mkdir(parents=True)
    (settings.texts / "vi" / "ours.ftl").write_text("hello = Chào bà con\n", encoding="utf-8")
    return Commune(settings, code, photo)


@pytest.fixture
def elsewhere(commune: Commune, empty_elsewhere: str, tmp_path: Path, free_port: int) -> Settings:
    """A new machine with an empty database of the same kind."""
    return settings_in(tmp_path / "new", database_url=empty_elsewhere, admin_port=free_port)


@pytest.fixture
def empty_elsewhere(
    request: pytest.FixtureRequest, store_url: str, tmp_path: Path
) -> Iterator[str]:
    if store_url.startswith("sqlite"):
        yield f"sqlite:///{tmp_path / 'new' / 'thidua.db'}"
        return
    yield request.getfixturevalue("empty_postgres_url")


def keep(files: Path, content: bytes) -> Path:
    digest = hashlib.sha256(content).hexdigest()
    path = files / digest[:2] / digest
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def rows(tx: Tx, table: str) -> int:
    counted = select(func.count()).select_from(METADATA.tables[table])
    return tx.connection.execute(counted).scalar_one()


def save(commune: Commune, tmp_path: Path) -> backup.Made:
    return backup.backup(commune.settings, None, tmp_path / "keys-apart", now=NOW)


def bring_back(settings: Settings, made: backup.Made, **how: Any) -> backup.Restored:
    how.setdefault("force", False)
    return backup.restore(settings, made.folder, made.keys, now=LATER, **how)


def test_what_was_restored_works(commune: Commune, elsewhere: Settings, tmp_path: Path) -> None:
    made = save(commune, tmp_path)
    shutil.rmtree(commune.settings.files)

    done = bring_back(elsewhere, made)

    assert (done.made_at, done.files, done.aside) == (NOW, 1, "")
    assert (elsewhere.files / commune.photo.parent.name / commune.photo.name).read_bytes() == PHOTO
    assert "Chào bà con" in (elsewhere.texts / "vi" / "ours.ftl").read_text(encoding="utf-8")
    engine = open_engine(elsewhere.database_url)
    key = keys.audit_key(elsewhere)
    with transaction(engine) as tx:
        assert audit.verify(tx, key).broken_at == 0
        person = Person(name="Bà Mận", created_at=LATER)
        tx.session.add(person)
        tx.session.flush()
        assert person.id is not None
        # The code that was said on the telephone before the disaster still opens the door.
        role, _ = accept_invitation(tx, commune.code, person.id, LATER)
        tx.flush()
        audit.append(tx, tx.entries, key, 0)
    with transaction(engine) as tx:
        report = audit.verify(tx, key)
    engine.dispose()
    assert role.value == "admin"
    assert (report.broken_at, report.entries > 1) == (0, True)


def test_keys_and_backup_lie_apart(commune: Commune, tmp_path: Path) -> None:
    made = save(commune, tmp_path)

    inside = b"".join(path.read_bytes() for path in made.folder.rglob("*") if path.is_file())
    assert keys.audit_key(commune.settings) not in inside
    assert (tmp_path / "keys-apart" / "audit.key").stat().st_mode & 0o777 == 0o600
    assert made.folder.stat().st_mode & 0o777 == 0o700


def test_the_same_folder_for_both_is_refused(commune: Commune, tmp_path: Path) -> None:
    for key_to in (tmp_path / "b", tmp_path / "b" / "keys", tmp_path):
        with pytest.raises(Refused, match="another place"):
            backup.backup(commune.settings, tmp_path / "b", key_to, now=NOW)
    assert not (tmp_path / "b").exists()


def test_a_backup_holds_copies_and_no_links(commune: Commune, tmp_path: Path) -> None:
    made = save(commune, tmp_path)

    commune.photo.write_bytes(b"overwritten in place")

    copy = made.folder / "files" / commune.photo.parent.name / commune.photo.name
    assert copy.read_bytes() == PHOTO


def test_damaged_evidence_is_reported_and_half_written_files_stay_out(
    commune: Commune, tmp_path: Path
) -> None:
    commune.photo.write_bytes(b"rotten")

    made = save(commune, tmp_path)

    name = f"{commune.photo.parent.name}/{commune.photo.name}"
    assert made.damaged == (name,)
    assert made.files == 1


def test_a_backup_that_fails_leaves_nothing(
    commune: Commune, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(url: str, target: Path) -> None:
        target.write_bytes(b"half a database")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(database_copy, "save", full)

    with pytest.raises(OSError, match="No space"):
        save(commune, tmp_path)

    assert list(commune.settings.backups.iterdir()) == []


@pytest.mark.parametrize("what", ["database", "photo", "manifest", "missing", "added"])
def test_a_damaged_backup_is_refused_before_anything_changes(
    commune: Commune, elsewhere: Settings, tmp_path: Path, what: str
) -> None:
    made = save(commune, tmp_path)
    database = made.folder / database_copy.file_name(elsewhere.database_url)
    photo = made.folder / "files" / commune.photo.parent.name / commune.photo.name
    match what:
        case "database":
            database.write_bytes(database.read_bytes()[:-1] + b"?")
        case "photo":
            photo.write_bytes(b"another")
        case "manifest":
            (made.folder / "manifest.json").write_text("{}", encoding="utf-8")
        case "missing":
            photo.unlink()
        case "added":
            keep(made.folder / "files", b"slipped in")

    with pytest.raises(BackupUnusable):
        bring_back(elsewhere, made)

    assert not elsewhere.home.exists()
    assert database_copy.is_empty(elsewhere.database_url)


def test_data_that_are_there_are_not_overwritten(commune: Commune, tmp_path: Path) -> None:
    made = save(commune, tmp_path)

    with pytest.raises(Refused, match="--force"):
        bring_back(commune.settings, made)


def test_with_force_they_are_put_aside(commune: Commune, tmp_path: Path) -> None:
    made = save(commune, tmp_path)
    engine = open_engine(commune.settings.database_url)
    with transaction(engine) as tx:
        tx.session.add(Person(name="Ông Thóc", created_at=LATER))

    done = bring_back(commune.settings, made, force=True)
    # A second time as well: what was put aside is neither in the way nor in the next backup.
    again = backup.restore(
        commune.settings, made.folder, made.keys, force=True, now=LATER + timedelta(hours=1)
    )

    with transaction(engine) as tx:
        assert rows(tx, "person") == 0
        assert rows(tx, "invitation") == 1
        if tx.dialect.name == "postgresql":
            aside = METADATA.tables["person"].to_metadata(MetaData(), schema=done.aside)
            names = tx.connection.execute(select(aside.c.name)).scalars().all()
            assert names == ["Ông Thóc"]
    engine.dispose()
    if commune.settings.on_sqlite:
        former = sqlite3.connect(tmp_path / done.aside)
        assert former.execute("SELECT name FROM person").fetchall() == [("Ông Thóc",)]
        former.close()
    assert again.aside != done.aside


def test_a_restore_that_fails_halfway_leaves_the_old_data(
    commune: Commune, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = save(commune, tmp_path)
    database = made.folder / database_copy.file_name(commune.settings.database_url)
    database.write_bytes(b"PGDMP and then nonsense")
    written = json.loads((made.folder / "manifest.json").read_text(encoding="utf-8"))
    written["files"][database.name] = hashlib.sha256(database.read_bytes()).hexdigest()
    (made.folder / "manifest.json").write_text(json.dumps(written), encoding="utf-8")

    with pytest.raises(database_copy.DatabaseToolFailed):
        bring_back(commune.settings, made, force=True)

    engine = open_engine(commune.settings.database_url)
    with transaction(engine) as tx:
        assert rows(tx, "invitation") == 1
    engine.dispose()


def test_a_backup_of_a_newer_release_is_refused(
    commune: Commune, elsewhere: Settings, tmp_path: Path
) -> None:
    made = save(commune, tmp_path)
    written = (made.folder / "manifest.json").read_text(encoding="utf-8")
    newer = written.replace(f'"schema": "{made_schema(made)}"', '"schema": "0099"')
    (made.folder / "manifest.json").write_text(newer, encoding="utf-8")

    with pytest.raises(Refused, match="0099"):
        bring_back(elsewhere, made)


def made_schema(made: backup.Made) -> str:
    schema: str = json.loads((made.folder / "manifest.json").read_bytes())["schema"]
    return schema


def test_without_the_key_it_says_so(commune: Commune, elsewhere: Settings, tmp_path: Path) -> None:
    made = save(commune, tmp_path)

    with pytest.raises(Refused, match="--key-from"):
        backup.restore(elsewhere, made.folder, None, force=False, now=LATER)
    with pytest.raises(Refused, match=r"no audit\.key"):
        backup.restore(elsewhere, made.folder, tmp_path, force=False, now=LATER)

    backup.restore(elsewhere, made.folder, None, force=False, without_key=True, now=LATER)
    assert not database_copy.is_empty(elsewhere.database_url)


def test_a_running_bot_is_not_restored_over(
    commune: Commune, elsewhere: Settings, tmp_path: Path, listening: int
) -> None:
    made = save(commune, tmp_path)
    running = settings_in(
        elsewhere.home, database_url=elsewhere.database_url, admin_port=listening
    )

    with pytest.raises(Refused, match="stop it first"):
        bring_back(running, made)


def test_another_key_is_not_overwritten(commune: Commune, tmp_path: Path) -> None:
    (tmp_path / "keys-apart").mkdir()
    (tmp_path / "keys-apart" / "audit.key").write_bytes(b"another one" * 4)

    with pytest.raises(Refused, match="another key"):
        save(commune, tmp_path)


def test_the_other_kind_of_database_is_refused(
    commune: Commune, tmp_path: Path, free_port: int
) -> None:
    made = save(commune, tmp_path)
    other = (
        "postgresql://nobody@127.0.0.1:1/none"
        if commune.settings.on_sqlite
        else f"sqlite:///{tmp_path / 'other.db'}"
    )
    settings = settings_in(tmp_path / "other", database_url=other, admin_port=free_port)

    with pytest.raises(Refused, match="THIDUA_DATABASE_URL"):
        bring_back(settings, made)


def test_an_empty_installation_has_nothing_to_back_up(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="nothing to back up"):
        backup.backup(settings_in(tmp_path), None, None, now=NOW)


def test_the_newest_backup_is_found_among_unfinished_ones(
    commune: Commune, tmp_path: Path
) -> None:
    save(commune, tmp_path)
    backup.backup(commune.settings, None, None, now=LATER)
    (commune.settings.backups / "thidua-20990101T000000Z").mkdir()

    newest = backup.newest(commune.settings.backups)

    assert newest is not None
    assert newest.made == LATER
