"""With a keyboard, a screen reader, weak eyes and thick fingers; the kiosk; the demo."""

from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.bot.channels.web.browser import NEEDS_CHROMIUM, phone
from tests.fakes.web_backend import FakeBackend
from tests.fakes.web_server import PEOPLE, serving

pytestmark = NEEDS_CHROMIUM

# The contrast of every text on the page with what stands behind it (WCAG 2.2, 1.4.3).
CONTRAST = """() => {
  const parse = (c) => (c.match(/[\\d.]+/g) || []).map(Number);
  const light = (c) => {
    const [r, g, b] = c.map((v) => (v /= 255) <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
    return .2126 * r + .7152 * g + .0722 * b;
  };
  const behind = (node) => {
    for (; node; node = node.parentElement) {
      const [r, g, b, a] = parse(getComputedStyle(node).backgroundColor);
      if (a === undefined || a === 1) return [r, g, b];
    }
    return [255, 255, 255];
  };
  const poor = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const node = walk.currentNode.parentElement;
    if (!walk.currentNode.data.trim() || !node.offsetParent) continue;
    if (node.closest(".unseen, .skip")) continue;
    const ink = light(parse(getComputedStyle(node).color).slice(0, 3)) + .05;
    const paper = light(behind(node)) + .05;
    const ratio = Math.max(ink, paper) / Math.min(ink, paper);
    if (ratio < 4.5) poor.push([walk.currentNode.data, ratio]);
  }
  return poor;
}"""

SMALL = """() => Array.from(document.querySelectorAll("button, a.call, label.pick, textarea"))
  .filter((one) => one.offsetParent && !one.closest(".skip"))
  .map((one) => [one.textContent.trim() || one.id, one.getBoundingClientRect()])
  .filter(([, box]) => box.height < 48 || box.width < 48)
  .map(([name, box]) => [name, box.width, box.height])"""

TINY = """() => Array.from(document.querySelectorAll(
    ".bubble p, .choice, textarea, .tool, .send, .welcome p"))
  .filter((one) => one.offsetParent && parseFloat(getComputedStyle(one).fontSize) < 18)
  .map((one) => one.className)"""


@pytest.fixture
def backend(tmp_path: Path) -> FakeBackend:
    return FakeBackend(tmp_path)


@pytest.mark.parametrize("width", [360, 390, 1200])
async def test_large_dark_and_easy_to_hit(backend: FakeBackend, width: int) -> None:
    async with serving(backend) as url, phone(url, width, 740) as page:
        await page.goto(url)
        await expect(page.locator(".welcome")).to_be_visible()
        for step in ("welcome", "hỏi", "pressed", "failed", "sheet"):
            if step == "hỏi":
                await page.fill("#text", "hỏi")
                await page.click("#send")
                await expect(page.locator(".choice")).to_have_count(3)
            elif step == "pressed":
                await page.locator(".choice").first.click()
                await expect(page.locator(".figure")).to_be_visible()
            elif step == "failed":
                backend.down = True
                await page.fill("#text", "một")
                await page.click("#send")
                await expect(page.locator(".why")).to_be_visible()
            elif step == "sheet":
                await page.click("#attach")
            assert await page.evaluate(CONTRAST) == [], step
            assert await page.evaluate(SMALL) == [], step
            assert await page.evaluate(TINY) == [], step
            wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
            assert not await page.evaluate(wide), step


async def test_all_of_it_with_a_keyboard(backend: FakeBackend) -> None:
    async with serving(backend) as url, phone(url) as page:
        await page.goto(url)
        await expect(page.locator(".welcome")).to_be_visible()
        await page.keyboard.press("Tab")
        await page.keyboard.press("Enter")  # "Đến ô nhắn tin"
        await expect(page.locator("#text")).to_be_focused()
        await page.keyboard.type("hỏi")
        await page.keyboard.press("Enter")
        await expect(page.locator(".choice")).to_have_count(3)
        await expect(page.locator("#text")).to_be_focused()
        await page.keyboard.press("Shift+Tab")
        await expect(page.locator(".choice").last).to_be_focused()
        await page.keyboard.press("Enter")
        await backend.until(lambda: len(backend.events) == 2)

    assert backend.events[1]["label"] == "3. Kể thêm"


async def test_a_screen_reader_is_told_what_is_new_and_only_that(backend: FakeBackend) -> None:
    async with serving(backend) as url, phone(url) as page:
        await page.goto(url)
        log = page.get_by_role("log", name="Cuộc trò chuyện")
        await expect(log).to_have_attribute("aria-live", "polite")
        await expect(page.get_by_role("textbox", name="Tin nhắn của bác")).to_be_visible()
        await page.fill("#text", "hỏi")
        await page.click("#send")
        await expect(page.get_by_role("group", name="Chọn một")).to_be_visible()
        await expect(page.locator(".bot .unseen")).to_have_text("Máy trả lời:")
        await expect(page.get_by_role("link", name="Gọi xã: 0900 000 000")).to_have_attribute(
            "href", "tel:0900000000"
        )
        names = await page.evaluate(
            "Array.from(document.querySelectorAll('button, a, input, textarea, img'))"
            ".filter((n) => n.offsetParent && n.tagName !== 'IMG'"
            " && !(n.textContent.trim() || n.getAttribute('aria-label') || (n.labels || [])[0]))"
            ".map((n) => n.id)"
        )
        assert names == []


async def test_the_kiosk_wipes_screen_and_identity_with_one_touch(backend: FakeBackend) -> None:
    async with serving(backend) as url, phone(url, 820, 1100) as page:
        await page.goto(f"{url}/kiosk")
        await page.get_by_role("button", name="Chạm để bắt đầu").click()
        await page.fill("#text", "bí mật")
        await page.click("#send")
        await expect(page.locator(".bot")).to_have_count(1)
        first = await page.evaluate("document.body.dataset.token")
        await page.get_by_role("button", name="Xong", exact=True).click()
        await expect(page.get_by_role("button", name="Chạm để bắt đầu")).to_be_visible()
        await page.wait_for_function("(t) => (document.body?.dataset.token ?? t) !== t", arg=first)
        await backend.until(lambda: backend.forgotten)
        await page.get_by_role("button", name="Chạm để bắt đầu").click()
        await expect(page.locator(".welcome")).to_be_visible()
        await page.fill("#text", "chào")
        await page.click("#send")
        await expect(page.locator(".bot")).to_have_count(1)
        assert await page.evaluate("localStorage.length + sessionStorage.length") == 0
        assert await page.context.cookies() == []
        assert "bí mật" not in await page.content()

    first_visitor, second_visitor = (e["visitor"] for e in backend.events)
    assert first_visitor != second_visitor
    assert backend.forgotten[0] == first_visitor


async def test_the_kiosk_counts_down_and_wipes_itself(backend: FakeBackend) -> None:
    async with serving(backend) as url, phone(url, 820, 1100) as page:
        await page.clock.install()
        await page.goto(f"{url}/kiosk")
        first = await page.evaluate("document.body.dataset.token")
        await page.get_by_role("button", name="Chạm để bắt đầu").click()
        await page.fill("#text", "bí mật")
        await page.click("#send")
        await expect(page.locator(".bot")).to_have_count(1)
        await page.clock.fast_forward(165_000)
        await expect(page.get_by_role("alertdialog")).to_contain_text("giây nữa máy xóa")
        await page.get_by_role("button", name="Tôi còn đây").click()
        await page.clock.fast_forward(150_000)
        await expect(page.get_by_role("alertdialog")).to_be_hidden()
        await expect(page.locator(".bot")).to_have_count(1)
        await page.clock.fast_forward(31_000)
        await page.wait_for_function("(t) => (document.body?.dataset.token ?? t) !== t", arg=first)
        await backend.until(lambda: backend.forgotten)
        assert "bí mật" not in await page.content()


async def test_without_a_network_the_kiosk_is_wiped_all_the_same(backend: FakeBackend) -> None:
    async with serving(backend) as url, phone(url, 820, 1100) as page:
        await page.goto(f"{url}/kiosk")
        await page.get_by_role("button", name="Chạm để bắt đầu").click()
        await page.fill("#text", "bí mật")
        await page.click("#send")
        await expect(page.locator(".bot")).to_have_count(1)
        await page.context.set_offline(True)
        await page.get_by_role("button", name="Xong", exact=True).click()
        await expect(page.locator("#waiting")).to_contain_text("mất mạng")
        assert "bí mật" not in await page.content()


async def test_the_demo_shows_three_phones_and_a_dot_for_the_fourth(backend: FakeBackend) -> None:
    async with serving(backend, PEOPLE) as url, phone(url, 1400, 900) as page:
        await page.goto(url)
        await expect(page.locator(".phone:visible")).to_have_count(3)
        buoi = page.frame_locator('.phone[data-slug="buoi"] iframe')
        await buoi.locator("#text").fill("chào")
        await buoi.locator("#send").click()
        await expect(buoi.locator(".bot")).to_contain_text("Cháu nghe: chào")
        await backend.until(lambda: backend.pages.get("demo-chair"))
        await backend.push("demo-chair", "Tuần này có 7 việc tốt mới.")
        chair = page.locator('.person[data-slug="chutich"]')
        await expect(chair.locator(".new")).to_be_visible()
        await chair.click()
        await expect(page.locator(".phone:visible")).to_have_count(4)
        await expect(chair.locator(".new")).to_be_hidden()
        await page.set_viewport_size({"width": 390, "height": 844})
        await expect(page.locator(".phone:visible")).to_have_count(1)
        await page.locator('.person[data-slug="doai"]').click()
        await expect(page.locator(".phone:visible")).to_have_attribute("data-slug", "doai")

    assert backend.events[0]["visitor"] == "demo-buoi"
