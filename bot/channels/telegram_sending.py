"""What the Bot API takes, as its requests carry it, and what its answers mean. Pure."""

from collections.abc import Mapping
from typing import Any

from bot.channels.telegram_transport import Answer, Came
from bot.channels.zalo_text import code_lines, utf16_length
from bot.dialogue.messages import Button, NotYet, Outcome, Refused, Reply, Sent, Unknown

TEXT_LIMIT = 4000  # of 4,096
CAPTION_LIMIT = 1024
ALBUM_LIMIT = 10  # photos in one message; fewer than two are none
DATA_LIMIT = 64  # bytes of what a button brings back
NO_TOKEN = (401, 404)  # revoked; mistyped
UNKNOWN_CHAT = ("chat not found", "user not found", "peer_id_invalid", "group is deactivated")
# A group in which the bot may only read.
MAY_NOT_WRITE = ("not enough rights", "no rights to send", "write_forbidden")
# Sounds besides Opus that are sent as a voice.
PLAYED = ("audio/mpeg", "audio/mp4", "audio/m4a", "audio/x-m4a")
OGG_PAGE = 64  # bytes of the beginning, in which a codec says its name
ENDINGS = {
    "audio/mpeg": ".mp3", "audio/mp4": ".m4a", "audio/m4a": ".m4a", "audio/x-m4a": ".m4a",
    "audio/aac": ".aac", "audio/amr": ".amr", "audio/webm": ".webm", "audio/wav": ".wav",
    "audio/x-wav": ".wav", "audio/ogg": ".ogg", "application/ogg": ".ogg", "video/ogg": ".ogg",
    "video/webm": ".webm", "video/mp4": ".mp4", "video/3gpp": ".3gp",
}  # fmt: skip
# Telegram would fetch every page that a message names, those that are for one person too.
NO_PREVIEW = {"is_disabled": True}


def worded(chat: str, reply: Reply, share: str = "") -> dict[str, Any]:
    """Return what is sent for words and choices; `share` is on the button that hands over the
    telephone number, where it is asked for.
    """
    given: dict[str, Any] = {
        "chat_id": chat,
        "text": reply.text,
        "link_preview_options": NO_PREVIEW,
    }
    if codes := bold(reply.text):
        given["entities"] = codes
    if markup := markup_of(reply, share):
        given["reply_markup"] = markup
    return given


def captioned(chat: str, message: Reply) -> dict[str, Any]:
    """Return what is sent with a picture or a file: its words stand under it."""
    given: dict[str, Any] = {"chat_id": chat}
    if message.text:
        given["caption"] = message.text
        if codes := bold(message.text):
            given["caption_entities"] = codes
    if markup := markup_of(message):
        given["reply_markup"] = markup
    return given


def album_of(chat: str, reply: Reply, names: list[str]) -> dict[str, Any]:
    """Return what is sent for photos that the platform has: the words stand under the first, and
    are shown under all.
    """
    words = captioned(chat, reply)
    del words["chat_id"]
    media = [{"type": "photo", "media": name} for name in names]
    return {"chat_id": chat, "media": [{**media[0], **words}, *media[1:]]}


def bold(text: str) -> list[dict[str, Any]]:
    """Return the receipt codes of a text, by their places in UTF-16: marks in the text would make
    something else of what people write.
    """
    return [
        {
            "type": "bold",
            "offset": utf16_length(text[: span.start]),
            "length": utf16_length(text[span.start : span.start + span.length]),
        }
        for span in code_lines(text)
    ]


def markup_of(reply: Reply, share: str = "") -> dict[str, Any]:
    """Return what stands under a message, empty where nothing does."""
    if reply.form == "phone" and share:
        return {
            "keyboard": [[{"text": share, "request_contact": True}]],
            "one_time_keyboard": True,
            "resize_keyboard": True,
        }
    return keyboard(reply.buttons) if reply.buttons else {}


def keyboard(buttons: tuple[Button, ...]) -> dict[str, Any]:
    """Return choices as buttons, one in a row: labels are sentences, and thumbs are large."""
    for button in buttons:
        if len(button.tap.encode()) > DATA_LIMIT:
            raise ValueError("a button that could not be told from others")
    return {
        "inline_keyboard": [[{"text": one.label, "callback_data": one.tap}] for one in buttons]
    }


def spoken_as(content: bytes, mime: str) -> str:
    """Return as what a sound can be sent, by its format: "voice" is played by a touch, "document"
    is opened.
    """
    opus = content.startswith(b"OggS") and b"OpusHead" in content[:OGG_PAGE]
    return "voice" if opus or mime in PLAYED else "document"


def outcome_of(answer: Answer, *, everywhere: bool = False) -> Outcome:
    """Return what became of a message, an album by the names of all its parts; `everywhere` says
    that a wait is for all chats.
    """
    if answer.done:
        parts = answer.result if isinstance(answer.result, list) else [answer.result]
        named = [part.get("message_id") for part in parts if isinstance(part, Mapping)]
        return Sent(",".join(str(own) for own in named if own))
    if answer.came is Came.UNREACHED:
        return NotYet()
    if answer.came is Came.UNCLEAR:
        return Unknown()
    if answer.code == 429:
        return NotYet(answer.retry_after or 1.0, everywhere=everywhere)
    if answer.code == 403:
        return Refused(gone=True)
    gone = (*UNKNOWN_CHAT, *MAY_NOT_WRITE)
    return Refused(gone=any(words in answer.words for words in gone))
