"""What stands around a plan's text: number, place and day, title, issuer, signer's office,
recipients; and what kind of document it is.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.documents.plan.outline import UPPER
from bot.documents.plan.reading import Block
from bot.documents.plan.refusing import NotTaken, Reason

NUMBER = re.compile(
    r"\bSố\s*:?\s*(?P<n>\d*)(?:/20\d\d)?\s*[-/ ]\s*(?P<symbol>[A-ZĐ]{2,}[A-ZĐƯ\-–/]*)",
    re.IGNORECASE,
)
PLACE_AND_DAY = re.compile(
    r"(?P<place>[^,|]{2,40}),\s*ngày\s*(?P<d>\d{1,2}|[.…]+)?\s*(?:tháng|[/.-])\s*"
    r"(?P<m>\d{1,2}|[.…]+)?\s*(?:năm|[/.-])\s*(?P<y>\d{4})",
    re.IGNORECASE,
)
YEAR = re.compile(r"năm\s+(?:học\s+)?(?P<y>20\d\d)", re.IGNORECASE)
KINDS = {
    "KẾ HOẠCH": "plan",
    "BÁO CÁO": "report",
    "QUYẾT ĐỊNH": "other",
    "TỜ TRÌNH": "other",
    "CÔNG VĂN": "other",
    "GIẤY MỜI": "other",
    "BIÊN BẢN": "other",
    "THÔNG BÁO": "other",
    "HƯỚNG DẪN": "other",
    "CHƯƠNG TRÌNH": "other",
    "NGHỊ QUYẾT": "other",
    "PHƯƠNG ÁN": "other",
}
ISSUERS = (
    "ỦY BAN", "UỶ BAN", "UBND", "UBMTTQ", "HỘI ", "ĐẢNG ỦY", "ĐẢNG UỶ", "ĐẢNG BỘ", "BAN ", "MẶT TRẬN", "MTTQ",
    "ĐOÀN ", "VĂN PHÒNG", "PHÒNG ", "TRƯỜNG ", "XÃ ", "PHƯỜNG ", "THỊ TRẤN ", "ĐẶC KHU ",
)  # fmt: skip
# What stands to the right of the issuer, and comes on the same line out of some files.
MOTTO = re.compile(
    r"\s*(?:CỘNG (?:HÒA|HOÀ) XÃ HỘI CHỦ NGHĨA VIỆT NAM|ĐẢNG CỘNG SẢN VIỆT NAM|Độc lập\s*[-–].*)$"
)
# In whose name and in which office somebody signs. What follows an office is part of it only where
# it names a body: the rest of the line is a person.
BODY = (
    r"(?:ỦY BAN NHÂN DÂN|UỶ BAN NHÂN DÂN|UBND|HĐND|HỘI ĐỒNG NHÂN DÂN|HỘI ĐỒNG THI ĐUA[ ,\-–]*KHEN THƯỞNG|"
    r"ĐẢNG (?:ỦY|UỶ)|BAN THƯỜNG (?:VỤ|TRỰC)|BAN CHỈ ĐẠO|BAN TỔ CHỨC|THƯỜNG TRỰC|MẶT TRẬN|XÃ|PHƯỜNG|THỊ TRẤN)"
)
TITLE = (
    r"(?:PHÓ )?(?:CHỦ TỊCH|BÍ THƯ|TRƯỞNG BAN|CHÁNH VĂN PHÒNG|TRƯỞNG PHÒNG|GIÁM ĐỐC|HIỆU TRƯỞNG)"
)
OFFICE = re.compile(rf"(?<!\w){TITLE}(?:\s+{BODY})*(?!\w)")
AUTHORITY = re.compile(
    rf"(?<!\w)(?:TM|KT|TL|TUQ|Q|T/M|K/T|T/L)[. ]\s*[{UPPER}][{UPPER} ,.\-–]*(?<![ ,.\-–])(?!\w)"
)
LEADS = re.compile(r"(?:TM|KT|TL|TUQ|Q)\.|(?:T/M|K/T|T/L)[. ]")
OFFICE_LINE = re.compile(rf"{TITLE}(?:\s+{BODY})*", re.IGNORECASE)
# A line that is a person's name, or says who signed by machine.
SURNAMES = (
    "Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đào|Đoàn|Vương|Trịnh|Trương|"
    "Đinh|Lâm|Phùng|Mai|Tô|Hà|Tạ|Chu|Lương|Cao|Nông|Quách|Đồng|La|Thái|Tống|Kiều|Lưu|Triệu|Bạch|Vi|Hứa|Nghiêm"
)
PERSON_IN_CAPITALS = re.compile(rf"(?<!\w)(?:{SURNAMES.upper()})(?:\s+[{UPPER}]+){{1,4}}$")
GIVEN = rf"(?:\s+[{UPPER}][^\W\d_{UPPER}]+)"
PERSON = re.compile(rf"(?:(?:Ông|Bà|Đ/c|Đồng chí)\s+)?(?:{SURNAMES}){GIVEN}{{1,4}}")
CALLED = re.compile(
    rf"(?:[Ôô]ng|[Bb]à|[Đđ]/c|[Đđ]ồng chí)(?:\s+(?:{SURNAMES}))?{GIVEN}{{1,4}}|(?<!\w)(?:{SURNAMES}){GIVEN}{{2,4}}(?!\w)"
)
SIGNED = re.compile(
    r"\(?(?:đã )?ký(?:\)|\s*(?:bởi|tên|,|:|$))|người ký|ngày ký|người lập", re.IGNORECASE
)
ANNEX = re.compile(r"(?:PHỤ LỤC|BIỂU|DANH MỤC|BẢNG|LỊCH)(?!\w)")
WITH = re.compile(r"\(?\s*(?:Ban hành )?kèm theo (?:Kế hoạch|Quyết định|Công văn)", re.IGNORECASE)
MOST_NAME = 5  # words of a person's name
MOST_SIGNED = 12  # words of a line about who signed
MOST_LINES = 6  # of a title
FIRST = 40  # blocks in which a document says what it is
ABOUT = re.compile(r"thi đua|khen thưởng", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Header:
    """What stands around the text; `body` are the blocks of the text itself."""

    title: str
    number: str
    symbol: str
    day: date | None
    place: str
    issuer: str
    year: int
    signer: str
    recipients: tuple[str, ...]
    body: tuple[Block, ...]


def read_header(blocks: Sequence[Block], *, pasted: bool) -> Header:
    """Return what stands around a plan's text. A pasted text may come without it. Raises NotTaken
    for another kind of document.
    """
    at = check_kind(blocks, pasted=pasted)
    title, begin = title_after(blocks, at)
    last = next((n for n in range(begin, len(blocks)) if ANNEX.match(blocks[n].text)), len(blocks))
    end = next((n for n in range(begin, len(blocks)) if is_recipients(blocks[n])), len(blocks))
    first = next(
        (
            n
            for n in range(begin, len(blocks))
            if LEADS.match(blocks[n].text)
            or (n >= min(last, len(blocks)) - 15 and is_signature(blocks[n]))
        ),
        len(blocks),
    )
    stop = min(end, first)
    annex = next(
        (n for n in range(stop, len(blocks)) if blocks[n].cells or ANNEX.match(blocks[n].text)),
        len(blocks),
    )
    foot = blocks[stop:annex]
    before = blocks[: max(at, 0)]
    number, symbol = number_of(before)
    place, day = place_and_day(before)
    said = YEAR.findall(title) or next(filter(None, (YEAR.findall(b.text) for b in blocks)), [])
    year = max(map(int, said), default=day.year if day else 0)
    return Header(
        title,
        number,
        symbol,
        day,
        place,
        issuer_of(before, foot),
        year,
        signer_of(foot),
        recipients_of(blocks[end:annex]),
        tuple(
            block
            for block in (*blocks[begin:stop], *blocks[annex:])
            if not is_about_signing(block)
        ),
    )


def check_kind(blocks: Sequence[Block], *, pasted: bool) -> int:
    """Return the place of the word "KẾ HOẠCH", -1 where a pasted text has none. Raises
    NotTaken.
    """
    about = any(ABOUT.search(block.text) for block in blocks)
    for place, block in enumerate(blocks[:FIRST]):
        kind = kind_of(block.text)
        if kind == "report":
            raise NotTaken(Reason.REPORT)
        if kind == "plan" and about:
            return place
        if kind:
            raise NotTaken(Reason.NOT_A_PLAN)
    if pasted and about:
        return -1
    raise NotTaken(Reason.NOT_A_PLAN)


def kind_of(text: str) -> str:
    """Return what kind of document a line says that this is, "" where it says nothing of it: in
    capitals, also with a space between the letters, or alone on its line.
    """
    tokens = text.split()
    if len(tokens) > 4 and all(len(token) == 1 for token in tokens):
        text, words = "".join(tokens), {word.replace(" ", ""): k for word, k in KINDS.items()}
        return words.get(text, "")
    return next(
        (
            k
            for word, k in KINDS.items()
            if text.startswith(word) or text.upper().strip(" :") == word
        ),
        "",
    )


def title_after(blocks: Sequence[Block], at: int) -> tuple[str, int]:
    """Return what a plan is about, and where its text begins."""
    if at < 0:
        return "", 0
    line = blocks[at].text
    said = [line[len("KẾ HOẠCH") :].strip(" :-–") if line.upper().startswith("KẾ HOẠCH") else ""]
    place = at + 1
    while place < len(blocks) and place <= at + MOST_LINES:
        text = blocks[place].text
        first = not any(said) and not re.match(r"(?:[IVX]{1,5}|\d{1,2})\.\s|Căn cứ", text)
        if is_beginning(text) and not (first and text[-1] not in ".;:,"):
            break
        said.append(text)
        place += 1
        if YEAR.search(text):
            break
    return " ".join(filter(None, said)), place


def is_beginning(text: str) -> bool:
    """Tell whether the text of a plan begins here, after its title."""
    begins = re.match(
        r"(?:[IVX]{1,5}|\d{1,2})\.\s|Căn cứ|Thực hiện|Để |Nhằm|Triển khai thực hiện [A-ZĐ]", text
    )
    return bool(begins) or text.endswith((".", ";", ":"))


def number_of(before: Sequence[Block]) -> tuple[str, str]:
    """Return number and symbol; a number that was left blank is blank."""
    for block in before:
        if found := NUMBER.search(block.text):
            return found["n"], found["symbol"].strip("/")
        if re.match(r"Số\s*:", block.text):
            return "", block.text.partition("/")[2].strip(" .…")
    return "", ""


def place_and_day(before: Sequence[Block]) -> tuple[str, date | None]:
    """Return where and on which day a plan was written; a day that was left blank is none."""
    for block in before:
        if found := PLACE_AND_DAY.search(NUMBER.sub("", block.text)):
            try:
                day = date(int(found["y"]), int(found["m"]), int(found["d"]))
            except (TypeError, ValueError):
                day = None
            return found["place"].strip(), day
    return "", None


def issuer_of(before: Sequence[Block], after: Sequence[Block]) -> str:
    """Return who issued it: the lines above the number, else the body in whose name it is
    signed.
    """
    said = (MOTTO.sub("", b.text) for b in before)
    lines = [one for one in said if one.upper().startswith(ISSUERS) and not NUMBER.search(one)]
    if lines:
        return " ".join(lines[-2:])
    for block in after:
        if found := AUTHORITY.search(block.text):
            body = OFFICE.sub("", found[0]).strip()
            if re.match(r"TM|T/M", body):
                return re.sub(r"^(?:TM|T/M)[. ]\s*", "", body)
    return ""


def is_signature(block: Block) -> bool:
    """Tell whether a line belongs to the signature: in whose name, and which office."""
    return bool(
        LEADS.match(block.text)
        or OFFICE_LINE.fullmatch(block.text)
        or (
            (found := OFFICE.match(block.text))
            and len(block.text[found.end() :].split()) <= MOST_NAME
        )
    )


def office_in(text: str) -> str:
    """Return in whose name and in which office a line is signed, without the person."""
    if whole := OFFICE_LINE.fullmatch(text):
        return whole[0]
    found: list[str] = []
    if (named := AUTHORITY.search(text)) and (office := OFFICE.search(named[0])):
        return named[0][: office.end()]
    if named:
        body = re.match(rf"\S+?[. ]\s*(?:{BODY}[ ,]*)+", named[0])
        found.append(
            (body[0] if body and PERSON_IN_CAPITALS.search(named[0]) else named[0]).strip(" ,")
        )
        text = text[named.end() :]
    if office := OFFICE.search(text):
        found.append(office[0])
    return " ".join(found)


def is_about_signing(block: Block) -> bool:
    """Tell whether a line of the text is nothing but who signed or wrote it, or to what an annex
    belongs.
    """
    if block.cells:
        return False
    return bool(
        PERSON.fullmatch(block.text)
        or (SIGNED.match(block.text) and len(block.text.split()) <= MOST_SIGNED)
        or WITH.match(block.text)
    )


def signer_of(after: Sequence[Block]) -> str:
    """Return the office that signs; the name under it is nobody's business here."""
    return " ".join(filter(None, (office_in(b.text) for b in after)))


def is_recipients(block: Block) -> bool:
    """Tell whether the list of recipients begins here."""
    return block.text.startswith(("Nơi nhận", "NƠI NHẬN"))


def recipients_of(after: Sequence[Block]) -> tuple[str, ...]:
    """Return to whom it goes."""
    found: list[str] = []
    for block in after:
        text = re.sub(r"^Nơi nhận\s*:?", "", block.text, flags=re.IGNORECASE).strip()
        if is_signature(block) and text == block.text:
            break
        text = OFFICE.sub("", AUTHORITY.sub("", text)).strip()
        if text.startswith(("-", "–", "+")) or (found and text.endswith((";", "."))):
            found += re.split(r"[;.]\s+[-–+]\s+", text)
    return tuple(filter(None, map(recipient, found)))


def recipient(text: str) -> str:
    """Return one to whom it goes, without anybody's name."""
    text = text.strip("-–+ ;./")
    if text.startswith("Lưu"):
        return re.sub(r"\s*\([^()]*\)|(?<=\w)\.\s.*", "", text).strip(" ;,./")
    return CALLED.sub("", text).strip("-–+ ;,./")
