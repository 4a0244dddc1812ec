"""Emptying what is kept only for a while: the texts of the web chat, after the day in which a page
may be reloaded.
"""

from datetime import datetime, timedelta

from models.base import to_ms
from models.machine import inbox, outbox
from models.store import Tx

TEXTS_STAY = timedelta(days=1)


def erase_old_texts(tx: Tx, now: datetime) -> int:
    """Empty handled and sent texts older than a day; return how many rows that were."""
    before = to_ms(now - TEXTS_STAY)
    return tx.run(inbox.ERASE_OLD, before=before) + tx.run(outbox.ERASE_OLD, before=before)
