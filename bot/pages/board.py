"""The honour board as a page that anybody may open, read on a phone and print: `GET /bang-vang`.

What a commune shows stands here and nothing else: the name as it is shown, the hamlet, the public
sentence, the day, the photos that were agreed to, and a public code. Nothing is kept by a browser,
so that what was taken down is gone at the next look.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Protocol, TypeVar
from zoneinfo import ZoneInfo

from jinja2 import Environment, StrictUndefined
from sqlmodel import select
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from models.machine import file
from models.machine.file import FileState
from models.people.unit import Unit
from models.store import Tx
from models.work.publishing import Publication, published, published_by_code, released_times
from models.work.receipts import grouped

R = TypeVar("R")

PATH = "/bang-vang"
NEWEST = 100  # entries on the page without a year
OF_A_YEAR = 1000
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
# People's names are for the commune to read, not for the machines that collect them.
HEADERS = {
    "cache-control": "no-store",
    "content-security-policy": POLICY,
    "x-robots-tag": "noindex, noarchive",
}


class Words(Protocol):
    """A sentence of the catalogue by its key."""

    def __call__(self, key: str, **values: str | int) -> str: ...


class Read(Protocol):
    """Runs work in a transaction and returns what it returned."""

    def __call__(self, run: Callable[[Tx], R]) -> Awaitable[R]: ...


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as everybody may see it; `photos` are paths of this site."""

    name: str
    hamlet: str
    sentence: str
    day: date
    code: str
    photos: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """What stands on one page: the years that have something, and the entries, newest first."""

    years: tuple[int, ...]
    entries: tuple[Entry, ...]


class Board:
    """The page, its style sheet and its photos."""

    def __init__(
        self,
        read: Read,
        say: Words,
        zone: ZoneInfo,
        clock: Callable[[], datetime],
        picture: Callable[[str], Path | None],
    ) -> None:
        """`picture` returns, by a photo's SHA-256, its copy without what a camera writes."""
        self.read = read
        self.say = say
        self.zone = zone
        self.clock = clock
        self.picture = picture
        here = files("bot.pages")
        self.style = here.joinpath("board.css").read_bytes()
        self.style_path = f"{PATH}/{sha256(self.style).hexdigest()[:12]}/board.css"
        words = Environment(
            autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
        )
        self.template = words.from_string(here.joinpath("board.html").read_text("utf-8"))

    def routes(self) -> Sequence[Route]:
        """Return what this page adds to the site."""
        return (
            Route(PATH, self.page),
            Route(f"{PATH}/{{version}}/board.css", self.style_sheet),
            Route(f"{PATH}/anh/{{code}}/{{place:int}}.jpg", self.photo),
        )

    async def page(self, request: Request) -> Response:
        """Answer GET /bang-vang, or of one year with ?nam=2026."""
        asked = request.query_params.get("nam", "")
        year = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else None
        found = await self.read(lambda tx: self.look(tx, year))
        if asked and year not in found.years:
            raise HTTPException(404)
        return HTMLResponse(self.html(found, year), headers=HEADERS)

    def look(self, tx: Tx, year: int | None) -> Shown:
        """Read the entries, of a year if one is given."""
        years = {at.astimezone(self.zone).year for at in released_times(tx)}
        if year is None:
            rows = published(tx, NEWEST)
        elif year in years:
            first, after = (datetime(y, 1, 1, tzinfo=self.zone) for y in (year, year + 1))
            rows = published(tx, OF_A_YEAR, first, after)
        else:
            rows = []
        hamlets = dict(tx.session.exec(select(Unit.id, Unit.name)).all())
        entries = tuple(self.entry(row, hamlets.get(row.hamlet_id, "")) for row in rows)
        return Shown(tuple(sorted(years, reverse=True)), entries)

    def entry(self, row: Publication, hamlet: str) -> Entry:
        """Return what everybody may see of a publication."""
        places = range(1, len(row.photos) + 1)
        return Entry(
            row.name,
            hamlet,
            row.sentence,
            (row.released_at or row.written_at).astimezone(self.zone).date(),
            grouped(row.code),
            tuple(f"{PATH}/anh/{row.code}/{place}.jpg" for place in places),
        )

    def html(self, found: Shown, year: int | None) -> str:
        """Return the page."""
        say = self.say
        today = self.clock().astimezone(self.zone).date()
        return self.template.render(
            style=self.style_path,
            path=PATH,
            commune=say("web-commune"),
            title=say("board-page-title"),
            heading=say("board-page-heading"),
            motto=say("board-page-motto"),
            printed=say("board-page-printed", date=written(today)),
            years=found.years if len(found.years) > 1 else (),
            year=year,
            years_label=say("board-page-years"),
            every_year=say("board-page-every-year"),
            entries=found.entries,
            day=lambda one: say("board-page-day", date=written(one)),
            wrong=say("board-page-wrong"),
            photo=lambda name: say("board-page-photo", name=name),
            empty=say("board-page-empty"),
            tell=say("board-page-tell"),
            ask=say("board-page-ask"),
            phone=say("web-phone"),
        )

    async def style_sheet(self, request: Request) -> Response:
        """Answer the style sheet; its path changes with it, so a phone may keep it."""
        headers = {"cache-control": "public, max-age=86400"}
        return Response(self.style, headers=headers, media_type="text/css")

    async def photo(self, request: Request) -> Response:
        """Answer a photo of an entry, for as long as the entry is shown."""
        code, place = request.path_params["code"], request.path_params["place"]
        digest = await self.read(lambda tx: photo_of(tx, code, place))
        copy = await asyncio.to_thread(self.picture, digest) if digest else None
        if copy is None:
            raise HTTPException(404)
        # Not a file response: that would say when the copy was made.
        content = await asyncio.to_thread(copy.read_bytes)
        return Response(content, headers=HEADERS, media_type="image/jpeg")


def photo_of(tx: Tx, code: str, place: int) -> str:
    """Return the SHA-256 of a photo that is shown now, empty when there is none."""
    row = published_by_code(tx, code)
    if row is None or not 1 <= place <= len(row.photos):
        return ""
    kept = file.get(tx, row.photos[place - 1])
    is_photo = kept is not None and kept[2] == "photo" and kept[8] == FileState.KEPT.value
    return str(kept[7]) if kept is not None and is_photo else ""


def written(day: date) -> str:
    """Return a day in digits, as it is written in Viet Nam."""
    return f"{day.day}/{day.month}/{day.year}"
