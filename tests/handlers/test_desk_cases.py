"""What else the desk does with a case: merging, giving it away, a word by phone, a movement."""

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


# --- merging -------------------------------------------------------------------------------------


def test_the_first_goes_into_the_second_and_its_teller_hears_that(stage: Desk) -> None:
    told(stage, 1)
    na = stage.scene.person("Bà Na")
    tell(na, "Ông Thóc vá đường", "Đông", "Sửa chỗ ổ gà ngoài cổng")

    stage.lua.says("gộp 2 1")
    assert stage.lua.hears(
        "Đã gộp việc của ông Thóc vá đường vào việc của ông Thóc.", "đổi ý: hoàn tác"
    )
    assert stage.deed(2).merged_into == stage.deed(1).id
    stage.scene.wait(minutes=11)
    assert na.hears("Chào bác. Việc của ông Thóc vá đường bác kể, có người cũng kể")

    stage.lua.says("nhận 1")
    stage.scene.wait(minutes=11)
    assert na.hears("Việc của ông Thóc vá đường bác kể, xã đã nhận làm gương.")
    assert stage.buoi.hears("Việc của ông Thóc bác kể, xã đã nhận làm gương.")


def test_into_which_is_asked_and_what_seems_alike_stands_first(stage: Desk) -> None:
    told(stage, 2)
    na = stage.scene.person("Bà Na")
    tell(na, "bà Hành", "Hạ", "Nấu cháo phát cho người bệnh sáng thứ Bảy")

    stage.lua.says("gộp 3")
    assert stage.lua.screen[-1].labels == ["1. Bà Hành, thôn Hạ", "2. Ông Thóc, thôn Đông"]
    stage.lua.taps("Bà Hành, thôn Hạ")

    assert stage.deed(3).merged_into == stage.deed(2).id


def test_a_slip_in_merging_leaves_the_further_voices_where_they_were(stage: Desk) -> None:
    told(stage, 3)
    stage.lua.says("gộp 1 2")
    stage.scene.wait(minutes=11)
    stage.lua.says("gộp 2 3")
    assert stage.deed(1).merged_into == stage.deed(3).id
    stage.scene.wait(minutes=1)

    stage.lua.says("hoàn tác")

    assert stage.lua.new[0] == "Đã lấy lại việc của bà Hành. Chưa ai được tin."
    assert stage.state(2) == "sent"
    assert stage.deed(1).merged_into == stage.deed(2).id
    assert stage.state(1) == "merged"


def test_nothing_is_merged_into_itself_or_into_what_is_not_there(stage: Desk) -> None:
    told(stage, 1)

    for words in ("gộp 1 1", "gộp 1 9"):
        stage.lua.says(words)
        assert "Đã gộp" not in stage.lua.new[0], words
    stage.lua.says("gộp 1")
    assert "Chưa có việc nào khác để gộp." in since(stage.lua, stage.lua.seen)
    assert stage.state() == "sent"


# --- giving it to somebody -----------------------------------------------------------------------


def test_a_case_is_given_to_a_colleague_who_is_asked(stage: Desk) -> None:
    nep = stage.scene.person("Ông Nếp", Role.COMMUNE_CHAIR)
    told(stage, 1)
    assert nep.screen == []

    stage.lua.says("giao 1")
    assert stage.lua.screen[-1].labels == ["1. Cô Lúa", "2. Anh Lim", "3. Ông Nếp"]
    stage.lua.taps("Ông Nếp")

    assert "Đã giao việc của ông Thóc cho ông Nếp." in since(stage.lua, stage.lua.seen)
    assert nep.hears("Việc 1, thôn Đông", "Xã nhận việc này không?")
    stage.lua.says("xem 1")
    assert "Giao: Ông Nếp" in since(stage.lua, stage.lua.seen)


# --- a word by telephone -------------------------------------------------------------------------


def test_the_head_s_word_by_telephone(stage: Desk) -> None:
    with_name(stage)
    told(stage, 1)

    stage.lua.says("xác nhận 1")
    assert stage.lua.screen[-1].labels == ["1. Trưởng thôn ông Sấu", "2. Người khác"]
    stage.lua.taps("Trưởng thôn ông Sấu")
    assert stage.lua.hears("Trưởng thôn ông Sấu nói thế nào?")
    stage.lua.taps("1. Đúng")

    assert stage.lua.hears("Đã ghi lời xác nhận việc của ông Thóc. Xem: xem 1.")
    assert stage.state() == "confirmed"
    stage.lua.says("xem 1")
    assert "Trưởng thôn ông Sấu, qua điện thoại: đúng" in stage.lua.last.split("\n")


def with_name(stage: Desk) -> None:
    """A head who is known, and has no telephone that could hear of it."""
    sau = stage.scene.person("Ông Sấu", Role.HAMLET_HEAD, "Đông")
    with stage.scene.write() as tx:
        tx.cursor.execute(f"DELETE FROM account WHERE person_id = {sau.id}")  # noqa: S608


@pytest.mark.parametrize(
    ("says", "state"), [("Đúng, cần sửa", "corrected"), ("Chưa đúng", "doubted")]
)
def test_somebody_else_s_word_by_telephone(stage: Desk, says: str, state: str) -> None:
    told(stage, 1)

    stage.lua.says("xác nhận 1")
    stage.lua.taps("Người khác")
    stage.lua.says("bà Vừng bán nước")
    assert stage.lua.hears("Bà Vừng bán nước nói thế nào?")
    stage.lua.taps(says)

    assert stage.state() == state
    stage.lua.says("xem 1")
    assert f"Bà Vừng bán nước, qua điện thoại: {says.lower()}" in stage.lua.last


def test_whoever_is_named_in_a_case_does_not_confirm_it_by_telephone_either(stage: Desk) -> None:
    told(stage, 1)

    stage.lua.says("xác nhận 1")
    stage.lua.taps("Người khác")
    stage.lua.says("ông Thóc")
    stage.lua.taps("1. Đúng")

    assert stage.lua.hears("Người ấy có tên trong việc của ông Thóc", "Cần hỏi người khác.")
    assert stage.state() == "sent"


# --- the movement, the further menu --------------------------------------------------------------


def test_a_movement_is_named_once_and_chosen_after(stage: Desk) -> None:
    told(stage, 2)
    stage.lua.taps("Việc khác")
    stage.lua.taps("Tính cho phong trào")
    stage.lua.says("Đường làng sạch đẹp")
    assert "Việc của ông Thóc, phong trào: Đường làng sạch đẹp." in since(
        stage.lua, stage.lua.seen
    )

    stage.lua.says("phong trào 2")
    assert stage.lua.screen[-1].labels == ["1. Đường làng sạch đẹp"]
    stage.lua.taps("Đường làng sạch đẹp")
    assert [stage.deed(n).movement for n in (1, 2)] == ["Đường làng sạch đẹp"] * 2

    stage.lua.says("phong trào 1", "không")
    assert stage.deed(1).movement == ""


def test_several_at_once_count_for_one_movement(stage: Desk) -> None:
    told(stage, 3)

    stage.lua.says("phong trào 1 3")
    assert stage.lua.hears("Việc của ông Thóc, chị Gấc tính cho phong trào nào?")
    stage.lua.says("Đường làng sạch đẹp")

    assert [stage.deed(n).movement for n in (1, 2, 3)] == [
        "Đường làng sạch đẹp",
        "",
        "Đường làng sạch đẹp",
    ]


@pytest.mark.parametrize(
    ("option", "asks"),
    [
        ("Gộp với việc khác", "vào việc nào?"),
        ("Giao cho người khác", "cho ai?"),
        ("Ghi lời xác nhận qua điện thoại", "qua điện thoại?"),
        ("Gõ lời tin thoại, giấy viết tay", "Gửi"),
        ("Tính cho phong trào", "phong trào nào?"),
        ("Trẻ em", "có phải trẻ em không?"),
    ],
)
def test_the_further_menu_leads_to_each(stage: Desk, option: str, asks: str) -> None:
    told(stage, 2)
    stage.lua.taps("Việc khác")

    stage.lua.taps(option)

    shown = stage.lua.screen[-1]
    assert asks in "\n".join((shown.text, *shown.labels))
