"""On which channel somebody is told what the bot says of its own accord: the first on which they
can be reached now, and only there. Pure over the ways that the store knows.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.channels.contract import Channel
from bot.dialogue.messages import Address
from models.base import from_ms
from models.machine.conversation import Way


@dataclass(frozen=True, slots=True)
class Reached:
    """Where a person is told; with `knock` only the template can say there that something
    waits.
    """

    where: Address
    knock: bool = False


def reach(
    ways: Sequence[Way],
    channels: Mapping[str, Channel],
    now: datetime,
    is_spent: Callable[[str], bool],
) -> Reached | None:
    """Return where a person can be told something now, None when they have to wait.

    `is_spent` says of a bot that the rest of its month is kept for answers; a page that nobody
    watches is no way round it. Of several channels the better one is where nothing was refused,
    that comes to the person by itself (an open page does), that costs nothing, where they spoke
    last.
    """
    usable = [way for way in ways if is_open(way, channels, now)]
    open_ones = [way for way in usable if not is_spent(way.bot)]
    if len(open_ones) < len(usable):
        open_ones = [way for way in open_ones if not is_away(way, channels[way.bot])]
    if open_ones:
        best = min(open_ones, key=lambda way: rank(way, channels[way.bot], now))
        return Reached(Address(best.bot, best.chat, best.sender))
    for way in ways:
        if may_knock(way, channels, now):
            return Reached(Address(way.bot, way.chat, way.sender), knock=True)
    return None


def is_open(way: Way, channels: Mapping[str, Channel], now: datetime) -> bool:
    """Tell whether a channel takes a message to this person now."""
    channel = channels.get(way.bot)
    if channel is None or channel.stopped:
        return False
    return channel.window is None or since(way, now) < channel.window.most


def may_knock(way: Way, channels: Mapping[str, Channel], now: datetime) -> bool:
    """Tell whether the approved template may say that something waits: once, until they write."""
    channel = channels.get(way.bot)
    if channel is None or channel.stopped or channel.window is None:
        return False
    fresh = way.knocked_ms < way.spoke_ms or way.knocked_ms == 0
    return fresh and since(way, now) < channel.window.knock_within


def rank(way: Way, channel: Channel, now: datetime) -> tuple[bool, bool, bool, int]:
    """Return the order among open ways, the best first."""
    costs = channel.window is not None and since(way, now) > channel.window.free
    return (way.refusals > 0, is_away(way, channel), costs, -way.spoke_ms)


def is_away(way: Way, channel: Channel) -> bool:
    """Tell whether what is said there lies on a page that nobody watches now."""
    return not channel.pushes and not channel.is_watched(way.chat)


def since(way: Way, now: datetime) -> timedelta:
    """Return how long ago a person spoke there."""
    return now - from_ms(way.spoke_ms)
