"""Words that work anywhere work only as the whole message; greetings, thanks and leave-taking
never fill a text step.
"""

import pytest

from bot.dialogue.steps import Text
from tests.fakes.forms import DEED_TELLING, FormScene, Telling
from tests.transcripts.stage import answers, on, open_step, state

walking = on("plain")


def steps_and_summary(telling: Telling) -> list[str]:
    return [*telling.typed, "review"]


@walking
def test_help_works_at_every_question_and_changes_nothing(
    scene: FormScene, telling: Telling
) -> None:
    for step in steps_and_summary(telling):
        buoi = scene.person(f"Bà {step}")
        telling.up_to(buoi, step)
        scene.wait(seconds=20)
        before = state(buoi)

        buoi.says("giúp")

        assert buoi.hears("0900 000 000", "quay lại")
        assert state(buoi) == before


@walking
def test_back_works_at_every_question(scene: FormScene, telling: Telling) -> None:
    for step in steps_and_summary(telling):
        buoi = scene.person(f"Bà {step}")
        telling.up_to(buoi, step)
        scene.wait(seconds=20)
        before = answers(buoi)

        buoi.says("quay lại")

        first = step == next(iter(telling.typed))
        assert open_step(buoi) == (step if first else telling.before(step))
        assert buoi.hears(telling.asks(open_step(buoi)))
        assert answers(buoi) == before


@walking
def test_the_menu_sets_the_form_aside_and_on_takes_it_up_again(
    scene: FormScene, telling: Telling
) -> None:
    for step in steps_and_summary(telling)[1:]:
        buoi = scene.person(f"Bà {step}")
        telling.up_to(buoi, step)
        scene.wait(seconds=20)
        before = answers(buoi)

        buoi.says("Menu")
        assert buoi.hears(buoi.word("menu-draft-kept"))
        assert open_step(buoi) == ""
        buoi.says("tiếp ạ")

        assert open_step(buoi) == step
        assert answers(buoi) == before


@walking
def test_cancelling_works_at_every_question_and_can_be_taken_back(
    scene: FormScene, telling: Telling
) -> None:
    for step in steps_and_summary(telling)[1:]:
        buoi = scene.person(f"Bà {step}")
        telling.up_to(buoi, step)
        scene.wait(seconds=20)
        before = answers(buoi)

        buoi.says("huỷ")
        assert buoi.hears(buoi.word("engine-cancelled"))
        scene.wait(hours=3)
        buoi.says("tiếp")

        assert open_step(buoi) == step
        assert answers(buoi) == before


@on("plain")
@pytest.mark.parametrize(
    "told",
    [
        "giúp bà cụ qua đường",
        "Ông Thóc quay lại tìm người mất",
        "bà hủy chuyến đi để ở lại trông trẻ",
        "tiếp sức cho học sinh mùa thi",
        "làm menu chay cho cả chùa",
        "sửa đường thôn",
        "sửa ngõ xóm",
        "sửa nhà cho bà cụ",
        "chào hỏi lễ phép, ai cũng quý",
        "cảm ơn xong bà mới chịu nhận lại ví",
        "mai bà lại đi phát cháo tiếp nhé các cháu",
    ],
)
def test_within_a_sentence_they_are_told(scene: FormScene, told: str) -> None:
    buoi = scene.person("Bà Bưởi")
    DEED_TELLING.up_to(buoi, "story")
    scene.wait(seconds=20)

    buoi.says(told)

    assert [part[1] for part in answers(buoi)["story"]["parts"]] == [told]
    assert open_step(buoi) == "happened"


@on("plain")
@pytest.mark.parametrize(
    ("said", "answered"),
    [
        ("chào cháu", "engine-greeting"),
        ("alo", "engine-greeting"),
        ("cảm ơn cháu nhé", "engine-thanks"),
        ("cam on", "engine-thanks"),
    ],
)
def test_greetings_and_thanks_fill_no_answer(
    scene: FormScene, telling: Telling, said: str, answered: str
) -> None:
    texts = [step.name for step in telling.form.steps if isinstance(step, Text)]
    for step in texts:
        buoi = scene.person(f"Bà {step}")
        telling.up_to(buoi, step)
        scene.wait(seconds=20)

        buoi.says(said)

        assert open_step(buoi) == step
        assert step not in answers(buoi)
        assert buoi.hears(buoi.word(answered), telling.asks(step))


@on("plain")
@pytest.mark.parametrize("said", ["mai kể tiếp nhé", "thôi để tối bác kể nhé", "bác bận tí"])
def test_taking_leave_leaves_the_question_open(
    scene: FormScene, telling: Telling, said: str
) -> None:
    buoi = scene.person("Bà Bưởi")
    telling.up_to(buoi, telling.story)
    scene.wait(seconds=20)

    buoi.says(said)
    assert buoi.last == buoi.word("engine-leaving")
    assert len(buoi.new) == 1
    scene.wait(hours=30)
    buoi.says("tiếp")

    assert open_step(buoi) == telling.story
    assert buoi.hears(telling.asks(telling.story))
    assert telling.story not in answers(buoi)


def test_they_work_when_nothing_is_open(scene: FormScene) -> None:
    buoi = scene.person("Bà Bưởi")
    for word, answered in (
        ("menu", "Bác cần việc nào ạ?"),
        ("giúp", "0900 000 000"),
        ("tiếp", "Chưa có việc nào đang dở"),
        ("hủy", "Chưa có việc nào đang dở"),
        ("quay lại", "Bác cần việc nào ạ?"),
        ("chào cháu", "Cháu chào bác"),
        ("cảm ơn cháu", "cháu chào bác"),
    ):
        scene.wait(minutes=5)
        buoi.says(word)
        assert answered in buoi.last, word
