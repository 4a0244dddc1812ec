"""The officer asks for the list of a period and opens it."""

import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import orjson
import pytest
from openpyxl import load_workbook

from bot.documents.deeds_workbook import COLUMNS, HEADINGS
from handlers.export import period
from models.machine import task
from models.people.role import Role
from tests.fakes.ports import free_port
from tests.fakes.scene import ANY_TIME, Actor, Scene
from tests.fakes.web_scene import WebScene


@pytest.fixture
def scene(sqlite_url: str) -> Iterator[Scene]:
    found = Scene(sqlite_url)
    yield found
    assert found.failed() == 0
    found.close()


@pytest.fixture
def officer(scene: Scene) -> Actor:
    return scene.person("Cô Lúa", Role.TDKT_OFFICER)


def asked(scene: Scene) -> list[tuple[str, str]]:
    """The periods for which a list was asked."""
    with scene.write() as tx:
        found = [orjson.loads(row[5]) for row in task.waiting(tx, ANY_TIME)]
    return [(each["first"], each["last"]) for each in found]


@pytest.mark.parametrize("word", ["xuất excel", "xuat excel", "Excel", "xuất danh sách"])
def test_the_words_ask_for_which_period(scene: Scene, officer: Actor, word: str) -> None:
    officer.says(word)

    assert officer.hears("trong khoảng nào?")
    assert officer.screen[-1].labels == [
        "1. Tháng này",
        "2. Tháng trước",
        "3. Quý này",
        "4. Năm nay",
        "5. Năm trước",
    ]


@pytest.mark.parametrize(
    ("answer", "first", "last"),
    [
        ("1", "2026-11-01", "2026-11-16"),
        ("tháng trước", "2026-10-01", "2026-10-31"),
        ("quy nay", "2026-10-01", "2026-11-16"),
        ("năm nay", "2026-01-01", "2026-11-16"),
        ("5", "2025-01-01", "2025-12-31"),
        ("năm ngoái", "2025-01-01", "2025-12-31"),
        ("từ 1/10 đến 31/10", "2026-10-01", "2026-10-31"),
        ("từ 1/9/2026 đến 15/9/2026", "2026-09-01", "2026-09-15"),
        ("tháng 8", "2026-08-01", "2026-08-31"),
        ("hôm qua", "2026-11-15", "2026-11-15"),
    ],
)
def test_a_period_by_its_number_or_in_words(
    scene: Scene, officer: Actor, answer: str, first: str, last: str
) -> None:
    officer.says("xuất excel", answer)

    assert asked(scene) == [(first, last)]
    day = date.fromisoformat(last)
    assert officer.hears("Đang làm danh sách", f"đến {day:%d/%m/%Y}")


def test_what_is_no_period_is_asked_again(scene: Scene, officer: Actor) -> None:
    officer.says("xuất excel", "cái nào cũng được")
    assert officer.hears("Chưa rõ khoảng nào.", "trong khoảng nào?")
    assert asked(scene) == []

    officer.says("2")
    assert asked(scene) == [("2026-10-01", "2026-10-31")]


@pytest.mark.parametrize(
    ("name", "today", "first", "last"),
    [
        ("month", (2026, 3, 1), (2026, 3, 1), (2026, 3, 1)),
        ("last-month", (2026, 1, 31), (2025, 12, 1), (2025, 12, 31)),
        ("last-month", (2028, 3, 31), (2028, 2, 1), (2028, 2, 29)),
        ("quarter", (2026, 12, 31), (2026, 10, 1), (2026, 12, 31)),
        ("quarter", (2026, 1, 1), (2026, 1, 1), (2026, 1, 1)),
        ("quarter", (2026, 5, 31), (2026, 4, 1), (2026, 5, 31)),
        ("year", (2028, 2, 29), (2028, 1, 1), (2028, 2, 29)),
        ("last-year", (2028, 2, 29), (2027, 1, 1), (2027, 12, 31)),
    ],
)
def test_where_periods_begin_and_end(
    name: str,
    today: tuple[int, int, int],
    first: tuple[int, int, int],
    last: tuple[int, int, int],
) -> None:
    assert period(name, date(*today)) == (date(*first), date(*last))


@pytest.mark.parametrize(
    ("role", "offered"),
    [
        (Role.TDKT_OFFICER, True),
        (Role.COMMUNE_CHAIR, True),
        (Role.VICE_CHAIR, True),
        (Role.ADMIN, False),
        (Role.HAMLET_HEAD, False),
        (None, False),
    ],
)
def test_who_finds_it_in_the_menu(scene: Scene, role: Role | None, offered: bool) -> None:
    somebody = scene.person("Ông Thóc", role, "Đoài")
    somebody.says("menu")

    found = [label for label in somebody.screen[-1].labels if "Excel" in label]
    assert len(found) == offered


# --- through the web chat ------------------------------------------------------------------------


@pytest.fixture
def web(sqlite_url: str, tmp_path: Path) -> Iterator[WebScene]:
    found = WebScene(sqlite_url, tmp_path / "home", free_port)
    try:
        yield found
        assert found.failed() == 0
    finally:
        found.close()


def test_a_deed_that_was_told_stands_in_the_list(web: WebScene) -> None:
    teller, officer = web.person("Bà Bưởi"), web.person("Cô Lúa", Role.TDKT_OFFICER)
    teller.tells_deed(who="=Bà Mận bán xôi", day="hôm nay")
    teller.chooses("Gửi")
    officer.says("xuất excel", "năm nay")
    web.work()

    assert officer.hears("Danh sách 1 việc", "Chỉ lưu hành nội bộ")
    (name,) = officer.screen[-1].reply.files
    assert name.startswith("Việc tốt từ 01-01-")
    sheet = load_workbook(io.BytesIO(web.fetch(officer, name)[1])).active
    row = {c.name: cell.value for c, cell in zip(COLUMNS, sheet[HEADINGS + 1], strict=True)}
    assert row["who"] == "=Bà Mận bán xôi"
    assert row["story"] == "Nhặt được ví có 3 triệu, trả lại người mất"
    assert (row["hamlet"], row["noticed-by"]) == ("thôn Đoài", "Bà Bưởi")
    assert row["when"].date() == web.commune.today(web.now)
    assert row["code"].replace(" ", "") == web.deeds()[0].code
    assert sheet.max_row == HEADINGS + 1


def test_a_period_without_deeds_is_said_without_a_file(web: WebScene) -> None:
    officer = web.person("Cô Lúa", Role.TDKT_OFFICER)
    officer.says("xuất excel", "năm trước")
    web.work()

    assert officer.hears("chưa có việc nào được kể")
    assert officer.screen[-1].reply.files == ()
