"""List numbers: on a channel without buttons a case is answered by a word and its number ("nhận
27").

A case keeps its number for a person while it is open, and the number is not given again for seven
days after.
"""

from datetime import datetime, timedelta

from sqlmodel import Field, SQLModel, UniqueConstraint, col, select

from models.store import Tx

REST = timedelta(days=7)


class ListNumber(SQLModel, table=True):
    """The number of one case for one person."""

    __table_args__ = (UniqueConstraint("person_id", "about"),)

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    about: str
    number: int
    closed_at: datetime | None = None


def number_for(tx: Tx, person: int, about: str, now: datetime) -> int:
    """Return the number of a case for a person; the lowest free one is given at the first call."""
    rows = list(tx.session.exec(select(ListNumber).where(ListNumber.person_id == person)))
    mine = next((row for row in rows if row.about == about), None)
    taken = {
        r.number
        for r in rows
        if r.about != about and (r.closed_at is None or now - r.closed_at < REST)
    }
    if mine is not None and (mine.closed_at is None or mine.number not in taken):
        mine.closed_at = None
        return mine.number
    number = next(n for n in range(1, len(taken) + 2) if n not in taken)
    if mine is None:
        mine = ListNumber(person_id=person, about=about, number=number)
        tx.session.add(mine)
    mine.number, mine.closed_at = number, None
    tx.session.flush()
    return number


def case_of_number(tx: Tx, person: int, number: int) -> str | None:
    """Return the open case that a person's number means ("deed 12"), None when it means none."""
    query = select(ListNumber).where(
        ListNumber.person_id == person,
        ListNumber.number == number,
        col(ListNumber.closed_at).is_(None),
    )
    row = tx.session.exec(query).first()
    return row.about if row else None


def close_number(tx: Tx, about: str, now: datetime) -> None:
    """Let go of a case's numbers, for everybody."""
    query = select(ListNumber).where(
        ListNumber.about == about, col(ListNumber.closed_at).is_(None)
    )
    for row in tx.session.exec(query):
        row.closed_at = now
