"""A draft outlives a killed process, a restart and thirty days of silence."""

import pytest
from sqlmodel import select

from models.base import to_ms
from models.machine.conversation import Conversation
from tests.fakes.forms import DEED_TELLING, FormScene, Telling
from tests.fakes.scene import Actor
from tests.transcripts.stage import answered_once, answers, open_step, scripted, state

RECAP = "Tin vừa rồi là việc nào ạ?"


def in_the_row(scene: FormScene, person: Actor) -> tuple[str, int, int]:
    """Return what the scheduler sees of a draft: the form, whether it is complete, and when it
    was touched last.
    """
    with scene.write() as tx:
        row = tx.session.exec(select(Conversation).where(Conversation.chat == person.chat)).one()
        return row.draft_form, row.draft_complete, row.touched_ms


def test_the_process_is_killed_after_every_answer(scene: FormScene, telling: Telling) -> None:
    buoi = scene.person("Bà Bưởi")
    buoi.says(telling.word)

    for step, text in telling.typed.items():
        before = state(buoi)
        scene = scene.killed_and_started_again()
        assert state(buoi) == before
        assert open_step(buoi) == step
        buoi.says(text)
    scene = scene.killed_and_started_again()
    buoi.chooses("Gửi")
    scene = scene.killed_and_started_again()

    assert len(telling.sent(scene)) == 1
    scene.close()


@scripted
def test_what_was_received_but_not_handled_is_handled_after_the_kill(
    scene: FormScene, telling: Telling
) -> None:
    buoi = scene.person("Bà Bưởi")
    buoi.says(telling.word)
    scene.holding = True
    for text in list(telling.typed.values())[:2]:
        buoi.says(text)

    scene = scene.killed_and_started_again()
    scene.settle()

    assert open_step(buoi) == list(telling.typed)[2]
    assert buoi.hears(telling.asks(list(telling.typed)[2]))
    scene.close()


@scripted
def test_what_was_handled_but_not_shown_is_shown_after_the_kill(
    scene: FormScene, telling: Telling
) -> None:
    buoi = scene.person("Bà Bưởi")
    telling.up_to(buoi, telling.day)
    scene.holding = True
    buoi.says(telling.typed[telling.day])
    scene.holding = False
    scene.settle(deliver=False)
    assert buoi.hears(telling.asks(telling.day))

    scene = scene.killed_and_started_again()
    scene.settle()

    assert buoi.hears(telling.asks(telling.after(telling.day)))
    scene.close()


def test_under_six_hours_the_talk_just_goes_on(scene: FormScene, telling: Telling) -> None:
    buoi = scene.person("Bà Bưởi")
    telling.up_to(buoi, telling.story)

    scene.wait(hours=5, minutes=50)
    buoi.says(telling.typed[telling.story])

    assert buoi.hears(telling.asks(telling.after(telling.story)))


@pytest.mark.parametrize("silence", [{"hours": 6}, {"days": 30}], ids=["6 hours", "30 days"])
def test_after_a_silence_the_answer_waits_for_the_choice_to_go_on(
    scene: FormScene, telling: Telling, silence: dict[str, float]
) -> None:
    buoi = scene.person("Bà Bưởi")
    telling.up_to(buoi, telling.story)
    before = answers(buoi)

    scene.wait(**silence)
    buoi.says(telling.typed[telling.story])

    assert buoi.hears("thứ Hai, 16/11", "kể dở việc của", RECAP)
    assert telling.typed[telling.name].split()[-1] in buoi.last
    assert answers(buoi) == before
    buoi.chooses("Kể tiếp việc ấy")
    assert answers(buoi).keys() == {*before, telling.story}
    assert buoi.hears(telling.asks(telling.after(telling.story)))
    telling.on_from(buoi, telling.after(telling.story))
    buoi.chooses("Gửi")
    assert len(telling.sent(scene)) == 1


def test_several_messages_before_the_choice_all_go_where_they_belong(
    scene: FormScene, telling: Telling
) -> None:
    buoi = scene.person("Bà Bưởi")
    telling.up_to(buoi, telling.story)
    scene.wait(days=3)

    buoi.says(telling.typed[telling.story])
    buoi.says(telling.typed[telling.day])
    buoi.chooses("Kể tiếp việc ấy")

    assert {telling.story, telling.day} <= answers(buoi).keys()
    assert open_step(buoi) == telling.after(telling.day)
    assert len(buoi.new) == 1


def test_the_choice_to_go_on_typed_twice_answers_nothing(
    scene: FormScene, telling: Telling
) -> None:
    buoi = scene.person("Bà Bưởi")
    telling.up_to(buoi, telling.story)
    scene.wait(days=3)
    buoi.says(telling.typed[telling.story])

    with scene.in_one_burst():
        buoi.says("1", "1")

    assert open_step(buoi) == telling.after(telling.story)
    assert answered_once(scene, buoi)


def test_a_greeting_after_a_silence_and_going_on(scene: FormScene, telling: Telling) -> None:
    buoi = scene.person("Bà Bưởi")
    telling.up_to(buoi, telling.day)
    before = answers(buoi)
    scene.wait(days=30)

    buoi.says("chào cháu")
    assert buoi.hears(RECAP)
    buoi.chooses("Kể tiếp việc ấy")

    assert buoi.hears(telling.asks(telling.day))
    assert answers(buoi) == before


def test_going_on_can_be_said_at_once(scene: FormScene, telling: Telling) -> None:
    buoi = scene.person("Bà Bưởi")
    telling.up_to(buoi, telling.day)
    scene.wait(days=30)

    buoi.says("tiếp")

    assert buoi.hears(telling.asks(telling.day))


def test_after_a_silence_something_else_is_told(scene: FormScene, telling: Telling) -> None:
    buoi = scene.person("Bà Bưởi")
    telling.up_to(buoi, telling.day)
    left = answers(buoi)
    scene.wait(days=3)
    told = "Ông Khoai hôm nay vá lại đoạn đường trước cửa chùa"

    buoi.says(told)
    buoi.chooses("Việc khác")
    buoi.chooses("Phải, tôi kể việc ấy")  # the new story is asked about first

    assert open_step(buoi) == "who"
    assert answers(buoi)["story"]["parts"][0][1] == told
    DEED_TELLING.up_to(buoi, "story")
    buoi.says("hủy")
    buoi.says("tiếp")  # the story that was cancelled last comes first
    buoi.says("hủy")
    scene.wait(days=2)  # by now the cancelled one is forgotten
    buoi.says("tiếp")
    assert answers(buoi) == left


def test_after_a_silence_it_is_dropped_and_can_be_had_back_for_a_day(
    scene: FormScene, telling: Telling
) -> None:
    buoi = scene.person("Bà Bưởi")
    telling.up_to(buoi, telling.day)
    left = answers(buoi)
    scene.wait(days=3)
    buoi.says("chào cháu")

    buoi.chooses("Bỏ việc ấy")
    assert open_step(buoi) == ""
    assert "bỏ việc kể dở" in buoi.last
    scene.wait(hours=23)
    buoi.says("tiếp")

    assert answers(buoi) == left
    assert buoi.hears(telling.asks(telling.day))


def test_after_a_silence_and_a_kill_the_recap_still_stands(
    scene: FormScene, telling: Telling
) -> None:
    buoi = scene.person("Bà Bưởi")
    telling.up_to(buoi, telling.story)
    scene.wait(days=30)
    buoi.says(telling.typed[telling.story])

    scene = scene.killed_and_started_again()
    buoi.chooses("Kể tiếp việc ấy")

    assert buoi.hears(telling.asks(telling.after(telling.story)))
    scene.close()


def test_the_conversation_says_that_a_draft_is_complete_but_unsent(
    scene: FormScene, telling: Telling
) -> None:
    buoi = scene.person("Bà Bưởi")
    telling.up_to(buoi, telling.pictures)
    assert in_the_row(scene, buoi)[:2] == (telling.form.name, 0)

    buoi.says("không")
    form, complete, touched = in_the_row(scene, buoi)
    assert (form, complete) == (telling.form.name, 1)
    assert abs(touched - to_ms(scene.now)) < 60_000
    scene.wait(hours=3)
    assert in_the_row(scene, buoi)[2] == touched

    buoi.chooses("Gửi")
    assert in_the_row(scene, buoi) == ("", 0, 0)


def test_left_in_the_middle_of_a_correction_it_is_still_complete(
    scene: FormScene, telling: Telling
) -> None:
    buoi = scene.person("Bà Bưởi")
    telling.to_summary(buoi)

    buoi.chooses("Sửa")
    assert in_the_row(scene, buoi)[1] == 1
    buoi.says("sửa ngày")
    assert open_step(buoi) == telling.day
    assert in_the_row(scene, buoi)[1] == 1
    buoi.says("11/11")
    buoi.chooses("Kể thêm")
    assert in_the_row(scene, buoi)[1] == 1


def test_choosing_what_to_change_before_the_end_makes_nothing_complete(
    scene: FormScene, telling: Telling
) -> None:
    buoi = scene.person("Bà Bưởi")
    telling.up_to(buoi, telling.day)

    buoi.says("sửa")

    assert open_step(buoi) == "fix"
    assert in_the_row(scene, buoi)[:2] == (telling.form.name, 0)


def test_on_both_databases_a_draft_survives(stored_scene: FormScene, telling: Telling) -> None:
    scene = stored_scene
    buoi = scene.person("Bà Bưởi")
    telling.up_to(buoi, telling.day)
    before = state(buoi)

    scene = scene.killed_and_started_again()
    scene.wait(days=30)
    assert state(buoi) == before
    buoi.says(telling.typed[telling.day])
    buoi.chooses("Kể tiếp việc ấy")
    telling.on_from(buoi, telling.after(telling.day))
    assert in_the_row(scene, buoi)[1] == 1
    buoi.chooses("Gửi")
    assert len(telling.sent(scene)) == 1
    scene.close()
