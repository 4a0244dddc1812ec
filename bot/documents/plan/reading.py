"""A document as paragraphs and rows of tables: Word (.docx), OpenDocument (.odt), PDF with text,
plain text. Nothing here knows what a plan is.
"""

import io
import re
import unicodedata
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.documents.plan.numbering import Numbering
from bot.documents.plan.refusing import NotTaken, Reason

MOST_BYTES = 20 * 1_048_576
MOST_UNPACKED = 100 * 1_048_576
MOST_PAGES = 300
MOST_CHARACTERS = 300_000  # a hundred pages
TEXT_OF_PAGE = 20  # letters: fewer on the average, and the pages are pictures

ZIP, PDF, OLE = b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0"
BOLD = re.compile(r"\*\*")
ITALIC = re.compile(r"\*([^*\n]+)\*")
# A table that only lays a page out, and the row of a real one that names its columns.
LAYOUT = re.compile(
    r"\s*(?:Nơi nhận|(?:TM|KT|TL|TUQ|T/M|K/T)\.? |ỦY BAN|UỶ BAN|UBND |CỘNG (?:HÒA|HOÀ))"
)
COLUMN = re.compile(
    r"(?:s?tt|nội dung|(?:nhiệm vụ|công việc|hoạt động|việc|đơn vị|người|cơ quan|thời (?:gian|hạn|điểm)|"
    r"hạn|tiến độ|ngày|chủ trì|phối hợp|phụ trách|ghi chú|sản phẩm)\b.{0,40})",
    re.IGNORECASE | re.DOTALL,
)
COLUMN_NUMBER = re.compile(r"\(?(?:\d{1,2}|[A-E])\)?")  # "(1) | (2) | (3)" under them
MARKUP = ("{\\rtf", "<!doctype", "<html", "<?xml")
# Signs that stand for quotes.
QUOTES = (("‟", "“"), ("„", "“"), ("''", '"'), ("<<", "«"), (">>", "»"))


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, or one row of a table (`cells`, with the `header` above them). `italics` are
    the words that stand in italics.
    """

    text: str
    italics: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()
    header: tuple[str, ...] = ()


def read_blocks(data: bytes) -> list[Block]:
    """Return a document's paragraphs and rows in their order; its first bytes say what it is, not
    its name. Raises NotTaken.
    """
    if not data.strip():
        raise NotTaken(Reason.EMPTY)
    if len(data) > MOST_BYTES:
        raise NotTaken(Reason.HUGE)
    try:
        if data.startswith(ZIP):
            blocks = read_zip(data)
        elif data.startswith(PDF):
            blocks = read_pdf(data)
        elif data.startswith(OLE):
            marker = "EncryptedPackage".encode("utf-16-le")
            raise NotTaken(Reason.PASSWORD if marker in data else Reason.OLD_WORD)
        else:
            blocks = text_blocks(decode(data))
    except NotTaken:
        raise
    except Exception as error:  # of whatever kind: the libraries have many for a broken file
        raise NotTaken(Reason.BROKEN) from error
    if not blocks:
        raise NotTaken(Reason.EMPTY)
    return blocks


# --- Word and OpenDocument -----------------------------------------------------------------------


def read_zip(data: bytes) -> list[Block]:
    """Read a packed document. Raises NotTaken, and whatever a library raises."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            names = set(packed.namelist())
            if sum(info.file_size for info in packed.infolist()) > MOST_UNPACKED:
                raise NotTaken(Reason.HUGE)
            manifest = packed.read("META-INF/manifest.xml") if "mimetype" in names else b""
    except zipfile.BadZipFile as error:
        raise NotTaken(Reason.BROKEN) from error
    if "word/document.xml" in names:
        return read_docx(data)
    if "content.xml" in names and "mimetype" in names:
        if b"encryption-data" in manifest:
            raise NotTaken(Reason.PASSWORD)
        return read_odt(data)
    raise NotTaken(Reason.KIND)


def read_docx(data: bytes) -> list[Block]:
    """Read a Word document."""
    import docx  # noqa: PLC0415 - a plan is read a few times a year
    from docx.table import Table  # noqa: PLC0415
    from docx.text.paragraph import Paragraph  # noqa: PLC0415

    document = docx.Document(io.BytesIO(data))
    numbering = Numbering(document)
    blocks: list[Block] = []
    # Also what stands in a field of a form or in a text box, which the library's own walk leaves
    # out; of a box's two versions, for newer and older programs, the newer one.
    once = "[not(ancestor::w:tbl or ancestor::*[local-name()='Fallback'])]"
    for part in document.element.body.xpath(f".//w:p{once} | .//w:tbl{once}"):
        if part.tag.endswith("}tbl"):
            rows = Table(part, document).rows
            blocks += table_blocks([tuple(map(words_of_cell, row.cells)) for row in rows])
            continue
        paragraph = Paragraph(part, document)
        runs = runs_of(paragraph)
        italics = tuple(tidy(run.text) for run in runs if run.italic and run.text.strip())
        text = "".join(run.text for run in runs)
        if text.strip():
            text = f"{numbering.label(paragraph)} {text}"
        blocks += [Block(line, italics) for line in lines_of(text)]
    return blocks


def runs_of(paragraph: Any) -> list[Any]:
    """Return the runs of a paragraph of Word, also those that it has marked as a place or a date
    or that somebody put in while changes were tracked; not those that were struck out, nor those
    of a text box that hangs on it.
    """
    from docx.oxml.ns import qn  # noqa: PLC0415 - as above
    from docx.text.run import Run  # noqa: PLC0415

    found = paragraph._p.xpath(".//w:r[not(ancestor::w:del)]")
    own = [one for one in found if next(one.iterancestors(qn("w:p"))) is paragraph._p]
    return [Run(one, paragraph) for one in own]


def words_of_cell(cell: Any) -> str:
    """Return what a cell of a Word table says."""
    return "\n".join("".join(run.text for run in runs_of(one)) for one in cell.paragraphs)


def read_odt(data: bytes) -> list[Block]:
    """Read an OpenDocument text."""
    from odfdo import Document, Table  # noqa: PLC0415 - as above

    body = Document(io.BytesIO(data)).body
    blocks: list[Block] = []
    for part in body.children:
        if isinstance(part, Table):
            blocks += table_blocks([tuple(map(text_of_cell, row.cells)) for row in part.rows])
        elif part.tag in ("text:p", "text:h"):
            blocks += [Block(line) for line in lines_of(part.text_recursive)]
        elif part.tag == "text:list":
            for item in part.get_elements("descendant::text:p"):
                blocks += [Block(f"- {line}") for line in lines_of(item.text_recursive)]
    return blocks


def text_of_cell(cell: Any) -> str:
    """Return what a cell of an OpenDocument table says."""
    return str(cell.value) if cell.value is not None else str(cell.text_recursive)


def table_blocks(rows: list[tuple[str, ...]]) -> list[Block]:
    """Return the rows of a table with the header above them; a row that is one cell from side to
    side is a paragraph; a table without borders that only lays a page out is its paragraphs.
    """
    if not rows:
        return []
    at = header_at(rows)
    if at >= 0:
        rows = [tuple(map(tidy, row)) for row in rows]
    wide = max(len(row) for row in rows)
    lays_out = any(LAYOUT.match(cell) for row in rows for cell in row)
    if at < 0 and (wide < 3 or lays_out):
        return [
            Block(line) for row in rows for cell in dict.fromkeys(row) for line in lines_of(cell)
        ]
    header, begins = header_of(rows, at)
    blocks: list[Block] = []
    for place, raw in enumerate(rows):
        row = tuple(map(tidy, raw))
        said = [cell for n, cell in enumerate(row) if cell and (n == 0 or cell != row[n - 1])]
        if at <= place < begins or not said or row in rows[max(at, 0) : begins]:
            continue
        if place < at or len(said) == 1:
            blocks += [Block(one) for one in said]
        else:
            blocks.append(Block(" | ".join(said), (), row, header))
    return blocks


def header_at(rows: Sequence[tuple[str, ...]]) -> int:
    """Return the place of the first row that names the columns, -1 where none does."""
    return next((n for n, row in enumerate(rows[:3]) if is_header(row)), -1)


def header_of(rows: Sequence[tuple[str, ...]], at: int) -> tuple[tuple[str, ...], int]:
    """Return the names of the columns, and where what stands under them begins: a second row may
    divide some columns, a last one number them.
    """
    if at < 0:
        return (), 0
    names, begins = rows[at], at + 1
    for row in rows[begins : begins + 2]:
        divides = is_header(row) and all(
            not cell or cell == above or COLUMN.fullmatch(cell)
            for cell, above in zip(row, names, strict=False)
        )
        if not divides and not all(COLUMN_NUMBER.fullmatch(cell) for cell in row):
            break
        if divides:
            names = tuple(cell or above for cell, above in zip(row, names, strict=False))
        begins += 1
    return names, begins


def is_header(row: tuple[str, ...]) -> bool:
    """Tell whether a row names the columns under it."""
    named = [cell for cell in map(tidy, row) if cell]
    return len(set(named)) > 1 and sum(bool(COLUMN.fullmatch(cell)) for cell in named) > 1


# --- PDF -----------------------------------------------------------------------------------------


def read_pdf(data: bytes) -> list[Block]:
    """Read a PDF's text. Raises NotTaken, and whatever the library raises."""
    from pypdf import PdfReader  # noqa: PLC0415 - as above

    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise NotTaken(Reason.PASSWORD)
    if len(reader.pages) > MOST_PAGES:
        raise NotTaken(Reason.HUGE)
    text = "\n".join(page.extract_text() for page in reader.pages)
    letters = sum(character.isalpha() for character in text)
    if letters < TEXT_OF_PAGE * max(len(reader.pages), 1):
        raise NotTaken(Reason.SCAN)
    lines = [line for line in text.splitlines() if not PAGE_NUMBER.fullmatch(line.strip())]
    return [Block(line) for line in unwrapped("\n".join(lines), page=True)]


# --- plain text ----------------------------------------------------------------------------------


def decode(data: bytes) -> str:
    """Return plain text from its bytes: UTF-8 or UTF-16, or what old programs of the country
    wrote. Raises NotTaken for what is no text.
    """
    for mark, name in (
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
        (b"\xef\xbb\xbf", "utf-8-sig"),
    ):
        if data.startswith(mark):
            return data.decode(name, errors="replace")
    if data[1:200:2].count(0) * 3 > len(data[1:200:2]):  # every second byte is none: no mark
        return data.decode("utf-16-le", errors="replace")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("cp1258", errors="replace")
    odd = sum(1 for c in text if c == "\ufffd" or (c < " " and c not in "\r\n\t\f"))
    if odd * 20 > len(text) or text.lstrip().lower().startswith(MARKUP):
        raise NotTaken(Reason.KIND)
    return text


def text_blocks(text: str) -> list[Block]:
    """Return the paragraphs of plain text. Asterisks, which copying from a page leaves, stand for
    bold (a heading, also inside a line) and italics.
    """
    blocks: list[Block] = []
    for line in unwrapped(text):
        for piece in BOLD.split(line):
            italics = tuple(tidy(found) for found in ITALIC.findall(piece))
            blocks += [Block(one, italics) for one in lines_of(ITALIC.sub(r"\1", piece))]
    return blocks


ENDS = tuple('.;:!?/…”"')
BEGINS = re.compile(r"(?:[-–+•*]|\d{1,2}[.)/]|[a-zđ][.)/]|[IVX]{1,5}[./])\s|[A-ZĐ]{2}")
WRAPPED = 60  # characters: a shorter line was ended on purpose
WIDEST = 130  # characters: where one is longer, lines are not wrapped
NEARLY = 0.8  # of the widest line: a line that long was ended by the edge of the page
PAGE_NUMBER = re.compile(r"(?:trang\s*)?[-–]?\s*\d{1,3}\s*[-–]?(?:\s*/\s*\d{1,3})?", re.IGNORECASE)


def unwrapped(text: str, *, page: bool = False) -> list[str]:
    """Return lines, with those joined that were only wrapped: a long line without an end goes on
    where the next begins small, or (on a page) where it reached the edge.
    """
    lines = [line for line in (raw.strip() for raw in text.splitlines()) if line]
    widest = max(map(len, lines), default=0)
    edge = NEARLY * widest if page and widest <= WIDEST else float("inf")
    joined: list[list[str]] = []
    for before, line in zip(["", *lines], lines, strict=False):
        goes_on = (
            len(before) >= WRAPPED
            and not before.endswith(ENDS)
            and not BEGINS.match(line)
            and (line[0].islower() or before.endswith(",") or len(before) >= edge)
        )
        if goes_on and joined:
            joined[-1].append(line)
        else:
            joined.append([line])
    return [" ".join(pieces) for pieces in joined]


def lines_of(text: str) -> list[str]:
    """Return the lines of a paragraph, tidied."""
    return [line for line in (tidy(part) for part in text.splitlines()) if line]


def tidy(text: str) -> str:
    """Return text in one form of its letters, with single spaces."""
    text = unicodedata.normalize("NFC", text).replace("\u00ad", "")
    for sign, quote in QUOTES:
        text = text.replace(sign, quote)
    return " ".join(text.split())
