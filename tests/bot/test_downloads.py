"""What people sent is written to disk as it comes: it is never in memory as a whole, and what is
cut off midway leaves nothing behind and is fetched again.
"""

import asyncio
import os
import time
import tracemalloc
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Iterator
from contextlib import aclosing
from pathlib import Path
from typing import Any

import httpx
import pytest
import pytest_asyncio
from sqlmodel import select

from bot import files
from bot.channels import fetching
from bot.channels.contract import NotNow, NotTaken
from bot.channels.telegram_transport import Api
from bot.dialogue.messages import Kind
from bot.tasks import MOST_TRIES, SLOWEST
from models.machine.file import File, FileState
from tests.fakes.ports import free_port
from tests.fakes.telegram_scene import TelegramScene
from tests.fakes.telegram_server import TOKEN, Fault

MIB = 1 << 20
HEAD = b"%PDF-1.7\n"
PIECE = b"invented " * 1000
NEVER = 1 << 40


class Depot:
    """A server of files of any length, which holds none of them; `cut` is after how many bytes a
    connection ends.
    """

    def __init__(self) -> None:
        self.long = 0
        self.cut = NEVER
        self.head = HEAD
        self.given = 0
        self.says_how_long = True
        self.port = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one request."""
        await reader.readuntil(b"\r\n\r\n")
        lines = ["HTTP/1.1 200 OK", "connection: close"]
        if self.says_how_long:
            lines.append(f"content-length: {self.long}")
        writer.write("\r\n".join([*lines, "", ""]).encode())
        self.given = 0
        try:
            while self.given < min(self.long, self.cut):
                piece = PIECE if self.given else self.head.ljust(len(PIECE))
                piece = piece[: min(self.long, self.cut) - self.given]
                writer.write(piece)
                self.given += len(piece)
                await writer.drain()
        except OSError:
            pass
        writer.close()


@pytest_asyncio.fixture
async def depot() -> AsyncIterator[Depot]:
    found = Depot()
    server = await asyncio.start_server(found.serve, "127.0.0.1", 0)
    found.port = server.sockets[0].getsockname()[1]
    async with server:
        yield found


Ask = Callable[[int], AsyncGenerator[bytes]]
Keep = Callable[[int], Awaitable[files.Kept]]


@pytest_asyncio.fixture(params=["telegram", "zalo"])
async def ask(request: pytest.FixtureRequest, depot: Depot) -> AsyncIterator[Ask]:
    """Fetch as the channels do, up to a limit."""
    host = f"http://127.0.0.1:{depot.port}"
    api = Api(TOKEN, host)
    async with httpx.AsyncClient(trust_env=False) as client:
        if request.param == "telegram":
            yield lambda limit: api.download("documents/file_1", limit)
        else:
            yield lambda limit: fetching.fetch(client, f"{host}/a.pdf", (host,), limit)
    await api.close()


@pytest.fixture
def keep(ask: Ask, tmp_path: Path) -> Keep:
    """Fetch and keep as the tasks do."""

    async def run(limit: int) -> files.Kept:
        async with aclosing(ask(limit)) as pieces:
            return await files.keep(tmp_path, Kind.FILE, "", pieces, limit)

    return run


def left_over(folder: Path) -> list[str]:
    """What lies in a folder of files that was not kept."""
    return [path.name for path in (folder / "partial").glob("*")]


def kept(folder: Path) -> list[Path]:
    """The files that are kept."""
    return [path for path in folder.rglob("*") if path.is_file()]


async def peak(depot: Depot, keep: Keep, long: int) -> int:
    """The most memory that was in use while so many bytes were fetched."""
    depot.long = long
    tracemalloc.start()
    try:
        assert (await keep(NEVER)).size == long
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


async def test_memory_does_not_grow_with_the_file(depot: Depot, keep: Keep) -> None:
    await peak(depot, keep, MIB)  # what is loaded when the first one comes

    small, large = await peak(depot, keep, MIB), await peak(depot, keep, 24 * MIB)

    assert large < small + 4 * MIB


@pytest.mark.parametrize("says_how_long", [True, False])
async def test_what_is_too_large_is_left_as_soon_as_that_is_known(
    depot: Depot, keep: Keep, tmp_path: Path, says_how_long: bool
) -> None:
    depot.long, depot.says_how_long = 64 * MIB, says_how_long

    with pytest.raises(NotTaken) as refused:
        await keep(MIB)

    assert refused.value.why == "size"
    assert depot.given < 32 * MIB  # what the buffers between us hold
    assert kept(tmp_path) == []


async def test_what_is_no_such_file_is_left_as_soon_as_that_is_seen(
    depot: Depot, keep: Keep, tmp_path: Path
) -> None:
    depot.long, depot.head = 64 * MIB, b"\x7fELF\x02\x01\x01\x00"

    with pytest.raises(files.BadFile) as refused:
        await keep(NEVER)

    assert refused.value.why == "content"
    assert depot.given < 32 * MIB
    assert kept(tmp_path) == []


async def test_what_is_cut_off_leaves_nothing_and_is_had_the_next_time(
    depot: Depot, keep: Keep, tmp_path: Path
) -> None:
    depot.long, depot.cut = 3 * MIB, 2 * MIB
    with pytest.raises(NotNow):
        await keep(NEVER)
    assert kept(tmp_path) == []

    depot.cut = NEVER
    found = await keep(NEVER)

    assert kept(tmp_path) == [files.path_of(tmp_path, found.sha256)]
    assert files.path_of(tmp_path, found.sha256).stat().st_size == 3 * MIB


async def test_what_is_stopped_midway_leaves_nothing(
    depot: Depot, ask: Ask, tmp_path: Path
) -> None:
    depot.long = 3 * MIB
    half = asyncio.Event()

    async def hanging() -> AsyncIterator[bytes]:
        async with aclosing(ask(NEVER)) as pieces:
            async for piece in pieces:
                yield piece
                half.set()
                await asyncio.Event().wait()

    task = asyncio.create_task(files.keep(tmp_path, Kind.FILE, "", hanging(), NEVER))
    await half.wait()
    assert len(left_over(tmp_path)) == 1
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)

    assert kept(tmp_path) == []


async def test_a_slow_disk_delays_nobody_else(
    depot: Depot, keep: Keep, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = 0.3
    monkeypatch.setattr("bot.files.os.fsync", lambda _handle: time.sleep(slow))
    depot.long = MIB
    await keep(NEVER)  # what is loaded when the first one comes
    longest, last = 0.0, time.monotonic()
    keeping = asyncio.ensure_future(keep(NEVER))
    while not keeping.done():
        await asyncio.sleep(0.005)
        longest, last = max(longest, time.monotonic() - last), time.monotonic()

    assert (await keeping).size == MIB
    assert longest < slow


def test_what_a_killed_process_left_half_written_goes_when_it_is_old(tmp_path: Path) -> None:
    folder = tmp_path / "partial"
    files.sweep(tmp_path)  # nothing is there yet
    folder.mkdir()
    for name in ("old", "of another process"):
        (folder / name).write_bytes(HEAD)
    long_ago = time.time() - 2 * files.ABANDONED
    os.utime(folder / "old", (long_ago, long_ago))

    files.sweep(tmp_path)

    assert left_over(tmp_path) == ["of another process"]


# --- in a conversation ---------------------------------------------------------------------------


@pytest.fixture
def scene(sqlite_url: str, tmp_path: Path) -> Iterator[TelegramScene]:
    found = TelegramScene(sqlite_url, tmp_path / "home", free_port)
    try:
        yield found
        assert found.failed() == 0
    finally:
        found.close()


def rows(scene: TelegramScene) -> list[tuple[Any, ...]]:
    """State and size of all files."""
    with scene.write() as tx:
        return [(row.state, row.size) for row in tx.session.exec(select(File))]


def test_a_photo_whose_download_is_cut_off_is_kept_in_the_end(scene: TelegramScene) -> None:
    mui = scene.person("Bà Mùi")
    scene.server.fails("download", Fault.CUT, 2)
    mui.says("kể")
    mui.sends_photo()
    for _ in range(2):
        scene.work()
        assert [state for state, _ in rows(scene)] == [FileState.ANNOUNCED.value]
        assert kept(scene.home / "files") == []
        scene.wait(seconds=10)
    scene.work()

    assert scene.server.calls.count("download") == 3
    ((state, size),) = rows(scene)
    (path,) = kept(scene.home / "files")
    assert (state, path.stat().st_size) == (FileState.KEPT.value, size)
    assert not mui.hears("bị lỡ")


def test_a_photo_is_waited_for_while_the_platform_is_away(scene: TelegramScene) -> None:
    """It still has the file: nobody is to send it again because of an hour without a network."""
    mui = scene.person("Bà Mùi")
    scene.server.fails("getFile", Fault.UNAVAILABLE, 1000)
    mui.says("kể")
    mui.sends_photo()
    for _ in range(40):
        scene.work()
        scene.wait(minutes=2)
    assert [state for state, _ in rows(scene)] == [FileState.ANNOUNCED.value]
    assert scene.server.calls.count("getFile") > MOST_TRIES

    scene.server.recovers("getFile")
    scene.wait(seconds=SLOWEST)
    scene.work()

    assert [state for state, _ in rows(scene)] == [FileState.KEPT.value]
    assert not mui.hears("bị lỡ")


def test_a_photo_that_is_not_had_within_a_day_is_asked_for_again(scene: TelegramScene) -> None:
    mui = scene.person("Bà Mùi")
    scene.server.fails("getFile", Fault.UNAVAILABLE, 1000)
    mui.says("kể")
    mui.sends_photo()
    scene.work()
    scene.wait(hours=24)
    for _ in range(MOST_TRIES):
        assert [state for state, _ in rows(scene)] == [FileState.ANNOUNCED.value]
        scene.work()
        scene.wait(minutes=2, seconds=10)

    assert [state for state, _ in rows(scene)] == [FileState.LOST.value]
    assert mui.hears("gửi lúc trước bị lỡ, cháu chưa giữ được")


def test_a_photo_that_was_half_here_when_the_program_ended_is_fetched_anew(
    scene: TelegramScene,
) -> None:
    mui = scene.person("Bà Mùi")
    scene.server.fails("download", Fault.SLOW)
    mui.says("kể")
    mui.sends_photo()
    scene.server.wait(lambda: "download" in scene.server.calls)
    scene.killed_and_started_again()
    scene.work()

    assert [state for state, _ in rows(scene)] == [FileState.KEPT.value]
    assert len(kept(scene.home / "files")) == 1
    scene.server.go_on()
