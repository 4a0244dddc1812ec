"""What the documents say of the program is what the program says."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import typer
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from bot.channels import telegram_receiving, zalo_bot, zalo_oa
from bot.cli import app
from bot.settings import Settings, variable

ROOT = Path(__file__).parents[1]
DOCUMENTS = (
    "README.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "docs/architecture.md",
    "docs/telegram.md",
    "docs/zalo.md",
)
GUIDES = ("docs/telegram.md", "docs/zalo.md")


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


@pytest.mark.parametrize("document", ["README.md", *GUIDES])
def test_the_commands_that_a_document_names_exist(document: str) -> None:
    named = re.findall(r"(?:`|^\s*)(?:\.venv/bin/)?thidua ([a-z][a-z -]*)", text(document), re.M)
    known = {words for command in commands_of(app) for words in beginnings(command)}

    assert len(named) > 5
    assert {words.split(" --")[0].strip() for words in named} - known == set()


def beginnings(command: str) -> list[str]:
    words = command.split()
    return [" ".join(words[:most]) for most in range(1, len(words) + 1)]


@pytest.mark.parametrize("document", GUIDES)
def test_the_settings_that_a_guide_names_exist(document: str) -> None:
    named = set(re.findall(r"THIDUA_\w+", text(document)))

    assert len(named) > 5
    assert named - {variable(name) for name in Settings.model_fields} == set()


def test_the_chapters_that_a_guide_points_at_exist() -> None:
    chapters = {
        document: {anchor(title) for title in re.findall(r"^#+ (.+)$", text(document), re.M)}
        for document in GUIDES
    }

    for document in GUIDES:
        for file, chapter in re.findall(r"\]\(([\w.]*)#([^)\s]+)\)", text(document)):
            there = f"docs/{file}" if file else document
            assert chapter in chapters[there], f"{document}: {file}#{chapter}"


def anchor(title: str) -> str:
    """The address of a chapter in its page, as the sites that show these pages make it."""
    return re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-")


@pytest.mark.parametrize("program", ["nginx", "caddy"])
def test_the_example_for_a_proxy_leads_to_the_program(program: str) -> None:
    example = example_for(program)
    fields = Settings.model_fields
    door = f"{fields['web_host'].default}:{fields['web_port'].default}"
    limit = max(int(size) for size in re.findall(r"size (\d+)M", example, re.I))

    assert set(re.findall(r"127\.0\.0\.1:\d+", example)) == {door}
    assert limit > fields["upload_limit_mb"].default
    for path in (telegram_receiving.PATH, zalo_bot.webhook_path(""), zalo_oa.PATH):
        assert path.strip("/") in example, path


def example_for(program: str) -> str:
    found = re.search(rf"^```{program}\n(.*?)^```$", text("docs/telegram.md"), re.M | re.S)
    assert found is not None
    return found[1]


@pytest.mark.skipif(shutil.which("nginx") is None, reason="nginx is not installed")
def test_nginx_takes_the_example(tmp_path: Path) -> None:
    example = certified(example_for("nginx"), tmp_path).replace("/var/log/nginx", str(tmp_path))
    # The ports themselves are for root alone.
    example = re.sub(r"listen (\d+)", r"listen 10\1", example)
    whole = f"pid {tmp_path}/pid;\nevents {{}}\nhttp {{\n{example}}}\n"
    (tmp_path / "nginx.conf").write_text(whole, "utf-8")

    ran(["nginx", "-t", "-e", f"{tmp_path}/errors", "-c", f"{tmp_path}/nginx.conf"])


@pytest.mark.skipif(shutil.which("caddy") is None, reason="Caddy is not installed")
def test_caddy_takes_the_example(tmp_path: Path) -> None:
    (tmp_path / "Caddyfile").write_text(example_for("caddy"), "utf-8")

    ran(["caddy", "validate", "--adapter", "caddyfile", "--config", f"{tmp_path}/Caddyfile"])


def certified(example: str, folder: Path) -> str:
    """The example with a certificate that is there."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "thidua.dongmay.example.vn")])
    begins = datetime(2026, 1, 1, tzinfo=UTC)
    signed = (
        x509.CertificateBuilder(name, name, key.public_key(), 1, begins, begins.replace(year=2027))
        .sign(key, SHA256())
        .public_bytes(Encoding.PEM)
    )
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / "both.pem").write_bytes(signed + secret)
    return re.sub(r"/etc/letsencrypt/\S+\.pem", str(folder / "both.pem"), example)


def ran(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("given", "runs"),
    [([], "-m bench telegram --write"), (["args=year --people 5"], "-m bench year --people 5")],
)
def test_make_bench_compares_with_two_plain_bots_unless_told_otherwise(
    given: list[str], runs: str
) -> None:
    # Nothing of a `make test` that this may be a part of.
    here = {"PATH": os.environ["PATH"]}
    command = ["make", "--dry-run", "bench", *given]
    made = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, env=here)

    assert made.stdout.strip().endswith(runs)


@pytest.mark.parametrize("target", ["demo", "run", "test", "check", "format", "bench", "soak"])
def test_a_make_command_that_is_named_exists(target: str) -> None:
    everything = "".join(text(document) for document in DOCUMENTS)

    assert f"make {target}" in everything
    assert re.search(rf"^{target}:", text("Makefile"), re.MULTILINE)
