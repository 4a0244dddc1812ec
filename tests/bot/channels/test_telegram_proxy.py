"""Telegram by way of a proxy: through a SOCKS server of ours, and what an operator reads where it
lets nobody through.
"""

import asyncio
import logging
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

import aiohttp
import pytest

from bot.channels import telegram_proxy
from bot.channels.telegram import Telegram
from bot.channels.telegram_proxy import Barred, SocksConnector
from bot.channels.telegram_transport import Answer, Api, Came
from bot.dialogue.messages import NotYet, Reply, Sent
from bot.doctor import Finding, Level
from bot.doctor_telegram import telegram_findings
from bot.settings import SettingsError, load
from bot.telegram_cli import NotPossible, check
from tests.bot.builders import environment, settings_in
from tests.bot.channels.telegram_bot import BUOI, Clock, Inbox, Sleeps, make_bot, polling
from tests.fakes import ports
from tests.fakes.certificates import contexts
from tests.fakes.fetched import fetched
from tests.fakes.socks_server import SocksServer
from tests.fakes.telegram_reading import unread
from tests.fakes.telegram_scene import TelegramScene
from tests.fakes.telegram_server import TOKEN, TelegramServer

AWAY_FROM_HERE = "api.telegram.invalid"  # a name that nobody here can look up
CHAT = str(BUOI)
USER, PASSWORD = "xa-dong-may", "thoc@lua:/#%"
NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)


@pytest.fixture
def server() -> Iterator[TelegramServer]:
    found = TelegramServer(poll_seconds=0.05)
    yield found
    found.close()
    assert unread(found) == []


@pytest.fixture
def places(server: TelegramServer) -> dict[str, int]:
    """Where the proxy leads: it alone knows the platform's name."""
    return {AWAY_FROM_HERE: int(server.url.rpartition(":")[2])}


def written(user: str = USER, password: str = PASSWORD) -> str:
    """User and password as they stand in an address."""
    return f"{user}:{quote(password, safe='')}"


@pytest.mark.parametrize("scheme", ["socks5", "socks5h", "socks4a"])
async def test_all_that_goes_to_telegram_and_comes_from_there_goes_through_the_proxy(
    server: TelegramServer, places: dict[str, int], scheme: str
) -> None:
    with SocksServer(places, USER, PASSWORD) as proxy:
        address = proxy.url(scheme, written())
        bot = make_bot(f"http://{AWAY_FROM_HERE}", Clock(), Sleeps(), proxy=address)
        inbox = Inbox()
        async with polling(bot, inbox):
            server.says(BUOI, "kể")
            await inbox.holds(1)
            server.sends_document(BUOI, b"%PDF-1.7 invented")
            await inbox.holds(2)
        held = bot.read(list(inbox.events.values())[1]).media[0]

        assert isinstance(await bot.send(CHAT, Reply("Vâng ạ")), Sent)
        assert isinstance(await bot.send(CHAT, Reply("", photos=("photo-1",))), Sent)
        assert await fetched(bot, held.ref) == b"%PDF-1.7 invented"
        await bot.close()

    assert [sent.method for sent in server.sent] == ["sendMessage", "sendPhoto"]
    assert set(proxy.asked) == {(AWAY_FROM_HERE, 80)}
    assert set(proxy.users) == {USER}


async def test_an_old_proxy_is_handed_numbers(server: TelegramServer) -> None:
    with SocksServer({}, USER) as proxy:
        where = server.url.replace("127.0.0.1", "localhost")
        bot = make_bot(where, Clock(), Sleeps(), proxy=proxy.url("socks4", USER))
        server.says(BUOI, "chào")
        assert isinstance(await bot.send(CHAT, Reply("Vâng ạ")), Sent)
        await bot.close()

    assert {host for host, _port in proxy.asked} == {"127.0.0.1"}


async def test_the_proxy_does_not_read_what_is_said(tmp_path: Path) -> None:
    """TLS goes through it with the platform's name, whose certificate is looked at."""
    there, ours = contexts(tmp_path, AWAY_FROM_HERE)
    _other, strangers = contexts(tmp_path, "somebody.invalid")

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok")
        writer.close()

    platform = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=there)
    port = platform.sockets[0].getsockname()[1]
    with SocksServer({AWAY_FROM_HERE: port}) as proxy:
        async with platform, aiohttp.ClientSession(connector=SocksConnector(proxy.url())) as asks:
            async with asks.get(f"https://{AWAY_FROM_HERE}/", ssl=ours) as answer:
                assert await answer.read() == b"ok"
            with pytest.raises(aiohttp.ClientConnectorCertificateError):
                await asks.get(f"https://{AWAY_FROM_HERE}/", ssl=strangers)


def test_the_whole_program_talks_through_it(sqlite_url: str, tmp_path: Path) -> None:
    with SocksServer({}, USER, PASSWORD) as proxy:

        class Behind(TelegramScene):
            """A program that knows Telegram by a name that is not known here."""

            def settings(self) -> dict[str, Any]:
                proxy.places[AWAY_FROM_HERE] = int(self.server.url.rpartition(":")[2])
                where = {"telegram_api": f"http://{AWAY_FROM_HERE}"}
                return {
                    **super().settings(), **where, "telegram_proxy": proxy.url(user=written()),
                }  # fmt: skip

        scene = Behind(sqlite_url, tmp_path / "home", ports.free_port)
        try:
            mui = scene.person("Bà Mùi")
            mui.says("kể")
            mui.sends_photo()
            scene.work()
            assert mui.screen
            assert scene.server.calls.count("download") == 1
            assert scene.failed() == 0
        finally:
            scene.close()

    assert {host for host, _port in proxy.asked} == {AWAY_FROM_HERE}


# --- where it does not let us through ------------------------------------------------------------


async def asked(address: str, where: str = f"http://{AWAY_FROM_HERE}") -> Answer:
    """What comes of a call through a proxy; the password is never in it."""
    api = Api(TOKEN, where, address)
    try:
        answer = await api.call("getMe")
    finally:
        await api.close()
    assert PASSWORD not in repr(answer)
    return answer


@pytest.mark.parametrize("shown", ["", written(password="another"), written(password="khóa")])
async def test_a_wrong_password_is_called_so(places: dict[str, int], shown: str) -> None:
    with SocksServer(places, USER, PASSWORD) as proxy:
        answer = await asked(proxy.url("socks5", shown))

    assert (answer.came, answer.barred) == (Came.UNREACHED, Barred.REFUSED)


async def test_a_user_whom_an_old_proxy_does_not_know(server: TelegramServer) -> None:
    with SocksServer({}, USER) as proxy:
        assert (await asked(proxy.url("socks4"), server.url)).barred is Barred.REFUSED


async def test_a_proxy_that_is_away(free_port: int) -> None:
    for scheme in ("socks5", "socks4a", "http"):
        answer = await asked(f"{scheme}://{written()}@127.0.0.1:{free_port}")
        assert (answer.came, answer.barred) == (Came.UNREACHED, Barred.AWAY)
    assert (await asked("http://nobody.invalid:3128")).barred is Barred.AWAY


async def test_what_is_no_such_proxy() -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(1)
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        writer.close()

    other = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with other:
        answer = await asked(f"socks5://127.0.0.1:{other.sockets[0].getsockname()[1]}")

    assert (answer.came, answer.barred) == (Came.UNREACHED, Barred.AWAY)


@pytest.mark.parametrize("scheme", ["socks5", "socks4a"])
async def test_a_proxy_that_does_not_reach_telegram_either(scheme: str) -> None:
    with SocksServer({}) as proxy:
        answer = await asked(proxy.url(scheme))

    assert (answer.came, answer.barred) == (Came.UNREACHED, Barred.BLOCKED)


async def test_a_proxy_that_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(telegram_proxy, "WITHIN", 0.05)
    with SocksServer({}, silent=True) as proxy:
        answer = await asked(proxy.url())

    assert (answer.came, answer.barred) == (Came.UNREACHED, Barred.SILENT)


@pytest.mark.parametrize(
    ("where", "said", "barred"),
    [
        pytest.param("https", b"407 No", Barred.REFUSED, id="password"),
        pytest.param("http", b"407 No", Barred.REFUSED, id="password, without TLS"),
        pytest.param("https", b"502 Bad Gateway", Barred.BLOCKED, id="blocked"),
    ],
)
async def test_what_a_proxy_of_http_says(where: str, said: bytes, barred: Barred) -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 " + said + b"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        writer.close()

    proxy = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = proxy.sockets[0].getsockname()[1]
    async with proxy:
        answer = await asked(f"http://{written()}@127.0.0.1:{port}", f"{where}://{AWAY_FROM_HERE}")

    assert (answer.came, answer.barred) == (Came.UNREACHED, barred)


async def test_the_operator_reads_one_sentence_and_no_password(
    places: dict[str, int],
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    with SocksServer(places, USER, "another") as proxy:
        address = proxy.url("socks5", written())
        sleeps = Sleeps(most=3)
        bot = make_bot(f"http://{AWAY_FROM_HERE}", Clock(), sleeps, proxy=address)
        async with polling(bot, Inbox()):
            await asyncio.wait_for(sleeps.enough.wait(), 30)
        assert await bot.send(CHAT, Reply("Vâng ạ")) == NotYet()  # and it is kept until it goes
        await bot.close()

    said = capsys.readouterr()
    assert (
        said.err.count("The proxy in THIDUA_TELEGRAM_PROXY refuses the user or the password") == 1
    )
    assert said.out.count("telegram.proxy") == 1
    for secret in (PASSWORD, quote(PASSWORD, safe=""), USER, TOKEN):
        assert secret not in said.err + said.out + caplog.text + repr(bot)


async def test_what_comes_back_and_goes_again_is_said_again(
    server: TelegramServer, capsys: pytest.CaptureFixture[str]
) -> None:
    places: dict[str, int] = {}
    there = int(server.url.rpartition(":")[2])
    server.says(BUOI, "chào")
    with SocksServer(places) as proxy:
        bot: Telegram = make_bot(f"http://{AWAY_FROM_HERE}", Clock(), Sleeps(), proxy=proxy.url())
        assert await bot.send(CHAT, Reply("một")) == NotYet()
        places[AWAY_FROM_HERE] = there
        assert isinstance(await bot.send(CHAT, Reply("hai")), Sent)
        await bot.close()  # the connection that is open would still lead there
        places.clear()
        assert await bot.send(CHAT, Reply("ba")) == NotYet()
        await bot.close()

    assert capsys.readouterr().err.count("does not reach Telegram") == 2
    assert server.told(BUOI) == ["hai"]


def test_the_doctor_and_the_command_line_say_it(tmp_path: Path, free_port: int) -> None:
    def settings(address: str) -> dict[str, str]:
        return {
            "telegram_token": TOKEN,
            "telegram_api": f"http://{AWAY_FROM_HERE}",
            "telegram_proxy": address,
        }

    with SocksServer({}, USER, "another") as proxy:
        wrong = settings_in(tmp_path, **settings(proxy.url("socks5", written())))
        (refused,) = telegram_findings(wrong, NOW)
        with pytest.raises(NotPossible, match="THIDUA_TELEGRAM_PROXY") as caught:
            check(wrong)
    nobody = f"socks5h://{written()}@127.0.0.1:{free_port}"
    (away,) = telegram_findings(settings_in(tmp_path, **settings(nobody)), NOW)

    assert refused == Finding(
        Level.BAD,
        "Telegram bot: the proxy in THIDUA_TELEGRAM_PROXY refuses the user or the password",
        "correct both in THIDUA_TELEGRAM_PROXY, and start the bot again",
    )
    assert (away.level, "is not there" in away.what) == (Level.WARN, True)
    for text in (str(refused), str(away), str(caught.value), repr(wrong)):
        assert PASSWORD not in text
        assert quote(PASSWORD, safe="") not in text


@pytest.mark.parametrize(
    "address",
    [
        f"socks5://{written()}@10.0.0.5:1080",
        "socks5h://10.0.0.5",
        "socks4://xa@10.0.0.5:1080",
        "socks4a://proxy.example.vn:1080",
        "http://10.0.0.5:3128",
        "https://[fd00::5]:3128",
    ],
)
def test_an_address_of_each_kind_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    for name, value in environment(tmp_path, telegram_proxy=address).items():
        monkeypatch.setenv(name, value)

    assert load(None).telegram_proxy == address


@pytest.mark.parametrize(
    "address",
    [
        "10.0.0.5:1080",
        "mtproto://10.0.0.5:443",
        "socks5://",
        "socks5://10.0.0.5:eighty",
        "socks5://10.0.0.5:99999",
        "socks5://xa:thoc/#@10.0.0.5:1080",
        "socks5://xa:th oc@10.0.0.5:1080",
    ],
)
def test_what_is_no_address_of_a_proxy_is_refused_without_being_repeated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    for name, value in environment(tmp_path, telegram_proxy=address).items():
        monkeypatch.setenv(name, value)

    with pytest.raises(SettingsError, match=r"^THIDUA_TELEGRAM_PROXY is wrong") as caught:
        load(None)
    assert "thoc" not in str(caught.value)
