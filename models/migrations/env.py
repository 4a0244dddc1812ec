"""Run by Alembic for each command, on the connection and in the transaction that it is handed."""

from alembic import context
from sqlmodel import SQLModel

import models.base  # noqa: F401  (the names of constraints)

_connection = context.config.attributes["connection"]

context.configure(
    connection=_connection,
    target_metadata=SQLModel.metadata,
    # SQLite changes a table by making a new one; what PostgreSQL can do in place, it does.
    render_as_batch=True,
    # On SQLite too: the driver leaves transactions to us.
    transactional_ddl=True,
    compare_server_default=True,
    render_item=context.config.attributes.get("render_item"),
)

with context.begin_transaction():
    context.run_migrations()
