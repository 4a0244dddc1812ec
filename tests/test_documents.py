"""What the documents say of the program is what the program says."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer

from bot.cli import app
from bot.settings import Settings, variable

ROOT = Path(__file__).parents[1]
DOCUMENTS = (
    "README.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "docs/architecture.md",
    "docs/zalo.md",
)


def text(document: str) -> str:
    return (ROOT / document).read_text("utf-8")


def commands_of(group: typer.Typer, before: str = "") -> Iterator[str]:
    for info in group.registered_commands:
        if info.callback is not None:
            yield f"{before}{info.name or info.callback.__name__}"
    for inner in group.registered_groups:
        if inner.typer_instance is not None:
            yield from commands_of(inner.typer_instance, f"{before}{inner.name} ")


def test_every_setting_stands_in_the_readme_with_its_default_and_its_meaning() -> None:
    rows = dict(re.findall(r"^\| `(THIDUA_\w+)` \| (.*) \|$", text("README.md"), re.MULTILINE))

    expected = {}
    for name, field in Settings.model_fields.items():
        default = "" if field.is_required() or field.default is None else str(field.default)
        shown = f"`{default.lower() if isinstance(field.default, bool) else default}`"
        shown = "empty" if default in ("", ".") else shown
        shown = "none: required" if field.is_required() else shown
        expected[variable(name)] = f"{shown} | {field.description}"
    assert rows == expected


@pytest.mark.parametrize("document", DOCUMENTS)
def test_what_a_document_points_at_exists(document: str) -> None:
    here = (ROOT / document).parent
    links = [
        link.partition("#")[0]
        for link in re.findall(r"\]\(([^)\s]+)\)", text(document))
        if "://" not in link and not link.startswith("#")
    ]

    assert [link for link in links if not (here / link).resolve().exists()] == []


@pytest.mark.parametrize("document", ["CONTRIBUTING.md", "docs/architecture.md"])
def test_the_files_that_a_document_names_exist(document: str) -> None:
    named = set(re.findall(r"`((?:bot|handlers|models|scheduler|tests)/[\w./]*)`", text(document)))

    assert len(named) > 5
    assert {name for name in named if not (ROOT / name).exists()} == set()


def test_every_command_stands_in_the_changelog() -> None:
    in_code = re.findall(r"`(?:thidua\s)?([\w\s-]+)`", text("CHANGELOG.md"))

    assert set(commands_of(app)) - {" ".join(words.split()) for words in in_code} == set()


@pytest.mark.parametrize("document", ["README.md", "docs/zalo.md"])
def test_the_commands_that_a_document_names_exist(document: str) -> None:
    named = re.findall(r"(?:`|^\s*)(?:\.venv/bin/)?thidua ([a-z][a-z -]*)", text(document), re.M)
    known = {words for command in commands_of(app) for words in beginnings(command)}

    assert len(named) > 5
    assert {words.split(" --")[0].strip() for words in named} - known == set()


def beginnings(command: str) -> list[str]:
    words = command.split()
    return [" ".join(words[:most]) for most in range(1, len(words) + 1)]


def test_the_settings_that_the_guide_to_zalo_names_exist() -> None:
    named = set(re.findall(r"THIDUA_\w+", text("docs/zalo.md")))

    assert len(named) > 5
    assert named - {variable(name) for name in Settings.model_fields} == set()


@pytest.mark.parametrize("target", ["demo", "run", "test", "check", "format", "bench", "soak"])
def test_a_make_command_that_is_named_exists(target: str) -> None:
    everything = "".join(text(document) for document in DOCUMENTS)

    assert f"make {target}" in everything
    assert re.search(rf"^{target}:", text("Makefile"), re.MULTILINE)
