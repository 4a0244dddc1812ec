"""Invitations with codes that a test chooses; `thidua invite` takes them by chance."""

from datetime import UTC, datetime
from pathlib import Path

from sqlmodel import select

from models.people.invitations import VALID_FOR, Invitation, digest_of
from models.people.role import Role
from models.people.unit import Unit
from models.store import open_engine, transaction
from models.work.receipts import make_code
from tests.bot.builders import settings_in


def invitation(home: Path, role: Role, number: int, unit: str = "") -> str:
    """Invite somebody to a role, for the unit of this name where one is given; return the code."""
    code = make_code(number)
    engine = open_engine(settings_in(home).database_url)
    now = datetime.now(UTC)
    with transaction(engine) as tx:
        found = tx.session.exec(select(Unit.id).where(Unit.name == unit)).first()
        tx.session.add(
            Invitation(
                digest=digest_of(code),
                role=role.value,
                unit_id=found,
                made_at=now,
                expires_at=now + VALID_FOR,
            )
        )
    engine.dispose()
    return code
