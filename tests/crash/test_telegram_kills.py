"""The same over Telegram: killed around every commit and every message and after every poll, while
the platform itself fails in every way that it can; and asked to stop, again and again.

The promise: nothing that anybody said is lost, no report is doubled, every conversation gets its
answer without the person writing again, no news is doubled, and at most one answer is repeated in
a chat for each kill or unknown outcome. Where the program was asked to stop and the platform
answers, nothing at all is repeated.
"""

import secrets
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.crash.counting import check_store, rows
from tests.crash.entry import POLL_PLACES, WEBHOOK_PLACES
from tests.crash.people import PATIENT
from tests.crash.process import Bot
from tests.crash.reaping import Reaper, Stopper
from tests.crash.telegram_counting import TelegramCount, compare_on_telegram
from tests.crash.telegram_people import TelegramTeller
from tests.crash.telegram_platform import TelegramPlatform
from tests.crash.waiting import until
from tests.crash.zalo_people import Crier
from tests.fakes.lives import OF_EACH
from tests.fakes.ports import free_ports
from tests.fakes.telegram_server import TOKEN

LISTENERS = ("8000001", "8000002", "8000003")
POLLED = dict.fromkeys(POLL_PLACES, 40)  # how often a process comes there before it dies, at most
BROUGHT = dict.fromkeys(WEBHOOK_PLACES, 40)
SECRET = "secret-of-the-webhook"
STOPPED = 5.0  # seconds
PUSHES = 200  # tries a second of all lanes together, where nobody takes what is brought

pytestmark = [pytest.mark.soak, pytest.mark.timeout(7200)]


async def test_polls_lose_nothing(
    empty_url: str,
    tmp_path: Path,
    kills: int,
    people: int,
    record_property: Callable[[str, object], None],
) -> None:
    found = await kill_while_polling(empty_url, tmp_path, 1, kills, people)

    record_property("count", str(found))
    assert_kept(found, kills, people)


async def test_a_standby_takes_over_and_loses_nothing(
    empty_postgres_url: str,
    tmp_path: Path,
    kills: int,
    people: int,
    record_property: Callable[[str, object], None],
) -> None:
    found = await kill_while_polling(empty_postgres_url, tmp_path, 2, kills, people)

    record_property("count", str(found))
    assert_kept(found, kills, people)


async def test_a_webhook_loses_nothing(
    tmp_path: Path, kills: int, people: int, record_property: Callable[[str, object], None]
) -> None:
    url = f"sqlite:///{tmp_path / 'thidua.db'}"
    found = await kill_while_brought(url, tmp_path, 1, kills, people)

    record_property("count", str(found))
    assert_kept(found, kills, people)


async def test_a_webhook_of_two_processes_loses_nothing(
    empty_postgres_url: str,
    tmp_path: Path,
    kills: int,
    people: int,
    record_property: Callable[[str, object], None],
) -> None:
    found = await kill_while_brought(empty_postgres_url, tmp_path, 2, kills, people)

    record_property("count", str(found))
    assert_kept(found, kills, people)


async def test_asked_to_stop_it_repeats_nothing(
    empty_url: str,
    tmp_path: Path,
    stops: int,
    people: int,
    record_property: Callable[[str, object], None],
) -> None:
    with closing(TelegramPlatform(secrets.randbits(32))) as platform:
        bots = bots_in(tmp_path / "home", empty_url, platform, 1)
        stopper = Stopper(bots, stops, secrets.randbits(32))
        found = await live_through(bots, stopper, platform, people)

    record_property("count", str(found))
    assert_stopped(found, stopper, people)


async def test_asked_to_stop_behind_a_webhook_it_repeats_nothing(
    tmp_path: Path, stops: int, people: int, record_property: Callable[[str, object], None]
) -> None:
    url = f"sqlite:///{tmp_path / 'thidua.db'}"
    with closing(TelegramPlatform(secrets.randbits(32))) as platform:
        bots = bots_in(tmp_path / "home", url, platform, 1, telegram_webhook_secret=SECRET)
        platform.bring_to([bots[0].base], SECRET, people / PUSHES)
        stopper = Stopper(bots, stops, secrets.randbits(32))
        found = await live_through(bots, stopper, platform, people)

    record_property("count", str(found))
    assert_stopped(found, stopper, people)


# --- how it is done ------------------------------------------------------------------------------


@pytest.fixture
def kills(count: Callable[[int, int], int]) -> int:
    """How many kills are enough."""
    return count(10, 200)


@pytest.fixture
def stops(count: Callable[[int, int], int]) -> int:
    """How many stops are enough."""
    return count(4, 50)


@pytest.fixture
def people(count: Callable[[int, int], int]) -> int:
    """How many tell deeds at the same time."""
    return count(20, 200)


async def kill_while_polling(
    url: str, folder: Path, processes: int, kills: int, people: int
) -> TelegramCount:
    """Let people talk to a bot that polls, while its processes are killed; count."""
    seed = secrets.randbits(32)
    with closing(TelegramPlatform(seed, lambda: reaper.enough())) as platform:
        bots = bots_in(folder / "home", url, platform, processes)
        reaper = Reaper(bots, kills, seed, POLLED)
        return await live_through(bots, reaper, platform, people)


async def kill_while_brought(
    url: str, folder: Path, processes: int, kills: int, people: int
) -> TelegramCount:
    """The same where updates are brought, to whichever process takes them."""
    seed = secrets.randbits(32)
    with closing(TelegramPlatform(seed, lambda: reaper.enough())) as platform:
        home = folder / "home"
        bots = bots_in(home, url, platform, processes, telegram_webhook_secret=SECRET)
        platform.bring_to([bot.base for bot in bots], SECRET, people / PUSHES)
        reaper = Reaper(bots, kills, seed, BROUGHT)
        return await live_through(bots, reaper, platform, people)


def bots_in(
    home: Path, url: str, platform: TelegramPlatform, processes: int, **settings: str
) -> list[Bot]:
    """Return the program with its settings, in so many processes."""
    ports = free_ports(2 * processes)
    more = {
        "test_hurry": "1",
        "telegram_token": TOKEN,
        "telegram_api": platform.server.url + OF_EACH,
        "telegram_unpaced": "true",
        **settings,
    }
    return [Bot(home, url, *ports[2 * i : 2 * i + 2], more=more) for i in range(processes)]


async def live_through(
    bots: list[Bot], reaper: Reaper, platform: TelegramPlatform, people: int
) -> TelegramCount:
    """Let people tell deeds and hear news while the program ends again and again; count."""
    settings = bots[0].settings

    async def end() -> None:
        await crier.end()
        waiting = "SELECT count(*) FROM task WHERE state = 'waiting'"
        await until(lambda: rows(settings, waiting) == [(0,)], PATIENT, "every photo is fetched")

    tellers = [TelegramTeller(number, platform, reaper) for number in range(people)]
    crier = Crier(settings, platform, reaper, LISTENERS)
    await reaper.prepare()
    crier.settle()
    platform.bring_unreadable()
    begun = time.monotonic()
    await reaper.reap([*(teller.tell() for teller in tellers), crier.cry()], end)

    took = time.monotonic() - begun
    check_store(settings, platform.unreadable)
    assert [text for teller in tellers for text in teller.story.strange] == []
    alerts = sum(bot.log.read_text(encoding="utf-8").count("inbox.parked") for bot in bots)
    assert alerts >= platform.unreadable
    found = compare_on_telegram(settings, platform, reaper, tellers, crier)
    kind = settings.database_url.partition(":")[0]
    sys.stdout.write(
        f"\n{kind}, {len(bots)} process(es), {people} people, seed {reaper.seed}, {took:.0f} s: "
        f"{found}"
    )
    return found


def assert_stopped(found: TelegramCount, stopper: Stopper, people: int) -> None:
    """Fail unless it stopped soon each time, went on afterwards, and repeated nothing."""
    assert_kept(found, stopper.kills, people)
    assert max(stopper.took) < STOPPED
    assert (found.all.repeated, found.unknown, found.news_uncertain) == (0, 0, 0)


def assert_kept(found: TelegramCount, kills: int, people: int) -> None:
    """Fail unless the promise was kept."""
    assert found.all.kills >= kills
    assert found.all.conversations >= people
    assert found.news_shown >= kills
    assert found.all.most_repeated <= 1
    assert (found.nowhere, found.photos_lost) == (0, 0)
    assert (found.all.lost, found.all.doubled, found.all.unanswered) == (0, 0, 0)
    assert found.all.doubled_lines == 0
    assert (found.news_doubled, found.news_missing) == (0, 0)
