"""A voice note instead of typing, from the citizen's microphone to the head's ear."""

from hashlib import sha256
from pathlib import Path

from playwright.async_api import expect

from tests.bot.channels.web.browser import NEEDS_CHROMIUM
from tests.browser.phone import PATIENCE, Phone, agrees, answers, phones
from tests.browser.program import running

pytestmark = NEEDS_CHROMIUM


async def speaks(phone: Phone) -> None:
    """Record a second and send it."""
    await phone.presses("Nói")
    await expect(phone.on.locator("#length")).to_have_text("0:01", timeout=PATIENCE)
    await phone.presses("Dừng")
    await phone.presses("Gửi tin thoại")


async def test_the_head_hears_what_the_citizen_said(home: Path) -> None:
    async with running(home, "bot", "demo") as program, phones(program.url) as take:
        citizen, head = await take("/p/buoi"), await take("/p/truong-doai")
        await agrees(citizen)
        await answers(
            citizen,
            ("kể", "Ai làm việc tốt ấy ạ?"),
            ("bà Mận", "thôn nào"),
            ("Đoài", "gửi tin thoại"),
        )
        await speaks(citizen)
        await citizen.hears("Cháu nhận được tin thoại")
        await citizen.hears("Việc ấy hôm nào ạ?")
        await answers(citizen, ("hôm qua", "có ảnh thì gửi"), ("không", "Gửi đi được chưa ạ?"))
        await citizen.presses("1. Gửi")
        await citizen.hears("Cháu nhận đủ rồi")

        await head.hears("Việc ấy có đúng không ạ?")
        sound = head.on.locator(".bot").last.locator("audio")
        await expect(sound).to_have_count(1)
        # Chromium has read the beginning of the file and found sound in it.
        await head.page.wait_for_function(
            "() => document.querySelector('.bot audio').readyState >= 1", timeout=PATIENCE
        )
        assert await sound.evaluate("(one) => one.error") is None
        kept = program.rows("SELECT sha256, size, mime FROM file WHERE kind = 'voice'")

    ((digest, size, mime),) = kept
    (path,) = (home / "files").glob(f"*/{digest}")
    assert sha256(path.read_bytes()).hexdigest() == digest
    assert (path.stat().st_size, mime) == (size, "audio/webm")
