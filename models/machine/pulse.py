"""The pulse of whoever owns the database, and the times during which nobody did: after a stop one
has to know from when to when nothing was sent.
"""

from datetime import datetime, timedelta

from sqlalchemy import BigInteger, bindparam, select, update
from sqlmodel import Field, SQLModel

from models.base import from_ms, to_ms
from models.compiled import Compiled
from models.store import Tx

STILL = timedelta(minutes=5)  # a shorter pause is a restart, of which nobody has to hear


class Pulse(SQLModel, table=True):
    """One row: when the owner last said that it lives."""

    id: int = Field(default=1, primary_key=True)
    at_ms: int = Field(sa_type=BigInteger)


class Outage(SQLModel, table=True):
    """A time during which the program stood still."""

    id: int | None = Field(default=None, primary_key=True)
    from_ms: int = Field(sa_type=BigInteger)
    to_ms: int = Field(sa_type=BigInteger, index=True)


P = Pulse.__table__.c  # type: ignore[attr-defined]
O = Outage.__table__.c  # type: ignore[attr-defined]  # noqa: E741 - beside the others

LAST = Compiled(select(P.at_ms).where(P.id == 1))
BEAT = Compiled(update(Pulse).where(P.id == 1).values(at_ms=bindparam("at")))
FIRST = Compiled(
    lambda sql: sql.insert(Pulse).values(id=1, at_ms=bindparam("at")).on_conflict_do_nothing()
)
BROKEN = Compiled(
    lambda sql: sql.insert(Outage).values(from_ms=bindparam("since"), to_ms=bindparam("until"))
)
OVERLAPS = Compiled(
    select(O.id).where(O.from_ms <= bindparam("until"), O.to_ms >= bindparam("since")).limit(1)
)


def beat(tx: Tx, now: datetime) -> tuple[datetime, datetime] | None:
    """Note that the owner lives; return from when to when nobody did, None where that was only a
    moment. A clock that was set back is no pause.
    """
    row = tx.one(LAST)
    if row is None:
        tx.run(FIRST, at=to_ms(now))
        return None
    last = from_ms(row[0])
    tx.run(BEAT, at=to_ms(now))
    if now - last <= STILL:
        return None
    tx.run(BROKEN, since=to_ms(last), until=to_ms(now))
    return last, now


def stood_still(tx: Tx, since: datetime, until: datetime) -> bool:
    """Tell whether the program stood still at some time between two moments."""
    return tx.one(OVERLAPS, since=to_ms(since), until=to_ms(until)) is not None
