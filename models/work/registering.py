"""Taking part in a movement: units (through their heads) and people register, with the targets
that they choose and a number for each; they correct it, withdraw, sign the pledge between
them, and report how far they have come.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import String, cast, literal
from sqlalchemy import select as select_columns
from sqlmodel import col, select

from models.machine.push import push
from models.machine.reminder import acknowledge
from models.people.unit import Unit
from models.permissions import Action, NotAllowed, Viewer, may
from models.store import Tx
from models.trail import note
from models.work.audience import HEADS
from models.work.duty import follow_registration
from models.work.launching import NotPossible, about, targets_of
from models.work.list_numbers import close_numbers
from models.work.movement import (
    Movement,
    MovementState,
    Pledge,
    Progress,
    ProgressState,
    Registration,
    Target,
)


@dataclass(frozen=True, slots=True)
class Standing:
    """One target of whoever takes part: what was pledged, and what is reached; None where nothing
    was said.
    """

    target: Target
    pledged: float | None
    reached: float | None

    @property
    def percent(self) -> int | None:
        """How much of the pledge is reached, None where that cannot be said."""
        if self.pledged is None or self.reached is None or self.pledged <= 0:
            return None
        return round(100 * self.reached / self.pledged)


def own_units(viewer: Viewer, concerned: Sequence[Unit]) -> list[Unit]:
    """Return for which of the units concerned a person speaks."""
    own = viewer.units(*HEADS)
    return [unit for unit in concerned if unit.id in own]


def registrations(tx: Tx, movement: int) -> list[Registration]:
    """Return who takes part in a movement now."""
    query = select(Registration).where(
        Registration.movement_id == movement, col(Registration.ended_at).is_(None)
    )
    return list(tx.session.exec(query.order_by(col(Registration.id))))


def registration_of(tx: Tx, movement: int, unit: int | None, person: int) -> Registration | None:
    """Return how a unit, or without one a person, takes part in a movement."""
    for each in registrations(tx, movement):
        if each.unit_id == unit and (unit is not None or each.person_id == person):
            return each
    return None


def own_registrations(tx: Tx, viewer: Viewer) -> list[tuple[Registration, Movement]]:
    """Return in which launched movements a person, or a unit of theirs, takes part."""
    units = viewer.units(*HEADS)
    query = (
        select(Registration, Movement)
        .join(Movement, col(Movement.id) == col(Registration.movement_id))
        .where(Movement.state == MovementState.LAUNCHED, col(Registration.ended_at).is_(None))
        .order_by(col(Registration.id))
    )
    return [
        (each, movement)
        for each, movement in tx.session.exec(query)
        if speaks_for(viewer, each, units)
    ]


def speaks_for(
    viewer: Viewer, registration: Registration, units: frozenset[int | None] | None = None
) -> bool:
    """Tell whether a person answers for a registration: any head of the unit, or the person."""
    if registration.unit_id is None:
        return registration.person_id == viewer.person
    return registration.unit_id in (viewer.units(*HEADS) if units is None else units)


def register(
    tx: Tx,
    viewer: Viewer,
    movement: Movement,
    unit: int | None,
    choices: Mapping[int, float | None],
    now: datetime,
) -> Registration:
    """Take part, or correct how: the targets with their numbers by place. Whoever signed before
    and now changes the numbers has not signed any more. Raises NotAllowed, NotPossible.
    """
    if not may(viewer, Action.JOIN_MOVEMENT):
        raise NotAllowed
    if unit is not None and unit not in viewer.units(*HEADS):
        raise NotAllowed
    if movement.state != MovementState.LAUNCHED:
        raise NotPossible
    by_place = {target.place: target for target in targets_of(tx, movement.id or 0)}
    found = registration_of(tx, movement.id or 0, unit, viewer.person)
    if found is None:
        found = Registration(
            movement_id=movement.id or 0,
            unit_id=unit,
            person_id=viewer.person,
            registered_at=now,
        )
        tx.session.add(found)
        tx.session.flush()
        follow_registration(tx, viewer, found, takes_part=True)
    kept = {pledge.target_id: pledge for pledge in pledges_of(tx, found)}
    wanted = {by_place[place].id or 0: value for place, value in choices.items()}
    if {key: pledge.value for key, pledge in kept.items()} != wanted:
        found.pledged_at = None
    for target, pledge in kept.items():
        if target not in wanted:
            tx.session.delete(pledge)
    for target, value in wanted.items():
        pledge = kept.get(target) or Pledge(registration_id=found.id or 0, target_id=target)
        pledge.value = value
        tx.session.add(pledge)
    tx.session.add(found)
    tx.session.flush()
    acknowledge(tx, viewer.person, about(movement), now)
    note(tx, viewer.person, "movement.register", about(movement), unit=unit, count=len(wanted))
    return found


def withdraw(tx: Tx, viewer: Viewer, registration: Registration, now: datetime) -> None:
    """Take part no more. Raises NotAllowed, NotPossible."""
    check(viewer, registration)
    registration.ended_at = now
    tx.session.add(registration)
    tx.session.flush()
    follow_registration(tx, viewer, registration, takes_part=False)
    what = f"movement {registration.movement_id}"
    note(tx, viewer.person, "movement.withdraw", what, unit=registration.unit_id)


def sign_pledge(tx: Tx, viewer: Viewer, registration: Registration, now: datetime) -> None:
    """Sign the pledge between the units, after the common list was shown. Raises NotAllowed,
    NotPossible.
    """
    check(viewer, registration)
    registration.pledged_at = registration.pledged_at or now
    tx.session.add(registration)
    tx.session.flush()
    what = f"movement {registration.movement_id}"
    note(tx, viewer.person, "movement.pledge", what, unit=registration.unit_id)


def check(viewer: Viewer, registration: Registration) -> None:
    """Raise NotAllowed for whoever does not answer for it, NotPossible where it has ended."""
    if not may(viewer, Action.JOIN_MOVEMENT) or not speaks_for(viewer, registration):
        raise NotAllowed
    if registration.ended_at is not None:
        raise NotPossible


def pledges_of(tx: Tx, registration: Registration) -> list[Pledge]:
    """Return what a registration pledges."""
    query = select(Pledge).where(Pledge.registration_id == registration.id)
    return list(tx.session.exec(query.order_by(col(Pledge.target_id))))


def pledged_targets(tx: Tx, registration: Registration) -> list[Target]:
    """Return the targets that a registration chose, in their order."""
    chosen = {pledge.target_id for pledge in pledges_of(tx, registration)}
    return [t for t in targets_of(tx, registration.movement_id) if t.id in chosen]


# --- progress ------------------------------------------------------------------------------------


def report_progress(
    tx: Tx,
    viewer: Viewer,
    registration: Registration,
    now: datetime,
    *,
    target: int | None = None,
    value: float | None = None,
    text: str = "",
    files: Sequence[str] = (),
) -> Progress:
    """Write down how far somebody has come; the officer looks at it. Raises NotAllowed,
    NotPossible.
    """
    check(viewer, registration)
    movement = tx.session.get_one(Movement, registration.movement_id)
    if movement.state != MovementState.LAUNCHED:
        raise NotPossible
    made = Progress(
        registration_id=registration.id or 0,
        target_id=target,
        value=value,
        text=text,
        files=list(files),
        reported_by=viewer.person,
        reported_at=now,
    )
    tx.session.add(made)
    tx.session.flush()
    note(tx, viewer.person, "movement.progress", about(movement), unit=registration.unit_id)
    return made


def reports_of(tx: Tx, registration: Registration) -> list[Progress]:
    """Return what was reported, the newest first."""
    query = select(Progress).where(Progress.registration_id == registration.id)
    return list(tx.session.exec(query.order_by(col(Progress.id).desc())))


def waiting_before(tx: Tx, progress: Progress, most: int) -> list[Progress]:
    """Return the messages that were sent before a report and have not been judged either, oldest
    first: no more than the newest of them.
    """
    query = (
        select(Progress)
        .where(
            Progress.registration_id == progress.registration_id,
            Progress.state == ProgressState.WAITING,
            col(Progress.id) < progress.id,
            Progress.reported_at != progress.reported_at,
        )
        .order_by(col(Progress.id).desc())
    )
    said = [each for each in tx.session.exec(query) if each.text or each.files]
    return said[:most][::-1]


def judge_progress(
    tx: Tx,
    viewer: Viewer,
    progress: Progress,
    state: ProgressState,
    now: datetime,
    remark: str = "",
) -> None:
    """Accept a report, or return it with a question, with the other numbers of its message;
    whoever sent it hears the question. Raises NotAllowed, NotPossible.
    """
    if not may(viewer, Action.KEEP_MOVEMENTS):
        raise NotAllowed
    if progress.state != ProgressState.WAITING:
        raise NotPossible
    for each in said_with(tx, progress):
        each.state, each.remark, each.checked_by = state, remark, viewer.person
        tx.session.add(each)
    tx.session.flush()
    what = f"progress {progress.id}"
    close_reports(tx, progress, now)
    if state is ProgressState.RETURNED:
        push(tx, progress.reported_by, "movement-returned", now, about=what, progress=progress.id)
    note(tx, viewer.person, f"movement.{state.value}", what)


def said_with(tx: Tx, progress: Progress) -> list[Progress]:
    """Return all reports of the message that a report came with: a number has one each."""
    query = select(Progress).where(
        Progress.registration_id == progress.registration_id,
        Progress.reported_by == progress.reported_by,
        Progress.reported_at == progress.reported_at,
        Progress.state == ProgressState.WAITING,
    )
    return list(tx.session.exec(query))


def close_reports(tx: Tx, judged: Progress, now: datetime) -> None:
    """Let go of the list numbers of a report that was judged, and of those before it: the board
    shows the newest alone.
    """
    cases = select_columns(literal("progress ") + cast(col(Progress.id), String)).where(
        col(Progress.registration_id) == judged.registration_id, col(Progress.id) <= judged.id
    )
    close_numbers(tx, cases, now)


def standing(tx: Tx, registration: Registration) -> list[Standing]:
    """Return how far somebody has come with each target that they chose."""
    pledged = {pledge.target_id: pledge.value for pledge in pledges_of(tx, registration)}
    reached: dict[int, float] = {}
    for report in reversed(reports_of(tx, registration)):
        counts = report.state != ProgressState.RETURNED
        if counts and report.target_id is not None and report.value is not None:
            reached[report.target_id] = report.value
    return [
        Standing(target, pledged[target.id or 0], reached.get(target.id or 0))
        for target in pledged_targets(tx, registration)
    ]
