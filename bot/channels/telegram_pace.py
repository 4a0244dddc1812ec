"""How fast Telegram lets us write: who was told to wait, and what groups have had."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.dialogue.messages import NotYet

GROUP_MINUTE = 20  # messages to one group
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Limit:
    """Until when somebody was told to wait, and how long that was."""

    until: datetime
    told: timedelta

    def left(self, now: datetime) -> float:
        """Return the seconds until it is over; it is when the clock was set back since."""
        left = self.until - now
        return left.total_seconds() if timedelta() < left <= self.told else 0.0


def limit_from(now: datetime, told: timedelta) -> Limit:
    """Return a wait that begins now."""
    return Limit(now + told, told)


class Pace:
    """What was sent to groups, and which chats were told to wait until when."""

    def __init__(self, clock: Callable[[], datetime], *, unpaced: bool) -> None:
        """`unpaced` lifts the platform's limits, to measure against a server of one's own."""
        self.clock = clock
        self._unpaced = unpaced
        self._limited: dict[str, Limit] = {}
        self._all: Limit | None = None
        self._groups: dict[str, deque[datetime]] = {}

    def group_wait(self, chat: str) -> float:
        """Return the seconds until a group may be written to again."""
        sent = self._groups.get(chat)
        if sent is None or len(sent) < GROUP_MINUTE or self._unpaced:
            return 0.0
        wait = sent[0] + MINUTE - self.clock()
        return min(wait, MINUTE).total_seconds()  # the clock may have been set back since

    def sent(self, chat: str, many: int = 1) -> None:
        """Note that something went out: a message, or so many in an album."""
        self.went_out(chat, self.clock(), many)

    def went_out(self, chat: str, at: datetime, many: int = 1) -> None:
        """Note that something went out at a moment, from here or from another process."""
        if chat.startswith("-"):
            group = self._groups.setdefault(chat, deque(maxlen=GROUP_MINUTE))
            group.extend([at] * many)

    def told_to_wait(self, chat: str, seconds: float) -> bool:
        """Note that a chat was told to wait; return whether it is for all: told so in two chats at
        once, we wait in all.
        """
        self._limited = {each: one for each, one in self._limited.items() if self._left(one)}
        others = bool(self._limited.keys() - {chat})
        limit = self._limited[chat] = limit_from(self.clock(), timedelta(seconds=seconds))
        if others and self._left(self._all) < seconds:
            self._all = limit
        return others

    def wait(self, chat: str) -> float:
        """Return the seconds that a chat, or all of them, was told to wait from now."""
        return max(self._left(self._limited.get(chat)), self._left(self._all))

    def not_yet(self, chat: str) -> NotYet | None:
        """Return that nothing may be sent to a chat yet, where it or all were told to wait."""
        for limit, everywhere in ((self._all, True), (self._limited.get(chat), False)):
            if left := self._left(limit):
                return NotYet(left, everywhere=everywhere)
        return None

    def _left(self, limit: Limit | None) -> float:
        """Return the seconds until a wait is over."""
        return limit.left(self.clock()) if limit is not None else 0.0
