"""Calls of the Bot API over aiohttp: what is asked often is posted by itself, the rest is built by
`telegram.Bot` over the same connections.

The token is a part of every address that is asked, so no address and no error of the libraries
leaves this module: what came of a call is a value, or `CallFailed` that holds one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any
from urllib.parse import quote

import aiohttp
import orjson
import telegram
from telegram.error import TelegramError
from telegram.request import BaseRequest, RequestData

from bot.channels.contract import NotTaken
from bot.channels.http import parsed

ASK_WITHIN = 10.0
UPLOAD_WITHIN = 120.0
DOWNLOAD_WITHIN = 120.0  # seconds for 20 MB, however slowly they come
CONNECT_WITHIN = 10.0
AT_ONCE = 100  # connections; delivery sends thirty at the same time, taps come on top
# A connection that the other side has closed meanwhile makes a send unclear: idle ones go.
KEEP_IDLE = 15.0
PIECE = 65_536
JSON = {"Content-Type": "application/json"}
# Before anything was written: the connection itself did not come about.
NEVER_REACHED = (
    aiohttp.ClientConnectorError,
    aiohttp.ClientHttpProxyError,
    aiohttp.ConnectionTimeoutError,
)


class Came(Enum):
    """What came of a call."""

    DONE = auto()
    NO = auto()  # the platform said no, in its own format
    UNREACHED = auto()  # the connection was never made
    UNCLEAR = auto()  # it may have been done


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a call: the platform's result, or the code of its no, in words that are looked
    at and never logged, with the seconds to wait or the new id of a group where it says so.
    """

    came: Came
    code: int = 0
    result: Any = field(default=None, repr=False)
    words: str = field(default="", repr=False)
    retry_after: float = 0.0
    moved_to: str = field(default="", repr=False)

    @property
    def done(self) -> bool:
        return self.came is Came.DONE

    @property
    def no(self) -> int:
        """The code of a certain no, 0 where there was none."""
        return self.code if self.came is Came.NO else 0


class CallFailed(TelegramError):
    """What a call of `telegram.Bot` raises here; `answer` says what came of it."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.came.name)
        self.answer = answer


class Api:
    """Calls of one bot's methods."""

    def __init__(self, token: str, base: str, proxy: str = "") -> None:
        """`base` is the address without `/bot` and the token; `proxy` is for Telegram alone."""
        base = base.rstrip("/")
        self._methods = f"{base}/bot{quote(token, safe=':')}/"
        self._files = f"{base}/file/bot{quote(token, safe=':')}/"
        self._proxy = proxy or None
        self._session: aiohttp.ClientSession | None = None
        request = Request(self)
        self.bot = telegram.Bot(
            token,
            base_url=f"{base}/bot",
            base_file_url=f"{base}/file/bot",
            request=request,
            get_updates_request=request,
        )

    @property
    def session(self) -> aiohttp.ClientSession:
        """The connections; never through the proxy that the machine has for others."""
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=AT_ONCE, keepalive_timeout=KEEP_IDLE),
                cookie_jar=aiohttp.DummyCookieJar(),
                trust_env=False,
                proxy=self._proxy,
            )
        return self._session

    async def call(
        self, method: str, given: Mapping[str, Any] | None = None, within: float = ASK_WITHIN
    ) -> Answer:
        """Call a method; whatever the network does is a value too."""
        return await self.post(self._methods + method, orjson.dumps(given or {}), within, JSON)

    async def post(
        self,
        url: str,
        body: bytes | aiohttp.FormData,
        within: float,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Post to an address of the bot."""
        try:
            async with self.session.post(
                url, data=body, headers=headers, timeout=times(within), allow_redirects=False
            ) as response:
                return judged(response.status, await response.read())
        except NEVER_REACHED:
            return Answer(Came.UNREACHED)
        except (aiohttp.ClientError, TimeoutError, OSError):
            return Answer(Came.UNCLEAR)

    async def download(self, path: str, limit: int) -> bytes | None:
        """Return the bytes of a file by the path that the platform gave, None when they cannot be
        had now. Raises NotTaken when there are more than `limit`.
        """
        content = bytearray()
        try:
            async with self.session.get(
                self._files + quote(path), timeout=times(DOWNLOAD_WITHIN), allow_redirects=False
            ) as response:
                if response.status != 200:
                    return None
                async for piece in response.content.iter_chunked(PIECE):
                    content += piece
                    if len(content) > limit:
                        raise NotTaken("size")
        except (aiohttp.ClientError, TimeoutError, OSError):
            return None
        return bytes(content)

    async def close(self) -> None:
        """Let go of the connections."""
        if self._session is not None:
            await self._session.close()
            self._session = None


class Request(BaseRequest):
    """How `telegram.Bot` asks: over the connections of an `Api`."""

    __slots__ = ("_api",)

    def __init__(self, api: Api) -> None:
        self._api = api

    @property
    def read_timeout(self) -> float:
        """Return the seconds for one call."""
        return UPLOAD_WITHIN

    async def initialize(self) -> None:
        """Nothing to prepare: connections are made when they are needed."""

    async def shutdown(self) -> None:
        """Nothing to let go of: the connections are the `Api`'s."""

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        *_times: object,
        **_more_times: object,
    ) -> tuple[int, bytes]:
        """Ask; return the platform's yes. Raises CallFailed for everything else."""
        form = form_of(request_data) if request_data is not None else aiohttp.FormData()
        answer = await self._api.post(url, form, UPLOAD_WITHIN)
        if not answer.done:
            raise CallFailed(answer)
        return answer.code, orjson.dumps({"ok": True, "result": answer.result})

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Return an answer as plain values. The library's own would log what it cannot read."""
        found: dict[str, Any] = orjson.loads(payload)
        return found


def form_of(data: RequestData) -> aiohttp.FormData:
    """Return what a call says as a form, with the files that go with it."""
    form = aiohttp.FormData(quote_fields=False)
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (file, content, mime) in (data.multipart_data or {}).items():
        form.add_field(name, content, filename=file, content_type=mime)
    return form


def times(within: float) -> aiohttp.ClientTimeout:
    """Return how long a call may take, its connection apart: what was never connected is certain
    not to have been done.
    """
    return aiohttp.ClientTimeout(
        total=within + CONNECT_WITHIN,
        connect=CONNECT_WITHIN,
        sock_connect=CONNECT_WITHIN,
        sock_read=within,
    )


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
    if body.get("ok") is not False or not 400 <= code < 500:
        return Answer(Came.UNCLEAR, code)
    more = body.get("parameters")
    held: Mapping[str, Any] = more if isinstance(more, dict) else {}
    wait, moved = held.get("retry_after"), held.get("migrate_to_chat_id")
    return Answer(
        Came.NO,
        code,
        words=str(body.get("description", "")).lower(),
        retry_after=float(wait) if isinstance(wait, int | float) else 0.0,
        moved_to=str(moved) if isinstance(moved, int) else "",
    )
