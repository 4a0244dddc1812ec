"""Working days by the Vietnamese calendar: weekends, public holidays with observed days, and an
override file.

The library knows the year with Tết and substituted days, not every swap that the government
announces: those stand in `holidays.toml` of the data folder (`off = [dates]`, `on = [dates]`),
which a commune can edit.
"""

import tomllib
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path


class Calendar:
    """A year of work: which days count."""

    def __init__(self, overrides: Path | None = None) -> None:
        """Read the override file if it exists. Raises tomllib.TOMLDecodeError when it cannot be
        read.
        """
        given = (
            tomllib.loads(overrides.read_text("utf-8")) if overrides and overrides.exists() else {}
        )
        self.off = frozenset(given.get("off", ()))
        self.on = frozenset(given.get("on", ()))

    def is_working_day(self, day: date) -> bool:
        """Tell whether offices work on that day."""
        if day in self.on:
            return True
        return day.weekday() < 5 and day not in self.off and day not in public_holidays(day.year)

    def add(self, start: date, days: int) -> date:
        """Return the day that many working days after `start`, which itself does not count."""
        day = start
        while days > 0:
            day += timedelta(days=1)
            days -= self.is_working_day(day)
        return day

    def deadline(self, start: date, value: int, unit: str) -> date:
        """Return the last day of a time limit; `unit` is "working_day" or "calendar_day"."""
        return self.add(start, value) if unit == "working_day" else start + timedelta(days=value)


@lru_cache(maxsize=8)
def public_holidays(year: int) -> frozenset[date]:
    """Return the public holidays of a year, observed days included."""
    from holidays.countries.vietnam import VN  # noqa: PLC0415 - needed from the first deadline on, not at start

    days: frozenset[date] = frozenset(VN(years=year, observed=True))  # type: ignore[no-untyped-call]
    return days
