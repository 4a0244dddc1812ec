"""The commune's one question to whoever told of a deed."""

from collections.abc import Iterator

import pytest

from models.people.role import Role
from tests.fakes.scene import Scene
from tests.handlers.desk_stage import Desk, desk, since, tell, told


@pytest.fixture
def stage(sqlite_url: str) -> Iterator[Desk]:
    scene = Scene(sqlite_url)
    yield desk(scene)
    assert scene.failed() == 0
    scene.close()


@pytest.mark.parametrize(
    "sentence",
    [
        "Có ai cùng thấy việc ấy không ạ?",
        "Việc ấy vào khoảng ngày nào ạ?",
        "Người ấy tên gì, nhà ở đâu ạ?",
        "Bác kể rõ hơn: người ấy đã làm những gì ạ?",
        "Bác có tấm ảnh nào không ạ?",
    ],
)
def test_the_teller_reads_the_ready_question_that_was_chosen(stage: Desk, sentence: str) -> None:
    told(stage, 1)

    stage.lua.taps("Hỏi thêm")
    stage.lua.taps(sentence)
    assert stage.lua.hears("Đã ghi câu hỏi về việc của ông Thóc.", "sau 10 phút")
    assert stage.state() == "asked"
    stage.scene.wait(minutes=11)

    assert stage.buoi.last == (
        "Chào bác. Việc của ông Thóc bác kể, cán bộ xã xin hỏi thêm một câu:\n"
        f"{sentence}\n"
        "Bác nhắn chữ, nói hay gửi ảnh đều được. "
        "Không biết thì nhắn: không biết, xã vẫn xem tiếp."
    )


def test_a_question_of_one_s_own_is_read_back_first(stage: Desk) -> None:
    told(stage, 1)
    stage.lua.says("hỏi 1")
    stage.lua.taps("Câu khác")

    stage.lua.says("Đường ấy dài mấy mét ạ?")
    assert stage.lua.hears("Người kể sẽ đọc: Đường ấy dài mấy mét ạ? Gửi chứ?")
    assert stage.state() == "sent"
    stage.lua.taps("Viết lại")
    stage.lua.says("Vá bằng gì ạ?")
    stage.lua.taps("1. Gửi")
    stage.scene.wait(minutes=11)

    assert stage.buoi.hears("xin hỏi thêm một câu:\nVá bằng gì ạ?\n")


def test_the_answer_comes_back_to_the_desk_with_the_case(stage: Desk) -> None:
    told(stage, 1)
    stage.lua.says("hỏi 1", "1")
    stage.scene.wait(minutes=11)

    stage.buoi.says("chị Vừng bán nước cùng thấy")
    assert stage.buoi.hears("Cháu chuyển lời bác cho cán bộ xã rồi.")
    stage.scene.wait(minutes=1)
    stage.lua.says("xem 1")

    assert "Hỏi: Có ai cùng thấy việc ấy không ạ? Trả lời: chị Vừng bán nước cùng thấy" in since(
        stage.lua, stage.lua.seen
    ).split("\n")
    assert stage.state() == "sent"


def test_not_knowing_moves_the_case_on(stage: Desk) -> None:
    told(stage, 1)
    stage.lua.says("hỏi 1", "1")
    stage.scene.wait(minutes=11)

    stage.buoi.says("không biết")
    stage.scene.wait(minutes=1)

    assert stage.state() == "sent"
    assert stage.lua.hears("Việc 1, thôn Đông", "Xã nhận việc này không?")
    stage.lua.says("xem 1")
    assert "Trả lời: không biết" in since(stage.lua, stage.lua.seen)


def test_each_deed_is_asked_about_once(stage: Desk) -> None:
    told(stage, 1)
    stage.lua.says("hỏi 1", "1")
    stage.scene.wait(minutes=11)
    stage.buoi.says("chị Vừng")
    stage.scene.wait(minutes=1)

    stage.lua.says("hỏi 1")

    assert stage.lua.hears("Việc của ông Thóc đã hỏi một lần rồi.", "xem 1")
    assert stage.state() == "sent"


def test_the_head_s_word_meanwhile_does_not_shut_the_teller_out(stage: Desk) -> None:
    sau = stage.scene.person("Ông Sấu", Role.HAMLET_HEAD, "Đoài")
    tell(stage.buoi, "Bà Mận", "Đoài", "Nhặt được ví, đem trả người mất")
    stage.lua.says("việc chờ", "hỏi 1", "1")
    stage.scene.wait(minutes=1)
    sau.taps("1. Đúng")
    stage.scene.wait(minutes=11)
    assert stage.buoi.hears("Có ai cùng thấy việc ấy không ạ?")

    stage.buoi.says("chị Vừng cùng thấy")

    assert stage.buoi.hears("Cháu chuyển lời bác cho cán bộ xã rồi.")
    assert stage.state() == "confirmed"


def test_what_is_decided_is_not_asked_about(stage: Desk) -> None:
    told(stage, 1)
    stage.lua.says("nhận 1")

    stage.lim.says("hỏi 1")

    assert stage.lim.hears("Việc của ông Thóc đã có người quyết rồi.")
