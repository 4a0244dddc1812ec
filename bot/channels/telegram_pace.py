"""How fast Telegram lets us write: who was told to wait, and what groups have had."""

from collections import deque
from collections.abc import Callable
from datetime import datetime, timedelta

GROUP_MINUTE = 20  # messages to one group
MINUTE = timedelta(minutes=1)


class Pace:
    """What was sent to groups, and which chats were told to wait until when."""

    def __init__(self, clock: Callable[[], datetime], *, unpaced: bool) -> None:
        """`unpaced` lifts the platform's limits, to measure against a server of one's own."""
        self.clock = clock
        self._unpaced = unpaced
        self._limited: dict[str, tuple[datetime, timedelta]] = {}  # until when, told how long
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
        """Note that a chat, or a method that is in none, was told to wait; return whether it is
        for all: told so in two chats at once, we wait in all.
        """
        others = any(self.is_waiting(other) for other in self._limited if other != chat)
        wait = timedelta(seconds=seconds)
        self._limited = {each: one for each, one in self._limited.items() if self.is_waiting(each)}
        self._limited[chat] = (self.clock() + wait, wait)
        return others

    def is_waiting(self, chat: str) -> bool:
        """Tell whether a chat was told to wait, and the wait is not over."""
        return self.told_wait(chat) > 0

    def told_wait(self, chat: str) -> float:
        """Return the seconds for which a chat that was told to wait still has to."""
        if chat not in self._limited:
            return 0.0
        until, told = self._limited[chat]
        left = until - self.clock()
        # More than it was told: the clock was set back.
        return left.total_seconds() if timedelta() < left <= told else 0.0
