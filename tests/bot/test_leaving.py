"""When somebody was heard last: an apology must reach also those whose only turn broke."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.leaving import heard_last
from bot.writer import Writer
from models.base import from_ms, to_ms
from models.machine import inbox
from models.store import open_engine
from tests.fakes.scene import KEY

NOON = datetime(2026, 11, 16, 5, 0, tzinfo=UTC)
OA = "zalo-oa"


@pytest.fixture
async def writer(store_url: str, tmp_path: Path) -> AsyncIterator[Writer]:
    writer = Writer(open_engine(store_url), KEY, tmp_path / "owner.lock")
    writer.start()
    yield writer
    await writer.stop()


async def comes(writer: Writer, event: str, at: datetime, chat: str = "buoi") -> None:
    """Store an event that no turn has handled."""
    row = (OA, event, chat, "buoi", "{}", to_ms(at))
    await writer.write(lambda tx: inbox.receive(tx, *row))


async def test_what_was_stored_counts_before_any_turn(writer: Writer) -> None:
    await comes(writer, "1", NOON - timedelta(days=8))
    await comes(writer, "2", NOON)
    await comes(writer, "3", NOON + timedelta(hours=1), chat="a group")

    assert await heard_last(writer, OA, "buoi") == NOON


async def test_who_never_wrote_was_never_heard(writer: Writer) -> None:
    assert await heard_last(writer, OA, "man") == from_ms(0)
