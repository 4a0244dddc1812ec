"""Draft the next migration: what the tables say and the migrations so far do not.

    python -m models.migrations.draft "deeds get a place"

Alembic guesses; read what it wrote, and write the moving of data by hand. There are no downgrades:
the way back is the backup that was made before.
"""

import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from alembic import command
from sqlalchemy.types import String
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

from models import migrating
from models.migrations.config import alembic_config


def draft(message: str, versions: Path = migrating.VERSIONS) -> str:
    """Write the file and return its revision."""
    revision = f"{len(migrating.revisions(versions)) + 1:04d}"
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder) / "scratch.db"
        migrating.upgrade(
            f"sqlite:///{scratch}", Path(folder), now=datetime.now(UTC), versions=versions
        )
        engine = migrating.open_for_migrating(scratch)
        with engine.connect() as connection, connection.begin():
            config = alembic_config(connection, versions)
            config.attributes["render_item"] = _render_plainly
            command.revision(config, message, autogenerate=True, rev_id=revision)
    return revision


def _render_plainly(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """SQLModel's column types as the database's own: migrations outlive a library's classes."""
    if kind != "type":
        return False
    if isinstance(item, AutoString):
        length = item.impl.length if isinstance(item.impl, String) else None
        return f"sa.String(length={length})" if length else "sa.String()"
    if isinstance(item, UTCDateTime):
        return "sa.DateTime(timezone=True)"
    return False


def main() -> None:
    """Draft a migration from every table there is."""
    import models.tables  # noqa: F401, PLC0415  (tests draft from tables of their own)

    revision = draft(sys.argv[1])
    sys.stdout.write(f"Drafted {revision} in {migrating.VERSIONS}: read it before you keep it.\n")


if __name__ == "__main__":
    main()
