"""Duties: who owes an occurrence of a milestone, and what has become of it. A unit owes through
its heads, an office (the officers, the chair) through whoever holds it, a person for themselves.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import String, UniqueConstraint, cast, false, literal, or_
from sqlalchemy import select as select_columns
from sqlalchemy.orm import declared_attr
from sqlalchemy.orm.exc import StaleDataError
from sqlmodel import Field, SQLModel, col, select

from models.law.parameters import ZONE
from models.machine.push import push
from models.machine.reminder import acknowledge
from models.people.absence import absent_on
from models.people.person import Person
from models.people.role import DESK, Grant, Role, holders
from models.people.unit import Unit, units_of
from models.permissions import Action, NotAllowed, Viewer, may
from models.store import Tx
from models.trail import note
from models.work.audience import FIRST_HEADS, HEADS, KINDS
from models.work.list_numbers import close_numbers
from models.work.milestone import Milestone, Occurrence, OccurrenceState
from models.work.movement import Registration


class DutyState(StrEnum):
    """What has become of it. Late is no state: it is a day compared with the due one."""

    OWED = "owed"
    WAITING = "waiting"  # handed in, the officer has not looked yet
    RETURNED = "returned"  # the officer asked for something more: it is owed again
    DONE = "done"
    EXCUSED = "excused"  # the officer waived it


SLIP = timedelta(days=1)  # what somebody said of a duty can be taken back so long, by its number
OWING = frozenset({DutyState.OWED, DutyState.RETURNED})
FINISHED = frozenset({DutyState.DONE, DutyState.EXCUSED})


class NotOwed(Exception):
    """Nothing is owed there any more, or somebody else was quicker."""


class Duty(SQLModel, table=True):
    """One owner of one occurrence. `owner` names it ("unit 3", "role tdkt_officer", "person 9");
    `until` is the later day to which the owner asked to push it back, `passed_to` the person whom
    the owner asked to do it; `done_by` and `done_at` say who said when that it is done.
    """

    __table_args__ = (UniqueConstraint("occurrence_id", "owner"),)

    id: int | None = Field(default=None, primary_key=True)
    occurrence_id: int = Field(foreign_key="occurrence.id")
    owner: str = Field(index=True)
    unit_id: int | None = Field(default=None, foreign_key="unit.id", index=True)
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    role: str = ""
    state: str = Field(default=DutyState.OWED, sa_type=String)
    until: date | None = None
    passed_to: int | None = Field(default=None, foreign_key="person.id")
    done_by: int | None = Field(default=None, foreign_key="person.id")
    done_at: datetime | None = None
    checked_by: int | None = Field(default=None, foreign_key="person.id")
    checked_at: datetime | None = None
    remark: str = ""
    version: int = 1

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:
        """A change of a row that somebody else has changed since is refused."""
        table = cls.__table__  # type: ignore[attr-defined]
        return {"version_id_col": table.c.version, "version_id_generator": False}


@dataclass(frozen=True, slots=True)
class OfDuty:
    """A duty with what it belongs to."""

    duty: Duty
    occurrence: Occurrence
    milestone: Milestone

    @property
    def about(self) -> str:
        """Its name for reminders and list numbers."""
        return f"duty {self.duty.id}"

    @property
    def due(self) -> date:
        """The day that holds for this owner."""
        return max(self.occurrence.due, self.duty.until or self.occurrence.due)


def open_duties(tx: Tx, occurrence: Occurrence, owes: Sequence[str], today: date) -> None:
    """Write down who owes an occurrence, as far as that is not written yet: units that were
    founded since are added, those that have ended stay as they were.
    """
    known = {
        duty.owner
        for duty in tx.session.exec(select(Duty).where(Duty.occurrence_id == occurrence.id))
    }
    for duty in owners(tx, owes, today):
        if duty.owner not in known:
            known.add(duty.owner)
            duty.occurrence_id = occurrence.id or 0
            tx.session.add(duty)
    tx.session.flush()


def owners(tx: Tx, owes: Sequence[str], today: date) -> list[Duty]:
    """Return a duty for each unit and office that the terms name, not yet of any occurrence.
    Persons who owe for themselves may be many: the planner writes theirs down a part at a time.
    """
    found: list[Duty] = []
    for term in owes:
        word, _, value = term.partition(":")
        if word == "units":
            found += [of_unit(unit) for unit in units_of(tx, KINDS[value], today)]
        elif word == "unit":
            unit = tx.session.get(Unit, int(value))
            found += [of_unit(unit)] if unit is not None else []
        elif word == "role" and is_office(value):
            found.append(Duty(occurrence_id=0, owner=f"role {value}", role=value))
        elif word == "registered":
            found += [of_unit(unit) for unit in registered_units(tx, int(value))]
    return found


def is_office(role: str) -> bool:
    """Tell whether a role is one office of the commune, not one of each unit."""
    return Role(role) not in HEADS


def of_unit(unit: Unit) -> Duty:
    """Return the duty of a unit."""
    return Duty(occurrence_id=0, owner=f"unit {unit.id}", unit_id=unit.id)


def registered_units(tx: Tx, movement: int) -> list[Unit]:
    """Return the units that take part in a movement."""
    query = (
        select(Unit)
        .join(Registration, col(Registration.unit_id) == col(Unit.id))
        .where(Registration.movement_id == movement, col(Registration.ended_at).is_(None))
        .order_by(col(Unit.number), col(Unit.id))
    )
    return list(tx.session.exec(query))


# --- who it is that owes -------------------------------------------------------------------------


def persons_owing(tx: Tx, duty: Duty) -> list[int]:
    """Return whom one asks about a duty: whoever it was passed to, else the heads of the unit, the
    holders of the office, the person.
    """
    if duty.passed_to is not None:
        return [duty.passed_to]
    if duty.unit_id is not None:
        return heads_of(tx, duty.unit_id)
    if duty.role:
        return holders(tx, Role(duty.role))
    return [duty.person_id] if duty.person_id is not None else []


def heads_of(tx: Tx, unit: int) -> list[int]:
    """Return the heads of a unit: those who are asked first, else whoever else stands for it."""
    query = select(Grant).where(Grant.unit_id == unit, col(Grant.ended_at).is_(None))
    grants = list(tx.session.exec(query.order_by(col(Grant.id))))
    first = [grant.person_id for grant in grants if grant.role in FIRST_HEADS]
    return first or [grant.person_id for grant in grants if grant.role in HEADS]


def owns(tx: Tx, viewer: Viewer, duty: Duty) -> bool:
    """Tell whether a person may answer for a duty: any head of its unit, any holder of its office,
    the person, and whoever it was passed to.
    """
    if viewer.person in (duty.person_id, duty.passed_to):
        return True
    if duty.unit_id is not None:
        return duty.unit_id in viewer.units(*HEADS)
    return bool(duty.role) and any(role == duty.role for role, _ in viewer.roles)


def open_duties_of(tx: Tx, viewer: Viewer) -> list[OfDuty]:
    """Return what a person owes now, the most urgent first."""
    units = sorted(unit for unit in viewer.units(*HEADS) if unit is not None)
    offices = sorted({role.value for role, _ in viewer.roles if role not in HEADS})
    query = (
        select(Duty, Occurrence, Milestone)
        .join(Occurrence, col(Occurrence.id) == col(Duty.occurrence_id))
        .join(Milestone, col(Milestone.id) == col(Occurrence.milestone_id))
        .where(
            Occurrence.state == OccurrenceState.OPEN,
            col(Duty.state).in_(sorted(OWING)),
            or_(
                col(Duty.unit_id).in_(units),
                col(Duty.role).in_(offices),
                col(Duty.person_id) == viewer.person,
                col(Duty.passed_to) == viewer.person,
            ),
        )
    )
    found = [OfDuty(*row) for row in tx.session.exec(query)]
    return sorted(found, key=lambda one: (one.due, one.duty.id or 0))


def colleagues(tx: Tx, duty: Duty, but: int, today: date) -> list[tuple[int, str]]:
    """Return to whom a duty may be passed: others who hold a role in the same unit, then those at
    the commune's desk, each with the name; without one person, and without those who are left in
    peace today.
    """
    query = (
        select(Person.id, Person.name, Grant.unit_id)
        .join(Grant, col(Grant.person_id) == col(Person.id))
        .where(
            col(Grant.ended_at).is_(None),
            Person.name != "",
            Person.id != but,
            or_(
                col(Grant.unit_id) == duty.unit_id if duty.unit_id else false(),
                col(Grant.role).in_(sorted(DESK - HEADS)),
            ),
        )
        .order_by(col(Grant.unit_id).is_(None), col(Grant.id))
    )
    found = {int(row[0] or 0): row[1] for row in tx.session.exec(query)}
    absent = absent_on(tx, today)
    return [(person, name) for person, name in found.items() if person not in absent]


def owner_name(tx: Tx, duty: Duty) -> str:
    """Return the name of the unit or person that owes, empty for an office."""
    if duty.unit_id is not None:
        unit = tx.session.get(Unit, duty.unit_id)
        return unit.name if unit is not None else ""
    if duty.person_id is not None:
        person = tx.session.get(Person, duty.person_id)
        return person.name if person is not None else ""
    return ""


# --- what becomes of it --------------------------------------------------------------------------


def find_duty(tx: Tx, number: int) -> OfDuty | None:
    """Return a duty by its row, None when there is none."""
    query = (
        select(Duty, Occurrence, Milestone)
        .join(Occurrence, col(Occurrence.id) == col(Duty.occurrence_id))
        .join(Milestone, col(Milestone.id) == col(Occurrence.milestone_id))
        .where(Duty.id == number)
    )
    row = tx.session.exec(query).first()
    return OfDuty(*row) if row is not None else None


def duties_of_all(tx: Tx, occurrences: Sequence[int]) -> dict[int, list[Duty]]:
    """Return the duties of several occurrences, each in the order in which they were written
    down.
    """
    query = select(Duty).where(col(Duty.occurrence_id).in_(occurrences)).order_by(col(Duty.id))
    found: dict[int, list[Duty]] = {}
    for duty in tx.session.exec(query):
        found.setdefault(duty.occurrence_id, []).append(duty)
    return found


def duties_of(tx: Tx, occurrence: int) -> list[Duty]:
    """Return every duty of an occurrence, in the order in which they were written down."""
    query = select(Duty).where(Duty.occurrence_id == occurrence).order_by(col(Duty.id))
    return list(tx.session.exec(query))


def let_numbers_go(tx: Tx, occurrences: Sequence[int], now: datetime) -> None:
    """Let go of the list numbers of occurrences that are over, and of all that was owed of
    them.
    """
    close_numbers(
        tx,
        select_columns(literal("occurrence ") + cast(col(Occurrence.id), String)).where(
            col(Occurrence.id).in_(occurrences)
        ),
        now,
    )
    close_numbers(
        tx,
        select_columns(literal("duty ") + cast(col(Duty.id), String)).where(
            col(Duty.occurrence_id).in_(occurrences)
        ),
        now,
    )


def finish_duty(tx: Tx, viewer: Viewer, number: int, now: datetime) -> OfDuty:
    """Say that a duty is done: it waits for the officer where a paper is handed in, unless an
    officer says so; else it is done. Raises NotAllowed, NotOwed.
    """
    found = owed(tx, viewer, number)
    duty, looked_at = found.duty, may(viewer, Action.KEEP_CALENDAR)
    waits = bool(found.milestone.paper) and not looked_at
    duty.state = DutyState.WAITING if waits else DutyState.DONE
    duty.done_by, duty.done_at = viewer.person, now
    acknowledge(tx, viewer.person, found.about, now)
    return changed(tx, viewer, found, "duty.finish")


def reopen_duty(tx: Tx, viewer: Viewer, number: int, now: datetime) -> OfDuty:
    """Take back that a duty is done. Raises NotAllowed, NotOwed."""
    found = loaded(tx, number)
    if not owns(tx, viewer, found.duty) and not may(viewer, Action.KEEP_CALENDAR):
        raise NotAllowed
    if found.duty.state not in (DutyState.WAITING, DutyState.DONE):
        raise NotOwed
    found.duty.state, found.duty.done_at, found.duty.done_by = DutyState.OWED, None, None
    remind_anew(found, now)
    return changed(tx, viewer, found, "duty.reopen")


def push_back_duty(tx: Tx, viewer: Viewer, number: int, until: date, now: datetime) -> OfDuty:
    """Ask for a later day; the officers hear of it. Raises NotAllowed, NotOwed."""
    found = owed(tx, viewer, number)
    found.duty.until = until
    remind_anew(found, now)
    acknowledge(tx, viewer.person, found.about, now)
    for officer in holders(tx, Role.TDKT_OFFICER):
        if officer != viewer.person:
            push(tx, officer, "duty-pushed-back", now, about=found.about, until=until.isoformat())
    return changed(tx, viewer, found, "duty.push_back", until=until.isoformat())


def remind_anew(found: OfDuty, now: datetime) -> None:
    """Let the next tick reckon who is reminded of the day to which a duty is pushed back. What
    came before is over, not missed.
    """
    occurrence, today = found.occurrence, now.astimezone(ZONE).date()
    if found.duty.until is None:
        return
    if occurrence.after_person == 0 and (occurrence.next_on is None or occurrence.next_on > today):
        occurrence.planned_through = max(occurrence.planned_through, today)
    occurrence.next_on = today


def pass_duty(tx: Tx, viewer: Viewer, number: int, person: int, now: datetime) -> OfDuty:
    """Ask another person to do it; that person hears of it, and is reminded from now on. Raises
    NotAllowed, NotOwed.
    """
    found = owed(tx, viewer, number)
    found.duty.passed_to = person
    acknowledge(tx, viewer.person, found.about, now)
    if person != viewer.person:
        push(tx, person, "duty-passed", now, about=found.about, by=viewer.person)
    return changed(tx, viewer, found, "duty.pass", to=person)


def check_duty(
    tx: Tx, viewer: Viewer, number: int, state: DutyState, now: datetime, remark: str = ""
) -> OfDuty:
    """Say at the desk what holds: `done`, `returned` (its owner hears of it, with the remark),
    `excused`. Raises NotAllowed, NotOwed.
    """
    if not may(viewer, Action.KEEP_CALENDAR):
        raise NotAllowed
    found = loaded(tx, number)
    if found.duty.state == state:
        raise NotOwed
    found.duty.state, found.duty.remark = state, remark
    found.duty.checked_by, found.duty.checked_at = viewer.person, now
    if state is DutyState.RETURNED:
        remind_anew(found, now)
        for person in persons_owing(tx, found.duty):
            push(tx, person, "duty-returned", now, about=found.about, remark=remark)
    return changed(tx, viewer, found, f"duty.{state.value}")


def follow_registration(
    tx: Tx, viewer: Viewer, registration: Registration, *, takes_part: bool
) -> None:
    """Let whoever takes part in a movement no more owe no more what only those owe who do; and
    again once they take part anew.
    """
    unit = registration.unit_id
    owner = f"person {registration.person_id}" if unit is None else f"unit {unit}"
    query = (
        select(Duty, Occurrence, Milestone)
        .join(Occurrence, col(Occurrence.id) == col(Duty.occurrence_id))
        .join(Milestone, col(Milestone.id) == col(Occurrence.milestone_id))
        .where(Duty.owner == owner, Occurrence.state == OccurrenceState.OPEN)
        .order_by(col(Duty.id))
    )
    for found in [OfDuty(*row) for row in tx.session.exec(query)]:
        duty = found.duty
        if found.milestone.owes != [f"registered:{registration.movement_id}"]:
            continue
        if not takes_part and duty.state in OWING:
            duty.state = DutyState.EXCUSED
            changed(tx, viewer, found, "duty.excused")
        elif takes_part and duty.state == DutyState.EXCUSED and duty.checked_by is None:
            duty.state = DutyState.OWED
            changed(tx, viewer, found, "duty.reopen")


def loaded(tx: Tx, number: int) -> OfDuty:
    """Return a duty. Raises NotOwed when there is none."""
    found = find_duty(tx, number)
    if found is None:
        raise NotOwed
    return found


def owed(tx: Tx, viewer: Viewer, number: int) -> OfDuty:
    """Return a duty that this person owes. Raises NotAllowed, NotOwed."""
    found = loaded(tx, number)
    if not owns(tx, viewer, found.duty):
        raise NotAllowed
    if found.duty.state not in OWING or found.occurrence.state != OccurrenceState.OPEN:
        raise NotOwed
    return found


def changed(tx: Tx, viewer: Viewer, found: OfDuty, action: str, **body: object) -> OfDuty:
    """Write a changed duty and note it. Raises NotOwed when somebody else was quicker."""
    found.duty.version += 1
    try:
        tx.session.flush()
    except StaleDataError:
        raise NotOwed from None
    note(tx, viewer.person, action, found.about, **body)
    return found
