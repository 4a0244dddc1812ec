"""Slow work that a turn asked for (fetch a photo, write a document); it runs outside transactions,
and what comes of it arrives as one more message.
"""

from collections.abc import Collection
from enum import StrEnum

import orjson
from sqlalchemy import BigInteger, String, Text, bindparam, func, insert, or_, select, update
from sqlmodel import Field, SQLModel

from models.compiled import Compiled, Row
from models.store import Tx

FETCH = "fetch"  # the kind of task that asks a platform for a file
FAR_MS = 3_600_000  # nothing is put off for longer
MOST_OF_ONE = 10  # tasks of one conversation that are seen at a time: others are behind them


class TaskState(StrEnum):
    """What has become of a task."""

    WAITING = "waiting"
    DONE = "done"
    GIVEN_UP = "given_up"


class Task(SQLModel, table=True):
    """One piece of slow work for one conversation; `payload` is JSON and emptied at the end."""

    id: int | None = Field(default=None, primary_key=True)
    kind: str
    bot: str
    chat: str
    sender: str
    payload: str = Field(sa_type=Text)
    state: str = Field(default=TaskState.WAITING, sa_type=String, index=True)
    attempts: int = 0
    created_ms: int = Field(sa_type=BigInteger)
    not_before_ms: int = Field(default=0, sa_type=BigInteger)


T = Task.__table__.c  # type: ignore[attr-defined]

INSERT = Compiled(
    insert(Task)
    .values(
        kind=bindparam("kind"),
        bot=bindparam("bot"),
        chat=bindparam("chat"),
        sender=bindparam("sender"),
        payload=bindparam("payload"),
        state=TaskState.WAITING.value,
        attempts=0,
        created_ms=bindparam("now"),
        not_before_ms=0,
    )
    .returning(T.id)
)
DUE = (
    select(
        *(T.id, T.kind, T.bot, T.chat, T.sender, T.payload, T.attempts, T.created_ms),
        func.row_number()
        .over(partition_by=(T.kind == FETCH, T.bot, T.chat, T.sender), order_by=T.id)
        .label("place"),
    )
    .where(
        T.state == TaskState.WAITING.value,
        or_(
            T.not_before_ms <= bindparam("now"),
            # The clock was set back: a platform that says wait longer is asked in vain, no more.
            T.not_before_ms > bindparam("far"),
        ),
    )
    .subquery()
    .c
)
WAITING = Compiled(
    select(*[column for column in DUE if column.name != "place"])
    .where(DUE.place <= MOST_OF_ONE)
    .order_by(DUE.kind == FETCH, DUE.id)
    .limit(200)
)
END = Compiled(
    update(Task)
    .where(T.id == bindparam("row"), T.state == TaskState.WAITING.value)
    .values(state=bindparam("new_state"), payload="")
)
OF_CHAT = Compiled(
    select(T.id, T.payload).where(
        T.state == TaskState.WAITING.value,
        T.kind == FETCH,
        T.bot == bindparam("of_bot"),
        T.chat == bindparam("of_chat"),
    )
)
RETRY = Compiled(
    update(Task)
    .where(T.id == bindparam("row"))
    .values(attempts=T.attempts + 1, not_before_ms=bindparam("not_before"))
)
PUT_OFF = Compiled(
    update(Task).where(T.id == bindparam("row")).values(not_before_ms=bindparam("not_before"))
)


def request(tx: Tx, kind: str, bot: str, chat: str, sender: str, payload: str, now_ms: int) -> int:
    """Ask for slow work; return its row."""
    row = tx.one(INSERT, kind=kind, bot=bot, chat=chat, sender=sender, payload=payload, now=now_ms)
    assert row is not None  # noqa: S101 - RETURNING always gives the row
    return int(row[0])


def waiting(tx: Tx, now_ms: int) -> list[Row]:
    """Return the oldest tasks that are due and not done, of each conversation a few, files to be
    fetched after all others: (row, kind, bot, chat, sender, payload, attempts, when it was asked
    for).
    """
    return tx.all(WAITING, now=now_ms, far=now_ms + FAR_MS)


def end_fetches(tx: Tx, bot: str, chat: str, files: Collection[str]) -> None:
    """Give up fetching these files of a chat: nobody may have them any more."""
    for row, payload in tx.all(OF_CHAT, of_bot=bot, of_chat=chat):
        if orjson.loads(payload)["file"] in files:
            tx.run(END, row=row, new_state=TaskState.GIVEN_UP.value)
