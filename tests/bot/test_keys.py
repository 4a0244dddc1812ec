"""Keys: made once, private, and never replaced by accident."""

import threading
from pathlib import Path

import pytest

from bot import keys
from tests.bot.builders import settings_in


def test_a_key_is_made_once_and_only_its_owner_may_read_it(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)

    key = keys.audit_key(settings)

    assert key == keys.audit_key(settings_in(tmp_path))
    assert len(key) == 64
    assert key != keys.signing_key(settings)
    assert (tmp_path / "keys").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "keys" / "audit.key").stat().st_mode & 0o777 == 0o600


def test_a_secret_that_is_set_is_used_and_not_kept(tmp_path: Path) -> None:
    settings = settings_in(tmp_path, secret_key="x" * 32)

    assert keys.signing_key(settings) == b"x" * 32
    assert not (tmp_path / "keys").exists()


def test_processes_that_start_together_share_one_key(tmp_path: Path) -> None:
    found: list[bytes] = []
    together = threading.Barrier(4)

    def start() -> None:
        together.wait()
        found.append(keys.audit_key(settings_in(tmp_path)))

    threads = [threading.Thread(target=start) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(found) == 4
    assert len(set(found)) == 1
    assert [path.name for path in (tmp_path / "keys").iterdir()] == ["audit.key"]


def test_an_emptied_key_file_is_not_replaced(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    keys.audit_key(settings)
    (tmp_path / "keys" / "audit.key").write_bytes(b"")

    with pytest.raises(keys.KeyUnusable, match=r"audit\.key"):
        keys.audit_key(settings)
