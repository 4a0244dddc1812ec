"""The real program in a process that kills itself where a test says.

`THIDUA_TEST_KILL` names a place and a count, such as "before-commit:12" or "after-line:3": the
process sends itself SIGKILL around its twelfth commit or its third line. Without it nothing is
changed. An empty database gets the invented commune.

    python -m tests.crash.entry
"""

import asyncio
import os
import signal
import sys
from itertools import count

from sqlalchemy.engine import RootTransaction

from bot import app, demo, logs, webchat, writer
from bot.channels.web.backend import Line, Page
from bot.settings import load

KILL = "THIDUA_TEST_KILL"
PLACES = ("before-commit", "after-commit", "before-line", "after-line")


def die() -> None:
    """End as a power cut would: nothing is finished, nothing is said."""
    os.kill(os.getpid(), signal.SIGKILL)


def arm(place: str, last: int) -> None:
    """Wrap every commit and every line that a page is shown."""
    commits, lines = count(1), count(1)
    commit, show = writer.commit, webchat.show

    def wrapped_commit(transaction: RootTransaction) -> None:
        mine = next(commits) == last
        if mine and place == "before-commit":
            die()
        commit(transaction)
        if mine and place == "after-commit":
            die()

    async def wrapped_show(page: Page, line: Line) -> None:
        mine = next(lines) == last
        if mine and place == "before-line":
            die()
        await show(page, line)
        if mine and place == "after-line":
            for _ in range(3):  # until the bytes have left the page's queue for the network
                await asyncio.sleep(0)
            die()

    writer.commit = wrapped_commit
    webchat.show = wrapped_show


def main() -> int:
    """Run the program from its settings."""
    settings = load(env_file=None)
    logs.configure(settings.log_format, settings.log_level)
    where = os.environ.get(KILL)
    if where:
        place, _, last = where.partition(":")
        if place not in PLACES:
            raise SystemExit(f"there is no place {place}")
        arm(place, int(last))
    return app.run(settings, (), demo.load)


if __name__ == "__main__":
    sys.exit(main())
