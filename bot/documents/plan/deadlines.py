"""Days by which something is due, as officials write them: "trước ngày 15/6", "chậm nhất ngày 20
của tháng cuối quý", "định kỳ 6 tháng (trước 10/6), năm (trước 10/12)". A day that is no deadline
(of a directive, a period, a meeting that was) gives none.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from bot.documents.plan.directives import without_directives
from bot.documents.plan.outline import Part
from bot.documents.plan.owners import owners_of
from bot.documents.plan.refusing import NotTaken, Reason
from models.work.plan_findings import Deadline

BEFORE = r"trước(?:\s+hết)?"
BY = (
    rf"(?P<by>{BEFORE}|chậm nhất(?:\s+là)?(?:\s+(?:đến|vào|trước))?|muộn nhất(?:\s+là)?|không muộn hơn|"
    r"hạn(?:\s+\w+){0,5}?(?:\s+là)?|thời gian[^,.;:]{0,24}:|"
    r"đến hết|xong(?:\s+trong)?|hoàn thành(?:\s+(?:vào|trong|trước))?|không quá|từ\s+[^,.;]{1,24}?\s+đến(?:\s+hết)?|"
    r"đến(?=\s+ngày)|vào(?=\s+ngày)|kết thúc)"
)
DATE = (
    r"(?P<as>ngày\s+)?(?P<d>\d{1,2})\s*(?P<sign>/|\.(?=\d{1,2}\.20\d\d)|-(?=\d)|\s+tháng\s+)\s*(?P<m>\d{1,2})(?!\d)"
    r"(?:\s*(?:/|\.(?=\d)|-(?=\d)|\s+năm\s+)\s*(?P<y>20\d{2})|/(?P<short>\d{2})(?![\d/]))?"
)
# The hour, which stands before the day.
HOUR = r"(?:\d{1,2}\s*(?:giờ|h)\s*(?:\d{1,2}\s*(?:phút|['’])?)?[\s,]*)?"
EVERY_YEAR = r"(?P<yearly>\s*(?:hằng|hàng|mỗi)\s+năm)?"
# What else is said after a day by the same word: "trước ngày 15/6 (lần 1), 15/9 và 15/12". A bare
# number goes on a list only where nothing follows that it could count.
AND = r"\s*(?:\([^()]{1,40}\)\s*)?(?:,\s*và|,|và|hoặc)\s+"
NOTHING_COUNTED = r"(?=\s*(?:[,.;:()]|$|(?:và|hoặc|hằng|hàng|mỗi|để|về)\s))"
FURTHER = re.compile(rf"^(?:{AND}|,\s*và\s+|,\s+|\s+và\s+)")
MORE_DATES = re.compile(rf"{AND}{DATE}{EVERY_YEAR}{NOTHING_COUNTED}", re.IGNORECASE)
MORE_QUARTERS = re.compile(
    r"(?:,\s*và|,|\s+và)\s+(?:quý\s+)?(?P<q>IV|III|II|I)\b(?:\s*(?:/|năm\s+)(?P<y>20\d{2}))?",
    re.IGNORECASE,
)
MORE_MONTHS = re.compile(
    rf"(?:,\s*và|,|\s+và)\s+tháng\s+(?P<m>\d{{1,2}})(?!\s*/\s*\d{{1,2}}/)(?:\s*(?:/|năm\s+)(?P<y>20\d{{2}}))?{EVERY_YEAR}",
    re.IGNORECASE,
)
QUARTERS = {"I": 3, "II": 6, "III": 9, "IV": 12, "1": 3, "2": 6, "3": 9, "4": 12}
AS_QUARTER = re.compile(
    rf"(?:(?P<by>{BEFORE})\s+|(?:trong|hết|cuối|vào|đến|hoàn thành(?:\s+trong)?)\s+|thời gian[^,.;:]{{0,24}}:\s*|^(?=[^:]{{5,20}}:))"
    r"quý\s+(?P<q>IV|III|II|I|[1-4])\b(?:\s*(?:/|năm\s+)(?P<y>20\d{2}))?",
    re.IGNORECASE,
)
AS_MONTH = re.compile(
    rf"(?:(?P<by>{BEFORE}|trong|hết|cuối|vào|đến hết)\s+|thời gian[^,.;:]{{0,24}}:\s*|^(?=[^:]{{6,20}}:))tháng\s+(?P<m>\d{{1,2}})(?!\s*/\s*\d{{1,2}}/)(?:\s*(?:/|năm\s+)(?P<y>20\d{{2}}))?{EVERY_YEAR}",
    re.IGNORECASE,
)
MONTH_YEARLY = re.compile(r"tháng\s+(?P<m>\d{1,2})\s+(?:hằng|hàng|mỗi)\s+năm", re.IGNORECASE)
DAY_YEARLY = re.compile(rf"{DATE}(?P<yearly>\s*(?:hằng|hàng|mỗi)\s+năm)", re.IGNORECASE)
DATED = re.compile(rf"{BY}\s*(?P<colon>:)?\s*{HOUR}{DATE}{EVERY_YEAR}", re.IGNORECASE)
OF_QUARTER = re.compile(
    rf"(?:(?P<by>{BEFORE}|chậm nhất|muộn nhất)\s+(?:là\s+|vào\s+)?)?ngày\s+(?P<d>\d{{1,2}})\s+(?:của\s+)?tháng\s+(?P<which>cuối|đầu)"
    r"\s+(?:mỗi\s+|của\s+|hằng\s+|hàng\s+)?quý",
    re.IGNORECASE,
)
EVERY_MONTH = re.compile(
    r"(?:hằng|hàng|mỗi)\s+tháng,?\s(?P<between>[^.;()]{0,60}?)"
    rf"(?:(?P<by>{BEFORE}|chậm nhất|muộn nhất|vào)\s+)(?:là\s+|vào\s+)?ngày\s+(?P<d>\d{{1,2}})(?!\d|\s*[/.-]\s*\d|\s+(?:của\s+)?tháng)",
    re.IGNORECASE,
)
OF_MONTH = re.compile(
    rf"(?:(?P<by>{BEFORE}|chậm nhất|muộn nhất)\s+(?:là\s+|vào\s+)?)?ngày\s+(?P<d>\d{{1,2}})\s+(?:hằng|hàng|mỗi)\s+tháng",
    re.IGNORECASE,
)
REGULARLY = re.compile(r"định kỳ|(?:hằng|hàng|mỗi) (?:năm|quý)|tháng (?:một|1) lần", re.IGNORECASE)
# What a fraction may follow: only a day that says that it is one follows these.
COUNTED = re.compile(r"không quá|hoàn thành|đến hết|xong", re.IGNORECASE)
FULL = re.compile(r"20\d\d|/\d{1,2}/\d\d$")
SHORTEST = 28  # days that every month has
MOST = 500  # deadlines: what has more is no plan
IN_BRACKETS = re.compile(
    rf"\(\s*(?P<by>{BEFORE}|chậm nhất)\s+(?:ngày\s+)?{DATE}\s*\)", re.IGNORECASE
)
# The column of a table that says when, and what may stand in it without any word before it.
WHEN = re.compile(r"thời (?:gian|hạn|điểm)|hoàn thành|hạn|tiến độ", re.IGNORECASE)
BARE_DATE = re.compile(rf"^{DATE}{EVERY_YEAR}$", re.IGNORECASE)
BARE_QUARTER = re.compile(
    r"^quý\s+(?P<q>IV|III|II|I|[1-4])(?:\s*(?:/|năm\s+)(?P<y>20\d{2}))?$", re.IGNORECASE
)
BARE_MONTH = re.compile(
    rf"^tháng\s+(?P<m>\d{{1,2}})(?:\s*(?:/|năm\s+)(?P<y>20\d{{2}}))?{EVERY_YEAR}$", re.IGNORECASE
)
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
    alone = [
        when
        for pattern, read in BARE
        for match in [pattern.match(cell.strip(" ."))]
        if match and (when := read(match, year)) is not None
    ]
    return [(when, named, owners) for when in alone[:1] or whens(cell, year)]


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
    by = first["by"] or "trong"
    found: list[tuple[int, When]] = []
    at = first.end()
    while match := more.match(first.string, at):
        words = FURTHER.sub("", match[0])
        kind = {MORE_QUARTERS: "quý", MORE_DATES: "ngày"}.get(more, "")
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
    """Tell whether it has to be done before the day that is written."""
    by = match.groupdict().get("by") or ""
    return bool(EXCLUSIVE.search(by)) and "chậm nhất" not in by.lower()


def yearly(written: date, *, before: bool) -> str:
    """Return the recurrence of a day of every year."""
    due = written - timedelta(days=1) if before else written
    return f"FREQ=YEARLY;BYMONTH={due.month};BYMONTHDAY={due.day}"


def dated(match: re.Match[str], year: int) -> When | None:
    """Read "trước ngày 15/6", "chậm nhất ngày 20 tháng 11 hằng năm"."""
    known = match.groupdict()
    bare_number = not (known["as"] or known["y"] or known.get("colon") or "tháng" in match["sign"])
    if bare_number and COUNTED.fullmatch(known.get("by") or ""):
        return None  # "hoàn thành 3/4 chỉ tiêu"
    short = known.get("short")
    written = day(match["d"], match["m"], int(f"20{short}" if short else match["y"] or year))
    if written is None:
        return None
    before = is_before(match)
    rule = yearly(written, before=before) if match.groupdict().get("yearly") else ""
    return When(match[0].strip(" ()"), written, before, rule)


def of_quarter(match: re.Match[str], year: int) -> When | None:
    """Read "ngày 20 của tháng cuối quý"."""
    months = (3, 6, 9, 12) if match["which"].lower() == "cuối" else (1, 4, 7, 10)
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
    month, y = QUARTERS[match["q"].upper()], int(match["y"] or year)
    if y and is_before(match):
        return When(match[0], date(y, month - 2, 1), True, "")
    return When(match[0], date(y, month, monthrange(y, month)[1]), False, "") if y else None


def end_of_month(match: re.Match[str], year: int) -> When | None:
    """Read "trong tháng 11", "tháng 11 hằng năm": its last day; "trước tháng 12": the day before
    it.
    """
    known = match.groupdict()
    month, y = int(known["m"] or 0), int(known.get("y") or year)
    if not y or not 1 <= month <= 12:
        return None
    if is_before(match):
        return When(match[0], date(y, month, 1), True, "")
    written = date(y, month, monthrange(y, month)[1])
    comes_again = known.get("yearly") or match.re is MONTH_YEARLY
    rule = f"FREQ=YEARLY;BYMONTH={month};BYMONTHDAY=-1" if comes_again else ""
    return When(match[0], written, False, rule)


WAYS: tuple[tuple[re.Pattern[str], Way], ...] = (
    (OF_QUARTER, of_quarter),
    (OF_MONTH, of_month),
    (EVERY_MONTH, of_month),
    (IN_BRACKETS, dated),
    (DATED, dated),
    (DAY_YEARLY, dated),
    (MONTH_YEARLY, end_of_month),
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
