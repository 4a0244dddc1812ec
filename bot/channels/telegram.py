"""A bot on Telegram: long polling or a webhook in (`telegram_receiving.py`), one call for each
message out (`telegram_outgoing.py`).
"""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping, Sequence
from contextlib import aclosing
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import structlog
from starlette.routing import BaseRoute

from bot.channels import telegram_events as events
from bot.channels import telegram_sending as sending
from bot.channels.contract import NotNow, NotTaken, Take
from bot.channels.telegram_account import Account
from bot.channels.telegram_outgoing import Outgoing
from bot.channels.telegram_pace import Limit, Pace, limit_from
from bot.channels.telegram_presses import Presses
from bot.channels.telegram_receiving import Receiver, Tell, Tellers
from bot.channels.telegram_transport import Answer
from bot.channels.zalo_text import normal
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
)

log = structlog.get_logger()

PER_SECOND, CHAT_SECONDS = 30.0, 1.0
UNPACED = 100_000.0
STOPPED_WAIT = 3600.0
TOO_BIG = "too big"  # how the platform says that a bot may not have a file
MOST_GIVEN = 20 * 1_048_576  # bytes: a bot may have no file that is larger
MOST_PHOTOS = 10  # and voice notes, of one reply


class Telegram(Account):
    """The bot as one of the channels."""

    joins_groups = True

    def __init__(
        self,
        token: str,
        api: str,
        media_limit: int,
        commands: Mapping[str, str],
        share: str,
        picture: Callable[[str], Awaitable[bytes | None]],
        document: Callable[[str], Awaitable[tuple[bytes, str] | None]],
        clock: Callable[[], datetime],
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
        *,
        sound: Callable[[str], Awaitable[tuple[bytes, str] | None]] | None = None,
        proxy: str = "",
        secret: str = "",
        unpaced: bool = False,
        left: Tell | None = None,
        came_back: Tell | None = None,
        put_out: Tell | None = None,
        moved: Callable[[str, str], Awaitable[None]] | None = None,
        conflict: Callable[[datetime], object] | None = None,
    ) -> None:
        """`media_limit` in bytes; `commands` are what commands and the links of invitations say in
        words; `share` is on the button that hands over the telephone number. `picture` returns, by
        the id of a file of ours, a photo as it may be shown, `document` a file with its name.
        `sound` returns a voice note with what it is by its content; without it none is sent.
        `secret` is empty where there is no webhook. `unpaced` lifts the platform's limits. `left`
        and `came_back` are told who has blocked the bot or does so no more, and when; `put_out`
        which group has put it out, and when, `moved` from which id to which a group has grown,
        `conflict` when a second program has asked for the updates.
        """
        super().__init__(token, api, proxy, commands, clock)
        self.abilities = Abilities(
            buttons=True,
            files=True,
            # A press may overtake the words before it where each comes on a way of its own.
            ordering=Ordering.LOOSE if secret else Ordering.ARRIVAL,
            text_limit=sending.TEXT_LIMIT,
            photos=MOST_PHOTOS,
            album=sending.ALBUM_LIMIT,
            voices=sound is not None,
            asks_phone=True,
            groups=True,
        )
        self.per_second = UNPACED if unpaced else PER_SECOND
        self.chat_seconds = 0.0 if unpaced else CHAT_SECONDS
        self._tell_moved = moved
        self._media_limit = media_limit
        self._pace = Pace(clock, unpaced=unpaced)
        self._presses = Presses(self, self._pace, sleep)
        tell = Tellers(left, came_back, put_out, self._follow, conflict)
        self._receiver = Receiver(self, self._presses, secret, sleep, tell)
        self._outgoing = Outgoing(self, share, picture, document, sound)
        self._moved: dict[str, str] = {}
        self._no_files: Limit | None = None  # until when no file is asked for

    async def close(self) -> None:
        """Let go of connections."""
        self._presses.forget()
        await super().close()

    # --- in ---

    def address(self, raw: Mapping[str, Any]) -> Address:
        """Return where an update happened; one that does not say is stored apart."""
        return events.address(raw)

    def read(self, raw: Mapping[str, Any]) -> Incoming:
        """Return what an update says. Raises KeyError or ValueError when it cannot be read."""
        return events.read(raw, self.me, self.commands)

    async def poll(self, take: Take) -> None:
        """Ask for updates for as long as this process owns the database."""
        await self._receiver.poll(take)

    def routes(self, take: Take) -> Sequence[BaseRoute]:
        """Return the path to which Telegram brings updates, where there is a webhook."""
        return self._receiver.routes(take)

    async def _follow(self, chat: str, new: str) -> None:
        """Note that a group has grown, and has a new id."""
        self._moved[chat] = new
        if self._tell_moved is not None:
            await self._tell_moved(chat, new)

    # --- out ---

    def taken(self, chat: str, said: Incoming) -> None:
        """Let the choice that was taken stay to be seen alone."""
        self._presses.taken(chat, said)

    def refill(self, sent: Sequence[tuple[str, datetime]]) -> None:
        """Take note of what went to groups in the last minute."""
        for chat, at in sent:
            self._pace.went_out(chat, at)

    async def send(self, chat: str, message: Reply) -> Outcome:
        """Send one message."""
        if self.stopped:
            return NotYet(STOPPED_WAIT, everywhere=True)
        if (text := normal(message.text).strip()) != message.text:
            message = replace(message, text=text)
        # Writing on while told to wait is what gets a bot banned.
        if (told := self._pace.not_yet(chat)) is not None:
            return told
        if (wait := self._pace.group_wait(chat)) > 0:
            return NotYet(wait)
        answer = await self._outgoing.send(self._moved.get(chat, chat), message)
        if answer is not None and answer.moved_to:
            # A group that has grown has a new id; nothing was sent to the old one.
            try:
                await self._follow(chat, answer.moved_to)
            except Exception as error:  # the next message under the old id says so again
                log.error("telegram.not_stored", channel=self.bot, error=type(error).__name__)
            answer = await self._outgoing.send(answer.moved_to, message)
        if answer is None:
            return Refused(ours=True) if message.photos or message.files else Sent()
        outcome = self._outcome(chat, answer)
        if isinstance(outcome, Sent):
            self._presses.replace(chat)
        return outcome

    def _outcome(self, chat: str, answer: Answer) -> Outcome:
        """Return what came of a message."""
        if answer.no in sending.NO_TOKEN:
            return NotYet(STOPPED_WAIT, everywhere=True)
        if answer.no == 429:
            everywhere = self._pace.told_to_wait(chat, answer.retry_after or 1.0)
            return sending.outcome_of(answer, everywhere=everywhere)
        if answer.done:
            self._pace.sent(chat, len(answer.result) if isinstance(answer.result, list) else 1)
        return sending.outcome_of(answer)

    async def fetch(self, ref: str) -> AsyncGenerator[bytes]:
        """Yield the bytes of a file that arrived. Raises NotTaken and NotNow."""
        wait = self._no_files.left(self.clock()) if self._no_files is not None else 0.0
        if self.stopped or wait > 0:
            raise NotNow(wait, away=True)
        answer = await self.call("getFile", {"file_id": ref})
        if answer.no == 429:
            seconds = answer.retry_after or 1.0
            self._no_files = limit_from(self.clock(), timedelta(seconds=seconds))
            raise NotNow(seconds, away=True)
        if answer.no == 400 and TOO_BIG in answer.words:
            raise NotTaken("channel" if self._media_limit > MOST_GIVEN else "size")
        found = answer.result
        if not answer.done or not isinstance(found, dict):
            raise NotNow(away=not answer.done and answer.no in (0, *sending.NO_TOKEN))
        path, size = found.get("file_path"), found.get("file_size")
        if isinstance(size, int) and size > self._media_limit:
            raise NotTaken("size")
        if not isinstance(path, str) or path.startswith("/") or ".." in path.split("/"):
            raise NotNow
        async with aclosing(self._api.download(path, self._media_limit)) as pieces:
            async for piece in pieces:
                yield piece
