"""What every channel must be able to do. An adapter knows its platform and nothing about the
work.
"""

from collections.abc import AsyncGenerator, Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from starlette.routing import BaseRoute

from bot.dialogue.messages import Abilities, Address, Incoming, Outcome, Plan, Reply, Window


class Take(Protocol):
    """Puts a raw event into the inbox (commit 1). It returns False when the event was there
    before, and raises when it was not stored: then the platform must not be told that it was.
    """

    async def __call__(self, event_id: str, raw: Mapping[str, Any]) -> bool: ...


class NotTaken(Exception):
    """A file on the platform that will never be fetched: `why` is "size" where it is too large,
    "channel" where it is that for the platform, and not for us; else it does not lie where it may,
    or is gone.
    """

    def __init__(self, why: str = "place") -> None:
        super().__init__(why)
        self.why = why


class NotNow(Exception):
    """A file cannot be had now: the platform does not give it, or it was cut off midway. What has
    come of it is worth nothing; it is fetched again later. `seconds` is how long the platform says
    to wait, `away` that it gives nobody anything now: that tells nothing of this file.
    """

    def __init__(self, seconds: float = 0.0, *, away: bool = False) -> None:
        super().__init__()
        self.seconds = seconds
        self.away = away


class Channel(Protocol):
    """One bot on one platform. Adapters inherit from it, for what is the same for most.

    `bot` is its name in every row. `pushes` is False where people fetch what was said (the web
    chat): then nothing is sent by delivery, and texts stay in the inbox and the outbox for a day,
    for reloads (`keeps_texts`). `per_second` and `chat_seconds` are what the platform allows:
    messages a second in all, seconds between two messages of one chat. `plan` and `window` are
    None where nothing is counted and everybody can be written to at any time. `link` is where
    people meet the bot, empty while that is not known; `stopped` says that the platform takes
    nothing from us any more until the operator has done something; `joins_groups` that it can be
    brought into groups.
    """

    bot: str
    abilities: Abilities
    pushes: bool = True
    keeps_texts: bool = False
    per_second: float
    chat_seconds: float
    plan: Plan | None = None
    window: Window | None = None
    link: str = ""
    stopped: bool = False
    joins_groups: bool = False

    @property
    def counts(self) -> bool:
        """Whether the ledger keeps what goes in and out."""
        return self.plan is not None or self.window is not None

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

    def taken(self, chat: str, said: Incoming) -> None:
        """Take note that a button which was pressed was taken as the person's choice; of an old or
        a forged one this is never said.
        """
        return

    def refill(self, sent: Sequence[tuple[str, datetime]]) -> None:
        """Take note of what another process has sent in the last minute (chat, when), oldest
        first: limits of the platform's own do not begin anew with us.
        """
        return

    def is_watched(self, chat: str) -> bool:
        """Tell whether somebody would see a message of this chat where people fetch them."""
        return True

    def fetch(self, ref: str) -> AsyncGenerator[bytes]:
        """Yield the bytes behind a handle of the platform as they come, never all of them at once;
        whoever has enough closes it. Raises NotTaken and NotNow, in the middle too.
        """

    async def open(self) -> None:
        """Get ready to send and fetch; called once, on the event loop, in every process."""
        return

    async def close(self) -> None:
        """Let go of connections."""
        return

    async def poll(self, take: Take) -> None:
        """Ask the platform for events and hand them over, for as long as this process owns the
        database (it is cancelled then); return at once where there is nothing to ask for.
        """
        return

    def routes(self, take: Take) -> Sequence[BaseRoute]:
        """Return the paths of our site to which the platform brings events, in every process."""
        return ()
