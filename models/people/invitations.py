"""Invitations: rights come from one-time codes that can be spoken over the telephone, never from a
claim.
"""

import hashlib
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import String
from sqlmodel import Field, SQLModel, col, select

from models.people.person import Person
from models.people.role import Role, grant_role
from models.people.unit import HAMLETS, UnitKind
from models.permissions import Action, NotAllowed, Viewer, may
from models.store import Tx
from models.trail import note
from models.work.receipts import make_code, normalise

VALID_FOR = timedelta(days=7)

OF_UNITS = (
    Role.HAMLET_HEAD,
    Role.HAMLET_FRONT_HEAD,
    Role.MASS_ORG_HEAD,
    Role.UNIT_HEAD,
)
# Who may invite whom; an administrator is invited from the command line only.
INVITES: Mapping[Role, tuple[Role, ...]] = {
    Role.ADMIN: (
        Role.TDKT_OFFICER,
        Role.COMMUNE_CHAIR,
        Role.VICE_CHAIR,
        Role.COUNCIL_MEMBER,
        Role.COUNCIL_SECRETARY,
        *OF_UNITS,
    ),
    Role.TDKT_OFFICER: OF_UNITS,
}
# The roles that are held for one unit, and of which kind it is.
UNIT_KINDS: Mapping[Role, frozenset[UnitKind]] = {
    Role.HAMLET_HEAD: HAMLETS,
    Role.HAMLET_FRONT_HEAD: HAMLETS,
    Role.MASS_ORG_HEAD: frozenset({UnitKind.FRONT, UnitKind.MASS_ORG}),
    Role.UNIT_HEAD: frozenset({UnitKind.SECTOR, UnitKind.SCHOOL, UnitKind.HEALTH, UnitKind.COOP}),
}


class Invitation(SQLModel, table=True):
    """One invitation, with the name of whom it is for. Only a digest of its code is stored.
    `bot` is the bot on which it holds a seat until it is used or ends, empty where none is needed.
    """

    id: int | None = Field(default=None, primary_key=True)
    digest: str = Field(unique=True)
    role: str = Field(sa_type=String)
    unit_id: int | None = Field(default=None, foreign_key="unit.id")
    name: str = ""
    made_by: int = 0
    made_at: datetime
    expires_at: datetime
    used_at: datetime | None = None
    used_by: int | None = Field(default=None, foreign_key="person.id")
    bot: str = Field(default="", index=True)


class Refusal(Exception):
    """The code opens nothing: unknown, used or expired. The same answer for all three, so that
    nobody can probe.
    """


def roles_to_invite(viewer: Viewer) -> tuple[Role, ...]:
    """Return the roles to which a person may invite, in the order of the table."""
    return tuple(dict.fromkeys(role for held, _ in viewer.roles for role in INVITES.get(held, ())))


def invite(
    tx: Tx,
    viewer: Viewer,
    role: Role,
    unit: int | None,
    name: str,
    now: datetime,
    bot: str = "",
) -> str:
    """Invite somebody of that name to a role, and return the code: eight digits that can be
    spoken. `bot` holds a seat for them there. Raises NotAllowed.
    """
    if not may(viewer, Action.INVITE) or role not in roles_to_invite(viewer):
        raise NotAllowed
    return make_invitation(tx, role, unit, name, viewer.person, now, bot)


def invite_administrator(tx: Tx, now: datetime) -> str:
    """Make an invitation for an administrator from the command line; return its code."""
    return make_invitation(tx, Role.ADMIN, None, "", 0, now)


def make_invitation(
    tx: Tx,
    role: Role,
    unit: int | None,
    name: str,
    made_by: int,
    now: datetime,
    bot: str = "",
) -> str:
    """Store an invitation and return its code."""
    code = make_code(secrets.randbelow(10_000_000))
    invitation = Invitation(
        digest=digest_of(code),
        role=role.value,
        unit_id=unit,
        name=name,
        made_by=made_by,
        made_at=now,
        expires_at=now + VALID_FOR,
        bot=bot,
    )
    tx.session.add(invitation)
    tx.session.flush()
    note(tx, made_by, "invitation.make", f"invitation {invitation.id}", role=role.value, unit=unit)
    return code


def accept_invitation(tx: Tx, code: str, person: int, now: datetime) -> tuple[Role, int | None]:
    """Use an invitation up; return the role that it gave. Whoever has no name yet gets the one
    under which they were invited. Raises Refusal when it opens nothing.
    """
    digits = normalise(code)
    query = select(Invitation).where(
        Invitation.digest == digest_of(digits or ""), col(Invitation.used_at).is_(None)
    )
    invitation = tx.session.exec(query).first() if digits else None
    if invitation is None or invitation.expires_at <= now:
        raise Refusal
    invitation.used_at, invitation.used_by = now, person
    role = Role(invitation.role)
    grant_role(tx, person, role, invitation.unit_id, now)
    invited = tx.session.get_one(Person, person)
    invited.name = invited.name or invitation.name
    note(
        tx,
        person,
        "invitation.accept",
        f"invitation {invitation.id}",
        role=role.value,
        unit=invitation.unit_id,
    )
    return role, invitation.unit_id


def digest_of(code: str) -> str:
    """Return the digest under which a code is stored."""
    return hashlib.sha256(f"thidua invitation {code}".encode()).hexdigest()
