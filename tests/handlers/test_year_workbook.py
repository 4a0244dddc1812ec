"""The year's calendar by workbook, there and back, through the web chat and its tasks."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from sqlmodel import select

from bot.dialogue.messages import Kind, Media
from bot.documents.year_workbook import COLUMNS, HEADINGS
from models.people.role import Role
from models.work.milestone import Milestone
from tests.fakes.ports import free_port
from tests.fakes.scene import Actor
from tests.fakes.web_scene import WebScene

PLACE = {name: place for place, (name, _) in enumerate(COLUMNS, 1)}


@pytest.fixture
def web(sqlite_url: str, tmp_path: Path) -> Iterator[WebScene]:
    found = WebScene(sqlite_url, tmp_path / "home", free_port)
    try:
        yield found
        assert found.failed() == 0
    finally:
        found.close()


@pytest.fixture
def lua(web: WebScene) -> Actor:
    return web.person("Cô Lúa", Role.TDKT_OFFICER)


def milestones(web: WebScene) -> dict[str, Milestone]:
    with web.write() as tx:
        return {row.key: row for row in tx.session.exec(select(Milestone))}


def sends(web: WebScene, actor: Actor, path: Path) -> None:
    """Send a file at the page, and wait until it was read."""
    actor.send(Kind.FILE, media=(Media(Kind.FILE, ref=str(path), name=path.name),))
    web.work()


def workbook(web: WebScene, lua: Actor) -> Workbook:
    """Ask for the workbook, and open it."""
    year = web.now.year + 1
    lua.says(f"lịch năm {year} excel")
    web.work()
    (name,) = lua.screen[-1].reply.files
    assert name == f"Lịch thi đua năm {year}.xlsx"
    return load_workbook(io.BytesIO(web.fetch(lua, name)[1]))


def test_a_workbook_goes_out_and_comes_back(web: WebScene, lua: Actor, tmp_path: Path) -> None:
    year = web.now.year + 1
    book = workbook(web, lua)
    sheet = book.active
    assert sheet is not None
    rows = {sheet.cell(line, 1).value: line for line in range(HEADINGS + 1, HEADINGS + 19)}
    assert sheet.cell(rows["quarter"], PLACE["days"]).value.startswith(f"20/3/{year}; 20/6/{year}")
    assert sheet.cell(rows["launch"], PLACE["note"]).value == "cần đối chiếu"
    assert sheet.column_dimensions["A"].hidden

    sheet.cell(rows["initiatives"], PLACE["take"]).value = None
    sheet.cell(rows["half-year"], PLACE["days"]).value = f"25/6/{year}"
    sheet.cell(rows["launch"], PLACE["hour"]).value = "8:30"
    sheet.cell(rows["quarter"], PLACE["reminders"]).value = "10, 5, 1"
    sheet.cell(rows["council"], PLACE["who"]).value = "ai đó"
    own = HEADINGS + 20
    for name, value in (
        ("take", "x"),
        ("name", "Gặp mặt điển hình"),
        ("days", f"11/6/{year}"),
        ("who", "các thôn"),
    ):
        sheet.cell(own, PLACE[name]).value = value
    path = tmp_path / "lich.xlsx"
    book.save(path)
    sends(web, lua, path)

    told = "\n".join(lua.new)
    assert "Bảng đổi 5 chỗ:" in told
    assert "– Bỏ: Nộp hồ sơ sáng kiến, hai đợt" in told
    assert f"– Sơ kết 6 tháng: 25/6/{year}" in told
    assert "– Thêm: Gặp mặt điển hình" in told
    assert "Chưa đọc được, giữ như cũ: Bình xét ở cơ sở" in told
    assert lua.hears("Ghi 18 mốc")
    assert milestones(web) == {}
    lua.chooses("Ghi lịch")
    made = milestones(web)
    assert made[f"launch {year}"].hour == "08:30"
    assert made[f"half-year {year}"].first.isoformat() == f"{year}-06-25"
    assert made[f"quarter {year}"].rules[0]["days"] == [-10, -5, -1]
    assert made[f"own gap mat dien hinh {year}"].owes == ["units:hamlet"]
    assert f"initiatives {year}" not in made


def test_a_row_of_ones_own_is_there_when_it_is_gone_on_with_later(
    web: WebScene, lua: Actor, tmp_path: Path
) -> None:
    year = web.now.year + 1
    book = workbook(web, lua)
    sheet = book.active
    assert sheet is not None
    for name, value in (("take", "x"), ("name", "Gặp mặt điển hình"), ("days", f"11/6/{year}")):
        sheet.cell(HEADINGS + 20, PLACE[name]).value = value
    path = tmp_path / "lich.xlsx"
    book.save(path)
    sends(web, lua, path)
    assert lua.hears("Ghi 19 mốc")
    lua.says("để sau", f"lịch năm {year}")
    assert "Gặp mặt điển hình: thứ Sáu" in "\n".join(lua.new)
    lua.says("lấy hết", "1")
    assert f"own gap mat dien hinh {year}" in milestones(web)
    lua.says(f"lịch năm {year}")
    assert lua.hears(f"Lịch năm {year} đã đủ")


def test_a_workbook_that_changes_nothing(web: WebScene, lua: Actor, tmp_path: Path) -> None:
    path = tmp_path / "lich.xlsx"
    workbook(web, lua).save(path)
    sends(web, lua, path)
    assert "Bảng không đổi gì." in "\n".join(lua.new)
    assert lua.hears("Ghi 18 mốc")


def test_other_files_are_told_apart(web: WebScene, lua: Actor, tmp_path: Path) -> None:
    other = Workbook()
    other.save(tmp_path / "khac.xlsx")
    sends(web, lua, tmp_path / "khac.xlsx")
    assert lua.hears("không phải bảng lịch năm của máy")
    whole = (tmp_path / "khac.xlsx").read_bytes()
    (tmp_path / "hong.xlsx").write_bytes(whole[: len(whole) // 2])
    sends(web, lua, tmp_path / "hong.xlsx")
    assert lua.hears("bị hỏng")
