"""Waking up when another process of the same database has written something.

PostgreSQL says so at the commit; on SQLite the file's own change counter is looked at ten times a
second, which costs microseconds. Either may miss a moment (a connection that breaks): a slow tick
looks as well.
"""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable
from pathlib import Path

import structlog

from bot.writer import CHANNEL

log = structlog.get_logger()

LOOK_SECONDS = 0.1
AGAIN_SECONDS = 1.0


async def watch(url: str, own: str, changed: Callable[[], Awaitable[None]]) -> None:
    """Call `changed` after other processes' commits, until cancelled; `own` is the writer's name
    of this one.
    """
    if url.startswith("sqlite"):
        await watch_file(Path(url.partition(":///")[2]), changed)
    else:
        await listen(url.replace("+psycopg", "", 1), own, changed)


async def watch_file(path: Path, changed: Callable[[], Awaitable[None]]) -> None:
    """Look at an SQLite file's change counter."""
    connection = sqlite3.connect(path, check_same_thread=False)
    try:
        last = connection.execute("PRAGMA data_version").fetchone()
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            now = connection.execute("PRAGMA data_version").fetchone()
            if now != last:
                last = now
                await changed()
    finally:
        connection.close()


async def listen(url: str, own: str, changed: Callable[[], Awaitable[None]]) -> None:
    """Listen to PostgreSQL, connecting again when the connection breaks."""
    import psycopg  # noqa: PLC0415 - nine MiB that nobody needs on SQLite

    heard = asyncio.Event()
    telling = asyncio.create_task(tell(heard, changed))
    try:
        while True:
            try:
                async with await psycopg.AsyncConnection.connect(url, autocommit=True) as them:
                    await them.execute(f"LISTEN {CHANNEL}")
                    heard.set()
                    async for notify in them.notifies():
                        if notify.payload != own:
                            heard.set()
            except (psycopg.Error, OSError) as error:
                log.warning("watch.broken", error=type(error).__name__)
                await asyncio.sleep(AGAIN_SECONDS)
    finally:
        telling.cancel()


async def tell(heard: asyncio.Event, changed: Callable[[], Awaitable[None]]) -> None:
    """Call `changed` once for whatever was heard while it last ran."""
    while True:
        await heard.wait()
        heard.clear()
        await changed()
