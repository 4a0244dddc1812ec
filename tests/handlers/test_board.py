"""From a deed that the commune has taken to the honour board, and off it again."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest

from bot.dialogue.spoken import spoken
from models.people.facts import set_fact
from models.people.person import Person
from models.people.role import Role
from models.permissions import Viewer
from models.work.deed import DeedState
from models.work.list_numbers import number_for
from models.work.publishing import publication_of
from tests.fakes.scene import Actor, Scene

SENTENCE = "Nhặt được ví tiền ở cổng chợ, bà tìm đến tận nhà người mất để trao tận tay."
CODE = re.compile(r"^\d{4} \d{4}$", re.MULTILINE)
LOUDSPEAKER = 110  # syllables: half a minute


@dataclass(slots=True)
class Village:
    """Whoever a deed passes through on its way onto the board."""

    scene: Scene
    lua: Actor  # officer
    da: Actor  # chairman
    sau: Actor  # head of the hamlet
    buoi: Actor  # tells

    def accepted(self, who: str = "Bà Mận bán xôi", photos: int = 0) -> None:
        """A deed is told, found true, and taken by the commune; the head is asked for consent."""
        self.buoi.tells_deed(who=who, photos="không" if not photos else "")
        if photos:
            self.buoi.sends_photo(photos)
        self.buoi.chooses("Gửi")
        self.sau.chooses("Đúng")
        self.scene.wait(minutes=1)
        self.lua.chooses("Nhận")
        self.scene.wait(minutes=15)

    def agreed(self, answer: str = "Chỉ nêu tên", photos: int = 0) -> None:
        """… and the doer agrees, so that the officer is asked for the sentence."""
        self.accepted(photos=photos)
        self.sau.chooses(answer)
        self.scene.wait(minutes=1)

    def written(self, answer: str = "Chỉ nêu tên", photos: int = 0) -> None:
        """… and the sentence waits to be released."""
        self.agreed(answer, photos)
        self.lua.says(SENTENCE)
        if photos:
            self.lua.chooses("Kèm ảnh")
        self.lua.taps("1. Đúng, gửi duyệt")
        self.scene.wait(minutes=1)

    def released(self, answer: str = "Chỉ nêu tên", photos: int = 0) -> str:
        """… and it stands on the board; return its public code."""
        self.written(answer, photos)
        self.da.chooses("Duyệt")
        self.scene.wait(minutes=1)
        found = CODE.findall("\n".join(shown.text for shown in self.lua.screen))
        return str(found[-1])

    @property
    def state(self) -> str:
        """Where the deed stands."""
        return self.scene.deeds()[0].state


@pytest.fixture
def scene(sqlite_url: str) -> Iterator[Scene]:
    stage = Scene(sqlite_url)
    yield stage
    assert stage.failed() == 0
    stage.close()


@pytest.fixture
def village(scene: Scene) -> Village:
    return Village(
        scene,
        scene.person("Cô Lúa", Role.TDKT_OFFICER),
        scene.person("Ông Đa", Role.COMMUNE_CHAIR),
        scene.person("Ông Sấu", Role.HAMLET_HEAD, "Đoài"),
        scene.person("Bà Bưởi"),
    )


def set_rule(scene: Scene, name: str, value: int) -> None:
    """Set one of the commune's own rules, from yesterday on."""
    mai = scene.person("Chị Mai", Role.ADMIN)
    with scene.write() as tx:
        viewer = Viewer(mai.id, ((Role.ADMIN, None),), mai.name)
        set_fact(tx, viewer, name, str(value), scene.now - timedelta(days=1))


def screen(actor: Actor, seen: int = 0) -> str:
    """All that came onto a screen after so many messages."""
    return "\n".join(shown.text for shown in actor.screen[seen:])


def photos_on(actor: Actor) -> int:
    """How many photos the last message shows."""
    return len(actor.screen[-1].reply.photos)


# --- the sentence --------------------------------------------------------------------------------


def test_the_officer_is_asked_for_the_sentence_once_the_doer_agrees(village: Village) -> None:
    village.accepted()
    assert "Viết một câu nêu gương" not in screen(village.lua)

    village.sau.chooses("Cho nêu tên và ảnh")
    village.scene.wait(minutes=1)

    assert village.lua.hears("bà Mận bán xôi", "cho nêu tên và ảnh", "Viết một câu nêu gương")


def test_the_sentence_is_read_back_as_it_will_stand_there(village: Village) -> None:
    village.agreed()

    village.lua.says(SENTENCE)

    assert village.lua.hears("Bà Mận bán xôi", "thôn Đoài", SENTENCE, "Đúng chưa?")
    assert not any("ảnh" in label for label in village.lua.screen[-1].labels)


def test_the_story_as_it_was_told_is_no_sentence(village: Village) -> None:
    village.agreed()

    village.lua.says("nhặt được ví có 3 triệu, trả lại người mất.")
    assert village.lua.hears("giống hệt lời kể")
    village.lua.says(SENTENCE)
    assert village.lua.hears(SENTENCE, "Đúng chưa?")


def test_the_name_can_be_another(village: Village) -> None:
    village.agreed()
    village.lua.says(SENTENCE)

    village.lua.chooses("Sửa tên")
    village.lua.says("Bà Nguyễn Thị Mận")

    assert village.lua.hears("Bà Nguyễn Thị Mận, thôn Đoài", SENTENCE)


def test_photos_are_shown_only_where_somebody_chose_them(village: Village) -> None:
    village.agreed("Cho nêu tên và ảnh", photos=2)
    village.lua.says(SENTENCE)
    assert photos_on(village.lua) == 0

    village.lua.chooses("Kèm ảnh")
    assert photos_on(village.lua) == 2
    village.lua.taps("1. Đúng, gửi duyệt")

    assert village.da.hears("Duyệt không?")
    assert photos_on(village.da) == 2


def test_who_gave_the_name_alone_has_no_photo_to_choose(village: Village) -> None:
    village.agreed("Chỉ nêu tên", photos=2)

    village.lua.says(SENTENCE)

    assert not any("ảnh" in label for label in village.lua.screen[-1].labels)


def test_without_consent_there_is_no_sentence(village: Village) -> None:
    village.accepted()

    village.lua.says("viết 1")

    assert village.lua.hears("chưa có ý của người trong cuộc")


def test_a_missing_confirmation_is_named(village: Village) -> None:
    set_rule(village.scene, "confirmations", 2)
    village.accepted()
    village.sau.chooses("Chỉ nêu tên")
    village.scene.wait(minutes=1)

    assert "cần 2 người xác nhận, mới có 1" in screen(village.lua)
    village.lua.says("viết 1")
    assert village.lua.hears("cần 2 người xác nhận, mới có 1", "xác nhận 1")


# --- a child -------------------------------------------------------------------------------------


def test_a_child_is_shown_by_its_initials_and_without_class(village: Village) -> None:
    village.buoi.tells_deed(who="Em Nguyễn Văn Tí")
    village.buoi.chooses("Gửi")
    village.sau.chooses("Đúng")
    village.scene.wait(minutes=1)
    village.lua.chooses("Nhận")
    village.lua.taps(village.lua.screen[-1].labels[1])  # young
    village.scene.wait(minutes=15)
    village.sau.chooses("Cho nêu, chỉ ghi chữ cái đầu")
    village.scene.wait(minutes=1)
    assert village.lua.hears("là trẻ em")

    village.lua.says("Em Tí nhặt được ví và tìm người mất để trao tận tay.")
    assert village.lua.hears("tên trẻ em")
    village.lua.says("Em học lớp 4A nhặt được ví và trao tận tay người mất.")
    assert village.lua.hears("tên lớp")
    village.lua.says("Nhặt được ví, em nhờ loa xã tìm người mất.")
    assert village.lua.hears("Em N. V. T., thôn Đoài")
    village.lua.taps("1. Đúng, gửi duyệt")
    village.da.chooses("Duyệt")
    village.scene.wait(minutes=1)

    stranger = village.scene.person("Bà Mơ")
    stranger.says("bảng vàng")
    assert stranger.hears("Em N. V. T.")
    assert "Tí" not in screen(stranger)
    stranger.says(f"sửa {CODE.findall(stranger.last)[0]}")
    assert stranger.hears("em N. V. T.")
    assert "Tí" not in screen(stranger)


# --- another person releases it ------------------------------------------------------------------


def test_the_chairman_releases_it_and_those_it_concerns_hear(village: Village) -> None:
    village.written()
    assert village.da.hears("Duyệt lên bảng vàng", "thôn Đoài", SENTENCE, "Duyệt không?")
    assert village.state == DeedState.ACCEPTED.value

    village.da.chooses("Duyệt")
    village.scene.wait(minutes=1)

    assert village.state == DeedState.PUBLISHED.value
    assert village.buoi.hears("đã được xã nêu gương")
    assert village.sau.hears("bảng vàng")
    assert "Mời" in village.lua.last


def test_its_writer_cannot_release_it(village: Village) -> None:
    village.written()

    assert "Duyệt không?" not in screen(village.lua)
    village.lua.says("duyệt 1")
    if village.lua.hears("Duyệt không?"):
        village.lua.chooses("Duyệt")

    assert village.lua.hears("người khác duyệt")
    assert village.state == DeedState.ACCEPTED.value


def test_a_second_officer_releases_it_by_its_number(village: Village) -> None:
    lim = village.scene.person("Anh Lim", Role.TDKT_OFFICER)
    village.agreed()
    writer, other = village.lua, lim
    writer.says(SENTENCE)
    writer.taps("1. Đúng, gửi duyệt")
    village.scene.wait(minutes=1)

    # The request to write, which the first officer has answered, is no question any more.
    assert other.hears("Duyệt lên bảng vàng, việc 1", SENTENCE)
    other.says("duyệt 1")
    other.chooses("Duyệt")

    assert village.state == DeedState.PUBLISHED.value


def test_a_sentence_goes_back_with_what_should_be_changed(village: Village) -> None:
    village.written()

    village.da.chooses("Cần sửa")
    village.da.says("Viết rõ là chợ nào")
    village.scene.wait(minutes=1)
    assert village.lua.hears("Viết rõ là chợ nào", "Viết một câu nêu gương")

    better = SENTENCE.replace("chợ", "chợ Mây")
    village.lua.says(better)
    village.lua.taps("1. Đúng, gửi duyệt")
    village.scene.wait(minutes=1)
    assert village.da.hears(better, "Duyệt không?")
    village.da.chooses("Duyệt")
    assert village.state == DeedState.PUBLISHED.value


def test_a_commune_may_do_without_the_second_person(village: Village) -> None:
    set_rule(village.scene, "second_release", 0)
    village.agreed()
    village.lua.says(SENTENCE)

    village.lua.taps(village.lua.screen[-1].labels[0])
    village.scene.wait(minutes=1)

    assert village.state == DeedState.PUBLISHED.value
    assert "Duyệt không?" not in screen(village.da)
    deed = village.scene.deeds()[0]
    with village.scene.write() as tx:
        entry = publication_of(tx, deed)
        assert entry is not None
        assert entry.alone
        tx.cursor.execute("SELECT count(*) FROM audit WHERE action = 'deed.publish'")
        assert tx.cursor.fetchall()[0][0] == 1


# --- texts to pass on ----------------------------------------------------------------------------


def test_the_writer_gets_texts_to_pass_on(village: Village) -> None:
    code = village.released()

    notice, forward, loudspeaker = [shown.text for shown in village.lua.screen[-3:]]
    assert code in notice
    for text in (forward, loudspeaker):
        assert SENTENCE in text
        assert "Mận" in text
        assert "thôn Đoài" in text
        assert not CODE.search(text)
        assert "Bưởi" not in text
    assert spoken(loudspeaker) <= LOUDSPEAKER
    assert "http" not in forward


def test_the_board_s_address_goes_with_them_where_there_is_one(village: Village) -> None:
    village.scene.commune.public_url = "https://xa.example.vn"
    village.released()
    address = "https://xa.example.vn/bang-vang"

    forward, loudspeaker = [shown.text for shown in village.lua.screen[-2:]]
    assert forward.split("\n")[-1] == address
    assert address not in loudspeaker
    village.buoi.says("bảng vàng")
    assert address in village.buoi.last.split("\n")


# --- the list ------------------------------------------------------------------------------------


@pytest.mark.parametrize("word", ["bảng vàng", "bang vang", "gương tốt"])
def test_anybody_sees_the_list(word: str, village: Village) -> None:
    code = village.released()
    stranger = village.scene.person("Bà Mơ")

    stranger.says(word)

    assert stranger.hears("Bảng vàng của xã Đồng Mây", "Bà Mận", "Nhặt được ví tiền", code)
    assert "sửa" in stranger.last
    assert "3 triệu" not in stranger.last
    assert "Bưởi" not in stranger.last


def test_an_empty_list_says_so(village: Village) -> None:
    village.buoi.says("bảng vàng")

    assert village.buoi.hears("Bảng vàng chưa có tên ai")


def test_what_waits_is_not_in_the_list(village: Village) -> None:
    village.written()

    village.buoi.says("bảng vàng")

    assert village.buoi.hears("Bảng vàng chưa có tên ai")


# --- something is wrong --------------------------------------------------------------------------


def test_anybody_says_that_something_is_wrong(village: Village) -> None:
    code = village.released()
    stranger = village.scene.person("Bà Mơ")

    stranger.says(f"sửa {code}")
    assert stranger.hears("bà Mận", "chưa đúng ở đâu")
    stranger.says("Không phải cổng chợ, mà trong chợ")
    assert stranger.hears("cảm ơn")
    village.scene.wait(minutes=1)

    assert village.lua.hears("Không phải cổng chợ, mà trong chợ", code)
    assert "Mơ" not in screen(village.lua)
    assert village.state == DeedState.PUBLISHED.value


def test_a_receipt_code_is_no_code_of_the_board(village: Village) -> None:
    village.released()
    receipt = village.scene.deeds()[0].code
    stranger = village.scene.person("Bà Mơ")

    stranger.says(f"sửa {receipt}")

    assert "Mận" not in screen(stranger)


# --- taken down ----------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["lua", "da", "sau"])
def test_it_is_taken_down_in_one_act(who: str, village: Village) -> None:
    code = village.released()
    one: Actor = getattr(village, who)
    rest = [actor for actor in (village.lua, village.da, village.sau) if actor is not one]
    seen = {actor.name: len(actor.screen) for actor in (*rest, village.buoi)}

    one.says(f"gỡ {code}")
    assert one.hears("bà Mận", "khỏi bảng vàng", "cả ảnh")
    assert village.state == DeedState.WITHDRAWN.value
    village.scene.wait(minutes=1)

    for actor in (*rest, village.buoi):
        assert "bảng vàng" in screen(actor, seen[actor.name]), actor.name
    village.buoi.says("bảng vàng")
    assert village.buoi.hears("Bảng vàng chưa có tên ai")
    one.says(f"gỡ {code}")
    assert "chưa thấy mã ấy" in one.last or "không có trên bảng vàng" in one.last


def test_the_head_of_another_hamlet_takes_nothing_down(village: Village) -> None:
    code = village.released()
    na = village.scene.person("Bà Na", Role.HAMLET_HEAD, "Đông")

    na.says(f"gỡ {code}")

    assert na.hears("chưa thấy mã ấy trên bảng vàng")
    assert village.state == DeedState.PUBLISHED.value


def test_a_citizen_takes_nothing_down(village: Village) -> None:
    code = village.released()

    village.buoi.says(f"gỡ {code}")

    assert village.state == DeedState.PUBLISHED.value


def test_a_published_sentence_is_written_anew(village: Village) -> None:
    """It leaves the board at once, the consent stands, and somebody releases it again."""
    code = village.released()

    village.lua.says(f"viết {code}")
    assert village.lua.hears("Viết một câu nêu gương")
    gao = village.scene.person("Bà Mơ")
    gao.says("bảng vàng")
    assert gao.hears("chưa có tên ai")

    village.lua.says("Thấy chiếc ví rơi ở chợ Mây, bà tìm bằng được người mất để trả.")
    village.lua.taps("1. Đúng, gửi duyệt")
    village.scene.wait(minutes=1)
    village.da.chooses("Duyệt")
    gao.says("bảng vàng")
    assert gao.hears("chợ Mây", code)


def test_its_writer_is_told_at_once_that_another_person_releases_it(village: Village) -> None:
    village.written()

    village.lua.says("duyệt 1")

    assert village.lua.hears("người khác duyệt")
    assert village.lua.screen[-1].labels == []


def test_whoever_is_praised_releases_nothing_of_it(village: Village) -> None:
    village.written()
    with village.scene.write() as tx:
        number_for(tx, village.da.id, "deed 1", village.scene.now)
        tx.session.get_one(Person, village.da.id).name = "Bà Mận"

    village.da.says("duyệt 1")

    assert village.da.hears("nói về chính đồng chí")
    assert SENTENCE not in village.da.last
