"""Measure: many people tell of deeds through the web chat of a real process.

    python -m bench [--people 200] [--reports 5] [--postgres postgresql://user:password@host/name]

The people live in this process, the program in another: what is printed as the server's is its
own. The database must be empty; without `--postgres` it is an SQLite file in a folder that is
thrown away.
"""

import argparse
import asyncio
import contextlib
import tempfile
from pathlib import Path

from bench.measuring import measure


def main() -> None:
    """Read the arguments, measure, print."""
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure.")
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--reports", type=int, default=5, help="deeds that each person tells")
    parser.add_argument("--postgres", metavar="URL", default="", help="an empty database")
    parser.add_argument("--folder", type=Path, help="where to keep the data and the log")
    given = parser.parse_args()
    with contextlib.ExitStack() as stack:
        folder = given.folder or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        with contextlib.suppress(ImportError):
            import uvloop

            uvloop.install()
        found = asyncio.run(measure(folder, given.postgres, given.people, given.reports))
    print(found)


main()
