"""Forms change between releases, and drafts of the old version go on: what still fits stays, and
only the rest is asked. Every version that was ever released has a stored draft here.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import orjson
import pytest

from bot.dialogue import talk
from bot.dialogue.form import Form
from bot.dialogue.messages import Option
from bot.dialogue.steps import Choice, Number, Step, Text
from handlers.deeds import DEED
from models.machine import conversation
from tests.fakes.forms import CLEANUP, CLEANUP_TELLING, FormScene
from tests.fakes.scene import BOT, MORNING, Actor
from tests.transcripts.keep_draft import DRAFTS
from tests.transcripts.stage import answers, on, open_step

STORED = sorted(DRAFTS.glob("deed-v*.json"))
typing = on("plain")
SKIES = (Option("1", "nắng"), Option("2", "mưa"))


def with_talk(scene: FormScene, person: Actor, plain: dict[str, Any]) -> None:
    """Put a stored talk where a person's conversation is."""
    draft = plain["draft"]
    with scene.write() as tx:
        row = conversation.load(tx, BOT, person.chat, person.chat)
        assert row is not None
        tx.run(
            conversation.SAVE, row=row[0], new_state=orjson.dumps(plain).decode(), new_heard="{}",
            spoke=0, touched=0, form=draft["form"], complete=0, question=None,
        )  # fmt: skip


def test_this_version_has_its_stored_draft() -> None:
    """When this fails: python -m tests.transcripts.keep_draft"""
    assert (DRAFTS / f"deed-v{DEED.version}.json").exists()


@pytest.mark.parametrize("stored", STORED, ids=lambda path: path.stem)
@pytest.mark.parametrize("days", [0, 30])
def test_a_stored_draft_of_every_release_can_be_finished(
    stored_scene: FormScene, stored: Path, days: int
) -> None:
    scene = stored_scene
    buoi = scene.person("Bà Bưởi")
    plain = orjson.loads(stored.read_bytes())
    old = plain["draft"]["answers"]
    with_talk(scene, buoi, plain)
    scene.now = MORNING
    scene.wait(days=days, minutes=5)

    buoi.says("tiếp")
    for _ in range(10):
        scene.wait(minutes=1)
        step = open_step(buoi)
        if step == "review":
            break
        telling = {"who": "Bà Mận", "hamlet": "Đoài", "happened": "10/11", "evidence": "xong"}
        buoi.says(telling.get(step, "Bà Mận giúp hàng xóm"))
    buoi.taps("Gửi")

    (deed,) = scene.deeds()
    assert deed.story.startswith("Nhặt được ví có 3 triệu")
    for name, answer in old.items():
        if name in deed.answers:
            assert deed.answers[name] == answer


@pytest.mark.parametrize("stored", STORED, ids=lambda path: path.stem)
def test_a_stored_talk_says_the_same_when_it_is_written_again(stored: Path) -> None:
    plain = orjson.loads(stored.read_bytes())
    known = talk.from_json(plain)

    assert talk.from_json(talk.to_json(known)) == known
    if f"v{DEED.version}" in stored.stem:
        assert orjson.loads(orjson.dumps(talk.to_json(known))) == plain


# --- a release that changes the tests' own form --------------------------------------------------


def changed(change: Callable[[Step], tuple[Step, ...]]) -> Form:
    """The form of the next release: each step as it was, or what has become of it."""
    steps = tuple(new for step in CLEANUP.steps for new in change(step))
    names = {step.name for step in steps}
    lines = tuple(tuple(name for name in line if name in names) for line in CLEANUP.lines)
    return replace(CLEANUP, version=2, steps=steps, lines=tuple(line for line in lines if line))


def without(name: str) -> Form:
    """The form with one question less."""
    return changed(lambda step: () if step.name == name else (step,))


def weather_after(name: str) -> Form:
    """The form with one question more."""
    new = Choice("weather", choices="skies")
    return changed(lambda step: (step, new) if step.name == name else (step,))


def instead(new: Step) -> Form:
    """The form with another kind of question under the same name."""
    return changed(lambda step: (new,) if step.name == new.name else (step,))


def released(scene: FormScene, person: Actor, form: Form) -> FormScene:
    """The next release runs on the same database."""
    return scene.killed_and_started_again(form)


@typing
@pytest.mark.parametrize("open_at", [*list(CLEANUP_TELLING.typed)[1:], "review"])
@pytest.mark.parametrize("gone", ["what", "people", "pictures"])
def test_a_question_that_is_gone_is_not_asked_any_more(
    scene: FormScene, gone: str, open_at: str
) -> None:
    if open_at not in (gone, CLEANUP_TELLING.after(gone), "review"):
        return
    buoi = scene.person("Bà Bưởi")
    CLEANUP_TELLING.up_to(buoi, open_at)
    scene.wait(minutes=1)
    later = released(scene, buoi, without(gone))
    before = answers(buoi)

    if open_at == gone:
        buoi.says(CLEANUP_TELLING.typed[gone])
        assert buoi.hears(buoi.word("engine-form-changed"))
    later.wait(minutes=1)
    finish(buoi)

    (sent,) = later.register.sent
    assert gone not in sent
    assert {name: sent[name] for name in before if name != gone} == {
        name: answer for name, answer in before.items() if name != gone
    }
    later.close()


@typing
@pytest.mark.parametrize("open_at", ["what", "story", "pictures", "review"])
def test_a_new_question_is_asked_and_nothing_else_again(scene: FormScene, open_at: str) -> None:
    buoi = scene.person("Bà Bưởi")
    CLEANUP_TELLING.up_to(buoi, open_at)
    scene.wait(minutes=1)
    later = released(scene, buoi, weather_after("leader"))
    before = answers(buoi)

    finish(buoi)

    (sent,) = later.register.sent
    assert sent["weather"]["id"] == "2"
    assert {name: sent[name] for name in before} == before
    later.close()


@typing
@pytest.mark.parametrize("open_at", ["people", "again", "review"])
def test_an_answer_of_another_kind_is_asked_again(scene: FormScene, open_at: str) -> None:
    """A number of people became words: what was a number is asked again, the rest stays."""
    buoi = scene.person("Bà Bưởi")
    CLEANUP_TELLING.up_to(buoi, open_at)
    scene.wait(minutes=1)
    later = released(scene, buoi, instead(Text("people")))
    before = answers(buoi)

    finish(buoi)

    (sent,) = later.register.sent
    assert [part[1] for part in sent["people"]["parts"]] == ["25"]
    assert {name: sent[name] for name in before if name != "people"} == {
        name: answer for name, answer in before.items() if name != "people"
    }
    later.close()


@typing
def test_a_number_never_means_something_that_was_not_shown(scene: FormScene) -> None:
    """Words became a choice: "2" answers no question that the person has seen."""
    buoi = scene.person("Bà Bưởi")
    CLEANUP_TELLING.up_to(buoi, "hamlet")
    scene.wait(minutes=1)
    later = released(scene, buoi, instead(Choice("hamlet", choices=("road", "ditch"))))

    buoi.says("2")
    assert "hamlet" not in answers(buoi)
    assert buoi.hears(buoi.word("engine-form-changed"), "1. Dọn đường", "2. Khơi mương")
    later.wait(minutes=1)
    buoi.says("2")

    assert answers(buoi)["hamlet"]["id"] == "ditch"
    later.close()


@typing
def test_a_photo_that_meets_a_changed_form_is_kept(scene: FormScene) -> None:
    buoi = scene.person("Bà Bưởi")
    CLEANUP_TELLING.up_to(buoi, "what")
    scene.wait(minutes=1)
    later = released(scene, buoi, without("what"))

    buoi.sends_photo()

    assert len(answers(buoi)["pictures"]["files"]) == 1
    assert buoi.hears(CLEANUP_TELLING.asks("groups"))
    later.close()


@typing
def test_changing_an_answer_leads_back_although_the_question_before_is_gone(
    scene: FormScene,
) -> None:
    """ "sửa tên" was said at a question that the new release does not have."""
    buoi = scene.person("Bà Bưởi")
    CLEANUP_TELLING.up_to(buoi, "people")
    scene.wait(minutes=1)
    buoi.says("sửa tên")
    assert open_step(buoi) == "leader"
    scene.wait(minutes=1)
    later = released(scene, buoi, without("people"))

    buoi.says("Ông Gạo")

    assert open_step(buoi) == "again"
    assert answers(buoi)["leader"]["parts"][0][1] == "Ông Gạo"
    later.close()


@typing
def test_a_draft_set_aside_and_one_under_a_recap_go_on_too(scene: FormScene) -> None:
    buoi, na = scene.person("Bà Bưởi"), scene.person("Bà Na")
    CLEANUP_TELLING.up_to(buoi, "what")
    buoi.says("menu")
    CLEANUP_TELLING.up_to(na, "what")
    scene.wait(hours=7)
    na.says("Khơi mương")
    assert na.hears(na.word("recap-go"))
    later = released(scene, buoi, without("what"))

    buoi.says("tiếp")
    na.chooses(na.word("recap-go"))

    assert open_step(buoi) == open_step(na) == "groups"
    assert buoi.hears(CLEANUP_TELLING.asks("groups"))
    assert na.hears(CLEANUP_TELLING.asks("groups"))
    later.close()


@typing
def test_a_draft_whose_form_is_gone_waits_for_a_release_that_has_it(scene: FormScene) -> None:
    buoi = scene.person("Bà Bưởi")
    CLEANUP_TELLING.up_to(buoi, "what")
    before = answers(buoi)
    scene.wait(minutes=1)
    later = released(
        scene,
        buoi,
        replace(
            CLEANUP, name="cleanup2", steps=(Number("people"),), lines=(), main="", subject=""
        ),
    )

    buoi.says("Khơi mương")
    assert buoi.hears(buoi.word("menu-form-gone"))
    buoi.says("tiếp")
    assert buoi.hears(buoi.word("menu-form-gone"))
    back = later.killed_and_started_again(CLEANUP)
    buoi.says("tiếp")

    assert open_step(buoi) == "what"
    assert answers(buoi) == before
    back.close()


def finish(person: Actor) -> None:
    """Answer what is open until the form is sent."""
    scene = person.scene
    scene.commune.lists["skies"] = SKIES
    for _ in range(30):
        step = open_step(person)
        if not step:
            return
        if step == "review":
            person.chooses("Gửi")
        else:
            person.says({**CLEANUP_TELLING.typed, "weather": "mưa"}[step])
        scene.wait(minutes=1)
    pytest.fail(f"no way out of {open_step(person)}: {person.last}")
