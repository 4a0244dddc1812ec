"""Plan documents of an invented commune, written as real files."""

import io
import zipfile
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

import docx
from fpdf import FPDF
from odfdo import Document, Header, Paragraph, Row, Table

from bot.documents.poster import CUTS

HEAD = (
    "ỦY BAN NHÂN DÂN",
    "XÃ ĐỒNG MÂY",
    "Số: 07/KH-UBND",
    "Đồng Mây, ngày 05 tháng 01 năm 2026",
    "KẾ HOẠCH",
    "Công tác thi đua, khen thưởng năm 2026",
)
TAIL = (
    "Nơi nhận:",
    "- Đảng ủy xã;",
    "- Các thôn, đoàn thể;",
    "- Lưu: VT.",
    "TM. ỦY BAN NHÂN DÂN",
    "KT. CHỦ TỊCH",
    "PHÓ CHỦ TỊCH",
    "Nguyễn Văn Bưởi",
)
Rows = Sequence[Sequence[str]]


def plain(*body: str, head: Sequence[str] = HEAD, tail: Sequence[str] = TAIL) -> str:
    """A plan as plain text."""
    return "\n".join((*head, *body, *tail))


def word(*body: str, rows: Rows = (), italics: Sequence[str] = (), layout: bool = True) -> bytes:
    """A plan as a Word file: its head and its foot in tables without borders, as offices do."""
    made = docx.Document()
    if layout:
        left, right = "\n".join(HEAD[:3]), f"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n{HEAD[3]}"
        cells = made.add_table(1, 2).rows[0].cells
        cells[0].text, cells[1].text = left, right
    for line in HEAD[4:] if layout else HEAD:
        made.add_paragraph(line)
    for line in body:
        paragraph = made.add_paragraph()
        name = next((name for name in italics if name in line), "")
        before, _, after = line.partition(name) if name else (line, "", "")
        paragraph.add_run(before)
        if name:
            paragraph.add_run(name).italic = True
        paragraph.add_run(after)
    if rows:
        table = made.add_table(len(rows), len(rows[0]))
        for place, row in enumerate(rows):
            for at, cell in enumerate(row):
                table.rows[place].cells[at].text = cell
    foot = made.add_table(1, 2).rows[0].cells
    foot[0].text, foot[1].text = "\n".join(TAIL[:4]), "\n".join(TAIL[4:])
    return saved(made)


def saved(made: "docx.document.Document") -> bytes:
    """The bytes of a Word document."""
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def odt(*body: str, rows: Rows = ()) -> bytes:
    """A plan as an OpenDocument text."""
    made = Document("text")
    made.body.clear()
    for line in (*HEAD, *body):
        made.body.append(Header(1, line) if line[:2] in ("I.", "II") else Paragraph(line))
    if rows:
        table = Table("viec")
        for cells in rows:
            row = Row()
            row.set_values(list(cells))
            table.append_row(row)
        made.body.append(table)
    for line in TAIL:
        made.body.append(Paragraph(line))
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def pdf(*body: str, password: str = "") -> bytes:
    """A plan as a PDF with text."""
    made = FPDF()
    folder = files("fontpkg_be_vietnam_pro").joinpath("files")
    made.add_font("letters", "", str(folder.joinpath(CUTS[""])))
    made.add_page()
    made.set_font("letters", size=12)
    for line in (*HEAD, *body, *TAIL):
        made.multi_cell(0, 8, line, new_x="LMARGIN", new_y="NEXT")
    if password:
        made.set_encryption(owner_password=f"owner-{password}", user_password=password)
    return bytes(made.output())


def scan() -> bytes:
    """A PDF of nothing but a picture."""
    made = FPDF()
    made.add_page()
    made.rect(10, 10, 100, 100)
    return bytes(made.output())


def bomb() -> bytes:
    """A small Word file that unpacks to far too much."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", b"0" * 120_000_000)
    return out.getvalue()


def real(shared: str) -> bytes:
    """The real plan."""
    return (Path(shared) / "plan" / "ke-hoach-2023.txt").read_bytes()
