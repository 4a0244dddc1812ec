"""From the outbox to a channel: in order within a chat, answers first, at the platform's pace.

The next message of a chat waits until the mark of the last one (sent, or given up) is committed:
that is what bounds a crash to one repeated message for each chat.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Protocol

import structlog

from bot.dialogue.messages import NotYet, Outcome, Refused, Reply, Sent, Unknown
from models.base import to_ms
from models.compiled import Row
from models.machine import outbox
from models.machine.outbox import OutboxState, Priority
from models.machine.ownership import NotOwner
from models.store import Tx
from scheduler.lines import Item, Lines
from scheduler.outcomes import Came
from scheduler.pace import Pace

log = structlog.get_logger()

AT_ONCE = 30  # requests under way at the same time
PUSHES_AT_ONCE = 24  # of them, so that a slow platform leaves room for answers
MOST_TRIES = (
    8  # for what was never reached; then the channel itself is in trouble and it goes on slowly
)
SLOWEST = 60.0  # seconds between two tries
MOST_COUNTED = 3  # tries of one message of which nobody knows: the rest is an outage
MOST_BROKEN = 3  # tries of one that our own program breaks on: others wait behind it
LONG = 5.0  # seconds in which what waits here may have been given up elsewhere
STOP_WITHIN = 3.0  # seconds in which what is under way is marked
MARK_AGAIN = 1.0  # seconds between two tries to mark what is out

Render = Callable[[str], Reply]
Write = Callable[[Callable[[Tx], object]], Awaitable[object]]


class Sender(Protocol):
    """What delivery needs of a channel."""

    bot: str
    per_second: float
    chat_seconds: float

    async def send(self, chat: str, message: Reply) -> Outcome: ...


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
        self._lines = Lines()
        self._wake = asyncio.Event()
        self._sending: set[asyncio.Task[None]] = set()
        self._pushes = 0  # of them
        self._stopping = False

    def add(self, item: Item) -> None:
        """Take note of a queued message; rows that are known already are passed over."""
        if item.row in self._lines:
            return
        item.since = asyncio.get_running_loop().time()
        self._lines.add(item)
        self._wake.set()

    def drop(self, row: int) -> None:
        """Forget a message that was rewritten before it went out, unless it is under way."""
        self._lines.drop(row)
        self._wake.set()

    def refill(self, sent: Sequence[tuple[str, datetime]]) -> None:
        """Take note of what another process sent a moment ago: (chat, when), oldest first. The
        platform's limits do not begin anew with us.
        """
        now, here = self.clock(), asyncio.get_running_loop().time()
        for chat, at in sent:
            ago = max((now - at).total_seconds(), 0.0)  # the clock may have been set back since
            self.pace.arrived(chat, here - ago)

    async def run(self) -> None:
        """Deliver until stopped."""
        while not self._stopping:
            wait: float | None = MARK_AGAIN
            try:
                wait = self._start_what_may_leave()
            except Exception as error:  # of whatever kind: what waits must not wait for ever
                log.error("delivery.broken", exc_info=error)
            with suppress(TimeoutError):
                await asyncio.wait_for(self._wake.wait(), wait)
            self._wake.clear()

    async def stop(self) -> None:
        """Begin nothing new, and wait for what is under way to be marked."""
        self._stopping = True
        self._wake.set()
        if self._sending:
            await asyncio.wait(self._sending, timeout=STOP_WITHIN)

    def _start_what_may_leave(self) -> float | None:
        """Start every message that may leave now; return the seconds until the next one may, None
        for unknown.
        """
        loop = asyncio.get_running_loop()
        while True:
            now = loop.time()
            found = self._lines.next(now, self._wait_for_all, self._wait_for_one)
            if not isinstance(found, Item):
                return found
            self.pace.leaves(found.chat, now, push=found.is_push)
            self._pushes += found.is_push
            task = loop.create_task(self._deliver(found))
            self._sending.add(task)
            task.add_done_callback(self._sent_one)

    def _sent_one(self, task: asyncio.Task[None]) -> None:
        """Make room for the next one. Woken earlier, the loop would still find every place taken
        when all of them end with one commit.
        """
        self._sending.discard(task)
        self._wake.set()

    def _wait_for_all(self, push: bool) -> float | None:
        """Return the seconds until an answer or a push may leave, None where a place has to become
        free.
        """
        if len(self._sending) >= AT_ONCE or (push and self._pushes >= PUSHES_AT_ONCE):
            return None
        now = asyncio.get_running_loop().time()
        return self.pace.free_at(now, push=push) - now

    def _wait_for_one(self, item: Item) -> float:
        """Return the seconds until this message may leave, beside what holds for all."""
        due = (item.not_before_ms - to_ms(self.clock())) / 1000
        return max(due, self.pace.chat_free_at(item.chat) - asyncio.get_running_loop().time())

    async def _deliver(self, item: Item) -> None:
        """Send one message, mark what came of it, and let the chat's next one follow."""
        again = False
        try:
            again = await self._send(item)
        except Exception as error:
            log.error("delivery.broken", reference=item.row, exc_info=error)
            item.broken += 1
            again = not self._stopping and not await self._gave_up(item)
            if again:
                self.pace.stop(asyncio.get_running_loop().time() + SLOWEST, item.chat)
        self.pace.stayed(item.chat)
        self._pushes -= item.is_push
        self._lines.back(item, again=again)

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
            case Refused(gone, ours):
                await self._mark(item, OutboxState.REFUSED, gone=gone, broken=ours)
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

    async def _gave_up(self, item: Item) -> bool:
        """Mark a message that has broken our own program too often as refused: no try will ever
        do, and the chat must not stand still behind it.
        """
        if item.broken < MOST_BROKEN:
            return False
        log.error("delivery.given_up", reference=item.row)
        self.count("refused")
        with suppress(Exception):  # another process delivers now, or we stop: it stays in line
            await self._mark(item, OutboxState.REFUSED, broken=True)
        return True

    async def _try(self, item: Item, message: Reply) -> Outcome:
        """Send. News that broke on its way may have left or not; everything else is sent again."""
        try:
            return await self.sender.send(item.chat, message)
        except Exception as error:
            if item.repeat:
                raise
            log.error("delivery.broken", reference=item.row, exc_info=error)
            return Unknown()
        finally:
            self.pace.arrived(item.chat, asyncio.get_running_loop().time())
            self._wake.set()

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
        broken: bool = False,
    ) -> None:
        """Commit what came of a message, before the chat's next one may leave."""
        at = to_ms(self.clock())
        left = min(item.unknown, MOST_COUNTED) + int(state is OutboxState.SENT)
        pushed = item.priority != Priority.ANSWER
        came = Came(item.row, item.chat, state, at, left, gone, knock, pushed, broken)

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
