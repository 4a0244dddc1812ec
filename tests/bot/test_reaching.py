"""Where a person is told something: the first channel that can reach them now, and never a way
that the platform forbids.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from bot.channels.contract import Channel
from bot.dialogue.messages import Abilities, Address, Window
from bot.reaching import Reached, reach
from models.base import to_ms
from models.machine.conversation import Way

NOW = datetime(2026, 11, 16, 1, 0, tzinfo=UTC)
WINDOW = Window(
    free=timedelta(hours=48), most=timedelta(days=7), price=55,
    knock_within=timedelta(days=365), knock_price=200,
)  # fmt: skip
NO_TEMPLATE = Window(free=timedelta(hours=48), most=timedelta(days=7), price=55)


@dataclass(slots=True)
class Made(Channel):
    """A channel of which only the ways to reach people matter."""

    bot: str
    window: Window | None = None
    stopped: bool = False
    pushes: bool = True
    watched: bool = True
    abilities: Abilities = field(default_factory=Abilities)

    def is_watched(self, chat: str) -> bool:
        return self.watched


def way(bot: str, refusals: int = 0, knocked: timedelta | None = None, **ago: float) -> Way:
    """A person who spoke on a bot so long ago."""
    knocked_ms = to_ms(NOW - knocked) if knocked is not None else 0
    return Way(
        bot, f"{bot}-chat", f"{bot}-chat", to_ms(NOW - timedelta(**ago)), refusals, knocked_ms
    )


def told(*ways: Way, channels: Mapping[str, Channel], spent: str = "") -> str:
    """Where the person is told: the bot, with "knock" where only the template may speak."""
    match reach(ways, channels, NOW, lambda bot: bot == spent):
        case Reached(Address(bot, chat, sender), knock):
            assert chat == sender == f"{bot}-chat"
            return f"{bot} knock" if knock else bot
    return ""


def of(*channels: Made) -> dict[str, Channel]:
    return {channel.bot: channel for channel in channels}


OA, BOT, WEB = Made("oa", WINDOW), Made("bot"), Made("web", pushes=False, watched=False)


def test_the_window_of_an_account() -> None:
    """Free for two days, for money up to the seventh, by the template for a year, then not."""
    spans = ({"hours": 1}, {"hours": 48}, {"days": 3}, {"days": 6, "hours": 23})
    assert [told(way("oa", **span), channels=of(OA)) for span in spans] == ["oa"] * 4
    assert told(way("oa", days=7), channels=of(OA)) == "oa knock"
    assert told(way("oa", days=364), channels=of(OA)) == "oa knock"
    assert told(way("oa", days=365), channels=of(OA)) == ""


def test_without_a_template_nothing_knocks() -> None:
    channels = of(Made("oa", NO_TEMPLATE))

    assert told(way("oa", days=6), channels=channels) == "oa"
    assert told(way("oa", days=8), channels=channels) == ""


def test_it_knocks_once_until_the_person_writes() -> None:
    assert told(way("oa", days=20, knocked=timedelta(days=9)), channels=of(OA)) == ""
    assert told(way("oa", days=8, knocked=timedelta(days=9)), channels=of(OA)) == "oa knock"


def test_an_open_channel_comes_before_a_knock() -> None:
    assert told(way("oa", days=30), way("bot", days=90), channels=of(OA, BOT)) == "bot"


def test_what_costs_nothing_comes_first_then_where_they_spoke_last() -> None:
    assert told(way("oa", days=3), way("bot", days=9), channels=of(OA, BOT)) == "bot"
    assert told(way("oa", hours=3), way("bot", days=9), channels=of(OA, BOT)) == "oa"
    assert told(way("oa", hours=3), way("bot", hours=2), channels=of(OA, BOT)) == "bot"


def test_where_something_was_refused_comes_last() -> None:
    assert told(way("bot", refusals=1, hours=1), way("oa", days=3), channels=of(OA, BOT)) == "oa"
    assert told(way("bot", refusals=2, hours=1), channels=of(BOT)) == "bot"


def test_a_channel_that_stopped_or_is_not_there_says_nothing() -> None:
    stopped = Made("oa", WINDOW, stopped=True)

    assert told(way("oa", hours=1), channels=of(stopped)) == ""
    assert told(way("oa", days=9), channels=of(stopped)) == ""
    assert told(way("oa", hours=1), channels=of(BOT)) == ""
    assert told(channels=of(BOT)) == ""


def test_a_page_counts_as_long_as_somebody_watches_it() -> None:
    watched = Made("web", pushes=False)

    assert told(way("web", hours=1), way("bot", days=2), channels=of(WEB, BOT)) == "bot"
    assert told(way("web", hours=1), way("bot", days=2), channels=of(watched, BOT)) == "web"
    assert told(way("web", hours=1), channels=of(WEB)) == "web"  # it lies there


def test_a_bot_whose_month_is_kept_for_answers_is_passed_over() -> None:
    both = of(OA, BOT)

    assert told(way("bot", hours=1), channels=both, spent="bot") == ""
    assert told(way("bot", hours=1), way("oa", days=3), channels=both, spent="bot") == "oa"
    assert told(way("bot", hours=1), way("oa", days=8), channels=both, spent="bot") == "oa knock"


def test_a_page_that_nobody_watches_is_no_way_round_it() -> None:
    """What would lie unread there is heard for sure on the 1st."""
    ways = (way("bot", hours=1), way("web", hours=2))

    assert told(*ways, channels=of(BOT, WEB), spent="bot") == ""
    assert told(*ways, channels=of(BOT, Made("web", pushes=False)), spent="bot") == "web"
