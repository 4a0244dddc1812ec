"""What people do on Telegram, and what they see there: the part of the fake that makes updates."""

import secrets
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.fakes.telegram_shapes import captioned, entities_of, person, picture, standing, user

GROUP = "Tổ liên gia"


@dataclass(slots=True)
class Kept:
    """A file on the platform."""

    content: bytes
    name: str
    mime: str
    size: int
    path: str


@dataclass(slots=True)
class Chat:
    """A chat of the bot: of a person alone, or a group."""

    id: int
    title: str = ""
    username: str = ""
    is_member: bool = True
    blocked: bool = False
    moved_to: int = 0
    messages: dict[int, dict[str, Any]] = field(default_factory=dict)
    left: deque[float] = field(default_factory=deque)  # when the bot wrote, of the last minute
    edits: deque[float] = field(default_factory=deque)  # and when it changed what it wrote

    @property
    def is_group(self) -> bool:
        return self.id < 0

    def shown(self) -> dict[str, Any]:
        """Return it as it stands in a message."""
        if self.is_group:
            kind = "supergroup" if self.id < -(10**12) else "group"
            return {"id": self.id, "type": kind, "title": self.title}
        return {"id": self.id, "type": "private", "first_name": self.title}


class People:
    """Everybody who has met the bot."""

    id: int
    name: str
    chats: dict[int, Chat]
    files: dict[str, Kept]
    clock: Callable[[], float]
    _messages: Iterator[int]
    _taps: dict[str, float]

    def bring(self, update: Mapping[str, Any], update_id: int = 0) -> int:
        """Hand an update to the bot, whatever it looks like; returns its number."""
        raise NotImplementedError

    def says(self, chat: int | str, text: str, **how: Any) -> int:
        """Write a text; returns the id of the message. `how`: see `message`."""
        content: dict[str, Any] = {"text": text}
        if entities := entities_of(text):
            content["entities"] = entities
        return self.message(chat, content, **how)

    def edits(self, chat: int | str, message_id: int, text: str, **how: Any) -> int:
        """Change an earlier message."""
        return self.message(chat, {"text": text}, message_id=message_id, edited=True, **how)

    def sends_photo(
        self, chat: int | str, content: bytes | None = None, *, caption: str = "", **how: Any
    ) -> int:
        """Send a photo."""
        return self.message(chat, {**self.photo(content), **captioned(caption)}, **how)

    def sends_album(
        self, chat: int | str, photos: int | list[bytes] = 2, *, caption: str = "", **how: Any
    ) -> list[int]:
        """Send photos as one album: an update for each, with the caption on the first."""
        contents = photos if isinstance(photos, list) else [picture() for _ in range(photos)]
        album = str(secrets.randbits(50))
        return [
            self.message(
                chat,
                {
                    **self.photo(content),
                    "media_group_id": album,
                    **captioned(caption if place == 0 else ""),
                },
                **how,
            )
            for place, content in enumerate(contents)
        ]

    def sends_voice(
        self, chat: int | str, content: bytes = b"OggS invented", *, seconds: int = 7, **how: Any
    ) -> int:
        """Send a voice note."""
        kept = self.keep(content, "", "audio/ogg", "voice")
        voice = {**kept, "duration": seconds, "mime_type": "audio/ogg"}
        return self.message(chat, {"voice": voice}, **how)

    def sends_video(
        self, chat: int | str, content: bytes = b"film", *, name: str = "video", **how: Any
    ) -> int:
        """Send a film, as "video", "video_note" or "animation"."""
        film = {**self.keep(content, "phim.mp4", "video/mp4", "videos"), "duration": 9}
        if name == "video_note":
            return self.message(chat, {"video_note": {**film, "length": 240}}, **how)
        film = {**film, "width": 640, "height": 360, "mime_type": "video/mp4"}
        if name == "animation":  # which comes as a document too
            paper = {k: film[k] for k in ("file_id", "file_unique_id", "file_size", "mime_type")}
            return self.message(chat, {"animation": film, "document": paper}, **how)
        return self.message(chat, {"video": film}, **how)

    def sends_audio(self, chat: int | str, content: bytes = b"ID3", **how: Any) -> int:
        """Send a sound file."""
        kept = self.keep(content, "ghi-am.mp3", "audio/mpeg", "music")
        sound = {**kept, "duration": 30, "mime_type": "audio/mpeg", "file_name": "ghi-am.mp3"}
        return self.message(chat, {"audio": sound}, **how)

    def sends_document(
        self,
        chat: int | str,
        content: bytes = b"%PDF-1.7 invented",
        *,
        name: str = "giay.pdf",
        mime: str = "application/pdf",
        size: int = 0,
        caption: str = "",
        **how: Any,
    ) -> int:
        """Send a file; `size` is said where it is not that of the bytes."""
        kept = self.keep(content, name, mime, "documents", size)
        paper = {**kept, "file_name": name, "mime_type": mime}
        return self.message(chat, {"document": paper, **captioned(caption)}, **how)

    def sends_location(
        self, chat: int | str, latitude: float, longitude: float, place: str = "", **how: Any
    ) -> int:
        """Send a point on the map, one with a name as a venue."""
        point = {"latitude": latitude, "longitude": longitude}
        content: dict[str, Any] = {"location": point}
        if place:
            content["venue"] = {"location": point, "title": place, "address": ""}
        return self.message(chat, content, **how)

    def sends_contact(
        self, chat: int | str, phone: str = "84900000000", *, own: bool = True, **how: Any
    ) -> int:
        """Send a card: one's own number, or somebody else's."""
        card: dict[str, Any] = {"phone_number": phone, "first_name": "Bà Bưởi"}
        if own:
            card["user_id"] = int(how.get("sender") or chat)
        return self.message(chat, {"contact": card}, **how)

    def sends_sticker(self, chat: int | str, **how: Any) -> int:
        """Send a sticker."""
        kept = self.keep(b"RIFF", "", "image/webp", "stickers")
        shape = {"type": "regular", "is_animated": False, "is_video": False}
        return self.message(
            chat, {"sticker": {**kept, "width": 512, "height": 512, **shape}}, **how
        )

    def sends_dice(self, chat: int | str, **how: Any) -> int:
        """Throw a die."""
        return self.message(chat, {"dice": {"emoji": "🎲", "value": 3}}, **how)

    def sends_poll(self, chat: int | str, **how: Any) -> int:
        """Send a poll."""
        options = [
            {"persistent_id": name, "text": name, "voter_count": 0} for name in ("Có", "Không")
        ]
        poll = {
            "id": str(secrets.randbits(50)),
            "question": "Ai đi dọn mương?",
            "options": options,
            "total_voter_count": 0,
            "is_closed": False,
            "is_anonymous": True,
            "type": "regular",
            "allows_multiple_answers": False,
            "allows_revoting": True,
            "members_only": False,
        }
        return self.message(chat, {"poll": poll}, **how)

    def sends_story(self, chat: int | str, **how: Any) -> int:
        """Send what no bot can look at."""
        return self.message(chat, {"story": {"chat": person(5, "ai đó"), "id": 3}}, **how)

    def taps(
        self,
        chat: int | str,
        label: str,
        *,
        sender: int = 0,
        name: str = "Bà Bưởi",
        with_message: bool = True,
    ) -> str:
        """Press the button whose label ends so, of the last message that has it; returns the id
        of the query.
        """
        place = self.chat(chat)
        for own in sorted(place.messages, reverse=True):
            for row in place.messages[own].get("reply_markup", {}).get("inline_keyboard", ()):
                for button in row:
                    if button["text"].endswith(label):
                        return self.presses(
                            chat,
                            button["callback_data"],
                            own if with_message else 0,
                            sender=sender,
                            name=name,
                        )
        raise AssertionError(f"no button ends with {label!r}")

    def presses(
        self,
        chat: int | str,
        data: str,
        message_id: int,
        *,
        sender: int = 0,
        name: str = "Bà Bưởi",
    ) -> str:
        """Press a button by its data, which a forged one may be too."""
        place = self.chat(chat)
        query = str(secrets.randbits(60))
        tapped: dict[str, Any] = {
            "id": query,
            "from": user(sender or int(chat), name),
            "chat_instance": str(place.id * 31),
            "data": data,
        }
        if message_id:
            message = place.messages.get(message_id)
            tapped["message"] = message or {
                "chat": place.shown(), "message_id": message_id, "date": 0
            }  # fmt: skip
        self._taps[query] = time.monotonic()
        self.bring({"callback_query": tapped})
        return query

    def blocks(self, chat: int | str) -> None:
        """Have a person block the bot."""
        self._stands(chat, "member", "kicked")

    def unblocks(self, chat: int | str) -> None:
        """Have a person take the bot back."""
        self._stands(chat, "kicked", "member")

    def adds_to_group(self, group: int, sender: int, title: str = GROUP) -> None:
        """Have a person add the bot to a group."""
        self.chat(group).title = title
        self._stands(group, "left", "member", sender)

    def removes_from_group(self, group: int, sender: int, date: float = 0.0) -> None:
        """Have a person put the bot out."""
        self._stands(group, "member", "kicked", sender, date)

    def upgrades(self, group: int, new: int) -> None:
        """Let a group grow: from now on it has another id."""
        old = self.chat(group)
        old.moved_to = new
        self.chat(new).title = old.title
        who = user(5, "Ông Thóc")
        self.message(group, {"migrate_to_chat_id": new}, who=who)
        self.message(new, {"migrate_from_chat_id": group}, who=who)

    def message(
        self,
        chat: int | str,
        content: Mapping[str, Any],
        *,
        sender: int | str = 0,
        name: str = "Bà Bưởi",
        date: float = 0.0,
        message_id: int = 0,
        edited: bool = False,
        forwarded: bool = False,
        reply_to: int = 0,
        is_bot: bool = False,
        who: Mapping[str, Any] | None = None,
    ) -> int:
        """Bring a message of a person; returns its id. In a group `sender` says whose."""
        place = self.chat(chat)
        place.blocked = False if not place.is_group else place.blocked
        if not place.title:
            place.title = GROUP if place.is_group else name
        own = message_id or next(self._messages)
        at = int(date or self.clock())
        message: dict[str, Any] = {
            "message_id": own,
            "from": dict(who or user(int(sender or chat), name, is_bot=is_bot)),
            "chat": place.shown(),
            "date": at,
            **content,
        }
        if edited:
            message["edit_date"] = at + 1
        if forwarded:
            message["forward_origin"] = {
                "type": "hidden_user", "sender_user_name": "Ai đó", "date": at - 100
            }  # fmt: skip
        if reply_to:
            message["reply_to_message"] = place.messages[reply_to]
        place.messages[own] = message
        self.bring({"edited_message" if edited else "message": message})
        return own

    # --- what they have and see ---

    def keyboard(self, chat: int | str, message_id: int) -> list[str]:
        """Return the labels that stand under a message now."""
        markup = self.chat(chat).messages[message_id].get("reply_markup", {})
        return [button["text"] for row in markup.get("inline_keyboard", ()) for button in row]

    def chat(self, chat: int | str) -> Chat:
        """Return a chat; the bot has met whoever is asked for here."""
        return self.chats.setdefault(int(chat), Chat(int(chat)))

    def keep(
        self, content: bytes, name: str, mime: str, folder: str, size: int = 0
    ) -> dict[str, Any]:
        """Put a file onto the platform; returns how it stands in a message."""
        known = secrets.token_urlsafe(24)
        path = f"{folder}/file_{len(self.files)}"
        self.files[known] = Kept(content, name, mime, size or len(content), path)
        return {
            "file_id": known, "file_unique_id": known[:12], "file_size": size or len(content)
        }  # fmt: skip

    def photo(self, content: bytes | None = None) -> dict[str, Any]:
        """Return a photo as it stands in a message: in several sizes, the largest last."""
        content = content if content is not None else picture()
        small = {**self.keep(content[:50], "", "image/jpeg", "photos"), "width": 12, "height": 8}
        large = {**self.keep(content, "", "image/jpeg", "photos"), "width": 48, "height": 32}
        return {"photo": [small, large]}

    def _stands(
        self, chat: int | str, old: str, new: str, sender: int = 0, date: float = 0.0
    ) -> None:
        place = self.chat(chat)
        if place.is_group:
            place.is_member = new == "member"
        else:
            place.blocked = new == "kicked"
        me = user(self.id, self.name, is_bot=True)
        self.bring(
            {
                "my_chat_member": {
                    "chat": place.shown(),
                    "from": user(sender or int(chat), place.title or "Bà Bưởi"),
                    "date": int(date or self.clock()),
                    "old_chat_member": standing(me, old),
                    "new_chat_member": standing(me, new),
                }
            }
        )
