"""Migrations on both databases: due or not, together, half done, and by an older release."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.pool import NullPool

from models import migrating

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)

FIRST = """
import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "hamlet",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_hamlet"),
    )
    op.create_table(
        "deed", sa.Column("id", sa.Integer(), nullable=False), sa.Column("hamlet_id", sa.Integer(),
        nullable=False), sa.ForeignKeyConstraint(["hamlet_id"], ["hamlet.id"],
        "fk_deed_hamlet_id_hamlet", ondelete="CASCADE"), sa.PrimaryKeyConstraint("id",
        name="pk_deed"),
    )
"""
HAMLETS_NEED_A_NAME = """
import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    with op.batch_alter_table("hamlet") as batch:
        batch.alter_column("name", existing_type=sa.String(), nullable=False)
"""
BREAKS_HALFWAY = """
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.execute("CREATE TABLE half (id INTEGER)")
    op.execute("DELETE FROM hamlet")
    op.execute("SELECT nonsense FROM nowhere")
"""
LEAVES_ORPHANS = """
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.execute("DELETE FROM hamlet")
"""


@pytest.fixture
def versions(tmp_path: Path) -> Path:
    folder = tmp_path / "versions"
    folder.mkdir()
    (folder / "0001_first.py").write_text(FIRST, encoding="utf-8")
    return folder


@contextmanager
def opened(url: str) -> Iterator[Connection]:
    engine = create_engine(url, poolclass=NullPool)
    with engine.connect() as connection:
        yield connection


def upgrade(url: str, versions: Path) -> bool:
    return migrating.upgrade(url, versions.parent, now=NOW, versions=versions)


def add_a_deed(url: str) -> None:
    with opened(url) as connection, connection.begin():
        connection.execute(text("INSERT INTO hamlet (id, name) VALUES (1, 'Đoài')"))
        connection.execute(text("INSERT INTO deed (id, hamlet_id) VALUES (7, 1)"))


def test_an_empty_database_gets_the_schema_once(empty_url: str, versions: Path) -> None:
    assert upgrade(empty_url, versions) is True
    assert upgrade(empty_url, versions) is False

    with opened(empty_url) as connection:
        assert migrating.current(connection) == "0001" == migrating.head(versions)


def test_changing_a_table_keeps_the_rows_that_point_at_it(empty_url: str, versions: Path) -> None:
    upgrade(empty_url, versions)
    add_a_deed(empty_url)
    (versions / "0002_names.py").write_text(HAMLETS_NEED_A_NAME, encoding="utf-8")

    assert upgrade(empty_url, versions) is True

    with opened(empty_url) as connection:
        assert connection.execute(text("SELECT id, hamlet_id FROM deed")).all() == [(7, 1)]
        assert connection.execute(text("SELECT name FROM hamlet")).all() == [("Đoài",)]


def test_a_migration_that_fails_changes_nothing(empty_url: str, versions: Path) -> None:
    upgrade(empty_url, versions)
    add_a_deed(empty_url)
    (versions / "0002_broken.py").write_text(BREAKS_HALFWAY, encoding="utf-8")

    with pytest.raises(Exception, match="nowhere"):
        upgrade(empty_url, versions)

    with opened(empty_url) as connection:
        assert migrating.current(connection) == "0001"
        assert connection.execute(text("SELECT count(*) FROM hamlet")).scalar() == 1
        with pytest.raises(Exception, match="half"):
            connection.execute(text("SELECT * FROM half"))


def test_a_migration_that_leaves_orphans_never_reaches_the_real_file(
    tmp_path: Path, versions: Path
) -> None:
    url = f"sqlite:///{tmp_path / 'thidua.db'}"
    upgrade(url, versions)
    add_a_deed(url)
    (versions / "0002_orphans.py").write_text(LEAVES_ORPHANS, encoding="utf-8")

    with pytest.raises(migrating.BrokenMigration, match="deed"):
        upgrade(url, versions)

    with opened(url) as connection:
        assert migrating.current(connection) == "0001"
        assert connection.execute(text("SELECT count(*) FROM hamlet")).scalar() == 1
    assert list(tmp_path.glob("rehearsal*")) == []


def test_an_older_release_refuses_a_newer_schema(empty_url: str, versions: Path) -> None:
    upgrade(empty_url, versions)
    with opened(empty_url) as connection, connection.begin():
        connection.execute(text("UPDATE alembic_version SET version_num = '0099'"))

    with pytest.raises(migrating.NewerSchema, match="0099"):
        upgrade(empty_url, versions)


def test_processes_that_start_together_migrate_once(empty_url: str, versions: Path) -> None:
    did: list[bool] = []
    together = threading.Barrier(3)

    def start() -> None:
        together.wait()
        did.append(upgrade(empty_url, versions))

    threads = [threading.Thread(target=start) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(did) == [False, False, True]


def test_the_database_file_is_for_its_owner_alone(tmp_path: Path, versions: Path) -> None:
    home = tmp_path / "data"

    migrating.upgrade(f"sqlite:///{home / 'thidua.db'}", home, now=NOW, versions=versions)

    assert (home / "thidua.db").stat().st_mode & 0o777 == 0o600
    assert home.stat().st_mode & 0o777 == 0o700


def test_two_last_migrations_are_a_mistake(versions: Path) -> None:
    (versions / "0002_one.py").write_text(HAMLETS_NEED_A_NAME, encoding="utf-8")
    other = HAMLETS_NEED_A_NAME.replace('"0002"', '"0003"')
    (versions / "0003_other.py").write_text(other, encoding="utf-8")

    with pytest.raises(migrating.BrokenMigration, match="0002, 0003"):
        migrating.head(versions)


def test_a_copy_of_a_database_in_use_is_whole(tmp_path: Path) -> None:
    live, copy = tmp_path / "live.db", tmp_path / "copy.db"
    connection = sqlite3.connect(live, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("CREATE TABLE deed (id INTEGER)")
    connection.execute("INSERT INTO deed VALUES (7)")

    migrating.copy_sqlite(live, copy)
    connection.close()

    with sqlite3.connect(copy) as copied:
        assert copied.execute("SELECT id FROM deed").fetchall() == [(7,)]
    copied.close()
    assert copy.stat().st_mode & 0o777 == 0o600
