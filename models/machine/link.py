"""Links that people open on their phone for one thing: to see the photos of a case, to send a file
that their channel cannot carry, to take a document away.

The address holds the row's number, signed; what it opens, for whom and until when stands here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

import orjson
from sqlalchemy import BigInteger, String, Text, bindparam, delete, insert, select, update
from sqlmodel import Field, SQLModel

from models.base import to_ms
from models.compiled import Compiled
from models.store import Tx


class Purpose(StrEnum):
    """What a link opens."""

    SEE = "see"  # photos and voice notes, as often as one likes until it ends
    SEND = "send"  # a page on which a file is handed in, once
    TAKE = "take"  # a document, once


VALID_FOR: Mapping[Purpose, timedelta] = {
    Purpose.SEE: timedelta(days=7),
    Purpose.SEND: timedelta(days=1),
    Purpose.TAKE: timedelta(days=1),
}


class Link(SQLModel, table=True):
    """One link, made for the conversation "bot, chat, sender". `files` are ids of files of ours,
    as JSON.
    """

    id: int | None = Field(default=None, primary_key=True)
    purpose: str = Field(sa_type=String)
    bot: str
    chat: str
    sender: str
    files: str = Field(default="[]", sa_type=Text)
    made_ms: int = Field(sa_type=BigInteger)
    ends_ms: int = Field(sa_type=BigInteger, index=True)
    used_ms: int | None = Field(default=None, sa_type=BigInteger)


T = Link.__table__.c  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Opened:
    """What a link stands for."""

    row: int
    purpose: Purpose
    bot: str
    chat: str
    sender: str
    files: tuple[str, ...]


INSERT = Compiled(
    insert(Link)
    .values(
        purpose=bindparam("wanted"),
        bot=bindparam("of_bot"),
        chat=bindparam("of_chat"),
        sender=bindparam("of_sender"),
        files=bindparam("ids"),
        made_ms=bindparam("now"),
        ends_ms=bindparam("end"),
    )
    .returning(T.id)
)
GET = Compiled(
    select(T.id, T.purpose, T.bot, T.chat, T.sender, T.files).where(
        T.id == bindparam("row"), T.ends_ms > bindparam("now"), T.used_ms.is_(None)
    )
)
USE = Compiled(
    update(Link)
    .where(T.id == bindparam("row"), T.ends_ms > bindparam("now"), T.used_ms.is_(None))
    .values(used_ms=bindparam("now"))
)
DROP_OLD = Compiled(delete(Link).where(T.ends_ms < bindparam("before")))
DROP_OF_CHAT = Compiled(
    delete(Link).where(T.bot == bindparam("of_bot"), T.chat == bindparam("of_chat"))
)


def make_link(
    tx: Tx,
    purpose: Purpose,
    bot: str,
    chat: str,
    sender: str,
    now: datetime,
    files: tuple[str, ...] = (),
) -> int:
    """Make a link; return its row."""
    row = tx.one(
        INSERT,
        wanted=purpose.value,
        of_bot=bot,
        of_chat=chat,
        of_sender=sender,
        ids=orjson.dumps(list(files)).decode(),
        now=to_ms(now),
        end=to_ms(now + VALID_FOR[purpose]),
    )
    assert row is not None  # noqa: S101 - RETURNING always gives the row
    return int(row[0])


def open_link(tx: Tx, row: int, purpose: Purpose, now: datetime) -> Opened | None:
    """Return what a link opens; None when it is another kind, used up, or at its end."""
    found = tx.one(GET, row=row, now=to_ms(now))
    if found is None or found[1] != purpose.value:
        return None
    number, kind, bot, chat, sender, files = found
    return Opened(number, Purpose(kind), bot, chat, sender, tuple(orjson.loads(files)))


def use_link(tx: Tx, row: int, now: datetime) -> bool:
    """Use a link up; False when it was used before, or is at its end."""
    return tx.run(USE, row=row, now=to_ms(now)) == 1


def drop_links(tx: Tx, bot: str, chat: str) -> None:
    """Drop every link that was made for a chat: nothing of it may be seen any more."""
    tx.run(DROP_OF_CHAT, of_bot=bot, of_chat=chat)


def drop_old_links(tx: Tx, before: datetime) -> None:
    """Drop the links that ended before a moment."""
    tx.run(DROP_OLD, before=to_ms(before))
