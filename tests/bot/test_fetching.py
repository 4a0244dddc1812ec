"""Photos that cannot be fetched from a platform: they end, and whoever sent them hears of it."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

import orjson
import pytest

from bot.channels.contract import Channel
from bot.dialogue.messages import Kind
from bot.tasks import ABSENT, MOST_TRIES, Tasks
from bot.writer import Writer
from models.base import to_ms
from models.machine import file, task
from models.machine.file import File, FileState
from models.machine.task import FETCH
from models.store import Tx
from tests.fakes.scene import KEY, MORNING, Scene

BOT, CHAT, NAME = "telegram", "33", "photo-1"


class Broken:
    """A channel with a mistake of ours."""

    async def fetch(self, ref: str) -> AsyncIterator[bytes]:
        """Fetch nothing."""
        if ref:
            raise KeyError(ref)
        yield b""


class Clock:
    """The moment it is."""

    def __init__(self) -> None:
        self.now = MORNING


@pytest.fixture
def scene(sqlite_url: str) -> Iterator[Scene]:
    made = Scene(sqlite_url)
    yield made
    made.close()


def ask(tx: Tx) -> None:
    """Announce a photo, and ask for it."""
    announced = to_ms(MORNING)
    file.announce(tx, File(id=NAME, owner=f"{BOT}:{CHAT}", kind=Kind.PHOTO, created_ms=announced))
    payload = orjson.dumps({"file": NAME, "kind": Kind.PHOTO, "ref": "ref"}).decode()
    task.request(tx, FETCH, BOT, CHAT, CHAT, payload, announced)


async def look(tasks: Tasks, clock: Clock, after: timedelta) -> None:
    """Let some time pass, and do what is due."""
    clock.now += after
    await tasks.look()
    await asyncio.gather(*tasks._under_way.values())


async def states(writer: Writer) -> tuple[str, int]:
    """What has become of the photo, and how many tasks are ever due."""

    def read(tx: Tx) -> tuple[str, int]:
        row = file.get(tx, NAME)
        far = to_ms(MORNING + timedelta(days=60))
        return (str(row[8]) if row else "", len(task.waiting(tx, far)))

    return await writer.write(read)


async def begin(scene: Scene, folder: Path) -> Writer:
    writer = Writer(scene.engine, KEY, folder / "owner.lock")
    writer.start()
    assert await writer.own(to_ms(MORNING))
    await writer.write(ask)
    return writer


async def test_a_photo_of_a_bot_that_was_taken_out_waits_for_it_and_then_ends(
    scene: Scene, tmp_path: Path
) -> None:
    writer, clock, told = await begin(scene, tmp_path), Clock(), list[Any]()
    tasks = Tasks(
        writer, {}, tmp_path / "files", 5_000, lambda: clock.now, None, lambda *r: told.append(r)
    )
    await look(tasks, clock, timedelta())
    assert await writer.write(lambda tx: task.waiting(tx, to_ms(clock.now))) == []
    await look(tasks, clock, timedelta(hours=2))
    assert await states(writer) == (FileState.ANNOUNCED, 1)
    await look(tasks, clock, timedelta(seconds=ABSENT))
    assert await states(writer) == (FileState.LOST, 0)
    assert told == []
    await writer.stop()


async def test_a_photo_that_is_given_up_after_a_mistake_is_told_of(
    scene: Scene, tmp_path: Path
) -> None:
    writer, clock, told = await begin(scene, tmp_path), Clock(), list[Any]()
    channels = {BOT: cast("Channel", Broken())}
    tasks = Tasks(
        writer,
        channels,
        tmp_path / "files",
        5_000,
        lambda: clock.now,
        None,
        lambda *r: told.append(r),
    )
    for _ in range(MOST_TRIES):
        assert await states(writer) == (FileState.ANNOUNCED, 1)
        await look(tasks, clock, timedelta(minutes=30))
    assert await states(writer) == (FileState.LOST, 0)
    assert [result[1:4] for result in told] == [(BOT, CHAT, CHAT)]
    await writer.stop()
