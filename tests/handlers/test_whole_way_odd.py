"""The whole way of a deed in odd orders: what was agreed to or asked changes meanwhile."""

from collections.abc import Iterator

import pytest
from sqlmodel import select

from models.people.facts import set_fact
from models.people.role import Role
from models.permissions import Viewer
from models.work.publishing import Publication
from tests.fakes.scene import BUTTONS, PLAIN, Scene
from tests.handlers.test_board import SENTENCE, Village


@pytest.fixture(params=[BUTTONS, PLAIN], ids=["buttons", "plain"])
def scene(sqlite_url: str, request: pytest.FixtureRequest) -> Iterator[Scene]:
    """A commune in which nobody has a role yet."""
    made = Scene(sqlite_url, request.param)
    yield made
    assert made.failed() == 0
    made.close()


@pytest.fixture(params=[BUTTONS, PLAIN], ids=["buttons", "plain"])
def village(sqlite_url: str, request: pytest.FixtureRequest) -> Iterator[Village]:
    scene = Scene(sqlite_url, request.param)
    yield Village(
        scene,
        scene.person("Cô Lúa", Role.TDKT_OFFICER),
        scene.person("Ông Đa", Role.COMMUNE_CHAIR),
        scene.person("Ông Sấu", Role.HAMLET_HEAD, "Đoài"),
        scene.person("Bà Bưởi"),
    )
    assert scene.failed() == 0
    scene.close()


def has_written(village: Village, answer: str, photos: int = 0) -> None:
    """The sentence waits to be released, with all photos that there are."""
    village.agreed(answer, photos)
    village.lua.says(SENTENCE)
    if photos:
        village.lua.chooses("Kèm ảnh")
    village.lua.chooses("Đúng, gửi duyệt")
    village.scene.wait(minutes=1)


def shown(village: Village) -> tuple[str, list[str]]:
    """The name and the photos that were written for the board."""
    with village.scene.write() as tx:
        entry = tx.session.exec(select(Publication)).one()
        return entry.name, entry.photos


# --- the consent changes after the sentence was written ------------------------------------------


@pytest.mark.parametrize("answer", ["Chỉ nêu tên", "Không muốn"])
def test_what_was_written_for_a_wider_consent_is_not_released(
    village: Village, answer: str
) -> None:
    has_written(village, "Cho nêu tên và ảnh", photos=2)
    village.sau.says("sửa")
    village.sau.chooses(answer)
    village.scene.wait(minutes=1)

    village.da.says("1")
    village.da.says("duyệt 1", "1")
    village.scene.wait(minutes=1)

    assert village.state == "accepted"


def test_then_the_sentence_is_written_anew_and_released_without_photos(village: Village) -> None:
    has_written(village, "Cho nêu tên và ảnh", photos=2)
    village.sau.says("sửa")
    village.sau.chooses("Chỉ nêu tên")
    village.scene.wait(minutes=1)

    village.lua.says("việc chờ")
    assert village.lua.hears("1 chờ viết câu")
    village.lua.says("viết 1", SENTENCE)
    village.lua.chooses("Đúng, gửi duyệt")
    village.scene.wait(minutes=1)
    village.da.chooses("Duyệt")

    assert (village.state, shown(village)[1]) == ("published", [])


def test_the_same_answer_again_changes_nothing(village: Village) -> None:
    has_written(village, "Cho nêu tên và ảnh", photos=2)
    village.sau.says("sửa")
    village.sau.chooses("Cho nêu tên và ảnh")
    village.scene.wait(minutes=1)

    village.da.chooses("Duyệt")
    assert village.state == "published"


def test_a_child_marked_after_the_consent_is_asked_for_again(village: Village) -> None:
    has_written(village, "Cho nêu tên và ảnh", photos=2)
    village.lua.says("trẻ em 1", "2")
    village.scene.wait(minutes=1)
    assert village.sau.hears("Gặp bố mẹ", "Xã chỉ ghi chữ cái đầu")
    village.lua.says("việc chờ")
    assert village.lua.hears("1 chờ ý người được khen")

    village.sau.chooses("Cho nêu, chỉ ghi chữ cái đầu")
    village.scene.wait(minutes=1)
    village.da.says("1")
    village.da.says("duyệt 1", "1")
    assert village.state == "accepted"  # the name and the photos of before go nowhere

    village.lua.says("viết 1", SENTENCE)
    village.lua.chooses("Đúng, gửi duyệt")
    village.scene.wait(minutes=1)
    village.da.chooses("Duyệt")
    assert village.state == "published"
    assert shown(village) == ("Bà M. B. X.", [])


def test_an_answer_as_for_an_adult_is_asked_anew_as_for_a_child(village: Village) -> None:
    village.accepted()
    village.lua.says("trẻ em 1", "2")
    village.sau.says("1")

    assert village.sau.hears("Gặp bố mẹ", "Xã chỉ ghi chữ cái đầu")
    village.sau.chooses("Cho nêu, chỉ ghi chữ cái đầu")
    assert village.scene.deeds()[0].scope == "initials"


# --- a slip put right while something else comes -------------------------------------------------


def test_what_is_asked_again_is_not_pushed_aside_by_the_next_request(village: Village) -> None:
    village.buoi.tells_deed()
    village.buoi.chooses("Gửi")
    village.sau.chooses("Đúng")
    village.sau.says("sửa")
    na = village.scene.person("Bà Na")
    na.tells_deed(who="Ông Thóc", story="Sửa cầu ao cho cả xóm cùng đi")
    na.chooses("Gửi")
    village.scene.wait(minutes=20)

    village.sau.says("3")

    assert [deed.state for deed in village.scene.deeds()] == ["doubted", "sent"]


def test_a_head_does_not_confirm_what_was_corrected_unseen(village: Village) -> None:
    village.buoi.tells_deed()
    village.buoi.chooses("Gửi")
    village.buoi.says("sửa việc", "Nhặt được ví có 300 triệu và trả lại")
    village.buoi.chooses("Gửi")
    village.scene.wait(minutes=1)

    assert village.sau.hears("300 triệu", "Việc ấy có đúng không ạ?")
    village.sau.chooses("Đúng")
    assert village.state == "confirmed"


def test_an_officer_does_not_decide_by_a_word_that_the_head_took_back(village: Village) -> None:
    village.buoi.tells_deed()
    village.buoi.chooses("Gửi")
    village.sau.chooses("Đúng")
    village.scene.wait(minutes=1)
    village.sau.says("sửa")
    village.sau.chooses("Chưa đúng")
    village.scene.wait(minutes=1)

    assert village.lua.hears("thôn nói chưa đúng", "Xã nhận việc này không?")
    village.lua.chooses("Nhận")
    assert village.state == "consent"


def test_a_doubt_says_by_which_words_an_accusation_is_hidden(village: Village) -> None:
    village.buoi.tells_deed()
    village.buoi.chooses("Gửi")
    village.sau.chooses("Chưa đúng")
    words = village.sau.last.rsplit("nhắn: ", 1)[1].rstrip(".")

    village.sau.says(words)

    assert village.state == "hidden"


# --- the rest ------------------------------------------------------------------------------------


def test_whoever_is_asked_as_the_second_finds_it_again(village: Village) -> None:
    tre = village.scene.person("Ông Tre", Role.HAMLET_FRONT_HEAD, "Đoài")
    with village.scene.write() as tx:
        admin = Viewer(village.da.id, ((Role.ADMIN, None),))
        set_fact(tx, admin, "confirmations", "2", village.scene.now)
    village.buoi.tells_deed()
    village.buoi.chooses("Gửi")
    village.sau.chooses("Đúng")
    assert tre.hears("Việc ấy có đúng không ạ?")

    tre.says("menu", "việc chờ")
    assert tre.hears("Bà Mận bán xôi", "Việc ấy có đúng không ạ?")
    tre.chooses("Đúng")
    tre.says("việc chờ")
    assert tre.hears("chưa có việc nào")
    village.sau.says("việc chờ")
    assert village.sau.hears("chưa có việc nào")


def test_a_story_of_many_words_can_be_read_by_head_and_officer(village: Village) -> None:
    story = "Bà giúp hàng xóm. " * 400
    village.buoi.tells_deed(story=story)
    village.buoi.chooses("Gửi")

    village.sau.says("xem 1")
    village.lua.says("việc chờ", "xem 1")

    for reader in (village.sau, village.lua):
        read = " ".join(message.text for message in reader.screen)
        assert read.count("giúp") >= 400


def test_what_the_only_officer_told_goes_to_the_deputy_without_a_chairman(
    sqlite_url: str,
) -> None:
    scene = Scene(sqlite_url)
    lua = scene.person("Cô Lúa", Role.TDKT_OFFICER)
    deputy = scene.person("Bà Vả", Role.VICE_CHAIR)
    lua.tells_deed(hamlet="Chùa")
    lua.chooses("Gửi")
    scene.wait(minutes=1)

    assert deputy.hears("Xã nhận việc này không?")
    deputy.chooses("Nhận")
    scene.wait(minutes=12)
    assert deputy.hears("có cho nêu tên không")
    assert scene.failed() == 0
    scene.close()


def test_a_report_that_stands_on_its_own_again_is_not_called_merged(village: Village) -> None:
    na = village.scene.person("Bà Na")
    village.buoi.tells_deed()
    village.buoi.chooses("Gửi")
    na.tells_deed(who="Ông Thóc", story="Sửa cầu ao cho cả xóm cùng đi")
    na.chooses("Gửi")
    village.lua.says("việc chờ", "gộp 2 1")
    heard = len(na.screen)

    village.buoi.says("việc tôi đã kể", "1", "3", "1")
    village.scene.wait(minutes=12)

    assert [deed.state for deed in village.scene.deeds()] == ["withdrawn", "sent"]
    assert len(na.screen) == heard


def test_nothing_to_add_adds_nothing(village: Village) -> None:
    village.buoi.tells_deed()
    village.buoi.chooses("Gửi")
    village.scene.wait(minutes=1)
    before = village.scene.deeds()[0].story

    village.buoi.says("thêm", "không")

    assert village.buoi.hears("để nguyên")
    assert village.scene.deeds()[0].story == before


def test_further_voices_of_a_hidden_case_stand_on_their_own(scene: Scene) -> None:
    """What was wrong with the one need not be wrong with the other."""
    buoi, gao = scene.person("Bà Bưởi"), scene.person("Ông Gạo")
    officer = scene.person("Cô Lúa", Role.TDKT_OFFICER)
    for teller in (buoi, gao):
        teller.tells_deed()
        teller.chooses("Gửi")
    gao.chooses("Phải, tôi cũng biết")

    officer.says("không phải gương 1")
    scene.wait(minutes=12)

    assert [deed.state for deed in scene.deeds()] == ["hidden", "sent"]
    assert buoi.hears("viết đơn")
    assert not any("viết đơn" in shown.text for shown in gao.screen)
    officer.says("việc chờ")
    assert officer.hears("1 mới")


def test_a_writer_without_anybody_to_release_is_told_whom_to_invite(scene: Scene) -> None:
    teller, officer = scene.person("Bà Bưởi"), scene.person("Cô Lúa", Role.TDKT_OFFICER)
    teller.tells_deed()
    teller.chooses("Gửi")
    officer.says("xác nhận 1")
    officer.chooses("Người khác")
    officer.says("bà Cúc")
    officer.chooses("Đúng")
    officer.says("nhận 1")
    scene.wait(minutes=11)
    officer.says("xin phép 1")
    officer.chooses("Chỉ nêu tên")
    officer.says("viết 1", "Nhặt được chiếc ví giữa chợ, bà tìm bằng được người mất để trả.")
    officer.chooses("Đúng, gửi duyệt")

    assert officer.hears("chưa có ai duyệt được")
    officer.says("việc chờ")
    assert officer.hears("1 chờ duyệt")


def test_what_is_no_code_is_no_wrong_try(scene: Scene) -> None:
    teller = scene.person("Bà Bưởi")
    teller.tells_deed()
    teller.chooses("Gửi")
    gao = scene.person("Ông Gạo")
    gao.says("tra cứu", "mã nào cơ", "cháu ơi", "không có", "???", "đâu rồi", "gì thế")

    gao.says(scene.deeds()[0].code)

    assert gao.hears("đang xem")
