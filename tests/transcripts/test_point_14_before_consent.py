"""What a person writes before consenting is kept and becomes the story's draft; after "Không" it
is erased at once.
"""

import asyncio
from pathlib import Path

import pytest

from bot.dialogue.messages import Kind, Media
from bot.tasks import Tasks
from bot.writer import Writer
from models.base import to_ms
from models.machine import task
from tests.fakes.forms import FormScene
from tests.fakes.scene import ANY_TIME, BOT, KEY, MORNING, Actor
from tests.transcripts.platform import PHOTO, Platform
from tests.transcripts.searching import places_of
from tests.transcripts.stage import answers

STORY = ("Bà Mận nhặt được túi zzvàng ở bến", "zzrồi mang đến tận nhà trả")
CAPTION = "zzảnh chụp ở bến"
FILE_NAME = "zztúi của bà.jpg"


def tells_before_agreeing(stranger: Actor) -> None:
    """Words, a photo with its caption, a voice note; all before the question is answered."""
    stranger.says("chào cháu")
    stranger.says(*STORY)
    photo = Media(Kind.PHOTO, ref="zzref-photo", mime="image/jpeg", name=FILE_NAME)
    stranger.send(Kind.PHOTO, media=(photo,), text=CAPTION)
    stranger.send(Kind.VOICE, media=(Media(Kind.VOICE, ref="zzref-voice", seconds=40),))


def test_everything_told_before_becomes_the_draft(scene: FormScene) -> None:
    stranger = scene.stranger()

    tells_before_agreeing(stranger)
    assert stranger.hears(stranger.word("start-consent-again").split(".")[0])
    stranger.chooses("Đồng ý")

    assert stranger.hears("cháu vẫn giữ", "Ai làm việc tốt ấy ạ?")
    told = answers(stranger)
    assert [part[1] for part in told["story"]["parts"]][:2] == [*STORY]
    assert CAPTION in str(told)
    assert len(told["story"]["voice"]) == 1
    assert len(told["evidence"]["files"]) == 1
    stranger.says("Bà Mận", "Đoài", "hôm qua")
    if "ảnh" in stranger.last.split("\n")[0]:
        stranger.says("không")
    stranger.chooses("Gửi")
    assert [part[1] for part in scene.deeds()[0].answers["story"]["parts"]][:2] == [*STORY]
    assert len(scene.deeds()[0].answers["evidence"]["files"]) == 1


def test_nobody_sees_it_before_the_person_agrees(scene: FormScene) -> None:
    stranger = scene.stranger()

    tells_before_agreeing(stranger)
    scene.wait(days=3)

    assert scene.deeds() == []
    assert len(stranger.screen) == 5  # an answer for each message, and nothing of its own accord


def test_looking_closer_first_loses_nothing(scene: FormScene) -> None:
    stranger = scene.stranger()
    tells_before_agreeing(stranger)

    stranger.chooses("Xem kỹ hơn")
    stranger.says("zzthế tên bác có lộ ra không")
    stranger.chooses("Đồng ý")

    assert [part[1] for part in answers(stranger)["story"]["parts"]][:2] == [*STORY]


def test_agreeing_with_nothing_told_shows_the_menu(scene: FormScene) -> None:
    stranger = scene.stranger()
    stranger.says("chào cháu")

    stranger.chooses("Đồng ý")

    assert stranger.hears("Bác cần việc nào ạ?")


@pytest.mark.parametrize("how", ["typed", "tapped"])
def test_after_no_it_is_erased_from_the_whole_database(stored_scene: FormScene, how: str) -> None:
    scene = stored_scene
    stranger = scene.stranger()
    tells_before_agreeing(stranger)
    assert places_of(scene.url, "zzvàng") != []

    if how == "typed":
        stranger.says("2")
    else:
        stranger.taps("Không")

    assert stranger.hears(stranger.word("start-refused").split("\n")[0])
    for word in ("zzvàng", "zzrồi", "zzảnh", "zztúi", "zzref-photo", "zzref-voice", "zz"):
        assert places_of(scene.url, word) == []


def test_also_what_came_in_the_same_burst_as_the_no(stored_scene: FormScene) -> None:
    """The words before the "no" were still waiting in the inbox when it arrived."""
    scene = stored_scene
    stranger = scene.stranger()
    stranger.says("chào cháu")

    with scene.in_one_burst():
        stranger.says(STORY[0], "2")

    assert places_of(scene.url, "zz") == []


def test_after_no_nothing_more_is_fetched(stored_scene: FormScene) -> None:
    scene = stored_scene
    stranger = scene.stranger()
    tells_before_agreeing(stranger)
    with scene.write() as tx:
        assert len(task.waiting(tx, ANY_TIME)) == 2

    stranger.taps("Không")

    with scene.write() as tx:
        assert [row for row in task.waiting(tx, ANY_TIME) if row[1] == "fetch"] == []


def test_after_no_one_can_begin_anew(stored_scene: FormScene) -> None:
    scene = stored_scene
    stranger = scene.stranger()
    tells_before_agreeing(stranger)
    stranger.taps("Không")
    scene.wait(days=2)

    stranger.says("Bà Mận trông trẻ giúp cả xóm")
    stranger.taps("Đồng ý")

    parts = [part[1] for part in answers(stranger)["story"]["parts"]]
    assert parts == ["Bà Mận trông trẻ giúp cả xóm"]


@pytest.mark.parametrize("when", ["before the no", "while it is fetched"])
async def test_after_no_the_bytes_go_as_well(sqlite_url: str, tmp_path: Path, when: str) -> None:
    """Whether the photo was here already, or on its way from the platform."""
    scene = FormScene(sqlite_url)
    stranger = scene.stranger()
    photo = Media(Kind.PHOTO, ref="photo-ref", name=FILE_NAME)
    stranger.send(Kind.PHOTO, media=(photo,), text=CAPTION)
    platform = Platform()
    platform.asked.append("photo-ref")  # so that its next fetch succeeds
    writer = Writer(scene.engine, KEY, tmp_path / "owner.lock")
    writer.start()
    assert await writer.own(to_ms(MORNING))
    folder = tmp_path / "files"
    tasks = Tasks(writer, {BOT: platform}, folder, 5_000_000, lambda: MORNING)

    await tasks.look()
    if when == "before the no":
        await asyncio.gather(*tasks._under_way.values())
        assert sizes(folder) == [len(PHOTO)]
    stranger.taps("Không")
    await asyncio.gather(*tasks._under_way.values())
    await tasks.look()
    await asyncio.gather(*tasks._under_way.values())
    await writer.stop()

    assert sizes(folder) == []
    assert platform.asked.count("photo-ref") == 2
    scene.close()


def sizes(folder: Path) -> list[int]:
    """How large the files are that are kept."""
    return [path.stat().st_size for path in folder.rglob("*") if path.is_file()]


def test_who_begins_with_the_word_alone_is_asked_whom_it_is_about(scene: FormScene) -> None:
    buoi = scene.stranger("Bà Bưởi")
    buoi.says("kể")
    assert buoi.hears("có đồng ý không ạ?")
    buoi.chooses("Đồng ý")
    assert buoi.hears("Ai làm việc tốt ấy ạ?")
    draft = scene.talk_of(buoi).draft
    assert draft is not None
    assert draft.answers == {}
