"""The week as it stands on a Monday: which day counts as its Monday, what came of last week's
reminders, what this week brings.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import and_, bindparam, func, select
from sqlmodel import col, or_
from sqlmodel import select as select_rows

from models.base import to_ms
from models.compiled import Compiled
from models.machine.push import push_once
from models.machine.reminder import JOIN_PUSH, Outcome, Reminder, settle
from models.people.absence import is_absent
from models.people.role import Grant, Role
from models.store import Tx
from models.work.milestone import Milestone, Occurrence, OccurrenceState
from models.working_days import Calendar

WEEK = timedelta(days=7)
NOUN = "week"  # of "week 2026-11-23", by which reminders name one
DESK, PAGE = "desk", "page"  # what is told on its Monday: the officer's message, the chair's page
WEEK_PAGE = "week-page"  # the push that hands the page over, and the task that prints it

T = Reminder.__table__.c  # type: ignore[attr-defined]

# What an announcement told is its own report's; what this message told is not news.
OF_WORK = and_(T.about.not_like("announcement %"), T.about.not_like(f"{NOUN} %"))
STATES = (Outcome.SENT, Outcome.MISSED, Outcome.FAILED, Outcome.UNCERTAIN)
OUTCOMES = Compiled(
    select(T.state, T.why, func.count())
    .where(
        # One by one: an index finds them, and nothing else of the past is looked at.
        or_(*(T.state == state.value for state in STATES)),
        T.send_ms >= bindparam("since"),
        T.send_ms < bindparam("until"),
        OF_WORK,
    )
    .group_by(T.state, T.why)
)
TOLD = Compiled(select(T.person_id, T.occasion).where(T.about == bindparam("what")))


@dataclass(frozen=True, slots=True)
class Reminded:
    """What came of a week's reminders, in numbers: those that arrived, those missed because the
    program stood still, those that came too late otherwise, those who could not be reached, those
    of which nobody knows.
    """

    sent: int = 0
    stopped: int = 0
    late: int = 0
    failed: int = 0
    uncertain: int = 0

    @property
    def all(self) -> int:
        """How many there were."""
        return self.sent + self.stopped + self.late + self.failed + self.uncertain


def monday_of(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def about_week(monday: date) -> str:
    """Return how reminders name a week."""
    return f"{NOUN} {monday.isoformat()}"


def monday_in(about: str) -> date:
    """Return the Monday of the week that `about_week` named."""
    return date.fromisoformat(about.partition(" ")[2])


def is_past(about: str, today: date) -> bool:
    """Tell whether a week is over: what would have been said on its Monday helps nobody now."""
    return monday_in(about) + WEEK <= today


def first_day(monday: date, calendar: Calendar) -> date | None:
    """Return the first working day of a week, which counts as its Monday; None for one in which
    nobody works.
    """
    day = calendar.working_day_from(monday)
    return day if day < monday + WEEK else None


def since_before(tx: Tx, role: Role, moment: datetime) -> list[int]:
    """Return the persons who have held a role since before a moment."""
    query = (
        select_rows(Grant.person_id)
        .where(Grant.role == role.value, col(Grant.ended_at).is_(None), Grant.granted_at < moment)
        .order_by(col(Grant.id))
    )
    return list(dict.fromkeys(tx.session.exec(query)))


def planned(tx: Tx, about: str) -> frozenset[tuple[int, str]]:
    """Return who is told what of a week, as far as it was written down: persons and occasions."""
    return frozenset((row[0], row[1]) for row in tx.all(TOLD, what=about))


def reminded(tx: Tx, since: datetime, until: datetime) -> Reminded:
    """Return what came of the reminders whose moment lay between two others."""
    counted = {"sent": 0, "stopped": 0, "late": 0, "failed": 0, "uncertain": 0}
    for state, why, count in tx.all(OUTCOMES, since=to_ms(since), until=to_ms(until)):
        missed = "stopped" if why == "stopped" else "late"
        counted[missed if state == Outcome.MISSED else state] += count
    return Reminded(**counted)


def due_between(tx: Tx, first: date, last: date) -> list[tuple[Occurrence, Milestone]]:
    """Return what is still open and due between two days, both included, the nearest first."""
    query = (
        select_rows(Occurrence, Milestone)
        .join(Milestone, col(Milestone.id) == col(Occurrence.milestone_id))
        .where(
            Occurrence.state == OccurrenceState.OPEN,
            Occurrence.due >= first,
            Occurrence.due <= last,
        )
        .order_by(col(Occurrence.due), col(Occurrence.id))
    )
    return list(tx.session.exec(query))


def hand_in_page(
    tx: Tx, person: int, reminder: int, document: str, today: date, now: datetime
) -> None:
    """Let a person be told of the page of the week that was printed (`document` is its file, empty
    where it could not be), once.
    """
    if is_absent(tx, person, today):
        settle(tx, reminder, Outcome.SKIPPED, "absent", now)
        return
    key, about = f"reminder {reminder}", about_week(monday_of(today))
    queued = push_once(
        tx, person, WEEK_PAGE, now, key, about=about, reminder=reminder, document=document
    )
    if queued is not None:
        tx.run(JOIN_PUSH, row=reminder, by=queued)
