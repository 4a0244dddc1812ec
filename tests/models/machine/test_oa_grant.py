"""The pair of tokens in the table: the newest holds, and a refusal is noted once."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from models.machine.oa_grant import keep_grant, newest_grant, refuse_grant
from models.store import Tx, open_engine, transaction
from tests.fakes.scene import MORNING

LATER = MORNING + timedelta(hours=20)


@pytest.fixture
def tx(store_url: str) -> Iterator[Tx]:
    engine = open_engine(store_url)
    with transaction(engine) as tx:
        yield tx
    engine.dispose()


def test_without_a_grant_there_is_none(tx: Tx) -> None:
    assert newest_grant(tx, "1100") is None


def test_the_newest_pair_of_an_application_holds(tx: Tx) -> None:
    keep_grant(tx, "1100", "first", MORNING, MORNING + timedelta(hours=25))
    keep_grant(tx, "2200", "of another", LATER, LATER)
    second = keep_grant(tx, "1100", "second", LATER, LATER + timedelta(hours=25))

    found = newest_grant(tx, "1100")

    assert found is not None
    assert (found.row, found.sealed, found.refused) == (second, "second", None)
    assert (found.got, found.ends) == (LATER, LATER + timedelta(hours=25))
    assert "second" not in repr(found)


def test_a_refusal_is_noted_once_and_a_new_grant_follows_it(tx: Tx) -> None:
    row = keep_grant(tx, "1100", "first", MORNING, LATER)

    assert refuse_grant(tx, row, LATER)
    assert not refuse_grant(tx, row, LATER + timedelta(hours=1))
    found = newest_grant(tx, "1100")
    assert found is not None
    assert found.refused == LATER

    keep_grant(tx, "1100", "second", LATER, LATER)
    found = newest_grant(tx, "1100")
    assert found is not None
    assert found.refused is None
