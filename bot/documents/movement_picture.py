"""The board of a movement as pictures for a phone: each unit in the commune's order, where it
stands, and whom to call. Nobody is ranked.

All lengths are points; a picture is as many points wide as a phone has pixels of a page.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Any
from unicodedata import normalize

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import FancyBboxPatch, Rectangle

from bot.documents.movement_board import MovementBoard, UnitLine

WIDTH = 390.0
TALLEST = 780.0  # the screen of a phone; more would be scaled down: another picture follows
SHARP = 144  # dots an inch: two for each pixel of a phone's page
MARGIN = 16.0
INNER = WIDTH - 2 * MARGIN
GAP = 9.0  # above and below what stands in a row
LEADING = 1.32  # a line, in sizes of its letters
TITLE, NAME, SMALL, BADGE = 19.0, 15.0, 13.0, 11.5
FOOT = BADGE * LEADING + GAP + MARGIN  # the last line

INK, SOFT, RULE, PAPER, LEAF = "#201c14", "#565046", "#ddd6c8", "#ffffff", "#1f5c3f"
# Dark enough for white letters; a word says the same.
COLOURS = {
    "late": "#b3261e",
    "returned": "#9a4a00",
    "waiting": "#1d5fa8",
    "not-sent": "#5b5f66",
    "not-registered": "#5b5f66",
    "done": LEAF,
}


def draw_board(board: MovementBoard) -> tuple[bytes, ...]:
    """Return the board as PNG pictures, none higher than a phone shows sharply."""
    pages = list(paged(board))
    return tuple(
        draw_page(board if place == 1 else shortened(board), units, f"{place}/{len(pages)}")
        for place, units in enumerate(pages, 1)
    )


def shortened(board: MovementBoard) -> MovementBoard:
    """Return a board as it heads the pictures after the first."""
    first, *more = wrapped(board.title, TITLE, INNER - 2 * TITLE, bold=True)
    return replace(board, title=f"{first} …" if more else first, facts=(), counts=())


def paged(board: MovementBoard) -> Iterator[Sequence[UnitLine]]:
    """Return which units stand on which picture."""
    page: list[UnitLine] = []
    left = TALLEST - head_height(board) - FOOT
    for unit in board.units:
        height = row_height(unit)
        if page and height > left:
            yield page
            page, left = [], TALLEST - head_height(shortened(board)) - FOOT
        page.append(unit)
        left -= height
    yield page


def draw_page(board: MovementBoard, units: Sequence[UnitLine], page: str) -> bytes:
    """Return one picture."""
    height = head_height(board) + sum(map(row_height, units)) + FOOT
    figure = Figure(figsize=(WIDTH / 72, height / 72), dpi=SHARP, facecolor=PAPER)
    FigureCanvasAgg(figure)
    sheet = figure.add_axes((0, 0, 1, 1))
    sheet.set(xlim=(0, WIDTH), ylim=(height, 0))
    sheet.set_axis_off()
    top = draw_head(sheet, board)
    for unit in units:
        top = draw_unit(sheet, unit, top)
    write(sheet, MARGIN, top + GAP, board.foot, BADGE, SOFT)
    if page != "1/1":
        write(sheet, WIDTH - MARGIN, top + GAP, page, BADGE, SOFT, right=True)
    held = BytesIO()
    figure.savefig(held, format="png", metadata={"Software": None})
    return held.getvalue()


# --- its parts -----------------------------------------------------------------------------------


def head_height(board: MovementBoard) -> float:
    """Return how high the head stands."""
    lines = len(wrapped(board.title, TITLE, INNER, bold=True)) * TITLE
    lines += len(board.facts) * SMALL
    rows = len(chip_rows(board.counts))
    return MARGIN + 4 + lines * LEADING + 6 + rows * (BADGE * 2.2) + GAP


def draw_head(sheet: Axes, board: MovementBoard) -> float:
    """Draw whose board it is, when, and how many units stand where; return where that ends."""
    top = MARGIN
    for line in wrapped(board.title, TITLE, INNER, bold=True):
        top = write(sheet, MARGIN, top, line, TITLE, LEAF, bold=True)
    top += 4
    for line in board.facts:
        top = write(sheet, MARGIN, top, line, SMALL, SOFT)
    top += 6
    for row in chip_rows(board.counts):
        left = MARGIN
        for state, said in row:
            left += badge(sheet, left, top, state, said) + 6
        top += BADGE * 2.2
    return top + GAP


def chip_rows(counts: Sequence[tuple[str, str]]) -> list[list[tuple[str, str]]]:
    """Return the counts in rows that fit beside each other."""
    rows: list[list[tuple[str, str]]] = [[]]
    left = INNER
    for state, said in counts:
        width = badge_width(said) + 6
        if rows[-1] and width > left + 6:
            rows.append([])
            left = INNER
        rows[-1].append((state, said))
        left -= width
    return rows if rows[0] else []


def row_height(unit: UnitLine) -> float:
    """Return how high a unit stands."""
    names, below = lines_of(unit)
    return 2 * GAP + (len(names) * NAME + len(below) * SMALL) * LEADING


def lines_of(unit: UnitLine) -> tuple[list[str], list[str]]:
    """Return a unit's name and what stands below it, in lines."""
    names = wrapped(unit.name, NAME, INNER - badge_width(unit.said) - 10, bold=True)
    return names, [line for text in unit.below for line in wrapped(text, SMALL, INNER)]


def draw_unit(sheet: Axes, unit: UnitLine, top: float) -> float:
    """Draw one unit; return where it ends."""
    end = top + row_height(unit)
    sheet.add_patch(Rectangle((MARGIN, top), INNER, 0.8, color=RULE, linewidth=0))
    top += GAP
    width = badge_width(unit.said)
    badge(sheet, WIDTH - MARGIN - width, top - 1, unit.state, unit.said)
    names, below = lines_of(unit)
    for line in names:
        top = write(sheet, MARGIN, top, line, NAME, INK, bold=True)
    for line in below:
        top = write(sheet, MARGIN, top, line, SMALL, SOFT)
    return end


def badge(sheet: Axes, left: float, top: float, state: str, said: str) -> float:
    """Draw a state as a word on its colour; return how wide that is."""
    width, height = badge_width(said), BADGE * 1.75
    shape = FancyBboxPatch(
        (left, top),
        width,
        height,
        boxstyle="round,pad=0,rounding_size=6",
        color=COLOURS[state],
        linewidth=0,
    )
    sheet.add_patch(shape)
    write(sheet, left + 8, top + BADGE * 0.2, said, BADGE, PAPER, bold=True)
    return width


def badge_width(said: str) -> float:
    """Return how wide a state stands."""
    return wide(said, BADGE, bold=True) + 16


# --- letters -------------------------------------------------------------------------------------


@cache
def font(*, bold: bool = False) -> FontProperties:
    """Return the letters: drawn for Vietnamese, as on the poster."""
    name = "BeVietnamPro-Bold.ttf" if bold else "BeVietnamPro-Medium.ttf"
    return FontProperties(fname=str(files("fontpkg_be_vietnam_pro").joinpath("files", name)))


def write(
    sheet: Axes,
    left: float,
    top: float,
    text: str,
    size: float,
    colour: str,
    *,
    bold: bool = False,
    right: bool = False,
) -> float:
    """Write one line; return where the next one begins."""
    sheet.text(
        left,
        top + size,
        normalize("NFC", text),
        size=size,
        color=colour,
        fontproperties=font(bold=bold),
        ha="right" if right else "left",
        va="baseline",
        parse_math=False,
    )
    return top + size * LEADING


@cache
def wide(text: str, size: float, *, bold: bool = False) -> float:
    """Return how wide a line stands."""
    letters = font(bold=bold).copy()
    letters.set_size(size)
    width, _, _ = ruler().get_text_width_height_descent(normalize("NFC", text), letters, False)
    return float(width) * 72 / SHARP


@cache
def ruler() -> Any:
    """Return what measures letters as they are drawn; it publishes no types."""
    return RendererAgg(1, 1, SHARP)  # type: ignore[no-untyped-call]


def wrapped(text: str, size: float, width: float, *, bold: bool = False) -> list[str]:
    """Return a text in lines that are no wider; a single word that is stays whole."""
    lines: list[str] = []
    for word in text.split():
        if lines and wide(f"{lines[-1]} {word}", size, bold=bold) <= width:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    return lines
