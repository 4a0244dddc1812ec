"""What is due, computed from rows: occurrences of milestones, whom to remind of them, who is told
now, and what can no longer be told.

Each function does one small piece in one transaction and says whether there is more; a tick calls
them until there is not. Nothing here remembers anything: after a crash the next tick goes on from
the rows, and a row's unique key keeps it from being written twice. What is finished is never
looked at again: every query begins at what is open, due, or planned.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

import orjson
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

from models.base import from_ms, to_ms
from models.compiled import Row
from models.machine import reminder
from models.machine.conversation import ways_to_reach
from models.machine.pulse import beat, stood_still
from models.machine.push import CLOSE_NOTICE, change, push_once
from models.machine.reminder import DIGEST, Item, Outcome, Reminder, settle
from models.people.absence import is_absent
from models.people.person import Account, Person
from models.people.role import DESK, Grant, Role, holders, roles_of
from models.store import Tx
from models.work import week
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
from scheduler.monday import plan_week
from scheduler.others import begin_others
from scheduler.quiet_hours import Hours
from scheduler.rows import insert_new, last_person

PERSONS = 150  # planned in one transaction
DIGESTS = 10  # begun in one transaction, for which answers wait: 20 ms on PostgreSQL
AT_ONCE = timedelta(days=30)  # of occurrences that are written down together
LEFT = 20  # settled in one transaction
CLOSED = 20  # occurrences of the past in one transaction, with the numbers of what was owed
WAITS = timedelta(days=3)  # a digest that could not be said waits so long for its person
RECKONED = timedelta(minutes=1)  # after a start: until then it is written down what was missed
FORGOTTEN = timedelta(days=60)  # an occurrence that nobody finished is closed so long after
DUE_NOUNS = ("duty ", "occurrence ")  # of reminders whose occasion begins with the due day

D = Duty.__table__.c  # type: ignore[attr-defined]
G = Grant.__table__.c  # type: ignore[attr-defined]
P = Person.__table__.c  # type: ignore[attr-defined]
A = Account.__table__.c  # type: ignore[attr-defined]


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


# --- who is told now -----------------------------------------------------------------------------


def begin_digests(tx: Tx, hours: Hours, now: datetime, most: int = DIGESTS) -> bool:
    """Queue the digest of the day of those whose hour has come, one for each person and day; what
    comes after it waits for the next day's. Tell whether there may be more.
    """
    if hours.is_quiet(now):
        return False
    rows = tx.all(reminder.DUE, now=to_ms(now), called=DIGEST, most=most)
    for person in dict.fromkeys(person for (person,) in rows):
        begin_digest(tx, person, hours, now)
    return len(rows) == most


def begin_digest(tx: Tx, person: int, hours: Hours, now: datetime) -> None:
    """Queue the digest of one person, or let what is due wait: for the digest that is on its way,
    for the next day's where today's was told, at the desk for the next working day where that is
    early enough.
    """
    today = hours.today(now)
    items = reminder.to_tell(tx, person, 0, today)
    if is_absent(tx, person, today):
        for item in items:
            settle(tx, item.id, Outcome.SKIPPED, "absent", now)
        return
    due = first_due(items, today)
    last = tx.one(reminder.LAST_DIGEST, person=person, called=DIGEST)
    is_told = last is not None and was_said(last) and hours.today(from_ms(last[1])) == today
    day = hours.next_day(now) if is_told else today
    desk = any(role in DESK for role, _ in roles_of(tx, person))
    if desk and (not due or due >= hours.calendar.working_day_from(day).isoformat()):
        day = hours.calendar.working_day_from(day)
    if day > today:
        put_off(tx, person, hours, day, now, desk=desk, last=due == day.isoformat())
        return
    if last is not None and last[1] is None and last[2] is None:
        queued: int | None = last[0]
        before = str(orjson.loads(last[3]).get("due", ""))
        if due and (not before or due < before):
            change(tx, last[0], due=due)
    else:
        key = f"{DIGEST} {today.isoformat()} {person} {last[0] if last is not None else 0}"
        queued = push_once(tx, person, DIGEST, now, key, about=DIGEST, due=due)
    for item in items:
        tx.run(reminder.JOIN_PUSH, row=item.id, by=queued)


def put_off(
    tx: Tx, person: int, hours: Hours, day: date, now: datetime, *, desk: bool, last: bool
) -> None:
    """Let what a person is to be told wait for their hour of a later day, the last one for it."""
    start, spread = (hours.desk(day, last=last), 1) if desk else hours.home(day, last=last)
    until = to_ms(start) + person * 7 % spread * 60_000
    tx.run(reminder.PUT_OFF, person=person, now=to_ms(now), until=until)


def was_said(last: Row) -> bool:
    """Tell whether a digest was said, not only looked at and found to be empty."""
    return last[1] is not None and last[4] is not None


def first_due(items: Sequence[Item], today: date) -> str:
    """Return the first day from today on on which something of a digest is due, empty for none:
    on that day it goes out also where messages are kept for answers.
    """
    days = (item.occasion.partition(" ")[0] for item in items if item.about.startswith(DUE_NOUNS))
    return min((day for day in days if day >= today.isoformat()), default="")


# --- what was left over --------------------------------------------------------------------------


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
