"""People who tell of deeds, one after the other, whatever happens to the server.

They do what the page does: keep what is not confirmed and send it again with its id, keep the acks
that no pong has confirmed, come back by themselves. And what a person does: answer the question
that stands last, once, and otherwise wait.
"""

import asyncio
import re
import zlib
from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from itertools import cycle

from websockets.exceptions import WebSocketException

from tests.fakes.web_client import Frame, Refused, Visitor

CODE = re.compile(r"\b(\d{4}) (\d{4})\b")
AGAIN = 0.02  # seconds between two tries to come back
PATIENT = 60.0  # seconds after a kill until an answer is missing: longer than any take-over

SYLLABLES = (
    "ba", "be", "bi", "bo", "da", "de", "di", "do", "ka", "ke", "ki", "ko", "la", "le", "li", "lo",
)  # fmt: skip
HELLO = "chào cháu"
BEGIN = "kể"
RECEIPT = "nhận đủ rồi"
QUESTIONS = (
    ("có đồng ý không", "1"),
    ("cần việc nào", BEGIN),
    ("Ai làm việc tốt", "{who}"),
    ("ở thôn nào", "Đoài"),
    ("đã làm gì", "Nhặt được ví ở chợ, mang ra tận nhà trả người mất."),
    ("hôm nào ạ", "hôm qua"),
    ("Không có thì nhắn: không", "không"),
    ("Gửi đi được chưa", "1"),
)


def name_of(teller: str, count: int) -> str:
    """Return a name that nobody else has: a deed like another one would be asked about."""
    digest = zlib.crc32(f"{teller} {count}".encode())
    return "".join(SYLLABLES[digest >> shift & 15] for shift in range(0, 32, 4)).capitalize()


@dataclass(slots=True)
class Told:
    """One report as the person lived it: whom it praises, its confirmed end, the code it got."""

    who: str
    confirmed: bool = False
    codes: list[str] = field(default_factory=list)


class Story:
    """What one person tells, one deed after the other, and how they answer what they are asked."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.told: list[Told] = []
        self.strange: list[str] = []  # what belongs to no conversation of this test

    def beginning(self) -> str:
        """Return how one says that there is something to tell; at first people say hello."""
        return BEGIN if self.told else HELLO

    def answer(self, text: str) -> str:
        """Return the answer to the question that stands last in a text, empty if there is none."""
        place, answer = max(((text.rfind(part), answer) for part, answer in QUESTIONS))
        if place < 0:
            self.strange.append(text)
            return ""
        if answer == "{who}":
            self.told.append(Told(f"Bà {name_of(self.name, len(self.told))}"))
            return self.told[-1].who
        if "Gửi đi được chưa" in text and self.told:
            self.told[-1].confirmed = True
        return answer

    def take_receipt(self, text: str) -> None:
        """Keep the code of the deed that was told last."""
        found = CODE.search(text)
        assert found is not None, text
        self.told[-1].codes.append("".join(found.groups()))


class Teller(Visitor):
    """Somebody who tells deeds until it is enough."""

    def __init__(
        self,
        name: str,
        bases: Sequence[str],
        address: str = "",
        kills: Callable[[], int] = lambda: 0,
        enough: Callable[[], bool] = lambda: True,
    ) -> None:
        super().__init__(bases[0], address=address)
        self.name = name
        self.story = Story(name)
        self.told, self.strange = self.story.told, self.story.strange
        self.repeats: Counter[int] = Counter()  # lines that came again, by kills so far
        self.doubles: list[str] = []  # lines that came again under another number
        self.took: list[float] = []  # seconds from an answer to the next question
        self._bases = cycle([*bases[1:], bases[0]])
        self._kills = kills
        self._enough = enough
        self._pings: list[list[int]] = []
        self._timers: set[asyncio.TimerHandle] = set()
        self._seen = 0  # the newest line that was read
        self._asked = ""  # what it says
        self._open = ""  # the same until it is answered
        self._said = ""
        self._said_at = 0.0

    async def tell(self) -> None:
        """Tell deeds until it is enough, and end after a receipt."""
        async with self.there():
            await self.begin()
            while True:
                await self.talk_until(RECEIPT)
                if self._enough():
                    return
                await self.begin()

    @asynccontextmanager
    async def there(self) -> AsyncIterator[None]:
        """Be in front of the page, and come back whenever the connection breaks."""
        await self.come_back()
        staying = asyncio.create_task(self._stay())
        try:
            yield
        finally:
            staying.cancel()
            with suppress(asyncio.CancelledError):
                await staying
            for timer in self._timers:
                timer.cancel()
            await self.close()

    async def begin(self) -> None:
        """Say that one has something to tell; at first people say hello."""
        await self._answer_with(self.story.beginning())

    async def talk_until(self, part: str = "") -> str:
        """Answer what is asked until a line with `part` has come, which is not answered yet."""
        while True:
            await self.answer()
            line = await self._next()
            self._seen = line["number"]
            text = str(line["text"])
            if text == self._asked:
                self.doubles.append(text)
                continue
            self._asked = self._open = text
            if RECEIPT in text:
                self.story.take_receipt(text)
                self._open = ""
            if part in text:
                return text

    async def answer(self) -> None:
        """Answer the open question, if there is one."""
        text, self._open = self._open, ""
        if text:
            await self._answer_with(self.story.answer(text))

    async def _answer_with(self, said: str) -> None:
        if said:
            self._said = said
            self._said_at = asyncio.get_running_loop().time()
            await self.say(said, wait=False)
            await self.send_raw_quietly('{"t":"ping"}')

    async def send_raw_quietly(self, text: str) -> None:
        """Ask for a pong, if anybody is there; it will confirm the acks so far."""
        with suppress(WebSocketException):
            if self._socket is None:
                return
            self._pings.append(list(self._acks))
            await self.send_raw(text)

    async def _next(self) -> Frame:
        """Return the first line that was not read. Each kill gives the program new time."""
        died = -1
        while self.last <= self._seen:
            if died == self._kills():
                what = f"{self._said!r} to {self._asked!r}"
                state = f"unsent {len(self.unsent)}, close code {self.close_code}"
                raise AssertionError(f"{self.name} got no answer after {what}; {state}")
            died = self._kills()
            with suppress(TimeoutError):
                async with asyncio.timeout(PATIENT), self._changed:
                    await self._changed.wait_for(lambda: self.last > self._seen)
        self.took.append(asyncio.get_running_loop().time() - self._said_at)
        return next(line for line in self.lines if line["number"] > self._seen)

    # What the page does by itself

    async def _stay(self) -> None:
        while True:
            async with self._changed:
                await self._changed.wait_for(lambda: self.close_code is not None)
            await self.come_back()

    async def come_back(self) -> None:
        """Connect to whichever process answers first."""
        async with asyncio.timeout(PATIENT):
            while True:
                try:
                    self._pings.clear()
                    await self.reconnect()
                except (OSError, EOFError, IndexError, WebSocketException, Refused, TimeoutError):
                    self.base = next(self._bases)
                    await asyncio.sleep(AGAIN)
                else:
                    return

    def _show(self, line: Frame) -> None:
        before = self.repeated
        super()._show(line)
        self.repeats[self._kills()] += self.repeated - before

    async def _hear(self, frame: Frame) -> None:
        await super()._hear(frame)
        if frame["t"] == "pong" and self._pings:
            done = set(self._pings.pop(0))
            self._acks = [number for number in self._acks if number not in done]
        if frame["t"] == "no" and frame.get("again"):
            loop = asyncio.get_running_loop()
            timer = loop.call_later(
                frame["again"], lambda: asyncio.ensure_future(self._again(frame["id"]))
            )
            self._timers.add(timer)

    async def _again(self, message: str) -> None:
        if message in self.unsent:
            await self._send(self.unsent[message])
