"""Posts over connections that are kept: what came of each, whatever the other side does."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.channels import posting
from bot.channels.posting import BrokenOff, NotReached, Poster
from tests.crash.waiting import until
from tests.fakes.certificates import contexts
from tests.fakes.ports import free_ports

WITHIN = 10.0
YES = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"
# What an answer may look like, and what is read from it.
WHOLE = {
    "with its length": (YES, (200, b"{}")),
    "in pieces": (
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n1\r\n}\r\n0\r\n\r\n",
        (200, b"{}"),
    ),
    "after one that announces it": (b"HTTP/1.1 100 Continue\r\n\r\n" + YES, (200, b"{}")),
    "a page of somebody between": (
        b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 6\r\n\r\n<html>",
        (502, b"<html>"),
    ),
    "without anything in it": (b"HTTP/1.1 204 No Content\r\n\r\n", (204, b"")),
}
CUT = b""  # here the other side closes
BROKEN = {
    "nothing at all": [CUT],
    "half a head": [b"HTTP/1.1 200 OK\r\nConte", CUT],
    "no HTTP": [b"220 mail.example ESMTP\r\n"],
    "another protocol": [b"HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n"],
}


class Far:
    """The other side: answers each request with the next pieces that it was given."""

    def __init__(self, *answers: Sequence[bytes]) -> None:
        self.answers = list(answers)
        self.requests: list[bytes] = []
        self.connections = 0
        self.gone = asyncio.Event()  # the connection that came last has ended

    async def meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one connection."""
        self.connections += 1
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                length = int(head.lower().partition(b"content-length:")[2].split()[0])
                self.requests.append(head + await reader.readexactly(length))
                for piece in self.answers.pop(0):
                    if piece == CUT:
                        return
                    writer.write(piece)
                    await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()
            self.gone.set()


@asynccontextmanager
async def posting_to(far: Far, secured: ssl.SSLContext | None = None) -> AsyncIterator[Poster]:
    """A poster, and the other side."""
    server = await asyncio.start_server(far.meet, "127.0.0.1", 0, ssl=secured)
    port = server.sockets[0].getsockname()[1]
    poster = Poster(f"https://localhost:{port}" if secured else f"http://127.0.0.1:{port}")
    try:
        yield poster
    finally:
        await poster.close()
        server.close()


@pytest.mark.parametrize("shape", WHOLE)
@pytest.mark.parametrize("cut", [False, True], ids=["at once", "byte by byte"])
async def test_an_answer_is_read_in_every_shape(shape: str, cut: bool) -> None:
    said, expected = WHOLE[shape]
    pieces = [said[n : n + 1] for n in range(len(said))] if cut else [said]
    far = Far(pieces, [YES])
    async with posting_to(far) as poster:
        assert await poster.post("/bot1:a/sendMessage", b'{"text":"a"}', WITHIN) == expected
        assert await poster.post("/bot1:a/getMe", b"{}", WITHIN) == (200, b"{}")

    assert far.connections == 1
    head, _, body = far.requests[0].partition(b"\r\n\r\n")
    line, *named = head.split(b"\r\n")
    assert line == b"POST /bot1:a/sendMessage HTTP/1.1"
    assert body == b'{"text":"a"}'
    assert b"Content-Type: application/json" in named


@pytest.mark.parametrize("how", BROKEN)
async def test_without_an_answer_nobody_knows(how: str) -> None:
    far = Far(BROKEN[how], [YES])
    async with posting_to(far) as poster:
        with pytest.raises(BrokenOff):
            await poster.post("/a", b"{}", WITHIN)
        assert await poster.post("/b", b"{}", WITHIN) == (200, b"{}")
    assert far.connections == 2
    assert [request.split()[1] for request in far.requests] == [b"/a", b"/b"]  # none twice


async def test_what_breaks_off_within_its_body_is_for_the_reader_to_notice() -> None:
    far = Far([b'HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n{"ok":tr', CUT])
    async with posting_to(far) as poster:
        assert await poster.post("/a", b"{}", WITHIN) == (200, b'{"ok":tr')


async def test_an_answer_that_ends_with_the_connection_is_whole() -> None:
    far = Far([b"HTTP/1.0 200 OK\r\n\r\n{}", CUT], [YES])
    async with posting_to(far) as poster:
        assert await poster.post("/a", b"{}", WITHIN) == (200, b"{}")
        assert await poster.post("/b", b"{}", WITHIN) == (200, b"{}")
    assert far.connections == 2


async def test_who_says_that_it_closes_is_not_written_to_again() -> None:
    closing = YES.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")
    far = Far([closing], [YES])
    async with posting_to(far) as poster:
        for path in ("/a", "/b"):
            assert await poster.post(path, b"{}", WITHIN) == (200, b"{}")
    assert far.connections == 2


async def test_a_connection_that_ended_meanwhile_is_not_written_to() -> None:
    far = Far([YES, CUT], [YES])
    async with posting_to(far) as poster:
        await poster.post("/a", b"{}", WITHIN)
        await far.gone.wait()
        await until(lambda: not any(one.usable for one in poster._idle), WITHIN, "an end noticed")
        assert await poster.post("/b", b"{}", WITHIN) == (200, b"{}")
    assert far.connections == 2


async def test_a_connection_that_was_free_for_long_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    far = Far([YES], [YES])
    async with posting_to(far) as poster:
        await poster.post("/a", b"{}", WITHIN)
        monkeypatch.setattr(posting, "KEEP_IDLE", -1.0)
        await poster.post("/b", b"{}", WITHIN)
    assert far.connections == 2


@pytest.mark.parametrize("much", [1, 20, len(YES) - 1, len(YES)])
async def test_what_nobody_asked_for_is_never_the_next_answer(much: int) -> None:
    stale = YES.replace(b"{}", b"[]")
    far = Far([YES + stale[:much], stale[much:]], [YES])
    async with posting_to(far) as poster:
        assert await poster.post("/a", b"{}", WITHIN) == (200, b"{}")
        assert await poster.post("/b", b"{}", WITHIN) == (200, b"{}")
    assert far.connections == 2


async def test_who_is_silent_is_waited_for_so_long_and_no_longer() -> None:
    far = Far([], [YES])
    async with posting_to(far) as poster:
        with pytest.raises(BrokenOff):
            await poster.post("/a", b"{}", 0.0)
        await poster.post("/b", b"{}", WITHIN)
    assert far.connections == 2


async def test_who_does_not_wait_any_more_leaves_no_answer_to_the_next() -> None:
    far = Far([], [YES])
    async with posting_to(far) as poster:
        waiting = asyncio.create_task(poster.post("/a", b"{}", WITHIN))
        await until(lambda: bool(far.requests), WITHIN, "a request")
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        assert await poster.post("/b", b"{}", WITHIN) == (200, b"{}")
    assert far.connections == 2


async def test_many_at_once_share_what_is_free() -> None:
    far = Far(*[[YES]] * 40)
    async with posting_to(far) as poster:
        for _ in range(2):
            asked = [poster.post(f"/{number}", b"{}", WITHIN) for number in range(20)]
            assert set(await asyncio.gather(*asked)) == {(200, b"{}")}
    assert far.connections <= 20
    assert len({request.split()[1] for request in far.requests}) == 20


async def test_where_nobody_listens_nothing_was_asked() -> None:
    poster = Poster(f"http://127.0.0.1:{free_ports(1)[0]}")
    with pytest.raises(NotReached):
        await poster.post("/a", b"{}", WITHIN)


async def test_a_host_that_is_unknown_was_not_asked() -> None:
    poster = Poster("https://nobody.invalid")
    with pytest.raises(NotReached):
        await poster.post("/a", b"{}", WITHIN)


async def test_where_the_loop_finds_no_way_nothing_was_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def fail(*_: object, **_more: object) -> None:
        """As over uvloop."""
        raise RuntimeError

    monkeypatch.setattr("aiohappyeyeballs.start_connection", fail)
    poster = Poster("http://127.0.0.1:9")
    with pytest.raises(NotReached):
        await poster.post("/a", b"{}", WITHIN)


@pytest.mark.parametrize(
    ("address", "host", "named"),
    [
        ("http://máy-chủ.example:8081", "xn--my-ch-xqa0294c.example", ":8081"),
        ("https://thư.việt:8443/bot", "xn--th-e0a.xn--vit-5kz", ":8443"),
        ("https://thư.việt", "xn--th-e0a.xn--vit-5kz", ""),
        ("http://user:secret@[::1]:8081", "::1", ":8081"),
    ],
)
def test_an_address_may_be_in_letters_of_its_own(address: str, host: str, named: str) -> None:
    poster = Poster(address)
    assert poster._host == host
    assert poster._named == (f"[{host}]" if ":" in host else host) + named


def test_an_address_has_a_host() -> None:
    with pytest.raises(ValueError, match="host"):
        Poster("api.example")


# --- secured -------------------------------------------------------------------------------------


async def test_whom_nobody_vouches_for_is_not_asked(tmp_path: Path) -> None:
    far = Far([YES])
    shows, _ = contexts(tmp_path, "localhost")
    async with posting_to(far, shows) as poster:
        with pytest.raises(NotReached):
            await poster.post("/a", b"{}", WITHIN)
    assert far.requests == []


async def test_who_is_vouched_for_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shows, believes = contexts(tmp_path, "localhost")
    monkeypatch.setattr(ssl, "create_default_context", lambda: believes)
    far = Far([YES], [YES])
    async with posting_to(far, shows) as poster:
        for path in ("/a", "/b"):
            assert await poster.post(path, b"{}", WITHIN) == (200, b"{}")
    assert far.connections == 1
