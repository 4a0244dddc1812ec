"""Kills processes, one life after the other, while people talk."""

import asyncio
import random
import time
from bisect import bisect_left
from collections.abc import Callable, Coroutine, Mapping, Sequence
from contextlib import suppress
from typing import Any

from tests.crash.process import Bot

LONGEST_LIFE = 1.0  # seconds until a kill from outside
OUTSIDE = "outside"


class Reaper:
    """Kills processes at places and at random moments until there were kills enough."""

    def __init__(
        self,
        bots: Sequence[Bot],
        kills: int,
        seed: int,
        places: Mapping[str, int],
        settle: Callable[[], None] = lambda: None,
    ) -> None:
        """`places` says of each place how often a process comes there at most before it dies;
        `settle` has the platform handle what the dead has sent.
        """
        self.bots = bots
        self.kills = kills
        self.places = places
        self.settle = settle
        self.seed = seed
        self.deaths: list[float] = []  # seconds of the monotonic clock
        self.chance = random.Random(seed)

    @property
    def died(self) -> int:
        """How many kills there were."""
        return len(self.deaths)

    def note_death(self) -> None:
        """Note that a process has died, after everything that it did."""
        self.settle()
        self.deaths.append(time.monotonic())

    def lives_before(self, moment: float) -> int:
        """Return how many kills there were before a moment."""
        return bisect_left(self.deaths, moment)

    def enough(self) -> bool:
        """Whether there were kills enough; people then end with their next receipt."""
        return self.died >= self.kills

    async def prepare(self) -> None:
        """Let a process make the database."""
        await self.bots[0].start_and_wait()
        await self.bots[0].kill()

    async def reap(
        self,
        people: Sequence[Coroutine[Any, Any, None]],
        then: Callable[[], Coroutine[Any, Any, None]] | None = None,
    ) -> None:
        """Kill while people talk, and stop when they are done, and `then` is."""
        try:
            async with asyncio.TaskGroup() as group:
                for bot in self.bots:
                    group.create_task(self._lives(bot))
                for person in people:
                    group.create_task(person)
            if then is not None:
                await then()
        finally:
            for bot in self.bots:
                await bot.stop()

    async def _lives(self, bot: Bot) -> None:
        """One process: started and killed until it is enough, then started once more to stay."""
        while not self.enough():
            place = self.chance.choice([*self.places, OUTSIDE])
            if place == OUTSIDE:
                await bot.start_and_wait()
                limit = self.chance.uniform(0, LONGEST_LIFE)
            else:
                await bot.start(f"{place}:{self.chance.randint(1, self.places[place])}")
                limit = 20 * LONGEST_LIFE
            with suppress(TimeoutError):
                await asyncio.wait_for(bot.ended(), limit)
            await bot.kill()
            self.note_death()
        await bot.start()


class Stopper(Reaper):
    """Asks a process to stop, as an operator does, at random moments of its work."""

    def __init__(
        self, bots: Sequence[Bot], stops: int, seed: int, settle: Callable[[], None]
    ) -> None:
        super().__init__(bots, stops, seed, {}, settle)
        self.took: list[float] = []  # seconds that each stop took

    async def _lives(self, bot: Bot) -> None:
        while not self.enough():
            await bot.start_and_wait()
            await asyncio.sleep(self.chance.uniform(0, LONGEST_LIFE))
            self.took.append(await bot.stop())
            self.note_death()
        await bot.start()
