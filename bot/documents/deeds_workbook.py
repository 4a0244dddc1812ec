"""The officers' working list of good deeds as an Excel workbook, ready to be printed.

A column that nobody was asked about stays empty, to be filled in by hand. Whatever somebody wrote
is text in its cell, never a formula.
"""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from models.people.role import Role
from models.work.export import Confirmation, DeedRow

MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Words(Protocol):
    """A sentence of the catalogue by its key."""

    def __call__(self, key: str, **values: str | int) -> str: ...


Value = str | date
KEPT = 3  # columns on the left that stay in sight, and stand on every printed page
HEADINGS = 3  # the row of the headings, under title and period
LONGEST = 32_000  # characters in a cell; Excel takes 32,767
TEXT, DAY = "@", "dd/mm/yyyy"
RISKY = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet may take for a formula
LINE = Side(style="thin", color="999999")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the key of its heading, its width in characters, and what stands in it; None is
    a column that nobody was asked about.
    """

    name: str
    width: float
    value: Callable[[DeedRow, Words], Value] | None = None


def write_deeds(
    rows: Sequence[DeedRow], first: date, last: date, say: Words, made_on: date
) -> bytes:
    """Return the workbook of a period's deeds."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)  # noqa: S101 - a new workbook has one
    sheet.title = say("export-sheet")
    period = say("export-period", first=f"{first:%d/%m/%Y}", last=f"{last:%d/%m/%Y}")
    write_top(sheet, say("export-title"), period, say("export-internal"))
    for place, column in enumerate(COLUMNS, 1):
        write_heading(sheet.cell(HEADINGS, place), say(f"export-col-{column.name}"))
        sheet.column_dimensions[get_column_letter(place)].width = column.width
    for line, row in enumerate(rows, HEADINGS + 1):
        for place, column in enumerate(COLUMNS, 1):
            put(sheet.cell(line, place), column.value(row, say) if column.value else "")
    lay_out(sheet, say, len(rows), made_on)
    book.properties.title = say("export-title")
    book.properties.creator = say("export-commune")
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


# --- the sheet -----------------------------------------------------------------------------------


def write_top(sheet: Worksheet, title: str, period: str, internal: str) -> None:
    """Write the two lines above the headings. They are not wrapped: they run over their
    neighbours.
    """
    for line, text, font in (
        (1, title, Font(name="Times New Roman", size=14, bold=True)),
        (2, f"{period}. {internal}.", Font(name="Times New Roman", size=11, italic=True)),
    ):
        cell = sheet.cell(line, 1)
        put(cell, text)
        cell.font, cell.border = font, Border()
        cell.alignment = Alignment(vertical="center")


def write_heading(cell: Cell, text: str) -> None:
    """Write the heading of a column."""
    put(cell, text)
    cell.font = Font(name="Times New Roman", size=11, bold=True)
    cell.fill = PatternFill("solid", start_color="E1EED6")
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)


def put(cell: Cell, value: Value) -> None:
    """Write what stands in a cell: a day as a day, all else as text."""
    if isinstance(value, date):
        cell.value, cell.number_format = value, DAY
    else:
        text = ILLEGAL_CHARACTERS_RE.sub("", value)[:LONGEST]
        if text:
            cell.value = text
            cell.data_type = "s"
            cell.quotePrefix = text.startswith(RISKY)
        cell.number_format = TEXT
    cell.font = Font(name="Times New Roman", size=11)
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    cell.border = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)


def lay_out(sheet: Worksheet, say: Words, count: int, made_on: date) -> None:
    """Set how the sheet is looked at and printed. All columns on one A4 page would be too small to
    read: they go on two side by side, each with code, kind and name.
    """
    last = get_column_letter(len(COLUMNS))
    sheet.row_dimensions[HEADINGS].height = 48
    sheet.freeze_panes = sheet.cell(HEADINGS + 1, KEPT + 1)
    sheet.auto_filter.ref = f"A{HEADINGS}:{last}{HEADINGS + count}"
    sheet.print_title_rows = f"{HEADINGS}:{HEADINGS}"
    sheet.print_title_cols = f"A:{get_column_letter(KEPT)}"
    sheet.print_area = f"A1:{last}{HEADINGS + count}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = Worksheet.PAPERSIZE_A4
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 2, 0
    sheet.page_setup.pageOrder = "overThenDown"
    margins = sheet.page_margins
    margins.left = margins.right = 0.4
    margins.top = margins.bottom = 0.7
    margins.header = margins.footer = 0.3
    sheet.oddHeader.left.text = marked(say("export-commune"))
    sheet.oddHeader.right.text = marked(say("export-internal"))
    sheet.oddFooter.left.text = marked(say("export-made", day=f"{made_on:%d/%m/%Y}"))
    sheet.oddFooter.right.text = marked(say("export-page")) + " &P/&N"


def marked(text: str) -> str:
    """Return a text for a header or footer, where "&" begins a code."""
    return text.replace("&", "&&")


# --- what stands in the columns ------------------------------------------------------------------


def code(row: DeedRow, _: Words) -> str:
    """The receipt code in its two groups."""
    return f"{row.code[:4]} {row.code[4:]}"


def kind(row: DeedRow, say: Words) -> str:
    """What sort of example it is."""
    return say(f"export-kind-{row.kind}") if row.kind else ""


def area(row: DeedRow, say: Words) -> str:
    """The field that it belongs to."""
    return say(f"export-field-{row.field}") if row.field else ""


def when(row: DeedRow, say: Words) -> Value:
    """The day, the days between which it was, or how it was said."""
    if row.first is not None and row.last is not None:
        if row.first == row.last:
            return row.first
        return say("export-period", first=f"{row.first:%d/%m/%Y}", last=f"{row.last:%d/%m/%Y}")
    return row.when


def told_by(row: DeedRow, _: Words) -> str:
    """Whoever noticed it."""
    return "; ".join(row.told_by)


def confirmation(row: DeedRow, nth: int) -> Confirmation | None:
    """The nth word that it is true."""
    return row.confirmations[nth] if nth < len(row.confirmations) else None


def confirmed_by(nth: int) -> Callable[[DeedRow, Words], str]:
    """The name and role of the nth who says that it is true."""

    def value(row: DeedRow, say: Words) -> str:
        found = confirmation(row, nth)
        if found is None:
            return ""
        known = found.role in set(Role)
        role = say(f"role-{found.role.replace('_', '-')}") if known else found.role
        return ", ".join(part for part in (found.name, role) if part)

    return value


def confirmed_on(nth: int) -> Callable[[DeedRow, Words], Value]:
    """The day on which the nth said so."""

    def value(row: DeedRow, _: Words) -> Value:
        found = confirmation(row, nth)
        return found.day if found is not None else ""

    return value


def evidence(row: DeedRow, say: Words) -> str:
    """How much there is to see and to hear."""
    parts = (("export-photos", row.photos), ("export-voices", row.voices))
    return ", ".join(say(key, count=count) for key, count in parts if count)


def consent(row: DeedRow, say: Words) -> str:
    """What may be shown of the one praised."""
    return say(f"export-scope-{row.scope.replace('_', '-')}") if row.scope else ""


def stage(row: DeedRow, say: Words) -> str:
    """The stage of an example, where it is known: it is found once the commune has taken it."""
    return say("export-discovered") if row.discovered else ""


def shown_at(row: DeedRow, say: Words) -> str:
    """Where it has been made known."""
    day = row.board_day
    return say("export-board", day=f"{day:%d/%m/%Y}") if day is not None else ""


COLUMNS = (
    Column("code", 10.5, code),
    Column("kind", 9, kind),
    Column("who", 20, lambda row, _: row.who),
    Column("born", 7),
    Column("sex", 6),
    Column("ethnicity", 7),
    Column("job", 13),
    Column("hamlet", 13, lambda row, _: row.hamlet),
    Column("phone", 12),
    Column("field", 14, area),
    Column("when", 12, when),
    Column("place", 14, lambda row, _: row.place),
    Column("story", 46, lambda row, _: row.story),
    Column("reach", 12),
    Column("noticed-by", 16, told_by),
    Column("confirmed-1", 16, confirmed_by(0)),
    Column("confirmed-1-on", 12, confirmed_on(0)),
    Column("confirmed-2", 16, confirmed_by(1)),
    Column("confirmed-2-on", 12, confirmed_on(1)),
    Column("evidence", 11, evidence),
    Column("award", 12),
    Column("movement", 14, lambda row, _: row.movement),
    Column("consent", 13, consent),
    Column("consent-on", 12, lambda row, _: row.consent_day or ""),
    Column("stage", 10, stage),
    Column("shown-at", 14, shown_at),
    Column("replicated", 12),
    Column("state", 14, lambda row, say: say(f"deed-state-{row.state}")),
)
