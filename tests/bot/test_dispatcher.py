"""What is said to many at once: few turns of it at a time, and an answer in between."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, cast

import pytest

from bot.commune import Commune
from bot.dispatcher import Dispatcher
from bot.metrics import Metrics
from bot.turning import Turned
from bot.writer import Writer
from handlers.turn import Book
from models.machine.push import PERSONS

NOW = datetime(2026, 11, 16, 1, 0, tzinfo=UTC)


class SlowWriter:
    """Takes one piece of work after the other, each when the test lets it go on."""

    def __init__(self) -> None:
        self.waiting: list[asyncio.Future[Turned]] = []
        self.most = 0
        self.done = 0

    async def write(self, run: Callable[[object], object], *, owned: bool = False) -> Turned:
        assert owned
        future: asyncio.Future[Turned] = asyncio.get_running_loop().create_future()
        run(None)
        self.waiting.append(future)
        self.most = max(self.most, len(self.waiting))
        return await future

    async def let_one_end(self) -> None:
        self.waiting.pop(0).set_result(Turned(handled=False))
        self.done += 1
        for _ in range(5):
            await asyncio.sleep(0)


def owner(writer: SlowWriter) -> Dispatcher:
    """Return a dispatcher that may say things."""
    made = Dispatcher(
        cast(Writer, writer), cast(Commune, None), cast(Book, None), {}, lambda: NOW,
        cast(Any, None), Metrics(),
    )  # fmt: skip
    made.owner = True
    made._tell = lambda _tx, _person, _now: Turned(handled=False)  # type: ignore[assignment, method-assign]
    return made


async def test_of_a_push_to_everybody_few_turns_are_under_way_at_once() -> None:
    writer = SlowWriter()
    made = owner(writer)

    made.push(range(5000))
    made.push(range(5000))  # a second tick knows them all
    await asyncio.sleep(0)
    while writer.waiting:
        await writer.let_one_end()

    assert writer.most == 1
    assert writer.done == PERSONS  # the others are left to the next ticks
    assert made.idle()


async def test_whom_a_turn_asks_for_something_comes_before_everybody(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    writer = SlowWriter()
    made = owner(writer)
    told: list[int] = []
    monkeypatch.setattr(made, "_tell", lambda _tx, person, _now: told.append(person))
    made.push(range(5000))
    await asyncio.sleep(0)

    made.push([7777])
    while writer.waiting:
        await writer.let_one_end()

    assert told.index(7777) == 1


async def test_a_stop_waits_for_the_turns_under_way_and_begins_no_other() -> None:
    writer = SlowWriter()
    made = owner(writer)
    made.push(range(50))
    await asyncio.sleep(0)

    stopping = asyncio.create_task(made.stop())
    await asyncio.sleep(0)
    assert not stopping.done()
    while writer.waiting:
        await writer.let_one_end()
    await stopping

    assert writer.done == 1
