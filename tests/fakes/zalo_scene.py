"""The same stage over Zalo: a whole app, the fakes of both platforms over HTTP, and people with a
phone each.

A Zalo bot has no buttons, no edits and no albums: a choice is a number, an album is several photos
in a row, and photos are looked at on a page of ours. An Official Account has buttons, as many as
its template holds.
"""

import re
import urllib.request
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from bot import keys, oa_grant, ordering
from bot.channels.zalo_oa_events import TAP
from bot.dialogue.form import Form
from bot.dialogue.messages import Abilities, Button, Incoming, Kind, Ordering, Reply
from models.base import to_ms
from models.machine.oa_grant import keep_grant
from models.people.role import Role
from models.store import Tx
from tests.fakes.app_scene import AppScene
from tests.fakes.forms import Register
from tests.fakes.scene import Actor, Shown
from tests.fakes.web_scene import picture
from tests.fakes.zalo_bot_server import TOKEN, ZaloBotServer, sound
from tests.fakes.zalo_oa_server import APP_SECRET, OA_SECRET, ZaloOaServer

HOLD_MS = 20  # in the place of half a second: these servers keep their events in order
PACE = 10_000  # messages a second
SEEN = re.compile(r"https?://[^/\s]+/xem/\S+")
SHOWN = re.compile(rb"<(?:img|audio)\b")
ON_BOT = Abilities(
    ordering=Ordering.LOOSE,
    text_limit=1900,
    photos=0,
    most_buttons=0,
    thrifty=True,
    groups=True,
)
ON_OA = Abilities(buttons=True, ordering=Ordering.LOOSE, text_limit=1900, most_buttons=5, photos=3)


class ZaloScene(AppScene):
    """What both platforms have in common."""

    tells_length = False

    def __init__(
        self,
        url: str,
        home: Path,
        ports: Callable[[], int],
        abilities: Abilities,
        register: Register | None = None,
    ) -> None:
        self._patch = pytest.MonkeyPatch()
        self._patch.setattr(ordering, "HOLD_MS", HOLD_MS)
        self.brought: set[str] = set()  # events that people have made
        super().__init__(url, home, ports, abilities, register)

    def close(self) -> None:
        """End the app."""
        super().close()
        self._patch.undo()

    def person(
        self, name: str, role: Role | None = None, hamlet: str = "", *, agreed: bool = True
    ) -> Actor:
        """A person who wrote a moment ago."""
        actor = super().person(name, role, hamlet, agreed=agreed)
        with self.write() as tx:
            tx.connection.execute(
                text("UPDATE conversation SET spoke_ms = :now WHERE chat = :chat"),
                {"now": to_ms(self.now) - 1, "chat": actor.chat},
            )
        self.meet(actor)
        return actor

    def meet(self, actor: Actor) -> None:
        """Let the platform know a person who wrote before."""

    def in_a_row(self, chat: str, said: Incoming) -> None:
        """Send several photos as people do: one message each, quicker than anybody answers."""
        held = self.holding
        if not held:
            self._await(self._hold(True))
        for place, media in enumerate(said.media):
            own, caption = f"{said.event_id}-{place}", said.text if place == 0 else ""
            self.receive(chat, replace(said, event_id=own, media=(media,), text=caption))
        if not held:
            self._await(self._until(self.reached))
            self._await(self._hold(False))

    async def reached(self) -> bool:
        """Tell whether everything that people have sent is in the inbox."""
        counted = "SELECT count(*) FROM inbox WHERE event_id NOT LIKE 'task:%'"

        def run(tx: Tx) -> int:
            return int(tx.connection.execute(text(counted)).scalar() or 0)

        return await self.read(run) >= len(self.brought)


class ZaloBotScene(ZaloScene):
    """A commune with a Zalo bot that polls."""

    bot = f"zalo-{TOKEN.partition(':')[0]}"
    hands_on = frozenset({Kind.TEXT, Kind.EMPTY, Kind.PHOTO, Kind.VOICE, Kind.STICKER})

    def __init__(
        self,
        url: str,
        home: Path,
        ports: Callable[[], int],
        register: Register | None = None,
        **settings: Any,
    ) -> None:
        self.server = ZaloBotServer()
        self.more = settings
        self._shown = 0
        super().__init__(url, home, ports, ON_BOT, register)

    def settings(self) -> dict[str, Any]:
        """Return the settings of the bot."""
        return {
            "public_url": f"http://127.0.0.1:{self.port}",
            "zalo_bot_tokens": TOKEN,
            "zalo_bot_api": self.server.url,
            "zalo_bot_pace": PACE,
            "zalo_bot_messages": 1_000_000,
            "zalo_media_hosts": self.server.url,
            **self.more,
        }

    def close(self) -> None:
        """End the app, then the platform."""
        if not self._loop.is_closed():
            super().close()
            self.server.close()

    def meet(self, actor: Actor) -> None:
        """Let the platform know a person who wrote before."""
        self.server.people[actor.chat] = actor.chat

    def receive(self, chat: str, said: Incoming) -> int | None:
        """Do on the phone what the person does."""
        own = said.event_id
        when: dict[str, Any] = {"date_ms": to_ms(said.sent_at), "name": self.people[chat].name}
        if len(said.media) > 1:
            self.in_a_row(chat, said)
            return None
        self.brought.add(own)
        when["message_id"] = own
        match said.kind:
            case Kind.TEXT | Kind.EMPTY:
                self.server.says(chat, said.text, **when)
            case Kind.PHOTO:
                photo = picture(said.media[0].file)
                self.server.sends_photo(chat, photo, caption=said.text, **when)
            case Kind.VOICE:
                self.server.sends_voice(chat, sound(), **when)
            case Kind.STICKER:
                self.server.sends_sticker(chat, **when)
            case Kind.TAP:
                raise ValueError("there is nothing to tap")
            case _:
                self.server.unsupported(chat, **when)
        return None

    def look(self) -> None:
        """Put on the screens what the bot has sent."""
        sent = list(self.server.sent)
        for message in sent[self._shown :]:
            self._shown += 1
            actor = self.people.get(message.chat)
            if actor is not None:
                seen = pictures_behind(message.text)
                actor.screen.append(Shown(self._shown, Reply(message.text, photos=seen)))


class ZaloOaScene(ZaloScene):
    """A commune with an Official Account."""

    bot = "zalo-oa"
    hands_on = frozenset(set(Kind) - {Kind.POLL, Kind.TASK})

    def __init__(
        self,
        url: str,
        home: Path,
        ports: Callable[[], int],
        register: Register | None = None,
        **settings: Any,
    ) -> None:
        self._offset = timedelta()
        self.server = ZaloOaServer(clock=lambda: self.now)
        self.more = settings
        self._shown = 0
        self._pictures: dict[str, tuple[str, ...]] = {}
        super().__init__(url, home, ports, ON_OA, register)

    def settings(self) -> dict[str, Any]:
        """Return the settings of the account."""
        return {
            "public_url": f"http://127.0.0.1:{self.port}",
            "zalo_oa_app_id": self.server.app_id,
            "zalo_oa_app_secret": APP_SECRET,
            "zalo_oa_secret": OA_SECRET,
            "zalo_oa_api": self.server.url,
            "zalo_oa_oauth": self.server.url,
            "zalo_oa_per_minute": 1_000_000,
            "zalo_media_hosts": self.server.url,
            **self.more,
        }

    async def _start(self, form: Form) -> None:
        self.server.per_minute = 1_000_000
        await super()._start(form)
        self.server.webhook = f"http://127.0.0.1:{self.port}/zalo-oa"
        access, refresh = self.server.grant()
        key, app_id = keys.signing_key(self.app.settings), self.server.app_id
        sealed = oa_grant.seal(key, oa_grant.Pair(access, refresh, self.server.oa_id))
        now = self.now
        await self.app.writer.write(
            lambda tx: keep_grant(tx, app_id, sealed, now, now + timedelta(hours=25))
        )

    def close(self) -> None:
        """End the app, then the platform; nothing that it was asked may have been wrong."""
        if not self._loop.is_closed():
            super().close()
            self.server.close()
            assert self.server.complaints == []

    def meet(self, actor: Actor) -> None:
        """Let the platform know a person who wrote before."""
        self.server.wrote(actor.chat)

    def receive(self, chat: str, said: Incoming) -> int | None:
        """Do on the phone what the person does; return when the webhook has taken it."""
        own = said.event_id
        if len(said.media) > 1:
            self.in_a_row(chat, said)
            return None
        self.brought.add(own)
        self.server.next_id = own
        match said.kind:
            case Kind.TEXT | Kind.EMPTY:
                self.server.says(chat, said.text)
            case Kind.TAP:
                self.server.says(chat, TAP + said.tap)
            case Kind.PHOTO:
                self.server.sends_photo(chat, picture(said.media[0].file), said.text)
            case Kind.VOICE:
                self.server.sends_voice(chat, sound())
            case Kind.STICKER:
                self.server.sends_sticker(chat)
            case Kind.LOCATION:
                assert said.place is not None
                point = said.place
                self.server.sends_location(chat, point.latitude, point.longitude, point.name)
            case Kind.CONTACT:
                self.server.sends(chat, "business_card")
            case Kind.FILE:
                self.server.sends_file(chat, b"%PDF-1.7 invented", "giay.pdf")
            case _:
                self.server.sends(chat, "hologram")
        return None

    def look(self) -> None:
        """Put on the screens what the account has sent; photos stand with the text after them."""
        sent = list(self.server.sent)
        for message in sent[self._shown :]:
            self._shown += 1
            actor = self.people.get(message.user)
            if actor is None:
                continue
            if message.image and not message.text:
                before = self._pictures.get(actor.chat, ())
                self._pictures[actor.chat] = (*before, message.id)
                continue
            seen = (*self._pictures.pop(actor.chat, ()), *pictures_behind(message.text))
            buttons = tuple(
                Button(payload.removeprefix(TAP), title) for title, payload in message.buttons
            )
            actor.screen.append(Shown(self._shown, Reply(message.text, buttons, seen)))


def pictures_behind(words: str) -> tuple[str, ...]:
    """Return what can be seen and heard on the page behind a link in a message."""
    found = SEEN.search(words)
    if found is None:
        return ()
    with urllib.request.urlopen(found[0], timeout=10) as page:  # noqa: S310 - our own address
        return tuple(f"{found[0]}#{n}" for n in range(len(SHOWN.findall(page.read()))))
