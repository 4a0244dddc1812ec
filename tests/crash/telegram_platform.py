"""Telegram as the people of the crash tests use it, with everything that goes wrong there."""

import random
import re
from collections.abc import Callable, Mapping, Sequence

from bot.channels.telegram_events import BOT
from bot.channels.telegram_receiving import PATH
from tests.crash.zalo_platform import Screens, Shown, drawn
from tests.fakes.telegram_server import Fault, SentMessage, TelegramServer

# How many of a thousand calls go wrong in which way.
SENDS_FAIL = {
    Fault.LOST: 30, Fault.GARBLED: 10, Fault.HTML_AFTER: 10, Fault.HTML: 20,
    Fault.UNAVAILABLE: 10, Fault.DROPPED: 20, Fault.LIMIT: 5,
}  # fmt: skip
POLLS_FAIL = {
    Fault.LOST: 10,
    Fault.GARBLED: 3,
    Fault.HTML: 3,
    Fault.UNAVAILABLE: 3,
    Fault.DROPPED: 5,
}
FILES_FAIL = {Fault.LOST: 20, Fault.HTML: 20, Fault.UNAVAILABLE: 20, Fault.DROPPED: 20}
TAPS_FAIL = {Fault.LOST: 50, Fault.HTML: 50, Fault.LIMIT: 20, Fault.DROPPED: 50}
FAILING: Mapping[str, Mapping[Fault, int]] = {
    "sendMessage": SENDS_FAIL,
    "getUpdates": POLLS_FAIL,
    "getFile": FILES_FAIL,
    "answerCallbackQuery": TAPS_FAIL,
    "editMessageReplyMarkup": TAPS_FAIL,
}
COMES_AGAIN = 30  # of a thousand updates, the one before
CANNOT_BE_READ = 5  # of a thousand, one that nobody can read comes before
PRESSES = 700  # of a thousand answers for which there is a button
FIRST = 9_000_000  # the lowest id of a person
NUMBER = re.compile(r"^\d+\. ")  # before a label
UNREADABLE = {"message": {"message_id": "?", "text": "không đọc được"}}


class TelegramPlatform:
    """Telegram with one bot, which hands over again what was not taken: nothing is lost."""

    bot = BOT
    polls_lost = 0

    def __init__(self, seed: int, fair: Callable[[], bool] = lambda: True) -> None:
        """`fair` says that nothing goes wrong any more."""
        self.server = TelegramServer()
        self.server.records = False
        self.server.retry_after = 1
        self.server.whim = self._whim
        self.server.hear = self._hear
        self.updates: set[int] = set()  # everything that people did
        self.unreadable = 0  # updates that nobody can read
        self.come_again = 0  # updates that were handed over once more
        self.faults = 0  # calls that went wrong
        self._fair = fair
        self._chance = random.Random(seed)
        self._screens = Screens(self._sent)
        self._newest: dict[str, SentMessage] = {}
        self._last: dict[str, int] = {}
        self._listening: dict[str, Callable[[], object]] = {}

    def bring_to(self, sites: Sequence[str], secret: str, again: float) -> None:
        """Bring updates to our sites, to whichever takes them, instead of waiting for polls; the
        newest of a chat first. What was not taken is brought again after some seconds.
        """
        first, *others = (site + PATH for site in sites)
        self.server.push_again = again
        self.server.reversed_pushes = True
        self.server.also_at = tuple(others)
        self.server.webhook = {"url": first, "secret_token": secret}

    def listen(self, chat: str, heard: Callable[[], object]) -> None:
        """Have somebody told, in the platform's thread, that there is something on their phone."""
        self._listening[chat] = heard

    @property
    def unheard(self) -> set[str]:
        return {str(message) for message in self.server.unheard}

    async def say(self, chat: str, text: str) -> str:
        """Say something, as often as not with the button that says so; return the number of the
        update.
        """
        data = self._button(chat, text)
        pressed = bool(data) and self._chance.randrange(1000) < PRESSES
        newest = self._newest.get(chat)
        if pressed and newest is not None:
            return self._does(
                chat, lambda: self.server.presses(chat, data, newest.message_id, name=chat)
            )
        return self._does(chat, lambda: self.server.says(chat, text, name=chat))

    def send_photo(self, chat: str, content: bytes) -> str:
        """Send a photo; return the number of the update."""
        return self._does(chat, lambda: self.server.sends_photo(chat, content, name=chat))

    def bring_unreadable(self) -> None:
        """Bring an update that nobody can read."""
        self.unreadable += 1
        self.server.bring(UNREADABLE)

    def screen(self, chat: str) -> Sequence[Shown]:
        return self._screens.of(chat)

    def is_spent(self, message: str) -> bool:
        return False

    def meet(self, chat: str) -> None:
        self.server.chat(chat).title = chat

    def close(self) -> None:
        """Stop."""
        self.server.close()

    def _does(self, chat: str, act: Callable[[], object]) -> str:
        """Do one thing on a phone, and now and then something that goes wrong beside it."""
        if not self._fair() and self._chance.randrange(1000) < CANNOT_BE_READ:
            self.bring_unreadable()
        known = 0

        def done() -> None:
            nonlocal known
            act()
            known = self.server.newest

        self.server.do(done)
        self.updates.add(known)
        before, self._last[chat] = self._last.get(chat, 0), known
        if before and not self._fair() and self._chance.randrange(1000) < COMES_AGAIN:
            self.come_again += 1
            self.server.do(self.server.again, before)
        return str(known)

    def _button(self, chat: str, text: str) -> str:
        """Return what the button brings back that says so, empty where none does."""
        newest = self._newest.get(chat)
        buttons = newest.buttons if newest is not None else ()
        if text == "1":
            return buttons[0][1] if buttons else ""
        meant = (text.casefold(), f"thôn {text.casefold()}")
        return next((d for label, d in buttons if NUMBER.sub("", label).casefold() in meant), "")

    def _hear(self, sent: SentMessage) -> None:
        self._newest[sent.chat] = sent
        if (heard := self._listening.get(sent.chat)) is not None:
            heard()

    def _sent(self, after: int) -> list[tuple[str, Shown]]:
        news = self.server.sent[after:]
        return [(one.chat, Shown(str(one.message_id), one.text, one.at, one.life)) for one in news]

    def _whim(self, method: str) -> Fault | None:
        if method not in FAILING or self._fair():
            return None
        fault = drawn(self._chance, FAILING[method])
        self.faults += fault is not None
        return fault
