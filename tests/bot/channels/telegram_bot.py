"""What the tests of the Telegram bot have in common: a bot of ours against the fake of the
platform, and what it is handed.
"""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.channels.telegram import Telegram
from bot.dialogue.messages import Incoming
from tests.fakes.telegram_server import TOKEN, TelegramServer
from tests.fakes.telegram_shapes import OGG, picture

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
BUOI, THOC = 9_000_001, 9_000_002
GROUP = -4_500_001
SECRET = "a-secret-of-the-webhook"
MEDIA_LIMIT = 100_000
COMMANDS = {"start": "menu", "ke": "kể", "cuatoi": "của tôi", "moi": "mời", "noi": "nối"}
SHARE = "Gửi số điện thoại của tôi"


class Clock:
    """A time that goes on when it is told to."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def wait(self, **how_long: float) -> None:
        """Let time pass."""
        self.now += timedelta(**how_long)


class Passing:
    """Waits in which the clock goes on, and nobody waits."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock

    async def __call__(self, seconds: float) -> None:
        self.clock.wait(seconds=seconds)
        await asyncio.sleep(0)


class Inbox:
    """Keeps events as commit 1 does; `down` is how often it fails before it works again."""

    def __init__(self) -> None:
        self.events: dict[str, Mapping[str, Any]] = {}
        self.offered: list[str] = []
        self.down = 0
        self._changed = asyncio.Event()

    async def __call__(self, event_id: str, raw: Mapping[str, Any]) -> bool:
        self.offered.append(event_id)
        self._changed.set()
        if self.down:
            self.down -= 1
            raise ConnectionError("the store is down, and Bà Bưởi waits")
        new = event_id not in self.events
        self.events[event_id] = raw
        return new

    async def holds(self, many: int) -> None:
        """Return when so many events are in it."""
        async with asyncio.timeout(10):
            while len(self.events) < many:
                self._changed.clear()
                await self._changed.wait()

    async def was_offered(self, times: int) -> None:
        """Return when events were offered so often."""
        async with asyncio.timeout(10):
            while len(self.offered) < times:
                self._changed.clear()
                await self._changed.wait()


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


class Files:
    """The files of ours that can be sent."""

    def __init__(self) -> None:
        self.pictures: dict[str, bytes] = {"photo-1": picture(), "photo-2": picture()}
        self.documents: dict[str, tuple[bytes, str]] = {"doc-1": (b"PK invented", "việc tốt.xlsx")}
        self.sounds: dict[str, tuple[bytes, str]] = {"voice-1": (OGG, "audio/ogg")}

    async def picture(self, name: str) -> bytes | None:
        """Return a photo as it may be shown."""
        return self.pictures.get(name)

    async def sound(self, name: str) -> tuple[bytes, str] | None:
        """Return a voice note with what it is by its content."""
        return self.sounds.get(name)

    async def document(self, name: str) -> tuple[bytes, str] | None:
        """Return a file with its name."""
        return self.documents.get(name)


def make_bot(url: str, clock: Clock, sleeps: Sleeps | Passing, **given: Any) -> Telegram:
    """Return a bot of ours on a platform."""
    files = given.pop("files", None) or Files()
    token = given.pop("token", TOKEN)
    return Telegram(
        token, url, MEDIA_LIMIT, COMMANDS, SHARE, files.picture, files.document, clock, sleeps,
        sound=files.sound, **given,
    )  # fmt: skip


@asynccontextmanager
async def polling(bot: Telegram, inbox: Inbox) -> AsyncIterator[None]:
    """Let the bot ask for updates for as long as this lasts."""
    task = asyncio.create_task(bot.poll(inbox))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def heard(bot: Telegram, inbox: Inbox, many: int) -> list[Incoming]:
    """Return what so many events say, as the bot reads them."""
    async with polling(bot, inbox):
        await inbox.holds(many)
    return [bot.read(raw) for raw in inbox.events.values()]


async def until(server: TelegramServer, method: str, times: int = 1) -> None:
    """Return when the platform was asked so often."""
    await asyncio.to_thread(server.wait, lambda: server.calls.count(method) >= times)
