"""The program as a process: how soon it is there, how soon it is gone, and who takes over."""

import asyncio
import signal
import sqlite3
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.crash.counting import check_store, compare, rows
from tests.crash.people import RECEIPT, Teller
from tests.crash.process import Bot
from tests.crash.waiting import until
from tests.fakes.ports import free_ports

READY = 3.0  # seconds
IDLE = 130.0  # MiB
STOPPED = 5.0  # seconds
TAKEN_OVER = 10.0  # seconds
SLOWER = 2.0  # how much slower than the promise a machine that does other things too may be

MIDDLE = "đã làm gì"


@pytest.fixture
async def bots(empty_url: str, tmp_path: Path) -> AsyncIterator[list[Bot]]:
    """Two processes of one database, not started yet."""
    ports = free_ports(4)
    made = [Bot(tmp_path / "home", empty_url, *ports[:2])]
    made.append(Bot(tmp_path / "home", empty_url, *ports[2:]))
    yield made
    for bot in made:
        await bot.kill()


async def test_it_is_ready_soon_and_small(bots: list[Bot]) -> None:
    bot = bots[0]
    await bot.start_and_wait()
    await bot.stop()

    took = await bot.start_and_wait()
    await until(bot.owns, READY, "it takes turns")

    assert took < READY * SLOWER
    assert bot.memory_mib() < IDLE


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
async def test_it_stops_soon_and_goes_on_in_the_middle(
    bots: list[Bot], how: signal.Signals
) -> None:
    bot = bots[0]
    await bot.start_and_wait()
    buoi = Teller("Bưởi", [bot.base])
    async with buoi.there():
        await buoi.begin()
        await buoi.talk_until(MIDDLE)

        took = await bot.stop(how)
        await bot.start_and_wait()
        await buoi.talk_until(RECEIPT)
    await bot.stop()

    assert took < STOPPED
    check_store(bot.settings)
    found = compare(bot.settings, [buoi], 0)
    assert (found.conversations, found.lost, found.doubled, found.unanswered) == (1, 0, 0, 0)
    assert (found.repeated, found.doubled_lines) == (0, 0)


async def test_it_goes_on_in_the_middle_after_a_kill(bots: list[Bot]) -> None:
    bot = bots[0]
    await bot.start_and_wait()
    buoi = Teller("Bưởi", [bot.base])
    async with buoi.there():
        await buoi.begin()
        await buoi.talk_until(MIDDLE)

        await bot.kill()
        await buoi.answer()  # to nobody: the page keeps it
        await bot.start_and_wait()
        await buoi.talk_until(RECEIPT)
    await bot.stop()

    check_store(bot.settings)
    found = compare(bot.settings, [buoi], 1)
    assert (found.conversations, found.lost, found.doubled, found.unanswered) == (1, 0, 0, 0)


async def test_a_second_process_stands_by_and_carries_pages(bots: list[Bot]) -> None:
    owner, standby = bots
    await owner.start_and_wait()
    await until(owner.owns, READY, "the first process owns the database")
    await standby.start_and_wait()
    buoi, man = Teller("Bưởi", [standby.base]), Teller("Mận", [owner.base])
    async with buoi.there(), man.there():
        for person in (buoi, man):
            await person.begin()
            await person.talk_until(RECEIPT)

    assert await owner.owns()
    assert not await standby.owns()
    for bot in bots:
        await bot.stop()
    check_store(owner.settings)
    found = compare(owner.settings, [buoi, man], 0)
    assert (found.conversations, found.lost, found.doubled, found.unanswered) == (2, 0, 0, 0)
    assert (found.repeated, found.doubled_lines) == (0, 0)


async def test_the_standby_takes_over(
    bots: list[Bot], record_property: Callable[[str, object], None]
) -> None:
    owner, standby = bots
    await owner.start_and_wait()
    await until(owner.owns, READY, "the first process owns the database")
    await standby.start_and_wait()
    buoi, man = Teller("Bưởi", [standby.base]), Teller("Mận", [owner.base, standby.base])
    async with buoi.there(), man.there():
        for person in (buoi, man):
            await person.begin()
            await person.talk_until(MIDDLE)

        await owner.kill()
        killed_at = time.monotonic()
        await until(standby.owns, TAKEN_OVER, "the standby takes over")
        took = time.monotonic() - killed_at
        for person in (buoi, man):
            await person.talk_until(RECEIPT)
        answered = time.monotonic() - killed_at
    await standby.stop()

    sys.stdout.write(f"\ntaken over after {took:.1f} s, both receipts after {answered:.1f} s")
    record_property("taken_over", took)
    check_store(owner.settings)
    found = compare(owner.settings, [buoi, man], 1)
    assert (found.conversations, found.lost, found.doubled, found.unanswered) == (2, 0, 0, 0)
    assert found.most_repeated <= 1
    assert answered < TAKEN_OVER


async def test_a_database_that_goes_away_and_comes_back(bots: list[Bot]) -> None:
    bot = bots[0]
    await bot.start_and_wait()
    buoi = Teller("Bưởi", [bot.base])
    async with buoi.there():
        await buoi.begin()
        await buoi.talk_until(MIDDLE)
        if bot.settings.on_sqlite:
            await lock_for_a_while(bot, buoi)
        else:
            for _ in range(3):
                end_all_sessions(bot)
                await buoi.talk_until()
        await buoi.talk_until(RECEIPT)

        assert bot.alive
        await until(bot.owns, TAKEN_OVER, "it owns the database again")
    await bot.stop()
    check_store(bot.settings)
    assert compare(bot.settings, [buoi], 0).lost == 0


async def test_it_stops_soon_also_while_a_disk_does_not_answer(
    empty_url: str, tmp_path: Path
) -> None:
    bot = Bot(tmp_path / "home", empty_url, *free_ports(2), more={"test_stuck": "1"})
    await bot.start_and_wait()
    await until(bot.owns, READY * SLOWER, "it takes turns")
    try:
        async with asyncio.timeout(2 * STOPPED):
            took = await bot.stop()
    finally:
        await bot.kill()

    assert took < STOPPED
    assert await bot.ended() == 0


async def lock_for_a_while(bot: Bot, person: Teller) -> None:
    """Hold the write lock of an SQLite file until somebody was told that the store is down."""
    path = bot.settings.database_url.partition(":///")[2]
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        await person.answer()
        await until(lambda: bool(person.refusals), 30, "the page is told to try again")
        other.execute("ROLLBACK")


def end_all_sessions(bot: Bot) -> None:
    """Cut every connection to the database, as a restart of PostgreSQL does."""
    rows(
        bot.settings,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE datname = current_database() AND pid <> pg_backend_pid()",
    )
