"""What `telegram.Bot` builds, uploads and what the command line sets, over the connections of an
`Api`.

python-telegram-bot takes thirty MiB: this module is loaded when something is built for the first
time.
"""

from typing import Any

import aiohttp
import orjson
import telegram
from telegram.error import TelegramError
from telegram.request import BaseRequest, RequestData

from bot.channels.telegram_transport import UPLOAD_WITHIN, Answer, Api


class CallFailed(TelegramError):
    """What a call of `telegram.Bot` raises here; `answer` says what came of it."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.came.name)
        self.answer = answer


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


def bot_over(api: Api, token: str, base: str) -> telegram.Bot:
    """Return the library's bot, asking over these connections."""
    request = Request(api)
    return telegram.Bot(
        token,
        base_url=f"{base}/bot",
        base_file_url=f"{base}/file/bot",
        request=request,
        get_updates_request=request,
    )
