"""A day that is still to come, as people ask for one: "đến 25/6", "thêm 3 ngày", "thứ Sáu tuần
sau", "cuối tháng". What is not said for sure is no day.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

from bot.dialogue.understand.folding import fold
from bot.dialogue.understand.numbers import number

LONGEST = 200  # characters of a message that says a day
COUNT = r"(\d{1,3}|[a-z]+(?: [a-z]+)?)"
WEEKDAYS = {
    **{word: day for day, word in enumerate(("hai", "ba", "tu", "nam", "sau", "bay"), 1)},
    **{str(day + 1): day for day in range(1, 7)},
}
NEXT = r"(?P<next> tuan (?:sau|toi)| sau| toi)?"

# Folding takes its strokes away: it is read before.
DATE = re.compile(r"(?<![\d/.-])(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}|\d{2}))?(?![\d/-])")

Reading = Callable[[re.Match[str], date], date | None]


def in_days(said: re.Match[str], today: date) -> date | None:
    """Read "thêm 3 ngày", "2 tuần nữa", from a day on."""
    count = number(said[1])
    if count is None or not 0 < count <= 400:
        return None
    match said[2]:
        case "tuan":
            return today + timedelta(weeks=count)
        case "thang":
            return months_on(today, count)
    return today + timedelta(days=count)


def months_on(day: date, count: int) -> date:
    """Return the same day some months later, or the last of that month."""
    month = day.month - 1 + count
    year, month = day.year + month // 12, month % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def written(said: re.Match[str], today: date) -> date | None:
    """Read "25/6", "ngày 25 tháng 6 năm 2027"; without a year the next such day."""
    day, month, year = int(said[1]), int(said[2]), said[3]
    if year:
        return real_day(int(year) + (2000 if len(year) == 2 else 0), month, day)
    this = real_day(today.year, month, day)
    return this if this is None or this >= today else real_day(today.year + 1, month, day)


def real_day(year: int, month: int, day: int) -> date | None:
    """Return a day, None where the calendar has none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def day_of_month(said: re.Match[str], today: date) -> date | None:
    """Read "ngày 25": the next one."""
    for months in range(3):
        first = months_on(today.replace(day=1), months)
        found = real_day(first.year, first.month, int(said[1]))
        if found is not None and found >= today:
            return found
    return None


def weekday(said: re.Match[str], today: date) -> date | None:
    """Read "thứ Sáu": the next one; "thứ Sáu tuần sau": that of the next week."""
    name = said["day"]
    wanted = 7 if name in ("chu nhat", "cn") else WEEKDAYS.get(re.sub(r"^t(?:hu )?", "", name), 0)
    if not wanted:
        return None
    if "tuan" in (said["next"] or ""):
        return today + timedelta(days=7 - today.isoweekday() + wanted)
    return today + timedelta(days=(wanted - today.isoweekday()) % 7 or 7)


def end_of_week(said: re.Match[str], today: date) -> date | None:
    """Read "cuối tuần", "hết tuần này", "cuối tuần sau": its Sunday."""
    return today + timedelta(days=7 - today.isoweekday(), weeks=1 if said["next"] else 0)


def end_of_month(said: re.Match[str], today: date) -> date | None:
    """Read "cuối tháng", "hết tháng 6", "cuối tháng sau"."""
    which = said[1] or ""
    first = today.replace(day=1)
    if which.strip() in ("sau", "toi"):
        first = months_on(first, 1)
    elif which.strip().isdigit():
        month = int(which)
        if not 1 <= month <= 12:
            return None
        first = date(today.year + (month < today.month), month, 1)
    return first.replace(day=monthrange(first.year, first.month)[1])


ADDED = re.compile(rf"(?<![\w/])them {COUNT} (ngay|hom|tuan|thang)(?![\w/])")
WAYS: tuple[tuple[re.Pattern[str], Reading], ...] = tuple(
    (re.compile(rf"(?<![\w/]){pattern}(?![\w/])"), read)
    for pattern, read in (
        (r"(?:ngay )?(\d{1,2}) thang (\d{1,2})(?: nam (\d{4}))?", written),
        (rf"{COUNT} (ngay|hom|tuan|thang) nua", in_days),
        (r"(?:ngay )?mai", lambda _, today: today + timedelta(days=1)),
        (r"ngay (?:kia|mot)", lambda _, today: today + timedelta(days=2)),
        (rf"(?P<day>thu (?:hai|ba|tu|nam|sau|bay|[2-7])|t[2-7]|chu nhat|cn){NEXT}", weekday),
        (r"(?:cuoi|het) tuan(?: nay| (?P<next>sau|toi))?", end_of_week),
        (r"(?:cuoi|het) thang( \d{1,2}| nay| sau| toi)?", end_of_month),
        (r"ngay (\d{1,2})", day_of_month),
    )
)


def until_day(text: str, today: date, since: date | None = None) -> date | None:
    """Return the coming day until which something is asked for: as `coming_day`, and "2 ngày", "1
    tuần" are so many more.
    """
    more = re.match(rf"{COUNT} (?:ngay|hom|tuan|thang)(?![\w/])", fold(text[:LONGEST]))
    return coming_day(f"thêm {text}" if more and number(more[1]) else text, today, since)


def coming_day(text: str, today: date, since: date | None = None) -> date | None:
    """Return the coming day that a message says for sure, today included; None when it says none,
    one that is over, or two. "Thêm 3 ngày" adds to `since` where there is such a day, else to
    today.
    """
    said, found = text[:LONGEST], set[date]()
    for match in DATE.finditer(said):
        if (day := written(match, today)) is None:
            return None
        found.add(day)
    said = fold(DATE.sub(" ", said))
    for pattern, read, begin in ((ADDED, in_days, since or today), *((*w, today) for w in WAYS)):
        for match in pattern.finditer(said):
            day = read(match, begin)
            same = read is weekday and any(
                d.isoweekday() == day.isoweekday() for d in found if day
            )
            if day is not None and not same:  # "thứ Bảy, 16/5" is one day
                found.add(day)
        said = pattern.sub(" ", said)
    return next(iter(found)) if len(found) == 1 and min(found) >= today else None
