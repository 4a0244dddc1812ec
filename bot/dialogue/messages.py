"""What crosses a channel's border: what arrives, what is shown, and what a channel is able to do.

Every value here is frozen, made of plain Python values, and knows nothing of any platform.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """What sort of thing a person sent. Text that is only a web address is still TEXT."""

    TEXT = "text"
    TAP = "tap"  # a button was pressed
    PHOTO = "photo"
    VOICE = "voice"
    VIDEO = "video"
    FILE = "file"
    STICKER = "sticker"
    LOCATION = "location"
    CONTACT = "contact"
    POLL = "poll"
    TASK = "task"  # slow work that a turn asked for came back
    EMPTY = "empty"
    UNKNOWN = "unknown"


class Ordering(StrEnum):
    """What a channel promises about the order of its events within one chat."""

    ARRIVAL = "arrival"  # they arrive in order, or nothing is known: first come, first served
    DENSE = "dense"  # numbered 1, 2, 3 … within a chat: a gap can be seen and is waited for
    LOOSE = "loose"  # a date at most: an event waits a moment for an earlier one


@dataclass(frozen=True, slots=True)
class Address:
    """Where a conversation takes place. `sender` differs from `chat` in groups only."""

    bot: str
    chat: str
    sender: str


@dataclass(frozen=True, slots=True)
class Media:
    """One photo, voice note, video or file that arrived.

    `file` is the id of our own file row once there is one; `ref` is the platform's handle by which
    the bytes can be fetched, empty where the channel has already handed the bytes over (the web
    chat does).
    """

    kind: Kind
    file: str = ""
    ref: str = ""
    mime: str = ""
    name: str = ""
    size: int = 0  # bytes, 0 when unknown
    seconds: int = 0  # length of sound or film, 0 when unknown


@dataclass(frozen=True, slots=True)
class Place:
    """A point on the map that a person sent of their own accord, in degrees."""

    latitude: float
    longitude: float
    name: str = ""


@dataclass(frozen=True, slots=True)
class Incoming:
    """One thing that arrived from one person.

    `event_id` is unique within a bot; `order` is the channel's order key (its meaning depends on
    `Ordering`); `message_id` names the message so that a later edit can be matched to it; `edits`
    is set on an edit and names the message that was changed, while the other fields say what it
    says now. `tap` is the data of the pressed button; `keyboard` names the message in which it
    stood among others.
    """

    kind: Kind
    event_id: str
    sent_at: datetime
    text: str = ""
    tap: str = ""
    keyboard: str = ""
    media: tuple[Media, ...] = ()
    place: Place | None = None
    album: str = ""
    message_id: str = ""
    edits: str = ""
    forwarded: bool = False
    order: int = 0
    stream: str = (
        ""  # DENSE only: the numbering that `order` belongs to (one opened page of the web chat)
    )
    name: str = ""  # the display name on the channel, for the consent's "your name"
    passing: bool = False  # at a device of many (a kiosk): nothing may stay with whoever speaks
    task: Mapping[str, Any] = field(default_factory=dict)


BUTTON_ONLY = -1


@dataclass(frozen=True, slots=True)
class Option:
    """A choice: `id` is what the program means, `label` what the person reads.

    `others` are further names by which a person may type it (a hamlet's old name); they are never
    shown. `position` 0 lets a list number its options 1, 2, 3; hamlets that are called by numbers
    keep their own there; `BUTTON_ONLY` has none, and is never chosen by what is typed.
    """

    id: str
    label: str
    others: tuple[str, ...] = ()
    position: int = 0


@dataclass(frozen=True, slots=True)
class Button:
    """An option as a channel shows it: its number and label, and the opaque data a tap brings back
    (at most 64 bytes).
    """

    tap: str
    label: str


@dataclass(frozen=True, slots=True)
class Reply:
    """One message to show: its text, the choices under it, and what goes with it by ids of files
    of ours: photos and voice notes to look at and hear, files to take away.

    `public` are addresses of pictures that everybody may see anyway (the honour board's). `knock`
    is no text at all but the platform's approved template, which says how many things wait here.
    `form` is "phone" where the platform's own form asks for the telephone number with this text.
    """

    text: str
    buttons: tuple[Button, ...] = ()
    photos: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    public: tuple[str, ...] = ()
    knock: int = 0
    form: str = ""


@dataclass(frozen=True, slots=True)
class Abilities:
    """What a channel can do; everything else works everywhere.

    `text_limit` is the length in characters of the longest message it carries, in and out.
    `most_buttons` is how many buttons one message has at most; `photos` how many photos of ours
    may follow one reply as messages of their own (more than that become a link to a page, and so
    do voice notes unless `voices`), `album` of them in each; None where photos and sounds stand
    under the text itself. `files` says that it carries documents out. `thrifty` says that each
    message counts: what is said in one turn goes out as one where it fits. `asks_phone` says that
    the platform has a form of its own for the telephone number, whose answer is no claim; `groups`
    that a group can be written to at any time.
    """

    buttons: bool = False
    files: bool = False
    ordering: Ordering = Ordering.ARRIVAL
    text_limit: int = 4000
    most_buttons: int = 99
    photos: int | None = None
    album: int = 1
    voices: bool = False
    thrifty: bool = False
    asks_phone: bool = False
    groups: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """What a platform's plan allows: people who may write to a bot, messages in a month."""

    seats: int
    messages: int


@dataclass(frozen=True, slots=True)
class Window:
    """When a platform lets a person be written to: `free` is how long after their last message it
    costs nothing, `most` how long it can be done at all; in between a message costs `price` đồng
    once `included` messages of a month are used up. `knock_within` is how long the approved
    template reaches a person (zero where none is configured), for `knock_price` đồng.
    """

    free: timedelta
    most: timedelta
    price: int = 0
    included: int = 0
    knock_within: timedelta = timedelta()
    knock_price: int = 0


# --- what came of sending ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Sent:
    """The platform took the message; `message_id` is its name there."""

    message_id: str = ""


@dataclass(frozen=True, slots=True)
class Refused:
    """A certain no: it can never be delivered. `gone` says that the person cannot be reached at
    all any more, `ours` that there is nothing of it to be sent, which says nothing of the person.
    """

    gone: bool = False
    ours: bool = False


@dataclass(frozen=True, slots=True)
class NotYet:
    """A certain no for now: the platform says wait (`seconds`), for this chat or for all; or it
    was never reached.
    """

    seconds: float = 0.0
    everywhere: bool = False


@dataclass(frozen=True, slots=True)
class Unknown:
    """Nobody knows whether it arrived: a time-out, a broken connection, an answer that cannot be
    read.
    """


Outcome = Sent | Refused | NotYet | Unknown
