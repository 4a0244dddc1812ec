"""What the phrases of a day are made of: their kinds, numbers, and the year that was said."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from bot.dialogue.understand import lunar
from bot.dialogue.understand.when import UnclearDay, When

Match = re.Match[str]


@dataclass(frozen=True, slots=True)
class Weekday:
    """A weekday without its week, 0 for Monday."""

    number: int


@dataclass(frozen=True, slots=True)
class Mark:
    """A word that says something about the days next to it."""

    name: str  # from, to, or, about, not, not_known, ongoing, clock, word


Piece = When | UnclearDay | Weekday | Mark
Rule = Callable[[Match, date], Piece | None]

_ONES = {
    "mot": 1, "mot1": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "tu4": 4, "nam": 5, "lam": 5,
    "nham": 5, "sau6": 6, "sau": 6, "bay": 7, "tam": 8, "chin": 9,
    "muoi": 10, "gieng": 1, "chap": 12,
}  # fmt: skip
_ONE = r"(?:mot1?|hai|ba|bon|tu4?|nam|lam|nham|sau6?|bay|tam|chin)"
N = (
    rf"(?:\d{{1,4}}|(?:hai|ba) muoi {_ONE}|(?:hai|ba) muoi|(?:hai|ba) (?:mot1|lam)"
    r"|hai (?:tu4?|sau6|bay|tam|chin)"
    rf"|ham {_ONE}|muoi {_ONE}|muoi|{_ONE})"
)
M = rf"(?:\d{{1,2}}|muoi (?:mot1?|hai)|muoi|{_ONE})"
PART_OF_DAY = r"(?:rang sang|sang som|sang|trua|chieu|toi1?|dem|khuya|som)"
JUST = r"(?:vua roi|vua qua|moi0? roi|moi0? qua|roi|qua)"
NEXT = r"(?:sau0?|toi0?|sap toi0?)"
UNIT = r"(?:ngay|hom|bua|tuan|thang|nam)"
SEGMENT = r"(?:(?P<part>dau|giua|cuoi) )?"
LEAP = r"(?P<leap>nhuan )?"


def calendar_words(name: str = "") -> str:
    """Which calendar; the words stand before the year or after it."""
    return (
        rf"(?:(?:(?P<lunar{name}>am lich|am|ta lich|ta(?= $| a | nam | nhe | \d))"
        rf"|(?P<solar{name}>duong lich|duong|tay lich|tay)) )?"
    )


def says(m: Match, name: str) -> bool:
    groups = m.groupdict()
    return bool(groups.get(name) or groups.get(f"{name}0"))


def _year(name: str) -> str:
    return (
        rf"(?:(?:nam )?(?P<{name}>\d{{4}})|nam (?P<{name}2>\d\d)(?! thang| ho )"
        rf"|nam (?P<{name}w>ngoai|truoc(?! nua)|kiaf?|nay2?|{JUST}|sau0?|toi0?)"
        rf"|(?P<{name}n>sang nam)) "
    )


BEFORE = rf"(?:{_year('yb')})?"
AFTER = rf"(?:{_year('y')})?"
_YEARS_AWAY = {
    "kia": -2,
    "kiaf": -3,
    "nay": 0,
    "nay2": 0,
    "sau": 1,
    "sau0": 1,
    "toi": 1,
    "toi0": 1,
}


def number(words: str) -> int:
    if words.isdigit():
        return int(words)
    said = words.split()
    if said[0] == "ham":
        return 20 + _ONES[said[1]]
    if said[0] == "muoi":
        return 10 + (_ONES[said[1]] if len(said) > 1 else 0)
    if len(said) == 1:
        return _ONES[said[0]]
    return _ONES[said[0]] * 10 + (_ONES[said[-1]] if said[-1] != "muoi" else 0)


def years_said(m: Match, this_year: int) -> tuple[int, ...]:
    """The year that was said before or after the day; none if none was."""
    said = m.groupdict()
    for name in ("y", "yb"):
        if exact := said.get(name):
            return (int(exact),)
        if short := said.get(f"{name}2"):
            return (2000 + int(short),)
        if said.get(f"{name}n"):
            return (this_year + 1,)
        if away := said.get(f"{name}w"):
            return (this_year + _YEARS_AWAY.get(away, -1),)
    return ()


def lunar_years_said(m: Match, today: date) -> tuple[int, ...]:
    """Between New Year and Tết "last year" is one year to some and another to others: both."""
    said = m.groupdict()
    if not (said.get("yw") or said.get("ybw")):
        return years_said(m, today.year)
    return tuple(
        dict.fromkeys(years_said(m, lunar.lunar_of(today).year) + years_said(m, today.year))
    )
