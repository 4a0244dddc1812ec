"""An album is one answer with all its photos and at most two replies; a late photo still joins;
its caption counts once; any other message closes it.
"""

import pytest

from tests.fakes.forms import FormScene, Telling
from tests.fakes.scene import Actor
from tests.transcripts.stage import answers, editing, open_step, scripted


def photos(person: Actor, telling: Telling) -> int:
    return len(answers(person).get(telling.pictures, {}).get("files", ()))


def captions(person: Actor, telling: Telling) -> list[str]:
    return [text for _, text in answers(person)[telling.pictures]["captions"]]


def test_an_album_answers_with_all_its_photos_and_one_reply(
    scene: FormScene, telling: Telling
) -> None:
    buoi = scene.person("Bà Bưởi")
    telling.up_to(buoi, telling.pictures)

    buoi.sends_album(5)

    assert open_step(buoi) == "review"
    assert photos(buoi, telling) == 5
    assert buoi.hears("5 ảnh")
    assert len(buoi.new) == 1


def test_the_caption_counts_once(scene: FormScene, telling: Telling) -> None:
    buoi = scene.person("Bà Bưởi")
    telling.up_to(buoi, telling.pictures)

    buoi.sends_album(3, caption="ví đây")

    assert captions(buoi, telling) == ["ví đây"]


def test_a_late_photo_joins_and_there_are_at_most_two_replies(
    scene: FormScene, telling: Telling
) -> None:
    buoi = scene.person("Bà Bưởi")
    telling.up_to(buoi, telling.pictures)
    seen = len(buoi.screen)

    buoi.sends_album(2, album="a", caption="ví đây")
    for late in range(1, 4):
        buoi.sends_photo(album="a", caption="ví đây")
        assert photos(buoi, telling) == 2 + late

    assert len(buoi.screen) - seen <= 2
    assert captions(buoi, telling) == ["ví đây"]
    assert open_step(buoi) == "review"
    buoi.chooses("Gửi")
    assert len(telling.sent(scene)[0][telling.pictures]["files"]) == 5


@pytest.mark.parametrize("where", ["name", "hamlet", "story", "day"])
def test_an_album_before_its_question_is_kept_and_the_question_stays(
    scene: FormScene, telling: Telling, where: str
) -> None:
    buoi = scene.person("Bà Bưởi")
    step = getattr(telling, where)
    telling.up_to(buoi, step)

    buoi.sends_album(3, album="a")
    buoi.sends_photo(album="a")
    buoi.sends_photo(album="a")

    assert open_step(buoi) == step
    assert photos(buoi, telling) == 5
    assert len(buoi.screen) <= list(telling.typed).index(step) + 1 + 2
    assert buoi.hears(telling.asks(step))
    names = [name for name in telling.typed if name != telling.pictures]
    for name in names[names.index(step) :]:
        buoi.says(telling.typed[name])
    assert open_step(buoi) == "review"  # nobody asks for photos that are there
    assert buoi.hears("5 ảnh")


def test_any_other_message_closes_the_album(scene: FormScene, telling: Telling) -> None:
    buoi = scene.person("Bà Bưởi")
    telling.up_to(buoi, telling.day)
    buoi.sends_album(2, album="a")
    buoi.sends_photo(album="a")
    seen = len(buoi.screen)
    buoi.sends_photo(album="a")
    assert len(buoi.screen) == seen  # the third reply that is not given

    buoi.says(telling.typed[telling.day])
    seen = len(buoi.screen)
    buoi.sends_photo(album="a")

    assert photos(buoi, telling) == 5
    assert len(buoi.screen) == seen + 1  # a photo of its own, with a reply of its own


def test_a_word_that_answers_nothing_closes_it_as_well(scene: FormScene, telling: Telling) -> None:
    buoi = scene.person("Bà Bưởi")
    telling.up_to(buoi, telling.day)
    buoi.sends_album(2, album="a")
    buoi.sends_photo(album="a")
    buoi.says("cảm ơn cháu")
    seen = len(buoi.screen)

    buoi.sends_photo(album="a")

    assert len(buoi.screen) == seen + 1
    assert photos(buoi, telling) == 4


def test_photos_without_an_album_sent_together_are_one_too(
    scene: FormScene, telling: Telling
) -> None:
    buoi = scene.person("Bà Bưởi")
    telling.up_to(buoi, telling.pictures)
    seen = len(buoi.screen)

    for _ in range(5):  # a channel that knows no albums brings them one by one
        buoi.sends_photo()

    assert photos(buoi, telling) == 5
    assert len(buoi.screen) - seen <= 2
    scene.wait(minutes=1)
    buoi.sends_photo()
    assert buoi.hears("6 ảnh")


def test_a_photo_after_the_summary_joins_it(scene: FormScene, telling: Telling) -> None:
    buoi = scene.person("Bà Bưởi")
    telling.to_summary(buoi)

    buoi.sends_photo()

    assert buoi.hears("1 ảnh", "Gửi đi được chưa ạ?")


@scripted  # the page sends an album as one message
def test_a_late_photo_after_sending_joins_what_was_sent(
    scene: FormScene, telling: Telling
) -> None:
    buoi = scene.person("Bà Bưởi")
    telling.up_to(buoi, telling.pictures)
    buoi.sends_album(2, album="a")
    buoi.chooses("Gửi")

    buoi.sends_photo(album="a")

    assert len(telling.sent(scene)) == 1
    assert len(telling.sent(scene)[0][telling.pictures]["files"]) == 3


def test_more_photos_than_are_kept_say_so(scene: FormScene, telling: Telling) -> None:
    buoi = scene.person("Bà Bưởi")
    telling.up_to(buoi, telling.pictures)

    buoi.sends_photo(count=20)
    assert buoi.hears("20 ảnh")
    buoi.says("quay lại")
    buoi.sends_photo(count=1)

    assert photos(buoi, telling) == 20


@editing
def test_an_edited_caption_is_the_caption(scene: FormScene, telling: Telling) -> None:
    buoi = scene.person("Bà Bưởi")
    telling.up_to(buoi, telling.pictures)
    message = buoi.sends_photo(caption="ví đay")

    buoi.edits(message, "ví đây")

    assert captions(buoi, telling) == ["ví đây"]


def test_a_photo_with_a_caption_at_the_main_question_tells_the_story(scene: FormScene) -> None:
    buoi = scene.person("Bà Bưởi")
    buoi.says("kể", "Bà Mận", "Đoài")

    buoi.sends_photo(caption="Bà nhặt được ví này rồi đem trả người mất")

    assert open_step(buoi) == "happened"
    assert len(answers(buoi)["evidence"]["files"]) == 1
    assert answers(buoi)["story"]["parts"][0][1] == "Bà nhặt được ví này rồi đem trả người mất"
