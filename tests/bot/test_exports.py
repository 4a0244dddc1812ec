"""The officers' list while others talk: it is read in pieces, and they get in between."""

import asyncio
import io
import threading
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import orjson
import pytest
from openpyxl import load_workbook

from bot import exports, files
from bot.exports import makers
from bot.tasks import Tasks
from bot.writer import Writer
from models.base import to_ms
from models.machine import file, task
from models.people.role import Role
from models.permissions import Viewer
from models.store import Tx, open_engine
from models.work import export
from models.work.export import DeedsOfPeriod
from models.work.reports import Told, send_deed
from tests.fakes.scene import KEY, Scene
from tests.fakes.working import read_whole

MANY = 60


@pytest.fixture
def scene(store_url: str) -> Iterator[Scene]:
    found = Scene(store_url)
    yield found
    found.close()


@pytest.fixture
async def writer(scene: Scene, store_url: str, tmp_path: Path) -> AsyncIterator[Writer]:
    lock = tmp_path / "owner.lock" if store_url.startswith("sqlite") else None
    found = Writer(open_engine(store_url), KEY, lock)
    found.start()
    assert await found.own(to_ms(scene.now))
    yield found
    await found.stop()


def told(scene: Scene) -> int:
    """Many deeds of one day; returns the officer who may take them away."""
    teller, officer = scene.person("Bà Bưởi"), scene.person("Cô Lúa", Role.TDKT_OFFICER)
    day = scene.now.date()
    with scene.write() as tx:
        for nth in range(MANY):
            story = Told({}, f"Ông Tre {nth}", f"Ông Tre {nth} giúp cả xóm", 1)
            send_deed(
                tx, Viewer(teller.id, (), teller.name), story,
                news_due=day, head_due=day, seed=4_071_000 + nth, now=scene.now,
            )  # fmt: skip
    return officer.id


async def test_a_turn_gets_in_between_the_pieces_and_the_workbook_is_the_same(
    scene: Scene, writer: Writer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first piece is held until a turn waits behind it; that turn is not after all others."""
    days = {"first": "2026-01-01", "last": "2026-12-31"}
    asked = {"person": told(scene), **days}
    known = makers(scene.commune, lambda: scene.now)
    with scene.write() as tx:
        whole = exports.write(read_whole(known["export"], tx, asked))
    monkeypatch.setattr(export, "PAGE", 7)
    ran: list[str] = []
    begun, go_on = threading.Event(), threading.Event()
    read_on = DeedsOfPeriod.read_on

    def slowly(deeds: DeedsOfPeriod, tx: Tx, viewer: Viewer) -> bool:
        ran.append("piece")
        begun.set()
        assert go_on.wait(20)
        return read_on(deeds, tx, viewer)

    monkeypatch.setattr(DeedsOfPeriod, "read_on", slowly)
    arrived = asyncio.Event()
    tasks = Tasks(
        writer, {}, tmp_path, 0, lambda: scene.now, known, lambda *_result: arrived.set()
    )
    payload, now_ms = orjson.dumps(asked).decode(), to_ms(scene.now)
    await writer.write(lambda tx: task.request(tx, "export", "web", "lua", "lua", payload, now_ms))

    await tasks.look()
    await asyncio.to_thread(begun.wait, 20)
    turn = asyncio.create_task(writer.write(lambda _tx: ran.append("turn")))
    await asyncio.sleep(0)  # it waits in the writer's queue now
    go_on.set()
    await turn
    async with asyncio.timeout(60):
        await arrived.wait()

    assert ran.index("turn") == 1
    assert ran.count("piece") == MANY // 7 + 2  # the last page, and what has changed
    (made,) = await writer.write(lambda tx: [file.get(tx, f"{file.DOCUMENT}1")])
    assert made is not None
    content = files.path_of(tmp_path, made[7]).read_bytes()
    assert cells(content) == cells(whole.content)
    assert len(cells(content)) > MANY


def cells(content: bytes) -> list[tuple[object, ...]]:
    """All that stands in a workbook."""
    book = load_workbook(io.BytesIO(content))
    return [row for sheet in book for row in sheet.iter_rows(values_only=True)]
