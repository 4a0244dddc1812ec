"""The same stage over Telegram: a whole app, the fake of the platform over HTTP, and people with a
phone each.

It has buttons, edits and albums; photos and voices come as messages of their own before the words,
and stand with them on a screen.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import text

from bot.dialogue.form import Form
from bot.dialogue.messages import Abilities, Button, Incoming, Kind, Reply
from models.base import to_ms
from models.people.role import Role
from models.store import Tx
from tests.bot.builders import environment
from tests.fakes.app_scene import AppScene
from tests.fakes.forms import Register
from tests.fakes.own_process import REGISTER, OwnProcess
from tests.fakes.scene import Actor, Shown
from tests.fakes.telegram_reading import unread
from tests.fakes.telegram_server import TOKEN, SentMessage, TelegramServer
from tests.fakes.telegram_shapes import OGG
from tests.fakes.web_scene import picture
from tests.fakes.zalo_scene import pictures_behind

ON_TELEGRAM = Abilities(
    buttons=True,
    files=True,
    text_limit=4000,
    photos=10,
    album=10,
    voices=True,
    asks_phone=True,
    groups=True,
)
T = TypeVar("T")
ALONE = ("sendPhoto", "sendMediaGroup", "sendVoice")  # what stands before the words
A_SECOND = timedelta(seconds=1)
FIRST = 9_000_000  # the lowest id of a person


class TelegramScene(AppScene):
    """A commune with a bot on Telegram that polls."""

    bot = "telegram"
    hands_on = frozenset(set(Kind) - {Kind.TASK})

    def __init__(
        self,
        url: str,
        home: Path,
        ports: Callable[[], int],
        register: Register | None = None,
        **settings: Any,
    ) -> None:
        self.server = TelegramServer()
        self.more = settings
        self.brought: dict[str, int] = {}  # updates that people have made, by our names of them
        self._own: dict[str, int] = {}  # messages, by our names of them
        self._shown = 0
        self._pictures: dict[str, tuple[str, ...]] = {}
        super().__init__(url, home, ports, ON_TELEGRAM, register)

    def settings(self) -> dict[str, Any]:
        """Return the settings of the bot."""
        return {
            "public_url": f"http://127.0.0.1:{self.port}",
            "telegram_token": TOKEN,
            "telegram_api": self.server.url,
            "telegram_unpaced": True,
            **self.more,
        }

    def close(self) -> None:
        """End the app, then the platform."""
        if not self._loop.is_closed():
            try:
                super().close()
            finally:
                self.server.close()
            assert unread(self.server) == []

    # --- people: Telegram's ids are numbers ---

    def person(
        self, name: str, role: Role | None = None, hamlet: str = "", *, agreed: bool = True
    ) -> Actor:
        """A person who wrote a moment ago."""
        actor = super().person(name, role, hamlet, agreed=agreed)
        before = actor.chat
        self._number(actor)
        given = {"new": actor.chat, "old": before, "now": to_ms(self.now) - 1, "bot": self.bot}
        with self.write() as tx:
            tx.connection.execute(
                text("UPDATE account SET sender = :new WHERE bot = :bot AND sender = :old"), given
            )
            tx.connection.execute(
                text(
                    "UPDATE conversation SET chat = :new, sender = :new, spoke_ms = :now "
                    "WHERE bot = :bot AND chat = :old"
                ),
                given,
            )
        return actor

    def stranger(self, name: str = "người lạ") -> Actor:
        """Somebody who has never written: no account, no person."""
        actor = super().stranger(name)
        self._number(actor)
        return actor

    def _number(self, actor: Actor) -> None:
        """Give a person the number of a phone, which the platform knows."""
        del self.people[actor.chat]
        actor.chat = str(FIRST + len(self.people) + 1)
        self.people[actor.chat] = actor
        self.server.chat(actor.chat).title = actor.name

    # --- what flows ---

    def receive(self, chat: str, said: Incoming) -> int | None:
        """Do on the phone what the person does."""
        own = said.event_id
        if own in self.brought:
            self.server.again(self.brought[own])
            return None
        if not self.holding and abs(said.sent_at - self.now) < A_SECOND:
            # Telegram's dates are whole seconds, and nobody reads and answers within one.
            self.now += A_SECOND
            said = replace(said, sent_at=self.now)
        if len(said.media) > 1:
            self._in_a_row(chat, said)
            return None
        self._send(chat, said)
        return None

    def _send(self, chat: str, said: Incoming) -> None:
        """Do one thing on the phone, and remember by which name we know it."""
        self._act(chat, said)
        self.brought[said.event_id] = self.server.last_update()

    def _in_a_row(self, chat: str, said: Incoming) -> None:
        """Send several photos as people do: chosen together, as one album."""
        held = self.holding
        if not held:
            self._await(self._hold(True))
        for place, media in enumerate(said.media):
            own, caption = f"{said.event_id}-{place}", said.text if place == 0 else ""
            album = said.album or said.event_id
            piece = replace(said, event_id=own, media=(media,), text=caption, album=album)
            self._send(chat, piece)
        if not held:
            self._await(self._until(self.reached))
            self._await(self._hold(False))

    def _act(self, chat: str, said: Incoming) -> None:
        how: dict[str, Any] = {
            "date": said.sent_at.timestamp(),
            "name": self.people[chat].name,
            "forwarded": said.forwarded,
        }
        match said.kind:
            case Kind.TEXT | Kind.EMPTY if said.edits:
                own = self._own[said.edits]
                self.server.edits(chat, own, said.text, **how)
            case Kind.TEXT | Kind.EMPTY:
                own = self.server.says(chat, said.text, **how)
            case Kind.TAP:
                own = 0
                self._tap(chat, said)
            case Kind.PHOTO:
                content: dict[str, Any] = self.server.photo(picture(said.media[0].file))
                if said.album:
                    content["media_group_id"] = f"{chat}{said.album}"
                if said.text:
                    content["caption"] = said.text
                if said.edits:
                    how |= {"message_id": self._own[said.edits], "edited": True}
                own = self.server.message(chat, content, **how)
            case Kind.VOICE:
                seconds = said.media[0].seconds
                own = self.server.sends_voice(chat, OGG + own_bytes(said), seconds=seconds, **how)
            case Kind.STICKER:
                own = self.server.sends_sticker(chat, **how)
            case Kind.LOCATION:
                assert said.place is not None
                point = said.place
                own = self.server.sends_location(
                    chat, point.latitude, point.longitude, point.name, **how
                )
            case Kind.CONTACT:
                own = self.server.sends_contact(chat, own=bool(said.task), **how)
            case Kind.POLL:
                own = self.server.sends_poll(chat, **how)
            case Kind.VIDEO:
                own = self.server.sends_video(chat, own_bytes(said), **how)
            case Kind.FILE:
                own = self.server.sends_document(chat, b"%PDF-1.7 " + own_bytes(said), **how)
            case _:
                own = self.server.sends_story(chat, **how)
        self._own[said.message_id] = own

    def _tap(self, chat: str, said: Incoming) -> None:
        """Press a button: of the newest message that still has it, or of one that has it no
        more.
        """
        messages = self.server.chat(chat).messages
        held = [own for own in sorted(messages) if said.tap in data_of(messages[own])]
        self.server.presses(chat, said.tap, held[-1] if held else 0, name=self.people[chat].name)

    async def reached(self) -> bool:
        """Tell whether everything that people have sent is in the inbox."""
        counted = "SELECT count(*) FROM inbox WHERE bot = :bot AND event_id NOT LIKE 'task:%'"

        def run(tx: Tx) -> int:
            found = tx.connection.execute(text(counted), {"bot": self.bot}).scalar()
            return int(found or 0)

        return await self.read(run) >= len(self.brought)

    def look(self) -> None:
        """Put on the screens what the bot has sent; photos stand with the words after them."""
        sent = list(self.server.sent)
        for message in sent[self._shown :]:
            self._shown += 1
            with suppress(KeyError):
                self._show(self.people[message.chat], message)

    def _show(self, actor: Actor, message: SentMessage) -> None:
        if message.method in ALONE and not message.text:
            before = self._pictures.get(actor.chat, ())
            self._pictures[actor.chat] = (*before, message.file)
            return
        seen = (*self._pictures.pop(actor.chat, ()), *pictures_behind(message.text))
        files = (message.file,) if message.method == "sendDocument" else ()
        buttons = tuple(Button(data, label) for label, data in message.buttons if data)
        actor.screen.append(Shown(self._shown, Reply(message.text, buttons, seen, files)))


class TelegramProcessScene(TelegramScene):
    """The same with the program in a process of its own, which a kill really kills."""

    def __init__(
        self,
        url: str,
        home: Path,
        ports: Callable[[], int],
        register: Register | None = None,
        **settings: Any,
    ) -> None:
        home.mkdir(parents=True, exist_ok=True)
        self.process = OwnProcess(home / "program.log")
        self._kept: Register
        super().__init__(url, home, ports, register, **settings)

    @property
    def now(self) -> datetime:
        """Real time, moved; the program's clock moves with it."""
        return datetime.now(UTC) + timedelta(seconds=self.process.ahead.value)

    @now.setter
    def now(self, moment: datetime) -> None:
        self.process.ahead.value = (moment - datetime.now(UTC)).total_seconds()

    @property
    def register(self) -> Register:
        """What the form of the tests has brought; the program holds it."""
        if self.process.alive:
            self._kept = self.process.ask(REGISTER)
        return self._kept

    @register.setter
    def register(self, given: Register) -> None:
        self._kept = given

    async def _start(self, form: Form) -> None:
        given = {name: str(value) for name, value in self._given().items()}
        self.process.start(environment(self.home, **given), self.register, form)
        await self._until(lambda: bool(self.process.ask("owns")))

    async def _end(self) -> None:
        try:
            self._kept = self.process.ask(REGISTER)
        finally:
            self.process.kill()

    async def _push(self) -> None:
        self.process.ask("push")

    def _idle(self) -> bool:
        return bool(self.process.ask("idle"))

    async def _hold(self, hold: bool) -> None:
        self.process.ask("hold" if hold else "go on")

    async def read(self, work: Callable[[Tx], T]) -> T:
        """Return what the database says."""
        with self.engine.begin() as connection:
            return work(Tx(connection))


def own_bytes(said: Incoming) -> bytes:
    """Return bytes that no other message has."""
    return said.event_id.encode()


def data_of(message: dict[str, Any]) -> list[str]:
    """Return what the buttons under a message bring back."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", ())
    return [str(button.get("callback_data", "")) for row in rows for button in row]
