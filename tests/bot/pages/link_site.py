"""The site with the pages that links open, over a scene's database."""

import hashlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

import httpx
from PIL import Image
from sqlmodel import col, select

from bot.channels.web.server import build_app
from bot.files import path_of
from bot.link_pages import Uploads, link_routes
from bot.links import Links
from bot.writer import Writer
from models.base import to_ms
from models.machine import file
from models.machine.file import File, FileState
from models.machine.link import Purpose, make_link
from models.store import open_engine
from tests.fakes.scene import KEY, Actor, Scene
from tests.fakes.web_backend import FakeBackend
from tests.fakes.web_server import OPTIONS

URL = "http://xa.test"
LIMIT = 2 * 1_048_576
ACCOUNT = "1234567890123456789"


class Site:
    """The whole site as a browser without a cookie sees it, and what it is made of."""

    def __init__(self, scene: Scene, folder: Path, writer: Writer) -> None:
        self.scene = scene
        self.folder = folder
        self.links = Links("a secret of the tests, long enough", URL)
        self.arrived: list[tuple[object, ...]] = []
        self.uploads = Uploads(
            writer, folder, LIMIT, lambda: scene.now, lambda *event: self.arrived.append(event)
        )
        words = scene.commune.words()
        pages = link_routes(self.uploads, self.links, words, lambda: ACCOUNT, lambda bot: "")
        self.app = build_app(FakeBackend(folder), OPTIONS, lambda: scene.now, pages=list(pages))
        transport = httpx.ASGITransport(app=self.app)
        self.client = httpx.AsyncClient(transport=transport, base_url=URL)

    def link(self, purpose: Purpose, whose: Actor, *files: str) -> str:
        """Make a link for somebody's conversation; return its path."""
        with self.scene.write() as tx:
            where = (self.scene.bot, whose.chat, whose.chat)
            row = make_link(tx, purpose, *where, self.scene.now, files)
        return self.links.address(purpose, row).removeprefix(URL)

    def keep(self, row_id: str, content: bytes, kind: str, mime: str, **more: Any) -> None:
        """Keep a file of somebody's with its row."""
        digest = hashlib.sha256(content).hexdigest()
        target = path_of(self.folder, digest)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        made = {"state": FileState.KEPT, "created_ms": to_ms(self.scene.now), **more}
        row = File(id=row_id, owner="script:chat-1", kind=kind, mime=mime, sha256=digest, **made)
        with self.scene.write() as tx:
            file.announce(tx, row)

    async def hand_in(self, path: str, content: bytes, name: str = "anh.jpg") -> httpx.Response:
        """Send a file with the page's form."""
        return await self.client.post(path, files={"file": (name, content)})

    def received(self) -> list[File]:
        """The files that were handed in."""
        with self.scene.write() as tx:
            rows = list(tx.session.exec(select(File).order_by(col(File.created_ms))))
            tx.session.expunge_all()
        return rows

    def kept_bytes(self) -> list[Path]:
        """Whatever lies in the folder."""
        return [path for path in self.folder.rglob("*") if path.is_file()]


@asynccontextmanager
async def open_site(scene: Scene, url: str, home: Path) -> AsyncIterator[Site]:
    """The site for as long as the block lasts."""
    folder = home / "files"
    folder.mkdir()
    # On PostgreSQL the owner's lock is in the database.
    lock = home / "owner.lock" if url.startswith("sqlite") else None
    writer = Writer(open_engine(url), KEY, lock)
    writer.start()
    found = Site(scene, folder, writer)
    async with found.client:
        yield found
    await writer.stop()
    writer.engine.dispose()


def photo(where: str = "21.0285, 105.8542") -> bytes:
    """A photo that says where it was taken."""
    exif = Image.Exif()
    exif[0x010E] = where
    out = BytesIO()
    Image.new("RGB", (640, 480), (180, 140, 60)).save(out, "JPEG", exif=exif)
    return out.getvalue()
