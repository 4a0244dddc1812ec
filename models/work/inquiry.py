"""One question of the commune to whoever told of a deed: asked once, answered or not known."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel, col, select

from models.store import Tx
from models.work.deed import Deed


class ReadyQuestion(StrEnum):
    """The five ready questions."""

    WITNESS = "witness"
    DAY = "day"
    PERSON = "person"
    MORE = "more"
    PHOTO = "photo"


class Inquiry(SQLModel, table=True):
    """One question about a deed: a ready one (`key`) or the officer's own words (`asked`); and the
    answer as it came. Each deed has one at most.
    """

    id: int | None = Field(default=None, primary_key=True)
    deed_id: int = Field(foreign_key="deed.id", unique=True)
    key: str = ""
    asked: str = ""
    asked_by: int = Field(foreign_key="person.id")
    asked_at: datetime
    text: str = ""
    files: list[str] = Field(default_factory=list, sa_type=JSON)
    unknown: bool = False
    answered_at: datetime | None = None


def inquiry_of(tx: Tx, deed: Deed) -> Inquiry | None:
    """Return what was asked about a deed, None when nothing was."""
    return tx.session.exec(select(Inquiry).where(Inquiry.deed_id == deed.id)).first()


def open_inquiry(tx: Tx, deed: Deed) -> Inquiry | None:
    """Return what was asked about a deed and is not answered."""
    query = select(Inquiry).where(Inquiry.deed_id == deed.id, col(Inquiry.answered_at).is_(None))
    return tx.session.exec(query).first()
