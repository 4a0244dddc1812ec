"""What an operator does about the bot on Telegram, against a platform over HTTP."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bot.channels.telegram_transport import Answer, Came
from bot.settings import Settings
from bot.telegram_cli import (
    CLOUD,
    NO_WEBHOOK,
    NotPossible,
    app,
    check,
    failure,
    remove_webhook,
    set_commands,
    set_webhook,
    show_webhook,
)
from bot.telegram_commands import COMMANDS, spoken
from handlers.book import BOOK
from tests.bot.builders import environment, settings_in
from tests.bot.sentences import WORDS
from tests.fakes.telegram_reading import unread
from tests.fakes.telegram_server import TOKEN, Fault, TelegramServer

SECRET = "a-secret-of-the-webhook"
SITE = "https://thidua.example.vn"


@pytest.fixture
def server() -> Iterator[TelegramServer]:
    found = TelegramServer(poll_seconds=0.02)
    yield found
    found.close()
    assert unread(found) == []


def settings(home: Path, server: TelegramServer, **given: Any) -> Settings:
    known = {
        "telegram_token": TOKEN,
        "telegram_api": server.url,
        "telegram_webhook_secret": SECRET,
        "public_url": SITE,
    }
    return settings_in(home, **{**known, **given})


def test_the_bot_is_introduced(tmp_path: Path, server: TelegramServer) -> None:
    assert check(settings(tmp_path, server)) == (
        "Thi đua xã Đồng Mây, https://t.me/thidua_dongmay_bot, can join groups, sees there what "
        "is said to it"
    )


def test_a_webhook_is_set_shown_and_removed(tmp_path: Path, server: TelegramServer) -> None:
    ours = settings(tmp_path, server)
    server.says(1, "chào")
    assert show_webhook(ours) == f"{NO_WEBHOOK}, 1 waiting"

    assert set_webhook(ours) == f"webhook set to {SITE}/telegram"
    assert server.webhook == {"url": f"{SITE}/telegram", "secret_token": SECRET}
    assert show_webhook(ours) == f"webhook: {SITE}/telegram, 1 waiting"

    assert remove_webhook(ours) == NO_WEBHOOK
    assert server.webhook == {}
    assert server.waiting() == 1  # what people wrote is kept


@pytest.mark.parametrize(
    "given",
    ["https://bot.example.vn", "https://bot.example.vn/", "https://bot.example.vn/telegram"],
)
def test_the_webhook_may_have_an_address_of_its_own(
    tmp_path: Path, server: TelegramServer, given: str
) -> None:
    ours = settings(tmp_path, server, telegram_webhook_url=given)

    assert set_webhook(ours) == "webhook set to https://bot.example.vn/telegram"


@pytest.mark.parametrize(
    ("missing", "named"),
    [
        pytest.param({"public_url": None}, "THIDUA_PUBLIC_URL", id="no public address"),
        pytest.param(
            {"public_url": "http://a.vn", "telegram_api": CLOUD},
            "THIDUA_PUBLIC_URL",
            id="one without https",
        ),
        pytest.param({"public_url": "http://a.vn"}, r"said no \(400\)", id="a relay wants https"),
        pytest.param(
            {"telegram_webhook_secret": None}, "THIDUA_TELEGRAM_WEBHOOK_SECRET", id="no secret"
        ),
        pytest.param({"telegram_token": None}, "THIDUA_TELEGRAM_TOKEN", id="no bot"),
        pytest.param({"telegram_token": "7:b"}, "does not know this token", id="another's"),
    ],
)
def test_what_is_missing_is_named(
    tmp_path: Path, server: TelegramServer, missing: dict[str, Any], named: str
) -> None:
    with pytest.raises(NotPossible, match=named):
        set_webhook(settings(tmp_path, server, **missing))
    assert server.webhook == {}


def test_an_own_api_server_brings_messages_without_https(
    tmp_path: Path, server: TelegramServer
) -> None:
    server.private_webhooks = True
    ours = settings(tmp_path, server, telegram_webhook_url="http://10.0.0.7:8080")

    assert set_webhook(ours) == "webhook set to http://10.0.0.7:8080/telegram"
    assert server.webhook["url"] == "http://10.0.0.7:8080/telegram"


def test_telegrams_own_server_is_the_usual_one() -> None:
    assert Settings.model_fields["telegram_api"].default == CLOUD


def test_a_webhook_that_was_not_reached_says_when_and_why(
    tmp_path: Path, server: TelegramServer
) -> None:
    ours = settings(tmp_path, server)
    set_webhook(ours)
    server.push_error = (1_800_000_000, f"SSL error at https://a.vn/{SECRET}, {TOKEN}: expired")

    assert show_webhook(ours) == (
        f"webhook: {SITE}/telegram, 0 waiting, last failed 2027-01-15 08:00 UTC: SSL error at … "
        "…: expired"
    )


def test_of_another_programs_webhook_only_the_host_is_shown(
    tmp_path: Path, server: TelegramServer
) -> None:
    server.webhook = {"url": f"https://other.example.vn/{TOKEN}"}

    line = show_webhook(settings(tmp_path, server))

    assert line == "webhook: https://other.example.vn/…, 0 waiting"


def test_the_bot_leaves_telegrams_own_server_after_a_question(
    tmp_path: Path, server: TelegramServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = environment(tmp_path, telegram_token=TOKEN, telegram_api="http://127.0.0.1:1")
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("bot.logs.configure", lambda *_: None)
    monkeypatch.setattr("bot.telegram_cli.CLOUD", server.url)
    run = CliRunner()

    assert run.invoke(app, ["logout"], input="n\n").exit_code == 1
    assert server.calls == []
    done = run.invoke(app, ["logout"], input="y\n")
    assert (done.exit_code, f"logged out of {server.url}, which" in done.output) == (0, True)
    assert server.calls == ["logOut"]
    again = run.invoke(app, ["logout"], input="y\n")
    assert (again.exit_code, f"logged out of {server.url} before" in again.output) == (0, True)
    assert TOKEN not in done.output + again.output


def test_the_commands_are_vietnamese_and_differ_by_scope(
    tmp_path: Path, server: TelegramServer
) -> None:
    assert set_commands(settings(tmp_path, server)) == "6 commands set, 2 for groups"

    private = server.commands["all_private_chats", ""]
    assert [one["command"] for one in private] == [
        "ke", "dake", "bangvang", "cuatoi", "ketnoi", "menu",
    ]  # fmt: skip
    assert private[0]["description"] == "Kể một việc tốt"
    assert [one["command"] for one in server.commands["all_group_chats", ""]] == ["ke", "nhom"]
    assert "xã Đồng Mây" in server.description["description"]
    assert "xã Đồng Mây" in server.description["short_description"]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_each_command_says_words_that_begin_something(language: str) -> None:
    """Whatever is renamed in the catalogue, a command never says what nobody understands."""
    said = spoken(WORDS[language])

    assert set(said) == {one.name for one in COMMANDS}
    assert all(said.values())
    begins = {f"{name}-words" for name in (*BOOK.routes, *BOOK.coded)}
    assert {one.words for one in COMMANDS} - begins == {"telegram-menu-words"}


@pytest.mark.parametrize("run", [check, show_webhook, remove_webhook, set_webhook, set_commands])
def test_a_platform_that_is_away_is_a_sentence(
    tmp_path: Path, server: TelegramServer, run: Callable[[Settings], str]
) -> None:
    server.whim = lambda _method: Fault.HTML

    with pytest.raises(NotPossible, match="Telegram does not answer") as caught:
        run(settings(tmp_path, server))
    assert TOKEN not in str(caught.value)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (Answer(Came.NO, 401), "does not know this token"),
        (Answer(Came.NO, 404), "does not know this token"),
        (Answer(Came.NO, 429, retry_after=12.0), "try again in 12 s"),
        (Answer(Came.NO, 400), r"said no \(400\)"),
        (Answer(Came.UNREACHED), "THIDUA_TELEGRAM_PROXY"),
        (Answer(Came.UNCLEAR, 502), "THIDUA_TELEGRAM_API"),
    ],
)
def test_each_no_says_what_to_do(answer: Answer, words: str) -> None:
    with pytest.raises(NotPossible, match=words):
        raise NotPossible(failure(answer))


def test_the_commands_print_one_line(
    tmp_path: Path, server: TelegramServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = environment(
        tmp_path,
        telegram_token=TOKEN,
        telegram_api=server.url,
        telegram_webhook_secret=SECRET,
        public_url=SITE,
    )
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("bot.logs.configure", lambda *_: None)
    run = CliRunner()

    for words, line in (
        (["check"], "Thi đua xã Đồng Mây, https://t.me/thidua_dongmay_bot"),
        (["webhook", "set"], f"webhook set to {SITE}/telegram"),
        (["webhook", "show"], f"webhook: {SITE}/telegram"),
        (["webhook", "remove"], NO_WEBHOOK),
        (["commands", "set"], "6 commands set"),
    ):
        done = run.invoke(app, words)
        assert (done.exit_code, done.output.startswith(line)) == (0, True), done.output
    monkeypatch.delenv("THIDUA_PUBLIC_URL")
    done = run.invoke(app, ["webhook", "set"])
    assert done.exit_code == 1
    assert done.stderr.startswith("Telegram brings messages to a public address alone")
    monkeypatch.setenv("THIDUA_WEB_PORT", "none")
    assert run.invoke(app, ["check"]).exit_code == 2
