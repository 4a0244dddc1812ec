"""The chair's page: one sheet of A4, whatever there is to say."""

import io
from datetime import UTC, datetime
from typing import Any

import pytest
from pypdf import PdfReader

from bot.documents.week_page import BOTTOM, TOP, Row, Section, WeekPage, draw_week, fit

AT = datetime(2026, 6, 8, 0, 30, tzinfo=UTC)
LONG = "Chung sức xây dựng nông thôn mới, đô thị văn minh trên địa bàn toàn xã " * 3


def movements(count: int, name: str = "Phong trào") -> Section:
    """A list of so many movements, every second with units that are late."""
    rows = tuple(
        Row(f"{name} {n}", ("6", "2", "1", "1"), "Chậm: thôn Hạ" if n % 2 else "")
        for n in range(count)
    )
    return Section("Phong trào đang làm", rows, "Không có", ("đơn vị", "xong", "chờ", "chậm"))


def page(*sections: Section) -> WeekPage:
    return WeekPage(
        "Trang tuần 8/6 – 14/6", "xã Đồng Mây", "Trang tuần 8/6 – 14/6", "In lúc 7 giờ 30",
        sections, lambda count: f"và {count} việc nữa",
    )  # fmt: skip


def read(made: WeekPage) -> tuple[Any, str]:
    """The only page of it, and its words."""
    (only,) = PdfReader(io.BytesIO(draw_week(made, AT))).pages
    return only, " ".join(only.extract_text().split())


@pytest.mark.parametrize("count", [0, 1, 5, 20, 30, 60, 500])
def test_it_is_one_sheet_of_a4_with_any_number_of_movements(count: int) -> None:
    calls = Section("Cần gọi", tuple(Row(f"Thôn {n}") for n in range(9)), "Không phải gọi ai.")
    only, text = read(page(movements(count), calls))
    assert (round(float(only.mediabox.width)), round(float(only.mediabox.height))) == (595, 842)
    shown = text.count("Phong trào ") - 1
    left = [int(word) for word in text.replace("và", " ").split() if word.isdigit()]
    assert shown <= count
    assert ("Không có" in text) is (count == 0)
    assert ("việc nữa" in text) is (shown < count)
    assert shown == count or count - shown in left
    assert all(f"Thôn {n}" in text for n in range(9))
    assert "In lúc 7 giờ 30" in text


def test_every_list_gets_its_share() -> None:
    lists = (
        movements(100),
        Section("Cần gọi", tuple(Row("A") for _ in range(3)), ""),
        movements(7),
    )
    shown = fit(lists, BOTTOM - TOP)
    assert shown[1:] == [3, 7]
    assert 15 < shown[0] < 100
    taken = sum(each.height(n) for each, n in zip(lists, shown, strict=True))
    assert taken <= BOTTOM - TOP < taken + 2 * lists[0].rows[1].height


def test_what_was_counted_besides_is_said() -> None:
    rows = tuple(Row(f"Ông {n}") for n in range(3))
    _, text = read(page(Section("Cần gọi", rows, "", left_out=4)))
    assert "Ông 2 và 4 việc nữa" in text


def test_a_long_name_is_cut_and_keeps_its_numbers() -> None:
    _, text = read(page(movements(2, LONG)))
    assert text.count("Chung sức xây dựng nông thôn mới") == 2
    assert "…" in text
    assert text.count("6 2 1 1") == 2


def test_a_name_without_a_space_is_cut_too() -> None:
    _, text = read(page(movements(1, "x" * 400)))
    assert "x…" in text
    assert "x" * 100 not in text
