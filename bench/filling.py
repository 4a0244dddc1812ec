"""A store as it looks after years: people who have told of deeds, what they said and heard, and
what became of it.
"""

import random
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy
from sqlalchemy import insert
from sqlmodel import SQLModel

from bot.channels.web.reading import BOT
from bot.dialogue.steps import day_answer
from models.base import to_ms
from models.machine.conversation import Conversation
from models.machine.inbox import Inbox, InboxState
from models.machine.outbox import Outbox, OutboxState
from models.migrating import upgrade
from models.people.consent import TEXT_VERSION, Consent, Purpose
from models.people.person import Account, Person
from models.people.role import Role, grant_role
from models.people.unit import Unit, UnitKind
from models.store import open_engine, transaction
from models.work.deed import Deed, DeedState
from models.work.receipts import make_code
from tests.crash.people import name_of

HAMLETS = ("Đoài", "Đông", "Trung", "Thượng", "Hạ", "Chùa")
YEARS_DAYS = 3 * 365  # over which everything was told
OPEN_DAYS = 30  # what was told since is not decided yet
MESSAGES = 7  # of a person for each report, and as many answers
OFFICER = 1
AT_ONCE = 5_000
DID = ("nhặt được", "sửa giúp", "quyên góp", "trông hộ", "dọn sạch", "dạy không công", "vá lại")
WHAT = ("chiếc ví", "mái bếp", "cầu ao", "con trâu", "đoạn mương", "lớp học tối", "đường làng")
WHOM = ("cho bà cụ sống một mình", "cho xóm bên", "cho trẻ trong xóm", "giúp nhà neo người")
TITLES = ("Bà", "Ông", "Cô", "Chú", "Anh", "Chị")

Row = dict[str, Any]


def fill(url: str, home: Path, reports: int, now: datetime) -> None:
    """Make a database with so many reports, each told by somebody else of somebody else."""
    found(url, home, now)
    engine = open_engine(url)
    chance = random.Random(reports)
    for first in range(0, reports, AT_ONCE):
        numbers = range(first, min(first + AT_ONCE, reports))
        moments = [moment(number, reports, now) for number in numbers]
        with engine.begin() as connection:
            for table, rows in stored(numbers, moments, now, chance):
                connection.execute(insert(table), rows)
    with engine.connect() as connection:
        connection.execute(sqlalchemy.text("ANALYZE"))
    engine.dispose()


def found(url: str, home: Path, now: datetime) -> None:
    """Make a database with nothing in it but hamlets and an officer."""
    home.mkdir(parents=True, exist_ok=True)
    upgrade(url, home, now=now)
    engine = open_engine(url)
    with transaction(engine) as tx:
        # Numbered by the database: PostgreSQL would give out again what it did not count itself.
        officer = Person(name="Cô Lúa", consent=TEXT_VERSION, created_at=now)
        tx.session.add(officer)
        tx.session.flush()
        assert officer.id == OFFICER, "the database is not empty"
        for n, x in enumerate(HAMLETS, 1):
            kind = UnitKind.HAMLET.value
            tx.session.add(Unit(code=f"thon-{n}", kind=kind, name=f"thôn {x}", others=[x]))
            tx.session.flush()
        grant_role(tx, OFFICER, Role.TDKT_OFFICER, None, now)
    engine.dispose()


def moment(number: int, reports: int, now: datetime) -> datetime:
    """Return when a report was told: the last one now."""
    return now - timedelta(days=YEARS_DAYS) * ((reports - number) / reports)


def stored(
    numbers: Sequence[int], moments: Sequence[datetime], now: datetime, chance: random.Random
) -> Iterator[tuple[type[SQLModel], list[Row]]]:
    """Return the rows of some reports, table by table."""
    told = list(zip(numbers, moments, strict=True))
    yield Person, [row for number, at in told for row in people_of(number, at)]
    yield (
        Account,
        [
            {"person_id": teller(n), "bot": BOT, "sender": visitor(n), "refusals": 0}
            for n in numbers
        ],
    )
    yield (
        Conversation,
        [
            {"bot": BOT, "chat": visitor(n), "sender": visitor(n), "spoke_ms": to_ms(at)}
            for n, at in told
        ],
    )
    yield (
        Consent,
        [
            {
                "person_id": teller(number),
                "purpose": Purpose.EMULATION.value,
                "text_version": TEXT_VERSION,
                "bot": BOT,
                "inbox_id": 0,
                "given_at": at,
            }
            for number, at in told
        ],
    )
    yield Inbox, [event(number, each, at) for number, at in told for each in range(MESSAGES)]
    yield Outbox, [answer(number, at) for number, at in told for _ in range(MESSAGES)]
    yield Deed, [deed(number, at, now, chance) for number, at in told]


def teller(number: int) -> int:
    """Return who told."""
    return OFFICER + 1 + 2 * number


def visitor(number: int) -> str:
    """Return under which name that person is known to the channel."""
    return f"filled-{number}"


def people_of(number: int, at: datetime) -> list[Row]:
    """Return who told, and of whom."""
    return [
        {"id": teller(number), "name": "", "consent": TEXT_VERSION, "created_at": at},
        {"id": teller(number) + 1, "name": named(number), "consent": "", "created_at": at},
    ]


def named(number: int) -> str:
    """Return who is praised."""
    return f"{TITLES[number % len(TITLES)]} {name_of('filled', number)}"


def event(number: int, each: int, at: datetime) -> Row:
    """Return one message of a person as it is kept."""
    return {
        "bot": BOT,
        "event_id": f"{number}-{each}",
        "chat": visitor(number),
        "sender": visitor(number),
        "payload": "",
        "received_ms": to_ms(at),
        "handled_ms": to_ms(at),
        "state": InboxState.HANDLED.value,
    }


def answer(number: int, at: datetime) -> Row:
    """Return one message to a person as it is kept."""
    return {
        "bot": BOT,
        "chat": visitor(number),
        "payload": "",
        "digest": "0" * 64,
        "state": OutboxState.SENT.value,
        "created_ms": to_ms(at),
        "sent_ms": to_ms(at),
    }


def deed(number: int, at: datetime, now: datetime, chance: random.Random) -> Row:
    """Return one report."""
    who, hamlet = named(number), 1 + number % len(HAMLETS)
    story = f"{chance.choice(DID)} {chance.choice(WHAT)} {chance.choice(WHOM)}, lần thứ {number}."
    day = at.date() - timedelta(days=chance.randrange(3))
    still_open = now - at < timedelta(days=OPEN_DAYS)
    closed = DeedState.DECLINED if number % 5 == 0 else DeedState.PUBLISHED
    answers = {
        "who": {"parts": [["", who]], "voice": []},
        "hamlet": {"id": str(hamlet), "label": f"thôn {HAMLETS[hamlet - 1]}"},
        "story": {"parts": [["", story]], "voice": []},
        "happened": day_answer("day", day.isoformat(), day.isoformat(), ""),
        "evidence": {"files": [], "captions": []},
    }
    return {
        "code": make_code(1_000_000 + number),
        "state": (DeedState.SENT if still_open else closed).value,
        "teller_id": teller(number),
        "typist_id": teller(number),
        "doer_id": teller(number) + 1,
        "hamlet_id": hamlet,
        "who": who,
        "story": story,
        "answers": answers,
        "told_at": at,
        "news_due": at.date() + timedelta(days=15),
        "head_due": at.date() + timedelta(days=5),
        "happened_first": day,
        "happened_last": day,
    }
