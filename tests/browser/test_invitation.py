"""`thidua invite`: its code typed, and its link opened, make an administrator; once."""

import re
from pathlib import Path

import pytest
from playwright.async_api import expect

from models.people.role import Role
from models.work.receipts import grouped
from tests.bot.channels.web.browser import NEEDS_CHROMIUM
from tests.browser.inviting import invitation
from tests.browser.phone import Phone, phones
from tests.browser.program import Program, running
from tests.fakes.web_client import Visitor

pytestmark = NEEDS_CHROMIUM


async def run_invite(program: Program) -> tuple[str, str]:
    """Run `thidua invite` beside the running bot; return the link and the code."""
    before = len(program.output)
    command = await program.spawn("bot", "invite")
    assert await command.wait() == 0
    printed = program.output[before:]
    link = re.search(r"link +(\S+)", printed)
    code = re.search(r"code +(\d{4} \d{4})", printed)
    assert link is not None
    assert code is not None
    return link[1], code[1]


@pytest.mark.parametrize("typed", ["mời {}", "mời {} ạ", "mã mời {}"])
async def test_a_code_may_begin_with_zero(home: Path, typed: str) -> None:
    code = invitation(home, Role.ADMIN, 12_034)
    async with running(home, "bot", "run") as program, Visitor(program.url) as visitor:
        await visitor.say(typed.format(grouped(code)))
        assert "Đã ghi: quản trị." in (await visitor.line(1))["text"]


async def reaches_the_desk(phone: Phone) -> None:
    """Ask for the menu: whoever was invited is a colleague, and not asked like a stranger."""
    await phone.says("menu")
    await phone.hears("Đồng chí chọn việc:")


async def test_a_code_is_typed_and_a_link_is_opened(home: Path) -> None:
    async with running(home, "bot", "run") as program, phones(program.url) as take:
        _, code = await run_invite(program)
        link, digits = await run_invite(program)

        typed = await take()
        await typed.says(f"mời {code}")
        await typed.hears("Đã ghi: quản trị.")
        opened = await take(link.removeprefix(program.url))
        await expect(opened.on.locator("#text")).to_have_value(f"mời {digits.replace(' ', '')}")
        assert await opened.told() == []
        await opened.on.locator("#send").click()
        await opened.hears("Đã ghi: quản trị.")
        for phone in (typed, opened):
            await reaches_the_desk(phone)

        late = await take()
        await late.says(f"mời {code}")
        await late.hears("Mã ấy cháu chưa dùng được.")
        roles = program.rows("SELECT count(*) FROM \"grant\" WHERE role = 'admin'")

    assert roles == [(3,)]  # with the invented commune's own
