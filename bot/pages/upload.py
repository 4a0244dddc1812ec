"""One file out of a form, as it streams by: nothing of it is held in memory or written beside."""

import asyncio
from collections.abc import AsyncIterator

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.requests import ClientDisconnect, Request

PATIENCE = 30.0  # seconds without a byte after which an upload is given up
MOST_DRAINED = 200 * 1_048_576  # bytes that are still read of what cannot be taken


class Broken(Exception):
    """The form ended before its file did, or is none."""


class Upload:
    """The first file of a form. `name` and `size` are known as far as it has been read."""

    def __init__(self, request: Request) -> None:
        """Raises Broken where the request carries no form."""
        kind, options = parse_options_header(request.headers.get("content-type", ""))
        boundary = options.get(b"boundary", b"")
        if kind != b"multipart/form-data" or not boundary:
            raise Broken
        self.name = ""
        self.size = 0
        self._stream = request.stream()
        self._parts = 0
        self._header = (bytearray(), bytearray())
        self._is_file = False
        self._whole = False
        self._found = bytearray()
        self._parser = MultipartParser(
            boundary,
            {
                "on_part_begin": self._begin,
                "on_header_field": lambda data, start, end: self._add(0, data[start:end]),
                "on_header_value": lambda data, start, end: self._add(1, data[start:end]),
                "on_header_end": self._end_header,
                "on_part_data": self._data,
                "on_part_end": self._end,
            },
        )

    async def chunks(self) -> AsyncIterator[bytes]:
        """Read the file. Raises Broken when it does not come whole."""
        try:
            while chunk := await self._next():
                self._parser.write(chunk)
                if self._found:
                    self.size += len(self._found)
                    yield bytes(self._found)
                    self._found.clear()
        except (FormParserError, ClientDisconnect, TimeoutError):
            raise Broken from None
        if not self._whole:
            raise Broken

    async def drain(self) -> int:
        """Read what is left and drop it: a browser shows an answer only after its form is out.
        Return how many bytes that were.
        """
        left = MOST_DRAINED
        try:
            while left > 0 and (chunk := await self._next()):
                left -= len(chunk)
        except (ClientDisconnect, TimeoutError):
            pass
        return MOST_DRAINED - left

    async def _next(self) -> bytes:
        """Return the next bytes of the request, none at its end."""
        async with asyncio.timeout(PATIENCE):
            async for chunk in self._stream:
                if chunk:
                    return chunk
        return b""

    def _begin(self) -> None:
        self._parts += 1
        self._is_file = False

    def _add(self, place: int, data: bytes) -> None:
        self._header[place].extend(data)

    def _end_header(self) -> None:
        field, value = (bytes(part) for part in self._header)
        for part in self._header:
            part.clear()
        if field.lower() == b"content-disposition" and not self._whole:
            _, options = parse_options_header(value)
            name = options.get(b"filename")
            self._is_file = name is not None
            self.name = (name or b"").decode("utf-8", "replace")

    def _data(self, data: bytes, start: int, end: int) -> None:
        if self._is_file:
            self._found.extend(data[start:end])

    def _end(self) -> None:
        if self._is_file:
            self._whole = True
            self._is_file = False
