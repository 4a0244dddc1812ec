"""A backend of the web chat that keeps all in memory: a bot that echoes, and asks one thing."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from fluent.runtime import FluentBundle, FluentResource

from bot.channels.web.backend import Line, Opened, Page, Refused, Upload
from bot.dialogue.messages import Button, Kind

TEXTS = Path(__file__).parents[2] / "bot" / "texts" / "vi" / "web.ftl"
START = datetime(2026, 11, 10, 2, 0, tzinfo=UTC)
_COMMON = {
    "you": "bác", "You": "Bác", "me": "cháu", "Me": "Cháu",
    "commune": "Xã Lúa Vàng", "phone": "0900 000 000",
}  # fmt: skip

QUESTION = "Cháu đọc lại bác nghe:\n– Bà Mận bán xôi, thôn Đoài\nGửi đi được chưa ạ?"
BUTTONS = (
    Button("deed:1:send", "1. Gửi"),
    Button("deed:1:edit", "2. Sửa"),
    Button("deed:1:more", "3. Kể thêm"),
)


class FakeBackend:
    """Everything that happened stands in plain lists; `down` makes the store fail."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.now = START
        self.down = False
        self.silent = False  # receives without answering
        self.events: list[dict[str, Any]] = []
        self.uploads: dict[str, Opened] = {}
        self.lines: dict[str, list[Line]] = {}
        self.acknowledged: list[tuple[str, int]] = []
        self.forgotten: list[str] = []
        self.pages: dict[str, list[Page]] = {}
        self.changed = asyncio.Event()
        self._number = 0

    def clock(self) -> datetime:
        return self.now

    # What the server calls

    async def receive(self, event: dict[str, Any]) -> None:
        if self.down:
            raise OSError("the disk is gone")
        known = any(
            (e["visitor"], e["id"]) == (event["visitor"], event["id"]) for e in self.events
        )
        if known:
            return
        self.events.append(event)
        self._tell()
        visitor = event["visitor"]
        said = event.get("text") or event.get("label", "")
        photos = tuple(f"/f/{f['file']}" for f in event.get("files", ()) if f["kind"] == "photo")
        sounds = tuple(f"/f/{f['file']}" for f in event.get("files", ()) if f["kind"] == "voice")
        own = Line(0, True, said, event["id"], photos=photos, sounds=sounds, at=self.now)
        self.lines.setdefault(visitor, []).append(own)
        if event["t"] == "tap":
            self._press(visitor, event["tap"])
        if not self.silent:
            asyncio.get_running_loop().call_soon(lambda: asyncio.ensure_future(self.answer(event)))

    async def answer(self, event: dict[str, Any]) -> None:
        visitor = event["visitor"]
        match event["t"]:
            case "say" if event["text"] == "hỏi":
                await self.push(visitor, QUESTION, BUTTONS)
            case "say":
                await self.push(visitor, f"Cháu nghe: {event['text']}")
            case "tap":
                await self.push(
                    visitor,
                    "Cháu nhận đủ rồi, cảm ơn bác. Mã của bác:\n4071 2386\nBác giữ lại nhé.",
                )
            case "media":
                await self.push(visitor, f"Cháu nhận được {len(event['files'])} tệp rồi.")
            case _:
                await self.push(visitor, "Vâng ạ.")

    async def keep(
        self, visitor: str, kind: Kind, name: str, mime: str, chunks: AsyncIterator[bytes]
    ) -> Upload:
        if self.down:
            raise OSError("the disk is gone")
        if name == "virus.exe":
            raise Refused("Cháu chưa nhận được loại tệp này.")
        body = b"".join([chunk async for chunk in chunks])
        file = f"file{len(self.uploads) + 1}"
        path = self.folder / file
        path.write_bytes(body)
        self.uploads[file] = Opened(path, mime)
        return Upload(file, kind, len(body), mime)

    async def attach(self, visitor: str, page: Page, after: int) -> None:
        self.pages.setdefault(visitor, []).append(page)
        acknowledged = {n for v, n in self.acknowledged if v == visitor}
        for line in self.lines.get(visitor, []):
            if not line.own and line.number > after and line.number not in acknowledged:
                await page.show(line)
        self._tell()

    async def detach(self, visitor: str, page: Page) -> None:
        if page in self.pages.get(visitor, []):
            self.pages[visitor].remove(page)
        self._tell()

    async def acknowledge(self, visitor: str, number: int) -> None:
        if self.down:
            raise OSError("the disk is gone")
        self.acknowledged.append((visitor, number))
        self._tell()

    async def history(self, visitor: str) -> list[Line]:
        if self.down:
            raise OSError("the disk is gone")
        return list(self.lines.get(visitor, []))

    async def open_file(self, token: str) -> Opened | None:
        return self.uploads.get(token)

    async def forget(self, visitor: str) -> None:
        self.forgotten.append(visitor)
        self._tell()

    def sentence(self, key: str, **values: str) -> str:
        bundle = FluentBundle(["vi"], use_isolating=False)
        bundle.add_resource(FluentResource(TEXTS.read_text("utf-8")))
        message = bundle.get_message(key)
        assert message.value is not None
        text, errors = bundle.format_pattern(message.value, {**_COMMON, **values})
        assert errors == []
        return str(text)

    # What a test calls

    def document(self, name: str, mime: str, body: bytes) -> tuple[str, str]:
        """Keep a document of ours; return its link and name, as a line carries them."""
        file = f"file{len(self.uploads) + 1}"
        (self.folder / file).write_bytes(body)
        self.uploads[file] = Opened(self.folder / file, mime, name)
        return f"/f/{file}", name

    async def push(
        self, visitor: str, text: str, buttons: tuple[Button, ...] = (), **more: Any
    ) -> None:
        """Say something to a visitor on every page that is open."""
        self._number += 1
        line = Line(self._number, False, text, buttons=buttons, at=self.now, **more)
        self.lines.setdefault(visitor, []).append(line)
        for page in list(self.pages.get(visitor, [])):
            await page.show(line)

    async def until(self, happened: Callable[[], object]) -> None:
        """Wait until something is true, looking whenever anything changed."""
        async with asyncio.timeout(10):
            while not happened():
                self.changed.clear()
                await self.changed.wait()

    def _press(self, visitor: str, tap: str) -> None:
        self.lines[visitor] = [
            replace(line, pressed=tap) if any(b.tap == tap for b in line.buttons) else line
            for line in self.lines[visitor]
        ]

    def _tell(self) -> None:
        self.changed.set()
