"""Who does not want to hear from a bot any more, and who does again, where a platform says so; and
when somebody was heard last, where that decides whether they may be written to.
"""

import contextlib
from collections.abc import Callable
from datetime import datetime

from bot.writer import StoreDown, Writer
from models.base import from_ms, to_ms
from models.machine import conversation, inbox
from models.people.person import SET_REACHABLE, note_gone
from models.store import Tx
from models.work import groups


async def note_left(writer: Writer, bot: str, chat: str, at: datetime) -> None:
    """Note that somebody has left, unless they have spoken since: the platform may say so an hour
    late. Raises StoreDown.
    """
    at_ms = to_ms(at)

    def run(tx: Tx) -> None:
        if conversation.spoke_at(tx, bot, chat) < at_ms:
            note_gone(bot)(tx, chat, at_ms)

    await writer.write(run)


async def note_back(writer: Writer, bot: str, chat: str, _at: datetime) -> None:
    """Note that somebody can be reached again. Raises StoreDown."""
    await writer.write(lambda tx: tx.run(SET_REACHABLE, of_bot=bot, of_sender=chat))


async def note_put_out(writer: Writer, bot: str, chat: str, at: datetime) -> None:
    """Note that a group has put the bot out; a group that was not registered is nobody's news.
    Raises StoreDown.
    """
    await writer.write(lambda tx: groups.put_out(tx, bot, chat, at, since=at))


async def note_moved(
    writer: Writer, bot: str, clock: Callable[[], datetime], chat: str, new: str
) -> None:
    """Note that a group has another id now. Raises StoreDown."""
    await writer.write(lambda tx: groups.move_group(tx, bot, chat, new, clock()))


async def heard_last(writer: Writer, bot: str, chat: str) -> datetime | None:
    """Return when somebody was heard last, also in a turn that broke; None while the store is
    down.
    """

    def run(tx: Tx) -> int:
        return max(conversation.spoke_at(tx, bot, chat), inbox.heard_at(tx, bot, chat))

    with contextlib.suppress(StoreDown):
        return from_ms(await writer.write(run))
    return None
