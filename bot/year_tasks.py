"""The documents of the year: the calendar as a workbook, there and back, and the plan that is
read. Each is read in a process of its own.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from bot import files
from bot.catalogue import BoundWords
from bot.commune import Commune
from bot.tasks import Document, Found, Maker, NotReady
from models.machine import file
from models.machine.file import FileState
from models.people.person import Person
from models.store import Tx
from models.work.movement import Plan
from models.work.plan_draft import confirmed_plans
from models.work.plan_findings import PlanFindings, plain


@dataclass(frozen=True, slots=True)
class YearSheet:
    """The rows of a year's calendar, and in whose words they are written."""

    rows: list[list[str]]
    year: int
    words: BoundWords


@dataclass(frozen=True, slots=True)
class SentPlan:
    """A plan that somebody sent, as a file or as pasted text, with the plans that hold already:
    each with its row, its digest and its findings.
    """

    path: Path | None
    text: str
    held: tuple[tuple[int, str, Mapping[str, Any]], ...]


@dataclass(frozen=True, slots=True)
class Sent:
    """A file that somebody sent: where it lies, None where it could not be had; its name."""

    path: Path | None
    name: str = ""


def year_makers(commune: Commune, folder: Path) -> dict[str, Maker]:
    """Return how each of them comes about; `folder` is where files are kept."""

    def read_sheet(tx: Tx, asked: Mapping[str, Any]) -> YearSheet:
        person = tx.session.get_one(Person, asked["person"])
        return YearSheet(asked["rows"], asked["year"], commune.words(person.language))

    def find(tx: Tx, asked: Mapping[str, Any]) -> Sent:
        row = tx.one(file.GET, row=asked["file"])
        if row is None:
            return Sent(None)
        name, digest, state = row[4], row[7], row[8]
        if state == FileState.ANNOUNCED:
            raise NotReady
        return Sent(files.path_of(folder, digest) if state == FileState.KEPT else None, name)

    def find_plan(tx: Tx, asked: Mapping[str, Any]) -> SentPlan:
        plans = confirmed_plans(tx)
        held = tuple((plan.id or 0, plan.digest, plan.findings["found"]) for plan in plans)
        if "file" in asked:
            return SentPlan(find(tx, asked).path, "", held)
        plan = tx.session.get(Plan, asked["plan"])
        return SentPlan(None, plan.findings["text"] if plan is not None else "", held)

    return {
        "plan-read": Maker(find_plan, read_sent_plan, heavy=True),
        "year-workbook": Maker(read_sheet, write_sheet, heavy=True),
        "year-read": Maker(find, read_back, heavy=True),
    }


def write_sheet(found: YearSheet) -> Document:
    """Write the calendar of a year as a workbook."""
    from bot.documents.deeds_workbook import MIME  # noqa: PLC0415 - openpyxl takes long to import
    from bot.documents.year_workbook import write_year  # noqa: PLC0415 - as above

    content = write_year(found.rows, found.year, found.words)
    name = found.words("year-file", year=str(found.year))
    return Document(f"{name}.xlsx", MIME, content)


def read_back(sent: Sent) -> Found:
    """Read a calendar that came back as a workbook."""
    from bot.documents.year_workbook import read_year  # noqa: PLC0415 - as above

    if sent.path is None or not sent.path.exists():
        return Found({"refused": "lost"})
    return Found(read_year(sent.path.read_bytes()))


def read_sent_plan(sent: SentPlan) -> Found:
    """Read a plan, and say what of it is otherwise where an older version of it holds."""
    from bot.documents.plan import NotTaken, compare, read_plan, read_plan_text  # noqa: PLC0415 - libraries of documents take long to import

    if (sent.path is not None and not sent.path.exists()) or (sent.path is None and not sent.text):
        return Found({"refused": "lost"})
    data = sent.path.read_bytes() if sent.path is not None else sent.text.encode()
    try:
        found = read_plan(data) if sent.path is not None else read_plan_text(sent.text)
    except NotTaken as refused:
        return Found({"refused": refused.reason.value})
    digest = hashlib.sha256(data).hexdigest()
    came = {"digest": digest, "found": found.to_json(), "same": None, "differences": None}
    for row, held_digest, stored in sent.held:
        held = PlanFindings.from_json(stored)
        titled = bool(found.title) and (held.title, held.year) == (found.title, found.year)
        if held_digest == digest or titled:
            differences = plain(asdict(compare(held, found)))
            return Found({**came, "same": row, "differences": differences})
    return Found(came)
