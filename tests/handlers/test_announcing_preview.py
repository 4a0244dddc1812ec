"""What an officer sees before an announcement goes out: its very look on each channel of its
audience, in how many messages, what it costs, what is left of a month; and the text in several
messages.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text
from sqlmodel import select

from bot.dialogue.messages import Plan, Window
from bot.dialogue.splitting import split
from handlers.book import BOOK
from models.base import to_ms
from models.machine.ledger import count
from models.people.role import Role
from models.people.seats import MeetingPlace
from models.work.announcement import Announcement
from models.work.announcing import LONGEST
from tests.fakes.scene import PLAIN, Actor, Scene

MORNING = datetime(2026, 6, 1, 2, 0, tzinfo=UTC)  # 9 in the morning there
TEXT = "Tám giờ sáng thứ Bảy, 6/6, cả xã dọn vệ sinh đường làng."
LONG = "\n".join([TEXT] * 40)  # two messages on Zalo, one elsewhere
WINDOW = Window(
    free=timedelta(hours=48), most=timedelta(days=7), price=55,
    knock_within=timedelta(days=365), knock_price=200,
)  # fmt: skip
OA = MeetingPlace("zalo-oa", "https://zalo.me/oa", window=WINDOW, text_limit=1900)
BOT = MeetingPlace("zalo-4071238600", "https://zalo.me/1", Plan(50, 3000), text_limit=1900)
TELEGRAM = MeetingPlace("telegram", "https://t.me/may")
WEB = MeetingPlace("web", "", pushes=False)


@pytest.fixture
def scene(store_url: str) -> Iterator[Scene]:
    made = Scene(store_url, PLAIN, MORNING, BOOK)
    made.commune.meeting = lambda: (BOT, OA, TELEGRAM, WEB)
    yield made
    assert made.failed() == 0
    made.close()


@pytest.fixture
def lua(scene: Scene) -> Actor:
    return scene.person("Cô Lúa", Role.TDKT_OFFICER)


def head(scene: Scene, place: MeetingPlace, role: Role = Role.HAMLET_HEAD, **ago: float) -> Actor:
    """A head of a hamlet who spoke so long ago on a channel."""
    actor = scene.person(f"Ông {len(scene.people)}", role, "Đoài")
    at = {"at": to_ms(scene.now - timedelta(**ago)), "bot": place.bot, "chat": actor.chat}
    moved = (
        "account SET bot = :bot WHERE sender = :chat",
        "conversation SET bot = :bot, spoke_ms = :at WHERE chat = :chat",
    )
    with scene.write() as tx:
        for table in moved:
            tx.connection.execute(text(f"UPDATE {table}"), at)
    return actor


def choose(lua: Actor, label: str) -> None:
    """Choose what the open question offers, by its number."""
    line = next(line for line in lua.last.splitlines() if line.endswith(label))
    lua.says(line.partition(".")[0])


def written(scene: Scene) -> str:
    """The text of the announcement."""
    with scene.write() as tx:
        return tx.session.exec(select(Announcement.text)).one()


# --- how it looks, and what it takes -------------------------------------------------------------


def test_each_channel_s_part_is_shown(scene: Scene, lua: Actor) -> None:
    with scene.write() as tx:
        count(tx, BOT.bot, scene.commune.today(scene.now), received=700, sent=800)
    for place, hours in ((OA, 1), (OA, 60), (OA, 24 * 30), (BOT, 1), (TELEGRAM, 900), (WEB, 900)):
        head(scene, place, hours=hours)
    lua.says("thông báo", TEXT, "1")
    assert [message.split("\n")[0] for message in lua.new] == [
        "Người ở thôn sẽ đọc:", "Gửi qua:",
        "Gửi cho 6 người: Trưởng thôn. 4 người không mất tiền, 2 người mất 255 đồng, "
        "0 người chưa nhắn được.",
    ]  # fmt: skip
    assert lua.new[1].split("\n")[1:] == [
        "– Bot Zalo 8600: 1 người, 1 tin; tháng này còn 1.350 tin để báo, gửi xong còn 1.349",
        "– Zalo OA: 3 người, 3 tin, 255 đồng (1 người không mất tiền, 1 người phải trả, "
        "1 người chỉ nhận lời mời mở Zalo)",
        "– Telegram: 1 người, 1 tin",
        "– trang của xã: 1 người, 1 tin",
    ]


def test_a_long_text_is_shown_in_the_very_parts_in_which_it_comes(
    scene: Scene, lua: Actor
) -> None:
    for place in (OA, BOT, TELEGRAM):
        head(scene, place, hours=60)
    lua.says("thông báo")
    for part in (LONG[:1499], LONG[1500:]):
        lua.says(part)
    lua.says("1")
    heading, first, second, fewer, channels, _ = lua.new
    whole = scene.commune.words()("announcement-plain", text=written(scene), desk="no")
    assert heading == "Người ở thôn đọc trên Bot Zalo 8600, Zalo OA thành 2 tin:"
    assert [first, second] == split(whole, 1900)
    assert fewer == "Telegram: cùng nội dung, trong 1 tin."
    assert "– Bot Zalo 8600: 1 người, 2 tin; " in channels
    assert (
        "– Zalo OA: 1 người, 2 tin, 110 đồng (0 người không mất tiền, 1 người phải trả)"
        in channels
    )


def test_colleagues_read_it_without_the_greeting(scene: Scene, lua: Actor) -> None:
    head(scene, TELEGRAM)
    head(scene, TELEGRAM, Role.COMMUNE_CHAIR)
    lua.says("thông báo", TEXT, "1, 5")
    assert [message.split("\n")[:2] for message in lua.new[:2]] == [
        ["Người ở thôn sẽ đọc:", "Chào bác. Xã Đồng Mây báo:"],
        ["Cán bộ sẽ đọc:", "Xã Đồng Mây báo:"],
    ]


def test_among_colleagues_alone_nobody_is_greeted(scene: Scene, lua: Actor) -> None:
    for _ in range(3):
        head(scene, TELEGRAM, Role.COMMUNE_CHAIR)
    lua.says("thông báo", TEXT, "5")
    assert lua.new[0].split("\n")[:2] == ["Cán bộ sẽ đọc:", "Xã Đồng Mây báo:"]
    assert "Chào bác" not in "\n".join(lua.new)


def test_where_a_month_has_too_little_left_it_says_who_waits_and_what_to_do(
    scene: Scene, lua: Actor
) -> None:
    with scene.write() as tx:
        count(tx, BOT.bot, scene.commune.today(scene.now), sent=2848)
    for _ in range(5):
        head(scene, BOT)
    lua.says("thông báo", TEXT, "1")
    assert "5 người, 2 tin; tháng này còn 2 tin để báo, gửi xong còn 0" in lua.new[1]
    assert "Bot Zalo tháng này không đủ tin: 3 người đợi đến ngày 1 tháng sau." in lua.new[1]
    assert lua.hears("2 người không mất tiền", "3 người đợi sang tháng.")
    choose(lua, "Đánh dấu gấp")
    choose(lua, "Gấp, gửi cả ban đêm và Tết")
    assert "không đủ" not in lua.new[1]


def test_answers_take_messages_too(scene: Scene, lua: Actor) -> None:
    head(scene, BOT)
    lua.says("thông báo", TEXT, "1")
    choose(lua, "Xin người nhận trả lời đã rõ")
    assert "thêm chừng 2 tin" in lua.new[1]


# --- in several messages -------------------------------------------------------------------------


def test_what_is_written_on_is_added_until_somebody_is_chosen(scene: Scene, lua: Actor) -> None:
    head(scene, TELEGRAM)
    lua.says("thông báo", TEXT, "Mỗi nhà cử một người, mang theo chổi.")
    assert lua.hears("Đã thêm, ", "trong 3.000 chữ cái.")
    lua.says("Các thôn tập trung ở nhà văn hóa.", "Xong việc thì về.")
    lua.says("xong")
    assert lua.hears("Gửi cho những ai?", "1. Trưởng thôn")
    lua.says("1")
    assert written(scene).split("\n") == [
        TEXT, "Mỗi nhà cử một người, mang theo chổi.", "Các thôn tập trung ở nhà văn hóa.",
        "Xong việc thì về.",
    ]  # fmt: skip


def test_a_part_is_taken_back(scene: Scene, lua: Actor) -> None:
    lua.says("thông báo", TEXT, "Bác nào rảnh thì sang nhà tôi chơi nhé.", "bỏ đoạn cuối")
    assert lua.hears("Đã bỏ đoạn cuối.")
    lua.says("bỏ đoạn cuối")
    assert lua.hears("Chưa có đoạn nào để bỏ.")
    assert written(scene) == TEXT


def test_several_audiences_in_one_sentence_are_no_text(scene: Scene, lua: Actor) -> None:
    head(scene, TELEGRAM)
    lua.says("thông báo", TEXT, "trưởng thôn, mặt trận, thôn Đoài và thôn Hạ.")
    assert lua.hears("Gửi cho 1 người: Trưởng thôn, Trưởng ban Mặt trận thôn, thôn Đoài, thôn Hạ.")
    assert written(scene) == TEXT


def test_what_would_be_too_long_is_not_added(scene: Scene, lua: Actor) -> None:
    lua.says("thông báo", "\n".join([TEXT] * 30), "\n".join([TEXT] * 30))
    assert lua.hears(
        "Chưa thêm đoạn này", f"chỉ còn {LONGEST - len(written(scene)):,}".replace(",", ".")
    )


def test_something_is_added_after_the_preview(scene: Scene, lua: Actor) -> None:
    head(scene, TELEGRAM)
    lua.says("thông báo", TEXT, "1")
    choose(lua, "Viết thêm vào cuối")
    lua.says("Mang theo chổi.")
    assert lua.new[0].endswith(f"{TEXT}\nMang theo chổi.")
    choose(lua, "Gửi")
    assert lua.hears("Đang gửi.")
