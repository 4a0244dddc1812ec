"""Asking by a receipt code where a deed stands, from any handset. Nobody finds codes by trying:
too many wrong ones pause the account.
"""

from datetime import datetime, timedelta

from sqlmodel import Field, SQLModel, col, select

from models.law.parameters import rule_at
from models.permissions import Viewer
from models.store import Tx
from models.work.deed import Deed
from models.work.receipts import normalise


class WrongCode(SQLModel, table=True):
    """One wrong try of a person."""

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    tried_at: datetime


class Paused(Exception):
    """This person has tried too many wrong codes; `until` is when the next try is taken."""

    def __init__(self, until: datetime) -> None:
        super().__init__("paused")
        self.until = until


def look_up(tx: Tx, viewer: Viewer, code: str, now: datetime) -> Deed | None:
    """Return the deed of a receipt code, None for a wrong one. Raises Paused.

    The caller shows its status and nothing else, unless it is this person's own.
    """
    pause = timedelta(minutes=rule_at(tx, "look_up_pause_minutes", now).value)
    tries = rule_at(tx, "look_up_tries", now).value
    query = (
        select(WrongCode)
        .where(WrongCode.person_id == viewer.person, WrongCode.tried_at > now - pause)
        .order_by(col(WrongCode.id).desc())
    )
    wrong = list(tx.session.exec(query))
    if len(wrong) >= tries:
        raise Paused(wrong[0].tried_at + pause)
    digits = normalise(code)
    deed = tx.session.exec(select(Deed).where(Deed.code == digits)).first() if digits else None
    if deed is None:
        tx.session.add(WrongCode(person_id=viewer.person, tried_at=now))
    return deed
