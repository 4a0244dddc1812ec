"""What the desk takes away of a movement, opened and looked at."""

from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from docx.document import Document as DocxDocument
from docx.styles.style import ParagraphStyle
from PIL import Image
from sqlmodel import col, select

from bot.dialogue import telling
from bot.documents.movement_board import MovementBoard, UnitLine
from bot.documents.movement_picture import COLOURS, draw_board
from bot.movement_drafts import of_targets, write
from bot.movement_papers import movement_makers
from bot.pictures import LONGEST_SIDE
from handlers.book import BOOK
from models.machine.reminder import Outcome, Reminder
from models.people.role import Role
from models.people.unit import Unit
from models.permissions import NotAllowed
from models.work.movement import Movement, Target
from models.work.registering import Standing
from models.work.standing import Stands, UnitRow
from tests.fakes.scene import PLAIN, Actor, Scene

MORNING = datetime(2026, 6, 1, 2, 0, tzinfo=UTC)
NAME = "Thôn xóm sáng xanh sạch"
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture
def scene(store_url: str) -> Iterator[Scene]:
    made = Scene(store_url, PLAIN, MORNING, BOOK)
    yield made
    assert made.failed() == 0
    made.close()


@pytest.fixture
def lua(scene: Scene) -> Actor:
    return scene.person("Cô Lúa", Role.TDKT_OFFICER)


def under_way(scene: Scene, lua: Actor) -> None:
    """A movement in which hamlet Đoài has reported and hamlet Đông has only heard of it."""
    sung = scene.person("Ông Sung", Role.HAMLET_HEAD, "Đoài")
    scene.person("Bà Mít", Role.HAMLET_HEAD, "Đông")
    lua.says("thêm phong trào", NAME, "2", "Mỗi thôn làm đẹp một con đường", "số mét đường")
    lua.says("30/11", "1", "Làm đường (m)\nGiảm hộ nghèo: hộ\nGiữ kỷ luật", "1")
    scene.tick()
    sung.says("đăng ký 1", "1: 500 m, 2: 12, 3", "giao ước 1", "ký", "tiến độ 300 m đường")


def read(scene: Scene, kind: str, person: int, what: str = "interim") -> Any:
    """Read what a document is made of, as the task does."""
    with scene.write() as tx:
        asked = {"person": person, "movement": 1, "what": what}
        return movement_makers(scene.commune, lambda: scene.now)[kind].read(tx, asked)


def test_the_board_in_words_stands_in_the_communes_order(scene: Scene, lua: Actor) -> None:
    under_way(scene, lua)

    board = read(scene, "movement-board", lua.id)

    with scene.write() as tx:
        hamlets = scene.commune.options(tx, "hamlets", MORNING.date())
    assert [unit.name for unit in board.units] == [telling.capital(each.label) for each in hamlets]
    by_name = {unit.name: unit for unit in board.units}
    assert by_name["Thôn Đoài"] == UnitLine(
        "Thôn Đoài", "waiting", "chờ xem", ("Làm đường 300/500 m",)
    )
    assert by_name["Thôn Đông"] == UnitLine(
        "Thôn Đông", "not-registered", "chưa đăng ký", ("Gọi Bà Mít",)
    )
    assert board.facts[:2] == ("Hạn 30/11/2026", "Đến ngày 01/06/2026")
    assert board.counts == (("waiting", "chờ xem 1"), ("not-registered", "chưa đăng ký 5"))


@pytest.mark.parametrize("kind", ["movement-board", "movement-draft"])
def test_the_board_and_the_drafts_are_for_the_desk(scene: Scene, lua: Actor, kind: str) -> None:
    under_way(scene, lua)
    khe = scene.person("Ông Khế", Role.HAMLET_HEAD, "Nam")

    with pytest.raises(NotAllowed):
        read(scene, kind, khe.id)


LONG = "Toàn dân chung sức xây dựng nông thôn mới, giữ gìn thôn xóm sáng, xanh, sạch, đẹp năm 2026"


def drawn(count: int) -> list[Image.Image]:
    """The board of so many units, each with all that can stand under it."""
    states = [state.value for state in Stands]
    below = (
        "Làm đường giao thông nội đồng 1.300/1.500 m; Giảm hộ nghèo 3/12 hộ; và 2 chỉ tiêu nữa",
        "Gọi Bà Sắn Dây Leo Giàn Cạnh Cây Đa 0900 000 003",
    )
    units = tuple(
        UnitLine(f"thôn Tân Tiến Thượng Nguyên Khê {n}", states[n % 6], "chưa đăng ký", below)
        for n in range(count)
    )
    counts = tuple((state, "chưa đăng ký 40") for state in states)
    board = MovementBoard(LONG, ("Hạn 30/11/2026",), counts, units, "Dùng ở bàn công chức")
    return [Image.open(BytesIO(content)).convert("RGB") for content in draw_board(board)]


@pytest.mark.parametrize("count", [0, 1, 40])
def test_the_picture_fits_a_phone_and_nothing_runs_over_its_edge(count: int) -> None:
    pages = drawn(count)

    for page in pages:
        assert page.width == 780
        assert page.height <= LONGEST_SIDE  # or it would be scaled down
        for left in (0, page.width - 24):  # the margins of each side stay white
            edge = page.crop((left, 0, left + 24, page.height))
            assert edge.getcolors() == [(24 * page.height, (255, 255, 255))]
    assert len(pages) == (1 if count < 2 else 7)


def test_each_state_has_its_colour() -> None:
    assert set(COLOURS) == {state.value for state in Stands}


# --- the drafts ----------------------------------------------------------------------------------


def written(scene: Scene, lua: Actor, what: str) -> DocxDocument:
    """A draft as it is opened in Word."""
    made = write(read(scene, "movement-draft", lua.id, what))
    return Document(BytesIO(made.content))


def texts(document: DocxDocument) -> str:
    """All that stands in a document, tables too, in its order."""
    return "\n".join(
        "".join(piece.text or "" for piece in paragraph.iter(f"{WORD}t"))
        for paragraph in document.element.body.iter(f"{WORD}p")
    )


def cells(document: DocxDocument, heading: str) -> list[list[str]]:
    """The rows of the table that has this heading."""
    table = next(t for t in document.tables if heading in [c.text for c in t.rows[0].cells])
    return [[cell.text for cell in row.cells] for row in table.rows[1:]]


@pytest.mark.parametrize("what", ["pledge", "interim", "final"])
def test_a_draft_has_the_layout_of_the_decree(scene: Scene, lua: Actor, what: str) -> None:
    under_way(scene, lua)

    draft = written(scene, lua, what)

    page, style = draft.sections[0], draft.styles["Normal"]
    assert isinstance(style, ParagraphStyle)
    margins = (page.top_margin, page.bottom_margin, page.left_margin, page.right_margin)
    assert [round(side.mm) for side in margins if side is not None] == [20, 20, 30, 15]
    assert style.font.name == "Times New Roman"
    head = [cell.text.split("\n") for cell in draft.tables[0].rows[0].cells]
    assert head[0][:2] == ["ỦY BAN NHÂN DÂN", scene.commune.words()("web-commune").upper()]
    assert head[1][:2] == ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
    assert head[1][-1].endswith(", ngày …… tháng …… năm 2026")
    assert "Số: ……" in head[0][-1]  # the clerk gives the number
    whole = texts(draft)
    assert "Nơi nhận:" in whole
    assert f"phong trào thi đua “{NAME}”" in whole.replace("Phong", "phong")
    for left in ("{{", "{%", "None", "Ông Sung", "Bà Mít"):
        assert left not in whole


def test_the_pledge_names_each_unit_with_what_it_registered(scene: Scene, lua: Actor) -> None:
    under_way(scene, lua)

    draft = written(scene, lua, "pledge")

    rows = cells(draft, "Mức đăng ký")
    of_doai = [row[2:] for row in rows if row[1] == "Thôn Đoài"]
    assert of_doai == [["Làm đường", "500 m"], ["Giảm hộ nghèo", "12 hộ"], ["Giữ kỷ luật", "–"]]
    (of_dong,) = [row[2:] for row in rows if row[1] == "Thôn Đông"]
    assert {piece.strip("…") for piece in of_dong} == {""}  # written by hand
    whole = texts(draft)
    assert "1. Mục tiêu: Mỗi thôn làm đẹp một con đường." in whole
    assert "từ ngày 01/6/2026 đến ngày 30/11/2026" in whole
    assert all(f"THÔN {name}" in whole for name in ("ĐOÀI", "ĐÔNG"))


def test_the_review_holds_the_numbers(scene: Scene, lua: Actor) -> None:
    under_way(scene, lua)

    draft = written(scene, lua, "final")

    whole = texts(draft)
    assert "Tổng kết phong trào" in whole
    assert "Trong đó kết quả của 1 đơn vị chưa được kiểm tra." in whole
    assert "1/6 đơn vị đăng ký tham gia, 1 đơn vị ký giao ước thi đua; 0 cá nhân" in whole
    assert "5 đơn vị chưa đăng ký, 1 đơn vị chờ xem." in whole
    assert cells(draft, "Đơn vị tính") == [
        ["1", "Làm đường", "m", "1", "500", "300", "60"],
        ["2", "Giảm hộ nghèo", "hộ", "1", "12", "–", "–"],
        ["3", "Giữ kỷ luật", "", "1", "–", "–", "–"],
    ]
    annex = cells(draft, "Tình hình")
    first = next(row for row in annex if row[1] == "Thôn Đoài")
    assert first[2:] == ["Làm đường", "500 m", "300 m", "60", "chờ xem"]
    assert whole.count("./.") == 1


def test_the_review_counts_only_who_was_told(scene: Scene, lua: Actor) -> None:
    under_way(scene, lua)
    with scene.write() as tx:
        for row in tx.session.exec(select(Reminder).where(col(Reminder.seen_ms).is_(None))):
            row.state, row.why = Outcome.FAILED, "unreachable"
        told = [row for row in tx.session.exec(select(Reminder)) if row.state != Outcome.FAILED]

    whole = texts(written(scene, lua, "final"))

    assert f"Đã báo {len(told)} người phụ trách" in whole


def test_percents_and_averages_are_not_added_up() -> None:
    listed = (("Thu ngân sách", "%"), ("Thu nhập bình quân", "triệu đồng"), ("Làm đường", "m"))
    targets = [
        Target(id=place, movement_id=1, place=place, text=text, unit=unit)
        for place, (text, unit) in enumerate(listed, 1)
    ]
    unit = Unit(code="doai", kind="hamlet", name="thôn Đoài")
    stands = tuple(Standing(target, 90.0, 45.0) for target in targets)
    row = UnitRow(unit, Stands.WAITING, None, None, stands, 0, ())

    rows = of_targets(targets, [row, row])

    assert ["ty_le" in each for each in rows] == [False, False, True]
    assert (rows[2]["dang_ky"], rows[2]["ket_qua"], rows[2]["ty_le"]) == ("180", "90", 50)


def test_what_people_typed_breaks_no_document(scene: Scene, lua: Actor) -> None:
    under_way(scene, lua)
    with scene.write() as tx:
        found = tx.session.get_one(Movement, 1)
        found.name, found.aim = "Nhà & <ruộng> {{ 7 * 7 }} \x0b/..", ""
        tx.session.add(found)

    made = write(read(scene, "movement-draft", lua.id, "interim"))

    assert made.name == "Sơ kết phong trào Nhà & ruộng {{ 7 7 }} ...docx"
    whole = texts(Document(BytesIO(made.content)))
    assert "“Nhà & <ruộng> {{ 7 * 7 }} /..”" in whole
    assert "3. Mục tiêu: \n" in whole  # dots follow
