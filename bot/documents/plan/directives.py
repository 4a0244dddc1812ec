"""The directives that a plan quotes; and a text without them, whose days are no deadlines."""

import re
from collections.abc import Iterable
from datetime import date

from bot.documents.plan.outline import Part
from models.work.plan_findings import Directive

KIND = (
    r"Chỉ thị|Nghị quyết|Kết luận|Quy định|Quyết định|Nghị định|Luật|Thông tư|Kế hoạch|Công văn|"
    r"Hướng dẫn|Chương trình|Đề án|Quy chế|Thông báo|Công điện|Lời kêu gọi"
)
DAY = r"(?:ngày\s+)?(?P<d>\d{1,2})\s*(?:/|tháng\s+)\s*(?P<m>\d{1,2})\s*(?:/|năm\s+)\s*(?P<y>\d{4})"
QUOTED = re.compile(
    rf"(?P<kind>{KIND})\s+(?:số\s*:?\s*)?(?P<n>\d+[A-Za-zĐđ]*(?:[-/][\w\-/ĐđƯư]+)+)"
    rf"(?:\s*,?\s*{DAY})?(?:\s+của\s+(?P<of>[^“”\",;.()]+?))?(?=\s+(?:về|Về|“|\"|tạo|trong|và|đến)|[,;.“”\")]|$)"
)
CONGRESS = re.compile(r"(?P<kind>Nghị quyết)\s+(?P<n>Trung ương\s+\d+\s+khóa\s+[IVX]+)")


def directives_of(parts: Iterable[Part]) -> list[Directive]:
    """Return each directive once, in the order in which they are quoted."""
    found: dict[tuple[str, str], Directive] = {}
    for part in parts:
        for pattern in (QUOTED, CONGRESS):
            for match in pattern.finditer(part.text):
                known = match.groupdict()
                one = Directive(
                    match["kind"],
                    match["n"],
                    day_of(known),
                    (known.get("of") or "").strip(),
                    part.text,
                )
                key = (one.kind, one.number)
                if key not in found or (found[key].day is None and one.day is not None):
                    found[key] = one
    return list(found.values())


def day_of(known: dict[str, str | None]) -> date | None:
    """Return the day of a directive, None where it has none, or one that the calendar has not."""
    try:
        return date(int(known["y"] or ""), int(known["m"] or ""), int(known["d"] or ""))
    except (KeyError, ValueError):
        return None


def without_directives(text: str) -> str:
    """Return a text in which no day of a directive stands any more."""
    text = QUOTED.sub(lambda match: " " * len(match[0]), text)
    return CONGRESS.sub(lambda match: " " * len(match[0]), text)
