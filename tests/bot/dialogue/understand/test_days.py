"""Days as people type them."""

import time
import unicodedata
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.understand import lunar
from bot.dialogue.understand.days import UnclearDay, When, day
from bot.dialogue.understand.folding import fold
from tests.bot.dialogue.understand import day_rows

MONDAY = date(2026, 11, 23)
DAYS_ASKED_ON = st.dates(date(2020, 1, 1), date(2035, 12, 31))


def typed_for(rows: str) -> list[object]:
    """Each way to write a day with the answer it stands under."""
    paragraphs = rows.strip().replace("\n    ", " ").splitlines()
    return [
        pytest.param(typed, answer, id=fold(typed) or "signs only")
        for answer, _, ways in (line.partition(": ") for line in paragraphs)
        for typed in ways.split("; ")
    ]


ALL_TYPED = [
    way
    for rows in (
        day_rows.DAY,
        day_rows.ABOUT,
        day_rows.ONGOING,
        day_rows.UNKNOWN,
        day_rows.UNCLEAR,
    )
    for line in rows.strip().replace("\n    ", " ").splitlines()
    for way in line.partition(": ")[2].split("; ")
]


@pytest.mark.parametrize(("typed", "answer"), typed_for(day_rows.DAY))
def test_a_day_is_found(typed: str, answer: str) -> None:
    meant = date.fromisoformat(answer)

    assert day(typed, MONDAY) == When("day", meant, meant)


@pytest.mark.parametrize(("typed", "answer"), typed_for(day_rows.ABOUT))
def test_a_span_is_found(typed: str, answer: str) -> None:
    first, last = map(date.fromisoformat, answer.split())

    assert day(typed, MONDAY) == When("about", first, last)


@pytest.mark.parametrize(("typed", "answer"), typed_for(day_rows.ONGOING))
def test_what_goes_on_is_known_as_such(typed: str, answer: str) -> None:
    since = None if answer == "-" else date.fromisoformat(answer)

    assert day(typed, MONDAY) == When("ongoing", since)


@pytest.mark.parametrize(("typed", "answer"), typed_for(day_rows.UNKNOWN))
def test_not_knowing_is_an_answer(typed: str, answer: str) -> None:
    assert answer == "-"
    assert day(typed, MONDAY) == When("unknown")


@pytest.mark.parametrize(("typed", "answer"), typed_for(day_rows.UNCLEAR))
def test_what_is_unclear_is_asked_again(typed: str, answer: str) -> None:
    reason, *candidates = answer.split()

    found = day(typed, MONDAY)

    assert isinstance(found, UnclearDay)
    assert found.reason == reason
    assert found.candidates == tuple(map(date.fromisoformat, candidates))


@pytest.mark.parametrize(
    ("typed", "today", "meant"),
    [
        pytest.param("chủ nhật", date(2026, 11, 22), date(2026, 11, 22), id="sunday on a sunday"),
        pytest.param(
            "chủ nhật vừa rồi",
            date(2026, 11, 22),
            date(2026, 11, 15),
            id="last sunday, on sunday",
        ),
        pytest.param("29/2", date(2024, 3, 1), date(2024, 2, 29), id="leap day in a leap year"),
        pytest.param("31/12", date(2026, 1, 1), date(2025, 12, 31), id="the day before new year"),
        pytest.param("ngày 31", date(2026, 3, 30), date(2026, 1, 31), id="february has no 31st"),
        pytest.param("hôm qua", date(2024, 3, 1), date(2024, 2, 29), id="over a leap day"),
        pytest.param("mùng 1 Tết", date(2025, 1, 29), date(2025, 1, 29), id="tet on its day"),
        pytest.param("mùng 1 Tết", date(2025, 1, 28), date(2024, 2, 10), id="the day before tet"),
        pytest.param("30 Tết", date(2025, 2, 1), date(2025, 1, 28), id="a last month of 29 days"),
        pytest.param("mùng 1 Tết", date(2027, 2, 6), date(2027, 2, 6), id="tet 2027"),
        pytest.param("rằm tháng 7", date(2025, 9, 6), date(2025, 9, 6), id="after a leap month"),
        pytest.param("rằm", date(2025, 8, 20), date(2025, 8, 8), id="full moon of a leap month"),
        pytest.param("15/6 âm", date(2026, 11, 1), date(2026, 7, 28), id="a month not doubled"),
        pytest.param("rằm tháng chạp", date(2026, 1, 20), date(2025, 1, 14), id="before tet"),
    ],
)
def test_a_day_on_other_days(typed: str, today: date, meant: date) -> None:
    assert day(typed, today) == When("day", meant, meant)


def test_last_year_before_tet_is_two_years_in_the_lunar_calendar() -> None:
    found = day("mùng 5 tháng giêng năm ngoái", date(2026, 1, 20))

    assert found == UnclearDay("which_year", (date(2025, 2, 2), date(2024, 2, 14)))


def test_a_doubled_month_is_asked() -> None:
    found = day("mùng 5 tháng 6 âm", date(2025, 9, 1))

    assert found == UnclearDay("which_year", (date(2025, 7, 29), date(2025, 6, 29)))


@pytest.mark.parametrize(
    ("year", "tet"),
    [(2024, "2024-02-10"), (2025, "2025-01-29"), (2026, "2026-02-17"), (2027, "2027-02-06")],
)
def test_tet_is_where_everybody_knows_it(year: int, tet: str) -> None:
    assert lunar.new_year(year) == date.fromisoformat(tet)


def test_a_month_of_29_days_has_no_thirtieth() -> None:
    assert lunar.solar_of(lunar.Lunar(30, 12, 2025)) is None
    assert lunar.solar_of(lunar.Lunar(1, 6, 2026, leap=True)) is None
    assert lunar.solar_of(lunar.Lunar(1, 6, 2025, leap=True)) == date(2025, 7, 25)


@given(st.dates(date(2019, 1, 1), date(2036, 12, 31)))
def test_every_day_has_its_lunar_day_and_back(solar: date) -> None:
    assert lunar.solar_of(lunar.lunar_of(solar)) == solar


WORDS = sorted({word for typed in ALL_TYPED for word in typed.split()})
ANYTHING = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join),
    st.text(max_size=40).map(lambda text: (text + " ") * 250),
)


@given(ANYTHING, DAYS_ASKED_ON)
def test_nothing_breaks_and_nothing_lies_ahead(text: str, today: date) -> None:
    found = day(text, today)

    if isinstance(found, When):
        assert all(each is None or each <= today for each in (found.first, found.last))
        assert (found.kind in ("day", "about")) == (found.last is not None)
        if found.first and found.last:
            assert found.first <= found.last
    elif found.reason != "future":
        assert all(each <= today for each in found.candidates)


@given(st.lists(st.sampled_from(WORDS), max_size=10).map(" ".join), DAYS_ASKED_ON)
def test_encoding_case_and_spaces_do_not_matter(text: str, today: date) -> None:
    found = day(text, today)

    assert day(unicodedata.normalize("NFD", text), today) == found
    assert day(text.upper(), today) == found
    assert day(f" \n{text}\t  ", today) == found


@given(DAYS_ASKED_ON, st.integers(0, 40_000))
def test_every_past_date_in_full_is_found(today: date, back: int) -> None:
    meant = today - timedelta(back)
    if meant.year < 1900:
        meant = date(1900, 1, 1)

    for typed in (
        f"{meant.day}/{meant.month}/{meant.year}",
        f"{meant:%d/%m/%Y}",
        f"{meant:%d-%m-%Y}",
        f"ngày {meant.day} tháng {meant.month} năm {meant.year}",
    ):
        assert day(typed, today) == When("day", meant, meant)


@given(DAYS_ASKED_ON, st.integers(0, 364))
def test_a_day_of_the_last_year_needs_no_year(today: date, back: int) -> None:
    meant = today - timedelta(back)

    assert day(f"{meant.day}/{meant.month}", today) == When("day", meant, meant)


@given(DAYS_ASKED_ON, st.integers(0, 353))
def test_a_lunar_day_is_found_or_asked(today: date, back: int) -> None:
    meant = today - timedelta(back)
    at = lunar.lunar_of(meant)
    leap = " nhuận" if at.leap else ""

    found = day(f"ngày {at.day} tháng {at.month}{leap} âm lịch", today)

    if isinstance(found, When):
        assert found == When("day", meant, meant)
    else:
        assert found.reason == "which_year"
        assert meant in found.candidates


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("hôm qua " * 750, id="a day again and again"),
        pytest.param("bà ấy giúp 3 hộ " * 400, id="a long story"),
        pytest.param("12/3" * 1500, id="nothing but numerals"),
        pytest.param("x" * 6000, id="one word"),
        pytest.param("ma nay tu " * 12, id="as long as is read"),
    ],
)
def test_a_long_text_takes_no_time(text: str) -> None:
    day(text, MONDAY)
    began = time.perf_counter()
    for _ in range(20):
        day(text, MONDAY)

    assert (time.perf_counter() - began) / 20 < 0.05  # ten times what it takes
