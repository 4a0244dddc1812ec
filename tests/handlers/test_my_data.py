"""One's own data in chat: seeing it, how one is called, no consent any more, being forgotten."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import select

from models.machine import audit
from models.people.person import Account, Person
from models.people.role import Role, grant_role
from models.permissions import Viewer
from models.work.deciding import accept_deed
from models.work.deed import Deed
from tests.fakes.ports import free_port
from tests.fakes.scene import KEY, PLAIN, Actor, Scene
from tests.fakes.web_scene import WebScene


@pytest.fixture
def scene(sqlite_url: str) -> Iterator[Scene]:
    stage = Scene(sqlite_url)
    yield stage
    stage.close()


@pytest.fixture
def buoi(scene: Scene) -> Actor:
    """Somebody who has just agreed."""
    return agreed(scene, "Bà Bưởi")


def agreed(scene: Scene, name: str) -> Actor:
    actor = scene.person(name, agreed=False)
    actor.says("chào cháu", "1")
    return actor


def person_of(scene: Scene, actor: Actor) -> Person | None:
    """The person who now stands behind the account, None when it is a stranger's."""
    with scene.write() as tx:
        query = select(Person).join(Account).where(Account.sender == actor.chat)
        return tx.session.exec(query).first()


def calls(scene: Scene, actor: Actor) -> tuple[str, str]:
    """How the person is called and what the bot is then."""
    person = person_of(scene, actor)
    assert person is not None
    return person.you, person.me


# --- what is kept --------------------------------------------------------------------------------


@pytest.mark.parametrize("words", ["của tôi", "dữ liệu của tôi", "thông tin của tôi", "/mine"])
def test_what_is_kept_is_said_in_plain_words(scene: Scene, buoi: Actor, words: str) -> None:
    buoi.tells_deed()
    buoi.says("1")
    buoi.says("kể", "Ông Thóc", "menu")

    buoi.says(words)

    assert buoi.last.split("\n") == [
        "Xã đang giữ của bác:",
        "– Tên Bà Bưởi, cháu gọi là bác",
        "– Đồng ý từ thứ Hai, 16/11",
        "– 1 việc đã kể, 1 việc kể dở",
        "Bác muốn làm gì ạ?",
    ]
    assert [label.split(". ")[1] for label in buoi.screen[-1].labels] == [
        "Xem các việc đã kể",
        "Đổi cách gọi",
        "Không đồng ý nữa",
        "Xóa hết",
        "Thôi",
    ]


def test_without_buttons_the_choices_are_numbered(sqlite_url: str) -> None:
    scene = Scene(sqlite_url, PLAIN)
    buoi = agreed(scene, "Bà Bưởi")
    buoi.says("của tôi")
    assert buoi.last.endswith("\n4. Xóa hết\n5. Thôi")
    buoi.says("5")
    assert buoi.last == "Vâng, cháu để nguyên."
    scene.close()


def test_for_whom_one_typed_is_said_and_nothing_of_anybody_else(scene: Scene, buoi: Actor) -> None:
    na = agreed(scene, "Chị Na")
    na.tells_deed(who="Ông Thóc", story="Đắp lại bờ mương cho cả thôn")
    na.says("1")
    buoi.tells_deed()
    buoi.says("1", "kể giúp bà Hành", "của tôi")

    assert buoi.hears("– 1 việc đã kể, kể giúp bà Hành")
    assert not any(word in buoi.last for word in ("Na", "Thóc", "mương"))


def test_a_role_is_said_with_its_hamlet(scene: Scene) -> None:
    sau = scene.person("Bác Sấu", Role.HAMLET_HEAD, "Đoài")
    sau.says("của tôi")
    assert sau.hears("– Vai: trưởng thôn, thôn Đoài", "– chưa có lời kể hay ảnh nào")


def test_the_deeds_that_were_told_can_be_looked_at(scene: Scene, buoi: Actor) -> None:
    buoi.tells_deed()
    buoi.says("1", "của tôi")
    buoi.chooses("Xem các việc đã kể")
    assert buoi.hears("Bác đã kể các việc này.")


def test_in_the_middle_of_a_report_its_question_follows(scene: Scene, buoi: Actor) -> None:
    buoi.says("kể", "Bà Mận", "của tôi")

    assert buoi.hears("– Tên Bà Bưởi", "1 việc kể dở", "kể xong việc này")
    assert buoi.last.split("\n")[-2] == "Người ấy ở thôn nào ạ?"
    buoi.says("Đoài")
    assert buoi.hears("Người ấy đã làm gì ạ?")


def test_a_stranger_may_ask_as_well(scene: Scene) -> None:
    somebody = scene.stranger()
    somebody.says("của tôi")
    assert somebody.hears("– Chưa ghi đồng ý", "– chưa có lời kể hay ảnh nào")
    somebody.says("Bà Mận nhặt được ví, đem trả tận nhà")
    assert somebody.hears("Bác có đồng ý không ạ?")


# --- how one is called ---------------------------------------------------------------------------


def test_how_one_is_called_changes_at_once(scene: Scene, buoi: Actor) -> None:
    buoi.says("gọi tôi là chị")
    assert buoi.last == "Vâng, từ nay em gọi là chị."
    assert calls(scene, buoi) == ("chị", "em")
    scene.wait(days=3)
    buoi.says("của tôi")
    assert buoi.hears("– Tên Bà Bưởi, em gọi là chị", "Chị muốn làm gì ạ?")


def test_in_a_form_the_open_question_is_asked_again_in_the_new_words(
    scene: Scene, buoi: Actor
) -> None:
    buoi.says("kể", "Bà Mận", "gọi tôi là bà nhé")

    assert buoi.last.startswith("Vâng, từ nay cháu gọi là bà.\nNgười ấy ở thôn nào ạ?\nBà nhắn")
    buoi.says("Đoài")
    assert buoi.hears("Người ấy đã làm gì ạ?\nBà kể một hai câu")
    draft = scene.talk_of(buoi).draft
    assert draft is not None
    assert set(draft.answers) == {"who", "hamlet"}


def test_it_can_be_chosen(scene: Scene, buoi: Actor) -> None:
    buoi.says("của tôi")
    buoi.chooses("Đổi cách gọi")
    assert buoi.hears("Cháu gọi bác là gì ạ?")
    buoi.chooses("cô")
    assert buoi.last == "Vâng, từ nay cháu gọi là cô."


def test_before_consent_the_first_contact_is_said_in_the_new_words(scene: Scene) -> None:
    somebody = scene.stranger()
    somebody.says("gọi tôi là ông")
    assert somebody.hears("Chào ông. Cháu là máy", "Ông có đồng ý không ạ?")
    somebody.says("gọi chị là chị")
    assert somebody.hears("Chào chị. Em là máy")
    somebody.says("1")
    assert somebody.hears("Em cảm ơn chị.")
    assert scene.talk_of(somebody).draft is None


def test_at_the_desk_it_is_noted_without_pronouns(scene: Scene) -> None:
    lua = scene.person("Cô Lúa", Role.TDKT_OFFICER)
    lua.says("gọi tôi là chị")
    assert lua.hears("Đã ghi.")
    assert calls(scene, lua) == ("chị", "em")


def test_a_question_outside_a_form_stays_open(scene: Scene, buoi: Actor) -> None:
    buoi.says("của tôi", "gọi tôi là bà")
    assert buoi.last == "Vâng, từ nay cháu gọi là bà."
    buoi.says("5")
    assert buoi.last == "Vâng, cháu để nguyên."


# --- no consent any more -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words", ["rút đồng ý", "không đồng ý nữa", "thôi không đồng ý", "Thoi khong dong y"]
)
def test_consent_is_taken_back_by_a_word(scene: Scene, buoi: Actor, words: str) -> None:
    buoi.says(words)

    assert buoi.hears("cháu ghi bác không đồng ý nữa", "xóa hết")
    person = person_of(scene, buoi)
    assert person is not None
    assert person.consent == ""


def test_after_it_nothing_new_is_taken(scene: Scene, buoi: Actor) -> None:
    buoi.says("rút đồng ý")
    buoi.says("kể")
    assert buoi.hears("Bác có đồng ý không ạ?")
    buoi.says("2")
    assert buoi.hears("cháu không chuyển gì cho ai")
    assert scene.deeds() == []


def test_agreeing_again_goes_on_as_before(scene: Scene, buoi: Actor) -> None:
    buoi.says("rút đồng ý", "kể", "đồng ý")
    assert buoi.hears("Ai làm việc tốt ấy ạ?")


def test_undecided_deeds_are_asked_about_once(scene: Scene, buoi: Actor) -> None:
    buoi.tells_deed()
    buoi.says("1", "của tôi")
    buoi.chooses("Không đồng ý nữa")
    assert buoi.hears("Bác còn 1 việc xã chưa xem xong.")

    buoi.chooses("Giữ để xã xem tiếp")

    assert buoi.hears("xã xem tiếp, nhưng cháu không nhắn tin cho bác nữa")
    assert scene.deeds()[0].state == "sent"


def test_they_can_be_taken_back_with_it(scene: Scene, buoi: Actor) -> None:
    buoi.tells_deed()
    buoi.says("1", "không đồng ý nữa")
    buoi.chooses("Rút lại cả")
    assert buoi.hears("1 việc bác kể, cháu rút lại rồi")
    assert scene.deeds()[0].state == "withdrawn"


def test_it_can_be_left(scene: Scene, buoi: Actor) -> None:
    buoi.tells_deed()
    buoi.says("1", "không đồng ý nữa")
    buoi.chooses("Thôi, vẫn đồng ý")
    assert buoi.last == "Vâng, cháu để nguyên."
    person = person_of(scene, buoi)
    assert person is not None
    assert person.consent


def test_nothing_is_pushed_any_more(scene: Scene, buoi: Actor) -> None:
    lua = scene.person("Cô Lúa", Role.TDKT_OFFICER)
    buoi.tells_deed()
    buoi.says("1", "không đồng ý nữa")
    buoi.chooses("Giữ để xã xem tiếp")
    before = len(buoi.screen)
    with scene.write() as tx:
        deed = tx.session.exec(select(Deed)).one()
        officer = Viewer(lua.id, ((Role.TDKT_OFFICER, None),))
        accept_deed(tx, officer, deed, scene.now)
    scene.wait(hours=1)
    assert len(buoi.screen) == before


def test_in_the_middle_of_a_report_what_was_begun_is_dropped(scene: Scene, buoi: Actor) -> None:
    buoi.says("kể", "Bà Mận", "rút đồng ý")
    assert buoi.hears("Việc kể dở cháu bỏ rồi")
    state = scene.talk_of(buoi)
    assert (state.draft, state.aside, state.held) == (None, (), ())


def test_whoever_has_a_role_keeps_speaking_in_it(scene: Scene) -> None:
    sau = agreed(scene, "Bác Sấu")
    with scene.write() as tx:
        grant_role(tx, sau.id, Role.HAMLET_HEAD, 1, scene.now)
    sau.says("rút đồng ý")
    assert sau.hears("Vai trưởng thôn, thôn Đoài của bác vẫn như cũ.")
    sau.says("menu")
    assert sau.hears("Bác cần việc nào ạ?")
    sau.says("rút đồng ý")
    assert sau.hears("chưa ghi bác đồng ý")


def test_what_is_kept_can_still_be_seen_and_erased(scene: Scene, buoi: Actor) -> None:
    buoi.says("rút đồng ý", "của tôi")
    assert buoi.hears("– Tên Bà Bưởi", "– Chưa ghi đồng ý")
    buoi.says("kể")
    assert buoi.hears("Bác có đồng ý không ạ?")
    buoi.says("xóa hết")
    assert buoi.hears("Bác xóa thật không ạ?")
    buoi.chooses("Xóa")
    assert buoi.hears("Cháu xóa tên và lời nhắn của bác rồi.")


# --- being forgotten -----------------------------------------------------------------------------


def test_it_is_said_before_what_goes_and_what_stays(scene: Scene, buoi: Actor) -> None:
    lua = scene.person("Cô Lúa", Role.TDKT_OFFICER)
    buoi.tells_deed()
    buoi.says("1")
    with scene.write() as tx:
        deed = tx.session.exec(select(Deed)).one()
        accept_deed(tx, Viewer(lua.id, ((Role.TDKT_OFFICER, None),)), deed, scene.now)
    buoi.tells_deed(who="Ông Thóc", story="Đắp lại bờ mương cho cả thôn")
    buoi.says("1", "của tôi")
    buoi.chooses("Xóa hết")

    assert buoi.last.split("\n") == [
        "Cháu sẽ xóa tên, lời nhắn của bác, 1 việc xã chưa quyết, cùng ảnh và tin thoại.",
        "Việc xã đã quyết vẫn ở lại, không còn tên của bác.",
        "Ngày đồng ý vẫn ghi, không còn tên. Tin cán bộ đã nhận thì còn trên máy họ.",
        "Xóa rồi không lấy lại được. Bác xóa thật không ạ?",
    ]
    buoi.chooses("Xóa")
    assert buoi.last.split("\n") == [
        "Cháu xóa rồi: tên, lời nhắn của bác, 1 việc xã chưa quyết, cùng ảnh và tin thoại.",
        "Việc xã đã quyết vẫn ở lại, không còn tên của bác.",
        "Ngày đồng ý vẫn ghi, không còn tên. Tin cán bộ đã nhận thì còn trên máy họ.",
        "Muốn kể việc khác thì bác cứ nhắn.",
    ]
    assert [deed.who for deed in scene.deeds()] == ["Bà Mận bán xôi", ""]


def test_nothing_is_erased_before_the_answer(scene: Scene, buoi: Actor) -> None:
    buoi.tells_deed()
    buoi.says("1", "xóa dữ liệu của tôi")
    buoi.chooses("Thôi")
    assert buoi.last == "Vâng, cháu để nguyên."
    assert scene.deeds()[0].who == "Bà Mận bán xôi"


def test_whoever_writes_next_is_a_stranger(scene: Scene, buoi: Actor) -> None:
    buoi.says("kể", "Bà Mận", "xóa hết")
    buoi.chooses("Xóa")
    assert person_of(scene, buoi) is None
    assert scene.talk_of(buoi).finished[-1].reply == buoi.last

    buoi.says("chào cháu")

    assert buoi.hears("Bác có đồng ý không ạ?")
    buoi.says("1", "tiếp")
    assert buoi.hears("Chưa có việc nào đang dở.")
    again = person_of(scene, buoi)
    assert again is not None
    assert again.id != buoi.id


def test_the_same_answer_twice_gets_the_same_reply(scene: Scene, buoi: Actor) -> None:
    buoi.says("xóa hết")
    asked = buoi.screen[-1]
    buoi.taps("Xóa", on=asked)
    told = buoi.last
    buoi.taps("Xóa", on=asked)
    assert buoi.last == told
    assert scene.failed() == 0


def test_with_a_role_one_hears_whom_to_call(scene: Scene) -> None:
    sau = scene.person("Bác Sấu", Role.HAMLET_HEAD, "Đoài")
    sau.says("xóa hết")
    assert sau.hears("Bác đang giữ vai trưởng thôn, thôn Đoài.", "\n0900 000 000")
    assert person_of(scene, sau) is not None


def test_a_role_that_came_meanwhile_is_seen(scene: Scene, buoi: Actor) -> None:
    buoi.says("xóa hết")
    with scene.write() as tx:
        grant_role(tx, buoi.id, Role.HAMLET_HEAD, 1, scene.now)
    buoi.chooses("Xóa")
    assert buoi.hears("Bác đang giữ vai trưởng thôn")
    assert person_of(scene, buoi) is not None


def test_an_officer_who_has_the_case_open_is_told_that_it_is_too_late(
    scene: Scene, buoi: Actor
) -> None:
    lua = scene.person("Cô Lúa", Role.TDKT_OFFICER)
    buoi.tells_deed()
    buoi.says("1")
    scene.wait(minutes=20)
    assert lua.hears("Bà Mận")
    buoi.says("xóa hết")
    buoi.chooses("Xóa")

    lua.says("1")

    assert "Mận" not in lua.last
    assert scene.deeds()[0].state == "withdrawn"
    assert scene.failed() == 0


def test_the_trail_still_verifies(scene: Scene, buoi: Actor) -> None:
    buoi.tells_deed()
    buoi.says("1", "xóa hết")
    buoi.chooses("Xóa")
    with scene.write() as tx:
        assert audit.verify(tx, KEY).broken_at == 0


def test_on_the_web_a_reload_shows_no_old_line(sqlite_url: str, tmp_path: Path) -> None:
    scene = WebScene(sqlite_url, tmp_path / "home", free_port)
    try:
        buoi = scene.stranger()
        buoi.says("chào cháu", "1", "kể", "Ông Gấc chăn vịt", "Đoài")
        buoi.sends_voice()
        buoi.says("10/11")
        buoi.sends_photo()
        buoi.says("không", "1", "kể", "Chị Sim")
        buoi.sends_photo()
        buoi.says("xóa hết")
        buoi.chooses("Xóa")
        told = buoi.last
        assert "Cháu xóa rồi" in told
        scene.work()

        lines = [line.text for line in scene.history(buoi)]

        assert lines == [told]
        assert [p for p in scene.app.settings.files.rglob("*") if p.is_file()] == []
    finally:
        scene.close()
