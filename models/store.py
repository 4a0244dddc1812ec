"""The database: how it is opened, and what one unit of work may do with it.

SQLite runs with WAL, `synchronous=FULL` (a receipt given must survive a power cut), foreign keys
and secure delete on, and takes the write lock at BEGIN: a transaction that reads first and writes
later would fail at once as busy.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Dialect, Engine, create_engine, event
from sqlalchemy.pool import NullPool
from sqlmodel import Session

from models.compiled import Compiled, Cursor, Row

# A PostgreSQL host that went dark is given up in seconds, so that a standby can take over.
PATIENCE = {
    "connect_timeout": 5,
    "keepalives_idle": 2,
    "keepalives_interval": 2,
    "keepalives_count": 2,
    "tcp_user_timeout": 6_000,
}
BUSY_MS = 5_000  # how long a write waits for another process's write on SQLite


def open_engine(url: str) -> Engine:
    """Return an engine for a SQLite or PostgreSQL address, with every rule of storage applied to
    its connections.
    """
    if url.startswith("sqlite"):
        engine = create_engine(url, poolclass=NullPool, connect_args={"check_same_thread": False})
        event.listen(engine, "connect", prepare_sqlite)
        event.listen(engine, "begin", begin_immediate)
        return engine
    return create_engine(
        url, pool_size=4, max_overflow=4, pool_pre_ping=True, connect_args=PATIENCE
    )


def prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    """Set one new SQLite connection up; transactions are begun by us, not by the driver."""
    connection.isolation_level = None
    for pragma in (
        f"busy_timeout={BUSY_MS}",
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "secure_delete=ON",
        "temp_store=MEMORY",
    ):
        connection.execute(f"PRAGMA {pragma}")


def begin_immediate(connection: Connection) -> None:
    """Take the write lock with BEGIN."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")


class Tx:
    """One transaction, as a turn sees it: compiled statements on the driver, a session only when
    one is asked for.
    """

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.dialect: Dialect = connection.dialect
        driver: Any = connection.connection.driver_connection
        self.cursor: Cursor = driver.cursor()
        self._session: Session | None = None
        self.entries: list[Any] = []  # what the audit trail will say (`models.trail.note`)
        self.tell_others = False  # other processes have something to read after this commit
        self.pushed: set[int] = (
            set()
        )  # persons for whom something new waits (`models.machine.push.push`)

    @property
    def alive(self) -> bool:
        """Whether the transaction still stands. SQLite ends it by itself when the disk is full or
        broken; what is written after that would be committed statement by statement.
        """
        driver: Any = self.connection.connection.driver_connection
        if self.dialect.name == "sqlite":
            return bool(driver.in_transaction)
        return bool(driver.info.transaction_status)  # 0 is a connection without a transaction

    def run(self, statement: Compiled, **values: Any) -> int:
        """Execute a statement; return how many rows it touched."""
        statement.run(self.cursor, self.dialect, values)
        if self.cursor.description is not None:
            self.cursor.fetchall()  # SQLite does not commit while a statement has rows left
        return self.cursor.rowcount

    def one(self, statement: Compiled, **values: Any) -> Row | None:
        """Execute a statement and return its first row."""
        statement.run(self.cursor, self.dialect, values)
        rows = statement.rows(self.cursor, self.dialect)
        return rows[0] if rows else None

    def all(self, statement: Compiled, **values: Any) -> list[Row]:
        """Execute a statement and return all its rows."""
        statement.run(self.cursor, self.dialect, values)
        return statement.rows(self.cursor, self.dialect)

    def sql(self, text: str) -> None:
        """Execute one plain string (a savepoint)."""
        self.cursor.execute(text)

    @property
    def session(self) -> Session:
        """The SQLModel session of this transaction, opened at its first use.

        `create_savepoint`: it joins the transaction that is running, and what the database refuses
        undoes the session's own savepoint. Did it join without one (`rollback_only`), a refused
        flush would roll back the whole transaction, with the work of everybody in it.
        """
        if self._session is None:
            self._session = Session(
                bind=self.connection,
                join_transaction_mode="create_savepoint",
                expire_on_commit=False,
                autoflush=True,
            )
        return self._session

    def flush(self) -> None:
        """Write what the session holds and let go of its objects: the savepoint is about to be
        released.
        """
        if self._session is not None:
            self._session.commit()  # of its savepoint only
            self._session.expunge_all()

    def forget(self) -> None:
        """Drop what the session holds unwritten: the savepoint was rolled back."""
        if self._session is not None:
            self._session.rollback()
            self._session.expunge_all()

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """Do all of a block or nothing of it. SQLAlchemy's own savepoint is compiled afresh each
        time, a string is not.
        """
        before = len(self.entries)
        self.sql("SAVEPOINT turn")
        try:
            yield
            self.flush()
        except BaseException:
            self.forget()
            del self.entries[before:]
            self.sql("ROLLBACK TO SAVEPOINT turn")
            self.sql("RELEASE SAVEPOINT turn")
            raise
        self.sql("RELEASE SAVEPOINT turn")


@contextmanager
def transaction(engine: Engine) -> Iterator[Tx]:
    """Open a transaction of its own: for the command line and for tests; the running program has
    one writer.
    """
    with engine.connect() as connection, connection.begin():
        tx = Tx(connection)
        yield tx
        tx.flush()
