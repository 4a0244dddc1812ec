"""When something is due again and again, how long before people are reminded, and the hour of an
event, as officials write them: "ngày 20 tháng cuối quý", "6 tháng một lần trước 10/6 và 10/12",
"nhắc trước 10, 5, 1 ngày", "14h30".
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.dialogue.understand.coming import real_day
from bot.dialogue.understand.folding import fold

LONGEST = 300  # characters of a message that is looked at
DATE = re.compile(r"(?<![\d/.-])(\d{1,2})\s*[/.-]\s*(\d{1,2})(?![\d/.-])")
WEEKDAYS = {
    "hai": "MO", "2": "MO", "ba": "TU", "3": "TU", "tu": "WE", "4": "WE", "nam": "TH", "5": "TH",
    "sau": "FR", "6": "FR", "bay": "SA", "7": "SA",
}  # fmt: skip
EVERY = r"(?:hang|moi|cua moi|tung)"
NUMBERS = r"\d{1,3}(?: (?:va )?\d{1,3})*"
SOMEHOW_AGAIN = re.compile(rf"\b(?:{EVERY} nam|dinh ky|(?:6|sau) thang|mot lan|hang nam)\b")


@dataclass(frozen=True, slots=True)
class Recurring:
    """A recurrence as an RRULE of RFC 5545, and the words that said it."""

    rule: str
    said: str


@dataclass(frozen=True, slots=True)
class Offsets:
    """On which days people are reminded, counted from the due day (-7 is a week before)."""

    days: tuple[int, ...]
    working: bool = False


def on_day(months: str, day: int) -> str:
    """Return the rule of one day in some months; a month that has no such day has its last."""
    if day <= 28:
        return f"FREQ=MONTHLY;{months}BYMONTHDAY={day}"
    days = ",".join(map(str, range(28, day + 1)))
    return f"FREQ=MONTHLY;{months}BYMONTHDAY={days};BYSETPOS=-1"


def of_quarter(said: re.Match[str]) -> str | None:
    """Read "ngày 20 tháng cuối quý", "ngày 5 tháng đầu quý"."""
    months = "1,4,7,10" if said["which"] == "dau" else "3,6,9,12"
    day = int(said["day"])
    return on_day(f"BYMONTH={months};", day) if 1 <= day <= 31 else None


def of_month(said: re.Match[str]) -> str | None:
    """Read "ngày 25 hằng tháng", "hằng tháng, trước ngày 25"."""
    day = int(said["day"])
    return on_day("", day) if 1 <= day <= 31 else None


WAYS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str | None]], ...] = tuple(
    (re.compile(rf"(?<!\w){pattern}(?!\w)"), read)
    for pattern, read in (
        (
            r"ngay (?P<day>\d{1,2}) (?:cua )?(?:cac )?thang (?P<which>cuoi|dau)"
            rf"(?: cua)?(?: {EVERY})? quy(?: hang nam)?",
            of_quarter,
        ),
        (
            rf"{EVERY} quy (?:(?:vao|truoc|cham nhat) )*ngay (?P<day>\d{{1,2}}) "
            r"(?:cua )?thang (?P<which>cuoi|dau)(?: quy)?",
            of_quarter,
        ),
        (
            rf"(?:cuoi|het)(?: {EVERY})? quy|{EVERY} quy",
            lambda _: on_day("BYMONTH=3,6,9,12;", 31),
        ),
        (rf"ngay (?P<day>\d{{1,2}})(?: cua)? {EVERY} thang", of_month),
        (
            rf"{EVERY} thang (?:(?:vao|truoc|cham nhat|la) )*ngay (?P<day>\d{{1,2}})",
            of_month,
        ),
        (rf"(?:cuoi {EVERY} thang|{EVERY} thang)", lambda _: on_day("", 31)),
        (
            rf"thu (?P<day>hai|ba|tu|nam|sau|bay|[2-7]) {EVERY} tuan",
            lambda said: f"FREQ=WEEKLY;BYDAY={WEEKDAYS[said['day']]}",
        ),
        (rf"chu nhat {EVERY} tuan", lambda _: "FREQ=WEEKLY;BYDAY=SU"),
    )
)


# "ngày 25 tháng 6 hằng năm" is 25/6.
WRITTEN_OUT = re.compile(
    r"(?:(?:ngày|ngay)\s+)?(?<!\d)(\d{1,2})\s+th[áa]ng\s+(\d{1,2})(?![\d/])", re.IGNORECASE
)


def recurring(text: str) -> tuple[Recurring, ...]:
    """Return the recurrences that a text says for sure: one, or several where days of different
    months differ ("trước 10/6 và 15/12"); none where it says nothing of that sort.
    """
    text = WRITTEN_OUT.sub(r"\1/\2", text[:LONGEST])
    said = fold(DATE.sub(" ", text))
    for pattern, read in WAYS:
        if (found := pattern.search(said)) is not None:
            rule = read(found)
            return (Recurring(rule, found[0]),) if rule else ()
    if SOMEHOW_AGAIN.search(said) is None:
        return ()
    days = [(int(day), int(month)) for day, month in DATE.findall(text)]
    if not days or any(real_day(2028, month, day) is None for day, month in days):
        return ()
    by_day: dict[int, list[int]] = {}
    for day, month in days:
        by_day.setdefault(day, []).append(month)
    return tuple(
        Recurring(
            f"FREQ=YEARLY;BYMONTH={','.join(map(str, sorted(set(months))))};BYMONTHDAY={day}",
            " ".join(f"{day}/{month}" for month in months),
        )
        for day, months in by_day.items()
    )


BEFORE = re.compile(rf"(?<!\w)truoc (?P<days>{NUMBERS})(?: ngay)?(?P<working> lam viec)?(?!\w)")
AFTER = re.compile(rf"(?<!\w)sau (?P<days>{NUMBERS})(?: ngay)?(?P<working> lam viec)?(?!\w)")
ON_THE_DAY = re.compile(
    r"(?<!\w)(?:dung ngay|dung hom|trong ngay|ngay hom do|hom do|0 ngay)(?!\w)"
)
MOST_DAYS = 120


def offsets(text: str) -> Offsets | None:
    """Return how long before and after the due day people are to be reminded; None where a text
    says nothing of it.
    """
    said = fold(DATE.sub(" ", text[:LONGEST]))
    days, working = set[int](), False
    for pattern, sign in ((BEFORE, -1), (AFTER, 1)):
        for found in pattern.finditer(said):
            days |= {sign * int(day) for day in re.findall(r"\d+", found["days"])}
            working = working or bool(found["working"])
    if ON_THE_DAY.search(said):
        days.add(0)
    if not days or max(map(abs, days)) > MOST_DAYS:
        return None
    return Offsets(tuple(sorted(days)), working)


HOUR = re.compile(
    r"(?<!\w)(?P<hour>\d{1,2}) ?(?:gio|g|h) ?(?P<minute>[0-5]\d|ruoi)?"
    r"(?: (?P<part>sang|trua|chieu|toi))?(?!\w)"
)


def hour(text: str) -> str:
    """Return the hour of a day that a text says ("14:30"), empty where it says none or several."""
    found = list(HOUR.finditer(fold(text[:LONGEST])))
    if len(found) != 1:
        return ""
    said = found[0]
    hours = int(said["hour"])
    if said["part"] in ("chieu", "toi") and hours < 12:
        hours += 12
    minutes = 30 if said["minute"] == "ruoi" else int(said["minute"] or 0)
    return f"{hours:02}:{minutes:02}" if hours < 24 else ""
