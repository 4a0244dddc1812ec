"""Which event is handled when: the owner takes each conversation's oldest, conversations side by
side.

The queues here are a shadow of the inbox: after a crash they are read back from it, and nothing is
lost with them.
"""

import asyncio
from collections import Counter, deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from time import perf_counter

import orjson
import structlog

from bot.channels.contract import Channel
from bot.commune import Commune
from bot.dialogue import keeping
from bot.dialogue.messages import Address
from bot.metrics import Metrics
from bot.ordering import Event, Wait, choose, together
from bot.reaching import Reached, reach
from bot.receiving import TASK
from bot.turning import (
    MORNING,
    TooEarly,
    Turned,
    added,
    apologise,
    is_sparing,
    knock,
    take_push,
    take_turn,
)
from bot.writer import StoreDown, Writer
from handlers.turn import Book
from models.base import to_ms
from models.machine import conversation, inbox, push
from models.machine.inbox import InboxState
from models.machine.ownership import NotOwner
from models.machine.push import PERSONS, only_place, untold
from models.store import Tx

log = structlog.get_logger()

Key = tuple[str, str, str]
RETRY_SECONDS = 1.0  # after the store was down
BROKEN_RESTS = timedelta(minutes=10)  # before a push that broke is tried again
FEW = 10  # persons whom one turn asks for something
IDLE_QUEUES = 10_000  # conversations whose order keys stay in memory


@dataclass(slots=True)
class Queue:
    """What waits of one conversation, and whether a turn of it is running."""

    events: list[Event] = field(default_factory=list)
    heard: Mapping[str, int] | None = None
    running: bool = False
    timer: asyncio.TimerHandle | None = None


class Dispatcher:
    """Hands events to turns, one at a time for each conversation."""

    def __init__(
        self,
        writer: Writer,
        commune: Commune,
        book: Book,
        channels: Mapping[str, Channel],
        clock: Callable[[], datetime],
        deliver: Callable[[Turned], None],
        metrics: Metrics,
    ) -> None:
        self.writer = writer
        self.commune = commune
        self.book = book
        self.channels = channels
        self.clock = clock
        self.deliver = deliver
        self.metrics = metrics
        self.owner = False
        self._queues: dict[Key, Queue] = {}
        self._known: set[int] = set()
        self._turns: set[asyncio.Task[None]] = set()
        self._pushing: set[int] = set()  # who is being told, or comes next
        self._next_pushes: deque[int] = deque()
        self._pusher: asyncio.Task[None] | None = None
        self._resting: dict[int, datetime] = {}
        self._tried = 0  # the last person of the last tick, where it could not try all

    # --- what comes in ---

    async def start(self) -> None:
        """This process became the owner: take up everything that was left unhandled."""
        self.owner = True
        await self.scan()

    async def stop(self) -> None:
        """Take nothing new, and let the running turns end."""
        self.owner = False
        for queue in self._queues.values():
            if queue.timer is not None:
                queue.timer.cancel()
        self._next_pushes.clear()
        if self._pusher is not None:
            await asyncio.wait([self._pusher])
        while self._turns:
            await asyncio.wait(self._turns)
        self._pushing.clear()
        self._queues.clear()
        self._known.clear()

    def idle(self) -> bool:
        """Tell whether no event waits here and no turn or push is under way."""
        pushing = self._pusher is not None and not self._pusher.done()
        events = any(queue.events for queue in self._queues.values())
        return not (self._turns or pushing or events)

    async def scan(self) -> None:
        """Read unhandled events that are not known here: after a start, and when another process
        has received some.
        """

        after = 0
        while self.owner:
            start = after
            rows = await self.writer.write(lambda tx, start=start: inbox.unhandled(tx, start))  # type: ignore[misc]
            # All of them before the first turn: they may be pieces of one album, or out of order.
            keys = [self._note(*row) for row in rows]
            for key in dict.fromkeys(key for key in keys if key is not None):
                self._next(key, self._queues[key])
            after = rows[-1][0] if rows else after
            if len(rows) < 500:
                return

    def arrived(
        self, row: int, bot: str, chat: str, sender: str, payload: str, received_ms: int
    ) -> None:
        """Take note of a stored event, and handle it when its turn has come."""
        key = self._note(row, bot, chat, sender, payload, received_ms)
        if key is not None:
            self._next(key, self._queues[key])

    def _note(
        self, row: int, bot: str, chat: str, sender: str, payload: str, received_ms: int
    ) -> Key | None:
        """Put a stored event into its conversation's queue; None when it is there already, or not
        ours to handle.
        """
        if not self.owner or row in self._known:
            return None
        channel = self.channels.get(bot)
        if channel is None:
            return None  # a bot that is not configured now: its events wait in the inbox
        self._known.add(row)
        try:
            raw = orjson.loads(payload)
            said = keeping.said_from_json(raw[TASK]) if TASK in raw else channel.read(raw)
        except Exception:  # of whatever kind: one event never keeps the others from being read
            said = None
        key = (bot, chat, sender)
        queue = self._queues.setdefault(key, Queue())
        queue.events.append(Event(row, received_ms, said))
        return key

    # --- turns ---

    def _next(self, key: Key, queue: Queue) -> None:
        """Start the conversation's next turn, or set the clock for it."""
        if queue.running or not queue.events or not self.owner:
            return
        if queue.timer is not None:
            queue.timer.cancel()
            queue.timer = None
        now = to_ms(self.clock())
        chosen = choose(queue.events, queue.heard, self.channels[key[0]].abilities.ordering, now)
        loop = asyncio.get_running_loop()
        if isinstance(chosen, Wait):
            wait = min(max(chosen.until_ms - now, 1), 2000) / 1000
            queue.timer = loop.call_later(wait, self._next, key, queue)
            return
        queue.running = True
        turn = loop.create_task(self._turn(key, queue, chosen.events))
        self._turns.add(turn)
        turn.add_done_callback(self._turns.discard)

    async def _turn(self, key: Key, queue: Queue, events: Sequence[Event]) -> None:
        """Handle one message, whatever happens, and go on with the next."""
        try:
            done = await self._handle(key, queue, events)
        except Exception as error:  # not even the apology: the conversation must not stand still
            log.error("turn.stuck", reference=events[0].row, exc_info=error)
            await asyncio.sleep(RETRY_SECONDS)
            done = False
        if done:
            rows = {event.row for event in events}
            queue.events = [event for event in queue.events if event.row not in rows]
            self._known -= rows
        queue.running = False
        if queue.events:
            self._next(key, queue)
        elif len(self._queues) > IDLE_QUEUES:
            del self._queues[key]

    async def _handle(self, key: Key, queue: Queue, events: Sequence[Event]) -> bool:
        """Run the turn; True when its events are dealt with, one way or the other."""
        address = Address(*key)
        channel = self.channels[key[0]]
        now = self.clock()
        begun = perf_counter()
        if events[0].said is None:
            return await self._park(events)
        said = together(events)
        try:
            turned = await self.writer.write(
                lambda tx: take_turn(
                    tx,
                    self.commune,
                    self.book,
                    channel.abilities,
                    address,
                    events,
                    said,
                    now,
                    keep=channel.keeps_texts,
                    plan=channel.plan,
                ),
                owned=True,
            )
        except TooEarly as early:
            queue.heard = early.heard
            return False
        except NotOwner:
            return True
        except StoreDown:
            await asyncio.sleep(RETRY_SECONDS)
            return False
        except Exception as error:
            return await self._broken(address, channel, events, error)
        self.metrics.turns.labels(route=said.kind.value, outcome="done").inc()
        self.metrics.turn_seconds.observe(perf_counter() - begun)
        queue.heard = turned.heard
        if turned.handled:
            if turned.taken:
                channel.taken(address.chat, said)
            self.deliver(turned)
        return True

    async def _park(self, events: Sequence[Event]) -> bool:
        """Put events aside that the adapter could not read; whoever runs the bot sees the
        alert.
        """
        rows = [event.row for event in events]
        log.error("inbox.parked", reference=rows[0])
        at = to_ms(self.clock())
        try:
            await self.writer.write(
                lambda tx: [inbox.mark(tx, row, InboxState.PARKED, at, keep=True) for row in rows],
                owned=True,
            )
        except StoreDown:
            await asyncio.sleep(RETRY_SECONDS)
            return False
        except NotOwner:
            pass
        return True

    async def _broken(
        self, address: Address, channel: Channel, events: Sequence[Event], error: Exception
    ) -> bool:
        """A turn broke and was undone: mark its events, keep the draft, and say so with a
        reference number.
        """
        reference = f"{events[0].row:06d}"
        log.error("turn.broken", reference=reference, exc_info=error)
        self.metrics.turns.labels(route="", outcome="broken").inc()
        now = self.clock()
        try:
            turned = await self.writer.write(
                lambda tx: apologise(tx, self.commune, address, events, reference, now),
                owned=True,
            )
        except StoreDown:
            await asyncio.sleep(RETRY_SECONDS)
            return False
        except NotOwner:
            return True
        self.deliver(turned)
        return True

    # --- pushes ---

    def push(self, persons: Iterable[int]) -> None:
        """Try to say what waits for these persons, one after the other: an answer never stands
        behind many of them. Of many the rest is left to the next ticks: it lies in the database,
        and is worded when it can leave soon. Few, of a turn that asks somebody for something, go
        before the many.
        """
        wanted = list(persons)
        few = len(wanted) <= FEW
        for person in wanted:
            if not self.owner or person in self._pushing:
                continue
            if not few and len(self._next_pushes) >= PERSONS:
                continue
            if (rests := self._resting.get(person)) is not None and rests > self.clock():
                continue
            self._pushing.add(person)
            (self._next_pushes.appendleft if few else self._next_pushes.append)(person)
        if self._next_pushes and (self._pusher is None or self._pusher.done()):
            self._pusher = asyncio.get_running_loop().create_task(self._push_all())

    async def _push_all(self) -> None:
        """Tell one person after the other."""
        while self._next_pushes:
            await self._push(self._next_pushes.popleft())

    async def _push(self, person: int) -> None:
        """Say what waits for one person in the conversation where they spoke last."""
        now = self.clock()

        try:
            turned = await self.writer.write(lambda tx: self._tell(tx, person, now), owned=True)
            if turned.handled:
                self.deliver(turned)
        except (StoreDown, NotOwner):
            pass  # the next tick tries again
        except Exception as error:
            log.error("push.broken", exc_info=error)
            self._resting[person] = now + BROKEN_RESTS
        finally:
            self._pushing.discard(person)

    def _tell(self, tx: Tx, person: int, now: datetime) -> Turned:
        """Say what waits for a person where they can be reached now. What has to be answered in
        one certain conversation is said there; where only the template is allowed, it knocks, but
        never for what is not due yet.
        """
        quiet = self.commune.hours.is_quiet(now)
        waiting = [
            one
            for one in push.open_pushes(tx, person)
            if one.not_before_ms <= to_ms(now) and (one.urgent or not quiet)
        ]
        today = self.commune.today(now)
        urgent = any(push.cannot_wait(one, today) for one in waiting)
        ways = conversation.ways_to_reach(tx, person)
        places = Counter(only_place(one) for one in waiting)

        def is_spent(bot: str) -> bool:
            return not urgent and self.spares(tx, bot, now)

        chosen: Counter[Reached] = Counter()
        for place in sorted(places, key=lambda place: (place is None, place or ())):
            there = [way for way in ways if place in (None, (way.bot, way.chat))]
            if (found := reach(there, self.channels, now, is_spent)) is not None:
                chosen[found] += places[place]
        turned = Turned(handled=False)
        for found, count in chosen.items():
            turned = added(turned, self._tell_there(tx, found, count, now))
        return turned

    def spares(self, tx: Tx, bot: str, now: datetime) -> bool:
        """Tell whether the rest of a bot's month is kept for answers."""
        return is_sparing(tx, bot, self.channels[bot].plan, self.commune.today(now - MORNING))

    def _tell_there(self, tx: Tx, found: Reached, count: int, now: datetime) -> Turned:
        """Say in one conversation what may be said there."""
        if found.knock:
            return knock(tx, found.where, count, now)
        channel = self.channels[found.where.bot]
        return take_push(
            tx, self.commune, self.book, channel.abilities, found.where, now, plan=channel.plan
        )

    async def push_due(self) -> None:
        """Try those for whom something waits, some at a time: called by a tick."""
        if not self.owner:
            return
        now, after = self.clock(), self._tried
        quiet = self.commune.hours.is_quiet(now)
        with suppress(StoreDown):
            persons = await self.writer.write(lambda tx: untold(tx, now, after, quiet=quiet))
            self._tried = persons[-1] if len(persons) >= PERSONS else 0
            self.push(persons)
