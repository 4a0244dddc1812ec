"""Choices and days can be typed as people type them; what is unclear is asked again with the
closest options, and nothing is mapped silently wrong. The long tables stand beside
`bot/dialogue/understand`; here a few of each go through whole conversations.
"""

import unicodedata
from typing import Any

import pytest

from bot.dialogue.messages import Option
from tests.fakes.forms import CLEANUP_TELLING, DEED_TELLING, FormScene
from tests.transcripts.stage import answers, on, open_step

everyday = on("plain")  # where everything has to be typed


@everyday
@pytest.mark.parametrize(
    "typed",
    [
        "2", "hai", "số 2", "dạ em chọn số 2 ạ", "khoi muong", "KHƠI MƯƠNG ạ", "khơi mươn",
        "khoi muongw", unicodedata.normalize("NFD", "Khơi mương"), "cháu lấy cái thứ hai",
    ],
)  # fmt: skip
def test_the_second_of_three_choices(scene: FormScene, typed: str) -> None:
    buoi = scene.person("Bà Bưởi")
    CLEANUP_TELLING.up_to(buoi, "what")
    scene.wait(seconds=20)

    buoi.says(typed)

    assert answers(buoi)["what"]["id"] == "ditch"
    assert open_step(buoi) == "groups"


@everyday
@pytest.mark.parametrize(
    ("typed", "chosen"),
    [
        ("1 3", ["youth", "veterans"]),
        ("phụ nữ với cựu chiến binh", ["women", "veterans"]),
        ("thanh nien, phu nu", ["youth", "women"]),
        ("cả ba", ["youth", "women", "veterans"]),
        ("không", []),
        ("dạ không có ạ", []),
    ],
)
def test_several_of_a_few(scene: FormScene, typed: str, chosen: list[str]) -> None:
    buoi = scene.person("Bà Bưởi")
    CLEANUP_TELLING.up_to(buoi, "groups")
    scene.wait(seconds=20)

    buoi.says(typed)

    assert answers(buoi)["groups"]["ids"] == chosen


@everyday
@pytest.mark.parametrize(
    ("typed", "hamlet"),
    [
        ("Đoài", "thôn Đoài"),
        ("doai", "thôn Đoài"),
        ("thon doai a", "thôn Đoài"),
        ("Đòai", "thôn Đoài"),
        (unicodedata.normalize("NFD", "thôn Thượng"), "thôn Thượng"),
        ("thượn", "thôn Thượng"),
        ("ở thôn Chùa ạ", "thôn Chùa"),
    ],
)
def test_a_hamlet(scene: FormScene, typed: str, hamlet: str) -> None:
    buoi = scene.person("Bà Bưởi")
    DEED_TELLING.up_to(buoi, "hamlet")
    scene.wait(seconds=20)

    buoi.says(typed)

    assert answers(buoi)["hamlet"]["label"] == hamlet
    if typed != hamlet:
        assert open_step(buoi) == "story"


@everyday
@pytest.mark.parametrize("typed", ["không rõ", "em không biết", "khong ro a"])
def test_a_hamlet_that_is_not_known(scene: FormScene, typed: str) -> None:
    buoi = scene.person("Bà Bưởi")
    DEED_TELLING.up_to(buoi, "hamlet")
    scene.wait(seconds=20)

    buoi.says(typed)

    assert answers(buoi)["hamlet"] == {"unknown": True}


@everyday
def test_a_hamlet_that_is_nowhere_is_asked_once_more_and_then_kept_as_told(
    scene: FormScene,
) -> None:
    buoi = scene.person("Bà Bưởi")
    DEED_TELLING.up_to(buoi, "hamlet")
    scene.wait(seconds=20)

    buoi.says("xóm Bãi Bồi")
    assert buoi.hears('Cháu chưa tìm ra "xóm Bãi Bồi"', "Người ấy ở thôn nào ạ?")
    scene.wait(seconds=20)
    buoi.says("Bãi Bồi ấy mà")

    assert answers(buoi)["hamlet"] == {"text": "Bãi Bồi ấy mà"}


@everyday
def test_a_number_that_is_ones_place_and_anothers_name_is_asked_again(scene: FormScene) -> None:
    scene.commune.lists["hamlets"] = (
        Option("7", "Thôn 3"),
        Option("8", "Thôn 5"),
        Option("9", "Thôn 1"),
    )
    buoi = scene.person("Bà Bưởi")
    DEED_TELLING.up_to(buoi, "hamlet")
    scene.wait(seconds=20)

    buoi.says("3")
    assert open_step(buoi) == "hamlet"
    assert buoi.hears("Thôn 3", "Thôn 1")
    scene.wait(seconds=20)
    buoi.says("thon 3")

    assert answers(buoi)["hamlet"]["id"] == "7"


@everyday
@pytest.mark.parametrize(
    ("typed", "number"), [("25", 25), ("hai mươi lăm", 25), ("dạ 25 người ạ", 25), ("một", 1)]
)
def test_a_number(scene: FormScene, typed: str, number: int) -> None:
    buoi = scene.person("Bà Bưởi")
    CLEANUP_TELLING.up_to(buoi, "people")
    scene.wait(seconds=20)

    buoi.says(typed)

    assert answers(buoi)["people"] == {"number": number}


@everyday
@pytest.mark.parametrize("typed", ["không", "ko", "không ai", "đông lắm"])
def test_no_is_never_zero(scene: FormScene, typed: str) -> None:
    buoi = scene.person("Bà Bưởi")
    CLEANUP_TELLING.up_to(buoi, "people")
    scene.wait(seconds=20)

    buoi.says(typed)

    assert open_step(buoi) == "people"
    assert buoi.hears("Cháu chưa rõ là bao nhiêu", "Có mấy người làm ạ?")


@everyday
@pytest.mark.parametrize(
    ("typed", "answer", "echoed"),
    [
        ("hôm qua", ("day", "2026-11-15", "2026-11-15"), "Chủ nhật, 15/11"),
        ("hôm kia ạ", ("day", "2026-11-14", "2026-11-14"), "thứ Bảy, 14/11"),
        ("thứ hai tuần trước", ("day", "2026-11-09", "2026-11-09"), "thứ Hai, 9/11"),
        ("12/3", ("day", "2026-03-12", "2026-03-12"), "thứ Năm, 12/3"),
        ("rằm tháng bảy", ("day", "2026-08-27", "2026-08-27"), "thứ Năm, 27/8"),
        ("mùng 5 tháng Giêng", ("day", "2026-02-21", "2026-02-21"), "thứ Bảy, 21/2"),
        ("khoảng tháng 3", ("about", "2026-03-01", "2026-03-31"), "khoảng từ Chủ nhật, 1/3"),
        ("mấy năm nay", ("ongoing", "", ""), ""),
        ("không nhớ", ("unknown", "", ""), ""),
        ("em không nhớ rõ nữa ạ", ("unknown", "", ""), ""),
    ],
)
def test_a_day(scene: FormScene, typed: str, answer: tuple[str, str, str], echoed: str) -> None:
    buoi = scene.person("Bà Bưởi")
    DEED_TELLING.up_to(buoi, "happened")
    scene.wait(seconds=20)

    buoi.says(typed)

    found: dict[str, Any] = answers(buoi)["happened"]
    assert (found["kind"], found["first"], found["last"]) == answer
    assert found["text"] == typed
    assert buoi.hears(echoed, "ảnh")


@on("plain", "web")
def test_a_day_of_two_calendars_is_asked(scene: FormScene) -> None:
    buoi = scene.person("Bà Bưởi")
    DEED_TELLING.up_to(buoi, "happened")
    scene.wait(seconds=20)

    buoi.says("mùng 5 tháng 3")
    assert open_step(buoi) == "happened"
    assert buoi.hears("dương hay âm lịch")
    scene.wait(seconds=20)
    buoi.says("1")

    assert answers(buoi)["happened"]["kind"] == "day"
    assert open_step(buoi) == "evidence"


@on("plain", "web")
@pytest.mark.parametrize("typed", ["30/2", "mai", "10/12/2030", "con gà"])
def test_what_is_no_day_is_asked_again(scene: FormScene, typed: str) -> None:
    buoi = scene.person("Bà Bưởi")
    DEED_TELLING.up_to(buoi, "happened")
    scene.wait(seconds=20)

    buoi.says(typed)

    assert open_step(buoi) == "happened"
    assert "happened" not in answers(buoi)
