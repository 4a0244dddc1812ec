"""Announcements: what an officer tells many people at once. Who is told, and what came of it, are
reminder rows about it (`models.machine.reminder`).
"""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import JSON, String
from sqlmodel import Field, SQLModel


class AnnouncementState(StrEnum):
    """Where an announcement stands."""

    DRAFT = "draft"
    WAITING = "waiting"  # a second person has to approve it
    SENDING = "sending"
    STOPPED = "stopped"  # midway, by hand
    DONE = "done"
    DROPPED = "dropped"


class Announcement(SQLModel, table=True):
    """One announcement. `audience` are terms of `models.work.audience`; an `urgent` one also rings
    at night; `second` is the person whose approval it waits for. `after_person` is how far its
    audience has been written down, `all_planned_at` when that was complete.
    """

    id: int | None = Field(default=None, primary_key=True)
    text: str
    audience: list[str] = Field(default_factory=list, sa_type=JSON)
    movement_id: int | None = Field(default=None, foreign_key="movement.id")
    asks: int = 0  # whether people are asked to acknowledge it
    urgent: int = 0
    state: str = Field(default=AnnouncementState.DRAFT, sa_type=String, index=True)
    made_by: int = Field(foreign_key="person.id")
    made_at: datetime
    second: int | None = Field(default=None, foreign_key="person.id")
    approved_by: int | None = Field(default=None, foreign_key="person.id")
    started_at: datetime | None = None
    all_planned_at: datetime | None = None
    ended_at: datetime | None = None
    after_person: int = 0
    version: int = 1


class Group(SQLModel, table=True):
    """A group chat of hamlet cadres that gets deadlines and progress as numbers, never a name or a
    story. `unit_id` is its unit, empty for the whole commune. `told_on` is the day on which it was
    last decided what it gets, so that nothing is told there twice; `why` says in one word how it
    ended (`models.work.groups.GroupEnd`).
    """

    __tablename__ = "groupchat"  # "group" is a word of SQL

    id: int | None = Field(default=None, primary_key=True)
    bot: str
    chat: str = Field(index=True)
    unit_id: int | None = Field(default=None, foreign_key="unit.id")
    registered_by: int = Field(foreign_key="person.id")
    registered_at: datetime
    ended_at: datetime | None = None
    told_on: date | None = None
    why: str = ""
