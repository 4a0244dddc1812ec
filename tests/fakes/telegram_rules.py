"""What the Bot API refuses, and in which words."""

import io
import re
from collections import deque
from collections.abc import Mapping
from html import unescape
from typing import Any

from PIL import Image

TEXT_LIMIT, CAPTION_LIMIT, RAW_LIMIT = 4096, 1024, 32_768
ACTIONS = (
    "callback_data", "url", "web_app", "switch_inline_query", "switch_inline_query_current_chat",
    "login_url", "copy_text", "pay",
)  # fmt: skip
SCOPES = (
    "default", "all_private_chats", "all_group_chats", "all_chat_administrators", "chat",
    "chat_administrators", "chat_member",
)  # fmt: skip
TAG = re.compile(r"</?([a-z-]+)(?:\s[^>]*)?>")
TAGS = {
    "b",
    "strong",
    "i",
    "em",
    "u",
    "ins",
    "s",
    "strike",
    "del",
    "code",
    "pre",
    "a",
    "blockquote",
}


class Refusal(Exception):
    """A no in the platform's own format."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.parameters = parameters


def check_text(text: str, captions: bool) -> None:
    """Refuse words that are too many, and no words where there must be some."""
    if captions:
        if len(text) > CAPTION_LIMIT:
            raise Refusal(400, "Bad Request: message caption is too long")
        return
    if not text.strip():
        raise Refusal(400, "Bad Request: message text is empty")
    if len(text) > TEXT_LIMIT or len(text.encode()) > RAW_LIMIT:
        raise Refusal(400, "Bad Request: message is too long")


def check_entities(text: str, entities: Any) -> None:
    """Refuse parts that do not lie in the text, counted in UTF-16."""
    length = len(text.encode("utf-16-le")) // 2
    for one in entities or ():
        match one:
            case {"type": str(), "offset": int(start), "length": int(long)}:
                if start >= 0 and long > 0 and start + long <= length:
                    continue
        raise Refusal(400, "Bad Request: can't parse entities: wrong offset")


def check_markup(markup: Any) -> None:
    """Refuse keyboards that could not be shown or told apart."""
    if not markup:
        return
    if not isinstance(markup, dict):
        raise Refusal(400, "Bad Request: object expected as reply markup")
    rows = markup.get("inline_keyboard", ())
    buttons = [button for row in rows for button in row]
    if len(buttons) > 100 or any(len(row) > 8 for row in rows):
        raise Refusal(400, "Bad Request: reply markup is too long")
    for button in buttons:
        if not str(button.get("text", "")).strip():
            raise Refusal(400, "Bad Request: text buttons are unallowed in the inline keyboard")
        if sum(name in button for name in ACTIONS) != 1:
            raise Refusal(400, "Bad Request: can't parse inline keyboard button: one action")
        if "callback_data" in button and not 1 <= len(button["callback_data"].encode()) <= 64:
            raise Refusal(400, "Bad Request: BUTTON_DATA_INVALID")
    for row in markup.get("keyboard", ()):
        if any(not str(b.get("text", "") if isinstance(b, dict) else b).strip() for b in row):
            raise Refusal(400, "Bad Request: keyboard button without text")


def check_pace(log: deque[float], now: float, seconds: float, most: int) -> None:
    """Refuse what is too soon, by when what was before it went out."""
    while log and log[0] <= now - seconds:
        log.popleft()
    if len(log) >= most:
        wait = max(1, round(log[0] + seconds - now + 0.5))
        raise Refusal(429, f"Too Many Requests: retry after {wait}", retry_after=wait)


def push_pause(failures: int, asked: str) -> float:
    """Return the seconds until an update is brought again after so many failures, or for as long
    as the bot has asked for.
    """
    if asked.isdecimal():
        return min(float(asked), 3600.0)
    return 0.0 if failures == 1 else min(2.0 ** (failures - 1), 60.0)


def check_voice(content: bytes) -> None:
    """Refuse what is not played as a voice: it would arrive as something else."""
    opus = content.startswith(b"OggS") and b"OpusHead" in content[:64]
    mp3 = content.startswith((b"ID3", b"\xff\xfb", b"\xff\xf3"))
    if not (opus or mp3 or content[4:8] == b"ftyp"):
        raise Refusal(400, "Bad Request: wrong file type for a voice message")


def check_album(media: Any) -> None:
    """Refuse albums of a wrong size, or of kinds that do not stand together."""
    if not isinstance(media, list) or not all(isinstance(one, dict) for one in media):
        raise Refusal(400, "Bad Request: media must be an array of InputMedia")
    if not 2 <= len(media) <= 10:
        raise Refusal(400, "Bad Request: wrong number of items in the album")
    kinds = {str(one.get("type")) for one in media}
    if not (kinds <= {"photo", "video"} or kinds in ({"document"}, {"audio"})):
        raise Refusal(400, "Bad Request: media can't be mixed in an album")


def check_picture(content: bytes) -> None:
    """Refuse what is no picture, or one of a shape that is not shown."""
    try:
        with Image.open(io.BytesIO(content)) as opened:
            width, height = opened.size
    except (OSError, ValueError, SyntaxError):
        raise Refusal(400, "Bad Request: IMAGE_PROCESS_FAILED") from None
    if width + height > 10_000 or max(width, height) > 20 * min(width, height):
        raise Refusal(400, "Bad Request: PHOTO_INVALID_DIMENSIONS")


def formatted(text: str, entities: Any, mode: Any) -> tuple[str, Any]:
    """Return words without their marks; those of HTML are looked at, of Markdown they are not."""
    if mode is None:
        return text, entities
    if mode not in ("HTML", "MarkdownV2", "Markdown"):
        raise Refusal(400, "Bad Request: unsupported parse_mode")
    if mode != "HTML":
        return text, ()
    opened: list[str] = []
    for found in TAG.finditer(text):
        if found[1] not in TAGS:
            raise Refusal(400, "Bad Request: can't parse entities: unsupported start tag")
        if not found[0].startswith("</"):
            opened.append(found[1])
        elif not opened or opened.pop() != found[1]:
            raise Refusal(400, "Bad Request: can't parse entities: unexpected end tag")
    plain = TAG.sub("", text)
    if opened or "<" in plain:
        raise Refusal(400, "Bad Request: can't parse entities: can't find end tag")
    return unescape(plain), ()


def scope_of(given: Mapping[str, Any]) -> tuple[str, str]:
    """Return for whom a list of commands is. Raises Refusal."""
    kind = str((given.get("scope") or {}).get("type", "default"))
    if kind not in SCOPES:
        raise Refusal(400, "Bad Request: unknown scope")
    return kind, str(given.get("language_code", ""))
