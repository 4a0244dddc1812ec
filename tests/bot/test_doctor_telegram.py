"""What the doctor says of the bot on Telegram, against a platform over HTTP."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot import doctor_telegram
from bot.doctor import Finding, Level
from bot.doctor_telegram import MANY, telegram_findings
from bot.second_poller import note_conflict
from tests.bot.builders import settings_in
from tests.fakes.telegram_reading import unread
from tests.fakes.telegram_server import TOKEN, Fault, TelegramServer

SECRET = "a-secret-of-the-webhook"
SITE = "https://thidua.example.vn"
OURS = f"{SITE}/telegram"
NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
KNOWN = Finding(Level.OK, "Telegram bot: known to Telegram")


@pytest.fixture
def server() -> Iterator[TelegramServer]:
    found = TelegramServer(poll_seconds=0.02)
    yield found
    found.close()
    assert unread(found) == []


def findings(home: Path, server: TelegramServer, **given: Any) -> list[Finding]:
    """What is found; never is the token or the secret in it."""
    known = {"telegram_token": TOKEN, "telegram_api": server.url, "public_url": SITE}
    found = telegram_findings(settings_in(home, **{**known, **given}), NOW)
    assert TOKEN.partition(":")[2] not in str(found)
    assert SECRET not in str(found)
    return found


def test_without_a_bot_there_is_nothing_to_say(tmp_path: Path, server: TelegramServer) -> None:
    assert findings(tmp_path, server, telegram_token=None) == []
    assert server.calls == []


def test_a_bot_that_asks_for_its_messages_is_all_right(
    tmp_path: Path, server: TelegramServer
) -> None:
    assert findings(tmp_path, server) == [
        KNOWN,
        Finding(Level.OK, "Telegram bot: what people write is asked for"),
    ]
    # Asking for messages would take them from the program that is running.
    assert server.calls == ["getMe", "getWebhookInfo"]


def test_a_refused_token_is_bad(tmp_path: Path, server: TelegramServer) -> None:
    server.token_reset = True

    (found,) = findings(tmp_path, server)

    assert (found.level, "THIDUA_TELEGRAM_TOKEN" in found.do) == (Level.BAD, True)


@pytest.mark.parametrize("fault", [Fault.HTML, Fault.UNAVAILABLE, Fault.DROPPED, Fault.SLOW])
def test_a_platform_that_is_away_is_a_warning(
    tmp_path: Path, server: TelegramServer, fault: Fault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor_telegram, "ASK_WITHIN", 0.1)
    server.fails("getMe", fault)

    (found,) = findings(tmp_path, server)

    assert (found.level, "THIDUA_TELEGRAM_PROXY" in found.do) == (Level.WARN, True)


def test_our_webhook_with_its_secret_is_all_right(tmp_path: Path, server: TelegramServer) -> None:
    server.webhook = {"url": OURS, "secret_token": SECRET}

    assert findings(tmp_path, server, telegram_webhook_secret=SECRET) == [
        KNOWN,
        Finding(Level.OK, "Telegram bot: what people write is brought to us"),
    ]


def test_a_webhook_that_we_do_not_know_of_explains_the_409(
    tmp_path: Path, server: TelegramServer
) -> None:
    server.webhook = {"url": OURS, "secret_token": SECRET}

    (found,) = findings(tmp_path, server)[1:]

    assert (found.level, "409" in found.what) == (Level.WARN, True)
    assert found.do.startswith("thidua telegram webhook remove")


def test_a_webhook_that_leads_elsewhere(tmp_path: Path, server: TelegramServer) -> None:
    server.webhook = {"url": "https://former.example.vn/telegram", "secret_token": SECRET}

    (found,) = findings(tmp_path, server, telegram_webhook_secret=SECRET)[1:]

    assert (found.level, "former.example.vn" in found.what) == (Level.WARN, True)


@pytest.mark.parametrize("brought", [True, False], ids=["brought", "asked for"])
def test_messages_that_pile_up_are_explained(
    tmp_path: Path, server: TelegramServer, brought: bool
) -> None:
    if brought:
        server.webhook = {"url": OURS, "secret_token": SECRET}
        server.push_again = 60.0
    for _ in range(MANY):
        server.says(1, "chào")

    (found,) = findings(tmp_path, server, telegram_webhook_secret=SECRET)[1:]

    assert (found.level, f"{MANY} messages wait" in found.what) == (Level.WARN, True)
    assert ("certificate" if brought else "telegram.second_poller") in found.do


def test_a_second_program_is_found_though_nothing_waits(
    tmp_path: Path, server: TelegramServer
) -> None:
    note_conflict(tmp_path, NOW - timedelta(minutes=59))

    (found,) = findings(tmp_path, server)[1:]

    assert (found.level, found.what) == (
        Level.WARN,
        "Telegram bot: at 00:01 UTC a second program asked with the same token (409); each gets a "
        "part of what people write",
    )
    assert "BotFather" in found.do


def test_a_second_program_of_long_ago_is_over(tmp_path: Path, server: TelegramServer) -> None:
    note_conflict(tmp_path, NOW - timedelta(minutes=61))

    assert findings(tmp_path, server)[1].level is Level.OK


def test_a_webhook_that_is_not_reached_is_found_though_nothing_waits(
    tmp_path: Path, server: TelegramServer
) -> None:
    server.webhook = {"url": OURS, "secret_token": SECRET}
    words = f"Wrong response from https://x.vn/{TOKEN}, {TOKEN} {SECRET}: 502 Bad Gateway"
    server.push_error = (int(NOW.timestamp()) - 3540, words)

    (found,) = findings(tmp_path, server, telegram_webhook_secret=SECRET)[1:]

    assert (found.level, found.what) == (
        Level.WARN,
        "Telegram bot: at 00:01 UTC Telegram could not bring a message (Wrong response from … … "
        "…: 502 Bad Gateway); 0 wait",
    )
    assert "certificate" in found.do


def test_a_webhook_that_was_not_reached_long_ago_is_all_right(
    tmp_path: Path, server: TelegramServer
) -> None:
    server.webhook = {"url": OURS, "secret_token": SECRET}
    server.push_error = (int(NOW.timestamp()) - 3660, "Connection refused")

    assert findings(tmp_path, server, telegram_webhook_secret=SECRET)[1].level is Level.OK


def test_of_another_programs_address_only_the_host_is_shown(
    tmp_path: Path, server: TelegramServer
) -> None:
    server.webhook = {"url": f"https://a:b@former.example.vn:8443/{TOKEN}?{SECRET}"}

    (found,) = findings(tmp_path, server, telegram_webhook_secret=SECRET)[1:]

    assert found.what.endswith("another address: https://former.example.vn:8443/…")


def test_a_webhook_of_which_nothing_is_heard(tmp_path: Path, server: TelegramServer) -> None:
    server.fails("getWebhookInfo", Fault.HTML)

    (found,) = findings(tmp_path, server)[1:]

    assert (found.level, found.do) == (Level.WARN, "try again later")
