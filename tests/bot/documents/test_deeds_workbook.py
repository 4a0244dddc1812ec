"""The workbook of a period's deeds, written and opened again."""

import io
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from openpyxl import load_workbook

from bot.catalogue import Catalogue
from bot.documents.deeds_workbook import COLUMNS, HEADINGS, LONGEST, write_deeds
from models.people.role import Role
from models.work.export import Confirmation, DeedRow
from tests.bot.sentences import COMMUNE

SAY = Catalogue(None, {**COMMUNE, "commune": "xã Đồng Mây & Hạ"}).words()
FIRST, LAST, TODAY = date(2026, 11, 1), date(2026, 11, 30), date(2026, 12, 1)
PLAIN = DeedRow(code="00712386", state="sent", told_on=FIRST, who="Bà Mận", story="Nhặt được ví")
FULL = replace(
    PLAIN,
    state="published",
    kind="person",
    field="welfare",
    hamlet="thôn Đoài",
    place="cổng chợ",
    first=date(2026, 11, 10),
    last=date(2026, 11, 10),
    told_by=("bà Hành", "Ông Tre"),
    confirmations=(
        Confirmation("Ông Thóc", Role.HAMLET_HEAD.value, date(2026, 11, 12)),
        Confirmation("bà Cà", "hàng xóm", date(2026, 11, 13)),
    ),
    photos=2,
    voices=1,
    movement="Xã không rác",
    discovered=True,
    scope="name_photo",
    consent_day=date(2026, 11, 16),
    board_day=date(2026, 11, 20),
)


def written(*rows: DeedRow) -> Any:
    """The sheet of a workbook, as whoever gets it opens it."""
    return load_workbook(io.BytesIO(write_deeds(rows, FIRST, LAST, SAY, TODAY))).active


def row_of(sheet: Any, nth: int = 1) -> dict[str, Any]:
    """What stands in the nth row, by the name of the column."""
    cells = sheet[HEADINGS + nth]
    return {column.name: cell.value for column, cell in zip(COLUMNS, cells, strict=True)}


def test_everything_that_is_known_stands_in_its_column() -> None:
    found = row_of(written(FULL))

    assert {name: value for name, value in found.items() if value is not None} == {
        "code": "0071 2386",
        "kind": "Cá nhân",
        "who": "Bà Mận",
        "hamlet": "thôn Đoài",
        "field": "An sinh, giảm nghèo",
        "when": datetime(2026, 11, 10),  # noqa: DTZ001 - a day of a sheet has no zone
        "place": "cổng chợ",
        "story": "Nhặt được ví",
        "noticed-by": "bà Hành; Ông Tre",
        "confirmed-1": "Ông Thóc, trưởng thôn",
        "confirmed-1-on": datetime(2026, 11, 12),  # noqa: DTZ001
        "confirmed-2": "bà Cà, hàng xóm",
        "confirmed-2-on": datetime(2026, 11, 13),  # noqa: DTZ001
        "evidence": "2 ảnh, 1 tin thoại",
        "movement": "Xã không rác",
        "consent": "Nêu tên và ảnh",
        "consent-on": datetime(2026, 11, 16),  # noqa: DTZ001
        "stage": "Phát hiện",
        "shown-at": "Bảng vàng của xã, 20/11/2026",
        "state": "xã đã nêu gương",
    }


def test_what_nobody_was_asked_stays_empty() -> None:
    found = row_of(written(PLAIN))

    known = {name for name, value in found.items() if value is not None}
    assert known == {"code", "who", "story", "state"}


def test_days_are_days_and_codes_are_text() -> None:
    sheet = written(FULL)
    cells = dict(zip((c.name for c in COLUMNS), sheet[HEADINGS + 1], strict=True))

    assert (cells["when"].is_date, cells["when"].number_format) == (True, "dd/mm/yyyy")
    assert (cells["code"].data_type, cells["code"].number_format) == ("s", "@")


@pytest.mark.parametrize(
    ("first", "last", "when", "shown"),
    [
        (date(2026, 11, 1), date(2026, 11, 5), "", "Từ 01/11/2026 đến 05/11/2026"),
        (None, None, "làm mấy năm nay", "làm mấy năm nay"),
        (None, None, "", None),
    ],
)
def test_what_has_no_single_day(
    first: date | None, last: date | None, when: str, shown: str | None
) -> None:
    assert row_of(written(replace(PLAIN, first=first, last=last, when=when)))["when"] == shown


@pytest.mark.parametrize(
    "text", ['=HYPERLINK("http://x","y")', "+84 900 000 000", "-1+2", "@SUM(A1)", "=", "\t=1+1"]
)
def test_what_looks_like_a_formula_stays_text(text: str) -> None:
    sheet = written(replace(PLAIN, who=text, story=text, told_by=(text,), place=text))

    for name in ("who", "story", "noticed-by", "place"):
        cell = sheet.cell(HEADINGS + 1, [c.name for c in COLUMNS].index(name) + 1)
        assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)


def test_what_no_cell_can_hold_is_left_out_and_the_rest_stays() -> None:
    long = "kể " * 20_000
    sheet = written(replace(PLAIN, who="Bà\x00 Mận\x0b", story=long))

    assert row_of(sheet)["who"] == "Bà Mận"
    assert row_of(sheet)["story"] == long[:LONGEST]


def test_it_is_ready_to_be_printed() -> None:
    sheet = written(*[FULL] * 40)

    assert sheet["A1"].value == "Danh sách gương người tốt, việc tốt"
    assert sheet["A2"].value == "Từ 01/11/2026 đến 30/11/2026. Lưu hành nội bộ."
    assert [cell.value for cell in sheet[HEADINGS][:3]] == [
        "Mã gương",
        "Loại",
        "Họ và tên hoặc tên tập thể",
    ]
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (2, 0)
    assert (sheet.print_title_rows, sheet.print_title_cols) == ("$3:$3", "$A:$C")
    assert sheet.freeze_panes == "D4"
    assert sheet.oddHeader.left.text == "xã Đồng Mây && Hạ"
    assert sheet.oddHeader.right.text == "Lưu hành nội bộ"
    assert sheet.oddFooter.right.text == "Trang &P/&N"
    assert sheet.oddFooter.left.text == "Lập ngày 01/12/2026"
    assert all(cell.alignment.wrap_text for cell in sheet[HEADINGS + 40])
    widths = [sheet.column_dimensions[cell.column_letter].width for cell in sheet[HEADINGS]]
    assert widths == [column.width for column in COLUMNS]


def test_a_period_without_deeds_has_its_headings() -> None:
    assert written().max_row == HEADINGS
