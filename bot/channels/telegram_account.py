"""The bot's account on Telegram: who it is, what is asked in its name, and when the token or the
proxy is of no use.
"""

import asyncio
import sys
from collections.abc import Callable, Coroutine, Mapping
from datetime import datetime, timedelta
from typing import Any

import structlog

from bot.channels import telegram_events as events
from bot.channels.contract import Channel
from bot.channels.telegram_events import Me
from bot.channels.telegram_pace import Limit, limit_from
from bot.channels.telegram_proxy import Barred, sentence
from bot.channels.telegram_sending import NO_TOKEN
from bot.channels.telegram_transport import Answer, Api

log = structlog.get_logger()

ASK_AGAIN = timedelta(minutes=1)  # between two tries to learn who the bot is
NO_LONGER_KNOWN = (
    "Telegram no longer accepts the token: revoked or mistyped. Put the new one into "
    "THIDUA_TELEGRAM_TOKEN and start again; everything else goes on."
)


class Account(Channel):
    """Who the bot is, and its calls. `name` is its user name, empty until Telegram has said so."""

    bot = events.BOT

    def __init__(
        self,
        token: str,
        api: str,
        proxy: str,
        commands: Mapping[str, str],
        clock: Callable[[], datetime],
    ) -> None:
        """`api` is the address without `/bot` and the token; `commands` are what commands and the
        links of invitations say in words.
        """
        self.link = ""
        self.stopped = False
        self.name = ""
        self.commands = commands
        self.clock = clock
        self._id = int(found) if (found := token.partition(":")[0]).isdecimal() else 0
        self._api = Api(token, api, proxy)
        self._barred: Barred | None = None
        self._meeting = asyncio.Lock()
        self._met: Limit | None = None  # until when it is not asked again who the bot is
        self._background: set[asyncio.Task[object]] = set()

    async def open(self) -> None:
        """Ask who the bot is, beside everything else: Telegram may be away when we start."""
        self.aside(self.meet())

    async def close(self) -> None:
        """Let go of connections."""
        for task in self._background:
            task.cancel()
        await asyncio.gather(*self._background, return_exceptions=True)
        await self._api.close()

    async def meet(self) -> None:
        """Learn the bot's name and link, unless they are known; not more often than once a
        minute.
        """
        async with self._meeting:
            asked = self._met is not None and self._met.left(self.clock()) > 0
            if self.link or self.stopped or asked:
                return
            answer = await self.call("getMe")
            wait = max(ASK_AGAIN, timedelta(seconds=answer.retry_after))
            self._met = limit_from(self.clock(), wait)
            if answer.done and isinstance(answer.result, dict):
                self.name = str(answer.result.get("username") or "")
                self.link = f"https://t.me/{self.name}" if self.name else ""

    @property
    def me(self) -> Me:
        """Who the bot is, as far as it is known."""
        return Me(self._id, self.name)

    @property
    def api(self) -> Api:
        """The calls themselves, of whose answers nothing is noted."""
        return self._api

    def aside(self, work: Coroutine[Any, Any, object]) -> None:
        """Do something beside everything else; nobody waits for it."""
        task: asyncio.Task[object] = asyncio.get_running_loop().create_task(work)
        self._background.add(task)
        task.add_done_callback(self._background.discard)

    async def call(
        self, method: str, given: Mapping[str, Any] | None = None, within: float = 10.0
    ) -> Answer:
        """Call a method, and note what its answer says of the token and the way there."""
        return self.noted(await self._api.call(method, given, within))

    def noted(self, answer: Answer) -> Answer:
        """Say once that the token is of no use any more, or that the proxy is in the way."""
        if answer.no in NO_TOKEN and not self.stopped:
            self.stopped = True
            log.error("telegram.token_refused", channel=self.bot, count=answer.no)
            print(NO_LONGER_KNOWN, file=sys.stderr)  # noqa: T201 - one line for the operator
        if answer.barred is not None and answer.barred is not self._barred:
            log.error("telegram.proxy", channel=self.bot, state=answer.barred.value)
            print(sentence(answer.barred), file=sys.stderr)  # noqa: T201 - as above
        if answer.barred is not None or answer.done:
            self._barred = answer.barred
        return answer
