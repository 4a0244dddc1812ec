"""Noting in a turn what it does. Entries are gathered on the transaction and written last of all
before the commit.
"""

from models.machine.audit import Entry
from models.store import Tx


def note(tx: Tx, actor: int, action: str, what: str, **body: object) -> None:
    """Append an entry to the audit trail: who (0: the machine), did what, to what, with which
    particulars.
    """
    tx.entries.append(Entry(actor, action, what, body))
