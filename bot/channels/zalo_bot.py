"""A bot of the Zalo Bot Platform: long polling or a webhook in, one call for each message out.

The token is a part of every address that is asked, so no address and no error of the library
leaves this module: what came of a call is a value.
"""

import asyncio
import hmac
import sys
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum, auto
from typing import Any
from urllib.parse import quote

import httpx
import orjson
import structlog
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from bot.channels import fetching, zalo_events
from bot.channels.contract import Channel, Take
from bot.channels.http import backoff, body_of, parsed
from bot.channels.zalo_text import code_lines, normal, styled
from bot.dialogue.messages import (
    Abilities,
    Address,
    Incoming,
    NotYet,
    Ordering,
    Outcome,
    Plan,
    Refused,
    Reply,
    Sent,
    Unknown,
)

log = structlog.get_logger()

TEXT_LIMIT = 1900  # of 2000, which may mean characters, code units or neither
CAPTION_LIMIT = 2000
POLL_SECONDS = "30"
POLL_WITHIN = 45.0  # seconds for one poll
SEND_WITHIN = 20.0
PHOTO_WITHIN = 150.0  # Zalo fetches the picture before it answers
ASK_WITHIN = 10.0
CONNECT_WITHIN = 10.0
ASK_AGAIN = timedelta(minutes=1)  # between two tries to learn who the bot is
WEBHOOK_REST = 60.0  # seconds between two polls of a bot that has a webhook
STORE_AGAIN = 1.0
STORE_LAST = 1.0  # seconds in which what is still held is stored when we end
KNOWN_REST = 1.0  # seconds between polls that bring nothing new at once
AT_ONCE = 0.1  # seconds: an empty poll that was faster did not wait for events
FIRST_QUOTA, LONGEST_QUOTA = 5.0, 600.0
FORBIDDEN_TRIES = 3  # 403 means an error inside Zalo as well as a person who blocked the bot
STOPPED_WAIT = 3600.0
SECRET_HEADER = "X-Bot-Api-Secret-Token"  # noqa: S105 - its name
NEVER_REACHED = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
TOKENS_REFUSED = (
    "Zalo no longer accepts the token of {bot}: reset or mistyped. Put the new one into "
    "THIDUA_ZALO_BOT_TOKENS and start again; everything else goes on."
)


class Came(Enum):
    """What came of a call."""

    DONE = auto()
    NO = auto()  # the platform said no, in its own format
    UNREACHED = auto()  # the connection was never made
    UNCLEAR = auto()  # it may have been done


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a call: the platform's result, or the code of its no."""

    came: Came
    code: int = 0
    result: Any = None

    @property
    def done(self) -> bool:
        return self.came is Came.DONE

    @property
    def no(self) -> int:
        """The code of a certain no, 0 where there was none."""
        return self.code if self.came is Came.NO else 0


class Api:
    """Calls of one bot's methods."""

    def __init__(self, token: str, base: str) -> None:
        """`base` is the address without `/bot` and the token."""
        self._base = f"{base.rstrip('/')}/bot{quote(token, safe=':')}"
        self._client: httpx.AsyncClient | None = None

    async def call(
        self, method: str, given: Mapping[str, Any] | None = None, within: float = ASK_WITHIN
    ) -> Answer:
        """Call a method; whatever the network does is a value too."""
        if self._client is None:
            self._client = new_client()
        url = f"{self._base}/{method}"
        times = httpx.Timeout(within, connect=CONNECT_WITHIN)
        try:
            response = await self._client.post(
                url, content=orjson.dumps(given or {}), headers=JSON, timeout=times
            )
        except NEVER_REACHED:
            return Answer(Came.UNREACHED)
        except httpx.HTTPError:
            return Answer(Came.UNCLEAR)
        return judged(response.status_code, response.content)

    async def close(self) -> None:
        """Let go of the connections."""
        if self._client is not None:
            await self._client.aclose()
            self._client = None


JSON = {"Content-Type": "application/json"}


def new_client() -> httpx.AsyncClient:
    """Return a client that reaches Zalo directly, whatever proxy the machine has for others."""
    # A connection that the other side has closed meanwhile makes a send unclear: idle ones go.
    limits = httpx.Limits(max_connections=40, max_keepalive_connections=10, keepalive_expiry=15)
    return httpx.AsyncClient(trust_env=False, limits=limits, follow_redirects=False)


def judged(status: int, content: bytes) -> Answer:
    """Return what an answer means. Only the platform's own words are certain; a page of a proxy
    is not.
    """
    body = parsed(content)
    if not isinstance(body, dict):
        return Answer(Came.UNCLEAR, status)
    if body.get("ok") is True:
        return Answer(Came.DONE, status, body.get("result"))
    said = body.get("error_code")
    code = said if isinstance(said, int) and said else status
    if body.get("ok") is False and 400 <= code < 500:
        return Answer(Came.NO, code)
    return Answer(Came.UNCLEAR, code)


def bot_of(token: str) -> str:
    """Return the name of a token's bot in our rows."""
    return f"zalo-{token.partition(':')[0]}"


def webhook_path(bot: str) -> str:
    """Return the path of our site to which Zalo brings a bot's events."""
    return f"/zalo/{bot}"


class ZaloBot(Channel):
    """One bot. `name` is how it is called on Zalo, empty until the platform has said so."""

    def __init__(
        self,
        token: str,
        api: str,
        secret: str,
        media_hosts: Sequence[str],
        media_limit: int,
        plan: Plan,
        pace: float,
        clock: Callable[[], datetime],
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        """`secret` is empty where there is no webhook; `media_limit` in bytes; `pace` in messages
        a second.
        """
        self.bot = bot_of(token)
        self.abilities = Abilities(
            ordering=Ordering.LOOSE,
            text_limit=TEXT_LIMIT,
            photos=0,
            most_buttons=0,
            thrifty=True,
            groups=True,
        )
        self.plan = plan
        self.per_second = pace
        self.chat_seconds = 1 / pace
        self.link = ""
        self.stopped = False
        self.name = ""
        self.joins_groups = False
        self.clock = clock
        self._api = Api(token, api)
        self._secret = secret
        self._media_hosts = tuple(media_hosts)
        self._media_limit = media_limit
        self._files: httpx.AsyncClient | None = None
        self._sleep = sleep
        self._polling = asyncio.Lock()
        self._meeting = asyncio.Lock()
        self._meet_after = datetime.min.replace(tzinfo=UTC)
        self._background: asyncio.Task[None] | None = None
        self._taking: asyncio.Task[bool] | None = None
        self._forbidden: dict[str, int] = {}
        self._quota_wait = 0.0
        self._quota_until = datetime.min.replace(tzinfo=UTC)

    async def open(self) -> None:
        """Ask who the bot is, beside everything else: Zalo may be away when we start."""
        self._background = asyncio.create_task(self.meet())

    async def close(self) -> None:
        """Let go of connections."""
        if self._background is not None:
            self._background.cancel()
            await asyncio.gather(self._background, return_exceptions=True)
            self._background = None
        if self._taking is not None:
            await asyncio.wait({self._taking}, timeout=STORE_LAST)
            self._taking.cancel()
            self._taking = None
        await self._api.close()
        if self._files is not None:
            await self._files.aclose()
            self._files = None

    async def meet(self) -> None:
        """Learn the bot's name and link, unless they are known; not more often than once a
        minute.
        """
        async with self._meeting:
            if self.link or self.stopped or self.clock() < self._meet_after:
                return
            self._meet_after = self.clock() + ASK_AGAIN
            answer = await self._call("getMe")
            found = answer.result
            if not answer.done or not isinstance(found, dict):
                return
            self.name = normal(zalo_events.words(found, "display_name", "account_name"))
            self.joins_groups = found.get("can_join_groups") is True
            known = zalo_events.identifier(found.get("id"))
            self.link = f"https://zalo.me/{known}" if known else ""

    async def _call(
        self, method: str, given: Mapping[str, Any] | None = None, within: float = ASK_WITHIN
    ) -> Answer:
        answer = await self._api.call(method, given, within)
        if answer.no == 401 and not self.stopped:
            self.stopped = True
            log.error("zalo_bot.token_refused", channel=self.bot)
            print(TOKENS_REFUSED.format(bot=self.bot), file=sys.stderr)  # noqa: T201 - one line for the operator
        return answer

    # --- in ---

    def address(self, raw: Mapping[str, Any]) -> Address:
        """Return where an event happened. Raises KeyError or ValueError when it does not say."""
        return zalo_events.address_of(self.bot, zalo_events.flat(raw))

    def read(self, raw: Mapping[str, Any]) -> Incoming:
        """Return what an event says. Raises KeyError or ValueError when it cannot be read."""
        return zalo_events.read(self.bot, self.name, zalo_events.flat(raw))

    def event_id(self, raw: Mapping[str, Any]) -> str | None:
        """Return the name by which a repeated event is known, None for what is no event of a
        person.
        """
        try:
            return zalo_events.event_id(zalo_events.flat(raw))
        except KeyError:
            return None

    async def poll(self, take: Take) -> None:
        """Ask for events, one call at a time, for as long as this process owns the database.

        Zalo may count an event as read when it hands it over: nothing comes between its answer and
        the inbox. Any process may store one, so that goes on also when this one is the owner no
        longer: a store that goes down takes the ownership with it.
        """
        async with self._polling:
            if self._taking is not None:
                await asyncio.wait({self._taking})
            await self.meet()
            failures, has_webhook = 0, False
            while not self.stopped:
                began = asyncio.get_running_loop().time()
                answer = await self._call("getUpdates", {"timeout": POLL_SECONDS}, POLL_WITHIN)
                quick = asyncio.get_running_loop().time() - began < AT_ONCE
                if answer.done or answer.code == 408:
                    failures, has_webhook = 0, False
                    self._taking = asyncio.create_task(self._take_all(answer.result, take))
                    await asyncio.wait({self._taking})
                    fresh = self._taking.result()
                    if not fresh and (answer.result or quick):
                        await self._sleep(KNOWN_REST)
                elif answer.no == 400:
                    if not has_webhook:
                        log.warning("zalo_bot.has_webhook", channel=self.bot)
                    failures, has_webhook = 0, True
                    await self._sleep(WEBHOOK_REST)
                elif not self.stopped:
                    if not failures:
                        log.warning("zalo_bot.not_polled", channel=self.bot, count=answer.code)
                    await self._sleep(backoff(failures))
                    failures += 1
                await self.meet()

    async def _take_all(self, result: Any, take: Take) -> bool:
        """Put the events of a poll into the inbox; tell whether one of them was new."""
        fresh = False
        for event in zalo_events.events_of(result):
            known = zalo_events.event_id(event)
            if known is not None:
                fresh = await self._take(known, event, take) or fresh
        return fresh

    async def _take(self, known: str, event: zalo_events.Event, take: Take) -> bool:
        """Offer an event until it is stored: Zalo will perhaps not show it again."""
        event = zalo_events.arrived(event, self.clock())
        tries = 0
        while True:
            try:
                return await take(known, event)
            except Exception as error:
                if not tries:
                    log.error("zalo_bot.not_stored", channel=self.bot, error=type(error).__name__)
                tries += 1
            await self._sleep(STORE_AGAIN)

    def routes(self, take: Take) -> Sequence[BaseRoute]:
        """Return the path to which Zalo brings events; none where there is no secret by which it
        can be told from others.
        """
        if not self._secret:
            return ()

        async def brought(request: Request) -> Response:
            return await self._brought(request, take)

        return (Route(webhook_path(self.bot), brought, methods=["POST"]),)

    async def _brought(self, request: Request, take: Take) -> Response:
        """Store what a webhook brought, and only then say that we have it."""
        body = await body_of(request)
        if body is None:
            return JSONResponse({"ok": False}, 413)
        found = parsed(body)
        shown = request.headers.get(SECRET_HEADER)
        if not hmac.compare_digest((shown or "").encode(), self._secret.encode()):
            # It is not written whether a probe shows the secret; nothing is stored for one.
            probe = shown is None and is_probe(body, found)
            return JSONResponse({"ok": probe}, 200 if probe else 401)
        for event in zalo_events.events_of(found):
            known = zalo_events.event_id(event)
            if known is None:
                continue
            try:
                await take(known, zalo_events.arrived(event, self.clock()))
            except Exception as error:
                log.error("zalo_bot.not_stored", channel=self.bot, error=type(error).__name__)
                return JSONResponse({"ok": False}, 503)
        return JSONResponse({"ok": True})

    # --- out ---

    async def send(self, chat: str, message: Reply) -> Outcome:
        """Send one message."""
        if not self.link:
            await self.meet()
        if self.stopped:
            return NotYet(STOPPED_WAIT, everywhere=True)
        text = normal(message.text).strip()
        if message.public and len(text) <= CAPTION_LIMIT:
            given = {"chat_id": chat, "photo": message.public[0]}
            if text:
                given["caption"] = text
            answer = await self._call("sendPhoto", given, PHOTO_WITHIN)
            # A picture that Zalo cannot fetch must not take the words with it.
            if answer.no != 400 or not text:
                return self._outcome(chat, answer)
        if not text:
            return Sent()
        return self._outcome(
            chat, await self._call("sendMessage", worded(chat, text), SEND_WITHIN)
        )

    def _outcome(self, chat: str, answer: Answer) -> Outcome:
        """Return what came of a send, and keep count of the noes that may pass."""
        forbidden = self._forbidden.pop(chat, 0)
        if answer.done:
            self._quota_wait = 0.0
            found = answer.result if isinstance(answer.result, dict) else {}
            return Sent(zalo_events.identifier(found.get("message_id")))
        if answer.came is Came.UNREACHED:
            return NotYet()
        if answer.came is Came.UNCLEAR or answer.code == 408:
            return Unknown()
        if answer.code == 401:
            return NotYet(STOPPED_WAIT, everywhere=True)
        if answer.code == 429:
            return NotYet(self._wait_for_quota(), everywhere=True)
        if answer.code == 403 and forbidden < FORBIDDEN_TRIES:
            self._forbidden[chat] = forbidden + 1
            return NotYet()
        return Refused()

    def _wait_for_quota(self) -> float:
        """Return how long to wait after a 429: longer each time, however many sends met it at
        once.
        """
        now = self.clock()
        if now >= self._quota_until or not self._quota_wait:
            self._quota_wait = min(max(2 * self._quota_wait, FIRST_QUOTA), LONGEST_QUOTA)
            self._quota_until = now + timedelta(seconds=self._quota_wait)
        return (self._quota_until - now).total_seconds()

    def fetch(self, ref: str) -> AsyncGenerator[bytes]:
        """Yield the bytes of a photo or voice note. Raises NotTaken and NotNow."""
        if self._files is None:
            self._files = new_client()
        return fetching.fetch(self._files, ref, self._media_hosts, self._media_limit)


def worded(chat: str, text: str) -> dict[str, Any]:
    """Return what is sent for a text. Receipt codes are bold, by their place: marks in the text
    would make something else of what people write.
    """
    given: dict[str, Any] = {"chat_id": chat, "text": text}
    if codes := code_lines(text):
        given["text_styles"] = styled(text, codes)
    return given


def is_probe(body: bytes, found: Any) -> bool:
    """Tell whether a request only looks whether we are there: it is empty, or says so."""
    if not isinstance(found, dict):
        return not body.strip()
    held = found.get("result")
    bare = held if isinstance(held, dict) else found
    return bare.get("event_name") == zalo_events.PROBE
