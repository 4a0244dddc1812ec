"""Two libraries read what the fake sends and what we send: neither it nor we are merely bent to
each other.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator
from typing import Any

import aiogram
import httpx
import pytest
import telegram
from aiogram import types
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import (
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)

from bot.channels import telegram_events as events
from bot.channels.telegram import Telegram
from bot.channels.telegram_events import Me
from bot.dialogue.messages import Button, Kind, Reply
from tests.bot.channels.telegram_bot import (
    BUOI,
    COMMANDS,
    GROUP,
    THOC,
    Clock,
    Inbox,
    Sleeps,
    make_bot,
    polling,
    until,
)
from tests.fakes.fetched import fetched
from tests.fakes.telegram_reading import unread
from tests.fakes.telegram_server import TOKEN, Fault, TelegramServer
from tests.fakes.telegram_shapes import picture

RECEIPT = "Mã của bác 🍚:\n4071 2386\nBác giữ lại nhé."
YES_NO = (Button("a1:3:yes", "1. Gửi"), Button("a1:3:no", "2. Sửa"))
# All that we say when people write to us; what an operator says is read in the tests of that.
SAID = {
    "sendMessage", "answerCallbackQuery", "editMessageReplyMarkup", "getUpdates", "getMe",
    "getFile", "sendPhoto", "sendVoice", "sendDocument", "sendMediaGroup",
}  # fmt: skip
NEWER = {"persistent_id", "allows_revoting", "members_only"}  # than what the library knows


@pytest.fixture
def server() -> Iterator[TelegramServer]:
    found = TelegramServer(poll_seconds=0.05)
    yield found
    found.close()


@pytest.fixture
async def bot(server: TelegramServer) -> AsyncIterator[Telegram]:
    found = make_bot(server.url, Clock(), Sleeps())
    yield found
    await found.close()


@pytest.fixture
async def plain(server: TelegramServer) -> AsyncIterator[aiogram.Bot]:
    """A bot as a developer would write it with aiogram."""
    api = TelegramAPIServer.from_base(server.url)
    found = aiogram.Bot(TOKEN, session=AiohttpSession(api=api))
    yield found
    await found.session.close()


async def everything(server: TelegramServer, bot: Telegram) -> None:
    """Let people do whatever they can do, once."""
    own = server.says(BUOI, "/start moi_40712386")
    server.edits(BUOI, own, "bà Mận")
    server.says(BUOI, "kể lại", forwarded=True)
    server.sends_photo(BUOI, caption="đây")
    server.sends_album(BUOI, 2, caption="đường mới")
    server.sends_voice(BUOI)
    server.sends_audio(BUOI)
    for name in ("video", "video_note", "animation"):
        server.sends_video(BUOI, name=name)
    server.sends_document(BUOI)
    server.sends_location(BUOI, 21.03, 105.85)
    server.sends_location(BUOI, 21.03, 105.85, "Đình làng")
    server.sends_contact(BUOI)
    for send in (server.sends_sticker, server.sends_dice, server.sends_poll, server.sends_story):
        send(BUOI)
    await bot.send(str(BUOI), Reply("Gửi ạ?", YES_NO))
    server.taps(BUOI, "Gửi")
    server.presses(BUOI, "a1:1:old", 999)
    server.adds_to_group(GROUP, BUOI)
    server.says(GROUP, "/ke@thidua_dongmay_bot", sender=BUOI)
    server.upgrades(GROUP, -1_004_500_001)
    server.removes_from_group(GROUP, BUOI)
    server.blocks(BUOI)
    server.unblocks(BUOI)


async def test_both_libraries_read_every_update(server: TelegramServer, bot: Telegram) -> None:
    await everything(server, bot)

    assert len(server.brought) > 25
    for raw in server.brought:
        read = types.Update.model_validate(raw)
        assert read.event_type in raw
        assert not read.event.model_extra
        known = telegram.Update.de_json(raw, None)
        assert unknown(known) - NEWER == set(), raw


def unknown(held: telegram.TelegramObject) -> set[str]:
    """The fields of which python-telegram-bot knows nothing."""
    found = set(held.api_kwargs)
    for name in held.__slots__:
        inner = getattr(held, name, None)
        if isinstance(inner, telegram.TelegramObject) and name != "_bot":
            found |= unknown(inner)
        for one in inner if isinstance(inner, tuple) else ():
            found |= unknown(one) if isinstance(one, telegram.TelegramObject) else set()
    return found


async def test_we_read_what_aiogram_reads(server: TelegramServer, bot: Telegram) -> None:
    """The hand-written reading of the commonest kinds against an independent one."""
    await everything(server, bot)
    me = Me(server.id, server.username)

    compared = 0
    for raw in server.brought:
        if not events.concerns(raw, me, COMMANDS):
            continue
        update = types.Update.model_validate(raw)
        said = events.read(events.arrived(raw, Clock()()), me, COMMANDS)
        where = events.address(raw)
        compared += 1
        assert said.event_id == str(update.update_id)
        if (query := update.callback_query) is not None:
            assert (said.kind, said.tap) == (Kind.TAP, query.data)
            assert (where.chat, where.sender) == (str(query.from_user.id),) * 2
            continue
        message = update.message or update.edited_message
        assert message is not None
        assert message.from_user is not None
        assert (where.chat, where.sender) == (str(message.chat.id), str(message.from_user.id))
        assert said.name == message.from_user.full_name
        assert said.forwarded == (message.forward_origin is not None)
        assert said.album == (message.media_group_id or "")
        assert bool(said.edits) == (update.edited_message is not None)
        if message.text and not message.text.startswith("/"):
            assert said.text == message.text
        if message.photo:
            assert said.media[0].ref == message.photo[-1].file_id
        if message.voice:
            assert (said.media[0].ref, said.media[0].seconds) == (
                message.voice.file_id,
                message.voice.duration,
            )
        if message.location and said.place is not None:
            assert said.place.latitude == message.location.latitude
    assert compared > 20


async def test_aiogram_reads_everything_that_we_say(server: TelegramServer, bot: Telegram) -> None:
    server.says(BUOI, "kể")
    await bot.send(str(BUOI), Reply(RECEIPT, YES_NO))
    await bot.send(str(BUOI), Reply("", photos=("photo-1",)))
    await bot.send(str(BUOI), Reply("Bà Mận", photos=("photo-1",)))
    for _ in range(2):  # uploaded, then by the names that they have there
        await bot.send(str(BUOI), Reply(RECEIPT, photos=("photo-1", "photo-2")))
        await bot.send(str(BUOI), Reply("", photos=("voice-1",)))
    server.taps(BUOI, "Gửi")
    server.sends_photo(BUOI)
    inbox = Inbox()
    async with polling(bot, inbox):
        await inbox.holds(3)
        await until(server, "answerCallbackQuery")
    _, pressed, photo = [bot.read(raw) for raw in inbox.events.values()]
    await fetched(bot, photo.media[0].ref)
    bot.taken(str(BUOI), pressed)
    await bot.send(str(BUOI), Reply("Số của bác ạ?", form="phone"))
    await bot.send(str(BUOI), Reply("Bà Mận", public=("https://xa.example.vn/1.jpg",)))
    await bot.send(str(BUOI), Reply("Đây ạ", YES_NO, files=("doc-1",)))
    await until(server, "editMessageReplyMarkup")

    albums = [given["media"] for name, given in server.bodies if name == "sendMediaGroup"]
    assert [one["media"].startswith("attach://") for album in albums for one in album] == [
        *(True, True), *(False, False),
    ]  # fmt: skip
    assert {name for name, _ in server.bodies} == SAID
    assert unread(server) == []


async def test_what_aiogram_cannot_read_is_found(server: TelegramServer, bot: Telegram) -> None:
    server.says(BUOI, "kể")
    call = bot.api.call
    await call("sendMessage", {"chat_id": BUOI, "text": "Vâng ạ", "mesage_thread_id": 5})
    await call("sendMessage", {"chat_id": BUOI, "text": "a", "entities": [{"type": "bold"}]})
    button = {"text": "Gửi", "callback_data": "y", "colour": "red"}
    markup = {"inline_keyboard": [[button]]}
    await call("sendMessage", {"chat_id": BUOI, "text": "Vâng ạ", "reply_markup": markup})
    await call("sendWords")
    server.name = ""
    server.id = "no number"  # type: ignore[assignment]
    await call("getMe")

    found = unread(server)

    assert [problem.partition(":")[0] for problem in found] == [
        *["we say sendMessage"] * 4, "we say sendWords", "sendMessage answers", "getMe answers"
    ]  # fmt: skip
    assert "mesage_thread_id is unknown" in found[0]
    assert "reply_markup.inline_keyboard.colour is unknown" in found[3]


async def test_both_libraries_read_what_stands_in_the_chat(
    server: TelegramServer, bot: Telegram
) -> None:
    server.says(BUOI, "kể")
    for reply in (
        Reply(RECEIPT, YES_NO),
        Reply("", photos=("photo-1",)),
        Reply("Đây ạ", YES_NO, files=("doc-1",)),
        Reply(RECEIPT, photos=("photo-1", "photo-2")),
        Reply("", photos=("voice-1",)),
    ):
        await bot.send(str(BUOI), reply)

    messages = list(server.chat(BUOI).messages.values())[1:]
    first, photo, paper, one, two, voice = (types.Message.model_validate(raw) for raw in messages)
    assert first.text == RECEIPT
    assert first.entities is not None
    assert [one.extract_from(RECEIPT) for one in first.entities] == ["4071 2386"]
    assert photo.photo
    assert paper.document is not None
    assert (paper.document.file_name, paper.caption) == ("việc tốt.xlsx", "Đây ạ")
    assert one.media_group_id == two.media_group_id
    assert (one.caption, two.caption, bool(one.photo and two.photo)) == (RECEIPT, None, True)
    assert one.caption_entities is not None
    assert [part.extract_from(RECEIPT) for part in one.caption_entities] == ["4071 2386"]
    assert voice.voice is not None
    known = telegram.Message.de_json(messages[0], None)
    assert list(known.parse_entities().values()) == ["4071 2386"]
    assert known.reply_markup is not None
    assert [b.callback_data for row in known.reply_markup.inline_keyboard for b in row] == [
        "a1:3:yes",
        "a1:3:no",
    ]


async def test_a_new_kind_of_origin_stops_aiogram_and_not_us(
    server: TelegramServer, bot: Telegram
) -> None:
    chat = {"id": BUOI, "type": "private"}
    who = {"id": BUOI, "is_bot": False, "first_name": "Bà Bưởi"}
    origin = {"type": "another_planet", "date": 1_795_000_000}
    message = {"message_id": 1, "date": 1_795_000_000, "chat": chat, "from": who, "text": "chào"}
    server.bring({"message": {**message, "forward_origin": origin}})
    inbox = Inbox()

    async with polling(bot, inbox):
        await inbox.holds(1)

    (raw,) = inbox.events.values()
    assert bot.read(raw).forwarded
    with pytest.raises(ValueError, match="forward_origin"):
        types.Update.model_validate(raw)


# --- the fake, asked by other libraries ----------------------------------------------------------


async def test_the_fake_serves_aiogram(server: TelegramServer, plain: aiogram.Bot) -> None:
    server.says(BUOI, "kể")
    server.sends_photo(BUOI, b"a photo")

    assert (await plain.get_me()).username == server.username
    updates = await plain.get_updates(timeout=1)
    assert [update.message.text for update in updates if update.message] == ["kể", None]
    keyboard = types.InlineKeyboardMarkup(
        inline_keyboard=[[types.InlineKeyboardButton(text="Gửi", callback_data="y")]]
    )
    sent = await plain.send_message(
        BUOI, "<b>Vâng</b> &amp; ạ", parse_mode="HTML", reply_markup=keyboard
    )
    assert sent.text == "Vâng & ạ"
    photo = types.BufferedInputFile(picture(), "anh.jpg")
    assert (await plain.send_photo(BUOI, photo, caption="đây")).photo
    album: list[types.MediaUnion] = [
        types.InputMediaPhoto(media=types.BufferedInputFile(picture(), f"{n}.jpg")) for n in "12"
    ]
    assert len({one.media_group_id for one in await plain.send_media_group(BUOI, album)}) == 1
    query = server.taps(BUOI, "Gửi")
    assert await plain.answer_callback_query(query)
    again = await plain.edit_message_text("Xong", chat_id=BUOI, message_id=sent.message_id)
    assert isinstance(again, types.Message)
    found = updates[1].message
    assert found is not None
    assert found.photo is not None
    file = await plain.get_file(found.photo[-1].file_id)
    assert file.file_path is not None
    content = await plain.download_file(file.file_path)
    assert content is not None
    assert content.read() == b"a photo"
    command = types.BotCommand(command="ke", description="Kể")
    await plain.set_my_commands([command], types.BotCommandScopeAllPrivateChats())
    (kept,) = await plain.get_my_commands(types.BotCommandScopeAllPrivateChats())
    assert (kept.command, kept.description) == ("ke", "Kể")


@pytest.mark.parametrize(
    ("given", "words"),
    [
        pytest.param({"text": ""}, "text is empty", id="no words"),
        pytest.param({"text": "a" * 4097}, "too long", id="too many words"),
        pytest.param({"text": "a", "chat_id": 5}, "chat not found", id="nobody"),
        pytest.param({"text": "<b>a", "parse_mode": "HTML"}, "parse entities", id="open tag"),
        pytest.param({"text": "1 < 2", "parse_mode": "HTML"}, "parse entities", id="a bare mark"),
        pytest.param({"text": "<x>a</x>", "parse_mode": "HTML"}, "parse entities", id="no tag"),
        pytest.param(
            {"text": "a", "entities": [{"type": "bold", "offset": 0, "length": 2}]},
            "parse entities",
            id="beyond the text",
        ),
        pytest.param(
            {"text": "a", "reply_markup": {"inline_keyboard": [[{"text": "a"}]]}},
            "one action",
            id="a button of nothing",
        ),
        pytest.param(
            {
                "text": "a",
                "reply_markup": {"inline_keyboard": [[{"text": "a", "callback_data": "ế" * 22}]]},
            },
            "BUTTON_DATA_INVALID",
            id="sixty-six bytes",
        ),
        pytest.param(
            {
                "text": "a",
                "reply_markup": {"inline_keyboard": [[{"text": "a", "callback_data": "a"}] * 9]},
            },
            "reply markup is too long",
            id="nine in a row",
        ),
    ],
)
async def test_the_fake_refuses_what_telegram_refuses(
    server: TelegramServer, bot: Telegram, given: dict[str, Any], words: str
) -> None:
    server.says(BUOI, "chào")

    answer = await bot._api.call("sendMessage", {"chat_id": BUOI, **given})

    assert (answer.no, words.lower() in answer.words) == (400, True)


@pytest.mark.parametrize(
    ("method", "given", "code"),
    [
        pytest.param("sendMessages", {}, 404, id="no method"),
        pytest.param("getFile", {"file_id": "none"}, 400, id="no file"),
        pytest.param("answerCallbackQuery", {"callback_query_id": "1"}, 400, id="no press"),
        pytest.param("editMessageReplyMarkup", {"chat_id": BUOI, "message_id": 9}, 400, id="edit"),
        pytest.param("sendPhoto", {"chat_id": BUOI, "photo": "none"}, 400, id="no photo"),
        pytest.param("setWebhook", {"url": "http://a.vn"}, 400, id="no https"),
        pytest.param("setWebhook", {"url": "https://a.vn:99"}, 400, id="a port"),
        pytest.param(
            "setWebhook", {"url": "https://a.vn", "secret_token": "ă"}, 400, id="a secret"
        ),
        pytest.param(
            "setMyCommands", {"commands": [{"command": "Kể", "description": "x"}]}, 400, id="name"
        ),
        pytest.param(
            "setMyCommands", {"commands": [{"command": "ke", "description": ""}]}, 400, id="text"
        ),
        pytest.param("setMyCommands", {"commands": [], "scope": {"type": "x"}}, 400, id="scope"),
        pytest.param("setMyDescription", {"description": "a" * 513}, 400, id="description"),
    ],
)
async def test_the_fake_refuses_other_calls_too(
    server: TelegramServer, bot: Telegram, method: str, given: dict[str, Any], code: int
) -> None:
    server.says(BUOI, "chào")

    assert (await bot._api.call(method, given)).no == code


async def test_aiogram_knows_each_fault_for_what_it_is(
    server: TelegramServer, plain: aiogram.Bot
) -> None:
    server.says(BUOI, "chào")
    for fault, error in (
        (Fault.LIMIT, TelegramRetryAfter),
        (Fault.FORBIDDEN, TelegramForbiddenError),
    ):
        server.fails("sendMessage", fault)
        with pytest.raises(error):
            await plain.send_message(BUOI, "Vâng")
    server.upgrades(GROUP, -1_004_500_001)
    with pytest.raises(aiogram.exceptions.TelegramMigrateToChat):
        await plain.send_message(GROUP, "Vâng")
    server.says(BUOI, "kể")
    own = await plain.send_message(BUOI, "Vâng")
    with pytest.raises(TelegramBadRequest, match="not modified"):
        await plain.edit_message_text("Vâng", chat_id=BUOI, message_id=own.message_id)
    server.token_reset = True
    with pytest.raises(TelegramUnauthorizedError):
        await plain.get_me()


async def test_the_fake_keeps_telegram_s_pace(server: TelegramServer, plain: aiogram.Bot) -> None:
    server.paced = True
    for chat in range(1, 40):
        server.says(chat, "chào")

    came = await asyncio.gather(
        *(plain.send_message(chat, "Vâng") for chat in range(1, 40)), return_exceptions=True
    )

    refused = [one for one in came if isinstance(one, TelegramRetryAfter)]
    assert len(refused) == 9
    assert all(one.retry_after >= 1 for one in refused)


async def test_confirmed_updates_are_gone_and_others_come_again(
    server: TelegramServer, plain: aiogram.Bot
) -> None:
    for text in ("một", "hai", "ba"):
        server.says(BUOI, text)
    first = await plain.get_updates(limit=2)
    assert await plain.get_updates(limit=2) == first

    after = await plain.get_updates(offset=first[-1].update_id + 1)

    assert [one.message.text for one in after if one.message] == ["ba"]
    assert server.waiting() == 1
    assert await plain.get_updates(offset=-1) == after


async def test_a_limit_that_holds_refuses_and_counts_who_sends_on(
    server: TelegramServer, plain: aiogram.Bot
) -> None:
    clock = Clock()
    server.clock = lambda: clock().timestamp()
    server.retry_after, server.holds = 30, True
    server.says(BUOI, "chào")
    server.says(THOC, "chào")
    server.fails("sendMessage", Fault.LIMIT)

    for left in (30, 20):
        with pytest.raises(TelegramRetryAfter) as told:
            await plain.send_message(BUOI, "Vâng")
        assert told.value.retry_after == left
        clock.wait(seconds=10)
    assert await plain.send_message(THOC, "Vâng")
    assert server.held == ["sendMessage"]
    server.fails("getMe", Fault.LIMIT_ALL)
    with pytest.raises(TelegramRetryAfter):
        await plain.get_me()
    with pytest.raises(TelegramRetryAfter):
        await plain.send_message(THOC, "Vâng")
    clock.wait(seconds=30)
    for chat in (BUOI, THOC):
        assert await plain.send_message(chat, "Vâng")
    assert server.held == ["sendMessage", "sendMessage"]


async def test_a_limit_stands_in_the_head_of_the_answer_too(server: TelegramServer) -> None:
    server.fails("getMe", Fault.LIMIT)
    async with httpx.AsyncClient(trust_env=False) as client:
        answer = await client.get(f"{server.url}/bot{TOKEN}/getMe")

    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "2")
    assert answer.json()["parameters"] == {"retry_after": 2}


async def test_a_group_has_twenty_messages_and_twenty_edits_a_minute(
    server: TelegramServer, plain: aiogram.Bot
) -> None:
    now = 0.0
    server.paced, server.ticks = True, lambda: now
    server.adds_to_group(GROUP, BUOI)
    for place in range(20):
        sent = await plain.send_message(GROUP, f"Còn {place} việc")
        await plain.edit_message_text("Xong", chat_id=GROUP, message_id=sent.message_id)

    with pytest.raises(TelegramRetryAfter):
        await plain.send_message(GROUP, "Vâng")
    with pytest.raises(TelegramRetryAfter) as told:
        await plain.edit_message_text("Thôi", chat_id=GROUP, message_id=sent.message_id)
    assert 60 <= told.value.retry_after <= 61
    now = 61.0
    assert await plain.edit_message_text("Thôi", chat_id=GROUP, message_id=sent.message_id)


async def test_presses_wait_150_seconds_and_everything_else_a_day(
    server: TelegramServer, plain: aiogram.Bot
) -> None:
    clock = Clock()
    server.clock = lambda: clock().timestamp()
    server.says(BUOI, "một")
    server.presses(BUOI, "y", 0)
    clock.wait(seconds=150)
    assert len(await plain.get_updates()) == 2
    server.presses(BUOI, "y", 0)
    clock.wait(seconds=1)
    assert [one.event_type for one in await plain.get_updates()] == ["message", "callback_query"]
    clock.wait(hours=24)
    server.says(BUOI, "hai")

    assert [one.message.text for one in await plain.get_updates() if one.message] == ["hai"]
    assert len(server.expired) == 3


async def test_an_offset_far_beyond_the_queue_means_from_the_oldest(
    server: TelegramServer, plain: aiogram.Bot
) -> None:
    server.says(BUOI, "một")
    (first,) = await plain.get_updates()
    assert await plain.get_updates(offset=first.update_id + 1) == []
    server.renumbers(41)
    server.says(BUOI, "hai")

    after = await plain.get_updates(offset=first.update_id + 1)

    assert [one.message.text for one in after if one.message] == ["hai"]
    assert await plain.get_updates(offset=42) == []


async def test_people_of_another_process_act_over_http(server: TelegramServer) -> None:
    async with httpx.AsyncClient(base_url=server.url, trust_env=False) as client:
        said = await client.post("/people/says", json={"chat": BUOI, "text": "kể"})
        url = f"/bot{TOKEN}/sendMessage"
        for text in ("Ai ạ?", "Thôn nào ạ?"):
            await client.post(url, json={"chat_id": BUOI, "text": text})
        sent = (await client.get("/people/sent", params={"after": 1})).json()

        assert said.json() == server.brought[-1]["message"]["message_id"]
        assert [(one["chat"], one["text"]) for one in sent] == [(str(BUOI), "Thôn nào ạ?")]
        assert (await client.post("/people/_run", json={})).status_code == 404
