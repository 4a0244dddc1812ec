"""`thidua invite`: the first two administrators, and one again if all are lost."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import models.tables  # noqa: F401  (an invitation points at a unit and a person)
from bot import keys
from bot.settings import Settings
from models.base import to_ms
from models.machine import audit
from models.people import invitations
from models.store import open_engine, transaction
from models.work.receipts import grouped


@dataclass(frozen=True, slots=True)
class Printed:
    """What the operator hands on: a link, its code to be said on the phone, and their end."""

    link: str
    code: str
    until: str


def invite_administrator(settings: Settings, *, now: datetime) -> Printed:
    """Make an invitation, with its entry in the audit trail."""
    engine = open_engine(settings.database_url)
    try:
        with transaction(engine) as tx:
            code = invitations.invite_administrator(tx, now)
            tx.flush()
            audit.append(tx, tx.entries, keys.audit_key(settings), to_ms(now))
    finally:
        engine.dispose()
    base = settings.public_url or settings.local_url
    until = (now + invitations.VALID_FOR).astimezone(ZoneInfo(settings.timezone))
    return Printed(f"{base}/?moi={code}", grouped(code), f"{until:%d/%m/%Y %H:%M}")
