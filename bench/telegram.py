"""The same conversation on ours and on two plain bots, on Telegram, side by side.

The platform and the people (`telegram_people.py`) live in a thread of this process, each bot in a
process of its own. Each run takes the bots one after the other, and each bot's figures are the
medians of the runs.
"""

import asyncio
import os
import random
import signal
import sqlite3
import statistics
import sys
from asyncio.subprocess import Process
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

from bench.filling import found
from bench.telegram_people import UPDATES, Crowd
from tests.bot.builders import environment
from tests.fakes.ports import free_ports
from tests.fakes.telegram_server import TOKEN, TelegramServer

ROOT = Path(__file__).parents[1]
TICKS = os.sysconf("SC_CLK_TCK")
START = 60.0  # seconds for a start on a busy machine
STOP = 15.0  # seconds for a stop, before it is killed
LOST = 10.0  # seconds after a restart in which nobody hears anything: whoever waits is lost
ENOUGH = 1_000_000  # deeds: more than anybody tells


@dataclass(frozen=True, slots=True)
class Kind:
    """One of the bots that are compared."""

    name: str
    command: Sequence[str]
    variables: Callable[[Path, str], dict[str, str]]
    prepare: Callable[[Path], None]
    database: str


@dataclass(frozen=True, slots=True)
class Load:
    """How much is asked of them."""

    people: int
    deeds: int
    photos: int
    per_second: float
    seconds: float
    under_load: tuple[float, float]  # between these seconds of load the bot is ended
    seed: int


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured of one bot in one run; times of answers in milliseconds."""

    conversations: float  # a second
    p50: float
    p99: float
    processor: float  # seconds for 1,000 updates
    paced_rate: float
    paced_p50: float
    paced_p99: float
    paced_processor: float
    memory: float  # peak, MiB
    started: float
    stopped: float
    lost_stopped: float  # conversations, of those that were open
    lost_killed: float
    wrong: float  # receipts without their report, or reports that are there twice
    repeated_stopped: float  # questions and receipts that came twice
    repeated_killed: float


def ours(home: Path, api: str) -> dict[str, str]:
    """Return the settings of our own bot."""
    web, admin = free_ports(2)
    return environment(
        home,
        telegram_token=TOKEN,
        telegram_api=api,
        telegram_unpaced="true",
        web_port=str(web),
        admin_port=str(admin),
        log_level="warning",
    )


def with_hamlets(home: Path) -> None:
    """Tell our own bot the hamlets: a village that is not set up knows none by name."""
    found(f"sqlite:///{home / 'thidua.db'}", home, datetime.now(UTC))


def no_preparation(_home: Path) -> None:
    """Do nothing: the plain bots take any name of a hamlet."""


def nothing(_home: Path, _api: str) -> dict[str, str]:
    """Return no settings: the plain bots take theirs as arguments."""
    return {}


DEEDS = "SELECT code, who FROM deed"
KINDS = (
    Kind("ours", ("-m", "bot", "run"), ours, with_hamlets, "thidua.db"),
    Kind("aiogram", ("-m", "bench.plain_aiogram"), nothing, no_preparation, "plain.db"),
    Kind("ptb", ("-m", "bench.plain_ptb"), nothing, no_preparation, "plain.db"),
)


class Bot:
    """One bot as a process, again and again in the same folder."""

    def __init__(self, kind: Kind, home: Path, platform: TelegramServer) -> None:
        self.kind = kind
        self.home = home
        self.platform = platform
        self.process: Process | None = None
        self._environment = {
            **{name: value for name, value in os.environ.items() if "THIDUA" not in name},
            **kind.variables(home, platform.url),
            "PYTHONPATH": str(ROOT),
            "PYTHONUTF8": "1",
        }
        home.mkdir(parents=True, exist_ok=True)
        kind.prepare(home)

    async def start(self) -> float:
        """Start it; return after how many seconds it asked for updates."""
        before = polls(self.platform)
        plain = () if self.kind.name == "ours" else (self.platform.url, TOKEN, str(self.home))
        begun = perf_counter()
        with (self.home / "bot.log").open("ab") as log:
            self.process = await asyncio.create_subprocess_exec(
                sys.executable,
                *self.kind.command,
                *plain,
                env=self._environment,
                cwd=self.home if self.kind.name == "ours" else ROOT,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        while polls(self.platform) == before:
            assert self.process.returncode is None, f"{self.kind.name} has ended: {log.name}"
            assert perf_counter() - begun < START, f"{self.kind.name} does not poll: {log.name}"
            await asyncio.sleep(0.01)
        return perf_counter() - begun

    async def end(self, how: signal.Signals = signal.SIGTERM) -> float:
        """End it; return how many seconds that took."""
        assert self.process is not None
        begun = perf_counter()
        with suppress(ProcessLookupError):
            self.process.send_signal(how)
        try:
            async with asyncio.timeout(STOP):
                await self.process.wait()
        except TimeoutError:
            self.process.kill()
            await self.process.wait()
        return perf_counter() - begun

    def processor(self) -> float:
        """Return the seconds of processor that it has used."""
        fields_ = self._proc("stat").rpartition(")")[2].split()
        return (int(fields_[11]) + int(fields_[12])) / TICKS

    def peak_mib(self) -> float:
        """Return the most memory that it ever had."""
        lines = self._proc("status").splitlines()
        return int(next(line.split()[1] for line in lines if line.startswith("VmHWM"))) / 1024

    def stored(self) -> Counter[tuple[str, str]]:
        """Return what it has kept: code without spaces and person praised."""
        with closing(sqlite3.connect(self.home / self.kind.database)) as database:
            rows = database.execute(DEEDS).fetchall()
        return Counter((str(code).replace(" ", ""), str(who)) for code, who in rows)

    def _proc(self, name: str) -> str:
        assert self.process is not None
        return Path(f"/proc/{self.process.pid}/{name}").read_text()


async def measure(kind: Kind, folder: Path, load: Load) -> Figures:
    """Measure one bot once: full, then paced, then ended in both ways."""
    platform = open_platform()
    bot = Bot(kind, folder / "load", platform)
    try:
        await bot.start()  # makes the database, and compiles what is not compiled yet
        await bot.end()
        started = await bot.start()
        crowd = await gathered(platform, load)
        full = await told(bot, crowd, load.deeds)
        deeds = max(1, round(load.per_second * load.seconds / UPDATES / load.people))
        pacing = asyncio.create_task(crowd.speak_at(load.per_second))
        await asyncio.sleep(0)
        paced = await told(bot, crowd, deeds)
        pacing.cancel()
        memory = bot.peak_mib()
        await bot.end()
        wrong = unlike(bot, crowd)
    finally:
        if bot.process is not None and bot.process.returncode is None:
            await bot.end(signal.SIGKILL)
        platform.close()
    chance = random.Random(load.seed)
    stopped = await ended(kind, folder / "sigterm", load, signal.SIGTERM, chance)
    killed = await ended(kind, folder / "sigkill", load, signal.SIGKILL, chance)
    return Figures(
        conversations=full.conversations,
        p50=full.p50,
        p99=full.p99,
        processor=full.processor,
        paced_rate=paced.conversations * UPDATES,
        paced_p50=paced.p50,
        paced_p99=paced.p99,
        paced_processor=paced.processor,
        memory=memory,
        started=started,
        stopped=stopped.seconds,
        lost_stopped=stopped.lost,
        lost_killed=killed.lost,
        wrong=wrong + stopped.wrong + killed.wrong,
        repeated_stopped=stopped.repeated,
        repeated_killed=killed.repeated,
    )


def open_platform() -> TelegramServer:
    """Return a platform that keeps no record of all that is said, and lets a poll wait."""
    platform = TelegramServer(poll_seconds=30)
    platform.records = False
    return platform


def polls(platform: TelegramServer) -> int:
    """Return how often somebody asked for updates."""
    return platform.calls.count("getUpdates")


async def gathered(platform: TelegramServer, load: Load) -> Crowd:
    """Return people who have agreed."""
    crowd = Crowd(platform, load.photos)
    crowd.come(load.people)
    assert await crowd.settled() == 0, "some never saw the menu"
    assert all(person.agreed for person in crowd.people.values())
    return crowd


@dataclass(frozen=True, slots=True)
class Told:
    """What it cost to tell."""

    conversations: float
    p50: float
    p99: float
    processor: float


async def told(bot: Bot, crowd: Crowd, deeds: int) -> Told:
    """Let everybody tell of so many deeds."""
    crowd.took.clear()
    done, processor, begun = crowd.conversations, bot.processor(), perf_counter()
    crowd.tell(deeds)
    lost = await crowd.settled()
    assert lost == 0, f"{bot.kind.name} left {lost} without an answer: {bot.home}/bot.log"
    seconds = max(crowd.last_heard - begun, 1e-9)
    processor, done = bot.processor() - processor, crowd.conversations - done
    cuts = statistics.quantiles(crowd.took, n=100)
    per_1000 = 1000 * processor / (done * UPDATES)
    return Told(done / seconds, 1000 * cuts[49], 1000 * cuts[98], per_1000)


@dataclass(frozen=True, slots=True)
class Ended:
    """What became of people whose bot was ended while they were talking."""

    seconds: float  # until it had stopped
    lost: int
    wrong: int
    repeated: int


async def ended(
    kind: Kind, home: Path, load: Load, how: signal.Signals, chance: random.Random
) -> Ended:
    """End a bot while everybody tells of deeds, start it again, and let everybody finish."""
    platform = open_platform()
    bot = Bot(kind, home, platform)
    try:
        await bot.start()
        crowd = await gathered(platform, load)
        crowd.tell(ENOUGH)
        await asyncio.sleep(chance.uniform(*load.under_load))
        seconds = await bot.end(how)
        crowd.stop_telling()
        await bot.start()
        lost = await crowd.settled(LOST)
        await bot.end()
        return Ended(seconds, lost, unlike(bot, crowd), crowd.repeated)
    finally:
        if bot.process is not None and bot.process.returncode is None:
            await bot.end(signal.SIGKILL)
        platform.close()


def unlike(bot: Bot, crowd: Crowd) -> int:
    """Return how many receipts have no report of that person, and how many reports are there more
    than once.
    """
    stored = bot.stored()
    missing = sum(receipt not in stored for receipt in crowd.receipts.items())
    people = Counter(who for _code, who in stored.elements())
    return missing + sum(times - 1 for times in people.values())


def medians(runs: Sequence[Figures]) -> Figures:
    """Return the median of each figure."""
    names = [each.name for each in fields(Figures)]
    return Figures(
        **{name: statistics.median(getattr(run, name) for run in runs) for name in names}
    )


async def compare(
    kinds: Sequence[Kind], folder: Path, load: Load, runs: int, rest: float
) -> dict[str, list[Figures]]:
    """Measure every bot in every run; between two the machine rests."""
    measured: dict[str, list[Figures]] = {kind.name: [] for kind in kinds}
    for run in range(runs):
        for kind in kinds:
            print(f"run {run + 1} of {runs}: {kind.name}", file=sys.stderr, flush=True)
            where = folder / f"{run}-{kind.name}"
            again = replace(load, seed=load.seed + run)
            measured[kind.name].append(await measure(kind, where, again))
            await asyncio.sleep(rest)
    return measured
