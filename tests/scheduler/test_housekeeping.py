"""What is kept only for a while is gone after it, and nothing else is."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import text

from models.base import to_ms
from models.machine import file, task
from models.machine.file import File, FileState
from models.store import open_engine, transaction
from scheduler.housekeeping import drop_old_documents, erase_hidden_cases
from tests.fakes.scene import Scene
from tests.handlers.desk_stage import desk, told

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)


def kept(name: str, digest: str, at: datetime, sealed_to: str = "") -> File:
    """A file of which we have the bytes."""
    return File(
        id=name,
        owner="web:demo",
        kind="file",
        sha256=digest,
        state=FileState.KEPT,
        created_ms=to_ms(at),
        sealed_to=sealed_to,
    )


def test_documents_stay_for_a_day_and_evidence_for_ever(store_url: str) -> None:
    engine = open_engine(store_url)
    old, young = NOW - timedelta(days=1, minutes=1), NOW - timedelta(hours=23)
    with transaction(engine) as tx:
        for row in (
            kept("document-1", "aa", old),
            kept("photo-made-5-1", "ee", old),  # a picture that we drew
            kept("document-2", "bb", young),
            kept("photo-3", "cc", old),
            kept("file-4", "dd", old, "deed 1"),
        ):
            file.announce(tx, row)

        assert drop_old_documents(tx, NOW) == 2

        left = [
            name
            for name in ("document-1", "photo-made-5-1", "document-2", "photo-3", "file-4")
            if file.get(tx, name) is not None
        ]
        asked = [row[5] for row in task.waiting(tx, to_ms(NOW))]
    engine.dispose()
    assert left == ["document-2", "photo-3", "file-4"]
    assert asked == ['{"sha256":"aa"}', '{"sha256":"ee"}']


def test_of_a_hidden_case_nothing_waits_to_be_sent(store_url: str) -> None:
    """The platform was away, and what was asked about the case has not gone out."""
    scene = Scene(store_url)
    found = told(desk(scene), 1)
    found.lua.says("không phải gương 1")
    requests = "id IN (SELECT outbox_id FROM push WHERE question = 1 AND about = 'deed 1')"
    with scene.write() as tx:
        queued = tx.connection.execute(
            text(f"UPDATE outbox SET state = 'queued', payload = 'Ông Thóc' WHERE {requests}")  # noqa: S608
        )
        assert queued.rowcount == 2  # both officers were asked

        assert erase_hidden_cases(tx, scene.now + timedelta(hours=1)) == 0  # it has no photos
        left = tx.connection.execute(text(f"SELECT state, payload FROM outbox WHERE {requests}"))  # noqa: S608
        assert {tuple(row) for row in left} == {("expired", "")}
    scene.close()
