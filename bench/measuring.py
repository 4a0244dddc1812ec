"""One run: start, idle, people, figures."""

import asyncio
import os
import statistics
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from bench.people import Person
from tests.crash.process import Bot
from tests.fakes.ports import free_ports

TICKS = os.sysconf("SC_CLK_TCK")
IDLE_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured; times in milliseconds but for the first, memory in MiB."""

    database: str
    people: int
    conversations: int
    messages: int
    seconds: float
    server_seconds: float
    client_seconds: float
    p50: float
    p99: float
    worst: float
    started: float
    idle: float
    idle_processor: float
    memory: float

    def __str__(self) -> str:
        rows = (
            ("database", self.database),
            ("people at once", f"{self.people}"),
            ("conversations, messages", f"{self.conversations}, {self.messages}"),
            ("conversations/s", f"{self.conversations / self.seconds:.1f}"),
            ("messages/s", f"{self.messages / self.seconds:.0f}"),
            (
                "p50, p99, worst of an answer, ms",
                f"{self.p50:.0f}, {self.p99:.0f}, {self.worst:.0f}",
            ),
            (
                "server's processor, s for 1,000 messages",
                f"{1000 * self.server_seconds / self.messages:.2f}",
            ),
            ("server's processor, % of one", f"{100 * self.server_seconds / self.seconds:.0f}"),
            ("client's processor, % of one", f"{100 * self.client_seconds / self.seconds:.0f}"),
            ("memory after, MiB", f"{self.memory:.0f}"),
            ("memory idle, MiB", f"{self.idle:.0f}"),
            ("processor idle, % of one", f"{self.idle_processor:.1f}"),
            ("ready after, s", f"{self.started:.2f}"),
        )
        return "\n".join(f"{name:<42} {value}" for name, value in rows)


async def measure(folder: Path, postgres: str, people: int, reports: int) -> Figures:
    """Start the program, let people tell of deeds, stop it."""
    url = postgres or f"sqlite:///{folder / 'thidua.db'}"
    bot = Bot(folder, url, *free_ports(2))
    await bot.start_and_wait()  # makes the database
    await bot.stop()
    started = await bot.start_and_wait()
    try:
        before = processor(bot)
        await asyncio.sleep(IDLE_SECONDS)
        idle, idle_processor = bot.memory_mib(), 100 * (processor(bot) - before) / IDLE_SECONDS
        persons = [Person(bot.base, number) for number in range(people)]
        await asyncio.gather(*(person.come() for person in persons))

        said = sum(person.said for person in persons)
        server, client, begun = processor(bot), own_processor(), perf_counter()
        await asyncio.gather(*(person.tell(reports) for person in persons))
        seconds = perf_counter() - begun
        server, client = processor(bot) - server, own_processor() - client

        took = sorted(1000 * each for person in persons for each in person.took)
        cuts = statistics.quantiles(took, n=100)
        memory = bot.memory_mib()
        await asyncio.gather(*(person.leave() for person in persons))
    finally:
        await bot.stop()
    return Figures(
        database="PostgreSQL" if postgres else "SQLite",
        people=people,
        conversations=sum(len(person.conversations) for person in persons),
        messages=sum(person.said for person in persons) - said,
        seconds=seconds,
        server_seconds=server,
        client_seconds=client,
        p50=cuts[49],
        p99=cuts[98],
        worst=took[-1],
        started=started,
        idle=idle,
        idle_processor=idle_processor,
        memory=memory,
    )


def processor(bot: Bot) -> float:
    """Return the seconds of processor that the server has used."""
    assert bot.process is not None
    fields = Path(f"/proc/{bot.process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def own_processor() -> float:
    """Return the seconds of processor that the people have used."""
    used = os.times()
    return used.user + used.system
