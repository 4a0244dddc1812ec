"""Reads the parameters that the law leaves open, by the date for which they are asked."""

import tomllib
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

from models.people.facts import fact_before
from models.store import Tx

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")  # the law's days, wherever the machine stands


@dataclass(frozen=True, slots=True)
class Parameter:
    """One value: `unit` is "working_day" or "calendar_day" for time limits."""

    value: int
    unit: str
    effective_from: date
    source: str
    verified: bool


@cache
def load() -> dict[str, tuple[Parameter, ...]]:
    """Return every parameter with its versions, newest first."""
    with files("models.law").joinpath("parameters.toml").open("rb") as file:
        tables = tomllib.load(file)
    return {
        name: tuple(
            sorted(
                (Parameter(**v) for v in versions), key=lambda p: p.effective_from, reverse=True
            )
        )
        for name, versions in tables.items()
    }


def parameter(name: str, on: date) -> Parameter:
    """Return the version of a parameter in force on a day. Raises KeyError when none is."""
    found = next((version for version in load()[name] if version.effective_from <= on), None)
    if found is None:
        raise KeyError(f"parameter {name} has no version in force on {on}")
    return found


def rule(tx: Tx, name: str, on: date) -> Parameter:
    """Return a parameter as it holds in this commune on a day: the commune's own value where it
    had set one by then, else the shipped version. Raises KeyError when there is none.
    """
    shipped = parameter(name, on)
    day_s_end = datetime.combine(on + timedelta(days=1), time(), ZONE).astimezone(UTC)
    own = fact_before(tx, name, day_s_end)
    if own is None:
        return shipped
    set_on = own.set_at.astimezone(ZONE).date()
    return Parameter(int(own.value), shipped.unit, set_on, "commune", verified=True)


def rule_at(tx: Tx, name: str, moment: datetime) -> Parameter:
    """Return a parameter as it holds in this commune at a moment: by the law's day, which begins
    seven hours before the day of UTC. Raises KeyError when there is none.
    """
    return rule(tx, name, moment.astimezone(ZONE).date())
