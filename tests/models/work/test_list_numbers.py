"""A case keeps its number while it is open, and the number rests for seven days after."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import literal, select, union_all

from models.people.person import Person
from models.store import Tx, open_engine, transaction
from models.work.list_numbers import (
    REST,
    case_of_number,
    close_number,
    close_numbers,
    number_for,
)

NOW = datetime(2026, 11, 16, 1, 0, tzinfo=UTC)


@pytest.fixture
def tx(store_url: str) -> Iterator[Tx]:
    engine = open_engine(store_url)
    with transaction(engine) as tx:
        for name in ("Ông Sấu", "Cô Lúa"):
            tx.session.add(Person(name=name, created_at=NOW))
        tx.session.flush()
        yield tx
    engine.dispose()


def test_cases_are_numbered_from_one_and_keep_their_number(tx: Tx) -> None:
    assert [number_for(tx, 1, f"deed {n}", NOW) for n in (7, 8, 9)] == [1, 2, 3]
    assert number_for(tx, 1, "deed 8", NOW + timedelta(days=90)) == 2
    assert case_of_number(tx, 1, 2) == "deed 8"


def test_each_person_has_numbers_of_their_own(tx: Tx) -> None:
    number_for(tx, 1, "deed 7", NOW)

    assert number_for(tx, 2, "deed 8", NOW) == 1
    assert case_of_number(tx, 1, 1) == "deed 7"
    assert case_of_number(tx, 2, 1) == "deed 8"


def test_a_closed_number_means_nothing_and_rests_for_seven_days(tx: Tx) -> None:
    number_for(tx, 1, "deed 7", NOW)
    close_number(tx, "deed 7", NOW)

    assert case_of_number(tx, 1, 1) is None
    assert number_for(tx, 1, "deed 8", NOW + REST - timedelta(seconds=1)) == 2
    assert number_for(tx, 1, "deed 9", NOW + REST) == 1


def test_a_case_that_comes_back_has_its_number_unless_it_is_anothers(tx: Tx) -> None:
    number_for(tx, 1, "deed 7", NOW)
    close_number(tx, "deed 7", NOW)
    assert number_for(tx, 1, "deed 7", NOW + timedelta(days=1)) == 1

    close_number(tx, "deed 7", NOW)
    number_for(tx, 1, "deed 8", NOW + REST)
    assert number_for(tx, 1, "deed 7", NOW + REST) == 2


def test_closing_lets_go_of_everybodys_numbers(tx: Tx) -> None:
    for person in (1, 2):
        number_for(tx, person, "deed 7", NOW)

    close_number(tx, "deed 7", NOW)

    assert [case_of_number(tx, person, 1) for person in (1, 2)] == [None, None]


def test_the_numbers_of_many_cases_are_let_go_together(tx: Tx) -> None:
    for case in ("deed 7", "deed 8", "deed 9"):
        number_for(tx, 1, case, NOW)
    number_for(tx, 2, "deed 8", NOW)
    close_number(tx, "deed 9", NOW - timedelta(days=1))
    cases = union_all(*(select(literal(f"deed {n}")) for n in (8, 9, 10)))

    assert close_numbers(tx, select(cases.subquery().c[0]), NOW) == 2

    assert [case_of_number(tx, 1, n) for n in (1, 2, 3)] == ["deed 7", None, None]
    assert case_of_number(tx, 2, 1) is None
    assert number_for(tx, 1, "deed 11", NOW + REST - timedelta(seconds=1)) == 3


def test_of_several_rested_numbers_the_lowest_is_given_each_once(tx: Tx) -> None:
    cases = [f"deed {n}" for n in range(1, 6)]
    assert [number_for(tx, 1, case, NOW) for case in cases] == [1, 2, 3, 4, 5]
    for case in ("deed 4", "deed 2", "deed 3"):
        close_number(tx, case, NOW)
    number_for(tx, 2, "deed 9", NOW)

    later = NOW + REST
    assert [number_for(tx, 1, f"deed {n}", later) for n in (6, 7, 8, 9)] == [2, 3, 4, 6]
    assert [case_of_number(tx, 1, n) for n in (2, 3, 4)] == ["deed 6", "deed 7", "deed 8"]
