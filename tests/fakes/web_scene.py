"""The same stage over the real web chat: a whole app on a port of its own, people at its page.

Everything that `tests.fakes.scene.Scene` offers works here, as far as the web chat can do it (it
has no edits, and no pieces of albums: photos come in one message). Only the clock is the test's:
real time plus an offset that can jump.
"""

import asyncio
import io
import threading
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from PIL import Image

from bot import keys
from bot.app import App
from bot.channels.web.backend import Line
from bot.channels.web.identity import COOKIE, Signer
from bot.channels.web.reading import ABILITIES, BOT
from bot.dialogue.form import Form
from bot.dialogue.messages import Button, Incoming, Kind, Reply
from models.base import to_ms
from models.machine import outbox, task
from models.people.role import Role
from tests.bot.builders import settings_in
from tests.fakes.forms import CLEANUP, TEXTS, FormScene, Register, make_book
from tests.fakes.scene import MORNING, Actor, Shown
from tests.fakes.web_client import Frame, Visitor

T = TypeVar("T")
PATIENCE = 20.0  # seconds after which a test that waits has failed
LOOK_AGAIN = 0.004  # between two looks at what cannot announce itself


class WebScene(FormScene):
    """A commune with six hamlets, a running app, and people with an open page each."""

    bot = BOT
    album_in_one_message = True

    def __init__(
        self,
        url: str,
        home: Path,
        ports: Callable[[], int],
        register: Register | None = None,
    ) -> None:
        self.home = home
        self.ports = ports
        self._offset = timedelta()
        self._visitors: dict[str, Visitor] = {}
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._running: asyncio.Task[None] | None = None
        super().__init__(url, ABILITIES, MORNING, register)
        self._await(self._start(CLEANUP))

    # --- the clock ---

    @property
    def now(self) -> datetime:
        """Real time, moved."""
        return datetime.now(UTC) + self._offset

    @now.setter
    def now(self, moment: datetime) -> None:
        self._offset = moment - datetime.now(UTC)

    # --- the app ---

    async def _start(self, form: Form) -> None:
        settings = settings_in(
            self.home,
            contact_hours="giờ làm việc",
            database_url=self.url,
            web_port=self.ports(),
            admin_port=self.ports(),
            texts=TEXTS,
            web_messages_per_minute=10_000,
        )
        self.app = App(settings, clock=lambda: self.now)
        self.app.dispatcher.book = make_book(self.register, form)
        self._signer = Signer(keys.signing_key(settings).decode())
        self._base = settings.local_url
        self._stop = asyncio.Event()
        ready = asyncio.Event()
        self._running = asyncio.create_task(self.app.run(self._stop, ready.set))
        waiting = asyncio.create_task(ready.wait())
        await asyncio.wait({self._running, waiting}, return_when=asyncio.FIRST_COMPLETED)
        if self._running.done():
            waiting.cancel()
            await self._running  # raises what kept it from starting
        await self._until(lambda: self.app.dispatcher.owner)

    async def _end(self) -> None:
        for visitor in self._visitors.values():
            await visitor.close()
        if self._running is not None:
            self._stop.set()
            await self._running
            self._running = None

    def killed_and_started_again(self, form: Form = CLEANUP) -> "WebScene":
        """Stop the app and start another on the same database; the pages connect again."""
        self._await(self._end())
        self._await(self._start(form))
        for visitor in self._visitors.values():
            visitor.base = self._base
            self._await(visitor.connect())
        self.settle()
        return self

    def close(self) -> None:
        """End the app and its thread."""
        if self._loop.is_closed():
            return
        self._await(self._end())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()
        super().close()

    # --- people ---

    def person(
        self, name: str, role: Role | None = None, hamlet: str = "", *, agreed: bool = True
    ) -> Actor:
        """A person whose page is open."""
        actor = super().person(name, role, hamlet, agreed=agreed)
        self._open(actor)
        return actor

    def stranger(self, name: str = "người lạ") -> Actor:
        """Somebody who has never written."""
        actor = super().stranger(name)
        self._open(actor)
        return actor

    def at_kiosk(self, name: str = "người lạ") -> Actor:
        """Somebody at the kiosk, who leaves nothing behind."""
        actor = super().stranger(name)
        token = self._signer.page_token(actor.chat, self.now, passing=True)
        self._visitors[actor.chat] = Visitor(self._base, token=token, patience=PATIENCE)
        self._await(self._visitors[actor.chat].connect())
        return actor

    def _open(self, actor: Actor) -> None:
        visitor = Visitor(self._base, patience=PATIENCE)
        visitor.cookie = f"{COOKIE}={self._signer.cookie(actor.chat, self.now)}"
        self._visitors[actor.chat] = visitor
        self._await(visitor.connect())

    # --- what flows ---

    def receive(self, chat: str, said: Incoming) -> int | None:
        """Do at the page what the person does; return when the server has it."""
        visitor = self._visitors[chat]
        self._await(self._do(visitor, said))
        return None

    async def _do(self, visitor: Visitor, said: Incoming) -> None:
        body: Frame = {"id": said.event_id, "seq": said.order}
        match said.kind:
            case Kind.TEXT | Kind.EMPTY:
                body |= {"t": "say", "text": said.text}
            case Kind.TAP:
                body |= {"t": "tap", "tap": said.tap, "label": said.text}
            case Kind.PHOTO:
                files = [
                    await visitor.upload(picture(media.file), "photo", "image/jpeg", "anh.jpg")
                    for media in said.media
                ]
                body |= {"t": "media", "files": files, "text": said.text}
            case Kind.VOICE:
                files = [
                    await visitor.upload(
                        sound(media.file), "voice", "audio/ogg", "", media.seconds
                    )
                    for media in said.media
                ]
                body |= {"t": "media", "files": files, "text": said.text}
            case Kind.LOCATION:
                assert said.place is not None
                lat, lon = said.place.latitude, said.place.longitude
                body |= {"t": "place", "lat": lat, "lon": lon}
            case Kind.UNKNOWN:
                body |= {"t": "hologram"}
            case _:
                raise ValueError(f"the page cannot send {said.kind}")
        await visitor.send(body)

    def settle(self, *, deliver: bool = True) -> None:
        """Return when every turn is taken, what waits is said, and every line is on a screen."""
        if self.holding:
            return
        self._await(self._settled())
        for chat, actor in self.people.items():
            for line in self._visitors[chat].lines[len(actor.screen) :]:
                actor.screen.append(shown(line))

    async def _settled(self) -> None:
        for _ in range(2):
            await self._until(self._quiet)
            await self.app.dispatcher.push_due()
        await self._until(self._quiet)

    async def _quiet(self) -> bool:
        visitors = self._visitors.values()
        if any(visitor.unsent for visitor in visitors) or not self.app.dispatcher.idle():
            return False
        queued = await self.app.writer.write(lambda tx: tx.one(outbox.COUNT_QUEUED))
        return self.app.dispatcher.idle() and not (queued and queued[0])

    def work(self) -> None:
        """Return when the slow work that is due is done, and what came of it is on the screens."""
        self._await(self._until(self._worked))
        self.settle()

    async def _worked(self) -> bool:
        now = to_ms(self.now)
        return not await self.app.writer.write(lambda tx: task.waiting(tx, now))

    def fetch(self, actor: Actor, name: str) -> tuple[Frame, bytes]:
        """Take away the newest file of that name; return the headers and the bytes."""
        return self._await(self._visitors[actor.chat].fetch(name))

    def history(self, actor: Actor) -> list[Line]:
        """What a page shows of the last day when it is loaded anew."""
        return self._await(self.app.web.history(actor.chat))

    @contextmanager
    def in_one_burst(self) -> Iterator[None]:
        """Everything said inside is stored before the first of it is handled."""
        self._await(self._hold(True))
        with super().in_one_burst():
            yield
            self._await(self._hold(False))

    async def _hold(self, hold: bool) -> None:
        """Let this process be no owner for a while, as a standby is none."""
        if hold:
            self.app.dispatcher.owner = False
        else:
            await self.app.dispatcher.start()

    # --- between two threads ---

    async def _until(self, happened: Callable[[], bool | Awaitable[bool]]) -> None:
        async with asyncio.timeout(PATIENCE):
            while True:
                found = happened()
                if found if isinstance(found, bool) else await found:
                    return
                await asyncio.sleep(LOOK_AGAIN)

    def _await(self, work: Coroutine[Any, Any, T]) -> T:
        future: Future[T] = asyncio.run_coroutine_threadsafe(work, self._loop)
        return future.result(2 * PATIENCE)


def shown(line: Frame) -> Shown:
    """Return a line of the page as a person sees it."""
    buttons = tuple(Button(b["tap"], b["label"]) for b in line.get("buttons", ()))
    photos = (*line.get("photos", ()), *line.get("sounds", ()))
    files = tuple(file["name"] for file in line.get("files", ()))
    return Shown(line["number"], Reply(line["text"], buttons, photos, files))


def sound(name: str) -> bytes:
    """Return the beginning of a recording, another one for each name."""
    return b"OggS\x00\x02" + bytes(22) + b"\x01\x13OpusHead\x01" + name.encode()


def picture(name: str) -> bytes:
    """Return a small photo, another one for each name."""
    grey = sum(name.encode()) % 256
    image = Image.new("RGB", (8, 8), (grey, len(name) % 256, 90))
    file = io.BytesIO()
    image.save(file, "JPEG")
    return file.getvalue()
