"""Telegram's side of the bench: a Bot API server as light as can be, so that the bots are what is
measured. It keeps updates until they are confirmed by an offset and answers with whole objects, as
Telegram does; it refuses nothing and breaks nothing.

It lives in the process of the people, who push updates and hear what is sent without a hop.
"""

import asyncio
from collections import Counter, deque
from collections.abc import Callable
from itertools import count
from time import time
from typing import Any, cast
from urllib.parse import parse_qsl

import httptools
import orjson

TOKEN = "900000000:an-invented-token-of-the-bench-of-thi-dua"  # noqa: S105
BOT_USER = {"id": 900000000, "is_bot": True, "first_name": "Thi Đua", "username": "thi_dua_bot"}
ABOUT_ME = {
    **BOT_USER,
    "can_join_groups": True,
    "can_read_all_group_messages": False,
    "supports_inline_queries": False,
    "can_connect_to_business": False,
    "has_main_web_app": False,
}
MOST = 100  # updates in one answer
PHOTO = bytes.fromhex(  # one grey pixel
    "ffd8ffe000104a46494600010100000100010000ffdb004300080606070605080707070909080a0c140d0c0b0b0c19"
    "12130f141d1a1f1e1d1a1c1c20242e2720222c231c1c2837292c30313434341f27393d38323c2e333432ffc0000b08"
    "0001000101011100ffc4001f0000010501010101010100000000000000000102030405060708090a0bffc400b51000"
    "02010303020403050504040000017d01020300041105122131410613516107227114328191a1082342b1c11552d1f0"
    "2433627282090a161718191a25262728292a3435363738393a434445464748494a535455565758595a636465666768"
    "696a737475767778797a838485868788898a92939495969798999aa2a3a4a5a6a7a8a9aab2b3b4b5b6b7b8b9bac2c3"
    "c4c5c6c7c8c9cad2d3d4d5d6d7d8d9dae1e2e3e4e5e6e7e8e9eaf1f2f3f4f5f6f7f8f9faffda0008010100003f00d2"
    "cf20ffd9"
)
# What a method answers that needs no thought.
FIXED: dict[str, Any] = {
    "getMe": ABOUT_ME,
    "getWebhookInfo": {"url": "", "has_custom_certificate": False, "pending_update_count": 0},
    "getMyCommands": [],
    "getMyDescription": {"description": ""},
    "getMyShortDescription": {"short_description": ""},
    "getMyName": {"name": "Thi Đua"},
}
EDITS = ("editMessageText", "editMessageReplyMarkup", "editMessageCaption")

Message = dict[str, Any]


class Platform:
    """One bot's updates and chats."""

    def __init__(self) -> None:
        self.hear: Callable[[int, Message], object] = lambda chat, message: None
        self.calls: Counter[str] = Counter()  # by method
        self.handed = 0  # updates that were confirmed
        self.base = ""
        self.polled = asyncio.Event()  # since it was last cleared, somebody asked for updates
        self._updates: deque[tuple[int, bytes]] = deque()
        self._ids = count(1)
        self._messages = count(1)
        self._last: dict[int, Message] = {}  # of each chat, the message that was sent last
        self._poll: Connection | None = None
        self._server: asyncio.Server | None = None

    async def start(self) -> None:
        """Listen on a port of this machine's own choosing."""
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(lambda: Connection(self), "127.0.0.1", 0)
        self.base = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    def stop(self) -> None:
        """Listen no more."""
        if self._server is not None:
            self._server.close()

    def push(self, update: dict[str, Any]) -> None:
        """Let something happen that the bot is to hear of."""
        number = next(self._ids)
        self._updates.append((number, orjson.dumps({"update_id": number, **update})))
        if self._poll is not None:
            asyncio.get_running_loop().call_soon(self.flush)

    def message(self, chat: int, name: str, **content: Any) -> Message:
        """Return a message that a person writes in private."""
        person = {"id": chat, "first_name": name}
        return {
            "message_id": next(self._messages),
            "from": {**person, "is_bot": False, "language_code": "vi"},
            "chat": {**person, "type": "private"},
            "date": int(time()),
            **content,
        }

    def flush(self) -> None:
        """Answer whoever waits for updates, if there are any."""
        poll = self._poll
        if poll is not None and self._updates:
            self._poll = None
            poll.answer_updates([raw for _, raw in self._first()])

    def leave(self, connection: "Connection") -> None:
        """Forget that a connection waits."""
        if self._poll is connection:
            self._poll = None

    def call(self, connection: "Connection", method: str, given: dict[str, Any]) -> None:
        """Answer one call of the bot."""
        self.calls[method] += 1
        if method == "getUpdates":
            self._get_updates(connection, given)
        elif method == "sendMessage":
            chat = int(given["chat_id"])
            message: Message = {
                "message_id": next(self._messages),
                "from": BOT_USER,
                "chat": {"id": chat, "first_name": "Bà Bưởi", "type": "private"},
                "date": int(time()),
                "text": given["text"],
            }
            markup = given.get("reply_markup")
            if markup:
                markup = orjson.loads(markup) if isinstance(markup, str) else markup
                message["reply_markup"] = markup
            self._last[chat] = message
            connection.answer(self._shown(message))
            asyncio.get_running_loop().call_soon(self.hear, chat, message)
        elif method in EDITS:
            message = self._last[int(given["chat_id"])]
            connection.answer(self._shown({**message, "message_id": int(given["message_id"])}))
        elif method == "getFile":
            name = str(given["file_id"])
            found = {"file_id": name, "file_unique_id": name[::-1], "file_size": len(PHOTO)}
            connection.answer({**found, "file_path": f"photos/{name}.jpg"})
        else:
            connection.answer(FIXED.get(method, True))

    def _shown(self, message: Message) -> Message:
        """Return a message as the bot gets it back: with the buttons under it, no keyboard."""
        markup = message.get("reply_markup", {})
        if "inline_keyboard" in markup or not markup:
            return message
        return {name: value for name, value in message.items() if name != "reply_markup"}

    def _get_updates(self, connection: "Connection", given: dict[str, Any]) -> None:
        self.polled.set()
        offset = int(given.get("offset") or 0)
        while self._updates and self._updates[0][0] < offset:
            self._updates.popleft()
            self.handed += 1
        if self._poll is not None and self._poll is not connection:
            self._poll.refuse(409, "Conflict: terminated by other getUpdates request")
        self._poll = None
        found, seconds = self._first(), float(given.get("timeout") or 0)
        if found or not seconds:
            connection.answer_updates([raw for _, raw in found])
        else:
            self._poll = connection
            connection.wait(seconds)

    def _first(self) -> list[tuple[int, bytes]]:
        return [self._updates[n] for n in range(min(MOST, len(self._updates)))]


class Connection(asyncio.Protocol):
    """One kept-alive connection; requests come one after the other."""

    def __init__(self, platform: Platform) -> None:
        self.platform = platform
        self._transport: asyncio.Transport | None = None
        self._parser: Any = httptools.HttpRequestParser(self)
        self._path = b""
        self._kind = b""
        self._body: list[bytes] = []
        self._timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)

    def connection_lost(self, _error: Exception | None) -> None:
        self._stop_waiting()
        self.platform.leave(self)

    def data_received(self, data: bytes) -> None:
        self._parser.feed_data(data)

    # What the parser calls

    def on_message_begin(self) -> None:
        self._path, self._kind, self._body = b"", b"", []

    def on_url(self, url: bytes) -> None:
        self._path += url

    def on_header(self, name: bytes, value: bytes) -> None:
        if name.lower() == b"content-type":
            self._kind = value

    def on_body(self, part: bytes) -> None:
        self._body.append(part)

    def on_message_complete(self) -> None:
        path, _, query = self._path.decode().partition("?")
        if path.startswith("/file/"):
            self._write(PHOTO, b"image/jpeg")
            return
        body = b"".join(self._body)
        if body and b"json" in self._kind:
            given = orjson.loads(body)
        else:
            given = dict(parse_qsl(body.decode() or query))
        self.platform.call(self, path.rpartition("/")[2], given)

    # Answers

    def answer(self, result: object) -> None:
        """Say that it was done."""
        self._write(orjson.dumps({"ok": True, "result": result}))

    def answer_updates(self, updates: list[bytes]) -> None:
        """Hand over updates, none when time is over."""
        self._stop_waiting()
        self._write(b'{"ok":true,"result":[' + b",".join(updates) + b"]}")

    def refuse(self, code: int, why: str) -> None:
        """Say no."""
        self._stop_waiting()
        said = {"ok": False, "error_code": code, "description": why}
        self._write(orjson.dumps(said), status=b"409 Conflict")

    def wait(self, seconds: float) -> None:
        """Wait for updates, for some time."""
        self._timer = asyncio.get_running_loop().call_later(seconds, self._nothing)

    def _nothing(self) -> None:
        self.platform.leave(self)
        self.answer_updates([])

    def _stop_waiting(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _write(
        self, body: bytes, kind: bytes = b"application/json", status: bytes = b"200 OK"
    ) -> None:
        assert self._transport is not None
        head = b"HTTP/1.1 %b\r\nContent-Type: %b\r\nContent-Length: %d\r\n\r\n"
        self._transport.write(head % (status, kind, len(body)) + body)
