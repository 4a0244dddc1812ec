"""The outbox: everything that the bot says, one row for each message as the channel will carry
it.
"""

from enum import IntEnum, StrEnum

from sqlalchemy import (
    BigInteger,
    Index,
    String,
    Text,
    and_,
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


class Priority(IntEnum):
    """Who goes first when many messages wait."""

    ANSWER = 0
    REQUEST = 1  # a request for work
    NOTICE = 2


class OutboxState(StrEnum):
    """What has become of a message."""

    QUEUED = "queued"
    SENT = "sent"
    # The outcome is unknown and a repetition would be a doubled notice; so it stands as well while
    # such a message is on its way, lest a crash send it twice.
    UNCERTAIN = "uncertain"
    REFUSED = "refused"  # it can never be delivered
    EXPIRED = "expired"
    REPLACED = "replaced"  # rewritten before it went out


class Outbox(SQLModel, table=True):
    """One message. Once sent, only ids and a digest of it stay; web chat texts stay one day, for
    reloads.

    `repeat_if_unknown`: sent again when nobody knows whether it arrived (answers and requests,
    whose effect is the same twice); otherwise it becomes UNCERTAIN.
    """

    __table_args__ = (
        Index(None, "state", "bot", "not_before_ms"),
        Index(None, "bot", "chat", "id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    bot: str
    chat: str
    priority: int = Priority.ANSWER
    payload: str = Field(sa_type=Text)
    digest: str = ""
    state: str = Field(default=OutboxState.QUEUED, sa_type=String)
    created_ms: int = Field(sa_type=BigInteger)
    not_before_ms: int = Field(default=0, sa_type=BigInteger)
    expires_ms: int | None = Field(default=None, sa_type=BigInteger)
    repeat_if_unknown: int = 1
    attempts: int = 0
    sent_ms: int | None = Field(default=None, sa_type=BigInteger)
    platform_id: str = ""
    dedup: str | None = Field(default=None, unique=True)
    inbox_id: int | None = None


T = Outbox.__table__.c  # type: ignore[attr-defined]

INSERT = Compiled(
    lambda sql: (
        sql.insert(Outbox)
        .values(
            bot=bindparam("bot"),
            chat=bindparam("chat"),
            priority=bindparam("priority"),
            payload=bindparam("payload"),
            digest="",
            state=OutboxState.QUEUED.value,
            created_ms=bindparam("created_ms"),
            not_before_ms=bindparam("not_before_ms"),
            expires_ms=bindparam("expires_ms"),
            repeat_if_unknown=bindparam("repeat"),
            attempts=0,
            platform_id="",
            dedup=bindparam("dedup"),
            inbox_id=bindparam("inbox_id"),
        )
        .on_conflict_do_nothing(index_elements=["dedup"])
        .returning(T.id)
    )
)
MARK = Compiled(
    update(Outbox)
    .where(
        T.id == bindparam("row"),
        or_(
            T.state == OutboxState.QUEUED.value,
            T.state == OutboxState.REPLACED.value,
            and_(T.state == OutboxState.UNCERTAIN.value, T.payload != ""),
        ),
    )
    .values(
        state=bindparam("new_state"),
        sent_ms=bindparam("at"),
        platform_id=bindparam("platform"),
        payload=case((bindparam("keep") == 1, T.payload), else_=""),
        digest=bindparam("new_digest"),
    )
)
LEAVE = Compiled(
    update(Outbox)
    .where(T.id == bindparam("row"), T.state == OutboxState.QUEUED.value)
    .values(state=OutboxState.UNCERTAIN.value)
)
IS_QUEUED = Compiled(
    select(T.id).where(T.id == bindparam("row"), T.state == OutboxState.QUEUED.value)
)
COME_BACK = Compiled(
    update(Outbox)
    .where(T.id == bindparam("row"), T.state == OutboxState.UNCERTAIN.value, T.payload != "")
    .values(state=OutboxState.QUEUED.value)
)
CUT_OFF = Compiled(
    update(Outbox)
    .where(
        T.bot == bindparam("of_bot"),
        T.state == OutboxState.UNCERTAIN.value,
        T.payload != "",
    )
    .values(payload="", sent_ms=bindparam("at"))
)
ACKNOWLEDGE = Compiled(
    update(Outbox)
    .where(
        T.id == bindparam("row"),
        T.bot == bindparam("of_bot"),
        T.chat == bindparam("of_chat"),
        or_(T.state == OutboxState.QUEUED.value, T.state == OutboxState.REPLACED.value),
    )
    .values(state=OutboxState.SENT.value, sent_ms=bindparam("at"))
)
REPLACE = Compiled(
    update(Outbox)
    .where(T.id == bindparam("row"), T.state == OutboxState.QUEUED.value)
    .values(state=OutboxState.REPLACED.value, payload="")
)
WAITING_COLUMNS = (
    *(T.id, T.bot, T.chat, T.priority, T.payload),
    *(T.not_before_ms, T.expires_ms, T.repeat_if_unknown, T.attempts),
)
WAITING = Compiled(
    select(*WAITING_COLUMNS)
    .where(
        T.state == OutboxState.QUEUED.value, T.bot == bindparam("bot"), T.id > bindparam("after")
    )
    .order_by(T.id)
    .limit(bindparam("most"))
)
WAITING_IN_CHAT = Compiled(
    select(*WAITING_COLUMNS)
    .where(
        T.state == OutboxState.QUEUED.value,
        T.bot == bindparam("bot"),
        T.chat == bindparam("chat"),
        T.id > bindparam("after"),
    )
    .order_by(T.id)
)
SHOWN = Compiled(
    select(T.id, T.payload, T.created_ms, T.state)
    .where(
        T.bot == bindparam("bot"),
        T.chat == bindparam("chat"),
        T.payload != "",
        T.created_ms >= bindparam("since"),
    )
    .order_by(T.id)
)
SENT_SINCE = Compiled(
    select(T.chat, T.sent_ms)
    .where(T.bot == bindparam("bot"), T.sent_ms >= bindparam("since"))
    .order_by(T.sent_ms)
)
ERASE_OLD = Compiled(
    update(Outbox)
    .where(
        T.state != OutboxState.QUEUED.value, T.payload != "", T.created_ms < bindparam("before")
    )
    .values(payload="")
)
ERASE_CHAT = Compiled(
    update(Outbox)
    .where(
        T.bot == bindparam("bot"), T.chat == bindparam("chat"), T.state != OutboxState.QUEUED.value
    )
    .values(payload="")
)
GIVE_UP_CHAT = Compiled(
    update(Outbox)
    .where(
        T.bot == bindparam("of_bot"),
        T.chat == bindparam("of_chat"),
        T.state == OutboxState.QUEUED.value,
    )
    .values(state=OutboxState.EXPIRED.value, payload="")
)
COUNT_QUEUED = Compiled(
    select(func.count()).select_from(Outbox).where(T.state == OutboxState.QUEUED.value)
)


def queue(
    tx: Tx,
    bot: str,
    chat: str,
    payload: str,
    now_ms: int,
    *,
    priority: Priority = Priority.ANSWER,
    not_before_ms: int = 0,
    expires_ms: int | None = None,
    dedup: str | None = None,
    inbox_id: int | None = None,
) -> int | None:
    """Queue a message; return its row, or None when a message with that deduplication key was
    queued before.
    """
    row = tx.one(
        INSERT,
        bot=bot,
        chat=chat,
        priority=int(priority),
        payload=payload,
        created_ms=now_ms,
        not_before_ms=not_before_ms,
        expires_ms=expires_ms,
        repeat=int(priority is not Priority.NOTICE),
        dedup=dedup,
        inbox_id=inbox_id,
    )
    return row[0] if row else None


def mark(
    tx: Tx,
    row: int,
    state: OutboxState,
    now_ms: int,
    *,
    platform_id: str = "",
    digest: str = "",
    keep: bool = False,
) -> bool:
    """Mark a message as sent or given up; False when it was marked before. `keep` leaves its text
    for reloads.
    """
    return (
        tx.run(
            MARK,
            row=row,
            new_state=state.value,
            at=now_ms,
            platform=platform_id,
            new_digest=digest,
            keep=int(keep),
        )
        == 1
    )


def leave(tx: Tx, row: int) -> bool:
    """Note that a message that may not be repeated is on its way; False when it is not queued any
    more.
    """
    return tx.run(LEAVE, row=row) == 1


def is_queued(tx: Tx, row: int) -> bool:
    """Tell whether a message still waits to be sent."""
    return tx.one(IS_QUEUED, row=row) is not None


def come_back(tx: Tx, row: int) -> None:
    """Queue a message again that certainly did not leave."""
    tx.run(COME_BACK, row=row)


def cut_off(tx: Tx, bot: str, now_ms: int) -> int:
    """Settle what was on its way when the last owner ended: nobody knows whether it arrived.
    Return how many messages that were.
    """
    return tx.run(CUT_OFF, of_bot=bot, at=now_ms)


def acknowledge(tx: Tx, bot: str, chat: str, row: int, now_ms: int) -> bool:
    """Mark a message of this chat as shown on a page; its text stays a day. False when it was
    marked before.
    """
    return tx.run(ACKNOWLEDGE, row=row, of_bot=bot, of_chat=chat, at=now_ms) == 1


def waiting(tx: Tx, bot: str, after: int = 0, most: int = 1000) -> list[Row]:
    """Return queued messages of a bot in the order in which they were queued."""
    return tx.all(WAITING, bot=bot, after=after, most=most)
