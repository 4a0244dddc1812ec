"""JSON posted to one address over connections that are kept open: as much of HTTP as the calls of
a bot need. A general client takes several times the processor for each (`bench/RESULTS.md`).
"""

import asyncio
import ssl
from collections import deque
from socket import SOCK_STREAM
from typing import cast
from urllib.parse import urlsplit

import aiohappyeyeballs
import httptools

CONNECT_WITHIN = 10.0
AT_ONCE = 100  # connections; delivery sends thirty at the same time, taps come on top
# A connection that the other side has closed meanwhile makes a call unclear: idle ones go.
KEEP_IDLE = 15.0
FAMILIES_APART = 0.25  # seconds after which the next of a host's addresses is tried beside


class NotReached(Exception):
    """No connection came about: nothing was asked."""


class BrokenOff(Exception):
    """No answer came: what was asked may have been done."""


class Poster:
    """Connections with one address, such as `https://api.telegram.org`."""

    def __init__(self, address: str) -> None:
        """A path in the address is not looked at. Raises ValueError for one without a host."""
        parts = urlsplit(address)
        if not parts.hostname:
            raise ValueError("an address without a host")
        secure = parts.scheme == "https"
        self._host = parts.hostname.encode("idna").decode()
        self._port = parts.port or (443 if secure else 80)
        self._secure = secure
        self._tls: ssl.SSLContext | None = None
        bare = f"[{self._host}]" if ":" in self._host else self._host
        self._named = bare if parts.port is None else f"{bare}:{parts.port}"
        self._places = asyncio.Semaphore(AT_ONCE)
        self._idle: deque[Connection] = deque()  # the one used last at the end
        self._closed = False

    async def post(self, path: str, body: bytes, within: float) -> tuple[int, bytes]:
        """Return the status and the body of the answer to JSON that is posted to a path; whoever
        reads it notices whether it is whole. Raises NotReached, and BrokenOff where no answer
        came `within` so many seconds.
        """
        head = (
            f"POST {path} HTTP/1.1\r\nHost: {self._named}\r\nAccept: */*\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        async with self._places:
            connection = self._take() or await self._connect()
            try:
                answer = await connection.ask(head.encode("ascii") + body, within)
            except BaseException:
                connection.abort()
                raise
            if connection.usable and not self._closed:
                connection.idle_since = asyncio.get_running_loop().time()
                self._idle.append(connection)
            else:
                connection.abort()
            return answer

    async def close(self) -> None:
        """Let go of the connections; one that is in use goes with its answer."""
        self._closed = True
        while self._idle:
            self._idle.pop().abort()

    def _take(self) -> "Connection | None":
        """Return a connection that is free, and let go of those that were for too long."""
        oldest = asyncio.get_running_loop().time() - KEEP_IDLE
        while self._idle and self._idle[0].idle_since < oldest:
            self._idle.popleft().abort()
        while self._idle:
            connection = self._idle.pop()
            if connection.usable:
                return connection
        return None

    async def _connect(self) -> "Connection":
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(CONNECT_WITHIN):
                infos = await loop.getaddrinfo(self._host, self._port, type=SOCK_STREAM)
                sock = await aiohappyeyeballs.start_connection(
                    infos, happy_eyeballs_delay=FAMILIES_APART, interleave=1
                )
                _, connection = await loop.create_connection(
                    Connection,
                    sock=sock,
                    ssl=self._context(),
                    server_hostname=self._host if self._secure else None,
                )
        except (
            OSError,
            TimeoutError,
            RuntimeError,
        ) as error:  # the last is uvloop's for the first
            raise NotReached from error
        return connection

    def _context(self) -> ssl.SSLContext | None:
        if self._secure and self._tls is None:
            self._tls = ssl.create_default_context()
        return self._tls


class Connection(asyncio.Protocol):
    """One connection; one call at a time."""

    def __init__(self) -> None:
        self.usable = True
        self.idle_since = 0.0
        self._transport: asyncio.Transport | None = None
        self._parser = httptools.HttpResponseParser(self)
        self._waiting: asyncio.Future[tuple[int, bytes]] | None = None
        self._begun = False  # the head of an answer has come
        self._content: list[bytes] = []

    async def ask(self, request: bytes, within: float) -> tuple[int, bytes]:
        """Write a request and return the status and the body of its answer. Raises NotReached when
        it was not written any more, BrokenOff.
        """
        loop = asyncio.get_running_loop()
        if self._transport is None or not self.usable:
            raise NotReached
        self._begun = False
        self._content.clear()
        self._waiting = loop.create_future()
        timer = loop.call_later(within, self._fail)
        try:
            self._transport.write(request)
            return await self._waiting
        finally:
            timer.cancel()
            self._waiting = None

    def abort(self) -> None:
        """Close at once; what waits for an answer has none."""
        self.usable = False
        if self._transport is not None:
            self._transport.abort()
        self._fail()

    def _fail(self) -> None:
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_exception(BrokenOff())

    def _answer(self) -> None:
        if self._waiting is not None and not self._waiting.done():
            content = b"".join(self._content)
            self._waiting.set_result((self._parser.get_status_code(), content))

    # --- what asyncio and the parser call ---

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The connection is there."""
        self._transport = cast("asyncio.Transport", transport)  # uvloop's is of no class of these

    def data_received(self, data: bytes) -> None:
        """Read on; what was not asked for, or is no HTTP, ends the connection."""
        try:
            if self._waiting is None or self._waiting.done():
                self.abort()
            else:
                self._parser.feed_data(data)
        except (httptools.HttpParserError, httptools.HttpParserUpgrade):
            self.abort()

    def eof_received(self) -> None:
        """The other side ends: nothing is asked here again."""
        self.usable = False

    def connection_lost(self, exc: Exception | None) -> None:
        """An answer without a length ends here."""
        self.usable = False
        if exc is None and self._begun:
            self._answer()
        self._fail()

    def on_message_begin(self) -> None:
        """What begins after the answer was asked for by nobody: the rest of it must not become the
        answer to the next request.
        """
        if self._waiting is None or self._waiting.done():
            self.usable = False

    def on_headers_complete(self) -> None:
        """The head of an answer has come."""
        self._begun = True

    def on_body(self, body: bytes) -> None:
        """A piece of the body has come."""
        self._content.append(body)

    def on_message_complete(self) -> None:
        """An answer is complete; those that only announce another are passed over."""
        if self._parser.get_status_code() < 200:
            self._begun = False
            self._content.clear()
            return
        self.usable = self.usable and bool(self._parser.should_keep_alive())
        self._answer()
