"""Where the two plain bots keep who agreed and what was told."""

import sqlite3
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

TABLES = """
PRAGMA journal_mode = WAL;
PRAGMA synchronous = NORMAL;
PRAGMA busy_timeout = 5000;
CREATE TABLE IF NOT EXISTS person (id INTEGER PRIMARY KEY, agreed_at TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS deed (
    id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, teller INTEGER NOT NULL, who TEXT NOT NULL,
    hamlet TEXT NOT NULL, story TEXT NOT NULL, day TEXT NOT NULL, photo TEXT NOT NULL,
    told_at TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS conversation (key TEXT PRIMARY KEY, state TEXT, data TEXT);
"""


def open_database(path: Path) -> sqlite3.Connection:
    """Open the database; each statement is a transaction of its own."""
    database = sqlite3.connect(path, isolation_level=None)
    database.executescript(TABLES)
    return database


def agree(database: sqlite3.Connection, person: int) -> None:
    """Note that somebody agreed."""
    database.execute("INSERT OR IGNORE INTO person VALUES (?, ?)", (person, now()))


def has_agreed(database: sqlite3.Connection, person: int) -> bool:
    """Tell whether somebody agreed."""
    found = database.execute("SELECT 1 FROM person WHERE id = ?", (person,)).fetchone()
    return found is not None


def save_deed(
    database: sqlite3.Connection, person: int, code: str, told: Mapping[str, str]
) -> None:
    """Keep a report."""
    names = ("who", "hamlet", "story", "day")
    values = [told[name] for name in names]
    database.execute(
        "INSERT INTO deed (code, teller, who, hamlet, story, day, photo, told_at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (code, person, *values, told.get("photo", ""), now()),
    )


def now() -> str:
    """Return the time as it is kept."""
    return datetime.now(UTC).isoformat()
