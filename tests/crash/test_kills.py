"""Killed around every commit and every line, again and again, while people tell of deeds.

The promise: no confirmed report lost or doubled, no answer missing, at most one line repeated in a
chat for each kill.
"""

import asyncio
import random
import secrets
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

import pytest

from tests.crash.counting import check_store, compare
from tests.crash.entry import PLACES
from tests.crash.people import Teller
from tests.crash.process import Bot, free_ports

PEOPLE = 12
MOST_COMMITS = 80  # within the life of one process
MOST_LINES = 40
LONGEST_LIFE = 1.0  # seconds until a kill from outside

OUTSIDE = "outside"


class Reaper:
    """Kills processes one life after the other while people tell of deeds."""

    def __init__(self, bots: Sequence[Bot], kills: int, seed: int) -> None:
        self.bots = bots
        self.kills = kills
        self.died = 0
        self.chance = random.Random(seed)

    def enough(self) -> bool:
        """Whether there were kills enough; people then end with their next receipt."""
        return self.died >= self.kills

    async def reap(self, people: int) -> list[Teller]:
        """Let so many people tell of deeds until it is enough; return them."""
        await self.bots[0].start_and_wait()
        await self.bots[0].kill()
        tellers = [
            Teller(f"Bưởi {i}", bases(self.bots, i), f"10.0.0.{i}", lambda: self.died, self.enough)
            for i in range(people)
        ]
        try:
            async with asyncio.TaskGroup() as group:
                for bot in self.bots:
                    group.create_task(self._lives(bot))
                for teller in tellers:
                    group.create_task(teller.tell())
        finally:
            for bot in self.bots:
                await bot.stop()
        return tellers

    async def _lives(self, bot: Bot) -> None:
        """One process: started and killed until it is enough, then started once more to stay."""
        while not self.enough():
            place = self.chance.choice([*PLACES, OUTSIDE])
            if place == OUTSIDE:
                await bot.start_and_wait()
                limit = self.chance.uniform(0, LONGEST_LIFE)
            else:
                most = MOST_LINES if place.endswith("line") else MOST_COMMITS
                await bot.start(f"{place}:{self.chance.randint(1, most)}")
                limit = 20 * LONGEST_LIFE
            with suppress(TimeoutError):
                await asyncio.wait_for(bot.ended(), limit)
            await bot.kill()
            self.died += 1
        await bot.start()


def bases(bots: Sequence[Bot], person: int) -> list[str]:
    """Return where a person finds the program: half of the people begin at the other process."""
    addresses = [bot.base for bot in bots]
    return addresses if person % 2 == 0 else addresses[::-1]


@pytest.mark.soak
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("processes", [1, 2])
async def test_nothing_is_lost_or_doubled(
    empty_url: str,
    tmp_path: Path,
    processes: int,
    count: Callable[[int, int], int],
    record_property: Callable[[str, object], None],
) -> None:
    seed = secrets.randbits(32)
    ports = free_ports(2 * processes)
    home = tmp_path / "home"
    bots = [Bot(home, empty_url, *ports[2 * i : 2 * i + 2]) for i in range(processes)]

    reaper = Reaper(bots, count(10, 200), seed)

    people = await reaper.reap(PEOPLE)

    check_store(bots[0].settings)
    assert [line for person in people for line in person.strange] == []
    found = compare(bots[0].settings, people, reaper.died)
    sys.stdout.write(
        f"\n{empty_url.partition(':')[0]}, {processes} process(es), seed {seed}: {found}"
    )
    record_property("count", str(found))
    assert found.kills >= count(10, 200)
    assert found.conversations >= PEOPLE
    assert (found.lost, found.doubled, found.unanswered) == (0, 0, 0)
    assert found.doubled_lines == 0
    assert found.most_repeated <= 1
