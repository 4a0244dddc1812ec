"""Calls of the Bot API: what is asked often is posted by itself (`posting.py`); files, what goes
through a proxy, and what `telegram.Bot` builds (`telegram_building.py`) go over aiohttp.

The token is a part of every address that is asked, so no address and no error of the libraries
leaves this module: what came of a call is a value, or `CallFailed` that holds one.
"""

from collections.abc import AsyncGenerator, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

import aiohttp
import orjson

from bot.channels.contract import NotNow, NotTaken
from bot.channels.http import parsed
from bot.channels.posting import AT_ONCE, CONNECT_WITHIN, KEEP_IDLE, BrokenOff, NotReached, Poster
from bot.channels.telegram_proxy import (
    PASSWORD_NEEDED,
    Barred,
    SocksConnector,
    barred_by,
    is_socks,
)

if TYPE_CHECKING:
    import telegram

ASK_WITHIN = 10.0
UPLOAD_WITHIN = 120.0
DOWNLOAD_WITHIN = 120.0  # seconds for 20 MB, however slowly they come
STALLED = 20.0  # seconds in which nothing of them comes
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
    at and never logged, with the seconds to wait or the new id of a group where it says so;
    `barred` says why a proxy did not let us through.
    """

    came: Came
    code: int = 0
    result: Any = field(default=None, repr=False)
    words: str = field(default="", repr=False)
    retry_after: float = 0.0
    moved_to: str = field(default="", repr=False)
    barred: Barred | None = None

    @property
    def done(self) -> bool:
        return self.came is Came.DONE

    @property
    def no(self) -> int:
        """The code of a certain no, 0 where there was none."""
        return self.code if self.came is Came.NO else 0


class Api:
    """Calls of one bot's methods."""

    def __init__(self, token: str, base: str, proxy: str = "") -> None:
        """`base` is the address without `/bot` and the token; `proxy` is for Telegram alone."""
        self._token, self._base = token, base.rstrip("/")
        base = self._base
        self._methods = f"{base}/bot{quote(token, safe=':')}/"
        self._path = urlsplit(self._methods).path
        self._files = f"{base}/file/bot{quote(token, safe=':')}/"
        self._proxy = proxy or None
        self._socks = is_socks(proxy)
        self._session: aiohttp.ClientSession | None = None
        self._poster = Poster(base) if not proxy else None

    @cached_property
    def bot(self) -> "telegram.Bot":
        """What builds the calls that are not asked often."""
        from bot.channels.telegram_building import bot_over  # noqa: PLC0415 - heavy

        return bot_over(self, self._token, self._base)

    @property
    def session(self) -> aiohttp.ClientSession:
        """The connections; never through the proxy that the machine has for others."""
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=self._connector(),
                cookie_jar=aiohttp.DummyCookieJar(),
                trust_env=False,
                proxy=None if self._socks else self._proxy,
            )
        return self._session

    def _connector(self) -> aiohttp.TCPConnector:
        given: dict[str, Any] = {"limit": AT_ONCE, "keepalive_timeout": KEEP_IDLE}
        if self._proxy is not None and self._socks:
            return SocksConnector(self._proxy, **given)
        return aiohttp.TCPConnector(**given)

    async def call(
        self, method: str, given: Mapping[str, Any] | None = None, within: float = ASK_WITHIN
    ) -> Answer:
        """Call a method; whatever the network does is a value too."""
        url, body = self._methods + method, orjson.dumps(given or {})
        if self._poster is None:
            return await self.post(url, body, within, JSON)
        try:
            return judged(*await self._poster.post(self._path + method, body, within))
        except NotReached:
            return Answer(Came.UNREACHED)
        except BrokenOff:
            return Answer(Came.UNCLEAR)

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
                content = await response.read()
                if self._proxy is not None and response.status == PASSWORD_NEEDED:
                    return Answer(Came.UNREACHED, barred=Barred.REFUSED)
                return judged(response.status, content)
        except NEVER_REACHED as error:
            barred = barred_by(error) if self._proxy is not None else None
            return Answer(Came.UNREACHED, barred=barred)
        except (aiohttp.ClientError, TimeoutError, OSError):
            return Answer(Came.UNCLEAR)

    async def download(self, path: str, limit: int) -> AsyncGenerator[bytes]:
        """Yield the bytes of a file by the path that the platform gave, as they come. Raises
        NotTaken when there are more than `limit`, NotNow when they cannot be had now.
        """
        size = 0
        try:
            async with self.session.get(
                self._files + quote(path),
                timeout=times(DOWNLOAD_WITHIN, STALLED),
                allow_redirects=False,
            ) as response:
                if response.status != 200:
                    raise NotNow(away=response.status == 429 or response.status >= 500)
                if (response.content_length or 0) > limit:
                    raise NotTaken("size")
                async for piece in response.content.iter_chunked(PIECE):
                    size += len(piece)
                    if size > limit:
                        raise NotTaken("size")
                    yield piece
        except NEVER_REACHED:
            raise NotNow(away=True) from None
        except (aiohttp.ClientError, TimeoutError, OSError):
            raise NotNow from None

    async def close(self) -> None:
        """Let go of the connections."""
        if self._poster is not None:
            await self._poster.close()
        if self._session is not None:
            await self._session.close()
            self._session = None


def times(within: float, still: float | None = None) -> aiohttp.ClientTimeout:
    """Return how long a call may take, its connection apart: what was never connected is certain
    not to have been done. `still` is how long nothing may come in between.
    """
    return aiohttp.ClientTimeout(
        total=within + CONNECT_WITHIN,
        connect=CONNECT_WITHIN,
        sock_connect=CONNECT_WITHIN,
        sock_read=still or within,
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
