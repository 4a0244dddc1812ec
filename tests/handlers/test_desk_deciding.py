"""Accepting, declining, hiding, and taking a slip back; two officers at one moment."""

from collections.abc import Iterator

import pytest

from models.people.role import Role
from tests.fakes.scene import PLAIN, Actor, Scene
from tests.handlers.desk_stage import Desk, desk, since, tell, told


@pytest.fixture
def stage(sqlite_url: str) -> Iterator[Desk]:
    scene = Scene(sqlite_url)
    yield desk(scene)
    assert scene.failed() == 0
    scene.close()


# --- yes -----------------------------------------------------------------------------------------


def test_the_teller_hears_ten_minutes_after_and_not_before(stage: Desk) -> None:
    told(stage, 1)

    stage.lua.taps("1. Nhận")
    assert stage.lua.hears(
        "Đã nhận việc của ông Thóc. Người kể được tin sau 10 phút; đổi ý: hoàn tác."
    )
    heard = len(stage.buoi.screen)

    stage.scene.wait(minutes=9)
    assert len(stage.buoi.screen) == heard

    stage.scene.wait(minutes=2)
    assert stage.buoi.hears("Chào bác. Việc của ông Thóc bác kể, xã đã nhận làm gương.")


def test_several_at_once_are_one_message(stage: Desk) -> None:
    told(stage, 3)

    stage.lua.says("nhận 1 3 9")

    assert stage.lua.new[0].split("\n") == [
        "Đã nhận việc của ông Thóc. Người kể được tin sau 10 phút; đổi ý: hoàn tác.",
        "Đã nhận việc của chị Gấc. Người kể được tin sau 10 phút; đổi ý: hoàn tác.",
        "Số 9: chưa có việc nào đang chờ.",
    ]
    assert [stage.state(n) for n in (1, 2, 3)] == ["consent", "sent", "consent"]


def test_every_choice_can_be_typed(sqlite_url: str) -> None:
    scene = Scene(sqlite_url, PLAIN)
    stage = told(desk(scene), 1)

    stage.lua.says("3")
    stage.lua.says("2")

    assert stage.state() == "declined"
    assert stage.deed().reason == "praised_before"
    scene.close()


def test_later_leaves_it_where_it_was(stage: Desk) -> None:
    told(stage, 1)

    stage.lua.taps("Để sau")

    assert stage.lua.hears("Việc 1 của ông Thóc để đó. Xem lại: xem 1.")
    assert stage.state() == "sent"


# --- a child -------------------------------------------------------------------------------------


def of_a_child(stage: Desk) -> None:
    tell(stage.buoi, "cháu Tít", "Trung", "Cứu bạn khỏi đuối nước ở ao làng")


def test_whether_it_is_a_child_s_is_asked_before_it_is_taken(stage: Desk) -> None:
    of_a_child(stage)

    stage.lua.taps("1. Nhận")
    assert stage.lua.hears("Người trong việc của cháu Tít có phải trẻ em không?")
    assert stage.lua.screen[-1].labels == [
        "1. Không",
        "2. Dưới 7 tuổi",
        "3. Từ 7 đến dưới 16 tuổi",
    ]
    assert stage.state() == "sent"

    stage.lua.taps("Từ 7 đến dưới 16 tuổi")
    assert stage.state() == "consent"
    assert stage.deed().child == "asked"


def test_among_several_a_child_s_deed_is_left_to_be_looked_at(stage: Desk) -> None:
    told(stage, 1)
    of_a_child(stage)

    stage.lua.says("nhận 1 2")

    assert "Việc 2 của cháu Tít có vẻ là của trẻ em: xem 2 rồi nhận." in stage.lua.new[0]
    assert [stage.state(1), stage.state(2)] == ["consent", "sent"]


def test_once_it_is_known_nobody_is_asked_again(stage: Desk) -> None:
    of_a_child(stage)
    stage.lua.says("trẻ em 1")
    stage.lua.taps("1. Không")
    assert "Đã ghi cho việc của cháu Tít." in since(stage.lua, stage.lua.seen)

    stage.lua.says("nhận 1")

    assert stage.state() == "consent"


# --- no ------------------------------------------------------------------------------------------


def test_a_ready_reason_speaks_of_the_deed(stage: Desk) -> None:
    told(stage, 1)

    stage.lua.says("chưa nhận 1")
    assert stage.state() == "sent"  # never without a reason
    stage.lua.taps("Chưa tìm được ai cùng thấy")
    assert stage.lua.hears("Đã ghi chưa nhận việc của ông Thóc.", "kèm lý do; đổi ý: hoàn tác.")

    stage.scene.wait(minutes=11)
    assert stage.buoi.hears("vì xã đã hỏi mà chưa tìm được ai cùng thấy.")


def test_the_next_request_waits_until_the_reason_is_given(stage: Desk) -> None:
    told(stage, 2)

    stage.lua.taps("Chưa nhận")
    stage.scene.wait(minutes=5)
    assert stage.lua.hears("Chưa nhận việc của ông Thóc, vì sao?")
    stage.lua.says("2")

    assert stage.state(1) == "declined"
    stage.scene.wait(minutes=1)
    assert stage.lua.hears("Việc 2, thôn Hạ")


def test_a_written_reason_is_read_back_before_the_teller_reads_it(stage: Desk) -> None:
    told(stage, 1)
    stage.lua.taps("Chưa nhận")
    stage.lua.taps("Lý do khác")
    assert "Nói về việc, không nói về người." in stage.lua.last

    stage.lua.says("vì việc ấy chưa xong")
    assert stage.lua.hears(
        "Người kể sẽ đọc: lần này xã chưa nêu gương được, vì việc ấy chưa xong. Ghi thế chứ?"
    )
    assert stage.state() == "sent"
    stage.lua.taps("Viết lại")
    stage.lua.says("việc ấy làm theo phiên trực")
    stage.lua.taps("Ghi")
    stage.scene.wait(minutes=11)

    assert stage.buoi.hears("chưa nêu gương được, vì việc ấy làm theo phiên trực.\n")


def test_a_reason_is_no_photo_and_no_novel(stage: Desk) -> None:
    told(stage, 1)
    stage.lua.says("chưa nhận 1")
    stage.lua.taps("Lý do khác")

    stage.lua.sends_voice()
    assert stage.lua.hears("Câu này trả lời bằng chữ", "Viết lý do")
    stage.lua.says("a" * 301)
    assert stage.lua.hears("Câu này trả lời bằng chữ", "Viết lý do")
    assert stage.state() == "sent"


# --- no good deed --------------------------------------------------------------------------------


def test_a_hidden_case_is_gone_for_everybody_at_once(stage: Desk) -> None:
    told(stage, 1)

    stage.lua.taps("Không phải gương")
    assert stage.lua.hears("Đã cất việc của ông Thóc, không ai xem nữa.", "hoàn tác")

    for officer in (stage.lua, stage.lim):
        for word in ("việc chờ", "xem 1", "nhận 1", "chưa nhận 1", "hỏi 1"):
            officer.says(word)
            shown = since(officer, officer.seen)
            assert "Thóc" not in shown, word
            assert "chưa có việc nào" in shown.lower(), word
    assert stage.state() == "hidden"


def test_whoever_looks_at_a_case_while_it_is_hidden_learns_nothing_more_of_it(
    stage: Desk,
) -> None:
    told(stage, 1)
    stage.lim.says("xem 1")

    stage.lua.says("không phải gương 1")
    stage.lim.taps("1. Nhận")

    assert "Thóc" not in since(stage.lim, stage.lim.seen)
    assert stage.state() == "hidden"


def test_what_is_taken_already_is_not_hidden_and_its_request_stays(stage: Desk) -> None:
    told(stage, 1)
    stage.lua.says("nhận 1")
    stage.scene.wait(minutes=1)

    stage.lim.says("không phải gương 1")
    assert stage.lim.hears("Việc của ông Thóc đã có người quyết rồi.")
    stage.scene.wait(minutes=11)

    assert "có cho nêu tên không?" in since(stage.lua, 0)


# --- a slip --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "slip",
    [
        pytest.param(("nhận 1",), id="accepted"),
        pytest.param(("chưa nhận 1", "2"), id="declined"),
        pytest.param(("hỏi 1", "1"), id="asked"),
        pytest.param(("gộp 1 2",), id="merged"),
        pytest.param(("không phải gương 1",), id="hidden"),
    ],
)
def test_within_ten_minutes_a_slip_was_nothing(stage: Desk, slip: tuple[str, ...]) -> None:
    told(stage, 2)
    heard = len(stage.buoi.screen)
    stage.lua.says(*slip)
    assert stage.state() != "sent"
    stage.scene.wait(minutes=9)

    stage.lua.says("hoàn tác")
    assert "Đã lấy lại việc của ông Thóc. Chưa ai được tin." in since(stage.lua, stage.lua.seen)
    assert "Người kể: Bà Bưởi" in since(stage.lua, stage.lua.seen)  # the case is shown again
    stage.scene.wait(minutes=30)

    assert stage.state() == "sent"
    assert len(stage.buoi.screen) == heard
    stage.lua.says("nhận 1")  # its number means it as before
    assert stage.state() == "consent"


def test_after_ten_minutes_it_is_too_late(stage: Desk) -> None:
    told(stage, 1)
    stage.lua.says("nhận 1")
    stage.scene.wait(minutes=11)

    stage.lua.says("hoàn tác")

    assert stage.lua.new[0] == "Chưa có gì để lấy lại, hoặc đã quá 10 phút."
    assert stage.state() == "consent"


def test_what_was_decided_together_is_taken_back_together_or_by_its_number(stage: Desk) -> None:
    told(stage, 3)
    stage.lua.says("nhận 1 2 3")
    stage.scene.wait(seconds=30)

    stage.lua.says("hoàn tác 2")
    assert [stage.state(n) for n in (1, 2, 3)] == ["consent", "sent", "consent"]

    stage.lua.says("hoàn tác")
    assert [stage.state(n) for n in (1, 2, 3)] == ["sent", "sent", "sent"]


def test_one_officer_does_not_take_back_what_another_decided(stage: Desk) -> None:
    told(stage, 1)
    stage.lua.says("nhận 1")

    stage.lim.says("hoàn tác")
    stage.lim.says("hoàn tác 1")

    assert stage.state() == "consent"


def test_the_head_is_asked_once_more_only_if_nobody_asks_any_more(stage: Desk) -> None:
    sau = stage.scene.person("Ông Sấu", Role.HAMLET_HEAD, "Đoài")
    tell(stage.buoi, "Bà Mận", "Đoài", "Nhặt được ví, đem trả người mất")
    sau.says("kể")  # the request has gone by
    sau.says("hủy")
    seen = len(sau.screen)
    stage.lua.says("việc chờ", "hỏi 1", "1")
    stage.scene.wait(minutes=1)

    stage.lua.says("hoàn tác")
    stage.scene.wait(minutes=5)
    assert "Bà Mận" not in since(sau, seen)

    stage.lua.says("nhận 1")
    stage.scene.wait(minutes=1)
    stage.lua.says("hoàn tác")
    stage.scene.wait(minutes=5)
    assert "Bà Mận" in since(sau, seen)


def test_undoing_an_acceptance_leaves_the_question_that_the_teller_was_asked(
    stage: Desk,
) -> None:
    told(stage, 1)
    stage.lua.says("hỏi 1", "1")
    stage.scene.wait(minutes=2)
    stage.lua.says("nhận 1")
    stage.scene.wait(minutes=1)

    stage.lua.says("hoàn tác")
    assert stage.state() == "asked"
    stage.scene.wait(minutes=11)

    assert stage.buoi.hears("Có ai cùng thấy việc ấy không ạ?")


# --- two officers --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "second",
    [
        ("1. Nhận",),
        ("Chưa nhận", "Việc ở xã khác"),
        ("Hỏi thêm", "Có ai cùng thấy việc ấy không ạ?"),
    ],
)
def test_two_officers_decide_at_one_moment_one_wins_and_the_other_is_told(
    stage: Desk, second: tuple[str, ...]
) -> None:
    told(stage, 1)
    stage.lim.says("xem 1")
    *steps, last = second
    for label in steps:
        stage.lim.taps(label)

    with stage.scene.in_one_burst():
        stage.lua.taps("1. Nhận")
        stage.lim.taps(last)

    officers = {"lua": stage.lua, "lim": stage.lim}
    late = [n for n, o in officers.items() if "đã có người quyết" in since(o, o.seen)]
    assert late == ["lim"]
    assert stage.deed().decided_by == stage.lua.id
    assert stage.state() == "consent"


def test_by_its_number_a_case_that_another_has_declined_is_named(stage: Desk) -> None:
    told(stage, 2)
    stage.lua.says("chưa nhận 1", "1")

    stage.lim.says("nhận 1 2")

    assert "Việc của ông Thóc đã có người quyết rồi." in stage.lim.new[0]
    assert "Đã nhận việc của bà Hành." in stage.lim.new[0]


def test_nobody_decides_what_they_told(stage: Desk) -> None:
    tell(stage.lim, "Ông Thóc", "Đông", "Vá đoạn đường hỏng trước cổng trường làng")

    for word in ("xem 1", "nhận 1", "chưa nhận 1", "gộp 1", "gõ 1", "giao 1"):
        stage.lim.says(word)
        assert "chưa có việc nào" in since(stage.lim, stage.lim.seen), word
    assert stage.state() == "sent"


def test_the_praised_officer_hears_nothing_of_it(stage: Desk) -> None:
    named: Actor = stage.scene.person("Ngô Văn Thóc", Role.TDKT_OFFICER)
    tell(stage.buoi, "Ngô Văn Thóc", "Đông", "Vá đoạn đường hỏng trước cổng trường làng")
    na = stage.scene.person("Bà Na")
    na.tells_deed(who="Ngô Văn Thóc", hamlet="Đông", story="Vá đoạn đường hỏng trước cổng trường")
    na.taps("Gửi")
    na.taps("Phải, tôi cũng biết")
    stage.scene.wait(minutes=30)

    assert "Có thêm người kể việc" in since(stage.lua, 0)
    assert "Thóc" not in since(named, 0)
