"""The conversations that are written down word for word.

After a change that is meant: `pytest tests/transcripts --update-transcripts`, and read what
changed.
"""

from pathlib import Path

import pytest

from tests.fakes.scene import PLAIN, Scene
from tests.transcripts.golden import replay

FILES = sorted(Path(__file__).parent.glob("*.txt"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_talk_is_word_for_word_as_written(
    path: Path, sqlite_url: str, request: pytest.FixtureRequest
) -> None:
    scene = Scene(sqlite_url, PLAIN)

    told = replay(path, scene)

    assert scene.failed() == 0
    scene.close()
    if request.config.getoption("--update-transcripts", default=False):
        path.write_text(told, "utf-8")
    assert path.read_text("utf-8") == told
