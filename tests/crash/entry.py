"""The real program in a process that kills itself where a test says.

`THIDUA_TEST_KILL` names a place and a count, such as "before-commit:12" or "after-send:3": the
process sends itself SIGKILL around its twelfth commit or its third message to a platform. Without
it nothing is changed. `THIDUA_TEST_HURRY` takes out waits that would only make a test long: for
events that overtake each other, between two looks for news and for what is due. The file of
`THIDUA_TEST_CLOCK` says how many seconds the clock is ahead. With `THIDUA_TEST_STUCK` a thread
waits for a disk that never answers. An empty database gets the invented commune.

    python -m tests.crash.entry
"""

import asyncio
import os
import signal
import sys
import threading
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy.engine import RootTransaction

from bot import app, demo, logs, ordering, webchat, writer
from bot.channels import zalo_bot, zalo_oa
from bot.channels.web.backend import Line, Page
from bot.channels.web.options import Persona
from bot.dialogue.messages import Outcome, Reply
from bot.settings import Settings, load
from scheduler import ticks

KILL = "THIDUA_TEST_KILL"
HURRY = "THIDUA_TEST_HURRY"
CLOCK = "THIDUA_TEST_CLOCK"
STUCK = "THIDUA_TEST_STUCK"
TELEGRAM = "THIDUA_TELEGRAM_TOKEN"
PLACES = ("before-commit", "after-commit", "before-line", "after-line")
WEBHOOK_PLACES = ("before-commit", "after-commit", "before-send", "after-send")
POLL_PLACES = (*WEBHOOK_PLACES, "after-poll")

Due = Callable[[str], bool]  # "before" or "after": whether that is where to die


def die() -> None:
    """End as a power cut would: nothing is finished, nothing is said."""
    os.kill(os.getpid(), signal.SIGKILL)


def arm(place: str, last: int) -> None:
    """Let the process die at a place when it comes there for the last time."""
    when, _, what = place.partition("-")
    passed = count(1)
    WRAPS[what](lambda moment: moment == when and next(passed) == last)


def wrap_commits(due: Due) -> None:
    """Wrap every commit."""
    commit = writer.commit

    def wrapped(transaction: RootTransaction) -> None:
        if due("before"):
            die()
        commit(transaction)
        if due("after"):
            die()

    writer.commit = wrapped


def wrap_lines(due: Due) -> None:
    """Wrap every line that a page is shown."""
    show = webchat.show

    async def wrapped(page: Page, line: Line) -> None:
        if due("before"):
            die()
        await show(page, line)
        if due("after"):
            for _ in range(3):  # until the bytes have left the page's queue for the network
                await asyncio.sleep(0)
            die()

    webchat.show = wrapped


def wrap_sends(due: Due) -> None:
    """Wrap every message to a platform: it is out, and its mark is not committed."""
    channels: list[Any] = [zalo_bot.ZaloBot, zalo_oa.ZaloOa]
    if os.environ.get(TELEGRAM):
        from bot.channels.telegram import Telegram

        channels.append(Telegram)  # whose types take memory that others need not pay
    for channel in channels:
        channel.send = around(channel.send, due)


def around(
    send: Callable[[Any, str, Reply], Awaitable[Outcome]], due: Due
) -> Callable[[Any, str, Reply], Awaitable[Outcome]]:
    """Return a channel's `send` that dies where it is due."""

    async def wrapped(channel: Any, chat: str, message: Reply) -> Outcome:
        if due("before"):
            die()
        outcome = await send(channel, chat, message)
        if due("after"):
            die()
        return outcome

    return wrapped


def wrap_polls(due: Due) -> None:
    """Wrap every poll that brought something: the platform has let go of it, and it is nowhere."""
    call = zalo_bot.Api.call

    async def wrapped(
        api: zalo_bot.Api,
        method: str,
        given: Mapping[str, Any] | None = None,
        within: float = zalo_bot.ASK_WITHIN,
    ) -> zalo_bot.Answer:
        answer = await call(api, method, given, within)
        if method == "getUpdates" and answer.done and due("after"):
            die()
        return answer

    zalo_bot.Api.call = wrapped  # type: ignore[assignment,method-assign]
    if os.environ.get(TELEGRAM):
        wrap_telegram_polls(due)


def wrap_telegram_polls(due: Due) -> None:
    """Wrap the same of Telegram, which keeps what it has handed over until it is confirmed."""
    from bot.channels import telegram_transport

    call = telegram_transport.Api.call

    async def wrapped(
        api: telegram_transport.Api,
        method: str,
        given: Mapping[str, Any] | None = None,
        within: float = telegram_transport.ASK_WITHIN,
    ) -> telegram_transport.Answer:
        answer = await call(api, method, given, within)
        if method == "getUpdates" and answer.done and answer.result and due("after"):
            die()
        return answer

    telegram_transport.Api.call = wrapped  # type: ignore[assignment,method-assign]


WRAPS: Mapping[str, Callable[[Due], None]] = {
    "commit": wrap_commits,
    "line": wrap_lines,
    "send": wrap_sends,
    "poll": wrap_polls,
}


def hurry() -> None:
    """Take out what would only make a test long."""
    ordering.HOLD_MS = 20
    zalo_bot.KNOWN_REST = 0.05
    start = ticks.start_ticks
    often = timedelta(seconds=0.1)

    def hurried(jobs: Mapping[str, tuple[timedelta, ticks.Tick]]) -> ticks.Ticks:
        soon = {name: (often, jobs[name][1]) for name in ("pushes", "plan")}
        return start({**jobs, **soon})

    app.start_ticks = hurried  # type: ignore[assignment,attr-defined]


def move_clock(ahead: Path) -> None:
    """Let the program's clock be as far ahead as a file says, at every look."""
    begin = app.App.__init__

    def clock() -> datetime:
        return datetime.now(UTC) + timedelta(seconds=float(ahead.read_text()))

    def begun(self: app.App, settings: Settings, personas: Sequence[Persona] = ()) -> None:
        begin(self, settings, personas, clock)

    app.App.__init__ = begun  # type: ignore[assignment,method-assign]


def get_stuck() -> None:
    """Let a thread wait for ever, as for a second place that is not there any more."""
    go = app.App.run

    async def gone(self: app.App, stop: asyncio.Event, ready: Callable[[], None]) -> None:
        asyncio.get_running_loop().run_in_executor(None, threading.Event().wait)
        await go(self, stop, ready)

    app.App.run = gone  # type: ignore[method-assign]


def main() -> int:
    """Run the program from its settings."""
    settings = load(env_file=None)
    logs.configure(settings.log_format, settings.log_level)
    if os.environ.get(HURRY):
        hurry()
    if ahead := os.environ.get(CLOCK):
        move_clock(Path(ahead))
    if os.environ.get(STUCK):
        get_stuck()
    where = os.environ.get(KILL)
    if where:
        place, _, last = where.partition(":")
        if place not in {*PLACES, *POLL_PLACES}:
            raise SystemExit(f"there is no place {place}")
        arm(place, int(last))
    return app.run(settings, (), demo.load)


if __name__ == "__main__":
    sys.exit(main())
