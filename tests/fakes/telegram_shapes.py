"""How the Bot API shows people, chats, keyboards and files."""

import io
import re
import secrets
from collections.abc import Mapping
from typing import Any

from PIL import Image

# The beginning of a voice note as phones record it.
OGG = b"OggS\x00\x02" + b"\x00" * 8 + b"\x01\x00\x00\x00" + b"\x00" * 8 + b"\x01\x13OpusHead\x01"


def lane_of(update: Mapping[str, Any]) -> tuple[str, int]:
    """Return the way on which an update is brought: updates of one come in order."""
    for name, held in update.items():
        if name == "callback_query":
            return name, int(held["from"]["id"])
        if name == "my_chat_member":
            return name, int(held["chat"]["id"])
        if isinstance(held, dict) and isinstance(held.get("chat"), dict):
            return "message", int(held["chat"].get("id", 0))
    return "", 0


def buttons_of(markup: Any) -> tuple[tuple[str, str], ...]:
    """Return the buttons of a keyboard: labels with what they bring back."""
    if not isinstance(markup, dict):
        return ()
    rows = markup.get("inline_keyboard") or markup.get("keyboard") or ()
    return tuple(
        (str(one.get("text", "")), str(one.get("callback_data", "")))
        for row in rows
        for one in row
    )


def user(own: int, name: str, *, is_bot: bool = False, username: str = "") -> dict[str, Any]:
    """Return somebody as the platform shows them."""
    found: dict[str, Any] = {"id": own, "is_bot": is_bot, "first_name": name}
    if username:
        found["username"] = username
    if not is_bot:
        found["language_code"] = "vi"
    return found


def person(own: int, name: str) -> dict[str, Any]:
    """Return the private chat of somebody."""
    return {"id": own, "type": "private", "first_name": name}


def standing(who: Mapping[str, Any], status: str) -> dict[str, Any]:
    """Return what somebody is in a chat."""
    return {"user": who, "status": status, **({"until_date": 0} if status == "kicked" else {})}


def captioned(caption: str) -> dict[str, Any]:
    """Return the words under a photo, where there are any."""
    return {"caption": caption} if caption else {}


def entities_of(text: str) -> list[dict[str, Any]]:
    """Return what the platform finds in a text: a command at its beginning, names of bots."""
    found = []
    for kind, pattern in (("bot_command", r"^/\w+(?:@\w+)?"), ("mention", r"(?<!\S)@\w+")):
        for one in re.finditer(pattern, text):
            start = len(text[: one.start()].encode("utf-16-le")) // 2
            found.append({"type": kind, "offset": start, "length": len(one[0])})
    return found


def picture(width: int = 48, height: int = 32) -> bytes:
    """Return a small photo, another one each time."""
    colour = tuple(secrets.token_bytes(3))
    written = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(written, "JPEG")
    return written.getvalue()
