"""Zalo's platforms as the people of the crash tests use them: both say and show the same way."""

import asyncio
import random
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Protocol, TypeVar

from bot.channels.zalo_bot import bot_of, webhook_path
from bot.channels.zalo_oa_events import BOT as OA
from tests.fakes import zalo_oa_server as oa
from tests.fakes.zalo_bot_server import Fault, ZaloBotServer
from tests.fakes.zalo_oa_server import ZaloOaServer

# How many of a thousand calls go wrong in which way.
SENDS_FAIL = {
    Fault.LOST: 30, Fault.GARBLED: 10, Fault.HTML_AFTER: 10, Fault.HTML: 20,
    Fault.UNAVAILABLE: 10, Fault.DROPPED: 20, Fault.QUOTA: 2,
}  # fmt: skip
POLLS_FAIL = {Fault.LOST: 5, Fault.HTML: 3, Fault.DROPPED: 3}
ACCOUNT_FAILS: dict[oa.Fault, int] = {"lost": 40, "html": 30, "dropped": 20}
ERRORS = {-200: 10, -32: 2}
ONCE_A_WAIT = 0.05  # seconds between two tries of the webhook while nobody is there
TRIES = 10_000


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Shown:
    """One message on somebody's phone: when, in seconds of the monotonic clock, and which life of
    the program sent it.
    """

    id: str
    text: str
    at: float
    life: int


class Platform(Protocol):
    """What the people of a test need of a platform. `bot` is its name in our rows, `unheard` holds
    the messages of ours whose answer did not reach us, `polls_lost` counts polls whose answer did
    not.
    """

    bot: str
    polls_lost: int

    @property
    def unheard(self) -> set[str]: ...

    async def say(self, chat: str, text: str) -> str:
        """Say something; return the id of the message."""

    def screen(self, chat: str) -> Sequence[Shown]:
        """Return everything that a phone shows."""

    def is_spent(self, message: str) -> bool:
        """Tell whether the platform will not bring a message (again)."""

    def meet(self, chat: str) -> None:
        """Let the platform know somebody who wrote before."""


class Screens:
    """What phones show, by chat, read from a platform as it grows."""

    def __init__(self, read: Callable[[int], Sequence[tuple[str, Shown]]]) -> None:
        """`read` returns what was sent after so many messages: (chat, message)."""
        self._read = read
        self._count = 0
        self._chats: dict[str, list[Shown]] = {}

    def of(self, chat: str) -> list[Shown]:
        """Return everything that one phone shows."""
        news = self._read(self._count)
        self._count += len(news)
        for where, shown in news:
            self._chats.setdefault(where, []).append(shown)
        return self._chats.setdefault(chat, [])


class BotPlatform:
    """A Zalo bot: by polls that repeat or consume, or by its webhook (`webhook` is the address of
    our site, `secret` what is shown there).
    """

    def __init__(self, seed: int, fair: Callable[[], bool], *, replay: bool = False) -> None:
        """`fair` says that nothing goes wrong any more."""
        self.server = ZaloBotServer()
        self.server.replay = replay
        self.server.whim = self._whim
        self.bot = bot_of(self.server.token)
        self.polls_lost = 0
        self._fair = fair
        self._chance = random.Random(seed)
        self._screens = Screens(self._sent)

    def bring_to(self, site: str, secret: str) -> None:
        """Bring events to our site, until it takes them, instead of waiting for polls."""
        self.server.push_tries = TRIES
        self.server.webhook = (site + webhook_path(self.bot), secret)

    @property
    def unheard(self) -> set[str]:
        return self.server.unheard

    async def say(self, chat: str, text: str) -> str:
        return self.server.says(chat, text)

    def screen(self, chat: str) -> Sequence[Shown]:
        return self._screens.of(chat)

    def is_spent(self, message: str) -> bool:
        return message in self.server.spent

    def meet(self, chat: str) -> None:
        self.server.people[chat] = chat

    def close(self) -> None:
        """Stop."""
        self.server.close()

    def _sent(self, after: int) -> list[tuple[str, Shown]]:
        news = self.server.sent[after:]
        return [(one.chat, Shown(one.message_id, one.text, one.at, one.life)) for one in news]

    def _whim(self, method: str) -> Fault | None:
        failing = {"sendMessage": SENDS_FAIL, "getUpdates": POLLS_FAIL}.get(method)
        if failing is None or self._fair():
            return None
        fault = drawn(self._chance, failing)
        self.polls_lost += method == "getUpdates" and fault is Fault.LOST
        return fault


class AccountPlatform:
    """An Official Account, whose webhook is tried until it takes an event."""

    bot = OA
    polls_lost = 0

    def __init__(self, seed: int, fair: Callable[[], bool], people: int) -> None:
        """`fair` says that nothing goes wrong any more."""
        self.server = ZaloOaServer()
        self.server.whim = self._whim
        self.server.per_minute = 1_000_000
        self.server.ladder = (ONCE_A_WAIT,) * TRIES
        self._fair = fair
        self._chance = random.Random(seed)
        self._threads = ThreadPoolExecutor(people)
        self._ahead = time.time() - time.monotonic()
        self._screens = Screens(self._sent)

    def bring_to(self, site: str) -> None:
        """Bring events to our site."""
        self.server.webhook = f"{site}/zalo-oa"

    @property
    def unheard(self) -> set[str]:
        return self.server.unheard

    async def say(self, chat: str, text: str) -> str:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, self.server.says, chat, text)

    def screen(self, chat: str) -> Sequence[Shown]:
        return self._screens.of(chat)

    def is_spent(self, message: str) -> bool:
        return False

    def meet(self, chat: str) -> None:
        self.server.wrote(chat)

    def close(self) -> None:
        """Stop; nothing that the platform was asked may have been wrong."""
        self._threads.shutdown(cancel_futures=True)
        self.server.close()
        assert self.server.complaints == [], self.server.complaints

    def _sent(self, after: int) -> list[tuple[str, Shown]]:
        news = self.server.sent[after:]
        return [
            (one.user, Shown(one.id, one.text, one.at.timestamp() - self._ahead, one.life))
            for one in news
        ]

    def _whim(self) -> oa.Fault | None:
        if self._fair():
            return None
        error = drawn(self._chance, ERRORS)
        if error is not None:
            self.server.answers.append(error)
            return None
        return drawn(self._chance, ACCOUNT_FAILS)


def drawn(chance: random.Random, of_thousand: Mapping[T, int]) -> T | None:
    """Return one of these, each so often in a thousand, or None."""
    place = chance.randrange(1000)
    for one, often in of_thousand.items():
        if place < often:
            return one
        place -= often
    return None
