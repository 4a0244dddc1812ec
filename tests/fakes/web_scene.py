"""The same stage over the real web chat: a whole app on a port of its own, people at its page.

It has no edits, and no pieces of albums: photos come in one message.
"""

import io
from collections.abc import Callable
from pathlib import Path

from PIL import Image

from bot import keys
from bot.channels.web.backend import Line
from bot.channels.web.identity import COOKIE, Signer
from bot.channels.web.reading import ABILITIES, BOT
from bot.dialogue.form import Form
from bot.dialogue.messages import Button, Incoming, Kind, Reply
from models.people.role import Role
from tests.fakes.app_scene import PATIENCE, AppScene
from tests.fakes.forms import Register
from tests.fakes.scene import Actor, Shown
from tests.fakes.web_client import Frame, Visitor


class WebScene(AppScene):
    """A commune with six hamlets, a running app, and people with an open page each."""

    bot = BOT
    album_in_one_message = True

    def __init__(
        self,
        url: str,
        home: Path,
        ports: Callable[[], int],
        register: Register | None = None,
    ) -> None:
        self._visitors: dict[str, Visitor] = {}
        super().__init__(url, home, ports, ABILITIES, register)

    async def _start(self, form: Form) -> None:
        await super()._start(form)
        self._signer = Signer(keys.signing_key(self.app.settings).decode())
        self._base = self.app.settings.local_url

    async def come_back(self) -> None:
        """Let the pages connect again, at the new address."""
        for visitor in self._visitors.values():
            visitor.base = self._base
            await visitor.connect()

    async def leave(self) -> None:
        """Close the pages."""
        for visitor in self._visitors.values():
            await visitor.close()

    async def reached(self) -> bool:
        """Tell whether no page holds anything back."""
        return not any(visitor.unsent for visitor in self._visitors.values())

    def look(self) -> None:
        """Put the pages' lines on the screens."""
        for chat, actor in self.people.items():
            for line in self._visitors[chat].lines[len(actor.screen) :]:
                actor.screen.append(shown(line))

    # --- people ---

    def person(
        self, name: str, role: Role | None = None, hamlet: str = "", *, agreed: bool = True
    ) -> Actor:
        """A person whose page is open."""
        actor = super().person(name, role, hamlet, agreed=agreed)
        self._open(actor)
        return actor

    def stranger(self, name: str = "người lạ") -> Actor:
        """Somebody who has never written."""
        actor = super().stranger(name)
        self._open(actor)
        return actor

    def at_kiosk(self, name: str = "người lạ") -> Actor:
        """Somebody at the kiosk, who leaves nothing behind."""
        actor = super().stranger(name)
        token = self._signer.page_token(actor.chat, self.now, passing=True)
        self._visitors[actor.chat] = Visitor(self._base, token=token, patience=PATIENCE)
        self._await(self._visitors[actor.chat].connect())
        return actor

    def _open(self, actor: Actor) -> None:
        visitor = Visitor(self._base, patience=PATIENCE)
        visitor.cookie = f"{COOKIE}={self._signer.cookie(actor.chat, self.now)}"
        self._visitors[actor.chat] = visitor
        self._await(visitor.connect())

    # --- what flows ---

    def receive(self, chat: str, said: Incoming) -> int | None:
        """Do at the page what the person does; return when the server has it."""
        visitor = self._visitors[chat]
        self._await(self._do(visitor, said))
        return None

    async def _do(self, visitor: Visitor, said: Incoming) -> None:
        body: Frame = {"id": said.event_id, "seq": said.order}
        match said.kind:
            case Kind.TEXT | Kind.EMPTY:
                body |= {"t": "say", "text": said.text}
            case Kind.TAP:
                body |= {"t": "tap", "tap": said.tap, "label": said.text}
            case Kind.PHOTO:
                files = [
                    await visitor.upload(picture(media.file), "photo", "image/jpeg", "anh.jpg")
                    for media in said.media
                ]
                body |= {"t": "media", "files": files, "text": said.text}
            case Kind.VOICE:
                files = [
                    await visitor.upload(
                        sound(media.file), "voice", "audio/ogg", "", media.seconds
                    )
                    for media in said.media
                ]
                body |= {"t": "media", "files": files, "text": said.text}
            case Kind.FILE:
                files = [
                    await visitor.upload(document(media.ref), "file", media.mime, media.name)
                    for media in said.media
                ]
                body |= {"t": "media", "files": files, "text": said.text}
            case Kind.LOCATION:
                assert said.place is not None
                lat, lon = said.place.latitude, said.place.longitude
                body |= {"t": "place", "lat": lat, "lon": lon}
            case Kind.UNKNOWN:
                body |= {"t": "hologram"}
            case _:
                raise ValueError(f"the page cannot send {said.kind}")
        await visitor.send(body)

    def fetch(self, actor: Actor, name: str) -> tuple[Frame, bytes]:
        """Take away the newest file of that name; return the headers and the bytes."""
        return self._await(self._visitors[actor.chat].fetch(name))

    def history(self, actor: Actor) -> list[Line]:
        """What a page shows of the last day when it is loaded anew."""
        return self._await(self.app.web.history(actor.chat))


def shown(line: Frame) -> Shown:
    """Return a line of the page as a person sees it."""
    buttons = tuple(Button(b["tap"], b["label"]) for b in line.get("buttons", ()))
    photos = (*line.get("photos", ()), *line.get("sounds", ()))
    files = tuple(file["name"] for file in line.get("files", ()))
    return Shown(line["number"], Reply(line["text"], buttons, photos, files))


def sound(name: str) -> bytes:
    """Return the beginning of a recording, another one for each name."""
    return b"OggS\x00\x02" + bytes(22) + b"\x01\x13OpusHead\x01" + name.encode()


def document(path: str) -> bytes:
    """Return a document as it lies on somebody's computer."""
    return Path(path).read_bytes()


def picture(name: str) -> bytes:
    """Return a small photo, another one for each name."""
    grey = sum(name.encode()) % 256
    image = Image.new("RGB", (8, 8), (grey, len(name) % 256, 90))
    file = io.BytesIO()
    image.save(file, "JPEG")
    return file.getvalue()
