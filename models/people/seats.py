"""Seats: a free bot takes a limited number of people, so an invitation holds one until it is
used.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import col, func, select

from bot.dialogue.messages import Plan, Window
from models.machine.ledger import (
    MESSAGES_SPARE,
    MESSAGES_WARN,
    SEATS_WARN,
    seated,
    used_in_month,
)
from models.machine.push import push, was_pushed
from models.people.invitations import Invitation
from models.people.role import Role, holders
from models.store import Tx

WARNED = (Role.ADMIN, Role.TDKT_OFFICER)


@dataclass(frozen=True, slots=True)
class MeetingPlace:
    """One bot on which the commune can be met: where people open it, what its plan allows (None:
    as many as come), when people can be written to (None: at any time, for nothing), whether the
    platform takes nothing from it any more; whether a message comes to people by itself, which it
    does not on a page; how much of a text one message holds; whether groups can be told there.
    """

    bot: str
    link: str
    plan: Plan | None = None
    window: Window | None = None
    stopped: bool = False
    pushes: bool = True
    text_limit: int = 4000
    groups: bool = False


def free_seats(tx: Tx, place: MeetingPlace, now: datetime) -> int | None:
    """Return how many more people a bot can take: those who wrote to it and those who are invited
    to it have a seat. None where nothing is counted.
    """
    if place.plan is None:
        return None
    return place.plan.seats - seated(tx, place.bot) - reserved(tx, place.bot, now)


def reserved(tx: Tx, bot: str, now: datetime) -> int:
    """Return how many open invitations hold a seat on a bot."""
    query = select(func.count()).where(
        Invitation.bot == bot, col(Invitation.used_at).is_(None), Invitation.expires_at > now
    )
    return int(tx.session.exec(query).one())


def place_for_one(tx: Tx, places: Sequence[MeetingPlace], now: datetime) -> MeetingPlace | None:
    """Return the first counted bot that can take one more person, None when all are full or
    stopped.
    """
    counted = (place for place in places if place.plan is not None and not place.stopped)
    return next((place for place in counted if (free_seats(tx, place, now) or 0) > 0), None)


def is_counted(place: MeetingPlace) -> bool:
    """Tell whether the ledger keeps what goes in and out there."""
    return place.plan is not None or place.window is not None


def warn_of_limits(tx: Tx, places: Sequence[MeetingPlace], today: date, now: datetime) -> None:
    """Tell administrators and officers, once each, when the seats or the month's messages of a bot
    are nearly used up, and when the rest is kept for answers.
    """
    for place in places:
        if place.plan is None:
            continue
        taken = place.plan.seats - (free_seats(tx, place, now) or 0)
        used = used_in_month(tx, place.bot, today).messages
        if 100 * taken >= SEATS_WARN * place.plan.seats:
            about = f"seats {place.bot} {place.plan.seats}"  # a larger plan fills up too
            warn(tx, about, "seats-low", today, now, place, taken)
        for name, part in (("messages-low", MESSAGES_WARN), ("messages-spared", MESSAGES_SPARE)):
            if 100 * used >= part * place.plan.messages:
                warn(tx, f"{name} {place.bot} {today:%Y-%m}", name, today, now, place, used)


def warn(
    tx: Tx, about: str, name: str, today: date, now: datetime, place: MeetingPlace, count: int
) -> None:
    """Tell whoever runs the commune's bot something once: also where messages are kept for
    answers, but it wakes nobody.
    """
    if was_pushed(tx, about):
        return
    persons = dict.fromkeys(p for role in WARNED for p in holders(tx, role))
    for person in persons:
        due = today.isoformat()
        push(tx, person, name, now, about=about, bot=place.bot, count=count, due=due)
