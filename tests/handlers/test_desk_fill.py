"""Typing what a voice note says, or what a photographed list names."""

from collections.abc import Iterator

import pytest

from models.people.role import Role
from tests.fakes.scene import Scene
from tests.handlers.desk_stage import Desk, desk, since, told


@pytest.fixture
def stage(sqlite_url: str) -> Iterator[Desk]:
    scene = Scene(sqlite_url)
    yield desk(scene)
    assert scene.failed() == 0
    scene.close()


def a_list(stage: Desk) -> None:
    """A photographed list comes in."""
    stage.buoi.says("kể", "trong ảnh")
    stage.buoi.sends_photo()
    stage.buoi.taps("Gửi")
    stage.scene.wait(seconds=5)


def test_a_list_says_that_its_words_are_in_the_photo(stage: Desk) -> None:
    a_list(stage)

    assert stage.lua.hears("Người ghi trong ảnh: ghi trong ảnh")
    assert len(stage.lua.screen[-1].reply.photos) == 1


def test_what_a_list_says_is_typed(stage: Desk) -> None:
    a_list(stage)

    stage.lua.says("gõ 1")
    assert "Gõ lời cho việc của người ghi trong ảnh." in since(stage.lua, stage.lua.seen)
    assert [p for s in stage.lua.screen[stage.lua.seen :] for p in s.reply.photos]
    stage.lua.says("bà Gấc", "Hạ", "Dạy chữ cho người già buổi tối", "10/11")
    assert stage.lua.hears("– Bà Gấc, thôn Hạ\n– Dạy chữ cho người già buổi tối\n– Thứ Ba, 10/11")
    stage.lua.taps("Gửi")

    assert "Đã gõ lời cho việc của bà Gấc. Giấy còn người khác: gõ thêm 1." in since(
        stage.lua, stage.lua.seen
    )
    deed = stage.deed()
    assert (deed.who, deed.story) == ("bà Gấc", "Dạy chữ cho người già buổi tối")
    assert deed.answers["evidence"]["files"]
    assert deed.state == "sent"


def test_only_what_is_missing_is_asked_for_and_the_voice_note_stays(stage: Desk) -> None:
    stage.buoi.says("kể", "Ông Thóc", "Đông")
    stage.buoi.sends_voice()
    stage.buoi.says("10/11", "không")
    stage.buoi.taps("Gửi")
    stage.scene.wait(seconds=5)

    stage.lua.says("gõ 1")
    assert stage.lua.hears("Người ấy đã làm gì?")
    stage.lua.says("Vá đoạn đường hỏng trước cổng trường")
    assert stage.lua.hears("– Ông Thóc, thôn Đông")
    stage.lua.taps("Gửi")

    assert stage.deed().story == "Vá đoạn đường hỏng trước cổng trường"
    assert stage.deed().answers["story"]["voice"]
    stage.lua.says("xem 1")
    assert any("voice-" in file for file in stage.lua.screen[-1].reply.photos)


def test_what_is_typed_already_begins_at_its_summary(stage: Desk) -> None:
    told(stage, 1)

    stage.lua.says("gõ 1")

    assert stage.lua.hears("– Ông Thóc, thôn Đông")
    assert stage.lua.screen[-1].labels == ["1. Gửi", "2. Sửa", "3. Kể thêm"]
    stage.lua.says("sửa tên", "Ông Ngô Văn Thóc")
    stage.lua.taps("Gửi")
    assert stage.deed().who == "Ông Ngô Văn Thóc"


def test_a_list_of_three_becomes_three_deeds_of_one_teller(stage: Desk) -> None:
    a_list(stage)
    stage.lua.says("gõ 1", "bà Gấc", "Hạ", "Dạy chữ cho người già buổi tối", "10/11", "1")

    stage.lua.says("gõ thêm 1")
    assert "Gõ lời cho việc của người ghi trong ảnh." in since(stage.lua, stage.lua.seen)
    stage.lua.says("anh Tỏi", "Chùa", "Đắp lại bờ mương bị vỡ", "không rõ", "1")
    stage.scene.wait(seconds=10)
    stage.lua.says("gõ thêm 2", "chị Sen", "không rõ", "Góp gạo cho nhà bị cháy", "9/11", "1")

    deeds = stage.scene.deeds()
    assert [deed.who for deed in deeds] == ["bà Gấc", "anh Tỏi", "chị Sen"]
    assert len({deed.code for deed in deeds}) == 3
    assert len({deed.doer_id for deed in deeds}) == 3
    assert {(deed.teller_id, deed.told_at) for deed in deeds} == {
        (stage.buoi.id, deeds[0].told_at)
    }
    photos = {deed.answers["evidence"]["files"][0]["file"] for deed in deeds}
    assert len(photos) == 1
    stage.lua.says("việc chờ")
    shown = since(stage.lua, stage.lua.seen)
    assert all(line in shown for line in ("1. Bà Gấc", "2. Anh Tỏi", "3. Chị Sen"))


def test_a_hamlet_that_is_found_out_asks_its_head(stage: Desk) -> None:
    sau = stage.scene.person("Ông Sấu", Role.HAMLET_HEAD, "Hạ")
    a_list(stage)

    stage.lua.says("gõ 1", "bà Gấc", "Hạ", "Dạy chữ cho người già buổi tối", "10/11", "1")
    stage.scene.wait(minutes=1)

    assert sau.hears("Bà Gấc: Dạy chữ cho người già buổi tối", "Việc ấy có đúng không ạ?")


def test_whoever_goes_away_from_typing_leaves_the_case_as_it_was(stage: Desk) -> None:
    a_list(stage)

    stage.lua.says("gõ 1", "bà Gấc", "hủy")

    assert stage.deed().who == "người ghi trong ảnh"
    stage.lua.says("gõ 1")
    assert stage.lua.hears("Ai làm việc tốt ấy?")


def test_nothing_else_is_begun_while_one_is_typed(stage: Desk) -> None:
    a_list(stage)
    told(stage, 1)
    stage.lua.says("gõ 1")

    stage.lua.says("gõ 2")

    assert stage.lua.hears("Đang kể dở một việc.", "Ai làm việc tốt ấy?")


def test_the_head_never_types_for_a_teller(stage: Desk) -> None:
    sau = stage.scene.person("Ông Sấu", Role.HAMLET_HEAD, "Đông")
    told(stage, 1)

    sau.says("gõ 1")

    assert "Gõ lời" not in since(sau, sau.seen)
