"""What becomes of speed and memory while the store grows: the same questions to a store with ever
more reports and people.
"""

import asyncio
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from time import perf_counter

from bench.curves import Panel, draw
from bench.filling import HAMLETS, OFFICER, OPEN_DAYS, YEARS_DAYS, fill, named
from bench.people import MESSAGES, Person
from bench.reporting import RESULTS, machine
from models.people.role import roles_of
from models.permissions import Viewer
from models.store import open_engine, transaction
from models.work.deed import Deed
from models.work.queues import desk_queue
from models.work.reports import find_twins
from tests.crash.process import Bot
from tests.fakes.ports import free_ports

HEADING = "## A store that grows"
PICTURE = RESULTS.with_name("growth.svg")
TOLD = 30  # deeds, one person after the other's answer
TIMES = 15  # of each search


@dataclass(frozen=True, slots=True)
class Grown:
    """What was found with so many reports; times in milliseconds, memory and disk in MiB."""

    reports: int
    p50: float  # of any answer
    p99: float
    sending: float  # of the answer that is the receipt, p50
    search: float
    search_worst: float
    queue: float
    waiting: int  # in the queue
    idle: float
    memory: float
    started: float
    disk: float


async def grow(folder: Path, sizes: Sequence[int]) -> list[Grown]:
    """Measure with every size, each in a store of its own."""
    return [await measure(folder / str(size), size) for size in sorted(sizes)]


async def measure(home: Path, reports: int) -> Grown:
    """Fill a store and ask the questions."""
    url, now = f"sqlite:///{home / 'thidua.db'}", datetime.now(UTC)
    await asyncio.to_thread(fill, url, home, reports, now)
    search = searches(url, reports, now)
    queue, waiting = queues(url, now.date())
    bot = Bot(home, url, *free_ports(2))
    started = await bot.start_and_wait()
    try:
        idle = bot.memory_mib()
        person = Person(bot.base, 0)
        await person.come()
        await person.tell(TOLD)
        memory = bot.memory_mib()
        await person.leave()
    finally:
        await bot.stop()
    took = [1000 * each for each in person.took]
    cuts = statistics.quantiles(took, n=100)
    return Grown(
        reports=reports,
        p50=cuts[49],
        p99=cuts[98],
        sending=statistics.median(took[MESSAGES - 1 :: MESSAGES]),
        search=statistics.median(search),
        search_worst=max(search),
        queue=queue,
        waiting=waiting,
        idle=idle,
        memory=memory,
        started=started,
        disk=size_mib(home),
    )


def size_mib(home: Path) -> float:
    """Return how much the database takes on the disk."""
    return sum(each.stat().st_size for each in home.glob("thidua.db*")) / 2**20


def searches(url: str, reports: int, now: datetime) -> list[float]:
    """Return how long it takes to see whether a deed was told before."""
    engine = open_engine(url)
    found = []
    with transaction(engine) as tx:
        for number in range(TIMES):
            day = now.date() - timedelta(days=number % 3)
            deed = Deed(
                id=reports + 1 + number,
                code="",
                teller_id=OFFICER,
                typist_id=OFFICER,
                hamlet_id=1 + number % len(HAMLETS),
                who=named(reports + number),
                story="nhặt được chiếc ví có 3 triệu ở chợ, mang ra tận nhà trả người mất",
                answers={},
                told_at=now,
                news_due=day,
                head_due=day,
                happened_first=day,
                happened_last=day,
            )
            found.append(milliseconds(lambda deed=deed: find_twins(tx, deed)))  # type: ignore[misc]
    engine.dispose()
    return found


def queues(url: str, today: date) -> tuple[float, int]:
    """Return how long it takes to list what waits at the desk, and how much that is."""
    engine = open_engine(url)
    took = []
    waiting = 0
    for _ in range(TIMES):
        with transaction(engine) as tx:
            officer = Viewer(OFFICER, roles_of(tx, OFFICER), "Cô Lúa")
            begun = perf_counter()
            waiting = len(desk_queue(tx, officer, today).all)
            took.append(1000 * (perf_counter() - begun))
    engine.dispose()
    return statistics.median(took), waiting


def milliseconds(what: Callable[[], object]) -> float:
    """Return how long something takes."""
    begun = perf_counter()
    what()
    return 1000 * (perf_counter() - begun)


def section(found: Sequence[Grown], today: date, busy: str) -> str:
    """Return the section of the results."""
    rows = (
        ("an answer, p50 / p99, ms", lambda g: f"{g.p50:.0f} / {g.p99:.0f}"),
        ("the answer that is the receipt, p50, ms", lambda g: f"{g.sending:.0f}"),
        (
            "told before? p50 / worst, ms",
            lambda g: f"{g.search:.1f} / {g.search_worst:.1f}",
        ),
        ("what waits at the desk: p50, ms", lambda g: f"{g.queue:.0f}"),
        ("so many reports wait there", lambda g: f"{g.waiting:,}"),
        ("memory idle / after telling, MiB", lambda g: f"{g.idle:.0f} / {g.memory:.0f}"),
        ("ready after, s", lambda g: f"{g.started:.1f}"),
        ("database, MiB", lambda g: f"{g.disk:,.0f}"),
    )
    head = ["reports, each with two people of its own", *(f"{g.reports:,}" for g in found)]
    lines = [head, ["---"] * len(head), *([what, *map(form, found)] for what, form in rows)]
    table = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    return "\n\n".join(
        (
            f"{HEADING} ({today:%-d %B %Y})",
            '    make bench args="growth --write"',
            f"{machine()} {busy}",
            f"A store as after three years: {YEARS_DAYS:,} days of reports in {len(HAMLETS)} "
            f"hamlets, what was told in the last {OPEN_DAYS} of them still open, with all that "
            "was said and heard. One person at a time tells deeds in the web chat; the two "
            "searches are called directly.",
            f"![Answers, searches, queue and memory over the number of reports]({PICTURE.name})",
            table,
        )
    )


def picture(found: Sequence[Grown], path: Path = PICTURE) -> None:
    """Draw the curves."""
    panels = (
        Panel(
            "answer, ms",
            {
                "p50": [g.p50 for g in found],
                "p99": [g.p99 for g in found],
                "receipt": [g.sending for g in found],
            },
        ),
        Panel(
            "told before, ms",
            {"p50": [g.search for g in found], "worst": [g.search_worst for g in found]},
        ),
        Panel("desk's queue, ms", {"p50": [g.queue for g in found]}),
        Panel(
            "memory, MiB",
            {"idle": [g.idle for g in found], "after telling": [g.memory for g in found]},
        ),
    )
    draw(path, [g.reports for g in found], panels)
