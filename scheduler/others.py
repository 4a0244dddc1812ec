"""What is told by itself and not in the digest of the day, queued many at a time: an announcement
may be for everybody, and an answer must not wait until all of it is queued.
"""

from datetime import datetime

from sqlalchemy import String, case, cast, exists, literal, select, update
from sqlalchemy.dialects import postgresql, sqlite

from models.base import to_ms
from models.machine.push import Push
from models.machine.reminder import DIGEST, IS_URGENT, Outcome, Reminder
from models.people.absence import Absence
from models.store import Tx
from scheduler.quiet_hours import Hours

ROWS = 100  # queued in one transaction

R = Reminder.__table__.c  # type: ignore[attr-defined]
P = Push.__table__.c  # type: ignore[attr-defined]
A = Absence.__table__.c  # type: ignore[attr-defined]
NUMBER = cast(R.id, String)
KEY = literal("reminder ") + NUMBER


def begin_others(tx: Tx, hours: Hours, now: datetime, most: int = ROWS) -> bool:
    """Queue what is due and told by itself, while it is quiet only what is urgent; who is absent
    is passed over. Tell whether there may be more.
    """
    due = (
        select(R.id)
        .where(
            R.state == Outcome.PLANNED.value,
            R.send_ms <= to_ms(now),
            R.push_id.is_(None),
            IS_URGENT if hours.is_quiet(now) else R.name != DIGEST,
        )
        .order_by(R.send_ms, R.id)
        .limit(most)
    )
    connection = tx.session.connection()
    if connection.execute(due.limit(1)).first() is None:
        return False
    today = hours.today(now)
    is_absent = exists().where(
        A.person_id == R.person_id, A.ended_at.is_(None), A.first <= today, A.last >= today
    )
    connection.execute(
        update(Reminder)
        .where(R.id.in_(due), is_absent)
        .values(state=Outcome.SKIPPED.value, why="absent", at_ms=to_ms(now))
    )
    columns = ("person_id", "name", "question", "about", "values", "urgent", "created_ms")
    values = literal('{"reminder":') + NUMBER + literal("}")
    wanted = select(
        *(R.person_id, R.name, literal(0), R.about, values, case((IS_URGENT, 1), else_=0)),
        *(literal(to_ms(now)), literal(0), KEY),
    ).where(R.id.in_(due))
    module = postgresql if tx.dialect.name == "postgresql" else sqlite
    queued = connection.execute(
        module.insert(Push)
        .from_select([*columns, "not_before_ms", "once"], wanted.order_by(R.send_ms, R.id))
        .on_conflict_do_nothing()
        .returning(P.person_id)
    ).scalars()
    persons = list(queued)
    said_by = select(P.id).where(P.once == KEY).scalar_subquery()
    connection.execute(update(Reminder).where(R.id.in_(due)).values(push_id=said_by))
    tx.pushed.update(persons)
    return len(persons) == most
