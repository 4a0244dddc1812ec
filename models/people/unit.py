"""Units: the commune's hamlets, organisations and offices, dated, since they are merged and
renamed.
"""

from datetime import date
from enum import StrEnum

from sqlalchemy import JSON, String
from sqlmodel import Field, SQLModel, col, select

from models.store import Tx


class UnitKind(StrEnum):
    """What a unit is (`domain.md` 10.2)."""

    HAMLET = "hamlet"
    FRONT = "front"
    MASS_ORG = "mass_org"
    SECTOR = "sector"
    SCHOOL = "school"
    HEALTH = "health"
    COOP = "coop"


class Unit(SQLModel, table=True):
    """One unit. `others` are further names by which people call it; `number` is its own number
    when it is called by one ("Thôn 3").
    """

    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(unique=True)
    kind: str = Field(sa_type=String, index=True)
    name: str
    others: list[str] = Field(default_factory=list, sa_type=JSON)
    number: int = 0
    valid_from: date | None = None
    valid_to: date | None = None


def units_of_kind(tx: Tx, kind: UnitKind, on: date) -> list[Unit]:
    """Return the units of a kind that exist on a day, in the commune's order."""
    query = select(Unit).where(Unit.kind == kind.value).order_by(col(Unit.number), col(Unit.id))
    return [
        unit
        for unit in tx.session.exec(query)
        if (unit.valid_from is None or unit.valid_from <= on)
        and (unit.valid_to is None or on <= unit.valid_to)
    ]
