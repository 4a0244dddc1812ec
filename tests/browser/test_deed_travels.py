"""A deed's way with three people who came by cookie: told with photos and a reload in the middle,
confirmed, accepted, and the news of it; over the real program, database and folder of files.
"""

from hashlib import sha256
from pathlib import Path

from playwright.async_api import expect

from bot.files import path_of
from models.people.role import Role
from tests.bot.channels.web.browser import NEEDS_CHROMIUM
from tests.browser.inviting import invitation, set_rule
from tests.browser.phone import PATIENCE, Phone, Take, agrees, answers, phones
from tests.browser.pictures import chosen, heavy_photo, photo
from tests.browser.program import running

pytestmark = NEEDS_CHROMIUM

STORY = "Nhặt được ví có 3 triệu, mang ra nhờ loa thôn tìm người mất"


async def joins(take: Take, code: str, role: str) -> Phone:
    """Say hello, then open the link of an invitation and send what stands in the box."""
    phone = await take()
    await agrees(phone)
    await phone.page.goto(f"{phone.page.url}?moi={code}")
    await expect(phone.on.locator("#text")).to_have_value(f"mời {code}")
    await phone.on.locator("#send").click()
    await phone.hears(f"Đã ghi: {role}")
    return phone


async def test_a_deed_travels_between_three_phones(home: Path) -> None:
    album = [photo(1), heavy_photo(2), photo(3)]
    head_code = invitation(home, Role.HAMLET_HEAD, 4_071_238, "thôn Đoài")
    officer_code = invitation(home, Role.TDKT_OFFICER, 5_182_349)
    set_rule(home, "deed_undo_minutes", 0)
    async with running(home, "bot", "run") as program, phones(program.url) as take:
        head = await joins(take, head_code, "trưởng thôn")
        officer = await joins(take, officer_code, "công chức")
        citizen = await take()
        await agrees(citizen)
        await citizen.presses("1. Kể việc tốt")
        await citizen.hears("Ai làm việc tốt ấy ạ?")
        await answers(
            citizen,
            ("bà Mận bán xôi", "thôn nào"),
            ("doai", "Cháu ghi: thôn Đoài."),
        )

        await reload_in_the_middle(citizen)

        await answers(citizen, (STORY, "Việc ấy hôm nào ạ?"), ("hôm qua", "có ảnh thì gửi"))
        await sends_photos(citizen, album)
        await citizen.hears("– 3 ảnh")
        await citizen.hears("Gửi đi được chưa ạ?")
        await citizen.presses("1. Gửi")
        await citizen.hears("Cháu nhận đủ rồi")
        code = await citizen.code()

        # A menu that was just shown is not replaced under one's thumb: they ask for what waits.
        await head.says("tiếp")
        await head.hears("Việc ấy có đúng không ạ?")
        await head.hears(STORY)
        await head.sees_photos(3)
        await head.presses("1. Đúng")
        await head.hears("Cháu ghi việc của bà Mận bán xôi là đúng.")

        await officer.says("tiếp")
        await officer.hears(STORY)
        await officer.hears("Xã nhận việc này không?")
        await officer.sees_photos(3)
        await officer.presses("1. Nhận")
        await officer.hears("Đã nhận việc của bà Mận bán xôi.")

        await citizen.hears("Việc của bà Mận bán xôi bác kể, xã đã nhận làm gương.")
        await citizen.says(code)
        await citizen.hears("xã đã nhận")
        told = program.rows("SELECT state FROM deed WHERE who = 'bà Mận bán xôi'")

    assert told == [("consent",)]
    for original in album:
        kept = path_of(home / "files", sha256(original).hexdigest())
        assert kept.read_bytes() == original


async def reload_in_the_middle(phone: Phone) -> None:
    """What was said by both stands there once again, the pressed choices marked, and no more."""
    told, said, numbers = await phone.told(), await phone.said(), await phone.numbers()
    await phone.reloads()
    assert await phone.told() == told
    assert await phone.said() == said
    assert await phone.numbers() == numbers
    await phone.is_sent(len(said))
    pressed = phone.on.locator('.choice[aria-pressed="true"] .said')
    assert await pressed.all_inner_texts() == ["Đồng ý", "Kể việc tốt"]


async def sends_photos(phone: Phone, album: list[bytes]) -> None:
    """Choose photos on a slow line: each has a bar that grows while it goes up."""
    line = await phone.page.context.new_cdp_session(phone.page)
    slow = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": 4e6}
    await line.send("Network.emulateNetworkConditions", slow)
    await phone.shows(*chosen(*album))
    bars = phone.on.locator(".own .picture progress")
    await expect(bars).to_have_count(len(album))
    await phone.page.wait_for_function(
        "() => [...document.querySelectorAll('progress')]"
        ".some((one) => 0 < one.value && one.value < 1)",
        timeout=PATIENCE,
    )
    await line.send("Network.emulateNetworkConditions", {**slow, "uploadThroughput": -1})
    await expect(bars.locator("visible=true")).to_have_count(0, timeout=PATIENCE)
