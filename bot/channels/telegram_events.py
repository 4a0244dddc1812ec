"""From an update of the Bot API to what crosses the channel's border. Pure.

The three commonest kinds, words, a pressed button and a photo, are read by hand; the rest goes
through the types of python-telegram-bot, one update at a time: they are loaded when the first such
update comes. One as it comes, names and numbers replaced:

    {"update_id": 900, "message": {"message_id": 7, "date": 1795000000, "text": "kể",
     "from": {"id": 33, "is_bot": false, "first_name": "Bà Bưởi"},
     "chat": {"id": 33, "type": "private"}}}
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from bot.channels.zalo_text import normal
from bot.dialogue.messages import Address, Incoming, Kind, Media, Place

if TYPE_CHECKING:
    import telegram

BOT = "telegram"
MESSAGE, EDITED, TAPPED, STANDING = (
    "message", "edited_message", "callback_query", "my_chat_member",
)  # fmt: skip
ASKED_FOR = (MESSAGE, EDITED, TAPPED, STANDING)
ARRIVED = "thidua_arrived"  # ours: when a tap came, which has no date
NOWHERE = Address(BOT, "", "")  # of what cannot be read: it is stored there and put aside
START = "start"
WITH_CODE = ("moi", "noi")  # commands of links alone, which carry a code
COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@(\w+))?(?:\s+(.*))?", re.DOTALL)
PAYLOAD = re.compile(r"([a-z]{1,16})_(\d{4})(\d{4})")
PRIVATE, GROUPS = "private", ("group", "supergroup")
# What the app writes of itself into a chat: nobody has said anything.
SERVICE = frozenset(
    {
        "boost_added", "channel_chat_created", "chat_background_set", "chat_shared",
        "connected_website", "delete_chat_photo", "forum_topic_closed", "forum_topic_created",
        "forum_topic_edited", "forum_topic_reopened", "general_forum_topic_hidden",
        "general_forum_topic_unhidden", "group_chat_created", "left_chat_member",
        "message_auto_delete_timer_changed", "migrate_from_chat_id", "migrate_to_chat_id",
        "new_chat_members", "new_chat_photo", "new_chat_title", "pinned_message",
        "proximity_alert_triggered", "supergroup_chat_created", "users_shared",
        "video_chat_ended", "video_chat_participants_invited", "video_chat_scheduled",
        "video_chat_started", "write_access_allowed",
    }
)  # fmt: skip
# Of what else a message may hold there is nothing to be read by hand.
BEYOND_WORDS = ("forward_origin", "media_group_id")
IMAGES, FILMS, SOUNDS = "image/", "video/", "audio/"

Raw = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Me:
    """Who the bot is: the id is a part of its token, the name is known when Telegram has said
    it.
    """

    id: int
    name: str = ""


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button that was pressed, and the keyboard that it stood in."""

    query: str
    chat: str
    message: int
    button: Raw
    choices: int


# --- what an update is ---------------------------------------------------------------------------


def event_id(raw: Raw) -> str:
    """Return by which an update is known. Raises KeyError or ValueError."""
    return str(number(raw["update_id"]))


def kind_of(raw: Raw) -> str:
    """Return which of the kinds that we ask for an update is, empty for another."""
    return next((name for name in ASKED_FOR if isinstance(raw.get(name), dict)), "")


def concerns(raw: Raw, me: Me, commands: Mapping[str, str]) -> bool:
    """Tell whether an update is an event of a conversation: in private what a person sends, in a
    group what is said to the bot. What cannot be told is one, to be put aside.
    """
    kind = kind_of(raw)
    if kind == TAPPED:
        return True
    if kind not in (MESSAGE, EDITED):
        return False
    message = raw[kind]
    try:
        place, sender = message["chat"]["type"], message["from"]
        if sender.get("is_bot") is True or SERVICE & message.keys():
            return False
        if kind == EDITED and "location" in message:
            return False  # somebody who walks about with a live location
        return place == PRIVATE or (place in GROUPS and is_addressed(message, me, commands))
    except (AttributeError, KeyError, TypeError):
        return "sender_chat" not in message


def is_addressed(message: Raw, me: Me, commands: Mapping[str, str]) -> bool:
    """Tell whether a message in a group is meant for the bot: a command of ours, its name, or an
    answer to what it said.
    """
    if message.get("reply_to_message", {}).get("from", {}).get("id") == me.id:
        return True
    text = str(message.get("text") or message.get("caption") or "")
    if (found := COMMAND.fullmatch(text)) is not None:
        name, bot, _rest = found.groups()
        if bot is not None and me.name:
            return bot.casefold() == me.name.casefold()
        # While our name is not known: groups hand over few commands that are for other bots.
        return name.lower() in commands
    entities = [*message.get("entities", ()), *message.get("caption_entities", ())]
    if any(one.get("user", {}).get("id") == me.id for one in entities):
        return True
    return bool(me.name) and mention(me).search(text) is not None


def mention(me: Me) -> re.Pattern[str]:
    """Return how the bot's name stands in a text."""
    return re.compile(rf"[^\S\n]*(?<!\w)@{re.escape(me.name)}(?!\w)", re.IGNORECASE)


def address(raw: Raw) -> Address:
    """Return where an update happened: `NOWHERE` where it does not say."""
    try:
        body = raw[kind_of(raw)]
        sender = str(number(body["from"]["id"]))
        place = body.get("message") if kind_of(raw) == TAPPED else body
        chat = str(number(place["chat"]["id"])) if place is not None else sender
    except (AttributeError, KeyError, TypeError, ValueError):
        return NOWHERE
    return Address(BOT, chat, sender)


def standing(raw: Raw) -> tuple[str, bool, bool, datetime]:
    """Return the chat in which the bot's standing changed, whether it is a person's, whether the
    bot may write there now, and when that was. Raises KeyError or ValueError.
    """
    body = raw[STANDING]
    new = str(part(body, "new_chat_member")["status"])
    chat = part(body, "chat")
    may_write = new not in ("kicked", "left")
    return str(number(chat["id"])), chat["type"] == PRIVATE, may_write, moment(body["date"])


def grown(raw: Raw) -> tuple[str, str] | None:
    """Return from which id to which a group has grown, None for any other update. The platform
    says so in both chats.
    """
    message = raw.get(MESSAGE)
    if not isinstance(message, dict):
        return None
    new, old = message.get("migrate_to_chat_id"), message.get("migrate_from_chat_id")
    try:
        here = str(number(message["chat"]["id"]))
        if new is not None:
            return here, str(number(new))
        return (str(number(old)), here) if old is not None else None
    except (KeyError, TypeError, ValueError):
        return None


def arrived(raw: Raw, now: datetime) -> Raw:
    """Return an update with the moment of its arrival, where it has no date of its own."""
    return {**raw, ARRIVED: now.timestamp()} if kind_of(raw) == TAPPED else raw


def pressed(raw: Raw) -> Pressed | None:
    """Return which button was pressed, None for what is no tap, or on a message that is not
    handed over any more.
    """
    query = raw.get(TAPPED)
    if not isinstance(query, dict) or not isinstance(query.get("id"), str):
        return None
    try:
        message = query["message"]
        rows = message["reply_markup"]["inline_keyboard"]
        buttons = [button for row in rows for button in row]
        found = next(one for one in buttons if one.get("callback_data") == query["data"])
        chat, number_there = str(number(message["chat"]["id"])), number(message["message_id"])
    except (AttributeError, KeyError, TypeError, ValueError, StopIteration):
        return Pressed(query["id"], "", 0, {}, 0)
    return Pressed(query["id"], chat, number_there, found, len(buttons))


# --- what it says --------------------------------------------------------------------------------


def read(raw: Raw, me: Me, commands: Mapping[str, str]) -> Incoming:
    """Return what a person sent. Raises KeyError or ValueError when it cannot be read.

    >>> read({"update_id": 900, "callback_query": {"id": "5", "data": "a1:1:yes",
    ...       "from": {"id": 33, "first_name": "Bà Bưởi"}}, "thidua_arrived": 0}, Me(1), {}).tap
    'a1:1:yes'
    """
    if TAPPED in raw:
        return tapped(raw)
    kind = EDITED if EDITED in raw else MESSAGE
    message = part(raw, kind)
    chat, sender = part(message, "chat"), part(message, "from")
    own = str(number(message["message_id"]))
    if chat["type"] != PRIVATE:
        own = f"{number(chat['id'])}.{own}"  # each group counts from one
    sort, said = in_words(message) or in_picture(message) or content(message)
    text = said.pop("text", "")
    sort, text = spoken(sort, text, me, commands, in_group=chat["type"] != PRIVATE)
    if chat["type"] != PRIVATE:
        said.pop("task", None)  # a number is handed over in private, or not at all
    at = message["edit_date"] if kind == EDITED else message["date"]
    said.setdefault("name", name_of(sender))
    return Incoming(
        sort,
        event_id(raw),
        moment(at),
        text=text,
        message_id=own,
        edits=own if kind == EDITED else "",
        order=number(raw["update_id"]),
        **said,
    )


def tapped(raw: Raw) -> Incoming:
    """Return which button a person pressed; its label where the message is handed over with it."""
    query, found = part(raw, TAPPED), pressed(raw)
    button = found.button.get("text", "") if found is not None else ""
    among_others = found is not None and found.choices > 1
    return Incoming(
        Kind.TAP,
        event_id(raw),
        moment(raw[ARRIVED]),
        text=normal(str(button)),
        tap=str(query["data"]),
        keyboard=str(found.message) if found is not None and among_others else "",
        message_id=f"tap-{query['id']}",
        order=number(raw["update_id"]),
        name=name_of(part(query, "from")),
    )


def in_words(message: Raw) -> tuple[Kind, dict[str, Any]] | None:
    """Return what a message of nothing but words says, None for any other."""
    text = message.get("text")
    if not isinstance(text, str) or any(name in message for name in BEYOND_WORDS):
        return None
    return Kind.TEXT, {"text": normal(text)}


def in_picture(message: Raw) -> tuple[Kind, dict[str, Any]] | None:
    """Return what a photo says, None for any other message."""
    sizes, caption = message.get("photo"), message.get("caption", "")
    best = sizes[-1] if isinstance(sizes, list) and sizes else None
    if not isinstance(best, dict):
        return None
    ref, album = best.get("file_id"), message.get("media_group_id", "")
    if not all(isinstance(text, str) for text in (ref, caption, album)):
        return None
    kind, said = with_media(Kind.PHOTO, best, ref=str(ref), mime="image/jpeg")
    forwarded = message.get("forward_origin") is not None
    return kind, {**said, "text": normal(caption), "forwarded": forwarded, "album": album}


def spoken(
    kind: Kind, text: str, me: Me, commands: Mapping[str, str], *, in_group: bool
) -> tuple[Kind, str]:
    """Return words as a person would have typed them who knows of no commands: "/ke" is "kể", the
    link of an invitation "mời 4071 2386".
    """
    if in_group and me.name:
        text = mention(me).sub("", text).strip() if not text.startswith("/") else text
    found = COMMAND.fullmatch(text) if kind is Kind.TEXT else None
    if found is not None and found[1].lower() in commands:
        text = worded(found[1].lower(), (found[3] or "").strip(), commands)
    if kind is Kind.TEXT and not text.strip():
        return Kind.EMPTY, ""
    return kind, text


def worded(command: str, rest: str, commands: Mapping[str, str]) -> str:
    """Return a command of ours in words, with what was written after it."""
    if command == START:
        link = PAYLOAD.fullmatch(rest)
        if link is not None and link[1] in commands:
            return f"{commands[link[1]]} {link[2]} {link[3]}"
        return commands[rest if rest in commands and rest not in WITH_CODE else START]
    return f"{commands[command]} {rest}".strip()


def content(message: Raw) -> tuple[Kind, dict[str, Any]]:
    """Return of what kind a message is, and what it fills in. Raises ValueError."""
    import telegram  # noqa: PLC0415 - thirty MiB

    try:
        typed = telegram.Message.de_json(dict(message))
    except (AttributeError, KeyError, TypeError, ValueError):
        raise ValueError("a message that python-telegram-bot cannot read") from None
    kind, said = held(typed, message)
    said["forwarded"] = typed.forward_origin is not None
    said["album"] = typed.media_group_id or ""
    said.setdefault("text", normal(typed.text or typed.caption or ""))
    return kind, said


def held(message: "telegram.Message", raw: Raw) -> tuple[Kind, dict[str, Any]]:
    """Return the kind of a message that is more than words, and what only this kind has."""
    for kind, name, found in attached(message):
        if found is not None:
            return with_media(kind, raw[name], ref=found.file_id)
    if message.text is not None:
        return Kind.TEXT, {}
    if message.sticker is not None or message.dice is not None:
        return Kind.STICKER, {}
    if message.venue is not None:
        point = message.venue.location
        return Kind.LOCATION, {"place": place(point, normal(message.venue.title))}
    if message.location is not None:
        return Kind.LOCATION, {"place": place(message.location, "")}
    if message.contact is not None:
        return Kind.CONTACT, shared(message)
    return (Kind.POLL if message.poll is not None else Kind.UNKNOWN), {}


def attached(message: "telegram.Message") -> Sequence[tuple[Kind, str, Any]]:
    """Return what lies on the platform, under each name that it may have. A moving picture comes
    as a document too, so it stands before them.
    """
    return (
        (Kind.VIDEO, "animation", message.animation),
        (kind_of_file(message.document), "document", message.document),
        (Kind.VIDEO, "video", message.video),
        (Kind.VIDEO, "video_note", message.video_note),
        (Kind.VOICE, "voice", message.voice),
        (Kind.VOICE, "audio", message.audio),
    )


def kind_of_file(document: "telegram.Document | None") -> Kind:
    """Return what a file is: photos are often sent as files, to keep them sharp."""
    mime = (document.mime_type or "") if document is not None else ""
    for start, kind in ((IMAGES, Kind.PHOTO), (FILMS, Kind.VIDEO), (SOUNDS, Kind.VOICE)):
        if mime.startswith(start):
            return kind
    return Kind.FILE


def with_media(kind: Kind, raw: Raw, *, ref: str, mime: str = "") -> tuple[Kind, dict[str, Any]]:
    """Return a kind with the one thing that lies on the platform. Size and length are what the
    sender's phone claims.
    """
    medium = Media(
        kind,
        ref=ref,
        mime=str(raw.get("mime_type") or mime),
        name=normal(str(raw.get("file_name") or "")),
        size=number(raw.get("file_size", 0)),
        seconds=number(raw.get("duration", 0)),
    )
    return kind, {"media": (medium,)}


def place(point: "telegram.Location", name: str) -> Place:
    """Return a point on the map. Raises ValueError when there is none such."""
    if not (-90 <= point.latitude <= 90 and -180 <= point.longitude <= 180):
        raise ValueError("no point on the map")
    return Place(point.latitude, point.longitude, name)


def shared(message: "telegram.Message") -> dict[str, Any]:
    """Return the number that a person hands over as their own: anybody can send anybody's card."""
    contact, sender = message.contact, message.from_user
    own = contact is not None and sender is not None and contact.user_id == sender.id
    if contact is None or not own or message.forward_origin is not None:
        return {}
    digits = re.sub(r"\D", "", contact.phone_number)
    phone = f"84{digits[1:]}" if digits.startswith("0") else digits
    return {"task": {"kind": "phone", "phone": phone}}


# --- its parts -----------------------------------------------------------------------------------


def part(raw: Raw, name: str) -> Raw:
    """Return a part of an update. Raises KeyError when it is not there."""
    found = raw[name]
    if not isinstance(found, dict):
        raise KeyError(name)
    return found


def number(given: object) -> int:
    """Return a number of the platform. Raises ValueError for what is none."""
    if isinstance(given, bool) or not isinstance(given, int):
        raise ValueError("not a number")
    return given


def moment(given: object) -> datetime:
    """Return a date of the platform. Raises ValueError for what is none."""
    if isinstance(given, bool) or not isinstance(given, int | float):
        raise ValueError("not a date")
    try:
        return datetime.fromtimestamp(given, UTC)
    except (OverflowError, OSError):
        raise ValueError("not a date") from None


def name_of(sender: Raw) -> str:
    """Return how a person is called on the platform."""
    names = (sender.get("first_name"), sender.get("last_name"))
    return normal(" ".join(name for name in names if isinstance(name, str))).strip()
