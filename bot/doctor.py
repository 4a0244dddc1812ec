"""`thidua doctor`: what is wrong with an installation, and what to do about it.

Each check is a plain function that looks and changes nothing; one that cannot look says so itself.
"""

import math
import os
import shutil
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path

from sqlalchemy import Connection, create_engine, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

from bot import backup, catalogue, database_copy, keys
from bot.settings import Settings
from models import migrating
from models.base import from_ms, to_ms
from models.machine import audit, inbox
from models.machine.backup import FRESH
from models.machine.inbox import InboxState
from models.store import Tx

_FREE_BYTES = 2 << 30
_FREE_FILES = 10_000
_DRIFT = timedelta(seconds=5)
_LOOK_BACK = timedelta(days=7)  # for what was put aside
# Before the first release there was no clock to be right.
_EARLIEST = datetime(2026, 1, 1, tzinfo=UTC)
_LATEST = datetime(2060, 1, 1, tzinfo=UTC)


class Level(StrEnum):
    OK = "ok"
    WARN = "warn"  # works, but something is missing or will not last
    BAD = "bad"  # does not work, or may lose something


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check saw, and what to do; never a person's data, never a secret."""

    level: Level
    what: str
    do: str = ""


Check = Callable[[Settings, datetime], list[Finding]]


def ok(what: str) -> list[Finding]:
    return [Finding(Level.OK, what)]


def warn(what: str, do: str) -> list[Finding]:
    return [Finding(Level.WARN, what, do)]


def bad(what: str, do: str) -> list[Finding]:
    return [Finding(Level.BAD, what, do)]


def settings_read(settings: Settings, _now: datetime) -> list[Finding]:
    # Wrong ones never come this far: they stop every command.
    return ok(f"settings: {settings.commune}, data in {settings.home}")


def database_answers(settings: Settings, _now: datetime) -> list[Finding]:
    if settings.on_sqlite and database_copy.is_empty(settings.database_url):
        return warn("database: there is none yet", "start the bot once, or: thidua migrate")
    with _connected(settings) as connection:
        if settings.on_sqlite:
            verdict = connection.execute(text("PRAGMA quick_check(1)")).scalar()
            if verdict != "ok":
                return bad("database: the file is damaged", "stop the bot; thidua restore --force")
            return ok("database: SQLite, whole")
        number = int(connection.execute(text("SHOW server_version_num")).scalar() or 0)
        if number < 150_000:
            return bad(f"database: PostgreSQL {number // 10_000} is too old", "use 15 or newer")
        return ok(f"database: PostgreSQL {number // 10_000}")


def schema_is_current(settings: Settings, _now: datetime) -> list[Finding]:
    if settings.on_sqlite and database_copy.is_empty(settings.database_url):
        return []
    with _connected(settings) as connection:
        try:
            due = migrating.is_due(connection)
        except migrating.NewerSchema as error:
            return bad(f"schema: {error.revision} is newer than this release", "use the newer one")
    if due:
        return warn("schema: older than this release", "start the bot, or: thidua migrate")
    return ok(f"schema: {migrating.head()}")


def clock_is_right(settings: Settings, now: datetime) -> list[Finding]:
    if not _EARLIEST <= now <= _LATEST:
        return bad(f"clock: it says {now:%Y-%m-%d}", "set the clock: timedatectl set-ntp true")
    if settings.on_sqlite:
        return ok(f"clock: {now:%Y-%m-%d %H:%M} UTC")
    with _connected(settings) as connection:
        there: datetime = connection.execute(text("SELECT clock_timestamp()")).scalar_one()
    # Asked while the other one was asked: what lies between is the way there.
    drift = abs(there - datetime.now(UTC))
    if drift > _DRIFT:
        seconds = int(drift.total_seconds())
        return bad(
            f"clock: {seconds} s apart from the database server's",
            "set both by the network: timedatectl set-ntp true",
        )
    return ok("clock: as the database server's")


def disk_has_room(settings: Settings, _now: datetime) -> list[Finding]:
    found = []
    for folder in dict.fromkeys((settings.home, settings.backups)):
        there = _nearest(folder)
        free, more_files = room(there)
        if free < _FREE_BYTES:
            found += bad(f"disk: {free >> 20} MB free for {folder}", "make room: photos need it")
        if more_files < _FREE_FILES:
            found += bad(
                f"disk: room for {more_files:.0f} more files only at {folder}",
                "remove small files, or move the data folder",
            )
        if not os.access(there, os.W_OK):
            found += bad(f"disk: {folder} cannot be written to", "give it to the bot's user")
    return found or ok("disk: room enough")


def room(folder: Path) -> tuple[int, float]:
    """Free bytes, and how many more files there may be."""
    free = shutil.disk_usage(folder).free
    if sys.platform == "win32":
        return free, math.inf
    limits = os.statvfs(folder)
    # Some file systems have no such limit and say 0 of 0.
    return free, limits.f_favail if limits.f_files else math.inf


def keys_are_private(settings: Settings, _now: datetime) -> list[Finding]:
    if not settings.keys.is_dir():
        if database_copy.schema(settings.database_url):
            return bad("keys: there are none", "bring them back: thidua restore --key-from")
        return warn("keys: there are none yet", "the first start makes them")
    found = []
    for path, allowed in (
        (settings.keys, 0o700),
        *((settings.keys / n, 0o600) for n in keys.NAMES),
    ):
        if not path.exists():
            continue
        mode = stat.S_IMODE(path.stat().st_mode)
        if os.name == "posix" and mode & ~allowed:
            found += bad(f"keys: {path} can be read by others", f"chmod {allowed:o} {path}")
    if not (settings.keys / keys.AUDIT).exists():
        found += bad(
            "keys: the audit trail's is missing", "bring it back: thidua restore --key-from"
        )
    return found or ok("keys: there, and private")


def audit_trail_holds(settings: Settings, _now: datetime) -> list[Finding]:
    path = settings.keys / keys.AUDIT
    if not path.is_file() or not database_copy.schema(settings.database_url):
        return []  # said above
    try:
        key = keys.audit_key(settings)
    except keys.KeyUnusable:
        return bad(f"audit trail: {path} holds no key", "bring it back from its copy")
    with _connected(settings) as connection:
        if migrating.current(connection) != migrating.head():
            return []  # its table may not be what this release expects
        report = audit.verify(Tx(connection), key)
    if report.broken_at:
        return bad(
            f"audit trail: entry {report.broken_at} was changed, or the key is another",
            "compare with a backup; ask who had access to the database",
        )
    return ok(
        f"audit trail: {report.entries} entries hold, head {report.head[: audit.SHORT] or 'none'}"
    )


def events_are_understood(settings: Settings, now: datetime) -> list[Finding]:
    """Whoever sent one was told or got no answer: nothing of it is repeated by itself."""
    if not database_copy.schema(settings.database_url):
        return []  # said above
    with _connected(settings) as connection:
        if migrating.current(connection) != migrating.head():
            return []  # its table may not be what this release expects
        found = inbox.count_aside(Tx(connection), to_ms(now - _LOOK_BACK))
    if not found:
        return ok("events: none put aside")
    parked, _ = found.get(InboxState.PARKED, (0, 0))
    failed, _ = found.get(InboxState.FAILED, (0, 0))
    newest = from_ms(max(at for _, at in found.values()))
    return warn(
        f"events: in the last {_LOOK_BACK.days} days {parked} could not be read (inbox.parked), "
        f"{failed} broke their turn (turn.broken), the newest at {newest:%Y-%m-%d %H:%M} UTC",
        "look for these names in the log of that time and send the lines to whoever writes the "
        "program; who sent one that could not be read got no answer",
    )


def backup_is_fresh(settings: Settings, now: datetime) -> list[Finding]:
    """Each place is judged by itself: a fresh one hides no other that has stopped."""
    if settings.backup_copy is None:
        how = (
            "set THIDUA_BACKUP_COPY to a folder on another disk; at once: "
            "thidua backup --key-to FOLDER"
        )
        return is_fresh(settings.backups, now, "backup", how)
    how = "look whether the disk is there and writable; at once: thidua backup --to FOLDER"
    return is_fresh(settings.backup_copy, now, "backup at the second place", how)


def is_fresh(place: Path, now: datetime, name: str, how: str) -> list[Finding]:
    """Judge the newest backup of one place."""
    newest = backup.newest(place)
    if newest is None:
        return warn(f"{name}: none in {place}", how)
    age = now - newest.made
    if age > FRESH:
        return warn(f"{name}: the newest is {age.days} days old", how)
    if newest.damaged:
        return bad(
            f"{name}: {len(newest.damaged)} files of evidence are damaged on this disk",
            "restore them from an older backup; check the disk",
        )
    return ok(f"{name}: of {newest.made:%Y-%m-%d %H:%M} UTC")


def somebody_can_be_called(settings: Settings, _now: datetime) -> list[Finding]:
    # The number itself was checked with the settings; whether it is the right one, only a call can
    # tell.
    return ok(f"contact: {settings.contact_phone} ({settings.contact_hours}): call it once")


def sentences_can_be_read(settings: Settings, _now: datetime) -> list[Finding]:
    broken = catalogue.broken_overrides(settings.texts)
    if broken:
        return [
            Finding(
                Level.WARN, f"texts: {line}", f"correct it in {settings.texts}; until then ours"
            )
            for line in broken
        ]
    return ok("texts: no broken sentence")


def address_is_public(settings: Settings, _now: datetime) -> list[Finding]:
    if settings.public_url is None:
        return warn(
            "public address: none; off are QR codes, links to photos and documents, the page on "
            "which files are handed in, the honour board outside this network, and webhooks",
            "set THIDUA_PUBLIC_URL, if there is an address",
        )
    if not settings.public_url.startswith("https://"):
        return warn(
            "public address: without https, phones refuse to record voices",
            "put a proxy with a certificate in front",
        )
    return ok(f"public address: {settings.public_url}")


CHECKS: tuple[Check, ...] = (
    settings_read,
    database_answers,
    schema_is_current,
    clock_is_right,
    disk_has_room,
    keys_are_private,
    audit_trail_holds,
    events_are_understood,
    backup_is_fresh,
    somebody_can_be_called,
    sentences_can_be_read,
    address_is_public,
)


def examine(
    settings: Settings, *, now: datetime, checks: tuple[Check, ...] = CHECKS
) -> list[Finding]:
    """Run every check; one that fails does not stop the next."""
    found: list[Finding] = []
    for check in checks:
        name = check.__name__.replace("_", " ")
        try:
            found += check(settings, now)
        except SQLAlchemyError as error:
            # The driver's message may hold the password.
            found += bad(
                f"{name}: the database does not answer ({type(error).__name__})",
                "start it, or correct THIDUA_DATABASE_URL",
            )
        except OSError as error:
            found += bad(
                f"{name}: {error.strerror}: {error.filename}", "give it to the bot's user"
            )
    return found


@contextmanager
def _connected(settings: Settings) -> Iterator[Connection]:
    """Reads, and takes no lock that the running bot would wait for."""
    engine = create_engine(settings.database_url, poolclass=NullPool)
    with engine.connect() as connection:
        yield connection


def _nearest(folder: Path) -> Path:
    """The folder, or what of its path there is already."""
    while not folder.exists():
        folder = folder.parent
    return folder
