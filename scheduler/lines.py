"""What waits to be sent: a line for each chat, and whose line goes on next.

A chat's messages go in order; answers alone pass news that has not begun to leave. A line is as
urgent as the most urgent that stands in it, so that nobody waits for an answer behind news that
waits for ten thousand others. Pure; times are seconds on one clock that is handed in.
"""

import heapq
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from models.machine.outbox import Priority

LOOK_AGAIN = 1.0  # seconds after which a message that may not leave is looked at anew


@dataclass(slots=True)
class Item:
    """One message that waits."""

    priority: int
    row: int
    chat: str
    payload: str
    not_before_ms: int = 0
    expires_ms: int | None = None
    repeat: bool = field(kw_only=True)
    attempts: int = 0
    unknown: int = 0  # tries of which nobody knows whether they left
    broken: int = 0  # tries that our own program did not get through
    since: float = 0.0  # when delivery took note of it

    @property
    def is_push(self) -> bool:
        """Whether nobody asked for it just now."""
        return self.priority != Priority.ANSWER


class Lines:
    """The lines of one bot's chats."""

    def __init__(self) -> None:
        self._chats: dict[str, deque[Item]] = {}
        self._rows: set[int] = set()
        self._under_way: set[str] = set()
        # The first of each line, by urgency; and those that may not leave yet, by the moment at
        # which they are looked at again. One that is not the first any more is passed over.
        self._ready: list[tuple[int, int, str]] = []
        self._later: list[tuple[float, int, int, str]] = []

    def __contains__(self, row: int) -> bool:
        return row in self._rows

    def add(self, item: Item) -> None:
        """Put a message into its chat's line, unless it is there already."""
        if item.row in self._rows:
            return
        self._rows.add(item.row)
        line = self._chats.setdefault(item.chat, deque())
        place = len(line)
        if not item.is_push:
            first = int(item.chat in self._under_way)
            while place > first and line[place - 1].priority == Priority.NOTICE:
                place -= 1
        more_urgent = all(item.priority < other.priority for other in line)
        line.insert(place, item)
        if place == 0 or more_urgent:
            self._line_up(item.chat)

    def drop(self, row: int) -> None:
        """Forget a message, unless it is under way."""
        for chat, line in self._chats.items():
            place = next((n for n, item in enumerate(line) if item.row == row), None)
            if place is None:
                continue
            if place > 0 or chat not in self._under_way:
                del line[place]
                self._rows.discard(row)
                self._line_up(chat)
            return

    def next(
        self,
        now: float,
        wait_for_all: Callable[[bool], float | None],
        wait_for_one: Callable[[Item], float],
    ) -> Item | float | None:
        """Take the message that goes next; or return the seconds until one may, None when that
        is not a question of time.

        `wait_for_all` is how long no answer (False) or no push (True) may leave, None for until
        another has ended; `wait_for_one` is how long a message has to wait beside that.
        """
        while self._later and self._later[0][0] <= now:
            heapq.heappush(self._ready, heapq.heappop(self._later)[1:])
        wait: float | None = None
        while self._ready:
            urgency, row, chat = self._ready[0]
            if not self._is_first(row, chat):
                heapq.heappop(self._ready)
                continue
            wait = wait_for_all(urgency != Priority.ANSWER)
            if wait is None or wait > 0:
                break
            item, entry = self._chats[chat][0], heapq.heappop(self._ready)
            wait, own = None, wait_for_one(item)
            if own <= 0:
                self._under_way.add(chat)
                return item
            heapq.heappush(self._later, (now + min(own, LOOK_AGAIN), *entry))
        if not self._later:
            return wait
        soonest = self._later[0][0] - now
        return soonest if wait is None else min(wait, soonest)

    def back(self, item: Item, *, again: bool) -> None:
        """Take note that a message is not under way any more; `again` keeps it first in line."""
        self._under_way.discard(item.chat)
        line = self._chats[item.chat]
        if not again:
            self._rows.discard(item.row)
            line.popleft()
        self._line_up(item.chat)

    def _line_up(self, chat: str) -> None:
        """Let the first of a line wait for its turn, as urgent as the most urgent behind it."""
        line = self._chats[chat]
        if not line:
            del self._chats[chat]
        elif chat not in self._under_way:
            urgency = min(item.priority for item in line)
            heapq.heappush(self._ready, (urgency, line[0].row, chat))

    def _is_first(self, row: int, chat: str) -> bool:
        line = self._chats.get(chat)
        return line is not None and line[0].row == row and chat not in self._under_way
