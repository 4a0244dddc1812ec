"""The movements that a plan names: in quotes, in italics, or in running text."""

import re
from collections.abc import Iterable, Mapping

from bot.documents.plan.outline import UPPER, Part
from bot.documents.plan.refusing import NotTaken, Reason
from models.work.plan_findings import FoundMovement

OPEN, CLOSE = "“\"«‘'", "”\"»’'"
CALL = r"(?:phát động|tổ chức|hưởng ứng|thực hiện|đẩy mạnh)"
WORD = r"(?:phong trào|cuộc vận động|đợt thi đua|đợt|chuyên đề)"
QUOTED = re.compile(
    rf"(?P<lead>(?:{WORD}(?:\s+thi đua)?|{CALL}\s+thi đua)(?:\s+\w+){{0,4}}\s*:?\s*|(?:,|và|;)\s*)"
    rf"[{OPEN}](?P<name>(?<=“)[^“”]{{4,160}}(?=”)|(?<=«)[^«»]{{4,160}}(?=»)|[^{OPEN}{CLOSE}]{{4,160}})[{CLOSE}]",
    re.IGNORECASE,
)
RUNNING = re.compile(
    rf"\b(?P<lead>{WORD})(?P<race>\s+thi đua)?(?:\s+|\s*:\s+(?=[{UPPER}]))(?=(?P<name>[^.;:()“”\"«»|]{{1,200}}))",
    re.IGNORECASE,
)
RACE = re.compile(rf"^(?:{CALL}\s+)?thi đua\s+(?P<name>[^.;:()“”\"«»|]{{1,200}})", re.IGNORECASE)
# What begins with a capital and is no name of a movement but of those who are in it.
BODIES = re.compile(r"(?:Đảng|Đoàn|Hội|UBND|Ủy ban|Mặt trận|MTTQ|Công đoàn|Đội|Trung ương)\b")
MOST = 300  # movements: what names more is no plan
PERIOD = re.compile(
    r"(?:giai đoạn\s+(?:từ\s+)?(?:năm\s+)?|từ\s+năm\s+|\(\s*)(20\d\d)\s*(?:[-–—]|đến(?:\s+năm)?)\s*(20\d\d)",
    re.IGNORECASE,
)
# What follows "phong trào" and is no name: the movements in general.
GENERAL = re.compile(
    r"^(?:thi đua\s+)?(?:yêu nước|thường xuyên|theo|chuyên đề|trong|trên|của|ở|tại|phải|được|do|và|với|"
    r"để|nhằm|là|đã|cần|có|này|đó|khác|nói chung|các|ngày|gắn|một|thi đua$|thi đua,|sâu rộng|đến|từ|cho|vào|"
    r"năm(?=\s+(?:\d|nay|qua|trước|tới))|chào mừng$|hằng năm|phù hợp|thiết thực|hiệu quả|lớn|do)\b",
    re.IGNORECASE,
)
# Where a name in running text ends.
STOP = re.compile(
    r"\s+(?:gắn với|sâu rộng|trong|trên|nhằm|để|đến|từ|tại|do|theo|năm\s+\d|với|bằng|cho|được|phải|"
    r"thông qua|góp phần|giai đoạn|\.\.\.)(?:\s|$)|\.\.\.|…"
)
NEW_CLAUSE = re.compile(
    rf"^(?:phong trào|cuộc vận động|huy động|nâng cao|đẩy mạnh|phát huy|thực hiện|tập trung|tổ chức|xây dựng|góp phần|trong đó|đặc biệt|"
    rf"chú trọng|gắn|tiếp tục|phấn đấu|tạo|giữ|[{UPPER}])"
)
# The column of a table that names movements, and what may stand before a name in it.
NAMES = re.compile(
    r"^(?:tên\s+)?(?:các\s+)?(?:phong trào|cuộc vận động|đợt)(?:,?\s+(?:và\s+)?(?:thi đua|cuộc vận động))?$",
    re.IGNORECASE,
)
CALLED = re.compile(
    rf"^(?:{CALL}\s+)?{WORD}(?:\s+thi đua)?\s*:?\s+(?=[{UPPER}{OPEN}])", re.IGNORECASE
)
MOST_LEAD = 4  # words between "phong trào" and a name in quotes
LONGEST = 24  # words of a name in running text
SHORT = 5  # words of a further member of a list


def movements_of(parts: Iterable[Part], year: int) -> list[FoundMovement]:
    """Return each movement once, in the order in which they are named."""
    found: dict[str, FoundMovement] = {}
    for part in parts:
        if part.block.cells:
            quotes = [(name, "", True) for name in in_quotes(part.text)]
            names = quotes or in_column(part)
        else:
            names = [*quoted(part), *running(part.text)]
            names += [] if part.is_heading else races(part.text)
        for name, lead, is_quoted in names:
            key = key_of(name)
            if key and not is_known(key, found, is_quoted=is_quoted):
                found[key] = movement(name, lead, part.text, year, is_quoted=is_quoted)
        if len(found) > MOST:
            raise NotTaken(Reason.HUGE)
    return list(found.values())


def is_known(key: str, found: Mapping[str, FoundMovement], *, is_quoted: bool) -> bool:
    """Tell whether a movement was named before. One in running text may be a longer or shorter
    form of another; two in quotes are the same only when their names are.
    """
    if key in found:
        return True
    return any(
        f" {key} " in f" {other} " or f" {other} " in f" {key} "
        for other, one in found.items()
        if not (is_quoted and one.quoted)
    )


def key_of(name: str) -> str:
    """Return a name as names are compared."""
    small = re.sub(r"[^\w\s]", " ", PERIOD.sub(" ", name).lower())
    return " ".join(small.split())


def quoted(part: Part) -> list[tuple[str, str, bool]]:
    """Return the movements that stand in quotes or italics after the word for one, and those that
    follow in the same list.
    """
    found: list[tuple[str, str, bool]] = []
    for match in QUOTED.finditer(part.text):
        lead = match["lead"].strip(" ,;").lower()
        if lead in ("", "và") and not found:
            continue  # the title of a directive, a slogan
        found.append((match["name"].strip(), lead, True))
    if found:
        return found
    for name in part.block.italics:
        at = part.text.find(name)
        if at >= 0 and re.search(rf"{WORD}(?:\s+thi đua)?\s*$", part.text[:at], re.IGNORECASE):
            found.append((name.strip(" .,;"), part.text[:at][-20:].lower(), True))
    return found


def in_quotes(text: str) -> list[str]:
    """Return the movements that a row of a table names in quotes."""
    return [m["name"].strip() for m in QUOTED.finditer(text) if m["lead"].strip(" ,;").lower()]


def in_column(part: Part) -> list[tuple[str, str, bool]]:
    """Return the movement that a row names in the column of their names."""
    found = []
    for head, cell in zip(part.block.header, part.block.cells, strict=False):
        name = CALLED.sub("", cell.strip()).strip(f" .,;{OPEN}{CLOSE}")
        if NAMES.match(head.strip()) and 1 < len(name.split()) <= LONGEST:
            lead = "đợt" if head.lower().startswith("đợt") else ""
            found.append((name, lead, True))
    return found[:1]


def running(text: str) -> list[tuple[str, str, bool]]:
    """Return movements that running text names ("phong trào khuyến học khuyến tài")."""
    found = []
    for match in RUNNING.finditer(text):
        if GENERAL.match(match["name"].strip()) or match["name"].startswith("thi đua"):
            continue
        name = ended(match["name"])
        if name == match["name"].strip() and is_lead(text, match.end("name"), name):
            continue
        if not name or GENERAL.match(name) or not (name[0].islower() or is_name(name)):
            continue
        lead = match["lead"].lower() + (match["race"] or "").lower()
        if lead in ("đợt", "chuyên đề"):
            continue
        found.append((f"{lead} {name}", lead, False))
    return found


def is_lead(text: str, end: int, name: str) -> bool:
    """Tell whether what follows "phong trào" only leads to a name in quotes: "đợt thi đua đặc biệt
    “Đường hoa”".
    """
    return text[end : end + 1] in tuple(OPEN) and len(name.split()) <= MOST_LEAD


def is_name(text: str) -> bool:
    """Tell whether a name in running text that begins with a capital is a movement's ("phong trào
    Ba sạch"), not a title all in capitals nor those who are in it.
    """
    return text[0].isupper() and not text.isupper() and not BODIES.match(text)


def races(text: str) -> list[tuple[str, str, bool]]:
    """Return what a sentence calls to emulate in ("Thi đua lao động giỏi")."""
    match = RACE.match(text)
    if match is None or GENERAL.match(match["name"]):
        return []
    name = ended(match["name"])
    return [(f"Thi đua {name}", "thi đua", False)] if name else []


def ended(text: str) -> str:
    """Return a name out of running text: it ends where another clause begins."""
    text = STOP.split(f" {text}", maxsplit=1)[0]
    kept: list[str] = []
    for place, piece in enumerate(part.strip() for part in text.split(",")):
        longer = len(piece.split()) > SHORT or NEW_CLAUSE.match(piece)
        if not piece or (place and longer):
            break
        kept.append(piece)
    name = ", ".join(kept)
    words = name.split()
    return name if 1 < len(words) <= LONGEST else ""


def movement(name: str, lead: str, said: str, year: int, *, is_quoted: bool) -> FoundMovement:
    """Return a movement with its kind and period, as the words say them."""
    at = max(said.lower().find(name.lower()), 0)
    period = PERIOD.search(name) or PERIOD.search(said[at : at + len(name) + 60])
    first, last = (int(period[1]), int(period[2])) if period else (year or None, year or None)
    if "đợt" in lead or name.lower().startswith("đợt"):
        kind = "campaign"
    elif period or "chuyên đề" in lead:
        kind = "thematic"
    else:
        kind = "regular"
    return FoundMovement(name.strip(" .,;"), kind, first, last, is_quoted, said)
