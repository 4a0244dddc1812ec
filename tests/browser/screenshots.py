"""The pictures in docs/: a deed travels in the demo, and each phone is photographed on its way.

make screenshots
"""

import asyncio
import re
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.async_api import Page, expect

from tests.browser.phone import Phone, Take, agrees, answers, phones
from tests.browser.pictures import chosen, photo
from tests.browser.program import ROOT, invented_commune, running

DOCS = ROOT / "docs"
STORY = "Nhặt được ví có 3 triệu, trả lại người mất"
SENTENCE = "Nhặt được chiếc ví giữa chợ, bà tìm đến tận nhà trao lại cho người đánh rơi."


def lying(page: Page, slug: str) -> Phone:
    """Return one of the phones on the table of the demo."""
    return Phone(page.frame_locator(f'.phone[data-slug="{slug}"] iframe'))


async def settled(page: Page) -> None:
    """Nothing is under way, the fonts are there, and no cursor blinks."""
    for frame in page.frames:
        await frame.evaluate("() => document.activeElement && document.activeElement.blur()")
        await frame.evaluate("() => document.fonts.ready")
        await frame.wait_for_function(
            "() => [...document.images].every((one) => !one.offsetParent || one.complete)"
        )


async def take_picture(page: Page, name: str) -> None:
    """Save what the screen shows."""
    await settled(page)
    await page.screenshot(path=DOCS / name, animations="disabled")


async def tells(citizen: Phone) -> None:
    """Tell of a deed up to the question whether it may be sent."""
    await agrees(citizen)
    await citizen.presses("1. Kể việc tốt")
    await citizen.hears("Ai làm việc tốt ấy ạ?")
    await answers(
        citizen,
        ("Bà Mận bán xôi", "thôn nào"),
        ("Đoài", "đã làm gì ạ?"),
        (STORY, "Việc ấy hôm nào ạ?"),
        ("hôm qua", "có ảnh thì gửi"),
    )
    await citizen.shows(*chosen(photo(8), photo(4), photo(6)))
    await citizen.hears("Gửi đi được chưa ạ?")
    await citizen.is_sent(8)


async def take_all(home: Path) -> None:
    """Let a deed travel across the table, and look at each phone on its own in between."""
    async with running(home, "bot", "demo") as program, phones(program.url) as take:
        table = (await take("/", 1400, 980)).page
        citizen, head, officer = (lying(table, s) for s in ("buoi", "truong-doai", "cong-chuc"))
        await tells(citizen)
        phone = await take("/p/buoi")
        await phone.hears("Gửi đi được chưa ạ?")
        await take_picture(phone.page, "chat-390.png")
        await citizen.presses("1. Gửi")
        await citizen.hears("Cháu nhận đủ rồi")

        phone = await take("/p/truong-doai")
        await phone.sees_photos(3)
        await take_picture(phone.page, "head-390.png")
        await take_picture(phone.page, "huong-dan/thon-xac-nhan.png")
        await head.presses("1. Đúng")

        phone = await take("/p/cong-chuc")
        await phone.sees_photos(3)
        await take_picture(phone.page, "officer-390.png")
        await desk_looks(officer, await take("/p/cong-chuc", height=1300))
        await officer.presses("1. Nhận")
        await officer.hears("Đã nhận")

        news = citizen.on.locator(".bot").last  # after the minute in which it can be undone
        await expect(news).to_contain_text("xã đã nhận", timeout=90_000)
        await expect(table.locator(".phone:visible")).to_have_count(3)
        await take_picture(table, "demo.png")
        await publishes(take, head, officer)


async def desk_looks(officer: Phone, phone: Phone) -> None:
    """Photograph the officer's queue and one whole case."""
    await officer.says("việc chờ")
    await phone.hears("Nhận nhiều việc")
    await take_picture(phone.page, "huong-dan/hang-cho.png")
    await officer.says("việc chờ 2")
    await phone.hears("Bà Mận")
    number = re.search(r"(\d+)\. Bà Mận", (await phone.told())[-1])
    assert number is not None
    await officer.says(f"xem {number[1]}")
    await phone.hears("Người kể:")
    await take_picture(phone.page, "huong-dan/mot-viec.png")


async def publishes(take: Take, head: Phone, officer: Phone) -> None:
    """Go on to the honour board: the consent, the sentence, its release, the page."""
    phone = await take("/p/truong-doai")
    await head.hears("có cho xã nêu tên không ạ?")
    await phone.hears("có cho xã nêu tên không ạ?")
    await take_picture(phone.page, "huong-dan/hoi-y.png")
    await head.presses("1. Cho nêu tên và ảnh")

    await officer.hears("Viết một câu nêu gương")
    await officer.says(SENTENCE)
    await officer.presses("4. Kèm ảnh")
    await officer.hears("kèm 3 ảnh")
    phone = await take("/p/cong-chuc")
    await phone.sees_photos(3)
    await take_picture(phone.page, "huong-dan/viet-cau.png")
    await officer.presses("1. Đúng, gửi duyệt")

    chairman = await take("/p/chu-tich")
    await chairman.hears("Duyệt không?")
    await chairman.sees_photos(3)
    await take_picture(chairman.page, "huong-dan/duyet.png")
    await chairman.presses("1. Duyệt")
    await chairman.hears("lên bảng vàng rồi")
    await officer.says("bảng vàng")
    phone = await take("/p/cong-chuc")
    await phone.hears("Bảng vàng của xã Đồng Mây")
    await take_picture(phone.page, "huong-dan/bang-vang-chat.png")
    board = await take("/bang-vang")
    await take_picture(board.page, "huong-dan/bang-vang.png")
    await board.page.set_viewport_size({"width": 794, "height": 1123})
    await board.page.emulate_media(media="print")
    await take_picture(board.page, "huong-dan/bang-vang-in.png")


def main() -> None:
    """Take all pictures anew."""
    (DOCS / "huong-dan").mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        invented_commune(home)
        asyncio.run(take_all(home))


if __name__ == "__main__":
    main()
