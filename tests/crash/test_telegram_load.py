"""What is slow for one person is slow for nobody else: photos that do not come, a workbook that is
a lot of work.

The same people talk to the same process at the same pace, first quietly, then beside all that.
Their p99 stays within twice the quiet one or 100 ms, whichever is larger (`make soak`; more
generously where other tests ran just before); and whoever asked for the workbook has it while the
photos still hang.
"""

import asyncio
import math
import secrets
import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlmodel import select

from bot.settings import Settings
from models.base import to_ms
from models.machine.conversation import Conversation
from models.people.person import Account, Person
from models.store import open_engine, transaction
from models.work.deed import Deed
from tests.crash.counting import check_store, rows
from tests.crash.people import PATIENT
from tests.crash.process import Bot
from tests.crash.reaping import Reaper
from tests.crash.telegram_counting import kept
from tests.crash.telegram_people import TelegramTeller
from tests.crash.telegram_platform import TelegramPlatform
from tests.crash.waiting import until
from tests.fakes.ports import free_ports
from tests.fakes.telegram_server import TOKEN, Fault

PEOPLE = 20
A_THOUGHT = 0.6  # seconds before an answer, on average: thirty updates a second in all
ANSWERS = 120  # that are measured each time
PERIODS = ("năm nay", "quý này", "tháng này")  # a workbook each time, and as many quiet times
HANGING = 1000  # downloads
DEEDS = 150  # more in the workbook: a second of work
OFFICER, NAME = "8000001", "Cô Lúa"
TWICE = 2.0
ALWAYS_WELL = 100  # milliseconds
BESIDE_OTHERS = 500  # where the machine has other work: still far from the second of a workbook

pytestmark = pytest.mark.soak


async def test_what_is_slow_delays_nobody_else(
    empty_url: str,
    tmp_path: Path,
    count: Callable[[int, int], int],
    record_property: Callable[[str, object], None],
) -> None:
    with closing(TelegramPlatform(secrets.randbits(32))) as platform:
        bot = bot_in(tmp_path / "home", empty_url, platform)
        await bot.start_and_wait()
        try:
            introduce(bot.settings, platform)
            tellers, quiet, beside = await talk_twice(bot, platform)
            hung = platform.server.calls.count("download")
            platform.server.go_on()
            waiting = "SELECT count(*) FROM task WHERE state = 'waiting'"
            await until(
                lambda: rows(bot.settings, waiting) == [(0,)], PATIENT, "every photo is here"
            )
        finally:
            await bot.stop()

    figures = f"p99 quiet {quiet * 1000:.0f} ms, beside slow work {beside * 1000:.0f} ms"
    sys.stdout.write(f"\n{empty_url.partition(':')[0]}: {figures}, downloads {hung}")
    record_property("p99", figures)
    check_store(bot.settings, unsent=DEEDS)
    assert {digest for teller in tellers for digest in teller.photos} <= kept(bot.settings)
    assert beside <= max(TWICE * quiet, count(BESIDE_OTHERS, ALWAYS_WELL) / 1000)


async def talk_twice(
    bot: Bot, platform: TelegramPlatform
) -> tuple[list[TelegramTeller], float, float]:
    """Let people talk, first quietly, then beside what is slow; return them with both p99, the
    lowest of three each: what delays people does so each time, other work of the machine does not.
    """
    over = False
    nobody_dies = Reaper([bot], 0, 0, {})
    tellers = [
        TelegramTeller(number, platform, nobody_dies, lambda: over, A_THOUGHT)
        for number in range(PEOPLE)
    ]
    async with asyncio.TaskGroup() as group:
        for teller in tellers:
            group.create_task(teller.tell())
        await answered(tellers)
        quiet = [p99(await answered(tellers)) for _ in PERIODS]

        platform.server.fails("download", Fault.SLOW, HANGING)
        beside = []
        for period in PERIODS:
            took, _ = await asyncio.gather(answered(tellers), get_workbook(platform, period))
            beside.append(p99(took))
        over = True
    return tellers, min(quiet), min(beside)


def bot_in(home: Path, url: str, platform: TelegramPlatform) -> Bot:
    """Return the program with its settings."""
    more = {
        "test_hurry": "1",
        "telegram_token": TOKEN,
        "telegram_api": platform.server.url,
        "telegram_unpaced": "true",
    }
    return Bot(home, url, *free_ports(2), more=more)


def introduce(settings: Settings, platform: TelegramPlatform) -> None:
    """Let the officer of the invented commune be on Telegram too, with a long list."""
    engine = open_engine(settings.database_url)
    with transaction(engine) as tx:
        number = tx.session.exec(select(Person.id).where(Person.name == NAME)).one() or 0
        bot, spoke = platform.bot, to_ms(datetime.now(UTC))
        deed = tx.session.exec(select(Deed)).all()[0].model_dump(exclude={"id", "code"})
        tx.session.add_all(Deed(**deed, code=f"{place:08}") for place in range(DEEDS))
        tx.session.add(Account(person_id=number, bot=bot, sender=OFFICER))
        tx.session.add(Conversation(bot=bot, chat=OFFICER, sender=OFFICER, spoke_ms=spoke))
    engine.dispose()
    platform.meet(OFFICER)


async def answered(tellers: Sequence[TelegramTeller]) -> list[float]:
    """Wait until so many answers have come to what was said from now on; return the seconds that
    each took.
    """
    begun = asyncio.get_running_loop().time()

    def took() -> list[float]:
        return [each for teller in tellers for at, each in teller.took if at >= begun]

    await until(lambda: len(took()) >= ANSWERS, PATIENT, "answers come")
    return took()


async def get_workbook(platform: TelegramPlatform, period: str) -> None:
    """Ask for the list of a period, and wait for it."""
    seen, had = len(platform.screen(OFFICER)), len(documents(platform))

    def is_asked() -> bool:
        return any("khoảng nào" in shown.text for shown in platform.screen(OFFICER)[seen:])

    await platform.say(OFFICER, "xuất excel")
    await until(is_asked, PATIENT, "the period is asked for")
    await platform.say(OFFICER, period)
    await until(lambda: len(documents(platform)) > had, PATIENT, "the workbook comes")


def documents(platform: TelegramPlatform) -> list[str]:
    """Return the files that the officer has."""
    sent = list(platform.server.sent)
    return [one.file for one in sent if one.chat == OFFICER and one.method == "sendDocument"]


def p99(took: Sequence[float]) -> float:
    """Return within how many seconds 99 of 100 answers came."""
    return sorted(took)[math.ceil(0.99 * len(took)) - 1]
