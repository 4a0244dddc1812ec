"""What the doctor looks at where the commune has a bot on Telegram. The token is in no finding."""

import asyncio
from datetime import datetime, timedelta

from bot.channels.telegram_proxy import SENTENCES, Barred
from bot.channels.telegram_transport import Answer, Api
from bot.doctor import Finding, bad, ok, warn
from bot.second_poller import last_conflict
from bot.settings import Settings
from bot.telegram_cli import last_error, shown, webhook_url

ASK_WITHIN = 5.0
NAME = "Telegram bot"
MANY = 20  # updates that wait: nobody takes them, or two do by turns
RECENT = timedelta(hours=1)  # what was longer ago is over
REACHED = (
    "see whether the address of the webhook is reached from outside, with a certificate that holds"
)


def telegram_findings(settings: Settings, now: datetime) -> list[Finding]:
    """Look at the bot's token and at how its messages come; nothing where there is none."""
    if settings.telegram_token is None:
        return []
    token = settings.telegram_token.get_secret_value()
    who, where = asyncio.run(asked(token, settings.telegram_api, settings.telegram_proxy or ""))
    found = token_findings(who)
    return [*found, *way_findings(settings, where, now)] if who.done else found


async def asked(token: str, base: str, proxy: str) -> tuple[Answer, Answer]:
    """Ask who the bot is and where its messages are brought to. Never for the messages: that alone
    would take them from the program that is running.
    """
    api = Api(token, base, proxy)
    try:
        who = await api.call("getMe", within=ASK_WITHIN)
        return who, await api.call("getWebhookInfo", within=ASK_WITHIN) if who.done else who
    finally:
        await api.close()


def token_findings(who: Answer) -> list[Finding]:
    """Say whether Telegram knows the bot by its token."""
    if who.no in (401, 404):
        return bad(
            f"{NAME}: Telegram refuses its token: revoked, or mistyped",
            "put the one that BotFather shows into THIDUA_TELEGRAM_TOKEN, and start the bot again",
        )
    if who.barred is not None:
        what, to_do = SENTENCES[who.barred]
        told = bad if who.barred is Barred.REFUSED else warn
        return told(f"{NAME}: {what}", to_do)
    if not who.done:
        return warn(
            f"{NAME}: Telegram does not answer within {ASK_WITHIN:.0f} s",
            "try again later; where it is never reached, set THIDUA_TELEGRAM_PROXY, or a server "
            "of your own in THIDUA_TELEGRAM_API",
        )
    return ok(f"{NAME}: known to Telegram")


def way_findings(settings: Settings, where: Answer, now: datetime) -> list[Finding]:
    """Say whether what people write comes to us: asked for, or brought."""
    if not where.done or not isinstance(where.result, dict):
        return warn(f"{NAME}: Telegram did not say how its messages come", "try again later")
    secret = settings.telegram_webhook_secret
    there, ours = str(where.result.get("url") or ""), webhook_url(settings)
    waiting = where.result.get("pending_update_count")
    if there and secret is None:
        return warn(
            f"{NAME}: messages are brought to an address, so asking for them is refused (409)",
            "thidua telegram webhook remove, or set THIDUA_TELEGRAM_WEBHOOK_SECRET and then: "
            "thidua telegram webhook set",
        )
    if there and there != ours:
        return warn(
            f"{NAME}: what people write is brought to another address: {shown(there)}",
            "thidua telegram webhook remove, or set it anew: thidua telegram webhook set",
        )
    error = last_error(settings, where.result) if there else None
    if error is not None and now - error[0] <= RECENT:
        return warn(
            f"{NAME}: at {error[0]:%H:%M} UTC Telegram could not bring a message ({error[1]}); "
            f"{waiting} wait",
            REACHED,
        )
    conflict = None if there else last_conflict(settings.home)
    if conflict is not None and now - conflict <= RECENT:
        return warn(
            f"{NAME}: at {conflict:%H:%M} UTC a second program asked with the same token (409); "
            "each gets a part of what people write",
            "stop the other one, or revoke the token with BotFather; an hour after the last time "
            "this line is gone",
        )
    if isinstance(waiting, int) and waiting >= MANY:
        return not_taken(waiting, brought=bool(there))
    return ok(f"{NAME}: what people write is {'brought to us' if there else 'asked for'}")


def not_taken(waiting: int, *, brought: bool) -> list[Finding]:
    """Say what it may be when messages pile up at Telegram."""
    if brought:
        return warn(
            f"{NAME}: {waiting} messages wait at Telegram, which cannot bring them",
            REACHED,
        )
    return warn(
        f"{NAME}: {waiting} messages wait at Telegram",
        "start the bot; if it runs, and telegram.second_poller (409) stands in its log, a second "
        "program asks with the same token: stop that one, or revoke the token with BotFather",
    )
