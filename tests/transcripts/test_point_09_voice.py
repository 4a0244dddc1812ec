"""Voice is an answer at every free-text, search and day step, and as an opening; its sound is
kept, and what it leaves open is for the officer to hear.
"""

from bot.dialogue.messages import Kind, Media
from bot.dialogue.steps import Text
from models.machine import file, task
from models.people.role import Role
from tests.fakes.forms import CLEANUP_TELLING, DEED_TELLING, FormScene, Telling
from tests.fakes.scene import ANY_TIME
from tests.transcripts.stage import MESSENGERS, SCRIPTED, answers, length, on, open_step


def spoken_steps(telling: Telling) -> list[str]:
    """The steps that can be answered by speaking."""
    return [
        step.name
        for step in telling.form.steps
        if step.spoken and (not isinstance(step, Text) or step.voice)
    ]


@on("plain", "web", *MESSENGERS)
def test_a_voice_note_answers_every_step_of_words_and_days(
    scene: FormScene, telling: Telling
) -> None:
    buoi = scene.person("Bà Bưởi")
    for step in spoken_steps(telling):
        telling.up_to(buoi, step)
        scene.wait(seconds=20)

        buoi.sends_voice(72)

        assert buoi.hears("Cháu nhận được tin thoại", "rồi.", "không phải gõ lại")
        assert buoi.hears("1 phút 12 giây") is scene.tells_length
        assert open_step(buoi) == telling.after(step)
        assert answers(buoi)[step]["voice"][0]["seconds"] == (72 if scene.tells_length else 0)
        scene.wait(seconds=20)
        if telling.after(step) != "review":
            telling.on_from(buoi, telling.after(step))
        assert length(buoi, "tin thoại 1 phút 12 giây") in buoi.last.lower()
        buoi.chooses("Gửi")
        assert telling.sent(scene)[-1][step]["voice"][0]["file"]


def test_every_free_text_search_and_day_can_be_spoken() -> None:
    """What the test above walks through are the steps it is about."""
    assert spoken_steps(DEED_TELLING) == ["who", "hamlet", "story", "happened"]
    assert spoken_steps(CLEANUP_TELLING) == [
        "leader", "hamlet", "story", "held", "where", "wish",
    ]  # fmt: skip


def test_a_voice_note_of_unknown_length_is_kept_too(scene: FormScene) -> None:
    buoi = scene.person("Bà Bưởi")
    DEED_TELLING.up_to(buoi, "story")

    buoi.sends_voice(0)

    assert buoi.hears("Cháu nhận được tin thoại rồi.", "Việc ấy hôm nào ạ?")


def test_a_voice_note_opens_a_report(scene: FormScene) -> None:
    buoi = scene.person("Bà Bưởi")

    buoi.sends_voice(200)
    assert buoi.hears(buoi.word("start-kept-voice"), "Ai làm việc tốt ấy ạ?")
    buoi.says("Bà Mận bán xôi", "Đoài", "hôm qua", "không")
    assert length(buoi, "tin thoại 3 phút 20 giây") in buoi.last.lower()
    buoi.chooses("Gửi")

    seconds = 200 if scene.tells_length else 0
    assert scene.deeds()[0].answers["story"]["voice"][0]["seconds"] == seconds


@on(*SCRIPTED, *MESSENGERS)
def test_a_report_told_by_voice_alone_reaches_the_head_and_the_officer(scene: FormScene) -> None:
    """Nobody typed a name or a hamlet: the officer is asked at once, and has the sound."""
    buoi = scene.person("Bà Bưởi")
    head = scene.person("Ông Sấu", Role.HAMLET_HEAD, "Đoài")
    officer = scene.person("Cô Lúa", Role.TDKT_OFFICER)

    buoi.says("kể")
    for _ in ("who", "hamlet", "story", "happened"):
        buoi.sends_voice()
        scene.wait(seconds=30)
    buoi.says("không")
    buoi.chooses("Gửi")

    assert head.screen == []
    assert officer.hears("Người trong tin thoại", "chưa rõ thôn", "có tin thoại")
    assert len(officer.screen[-1].reply.photos) == 4  # every sound goes along


def test_at_the_summary_a_voice_note_is_told_in_addition(
    scene: FormScene, telling: Telling
) -> None:
    buoi = scene.person("Bà Bưởi")
    telling.to_summary(buoi)

    buoi.sends_voice(30)

    assert open_step(buoi) == "review"
    assert buoi.hears(telling.heard[telling.story])
    assert length(buoi, "tin thoại 30 giây") in buoi.last.lower()
    story = answers(buoi)[telling.story]
    assert story["parts"][0][1] == telling.typed[telling.story]
    assert len(story["voice"]) == 1


def test_where_one_of_a_few_is_asked_the_voice_note_is_kindly_sent_back(scene: FormScene) -> None:
    buoi = scene.person("Bà Bưởi")
    CLEANUP_TELLING.up_to(buoi, "what")
    scene.wait(seconds=20)

    buoi.sends_voice()

    assert buoi.hears(buoi.word("engine-cannot-voice"), "Buổi ấy làm gì ạ?")
    assert open_step(buoi) == "what"


@on(*SCRIPTED)
def test_sound_that_lies_on_the_platform_is_fetched(scene: FormScene) -> None:
    buoi = scene.person("Bà Bưởi")
    DEED_TELLING.up_to(buoi, "story")

    note = Media(Kind.VOICE, ref="voice-on-the-platform", mime="audio/aac", seconds=9)
    buoi.send(Kind.VOICE, media=(note,))

    kept = answers(buoi)["story"]["voice"][0]["file"]
    with scene.write() as tx:
        row = file.get(tx, kept)
        asked = task.waiting(tx, ANY_TIME)
    assert row is not None
    assert (row[2], row[6], row[8]) == ("voice", 9, "announced")
    assert [(one[1], "voice-on-the-platform" in one[5]) for one in asked] == [("fetch", True)]
