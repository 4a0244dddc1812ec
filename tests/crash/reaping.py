"""Kills processes, one life after the other, while people talk."""

import asyncio
import random
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
    ) -> None:
        """`places` says of each place how often a process comes there at most before it dies."""
        self.bots = bots
        self.kills = kills
        self.places = places
        self.seed = seed
        self.died = 0
        self.chance = random.Random(seed)

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
            self.died += 1
        await bot.start()


class Stopper(Reaper):
    """Asks a process to stop, as an operator does, at random moments of its work."""

    def __init__(self, bots: Sequence[Bot], stops: int, seed: int) -> None:
        super().__init__(bots, stops, seed, {})
        self.took: list[float] = []  # seconds that each stop took

    async def _lives(self, bot: Bot) -> None:
        while not self.enough():
            await bot.start_and_wait()
            await asyncio.sleep(self.chance.uniform(0, LONGEST_LIFE))
            self.took.append(await bot.stop())
            self.died += 1
        await bot.start()
