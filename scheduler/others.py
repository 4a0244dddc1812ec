"""What is told by itself and not in the digest of the day, queued many at a time: an announcement
may be for everybody, and an answer must not wait until all of it is queued.
"""

from datetime import datetime

from sqlalchemy import (
    BigInteger,
    Date,
    Integer,
    Select,
    String,
    bindparam,
    case,
    cast,
    exists,
    literal,
    or_,
    select,
    update,
)

from models.base import to_ms
from models.compiled import Compiled
from models.machine.push import Push
from models.machine.reminder import DIGEST, IS_URGENT, Outcome, Reminder
from models.people.absence import Absence
from models.store import Tx
from scheduler.quiet_hours import Hours

ROWS = 25  # queued in one transaction, for which answers wait

R = Reminder.__table__.c  # type: ignore[attr-defined]
P = Push.__table__.c  # type: ignore[attr-defined]
A = Absence.__table__.c  # type: ignore[attr-defined]
NUMBER = cast(R.id, String)
KEY = literal("reminder ") + NUMBER  # under which a reminder's push is queued only once
TODAY = bindparam("today", type_=Date)
IS_ABSENT = exists().where(
    A.person_id == R.person_id, A.ended_at.is_(None), A.first <= TODAY, A.last >= TODAY
)
QUEUED = {  # as `models.machine.push.push_once` writes one
    "person_id": R.person_id,
    "name": R.name,
    "question": literal(0),
    "about": R.about,
    "values": literal('{"reminder":') + NUMBER + literal("}"),
    "urgent": case((IS_URGENT, 1), else_=0),
    "created_ms": bindparam("now", type_=BigInteger),
    "not_before_ms": literal(0),
    "once": KEY,
}


def first_due() -> Select[tuple[int]]:
    """Return the query of what is due first and not queued. What is queued already is never gone
    through: `push_id` stands in the order for the index that begins with it.
    """
    return (
        select(R.id)
        .where(
            R.state == Outcome.PLANNED.value,
            R.push_id.is_(None),
            R.send_ms <= bindparam("now", type_=BigInteger),
            R.name != DIGEST,
            or_(bindparam("quiet", type_=Integer) == 0, IS_URGENT),
        )
        .order_by(R.push_id, R.send_ms, R.id)
        .limit(bindparam("most", type_=Integer))
    )


QUEUE = Compiled(
    lambda sql: (
        sql.insert(Push)
        .from_select(
            list(QUEUED),
            select(*QUEUED.values())
            .where(R.id.in_(first_due()), ~IS_ABSENT)
            .order_by(R.send_ms, R.id),
        )
        .on_conflict_do_nothing(index_elements=["once"])
        .returning(P.person_id)
    ),
    typed=True,
)
SETTLE = Compiled(
    update(Reminder)
    .where(R.id.in_(first_due()))
    .values(
        push_id=select(P.id).where(P.once == KEY).scalar_subquery(),
        state=case((IS_ABSENT, Outcome.SKIPPED.value), else_=R.state),
        why=case((IS_ABSENT, "absent"), else_=R.why),
        at_ms=case((IS_ABSENT, bindparam("now", type_=BigInteger)), else_=R.at_ms),
    ),
    typed=True,
)


def begin_others(tx: Tx, hours: Hours, now: datetime, most: int = ROWS) -> bool:
    """Queue what is due and told by itself, while it is quiet only what is urgent; who is absent
    is passed over. Tell whether there may be more.
    """
    given = {
        "now": to_ms(now),
        "today": hours.today(now),
        "quiet": int(hours.is_quiet(now)),
        "most": most,
    }
    tx.pushed.update(person for (person,) in tx.all(QUEUE, **given))
    return tx.run(SETTLE, **given) == most
