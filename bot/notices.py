"""How an announcement becomes a page for the notice board."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.catalogue import BoundWords
from bot.commune import Commune
from bot.pages.entrance import PATH
from bot.tasks import Document, Maker
from models.people.person import Person
from models.store import Tx
from models.work.announcement import Announcement


@dataclass(frozen=True, slots=True)
class Asked:
    """An announcement as it is put on paper, in whose words, and where its code leads."""

    text: str
    day: str
    url: str
    words: BoundWords
    made_at: datetime


def notice_makers(commune: Commune, clock: Callable[[], datetime]) -> dict[str, Maker]:
    """Return how the page comes about, by the kind of task that asks for it."""

    def read(tx: Tx, asked: Mapping[str, Any]) -> Asked:
        person = tx.session.get_one(Person, asked["person"])
        found = tx.session.get_one(Announcement, asked["announcement"])
        words = commune.words(person.language)
        return Asked(found.text, asked["day"], commune.page_url(PATH), words, clock())

    return {"notice": Maker(read, write, heavy=True)}


def write(asked: Asked) -> Document:
    """Write the page."""
    from bot.documents.notice import Notice, draw_notice  # noqa: PLC0415 - fpdf2 takes long to import

    say = asked.words
    made = Notice(
        commune=say("web-commune"),
        heading=say("announce-notice-heading"),
        text=asked.text,
        day=asked.day,
        scan=say("announce-notice-scan"),
        url=asked.url,
        call=say("page-poster-call"),
        phone=say("web-phone"),
        hours=say("page-poster-hours"),
    )
    name = f"{say('announce-notice-file')}.pdf"
    return Document(name, "application/pdf", draw_notice(made, asked.made_at))
