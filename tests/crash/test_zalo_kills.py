"""The same over Zalo: killed around every commit and every message, while the platform itself
fails in every way that it can.

The promise: no report lost or doubled, no answer missing, no news doubled, and at most one answer
repeated in a chat for each kill or unknown outcome. An event that a poll took and that never came
to the inbox is the one loss that no program can prevent: counted apart, and none where Zalo brings
the events.
"""

import secrets
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot import keys, oa_grant
from bot.app import utc_now
from bot.settings import Settings
from models.machine.oa_grant import keep_grant
from models.store import open_engine, transaction
from tests.crash.counting import check_store, rows
from tests.crash.entry import POLL_PLACES, WEBHOOK_PLACES
from tests.crash.process import Bot
from tests.crash.reaping import Reaper
from tests.crash.zalo_counting import ZaloCount, compare_on_zalo
from tests.crash.zalo_people import Crier, ZaloTeller
from tests.crash.zalo_platform import AccountPlatform, BotPlatform, Platform
from tests.fakes.lives import OF_EACH
from tests.fakes.ports import free_ports
from tests.fakes.zalo_bot_server import TOKEN
from tests.fakes.zalo_oa_server import APP_SECRET, OA_SECRET, ZaloOaServer

PEOPLE = 8
LISTENERS = ("Mận", "Thóc", "Lúa")
POLLED = dict.fromkeys(POLL_PLACES, 40)  # how often a process comes there before it dies, at most
BROUGHT = dict.fromkeys(WEBHOOK_PLACES, 40)
SECRET = "secret-of-the-webhook"
MANY = "1000000"
IN_A_HURRY = {"test_hurry": "1", "zalo_bot_pace": "1000", "zalo_bot_messages": MANY}

pytestmark = [pytest.mark.soak, pytest.mark.timeout(3600)]


async def test_polls_that_consume_lose_what_they_took_and_nothing_else(
    empty_url: str, tmp_path: Path, kills: int, record_property: Callable[[str, object], None]
) -> None:
    found = await poll_through(empty_url, tmp_path / "home", kills, replay=False)

    record_property("count", str(found))
    assert_kept(found, kills)
    assert found.in_poll <= found.all.kills + found.polls_lost


async def test_polls_that_repeat_lose_what_a_newer_event_followed_and_nothing_else(
    tmp_path: Path, kills: int, record_property: Callable[[str, object], None]
) -> None:
    url = f"sqlite:///{tmp_path / 'thidua.db'}"

    found = await poll_through(url, tmp_path / "home", kills, replay=True)

    record_property("count", str(found))
    assert_kept(found, kills)
    assert found.in_poll <= found.all.kills + found.polls_lost


async def test_a_webhook_loses_nothing(
    tmp_path: Path, kills: int, record_property: Callable[[str, object], None]
) -> None:
    url = f"sqlite:///{tmp_path / 'thidua.db'}"
    seed = secrets.randbits(32)
    with closing(BotPlatform(seed, lambda: reaper.enough())) as platform:
        bot = bot_in(
            tmp_path / "home",
            url,
            zalo_bot_tokens=TOKEN,
            zalo_bot_api=platform.server.url + OF_EACH,
            zalo_bot_webhook_secret=SECRET,
        )
        platform.bring_to(bot.base, SECRET)
        reaper = Reaper([bot], kills, seed, BROUGHT)
        found = await live_through(bot, reaper, platform)

    record_property("count", str(found))
    assert_kept(found, kills)
    assert found.in_poll == 0


async def test_an_official_account_loses_nothing(
    tmp_path: Path, kills: int, record_property: Callable[[str, object], None]
) -> None:
    url = f"sqlite:///{tmp_path / 'thidua.db'}"
    seed = secrets.randbits(32)
    with closing(AccountPlatform(seed, lambda: reaper.enough(), PEOPLE)) as platform:
        bot = bot_in(
            tmp_path / "home",
            url,
            zalo_oa_app_id=platform.server.app_id,
            zalo_oa_app_secret=APP_SECRET,
            zalo_oa_secret=OA_SECRET,
            zalo_oa_api=platform.server.url + OF_EACH,
            zalo_oa_oauth=platform.server.url,
            zalo_oa_per_minute=MANY,
        )
        platform.bring_to(bot.base)
        reaper = Reaper([bot], kills, seed, BROUGHT)
        found = await live_through(
            bot, reaper, platform, lambda: grant(platform.server, bot.settings)
        )

    record_property("count", str(found))
    assert_kept(found, kills)
    assert found.in_poll == 0


# --- how it is done ------------------------------------------------------------------------------


@pytest.fixture
def kills(count: Callable[[int, int], int]) -> int:
    """How many kills are enough."""
    return count(10, 200)


def bot_in(home: Path, url: str, **settings: str) -> Bot:
    """Return the program with its settings."""
    port, admin_port = free_ports(2)
    return Bot(home, url, port, admin_port, more={**IN_A_HURRY, **settings})


async def poll_through(url: str, home: Path, kills: int, *, replay: bool) -> ZaloCount:
    """Let people talk to a bot that polls, and count."""
    seed = secrets.randbits(32)
    with closing(BotPlatform(seed, lambda: reaper.enough(), replay=replay)) as platform:
        bot = bot_in(home, url, zalo_bot_tokens=TOKEN, zalo_bot_api=platform.server.url + OF_EACH)
        reaper = Reaper([bot], kills, seed, POLLED)
        return await live_through(bot, reaper, platform)


async def live_through(
    bot: Bot,
    reaper: Reaper,
    platform: Platform,
    prepare: Callable[[], None] = lambda: None,
) -> ZaloCount:
    """Let people tell deeds and hear news while the program is killed; count. `prepare` is done
    once there is a database.
    """

    def stored(message: str) -> bool:
        found = rows(bot.settings, "SELECT 1 FROM inbox WHERE event_id = :id", id=message)
        return found != []

    tellers = [ZaloTeller(f"Bưởi {i}", platform, reaper, stored) for i in range(PEOPLE)]
    crier = Crier(bot.settings, platform, reaper, LISTENERS)
    await reaper.prepare()
    prepare()
    crier.settle()
    await reaper.reap([*(teller.tell() for teller in tellers), crier.cry()], crier.end)

    check_store(bot.settings)
    assert [text for teller in tellers for text in teller.story.strange] == []
    found = compare_on_zalo(bot.settings, platform, reaper, tellers, crier)
    kind = bot.settings.database_url.partition(":")[0]
    sys.stdout.write(f"\n{kind}, seed {reaper.seed}: {found}")
    return found


def grant(server: ZaloOaServer, settings: Settings) -> None:
    """Let the account speak through us, as `thidua zalo-oa connect` does."""
    access, refresh = server.grant()
    pair = oa_grant.Pair(access, refresh, server.oa_id)
    sealed, now = oa_grant.seal(keys.signing_key(settings), pair), utc_now()
    engine = open_engine(settings.database_url)
    with transaction(engine) as tx:
        keep_grant(tx, server.app_id, sealed, now, now + timedelta(hours=25))
    engine.dispose()


def assert_kept(found: ZaloCount, kills: int) -> None:
    """Fail unless the promise was kept."""
    assert found.all.kills >= kills
    assert found.all.conversations >= PEOPLE
    assert found.news_shown >= kills
    assert (found.all.lost, found.all.doubled, found.all.unanswered) == (0, 0, 0)
    assert (found.all.doubled_lines, found.elsewhere) == (0, 0)
    assert found.all.most_repeated <= 1
    assert (found.news_doubled, found.news_missing) == (0, 0)
