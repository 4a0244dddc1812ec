"""What planning costs: so many pairs of person and milestone are written down, with ever more of
the finished past beside them.
"""

import math
import resource
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from time import perf_counter
from zoneinfo import ZoneInfo

from sqlalchemy import Engine, text

from bench.reporting import machine
from bot.app import collect_seldom
from models import migrating
from models.people.consent import TEXT_VERSION
from models.people.person import Account, Person
from models.people.role import Role, grant_role
from models.permissions import Viewer
from models.store import Tx, open_engine, transaction
from models.work.milestone import Rule, add_milestone
from models.working_days import Calendar
from scheduler import digests, others, planner
from scheduler.quiet_hours import Hours

HEADING = "## Planning"
PEOPLE = 1_000
TODAY = date(2026, 6, 10)
NOW = datetime(2026, 6, 10, 2, 0, tzinfo=UTC)  # nine in the morning there
HOURS = Hours(ZoneInfo("Asia/Ho_Chi_Minh"), Calendar())
DUE = TODAY + timedelta(days=7)


def plan(url: str, folder: Path, pairs: int) -> dict[str, float]:
    """Write down so many pairs; return pairs a second, within how many milliseconds 99 of 100
    transactions ended and the longest one, an idle tick before and with the past, and the peak of
    memory in MiB.
    """
    migrating.upgrade(url, folder, now=NOW)
    engine = open_engine(url)
    with transaction(engine) as tx:
        officer = fill(tx)
    empty = idle(engine)
    for start in range(0, pairs // PEOPLE, 50):
        with transaction(engine) as tx:
            for number in range(start, min(start + 50, pairs // PEOPLE)):
                milestone(tx, officer, number)
    while run(engine, planner.write_occurrences)[1]:
        pass
    collect_seldom()
    begun, each, more = perf_counter(), [], True
    while more:
        took, more = run(engine, planner.plan_reminders)
        each.append(took)
    spent = perf_counter() - begun
    each.sort()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    with engine.begin() as connection:
        found = connection.execute(text("SELECT count(*) FROM reminder")).scalar_one()
        connection.execute(text("UPDATE reminder SET state = 'sent'"))
    assert found == pairs, (found, pairs)
    if engine.dialect.name == "postgresql":  # as its own housekeeping does in the night
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE reminder"))
    full = idle(engine)
    engine.dispose()
    return {
        "pairs": pairs,
        "per_second": pairs / spent,
        "most": 1000 * each[math.ceil(0.99 * len(each)) - 1],
        "longest": 1000 * each[-1],
        "empty": empty,
        "idle": full,
        "memory": memory,
    }


LOOKS = (
    planner.write_occurrences,
    planner.plan_reminders,
    digests.begin_digests,
    others.begin_others,
    planner.close_occurrences,
)


def idle(engine: Engine) -> float:
    """Return how many milliseconds a tick takes that finds nothing to do."""
    return 1000 * sum(min(run(engine, piece)[0] for _ in range(20)) for piece in LOOKS)


def run(engine: Engine, piece: planner.Piece) -> tuple[float, bool]:
    """Run one piece in a transaction; return how long it took and whether there is more."""
    begun = perf_counter()
    with transaction(engine) as tx:
        more = piece(tx, HOURS, NOW)
    return perf_counter() - begun, more


def fill(tx: Tx) -> int:
    """A commune's people; return the officer."""
    rows = [Person(name=f"Người {n}", consent=TEXT_VERSION, created_at=NOW) for n in range(PEOPLE)]
    tx.session.add_all(rows)
    tx.session.flush()
    tx.session.add_all(
        Account(person_id=row.id or 0, bot="bench", sender=str(row.id)) for row in rows
    )
    officer = rows[0].id or 0
    grant_role(tx, officer, Role.TDKT_OFFICER, None, NOW)
    return officer


def milestone(tx: Tx, officer: int, number: int) -> None:
    """Something that everybody is reminded of a week before."""
    viewer = Viewer(officer, ((Role.TDKT_OFFICER, None),))
    rules = [Rule(("everyone",), (-7,))]
    add_milestone(tx, viewer, f"Việc {number}", DUE, NOW, TODAY, rules=rules)


def section(found: dict[str, list[dict[str, float]]], day: date, busy: str) -> str:
    """Return the results as a section of RESULTS.md."""
    lines = [
        HEADING,
        "",
        f"{day:%d/%m/%Y}. {machine()} {busy}",
        "",
        f"{PEOPLE} people, each pair a reminder row of its own. *Nothing to do*: one tick of",
        "every piece before there was anything, and when all of it is over.",
        "",
        "| | pairs | a second | transaction, p99 / longest, ms"
        " | nothing to do, without / with the past, ms | peak memory, MiB |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for name, rows in found.items():
        for row in rows:
            speed = f"{row['pairs']:,.0f} | {row['per_second']:,.0f}"
            took = f"{row['most']:.0f} / {row['longest']:.0f}"
            idle_for = f"{row['empty']:.1f} / {row['idle']:.1f}"
            lines.append(f"| {name} | {speed} | {took} | {idle_for} | {row['memory']:.0f} |")
    return "\n".join(lines) + "\n"
