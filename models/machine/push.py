"""What the bot has to say of its own accord: requests for work and news, waiting for the moment at
which they do not interrupt. They become messages (outbox rows) only then.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import orjson
from sqlalchemy import (
    BigInteger,
    Index,
    String,
    Text,
    bindparam,
    exists,
    func,
    null,
    or_,
    select,
    update,
)
from sqlmodel import Field, SQLModel

from models.base import to_ms
from models.compiled import Compiled
from models.machine.outbox import Outbox, OutboxState
from models.people.person import Account, Person
from models.people.role import Grant
from models.store import Tx


class Push(SQLModel, table=True):
    """One request or notice for one person.

    `question` names the question that a request opens, empty for a notice; `about` is the case
    ("deed 12"); `values` is JSON for whoever renders it. `told_ms` is when it went out,
    `closed_ms` when it was answered or fell away; `outbox_id` is the message that said it,
    by which one learns what came of that. `once` is the key under which it is queued only once
    ("digest 2026-03-13 44").
    """

    __table_args__ = (
        Index(None, "person_id", "closed_ms", "id"),
        Index(None, "told_ms", "closed_ms"),
    )

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id")
    name: str = Field(sa_type=String)
    question: int = 0
    about: str = Field(default="", index=True)
    values: str = Field(default="{}", sa_type=Text)
    urgent: int = 0
    created_ms: int = Field(sa_type=BigInteger)
    not_before_ms: int = Field(default=0, sa_type=BigInteger)
    told_ms: int | None = Field(default=None, sa_type=BigInteger)
    closed_ms: int | None = Field(default=None, sa_type=BigInteger)
    outbox_id: int | None = Field(default=None, index=True)
    once: str | None = Field(default=None, unique=True)


T = Push.__table__.c  # type: ignore[attr-defined]
A = Account.__table__.c  # type: ignore[attr-defined]
P = Person.__table__.c  # type: ignore[attr-defined]
G = Grant.__table__.c  # type: ignore[attr-defined]
O = Outbox.__table__.c  # type: ignore[attr-defined]  # noqa: E741 - beside the others

INSERT = Compiled(
    lambda sql: (
        sql.insert(Push)
        .values(
            person_id=bindparam("person"),
            name=bindparam("called"),
            question=bindparam("asks"),
            about=bindparam("case"),
            values=bindparam("particulars"),
            urgent=bindparam("at_once"),
            created_ms=bindparam("now"),
            not_before_ms=bindparam("not_before"),
            once=bindparam("only_once"),
        )
        .on_conflict_do_nothing(index_elements=["once"])
        .returning(T.id)
    )
)
COLUMNS = (T.id, T.name, T.question, T.about, T["values"], T.urgent, T.told_ms, T.not_before_ms)
AT_A_TIME = 20  # more than one message can say
PERSONS = 100  # tried at a time: fifty a second, more than a platform lets through

# What has not gone out yet; and what went out and waits for its answer. What is urgent is never
# kept behind what waits for the 1st, nor what is due behind what is not.
UNSAID = Compiled(
    select(*COLUMNS)
    .where(T.person_id == bindparam("person"), T.closed_ms.is_(None), T.told_ms.is_(None))
    .order_by(T.urgent.desc(), T.not_before_ms, T.id)
    .limit(AT_A_TIME)
)
OPEN = Compiled(
    select(*COLUMNS)
    .where(
        T.person_id == bindparam("person"),
        T.closed_ms.is_(None),
        or_(T.question == 1, T.told_ms.is_(None)),
    )
    .order_by(T.id)
    .limit(AT_A_TIME)
)
BIND = Compiled(
    update(Push).where(T.id == bindparam("row")).values(outbox_id=bindparam("message"))
)
# What was emptied meanwhile (`EMPTY_ABOUT`, `FORGET_PERSON`) has nothing to say any more.
NOTHING = "{}"
SAY_AGAIN = Compiled(
    update(Push)
    .where(
        T.outbox_id == bindparam("message"),
        T["values"] != NOTHING,
        or_(T.question == 0, T.closed_ms.is_(None)),
    )
    .values(
        told_ms=null(),
        closed_ms=null(),
        outbox_id=null(),
        not_before_ms=bindparam("not_before"),
    )
    .returning(T.id, T.person_id)
)
SAY_OTHERWISE = Compiled(
    update(Push).where(T.id == bindparam("row")).values({T["values"]: bindparam("particulars")})
)
TELL = Compiled(update(Push).where(T.id == bindparam("row")).values(told_ms=bindparam("at")))
CLOSE = Compiled(
    update(Push)
    .where(T.id == bindparam("row"), T.closed_ms.is_(None))
    .values(closed_ms=bindparam("at"))
)
CLOSE_NOTICE = Compiled(
    update(Push)
    .where(T.id == bindparam("row"), T.question == 0, T.closed_ms.is_(None))
    .values(closed_ms=bindparam("at"))
)
CLOSE_ABOUT = Compiled(
    update(Push)
    .where(
        T.about == bindparam("case"),
        T.name == bindparam("called"),
        T.question == 1,
        T.closed_ms.is_(None),
    )
    .values(closed_ms=bindparam("at"))
)
TAKE_BACK = Compiled(
    update(Push)
    .where(
        T.about == bindparam("case"),
        T.created_ms >= bindparam("since"),
        T.told_ms.is_(None),
        T.closed_ms.is_(None),
    )
    .values(closed_ms=bindparam("at"))
)
CLOSE_ALL = Compiled(
    update(Push)
    .where(T.about == bindparam("case"), T.closed_ms.is_(None))
    .values(closed_ms=bindparam("at"))
)
# Whoever cannot be reached any more, or has not agreed and has no role, is passed over: they would
# stand before all others for ever.
STILL_ASKED = Compiled(
    select(T.id)
    .where(
        T.person_id == bindparam("person"),
        T.about == bindparam("case"),
        T.name == bindparam("called"),
        T.closed_ms.is_(None),
    )
    .limit(1)
)
WAS_PUSHED = Compiled(select(T.id).where(T.about == bindparam("case")).limit(1))
IS_ASKED = Compiled(
    select(T.id)
    .where(
        T.about == bindparam("case"),
        T.name == bindparam("called"),
        T.question == 1,
        T.closed_ms.is_(None),
    )
    .limit(1)
)
ASKING = Compiled(
    select(T.id).where(T.id == bindparam("row"), T.told_ms.is_not(None), T.closed_ms.is_(None))
)
IS_TOLD = Compiled(
    select(T.id)
    .where(
        T.about == bindparam("case"),
        T.name == bindparam("called"),
        T.told_ms.is_not(None),
        T.closed_ms.is_(None),
    )
    .limit(1)
)
ASKED_PERSONS = Compiled(
    select(T.person_id)
    .distinct()
    .where(
        T.about == bindparam("case"),
        T.name == bindparam("called"),
        T.question == 1,
        T.closed_ms.is_(None),
    )
    .order_by(T.person_id)
)
# Nothing of a case, or of a person, stays in what was queued for somebody.
EMPTY_ABOUT = Compiled(
    update(Push)
    .where(T.about == bindparam("case"), T.closed_ms.is_not(None))
    .values({T["values"]: NOTHING})
)
# A request is a message of its own, which may still wait to be sent.
GIVE_UP_ABOUT = Compiled(
    update(Outbox)
    .where(
        O.state == OutboxState.QUEUED.value,
        O.id.in_(select(T.outbox_id).where(T.about == bindparam("case"), T.question == 1)),
    )
    .values(state=OutboxState.EXPIRED.value, payload="")
)
FORGET_PERSON = Compiled(
    update(Push)
    .where(T.person_id == bindparam("person"))
    .values({T["values"]: NOTHING, T.closed_ms: func.coalesce(T.closed_ms, bindparam("at"))})
)
ASKED_ABOUT = Compiled(
    select(T.about)
    .distinct()
    .where(T.name == bindparam("called"), T.question == 1, T.closed_ms.is_(None))
)
# At night (`only_urgent` = 1) nobody is woken for what can wait.
UNTOLD = Compiled(
    select(T.person_id)
    .distinct()
    .where(
        T.person_id > bindparam("after"),
        T.told_ms.is_(None),
        T.closed_ms.is_(None),
        T.not_before_ms <= bindparam("now"),
        T.urgent >= bindparam("only_urgent"),
        exists().where(A.person_id == T.person_id, A.unreachable_ms.is_(None)),
        or_(
            exists().where(P.id == T.person_id, P.consent != ""),
            exists().where(G.person_id == T.person_id, G.ended_at.is_(None)),
        ),
    )
    .order_by(T.person_id)
    .limit(bindparam("most"))
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A push that is still open, as its renderer sees it."""

    id: int
    name: str
    asks: bool
    about: str
    values: dict[str, Any]
    urgent: bool
    told: bool
    not_before_ms: int


def cannot_wait(waiting: Waiting, today: date) -> bool:
    """Tell whether a push goes out also where messages are kept for answers: an urgent one, and
    one whose last day (`values["due"]`) has come.
    """
    due = str(waiting.values.get("due", ""))
    return waiting.urgent or (due != "" and due <= today.isoformat())


def only_place(waiting: Waiting) -> tuple[str, str] | None:
    """Return (bot, chat) where alone a push may be said (`values["only"]`), None for anywhere."""
    only = waiting.values.get("only")
    return (str(only[0]), str(only[1])) if only else None


def push(
    tx: Tx,
    person: int,
    name: str,
    now: datetime,
    *,
    asks: bool = False,
    about: str = "",
    urgent: bool = False,
    not_before: datetime | None = None,
    **values: object,
) -> int:
    """Queue a request (`asks`) or a notice for a person; return its row. Nothing is said yet."""
    row = push_once(
        tx,
        person,
        name,
        now,
        None,
        asks=asks,
        about=about,
        urgent=urgent,
        not_before=not_before,
        **values,
    )
    assert row is not None  # noqa: S101 - without a key nothing was queued before
    return row


def push_once(
    tx: Tx,
    person: int,
    name: str,
    now: datetime,
    once: str | None,
    *,
    asks: bool = False,
    about: str = "",
    urgent: bool = False,
    not_before: datetime | None = None,
    **values: object,
) -> int | None:
    """Queue a request or a notice under a key; return its row, None when that key was used before,
    by whatever process.
    """
    row = tx.one(
        INSERT,
        person=person,
        called=name,
        asks=int(asks),
        case=about,
        particulars=orjson.dumps(values).decode(),
        at_once=int(urgent),
        now=to_ms(now),
        not_before=to_ms(not_before) if not_before else 0,
        only_once=once,
    )
    if row is None:
        return None
    tx.pushed.add(person)
    return int(row[0])


def open_pushes(tx: Tx, person: int, *, told_too: bool = False) -> list[Waiting]:
    """Return what waits for a person: what has not gone out yet, urgent things first, then the
    oldest; if `told_too` also requests that went out and are not answered.
    """
    return [
        Waiting(
            row,
            name,
            bool(asks),
            about,
            orjson.loads(values),
            bool(urgent),
            told is not None,
            not_before,
        )
        for row, name, asks, about, values, urgent, told, not_before in tx.all(
            OPEN if told_too else UNSAID, person=person
        )
    ]


def tell(tx: Tx, row: int, now: datetime, *, close: bool) -> None:
    """Mark a push as gone out; a notice is closed with it, a request waits for its answer."""
    tx.run(TELL, row=row, at=to_ms(now))
    if close:
        tx.run(CLOSE, row=row, at=to_ms(now))


def change(tx: Tx, row: int, **values: object) -> None:
    """Give a push that has not gone out other particulars."""
    tx.run(SAY_OTHERWISE, row=row, particulars=orjson.dumps(values).decode())


def bind(tx: Tx, row: int, message: int) -> None:
    """Note by which message of the outbox a push was said."""
    tx.run(BIND, row=row, message=message)


def say_again(tx: Tx, message: int, not_before_ms: int) -> list[int]:
    """Put back what a message should have said and certainly did not: it waits again. A request
    that was answered meanwhile stays answered. Return the rows that wait.
    """
    rows = tx.all(SAY_AGAIN, message=message, not_before=not_before_ms)
    tx.pushed.update(person for _, person in rows)
    return [row for row, _ in rows]


def is_still_asked(tx: Tx, person: int, name: str, about: str) -> bool:
    """Tell whether a request to a person about a case still waits for an answer."""
    return tx.one(STILL_ASKED, person=person, case=about, called=name) is not None


def was_pushed(tx: Tx, about: str) -> bool:
    """Tell whether anybody was ever asked or told anything about that."""
    return tx.one(WAS_PUSHED, case=about) is not None


def is_asked(tx: Tx, name: str, about: str) -> bool:
    """Tell whether anybody is still asked that about a case."""
    return tx.one(IS_ASKED, case=about, called=name) is not None


def asked_persons(tx: Tx, name: str, about: str) -> list[int]:
    """Return the persons who are still asked that about a case."""
    return [row[0] for row in tx.all(ASKED_PERSONS, called=name, case=about)]


def asked_about(tx: Tx, name: str) -> frozenset[str]:
    """Return every case about which somebody is still asked that."""
    return frozenset(row[0] for row in tx.all(ASKED_ABOUT, called=name))


def is_asking(tx: Tx, row: int) -> bool:
    """Tell whether a request has gone out and still waits for its answer."""
    return tx.one(ASKING, row=row) is not None


def is_told(tx: Tx, name: str, about: str) -> bool:
    """Tell whether a request about a case has gone out to somebody who has not answered."""
    return tx.one(IS_TOLD, case=about, called=name) is not None


def close_requests(tx: Tx, name: str, about: str, now: datetime) -> None:
    """Close every open request of that name about a case: it was answered, or nobody needs to
    answer any more.
    """
    tx.run(CLOSE_ABOUT, called=name, case=about, at=to_ms(now))


def take_back(tx: Tx, about: str, since: datetime, now: datetime) -> None:
    """Drop what was queued about a case from a moment on and has not gone out yet."""
    tx.run(TAKE_BACK, case=about, since=to_ms(since), at=to_ms(now))


def close_all(tx: Tx, about: str, now: datetime) -> None:
    """Drop everything that waits about a case, said or not: nothing is asked or told of it any
    more.
    """
    tx.run(CLOSE_ALL, case=about, at=to_ms(now))


def empty_about(tx: Tx, about: str) -> None:
    """Empty what was queued about a case and is over: its words are to be forgotten, also where
    they wait for a platform that is away.
    """
    tx.run(EMPTY_ABOUT, case=about)
    tx.run(GIVE_UP_ABOUT, case=about)


def forget_person(tx: Tx, person: int, now: datetime) -> None:
    """Drop and empty everything that was ever queued for a person."""
    tx.run(FORGET_PERSON, person=person, at=to_ms(now))


def untold(tx: Tx, now: datetime, after: int = 0, *, quiet: bool = False) -> list[int]:
    """Return persons for whom something waits that has not gone out, from one person on: those who
    have to wait for long must not stand before all others. While it is `quiet`, only urgent things
    count.
    """
    rows = tx.all(UNTOLD, now=to_ms(now), after=after, most=PERSONS, only_urgent=int(quiet))
    return [row[0] for row in rows]
