"""What a registered group is told on a day: the deadlines of its unit, what has become of those
that have passed, and once a week how far its movements are. Numbers only: no person, no other
unit.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import and_, or_
from sqlmodel import col, select

from models.store import Tx
from models.work.announcement import Group
from models.work.audience import OWNER
from models.work.due_days import moments
from models.work.duty import OWING, Duty, DutyState, OfDuty
from models.work.groups import concerns
from models.work.launching import units_concerned
from models.work.milestone import Milestone, Occurrence, OccurrenceState, occurrences
from models.work.movement import Movement, MovementState, Registration
from models.work.registering import Standing, registrations, reports_of, standing
from models.working_days import Calendar

AHEAD = timedelta(days=60)  # no reminder comes earlier before its day
OVER = timedelta(days=14)  # so long after its end a movement's numbers still come in
PROGRESS_ON = 5  # the weekday (ISO) on which groups read how far their unit is: Friday


@dataclass(frozen=True, slots=True)
class Line:
    """Something that is due, or (`past`) was: of how many units how many have handed it in, both 0
    where only the group's own unit is asked; an `event` is owed by nobody. `hour` as a milestone
    has it.
    """

    name: str
    due: date
    hour: str = ""
    done: int = 0
    most: int = 0
    past: bool = False
    event: bool = False


@dataclass(frozen=True, slots=True)
class Far:
    """How far a movement is: the targets of the group's unit, or for the whole commune how many
    units take part, and how many of them have reported.
    """

    name: str
    targets: tuple[Standing, ...] = ()
    units: int = 0
    registered: int = 0
    reported: int = 0


@dataclass(frozen=True, slots=True)
class News:
    """What one group gets today."""

    lines: tuple[Line, ...]
    progress: tuple[Far, ...]

    def __bool__(self) -> bool:
        return bool(self.lines or self.progress)


# --- what it is told ----------------------------------------------------------------------------


def news_of(tx: Tx, calendar: Calendar, group: Group, today: date) -> News:
    """Return what a group is told on a day."""
    weekly = today.isoweekday() == PROGRESS_ON
    lines = (*passed(tx, calendar, group, today), *coming(tx, calendar, group, today))
    return News(lines, progress(tx, group, today) if weekly else ())


def coming(tx: Tx, calendar: Calendar, group: Group, today: date) -> list[Line]:
    """Return what is due today, or soon and said today: by the days on which people at home are
    reminded of it. An event is said the evening before: that of its day comes when it is over.
    """
    found, tomorrow = [], today + timedelta(days=1)
    for occurrence, milestone, duties in around(tx, today - AHEAD, today + AHEAD, group.unit_id):
        if occurrence.state != OccurrenceState.OPEN:
            continue
        own = own_duty(group, duties)
        if own is not None and own.state not in OWING:
            continue
        due = OfDuty(own, occurrence, milestone).due if own is not None else occurrence.due
        if due < today or not is_for(tx, group, milestone, duties):
            continue
        is_event = not milestone.owes
        last_word = tomorrow if is_event else today
        if due < last_word:
            continue
        if due != last_word and not is_said(calendar, occurrence, milestone, today):
            continue
        done, most = counted(duties) if group.unit_id is None else (0, 0)
        found.append(Line(milestone.name, due, milestone.hour, done, most, event=is_event))
    return found


def passed(tx: Tx, calendar: Calendar, group: Group, today: date) -> list[Line]:
    """Return what was due since groups could last be told something: how many units have handed
    it in.
    """
    first = today - timedelta(days=1)
    while calendar.is_tet(first):
        first -= timedelta(days=1)
    found = []
    for occurrence, milestone, duties in around(tx, first, today - timedelta(days=1)):
        done, most = counted(duties)
        own = own_duty(group, duties)
        if most > 1 and (group.unit_id is None or own is not None):
            found.append(Line(milestone.name, occurrence.due, "", done, most, past=True))
    return found


def around(
    tx: Tx, first: date, last: date, unit: int | None = None
) -> list[tuple[Occurrence, Milestone, Sequence[Duty]]]:
    """Return what is due between two days, each with the units and offices that owe it, or with
    what one `unit` owes; persons who owe for themselves are nobody else's business, and may be
    many.
    """
    found = occurrences(tx, first, last)
    query = select(Duty).where(
        col(Duty.occurrence_id).in_([occurrence.id for occurrence, _ in found]),
        col(Duty.person_id).is_(None),
    )
    if unit is not None:
        query = query.where(Duty.unit_id == unit)
    owed = defaultdict[int, list[Duty]](list)
    for duty in tx.session.exec(query.order_by(col(Duty.id))):
        owed[duty.occurrence_id].append(duty)
    return [(one, milestone, owed[one.id or 0]) for one, milestone in found]


def own_duty(group: Group, duties: Sequence[Duty]) -> Duty | None:
    """Return what the group's own unit owes."""
    if group.unit_id is None:
        return None
    return next((duty for duty in duties if duty.unit_id == group.unit_id), None)


def is_for(tx: Tx, group: Group, milestone: Milestone, duties: Sequence[Duty]) -> bool:
    """Tell whether something is the group's: its unit owes it, or is reminded of it as a whole.
    What one person owes is nobody else's.
    """
    if own_duty(group, duties) is not None or (group.unit_id is None and duties):
        return True
    terms = [term for rule in milestone.reminders for term in rule.who]
    return not milestone.owes and concerns(tx, terms, group)


def is_said(calendar: Calendar, occurrence: Occurrence, milestone: Milestone, today: date) -> bool:
    """Tell whether this is a day on which whoever owes it, or is told of it, is reminded."""
    rules = milestone.reminders
    return any(
        moment.home == today and (OWNER in rules[moment.rule].who or not milestone.owes)
        for moment in moments(rules, occurrence.due, calendar)
    )


def counted(duties: Sequence[Duty]) -> tuple[int, int]:
    """Return how many units have handed it in, of how many that owe it."""
    owing = [d for d in duties if d.unit_id is not None and d.state != DutyState.EXCUSED]
    return sum(duty.state not in OWING for duty in owing), len(owing)


def progress(tx: Tx, group: Group, today: date) -> tuple[Far, ...]:
    """Return how far the movements are in which the group's unit takes part; for the commune, how
    many units take part in each. One that ended some time ago is over, closed or not.
    """
    under_way = and_(
        col(Movement.state) == MovementState.LAUNCHED,
        or_(col(Movement.begins).is_(None), col(Movement.begins) <= today),
        or_(col(Movement.ends).is_(None), col(Movement.ends) >= today - OVER),
    )
    if group.unit_id is None:
        every = tx.session.exec(select(Movement).where(under_way).order_by(col(Movement.id)))
        return tuple(of_commune(tx, movement, today) for movement in every)
    query = (
        select(Registration, Movement)
        .join(Movement, col(Movement.id) == col(Registration.movement_id))
        .where(
            under_way,
            Registration.unit_id == group.unit_id,
            col(Registration.ended_at).is_(None),
        )
        .order_by(col(Registration.id))
    )
    found = (Far(m.name, tuple(standing(tx, each))) for each, m in tx.session.exec(query).all())
    return tuple(far for far in found if far.targets)


def of_commune(tx: Tx, movement: Movement, today: date) -> Far:
    """Return how far a movement is for the whole commune, in numbers of units."""
    concerned = {unit.id for unit in units_concerned(tx, movement, today)}
    taking = [each for each in registrations(tx, movement.id or 0) if each.unit_id in concerned]
    reported = sum(bool(reports_of(tx, each)) for each in taking)
    return Far(movement.name, units=len(concerned), registered=len(taking), reported=reported)
