"""Take a database's contents to a file and back, for SQLite and PostgreSQL alike.

Copying a live database file is no backup: SQLite is copied through its own backup function,
PostgreSQL by pg_dump.
"""

import os
import shutil
import sqlite3
import subprocess
from datetime import datetime
from pathlib import Path

from sqlalchemy import create_engine, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.pool import NullPool

from models import migrating

# What a restore put aside keeps its data, but never again travels in a backup.
_ASIDE = "before_restore_"


class DatabaseToolFailed(Exception):
    """What copies the database is missing, or said no."""


def kind(url: str) -> str:
    return make_url(url).get_backend_name()


def file_name(url: str) -> str:
    return "database.sqlite3" if kind(url) == "sqlite" else "database.pgdump"


def save(url: str, target: Path) -> None:
    """Write a consistent copy of the whole database to a file."""
    if kind(url) == "sqlite":
        migrating.copy_sqlite(_path(url), target)
        return
    target.touch(mode=0o600)
    _postgres_tool(
        url,
        "pg_dump",
        "--format=custom",
        "--no-owner",
        "--no-privileges",
        f"--exclude-schema={_ASIDE}*",
        f"--file={target}",
    )


def schema(url: str) -> str:
    """The revision of a database's schema; empty when it has none."""
    if kind(url) == "sqlite" and not _path(url).exists():
        return ""
    engine = create_engine(url, poolclass=NullPool)
    with engine.connect() as connection:
        return migrating.current(connection) or ""


def is_empty(url: str) -> bool:
    if kind(url) == "sqlite" and not _path(url).exists():
        return True
    engine = create_engine(url, poolclass=NullPool)
    with engine.connect() as connection:
        return not inspect(connection).get_table_names()


def load(url: str, source: Path, *, now: datetime) -> str:
    """Put a saved copy in the database's place; return the name of what was there before."""
    if kind(url) == "sqlite":
        return _load_sqlite(_path(url), source, now)
    return _load_postgresql(url, source, now)


def _load_sqlite(path: Path, source: Path, now: datetime) -> str:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.restoring")
    fresh.unlink(missing_ok=True)
    try:
        # Through the backup function, which also finds a file that is no database.
        migrating.copy_sqlite(source, fresh)
    except sqlite3.DatabaseError:
        fresh.unlink()
        raise DatabaseToolFailed(f"{source} is no database") from None
    aside = ""
    if path.exists():
        aside = f"{path.name}.{_ASIDE}{now:%Y%m%dT%H%M%S}"
        # The log beside it may hold the newest rows: the copy takes them in, a rename would not.
        migrating.copy_sqlite(path, path.with_name(aside))
        for leftover in (f"{path.name}-wal", f"{path.name}-shm"):
            path.with_name(leftover).unlink(missing_ok=True)
    fresh.replace(path)
    return aside


def _load_postgresql(url: str, source: Path, now: datetime) -> str:
    engine = create_engine(url, poolclass=NullPool)
    aside = "" if is_empty(url) else f"{_ASIDE}{now:%Y%m%dt%H%M%S}"
    if aside:
        with engine.begin() as connection:
            connection.execute(text(f'ALTER SCHEMA public RENAME TO "{aside}"'))
            connection.execute(text("CREATE SCHEMA public"))
    try:
        _postgres_tool(
            url,
            "pg_restore",
            "--no-owner",
            "--no-privileges",
            "--exit-on-error",
            "--single-transaction",
            f"--dbname={_without_password(url)}",
            str(source),
        )
    except DatabaseToolFailed:
        if aside:
            with engine.begin() as connection:
                connection.execute(text("DROP SCHEMA public CASCADE"))
                connection.execute(text(f'ALTER SCHEMA "{aside}" RENAME TO public'))
        raise
    return aside


def _postgres_tool(url: str, tool: str, *arguments: str) -> None:
    program = shutil.which(tool)
    if program is None:
        raise DatabaseToolFailed(f"{tool} is not installed: apt install postgresql-client")
    if tool == "pg_dump":
        arguments = (*arguments, f"--dbname={_without_password(url)}")
    environment = dict(os.environ)
    password = make_url(url).password
    if password:
        # Not as an argument: every user of the machine can list those.
        environment["PGPASSWORD"] = password
    done = subprocess.run(  # noqa: S603
        [program, "--no-password", *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        # Its first line says what is wrong; the rest may quote rows.
        first = done.stderr.strip().partition("\n")[0]
        raise DatabaseToolFailed(f"{tool} failed: {first}")


def _without_password(url: str) -> str:
    plain: URL = make_url(url).set(drivername="postgresql")
    return plain._replace(password=None).render_as_string(hide_password=False)


def _path(url: str) -> Path:
    return Path(make_url(url).database or "").absolute()
