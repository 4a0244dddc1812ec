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


def test_nothing_to_add_adds_nothing(village: Village) -> None:
    village.buoi.tells_deed()
    village.buoi.chooses("Gửi")
    village.scene.wait(minutes=1)
    before = village.scene.deeds()[0].story

    village.buoi.says("thêm", "không")

    assert village.buoi.hears("để nguyên")
    assert village.scene.deeds()[0].story == before
