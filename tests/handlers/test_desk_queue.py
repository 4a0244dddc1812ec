"""The officer's queue, and a case in full."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlmodel import select

from models.people.role import Role, grant_role
from models.people.unit import Unit
from tests.fakes.scene import Scene
from tests.handlers.desk_stage import Desk, desk, since, tell, told


@pytest.fixture
def stage(sqlite_url: str) -> Iterator[Desk]:
    scene = Scene(sqlite_url)
    yield desk(scene)
    assert scene.failed() == 0
    scene.close()


def test_nothing_waits(stage: Desk) -> None:
    stage.lua.says("việc chờ")

    assert stage.lua.last == "Chưa có việc nào chờ."


def test_the_counts_the_list_and_how_to_answer(stage: Desk) -> None:
    told(stage, 2)
    stage.scene.person("Ông Sấu", Role.HAMLET_HEAD, "Đoài")
    tell(stage.buoi, "Bà Mận bán xôi", "Đoài", "Nhặt được ví, đem trả người mất")
    stage.lua.says("xem 1")

    stage.lua.says("việc chờ")

    assert stage.lua.new[0] == (
        "2 mới, 1 chờ thôn.\n"
        "1. Ông Thóc, thôn Đông, chưa ai xác nhận\n"
        "2. Bà Hành, thôn Hạ, chưa ai xác nhận\n"
        "3. Bà Mận bán xôi, thôn Đoài, chờ thôn\n"
        "Nhận nhiều việc: nhận 1 3 4. Hỏi thêm: hỏi 2. Xem: xem 2. "
        "Người kể được tin sau 10 phút; đổi ý: hoàn tác."
    )


def test_what_is_over_its_day_is_counted_and_marked(stage: Desk) -> None:
    told(stage, 1)
    stage.scene.wait(days=30)

    stage.lua.says("việc chờ")

    assert "1 mới, 1 quá hạn." in since(stage.lua, 0)
    assert "1. Ông Thóc, thôn Đông, chưa ai xác nhận, quá hạn" in since(stage.lua, 0)


def test_the_rest_of_a_long_queue_is_a_word_away(stage: Desk) -> None:
    names = ("Sen", "Súng", "Huệ", "Lan", "Cúc", "Đào", "Mơ", "Quế", "Hồi", "Trám")
    works = ("trồng cây", "dọn chợ", "vá đường", "dạy chữ", "nấu cháo", "cứu người", "đắp mương",
             "trả ví", "góp gạo", "sửa nhà")  # fmt: skip
    for name, work in zip(names, works, strict=True):
        tell(stage.buoi, f"bà {name}", "không rõ", f"{work} suốt cả tháng")
    stage.lua.says("để sau")

    stage.lua.says("việc chờ")
    assert "\nCòn 1 việc nữa: việc chờ 2." in since(stage.lua, stage.lua.seen)
    assert "Bà Trám" not in since(stage.lua, stage.lua.seen).split("Còn 1")[0]

    stage.lua.says("việc chờ 2")
    assert "\n10. Bà Trám" in since(stage.lua, stage.lua.seen)

    stage.lua.says("việc chờ 7")
    assert "\n10. Bà Trám" in since(stage.lua, stage.lua.seen)


def test_a_case_keeps_its_number_while_others_go(stage: Desk) -> None:
    told(stage, 3)
    stage.lua.says("nhận 1")
    stage.scene.wait(seconds=5)
    stage.lua.says("chưa nhận 2")
    stage.lua.taps("Việc đã được khen")
    tell(stage.buoi, "Anh Tỏi", "Chùa", "Đắp lại bờ mương bị vỡ trong đêm mưa")

    stage.lua.says("việc chờ")

    shown = since(stage.lua, stage.lua.seen)
    assert "3. Chị Gấc" in shown
    assert "4. Anh Tỏi" in shown  # 2 is not given again so soon
    stage.lua.says("nhận 3")
    assert stage.state(3) == "consent"
    assert stage.state(4) == "sent"


def test_a_long_story_is_cut_when_it_comes_and_whole_when_it_is_opened(stage: Desk) -> None:
    story = " ".join(f"việc{n}" for n in range(300))
    tell(stage.buoi, "Bà Mận", "Đoài", story)

    assert stage.lua.hears("việc29…")
    assert "việc30" not in stage.lua.last

    stage.lua.says("xem 1")
    assert story in since(stage.lua, stage.lua.seen)


def test_a_case_says_all_that_is_known_of_it_with_its_photos(stage: Desk) -> None:
    sau = stage.scene.person("Ông Sấu", Role.HAMLET_HEAD, "Đoài")
    hanh = stage.scene.person("Cô Hành")
    hanh.says("kể", "Bà Mận", "Đoài", "Nhặt được ví, đem trả người mất", "10/11")
    hanh.sends_photo(2)
    hanh.says("kể giúp bà Na")
    hanh.says("sửa người thấy", "chị Vừng")
    hanh.chooses("Gửi")
    stage.scene.wait(seconds=5)
    sau.taps("Đúng, nhưng cần sửa")
    sau.says("ví có 2 triệu thôi")
    stage.scene.wait(minutes=1)

    stage.lua.says("xem 1")

    shown = stage.lua.screen[-1]
    for line in (
        "Việc 1, thôn Đoài, đúng, cần sửa:",
        "Bà Mận: Nhặt được ví, đem trả người mất",
        "Thứ Ba, 10/11, 2 ảnh",
        "Cùng thấy: chị Vừng",
        "Người kể: bà Na, Cô Hành kể giúp, mã:",
        "4071 0014",
        "Trưởng thôn ông Sấu: đúng, cần sửa: ví có 2 triệu thôi",
    ):
        assert line in shown.text.split("\n"), (line, shown.text)
    assert len(shown.reply.photos) == 2


def test_reports_that_may_be_of_one_deed_are_named_by_their_numbers(stage: Desk) -> None:
    told(stage, 1)
    na = stage.scene.person("Bà Na")
    tell(na, "ông Thóc", "Đông", "Vá đoạn đường hỏng trước cổng trường")

    stage.lua.says("xem 2")

    assert "Có thể trùng việc 1. Trùng thì gộp." in since(stage.lua, stage.lua.seen)


def test_a_request_in_the_middle_of_a_form_is_answered_by_words(stage: Desk) -> None:
    stage.lua.says("kể", "bà Sen")
    told(stage, 1)
    assert "Ông Thóc" not in since(stage.lua, 0)  # not into the middle of what is being told

    stage.scene.wait(minutes=16)

    assert stage.lua.hears("Nhận: nhận 1. Chưa nhận: chưa nhận 1. Xem cả lời kể: xem 1.")
    assert stage.lua.screen[-1].labels == []
    stage.lua.says("chưa nhận 1")
    assert "Đang kể dở một việc." in stage.lua.last
    stage.lua.says("nhận 1")
    assert "Đã nhận việc của ông Thóc." in stage.lua.last
    assert "Người ấy ở thôn nào" in stage.lua.last
    assert stage.state() == "consent"


def test_whoever_has_both_duties_works_at_the_desk_and_still_confirms(stage: Desk) -> None:
    scene = stage.scene
    both = stage.lua
    with scene.write() as tx:
        doai = tx.session.exec(select(Unit.id).where(Unit.name == "thôn Đoài")).one()
        grant_role(tx, both.id, Role.HAMLET_HEAD, doai, scene.now)
    na = scene.person("Bà Na")
    tell(na, "Ông Thóc", "Đông", "Vá đoạn đường hỏng trước cổng trường làng")
    tell(na, "Bà Mận", "Đoài", "Nhặt được ví, đem trả người mất")

    both.says("việc chờ")
    assert "1 mới, 1 chờ thôn." in since(both, both.seen)

    both.says("xem 1")
    assert "Người kể: Bà Na" in since(both, both.seen)

    both.says("đúng 2")
    assert scene.deeds()[1].state == "confirmed"


def test_photos_that_came_with_the_answer_are_shown_too(stage: Desk) -> None:
    told(stage, 1)
    stage.lua.says("hỏi 1")
    stage.lua.taps("tấm ảnh nào không ạ?")
    stage.scene.wait(minutes=11)
    stage.buoi.sends_photo()
    stage.scene.now += timedelta(seconds=5)

    stage.lua.says("xem 1")

    assert len(stage.lua.screen[-1].reply.photos) == 1
    assert "Trả lời: 1 tệp đính kèm" in stage.lua.last
