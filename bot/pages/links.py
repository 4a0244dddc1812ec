"""The pages that links open on a phone: the photos of a case (`/xem`), handing a file in (`/gui`),
taking a document away (`/tai`).

Whoever has the address may open it, as often as the link allows, until it ends. Messengers fetch
what they show of a link by GET, so nothing is used up by a GET.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Protocol
from urllib.parse import quote

import orjson
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.pages.board import Read, Words
from bot.pages.plain import HEADERS, PlainPages
from bot.pages.upload import Broken, Upload
from models.base import from_ms
from models.machine.file import File, FileState
from models.machine.link import Link, Opened, Purpose, open_link, use_link
from models.store import Tx
from models.work.deed import Deed, DeedState

MB = 1_048_576
# A download that began may be asked for again: by a second tap, by the phone's own downloader.
TAKEN_WITHIN = timedelta(minutes=10)
# A phone opens these in an app of its own, when it is told what they are.
OFFICE = ("application/pdf", "application/vnd.openxmlformats-officedocument.")


class Arrival(StrEnum):
    """What became of a file that was handed in."""

    KEPT = "kept"
    SIZE = "size"
    CONTENT = "content"  # it is nothing that can be opened
    USED = "used"  # another file came through this link before


class TakeUpload(Protocol):
    """Keeps a file and hands it to the link's conversation, using the link up: all or nothing.
    Raises Broken when the file does not come whole.
    """

    def __call__(self, link: Opened, upload: Upload) -> Awaitable[Arrival]: ...


@dataclass(frozen=True, slots=True)
class Closed:
    """A link that opens nothing: what is said, and the status."""

    key: str
    status: int


@dataclass(frozen=True, slots=True)
class Seen:
    """One photo or voice note on the page; without a path it is `missing`, and why."""

    name: str
    sound: bool
    path: str = ""
    missing: str = ""


class LinkPages:
    """The three pages, their photos, sounds and documents."""

    def __init__(
        self,
        read: Read,
        say: Words,
        clock: Callable[[], datetime],
        row_of: Callable[[Purpose, str], int | None],
        picture: Callable[[str], Path | None],
        original: Callable[[str], Path],
        take_upload: TakeUpload,
        upload_limit: int,
    ) -> None:
        """`row_of` reads the last part of an address; `picture` returns, by a photo's SHA-256, its
        copy without what a camera writes, `original` where a sound or a document lies;
        `upload_limit` is in bytes.
        """
        self.read = read
        self.say = say
        self.clock = clock
        self.row_of = row_of
        self.picture = picture
        self.original = original
        self.take_upload = take_upload
        self.limit = upload_limit
        self.plain = PlainPages(say)

    def routes(self) -> Sequence[Route]:
        """Return what these pages add to the site."""
        return (
            *self.plain.routes(),
            Route("/xem/{token}", self.see),
            Route("/xem/{token}/{place:int}.jpg", self.photo),
            Route("/xem/{token}/{place:int}", self.sound),
            Route("/gui/{token}", self.offer_to_send),
            Route("/gui/{token}", self.send, methods=["POST"]),
            Route("/tai/{token}", self.offer_to_take),
            Route("/tai/{token}", self.take, methods=["POST"]),
            Route("/tai/{token}/tep", self.document),
        )

    def find(self, tx: Tx, purpose: Purpose, token: str) -> Opened | Closed:
        """Return what an address opens, or why it opens nothing."""
        row = self.row_of(purpose, token)
        if row is None:
            return Closed("page-unknown", 404)
        opened = open_link(tx, row, purpose, self.clock())
        if opened is not None:
            return opened
        link = tx.session.get(Link, row)
        used = link is not None and link.used_ms is not None
        if used and purpose is Purpose.SEND:
            return Closed("page-sent-before", 410)
        return Closed("page-taken" if used else "page-ended", 410)

    # --- to see ---

    async def see(self, request: Request) -> Response:
        """Answer GET /xem/<token>: everything of the case that can be looked at or heard."""
        token = request.path_params["token"]

        def run(tx: Tx) -> tuple[Seen, ...] | Closed:
            opened = self.find(tx, Purpose.SEE, token)
            return opened if isinstance(opened, Closed) else self.seen(tx, opened, token)

        found = await self.read(run)
        if isinstance(found, Closed):
            return self.plain.sentence(found.key, found.status)
        if not found:
            return self.plain.sentence("page-see-gone-all", 410)
        return self.plain.page(
            "see",
            heading=self.say(heading(found)),
            only=self.say("page-see-only"),
            seen=found,
        )

    def seen(self, tx: Tx, opened: Opened, token: str) -> tuple[Seen, ...]:
        """Return the photos and voice notes of a link; nothing where none is left."""
        rows = [tx.session.get(File, name) for name in opened.files]
        if not any(row is not None and is_open(tx, row) for row in rows):
            return ()
        found: list[Seen] = []
        for place, (name, row) in enumerate(zip(opened.files, rows, strict=True), 1):
            sound = name.startswith("voice-")
            number = 1 + sum(one.sound is sound for one in found)
            label = self.say("page-see-sound" if sound else "page-see-photo", number=number)
            if row is None or not is_open(tx, row):
                found.append(Seen(label, sound, missing=self.say("page-see-gone")))
            elif row.state == FileState.ANNOUNCED.value:
                found.append(Seen(label, sound, missing=self.say("page-see-coming")))
            else:
                path = f"/xem/{token}/{place}" + ("" if sound else ".jpg")
                found.append(Seen(label, sound, path))
        return tuple(found)

    async def photo(self, request: Request) -> Response:
        """Answer one photo: its copy, without what the camera wrote."""
        row = await self.file_of(request, "photo")
        copy = await asyncio.to_thread(self.picture, row.sha256)
        if copy is None:
            raise HTTPException(404)
        # Not a file response: that would say when the copy was made.
        content = await asyncio.to_thread(copy.read_bytes)
        return Response(content, headers=HEADERS, media_type="image/jpeg")

    async def sound(self, request: Request) -> Response:
        """Answer one voice note, in pieces where the phone asks for pieces."""
        row = await self.file_of(request, "voice")
        return await handed(self.original(row.sha256), row.mime, "inline")

    async def file_of(self, request: Request, kind: str) -> File:
        """Return the file that one place of a page shows. Raises HTTPException."""
        token, place = request.path_params["token"], request.path_params["place"]

        def run(tx: Tx) -> File | None:
            opened = self.find(tx, Purpose.SEE, token)
            if isinstance(opened, Closed) or not 1 <= place <= len(opened.files):
                return None
            row = tx.session.get(File, opened.files[place - 1])
            return row if row is not None and is_open(tx, row) else None

        row = await self.read(run)
        if row is None or row.kind != kind or row.state != FileState.KEPT.value:
            raise HTTPException(404)
        return row

    # --- to send ---

    async def offer_to_send(self, request: Request) -> Response:
        """Answer GET /gui/<token>: the form."""
        opened = await self.open(request, Purpose.SEND)
        if isinstance(opened, Closed):
            return self.plain.sentence(opened.key, opened.status)
        return self.form()

    async def send(self, request: Request) -> Response:
        """Answer POST /gui/<token>: take the file in. What cannot be taken leaves the link as it
        is.
        """
        opened = await self.open(request, Purpose.SEND)
        try:
            upload = Upload(request)
        except Broken:
            return self.form(self.say("page-send-none"), 400)
        if isinstance(opened, Closed):
            if opened.status != 404:
                await upload.drain()
            return self.plain.sentence(opened.key, opened.status)
        try:
            arrival = await self.take_upload(opened, upload)
        except Broken:
            return self.form(self.say("page-send-broken"), 400)
        except Exception:
            # Whatever broke in the store: the link is as it was.
            return self.form(self.say("page-send-down"), 503)
        rest = await upload.drain()
        if arrival is Arrival.CONTENT and upload.size + rest > self.limit:
            arrival = Arrival.SIZE  # of what is both, its weight is said: that can be helped
        match arrival:
            case Arrival.KEPT:
                return self.plain.page(
                    "sent",
                    heading=self.say("page-sent"),
                    name=upload.name,
                    then=self.say("page-sent-next"),
                )
            case Arrival.USED:
                return self.plain.sentence("page-sent-before", 410)
            case Arrival.SIZE:
                limit = str(self.limit // MB)
                return self.form(self.say("page-send-large", limit=limit), 413)
            case Arrival.CONTENT if upload.size == 0:
                return self.form(self.say("page-send-none"), 400)
            case Arrival.CONTENT:
                return self.form(self.say("page-send-kind"), 415)

    def form(self, wrong: str = "", status: int = 200) -> Response:
        """Return the form, under what went wrong."""
        return self.plain.page(
            "send",
            status,
            heading=self.say("page-send-heading"),
            wrong=wrong,
            choose=self.say("page-send-choose"),
            limit=self.say("page-send-limit", limit=str(self.limit // MB)),
            go=self.say("page-send-go"),
            once=self.say("page-send-once"),
        )

    # --- to take ---

    async def offer_to_take(self, request: Request) -> Response:
        """Answer GET /tai/<token>: the document's name, and the way to take it."""
        token = request.path_params["token"]

        def run(tx: Tx) -> File | Closed:
            opened = self.find(tx, Purpose.TAKE, token)
            return opened if isinstance(opened, Closed) else document_of(tx, opened.files)

        found = await self.read(run)
        if isinstance(found, Closed):
            return self.plain.sentence(found.key, found.status)
        return self.plain.page(
            "take",
            heading=self.say("page-take-heading"),
            name=found.name,
            go=self.say("page-take-go"),
            once=self.say("page-take-once"),
        )

    async def take(self, request: Request) -> Response:
        """Answer POST /tai/<token>: use the link up and lead to the document. A phone's downloader
        asks for it anew by GET, so the document has an address of its own for some minutes.
        """
        token = request.path_params["token"]

        def run(tx: Tx) -> Closed | None:
            if self.just_taken(tx, token) is not None:
                return None
            opened = self.find(tx, Purpose.TAKE, token)
            if isinstance(opened, Closed):
                return opened
            found = document_of(tx, opened.files)
            if isinstance(found, Closed):
                return found
            use_link(tx, opened.row, self.clock())
            return None

        closed = await self.read(run)
        if closed is not None:
            return self.plain.sentence(closed.key, closed.status)
        return RedirectResponse(f"/tai/{token}/tep", 303, headers=HEADERS)

    async def document(self, request: Request) -> Response:
        """Answer GET /tai/<token>/tep: the document, for some minutes after it was taken."""
        token = request.path_params["token"]

        def run(tx: Tx) -> File | Closed:
            files = self.just_taken(tx, token)
            return Closed("page-taken", 410) if files is None else document_of(tx, files)

        found = await self.read(run)
        if isinstance(found, Closed):
            return self.plain.sentence(found.key, found.status)
        mime = found.mime if found.mime.startswith(OFFICE) else "application/octet-stream"
        name = f"attachment; filename*=utf-8''{quote(found.name, safe='')}"
        return await handed(self.original(found.sha256), mime, name)

    def just_taken(self, tx: Tx, token: str) -> tuple[str, ...] | None:
        """Return the files of a link that was used up a moment ago."""
        row = self.row_of(Purpose.TAKE, token)
        link = tx.session.get(Link, row) if row is not None else None
        if link is None or link.used_ms is None:
            return None
        if self.clock() - from_ms(link.used_ms) >= TAKEN_WITHIN:
            return None
        return tuple(orjson.loads(link.files))

    async def open(self, request: Request, purpose: Purpose) -> Opened | Closed:
        """Return what the address of a request opens."""
        token = request.path_params["token"]
        return await self.read(lambda tx: self.find(tx, purpose, token))


def heading(seen: Sequence[Seen]) -> str:
    """Return the key of what the page is called by what is on it."""
    kinds = {one.sound for one in seen}
    if len(kinds) == 2:
        return "page-see-both"
    return "page-see-sounds" if True in kinds else "page-see-photos"


def is_open(tx: Tx, row: File) -> bool:
    """Tell whether a file may be looked at: not when it could not be kept, nor when its case is
    one that nobody sees any more.
    """
    if row.state not in (FileState.KEPT.value, FileState.ANNOUNCED.value):
        return False
    noun, _, number = row.sealed_to.partition(" ")
    deed = tx.session.get(Deed, int(number)) if noun == "deed" else None
    return deed is None or deed.state != DeedState.HIDDEN.value


def document_of(tx: Tx, files: Sequence[str]) -> File | Closed:
    """Return the document of a link, while we still have it."""
    row = tx.session.get(File, files[0]) if files else None
    if row is None or row.state != FileState.KEPT.value:
        return Closed("page-take-gone", 410)
    return row


async def handed(path: Path, mime: str, disposition: str) -> Response:
    """Return a file of ours as an answer, in pieces where they are asked for."""
    try:
        told = await asyncio.to_thread(path.stat)
    except FileNotFoundError:
        raise HTTPException(404) from None
    headers = {**HEADERS, "content-disposition": disposition}
    answer = FileResponse(path, headers=headers, media_type=mime, stat_result=told)
    # It would say when somebody sent it.
    del answer.headers["last-modified"]
    return answer
