"""The same stage over a running app: its own thread, its own ports, a clock that can jump.

Everything that `tests.fakes.scene.Scene` offers works here as far as the channel can do it. Only
the clock is the test's: real time plus an offset.
"""

import asyncio
import threading
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import event, text

from bot.app import App
from bot.dialogue.form import Form
from bot.dialogue.messages import Abilities
from models.base import to_ms
from models.machine import task
from models.store import Tx
from tests.bot.builders import settings_in
from tests.fakes.forms import CLEANUP, TEXTS, FormScene, Register, make_book
from tests.fakes.scene import MORNING

T = TypeVar("T")
PATIENCE = 20.0  # seconds after which a test that waits has failed
# A notice that is on its way counts as uncertain until it has arrived.
UNSENT = (
    "SELECT count(*) FROM outbox"
    " WHERE state = 'queued' OR (state = 'uncertain' AND sent_ms IS NULL)"
)
LOOK_AGAIN = 0.004  # between two looks at what cannot announce itself


class AppScene(FormScene):
    """A commune with six hamlets and a running app; a channel's own scene inherits from it."""

    def __init__(
        self,
        url: str,
        home: Path,
        ports: Callable[[], int],
        abilities: Abilities,
        register: Register | None = None,
    ) -> None:
        self.home = home
        self.ports = ports
        self._offset = timedelta()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._running: asyncio.Task[None] | None = None
        super().__init__(url, abilities, MORNING, register)
        self._await(self._start(CLEANUP))

    # --- what a channel adds ---

    def settings(self) -> dict[str, Any]:
        """Return the settings that this channel needs."""
        return {}

    async def come_back(self) -> None:
        """Connect everybody again after the app was started anew."""

    async def leave(self) -> None:
        """Let go of what people hold."""

    async def reached(self) -> bool:
        """Tell whether everything that people have sent has arrived."""
        return True

    def look(self) -> None:
        """Put on the screens what people see now."""

    # --- the clock ---

    @property
    def now(self) -> datetime:
        """Real time, moved."""
        return datetime.now(UTC) + self._offset

    @now.setter
    def now(self, moment: datetime) -> None:
        self._offset = moment - datetime.now(UTC)

    # --- the app ---

    def _given(self) -> dict[str, Any]:
        """Return all settings, with ports that are free now."""
        self.port = self.ports()
        return {
            "contact_hours": "giờ làm việc",
            "database_url": self.url,
            "web_port": self.port,
            "admin_port": self.ports(),
            "texts": TEXTS,
            "web_messages_per_minute": 10_000,
            **self.settings(),
        }

    async def _start(self, form: Form) -> None:
        self.app = App(settings_in(self.home, **self._given()), clock=lambda: self.now)
        # A test loses nothing with the power.
        event.listen(
            self.app.writer.engine, "connect", lambda c, _: c.execute("PRAGMA synchronous=OFF")
        )
        self.app.dispatcher.book = make_book(self.register, form)
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
        await self.leave()
        if self._running is not None:
            self._stop.set()
            await self._running
            self._running = None

    def killed_and_started_again(self, form: Form = CLEANUP) -> "AppScene":
        """Stop the app and start another on the same database; people connect again."""
        self._await(self._end())
        self._await(self._start(form))
        self._await(self.come_back())
        self.settle()
        return self

    def close(self) -> None:
        """End the app and its thread."""
        if self._loop.is_closed():
            return
        try:
            self._await(self._end())
        finally:
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join()
            self._loop.close()
            super().close()

    # --- what flows ---

    def settle(self, *, deliver: bool = True) -> None:
        """Return when every turn is taken, what waits is said, and every line is on a screen."""
        if self.holding:
            return
        self._await(self._settled())
        self.look()

    async def _settled(self) -> None:
        for _ in range(2):
            await self._until(self._quiet)
            await self._push()
        await self._until(self._quiet)

    async def _quiet(self) -> bool:
        if not await self.reached() or not self._idle():
            return False
        left = await self.read(lambda tx: tx.connection.execute(text(UNSENT)).scalar_one())
        return await self.reached() and self._idle() and not left

    async def _push(self) -> None:
        await self.app.dispatcher.push_due()

    def _idle(self) -> bool:
        return self.app.dispatcher.idle()

    async def read(self, work: Callable[[Tx], T]) -> T:
        """Return what the database says."""
        return await self.app.writer.write(work)

    def work(self) -> None:
        """Return when the slow work that is due is done, and what came of it is on the screens."""
        self._await(self._until(self._worked))
        self.settle()

    async def _worked(self) -> bool:
        now = to_ms(self.now)
        return not await self.read(lambda tx: task.waiting(tx, now))

    @contextmanager
    def in_one_burst(self) -> Iterator[None]:
        """Everything said inside is stored before the first of it is handled."""
        self._await(self._hold(True))
        with super().in_one_burst():
            yield
            self._await(self._until(self.reached))
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
