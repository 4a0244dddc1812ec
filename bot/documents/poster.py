"""The poster for the wall of a hamlet's cultural house: one A4 page, read from two metres by old
people, printed by any printer.

The code and the letters are shapes, not pictures, so that they stay sharp in any size.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from unicodedata import normalize

import segno
from fpdf import FPDF
from fpdf.enums import Align, MethodReturnValue

FONT = "poster"
# Drawn for Vietnamese: every letter with both its marks, also in capitals.
CUTS = {"": "BeVietnamPro-Medium.ttf", "B": "BeVietnamPro-Bold.ttf"}

WIDTH, HEIGHT = 210.0, 297.0  # millimetres, as all lengths here
MARGIN = 15.0
INNER = WIDTH - 2 * MARGIN
BAND = 59.0  # the green at the top
FOOT = 48.0  # and at the bottom
CODE = 92.0  # the side of the QR code
QUIET = 6.0  # white above and below it
POINT = 25.4 / 72

LEAF, GOLD, GOLD_SOFT, INK, WHITE = (
    (31, 92, 63),
    (185, 138, 47),
    (244, 213, 138),
    (32, 28, 20),
    (255, 255, 255),
)


@dataclass(frozen=True, slots=True)
class Poster:
    """The words of one poster. `url` is where the code leads; `lines` say whom it is for, what
    happens, and where else to turn.
    """

    title: str
    commune: str
    heading: str
    scan: str
    type: str
    url: str
    lines: tuple[str, ...]
    call: str
    phone: str
    hours: str
    language: str = "vi"

    @property
    def typed(self) -> str:
        """The address as it is typed."""
        return self.url.removeprefix("https://").removeprefix("http://")


def draw_poster(poster: Poster, made_at: datetime) -> bytes:
    """Return the poster as a PDF."""
    pdf = new_page(poster.title, poster.language, made_at)
    draw_top(pdf, poster)
    end = draw_code(pdf, poster, BAND + 6.5)
    draw_lines(pdf, poster.lines, end, HEIGHT - FOOT - 2)
    draw_foot(pdf, poster)
    return bytes(pdf.output())


def new_page(title: str, language: str, made_at: datetime) -> FPDF:
    """Return an empty sheet with its fonts."""
    pdf = FPDF(format="A4")
    pdf.set_auto_page_break(False)
    pdf.set_margin(0)
    pdf.c_margin = 0
    pdf.set_creation_date(made_at)
    pdf.set_title(normalize("NFC", title))
    pdf.set_lang(language)
    folder = files("fontpkg_be_vietnam_pro").joinpath("files")
    for style, name in CUTS.items():
        pdf.add_font(FONT, style, str(folder.joinpath(name)))
    pdf.add_page()
    return pdf


def draw_top(pdf: FPDF, poster: Poster) -> None:
    """Draw whose poster it is, and what for."""
    fill(pdf, LEAF, 0, 0, WIDTH, BAND)
    fill(pdf, GOLD, 0, BAND, WIDTH, 1.6)
    line(pdf, poster.commune.upper(), 6.5, 23, GOLD_SOFT, bold=True)
    size = largest(pdf, poster.heading, INNER, 38, 46, bold=True)
    block(pdf, poster.heading, 18, 38, size, WHITE, bold=True)


def draw_code(pdf: FPDF, poster: Poster, top: float) -> float:
    """Draw the code between the words that say what to do with it; return where it ends."""
    line(pdf, poster.scan, top, 25, LEAF, bold=True)
    top += 11 + QUIET
    left = (WIDTH - CODE) / 2
    pdf.set_fill_color(*INK)
    for x, y, width, height in modules(poster.url):
        pdf.rect(left + x * CODE, top + y * CODE, width * CODE, height * CODE, style="F")
    top += CODE + QUIET
    line(pdf, poster.type, top, 15, INK)
    line(pdf, poster.typed, top + 6.5, 19, INK, bold=True)
    return top + 17


def modules(url: str) -> Iterator[tuple[float, float, float, float]]:
    """Return the dark runs of a code's rows as parts of its side: left, top, width, height. The
    quiet zone is the paper around it. A quarter of the code may be torn or dirty.
    """
    matrix = segno.make(url, error="q", boost_error=False, micro=False).matrix
    side = len(matrix)
    for y, row in enumerate(matrix):
        start = None
        for x, dark in enumerate((*row, 0)):
            if dark and start is None:
                start = x
            elif not dark and start is not None:
                # A hair taller than its row: a viewer would show light between two rows.
                yield start / side, y / side, (x - start) / side, 1.02 / side
                start = None


def draw_lines(pdf: FPDF, lines: Sequence[str], top: float, bottom: float) -> None:
    """Draw the sentences, spread over the space that there is."""
    room = (bottom - top) / len(lines)
    size = min(largest(pdf, text, INNER - 8, room - 3, 20) for text in lines)
    for place, text in enumerate(lines):
        y = top + place * room
        fill(pdf, GOLD, MARGIN, y + 1, 2.2, room - 4)
        height = tall(pdf, text, INNER - 8, size)
        start = y + 1 + (room - 4 - height) / 2
        block(pdf, text, start, height, size, INK, left=MARGIN + 8, width=INNER - 8, align=Align.L)


def draw_foot(pdf: FPDF, poster: Poster) -> None:
    """Draw the telephone number."""
    top = HEIGHT - FOOT
    fill(pdf, LEAF, 0, top, WIDTH, FOOT)
    fill(pdf, GOLD, 0, top - 1.6, WIDTH, 1.6)
    line(pdf, poster.call, top + 4.5, 19, GOLD_SOFT, bold=True)
    line(pdf, poster.phone, top + 12.5, 52, WHITE, bold=True)
    line(pdf, poster.hours, top + 34, 17, WHITE)


# --- letters -------------------------------------------------------------------------------------


def line(
    pdf: FPDF,
    text: str,
    top: float,
    size: float,
    colour: tuple[int, int, int],
    *,
    bold: bool = False,
) -> None:
    """Write one line in the middle, smaller where it would not fit."""
    text = normalize("NFC", text)
    pdf.set_font(FONT, "B" if bold else "", size)
    pdf.set_font_size(min(size, size * INNER / max(pdf.get_string_width(text), 1)))
    pdf.set_text_color(*colour)
    pdf.set_xy(MARGIN, top)
    pdf.cell(INNER, size * POINT * 1.25, text, align=Align.C)


def block(
    pdf: FPDF,
    text: str,
    top: float,
    height: float,
    size: float,
    colour: tuple[int, int, int],
    *,
    bold: bool = False,
    left: float = MARGIN,
    width: float = INNER,
    align: Align = Align.C,
) -> None:
    """Write a text in lines, in the middle of a height."""
    text = normalize("NFC", text)
    pdf.set_font(FONT, "B" if bold else "", size)
    pdf.set_text_color(*colour)
    pdf.set_xy(left, top + (height - tall(pdf, text, width, size, bold=bold)) / 2)
    pdf.multi_cell(width, size * POINT * 1.25, text, align=align)


def tall(pdf: FPDF, text: str, width: float, size: float, *, bold: bool = False) -> float:
    """Return how high a text stands in lines."""
    pdf.set_font(FONT, "B" if bold else "", size)
    found = pdf.multi_cell(
        width,
        size * POINT * 1.25,
        normalize("NFC", text),
        dry_run=True,
        output=MethodReturnValue.HEIGHT,
    )
    assert isinstance(found, float)  # noqa: S101 - what was asked for
    return found


def largest(
    pdf: FPDF, text: str, width: float, height: float, most: float, *, bold: bool = False
) -> float:
    """Return the largest size up to `most` in which a text fits."""
    size = most
    while size > 8 and tall(pdf, text, width, size, bold=bold) > height:
        size -= 1
    return size


def fill(
    pdf: FPDF, colour: tuple[int, int, int], left: float, top: float, width: float, height: float
) -> None:
    """Fill a rectangle."""
    pdf.set_fill_color(*colour)
    pdf.rect(left, top, width, height, style="F")
