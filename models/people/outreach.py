"""What it is to tell many people something now: on which bot each of them hears it, in how many
messages, for how much money, and out of which month's allowance. The choice of the bot is that of
`bot.reaching`, but for a page of ours that is open just now.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from models.base import from_ms
from models.machine.conversation import Way, ways_to_reach_all
from models.machine.ledger import MESSAGES_SPARE, used_in_month
from models.people.seats import MeetingPlace
from models.store import Tx


@dataclass(slots=True)
class Share:
    """What falls to one bot: how many people are told there for nothing, for money, by the
    platform's template alone, and how many wait for the next month, since what is left of this one
    is kept for answers; how many messages that takes, and what it costs in đồng. `left` is how
    many messages of the month were left for news before, None where they are not counted.
    """

    bot: str
    left: int | None = None
    free: int = 0
    charged: int = 0
    knocked: int = 0
    waits: int = 0
    messages: int = 0
    dong: int = 0

    @property
    def persons(self) -> int:
        """Who is told on this bot, now or next month."""
        return self.free + self.charged + self.knocked + self.waits


@dataclass(frozen=True, slots=True)
class Outreach:
    """What telling people takes, a share for each bot on which somebody is told; and how many
    cannot be told at all.
    """

    shares: tuple[Share, ...]
    unreached: int


@dataclass(frozen=True, slots=True)
class Cost:
    """What it would be to tell so many people something now: how many for nothing, how many for
    money and how much in đồng, how many by the template alone, how many not at all.
    """

    free: int = 0
    charged: int = 0
    knocked: int = 0
    dong: int = 0
    unreached: int = 0


def cost_of_telling(
    tx: Tx, persons: Sequence[int], places: Sequence[MeetingPlace], today: date, now: datetime
) -> Cost:
    """Return what telling all these people something in one message would cost now."""
    found = outreach(tx, persons, places, {}, today, now, urgent=True)
    return Cost(
        sum(share.free for share in found.shares),
        sum(share.charged for share in found.shares),
        sum(share.knocked for share in found.shares),
        sum(share.dong for share in found.shares),
        found.unreached,
    )


def outreach(
    tx: Tx,
    persons: Sequence[int],
    places: Sequence[MeetingPlace],
    parts: Mapping[str, int],
    today: date,
    now: datetime,
    *,
    urgent: bool = False,
) -> Outreach:
    """Return what telling all these people a text takes; `parts` says into how many messages it is
    split on each bot. What is `urgent` is sent as long as a month has any messages at all.
    """
    by_bot = {place.bot: place for place in places if not place.stopped}
    shares = {bot: Share(bot, left_for_news(tx, place, today)) for bot, place in by_bot.items()}
    included = {
        place.bot: place.window.included - used_in_month(tx, place.bot, today).charged
        for place in by_bot.values()
        if place.window is not None
    }
    unreached, all_ways = 0, ways_to_reach_all(tx, persons)
    for person in persons:
        ways = [way for way in all_ways.get(person, ()) if way.bot in by_bot]
        usable = [way for way in ways if is_open(way, by_bot[way.bot], now)]
        open_ones = [way for way in usable if urgent or not is_spent(shares[way.bot])]
        if len(open_ones) < len(usable):  # an unwatched page is no way round a month that is spent
            open_ones = [way for way in open_ones if by_bot[way.bot].pushes]
        if open_ones:
            best = min(open_ones, key=lambda way: rank(way, by_bot[way.bot], now))
            add(shares[best.bot], best, by_bot[best.bot], parts.get(best.bot, 1), included, now)
        elif (
            knock := next((w for w in ways if may_knock(w, by_bot[w.bot], now)), None)
        ) is not None:
            share, window = shares[knock.bot], by_bot[knock.bot].window
            share.knocked += 1
            share.messages += 1
            share.dong += window.knock_price if window is not None else 0
        elif usable:
            waits = min(usable, key=lambda way: rank(way, by_bot[way.bot], now))
            shares[waits.bot].waits += 1
        else:
            unreached += 1
    return Outreach(tuple(share for share in shares.values() if share.persons), unreached)


def add(
    share: Share,
    way: Way,
    place: MeetingPlace,
    count: int,
    included: dict[str, int],
    now: datetime,
) -> None:
    """Add one person, told in `count` messages, to a bot's share."""
    share.messages += count
    window = place.window
    if window is None or since(way, now) <= window.free:
        share.free += 1
        return
    share.charged += 1
    share.dong += max(count - max(included[share.bot], 0), 0) * window.price
    included[share.bot] -= count


def left_for_news(tx: Tx, place: MeetingPlace, today: date) -> int | None:
    """Return how many messages of a bot's month can still be news: the last are kept for answers.
    None where they are not counted.
    """
    if place.plan is None:
        return None
    used = used_in_month(tx, place.bot, today).messages
    return max(-(-MESSAGES_SPARE * place.plan.messages // 100) - used, 0)


def is_spent(share: Share) -> bool:
    """Tell whether nothing is left of a month for news."""
    return share.left is not None and share.messages >= share.left


def is_open(way: Way, place: MeetingPlace, now: datetime) -> bool:
    """Tell whether a bot takes a message to this person now."""
    return place.window is None or since(way, now) < place.window.most


def may_knock(way: Way, place: MeetingPlace, now: datetime) -> bool:
    """Tell whether the template may say that something waits: once, until they write."""
    fresh = way.knocked_ms < way.spoke_ms or way.knocked_ms == 0
    return place.window is not None and fresh and since(way, now) < place.window.knock_within


def rank(way: Way, place: MeetingPlace, now: datetime) -> tuple[bool, bool, bool, int]:
    """Return the order among open ways, the best first."""
    costs = place.window is not None and since(way, now) > place.window.free
    return (way.refusals > 0, not place.pushes, costs, -way.spoke_ms)


def since(way: Way, now: datetime) -> timedelta:
    """Return how long ago a person spoke there."""
    return now - from_ms(way.spoke_ms)
