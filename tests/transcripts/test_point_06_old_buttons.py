"""A tap on an old button is answered kindly and alters nothing."""

import pytest

from bot.dialogue.messages import Kind
from models.people.role import Role
from tests.fakes.forms import FormScene, Telling
from tests.fakes.scene import Actor, Shown
from tests.transcripts.stage import answers, open_step, state, tapping

KIND = "Câu ấy qua rồi"


def tap_of(shown: Shown, label: str) -> str:
    """Return the data of a button."""
    return next(b.tap for b in shown.reply.buttons if b.label.endswith(label))


@tapping
def test_a_button_of_a_finished_conversation(scene: FormScene, telling: Telling) -> None:
    buoi = scene.person("Bà Bưởi")
    telling.to_summary(buoi)
    summary = buoi.screen[-1]
    buoi.taps("Gửi")

    for label in ("Sửa", "Kể thêm"):
        buoi.taps(label, on=summary)
        assert buoi.hears(KIND)
        assert open_step(buoi) == ""
    assert len(telling.sent(scene)) == 1


@tapping
def test_a_button_of_a_finished_conversation_in_the_middle_of_the_next(
    scene: FormScene, telling: Telling
) -> None:
    buoi = scene.person("Bà Bưởi")
    telling.to_summary(buoi)
    summary = buoi.screen[-1]
    buoi.taps("Gửi")
    telling.up_to(buoi, telling.day)
    before = state(buoi)

    buoi.taps("Sửa", on=summary)

    assert buoi.hears(KIND, telling.asks(telling.day))
    assert state(buoi) == before


@tapping
def test_a_button_of_an_earlier_question_of_the_same_form(scene: FormScene) -> None:
    buoi = scene.person("Bà Bưởi")
    buoi.says("dọn làng", "Ông Thóc")
    question = buoi.screen[-1]
    buoi.taps("Dọn đường")
    buoi.says("không", "Đông")
    before = state(buoi)

    buoi.taps("Trồng cây", on=question)

    assert buoi.hears(KIND, "kể buổi ấy")
    assert state(buoi) == before


@tapping
def test_a_button_of_an_earlier_summary(scene: FormScene, telling: Telling) -> None:
    buoi = scene.person("Bà Bưởi")
    telling.to_summary(buoi)
    summary = buoi.screen[-1]
    buoi.says("sửa tên")
    before = state(buoi)

    buoi.taps("Gửi", on=summary)

    assert telling.sent(scene) == []
    assert buoi.hears(KIND, telling.asks(telling.name))
    assert state(buoi) == before


@tapping
def test_a_button_of_another_person(scene: FormScene, telling: Telling) -> None:
    buoi, man = scene.person("Bà Bưởi"), scene.person("Bà Mơ")
    telling.to_summary(buoi)
    telling.to_summary(man)
    before = state(man)

    man.send(Kind.TAP, tap=tap_of(buoi.screen[-1], "Gửi"), text="1. Gửi")

    assert telling.sent(scene) == []
    assert man.hears(KIND, "Gửi đi được chưa ạ?")
    assert state(man) == before
    assert open_step(buoi) == "review"


@tapping
def test_a_button_of_another_person_with_nothing_open(scene: FormScene, telling: Telling) -> None:
    buoi, man = scene.person("Bà Bưởi"), scene.person("Bà Mơ")
    telling.to_summary(buoi)

    man.send(Kind.TAP, tap=tap_of(buoi.screen[-1], "Gửi"), text="1. Gửi")

    assert man.hears(KIND)
    assert scene.talk_of(man).draft is None


@tapping
@pytest.mark.parametrize("option", ["dredge", "", "road:extra"])
def test_a_button_of_an_older_release(scene: FormScene, option: str) -> None:
    buoi = scene.person("Bà Bưởi")
    buoi.says("dọn làng", "Ông Thóc")
    mark, number, _ = tap_of(buoi.screen[-1], "Dọn đường").split(":")
    before = state(buoi)

    buoi.send(Kind.TAP, tap=f"{mark}:{number}:{option}", text="Vét ao")

    assert buoi.hears(KIND, "Buổi ấy làm gì ạ?")
    assert state(buoi) == before


@tapping
@pytest.mark.parametrize("tap", ["x", ":", "::", "menu", "1:²:send", "ffff:1:send", "1:999999:a"])
def test_data_that_no_button_of_ours_has(scene: FormScene, telling: Telling, tap: str) -> None:
    buoi = scene.person("Bà Bưởi")
    telling.to_summary(buoi)
    before = state(buoi)

    buoi.send(Kind.TAP, tap=tap, text="?")

    assert buoi.hears(KIND, "Gửi đi được chưa ạ?")
    assert state(buoi) == before
    assert telling.sent(scene) == []


@tapping
def test_an_old_button_while_the_head_is_asked(scene: FormScene) -> None:
    buoi = scene.person("Bà Bưởi")
    head = scene.person("Bác Sấu", Role.HAMLET_HEAD, "Đoài")
    for who in ("Bà Mận", "Ông Thóc"):
        buoi.tells_deed(who=who)
        buoi.taps("Gửi")
    scene.wait(minutes=2)
    first = head.screen[-1]
    head.taps("Đúng")
    assert head.hears("Ông Thóc")
    before = state(head)

    head.taps("Chưa đúng", on=first)

    assert head.hears(KIND, "Ông Thóc", "đúng không ạ?")
    assert state(head) == before
    assert [deed.state for deed in scene.deeds()] == ["confirmed", "sent"]


@tapping
def test_a_button_after_it_was_cancelled(scene: FormScene, telling: Telling) -> None:
    buoi = scene.person("Bà Bưởi")
    telling.to_summary(buoi)
    summary = buoi.screen[-1]
    buoi.says("hủy")

    buoi.taps("Gửi", on=summary)

    assert telling.sent(scene) == []
    assert buoi.hears(KIND)
    buoi.says("tiếp")
    assert open_step(buoi) == "review"


@tapping
def test_a_button_of_a_draft_that_was_set_aside_for_another(
    scene: FormScene, telling: Telling
) -> None:
    buoi = scene.person("Bà Bưởi")
    telling.to_summary(buoi)
    summary = buoi.screen[-1]
    buoi.says("hủy")
    telling.up_to(buoi, telling.day)
    before = answers(buoi)

    buoi.taps("Gửi", on=summary)

    assert telling.sent(scene) == []
    assert buoi.hears(KIND, telling.asks(telling.day))
    assert answers(buoi) == before


@tapping
def test_an_old_button_of_somebody_who_has_not_agreed(scene: FormScene) -> None:
    man: Actor = scene.stranger()

    man.send(Kind.TAP, tap="1:1:agree", text="Đồng ý")

    assert man.hears("đồng ý không ạ?")
    man.says("1")
    assert man.hears("cần việc nào ạ?")
