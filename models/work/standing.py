"""How a movement stands, for the desk alone: each unit as not registered, not sent, waiting,
returned, done or late; the deeds that count for it. Units stand in the commune's order, never by
what they reached: nobody is ranked.

What stands there is about one review, the newest that has opened: what the unit said of it
("xong 12") and what it reported since the review before.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from enum import StrEnum

from sqlalchemy import select as select_columns
from sqlmodel import case, col, func, select

from models.people.unit import Unit
from models.permissions import Action, NotAllowed, Viewer, may
from models.store import Tx
from models.work.deed import Deed, DeedState
from models.work.duty import Duty, DutyState, heads_of
from models.work.launching import FINAL, units_concerned
from models.work.milestone import Milestone, Occurrence, OccurrenceState
from models.work.movement import Movement, Progress, ProgressState, Registration
from models.work.registering import Standing, registrations, reports_of, standing

OPENS = timedelta(days=7)  # before its day a review opens, when whoever owes it is first reminded
# Deeds that do not count: nobody stands for them.
NOT_COUNTED = frozenset(
    {DeedState.DECLINED, DeedState.WITHDRAWN, DeedState.HIDDEN, DeedState.MERGED}
)


class Stands(StrEnum):
    """Where a unit stands in a movement."""

    LATE = "late"
    RETURNED = "returned"
    WAITING = "waiting"
    NOT_SENT = "not-sent"
    NOT_REGISTERED = "not-registered"
    DONE = "done"


# Where a call helps.
CALLED = frozenset({Stands.LATE, Stands.RETURNED, Stands.NOT_REGISTERED})


# Where one stands by what was said of the duty to review.
OF_DUTY = {
    DutyState.WAITING: Stands.WAITING,
    DutyState.RETURNED: Stands.RETURNED,
    DutyState.DONE: Stands.DONE,
    DutyState.EXCUSED: Stands.DONE,
}


@dataclass(frozen=True, slots=True)
class Review:
    """One review of a movement: its day, the occurrence of its milestone (None where the movement
    just ends), and after which day a report counts for it, that of the review before.
    """

    due: date
    occurrence: int | None
    after: date


@dataclass(frozen=True, slots=True)
class Answer:
    """What a unit owes of a review, and what has become of that."""

    duty: int
    state: str
    until: date | None


@dataclass(frozen=True, slots=True)
class Reported:
    """Where the newest report of whoever takes part stands (empty for none), of which day it is,
    and of which the newest that was accepted.
    """

    state: str = ""
    day: date = date.min
    accepted: date = date.min


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit on the board: where it stands, its newest report, its targets, its deeds, whom to
    call, and the duty that it has handed in for the review, 0 where none waits.
    """

    unit: Unit
    state: Stands
    registration: Registration | None
    report: Progress | None
    targets: tuple[Standing, ...]
    deeds: int
    heads: tuple[int, ...]
    handed_in: int = 0


@dataclass(frozen=True, slots=True)
class Board:
    """A movement as its officer sees it: its units, how many people registered for themselves,
    and how many deeds count for it.
    """

    movement: Movement
    rows: tuple[UnitRow, ...]
    people: int
    deeds: int

    def count(self, state: Stands) -> int:
        """Return how many units stand there."""
        return sum(row.state is state for row in self.rows)


def board_of(tx: Tx, viewer: Viewer, movement: Movement, today: date, zone: tzinfo) -> Board:
    """Return how a movement stands. Raises NotAllowed."""
    if not may(viewer, Action.KEEP_MOVEMENTS):
        raise NotAllowed
    deeds = counted_deeds(tx, movement)
    taking = registrations(tx, movement.id or 0)
    of_unit = {each.unit_id: each for each in taking if each.unit_id is not None}
    units = units_concerned(tx, movement, today)
    states = Reviewed(tx, [movement], today, zone)
    rows = tuple(
        row_of(tx, unit, of_unit.get(unit.id or 0), states, movement, deeds.get(unit.id, 0))
        for unit in units
    )
    people = sum(each.unit_id is None for each in taking)
    return Board(movement, rows, people, sum(deeds.values()))


def row_of(
    tx: Tx,
    unit: Unit,
    registration: Registration | None,
    states: "Reviewed",
    movement: Movement,
    deeds: int,
) -> UnitRow:
    """Return one unit's row."""
    reports = reports_of(tx, registration) if registration is not None else []
    targets = tuple(standing(tx, registration)) if registration is not None else ()
    return UnitRow(
        unit,
        states.of(movement, unit),
        registration,
        reports[0] if reports else None,
        targets,
        deeds,
        tuple(heads_of(tx, unit.id or 0)),
        states.handed_in(movement, unit),
    )


def count_answered(tx: Tx, movement: Movement, today: date, zone: tzinfo) -> tuple[int, int]:
    """Return how many units have answered the review that is open, of how many."""
    units, states = units_concerned(tx, movement, today), Reviewed(tx, [movement], today, zone)
    answered = (Stands.DONE, Stands.WAITING)
    return sum(states.of(movement, unit) in answered for unit in units), len(units)


# --- where units stand ---------------------------------------------------------------------------


class Reviewed:
    """Where the units of some movements stand on a day: read in three queries, however many
    movements and units there are.
    """

    def __init__(self, tx: Tx, movements: Sequence[Movement], today: date, zone: tzinfo) -> None:
        self.today = today
        rows = [movement.id or 0 for movement in movements]
        self.reviews = {
            movement.id: up_to_now(found, today)
            for movement, found in zip(movements, reviews_of(tx, movements), strict=True)
        }
        self.reports = newest_reports(tx, rows, zone)
        named = [each.occurrence for found in self.reviews.values() for each in found]
        self.answers = answers_of(tx, [row for row in named if row is not None])

    def of(self, movement: Movement, unit: Unit) -> Stands:
        """Return where a unit stands. Whoever said nothing of a review before is late until
        something comes.
        """
        reported = self.reports.get((movement.id, unit.id))
        registered = reported is not None
        found = self.reviews[movement.id]
        states = [self.of_review(each, unit, reported or Reported()) for each in found]
        state = states[-1] if states else newest_of(reported or Reported())
        if state is None and Stands.LATE in states:
            return Stands.LATE
        return state or (Stands.NOT_SENT if registered else Stands.NOT_REGISTERED)

    def of_review(self, review: Review, unit: Unit, reported: Reported) -> Stands | None:
        """Return where a unit stands in one review, None where nothing has come and there is
        time.
        """
        answer = self.answers.get((review.occurrence, unit.id))
        due = max(review.due, (answer and answer.until) or review.due)
        said = {newest_of(reported)} if reported.day > review.after else set()
        by_duty = OF_DUTY.get(DutyState(answer.state)) if answer else None
        if Stands.WAITING in said:
            return Stands.WAITING  # something is to be looked at
        if reported.accepted > review.after:
            said.add(Stands.DONE)
        said.add(by_duty)
        for state in (Stands.DONE, Stands.WAITING):
            if state in said:
                return state
        if due < self.today:
            return Stands.LATE
        return Stands.RETURNED if Stands.RETURNED in said else None

    def handed_in(self, movement: Movement, unit: Unit) -> int:
        """Return the duty that a unit has handed in for the newest review, 0 for none."""
        found = self.reviews[movement.id]
        answer = self.answers.get((found[-1].occurrence, unit.id)) if found else None
        return answer.duty if answer and answer.state == DutyState.WAITING else 0


def newest_of(reported: Reported) -> Stands | None:
    """Return where the newest report stands, None for none."""
    return Stands(reported.state) if reported.state else None


def up_to_now(found: Sequence[Review], today: date) -> list[Review]:
    """Return the review that is open now and the one before it; before any has opened the first
    one.
    """
    count = sum(each.due - OPENS <= today for each in found) or 1
    return list(found[max(count - 2, 0) : count])


def reviews_of(tx: Tx, movements: Sequence[Movement]) -> list[list[Review]]:
    """Return the reviews of each movement in the order of their days. One that has no final
    review is over with its last day.
    """
    query = (
        select_columns(
            col(Milestone.movement_id),
            col(Milestone.key),
            col(Occurrence.due),
            col(Occurrence.id),
        )
        .join(Occurrence, col(Occurrence.milestone_id) == col(Milestone.id))
        .where(
            col(Milestone.movement_id).in_([movement.id for movement in movements]),
            col(Occurrence.state) != OccurrenceState.CANCELLED,
        )
        .order_by(col(Occurrence.due), col(Occurrence.id))
    )
    days: dict[int | None, list[tuple[date, int | None]]] = {}
    finals = set()
    for movement_id, key, due, row in tx.session.execute(query):
        days.setdefault(movement_id, []).append((due, row))
        if key.partition(" ")[0] == FINAL:
            finals.add(movement_id)
    found = []
    for movement in movements:
        known = days.get(movement.id, [])
        if movement.ends is not None and movement.id not in finals:
            known = sorted([*known, (movement.ends, None)], key=lambda each: each[0])
        before = [date.min, *(due for due, _ in known)]
        found.append(
            [Review(due, row, after) for (due, row), after in zip(known, before, strict=False)]
        )
    return found


def answers_of(tx: Tx, occurrences: Iterable[int]) -> dict[tuple[int | None, int | None], Answer]:
    """Return what units owe of some reviews, by occurrence and unit."""
    query = select_columns(
        col(Duty.occurrence_id), col(Duty.unit_id), col(Duty.id), col(Duty.state), col(Duty.until)
    ).where(col(Duty.occurrence_id).in_(occurrences), col(Duty.unit_id).is_not(None))
    return {
        (occurrence, unit): Answer(row or 0, state, until)
        for occurrence, unit, row, state, until in tx.session.execute(query)
    }


def newest_reports(
    tx: Tx, movements: Sequence[int], zone: tzinfo
) -> dict[tuple[int | None, int | None], Reported]:
    """Return by movement and unit what those who registered have reported."""
    newest = (
        select(
            col(Progress.registration_id),
            func.max(col(Progress.id)).label("row"),
            func.max(
                case((col(Progress.state) == ProgressState.DONE, col(Progress.reported_at)))
            ).label("accepted"),
        )
        .group_by(col(Progress.registration_id))
        .subquery()
    )
    query = (
        select_columns(
            col(Registration.movement_id),
            col(Registration.unit_id),
            col(Progress.state),
            col(Progress.reported_at),
            newest.c.accepted,
        )
        .join(newest, newest.c.registration_id == col(Registration.id), isouter=True)
        .join(Progress, col(Progress.id) == newest.c.row, isouter=True)
        .where(
            col(Registration.movement_id).in_(movements),
            col(Registration.unit_id).is_not(None),
            col(Registration.ended_at).is_(None),
        )
    )

    def day(at: datetime | None) -> date:
        return at.astimezone(zone).date() if at is not None else date.min

    return {
        (movement, unit): Reported(state or "", day(at), day(accepted))
        for movement, unit, state, at, accepted in tx.session.execute(query)
    }


def counted_deeds(tx: Tx, movement: Movement) -> Mapping[int | None, int]:
    """Return how many deeds count for a movement, by hamlet: those for which the desk named it."""
    query = (
        select(Deed.hamlet_id, func.count())
        .where(Deed.movement_id == movement.id, col(Deed.state).not_in(sorted(NOT_COUNTED)))
        .group_by(col(Deed.hamlet_id))
    )
    return dict(tx.session.exec(query).all())
