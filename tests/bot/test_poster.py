"""`thidua poster`: what the commune has set stands on it, and where it cannot work it says so."""

import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.poster import make_poster
from bot.settings import Settings, SettingsError
from models.people.facts import FactName, set_fact
from models.people.role import Role
from models.permissions import Viewer
from tests.bot.builders import settings_in
from tests.fakes.scene import Scene

NOW = datetime(2026, 11, 16, 1, 0, tzinfo=UTC)
URL = "https://thidua.example.vn"

needs_poppler = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="needs poppler (apt-get install poppler-utils)"
)


def words(settings: Settings, folder: Path, phone: str = "") -> str:
    """What stands on the poster of an installation."""
    path = folder / "poster.pdf"
    path.write_bytes(make_poster(settings, phone, now=NOW))
    found = subprocess.run(["pdftotext", "-layout", path, "-"], check=True, capture_output=True)
    return " ".join(found.stdout.decode().split())


@needs_poppler
def test_before_the_first_start_it_says_what_the_settings_say(tmp_path: Path) -> None:
    page = words(settings_in(tmp_path / "home", public_url=URL), tmp_path)

    assert "XÃ ĐỒNG MÂY" in page
    assert "Gọi cô Lúa" in page
    assert "0900 000 000" in page
    assert "Giờ làm việc, thứ Hai đến thứ Sáu" in page
    assert "thidua.example.vn/ke" in page
    assert not (tmp_path / "home" / "thidua.db").exists()


@needs_poppler
def test_what_was_set_in_chat_goes_before_the_settings(store_url: str, tmp_path: Path) -> None:
    scene = Scene(store_url)
    officer = scene.person("Cô Lúa", Role.ADMIN)
    with scene.write() as tx:
        viewer = Viewer(officer.id, ((Role.ADMIN, None),), officer.name)
        for name, value in (
            (FactName.COMMUNE, "xã Thượng Đồng"),
            (FactName.CONTACT_NAME, "chú Sấu"),
            (FactName.CONTACT_PHONE, "0900 000 001"),
        ):
            set_fact(tx, viewer, name, value, scene.now)
    scene.close()

    page = words(settings_in(tmp_path, public_url=URL, database_url=store_url), tmp_path)

    assert "XÃ THƯỢNG ĐỒNG" in page
    assert "Gọi chú Sấu" in page
    assert "0900 000 001" in page
    assert "Giờ làm việc, thứ Hai đến thứ Sáu" in page


@needs_poppler
def test_another_telephone_number(tmp_path: Path) -> None:
    page = words(settings_in(tmp_path, public_url=URL), tmp_path, phone="0900 000 009")

    assert "0900 000 009" in page
    assert "0900 000 000" not in page


@needs_poppler
def test_in_english(tmp_path: Path) -> None:
    page = words(settings_in(tmp_path, public_url=URL, language="en"), tmp_path)

    assert "Open Zalo and scan this code" in page


def test_without_an_address_there_is_no_code_and_it_says_what_to_set(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"^THIDUA_PUBLIC_URL is not set: .* https://\S+$"):
        make_poster(settings_in(tmp_path), now=NOW)
