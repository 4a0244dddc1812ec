"""From the outbox to a channel: in order within a chat, answers first, at the platform's pace.

The next message of a chat waits until the mark of the last one (sent, or given up) is committed:
that is what bounds a crash to one repeated message for each chat.
"""

import asyncio
import heapq
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

import structlog

from bot.dialogue.messages import NotYet, Outcome, Refused, Reply, Sent, Unknown
from models.base import to_ms
from models.compiled import Row
from models.machine import outbox
from models.machine.outbox import OutboxState
from models.machine.ownership import NotOwner
from models.store import Tx
from scheduler.outcomes import Came
from scheduler.pace import Pace

log = structlog.get_logger()

AT_ONCE = 30  # requests under way at the same time
MOST_TRIES = (
    8  # for what was never reached; then the channel itself is in trouble and it goes on slowly
)
SLOWEST = 60.0  # seconds between two tries
MOST_COUNTED = 3  # tries of one message of which nobody knows: the rest is an outage
LONG = 5.0  # seconds in which what waits here may have been given up elsewhere
MARK_AGAIN = 1.0  # seconds between two tries to mark what is out

Render = Callable[[str], Reply]
Write = Callable[[Callable[[Tx], object]], Awaitable[object]]


class Sender(Protocol):
    """What delivery needs of a channel."""

    bot: str
    per_second: float
    chat_seconds: float

    async def send(self, chat: str, message: Reply) -> Outcome: ...


@dataclass(order=True, slots=True)
class Item:
    """One message that waits; sorted by priority, then by row."""

    priority: int
    row: int
    chat: str = field(compare=False)
    payload: str = field(compare=False)
    not_before_ms: int = field(compare=False, default=0)
    expires_ms: int | None = field(compare=False, default=None)
    repeat: bool = field(compare=False, kw_only=True)
    attempts: int = field(compare=False, default=0)
    unknown: int = field(compare=False, default=0)  # tries of which nobody knows whether they left
    since: float = field(compare=False, default=0.0)  # when delivery took note of it


class Delivery:
    """Delivers one bot's messages while this process owns the database."""

    def __init__(
        self,
        sender: Sender,
        write: Write,
        clock: Callable[[], datetime],
        render: Render,
        follow: Callable[[Tx, Came], None],
        count: Callable[[str], None],
    ) -> None:
        """`write` commits a mark as the owner; `follow` writes with it what follows from it;
        `count` counts outcomes.
        """
        self.sender = sender
        self.write = write
        self.clock = clock
        self.render = render
        self.follow = follow
        self.count = count
        self.pace = Pace(sender.per_second, sender.chat_seconds)
        self._chats: dict[str, deque[Item]] = {}
        self._ready: list[Item] = []
        self._under_way: set[str] = set()
        self._rows: set[int] = set()
        self._wake = asyncio.Event()
        self._sending: set[asyncio.Task[None]] = set()
        self._stopping = False

    def add(self, item: Item) -> None:
        """Take note of a queued message; rows that are known already are passed over."""
        if item.row in self._rows:
            return
        self._rows.add(item.row)
        item.since = asyncio.get_running_loop().time()
        waiting = self._chats.setdefault(item.chat, deque())
        waiting.append(item)
        if len(waiting) == 1 and item.chat not in self._under_way:
            heapq.heappush(self._ready, item)
            self._wake.set()

    def drop(self, row: int) -> None:
        """Forget a message that was rewritten before it went out, unless it is under way."""
        for chat, waiting in self._chats.items():
            place = next((n for n, item in enumerate(waiting) if item.row == row), None)
            if place is None:
                continue
            if place == 0 and chat in self._under_way:
                return
            del waiting[place]
            self._rows.discard(row)
            if place == 0:
                self._ready = [item for item in self._ready if item.row != row]
                heapq.heapify(self._ready)
                if waiting:
                    heapq.heappush(self._ready, waiting[0])
            self._wake.set()
            return

    def refill(self, sent: Sequence[tuple[str, datetime]]) -> None:
        """Take note of what another process sent a moment ago: (chat, when), oldest first. The
        platform's limits do not begin anew with us.
        """
        now, here = self.clock(), asyncio.get_running_loop().time()
        for chat, at in sent:
            self.pace.left(chat, here - (now - at).total_seconds())

    async def run(self) -> None:
        """Deliver until stopped."""
        while not self._stopping:
            wait = self._start_what_may_leave()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._wake.wait(), wait)
            self._wake.clear()

    async def stop(self) -> None:
        """Begin nothing new, and wait for what is under way to be marked."""
        self._stopping = True
        self._wake.set()
        if self._sending:
            await asyncio.wait(self._sending, timeout=4)

    def _start_what_may_leave(self) -> float | None:
        """Start every message that may leave now; return the seconds until the next one may, None
        for unknown.
        """
        loop = asyncio.get_running_loop()
        later: list[Item] = []
        soonest: float | None = None
        while self._ready and len(self._sending) < AT_ONCE:
            item = heapq.heappop(self._ready)
            wait = self._wait_for(item, loop.time())
            if wait > 0:
                later.append(item)
                soonest = wait if soonest is None else min(soonest, wait)
                continue
            self.pace.left(item.chat, loop.time())
            self._under_way.add(item.chat)
            task = loop.create_task(self._deliver(item))
            self._sending.add(task)
            task.add_done_callback(self._sent_one)
        for item in later:
            heapq.heappush(self._ready, item)
        return soonest

    def _sent_one(self, task: asyncio.Task[None]) -> None:
        """Make room for the next one. Woken earlier, the loop would still find every place taken
        when all of them end with one commit.
        """
        self._sending.discard(task)
        self._wake.set()

    def _wait_for(self, item: Item, now: float) -> float:
        """Return the seconds until a message may leave."""
        due = (item.not_before_ms - to_ms(self.clock())) / 1000
        return max(due, self.pace.free_at(item.chat, now) - now)

    async def _deliver(self, item: Item) -> None:
        """Send one message, mark what came of it, and let the chat's next one follow."""
        again = False
        try:
            again = await self._send(item)
        except Exception as error:
            log.error("delivery.broken", reference=item.row, exc_info=error)
            again = not self._stopping
            self.pace.stop(asyncio.get_running_loop().time() + SLOWEST, item.chat)
        self._under_way.discard(item.chat)
        waiting = self._chats.get(item.chat, deque())
        if not again:
            self._rows.discard(item.row)
            if waiting and waiting[0].row == item.row:
                waiting.popleft()
        if waiting:
            heapq.heappush(self._ready, waiting[0])
        else:
            self._chats.pop(item.chat, None)

    async def _send(self, item: Item) -> bool:
        """Send and mark; True when it is to be tried again."""
        now = to_ms(self.clock())
        if item.expires_ms is not None and item.expires_ms <= now:
            await self._mark(item, OutboxState.EXPIRED)
            return False
        message = self.render(item.payload)
        if self._waited_long(item) and not await self._commit(
            item, lambda tx: outbox.is_queued(tx, item.row)
        ):
            return False
        if not item.repeat and not await self._commit(item, lambda tx: outbox.leave(tx, item.row)):
            return False  # rewritten or given up meanwhile
        outcome = await self._try(item, message)
        self.count(type(outcome).__name__.lower())
        match outcome:
            case Sent(message_id):
                await self._mark(item, OutboxState.SENT, message_id, knock=message.knock > 0)
                return False
            case Refused(gone):
                await self._mark(item, OutboxState.REFUSED, gone=gone)
                return False
            case NotYet(seconds, everywhere):
                loop = asyncio.get_running_loop()
                wait = seconds or min(2.0 ** min(item.attempts, MOST_TRIES), SLOWEST)
                self.pace.stop(loop.time() + wait, "" if everywhere else item.chat)
                item.attempts += 1
                if not item.repeat:
                    await self._commit(item, lambda tx: outbox.come_back(tx, item.row))
                return True
            case Unknown() if not item.repeat:
                item.unknown += 1
                await self._mark(item, OutboxState.UNCERTAIN, knock=message.knock > 0)
                return False
        item.unknown += 1
        loop = asyncio.get_running_loop()
        self.pace.stop(
            loop.time() + min(2.0 ** min(item.attempts, MOST_TRIES), SLOWEST), item.chat
        )
        item.attempts += 1
        return True

    async def _try(self, item: Item, message: Reply) -> Outcome:
        """Send. News that broke on its way may have left or not; everything else is sent again."""
        try:
            outcome = await self.sender.send(item.chat, message)
        except Exception as error:
            if item.repeat:
                raise
            log.error("delivery.broken", reference=item.row, exc_info=error)
            outcome = Unknown()
        return outcome

    def _waited_long(self, item: Item) -> bool:
        """Tell whether a message that is sent without another look should be looked at again."""
        return item.repeat and asyncio.get_running_loop().time() - item.since > LONG

    async def _mark(
        self,
        item: Item,
        state: OutboxState,
        message_id: str = "",
        *,
        gone: bool = False,
        knock: bool = False,
    ) -> None:
        """Commit what came of a message, before the chat's next one may leave."""
        at = to_ms(self.clock())
        left = min(item.unknown, MOST_COUNTED) + int(state is OutboxState.SENT)
        came = Came(item.row, item.chat, state, at, left, gone, knock)

        def run(tx: Tx) -> None:
            if outbox.mark(tx, item.row, state, at, platform_id=message_id):
                self.follow(tx, came)

        await self._commit(item, run)

    async def _commit(self, item: Item, run: Callable[[Tx], object]) -> object:
        """Commit something about a message. While the store is down it is tried again and again:
        the message is out, and only its mark keeps it from going out once more.
        """
        while True:
            try:
                return await self.write(run)
            except NotOwner:
                self._stopping = True  # another process delivers now
                raise
            except Exception as error:
                log.error("delivery.unmarked", reference=item.row, error=type(error).__name__)
                if self._stopping:
                    raise
                await asyncio.sleep(min(MARK_AGAIN, SLOWEST))


def item_of(row: Row) -> Item:
    """Return a row of `outbox.waiting` as delivery keeps it."""
    number, _bot, chat, priority, payload, not_before, expires, repeat, attempts = row
    return Item(
        priority, number, chat, payload, not_before, expires, attempts, repeat=bool(repeat)
    )
