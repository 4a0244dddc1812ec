"""The keys of an installation, made once.

Files that only their owner may read, kept outside the database and its backups.
"""

import os
import secrets
from pathlib import Path

from bot.settings import Settings

SECRET = "secret.key"  # noqa: S105  (a file's name)
AUDIT = "audit.key"
NAMES = (SECRET, AUDIT)


class KeyUnusable(Exception):
    """A key file is there, but holds no key."""


def signing_key(settings: Settings) -> bytes:
    """Signs links and cookies."""
    if settings.secret_key is not None:
        return settings.secret_key.get_secret_value().encode()
    return _kept(settings.keys / SECRET)


def audit_key(settings: Settings) -> bytes:
    """Chains the audit trail, which nobody can verify without it: `thidua backup --key-to`."""
    return _kept(settings.keys / AUDIT)


def _kept(path: Path) -> bytes:
    try:
        return _read(path)
    except FileNotFoundError:
        _make(path)
        return _read(path)


def _read(path: Path) -> bytes:
    key = path.read_bytes().strip()
    if len(key) < 32:
        raise KeyUnusable(f"{path} holds no key: bring it back from its copy")
    return key


def _make(path: Path) -> None:
    """Whole or not at all. Of two processes that start together, both use the first one's."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # By chance, not by process id: in two containers over one folder that is the same.
    fresh = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(secrets.token_hex(32).encode())
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(fresh, path)
    except FileExistsError:
        pass
    finally:
        fresh.unlink()
