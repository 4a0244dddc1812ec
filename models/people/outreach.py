"""What it is to tell many people something now: on which bot each of them hears it, in how many
messages, for how much money, and out of which month's allowance. The choice of the bot is that of
`bot.reaching`, but for a page of ours that is open just now.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from bot.dialogue.messages import Window
from models.machine.conversation import Way, ways_to_reach_all
from models.machine.ledger import MESSAGES_SPARE, used_in_month
from models.people.person import Persons
from models.people.seats import MeetingPlace
from models.people.ways import How, how_to_tell, of_several_ways, only_ways
from models.store import Tx

NOTHING: Mapping[str, int] = {}


@dataclass(slots=True)
class Share:
    """What falls to one bot: how many people are told there for nothing, for money, by the
    platform's template alone, and how many wait for the next month, since what is left of this one
    is kept for answers; how many groups are told as well, and how many never, since nothing is
    left; how many messages all that takes, and what it costs in đồng. `left` is how many messages
    of the month were left for news before, None where they are not counted.
    """

    bot: str
    left: int | None = None
    free: int = 0
    charged: int = 0
    knocked: int = 0
    waits: int = 0
    groups: int = 0
    groups_untold: int = 0
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

    @property
    def persons(self) -> int:
        """How many people it is for."""
        return sum(share.persons for share in self.shares) + self.unreached


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
    tx: Tx, persons: Persons, places: Sequence[MeetingPlace], today: date, now: datetime
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
    persons: Persons,
    places: Sequence[MeetingPlace],
    parts: Mapping[str, int],
    today: date,
    now: datetime,
    *,
    urgent: bool = False,
    groups: Mapping[str, int] = NOTHING,
) -> Outreach:
    """Return what telling all these people a text takes; `parts` says into how many messages it is
    split on each bot. What is `urgent` is sent as long as a month has any messages. `groups` says
    how many are told on each bot, after the people.

    Whoever can be reached in one way only is counted by the database, however many they are.
    """
    by_bot = {place.bot: place for place in places if not place.stopped}
    shares = {bot: Share(bot, left_for_news(tx, place, today)) for bot, place in by_bot.items()}
    included = {
        place.bot: place.window.included - used_in_month(tx, place.bot, today).charged
        for place in by_bot.values()
        if place.window is not None
    }

    def tell(bot: str, how: How, people: int = 1) -> None:
        """Add people to a bot's share; what is left of a month bounds who is told now."""
        share, each = shares[bot], parts.get(bot, 1)
        told = 0 if how is How.LATER else people if urgent else most_told(share, people, each)
        share.waits += people - told
        add(share, how, told, each, by_bot[bot].window, included)

    reached, several = 0, False
    for bot, number, people in tx.session.execute(only_ways(persons, by_bot, now)):
        several = several or not bot
        if (how := How(number)) is not How.NOT:
            tell(bot, how, people)
            reached += people
    choosy = ways_to_reach_all(tx, of_several_ways(persons, by_bot), by_bot) if several else {}
    for ways in choosy.values():
        found = best_of(ways, shares, by_bot, now, urgent=urgent)
        if found is not None:
            tell(*found)
            reached += 1
    everybody = select(func.count()).select_from(persons.subquery())
    unreached = tx.session.execute(everybody).scalar_one() - reached
    for bot, count in groups.items():
        if bot in shares:
            share, each = shares[bot], parts.get(bot, 1)
            share.groups = count if urgent else most_told(share, count, each)
            share.groups_untold = count - share.groups
            share.messages += share.groups * each
    used = tuple(one for one in shares.values() if one.persons or one.groups or one.groups_untold)
    return Outreach(used, unreached)


def best_of(
    ways: Sequence[Way],
    shares: Mapping[str, Share],
    places: Mapping[str, MeetingPlace],
    now: datetime,
    *,
    urgent: bool,
) -> tuple[str, How] | None:
    """Return on which bot somebody is told who can be reached in several ways, and how; on a bot
    whose month is spent they wait. None where they cannot be told at all.
    """
    known = {way: how_to_tell(way, places[way.bot].window, now) for way in ways}
    usable = [way for way in ways if known[way] in (How.FREE, How.CHARGED)]
    open_ones = [way for way in usable if urgent or not is_spent(shares[way.bot])]
    if len(open_ones) < len(usable):  # an unwatched page is no way round a month that is spent
        open_ones = [way for way in open_ones if places[way.bot].pushes]
    knocks = [way for way in ways if known[way] is How.KNOCK]
    if not open_ones and knocks:
        return knocks[0].bot, How.KNOCK
    if not usable:
        return None
    best = min(open_ones or usable, key=lambda way: rank(way, places[way.bot], known[way]))
    return best.bot, known[best] if open_ones else How.LATER


def add(
    share: Share,
    how: How,
    people: int,
    each: int,
    window: Window | None,
    included: dict[str, int],
) -> None:
    """Add people, told in so many messages `each`, to a bot's share."""
    if how is How.KNOCK:
        share.knocked += people
        share.messages += people
        share.dong += people * (window.knock_price if window is not None else 0)
        return
    messages = people * each
    share.messages += messages
    if how is How.FREE or window is None:
        share.free += people
        return
    share.charged += people
    share.dong += max(messages - max(included[share.bot], 0), 0) * window.price
    included[share.bot] -= messages


def most_told(share: Share, many: int, each: int) -> int:
    """Return how many of so many are still told this month, in so many messages each: the last as
    long as anything is left.
    """
    if share.left is None:
        return many
    return min(many, -(-max(share.left - share.messages, 0) // each))


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


def rank(way: Way, place: MeetingPlace, how: How) -> tuple[bool, bool, bool, int]:
    """Return the order among open ways, the best first."""
    return (way.refusals > 0, not place.pushes, how is How.CHARGED, -way.spoke_ms)
