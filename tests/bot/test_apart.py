"""Work of the processor alone is done in a process of its own; nothing of it is left behind."""

import asyncio
import io
import os
import signal
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from bot.apart import WorkFailed, apart
from bot.catalogue import Catalogue
from bot.exports import DeedList, write
from models.work.export import DeedRow
from tests.bot.sentences import COMMUNE
from tests.crash.waiting import until

OWN_WORDS = "export-file = Sổ việc tốt từ { $first } đến { $last }\n"


def number_of(_given: object) -> int:
    """The process in which this runs."""
    return os.getpid()


def break_off(words: str) -> None:
    raise ValueError(words)


def end_at_once(_given: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def hang(note: Path) -> None:
    note.write_text(str(os.getpid()))
    signal.pause()


async def test_it_is_another_process() -> None:
    assert await apart(number_of, None) != os.getpid()


async def test_a_workbook_has_the_communes_own_words(tmp_path: Path) -> None:
    (tmp_path / "vi").mkdir()
    (tmp_path / "vi" / "own.ftl").write_text(OWN_WORDS)
    words = Catalogue(tmp_path, COMMUNE).words()
    first, last = date(2026, 11, 1), date(2026, 11, 30)
    row = DeedRow(code="00712386", state="sent", told_on=first, who="Bà Mận", story="Nhặt được ví")

    made = await apart(write, DeedList((row,), first, last, words, last))

    assert made.name == "Sổ việc tốt từ 01-11-2026 đến 30-11-2026.xlsx"
    assert made.said == {"count": 1}
    cells = load_workbook(io.BytesIO(made.content)).active.iter_rows(values_only=True)
    assert any("Bà Mận" in row for row in cells)


async def test_of_what_breaks_off_only_the_kind_is_known() -> None:
    with pytest.raises(WorkFailed, match=r"^ValueError$"):
        await apart(break_off, "a name that is nobody's business")


async def test_a_process_that_is_killed_is_no_result() -> None:
    with pytest.raises(WorkFailed):
        await apart(end_at_once, None)


async def test_whoever_gives_up_leaves_no_process_behind(tmp_path: Path) -> None:
    note = tmp_path / "number"
    work = asyncio.create_task(apart(hang, note))
    await until(lambda: note.exists() and note.read_text() != "", 30, "it has begun")

    work.cancel()
    await asyncio.gather(work, return_exceptions=True)

    await until(lambda: not alive(int(note.read_text())), 30, "it is gone")


def alive(number: int) -> bool:
    """Whether there is such a process."""
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return True
