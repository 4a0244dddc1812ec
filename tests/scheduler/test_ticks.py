"""Ticks go on when the wall clock jumps, and a late one still runs."""

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from scheduler.ticks import JUMP, Ticks

HOUR = 3600.0
SOON = 1.5  # seconds until a tick of every second runs again


@dataclass(slots=True)
class Clocks:
    """A wall clock that somebody sets, beside one that nobody can."""

    wall: float = 1_800_000_000.0
    steady: float = 500.0

    def pass_by(self, seconds: float) -> None:
        """Let time pass on both."""
        self.wall += seconds
        self.steady += seconds


@pytest.fixture
def clocks() -> Clocks:
    return Clocks()


async def nothing() -> None:
    """Do nothing."""


def ticks_of(clocks: Clocks, every: timedelta = timedelta(seconds=1)) -> Ticks:
    ticks = {"one": (every, nothing), "other": (2 * every, nothing)}
    return Ticks(ticks, lambda: clocks.wall, lambda: clocks.steady)


async def test_time_that_passes_is_no_jump(clocks: Clocks) -> None:
    ticks = ticks_of(clocks)
    ticks.scheduler.start(paused=True)
    try:
        for seconds in (1.0, 0.0, 2 * HOUR):
            clocks.pass_by(seconds)
            assert not ticks.look()
        clocks.wall += JUMP / 2  # set right by the network's time
        assert not ticks.look()
    finally:
        ticks.shutdown()


@pytest.mark.parametrize("jump", [HOUR, -HOUR], ids=["ahead", "back"])
async def test_a_jump_is_noticed_once_and_every_tick_comes_soon(
    clocks: Clocks, jump: float
) -> None:
    ticks = ticks_of(clocks)
    ticks.scheduler.start(paused=True)
    try:
        # As after a step back of the clock: by it the next run is an hour away.
        far = datetime.now(UTC) + timedelta(seconds=HOUR)
        for name in ticks.every:
            ticks.scheduler.modify_job(name, next_run_time=far)
        clocks.pass_by(1.0)
        clocks.wall += jump

        assert ticks.look()
        for name, every in ticks.every.items():
            away = ticks.scheduler.get_job(name).next_run_time - datetime.now(UTC)
            assert away <= every
        clocks.pass_by(1.0)
        assert not ticks.look()
    finally:
        ticks.shutdown()


async def test_after_a_jump_back_a_tick_runs_again(clocks: Clocks) -> None:
    ran = asyncio.Event()

    async def tick() -> None:
        ran.set()

    ticks = Ticks(
        {"tick": (timedelta(seconds=0.2), tick)}, lambda: clocks.wall, lambda: clocks.steady
    )
    ticks.start()
    try:
        far = datetime.now(UTC) + timedelta(seconds=HOUR)
        ticks.scheduler.modify_job("tick", next_run_time=far)
        ran.clear()
        clocks.wall -= HOUR
        await asyncio.wait_for(ran.wait(), 2 * SOON)  # the watchdog looks by itself
    finally:
        ticks.shutdown()


async def test_a_tick_that_is_late_still_runs_once(clocks: Clocks) -> None:
    runs = 0
    ran = asyncio.Event()

    async def tick() -> None:
        nonlocal runs
        runs += 1
        ran.set()

    ticks = Ticks(
        {"tick": (timedelta(minutes=10), tick)}, lambda: clocks.wall, lambda: clocks.steady
    )
    ticks.start()
    try:
        late = datetime.now(UTC) - timedelta(minutes=55)  # no run falls on this very second
        ticks.scheduler.modify_job("tick", next_run_time=late)
        await asyncio.wait_for(ran.wait(), SOON)
        away = ticks.scheduler.get_job("tick").next_run_time - datetime.now(UTC)
        assert runs == 1  # not once for each that was missed
        assert timedelta(0) < away <= timedelta(minutes=10)
    finally:
        ticks.shutdown()
