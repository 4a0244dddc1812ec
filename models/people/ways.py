"""In what ways people can be told something now: of one person as a value, of many as a query."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import IntEnum

from sqlalchemy import ColumnElement, Select, Subquery, and_, case, func, or_, select

from bot.dialogue.messages import Window
from models.base import to_ms
from models.machine.conversation import Way, ways_of
from models.people.person import Persons
from models.people.seats import MeetingPlace


class How(IntEnum):
    """How a bot can tell somebody something: for nothing, for money, by the platform's template
    alone, not at all; in the next month.
    """

    FREE = 0
    CHARGED = 1
    KNOCK = 2
    NOT = 3
    LATER = 4


def since_when(window: Window, now: datetime) -> tuple[int, int, int]:
    """Return since when somebody must have spoken to be told for nothing (then included), for
    money, by the template (then excluded), in milliseconds.
    """
    spans = (window.free, window.most, window.knock_within)
    free, most, knock = (to_ms(now - span) for span in spans)
    return free, most, knock


def how_to_tell(way: Way, window: Window | None, now: datetime) -> How:
    """Return how somebody can be told something now in one way. The template may say that
    something waits once, until they write.
    """
    if window is None:
        return How.FREE
    free, most, knock = since_when(window, now)
    if way.spoke_ms >= free:
        return How.FREE
    if way.spoke_ms > most:
        return How.CHARGED
    fresh = way.knocked_ms < way.spoke_ms or way.knocked_ms == 0
    return How.KNOCK if fresh and way.spoke_ms > knock else How.NOT


def only_ways(
    persons: Persons, places: Mapping[str, MeetingPlace], now: datetime
) -> Select[tuple[str, int, int]]:
    """Return the query of those who can be reached in one way only: the bot, how (`How`; the same
    as `how_to_tell`), how many. Of those with several ways it says how many: no bot, no way.
    """
    by_person = ways_by_person(persons, places)
    bot, spoke = by_person.c.bot, by_person.c.spoke_ms
    knocked = func.coalesce(by_person.c.knocked_ms, 0)
    kinds: list[tuple[ColumnElement[bool], int]] = []
    for place in places.values():
        if place.window is not None:
            free, most, knock = since_when(place.window, now)
            fresh = or_(knocked < spoke, knocked == 0)
            kinds += [
                (and_(bot == place.bot, spoke >= free), How.FREE),
                (and_(bot == place.bot, spoke > most), How.CHARGED),
                (and_(bot == place.bot, fresh, spoke > knock), How.KNOCK),
                (bot == place.bot, How.NOT),
            ]
    several = by_person.c.ways > 1
    how = case((several, How.NOT), *kinds, else_=How.FREE)
    where = case((several, ""), else_=bot)
    found = select(where.label("at"), how.label("how"), func.count()).group_by("at", "how")
    return found.order_by("at", "how")


def of_several_ways(persons: Persons, places: Iterable[str]) -> Select[tuple[int]]:
    """Return the query of those who can be reached in several ways."""
    by_person = ways_by_person(persons, places)
    return select(by_person.c.person_id).where(by_person.c.ways > 1)


def ways_by_person(persons: Persons, bots: Iterable[str]) -> Subquery:
    """Return the query of how many ways there are to each person, and what is known of the only
    one.
    """
    ways = ways_of(persons, bots).subquery().c
    known = (func.min(ways[name]).label(name) for name in ("bot", "spoke_ms", "knocked_ms"))
    each = select(ways.person_id, func.count().label("ways"), *known)
    return each.group_by(ways.person_id).subquery()
