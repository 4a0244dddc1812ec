"""What goes out to Telegram: each message in the one call that carries it, its pictures and files
uploaded where the platform has none of that name yet.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Any

import structlog

from bot.channels import telegram_sending as sending
from bot.channels.telegram_account import Account
from bot.channels.telegram_transport import UPLOAD_WITHIN, Answer, Came
from bot.dialogue.messages import Reply

log = structlog.get_logger()

SEND_WITHIN = 20.0
MOST_REMEMBERED = 2000  # photos and voices that were uploaded
PHOTO_NAME, VOICE_NAME = "anh.jpg", "tin-thoai"


class Outgoing:
    """Sends messages with what belongs to them."""

    def __init__(
        self,
        account: Account,
        share: str,
        picture: Callable[[str], Awaitable[bytes | None]],
        document: Callable[[str], Awaitable[tuple[bytes, str] | None]],
        sound: Callable[[str], Awaitable[tuple[bytes, str] | None]] | None,
    ) -> None:
        """`share` is on the button that hands over the telephone number. `picture` returns, by the
        id of a file of ours, a photo as it may be shown, `document` a file with its name, `sound`
        a voice note with what it is by its content.
        """
        self.account = account
        self.share = share
        self.picture = picture
        self.document = document
        self.sound = sound
        self._uploaded: dict[str, str] = {}

    async def send(self, chat: str, message: Reply) -> Answer | None:
        """Send a message in the one call that carries it; None where nothing is left of it."""
        if len(message.photos) > 1:
            return await self._album(chat, message)
        if message.photos:
            is_sound = message.photos[0].startswith("voice-")
            return await (self._voice if is_sound else self._photo)(chat, message)
        if message.files:
            return await self._documents(chat, message)
        if message.public and not message.form and len(message.text) <= sending.CAPTION_LIMIT:
            given = {**sending.captioned(chat, message), "photo": message.public[0]}
            answer = await self.account.call("sendPhoto", given, UPLOAD_WITHIN)
            # A picture that Telegram cannot fetch must not take the words with it.
            if answer.no != 400 or answer.moved_to or not message.text:
                return answer
        if not message.text:
            return None
        given = sending.worded(chat, message, self.share)
        return await self.account.call("sendMessage", given, SEND_WITHIN)

    async def _photo(self, chat: str, message: Reply) -> Answer | None:
        """Send a photo of ours: by the name that it has there, uploaded where it has none yet."""
        name = message.photos[0]
        if (known := await self._again("photo", chat, message)) is not None:
            return known
        content = await self.picture(name)
        if content is None:
            return await self.send(chat, replace(message, photos=())) if message.text else None
        answer = await self._upload("photo", chat, message, content, PHOTO_NAME)
        if is_about_it(answer):
            # Too narrow for a picture, or too large: as a file it goes as it is.
            return await self._upload("document", chat, message, content, PHOTO_NAME)
        self._remember([name], answer)
        return answer

    async def _voice(self, chat: str, message: Reply) -> Answer | None:
        """Send a voice note of ours: to be played where its format is one that is, else as a
        file.
        """
        name = message.photos[0]
        if (known := await self._again("voice", chat, message)) is not None:
            return known
        found = await self.sound(name) if self.sound is not None else None
        if found is None:
            return await self.send(chat, replace(message, photos=())) if message.text else None
        content, mime = found
        called = VOICE_NAME + sending.ENDINGS.get(mime, "")
        if sending.spoken_as(content, mime) == "voice":
            answer = await self._upload("voice", chat, message, content, called)
            if not is_about_it(answer):  # somebody may want no voices, and still take files
                self._remember([name], answer)
                return answer
        return await self._upload("document", chat, message, content, called)

    async def _again(self, kind: str, chat: str, message: Reply) -> Answer | None:
        """Send what was uploaded before by its name there; None where it has none, or one that
        holds no more.
        """
        if (known := self._uploaded.get(message.photos[0])) is None:
            return None
        given = {**sending.captioned(chat, message), kind: known}
        answer = await self.account.call(f"send{kind.capitalize()}", given, SEND_WITHIN)
        return None if answer.no == 400 and not answer.moved_to else answer

    async def _album(self, chat: str, message: Reply) -> Answer | None:
        """Send several photos of ours as one album: by the names that they have there, uploaded
        where they have none. Raises ValueError for what an album cannot carry in one call.
        """
        if message.buttons or len(message.text) > sending.CAPTION_LIMIT:
            raise ValueError("an album carries a few words, and no choices")
        known = [self._uploaded.get(name) for name in message.photos]
        if all(known):
            given = sending.album_of(chat, message, [str(one) for one in known])
            answer = await self.account.call("sendMediaGroup", given, SEND_WITHIN)
            if answer.no != 400 or answer.moved_to:
                return answer
        held = {name: await self.picture(name) for name in message.photos}
        there = {name: content for name, content in held.items() if content is not None}
        if len(there) < 2:
            return await self.send(chat, replace(message, photos=tuple(there)))
        answer = await self._upload_album("photo", chat, message, list(there.values()))
        if is_about_it(answer):
            # One of them is too narrow for a picture, or too large: as files all go as they are.
            return await self._upload_album("document", chat, message, list(there.values()))
        self._remember(list(there), answer)
        return answer

    def _remember(self, names: list[str], answer: Answer) -> None:
        """Keep by which names the platform knows what was uploaded."""
        parts = answer.result if isinstance(answer.result, list) else [answer.result]
        if not answer.done or len(parts) != len(names):
            return
        for name, part in zip(names, parts, strict=True):
            if there := name_there(part):
                self._uploaded[name] = there
        while len(self._uploaded) > MOST_REMEMBERED:
            del self._uploaded[next(iter(self._uploaded))]

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
        return await self.send(chat, replace(message, files=())) if message.text else last

    async def _upload(
        self, kind: str, chat: str, message: Reply, content: bytes, name: str
    ) -> Answer:
        """Send bytes with the words under them."""
        bot, more = self.account.api.bot, sending.captioned(chat, message)
        sends: Mapping[str, Callable[..., Awaitable[Any]]] = {
            "photo": bot.send_photo,
            "voice": bot.send_voice,
            "document": bot.send_document,
        }
        words = {part: more.get(part) for part in ("caption", "caption_entities", "reply_markup")}
        return await self._built(sends[kind](chat, content, filename=name, **words))

    async def _upload_album(
        self, kind: str, chat: str, message: Reply, contents: list[bytes]
    ) -> Answer:
        """Send photos together, as pictures or as files, with the words under the first."""
        from telegram import InputMediaDocument, InputMediaPhoto  # noqa: PLC0415 - heavy

        sort = InputMediaPhoto if kind == "photo" else InputMediaDocument
        more = sending.captioned(chat, message)
        words = {part: more.get(part) for part in ("caption", "caption_entities")}
        media = [
            sort(content, filename=PHOTO_NAME, **(words if place == 0 else {}))
            for place, content in enumerate(contents)
        ]
        return await self._built(self.account.api.bot.send_media_group(chat, media))

    async def _built(self, sending_it: Awaitable[Any]) -> Answer:
        """Return what came of a call that python-telegram-bot builds."""
        from bot.channels.telegram_building import CallFailed  # noqa: PLC0415 - heavy

        try:
            found = await sending_it
        except CallFailed as failed:
            return self.account.noted(failed.answer)
        except Exception as error:  # it is out, and what came of it cannot be read
            name = type(error).__name__
            log.error("telegram.answer_unreadable", channel=self.account.bot, error=name)
            return Answer(Came.UNCLEAR)
        several = isinstance(found, tuple)
        result = [part.to_dict() for part in found] if several else found.to_dict()
        return Answer(Came.DONE, 200, result)


def is_unknown(answer: Answer) -> bool:
    """Tell whether a no is about the chat, not about what was sent."""
    return any(words in answer.words for words in sending.UNKNOWN_CHAT)


def is_about_it(answer: Answer) -> bool:
    """Tell whether a no is about what was sent, so that it may go in another way."""
    return answer.no == 400 and not answer.moved_to and not is_unknown(answer)


def name_there(result: Any) -> str:
    """Return the platform's name for what was uploaded, empty when it does not say."""
    if not isinstance(result, dict):
        return ""
    sizes, voice = result.get("photo"), result.get("voice")
    found = sizes[-1] if isinstance(sizes, list) and sizes else voice
    return str(found.get("file_id") or "") if isinstance(found, dict) else ""
