"""An edited message corrects the answer that it was; the current question stays. Where a channel
has no edits, "sửa tên" does the same.
"""

import pytest

from tests.fakes.forms import FormScene, Telling
from tests.transcripts.stage import answers, editing, open_step, typing
from tests.transcripts.test_point_05_changing_course import NEW, without


@editing
def test_each_answer_corrected_at_once(scene: FormScene, telling: Telling) -> None:
    buoi = scene.person("Bà Bưởi")
    buoi.says(telling.word)

    for step, text in telling.typed.items():
        message = buoi.says(text)
        if step not in NEW:
            continue
        before = answers(buoi)
        buoi.edits(message, NEW[step])
        assert answers(buoi)[step] != before[step], step
        assert without(answers(buoi), step) == without(before, step)
        assert open_step(buoi) == telling.after(step)
        assert buoi.hears("sửa lại rồi", telling.asks(telling.after(step)))


@editing
def test_each_answer_corrected_at_the_summary(scene: FormScene, telling: Telling) -> None:
    buoi = scene.person("Bà Bưởi")
    buoi.says(telling.word)
    messages = {step: buoi.says(text) for step, text in telling.typed.items()}

    for step in telling.typed:
        if step in NEW:
            buoi.edits(messages[step], NEW[step])
            assert open_step(buoi) == "review"

    assert buoi.hears("Bà Mơ bán chè", "Tư, 11/11", "Gửi đi được chưa ạ?")
    buoi.chooses("Gửi")
    assert telling.sent(scene)[0][telling.name]["parts"][0][1] == "Bà Mơ bán chè"


@editing
def test_an_edit_that_changes_no_word_is_no_message(scene: FormScene, telling: Telling) -> None:
    """A preview of a link that a platform adds later."""
    buoi = scene.person("Bà Bưởi")
    telling.up_to(buoi, telling.story)
    story = telling.typed[telling.story]
    message = buoi.says(story)
    shown = len(buoi.screen)

    buoi.edits(message, story)

    assert len(buoi.screen) == shown
    telling.on_from(buoi, open_step(buoi))
    buoi.chooses("Gửi")
    shown = len(buoi.screen)
    buoi.edits(message, f" {story} ")
    assert len(buoi.screen) == shown


@editing
def test_an_edit_of_one_part_keeps_the_others(scene: FormScene, telling: Telling) -> None:
    buoi = scene.person("Bà Bưởi")
    telling.up_to(buoi, telling.story)
    first = buoi.says(telling.typed[telling.story])
    for step in list(telling.typed)[list(telling.typed).index(telling.story) + 1 :]:
        buoi.says(telling.typed[step])
    buoi.chooses("Kể thêm")
    buoi.says("Hôm ấy trời mưa to")

    buoi.edits(first, NEW["story"])

    assert [part[1] for part in answers(buoi)[telling.story]["parts"]] == [
        NEW["story"],
        "Hôm ấy trời mưa to",
    ]


@editing
def test_what_was_sent_is_corrected(scene: FormScene, telling: Telling) -> None:
    buoi = scene.person("Bà Bưởi")
    buoi.says(telling.word)
    messages = {step: buoi.says(text) for step, text in telling.typed.items()}
    buoi.chooses("Gửi")

    for step in telling.typed:
        if step in NEW:
            before = dict(telling.sent(scene)[0])
            buoi.edits(messages[step], NEW[step])
            assert telling.sent(scene)[0][step] != before[step], step
            assert "ghi lại" in buoi.last
    assert len(telling.sent(scene)) == 1


@editing
def test_what_was_sent_is_corrected_in_the_middle_of_the_next(
    scene: FormScene, telling: Telling
) -> None:
    buoi = scene.person("Bà Bưởi")
    buoi.says(telling.word)
    messages = {step: buoi.says(text) for step, text in telling.typed.items()}
    buoi.chooses("Gửi")
    telling.up_to(buoi, telling.day)
    before = answers(buoi)

    buoi.edits(messages[telling.name], "Bà Mơ bán chè")

    assert telling.sent(scene)[0][telling.name]["parts"][0][1] == "Bà Mơ bán chè"
    assert answers(buoi) == before
    assert buoi.hears("ghi lại", telling.asks(telling.day))


@editing
def test_a_photo_that_was_exchanged_is_exchanged_in_the_draft(
    scene: FormScene, telling: Telling
) -> None:
    buoi = scene.person("Bà Bưởi")
    telling.up_to(buoi, telling.name)
    first = buoi.sends_photo(caption="chụp chiều qua")
    buoi.sends_photo()
    before = answers(buoi)[telling.pictures]["files"]

    buoi.sends_photo(caption="chụp sáng nay", edits=first)

    after = answers(buoi)[telling.pictures]
    assert len({one["file"] for one in (*before, *after["files"])}) == 3
    assert after["files"][1] == before[1]
    assert [text for _, text in after["captions"]] == ["chụp sáng nay"]
    assert "sửa lại rồi" in buoi.last


@editing
def test_an_edit_that_cannot_be_read_changes_nothing(scene: FormScene, telling: Telling) -> None:
    buoi = scene.person("Bà Bưởi")
    telling.up_to(buoi, telling.day)
    message = buoi.says(telling.typed[telling.day])
    before = answers(buoi)

    buoi.edits(message, "hôm nảo hôm nao")

    assert answers(buoi) == before
    assert buoi.hears("chưa rõ", telling.asks(telling.after(telling.day)))


@editing
def test_an_edit_of_a_message_that_was_no_answer(scene: FormScene, telling: Telling) -> None:
    buoi = scene.person("Bà Bưởi")
    begun = buoi.says(telling.word)
    telling.on_from(buoi, telling.name)
    before = answers(buoi)

    buoi.edits(begun, "kể chuyện")

    assert answers(buoi) == before
    assert buoi.hears("chưa rõ sửa phần nào", "Gửi đi được chưa ạ?")


@editing
def test_an_edit_before_agreeing_corrects_what_is_kept(scene: FormScene) -> None:
    man = scene.stranger()
    message = man.says("Bà Mận nhặt đc cái ví rồi đem trả")

    man.edits(message, "Bà Mận nhặt được cái ví rồi đem trả")
    man.chooses("Đồng ý")

    assert [part[1] for part in answers(man)["story"]["parts"]] == [
        "Bà Mận nhặt được cái ví rồi đem trả"
    ]


@editing
def test_an_edit_while_the_recap_is_open_corrects_what_is_kept(
    scene: FormScene, telling: Telling
) -> None:
    buoi = scene.person("Bà Bưởi")
    telling.up_to(buoi, telling.story)
    scene.wait(days=3)
    message = buoi.says("Cả xóm nhặt đc ví đem trả")

    buoi.edits(message, NEW["story"])
    assert buoi.hears("Tin vừa rồi là việc nào ạ?")
    buoi.chooses("Kể tiếp việc ấy")

    assert [part[1] for part in answers(buoi)[telling.story]["parts"]] == [NEW["story"]]


@editing
def test_an_edit_of_the_answer_kept_over_a_recap(scene: FormScene, telling: Telling) -> None:
    buoi = scene.person("Bà Bưởi")
    telling.up_to(buoi, telling.story)
    scene.wait(days=3)
    message = buoi.says(telling.typed[telling.story])
    buoi.chooses("Kể tiếp việc ấy")

    buoi.edits(message, NEW["story"])

    assert [part[1] for part in answers(buoi)[telling.story]["parts"]] == [NEW["story"]]


@editing
def test_a_choice_corrected_to_another_number(scene: FormScene) -> None:
    buoi = scene.person("Bà Bưởi")
    buoi.says("dọn làng", "Ông Thóc")
    message = buoi.says("1")

    buoi.edits(message, "3")

    assert answers(buoi)["what"]["id"] == "trees"
    assert open_step(buoi) == "groups"


@typing
@pytest.mark.parametrize("words", ["sửa tên", "sửa lại tên"])
def test_without_edits_the_word_corrects_the_draft(
    scene: FormScene, telling: Telling, words: str
) -> None:
    buoi = scene.person("Bà Bưởi")
    telling.up_to(buoi, telling.day)

    buoi.says(words)
    assert buoi.hears(telling.asks(telling.name))
    buoi.says("Bà Mơ bán chè")

    assert answers(buoi)[telling.name]["parts"][0][1] == "Bà Mơ bán chè"
    assert buoi.hears(telling.asks(telling.day))


def test_the_word_corrects_what_was_sent(scene: FormScene, telling: Telling) -> None:
    buoi = scene.person("Bà Bưởi")
    telling.to_summary(buoi)
    buoi.chooses("Gửi")

    buoi.says("sửa tên")
    assert buoi.hears(telling.asks(telling.name))
    buoi.says("Bà Mơ bán chè")
    assert buoi.hears("Bà Mơ bán chè", "Ghi lại như thế được chưa ạ?")
    buoi.chooses("Gửi")

    assert len(telling.sent(scene)) == 1
    assert telling.sent(scene)[0][telling.name]["parts"][0][1] == "Bà Mơ bán chè"
    assert "ghi lại" in buoi.last


def test_a_correction_that_is_not_confirmed_changes_nothing(
    scene: FormScene, telling: Telling
) -> None:
    buoi = scene.person("Bà Bưởi")
    telling.to_summary(buoi)
    buoi.chooses("Gửi")

    buoi.says("sửa tên", "Bà Mơ bán chè", "hủy")

    assert telling.sent(scene)[0][telling.name]["parts"][0][1] == telling.typed[telling.name]
