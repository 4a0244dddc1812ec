"""Moving and cancelling what is due: what was not said yet is taken back or planned anew, and
whoever was told before is told of the change.
"""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, String, and_, cast, literal, or_, update
from sqlmodel import col, select

from models.base import to_ms
from models.machine.push import close_all, push
from models.machine.reminder import WAS_TOLD, Outcome, Reminder
from models.permissions import Action, NotAllowed, Viewer, may
from models.store import Tx
from models.trail import note
from models.work.audience import check_terms
from models.work.due_days import AHEAD, DAY, Moment, days_between, moments, moments_pushed_back
from models.work.duty import (
    OWING,
    Duty,
    DutyState,
    check_duty,
    duties_of,
    let_numbers_go,
    open_duties,
    owners,
)
from models.work.milestone import (
    Milestone,
    MilestoneState,
    Occurrence,
    OccurrenceState,
    Rule,
)
from models.working_days import Calendar


def is_about(occurrence: int) -> ColumnElement[bool]:
    """Return the condition that a reminder is about an occurrence, or what somebody owes of it."""
    duties = select(literal("duty ") + cast(col(Duty.id), String)).where(
        Duty.occurrence_id == occurrence
    )
    about = col(Reminder.about)
    return or_(about == f"occurrence {occurrence}", about.in_(duties))


def move_occurrence(
    tx: Tx, viewer: Viewer, number: int, due: date, calendar: Calendar, today: date, now: datetime
) -> Occurrence:
    """Move what is due to another day. Its reminders begin anew; whoever was told of the old day
    hears the new one. Raises NotAllowed, ValueError for a day that is over or an occurrence that
    is closed.
    """
    if not may(viewer, Action.KEEP_CALENDAR):
        raise NotAllowed
    occurrence = tx.session.get(Occurrence, number)
    if occurrence is None or occurrence.state != OccurrenceState.OPEN or due < today:
        raise ValueError("this occurrence cannot be moved there")
    milestone = milestone_of(tx, occurrence)
    before, occurrence.due = occurrence.due, due
    occurrence.moves += 1
    take_back(tx, occurrence, "moved", now)
    start_reminding(tx, occurrence, milestone, calendar, today)
    tell_told(tx, number, "milestone-moved", now, due=due.isoformat(), before=before.isoformat())
    note(
        tx,
        viewer.person,
        "occurrence.move",
        f"occurrence {number}",
        before=before.isoformat(),
        due=due.isoformat(),
    )
    tx.session.flush()
    return occurrence


def cancel_occurrence(tx: Tx, viewer: Viewer, number: int, now: datetime) -> Occurrence:
    """Cancel one occurrence: what was not said is taken back, whoever was told hears of it.
    Raises NotAllowed, ValueError.
    """
    if not may(viewer, Action.KEEP_CALENDAR):
        raise NotAllowed
    occurrence = tx.session.get(Occurrence, number)
    if occurrence is None or occurrence.state != OccurrenceState.OPEN:
        raise ValueError("this occurrence is not open")
    occurrence.state, occurrence.next_on = OccurrenceState.CANCELLED, None
    occurrence.moves += 1
    take_back(tx, occurrence, "cancelled", now)
    tell_told(tx, number, "milestone-cancelled", now, due=occurrence.due.isoformat())
    let_numbers_go(tx, [number], now)
    note(tx, viewer.person, "occurrence.cancel", f"occurrence {number}")
    tx.session.flush()
    return occurrence


def cancel_milestone(tx: Tx, viewer: Viewer, number: int, now: datetime) -> Milestone:
    """Cancel a milestone with every occurrence that is still open. Raises NotAllowed,
    ValueError.
    """
    if not may(viewer, Action.KEEP_CALENDAR):
        raise NotAllowed
    milestone = tx.session.get(Milestone, number)
    if milestone is None or milestone.state != MilestoneState.ACTIVE:
        raise ValueError("this milestone is not active")
    milestone.state = MilestoneState.CANCELLED
    milestone.version += 1
    query = select(Occurrence).where(
        Occurrence.milestone_id == number, Occurrence.state == OccurrenceState.OPEN
    )
    for occurrence in tx.session.exec(query.order_by(col(Occurrence.id))).all():
        cancel_occurrence(tx, viewer, occurrence.id or 0, now)
    note(tx, viewer.person, "milestone.cancel", f"milestone {number}")
    return milestone


def end_milestones(tx: Tx, viewer: Viewer, movement: int, now: datetime) -> None:
    """End what a movement has due, since the movement ends. Raises NotAllowed."""
    if not may(viewer, Action.KEEP_CALENDAR):
        raise NotAllowed
    query = select(Milestone).where(
        Milestone.movement_id == movement, Milestone.state == MilestoneState.ACTIVE
    )
    for milestone in tx.session.exec(query.order_by(col(Milestone.id))).all():
        milestone.state = MilestoneState.CANCELLED
        milestone.version += 1
        still_open = select(Occurrence).where(
            Occurrence.milestone_id == milestone.id, Occurrence.state == OccurrenceState.OPEN
        )
        for occurrence in tx.session.exec(still_open.order_by(col(Occurrence.id))).all():
            end_occurrence(tx, viewer, occurrence, now)
        note(tx, viewer.person, "milestone.cancel", f"milestone {milestone.id}")
    tx.session.flush()


def end_occurrence(tx: Tx, viewer: Viewer, occurrence: Occurrence, now: datetime) -> None:
    """End an occurrence: what was not said is taken back, and whoever was told and still owes it,
    or watches over those who do, hears that it falls away. Where somebody has handed something in
    it is closed, not cancelled: that goes on to be seen.
    """
    number = occurrence.id or 0
    duties = duties_of(tx, number)
    is_answered = any(duty.state != DutyState.OWED for duty in duties)
    occurrence.state = OccurrenceState.CLOSED if is_answered else OccurrenceState.CANCELLED
    occurrence.next_on = None
    occurrence.moves += 1
    take_back(tx, occurrence, "cancelled", now)
    owed = [f"duty {duty.id}" for duty in duties if duty.state in OWING]
    if owed:
        hears = and_(
            col(Reminder.about).in_([f"occurrence {number}", *owed]),
            col(Reminder.person_id) != viewer.person,
        )
        due = occurrence.due.isoformat()
        tell_told(tx, number, "milestone-cancelled", now, hears, due=due)
    if all(duty.state != DutyState.WAITING for duty in duties):
        let_numbers_go(tx, [number], now)
    note(tx, viewer.person, "occurrence.cancel", f"occurrence {number}")


def change_milestone(
    tx: Tx, viewer: Viewer, number: int, calendar: Calendar, **changes: Any
) -> Milestone:
    """Change a milestone: `rules` (who is reminded when), `helper_id`, `name`, `paper`, `hour`.
    What was said stays said; other reminders of open occurrences come by the new rules. Raises
    NotAllowed, ValueError.
    """
    if not may(viewer, Action.KEEP_CALENDAR):
        raise NotAllowed
    milestone = tx.session.get(Milestone, number)
    if milestone is None or milestone.state != MilestoneState.ACTIVE:
        raise ValueError("this milestone is not active")
    if "rules" in changes:
        rules: tuple[Rule, ...] = tuple(changes["rules"])
        changes["rules"] = [rule.to_json() for rule in rules]
    for name, value in changes.items():
        setattr(milestone, name, value)
    milestone.version += 1
    tx.session.flush()
    if "rules" in changes:
        reckon_anew(tx, calendar, number)
    note(tx, viewer.person, "milestone.change", f"milestone {number}", **changes)
    return milestone


def change_days(
    tx: Tx,
    viewer: Viewer,
    number: int,
    first: date,
    rule: str,
    ends: date | None,
    calendar: Calendar,
    today: date,
    now: datetime,
) -> None:
    """Let a milestone come on other days. Each occurrence goes over to the new day that is nearest
    to its own: who owes it and what has become of that stays, an open one is moved unless its day
    is the same. What has no day any more falls away unless it is late, and a day without an
    occurrence gets one. Raises NotAllowed, ValueError.
    """
    milestone = change_milestone(tx, viewer, number, calendar, rule=rule)
    milestone.first, milestone.ends = first, ends
    query = select(Occurrence).where(Occurrence.milestone_id == number)
    rows = list(tx.session.exec(query.order_by(col(Occurrence.planned_for))))
    until = today + AHEAD
    if not rule:
        change_only_day(tx, viewer, milestone, rows, calendar, today, now)
        milestone.expanded_to = max(until, first)
        tx.session.flush()
        return
    # What an officer has cancelled keeps its own day, and no other.
    cancelled = {row.planned_for for row in rows if row.state == OccurrenceState.CANCELLED}
    rows = [row for row in rows if row.state != OccurrenceState.CANCELLED]
    coming = days_between(first, rule, today, min(until, ends or until))
    start = min([today, *(row.planned_for for row in rows)]) - BEFORE
    past = days_between(start, rule, start, today - DAY)
    gone_to = nearest(rows, [day for day in (*past, *coming) if day not in cancelled])
    for row in rows:
        day = gone_to.get(row.id or 0)
        if row.state != OccurrenceState.OPEN or day == row.planned_for:
            continue
        if day is not None:
            row.planned_for = day
            tx.session.flush()
        if day is None and row.due >= today:
            cancel_occurrence(tx, viewer, row.id or 0, now)
        elif day is not None and day >= today and day != row.due:
            move_occurrence(tx, viewer, row.id or 0, day, calendar, today, now)
    for day in sorted(set(coming) - set(gone_to.values()) - cancelled):
        add_occurrence(tx, milestone, day, calendar, today)
    milestone.expanded_to = until
    tx.session.flush()


def change_only_day(
    tx: Tx,
    viewer: Viewer,
    milestone: Milestone,
    rows: Sequence[Occurrence],
    calendar: Calendar,
    today: date,
    now: datetime,
) -> None:
    """Let what comes once come on the milestone's first day: what is open is moved there, what
    fell away comes again, and where all is over it is owed once more.
    """
    day = milestone.first
    there = next((row for row in rows if row.planned_for == day), None)
    still_open = [row for row in rows if row.state == OccurrenceState.OPEN]
    found = min(still_open, key=lambda row: abs(row.planned_for - day), default=None)
    for row in still_open:
        if row is not found and row.due >= today:
            cancel_occurrence(tx, viewer, row.id or 0, now)
    if day < today:
        return
    if found is not None:
        if there is None:
            found.planned_for = day
        if found.due != day:
            move_occurrence(tx, viewer, found.id or 0, day, calendar, today, now)
    elif there is None:
        add_occurrence(tx, milestone, day, calendar, today)
    elif there.state == OccurrenceState.CANCELLED:
        there.state, there.due = OccurrenceState.OPEN, day
        start_reminding(tx, there, milestone, calendar, today)
        open_duties(tx, there, milestone.owes, today)


BEFORE = timedelta(days=31)  # so far before the first occurrence its new day may lie


def nearest(rows: Sequence[Occurrence], days: Sequence[date]) -> dict[int, date]:
    """Return for occurrences the one of some days that each goes over to, the nearest pairs first;
    no day is given twice.
    """
    near = sorted(
        (abs((row.planned_for - day).days), row.planned_for, day, row.id or 0)
        for row in rows
        for day in days
    )
    found, taken = dict[int, date](), set[date]()
    for _, _, day, row in near:
        if row not in found and day not in taken:
            found[row] = day
            taken.add(day)
    return found


def add_occurrence(
    tx: Tx, milestone: Milestone, day: date, calendar: Calendar, today: date
) -> Occurrence:
    """Write down a milestone on one of its days, with who owes it."""
    occurrence = Occurrence(
        milestone_id=milestone.id or 0, planned_for=day, due=day, planned_through=today
    )
    start_reminding(tx, occurrence, milestone, calendar, today)
    tx.session.add(occurrence)
    tx.session.flush()
    open_duties(tx, occurrence, milestone.owes, today)
    return occurrence


def change_owners(
    tx: Tx, viewer: Viewer, number: int, owes: Sequence[str], calendar: Calendar,
    today: date, now: datetime,
) -> None:  # fmt: skip
    """Let others owe a milestone: of what is open those who do not owe it any more are excused,
    what is handed in or done stays. Raises NotAllowed, ValueError.
    """
    check_terms(owes)
    change_milestone(tx, viewer, number, calendar, owes=list(owes))
    many = any(term.partition(":")[0] in ("everyone", "registered") for term in owes)
    held = {duty.owner for duty in owners(tx, owes, today)}
    held |= {term.replace(":", " ") for term in owes if term.startswith("person:")}
    query = select(Occurrence).where(
        Occurrence.milestone_id == number, Occurrence.state == OccurrenceState.OPEN
    )
    for occurrence in tx.session.exec(query.order_by(col(Occurrence.id))).all():
        for duty in duties_of(tx, occurrence.id or 0):
            stays = duty.owner in held or (many and duty.person_id is not None)
            if not stays and duty.state in OWING:
                check_duty(tx, viewer, duty.id or 0, DutyState.EXCUSED, now)
        open_duties(tx, occurrence, owes, today)


def reckon_anew(tx: Tx, calendar: Calendar, milestone: int | None = None) -> None:
    """Reckon anew on which day the next reminders of open occurrences come: rules or the calendar
    have changed. Of one milestone, or of all.
    """
    query = (
        select(Occurrence, Milestone)
        .join(Milestone, col(Milestone.id) == col(Occurrence.milestone_id))
        .where(Occurrence.state == OccurrenceState.OPEN)
    )
    if milestone is not None:
        query = query.where(Occurrence.milestone_id == milestone)
    later = pushed_back(tx)
    for occurrence, of in tx.session.exec(query).all():
        occurrence.next_on = next_day(occurrence, of, calendar, later.get(occurrence.id, ()))
    tx.session.flush()


def milestone_of(tx: Tx, occurrence: Occurrence) -> Milestone:
    """Return the milestone of an occurrence. Raises LookupError."""
    milestone = tx.session.get(Milestone, occurrence.milestone_id)
    if milestone is None:
        raise LookupError(f"occurrence {occurrence.id} has no milestone")
    return milestone


def start_reminding(
    tx: Tx, occurrence: Occurrence, milestone: Milestone, calendar: Calendar, today: date
) -> None:
    """Let the reminders of an occurrence begin: those of days before today are not said."""
    occurrence.planned_through = today - timedelta(days=1)
    occurrence.after_person = 0
    later = pushed_back(tx, occurrence.id) if occurrence.id is not None else {}
    occurrence.next_on = next_day(occurrence, milestone, calendar, later.get(occurrence.id, ()))


def next_day(
    occurrence: Occurrence, milestone: Milestone, calendar: Calendar, later: Collection[date]
) -> date | None:
    """Return the next day on which somebody is to be reminded, None when no more come; `later` are
    the days to which it is pushed back.
    """
    days = [
        day
        for found in moments_by_due(occurrence, milestone, calendar, later).values()
        for moment in found
        for day in (moment.home, moment.desk)
        if day > occurrence.planned_through
    ]
    return min(days, default=None)


def moments_by_due(
    occurrence: Occurrence, milestone: Milestone, calendar: Calendar, later: Collection[date]
) -> dict[date, list[Moment]]:
    """Return when whom is reminded of an occurrence, for its due day and for each of the later
    days to which it is pushed back.
    """
    rules, due = milestone.reminders, occurrence.due
    after = {
        until: moments_pushed_back(rules, due, until, calendar) for until in later if until > due
    }
    return {due: moments(rules, due, calendar), **after}


def pushed_back(tx: Tx, occurrence: int | None = None) -> dict[int | None, set[date]]:
    """Return by occurrence the later days to which those who still owe it have pushed it back; of
    one occurrence, or of all.
    """
    query = (
        select(Duty.occurrence_id, col(Duty.until))
        .distinct()
        .where(col(Duty.until).is_not(None), col(Duty.state).in_(sorted(OWING)))
    )
    if occurrence is not None:
        query = query.where(Duty.occurrence_id == occurrence)
    found: dict[int | None, set[date]] = {}
    for number, until in tx.session.execute(query):
        found.setdefault(number, set()).add(until)
    return found


def take_back(tx: Tx, occurrence: Occurrence, why: str, now: datetime) -> None:
    """Take back what was not said yet about an occurrence: its reminders, and what an earlier
    change would have told, which does not hold any more. Their occasions are free again: the same
    day may come back.
    """
    tx.session.flush()
    number = occurrence.id or 0
    tx.session.connection().execute(
        update(Reminder)
        .where(is_about(number), col(Reminder.state) == Outcome.PLANNED.value)
        .values(
            state=Outcome.SKIPPED.value,
            why=why,
            at_ms=to_ms(now),
            occasion=col(Reminder.occasion) + f" {why} {occurrence.moves}",
        )
    )
    close_all(tx, f"occurrence {number}", now)


def tell_told(
    tx: Tx,
    occurrence: int,
    name: str,
    now: datetime,
    hears: ColumnElement[bool] | None = None,
    **values: Any,
) -> None:
    """Tell whoever was told about an occurrence what has changed, each once; `hears` narrows down
    by which reminders.
    """
    about = is_about(occurrence) if hears is None else hears
    query = select(Reminder.person_id).distinct().where(about, WAS_TOLD)
    for person in tx.session.exec(query.order_by(col(Reminder.person_id))).all():
        push(tx, person, name, now, about=f"occurrence {occurrence}", **values)
