"""The stage of the transcripts: each runs with every set of abilities, and for two forms.

`scene` is a scripted channel whose abilities are switched, or the whole app with the web chat,
Zalo or Telegram; `telling` is the form that people fill. A test that needs an ability runs where
it is: see `stage.py`.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fakes.forms import TELLINGS, FormScene, Telling
from tests.fakes.ports import free_port
from tests.fakes.scene import BUTTONS, DENSE, LOOSE, PLAIN
from tests.fakes.telegram_scene import TelegramProcessScene
from tests.fakes.web_scene import WebScene
from tests.fakes.zalo_scene import ZaloBotScene, ZaloOaScene
from tests.transcripts.stage import EVERYWHERE

RUNNING = {
    "web": WebScene,
    "zalo_bot": ZaloBotScene,
    "zalo_oa": ZaloOaScene,
    "telegram": TelegramProcessScene,
}
ABILITIES = {"buttons": BUTTONS, "plain": PLAIN, "dense": DENSE, "loose": LOOSE}


@pytest.fixture(params=EVERYWHERE)
def scene(request: pytest.FixtureRequest, sqlite_url: str, tmp_path: Path) -> Iterator[FormScene]:
    """A commune with one channel; nothing may have broken when the test ends."""
    if request.param in RUNNING:
        yield from staged(RUNNING[request.param](sqlite_url, tmp_path / "home", free_port))
    else:
        yield from staged(FormScene(sqlite_url, ABILITIES[request.param]))


@pytest.fixture
def stored_scene(store_url: str) -> Iterator[FormScene]:
    """The same on both kinds of database."""
    yield from staged(FormScene(store_url))


@pytest.fixture(params=TELLINGS, ids=lambda telling: telling.form.name)
def telling(request: pytest.FixtureRequest) -> Telling:
    """The form that people fill."""
    found: Telling = request.param
    return found


def staged(scene: FormScene) -> Iterator[FormScene]:
    """Yield a scene; at its end no turn may have broken."""
    try:
        yield scene
        assert scene.failed() == 0
    finally:
        scene.close()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the flag that writes the golden transcripts anew."""
    parser.addoption("--update-transcripts", action="store_true", help="write them anew")
