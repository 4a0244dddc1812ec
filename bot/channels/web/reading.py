"""From an event as the web chat's server stores it to what crosses the channel's border. Pure."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.dialogue.messages import Abilities, Address, Incoming, Kind, Media, Ordering, Place

BOT = "web"

ABILITIES = Abilities(buttons=True, files=True, ordering=Ordering.DENSE, text_limit=4000)


def address(event: Mapping[str, Any]) -> Address:
    """Return where the event was said: a visitor has one conversation, on however many pages."""
    visitor = str(event["visitor"])
    return Address(BOT, visitor, visitor)


def read(event: Mapping[str, Any]) -> Incoming:
    """Return what the person sent.

    >>> read({"t": "say", "id": "a1", "seq": 1, "page": "p", "visitor": "v",
    ...       "at": "2026-11-10T02:00:00+00:00", "text": "Bà Mận"}).kind
    <Kind.TEXT: 'text'>
    """
    media = tuple(_medium(file) for file in event.get("files", ()))
    text = str(event.get("text", ""))
    return Incoming(
        kind=_kind(event, text, media),
        event_id=f"{event['visitor']}:{event['id']}",
        sent_at=datetime.fromisoformat(str(event["at"])),
        text=str(event.get("label", "")) if event.get("t") == "tap" else text,
        tap=str(event.get("tap", "")),
        media=media,
        place=_place(event),
        message_id=str(event["id"]),
        order=int(event["seq"]),
        stream=str(event["page"]),
        passing=bool(event.get("passing", False)),
    )


def _kind(event: Mapping[str, Any], text: str, media: tuple[Media, ...]) -> Kind:
    match event.get("t"):
        case "say":
            return Kind.TEXT if text.strip() else Kind.EMPTY
        case "tap":
            return Kind.TAP if event.get("tap") else Kind.EMPTY
        case "media":
            return media[0].kind if media else Kind.EMPTY
        case "place":
            return Kind.LOCATION
        case _:
            return Kind.UNKNOWN


def _medium(file: Mapping[str, Any]) -> Media:
    return Media(
        kind=Kind(file["kind"]),
        file=str(file["file"]),
        mime=str(file.get("mime", "")),
        name=str(file.get("name", "")),
        size=int(file.get("size", 0)),
        seconds=int(file.get("seconds", 0)),
    )


def _place(event: Mapping[str, Any]) -> Place | None:
    if event.get("t") != "place":
        return None
    return Place(float(event["lat"]), float(event["lon"]))
