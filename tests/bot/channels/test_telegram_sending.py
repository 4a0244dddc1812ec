"""What the bot says on Telegram, and what comes of it: against a platform over HTTP."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest

from bot.channels.contract import NotNow, NotTaken
from bot.channels.telegram import Telegram
from bot.channels.telegram_sending import outcome_of
from bot.channels.telegram_transport import Answer, Came
from bot.dialogue.messages import (
    Button,
    NotYet,
    Outcome,
    Refused,
    Reply,
    Sent,
    Unknown,
)
from tests.bot.channels.telegram_bot import (
    BUOI,
    GROUP,
    MEDIA_LIMIT,
    SHARE,
    THOC,
    Clock,
    Files,
    Sleeps,
    make_bot,
    until,
)
from tests.fakes.fetched import fetched
from tests.fakes.telegram_reading import unread
from tests.fakes.telegram_rules import Refusal
from tests.fakes.telegram_server import TOKEN, Fault, TelegramServer
from tests.fakes.telegram_shapes import picture

CHAT = str(BUOI)
RECEIPT = "🍚 Cháu nhận đủ rồi. Mã của bác:\n4071 2386\nBác giữ lại nhé."


@pytest.fixture
def server() -> Iterator[TelegramServer]:
    found = TelegramServer(poll_seconds=0.05)
    found.says(BUOI, "chào")
    found.says(THOC, "chào")
    yield found
    found.close()
    assert unread(found) == []


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def files() -> Files:
    return Files()


@pytest.fixture
async def bot(server: TelegramServer, clock: Clock, files: Files) -> AsyncIterator[Telegram]:
    found = make_bot(server.url, clock, Sleeps(), files=files)
    yield found
    await found.close()


def limits_hold(server: TelegramServer, clock: Clock) -> None:
    """Let a wait last for its thirty seconds, by the clock of the test."""
    server.clock = lambda: clock().timestamp()
    server.retry_after, server.holds = 30, True


def last_body(server: TelegramServer) -> dict[str, Any]:
    """What was said in the last call."""
    return server.bodies[-1][1]


# --- words and buttons ---------------------------------------------------------------------------


async def test_words_go_out_as_they_are(server: TelegramServer, bot: Telegram) -> None:
    text = "1 < 2 & <b>bà Mận</b> _bán_ *xôi*"

    sent = await bot.send(CHAT, Reply(text))

    assert sent == Sent(str(server.sent[-1].message_id))
    assert server.told(BUOI) == [text]
    assert "parse_mode" not in last_body(server)
    assert last_body(server)["link_preview_options"] == {"is_disabled": True}


async def test_a_receipt_code_is_bold_and_counted_as_telegram_counts(
    server: TelegramServer, bot: Telegram
) -> None:
    await bot.send(CHAT, Reply(RECEIPT))

    (bold,) = server.sent[-1].entities
    units = RECEIPT.encode("utf-16-le")
    part = units[2 * bold["offset"] : 2 * (bold["offset"] + bold["length"])]
    assert (bold["type"], part.decode("utf-16-le")) == ("bold", "4071 2386")


async def test_choices_are_buttons_one_in_a_row(server: TelegramServer, bot: Telegram) -> None:
    buttons = tuple(Button(f"a1:3:{place}", f"{place}. Thôn Đoài") for place in range(12))

    await bot.send(CHAT, Reply("Người ấy ở thôn nào ạ?", buttons))

    rows = last_body(server)["reply_markup"]["inline_keyboard"]
    assert [len(row) for row in rows] == [1] * 12
    assert server.sent[-1].buttons == tuple((one.label, one.tap) for one in buttons)


async def test_a_button_that_could_not_be_told_from_others_is_a_mistake_of_ours(
    bot: Telegram,
) -> None:
    with pytest.raises(ValueError, match="could not be told"):
        await bot.send(CHAT, Reply("Gửi ạ?", (Button("ạ" * 22, "Gửi"),)))


async def test_the_telephone_number_is_asked_for_with_the_platform_s_own_button(
    server: TelegramServer, bot: Telegram
) -> None:
    shown = Reply("Bác gửi số giúp cháu nhé.", public=("https://a.vn/a.png",), form="phone")
    await bot.send(CHAT, shown)

    (row,) = last_body(server)["reply_markup"]["keyboard"]
    assert row == [{"text": SHARE, "request_contact": True}]
    assert last_body(server)["reply_markup"]["one_time_keyboard"] is True


async def test_nothing_is_sent_for_nothing(server: TelegramServer, bot: Telegram) -> None:
    assert await bot.send(CHAT, Reply("  ")) == Sent()
    assert server.calls == []


# --- photos and files ----------------------------------------------------------------------------


async def test_a_photo_is_uploaded_once_and_named_from_then_on(
    server: TelegramServer, bot: Telegram
) -> None:
    for chat in (BUOI, THOC):
        assert isinstance(await bot.send(str(chat), Reply("", photos=("photo-1",))), Sent)

    first, second = server.sent
    assert (first.method, first.file) == ("sendPhoto", second.file)
    assert [type(given["photo"]) is str for _, given in server.bodies] == [False, True]


async def test_a_name_that_no_longer_holds_is_uploaded_anew(
    server: TelegramServer, bot: Telegram
) -> None:
    await bot.send(CHAT, Reply("", photos=("photo-1",)))
    server.files.clear()

    assert isinstance(await bot.send(CHAT, Reply("", photos=("photo-1",))), Sent)
    assert len(server.sent) == 2


async def test_several_photos_are_one_album_in_one_call(
    server: TelegramServer, bot: Telegram
) -> None:
    sent = await bot.send(CHAT, Reply(RECEIPT, photos=("photo-1", "photo-2")))

    one, two = server.sent
    assert server.calls == ["sendMediaGroup"]
    assert sent == Sent(f"{one.message_id},{two.message_id}")
    assert (one.text, two.text, one.album) == (RECEIPT, "", two.album)
    assert [part["type"] for part in one.entities] == ["bold"]


async def test_an_album_is_uploaded_once_and_named_from_then_on(
    server: TelegramServer, bot: Telegram
) -> None:
    album = Reply("Đây ạ", photos=("photo-1", "photo-2"))
    for _ in range(2):
        assert isinstance(await bot.send(CHAT, album), Sent)
    assert isinstance(await bot.send(CHAT, Reply("", photos=("photo-2",))), Sent)

    assert server.calls == ["sendMediaGroup", "sendMediaGroup", "sendPhoto"]
    files = [sent.file for sent in server.sent]
    assert files[:2] == files[2:4]
    assert files[4] == files[1]
    server.files.clear()
    assert isinstance(await bot.send(CHAT, album), Sent)
    assert server.calls[3:] == ["sendMediaGroup", "sendMediaGroup"]
    assert len(server.sent) == 7


@pytest.mark.parametrize("many", [2, 10])
async def test_an_album_holds_as_many_as_the_platform_takes(
    server: TelegramServer, bot: Telegram, files: Files, many: int
) -> None:
    names = tuple(f"photo-{place}" for place in range(many))
    files.pictures = {name: picture() for name in names}

    assert isinstance(await bot.send(CHAT, Reply("", photos=names)), Sent)

    assert (server.calls, len(server.sent)) == (["sendMediaGroup"], many)
    assert bot.abilities.album == bot.abilities.photos == 10


async def test_an_album_with_a_photo_of_an_odd_shape_goes_as_files(
    server: TelegramServer, bot: Telegram, files: Files
) -> None:
    files.pictures["photo-2"] = picture(2100, 100)

    assert isinstance(await bot.send(CHAT, Reply("Đây", photos=("photo-1", "photo-2"))), Sent)

    assert [(sent.name, sent.text) for sent in server.sent] == [
        ("anh.jpg", "Đây"),
        ("anh.jpg", ""),
    ]
    assert len(server.calls) == 2  # the first was refused as a whole


async def test_of_an_album_goes_what_is_still_there(server: TelegramServer, bot: Telegram) -> None:
    assert isinstance(await bot.send(CHAT, Reply("Đây", photos=("photo-1", "gone"))), Sent)
    assert await bot.send(CHAT, Reply("", photos=("gone", "gone too"))) == Refused(ours=True)

    assert [(sent.method, sent.text) for sent in server.sent] == [("sendPhoto", "Đây")]


async def test_what_an_album_cannot_carry_is_a_mistake_of_ours(bot: Telegram) -> None:
    for reply in (
        Reply("Gửi ạ?", (Button("a:1:y", "Gửi"),), photos=("photo-1", "photo-2")),
        Reply("a" * 1025, photos=("photo-1", "photo-2")),
    ):
        with pytest.raises(ValueError, match="album"):
            await bot.send(CHAT, reply)


async def test_a_voice_note_is_played_where_it_is_one_for_telegram(
    server: TelegramServer, bot: Telegram, files: Files
) -> None:
    files.sounds |= {
        "voice-2": (b"\xff\xf1 invented", "audio/aac"),  # as Zalo records
        "voice-3": (b"\0\0\0\x20ftypM4A ", "audio/mp4"),
        "voice-4": (b"OggS vorbis", "audio/ogg"),
        "voice-5": (b"\x1aE\xdf\xa3 invented", "audio/webm"),  # as a browser does
    }
    for place in range(1, 6):
        assert isinstance(await bot.send(CHAT, Reply("", photos=(f"voice-{place}",))), Sent)

    assert [(sent.method, sent.name) for sent in server.sent] == [
        ("sendVoice", ""),
        ("sendDocument", "tin-thoai.aac"),
        ("sendVoice", ""),
        ("sendDocument", "tin-thoai.ogg"),
        ("sendDocument", "tin-thoai.webm"),
    ]


async def test_a_voice_note_is_uploaded_once_and_named_from_then_on(
    server: TelegramServer, bot: Telegram, files: Files
) -> None:
    for _ in range(2):
        assert isinstance(await bot.send(CHAT, Reply("", photos=("voice-1",))), Sent)
    assert server.sent[0].file == server.sent[1].file
    assert isinstance(server.bodies[-1][1]["voice"], str)

    files.sounds.clear()
    server.files.clear()
    assert await bot.send(CHAT, Reply("", photos=("voice-1",))) == Refused(ours=True)
    assert isinstance(await bot.send(CHAT, Reply("Đây ạ", photos=("voice-1",))), Sent)
    assert server.told(BUOI)[2:] == ["Đây ạ"]


async def test_who_wants_no_voices_gets_a_file(
    server: TelegramServer, bot: Telegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forbidden(_content: bytes) -> None:
        raise Refusal(400, "Bad Request: VOICE_MESSAGES_FORBIDDEN")

    monkeypatch.setattr("tests.fakes.telegram_server.check_voice", forbidden)

    assert isinstance(await bot.send(CHAT, Reply("", photos=("voice-1",))), Sent)
    assert [(sent.method, sent.name) for sent in server.sent] == [
        ("sendDocument", "tin-thoai.ogg")
    ]


async def test_words_and_choices_stand_under_a_photo(
    server: TelegramServer, bot: Telegram
) -> None:
    await bot.send(CHAT, Reply(RECEIPT, (Button("a:1:y", "Gửi"),), photos=("photo-1",)))

    (sent,) = server.sent
    assert (sent.text, sent.buttons) == (RECEIPT, (("Gửi", "a:1:y"),))
    assert [one["type"] for one in sent.entities] == ["bold"]


async def test_a_photo_of_an_odd_shape_goes_as_a_file(
    server: TelegramServer, bot: Telegram, files: Files
) -> None:
    files.pictures["photo-1"] = picture(2100, 100)

    assert isinstance(await bot.send(CHAT, Reply("", photos=("photo-1",))), Sent)
    assert [sent.method for sent in server.sent] == ["sendDocument"]


async def test_a_photo_that_is_no_more_leaves_its_words(
    server: TelegramServer, bot: Telegram
) -> None:
    assert await bot.send(CHAT, Reply("", photos=("gone",))) == Refused(ours=True)
    assert isinstance(await bot.send(CHAT, Reply("Đây ạ", photos=("gone",))), Sent)
    assert server.told(BUOI) == ["Đây ạ"]


async def test_a_document_goes_with_its_name_and_words(
    server: TelegramServer, bot: Telegram
) -> None:
    buttons = (Button("a:1:y", "Xong"),)

    assert isinstance(
        await bot.send(CHAT, Reply("Danh sách đây", buttons, files=("doc-1",))), Sent
    )

    (sent,) = server.sent
    assert (sent.method, sent.name, sent.text) == (
        "sendDocument",
        "việc tốt.xlsx",
        "Danh sách đây",
    )
    assert sent.buttons == (("Xong", "a:1:y"),)


async def test_words_that_have_no_room_under_a_document_follow(
    server: TelegramServer, bot: Telegram
) -> None:
    text = "việc " * 300

    await bot.send(CHAT, Reply(text, (Button("a:1:y", "Xong"),), files=("doc-1",)))

    assert [(one.method, one.text) for one in server.sent] == [
        ("sendDocument", ""),
        ("sendMessage", text.strip()),
    ]
    assert server.sent[1].buttons


async def test_a_document_that_is_no_more_leaves_its_words(
    server: TelegramServer, bot: Telegram
) -> None:
    assert isinstance(await bot.send(CHAT, Reply("Đây ạ", files=("gone",))), Sent)
    assert server.told(BUOI) == ["Đây ạ"]
    assert await bot.send(CHAT, Reply("", files=("gone",))) == Refused(ours=True)


async def test_a_public_picture_is_fetched_by_telegram_with_the_words_under_it(
    server: TelegramServer, bot: Telegram
) -> None:
    public = ("https://xa.example.vn/bang-vang/1.jpg",)

    await bot.send(CHAT, Reply("Bà Mận được nêu gương", public=public))
    await bot.send(CHAT, Reply("Bà Mận được nêu gương", public=("no address",)))

    assert [(one.method, one.text) for one in server.sent] == [
        ("sendPhoto", "Bà Mận được nêu gương"),
        ("sendMessage", "Bà Mận được nêu gương"),
    ]


# --- what comes of it ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("method", "message"),
    [
        ("sendMessage", Reply("Vâng ạ")),
        ("sendDocument", Reply("Đây ạ", files=("doc-1",))),
        ("sendMediaGroup", Reply("", photos=("photo-1", "photo-2"))),
        ("sendVoice", Reply("", photos=("voice-1",))),
    ],
)
@pytest.mark.parametrize(
    ("fault", "outcome", "arrives"),
    [
        pytest.param(Fault.HTML, Unknown(), False, id="a page of a proxy"),
        pytest.param(Fault.HTML_NO, Unknown(), False, id="a no that is not the platform's"),
        pytest.param(Fault.UNAVAILABLE, Unknown(), False, id="trouble inside"),
        pytest.param(Fault.DROPPED, Unknown(), False, id="cut before"),
        pytest.param(Fault.LOST, Unknown(), True, id="cut after"),
        pytest.param(Fault.GARBLED, Unknown(), True, id="unreadable"),
        pytest.param(Fault.HTML_AFTER, Unknown(), True, id="a page after"),
        pytest.param(Fault.FORBIDDEN, Refused(gone=True), False, id="blocked"),
        pytest.param(Fault.LIMIT, NotYet(2.0), False, id="told to wait"),
    ],
)
async def test_what_comes_of_a_message(
    server: TelegramServer,
    bot: Telegram,
    clock: Clock,
    method: str,
    message: Reply,
    fault: Fault,
    outcome: Outcome,
    arrives: bool,
) -> None:
    server.fails(method, fault)

    assert await bot.send(CHAT, message) == outcome
    assert bool(server.sent) is arrives
    clock.wait(seconds=2)
    assert isinstance(await bot.send(CHAT, message), Sent)


async def test_an_answer_that_does_not_come_in_time_is_unknown(
    server: TelegramServer, bot: Telegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.channels.telegram_outgoing.SEND_WITHIN", 0.05)
    server.fails("sendMessage", Fault.SLOW)

    assert await bot.send(CHAT, Reply("Vâng ạ")) == Unknown()
    server.go_on()


async def test_what_was_never_reached_is_not_yet_sent(clock: Clock, free_port: int) -> None:
    bot = make_bot(f"http://127.0.0.1:{free_port}", clock, Sleeps())

    for message in (
        Reply("Vâng ạ"),
        Reply("", photos=("photo-1",)),
        Reply("", photos=("photo-1", "photo-2")),
        Reply("", photos=("voice-1",)),
        Reply("", files=("doc-1",)),
    ):
        assert await bot.send(CHAT, message) == NotYet()
    await bot.close()


async def test_who_cannot_be_reached_any_more_is_gone(
    server: TelegramServer, bot: Telegram
) -> None:
    server.blocks(BUOI)

    assert await bot.send(CHAT, Reply("Vâng ạ")) == Refused(gone=True)
    assert await bot.send("123", Reply("Vâng ạ")) == Refused(gone=True)
    server.adds_to_group(GROUP, THOC)
    server.removes_from_group(GROUP, THOC)
    assert await bot.send(str(GROUP), Reply("Vâng ạ")) == Refused(gone=True)
    assert await bot.send(str(THOC), Reply("a" * 5000)) == Refused()  # a mistake of ours


async def test_a_wait_is_for_one_chat_until_a_second_is_told_to_wait(
    server: TelegramServer, bot: Telegram, clock: Clock
) -> None:
    limits_hold(server, clock)
    server.fails("sendMessage", Fault.LIMIT, 3)

    assert await bot.send(CHAT, Reply("Vâng ạ")) == NotYet(30.0)
    clock.wait(seconds=10)
    assert await bot.send(CHAT, Reply("Vâng ạ")) == NotYet(20.0)  # without asking
    assert await bot.send(str(THOC), Reply("Vâng ạ")) == NotYet(30.0, everywhere=True)
    clock.wait(seconds=31)
    assert await bot.send(CHAT, Reply("Vâng ạ")) == NotYet(30.0)
    clock.wait(seconds=30)
    assert isinstance(await bot.send(CHAT, Reply("Vâng ạ")), Sent)
    assert server.held == []


async def test_a_wait_for_the_whole_bot_is_known_from_the_second_chat_on(
    server: TelegramServer, bot: Telegram, clock: Clock
) -> None:
    limits_hold(server, clock)
    server.fails("sendMessage", Fault.LIMIT_ALL)

    assert await bot.send(CHAT, Reply("Vâng ạ")) == NotYet(30.0)
    assert await bot.send(str(THOC), Reply("Vâng ạ")) == NotYet(30.0, everywhere=True)
    assert server.held == ["sendMessage"]
    clock.wait(seconds=30)
    assert isinstance(await bot.send(str(THOC), Reply("Vâng ạ")), Sent)


@pytest.mark.parametrize(
    "message",
    [
        pytest.param(Reply("Đây ạ", photos=("photo-1",)), id="a photo"),
        pytest.param(Reply("Đây ạ", photos=("photo-1", "photo-2")), id="an album"),
        pytest.param(Reply("", photos=("voice-1",)), id="a voice"),
        pytest.param(Reply("a" * 2000, files=("doc-1", "doc-1")), id="files and their words"),
        pytest.param(Reply("Đây ạ", public=("https://a.vn/a.png",)), id="a public picture"),
    ],
)
async def test_told_to_wait_nothing_goes_out_in_another_way(
    server: TelegramServer, bot: Telegram, clock: Clock, message: Reply
) -> None:
    limits_hold(server, clock)
    for method in ("sendPhoto", "sendMediaGroup", "sendVoice", "sendDocument"):
        server.fails(method, Fault.LIMIT)

    for left in (30.0, 20.0, 10.0):
        assert await bot.send(CHAT, message) == NotYet(left)
        clock.wait(seconds=10)

    assert (server.held, len(server.calls)) == ([], 1)
    assert isinstance(await bot.send(CHAT, message), Sent)


async def test_told_to_wait_no_file_is_asked_for(
    server: TelegramServer, bot: Telegram, clock: Clock
) -> None:
    limits_hold(server, clock)
    name = ref(server, b"a photo")
    server.fails("getFile", Fault.LIMIT)

    for _ in range(3):
        assert await fetched(bot, name) is None
        clock.wait(seconds=10)

    assert await fetched(bot, name) == b"a photo"
    assert server.held == []


async def test_the_platform_s_own_pace_is_obeyed(server: TelegramServer, bot: Telegram) -> None:
    server.paced = True

    first, second = [await bot.send(CHAT, Reply("Vâng ạ")) for _ in range(2)]

    assert isinstance(first, Sent)
    assert isinstance(second, NotYet)
    assert second.seconds >= 1
    assert (bot.per_second, bot.chat_seconds) == (30.0, 1.0)


async def test_a_group_gets_twenty_messages_a_minute(
    server: TelegramServer, bot: Telegram, clock: Clock
) -> None:
    server.adds_to_group(GROUP, THOC)
    for _ in range(20):
        assert isinstance(await bot.send(str(GROUP), Reply("Còn 2 việc.")), Sent)
        clock.wait(seconds=1)

    assert await bot.send(str(GROUP), Reply("Còn 2 việc.")) == NotYet(40.0)
    assert len(server.sent) == 20
    clock.wait(seconds=40)
    assert isinstance(await bot.send(str(GROUP), Reply("Còn 2 việc.")), Sent)


async def test_for_the_bench_the_pace_is_lifted(server: TelegramServer, clock: Clock) -> None:
    bot = make_bot(server.url, clock, Sleeps(), unpaced=True)
    server.adds_to_group(GROUP, THOC)
    outcomes = [await bot.send(str(GROUP), Reply("Còn 2 việc.")) for _ in range(30)]
    await bot.close()

    assert all(isinstance(one, Sent) for one in outcomes)
    assert (bot.per_second > 1000, bot.chat_seconds) == (True, 0.0)


@pytest.mark.parametrize(
    "words",
    [
        "Bad Request: not enough rights to send text messages to the chat",
        "Bad Request: have no rights to send a message",
        "Bad Request: CHAT_WRITE_FORBIDDEN",
    ],
)
def test_a_group_in_which_the_bot_may_only_read_is_gone(words: str) -> None:
    answer = Answer(Came.NO, 400, words=words.lower())
    assert outcome_of(answer) == Refused(gone=True)


async def test_a_group_that_has_grown_is_followed(server: TelegramServer, bot: Telegram) -> None:
    new = -1_004_500_001
    server.adds_to_group(GROUP, THOC)
    server.upgrades(GROUP, new)

    for message in (Reply("Còn 2 việc."), Reply("Đây ạ", files=("doc-1",))):
        assert isinstance(await bot.send(str(GROUP), message), Sent)

    assert server.told(new) == ["Còn 2 việc.", "Đây ạ"]
    assert server.calls.count("sendMessage") == 2  # asked under the old id once


async def test_without_a_token_that_holds_nothing_is_tried(
    server: TelegramServer, bot: Telegram, capsys: pytest.CaptureFixture[str]
) -> None:
    server.token_reset = True

    for _ in range(3):
        outcome = await bot.send(CHAT, Reply("Vâng ạ"))
        assert isinstance(outcome, NotYet)
        assert outcome.everywhere

    assert server.calls == ["sendMessage"]
    assert "THIDUA_TELEGRAM_TOKEN" in capsys.readouterr().err


# --- fetching ------------------------------------------------------------------------------------


def ref(server: TelegramServer, content: bytes, **how: Any) -> str:
    """What stands for a file that somebody sent."""
    server.sends_document(BUOI, content, **how)
    return str(server.brought[-1]["message"]["document"]["file_id"])


async def test_a_file_is_fetched_byte_for_byte(server: TelegramServer, bot: Telegram) -> None:
    content = bytes(range(256)) * 300

    assert await fetched(bot, ref(server, content)) == content


async def test_what_is_too_large_is_never_fetched(server: TelegramServer, bot: Telegram) -> None:
    for large in (
        ref(server, b"x", size=21 << 20),  # the platform refuses, and we would too
        ref(server, b"x", size=MEDIA_LIMIT + 1),  # it says so
        ref(server, b"x" * (MEDIA_LIMIT + 1), size=10),  # it says otherwise
    ):
        with pytest.raises(NotTaken) as refused:
            await fetched(bot, large)
        assert refused.value.why == "size"


async def test_what_the_platform_alone_finds_too_large_is_told_apart(
    server: TelegramServer, bot: Telegram
) -> None:
    bot._media_limit = 50 << 20

    with pytest.raises(NotTaken) as refused:
        await fetched(bot, ref(server, b"x", size=21 << 20))

    assert refused.value.why == "channel"


async def test_a_file_that_is_not_there_any_more_is_not_called_too_large(
    server: TelegramServer, bot: Telegram
) -> None:
    assert await fetched(bot, "no name of a file") is None


@pytest.mark.parametrize("fault", [Fault.HTML, Fault.DROPPED, Fault.LIMIT, Fault.UNAVAILABLE])
@pytest.mark.parametrize("method", ["getFile", "download"])
async def test_what_cannot_be_had_now_is_tried_again_later(
    server: TelegramServer, bot: Telegram, clock: Clock, fault: Fault, method: str
) -> None:
    name = ref(server, b"a photo")
    # A download whose connection ends is begun anew by itself, once.
    server.fails(method, fault, 2 if (method, fault) == ("download", Fault.DROPPED) else 1)

    assert await fetched(bot, name) is None
    clock.wait(seconds=server.retry_after)
    assert await fetched(bot, name) == b"a photo"


async def why_not(bot: Telegram, name: str) -> NotNow:
    """Return what is said of a file that cannot be had now."""
    with pytest.raises(NotNow) as refused:
        await anext(bot.fetch(name))
    return refused.value


@pytest.mark.parametrize("fault", [Fault.HTML, Fault.DROPPED, Fault.LIMIT, Fault.UNAVAILABLE])
async def test_a_platform_that_is_away_says_nothing_of_a_file(
    server: TelegramServer, bot: Telegram, fault: Fault
) -> None:
    server.retry_after = 31
    server.fails("getFile", fault)

    said = await why_not(bot, ref(server, b"a photo"))

    assert (said.away, said.seconds) == (True, 31 if fault is Fault.LIMIT else 0)


async def test_what_a_file_itself_is_to_blame_for_is_told_apart(
    server: TelegramServer, bot: Telegram
) -> None:
    assert not (await why_not(bot, "no name of a file")).away
    server.fails("download", Fault.CUT)
    name = ref(server, b"a photo" * 1000)
    with pytest.raises(NotNow) as refused:
        assert [piece async for piece in bot.fetch(name)]
    assert not refused.value.away


async def test_nobody_asks_for_files_while_the_platform_says_wait(
    server: TelegramServer, bot: Telegram, clock: Clock
) -> None:
    server.retry_after = 31
    name = ref(server, b"a photo")
    server.fails("getFile", Fault.LIMIT)
    await why_not(bot, name)
    clock.wait(seconds=30)

    assert (await why_not(bot, name)).seconds == 1
    assert server.calls.count("getFile") == 1
    clock.wait(seconds=1)
    assert await fetched(bot, name) == b"a photo"


async def test_a_clock_that_is_set_back_keeps_no_file_waiting(
    server: TelegramServer, bot: Telegram, clock: Clock
) -> None:
    server.retry_after = 31
    name = ref(server, b"a photo")
    server.fails("getFile", Fault.LIMIT)
    await why_not(bot, name)
    clock.wait(hours=-24)

    assert await fetched(bot, name) == b"a photo"


async def test_without_a_token_that_holds_no_file_is_asked_for(
    server: TelegramServer, bot: Telegram
) -> None:
    name = ref(server, b"a photo")
    server.token_reset = True

    assert [(await why_not(bot, name)).away for _ in range(3)] == [True] * 3
    assert server.calls == ["getFile"]


async def test_a_platform_that_is_not_reached_is_away(clock: Clock) -> None:
    bot = make_bot("http://127.0.0.1:9", clock, Sleeps())
    assert (await why_not(bot, "a file")).away
    with pytest.raises(NotNow) as refused:
        await anext(bot._api.download("photos/1.jpg", MEDIA_LIMIT))
    await bot.close()
    assert refused.value.away


async def test_a_path_that_leads_elsewhere_is_not_followed(
    server: TelegramServer, bot: Telegram
) -> None:
    name = ref(server, b"a photo")
    for path in ("/etc/passwd", "photos/../../bot/getMe"):
        server.files[name].path = path
        assert await fetched(bot, name) is None
    assert "download" not in server.calls


# --- the way there -------------------------------------------------------------------------------


async def test_only_telegram_is_reached_through_its_proxy(
    server: TelegramServer, clock: Clock
) -> None:
    """The fake answers whoever asks it, as a proxy would: by the whole address."""
    bot = make_bot("http://api.telegram.invalid", clock, Sleeps(), proxy=server.url)

    assert isinstance(await bot.send(CHAT, Reply("Vâng ạ")), Sent)
    await bot.close()

    assert server.told(BUOI) == ["Vâng ạ"]
    assert TOKEN not in repr(bot)


async def test_many_messages_leave_at_the_same_time(server: TelegramServer, bot: Telegram) -> None:
    server.fails("sendMessage", Fault.SLOW)
    slow = asyncio.create_task(bot.send(CHAT, Reply("chậm")))
    await until(server, "sendMessage")
    assert isinstance(await bot.send(str(THOC), Reply("nhanh")), Sent)
    server.go_on()

    assert isinstance(await slow, Sent)
    assert [one.text for one in server.sent] == ["nhanh", "chậm"]
