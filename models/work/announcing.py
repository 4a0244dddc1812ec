"""What becomes of an announcement: written, its audience chosen, approved by a second person where
that is wanted, sent a part at a time, stopped midway, reported on. Who is told, and what came of
that, are its reminders.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import String, and_, bindparam, cast, exists, func, literal, or_, select, update
from sqlmodel import col
from sqlmodel import select as select_rows

from models.compiled import Compiled
from models.machine.outbox import Outbox, OutboxState
from models.machine.push import Push, close_all, close_requests, push
from models.machine.reminder import Outcome, Reminder, acknowledge, counts, settle_about
from models.permissions import Action, NotAllowed, Viewer, may
from models.store import Tx
from models.trail import note
from models.work.announcement import Announcement, AnnouncementState
from models.work.audience import check_terms
from models.work.groups import stop_announcement_in_groups
from models.work.list_numbers import close_number, close_numbers

LONGEST = 3000  # characters: two messages on Zalo; more belongs on paper
# So long after its end somebody may still ask how far it came, or say that they have read it.
# After that its numbers are let go; those that a stop kept are caught up with for two months.
LOOKED_AT, CAUGHT_UP = timedelta(days=30), timedelta(days=60)
APPROVE = "announcement-approve"  # the request to the second person
S = AnnouncementState

O = Outbox.__table__.c  # type: ignore[attr-defined]  # noqa: E741 - beside the others
P = Push.__table__.c  # type: ignore[attr-defined]
R = Reminder.__table__.c  # type: ignore[attr-defined]

OTHERS = Push.__table__.alias().c  # type: ignore[attr-defined]

T = Announcement.__table__.c  # type: ignore[attr-defined]
ANNOUNCED = Compiled(
    select(T.text, T.asks).where(
        T.id == bindparam("row"), or_(T.state == S.SENDING.value, T.state == S.DONE.value)
    )
)

# What is queued of it and has not left stays here. On a thrifty channel other news may stand in
# the same message: that one leaves, lest the other be lost.
GIVE_UP = Compiled(
    update(Outbox)
    .where(
        O.state == OutboxState.QUEUED.value,
        O.id.in_(select(P.outbox_id).where(P.about == bindparam("what"))),
        ~exists().where(OTHERS.outbox_id == O.id, OTHERS.about != bindparam("but")),
    )
    .values(state=OutboxState.EXPIRED.value, payload="")
)
CUT_SHORT = Compiled(
    update(Reminder)
    .where(
        R.about == bindparam("what"),
        R.state == Outcome.TOLD.value,
        R.push_id.in_(
            select(P.id)
            .join(Outbox, O.id == P.outbox_id)
            .where(P.about == bindparam("of"), O.state == OutboxState.EXPIRED.value)
        ),
    )
    .values(state=Outcome.SKIPPED.value, why="stopped", at_ms=bindparam("at"))
)
OF_NOT_REACHED = or_(R.state == Outcome.FAILED.value, R.state == Outcome.MISSED.value)
OF_SEEN = R.seen_ms.is_not(None)
OF_UNSEEN = and_(
    R.seen_ms.is_(None),
    or_(R.state == Outcome.SENT.value, R.state == Outcome.UNCERTAIN.value),
)


class Listed(StrEnum):
    """A list of people of one announcement."""

    CALLS = "calls"  # it could not reach them
    SEEN = "seen"  # they have acknowledged it
    UNSEEN = "unseen"  # it has come, and they have not


LISTS = {Listed.CALLS: OF_NOT_REACHED, Listed.SEEN: OF_SEEN, Listed.UNSEEN: OF_UNSEEN}
PEOPLE = {
    which: Compiled(
        select(R.id, R.person_id)
        .where(R.about == bindparam("what"), R.id > bindparam("after"), condition)
        .order_by(R.id)
        .limit(bindparam("most"))
    )
    for which, condition in LISTS.items()
}
HOW_MANY = {
    which: Compiled(select(func.count()).where(R.about == bindparam("what"), condition))
    for which, condition in LISTS.items()
}


class NotPossible(Exception):
    """The announcement is not in a state in which that can be done."""


@dataclass(frozen=True, slots=True)
class Report:
    """How far an announcement has come: how many were told, could not be told, may or may not have
    been told, still wait, were left out; and how many have acknowledged it.
    """

    sent: int
    failed: int
    uncertain: int
    waiting: int
    skipped: int
    seen: int


def about(announcement: Announcement) -> str:
    """Return how reminders and list numbers name an announcement."""
    return f"announcement {announcement.id}"


def find_announcement(tx: Tx, number: int) -> Announcement | None:
    """Return an announcement by its row."""
    return tx.session.get(Announcement, number)


def announced(tx: Tx, number: int) -> tuple[str, bool] | None:
    """Return the text of an announcement that goes out, or has, and whether it is to be
    acknowledged; None when it was stopped. Asked once for each of thousands.
    """
    row = tx.one(ANNOUNCED, row=number)
    return (row[0], bool(row[1])) if row else None


def draft_announcement(tx: Tx, viewer: Viewer, text: str, now: datetime) -> Announcement:
    """Write an announcement; nobody hears of it yet. Raises NotAllowed, ValueError for a text that
    is empty or too long.
    """
    if not may(viewer, Action.ANNOUNCE):
        raise NotAllowed
    if not 0 < len(text) <= LONGEST:
        raise ValueError(f"an announcement has between 1 and {LONGEST} characters")
    made = Announcement(text=text, made_by=viewer.person, made_at=now)
    tx.session.add(made)
    tx.session.flush()
    note(tx, viewer.person, "announcement.draft", about(made))
    return made


def change_draft(
    tx: Tx,
    viewer: Viewer,
    announcement: Announcement,
    *,
    text: str | None = None,
    audience: Sequence[str] | None = None,
    urgent: bool | None = None,
    asks: bool | None = None,
    second: int | None = None,
) -> None:
    """Change what has not gone out. `second` is whose approval it waits for, 0 for nobody's.
    Raises NotAllowed, NotPossible, ValueError.
    """
    if not may(viewer, Action.ANNOUNCE):
        raise NotAllowed
    if announcement.state != S.DRAFT:  # the second person approves what they have read
        raise NotPossible
    if text is not None:
        if not 0 < len(text) <= LONGEST:
            raise ValueError(f"an announcement has between 1 and {LONGEST} characters")
        announcement.text = text
    if audience is not None:
        check_terms(audience)
        announcement.audience = list(audience)
    if urgent is not None:
        announcement.urgent = int(urgent)
    if asks is not None:
        announcement.asks = int(asks)
    if second is not None:
        announcement.second = second or None
    changed(tx, announcement)


def send_announcement(tx: Tx, viewer: Viewer, announcement: Announcement, now: datetime) -> bool:
    """Let it go out, or ask the second person first; return whether it goes out now. Raises
    NotAllowed, NotPossible.
    """
    if not may(viewer, Action.ANNOUNCE):
        raise NotAllowed
    if announcement.state != S.DRAFT or not announcement.audience:
        raise NotPossible
    if announcement.second is not None and announcement.second != viewer.person:
        announcement.state = S.WAITING
        push(
            tx,
            announcement.second,
            APPROVE,
            now,
            asks=True,
            about=about(announcement),
            announcement=announcement.id,
        )
        changed(tx, announcement)
        note(tx, viewer.person, "announcement.ask", about(announcement))
        return False
    begin(tx, viewer, announcement, now)
    return True


def approve_announcement(
    tx: Tx, viewer: Viewer, announcement: Announcement, now: datetime
) -> None:
    """Approve what another person wrote: it goes out. Raises NotAllowed, NotPossible."""
    check_second(viewer, announcement)
    close_requests(tx, APPROVE, about(announcement), now)
    announcement.approved_by = viewer.person
    begin(tx, viewer, announcement, now)


def send_back(tx: Tx, viewer: Viewer, announcement: Announcement, why: str, now: datetime) -> None:
    """Send an announcement back to whoever wrote it, who hears why. Raises NotAllowed,
    NotPossible.
    """
    check_second(viewer, announcement)
    close_requests(tx, APPROVE, about(announcement), now)
    announcement.state = S.DRAFT
    push(
        tx,
        announcement.made_by,
        "announcement-back",
        now,
        about=about(announcement),
        why=why,
        announcement=announcement.id,
    )
    changed(tx, announcement)
    note(tx, viewer.person, "announcement.send_back", about(announcement))


def take_back_announcement(
    tx: Tx, viewer: Viewer, announcement: Announcement, now: datetime
) -> None:
    """Take an announcement back from the second person, whatever they do: it is a draft again.
    Whoever wrote it hears of it where that was somebody else. Raises NotAllowed, NotPossible.
    """
    if not may(viewer, Action.ANNOUNCE):
        raise NotAllowed
    if announcement.state != S.WAITING:
        raise NotPossible
    announcement.state, what = S.DRAFT, about(announcement)
    tx.run(GIVE_UP, what=what, but=what)
    close_all(tx, what, now)
    if viewer.person != announcement.made_by:
        push(tx, announcement.made_by, "announcement-taken-back", now, about=what)
    changed(tx, announcement)
    note(tx, viewer.person, "announcement.take_back", what)


def check_second(viewer: Viewer, announcement: Announcement) -> None:
    """Raise NotAllowed or NotPossible unless this is the person whose approval is waited for."""
    if not may(viewer, Action.APPROVE_ANNOUNCEMENT) or viewer.person == announcement.made_by:
        raise NotAllowed
    if announcement.state != S.WAITING:
        raise NotPossible
    if viewer.person != announcement.second:
        raise NotAllowed


def begin(tx: Tx, viewer: Viewer, announcement: Announcement, now: datetime) -> None:
    """Let it go out: its audience is written down by the next tick, a part at a time."""
    announcement.state, announcement.started_at = S.SENDING, now
    changed(tx, announcement)
    note(
        tx,
        viewer.person,
        "announcement.send",
        about(announcement),
        audience=list(announcement.audience),
        urgent=announcement.urgent,
    )


def stop_announcement(tx: Tx, viewer: Viewer, announcement: Announcement, now: datetime) -> None:
    """Stop it midway: what has not left stays here. Raises NotAllowed, NotPossible."""
    if not may(viewer, Action.ANNOUNCE):
        raise NotAllowed
    if announcement.state != S.SENDING:
        raise NotPossible
    announcement.state, announcement.ended_at = S.STOPPED, now
    what = about(announcement)
    settle_about(tx, what, Outcome.SKIPPED, "stopped", now)
    tx.run(GIVE_UP, what=what, but=what)
    tx.run(CUT_SHORT, what=what, of=what, at=int(now.timestamp() * 1000))
    stop_announcement_in_groups(tx, announcement.id, now)
    close_all(tx, what, now)
    changed(tx, announcement)
    note(tx, viewer.person, "announcement.stop", what)


def drop_announcement(tx: Tx, viewer: Viewer, announcement: Announcement, now: datetime) -> None:
    """Drop a draft. Raises NotAllowed, NotPossible."""
    if not may(viewer, Action.ANNOUNCE):
        raise NotAllowed
    if announcement.state not in (S.DRAFT, S.WAITING):
        raise NotPossible
    announcement.state, announcement.ended_at = S.DROPPED, now
    close_all(tx, about(announcement), now)
    close_number(tx, about(announcement), now)
    changed(tx, announcement)
    note(tx, viewer.person, "announcement.drop", about(announcement))


def see_announcement(tx: Tx, person: int, number: int, now: datetime) -> None:
    """Note that a person has acknowledged an announcement."""
    acknowledge(tx, person, f"announcement {number}", now)


def report_of(tx: Tx, announcement: Announcement) -> Report:
    """Return how far an announcement has come."""
    counted, seen = counts(tx, about(announcement))
    return Report(
        sent=counted.get(Outcome.SENT, 0),
        failed=counted.get(Outcome.FAILED, 0) + counted.get(Outcome.MISSED, 0),
        uncertain=counted.get(Outcome.UNCERTAIN, 0),
        waiting=counted.get(Outcome.PLANNED, 0) + counted.get(Outcome.TOLD, 0),
        skipped=counted.get(Outcome.SKIPPED, 0),
        seen=seen,
    )


def people_of(
    tx: Tx, announcement: Announcement, which: Listed, most: int, after: int = 0
) -> list[tuple[int, int]]:
    """Return people of a list, each behind the row from which the next ones are asked for
    (`after`).
    """
    rows = tx.all(PEOPLE[which], what=about(announcement), after=after, most=most)
    return [(row, person) for row, person in rows]


def count_people(tx: Tx, announcement: Announcement, which: Listed) -> int:
    """Return how many people a list has."""
    row = tx.one(HOW_MANY[which], what=about(announcement))
    return int(row[0]) if row else 0


def announcements(tx: Tx, now: datetime, most: int) -> list[Announcement]:
    """Return the newest announcements that have not gone out or are still looked at, dropped ones
    left out.
    """
    ended = col(Announcement.ended_at)
    query = (
        select_rows(Announcement)
        .where(Announcement.state != S.DROPPED, or_(ended.is_(None), ended > now - LOOKED_AT))
        .order_by(col(Announcement.id).desc())
        .limit(most)
    )
    return list(tx.session.exec(query))


def let_old_numbers_go(tx: Tx, now: datetime) -> int:
    """Let go of the list numbers of announcements that nobody looks at any more; return how many
    that were.
    """
    ended = col(Announcement.ended_at)
    old = select(literal("announcement ") + cast(col(Announcement.id), String)).where(
        ended <= now - LOOKED_AT, ended > now - LOOKED_AT - CAUGHT_UP
    )
    return close_numbers(tx, old, now)


def changed(tx: Tx, announcement: Announcement) -> None:
    """Write a changed announcement."""
    announcement.version += 1
    tx.session.add(announcement)
    tx.session.flush()
