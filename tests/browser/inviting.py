"""What a test sets up in a commune before its program runs: invitations with codes that it chooses
(`thidua invite` takes them by chance), and rules of the commune's own.
"""

from datetime import UTC, datetime
from pathlib import Path

from sqlmodel import select

from models.people.facts import Fact
from models.people.invitations import VALID_FOR, Invitation, digest_of
from models.people.person import Person
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


def set_rule(home: Path, name: str, value: int) -> None:
    """Set a rule of the commune, such as how long a decision can be undone: nobody waits here."""
    engine = open_engine(settings_in(home).database_url)
    now = datetime.now(UTC)
    with transaction(engine) as tx:
        person = Person(name="Anh Lim", created_at=now)
        tx.session.add(person)
        tx.session.flush()
        tx.session.add(Fact(name=name, value=str(value), set_by=person.id or 0, set_at=now))
    engine.dispose()
