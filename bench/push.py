"""An announcement to everybody, at the platform's pace, while people tell deeds.

Counted where it arrives: how many messages a second, never more than allowed in any one of them,
never two to one person; and how long those who are talking wait for their answers meanwhile,
against a quiet time before.
"""

import asyncio
import statistics
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path
from time import perf_counter

from bench.filling import AT_ONCE, OFFICER, found
from bench.reporting import machine
from bench.telegram_people import Crowd
from bot.channels.telegram_events import BOT
from models.base import to_ms
from models.machine.conversation import Conversation
from models.people.consent import TEXT_VERSION
from models.people.person import Account, Person
from models.people.role import Role
from models.permissions import Viewer
from models.store import open_engine, transaction
from models.work.announcing import change_draft, draft_announcement, send_announcement
from tests.crash.process import Bot
from tests.fakes.ports import free_ports
from tests.fakes.telegram_server import TOKEN, SentMessage, TelegramServer

HEADING = "## A push to everybody"
ALLOWED = 30  # messages a second
TEXT = "Mai cắt nước từ 8 đến 11 giờ để sửa đường ống. Bà con trữ nước trước giúp."
FIRST = 6_000_000_000  # the lowest number of a chat
TALKERS = 20
PER_SECOND = 4.0  # that they say together
QUIET = 60.0  # seconds before the announcement
WARM = 10.0  # before that: nobody says two things within a second any more
PATIENCE = 60.0  # seconds in which nothing arrives


@dataclass(frozen=True, slots=True)
class Pushed:
    """What was found; times of answers in milliseconds."""

    people: int
    told: int
    twice: int
    seconds: float
    pace: float  # messages a second, answers counted in
    most: int  # in any one second
    closest: float  # seconds between two messages of one chat
    refused: int  # by the platform, for being too many
    quiet: float  # p99
    beside: float


async def push(home: Path, url: str, people: int) -> Pushed:
    """Tell so many people, and measure; without a database's address in a file in `home`."""
    url = url or f"sqlite:///{home / 'thidua.db'}"
    found(url, home, datetime.now(UTC))
    fill(url, people)
    with closing(TelegramServer(poll_seconds=30)) as platform:
        platform.records = False
        platform.paced = True
        for number in range(people):
            platform.chat(FIRST + number)
        more = {"telegram_token": TOKEN, "telegram_api": platform.url, "log_level": "warning"}
        bots = [Bot(home, url, *free_ports(2), more=more)]
        if not bots[0].settings.on_sqlite:  # then another stands by
            bots.append(Bot(home, url, *free_ports(2), more=more))
        try:
            for bot in bots:
                await bot.start_and_wait()
            return await measure(platform, url, people)
        finally:
            for bot in reversed(bots):
                await bot.stop()


async def measure(platform: TelegramServer, url: str, people: int) -> Pushed:
    """Let some talk, first quietly, then beside the announcement."""
    crowd = Crowd(platform)
    crowd.come(TALKERS)
    hear = platform.hear

    def hear_own(message: SentMessage) -> None:
        if int(message.chat) in crowd.people:
            hear(message)

    platform.hear = hear_own
    await crowd.settled()
    talking = asyncio.create_task(crowd.speak_at(PER_SECOND))
    await asyncio.sleep(0)
    crowd.tell(1_000_000)
    await asyncio.sleep(WARM)
    crowd.took.clear()
    await asyncio.sleep(QUIET)
    quiet = p99(crowd.took)
    crowd.took.clear()
    calls, before = platform.calls.count("sendMessage"), len(platform.sent)
    announce(url)
    await told(platform, before, people)
    beside = p99(crowd.took)
    talking.cancel()
    calls = platform.calls.count("sendMessage") - calls
    return counted(platform.sent[before:], calls, people, quiet, beside)


async def told(platform: TelegramServer, before: int, people: int) -> None:
    """Wait until everybody but those who are talking has heard it."""
    heard: set[str] = set()
    seen, last = before, perf_counter()
    while len(heard) < people:
        await asyncio.sleep(0.1)
        new = [sent.chat for sent in platform.sent[seen:] if is_told(sent)]
        seen = len(platform.sent)
        heard.update(new)
        if new:
            last = perf_counter()
        assert perf_counter() - last < PATIENCE, f"{len(heard)} of {people} were told"


def is_told(sent: SentMessage) -> bool:
    """Whether this is the announcement, to somebody who is not talking."""
    return TEXT in sent.text and int(sent.chat) >= FIRST


def counted(
    sent: Sequence[SentMessage], calls: int, people: int, quiet: float, beside: float
) -> Pushed:
    """Count what arrived between the first and the last message of the announcement."""
    places = [n for n, each in enumerate(sent) if is_told(each)]
    arrived = sent[places[0] : places[-1] + 1]
    heard = Counter(sent[place].chat for place in places)
    chats: dict[str, list[float]] = {}
    for each in arrived:
        chats.setdefault(each.chat, []).append(each.at)
    gaps = [b - a for moments in chats.values() for a, b in pairwise(moments)]
    seconds = arrived[-1].at - arrived[0].at
    return Pushed(
        people=people,
        told=len(heard),
        twice=sum(times > 1 for times in heard.values()),
        seconds=seconds,
        pace=(len(arrived) - 1) / seconds,
        most=in_one_second([each.at for each in arrived]),
        closest=min(gaps, default=0.0),
        refused=calls - len(sent),
        quiet=quiet,
        beside=beside,
    )


def in_one_second(moments: Sequence[float]) -> int:
    """Return the most that came within any one second."""
    most = first = 0
    for last, at in enumerate(moments):
        while moments[first] <= at - 1.0:
            first += 1
        most = max(most, last - first + 1)
    return most


def p99(took: Sequence[float]) -> float:
    """Return within how many milliseconds 99 of 100 answers came."""
    return 1000 * statistics.quantiles(took, n=100)[98]


def fill(url: str, people: int) -> None:
    """Put people on Telegram who have agreed."""
    engine, now = open_engine(url), datetime.now(UTC)
    for start in range(0, people, AT_ONCE):
        with transaction(engine) as tx:
            numbers = range(start, min(start + AT_ONCE, people))
            rows = [
                Person(name=f"Người {n}", consent=TEXT_VERSION, created_at=now) for n in numbers
            ]
            tx.session.add_all(rows)
            tx.session.flush()
            for number, person in zip(numbers, rows, strict=True):
                chat = str(FIRST + number)
                tx.session.add(Account(person_id=person.id or 0, bot=BOT, sender=chat))
                tx.session.add(Conversation(bot=BOT, chat=chat, sender=chat, spoke_ms=to_ms(now)))
    engine.dispose()


def announce(url: str) -> None:
    """Send the announcement; as urgent, since this may be measured by night."""
    engine, now = open_engine(url), datetime.now(UTC)
    officer = Viewer(OFFICER, ((Role.TDKT_OFFICER, None),))
    with transaction(engine) as tx:
        made = draft_announcement(tx, officer, TEXT, now)
        change_draft(tx, officer, made, audience=["everyone"], urgent=True)
        assert send_announcement(tx, officer, made, now)
    engine.dispose()


def section(rows: dict[str, Pushed], day: date, busy: str) -> str:
    """Return the results as a section of RESULTS.md."""
    lines = [
        f"{HEADING} ({day:%-d %B %Y})",
        "",
        f'    make bench args="push --people {max(row.people for row in rows.values())} --write"',
        "",
        f"{machine()} {busy}",
        "",
        f"An announcement on Telegram, {ALLOWED} messages a second allowed, while {TALKERS} "
        f"people tell deeds, {PER_SECOND:.0f} updates a second together, as they did for "
        f"{QUIET:.0f} seconds before, which is the quiet time. Measured where messages arrive: "
        "a fake Bot API server that refuses what is too much.",
        "",
        "| | people | told | twice | seconds | a second, of 30 | most in any second | closest two "
        "of a chat, s | refused | answers, p99 quiet / beside, ms |",
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for name, row in rows.items():
        pace = f"{row.pace:.1f} ({row.pace / ALLOWED:.0%})"
        lines.append(
            f"| {name} | {row.people:,} | {row.told:,} | {row.twice} | {row.seconds:.0f} | {pace} "
            f"| {row.most} | {row.closest:.2f} | {row.refused} "
            f"| {row.quiet:.0f} / {row.beside:.0f} |"
        )
    return "\n".join(lines) + "\n"
