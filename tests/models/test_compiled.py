"""A statement that is typed takes and gives what the session would, on both databases."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import bindparam, insert, literal, select
from sqlmodel import col

from models.compiled import Compiled
from models.people.person import Person
from models.people.unit import Unit
from models.store import Tx, open_engine, transaction
from models.work.deed import Deed

NOW = datetime(2026, 11, 16, 1, 0, 0, 250_000, tzinfo=UTC)
DAY = date(2026, 11, 15)
NAMES = [name for name in Deed.model_fields if name != "id"]
WRITE = Compiled(
    insert(Deed).values({name: bindparam(name) for name in NAMES}).returning(col(Deed.id)),
    typed=True,
)
READ = Compiled(
    select(col(Deed.told_at), col(Deed.happened_first), col(Deed.answers), col(Deed.who)).where(
        col(Deed.told_at) >= bindparam("since"),
        col(Deed.state).in_([literal("sent"), literal("asked")]),
    ),
    typed=True,
)


@pytest.fixture
def tx(store_url: str) -> Iterator[Tx]:
    engine = open_engine(store_url)
    with transaction(engine) as tx:
        tx.session.add(Unit(code="thon-1", kind="hamlet", name="thôn Đoài"))
        tx.session.add(Person(name="Bà Bưởi", created_at=NOW))
        tx.session.flush()
        yield tx
    engine.dispose()


def deed(first: date | None) -> Deed:
    return Deed(
        code="40712386",
        teller_id=1,
        typist_id=1,
        hamlet_id=1,
        who="Bà Mận",
        story="đem ví ra trả",
        answers={"who": {"parts": [["7", "Bà Mận"]], "voice": []}},
        told_at=NOW,
        news_due=DAY,
        head_due=DAY,
        happened_first=first,
    )


@pytest.mark.parametrize("first", [DAY, None])
def test_what_it_writes_the_session_reads_and_the_other_way_round(
    tx: Tx, first: date | None
) -> None:
    told = deed(first)
    written = tx.one(WRITE, **{name: getattr(told, name) for name in NAMES})

    assert written is not None
    found = tx.session.get_one(Deed, written[0])
    assert {name: getattr(found, name) for name in NAMES if name != "told_at"} == {
        name: getattr(told, name) for name in NAMES if name != "told_at"
    }
    at, day, answers, who = tx.all(READ, since=NOW)[0]
    assert (at, day, answers, who) == (found.told_at, first, told.answers, "Bà Mận")
    assert at.replace(tzinfo=UTC) == NOW if at.tzinfo is None else at == NOW


def test_a_moment_that_it_is_asked_for_is_compared_as_it_is_stored(tx: Tx) -> None:
    told = deed(None)
    tx.session.add(told)
    tx.session.flush()

    assert len(tx.all(READ, since=NOW)) == 1
    assert tx.all(READ, since=NOW.replace(microsecond=250_001)) == []
