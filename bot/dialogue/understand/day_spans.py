"""Arithmetic of days: the most recent one of a name, the span of a month, and what cannot be."""

import calendar
from datetime import date, timedelta

from bot.dialogue.understand import lunar
from bot.dialogue.understand.when import UnclearDay, When

ONE_DAY = timedelta(days=1)
WEEK = timedelta(days=7)
OLDEST_YEAR = 1900
YEARS_BETWEEN_LEAP_DAYS = 8  # at most: 1896 to 1904

Answer = When | UnclearDay


def one_day(day: date, today: date) -> Answer:
    return When("day", day, day) if day <= today else UnclearDay("future", (day,))


def span(first: date, last: date, today: date) -> Answer:
    if first > today:
        return UnclearDay("future")
    return When("about", first, min(last, today))


def month_end(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1]


def months_back(today: date, count: int) -> tuple[int, int]:
    """Year and month."""
    year, month = divmod(today.year * 12 + today.month - 1 - count, 12)
    return year, month + 1


def same_day_back(today: date, months: int) -> date:
    year, month = months_back(today, months)
    return date(year, month, min(today.day, month_end(year, month)))


def solar_day(day: int, month: int, years: tuple[int, ...], today: date) -> Answer:
    """A day of the common calendar: in the year that was said, or the most recent."""
    if not 1 <= month <= 12 or not 1 <= day <= 31:
        swapped = 1 <= day <= 12 and 1 <= month <= 31
        other = solar_day(month, day, years, today) if swapped else None
        return UnclearDay("no_such_day", _days_of(other))
    if years:
        year = years[0]
        if day > month_end(year, month):
            closest = date(year, month, month_end(year, month))
            return UnclearDay("no_such_day", (closest,) if closest <= today else ())
        return one_day(date(year, month, day), today)
    for year in range(today.year, today.year - YEARS_BETWEEN_LEAP_DAYS - 1, -1):
        if day <= month_end(year, month) and (found := date(year, month, day)) <= today:
            if year < today.year - 1:
                # The last 29 February is years back; more likely another day is meant.
                return UnclearDay("which_year", (found,))
            return When("day", found, found)
    end_of_month = solar_day(month_end(today.year, month), month, (), today)
    return UnclearDay("no_such_day", _days_of(end_of_month))


def day_of_month(day: int, today: date) -> Answer:
    """ "ngày 12": the most recent one."""
    for back in range(3):
        year, month = months_back(today, back)
        if 1 <= day <= month_end(year, month) and (found := date(year, month, day)) <= today:
            return When("day", found, found)
    return UnclearDay("no_such_day")


def lunar_day(
    day: int, month: int, years: tuple[int, ...], today: date, leap: bool | None = None
) -> Answer:
    """A day of the lunar calendar; asked again where a doubled month makes it two."""
    if not 1 <= month <= 12 or not 1 <= day <= 30:
        return UnclearDay("no_such_day")
    if not years:
        found = lunar.latest(day, month, today, leap)
        recent = tuple(each for each in found if (today - each).days < 400)
        if leap is None and not recent and found:
            # A thirtieth that this year's month did not have.
            nearest = lunar.latest(day - 1, month, today, leap)
            return UnclearDay("which_year", tuple(sorted({*nearest, *found}, reverse=True)))
    else:
        found = tuple(d for year in years for d in lunar.in_year(day, month, year, leap))
    if not found:
        short = lunar.in_year(day - 1, month, years[0], leap) if years and day == 30 else ()
        return UnclearDay("no_such_day", tuple(each for each in short if each <= today))
    past = tuple(sorted({each for each in found if each <= today}, reverse=True))
    if not past:
        return UnclearDay("future", found[:1])
    return When("day", past[0], past[0]) if len(past) == 1 else UnclearDay("which_year", past)


def either_calendar(as_lunar: Answer, as_solar: Answer) -> UnclearDay:
    """Both readings, to be asked."""
    both = dict.fromkeys((*_days_of(as_lunar), *_days_of(as_solar)))
    return UnclearDay("lunar_or_solar", tuple(both))


def _days_of(answer: Answer | None) -> tuple[date, ...]:
    if isinstance(answer, UnclearDay):
        return answer.candidates if answer.reason != "future" else ()
    return (answer.first,) if answer and answer.first else ()


def part_of(first: date, last: date, part: str) -> tuple[date, date]:
    """The first, middle or last third."""
    third = (last - first + ONE_DAY) // 3
    if part == "dau":
        return first, first + third - ONE_DAY
    if part == "giua":
        return first + third, first + 2 * third - ONE_DAY
    return (first + 2 * third, last) if part == "cuoi" else (first, last)


def solar_month(
    month: int, part: str, years: tuple[int, ...], today: date, months: int = 1
) -> Answer:
    """A month, or several from that one on (a quarter, a season), or a part of it."""
    spans = []
    for year in years or (today.year, today.year - 1):
        end_year, end_month = months_back(date(year, month, 1), 1 - months)
        last = date(end_year, end_month, month_end(end_year, end_month))
        spans.append(part_of(date(year, month, 1), last, part))
    return _latest_span(spans, today)


def lunar_month(
    month: int, part: str, years: tuple[int, ...], today: date, leap: bool = False
) -> Answer:
    this = lunar.lunar_of(today).year
    spans = []
    for year in years or range(this, this - 20, -1):
        found = lunar.month_span(month, year, leap)
        if found:
            spans.append(part_of(*found, part))
    return _latest_span(spans, today) if spans else UnclearDay("no_such_day")


def whole_year(year: int, part: str, today: date) -> Answer:
    if year < OLDEST_YEAR:
        return UnclearDay("which_year")
    if part in ("dau", "giua", "cuoi"):
        return solar_month({"dau": 1, "giua": 5, "cuoi": 9}[part], "", (year,), today, 4)
    return span(date(year, 1, 1), date(year, 12, 31), today)


def _latest_span(spans: list[tuple[date, date]], today: date) -> Answer:
    begun = [each for each in spans if each[0] <= today]
    return span(*begun[0], today) if begun else UnclearDay("future")
