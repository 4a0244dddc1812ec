"""What the Bot API takes, as its requests carry it, and what its answers mean. Pure."""

from collections.abc import Mapping
from typing import Any

from bot.channels.telegram_transport import Answer, Came
from bot.channels.zalo_text import code_lines, utf16_length
from bot.dialogue.messages import Button, NotYet, Outcome, Refused, Reply, Sent, Unknown

TEXT_LIMIT = 4000  # of 4,096
CAPTION_LIMIT = 1024
DATA_LIMIT = 64  # bytes of what a button brings back
NO_TOKEN = (401, 404)  # revoked; mistyped
UNKNOWN_CHAT = ("chat not found", "user not found", "peer_id_invalid", "group is deactivated")
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


def outcome_of(answer: Answer, *, everywhere: bool = False) -> Outcome:
    """Return what became of a message; `everywhere` says that a wait is for all chats."""
    if answer.done:
        found = answer.result if isinstance(answer.result, Mapping) else {}
        return Sent(str(found.get("message_id") or ""))
    if answer.came is Came.UNREACHED:
        return NotYet()
    if answer.came is Came.UNCLEAR:
        return Unknown()
    if answer.code == 429:
        return NotYet(answer.retry_after or 1.0, everywhere=everywhere)
    if answer.code == 403:
        return Refused(gone=True)
    return Refused(gone=any(words in answer.words for words in UNKNOWN_CHAT))
