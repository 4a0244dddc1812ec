"""What an administrator does once so that the bot may speak for the commune's Official Account:
agree in the browser, and bring the address of the page that follows back to the terminal.

The code in that address is exchanged in the terminal and nowhere else: the running bot needs to
know neither the administrator nor the moment.
"""

import base64
import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, Protocol
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx
import orjson
from jinja2 import Environment, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from bot import keys
from bot.oa_grant import LIVES, PATIENCE, Denied, Given, Pair, read_answer, request_for, seal
from bot.settings import Settings, variable
from models.machine.oa_grant import keep_grant
from models.store import open_engine, transaction

CALLBACK = "/zalo-oa/callback"
WEBHOOK = "/zalo-oa"
TYPES = {2: "business", 4: "government"}
PAGE = """<!doctype html>
<html lang="{{ language }}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ title }}</title>
{% for line in lines %}
<p>{{ line }}</p>
{% endfor %}
</html>
"""
# The address carries a code: it must not go on to anybody, nor stay.
HEADERS = {
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "x-robots-tag": "noindex, noarchive",
}


class Refused(Exception):
    """The account is not connected; the text is one line that says why and what to do."""


class Words(Protocol):
    """A sentence of the catalogue by its key."""

    def __call__(self, key: str, **values: str | int) -> str: ...


@dataclass(frozen=True, slots=True)
class Account:
    """What the platform says of an Official Account."""

    name: str
    kind: str
    verified: bool
    package: str


# --- what is to be set in the console ------------------------------------------------------------


def check(settings: Settings) -> None:
    """Raise Refused unless everything that is needed is set."""
    needed = ("zalo_oa_app_id", "zalo_oa_app_secret", "zalo_oa_secret", "public_url")
    missing = [variable(name) for name in needed if not getattr(settings, name)]
    if missing:
        raise Refused(f"set {', '.join(missing)} first; docs/zalo.md says where they stand")


def verifier_of(settings: Settings) -> str:
    """Return the 43 characters that prove that whoever exchanges a code is who asked for it. Made
    of the installation's key: the challenge that stands in the console never changes.
    """
    about = f"thidua zalo oa verifier {settings.zalo_oa_app_id}".encode()
    return _base64(hmac.digest(keys.signing_key(settings), about, "sha256"))


def challenge_of(verifier: str) -> str:
    """Return what the console knows of the verifier."""
    return _base64(sha256(verifier.encode()).digest())


def permission_address(settings: Settings, state: str) -> str:
    """Return where the administrator of the account agrees."""
    asked = {
        "app_id": settings.zalo_oa_app_id,
        "redirect_uri": callback_address(settings),
        "code_challenge": challenge_of(verifier_of(settings)),
        "state": state,
    }
    return f"{settings.zalo_oa_oauth}/v4/oa/permission?{urlencode(asked)}"


def callback_address(settings: Settings) -> str:
    """Return the page to which the browser comes back."""
    return f"{settings.public_url}{CALLBACK}"


def webhook_address(settings: Settings) -> str:
    """Return where the platform brings events."""
    return f"{settings.public_url}{WEBHOOK}"


def new_state() -> str:
    """Return by what the answer to this very question is known."""
    return secrets.token_urlsafe(16)


def _base64(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


# --- what comes back -----------------------------------------------------------------------------


def read_pasted(pasted: str, state: str) -> tuple[str, str]:
    """Return the code and the account's id of what the operator pasted: the whole address, or the
    code alone. Raises Refused.
    """
    given = pasted.strip()
    if "code=" not in given:
        if not given or not given.isascii() or any(c in given for c in "/?&= "):
            raise Refused("that is neither the page's address nor a code; begin again")
        return given, ""
    asked = parse_qs(urlsplit(given).query)
    first = {name: values[0] for name, values in asked.items()}
    if not hmac.compare_digest(first.get("state", "").encode(), state.encode()):
        raise Refused("that is the answer to another question; begin again with a new address")
    return first.get("code", ""), first.get("oa_id", "")


def exchange(settings: Settings, code: str, account: str) -> Given:
    """Return the pair for a code. Raises Refused."""
    request = request_for(
        settings.zalo_oa_oauth,
        settings.zalo_oa_app_id,
        _app_secret(settings),
        code=code,
        code_verifier=verifier_of(settings),
    )
    try:
        with httpx.Client(timeout=PATIENCE, trust_env=False) as client:
            came = read_answer(client.send(request), account)
    except httpx.HTTPError:
        came = None
    if isinstance(came, Denied):
        raise Refused(
            f"Zalo does not take the code (error {came.code}): it is good for ten minutes and "
            "once, and the code challenge in the console must be the one above"
        )
    if came is None:
        raise Refused("Zalo does not answer; try again")
    return came


def minted(access: str, refresh: str) -> Given:
    """Return a pair that the console's API Explorer has made. Raises Refused."""
    if not access.strip() or not refresh.strip():
        raise Refused("both tokens are needed")
    return Given(Pair(access.strip(), refresh.strip()), LIVES)


def keep(settings: Settings, given: Given, now: datetime) -> None:
    """Write a pair down, sealed; the running bot finds it within a minute."""
    sealed = seal(keys.signing_key(settings), given.pair)
    ends = now + timedelta(seconds=given.seconds)
    engine = open_engine(settings.database_url)
    try:
        with transaction(engine) as tx:
            keep_grant(tx, settings.zalo_oa_app_id, sealed, now, ends)
    finally:
        engine.dispose()


def look_at_account(settings: Settings, access: str) -> Account | None:
    """Return what the platform says of the account, None when it does not say."""
    try:
        with httpx.Client(timeout=PATIENCE, trust_env=False) as client:
            answer = client.get(
                f"{settings.zalo_oa_api}/v2.0/oa/getoa", headers={"access_token": access}
            )
        data = orjson.loads(answer.content).get("data")
    except (httpx.HTTPError, orjson.JSONDecodeError, AttributeError):
        return None
    if not isinstance(data, dict) or not data.get("name"):
        return None
    number = data.get("oa_type")
    return Account(
        str(data["name"]),
        TYPES.get(number, f"type {number}") if isinstance(number, int) else "of no known type",
        bool(data.get("is_verified")),
        str(data.get("package_name") or "none"),
    )


def _app_secret(settings: Settings) -> str:
    secret = settings.zalo_oa_app_secret
    return secret.get_secret_value() if secret else ""


# --- the page to which the browser comes back ----------------------------------------------------


def callback_route(say: Words, language: str) -> Route:
    """Return the page that tells the administrator to bring its address to the terminal. It reads
    nothing of the address but whether a code is there.
    """
    words: Any = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    page = words.from_string(PAGE)

    async def show(request: Request) -> Response:
        key = "oa-callback-copy" if request.query_params.get("code") else "oa-callback-none"
        html = page.render(
            language=language, title=say("oa-callback-title"), lines=say(key).splitlines()
        )
        return HTMLResponse(html, headers=HEADERS)

    return Route(CALLBACK, show)


# --- the steps in the terminal -------------------------------------------------------------------


def steps(settings: Settings, state: str) -> str:
    """Return what the operator is to do, step by step."""
    return f"""\
1. In the console of developers.zalo.me, at your application: link the Official Account, verify the
   domain, and save
     callback address  {callback_address(settings)}
     code challenge    {challenge_of(verifier_of(settings))}
     webhook address   {webhook_address(settings)}
2. As an administrator of the Official Account, open this address and agree:
     {permission_address(settings, state)}
3. Copy the address of the page that follows (the browser's address line) and paste it here, within
   ten minutes."""


def connect(settings: Settings, now: datetime, tell: Callable[[str], None], given: Given) -> None:
    """Keep a pair and say whose it is."""
    keep(settings, given, now)
    tell("The pair of tokens is kept. A running bot uses it within a minute.")
    account = look_at_account(settings, given.pair.access)
    if account is None:
        tell("What account it is, Zalo does not say now; ask later with: thidua zalo-oa status")
        return
    tell(in_words(account))


def in_words(account: Account) -> str:
    """Return a line about an account."""
    verified = "verified" if account.verified else "NOT verified"
    return f"{account.name}: {account.kind} account, {verified}, package {account.package}"
