"""The calendar feed of one person: a secret address that a calendar program asks again and again
for months. It ends only when the person asks for another.
"""

from datetime import date, datetime, timedelta

from sqlmodel import Field, SQLModel, col, or_, select

from models.people.role import DESK, roles_of
from models.permissions import Viewer
from models.store import Tx
from models.work.audience import HEADS
from models.work.duty import Duty
from models.work.milestone import Milestone, MilestoneState, Occurrence, OccurrenceState

BACK, AHEAD = timedelta(days=60), timedelta(days=400)


class Feed(SQLModel, table=True):
    """One person's feed; raising `version` makes the address before void."""

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", unique=True)
    version: int = 1
    made_at: datetime


def feed_of(tx: Tx, person: int, now: datetime) -> Feed:
    """Return a person's feed, made at the first call."""
    found = tx.session.exec(select(Feed).where(Feed.person_id == person)).first()
    if found is None:
        found = Feed(person_id=person, made_at=now)
        tx.session.add(found)
        tx.session.flush()
    return found


def renew_feed(tx: Tx, person: int, now: datetime) -> Feed:
    """Make the address of a person's feed void, and return the feed with its new one."""
    found = feed_of(tx, person, now)
    found.version, found.made_at = found.version + 1, now
    tx.session.flush()
    return found


def find_feed(tx: Tx, row: int, version: int) -> Feed | None:
    """Return the feed of an address, None where that address is void."""
    found = tx.session.get(Feed, row)
    return found if found is not None and found.version == version else None


def events_of(tx: Tx, person: int, today: date) -> list[tuple[Occurrence, Milestone]]:
    """Return what stands in a person's calendar: what the person, or a unit or office of theirs,
    owes; at the desk everything. Cancelled things stay, marked, so that calendars take them out.
    """
    viewer = Viewer(person, roles_of(tx, person))
    query = (
        select(Occurrence, Milestone)
        .join(Milestone, col(Milestone.id) == col(Occurrence.milestone_id))
        .where(Occurrence.due >= today - BACK, Occurrence.due <= today + AHEAD)
        .order_by(col(Occurrence.due), col(Occurrence.id))
    )
    if not any(role in DESK - HEADS for role, _ in viewer.roles):
        units = sorted(unit for unit in viewer.units(*HEADS) if unit is not None)
        owed = select(Duty.occurrence_id).where(
            or_(
                col(Duty.unit_id).in_(units),
                Duty.person_id == person,
                Duty.passed_to == person,
            )
        )
        query = query.where(col(Occurrence.id).in_(owed))
    return list(tx.session.exec(query))


def is_cancelled(occurrence: Occurrence, milestone: Milestone) -> bool:
    """Tell whether an occurrence falls away, alone or with a movement that has ended."""
    if occurrence.state == OccurrenceState.CLOSED and milestone.movement_id is not None:
        return milestone.state == MilestoneState.CANCELLED
    return occurrence.state == OccurrenceState.CANCELLED
