"""What is remembered of each conversation between two messages."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import (
    BigInteger,
    Index,
    Select,
    String,
    Text,
    UniqueConstraint,
    bindparam,
    exists,
    insert,
    null,
    select,
    update,
)
from sqlmodel import Field, SQLModel

from models.compiled import Compiled, Row
from models.machine.outbox import Outbox
from models.people.person import Account, Person, Persons
from models.people.role import Grant
from models.store import Tx


class Conversation(SQLModel, table=True):
    """One talk: on one bot, in one chat, with one sender.

    `state` is the talk as JSON. `draft_form`, `draft_complete` and `touched_ms` tell the scheduler
    which drafts lie open, or were set aside last; `question_row` is the outbox row of the open
    question, so that a turn knows whether it has gone out; `heard` holds the last order key of
    each stream of a channel that numbers its events.
    """

    __table_args__ = (
        UniqueConstraint("bot", "chat", "sender"),
        Index(None, "draft_form", "touched_ms"),
    )

    id: int | None = Field(default=None, primary_key=True)
    bot: str
    chat: str
    sender: str
    state: str = Field(default="{}", sa_type=Text)
    heard: str = Field(default="{}", sa_type=Text)
    spoke_ms: int = Field(default=0, sa_type=BigInteger)
    touched_ms: int = Field(default=0, sa_type=BigInteger)
    draft_form: str = Field(default="", sa_type=String)
    draft_complete: int = 0
    question_row: int | None = None


T = Conversation.__table__.c  # type: ignore[attr-defined]
O = Outbox.__table__.c  # type: ignore[attr-defined]  # noqa: E741 - beside T
A = Account.__table__.c  # type: ignore[attr-defined]
P = Person.__table__.c  # type: ignore[attr-defined]
G = Grant.__table__.c  # type: ignore[attr-defined]

LOAD = Compiled(
    select(
        T.id,
        T.state,
        T.heard,
        T.spoke_ms,
        O.sent_ms,
        A.id,
        P.id,
        P.you,
        P.me,
        P.language,
        P.consent,
        P.name,
        A.unreachable_ms,
    )
    .select_from(Conversation)
    .outerjoin(Outbox, O.id == T.question_row)
    .outerjoin(Account, (A.bot == T.bot) & (A.sender == T.sender))
    .outerjoin(Person, P.id == A.person_id)
    .where(T.bot == bindparam("bot"), T.chat == bindparam("chat"), T.sender == bindparam("sender"))
)
INSERT = Compiled(
    insert(Conversation)
    .values(
        bot=bindparam("bot"),
        chat=bindparam("chat"),
        sender=bindparam("sender"),
        state="{}",
        heard="{}",
        spoke_ms=0,
        touched_ms=0,
        draft_form="",
        draft_complete=0,
    )
    .returning(T.id)
)
SAVE = Compiled(
    update(Conversation)
    .where(T.id == bindparam("row"))
    .values(
        state=bindparam("new_state"),
        heard=bindparam("new_heard"),
        spoke_ms=bindparam("spoke"),
        touched_ms=bindparam("touched"),
        draft_form=bindparam("form"),
        draft_complete=bindparam("complete"),
        question_row=bindparam("question"),
    )
)
QUESTION_ROW = Compiled(select(T.question_row).where(T.id == bindparam("row")))
FORGET = Compiled(
    update(Conversation)
    .where(T.bot == bindparam("of_bot"), T.chat == bindparam("of_chat"))
    .values(state="{}", draft_form="", draft_complete=0, question_row=null())
)
OF_DUTY = Compiled(
    select(T.id, T.state)
    .join(Account, (A.bot == T.bot) & (A.sender == T.sender))
    .where(exists().where(G.person_id == A.person_id))
)
WRITE = Compiled(
    update(Conversation).where(T.id == bindparam("row")).values(state=bindparam("new_state"))
)
OF_PERSON = Compiled(
    select(T.bot, T.chat, T.sender, T.spoke_ms, A.refusals, A.knocked_ms)
    .join(Account, (A.bot == T.bot) & (A.sender == T.sender))
    .where(A.person_id == bindparam("person"), A.unreachable_ms.is_(None), T.chat == T.sender)
    .order_by(T.spoke_ms.desc())
)
SPOKE = Compiled(
    select(T.spoke_ms).where(
        T.bot == bindparam("of_bot"), T.chat == bindparam("of_chat"), T.sender == T.chat
    )
)

OPEN_ALONE = Compiled(
    select(T.id)
    .join(Account, (A.bot == T.bot) & (A.sender == T.sender))
    .where(
        T.bot == bindparam("of_bot"),
        T.chat == bindparam("of_chat"),
        T.sender == T.chat,
        T.spoke_ms > 0,
        A.unreachable_ms.is_(None),
    )
)


def load(tx: Tx, bot: str, chat: str, sender: str) -> Row | None:
    """Return the conversation with who is speaking, or None at the very first message."""
    return tx.one(LOAD, bot=bot, chat=chat, sender=sender)


@dataclass(frozen=True, slots=True)
class Way:
    """One private conversation in which a person can be reached: when they spoke there last, how
    often in a row a message was refused since, when the template last knocked (0: never).
    """

    bot: str
    chat: str
    sender: str
    spoke_ms: int
    refusals: int
    knocked_ms: int


def ways_to_reach(tx: Tx, person: int) -> list[Way]:
    """Return the private conversations of a person who can be reached there, the one in which they
    spoke last first.
    """
    rows = tx.all(OF_PERSON, person=person)
    return [
        Way(bot, chat, sender, spoke, refusals, knocked or 0)
        for bot, chat, sender, spoke, refusals, knocked in rows
    ]


def ways_of(persons: Persons, bots: Iterable[str]) -> Select[Any]:
    """Return the query of the ways to many people on some bots: whose, and what a `Way` holds."""
    return (
        select(A.person_id, T.bot, T.chat, T.sender, T.spoke_ms, A.refusals, A.knocked_ms)
        .join(Account, (A.bot == T.bot) & (A.sender == T.sender))
        .where(
            A.person_id.in_(persons),
            A.unreachable_ms.is_(None),
            T.chat == T.sender,
            T.bot.in_(sorted(bots)),
        )
    )


def ways_to_reach_all(tx: Tx, persons: Persons, bots: Iterable[str]) -> dict[int, list[Way]]:
    """Return the same of many people at once, by person; whoever has none is left out."""
    found: dict[int, list[Way]] = {}
    query = ways_of(persons, bots).order_by(T.spoke_ms.desc(), T.id)
    for person, bot, chat, sender, spoke, refusals, knocked in tx.session.execute(query):
        way = Way(bot, chat, sender, spoke, refusals, knocked or 0)
        found.setdefault(person, []).append(way)
    return found


def can_be_reached(tx: Tx, person: int) -> bool:
    """Tell whether a person can be written to at all."""
    return tx.one(OF_PERSON, person=person) is not None


def spoke_at(tx: Tx, bot: str, chat: str) -> int:
    """Return when somebody spoke last in a private conversation, in milliseconds; 0 for never."""
    row = tx.one(SPOKE, of_bot=bot, of_chat=chat)
    return int(row[0]) if row else 0


def is_open_alone(tx: Tx, bot: str, sender: str) -> bool:
    """Tell whether somebody has spoken alone with a bot, and can be reached there."""
    return tx.one(OPEN_ALONE, of_bot=bot, of_chat=sender) is not None


def forget_case(tx: Tx, about: str, words: Sequence[str]) -> None:
    """Erase a case from the talks of those who were asked about it: drafts of it, answers that
    repeat its words, the words of the question that is open (it can still be answered: too late).
    """
    told = [word.casefold() for word in words if word]
    kind, _, row = about.partition(" ")

    def mentions(part: dict[str, Any]) -> bool:
        context = part.get("context", {})
        if about in (part.get("case"), context.get("about")) or str(context.get(kind)) == row:
            return True
        text = orjson.dumps(part).decode().casefold()
        return any(word in text for word in told)

    for conversation, state in tx.all(OF_DUTY):
        talk = orjson.loads(state)
        if mentions(talk.get("draft") or {}):
            del talk["draft"]
        if mentions(talk.get("open") or {}):
            talk["open"]["text"] = ""
        for name in ("aside", "finished"):
            if name in talk:
                talk[name] = [p for p in talk[name] if not mentions(p.get("draft", p))]
        new = orjson.dumps(talk).decode()
        if new != state:
            tx.run(WRITE, row=conversation, new_state=new)
