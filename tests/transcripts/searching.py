"""Looking for words in the whole of a database: every column of every table, and on SQLite every
byte of its files.
"""

import json
from pathlib import Path

from sqlalchemy import MetaData, create_engine, select
from sqlalchemy.engine import make_url
from sqlalchemy.pool import NullPool


def spellings(word: str) -> set[str]:
    """A word as it is written, and as JSON escapes it."""
    return {word, json.dumps(word)[1:-1]}


def places_of(url: str, word: str) -> list[str]:
    """Return where a word stands: tables with their columns, and files."""
    engine = create_engine(url, poolclass=NullPool)
    found = []
    with engine.connect() as connection:
        tables = MetaData()
        tables.reflect(connection)
        for table in tables.sorted_tables:
            for row in connection.execute(select(table)).mappings():
                found += [
                    f"{table.name}.{name}"
                    for name, value in row.items()
                    if any(spelling in str(value) for spelling in spellings(word))
                ]
        if engine.dialect.name == "sqlite":
            connection.rollback()
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    if engine.dialect.name == "sqlite":
        database = Path(make_url(url).database or "")
        for file in database.parent.glob(f"{database.name}*"):
            content = file.read_bytes()
            if any(spelling.encode() in content for spelling in spellings(word)):
                found.append(file.name)
    return found
