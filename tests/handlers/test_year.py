"""An officer ticks and corrects the usual year, and the commune has its year."""

from collections.abc import Iterator
from datetime import date

import pytest
from sqlmodel import select

from models.people.role import Role
from models.work.milestone import Milestone, Occurrence
from models.work.year import PUBLICITY, pick_of, rows
from tests.fakes.scene import PLAIN, Actor, Scene


@pytest.fixture
def scene(store_url: str) -> Iterator[Scene]:
    stage = Scene(store_url, PLAIN)
    yield stage
    assert stage.failed() == 0
    stage.close()


@pytest.fixture
def lua(scene: Scene) -> Actor:
    return scene.person("Cô Lúa", Role.TDKT_OFFICER)


def milestones(scene: Scene) -> dict[str, Milestone]:
    """What holds, by its key."""
    with scene.write() as tx:
        return {
            row.key: row for row in tx.session.exec(select(Milestone)) if row.state == "active"
        }


def number_of(actor: Actor, name: str) -> str:
    """The number of a row of the list that is on the screen."""
    lines = [line for shown in actor.screen for line in shown.text.split("\n") if name in line]
    return lines[-1].split(".")[0]


def test_the_usual_year_is_shown_in_short_messages_and_nothing_holds_yet(
    scene: Scene, lua: Actor
) -> None:
    lua.says("lịch năm")

    assert "Lịch năm 2027, 18 mốc gợi ý. Chưa mốc nào được ghi." in lua.new[0]
    assert all(len(text.split("\n")) <= 6 for text in lua.new)
    assert lua.hears("bỏ 3 5", "lấy hết")
    shown = "\n".join(lua.new)
    assert "Báo cáo quý" in shown
    assert "20/3, 20/6, 20/9, 20/12" in shown
    assert shown.count("(cần đối chiếu)") == 14
    assert milestones(scene) == {}


def test_a_commune_has_its_year_with_ten_messages(scene: Scene, lua: Actor) -> None:
    lua.says("lịch năm")
    number = {
        name: number_of(lua, name)
        for name in ("Kế hoạch kiểm tra", "Nộp hồ sơ", "Sơ kết", "Hội nghị")
    }
    lua.says(f"bỏ {number['Kế hoạch kiểm tra']} {number['Nộp hồ sơ']}")
    assert lua.hears("Đã bỏ: Kế hoạch kiểm tra", "Nộp hồ sơ sáng kiến", "Còn 16 mốc")
    lua.says(f"đổi {number['Sơ kết']} sang 20/6")
    assert lua.hears("Sơ kết 6 tháng", "Chủ nhật, 20/6")
    lua.says(f"sửa {number['Hội nghị']}")
    assert lua.hears("Thường làm từ 2/1", "Mọi đơn vị: nhắc trước 7, 1 ngày", "Sửa gì?")
    lua.says("22/1, 8 giờ, nhắc trước 10, 5, 1 ngày")
    assert any(
        "thứ Sáu, 22/1, 8 giờ" in text and "trước 10, 5, 1 ngày" in text for text in lua.new
    )
    assert milestones(scene) == {}
    lua.says("lấy hết")
    assert lua.hears("Ghi 16 mốc cho năm 2027?", "Gửi hồ sơ khen", "1. Ghi lịch")
    assert milestones(scene) == {}
    lua.chooses("Ghi lịch")
    made = milestones(scene)
    assert lua.hears("Đã ghi 16 mốc năm 2027")
    lua.says("lịch")  # before the next tick
    assert lua.hears("Máy đang xếp lịch")
    assert made["half-year 2027"].first == date(2027, 6, 20)
    assert made["launch 2027"].hour == "08:00"
    assert made["launch 2027"].rules[0] == {
        "who": ["owner", "role:council_secretary"],
        "days": [-10, -5, -1],
        "unit": "calendar_day",
    }
    assert "inspection-plan 2027" not in made
    assert "initiatives 2027" not in made
    assert made["quarter 2027"].ends == date(2027, 12, 31)
    assert sum(key.startswith(PUBLICITY) for key in made) == 21  # two are rows of their own


def test_the_same_year_is_never_made_twice(scene: Scene, lua: Actor) -> None:
    lua.says("lịch năm", "lấy hết", "1")
    before = milestones(scene)
    lua.says("lịch năm 2027")
    assert lua.hears("Lịch năm 2027 đã đủ")
    lua.says("lịch năm 2026")
    assert "Lịch năm 2026" in lua.new[0]
    assert milestones(scene) == before


def test_what_was_corrected_stays_when_something_comes_between(scene: Scene, lua: Actor) -> None:
    lua.says("lịch năm")
    number = number_of(lua, "Sơ kết")
    lua.says(f"đổi {number} sang 25/6", f"bỏ {number_of(lua, 'Hội nghị')}", "menu", "lịch năm")
    shown = "\n".join(lua.new)
    assert "25/6" in shown
    assert "– bỏ" in shown


def test_only_some_are_taken(scene: Scene, lua: Actor) -> None:
    lua.says("lịch năm", "lấy 1 3")
    assert lua.hears("Ghi 2 mốc")
    lua.says("2", "lấy lại 2", "lấy hết", "ghi lịch")
    assert len(milestones(scene)) == 3


@pytest.mark.parametrize("words", ["khoan đã", "chưa", "chưa đâu", "không"])
def test_second_thoughts_lead_back_to_the_list(scene: Scene, lua: Actor, words: str) -> None:
    lua.says("lịch năm", "lấy hết", words)
    assert lua.hears("lấy hết")
    assert milestones(scene) == {}


def test_what_is_no_word_of_the_list_is_asked_again(scene: Scene, lua: Actor) -> None:
    lua.says("lịch năm", "cái kia kìa")
    assert lua.hears("Chưa rõ.", "lấy hết")
    lua.says("bỏ 77")
    assert lua.hears("Danh sách có số 1 đến 18.")
    lua.says("sửa 2", "như thế nào cũng xong")
    assert lua.hears("Chưa rõ sửa gì")
    lua.says("bỏ")
    assert lua.hears("– bỏ")


def test_occurrences_come_by_themselves(scene: Scene, lua: Actor) -> None:
    head = scene.person("Ông Sung", Role.HAMLET_HEAD, "Đoài")
    lua.says("lịch năm 2026", "lấy hết", "1")
    scene.tick()
    with scene.write() as tx:
        due = [row.due for row in tx.session.exec(select(Occurrence))]
    assert date(2026, 12, 20) in due
    scene.wait(hours=24)
    scene.tick()
    assert head.id


def test_a_head_has_no_calendar_to_keep(scene: Scene) -> None:
    head = scene.person("Ông Sung", Role.HAMLET_HEAD, "Đoài")
    head.says("lịch năm")
    assert "mốc" not in head.last


@pytest.mark.parametrize("year", [2024, 2026, 2027, 2028])
def test_every_row_has_its_days_in_every_year(year: int) -> None:
    for row in rows():
        pick = pick_of(row, year, date(year, 1, 1))
        assert pick is not None, row.key
        assert all(day.year == year for day in pick.days)
    assert len(rows()) == 18


def test_single_days_of_a_group_are_left_out(scene: Scene, lua: Actor) -> None:
    lua.says("lịch năm", f"sửa {18}")
    assert lua.hears("Các ngày: 3/2; 27/2; 8/3")
    lua.says("bỏ 8/3, 2/9")
    assert any("Tuyên truyền: 21 ngày" in text for text in lua.new)
    lua.says("lấy 18", "1")
    keys = milestones(scene)
    assert len(keys) == 21
    assert not any(key.endswith(("03-08", "09-02")) for key in keys)


def test_what_is_swapped_holds_after_a_restart(scene: Scene, lua: Actor) -> None:
    lua.says("nghỉ bù 31/12")
    day = date(2026, 12, 31)
    assert not scene.commune.calendar.is_working_day(day)
    scene.commune.calendar.swap((), ())
    scene.commune._seen = None
    with scene.write() as tx:
        scene.commune.refresh(tx)
    assert not scene.commune.calendar.is_working_day(day)
