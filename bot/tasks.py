"""Slow work that a turn asked for, done outside transactions: for now, fetching what lies on a
platform.

A task that is cut off is done again after a restart; what it writes is the same the second time.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from datetime import datetime
from pathlib import Path

import orjson
import structlog

from bot import files, pictures
from bot.channels.contract import Channel
from bot.dialogue import keeping
from bot.dialogue.messages import Address, Incoming, Kind
from bot.receiving import TASK
from bot.writer import StoreDown, Writer
from models.base import to_ms
from models.machine import file, inbox, task
from models.machine.file import FileState
from models.machine.ownership import NotOwner
from models.machine.task import TaskState
from models.store import Tx

log = structlog.get_logger()

MOST_TRIES = 8
AT_ONCE = 4


class Tasks:
    """Runs the tasks of the table, a few at a time."""

    def __init__(
        self,
        writer: Writer,
        channels: Mapping[str, Channel],
        folder: Path,
        limit: int,
        clock: Callable[[], datetime],
    ) -> None:
        """`folder` is where files are kept, `limit` how many bytes one may have."""
        self.writer = writer
        self.channels = channels
        self.folder = folder
        self.limit = limit
        self.clock = clock
        self._under_way: dict[int, asyncio.Task[None]] = {}

    async def look(self) -> None:
        """Start what waits and is due."""
        now_ms = to_ms(self.clock())
        due = await self.writer.write(lambda tx: task.waiting(tx, now_ms))
        for row, kind, *where, payload, attempts, _not_before in due:
            if row in self._under_way or len(self._under_way) >= AT_ONCE:
                continue
            work = asyncio.get_running_loop().create_task(
                self._run(row, kind, Address(*where), payload, attempts)
            )
            self._under_way[row] = work
            work.add_done_callback(lambda _done, row=row: self._under_way.pop(row, None))  # type: ignore[misc]

    async def stop(self) -> None:
        """Cut off what is under way: it is done again after the next start."""
        for work in list(self._under_way.values()):
            work.cancel()
        await asyncio.gather(*self._under_way.values(), return_exceptions=True)

    async def _run(self, row: int, kind: str, where: Address, payload: str, attempts: int) -> None:
        """Do one task and write what came of it."""
        try:
            if kind == "fetch" and where.bot in self.channels:
                await self._fetch(row, where, orjson.loads(payload), attempts)
            elif kind == "forget":
                await self._forget(orjson.loads(payload)["sha256"])
                await self.writer.write(lambda tx: end(tx, row), owned=True)
        except (StoreDown, NotOwner):
            pass  # it still stands in the table
        except Exception as error:
            log.error("task.broken", reference=row, exc_info=error)
            await self._later(row, attempts)

    async def _fetch(
        self, row: int, where: Address, asked: Mapping[str, str], attempts: int
    ) -> None:
        """Fetch a photo or voice note and keep it, byte for byte; one that cannot be had or kept
        is told of, as one more message of the conversation.
        """
        content = await self.channels[where.bot].fetch(asked["ref"])
        if content is None and attempts + 1 < MOST_TRIES:
            await self._later(row, attempts)
            return
        state, sha256, size, mime = FileState.LOST, "", 0, ""
        if content is not None:
            try:
                kept = await files.keep(
                    self.folder, Kind(asked["kind"]), "", once(content), self.limit
                )
                state, sha256, size, mime = FileState.KEPT, kept.sha256, kept.size, kept.mime
            except files.BadFile:
                state = FileState.REFUSED

        at = self.clock()
        result = Incoming(
            Kind.TASK, f"task:{row}", at, task={"file": asked["file"], "state": state}
        )
        payload = orjson.dumps({TASK: keeping.said_to_json(result)}).decode()

        def settle(tx: Tx) -> bool:
            end(tx, row)
            wanted = file.settle(tx, asked["file"], state, sha256, size, mime)
            if wanted and state is not FileState.KEPT:
                place = (where.chat, where.sender, payload, to_ms(at))
                inbox.receive(tx, where.bot, result.event_id, *place)
            return wanted

        if not await self.writer.write(settle, owned=True) and sha256:
            await self._forget(sha256)  # the person said no while it was fetched

    async def _forget(self, sha256: str) -> None:
        """Delete bytes that no file has any more, and what was made of them to be looked at."""
        if not await self.writer.write(lambda tx: file.has_bytes(tx, sha256)):
            files.path_of(self.folder, sha256).unlink(missing_ok=True)
            pictures.path_of_copy(self.folder, sha256).unlink(missing_ok=True)

    async def _later(self, row: int, attempts: int) -> None:
        """Try again later, twice as late each time."""
        due = to_ms(self.clock()) + 1000 * 2**attempts
        end = attempts + 1 >= MOST_TRIES

        def put_off(tx: Tx) -> None:
            if end:
                tx.run(task.END, row=row, new_state=TaskState.GIVEN_UP.value)
            else:
                tx.run(task.RETRY, row=row, not_before=due)

        await self.writer.write(put_off, owned=True)


def end(tx: Tx, row: int) -> None:
    """Mark a task as done."""
    tx.run(task.END, row=row, new_state=TaskState.DONE.value)


async def once(content: bytes) -> AsyncIterator[bytes]:
    """Return bytes as a stream of one piece."""
    yield content
