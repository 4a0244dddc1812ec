"""The documents that can be asked for: which data each is read from, and how it is written."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bot.catalogue import BoundWords
from bot.commune import Commune
from bot.tasks import Document, Further, Maker
from models.people.person import Person
from models.people.role import roles_of
from models.permissions import Viewer
from models.store import Tx
from models.work.export import DeedRow, DeedsOfPeriod


@dataclass(frozen=True, slots=True)
class DeedList:
    """The deeds of a period, and in whose words they are written."""

    rows: tuple[DeedRow, ...]
    first: date
    last: date
    words: BoundWords
    made_on: date


def makers(commune: Commune, clock: Callable[[], datetime]) -> dict[str, Maker]:
    """Return how each document comes about, by the kind of task that asks for it."""

    def read(tx: Tx, asked: Mapping[str, Any]) -> DeedList | Further:
        first, last = (date.fromisoformat(asked[name]) for name in ("first", "last"))
        return read_on(tx, asked["person"], DeedsOfPeriod(first, last, commune.zone))

    def read_on(tx: Tx, reader: int, deeds: DeedsOfPeriod) -> DeedList | Further:
        person = tx.session.get_one(Person, reader)
        viewer = Viewer(reader, roles_of(tx, reader), person.name)
        if not deeds.read_on(tx, viewer):
            return Further(lambda tx: read_on(tx, reader, deeds))
        words, today = commune.words(person.language), commune.today(clock())
        return DeedList(deeds.rows, deeds.first, deeds.last, words, today)

    return {"export": Maker(read, write, heavy=True)}


def write(found: DeedList) -> Document:
    """Write the list of deeds as a workbook."""
    from bot.documents.deeds_workbook import MIME, write_deeds  # noqa: PLC0415 - openpyxl takes long to import

    content = write_deeds(found.rows, found.first, found.last, found.words, found.made_on)
    days = {"first": f"{found.first:%d-%m-%Y}", "last": f"{found.last:%d-%m-%Y}"}
    name = f"{found.words('export-file', **days)}.xlsx"
    return Document(name, MIME, content, {"count": len(found.rows)})
