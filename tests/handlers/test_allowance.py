"""What the desk sees of people, messages and money, and what it is told when they run out."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.dialogue.messages import Plan, Window
from models.base import to_ms
from models.machine.ledger import count, used_in_month
from models.people.invitations import make_invitation
from models.people.role import Role
from models.people.seats import MeetingPlace, warn_of_limits
from tests.fakes.ports import free_port
from tests.fakes.scene import Actor, Scene
from tests.fakes.zalo_scene import ZaloBotScene

ZALO = MeetingPlace("zalo-4071238600", "https://zalo.me/1", Plan(seats=50, messages=3000))
WINDOW = Window(
    free=timedelta(hours=48), most=timedelta(days=7), price=55,
    knock_within=timedelta(days=365), knock_price=200,
)  # fmt: skip
ACCOUNT = MeetingPlace("zalo-oa", "https://zalo.me/oa", window=WINDOW)


class AccountScene(Scene):
    """A scene whose only channel is the Official Account."""

    bot = "zalo-oa"


@pytest.fixture
def scene(store_url: str) -> Iterator[Scene]:
    stage = AccountScene(store_url)
    stage.commune.meeting = lambda: (ZALO, ACCOUNT)
    yield stage
    assert stage.failed() == 0
    stage.close()


@pytest.fixture
def lua(scene: Scene) -> Actor:
    return scene.person("Cô Lúa", Role.TDKT_OFFICER)


def spoke(scene: Scene, actor: Actor, **ago: float) -> None:
    """Let a person have spoken last so long ago."""
    with scene.write() as tx:
        tx.connection.execute(
            text("UPDATE conversation SET spoke_ms = :at WHERE chat = :chat"),
            {"at": to_ms(scene.now - timedelta(**ago)), "chat": actor.chat},
        )


def test_seats_and_messages_of_a_bot(scene: Scene, lua: Actor) -> None:
    today = scene.commune.today(scene.now)
    with scene.write() as tx:
        make_invitation(tx, Role.HAMLET_HEAD, None, "Ông Sấu", 0, scene.now, ZALO.bot)
        count(tx, ZALO.bot, today, received=210, sent=340)
        count(tx, ZALO.bot, today - timedelta(days=20), received=500)  # a month ago

    lua.says("lượt tin")

    assert lua.hears(
        "Bot Zalo 8600: 0 người trong 50 chỗ, 1 chỗ giữ cho người được mời.",
        "Tháng này 210 tin đến, 340 tin đi: 550 trong 3.000.",
    )


def test_money_by_day_and_month_and_what_an_announcement_costs(scene: Scene, lua: Actor) -> None:
    today = scene.commune.today(scene.now)
    for name, span in (
        ("Bà Bưởi", {"days": 3}),
        ("Bà Na", {"days": 30}),
        ("Bà Mơ", {"days": 400}),
    ):
        spoke(scene, scene.person(name), **span)
    with scene.write() as tx:
        count(tx, "zalo-oa", today, received=4, sent=9, charged=3, dong=165)
        count(
            tx, "zalo-oa", today - timedelta(days=1), sent=22_000, charged=20_000, dong=1_100_000
        )

    lua.says("chi phí")

    assert lua.hears(
        "Zalo OA: tháng này 4 tin đến, 22.009 tin đi.",
        "Tiền tin hôm nay 165 đồng, cả tháng 1.100.165 đồng.",
        "0 người không mất tiền, 2 người mất 255 đồng, 1 người chưa nhắn được.",
    )


def test_whoever_has_not_agreed_is_nobody_to_announce_to(scene: Scene, lua: Actor) -> None:
    spoke(scene, scene.person("người lạ", agreed=False), days=3)
    spoke(scene, scene.person("Bà Bưởi"), days=1)

    lua.says("chi phí")

    assert lua.hears("1 người không mất tiền, 0 người mất 0 đồng, 0 người chưa nhắn được.")


def test_where_nothing_is_counted(scene: Scene, lua: Actor) -> None:
    scene.commune.meeting = lambda: (MeetingPlace("web", ""),)
    lua.says("lượt tin")

    assert lua.hears("Chưa có bot Zalo nào phải đếm tin.")


def test_it_is_no_business_of_a_citizen(scene: Scene) -> None:
    buoi = scene.person("Bà Bưởi")
    buoi.says("lượt tin")

    assert "Zalo" not in buoi.last


def test_the_warnings_in_words_once_each(scene: Scene, lua: Actor) -> None:
    lim = scene.person("Anh Lim", Role.ADMIN)
    today = scene.commune.today(scene.now)
    with scene.write() as tx:
        for _ in range(45):
            make_invitation(tx, Role.HAMLET_HEAD, None, "Ông Sấu", 0, scene.now, ZALO.bot)
        count(tx, ZALO.bot, today, received=1400, sent=1450)
    for _ in range(2):
        with scene.write() as tx:
            warn_of_limits(tx, scene.commune.places(), today, scene.now)
        scene.settle()

    for actor in (lua, lim):
        assert [shown.text for shown in actor.screen] == [
            "Bot Zalo 8600 đã có 45 trong 50 chỗ. Mời thêm người thì thêm một bot, hoặc mời qua "
            "trang của xã.",
            "Bot Zalo 8600 tháng này đã dùng 2.850 trong 3.000 tin. Xem thì nhắn: lượt tin.",
            "Bot Zalo 8600 chỉ còn ít tin (2.850 trong 3.000). Từ giờ máy chỉ trả lời và gửi mã; "
            "tin khác đợi ngày 1 tháng sau.",
        ]


def test_a_warning_of_a_bot_that_is_gone_falls_away(scene: Scene, lua: Actor) -> None:
    today = scene.commune.today(scene.now)
    with scene.write() as tx:
        count(tx, ZALO.bot, today, sent=2500)
        warn_of_limits(tx, scene.commune.places(), today, scene.now)
    scene.commune.meeting = lambda: (ACCOUNT,)
    scene.settle()

    assert lua.screen == []


# --- what is counted, over the platform ----------------------------------------------------------


def test_both_ways_are_counted_and_an_event_that_comes_again_is_not(
    sqlite_url: str, tmp_path: Path
) -> None:
    scene = ZaloBotScene(sqlite_url, tmp_path / "home", free_port)
    try:
        buoi = scene.person("Bà Bưởi")
        buoi.says("menu", "giúp")
        scene.brought.add("again")
        scene.server.says(buoi.chat, "menu", message_id="again", times=3)
        scene.settle()
        buoi.says("menu")

        with scene.write() as tx:
            month = used_in_month(tx, scene.bot, scene.commune.today(scene.now))
        assert month.received == 4
        assert month.sent == len(scene.server.told(buoi.chat)) > 2
    finally:
        scene.close()
