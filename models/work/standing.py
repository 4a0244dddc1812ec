"""How a movement stands, for the desk alone: each unit as not registered, not sent, waiting,
returned, done or late; the deeds that count for it. Units stand in the commune's order, never by
what they reached: nobody is ranked.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlmodel import col, func, select

from models.people.unit import Unit
from models.permissions import Action, NotAllowed, Viewer, may
from models.store import Tx
from models.work.deed import Deed, DeedState
from models.work.duty import heads_of
from models.work.launching import plain_name, units_concerned
from models.work.milestone import Milestone, Occurrence, OccurrenceState
from models.work.movement import Movement, Progress, Registration
from models.work.registering import Standing, registrations, reports_of, standing

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


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit on the board: where it stands, its newest report, its targets, its deeds, and whom
    to call.
    """

    unit: Unit
    state: Stands
    registration: Registration | None
    report: Progress | None
    targets: tuple[Standing, ...]
    deeds: int
    heads: tuple[int, ...]


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


def board_of(tx: Tx, viewer: Viewer, movement: Movement, today: date) -> Board:
    """Return how a movement stands. Raises NotAllowed."""
    if not may(viewer, Action.KEEP_MOVEMENTS):
        raise NotAllowed
    deeds = counted_deeds(tx, movement)
    taking = registrations(tx, movement.id or 0)
    of_unit = {each.unit_id: each for each in taking if each.unit_id is not None}
    passed = last_review(tx, movement, today)
    rows = tuple(
        row_of(tx, unit, of_unit.get(unit.id or 0), passed, deeds.get(unit.id, 0))
        for unit in units_concerned(tx, movement, today)
    )
    people = sum(each.unit_id is None for each in taking)
    return Board(movement, rows, people, sum(deeds.values()))


def row_of(
    tx: Tx,
    unit: Unit,
    registration: Registration | None,
    passed: bool,
    deeds: int,
) -> UnitRow:
    """Return one unit's row; `passed` says that a review's day is over."""
    reports = reports_of(tx, registration) if registration is not None else []
    report = reports[0] if reports else None
    state = stands(
        report.state if report else "", registered=registration is not None, passed=passed
    )
    targets = tuple(standing(tx, registration)) if registration is not None else ()
    heads = tuple(heads_of(tx, unit.id or 0))
    return UnitRow(unit, state, registration, report, targets, deeds, heads)


def stands(report: str, *, registered: bool, passed: bool) -> Stands:
    """Return where a unit stands whose newest report stands there (empty for none); `passed` says
    that a review's day is over.
    """
    if report and not (report == Stands.RETURNED and passed):
        return Stands(report)
    if passed:
        return Stands.LATE
    return Stands.NOT_SENT if registered else Stands.NOT_REGISTERED


def last_review(tx: Tx, movement: Movement, today: date) -> bool:
    """Tell whether the day of a review, or of the movement's end, has passed."""
    if movement.ends is not None and movement.ends < today:
        return True
    query = (
        select(Occurrence.id)
        .join(Milestone, col(Milestone.id) == col(Occurrence.milestone_id))
        .where(
            Milestone.movement_id == movement.id,
            Occurrence.state != OccurrenceState.CANCELLED,
            Occurrence.due < today,
        )
        .limit(1)
    )
    return tx.session.exec(query).first() is not None


def counted_deeds(tx: Tx, movement: Movement) -> Mapping[int | None, int]:
    """Return how many deeds count for a movement, by hamlet: those for which the desk named it,
    however the name was capitalised.
    """
    query = (
        select(Deed.movement, Deed.hamlet_id, func.count())
        .where(Deed.movement != "", col(Deed.state).not_in(sorted(NOT_COUNTED)))
        .group_by(col(Deed.movement), col(Deed.hamlet_id))
    )
    wanted = plain_name(movement.name)
    found: dict[int | None, int] = {}
    for name, hamlet, count in tx.session.exec(query):
        if plain_name(name) == wanted:
            found[hamlet] = found.get(hamlet, 0) + count
    return found
