"""What is kept only for a while is gone after it, and nothing else is."""

from datetime import UTC, datetime, timedelta

from models.base import to_ms
from models.machine import file, task
from models.machine.file import File, FileState
from models.store import open_engine, transaction
from scheduler.housekeeping import drop_old_documents

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
            kept("document-2", "bb", young),
            kept("photo-3", "cc", old),
            kept("file-4", "dd", old, "deed 1"),
        ):
            file.announce(tx, row)

        assert drop_old_documents(tx, NOW) == 1

        left = [
            name
            for name in ("document-1", "document-2", "photo-3", "file-4")
            if file.get(tx, name) is not None
        ]
        asked = [row[5] for row in task.waiting(tx, to_ms(NOW))]
    engine.dispose()
    assert left == ["document-2", "photo-3", "file-4"]
    assert asked == ['{"sha256":"aa"}']
