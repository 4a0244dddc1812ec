"""The commune's Zalo Official Account: events by webhook, answers by its Open API.

What is said goes out as consultation messages, which the platform takes for some days after a
person has written; after those only its approved template reaches them (`Reply.knock`).
"""

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Protocol

import httpx
import orjson
import structlog
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from bot.channels import fetching
from bot.channels import zalo_oa_events as events
from bot.channels import zalo_oa_sending as sending
from bot.channels.contract import Channel, Take
from bot.channels.http import body_of, parsed
from bot.channels.zalo_oa_sending import Answer
from bot.dialogue.messages import (
    Abilities,
    Address,
    Incoming,
    NotYet,
    Ordering,
    Outcome,
    Refused,
    Reply,
    Sent,
    Unknown,
    Window,
)

log = structlog.get_logger()

PATH = "/zalo-oa"
WITHOUT_GRANT = NotYet(60.0, everywhere=True)
ASSETS_FOR = timedelta(days=6)  # the platform keeps what was uploaded for seven
MOST_ASSETS = 2000  # remembered; the oldest is uploaded anew
MINUTE = timedelta(minutes=1)
PATIENCE = httpx.Timeout(15.0, connect=5.0)

Build = Callable[[str], httpx.Request]


class Grant(Protocol):
    """The tokens by which the account lets us speak for it. `account` is the account's id, empty
    while that is not known.
    """

    account: str

    async def token(self) -> str | None:
        """Return the token that holds, None when nobody has granted one, or it was taken back."""

    async def renew(self, old: str) -> str | None:
        """Return the token that follows one which the platform takes no more, None when there is
        none now. However many ask at once, it is renewed once.
        """


class ZaloOa(Channel):
    """The Official Account as one of the channels."""

    bot = events.BOT
    abilities = Abilities(
        buttons=True,
        ordering=Ordering.LOOSE,
        text_limit=1900,
        most_buttons=sending.MOST_BUTTONS,
        photos=3,
        asks_phone=True,
    )
    chat_seconds = 0.0

    def __init__(
        self,
        app_id: str,
        secret: str,
        api: str,
        media_hosts: Sequence[str],
        media_limit: int,
        window: Window,
        per_minute: int,
        grant: Grant,
        picture: Callable[[str], Awaitable[bytes | None]],
        clock: Callable[[], datetime],
        template: str = "",
        *,
        left: Callable[[str, datetime], Awaitable[None]] | None = None,
        heard: Callable[[str], Awaitable[datetime | None]] | None = None,
    ) -> None:
        """`secret` signs the webhook's events; `picture` returns, by the id of a file of ours, a
        photo as it may be shown; `template` is the approved template that says how many things
        wait, empty where there is none; `left` is told who stopped following, and when; `heard`
        returns when a person wrote last, None while nobody can say.
        """
        self.app_id = app_id
        self.api = api
        self.media_hosts = media_hosts
        self.media_limit = media_limit
        self.window = window
        self.per_minute = per_minute
        self.per_second = max(1.0, per_minute / 10)  # bursts; the minute is kept below
        self.grant = grant
        self.picture = picture
        self.clock = clock
        self.template = template
        self.left = left
        self.heard = heard
        self._open_for = window.most
        self._secret = secret
        self._client: httpx.AsyncClient | None = None
        self._requests: deque[datetime] = deque()
        self._assets: dict[str, tuple[str, datetime]] = {}
        self._complained: set[int] = set()

    async def open(self) -> None:
        """Get ready to send. Never through a proxy: the platform is in the country."""
        self._client = httpx.AsyncClient(timeout=PATIENCE, trust_env=False)

    async def close(self) -> None:
        """Let go of connections."""
        if self._client is not None:
            await self._client.aclose()

    @property
    def client(self) -> httpx.AsyncClient:
        """The connections, once the channel is open."""
        if self._client is None:
            raise RuntimeError("the channel is not open")
        return self._client

    async def poll(self, take: Take) -> None:
        """Nothing to ask for: events come by webhook."""

    # --- what arrives ---

    def address(self, raw: Mapping[str, Any]) -> Address:
        """Return whose conversation an event belongs to."""
        return events.address(raw)

    def read(self, raw: Mapping[str, Any]) -> Incoming:
        """Return what an event says."""
        return events.read(raw)

    def fetch(self, ref: str) -> AsyncGenerator[bytes]:
        """Yield the bytes of what arrived. Raises NotTaken and NotNow."""
        return fetching.fetch(self.client, ref, self.media_hosts, self.media_limit)

    def routes(self, take: Take) -> Sequence[BaseRoute]:
        """Return the webhook."""

        async def hear(request: Request) -> Response:
            return await self._hear(request, take)

        return (Route(PATH, hear, methods=["POST"]),)

    async def _hear(self, request: Request, take: Take) -> Response:
        """Answer one event: the platform repeats it for an hour until it gets a 200."""
        body = await body_of(request)
        if body is None:
            return said(413)
        if body.strip() in (b"", b"{}"):
            return said(200)  # how the console tries the address
        raw = parsed(body)
        if not isinstance(raw, dict) or not self._is_signed(request, body, raw):
            return said(403)
        self._meets_at(events.account_of(raw))
        name = str(raw.get("event_name", ""))
        try:
            known_by = events.event_id(raw)
            if known_by is not None:
                self.address(raw)
            gone = events.gone(raw) if name == events.UNFOLLOW else None
        except (KeyError, ValueError):
            # Sent again it could not be read either, and the platform would give us up.
            log.error("zalo_oa.event_unreadable", kind=name)
            return said(200)
        try:
            if known_by is not None:
                await take(known_by, raw)
            elif gone is not None and self.left is not None:
                await self.left(*gone)
            elif not name.startswith(events.QUIET):
                log.info("zalo_oa.event_passed_over", kind=name)
        except Exception as error:
            log.error("zalo_oa.not_stored", exc_info=error)
            return said(503)
        return said(200)

    def _is_signed(self, request: Request, body: bytes, raw: Mapping[str, Any]) -> bool:
        """Tell whether the platform sent this."""
        given = request.headers.get("x-zevent-signature", "")
        timestamp = str(raw.get("timestamp", ""))
        if events.is_signed(given, self.app_id, body, timestamp, self._secret):
            return True
        account = events.account_of(raw)
        if account and events.is_signed(given, account, body, timestamp, self._secret):
            # The platform's own program signs with the application's id. Should the platform not
            # do so, the operator has to know; it is no reason to believe it.
            log.error("zalo_oa.signature_variant")
        return False

    def _meets_at(self, account: str) -> None:
        """Take note of the account's id: its page is where people meet it."""
        if account:
            self.link = f"https://zalo.me/{account}"

    # --- what is said ---

    async def send(self, chat: str, message: Reply) -> Outcome:
        """Send one message; a photo is uploaded first."""
        if message.knock:
            return await self._knock(chat, message.knock)
        if self.heard is not None:
            heard = await self.heard(chat)
            if heard is None:
                return NotYet()
            if self.clock() - heard >= self._open_for:
                return Refused()  # it waited too long, for a grant or for us: forbidden by now
        if message.form:
            return await self._consult(
                chat, sending.form_for_phone(message.text, message.public[0])
            )
        if not message.photos:
            return await self._consult(chat, sending.message_of(message))
        for again in (False, True):
            asset = await self._asset(message.photos[0], again=again)
            if isinstance(asset, NotYet):
                return asset
            if not asset:
                return await self._consult(chat, sending.message_of(replace(message, photos=())))
            came = await self._ask(self._message(chat, sending.message_of(message, asset)))
            if not (isinstance(came, Answer) and came.code in sending.ASSET_GONE):
                break
        return self._outcome(came)

    async def _consult(self, chat: str, message: Mapping[str, Any]) -> Outcome:
        if not message:
            return Refused(ours=True)  # a photo that is no more, without a word
        return self._outcome(await self._ask(self._message(chat, message)))

    def _message(self, chat: str, message: Mapping[str, Any]) -> Build:
        content = {"recipient": {"user_id": chat}, "message": message}
        return self._json("/v3.0/oa/message/cs", content)

    async def _knock(self, chat: str, count: int) -> Outcome:
        """Say by the approved template how many things wait."""
        if not self.template:
            return Refused()
        content = {
            "user_id": chat,
            "template_id": self.template,
            "template_data": {"so_viec": str(count)},
        }
        came = await self._ask(self._json("/v3.0/oa/message/template", content))
        if not isinstance(came, Answer):
            return came
        self._note(came.code)
        return sending.outcome_of_knock(came)

    def _outcome(self, came: Answer | NotYet | Unknown) -> Outcome:
        """Return what came of a message, and say in the log what somebody has to mend."""
        if not isinstance(came, Answer):
            return came
        self._note(came.code)
        outcome = sending.outcome_of(came)
        self.stopped = came.code in sending.ADMIN
        if isinstance(outcome, Sent):
            self._complained.clear()
        return outcome

    def _note(self, code: int) -> None:
        """Log an error that is no matter of one person, each once until something goes out."""
        if sending.is_expected(code) or code in self._complained:
            return
        self._complained.add(code)
        name = "zalo_oa.needs_admin" if code in sending.ADMIN else "zalo_oa.request_refused"
        log.error(name, error=code)

    async def _asset(self, photo: str, *, again: bool) -> str | NotYet:
        """Return the platform's name for a photo of ours, uploaded at its first use; empty when
        there is no such photo, or the platform does not take it.
        """
        now = self.clock()
        known = self._assets.get(photo)
        if known is not None and known[1] > now and not again:
            return known[0]
        original = await self.picture(photo)
        content = await asyncio.to_thread(sending.shrunk, original) if original else None
        if content is None:
            log.warning("zalo_oa.photo_left_out")
            return ""
        file = {"file": ("anh.jpg", content, "image/jpeg")}
        came = await self._ask(
            lambda token: self.client.build_request(
                "POST",
                f"{self.api}/v2.0/oa/upload/image",
                headers={"access_token": token},
                files=file,
            )
        )
        if isinstance(came, Unknown):
            return NotYet()  # of the photo nobody knows; of the message, that it is not out
        if isinstance(came, NotYet):
            return came
        name = str(came.data.get("attachment_id") or "")
        if came.code == sending.OK and name:
            self._assets[photo] = (name, now + ASSETS_FOR)
            if len(self._assets) > MOST_ASSETS:
                del self._assets[next(iter(self._assets))]
            return name
        if came.code == sending.RATE:
            return sending.LATER[sending.RATE]
        log.warning("zalo_oa.photo_left_out", error=came.code)
        return ""

    # --- asking the platform ---

    def _json(self, path: str, content: Mapping[str, Any]) -> Build:
        """Return what makes the request, once the token is known."""
        body = orjson.dumps(content)
        return lambda token: self.client.build_request(
            "POST",
            self.api + path,
            headers={"access_token": token, "content-type": "application/json"},
            content=body,
        )

    async def _ask(self, build: Build) -> Answer | NotYet | Unknown:
        """Send a request; with an expired token it is renewed once, and sent once more."""
        token = await self.grant.token()
        self.stopped = token is None
        if token is None:
            return WITHOUT_GRANT
        self._meets_at(self.grant.account)
        came = await self._once(build(token))
        if not (isinstance(came, Answer) and came.code in sending.TOKEN):
            return came
        token = await self.grant.renew(token)
        if token is None:
            return WITHOUT_GRANT
        came = await self._once(build(token))
        refused = isinstance(came, Answer) and came.code in sending.TOKEN
        return WITHOUT_GRANT if refused else came

    async def _once(self, request: httpx.Request) -> Answer | NotYet | Unknown:
        """Send a request, if the package allows one more in this minute."""
        now = self.clock()
        while self._requests and self._requests[0] <= now - MINUTE:
            self._requests.popleft()
        if len(self._requests) >= self.per_minute:
            free = self._requests[0] + MINUTE - now
            return NotYet(free.total_seconds(), everywhere=True)
        self._requests.append(now)
        try:
            response = await self.client.send(request)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout):
            return NotYet()
        except httpx.HTTPError:
            return Unknown()
        return sending.answer_of(response)


def said(status: int) -> Response:
    """Return our answer to the platform, which reads the status only."""
    return JSONResponse({"error": 0 if status == 200 else status}, status)
