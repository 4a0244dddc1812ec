"""Telegram brings updates to us: only with the secret, and never twice or for nothing."""

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager

import httpx
import orjson
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot.channels.http import BODY_LIMIT
from bot.channels.telegram import Telegram
from bot.channels.telegram_receiving import PATH, SECRET_HEADER
from bot.dialogue.messages import Button, Ordering, Reply
from tests.bot.channels.telegram_bot import (
    BUOI,
    SECRET,
    THOC,
    Clock,
    Inbox,
    Sleeps,
    make_bot,
    until,
)
from tests.fakes.telegram_reading import unread
from tests.fakes.telegram_server import TelegramServer

HEADERS = {SECRET_HEADER: SECRET}


@pytest.fixture
def server() -> Iterator[TelegramServer]:
    found = TelegramServer(poll_seconds=0.05)
    found.private_webhooks = True
    yield found
    found.close()
    assert unread(found) == []


@pytest.fixture
async def bot(server: TelegramServer) -> AsyncIterator[Telegram]:
    found = make_bot(server.url, Clock(), Sleeps(), secret=SECRET)
    yield found
    await found.close()


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


@asynccontextmanager
async def site(bot: Telegram, inbox: Inbox) -> AsyncIterator[str]:
    """Serve the bot's paths; yields the address of its webhook."""
    async with serving(bot.routes(inbox)) as url:
        yield url


@asynccontextmanager
async def serving(routes: Sequence[BaseRoute]) -> AsyncIterator[str]:
    """Serve some paths; yields the address of a webhook."""
    config = uvicorn.Config(
        Starlette(routes=routes), host="127.0.0.1", port=0, log_config=None,
        lifespan="off", timeout_graceful_shutdown=1,
    )  # fmt: skip
    found = uvicorn.Server(config)
    door = config.bind_socket()
    running = asyncio.create_task(found._serve([door]))
    while not found.started:  # noqa: ASYNC110 # uvicorn offers nothing to wait for
        await asyncio.sleep(0)
    try:
        yield f"http://127.0.0.1:{door.getsockname()[1]}{PATH}"
    finally:
        found.should_exit = True
        await running
        door.close()


async def brings(bot: Telegram, inbox: Inbox, body: bytes, **headers: str) -> int:
    """Bring something to the webhook; returns its answer."""
    app = httpx.ASGITransport(Starlette(routes=bot.routes(inbox)))
    async with httpx.AsyncClient(transport=app, base_url="http://a.vn") as client:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return (await client.post(PATH, content=body, headers=named or HEADERS)).status_code


def update(number: int, text: str = "chào") -> bytes:
    """An update as it is brought."""
    chat = {"id": BUOI, "type": "private"}
    who = {"id": BUOI, "is_bot": False, "first_name": "Bà Bưởi"}
    message = {"message_id": number, "date": 1_795_000_000, "chat": chat, "from": who}
    return orjson.dumps({"update_id": number, "message": {**message, "text": text}})


async def test_the_platform_brings_what_people_do(
    server: TelegramServer, bot: Telegram, inbox: Inbox
) -> None:
    async with site(bot, inbox) as url:
        given = {"url": url, "secret_token": SECRET}
        assert (await bot._api.call("setWebhook", given)).done
        server.says(BUOI, "kể")
        await inbox.holds(1)
        await bot.send(
            str(BUOI), Reply("Gửi ạ?", (Button("a:1:y", "Gửi"), Button("a:1:n", "Thôi")))
        )
        query = server.taps(BUOI, "Gửi")
        await inbox.holds(2)
        await until(server, "answerCallbackQuery")

    assert [bot.read(raw).text for raw in inbox.events.values()] == ["kể", "Gửi"]
    assert server.answered == [query]
    assert server.pushed == [200, 200]


async def test_what_was_not_stored_is_brought_again(
    server: TelegramServer, bot: Telegram, inbox: Inbox
) -> None:
    inbox.down = 2
    async with site(bot, inbox) as url:
        await bot._api.call("setWebhook", {"url": url, "secret_token": SECRET})
        server.says(BUOI, "một")
        server.says(BUOI, "hai")
        server.says(THOC, "ba")
        await inbox.holds(3)
        await asyncio.to_thread(server.wait, lambda: server.pushed.count(200) == 3)

    assert sorted(server.pushed) == [200, 200, 200, 503, 503]
    of_buoi = [
        bot.read(raw).text for raw in inbox.events.values() if bot.address(raw).chat == str(BUOI)
    ]
    assert of_buoi == ["một", "hai"]


async def test_a_press_may_overtake_and_can_be_put_in_its_place(
    server: TelegramServer, bot: Telegram, inbox: Inbox
) -> None:
    server.reversed_pushes = True
    async with site(bot, inbox) as url:
        await bot._api.call("setWebhook", {"url": url, "secret_token": SECRET})
        server.do(lambda: [server.says(BUOI, text) for text in ("một", "hai", "ba")])
        await inbox.holds(3)
        server.again(int(next(iter(inbox.events))))
        await inbox.was_offered(4)

    said = [bot.read(raw) for raw in inbox.events.values()]
    assert [one.text for one in said] != ["một", "hai", "ba"]
    assert [one.text for one in sorted(said, key=lambda one: one.order)] == ["một", "hai", "ba"]
    assert bot.abilities.ordering is Ordering.LOOSE


async def test_no_more_is_brought_at_once_than_was_asked_for(
    server: TelegramServer, bot: Telegram, inbox: Inbox
) -> None:
    async with site(bot, inbox) as url:
        given = {"url": url, "secret_token": SECRET, "max_connections": 2}
        await bot.api.call("setWebhook", given)
        server.do(lambda: [server.says(chat, "chào") for chat in range(1, 8)])
        await inbox.holds(7)

    assert server.most_pushes_at_once == 2


async def test_what_was_not_taken_is_brought_again_as_late_as_telegram_does_it(
    server: TelegramServer, bot: Telegram, inbox: Inbox
) -> None:
    waits: list[float] = []

    async def sleep(seconds: float) -> None:
        waits.append(seconds)

    server.sleep, server.push_again = sleep, None
    inbox.down = 9
    async with site(bot, inbox) as url:
        await bot.api.call("setWebhook", {"url": url, "secret_token": SECRET})
        server.says(BUOI, "một")
        await inbox.holds(1)

    assert waits == [0, 2, 4, 8, 16, 32, 60, 60, 60]


@pytest.mark.parametrize(("asked", "waited"), [("17", 17.0), ("9000", 3600.0)])
async def test_the_fake_leaves_a_site_alone_for_as_long_as_it_asks(
    server: TelegramServer, bot: Telegram, asked: str, waited: float
) -> None:
    waits: list[float] = []

    async def sleep(seconds: float) -> None:
        waits.append(seconds)

    async def not_now(_request: Request) -> Response:
        status = 200 if waits else 503
        return Response(status_code=status, headers={"Retry-After": asked})

    server.sleep = sleep
    async with serving((Route(PATH, not_now, methods=["POST"]),)) as url:
        await bot.api.call("setWebhook", {"url": url, "secret_token": SECRET})
        server.says(BUOI, "một")
        await asyncio.to_thread(server.wait, lambda: server.pushed == [503, 200])

    assert waits == [waited]


async def test_what_could_not_be_brought_for_a_day_is_gone(
    server: TelegramServer, bot: Telegram, inbox: Inbox
) -> None:
    clock = Clock()
    server.clock = lambda: clock().timestamp()
    inbox.down = 1

    async def sleep(_seconds: float) -> None:
        clock.wait(hours=24, seconds=1)

    server.sleep = sleep
    async with site(bot, inbox) as url:
        await bot.api.call("setWebhook", {"url": url, "secret_token": SECRET})
        server.do(lambda: [server.says(BUOI, text) for text in ("một", "hai")])
        await asyncio.to_thread(server.wait, lambda: len(server.expired) == 2)
        server.says(BUOI, "ba")
        await asyncio.to_thread(server.wait, lambda: server.pushed == [503, 200])

    assert [bot.read(raw).text for raw in inbox.events.values()] == ["ba"]


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param({"X_Other": "1"}, id="no secret"),
        pytest.param({SECRET_HEADER: ""}, id="an empty one"),
        pytest.param({SECRET_HEADER: SECRET[:-1]}, id="a part of it"),
        pytest.param({SECRET_HEADER: SECRET.upper()}, id="in capitals"),
    ],
)
async def test_without_the_secret_nothing_is_taken(
    bot: Telegram, inbox: Inbox, headers: dict[str, str]
) -> None:
    assert await brings(bot, inbox, update(1), **headers) == 401
    assert inbox.offered == []


async def test_where_no_secret_is_set_there_is_no_door(server: TelegramServer) -> None:
    bot = make_bot(server.url, Clock(), Sleeps())

    assert bot.routes(Inbox()) == ()
    assert bot.abilities.ordering is Ordering.ARRIVAL


async def test_the_answer_tells_whether_it_was_stored(bot: Telegram, inbox: Inbox) -> None:
    inbox.down = 1

    assert await brings(bot, inbox, update(1)) == 503
    assert await brings(bot, inbox, update(1)) == 200
    assert await brings(bot, inbox, update(1)) == 200  # brought again: known already
    assert list(inbox.events) == ["1"]


async def test_what_can_never_be_read_holds_up_nothing(bot: Telegram, inbox: Inbox) -> None:
    assert await brings(bot, inbox, b"{") == 200
    assert await brings(bot, inbox, b"[]") == 200
    assert await brings(bot, inbox, b'{"message": {}}') == 200
    assert await brings(bot, inbox, b'{"update_id": 5, "message": {}}') == 200
    assert await brings(bot, inbox, b" " * (BODY_LIMIT + 1)) == 200
    assert list(inbox.events) == ["5"]  # put aside by whoever reads it
