"""Bring the database to this release's schema, at start and under a lock.

Alembic is loaded only when there is something to do: it costs a third of a second and fifteen MiB.
On SQLite every migration is rehearsed on a copy first; on both databases it is one transaction,
all or nothing.
"""

import os
import re
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.pool import NullPool

VERSIONS = Path(__file__).parent / "migrations" / "versions"
_REVISION = re.compile(
    r"^(down_revision|revision)\b[^=]*= *(?:[\"'](\w+)[\"']|None)", re.MULTILINE
)
# Any number will do, as long as nothing else of ours locks the same one.
_LOCK = 7_041_890


class NewerSchema(Exception):
    """The database was migrated by a newer release than this one, which must leave it alone."""

    def __init__(self, revision: str) -> None:
        super().__init__(
            f"the database has schema {revision}, which this release does not know: "
            "start the newer release again, or restore a backup made before it"
        )
        self.revision = revision


class BrokenMigration(Exception):
    """A migration left the database inconsistent; it was undone."""


def revisions(versions: Path = VERSIONS) -> dict[str, str | None]:
    """Each schema this release knows, with the one before it. Read from the files, not run."""
    known: dict[str, str | None] = {}
    for file in sorted(versions.glob("*.py")):
        found = dict(_REVISION.findall(file.read_text(encoding="utf-8")))
        if found.get("revision"):
            known[found["revision"]] = found.get("down_revision") or None
    return known


def head(versions: Path = VERSIONS) -> str:
    """The schema of this release; empty while there is none."""
    known = revisions(versions)
    heads = sorted(known.keys() - set(known.values()))
    if len(heads) > 1:
        raise BrokenMigration(f"two migrations claim to be the last one: {', '.join(heads)}")
    return heads[0] if heads else ""


def current(connection: Connection) -> str | None:
    """The schema of this database; None while it is empty."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.execute(
        text("SELECT version_num FROM alembic_version")
    ).scalar()
    return revision


def is_due(connection: Connection, versions: Path = VERSIONS) -> bool:
    """Whether the database has an older schema than this release. Raises NewerSchema."""
    revision = current(connection)
    if revision is not None and revision not in revisions(versions):
        raise NewerSchema(revision)
    return revision != (head(versions) or None)


def upgrade(url: str, home: Path, *, now: datetime, versions: Path = VERSIONS) -> bool:
    """Migrate if that is due; return whether it was. `home` holds the lock and the rehearsal."""
    if make_url(url).get_backend_name() == "sqlite":
        return _upgrade_sqlite(url, home, now=now, versions=versions)
    return _upgrade_postgresql(url, versions)


def _upgrade_postgresql(url: str, versions: Path) -> bool:
    engine = create_engine(url, poolclass=NullPool)
    with engine.connect() as connection:
        if not is_due(connection, versions):
            return False
        connection.rollback()
        # Ends with the connection, so that a killed process leaves no lock behind.
        connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": _LOCK})
        connection.commit()
        with connection.begin():
            if not is_due(connection, versions):  # another process was faster
                return False
            _run(connection, versions)
    return True


def _upgrade_sqlite(url: str, home: Path, *, now: datetime, versions: Path) -> bool:
    path = Path(make_url(url).database or "")
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _file_lock(home / "migrating.lock"):
        engine = open_for_migrating(path)
        with engine.connect() as connection:
            if not is_due(connection, versions):
                return False
        path.chmod(0o600)
        rehearsal = home / f"rehearsal-{now:%Y%m%dT%H%M%S}.db"
        try:
            copy_sqlite(path, rehearsal)
            _migrate_sqlite(open_for_migrating(rehearsal), versions)
        finally:
            for leftover in (rehearsal, *home.glob(f"{rehearsal.name}-*")):
                leftover.unlink(missing_ok=True)
        _migrate_sqlite(engine, versions)
    return True


def copy_sqlite(source: Path, target: Path) -> None:
    """A consistent copy of a database that may be in use, in one file, for its owner alone."""
    target.touch(mode=0o600)
    # Not `with` alone: that ends a transaction, and leaves the connection open.
    with closing(sqlite3.connect(source)) as live, closing(sqlite3.connect(target)) as copy:
        live.backup(copy)
        # A copy with a log beside it could not be read from where nothing can be written.
        copy.execute("PRAGMA journal_mode=DELETE")


def open_for_migrating(path: Path) -> Engine:
    """An engine for changing tables. A batch drops the old one, so foreign keys are off."""
    engine = create_engine(f"sqlite:///{path}", poolclass=NullPool)

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _record: object) -> None:
        # The driver must not end transactions by itself: changes of tables belong to them too.
        connection.isolation_level = None
        for pragma in ("busy_timeout=30000", "foreign_keys=OFF", "secure_delete=ON"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("PRAGMA journal_mode=WAL")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def _migrate_sqlite(engine: Engine, versions: Path) -> None:
    with engine.connect() as connection, connection.begin():
        _run(connection, versions)
        orphan = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
        if orphan is not None:
            raise BrokenMigration(f"a row of {orphan[0]} would point at nothing in {orphan[2]}")
        verdict = connection.exec_driver_sql("PRAGMA integrity_check").scalar()
        if verdict != "ok":
            raise BrokenMigration("the database would be damaged (PRAGMA integrity_check)")


def _run(connection: Connection, versions: Path) -> None:
    # Loaded only when it is due.
    from alembic import command  # noqa: PLC0415

    from models.migrations.config import alembic_config  # noqa: PLC0415

    command.upgrade(alembic_config(connection, versions), "head")


@contextmanager
def _file_lock(path: Path) -> Iterator[None]:
    """Wait until no other process holds the lock; the system lets go of it when a process dies."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _lock(descriptor)
        yield
    finally:
        os.close(descriptor)


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_LOCK, 1)

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
