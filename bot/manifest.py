"""The list of what a backup holds, with the SHA-256 of each file; a restore checks it first."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

NAME = "manifest.json"
_FORMAT = 1
_CHUNK = 1 << 20


class BackupUnusable(Exception):
    """A backup is incomplete or damaged; nothing was restored from it."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds. `damaged` names evidence that was damaged when it was copied."""

    made_at: str
    database: str  # sqlite or postgresql
    schema: str
    files: Mapping[str, str]  # path inside the backup, SHA-256
    damaged: tuple[str, ...] = field(default=())

    def write(self, folder: Path) -> None:
        text = json.dumps({"format": _FORMAT, **asdict(self)}, indent=1, sort_keys=True)
        (folder / NAME).write_text(text + "\n", encoding="utf-8")

    @property
    def made(self) -> datetime:
        return datetime.fromisoformat(self.made_at)


def read(folder: Path) -> Manifest:
    """The manifest of a backup, or BackupUnusable."""
    try:
        found: dict[str, Any] = json.loads((folder / NAME).read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise BackupUnusable(f"{folder} is no backup: it has no {NAME}") from None
    except (OSError, ValueError):
        raise BackupUnusable(f"{folder / NAME} cannot be read") from None
    if not isinstance(found, dict) or found.pop("format", None) != _FORMAT:
        raise BackupUnusable(f"{folder} was made by a release that this one does not understand")
    try:
        found["damaged"] = tuple(found["damaged"])
        manifest = Manifest(**found)
    except (KeyError, TypeError):
        raise BackupUnusable(f"{folder / NAME} is not as it was written") from None
    return manifest


def check(folder: Path, manifest: Manifest) -> None:
    """Compare every file with its SHA-256; raises BackupUnusable at the first that differs."""
    present = {path.relative_to(folder).as_posix() for path in contents(folder)} - {NAME}
    for name in sorted(manifest.files.keys() - present):
        raise BackupUnusable(f"{name} is missing from the backup")
    for name in sorted(present - manifest.files.keys()):
        raise BackupUnusable(f"{name} does not belong to the backup")
    for name, digest in manifest.files.items():
        if sha256(folder / name) != digest:
            raise BackupUnusable(f"{name} in the backup is damaged")


def contents(folder: Path) -> Iterator[Path]:
    """Every file below a folder. Links are not followed: they may lead anywhere."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            yield path


def sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
