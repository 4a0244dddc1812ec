"""Who owns the database: one process handles, plans and delivers; all others may receive and stand
by.

The lock is a file on SQLite and a session advisory lock on PostgreSQL. The epoch guards against an
owner that lost its lock without noticing: every transaction of an owner checks it, and whoever
takes over raises it first.
"""

from sqlalchemy import BigInteger, bindparam, select, update
from sqlmodel import Field, SQLModel

from models.compiled import Compiled
from models.store import Tx

ADVISORY_LOCK = 0x54484944_5541  # "THIDUA": the same number in every process of one database


class Ownership(SQLModel, table=True):
    """A single row: which take-over this is, and when it happened."""

    id: int = Field(default=1, primary_key=True)
    epoch: int = Field(default=0, sa_type=BigInteger)
    since_ms: int = Field(default=0, sa_type=BigInteger)


T = Ownership.__table__.c  # type: ignore[attr-defined]

CREATE = Compiled(
    lambda sql: (
        sql.insert(Ownership)
        .values(id=1, epoch=0, since_ms=0)
        .on_conflict_do_nothing(index_elements=["id"])
    )
)
RAISE = Compiled(
    update(Ownership)
    .where(T.id == 1)
    .values(epoch=T.epoch + 1, since_ms=bindparam("now"))
    .returning(T.epoch)
)
# On PostgreSQL the shared row lock makes a take-over wait for the transactions that still count on
# the old epoch.
CHECK = Compiled(select(T.epoch).where(T.id == 1).with_for_update(read=True))


class NotOwner(Exception):
    """Another process has taken the database over; this one must stop handling and stand by."""


def take_over(tx: Tx, now_ms: int) -> int:
    """Begin a new epoch and return it; the caller holds the lock."""
    tx.run(CREATE)
    row = tx.one(RAISE, now=now_ms)
    assert row is not None  # noqa: S101 - the row was just created
    return int(row[0])


def check(tx: Tx, epoch: int) -> None:
    """Raise NotOwner unless this epoch is still the newest."""
    row = tx.one(CHECK)
    if row is None or row[0] != epoch:
        raise NotOwner
