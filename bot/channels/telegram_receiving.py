"""What comes from Telegram: asked for by long polling, or brought to a webhook.

Updates are fetched raw and stored before the next are asked for, which confirms them for good; a
press of a button is acknowledged as soon as it is stored.
"""

import asyncio
import hmac
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from bot.channels import telegram_events as events
from bot.channels.contract import Take
from bot.channels.http import backoff, body_of, parsed
from bot.channels.telegram_account import Account
from bot.channels.telegram_presses import Presses

log = structlog.get_logger()

PATH = "/telegram"
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - its name
POLL_SECONDS = 25
POLL_WITHIN = 40.0  # seconds for one poll
MOST = 100  # updates of one poll
STORE_AGAIN = 1.0
CONFLICT_REST = 60.0  # seconds, while somebody else gets the updates

Tell = Callable[[str, datetime], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Tellers:
    """Who is told of what is no message: somebody has blocked the bot (`left`), or does so no more
    (`came_back`), and when; a group has put it out, and when; a group has grown, from which id to
    which (`moved`); a second program has asked for the updates, and when (`conflict`).
    """

    left: Tell | None
    came_back: Tell | None
    put_out: Tell | None
    moved: Callable[[str, str], Awaitable[None]]
    conflict: Callable[[datetime], object] | None


class Receiver:
    """Stores updates, in whichever way they come."""

    def __init__(
        self,
        account: Account,
        presses: Presses,
        secret: str,
        sleep: Callable[[float], Awaitable[object]],
        tell: Tellers,
    ) -> None:
        """`secret` is what Telegram shows at the webhook, empty where there is none."""
        self.account = account
        self.presses = presses
        self.tell = tell
        self._secret = secret
        self._sleep = sleep

    async def poll(self, take: Take) -> None:
        """Ask for updates, one call at a time, for as long as this process owns the database.
        Where they are brought it is only seen, once a minute, whether they still are.
        """
        await self.account.meet()
        given: dict[str, Any] = {
            "timeout": POLL_SECONDS,
            "limit": MOST,
            "allowed_updates": events.ASKED_FOR,
        }
        failures, conflicts = 0, 0
        while not self.account.stopped:
            answer = await self.account.call("getUpdates", given, POLL_WITHIN)
            if answer.done:
                failures, conflicts = 0, 0
                if (last := await self._take_all(answer.result, take)) is not None:
                    given["offset"] = last + 1
            elif answer.no == 409:
                brought = "webhook" in answer.words
                if not conflicts and not (brought and self._secret):
                    name = "telegram.has_webhook" if brought else "telegram.second_poller"
                    log.error(name, channel=self.account.bot)
                if not brought and self.tell.conflict is not None:
                    self.tell.conflict(self.account.clock())
                conflicts += 1
                await self._sleep(CONFLICT_REST)
            elif not self.account.stopped:
                if not failures:
                    log.warning("telegram.not_polled", channel=self.account.bot, count=answer.code)
                await self._sleep(answer.retry_after or backoff(failures))
                failures += 1
            await self.account.meet()

    async def _take_all(self, result: Any, take: Take) -> int | None:
        """Store the updates of a poll, all in one commit where it can be; return the last one's
        number, None where there was none.

        What could not be stored is offered again, in its order, before anything else is asked for.
        """
        waiting = (
            [raw for raw in result if isinstance(raw, dict)] if isinstance(result, list) else []
        )
        numbers = [raw["update_id"] for raw in waiting if isinstance(raw.get("update_id"), int)]
        tries = 0
        while waiting:
            stored = await asyncio.gather(
                *(self._take(raw, take) for raw in waiting), return_exceptions=True
            )
            failed = [place for place, came in enumerate(stored) if came is not None]
            if failed and not tries:
                error = stored[failed[0]]
                log.error(
                    "telegram.not_stored", channel=self.account.bot, error=type(error).__name__
                )
            waiting = [waiting[place] for place in failed]
            if waiting:
                tries += 1
                await self._sleep(STORE_AGAIN)
        return max(numbers) if numbers else None

    async def _take(self, raw: Mapping[str, Any], take: Take) -> None:
        """Store one update, or do what else it asks for. Raises when that was not possible."""
        kind = events.kind_of(raw)
        if kind == events.STANDING:
            await self._stands(raw)
        elif (grown := events.grown(raw)) is not None:
            await self.tell.moved(*grown)
        elif events.concerns(raw, self.account.me, self.account.commands):
            raw = events.arrived(raw, self.account.clock())
            try:
                known = events.event_id(raw)
            except (KeyError, ValueError):
                log.error("telegram.update_unnamed", channel=self.account.bot)
                return
            await take(known, raw)
            if kind == events.TAPPED:
                self.presses.acknowledge(raw)
        elif not kind:
            log.info("telegram.update_passed_over", channel=self.account.bot)

    async def _stands(self, raw: Mapping[str, Any]) -> None:
        """Note that somebody has blocked the bot or does so no more, or a group has put it out."""
        try:
            chat, private, may_write, at = events.standing(raw)
        except (KeyError, ValueError):
            log.error("telegram.update_unreadable", channel=self.account.bot, kind=events.STANDING)
            return
        if not private:
            log.info(
                "telegram.group",
                channel=self.account.bot,
                state="added" if may_write else "removed",
            )
            tell = None if may_write else self.tell.put_out
        else:
            tell = self.tell.came_back if may_write else self.tell.left
        if tell is not None:
            await tell(chat, at)

    # --- a webhook ---

    def routes(self, take: Take) -> Sequence[BaseRoute]:
        """Return the path to which Telegram brings updates; none where there is no secret by which
        it can be told from others.
        """
        if not self._secret:
            return ()

        async def brought(request: Request) -> Response:
            return await self._brought(request, take)

        return (Route(PATH, brought, methods=["POST"]),)

    async def _brought(self, request: Request, take: Take) -> Response:
        """Store what was brought, and only then say that we have it."""
        shown = request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(shown.encode(), self._secret.encode()):
            return JSONResponse({"ok": False}, 401)
        body = await body_of(request)
        raw = parsed(body) if body is not None else None
        if not isinstance(raw, dict):
            # Too large, or no update: brought again, for a day, it could not be read either, and
            # would hold up what comes after it.
            log.error("telegram.update_unreadable", channel=self.account.bot)
            return JSONResponse({"ok": True})
        if not self.account.name:
            await self.account.meet()
        try:
            await self._take(raw, take)
        except Exception as error:
            log.error("telegram.not_stored", channel=self.account.bot, error=type(error).__name__)
            return JSONResponse({"ok": False}, 503)
        return JSONResponse({"ok": True})
