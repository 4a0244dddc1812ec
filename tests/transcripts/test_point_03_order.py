"""A redelivered event changes nothing, events out of order are put in order, and a burst ends as
the clean run does.
"""

from tests.fakes.forms import FormScene, Telling
from tests.fakes.scene import MORNING
from tests.fakes.zalo_scene import ZaloOaScene
from tests.transcripts.stage import answers, on, open_step, scripted, state, tapping


def test_every_event_redelivered_at_once_changes_nothing(
    scene: FormScene, telling: Telling
) -> None:
    buoi = scene.person("Bà Bưởi")

    for place, text in enumerate((telling.word, *telling.typed.values(), "1"), 1):
        buoi.says(text, event_id=f"e{place}", order=place)
        before, seen = state(buoi), len(buoi.screen)
        buoi.says(text, event_id=f"e{place}", order=place)
        assert state(buoi) == before, text
        assert len(buoi.screen) == seen, text

    assert len(telling.sent(scene)) == 1


def test_the_whole_talk_redelivered_at_its_end_changes_nothing(
    scene: FormScene, telling: Telling
) -> None:
    buoi = scene.person("Bà Bưởi")
    talk = list(enumerate((telling.word, *telling.typed.values(), "1"), 1))
    for place, text in talk:
        buoi.says(text, event_id=f"e{place}", order=place)
    before, seen = state(buoi), len(buoi.screen)

    for place, text in talk:
        buoi.says(text, event_id=f"e{place}", order=place)

    assert state(buoi) == before
    assert len(buoi.screen) == seen
    assert len(telling.sent(scene)) == 1


def test_an_event_redelivered_within_its_burst(scene: FormScene, telling: Telling) -> None:
    buoi = scene.person("Bà Bưởi")
    telling.to_summary(buoi)

    with scene.in_one_burst():
        buoi.says("1", event_id="send", order=100)
        buoi.says("1", event_id="send", order=100)

    assert len(telling.sent(scene)) == 1
    assert len(buoi.new) == 1


@tapping
def test_a_redelivered_tap(scene: FormScene, telling: Telling) -> None:
    buoi = scene.person("Bà Bưởi")
    telling.to_summary(buoi)
    buoi.taps("Gửi", event_id="send", order=100)
    before, seen = state(buoi), len(buoi.screen)

    buoi.taps("Gửi", event_id="send", order=100)

    assert state(buoi) == before
    assert len(buoi.screen) == seen


def test_an_event_redelivered_after_a_kill(scene: FormScene, telling: Telling) -> None:
    buoi = scene.person("Bà Bưởi")
    telling.to_summary(buoi)
    buoi.says("1", event_id="send", order=100)
    scene = scene.killed_and_started_again()
    seen = len(buoi.screen)

    buoi.says("1", event_id="send", order=100)

    assert len(telling.sent(scene)) == 1
    assert len(buoi.screen) == seen
    scene.close()


def test_all_answers_in_one_burst_end_as_in_the_clean_run(
    scene: FormScene, telling: Telling
) -> None:
    buoi, man = scene.person("Bà Bưởi"), scene.person("Bà Mơ")
    telling.to_summary(buoi)

    with scene.in_one_burst():
        man.says(telling.word, *telling.typed.values())

    assert open_step(man) == "review"
    assert man.last == buoi.last
    assert {k: plain(v) for k, v in answers(man).items()} == {
        k: plain(v) for k, v in answers(buoi).items()
    }


def test_three_different_answers_in_one_burst(scene: FormScene, telling: Telling) -> None:
    buoi, man = scene.person("Bà Bưởi"), scene.person("Bà Mơ")
    steps = list(telling.typed)
    for first in range(len(steps) - 2):
        buoi.says("hủy")
        man.says("hủy")
        telling.up_to(buoi, steps[first])
        telling.up_to(man, steps[first])
        three = [telling.typed[name] for name in steps[first : first + 3]]

        buoi.says(*three)
        with scene.in_one_burst():
            man.says(*three)

        assert open_step(man) == open_step(buoi), three
        assert {k: plain(v) for k, v in answers(man).items()} == {
            k: plain(v) for k, v in answers(buoi).items()
        }


@on("dense", "loose", "web")
def test_a_burst_that_arrives_backwards_is_put_in_order(
    scene: FormScene, telling: Telling
) -> None:
    buoi = scene.person("Bà Bưởi")
    buoi.says(telling.word, order=1)

    with scene.in_one_burst():
        for place, text in reversed([*enumerate(telling.typed.values(), 2)]):
            buoi.says(text, order=place)

    assert open_step(buoi) == "review"
    assert all(heard in buoi.last for heard in telling.heard.values())


@on("zalo_oa")
def test_events_that_the_platform_brings_backwards_are_put_in_order(
    scene: ZaloOaScene, telling: Telling
) -> None:
    buoi = scene.person("Bà Bưởi")
    buoi.says(telling.word)

    with scene.in_one_burst(), scene.server.out_of_order():
        buoi.says(*telling.typed.values())

    assert open_step(buoi) == "review"
    assert all(heard in buoi.last for heard in telling.heard.values())


@on("dense")
def test_a_gap_is_waited_for_but_not_for_ever(scene: FormScene, telling: Telling) -> None:
    buoi = scene.person("Bà Bưởi")
    buoi.says(telling.word, order=1)
    first, second, *_ = telling.typed.values()

    buoi.says(first, order=3)  # 2 was lost on the way

    assert scene.now > MORNING
    assert open_step(buoi) == list(telling.typed)[1]
    buoi.says(second, order=4)
    assert open_step(buoi) == list(telling.typed)[2]


@scripted
def test_on_other_channels_they_are_taken_as_they_come(scene: FormScene, telling: Telling) -> None:
    buoi = scene.person("Bà Bưởi")
    buoi.says(telling.word)
    with scene.in_one_burst():
        buoi.says(*list(telling.typed.values())[:2])
    assert open_step(buoi) == list(telling.typed)[2]


def test_two_people_in_one_burst_do_not_mix(scene: FormScene, telling: Telling) -> None:
    buoi, man = scene.person("Bà Bưởi"), scene.person("Bà Mơ")
    buoi.says(telling.word)
    man.says(telling.word)

    with scene.in_one_burst():
        for text in telling.typed.values():
            buoi.says(text)
            man.says(text)

    for person in (buoi, man):
        assert open_step(person) == "review"
        person.chooses("Gửi")
    assert len(telling.sent(scene)) == 2


def plain(answer: dict[str, object]) -> object:
    """Return an answer without the ids of the messages that gave it."""
    parts = answer.get("parts")
    return [part[1] for part in parts] if isinstance(parts, list) else answer
