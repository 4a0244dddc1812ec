"""A platform's dates may be whole seconds: an answer that seems older than its question by less
than one is never met with silence.
"""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from handlers.book import BOOK
from tests.fakes.scene import MORNING, PLAIN, Scene


@pytest.fixture
def scene(sqlite_url: str) -> Iterator[Scene]:
    made = Scene(sqlite_url, PLAIN, MORNING, BOOK)
    yield made
    assert made.failed() == 0
    made.close()


@pytest.mark.parametrize(("older", "heard"), [(0.4, True), (0.9, True), (3.0, False)])
def test_the_same_words_again(scene: Scene, older: float, heard: bool) -> None:
    man = scene.person("Bà Mận")
    man.says("kể")
    man.says("Bà Bưởi")
    assert "thôn nào" in man.last
    count = len(man.screen)
    asked = scene.now
    scene.now += timedelta(seconds=0.1)
    man.says("Bà Bưởi", at=asked - timedelta(seconds=older))
    assert (len(man.screen) > count) is heard
    if heard:
        assert "thôn nào" in man.last
