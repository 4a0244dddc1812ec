"""Working days by the Vietnamese calendar: weekends, public holidays with observed days, and an
override file.

The library knows the year with Tết and substituted days, not every swap that the government
announces: those stand in `holidays.toml` of the data folder (`off = [dates]`, `on = [dates]`),
which a commune can edit.
"""

import sys
import threading
import tomllib
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from functools import cache, lru_cache
from importlib import import_module
from importlib.util import find_spec, module_from_spec
from pathlib import Path

LOADING = threading.Lock()  # the first deadlines of two threads may come at once


class Calendar:
    """A year of work: which days count."""

    def __init__(self, overrides: Path | None = None) -> None:
        """Read the override file if it exists. Raises tomllib.TOMLDecodeError when it cannot be
        read.
        """
        given = (
            tomllib.loads(overrides.read_text("utf-8")) if overrides and overrides.exists() else {}
        )
        self._file = (frozenset(given.get("off", ())), frozenset(given.get("on", ())))
        self.off, self.on = self._file

    def swap(self, off: Iterable[date], on: Iterable[date]) -> None:
        """Take what the commune has set in chat, which goes before the file."""
        off, on = frozenset(off), frozenset(on)
        self.off = (self._file[0] | off) - on
        self.on = (self._file[1] | on) - off

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

    def shift(self, day: date, days: int) -> date:
        """Return the day that many working days after `day`, or before it where `days` is
        negative; `day` itself does not count.
        """
        step = timedelta(days=1 if days > 0 else -1)
        left = abs(days)
        while left > 0:
            day += step
            left -= self.is_working_day(day)
        return day

    def working_day_by(self, day: date) -> date:
        """Return the day itself, or the last working day before it."""
        while not self.is_working_day(day):
            day -= timedelta(days=1)
        return day

    def working_day_from(self, day: date) -> date:
        """Return the day itself, or the next working day after it."""
        while not self.is_working_day(day):
            day += timedelta(days=1)
        return day

    def is_tet(self, day: date) -> bool:
        """Tell whether a day belongs to the holidays of the lunar new year, with the weekends that
        touch them: nobody is reminded of anything then.
        """
        return day in tet_of(day.year)

    def deadline(self, start: date, value: int, unit: str) -> date:
        """Return the last day of a time limit; `unit` is "working_day" or "calendar_day"."""
        return self.add(start, value) if unit == "working_day" else start + timedelta(days=value)


@cache
def vietnam() -> Callable[..., Mapping[date, str]]:
    """Return the library's calendar of this country, loaded with the first deadline.

    The package around it loads 250 countries, which takes 12 MiB and a third of a second from
    whoever waits for an answer: an empty one stands in its place meanwhile.
    """
    package = "holidays.countries"
    with LOADING:
        loaded = sys.modules.get(package)
        if loaded is None and (spec := find_spec(package)) is not None:
            sys.modules[package] = module_from_spec(spec)
        country = import_module(f"{package}.vietnam")
        if loaded is None:
            del sys.modules[package]
    calendar: Callable[..., Mapping[date, str]] = country.VN
    return calendar


@lru_cache(maxsize=8)
def public_holidays(year: int) -> frozenset[date]:
    """Return the public holidays of a year, observed days included."""
    return frozenset(vietnam()(years=year, observed=True))


@lru_cache(maxsize=8)
def tet_of(year: int) -> frozenset[date]:
    """Return the days of the lunar new year's holidays in a calendar year: from the eve to the
    last day off, and the Saturdays and Sundays that touch them.
    """
    named = vietnam()(years=year, observed=True, language="en_US")
    days = {day for day, name in named.items() if "Lunar New Year" in name}
    for step in (timedelta(days=-1), timedelta(days=1)):
        for day in sorted(days):
            while (day := day + step).weekday() >= 5:
                days.add(day)
    return frozenset(days)
