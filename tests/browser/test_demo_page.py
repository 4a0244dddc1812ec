"""The demo's table: phones side by side, on which one sees a report travel."""

from pathlib import Path

from playwright.async_api import Page, expect

from tests.bot.channels.web.browser import NEEDS_CHROMIUM
from tests.browser.inviting import set_rule
from tests.browser.phone import PATIENCE, Phone, agrees, answers, phones
from tests.browser.program import invented_commune, running

pytestmark = NEEDS_CHROMIUM


def lying(page: Page, slug: str) -> Phone:
    """Return one of the phones on the table."""
    return Phone(page.frame_locator(f'.phone[data-slug="{slug}"] iframe'))


async def test_a_report_travels_across_the_table(home: Path) -> None:
    invented_commune(home)
    set_rule(home, "deed_undo_minutes", 0)
    async with running(home, "bot", "demo") as program, phones(program.url) as take:
        page = (await take("/", 1400, 900)).page
        shown = page.locator(".phone:visible")
        await expect(shown).to_have_count(3)
        labels = [await one.get_attribute("aria-label") for one in await shown.all()]
        assert labels == [
            "Máy của Bà Bưởi, người dân",
            "Máy của Trưởng thôn Đoài, ông Sấu",
            "Máy của Công chức, cô Lúa",
        ]
        citizen, head, officer = (lying(page, s) for s in ("buoi", "truong-doai", "cong-chuc"))
        await agrees(citizen)
        await answers(
            citizen,
            ("1", "Ai làm việc tốt ấy ạ?"),
            ("bà Mận", "thôn nào"),
            ("Đông", "đã làm gì ạ?"),
            ("Sửa lại chiếc cầu tre cho các cháu đi học", "Việc ấy hôm nào ạ?"),
            ("hôm qua", "có ảnh thì gửi"),
            ("không", "Gửi đi được chưa ạ?"),
        )

        # The head of thôn Đông is not on the table: a dot on the bar says that something came.
        dong = page.locator('.person[data-slug="truong-dong"]')
        await expect(dong.locator(".new")).to_be_hidden()
        await citizen.presses("1. Gửi")
        await expect(dong.locator(".new")).to_be_visible(timeout=PATIENCE)
        await dong.click()
        await expect(shown).to_have_count(4)
        await expect(dong.locator(".new")).to_be_hidden()
        other_head = lying(page, "truong-dong")
        await other_head.hears("Chào bác trưởng thôn Đông.")
        await other_head.presses("1. Đúng")
        await officer.hears("Xã nhận việc này không?")
        await officer.presses("1. Nhận")
        await citizen.hears("xã đã nhận làm gương")
        assert await head.told() == []

        await page.set_viewport_size({"width": 390, "height": 844})
        await expect(shown).to_have_count(1)
        for slug in ("truong-dong", "buoi"):
            await page.locator(f'.person[data-slug="{slug}"]').click()
            await expect(shown).to_have_count(1)
            await expect(shown).to_have_attribute("data-slug", slug)
        await citizen.hears("xã đã nhận làm gương")  # switching loses nothing
