"""What an answer to "when was it?" can mean."""

from dataclasses import dataclass
from datetime import date
from typing import Literal


@dataclass(frozen=True, slots=True)
class When:
    """A day, a span, something that goes on, or nobody knows.

    "day": `first` and `last` are that day. "about": the span it falls into. "ongoing": `first`
    is since when, if that was said. "unknown": neither. No day lies after today.
    """

    kind: Literal["day", "about", "ongoing", "unknown"]
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class UnclearDay:
    """To be asked again, with the closest days where there are any."""

    reason: Literal["not_a_day", "future", "lunar_or_solar", "no_such_day", "which_year"]
    candidates: tuple[date, ...] = ()
