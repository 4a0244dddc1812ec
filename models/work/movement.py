"""Emulation movements (phong trào thi đua): what is aimed at, who takes part with which targets,
and how far they have come.
"""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, String, UniqueConstraint
from sqlmodel import Field, SQLModel


class MovementKind(StrEnum):
    """The kinds of `domain.md` 1.1."""

    REGULAR = "regular"
    CAMPAIGN = "campaign"
    THEMATIC = "thematic"


class MovementState(StrEnum):
    """Where a movement stands."""

    DRAFT = "draft"
    LAUNCHED = "launched"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class Plan(SQLModel, table=True):
    """A plan document that an officer sent: its findings as they were confirmed (`findings` is
    JSON of `models.work.plan_findings`), and the digest by which the same document is known again.
    The built-in calendar of a year, while an officer ticks it, is one too ("calendar 2027").
    """

    id: int | None = Field(default=None, primary_key=True)
    digest: str = Field(index=True)
    title: str = ""
    year: int = 0
    findings: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    state: str = Field(default="read", sa_type=String)
    sent_by: int = Field(foreign_key="person.id")
    read_at: datetime
    confirmed_at: datetime | None = None


class Movement(SQLModel, table=True):
    """One movement. `aim` says what is to be done, `measure` how it is measured; `launched_at` is
    when the units were told.
    """

    id: int | None = Field(default=None, primary_key=True)
    plan_id: int | None = Field(default=None, foreign_key="plan.id", index=True)
    name: str
    kind: str = Field(default=MovementKind.REGULAR, sa_type=String)
    aim: str = ""
    measure: str = ""
    legal_basis: str = ""
    said: str = ""
    begins: date | None = None
    ends: date | None = None
    audience: list[str] = Field(default_factory=list, sa_type=JSON)
    state: str = Field(default=MovementState.DRAFT, sa_type=String, index=True)
    made_by: int = Field(foreign_key="person.id")
    made_at: datetime
    launched_at: datetime | None = None
    closed_at: datetime | None = None
    version: int = 1


class Target(SQLModel, table=True):
    """One target (chỉ tiêu) of a movement's pledge list: `place` is its place in the list, `unit`
    what is counted ("m", "hộ", "%"), empty for a target without a number.
    """

    __table_args__ = (UniqueConstraint("movement_id", "place"),)

    id: int | None = Field(default=None, primary_key=True)
    movement_id: int = Field(foreign_key="movement.id", index=True)
    place: int
    text: str
    unit: str = ""
    ended_at: datetime | None = None


class Registration(SQLModel, table=True):
    """A unit, or a person (then `unit_id` is empty), takes part in a movement. `person_id` is who
    registered.
    """

    id: int | None = Field(default=None, primary_key=True)
    movement_id: int = Field(foreign_key="movement.id", index=True)
    unit_id: int | None = Field(default=None, foreign_key="unit.id", index=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    registered_at: datetime
    pledged_at: datetime | None = None
    ended_at: datetime | None = None


class Pledge(SQLModel, table=True):
    """What a registration pledges of one target: `value` is the number, None where there is
    none.
    """

    __table_args__ = (UniqueConstraint("registration_id", "target_id"),)

    id: int | None = Field(default=None, primary_key=True)
    registration_id: int = Field(foreign_key="registration.id", index=True)
    target_id: int = Field(foreign_key="target.id", index=True)
    value: float | None = None


class ProgressState(StrEnum):
    """What the officer said of a report."""

    WAITING = "waiting"
    RETURNED = "returned"  # with a question, `remark`
    DONE = "done"


class Progress(SQLModel, table=True):
    """One report of progress, as it was sent: a number for a target, a line, photos. A later
    number of the same target stands for all before it; a returned one does not count.
    """

    id: int | None = Field(default=None, primary_key=True)
    registration_id: int = Field(foreign_key="registration.id", index=True)
    target_id: int | None = Field(default=None, foreign_key="target.id")
    value: float | None = None
    text: str = ""
    files: list[str] = Field(default_factory=list, sa_type=JSON)
    reported_by: int = Field(foreign_key="person.id")
    reported_at: datetime
    state: str = Field(default=ProgressState.WAITING, sa_type=String)
    remark: str = ""
    checked_by: int | None = Field(default=None, foreign_key="person.id")
