"""A bot on Telegram: long polling or a webhook in, one call for each message out.

Updates are fetched raw and stored before the next are asked for, which confirms them for good; a
press of a button is acknowledged as soon as it is stored.
"""

import asyncio
import hmac
import sys
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import structlog
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from bot.channels import telegram_events as events
from bot.channels import telegram_sending as sending
from bot.channels.contract import Channel, NotTaken, Take
from bot.channels.http import backoff, body_of, parsed
from bot.channels.telegram_events import Me, Pressed
from bot.channels.telegram_transport import UPLOAD_WITHIN, Answer, Api, CallFailed, Came
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

PATH = "/telegram"
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - its name
PER_SECOND, CHAT_SECONDS = 30.0, 1.0
UNPACED = 100_000.0
GROUP_MINUTE = 20  # messages to one group
MINUTE = timedelta(minutes=1)
POLL_SECONDS = 25
POLL_WITHIN = 40.0  # seconds for one poll
MOST = 100  # updates of one poll
SEND_WITHIN = 20.0
STORE_AGAIN = 1.0
CONFLICT_REST = 60.0  # seconds, while somebody else gets the updates
ASK_AGAIN = timedelta(minutes=1)  # between two tries to learn who the bot is
STOPPED_WAIT = 3600.0
REPLACE_AFTER = 3.0  # seconds, where no answer has come after a press until then
MOST_PHOTOS = 10  # of one reply, each a message of its own
MOST_REMEMBERED = 2000  # photos that were uploaded, chats that were told to wait or have moved
NO_LONGER_KNOWN = (
    "Telegram no longer accepts the token: revoked or mistyped. Put the new one into "
    "THIDUA_TELEGRAM_TOKEN and start again; everything else goes on."
)


class Telegram(Channel):
    """The bot as one of the channels. `name` is its user name, empty until Telegram has said
    so.
    """

    bot = events.BOT

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
        proxy: str = "",
        secret: str = "",
        unpaced: bool = False,
        left: Callable[[str, datetime], Awaitable[None]] | None = None,
        came_back: Callable[[str, datetime], Awaitable[None]] | None = None,
    ) -> None:
        """`media_limit` in bytes; `commands` are what commands and the links of invitations say in
        words; `share` is on the button that hands over the telephone number. `picture` returns, by
        the id of a file of ours, a photo as it may be shown, `document` a file with its name.
        `secret` is empty where there is no webhook. `unpaced` lifts the platform's limits. `left`
        and `came_back` are told who has blocked the bot or does so no more, and when.
        """
        self.abilities = Abilities(
            buttons=True,
            files=True,
            # A press may overtake the words before it where each comes on a way of its own.
            ordering=Ordering.LOOSE if secret else Ordering.ARRIVAL,
            text_limit=sending.TEXT_LIMIT,
            photos=MOST_PHOTOS,
            asks_phone=True,
        )
        self.per_second = UNPACED if unpaced else PER_SECOND
        self.chat_seconds = 0.0 if unpaced else CHAT_SECONDS
        self.link = ""
        self.stopped = False
        self.name = ""
        self.commands = commands
        self.share = share
        self.picture = picture
        self.document = document
        self.clock = clock
        self.left = left
        self.came_back = came_back
        self._id = int(found) if (found := token.partition(":")[0]).isdecimal() else 0
        self._api = Api(token, api, proxy)
        self._secret = secret
        self._unpaced = unpaced
        self._media_limit = media_limit
        self._sleep = sleep
        self._meeting = asyncio.Lock()
        self._meet_after = datetime.min.replace(tzinfo=UTC)
        self._background: set[asyncio.Task[object]] = set()
        self._pressed: dict[str, list[Pressed]] = {}
        self._limited: dict[str, datetime] = {}
        self._groups: dict[str, deque[datetime]] = {}
        self._moved: dict[str, str] = {}
        self._uploaded: dict[str, str] = {}

    async def open(self) -> None:
        """Ask who the bot is, beside everything else: Telegram may be away when we start."""
        self._aside(self.meet())

    async def close(self) -> None:
        """Let go of connections."""
        for task in self._background:
            task.cancel()
        await asyncio.gather(*self._background, return_exceptions=True)
        self._pressed.clear()
        await self._api.close()

    async def meet(self) -> None:
        """Learn the bot's name and link, unless they are known; not more often than once a
        minute.
        """
        async with self._meeting:
            if self.link or self.stopped or self.clock() < self._meet_after:
                return
            self._meet_after = self.clock() + ASK_AGAIN
            answer = await self._call("getMe")
            if answer.done and isinstance(answer.result, dict):
                self.name = str(answer.result.get("username") or "")
                self.link = f"https://t.me/{self.name}" if self.name else ""

    @property
    def me(self) -> Me:
        """Who the bot is, as far as it is known."""
        return Me(self._id, self.name)

    def _aside(self, work: Coroutine[Any, Any, object]) -> None:
        """Do something beside everything else; nobody waits for it."""
        task: asyncio.Task[object] = asyncio.get_running_loop().create_task(work)
        self._background.add(task)
        task.add_done_callback(self._background.discard)

    async def _call(
        self, method: str, given: Mapping[str, Any] | None = None, within: float = 10.0
    ) -> Answer:
        return self._noted(await self._api.call(method, given, within))

    def _noted(self, answer: Answer) -> Answer:
        """Say once that the token is of no use any more."""
        if answer.no in sending.NO_TOKEN and not self.stopped:
            self.stopped = True
            log.error("telegram.token_refused", channel=self.bot, count=answer.no)
            print(NO_LONGER_KNOWN, file=sys.stderr)  # noqa: T201 - one line for the operator
        return answer

    # --- in ---

    def address(self, raw: Mapping[str, Any]) -> Address:
        """Return where an update happened; one that does not say is stored apart."""
        return events.address(raw)

    def read(self, raw: Mapping[str, Any]) -> Incoming:
        """Return what an update says. Raises KeyError or ValueError when it cannot be read."""
        return events.read(raw, self.me, self.commands)

    async def poll(self, take: Take) -> None:
        """Ask for updates, one call at a time, for as long as this process owns the database.
        Where they are brought it is only seen, once a minute, whether they still are.
        """
        await self.meet()
        given: dict[str, Any] = {
            "timeout": POLL_SECONDS,
            "limit": MOST,
            "allowed_updates": events.ASKED_FOR,
        }
        failures, conflicts = 0, 0
        while not self.stopped:
            answer = await self._call("getUpdates", given, POLL_WITHIN)
            if answer.done:
                failures, conflicts = 0, 0
                if (last := await self._take_all(answer.result, take)) is not None:
                    given["offset"] = last + 1
            elif answer.no == 409:
                brought = "webhook" in answer.words
                if not conflicts and not (brought and self._secret):
                    name = "telegram.has_webhook" if brought else "telegram.second_poller"
                    log.error(name, channel=self.bot)
                conflicts += 1
                await self._sleep(CONFLICT_REST)
            elif not self.stopped:
                if not failures:
                    log.warning("telegram.not_polled", channel=self.bot, count=answer.code)
                await self._sleep(answer.retry_after or backoff(failures))
                failures += 1
            await self.meet()

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
                log.error("telegram.not_stored", channel=self.bot, error=type(error).__name__)
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
        elif events.concerns(raw, self.me, self.commands):
            raw = events.arrived(raw, self.clock())
            try:
                known = events.event_id(raw)
            except (KeyError, ValueError):
                log.error("telegram.update_unnamed", channel=self.bot)
                return
            await take(known, raw)
            if kind == events.TAPPED:
                self._acknowledge(raw)
        elif not kind:
            log.info("telegram.update_passed_over", channel=self.bot)

    async def _stands(self, raw: Mapping[str, Any]) -> None:
        """Note that somebody has blocked the bot or does so no more; where a group has put it out,
        what is sent there says so by itself.
        """
        try:
            chat, private, may_write, at = events.standing(raw)
        except (KeyError, ValueError):
            log.error("telegram.update_unreadable", channel=self.bot, kind=events.STANDING)
            return
        if not private:
            log.info("telegram.group", channel=self.bot, state="added" if may_write else "removed")
            return
        tell = self.came_back if may_write else self.left
        if tell is not None:
            await tell(chat, at)

    # --- a press ---

    def _acknowledge(self, raw: Mapping[str, Any]) -> None:
        """Let the pressed button stop turning, at once; which choice it was stays to be seen when
        the answer is out.
        """
        found = events.pressed(raw)
        if found is None:
            return
        # "query is too old" is no error: the answer itself comes as a message.
        self._aside(self._api.call("answerCallbackQuery", {"callback_query_id": found.query}))
        if found.choices < 2:
            return
        self._pressed.setdefault(found.chat, []).append(found)
        asyncio.get_running_loop().call_later(REPLACE_AFTER, self._replace, found.chat)

    def _replace(self, chat: str) -> None:
        """Leave of each keyboard in which somebody has chosen the chosen button alone; pressed
        again it says the same again.
        """
        if self._limited.get(chat, self.clock()) > self.clock():
            self._pressed.pop(chat, None)  # it is not worth more of the platform's patience
        for found in self._pressed.pop(chat, ()):
            given = {
                "chat_id": chat,
                "message_id": found.message,
                "reply_markup": {"inline_keyboard": [[found.button]]},
            }
            self._aside(self._api.call("editMessageReplyMarkup", given))

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
        if body is None:
            return JSONResponse({"ok": False}, 413)
        raw = parsed(body)
        if not isinstance(raw, dict):
            # Sent again it could not be read either, and would hold up what comes after it.
            log.error("telegram.update_unreadable", channel=self.bot)
            return JSONResponse({"ok": True})
        if not self.name:
            await self.meet()
        try:
            await self._take(raw, take)
        except Exception as error:
            log.error("telegram.not_stored", channel=self.bot, error=type(error).__name__)
            return JSONResponse({"ok": False}, 503)
        return JSONResponse({"ok": True})

    # --- out ---

    async def send(self, chat: str, message: Reply) -> Outcome:
        """Send one message."""
        if self.stopped:
            return NotYet(STOPPED_WAIT, everywhere=True)
        message = replace(message, text=normal(message.text).strip())
        if (wait := self._group_wait(chat)) > 0:
            return NotYet(wait)
        answer = await self._sent(self._moved.get(chat, chat), message)
        if answer is not None and answer.moved_to:
            # A group that has grown has a new id; nothing was sent to the old one.
            self._moved[chat] = answer.moved_to
            answer = await self._sent(answer.moved_to, message)
        if answer is None:
            return Refused() if message.photos or message.files else Sent()
        outcome = self._outcome(chat, answer)
        if isinstance(outcome, Sent) and chat in self._pressed:
            self._replace(chat)
        return outcome

    async def _sent(self, chat: str, message: Reply) -> Answer | None:
        """Send a message in the one call that carries it; None where nothing is left of it."""
        if message.photos:
            return await self._photo(chat, message)
        if message.files:
            return await self._documents(chat, message)
        if message.public and not message.form and len(message.text) <= sending.CAPTION_LIMIT:
            given = {**captioned(chat, message), "photo": message.public[0]}
            answer = await self._call("sendPhoto", given, UPLOAD_WITHIN)
            # A picture that Telegram cannot fetch must not take the words with it.
            if answer.no != 400 or answer.moved_to or not message.text:
                return answer
        if not message.text:
            return None
        given = sending.worded(chat, message, self.share)
        return await self._call("sendMessage", given, SEND_WITHIN)

    async def _photo(self, chat: str, message: Reply) -> Answer | None:
        """Send a photo of ours: by the name that it has there, uploaded where it has none yet."""
        name = message.photos[0]
        if (known := self._uploaded.get(name)) is not None:
            given = {**captioned(chat, message), "photo": known}
            answer = await self._call("sendPhoto", given, SEND_WITHIN)
            if answer.no != 400 or answer.moved_to:
                return answer
        content = await self.picture(name)
        if content is None:
            return await self._sent(chat, replace(message, photos=())) if message.text else None
        answer = await self._upload("photo", chat, message, content, "anh.jpg")
        if answer.no == 400 and not answer.moved_to and not is_unknown(answer):
            # Too narrow for a picture, or too large: as a file it goes as it is.
            return await self._upload("document", chat, message, content, "anh.jpg")
        if answer.done and (there := largest(answer.result)):
            self._uploaded[name] = there
            if len(self._uploaded) > MOST_REMEMBERED:
                del self._uploaded[next(iter(self._uploaded))]
        return answer

    async def _documents(self, chat: str, message: Reply) -> Answer | None:
        """Send files of ours: one goes with its words, where these have room there; otherwise the
        words follow.
        """
        beside = len(message.files) == 1 and len(message.text) <= sending.CAPTION_LIMIT
        said = message if beside else Reply("")
        last: Answer | None = None
        for name in message.files:
            found = await self.document(name)
            if found is not None:
                last = await self._upload("document", chat, said, *found)
                if not last.done:
                    return last
        if beside and last is not None:
            return last
        return await self._sent(chat, replace(message, files=())) if message.text else last

    async def _upload(
        self, kind: str, chat: str, message: Reply, content: bytes, name: str
    ) -> Answer:
        """Send bytes with the words under them."""
        bot, more = self._api.bot, captioned(chat, message)
        send = bot.send_photo if kind == "photo" else bot.send_document
        try:
            found = await send(
                chat,
                content,
                caption=more.get("caption"),
                caption_entities=more.get("caption_entities"),
                reply_markup=more.get("reply_markup"),
                filename=name,
            )
        except CallFailed as failed:
            return self._noted(failed.answer)
        except Exception as error:  # it is out, and what came of it cannot be read
            log.error("telegram.answer_unreadable", channel=self.bot, error=type(error).__name__)
            return Answer(Came.UNCLEAR)
        return Answer(Came.DONE, 200, found.to_dict())

    def _outcome(self, chat: str, answer: Answer) -> Outcome:
        """Return what came of a message. Told to wait in two chats at once, we wait in all."""
        if answer.no in sending.NO_TOKEN:
            return NotYet(STOPPED_WAIT, everywhere=True)
        now = self.clock()
        if answer.no != 429:
            if answer.done and chat in self._groups:
                self._groups[chat].append(now)
            elif answer.done and chat.startswith("-"):
                self._groups[chat] = deque([now], GROUP_MINUTE)
            return sending.outcome_of(answer)
        self._limited = {other: until for other, until in self._limited.items() if until > now}
        others = self._limited.keys() - {chat}
        self._limited[chat] = now + timedelta(seconds=answer.retry_after or 1.0)
        return sending.outcome_of(answer, everywhere=bool(others))

    def _group_wait(self, chat: str) -> float:
        """Return the seconds until a group may be written to again."""
        sent = self._groups.get(chat)
        if sent is None or len(sent) < GROUP_MINUTE or self._unpaced:
            return 0.0
        return (sent[0] + MINUTE - self.clock()).total_seconds()

    async def fetch(self, ref: str) -> bytes | None:
        """Return the bytes of a file that arrived, None when they cannot be had now. Raises
        NotTaken.
        """
        answer = await self._call("getFile", {"file_id": ref})
        if answer.no == 400:
            raise NotTaken("size")  # larger than a bot may have, or none of ours
        found = answer.result
        if not answer.done or not isinstance(found, dict):
            return None
        path, size = found.get("file_path"), found.get("file_size")
        if isinstance(size, int) and size > self._media_limit:
            raise NotTaken("size")
        if not isinstance(path, str) or path.startswith("/") or ".." in path.split("/"):
            return None
        return await self._api.download(path, self._media_limit)


def captioned(chat: str, message: Reply) -> dict[str, Any]:
    """Return what is sent with a picture or a file: its words stand under it."""
    given: dict[str, Any] = {"chat_id": chat}
    if message.text:
        given["caption"] = message.text
        if codes := sending.bold(message.text):
            given["caption_entities"] = codes
    if markup := sending.markup_of(message):
        given["reply_markup"] = markup
    return given


def is_unknown(answer: Answer) -> bool:
    """Tell whether a no is about the chat, not about what was sent."""
    return any(words in answer.words for words in sending.UNKNOWN_CHAT)


def largest(result: Any) -> str:
    """Return the platform's name for a photo that was uploaded, empty when it does not say."""
    sizes = result.get("photo") if isinstance(result, dict) else None
    return str(sizes[-1].get("file_id") or "") if isinstance(sizes, list) and sizes else ""
