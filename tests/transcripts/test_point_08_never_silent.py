"""Never silent: what cannot be read gets one short line of what to do, then a person's telephone
number, then nothing for ten minutes; the draft stays as it is.
"""

from collections.abc import Callable
from typing import Any

import pytest

from bot.dialogue.messages import Kind, Media, Place
from models.people.role import Role
from tests.fakes.forms import CLEANUP_TELLING, FormScene, Telling
from tests.fakes.scene import Actor
from tests.transcripts.stage import (
    MESSENGERS,
    SCRIPTED,
    answers,
    messengers,
    on,
    open_step,
    scripted,
    state,
)

PHONE = ("0900 000 000", "giờ làm việc")

# What a person may send, and the sentence that says why it could not be read.
UNREADABLE: dict[str, tuple[Kind, dict[str, Any], str]] = {
    "sticker": (Kind.STICKER, {}, "engine-cannot-picture"),
    "link": (Kind.TEXT, {"text": "https://vidu.vn/bai/123"}, "engine-cannot-link"),
    "contact": (Kind.CONTACT, {"text": ""}, "engine-cannot-contact"),
    "location": (Kind.LOCATION, {"place": Place(21.03, 105.85)}, "engine-cannot-place"),
    "poll": (Kind.POLL, {}, "engine-cannot-poll"),
    "forwarded": (
        Kind.TEXT,
        {"text": "Tin nóng: mai mưa to cả tỉnh", "forwarded": True},
        "engine-cannot-forwarded",
    ),
    "empty": (Kind.EMPTY, {}, "engine-cannot-empty"),
    "empty text": (Kind.TEXT, {"text": "  "}, "engine-cannot-unknown"),
    "unknown": (Kind.UNKNOWN, {}, "engine-cannot-unknown"),
}
ON_THE_WEB = ("empty", "unknown", "link", "location")
ON_ZALO = ("sticker", "link", "contact", "location", "unknown")

kinds = pytest.mark.parametrize(
    ("scene", "sent"),
    [
        *((stage, sent) for stage in ("buttons", "plain") for sent in UNREADABLE),
        *((stage, sent) for stage in MESSENGERS for sent in ON_ZALO),
    ],
    indirect=["scene"],
)


def sends(person: Actor, sent: str) -> str:
    """Send it; return the line that it should get."""
    kind, fields, key = UNREADABLE[sent]
    person.send(kind, **fields)
    known = person.scene.hands_on
    return person.word(key if known is None or kind in known else "engine-cannot-unknown")


def line_phone_silence_line(
    scene: FormScene, person: Actor, send: Callable[[], str], question: str
) -> None:
    """Send it again and again: a line, a number, nothing, and after ten minutes a line again."""
    before, seen = state(person), len(person.screen)

    line = send()
    assert person.hears(line, question), person.last
    assert len(person.screen) == seen + 1
    send()
    assert person.hears(*PHONE)
    assert len(person.screen) == seen + 2
    send()
    scene.wait(minutes=9)
    send()
    assert len(person.screen) == seen + 2
    scene.wait(minutes=2)
    send()
    assert person.hears(line, question)
    assert len(person.screen) == seen + 3
    assert state(person) == before


@kinds
def test_in_the_middle_of_a_form(scene: FormScene, telling: Telling, sent: str) -> None:
    buoi = scene.person("Bà Bưởi")
    telling.up_to(buoi, telling.story)

    line_phone_silence_line(scene, buoi, lambda: sends(buoi, sent), telling.asks(telling.story))

    buoi.says(telling.typed[telling.story])
    assert open_step(buoi) == telling.after(telling.story)


@on("web")
@pytest.mark.parametrize("sent", ON_THE_WEB)
def test_in_the_middle_of_a_form_on_the_web(scene: FormScene, telling: Telling, sent: str) -> None:
    buoi = scene.person("Bà Bưởi")
    telling.up_to(buoi, telling.story)

    line_phone_silence_line(scene, buoi, lambda: sends(buoi, sent), telling.asks(telling.story))


def test_at_every_question(scene: FormScene, telling: Telling) -> None:
    buoi = scene.person("Bà Bưởi")
    buoi.says(telling.word)

    for step, text in telling.typed.items():
        before = answers(buoi)
        line = sends(buoi, "empty")
        assert buoi.hears(line, telling.asks(step)), step
        assert answers(buoi) == before
        assert open_step(buoi) == step
        buoi.says(text)  # being understood, the next is the first in a row again


@on("buttons", "plain", *MESSENGERS)
@pytest.mark.parametrize("sent", ["sticker", "link", "empty"])
@pytest.mark.parametrize("where", ["review", "fix", "more"])
def test_at_the_summary(scene: FormScene, telling: Telling, sent: str, where: str) -> None:
    buoi = scene.person("Bà Bưởi")
    telling.to_summary(buoi)
    question = "Gửi đi được chưa ạ?"
    if where == "fix":
        buoi.chooses("Sửa")
        question = buoi.word("engine-fix")
    if where == "more":
        buoi.chooses("Kể thêm")
        question = buoi.word("engine-more-or-choose" if telling.form.extras else "engine-more")

    line_phone_silence_line(scene, buoi, lambda: sends(buoi, sent), question)

    assert telling.sent(scene) == []


@kinds
def test_with_nothing_open(scene: FormScene, sent: str) -> None:
    buoi = scene.person("Bà Bưởi")

    line = sends(buoi, sent)
    expected = buoi.word("menu-greeting") if sent == "sticker" else line
    assert buoi.hears(expected, "cần việc nào ạ?")
    sends(buoi, sent)
    assert buoi.hears(*PHONE)
    seen = len(buoi.screen)
    sends(buoi, sent)
    assert len(buoi.screen) == seen
    scene.wait(minutes=11)
    sends(buoi, sent)
    assert len(buoi.screen) == seen + 1
    assert not buoi.hears(PHONE[0])


@kinds
def test_before_agreeing(scene: FormScene, sent: str) -> None:
    man = scene.stranger()
    sends(man, sent)
    assert man.hears("đồng ý không ạ?")  # whatever comes first, we say who we are

    line_phone_silence_line(scene, man, lambda: sends(man, sent), "đồng ý không ạ?")

    man.chooses("Đồng ý")
    assert man.hears("cần việc nào ạ?")


@kinds
def test_while_the_recap_is_open(scene: FormScene, telling: Telling, sent: str) -> None:
    buoi = scene.person("Bà Bưởi")
    telling.up_to(buoi, telling.day)
    before = answers(buoi)
    scene.wait(days=3)
    buoi.says("chào cháu")

    line_phone_silence_line(scene, buoi, lambda: sends(buoi, sent), "Tin vừa rồi là việc nào ạ?")

    buoi.chooses("Kể tiếp việc ấy")
    assert answers(buoi) == before
    assert buoi.hears(telling.asks(telling.day))


@kinds
def test_while_the_head_is_asked(scene: FormScene, sent: str) -> None:
    buoi = scene.person("Bà Bưởi")
    head = scene.person("Bác Sấu", Role.HAMLET_HEAD, "Đoài")
    buoi.tells_deed()
    buoi.chooses("Gửi")
    scene.wait(minutes=2)

    line_phone_silence_line(scene, head, lambda: sends(head, sent), "đúng không ạ?")

    head.chooses("Đúng")
    assert [deed.state for deed in scene.deeds()] == ["confirmed"]


def test_a_text_longer_than_the_step_takes(scene: FormScene, telling: Telling) -> None:
    buoi = scene.person("Bà Bưởi")
    buoi.says(telling.word)

    def too_long() -> str:
        buoi.says("bà Mận bán xôi đầu làng " * 10)
        return buoi.word("engine-too-long", most=120)

    line_phone_silence_line(scene, buoi, too_long, telling.asks(telling.name))


@scripted
@pytest.mark.parametrize("kind", [Kind.VIDEO, Kind.FILE])
def test_a_video_or_a_file_in_a_form_that_takes_papers_is_kept(
    scene: FormScene, telling: Telling, kind: Kind
) -> None:
    buoi = scene.person("Bà Bưởi")
    telling.up_to(buoi, telling.story)

    buoi.send(kind, media=(Media(kind, file=f"{kind}-1", mime="video/mp4", size=9000),))

    assert buoi.hears(telling.asks(telling.story))
    assert open_step(buoi) == telling.story
    assert len(answers(buoi)[telling.pictures]["files"]) == 1


@scripted
@pytest.mark.parametrize(
    ("kind", "key"), [(Kind.VIDEO, "engine-cannot-film"), (Kind.FILE, "engine-cannot-file")]
)
def test_a_video_or_a_file_with_nothing_open(scene: FormScene, kind: Kind, key: str) -> None:
    buoi = scene.person("Bà Bưởi")

    for expected in ((buoi.word(key), "cần việc nào ạ?"), PHONE):
        base = scene.next_event()
        buoi.send(kind, media=(Media(kind, file=f"f-{base}", mime="video/mp4", size=9000),))
        assert buoi.hears(*expected)


@scripted
def test_different_ones_in_a_row_are_in_a_row_too(scene: FormScene, telling: Telling) -> None:
    buoi = scene.person("Bà Bưởi")
    telling.up_to(buoi, telling.day)
    seen = len(buoi.screen)

    for sent in UNREADABLE:
        sends(buoi, sent)

    assert len(buoi.screen) == seen + 2
    assert buoi.hears(*PHONE)


@messengers
def test_three_in_one_burst(scene: FormScene, telling: Telling) -> None:
    buoi = scene.person("Bà Bưởi")
    telling.up_to(buoi, telling.day)

    with scene.in_one_burst():
        for _ in range(4):
            sends(buoi, "sticker")

    assert len(buoi.new) == 2
    assert buoi.hears(*PHONE)


def test_words_that_are_not_understood_are_asked_again_every_time(
    scene: FormScene,
) -> None:
    buoi = scene.person("Bà Bưởi")
    buoi.says("dọn làng", "Ông Thóc")

    for _ in range(5):
        buoi.says("việc chung ấy mà")
        assert buoi.hears("Buổi ấy làm gì ạ?")
        assert len(buoi.new) == 1
    assert open_step(buoi) == "what"


@messengers
def test_a_sticker_after_a_good_bye_is_left_alone_once(scene: FormScene) -> None:
    buoi = scene.person("Bà Bưởi")
    buoi.says("cảm ơn cháu")
    seen = len(buoi.screen)

    sends(buoi, "sticker")
    assert len(buoi.screen) == seen
    sends(buoi, "sticker")
    assert len(buoi.screen) == seen + 1


@on(*SCRIPTED, "zalo_oa")
def test_a_point_on_the_map_answers_the_question_where(scene: FormScene) -> None:
    buoi = scene.person("Bà Bưởi")
    CLEANUP_TELLING.up_to(buoi, "where")
    buoi.sends_place("Đình làng")

    assert open_step(buoi) == "wish"
    assert answers(buoi)["where"]["text"] == "Đình làng"
