"""What an operator does about Zalo bots, against a platform over HTTP."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import orjson
import pytest
from typer.testing import CliRunner

from bot.settings import Settings
from bot.zalo_bot_webhook import (
    NotPossible,
    app,
    check,
    hint,
    remove_webhook,
    set_webhook,
    show_webhook,
)
from tests.bot.builders import environment, settings_in
from tests.fakes.zalo_bot_server import TOKEN, FakeBot, Fault, ZaloBotServer

SECOND = "5000000001:another-invented-secret"
SECRET = "a secret of the webhook"
SITE = "https://thidua.example.vn"
NONE = "no webhook: the bot asks for its messages"


@pytest.fixture
def server() -> Iterator[ZaloBotServer]:
    found = ZaloBotServer(poll_seconds=0.02)
    yield found
    found.close()


@pytest.fixture
def second(server: ZaloBotServer) -> FakeBot:
    return server.another_bot(SECOND)


def settings(home: Path, server: ZaloBotServer, **given: Any) -> Settings:
    known = {
        "zalo_bot_tokens": f"{TOKEN} {SECOND}",
        "zalo_bot_api": server.url,
        "zalo_bot_webhook_secret": SECRET,
        "public_url": SITE,
    }
    return settings_in(home, **{**known, **given})


def test_a_webhook_is_set_shown_and_removed(
    tmp_path: Path, server: ZaloBotServer, second: FakeBot
) -> None:
    ours = settings(tmp_path, server)
    assert show_webhook(ours) == [f"4071238600: {NONE}", f"5000000001: {NONE}"]

    assert set_webhook(ours) == [
        f"4071238600: webhook set to {SITE}/zalo/zalo-4071238600",
        f"5000000001: webhook set to {SITE}/zalo/zalo-5000000001",
    ]
    assert server.webhook == (f"{SITE}/zalo/zalo-4071238600", SECRET)
    assert show_webhook(ours, "5000000001") == [
        f"5000000001: webhook: {SITE}/zalo/zalo-5000000001"
    ]

    assert remove_webhook(ours, "zalo-5000000001") == [f"5000000001: {NONE}"]
    assert second.webhook is None
    assert server.webhook is not None


def test_both_ways_of_saying_that_there_is_none_are_understood(
    tmp_path: Path, server: ZaloBotServer
) -> None:
    ours = settings(tmp_path, server, zalo_bot_tokens=TOKEN)
    for server.empty_webhook_info in (False, True):
        assert show_webhook(ours) == [f"4071238600: {NONE}"]
    for server.unset_webhook_code in (0, 400):
        assert remove_webhook(ours) == [f"4071238600: {NONE}"]


@pytest.mark.parametrize(
    ("missing", "named"),
    [
        pytest.param({"public_url": None}, "THIDUA_PUBLIC_URL", id="no public address"),
        pytest.param({"public_url": "http://a.vn"}, "THIDUA_PUBLIC_URL", id="one without https"),
        pytest.param(
            {"zalo_bot_webhook_secret": None}, "THIDUA_ZALO_BOT_WEBHOOK_SECRET", id="no secret"
        ),
        pytest.param({"zalo_bot_tokens": None}, "THIDUA_ZALO_BOT_TOKENS", id="no bot"),
    ],
)
def test_what_is_missing_is_named(
    tmp_path: Path, server: ZaloBotServer, missing: dict[str, Any], named: str
) -> None:
    with pytest.raises(NotPossible, match=named):
        set_webhook(settings(tmp_path, server, **missing))
    assert server.webhook is None


def test_a_bot_that_is_not_there_is_said_to_be_none(tmp_path: Path, server: ZaloBotServer) -> None:
    with pytest.raises(NotPossible, match="4071238600, 5000000001") as caught:
        show_webhook(settings(tmp_path, server), "7")
    assert "invented-secret" not in str(caught.value)


def test_each_bot_is_introduced_or_what_is_wrong_with_it(
    tmp_path: Path, server: ZaloBotServer, second: FakeBot
) -> None:
    server.can_join_groups = True
    second.token_reset = True
    server.fails("getMe", Fault.HTML)
    ours = settings(tmp_path, server)

    assert check(ours) == [
        "4071238600: Zalo does not answer; try again later",
        "5000000001: Zalo does not know this token: correct THIDUA_ZALO_BOT_TOKENS",
    ]
    assert check(ours, "4071238600") == [
        "4071238600: Bot Xã Đồng Mây, https://zalo.me/4071238600, can join groups"
    ]
    server.can_join_groups = False
    assert check(ours, "4071238600")[0].endswith("cannot join groups")


def test_an_address_that_zalo_refuses_is_said_to_be_refused(
    tmp_path: Path, server: ZaloBotServer
) -> None:
    ours = settings(tmp_path, server, zalo_bot_tokens=TOKEN, public_url="https://10.0.0.7")

    assert set_webhook(ours) == ["4071238600: Zalo said no (400)"]


@pytest.mark.parametrize(
    ("result", "said"),
    [
        pytest.param({"url": SITE}, "", id="not tested"),
        pytest.param({"verification": {"ok": True, "outcome": "webhook.ok"}}, "", id="reached"),
        pytest.param(
            {"verification": {"ok": False, "outcome": "webhook.err.dns"}},
            ", but Zalo could not reach it (webhook.err.dns)",
            id="not reached",
        ),
        pytest.param(None, "", id="no result"),
    ],
)
def test_what_zalo_says_of_its_own_test_is_passed_on(result: object, said: str) -> None:
    assert hint(result) == said


def test_the_commands_print_a_line_for_each_bot(
    tmp_path: Path, server: ZaloBotServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = environment(
        tmp_path,
        zalo_bot_tokens=TOKEN,
        zalo_bot_api=server.url,
        zalo_bot_webhook_secret=SECRET,
        public_url=SITE,
    )
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("bot.logs.configure", lambda *_: None)
    run = CliRunner()

    for words, line in (
        (["check"], "4071238600: Bot Xã Đồng Mây, https://zalo.me/4071238600, cannot join groups"),
        (["webhook", "set"], f"4071238600: webhook set to {SITE}/zalo/zalo-4071238600"),
        (["webhook", "show"], f"4071238600: webhook: {SITE}/zalo/zalo-4071238600"),
        (["webhook", "remove", "--bot", "4071238600"], f"4071238600: {NONE}"),
    ):
        done = run.invoke(app, words)
        assert (done.exit_code, done.output) == (0, f"{line}\n")
    monkeypatch.delenv("THIDUA_PUBLIC_URL")
    done = run.invoke(app, ["webhook", "set"])
    assert done.exit_code == 1
    assert done.stderr.startswith("Zalo brings messages to a public address alone")
    monkeypatch.setenv("THIDUA_WEB_PORT", "none")
    assert run.invoke(app, ["check"]).exit_code == 2


# --- the platform itself is as strict as it is known to be ---------------------------------------


def call(server: ZaloBotServer, method: str, **given: Any) -> dict[str, Any]:
    """Ask in each of the forms that the platform takes; the answers agree."""
    url = f"{server.url}/bot{TOKEN}/{method}"
    with httpx.Client(trust_env=False) as client:
        parts = {name: (None, str(value)) for name, value in given.items()}
        answers = [
            client.get(url, params=given),
            client.post(url, data=given),
            client.post(url, json=given),
            client.post(url, files=parts) if parts else client.post(url),
        ]
    found = [orjson.loads(answer.content) for answer in answers]
    assert len({answer.status_code for answer in answers}) == 1
    assert len({one["ok"] for one in found}) == 1
    return dict(found[0])


def test_the_fake_takes_every_form_and_refuses_what_is_wrong(server: ZaloBotServer) -> None:
    server.says("a1", "chào")

    assert call(server, "sendMessage", chat_id="a1", text="Vâng ạ")["ok"]
    assert server.told("a1") == ["Vâng ạ"] * 4
    assert call(server, "sendChatAction", chat_id="a1", action="typing") == {"ok": True}
    for method, given, code in (
        ("sendMessage", {"chat_id": "b2", "text": "a"}, 400),
        ("sendMessage", {"chat_id": "a1", "text": ""}, 400),
        ("sendMessage", {"chat_id": "a1", "text": "a" * 2001}, 400),
        ("sendPhoto", {"chat_id": "a1", "photo": "a.jpg"}, 400),
        ("sendPhoto", {"chat_id": "a1", "photo": "https://a.vn/a.jpg", "caption": ""}, 400),
        ("sendVoice", {"chat_id": "a1", "voice_url": "https://a.vn/a.mp3"}, 400),
        ("sendFile", {"chat_id": "a1"}, 404),
        ("setWebhook", {"url": "https://a.vn", "secret_token": "short"}, 400),
        ("setWebhook", {"url": "http://a.vn", "secret_token": SECRET}, 400),
        ("setWebhook", {"url": "https://192.168.1.4/x", "secret_token": SECRET}, 400),
        ("getUpdates2", {}, 404),
    ):
        assert call(server, method, **given)["error_code"] == code, method
    assert httpx.post(f"{server.url}/bot1:x/getMe").status_code == 401


def test_the_fake_consumes_or_repeats_what_it_hands_over(server: ZaloBotServer) -> None:
    url = f"{server.url}/bot{TOKEN}/getUpdates"

    def polled() -> str:
        answer = httpx.post(url, json={"timeout": 30}).json()
        return str(answer["result"]["message"]["text"]) if answer["ok"] else "nothing"

    server.says("a1", "một")
    server.says("a1", "hai")
    assert [polled() for _ in range(3)] == ["một", "hai", "nothing"]
    server.replay = True
    server.says("a1", "ba")
    assert [polled() for _ in range(3)] == ["ba", "ba", "ba"]
    server.says("a1", "bốn")
    assert [polled() for _ in range(2)] == ["bốn", "bốn"]


def test_the_fake_counts_people_and_messages(server: ZaloBotServer) -> None:
    server.seats, server.quota = 2, 1
    for chat in ("a1", "b2", "c3", "a1"):
        server.says(chat, "chào")
    url = f"{server.url}/bot{TOKEN}/sendMessage"

    assert (server.users, server.received) == ({"a1", "b2"}, 3)
    codes = [httpx.post(url, json={"chat_id": "a1", "text": "a"}).status_code for _ in range(2)]
    assert codes == [200, 429]
