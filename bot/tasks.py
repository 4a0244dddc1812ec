"""Slow work that a turn asked for, done outside transactions: fetching what lies on a platform,
writing a document.

A task that is cut off is done again after a restart; what it writes into the database is written
once.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import aclosing
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson
import structlog

from bot import files, pictures
from bot.apart import apart
from bot.channels.contract import Channel, NotNow, NotTaken
from bot.dialogue import keeping
from bot.dialogue.messages import Address, Incoming, Kind
from bot.receiving import TASK, Arrived
from bot.writer import StoreDown, Writer
from models.base import to_ms
from models.machine import file, inbox, task
from models.machine.file import File, FileState
from models.machine.ownership import NotOwner
from models.machine.task import FETCH, TaskState
from models.store import Tx

log = structlog.get_logger()

MOST_TRIES = 8
PATIENCE = 24 * 3600.0  # seconds in which tries do not count while a platform is away
ABSENT = 7 * PATIENCE  # and while its bot is not in the settings, where it may be put back
SELDOM = 3600.0  # seconds between two looks whether it was
SLOWEST = 120.0  # seconds between two of them, where the platform asks for no more
DOCUMENT_TRIES = 3  # somebody waits for it, and what fails thrice fails again
FETCHES = 8  # at the same time
FETCHES_OF_ONE = 2  # of one conversation: what hangs there keeps nobody else's files waiting
OTHERS = 2  # beside them: no document waits for a platform


@dataclass(frozen=True, slots=True)
class Document:
    """A document that was written: under which name it is handed over, what it is, its bytes, and
    what is to be said of it.
    """

    name: str
    mime: str
    content: bytes
    said: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Pictures:
    """Pictures that were drawn, to be looked at as photos are: the bytes of each."""

    contents: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in a document that was read: plain JSON values."""

    said: Mapping[str, Any]


class NotReady(Exception):
    """A file that is to be read is still on its way: the task is done a little later."""


@dataclass(frozen=True, slots=True)
class Further:
    """What has been read is not all: `read` reads on in a short transaction of its own, so that
    others get in between.
    """

    read: Callable[[Tx], Any]


@dataclass(frozen=True, slots=True)
class Maker:
    """How one kind of document comes about, or is read: `read` gathers plain data in a short
    transaction from what was asked (it raises NotReady where a file has not come yet, and returns
    Further where one such transaction is not enough), `write` makes the document of them or draws
    the pictures, or says what it found, in a thread; where that is a lot of work (`heavy`), in a
    process of its own.
    """

    read: Callable[[Tx, Mapping[str, Any]], Any]
    write: Callable[[Any], Document | Pictures | Found]
    heavy: bool = False


@dataclass(frozen=True, slots=True)
class Tries:
    """How often a task has been tried, without the tries that do not count, and when it was asked
    for.
    """

    made: int
    asked_ms: int


class Tasks:
    """Runs the tasks of the table, a few at a time."""

    def __init__(
        self,
        writer: Writer,
        channels: Mapping[str, Channel],
        folder: Path,
        limit: int,
        clock: Callable[[], datetime],
        makers: Mapping[str, Maker] | None = None,
        arrived: Arrived | None = None,
    ) -> None:
        """`folder` is where files are kept, `limit` how many bytes a fetched one may have;
        `makers` make documents, by kind of task; `arrived` is told of each result after its
        commit.
        """
        self.writer = writer
        self.channels = channels
        self.folder = folder
        self.limit = limit
        self.clock = clock
        self.makers = dict(makers or {})
        self.arrived = arrived
        self._under_way: dict[int, asyncio.Task[None]] = {}
        self._sweep_at = 0.0
        self._fetching: dict[int, Address] = {}  # whose file, of those under way that are fetches

    async def look(self) -> None:
        """Start what waits and is due."""
        now = asyncio.get_running_loop().time()
        if now >= self._sweep_at:
            self._sweep_at = now + files.ABANDONED
            await asyncio.to_thread(files.sweep, self.folder)
        now_ms = to_ms(self.clock())
        due = await self.writer.write(lambda tx: task.waiting(tx, now_ms))
        for row, kind, *where, payload, attempts, asked_ms in due:
            place = Address(*where)
            if row in self._under_way or not self._has_room(kind, place):
                continue
            if kind == FETCH:
                self._fetching[row] = place
            work = asyncio.get_running_loop().create_task(
                self._run(row, kind, place, payload, Tries(attempts, asked_ms))
            )
            self._under_way[row] = work
            work.add_done_callback(lambda _done, row=row: self._end(row))  # type: ignore[misc]

    def _has_room(self, kind: str, where: Address) -> bool:
        """Tell whether one more task may run now."""
        fetching = list(self._fetching.values())
        if kind != FETCH:
            return len(self._under_way) - len(fetching) < OTHERS
        return len(fetching) < FETCHES and fetching.count(where) < FETCHES_OF_ONE

    def _end(self, row: int) -> None:
        self._under_way.pop(row, None)
        self._fetching.pop(row, None)

    async def stop(self) -> None:
        """Cut off what is under way: it is done again after the next start."""
        for work in list(self._under_way.values()):
            work.cancel()
        await asyncio.gather(*self._under_way.values(), return_exceptions=True)

    async def _run(self, row: int, kind: str, where: Address, payload: str, tries: Tries) -> None:
        """Do one task and write what came of it."""
        try:
            if kind in self.makers:
                await self._make(row, kind, where, orjson.loads(payload), tries)
            elif kind == FETCH and where.bot in self.channels:
                await self._fetch(row, where, orjson.loads(payload), tries)
            elif kind == FETCH:
                await self._without_bot(row, orjson.loads(payload)["file"], tries)
            elif kind == "forget":
                await self._forget(orjson.loads(payload)["sha256"])
                await self.writer.write(lambda tx: end(tx, row), owned=True)
        except (StoreDown, NotOwner):
            pass  # it still stands in the table
        except Exception as error:
            log.error("task.broken", reference=row, exc_info=error)
            if kind == FETCH and tries.made + 1 >= MOST_TRIES:
                await self._lost(row, where, orjson.loads(payload)["file"])
            else:
                await self._later(row, tries)

    async def _fetch(
        self, row: int, where: Address, asked: Mapping[str, str], tries: Tries
    ) -> None:
        """Fetch a photo or voice note and keep it, byte for byte, as it comes; one that cannot be
        had or kept is told of, as one more message of the conversation. While the platform is away
        it still has the file: that is waited for.
        """
        state, sha256, size, mime = FileState.LOST, "", 0, ""
        why, wait = "", 0.0
        try:
            async with aclosing(self.channels[where.bot].fetch(asked["ref"])) as pieces:
                kept = await files.keep(self.folder, Kind(asked["kind"]), "", pieces, self.limit)
            state, sha256, size, mime = FileState.KEPT, kept.sha256, kept.size, kept.mime
        except NotNow as error:
            if error.away and self._is_patient(tries):
                await self._put_off(row, tries, error.seconds)
                return
            wait = error.seconds
        except (NotTaken, files.BadFile) as error:
            state, why = FileState.REFUSED, error.why
        except OSError as error:  # the disk is full: whoever sent it has to know in the end
            log.error("task.not_kept", reference=row, exc_info=error)
        if state is FileState.LOST and tries.made + 1 < MOST_TRIES:
            await self._later(row, tries, wait)
            return

        result = self._result(row, where, {"file": asked["file"], "state": state, "why": why})
        wanted = False

        def settle(tx: Tx) -> int | None:
            nonlocal wanted
            end(tx, row)
            wanted = file.settle(tx, asked["file"], state, sha256, size, mime)
            return result.receive(tx) if wanted and state is not FileState.KEPT else None

        self._tell(result, await self.writer.write(settle, owned=True))
        if not wanted and sha256:
            await self._forget(sha256)  # the person said no while it was fetched

    async def _lost(self, row: int, where: Address, name: str) -> None:
        """Give up a file that nobody can fetch, and tell whoever sent it."""
        result = self._result(row, where, {"file": name, "state": FileState.LOST, "why": ""})

        def settle(tx: Tx) -> int | None:
            tx.run(task.END, row=row, new_state=TaskState.GIVEN_UP.value)
            return result.receive(tx) if file.settle(tx, name, FileState.LOST) else None

        self._tell(result, await self.writer.write(settle, owned=True))

    async def _without_bot(self, row: int, name: str, tries: Tries) -> None:
        """Wait for a bot that is not in the settings: it may be put back. Then the file is lost,
        and there is nobody who could be told on it.
        """
        if self._is_patient(tries, ABSENT):
            await self._put_off(row, tries, SELDOM)
            return
        log.warning("task.no_bot", reference=row)

        def settle(tx: Tx) -> None:
            tx.run(task.END, row=row, new_state=TaskState.GIVEN_UP.value)
            file.settle(tx, name, FileState.LOST)

        await self.writer.write(settle, owned=True)

    async def _make(
        self, row: int, kind: str, where: Address, asked: Mapping[str, Any], tries: Tries
    ) -> None:
        """Write a document, keep it, and hand it over as one more message of the conversation;
        one that cannot be made is told of. Of one that is read what was found comes back.
        """
        maker = self.makers[kind]
        made: list[File] = []
        came: dict[str, Any] = {"state": "failed"}
        try:
            found = await self.writer.write(lambda tx: maker.read(tx, asked))
            while isinstance(found, Further):
                found = await self.writer.write(found.read)
            if maker.heavy:
                document: Document | Pictures | Found = await apart(maker.write, found)
            else:
                document = await asyncio.to_thread(maker.write, found)
            made, came = await self._keep_made(row, where, document)
        except (StoreDown, NotOwner):
            raise
        except NotReady:
            if self._is_patient(tries):
                await self._put_off(row, tries)
                return
            if tries.made + 1 < MOST_TRIES:
                await self._later(row, tries)
                return
        except Exception as error:
            log.error("task.not_made", reference=row, kind=kind, exc_info=error)
            if tries.made + 1 < DOCUMENT_TRIES:
                await self._later(row, tries)
                return
        result = self._result(row, where, {**asked, "kind": kind, **came})

        def settle(tx: Tx) -> int | None:
            end(tx, row)
            for each in made:
                file.announce(tx, each)
            return result.receive(tx)

        self._tell(result, await self.writer.write(settle, owned=True))

    async def _keep_made(
        self, row: int, where: Address, made: Document | Pictures | Found
    ) -> tuple[list[File], dict[str, Any]]:
        """Keep what was made; return its rows, and what is to be said."""
        if isinstance(made, Found):
            return [], dict(made.said)
        if isinstance(made, Pictures):
            pictures = [
                await self._kept(f"{file.PICTURE}{row}-{place}", where, Kind.PHOTO, content)
                for place, content in enumerate(made.contents, 1)
            ]
            return pictures, {"photos": [each.id for each in pictures]}
        kept = await self._kept(f"{file.DOCUMENT}{row}", where, Kind.FILE, made.content)
        kept.mime, kept.name = made.mime, made.name
        return [kept], {**made.said, "document": kept.id, "name": kept.name}

    async def _kept(self, own: str, where: Address, kind: Kind, content: bytes) -> File:
        """Keep the bytes of something that was made; return its row."""
        kept = await files.keep(self.folder, kind, "", once(content), len(content))
        return File(
            id=own,
            owner=f"{where.bot}:{where.chat}",
            kind=kind.value,
            mime=kept.mime,
            size=kept.size,
            sha256=kept.sha256,
            state=FileState.KEPT,
            created_ms=to_ms(self.clock()),
        )

    def _result(self, row: int, where: Address, came: Mapping[str, Any]) -> "Result":
        """Return what came of a task as an event of its conversation."""
        at = self.clock()
        said = Incoming(Kind.TASK, f"task:{row}", at, task=came)
        payload = orjson.dumps({TASK: keeping.said_to_json(said)}).decode()
        return Result(where, said.event_id, payload, to_ms(at))

    def _tell(self, result: "Result", row: int | None) -> None:
        """Tell whoever handles events of a result that is in the inbox."""
        if row is not None and self.arrived is not None:
            place = result.where
            self.arrived(
                row, place.bot, place.chat, place.sender, result.payload, result.received_ms
            )

    async def _forget(self, sha256: str) -> None:
        """Delete bytes that no file has any more, and what was made of them to be looked at."""
        if not await self.writer.write(lambda tx: file.has_bytes(tx, sha256)):
            files.path_of(self.folder, sha256).unlink(missing_ok=True)
            pictures.path_of_copy(self.folder, sha256).unlink(missing_ok=True)

    def _is_patient(self, tries: Tries, seconds: float = PATIENCE) -> bool:
        """Tell whether a try that says nothing of the task itself is not counted."""
        return to_ms(self.clock()) - tries.asked_ms < seconds * 1000

    async def _put_off(self, row: int, tries: Tries, seconds: float = 0.0) -> None:
        """Try again after as long as it has waited so far, up to `SLOWEST`, and not before the
        platform wants to be asked: the try is not counted.
        """
        now = to_ms(self.clock())
        waited = (now - tries.asked_ms) / 1000
        due = now + int(1000 * max(min(max(waited, 1.0), SLOWEST), seconds))
        await self.writer.write(
            lambda tx: tx.run(task.PUT_OFF, row=row, not_before=due), owned=True
        )

    async def _later(self, row: int, tries: Tries, seconds: float = 0.0) -> None:
        """Try again later, twice as late each time, and not before so many seconds."""
        due = to_ms(self.clock()) + int(1000 * max(2**tries.made, seconds))
        end = tries.made + 1 >= MOST_TRIES

        def put_off(tx: Tx) -> None:
            if end:
                tx.run(task.END, row=row, new_state=TaskState.GIVEN_UP.value)
            else:
                tx.run(task.RETRY, row=row, not_before=due)

        await self.writer.write(put_off, owned=True)


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a task, on its way into the inbox."""

    where: Address
    event_id: str
    payload: str
    received_ms: int

    def receive(self, tx: Tx) -> int | None:
        """Put it into the inbox; return its row."""
        place = (self.where.chat, self.where.sender, self.payload, self.received_ms)
        return inbox.receive(tx, self.where.bot, self.event_id, *place)


def end(tx: Tx, row: int) -> None:
    """Mark a task as done."""
    tx.run(task.END, row=row, new_state=TaskState.DONE.value)


async def once(content: bytes) -> AsyncIterator[bytes]:
    """Return bytes as a stream of one piece."""
    yield content
