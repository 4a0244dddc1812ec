"""The command, as a process of its own: what an operator types, reads and gets back."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bot.builders import environment

ROOT = Path(__file__).parents[2]


def thidua(folder: Path, *words: str, **variables: str) -> "subprocess.CompletedProcess[str]":
    inherited = {name: value for name, value in os.environ.items() if "THIDUA" not in name}
    return subprocess.run(
        [sys.executable, "-m", "bot", *words],
        cwd=folder,
        env={**inherited, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **variables},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


@pytest.fixture
def known(tmp_path: Path) -> dict[str, str]:
    return environment(tmp_path / "data")


def test_help_names_every_command_and_loads_nothing_heavy(tmp_path: Path) -> None:
    done = thidua(tmp_path, "--help")

    assert done.returncode == 0
    for command in ("run", "demo", "doctor", "migrate", "invite", "backup", "restore", "service"):
        assert re.search(rf"\b{command}\b", done.stdout), command
    loaded = subprocess.run(
        [sys.executable, "-c", "import sys, bot.cli; print(*sys.modules)"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    heavy = {"sqlalchemy", "sqlmodel", "pydantic", "alembic", "starlette", "uvicorn", "PIL"}
    assert heavy & set(loaded) == set()


def test_what_only_some_communes_need_is_loaded_by_them() -> None:
    """Each of these is several MiB, with SQLite and Telegram at rest."""
    loaded = subprocess.run(
        [sys.executable, "-c", "import sys, bot.app; print(*sys.modules)"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    heavy = {"alembic", "cryptography", "docx", "holidays", "matplotlib", "openpyxl", "PIL"}
    assert (heavy | {"psycopg", "pypdf", "telegram"}) & set(loaded) == set()


@pytest.mark.parametrize("command", ["run", "doctor", "migrate", "invite", "backup", "service"])
def test_a_wrong_setting_stops_every_command_with_one_line(
    tmp_path: Path, known: dict[str, str], command: str
) -> None:
    known["THIDUA_SECRET_KEY"] = "thoc-thoc"

    done = thidua(tmp_path, command, **known)

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("THIDUA_SECRET_KEY is wrong")
    assert done.stderr.count("\n") == 1
    assert "thoc" not in done.stderr


def test_the_first_evening_of_an_installation(tmp_path: Path, known: dict[str, str]) -> None:
    """Migrate, invite, back up, lose the machine, restore, examine."""
    done = thidua(tmp_path, "migrate", **known)
    assert (done.returncode, done.stderr) == (0, "Migrated to 0007.\n")

    done = thidua(tmp_path, "invite", **known)
    assert done.returncode == 0
    link = re.search(r"http://127\.0\.0\.1:8080/\?moi=(\d{8})", done.stdout)
    spoken = re.search(r"code +(\d{4}) (\d{4}) ", done.stdout)
    assert link is not None
    assert spoken is not None
    assert link[1] == spoken[1] + spoken[2]
    assert "▄" in done.stdout

    done = thidua(tmp_path, "backup", "--to", "b", "--key-to", "k", **known)
    assert done.returncode == 0
    (saved,) = (tmp_path / "b").iterdir()

    done = thidua(tmp_path, "restore", str(saved), "--key-from", "k", **known)
    assert done.returncode == 1
    assert done.stderr.startswith("Nothing was restored: there is data already")

    known["THIDUA_HOME"] = str(tmp_path / "new")
    done = thidua(tmp_path, "restore", str(saved), "--key-from", "k", **known)
    assert done.returncode == 0, done.stderr

    done = thidua(tmp_path, "doctor", **known)
    assert done.returncode == 0, done.stdout
    assert "audit trail: 1 entries hold" in done.stdout


def test_the_doctor_fails_when_something_is_bad(tmp_path: Path, known: dict[str, str]) -> None:
    known["THIDUA_DATABASE_URL"] = "postgresql://lua:thoc@127.0.0.1:1/thidua"

    done = thidua(tmp_path, "doctor", **known)

    assert done.returncode == 1
    assert "-> start it, or correct THIDUA_DATABASE_URL" in done.stdout
    assert "thoc" not in done.stdout + done.stderr


def test_a_database_that_does_not_answer_is_one_line(
    tmp_path: Path, known: dict[str, str]
) -> None:
    known["THIDUA_DATABASE_URL"] = "postgresql://lua:thoc@127.0.0.1:1/thidua"

    for command in ("migrate", "invite", "backup"):
        done = thidua(tmp_path, command, **known)

        assert done.returncode == 1
        assert done.stderr.count("\n") == 1, done.stderr
        assert "does not answer" in done.stderr
        assert "thoc" not in done.stderr


def test_the_service_starts_this_installation(tmp_path: Path, known: dict[str, str]) -> None:
    known["THIDUA_COMMUNE"] = "xã 100% Đồng Mây"

    done = thidua(tmp_path, "service", **known, SUDO_USER="lua")

    assert done.returncode == 0
    assert f'ExecStart="{sys.executable}" -m bot run\n' in done.stdout
    assert f"WorkingDirectory={tmp_path}\n" in done.stdout
    assert "User=lua\n" in done.stdout
    assert "xã 100%% Đồng Mây" in done.stdout
    assert "systemctl" in done.stderr
