"""List numbers: on a channel without buttons a case is answered by a word and its number
("nhận 27").

A case keeps its number for a person while it is open, and the number is not given again for seven
days after: messages that name it are still on the screen. A case is open as long as its number may
be said: what is owed until its occurrence closes, an announcement until nobody looks at it.
"""

from datetime import datetime, timedelta

from sqlalchemy import (
    BigInteger,
    Index,
    Select,
    UniqueConstraint,
    bindparam,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)
from sqlmodel import Field, SQLModel

from models.base import to_ms
from models.compiled import Compiled
from models.store import Tx

REST = timedelta(days=7)


class ListNumber(SQLModel, table=True):
    """The number of one case for one person; `closed_ms` is when it was let go."""

    __table_args__ = (
        UniqueConstraint("person_id", "about"),
        Index(None, "person_id", "number"),
        Index(None, "person_id", "closed_ms"),
    )

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id")
    about: str = Field(index=True)
    number: int
    closed_ms: int | None = Field(default=None, sa_type=BigInteger)


T = ListNumber.__table__.c  # type: ignore[attr-defined]
U = ListNumber.__table__.alias().c  # type: ignore[attr-defined]

TAKEN = or_(T.closed_ms.is_(None), T.closed_ms > bindparam("rested"))
STILL_TAKEN = or_(U.closed_ms.is_(None), U.closed_ms > bindparam("rested"))
# The lowest number that has rested: whoever had it is forgotten when it is given again, so that
# looking for it does not take longer the more cases are open, or were.
RESTED = Compiled(
    select(func.min(T.number)).where(
        T.person_id == bindparam("person"),
        T.closed_ms <= bindparam("rested"),
        ~exists().where(U.person_id == T.person_id, U.number == T.number, STILL_TAKEN),
    )
)
HIGHEST = Compiled(select(func.max(T.number)).where(T.person_id == bindparam("person")))
FORGET_RESTED = Compiled(
    delete(ListNumber).where(
        T.person_id == bindparam("person"),
        T.number == bindparam("given"),
        T.closed_ms <= bindparam("rested"),
        T.about != bindparam("case"),
    )
)
MINE = Compiled(
    select(T.number, T.closed_ms).where(
        T.person_id == bindparam("person"), T.about == bindparam("case")
    )
)
USED_BY = Compiled(
    select(T.about).where(
        T.person_id == bindparam("person"),
        T.number == bindparam("wanted"),
        TAKEN,
        T.about != bindparam("case"),
    )
)
GIVE = Compiled(
    insert(ListNumber).values(
        person_id=bindparam("person"), about=bindparam("case"), number=bindparam("given")
    )
)
GIVE_AGAIN = Compiled(
    update(ListNumber)
    .where(T.person_id == bindparam("person"), T.about == bindparam("case"))
    .values(number=bindparam("given"), closed_ms=None)
)
MEANT = Compiled(
    select(T.about).where(
        T.person_id == bindparam("person"),
        T.number == bindparam("wanted"),
        T.closed_ms.is_(None),
    )
)
MEANT_LAST = Compiled(
    select(T.about)
    .where(T.person_id == bindparam("person"), T.number == bindparam("wanted"))
    .order_by(T.id.desc())
    .limit(1)
)
CLOSE = Compiled(
    update(ListNumber)
    .where(T.about == bindparam("case"), T.closed_ms.is_(None))
    .values(closed_ms=bindparam("at"))
)

FORGET_PERSON = Compiled(delete(ListNumber).where(T.person_id == bindparam("person")))


def number_for(tx: Tx, person: int, about: str, now: datetime) -> int:
    """Return the number of a case for a person; a free one is given at the first call."""
    rested = to_ms(now - REST)
    mine = tx.one(MINE, person=person, case=about)
    if mine is not None:
        number, closed = mine
        if closed is None:
            return int(number)
        if tx.one(USED_BY, person=person, wanted=number, case=about, rested=rested) is None:
            tx.run(GIVE_AGAIN, person=person, case=about, given=number)
            return int(number)
    number = free_number(tx, person, about, rested)
    tx.run(GIVE if mine is None else GIVE_AGAIN, person=person, case=about, given=number)
    return number


def free_number(tx: Tx, person: int, about: str, rested: int) -> int:
    """Return the lowest number that has rested since a case of this person had it, else the one
    after the highest.
    """
    found = tx.one(RESTED, person=person, rested=rested)
    if found is not None and found[0] is not None:
        tx.run(FORGET_RESTED, person=person, given=found[0], rested=rested, case=about)
        return int(found[0])
    highest = tx.one(HIGHEST, person=person)
    return int(highest[0] or 0) + 1 if highest else 1


def case_of_number(tx: Tx, person: int, number: int) -> str | None:
    """Return the open case that a person's number means ("deed 12"), None when it means none."""
    row = tx.one(MEANT, person=person, wanted=number)
    return row[0] if row else None


def case_of_last_number(tx: Tx, person: int, number: int) -> str | None:
    """Return the case that had a person's number last, also when it is settled."""
    row = tx.one(MEANT_LAST, person=person, wanted=number)
    return row[0] if row else None


def close_number(tx: Tx, about: str, now: datetime) -> None:
    """Let go of a case's numbers, for everybody."""
    tx.run(CLOSE, case=about, at=to_ms(now))


def close_numbers(tx: Tx, cases: Select[str], now: datetime) -> int:
    """Let go of the numbers of many cases, for everybody; return how many that were."""
    tx.session.flush()
    done = tx.session.connection().execute(
        update(ListNumber)
        .where(T.about.in_(cases), T.closed_ms.is_(None))
        .values(closed_ms=to_ms(now))
    )
    return done.rowcount


def forget_numbers(tx: Tx, person: int) -> None:
    """Forget which numbers cases had for a person."""
    tx.run(FORGET_PERSON, person=person)
