"""The pages that links open, on a phone in a real browser and without scripts."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import uvicorn
from playwright.async_api import FilePayload, Page, ViewportSize, expect

from models.machine.link import Purpose
from tests.bot.channels.web.browser import NEEDS_CHROMIUM, chromium
from tests.bot.pages.link_site import ACCOUNT, LIMIT, Site, open_site
from tests.browser.pictures import photo
from tests.fakes.scene import Actor, Scene

pytestmark = NEEDS_CHROMIUM

PHONE = ViewportSize(width=390, height=844)
NAME = "Danh sách việc tốt tháng 11.xlsx"
MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Whatever is read, and how high whatever is touched.
SMALLEST = """() => Math.min(...[...document.querySelectorAll("main *")]
    .filter((one) => one.offsetParent && one.innerText.trim())
    .map((one) => parseFloat(getComputedStyle(one).fontSize)))"""
LOWEST = """() => Math.min(...[...document.querySelectorAll("button, .go, input")]
    .map((one) => one.getBoundingClientRect().height))"""


@pytest.fixture
def scene(sqlite_url: str) -> Iterator[Scene]:
    stage = Scene(sqlite_url)
    yield stage
    stage.close()


@pytest.fixture
def buoi(scene: Scene) -> Actor:
    return scene.person("Bà Bưởi")


@pytest.fixture
async def site(scene: Scene, sqlite_url: str, tmp_path: Path) -> AsyncIterator[Site]:
    async with open_site(scene, sqlite_url, tmp_path) as found:
        yield found


@asynccontextmanager
async def on_a_phone(site: Site, width: int = 390) -> AsyncIterator[tuple[Page, str]]:
    """A phone's browser without scripts, and the site's address."""
    config = uvicorn.Config(
        site.app, host="127.0.0.1", port=0, access_log=False, log_level="warning", lifespan="off"
    )
    server = uvicorn.Server(config)
    sockets = [config.bind_socket()]
    running = asyncio.create_task(server._serve(sockets))
    while not server.started:  # noqa: ASYNC110 # uvicorn offers nothing to wait for
        await asyncio.sleep(0)
    url = f"http://127.0.0.1:{sockets[0].getsockname()[1]}"
    elsewhere: list[str] = []
    try:
        async with chromium() as browser:
            context = await browser.new_context(
                viewport={**PHONE, "width": width}, java_script_enabled=False
            )
            page = await context.new_page()
            page.on(
                "request",
                lambda asked: None if asked.url.startswith(url) else elsewhere.append(asked.url),
            )
            yield page, url
    finally:
        server.should_exit = True
        await running
        sockets[0].close()
    assert elsewhere == []


def chosen(name: str, content: bytes, mime: str = "image/jpeg") -> FilePayload:
    """A file as somebody picks it."""
    return FilePayload(name=name, mimeType=mime, buffer=content)


async def test_the_photos_of_a_case_are_seen_and_its_voice_notes_can_be_heard(
    site: Site, buoi: Actor
) -> None:
    site.keep("photo-1", photo(1), "photo", "image/jpeg")
    site.keep("photo-2", photo(2), "photo", "image/jpeg")
    site.keep("voice-1", sound(), "voice", "audio/wav")
    path = site.link(Purpose.SEE, buoi, "photo-1", "photo-2", "voice-1")

    async with on_a_phone(site) as (page, url):
        await page.goto(url + path)

        await expect(page.get_by_role("heading")).to_have_text("Ảnh và tin thoại")
        pictures = page.get_by_role("img")
        assert await pictures.count() == 2
        for picture in await pictures.all():
            box = await picture.bounding_box()
            assert box is not None
            assert box["width"] > 340
            assert box["height"] > 200
        assert await page.locator("audio").count() == 1
        assert await page.evaluate("document.querySelector('audio').error") is None


async def test_a_file_is_handed_in_and_it_says_so(site: Site, buoi: Actor) -> None:
    path = site.link(Purpose.SEND, buoi)

    async with on_a_phone(site) as (page, url):
        await page.goto(url + path)
        await page.get_by_label("Chọn một tệp trong máy").set_input_files(
            chosen("Ảnh bờ mương.jpg", photo(3))
        )
        await page.get_by_role("button", name="Gửi").click()

        await expect(page.get_by_role("heading")).to_have_text("Xã đã nhận được tệp")
        await expect(page.get_by_text("Ảnh bờ mương.jpg")).to_be_visible()
        await expect(page.get_by_text("quay lại Zalo")).to_be_visible()
        await page.goto(url + path)
        await expect(page.get_by_text("xã đã nhận rồi")).to_be_visible()

    (kept,) = site.received()
    assert (kept.kind, kept.name) == ("photo", "Ảnh bờ mương.jpg")


async def test_a_file_that_is_too_heavy_is_told_of_and_a_lighter_one_taken(
    site: Site, buoi: Actor
) -> None:
    path = site.link(Purpose.SEND, buoi)

    async with on_a_phone(site) as (page, url):
        await page.goto(url + path)
        # Much more than the limit: the browser is still sending when it is refused.
        heavy = chosen("phim.mp4", b"\x00" * (5 * LIMIT), "video/mp4")
        await page.locator("input").set_input_files(heavy)
        await page.get_by_role("button", name="Gửi").click()

        await expect(page.get_by_role("alert")).to_contain_text("nặng quá 2 MB")
        await page.locator("input").set_input_files(chosen("nhe.jpg", photo(4)))
        await page.get_by_role("button", name="Gửi").click()
        await expect(page.get_by_role("heading")).to_have_text("Xã đã nhận được tệp")


async def test_a_document_is_downloaded_under_its_name(
    site: Site, buoi: Actor, tmp_path: Path
) -> None:
    site.keep("document-1", b"PK\x03\x04 a list", "file", MIME, name=NAME)
    path = site.link(Purpose.TAKE, buoi, "document-1")

    async with on_a_phone(site) as (page, url):
        await page.goto(url + path)
        await expect(page.get_by_text(NAME)).to_be_visible()
        async with page.expect_download() as waiting:
            await page.get_by_role("button", name="Tải về máy").click()
        download = await waiting.value

        assert download.suggested_filename == NAME
        saved = tmp_path / "saved.xlsx"
        await download.save_as(saved)
        assert saved.read_bytes() == b"PK\x03\x04 a list"


async def test_the_entrance_shows_the_ways(site: Site) -> None:
    async with on_a_phone(site) as (page, url):
        await page.goto(f"{url}/ke")

        ways = await page.get_by_role("link").evaluate_all(
            "(links) => links.map((one) => one.getAttribute('href'))"
        )
        assert ways == [f"https://zalo.me/{ACCOUNT}", "/", "tel:0900000000"]


@pytest.mark.parametrize("width", [320, 390])
async def test_everything_fits_a_phone_and_can_be_read_and_touched(
    site: Site, buoi: Actor, width: int
) -> None:
    site.keep("photo-1", photo(1), "photo", "image/jpeg")
    site.keep("document-1", b"PK\x03\x04 a list", "file", MIME, name="Danh_sách_" * 8 + ".xlsx")
    paths = (
        site.link(Purpose.SEE, buoi, "photo-1", "photo-2"),
        site.link(Purpose.SEND, buoi),
        site.link(Purpose.TAKE, buoi, "document-1"),
        "/ke",
        "/xem/nothing",
    )

    async with on_a_phone(site, width) as (page, url):
        for path in paths:
            await page.goto(url + path)

            assert await page.evaluate("document.documentElement.scrollWidth") == width, path
            assert await page.evaluate(SMALLEST) >= 16, path
            assert await page.evaluate(LOWEST) >= 44, path


def sound() -> bytes:
    """A second of silence as a recorder writes it."""
    rate, silence = 8000, bytes(16_000)
    head = b"RIFF" + (36 + len(silence)).to_bytes(4, "little") + b"WAVEfmt "
    form = (16).to_bytes(4, "little") + (1).to_bytes(2, "little") + (1).to_bytes(2, "little")
    form += rate.to_bytes(4, "little") + (2 * rate).to_bytes(4, "little")
    form += (2).to_bytes(2, "little") + (16).to_bytes(2, "little")
    return head + form + b"data" + len(silence).to_bytes(4, "little") + silence
