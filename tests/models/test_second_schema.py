"""From the first released schema to the second, with a deed in it that a head has spoken about."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from models import migrating

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
ROWS = (
    "INSERT INTO unit (id, code, kind, name, others, number) "
    "VALUES (1, 'thon-1', 'hamlet', 'thôn Đoài', '[]', 0)",
    "INSERT INTO person (id, name, you, me, language, consent, created_at) "
    "VALUES (1, 'Bà Bưởi', '', '', 'vi', '2026-11', :now), (2, 'Ông Sấu', '', '', 'vi', '', :now)",
    "INSERT INTO consent (person_id, purpose, text_version, bot, inbox_id, given_at) "
    "VALUES (1, 'emulation', '2026-11', 'web', 7, :now)",
    "INSERT INTO deed (id, code, state, version, teller_id, hamlet_id, who, story, answers, "
    "told_at, news_due, head_due, verdict_by, verdict_at, reason) "
    "VALUES (1, '40710014', 'doubted', 2, 1, 1, 'bà Mận', 'đem ví ra trả', '{}', :now, "
    "'2026-12-01', '2026-11-19', 2, :now, ''), "
    "(2, '40710023', 'sent', 1, 1, 1, 'ông Thóc', 'vá đường', '{}', :now, '2026-12-01', "
    "'2026-11-19', NULL, NULL, '')",
)


def test_heads_words_become_rows_and_nothing_is_lost(empty_url: str, tmp_path: Path) -> None:
    first = tmp_path / "first"
    first.mkdir()
    shutil.copy(next(migrating.VERSIONS.glob("0001_*.py")), first)
    migrating.upgrade(empty_url, tmp_path, now=NOW, versions=first)
    engine = create_engine(empty_url, poolclass=NullPool)
    with engine.begin() as connection:
        for row in ROWS:
            connection.execute(text(row), {"now": NOW} if ":now" in row else {})

    migrating.upgrade(empty_url, tmp_path, now=NOW)

    with engine.begin() as connection:
        deeds = connection.execute(
            text("SELECT teller_id, typist_id, who, kind, scope FROM deed ORDER BY id")
        ).all()
        verdicts = connection.execute(
            text("SELECT deed_id, person_id, role, says, entered_by FROM verdict")
        ).all()
        consents = connection.execute(text("SELECT purpose, scope, given_by FROM consent")).all()
    assert [tuple(row) for row in deeds] == [
        (1, 1, "bà Mận", "", ""),
        (1, 1, "ông Thóc", "", ""),
    ]
    assert [tuple(row) for row in verdicts] == [(1, 2, "hamlet_head", "doubted", 2)]
    assert [tuple(row) for row in consents] == [("emulation", "", "self")]
