"""The one thread that writes.

Whatever is ready together shares a commit: new events, turns of different people, delivery marks.
Each piece of work has its own savepoint, so that one which fails takes nothing else with it.
"""

import asyncio
import fcntl
import queue
import secrets
import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, TypeVar

import structlog
from sqlalchemy import Connection, Engine, text
from sqlalchemy.engine import RootTransaction
from sqlalchemy.exc import DBAPIError

from models.machine import audit, ownership
from models.machine.ownership import NotOwner
from models.store import Tx

log = structlog.get_logger()
R = TypeVar("R")

MOST_TOGETHER = 256  # pieces of work in one commit
CHANNEL = "thidua"  # on which PostgreSQL tells the processes of one database of new rows
LONGEST = 0.02  # seconds of work after which a commit is due: on SQLite others wait for the lock


class StoreDown(Exception):
    """The database did not take the work; nothing of it happened, and it may be tried again."""


@dataclass(slots=True)
class Work:
    """One piece of work. `owned` work counts only while this process owns the database."""

    run: Callable[[Tx], Any]
    owned: bool
    done: "asyncio.Future[Any]"


def commit(transaction: RootTransaction) -> None:
    """Commit. A function of its own so that a test can kill the process right before and right
    after it.
    """
    transaction.commit()


def now_ms() -> int:
    """Return the time of the audit trail's entries."""
    return int(time.time() * 1000)


class Writer:
    """Runs work in transactions on a thread of its own, and holds the lock of the owner."""

    def __init__(self, engine: Engine, audit_key: bytes, lock_file: Path | None) -> None:
        """`lock_file` is where the owner's lock lies on SQLite; on PostgreSQL the lock is in the
        database.
        """
        self.engine = engine
        self.audit_key = audit_key
        self.lock_file = lock_file
        self.epoch = 0
        self.name = secrets.token_hex(8)  # by which this process knows its own notifications
        self.on_pushed: Callable[[set[int]], None] = lambda _persons: None
        self.on_lost: Callable[[], None] = lambda: None
        self._queue: queue.SimpleQueue[Work | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._loop, name="writer", daemon=True)
        self._connection: Connection | None = None
        self._held: IO[str] | None = None
        self._loop_of_events: asyncio.AbstractEventLoop | None = None

    def start(self) -> None:
        """Begin to take work; called on the event loop."""
        self._loop_of_events = asyncio.get_running_loop()
        self._thread.start()

    async def stop(self) -> None:
        """Finish what is queued and end; the lock is let go."""
        self._queue.put(None)
        await asyncio.to_thread(self._thread.join)

    async def write(self, run: Callable[[Tx], R], *, owned: bool = False) -> R:
        """Run work in a savepoint of the next commit and return what it returned, after that
        commit.

        Raises StoreDown when nothing was committed, NotOwner when this process is no longer the
        owner, and whatever the work itself raised (then only its own savepoint is undone).
        """
        loop = asyncio.get_running_loop()
        work = Work(run, owned, loop.create_future())
        self._queue.put(work)
        result: R = await work.done
        return result

    @property
    def alive(self) -> bool:
        """Whether the last batch reached the database."""
        return self._thread.is_alive() and self._connection is not None

    # --- ownership ---

    async def own(self, at_ms: int) -> bool:
        """Try to become the owner; True when this process is it now. Raises StoreDown."""

        def take(tx: Tx) -> bool:
            if not self._lock(tx):
                return False
            self.epoch = ownership.take_over(tx, at_ms)
            return True

        return await self.write(take)

    def _lock(self, tx: Tx) -> bool:
        """Take the lock: a session lock on our own connection, or a lock on a file."""
        if self.lock_file is None:
            row = tx.connection.execute(
                text(f"SELECT pg_try_advisory_lock({ownership.ADVISORY_LOCK})")
            ).scalar()
            return bool(row)
        if self._held is None:
            handle = self.lock_file.open("w")
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                handle.close()
                return False
            self._held = handle
        return True

    def _lose(self) -> None:
        """Note that this process is not the owner any more, and say so once."""
        if self.epoch and self._loop_of_events is not None:
            self._loop_of_events.call_soon_threadsafe(self.on_lost)
        self.epoch = 0
        if self._held is not None:
            self._held.close()
            self._held = None

    # --- the thread ---

    def _loop(self) -> None:
        while True:
            first = self._queue.get()
            if first is None:
                break
            ended = self._together(first)
            if ended:
                break
        self._let_go()
        self._lose()
        self._disconnect()

    def _let_go(self) -> None:
        """Give the lock back on PostgreSQL: the server would take a moment to notice that the
        connection is gone, and whoever stands by would wait for that.
        """
        if self.lock_file is None and self._connection is not None:
            # If it cannot be given back, the server notices by itself.
            with suppress(Exception), self._connection.begin():
                self._connection.execute(text("SELECT pg_advisory_unlock_all()"))

    def _together(self, first: Work) -> bool:
        """Commit a batch that begins with this work; return whether the end was asked for."""
        results: list[tuple[Work, Any, BaseException | None]] = []
        pushed: set[int] = set()
        work: Work | None = first
        ended = False
        try:
            connection = self._connect()
            with connection.begin() as transaction:
                tx = Tx(connection)
                checked = False
                begun = time.monotonic()
                while work is not None:
                    if work.owned and not checked:
                        checked = self._check(tx)
                    if work.owned and not checked:
                        results.append((work, None, NotOwner()))
                    else:
                        results.append(self._one(tx, work))
                    work = None
                    if len(results) < MOST_TOGETHER and time.monotonic() - begun < LONGEST:
                        try:
                            work = self._queue.get_nowait()
                            ended = work is None
                        except queue.Empty:
                            pass
                if tx.entries:
                    audit.append(tx, tx.entries, self.audit_key, now_ms())
                pushed = tx.pushed
                if tx.tell_others and self.lock_file is None:
                    # PostgreSQL wakes the other processes at the commit; on SQLite they see the
                    # file change.
                    tx.sql(f"NOTIFY {CHANNEL}, '{self.name}'")
                commit(transaction)
        except Exception as error:  # of whatever kind: this thread must go on
            log.error("store.down", error=type(error).__name__)
            self._disconnect()
            if self.lock_file is None:
                self._lose()  # the session lock went with the connection
            failed = [w for w, _, _ in results] + ([work] if work is not None else [])
            # What waits behind it is told now, not after one time-out each.
            while not ended:
                try:
                    work = self._queue.get_nowait()
                except queue.Empty:
                    break
                ended = work is None
                failed += [work] if work is not None else []
            results = [(w, None, StoreDown()) for w in failed]
            pushed = set()
        self._settle(results, pushed)
        return ended

    def _one(self, tx: Tx, work: Work) -> tuple[Work, Any, BaseException | None]:
        """Run one piece of work in its savepoint."""
        try:
            with tx.savepoint():
                value = work.run(tx)
        except Exception as error:
            if is_outage(error) or not tx.alive:
                raise  # with the transaction goes what others had written in it
            return work, None, error
        return work, value, None

    def _check(self, tx: Tx) -> bool:
        """Tell whether this process still owns the database."""
        if not self.epoch:
            return False
        try:
            ownership.check(tx, self.epoch)
        except NotOwner:
            self._lose()
            return False
        return True

    def _connect(self) -> Connection:
        if self._connection is None:
            self._connection = self.engine.connect()
        return self._connection

    def _disconnect(self) -> None:
        if self._connection is not None:
            connection, self._connection = self._connection, None
            with suppress(Exception):  # it was gone already
                connection.invalidate()
                connection.close()

    def _settle(
        self, results: list[tuple[Work, Any, BaseException | None]], pushed: set[int]
    ) -> None:
        """Hand the results back to the event loop, all in one call."""

        def hand_back() -> None:
            for work, value, error in results:
                if work.done.cancelled():
                    continue
                if error is not None:
                    work.done.set_exception(error)
                else:
                    work.done.set_result(value)
            if pushed:
                self.on_pushed(pushed)

        loop = self._loop_of_events
        if loop is not None and not loop.is_closed():
            loop.call_soon_threadsafe(hand_back)


def is_outage(error: Exception) -> bool:
    """Tell a database that is not there (or full, or locked) from work that is wrong.

    Compiled statements run on the driver itself, so its own errors come too, not only those that
    SQLAlchemy wraps.
    """
    if isinstance(error, DBAPIError):
        if error.connection_invalidated or not isinstance(error.orig, Exception):
            return True
        error = error.orig
    if isinstance(error, sqlite3.DatabaseError):
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
        if isinstance(error, sqlite3.OperationalError):
            # A wrong statement is an "operational error" there as well.
            return code != sqlite3.SQLITE_ERROR
        return code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
    kinds = {kind.__name__ for kind in type(error).__mro__ if "psycopg" in kind.__module__}
    # Class 54 is a value that is too large for the database (a long text in an index): the same
    # work would fail again and again, and all others with it.
    return bool(kinds & {"OperationalError", "InterfaceError"}) and not (
        getattr(error, "sqlstate", None) or ""
    ).startswith("54")
