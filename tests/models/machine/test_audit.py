"""The audit trail: a change shows, and a person's data can be erased without breaking it."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.machine.audit import Entry, append, digest_of, mark_of, verify
from models.store import Tx, open_engine, transaction

KEY = b"a key"


@pytest.fixture
def tx(store_url: str) -> Iterator[Tx]:
    engine = open_engine(store_url)
    with transaction(engine) as tx:
        for n in range(1, 6):
            entry = Entry(n, "deed.send", f"deed {n}", {"code": f"4071 000{n}", "lý do": "tốt"})
            append(tx, [entry], KEY, 1000 + n)
        yield tx
    engine.dispose()


def test_an_untouched_trail_verifies(tx: Tx) -> None:
    report = verify(tx, KEY)

    assert (report.entries, report.broken_at) == (5, 0)
    assert len(report.head) == 64


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE audit SET body = '{}' WHERE id = 3",
        "UPDATE audit SET salt = '00' WHERE id = 3",
        "UPDATE audit SET body = '' WHERE id = 3",
        "UPDATE audit SET digest = 'ff' WHERE id = 3",
        "UPDATE audit SET actor = 9 WHERE id = 3",
        "UPDATE audit SET action = 'deed.accept' WHERE id = 3",
        "UPDATE audit SET object = 'deed 9' WHERE id = 3",
        "UPDATE audit SET at_ms = 5 WHERE id = 3",
        "UPDATE audit SET mark = 'ff' WHERE id = 3",
        "UPDATE audit SET salt = '', body = '', digest = 'ff' WHERE id = 3",
    ],
)
def test_tampering_is_found_where_it_happened(tx: Tx, tampering: str) -> None:
    tx.sql(tampering)

    assert verify(tx, KEY).broken_at == 3


def test_an_entry_taken_out_is_found(tx: Tx) -> None:
    tx.sql("DELETE FROM audit WHERE id = 3")

    assert verify(tx, KEY).broken_at == 4


def test_an_end_cut_off_shows_in_the_head(tx: Tx) -> None:
    """The chain alone cannot tell: that is why its head is told elsewhere as well."""
    head = verify(tx, KEY).head
    tx.sql("DELETE FROM audit WHERE id = 5")

    assert verify(tx, KEY).head != head


def test_whoever_has_not_the_key_cannot_make_an_entry(tx: Tx) -> None:
    append(tx, [Entry(1, "deed.accept", "deed 1", {})], b"another key", 2000)

    assert verify(tx, KEY).broken_at == 6


def test_a_persons_data_can_be_erased_and_the_chain_still_verifies(tx: Tx) -> None:
    head = verify(tx, KEY).head

    tx.sql("UPDATE audit SET salt = '', body = '' WHERE actor IN (2, 3)")

    report = verify(tx, KEY)
    assert (report.entries, report.broken_at, report.head) == (5, 0, head)


@given(st.text(), st.text(), st.text(), st.text())
def test_two_entries_never_share_a_digest_by_their_borders(
    salt: str, body: str, other_salt: str, other_body: str
) -> None:
    same = (salt, body) == (other_salt, other_body)
    if "\0" not in salt + other_salt:
        assert (digest_of(salt, body) == digest_of(other_salt, other_body)) is same


def test_the_mark_depends_on_every_field() -> None:
    base = ("", "d", 1, 2, "a", "o")
    others = (
        ("x", "d", 1, 2, "a", "o"), ("", "e", 1, 2, "a", "o"), ("", "d", 3, 2, "a", "o"),
        ("", "d", 1, 4, "a", "o"), ("", "d", 1, 2, "b", "o"), ("", "d", 1, 2, "a", "p"),
    )  # fmt: skip

    marks = {mark_of(KEY, *fields) for fields in (base, *others)}

    assert len(marks) == 7
