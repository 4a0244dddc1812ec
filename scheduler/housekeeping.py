"""Emptying what is kept only for a while: the texts of the web chat, after the day in which a page
may be reloaded, and documents that were made; what a hidden case told, once its hiding cannot be
undone any more.
"""

from datetime import datetime, timedelta

from models.base import to_ms
from models.machine import file, inbox, outbox
from models.machine.erasing import forget_bytes
from models.store import Tx
from models.work.deciding import forget_hidden

TEXTS_STAY = timedelta(days=1)


def erase_old_texts(tx: Tx, now: datetime) -> int:
    """Empty handled and sent texts older than a day; return how many rows that were."""
    before = to_ms(now - TEXTS_STAY)
    return tx.run(inbox.ERASE_OLD, before=before) + tx.run(outbox.ERASE_OLD, before=before)


def drop_old_documents(tx: Tx, now: datetime) -> int:
    """Drop documents older than a day, and ask for their bytes to be deleted; return how many.
    They hold names and stories, and can be made again.
    """
    dropped = file.drop_documents(tx, to_ms(now - TEXTS_STAY))
    forget_bytes(tx, dropped.values(), to_ms(now))
    return len(dropped)


def erase_hidden_cases(tx: Tx, now: datetime) -> int:
    """Erase what hidden cases told, and ask for the bytes of their photos to be deleted; return of
    how many.
    """
    dropped = forget_hidden(tx, now)
    forget_bytes(tx, dropped, to_ms(now))
    return len(dropped)
