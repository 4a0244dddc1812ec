"""The commands `thidua telegram`: look at the bot, its webhook, its list of commands.

Nothing here happens by itself: a webhook ends polling, and a program that set one at its start
would take the bot away from another that is running.
"""

import asyncio
import re
from collections.abc import Callable, Coroutine, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NoReturn
from urllib.parse import urlsplit

import typer

if TYPE_CHECKING:
    from bot.channels.telegram_transport import Answer, Api
    from bot.settings import Settings

app = typer.Typer(help="The commune's bot on Telegram.", no_args_is_help=True)
webhook = typer.Typer(
    help="Let Telegram bring the messages instead of asking for them.", no_args_is_help=True
)
commands = typer.Typer(help="The list of commands that people see.", no_args_is_help=True)
app.add_typer(webhook, name="webhook")
app.add_typer(commands, name="commands")

WRONG_SETTINGS = 2
PATH = "/telegram"  # of our site
NO_WEBHOOK = "no webhook: the bot asks for its messages"
CLOUD = "https://api.telegram.org"  # Telegram's own API server, which everybody uses
ERROR_LENGTH = 200


class NotPossible(Exception):
    """It cannot be done; the text is a sentence for the operator that says what to do."""


# --- what is done --------------------------------------------------------------------------------


def check(settings: "Settings") -> str:
    """Return who the bot is, where people meet it, and what it sees of groups. Raises
    NotPossible.
    """

    async def run(api: "Api") -> str:
        found = done(await api.call("getMe")).result
        name, link = found.get("first_name", ""), f"https://t.me/{found.get('username', '')}"
        groups = "can" if found.get("can_join_groups") is True else "cannot"
        seen = "everything" if found.get("can_read_all_group_messages") else "what is said to it"
        return f"{name}, {link}, {groups} join groups, sees there {seen}"

    return asked(settings, run)


def set_webhook(settings: "Settings") -> str:
    """Have Telegram bring the messages. Raises NotPossible."""
    from bot.channels.telegram_events import ASKED_FOR  # noqa: PLC0415 - heavy

    url, secret = webhook_url(settings), settings.telegram_webhook_secret
    # An API server of one's own may bring them to http too (with --local), or says no itself.
    own = settings.telegram_api != CLOUD
    if not url.startswith(("https://", "http://") if own else "https://"):
        raise NotPossible(
            "Telegram brings messages to a public address alone: set THIDUA_PUBLIC_URL, or "
            "THIDUA_TELEGRAM_WEBHOOK_URL, to one that begins with https://"
        )
    if secret is None:
        raise NotPossible(
            "Telegram's requests are told apart by a secret: set THIDUA_TELEGRAM_WEBHOOK_SECRET "
            "to 8 to 256 letters, digits, _ and - of your own, and restart the bot"
        )
    given = {
        "url": url,
        "secret_token": secret.get_secret_value(),
        "allowed_updates": ASKED_FOR,
    }

    async def run(api: "Api") -> str:
        done(await api.call("setWebhook", given))
        return f"webhook set to {url}"

    return asked(settings, run)


def remove_webhook(settings: "Settings") -> str:
    """Ask for the messages again; what waits is kept. Raises NotPossible."""

    async def run(api: "Api") -> str:
        done(await api.call("deleteWebhook"))
        return NO_WEBHOOK

    return asked(settings, run)


def show_webhook(settings: "Settings") -> str:
    """Return where the messages are brought to, and what waits there. Raises NotPossible."""

    async def run(api: "Api") -> str:
        found = done(await api.call("getWebhookInfo")).result
        waiting = f"{found.get('pending_update_count', 0)} waiting"
        url = found.get("url")
        there = url if url == webhook_url(settings) else shown(str(url))
        line = f"webhook: {there}, {waiting}" if url else f"{NO_WEBHOOK}, {waiting}"
        error = last_error(settings, found)
        return f"{line}, last failed {error[0]:%Y-%m-%d %H:%M} UTC: {error[1]}" if error else line

    return asked(settings, run)


def log_out(settings: "Settings") -> str:
    """Have Telegram's own API server let go of the bot, before a server of one's own takes it.
    Raises NotPossible.
    """

    async def run(api: "Api") -> str:
        answer = await api.call("logOut")
        if answer.no == 400 and "logged out" in answer.words:
            return f"logged out of {CLOUD} before"
        done(answer)
        return f"logged out of {CLOUD}, which takes the bot back after ten minutes at the earliest"

    return asked(settings, run, CLOUD)


def set_commands(settings: "Settings") -> str:
    """Set the list of commands, in private and in groups, and what stands on the bot's page.
    Raises NotPossible.
    """
    from telegram import BotCommandScopeAllGroupChats, BotCommandScopeAllPrivateChats  # noqa: PLC0415

    from bot.app import make_commune  # noqa: PLC0415 - heavy
    from bot.telegram_commands import listed, listed_in_groups  # noqa: PLC0415

    say = make_commune(settings).words()
    private = listed(say)
    groups = listed_in_groups(say)

    async def run(api: "Api") -> str:
        bot = api.bot
        await bot.set_my_commands(private, scope=BotCommandScopeAllPrivateChats())
        await bot.set_my_commands(groups, scope=BotCommandScopeAllGroupChats())
        await bot.set_my_description(say("telegram-description"))
        await bot.set_my_short_description(say("telegram-short-description"))
        return f"{len(private)} commands set, {len(groups)} for groups"

    return asked(settings, run)


# --- its parts -----------------------------------------------------------------------------------


def webhook_url(settings: "Settings") -> str:
    """Return the address of ours to which Telegram can bring messages, empty where there is
    none.
    """
    base = settings.telegram_webhook_url or settings.public_url or ""
    return f"{base.removesuffix(PATH)}{PATH}" if base else ""


def shown(url: str) -> str:
    """Return an address as it may be shown: of another program's, the path may hold a token."""
    try:
        parts = urlsplit(url)
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return "an address that cannot be read"
    path = parts.path if parts.path in ("", "/", PATH) else "/…"
    return f"{parts.scheme}://{parts.hostname}{port}{path}"


def last_error(settings: "Settings", found: Mapping[str, Any]) -> tuple[datetime, str] | None:
    """Return when and why Telegram last could not bring something, by its own words without token,
    secret or address; None where it brought everything.
    """
    at, words = found.get("last_error_date"), str(found.get("last_error_message") or "")
    if not isinstance(at, int) or at <= 0 or not words:
        return None
    for secret in (settings.telegram_token, settings.telegram_webhook_secret):
        if secret is not None:
            words = words.replace(secret.get_secret_value(), "…")
    words = " ".join(re.sub(r"\w+://\S+", "…", words).split())
    return datetime.fromtimestamp(at, UTC), words[:ERROR_LENGTH]


def asked(
    settings: "Settings", run: Callable[["Api"], Coroutine[Any, Any, str]], base: str = ""
) -> str:
    """Ask Telegram something as the bot; return the line for the operator. `base` is the API
    server, if not that of the settings.
    """
    from bot.channels.telegram_building import CallFailed  # noqa: PLC0415 - heavy
    from bot.channels.telegram_transport import Api  # noqa: PLC0415 - as above

    if settings.telegram_token is None:
        raise NotPossible(
            "There is no bot on Telegram: set THIDUA_TELEGRAM_TOKEN to the token that BotFather "
            "gave"
        )
    token = settings.telegram_token.get_secret_value()

    async def whole() -> str:
        api = Api(token, base or settings.telegram_api, settings.telegram_proxy or "")
        try:
            return await run(api)
        except CallFailed as failed:
            raise NotPossible(failure(failed.answer)) from None
        finally:
            await api.close()

    return asyncio.run(whole())


def done(answer: "Answer") -> "Answer":
    """Return an answer that says yes. Raises NotPossible for any other."""
    if not answer.done:
        raise NotPossible(failure(answer))
    return answer


def failure(answer: "Answer") -> str:
    """Return what an operator reads where Telegram said no or nothing."""
    if answer.barred is not None:
        from bot.channels.telegram_proxy import sentence  # noqa: PLC0415 - it takes aiohttp along

        return sentence(answer.barred)
    if answer.no in (401, 404):
        return "Telegram does not know this token: correct THIDUA_TELEGRAM_TOKEN"
    if answer.no == 429:
        return f"Telegram says wait: try again in {answer.retry_after:.0f} s"
    if answer.no:
        return f"Telegram said no ({answer.no})"
    return (
        "Telegram does not answer: try again later, or reach it through THIDUA_TELEGRAM_PROXY or "
        "a server of your own in THIDUA_TELEGRAM_API"
    )


# --- the commands --------------------------------------------------------------------------------


@app.command("check")
def check_command() -> None:
    """Say who the bot is, its link, and what it sees of groups."""
    _print(check)


@app.command("logout")
def logout_command() -> None:
    """Let Telegram's own API server go, once, before THIDUA_TELEGRAM_API names one of your own."""
    typer.confirm(
        f"The bot leaves {CLOUD} and cannot come back for ten minutes. Is it stopped, and a "
        "server of your own ready?",
        abort=True,
    )
    _print(log_out)


@webhook.command("set")
def set_command() -> None:
    """Have Telegram bring the messages to THIDUA_TELEGRAM_WEBHOOK_URL."""
    _print(set_webhook)


@webhook.command("remove")
def remove_command() -> None:
    """Ask for the messages again instead."""
    _print(remove_webhook)


@webhook.command("show")
def show_command() -> None:
    """Say where the messages are brought to."""
    _print(show_webhook)


@commands.command("set")
def set_commands_command() -> None:
    """Write the commands and the description of the bot into Telegram."""
    _print(set_commands)


def _print(run: "Callable[[Settings], str]") -> None:
    try:
        typer.echo(run(_settings()))
    except NotPossible as error:
        _stop(f"{error}.")


def _settings() -> "Settings":
    from bot import logs  # noqa: PLC0415 - heavy
    from bot.settings import SettingsError, load  # noqa: PLC0415 - heavy

    try:
        settings = load()
    except SettingsError as error:
        _stop(str(error), WRONG_SETTINGS)
    logs.configure(settings.log_format, settings.log_level)
    return settings


def _stop(line: str, code: int = 1) -> NoReturn:
    typer.echo(line, err=True)
    raise typer.Exit(code)
