"""What people do on Telegram, as it arrives: by polling a platform over HTTP."""

import asyncio
import io
import logging
import sys
import threading
from collections.abc import AsyncIterator, Iterator
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import structlog

from bot import logs
from bot.channels import telegram_presses
from bot.channels.telegram import Telegram
from bot.channels.telegram_events import NOWHERE
from bot.dialogue.messages import Button, Incoming, Kind, NotYet, Ordering, Place, Reply, Sent
from bot.second_poller import last_conflict, note_conflict
from tests.bot.channels.telegram_bot import (
    BUOI,
    GROUP,
    NOW,
    SECRET,
    THOC,
    Clock,
    Inbox,
    Passing,
    Sleeps,
    heard,
    make_bot,
    polling,
    until,
)
from tests.fakes.fetched import fetched
from tests.fakes.telegram_reading import unread
from tests.fakes.telegram_server import TOKEN, Fault, TelegramServer

YES_NO = (Button("a1:3:yes", "1. Gửi"), Button("a1:3:no", "2. Sửa"))


@pytest.fixture
def server() -> Iterator[TelegramServer]:
    found = TelegramServer(poll_seconds=0.05)
    yield found
    found.close()
    assert unread(found) == []


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def sleeps() -> Sleeps:
    return Sleeps()


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


@pytest.fixture
async def bot(server: TelegramServer, clock: Clock, sleeps: Sleeps) -> AsyncIterator[Telegram]:
    found = make_bot(server.url, clock, sleeps)
    await found.open()
    yield found
    await found.close()


# --- what is read --------------------------------------------------------------------------------


async def test_words_arrive_as_they_were_written(
    server: TelegramServer, bot: Telegram, inbox: Inbox
) -> None:
    own = server.says(BUOI, "Bà Mận <b>bán</b> xôi 🍚", name="Bà Bưởi", date=NOW.timestamp())

    (said,) = await heard(bot, inbox, 1)

    number = server.last_update()
    assert said == Incoming(
        Kind.TEXT,
        str(number),
        NOW,
        text="Bà Mận <b>bán</b> xôi 🍚",
        message_id=str(own),
        order=number,
        name="Bà Bưởi",
    )
    (raw,) = inbox.events.values()
    where = bot.address(raw)
    assert (where.bot, where.chat, where.sender) == ("telegram", str(BUOI), str(BUOI))


async def test_each_kind_is_told_apart(
    server: TelegramServer, bot: Telegram, inbox: Inbox
) -> None:
    server.sends_photo(BUOI, b"a photo", caption="đây ạ")
    server.sends_voice(BUOI, b"a voice", seconds=72)
    server.sends_audio(BUOI)
    for name in ("video", "video_note", "animation"):
        server.sends_video(BUOI, name=name)
    server.sends_document(BUOI, name="danh-sach.xlsx", mime="application/vnd.ms-excel")
    server.sends_document(BUOI, name="anh.heic", mime="image/heic", caption="ảnh gốc")
    server.sends_document(BUOI, name="phim.mov", mime="video/quicktime")
    server.sends_document(BUOI, name="ghi.m4a", mime="audio/mp4")
    server.sends_location(BUOI, 21.03, 105.85)
    server.sends_location(BUOI, 21.03, 105.85, "Đình làng Đoài")
    for send in (server.sends_sticker, server.sends_dice, server.sends_poll, server.sends_story):
        send(BUOI)

    said = await heard(bot, inbox, 16)

    assert [
        (one.kind, *((m.kind, m.mime, m.name, m.seconds) for m in one.media)) for one in said
    ] == [
        (Kind.PHOTO, (Kind.PHOTO, "image/jpeg", "", 0)),
        (Kind.VOICE, (Kind.VOICE, "audio/ogg", "", 72)),
        (Kind.VOICE, (Kind.VOICE, "audio/mpeg", "ghi-am.mp3", 30)),
        (Kind.VIDEO, (Kind.VIDEO, "video/mp4", "", 9)),
        (Kind.VIDEO, (Kind.VIDEO, "", "", 9)),
        (Kind.VIDEO, (Kind.VIDEO, "video/mp4", "", 9)),
        (Kind.FILE, (Kind.FILE, "application/vnd.ms-excel", "danh-sach.xlsx", 0)),
        (Kind.PHOTO, (Kind.PHOTO, "image/heic", "anh.heic", 0)),
        (Kind.VIDEO, (Kind.VIDEO, "video/quicktime", "phim.mov", 0)),
        (Kind.VOICE, (Kind.VOICE, "audio/mp4", "ghi.m4a", 0)),
        (Kind.LOCATION,),
        (Kind.LOCATION,),
        (Kind.STICKER,),
        (Kind.STICKER,),
        (Kind.POLL,),
        (Kind.UNKNOWN,),
    ]
    assert [said[0].text, said[7].text] == ["đây ạ", "ảnh gốc"]
    assert [said[10].place, said[11].place] == [
        Place(21.03, 105.85),
        Place(21.03, 105.85, "Đình làng Đoài"),
    ]
    assert await fetched(bot, said[0].media[0].ref) == b"a photo"  # the largest of its sizes
    assert said[0].media[0].size == len(b"a photo")


async def test_an_album_comes_in_pieces_of_one_name(
    server: TelegramServer, bot: Telegram, inbox: Inbox
) -> None:
    server.sends_album(BUOI, 3, caption="đường mới")

    said = await heard(bot, inbox, 3)

    assert {one.kind for one in said} == {Kind.PHOTO}
    assert len({one.album for one in said} - {""}) == 1
    assert [one.text for one in said] == ["đường mới", "", ""]
    assert len({one.media[0].ref for one in said}) == 3


async def test_an_edit_names_the_message_that_was_changed(
    server: TelegramServer, bot: Telegram, inbox: Inbox
) -> None:
    own = server.says(BUOI, "bà Mân", date=NOW.timestamp())
    server.edits(BUOI, own, "bà Mận", date=NOW.timestamp())

    before, after = await heard(bot, inbox, 2)

    assert (before.edits, after.edits, after.message_id) == ("", str(own), str(own))
    assert (after.text, after.kind) == ("bà Mận", Kind.TEXT)
    assert after.sent_at > before.sent_at


async def test_what_was_passed_on_from_others_is_known_as_such(
    server: TelegramServer, bot: Telegram, inbox: Inbox
) -> None:
    server.says(BUOI, "hàng xóm kể", forwarded=True)
    server.sends_photo(BUOI, forwarded=True)
    server.says(BUOI, "tôi kể")

    assert [one.forwarded for one in await heard(bot, inbox, 3)] == [True, True, False]


async def test_only_one_s_own_card_hands_over_a_number(
    server: TelegramServer, bot: Telegram, inbox: Inbox
) -> None:
    server.sends_contact(BUOI, "+84 900 000 000")
    server.sends_contact(BUOI, "0900 000 001", own=False)
    server.sends_contact(BUOI, "0900 000 002", forwarded=True)

    own, another, passed_on = await heard(bot, inbox, 3)

    assert own.task == {"kind": "phone", "phone": "84900000000"}
    assert (another.kind, another.task, passed_on.task) == (Kind.CONTACT, {}, {})


@pytest.mark.parametrize(
    ("written", "read"),
    [
        pytest.param("/start", "menu", id="start"),
        pytest.param("/START", "menu", id="in capitals"),
        pytest.param("/start moi_40712386", "mời 4071 2386", id="the link of an invitation"),
        pytest.param("/start noi_40712386", "nối 4071 2386", id="the link of another phone"),
        pytest.param("/start xoa_40712386", "menu", id="a link of nobody's"),
        pytest.param("/start ke", "kể", id="the link of a command"),
        pytest.param("/start xoa", "menu", id="the link of none of ours"),
        pytest.param("/start moi", "menu", id="the link of an invitation, without its code"),
        pytest.param("/start moi_4071238", "menu", id="a code that is too short"),
        pytest.param("/ke", "kể", id="a command"),
        pytest.param("/ke bà Mận", "kể bà Mận", id="a command and more"),
        pytest.param("/cuatoi@thidua_dongmay_bot", "của tôi", id="with the bot's name"),
        pytest.param("/hack", "/hack", id="none of ours"),
        pytest.param("đường /ke", "đường /ke", id="in the middle"),
    ],
)
async def test_commands_are_words(
    server: TelegramServer, bot: Telegram, inbox: Inbox, written: str, read: str
) -> None:
    server.says(BUOI, written)

    (said,) = await heard(bot, inbox, 1)

    assert (said.kind, said.text) == (Kind.TEXT, read)


async def test_what_can_be_read_by_nobody_is_stored_and_put_aside(
    server: TelegramServer, bot: Telegram, inbox: Inbox
) -> None:
    chat = {"id": BUOI, "type": "private"}
    who = {"id": BUOI, "is_bot": False, "first_name": "Bà Bưởi"}
    whole = {"message_id": 1, "date": 1_795_000_000, "chat": chat, "from": who}
    broken: list[dict[str, Any]] = [
        {**whole, "text": "chào", "date": "hôm qua"},
        {**whole, "voice": "dài"},
        {**whole, "location": {"latitude": 210.0, "longitude": 1.0}},
        {"message_id": 2, "date": 1_795_000_000, "text": "của ai"},
        {"chat": "đình làng", "from": who, "text": "chào"},
    ]
    for message in broken:
        server.bring({"message": message})
    server.says(BUOI, "sau cùng")

    async with polling(bot, inbox):
        await inbox.holds(len(broken) + 1)

    *bad, good = inbox.events.values()
    for raw in bad:
        with pytest.raises((KeyError, ValueError)):
            bot.read(raw)
    assert bot.read(good).text == "sau cùng"
    assert [bot.address(raw) == NOWHERE for raw in bad] == [False, False, False, True, True]


async def test_half_a_character_holds_up_nothing(
    server: TelegramServer, bot: Telegram, inbox: Inbox
) -> None:
    server.garbles = {b"HALF": rb"\ud83c", b"BYTES": b"\xff"}
    server.says(BUOI, "a HALF b")
    server.says(BUOI, "a BYTES b")

    assert [one.text for one in await heard(bot, inbox, 2)] == ["a \ufffd b"] * 2


async def test_what_is_no_matter_of_a_conversation_is_passed_over(
    server: TelegramServer, bot: Telegram, inbox: Inbox
) -> None:
    server.message(BUOI, {"pinned_message": {"message_id": 1}})
    server.says(BUOI, "của một máy khác", is_bot=True)
    server.message(BUOI, {"location": {"latitude": 1.0, "longitude": 2.0}}, edited=True)
    server.bring({"subscription": {"id": "1"}})
    server.bring({"channel_post": {"message_id": 1, "chat": {"id": -100, "type": "channel"}}})
    server.says(BUOI, "chào")

    (said,) = await heard(bot, inbox, 1)

    assert said.text == "chào"
    assert len(inbox.events) == 1


# --- a press -------------------------------------------------------------------------------------


async def test_a_press_is_acknowledged_and_the_choice_stays_when_the_answer_is_out(
    server: TelegramServer, bot: Telegram, inbox: Inbox
) -> None:
    server.says(BUOI, "kể")
    asked = await bot.send(str(BUOI), Reply("Gửi đi được chưa ạ?", YES_NO))
    assert isinstance(asked, Sent)
    own = int(asked.message_id)
    query = server.taps(BUOI, "Gửi")

    async with polling(bot, inbox):
        await inbox.holds(2)
        await until(server, "answerCallbackQuery")
    said = bot.read(list(inbox.events.values())[-1])

    assert server.answered == [query]
    assert (said.kind, said.tap, said.text) == (Kind.TAP, "a1:3:yes", "1. Gửi")
    assert said.sent_at == NOW
    bot.taken(str(BUOI), said)
    assert server.keyboard(BUOI, own) == ["1. Gửi", "2. Sửa"]  # the answer is not out yet
    await bot.send(str(BUOI), Reply("Cháu nhận đủ rồi, cảm ơn bác."))
    await until(server, "editMessageReplyMarkup")
    assert server.keyboard(BUOI, own) == ["1. Gửi"]
    methods = [call for call in server.calls if call in ("sendMessage", "editMessageReplyMarkup")]
    assert methods == ["sendMessage", "sendMessage", "editMessageReplyMarkup"]

    server.taps(BUOI, "Gửi")  # again: what is left brings the same choice
    async with polling(bot, inbox):
        await inbox.holds(3)
        await until(server, "answerCallbackQuery", 2)
    assert bot.read(list(inbox.events.values())[-1]).tap == "a1:3:yes"
    await bot.send(str(BUOI), Reply("Đã ghi rồi ạ."))
    assert server.calls.count("editMessageReplyMarkup") == 1


async def test_a_choice_stays_also_where_no_answer_comes(
    server: TelegramServer, bot: Telegram, inbox: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(telegram_presses, "REPLACE_AFTER", 0.01)
    server.says(BUOI, "kể")
    asked = await bot.send(str(BUOI), Reply("Gửi ạ?", YES_NO))
    assert isinstance(asked, Sent)
    server.taps(BUOI, "Sửa")

    *_, said = await heard(bot, inbox, 2)
    bot.taken(str(BUOI), said)
    await until(server, "editMessageReplyMarkup")

    assert server.keyboard(BUOI, int(asked.message_id)) == ["2. Sửa"]


async def test_a_press_that_was_not_taken_changes_no_keyboard(
    server: TelegramServer, bot: Telegram, inbox: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(telegram_presses, "REPLACE_AFTER", 0.01)
    server.says(BUOI, "kể")
    asked = await bot.send(str(BUOI), Reply("Gửi ạ?", YES_NO))
    later = await bot.send(str(BUOI), Reply("Bác sửa gì ạ?", YES_NO))
    assert isinstance(asked, Sent)
    assert isinstance(later, Sent)
    server.presses(BUOI, "a1:3:no", int(asked.message_id))
    server.presses(BUOI, "a1:3:yes", int(later.message_id))
    *_, taken = await heard(bot, inbox, 3)
    bot.taken(str(BUOI), taken)
    await bot.send(str(BUOI), Reply("Câu ấy đã xong rồi ạ."))
    await until(server, "editMessageReplyMarkup")

    assert server.keyboard(BUOI, int(asked.message_id)) == ["1. Gửi", "2. Sửa"]
    assert server.keyboard(BUOI, int(later.message_id)) == ["1. Gửi"]


async def test_a_press_that_is_told_to_wait_holds_up_what_is_sent_there(
    server: TelegramServer, bot: Telegram, inbox: Inbox, clock: Clock
) -> None:
    server.says(BUOI, "kể")
    server.says(THOC, "kể")
    await bot.send(str(BUOI), Reply("Gửi ạ?", YES_NO))
    server.retry_after = 17
    server.fails("answerCallbackQuery", Fault.LIMIT)
    server.taps(BUOI, "Gửi")
    async with polling(bot, inbox):
        await until(server, "answerCallbackQuery")
        await until(server, "getUpdates", server.calls.count("getUpdates") + 2)
    sent = server.calls.count("sendMessage")

    assert await bot.send(str(BUOI), Reply("Vâng ạ.")) == NotYet(17.0)
    assert server.calls.count("sendMessage") == sent
    assert isinstance(await bot.send(str(THOC), Reply("Vâng ạ.")), Sent)
    clock.wait(seconds=18)
    assert isinstance(await bot.send(str(BUOI), Reply("Vâng ạ.")), Sent)


async def test_told_to_wait_in_two_chats_no_keyboard_changes_before_the_wait_is_over(
    server: TelegramServer, inbox: Inbox, clock: Clock
) -> None:
    waited, over = [], asyncio.Event()

    async def wait(seconds: float) -> None:
        waited.append(seconds)
        await over.wait()
        clock.wait(seconds=seconds)

    bot = make_bot(server.url, clock, wait)  # type: ignore[arg-type]
    for chat in (BUOI, THOC):
        server.says(chat, "kể")
    asked = await bot.send(str(BUOI), Reply("Gửi ạ?", YES_NO))
    assert isinstance(asked, Sent)
    server.taps(BUOI, "Gửi")
    *_, said = await heard(bot, inbox, 3)
    await until(server, "answerCallbackQuery")
    server.retry_after = 30
    server.fails("sendMessage", Fault.LIMIT, 2)
    for other in ("77", str(THOC)):  # neither is the chat of the press
        await bot.send(other, Reply("Còn 2 việc."))
    bot.taken(str(BUOI), said)
    bot._presses.replace(str(BUOI))
    bot._presses.acknowledge(list(inbox.events.values())[-1])
    await asyncio.sleep(0)

    assert "editMessageReplyMarkup" not in server.calls
    assert server.calls.count("answerCallbackQuery") == 1  # nobody waits half a minute for that
    assert [round(seconds) for seconds in waited] == [30]
    over.set()
    await until(server, "editMessageReplyMarkup")
    await bot.close()
    assert server.keyboard(BUOI, int(asked.message_id)) == ["1. Gửi"]


async def test_a_keyboard_whose_change_is_told_to_wait_changes_later(
    server: TelegramServer, bot: Telegram, inbox: Inbox, clock: Clock, sleeps: Sleeps
) -> None:
    server.says(BUOI, "kể")
    asked = await bot.send(str(BUOI), Reply("Gửi ạ?", YES_NO))
    assert isinstance(asked, Sent)
    server.taps(BUOI, "Gửi")
    *_, said = await heard(bot, inbox, 2)
    server.retry_after = 17
    server.fails("editMessageReplyMarkup", Fault.LIMIT)
    bot.taken(str(BUOI), said)
    sleeps.most = 1  # from now on nobody goes on
    sleeps.seconds.clear()
    await bot.send(str(BUOI), Reply("Vâng ạ."))
    await sleeps.enough.wait()

    assert [round(seconds) for seconds in sleeps.seconds] == [17]
    assert await bot.send(str(BUOI), Reply("Vâng ạ.")) == NotYet(17.0)
    assert server.keyboard(BUOI, int(asked.message_id)) == ["1. Gửi", "2. Sửa"]


async def test_forged_and_old_presses_arrive_and_change_nothing(
    server: TelegramServer, bot: Telegram, inbox: Inbox
) -> None:
    server.says(BUOI, "kể")
    asked = await bot.send(str(BUOI), Reply("Gửi ạ?", YES_NO))
    assert isinstance(asked, Sent)
    server.tap_seconds = 0.0  # every query is too old
    server.presses(BUOI, "a1:9:forged", int(asked.message_id))
    server.presses(BUOI, "a1:1:old", 999)  # a message that is not handed over any more
    server.presses(BUOI, "a1:1:none", 0)

    async with polling(bot, inbox):
        await inbox.holds(4)
        await until(server, "answerCallbackQuery", 3)
    await bot.send(str(BUOI), Reply("Câu ấy đã xong rồi ạ."))

    taps = [bot.read(raw) for raw in list(inbox.events.values())[1:]]
    assert [(one.tap, one.text) for one in taps] == [
        ("a1:9:forged", ""),
        ("a1:1:old", ""),
        ("a1:1:none", ""),
    ]
    assert [bot.address(raw).chat for raw in inbox.events.values()] == [str(BUOI)] * 4
    assert server.answered == []
    assert "editMessageReplyMarkup" not in server.calls


async def test_nothing_is_acknowledged_before_it_is_stored(
    server: TelegramServer, bot: Telegram, inbox: Inbox, sleeps: Sleeps
) -> None:
    server.says(BUOI, "kể")
    await bot.send(str(BUOI), Reply("Gửi ạ?", YES_NO))
    sleeps.most = 1
    inbox.down = 10
    server.taps(BUOI, "Gửi")

    async with polling(bot, inbox):
        await sleeps.enough.wait()

    assert "answerCallbackQuery" not in server.calls


# --- groups --------------------------------------------------------------------------------------


async def test_in_a_group_only_what_is_said_to_the_bot_counts(
    server: TelegramServer, bot: Telegram, inbox: Inbox
) -> None:
    server.adds_to_group(GROUP, BUOI)
    how: dict[str, Any] = {"sender": BUOI}
    for text in ("bà Mận bán xôi", "/ke@another_bot", "/hack", "hỏi @thidua_dongmay_bot_2 xem"):
        server.says(GROUP, text, **how)
    server.says(GROUP, "/ke@ThiDua_dongmay_bot bà Mận", **how)
    server.says(GROUP, "/ke", **how)
    server.says(GROUP, "@thidua_dongmay_bot bà Mận bán xôi", **how)
    server.sends_photo(GROUP, caption="đây @thidua_dongmay_bot", **how)
    await bot.send(str(GROUP), Reply("Cháu nhắn riêng bác rồi."))
    server.says(GROUP, "vâng", reply_to=server.sent[-1].message_id, **how)

    said = await heard(bot, inbox, 5)

    assert [one.text for one in said] == ["kể bà Mận", "kể", "bà Mận bán xôi", "đây", "vâng"]
    assert len(inbox.events) == 5
    where = {bot.address(raw) for raw in inbox.events.values()}
    assert {(one.chat, one.sender) for one in where} == {(str(GROUP), str(BUOI))}
    assert all(one.message_id.startswith(f"{GROUP}.") for one in said)


async def test_in_a_group_a_command_is_not_lost_while_the_bot_does_not_know_its_name(
    server: TelegramServer, bot: Telegram, inbox: Inbox
) -> None:
    server.fails("getMe", Fault.HTML)
    server.adds_to_group(GROUP, BUOI)
    server.says(GROUP, "/hack@thidua_dongmay_bot", sender=BUOI)
    server.says(GROUP, "/ke@thidua_dongmay_bot bà Mận", sender=BUOI)
    server.says(BUOI, "vâng")

    assert [one.text for one in await heard(bot, inbox, 2)] == ["kể bà Mận", "vâng"]


async def test_in_a_group_nobody_hands_over_a_number(
    server: TelegramServer, bot: Telegram, inbox: Inbox
) -> None:
    server.adds_to_group(GROUP, BUOI)
    await bot.send(str(GROUP), Reply("Cháu nhắn riêng bác rồi."))
    answered = server.sent[-1].message_id
    server.sends_contact(GROUP, "0900 000 000", sender=BUOI, reply_to=answered)

    (said,) = await heard(bot, inbox, 1)

    assert (said.kind, said.task) == (Kind.CONTACT, {})


async def test_a_mention_by_itself_says_nothing(
    server: TelegramServer, bot: Telegram, inbox: Inbox
) -> None:
    server.says(GROUP, "@thidua_dongmay_bot", sender=BUOI)

    (said,) = await heard(bot, inbox, 1)

    assert (said.kind, said.text) == (Kind.EMPTY, "")


# --- who has left --------------------------------------------------------------------------------


async def test_who_blocks_the_bot_and_takes_it_back_is_told_of(
    server: TelegramServer, clock: Clock, sleeps: Sleeps, inbox: Inbox
) -> None:
    told: list[tuple[str, str]] = []

    async def left(chat: str, _at: object) -> None:
        told.append(("left", chat))

    async def came_back(chat: str, _at: object) -> None:
        told.append(("back", chat))

    bot = make_bot(server.url, clock, sleeps, left=left, came_back=came_back)
    server.says(BUOI, "chào")
    server.blocks(BUOI)
    server.unblocks(BUOI)
    server.adds_to_group(GROUP, THOC)
    server.removes_from_group(GROUP, THOC)
    server.says(THOC, "xong")

    await heard(bot, inbox, 2)
    await bot.close()

    assert told == [("left", str(BUOI)), ("back", str(BUOI))]


async def test_who_keeps_groups_hears_where_the_bot_was_put_out_and_what_has_grown(
    server: TelegramServer, clock: Clock, sleeps: Sleeps, inbox: Inbox
) -> None:
    told: list[tuple[str, ...]] = []

    async def put_out(chat: str, at: datetime) -> None:
        told.append(("out", chat, at.isoformat()))

    async def moved(chat: str, new: str) -> None:
        told.append(("moved", chat, new))

    bot = make_bot(server.url, clock, sleeps, put_out=put_out, moved=moved)
    server.adds_to_group(GROUP, THOC)
    server.upgrades(GROUP, -1_004_500_001)
    server.removes_from_group(-1_004_500_001, THOC, 1_795_000_000)
    server.blocks(BUOI)  # a person, whom another is told of
    server.says(THOC, "xong")

    await heard(bot, inbox, 1)
    await bot.close()

    grown = ("moved", str(GROUP), "-1004500001")  # said in both chats
    assert told == [grown, grown, ("out", "-1004500001", "2026-11-18T11:06:40+00:00")]


# --- polling -------------------------------------------------------------------------------------


async def test_the_offset_moves_when_all_is_stored(
    server: TelegramServer, bot: Telegram, inbox: Inbox, sleeps: Sleeps
) -> None:
    for text in ("một", "hai", "ba"):
        server.says(BUOI, text)
    inbox.down = 2

    async with polling(bot, inbox):
        await inbox.holds(3)
        await until(server, "getUpdates", 2)

    ids = [str(one["update_id"]) for one in server.brought]
    assert inbox.offered == [*ids, *ids[:2]]  # what failed, in its order, before anything else
    assert sleeps.seconds == [1.0]
    asked = [given for method, given in server.bodies if method == "getUpdates"]
    assert "offset" not in asked[0]
    assert asked[1]["offset"] == int(ids[-1]) + 1


async def test_what_was_not_stored_is_asked_for_again_after_a_crash(
    server: TelegramServer, bot: Telegram, inbox: Inbox, sleeps: Sleeps, clock: Clock
) -> None:
    server.says(BUOI, "một")
    inbox.down, sleeps.most = 100, 1
    async with polling(bot, inbox):
        await sleeps.enough.wait()

    another = make_bot(server.url, clock, Sleeps())
    (said,) = await heard(another, Inbox(), 1)
    await another.close()

    assert said.text == "một"


async def test_a_repeated_update_is_known_by_its_number(
    server: TelegramServer, bot: Telegram, inbox: Inbox
) -> None:
    server.says(BUOI, "một")
    number = server.last_update()
    async with polling(bot, inbox):
        await inbox.holds(1)
        server.again(number)
        await inbox.was_offered(2)

    assert list(inbox.events) == [str(number)]


async def test_more_than_fits_into_one_poll_comes_in_order(
    server: TelegramServer, bot: Telegram, inbox: Inbox
) -> None:
    for number in range(250):
        server.says(BUOI, str(number))

    said = await heard(bot, inbox, 250)

    assert [one.text for one in said] == [str(number) for number in range(250)]
    assert bot.abilities.ordering is Ordering.ARRIVAL


@pytest.mark.parametrize(
    "fault", [Fault.HTML, Fault.UNAVAILABLE, Fault.DROPPED, Fault.GARBLED, Fault.HTML_AFTER]
)
async def test_trouble_on_the_way_is_waited_for_and_nothing_is_lost(
    server: TelegramServer, bot: Telegram, inbox: Inbox, sleeps: Sleeps, fault: Fault
) -> None:
    server.fails("getUpdates", fault, 3)
    server.says(BUOI, "một")

    (said,) = await heard(bot, inbox, 1)

    assert said.text == "một"
    assert len(sleeps.seconds) == 3
    assert all(1 <= seconds <= 16 for seconds in sleeps.seconds)


async def test_a_poll_that_is_told_to_wait_waits_so_long(
    server: TelegramServer, bot: Telegram, inbox: Inbox, sleeps: Sleeps
) -> None:
    server.retry_after = 17
    server.fails("getUpdates", Fault.LIMIT)
    server.says(BUOI, "một")

    await heard(bot, inbox, 1)

    assert sleeps.seconds == [17.0]


async def test_a_limit_that_holds_is_waited_for_by_polls_and_by_asking_who_the_bot_is(
    server: TelegramServer, clock: Clock, inbox: Inbox
) -> None:
    server.clock = lambda: clock().timestamp()
    server.retry_after, server.holds = 300, True
    server.fails("getMe", Fault.LIMIT)
    server.fails("getUpdates", Fault.LIMIT, 2)
    bot = make_bot(server.url, clock, Passing(clock))
    server.says(BUOI, "một")

    async with polling(bot, inbox):
        await inbox.holds(1)
    await bot.close()

    assert (server.held, bot.link) == ([], "https://t.me/thidua_dongmay_bot")


async def test_after_a_long_stop_presses_are_gone_and_words_are_not(
    server: TelegramServer, bot: Telegram, inbox: Inbox, clock: Clock
) -> None:
    server.clock = lambda: clock().timestamp()
    server.says(BUOI, "kể")
    await bot.send(str(BUOI), Reply("Gửi ạ?", YES_NO))
    server.taps(BUOI, "Gửi")
    server.says(BUOI, "alo")
    clock.wait(seconds=151)

    said = await heard(bot, inbox, 2)

    assert [one.text for one in said] == ["kể", "alo"]
    assert len(server.expired) == 1


async def test_numbers_that_begin_anew_are_followed(
    server: TelegramServer, bot: Telegram, inbox: Inbox
) -> None:
    server.says(BUOI, "một")
    async with polling(bot, inbox):
        await inbox.holds(1)
        await until(server, "getUpdates", 2)
        server.renumbers(41)
        server.says(BUOI, "hai")
        server.says(BUOI, "ba")
        await inbox.holds(3)
        asked = server.calls.count("getUpdates")
        await until(server, "getUpdates", asked + 2)

    assert [bot.read(raw).text for raw in inbox.events.values()] == ["một", "hai", "ba"]
    assert server.waiting() == 0


async def test_a_second_poller_is_alerted_once_and_looked_for_each_minute(
    server: TelegramServer, bot: Telegram, inbox: Inbox, sleeps: Sleeps
) -> None:
    server.fails("getUpdates", Fault.CONFLICT, 3)
    server.says(BUOI, "một")

    with structlog.testing.capture_logs() as written:
        await heard(bot, inbox, 1)

    assert [one["event"] for one in written].count("telegram.second_poller") == 1
    assert sleeps.seconds == [60.0] * 3


async def test_when_a_second_poller_was_met_is_kept_for_the_doctor(
    server: TelegramServer, clock: Clock, sleeps: Sleeps, inbox: Inbox, tmp_path: Path
) -> None:
    bot = make_bot(server.url, clock, sleeps, conflict=partial(note_conflict, tmp_path))
    server.fails("getUpdates", Fault.CONFLICT)
    server.says(BUOI, "một")

    assert last_conflict(tmp_path) is None
    await heard(bot, inbox, 1)
    await bot.close()

    assert last_conflict(tmp_path) == clock()


async def test_a_home_that_cannot_be_written_to_does_not_end_polling(
    server: TelegramServer, clock: Clock, sleeps: Sleeps, inbox: Inbox, tmp_path: Path
) -> None:
    bot = make_bot(server.url, clock, sleeps, conflict=partial(note_conflict, tmp_path / "none"))
    server.fails("getUpdates", Fault.CONFLICT)
    server.says(BUOI, "một")

    await heard(bot, inbox, 1)
    await bot.close()


async def test_of_two_pollers_the_older_one_loses(
    server: TelegramServer, clock: Clock, inbox: Inbox
) -> None:
    server.poll_seconds = 30
    older, newer = Sleeps(most=1), Sleeps()
    first, second = make_bot(server.url, clock, older), make_bot(server.url, clock, newer)
    async with polling(first, Inbox()):
        await until(server, "getUpdates")
        async with polling(second, inbox):
            await older.enough.wait()
            server.says(BUOI, "một")
            await inbox.holds(1)
    await first.close()
    await second.close()

    assert (older.seconds, newer.seconds) == ([60.0], [])


async def test_a_webhook_that_nobody_knows_of_is_alerted(
    server: TelegramServer, bot: Telegram, sleeps: Sleeps, clock: Clock
) -> None:
    server.webhook = {"url": "https://former.example.vn", "secret_token": ""}
    sleeps.most = 2
    with structlog.testing.capture_logs() as written:
        async with polling(bot, Inbox()):
            await sleeps.enough.wait()
        waits = Sleeps(most=1)
        ours = make_bot(server.url, clock, waits, secret=SECRET)
        async with polling(ours, Inbox()):
            await waits.enough.wait()
        await ours.close()

    events = [one["event"] for one in written]
    assert events.count("telegram.has_webhook") == 1  # with a secret of ours it is no surprise
    assert waits.seconds == [60.0]


async def test_a_refused_token_stops_the_bot_with_one_line(
    server: TelegramServer,
    bot: Telegram,
    inbox: Inbox,
    capsys: pytest.CaptureFixture[str],
) -> None:
    server.token_reset = True

    async with asyncio.timeout(10):
        await bot.poll(inbox)  # returns

    assert bot.stopped
    assert capsys.readouterr().err.count("THIDUA_TELEGRAM_TOKEN") == 1
    assert server.calls.count("getUpdates") <= 1


async def test_a_mistyped_token_is_refused_too(
    server: TelegramServer, clock: Clock, sleeps: Sleeps, capsys: pytest.CaptureFixture[str]
) -> None:
    bot = make_bot(server.url, clock, sleeps, token="7:another-invented-secret")

    await bot.poll(Inbox())
    await bot.close()

    assert bot.stopped
    assert "another-invented-secret" not in capsys.readouterr().err


async def test_who_the_bot_is_is_asked_again_after_a_while(
    server: TelegramServer, clock: Clock, sleeps: Sleeps
) -> None:
    server.fails("getMe", Fault.HTML)
    bot = make_bot(server.url, clock, sleeps)
    await bot.meet()
    await bot.meet()
    assert (bot.link, server.calls.count("getMe")) == ("", 1)
    clock.wait(seconds=61)
    await bot.meet()
    await bot.close()

    assert bot.link == "https://t.me/thidua_dongmay_bot"


async def test_a_clock_that_is_set_back_does_not_keep_the_bot_from_learning_who_it_is(
    server: TelegramServer, clock: Clock, sleeps: Sleeps
) -> None:
    server.fails("getMe", Fault.HTML)
    bot = make_bot(server.url, clock, sleeps)
    await bot.meet()
    clock.wait(hours=-24)
    await bot.meet()
    await bot.close()

    assert bot.link == "https://t.me/thidua_dongmay_bot"


# --- what is written about it --------------------------------------------------------------------


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """Logging as `run` sets it up, at its loudest; put back afterwards."""
    root = logging.getLogger()
    before = (root.handlers[:], root.level, sys.excepthook, threading.excepthook)
    unraisable = sys.unraisablehook
    stream = io.StringIO()
    logs.configure("json", "debug", stream)
    yield stream
    root.handlers[:], level, sys.excepthook, threading.excepthook = before
    root.setLevel(level)
    sys.unraisablehook = unraisable
    structlog.reset_defaults()
    logging.getLogger("uvicorn.access").disabled = False


async def test_the_token_and_what_was_said_stand_nowhere(
    server: TelegramServer,
    bot: Telegram,
    inbox: Inbox,
    sleeps: Sleeps,
    clock: Clock,
    written: io.StringIO,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """Everything fails once, with logs as loud as they get."""
    server.says(BUOI, "Bà Mận nhặt được ví", name="Bà Bưởi")
    server.bring({"message": {"text": "Bà Mận nhặt được ví", "date": "x"}})
    for fault in (*Fault,):
        if fault is not Fault.SLOW:
            server.fails("getUpdates", fault)
            server.fails("sendMessage", fault)
            server.fails("sendDocument", fault)
    inbox.down = 1
    async with polling(bot, inbox):
        await inbox.holds(2)
    for _ in Fault:
        await bot.send(str(BUOI), Reply("Vâng ạ, bà Mận"))
        clock.wait(seconds=server.retry_after)
        await bot.send(str(BUOI), Reply("Bà Mận", files=("doc-1",)))
        clock.wait(seconds=server.retry_after)
    away = make_bot("http://127.0.0.1:1", clock, sleeps)
    assert await away.send(str(BUOI), Reply("Bà Mận", files=("doc-1",))) == NotYet()
    assert await fetched(away, "a-file") is None
    await away.close()
    server.token_reset = True
    await bot.send(str(BUOI), Reply("Bà Mận", files=("doc-1",)))

    out, err = capfd.readouterr()
    seen = written.getvalue() + out + err
    assert "telegram.not_stored" in seen
    assert "telegram.token_refused" in seen
    for secret in (TOKEN, TOKEN.partition(":")[2], "Mận", "Bưởi", "xlsx", str(BUOI)):
        assert secret not in seen, secret
    assert TOKEN.partition(":")[2] not in repr(bot) + repr(vars(bot))
