"""An officer sends the plan, checks what was found, confirms once, and the year has it."""

import os
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlmodel import select

from models.people.role import Role
from models.work.milestone import Milestone
from models.work.movement import Movement, Plan
from tests.bot.documents import plans
from tests.fakes.scene import PLAIN, Actor, Scene
from tests.fakes.working import sends_file, work

JANUARY = datetime(2026, 1, 6, 2, 0, tzinfo=UTC)  # a Tuesday, nine o'clock in the commune
BODY = (
    "I. MỤC ĐÍCH, YÊU CẦU",
    "1. Nâng cao nhận thức về thi đua, khen thưởng trong toàn xã.",
    "II. NỘI DUNG",
    "1. Tiếp tục thực hiện phong trào thi đua “Cả xã chung tay làm sạch kênh mương” giai đoạn "
    "2025 - 2027.",
    "2. Phát động phong trào thi đua “Mỗi nhà một vườn rau”.",
    "III. TỔ CHỨC THỰC HIỆN",
    "1. Các thôn gửi báo cáo kết quả về UBND xã chậm nhất ngày 20 của tháng cuối quý.",
    "2. Công chức phụ trách tổng hợp hồ sơ sáng kiến trước ngày 15/6/2026.",
)


@pytest.fixture
def scene(store_url: str) -> Iterator[Scene]:
    stage = Scene(store_url, PLAIN, JANUARY)
    yield stage
    assert stage.failed() == 0
    stage.close()


@pytest.fixture
def lua(scene: Scene) -> Actor:
    return scene.person("Cô Lúa", Role.TDKT_OFFICER)


def sends(lua: Actor, folder: Path, name: str, data: bytes) -> None:
    sends_file(lua, folder, name, data)
    work(lua.scene, folder)


def movements(scene: Scene) -> dict[str, Movement]:
    with scene.write() as tx:
        return {row.name: row for row in tx.session.exec(select(Movement))}


def milestones(scene: Scene) -> list[Milestone]:
    with scene.write() as tx:
        query = select(Milestone).where(Milestone.state == "active").order_by(Milestone.id)  # type: ignore[arg-type]
        return list(tx.session.exec(query))


def told(lua: Actor) -> str:
    return "\n".join(lua.new)


def number_of(actor: Actor, name: str) -> str:
    lines = [line for shown in actor.screen for line in shown.text.split("\n") if name in line]
    return lines[-1].split(".")[0]


def test_a_plan_is_shown_with_its_sentences_and_nothing_holds_yet(
    scene: Scene, lua: Actor, tmp_path: Path
) -> None:
    sends(lua, tmp_path, "ke hoach.docx", plans.word(*BODY))

    assert "Đang đọc kế hoạch" in lua.new[0]
    assert "Số 07/KH-UBND, ngày 05/01/2026" in told(lua)
    assert "Phong trào: Cả xã chung tay làm sạch kênh mương" in told(lua)
    assert "2025–2027" in told(lua)
    assert "“…thi đua “Cả xã chung tay làm sạch kênh mương” giai đoạn" in told(lua)
    assert lua.hears("bỏ 3 5", "lấy hết")
    assert movements(scene) == {}
    assert milestones(scene) == []


def test_some_is_dropped_and_corrected_and_it_holds_once_confirmed(
    scene: Scene, lua: Actor, tmp_path: Path
) -> None:
    sends(lua, tmp_path, "ke hoach.docx", plans.word(*BODY))
    lua.says(f"bỏ {number_of(lua, 'Mỗi nhà một vườn rau')}")
    assert lua.hears("Đã bỏ: Mỗi nhà một vườn rau")
    lua.says(f"đổi {number_of(lua, 'hồ sơ sáng kiến')} sang 10/6")
    assert lua.hears("Hạn thứ Tư, 10/6")
    lua.says(f"sửa {number_of(lua, 'làm sạch kênh mương')}")
    assert lua.hears("Sửa gì?")
    lua.says("chuyên đề")
    assert "chuyên đề 2025–2027" in told(lua)
    lua.says("lấy hết")
    assert lua.hears("Ghi 1 phong trào, 2 hạn", "1. Ghi")
    assert movements(scene) == {}
    lua.says("1")
    assert lua.hears("Đã ghi 1 phong trào (nháp), 2 hạn")

    (movement,) = movements(scene).values()
    assert (movement.name, movement.state, movement.kind) == (
        "Cả xã chung tay làm sạch kênh mương",
        "draft",
        "thematic",
    )
    assert (movement.begins, movement.ends) == (date(2025, 1, 1), date(2027, 12, 31))
    by_rule = {bool(row.rule): row for row in milestones(scene)}
    assert by_rule[True].owes == ["units:hamlet"]
    assert "chậm nhất ngày 20 của tháng cuối quý" in by_rule[True].said
    assert by_rule[True].first == date(2026, 3, 20)
    assert by_rule[False].first == date(2026, 6, 10)
    assert by_rule[False].owes == ["role:tdkt_officer"]
    scene.tick()
    lua.says("lịch năm")
    assert "Lịch năm 2026" in lua.new[0]


def test_the_same_plan_again_changes_only_what_it_says_otherwise(
    scene: Scene, lua: Actor, tmp_path: Path
) -> None:
    first = plans.word(*BODY)
    sends(lua, tmp_path, "ke hoach.docx", first)
    lua.says("lấy hết", "1")
    before = [row.id for row in milestones(scene)]
    assert len(movements(scene)) == 2

    sends(lua, tmp_path, "ke hoach (1).docx", first)
    assert lua.hears("không khác bản đã ghi")
    assert [row.id for row in milestones(scene)] == before

    newer = [line.replace("15/6/2026", "25/6/2026") for line in BODY if "vườn rau" not in line]
    newer.insert(4, "2. Phát động phong trào thi đua “Đường quê có hoa”.")
    sends(lua, tmp_path, "ke hoach sua.docx", plans.word(*newer))
    assert "Bản mới của kế hoạch đã ghi" in told(lua)
    assert "Phong trào: Đường quê có hoa" in told(lua)
    assert "Không còn phong trào: Mỗi nhà một vườn rau" in told(lua)
    assert "Đổi hạn" in told(lua)
    assert "kênh mương" not in told(lua)
    lua.says("lấy hết", "1")
    states = {name: row.state for name, row in movements(scene).items()}
    assert states == {
        "Cả xã chung tay làm sạch kênh mương": "draft",
        "Mỗi nhà một vườn rau": "cancelled",
        "Đường quê có hoa": "draft",
    }
    days = sorted(row.first for row in milestones(scene))
    assert days == [date(2026, 3, 20), date(2026, 6, 24)]
    with scene.write() as tx:
        holding = [row.id for row in tx.session.exec(select(Plan)) if row.state == "confirmed"]
    assert len(holding) == 1


def test_only_the_number_is_new(scene: Scene, lua: Actor, tmp_path: Path) -> None:
    sends(lua, tmp_path, "ke hoach.txt", plans.plain(*BODY).encode())
    lua.says("lấy hết", "1")
    numbered = plans.plain(*BODY).replace("Số: 07/", "Số: 19/")
    sends(lua, tmp_path, "ke hoach.txt", numbered.encode())
    assert "– Số: 07 nay là 19" in told(lua)
    lua.says("lấy hết")
    assert lua.hears("Ghi 0 phong trào, 0 hạn")
    lua.says("1")
    assert len(movements(scene)) == 2
    with scene.write() as tx:
        (plan,) = [row for row in tx.session.exec(select(Plan)) if row.state == "confirmed"]
    assert plan.findings["found"]["number"] == "19"


def test_a_plan_that_is_pasted_in_several_messages(
    scene: Scene, lua: Actor, tmp_path: Path
) -> None:
    whole = plans.plain(*BODY)
    half = whole.index("II. NỘI DUNG")
    lua.says("dán kế hoạch")
    assert lua.hears("mấy tin cũng được", "hết")
    lua.says(whole[:half])
    assert lua.hears("Đã giữ")
    lua.says(whole[half:], "hết")
    assert lua.hears("Đang đọc kế hoạch")
    work(scene, tmp_path)
    assert "làm sạch kênh mương" in told(lua)
    lua.says("lấy hết", "ghi")
    assert len(movements(scene)) == 2


def test_pasting_is_given_up(scene: Scene, lua: Actor) -> None:
    lua.says("dán kế hoạch", "abc", "thôi")
    assert lua.hears("Đã bỏ phần vừa dán")


def test_it_waits_while_something_else_is_open(scene: Scene, lua: Actor, tmp_path: Path) -> None:
    sends_file(lua, tmp_path, "ke hoach.docx", plans.word(*BODY))
    lua.says("kể")
    work(scene, tmp_path)
    assert "Đã đọc xong kế hoạch" in told(lua)
    assert "Ai làm việc tốt" in lua.last
    lua.says("menu", "kế hoạch")
    assert "làm sạch kênh mương" in told(lua)


def test_tasks_are_shown_under_their_headings(scene: Scene, lua: Actor, tmp_path: Path) -> None:
    sends(lua, tmp_path, "ke hoach.docx", plans.word(*BODY))
    lua.says("xem việc")
    assert "Nơi nhận: Đảng ủy xã; Các thôn, đoàn thể" in told(lua)
    assert "Tiếp tục thực hiện phong trào" in told(lua)
    lua.says("lấy 1")
    assert lua.hears("Ghi 1 phong trào, 0 hạn")


REFUSED = (
    ("rong.txt", b"", "trống"),
    ("anh.docx", b"PK\x03\x04 half a file", "hỏng"),
    ("cu.doc", b"\xd0\xcf\x11\xe0" + bytes(600), ".doc"),
    (
        "thu.txt",
        ("Kính gửi các bác trong xã, hôm nay trời đẹp. " * 20).encode(),
        "không phải kế hoạch",
    ),
)


@pytest.mark.parametrize(("name", "data", "heard"), REFUSED)
def test_what_is_no_plan_gets_one_sentence(
    scene: Scene, lua: Actor, tmp_path: Path, name: str, data: bytes, heard: str
) -> None:
    sends(lua, tmp_path, name, data)
    assert lua.hears(heard)
    assert len(lua.new) == 2
    lua.says("kế hoạch")
    assert lua.hears("Gửi tệp kế hoạch vào đây")


def test_a_head_sends_a_document_that_is_no_plan_of_theirs(scene: Scene, tmp_path: Path) -> None:
    head = scene.person("Ông Sung", Role.HAMLET_HEAD, "Đoài")
    sends(head, tmp_path, "ke hoach.docx", plans.word(*BODY))
    assert "kế hoạch" not in told(head)


@pytest.mark.skipif("THIDUA_TEST_SHARED" not in os.environ, reason="THIDUA_TEST_SHARED is not set")
def test_the_real_plan_from_its_file_to_the_movements(
    scene: Scene, lua: Actor, tmp_path: Path
) -> None:
    data = (Path(os.environ["THIDUA_TEST_SHARED"]) / "plan" / "ke-hoach-2023.txt").read_bytes()
    sends(lua, tmp_path, "ke-hoach-2023.txt", data)
    assert "Chưa ghi số" in told(lua)
    assert "0 hạn" in told(lua)
    assert all(len(text) < 2000 for text in lua.new)
    lua.says("lấy hết", "1")
    found = movements(scene)
    assert len(found) >= 9
    assert all(row.state == "draft" and row.said for row in found.values())
    assert milestones(scene) == []
