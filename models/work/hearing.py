"""What somebody was told and has not acknowledged: announcements that ask for it, and movements
that were launched.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from sqlalchemy import or_
from sqlmodel import col, select

from models.machine.reminder import WAS_TOLD, Reminder
from models.store import Tx
from models.work.announcement import Announcement, AnnouncementState
from models.work.movement import Movement, MovementState

RECENT = timedelta(days=30)  # what is older is not meant by a mere "đã rõ"
KINDS = (Announcement, Movement)


@dataclass(frozen=True, slots=True)
class Unseen:
    """One thing that waits for its "đã rõ": `about` is what it is called ("announcement 3")."""

    about: str
    text: str


def unseen(tx: Tx, person: int, today: date, most: int) -> list[Unseen]:
    """Return what a person was told lately and has not acknowledged, the newest first."""
    query = (
        select(Reminder.about)
        .where(
            Reminder.person_id == person,
            WAS_TOLD,
            col(Reminder.seen_ms).is_(None),
            Reminder.day >= (today - RECENT).isoformat(),
            or_(*(col(Reminder.about).like(f"{kind.__tablename__} %") for kind in KINDS)),
        )
        .order_by(col(Reminder.id).desc())
    )
    found = (asking(tx, about) for about in dict.fromkeys(tx.session.exec(query)))
    return list(islice(filter(None, found), most))


def asking(tx: Tx, about: str) -> Unseen | None:
    """Return one of them, None where nobody has to answer it (any more)."""
    noun, _, row = about.partition(" ")
    if noun == Movement.__tablename__:
        movement = tx.session.get(Movement, int(row))
        if movement is not None and movement.state == MovementState.LAUNCHED:
            return Unseen(about, movement.name)
        return None
    found = tx.session.get(Announcement, int(row))
    going = (AnnouncementState.SENDING, AnnouncementState.DONE)
    return Unseen(about, found.text) if found and found.asks and found.state in going else None
