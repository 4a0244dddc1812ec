"""Two rows of persons become one, and two again: everything that points at the one points at the
other, by a journal that leads back.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Column, Table, exists, update
from sqlalchemy import select as select_columns
from sqlmodel import SQLModel, select

from models.people.consent import Consent, Purpose
from models.people.person import Person
from models.store import Tx

# What of a person may stand in for what the other has not said; in the journal under "person".
FILLED = ("name", "you", "me", "consent")
# Columns whose values together a person has once: such a row stays where it is when the other
# person has them too. A number means one case.
ONCE: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "listnumber.person_id": (("about",), ("number",)),
    "reminder.person_id": (("about", "occasion"),),
    "feed.person_id": ((),),
}
APART = ("account", "accountlink")  # accounts go one by one, links stay where they are


def columns_of_person() -> Iterator[Column[Any]]:
    """Yield every column that points at a person, but for accounts, which go one by one, and the
    links themselves.
    """
    for table in SQLModel.metadata.sorted_tables:
        if table.name not in APART:
            for column in table.columns:
                if any(key.target_fullname == "person.id" for key in column.foreign_keys):
                    yield column


def move_rows(
    tx: Tx, old: int, new: int, only: Mapping[str, Any] | None = None
) -> dict[str, list[int]]:
    """Let everything that points at one person point at another, or `only` the rows of a journal;
    return the journal of what was moved.
    """
    tx.session.flush()
    moved: dict[str, list[int]] = {}
    for column in columns_of_person():
        table, key = column.table, f"{column.table.name}.{column.name}"
        assert isinstance(table, Table)  # noqa: S101 - of the metadata
        query = select_columns(table.c.id).where(column == old)
        if only is not None:
            query = query.where(table.c.id.in_(only.get(key, ())))
        for names in ONCE.get(key, ()):
            theirs = table.alias()
            same = [theirs.c[name] == table.c[name] for name in names]
            query = query.where(~exists().where(theirs.c[column.name] == new, *same))
        rows = [int(row) for row in tx.session.execute(query).scalars()]
        if rows:
            change = update(table).where(table.c.id.in_(rows)).values({column.name: new})
            tx.session.execute(change)
            moved[key] = rows
    tx.session.expire_all()
    return moved


def fill(tx: Tx, old: int, new: int) -> list[str]:
    """Let one person's name, pronouns and consent stand in for what the other has not said; return
    which did.
    """
    theirs, ours = tx.session.get_one(Person, old), tx.session.get_one(Person, new)
    filled = [name for name in FILLED if getattr(theirs, name) and not getattr(ours, name)]
    for name in filled:
        setattr(ours, name, getattr(theirs, name))
    return filled


def empty_again(tx: Tx, person: int, old: int, filled: Iterable[str]) -> None:
    """Take back what stood in for something, unless it was said anew; and from the other what was
    withdrawn while both were one.
    """
    theirs, ours = tx.session.get_one(Person, old), tx.session.get_one(Person, person)
    for name in filled:
        kept = name == "consent" and has_agreed(tx, person)
        if getattr(ours, name) == getattr(theirs, name) and not kept:
            setattr(ours, name, "")
    if has_agreed(tx, old) is False:
        theirs.consent = ""


def has_agreed(tx: Tx, person: int) -> bool | None:
    """Tell whether a person's consent holds; None when none was ever given."""
    query = select(Consent.withdrawn_at).where(
        Consent.person_id == person, Consent.purpose == Purpose.EMULATION.value
    )
    given = list(tx.session.exec(query))
    return any(withdrawn is None for withdrawn in given) if given else None
