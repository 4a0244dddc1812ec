"""A person, and the accounts by which they speak: one for each bot that they use."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import BigInteger, UniqueConstraint, bindparam, insert, null, update
from sqlmodel import Field, SQLModel

from models.compiled import Compiled
from models.store import Tx


class Person(SQLModel, table=True):
    """A human being who has spoken to the bot or is known to the commune.

    `you` and `me` are the pronouns of the talk, empty for the commune's own pair; `consent` is the
    version of the text that the person agreed to, empty before consent and after its withdrawal.
    """

    id: int | None = Field(default=None, primary_key=True)
    name: str = ""
    you: str = ""
    me: str = ""
    language: str = "vi"
    consent: str = ""
    created_at: datetime


class Account(SQLModel, table=True):
    """A person on a channel. `name` is what the channel shows; `unreachable_ms` is set after
    certain refusals, until the person speaks again.
    """

    __table_args__ = (UniqueConstraint("bot", "sender"),)

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    bot: str
    sender: str
    name: str = ""
    unreachable_ms: int | None = Field(default=None, sa_type=BigInteger)


P = Person.__table__.c  # type: ignore[attr-defined]
A = Account.__table__.c  # type: ignore[attr-defined]

SET_UNREACHABLE = Compiled(
    update(Account)
    .where(A.bot == bindparam("of_bot"), A.sender == bindparam("of_sender"))
    .values(unreachable_ms=bindparam("at"))
)
SET_REACHABLE = Compiled(
    update(Account)
    .where(A.bot == bindparam("of_bot"), A.sender == bindparam("of_sender"))
    .values(unreachable_ms=null())
)
NEW_ACCOUNT = Compiled(
    insert(Account)
    .values(
        person_id=bindparam("person"),
        bot=bindparam("of_bot"),
        sender=bindparam("of_sender"),
        name=bindparam("called"),
    )
    .returning(A.id)
)


def meet(
    tx: Tx, bot: str, sender: str, name: str, language: str, now: datetime
) -> tuple[int, int]:
    """Make a person and an account for somebody who speaks for the first time; return (person,
    account).
    """
    person = Person(language=language, created_at=now)
    tx.session.add(person)
    tx.session.flush()
    assert person.id is not None  # noqa: S101 - flushed
    row = tx.one(NEW_ACCOUNT, person=person.id, of_bot=bot, of_sender=sender, called=name)
    assert row is not None  # noqa: S101 - RETURNING always gives the row
    return person.id, int(row[0])


def note_gone(bot: str) -> Callable[[Tx, str, int], None]:
    """Return what marks a person of that bot as unreachable: (transaction, chat, milliseconds)."""

    def note(tx: Tx, chat: str, at_ms: int) -> None:
        tx.run(SET_UNREACHABLE, of_bot=bot, of_sender=chat, at=at_ms)

    return note
