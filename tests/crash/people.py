"""People who tell of deeds, one after the other, whatever happens to the server.

They do what the page does: keep what is not confirmed and send it again with its id, keep the acks
that no pong has confirmed, come back by themselves. And what a person does: answer the question
that stands last, once, and otherwise wait.
"""

import asyncio
import re
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import cycle

from websockets.exceptions import WebSocketException

from tests.fakes.web_client import Frame, Refused, Visitor

CODE = re.compile(r"\b(\d{4}) (\d{4})\b")
AGAIN = 0.02  # seconds between two tries to come back
PATIENT = 60.0  # seconds until a missing answer counts as missing: longer than any take-over

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


@dataclass(slots=True)
class Told:
    """One report as the person lived it: whom it praises, its confirmed end, the code it got."""

    who: str
    confirmed: bool = False
    codes: list[str] = field(default_factory=list)


class Teller(Visitor):
    """Somebody who tells deeds until it is enough."""

    def __init__(
        self,
        name: str,
        bases: Sequence[str],
        address: str,
        kills: Callable[[], int],
        enough: Callable[[], bool],
    ) -> None:
        super().__init__(bases[0], address=address)
        self.name = name
        self.told: list[Told] = []
        self.repeats: Counter[int] = Counter()  # lines that came again, by kills so far
        self.doubles: list[str] = []  # lines that came again under another number
        self.strange: list[str] = []  # lines that belong to no conversation of this test
        self.took: list[float] = []  # seconds from an answer to the next question
        self._bases = cycle([*bases[1:], bases[0]])
        self._kills = kills
        self._enough = enough
        self._pings: list[list[int]] = []
        self._timers: set[asyncio.TimerHandle] = set()

    async def tell(self) -> None:
        """Tell deeds, and end after a receipt."""
        await self.come_back()
        staying = asyncio.create_task(self._stay())
        try:
            await self._talk()
        finally:
            staying.cancel()
            with suppress(asyncio.CancelledError):
                await staying
            for timer in self._timers:
                timer.cancel()
            await self.close()

    async def _talk(self) -> None:
        seen, said = 0, await self.say(BEGIN, wait=False)
        asked = ""
        while True:
            line = await self._next(seen, f"after {said!r} to {asked!r}")
            seen = line["number"]
            text = line["text"]
            if text == asked:
                self.doubles.append(text)
                continue
            asked = text
            if RECEIPT in text:
                self._receipt(text)
                if self._enough():
                    return
                said = BEGIN
            else:
                said = self._answer(text)
            if said:
                begun = asyncio.get_running_loop().time()
                await self.say(said, wait=False)
                await self.send_raw_quietly('{"t":"ping"}')
                self.took.append(-begun)

    async def send_raw_quietly(self, text: str) -> None:
        """Ask for a pong, if anybody is there; it will confirm the acks so far."""
        with suppress(WebSocketException):
            self._pings.append(list(self._acks))
            await self.send_raw(text)

    async def _next(self, seen: int, what: str) -> Frame:
        try:
            async with asyncio.timeout(PATIENT), self._changed:
                await self._changed.wait_for(lambda: self.last > seen)
        except TimeoutError:
            raise AssertionError(f"{self.name} got no answer {what}") from None
        if self.took and self.took[-1] < 0:
            self.took[-1] += asyncio.get_running_loop().time()
        return next(line for line in self.lines if line["number"] > seen)

    def _answer(self, text: str) -> str:
        place, answer = max(((text.rfind(part), answer) for part, answer in QUESTIONS))
        if place < 0:
            self.strange.append(text)
            return ""
        if answer == "{who}":
            self.told.append(Told(f"Bà {self.name} lần {len(self.told) + 1}"))
            return self.told[-1].who
        if "Gửi đi được chưa" in text and self.told:
            self.told[-1].confirmed = True
        return answer

    def _receipt(self, text: str) -> None:
        found = CODE.search(text)
        assert found is not None, text
        self.told[-1].codes.append("".join(found.groups()))

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
