"""A person in front of the web chat's page, without a browser: speaks the protocol of `server.py`.

Light enough for hundreds in one process: one WebSocket, one reading task, no HTTP library.
"""

import asyncio
import json
import secrets
from collections.abc import Callable
from typing import Any, Self
from urllib.parse import quote, urlencode, urlsplit

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

Frame = dict[str, Any]


class Refused(Exception):
    """The server said no: the HTTP status, or the frame that it answered with."""


class Visitor:
    """Somebody who talks to the bot.

    `lines` holds what the bot said, in order and each number once; `repeated` counts those that
    came again. Messages that are not confirmed are sent again with the same id after `reconnect`,
    as the page does it.
    """

    def __init__(
        self,
        base: str,
        *,
        ack: bool = True,
        token: str = "",
        patience: float = 10,
        address: str = "",
    ) -> None:
        self.base = base.rstrip("/")
        self.ack = ack
        self.patience = patience
        self.token = token  # a kiosk's or a person of the demo's; strangers have the cookie
        self.address = address  # from where, as a proxy in front of the server would say
        self.cookie = ""
        self.page = secrets.token_hex(12)
        self.lines: list[Frame] = []
        self.history: list[Frame] = []
        self.refusals: list[Frame] = []
        self.got: set[str] = set()
        self.unsent: dict[str, Frame] = {}
        self.repeated = 0
        self.close_code: int | None = None
        self._seq = 0
        self._numbers: set[int] = set()
        self._acks: list[int] = []
        self._refused: dict[str, Frame] = {}  # since it was sent last
        self._socket: ClientConnection | None = None
        self._reader: asyncio.Task[None] | None = None
        self._changed = asyncio.Condition()

    async def __aenter__(self) -> Self:
        await self.connect()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    # Coming and going

    async def connect(self) -> None:
        """Open the page (for its cookie, once) and its WebSocket; send what is not confirmed."""
        if not self.cookie and not self.token:
            await self.open_page()
        address = urlsplit(self.base)
        scheme = "wss" if address.scheme == "https" else "ws"
        query = {"page": self.page, "after": str(self.last)}
        if self.token:
            query["as"] = self.token
        headers = {**self._from, **({"Cookie": self.cookie} if self.cookie else {})}
        try:
            self._socket = await connect(
                f"{scheme}://{address.netloc}/ws?{urlencode(query)}",
                origin=f"{address.scheme}://{address.netloc}",  # type: ignore[arg-type] # a NewType
                additional_headers=headers,
                compression=None,
                proxy=None,
                ping_interval=None,
                open_timeout=self.patience,
            )
        except InvalidStatus as error:
            raise Refused(error.response.status_code) from error
        self.close_code = None
        for number in self._acks:
            await self._send({"t": "ack", "number": number})
        for frame in list(self.unsent.values()):
            self._refused.pop(frame["id"], None)
            await self._send(frame)
        self._reader = asyncio.create_task(self._read(self._socket))

    async def open_page(self, path: str = "/") -> str:
        """GET the page, keep its cookie, return the HTML."""
        status, headers, body = await request(
            self.base, "GET", path, cookie=self.cookie, headers=self._from
        )
        if status != 200:
            raise Refused(status)
        if "set-cookie" in headers:
            self.cookie = headers["set-cookie"].split(";")[0]
        return body.decode()

    async def close(self) -> None:
        """Leave; unconfirmed messages stay for `reconnect`."""
        if self._socket is not None:
            await self._socket.close()
        if self._reader is not None:
            await self._reader
        self._socket = self._reader = None

    async def reconnect(self) -> None:
        """Come back with what the page knows: what was shown, and what was not confirmed."""
        await self.close()
        await self.connect()

    async def reload(self) -> None:
        """Come back as a page that was opened anew: the history comes first."""
        await self.close()
        self.lines, self.history = [], []
        self._numbers, self._acks = set(), []
        await self.connect()

    @property
    def _from(self) -> dict[str, str]:
        return {"X-Forwarded-For": self.address} if self.address else {}

    @property
    def last(self) -> int:
        """The highest number shown."""
        return max(self._numbers, default=0)

    # Talking

    async def say(self, text: str, *, wait: bool = True, **more: Any) -> str:
        """Say something; with `wait` return when the server has it. Returns the message's id."""
        return await self._do({"t": "say", "text": text, **more}, wait)

    async def tap(self, choice: str, *, wait: bool = True, **more: Any) -> str:
        """Press the last button whose label contains `choice` (or has that tap)."""
        for line in reversed(self.lines):
            for button in line.get("buttons", ()):
                if choice == button["tap"] or choice in button["label"]:
                    return await self._do({"t": "tap", **button, **more}, wait)
        raise AssertionError(f"no button {choice!r}")

    async def send_photos(self, *photos: bytes, text: str = "", wait: bool = True) -> str:
        """Upload photos one after the other, then send them as one message."""
        files = [
            await self.upload(photo, "photo", "image/jpeg", f"anh{i}.jpg")
            for i, photo in enumerate(photos, 1)
        ]
        return await self._do({"t": "media", "files": files, "text": text}, wait)

    async def send_voice(self, sound: bytes, seconds: int, *, wait: bool = True) -> str:
        """Upload and send a voice note."""
        file = await self.upload(sound, "voice", "audio/webm", "", seconds)
        return await self._do({"t": "media", "files": [file], "text": ""}, wait)

    async def send_place(self, lat: float, lon: float, *, wait: bool = True) -> str:
        """Send a point on the map."""
        return await self._do({"t": "place", "lat": lat, "lon": lon}, wait)

    async def upload(
        self, body: bytes, kind: str, mime: str, name: str = "", seconds: int = 0
    ) -> str:
        """POST a file and return the id by which a media message names it."""
        query = {"kind": kind, "seconds": str(seconds), "name": name}
        if self.token:
            query["as"] = self.token
        path = f"/upload?{urlencode(query, quote_via=quote)}"
        status, _, answer = await request(
            self.base, "POST", path, cookie=self.cookie, body=body, mime=mime
        )
        found = json.loads(answer) if answer else {}
        if status != 200:
            raise Refused(status, found.get("text", ""))
        return str(found["file"])

    async def send_raw(self, text: str) -> None:
        """Send a frame as it is."""
        assert self._socket is not None
        await self._socket.send(text)

    # Listening

    async def until(self, happened: Callable[[], object]) -> None:
        """Wait until something is true, looking after each frame."""
        async with asyncio.timeout(self.patience), self._changed:
            await self._changed.wait_for(lambda: bool(happened()))

    async def line(self, nth: int) -> Frame:
        """Return the bot's nth line (from 1), waiting for it."""
        await self.until(lambda: len(self.lines) >= nth)
        return self.lines[nth - 1]

    async def next_line(self, after: int) -> Frame:
        """Return the first line whose number is higher than `after`."""
        await self.until(lambda: any(line["number"] > after for line in self.lines))
        return next(line for line in self.lines if line["number"] > after)

    async def fetch(self, name: str) -> tuple[dict[str, str], bytes]:
        """Take away the newest file of that name; return the headers and the bytes."""
        path = next(
            file["path"]
            for line in reversed(self.lines)
            for file in line.get("files", ())
            if file["name"] == name
        )
        status, headers, body = await request(self.base, "GET", path)
        if status != 200:
            raise Refused(status)
        return headers, body

    async def confirmed(self, message: str) -> None:
        """Wait until the server has a message; an answer of "no" raises."""
        await self.until(
            lambda: message in self.got or message in self._refused or self.close_code is not None
        )
        if message not in self.got:
            raise Refused(self._refused.get(message, "the connection is gone"))

    async def acknowledge(self, number: int) -> None:
        """Tell the server that a line is shown (by itself unless `ack` is off)."""
        self._acks.append(number)
        await self._send({"t": "ack", "number": number})

    async def send(self, body: Frame) -> str:
        """Send a message as it is; one of the same `id` is the same again."""
        self.got.discard(str(body.get("id", "")))
        return await self._do(body, wait=True)

    async def _do(self, body: Frame, wait: bool) -> str:
        self._seq += 1
        frame = {"id": secrets.token_hex(12), "seq": self._seq, "page": self.page, **body}
        self.unsent[frame["id"]] = frame
        await self._send(frame)
        if wait:
            await self.confirmed(frame["id"])
        return str(frame["id"])

    async def _send(self, frame: Frame) -> None:
        try:
            if self._socket is not None:
                await self._socket.send(json.dumps(frame, ensure_ascii=False))
        except ConnectionClosed:
            pass  # it stays unsent until `reconnect`

    async def _read(self, socket: ClientConnection) -> None:
        try:
            async for raw in socket:
                await self._hear(json.loads(raw))
        except ConnectionClosed:
            pass
        async with self._changed:
            self.close_code = socket.close_code
            self._changed.notify_all()

    async def _hear(self, frame: Frame) -> None:
        match frame["t"]:
            case "line":
                self._show(frame)
                if self.ack:
                    await self.acknowledge(frame["number"])
            case "hello":
                self.history = frame["history"]
                for line in self.history:
                    if line.get("own"):
                        self._confirm(line.get("id", ""))
                    else:
                        self._show(line)
            case "got":
                self._confirm(frame["id"])
            case "no":
                self.refusals.append(frame)
                self._refused[frame["id"]] = frame
        async with self._changed:
            self._changed.notify_all()

    def _show(self, line: Frame) -> None:
        if line["number"] in self._numbers:
            self.repeated += 1
            return
        self._numbers.add(line["number"])
        self.lines.append(line)

    def _confirm(self, message: str) -> None:
        self.got.add(message)
        self.unsent.pop(message, None)


async def request(
    base: str,
    method: str,
    path: str,
    *,
    cookie: str = "",
    body: bytes = b"",
    mime: str = "",
    headers: dict[str, str] | None = None,
) -> tuple[int, dict[str, str], bytes]:
    """Make one HTTP request on a connection of its own; return status, headers and body."""
    address = urlsplit(base)
    sent = {
        "Host": address.netloc,
        "Origin": f"{address.scheme}://{address.netloc}",
        "Connection": "close",
        "Content-Length": str(len(body)),
        **({"Cookie": cookie} if cookie else {}),
        **({"Content-Type": mime} if mime else {}),
        **(headers or {}),
    }
    head = f"{method} {path} HTTP/1.1\r\n" + "".join(f"{k}: {v}\r\n" for k, v in sent.items())
    reader, writer = await asyncio.open_connection(address.hostname, address.port)
    try:
        writer.write(head.encode() + b"\r\n" + body)
        await writer.drain()
        answer = await reader.read()
    except ConnectionError:
        answer = await reader.read()  # refused before the whole body was read
    finally:
        writer.close()
    top, _, rest = answer.partition(b"\r\n\r\n")
    first, *lines = top.decode("latin-1").split("\r\n")
    found: dict[str, str] = {}
    for line in lines:
        name, _, value = line.partition(": ")
        found[name.lower()] = value
    if found.get("transfer-encoding") == "chunked":
        rest = _joined(rest)
    return int(first.split()[1]), found, rest


def _joined(chunked: bytes) -> bytes:
    body = b""
    while chunked:
        size, _, chunked = chunked.partition(b"\r\n")
        length = int(size, 16)
        if length == 0:
            break
        body, chunked = body + chunked[:length], chunked[length + 2 :]
    return body
