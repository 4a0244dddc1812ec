"""From an event as the Official Account's webhook brings it to what crosses the channel's border.
Pure.

One as it comes (docs.zaloplatforms.com/docs/OA/webhook), names and numbers replaced:

    {"app_id": "11", "user_id_by_app": "22", "event_name": "user_send_text",
     "sender": {"id": "33"}, "recipient": {"id": "44"},
     "message": {"msg_id": "ab12", "text": "xin chào"}, "timestamp": "1795000000000"}

Ids and timestamps are texts: they are larger than a number of JavaScript.
"""

import hmac
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any
from unicodedata import normalize

from bot.dialogue.messages import Address, Incoming, Kind, Media, Place

BOT = "zalo-oa"
# A tap on a button comes back as a text like any other; this is how ours are known.
TAP = "#td:"
FOLLOW, UNFOLLOW, SUBMIT_INFO = "follow", "unfollow", "user_submit_info"
# What people send. Of a group's messages nothing is taken.
SENT, SENT_IN_GROUP = "user_send_", "user_send_group_"
# Echoes of what the account said, and receipts: not worth a line in the log.
QUIET = ("oa_send_", "user_received_message", "user_seen_message")
MEDIA: Mapping[str, Kind] = {
    "image": Kind.PHOTO,
    "gif": Kind.PHOTO,
    "audio": Kind.VOICE,
    "video": Kind.VIDEO,
    "file": Kind.FILE,
}


def address(raw: Mapping[str, Any]) -> Address:
    """Return where an event happened: a person has one conversation with the account."""
    user = user_of(raw)
    return Address(BOT, user, user)


def user_of(raw: Mapping[str, Any]) -> str:
    """Return the person's id. Raises KeyError or ValueError."""
    place = "follower" if raw["event_name"] in (FOLLOW, UNFOLLOW) else "sender"
    user = _part(raw, place)["id"]
    if not isinstance(user, str) or not user:
        raise ValueError("an event of nobody")
    return user


def account_of(raw: Mapping[str, Any]) -> str:
    """Return the id of the Official Account that a person's event is for, empty if it says
    none. Of an echo or a receipt the recipient is the person, of a group's message the group.
    """
    given = raw.get("oa_id")
    if not given and _is_of_person(str(raw.get("event_name", ""))):
        given = _part(raw, "recipient").get("id")
    return given if isinstance(given, str) else ""


def event_id(raw: Mapping[str, Any]) -> str | None:
    """Return by which an event is known, None for one that is no matter of the conversation.

    A message has an id of its own; a follow and a form handed in have none.
    """
    name = str(raw.get("event_name", ""))
    if _is_sent(name):
        own = _part(raw, "message").get("msg_id")
        if isinstance(own, str) and own:
            return own
    elif name not in (FOLLOW, SUBMIT_INFO):
        return None
    parts = (name, user_of(raw), str(raw["timestamp"]))
    return sha256("\n".join(parts).encode()).hexdigest()[:32]


def gone(raw: Mapping[str, Any]) -> tuple[str, datetime]:
    """Return who stopped following, and when. Raises KeyError or ValueError."""
    return user_of(raw), moment(raw)[1]


def read(raw: Mapping[str, Any]) -> Incoming:
    """Return what a person sent.

    >>> read({"event_name": "user_send_text", "sender": {"id": "33"}, "timestamp": "1795000000000",
    ...       "message": {"msg_id": "ab12", "text": "#td:a1:0"}}).tap
    'a1:0'
    """
    name = str(raw["event_name"])
    stamp, sent_at = moment(raw)
    message = _part(raw, "message")
    text = normalize("NFC", str(message.get("text") or ""))
    kind, said = _said(name, text, raw)
    return Incoming(
        kind,
        event_id=event_id(raw) or "",
        sent_at=sent_at,
        message_id=str(message.get("msg_id") or ""),
        order=stamp,
        **said,
    )


def moment(raw: Mapping[str, Any]) -> tuple[int, datetime]:
    """Return an event's timestamp, as it is and as a moment. Raises KeyError or ValueError."""
    stamp = int(str(raw["timestamp"]))
    try:
        return stamp, datetime.fromtimestamp(stamp / 1000, UTC)
    except (OverflowError, OSError):
        raise ValueError("not a date") from None


def _said(name: str, text: str, raw: Mapping[str, Any]) -> tuple[Kind, dict[str, Any]]:
    """Return the kind of an event, and what it fills in."""
    if name == FOLLOW:
        # Somebody says hello without a word: the same as a sticker.
        return Kind.STICKER, {}
    if name == SUBMIT_INFO:
        return Kind.CONTACT, _submitted(_part(raw, "info"))
    what = name.removeprefix(SENT)
    attached = _attached(raw)
    if what in MEDIA:
        media = tuple(_medium(MEDIA[what], payload) for payload in attached if payload.get("url"))
        return (MEDIA[what], {"text": text, "media": media}) if media else (Kind.UNKNOWN, {})
    match what:
        case "text" if text.startswith(TAP):
            return Kind.TAP, {"tap": text.removeprefix(TAP)}
        case "text":
            return (Kind.TEXT if text.strip() else Kind.EMPTY), {"text": text}
        case "link":
            links = [str(payload.get("url") or "") for payload in attached]
            words = "\n".join([text, *(link for link in links if link not in text)]).strip()
            return (Kind.TEXT if words else Kind.EMPTY), {"text": words}
        case "sticker":
            return Kind.STICKER, {}
        case "location":
            return Kind.LOCATION, {"place": _place(text, attached)}
        case "business_card":
            return Kind.CONTACT, {}
        case _:
            return Kind.UNKNOWN, {}


def _submitted(info: Mapping[str, Any]) -> dict[str, Any]:
    """What somebody handed in through the platform's own form: it knows that the number is
    theirs, which of a typed number nobody does. Without a number it is a card like any other.
    """
    digits = re.sub(r"\D", "", str(info.get("phone") or ""))
    phone = f"84{digits[1:]}" if digits.startswith("0") else digits
    name = normalize("NFC", str(info.get("name") or ""))
    return {"name": name, "task": {"kind": "phone", "phone": phone} if phone else {}}


def _attached(raw: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    attachments = _part(raw, "message").get("attachments") or ()
    return [_part(one, "payload") for one in attachments if isinstance(one, Mapping)]


def _medium(kind: Kind, payload: Mapping[str, Any]) -> Media:
    size = str(payload.get("size") or "")
    name = normalize("NFC", str(payload.get("name") or ""))
    return Media(kind, ref=str(payload["url"]), name=name, size=int(size) if size.isdigit() else 0)


def _place(name: str, attached: list[Mapping[str, Any]]) -> Place:
    point = _part(attached[0], "coordinates") if attached else {}
    latitude, longitude = float(point["latitude"]), float(point["longitude"])
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise ValueError("no point on the map")
    return Place(latitude, longitude, name)


def _is_sent(name: str) -> bool:
    return name.startswith(SENT) and not name.startswith(SENT_IN_GROUP)


def _is_of_person(name: str) -> bool:
    return _is_sent(name) or name == SUBMIT_INFO


def _part(raw: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = raw.get(name)
    return found if isinstance(found, Mapping) else {}


# --- whether it comes from the platform ----------------------------------------------------------


def signature(first: str, body: bytes, timestamp: str, secret: str) -> str:
    """Return the platform's mark of a body: plain SHA-256 over the application's id, the body as
    it came, the timestamp in it, and the secret.
    """
    return sha256(first.encode() + body + timestamp.encode() + secret.encode()).hexdigest()


def is_signed(given: str, first: str, body: bytes, timestamp: str, secret: str) -> bool:
    """Tell whether a header ("mac=…", or the mark alone) is the body's."""
    mark = given.strip().removeprefix("mac=").lower()
    right = signature(first, body, timestamp, secret)
    return hmac.compare_digest(mark.encode(), right.encode())
