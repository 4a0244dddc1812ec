"""What comes next, and changing it; days that are swapped; milestones of one's own."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from sqlmodel import select

from models.machine.audit import Audit
from models.people.role import Role, roles_of
from models.permissions import Viewer
from models.work.duty import Duty
from models.work.launching import draft_movement, launch_movement
from models.work.milestone import Milestone, Occurrence
from models.work.registering import register
from tests.fakes.scene import PLAIN, Actor, Scene

MAY = datetime(2026, 5, 4, 2, 0, tzinfo=UTC)  # a Monday, nine o'clock in the commune


@pytest.fixture
def scene(store_url: str) -> Iterator[Scene]:
    stage = Scene(store_url, PLAIN, MAY)
    yield stage
    assert stage.failed() == 0
    stage.close()


@pytest.fixture
def lua(scene: Scene) -> Actor:
    return scene.person("Cô Lúa", Role.TDKT_OFFICER)


def milestone(scene: Scene, name: str) -> Milestone:
    with scene.write() as tx:
        return tx.session.exec(select(Milestone).where(Milestone.name == name)).one()


def due(scene: Scene, name: str) -> list[tuple[date, str]]:
    """When a milestone comes, and where each of its occurrences stands."""
    with scene.write() as tx:
        query = select(Occurrence).join(Milestone).where(Milestone.name == name)
        return [(row.due, row.state) for row in tx.session.exec(query.order_by(Occurrence.due))]  # type: ignore[arg-type]


def add(scene: Scene, lua: Actor, text: str) -> None:
    lua.says(f"thêm mốc: {text}", "1")
    assert lua.hears("Đã ghi")
    scene.tick()


def number(actor: Actor, name: str) -> str:
    lines = [line for text in actor.new for line in text.split("\n") if name in line]
    return lines[-1].split(".")[0]


# --- milestones of one's own ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "name", "first", "rule", "owes"),
    [
        (
            "Họp ban tổ chức, 20/5, 14h30, chủ tịch",
            "Họp ban tổ chức",
            (2026, 5, 20),
            "",
            ["role:commune_chair"],
        ),
        (
            "Số liệu hộ nghèo, ngày 20 tháng cuối quý, các thôn",
            "Số liệu hộ nghèo",
            (2026, 6, 20),
            "FREQ=MONTHLY;BYMONTH=3,6,9,12;BYMONTHDAY=20",
            ["units:hamlet"],
        ),
        (
            "Số liệu cải cách, định kỳ 6 tháng một lần trước 10/6 và 10/12, cán bộ thi đua",
            "Số liệu cải cách",
            (2026, 6, 10),
            "FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=10",
            ["role:tdkt_officer"],
        ),
        (
            "Nộp ảnh phong trào hằng tháng ngày 25, Mặt trận",
            "Nộp ảnh phong trào",
            (2026, 5, 25),
            "FREQ=MONTHLY;BYMONTHDAY=25",
            ["units:front"],
        ),
        (
            "nop danh sach truoc ngay 30/5, cac thon",
            "Nop danh sach",
            (2026, 5, 30),
            "",
            ["units:hamlet"],
        ),
        (
            "Báo cáo sơ kết 6 tháng ngày 25 tháng 6 hằng năm, các thôn",
            "Báo cáo sơ kết 6 tháng",
            (2026, 6, 25),
            "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=25",
            ["units:hamlet"],
        ),
        (
            "Tổng vệ sinh chủ nhật tuần này, các thôn",
            "Tổng vệ sinh",
            (2026, 5, 10),
            "",
            ["units:hamlet"],
        ),
        ("Đại hội lần thứ ba 20/5", "Đại hội lần thứ ba", (2026, 5, 20), "", []),
        ("dọn vệ sinh thôn Đoài trước ngày 30/5", "Dọn vệ sinh thôn Đoài", (2026, 5, 30), "", []),
        (
            "Sổ tay hộ gia đình, hằng tháng ngày 5, thôn Đoài, giấy: sổ tay, nhắc trước 3 ngày",
            "Sổ tay hộ gia đình",
            (2026, 5, 5),
            "FREQ=MONTHLY;BYMONTHDAY=5",
            ["unit:1"],
        ),
    ],
)
def test_a_milestone_in_one_message(
    scene: Scene,
    lua: Actor,
    said: str,
    name: str,
    first: tuple[int, int, int],
    rule: str,
    owes: list[str],
) -> None:
    lua.says("thêm mốc", said)
    assert lua.hears(name, "Ghi như thế chứ?")
    with scene.write() as tx:
        assert tx.session.exec(select(Milestone)).all() == []
    lua.says("1")
    made = milestone(scene, name)
    assert (made.first, made.rule, made.owes) == (date(*first), rule, owes)


def test_nobody_there_to_be_reminded_is_said_before_it_holds(scene: Scene, lua: Actor) -> None:
    lua.says("thêm mốc: Số liệu hộ nghèo, 20/5, các thôn")
    assert lua.hears("Các thôn: chưa có ai trong máy")
    scene.person("Ông Sung", Role.HAMLET_HEAD, "Đoài")
    lua.says("thêm mốc: Số liệu hộ nghèo, 20/5, các thôn")
    assert not lua.hears("chưa có ai")


def test_a_milestone_without_a_day_is_asked_for_it(scene: Scene, lua: Actor) -> None:
    lua.says("thêm mốc", "Gặp mặt điển hình")
    assert lua.hears("Gặp mặt điển hình: hạn ngày nào?")
    lua.says("lúc nào rảnh")
    assert lua.hears("Chưa rõ ngày nào")
    lua.says("11/6, 8 giờ", "ghi")
    made = milestone(scene, "Gặp mặt điển hình")
    assert (made.first, made.hour) == (date(2026, 6, 11), "08:00")


def test_what_is_read_back_is_corrected_in_place(scene: Scene, lua: Actor) -> None:
    lua.says("thêm mốc: Họp ban tổ chức, 20/5, các thôn", "chủ tịch")
    assert lua.hears("Họp ban tổ chức", "20/5", "Chủ tịch", "Ghi như thế chứ?")
    lua.says("22/5, 14h30")
    assert lua.hears("22/5", "14 giờ 30", "Chủ tịch")
    lua.says("vui quá")
    assert lua.hears("Chưa rõ.", "Ghi như thế chứ?")
    lua.says("ghi")
    made = milestone(scene, "Họp ban tổ chức")
    assert (made.first, made.hour) == (date(2026, 5, 22), "14:30")
    assert made.owes == ["role:commune_chair"]


# --- what comes, and changing it -----------------------------------------------------------------


def test_the_next_weeks_with_numbers(scene: Scene, lua: Actor) -> None:
    lua.says("lịch")
    assert lua.hears("Năm tuần tới không có mốc nào")
    add(scene, lua, "Họp ban tổ chức, 20/5, 14h30, chủ tịch")
    add(scene, lua, "Số liệu hộ nghèo, 12/5, các thôn")
    lua.says("lịch")
    shown = "\n".join(lua.new)
    assert "Thứ Ba, 12/5: Số liệu hộ nghèo (Các thôn)" in shown
    assert "Thứ Tư, 20/5, 14 giờ 30: Họp ban tổ chức (Chủ tịch)" in shown


def test_a_day_is_moved_and_whoever_was_told_hears_of_it(scene: Scene, lua: Actor) -> None:
    head = scene.person("Ông Sung", Role.HAMLET_HEAD, "Đoài")
    add(scene, lua, "Số liệu hộ nghèo, 12/5, các thôn")
    scene.now = datetime(2026, 5, 5, 13, 0, tzinfo=UTC)
    scene.tick()
    assert head.hears("Số liệu hộ nghèo")
    scene.now = datetime(2026, 5, 6, 2, 0, tzinfo=UTC)
    lua.says("lịch")
    which = number(lua, "Số liệu")
    lua.says(f"dời {which} đến 23/5")
    assert lua.hears("từ thứ Ba, 12/5 sang thứ Bảy, 23/5", "Hôm ấy là ngày nghỉ")
    assert due(scene, "Số liệu hộ nghèo") == [(date(2026, 5, 23), "open")]
    assert head.hears("hạn mới là thứ Bảy, 23/5")


def test_a_day_that_is_not_said_is_asked_for(scene: Scene, lua: Actor) -> None:
    add(scene, lua, "Số liệu hộ nghèo, 12/5, các thôn")
    lua.says("lịch", "dời 1")
    assert lua.hears("Số liệu hộ nghèo: dời đến ngày nào?")
    lua.says("25/5")
    assert due(scene, "Số liệu hộ nghèo") == [(date(2026, 5, 25), "open")]


def test_one_of_many_falls_away_or_all_of_them(scene: Scene, lua: Actor) -> None:
    add(scene, lua, "Sổ tay, hằng tháng ngày 5, các thôn")
    lua.says("lịch", "hủy 1")
    assert lua.hears("Hủy Sổ tay, thứ Ba, 5/5?", "2. Hủy cả những lần sau")
    lua.says("1")
    assert due(scene, "Sổ tay")[:2] == [
        (date(2026, 5, 5), "cancelled"),
        (date(2026, 6, 5), "open"),
    ]
    lua.says("lịch")
    lua.says(f"hủy {number(lua, 'Sổ tay')}", "giữ lại")
    assert lua.hears("Vẫn giữ Sổ tay")
    lua.says("lịch")
    lua.says(f"hủy {number(lua, 'Sổ tay')}", "2")
    assert {state for _, state in due(scene, "Sổ tay")} == {"cancelled"}
    assert milestone(scene, "Sổ tay").state == "cancelled"


def test_who_was_told_hears_whether_it_falls_away_once_or_for_good(
    scene: Scene, lua: Actor
) -> None:
    head = scene.person("Ông Sung", Role.HAMLET_HEAD, "Đoài")
    add(scene, lua, "Sổ tay, hằng tháng ngày 12, các thôn")
    scene.now = datetime(2026, 5, 5, 13, 0, tzinfo=UTC)
    scene.tick()
    assert head.hears("Sổ tay")
    scene.now = datetime(2026, 5, 6, 2, 0, tzinfo=UTC)
    lua.says("lịch")
    lua.says(f"hủy {number(lua, 'Sổ tay')}", "1")
    scene.settle()
    assert head.hears("Sổ tay: lần này, thứ Ba, 12/5, xã không làm", "lần sau vẫn như cũ")

    scene.now = datetime(2026, 6, 5, 13, 0, tzinfo=UTC)
    scene.tick()
    scene.now = datetime(2026, 6, 6, 2, 0, tzinfo=UTC)
    lua.says("lịch")
    lua.says(f"hủy {number(lua, 'Sổ tay')}", "2")
    scene.settle()
    assert head.hears("Sổ tay: xã không làm nữa, bác khỏi lo nhé")


def test_other_reminders(scene: Scene, lua: Actor) -> None:
    head = scene.person("Ông Sung", Role.HAMLET_HEAD, "Đoài")
    add(scene, lua, "Số liệu hộ nghèo, 20/5, các thôn")
    lua.says("lịch", "nhắc 1")
    assert lua.hears("Đang nhắc:", "Các thôn: nhắc trước 7, 1 ngày, nhắc đúng ngày")
    lua.says("nhắc 1 trước 10, 5, 1 ngày")
    assert lua.hears("Các thôn: nhắc trước 10, 5, 1 ngày")
    for day in (10, 13, 15, 19, 20):
        scene.now = datetime(2026, 5, day, 13, 0, tzinfo=UTC)
        scene.tick()
    assert len(head.screen) == 3


def test_somebody_who_helps_out(scene: Scene, lua: Actor) -> None:
    thoc = scene.person("Ông Thóc", Role.HAMLET_FRONT_HEAD, "Đoài")
    add(scene, lua, "Số liệu hộ nghèo, 20/5, các thôn")
    lua.says("lịch", "giao phó 1 cho ông Thóc")
    assert lua.hears("quá hạn thì Ông Thóc được nhắc giúp trước")
    assert milestone(scene, "Số liệu hộ nghèo").helper_id == thoc.id
    lua.says("giao phó 1 cho ông Nào Đấy")
    assert lua.hears("thì nhờ ai giúp trước?")
    lua.says("ông Nào Đấy")
    assert lua.hears("Chưa rõ là ai")


@pytest.mark.parametrize("said", ["hủy 7", "dời 7 đến 25/6", "nhắc 7", "giao phó 7 cho ông Thóc"])
def test_a_number_that_means_nothing(lua: Actor, said: str) -> None:
    lua.says(said)
    assert lua.hears("Số ấy không có mốc nào")


def test_where_the_next_weeks_are_empty_the_next_is_shown(scene: Scene, lua: Actor) -> None:
    add(scene, lua, "Gặp mặt điển hình, 20/6")
    lua.says("lịch")
    assert "Thứ Bảy, 20/6: Gặp mặt điển hình" in "\n".join(lua.new)


# --- days that are swapped -----------------------------------------------------------------------


def test_days_of_both_kinds_in_one_message(scene: Scene, lua: Actor) -> None:
    lua.says("nghi bu 15/5, lam bu 23/5")
    assert lua.new[0].startswith("Đã ghi nghỉ: thứ Sáu, 15/5.")
    assert lua.new[1].startswith("Đã ghi đi làm: thứ Bảy, 23/5.")
    lua.says("bỏ làm bù 23/5; nghỉ bù 18/5 và thứ Ba, 19/5")
    assert lua.new[0].startswith("Đã bỏ: thứ Bảy, 23/5.")
    assert lua.hears("Đã ghi nghỉ: thứ Hai, 18/5; thứ Ba, 19/5.")
    lua.says("nghỉ bù 21/5, làm bù chưa biết hôm nào")  # nothing of it
    assert lua.hears("Chưa rõ ngày nào")
    lua.says("ngày nghỉ")
    assert "21/5" not in lua.last


def test_a_day_off_and_a_day_worked_count_at_once(scene: Scene, lua: Actor) -> None:
    calendar = scene.commune.calendar
    assert calendar.is_working_day(date(2026, 5, 15))
    lua.says("nghỉ bù 15/5")
    assert lua.hears("Đã ghi nghỉ: thứ Sáu, 15/5", "bỏ nghỉ bù 15/5")
    lua.says("làm bù 16/5")
    assert lua.hears("Đã ghi đi làm: thứ Bảy, 16/5")
    assert not calendar.is_working_day(date(2026, 5, 15))
    assert calendar.is_working_day(date(2026, 5, 16))
    lua.says("ngày nghỉ")
    assert lua.hears("thứ Sáu, 15/5: nghỉ", "thứ Bảy, 16/5: đi làm")
    lua.says("bỏ nghỉ bù 15/5")
    assert lua.hears("Tính lại như lịch thường")
    assert calendar.is_working_day(date(2026, 5, 15))
    assert calendar.is_working_day(date(2026, 5, 16))
    lua.says("bỏ nghỉ bù 15/5")
    assert lua.hears("không có trong danh sách")
    with scene.write() as tx:
        kinds = [row.action for row in tx.session.exec(select(Audit))]
    assert kinds.count("calendar.swap") == 3


def test_who_works_at_the_desk_is_reminded_on_the_day_that_is_worked(
    scene: Scene, lua: Actor
) -> None:
    """Of what is due on Sunday the 24th the desk would hear on the Friday before."""
    add(scene, lua, "Gửi danh sách, 24/5, cán bộ thi đua, nhắc trước 1 ngày")
    lua.says("làm bù 23/5")
    scene.now = datetime(2026, 5, 22, 3, 0, tzinfo=UTC)
    scene.tick()
    assert not lua.hears("Việc đến hạn:")
    scene.now = datetime(2026, 5, 23, 3, 0, tzinfo=UTC)
    scene.tick()
    assert any("Việc đến hạn:" in text and "Gửi danh sách" in text for text in lua.new)


def test_only_those_who_registered_for_a_movement_owe_it(scene: Scene, lua: Actor) -> None:
    sung, sen = (
        scene.person(name, Role.HAMLET_HEAD, hamlet)
        for name, hamlet in (("Ông Sung", "Đoài"), ("Bà Sen", "Đông"))
    )
    officer = Viewer(lua.id, ((Role.TDKT_OFFICER, None),), lua.name)
    with scene.write() as tx:
        today = scene.commune.today(scene.now)
        found = draft_movement(tx, officer, "Xóm xanh", scene.now, audience=["units:hamlet"])
        launch_movement(tx, officer, found, scene.now, today)
        head = Viewer(sung.id, roles_of(tx, sung.id), sung.name)
        (unit,) = head.units(Role.HAMLET_HEAD)
        register(tx, head, found, unit, {}, scene.now)
    lua.says("thêm mốc: Nộp số liệu cây xanh, 20/5, nơi đã đăng ký Xóm xanh")
    assert lua.hears("Nơi đã đăng ký Xóm xanh: nhắc trước 7, 1 ngày")
    lua.says("1")
    assert milestone(scene, "Nộp số liệu cây xanh").owes == [f"registered:{found.id}"]
    scene.tick()
    for actor, count in ((sung, 1), (sen, 0)):
        actor.says("việc đến hạn")
        assert actor.last.count("Nộp số liệu cây xanh") == count


def test_heads_cannot_swap_days(scene: Scene) -> None:
    head = scene.person("Ông Sung", Role.HAMLET_HEAD, "Đoài")
    head.says("nghỉ bù 15/5")
    assert scene.commune.calendar.is_working_day(date(2026, 5, 15))


def test_the_hour_of_an_event_stands_in_the_reminder(scene: Scene, lua: Actor) -> None:
    head = scene.person("Ông Sung", Role.HAMLET_HEAD, "Đoài")
    add(scene, lua, "Gặp mặt điển hình, 6/5, 14h30")
    scene.now = datetime(2026, 5, 5, 13, 0, tzinfo=UTC)
    scene.tick()
    assert head.hears("Gặp mặt điển hình: thứ Tư, 6/5, 14 giờ 30")


def test_what_the_officer_owes_waits_for_nobody_else(scene: Scene, lua: Actor) -> None:
    add(scene, lua, "Gửi danh sách, 15/5, cán bộ thi đua, giấy: công văn")
    lua.says("việc đến hạn", "xong 1")
    assert lua.hears("Đã ghi xong")
    with scene.write() as tx:
        assert [duty.state for duty in tx.session.exec(select(Duty))] == ["done"]
