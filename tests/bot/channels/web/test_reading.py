"""From stored events to what the dialogue reads."""

from typing import Any

import pytest

from bot.channels.web.reading import ABILITIES, address, read
from bot.dialogue.messages import Address, Incoming, Kind, Media, Ordering, Place
from tests.fakes.web_backend import START

EVENT = {"id": "m1", "seq": 4, "page": "p1", "visitor": "v1", "at": START.isoformat()}
PHOTO = {
    "file": "f1", "kind": "photo", "mime": "image/jpeg", "size": 9, "seconds": 0, "name": "a.jpg",
}  # fmt: skip


def incoming(kind: Kind, **more: Any) -> Incoming:
    return Incoming(
        kind, "v1:m1", START, message_id="m1", order=4, stream="p1", **more
    )  # fmt: skip


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        pytest.param({"t": "say", "text": "chào"}, incoming(Kind.TEXT, text="chào"), id="text"),
        pytest.param(
            {"t": "say", "text": "chào", "passing": True},
            incoming(Kind.TEXT, text="chào", passing=True),
            id="at a kiosk",
        ),
        pytest.param({"t": "say", "text": " "}, incoming(Kind.EMPTY, text=" "), id="empty"),
        pytest.param(
            {"t": "tap", "tap": "x:1", "label": "1. Gửi"},
            incoming(Kind.TAP, tap="x:1", text="1. Gửi"),
            id="tap",
        ),
        pytest.param(
            {"t": "media", "text": "ảnh", "files": [PHOTO]},
            incoming(
                Kind.PHOTO,
                text="ảnh",
                media=(Media(Kind.PHOTO, "f1", "", "image/jpeg", "a.jpg", 9, 0),),
            ),
            id="photo",
        ),
        pytest.param(
            {"t": "media", "files": [{"file": "f2", "kind": "voice", "seconds": 72}]},
            incoming(Kind.VOICE, media=(Media(Kind.VOICE, "f2", seconds=72),)),
            id="voice",
        ),
        pytest.param(
            {"t": "place", "lat": 20.9, "lon": 105.8},
            incoming(Kind.LOCATION, place=Place(20.9, 105.8)),
            id="place",
        ),
        pytest.param({"t": "dance"}, incoming(Kind.UNKNOWN), id="unknown"),
    ],
)
def test_read(event: dict[str, Any], expected: Incoming) -> None:
    assert read({**EVENT, **event}) == expected


def test_a_visitor_has_one_conversation() -> None:
    assert address({**EVENT, "t": "say"}) == Address("web", "v1", "v1")
    assert ABILITIES.ordering is Ordering.DENSE
