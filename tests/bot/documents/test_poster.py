"""The poster as a page: its code, its letters, its size, and that all of it is on the sheet."""

import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from unicodedata import normalize

import pytest
import segno
from fpdf.fonts import TTFFont
from PIL import Image

from bot.catalogue import LANGUAGES, Catalogue
from bot.documents.poster import (
    CODE,
    CUTS,
    HEIGHT,
    WIDTH,
    Poster,
    draw_poster,
    modules,
    new_page,
)
from tests.bot.sentences import COMMUNE

AT = datetime(2026, 11, 16, 1, 0, tzinfo=UTC)
URL = "https://thidua.dongmay.example.vn/ke"
# Every letter of the language, in both cases and both forms of writing them down.
LETTERS = "".join(
    normalize(form, letter + mark)
    for form in ("NFC", "NFD")
    for letter in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
    for mark in ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
)
NEEDS_POPPLER = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="needs poppler (apt-get install poppler-utils)"
)


def poster(language: str = "vi") -> Poster:
    """A poster in the words of the catalogue."""
    say = Catalogue(None, COMMUNE).words(language)
    return Poster(
        title=say("page-poster-title"),
        commune=say("web-commune"),
        heading=say("page-poster-heading"),
        scan=say("page-poster-scan"),
        type=say("page-poster-type"),
        url=URL,
        lines=(say("page-poster-who"), say("page-poster-how"), say("page-poster-else")),
        call=say("page-poster-call"),
        phone=say("web-phone"),
        hours=say("page-poster-hours"),
        language=language,
    )


def written(made: Poster, folder: Path) -> Path:
    """The poster as a file."""
    path = folder / "poster.pdf"
    path.write_bytes(draw_poster(made, AT))
    return path


def told(*command: str | Path) -> str:
    """What a program of poppler says of it."""
    return subprocess.run(command, check=True, capture_output=True).stdout.decode()


def plain(text: str) -> str:
    """A text without the ends of its lines."""
    return " ".join(normalize("NFC", text).split())


@NEEDS_POPPLER
@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_that_it_says_can_be_read_from_it(tmp_path: Path, language: str) -> None:
    made = poster(language)

    page = plain(told("pdftotext", "-layout", written(made, tmp_path), "-"))

    assert page.startswith("XÃ ĐỒNG MÂY")
    for text in (made.heading, made.scan, made.type, *made.lines, made.call, made.hours):
        assert plain(text) in page
    assert "thidua.dongmay.example.vn/ke" in page
    assert "https" not in page
    assert "0900 000 000" in page


@NEEDS_POPPLER
def test_it_is_one_a4_page_with_its_fonts_inside(tmp_path: Path) -> None:
    path = written(poster(), tmp_path)

    found = told("pdfinfo", path)
    fonts = told("pdffonts", path).splitlines()[2:]

    assert re.search(r"^Pages: +1$", found, re.MULTILINE)
    assert "(A4)" in found
    assert "Title:           Tờ dán tường của xã Đồng Mây" in found
    assert len(fonts) == 2
    assert all("BeVietnamPro" in font and "yes yes yes" in font for font in fonts)


def test_the_letters_of_every_sentence_are_in_the_fonts() -> None:
    made = poster()
    said = (*made.lines, made.heading, made.scan, made.type, made.call, made.phone, made.hours)
    wanted = normalize("NFC", "".join(said) + made.commune.upper() + made.typed + LETTERS)

    fonts = new_page(made.title, made.language, AT).fonts.values()

    assert len(fonts) == len(CUTS)
    for font in fonts:
        assert isinstance(font, TTFFont)
        assert {ord(letter) for letter in wanted if letter != "\n"} - {*font.cmap} == set()
        font.close()


@NEEDS_POPPLER
def test_the_code_is_the_address_and_large(tmp_path: Path) -> None:
    path = written(poster(), tmp_path)
    dots = 150
    picture = tmp_path / "page"
    subprocess.run(["pdftoppm", "-r", str(dots), "-png", "-singlefile", path, picture], check=True)
    dark, height = seen_on(picture.with_suffix(".png"))
    matrix = segno.make(URL, error="q", boost_error=False, micro=False).matrix
    code = box_of_code(dark, height, dots)

    side = len(matrix)
    step = (code[2] - code[0]) / side
    seen = [
        [
            dark(int(code[0] + (x + 0.5) * step), int(code[1] + (y + 0.5) * step))
            for x in range(side)
        ]
        for y in range(side)
    ]
    assert seen == [[bool(dark) for dark in row] for row in matrix]
    millimetres = (code[2] - code[0]) / dots * 25.4
    assert millimetres == pytest.approx(CODE, abs=0.5)
    assert CODE >= 90


def seen_on(picture: Path) -> tuple[Callable[[int, int], bool], int]:
    """Whether a dot of a picture is nearer to black, and how high the picture is."""
    page = Image.open(picture).convert("L")
    width, dots = page.width, page.tobytes()
    return lambda x, y: dots[y * width + x] < 128, page.height


def box_of_code(
    dark: Callable[[int, int], bool], height: int, dots: int
) -> tuple[int, int, int, int]:
    """Where the code stands: the column in the middle third in which dark begins and ends."""
    left = int((WIDTH - CODE) / 2 / 25.4 * dots)
    # Its upper left corner is a square of seven modules; nothing else is dark in that column.
    column = [dark(left + 4, y) for y in range(height)]
    top = next(
        y
        for y in range(height // 4, height)
        if all(column[y + offset] for offset in range(0, dots // 3, 4))
    )
    size = int(CODE / 25.4 * dots)
    return left, top, left + size, top + size


def test_no_module_is_lost_between_its_rows() -> None:
    matrix = segno.make(URL, error="q", boost_error=False, micro=False).matrix
    side = len(matrix)

    dark = {
        (round(x * side) + n, round(y * side))
        for x, y, width, _ in modules(URL)
        for n in range(round(width * side))
    }

    assert dark == {
        (x, y) for y, row in enumerate(matrix) for x, module in enumerate(row) if module
    }


@NEEDS_POPPLER
def test_long_words_stay_on_the_sheet(tmp_path: Path) -> None:
    made = replace(
        poster(),
        commune="xã " + "Thượng Đồng Mây " * 5,
        heading="Thấy việc tốt ở đâu, của ai, lúc nào cũng kể ngay cho xã nghe nhé",
        url="https://thi-dua-khen-thuong.xa-thuong-dong-may.huyen-lua-vang.example.vn/ke",
        lines=("Ai cũng kể được, về bất cứ ai làm việc tốt ở trong xã hay ngoài xã. " * 2,) * 3,
        phone="0900 000 000 hoặc 0900 000 001",
        hours="giờ làm việc, thứ Hai đến thứ Sáu, từ 7 giờ 30 đến 11 giờ 30 và 13 giờ đến 17 giờ",
    )

    boxes = [
        tuple(float(side) * 25.4 / 72 for side in found)
        for found in re.findall(
            r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)"',
            told("pdftotext", "-bbox", written(made, tmp_path), "-"),
        )
    ]

    assert len(boxes) > 50
    assert all(left > 5 and right < WIDTH - 5 for left, _, right, _ in boxes)
    assert all(top > 0 and bottom < HEIGHT for _, top, _, bottom in boxes)
    assert not [
        (one, other)
        for place, one in enumerate(boxes)
        for other in boxes[place + 1 :]
        if overlap(one, other)
    ]


def overlap(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    """Whether two words lie over each other; boxes hold more than the letters."""
    wide = min(one[2], other[2]) - max(one[0], other[0])
    tall = min(one[3], other[3]) - max(one[1], other[1])
    return wide > 0.1 and tall > 0.45 * min(one[3] - one[1], other[3] - other[1])


def test_it_is_written_the_same_twice() -> None:
    assert draw_poster(poster(), AT) == draw_poster(poster(), AT)
