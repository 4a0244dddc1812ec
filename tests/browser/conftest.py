"""A data folder with the invented commune, made once and copied for every test."""

from pathlib import Path

import pytest

from tests.browser.program import copied, invented_commune


@pytest.fixture(scope="session")
def _filled_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("invented") / "home"
    invented_commune(home)
    return home


@pytest.fixture
def home(_filled_home: Path, tmp_path: Path) -> Path:
    """A data folder of its own with the invented commune in it."""
    return copied(_filled_home, tmp_path / "home")
