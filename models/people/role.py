"""Roles: what a person is in the commune, for which unit, from when to when."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import String, bindparam, select
from sqlmodel import Field, SQLModel, col
from sqlmodel import select as select_rows

from models.compiled import Compiled
from models.people.person import Person
from models.store import Tx


class Role(StrEnum):
    """The roles of `domain.md` 10.3; a person without any is a citizen."""

    CITIZEN = "citizen"
    COMMUNE_CHAIR = "commune_chair"
    VICE_CHAIR = "vice_chair"
    TDKT_OFFICER = "tdkt_officer"
    COUNCIL_MEMBER = "council_member"
    COUNCIL_SECRETARY = "council_secretary"
    HAMLET_HEAD = "hamlet_head"
    HAMLET_FRONT_HEAD = "hamlet_front_head"
    MASS_ORG_HEAD = "mass_org_head"
    UNIT_HEAD = "unit_head"
    PETITION_OFFICER = "petition_officer"
    ARCHIVIST = "archivist"
    ADMIN = "admin"


# They are spoken to as colleagues ("đồng chí"), in sentences of the desk.
DESK = frozenset(set(Role) - {Role.CITIZEN, Role.HAMLET_HEAD, Role.HAMLET_FRONT_HEAD})


class Grant(SQLModel, table=True):
    """One role of one person, for one unit where the role belongs to one."""

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    role: str = Field(sa_type=String)
    unit_id: int | None = Field(default=None, foreign_key="unit.id")
    granted_at: datetime
    ended_at: datetime | None = None


G = Grant.__table__.c  # type: ignore[attr-defined]

OF_PERSON = Compiled(
    select(G.role, G.unit_id)
    .where(G.person_id == bindparam("person"), G.ended_at.is_(None))
    .order_by(G.id)
)


P = Person.__table__.c  # type: ignore[attr-defined]
HOLDERS = Compiled(
    select(G.person_id, P.name, G.unit_id)
    .join(Person, P.id == G.person_id)
    .where(G.role == bindparam("of_role"), G.ended_at.is_(None))
    .order_by(G.id)
)


def roles_of(tx: Tx, person: int) -> tuple[tuple[Role, int | None], ...]:
    """Return the roles that a person holds now, each with its unit."""
    return tuple((Role(role), unit) for role, unit in tx.all(OF_PERSON, person=person))


def holders(tx: Tx, role: Role, unit: int | None = None) -> list[int]:
    """Return the persons who hold a role now, those of one unit when it is named."""
    return [person for person, _ in holders_with_names(tx, role, unit)]


def holders_with_names(tx: Tx, role: Role, unit: int | None = None) -> list[tuple[int, str]]:
    """Return the persons who hold a role now, each with the name."""
    rows = tx.all(HOLDERS, of_role=role.value)
    return [(person, name) for person, name, of in rows if unit is None or of == unit]


def grant_role(tx: Tx, person: int, role: Role, unit: int | None, now: datetime) -> Grant:
    """Give a person a role; the same role for the same unit is given once."""
    query = select_rows(Grant).where(
        Grant.person_id == person,
        Grant.role == role.value,
        Grant.unit_id == unit,
        col(Grant.ended_at).is_(None),
    )
    held = tx.session.exec(query).first()
    if held is not None:
        return held
    grant = Grant(person_id=person, role=role.value, unit_id=unit, granted_at=now)
    tx.session.add(grant)
    tx.session.flush()
    return grant
