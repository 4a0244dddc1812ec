"""An officer sends the plan, checks what was found, confirms once, and the year has it."""

import os
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlmodel import select

from models.people.role import Role
from models.permissions import Viewer
from models.work.duty import Duty
from models.work.launching import launch_movement
from models.work.milestone import Milestone, Occurrence
from models.work.movement import Movement, Plan
from models.work.plan_draft import items_of
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


def test_the_hour_of_a_deadline_is_shown_and_holds(
    scene: Scene, lua: Actor, tmp_path: Path
) -> None:
    body = (
        *BODY[:-1],
        "2. Các thôn gửi danh sách trước 17h 25/6/2026.",
        "3. Đề nghị các thôn báo cáo trước 16 giờ 30 ngày 10 hằng tháng.",
    )
    sends(lua, tmp_path, "ke hoach.docx", plans.word(*body))

    assert "Hạn thứ Năm, 25/6, 17 giờ: Các thôn gửi danh sách" in told(lua)
    assert "10/1, 10/2, 10/3, 10/4 và 8 ngày nữa, 16 giờ 30" in told(lua)
    lua.says("lấy hết", "1")
    hours = {row.hour: row.owes for row in milestones(scene) if row.hour}
    assert hours == {"17:00": ["units:hamlet"], "16:30": ["units:hamlet"]}


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


MANY = (
    "I. NỘI DUNG",
    *(f"{n}. Các thôn nộp bản số {n} trước ngày {n + 10}/6." for n in range(1, 8)),
)


def taken(scene: Scene) -> list[int]:
    """The numbers of the findings that are taken."""
    with scene.write() as tx:
        items = items_of(tx.session.exec(select(Plan)).one())
    return [number for number, item in enumerate(items, 1) if item.taken]


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("bỏ 3, 5-7", [1, 2, 4]),
        ("bỏ các mục 3, 4", [1, 2, 5, 6, 7]),
        ("bỏ từ 3 đến 5", [1, 2, 6, 7]),
        ("bo 2", [1, 3, 4, 5, 6, 7]),
        ("bỏ 3 và 5, lấy lại 5", [1, 2, 4, 5, 6, 7]),
        ("bỏ 3, 8", [1, 2, 3, 4, 5, 6, 7]),
        ("bỏ 3, sửa 8 sang 20/7", [1, 2, 3, 4, 5, 6, 7]),
    ],
)
def test_what_is_dropped_is_undone(
    scene: Scene, lua: Actor, tmp_path: Path, said: str, left: list[int]
) -> None:
    sends(lua, tmp_path, "ke hoach.docx", plans.word(*MANY))
    lua.says(said)
    assert taken(scene) == left
    lua.says("bỏ 1", "hoàn tác")
    assert lua.hears("Danh sách đã về như trước lần sửa cuối")
    assert taken(scene) == left


@pytest.mark.parametrize("before", [(), ("sửa 4",)])
def test_several_corrections_in_one_message(
    scene: Scene, lua: Actor, tmp_path: Path, before: tuple[str, ...]
) -> None:
    sends(lua, tmp_path, "ke hoach.docx", plans.word(*MANY))
    lua.says(*before, "bỏ 1, đổi 2 sang 20/7, nhắc trước 7, 3 ngày; 3 sang 25/7")
    with scene.write() as tx:
        items = items_of(tx.session.exec(select(Plan)).one())
    assert [item.day for item in items[1:4]] == [
        date(2026, 7, 20),
        date(2026, 7, 25),
        date(2026, 6, 13),
    ]
    assert items[1].rules[0].days == (-7, -3)
    assert taken(scene) == [2, 3, 4, 5, 6, 7]


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


def test_a_deadline_that_was_not_found_is_added(scene: Scene, lua: Actor, tmp_path: Path) -> None:
    sends(lua, tmp_path, "ke hoach.docx", plans.word(*BODY))
    lua.says("thêm: nộp ảnh 30/6, các thôn")
    assert lua.hears("5. Hạn thứ Ba, 30/6: Nộp ảnh. Các thôn")
    lua.says("thêm: nộp ảnh")
    assert lua.hears("Chưa rõ ngày nào.")
    lua.says("thêm họp sơ kết 2/7", "bỏ 5", "hoàn tác", "lấy hết")
    assert lua.hears("Ghi 2 phong trào, 4 hạn")
    lua.says("1")
    made = {row.name: (row.first, row.owes) for row in milestones(scene)}
    assert made["Nộp ảnh"] == (date(2026, 6, 30), ["units:hamlet"])
    assert made["Họp sơ kết"] == (date(2026, 7, 2), ["role:tdkt_officer"])
    sends(
        lua, tmp_path, "ke hoach.docx", plans.word(*BODY, "3. Các thôn nộp danh sách trước 1/9.")
    )
    lua.says("lấy hết", "1")
    assert {"Nộp ảnh", "Họp sơ kết"} < {row.name for row in milestones(scene)}


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


# --- a newer version of what holds ---------------------------------------------------------------


def newer(lua: Actor, folder: Path, *changes: tuple[str, str]) -> None:
    """Send the plan again with other words."""
    lines = list(BODY)
    for old, new in changes:
        assert any(old in line for line in lines)
        lines = [line.replace(old, new) for line in lines]
    sends(lua, folder, "ke hoach sua.docx", plans.word(*lines))


def quarterly(scene: Scene) -> Milestone:
    (row,) = [row for row in milestones(scene) if "units:hamlet" in row.owes]
    return row


def occurrences(scene: Scene, milestone: Milestone) -> list[tuple[date, str]]:
    with scene.write() as tx:
        rows = tx.session.exec(select(Occurrence).where(Occurrence.milestone_id == milestone.id))
        return sorted((row.due, row.state) for row in rows)


def evening(scene: Scene, month: int, day: int) -> None:
    scene.now = datetime(2026, month, day, 13, 0, tzinfo=UTC)
    scene.tick()


def morning(scene: Scene, month: int, day: int) -> None:
    scene.now = datetime(2026, month, day, 2, 0, tzinfo=UTC)
    scene.tick()


SENTENCE = ("gửi báo cáo kết quả về UBND xã", "gửi báo cáo kết quả về Ủy ban xã")
OTHER_DAY = ("chậm nhất ngày 20", "chậm nhất ngày 25")


@pytest.fixture
def held(scene: Scene, lua: Actor, tmp_path: Path) -> Milestone:
    """The quarterly report, once the plan holds and one head has heard of it and handed in."""
    scene.person("Ông Sung", Role.HAMLET_HEAD, "Đoài")
    scene.person("Bà Mít", Role.HAMLET_HEAD, "Đông")
    sends(lua, tmp_path, "ke hoach.docx", plans.word(*BODY))
    lua.says("lấy hết", "1")
    evening(scene, 3, 13)
    head_of(scene, "Ông Sung").says("xong 1")
    morning(scene, 3, 16)
    return quarterly(scene)


def head_of(scene: Scene, name: str) -> Actor:
    return next(actor for actor in scene.people.values() if actor.name == name)


def test_another_sentence_for_the_same_days_changes_nothing_for_those_who_owe(
    scene: Scene, lua: Actor, tmp_path: Path, held: Milestone
) -> None:
    sung, mit = head_of(scene, "Ông Sung"), head_of(scene, "Bà Mít")
    assert "Các thôn gửi" in mit.last
    shown, before = len(mit.screen), occurrences(scene, held)
    newer(lua, tmp_path, SENTENCE)
    lua.says("lấy hết", "1")
    row = quarterly(scene)
    assert row.id == held.id
    assert "Ủy ban xã" in row.said
    assert occurrences(scene, row) == before
    assert (len(mit.screen), len(before)) == (shown, 4)
    done = len(sung.screen)
    evening(scene, 3, 19)
    assert (len(mit.screen), len(sung.screen)) == (shown + 1, done)
    newer(lua, tmp_path, SENTENCE, OTHER_DAY)  # it is known by its newer words
    lua.says("lấy hết", "1")
    assert quarterly(scene).id == held.id


def test_another_day_moves_what_is_open_and_keeps_what_was_done(
    scene: Scene, lua: Actor, tmp_path: Path, held: Milestone
) -> None:
    mit = head_of(scene, "Bà Mít")
    newer(lua, tmp_path, OTHER_DAY)
    lua.says("lấy hết", "1")
    scene.settle()
    assert quarterly(scene).id == held.id
    days = [date(2026, month, 25) for month in (3, 6, 9, 12)]
    assert occurrences(scene, held) == [(day, "open") for day in days]
    assert mit.hears("xã đổi ngày, hạn mới là thứ Tư, 25/3")
    assert not any("không làm nữa" in shown.text for shown in mit.screen)
    with scene.write() as tx:
        first = tx.session.exec(select(Occurrence).order_by(Occurrence.due)).first()  # type: ignore[arg-type]
        assert first is not None
        query = select(Duty).where(Duty.occurrence_id == first.id).order_by(Duty.id)  # type: ignore[arg-type]
        states = [duty.state for duty in tx.session.exec(query)]
    assert states[:2] == ["done", "owed"]


def test_what_was_done_before_its_day_moved_is_not_asked_for_again(
    scene: Scene, lua: Actor, tmp_path: Path, held: Milestone
) -> None:
    """Two days after the 20th the plan says the 25th: this quarter's goes over, no fifth comes."""
    morning(scene, 3, 22)
    newer(lua, tmp_path, OTHER_DAY)
    lua.says("lấy hết", "1")
    days = [date(2026, month, 25) for month in (3, 6, 9, 12)]
    assert [day for day, _ in occurrences(scene, held)] == days


def test_what_is_dropped_of_an_update_is_still_known_by_the_next(
    scene: Scene, lua: Actor, tmp_path: Path, held: Milestone
) -> None:
    other = ("15/6/2026", "25/6/2026")
    newer(lua, tmp_path, SENTENCE, other)
    lua.says(f"bỏ {number_of(lua, 'Các thôn gửi')}", "lấy hết", "1")
    assert "UBND xã" in quarterly(scene).said
    newer(lua, tmp_path, SENTENCE, OTHER_DAY, other)
    lua.says("lấy hết", "1")
    assert quarterly(scene).id == held.id


def test_corrections_stay_and_new_ones_count(scene: Scene, lua: Actor, tmp_path: Path) -> None:
    sends(lua, tmp_path, "ke hoach.docx", plans.word(*BODY))
    number = number_of(lua, "hồ sơ sáng kiến")
    lua.says(f"đổi {number} thành chủ tịch", f"đổi {number} thành nhắc trước 5 ngày")
    lua.says("lấy hết", "1")
    scene.tick()
    (before,) = [row for row in milestones(scene) if not row.rule]
    assert before.owes == ["role:commune_chair"]

    newer(lua, tmp_path, ("15/6/2026", "25/6/2026"))
    assert "Chủ tịch" in told(lua)
    lua.says("sửa 1", "14h30, giấy: công văn")
    lua.says("lấy hết", "1")
    (row,) = [row for row in milestones(scene) if not row.rule]
    assert (row.id, row.hour, row.paper) == (before.id, "14:30", "Công văn")
    assert (row.owes, row.rules) == (before.owes, before.rules)
    assert occurrences(scene, row) == [(date(2026, 6, 24), "open")]

    newer(lua, tmp_path, ("15/6/2026", "26/6/2026"))
    lua.says("đổi 1 thành các thôn", "lấy hết", "1")
    (row,) = [row for row in milestones(scene) if not row.rule]
    assert row.owes == ["units:hamlet"]
    with scene.write() as tx:
        query = select(Duty).join(Occurrence).where(Occurrence.milestone_id == row.id)
        states = {duty.owner: duty.state for duty in tx.session.exec(query)}
    assert states.pop("role commune_chair") == "excused"
    assert set(states.values()) == {"owed"}
    assert len(states) == 6


def test_what_comes_again_ends_with_the_year_of_its_plan(
    scene: Scene, lua: Actor, tmp_path: Path
) -> None:
    sends(lua, tmp_path, "ke hoach.docx", plans.word(*BODY))
    lua.says("lấy hết", "1")
    scene.tick()
    assert quarterly(scene).ends == date(2026, 12, 31)
    assert max(occurrences(scene, quarterly(scene)))[0] == date(2026, 12, 20)
    lua.says("lịch năm 2026")
    assert any(
        "Báo cáo quý" in line and "bỏ, kế hoạch đã có" in line for line in told(lua).split("\n")
    )
    lua.says("lịch năm 2027")
    assert "kế hoạch đã có" not in told(lua)


def test_a_movement_that_was_renamed_is_found_again(
    scene: Scene, lua: Actor, tmp_path: Path
) -> None:
    sends(lua, tmp_path, "ke hoach.docx", plans.word(*BODY))
    lua.says(f"sửa {number_of(lua, 'Mỗi nhà một vườn rau')}", "tên: Vườn rau sạch")
    lua.says("lấy hết", "1")
    number = movements(scene)["Vườn rau sạch"].id

    newer(lua, tmp_path, ("vườn rau”.", "vườn rau” trong năm 2026."))
    assert "Vườn rau sạch" in told(lua)
    lua.says("lấy hết", "1")
    found = movements(scene)
    assert len(found) == 2
    assert found["Vườn rau sạch"].id == number
    assert "trong năm 2026" in found["Vườn rau sạch"].said

    lines = [line for line in BODY if "vườn rau" not in line]
    sends(lua, tmp_path, "ke hoach.docx", plans.word(*lines))
    lua.says("lấy hết", "1")
    assert movements(scene)["Vườn rau sạch"].state == "cancelled"


def test_the_reviews_of_a_launched_movement_follow_its_plan(
    scene: Scene, lua: Actor, tmp_path: Path
) -> None:
    sends(lua, tmp_path, "ke hoach.docx", plans.word(*BODY))
    lua.says("lấy hết", "1")
    name = "Cả xã chung tay làm sạch kênh mương"
    with scene.write() as tx:
        row = tx.session.exec(select(Movement).where(Movement.name == name)).one()
        desk = Viewer(lua.id, ((Role.TDKT_OFFICER, None),))
        launch_movement(tx, desk, row, scene.now, scene.commune.today(scene.now))
    scene.tick()
    newer(lua, tmp_path, ("2025 - 2027", "2025 - 2026"), ("kênh mương”", "mương máng”"))
    lua.says("lấy hết", "1")
    found = {row.key.split()[0]: row for row in milestones(scene) if row.movement_id}
    assert movements(scene)["Cả xã chung tay làm sạch mương máng"].ends == date(2026, 12, 31)
    assert found["final"].first == date(2026, 12, 31)
    assert found["final"].name == "Tổng kết phong trào Cả xã chung tay làm sạch mương máng"
    assert occurrences(scene, found["final"]) == [(date(2026, 12, 31), "open")]


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
