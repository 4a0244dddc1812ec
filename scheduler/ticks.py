"""The only file that knows APScheduler. It holds no state that matters: what is due is computed
from rows.
"""

from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler

Tick = Callable[[], Awaitable[None]]


def start_ticks(ticks: Mapping[str, tuple[timedelta, Tick]]) -> AsyncIOScheduler:
    """Begin to call each function again and again. A late tick still runs: without that the
    library would skip one that is more than a second late.
    """
    scheduler = AsyncIOScheduler(timezone="UTC")
    for name, (every, tick) in ticks.items():
        scheduler.add_job(
            tick,
            "interval",
            seconds=every.total_seconds(),
            id=name,
            misfire_grace_time=None,
            coalesce=True,
            max_instances=1,
        )
    scheduler.start()
    return scheduler
