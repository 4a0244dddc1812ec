"""Turns that people take and nobody plans for: nothing is lost, no word is taken for another."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlmodel import select

from bot.dialogue import telling
from models.people.person import Account
from models.people.role import Role
from models.work.deed import DeedState
from tests.fakes.scene import PLAIN, Actor, Scene

STORY = "bà nấu xôi cho người nghèo mỗi sáng"


@pytest.fixture
def scene(sqlite_url: str) -> Iterator[Scene]:
    made = Scene(sqlite_url, PLAIN)
    yield made
    made.close()


def says(actor: Actor, *texts: str) -> None:
    """Type one text after the other, each in its own time."""
    for text in texts:
        actor.says(text)
        actor.scene.now += timedelta(seconds=5)


def left_alone(scene: Scene, word: str) -> Actor:
    """Two reports lie open, and after a night the recap is answered with this word."""
    actor = scene.person("Bà Bưởi")
    says(actor, "kể", "bà Mận", "menu", "1", "ông Thóc", "Đoài")
    scene.wait(hours=7)
    says(actor, STORY, word)
    return actor


def kept(actor: Actor) -> list[str]:
    """Whom the drafts are about, those that were set aside first."""
    now = actor.scene.talk_of(actor)
    drafts = [*(aside.draft for aside in now.aside), *([now.draft] if now.draft else [])]
    return [telling.text_of(draft.answers["who"]) for draft in drafts if "who" in draft.answers]


def test_a_name_that_no_store_can_hold_keeps_nobody_out(store_url: str) -> None:
    scene = Scene(store_url, PLAIN)
    na = scene.stranger()
    na.says("chào cháu", name="Bà N\x00a")

    assert scene.failed() == 0
    assert na.hears("có đồng ý không ạ?")
    with scene.write() as tx:
        assert tx.session.exec(select(Account.name)).one() == "Bà Na"
    scene.close()


@pytest.mark.parametrize("word", ["menu", "hủy", "tiếp", "sửa", "quay lại", "chào cháu", "kể"])
def test_no_word_at_the_recap_loses_a_draft(scene: Scene, word: str) -> None:
    actor = left_alone(scene, word)
    says(actor, "tiếp")

    assert kept(actor) == ["bà Mận", "ông Thóc"]


def test_on_at_the_recap_goes_on_with_what_it_asked_about(scene: Scene) -> None:
    actor = left_alone(scene, "tiếp")

    draft = scene.talk_of(actor).draft
    assert draft is not None
    assert telling.text_of(draft.answers["story"]) == STORY


def test_correcting_early_does_not_skip_the_questions_that_are_left(scene: Scene) -> None:
    actor = scene.person("Bà Bưởi")
    says(actor, "kể", "bà Mận", "sửa", "tên", "bà Na")

    assert actor.hears("thôn nào")
    assert kept(actor) == ["bà Na"]


def test_whoever_has_nothing_to_add_adds_nothing(scene: Scene) -> None:
    actor = scene.person("Bà Bưởi")
    says(actor, "kể", "bà Mận", "Đoài", STORY, "hôm qua", "không", "3", "không ạ", "1")

    assert [deed.story for deed in scene.deeds()] == [STORY]


def test_a_yes_is_no_hamlet(scene: Scene) -> None:
    actor = scene.person("Bà Bưởi")
    says(actor, "kể", "bà Mận", "đúng")

    draft = scene.talk_of(actor).draft
    assert draft is not None
    assert "hamlet" not in draft.answers


def test_what_was_answered_by_number_is_taken_back_and_lets_the_next_one_come(
    scene: Scene,
) -> None:
    teller, head = scene.person("Bà Bưởi"), scene.person("Ông Sấu", Role.HAMLET_HEAD, "Đoài")
    for who in ("bà Mận", "ông Thóc"):
        says(teller, "kể", who, "Đoài", STORY, "hôm qua", "không", "1")
    assert "Bà Mận" in head.last

    says(head, "đúng 1")
    scene.wait(minutes=1)
    assert "Ông Thóc" in head.last

    says(head, "3", "đúng 1", "sửa", "3")
    states = [deed.state for deed in scene.deeds()]
    assert states == [DeedState.DOUBTED.value, DeedState.DOUBTED.value]


def test_whoever_corrects_what_was_told_before_sees_the_choices_and_can_send(
    scene: Scene,
) -> None:
    actor = scene.person("Bà Bưởi")
    says(actor, "kể", "bà Mận", "Đoài", STORY, "hôm qua", "không", "1", "việc tôi đã kể", "1")
    says(actor, "2")

    assert actor.hears("1. Gửi", "2. Sửa")
    says(actor, "sửa tên", "bà Na", "1")

    assert [deed.who for deed in scene.deeds()] == ["bà Na"]
