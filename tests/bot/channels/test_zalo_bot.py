"""The Zalo bot against a platform over HTTP: what arrives, what is sent, what goes wrong, and that
the token stands nowhere.
"""

import asyncio
import io
import logging
import sys
import threading
import unicodedata
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
import structlog
import uvicorn
from starlette.applications import Starlette

from bot import files, logs
from bot.channels.contract import NotTaken
from bot.channels.http import BODY_LIMIT
from bot.channels.zalo_bot import ZaloBot, webhook_path
from bot.dialogue.messages import (
    Incoming,
    Kind,
    NotYet,
    Ordering,
    Outcome,
    Plan,
    Refused,
    Reply,
    Sent,
    Unknown,
)
from tests.fakes.fetched import fetched
from tests.fakes.zalo_bot_server import TOKEN, Answered, Fault, ZaloBotServer, frame, sound

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
BUOI, THOC = "9f01c2aa34bb56cc78dd", "77ab03ee12ff45a0b1c2"
GROUP = "g-4c8d0e"
SECRET = "a secret of the webhook"
MEDIA_LIMIT = 100_000


class Clock:
    """A time that goes on when it is told to."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def wait(self, **how_long: float) -> None:
        """Let time pass."""
        self.now += timedelta(**how_long)


class Inbox:
    """Keeps events as commit 1 does; `down` is how often it fails before it works again."""

    def __init__(self) -> None:
        self.events: dict[str, Mapping[str, Any]] = {}
        self.offered: list[str] = []
        self.down = 0
        self.until = 0
        self.full = asyncio.Event()

    async def __call__(self, event_id: str, raw: Mapping[str, Any]) -> bool:
        self.offered.append(event_id)
        if self.down:
            self.down -= 1
            raise ConnectionError("the store is down, and Bà Bưởi waits")
        new = event_id not in self.events
        self.events[event_id] = raw
        if self.until and len(self.events) >= self.until:
            self.full.set()
        return new


class Sleeps:
    """Waits that take no time; after `most` of them it lets nobody go on."""

    def __init__(self, most: int = 1000) -> None:
        self.seconds: list[float] = []
        self.most = most
        self.enough = asyncio.Event()

    async def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)
        if len(self.seconds) >= self.most:
            self.enough.set()
            await asyncio.Event().wait()
        await asyncio.sleep(0)


@pytest.fixture
def server() -> Iterator[ZaloBotServer]:
    found = ZaloBotServer(poll_seconds=0.02)
    yield found
    found.close()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def sleeps() -> Sleeps:
    return Sleeps()


def make_bot(
    url: str, clock: Clock, sleeps: Callable[[float], Awaitable[object]], **given: Any
) -> ZaloBot:
    return ZaloBot(
        given.get("token", TOKEN),
        url,
        given.get("secret", SECRET),
        (url,),
        MEDIA_LIMIT,
        Plan(50, 3000),
        2.0,
        clock,
        sleeps,
    )


@pytest.fixture
async def bot(server: ZaloBotServer, clock: Clock, sleeps: Sleeps) -> AsyncIterator[ZaloBot]:
    made = make_bot(server.url, clock, sleeps)
    yield made
    await made.close()


@asynccontextmanager
async def polling(bot: ZaloBot, inbox: Inbox) -> AsyncIterator[None]:
    """Poll until the block ends."""
    task = asyncio.create_task(bot.poll(inbox))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def collect(bot: ZaloBot, number: int = 1) -> list[Incoming]:
    """Poll until so many events are kept; return what they say."""
    inbox = Inbox()
    inbox.until = number
    async with polling(bot, inbox):
        await asyncio.wait_for(inbox.full.wait(), 10)
    return [bot.read(raw) for raw in inbox.events.values()]


# --- who it is -----------------------------------------------------------------------------------


async def test_a_bot_knows_what_the_platform_can_do(bot: ZaloBot) -> None:
    assert bot.bot == "zalo-4071238600"
    assert (bot.per_second, bot.chat_seconds) == (2.0, 0.5)
    assert bot.plan == Plan(50, 3000)
    assert bot.abilities.ordering is Ordering.LOOSE
    assert (bot.abilities.text_limit, bot.abilities.most_buttons) == (1900, 0)
    assert bot.abilities.thrifty
    assert not bot.abilities.buttons
    assert bot.pushes


async def test_it_learns_its_name_and_link_beside_everything_else(
    server: ZaloBotServer, bot: ZaloBot
) -> None:
    server.can_join_groups = True
    assert (bot.link, bot.name) == ("", "")

    await bot.open()
    await asyncio.to_thread(server.wait, lambda: bot.link != "" or "getMe" in server.calls)
    await bot.meet()

    assert (bot.link, bot.name) == ("https://zalo.me/4071238600", "Bot Xã Đồng Mây")
    assert bot.joins_groups
    assert server.calls == ["getMe"]


async def test_a_platform_that_is_away_at_the_start_is_asked_again(
    server: ZaloBotServer, bot: ZaloBot, clock: Clock
) -> None:
    server.says(BUOI, "chào")
    server.fails("getMe", Fault.HTML)

    assert isinstance(await bot.send(BUOI, Reply("Vâng ạ")), Sent)
    assert bot.link == ""
    await bot.send(BUOI, Reply("Vâng ạ"))
    assert server.calls.count("getMe") == 1
    clock.wait(seconds=61)
    await bot.send(BUOI, Reply("Vâng ạ"))
    assert bot.link == "https://zalo.me/4071238600"


# --- what arrives --------------------------------------------------------------------------------


async def test_a_text_arrives(server: ZaloBotServer, bot: ZaloBot) -> None:
    date = int(NOW.timestamp() * 1000)
    known = server.says(BUOI, unicodedata.normalize("NFD", "Bà Mận nhặt được ví"), date_ms=date)

    (said,) = await collect(bot)

    assert (said.kind, said.text) == (Kind.TEXT, "Bà Mận nhặt được ví")
    assert (said.event_id, said.message_id, said.name) == (known, known, "Bà Bưởi")
    assert (said.sent_at, said.order) == (NOW, date)


async def test_a_photo_arrives_in_both_of_its_fields(server: ZaloBotServer, bot: ZaloBot) -> None:
    server.sends_photo(BUOI, 2, caption="ảnh ví")
    server.sends_photo(BUOI, b"\xff\xd8 one", field="photo")

    found = await collect(bot, 3)

    assert [said.kind for said in found] == [Kind.PHOTO] * 3
    assert [said.text for said in found] == ["ảnh ví", "ảnh ví", ""]
    assert await fetched(bot, found[2].media[0].ref) == b"\xff\xd8 one"
    first = await fetched(bot, found[0].media[0].ref)
    assert first is not None
    assert files.look(Kind.PHOTO, first, "") == "image/jpeg"


async def test_a_voice_note_arrives_and_can_be_kept(server: ZaloBotServer, bot: ZaloBot) -> None:
    server.sends_voice(BUOI)

    (said,) = await collect(bot)

    (media,) = said.media
    assert (said.kind, media.kind, media.mime) == (Kind.VOICE, Kind.VOICE, "audio/aac")
    content = await fetched(bot, media.ref)
    assert content is not None
    assert files.look(Kind.VOICE, content, media.mime) == "audio/aac"
    assert files.look(Kind.VOICE, sound(1), "") == "audio/aac"
    assert files.look(Kind.VOICE, frame(b"\x01\x02" * 90), "") == "audio/aac"


@pytest.mark.parametrize("shape", ["string", "object", "sticker_id"])
async def test_a_sticker_arrives(server: ZaloBotServer, bot: ZaloBot, shape: str) -> None:
    server.sends_sticker(BUOI, shape)

    assert [said.kind for said in await collect(bot)] == [Kind.STICKER]


async def test_what_is_not_handed_on_arrives_as_something(
    server: ZaloBotServer, bot: ZaloBot
) -> None:
    server.unsupported(BUOI, with_message=False)
    server.unsupported(BUOI)
    server.event("message.link.received", BUOI, {"link": "https://example.vn"})
    server.event("message.image.received", BUOI, {"caption": "no picture"})
    server.says(BUOI, "  ")

    kinds = [said.kind for said in await collect(bot, 4)]

    assert kinds == [Kind.UNKNOWN, Kind.UNKNOWN, Kind.UNKNOWN, Kind.EMPTY]


async def test_a_date_may_be_in_seconds_and_a_name_missing(
    server: ZaloBotServer, bot: ZaloBot
) -> None:
    server.says(BUOI, "một", in_seconds=True, date_ms=int(NOW.timestamp() * 1000), name=None)

    (said,) = await collect(bot)

    assert (said.sent_at, said.order, said.name) == (NOW, int(NOW.timestamp() * 1000), "")


async def test_in_a_group_the_sender_is_named_and_the_mention_left_away(
    server: ZaloBotServer, bot: ZaloBot
) -> None:
    server.says(GROUP, "@bot xã đồng mây việc của tôi", sender=THOC, group=True, name="Ông Thóc")
    server.says(BUOI, "@Bot Xã Đồng Mây")
    inbox = Inbox()
    inbox.until = 2
    async with polling(bot, inbox):
        await asyncio.wait_for(inbox.full.wait(), 10)
    group, private = inbox.events.values()

    assert bot.address(group).chat == GROUP
    assert bot.address(group).sender == THOC
    assert bot.read(group).text == "việc của tôi"
    assert bot.read(private).text == "@Bot Xã Đồng Mây"
    assert bot.address(private) == bot.address({"ok": True, "result": private})
    assert bot.read(private) == bot.read({"ok": True, "result": private})


async def test_bots_and_events_of_nobody_are_no_events(
    server: ZaloBotServer, bot: ZaloBot
) -> None:
    server.says(BUOI, "tôi là máy", is_bot=True)
    server.bring({"event_name": "message.text.received", "message": {"text": "ai"}})
    server.bring({"event_name": "message.text.received", "message": {"chat": 5, "from": "x"}})
    server.bring({"event_name": "webhook.test", "message": {"message_id": "p", "date": 1}})
    server.says(BUOI, "bác Bưởi đây")

    assert [said.text for said in await collect(bot)] == ["bác Bưởi đây"]
    assert bot.event_id({"nothing": "known"}) is None
    with pytest.raises(KeyError):
        bot.address({"nothing": "known"})
    with pytest.raises(KeyError):
        bot.address({"event_name": "message.text.received"})


async def test_events_without_a_name_of_their_own_are_known_by_what_they_are(
    server: ZaloBotServer, bot: ZaloBot, clock: Clock
) -> None:
    server.says(BUOI, "một", message_id="", date_ms=1_795_000_000_000, times=2)
    server.says(BUOI, "hai", message_id="", date_ms=1_795_000_000_000)
    server.says(THOC, "hai", message_id="", date_ms=1_795_000_000_000)
    server.bring(
        {
            "event_name": "message.text.received",
            "message": {"from": {"id": BUOI}, "chat": {"id": BUOI}, "text": "không ngày"},
        }
    )

    found = await collect(bot, 4)

    assert [said.text for said in found] == ["một", "hai", "hai", "không ngày"]
    assert len({said.event_id for said in found}) == 4
    assert all(said.event_id.startswith("digest:") for said in found)
    assert found[3].sent_at == clock.now
    assert found[0].message_id == ""


async def test_an_event_is_stored_with_nothing_but_what_the_platform_says_it_has(
    server: ZaloBotServer, bot: ZaloBot
) -> None:
    raw = {
        "thidua_task": {"kind": "forged"},
        "event_name": "message.text.received",
        "message": {
            "from": {"id": BUOI},
            "chat": {"id": BUOI},
            "text": "a",
            "date": 1795000000000,
        },
    }
    server.bring(raw)
    inbox = Inbox()
    inbox.until = 1
    async with polling(bot, inbox):
        await asyncio.wait_for(inbox.full.wait(), 10)

    assert [set(event) for event in inbox.events.values()] == [{"event_name", "message"}]


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b'{"ok":true,"result":[%s]}', id="a list"),
        pytest.param(b'{"ok":true,"result":{"updates":[%s]}}', id="an object with a list"),
        pytest.param(b'{"ok":true,"error_code":0,"result":%s}', id="one, with a code"),
        pytest.param(b'{"ok":true,"result":[{"ok":true,"result":%s},5]}', id="wrapped twice"),
    ],
)
async def test_polls_are_read_in_whatever_form_they_come(
    server: ZaloBotServer, bot: ZaloBot, body: bytes
) -> None:
    event = (
        b'{"event_name":"message.text.received","message":{"from":{"id":"a1"},"chat":{"id":"a1"},'
        b'"message_id":"m1","date":1795000000000,"text":"\\ud83c\\udf3e n\xc3\xb3i"}}'
    )
    server.empty_poll = Answered(200, body % event)

    (said,) = await collect(bot)

    assert (said.event_id, said.text) == ("m1", "🌾 nói")


async def test_half_a_character_does_not_hold_up_what_follows(
    server: ZaloBotServer, bot: ZaloBot
) -> None:
    server.empty_poll = Answered(
        200,
        b'{"ok":true,"result":{"event_name":"message.text.received","message":{"from":{"id":"a1"},'
        b'"chat":{"id":"a1"},"message_id":"m1","date":1795000000000,"text":"x\\ud83c y\xff"}}}',
    )

    (said,) = await collect(bot)

    assert said.text == "x� y�"


# --- polling -------------------------------------------------------------------------------------


async def test_an_event_that_is_repeated_is_taken_once_and_polls_stay_slow(
    server: ZaloBotServer, bot: ZaloBot, sleeps: Sleeps
) -> None:
    server.replay = True
    server.says(BUOI, "một")
    inbox, sleeps.most = Inbox(), 5

    async with polling(bot, inbox):
        await asyncio.wait_for(sleeps.enough.wait(), 10)

    assert len(inbox.events) == 1
    assert len(inbox.offered) == 6
    assert sleeps.seconds == [1.0] * 5


@pytest.mark.parametrize(
    "empty",
    [
        pytest.param(None, id="408"),
        pytest.param(Answered(200, b'{"ok":false,"error_code":408}'), id="408 in a 200"),
        pytest.param(Answered(200, b'{"ok":true}'), id="no result"),
        pytest.param(Answered(200, b'{"ok":true,"result":{}}'), id="an empty result"),
        pytest.param(Answered(200, b'{"ok":true,"result":[]}'), id="an empty list"),
    ],
)
async def test_nothing_new_is_no_failure(
    server: ZaloBotServer, bot: ZaloBot, sleeps: Sleeps, empty: Answered | None
) -> None:
    server.empty_poll = empty
    inbox, sleeps.most = Inbox(), 3

    async with polling(bot, inbox):
        await asyncio.wait_for(sleeps.enough.wait(), 10)

    # The platform of the tests answers sooner than it should: the bot does not ask without end.
    assert sleeps.seconds == [1.0] * 3


async def test_a_poll_that_waited_is_followed_by_the_next_at_once(
    server: ZaloBotServer, bot: ZaloBot, sleeps: Sleeps
) -> None:
    server.poll_seconds = 0.15

    async with polling(bot, Inbox()):
        await asyncio.to_thread(server.wait, lambda: server.calls.count("getUpdates") >= 3)

    assert sleeps.seconds == []


async def test_outages_are_waited_for_longer_each_time_and_end(
    server: ZaloBotServer, bot: ZaloBot, sleeps: Sleeps
) -> None:
    for fault in (Fault.HTML, Fault.DROPPED, Fault.UNAVAILABLE, Fault.GARBLED):
        server.fails("getUpdates", fault, 3)
    sleeps.most = 12
    async with polling(bot, Inbox()):
        await asyncio.wait_for(sleeps.enough.wait(), 10)

    assert all(1 <= seconds <= 60 for seconds in sleeps.seconds)
    assert sleeps.seconds[0] <= 2
    assert sleeps.seconds[1] <= 4
    assert min(sleeps.seconds[6:]) >= 30
    assert len(set(sleeps.seconds[6:])) > 1

    sleeps.most, sleeps.seconds[:] = 1000, []
    server.says(BUOI, "vẫn còn đây")
    assert [said.text for said in await collect(bot)] == ["vẫn còn đây"]


async def test_a_bot_with_a_webhook_asks_once_a_minute(
    server: ZaloBotServer, bot: ZaloBot, sleeps: Sleeps
) -> None:
    server.webhook = ("https://thidua.example.vn/zalo", SECRET)
    sleeps.most = 3

    with structlog.testing.capture_logs() as written:
        async with polling(bot, Inbox()):
            await asyncio.wait_for(sleeps.enough.wait(), 10)

    assert sleeps.seconds == [60.0] * 3
    assert [entry["event"] for entry in written] == ["zalo_bot.has_webhook"]


async def test_while_the_store_is_down_the_same_event_is_offered_again(
    server: ZaloBotServer, bot: ZaloBot, sleeps: Sleeps
) -> None:
    first, second = server.says(BUOI, "một"), server.says(BUOI, "hai")
    inbox = Inbox()
    inbox.down, inbox.until = 3, 2

    async with polling(bot, inbox):
        await asyncio.wait_for(inbox.full.wait(), 10)

    assert inbox.offered == [first] * 4 + [second]
    assert sleeps.seconds[:3] == [1.0] * 3


async def test_an_event_in_hand_is_stored_also_when_another_process_polls_by_then(
    server: ZaloBotServer, clock: Clock
) -> None:
    first, failed, again = server.says(BUOI, "một"), asyncio.Event(), asyncio.Event()
    inbox = Inbox()
    inbox.down, inbox.until = 1, 1

    async def until_it_is_back(_seconds: float) -> None:
        failed.set()
        await again.wait()

    bot = make_bot(server.url, clock, until_it_is_back)
    async with polling(bot, inbox):
        await asyncio.wait_for(failed.wait(), 10)
    again.set()
    await asyncio.wait_for(inbox.full.wait(), 10)
    await bot.close()

    assert list(inbox.events) == [first]


async def test_an_event_in_hand_is_stored_before_the_bot_ends(
    server: ZaloBotServer, clock: Clock
) -> None:
    first, opened = server.says(BUOI, "một"), asyncio.Event()
    kept: list[str] = []

    async def slow(event_id: str, raw: Mapping[str, Any]) -> bool:
        offered.set()
        await opened.wait()
        kept.append(event_id)
        return True

    offered = asyncio.Event()
    bot = make_bot(server.url, clock, asyncio.sleep)
    task = asyncio.create_task(bot.poll(slow))
    await asyncio.wait_for(offered.wait(), 10)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    ended = asyncio.create_task(bot.close())
    opened.set()
    await ended

    assert kept == [first]


async def test_there_is_one_poll_at_a_time(server: ZaloBotServer, bot: ZaloBot) -> None:
    inbox = Inbox()
    async with polling(bot, inbox), polling(bot, inbox):
        await asyncio.to_thread(server.wait, lambda: server.calls.count("getUpdates") >= 5)

    assert server.most_polls_at_once == 1


async def test_a_reset_token_stops_the_bot_with_one_line(
    server: ZaloBotServer, bot: ZaloBot, capsys: pytest.CaptureFixture[str]
) -> None:
    server.token_reset = True

    with structlog.testing.capture_logs() as written:
        await asyncio.wait_for(bot.poll(Inbox()), 10)
        await asyncio.wait_for(bot.poll(Inbox()), 10)
        outcome = await bot.send(BUOI, Reply("Vâng ạ"))

    assert bot.stopped
    assert outcome == NotYet(seconds=3600, everywhere=True)
    assert written == [
        {"event": "zalo_bot.token_refused", "channel": bot.bot, "log_level": "error"}
    ]
    printed = capsys.readouterr().err
    assert printed.count("\n") == 1
    assert "THIDUA_ZALO_BOT_TOKENS" in printed
    assert "zalo-4071238600" in printed
    assert TOKEN.partition(":")[2] not in printed
    assert len(server.calls) <= 2


# --- the webhook ---------------------------------------------------------------------------------


@asynccontextmanager
async def site(bot: ZaloBot, inbox: Inbox) -> AsyncIterator[httpx.AsyncClient]:
    """Our site with the bot's path."""
    transport = httpx.ASGITransport(Starlette(routes=list(bot.routes(inbox))))
    async with httpx.AsyncClient(transport=transport, base_url="http://site") as client:
        yield client


@asynccontextmanager
async def served(bot: ZaloBot, inbox: Inbox) -> AsyncIterator[str]:
    """Our site over HTTP; yields the address of the bot's path."""
    config = uvicorn.Config(
        Starlette(routes=list(bot.routes(inbox))), host="127.0.0.1", port=0, log_config=None,
        lifespan="off", timeout_graceful_shutdown=1,
    )  # fmt: skip
    server = uvicorn.Server(config)
    door = config.bind_socket()
    running = asyncio.create_task(server._serve([door]))
    while not server.started:  # noqa: ASYNC110 # uvicorn offers nothing to wait for
        await asyncio.sleep(0)
    try:
        yield f"http://127.0.0.1:{door.getsockname()[1]}{webhook_path(bot.bot)}"
    finally:
        server.should_exit = True
        await running
        door.close()


@pytest.mark.parametrize("wrapped", [False, True], ids=["flat", "wrapped"])
async def test_the_platform_brings_what_people_say_over_http(
    server: ZaloBotServer, bot: ZaloBot, wrapped: bool
) -> None:
    server.private_webhooks, server.wrapped_pushes, server.push_tries = True, wrapped, 3
    inbox = Inbox()
    inbox.until = 3
    async with served(bot, inbox) as url, httpx.AsyncClient(trust_env=False) as operator:
        given = {"url": url, "secret_token": SECRET}
        asked = await operator.post(f"{server.url}/bot{TOKEN}/setWebhook", json=given)
        assert asked.json()["ok"]
        await asyncio.to_thread(server.wait, lambda: server.pushed == [200])
        assert inbox.offered == []

        inbox.down = 2
        server.says(BUOI, "một", times=2)
        server.says(BUOI, "hai")
        server.sends_photo(THOC)
        await asyncio.wait_for(inbox.full.wait(), 10)
        await asyncio.to_thread(server.wait, lambda: len(server.pushed) == 7)

    assert server.pushed == [200, 503, 503, 200, 200, 200, 200]
    assert [bot.read(raw).text for raw in inbox.events.values()] == ["một", "hai", ""]


TEXT_EVENT = {
    "event_name": "message.text.received",
    "message": {
        "from": {"id": BUOI, "display_name": "Bà Bưởi"},
        "chat": {"id": BUOI, "chat_type": "PRIVATE"},
        "message_id": "m1",
        "date": 1795000000000,
        "text": "kể việc tốt",
    },
}
PROBE = {"event_name": "webhook.test", "message": {"message_id": "p", "text": "?", "date": 1}}
SHOWN = {"X-Bot-Api-Secret-Token": SECRET}
WRONG = {"X-Bot-Api-Secret-Token": "another secret"}


@pytest.mark.parametrize(
    "body", [TEXT_EVENT, {"ok": True, "result": TEXT_EVENT}], ids=["flat", "wrapped"]
)
async def test_a_webhook_brings_an_event(bot: ZaloBot, body: dict[str, Any]) -> None:
    inbox = Inbox()
    async with site(bot, inbox) as client:
        for _ in range(2):
            answer = await client.post(webhook_path(bot.bot), json=body, headers=SHOWN)
            assert (answer.status_code, answer.json()) == (200, {"ok": True})

    assert inbox.offered == ["m1", "m1"]
    assert [bot.read(raw).text for raw in inbox.events.values()] == ["kể việc tốt"]


@pytest.mark.parametrize(
    ("headers", "body", "status"),
    [
        pytest.param({}, TEXT_EVENT, 401, id="an event without the secret"),
        pytest.param(WRONG, TEXT_EVENT, 401, id="an event with another secret"),
        pytest.param(WRONG, PROBE, 401, id="a probe with another secret"),
        pytest.param({}, PROBE, 200, id="a probe without the secret"),
        pytest.param({}, {"ok": True, "result": PROBE}, 200, id="a wrapped one"),
        pytest.param(SHOWN, PROBE, 200, id="a probe with the secret"),
        pytest.param({}, [PROBE, TEXT_EVENT], 401, id="an event beside a probe"),
        pytest.param(SHOWN, {"event_name": "message.new.kind"}, 200, id="an event of nobody"),
        pytest.param(SHOWN, {"event_name": 5}, 200, id="nonsense"),
        pytest.param({}, {"event_name": 5}, 401, id="nonsense without the secret"),
    ],
)
async def test_nothing_is_stored_of_probes_strangers_and_nonsense(
    bot: ZaloBot, headers: dict[str, str], body: object, status: int
) -> None:
    inbox = Inbox()
    async with site(bot, inbox) as client:
        answer = await client.post(webhook_path(bot.bot), json=body, headers=headers)

    assert answer.status_code == status
    assert inbox.offered == []


async def test_an_empty_probe_is_answered(bot: ZaloBot) -> None:
    async with site(bot, Inbox()) as client:
        assert (await client.post(webhook_path(bot.bot))).status_code == 200
        assert (await client.post(webhook_path(bot.bot), headers=SHOWN)).status_code == 200
        assert (await client.post(webhook_path(bot.bot), content=b"{")).status_code == 401


async def test_an_event_that_was_not_stored_is_not_confirmed(bot: ZaloBot) -> None:
    inbox = Inbox()
    inbox.down = 1
    async with site(bot, inbox) as client:
        first = await client.post(webhook_path(bot.bot), json=TEXT_EVENT, headers=SHOWN)
        second = await client.post(webhook_path(bot.bot), json=TEXT_EVENT, headers=SHOWN)

    assert (first.status_code, second.status_code) == (503, 200)
    assert list(inbox.events) == ["m1"]


async def test_a_body_that_is_too_large_is_not_read(bot: ZaloBot) -> None:
    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(20):
            yield b" " * (BODY_LIMIT // 16)

    async with site(bot, Inbox()) as client:
        whole = await client.post(
            webhook_path(bot.bot), content=b" " * (BODY_LIMIT + 1), headers=SHOWN
        )
        in_parts = await client.post(webhook_path(bot.bot), content=chunks(), headers=SHOWN)
        fits = await client.post(webhook_path(bot.bot), content=b" " * BODY_LIMIT, headers=SHOWN)

    assert (whole.status_code, in_parts.status_code, fits.status_code) == (413, 413, 200)


async def test_the_path_is_for_what_zalo_brings(bot: ZaloBot, clock: Clock) -> None:
    async with site(bot, Inbox()) as client:
        assert (await client.get("/zalo/zalo-4071238600")).status_code == 405
        assert (await client.post("/zalo/zalo-1", json=PROBE)).status_code == 404
    assert make_bot("http://127.0.0.1", clock, Sleeps(), secret="").routes(Inbox()) == ()


# --- what is sent --------------------------------------------------------------------------------


@pytest.fixture
def met(server: ZaloBotServer) -> ZaloBotServer:
    """The platform, on which two people have written to the bot."""
    server.says(BUOI, "chào")
    server.says(THOC, "chào", name="Ông Thóc")
    return server


async def test_a_text_goes_out_plain_and_in_one_form(met: ZaloBotServer, bot: ZaloBot) -> None:
    text = "Cảm ơn bác. *Việc* của bà_Mận"
    outcome = await bot.send(BUOI, Reply(unicodedata.normalize("NFD", text)))

    (sent,) = met.sent
    assert outcome == Sent(sent.message_id)
    assert (sent.method, sent.chat, sent.text, sent.styles) == ("sendMessage", BUOI, text, ())


async def test_a_receipt_code_is_bold(met: ZaloBotServer, bot: ZaloBot) -> None:
    await bot.send(BUOI, Reply("🌾 Mã của bác:\n4071 2386\nBác giữ lại nhé."))

    assert met.sent[0].styles == ({"start": 15, "len": 9, "st": ["b"]},)


async def test_a_public_picture_goes_out_with_its_words(met: ZaloBotServer, bot: ZaloBot) -> None:
    pictures = ("https://thidua.example.vn/1.jpg", "https://thidua.example.vn/2.jpg")
    await bot.send(BUOI, Reply("Bà Mận được nêu gương", public=pictures))
    await bot.send(BUOI, Reply("", public=pictures))
    await bot.send(BUOI, Reply("a" * 2001, public=pictures[:1]))

    photo, bare = met.sent
    assert (photo.method, photo.text) == ("sendPhoto", "Bà Mận được nêu gương")
    assert photo.photo == pictures[0]
    assert (bare.method, bare.text) == ("sendPhoto", "")
    assert met.calls[-1] == "sendMessage"


async def test_a_picture_that_cannot_be_fetched_does_not_take_the_words_with_it(
    met: ZaloBotServer, bot: ZaloBot
) -> None:
    assert isinstance(await bot.send(BUOI, Reply("Tin vui", public=("no address",))), Sent)
    assert await bot.send(BUOI, Reply("", public=("no address",))) == Refused()

    assert [(sent.method, sent.text) for sent in met.sent] == [("sendMessage", "Tin vui")]


async def test_nothing_is_not_sent(met: ZaloBotServer, bot: ZaloBot) -> None:
    assert await bot.send(BUOI, Reply(" \n")) == Sent()
    assert met.sent == []


async def test_a_code_of_zero_is_a_success(met: ZaloBotServer, bot: ZaloBot) -> None:
    met.zero_code = True

    assert await bot.send(BUOI, Reply("Vâng ạ")) == Sent(met.sent[0].message_id)


@pytest.mark.parametrize(
    ("fault", "outcome", "arrived"),
    [
        pytest.param(Fault.HTML, Unknown(), 0, id="a page of a proxy"),
        pytest.param(Fault.UNAVAILABLE, Unknown(), 0, id="503 in its own format"),
        pytest.param(Fault.DROPPED, Unknown(), 0, id="dropped before"),
        pytest.param(Fault.LOST, Unknown(), 1, id="dropped after"),
        pytest.param(Fault.GARBLED, Unknown(), 1, id="an unreadable 200"),
        pytest.param(Fault.HTML_AFTER, Unknown(), 1, id="a page of a proxy after"),
    ],
)
async def test_of_what_may_have_arrived_nobody_knows(
    met: ZaloBotServer, bot: ZaloBot, fault: Fault, outcome: Outcome, arrived: int
) -> None:
    met.fails("sendMessage", fault)

    assert await bot.send(BUOI, Reply("Vâng ạ")) == outcome
    assert len(met.sent) == arrived


async def test_a_send_that_takes_too_long_is_unknown(
    met: ZaloBotServer, bot: ZaloBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.channels.zalo_bot.SEND_WITHIN", 0.05)
    met.fails("sendMessage", Fault.SLOW)

    assert await bot.send(BUOI, Reply("Vâng ạ")) == Unknown()


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        pytest.param(b'{"ok":false,"error_code":400}', Refused(), id="400"),
        pytest.param(b'{"ok":false,"error_code":404}', Refused(), id="404"),
        pytest.param(b'{"ok":false,"error_code":408}', Unknown(), id="408"),
        pytest.param(b'{"ok":false,"error_code":500}', Unknown(), id="500"),
        pytest.param(b'{"ok":false}', Unknown(), id="no code"),
        pytest.param(b'{"ok":"yes"}', Unknown(), id="no word"),
        pytest.param(b"[1]", Unknown(), id="no object"),
        pytest.param(b"", Unknown(), id="nothing"),
        pytest.param(b'{"ok":true,"result":{"message_id":77}}', Sent("77"), id="a number"),
        pytest.param(b'{"ok":true}', Sent(), id="no result"),
    ],
)
async def test_an_answer_is_judged_by_its_own_words(
    clock: Clock, sleeps: Sleeps, answer: bytes, outcome: Outcome
) -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        head = f"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: {len(answer)}\r\n\r\n"
        writer.write(head.encode() + answer)
        writer.close()

    listening = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = listening.sockets[0].getsockname()[1]
    bot = make_bot(f"http://127.0.0.1:{port}", clock, sleeps)
    async with listening:
        assert await bot.send(BUOI, Reply("Vâng ạ")) == outcome
    await bot.close()


async def test_a_platform_that_is_never_reached_is_tried_again(
    free_port: int, clock: Clock, sleeps: Sleeps
) -> None:
    bot = make_bot(f"http://127.0.0.1:{free_port}", clock, sleeps)

    assert await bot.send(BUOI, Reply("Vâng ạ")) == NotYet()
    await bot.close()


async def test_a_stranger_cannot_be_written_to(met: ZaloBotServer, bot: ZaloBot) -> None:
    assert await bot.send("ffff", Reply("Vâng ạ")) == Refused()


async def test_who_blocked_the_bot_is_given_up_after_three_tries(
    met: ZaloBotServer, bot: ZaloBot
) -> None:
    met.blocks(BUOI)

    outcomes = [await bot.send(BUOI, Reply("Vâng ạ")) for _ in range(4)]
    assert outcomes == [NotYet(), NotYet(), NotYet(), Refused()]
    assert isinstance(await bot.send(THOC, Reply("Vâng ạ")), Sent)

    met.blocked.clear()
    assert isinstance(await bot.send(BUOI, Reply("Vâng ạ")), Sent)
    met.blocks(BUOI)
    assert await bot.send(BUOI, Reply("Vâng ạ")) == NotYet()


async def test_a_used_up_quota_is_waited_for_longer_each_time(
    met: ZaloBotServer, bot: ZaloBot, clock: Clock
) -> None:
    met.quota = 0
    waits = []
    for _ in range(9):
        outcomes = [await bot.send(chat, Reply("Vâng ạ")) for chat in (BUOI, THOC)]
        assert outcomes[0] == outcomes[1]
        assert isinstance(outcomes[0], NotYet)
        assert outcomes[0].everywhere
        waits.append(outcomes[0].seconds)
        clock.wait(seconds=outcomes[0].seconds)
    assert waits == [5, 10, 20, 40, 80, 160, 320, 600, 600]

    met.quota = 1
    assert isinstance(await bot.send(BUOI, Reply("Vâng ạ")), Sent)
    assert await bot.send(BUOI, Reply("Vâng ạ")) == NotYet(5, everywhere=True)


# --- files ---------------------------------------------------------------------------------------


async def test_files_come_from_the_platform_alone(server: ZaloBotServer, bot: ZaloBot) -> None:
    lies_there = server.keep(b"\xff\xd8 photo", "jpg", "image/jpeg")
    too_large = server.keep(b"\xff\xd8" + bytes(MEDIA_LIMIT), "jpg", "image/jpeg")

    assert await fetched(bot, lies_there) == b"\xff\xd8 photo"
    for ref in (too_large, "http://localhost/a.jpg", f"{server.url}/media/gone.jpg"):
        with pytest.raises(NotTaken):
            await fetched(bot, ref)


# --- secrets -------------------------------------------------------------------------------------


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """Logging as `run` sets it up, at its loudest; put back afterwards."""
    root = logging.getLogger()
    before = (root.handlers[:], root.level, sys.excepthook, threading.excepthook)
    unraisable = sys.unraisablehook
    stream = io.StringIO()
    logs.configure("json", "debug", stream)
    for name in ("httpx", "httpcore"):
        logging.getLogger(name).setLevel(logging.DEBUG)
    yield stream
    root.handlers[:], level, sys.excepthook, threading.excepthook = before
    root.setLevel(level)
    sys.unraisablehook = unraisable
    structlog.reset_defaults()
    logging.getLogger("uvicorn.access").disabled = False


async def test_the_token_and_what_was_said_stand_nowhere(
    met: ZaloBotServer,
    bot: ZaloBot,
    sleeps: Sleeps,
    written: io.StringIO,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """Everything fails once, with logs as loud as they get."""
    for fault in (Fault.HTML, Fault.UNAVAILABLE, Fault.DROPPED, Fault.LOST, Fault.GARBLED):
        met.fails("getMe", fault)
        met.fails("getUpdates", fault)
        met.fails("sendMessage", fault)
    for _ in range(2):  # two more are lost with the answers of their polls
        met.says(BUOI, "Bà Mận nhặt được ví")
    inbox = Inbox()
    inbox.down, inbox.until = 2, 2
    async with polling(bot, inbox):
        await asyncio.wait_for(inbox.full.wait(), 10)
    for _ in range(6):
        await bot.send(BUOI, Reply("Bà Mận nhặt được ví"))
    met.blocks(THOC)
    await bot.send(THOC, Reply("Bà Mận nhặt được ví"))
    async with site(bot, inbox) as client:
        await client.post(webhook_path(bot.bot), json=TEXT_EVENT, headers=SHOWN)
        await client.post(webhook_path(bot.bot), json=TEXT_EVENT)
    for ref in (f"{met.url}/media/secret-name.jpg", "https://secret-name.example.org/"):
        with pytest.raises(NotTaken):
            await fetched(bot, ref)
    met.token_reset = True
    await bot.send(BUOI, Reply("Bà Mận nhặt được ví"))
    captured = capfd.readouterr()
    everything = f"{written.getvalue()}{captured.out}{captured.err}{bot!r}"

    assert bot.stopped
    assert "zalo_bot.not_polled" in written.getvalue()
    assert "zalo_bot.not_stored" in written.getvalue()
    for secret in (TOKEN.partition(":")[2], "Mận", "Bưởi", BUOI, THOC, "secret-name"):
        assert secret not in everything, secret
