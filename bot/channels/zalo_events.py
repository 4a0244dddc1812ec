"""Reads the events of the Zalo Bot Platform. Pure.

The platform writes them in more than one way, and its documents in another: whatever was seen is
read, whatever is missing is done without. Read on 2026-11-22, docs.zaloplatforms.com/docs/BOT:

    {"ok": true, "result": {"event_name": "message.text.received", "message": {
        "from": {"id": "9f01c2", "display_name": "Bà Bưởi", "is_bot": false},
        "chat": {"id": "9f01c2", "chat_type": "PRIVATE"},
        "message_id": "77ab03", "date": 1795000000000, "text": "kể việc tốt"}}}

Webhooks bring what is in `result` alone.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import orjson

from bot.channels.zalo_text import normal, without_mention
from bot.dialogue.messages import Address, Incoming, Kind, Media

PROBE = "webhook.test"
TEXT = "message.text.received"
IMAGE = "message.image.received"
STICKER = "message.sticker.received"
VOICE = "message.voice.received"

ARRIVED = "arrived"  # ours: when an event came that has no date
SORTED = orjson.OPT_SORT_KEYS
LONGEST_ID = 128
SECONDS_BELOW = 10**11  # a smaller date is in seconds, whatever the documents say
LATEST = 10**13  # milliseconds; no date of a message is later than the year 2286

Event = Mapping[str, Any]


def events_of(body: Any) -> list[Event]:
    """Return the events in what the platform handed over: one, none, or a list of them, wrapped
    or not.
    """
    if isinstance(body, list):
        return [event for item in body for event in events_of(item)]
    if not isinstance(body, dict):
        return []
    if isinstance(body.get("event_name"), str):
        return [flat(body)]
    if isinstance(body.get("result"), dict | list):
        return events_of(body["result"])
    return [event for held in body.values() if isinstance(held, list) for event in events_of(held)]


def flat(raw: Event) -> Event:
    """Return an event without its wrapping, and nothing but what the platform says it has. Raises
    KeyError when it is none.
    """
    held = raw.get("result")
    bare = held if isinstance(held, dict) else raw
    message = bare.get("message")
    return {
        "event_name": str(bare["event_name"]),
        "message": message if isinstance(message, dict) else {},
    }


def arrived(event: Event, now: datetime) -> Event:
    """Return an event with the moment of its arrival, where it has no date of its own."""
    message = event["message"]
    if moment_ms(message.get("date")) is not None:
        return event
    return {**event, "message": {**message, ARRIVED: int(now.timestamp() * 1000)}}


def event_id(event: Event) -> str | None:
    """Return the name by which a repeated event is known, None for what is no event of a person:
    a probe, a bot's message, one without a sender or a chat.
    """
    try:
        address = address_of("", event)
    except (KeyError, ValueError):
        return None
    name, message = event["event_name"], event["message"]
    if name == PROBE or message["from"].get("is_bot") is True:
        return None
    given = identifier(message.get("message_id"))
    if given:
        return given
    content = {key: message[key] for key in message.keys() - {"from", "chat", ARRIVED}}
    named = orjson.dumps([name, address.chat, address.sender, content], option=SORTED)
    return f"digest:{sha256(named).hexdigest()[:32]}"


def address_of(bot: str, event: Event) -> Address:
    """Return where an event happened. Raises KeyError or ValueError when it does not say."""
    message = event["message"]
    chat, sender = (identifier(part_of(message, name).get("id")) for name in ("chat", "from"))
    if not chat or not sender:
        raise ValueError("an event without a chat or a sender")
    return Address(bot, chat, sender)


def read(bot: str, bot_name: str, event: Event) -> Incoming:
    """Return what an event says. Raises KeyError or ValueError when it cannot be read."""
    address, message = address_of(bot, event), event["message"]
    known = event_id(event)
    at_ms = moment_ms(message.get("date")) or moment_ms(message.get(ARRIVED))
    if known is None or at_ms is None:
        raise ValueError("no event of a person, or one without a date")
    kind, said, media = content_of(event["event_name"], message)
    said = normal(said)
    if address.chat != address.sender:
        said = without_mention(said, bot_name)
    if kind is Kind.TEXT and not said.strip():
        kind = Kind.EMPTY
    sender = part_of(message, "from")
    return Incoming(
        kind,
        known,
        datetime.fromtimestamp(at_ms / 1000, UTC),
        text=said,
        media=media,
        message_id=identifier(message.get("message_id")),
        order=at_ms,
        name=normal(words(sender, "display_name", "name")).strip(),
    )


def content_of(name: str, message: Event) -> tuple[Kind, str, tuple[Media, ...]]:
    """Return of what kind a message is, its words, and what lies on the platform."""
    if name == TEXT:
        return Kind.TEXT, words(message, "text"), ()
    if name == STICKER:
        return Kind.STICKER, "", ()
    if name == IMAGE and (ref := words(message, "photo", "photo_url")):
        return Kind.PHOTO, words(message, "caption"), (Media(Kind.PHOTO, ref=ref),)
    if name == VOICE and (ref := words(message, "voice_url")):
        return Kind.VOICE, "", (Media(Kind.VOICE, ref=ref, mime="audio/aac"),)
    return Kind.UNKNOWN, "", ()


def part_of(message: Event, name: str) -> Event:
    """Return a part of a message. Raises KeyError when it is not there."""
    part = message[name]
    if not isinstance(part, dict):
        raise KeyError(name)
    return part


def words(message: Event, *names: str) -> str:
    """Return the first of several fields that holds words."""
    return next(
        (held for name in names if isinstance(held := message.get(name), str) and held), ""
    )


def identifier(given: object) -> str:
    """Return an id of the platform; empty for what cannot be one."""
    if isinstance(given, bool) or not isinstance(given, str | int):
        return ""
    found = str(given).strip()
    return found if len(found) <= LONGEST_ID and found.isprintable() else ""


def moment_ms(given: object) -> int | None:
    """Return a date of the platform in milliseconds, None for what is none."""
    if isinstance(given, str) and given.isdecimal() and len(given) < 15:
        given = int(given)
    if isinstance(given, bool) or not isinstance(given, int | float) or not 0 < given < LATEST:
        return None
    return int(given * 1000 if given < SECONDS_BELOW else given)
