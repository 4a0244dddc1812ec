"""The honour board in a real browser: on a phone, without scripts, and on paper."""

import shutil
import subprocess
from pathlib import Path

import pytest
from playwright.async_api import Page, ViewportSize, expect

from tests.bot.channels.web.browser import NEEDS_CHROMIUM, chromium
from tests.browser.program import running

pytestmark = NEEDS_CHROMIUM

PHONE = ViewportSize(width=390, height=844)
MM = 72 / 25.4  # points
A4 = (210 * MM, 297 * MM)
SMALLEST = """() => Math.min(...[...document.querySelectorAll("main *")]
    .filter((one) => one.offsetParent && one.innerText.trim())
    .map((one) => parseFloat(getComputedStyle(one).fontSize)))"""


async def test_on_a_phone_without_scripts(home: Path) -> None:
    async with running(home, "bot", "demo") as program, chromium() as browser:
        context = await browser.new_context(viewport=PHONE, java_script_enabled=False)
        page = await context.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))

        await page.goto(f"{program.url}/bang-vang")

        await expect(page).to_have_title("Bảng vàng xã Đồng Mây")
        await expect(page.get_by_role("heading", level=1)).to_have_text("Bảng vàng")
        entries = page.get_by_role("article")
        await expect(entries.first).to_be_visible()
        names = await entries.get_by_role("heading", level=2).all_inner_texts()
        assert len(names) > 1
        # A child's name is shown by its first letters only.
        assert "Cháu B." in names
        assert all(one.startswith(program.url) for one in asked)
        assert await context.cookies() == []


async def test_everything_fits_a_phone_and_can_be_read(home: Path) -> None:
    async with running(home, "bot", "demo") as program, chromium() as browser:
        for width in (320, 390):
            context = await browser.new_context(viewport={"width": width, "height": 844})
            page = await context.new_page()
            await page.goto(f"{program.url}/bang-vang")

            assert await page.evaluate("document.documentElement.scrollWidth") == width
            assert await page.evaluate(SMALLEST) >= 16


async def test_printed_on_a4(home: Path, tmp_path: Path) -> None:
    async with running(home, "bot", "demo") as program, chromium() as browser:
        page = await browser.new_page(viewport=PHONE)
        await page.goto(f"{program.url}/bang-vang")
        entries = await page.get_by_role("article").all_inner_texts()
        await page.emulate_media(media="print")
        await expect(page.locator(".printed")).to_contain_text("Ngày ")
        await expect(page.get_by_role("link")).to_have_count(0)
        assert await breaks_inside(page) == {"avoid"}
        printed = tmp_path / "board.pdf"
        await page.pdf(path=printed, prefer_css_page_size=True)

    if shutil.which("pdftotext") is None:
        pytest.skip("needs poppler (apt-get install poppler-utils)")
    pages = text_of(printed).split("\f")
    assert plain(pages[0]).upper().startswith(plain("XÃ ĐỒNG MÂY"))
    for entry in entries:
        assert sum(plain(entry) in plain(sheet) for sheet in pages) == 1, entry
    assert size_of(printed) == pytest.approx(A4, abs=1)


async def breaks_inside(page: Page) -> set[str]:
    """Return how an entry may be broken by the end of a sheet."""
    found: list[str] = await page.get_by_role("article").evaluate_all(
        "(entries) => entries.map((one) => getComputedStyle(one).breakInside)"
    )
    return set(found)


def plain(text: str) -> str:
    """Return the letters and figures of a text: what stands between them is the page's."""
    return "".join(letter for letter in text if letter.isalnum())


def text_of(printed: Path) -> str:
    """Return what stands on the sheets of a PDF, each ended by a form feed."""
    return subprocess.run(
        ["pdftotext", "-layout", printed, "-"], check=True, capture_output=True
    ).stdout.decode()


def size_of(printed: Path) -> tuple[float, float]:
    """Return the width and the height of a PDF's sheets, in points."""
    told = subprocess.run(["pdfinfo", printed], check=True, capture_output=True).stdout.decode()
    line = next(line for line in told.split("\n") if line.startswith("Page size:"))
    width, _, height = line.removeprefix("Page size:").split()[:3]
    return float(width), float(height)
