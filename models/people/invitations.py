"""Invitations: rights come from one-time codes that can be spoken over the telephone, never from a
claim.
"""

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy import String
from sqlmodel import Field, SQLModel, col, select

from models.people.role import Role, grant_role
from models.store import Tx
from models.trail import note
from models.work.receipts import make_code, normalise

VALID_FOR = timedelta(days=7)


class Invitation(SQLModel, table=True):
    """One invitation. Only a digest of its code is stored."""

    id: int | None = Field(default=None, primary_key=True)
    digest: str = Field(unique=True)
    role: str = Field(sa_type=String)
    unit_id: int | None = Field(default=None, foreign_key="unit.id")
    made_by: int = 0
    made_at: datetime
    expires_at: datetime
    used_at: datetime | None = None
    used_by: int | None = Field(default=None, foreign_key="person.id")


class Refusal(Exception):
    """The code opens nothing: unknown, used or expired. The same answer for all three, so that
    nobody can probe.
    """


def invite(tx: Tx, role: Role, unit: int | None, made_by: int, now: datetime) -> str:
    """Make an invitation and return its code: eight digits that can be spoken."""
    code = make_code(secrets.randbelow(10_000_000))
    invitation = Invitation(
        digest=digest_of(code),
        role=role.value,
        unit_id=unit,
        made_by=made_by,
        made_at=now,
        expires_at=now + VALID_FOR,
    )
    tx.session.add(invitation)
    tx.session.flush()
    note(tx, made_by, "invitation.make", f"invitation {invitation.id}", role=role.value, unit=unit)
    return code


def invite_administrator(tx: Tx, now: datetime) -> str:
    """Make an invitation for an administrator from the command line; return its code."""
    return invite(tx, Role.ADMIN, None, 0, now)


def accept_invitation(tx: Tx, code: str, person: int, now: datetime) -> tuple[Role, int | None]:
    """Use an invitation up; return the role that it gave. Raises Refusal when it opens nothing."""
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
