"""What the doctor looks at where the commune has a Zalo Official Account."""

from datetime import datetime, timedelta

from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

from bot import database_copy, keys
from bot.doctor import Finding, bad, ok, warn
from bot.oa_grant import unseal
from bot.settings import Settings
from models import migrating
from models.machine.oa_grant import Kept, newest_grant
from models.store import Tx

RENEWED_WITHIN = timedelta(hours=21)  # every twenty by a bot that runs
GONE_AFTER = timedelta(days=85)  # a refresh token lives for three months
CONNECT = "thidua zalo-oa connect"


def oa_findings(settings: Settings, now: datetime) -> list[Finding]:
    """Look at the Official Account's settings and its grant; nothing where there is none."""
    if not settings.zalo_oa_app_id:
        return []
    if settings.zalo_oa_app_secret is None or settings.zalo_oa_secret is None:
        return bad(
            "Zalo Official Account: its secrets are missing",
            "set THIDUA_ZALO_OA_APP_SECRET and THIDUA_ZALO_OA_SECRET",
        )
    found = []
    if settings.public_url is None:
        found += bad(
            "Zalo Official Account: without a public address nothing that people write arrives",
            "set THIDUA_PUBLIC_URL",
        )
    return found + grant_findings(settings, now)


def grant_findings(settings: Settings, now: datetime) -> list[Finding]:
    """Look at the newest pair of tokens."""
    kept = newest(settings)
    if kept is None:
        return bad("Zalo Official Account: nobody has let the bot speak for it", CONNECT)
    if kept.refused is not None:
        return bad(
            f"Zalo Official Account: taken back, or lost, on {kept.refused:%Y-%m-%d %H:%M} UTC",
            f"its administrator has to grant again: {CONNECT}",
        )
    if unseal(keys.signing_key(settings), kept.sealed) is None:
        return bad(
            "Zalo Official Account: its tokens were sealed with another key",
            f"bring the key back from its copy, or: {CONNECT}",
        )
    age = now - kept.got
    if age >= GONE_AFTER:
        return bad(f"Zalo Official Account: the grant is {age.days} days old", CONNECT)
    if age > RENEWED_WITHIN:
        return warn(
            f"Zalo Official Account: not renewed since {kept.got:%Y-%m-%d %H:%M} UTC",
            "start the bot, which renews it; see whether it reaches THIDUA_ZALO_OA_OAUTH",
        )
    return ok(f"Zalo Official Account: granted, renewed {kept.got:%Y-%m-%d %H:%M} UTC")


def newest(settings: Settings) -> Kept | None:
    """Return the pair that holds; none in a database that this release does not know yet."""
    if not database_copy.schema(settings.database_url):
        return None
    engine = create_engine(settings.database_url, poolclass=NullPool)
    with engine.connect() as connection:
        if migrating.current(connection) != migrating.head():
            return None
        return newest_grant(Tx(connection), settings.zalo_oa_app_id)
