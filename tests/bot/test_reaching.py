"""Where a person is told something: the first channel that can reach them now, and never a way
that the platform forbids.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.channels.contract import Channel
from bot.dialogue.messages import Address, Window
from bot.reaching import Reached, reach
from models.base import to_ms
from models.machine.conversation import Way
from models.machine.ledger import used_in_month
from models.people.role import Role
from tests.fakes.ports import free_port
from tests.fakes.scene import Actor
from tests.fakes.zalo_scene import ZaloBotScene, ZaloOaScene
from tests.transcripts.platform import Platform

NOW = datetime(2026, 11, 16, 1, 0, tzinfo=UTC)
WINDOW = Window(
    free=timedelta(hours=48), most=timedelta(days=7), price=55,
    knock_within=timedelta(days=365), knock_price=200,
)  # fmt: skip
NO_TEMPLATE = Window(free=timedelta(hours=48), most=timedelta(days=7), price=55)


class Made(Platform):
    """A channel of which only the ways to reach people matter."""

    def __init__(
        self,
        bot: str,
        window: Window | None = None,
        *,
        stopped: bool = False,
        pushes: bool = True,
        watched: bool = True,
    ) -> None:
        super().__init__()
        self.bot = bot
        self.window = window
        self.stopped = stopped
        self.pushes = pushes
        self.watched = watched

    def is_watched(self, chat: str) -> bool:
        """Tell whether the page is open."""
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
    for inside in (way("oa", hours=48), way("oa", days=3), way("oa", days=6, hours=23)):
        assert told(inside, channels=of(OA)) == "oa"
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


# --- over the platforms --------------------------------------------------------------------------

NEWS = "xã đã nhận"
ASKED = "Việc ấy có đúng không ạ?"
TEMPLATE = "700"


@pytest.fixture
def account(sqlite_url: str, tmp_path: Path) -> Iterator[ZaloOaScene]:
    """A commune with an Official Account that has a template."""
    scene = ZaloOaScene(sqlite_url, tmp_path / "home", free_port, zalo_oa_template=TEMPLATE)
    scene.server.templates[TEMPLATE] = {"so_viec"}
    yield scene
    assert scene.failed() == 0
    scene.close()


@pytest.fixture
def free(sqlite_url: str, tmp_path: Path) -> Iterator[ZaloBotScene]:
    """A commune with a free bot, on which whoever blocks it is a certain no at once."""
    scene = ZaloBotScene(sqlite_url, tmp_path / "home", free_port)
    scene.server.blocked_code = 400
    yield scene
    assert scene.failed() == 0
    scene.close()


def tells(actor: Actor) -> None:
    """Tell of a deed, and send it."""
    actor.tells_deed()
    actor.chooses("Gửi")


def count(actor: Actor, piece: str) -> int:
    """How many messages of a person hold a piece."""
    return sum(piece in shown.text for shown in actor.screen)


def knocks(scene: ZaloOaScene, actor: Actor) -> list[Mapping[str, str]]:
    """What the template said to somebody, oldest first."""
    return [said.data for said in scene.server.to(actor.chat) if said.template]


def days_later(scene: ZaloOaScene, days: int) -> None:
    """Let days pass; the grant is renewed on the way, as a tick does."""
    for _ in range(days):
        scene.now += timedelta(hours=24)
        scene._await(scene.app.grant.keep_fresh())
    scene.settle()


def test_it_knocks_once_when_something_is_due_and_says_it_when_they_write(
    account: ZaloOaScene,
) -> None:
    officer, buoi = account.person("Cô Lúa", Role.TDKT_OFFICER), account.person("Bà Bưởi")
    tells(buoi)
    days_later(account, 8)
    officer.says("nhận 1")
    assert knocks(account, buoi) == []  # it may still be taken back

    account.wait(minutes=11)
    days_later(account, 2)
    assert knocks(account, buoi) == [{"so_viec": "1"}]
    assert count(buoi, NEWS) == 0
    with account.write() as tx:
        month = used_in_month(tx, account.bot, account.commune.today(account.now))
    assert month.dong == account.server.spent

    buoi.says("chào cháu")
    account.wait(minutes=2)
    assert count(buoi, NEWS) == 1
    assert len(knocks(account, buoi)) == 1


def test_what_is_taken_back_in_time_knocks_at_nobody(account: ZaloOaScene) -> None:
    officer, buoi = account.person("Cô Lúa", Role.TDKT_OFFICER), account.person("Bà Bưởi")
    tells(buoi)
    days_later(account, 8)
    officer.says("nhận 1")
    assert account.deeds()[0].state == "consent"
    officer.says("hoàn tác")
    assert account.deeds()[0].state == "sent"
    account.wait(minutes=30)

    assert knocks(account, buoi) == []


def test_between_two_days_and_seven_it_costs_what_the_ledger_says(account: ZaloOaScene) -> None:
    officer, buoi = account.person("Cô Lúa", Role.TDKT_OFFICER), account.person("Bà Bưởi")
    tells(buoi)
    days_later(account, 3)
    officer.says("nhận 1")
    account.wait(minutes=11)

    assert count(buoi, NEWS) == 1
    with account.write() as tx:
        month = used_in_month(tx, account.bot, account.commune.today(account.now))
    assert (month.charged, month.dong) == (1, 55) == (1, account.server.spent)


def test_news_that_was_refused_is_said_an_hour_later(free: ZaloBotScene) -> None:
    buoi, officer = free.person("Bà Bưởi"), free.person("Cô Lúa", Role.TDKT_OFFICER)
    tells(buoi)
    officer.says("nhận 1")
    free.server.blocks(buoi.chat)
    free.wait(minutes=11)
    free.server.blocked.clear()
    free.wait(minutes=30)
    assert count(buoi, NEWS) == 0

    free.wait(minutes=31)
    free.wait(days=1)
    assert count(buoi, NEWS) == 1


def test_a_request_that_was_refused_is_asked_again_in_the_same_chat(free: ZaloBotScene) -> None:
    """What never arrived is no open question that the next one would have to wait for."""
    buoi, head = free.person("Bà Bưởi"), free.person("Ông Sấu", Role.HAMLET_HEAD, "Đoài")
    free.server.blocks(head.chat)
    tells(buoi)
    free.server.blocked.clear()
    free.wait(minutes=61)
    free.wait(minutes=1)

    assert count(head, ASKED) == 1
    head.chooses("Đúng")
    assert free.deeds()[0].state == "confirmed"


def test_after_three_refusals_nothing_is_sent_until_they_write(free: ZaloBotScene) -> None:
    buoi, head = free.person("Bà Bưởi"), free.person("Ông Sấu", Role.HAMLET_HEAD, "Đoài")
    free.server.blocks(head.chat)
    tells(buoi)
    for _ in range(5):
        free.wait(hours=6)
    tries = free.server.calls.count("sendMessage")
    free.wait(days=1)
    assert free.server.calls.count("sendMessage") == tries

    free.server.blocked.clear()
    free.wait(days=1)
    assert count(head, ASKED) == 0
    head.says("chào cháu")
    free.wait(hours=4)
    assert count(head, ASKED) == 1
