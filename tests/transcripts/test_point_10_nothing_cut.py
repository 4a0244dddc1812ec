"""Nothing is cut: a long text in several messages is one answer, whatever the channel carries in
one; photos and sound are kept byte for byte.
"""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from bot import files
from bot.dialogue.messages import Kind, Media
from bot.tasks import Tasks
from bot.writer import Writer
from handlers.deeds import DEED
from models.base import to_ms
from models.machine import file, task
from tests.fakes.app_scene import AppScene
from tests.fakes.forms import DEED_TELLING, FormScene, Telling
from tests.fakes.scene import ANY_TIME, BOT, KEY, MORNING, PLAIN, Actor
from tests.transcripts.conftest import staged
from tests.transcripts.platform import PHOTO, SOUND, Platform
from tests.transcripts.stage import answers, on, open_step

SENTENCE = "Bà Mận nhặt được cái ví ở cổng chợ rồi đi tìm người mất mà trả. "
STORY = (SENTENCE * 100)[:6000]


def in_pieces(text: str, limit: int) -> list[str]:
    """The text as a phone cuts it."""
    return [text[start : start + limit] for start in range(0, len(text), limit)]


def letters(text: str) -> str:
    """The text without its white space: a cut may fall between two words."""
    return "".join(text.split())


def told(person: Actor, step: str) -> str:
    """Everything that was told at a step."""
    return "".join(part[1] for part in answers(person)[step]["parts"])


@on("plain", "buttons", "web")
@pytest.mark.parametrize("seconds", [0, 40], ids=["at once", "40 seconds"])
def test_six_thousand_letters_in_several_messages_are_one_answer(
    scene: FormScene, telling: Telling, seconds: int
) -> None:
    buoi = scene.person("Bà Bưởi")
    telling.up_to(buoi, telling.story)
    scene.wait(seconds=30)

    for piece in in_pieces(STORY, scene.abilities.text_limit):
        buoi.says(piece)
        scene.wait(seconds=seconds)

    assert open_step(buoi) == telling.after(telling.story)
    assert letters(told(buoi, telling.story)) == letters(STORY)


def test_also_when_all_of_it_arrives_before_the_first_is_handled(
    scene: FormScene, telling: Telling
) -> None:
    buoi = scene.person("Bà Bưởi")
    telling.up_to(buoi, telling.story)
    scene.wait(seconds=30)

    pieces = in_pieces(STORY, scene.abilities.text_limit)
    with scene.in_one_burst():
        buoi.says(*pieces)

    assert letters(told(buoi, telling.story)) == letters(STORY)
    assert open_step(buoi) == telling.after(telling.story)
    # A running app may have sent the answer to one piece before it handles the next.
    assert len(buoi.new) <= (len(pieces) if isinstance(scene, AppScene) else 2)


@on("plain", "web")
def test_six_thousand_letters_reach_the_deed(scene: FormScene) -> None:
    buoi = scene.person("Bà Bưởi")
    DEED_TELLING.up_to(buoi, "story")
    scene.wait(seconds=30)
    buoi.says(*in_pieces(STORY, scene.abilities.text_limit))
    scene.wait(seconds=30)

    buoi.says("hôm qua", "không")
    buoi.chooses("Gửi")

    assert letters(scene.deeds()[0].story) == letters(STORY)


@on("plain", "web")
def test_a_long_story_from_nowhere_is_kept_whole(scene: FormScene) -> None:
    """Nothing was open: the bot asks first whether it is a deed, while the story goes on."""
    buoi = scene.person("Bà Bưởi")

    buoi.says(*in_pieces(STORY, scene.abilities.text_limit))
    scene.wait(seconds=30)
    buoi.chooses("Phải, tôi kể việc ấy")

    assert buoi.hears("Ai làm việc tốt ấy ạ?")
    assert letters(told(buoi, "story")) == letters(STORY)


@on("plain", "web")
def test_words_sent_at_once_after_a_story_belong_to_it(scene: FormScene) -> None:
    buoi = scene.person("Bà Bưởi")
    DEED_TELLING.up_to(buoi, "story")
    scene.wait(seconds=30)

    buoi.says("Bà nhặt được ví rồi đem trả")
    scene.wait(seconds=1.5)
    buoi.says("mà bà còn không lấy tiền cảm ơn")

    assert open_step(buoi) == "happened"
    assert [part[1] for part in answers(buoi)["story"]["parts"]] == [
        "Bà nhặt được ví rồi đem trả",
        "mà bà còn không lấy tiền cảm ơn",
    ]


@on("plain", "web")
def test_but_an_answer_to_the_next_question_is_one(scene: FormScene) -> None:
    buoi = scene.person("Bà Bưởi")
    DEED_TELLING.up_to(buoi, "story")
    scene.wait(seconds=30)

    buoi.says("Bà nhặt được ví rồi đem trả")
    scene.wait(seconds=1.5)
    buoi.says("hôm qua")

    assert open_step(buoi) == "evidence"
    assert len(answers(buoi)["story"]["parts"]) == 1


@on("plain", "web")
def test_and_what_comes_later_is_not_taken_for_the_rest_of_a_story(scene: FormScene) -> None:
    buoi = scene.person("Bà Bưởi")
    DEED_TELLING.up_to(buoi, "story")
    scene.wait(seconds=30)

    buoi.says("Bà nhặt được ví rồi đem trả")
    scene.wait(seconds=20)
    buoi.says("mà bà còn không lấy tiền cảm ơn")

    assert open_step(buoi) == "happened"
    assert buoi.hears("Cháu chưa rõ là hôm nào")
    assert len(answers(buoi)["story"]["parts"]) == 1


def test_a_story_longer_than_the_form_takes_is_refused_and_not_cut(sqlite_url: str) -> None:
    for scene in staged(FormScene(sqlite_url, replace(PLAIN, text_limit=20_000))):
        buoi = scene.person("Bà Bưởi")
        DEED_TELLING.up_to(buoi, "story")

        buoi.says(STORY + STORY)

        assert buoi.hears("Tin này dài quá 10.000 chữ cái")
        assert "story" not in answers(buoi)


# --- photos and sound ----------------------------------------------------------------------------


async def test_a_large_photo_and_three_minutes_of_sound_are_kept_byte_for_byte(
    sqlite_url: str, tmp_path: Path
) -> None:
    scene = FormScene(sqlite_url, PLAIN)
    buoi = scene.person("Bà Bưởi")
    DEED_TELLING.up_to(buoi, "story")
    buoi.send(Kind.VOICE, media=(Media(Kind.VOICE, ref="sound-ref", seconds=180),))
    buoi.says("hôm qua")
    buoi.send(Kind.PHOTO, media=(Media(Kind.PHOTO, ref="photo-ref"),))
    buoi.chooses("Gửi")
    sent = scene.deeds()[0].answers

    writer = Writer(scene.engine, KEY, tmp_path / "owner.lock")
    writer.start()
    assert await writer.own(to_ms(MORNING))
    clock = iter(scene.now.replace(minute=minute) for minute in range(5, 50, 5))
    now = next(clock)
    platform = Platform()
    tasks = Tasks(
        writer,
        {BOT: platform},
        tmp_path / "files",
        5_000_000,
        lambda: now,
    )
    for _ in range(2):
        await tasks.look()
        await asyncio.gather(*tasks._under_way.values())
        now = next(clock)
    await writer.stop()

    step = DEED.attachments()
    assert step is not None
    for kept, content in (
        (sent[step.name]["files"][0]["file"], PHOTO),
        (sent["story"]["voice"][0]["file"], SOUND),
    ):
        with scene.write() as tx:
            row = file.get(tx, kept)
        assert row is not None
        assert (row[5], row[8]) == (len(content), "kept")
        assert files.path_of(tmp_path / "files", row[7]).read_bytes() == content
    with scene.write() as tx:
        assert task.waiting(tx, ANY_TIME) == []
    assert sorted(platform.asked) == ["photo-ref", "photo-ref", "sound-ref", "sound-ref"]
    scene.close()
