"""`thidua backup` and `thidua restore`: the database, the files, the sentences; the keys apart.

Whoever holds a backup and the keys can forge the audit trail, so the two are written to different
places.
"""

import os
import re
import shutil
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot import admin, database_copy, keys, manifest
from bot.manifest import BackupUnusable, Manifest
from bot.settings import Settings
from models import migrating

_EVIDENCE = re.compile(r"[0-9a-f]{64}")


class Refused(Exception):
    """A backup or restore was not begun; the text says what to do."""


@dataclass(frozen=True, slots=True)
class Made:
    """A finished backup. `keys` is None when they were not copied; `damaged` names evidence."""

    folder: Path
    keys: Path | None
    files: int
    damaged: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Restored:
    """A finished restore, with the name under which the former database was put aside."""

    made_at: datetime
    files: int
    aside: str


def backup(settings: Settings, to: Path | None, key_to: Path | None, *, now: datetime) -> Made:
    """Write a backup into a new folder below `to`; it appears there only when it is complete."""
    to = (to or settings.backups).expanduser().absolute()
    if key_to is not None:
        key_to = key_to.expanduser().absolute()
        if key_to.is_relative_to(to) or to.is_relative_to(key_to):
            raise Refused("--key-to must be another place than the backup's, best another disk")
    folder = to / f"thidua-{now:%Y%m%dT%H%M%SZ}"
    if folder.exists():
        raise Refused(f"{folder} exists already")
    if not database_copy.schema(settings.database_url):
        raise Refused("there is nothing to back up yet: the database is empty")
    partial = folder.with_name(f".{folder.name}.partial")
    to.mkdir(mode=0o700, parents=True, exist_ok=True)
    if partial.exists():
        shutil.rmtree(partial)
    partial.mkdir(mode=0o700)
    try:
        # First the database: each row's file was kept before the row was written, so none can be
        # missing.
        database_copy.save(
            settings.database_url, partial / database_copy.file_name(settings.database_url)
        )
        found = _copy_all(settings, partial)
        listed = Manifest(
            made_at=now.isoformat(),
            database=database_copy.kind(settings.database_url),
            schema=database_copy.schema(settings.database_url),
            files={
                path.relative_to(partial).as_posix(): manifest.sha256(path)
                for path in manifest.contents(partial)
            },
            damaged=found,
        )
        listed.write(partial)
        _flush(partial)
        partial.rename(folder)
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise
    if key_to is not None:
        _copy_keys(settings.keys, key_to, force=False)
    evidence = sum(name.startswith("files/") for name in listed.files)
    return Made(folder, key_to, evidence, found)


def restore(
    settings: Settings,
    source: Path,
    key_from: Path | None,
    *,
    force: bool,
    without_key: bool = False,
    now: datetime,
) -> Restored:
    """Put a backup in place, all checked first. `force` puts aside what is there."""
    source = source.expanduser().absolute()
    listed = manifest.read(source)
    manifest.check(source, listed)
    url = settings.database_url
    if listed.database != database_copy.kind(url):
        raise Refused(
            f"this is a backup of a {listed.database} database: set THIDUA_DATABASE_URL to one"
        )
    if listed.schema not in migrating.revisions():
        raise Refused(f"the backup has schema {listed.schema}: restore it with a newer release")
    if key_from is not None and not (key_from / keys.AUDIT).is_file():
        raise Refused(f"{key_from} holds no {keys.AUDIT}: name the folder of --key-to")
    if key_from is None and not without_key and not (settings.keys / keys.AUDIT).is_file():
        raise Refused(
            "the key of the audit trail is neither here nor in the backup: name its folder with "
            "--key-from, or say --without-key if it is lost (the trail can then not be verified)"
        )
    if is_running(settings.admin_port):
        raise Refused("the bot is running: stop it first")
    if not force and not (database_copy.is_empty(url) and not any(_evidence(settings.files))):
        raise Refused("there is data already: with --force it is put aside, not deleted")
    if key_from is not None:
        _copy_keys(key_from, settings.keys, force=force)
    for name in listed.files:
        if name.startswith(("files/", "texts/")):
            base = settings.files if name.startswith("files/") else settings.texts
            _copy(source / name, base / name.partition("/")[2])
    aside = database_copy.load(url, source / database_copy.file_name(url), now=now)
    evidence = sum(name.startswith("files/") for name in listed.files)
    return Restored(listed.made, evidence, aside)


def newest(folder: Path) -> Manifest | None:
    """The newest complete backup below a folder."""
    found = []
    for path in folder.glob(f"thidua-*/{manifest.NAME}"):
        try:
            found.append(manifest.read(path.parent))
        except BackupUnusable:
            continue
    return max(found, key=lambda listed: listed.made, default=None)


def is_running(admin_port: int) -> bool:
    """Whether a process of ours (or anything else) answers on this machine's health port."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((admin.HOST, admin_port)) == 0


def _copy_all(settings: Settings, folder: Path) -> tuple[str, ...]:
    """Copy evidence and sentences; return the evidence whose bytes have changed."""
    damaged = []
    for path in _evidence(settings.files):
        name = path.relative_to(settings.files).as_posix()
        target = folder / "files" / name
        try:
            _copy(path, target)
        except FileNotFoundError:
            continue  # erased in this moment, at its owner's wish
        if manifest.sha256(target) != path.name:
            damaged.append(name)
    if settings.texts.is_dir():
        for path in manifest.contents(settings.texts):
            _copy(path, folder / "texts" / path.relative_to(settings.texts))
    return tuple(damaged)


def _evidence(files: Path) -> Iterator[Path]:
    """Kept files are named by their SHA-256; whatever else lies there is half written."""
    for path in manifest.contents(files):
        if _EVIDENCE.fullmatch(path.name):
            yield path


def _copy(source: Path, target: Path) -> None:
    """Bytes, never a hard link: damage to one must not reach the other."""
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = target.with_name(f".{target.name}.copying")
    shutil.copyfile(source, fresh)
    fresh.chmod(0o600)
    fresh.replace(target)


def _copy_keys(source: Path, target: Path, *, force: bool) -> None:
    """Every key that is there. Overwriting another key would make its trail unverifiable."""
    for name in keys.NAMES:
        if not (source / name).is_file():
            continue
        there = target / name
        same = there.is_file() and there.read_bytes() == (source / name).read_bytes()
        if there.is_file() and not same and not force:
            raise Refused(f"{there} is another key: move it away first")
        if not same:
            _copy(source / name, there)


def _flush(folder: Path) -> None:
    """Onto the disk, before the folder takes its name."""
    for path in manifest.contents(folder):
        with path.open("rb") as file:
            os.fsync(file.fileno())
