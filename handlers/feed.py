"""The calendar feed: its secret address, and another one when that got into wrong hands."""

from handlers.duties import desk
from handlers.turn import Capability, Route, Turn
from models.people.feed import Feed, feed_of, renew_feed
from models.permissions import Action


def give(turn: Turn) -> None:
    """Take "lịch điện thoại": give the address."""
    tell(turn, feed_of(turn.tx, turn.viewer.person, turn.now), "feed-address")


def renew(turn: Turn) -> None:
    """Take "đổi liên kết lịch": the address before is void from now on."""
    tell(turn, renew_feed(turn.tx, turn.viewer.person, turn.now), "feed-renewed")


def tell(turn: Turn, feed: Feed, key: str) -> None:
    """Say the address, or that phones could not open any."""
    url = turn.commune.feed_address(feed.id or 0, feed.version)
    if not url:
        turn.tell("feed-no-address", desk=desk(turn))
        return
    turn.secret = True  # whoever has it reads the calendar
    turn.tell(key, url=url, desk=desk(turn))


CAPABILITY = Capability(
    "feed",
    routes=(
        Route("feed", give, Action.ANSWER_DUTY, menu=False),
        Route("feed-renew", renew, Action.ANSWER_DUTY, menu=False),
    ),
)
