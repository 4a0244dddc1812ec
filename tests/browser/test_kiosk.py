"""The kiosk at the one-stop desk: "Xong" leaves nothing of the person behind."""

from pathlib import Path

from playwright.async_api import expect

from tests.bot.channels.web.browser import NEEDS_CHROMIUM
from tests.browser.phone import PATIENCE, Phone, answers, phones
from tests.browser.program import Program, running

pytestmark = NEEDS_CHROMIUM

SECRET = "ông Sung xóm Bến"
LEFT = """SELECT payload FROM inbox WHERE chat = ?1 AND payload <> ''
UNION ALL SELECT payload FROM outbox WHERE chat = ?1 AND payload <> ''"""


async def begins(phone: Phone) -> None:
    """Touch the first screen, and agree."""
    await phone.presses("Chạm để bắt đầu")
    await phone.says("kể")
    await phone.hears("Bác có đồng ý không ạ?")
    await phone.presses("1. Đồng ý")
    await phone.hears("Ai làm việc tốt ấy ạ?")


def visitors(program: Program) -> list[str]:
    """Return who has spoken, in the order of coming."""
    found = program.rows("SELECT chat FROM inbox GROUP BY chat ORDER BY min(id)")
    return [str(chat) for (chat,) in found]


async def test_done_wipes_the_screen_and_the_identity(home: Path) -> None:
    async with running(home, "bot", "run") as program, phones(program.url) as take:
        kiosk = await take("/kiosk", 820, 1100)
        await begins(kiosk)
        await answers(kiosk, (SECRET, "thôn nào"))
        token = await kiosk.page.evaluate("document.body.dataset.token")
        (first,) = visitors(program)
        assert program.rows(LEFT, first)

        await kiosk.presses("Xong")
        await kiosk.page.wait_for_function(
            "(t) => (document.body?.dataset.token ?? t) !== t", arg=token, timeout=PATIENCE
        )
        await expect(kiosk.on.get_by_role("button", name="Chạm để bắt đầu")).to_be_visible()
        assert SECRET not in await kiosk.page.content()
        assert await kiosk.page.evaluate("localStorage.length + sessionStorage.length") == 0
        assert await kiosk.page.context.cookies() == []

        await begins(kiosk)  # somebody else: asked for consent anew, and begins with nothing
        assert SECRET not in "".join(await kiosk.told())
        _, second = visitors(program)
        assert first != second
        assert program.rows(LEFT, first) == []
        # Nobody speaks in the first name again, not even with the token.
        stale = await kiosk.page.evaluate(
            "(t) => fetch(`/upload?kind=photo&as=${t}`, {method: 'POST', body: 'x'})"
            ".then((answer) => answer.status)",
            token,
        )
        assert stale == 401
