"""Measure: many people tell of deeds to a real process.

    python -m bench [telegram] [--bots ours aiogram ptb] [--runs 3] [--write]
    python -m bench web [--people 200] [--reports 5] [--postgres postgresql://user:password@host/name]
    python -m bench growth [--sizes 1000 10000 100000] [--write]
    python -m bench planning --sizes 10000 100000 1000000 [--postgres URL] [--write]
    python -m bench push --people 10000 [--postgres URL] [--write]
    python -m bench year

The first, `telegram`, compares ours with two plain bots in the same conversation; `make bench`
alone is that with `--write`. `web` goes through the web chat, and prints what it found. `growth`
fills the store first; it and `telegram` print a section for RESULTS.md, and `--write` puts it
there. `push` tells everybody something while people talk. `year` lives through a commune's year
and prints what people received.

The people live in this process, the program in another: what is printed as the server's is its
own. The database must be empty; without `--postgres` it is an SQLite file in a folder that is
thrown away.
"""

import argparse
import asyncio
import contextlib
import tempfile
from datetime import date
from pathlib import Path

from bench.measuring import measure

WHAT = ("web", "telegram", "growth", "year", "planning", "push")


def main() -> None:
    """Read the arguments, measure, print."""
    given = arguments()
    with contextlib.ExitStack() as stack:
        folder = given.folder or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        if given.what == "telegram":
            telegram(given, folder)
        elif given.what == "growth":
            grown(given, folder)
        elif given.what == "planning":
            planned(given, folder)
        elif given.what == "push":
            pushed(given, folder)
        elif given.what == "year":
            from bench.year import print_year

            print_year(folder)
        else:
            with contextlib.suppress(ImportError):
                import uvloop

                uvloop.install()
            print(asyncio.run(measure(folder, given.postgres, given.people, given.reports)))


def arguments() -> argparse.Namespace:
    """Return what was asked for."""
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure.")
    parser.add_argument("what", nargs="?", choices=WHAT, default="telegram")
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--reports", type=int, default=5, help="deeds that each person tells")
    parser.add_argument("--postgres", metavar="URL", default="", help="web: an empty database")
    parser.add_argument("--folder", type=Path, help="where to keep the data and the logs")
    parser.add_argument("--write", action="store_true", help="put the section into RESULTS.md")
    parser.add_argument("--runs", type=int, default=3, help="telegram: medians of so many")
    parser.add_argument(
        "--bots", nargs="+", choices=("ours", "aiogram", "ptb"), help="telegram: which, else all"
    )
    parser.add_argument(
        "--photos", type=int, default=10, help="telegram: one deed in so many has one; 0: none"
    )
    parser.add_argument("--per-second", type=float, default=65.0, help="telegram: updates, paced")
    parser.add_argument("--paced", type=float, default=45.0, help="telegram: seconds of pace")
    parser.add_argument("--rest", type=float, default=5.0, help="telegram: seconds between bots")
    parser.add_argument(
        "--sizes",
        nargs="+",
        type=int,
        default=[1_000, 10_000, 100_000],
        help="growth: reports; planning: pairs",
    )
    return parser.parse_args()


def telegram(given: argparse.Namespace, folder: Path) -> None:
    """Compare ours with two plain bots."""
    from bench import reporting
    from bench.telegram import KINDS, Load, compare

    kinds = [kind for kind in KINDS if not given.bots or kind.name in given.bots]
    load = Load(
        people=given.people,
        deeds=given.reports,
        photos=given.photos,
        per_second=given.per_second,
        seconds=given.paced,
        under_load=(2.0, 5.0),
        seed=1,
    )
    busy = reporting.load_average()
    found = asyncio.run(compare(kinds, folder, load, given.runs, given.rest))
    text = reporting.section(found, load, date.today(), busy)  # noqa: DTZ011
    print(text)
    if given.write:
        reporting.write(text)


def planned(given: argparse.Namespace, folder: Path) -> None:
    """Measure planning, each size in a process of its own, so that its memory is its own."""
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    from bench import planning, reporting

    busy = reporting.load_average()
    found: dict[str, list[dict[str, float]]] = {}
    for name, url in (("SQLite", "sqlite:///{}/plan.db"), ("PostgreSQL", given.postgres)):
        for size in given.sizes if url else ():
            home = folder / f"{name}-{size}"
            home.mkdir()
            with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
                at = url.format(home) if name == "SQLite" else f"{url}_{size}"
                found.setdefault(name, []).append(
                    pool.submit(planning.plan, at, home, size).result()
                )
    text = planning.section(found, date.today(), busy)  # noqa: DTZ011
    print(text)
    if given.write:
        reporting.write(text, planning.HEADING)


def pushed(given: argparse.Namespace, folder: Path) -> None:
    """Tell everybody something, on each database."""
    from bench import push, reporting

    busy = reporting.load_average()
    with_standby = {"PostgreSQL, one stands by": given.postgres} if given.postgres else {}
    urls = {"SQLite": "", **with_standby}
    found = {
        name: asyncio.run(push.push(folder / name, url, given.people))
        for name, url in urls.items()
    }
    text = push.section(found, date.today(), busy)  # noqa: DTZ011
    print(text)
    if given.write:
        reporting.write(text, push.HEADING)


def grown(given: argparse.Namespace, folder: Path) -> None:
    """Measure with ever more in the store."""
    from bench import growth, reporting

    busy = reporting.load_average()
    found = asyncio.run(growth.grow(folder, given.sizes))
    text = growth.section(found, date.today(), busy)  # noqa: DTZ011
    print(text)
    if given.write:
        growth.picture(found)
        reporting.write(text, growth.HEADING)


main()
