"""What is known of the backups at the second place: the job that makes them writes down in the
audit trail that one is there. So a turn can say how old it is without looking at any disk.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

import orjson

from models.machine.audit import newest_about
from models.store import Tx
from models.trail import note

FRESH = timedelta(days=2)  # an older one says that the nightly job has stopped
ABOUT = "backup"


@dataclass(frozen=True, slots=True)
class Backup:
    """The newest backup at the second place: when it was made, and how many files of evidence were
    found damaged meanwhile.
    """

    made_at: datetime
    damaged: int

    def is_fresh(self, now: datetime) -> bool:
        """Tell whether it is as new as it should be."""
        return now - self.made_at <= FRESH


def last_backup(tx: Tx) -> Backup | None:
    """Return the newest backup at the second place that was written down, None for none."""
    body = newest_about(tx, ABOUT)
    if body is None:
        return None
    stored = orjson.loads(body)
    return Backup(datetime.fromisoformat(stored["made"]), stored["damaged"])


def note_backup(tx: Tx, made_at: datetime, damaged: int) -> bool:
    """Write down that a backup lies at the second place; False where that, or a newer one, was
    written down before.
    """
    last = last_backup(tx)
    if last is not None and last.made_at >= made_at:
        return False
    note(tx, 0, "backup.made", ABOUT, made=made_at.isoformat(), damaged=damaged)
    return True
