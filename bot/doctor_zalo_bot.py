"""What the doctor looks at where the commune has Zalo bots. Tokens are in no finding."""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

from bot import database_copy
from bot.channels.zalo_bot import Answer, Api, bot_of, webhook_path
from bot.dialogue.messages import Plan
from bot.doctor import Finding, bad, ok, warn
from bot.settings import Settings
from bot.zalo_bot_webhook import digits
from models import migrating
from models.machine.ledger import MESSAGES_SPARE, MESSAGES_WARN, SEATS_WARN, used_in_month
from models.people.seats import MeetingPlace, free_seats
from models.store import Tx

ASK_WITHIN = 5.0


def zalo_bot_findings(settings: Settings, now: datetime) -> list[Finding]:
    """Look at each Zalo bot: its token, its webhook, its seats and messages; nothing where there
    is none.
    """
    tokens = settings.zalo_bots
    answers = asyncio.run(asked(tokens, settings.zalo_bot_api)) if tokens else []
    found = []
    for token, (who, where) in zip(tokens, answers, strict=True):
        found += token_findings(token, who)
        if who.done:
            found += webhook_findings(settings, token, where)
    return found + plan_findings(settings, now)


async def asked(tokens: Sequence[str], base: str) -> list[tuple[Answer, Answer]]:
    """Ask for each bot who it is and where its messages are brought to, all of them at once."""

    async def one(token: str) -> tuple[Answer, Answer]:
        api = Api(token, base)
        try:
            who = await api.call("getMe", within=ASK_WITHIN)
            return who, await api.call("getWebhookInfo", within=ASK_WITHIN) if who.done else who
        finally:
            await api.close()

    return await asyncio.gather(*(one(token) for token in tokens))


def token_findings(token: str, who: Answer) -> list[Finding]:
    """Say whether Zalo knows a bot by its token."""
    name = f"Zalo bot {digits(token)}"
    if who.no == 401:
        return bad(
            f"{name}: Zalo refuses its token: reset, or mistyped",
            "put the new one into THIDUA_ZALO_BOT_TOKENS, and start the bot again",
        )
    if who.no:
        return bad(
            f"{name}: Zalo said no ({who.no}) when it was asked who the bot is",
            "compare THIDUA_ZALO_BOT_API with its documents",
        )
    if not who.done:
        return warn(
            f"{name}: Zalo does not answer within {ASK_WITHIN:.0f} s",
            "try again later; see whether this machine reaches THIDUA_ZALO_BOT_API",
        )
    return ok(f"{name}: known to Zalo")


def webhook_findings(settings: Settings, token: str, where: Answer) -> list[Finding]:
    """Say whether what people write is brought to us; nothing where the bot asks for it."""
    name = f"Zalo bot {digits(token)}"
    if where.no == 404:
        return []
    if not where.done:
        return warn(f"{name}: Zalo did not say whether it has a webhook", "try again later")
    url = where.result.get("url") if isinstance(where.result, dict) else ""
    if not url:
        return []
    remove = f"thidua zalo-bot webhook remove --bot {digits(token)}"
    if url != f"{settings.public_url}{webhook_path(bot_of(token))}":
        return warn(
            f"{name}: what people write is brought to another address: {url}",
            f"{remove}, or set it anew: thidua zalo-bot webhook set",
        )
    if settings.zalo_bot_webhook_secret is None:
        return warn(
            f"{name}: it has a webhook, but without its secret nothing that arrives is taken",
            f"set THIDUA_ZALO_BOT_WEBHOOK_SECRET to the one it was set with, or: {remove}",
        )
    return ok(f"{name}: what people write is brought to us")


def plan_findings(settings: Settings, now: datetime) -> list[Finding]:
    """Compare what each bot has used with its plan; nothing in a database that this release does
    not know yet.
    """
    if not settings.zalo_bots or not database_copy.schema(settings.database_url):
        return []
    plan = Plan(settings.zalo_bot_seats, settings.zalo_bot_messages)
    engine = create_engine(settings.database_url, poolclass=NullPool)
    with engine.connect() as connection:
        if migrating.current(connection) != migrating.head():
            return []
        tx = Tx(connection)
        return [
            one
            for token in settings.zalo_bots
            for one in used_of_plan(tx, settings, token, plan, now)
        ]


def used_of_plan(
    tx: Tx, settings: Settings, token: str, plan: Plan, now: datetime
) -> list[Finding]:
    """Say how many seats and messages of its plan a bot has used."""
    name, place = f"Zalo bot {digits(token)}", MeetingPlace(bot_of(token), "", plan)
    taken = plan.seats - (free_seats(tx, place, now) or 0)
    today = now.astimezone(ZoneInfo(settings.timezone)).date()
    used = used_in_month(tx, place.bot, today).messages
    seats = f"{name}: {taken} of {plan.seats} people, those with an open invitation included"
    messages = f"{name}: {used} of {plan.messages} messages this month, in and out"
    found = ok(seats)
    if 100 * taken >= SEATS_WARN * plan.seats:
        found = warn(seats, "make one more bot for those who come next, and add its token")
    if 100 * used >= MESSAGES_WARN * plan.messages:
        return found + warn(
            messages,
            f"invite people to another bot; from {MESSAGES_SPARE} % on only answers and what "
            "cannot wait go out until the 1st",
        )
    return found + ok(messages)
