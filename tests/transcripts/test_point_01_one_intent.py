"""One intent, one record: what is said twice is done once, and gets the same reply again."""

from datetime import timedelta

import pytest

from models.people.role import Role
from tests.fakes.forms import FormScene, Telling
from tests.fakes.scene import Actor
from tests.transcripts.stage import (
    SCRIPTED,
    answered_once,
    answers,
    on,
    open_step,
    tapping,
    typing,
)


@tapping
def test_send_tapped_twice_in_one_burst_is_one_case(scene: FormScene, telling: Telling) -> None:
    buoi = scene.person("Bà Bưởi")
    telling.to_summary(buoi)

    with scene.in_one_burst():
        buoi.taps("Gửi")
        buoi.taps("Gửi")

    assert len(telling.sent(scene)) == 1
    assert len(buoi.new) == 2
    assert buoi.new[0] == buoi.new[1]


@tapping
def test_send_tapped_again_a_minute_later_gives_the_same_receipt(
    scene: FormScene, telling: Telling
) -> None:
    buoi = scene.person("Bà Bưởi")
    telling.to_summary(buoi)
    buoi.taps("Gửi")
    receipt = buoi.last

    scene.wait(minutes=1)
    buoi.taps("Gửi")

    assert len(telling.sent(scene)) == 1
    assert buoi.last == receipt


@tapping
def test_send_tapped_again_in_the_middle_of_the_next_report(
    scene: FormScene, telling: Telling
) -> None:
    buoi = scene.person("Bà Bưởi")
    telling.to_summary(buoi)
    summary = buoi.screen[-1]
    buoi.taps("Gửi")
    receipt = buoi.last
    telling.up_to(buoi, telling.day)
    before = answers(buoi)

    buoi.taps("Gửi", on=summary)

    assert buoi.hears(receipt)
    assert len(telling.sent(scene)) == 1
    assert answers(buoi) == before
    telling.on_from(buoi, telling.day)
    buoi.taps("Gửi")
    assert len(telling.sent(scene)) == 2


def test_the_number_typed_twice_is_one_case(scene: FormScene, telling: Telling) -> None:
    buoi = scene.person("Bà Bưởi")
    telling.to_summary(buoi)

    with scene.in_one_burst():
        buoi.says("1", "1")

    assert len(telling.sent(scene)) == 1
    assert len(buoi.new) == 2
    assert buoi.new[0] == buoi.new[1]


def test_the_number_typed_again_a_minute_later_gives_the_same_receipt(
    scene: FormScene, telling: Telling
) -> None:
    buoi = scene.person("Bà Bưởi")
    telling.to_summary(buoi)
    buoi.says("1")
    receipt = buoi.last

    scene.wait(minutes=1)
    buoi.says("1")

    assert len(telling.sent(scene)) == 1
    assert buoi.last == receipt


def test_send_and_edit_in_one_burst_the_first_counts(scene: FormScene, telling: Telling) -> None:
    buoi = scene.person("Bà Bưởi")
    telling.to_summary(buoi)

    with scene.in_one_burst():
        buoi.chooses("Gửi")
        buoi.chooses("Sửa")

    assert len(telling.sent(scene)) == 1
    assert open_step(buoi) == ""


def test_the_same_text_before_the_next_question_went_out_is_a_repeat(
    scene: FormScene, telling: Telling
) -> None:
    for step, text in telling.typed.items():
        buoi = scene.person("Bà Bưởi")
        telling.up_to(buoi, step)
        seen = len(buoi.screen)

        with scene.in_one_burst():
            buoi.says(text, text)

        assert open_step(buoi) == telling.after(step), step
        question, *again = [shown.text for shown in buoi.screen[seen:]]
        # Where the question went out between the two, within their second, it is asked once more.
        assert len(again) <= 1, step
        assert all(question.endswith(text.removeprefix("Cháu ghi rồi. ")) for text in again), step


def test_a_different_text_before_the_next_question_went_out_is_an_answer(
    scene: FormScene, telling: Telling
) -> None:
    buoi = scene.person("Bà Bưởi")
    telling.up_to(buoi, telling.story)

    with scene.in_one_burst():
        buoi.says(telling.typed[telling.story], telling.typed[telling.day])

    assert open_step(buoi) == telling.after(telling.day)
    assert buoi.hears(telling.asks(telling.after(telling.day)))


def test_the_same_text_after_the_next_question_is_its_answer(scene: FormScene) -> None:
    buoi = scene.person("Bà Bưởi")
    buoi.says("dọn làng")
    for text in ("Ông Thóc", "2", "không", "Đông", "Cả xóm khơi mương từ sáng", "hôm qua", "25"):
        buoi.says(text)
    buoi.says("không")  # they won't do it again
    buoi.says("đình làng")
    buoi.says("không")  # nothing to ask of the commune
    assert open_step(buoi) == "pictures"

    buoi.says("không")  # and no pictures

    assert open_step(buoi) == "review"


@pytest.mark.parametrize("word", ["kể", "dọn làng"])
def test_the_word_that_begins_typed_twice_is_not_the_first_answer(
    scene: FormScene, word: str
) -> None:
    buoi = scene.person("Bà Bưởi")

    with scene.in_one_burst():
        buoi.says(word, word)

    assert answers(buoi) == {}
    assert answered_once(scene, buoi)


def test_the_menu_number_typed_twice_is_not_the_first_answer(scene: FormScene) -> None:
    buoi = scene.person("Bà Bưởi")
    buoi.says("menu")

    with scene.in_one_burst():
        buoi.says("1", "1")

    assert answers(buoi) == {}
    assert open_step(buoi) == "who"
    assert answered_once(scene, buoi)


def test_agreeing_twice_in_one_burst_with_a_story_told_before(scene: FormScene) -> None:
    man = scene.stranger()
    man.says("Bà Mận bán xôi nhặt được ví rồi đem trả")
    assert man.hears("đồng ý không ạ?")

    with scene.in_one_burst():
        man.says("1", "1")

    assert open_step(man) == "who"
    assert set(answers(man)) == {"story"}
    assert answered_once(scene, man)


def test_agreeing_twice_in_one_burst_without_a_story(scene: FormScene) -> None:
    man = scene.stranger()
    man.says("xin chào")

    with scene.in_one_burst():
        man.says("1", "1")

    assert scene.talk_of(man).draft is None
    assert man.hears("Kể việc tốt") or any("Kể việc tốt" in x for x in man.screen[-1].labels)
    assert answered_once(scene, man)


@tapping
def test_agreeing_tapped_twice_in_one_burst(scene: FormScene) -> None:
    man = scene.stranger()
    man.says("Bà Mận bán xôi nhặt được ví rồi đem trả")

    with scene.in_one_burst():
        man.taps("Đồng ý")
        man.taps("Đồng ý")

    assert open_step(man) == "who"
    assert set(answers(man)) == {"story"}


def test_refusing_twice_gets_the_same_reply_twice(scene: FormScene) -> None:
    man = scene.stranger()
    man.says("xin chào")

    with scene.in_one_burst():
        man.chooses("Không")
        man.chooses("Không")

    assert len(man.new) == 2
    assert man.new[0] == man.new[1]
    assert man.hears("không chuyển gì cho ai")


@tapping
def test_a_choice_tapped_twice_in_one_burst_answers_one_question(scene: FormScene) -> None:
    buoi = scene.person("Bà Bưởi")
    buoi.says("dọn làng", "Ông Thóc")
    assert open_step(buoi) == "what"

    with scene.in_one_burst():
        buoi.taps("Dọn đường")
        buoi.taps("Dọn đường")

    assert open_step(buoi) == "groups"
    assert answered_once(scene, buoi)


@tapping
def test_a_choice_tapped_again_a_minute_later_changes_nothing(scene: FormScene) -> None:
    buoi = scene.person("Bà Bưởi")
    buoi.says("dọn làng", "Ông Thóc")
    buoi.taps("Dọn đường")
    before = answers(buoi)

    scene.wait(minutes=1)
    buoi.taps("Dọn đường")

    assert answers(buoi) == before
    assert open_step(buoi) == "groups"
    assert buoi.hears("Cháu ghi rồi", "Hội nào cùng làm ạ?")


@typing
def test_a_number_typed_twice_answers_one_question_of_two_with_numbers(scene: FormScene) -> None:
    buoi = scene.person("Bà Bưởi")
    buoi.says("dọn làng", "Ông Thóc")

    with scene.in_one_burst():
        buoi.says("1", "1")

    assert open_step(buoi) == "groups"


@on(*SCRIPTED, "zalo_bot")
def test_a_verdict_typed_twice_does_not_judge_the_next_deed(scene: FormScene) -> None:
    buoi = scene.person("Bà Bưởi")
    head = scene.person("Bác Sấu", Role.HAMLET_HEAD, "Đoài")
    for who in ("Bà Mận", "Ông Thóc"):
        buoi.tells_deed(who=who)
        buoi.chooses("Gửi")
    scene.wait(minutes=2)
    assert head.hears("Bà Mận")

    typed = scene.now - timedelta(seconds=1)
    head.says("1", at=typed)
    assert head.hears("Ông Thóc", "đúng không ạ?")  # the next request is on the screen
    head.says("1", at=typed)  # sent twice by the phone, before it came

    assert [deed.state for deed in scene.deeds()] == ["confirmed", "sent"]
    assert head.new == []
    scene.wait(minutes=1)
    head.says("1")
    assert [deed.state for deed in scene.deeds()] == ["confirmed", "confirmed"]


def test_on_both_databases_two_taps_are_one_case(
    stored_scene: FormScene, telling: Telling
) -> None:
    scene = stored_scene
    buoi = scene.person("Bà Bưởi")
    telling.to_summary(buoi)

    with scene.in_one_burst():
        buoi.taps("Gửi")
        buoi.taps("Gửi")
    scene.wait(minutes=1)
    buoi.taps("Gửi")

    assert len(telling.sent(scene)) == 1
    assert len({shown.text for shown in buoi.screen[-3:]}) == 1


def test_a_menu_word_said_again_later_begins_again(scene: FormScene) -> None:
    buoi = scene.person("Bà Bưởi")
    buoi.says("menu", "kể", "Bà Mận bán xôi", "hủy")

    buoi.says("kể")

    assert open_step(buoi) == "who"


@tapping
def test_a_menu_button_tapped_again_later_shows_what_is_open_now(scene: FormScene) -> None:
    buoi = scene.person("Bà Bưởi")
    buoi.says("menu")
    menu = buoi.screen[-1]
    buoi.taps("Kể việc tốt")
    buoi.says("Bà Mận bán xôi")
    before = answers(buoi)

    buoi.taps("Kể việc tốt", on=menu)

    assert answers(buoi) == before
    assert buoi.hears("Câu ấy qua rồi", "Người ấy ở thôn nào ạ?")
    buoi.says("hủy")
    buoi.taps("Kể việc tốt", on=menu)
    assert buoi.hears("Câu ấy qua rồi", "cần việc nào ạ?")


def test_one_s_own_deeds_asked_for_again_are_as_they_are_now(scene: FormScene) -> None:
    buoi = scene.person("Bà Bưởi")
    officer = scene.person("Cô Lúa", Role.TDKT_OFFICER)
    buoi.tells_deed()
    buoi.chooses("Gửi")
    buoi.says("menu", "việc tôi đã kể")
    assert "thôn đang xem" in listed(buoi)
    officer.says("nhận 1")
    scene.wait(minutes=2)

    buoi.says("việc tôi đã kể")

    assert "xã đã nhận" in listed(buoi)


def listed(person: Actor) -> str:
    """The last message with its choices, in whichever way the channel shows them."""
    return "\n".join([person.last, *person.screen[-1].labels])
