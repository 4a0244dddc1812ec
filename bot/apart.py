"""Work of the processor alone, in a process of its own: a thread would share one interpreter with
everybody's turns, and each step of theirs would wait for it.
"""

import asyncio
import os
import pickle
import sys
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import Callable
from contextlib import suppress
from typing import Any

NICE = 10  # whoever waits for a document waits longer than for an answer


class WorkFailed(Exception):
    """The work broke off; of what went wrong there only the kind is known."""


async def apart(run: Callable[[Any], Any], given: Any) -> Any:
    """Run a function of one of our modules in a process of its own, and return what it returns.
    Raises WorkFailed. Whoever is cancelled meanwhile leaves no process behind.
    """
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot.apart", stdin=PIPE, stdout=PIPE, stderr=DEVNULL
    )
    try:
        out, _ = await process.communicate(pickle.dumps((run, given)))
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()
    if process.returncode != 0:
        raise WorkFailed(str(process.returncode))
    done, came = pickle.loads(out)  # noqa: S301 - from ourselves
    if not done:
        raise WorkFailed(came)
    return came


def main() -> None:
    """Do the one piece of work that comes in."""
    if hasattr(os, "nice"):
        os.nice(NICE)
    run, given = pickle.load(sys.stdin.buffer)  # noqa: S301 - from ourselves
    try:
        came = (True, run(given))
    except Exception as error:  # its words may be somebody's
        came = (False, type(error).__name__)
    sys.stdout.buffer.write(pickle.dumps(came))


if __name__ == "__main__":
    main()
