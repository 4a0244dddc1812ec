"""One numbered question is open at a time in a chat, and the rest wait. A push in the middle of a
form never takes the form's answer, and waits until fifteen minutes after the person's last message
unless it is urgent.
"""

from models.machine.push import push
from models.people.role import Role
from models.work.deed import Deed
from tests.fakes.forms import CLEANUP_TELLING, FormScene
from tests.fakes.scene import Actor
from tests.transcripts.stage import MESSENGERS, answers, on, open_step

everyday = on("plain", "web", *MESSENGERS)
CONFIRM = "Việc ấy có đúng không ạ?"
WORDED = "nhắn: đúng"


def head_of(scene: FormScene) -> Actor:
    return scene.person("Ông Sấu", Role.HAMLET_HEAD, "Đoài")


def somebody_tells(scene: FormScene, who: str, name: str = "Bà Bưởi") -> Deed:
    """A deed in the head's hamlet."""
    teller = scene.person(name)
    teller.tells_deed(who)
    teller.chooses("Gửi")
    return scene.deeds()[-1]


def asked(person: Actor) -> list[str]:
    """The requests on a person's screen, in order: about whom."""
    return [s.text for s in person.screen if CONFIRM in s.text or WORDED in s.text]


@everyday
def test_a_push_waits_until_fifteen_minutes_after_the_last_message(scene: FormScene) -> None:
    head = head_of(scene)
    CLEANUP_TELLING.up_to(head, "what")
    somebody_tells(scene, "Bà Mận")
    assert asked(head) == []

    scene.wait(minutes=10)
    head.says("hôm nay mệt quá nhỉ")
    scene.wait(minutes=14)
    assert asked(head) == []
    scene.wait(minutes=2)

    assert len(asked(head)) == 1
    assert head.hears("Bà Mận", "đúng 1", "chưa đúng 1")
    assert head.screen[-1].labels == []
    assert "1. Đúng" not in head.last


@everyday
def test_a_push_in_a_form_never_takes_its_answer(scene: FormScene) -> None:
    head = head_of(scene)
    CLEANUP_TELLING.up_to(head, "what")
    somebody_tells(scene, "Bà Mận")
    scene.wait(minutes=16)
    assert len(asked(head)) == 1

    head.says("1")

    assert answers(head)["what"]["id"] == "road"
    assert scene.deeds()[0].state == "sent"
    assert open_step(head) == "groups"


@everyday
def test_it_is_answered_by_a_word_and_its_number_and_the_form_goes_on(scene: FormScene) -> None:
    head = head_of(scene)
    CLEANUP_TELLING.up_to(head, "what")
    somebody_tells(scene, "Bà Mận")
    scene.wait(minutes=16)

    head.says("dạ đúng 1 ạ")

    assert scene.deeds()[0].state == "confirmed"
    assert head.hears("Mận", "Buổi ấy làm gì ạ?")
    assert len(head.new) == 1
    assert open_step(head) == "what"
    head.says("2")
    assert answers(head)["what"]["id"] == "ditch"


@everyday
def test_it_can_be_answered_where_any_words_are_an_answer(scene: FormScene) -> None:
    """ "chưa đúng 1" is no part of the story that is being told."""
    head = head_of(scene)
    CLEANUP_TELLING.up_to(head, "story")
    somebody_tells(scene, "Bà Mận")
    scene.wait(minutes=16)

    head.says("chưa đúng 1")

    assert scene.deeds()[0].state == "doubted"
    assert "story" not in answers(head)
    assert head.hears(CLEANUP_TELLING.asks("story"))


@everyday
def test_an_urgent_one_comes_at_once_even_behind_one_that_waits(scene: FormScene) -> None:
    head = head_of(scene)
    first = somebody_tells(scene, "Bà Mận")
    second = somebody_tells(scene, "Ông Thóc", "Bà Na")
    head.says("dọn làng")  # the form in front of what was asked
    CLEANUP_TELLING.up_to(head, "what")
    with scene.write() as tx:
        for deed, urgent in ((first, False), (second, True)):
            push(
                tx, head.id, "deed-confirm", scene.now,
                asks=True, about=deed.about, urgent=urgent, deed=deed.id, number=deed.id,
            )  # fmt: skip
    before = len(asked(head))

    scene.settle()

    assert len(asked(head)) == before + 1
    assert head.hears("Ông Thóc", "đúng 2")
    assert open_step(head) == "what"


@everyday
def test_one_numbered_question_is_open_and_the_rest_wait(scene: FormScene) -> None:
    head = head_of(scene)
    for who, name in (("Bà Mận", "Bà Bưởi"), ("Ông Thóc", "Bà Na"), ("Cô Sen", "Bà Táo")):
        somebody_tells(scene, who, name)
        scene.wait(minutes=20)
    assert len(asked(head)) == 1
    assert head.hears("Bà Mận", CONFIRM)

    head.chooses("Đúng")
    assert len(asked(head)) == 2
    assert head.hears("Ông Thóc", CONFIRM)
    head.chooses("Chưa đúng")
    head.chooses("Đúng")

    assert [deed.state for deed in scene.deeds()] == ["confirmed", "doubted", "confirmed"]
    assert len(asked(head)) == 3


@everyday
def test_on_brings_the_next_one_and_comes_round_again(scene: FormScene) -> None:
    head = head_of(scene)
    for who, name in (("Bà Mận", "Bà Bưởi"), ("Ông Thóc", "Bà Na")):
        somebody_tells(scene, who, name)
    assert head.hears("Bà Mận", CONFIRM)

    head.says("tiếp")
    assert head.hears("Ông Thóc", CONFIRM)
    head.says("tiếp")
    assert head.hears("Bà Mận", CONFIRM)
    head.chooses("Đúng")
    head.says("tiếp")
    head.chooses("Chưa đúng")

    assert [deed.state for deed in scene.deeds()] == ["confirmed", "doubted"]


@everyday
def test_on_with_one_question_open_shows_it_again(scene: FormScene) -> None:
    head = head_of(scene)
    somebody_tells(scene, "Bà Mận")

    head.says("tiếp")

    assert head.hears("Bà Mận", CONFIRM)
    head.chooses("Đúng")
    assert scene.deeds()[0].state == "confirmed"


@everyday
def test_what_was_worded_in_a_form_is_asked_with_its_choices_after_it(scene: FormScene) -> None:
    head = head_of(scene)
    CLEANUP_TELLING.up_to(head, "what")
    somebody_tells(scene, "Bà Mận")
    scene.wait(minutes=16)
    CLEANUP_TELLING.on_from(head, "what")
    head.chooses("Gửi")

    scene.wait(minutes=1)
    head.says("tiếp")

    assert head.hears("Bà Mận", CONFIRM)
    head.chooses("Đúng")
    assert scene.deeds()[0].state == "confirmed"


@everyday
def test_news_waits_as_well_while_a_form_is_open(scene: FormScene) -> None:
    officer = scene.person("Cô Lúa", Role.TDKT_OFFICER)
    buoi = scene.person("Bà Bưởi")
    buoi.tells_deed("Ông Thóc")
    buoi.chooses("Gửi")
    CLEANUP_TELLING.up_to(buoi, "what")
    officer.chooses("Nhận")
    assert "Thóc" not in buoi.last

    scene.wait(minutes=16)
    assert buoi.hears("Thóc", "xã đã nhận")
    buoi.says("3")

    assert answers(buoi)["what"]["id"] == "trees"


@everyday
def test_a_number_keeps_its_deed_and_is_not_given_again_soon(scene: FormScene) -> None:
    head = head_of(scene)
    officer = scene.person("Cô Lúa", Role.TDKT_OFFICER)
    somebody_tells(scene, "Bà Mận")
    somebody_tells(scene, "Ông Thóc", "Bà Na")
    head.says("đúng 1")
    officer.says("nhận 1")
    assert scene.deeds()[0].state == "consent"
    scene.wait(minutes=11)
    head.says("xin phép 1", "3")
    told = [shown.text for shown in officer.screen]
    assert officer.word("desk-consent-refused", who="bà Mận") in told

    scene.wait(days=1)
    somebody_tells(scene, "Cô Sen", "Bà Táo")
    head.says("đúng 1")
    assert head.hears(head.word("deed-confirm-not-yours").split(" ")[0])
    head.says("đúng 3")

    assert [deed.state for deed in scene.deeds()] == ["accepted", "sent", "confirmed"]
