"""Erasing what was said in a chat: after a refusal of consent, and when a kiosk's visitor is done.

What became evidence of a case is not touched; it belongs to the case.
"""

import orjson

from models.machine import file, inbox, outbox, task
from models.store import Tx


def erase_said(tx: Tx, bot: str, chat: str, sender: str, now_ms: int) -> None:
    """Erase what was said on both sides, and the files that are evidence of nothing; a task
    deletes their bytes.
    """
    tx.run(inbox.ERASE_CHAT, bot=bot, chat=chat)
    tx.run(outbox.ERASE_CHAT, bot=bot, chat=chat)
    dropped = file.drop_loose(tx, f"{bot}:{chat}")
    task.end_fetches(tx, bot, chat, dropped)
    for digest in sorted({digest for digest in dropped.values() if digest}):
        asked = orjson.dumps({"sha256": digest}).decode()
        task.request(tx, "forget", bot, chat, sender, asked, now_ms)
