"""A person, and the accounts by which they speak: one for each bot that they use."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import (
    BigInteger,
    CompoundSelect,
    Select,
    UniqueConstraint,
    bindparam,
    exists,
    insert,
    null,
    select,
    update,
)
from sqlmodel import Field, SQLModel

from models.compiled import Compiled
from models.store import Tx

Persons = Select[tuple[int]] | CompoundSelect[tuple[int]]  # a query of people's numbers


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
    certain refusals, until the person speaks again; `refusals` counts those since the last message
    that went through. `knocked_ms` is when the platform's approved template last said that
    something waits here. `phone` is the number
    that the platform itself has handed over.
    """

    __table_args__ = (UniqueConstraint("bot", "sender"),)

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    bot: str
    sender: str
    name: str = ""
    unreachable_ms: int | None = Field(default=None, sa_type=BigInteger)
    refusals: int = 0
    knocked_ms: int | None = Field(default=None, sa_type=BigInteger)
    phone: str = ""


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
    .values(unreachable_ms=null(), refusals=0)
)
REFUSED = Compiled(
    update(Account)
    .where(A.bot == bindparam("of_bot"), A.sender == bindparam("of_sender"))
    .values(refusals=A.refusals + 1)
    .returning(A.refusals)
)
RESET_REFUSALS = Compiled(
    update(Account)
    .where(A.bot == bindparam("of_bot"), A.sender == bindparam("of_sender"), A.refusals > 0)
    .values(refusals=0)
)
PHONE = Compiled(
    update(Account)
    .where(A.bot == bindparam("of_bot"), A.sender == bindparam("of_sender"))
    .values(phone=bindparam("number"))
)
PHONES = Compiled(
    select(A.phone).where(A.person_id == bindparam("person"), A.phone != "").order_by(A.id)
)
KNOCKED = Compiled(
    update(Account)
    .where(A.bot == bindparam("of_bot"), A.sender == bindparam("of_sender"))
    .values(knocked_ms=bindparam("at"))
)
NEW_ACCOUNT = Compiled(
    insert(Account)
    .values(
        person_id=bindparam("person"),
        bot=bindparam("of_bot"),
        sender=bindparam("of_sender"),
        name=bindparam("called"),
        refusals=0,
        phone="",
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


def note_refusal(tx: Tx, bot: str, chat: str) -> int:
    """Count a certain refusal; return how many there were since the last message that went
    through.
    """
    row = tx.one(REFUSED, of_bot=bot, of_sender=chat)
    return int(row[0]) if row else 0


def talking_to(but: int) -> Persons:
    """Return the query of everybody else who has agreed to the talk and speaks on some channel."""
    speaks = exists().where(A.person_id == P.id)
    return select(P.id).where(P.consent != "", P.id != but, speaks)


def keep_phone(tx: Tx, bot: str, sender: str, number: str) -> None:
    """Keep the telephone number that a platform has handed over for an account; empty forgets
    it.
    """
    tx.run(PHONE, of_bot=bot, of_sender=sender, number=number)


def phones_of(tx: Tx, person: int) -> tuple[str, ...]:
    """Return the telephone numbers that platforms have handed over for a person."""
    return tuple(dict.fromkeys(row[0] for row in tx.all(PHONES, person=person)))
