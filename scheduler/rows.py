"""Writing many rows in parts: how far one part goes, and inserting what a query gives."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.dialects import postgresql, sqlite

from models.machine.reminder import Reminder
from models.people.person import Person
from models.store import Tx
from models.work.duty import Duty

P = Person.__table__.c  # type: ignore[attr-defined]


def last_person(tx: Tx, after: int, most: int) -> int | None:
    """Return the last person of the next part, None when it is the last part."""
    query = select(P.id).where(P.id > after).order_by(P.id).offset(most - 1).limit(1)
    row = tx.session.execute(query).scalar()
    return int(row) if row is not None else None


def insert_new(
    tx: Tx, table: type[Duty] | type[Reminder], columns: Sequence[str], wanted: Select[Any]
) -> int:
    """Insert what a query gives, but for what is there already; return how many rows that were."""
    module = postgresql if tx.dialect.name == "postgresql" else sqlite
    statement = module.insert(table).from_select(list(columns), wanted)
    result = tx.session.connection().execute(statement.on_conflict_do_nothing())
    return int(result.rowcount)
