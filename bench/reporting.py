"""The figures as a section of RESULTS.md."""

import os
import platform
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path

from bench.telegram import Figures, Load, medians

RESULTS = Path(__file__).with_name("RESULTS.md")
HEADING = "## Telegram, beside two plain bots"
NAMES = {"ours": "ours", "aiogram": "plain aiogram", "ptb": "plain python-telegram-bot"}


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the table: what, the figure's name, how it is written; `ratio` says whether ours
    is put in relation to the others.
    """

    what: str
    figure: str
    form: str
    ratio: bool = True


LINES = (
    Line("conversations/s, {people} people at once", "conversations", ".1f"),
    Line("from saying to the next question, p50, ms", "p50", ".0f"),
    Line("the same, p99, ms", "p99", ".0f"),
    Line("processor, seconds for 1,000 updates", "processor", ".2f"),
    Line("paced: updates/s (asked for: {per_second:.0f})", "paced_rate", ".1f", ratio=False),
    Line("paced: p50, ms", "paced_p50", ".1f"),
    Line("paced: p99, ms", "paced_p99", ".1f"),
    Line("paced: processor, seconds for 1,000 updates", "paced_processor", ".2f"),
    Line("peak memory (VmHWM), MiB", "memory", ".0f"),
    Line("from start to the first call for updates, s", "started", ".2f"),
    Line("SIGTERM under load: stopped after, s", "stopped", ".2f"),
    Line("conversations lost by it, of {people}", "lost_stopped", ".0f", ratio=False),
    Line("conversations lost by SIGKILL, of {people}", "lost_killed", ".0f", ratio=False),
    Line("receipts without report, reports twice", "wrong", ".0f", ratio=False),
    Line(
        "questions and receipts that came twice, SIGTERM", "repeated_stopped", ".0f", ratio=False
    ),
    Line("the same, SIGKILL", "repeated_killed", ".0f", ratio=False),
)


def section(found: Mapping[str, Sequence[Figures]], load: Load, today: date, busy: str) -> str:
    """Return the section."""
    middle = {name: medians(runs) for name, runs in found.items()}
    others = [name for name in middle if name != "ours"] if "ours" in middle else []
    runs = len(next(iter(found.values())))
    head = ["what", *(NAMES[name] for name in middle), *(f"ours : {name}" for name in others)]
    rows = [head, ["---"] * len(head)]
    for line in LINES:
        values = {name: getattr(figures, line.figure) for name, figures in middle.items()}
        cells = [f"{value:{line.form}}" for value in values.values()]
        ratios = [ratio(values["ours"], values[name]) if line.ratio else "" for name in others]
        what = line.what.format(people=load.people, per_second=load.per_second)
        rows.append([what, *cells, *ratios])
    table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    pictures = (
        f"one deed in {load.photos} with a picture, the others without"
        if load.photos
        else "no pictures"
    )
    return "\n\n".join(
        (
            f"{HEADING} ({today:%-d %B %Y})",
            '    make bench args="telegram --write"',
            f"{machine()} {busy}",
            f"{load.people} people of six hamlets agree once and then tell {load.deeds} deeds "
            f"each, seven updates a deed ({pictures}), answering at once; after that the same "
            f"people at {load.per_second:.0f} updates a second together. The table has the "
            f"medians of {runs} {'run' if runs == 1 else 'runs'}; in each run the bots take "
            "their turns, "
            "with a fake Bot API server and the people in one process and the bot in another. "
            "All ask the same in the same order. A conversation is lost when the person, who "
            "never writes again by herself, hears nothing for ten seconds after the restart; a "
            "question that comes twice is answered twice, so that whoever forgot one answer has "
            "a second chance.",
            "Ours runs with `THIDUA_TELEGRAM_UNPACED=true` (Telegram's own limits of what may be "
            "sent are lifted; the plain bots keep none), on SQLite with `synchronous=FULL`. The "
            "plain bots run with `synchronous=NORMAL`, which costs them less, and keep only the "
            "number of a picture, where ours fetches it.",
            table,
        )
    )


def ratio(ours: float, other: float) -> str:
    """Return how many times the other's figure ours is."""
    return f"{ours / other:.2f}" if other else "–"


def machine() -> str:
    """Return what this is measured on."""
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    model = next((x.partition(":")[2].strip() for x in lines if x.startswith("model name")), "")
    linux = ".".join(platform.release().split(".")[:2])
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    libraries = ", ".join(
        f"{name} {version(name)}" for name in ("aiogram", "python-telegram-bot", "aiohttp")
    )
    return (
        f"Machine: {os.cpu_count()} cores of {model or platform.machine()}, {memory:.0f} GiB, "
        f"Linux {linux}, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}; "
        f"{libraries}."
    )


def load_average() -> str:
    """Return how busy the machine is."""
    one, five, _ = os.getloadavg()
    return f"Load average {one:.1f} (one minute) and {five:.1f} (five) when it began."


def write(text: str, heading: str = HEADING, results: Path = RESULTS) -> None:
    """Put a section into the results, in the place of an older one of the same heading."""
    begins = heading.partition(" (")[0]
    parts = ("\n" + results.read_text("utf-8").rstrip()).split("\n## ")
    kept = [part for part in parts if not f"## {part}".startswith(begins)]
    whole = "\n## ".join(kept).strip() + f"\n\n{text.strip()}\n"
    results.write_text(whole, "utf-8")
