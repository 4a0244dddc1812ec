"""The Zalo Bot Platform, over HTTP, as strict as it is known to be, with everything that can go
wrong there.

It runs in a thread of its own from its making to `close`; what is said to it and asked of it can
come from any thread. A `ZaloBotServer` is one address with its first bot; `another_bot` adds more.
"""

import asyncio
import io
import secrets
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.parser import BytesParser
from email.policy import HTTP
from enum import StrEnum
from ipaddress import ip_address
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import httpx
import orjson
from PIL import Image

from tests.fakes.lives import LIFE, without_life

TOKEN = "4071238600:invented-secret-of-a-test"
METHODS = (
    "getMe", "getUpdates", "setWebhook", "deleteWebhook", "getWebhookInfo", "sendMessage",
    "sendPhoto", "sendSticker", "sendVoice", "sendChatAction",
)  # fmt: skip
SENDS = ("sendMessage", "sendPhoto", "sendSticker", "sendVoice")
HTML = b"<html><body><h1>502 Bad Gateway</h1></body></html>"


class Fault(StrEnum):
    """What can go wrong with a call."""

    HTML = "html"  # 502 with a page of a proxy; nothing was done
    UNAVAILABLE = "unavailable"  # 503 in the platform's own format; nothing was done
    DROPPED = "dropped"  # the connection ends before anything was done
    LOST = "lost"  # it is done, and the connection ends before the answer
    GARBLED = "garbled"  # it is done, and the answer is 200 with something unreadable
    HTML_AFTER = "html after"  # it is done, and the answer is 502 with a page of a proxy
    SLOW = "slow"  # it is done when `server.go_on` is called
    QUOTA = "quota"  # 429; nothing was done


SPOILT = (Fault.LOST, Fault.GARBLED, Fault.HTML_AFTER)  # it is done, and nobody learns it


@dataclass(frozen=True, slots=True)
class SentMessage:
    """What the bot sent and the platform delivered."""

    method: str
    chat: str
    text: str
    photo: str
    styles: tuple[Mapping[str, Any], ...]
    message_id: str
    at: float  # seconds of the monotonic clock
    life: int = field(default_factory=LIFE.get)  # which one sent it


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer over HTTP."""

    status: int
    body: bytes
    mime: str = "application/json"


class Refusal(Exception):
    """A no in the platform's own format."""

    def __init__(self, code: int, description: str) -> None:
        super().__init__(description)
        self.code = code


class FakeBot:
    """One bot: its profile, its webhook, what waits for it, what it sent, and its switches."""

    def __init__(self, server: "ZaloBotServer", token: str) -> None:
        self.server = server
        self.token = token
        self.id = token.partition(":")[0]
        self.name = "Bot Xã Đồng Mây"
        self.can_join_groups = False
        self.webhook: tuple[str, str] | None = None
        self.sent: list[SentMessage] = []
        self.calls: list[str] = []
        self.pushed: list[int] = []  # what the webhook answered; 0 where it was not reached
        self.polls_at_once = 0
        self.most_polls_at_once = 0
        self.people: dict[str, str] = {}  # chat, and who wrote first there
        self.users: set[str] = set()
        self.received = 0
        self.unheard: set[str] = set()  # messages sent whose answer did not reach the bot
        self.spent: set[str] = set()  # messages of people that no poll will bring (again)
        # Switches.
        self.whim: Callable[[str], Fault | None] = lambda _method: None  # beside what `fails` says
        self.replay = False  # polls repeat the last event until there is a newer one
        self.quota: int | None = None  # sends until 429
        self.seats: int | None = None  # people whose messages arrive
        self.token_reset = False
        self.blocked: set[str] = set()
        self.blocked_code = 403
        self.zero_code = False  # `error_code: 0` stands in what succeeded
        self.private_webhooks = False  # addresses without https and of this machine are taken
        self.unset_webhook_code = 0  # what deleteWebhook answers when none is set, 0 for success
        self.empty_webhook_info = False  # getWebhookInfo answers 200 where none is set
        self.push_tries = 1
        self.wrapped_pushes = False
        self.empty_poll: Answered | None = None  # in the place of 408
        self._waiting: deque[dict[str, Any]] = deque()
        self._last: dict[str, Any] | None = None
        self._faults: dict[str, deque[Fault]] = {}
        self._pushing: asyncio.Task[None] | None = None

    def __repr__(self) -> str:
        return f"FakeBot({self.id})"

    # --- what people do ---

    def says(self, chat: str, text: str, **how: Any) -> str:
        """Write a text; returns the id of the message. `how`: see `event`."""
        return self.event("message.text.received", chat, {"text": text}, **how)

    def sends_photo(
        self,
        chat: str,
        photos: int | bytes = 1,
        *,
        field: str = "photo_url",
        caption: str = "",
        **how: Any,
    ) -> list[str]:
        """Send photos, each an event of its own: so many, or this one."""
        contents = [photos] if isinstance(photos, bytes) else [picture() for _ in range(photos)]
        names = []
        for content in contents:
            content_of = {
                field: self.server.keep(content, "jpg", "image/jpeg"),
                "caption": caption,
            }
            names.append(self.event("message.image.received", chat, content_of, **how))
        return names

    def sends_voice(self, chat: str, content: bytes = b"", **how: Any) -> str:
        """Send a voice note."""
        url = self.server.keep(content or sound(), "aac", "audio/aac")
        return self.event("message.voice.received", chat, {"voice_url": url}, **how)

    def sends_sticker(self, chat: str, shape: str = "string", **how: Any) -> str:
        """Send a sticker: its id as a "string", an "object", or as "sticker_id"."""
        shapes: dict[str, dict[str, Any]] = {
            "string": {"sticker": "0e078a2e", "url": f"{self.server.url}/media/sticker.png"},
            "object": {"sticker": {"id": "0e078a2e"}},
            "sticker_id": {"sticker_id": "0e078a2e"},
        }
        return self.event("message.sticker.received", chat, shapes[shape], **how)

    def unsupported(self, chat: str, *, with_message: bool = True, **how: Any) -> str:
        """Send what the platform does not hand on: a file, a contact card."""
        if with_message:
            return self.event("message.unsupported.received", chat, {}, **how)
        self.bring({"event_name": "message.unsupported.received"})
        return ""

    def event(
        self,
        event_name: str,
        chat: str,
        content: Mapping[str, Any],
        *,
        name: str | None = "Bà Bưởi",
        sender: str = "",
        group: bool = False,
        is_bot: bool = False,
        message_id: str | None = None,
        date_ms: int | None = None,
        in_seconds: bool = False,
        times: int = 1,
    ) -> str:
        """Bring an event of a person; returns the id of the message.

        `name` None leaves the display name away, `message_id` "" the id; `times` brings it more
        than once.
        """
        who: dict[str, Any] = {"id": sender or chat, "is_bot": is_bot}
        if name is not None:
            who["display_name"] = name
        date = date_ms if date_ms is not None else int(time.time() * 1000)
        known = secrets.token_hex(10) if message_id is None else message_id
        message: dict[str, Any] = {
            "from": who,
            "chat": {"id": chat, "chat_type": "GROUP" if group else "PRIVATE"},
            "date": date // 1000 if in_seconds else date,
            **content,
        }
        if known:
            message["message_id"] = known
        for _ in range(times):
            self.bring({"event_name": event_name, "message": message})
        return known

    def bring(self, event: Mapping[str, Any]) -> None:
        """Hand an event to the bot, whatever it looks like."""
        self.server.do(self._bring, dict(event))

    def blocks(self, chat: str) -> None:
        """Have a person block the bot."""
        self.blocked.add(chat)

    def fails(self, method: str, fault: Fault, times: int = 1) -> None:
        """Let the next calls of a method go wrong."""
        self._faults.setdefault(method, deque()).extend([fault] * times)

    def told(self, chat: str) -> list[str]:
        """Return what the bot said in a chat, oldest first."""
        return [sent.text for sent in list(self.sent) if sent.chat == chat]

    def _bring(self, event: dict[str, Any]) -> None:
        match event:
            case {"message": {"chat": {"id": str(chat)}, "from": {"id": str(sender)}}}:
                full = self.seats is not None and len(self.users) >= self.seats
                if full and sender not in self.users:
                    return
                self.users.add(sender)
                self.people.setdefault(chat, sender)
        self.received += 1
        self._waiting.append(event)
        self.server.changed()
        self._start_pushing()

    def _start_pushing(self) -> None:
        if self.webhook and (self._pushing is None or self._pushing.done()):
            self._pushing = asyncio.get_running_loop().create_task(self._push())

    async def _push(self) -> None:
        """Bring everything that waits to the webhook, one event a request."""
        async with httpx.AsyncClient(trust_env=False, timeout=10) as client:
            while self._waiting and self.webhook:
                event = self._waiting.popleft()
                for _ in range(self.push_tries):
                    status = await self._bring_to(client, *self.webhook, event)
                    self.pushed.append(status)
                    self.server.changed()
                    if 200 <= status < 300:
                        break
                    await asyncio.sleep(0.05)

    async def _bring_to(
        self, client: httpx.AsyncClient, url: str, secret: str, event: Mapping[str, Any]
    ) -> int:
        body = {"ok": True, "result": event} if self.wrapped_pushes else event
        headers = {"Content-Type": "application/json", "X-Bot-Api-Secret-Token": secret}
        try:
            return (
                await client.post(url, content=orjson.dumps(body), headers=headers)
            ).status_code
        except httpx.HTTPError:
            return 0

    # --- what the bot asks ---

    async def answer(self, method: str, given: Mapping[str, Any]) -> Answered | None:
        """Answer a call; None is a connection that ends."""
        self.calls.append(method)
        self.server.changed()
        faults = self._faults.get(method)
        fault = faults.popleft() if faults else self.whim(method)
        if fault is Fault.DROPPED:
            return None
        if fault is Fault.HTML:
            return Answered(502, HTML, "text/html")
        if fault is Fault.UNAVAILABLE:
            return refused(503, "Service Unavailable")
        if fault is Fault.QUOTA:
            return refused(429, "Quota exceeded")
        if fault is Fault.SLOW:
            await self.server.until_told()
        before = len(self.sent)
        answered = await self._do(method, given)
        if fault in SPOILT and method in SENDS:
            self.unheard.update(sent.message_id for sent in self.sent[before:])
        if fault is Fault.LOST:
            return None
        if fault is Fault.HTML_AFTER:
            return Answered(502, HTML, "text/html")
        if fault is Fault.GARBLED:
            return Answered(200, b'{"ok": tr')
        return answered

    async def _do(self, method: str, given: Mapping[str, Any]) -> Answered:
        try:
            if self.token_reset:
                raise Refusal(401, "Unauthorized")
            if method == "getUpdates":
                return await self._updates()
            if method not in METHODS:
                raise Refusal(404, "Not Found")
            result = self._result(method, given)
        except Refusal as error:
            return refused(error.code, str(error))
        return self._success(result)

    def _success(self, result: Any) -> Answered:
        body: dict[str, Any] = {"ok": True}
        if result is not None:
            body["result"] = result
        if self.zero_code:
            body["error_code"] = 0
        return Answered(200, orjson.dumps(body))

    def _result(self, method: str, given: Mapping[str, Any]) -> Any:
        if method == "getMe":
            return {
                "id": self.id,
                "account_name": "bot.xadongmay",
                "account_type": "BASIC",
                "can_join_groups": self.can_join_groups,
                "display_name": self.name,
            }
        if method == "setWebhook":
            return self._set_webhook(given)
        if method == "deleteWebhook":
            if self.webhook is None and self.unset_webhook_code:
                raise Refusal(self.unset_webhook_code, "Bad Request: no webhook")
            self.webhook = None
            return {"url": "", "updated_at": now_ms()}
        if method == "getWebhookInfo":
            if self.webhook is None and not self.empty_webhook_info:
                raise Refusal(404, "Not Found")
            return {"url": self.webhook[0] if self.webhook else "", "updated_at": now_ms()}
        if method == "sendChatAction":
            self._chat_of(given)
            if given.get("action") != "typing":
                raise Refusal(400, "Bad Request: action")
            return None
        return self._send(method, given)

    def _set_webhook(self, given: Mapping[str, Any]) -> dict[str, Any]:
        url, secret = str(given.get("url", "")), str(given.get("secret_token", ""))
        if not 8 <= len(secret) <= 256:
            raise Refusal(400, "Bad Request: secret_token must have 8 to 256 characters")
        if not self.private_webhooks and not is_public(url):
            raise Refusal(400, "Bad Request: webhook.err.blocked")
        self.webhook = (url, secret)
        probe = {"message_id": "probe", "text": "Please answer 200", "date": int(time.time())}
        self._waiting.append({"event_name": "webhook.test", "message": probe})
        self._start_pushing()
        return {"url": url, "updated_at": now_ms()}

    def _chat_of(self, given: Mapping[str, Any]) -> str:
        chat = str(given.get("chat_id", ""))
        if chat not in self.people:
            raise Refusal(400, "Bad Request: chat not found")
        if chat in self.blocked:
            raise Refusal(self.blocked_code, "Forbidden")
        return chat

    def _send(self, method: str, given: Mapping[str, Any]) -> dict[str, Any]:
        chat = self._chat_of(given)
        text = str(given.get("text", given.get("caption", "")))
        photo = str(given.get("photo", ""))
        if method == "sendMessage" and not 1 <= len(text) <= 2000:
            raise Refusal(400, "Bad Request: text must have 1 to 2000 characters")
        if method == "sendPhoto":
            if urlsplit(photo).scheme not in ("http", "https") or not urlsplit(photo).netloc:
                raise Refusal(400, "Bad Request: photo must be a URL")
            if "caption" in given and not 1 <= len(text) <= 2000:
                raise Refusal(400, "Bad Request: caption must have 1 to 2000 characters")
        if method == "sendVoice" and not str(given.get("voice_url", "")).endswith(".aac"):
            raise Refusal(400, "Bad Request: voice_url must end in .aac")
        styles = tuple(given.get("text_styles", ()))
        check_styles(text, styles)
        if self.quota is not None and len(self.sent) >= self.quota:
            raise Refusal(429, "Quota exceeded")
        known = secrets.token_hex(10)
        if method != "sendVoice" or self.people[chat] == chat:
            self.sent.append(
                SentMessage(method, chat, text, photo, styles, known, time.monotonic())
            )
        self.server.changed()
        return {"message_id": known, "date": now_ms()}

    async def _updates(self) -> Answered:
        if self.webhook is not None:
            raise Refusal(400, "Bad Request: delete the webhook before you use getUpdates")
        self.polls_at_once += 1
        self.most_polls_at_once = max(self.most_polls_at_once, self.polls_at_once)
        try:
            event = await self._next()
        finally:
            self.polls_at_once -= 1
        if event is None:
            return self.empty_poll or refused(408, "Request timeout")
        return self._success(event)

    async def _next(self) -> dict[str, Any] | None:
        """Return the event of a poll, None when there was none in its time."""
        if not self._waiting and not (self.replay and self._last):
            await self.server.until(lambda: bool(self._waiting))
        if self._waiting:
            before, self._last = self._last, self._waiting.popleft()
            self._spend(before if self.replay else self._last)
            return self._last
        return self._last if self.replay else None

    def _spend(self, event: Mapping[str, Any] | None) -> None:
        """Note that no poll will bring an event (again)."""
        match event:
            case {"message": {"message_id": str(known)}}:
                self.spent.add(known)


class ZaloBotServer(FakeBot):
    """The platform with its first bot."""

    def __init__(self, token: str = TOKEN, *, poll_seconds: float = 0.2, port: int = 0) -> None:
        """`poll_seconds` is how long a poll waits for an event, whatever it asks for."""
        super().__init__(self, token)
        self.bots: dict[str, FakeBot] = {token: self}
        self.poll_seconds = poll_seconds
        self.media: dict[str, tuple[bytes, str]] = {}
        self.media_asked: list[tuple[str, Mapping[str, str]]] = []
        self._news = threading.Condition()
        self._loop = asyncio.new_event_loop()
        self._changed = asyncio.Event()
        self._told = asyncio.Event()
        self._listening = threading.Event()
        self._writers: set[asyncio.StreamWriter] = set()
        self._port = port
        self._thread = threading.Thread(target=self._run, name="zalo-bot-server", daemon=True)
        self._thread.start()
        self._listening.wait()

    @property
    def url(self) -> str:
        """The address of the platform, of its methods and its media."""
        return f"http://127.0.0.1:{self._port}"

    def another_bot(self, token: str) -> FakeBot:
        """Add a bot under the same address."""
        self.bots[token] = FakeBot(self, token)
        return self.bots[token]

    def keep(self, content: bytes, ending: str, mime: str) -> str:
        """Put a file onto the platform; returns its address."""
        name = f"{secrets.token_hex(12)}.{ending}"
        self.media[name] = (content, mime)
        return f"{self.url}/media/{name}"

    def go_on(self) -> None:
        """Let the slow calls be answered."""
        self.do(self._told.set)

    def wait(self, until: Callable[[], bool], seconds: float = 10.0) -> None:
        """Wait until something is so; fails when it does not become so."""
        with self._news:
            assert self._news.wait_for(until, seconds), "it did not come about"

    def do(self, run: Callable[..., None], *given: Any) -> None:
        """Do something in the server's thread, and wait until it is done."""
        if threading.current_thread() is self._thread:
            run(*given)
            return

        async def once() -> None:
            run(*given)

        asyncio.run_coroutine_threadsafe(once(), self._loop).result(10)

    def close(self) -> None:
        """Stop; whatever is connected is cut off."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()

    # --- its thread ---

    def changed(self) -> None:
        """Wake whoever waits for something."""
        self._changed.set()
        self._changed = asyncio.Event()
        with self._news:
            self._news.notify_all()

    async def until(self, so: Callable[[], bool]) -> None:
        """Wait until something is so, as long as a poll waits at most."""
        try:
            async with asyncio.timeout(self.poll_seconds):
                while not so():
                    await self._changed.wait()
        except TimeoutError:
            return

    async def until_told(self) -> None:
        """Wait for `go_on`."""
        await self._told.wait()

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(
            asyncio.start_server(self._serve, "127.0.0.1", self._port)
        )
        self._port = server.sockets[0].getsockname()[1]
        self._listening.set()
        self._loop.run_forever()
        server.close()
        for writer in list(self._writers):
            writer.transport.abort()
        left = asyncio.all_tasks(self._loop)
        for task in left:
            task.cancel()
        self._loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))
        self._loop.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer the requests of one connection, one after the other."""
        self._writers.add(writer)
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                first, _, rest = head.partition(b"\r\n")
                verb, target, _ = first.decode().split(" ")
                headers = {
                    name.strip().lower(): value.strip()
                    for name, _, value in (
                        line.partition(":") for line in rest.decode().split("\r\n")
                    )
                    if name.strip()
                }
                body = await reader.readexactly(int(headers.get("content-length", "0")))
                answered = await self._answer(verb, target, headers, body)
                if answered is None:
                    writer.transport.abort()
                    return
                writer.write(
                    f"HTTP/1.1 {answered.status} X\r\nContent-Type: {answered.mime}\r\n"
                    f"Content-Length: {len(answered.body)}\r\n\r\n".encode()
                    + answered.body
                )
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            self._writers.discard(writer)
            writer.close()

    async def _answer(
        self, verb: str, target: str, headers: Mapping[str, str], body: bytes
    ) -> Answered | None:
        parts = urlsplit(target)
        path = without_life(unquote(parts.path))
        if path.startswith("/media/"):
            return self._media_answer(path.removeprefix("/media/"), headers)
        place, _, method = path.removeprefix("/bot").partition("/")
        bot = self.bots.get(place) if path.startswith("/bot") else None
        if bot is None:
            return refused(401, "Unauthorized")
        if verb not in ("GET", "POST"):
            return refused(400, "Bad Request: method")
        mime = headers.get("content-type", "")
        try:
            given = {
                **dict(parse_qsl(parts.query, keep_blank_values=True)),
                **parameters(mime, body),
            }
        except ValueError:
            return refused(400, "Bad Request: body")
        return await bot.answer(method, given)

    def _media_answer(self, name: str, headers: Mapping[str, str]) -> Answered:
        self.media_asked.append((name, headers))
        if name not in self.media:
            return Answered(404, b"", "text/plain")
        if "referer" in headers:
            return Answered(403, b"", "text/plain")
        content, mime = self.media[name]
        return Answered(200, content, mime)


def parameters(mime: str, body: bytes) -> dict[str, Any]:
    """Return what a body says, in each form that the platform takes. Raises ValueError."""
    if not body:
        return {}
    if mime.startswith("application/json"):
        found = orjson.loads(body)
        if not isinstance(found, dict):
            raise ValueError("not an object")
        return found
    if mime.startswith("application/x-www-form-urlencoded"):
        return dict(parse_qsl(body.decode(), keep_blank_values=True))
    if mime.startswith("multipart/form-data"):
        head = b"Content-Type: " + mime.encode() + b"\r\n\r\n"
        parts = BytesParser(policy=HTTP).parsebytes(head + body).walk()
        found = {}
        for part in parts:
            name = part.get_param("name", header="content-disposition")
            content = part.get_payload(decode=True)
            if name and isinstance(content, bytes):
                found[str(name)] = content.decode()
        return found
    raise ValueError("an unknown form")


def check_styles(text: str, styles: tuple[Mapping[str, Any], ...]) -> None:
    """Refuse parts that do not lie in the text, counted in UTF-16."""
    length = len(text.encode("utf-16-le")) // 2
    for style in styles:
        match style:
            case {"start": int(start), "len": int(long), "st": [*_]}:
                if start >= 0 and long > 0 and start + long <= length:
                    continue
        raise Refusal(400, "Bad Request: text_styles")


def refused(code: int, description: str) -> Answered:
    """Return a no in the platform's own format."""
    body = {"ok": False, "description": description, "error_code": code}
    return Answered(code, orjson.dumps(body))


def is_public(url: str) -> bool:
    """Tell whether the platform would call an address."""
    parts = urlsplit(url)
    if parts.scheme != "https" or not parts.hostname or parts.hostname == "localhost":
        return False
    try:
        return ip_address(parts.hostname).is_global
    except ValueError:
        return True


def now_ms() -> int:
    return int(time.time() * 1000)


def picture() -> bytes:
    """Return a small photo, another one each time."""
    colour = tuple(secrets.token_bytes(3))
    written = io.BytesIO()
    Image.new("RGB", (48, 32), colour).save(written, "JPEG")
    return written.getvalue()


SILENCE = bytes.fromhex("00c800802380")  # what a frame of silence holds


def sound(frames: int = 0) -> bytes:
    """Return a voice note as Zalo brings it: ADTS, AAC, 16 kHz, one channel, 64 ms each frame; of
    another length each time.
    """
    return frame(SILENCE) * (frames or 16 + secrets.randbelow(500))


def frame(held: bytes) -> bytes:
    """Return one frame of ADTS: syncword, low complexity, 16 kHz, mono, its length."""
    length = 7 + len(held)
    head = 0xFFF1 << 40 | 1 << 38 | 8 << 34 | 1 << 30 | length << 13 | 0x7FF << 2
    return head.to_bytes(7, "big") + held
