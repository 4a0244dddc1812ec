"""Milestones (mốc thời hạn): what is due when, who owes it, and who is reminded of it when; and
the occurrences of those that come again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Index, String, UniqueConstraint
from sqlmodel import Field, SQLModel, col, select

from models.permissions import Action, NotAllowed, Viewer, may
from models.store import Tx
from models.trail import note
from models.work.audience import OWNER, check_terms

CALENDAR_DAY, WORKING_DAY = "calendar_day", "working_day"
LATEST_SUPERIOR = "role:commune_chair"


@dataclass(frozen=True, slots=True)
class Rule:
    """Who is reminded on which days: `days` count from the due day, -7 is a week before, 0 the day
    itself, 1 the day after; `unit` says which days count. `who` are terms of an audience
    (`models.work.audience`), and `owner` for whoever owes it, `helper` for the person who helps
    out when it is late, `superior` for whoever stands above.
    """

    who: tuple[str, ...]
    days: tuple[int, ...]
    unit: str = CALENDAR_DAY

    def to_json(self) -> dict[str, Any]:
        """Return the rule as it is stored."""
        return {"who": list(self.who), "days": list(self.days), "unit": self.unit}

    @staticmethod
    def from_json(stored: dict[str, Any]) -> "Rule":
        """Return a stored rule."""
        return Rule(tuple(stored["who"]), tuple(stored["days"]), stored["unit"])


class MilestoneState(StrEnum):
    """Whether a milestone is still to come round."""

    ACTIVE = "active"
    CANCELLED = "cancelled"


class OccurrenceState(StrEnum):
    """Where one occurrence stands."""

    OPEN = "open"
    CLOSED = "closed"  # everybody has done it, or nothing more is said of it
    CANCELLED = "cancelled"


class Milestone(SQLModel, table=True):
    """One thing that is due, once or again and again.

    `first` is its (first) day, `rule` the recurrence as an RRULE of RFC 5545, empty where it comes
    once; `ends` the last day on which it may come; `hour` the hour of an event ("14:30"), empty
    where there is none. `owes` are the terms of who owes it (nobody:
    an event of which people are reminded), `rules` who is reminded when. `paper` is the document
    that is handed in: the officer checks it. `helper_id` is the deputy to whom what is late goes
    first, `superior` the term of who hears of it after that. `key` is the row of the built-in
    calendar or the finding of a plan that it came from, `said` the sentence of the plan.
    `expanded_to` is the day through which its occurrences exist.
    """

    __table_args__ = (Index(None, "state", "expanded_to"),)

    id: int | None = Field(default=None, primary_key=True)
    name: str
    paper: str = ""
    movement_id: int | None = Field(default=None, foreign_key="movement.id", index=True)
    plan_id: int | None = Field(default=None, foreign_key="plan.id", index=True)
    key: str = Field(default="", index=True)
    said: str = ""
    first: date
    rule: str = ""
    ends: date | None = None
    hour: str = ""
    owes: list[str] = Field(default_factory=list, sa_type=JSON)
    rules: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    helper_id: int | None = Field(default=None, foreign_key="person.id")
    superior: str = LATEST_SUPERIOR
    state: str = Field(default=MilestoneState.ACTIVE, sa_type=String)
    expanded_to: date
    made_by: int = Field(foreign_key="person.id")
    made_at: datetime
    version: int = 1

    @property
    def reminders(self) -> tuple[Rule, ...]:
        """Who is reminded when."""
        return tuple(Rule.from_json(stored) for stored in self.rules)


class Occurrence(SQLModel, table=True):
    """A milestone on one of its days. `planned_for` is the day that its rule gave, `due` the day
    that holds since an officer moved it. Its reminders are planned through `planned_through`; the
    next have to be planned on `next_on`, None when no more come. `after_person` is how far a large
    audience has been planned, `moves` how often its day was changed or it was cancelled.
    """

    __table_args__ = (
        UniqueConstraint("milestone_id", "planned_for"),
        Index(None, "state", "next_on"),
        Index(None, "state", "due"),
    )

    id: int | None = Field(default=None, primary_key=True)
    milestone_id: int = Field(foreign_key="milestone.id")
    planned_for: date
    due: date
    state: str = Field(default=OccurrenceState.OPEN, sa_type=String)
    planned_through: date
    next_on: date | None = None
    after_person: int = 0
    moves: int = 0


def default_rules(owes: Sequence[str], *, at_desk: bool) -> tuple[Rule, ...]:
    """Return who is reminded when of a milestone that has no row in the calendar: heads 7 and 1
    days before and on the day itself, officers 14, 7, 3 and 1 days before; what is late goes to
    the helper on the next working day and to the superior after five.
    """
    days = (-14, -7, -3, -1) if at_desk else (-7, -1, 0)
    return (Rule((OWNER,), days), *escalation()) if owes else (Rule(("units:all",), days),)


def escalation() -> tuple[Rule, ...]:
    """Return the rules by which what is late reaches a second person, and after that a third."""
    return (Rule(("helper",), (1,), WORKING_DAY), Rule(("superior",), (5,), WORKING_DAY))


def add_milestone(
    tx: Tx,
    viewer: Viewer,
    name: str,
    first: date,
    now: datetime,
    today: date,
    *,
    rules: Sequence[Rule],
    owes: Sequence[str] = (),
    **more: Any,
) -> Milestone:
    """Begin a milestone; its occurrences from today on come by themselves, with the next tick.
    Raises NotAllowed, ValueError for a term of an audience that does not exist.
    """
    if not may(viewer, Action.KEEP_CALENDAR):
        raise NotAllowed
    check_terms(owes)
    milestone = Milestone(
        name=name,
        first=first,
        owes=list(owes),
        rules=[rule.to_json() for rule in rules],
        expanded_to=today - timedelta(days=1),
        made_by=viewer.person,
        made_at=now,
        **more,
    )
    tx.session.add(milestone)
    tx.session.flush()
    note(
        tx,
        viewer.person,
        "milestone.add",
        f"milestone {milestone.id}",
        name=name,
        first=first.isoformat(),
        rule=milestone.rule,
    )
    return milestone


def milestones(tx: Tx) -> list[Milestone]:
    """Return the milestones that still come round, in the order of their first days."""
    query = select(Milestone).where(Milestone.state == MilestoneState.ACTIVE)
    return list(tx.session.exec(query.order_by(col(Milestone.first), col(Milestone.id))))


def occurrences(tx: Tx, start: date, end: date) -> list[tuple[Occurrence, Milestone]]:
    """Return what is due between two days, both included, cancelled ones left out."""
    query = (
        select(Occurrence, Milestone)
        .join(Milestone, col(Milestone.id) == col(Occurrence.milestone_id))
        .where(
            Occurrence.due >= start,
            Occurrence.due <= end,
            Occurrence.state != OccurrenceState.CANCELLED,
        )
        .order_by(col(Occurrence.due), col(Occurrence.id))
    )
    return list(tx.session.exec(query))
