"""A small SOCKS proxy (5, 4 and 4a) in a thread of its own. It leads names that it knows to where
they really are, as a proxy abroad would for names that are answered wrongly here.
"""

import asyncio
import struct
import threading
from typing import Self

NO_PASSWORD, PASSWORD, NONE_OF_THESE = 0, 2, 0xFF
NAME, NUMBER = 3, 1


class SocksServer:
    """The proxy. `asked` are the places that somebody wanted to be led to, `users` who asked."""

    def __init__(
        self,
        places: dict[str, int],
        user: str = "",
        password: str = "",
        *,
        silent: bool = False,
    ) -> None:
        """`places` are ports of this machine by the names that lead there; what is none of them
        is not reached, but for this machine by its number. `silent` never answers.
        """
        self.places = places
        self.asked: list[tuple[str, int]] = []
        self.users: list[str] = []
        self._known = (user, password)
        self._silent = silent
        self._loop = asyncio.new_event_loop()
        self._listening = threading.Event()
        self._thread = threading.Thread(target=self._run, name="socks-server", daemon=True)
        self.port = 0

    def __enter__(self) -> Self:
        self._thread.start()
        self._listening.wait()
        return self

    def __exit__(self, *_error: object) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()

    def url(self, scheme: str = "socks5", user: str = "") -> str:
        """Return the address of the proxy; `user` with its password as they stand there."""
        return f"{scheme}://{user + '@' if user else ''}127.0.0.1:{self.port}"

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(
            asyncio.start_server(self._serve, "127.0.0.1", 0, limit=1 << 20)
        )
        self.port = server.sockets[0].getsockname()[1]
        self._listening.set()
        self._loop.run_forever()
        server.close()
        left = asyncio.all_tasks(self._loop)
        for task in left:
            task.cancel()
        self._loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))
        self._loop.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            if self._silent:
                await asyncio.Event().wait()
            (version,) = await reader.readexactly(1)
            led = await (self._five if version == 5 else self._four)(reader, writer)
            if led is not None:
                await self._carry(reader, writer, *led)
        except (OSError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    async def _five(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> tuple[asyncio.StreamReader, asyncio.StreamWriter] | None:
        """Speak SOCKS5 until the place is reached; None where it comes to nothing."""
        (many,) = await reader.readexactly(1)
        offered = await reader.readexactly(many)
        wanted = PASSWORD if self._known[0] else NO_PASSWORD
        if wanted not in offered:
            writer.write(bytes([5, NONE_OF_THESE]))
            return None
        writer.write(bytes([5, wanted]))
        if wanted == PASSWORD:
            await reader.readexactly(1)
            shown = [(await self._text(reader)), (await self._text(reader))]
            self.users.append(shown[0])
            writer.write(bytes([1, 0 if tuple(shown) == self._known else 1]))
            if tuple(shown) != self._known:
                return None
        _version, _command, _zero, kind = await reader.readexactly(4)
        if kind == NAME:
            host = await self._text(reader)
        else:
            host = ".".join(str(part) for part in await reader.readexactly(4))
        (port,) = struct.unpack("!H", await reader.readexactly(2))
        led = await self._reach(host, port)
        writer.write(bytes([5, 0 if led else 4, 0, NUMBER, 0, 0, 0, 0, 0, 0]))
        return led

    async def _four(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> tuple[asyncio.StreamReader, asyncio.StreamWriter] | None:
        """Speak SOCKS4 until the place is reached; None where it comes to nothing."""
        _command, port, number = struct.unpack("!BH4s", await reader.readexactly(7))
        user = (await reader.readuntil(b"\0"))[:-1].decode()
        self.users.append(user)
        if user != self._known[0]:
            writer.write(bytes([0, 93, 0, 0, 0, 0, 0, 0]))
            return None
        host = ".".join(str(part) for part in number)
        if host.startswith("0.0.0."):
            host = (await reader.readuntil(b"\0"))[:-1].decode()
        led = await self._reach(host, port)
        writer.write(bytes([0, 90 if led else 91, 0, 0, 0, 0, 0, 0]))
        return led

    async def _text(self, reader: asyncio.StreamReader) -> str:
        (long,) = await reader.readexactly(1)
        return (await reader.readexactly(long)).decode()

    async def _reach(
        self, host: str, port: int
    ) -> tuple[asyncio.StreamReader, asyncio.StreamWriter] | None:
        self.asked.append((host, port))
        there = self.places.get(host, port if host == "127.0.0.1" else None)
        if there is None:
            return None
        return await asyncio.open_connection("127.0.0.1", there)

    async def _carry(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        from_there: asyncio.StreamReader,
        to_there: asyncio.StreamWriter,
    ) -> None:
        """Carry bytes both ways until one side has no more."""

        async def one_way(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
            while piece := await source.read(65_536):
                target.write(piece)
                await target.drain()

        ways = [
            asyncio.ensure_future(one_way(reader, to_there)),
            asyncio.ensure_future(one_way(from_there, writer)),
        ]
        try:
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for way in ways:
                way.cancel()
            to_there.close()
