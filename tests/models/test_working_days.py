"""The days on which offices work, by the calendar and by what a commune adds to it."""

import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.working_days import Calendar

ROOT = Path(__file__).parents[2]

days = st.dates(date(2026, 1, 1), date(2027, 12, 31))


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 11, 16), True),  # a Monday
        (date(2026, 11, 14), False),  # a Saturday
        (date(2026, 11, 15), False),
        (date(2026, 1, 1), False),
        (date(2026, 2, 17), False),  # the first of Tết
        (date(2026, 4, 26), False),  # the Hùng kings' day falls on a Sunday …
        (date(2026, 4, 27), False),  # … and is made up for on the Monday
        (date(2026, 4, 30), False),
        (date(2026, 5, 1), False),
        (date(2026, 9, 2), False),
    ],
)
def test_the_year(day: date, works: bool) -> None:
    assert Calendar().is_working_day(day) is works


def test_a_commune_adds_days_off_and_days_on(tmp_path: Path) -> None:
    swaps = tmp_path / "holidays.toml"
    swaps.write_text("off = [2026-11-16]\non = [2026-11-14]\n", "utf-8")
    calendar = Calendar(swaps)

    assert not calendar.is_working_day(date(2026, 11, 16))
    assert calendar.is_working_day(date(2026, 11, 14))
    assert calendar.add(date(2026, 11, 13), 1) == date(2026, 11, 14)
    assert calendar.add(date(2026, 11, 14), 1) == date(2026, 11, 17)


def test_without_the_file_the_library_decides(tmp_path: Path) -> None:
    assert Calendar(tmp_path / "none.toml").is_working_day(date(2026, 11, 16))


def test_time_limits_in_either_unit() -> None:
    friday = date(2026, 11, 13)

    assert Calendar().deadline(friday, 3, "working_day") == date(2026, 11, 18)
    assert Calendar().deadline(friday, 3, "calendar_day") == date(2026, 11, 16)
    assert Calendar().deadline(friday, 0, "working_day") == friday


@given(days, st.integers(1, 30))
def test_a_limit_ends_on_a_working_day_with_as_many_in_between(start: date, count: int) -> None:
    calendar = Calendar()
    end = calendar.add(start, count)

    assert calendar.is_working_day(end)
    between = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
    assert sum(calendar.is_working_day(day) for day in between) == count


def test_one_country_is_loaded_and_says_what_the_library_says() -> None:
    """In a process of its own: here others may have loaded all of them. Several threads ask at
    once.
    """
    asked = (
        "import sys\n"
        "from concurrent.futures import ThreadPoolExecutor\n"
        "from models.working_days import public_holidays\n"
        "with ThreadPoolExecutor(8) as threads:\n"
        "    found, *others = threads.map(public_holidays, [2026] * 8)\n"
        "    assert others == [found] * 7\n"
        "loaded = [name for name in sys.modules if name.startswith('holidays.countries')]\n"
        "assert loaded == ['holidays.countries.vietnam'], loaded\n"
        "import holidays\n"
        "assert found == frozenset(holidays.VN(years=2026, observed=True))\n"
        "assert holidays.US(years=2026)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", asked], cwd=ROOT, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
