"""What the web chat asks of whatever keeps its conversations."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from bot.dialogue.messages import Button, Kind


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the conversation, as shown.

    `number` is the outbox id of what the bot said and 0 for what the person said; `event_id` is
    the id that the page gave to a line of the person's own. `photos` and `sounds` are paths under
    this server ("/f/<signed token>"); `files` are such paths, each with the name of the file to
    take away. `pressed` is the tap of the button that was pressed; it stays visible as pressed.
    """

    number: int
    own: bool
    text: str
    event_id: str = ""
    buttons: tuple[Button, ...] = ()
    photos: tuple[str, ...] = ()
    sounds: tuple[str, ...] = ()
    at: datetime | None = None
    pressed: str = ""
    files: tuple[tuple[str, str], ...] = ()


class Page(Protocol):
    """One open page. The backend calls it on the event loop."""

    async def show(self, line: Line) -> None: ...


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that is safely kept: its id, and what its content (not its name) says it is."""

    file: str
    kind: Kind
    size: int
    mime: str


@dataclass(frozen=True, slots=True)
class Opened:
    """A file behind a link: where it lies, what it is, and, where it is to be taken away instead
    of looked at, under which name.
    """

    path: Path
    mime: str
    name: str = ""


class Refused(Exception):
    """A file is not taken; `sentence` tells the person why and what to do."""

    def __init__(self, sentence: str) -> None:
        # The sentence may quote the person's file: it stays out of logs.
        super().__init__("refused")
        self.sentence = sentence


class Backend(Protocol):
    """What stands behind the page. Every method may raise when the store is down."""

    async def receive(self, event: dict[str, Any]) -> None:
        """Return once the event is safely stored; the page is told "got" only after that."""

    async def keep(
        self, visitor: str, kind: Kind, name: str, mime: str, chunks: AsyncIterator[bytes]
    ) -> Upload:
        """Store the bytes as they come, or raise `Refused`.

        An exception out of `chunks` means that the file broke off: throw away what came.
        """

    async def attach(self, visitor: str, page: Page, after: int) -> None:
        """From now on show the page, in order, each line after `after`: pending ones, then new."""

    async def detach(self, visitor: str, page: Page) -> None:
        """The page is gone."""

    async def acknowledge(self, visitor: str, number: int) -> None:
        """The page shows line `number`. It may come twice, or be nobody's."""

    async def history(self, visitor: str) -> list[Line]:
        """Return the last day's lines, oldest first, for a page that was opened anew."""

    async def open_file(self, token: str) -> Opened | None:
        """Return the file that the signed token of a link stands for."""

    async def forget(self, visitor: str) -> None:
        """Forget who a visitor is: the person left the kiosk."""

    def sentence(self, key: str, **values: str) -> str:
        """Return a sentence of the catalogue; `texts/vi/web.ftl` has those the server says."""
