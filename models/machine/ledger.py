"""The ledger of each bot: what was received and sent, a row for each day of the commune, so that a
month's allowance can be kept and paid for.

An attempt that may have reached the platform counts as sent, also one of which nobody knows: the
platform counts what it got, not what it told us. Of one message the first few such attempts count:
an outage of an hour is not a month's messages.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import UniqueConstraint, bindparam, func, select
from sqlmodel import Field, SQLModel

from bot.dialogue.messages import Plan
from models.compiled import Compiled
from models.machine.conversation import Conversation
from models.store import Tx

# Parts of a plan, in hundredths: from where on whoever runs the commune is told, and from where on
# only answers, receipts and what is due today go out.
SEATS_WARN = 90
MESSAGES_WARN = 80
MESSAGES_SPARE = 95


class Ledger(SQLModel, table=True):
    """One day of one bot: messages in and out, how many of those were `charged` (sent when the
    free time after a person's last message was over), and what all of them cost in đồng.
    """

    __table_args__ = (UniqueConstraint("bot", "day"),)

    id: int | None = Field(default=None, primary_key=True)
    bot: str
    day: str  # "2026-11-26", in the commune's time
    received: int = 0
    sent: int = 0
    charged: int = 0
    dong: int = 0


T = Ledger.__table__.c  # type: ignore[attr-defined]
C = Conversation.__table__.c  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Used:
    """What a bot used in some days."""

    received: int = 0
    sent: int = 0
    charged: int = 0
    dong: int = 0

    @property
    def messages(self) -> int:
        """Both ways together: whether a plan counts what comes in is not documented."""
        return self.received + self.sent


COUNT = Compiled(
    lambda sql: (
        sql.insert(Ledger)
        .values(
            bot=bindparam("of_bot"),
            day=bindparam("on_day"),
            received=bindparam("more_in"),
            sent=bindparam("more_out"),
            charged=bindparam("more_charged"),
            dong=bindparam("more_dong"),
        )
        .on_conflict_do_update(
            index_elements=["bot", "day"],
            set_={
                "received": T.received + bindparam("more_in"),
                "sent": T.sent + bindparam("more_out"),
                "charged": T.charged + bindparam("more_charged"),
                "dong": T.dong + bindparam("more_dong"),
            },
        )
    )
)
USED = Compiled(
    select(
        func.coalesce(func.sum(T.received), 0),
        func.coalesce(func.sum(T.sent), 0),
        func.coalesce(func.sum(T.charged), 0),
        func.coalesce(func.sum(T.dong), 0),
    ).where(
        T.bot == bindparam("of_bot"),
        T.day >= bindparam("first_day"),
        T.day <= bindparam("last_day"),
    )
)
# Whoever wrote once holds a seat on the platform, also when we have forgotten them.
SEATED = Compiled(select(func.count(C.sender.distinct())).where(C.bot == bindparam("of_bot")))


def count(
    tx: Tx,
    bot: str,
    day: date,
    *,
    received: int = 0,
    sent: int = 0,
    charged: int = 0,
    dong: int = 0,
) -> None:
    """Add to what a bot used on a day."""
    more = {"more_in": received, "more_out": sent, "more_charged": charged, "more_dong": dong}
    tx.run(COUNT, of_bot=bot, on_day=day.isoformat(), **more)


def used(tx: Tx, bot: str, first: date, last: date) -> Used:
    """Return what a bot used from one day to another, both included."""
    span = {"first_day": first.isoformat(), "last_day": last.isoformat()}
    row = tx.one(USED, of_bot=bot, **span)
    return Used(*(int(value) for value in row)) if row else Used()


def used_in_month(tx: Tx, bot: str, today: date) -> Used:
    """Return what a bot has used in the calendar month of a day, up to it."""
    return used(tx, bot, today.replace(day=1), today)


def is_nearly_used(so_far: Used, plan: Plan) -> bool:
    """Tell whether so much of a month's plan is used that the rest is kept for answers."""
    return 100 * so_far.messages >= MESSAGES_SPARE * plan.messages


def seated(tx: Tx, bot: str) -> int:
    """Return how many people have ever written to a bot."""
    row = tx.one(SEATED, of_bot=bot)
    return int(row[0]) if row else 0
