"""Which slow work is due."""

from collections.abc import Iterator

import pytest

from models.machine import task
from models.machine.task import FETCH
from models.store import Tx, open_engine, transaction

BOT = "telegram"
NOW = 1_795_000_000_000
MANY = 500


@pytest.fixture
def tx(store_url: str) -> Iterator[Tx]:
    engine = open_engine(store_url)
    with transaction(engine) as tx:
        yield tx
    engine.dispose()


def test_however_many_files_one_person_sends_those_of_another_are_seen(tx: Tx) -> None:
    for _ in range(MANY):
        task.request(tx, FETCH, BOT, "33", "33", "{}", NOW)
        task.request(tx, "forget", BOT, "33", "33", "{}", NOW)
    other = task.request(tx, FETCH, BOT, "44", "44", "{}", NOW)

    assert other in [row[0] for row in task.waiting(tx, NOW)]


def test_of_one_person_the_oldest_come_first(tx: Tx) -> None:
    asked = [task.request(tx, FETCH, BOT, "33", "33", "{}", NOW) for _ in range(MANY)]

    found = [row[0] for row in task.waiting(tx, NOW)]

    assert found == asked[: len(found)]
    assert found


def test_what_is_put_off_does_not_wait_for_a_clock_that_was_set_back(tx: Tx) -> None:
    row = task.request(tx, FETCH, BOT, "33", "33", "{}", NOW)
    tx.run(task.RETRY, row=row, not_before=NOW + 2_000)
    assert task.waiting(tx, NOW + 1_000) == []

    assert [found[0] for found in task.waiting(tx, NOW - 24 * 3_600_000)] == [row]
