"""The only file that knows APScheduler. It holds no state that matters: what is due is computed
from rows.

The library sleeps until the wall clock says that a tick is due; when somebody sets the clock back
an hour it sleeps an hour longer. A watchdog on the monotonic clock notices the jump and schedules
every tick anew.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

log = structlog.get_logger()

Tick = Callable[[], Awaitable[None]]

LOOKS = 1.0  # seconds between two looks at the clocks
JUMP = 2.0  # seconds by which the clocks may drift apart between two looks


class Ticks:
    """Functions that are called again and again."""

    def __init__(
        self,
        ticks: Mapping[str, tuple[timedelta, Tick]],
        wall: Callable[[], float] = time.time,
        steady: Callable[[], float] = time.monotonic,
    ) -> None:
        """`wall` and `steady` are the two clocks, in seconds."""
        self.every = {name: every for name, (every, _) in ticks.items()}
        self.wall = wall
        self.steady = steady
        self.scheduler = AsyncIOScheduler(timezone="UTC")
        for name, (every, tick) in ticks.items():
            # A late tick still runs: without that the library would skip one that is more than a
            # second late.
            self.scheduler.add_job(
                tick,
                interval(every),
                id=name,
                misfire_grace_time=None,
                coalesce=True,
                max_instances=1,
            )
        self._apart = wall() - steady()
        self._timer: asyncio.TimerHandle | None = None

    def start(self) -> None:
        """Begin to call them."""
        self.scheduler.start()
        self._wait()

    def look(self) -> bool:
        """Compare the clocks; when the wall clock has jumped, schedule every tick anew from now
        on. Return whether it had.
        """
        apart = self.wall() - self.steady()
        jumped, self._apart = abs(apart - self._apart) > JUMP, apart
        if jumped:
            log.warning("clock.jumped")
            for name, every in self.every.items():
                self.scheduler.reschedule_job(name, trigger=interval(every))
        return jumped

    def shutdown(self) -> None:
        """Call nothing any more."""
        if self._timer is not None:
            self._timer.cancel()
        self.scheduler.shutdown(wait=False)

    def _wait(self) -> None:
        self._timer = asyncio.get_running_loop().call_later(LOOKS, self._again)

    def _again(self) -> None:
        self.look()
        self._wait()


def interval(every: timedelta) -> IntervalTrigger:
    """Return the trigger of a tick."""
    return IntervalTrigger(seconds=every.total_seconds(), timezone="UTC")


def start_ticks(ticks: Mapping[str, tuple[timedelta, Tick]]) -> Ticks:
    """Begin to call each function again and again."""
    started = Ticks(ticks)
    started.start()
    return started
