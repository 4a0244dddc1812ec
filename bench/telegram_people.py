"""People who tell of deeds on Telegram, and who answer as soon as they are asked.

They live in the platform's thread, so that what is said and heard takes no way over HTTP. They
answer the question that stands last, with a tap where there is a button for it, once; whoever
hears nothing waits and never writes again.
"""

import asyncio
import re
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from time import perf_counter

from bench.filling import HAMLETS
from tests.crash.people import name_of
from tests.fakes.telegram_server import SentMessage, TelegramServer
from tests.fakes.telegram_shapes import picture

AGREES, BEGINS = "Đồng ý", "kể"
# The end of each question, and what is answered to it.
ANSWERS = (
    ("có đồng ý không ạ", AGREES),
    ("Ai làm việc tốt ấy", "{who}"),
    ("ở thôn nào", "{hamlet}"),
    ("đã làm gì", "Nhặt được ví có {sum} đồng ở chợ, mang ra tận nhà trả người mất."),
    ("Việc ấy hôm nào", "hôm qua"),
    ("Không có thì nhắn: không", "{photo}"),
    ("Gửi đi được chưa", "Gửi"),
)
MENU, RECEIPT = "cần việc nào", "Mã của"
CODE = re.compile(r"\b(\d{4}) (\d{4})\b")
UPDATES = 7  # of a person in one conversation: "kể", five answers, a tap
PICTURE = picture()
PATIENCE = 2.0  # seconds after which a question that came twice is answered twice


@dataclass(slots=True)
class Person:
    """Somebody in a private chat with the bot."""

    chat: int
    left: int = 0  # deeds that are still to be told
    who: str = ""  # of whom is being told
    heard: str = ""  # the question that came last
    waits: bool = False  # for an answer of the bot
    said_at: float = 0.0
    agreed: bool = False
    told: int = 0


@dataclass(slots=True)
class Crowd:
    """All of them, and what they saw. One deed in `photos` comes with a picture, none for 0.

    What changes something runs in the platform's thread.
    """

    platform: TelegramServer
    photos: int = 0
    people: dict[int, Person] = field(default_factory=dict)
    took: list[float] = field(default_factory=list)  # seconds from an answer to the next question
    receipts: dict[str, str] = field(default_factory=dict)  # code: of whom
    repeated: int = 0  # questions that came once more
    last_heard: float = 0.0
    _queue: deque[Callable[[], None]] = field(default_factory=deque)
    _paced: bool = False

    def come(self, how_many: int) -> None:
        """Let people press Start; they agree, and are at rest at the menu."""
        self.platform.hear = self._hear_soon
        for number in range(how_many):
            person = Person(5_000_000_000 + number)
            self.people[person.chat] = person
        self.platform.do(self._come)

    def tell(self, deeds: int) -> None:
        """Let everybody tell of so many deeds."""
        self.platform.do(self._tell, deeds)

    def stop_telling(self) -> None:
        """Let everybody finish what they are telling, and no more."""
        self.platform.do(self._tell_no_more)

    @property
    def waiting(self) -> int:
        """How many wait for the bot."""
        return sum(person.waits for person in self.people.values())

    @property
    def conversations(self) -> int:
        """How many deeds have their receipt."""
        return sum(person.told for person in self.people.values())

    async def settled(self, quiet: float = 30.0) -> int:
        """Wait until nobody waits any more, or nobody has heard anything for some seconds; return
        how many still wait.
        """
        begun = perf_counter()
        while self.waiting or self._queue:
            if perf_counter() - max(begun, self.last_heard) > quiet:
                break
            await asyncio.sleep(0.02)
        return self.waiting

    async def speak_at(self, per_second: float) -> None:
        """Let people speak one after the other at this pace, until cancelled."""
        self._paced = True
        begun, said = perf_counter(), 0
        try:
            while True:
                due = int((perf_counter() - begun) * per_second)
                for _ in range(due - said):
                    if self._queue:
                        self.platform.do(self._queue.popleft())
                said = due
                await asyncio.sleep(max(0.0, begun + (said + 1) / per_second - perf_counter()))
        finally:
            self._paced = False

    # What happens in the platform's thread

    def _come(self) -> None:
        for person in self.people.values():
            self._say(person, "/start")

    def _tell(self, deeds: int) -> None:
        for person in self.people.values():
            person.left = deeds
            self._begin(person)

    def _tell_no_more(self) -> None:
        for person in self.people.values():
            person.left = 0

    def _hear_soon(self, message: SentMessage) -> None:
        """Read what the bot says as soon as it has been told that it is out."""
        asyncio.get_running_loop().call_soon(self._hear, message)

    def _hear(self, message: SentMessage) -> None:
        """Take what the bot says, and answer."""
        person = self.people[int(message.chat)]
        text = message.text
        if RECEIPT in text:
            self._take_receipt(person, text)
            return
        if MENU in text and not person.agreed:
            person.agreed = True
            self._heard(person)
            return
        place, answer = max((text.rfind(part), said) for part, said in ANSWERS)
        if place < 0:
            return
        if text == person.heard:
            self.repeated += 1
            asyncio.get_running_loop().call_later(
                PATIENCE, self._answer_again, person, person.said_at, message, answer
            )
            return
        self._heard(person)
        person.heard = text
        self._answer(person, message, answer)

    def _answer_again(
        self, person: Person, said_at: float, message: SentMessage, answer: str
    ) -> None:
        """Answer a question that came twice, if nothing has come since."""
        if person.waits and person.said_at == said_at:
            self._answer(person, message, answer)

    def _take_receipt(self, person: Person, text: str) -> None:
        found = CODE.search(text)
        assert found is not None, "a receipt without a code"
        code = "".join(found.groups())
        if code in self.receipts:
            self.repeated += 1
            return
        self.receipts[code] = person.who
        self._heard(person)
        person.told += 1
        person.heard = ""
        if person.left:
            self._begin(person)

    def _heard(self, person: Person) -> None:
        self.last_heard = perf_counter()
        if person.waits:
            self.took.append(self.last_heard - person.said_at)
            person.waits = False

    def _begin(self, person: Person) -> None:
        person.left = max(0, person.left - 1)
        person.who = f"Bà {name_of(str(person.chat), person.told)}"
        self._say(person, BEGINS)

    def _answer(self, person: Person, message: SentMessage, answer: str) -> None:
        if answer == "{photo}":
            with_one = self.photos and (person.chat + person.told) % self.photos == 0
            if with_one:
                self._when_due(person, lambda: self.platform.sends_photo(person.chat, PICTURE))
                return
            answer = "không"
        data = next((d for label, d in message.buttons if label.endswith(answer)), "")
        if data:
            presses = partial(self.platform.presses, person.chat, data, message.message_id)
            self._when_due(person, presses)
        else:
            hamlet = HAMLETS[person.chat % len(HAMLETS)]
            told = 1_000_000 + 1000 * person.told + person.chat % 1000  # each story is another
            self._say(person, answer.format(who=person.who, hamlet=hamlet, sum=told))

    def _say(self, person: Person, text: str) -> None:
        self._when_due(person, lambda: self.platform.says(person.chat, text))

    def _when_due(self, person: Person, does: Callable[[], object]) -> None:
        """Do it now, or when one's turn comes."""
        person.waits = True
        person.said_at = perf_counter()

        def push() -> None:
            person.said_at = perf_counter()
            does()

        if self._paced:
            self._queue.append(push)
        else:
            push()
