"""What every crash test needs: nothing that it started goes on after it."""

from collections.abc import Iterator
from contextlib import suppress

import pytest

from tests.crash.process import Bot


@pytest.fixture(autouse=True)
def _nothing_goes_on() -> Iterator[None]:
    """Kill what a test that failed has left running: it would slow down all that come after."""
    yield
    for process in Bot.running:
        with suppress(ProcessLookupError):
            process.kill()
    Bot.running.clear()
