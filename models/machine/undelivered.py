"""News of which nobody knows whether it arrived: it is never sent again by itself, so somebody has
to see it and may send it again.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, bindparam, func, null, select, update

from models.base import to_ms
from models.compiled import Compiled
from models.machine.outbox import Outbox, OutboxState
from models.machine.push import NOTHING, Push
from models.people.person import Person
from models.store import Tx

LOOK_BACK = timedelta(days=30)
MOST = 9  # shown at a time

P = Push.__table__.c  # type: ignore[attr-defined]
O = Outbox.__table__.c  # type: ignore[attr-defined]  # noqa: E741 - beside P
N = Person.__table__.c  # type: ignore[attr-defined]

# With its text a message is on its way at this moment.
IS_UNCERTAIN = and_(
    O.state == OutboxState.UNCERTAIN.value, O.payload == "", P["values"] != NOTHING
)
UNCERTAIN = Compiled(
    select(P.id, P.name, P.about, N.name)
    .join(Outbox, O.id == P.outbox_id)
    .join(Person, N.id == P.person_id)
    .where(IS_UNCERTAIN, O.created_ms >= bindparam("since"))
    .order_by(P.id)
    .limit(MOST)
)
COUNT = Compiled(
    select(func.count())
    .select_from(Push)
    .join(Outbox, O.id == P.outbox_id)
    .where(IS_UNCERTAIN, O.created_ms >= bindparam("since"))
)
PERSON_OF = Compiled(
    select(P.person_id)
    .join(Outbox, O.id == P.outbox_id)
    .where(P.id == bindparam("row"), IS_UNCERTAIN)
)
AGAIN = Compiled(
    update(Push)
    .where(P.id == bindparam("row"))
    .values(told_ms=null(), closed_ms=null(), outbox_id=null())
)
LET_GO = Compiled(update(Push).where(P.id == bindparam("row")).values(outbox_id=null()))


@dataclass(frozen=True, slots=True)
class Uncertain:
    """One piece of news: its row, what it is, about which case, for whom."""

    row: int
    name: str
    about: str
    person: str


def uncertain(tx: Tx, now: datetime) -> list[Uncertain]:
    """Return the oldest news of the last month of which nobody knows whether it arrived."""
    rows = tx.all(UNCERTAIN, since=to_ms(now - LOOK_BACK))
    return [Uncertain(*row) for row in rows]


def count_uncertain(tx: Tx, now: datetime) -> int:
    """Return how many there are."""
    row = tx.one(COUNT, since=to_ms(now - LOOK_BACK))
    return int(row[0]) if row else 0


def send_again(tx: Tx, row: int) -> bool:
    """Let uncertain news be said once more; False when it is not uncertain (any more)."""
    found = tx.one(PERSON_OF, row=row)
    if found is None:
        return False
    tx.run(AGAIN, row=row)
    tx.pushed.add(found[0])
    return True


def let_go(tx: Tx, row: int) -> bool:
    """Take uncertain news off the list: somebody has told the person."""
    return tx.one(PERSON_OF, row=row) is not None and tx.run(LET_GO, row=row) == 1
