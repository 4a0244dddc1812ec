"""The frames of the page: what it says, read with suspicion, and what it is told. Pure."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeGuard

from bot.channels.web.backend import Line

_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_TYPE = re.compile(r"[a-z]{1,20}")
_LAST = 2**53  # the largest whole number that a page counts exactly
_TAP_BYTES = 64
_LABEL = 300

Files = Callable[[str], dict[str, Any] | None]


@dataclass(frozen=True, slots=True)
class Ack:
    """The page has put a line on the screen."""

    number: int


@dataclass(frozen=True, slots=True)
class Ping:
    """The page asks whether anybody is there."""


@dataclass(frozen=True, slots=True)
class Said:
    """The person did something; all but who, where and when."""

    id: str
    event: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Complaint:
    """The frame is not taken; `key` names the sentence, `id` (if it has one) the message."""

    id: str
    key: str


def is_id(text: str) -> bool:
    """Tell whether this can be the id of a page or of a message."""
    return _ID.fullmatch(text) is not None


def read_frame(
    raw: str, page: str, files: Files, text_limit: int, files_limit: int
) -> Ack | Ping | Said | Complaint:
    """Return what one frame of the page means; `files` resolves the ids of uploads."""
    try:
        frame = json.loads(raw)
    except (ValueError, RecursionError):
        return Complaint("", "web-unreadable")
    if not isinstance(frame, dict):
        return Complaint("", "web-unreadable")
    kind = frame.get("t")
    if kind == "ping":
        return Ping()
    if kind == "ack":
        number = frame.get("number")
        return Ack(number) if _is_count(number) else Complaint("", "web-unreadable")
    said_id = frame.get("id")
    if not isinstance(said_id, str) or not is_id(said_id):
        return Complaint("", "web-unreadable")
    body = _body(frame, files, text_limit, files_limit)
    # A message that an earlier page could not send keeps that page's name and number.
    stream = frame.get("page", page)
    if (
        isinstance(body, str)
        or not (isinstance(kind, str) and _TYPE.fullmatch(kind))
        or not (isinstance(stream, str) and is_id(stream))
        or not _is_count(frame.get("seq"))
    ):
        return Complaint(said_id, body if isinstance(body, str) else "web-unreadable")
    return Said(said_id, {"t": kind, "id": said_id, "seq": frame["seq"], "page": stream, **body})


def _body(
    frame: dict[str, Any], files: Files, text_limit: int, files_limit: int
) -> dict[str, Any] | str:
    """Return the part of the event that depends on its type, or the key of a complaint."""
    text = frame.get("text", "")
    if not isinstance(text, str):
        return "web-unreadable"
    if len(text) > text_limit:
        return "web-too-long"
    match frame.get("t"):
        case "say":
            return {"text": clean(text)}
        case "tap":
            tap, label = frame.get("tap"), frame.get("label", "")
            if not isinstance(tap, str) or not isinstance(label, str):
                return "web-unreadable"
            if len(clean(tap).encode()) > _TAP_BYTES:
                return "web-unreadable"
            return {"tap": clean(tap), "label": clean(label)[:_LABEL]}
        case "media":
            named = frame.get("files")
            if not isinstance(named, list) or not named:
                return "web-unreadable"
            if len(named) > files_limit:
                return "web-too-many-files"
            found = [files(name) if isinstance(name, str) else None for name in named]
            if None in found:
                return "web-file-gone"
            return {"text": clean(text), "files": found}
        case "place":
            lat, lon = frame.get("lat"), frame.get("lon")
            if not _is_degrees(lat, 90) or not _is_degrees(lon, 180):
                return "web-unreadable"
            return {"lat": lat, "lon": lon}
        case _:
            # A newer page than this server: kept without content, answered as something unknown.
            return {}


def clean(text: str) -> str:
    """Return the text without what no store can hold: halves of characters, and null."""
    return text.encode("utf-8", "replace").decode("utf-8").replace("\x00", "")


def _is_count(number: object) -> TypeGuard[int]:
    return isinstance(number, int) and not isinstance(number, bool) and 0 < number < _LAST


def _is_degrees(number: object, most: int) -> bool:
    return (
        isinstance(number, int | float)
        and not isinstance(number, bool)
        and -most <= number <= most
    )


def line_frame(line: Line) -> dict[str, Any]:
    """Return a line as the page reads it: what is empty is left out."""
    frame: dict[str, Any] = {"number": line.number, "text": line.text}
    if line.own:
        frame["own"] = True
    if line.event_id:
        frame["id"] = line.event_id
    if line.buttons:
        frame["buttons"] = [{"tap": b.tap, "label": b.label} for b in line.buttons]
    if line.photos:
        frame["photos"] = list(line.photos)
    if line.sounds:
        frame["sounds"] = list(line.sounds)
    if line.files:
        frame["files"] = [{"path": path, "name": name} for path, name in line.files]
    if line.at is not None:
        frame["at"] = iso(line.at)
    if line.pressed:
        frame["pressed"] = line.pressed
    return frame


def iso(at: datetime) -> str:
    """Return a time as every browser reads it."""
    return at.isoformat(timespec="milliseconds")
