"""Days of the lunar calendar as people here count them.

`lunar_vn` turns any numbers into some day, also a thirtieth of a month of 29 days or a leap month
that the year does not have. So every answer is turned back and compared before it is believed.
"""

from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from lunar_vn import convert_lunar_to_solar, convert_solar_to_lunar

ONE_DAY = timedelta(days=1)
FULL_MOON = 15
LAST_MONTH = 12


class Lunar(NamedTuple):
    day: int
    month: int
    year: int
    leap: bool = False


@lru_cache(maxsize=2048)
def lunar_of(day: date) -> Lunar:
    found = convert_solar_to_lunar(day.day, day.month, day.year)
    return Lunar(found.day, found.month, found.year, bool(found.leap))


@lru_cache(maxsize=2048)
def solar_of(lunar: Lunar) -> date | None:
    """The day of the common calendar; None where the lunar calendar has no such day."""
    try:
        found: date = convert_lunar_to_solar(lunar.day, lunar.month, lunar.year, int(lunar.leap))
        return found if lunar_of(found) == lunar else None
    except (ValueError, OverflowError):
        return None


def in_year(day: int, month: int, year: int, leap: bool | None = None) -> tuple[date, ...]:
    """The day in one lunar year: twice if the month is doubled and nobody said which."""
    meant = (False, True) if leap is None else (leap,)
    found = (solar_of(Lunar(day, month, year, each)) for each in meant)
    return tuple(each for each in found if each is not None)


def latest(day: int, month: int, today: date, leap: bool | None = False) -> tuple[date, ...]:
    """The most recent such day up to today; both, if that year counts the month twice.

    A leap month comes back after up to nineteen years, so that is how far this looks.
    """
    for year in range(lunar_of(today).year, lunar_of(today).year - 20, -1):
        past = tuple(each for each in in_year(day, month, year, leap) if each <= today)
        if past:
            return past
    return ()


def latest_monthly(day: int, today: date) -> date:
    """The most recent day of that number, in whichever lunar month (leap months included)."""
    at = today
    for _ in range(4):
        number = lunar_of(at).day
        if number >= day:
            return at - (number - day) * ONE_DAY
        at -= number * ONE_DAY
    raise ValueError(day)


def month_before(day: date) -> date:
    """Some day of the lunar month before: its last one."""
    return day - lunar_of(day).day * ONE_DAY


def month_length(month: int, year: int, leap: bool = False) -> int:
    return 30 if solar_of(Lunar(30, month, year, leap)) else 29


def month_span(month: int, year: int, leap: bool = False) -> tuple[date, date] | None:
    first = solar_of(Lunar(1, month, year, leap))
    if first is None:
        return None
    return first, first + (month_length(month, year, leap) - 1) * ONE_DAY


def new_year(year: int) -> date:
    """The first day of Tết. Raises ValueError outside the years the tables know."""
    first = solar_of(Lunar(1, 1, year))
    if first is None:
        raise ValueError(year)
    return first
