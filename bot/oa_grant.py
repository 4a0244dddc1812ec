"""The tokens of the Zalo Official Account: sealed, written down, and renewed in time.

A refresh token works once, and renewing ends the access token before it. So the owner of the
database alone renews, one renewal at a time, and the new pair is committed before anybody uses it.
Between the platform's answer and that commit lies a moment in which a pair can be lost with the
process: nothing but the commit happens in it, a stop waits for it, and a database that is down is
tried again with the pair kept in memory. If it is lost all the same, an administrator has to grant
again (`thidua zalo-oa connect`).
"""

import asyncio
import base64
import contextlib
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import httpx
import orjson
import structlog

from bot import keys
from bot.settings import Settings
from bot.writer import StoreDown, Writer
from models.machine.oa_grant import Kept, keep_grant, newest_grant, refuse_grant
from models.machine.ownership import NotOwner
from models.store import Tx

if TYPE_CHECKING:
    from cryptography.fernet import Fernet

log = structlog.get_logger()

RENEW_AFTER = timedelta(hours=20)  # of the 25 that an access token lives
LIVES = 90_000  # seconds that an access token lives where nobody says how long
LOOK_AGAIN = timedelta(seconds=30)  # between two looks for a pair that somebody else wrote down
AGAIN = timedelta(seconds=30)  # between two tries to renew
RATE = -32
PATH = "/v4/oa/access_token"
PATIENCE = httpx.Timeout(10.0, connect=5.0)


@dataclass(frozen=True, slots=True)
class Pair:
    """What lets us speak for the account; `account` is its id, empty where it is not known."""

    access: str = field(repr=False)
    refresh: str = field(repr=False)
    account: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """A new pair, and how many seconds its access token lives."""

    pair: Pair
    seconds: int


@dataclass(frozen=True, slots=True)
class Denied:
    """The platform will not give a pair for this, now or later; `code` is its number for it."""

    code: int


# --- sealing -------------------------------------------------------------------------------------


def seal(key: bytes, pair: Pair) -> str:
    """Return a pair so that only the key of this installation opens it."""
    plain = [pair.access, pair.refresh, pair.account]
    return _box(key).encrypt(orjson.dumps(plain)).decode()


def unseal(key: bytes, sealed: str) -> Pair | None:
    """Return a sealed pair, None when the key is another."""
    from cryptography.fernet import InvalidToken  # noqa: PLC0415 - as below

    try:
        return Pair(*orjson.loads(_box(key).decrypt(sealed.encode())))
    except InvalidToken:
        return None


def _box(key: bytes) -> "Fernet":
    # Six MiB that only an Official Account needs.
    from cryptography.fernet import Fernet  # noqa: PLC0415
    from cryptography.hazmat.primitives.hashes import SHA256  # noqa: PLC0415
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF  # noqa: PLC0415

    derived = HKDF(SHA256(), 32, salt=None, info=b"thidua zalo oa grant").derive(key)
    return Fernet(base64.urlsafe_b64encode(derived))


# --- asking the platform -------------------------------------------------------------------------


def request_for(oauth: str, app_id: str, app_secret: str, **given: str) -> httpx.Request:
    """Return the request for a new pair: by a code and its verifier, or by a refresh token."""
    kind = "refresh_token" if "refresh_token" in given else "authorization_code"
    return httpx.Request(
        "POST",
        oauth + PATH,
        headers={"secret_key": app_secret},
        data={**given, "app_id": app_id, "grant_type": kind},
    )


def read_answer(response: httpx.Response, account: str = "") -> Given | Denied | None:
    """Return what the platform said, None when it said nothing certain: then it is asked again.

    As it comes: {"access_token": "…", "refresh_token": "…", "expires_in": "90000"}, or
    {"error": -118, "error_name": "…"}, both with HTTP 200.
    """
    if response.status_code >= 500:
        return None
    try:
        plain = orjson.loads(response.content)
    except orjson.JSONDecodeError:
        return None
    if not isinstance(plain, dict):
        return None
    code = plain.get("error", 0)
    if isinstance(code, int) and code not in (0, RATE):
        return Denied(code)
    access, refresh = plain.get("access_token"), plain.get("refresh_token")
    if not (isinstance(access, str) and access and isinstance(refresh, str) and refresh):
        return None
    lives = str(plain.get("expires_in", ""))
    return Given(Pair(access, refresh, account), int(lives) if lives.isdigit() else LIVES)


# --- the grant of a running process --------------------------------------------------------------


class OaGrant:
    """The newest pair of an application, in one process; only the owner of the database renews
    it. Channels see it as `bot.channels.zalo_oa.Grant`.
    """

    def __init__(self, writer: Writer, settings: Settings, clock: Callable[[], datetime]) -> None:
        secret = settings.zalo_oa_app_secret
        self.writer = writer
        self.app_id = settings.zalo_oa_app_id
        self.oauth = settings.zalo_oa_oauth
        self.clock = clock
        self.account = ""
        self._key = keys.signing_key(settings)
        self._secret = secret.get_secret_value() if secret else ""
        self._lock = asyncio.Lock()
        self._pair: Pair | None = None
        self._kept: Kept | None = None
        self._looked: datetime | None = None
        self._unsaved: Given | None = None
        self._not_before: datetime | None = None
        self._alarmed = 0  # the row for which the operator was called

    async def token(self) -> str | None:
        """Return the access token that holds, None when nobody has granted one, or it was taken
        back.
        """
        now = self.clock()
        if self._looked is None or now - self._looked >= LOOK_AGAIN or self._unsaved is not None:
            async with self._lock:
                with contextlib.suppress(StoreDown):
                    await self._look()
        return self._pair.access if self._pair is not None else None

    async def renew(self, old: str) -> str | None:
        """Return the token that follows one which the platform takes no more, None when there is
        none now.
        """
        # What was begun is ended, whoever stops waiting for it.
        return await asyncio.shield(self._renew(old))

    async def keep_fresh(self) -> None:
        """Renew the pair when its time has come; called every few minutes, by the owner."""
        if not self.app_id:
            return
        await self.token()
        kept, pair = self._kept, self._pair
        if kept is None:
            return
        if kept.refused is not None:
            self._alarm(kept.row)
        elif pair is not None and self.clock() - kept.got >= RENEW_AFTER:
            await self.renew(pair.access)

    async def close(self) -> None:
        """Wait for a renewal that is under way; the writer has to be running still."""
        async with self._lock:
            pass

    async def _renew(self, old: str) -> str | None:
        async with self._lock:
            try:
                # As the owner: whoever has lost the database must not use a refresh token up.
                await self._look(owned=True)
                pair, kept = self._pair, self._kept
                if pair is None or kept is None or pair.access != old:
                    return pair.access if pair is not None else None
                now = self.clock()
                if self._not_before is not None and now < self._not_before:
                    return None
                self._not_before = now + AGAIN
                came = await self._ask(pair)
                if isinstance(came, Given):
                    self._unsaved = came
                    await self._look()
                elif isinstance(came, Denied):
                    await self._refused(kept)
                else:
                    return None
            except (StoreDown, NotOwner):
                return None
            return self._pair.access if self._pair is not None else None

    async def _ask(self, pair: Pair) -> Given | Denied | None:
        """Ask the platform for the next pair; None when it is to be tried again."""
        request = request_for(self.oauth, self.app_id, self._secret, refresh_token=pair.refresh)
        try:
            async with httpx.AsyncClient(timeout=PATIENCE, trust_env=False) as client:
                return read_answer(await client.send(request), pair.account)
        except httpx.HTTPError as error:
            log.warning("zalo_oa.grant_not_renewed", error=type(error).__name__)
            return None

    async def _look(self, *, owned: bool = False) -> None:
        """Read the newest pair; before that, write down what the platform has given. That is done
        by whoever holds it, owner or not: the pair before it is worth nothing any more.
        """
        given, now = self._unsaved, self.clock()

        def run(tx: Tx) -> Kept | None:
            if given is not None:
                ends = now + timedelta(seconds=given.seconds)
                keep_grant(tx, self.app_id, seal(self._key, given.pair), now, ends)
            return newest_grant(tx, self.app_id)

        kept = await self.writer.write(run, owned=owned and given is None)
        if given is not None:
            self._unsaved = self._not_before = None
            log.info("zalo_oa.grant_renewed")
        self._looked = now
        if kept == self._kept:
            return
        self._kept = kept
        self._pair = unseal(self._key, kept.sealed) if kept and kept.refused is None else None
        if self._pair is not None:
            self.account = self._pair.account or self.account
        elif kept is not None and kept.refused is None:
            log.error("zalo_oa.grant_unreadable")  # sealed with another key

    async def _refused(self, used: Kept) -> None:
        """Note that a pair is not renewed, unless somebody has granted a newer one meanwhile."""
        now = self.clock()
        await self.writer.write(lambda tx: refuse_grant(tx, used.row, now))
        await self._look()
        if self._kept is not None and self._kept.row == used.row:
            self._alarm(used.row)

    def _alarm(self, row: int) -> None:
        """Call the operator, once for each pair in each process."""
        if self._alarmed == row:
            return
        self._alarmed = row
        log.error("zalo_oa.grant_refused")
        print(  # noqa: T201 - one line for the operator
            "The Zalo Official Account lets us speak no more: its administrator has to grant "
            "again. Run: thidua zalo-oa connect",
            file=sys.stderr,
            flush=True,
        )
