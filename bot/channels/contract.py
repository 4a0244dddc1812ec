"""What every channel must be able to do. An adapter knows its platform and nothing about the
work.
"""

from collections.abc import Mapping
from typing import Any, Protocol

from bot.dialogue.messages import Abilities, Address, Incoming, Outcome, Reply


class Channel(Protocol):
    """One bot on one platform.

    `bot` is its name in every row. `pushes` is False where people fetch what was said (the web
    chat): then nothing is sent by delivery, and texts stay in the inbox and the outbox for a day,
    for reloads (`keeps_texts`). `per_second` and `chat_seconds` are what the platform allows:
    messages a second in all, seconds between two messages of one chat.
    """

    bot: str
    abilities: Abilities
    pushes: bool
    keeps_texts: bool
    per_second: float
    chat_seconds: float

    def address(self, raw: Mapping[str, Any]) -> Address:
        """Return where a raw event happened. Raises ValueError or KeyError when it cannot be
        read.
        """

    def read(self, raw: Mapping[str, Any]) -> Incoming:
        """Return what a raw event says. Pure. Raises ValueError or KeyError when it cannot be
        read.
        """

    async def send(self, chat: str, message: Reply) -> Outcome:
        """Send one message. Never raises for anything that the platform or the network does."""

    async def fetch(self, ref: str) -> bytes | None:
        """Return the bytes behind a handle of the platform, None when it does not have them any
        more.
        """
