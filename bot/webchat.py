"""What stands behind the web chat's page: its events go to the inbox, its lines come from the
outbox.

Nothing is sent here: an open page is shown the chat's next line, and the line is sent when a page
has acknowledged it. Any process that holds the page can do that, owner or not. One line at a time,
so that a crash repeats at most one.
"""

import asyncio
import secrets
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Container, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import orjson
from itsdangerous import BadSignature, URLSafeTimedSerializer

from bot import files
from bot.carrying import decode, file_names
from bot.channels.contract import Channel, NotNow
from bot.channels.web.backend import Line, Opened, Page, Refused, Upload
from bot.channels.web.options import WebOptions
from bot.channels.web.reading import ABILITIES, BOT, address, read
from bot.commune import Commune
from bot.dialogue.messages import Address, Incoming, Kind, Outcome, Reply, Unknown
from bot.pictures import shown_copy
from bot.receiving import TASK, Receiver
from bot.turning import Queued
from bot.writer import Writer
from models.base import from_ms, to_ms
from models.compiled import Row
from models.machine import conversation, file, inbox, outbox, reminder
from models.machine.erasing import erase_said
from models.machine.file import File, FileState
from models.machine.outbox import OutboxState
from models.people.person import note_gone
from models.store import Tx

KEPT = timedelta(days=1)  # how long texts stay for reloads
LINK_SECONDS = 86_400


class WebChannel(Channel):
    """The web chat as one of the channels."""

    bot = BOT
    abilities = ABILITIES
    pushes = False
    keeps_texts = True
    per_second = 1000.0
    chat_seconds = 0.0

    def __init__(self, chats: Container[str] = ()) -> None:
        """`chats` are those of which a page is open here."""
        self.chats = chats

    def is_watched(self, chat: str) -> bool:
        """Tell whether a page of this chat is open."""
        return chat in self.chats

    def address(self, raw: Any) -> Address:
        """Return whose conversation an event belongs to."""
        return address(raw)

    def read(self, raw: Any) -> Incoming:
        """Return what an event says."""
        return read(raw)

    async def send(self, chat: str, message: Reply) -> Outcome:
        """Pages fetch; nothing is sent."""
        return Unknown()

    def fetch(self, ref: str) -> AsyncGenerator[bytes]:
        """The page has handed its files over already. Raises NotNow."""
        raise NotNow


@dataclass(slots=True)
class Chat:
    """One visitor with at least one open page: what waits, and the line that is on show but not
    acknowledged.
    """

    pages: list[Page] = field(default_factory=list)
    waiting: list[Line] = field(default_factory=list)
    shown: Line | None = None
    newest: int = 0


class WebBackend:
    """Implements the page's `Backend` over the store."""

    def __init__(
        self,
        writer: Writer,
        receiver: Receiver,
        commune: Commune,
        options: WebOptions,
        folder: Path,
        clock: Callable[[], datetime],
    ) -> None:
        self.writer = writer
        self.receiver = receiver
        self.commune = commune
        self.options = options
        self.folder = folder
        self.clock = clock
        self._chats: dict[str, Chat] = {}
        self.channel = WebChannel(self._chats)
        self._newest = 0  # the highest line that `refresh` has seen
        self._signer = URLSafeTimedSerializer(options.secret, salt="thidua file")

    # --- in ---

    async def receive(self, event: dict[str, Any]) -> None:
        """Store an event."""
        await self.receiver.receive(self.channel, f"{event['visitor']}:{event['id']}", event)

    async def keep(
        self, visitor: str, kind: Kind, name: str, mime: str, chunks: AsyncIterator[bytes]
    ) -> Upload:
        """Store a file, and then its row; the file's id belongs to this visitor alone."""
        limit = self.options.upload_limit(kind)
        try:
            kept = await files.keep(self.folder, kind, mime, chunks, limit)
        except files.BadFile as error:
            key = "web-too-big" if error.why == "size" else "web-not-this-kind"
            raise Refused(self.sentence(key, limit=str(limit // 1_048_576))) from None
        row = File(
            id=f"{kind.value}-{secrets.token_hex(12)}",
            owner=f"{BOT}:{visitor}",
            kind=kind.value,
            mime=kept.mime,
            name=name[:120],
            size=kept.size,
            sha256=kept.sha256,
            state=FileState.KEPT,
            created_ms=to_ms(self.clock()),
        )
        await self.writer.write(lambda tx: file.announce(tx, row))
        return Upload(row.id, kind, kept.size, kept.mime)

    # --- out ---

    def queued(self, message: Queued) -> bool:
        """Take note of a line that was committed here; False when no page of that chat is open in
        this process.
        """
        chat = self._chats.get(message.chat)
        if chat is None:
            return False
        if message.row > chat.newest:
            chat.newest = message.row
            chat.waiting.append(self._line(message.row, message.payload, None))
            self._show_next(chat)
        return True

    def replaced(self, row: int) -> None:
        """Forget a line that was rewritten before it was shown."""
        for chat in self._chats.values():
            chat.waiting = [line for line in chat.waiting if line.number != row]

    async def attach(self, visitor: str, page: Page, after: int) -> None:
        """Show an open page what waits, and from now on what comes."""
        chat = self._chats.setdefault(visitor, Chat())
        chat.pages.append(page)
        await self._read(visitor, chat, page, after)

    async def _read(self, visitor: str, chat: Chat, page: Page, after: int) -> None:
        """Read the chat's unacknowledged lines; a page that comes back also gets what it missed
        meanwhile.
        """
        since = to_ms(self.clock() - KEPT)
        on_show = chat.shown  # what comes on show while we read is shown to this page as well

        def run(tx: Tx) -> tuple[list[Row], list[Row]]:
            missed = tx.all(outbox.SHOWN, bot=BOT, chat=visitor, since=since) if after else []
            return tx.all(outbox.WAITING_IN_CHAT, bot=BOT, chat=visitor, after=0), missed

        waiting, missed = await self.writer.write(run)
        unshown = {row[0] for row in waiting}
        for number, payload, created, _state in missed:
            if number > after and number not in unshown:
                await page.show(self._line(number, payload, created))
        if on_show is not None and chat.shown is on_show:
            await page.show(on_show)
        self._add(chat, waiting)

    async def refresh(self) -> None:
        """Another process has written: look for new lines of the chats that are open here.

        Rows are numbered in the order of their commits (one owner, one writer), so what lies below
        the highest number seen needs no second look.
        """
        await self.writer.write(self.commune.refresh)  # the page's head names the commune
        while True:
            after = self._newest
            rows = await self.writer.write(lambda tx, after=after: outbox.waiting(tx, BOT, after))  # type: ignore[misc]
            for row in rows:
                chat = self._chats.get(row[2])
                if chat is not None:
                    self._add(chat, [row])
                self._newest = max(self._newest, row[0])
            if not rows:
                return

    def _add(self, chat: Chat, rows: Sequence[Row]) -> None:
        """Take unacknowledged lines into a chat, each once, and show the next."""
        known = {line.number for line in chat.waiting}
        if chat.shown is not None:
            known.add(chat.shown.number)
        fresh = [self._line(row[0], row[4], None) for row in rows if row[0] not in known]
        chat.waiting = sorted([*chat.waiting, *fresh], key=lambda line: line.number)
        chat.newest = max([chat.newest, *(row[0] for row in rows)])
        self._show_next(chat)

    def _show_next(self, chat: Chat) -> None:
        """Put the next line on every open page, if none waits to be acknowledged."""
        if chat.shown is None and chat.waiting and chat.pages:
            chat.shown = chat.waiting.pop(0)
            for page in chat.pages:
                asyncio.get_running_loop().create_task(show(page, chat.shown))

    async def acknowledge(self, visitor: str, number: int) -> None:
        """Mark a line as sent, and only then show the next."""
        at = to_ms(self.clock())

        def run(tx: Tx) -> bool:
            shown = outbox.acknowledge(tx, BOT, visitor, number, at)
            if shown:
                reminder.came(tx, number, OutboxState.SENT, BOT, at)
            return shown

        await self.writer.write(run)
        chat = self._chats.get(visitor)
        if chat is None:
            return
        chat.waiting = [line for line in chat.waiting if line.number != number]
        if chat.shown is not None and chat.shown.number == number:
            chat.shown = None
        self._show_next(chat)

    async def detach(self, visitor: str, page: Page) -> None:
        """A page is gone; without any page the line on show waits in the outbox again."""
        chat = self._chats.get(visitor)
        if chat is None:
            return
        chat.pages = [open_page for open_page in chat.pages if open_page is not page]
        if not chat.pages:
            del self._chats[visitor]

    async def history(self, visitor: str) -> list[Line]:
        """Return the last day's lines of both sides, oldest first."""
        since = to_ms(self.clock() - KEPT)

        def run(tx: Tx) -> tuple[list[Row], list[Row]]:
            said = tx.all(inbox.SAID, bot=BOT, chat=visitor, since=since)
            return said, tx.all(outbox.SHOWN, bot=BOT, chat=visitor, since=since)

        said, told = await self.writer.write(run)
        own = [(received, orjson.loads(payload)) for _, _, payload, received in said]
        events = [(received, event) for received, event in own if TASK not in event]
        pressed = {event["tap"] for _, event in events if event.get("tap")}
        lines = [(received, self._own(event, received)) for received, event in events]
        for number, payload, created, state in told:
            if state != OutboxState.QUEUED.value:
                line = self._line(number, payload, created)
                tap = next((button.tap for button in line.buttons if button.tap in pressed), "")
                lines.append((created, replace(line, pressed=tap)))
        return [line for _, line in sorted(lines, key=lambda pair: pair[0])]

    # --- files, words ---

    async def open_file(self, token: str) -> Opened | None:
        """Return the file that a signed link of the last day stands for; of a photo its copy to be
        looked at. Only what is kept is shown.
        """
        try:
            name = self._signer.loads(token, max_age=LINK_SECONDS)
        except BadSignature:
            return None
        row = await self.writer.write(lambda tx: file.get(tx, name))
        if row is None or row[8] != FileState.KEPT.value:
            return None
        path, mime = files.path_of(self.folder, row[7]), row[3]
        if row[2] != Kind.PHOTO.value:
            return Opened(path, mime, row[4] if row[2] == Kind.FILE.value else "")
        copy = await asyncio.to_thread(shown_copy, path, self.folder)
        return Opened(copy, "image/jpeg") if copy else None

    async def forget(self, visitor: str) -> None:
        """Erase what a kiosk's visitor left: nobody comes back to it or can be told anything. What
        was sent stays with the commune.
        """
        at = to_ms(self.clock())

        def run(tx: Tx) -> None:
            tx.run(outbox.GIVE_UP_CHAT, of_bot=BOT, of_chat=visitor)
            erase_said(tx, BOT, visitor, at)
            tx.run(conversation.FORGET, of_bot=BOT, of_chat=visitor)
            note_gone(BOT)(tx, visitor, at)

        await self.writer.write(run)
        self._chats.pop(visitor, None)

    def sentence(self, key: str, **values: str) -> str:
        """Return a sentence of the catalogue."""
        return self.commune.words()(key, **values)

    def _line(self, number: int, payload: str, created_ms: int | None) -> Line:
        """Return an outbox row as the page shows it."""
        reply = decode(payload)
        at = from_ms(created_ms) if created_ms else self.clock()
        pictures = tuple(name for name in reply.photos if name.startswith("photo-"))
        sounds = tuple(name for name in reply.photos if name.startswith("voice-"))
        names = file_names(payload)
        return Line(
            number,
            False,
            reply.text,
            "",
            reply.buttons,
            self._links(pictures),
            self._links(sounds),
            at,
            files=tuple(zip(self._links(reply.files), names, strict=True)),
        )

    def _own(self, event: dict[str, Any], received_ms: int) -> Line:
        """Return an inbox row as the page shows it."""
        said = read(event)
        pictures = tuple(media.file for media in said.media if media.kind is Kind.PHOTO)
        sounds = tuple(media.file for media in said.media if media.kind is Kind.VOICE)
        photos, voices = self._links(pictures), self._links(sounds)
        return Line(0, True, said.text, said.message_id, (), photos, voices, from_ms(received_ms))

    def _links(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """Return signed links of files, good for a day."""
        return tuple(f"/f/{self._signer.dumps(name)}" for name in names)


async def show(page: Page, line: Line) -> None:
    """Show a line on one page. A function of its own so that a test can kill the process around
    it.
    """
    await page.show(line)
