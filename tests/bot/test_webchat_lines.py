"""Lines on open pages: each comes once and in order, whichever process has written it."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.catalogue import Catalogue
from bot.channels.web.backend import Line
from bot.channels.web.options import WebOptions
from bot.channels.web.reading import BOT
from bot.commune import Commune
from bot.metrics import Metrics
from bot.receiving import Receiver
from bot.turning import Queued
from bot.webchat import WebBackend
from bot.writer import Writer
from models.base import to_ms
from models.machine import outbox
from models.store import Tx, open_engine
from models.working_days import Calendar
from scheduler.quiet_hours import Hours
from tests.fakes.scene import MORNING

AT = to_ms(MORNING)
VISITOR = "visitor"
TEXT = '{"text": "x"}'


class Screen:
    """A page that notes what it is shown, and acknowledges nothing by itself."""

    def __init__(self) -> None:
        self.shown: list[int] = []

    async def show(self, line: Line) -> None:
        """Note a line."""
        self.shown.append(line.number)


@pytest.fixture
async def backend(store_url: str, tmp_path: Path) -> AsyncIterator[WebBackend]:
    writer = Writer(open_engine(store_url), b"a key", tmp_path / "owner.lock")
    writer.start()
    common = {"commune": "xã Đồng Mây", "contact": "cô Lúa", "phone": "0900 000 000", "hours": ""}
    commune = Commune(
        Catalogue(None, common), Hours(ZoneInfo("Asia/Ho_Chi_Minh"), Calendar(), None)
    )
    today = MORNING.date()
    receiver = Receiver(
        writer, lambda: MORNING, lambda *_event: None, Metrics(), lambda _ms: today
    )
    options = WebOptions(secret="a secret")
    yield WebBackend(writer, receiver, commune, options, tmp_path / "files", lambda: MORNING)
    await writer.stop()
    writer.engine.dispose()


def say(tx: Tx) -> int:
    """Queue a line, as a turn does."""
    row = outbox.queue(tx, BOT, VISITOR, TEXT, AT)
    assert row is not None
    return row


async def settled() -> None:
    """Let what was begun on the event loop run."""
    for _ in range(5):
        await asyncio.sleep(0)


async def test_the_next_line_waits_for_the_mark_of_the_last(backend: WebBackend) -> None:
    screen = Screen()
    await backend.attach(VISITOR, screen, 0)
    rows = [await backend.writer.write(say) for _ in range(3)]
    for row in rows:
        backend.queued(Queued(row, BOT, VISITOR, 0, TEXT))
    await settled()
    assert screen.shown == rows[:1]

    await backend.acknowledge(VISITOR, rows[0])
    await settled()
    assert screen.shown == rows[:2]


async def test_a_line_that_comes_while_a_page_opens_is_shown_once(backend: WebBackend) -> None:
    screen = Screen()
    row = await backend.writer.write(say)
    opening = asyncio.create_task(backend.attach(VISITOR, screen, 0))
    await asyncio.sleep(0)  # it has begun to read, and does not know of the line yet

    backend.queued(Queued(row, BOT, VISITOR, 0, TEXT))
    await opening
    await settled()

    assert screen.shown == [row]


async def test_a_second_page_is_shown_the_line_that_is_on_show(backend: WebBackend) -> None:
    first, second = Screen(), Screen()
    row = await backend.writer.write(say)
    await backend.attach(VISITOR, first, 0)
    await backend.attach(VISITOR, second, 0)
    await settled()

    assert (first.shown, second.shown) == ([row], [row])


async def test_lines_of_another_process_are_found_once(backend: WebBackend) -> None:
    screen = Screen()
    await backend.attach(VISITOR, screen, 0)
    rows = [await backend.writer.write(say) for _ in range(2)]

    await backend.refresh()
    await backend.refresh()
    await settled()
    assert screen.shown == rows[:1]

    await backend.acknowledge(VISITOR, rows[0])
    await backend.refresh()
    await settled()
    assert screen.shown == rows
