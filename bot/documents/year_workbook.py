"""The year's calendar as an Excel workbook that an officer corrects at the desk and sends back.

Whatever stands in a cell is text, never a formula; days may also come back as days, since a
spreadsheet makes them of what is typed.
"""

import io
import zipfile
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from bot.documents.deeds_workbook import Words, put, write_heading

# The columns, each with its width; what stands in them is written by `handlers.year_workbook`.
COLUMNS = (
    ("key", 4), ("take", 7), ("name", 44), ("days", 26), ("hour", 9), ("who", 30), ("paper", 28),
    ("reminders", 20), ("note", 18),
)  # fmt: skip
HEADINGS = 4  # the row of the headings, under title and how it is used
EMPTY_ROWS = 15  # for milestones of one's own
MARK = "thi-dua-calendar"  # in the hidden first cell, with the year
TAKEN = "x"
MOST_BYTES, MOST_UNPACKED, MOST_ROWS = 5_000_000, 50_000_000, 300
LONGEST = 300  # characters of a cell that are read


def write_year(rows: Sequence[Sequence[str]], year: int, say: Words) -> bytes:
    """Return the workbook of a year: a row for each milestone, its cells in the order of the
    columns, and empty rows below.
    """
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)  # noqa: S101 - a new workbook has one
    sheet.title = say("year-sheet", year=str(year))
    sheet["A1"] = f"{MARK} {year}"
    for line, key in ((1, "year-sheet-title"), (2, "year-sheet-how")):
        cell = sheet.cell(line, 2, say(key, year=str(year)))
        cell.font = Font(name="Times New Roman", size=14 if line == 1 else 11, bold=line == 1)
    for place, (name, width) in enumerate(COLUMNS, 1):
        write_heading(sheet.cell(HEADINGS, place), say(f"year-col-{name}"))
        sheet.column_dimensions[get_column_letter(place)].width = width
    empty = [[""] * len(COLUMNS)] * EMPTY_ROWS
    for line, row in enumerate([*rows, *empty], HEADINGS + 1):
        for place, value in enumerate(row, 1):
            put(sheet.cell(line, place), value)
        sheet.cell(line, 2).alignment = Alignment(horizontal="center", vertical="top")
    last = HEADINGS + len(rows) + EMPTY_ROWS
    tick = DataValidation(type="list", formula1=f'"{TAKEN}"', allow_blank=True)
    tick.add(f"B{HEADINGS + 1}:B{last}")
    sheet.add_data_validation(tick)
    sheet.column_dimensions["A"].hidden = True
    sheet.row_dimensions[HEADINGS].height = 34
    sheet.freeze_panes = sheet.cell(HEADINGS + 1, 4)
    sheet.print_title_rows = f"{HEADINGS}:{HEADINGS}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = Worksheet.PAPERSIZE_A4
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def read_year(data: bytes) -> dict[str, Any]:
    """Return what stands in a workbook that came back: `year` and `rows`, each a list of cells as
    text; or `refused`, why it cannot be taken: "other" (no workbook of ours), "broken", "huge".
    """
    if len(data) > MOST_BYTES:
        return {"refused": "huge"}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(info.file_size for info in packed.infolist()) > MOST_UNPACKED:
                return {"refused": "huge"}
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except Exception:  # of whatever kind: the library has many for a broken file
        return {"refused": "broken"}
    for sheet in book.worksheets:
        mark, _, year = str(sheet["A1"].value or "").rpartition(" ")
        if mark != MARK or not year.isdigit():
            continue
        lines = sheet.iter_rows(
            min_row=HEADINGS + 1,
            max_row=HEADINGS + MOST_ROWS,
            max_col=len(COLUMNS),
            values_only=True,
        )
        rows = [[text_of(value) for value in line] for line in lines]
        rows = [row + [""] * (len(COLUMNS) - len(row)) for row in rows]
        return {"year": int(year), "rows": [row for row in rows if row[0] or row[2]]}
    return {"refused": "other"}


def text_of(value: object) -> str:
    """Return what stands in a cell as it would have been typed."""
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    if isinstance(value, date):
        return f"{value.day}/{value.month}/{value.year}"
    if isinstance(value, time):
        return f"{value.hour} giờ {value.minute:02}" if value.minute else f"{value.hour} giờ"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return " ".join(str("" if value is None else value).split())[:LONGEST]
