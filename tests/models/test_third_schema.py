"""From the second schema to the third, with a commune at work in it: who is invited, who is asked,
whose draft lies open.
"""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from models import migrating
from models.base import to_ms
from models.machine import outbox
from models.machine.conversation import ways_to_reach
from models.machine.ledger import count, used_in_month
from models.machine.push import bind, open_pushes, say_again
from models.people.person import note_refusal
from models.people.seats import reserved
from models.store import open_engine, transaction

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
DRAFT = '{"question": 3, "draft": {"form": "deed", "step": "story"}}'
ROWS = (
    "INSERT INTO person (id, name, you, me, language, consent, created_at) "
    "VALUES (1, 'Bà Bưởi', '', '', 'vi', '2026-11', :now), (2, 'Ông Sấu', '', '', 'vi', '', :now)",
    "INSERT INTO account (id, person_id, bot, sender, name, unreachable_ms) "
    "VALUES (1, 1, 'web', 'visitor-1', 'Bưởi', NULL), (2, 2, 'web', 'visitor-2', 'Sấu', 7)",
    "INSERT INTO conversation (id, bot, chat, sender, state, heard, spoke_ms, touched_ms, "
    "draft_form, draft_complete) "
    "VALUES (1, 'web', 'visitor-1', 'visitor-1', :draft, '{}', 5, 5, 'deed', 0)",
    "INSERT INTO invitation (id, digest, role, name, made_by, made_at, expires_at) "
    "VALUES (1, 'd1', 'hamlet_head', 'Ông Tre', 0, :now, :later)",
    'INSERT INTO push (id, person_id, name, question, about, "values", urgent, created_ms, '
    "not_before_ms) VALUES (1, 1, 'deed-news-accepted', 0, 'deed 1', :values, 0, 5, 0)",
)
VALUES = {
    "now": NOW, "later": NOW + timedelta(days=7), "draft": DRAFT, "values": '{"deed": 1}',
}  # fmt: skip


@pytest.fixture
def old_url(empty_url: str, tmp_path: Path) -> str:
    """A database of the second schema, with rows in it, brought to the newest."""
    before = tmp_path / "before"
    before.mkdir()
    for number in ("0001", "0002"):
        shutil.copy(next(migrating.VERSIONS.glob(f"{number}_*.py")), before)
    migrating.upgrade(empty_url, tmp_path, now=NOW, versions=before)
    engine = create_engine(empty_url, poolclass=NullPool)
    with engine.begin() as connection:
        for statement in ROWS:
            row = text(statement)
            connection.execute(row, {name: VALUES[name] for name in row.compile().params})
    migrating.upgrade(empty_url, tmp_path, now=NOW)
    return empty_url


def test_nothing_is_lost_and_what_was_not_known_is_nothing(old_url: str) -> None:
    engine = create_engine(old_url, poolclass=NullPool)
    with engine.begin() as connection:

        def rows(query: str) -> list[tuple[object, ...]]:
            return [tuple(row) for row in connection.execute(text(query))]

        assert rows("SELECT person_id, unreachable_ms, refusals, knocked_ms FROM account") == [
            (1, None, 0, None),
            (2, 7, 0, None),
        ]
        assert rows("SELECT name, bot FROM invitation") == [("Ông Tre", "")]
        assert rows("SELECT state, draft_form FROM conversation") == [(DRAFT, "deed")]
        assert rows("SELECT name, outbox_id FROM push") == [("deed-news-accepted", None)]


def test_what_came_over_is_worked_with(old_url: str) -> None:
    """It is reached, refused, counted and bound like what is new."""
    engine = open_engine(old_url)
    with transaction(engine) as tx:
        assert [(way.chat, way.refusals) for way in ways_to_reach(tx, 1)] == [("visitor-1", 0)]
        assert note_refusal(tx, "web", "visitor-1") == 1
        assert reserved(tx, "", NOW) == 1
        count(tx, "zalo-1", NOW.date(), received=1)
        assert used_in_month(tx, "zalo-1", NOW.date()).received == 1
        message = outbox.queue(tx, "web", "visitor-1", "words", to_ms(NOW))
        assert message is not None
        bind(tx, 1, message)
        say_again(tx, message, to_ms(NOW))
        assert [one.name for one in open_pushes(tx, 1)] == ["deed-news-accepted"]
        assert tx.pushed == {1}
    engine.dispose()
