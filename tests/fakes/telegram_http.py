"""HTTP as far as a Bot API server needs it: connections, and what a request says in each of the
forms that the platform takes. Fast enough not to be what a bench measures.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from email.parser import BytesParser
from email.policy import HTTP
from typing import Any
from urllib.parse import parse_qsl

import orjson


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer over HTTP; `cut` is after how many bytes of it the connection ends, 0 where it
    does not; `retry_after` stands in its head, where it is not 0.
    """

    status: int
    body: bytes
    mime: str = "application/json"
    cut: int = 0
    retry_after: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """A file in a form."""

    content: bytes
    name: str


class Connection(asyncio.Protocol):
    """One connection: its requests are answered one after the other."""

    def __init__(
        self,
        asked: Callable[[str, str, str, bytes], Awaitable[Answered | None]],
        connections: "set[Connection]",
    ) -> None:
        """`asked` answers a request: verb, target, type and body; None is a connection that ends.
        `connections` are those that are open.
        """
        self.asked = asked
        self.connections = connections
        self._transport: asyncio.Transport | None = None
        self._buffer = bytearray()
        self._needed = 0
        self._task: asyncio.Task[None] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self.connections.add(self)

    def connection_lost(self, _error: Exception | None) -> None:
        self.connections.discard(self)

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        if self._task is None and len(self._buffer) >= self._needed:
            self._next()

    def cut(self) -> None:
        """End the connection at once."""
        if self._transport is not None:
            self._transport.abort()

    def _next(self) -> None:
        """Begin to answer a request, if one has come as a whole."""
        end = self._buffer.find(b"\r\n\r\n")
        if end < 0:
            return
        first, *lines = self._buffer[:end].decode("latin-1").split("\r\n")
        verb, target, _ = first.split(" ", 2)
        headers = {}
        for line in lines:
            name, _, value = line.partition(":")
            headers[name.lower()] = value.strip()
        start = end + 4
        if headers.get("transfer-encoding", "").lower() == "chunked":
            found = unchunked(self._buffer, start)
            if found is None:
                return
            body, whole = found
        else:
            whole = start + int(headers.get("content-length", "0"))
            if len(self._buffer) < whole:
                self._needed = whole
                return
            body = bytes(self._buffer[start:whole])
        del self._buffer[:whole]
        self._needed = 0
        self._task = asyncio.get_running_loop().create_task(
            self._answer(verb, target, headers.get("content-type", ""), body)
        )

    async def _answer(self, verb: str, target: str, mime: str, body: bytes) -> None:
        try:
            found = await self.asked(verb, target, mime, body)
        except AssertionError as error:
            found = refused(400, f"Bad Request: {error}")
        if found is None or self._transport is None:
            self.cut()
            return
        wait = b"Retry-After: %d\r\n" % found.retry_after if found.retry_after else b""
        self._transport.write(
            b"HTTP/1.1 %d X\r\n%bContent-Type: %b\r\nContent-Length: %d\r\n\r\n"
            % (found.status, wait, found.mime.encode(), len(found.body))
            + found.body[: found.cut or None]
        )
        if found.cut:
            self._transport.close()
            return
        self._task = None
        if self._buffer:
            self._next()


def parameters(mime: str, body: bytes) -> dict[str, Any]:
    """Return what a body says, in each form that the platform takes. Raises ValueError."""
    if not body:
        return {}
    if mime.startswith("application/json"):
        found = orjson.loads(body)
        if not isinstance(found, dict):
            raise ValueError("not an object")
        return found
    if mime.startswith("application/x-www-form-urlencoded"):
        plain = dict(parse_qsl(body.decode(), keep_blank_values=True))
        return {name: loosened(name, value) for name, value in plain.items()}
    if mime.startswith("multipart/form-data"):
        head = b"Content-Type: " + mime.encode() + b"\r\n\r\n"
        given: dict[str, Any] = {}
        for part in BytesParser(policy=HTTP).parsebytes(head + body).walk():
            name = part.get_param("name", header="content-disposition")
            content = part.get_payload(decode=True)
            if not name or not isinstance(content, bytes):
                continue
            file = part.get_filename()
            given[str(name)] = (
                Part(content, str(file)) if file else loosened(str(name), content.decode())
            )
        return given
    raise ValueError("an unknown form")


STRUCTURED = (
    "reply_markup", "entities", "caption_entities", "allowed_updates", "commands", "scope",
    "media", "link_preview_options",
)  # fmt: skip


def loosened(name: str, value: str) -> Any:
    """Return a field of a form: what has parts is JSON in it."""
    return orjson.loads(value) if name in STRUCTURED else value


def unchunked(buffer: bytearray, place: int) -> tuple[bytes, int] | None:
    """Return a body that comes in pieces, and where it ends; None while it is not whole."""
    body = bytearray()
    while True:
        end = buffer.find(b"\r\n", place)
        if end < 0:
            return None
        size = int(bytes(buffer[place:end]).partition(b";")[0], 16)
        after = end + 2 + size + 2
        if len(buffer) < after:
            return None
        body += buffer[end + 2 : end + 2 + size]
        place = after
        if size == 0:
            return bytes(body), place


def success(result: Any) -> Answered:
    """Return a yes."""
    return Answered(200, orjson.dumps({"ok": True, "result": result}))


def refused(code: int, description: str, **parameters: int) -> Answered:
    """Return a no in the platform's own format."""
    body: dict[str, Any] = {"ok": False, "error_code": code, "description": description}
    if parameters:
        body["parameters"] = parameters
    wait = parameters.get("retry_after", 0)
    return Answered(code, orjson.dumps(body), retry_after=wait)


def limited(seconds: int) -> Answered:
    """Return the no that says for how long."""
    return refused(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)
