"""What was not told on its day: told today where it still helps, else ended with the reason."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import exists, or_, select

from models.base import from_ms, to_ms
from models.machine import reminder
from models.machine.conversation import ways_to_reach
from models.machine.pulse import stood_still
from models.machine.push import CLOSE_NOTICE
from models.machine.reminder import DIGEST, Outcome, settle
from models.people.person import Account, Person
from models.people.role import Grant
from models.store import Tx
from models.work import week
from models.work.milestone import Occurrence
from models.work.rescheduling import milestone_of
from scheduler.quiet_hours import Hours

LEFT = 20  # settled in one transaction
WAITS = timedelta(days=3)  # a digest that could not be said waits so long for its person

G = Grant.__table__.c  # type: ignore[attr-defined]
P = Person.__table__.c  # type: ignore[attr-defined]
A = Account.__table__.c  # type: ignore[attr-defined]


def spares_nothing(_bot: str) -> bool:
    """Tell that no bot keeps the rest of its month for answers."""
    return False


def settle_left(
    tx: Tx,
    hours: Hours,
    now: datetime,
    after: int = 0,
    spares: Callable[[str], bool] = spares_nothing,
) -> int:
    """Decide about reminders of earlier days that were not told, from one row on: what still helps
    is told today, the rest is missed, or failed where the person cannot be reached. `spares` says
    of a bot that the rest of its month is kept for answers: what is told by itself waits for the
    1st there. Return the last row that was looked at, 0 when that was all.
    """
    today = hours.today(now)
    if not after:
        reminder.give_up_unread(tx, today - WAITS)
        reminder.follow_late(tx, now)
    rows = tx.all(reminder.LEFT, today=today.isoformat(), after=after, most=LEFT)
    for row, about, name, person, day, send_ms, push_id, closed_ms in rows:
        if closed_ms is not None:  # it was answered, or taken back, before it went out
            settle(tx, row, Outcome.SKIPPED, "done", now)
            continue
        left = Left(row, about, name, person, date.fromisoformat(day), from_ms(send_ms), push_id)
        settle_one(tx, left, today, now, spares)
    return int(rows[-1][0]) if len(rows) == LEFT else 0


@dataclass(frozen=True, slots=True)
class Left:
    """A reminder of an earlier day that was not told."""

    row: int
    about: str
    name: str
    person: int
    day: date
    send_at: datetime
    push: int | None


def settle_one(
    tx: Tx, left: Left, today: date, now: datetime, spares: Callable[[str], bool]
) -> None:
    """Decide about one reminder that was not told on its day."""
    if not may_be_told(tx, left.person):  # nobody calls them either
        end(tx, left, Outcome.SKIPPED, "no-consent", now)
    elif not can_be_told(tx, left.person):
        end(tx, left, Outcome.FAILED, "unreachable", now)
    elif left.push is not None:
        if has_waited(tx, left, today, spares):
            end(tx, left, Outcome.FAILED, "waited", now)
    elif is_over(tx, left, today):
        why = "stopped" if stood_still(tx, left.send_at, now) else "late"
        end(tx, left, Outcome.MISSED, why, now)
    else:
        tx.run(reminder.TODAY, row=left.row, on_day=today.isoformat())


def has_waited(tx: Tx, left: Left, today: date, spares: Callable[[str], bool]) -> bool:
    """Tell whether what is queued has waited long enough for its person. What is told by itself
    may wait for the month in which a bot has messages again, and then as long once more.
    """
    if left.name == DIGEST:
        return today - left.day > WAITS
    if any(spares(way.bot) for way in ways_to_reach(tx, left.person)):
        return False
    return today - max(left.day, today.replace(day=1)) > WAITS


def end(tx: Tx, left: Left, outcome: Outcome, why: str, now: datetime) -> None:
    """End a reminder, and the notice that should have told it once nothing else is left for it; a
    request for work stays.
    """
    settle(tx, left.row, outcome, why, now)
    if left.push is not None and tx.one(reminder.TOLD_BY, by=left.push) is None:
        tx.run(CLOSE_NOTICE, row=left.push, at=to_ms(now))


def may_be_told(tx: Tx, person: int) -> bool:
    """Tell whether a person has agreed to be talked to, or holds a role."""
    query = select(P.id).where(
        P.id == person,
        or_(P.consent != "", exists().where(G.person_id == P.id, G.ended_at.is_(None))),
    )
    return tx.session.execute(query).first() is not None


def can_be_told(tx: Tx, person: int) -> bool:
    """Tell whether a person can be reached on any channel."""
    query = select(A.id).where(A.person_id == person, A.unreachable_ms.is_(None)).limit(1)
    return tx.session.execute(query).first() is not None


def is_over(tx: Tx, left: Left, today: date) -> bool:
    """Tell whether a reminder does not help any more: a later one about the same is there, or what
    it is about has passed and nobody owes anything.
    """
    if tx.one(reminder.LATER, what=left.about, person=left.person, on_day=left.day.isoformat()):
        return True
    noun, _, number = left.about.partition(" ")
    if noun == week.NOUN:
        return week.is_past(left.about, today)
    if noun != "occurrence":
        return False
    occurrence = tx.session.get(Occurrence, int(number))
    return occurrence is None or (occurrence.due < today and not milestone_of(tx, occurrence).owes)
