"""The outline of a plan: which paragraph is a heading, also where its number is missing or where
it runs into the paragraph before it; and the sentences under each.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.documents.plan.reading import Block

UPPER = "A-ZĐÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
ROMAN = re.compile(r"(?P<n>[IVX]{1,5})\s?[.)/:\-–]\s+(?=\S)")
ARABIC = re.compile(
    r"\(?(?P<n>\d{1,2}(?:\.\d{1,2}){0,3})(?:[.)]?\s+(?=\S)|\s?[/:\-–]\s+(?=[^\W\d]))"
)
LETTER = re.compile(r"(?P<n>[a-zđ])[.)/]\s+(?=\S)")
BULLET = re.compile(r"[-–—•+*]\s*")
# A numbered heading that runs into the paragraph before it.
RUN_IN = re.compile(rf"(?<=[.;,:!…”\"\s])\s*(?=(?:[IVX]{{1,5}}|\d{{1,2}})\.\s+[{UPPER}])")
# One without a number: a new beginning in the middle of a sentence.
BEGUN_ANEW = re.compile(
    r",\s+(?=(?:Đẩy mạnh|Tăng cường|Nâng cao|Tổ chức|Triển khai|Tiếp tục|Thực hiện|Chú trọng)\s)"
)
SENTENCE = re.compile(rf"(?<=[.!?…])\s+(?=[{UPPER}\-–“\"])|;\s+(?=[^\s“\"«])")
MOST_HEADING = 26  # words: what is longer is a paragraph
ABBREVIATION = re.compile(r"(?:\b(?:TM|KT|TL|TUQ|Tp|TP|TS|ThS|PGS|GS|Đ/c|v\.v)\.)$")


@dataclass(frozen=True, slots=True)
class Part:
    """One sentence or row with the headings above it, the outermost first; `place` is its
    paragraph's number.
    """

    text: str
    headings: tuple[str, ...]
    place: int
    block: Block
    is_heading: bool = False


def parts_of(blocks: Sequence[Block]) -> list[Part]:
    """Return the sentences and rows of a document's body under their headings, and the headings,
    which may name a movement or a day too.
    """
    found: list[Part] = []
    path: list[tuple[int, str]] = []
    pieces = list(split(blocks))
    for place, (block, text) in enumerate(pieces):
        level = level_of(text, block, path, last=place == len(pieces) - 1)
        if level:
            above = [(one, name) for one, name in path if one < level]
            path = [*above, (level, bare(text))]
            over = tuple(name for _, name in above)
            found.append(Part(bare(text), over, place, block, is_heading=True))
            continue
        headings = tuple(name for _, name in path)
        if block.cells:
            found.append(Part(text, headings, place, block))
            continue
        found += [Part(one, headings, place, block) for one in sentences(text)]
    return found


def split(blocks: Sequence[Block]) -> Iterable[tuple[Block, str]]:
    """Yield paragraphs, those apart that run into each other."""
    for block in blocks:
        if block.cells:
            yield block, block.text
            continue
        for piece in RUN_IN.split(block.text):
            at = last_new_beginning(piece)
            if at is None:
                yield block, piece.strip()
            else:
                yield block, piece[: at[0]].strip()
                yield block, piece[at[1] :].strip()


def last_new_beginning(text: str) -> tuple[int, int] | None:
    """Return where a heading without a number runs into a sentence that never ended."""
    if text.endswith((".", ";", ":", "/.")):
        return None
    found = list(BEGUN_ANEW.finditer(text))
    if not found or len(text[found[-1].end() :].split()) > MOST_HEADING:
        return None
    return found[-1].span()


def level_of(text: str, block: Block, path: Sequence[tuple[int, str]], *, last: bool) -> int:
    """Return how deep a heading stands, 0 for what is no heading."""
    if block.cells or not text:
        return 0
    words = len(text.split())
    if ROMAN.match(text) and words <= MOST_HEADING:
        return 1
    if words > MOST_HEADING or text.endswith((".", ";", "/.", "…")) or BULLET.match(text):
        return 0
    if ARABIC.match(text):
        return 2 + text.split()[0].count(".") - text.split()[0].endswith(".")
    if LETTER.match(text):
        return 4
    if text.isupper() and words > 1:
        return 1
    plain = text[0].isupper() and not text.endswith((":", ",")) and words <= 20
    return 2 if plain and path and not last else 0


def bare(heading: str) -> str:
    """Return a heading without its number."""
    for numbering in (ROMAN, ARABIC, LETTER):
        heading = numbering.sub("", heading, count=1) if numbering.match(heading) else heading
    return heading.strip(" :")


def sentences(text: str) -> list[str]:
    """Return the sentences of a paragraph, and the parts of one that semicolons divide."""
    text = BULLET.sub("", text, count=1) if BULLET.match(text) else text
    for numbering in (ARABIC, LETTER):
        if numbering.match(text):
            text = numbering.sub("", text, count=1)
            break
    found: list[str] = []
    for piece in SENTENCE.split(text):
        if not piece:
            continue
        if found and ABBREVIATION.search(found[-1]):
            found[-1] = f"{found[-1]} {piece}"
        else:
            found.append(piece.strip())
    return [one.strip(" ;") for one in found if len(one.split()) > 1]
