"""Killed around every commit and every line, again and again, while people tell of deeds.

The promise: no confirmed report lost or doubled, no answer missing, at most one line repeated in a
chat for each kill.
"""

import secrets
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tests.crash.counting import check_store, compare
from tests.crash.entry import PLACES
from tests.crash.people import Teller
from tests.crash.process import Bot
from tests.crash.reaping import Reaper
from tests.fakes.ports import free_ports

PEOPLE = 12
MOST_COMMITS = 80  # within the life of one process
MOST_LINES = 40


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

    places = {place: MOST_LINES if place.endswith("line") else MOST_COMMITS for place in PLACES}
    reaper = Reaper(bots, count(10, 200), seed, places)
    people = [
        Teller(f"Bưởi {i}", bases(bots, i), f"10.0.0.{i}", lambda: reaper.died, reaper.enough)
        for i in range(PEOPLE)
    ]

    await reaper.prepare()
    await reaper.reap([person.tell() for person in people])

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
