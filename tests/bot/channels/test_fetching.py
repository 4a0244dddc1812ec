"""Fetching what lies on a platform: from listed hosts alone, within limits, and without giving
anything away.
"""

import asyncio
import gzip
import logging
import traceback
from collections.abc import AsyncIterator, Mapping

import httpx
import pytest
import pytest_asyncio

from bot.channels.contract import NotTaken
from bot.channels.fetching import allowed, fetch
from tests.fakes.fetched import whole

ZALO = ("https://zdn.vn", "https://zadn.vn", "http://127.0.0.1:9000", "https://10.0.0.7")
PHOTO = b"\xff\xd8" + bytes(range(256)) * 40
LIMIT = len(PHOTO)


@pytest.mark.parametrize(
    "url",
    [
        pytest.param("https://zdn.vn/a.jpg", id="a listed host"),
        pytest.param("https://photo-stal-23.zdn.vn/a/b.jpg?x=1", id="a name under it"),
        pytest.param("HTTPS://Photo.ZDN.vn/a.jpg", id="in capitals"),
        pytest.param("https://zadn.vn:443/a.jpg", id="the usual port, written down"),
        pytest.param("http://127.0.0.1:9000/media/a.jpg", id="a listed number with its port"),
        pytest.param("https://10.0.0.7/a.jpg", id="a listed number"),
    ],
)
def test_what_lies_on_a_listed_host_is_allowed(url: str) -> None:
    assert allowed(url, ZALO)


@pytest.mark.parametrize(
    "url",
    [
        pytest.param("http://zdn.vn/a.jpg", id="another scheme"),
        pytest.param("https://zdn.vn:8443/a.jpg", id="another port"),
        pytest.param("https://evilzdn.vn/a.jpg", id="a name that only ends alike"),
        pytest.param("https://zdn.vn.example.org/a.jpg", id="a name that begins alike"),
        pytest.param("https://example.org/zdn.vn", id="the name in the path"),
        pytest.param("https://zdn.vn@example.org/a.jpg", id="the name as a user"),
        pytest.param("https://user:word@zdn.vn/a.jpg", id="with a password"),
        pytest.param("https://example.org\\@zdn.vn/a.jpg", id="a backslash"),
        pytest.param("http://a.127.0.0.1:9000/a.jpg", id="a name under a number"),
        pytest.param("http://127.0.0.1/a.jpg", id="a number on another port"),
        pytest.param("https://[::1]/a.jpg", id="this machine"),
        pytest.param("ftp://zdn.vn/a.jpg", id="no web address"),
        pytest.param("file:///etc/passwd", id="a file"),
        pytest.param("//zdn.vn/a.jpg", id="no scheme"),
        pytest.param("https:///a.jpg", id="no host"),
        pytest.param("https://zdn.vn:99999999/a.jpg", id="an impossible port"),
        pytest.param("", id="nothing"),
        pytest.param("\x00https://zdn.vn", id="nonsense"),
    ],
)
def test_whatever_lies_elsewhere_is_not(url: str) -> None:
    assert not allowed(url, ZALO)


class Depot:
    """A server of files that answers as it is told, word for word; it remembers what was asked."""

    def __init__(self) -> None:
        self.answers: dict[str, bytes] = {}
        self.asked: list[str] = []
        self.hosts: tuple[str, ...] = ()
        self.url = ""

    def holds(self, path: str, body: bytes, status: str = "200 OK", **headers: str) -> str:
        """Put something there; returns its address."""
        named: Mapping[str, str] = {"content-length": str(len(body)), **headers}
        lines = [f"{name.replace('_', '-')}: {value}" for name, value in named.items() if value]
        head = "\r\n".join([f"HTTP/1.1 {status}", "connection: close", *lines, "", ""])
        self.answers[path] = head.encode() + body
        return f"{self.url}{path}"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one request."""
        asked = (await reader.readuntil(b"\r\n\r\n")).decode()
        self.asked.append(asked.lower())
        writer.write(self.answers[asked.split(" ")[1]])
        writer.close()


@pytest_asyncio.fixture
async def depot() -> AsyncIterator[Depot]:
    found = Depot()
    server = await asyncio.start_server(found.serve, "127.0.0.1", 0)
    found.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    found.hosts = (found.url,)
    async with server:
        yield found


async def got(depot: Depot, url: str, limit: int = LIMIT) -> bytes | None:
    async with httpx.AsyncClient(trust_env=False, cookies={"seen": "before"}) as client:
        return await whole(fetch(client, url, depot.hosts, limit))


async def test_a_file_is_fetched_without_a_word_about_us(depot: Depot) -> None:
    url = depot.holds("/a.jpg", PHOTO, set_cookie="who=me")

    assert await got(depot, url) == PHOTO
    assert "referer:" not in depot.asked[0]
    assert "cookie:" not in depot.asked[0]


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param({}, id="as it says"),
        pytest.param({"content-length": ""}, id="without saying how much"),
    ],
)
async def test_a_file_that_is_too_large_is_not_taken(
    depot: Depot, headers: dict[str, str]
) -> None:
    url = depot.holds("/a.jpg", PHOTO + b"!", **headers)

    with pytest.raises(NotTaken):
        await got(depot, url)


async def test_of_a_file_that_says_it_is_too_large_nothing_is_read(depot: Depot) -> None:
    url = depot.holds("/a.jpg", b"", **{"content-length": "99999999"})

    with pytest.raises(NotTaken):
        await got(depot, url)


async def test_a_packed_file_is_measured_unpacked(depot: Depot) -> None:
    url = depot.holds("/a.jpg", gzip.compress(b"0" * 5_000_000), content_encoding="gzip")

    with pytest.raises(NotTaken):
        await got(depot, url)


async def test_half_a_file_is_no_file(depot: Depot) -> None:
    url = depot.holds("/a.jpg", PHOTO[:100], **{"content-length": str(len(PHOTO))})

    assert await got(depot, url) is None


@pytest.mark.parametrize("status", ["404 Not Found", "410 Gone"])
async def test_what_is_gone_is_not_asked_for_again(depot: Depot, status: str) -> None:
    with pytest.raises(NotTaken):
        await got(depot, depot.holds("/a.jpg", b"", status))


@pytest.mark.parametrize("status", ["403 Forbidden", "429 Too Many", "500 Error", "204 Nothing"])
async def test_what_may_come_later_is_asked_for_again(depot: Depot, status: str) -> None:
    assert await got(depot, depot.holds("/a.jpg", b"", status)) is None


async def test_a_host_that_is_away_is_asked_again(free_port: int) -> None:
    host = f"http://127.0.0.1:{free_port}"

    async with httpx.AsyncClient(trust_env=False) as client:
        assert await whole(fetch(client, f"{host}/a.jpg", (host,), LIMIT)) is None


async def test_a_file_that_moved_within_the_hosts_is_found(depot: Depot) -> None:
    depot.holds("/c.jpg", PHOTO)
    depot.holds("/b.jpg", b"", "302 Found", location="/c.jpg", set_cookie="who=me")
    url = depot.holds("/a.jpg", b"", "301 Moved", location=f"{depot.url}/b.jpg")

    assert await got(depot, url) == PHOTO
    assert not any("referer:" in asked or "cookie:" in asked for asked in depot.asked)


@pytest.mark.parametrize(
    "elsewhere",
    [
        pytest.param("http://localhost:{port}/b.jpg", id="another host"),
        pytest.param("http://127.0.0.1:1/b.jpg", id="another port"),
        pytest.param("https://127.0.0.1:{port}/b.jpg", id="another scheme"),
        pytest.param("file:///etc/passwd", id="a file"),
        pytest.param("http://[", id="nonsense"),
    ],
)
async def test_nobody_sends_us_elsewhere(depot: Depot, elsewhere: str) -> None:
    depot.holds("/b.jpg", PHOTO)
    location = elsewhere.format(port=depot.url.rpartition(":")[2])
    url = depot.holds("/a.jpg", b"", "302 Found", location=location)

    with pytest.raises(NotTaken):
        await got(depot, url)
    assert len(depot.asked) == 1


@pytest.mark.parametrize("elsewhere", ["http://[::1", "http://a:b"])
async def test_an_address_that_cannot_be_read_is_no_answer(depot: Depot, elsewhere: str) -> None:
    url = depot.holds("/a.jpg", b"", "302 Found", location=elsewhere)

    assert await got(depot, url) is None


async def test_nobody_sends_us_round_in_circles(depot: Depot) -> None:
    url = depot.holds("/a.jpg", b"", "302 Found", location="/a.jpg")

    with pytest.raises(NotTaken):
        await got(depot, url)
    assert len(depot.asked) == 4


async def test_an_address_that_is_not_allowed_is_never_asked(depot: Depot) -> None:
    depot.holds("/a.jpg", PHOTO)

    with pytest.raises(NotTaken):
        await got(depot, depot.url.replace("127.0.0.1", "localhost") + "/a.jpg")
    assert depot.asked == []


async def test_no_address_stands_in_an_exception(
    depot: Depot, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    for url in (
        depot.holds("/secret-path.jpg", PHOTO * 2),
        depot.holds("/secret-path.gif", b"", "302 Found", location="http://secret-path/"),
        "https://secret-path.example.org/",
        depot.holds("/secret-path.png", b"", "410 Gone"),
    ):
        with pytest.raises(NotTaken) as caught:
            await got(depot, url)
        assert "secret-path" not in "".join(traceback.format_exception(caught.value))
    assert "secret-path" not in caplog.text
