"""The migrations end where the tables stand, on both databases."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

from models import migrating, tables


def test_the_migrations_make_the_tables(store_url: str) -> None:
    """When this fails: make migration m="what changes"."""
    engine = create_engine(store_url, poolclass=NullPool)
    with engine.connect() as connection:
        assert migrating.current(connection) == migrating.head()
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True}
        )
        assert compare_metadata(context, tables.METADATA) == []


def test_every_constraint_has_a_name() -> None:
    """What has no name cannot be dropped by a later migration."""
    unnamed = [
        (table.name, type(constraint).__name__)
        for table in tables.METADATA.sorted_tables
        for constraint in table.constraints
        if constraint.name is None
    ]
    assert unnamed == []
