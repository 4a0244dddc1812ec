"""Rules of the tree that import-linter cannot say."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
OURS = ("bot", "handlers", "models", "scheduler")


def modules(folder: str) -> list[Path]:
    return sorted((ROOT / folder).rglob("*.py"))


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def test_the_program_s_package_is_empty() -> None:
    """Importing `bot.dialogue.messages` must not load the program."""
    assert (ROOT / "bot" / "__init__.py").read_text(encoding="utf-8") == ""


@pytest.mark.parametrize("path", modules("bot/dialogue"), ids=lambda path: path.name)
def test_the_engine_is_pure(path: Path) -> None:
    """Standard library and lunar-vn; of the former nothing that sees clock, chance or world."""
    outside = {"asyncio", "os", "random", "secrets", "socket", "sqlite3", "time", "uuid"}
    for name in imported(path):
        top = name.partition(".")[0]
        assert top in {"bot", "lunar_vn"} or top in sys.stdlib_module_names, name
        assert top not in outside, name


def test_one_file_knows_the_ticking_library() -> None:
    users = {
        path.relative_to(ROOT).as_posix()
        for folder in OURS
        for path in modules(folder)
        if any(name.startswith("apscheduler") for name in imported(path))
    }
    assert users <= {"scheduler/ticks.py"}


@pytest.mark.parametrize("folder", OURS)
def test_every_folder_of_code_is_a_package(folder: str) -> None:
    missing = [
        path.parent.relative_to(ROOT).as_posix()
        for path in modules(folder)
        if not (path.parent / "__init__.py").exists()
    ]
    assert missing == []


def test_every_folder_of_tests_is_a_package() -> None:
    """Without one, `tests/models` hides `models`."""
    missing = [
        path.parent.relative_to(ROOT).as_posix()
        for path in modules("tests")
        if not (path.parent / "__init__.py").exists()
    ]
    assert missing == []
