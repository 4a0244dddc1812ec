"""What an operator does about Zalo bots: look at them, and set, remove and show their webhooks.

Nothing here happens by itself: a webhook ends polling, and a program that set one at its start
would take the bot away from another that is running.
"""

import asyncio
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

if TYPE_CHECKING:
    from bot.channels.zalo_bot import Answer, Api
    from bot.settings import Settings

app = typer.Typer(help="Look at the commune's Zalo bots.", no_args_is_help=True)
webhook = typer.Typer(
    help="Let Zalo bring the messages instead of asking for them.", no_args_is_help=True
)
app.add_typer(webhook, name="webhook")

WRONG_SETTINGS = 2
NO_WEBHOOK = "no webhook: the bot asks for its messages"
ONE_BOT = "The digits before the colon of one token; all bots if not given."


class NotPossible(Exception):
    """It cannot be done; the text is a sentence for the operator that says what to do."""


# --- what is done --------------------------------------------------------------------------------


def set_webhook(settings: "Settings", only: str = "") -> list[str]:
    """Set the webhook of one bot or all; return what came of it, a line for each. Raises
    NotPossible.
    """
    if not settings.public_url or not settings.public_url.startswith("https://"):
        raise NotPossible(
            "Zalo brings messages to a public address alone: set THIDUA_PUBLIC_URL to one that "
            "begins with https://"
        )
    if settings.zalo_bot_webhook_secret is None:
        raise NotPossible(
            "Zalo's requests are told apart by a secret: set THIDUA_ZALO_BOT_WEBHOOK_SECRET to 8 "
            "to 256 characters, and restart the bot"
        )
    public_url, secret = settings.public_url, settings.zalo_bot_webhook_secret.get_secret_value()

    async def one(bot: str, api: "Api") -> str:
        from bot.channels.zalo_bot import webhook_path  # noqa: PLC0415 - heavy

        url = f"{public_url}{webhook_path(bot)}"
        answer = await api.call("setWebhook", {"url": url, "secret_token": secret})
        if not answer.done:
            return failure(answer)
        return f"webhook set to {url}{hint(answer.result)}"

    return for_each(settings, only, one)


def remove_webhook(settings: "Settings", only: str = "") -> list[str]:
    """Remove the webhook of one bot or all: it asks for its messages again. Raises NotPossible."""

    async def one(_bot: str, api: "Api") -> str:
        answer = await api.call("deleteWebhook")
        # Where there is none, some answers say so and some do not.
        return NO_WEBHOOK if answer.done or answer.no == 400 else failure(answer)

    return for_each(settings, only, one)


def show_webhook(settings: "Settings", only: str = "") -> list[str]:
    """Return where the messages of one bot or all are brought to. Raises NotPossible."""

    async def one(_bot: str, api: "Api") -> str:
        answer = await api.call("getWebhookInfo")
        if answer.no == 404:
            return NO_WEBHOOK
        if not answer.done:
            return failure(answer)
        url = answer.result.get("url") if isinstance(answer.result, dict) else ""
        return f"webhook: {url}" if url else NO_WEBHOOK

    return for_each(settings, only, one)


def check(settings: "Settings", only: str = "") -> list[str]:
    """Return who each bot is, where people meet it, and whether it can join groups. Raises
    NotPossible.
    """

    async def one(_bot: str, api: "Api") -> str:
        answer = await api.call("getMe")
        found = answer.result
        if not answer.done or not isinstance(found, dict):
            return failure(answer)
        name = found.get("display_name") or found.get("account_name") or "a bot without a name"
        groups = "can" if found.get("can_join_groups") is True else "cannot"
        return f"{name}, https://zalo.me/{found.get('id', '')}, {groups} join groups"

    return for_each(settings, only, one)


# --- its parts -----------------------------------------------------------------------------------


def for_each(
    settings: "Settings", only: str, one: Callable[[str, "Api"], Coroutine[Any, Any, str]]
) -> list[str]:
    """Do something with the bots that are meant; return a line for each."""
    from bot.channels.zalo_bot import Api, bot_of  # noqa: PLC0415 - heavy

    tokens = [token for token in settings.zalo_bots if only in ("", bot_of(token), digits(token))]
    if not settings.zalo_bots:
        raise NotPossible(
            "There is no Zalo bot: set THIDUA_ZALO_BOT_TOKENS to the token that Zalo Bot Creator "
            "sent"
        )
    if not tokens:
        known = ", ".join(digits(token) for token in settings.zalo_bots)
        raise NotPossible(f"No token in THIDUA_ZALO_BOT_TOKENS begins so; there are: {known}")

    async def run() -> list[str]:
        lines = []
        for token in tokens:
            api = Api(token, settings.zalo_bot_api)
            try:
                lines.append(f"{digits(token)}: {await one(bot_of(token), api)}")
            finally:
                await api.close()
        return lines

    return asyncio.run(run())


def digits(token: str) -> str:
    return token.partition(":")[0]


def failure(answer: "Answer") -> str:
    """Return what an operator reads where Zalo said no or nothing."""
    if not answer.no:
        return "Zalo does not answer; try again later"
    if answer.no == 401:
        return "Zalo does not know this token: correct THIDUA_ZALO_BOT_TOKENS"
    return f"Zalo said no ({answer.no})"


def hint(result: Any) -> str:
    """Return how Zalo's own test of a webhook ended, where it says so: it sets the webhook
    whatever comes of that.
    """
    verification = result.get("verification") if isinstance(result, dict) else None
    if not isinstance(verification, dict) or verification.get("ok") is True:
        return ""
    return f", but Zalo could not reach it ({verification.get('outcome', 'no reason given')})"


# --- the commands --------------------------------------------------------------------------------

OneBot = Annotated[str, typer.Option("--bot", help=ONE_BOT)]


@app.command("check")
def check_command(bot: OneBot = "") -> None:
    """Say who each bot is, its link, and whether it can join groups."""
    _print(check, bot)


@webhook.command("set")
def set_command(bot: OneBot = "") -> None:
    """Have Zalo bring the messages to THIDUA_PUBLIC_URL."""
    _print(set_webhook, bot)


@webhook.command("remove")
def remove_command(bot: OneBot = "") -> None:
    """Ask for the messages again instead."""
    _print(remove_webhook, bot)


@webhook.command("show")
def show_command(bot: OneBot = "") -> None:
    """Say where the messages are brought to."""
    _print(show_webhook, bot)


def _print(run: "Callable[[Settings, str], list[str]]", bot: str) -> None:
    try:
        for line in run(_settings(), bot):
            typer.echo(line)
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
