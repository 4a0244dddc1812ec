"""Conventions that every table shares.

The tables of the work keep moments as aware UTC `datetime` (SQLModel's own type). The machinery's
tables (inbox, outbox, conversation …) keep them as whole milliseconds since 1970 UTC, and JSON as
text: their statements run on the database driver itself, where nothing converts values.
"""

from datetime import UTC, datetime

from sqlmodel import SQLModel

# Names from the first schema on, so that a later migration can drop what it must by name on both
# databases.
SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


def to_ms(at: datetime) -> int:
    """Return a moment as milliseconds since 1970 UTC."""
    return int(at.timestamp() * 1000)


def from_ms(ms: int) -> datetime:
    """Return the aware UTC moment of milliseconds since 1970."""
    return datetime.fromtimestamp(ms / 1000, UTC)
