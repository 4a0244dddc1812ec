"""Days by which something is due, as officials write them: "trước ngày 15/6", "chậm nhất ngày 20
của tháng cuối quý", "định kỳ 6 tháng (trước 10/6), năm (trước 10/12)". A day that is no deadline
(of a directive, a period, a meeting that was) gives none.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.documents.plan.deadline_words import (
    AS_MONTH,
    AS_QUARTER,
    AT_LEAST,
    BARE_DATE,
    BARE_MONTH,
    BARE_OF_MONTH,
    BARE_QUARTER,
    BY_MONTH,
    COUNTED,
    DATED,
    DAY_FIRST,
    DAY_YEARLY,
    DAYS_AHEAD,
    EVERY_MONTH,
    EXCLUSIVE,
    FROM_DAY,
    FULL,
    FURTHER,
    HOUR_AFTER,
    HOUR_BEFORE,
    HOUR_FIRST,
    HOUR_IN,
    HOUR_LAST,
    IN_BRACKETS,
    LISTED,
    LUNAR,
    MONTH_YEARLY,
    MORE_DATES,
    MORE_MONTHS,
    MORE_QUARTERS,
    MOST,
    OF_MANY,
    OF_MONTH,
    OF_MONTHS,
    OF_QUARTER,
    OF_WEEK,
    PART_OF_MONTH,
    PART_OF_QUARTER,
    PARTS_OF_MONTH,
    PERHAPS,
    PLACES,
    QUARTER_YEARLY,
    QUARTERS,
    QUARTERS_YEARLY,
    REGULARLY,
    REMARK,
    SHORTEST,
    UNTIL,
    WEEKDAYS,
    WHAT,
    WHEN,
)
from bot.documents.plan.directives import without_directives
from bot.documents.plan.outline import Part
from bot.documents.plan.owners import owners_of
from bot.documents.plan.refusing import NotTaken, Reason
from models.work.plan_findings import Deadline


@dataclass(frozen=True, slots=True)
class When:
    """A day or a recurrence as it is written."""

    words: str
    written: date
    before: bool
    rule: str


DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
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
                when.words, when.written, when.before, when.rule, what, owners, part.text,
                hour_of(part.text, when.words),
            )  # fmt: skip
            if one.written >= began:
                found.setdefault((one.what, one.written, one.rule), one)
        if len(found) > MOST:
            raise NotTaken(Reason.HUGE)
    return list(found.values())


def hour_of(text: str, words: str) -> str:
    """Return the hour ("17:00") that is said in the words of a day, or right before or after them;
    empty where there is none.
    """
    before, _, after = text.partition(words)
    hit = HOUR_IN.search(words) or HOUR_BEFORE.search(before) or HOUR_AFTER.match(after)
    if hit is None:
        return ""
    hours, minutes = [*map(int, re.findall(r"\d+", hit["at"])), 0][:2]
    return f"{hours:02}:{minutes:02}" if hours < 24 else ""


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
        said = whens(without_directives(part.text), year) or of_its_month(part, year)
        return [(when, named, owners) for when in said]
    cell = without_directives(cells[at])
    return [(when, named, owners) for when in alone(cell, year) or whens(cell, year)]


def of_its_month(part: Part, year: int) -> list[When]:
    """Return the end of the month, or quarter, in whose column a row stands ("3" under "Tháng")."""
    for name, cell in zip(part.block.header, part.block.cells, strict=False):
        if hit := BY_MONTH.match(name.strip()):
            kind = hit["kind"].lower()
            pieces = [
                re.sub(rf"^{kind}\s+", "", one.strip().lower()) for one in LISTED.split(cell)
            ]
            found = [bare(f"{kind} {piece.lstrip('0')}", year) for piece in pieces if piece]
            return [replace(when, words=cell) for when in found if when is not None]
    return []


def alone(cell: str, year: int) -> list[When]:
    """Return the days of a cell in which nothing but days stands: one, a list of them, or the
    last of a period; none where more stands in it.
    """
    cell = REMARK.sub(lambda hit: "" if not whens(hit[0], year) else hit[0], cell)
    cell = HOUR_LAST.sub("", HOUR_FIRST.sub("", PERHAPS.sub("", cell.strip(" ."))))
    pieces = LISTED.split(cell.strip(" ."))
    kind = cell.split()[0] if cell.split() else ""
    found = [
        bare(piece, year) or last_of_period(piece, kind, year) or bare(f"{kind} {piece}", year)
        for piece in pieces
    ]
    known = [replace(when, words=piece) for when, piece in zip(found, pieces, strict=True) if when]
    if any(when.rule for when in known):  # "quý II, quý IV hằng năm" is both of every year
        known = [repeated(when) for when in known]
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
    just_before = match.string[max(match.start() - len("100 ngày   "), 0) : match.start()]
    ahead = DAYS_AHEAD.search(just_before) or AT_LEAST.match(match.string, match.end())
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


def of_months(match: re.Match[str], year: int) -> When | None:
    """Read "ngày 25 các tháng 3, 6, 9": that day of these months, every year."""
    months = sorted({int(month) for month in re.findall(r"\d+", match["months"])})
    written = day(match["d"], str(months[0]), year)
    before = is_before(match)
    if written is None or months[-1] > 12 or (before and written.day == 1):
        return None
    last, names = written.day - before, ",".join(map(str, months))
    rule = f"FREQ=YEARLY;BYMONTH={names};BYMONTHDAY={last}"
    if last > SHORTEST:
        rule = f"FREQ=MONTHLY;BYMONTH={names};{up_to(last)}"
    return When(match[0], written, before, rule)


def of_week(match: re.Match[str], year: int) -> When | None:
    """Read "thứ Sáu hằng tuần", from the first one of the year on."""
    if not year:
        return None
    before = is_before(match)
    place = list(DAYS).index(WEEKDAYS[(match["day"] or match["sunday"]).lower()])
    first = date(year, 1, 1)
    written = first + timedelta(days=(place - first.weekday()) % 7)
    return When(match[0], written, before, f"FREQ=WEEKLY;BYDAY={DAYS[place - before]}")


def up_to(day: int) -> str:
    """Return the part of a monthly rule for a day that not every month has: a month without it has
    its last. As `on_day` of `bot.dialogue.understand.ruling`, which nothing here may import.
    """
    return f"BYMONTHDAY={','.join(map(str, range(SHORTEST, day + 1)))};BYSETPOS=-1"


def end_of_quarters(match: re.Match[str], year: int) -> When | None:
    """Read "quý II, quý IV hằng năm": their last days."""
    said = re.findall(r"IV|I{1,3}|[1-4]", match["quarters"].upper())
    months = sorted({QUARTERS[one] for one in said})
    if not year:
        return None
    written = date(year, months[0], monthrange(year, months[0])[1])
    names = ",".join(map(str, months))
    return When(match[0], written, False, f"FREQ=YEARLY;BYMONTH={names};BYMONTHDAY=-1")


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
    (OF_MONTHS, of_months),
    (OF_WEEK, of_week),
    (OF_MONTH, of_month),
    (EVERY_MONTH, of_month),
    (IN_BRACKETS, dated),
    (DATED, dated),
    (DAY_YEARLY, dated),
    (DAY_FIRST, dated),
    (PART_OF_MONTH, part_of_month),
    (PART_OF_QUARTER, part_of_quarter),
    (MONTH_YEARLY, end_of_month),
    (QUARTERS_YEARLY, end_of_quarters),
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
    (BARE_OF_MONTH, of_month),
    (BARE_QUARTER, end_of_quarter),
    (BARE_MONTH, end_of_month),
)
