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

ROWS = 25  # queued in one transaction, for which answers wait

R = Reminder.__table__.c  # type: ignore[attr-defined]
P = Push.__table__.c  # type: ignore[attr-defined]
A = Absence.__table__.c  # type: ignore[attr-defined]
NUMBER = cast(R.id, String)
KEY = literal("reminder ") + NUMBER  # under which a reminder's push is queued only once


def begin_others(tx: Tx, hours: Hours, now: datetime, most: int = ROWS) -> bool:
    """Queue what is due and told by itself, while it is quiet only what is urgent; who is absent
    is passed over. Tell whether there may be more.
    """
    connection = tx.session.connection()
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
    rows = list(connection.execute(due).scalars())
    if not rows:
        return False
    today, these = hours.today(now), R.id.in_(rows)
    is_absent = exists().where(
        A.person_id == R.person_id, A.ended_at.is_(None), A.first <= today, A.last >= today
    )
    connection.execute(
        update(Reminder)
        .where(these, is_absent)
        .values(state=Outcome.SKIPPED.value, why="absent", at_ms=to_ms(now))
    )
    present = these & (R.state == Outcome.PLANNED.value)
    push = {  # as `models.machine.push.push_once` writes one
        "person_id": R.person_id,
        "name": R.name,
        "question": literal(0),
        "about": R.about,
        "values": literal('{"reminder":') + NUMBER + literal("}"),
        "urgent": case((IS_URGENT, 1), else_=0),
        "created_ms": literal(to_ms(now)),
        "not_before_ms": literal(0),
        "once": KEY,
    }
    wanted = select(*push.values()).where(present).order_by(R.send_ms, R.id)
    insert = (postgresql if tx.dialect.name == "postgresql" else sqlite).insert(Push)
    queued = connection.execute(
        insert.from_select(list(push), wanted)
        .on_conflict_do_nothing(index_elements=["once"])
        .returning(P.person_id)
    ).scalars()
    tx.pushed.update(queued)
    said_by = select(P.id).where(P.once == KEY).scalar_subquery()
    connection.execute(update(Reminder).where(present).values(push_id=said_by))
    return len(rows) == most
