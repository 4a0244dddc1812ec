"""While a bot's month is nearly used up: answers and receipts go out, a report is one message, and
what can wait comes on the 1st as one message. A whole app over a fake of the platform.
"""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

import bot.dispatcher
import models.machine.push
from models.machine.ledger import count
from models.machine.push import AT_A_TIME, push
from models.people.role import Role
from models.permissions import Viewer
from models.work.announcing import change_draft, draft_announcement, send_announcement
from models.work.milestone import add_milestone, default_rules
from tests.fakes.ports import free_port
from tests.fakes.scene import Actor
from tests.fakes.zalo_scene import ZaloBotScene

CODE = re.compile(r"^\d{4} \d{4}$", re.MULTILINE)
MONTH = 1000  # messages
STORY = "nhặt được ví có 3 triệu, trả lại người mất"
IN_ONE = f"Bà Mận bán xôi, thôn Đoài, {STORY}, hôm qua"
ASKS = "kể cả việc trong một tin nhé"
WHO = "Ai làm việc tốt ấy ạ?"


@pytest.fixture
def scene(sqlite_url: str, tmp_path: Path) -> Iterator[ZaloBotScene]:
    stage = ZaloBotScene(sqlite_url, tmp_path / "home", free_port, zalo_bot_messages=MONTH)
    try:
        yield stage
        assert stage.failed() == 0
    finally:
        stage.close()


@pytest.fixture
def buoi(scene: ZaloBotScene) -> Actor:
    return scene.person("Bà Bưởi")


def use(scene: ZaloBotScene, messages: int) -> None:
    """Let the bot have used so many messages more this month."""
    with scene.write() as tx:
        count(tx, scene.bot, scene.commune.today(scene.now), received=messages)


@pytest.fixture
def spare(scene: ZaloBotScene) -> Callable[[], None]:
    """Have the month nearly used up."""
    return lambda: use(scene, MONTH)


def on_the_first(scene: ZaloBotScene) -> None:
    """Let it become the 1st of the next month, eight in the morning."""
    scene.now = datetime(2026, 12, 1, 1, 0, tzinfo=UTC)
    scene.settle()


def answers(scene: ZaloBotScene) -> dict[str, object]:
    """The answers of the only deed."""
    (deed,) = scene.deeds()
    return dict(deed.answers)


# --- a report in one message ---------------------------------------------------------------------


def test_from_ninety_five_of_a_hundred_on(scene: ZaloBotScene, buoi: Actor) -> None:
    use(scene, 948)
    buoi.says("kể")  # 949, and its answer
    assert buoi.hears(WHO)
    buoi.says("hủy", "kể")

    assert buoi.hears(ASKS)


def test_a_report_in_one_message_gets_its_code_at_once(
    scene: ZaloBotScene, buoi: Actor, spare: Callable[[], None]
) -> None:
    spare()
    buoi.says("kể")
    assert buoi.hears("Tháng này máy sắp hết lượt tin.", ASKS)

    buoi.says(IN_ONE)

    assert len(buoi.screen) == 2
    assert CODE.search(buoi.last)
    (deed,) = scene.deeds()
    assert (deed.who, deed.story, deed.state) == ("Bà Mận bán xôi", IN_ONE, "sent")
    assert deed.answers["hamlet"]["label"] == "thôn Đoài"
    assert str(deed.happened_first) == "2026-11-15"


def test_the_same_again_gets_the_same_code_and_no_second_deed(
    scene: ZaloBotScene, buoi: Actor, spare: Callable[[], None]
) -> None:
    spare()
    buoi.says("kể", IN_ONE)
    code = CODE.search(buoi.last)
    scene.wait(seconds=2)
    buoi.says(IN_ONE)

    assert code is not None
    assert buoi.hears(code[0])
    assert len(scene.deeds()) == 1


@pytest.mark.parametrize(
    ("words", "who", "hamlet", "day"),
    [
        ("Anh Trung, nhặt được ví đem trả người mất", "Anh Trung", "", ""),
        ("Bà Hai, nhặt được ví đem trả người mất", "Bà Hai", "", ""),
        ("Bà Mận, Đoài, vá đường làng, 10/11", "Bà Mận", "thôn Đoài", "2026-11-10"),
        ("Bà Mận ở thôn Đoài vá đường cho thôn Đông", "Bà Mận ở thôn Đoài vá đường cho…", "", ""),
        ("ở thôn đoài, bà Mận vá đường làng", "bà Mận vá đường làng", "thôn Đoài", ""),
        ("Hôm qua bà Mận vá đường làng", "Hôm qua bà Mận vá đường làng", "", "2026-11-15"),
        ("Hôm qua, bà Mận vá đường làng", "bà Mận vá đường làng", "", "2026-11-15"),
        ("Chào cháu. Bà Mận vá đường làng", "Bà Mận vá đường làng", "", ""),
        ("Dạ, bà Mận vá đường làng, thôn Hạ", "bà Mận vá đường làng", "thôn Hạ", ""),
        ("Bà Mận vá đường làng, ngày mai làm tiếp", "Bà Mận vá đường làng", "", ""),
        ("Bà Mận giúp 2, 3 hộ nghèo trong xóm", "Bà Mận giúp 2", "", ""),
        ("Bà Mận vá đường làng. Thôn Hạ. 12.11", "Bà Mận vá đường làng", "thôn Hạ", "2026-11-12"),
    ],
)  # fmt: skip
def test_of_hamlet_and_day_only_what_is_sure_is_taken(
    scene: ZaloBotScene,
    buoi: Actor,
    spare: Callable[[], None],
    words: str,
    who: str,
    hamlet: str,
    day: str,
) -> None:
    spare()
    buoi.says("kể", words)

    (deed,) = scene.deeds()
    assert (deed.who, deed.story) == (who, words)
    assert deed.answers["hamlet"].get("label", "") == hamlet
    assert str(deed.happened_first or "") == day


def test_a_voice_note_is_a_report(
    scene: ZaloBotScene, buoi: Actor, spare: Callable[[], None]
) -> None:
    spare()
    buoi.says("kể")
    buoi.sends_voice()

    assert CODE.search(buoi.last)
    assert answers(scene)["story"]["voice"]  # type: ignore[index]


def test_a_photo_with_words_under_it_is_a_report_and_more_photos_follow_it(
    scene: ZaloBotScene, buoi: Actor, spare: Callable[[], None]
) -> None:
    spare()
    buoi.says("kể")
    buoi.sends_photo(caption=IN_ONE)
    assert CODE.search(buoi.last)
    assert len(answers(scene)["evidence"]["files"]) == 1  # type: ignore[index]

    scene.wait(seconds=10)
    buoi.sends_photo(2)
    buoi.chooses("Thêm cho việc của bà Mận bán xôi")
    assert len(answers(scene)["evidence"]["files"]) == 3  # type: ignore[index]


def test_a_photo_alone_tells_nothing_and_is_kept(
    scene: ZaloBotScene, buoi: Actor, spare: Callable[[], None]
) -> None:
    spare()
    buoi.says("kể")
    buoi.sends_photo()

    assert scene.deeds() == []
    assert buoi.hears(WHO)


@pytest.mark.parametrize("words", ["2", "ok", "Bà Mận", "ừ thế à"])
def test_what_tells_nothing_yet_is_not_sent(
    scene: ZaloBotScene, buoi: Actor, spare: Callable[[], None], words: str
) -> None:
    spare()
    buoi.says("kể", words)

    assert scene.deeds() == []
    assert buoi.hears("kể rõ hơn một chút", "trong một tin nhé")


@pytest.mark.parametrize("photo", [False, True])
def test_an_accusation_is_asked_about_first(
    scene: ZaloBotScene, buoi: Actor, spare: Callable[[], None], photo: bool
) -> None:
    accusing = "ông Bờm, thôn Đoài, ăn chặn tiền cứu trợ của bà con"
    spare()
    buoi.says("kể")
    if photo:
        buoi.sends_photo(caption=accusing)
    else:
        buoi.says(accusing)

    assert buoi.hears("giống phản ánh hơn là khen", "chưa chuyển cho ai")
    assert scene.deeds() == []
    buoi.chooses("Phản ánh, tố cáo")
    assert "ăn chặn" not in repr(scene.talk_of(buoi))


def test_it_follows_after_the_consent_too(scene: ZaloBotScene, spare: Callable[[], None]) -> None:
    spare()
    na, mo = scene.stranger("Bà Na"), scene.stranger("Bà Mơ")
    na.says(IN_ONE)
    na.chooses("Đồng ý")
    assert CODE.search(na.last)

    mo.says("kể")
    mo.chooses("Đồng ý")
    assert mo.hears(ASKS)
    mo.says("Ông Thóc, thôn Đông, vá đoạn đường hỏng trước cổng trường")
    assert CODE.search(mo.last)
    assert len(scene.deeds()) == 2


# --- what waits ----------------------------------------------------------------------------------


def head_of(scene: ZaloBotScene) -> Actor:
    return scene.person("Ông Sấu", Role.HAMLET_HEAD, "Đoài")


def test_requests_and_news_wait_and_answers_do_not(
    scene: ZaloBotScene, buoi: Actor, spare: Callable[[], None]
) -> None:
    head, officer = head_of(scene), scene.person("Cô Lúa", Role.TDKT_OFFICER)
    spare()
    buoi.says("kể", IN_ONE)
    assert CODE.search(buoi.last)
    assert head.screen == []

    officer.says("việc chờ")
    officer.says("nhận 1")
    seen = len(buoi.screen)
    scene.wait(minutes=11)
    assert len(buoi.screen) == seen
    head.says("tiếp")  # what somebody asks for is an answer
    assert head.hears("bà Mận", "cho xã nêu tên không ạ?")

    on_the_first(scene)
    assert buoi.hears("xã đã nhận")


def test_a_request_goes_out_on_its_last_day(
    scene: ZaloBotScene, buoi: Actor, spare: Callable[[], None]
) -> None:
    head = head_of(scene)
    spare()
    buoi.says("kể", IN_ONE)
    (deed,) = scene.deeds()

    scene.wait(days=(deed.head_due - scene.commune.today(scene.now)).days - 1)
    assert head.screen == []
    scene.wait(days=1)

    assert head.hears("Bà Mận", "Việc ấy có đúng không ạ?")


def test_what_is_urgent_goes_out(scene: ZaloBotScene, spare: Callable[[], None]) -> None:
    lua = scene.person("Cô Lúa", Role.TDKT_OFFICER)
    spare()
    scene._await(scene.app._tick_limits())
    scene.settle()

    assert len(lua.screen) == 1  # two warnings, one message
    assert lua.hears("đã dùng", "chỉ còn ít tin")


def test_what_is_urgent_is_not_kept_behind_all_that_waits(
    scene: ZaloBotScene, spare: Callable[[], None]
) -> None:
    lua = scene.person("Cô Lúa", Role.TDKT_OFFICER)
    spare()
    with scene.write() as tx:
        for _ in range(AT_A_TIME + 5):
            push(tx, lua.id, "messages-low", scene.now, bot=scene.bot, count=800)
        push(tx, lua.id, "messages-spared", scene.now, bot=scene.bot, count=950, urgent=True)
    scene.settle()

    assert [shown.text.count("chỉ còn ít tin") for shown in lua.screen] == [1]


def test_who_has_to_wait_does_not_stand_before_all_others(
    scene: ZaloBotScene, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (models.machine.push, bot.dispatcher):
        monkeypatch.setattr(module, "PERSONS", 1)
    busy, lua = scene.person("Bà Bưởi"), scene.person("Cô Lúa", Role.TDKT_OFFICER)
    due = scene.now + timedelta(minutes=5)
    with scene.write() as tx:
        for person in (busy, lua):
            push(tx, person.id, "messages-low", scene.now, not_before=due, bot=scene.bot, count=1)
    scene.now = due
    busy.says("kể")  # in the middle of a form nothing is said
    seen = len(busy.screen)
    scene.settle()
    scene.settle()

    assert lua.hears("đã dùng")
    assert len(busy.screen) == seen


def test_the_backlog_comes_on_the_first_in_one_message(
    scene: ZaloBotScene, buoi: Actor, spare: Callable[[], None]
) -> None:
    reports = (
        ("Ông Thóc", "Đông", "Vá đoạn đường hỏng trước cổng trường làng"),
        ("Bà Hành", "Hạ", "Nấu cháo phát cho người bệnh mỗi sáng thứ Bảy"),
        ("Chị Gấc", "Trung", "Dạy chữ cho người già buổi tối ở nhà văn hóa"),
        ("Anh Tỏi", "Chùa", "Đắp lại bờ mương bị vỡ trong đêm mưa"),
    )
    officer = scene.person("Cô Lúa", Role.TDKT_OFFICER)
    for who, hamlet, story in reports:
        buoi.tells_deed(who, hamlet, story)
        buoi.chooses("Gửi")
    spare()
    officer.says("nhận 1 2 3 4")
    scene.wait(minutes=30)
    seen = len(buoi.screen)

    scene.wait(days=9)
    assert len(buoi.screen) == seen
    on_the_first(scene)

    assert len(buoi.screen) == seen + 1
    assert "Có 4 tin đợi bác:" in buoi.last.split("\n", 1)[0]
    assert [who.lower() in buoi.last.lower() for who, _, _ in reports] == [True] * 4
    scene.wait(minutes=5)
    assert len(buoi.screen) == seen + 1


def test_news_comes_before_a_request_and_never_in_one_message_with_it(
    scene: ZaloBotScene, buoi: Actor, spare: Callable[[], None]
) -> None:
    """Only a request is repeated when nobody knows whether it arrived."""
    head = head_of(scene)
    buoi.tells_deed()
    spare()
    buoi.chooses("Gửi")
    with scene.write() as tx:
        push(tx, head.id, "messages-low", scene.now, bot=scene.bot, count=800)
    scene.settle()
    assert head.screen == []

    on_the_first(scene)

    assert [("đã dùng" in text, "Việc ấy có đúng không ạ?" in text) for text in head.new] == [
        (True, False),
        (False, True),
    ]
    with scene.write() as tx:
        rows = tx.connection.execute(
            text("SELECT repeat_if_unknown, priority FROM outbox WHERE chat = :chat ORDER BY id"),
            {"chat": head.chat},
        ).all()
    assert [tuple(row) for row in rows] == [(0, 2), (1, 1)]


@pytest.mark.parametrize("at_desk", [False, True])
def test_what_has_waited_goes_out_on_the_day_on_which_it_is_due(
    scene: ZaloBotScene, spare: Callable[[], None], *, at_desk: bool
) -> None:
    lua = scene.person("Cô Lúa", Role.TDKT_OFFICER)
    owner = lua if at_desk else head_of(scene)
    owes = ["role:tdkt_officer" if at_desk else "units:hamlet"]
    today = scene.commune.today(scene.now)  # a Monday; it is due on Thursday
    with scene.write() as tx:
        viewer = Viewer(lua.id, ((Role.TDKT_OFFICER, None),), lua.name)
        rules = default_rules(owes, at_desk=at_desk)
        day = today + timedelta(days=3)
        add_milestone(tx, viewer, "Gương tốt", day, scene.now, today, rules=rules, owes=owes)
    spare()
    for number in (2, 3):
        seen = [shown.text for shown in owner.screen if "Gương tốt" in shown.text]
        assert seen == []
        scene.now = scene.commune.hours.at(today + timedelta(days=number), time(20))
        scene.tick()
    assert [shown.text.count("Gương tốt") for shown in owner.screen] == [1]


def test_an_announcement_waits_for_the_first_however_long_that_is(
    scene: ZaloBotScene, buoi: Actor, spare: Callable[[], None]
) -> None:
    lua = scene.person("Cô Lúa", Role.TDKT_OFFICER)
    spare()
    with scene.write() as tx:
        viewer = Viewer(lua.id, ((Role.TDKT_OFFICER, None),), lua.name)
        made = draft_announcement(tx, viewer, "Mai họp thôn", scene.now)
        change_draft(tx, viewer, made, audience=["everyone"])
        send_announcement(tx, viewer, made, scene.now)
    scene.tick()
    for _ in range(5):
        scene.wait(days=1)
        scene._await(scene.app._tick_left())
    assert buoi.screen == []
    scene.now = datetime(2026, 12, 1, 1, 0, tzinfo=UTC)
    scene._await(scene.app._tick_left())
    scene.settle()
    assert buoi.hears("Mai họp thôn")
