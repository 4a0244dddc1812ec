"""The program is killed or stopped while phones are open; nobody loses or repeats anything."""

from pathlib import Path

from playwright.async_api import expect

from tests.bot.channels.web.browser import NEEDS_CHROMIUM
from tests.browser.phone import PATIENCE, Phone, agrees, answers, phones
from tests.browser.program import Program, running

pytestmark = NEEDS_CHROMIUM

STORY = "Đêm bão bà chống thuyền đưa ba cháu nhỏ sang bên đê"
COUNT = "SELECT count(*) FROM deed WHERE story = ?"


async def is_cut_off(phone: Phone) -> None:
    """The page has noticed, and says so."""
    await expect(phone.on.locator("#net")).to_be_visible(timeout=PATIENCE)


async def is_back(phone: Phone) -> None:
    """The page has found the program again by itself."""
    await expect(phone.on.locator("#net")).to_be_hidden(timeout=PATIENCE)


async def killed(program: Program, phone: Phone) -> None:
    await program.kill()
    await is_cut_off(phone)


async def test_killed_twice_the_page_goes_on_by_itself(home: Path) -> None:
    async with running(home, "bot", "demo") as program, phones(program.url) as take:
        citizen = await take("/p/buoi")
        await agrees(citizen)
        await answers(
            citizen,
            ("1", "Ai làm việc tốt ấy ạ?"),
            ("bà Mận", "thôn nào"),
            ("Đoài", "đã làm gì ạ?"),
        )

        await killed(program, citizen)
        await citizen.says(STORY)
        last = citizen.on.locator(".own .state").last
        await expect(last).to_have_text("Chờ có mạng…")
        await program.start()
        await is_back(citizen)
        await citizen.hears("Việc ấy hôm nào ạ?")
        await answers(citizen, ("hôm qua", "có ảnh thì gửi"), ("không", "Gửi đi được chưa ạ?"))

        await citizen.presses("1. Gửi")
        await killed(program, citizen)
        await program.start()
        await is_back(citizen)
        await citizen.hears("Cháu nhận đủ rồi")

        told, said, numbers = await citizen.told(), await citizen.said(), await citizen.numbers()
        assert said == [
            "menu",
            "1. Đồng ý",
            "1",
            "bà Mận",
            "Đoài",
            STORY,
            "hôm qua",
            "không",
            "1. Gửi",
        ]
        await citizen.is_sent(len(said))
        assert len(numbers) == len(set(numbers))
        assert len(told) == len(set(told)) == len(said)
        assert program.rows(COUNT, STORY) == [(1,)]
        await citizen.reloads()
        assert (await citizen.told(), await citizen.said()) == (told, said)


async def test_ctrl_c_stops_at_once_and_every_conversation_goes_on(home: Path) -> None:
    async with running(home, "bot", "demo") as program, phones(program.url) as take:
        citizen, head = await take("/p/thoc"), await take("/p/truong-doai")
        await citizen.says("kể")
        await citizen.hears("Ai làm việc tốt ấy ạ?")
        await answers(
            citizen,
            ("bà Mận", "thôn nào"),
            ("Đoài", "đã làm gì ạ?"),
            (STORY, "Việc ấy hôm nào ạ?"),
            ("hôm qua", "có ảnh thì gửi"),
            ("không", "Gửi đi được chưa ạ?"),
        )
        await citizen.presses("1. Gửi")
        await citizen.hears("Cháu nhận đủ rồi")
        await head.hears("Việc ấy có đúng không ạ?")
        await citizen.says("kể")
        await answers(citizen, ("ông Gạo", "thôn nào"))

        assert await program.interrupt(within=5.0) == 0
        await is_cut_off(citizen)
        await program.start()

        for phone in (citizen, head):
            await is_back(phone)
        await answers(citizen, ("Đông", "Cháu ghi: thôn Đông."))
        await head.presses("1. Đúng")
        await head.hears("Cháu ghi việc của bà Mận là đúng.")
        assert await program.interrupt(within=5.0) == 0
        output = program.output

    assert "Traceback" not in output
    assert output.count("Thi Đua: http") == 2
