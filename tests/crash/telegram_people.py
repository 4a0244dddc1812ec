"""People on Telegram who tell of deeds whatever happens to the program.

They say a thing once. The platform keeps it until the bot has taken it, so nobody ever has to say
it again: whoever gets no answer waits, and the test fails when none comes.
"""

import asyncio
import hashlib
import random
from collections.abc import Callable, Sequence
from contextlib import suppress

from tests.crash.people import PATIENT, RECEIPT, Story
from tests.crash.reaping import Reaper
from tests.crash.telegram_platform import FIRST, TelegramPlatform
from tests.crash.zalo_people import Seen, seen_on
from tests.crash.zalo_platform import Shown
from tests.fakes.telegram_shapes import picture

FOR_A_PHOTO = "Không có thì nhắn: không"
LOOK_AGAIN = 5.0  # seconds between two looks at whether it took too long
A_PHOTO_EACH = 3  # of so many deeds one has a photo
SHOWN = 6  # messages of a talk that a failure shows


class TelegramTeller:
    """Somebody who tells deeds until it is enough."""

    def __init__(
        self,
        number: int,
        platform: TelegramPlatform,
        reaper: Reaper,
        enough: Callable[[], bool] | None = None,
        pause: float = 0.0,
    ) -> None:
        """`enough` is asked after each receipt, instead of the reaper; `pause` is how many seconds
        one thinks before an answer, on average.
        """
        self.chat = str(FIRST + number)
        self.platform = platform
        self.story = Story(f"Bưởi {number}")
        self.photos: list[str] = []  # digests
        self.took: list[tuple[float, float]] = []  # when something was said, seconds to its answer
        self._number = number
        self._reaper = reaper
        self._enough = enough or reaper.enough
        self._pause = pause
        self._chance = random.Random(number)
        self._news = asyncio.Event()
        self._said = ""
        self._said_at = 0.0
        self._read = 0
        self._asked = ""
        loop = asyncio.get_running_loop()
        platform.listen(self.chat, lambda: loop.call_soon_threadsafe(self._news.set))

    async def tell(self) -> None:
        """Tell deeds until it is enough, and end after a receipt."""
        while True:
            await self._say(self.story.beginning())
            await self._talk_to_the_receipt()
            if self._enough():
                return

    def seen(self) -> Seen:
        """Return what this person lived through."""
        seen = seen_on(self._screen, self.platform.unheard)
        seen.told = self.story.told
        return seen

    @property
    def _screen(self) -> Sequence[Shown]:
        return self.platform.screen(self.chat)

    async def _talk_to_the_receipt(self) -> None:
        while True:
            asked = await self._next()
            if RECEIPT in asked:
                self.story.take_receipt(asked)
                return
            if FOR_A_PHOTO in asked and (self._number + len(self.story.told)) % A_PHOTO_EACH == 0:
                await self._show()
            elif answer := self.story.answer(asked):
                await self._say(answer)

    async def _say(self, words: str) -> None:
        await self._think(words)
        await self.platform.say(self.chat, words)

    async def _show(self) -> None:
        content = picture()
        await self._think("a photo")
        self.photos.append(hashlib.sha256(content).hexdigest())
        self.platform.send_photo(self.chat, content)

    async def _think(self, words: str) -> None:
        if self._pause:
            await asyncio.sleep(self._chance.uniform(0, 2 * self._pause))
        self._said, self._said_at = words, asyncio.get_running_loop().time()

    async def _next(self) -> str:
        """Return the first message that was not read and does not repeat the one before."""
        while True:
            await self._wait_for_news()
            shown = self._screen[self._read]
            self._read += 1
            if shown.text != self._asked:
                self._asked = shown.text
                self.took.append((self._said_at, shown.at - self._said_at))
                return shown.text

    async def _wait_for_news(self) -> None:
        """Wait for a message. Each kill gives the program new time."""
        loop = asyncio.get_running_loop()
        died, since = self._reaper.died, loop.time()
        while len(self._screen) <= self._read:
            if self._reaper.died > died:
                died, since = self._reaper.died, loop.time()
            elif loop.time() - since > PATIENT:
                what = f"{self._said!r} to {self._asked!r}"
                last = "\n".join(shown.text for shown in self._screen[-SHOWN:])
                raise AssertionError(f"{self.chat} got no answer after {what}; at last:\n{last}")
            self._news.clear()
            if len(self._screen) <= self._read:
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._news.wait(), LOOK_AGAIN)
