"""What the commune says of itself and how it works: name, contact, reception days, its own time
limits. Rows are only ever added; the newest of a name holds.
"""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import bindparam, select
from sqlmodel import Field, SQLModel, col
from sqlmodel import select as select_rows

from models.compiled import Compiled, Row
from models.permissions import Action, NotAllowed, Viewer, may
from models.store import Tx
from models.trail import note


class FactName(StrEnum):
    """The names of facts; the commune's own values of the parameters of `law` stand beside them
    under the parameters' names.
    """

    COMMUNE = "commune"
    CONTACT_NAME = "contact_name"
    CONTACT_PHONE = "contact_phone"
    CONTACT_HOURS = "contact_hours"
    RECEPTION = "reception"
    HAMLETS = "hamlets"  # the list as it was typed; the units have tables of their own
    UNITS = "units"
    DAYS_OFF = "days_off"  # days swapped by the government: off, and worked instead
    DAYS_ON = "days_on"


class Fact(SQLModel, table=True):
    """One thing as it was set at one moment."""

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(index=True)
    value: str
    set_by: int = Field(foreign_key="person.id")
    set_at: datetime


F = Fact.__table__.c  # type: ignore[attr-defined]

IS_SET = Compiled(select(F.id).where(F.name == bindparam("called")).limit(1))
NEWEST = Compiled(select(F.id, F.set_at, F.name, F.value).order_by(F.id.desc()).limit(1))


def fact(tx: Tx, name: str) -> str:
    """Return what holds under a name now, empty when nothing was set."""
    query = select_rows(Fact).where(Fact.name == name).order_by(col(Fact.id).desc())
    found = tx.session.exec(query).first()
    return found.value if found else ""


def fact_before(tx: Tx, name: str, moment: datetime) -> Fact | None:
    """Return what was set last under a name before a moment."""
    if tx.one(IS_SET, called=name) is None:
        return None  # as most names are: every report asks for three
    query = (
        select_rows(Fact)
        .where(Fact.name == name, Fact.set_at < moment)
        .order_by(col(Fact.id).desc())
    )
    return tx.session.exec(query).first()


def facts(tx: Tx) -> dict[str, str]:
    """Return everything that holds now, by name."""
    rows = tx.session.exec(select_rows(Fact).order_by(col(Fact.id)))
    return {row.name: row.value for row in rows}


def newest(tx: Tx) -> Row | None:
    """Return the newest fact as a plain row, to see cheaply whether anything has changed."""
    return tx.one(NEWEST)


def set_fact(tx: Tx, viewer: Viewer, name: str, value: str, now: datetime) -> None:
    """Set what holds from now on under a name. Raises NotAllowed."""
    if not may(viewer, Action.SET_UP):
        raise NotAllowed
    tx.session.add(Fact(name=name, value=value, set_by=viewer.person, set_at=now))
    tx.session.flush()
    note(tx, viewer.person, "fact.set", f"fact {name}", value=value)
