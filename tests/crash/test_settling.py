"""What a dead program has sent is counted before its death is noted: or it would seem to be sent
by the next life.
"""

import socket
from collections.abc import Callable, Mapping
from contextlib import closing
from urllib.parse import urlsplit

import orjson

from tests.fakes import telegram_server, zalo_bot_server
from tests.fakes.telegram_server import TelegramServer
from tests.fakes.zalo_bot_server import ZaloBotServer
from tests.fakes.zalo_oa_server import ZaloOaServer

OFTEN = 100
CHAT = "12345"
SAID = {"chat_id": CHAT, "text": "Dạ."}
NOTHING: Mapping[str, str] = {}


def test_a_zalo_bot_hears_the_dead() -> None:
    with closing(ZaloBotServer()) as server:
        server.people[CHAT] = CHAT
        path = f"/bot{zalo_bot_server.TOKEN}/sendMessage"
        dies_sending(server.url + path, SAID, server.settle, lambda: len(server.sent))


def test_telegram_hears_the_dead() -> None:
    with closing(TelegramServer()) as server:
        server.chat(CHAT).title = CHAT
        path = f"/bot{telegram_server.TOKEN}/sendMessage"
        dies_sending(server.url + path, SAID, server.settle, lambda: len(server.sent))


def test_an_official_account_hears_the_dead() -> None:
    with closing(ZaloOaServer()) as server:
        server.wrote(CHAT)
        access, _ = server.grant()
        dies_sending(
            f"{server.url}/v3.0/oa/message/cs",
            {"recipient": {"user_id": CHAT}, "message": {"text": "Dạ."}},
            server.settle,
            lambda: len(server.sent),
            {"access_token": access},
        )


# --- how it is done ------------------------------------------------------------------------------


def dies_sending(
    url: str,
    given: Mapping[str, object],
    settle: Callable[[], None],
    count: Callable[[], int],
    more: Mapping[str, str] = NOTHING,
) -> None:
    """Send as somebody who is dead before anything is read, again and again."""
    where, body = urlsplit(url), orjson.dumps(given)
    headers = {"Content-Type": "application/json", "Content-Length": str(len(body)), **more}
    lines = [f"POST {where.path} HTTP/1.1", *(f"{name}: {headers[name]}" for name in headers)]
    for sent in range(1, OFTEN + 1):
        with socket.create_connection((where.hostname, where.port)) as connection:
            connection.sendall("\r\n".join([*lines, "", ""]).encode() + body)
        settle()
        assert count() == sent
