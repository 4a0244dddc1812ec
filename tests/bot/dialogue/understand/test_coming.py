"""Days that are still to come, as people write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.understand import coming_day, until_day

TODAY = date(2026, 6, 17)  # a Wednesday


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("25/6", date(2026, 6, 25)),
        ("đến 25/6 nhé cháu", date(2026, 6, 25)),
        ("cho bác tới ngày 25 tháng 6", date(2026, 6, 25)),
        ("25/6/2027", date(2027, 6, 25)),
        ("5/1", date(2027, 1, 5)),
        ("thêm 3 ngày", date(2026, 6, 20)),
        ("thêm ba ngày nữa", date(2026, 6, 20)),
        ("2 tuần nữa", date(2026, 7, 1)),
        ("thêm một tháng", date(2026, 7, 17)),
        ("mai", date(2026, 6, 18)),
        ("ngày mai ạ", date(2026, 6, 18)),
        ("ngày kia", date(2026, 6, 19)),
        ("thứ sáu", date(2026, 6, 19)),
        ("thu 6", date(2026, 6, 19)),
        ("thứ tư", date(2026, 6, 24)),
        ("thứ Hai tuần sau", date(2026, 6, 22)),
        ("chủ nhật", date(2026, 6, 21)),
        ("chủ nhật tuần sau", date(2026, 6, 28)),
        ("cuối tuần", date(2026, 6, 21)),
        ("thứ Năm, 25/6", date(2026, 6, 25)),
        ("thứ bảy ngày 27 tháng 6", date(2026, 6, 27)),
        ("hết tuần này", date(2026, 6, 21)),
        ("cuối tuần sau", date(2026, 6, 28)),
        ("cuối tháng", date(2026, 6, 30)),
        ("hết tháng 7", date(2026, 7, 31)),
        ("cuối tháng sau", date(2026, 7, 31)),
        ("ngày 20", date(2026, 6, 20)),
        ("ngày 10", date(2026, 7, 10)),
    ],
)
def test_a_coming_day(text: str, day: date) -> None:
    assert coming_day(text, TODAY) == day


@pytest.mark.parametrize(
    "text",
    [
        "",
        "chưa biết",
        "10/6/2026",
        "31/2",
        "25/6 hoặc 27/6",
        "0 ngày nữa",
        "hôm qua",
        "45/6",
        "thứ Sáu, 25/6",
    ],
)
def test_what_is_no_coming_day(text: str) -> None:
    assert coming_day(text, TODAY) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2 ngày", date(2026, 6, 22)),
        ("1 tuan nhe", date(2026, 6, 27)),
        ("hai hôm", date(2026, 6, 22)),
        ("thêm 2 ngày", date(2026, 6, 22)),
        ("25/6", date(2026, 6, 25)),
        ("chưa biết", None),
    ],
)
def test_until_when(text: str, day: date | None) -> None:
    assert until_day(text, TODAY, date(2026, 6, 20)) == day
    found = until_day(text, TODAY)
    assert (found is None) is (day is None)


@given(st.text(max_size=60), st.dates(date(2020, 1, 1), date(2040, 12, 31)))
def test_nothing_that_is_typed_breaks_it(text: str, today: date) -> None:
    found = coming_day(text, today)
    assert found is None or found >= today


@given(st.dates(date(2026, 6, 17), date(2027, 6, 16)))
def test_a_written_day_is_read_back(day: date) -> None:
    assert coming_day(f"đến {day.day}/{day.month}", TODAY) == day
