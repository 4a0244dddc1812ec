"""An announcement as an A4 page for the notice board: large letters, whom to ask, and a code that
leads to the commune's page.
"""

from dataclasses import dataclass
from datetime import datetime

from fpdf import FPDF
from fpdf.enums import Align

from bot.documents.poster import (
    BAND,
    FOOT,
    GOLD,
    GOLD_SOFT,
    HEIGHT,
    INK,
    INNER,
    LEAF,
    MARGIN,
    WHITE,
    WIDTH,
    Poster,
    block,
    draw_foot,
    fill,
    largest,
    line,
    modules,
    new_page,
)

CODE = 34.0  # the side of the code, in millimetres
SCAN = 9.0  # what stands under it


@dataclass(frozen=True, slots=True)
class Notice:
    """The words of one notice. `url` is where its code leads, empty where there is no page."""

    commune: str
    heading: str
    text: str
    day: str
    scan: str
    url: str
    call: str
    phone: str
    hours: str
    language: str = "vi"


def draw_notice(notice: Notice, made_at: datetime) -> bytes:
    """Return the notice as a PDF of one page."""
    foot = Poster(
        title=notice.heading,
        commune=notice.commune,
        heading=notice.heading,
        scan=notice.scan,
        type="",
        url=notice.url,
        lines=(),
        call=notice.call,
        phone=notice.phone,
        hours=notice.hours,
        language=notice.language,
    )
    pdf = new_page(foot.title, foot.language, made_at)
    band = BAND * 0.7
    fill(pdf, LEAF, 0, 0, WIDTH, band)
    fill(pdf, GOLD, 0, band, WIDTH, 1.6)
    line(pdf, notice.commune.upper(), 6, 20, GOLD_SOFT, bold=True)
    line(pdf, notice.heading.upper(), 17, 44, WHITE, bold=True)
    bottom = HEIGHT - FOOT - (CODE + SCAN + 8 if notice.url else 12)
    top = band + 10
    room = bottom - top - 10
    size = largest(pdf, notice.text, INNER, room, 34)
    block(pdf, notice.text, top, room, size, INK, align=Align.L)
    line(pdf, notice.day, bottom - 9, 15, INK)
    if notice.url:
        draw_small_code(pdf, notice, bottom + 3)
    draw_foot(pdf, foot)
    return bytes(pdf.output())


def draw_small_code(pdf: FPDF, notice: Notice, top: float) -> None:
    """Draw the code, and beside it what to do with it."""
    pdf.set_fill_color(*INK)
    for x, y, width, height in modules(notice.url):
        pdf.rect(MARGIN + x * CODE, top + y * CODE, width * CODE, height * CODE, style="F")
    width = INNER - CODE - 8
    size = largest(pdf, notice.scan, width, CODE, 20)
    left = MARGIN + CODE + 8
    block(
        pdf, notice.scan, top, CODE, size, LEAF, bold=True, left=left, width=width, align=Align.L
    )
