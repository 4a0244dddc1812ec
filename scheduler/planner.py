"""What is due, computed from rows: occurrences of milestones and whom to remind of them; and all
the pieces of a tick in their order.

Each function does one small piece in one transaction and says whether there is more; a tick calls
them until there is not. Nothing here remembers anything: after a crash the next tick goes on from
the rows, and a row's unique key keeps it from being written twice. What is finished is never
looked at again: every query begins at what is open, due, or planned.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Select,
    String,
    and_,
    cast,
    exists,
    literal,
    or_,
    select,
    union_all,
)
from sqlmodel import col
from sqlmodel import select as select_rows

from models.base import to_ms
from models.machine.pulse import beat
from models.machine.push import push_once
from models.machine.reminder import DIGEST, Outcome, Reminder
from models.people.role import DESK, Grant, Role, holders
from models.store import Tx
from models.work.audience import (
    FIRST_HEADS,
    HEADS,
    HELPER,
    OWNER,
    SUPERIOR,
    persons_of,
)
from models.work.due_days import AHEAD, Moment, days_between
from models.work.duty import FINISHED, SLIP, Duty, let_numbers_go, open_duties
from models.work.milestone import (
    Milestone,
    MilestoneState,
    Occurrence,
    OccurrenceState,
    Rule,
)
from models.work.rescheduling import (
    add_occurrence,
    milestone_of,
    moments_by_due,
    next_day,
    pushed_back,
)
from scheduler.announcing import finish_announcements, plan_announcements
from scheduler.case_clocks import CASE_CLOCKS
from scheduler.digests import begin_digests
from scheduler.monday import plan_week
from scheduler.others import begin_others
from scheduler.quiet_hours import Hours
from scheduler.rows import insert_new, last_person

PERSONS = 150  # planned in one transaction
AT_ONCE = timedelta(days=30)  # of occurrences that are written down together
CLOSED = 20  # occurrences of the past in one transaction, with the numbers of what was owed
RECKONED = timedelta(minutes=1)  # after a start: until then it is written down what was missed
FORGOTTEN = timedelta(days=60)  # an occurrence that nobody finished is closed so long after

D = Duty.__table__.c  # type: ignore[attr-defined]
G = Grant.__table__.c  # type: ignore[attr-defined]


# --- the days of a milestone ---------------------------------------------------------------------


def write_occurrences(tx: Tx, hours: Hours, now: datetime) -> bool:
    """Write down the occurrences of one milestone that come within the next year; tell whether
    there may be another.
    """
    today = hours.today(now)
    until = today + AHEAD
    query = (
        select_rows(Milestone)
        .where(Milestone.state == MilestoneState.ACTIVE, Milestone.expanded_to < until - AT_ONCE)
        .order_by(col(Milestone.expanded_to), col(Milestone.id))
        .limit(1)
    )
    milestone = tx.session.exec(query).first()
    if milestone is None:
        return False
    start = milestone.expanded_to + timedelta(days=1)
    end = min(until, milestone.ends) if milestone.ends is not None else until
    for day in days_between(milestone.first, milestone.rule, start, end):
        add_occurrence(tx, milestone, day, hours.calendar, today)
    milestone.expanded_to = date.max if comes_no_more(milestone, until) else until
    tx.session.flush()
    return True


def comes_no_more(milestone: Milestone, until: date) -> bool:
    """Tell whether a milestone has no day after another: it is not looked at again."""
    last = milestone.ends if milestone.rule else milestone.first
    return last is not None and last <= until


def close_occurrences(tx: Tx, hours: Hours, now: datetime) -> bool:
    """Close occurrences of the past of which nothing is owed, or which were forgotten, and let go
    of their numbers; tell whether there may be more. What was said of one a moment ago may be a
    slip ("chưa xong 1"): that one stays open.
    """
    today = hours.today(now)
    query = (
        select_rows(Occurrence)
        .where(
            Occurrence.state == OccurrenceState.OPEN,
            Occurrence.due < today,
            col(Occurrence.next_on).is_(None),
            ~exists().where(
                D.occurrence_id == col(Occurrence.id),
                or_(D.done_at > now - SLIP, D.checked_at > now - SLIP),
            ),
            or_(
                ~exists().where(
                    D.occurrence_id == col(Occurrence.id), D.state.not_in(sorted(FINISHED))
                ),
                col(Occurrence.due) < today - FORGOTTEN,
            ),
        )
        .limit(CLOSED)
    )
    found = list(tx.session.exec(query))
    for occurrence in found:
        occurrence.state = OccurrenceState.CLOSED
    tx.session.flush()
    if found:
        let_numbers_go(tx, [occurrence.id or 0 for occurrence in found], now)
    return len(found) == CLOSED


# --- whom to remind ------------------------------------------------------------------------------


def plan_reminders(tx: Tx, hours: Hours, now: datetime, most: int = PERSONS) -> bool:
    """Write down who is reminded of one occurrence by today, a part of its audience at a time;
    tell whether there may be more to do.
    """
    today = hours.today(now)
    query = (
        select_rows(Occurrence)
        .where(Occurrence.state == OccurrenceState.OPEN, col(Occurrence.next_on) <= today)
        .order_by(col(Occurrence.next_on), col(Occurrence.id))
        .limit(1)
    )
    occurrence = tx.session.exec(query).first()
    if occurrence is None:
        return False
    milestone = milestone_of(tx, occurrence)
    after, last = occurrence.after_person, last_person(tx, occurrence.after_person, most)
    if after == 0:
        open_duties(tx, occurrence, milestone.owes, today)
    part = Part(tx, hours, occurrence, milestone, occurrence.due, today, after, last, now)
    part.write_duties()
    later = pushed_back(tx, occurrence.id).get(occurrence.id, ())
    for due, found in moments_by_due(occurrence, milestone, hours.calendar, later).items():
        for desk in (False, True):
            days = [(moment, moment.desk if desk else moment.home) for moment in found]
            pending = [(m, day) for m, day in days if occurrence.planned_through < day <= today]
            replace(part, due=due).write_reminders(pending, desk=desk)
    if last is not None:
        occurrence.after_person = last
    else:
        occurrence.after_person, occurrence.planned_through = 0, today
        occurrence.next_on = next_day(occurrence, milestone, hours.calendar, later)
    tx.session.flush()
    return True


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an occurrence's audience: the persons from `after` to `last`, who are reminded of
    `due`: its day, or a later one to which owners have pushed it back.
    """

    tx: Tx
    hours: Hours
    occurrence: Occurrence
    milestone: Milestone
    due: date
    today: date
    after: int
    last: int | None
    now: datetime

    def of_part(self, person: ColumnElement[int]) -> ColumnElement[bool]:
        """Return the condition that a person belongs to this part."""
        if self.last is None:
            return person > self.after
        return and_(person > self.after, person <= self.last)

    def write_duties(self) -> None:
        """Write down what persons owe for themselves; what units and offices owe is there."""
        terms = [t for t in self.milestone.owes if t.partition(":")[0] in ("person", "everyone")]
        terms += [t for t in self.milestone.owes if t.startswith("registered:")]
        persons = persons_of(terms, self.today)
        if persons is None:
            return
        of = persons.subquery()
        who = of.c[0]
        wanted = select(
            literal(self.occurrence.id),
            literal("person ") + cast(who, String),
            who,
            literal(""),
            literal("owed"),
            literal(""),
            literal(1),
        ).where(self.of_part(who))
        if any(term.startswith("registered:") for term in terms):
            wanted = wanted.where(self.for_themselves(who))
        columns = ("occurrence_id", "owner", "person_id", "role", "state", "remark", "version")
        insert_new(self.tx, Duty, columns, wanted)

    def for_themselves(self, who: ColumnElement[int]) -> ColumnElement[bool]:
        """Return the condition that a person owes for themselves, not through a unit."""
        return ~exists().where(
            D.occurrence_id == self.occurrence.id,
            D.unit_id == G.unit_id,
            G.person_id == who,
            G.role.in_(sorted(HEADS)),
            G.ended_at.is_(None),
        )

    def write_reminders(self, pending: Sequence[tuple[Moment, date]], *, desk: bool) -> None:
        """Write down the reminders of some moments for those at the desk, or at home. Of several
        that a stop has let pass only the newest still helps; the others are missed, but for those
        that weekends or Tết have brought to the newest's own day.
        """
        newest = {moment.rule: (moment, day) for moment, day in pending}
        for moment, day in pending:
            rule = self.milestone.reminders[moment.rule]
            last, last_day = newest[moment.rule]
            if moment is not last and day == last_day:
                outcome, why = Outcome.SKIPPED, "same-day"
            elif moment is last and self.still_helps():
                outcome, why = Outcome.PLANNED, ""
            else:
                outcome, why = Outcome.MISSED, "stopped"
            for about, persons in self.whom(rule):
                self.write(about, persons, moment, day, outcome, why, desk=desk)

    def still_helps(self) -> bool:
        """Tell whether it helps to remind people today: of what is over only who owes it."""
        return self.due >= self.today or bool(self.milestone.owes)

    def whom(self, rule: Rule) -> list[tuple[ColumnElement[str], Select[tuple[int]]]]:
        """Return whom a rule reminds, and of what: owners of their duty, others of the
        occurrence.
        """
        found: list[tuple[ColumnElement[str], Select[tuple[int]]]] = []
        others = [term for term in rule.who if term not in (OWNER, HELPER, SUPERIOR)]
        if OWNER in rule.who:
            owing = self.owing().subquery()
            about = literal("duty ") + cast(owing.c.duty, String)
            found.append((about, select(owing.c.person)))
        if HELPER in rule.who and self.milestone.helper_id is not None:
            others.append(f"person:{self.milestone.helper_id}")
        if SUPERIOR in rule.who and self.milestone.superior:
            others.append(self.milestone.superior)
        persons = persons_of(others, self.today)
        if persons is not None:
            of = persons.subquery()
            found.append((literal(f"occurrence {self.occurrence.id}"), select(of.c[0])))
        return found

    def owing(self) -> Select[tuple[int, int]]:
        """Return the query of who is asked about which duty of this occurrence."""
        this = D.occurrence_id == self.occurrence.id
        if self.due != self.occurrence.due:
            this = and_(this, D.until == self.due)
        here = and_(this, D.passed_to.is_(None))
        held = G.ended_at.is_(None)
        first = Grant.__table__.alias().c  # type: ignore[attr-defined]
        has_first = exists().where(
            first.unit_id == D.unit_id,
            first.role.in_(sorted(FIRST_HEADS)),
            first.ended_at.is_(None),
        )
        of_unit = select(D.id.label("duty"), G.person_id.label("person")).where(
            here,
            held,
            G.unit_id == D.unit_id,
            or_(G.role.in_(sorted(FIRST_HEADS)), and_(G.role.in_(sorted(HEADS)), ~has_first)),
        )
        of_office = select(D.id, G.person_id).where(here, held, D.role != "", G.role == D.role)
        own = select(D.id, D.person_id).where(here, D.person_id.is_not(None))
        passed = select(D.id, D.passed_to).where(this, D.passed_to.is_not(None))
        every = union_all(of_unit, of_office, own, passed).subquery()
        return select(every.c.duty, every.c.person)

    def write(
        self,
        about: ColumnElement[str],
        persons: Select[tuple[int]],
        moment: Moment,
        day: date,
        outcome: Outcome,
        why: str,
        *,
        desk: bool,
    ) -> None:
        """Write one moment's reminders: planned for today, or not said and why."""
        who = persons.selected_columns[0]
        at_desk = exists().where(
            G.person_id == who, G.role.in_(sorted(DESK)), G.ended_at.is_(None)
        )
        told = outcome is Outcome.PLANNED
        on = self.today if told else day
        send_ms = self.send_ms(who, on, desk=desk)
        wanted = persons.with_only_columns(
            about,
            who,
            literal(moment.occasion),
            literal(DIGEST),
            literal(on.isoformat()),
            send_ms,
            literal(outcome.value),
            literal(why),
            literal(""),
            literal(None if told else to_ms(self.now), BigInteger),
        ).where(self.of_part(who), at_desk if desk else ~at_desk)
        columns = ("about", "person_id", "occasion", "name", "day", "send_ms")
        insert_new(self.tx, Reminder, (*columns, "state", "why", "bot", "at_ms"), wanted)

    def send_ms(self, who: ColumnElement[int], day: date, *, desk: bool) -> ColumnElement[int]:
        """Return from which moment a person is told what a day brings."""
        last = day == self.due
        if desk:
            return literal(to_ms(self.hours.desk(day, last=last)))
        start, spread = self.hours.home(day, last=last)
        return literal(to_ms(start)) + (who * 7 % spread) * 60_000


# --- whether we live -----------------------------------------------------------------------------


def note_pulse(tx: Tx, hours: Hours, now: datetime) -> bool:
    """Note that the owner lives; after a stop tell administrators and officers from when to when,
    once what was missed is written down. There is never more to do.
    """
    gap = beat(tx, now)
    if gap is None:
        return False
    since, until = (to_ms(moment) for moment in gap)
    told = (Role.ADMIN, Role.TDKT_OFFICER)
    for person in dict.fromkeys(p for role in told for p in holders(tx, role)):
        key = f"outage {until} {person}"
        told_at = now + RECKONED
        push_once(
            tx, person, "was-stopped", now, key, not_before=told_at, since=since, until=until
        )
    return False


# What a tick does, one piece after the other, each until there is nothing more to do.
Piece = Callable[[Tx, Hours, datetime], bool]
PIECES: tuple[Piece, ...] = (
    note_pulse,
    write_occurrences,
    plan_reminders,
    *CASE_CLOCKS,
    plan_week,
    plan_announcements,
    begin_digests,
    begin_others,
    close_occurrences,
    finish_announcements,
)
