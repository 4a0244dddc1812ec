"""One WebSocket: an open page and the server talk (`server.py` lists the frames)."""

import asyncio
import json
from typing import Any

from starlette.websockets import WebSocket, WebSocketDisconnect

from bot.channels.web.backend import Line
from bot.channels.web.door import Door
from bot.channels.web.frames import Ack, Complaint, Ping, Said, is_id, iso, line_frame, read_frame
from bot.channels.web.identity import Identity

STRANGER = 4401  # no identity, or one that was forgotten: open the page anew
ELSEWHERE = 4409  # too many pages, the oldest goes
TOO_BIG = 1009
LATER = 1013  # the store is down, or the page does not keep up: come back

_WAITING = 1000  # lines that may wait for a page that reads slowly
_GOODBYE = 5  # seconds for a close code to leave
_RETRY_STORE = 5
_RETRY_FAST = 20

_TOO_FAST = "web-too-fast"
_STORE_DOWN = "web-store-down"


class OpenPage:
    """A page that is open now; what it is told queues up, so nobody waits for a slow phone."""

    def __init__(self, socket: WebSocket, visitor: str, name: str) -> None:
        self.visitor = visitor
        self.name = name
        self.closing = False
        self._socket = socket
        self._queue: asyncio.Queue[str | int] = asyncio.Queue(_WAITING)

    async def show(self, line: Line) -> None:
        """Put a line on the screen."""
        self.tell({"t": "line", **line_frame(line)})

    def tell(self, frame: dict[str, Any]) -> None:
        """Send a frame after those that wait; a page that fell far behind is told to come back."""
        if self.closing:
            return
        try:
            self._queue.put_nowait(json.dumps(frame, ensure_ascii=False, separators=(",", ":")))
        except asyncio.QueueFull:
            self.close(LATER)

    def close(self, code: int) -> None:
        """Close; what still waits is shown again when the page comes back."""
        if self.closing:
            return
        self.closing = True
        while not self._queue.empty():
            self._queue.get_nowait()
        self._queue.put_nowait(code)

    async def write(self) -> None:
        """Send what waits, until the page is closed."""
        try:
            while True:
                item = await self._queue.get()
                if isinstance(item, int):
                    await self._socket.close(item)
                    return
                await self._socket.send_text(item)
        except (WebSocketDisconnect, RuntimeError, OSError):
            return  # it went away; the reading side notices too


class Pages:
    """The pages that are open in this process, by visitor."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._open: dict[str, list[OpenPage]] = {}

    def enter(self, page: OpenPage) -> None:
        """Note a page; it takes the place of its own broken connection, or of the oldest."""
        pages = self._open.setdefault(page.visitor, [])
        for old in [p for p in pages if p.name == page.name]:
            old.close(LATER)
            pages.remove(old)
        pages.append(page)
        while len(pages) > self._most:
            pages.pop(0).close(ELSEWHERE)

    def leave(self, page: OpenPage) -> None:
        """Note that a page is gone."""
        pages = self._open.get(page.visitor, [])
        if page in pages:
            pages.remove(page)
        if not pages:
            self._open.pop(page.visitor, None)

    def close_all(self, visitor: str) -> None:
        """Close every page of a visitor who is forgotten."""
        for page in self._open.pop(visitor, []):
            page.close(STRANGER)


async def converse(door: Door, pages: Pages, socket: WebSocket) -> None:
    """Answer GET /ws for as long as the page is open."""
    name = socket.query_params.get("page", "")
    after = socket.query_params.get("after", "0")
    if (
        not door.is_own_host(socket)
        or not door.is_own_origin(socket, required=True)
        or not is_id(name)
        or not (after.isascii() and after.isdigit() and len(after) < 17)
    ):
        await socket.close()  # before it was accepted: HTTP 403
        return
    await socket.accept()
    someone = door.who(socket)
    if someone is None:
        await socket.close(STRANGER)
        return
    page = OpenPage(socket, someone.visitor, name)
    pages.enter(page)
    writer = asyncio.create_task(page.write())
    try:
        await _open(door, page, int(after))
        await _listen(door, someone, page, socket)
    finally:
        pages.leave(page)
        try:
            await door.backend.detach(page.visitor, page)
        finally:
            await _finish(page, writer)


async def _open(door: Door, page: OpenPage, after: int) -> None:
    try:
        if after == 0:
            lines = await door.backend.history(page.visitor)
            now = iso(door.clock())
            page.tell({"t": "hello", "now": now, "history": [line_frame(line) for line in lines]})
        await door.backend.attach(page.visitor, page, after)
    except Exception:
        page.close(LATER)  # the page comes back by itself, and nothing was promised to it


async def _listen(door: Door, someone: Identity, page: OpenPage, socket: WebSocket) -> None:
    options = door.options
    address = door.address(socket)
    owed: list[int] = []  # acks that the store has not taken yet

    def file(name: str) -> dict[str, Any] | None:
        return door.signer.from_upload(page.visitor, name)

    while True:
        message = await socket.receive()
        if message["type"] == "websocket.disconnect":
            return
        if page.closing:
            continue  # what it still says belongs to a page that is already gone
        raw = message.get("text") or ""
        if len(raw.encode("utf-8", "replace")) > options.frame_limit:
            page.close(TOO_BIG)
            continue
        frame = read_frame(raw, page.name, file, options.text_limit, options.files_per_message)
        now = door.clock()
        match frame:
            case Ping():
                # No pong while an ack is owed: the page would take the pong for its confirmation.
                if await _settle(door, page.visitor, owed):
                    page.tell({"t": "pong"})
            case Ack(number):
                if door.limits.may_acknowledge(page.visitor, now):
                    owed.append(number)
                    await _settle(door, page.visitor, owed)
            case Complaint(said, key):
                page.tell({"t": "no", "id": said, "text": door.backend.sentence(key)})
            case Said(said, event):
                if door.limits.may_say(page.visitor, address, now):
                    event |= {"visitor": page.visitor, "at": iso(now)}
                    if someone.passing:
                        event["passing"] = True
                    await _receive(door, page, said, event)
                else:
                    _refuse(door, page, said, _TOO_FAST, _RETRY_FAST)


async def _receive(door: Door, page: OpenPage, said: str, event: dict[str, Any]) -> None:
    try:
        await door.backend.receive(event)
    except Exception:
        # Not stored, so not confirmed: the page keeps the message and sends it again.
        _refuse(door, page, said, _STORE_DOWN, _RETRY_STORE)
    else:
        page.tell({"t": "got", "id": said})


async def _settle(door: Door, visitor: str, owed: list[int]) -> bool:
    """Hand on the acks; False while the store is down, and they are kept for the next time."""
    try:
        while owed:
            await door.backend.acknowledge(visitor, owed[0])
            owed.pop(0)
    except Exception:
        return False
    return True


def _refuse(door: Door, page: OpenPage, said: str, key: str, again: int) -> None:
    page.tell({"t": "no", "id": said, "text": door.backend.sentence(key), "again": again})


async def _finish(page: OpenPage, writer: asyncio.Task[None]) -> None:
    if not page.closing:
        writer.cancel()
    # A page that is being closed has its close code on the way out; a lost phone takes none.
    await asyncio.wait([writer], timeout=_GOODBYE)
    writer.cancel()
