"""Messages as plain JSON: what a person said is kept until its place is settled."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from bot.dialogue.messages import Incoming, Kind, Media, Place


def said_to_json(said: Incoming) -> dict[str, Any]:
    """Return a message as plain JSON values."""
    return {
        **asdict(said),
        "kind": said.kind.value,
        "sent_at": said.sent_at.isoformat(),
        "media": [{**asdict(media), "kind": media.kind.value} for media in said.media],
        "task": dict(said.task),
    }


def said_from_json(plain: Mapping[str, Any]) -> Incoming:
    """Return the message that `said_to_json` wrote, also in an older release."""
    plain = {name: plain[name] for name in Incoming.__dataclass_fields__ if name in plain}
    media = tuple(Media(**{**m, "kind": Kind(m["kind"])}) for m in plain["media"])
    place = Place(**plain["place"]) if plain.get("place") else None
    sent_at = datetime.fromisoformat(plain["sent_at"])
    return Incoming(
        **{
            **plain,
            "kind": Kind(plain["kind"]),
            "sent_at": sent_at,
            "media": media,
            "place": place,
        }
    )


def stamp(at: datetime | None) -> str | None:
    """Return a moment as ISO text."""
    return at.isoformat() if at else None


def moment(text: str | None) -> datetime | None:
    """Return the moment that `stamp` wrote."""
    return datetime.fromisoformat(text) if text else None
