"""The Bot API, over HTTP, as strict as it is known to be, with everything that can go wrong there.

It runs in a thread of its own from its making to `close`; what is said to it and asked of it can
come from any thread. As a process of its own: `python -m tests.fakes.telegram_server --port 8081`;
people then act through `POST /people/<what they do>` with the arguments as a JSON object, and what
the bot has sent is read from `GET /people/sent?after=<how many are known>`.
"""

import argparse
import asyncio
import re
import secrets
import threading
import time
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from itertools import chain, count
from math import ceil
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import httpx
import orjson

from tests.fakes.lives import LIFE, without_life
from tests.fakes.telegram_http import (
    Answered,
    Connection,
    Part,
    limited,
    parameters,
    refused,
    success,
)
from tests.fakes.telegram_people import Chat, Kept, People
from tests.fakes.telegram_rules import (
    Refusal,
    check_album,
    check_entities,
    check_markup,
    check_pace,
    check_picture,
    check_text,
    check_voice,
    formatted,
    push_pause,
    scope_of,
)
from tests.fakes.telegram_shapes import buttons_of, lane_of, picture, user

TOKEN = "4071238600:AAinvented-secret-of-a-test"
HTML = b"<html><body><h1>502 Bad Gateway</h1></body></html>"
MIB = 1 << 20
DOWNLOAD_LIMIT, PHOTO_LIMIT, FILE_LIMIT = 20 * MIB, 10 * MIB, 50 * MIB
LANES = 40  # of a webhook, where it does not say how many
TAP_KEPT, UPDATE_KEPT = 150.0, 24 * 3600.0  # seconds in the queue
FAR = 10  # beyond the queue, where an offset means "from the oldest"; the number is our guess
DEFAULT_UPDATES = frozenset(
    {
        "message", "edited_message", "channel_post", "edited_channel_post", "callback_query",
        "inline_query", "my_chat_member", "poll", "poll_answer",
    }
)  # fmt: skip
SENDS = ("sendMessage", "sendPhoto", "sendDocument", "sendVoice", "sendMediaGroup")
EDITS = ("editMessageText", "editMessageReplyMarkup")
SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
COMMAND = re.compile(r"[a-z0-9_]{1,32}")


class Fault(StrEnum):
    """What can go wrong with a call."""

    HTML = "html"  # 502 with a page of a proxy; nothing was done
    HTML_NO = "html no"  # 400 with a page of a proxy; nothing was done
    UNAVAILABLE = "unavailable"  # 500 in the platform's own format; nothing was done
    DROPPED = "dropped"  # the connection ends before anything was done
    LOST = "lost"  # it is done, and the connection ends before the answer
    CUT = "cut"  # of a download: half of it has come, and the connection ends
    GARBLED = "garbled"  # it is done, and the answer is 200 with something unreadable
    HTML_AFTER = "html after"  # it is done, and the answer is 502 with a page of a proxy
    SLOW = "slow"  # it is done when `server.go_on` is called
    LIMIT = "limit"  # 429 with `server.retry_after`, for that chat; nothing was done
    LIMIT_ALL = "limit all"  # the same, for the whole bot
    FORBIDDEN = "forbidden"  # 403; nothing was done
    CONFLICT = "conflict"  # 409, as if somebody else polled; nothing was done


LIMITS = (Fault.LIMIT, Fault.LIMIT_ALL)
ALL = "all"
SPOILT = (Fault.LOST, Fault.GARBLED, Fault.HTML_AFTER)  # it is done, and nobody learns it


@dataclass(frozen=True, slots=True)
class SentMessage:
    """What the bot sent and the platform delivered. `buttons` are labels with what they bring
    back, in rows as they stand; `file` is the id of what went with it, `name` that file's name.
    """

    method: str
    chat: str
    text: str
    buttons: tuple[tuple[str, str], ...]
    file: str
    name: str
    entities: tuple[Mapping[str, Any], ...]
    message_id: int
    at: float  # seconds of the monotonic clock
    album: str = ""
    life: int = field(default_factory=LIFE.get)  # which one sent it


class TelegramServer(People):
    """The platform with one bot."""

    def __init__(
        self,
        token: str = TOKEN,
        *,
        poll_seconds: float = 0.2,
        host: str = "127.0.0.1",
        port: int = 0,
    ) -> None:
        """`poll_seconds` is how long a poll waits for an update at most, whatever it asks for."""
        self.token = token
        self.id = int(token.partition(":")[0])
        self.username = "thidua_dongmay_bot"
        self.name = "Thi đua xã Đồng Mây"
        self.poll_seconds = poll_seconds
        self.sent: list[SentMessage] = []
        self.edited: list[tuple[str, str, int, Mapping[str, Any]]] = []  # method, chat, id, given
        self.answered: list[str] = []  # callback queries
        self.calls: list[str] = []
        self.bodies: list[tuple[str, dict[str, Any]]] = []  # what was said, where `records` is set
        self.answers: list[tuple[str, bytes]] = []  # what it answered, where `records` is set
        self.brought: list[dict[str, Any]] = []  # every update, where `records` is set
        self.newest = 0  # the number of the newest update
        self.commands: dict[tuple[str, str], list[dict[str, str]]] = {}
        self.description: dict[str, str] = {}
        self.webhook: dict[str, Any] = {}
        self.push_error: tuple[int, str] | None = None  # when and why it was not reached
        self.logged_out = False
        self.expired: list[int] = []  # updates that waited too long, and were thrown away
        self.most_pushes_at_once = 0
        self.held: list[str] = []  # calls within the time of a 429, which they should have awaited
        self.pushed: list[int] = []  # what the webhook answered; 0 where it was not reached
        self.unheard: set[int] = set()  # messages sent whose answer did not reach the bot
        self.chats: dict[int, Chat] = {}
        self.files: dict[str, Kept] = {}
        self.most_polls_at_once = 0
        # Switches.
        self.whim: Callable[[str], Fault | None] = lambda _method: None  # beside what `fails` says
        self.hear: Callable[[SentMessage], object] = lambda _sent: None  # in the server's thread
        self.clock: Callable[[], float] = time.time
        self.ticks: Callable[[], float] = time.monotonic  # by which the pace is kept
        self.records = True
        self.retry_after = 2
        self.holds = False  # a 429 goes on for its seconds; otherwise it is for one call
        self.delay = 0.0  # seconds before every answer but that of a poll
        # One message a second in a chat, thirty in all; in a group 20 a minute, and 20 edits.
        self.paced = False
        self.token_reset = False
        self.tap_seconds = 60.0  # how long a press can be acknowledged
        self.private_webhooks = False  # addresses without https and of this machine are taken
        self.push_again: float | None = 0.02  # seconds; None: as the platform does it
        self.sleep: Callable[[float], Awaitable[object]] = asyncio.sleep  # between two pushes
        self.also_at: tuple[str, ...] = ()  # other addresses of the webhook, as behind a proxy
        self.garbles: Mapping[bytes, bytes] = {}  # pieces of polls that arrive as others
        self.reversed_pushes = False  # lanes are emptied from their end
        self._waiting: deque[dict[str, Any]] = deque()
        self._repeated: deque[dict[str, Any]] = deque()
        self._came: dict[int, float] = {}  # when updates came that wait
        self._confirmed: deque[dict[str, Any]] = deque(maxlen=20_000)
        self._allowed = DEFAULT_UPDATES
        self._updates = count(700_000_001)
        self._messages = count(1)
        self._taps: dict[str, float] = {}
        self._faults: dict[str, deque[Fault]] = {}
        self._left: deque[float] = deque()
        self._limited: dict[str, float] = {}  # until when: a chat, a method without one, ALL
        self._poll: asyncio.Future[bool] | None = None
        self._lanes: dict[tuple[str, int], deque[dict[str, Any]]] = {}
        self._pushing: set[asyncio.Task[None]] = set()
        self._lanes_at_once = asyncio.Semaphore(LANES)
        self._pushes = 0  # that are on their way
        self._webhook_set = 0.0
        self._pusher = httpx.AsyncClient(trust_env=False, timeout=10)
        # Its thread.
        self._news = threading.Condition()
        self._loop = asyncio.new_event_loop()
        self._told = asyncio.Event()
        self._listening = threading.Event()
        self.connections: set[Connection] = set()
        self._host, self._port = host, port
        self._thread = threading.Thread(target=self._run, name="telegram-server", daemon=True)
        self._thread.start()
        self._listening.wait()

    def __repr__(self) -> str:
        return f"TelegramServer({self.id})"

    @property
    def url(self) -> str:
        """The address of the platform."""
        return f"http://{self._host}:{self._port}"

    # --- what comes in ---

    def bring(self, update: Mapping[str, Any], update_id: int = 0) -> int:
        """Hand an update to the bot, whatever it looks like; returns its number."""
        known = update_id or next(self._updates)
        self.do(self._bring, {"update_id": known, **update})
        return known

    def again(self, update_id: int) -> None:
        """Hand an update over once more that the bot has had."""
        brought = [*self._confirmed, *self._waiting, *chain(*self._lanes.values())]
        found = next(one for one in brought if one["update_id"] == update_id)
        self.do(self._bring_again, found)

    def last_update(self) -> int:
        """Return the number of the newest update."""
        newest = [*self._confirmed, *self._waiting]
        return max((int(one["update_id"]) for one in newest), default=0)

    def fails(self, method: str, fault: Fault, times: int = 1) -> None:
        """Let the next calls of a method go wrong."""
        self._faults.setdefault(method, deque()).extend([fault] * times)

    def recovers(self, method: str) -> None:
        """Let nothing go wrong with a method any more."""
        self._faults.pop(method, None)

    def renumbers(self, first: int) -> None:
        """Let the numbers of updates begin anew, as after a week without any."""
        self._updates = count(first)

    def told(self, chat: int | str) -> list[str]:
        """Return what the bot said in a chat, oldest first."""
        return [sent.text for sent in list(self.sent) if sent.chat == str(chat)]

    def _bring(self, update: dict[str, Any]) -> None:
        self.newest = int(update["update_id"])
        self._came[self.newest] = self.clock()
        if self.records:
            self.brought.append(update)
        name = next((key for key in update if key != "update_id"), "")
        if name not in self._allowed and name in DEFAULT_UPDATES:
            del self._came[self.newest]
            return
        if self.webhook:
            self._queue_push(update)
        else:
            self._waiting.append(update)
            if self._poll is not None:
                end(self._poll, True)
        self.changed()

    def _bring_again(self, update: dict[str, Any]) -> None:
        if self.webhook:
            self._queue_push(update)
        else:
            self._repeated.append(update)
            if self._poll is not None:
                end(self._poll, True)

    def _is_over(self, update: Mapping[str, Any]) -> bool:
        """Tell whether an update has waited too long."""
        came = self._came.get(update["update_id"])
        kept = TAP_KEPT if "callback_query" in update else UPDATE_KEPT
        return came is not None and self.clock() - came > kept

    def _expire(self) -> None:
        """Throw away what nobody has fetched in its time."""
        # The oldest stands first: where that is young all are, and nothing is gone through.
        first = self._came.get(self._waiting[0]["update_id"]) if self._waiting else None
        if first is not None and self.clock() - first > TAP_KEPT:
            over = [update for update in self._waiting if self._is_over(update)]
            for update in over:
                self._waiting.remove(update)
                self._throw_away(update)

    def _throw_away(self, update: Mapping[str, Any]) -> None:
        self.expired.append(update["update_id"])
        self._came.pop(update["update_id"], None)
        self.changed()

    def _done(self, update: dict[str, Any]) -> None:
        self._confirmed.append(update)
        self._came.pop(update["update_id"], None)

    # --- a webhook ---

    def _queue_push(self, update: dict[str, Any]) -> None:
        """Put an update into its lane: one for each chat, another for a person's presses."""
        lane = lane_of(update)
        waiting = self._lanes.setdefault(lane, deque())
        waiting.append(update)
        if len(waiting) == 1:
            task = self._loop.create_task(self._push(lane))
            self._pushing.add(task)
            task.add_done_callback(self._pushing.discard)

    async def _push(self, lane: tuple[str, int]) -> None:
        """Bring everything of a lane, one update at a time, each until it is taken."""
        await asyncio.sleep(0)  # what comes in the same breath is there before
        waiting, failures = self._lanes[lane], 0
        while waiting and self.webhook:
            place = -1 if self.reversed_pushes else 0
            update = waiting[place]
            if self._is_over(update):
                waiting.remove(update)
                self._throw_away(update)
                continue
            async with self._lanes_at_once:
                if not self.webhook:
                    return
                self._pushes += 1
                self.most_pushes_at_once = max(self.most_pushes_at_once, self._pushes)
                status, wait = await self._post(update)
                self._pushes -= 1
            self.pushed.append(status)
            taken = 200 <= status < 300
            if taken:
                waiting.remove(update)
                self._done(update)
            self.changed()
            failures = 0 if taken else failures + 1
            if not taken and (wait or self.push_again is None):
                await self.sleep(push_pause(failures, wait))
            elif not taken:
                await self.sleep(self.push_again or 0.0)

    async def _post(self, update: Mapping[str, Any]) -> tuple[int, str]:
        """Bring an update; return what the bot answered and how long it wants to be left alone."""
        headers = {
            "Content-Type": "application/json",
            "X-Telegram-Bot-Api-Secret-Token": self.webhook.get("secret_token", ""),
        }
        addresses = (self.webhook["url"], *self.also_at)
        url = addresses[len(self.pushed) % len(addresses)]
        try:
            answer = await self._pusher.post(url, content=orjson.dumps(update), headers=headers)
        except httpx.HTTPError:
            return 0, ""
        return answer.status_code, answer.headers.get("Retry-After", "")

    # --- what the bot asks ---

    async def answer(self, method: str, given: dict[str, Any]) -> Answered | None:
        """Answer a call; None is a connection that ends."""
        self.calls.append(method)
        if self.records:
            self.bodies.append((method, given))
        self.changed()
        whom = str(given.get("chat_id") or method)
        if self._limited and (wait := self._wait_left(whom)) > 0:
            self.held.append(method)
            if self.holds:
                return self._answered(method, limited(wait))
        faults = self._faults.get(method)
        fault = faults.popleft() if faults else self.whim(method)
        if self.delay and method != "getUpdates":
            await asyncio.sleep(self.delay)
        if fault is Fault.SLOW:
            await self._told.wait()
        elif fault is not None and fault not in SPOILT:
            self.changed()
            if fault in LIMITS:
                self._limit(ALL if fault is Fault.LIMIT_ALL else whom, self.retry_after)
                return self._answered(method, limited(self.retry_after))
            return self._failed(fault)
        before = len(self.sent)
        try:
            answered = success(await self._do(method, given))
        except Refusal as error:
            answered = refused(error.code, str(error), **error.parameters)
        if answered.retry_after:
            self._limit(whom, answered.retry_after)
        self._answered(method, answered)
        if fault in SPOILT:
            self.unheard.update(sent.message_id for sent in self.sent[before:])
            answered_as = {
                Fault.HTML_AFTER: (502, HTML, "text/html"),
                Fault.GARBLED: (200, b'{"ok": tr', "application/json"),
            }
            self.changed()
            return Answered(*answered_as[fault]) if fault in answered_as else None
        self.changed()
        return self._garbled(answered) if self.garbles and method == "getUpdates" else answered

    def _answered(self, method: str, answered: Answered) -> Answered:
        if self.records:
            self.answers.append((method, answered.body))
        return answered

    def _limit(self, whom: str, seconds: int) -> None:
        self._limited[whom] = self.clock() + seconds

    def _wait_left(self, whom: str) -> int:
        """Return the seconds for which a chat, or a method without one, still has to wait."""
        until = max(self._limited.get(whom, 0.0), self._limited.get(ALL, 0.0))
        return max(0, ceil(until - self.clock()))

    def _garbled(self, answered: Answered) -> Answered:
        body = answered.body
        for piece, other in self.garbles.items():
            body = body.replace(piece, other)
        return Answered(answered.status, body)

    def _failed(self, fault: Fault) -> Answered | None:
        match fault:
            case Fault.HTML:
                return Answered(502, HTML, "text/html")
            case Fault.HTML_NO:
                return Answered(400, HTML, "text/html")
            case Fault.UNAVAILABLE:
                return refused(500, "Internal Server Error")
            case Fault.LIMIT | Fault.LIMIT_ALL:  # of a download, which is in no chat
                return limited(self.retry_after)
            case Fault.FORBIDDEN:
                return refused(403, "Forbidden: bot was blocked by the user")
            case Fault.CONFLICT:
                return refused(409, CONFLICT)
        return None

    async def _do(self, method: str, given: dict[str, Any]) -> Any:
        if self.token_reset:
            raise Refusal(401, "Unauthorized")
        if self.logged_out:
            raise Refusal(400, "Logged out")
        if method == "getUpdates":
            return await self._updates_for(given)
        if method in SENDS:
            return self._send(method, given)
        if method in EDITS:
            return self._edit(method, given)
        known: Callable[[Mapping[str, Any]], Any] | None = {
            "getMe": self._get_me,
            "answerCallbackQuery": self._answer_callback,
            "setWebhook": self._set_webhook,
            "deleteWebhook": self._delete_webhook,
            "getWebhookInfo": self._webhook_info,
            "logOut": self._log_out,
            "getFile": self._get_file,
            "sendChatAction": self._act,
            "setMyCommands": self._set_commands,
            "getMyCommands": lambda g: self.commands.get(scope_of(g), []),
            "deleteMyCommands": lambda g: bool(self.commands.pop(scope_of(g), None)) or True,
            "setMyDescription": lambda g: self._describe("description", 512, g),
            "setMyShortDescription": lambda g: self._describe("short_description", 120, g),
        }.get(method)
        if known is None:
            raise Refusal(404, "Not Found: method not found")
        return known(given)

    def _get_me(self, _given: Mapping[str, Any]) -> dict[str, Any]:
        return {
            "id": self.id,
            "is_bot": True,
            "first_name": self.name,
            "username": self.username,
            "can_join_groups": True,
            "can_read_all_group_messages": False,
            "supports_inline_queries": False,
            "can_connect_to_business": False,
            "has_main_web_app": False,
        }

    def _answer_callback(self, given: Mapping[str, Any]) -> bool:
        query = str(given.get("callback_query_id", ""))
        if len(str(given.get("text", ""))) > 200:
            raise Refusal(400, "Bad Request: MESSAGE_TOO_LONG")
        since = self._taps.pop(query, None)
        if since is None or time.monotonic() - since > self.tap_seconds:
            raise Refusal(
                400,
                "Bad Request: query is too old and response timeout expired or query ID is "
                "invalid",
            )
        self.answered.append(query)
        return True

    def _set_webhook(self, given: Mapping[str, Any]) -> bool:
        url, secret = str(given.get("url", "")), str(given.get("secret_token", ""))
        now = time.monotonic()
        if now - self._webhook_set < 1 and not self.private_webhooks:
            raise Refusal(429, "Too Many Requests: retry after 1", retry_after=1)
        parts = urlsplit(url)
        if not self.private_webhooks:
            if parts.scheme != "https":
                raise Refusal(400, "Bad Request: bad webhook: an HTTPS URL must be provided")
            if (parts.port or 443) not in (443, 80, 88, 8443):
                raise Refusal(
                    400,
                    "Bad Request: bad webhook: only ports 80, 88, 443 or 8443",
                )
        if secret and not SECRET.fullmatch(secret):
            raise Refusal(400, "Bad Request: secret token contains unallowed characters")
        if not 1 <= int(given.get("max_connections", LANES)) <= 100:
            raise Refusal(400, "Bad Request: max_connections")
        self._webhook_set = now
        self._lanes_at_once = asyncio.Semaphore(int(given.get("max_connections", LANES)))
        self._allow(given)
        self.webhook = {"url": url, "secret_token": secret}
        if self._poll is not None:
            end(self._poll, False)
        waiting, self._waiting = self._waiting, deque()
        for update in waiting:
            self._queue_push(update)
        return True

    def _delete_webhook(self, given: Mapping[str, Any]) -> bool:
        self.webhook = {}
        kept = [update for lane in self._lanes.values() for update in lane]
        self._lanes.clear()
        if not given.get("drop_pending_updates"):
            self._waiting.extend(sorted(kept, key=lambda one: int(one["update_id"])))
        else:
            self._waiting.clear()
            self._came.clear()
        return True

    def _webhook_info(self, _given: Mapping[str, Any]) -> dict[str, Any]:
        waiting = len(self._waiting) + sum(len(lane) for lane in self._lanes.values())
        error = self.push_error
        last = {"last_error_date": error[0], "last_error_message": error[1]} if error else {}
        return {
            "url": self.webhook.get("url", ""),
            "has_custom_certificate": False,
            "pending_update_count": waiting,
            **last,
        }

    def _log_out(self, _given: Mapping[str, Any]) -> bool:
        self.logged_out = True
        return True

    def _get_file(self, given: Mapping[str, Any]) -> dict[str, Any]:
        kept = self.files.get(str(given.get("file_id", "")))
        if kept is None:
            raise Refusal(400, "Bad Request: wrong file_id or the file is temporarily unavailable")
        if kept.size > DOWNLOAD_LIMIT:
            raise Refusal(400, "Bad Request: file is too big")
        return {
            "file_id": given["file_id"],
            "file_unique_id": str(given["file_id"])[:12],
            "file_size": kept.size,
            "file_path": kept.path,
        }

    def _act(self, given: Mapping[str, Any]) -> bool:
        self._chat_of(given)
        if given.get("action") not in ("typing", "upload_photo", "upload_document"):
            raise Refusal(400, "Bad Request: wrong parameter action in request")
        return True

    def _set_commands(self, given: Mapping[str, Any]) -> bool:
        listed = given.get("commands", [])
        if not isinstance(listed, list) or len(listed) > 100:
            raise Refusal(400, "Bad Request: BOT_COMMANDS_TOO_MUCH")
        for one in listed:
            if not COMMAND.fullmatch(str(one.get("command", ""))):
                raise Refusal(400, "Bad Request: BOT_COMMAND_INVALID")
            if not 1 <= len(str(one.get("description", ""))) <= 256:
                raise Refusal(400, "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID")
        self.commands[scope_of(given)] = listed
        return True

    def _describe(self, what: str, most: int, given: Mapping[str, Any]) -> bool:
        words = str(given.get(what, ""))
        if len(words) > most:
            raise Refusal(400, f"Bad Request: {what} is too long")
        self.description[what] = words
        return True

    # --- what the bot says ---

    def _chat_of(self, given: Mapping[str, Any]) -> Chat:
        try:
            chat = self.chats.get(int(given.get("chat_id", 0)))
        except (TypeError, ValueError):
            chat = None
        if chat is None:
            raise Refusal(400, "Bad Request: chat not found")
        if chat.moved_to:
            raise Refusal(
                400,
                "Bad Request: group chat was upgraded to a supergroup chat",
                migrate_to_chat_id=chat.moved_to,
            )
        if chat.blocked:
            raise Refusal(403, "Forbidden: bot was blocked by the user")
        if not chat.is_member:
            raise Refusal(403, "Forbidden: bot was kicked from the group chat")
        return chat

    def _keep_pace(self, chat: Chat) -> None:
        if self.paced:
            now = self.ticks()
            check_pace(self._left, now, 1.0, 30)
            check_pace(chat.left, now, *((60.0, 20) if chat.is_group else (1.0, 1)))
            self._left.append(now)
            chat.left.append(now)

    def _keep_pace_of_edits(self, chat: Chat) -> None:
        if self.paced and chat.is_group:
            now = self.ticks()
            check_pace(chat.edits, now, 60.0, 20)
            chat.edits.append(now)

    def _send(self, method: str, given: dict[str, Any]) -> Any:
        chat = self._chat_of(given)
        if method == "sendMediaGroup":
            return self._send_album(chat, given)
        captions = method != "sendMessage"
        text = str(given.get("caption" if captions else "text", ""))
        entities = given.get("caption_entities" if captions else "entities", ())
        text, entities = formatted(text, entities, given.get("parse_mode"))
        check_text(text, captions)
        check_entities(text, entities)
        check_markup(given.get("reply_markup"))
        what = self._uploaded(method, given) if captions else {}
        self._keep_pace(chat)
        words = {("caption" if captions else "text"): text} if text else {}
        if entities:
            words["caption_entities" if captions else "entities"] = list(entities)  # type: ignore[assignment]
        return self._out(method, chat, {**what, **words}, given.get("reply_markup"))

    def _send_album(self, chat: Chat, given: Mapping[str, Any]) -> list[dict[str, Any]]:
        media = given.get("media", [])
        check_album(media)
        assert "reply_markup" not in given, "an album has no keyboard"
        named = {name for name, held in given.items() if isinstance(held, Part)}
        assert named == {
            one["media"].removeprefix("attach://")
            for one in media
            if str(one["media"]).startswith("attach://")
        }, "what was uploaded is what the album names"
        contents = []
        for one in media:  # all of them, before any is sent
            text, entities = str(one.get("caption", "")), one.get("caption_entities", ())
            text, entities = formatted(text, entities, one.get("parse_mode"))
            check_text(text, captions=True)
            check_entities(text, entities)
            name = str(one["type"])
            what = self._uploaded(f"send{name.capitalize()}", {**given, name: one["media"]})
            words = {"caption": text, "caption_entities": list(entities or ())} if text else {}
            contents.append({**what, **words})
        self._keep_pace(chat)
        album = str(secrets.randbits(50))
        return [
            self._out("sendMediaGroup", chat, {**content, "media_group_id": album}, None)
            for content in contents
        ]

    def _out(
        self, method: str, chat: Chat, content: dict[str, Any], markup: Any
    ) -> dict[str, Any]:
        own = next(self._messages)
        message: dict[str, Any] = {
            "message_id": own,
            "from": user(self.id, self.name, is_bot=True, username=self.username),
            "chat": chat.shown(),
            "date": int(self.clock()),
            **content,
        }
        if isinstance(markup, dict) and "inline_keyboard" in markup:
            message["reply_markup"] = markup
        chat.messages[own] = message
        file = (
            message.get("document") or message.get("voice") or (message.get("photo") or [{}])[-1]
        )
        sent = SentMessage(
            method,
            str(chat.id),
            str(message.get("text", message.get("caption", ""))),
            buttons_of(markup),
            str(file.get("file_id", "")),
            str(file.get("file_name", "")),
            tuple(message.get("entities", message.get("caption_entities", ()))),
            own,
            time.monotonic(),
            str(message.get("media_group_id", "")),
        )
        self.sent.append(sent)
        self.hear(sent)
        return message

    def _uploaded(self, method: str, given: Mapping[str, Any]) -> dict[str, Any]:
        """Return what goes with a message: bytes that were uploaded, or a file that is there."""
        name = method.removeprefix("send").lower()
        held = given.get(name)
        if isinstance(held, str) and held.startswith("attach://"):
            held = given.get(held.removeprefix("attach://"))
        if isinstance(held, Part):
            content, file_name = held.content, held.name
        elif isinstance(held, str) and held.startswith(("http://", "https://")):
            content, file_name = picture(), "anh.jpg"
        elif isinstance(held, str) and held in self.files:
            content, file_name = self.files[held].content, self.files[held].name
        else:
            raise Refusal(400, "Bad Request: wrong remote file identifier specified")
        if not content:
            raise Refusal(400, "Bad Request: file must be non-empty")
        if len(content) > (PHOTO_LIMIT if name == "photo" else FILE_LIMIT):
            raise Refusal(413, "Request Entity Too Large")
        if name == "photo":
            check_picture(content)
            return {"photo": self._as_photo(held, content)}
        kept = self.keep(content, file_name, "application/octet-stream", f"{name}s")
        if name == "voice":
            check_voice(content)
            if isinstance(held, str) and held in self.files:
                same = {"file_id": held, "file_unique_id": held[:12], "file_size": len(content)}
                return {"voice": {**same, "duration": 1}}
            return {"voice": {**kept, "duration": 1}}
        return {"document": {**kept, "file_name": file_name}}

    def _as_photo(self, held: Any, content: bytes) -> list[dict[str, Any]]:
        if isinstance(held, str) and held in self.files:
            kept = {"file_id": held, "file_unique_id": held[:12], "file_size": len(content)}
            return [{**kept, "width": 48, "height": 32}]
        found: list[dict[str, Any]] = self.photo(content)["photo"]
        return found

    def _edit(self, method: str, given: Mapping[str, Any]) -> dict[str, Any]:
        chat = self._chat_of(given)
        own = int(given.get("message_id", 0))
        message = chat.messages.get(own)
        if message is None or message["from"]["id"] != self.id:
            raise Refusal(400, "Bad Request: message to edit not found")
        check_markup(given.get("reply_markup"))
        new = dict(message)
        new.pop("reply_markup", None)
        if given.get("reply_markup"):
            new["reply_markup"] = given["reply_markup"]
        if method == "editMessageText":
            check_text(str(given.get("text", "")), captions=False)
            check_entities(str(given["text"]), given.get("entities", ()))
            new["text"] = given["text"]
        if new == message:
            raise Refusal(
                400,
                "Bad Request: message is not modified: specified new message content and reply "
                "markup are exactly the same as a current content and reply markup of the message",
            )
        self._keep_pace_of_edits(chat)
        chat.messages[own] = {**new, "edit_date": int(time.time())}
        self.edited.append((method, str(chat.id), own, given))
        return chat.messages[own]

    # --- polls ---

    def _allow(self, given: Mapping[str, Any]) -> None:
        allowed = given.get("allowed_updates")
        if allowed is not None:
            self._allowed = frozenset(allowed) or DEFAULT_UPDATES

    async def _updates_for(self, given: Mapping[str, Any]) -> list[dict[str, Any]]:
        if self.webhook:
            raise Refusal(
                409,
                "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook "
                "to delete the webhook first",
            )
        self._allow(given)
        if self._poll is not None and not self._poll.done():
            self.most_polls_at_once = max(self.most_polls_at_once, 2)
            end(self._poll, False)  # the older one has lost
        self.most_polls_at_once = max(self.most_polls_at_once, 1)
        limit = min(max(int(given.get("limit", 100)), 1), 100)
        offset = int(given.get("offset", 0))
        self._confirm(offset if offset <= self.newest + FAR else 0)
        self._expire()
        wait = min(float(given.get("timeout", 0)), 50.0, self.poll_seconds)
        if not self._waiting and not self._repeated and wait > 0:
            waiting = self._poll = self._loop.create_future()
            handle = self._loop.call_later(wait, end, waiting, True)
            goes_on = await waiting
            handle.cancel()
            if self._poll is waiting:
                self._poll = None
            if not goes_on:
                raise Refusal(409, CONFLICT)
        repeated = [self._repeated.popleft() for _ in range(min(limit, len(self._repeated)))]
        room = min(limit - len(repeated), len(self._waiting))
        return [*repeated, *(self._waiting[place] for place in range(room))]

    def _confirm(self, offset: int) -> None:
        """Forget what lies below an offset; a negative one keeps only so many."""
        if offset < 0:
            while len(self._waiting) > -offset:
                self._done(self._waiting.popleft())
        while self._waiting and int(self._waiting[0]["update_id"]) < offset:
            self._done(self._waiting.popleft())

    def waiting(self) -> int:
        """Return how many updates nobody has confirmed."""
        return len(self._waiting) + sum(len(lane) for lane in self._lanes.values())

    # --- its thread ---

    def go_on(self) -> None:
        """Let the slow calls be answered."""
        self.do(self._told.set)

    def wait(self, until: Callable[[], bool], seconds: float = 10.0) -> None:
        """Wait until something is so; fails when it does not become so."""
        with self._news:
            assert self._news.wait_for(until, seconds), "it did not come about"

    def do(self, run: Callable[..., object], *given: Any) -> None:
        """Do something in the server's thread, and wait until it is done."""
        if threading.current_thread() is self._thread:
            run(*given)
            return

        async def once() -> None:
            run(*given)

        asyncio.run_coroutine_threadsafe(once(), self._loop).result(10)

    def changed(self) -> None:
        """Wake whoever waits for something."""
        with self._news:
            self._news.notify_all()

    def close(self) -> None:
        """Stop; whatever is connected is cut off."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(
            self._loop.create_server(
                lambda: Connection(self.asked, self.connections), self._host, self._port
            )
        )
        self._port = server.sockets[0].getsockname()[1]
        self._listening.set()
        self._loop.run_forever()
        server.close()
        for connection in list(self.connections):
            connection.cut()
        left = asyncio.all_tasks(self._loop)
        for task in left:
            task.cancel()
        self._loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))
        self._loop.run_until_complete(self._pusher.aclose())
        self._loop.close()

    async def asked(self, verb: str, target: str, mime: str, body: bytes) -> Answered | None:
        """Answer a request; None is a connection that ends."""
        if target.startswith("http://"):  # asked as a proxy
            target = target[target.index("/", len("http://")) :]
        target = without_life(target)
        path, _, query = target.partition("?")
        if path.startswith("/bot"):
            token, _, method = path[4:].partition("/")
            if unquote(token) != self.token:
                return refused(401 if ":" in unquote(token) else 404, "Unauthorized")
            try:
                given = dict(parse_qsl(query, keep_blank_values=True)) if query else {}
                given.update(parameters(mime, body))
            except ValueError:
                return refused(400, "Bad Request: can't parse the request")
            return await self.answer(method, given)
        if path.startswith("/file/bot"):
            token, _, place = path[len("/file/bot") :].partition("/")
            return await self._file_answer(unquote(token), unquote(place))
        if path.startswith("/people/"):
            return self._people(verb, path.removeprefix("/people/"), dict(parse_qsl(query)), body)
        return refused(404, "Not Found")

    async def _file_answer(self, token: str, place: str) -> Answered | None:
        self.calls.append("download")
        faults = self._faults.get("download")
        fault = faults.popleft() if faults else None
        if fault is Fault.SLOW:
            await self._told.wait()
        elif fault is not None and fault is not Fault.CUT:
            return self._failed(fault)
        kept = next((one for one in self.files.values() if one.path == place), None)
        if token != self.token or kept is None:
            return refused(404, "Not Found")
        half = len(kept.content) // 2 if fault is Fault.CUT else 0
        return Answered(200, kept.content, "application/octet-stream", half)

    def _people(self, verb: str, what: str, query: Mapping[str, str], body: bytes) -> Answered:
        """Let a program in another process do what people do, and see what they see."""
        if verb == "GET" and what == "sent":
            after = int(query.get("after", 0))
            return Answered(200, orjson.dumps([asdict(one) for one in self.sent[after:]]))
        run = getattr(self, what, None)
        if verb != "POST" or what.startswith("_") or not callable(run):
            return refused(404, "Not Found")
        return Answered(200, orjson.dumps(run(**orjson.loads(body or b"{}"))))


CONFLICT = (
    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is "
    "running"
)


def end(poll: "asyncio.Future[bool]", goes_on: bool) -> None:
    """Let a poll be answered: with what there is, or with the no of one that has lost."""
    if not poll.done():
        poll.set_result(goes_on)


def main() -> None:
    """Serve until the process is ended."""
    parser = argparse.ArgumentParser(description="A Bot API server for tests.")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--token", default=TOKEN)
    parser.add_argument("--poll-seconds", type=float, default=25.0)
    given = parser.parse_args()
    server = TelegramServer(given.token, poll_seconds=given.poll_seconds, port=given.port)
    server.records = False
    threading.Event().wait()


if __name__ == "__main__":
    main()
