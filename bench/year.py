"""A simulated year of a commune, printed as what each of some people received on which day: to be
checked against the plan by a reader.
"""

from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

from models import migrating
from tests.scheduler.simulated_year import CADRES, live, open_scene

YEAR = 2026
SHOWN = (
    "cán bộ thi đua", "chủ tịch", "hội đồng 1", "trưởng Đoài", "trưởng Hạ", "trưởng Chùa",
    "trưởng Đông", "mặt trận Đoài", "thủ trưởng Mặt trận xã", "cán bộ 150",
)  # fmt: skip


def print_year(folder: Path) -> None:
    """Live through the year and print the calendars."""
    url = f"sqlite:///{folder / 'year.db'}"
    migrating.upgrade(url, folder, now=datetime(YEAR, 1, 1, tzinfo=UTC))
    scene = open_scene(url)
    begun = perf_counter()
    went = live(scene, YEAR)
    took = perf_counter() - begun
    for name in SHOWN:
        print(went.calendar_of(name), end="\n\n")
    count = sum(len(told) for told in went.told.values())
    print(f"{CADRES} cadres, {count} messages, {took:.1f} s; reminders: {went.outcomes()}")
    scene.close()
