"""People with their phones: a real Chromium, a browser of its own for each."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager

from playwright.async_api import FilePayload, FrameLocator, Page, expect

from tests.bot.channels.web.browser import chromium

PATIENCE = 20_000  # milliseconds; most answers take a few hundredths of a second

Take = Callable[..., Awaitable["Phone"]]


class Phone:
    """One person's chat page. `on` is the page, or its frame on the table of the demo."""

    def __init__(self, on: Page | FrameLocator) -> None:
        self.on = on

    @property
    def page(self) -> Page:
        """The browser's page, of a phone that is not a frame."""
        assert isinstance(self.on, Page)
        return self.on

    async def says(self, text: str) -> None:
        """Type and send."""
        await self.on.locator("#text").fill(text)
        await self.on.locator("#send").click()

    async def presses(self, label: str) -> None:
        """Touch a choice of the newest question that has one of this name."""
        await self.on.get_by_role("button", name=label, exact=True).last.click()

    async def shows(self, *photos: FilePayload) -> None:
        """Choose photos of the album, all at once."""
        await self.on.locator("#photos").set_input_files(photos)

    async def hears(self, text: str) -> None:
        """Wait until the bot's last line holds these words."""
        await expect(self.on.locator(".bot").last).to_contain_text(text, timeout=PATIENCE)

    async def told(self) -> list[str]:
        """Return what the bot said, without the hours."""
        return await self.on.locator(".bot .bubble").all_inner_texts()

    async def said(self) -> list[str]:
        """Return what the person said, as it stands on the screen."""
        shown = await self.on.locator(".own .bubble:visible").all_inner_texts()
        return [text.removeprefix("Bác:").strip() for text in shown]

    async def is_sent(self, count: int) -> None:
        """Wait until so many messages stand there, each of them marked as sent."""
        states = self.on.locator(".own:visible .state")
        await expect(states).to_have_text(["✓ Đã gửi"] * count, timeout=PATIENCE)

    async def sees_photos(self, count: int) -> None:
        """Wait until the last line of the bot's shows so many photos, really loaded."""
        images = self.on.locator(".bot").last.locator(".picture img")
        await expect(images).to_have_count(count, timeout=PATIENCE)
        for place in range(count):
            await expect(images.nth(place)).to_have_js_property("complete", True, timeout=PATIENCE)
            assert await images.nth(place).evaluate("(one) => one.naturalWidth") > 0

    async def code(self) -> str:
        """Return the receipt code of the last line: what stands alone, in figures."""
        return await self.on.locator(".bot").last.locator(".figure").inner_text()

    async def numbers(self) -> Sequence[str]:
        """Return the numbers of the bot's lines as they stand, one after the other."""
        found: list[str] = await self.on.locator(".bot").evaluate_all(
            "(lines) => lines.map((one) => one.dataset.number)"
        )
        return found

    async def reloads(self) -> None:
        """Load the page anew and wait for what was said before."""
        before = len(await self.numbers())
        await self.page.reload()
        await expect(self.on.locator(".bot")).to_have_count(before, timeout=PATIENCE)


@asynccontextmanager
async def phones(url: str) -> AsyncIterator[Take]:
    """Hand out phones: `await take("/p/buoi")`. An error in a page's script, or a request to
    anywhere else, fails.
    """
    wrong: list[str] = []
    async with chromium() as browser:

        async def take(path: str = "/", width: int = 390, height: int = 844) -> Phone:
            context = await browser.new_context(viewport={"width": width, "height": height})
            page = await context.new_page()
            page.on("pageerror", lambda error: wrong.append(str(error)))
            page.on(
                "request",
                lambda asked: (
                    None
                    if asked.url.startswith((url, "blob:", "data:"))
                    else wrong.append(asked.url)
                ),
            )
            await page.goto(url + path)
            return Phone(page)

        yield take
    assert wrong == []


async def agrees(phone: Phone) -> None:
    """Say hello for the first time, and agree."""
    await phone.presses("Bắt đầu")
    await phone.hears("Bác có đồng ý không ạ?")
    await phone.presses("1. Đồng ý")
    await phone.hears("Bác cần việc nào ạ?")


async def answers(phone: Phone, *pairs: tuple[str, str]) -> None:
    """Answer questions: what is said, and what the next question holds."""
    for said, next_question in pairs:
        await phone.says(said)
        await phone.hears(next_question)
