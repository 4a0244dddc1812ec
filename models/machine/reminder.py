"""Reminders: whom the bot has to tell what on which day, and what came of it. Each row is unique
on what it is about, who is told, and which occasion it is, and ends in exactly one outcome; so
neither a crash nor a second process tells anybody twice.

Rows that are told together (a person's digest of the day) share one push, and with it one message.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import (
    BigInteger,
    Index,
    String,
    UniqueConstraint,
    and_,
    bindparam,
    case,
    func,
    or_,
    select,
    update,
)
from sqlmodel import Field, SQLModel

from models.base import to_ms
from models.compiled import Compiled
from models.machine.outbox import Outbox, OutboxState
from models.machine.push import Push
from models.store import Tx

DIGEST = "digest"
URGENT = frozenset({"announcement-urgent"})  # what also rings at night


class Outcome(StrEnum):
    """Where a reminder stands; all but the first two are final."""

    PLANNED = "planned"
    TOLD = "told"  # said in a message that is still on its way
    SENT = "sent"
    SKIPPED = "skipped"  # it was not needed any more, or not wanted; `why` says which
    FAILED = "failed"  # the person cannot be reached
    UNCERTAIN = "uncertain"  # nobody knows whether it arrived
    MISSED = "missed"  # the program stood still until it did not help any more


class Reminder(SQLModel, table=True):
    """One person, told one thing on one occasion.

    `about` is what ("duty 12", "occurrence 4", "announcement 5", "deed 31"); `occasion` which of
    its times. `name` is the push that says it: "digest" for what is told together once a day, else
    a push of its own. `day` is the commune's day to which it belongs, `send_ms` the moment from
    which it may go out, `push_id` the push that says it. `why` explains an outcome in one word;
    `bot` is the channel, `seen_ms` when the person acknowledged it.
    """

    __table_args__ = (
        UniqueConstraint("about", "person_id", "occasion"),
        Index(None, "state", "send_ms"),
        Index(None, "state", "push_id", "send_ms", "id"),  # what is due and not queued
        Index(None, "person_id", "state", "day"),
    )

    id: int | None = Field(default=None, primary_key=True)
    about: str
    person_id: int = Field(foreign_key="person.id")
    occasion: str = ""
    name: str = DIGEST
    day: str = Field(sa_type=String)
    send_ms: int = Field(sa_type=BigInteger)
    state: str = Field(default=Outcome.PLANNED, sa_type=String)
    why: str = ""
    bot: str = ""
    push_id: int | None = Field(default=None, index=True)
    at_ms: int | None = Field(default=None, sa_type=BigInteger)
    seen_ms: int | None = Field(default=None, sa_type=BigInteger)


T = Reminder.__table__.c  # type: ignore[attr-defined]
P = Push.__table__.c  # type: ignore[attr-defined]
O = Outbox.__table__.c  # type: ignore[attr-defined]  # noqa: E741 - beside the others

# Written out: a list of values would be filled in only when the statement runs.
IS_OPEN = or_(T.state == Outcome.PLANNED.value, T.state == Outcome.TOLD.value)
WAS_TOLD = or_(
    T.state == Outcome.TOLD.value,
    T.state == Outcome.SENT.value,
    T.state == Outcome.UNCERTAIN.value,
)
IS_URGENT = or_(*(T.name == name for name in sorted(URGENT)))

INSERT = Compiled(
    lambda sql: (
        sql.insert(Reminder)
        .values(
            about=bindparam("what"),
            person_id=bindparam("person"),
            occasion=bindparam("which"),
            name=bindparam("called"),
            day=bindparam("on_day"),
            send_ms=bindparam("from_ms"),
            state=Outcome.PLANNED.value,
            why="",
            bot="",
        )
        .on_conflict_do_nothing(index_elements=["about", "person_id", "occasion"])
        .returning(T.id)
    )
)
# What one person is told today: what is planned through that day, and what an earlier try of the
# same push should have said.
OF_PERSON = Compiled(
    select(T.id, T.about, T.occasion, T.day, T.state, T.push_id)
    .where(
        T.person_id == bindparam("person"),
        IS_OPEN,
        T.name == DIGEST,
        T.day <= bindparam("today"),
        or_(T.push_id.is_(None), T.push_id == bindparam("of_push")),
    )
    .order_by(T.id)
)
# Who has something to be told now that no push says yet; somebody may stand there twice. In the
# order of the index, so that what is queued already is never gone through.
DUE = Compiled(
    select(T.person_id)
    .where(
        T.state == Outcome.PLANNED.value,
        T.send_ms <= bindparam("now"),
        T.name == bindparam("called"),
        T.push_id.is_(None),
    )
    .order_by(T.push_id, T.send_ms, T.id)
    .limit(bindparam("most"))
)
# The newest digest that was queued for a person.
LAST_DIGEST = Compiled(
    select(P.id, P.told_ms, P.closed_ms, P["values"], P.outbox_id)
    .where(P.person_id == bindparam("person"), P.name == bindparam("called"))
    .order_by(P.id.desc())
    .limit(1)
)
JOIN_PUSH = Compiled(
    update(Reminder).where(T.id == bindparam("row")).values(push_id=bindparam("by"))
)
TELL = Compiled(
    update(Reminder)
    .where(T.id == bindparam("row"), IS_OPEN)
    .values(state=Outcome.TOLD.value, push_id=bindparam("by"))
)
SETTLE = Compiled(
    update(Reminder)
    .where(T.id == bindparam("row"), IS_OPEN)
    .values(state=bindparam("outcome"), why=bindparam("reason"), at_ms=bindparam("at"))
)
# Reminders that a push of their own says.
TELL_ALONE = Compiled(
    update(Reminder)
    .where(T.push_id == bindparam("by"), T.state == Outcome.PLANNED.value)
    .values(state=Outcome.TOLD.value)
)
DROP_ALONE = Compiled(
    update(Reminder)
    .where(T.push_id == bindparam("by"), IS_OPEN)
    .values(state=Outcome.SKIPPED.value, why=bindparam("reason"), at_ms=bindparam("at"))
)
SETTLE_ABOUT = Compiled(
    update(Reminder)
    .where(T.about == bindparam("what"), T.state == Outcome.PLANNED.value)
    .values(state=bindparam("outcome"), why=bindparam("reason"), at_ms=bindparam("at"))
)
SETTLE_PERSON = Compiled(
    update(Reminder)
    .where(T.person_id == bindparam("person"), IS_OPEN)
    .values(state=Outcome.SKIPPED.value, why=bindparam("reason"), at_ms=bindparam("at"))
)
# Messages whose outcome nobody followed: those that were on their way when the last owner ended,
# or were given up with their chat.
IS_FINAL = or_(
    O.state == OutboxState.SENT.value,
    O.state == OutboxState.REFUSED.value,
    O.state == OutboxState.EXPIRED.value,
    and_(O.state == OutboxState.UNCERTAIN.value, O.payload == ""),
)
OF_REMINDER = select(Push).join(Outbox, O.id == P.outbox_id)
FOLLOW_LATE = Compiled(
    update(Reminder)
    .where(
        T.state == Outcome.TOLD.value,
        # One by one: all pushes that ever were are not to be gone through.
        OF_REMINDER.with_only_columns(P.id).where(P.id == T.push_id, IS_FINAL).exists(),
    )
    .values(
        state=OF_REMINDER.with_only_columns(
            case(
                (O.state == OutboxState.SENT.value, Outcome.SENT.value),
                (O.state == OutboxState.UNCERTAIN.value, Outcome.UNCERTAIN.value),
                else_=Outcome.FAILED.value,
            )
        )
        .where(P.id == T.push_id)
        .scalar_subquery(),
        bot=OF_REMINDER.with_only_columns(O.bot).where(P.id == T.push_id).scalar_subquery(),
        at_ms=bindparam("at"),
    )
)
# A page that nobody opens keeps a message for ever; a reminder of days ago helps nobody.
GIVE_UP_UNREAD = Compiled(
    update(Outbox)
    .where(
        O.state == OutboxState.QUEUED.value,
        O.id.in_(
            select(P.outbox_id)
            .join(Reminder, T.push_id == P.id)
            .where(T.state == Outcome.TOLD.value, T.day < bindparam("before"))
        ),
    )
    .values(state=OutboxState.EXPIRED.value, payload="")
)
CAME = Compiled(
    update(Reminder)
    .where(
        T.state == Outcome.TOLD.value,
        T.push_id.in_(select(P.id).where(P.outbox_id == bindparam("message"))),
    )
    .values(state=bindparam("outcome"), bot=bindparam("of_bot"), at_ms=bindparam("at"))
)
# What a message certainly did not tell, and its push says again, is not told yet.
NOT_TOLD = Compiled(
    update(Reminder)
    .where(T.state == Outcome.TOLD.value, T.push_id == bindparam("by"))
    .values(state=Outcome.PLANNED.value)
)
PUT_OFF = Compiled(
    update(Reminder)
    .where(
        T.person_id == bindparam("person"),
        T.name == DIGEST,
        T.state == Outcome.PLANNED.value,
        T.push_id.is_(None),
        T.send_ms <= bindparam("now"),
    )
    .values(send_ms=bindparam("until"))
)
SEE = Compiled(
    update(Reminder)
    .where(T.about == bindparam("what"), T.person_id == bindparam("person"), T.seen_ms.is_(None))
    .values(seen_ms=bindparam("at"))
)
MISSED = Compiled(
    select(func.count())
    .select_from(Reminder)
    .where(
        T.state == Outcome.MISSED.value,
        T.send_ms >= bindparam("since"),
        T.send_ms <= bindparam("until"),
    )
)
FAILED_SINCE = and_(T.state == Outcome.FAILED.value, T.day >= bindparam("since"))
UNREACHED = Compiled(
    select(T.person_id)
    .where(FAILED_SINCE)
    .group_by(T.person_id)
    .order_by(func.max(T.id).desc())
    .limit(bindparam("most"))
)
COUNT_UNREACHED = Compiled(select(func.count(T.person_id.distinct())).where(FAILED_SINCE))
COUNTS = Compiled(
    select(T.state, func.count(), func.count(T.seen_ms))
    .where(T.about == bindparam("what"))
    .group_by(T.state)
)
# What belongs to an earlier day and was not told.
LEFT = Compiled(
    select(T.id, T.about, T.name, T.person_id, T.day, T.send_ms, T.push_id, P.closed_ms)
    .select_from(Reminder.__table__.outerjoin(Push, P.id == T.push_id))  # type: ignore[attr-defined]
    .where(
        IS_OPEN,
        T.day < bindparam("today"),
        T.id > bindparam("after"),
        P.told_ms.is_(None),
    )
    .order_by(T.id)
    .limit(bindparam("most"))
)
TODAY = Compiled(update(Reminder).where(T.id == bindparam("row")).values(day=bindparam("on_day")))
TOLD_BY = Compiled(select(T.id).where(T.push_id == bindparam("by"), IS_OPEN).limit(1))
LATER = Compiled(
    select(T.id)
    .where(
        T.about == bindparam("what"),
        T.person_id == bindparam("person"),
        T.day > bindparam("on_day"),
    )
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class Item:
    """One reminder that a person is told."""

    id: int
    about: str
    occasion: str
    day: date


def plan_reminder(
    tx: Tx,
    person: int,
    about: str,
    occasion: str,
    day: date,
    send_at: datetime,
    name: str = DIGEST,
) -> int | None:
    """Write down that a person is to be told something; return its row, None when that occasion
    was written down before.
    """
    row = tx.one(
        INSERT,
        what=about,
        person=person,
        which=occasion,
        called=name,
        on_day=day.isoformat(),
        from_ms=to_ms(send_at),
    )
    return int(row[0]) if row else None


def to_tell(tx: Tx, person: int, push: int, today: date) -> list[Item]:
    """Return what a digest has to tell a person: what is planned through today and said by no
    other, and what an earlier try of the same push did not bring through.
    """
    rows = tx.all(OF_PERSON, person=person, of_push=push, today=today.isoformat())
    return [Item(row[0], row[1], row[2], date.fromisoformat(row[3])) for row in rows]


def tell_reminders(tx: Tx, items: Sequence[Item], push: int) -> None:
    """Note that a push says these; what comes of its message is what comes of them."""
    for item in items:
        tx.run(TELL, row=item.id, by=push)


def tell_alone(tx: Tx, push: int) -> None:
    """Note that a push that tells one reminder by itself was said."""
    tx.run(TELL_ALONE, by=push)


def drop_alone(tx: Tx, push: int, why: str, now: datetime) -> None:
    """End what a push of its own was to tell: there was nothing to say any more."""
    tx.run(DROP_ALONE, by=push, reason=why, at=to_ms(now))


def settle(tx: Tx, row: int, outcome: Outcome, why: str, now: datetime) -> None:
    """End a reminder that was not said."""
    tx.run(SETTLE, row=row, outcome=outcome.value, reason=why, at=to_ms(now))


def settle_about(tx: Tx, about: str, outcome: Outcome, why: str, now: datetime) -> int:
    """End every reminder about something that was not said yet; return how many."""
    return tx.run(SETTLE_ABOUT, what=about, outcome=outcome.value, reason=why, at=to_ms(now))


OUTCOMES = {
    OutboxState.SENT: Outcome.SENT,
    OutboxState.UNCERTAIN: Outcome.UNCERTAIN,
}


def came(tx: Tx, message: int, state: OutboxState, bot: str, at_ms: int) -> None:
    """Write what came of the message that told reminders. What was refused or expired is said
    again by its push, and stays open until its day is over (`not_told`).
    """
    outcome = OUTCOMES.get(state)
    if outcome is not None:
        tx.run(CAME, message=message, outcome=outcome.value, of_bot=bot, at=at_ms)


def not_told(tx: Tx, push: int) -> None:
    """Note that what a push told did not arrive, and is to be said again: it can be taken back."""
    tx.run(NOT_TOLD, by=push)


def acknowledge(tx: Tx, person: int, about: str, now: datetime) -> None:
    """Note that a person has answered what they were told."""
    tx.run(SEE, person=person, what=about, at=to_ms(now))


def follow_late(tx: Tx, now: datetime) -> int:
    """Write what came of messages that nobody followed; return how many reminders that were."""
    return tx.run(FOLLOW_LATE, at=to_ms(now))


def give_up_unread(tx: Tx, before: date) -> int:
    """Give up messages with reminders of days before one that still wait to be sent, as on a page
    that nobody opens; return how many.
    """
    return tx.run(GIVE_UP_UNREAD, before=before.isoformat())


def settle_person(tx: Tx, person: int, why: str, now: datetime) -> None:
    """End everything that a person was to be reminded of."""
    tx.run(SETTLE_PERSON, person=person, reason=why, at=to_ms(now))


def count_missed(tx: Tx, since: datetime, until: datetime) -> int:
    """Return how many reminders that were due between two moments were missed."""
    row = tx.one(MISSED, since=to_ms(since), until=to_ms(until))
    return int(row[0]) if row else 0


def unreached(tx: Tx, since: date, most: int) -> list[int]:
    """Return persons whom reminders since a day could not reach, the latest first."""
    return [row[0] for row in tx.all(UNREACHED, since=since.isoformat(), most=most)]


def count_unreached(tx: Tx, since: date) -> int:
    """Return how many persons reminders since a day could not reach."""
    row = tx.one(COUNT_UNREACHED, since=since.isoformat())
    return int(row[0]) if row else 0


def counts(tx: Tx, about: str) -> tuple[dict[Outcome, int], int]:
    """Return how many reminders about something stand where, and how many were acknowledged."""
    rows = tx.all(COUNTS, what=about)
    return {Outcome(state): n for state, n, _ in rows}, sum(seen for *_, seen in rows)
