"""Back one question, change one answer and keep the rest, cancel, start over, skip."""

from typing import Any

import pytest

from tests.fakes.forms import FormScene, Telling
from tests.transcripts.stage import answers, open_step

NEW = {
    "who": "Bà Mơ bán chè",
    "hamlet": "Trung",
    "story": "Dắt cụ già qua đường rồi đưa về tận nhà",
    "happened": "11/11",
    "leader": "Bà Mơ bán chè",
    "what": "Trồng cây",
    "groups": "2",
    "held": "11/11",
    "people": "31",
    "again": "không",
    "where": "sau trạm xá",
    "wish": "cho thêm cây giống",
}


def test_back_one_question_from_each_and_on_again(scene: FormScene, telling: Telling) -> None:
    buoi = scene.person("Bà Bưởi")
    buoi.says(telling.word)
    steps = list(telling.typed)

    for place, step in enumerate(steps):
        buoi.says(telling.typed[step])
        buoi.says("quay lại")
        assert open_step(buoi) == step
        assert buoi.hears(telling.asks(step))
        assert set(steps[:place]) <= answers(buoi).keys()
        buoi.says(telling.typed[step])
        assert open_step(buoi) == telling.after(step)


def test_back_at_the_first_question_says_so(scene: FormScene, telling: Telling) -> None:
    buoi = scene.person("Bà Bưởi")
    buoi.says(telling.word)

    buoi.says("quay lại")

    assert buoi.hears("câu đầu", telling.asks(telling.name))


def test_back_several_questions_keeps_what_was_answered_after(
    scene: FormScene, telling: Telling
) -> None:
    buoi = scene.person("Bà Bưởi")
    telling.up_to(buoi, telling.day)
    before = answers(buoi)

    buoi.says("quay lại", "quay lại")

    assert answers(buoi) == before
    step = open_step(buoi)
    buoi.says(NEW[step])
    assert open_step(buoi) == telling.day  # only the one that was gone back to is asked again
    kept = answers(buoi)
    assert {k: v for k, v in kept.items() if k != step} == {
        k: v for k, v in before.items() if k != step
    }


def test_each_answer_changed_from_the_summary_and_the_rest_kept(
    scene: FormScene, telling: Telling
) -> None:
    buoi = scene.person("Bà Bưởi")
    telling.to_summary(buoi)

    for step in telling.typed:
        if step not in NEW:
            continue
        before = answers(buoi)
        buoi.chooses("Sửa")
        assert buoi.hears("sửa phần nào")
        buoi.chooses(buoi.word(f"{telling.form.name}-{step}-name"))
        assert buoi.hears(telling.asks(step))
        buoi.says(NEW[step])
        assert open_step(buoi) == "review"
        after = answers(buoi)
        assert after[step] != before[step]
        assert without(after, step) == without(before, step)

    buoi.chooses("Gửi")
    assert len(telling.sent(scene)) == 1
    assert telling.sent(scene)[0][telling.name]["parts"][0][1] == "Bà Mơ bán chè"


@pytest.mark.parametrize("word", ["sửa tên", "Sửa lại tên ạ"])
def test_one_answer_changed_by_its_name_from_the_summary(
    scene: FormScene, telling: Telling, word: str
) -> None:
    buoi = scene.person("Bà Bưởi")
    telling.to_summary(buoi)
    before = answers(buoi)

    buoi.says(word)
    assert buoi.hears(telling.asks(telling.name))
    buoi.says("Bà Mơ bán chè")

    assert buoi.hears("Bà Mơ bán chè", "Gửi đi được chưa ạ?")
    assert without(answers(buoi), telling.name) == without(before, telling.name)


def test_one_answer_changed_in_the_middle_and_on_where_it_was(
    scene: FormScene, telling: Telling
) -> None:
    buoi = scene.person("Bà Bưởi")
    telling.up_to(buoi, telling.day)

    buoi.says("sửa tên", "Bà Mơ bán chè")

    assert open_step(buoi) == telling.day
    assert answers(buoi)[telling.name]["parts"][0][1] == "Bà Mơ bán chè"


def test_back_out_of_a_change_leaves_it_as_it_was(scene: FormScene, telling: Telling) -> None:
    buoi = scene.person("Bà Bưởi")
    telling.to_summary(buoi)
    before = answers(buoi)

    buoi.chooses("Sửa")
    buoi.says("quay lại")
    assert open_step(buoi) == "review"
    buoi.says("sửa tên", "quay lại")

    assert open_step(buoi) == "review"
    assert answers(buoi) == before


def test_the_photos_are_changed_to_none(scene: FormScene, telling: Telling) -> None:
    buoi = scene.person("Bà Bưởi")
    telling.up_to(buoi, telling.pictures)
    buoi.sends_photo(count=2)
    assert buoi.hears("2 ảnh")

    buoi.says("sửa ảnh", "không")

    assert open_step(buoi) == "review"
    assert not buoi.hears("ảnh\n")
    assert answers(buoi)[telling.pictures]["files"] == []


def test_telling_more_adds_to_the_story(scene: FormScene, telling: Telling) -> None:
    buoi = scene.person("Bà Bưởi")
    telling.to_summary(buoi)

    buoi.chooses("Kể thêm")
    buoi.says("Hôm ấy trời mưa to lắm")

    assert open_step(buoi) == "review"
    assert [part[1] for part in answers(buoi)[telling.story]["parts"]] == [
        telling.typed[telling.story],
        "Hôm ấy trời mưa to lắm",
    ]


@pytest.mark.parametrize("where", ["first", "middle", "review", "fix", "change"])
def test_cancelled_it_can_be_had_back_for_a_day(
    scene: FormScene, telling: Telling, where: str
) -> None:
    buoi = scene.person("Bà Bưởi")
    steps = list(telling.typed)
    telling.up_to(buoi, {"first": steps[1], "middle": telling.day}.get(where, "review"))
    if where == "fix":
        buoi.chooses("Sửa")
    if where == "change":
        buoi.says("sửa tên")
    before, step = answers(buoi), open_step(buoi)

    buoi.says("hủy")
    assert open_step(buoi) == ""
    assert buoi.hears("chưa chuyển cho ai", "tiếp")
    scene.wait(hours=23)
    buoi.says("tiếp")

    assert answers(buoi) == before
    assert open_step(buoi) == step
    assert len(buoi.new) == 1


def test_cancelled_it_is_gone_after_a_day(scene: FormScene, telling: Telling) -> None:
    buoi = scene.person("Bà Bưởi")
    telling.up_to(buoi, telling.day)

    buoi.says("hủy")
    scene.wait(hours=25)
    buoi.says("tiếp")

    assert open_step(buoi) == ""
    assert buoi.hears("Chưa có việc nào đang dở")


def test_cancelled_nothing_was_sent(scene: FormScene, telling: Telling) -> None:
    buoi = scene.person("Bà Bưởi")
    telling.to_summary(buoi)

    buoi.says("hủy")
    scene.wait(days=2)

    assert telling.sent(scene) == []


def test_starting_over_asks_everything_again(scene: FormScene, telling: Telling) -> None:
    buoi = scene.person("Bà Bưởi")
    telling.up_to(buoi, telling.day)

    buoi.says("làm lại từ đầu")

    assert buoi.hears(telling.asks(telling.name))
    assert answers(buoi) == {}
    telling.on_from(buoi, telling.name)
    buoi.chooses("Gửi")
    assert len(telling.sent(scene)) == 1


def test_starting_over_by_mistake_what_was_told_can_be_had_back(
    scene: FormScene, telling: Telling
) -> None:
    buoi = scene.person("Bà Bưởi")
    telling.up_to(buoi, telling.day)
    before = answers(buoi)

    buoi.says("làm lại từ đầu", "hủy", "tiếp")

    assert answers(buoi) == before
    assert open_step(buoi) == telling.day


@pytest.mark.parametrize("word", ["bỏ qua", "Bỏ qua ạ"])
def test_what_is_optional_is_skipped_and_the_rest_is_not(
    scene: FormScene, telling: Telling, word: str
) -> None:
    buoi = scene.person("Bà Bưởi")
    buoi.says(telling.word)

    for step in telling.form.steps:
        assert open_step(buoi) == step.name
        buoi.says(word)
        if step.optional:
            continue
        assert open_step(buoi) == step.name
        assert buoi.hears(buoi.word("engine-cannot-skip"), telling.asks(step.name))
        buoi.says(telling.typed[step.name])

    assert open_step(buoi) == "review"
    buoi.chooses("Gửi")
    assert len(telling.sent(scene)) == 1


def without(found: dict[str, Any], step: str) -> dict[str, Any]:
    """Return answers without one."""
    return {name: answer for name, answer in found.items() if name != step}
