"""What came again is put down to a kill only where another life of the program said it."""

from collections import Counter
from collections.abc import Callable
from contextlib import closing
from typing import Any

import httpx

from tests.crash.zalo_people import seen_on
from tests.crash.zalo_platform import Shown
from tests.fakes import telegram_server, zalo_bot_server
from tests.fakes.lives import OF_EACH
from tests.fakes.telegram_server import TelegramServer
from tests.fakes.zalo_bot_server import ZaloBotServer
from tests.fakes.zalo_oa_server import ZaloOaServer

CHAT = "12345"
SAID = {"chat_id": CHAT, "text": "Dạ."}


def test_telegram_knows_which_life_sent_a_message() -> None:
    with closing(TelegramServer()) as server:
        server.chat(CHAT).title = CHAT
        path = f"/bot{telegram_server.TOKEN}/sendMessage"
        lives(server.url, path, SAID, lambda: server.sent)


def test_a_zalo_bot_s_platform_knows_it() -> None:
    with closing(ZaloBotServer()) as server:
        server.people[CHAT] = CHAT
        path = f"/bot{zalo_bot_server.TOKEN}/sendMessage"
        lives(server.url, path, SAID, lambda: server.sent)


def test_an_official_account_s_platform_knows_it() -> None:
    with closing(ZaloOaServer()) as server:
        server.wrote(CHAT)
        access, _ = server.grant()
        given = {"recipient": {"user_id": CHAT}, "message": {"text": "Dạ."}}
        headers = {"access_token": access}
        lives(server.url, "/v3.0/oa/message/cs", given, lambda: server.sent, headers)
        assert server.complaints == []


def test_what_one_life_says_twice_has_no_reason() -> None:
    screen = [
        Shown("1", "Ai làm việc tốt ấy ạ?", 1.0, 1),
        Shown("2", "Ai làm việc tốt ấy ạ?", 2.0, 1),
        Shown("3", "Ai làm việc tốt ấy ạ?", 3.0, 2),
        Shown("4", "Người ấy ở thôn nào ạ?", 4.0, 2),
        Shown("5", "Người ấy ở thôn nào ạ?", 5.0, 2),
    ]
    seen = seen_on(screen, {"4"})
    assert seen.doubles == ["Ai làm việc tốt ấy ạ?"]
    assert seen.repeats == Counter({2: 1})
    assert seen.unknown == 1


# --- how it is done ------------------------------------------------------------------------------


def lives(
    url: str,
    path: str,
    given: dict[str, Any],
    sent: Callable[[], Any],
    headers: dict[str, str] | None = None,
) -> None:
    """Send as three lives, over one connection too, and without saying which."""
    with httpx.Client(trust_env=False, headers=headers) as client:
        for life in (3, 4, 12):
            base = url + OF_EACH.format(life=life)
            assert client.post(base + path, json=given).is_success
        assert client.post(url + path, json=given).is_success
    assert [one.life for one in sent()] == [3, 4, 12, 0]
