"""The chair's page of a week: one A4 sheet in black on white, printed by any printer, with what
waits, how movements stand, what is due, last week in numbers, whom to call.

It is one page whatever there is to say: each list gets as many lines as fit, a line each in turn,
and says how many more there are.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from unicodedata import normalize

from fpdf import FPDF
from fpdf.enums import Align

from bot.documents.poster import (
    FONT,
    GOLD,
    GOLD_SOFT,
    HEIGHT,
    INK,
    INNER,
    LEAF,
    MARGIN,
    POINT,
    WHITE,
    WIDTH,
    fill,
    new_page,
)

BAND = 25.0  # the green at the top
TOP, BOTTOM = BAND + 5, HEIGHT - 13.0
TITLE, ROW, NOTE, GAP = 8.0, 5.6, 4.6, 3.6  # heights, in millimetres
CELL = 16.0  # the width of a number's column
SMALL, PLAIN, LARGE = 9.0, 10.5, 12.5
GREY = (96, 92, 84)


@dataclass(frozen=True, slots=True)
class Row:
    """One entry of a list: its text, what stands in the columns at the right (the last may be
    wide), and a smaller line under it, empty for none.
    """

    text: str
    cells: tuple[str, ...] = ()
    note: str = ""

    @property
    def height(self) -> float:
        """How high it stands."""
        return ROW + NOTE if self.note else ROW


@dataclass(frozen=True, slots=True)
class Section:
    """One list with its heading, the headings of its columns, and what is said when it is empty.
    `left_out` is how many entries there are besides; `width` is that of each column.
    """

    title: str
    rows: tuple[Row, ...]
    empty: str
    columns: tuple[str, ...] = ()
    left_out: int = 0
    width: float = CELL

    def more(self, shown: int) -> int:
        """Return how many entries are not on the page when so many are."""
        return len(self.rows) - shown + self.left_out

    def height(self, shown: int) -> float:
        """Return how high it stands with so many of its entries."""
        rows = sum(row.height for row in self.rows[:shown])
        last = ROW if self.more(shown) or not self.rows else 0.0
        return TITLE + rows + last + GAP


@dataclass(frozen=True, slots=True)
class WeekPage:
    """The words of one page; `more` says how many entries of a list are not on it."""

    title: str
    commune: str
    heading: str
    foot: str
    sections: tuple[Section, ...]
    more: Callable[[int], str]
    language: str = "vi"


def draw_week(page: WeekPage, made_at: datetime) -> bytes:
    """Return the page as a PDF, which has exactly one."""
    pdf = new_page(page.title, page.language, made_at)
    fill(pdf, LEAF, 0, 0, WIDTH, BAND)
    fill(pdf, GOLD, 0, BAND, WIDTH, 1.2)
    write(pdf, page.commune.upper(), MARGIN, 4, INNER, 11, GOLD_SOFT, bold=True)
    write(pdf, page.heading, MARGIN, 11, INNER, 19, WHITE, bold=True)
    top = TOP
    for section, shown in zip(page.sections, fit(page.sections, BOTTOM - TOP), strict=True):
        draw_section(pdf, section, shown, top, page.more)
        top += section.height(shown)
    write(pdf, page.foot, MARGIN, HEIGHT - 10, INNER, SMALL, GREY)
    return bytes(pdf.output())


def fit(sections: Sequence[Section], room: float) -> list[int]:
    """Return how many entries of each list are shown: one of each list in turn, as long as all of
    it stays in the room.
    """
    shown = [0] * len(sections)
    growing = [bool(section.rows) for section in sections]
    while any(growing):
        for place, section in enumerate(sections):
            if not growing[place]:
                continue
            shown[place] += 1
            if sum(s.height(n) for s, n in zip(sections, shown, strict=True)) > room:
                # The last one may stand where "one more" would have stood.
                shown[place] -= 1
                growing[place] = False
            else:
                growing[place] = shown[place] < len(section.rows)
    return shown


def draw_section(
    pdf: FPDF, section: Section, shown: int, top: float, more: Callable[[int], str]
) -> None:
    """Draw one list."""
    wide = INNER - section.width * len(section.columns)
    write(pdf, section.title, MARGIN, top, wide, LARGE, LEAF, bold=True)
    if section.rows:
        draw_cells(pdf, section, section.columns, top + 1, SMALL, GREY)
    fill(pdf, GOLD, MARGIN, top + TITLE - 2, INNER, 0.35)
    top += TITLE - 0.8
    for row in section.rows[:shown]:
        write(pdf, row.text, MARGIN, top, wide, PLAIN, INK)
        draw_cells(pdf, section, row.cells, top, PLAIN, INK)
        if row.note:
            write(pdf, row.note, MARGIN + 4, top + ROW - 0.6, INNER - 4, SMALL, GREY)
        top += row.height
    if not section.rows:
        write(pdf, section.empty, MARGIN, top, INNER, PLAIN, GREY)
    elif left := section.more(shown):
        write(pdf, more(left), MARGIN, top, INNER, PLAIN, GREY)


def draw_cells(
    pdf: FPDF,
    section: Section,
    cells: Sequence[str],
    top: float,
    size: float,
    colour: tuple[int, int, int],
) -> None:
    """Draw what stands in the columns, each at the right of its own."""
    left = WIDTH - MARGIN - section.width * len(cells)
    for place, text in enumerate(cells):
        write(
            pdf,
            text,
            left + place * section.width,
            top,
            section.width,
            size,
            colour,
            align=Align.R,
        )


def write(
    pdf: FPDF,
    text: str,
    left: float,
    top: float,
    width: float,
    size: float,
    colour: tuple[int, int, int],
    *,
    bold: bool = False,
    align: Align = Align.L,
) -> None:
    """Write one line, cut off with an ellipsis where it is too long."""
    pdf.set_font(FONT, "B" if bold else "", size)
    pdf.set_text_color(*colour)
    pdf.set_xy(left, top)
    pdf.cell(width, size * POINT * 1.25, cut(pdf, normalize("NFC", text), width), align=align)


def cut(pdf: FPDF, text: str, width: float) -> str:
    """Return as much of a text as fits in a width, whole words only."""
    text = " ".join(text.split())
    if pdf.get_string_width(text) <= width:
        return text
    words = text.split(" ")
    while len(words) > 1 and pdf.get_string_width(" ".join(words) + "…") > width:
        words.pop()
    text = " ".join(words).rstrip(",;:–- ")
    while text and pdf.get_string_width(f"{text}…") > width:
        text = text[:-1]
    return f"{text}…"
