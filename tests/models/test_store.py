"""One transaction, many savepoints: what fails takes nothing else with it, what stands stays."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from models.machine import inbox
from models.people.person import Person
from models.store import Tx, open_engine, transaction
from models.trail import note

NOW = datetime(2026, 11, 16, 1, 0, tzinfo=UTC)


@pytest.fixture
def engine(store_url: str) -> Iterator[Engine]:
    engine = open_engine(store_url)
    yield engine
    engine.dispose()


def names(engine: Engine) -> list[str]:
    """Everybody in the database, read on a connection of its own."""
    with transaction(engine) as tx:
        return sorted(tx.session.exec(select(Person.name)))


def received(engine: Engine) -> list[str]:
    """The chats of the inbox."""
    with transaction(engine) as tx:
        return [row[2] for row in inbox.unhandled(tx, 0)]


def add(tx: Tx, name: str) -> None:
    """Write one row by the session and one by a compiled statement."""
    tx.session.add(Person(name=name, created_at=NOW))
    assert inbox.receive(tx, "b", name, name, name, "{}", 1) is not None


def undone(tx: Tx, *works: Callable[[Tx], object]) -> None:
    """Do this in a savepoint, and break at its end."""
    with tx.savepoint():
        for work in works:
            work(tx)
        raise ZeroDivisionError


def test_rows_written_by_the_session_inside_a_savepoint_survive(engine: Engine) -> None:
    """A session with a transaction of its own loses them silently: `Tx.session` joins ours."""
    with transaction(engine) as tx, tx.savepoint():
        add(tx, "Bà Bưởi")

    assert names(engine) == ["Bà Bưởi"]
    assert received(engine) == ["Bà Bưởi"]


def test_also_in_several_savepoints_with_one_session(engine: Engine) -> None:
    with transaction(engine) as tx:
        for name in ("Bà Bưởi", "Bà Mận", "Ông Thóc"):
            with tx.savepoint():
                add(tx, name)

    assert names(engine) == ["Bà Bưởi", "Bà Mận", "Ông Thóc"]


def test_a_failing_savepoint_takes_nothing_else_with_it(engine: Engine) -> None:
    with transaction(engine) as tx:
        with tx.savepoint():
            add(tx, "Bà Bưởi")
            note(tx, 1, "a", "person 1")
        with pytest.raises(ZeroDivisionError):
            undone(
                tx,
                lambda tx: add(tx, "Bà Mận"),
                lambda tx: tx.session.flush(),
                lambda tx: note(tx, 2, "b", "person 2"),
            )
        with tx.savepoint():
            add(tx, "Ông Thóc")
            note(tx, 3, "c", "person 3")
        assert [entry.action for entry in tx.entries] == ["a", "c"]

    assert names(engine) == ["Bà Bưởi", "Ông Thóc"]
    assert received(engine) == ["Bà Bưởi", "Ông Thóc"]


def test_what_was_not_flushed_goes_with_the_savepoint_too(engine: Engine) -> None:
    with transaction(engine) as tx:
        with pytest.raises(ZeroDivisionError):
            undone(tx, lambda tx: tx.session.add(Person(name="Bà Mận", created_at=NOW)))
        with tx.savepoint():
            tx.session.add(Person(name="Bà Bưởi", created_at=NOW))

    assert names(engine) == ["Bà Bưởi"]


def test_a_statement_that_is_wrong_takes_its_savepoint_only(engine: Engine) -> None:
    with transaction(engine) as tx:
        with pytest.raises(Exception, match="nowhere"):
            undone(tx, lambda tx: add(tx, "Bà Mận"), lambda tx: tx.sql("SELECT 1 FROM nowhere"))
        with tx.savepoint():
            add(tx, "Bà Bưởi")

    assert names(engine) == ["Bà Bưởi"]


def test_a_transaction_that_fails_leaves_nothing(engine: Engine) -> None:
    def broken() -> None:
        with transaction(engine) as tx:
            with tx.savepoint():
                add(tx, "Bà Bưởi")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        broken()

    assert names(engine) == []
    assert received(engine) == []


def test_an_object_changed_in_a_savepoint_is_read_anew_in_the_next(engine: Engine) -> None:
    def rename(tx: Tx) -> None:
        tx.session.exec(select(Person)).one().name = "Bà Mận"

    with transaction(engine) as tx:
        with tx.savepoint():
            add(tx, "Bà Bưởi")
        with pytest.raises(ZeroDivisionError):
            undone(tx, rename, lambda tx: tx.session.flush())
        with tx.savepoint():
            assert tx.session.exec(select(Person)).one().name == "Bà Bưởi"


def test_sqlite_is_opened_by_the_letter(sqlite_url: str) -> None:
    engine = open_engine(sqlite_url)
    wanted = {
        "journal_mode": "wal",
        "synchronous": 2,  # FULL
        "foreign_keys": 1,
        "secure_delete": 1,
        "busy_timeout": 5000,
    }
    with transaction(engine) as tx:
        found = {name: tx.connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in wanted}
    engine.dispose()

    assert found == wanted
