"""Erasing what was said in a chat: after a refusal of consent, when a kiosk's visitor is done,
when a person wants to be forgotten.

What became of it as evidence of a case is not touched; it belongs to the case.
"""

from collections.abc import Iterable

import orjson

from models.machine import conversation, file, inbox, outbox, task
from models.machine.link import drop_links
from models.store import Tx


def erase_said(tx: Tx, bot: str, chat: str, now_ms: int) -> None:
    """Erase what was said on both sides, and the files that are evidence of nothing; a task
    deletes their bytes.
    """
    tx.run(inbox.ERASE_CHAT, bot=bot, chat=chat)
    tx.run(outbox.ERASE_CHAT, bot=bot, chat=chat)
    drop_links(tx, bot, chat)
    drop_files(tx, bot, chat, now_ms)


def drop_files(tx: Tx, bot: str, chat: str, now_ms: int) -> None:
    """Drop the files of a chat that are evidence of nothing."""
    dropped = file.drop_loose(tx, f"{bot}:{chat}")
    task.end_fetches(tx, bot, chat, dropped)
    forget_bytes(tx, dropped.values(), now_ms)


def forget_bytes(tx: Tx, digests: Iterable[str], now_ms: int) -> None:
    """Ask for bytes to be deleted, unless a file still has them by then; it is nobody's task."""
    for digest in sorted({digest for digest in digests if digest}):
        asked = orjson.dumps({"sha256": digest}).decode()
        task.request(tx, "forget", "", "", "", asked, now_ms)


def forget_chat(tx: Tx, bot: str, chat: str, now_ms: int) -> None:
    """Erase a private chat altogether: what was said, what waits to be sent, what is remembered of
    the talk, and who sent the evidence.
    """
    tx.run(outbox.GIVE_UP_CHAT, of_bot=bot, of_chat=chat)
    erase_said(tx, bot, chat, now_ms)
    tx.run(conversation.FORGET, of_bot=bot, of_chat=chat)
    file.disown(tx, f"{bot}:{chat}")
