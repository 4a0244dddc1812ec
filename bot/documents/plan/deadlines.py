"""Days by which something is due, as officials write them: "trước ngày 15/6", "chậm nhất ngày 20
của tháng cuối quý", "định kỳ 6 tháng (trước 10/6), năm (trước 10/12)". A day that is no deadline
(of a directive, a period, a meeting that was) gives none.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.documents.plan.directives import without_directives
from bot.documents.plan.outline import UPPER, Part
from bot.documents.plan.owners import owners_of
from bot.documents.plan.refusing import NotTaken, Reason
from models.work.plan_findings import Deadline

BEFORE = r"trước(?:\s+hết)?"
BY = (
    rf"(?P<by>{BEFORE}|chậm nhất(?:\s+là)?(?:\s+(?:đến|vào|trước))?|muộn nhất(?:\s+là)?|không muộn hơn|"
    r"hạn(?!\s+(?:chế|hán|hẹp|mức))(?:\s+\w+){0,5}?(?:\s+là)?|thời gian[^,.;:]{0,24}:|"
    r"đến hết|xong(?:\s+trong)?|hoàn thành(?:\s+(?:vào|trong|trước))?|không quá|"
    r"từ\s+[^,.;]{1,24}?(?:\s+đến(?:\s+hết)?|\s*[-–—])|"
    r"(?<!tính )đến(?=\s+(?:ngày|\d))|vào(?=\s+(?:các\s+)?ngày)|kết thúc|dự kiến(?:\s+(?:là|vào|trong))?)"
)
NEXT_YEAR = r"\s+(?:của\s+)?năm\s+(?P<next>sau|tới|kế tiếp|tiếp theo)"
OF_YEAR = rf"(?:\s*(?:/|năm\s+)(?P<y>20\d{{2}})|{NEXT_YEAR})?"
DATE = (
    r"(?P<as>ngày\s+)?(?:(?:mùng|mồng)\s+)?(?P<d>\d{1,2})"
    r"\s*(?P<sign>/|\.(?=\d)|-(?=\d)|-(?=\s\d{1,2}\s-\s20\d\d)|\s+(?:của\s+)?tháng\s+)\s*(?P<m>\d{1,2})(?!\d)"
    r"(?:\s*(?:/|\.(?=\d)|-(?=\s?\d)|\s+năm\s+)\s*(?P<y>20\d{2})|/(?P<short>\d{2})(?![\d/])|"
    rf"{NEXT_YEAR})?"
)
# What may stand before the day: its hour, its day of the week, the day on which a period begins.
HOUR = r"(?P<hour>\d{1,2}\s*(?:giờ|h|g)\s*(?:\d{1,2}\s*(?:phút|['’])?)?[\s,]*)?"
WEEKDAY = r"(?:các\s+(?=ngày)|(?:thứ\s+\w+|chủ nhật),?\s+)?"
BEGUN = r"(?:(?:ngày\s+)?\d{1,2}(?:/\d{1,2}(?:/\d{4})?)?\s*[-–—]\s*(?=(?:ngày\s+)?\d{1,2}/\d))?"
EVERY_YEAR = r"(?P<yearly>\s*(?:hằng|hàng|mỗi)\s+năm)?"
# What else is said after a day by the same word: "trước ngày 15/6 (lần 1), 15/9 và 15/12". A bare
# number goes on a list only where nothing follows that it could count.
AND = r"\s*(?:\([^()]{1,40}\)\s*)?(?:,\s*và|,|và|hoặc)\s+"
NOTHING_COUNTED = r"(?=\s*(?:[,.;:()]|$|(?:và|hoặc|hằng|hàng|mỗi|để|về)\s))"
FURTHER = re.compile(rf"^(?:{AND}|,\s*và\s+|,\s+|\s+và\s+)")
MORE_DATES = re.compile(rf"{AND}{DATE}{EVERY_YEAR}{NOTHING_COUNTED}", re.IGNORECASE)
MORE_QUARTERS = re.compile(
    r"(?:,\s*và|,|\s+và)\s+(?:quý\s+)?(?P<q>IV|III|II|I)\b" + OF_YEAR,
    re.IGNORECASE,
)
MORE_MONTHS = re.compile(
    r"(?:,\s*và|,|\s+và)\s+"
    rf"(?:tháng\s+|(?=\d{{1,2}}(?:{NOTHING_COUNTED}|\s+các\s)))(?P<m>\d{{1,2}})(?!\d|\s*/\s*\d{{1,2}}/){OF_YEAR}{EVERY_YEAR}",
    re.IGNORECASE,
)
QUARTERS = {"I": 3, "II": 6, "III": 9, "IV": 12, "1": 3, "2": 6, "3": 9, "4": 12}
# What stands before a month or a quarter by whose end something is due.
WITHIN = (
    rf"(?:(?P<by>{BEFORE}|(?:chậm|muộn) nhất(?:\s+(?:là|vào|trong|đến|trước))*|dự kiến(?:\s+(?:vào|trong))?|"
    r"trong|hết|cuối|vào|hoàn thành(?:\s+trong)?|đến hết|(?<!tính )đến|từ\s+[^,.;]{1,24}?\s+(?:đến(?:\s+hết)?|[-–—]))\s+|"
    r"thời gian[^,.;:]{0,24}:\s*|^(?=[^:]{5,20}:))"
)
QUARTER = r"quý\s+(?P<q>IV|III|II|I|[1-4])\b"
# Also "10/2026", where it is no end of a whole day.
MONTH = r"(?:(?:các\s+)?tháng\s+|T?(?=\d{1,2}\s*/\s*20\d\d))(?P<m>\d{1,2})(?!\d|\s*/\s*\d{1,2}/)"
AS_QUARTER = re.compile(rf"{WITHIN}{QUARTER}{OF_YEAR}{EVERY_YEAR}", re.IGNORECASE)
AS_MONTH = re.compile(rf"{WITHIN}{MONTH}{OF_YEAR}{EVERY_YEAR}", re.IGNORECASE)
MONTH_YEARLY = re.compile(r"tháng\s+(?P<m>\d{1,2})\s+(?:hằng|hàng|mỗi)\s+năm", re.IGNORECASE)
QUARTER_YEARLY = re.compile(rf"{QUARTER}(?P<yearly>\s+(?:hằng|hàng|mỗi)\s+năm)", re.IGNORECASE)
# A part of a month or a quarter: the last day that may still be called so.
PARTS_OF_MONTH = {
    "đầu": 10, "nửa đầu": 15, "giữa": 20, "tuần đầu": 7, "tuần đầu tiên": 7, "tuần thứ nhất": 7,
    "tuần thứ hai": 14, "tuần thứ 2": 14, "tuần thứ ba": 21, "tuần thứ 3": 21, "tuần thứ tư": 28,
    "tuần thứ 4": 28, "tuần cuối": 31, "tuần cuối cùng": 31,
    "thượng tuần": 10, "trung tuần": 20, "hạ tuần": 31,
}  # fmt: skip
PART = r"(?<!từ )(?<!\w)(?P<part>{})\s+(?:của\s+)?"
PART_OF_MONTH = re.compile(
    PART.format("|".join(sorted(PARTS_OF_MONTH, key=len, reverse=True)))
    + rf"tháng\s+(?P<m>\d{{1,2}})(?!\d|\s+(?:và|đến)\s|\s*[-–/]\s*\d{{1,2}}(?!\d)){OF_YEAR}{EVERY_YEAR}",
    re.IGNORECASE,
)
PART_OF_QUARTER = re.compile(
    PART.format("đầu|giữa") + rf"{QUARTER}(?!\s+(?:và|đến)\s){OF_YEAR}{EVERY_YEAR}", re.IGNORECASE
)
# A line of a timetable: "Ngày 18/11/2026: Ngày hội".
DAY_FIRST = re.compile(rf"^{DATE}{EVERY_YEAR}(?=\s*:)", re.IGNORECASE)
DAY_YEARLY = re.compile(rf"{DATE}(?P<yearly>\s*(?:hằng|hàng|mỗi)\s+năm)", re.IGNORECASE)
DATED = re.compile(
    rf"{BY}\s*(?P<colon>:)?\s*{HOUR}{WEEKDAY}{BEGUN}{DATE}{EVERY_YEAR}", re.IGNORECASE
)
OF_QUARTER = re.compile(
    rf"(?:(?P<by>{BEFORE}|chậm nhất|muộn nhất)\s+(?:là\s+|vào\s+)?)?ngày\s+(?P<d>\d{{1,2}})\s+(?:của\s+)?tháng\s+"
    r"(?P<which>cuối(?:\s+cùng)?|đầu(?:\s+tiên)?|giữa|thứ\s+(?:nhất|hai|ba|[1-3]))"
    r"\s+(?:(?:mỗi|của|trong|hằng|hàng)\s+){0,2}quý",
    re.IGNORECASE,
)
OF_MONTH = re.compile(
    PART.format("|".join(sorted(PARTS_OF_MONTH, key=len, reverse=True)))
    + rf"tháng\s+(?P<m>\d{{1,2}})(?!\d|\s+(?:và|đến)\s|\s*[-–/]\s*\d{{1,2}}(?!\d)){OF_YEAR}{EVERY_YEAR}",
    re.IGNORECASE,
)
PART_OF_QUARTER = re.compile(
    PART.format("đầu|giữa") + rf"{QUARTER}(?!\s+(?:và|đến)\s){OF_YEAR}{EVERY_YEAR}", re.IGNORECASE
)
# A line of a timetable: "Ngày 18/11/2026: Ngày hội".
DAY_FIRST = re.compile(rf"^{DATE}{EVERY_YEAR}(?=\s*:)", re.IGNORECASE)
DAY_YEARLY = re.compile(rf"{DATE}(?P<yearly>\s*(?:hằng|hàng|mỗi)\s+năm)", re.IGNORECASE)
DATED = re.compile(
    rf"{BY}\s*(?P<colon>:)?\s*{HOUR}{WEEKDAY}{BEGUN}{DATE}{EVERY_YEAR}", re.IGNORECASE
)
OF_QUARTER = re.compile(
    rf"(?:(?P<by>{BEFORE}|chậm nhất|muộn nhất)\s+(?:là\s+|vào\s+)?)?ngày\s+(?P<d>\d{{1,2}})\s+(?:của\s+)?tháng\s+"
    r"(?P<which>cuối(?:\s+cùng)?|đầu(?:\s+tiên)?|giữa|thứ\s+(?:nhất|hai|ba|[1-3]))"
    r"\s+(?:(?:mỗi|của|trong|hằng|hàng)\s+){0,2}quý",
    re.IGNORECASE,
)
EVERY_MONTH = re.compile(
    r"(?:(?:hằng|hàng|mỗi)\s+tháng|báo cáo tháng(?!\s*\d)),?\s(?P<open>\()?(?P<between>[^.;()]{0,60}?)"
    rf"(?:(?P<by>{BEFORE}|chậm nhất|muộn nhất|vào)\s+)(?:là\s+|vào\s+)?ngày\s+(?P<d>\d{{1,2}})(?!\d|\s*[/.-]\s*\d|\s+(?:của\s+)?tháng)",
    re.IGNORECASE,
)
OF_MONTH = re.compile(
    rf"(?:(?P<by>{BEFORE}|chậm nhất|muộn nhất)\s+(?:là\s+|vào\s+)?)?ngày\s+(?:(?:mùng|mồng)\s+)?(?P<d>\d{{1,2}})\s+"
    r"(?:(?:của\s+)?(?:hằng|hàng|mỗi)\s+tháng|của\s+tháng(?=\s*(?:[,.;:()]|$)))",
    re.IGNORECASE,
)
REGULARLY = re.compile(r"định kỳ|(?:hằng|hàng|mỗi) (?:năm|quý)|tháng (?:một|1) lần", re.IGNORECASE)
# What a fraction may follow: only a day that says that it is one follows these.
COUNTED = re.compile(r"không quá|hoàn thành|đến hết|xong|dự kiến.*", re.IGNORECASE)
FROM_DAY = re.compile(r"từ\s.*(?:\d\s*[/.-]\s*\d|ngày|tháng)", re.IGNORECASE)
# What a fraction counts ("5/6 thôn"); a hamlet with a name is none of it.
OF_MANY = re.compile(
    rf"\s+(?:tổng\s+)?(?:số\s+)?(?:thôn|ấp|xóm|tổ|hộ|chỉ tiêu|tiêu chí|đơn vị|trường|chi bộ|người|lần)(?!\w|\s+[{UPPER}])"
)
# How long before a day: "chậm nhất 15 ngày trước ngày 20/11", "trước ngày 20/11 ít nhất 15 ngày".
DAYS_AHEAD = re.compile(r"(?P<n>\d{1,3})\s+ngày\s+$", re.IGNORECASE)
AT_LEAST = re.compile(
    r"\s*,?\s*(?:ít nhất|tối thiểu)(?:\s+là)?\s+(?P<n>\d{1,3})\s+ngày(?!\s+làm việc)",
    re.IGNORECASE,
)
LUNAR = re.compile(r"\s*\(?\s*(?:âm lịch|ÂL)", re.IGNORECASE)
FULL = re.compile(r"20\d\d|/\d{1,2}/\d\d$")
PLACES = {
    "giữa": 2,
    "hai": 2,
    "2": 2,
    "cuối": 3,
    "cùng": 3,
    "ba": 3,
    "3": 3,
}  # of a quarter's months
SHORTEST = 28  # days that every month has
MOST = 500  # deadlines: what has more is no plan
IN_BRACKETS = re.compile(
    rf"\(\s*(?P<by>{BEFORE}|chậm nhất)\s+(?:ngày\s+)?{DATE}\s*\)", re.IGNORECASE
)
# The column of a table that says when, and what may stand in it without any word before it.
WHEN = re.compile(r"thời (?:gian|hạn|điểm)|hoàn thành|hạn|tiến độ", re.IGNORECASE)
BARE_DATE = re.compile(rf"^{DATE}{EVERY_YEAR}$", re.IGNORECASE)
BARE_QUARTER = re.compile(rf"^{QUARTER}{OF_YEAR}{EVERY_YEAR}$", re.IGNORECASE)
BARE_MONTH = re.compile(rf"^{MONTH}{OF_YEAR}{EVERY_YEAR}$", re.IGNORECASE)
LISTED = re.compile(r"\s*[;,]\s*|\s+và\s+", re.IGNORECASE)
UNTIL = re.compile(r"\s+[-–—]\s+|\s*[-–—]\s*|\s+đến(?:\s+hết)?\s+", re.IGNORECASE)
WHAT = re.compile(r"nội dung|nhiệm vụ|công việc|hoạt động|việc", re.IGNORECASE)
EXCLUSIVE = re.compile(r"\btrước(?!\s+hết)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class When:
    """A day or a recurrence as it is written."""

    words: str
    written: date
    before: bool
    rule: str


Way = Callable[[re.Match[str], int], When | None]


def deadlines_of(parts: Iterable[Part], year: int, signed: date | None = None) -> list[Deadline]:
    """Return every deadline of a plan, each once; those of a plan whose year nobody knows are only
    those that say their year. A day that was over before the plan was signed and its year began
    (`signed`) is one of what was, no deadline. Raises NotTaken for more than any plan has.
    """
    began = min(filter(None, (signed, date(year, 1, 1) if year else None)), default=date.min)
    found: dict[tuple[str, date, str], Deadline] = {}
    for part in parts:
        for when, what, owners in in_row(part, year) if part.block.cells else in_text(part, year):
            one = Deadline(
                when.words, when.written, when.before, when.rule, what, owners, part.text
            )
            if one.written >= began:
                found.setdefault((one.what, one.written, one.rule), one)
        if len(found) > MOST:
            raise NotTaken(Reason.HUGE)
    return list(found.values())


def in_text(part: Part, year: int) -> list[tuple[When, str, tuple[str, ...]]]:
    """Return the deadlines of a sentence."""
    owners = owners_of(part.text)
    return [(when, part.text, owners) for when in whens(without_directives(part.text), year)]


def in_row(part: Part, year: int) -> list[tuple[When, str, tuple[str, ...]]]:
    """Return the deadlines of a row: of its column that says when; of one without such a column
    what its cells say in words.
    """
    cells, header = part.block.cells, part.block.header
    at = next((n for n, name in enumerate(header) if WHEN.search(name)), None)
    what = next((n for n, name in enumerate(header) if WHAT.search(name) and n != at), None)
    named = cells[what] if what is not None and what < len(cells) else ""
    named = named or longest(cell for n, cell in enumerate(cells) if n != at)
    owners = owners_of_row(part)
    if at is None or at >= len(cells):
        return [(when, named, owners) for when in whens(without_directives(part.text), year)]
    cell = without_directives(cells[at])
    return [(when, named, owners) for when in alone(cell, year) or whens(cell, year)]


def alone(cell: str, year: int) -> list[When]:
    """Return the days of a cell in which nothing but days stands: one, a list of them, or the
    last of a period; none where more stands in it.
    """
    pieces = LISTED.split(cell.strip(" ."))
    kind = cell.split()[0] if cell.split() else ""
    found = [
        bare(piece, year) or last_of_period(piece, kind, year) or bare(f"{kind} {piece}", year)
        for piece in pieces
    ]
    known = [replace(when, words=piece) for when, piece in zip(found, pieces, strict=True) if when]
    return known if len(known) == len(pieces) else []


def bare(text: str, year: int) -> When | None:
    """Read a day, a month or a quarter that stands alone."""
    for pattern, read in BARE:
        if match := pattern.match(text):
            return read(match, year)
    return None


def last_of_period(text: str, kind: str, year: int) -> When | None:
    """Read "10/11 - 30/11", "tháng 8 - 9", "quý II - III/2026": what ends it."""
    text = re.sub(r"^từ\s+", "", text, flags=re.IGNORECASE)
    kind = text.split()[0] if kind.lower() == "từ" and text else kind
    for sign in UNTIL.finditer(text):
        begins, ends = text[: sign.start()], text[sign.end() :]
        if begins.isdigit() or bare(begins, year) or bare(f"{kind} {begins}", year):
            when = bare(ends, year) or bare(f"{kind} {ends}", year)
            if when is not None:
                return when
    return None


def owners_of_row(part: Part) -> tuple[str, ...]:
    """Return who is named in the columns of a row that say who."""
    found: list[str] = []
    for name, cell in zip(part.block.header, part.block.cells, strict=False):
        if re.search(
            r"đơn vị|chủ trì|thực hiện|phụ trách|trách nhiệm|phối hợp", name, re.IGNORECASE
        ):
            if WHEN.search(name):
                continue
            found += [one.strip() for one in re.split(r"[;,\n]", cell) if one.strip()]
    return tuple(dict.fromkeys(found))


def longest(cells: Iterable[str]) -> str:
    """Return the cell with the most words in it: what is to be done."""
    return max(cells, key=lambda cell: len(cell.split()), default="")


def whens(text: str, year: int) -> list[When]:
    """Return the deadlines that a text says, in its order; what one way has read no other reads
    again.
    """
    found: list[tuple[int, When]] = []
    taken = bytearray(len(text))
    for pattern, read in WAYS:
        for match in pattern.finditer(text):
            if any(taken[match.start() : match.end()]):
                continue
            when = read(match, year)
            if when is None:
                continue
            listed = [(match.start(), when), *following(match, pattern, year)]
            if any(one.rule for _, one in listed):
                listed = [(at, repeated(one)) for at, one in listed]
            for at, one in listed:
                found.append((at, one))
                taken[at : at + len(one.words)] = b"\1" * len(one.words)
    regular = bool(REGULARLY.search(text))
    return [
        repeated(when) if regular else when for _, when in sorted(found, key=lambda one: one[0])
    ]


def following(first: re.Match[str], pattern: re.Pattern[str], year: int) -> list[tuple[int, When]]:
    """Return the further days of a list that a deadline begins, with their places: all of them
    are meant by the word that stands before the first.
    """
    if pattern not in LISTS:
        return []
    more, read = LISTS[pattern]
    by = f"{first['by'] or 'trong'} {first.groupdict().get('hour') or ''}".strip()
    found: list[tuple[int, When]] = []
    at = first.end()
    while match := more.match(first.string, at):
        words = FURTHER.sub("", match[0])
        kind = {MORE_QUARTERS: "quý", MORE_DATES: "ngày", MORE_MONTHS: "tháng"}[more]
        full = words if words.lower().startswith(kind) else f"{kind} {words}"
        again = pattern.match(f"{by} {full}")
        when = read(again, year) if again else None
        if when is None:
            break
        found.append((match.end() - len(words), When(words, when.written, when.before, when.rule)))
        at = match.end()
    return found


def repeated(when: When) -> When:
    """Return a day of a sentence that says "định kỳ" as one that comes every year; not one that
    says its year.
    """
    if when.rule or FULL.search(when.words):
        return when
    return When(when.words, when.written, when.before, yearly(when.written, before=when.before))


def day(d: str, m: str, y: int) -> date | None:
    """Return a day, None where the calendar has none or the year is not known."""
    try:
        return date(y, int(m), int(d)) if y else None
    except ValueError:
        return None


def is_before(match: re.Match[str]) -> bool:
    """Tell whether it has to be done before the day that is written: not where it is an hour of
    that day before which it has to be done.
    """
    known = match.groupdict()
    by = known.get("by") or ""
    latest = "chậm nhất" in by.lower() or known.get("hour")
    return bool(EXCLUSIVE.search(by)) and not latest


def year_of(match: re.Match[str], year: int) -> int:
    """Return the year that is said with a day, else that of the plan, 0 where nobody knows it."""
    known = match.groupdict()
    if short := known.get("short"):
        return int(f"20{short}")
    return int(known.get("y") or (year + 1 if year and known.get("next") else year))


def yearly(written: date, *, before: bool) -> str:
    """Return the recurrence of a day of every year."""
    due = written - timedelta(days=1) if before else written
    return f"FREQ=YEARLY;BYMONTH={due.month};BYMONTHDAY={due.day}"


def dated(match: re.Match[str], year: int) -> When | None:
    """Read "trước ngày 15/6", "chậm nhất ngày 20 tháng 11 hằng năm"."""
    known = match.groupdict()
    bare_number = not (known["as"] or known["y"] or known.get("colon") or "tháng" in match["sign"])
    if bare_number and is_fraction(match):
        return None
    written = day(match["d"], match["m"], year_of(match, year))
    if written is None or LUNAR.match(match.string, match.end()):
        return None
    before = is_before(match)
    ahead = DAYS_AHEAD.search(match.string[: match.start()]) or AT_LEAST.match(
        match.string, match.end()
    )
    if before and ahead:
        before, written = False, written - timedelta(days=int(ahead["n"]))
    rule = yearly(written, before=before) if match.groupdict().get("yearly") else ""
    return When(match[0].strip(" ()"), written, before, rule)


def is_fraction(match: re.Match[str]) -> bool:
    """Tell whether a bare number is no day: "hoàn thành 3/4 chỉ tiêu", "5/6 thôn", "15.6"."""
    by = match.groupdict().get("by") or ""
    return bool(
        COUNTED.fullmatch(by)
        or (by and match["sign"] == ".")
        or (by.lower() == "đến" and int(match["d"]) <= int(match["m"]))
        or (by.lower().startswith("từ ") and not FROM_DAY.match(by))
        or (int(match["d"]) <= int(match["m"]) and OF_MANY.match(match.string, match.end()))
    )


def of_quarter(match: re.Match[str], year: int) -> When | None:
    """Read "ngày 20 của tháng cuối quý"."""
    place = PLACES.get(match["which"].lower().split()[-1], 1)
    months = tuple(range(place, 13, 3))
    written = day(match["d"], str(months[0]), year)
    before = is_before(match)
    if written is None or (before and written.day == 1):
        return None
    last = written.day - before
    names = ",".join(map(str, months))
    rule = f"FREQ=YEARLY;BYMONTH={names};BYMONTHDAY={last}"
    if last > SHORTEST:
        rule = f"FREQ=MONTHLY;BYMONTH={names};{up_to(last)}"
    return When(match[0], written, before, rule)


def of_month(match: re.Match[str], year: int) -> When | None:
    """Read "ngày 25 hằng tháng"."""
    written = day(match["d"], "1", year)
    before = is_before(match)
    if written is None or (before and written.day == 1):
        return None
    last = written.day - before
    of_day = up_to(last) if last > SHORTEST else f"BYMONTHDAY={last}"
    return When(match[0], written, before, f"FREQ=MONTHLY;{of_day}")


def up_to(day: int) -> str:
    """Return the part of a monthly rule for a day that not every month has: a month without it has
    its last. As `on_day` of `bot.dialogue.understand.ruling`, which nothing here may import.
    """
    return f"BYMONTHDAY={','.join(map(str, range(SHORTEST, day + 1)))};BYSETPOS=-1"


def end_of_quarter(match: re.Match[str], year: int) -> When | None:
    """Read "quý II": its last day; "trước quý III": the day before it."""
    month, y = QUARTERS[match["q"].upper()], year_of(match, year)
    if not y:
        return None
    before = is_before(match)
    written = date(y, month - 2, 1) if before else date(y, month, monthrange(y, month)[1])
    rule = yearly(written, before=before) if match.groupdict().get("yearly") else ""
    return When(match[0], written, before, rule)


def end_of_month(match: re.Match[str], year: int) -> When | None:
    """Read "trong tháng 11", "tháng 11 hằng năm": its last day; "trước tháng 12": the day before
    it.
    """
    known = match.groupdict()
    month, y = int(known["m"] or 0), year_of(match, year)
    if not y or not 1 <= month <= 12:
        return None
    if is_before(match):
        return When(match[0], date(y, month, 1), True, "")
    written = date(y, month, monthrange(y, month)[1])
    comes_again = known.get("yearly") or match.re is MONTH_YEARLY
    rule = f"FREQ=YEARLY;BYMONTH={month};BYMONTHDAY=-1" if comes_again else ""
    return When(match[0], written, False, rule)


def part_of_month(match: re.Match[str], year: int) -> When | None:
    """Read "giữa tháng 9", "tuần đầu tháng 7"."""
    whole = end_of_month(match, year)
    if whole is None:
        return None
    last = PARTS_OF_MONTH[" ".join(match["part"].lower().split())]
    written = whole.written.replace(day=min(last, whole.written.day))
    rule = yearly(written, before=False) if match["yearly"] else ""
    return When(match[0], written, False, whole.rule if written == whole.written else rule)


def part_of_quarter(match: re.Match[str], year: int) -> When | None:
    """Read "đầu quý III": the last day of its first month."""
    y, place = year_of(match, year), PLACES.get(match["part"].lower(), 1)
    if not y:
        return None
    month = QUARTERS[match["q"].upper()] - 3 + place
    written = date(y, month, monthrange(y, month)[1])
    rule = yearly(written, before=False) if match["yearly"] else ""
    return When(match[0], written, False, rule)


WAYS: tuple[tuple[re.Pattern[str], Way], ...] = (
    (OF_QUARTER, of_quarter),
    (OF_MONTH, of_month),
    (EVERY_MONTH, of_month),
    (IN_BRACKETS, dated),
    (DATED, dated),
    (DAY_YEARLY, dated),
    (DAY_FIRST, dated),
    (PART_OF_MONTH, part_of_month),
    (PART_OF_QUARTER, part_of_quarter),
    (MONTH_YEARLY, end_of_month),
    (QUARTER_YEARLY, end_of_quarter),
    (AS_QUARTER, end_of_quarter),
    (AS_MONTH, end_of_month),
)
LISTS: dict[re.Pattern[str], tuple[re.Pattern[str], Way]] = {
    DATED: (MORE_DATES, dated),
    AS_QUARTER: (MORE_QUARTERS, end_of_quarter),
    AS_MONTH: (MORE_MONTHS, end_of_month),
}
BARE: tuple[tuple[re.Pattern[str], Way], ...] = (
    (BARE_DATE, dated),
    (BARE_QUARTER, end_of_quarter),
    (BARE_MONTH, end_of_month),
)
