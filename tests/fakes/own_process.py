"""The program in a process of its own, that a scene starts, asks and kills.

What runs there is what the command runs, `bot.app.run`, with its settings from the environment.
Three things are the test's: the form of the tests beside the product's own, a clock that is as far
ahead as the test says, and a pipe on which the test asks whether everything is done.

The process is forked from one that has loaded the program and run nothing (the fork server of
`multiprocessing`): a fresh interpreter for each of hundreds of scenes would load for a second.
"""

import asyncio
import os
import threading
import traceback
import warnings
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from ctypes import c_double
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from sqlalchemy import event

from bot import app, logs
from bot.channels.web.options import Persona
from bot.dialogue.form import Form
from bot.settings import Settings, load
from tests.fakes.forms import Register, make_book

FORKS = get_context("forkserver")
FORKS.set_forkserver_preload([__name__, "bot.channels.telegram", "uvloop"])
PATIENCE = 15.0  # seconds for an answer, on a busy machine

Order = Callable[[app.App], Any | Awaitable[Any]]


class OwnProcess:
    """One process of the program, started and killed again and again on one database."""

    def __init__(self, log: Path) -> None:
        """`log` is where the program's own words go."""
        self.log = log
        # Seconds; without a lock, which a killed process would keep.
        self.ahead: c_double = FORKS.RawValue("d", 0.0)
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None

    @property
    def alive(self) -> bool:
        """Whether it runs."""
        return self._process is not None and self._process.is_alive()

    def start(self, environment: Mapping[str, str], register: Register, form: Form) -> None:
        """Start it, and return when it can be asked."""
        self._pipe, theirs = FORKS.Pipe()
        given = (theirs, self.ahead, self.log, dict(environment), register, form)
        self._process = FORKS.Process(target=run, args=given, daemon=True)
        self._process.start()
        theirs.close()
        self._heard()

    def ask(self, order: str) -> Any:
        """Give one of `ORDERS` and return what came of it.

        Raises AssertionError, with the end of the log, when the process has died or says nothing.
        """
        return self._heard(order)

    def kill(self) -> None:
        """End it as a power cut would."""
        if self._process is None or self._pipe is None:
            return
        self._process.kill()
        self._process.join()
        self._process.close()
        self._pipe.close()
        self._process = self._pipe = None

    def _heard(self, order: str = "") -> Any:
        assert self._pipe is not None
        with suppress(EOFError, OSError):
            if order:
                self._pipe.send(order)
            if self._pipe.poll(PATIENCE):
                return self._pipe.recv()
        words = self.log.read_text(encoding="utf-8") if self.log.exists() else ""
        raise AssertionError(f"the program does not answer; it said last:\n{words[-4000:]}")


def hold(running: app.App) -> None:
    """Let it handle nothing, as a standby does."""
    running.dispatcher.owner = False


ORDERS: Mapping[str, Order] = {
    "owns": lambda running: running.dispatcher.owner,
    "idle": lambda running: running.dispatcher.idle(),
    "push": lambda running: running.dispatcher.push_due(),
    "hold": hold,
    "go on": lambda running: running.dispatcher.start(),
}
REGISTER = "register"  # what the form of the tests has brought, which no table holds


def run(
    pipe: Connection,
    ahead: c_double,
    log: Path,
    environment: Mapping[str, str],
    register: Register,
    form: Form,
) -> None:
    """Be the program, in the new process."""
    with log.open("ab") as words:
        os.dup2(words.fileno(), 1)
        os.dup2(words.fileno(), 2)
    for name in [name for name in os.environ if name.startswith("THIDUA_")]:
        del os.environ[name]
    os.environ.update(environment)
    warnings.simplefilter("error")
    settings = load(env_file=None)
    logs.configure(settings.log_format, settings.log_level)
    begin, serve = app.App.__init__, app.App.run

    def begun(made: app.App, given: Settings, personas: Sequence[Persona] = ()) -> None:
        begin(made, given, personas, lambda: now() + timedelta(seconds=ahead.value))
        made.dispatcher.book = make_book(register, form)
        # A test loses nothing with the power.
        engine = made.writer.engine
        event.listen(engine, "connect", lambda c, _: c.execute("PRAGMA synchronous=OFF"))

    async def served(made: app.App, stop: asyncio.Event, ready: Callable[[], None]) -> None:
        asking = (pipe, made, register, asyncio.get_running_loop())
        threading.Thread(target=answer, args=asking, daemon=True).start()
        await serve(made, stop, ready)

    app.App.__init__ = begun  # type: ignore[assignment,method-assign]
    app.App.run = served  # type: ignore[assignment,method-assign]
    raise SystemExit(app.run(settings))


def now() -> datetime:
    """Return the time of this machine."""
    return datetime.now(UTC)


def answer(
    pipe: Connection, running: app.App, register: Register, loop: asyncio.AbstractEventLoop
) -> None:
    """Do what the test orders until it lets go, and end with it: a test that was ended must not
    leave its program behind.
    """

    async def obey(order: str) -> Any:
        # What the writer has handed back before is taken note of first.
        await running.writer.write(lambda _: None)
        found = ORDERS[order](running)
        return await found if isinstance(found, Awaitable) else found

    order = "owns"
    try:
        while True:
            if order == REGISTER:
                pipe.send(register)
            else:
                asked = asyncio.run_coroutine_threadsafe(obey(order), loop)
                pipe.send(asked.result(PATIENCE - 1))
            order = pipe.recv()
    except (EOFError, OSError):
        pass  # the test is gone
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(1)
