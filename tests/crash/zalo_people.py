"""People on Zalo who tell of deeds whatever happens to the program, and people who only hear news.

The app sends nothing again by itself: what the platform took it brings to the program, or loses.
Whoever gets no answer says the same once more; here they do so only when the platform has let go
of a message that never came to the inbox, so that these are counted and nothing else is.
"""

import re
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import pairwise

from sqlmodel import select

from bot.settings import Settings
from models.base import to_ms
from models.machine.conversation import Conversation
from models.machine.push import push
from models.people.consent import TEXT_VERSION
from models.people.person import Account, Person
from models.store import Tx, open_engine, transaction
from models.work.deed import Deed, DeedState
from tests.crash.counting import rows
from tests.crash.people import PATIENT, RECEIPT, Story, Told
from tests.crash.reaping import Reaper
from tests.crash.waiting import until
from tests.crash.zalo_platform import Platform, Shown

LOOK_AGAIN = 1.0  # seconds between two looks for what was lost
LOOKS = 3  # after so many it is: a program that had it has stored it long ago
NEWS = re.compile(r"tin thử số (\d+)\.")


@dataclass(slots=True)
class Seen:
    """What one phone has shown: messages that came again because of a kill, by the life after it;
    because nobody knew whether they had arrived; for no reason.
    """

    told: Sequence[Told] = ()
    repeats: Counter[int] = field(default_factory=Counter)
    unknown: int = 0
    doubles: list[str] = field(default_factory=list)


def seen_on(screen: Sequence[Shown], unheard: set[str]) -> Seen:
    """Return what came again on a screen, and why. A message that repeats another stands right
    behind it: a chat's messages go in order. What one life repeats of another it repeats because
    of a kill.
    """
    seen = Seen()
    for before, shown in pairwise(screen):
        if before.text != shown.text:
            continue
        if before.id in unheard:
            seen.unknown += 1
        elif shown.life != before.life:
            seen.repeats[shown.life] += 1
        else:
            seen.doubles.append(shown.text)
    return seen


class ZaloTeller:
    """Somebody who tells deeds until it is enough."""

    def __init__(
        self, name: str, platform: Platform, reaper: Reaper, stored: Callable[[str], bool]
    ) -> None:
        """`stored` tells whether a message is in the inbox."""
        self.chat = name
        self.platform = platform
        self.story = Story(name)
        self.said: list[str] = []  # ids of messages
        self.lost: list[str] = []  # those that had to be said again
        self._reaper = reaper
        self._stored = stored
        self._words = ""
        self._read = 0
        self._asked = ""
        self._look_at = 0.0
        self._missed = 0  # looks in a row at which what was said last was gone

    async def tell(self) -> None:
        """Tell deeds until it is enough, and end after a receipt."""
        while True:
            await self._say(self.story.beginning())
            await self._talk_to_the_receipt()
            if self._reaper.enough():
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
            if answer := self.story.answer(asked):
                await self._say(answer)

    async def _say(self, words: str) -> None:
        self._words = words
        self.said.append(await self.platform.say(self.chat, words))
        self._missed, self._look_at = 0, time.monotonic() + LOOK_AGAIN

    async def _next(self) -> str:
        """Return the first message that was not read and does not repeat the one before. Each kill
        gives the program new time.
        """
        while True:
            await self._wait_for_news(self._reaper.died)
            if len(self._screen) > self._read:
                text = self._screen[self._read].text
                self._read += 1
                if text != self._asked:
                    self._asked = text
                    return text
            elif self._missed >= LOOKS:
                self.lost.append(self.said[-1])
                await self._say(self._words)

    async def _wait_for_news(self, died: int) -> None:
        def happened() -> bool:
            self._look()
            return (
                len(self._screen) > self._read or self._missed >= LOOKS or self._reaper.died > died
            )

        what = f"{self.chat} gets an answer to {self._words!r} after {self._asked!r}"
        await until(happened, PATIENT, what)

    def _look(self) -> None:
        """Look, now and then, whether what was said last is lost."""
        now = time.monotonic()
        if now < self._look_at:
            return
        own, self._look_at = self.said[-1], now + LOOK_AGAIN
        gone = self.platform.is_spent(own) and not self._stored(own)
        self._missed = self._missed + 1 if gone else 0


class Crier:
    """Has news told to people who only listen, one piece after the other."""

    def __init__(
        self, settings: Settings, platform: Platform, reaper: Reaper, chats: Sequence[str]
    ) -> None:
        self.settings = settings
        self.platform = platform
        self.chats = chats
        self.cried: dict[int, tuple[str, int]] = {}  # by its row: the chat, its number
        self._reaper = reaper
        self._persons: dict[str, int] = {}
        self._deed = 0
        self._count = 0

    def settle(self) -> None:
        """Make the listeners: people who have agreed and wrote a moment ago."""
        with self._transaction() as tx:
            now = datetime.now(UTC)
            published = select(Deed.id).where(Deed.state == DeedState.PUBLISHED.value)
            self._deed = tx.session.exec(published).first() or 0
            for chat in self.chats:
                person = Person(name=chat, consent=TEXT_VERSION, created_at=now)
                tx.session.add(person)
                tx.session.flush()
                number = self._persons[chat] = person.id or 0
                bot, spoke = self.platform.bot, to_ms(now)
                tx.session.add(Account(person_id=number, bot=bot, sender=chat))
                tx.session.add(Conversation(bot=bot, chat=chat, sender=chat, spoke_ms=spoke))
                self.platform.meet(chat)

    async def cry(self) -> None:
        """Have one piece of news after the other told until there were kills enough."""
        while not self._reaper.enough():
            self._count += 1
            self._queue(self._count)
            await self._wait_for_news(self._reaper.died)

    async def end(self) -> None:
        """Wait until nothing waits any more."""
        await until(self._is_quiet, PATIENT, "all news has gone out")

    def heard(self) -> Counter[tuple[str, int]]:
        """Return how often each piece of news was shown."""
        return Counter(
            (chat, int(number))
            for chat in self.chats
            for shown in self.platform.screen(chat)
            for number in NEWS.findall(shown.text)
        )

    def uncertain(self) -> set[tuple[str, int]]:
        """Return the news of which the program says that it does not know whether it arrived."""
        of_news = "SELECT push.id FROM push JOIN outbox ON outbox.id = push.outbox_id"
        found = rows(self.settings, f"{of_news} WHERE outbox.state = 'uncertain'")
        return {self.cried[row] for (row,) in found if row in self.cried}

    def _queue(self, number: int) -> None:
        now, words = datetime.now(UTC), f"tin thử số {number}."
        with self._transaction() as tx:
            for chat in self.chats:
                person = self._persons[chat]
                row = push(tx, person, "board-wrong", now, deed=self._deed, text=words)
                self.cried[row] = (chat, number)

    async def _wait_for_news(self, died: int) -> None:
        """Wait until the newest news has come to everybody, or somebody has died."""

        def happened() -> bool:
            newest = f"tin thử số {self._count}."
            screens = [self.platform.screen(chat) for chat in self.chats]
            come = all(screen and newest in screen[-1].text for screen in screens)
            return come or self._reaper.died > died

        await until(happened, PATIENT, "news comes, or somebody dies")

    def _is_quiet(self) -> bool:
        waits = "SELECT count(*) FROM push WHERE name = 'board-wrong' AND told_ms IS NULL"
        queued = "SELECT count(*) FROM outbox WHERE state = 'queued' AND bot = :bot"
        bot = self.platform.bot
        return rows(self.settings, waits) == rows(self.settings, queued, bot=bot) == [(0,)]

    @contextmanager
    def _transaction(self) -> Iterator[Tx]:
        """Write into the database of the program, as another process may."""
        engine = open_engine(self.settings.database_url)
        with transaction(engine) as tx:
            yield tx
        engine.dispose()
