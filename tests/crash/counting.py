"""Counting after the kills: what the people saw against what stands in the database."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import text

from bot import keys
from bot.settings import Settings
from models.machine import audit
from models.store import open_engine, transaction
from tests.crash.people import Told


class Lived(Protocol):
    """What somebody saw: what they told, what came again by the kills before, what came again
    without any.
    """

    @property
    def told(self) -> Sequence[Told]: ...

    @property
    def repeats(self) -> Counter[int]: ...

    @property
    def doubles(self) -> Sequence[str]: ...


@dataclass(frozen=True, slots=True)
class Count:
    """What came out, as `bench/RESULTS.md` shows it."""

    kills: int
    conversations: int
    lost: int
    doubled: int
    unanswered: int
    repeated: int
    most_repeated: int  # in one chat, for one kill
    doubled_lines: int

    def __str__(self) -> str:
        return (
            f"kills {self.kills}, conversations {self.conversations}, lost {self.lost}, "
            f"deeds doubled {self.doubled}, answers missing {self.unanswered}, "
            f"lines repeated {self.repeated} (at most {self.most_repeated} per chat for a kill), "
            f"lines under two numbers {self.doubled_lines}"
        )


def compare(settings: Settings, people: Sequence[Lived], kills: int) -> Count:
    """Compare."""
    codes = deeds_by_person_praised(settings)
    told = [report for person in people for report in person.told]
    lost = [r for r in told if r.confirmed and r.who not in codes]
    doubled = [r for r in told if len(codes.get(r.who, ())) > 1]
    missing = [
        r for r in told if r.confirmed and r.who in codes and r.codes[:1] != codes[r.who][:1]
    ]
    repeats = [n for person in people for n in person.repeats.values()]
    doubles = sum(len(person.doubles) for person in people) + said_twice(settings)
    return Count(
        kills=kills,
        conversations=len(told),
        lost=len(lost),
        doubled=len(doubled),
        unanswered=len(missing),
        repeated=sum(repeats),
        most_repeated=max(repeats, default=0),
        doubled_lines=doubles,
    )


def deeds_by_person_praised(settings: Settings) -> dict[str, list[str]]:
    """Return the receipt codes of all deeds by whom they praise."""
    found: dict[str, list[str]] = {}
    for who, code in rows(settings, "SELECT who, code FROM deed ORDER BY id"):
        found.setdefault(str(who), []).append(str(code))
    return found


def said_twice(settings: Settings) -> int:
    """Return how many messages stand in the outbox more than once for one event, where their
    texts are kept.
    """
    asked = (
        "SELECT chat, inbox_id, payload FROM outbox WHERE inbox_id IS NOT NULL AND payload <> ''"
    )
    return sum(n - 1 for n in Counter(rows(settings, asked)).values())


def check_store(settings: Settings, parked: int = 0, unsent: int = 0) -> None:
    """Fail unless the database is sound: the file, the audit chain, and nothing left over.
    `parked` is how many events came that nobody can read, `unsent` how many deeds nobody told.
    """
    engine = open_engine(settings.database_url)
    with transaction(engine) as tx:
        report = audit.verify(tx, keys.audit_key(settings))
    engine.dispose()
    assert report.broken_at == 0
    assert report.entries == rows(settings, "SELECT count(*) FROM audit")[0][0]
    sent = rows(settings, "SELECT count(*) FROM audit WHERE action = 'deed.send'")[0][0]
    assert rows(settings, "SELECT count(*) FROM deed") == [(int(str(sent)) + unsent,)]
    left = rows(
        settings, "SELECT state, count(*) FROM inbox WHERE state <> 'handled' GROUP BY state"
    )
    assert left == ([("parked", parked)] if parked else []), left
    if settings.on_sqlite:
        assert rows(settings, "PRAGMA integrity_check") == [("ok",)]
        assert rows(settings, "PRAGMA foreign_key_check") == []


def rows(settings: Settings, statement: str, **values: object) -> list[tuple[object, ...]]:
    """Run one statement of the test's own."""
    engine = open_engine(settings.database_url)
    with engine.connect() as connection:
        found = [tuple(row) for row in connection.execute(text(statement), values)]
    engine.dispose()
    return found
