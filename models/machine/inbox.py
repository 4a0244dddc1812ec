"""The inbox: every event exactly as it arrived, stored before anything else happens to it (commit
1).
"""

from enum import StrEnum

from sqlalchemy import (
    BigInteger,
    Index,
    String,
    UniqueConstraint,
    bindparam,
    case,
    func,
    or_,
    select,
    update,
)
from sqlmodel import Field, SQLModel

from models.compiled import Compiled, Row
from models.store import Tx


class InboxState(StrEnum):
    """What has become of an event."""

    NEW = "new"
    HANDLED = "handled"
    FAILED = "failed"  # the turn broke; the person has an apology with a reference number
    PARKED = "parked"  # the adapter could not read it; `thidua doctor` counts them


class Inbox(SQLModel, table=True):
    """One event of one channel. `payload` is emptied when it is handled; web chat texts stay one
    day, for reloads.
    """

    __table_args__ = (
        UniqueConstraint("bot", "event_id"),
        Index(None, "state", "id"),
        Index(None, "bot", "chat", "sender", "id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    bot: str
    event_id: str
    chat: str
    sender: str
    payload: str
    received_ms: int = Field(sa_type=BigInteger)
    handled_ms: int | None = Field(default=None, sa_type=BigInteger)
    state: str = Field(default=InboxState.NEW, sa_type=String)


T = Inbox.__table__.c  # type: ignore[attr-defined]

INSERT = Compiled(
    lambda sql: (
        sql.insert(Inbox)
        .values(
            bot=bindparam("bot"),
            event_id=bindparam("event_id"),
            chat=bindparam("chat"),
            sender=bindparam("sender"),
            payload=bindparam("payload"),
            received_ms=bindparam("received_ms"),
            state=InboxState.NEW.value,
        )
        .on_conflict_do_nothing(index_elements=["bot", "event_id"])
        .returning(T.id)
    )
)
MARK = Compiled(
    update(Inbox)
    .where(T.id == bindparam("row"), T.state == InboxState.NEW.value)
    .values(
        state=bindparam("new_state"),
        handled_ms=bindparam("at"),
        payload=case((bindparam("keep") == 1, T.payload), else_=""),
    )
)
UNHANDLED = Compiled(
    select(T.id, T.bot, T.chat, T.sender, T.payload, T.received_ms)
    .where(T.state == InboxState.NEW.value, T.id > bindparam("after"))
    .order_by(T.id)
    .limit(bindparam("most"))
)
COUNT_NEW = Compiled(
    select(func.count()).select_from(Inbox).where(T.state == InboxState.NEW.value)
)
ASIDE = (InboxState.FAILED.value, InboxState.PARKED.value)
COUNT_ASIDE = Compiled(
    select(T.state, func.count(), func.max(T.received_ms))
    .where(or_(*(T.state == state for state in ASIDE)), T.received_ms >= bindparam("since"))
    .group_by(T.state)
)
SAID = Compiled(
    select(T.id, T.event_id, T.payload, T.received_ms)
    .where(
        T.bot == bindparam("bot"),
        T.chat == bindparam("chat"),
        T.payload != "",
        T.received_ms >= bindparam("since"),
    )
    .order_by(T.id)
)
HEARD = Compiled(
    select(T.received_ms)
    .where(T.bot == bindparam("of_bot"), T.chat == bindparam("of_chat"), T.sender == T.chat)
    .order_by(T.id.desc())
    .limit(1)
)
ERASE_OLD = Compiled(
    update(Inbox)
    .where(T.state != InboxState.NEW.value, T.payload != "", T.received_ms < bindparam("before"))
    .values(payload="")
)
ERASE_CHAT = Compiled(
    update(Inbox)
    .where(T.bot == bindparam("bot"), T.chat == bindparam("chat"), T.state != InboxState.NEW.value)
    .values(payload="")
)


def receive(
    tx: Tx, bot: str, event_id: str, chat: str, sender: str, payload: str, now_ms: int
) -> int | None:
    """Store an event; return its row, or None when this event was stored before (it changes
    nothing).
    """
    row = tx.one(
        INSERT,
        bot=bot,
        event_id=event_id,
        chat=chat,
        sender=sender,
        payload=payload,
        received_ms=now_ms,
    )
    return row[0] if row else None


def mark(tx: Tx, row: int, state: InboxState, now_ms: int, *, keep: bool = False) -> bool:
    """Mark an event; False when it was marked before, and then nothing of this turn may stand.
    `keep` leaves what it said, for reloads.
    """
    return tx.run(MARK, row=row, new_state=state.value, at=now_ms, keep=int(keep)) == 1


def heard_at(tx: Tx, bot: str, chat: str) -> int:
    """Return when the newest event of a private chat came, also one whose turn broke, in
    milliseconds; 0 for never.
    """
    row = tx.one(HEARD, of_bot=bot, of_chat=chat)
    return int(row[0]) if row else 0


def count_aside(tx: Tx, since_ms: int) -> dict[InboxState, tuple[int, int]]:
    """Return how many events since then were parked and how many failed, and when the newest came,
    in milliseconds.
    """
    rows = tx.all(COUNT_ASIDE, since=since_ms)
    return {InboxState(state): (many, newest) for state, many, newest in rows}


def unhandled(tx: Tx, after: int, most: int = 500) -> list[Row]:
    """Return unhandled events with a row number over `after`: (row, bot, chat, sender, payload,
    received).
    """
    return tx.all(UNHANDLED, after=after, most=most)
