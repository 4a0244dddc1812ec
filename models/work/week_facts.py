"""What the chair's page of a week says: what waits for a decision, how each movement stands, what
is due and who owes it, last week's deeds in numbers, whom to call. Units stand in the commune's
order, never by what they reached: nobody is ranked.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from sqlmodel import col, func, select

from models.people.unit import Unit
from models.permissions import Action, NotAllowed, Viewer, may
from models.store import Tx
from models.work.announcement import Announcement, AnnouncementState
from models.work.deed import Deed, DeedState, DeedStep
from models.work.duty import OWING, Duty, open_duties_of, owner_name
from models.work.launching import units_concerned
from models.work.movement import Movement, MovementState
from models.work.queues import desk_queue
from models.work.standing import Reviewed, Stands
from models.work.week import WEEK, due_between
from models.work.week_calls import CallRow, call_rows

NAMES = 3  # of those who owe something, named beside it
# What the desk did with deeds, as the page counts it.
VERBS: Mapping[str, str] = {
    "confirm": "confirmed",
    "correct": "confirmed",
    "accept": "taken",
    "publish": "published",
}


@dataclass(frozen=True, slots=True)
class Waits:
    """Something that waits for this person: what it is, how much of it, for how many days the
    oldest.
    """

    what: str
    count: int
    days: int


@dataclass(frozen=True, slots=True)
class MovementRow:
    """How many of a movement's units stand where; `behind` are those that are late, in the
    commune's order.
    """

    name: str
    units: int
    done: int
    waiting: int
    behind: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DueRow:
    """Something that is due: its day and hour, how many of how many still owe it, and the first of
    them (a name; else the role of an office).
    """

    name: str
    due: date
    hour: str
    owing: int
    of: int
    owners: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class WeekFacts:
    """All that the page says; `deeds` are last week's numbers by their names, `more_calls` how
    many persons are to be called besides.
    """

    monday: date
    waits: tuple[Waits, ...]
    movements: tuple[MovementRow, ...]
    due: tuple[DueRow, ...]
    deeds: Mapping[str, int]
    calls: tuple[CallRow, ...]
    more_calls: int = 0


def week_facts(tx: Tx, viewer: Viewer, monday: date, today: date, zone: tzinfo) -> WeekFacts:
    """Return what this viewer's page of the week that begins on `monday` says. Raises
    NotAllowed.
    """
    if not may(viewer, Action.SEE_WEEK):
        raise NotAllowed
    movements, behind = movement_rows(tx, today, zone)
    calls, more_calls = call_rows(tx, viewer, behind, today)
    return WeekFacts(
        monday=monday,
        waits=tuple(each for each in waiting_for(tx, viewer, today, zone) if each.count),
        movements=movements,
        due=due_rows(tx, monday, monday + 2 * WEEK - timedelta(days=1)),
        deeds=deed_numbers(tx, datetime.combine(monday, time(), zone)),
        calls=calls,
        more_calls=more_calls,
    )


# --- what waits for a decision -------------------------------------------------------------------


def waiting_for(tx: Tx, viewer: Viewer, today: date, zone: tzinfo) -> list[Waits]:
    """Return what waits for this person's decision, and for how long."""
    queue = desk_queue(tx, viewer, today)

    def days(moments: Iterable[datetime | None]) -> int:
        ages = [(today - at.astimezone(zone).date()).days for at in moments if at is not None]
        return max(ages, default=0)

    found = [Waits("new", len(queue.new), days(deed.told_at for deed in queue.new))]
    for what, deeds in (("write", queue.write), ("release", queue.release)):
        found.append(Waits(what, len(deeds), days(d.decided_at or d.told_at for d in deeds)))
    query = select(Announcement.made_at).where(
        Announcement.state == AnnouncementState.WAITING, Announcement.second == viewer.person
    )
    asked = list(tx.session.exec(query))
    found.append(Waits("announcement", len(asked), days(asked)))
    own = [(today - one.due).days for one in open_duties_of(tx, viewer) if one.due <= today]
    found.append(Waits("own", len(own), max(own, default=0)))
    return found


# --- movements -----------------------------------------------------------------------------------


def movement_rows(
    tx: Tx, today: date, zone: tzinfo
) -> tuple[tuple[MovementRow, ...], Counter[int]]:
    """Return how each movement under way stands, in the order in which they were launched, and how
    often each unit is late in one.
    """
    launched = (
        select(Movement)
        .where(Movement.state == MovementState.LAUNCHED)
        .order_by(col(Movement.launched_at), col(Movement.id))
    )
    movements = list(tx.session.exec(launched))
    reviewed = Reviewed(tx, movements, today, zone)
    concerned: dict[tuple[str, ...], Sequence[Unit]] = {}
    rows, behind = [], Counter[int]()
    for movement in movements:
        terms = tuple(movement.audience)
        if terms not in concerned:
            concerned[terms] = units_concerned(tx, movement, today)
        states = [(unit, reviewed.of(movement, unit)) for unit in concerned[terms]]
        late = [unit for unit, state in states if state is Stands.LATE]
        behind.update(unit.id or 0 for unit in late)
        counted = Counter(state for _, state in states)
        rows.append(
            MovementRow(
                movement.name,
                len(states),
                counted[Stands.DONE],
                counted[Stands.WAITING],
                tuple(unit.name for unit in late),
            )
        )
    return tuple(rows), behind


# --- what is due ---------------------------------------------------------------------------------


def due_rows(tx: Tx, first: date, last: date) -> tuple[DueRow, ...]:
    """Return what is due between two days, with who still owes it."""
    found = due_between(tx, first, last)
    rows = [occurrence.id or 0 for occurrence, _ in found]
    query = (
        select(Duty.occurrence_id, Duty.state, func.count())
        .where(col(Duty.occurrence_id).in_(rows))
        .group_by(col(Duty.occurrence_id), col(Duty.state))
    )
    owing, all_of = Counter[int](), Counter[int]()
    for occurrence, state, count in tx.session.exec(query):
        all_of[occurrence] += count
        owing[occurrence] += count if state in OWING else 0
    return tuple(
        DueRow(
            milestone.name,
            occurrence.due,
            milestone.hour,
            owing[occurrence.id or 0],
            all_of[occurrence.id or 0],
            first_owing(tx, occurrence.id or 0),
        )
        for occurrence, milestone in found
    )


def first_owing(tx: Tx, occurrence: int) -> tuple[tuple[str, str], ...]:
    """Return the first who still owe an occurrence: name and role, one of them empty."""
    query = (
        select(Duty)
        .where(Duty.occurrence_id == occurrence, col(Duty.state).in_(sorted(OWING)))
        .order_by(col(Duty.id))
        .limit(NAMES)
    )
    return tuple((owner_name(tx, duty), duty.role) for duty in tx.session.exec(query))


# --- deeds ---------------------------------------------------------------------------------------


def deed_numbers(tx: Tx, until: datetime) -> dict[str, int]:
    """Return how many deeds were told, confirmed, taken and made public in the week before a
    moment. What was hidden or taken back counts nowhere.
    """
    since = until - WEEK
    gone = (DeedState.HIDDEN.value, DeedState.WITHDRAWN.value)
    told = select(func.count(col(Deed.id))).where(
        col(Deed.told_at) >= since, col(Deed.told_at) < until, col(Deed.state).not_in(gone)
    )
    found = {"told": tx.session.exec(told).one(), "confirmed": 0, "taken": 0, "published": 0}
    steps = (
        select(DeedStep.deed_id, DeedStep.verb)
        .distinct()
        .join(Deed, col(Deed.id) == col(DeedStep.deed_id))
        .where(
            DeedStep.made_at >= since,
            DeedStep.made_at < until,
            col(DeedStep.verb).in_(sorted(VERBS)),
            col(DeedStep.undone_at).is_(None),
            col(Deed.state).not_in(gone),
        )
    )
    # A deed that both heads confirmed is one.
    for _, name in {(deed, VERBS[verb]) for deed, verb in tx.session.exec(steps)}:
        found[name] += 1
    return found
