"""What is due, in words: reminded, answered, moved, passed on; and the officer's board of it."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import select

from handlers.book import BOOK
from models.base import to_ms
from models.machine import outbox
from models.machine.outbox import OutboxState
from models.machine.reminder import Outcome, Reminder
from models.people.absence import leave_in_peace
from models.people.role import Grant, Role
from models.permissions import Viewer
from models.work.duty import (
    Duty,
    DutyState,
    check_duty,
    duties_of,
    finish_duty,
    pass_duty,
    push_back_duty,
)
from models.work.list_numbers import case_of_number, number_for
from models.work.milestone import (
    Milestone,
    Occurrence,
    OccurrenceState,
    Rule,
    add_milestone,
    default_rules,
)
from models.work.movement import Movement, MovementState, Registration
from models.work.registering import register, withdraw
from models.work.rescheduling import cancel_milestone, change_days, move_occurrence
from scheduler import planner
from scheduler.outcomes import Came, Outcomes
from tests.fakes.scene import BUTTONS, PLAIN, Actor, Scene

HAMLETS = ["units:hamlet"]


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of June 2026 by the commune's clock."""
    return datetime(2026, 6, day, hour, minute, tzinfo=UTC) - timedelta(hours=7)


@pytest.fixture
def scene(store_url: str) -> Iterator[Scene]:
    made = Scene(store_url, PLAIN, at(1, 9), BOOK)
    yield made
    assert made.failed() == 0
    made.close()


@pytest.fixture
def lua(scene: Scene) -> Actor:
    return scene.person("Cô Lúa", Role.TDKT_OFFICER)


@pytest.fixture
def sung(scene: Scene) -> Actor:
    return scene.person("Ông Sung", Role.HAMLET_HEAD, "Đoài")


def viewer(lua: Actor) -> Viewer:
    return Viewer(lua.id, ((Role.TDKT_OFFICER, None),), lua.name)


def due(scene: Scene, lua: Actor, name: str, day: int = 20, paper: str = "") -> int:
    """A milestone that hamlets owe; a tick writes the rest down."""
    with scene.write() as tx:
        made = add_milestone(
            tx,
            viewer(lua),
            name,
            date(2026, 6, day),
            scene.now,
            scene.commune.today(scene.now),
            rules=default_rules(HAMLETS, at_desk=False),
            owes=HAMLETS,
            paper=paper,
        )
        number = made.id
    scene.tick()
    assert number is not None
    return number


def remind(scene: Scene, day: int = 13, hour: int = 20) -> None:
    scene.now = at(day, hour)
    scene.tick()


def states(scene: Scene) -> list[str]:
    with scene.write() as tx:
        rows = tx.session.exec(select(Duty).order_by(Duty.id))  # type: ignore[arg-type]
        return [row.state for row in rows]


def test_one_message_for_all_that_is_due_and_one_word_for_each(
    scene: Scene, lua: Actor, sung: Actor
) -> None:
    due(scene, lua, "Gương tốt quý II", paper="danh sách gương tốt")
    due(scene, lua, "Họp bình xét")
    remind(scene)
    assert len(sung.new) == 1
    assert sung.hears("1. Gương tốt quý II", "2. Họp bình xét", "xong 1")

    sung.says("xong 2")
    assert sung.hears("Cháu ghi là xong rồi: Họp bình xét")
    sung.says("xong 1")
    assert states(scene)[0] == DutyState.WAITING  # a paper is looked at by the officer
    assert states(scene)[6] == DutyState.DONE
    remind(scene, 19)
    assert sung.hears("Gương tốt quý II")  # nothing new came: the last that was said


def test_several_at_once_and_taken_back(scene: Scene, lua: Actor, sung: Actor) -> None:
    due(scene, lua, "Gương tốt quý II")
    due(scene, lua, "Họp bình xét")
    remind(scene)
    sung.says("xong 1 và 2 rồi nhé")
    sung.says("xong 1, 2")
    assert sung.hears("Gương tốt quý II, Họp bình xét")
    sung.says("chưa xong 2")
    assert sung.hears("cháu ghi lại là chưa xong: Họp bình xét")
    assert states(scene)[6] == DutyState.OWED


def test_several_are_looked_at_at_once(scene: Scene, lua: Actor, sung: Actor) -> None:
    due(scene, lua, "Gương tốt quý II", paper="danh sách")
    due(scene, lua, "Họp bình xét", paper="biên bản")
    remind(scene)
    sung.says("xem 1 2")
    assert "1. Gương tốt quý II" in sung.new[0]
    assert "danh sách" in sung.new[0].lower()
    assert "2. Họp bình xét" in sung.new[1]
    assert len(sung.new) == 2


def test_several_answers_in_one_message(scene: Scene, lua: Actor, sung: Actor) -> None:
    due(scene, lua, "Gương tốt quý II")
    due(scene, lua, "Họp bình xét")
    due(scene, lua, "Số liệu hộ nghèo")
    remind(scene)
    sung.says("xong 1, hoan 2 den 30/6")
    assert "Cháu ghi là xong rồi: Gương tốt quý II" in sung.new[0]
    assert sung.hears("Cháu ghi đến thứ Ba, 30/6", "Họp bình xét")
    sung.says("chưa xong 1, hoãn 3")
    assert "cháu ghi lại là chưa xong: Gương tốt quý II" in sung.new[0]
    assert sung.hears("Số liệu hộ nghèo: bác cần đến ngày nào ạ?")
    sung.says("xong 1, hoãn 9 đến 30/6")  # one number means nothing: nothing is done
    assert states(scene)[0] == DutyState.OWED


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("hoãn 1 đến 25/6", "thứ Năm, 25/6"),
        ("hoãn 1 thêm 2 ngày nhé cháu", "thứ Hai, 22/6"),
        ("hoan 1 2 ngay", "thứ Hai, 22/6"),
        ("xin hoãn số 1 đến cuối tháng", "thứ Ba, 30/6"),
    ],
)
def test_pushed_back_with_its_day_in_one_message(
    scene: Scene, lua: Actor, sung: Actor, said: str, day: str
) -> None:
    due(scene, lua, "Gương tốt quý II")
    due(scene, lua, "Họp bình xét")
    remind(scene)
    sung.says(said)
    assert sung.hears(f"Cháu ghi đến {day}", "Gương tốt quý II")
    assert "Họp bình xét" not in sung.last


def test_several_are_pushed_back_together(scene: Scene, lua: Actor, sung: Actor) -> None:
    due(scene, lua, "Gương tốt quý II")
    due(scene, lua, "Họp bình xét")
    remind(scene)
    sung.says("hoãn 1 2")
    assert sung.hears("Gương tốt quý II, Họp bình xét: bác cần đến ngày nào ạ?")
    sung.says("2 ngày")
    assert sung.hears("Cháu ghi đến thứ Hai, 22/6", "Gương tốt quý II, Họp bình xét")


def test_passed_on_to_somebody_who_is_named(scene: Scene, lua: Actor, sung: Actor) -> None:
    due(scene, lua, "Gương tốt quý II")
    remind(scene)
    sung.says("chuyển 1 cho bà Tèo")
    assert sung.hears("bác muốn nhờ ai làm ạ?", "1. Cô Lúa")
    sung.says("chuyen 1 cho co lua")
    assert sung.hears("Cháu chuyển cho Cô Lúa rồi: Gương tốt quý II")


@pytest.mark.parametrize(
    "said", ["nhờ 1 anh thợ giúp bà Mận lợp mái nhà", "xong 1 con đường nhờ bà Mận hiến đất"]
)
def test_what_only_begins_like_an_answer_is_none(
    scene: Scene, lua: Actor, sung: Actor, said: str
) -> None:
    due(scene, lua, "Gương tốt quý II")
    remind(scene)
    sung.says(said)
    assert sung.hears("Bác kể một việc tốt phải không ạ?")
    assert states(scene)[0] == DutyState.OWED


def test_what_is_asked_in_the_middle_of_a_report_gets_its_own_answer(
    scene: Scene, lua: Actor, sung: Actor
) -> None:
    due(scene, lua, "Gương tốt quý II")
    remind(scene)
    sung.says("kể", "hoãn 1")
    assert sung.hears("Gương tốt quý II: bác cần đến ngày nào ạ?")
    assert "Ai làm việc tốt" not in sung.last  # one question in a message
    sung.says("25/6")
    assert sung.hears("Cháu ghi đến thứ Năm, 25/6", "Ai làm việc tốt ấy ạ?")
    sung.says("Bà Mận bán xôi", "hoãn 1 đến 28/6")
    assert sung.hears("Cháu ghi đến Chủ nhật, 28/6", "Người ấy ở thôn nào ạ?")
    sung.says("hoãn 1", "hủy")
    assert sung.hears("Người ấy ở thôn nào ạ?")
    sung.says("Đoài", "Nhặt được ví, trả lại người mất", "10/6", "không")
    assert sung.hears("Bà Mận bán xôi, thôn Đoài", "Gửi đi được chưa ạ?")


def test_a_photo_with_the_word_is_an_answer_and_no_report(
    scene: Scene, lua: Actor, sung: Actor
) -> None:
    due(scene, lua, "Gương tốt quý II")
    remind(scene)
    sung.sends_photo(caption="xong 1 nhé cháu")
    assert "Cháu ghi là xong rồi: Gương tốt quý II" in sung.new[0]
    assert sung.hears("Ảnh thì cháu chưa chuyển kèm được")
    sung.sends_photo(caption="bà Mận nhặt được ví")
    assert sung.hears("Ai làm việc tốt") or sung.hears("thôn nào")


@pytest.mark.parametrize("said", ["xong 1", "xong 1 nhé cháu", "hoãn 1 đến 25/6"])
def test_an_answer_is_none_to_a_report_that_was_begun_long_ago(
    scene: Scene, lua: Actor, sung: Actor, said: str
) -> None:
    due(scene, lua, "Gương tốt quý II")
    sung.says("kể", "Bà Mận bán xôi")
    remind(scene)
    assert sung.hears("Gương tốt quý II", "xong 1")
    sung.says(said)
    assert sung.hears("Cháu ghi", "Gương tốt quý II")
    sung.says("nhặt được ví, trả lại người mất")  # which of the two that is has to be asked
    assert sung.hears("kể dở việc của bà Mận bán xôi", "1. Kể tiếp việc ấy")


@pytest.mark.parametrize("said", ["thôi", "Thoi nhe chau", "khoan đã", "hủy"])
def test_what_was_asked_is_left(scene: Scene, lua: Actor, sung: Actor, said: str) -> None:
    due(scene, lua, "Gương tốt quý II")
    remind(scene)
    sung.says("hoãn 1", said)
    assert sung.hears("Vâng, cháu dừng ở đây.")
    sung.says("25/6")
    assert "Cháu ghi đến" not in sung.last

    sung.says("xong 1")
    lua.says("bảng việc", "xem 1", "trả 2", said)
    assert lua.hears("Vâng, máy dừng ở đây.")
    scene.settle()
    assert sung.hears("Cháu ghi là xong rồi")  # nobody heard "thôi"


@pytest.mark.parametrize("said", ["bảng việc", "bang viec"])
def test_a_word_is_itself_under_a_menu_with_one_like_it(
    scene: Scene, lua: Actor, said: str
) -> None:
    due(scene, lua, "Gương tốt quý II")
    lua.says("menu")
    assert lua.hears("Bảng vàng của xã")
    lua.says(said)
    assert lua.hears("Việc trước sau 30 ngày", "Gương tốt quý II")
    lua.says("menu", "bảng vàng")
    assert lua.hears("Bảng vàng chưa có tên ai")


def test_done_without_a_number_where_one_thing_is_owed(
    scene: Scene, lua: Actor, sung: Actor
) -> None:
    due(scene, lua, "Gương tốt quý II")
    remind(scene)
    sung.says("xong rồi")
    assert sung.hears("Cháu ghi là xong rồi: Gương tốt quý II")


def test_all_of_it_done_is_asked_about_once(scene: Scene, lua: Actor, sung: Actor) -> None:
    due(scene, lua, "Gương tốt quý II")
    due(scene, lua, "Họp bình xét")
    remind(scene)
    sung.says("xong hết rồi cháu ạ")
    assert sung.hears("– Gương tốt quý II", "– Họp bình xét", "Bác làm xong cả 2 việc này rồi ạ?")
    assert DutyState.DONE not in states(scene)
    sung.says("xong rồi")
    assert sung.hears("Cháu ghi là xong rồi: Gương tốt quý II, Họp bình xét")
    assert [state for state in states(scene) if state == DutyState.DONE] == [DutyState.DONE] * 2


def test_what_comes_every_week_does_not_fill_the_list(
    scene: Scene, lua: Actor, sung: Actor
) -> None:
    with scene.write() as tx:
        add_milestone(
            tx,
            viewer(lua),
            "Báo số liệu tuần",
            date(2026, 6, 5),
            scene.now,
            scene.commune.today(scene.now),
            rule="FREQ=WEEKLY",
            rules=default_rules(HAMLETS, at_desk=False),
            owes=HAMLETS,
        )
    scene.tick()
    sung.says("việc đến hạn")
    assert sung.last.count("Báo số liệu tuần") == 4
    assert sung.hears("Sau một tháng nữa, trong năm còn 53 việc.")


def test_pushing_back_asks_until_when_and_tells_the_officer(
    scene: Scene, lua: Actor, sung: Actor
) -> None:
    due(scene, lua, "Gương tốt quý II")
    remind(scene)
    scene.wait(minutes=1)  # the officer has heard that the program stood still
    sung.says("hoãn 1")
    assert sung.hears("cần đến ngày nào ạ?")
    sung.says("khi nào xong thì xong")
    assert sung.hears("Cháu chưa rõ ngày nào.")
    sung.says("cho bác thêm 10 ngày")
    assert sung.hears("Cháu ghi đến thứ Ba, 30/6")
    scene.now = at(14, 8)
    scene.settle()
    assert lua.hears("thôn Đoài xin hoãn đến thứ Ba, 30/6: Gương tốt quý II.")
    remind(scene, 19)
    with scene.write() as tx:
        rows = list(tx.session.exec(select(Reminder).where(Reminder.person_id == sung.id)))
    assert [(row.day, row.state, row.why) for row in rows][-1] == (
        "2026-06-19",
        Outcome.SKIPPED,
        "pushed-back",
    )


def test_more_days_count_from_the_due_day_and_the_owner_is_reminded_of_the_new_one(
    scene: Scene, lua: Actor, sung: Actor
) -> None:
    due(scene, lua, "Gương tốt quý II")
    remind(scene)
    sung.says("hoãn 1", "ngày 18/6")
    assert sung.hears("Hạn đang là thứ Bảy, 20/6,", "chọn một ngày sau đó")
    sung.says("thêm 3 ngày")
    assert sung.hears("Cháu ghi đến thứ Ba, 23/6")
    for day in range(14, 22):
        remind(scene, day, 20)
    assert len(sung.new) == 1  # the receipt
    remind(scene, 22, 20)
    assert sung.hears("Gương tốt quý II, hạn thứ Ba, 23/6")
    remind(scene, 23, 8)
    assert sung.hears("Gương tốt quý II, hạn chót thứ Ba, 23/6")


def test_what_is_pushed_back_goes_to_the_chair_after_its_own_day(
    scene: Scene, lua: Actor, sung: Actor
) -> None:
    chair = scene.person("Ông Chủ", Role.COMMUNE_CHAIR)
    due(scene, lua, "Gương tốt quý II", day=19)
    remind(scene, 12)
    sung.says("hoãn 1", "ngày 1/7")
    for day in range(15, 31):
        remind(scene, day, 8)
    (told,) = [shown.text for shown in chair.screen if "Gương tốt quý II" in shown.text]
    assert "còn 5 nơi chưa xong" in told
    assert "thôn Đoài" not in told
    for day in range(1, 10):
        scene.now = datetime(2026, 7, day, 1, 0, tzinfo=UTC)
        scene.tick()
    last = [shown.text for shown in chair.screen if "Gương tốt quý II" in shown.text][1:]
    assert len(last) == 1
    assert "thôn Đoài" in last[0]


def test_what_was_pushed_back_and_returned_is_reminded_of_its_day(
    scene: Scene, lua: Actor, sung: Actor
) -> None:
    due(scene, lua, "Gương tốt quý II", paper="danh sách gương tốt")
    remind(scene)
    sung.says("hoãn 1", "ngày 28/6", "xong 1")
    for day in (14, 22):  # nothing more comes of the old day
        remind(scene, day, 20)
    with scene.write() as tx:
        check_duty(tx, viewer(lua), 1, DutyState.RETURNED, scene.now, "Thiếu chữ ký.")
    scene.settle()
    assert sung.hears("Thiếu chữ ký.")
    remind(scene, 27, 20)
    assert sung.hears("Gương tốt quý II, hạn Chủ nhật, 28/6")


def test_pushed_back_after_its_day_nothing_was_missed(
    scene: Scene, lua: Actor, sung: Actor
) -> None:
    due(scene, lua, "Gương tốt quý II")
    for day in (13, 19, 20, 21, 22):
        remind(scene, day, 20)
    sung.says("hoãn 1", "ngày 23/6")
    assert sung.hears("Cháu ghi đến thứ Ba, 23/6")
    heard = len(sung.screen)
    remind(scene, 22, 20)
    assert len(sung.screen) == heard
    remind(scene, 23, 8)
    assert sung.hears("hạn chót thứ Ba, 23/6")
    with scene.write() as tx:
        rows = list(tx.session.exec(select(Reminder).where(Reminder.person_id == sung.id)))
    assert Outcome.MISSED not in [row.state for row in rows]


def test_what_comes_once_is_owed_again_where_its_day_comes_again(
    scene: Scene, lua: Actor, sung: Actor
) -> None:
    number = due(scene, lua, "Gương tốt quý II")
    remind(scene)
    with scene.write() as tx:
        for duty in duties_of(tx, 1):
            check_duty(tx, viewer(lua), duty.id or 0, DutyState.DONE, scene.now)
    remind(scene, 29, 8)

    def change(day: date) -> list[tuple[date, str]]:
        with scene.write() as tx:
            calendar, today = scene.commune.calendar, scene.commune.today(scene.now)
            change_days(tx, viewer(lua), number, day, "", None, calendar, today, scene.now)
            rows = tx.session.exec(select(Occurrence).order_by(Occurrence.due))  # type: ignore[arg-type]
            return [(row.due, row.state) for row in rows]

    before = (date(2026, 6, 20), OccurrenceState.CLOSED)
    assert change(date(2026, 7, 30)) == [before, (date(2026, 7, 30), OccurrenceState.OPEN)]
    far = date(2028, 1, 10)
    assert change(far) == [before, (far, OccurrenceState.OPEN)]
    assert change(date(2026, 7, 15)) == [before, (date(2026, 7, 15), OccurrenceState.OPEN)]
    sung.says("việc đến hạn")
    assert sung.hears("Gương tốt quý II, hạn thứ Tư, 15/7")


@pytest.mark.parametrize("late", [1, 2, 3, 4])
def test_few_who_are_late_are_all_named(scene: Scene, lua: Actor, sung: Actor, late: int) -> None:
    chair = scene.person("Ông Chủ", Role.COMMUNE_CHAIR)
    due(scene, lua, "Gương tốt quý II", day=19)
    remind(scene, 12)
    with scene.write() as tx:
        for duty in duties_of(tx, 1)[late:]:
            check_duty(tx, viewer(lua), duty.id or 0, DutyState.DONE, scene.now)
    for day in range(19, 27):
        remind(scene, day, 8)
    (told,) = [shown.text for shown in chair.screen if "Gương tốt quý II" in shown.text]
    assert f"còn {late} nơi chưa xong" in told
    assert told.count("thôn ") == min(late, 3)
    assert ("và 1 nơi nữa" in told) == (late == 4)


def test_passing_on_to_a_colleague_who_is_reminded_from_now_on(
    scene: Scene, lua: Actor, sung: Actor
) -> None:
    buoi = scene.person("Bà Bưởi", Role.HAMLET_FRONT_HEAD, "Đoài")
    due(scene, lua, "Gương tốt quý II")
    remind(scene)
    sung.says("chuyển 1")
    assert sung.hears("muốn nhờ ai làm ạ?", "1. Bà Bưởi")
    sung.says("1")
    assert sung.hears("Cháu chuyển cho Bà Bưởi rồi")
    scene.now = at(14, 8)
    scene.settle()
    assert buoi.hears("Có việc nhờ bác làm: 1. Gương tốt quý II")
    buoi.says("xong 1")
    assert states(scene)[0] == DutyState.DONE


def test_a_reminder_does_not_come_into_an_open_form_and_swallows_no_answer(
    scene: Scene, lua: Actor, sung: Actor
) -> None:
    due(scene, lua, "Gương tốt quý II")
    scene.now = at(13, 19, 59)
    sung.says("kể")
    assert "Ai làm việc tốt" in sung.last
    scene.now = at(13, 20)
    scene.tick()
    assert "Ai làm việc tốt" in sung.last
    sung.says("Bà Mận bán xôi")
    assert "thôn nào" in sung.last
    scene.now = at(13, 20, 20)
    scene.tick()
    assert sung.hears("Gương tốt quý II")
    sung.says("xong 1")
    assert sung.hears("Cháu ghi là xong rồi")


def test_moving_tells_those_who_had_been_told_and_cancelling_too(
    scene: Scene, lua: Actor, sung: Actor
) -> None:
    other = scene.person("Ông Thóc")
    number = due(scene, lua, "Gương tốt quý II")
    remind(scene)
    scene.now = at(14, 9)
    with scene.write() as tx:
        calendar, today = scene.commune.calendar, scene.commune.today(scene.now)
        move_occurrence(tx, viewer(lua), 1, date(2026, 6, 26), calendar, today, scene.now)
    scene.settle()
    assert sung.hears("xã đổi ngày, hạn mới là thứ Sáu, 26/6")
    assert other.new == []
    remind(scene, 19)
    assert sung.hears("hạn thứ Sáu, 26/6")  # a week before the new day
    with scene.write() as tx:
        cancel_milestone(tx, viewer(lua), number, scene.now)
        row = tx.session.get(Milestone, number)
        assert row is not None
    scene.settle()
    assert sung.hears("xã không làm nữa")
    count = len(sung.screen)
    for day in (25, 26):
        remind(scene, day)
    assert len(sung.screen) == count


def test_somebody_who_is_left_in_peace_is_not_reminded(
    scene: Scene, lua: Actor, sung: Actor
) -> None:
    due(scene, lua, "Gương tốt quý II")
    with scene.write() as tx:
        leave_in_peace(tx, viewer(lua), sung.id, date(2026, 6, 10), date(2026, 6, 18), scene.now)
    remind(scene)
    assert sung.new == []
    remind(scene, 19)
    assert sung.hears("Gương tốt quý II")


def test_the_board_shows_each_unit_and_the_officer_has_the_last_word(
    scene: Scene, lua: Actor, sung: Actor
) -> None:
    due(scene, lua, "Gương tốt quý II", paper="danh sách gương tốt")
    remind(scene)
    scene.wait(minutes=1)  # the officer has heard that the program stood still
    sung.says("xong 1")
    scene.now = at(22, 9)
    lua.says("bảng việc")
    assert lua.hears("Gương tốt quý II", "1/6 xong, quá hạn")
    number = next(line.split(".")[0] for line in lua.last.splitlines() if "quý II" in line)
    lua.says(f"xem {number}")
    assert lua.hears("thôn Đoài: đã nộp, chờ xem", "thôn Đông: quá hạn")
    mine = next(line.split(".")[0] for line in lua.last.splitlines() if "Đoài" in line)
    lua.says(f"trả {mine}")
    assert lua.hears("Cần thêm gì ở thôn Đoài?")
    lua.says("Thiếu tên người chứng kiến.")
    assert lua.hears("Đã nhắn cho thôn Đoài.")
    assert sung.hears("Xã xin hỏi thêm về: 1. Gương tốt quý II", "Thiếu tên người chứng kiến.")
    sung.says("xong 1")
    lua.says(f"nhận {mine}")
    assert lua.hears("Đã nhận: thôn Đoài.")
    assert states(scene)[0] == DutyState.DONE


def test_what_the_officer_asks_for_stands_on_its_own_line(
    scene: Scene, lua: Actor, sung: Actor
) -> None:
    due(scene, lua, "Gương tốt quý II", paper="danh sách gương tốt")
    remind(scene)
    sung.says("xong 1")
    lua.says("bảng việc", "xem 1")
    mine = next(line.split(".")[0] for line in lua.last.splitlines() if "Đoài" in line)
    lua.says(f"trả {mine}", "thiếu chữ ký")
    scene.wait(minutes=2)
    assert sung.hears("1. Gương tốt quý II:\nthiếu chữ ký\nXong thì bác nhắn: xong 1 nhé.")


def finish(scene: Scene, lua: Actor, but: int = 0) -> None:
    """The officer has it from the other hamlets by telephone."""
    with scene.write() as tx:
        for duty in duties_of(tx, 1):
            if duty.id != but:
                check_duty(tx, viewer(lua), duty.id or 0, DutyState.DONE, scene.now)


def owed_numbers(scene: Scene, sung: Actor) -> list[str]:
    """The open cases that his numbers mean."""
    with scene.write() as tx:
        found = (case_of_number(tx, sung.id, number) for number in range(1, 5))
        return [case for case in found if case is not None]


def test_numbers_are_let_go_when_an_occurrence_closes_but_not_before_a_slip_is_noticed(
    scene: Scene, lua: Actor, sung: Actor
) -> None:
    due(scene, lua, "Gương tốt quý II")
    remind(scene)
    lua.says("bảng việc")
    scene.now = at(30, 9)  # late: after all of its reminders, with one hamlet left
    scene.tick()
    finish(scene, lua, but=1)
    sung.says("xong 1")
    scene.tick()
    sung.says("chưa xong 1")
    assert sung.hears("cháu ghi lại là chưa xong: Gương tốt quý II")
    sung.says("xong 1")
    for hours in (1, 22):
        scene.now += timedelta(hours=hours)
        scene.tick()
        assert owed_numbers(scene, sung) == ["duty 1"]
    scene.now += timedelta(hours=2)
    scene.tick()
    assert owed_numbers(scene, sung) == []
    assert owed_numbers(scene, lua) == []
    with scene.write() as tx:
        assert number_for(tx, sung.id, "duty 7", scene.now) == 2  # the first rests
        assert number_for(tx, sung.id, "duty 8", scene.now + timedelta(days=7)) == 1


def test_what_is_cancelled_lets_go_of_what_was_owed_of_it(
    scene: Scene, lua: Actor, sung: Actor
) -> None:
    number = due(scene, lua, "Gương tốt quý II")
    remind(scene)
    assert owed_numbers(scene, sung) == ["duty 1"]
    with scene.write() as tx:
        cancel_milestone(tx, viewer(lua), number, scene.now)
    assert owed_numbers(scene, sung) == []


def test_what_is_late_reaches_the_chair_after_five_working_days(
    scene: Scene, lua: Actor, sung: Actor
) -> None:
    chair = scene.person("Ông Chủ", Role.COMMUNE_CHAIR)
    due(scene, lua, "Gương tốt quý II", day=19)
    remind(scene, 12)
    sung.says("xong 1")
    for day in range(19, 27):
        remind(scene, day, 8)
    (told,) = [shown.text for shown in chair.screen if "Gương tốt quý II" in shown.text]
    assert "còn 5 nơi chưa xong" in told
    assert "thôn Đông" in told


def test_guests_hear_of_the_day_and_who_owes_it_answers(
    scene: Scene, lua: Actor, sung: Actor
) -> None:
    chair = scene.person("Ông Chủ", Role.COMMUNE_CHAIR)
    with scene.write() as tx:
        rules = (Rule(("owner",), (-3, -1)), Rule(("units:all",), (-1,)))
        today = scene.commune.today(scene.now)
        owes = ["role:commune_chair"]
        add_milestone(
            tx,
            viewer(lua),
            "Hội nghị phát động",
            date(2026, 6, 19),
            scene.now,
            today,
            rules=rules,
            owes=owes,
            hour="14:00",
        )
    scene.tick()
    remind(scene, 16, 8)
    assert chair.hears("1. Hội nghị phát động, hạn thứ Sáu, 19/6, 14 giờ")
    chair.says("xong 1")
    assert chair.hears("Đã ghi xong: Hội nghị phát động.")
    remind(scene, 18, 20)
    assert sung.hears("– Hội nghị phát động: thứ Sáu, 19/6, 14 giờ")
    assert "chưa xong" not in sung.last


def test_only_the_desk_sees_the_board(scene: Scene, lua: Actor, sung: Actor) -> None:
    due(scene, lua, "Gương tốt quý II")
    sung.says("bảng việc")
    assert "quý II" not in sung.last
    lua.says("cần gọi")
    assert lua.hears("Ai cũng nhắn được, không phải gọi ai.")


# --- by buttons, and taken back ------------------------------------------------------------------


@pytest.fixture
def tapping(store_url: str) -> Iterator[Scene]:
    """A commune on a channel with buttons."""
    made = Scene(store_url, BUTTONS, at(1, 9), BOOK)
    yield made
    assert made.failed() == 0
    made.close()


def two_due(scene: Scene) -> Actor:
    """A head who owes two things and has been reminded of them."""
    lua = scene.person("Cô Lúa", Role.TDKT_OFFICER)
    sung = scene.person("Ông Sung", Role.HAMLET_HEAD, "Đoài")
    due(scene, lua, "Gương tốt quý II")
    due(scene, lua, "Họp bình xét", day=21)
    return sung


def of_sung(scene: Scene) -> list[str]:
    """Where his hamlet's two duties stand; each has six hamlets."""
    return states(scene)[::6]


def test_the_first_has_buttons_and_what_is_typed_means_itself(tapping: Scene) -> None:
    sung = two_due(tapping)
    remind(tapping, 14)
    tapping.now = at(14, 20, 1)
    assert sung.screen[-1].labels == ["Xong 1", "Hoãn 1", "Xem 1", "Chuyển 1"]
    sung.says("2")  # no choice of the buttons, and no duty either
    assert of_sung(tapping) == [DutyState.OWED, DutyState.OWED]
    sung.says("xong 2")
    assert of_sung(tapping) == [DutyState.OWED, DutyState.DONE]


def test_a_button_is_the_word_with_its_number(tapping: Scene) -> None:
    sung = two_due(tapping)
    remind(tapping, 14)
    shown = sung.screen[-1]
    sung.taps("Hoãn 1")
    assert sung.hears("Gương tốt quý II: bác cần đến ngày nào ạ?")
    sung.says("thêm 3 ngày")
    assert sung.hears("Cháu ghi đến thứ Ba, 23/6")
    sung.taps("Xong 1", shown)  # an old button changes nothing
    assert of_sung(tapping) == [DutyState.OWED, DutyState.OWED]


def test_in_the_middle_of_a_form_there_are_no_buttons(tapping: Scene) -> None:
    sung = two_due(tapping)
    tapping.now = at(14, 19, 40)
    sung.says("kể", "Bà Mận bán xôi")
    remind(tapping, 14)
    assert sung.hears("xong 1")
    assert sung.screen[-1].labels == []
    sung.says("Đoài")
    assert "làm gì" in sung.last


def test_a_slip_is_taken_back_with_one_word(scene: Scene) -> None:
    sung = two_due(scene)
    remind(scene, 14)
    sung.says("xong 1 2")
    assert of_sung(scene) == [DutyState.DONE, DutyState.DONE]
    sung.says("sửa")
    assert sung.hears("cháu ghi lại là chưa xong: Gương tốt quý II, Họp bình xét")
    assert of_sung(scene) == [DutyState.OWED, DutyState.OWED]


@pytest.mark.parametrize(
    "words", ["dạ bác làm xong rồi cháu nhé", "Em nộp rồi", "nộp rồi cháu ạ", "đã nộp rồi nhé"]
)
def test_in_the_words_of_everyday(scene: Scene, lua: Actor, sung: Actor, words: str) -> None:
    due(scene, lua, "Gương tốt quý II")
    remind(scene)
    sung.says("còn việc gì nữa không ạ")
    assert sung.hears("1. Gương tốt quý II")
    sung.says(words)
    assert sung.hears("Cháu ghi là xong rồi: Gương tốt quý II")


def test_of_many_the_most_urgent_are_said(scene: Scene, lua: Actor, sung: Actor) -> None:
    for name in ("Một", "Hai", "Ba", "Bốn", "Năm"):
        due(scene, lua, f"Việc {name}", day=21)
    due(scene, lua, "Việc Gấp", day=15)
    remind(scene, 14)
    lines = sung.last.splitlines()
    assert "Việc Gấp, hạn thứ Hai, 15/6" in lines[1]
    assert [line.split(",")[0][3:] for line in lines[2:5]] == ["Việc Một", "Việc Hai", "Việc Ba"]
    assert sung.hears("Và 2 việc nữa, bác nhắn: việc đến hạn.")
    sung.says("việc đến hạn")
    assert sung.hears("Việc Gấp", "Việc Một", "Việc Năm")


def test_who_has_passed_it_on_in_the_morning_is_not_reminded_that_evening(
    scene: Scene, lua: Actor, sung: Actor
) -> None:
    buoi = scene.person("Bà Bưởi", Role.HAMLET_FRONT_HEAD, "Đoài")
    due(scene, lua, "Gương tốt quý II")
    scene.now = at(13, 9)
    scene.tick()
    with scene.write() as tx:
        head = Viewer(sung.id, ((Role.HAMLET_HEAD, 1),), sung.name)
        pass_duty(tx, head, 1, buoi.id, scene.now)
    remind(scene)
    assert [text for text in sung.new if "Gương tốt quý II" in text] == []
    with scene.write() as tx:
        (row,) = tx.session.exec(select(Reminder).where(Reminder.person_id == sung.id))
        assert (row.state, row.why) == (Outcome.SKIPPED, "passed-on")


def test_whose_office_ended_that_day_is_not_reminded_any_more(
    scene: Scene, lua: Actor, sung: Actor
) -> None:
    due(scene, lua, "Gương tốt quý II")
    scene.now = at(13, 9)
    scene.tick()
    with scene.write() as tx:
        (grant,) = tx.session.exec(select(Grant).where(Grant.person_id == sung.id))
        grant.ended_at = scene.now
    remind(scene)
    assert sung.new == []


def test_what_was_passed_on_once_more_is_told_to_the_last_only(
    scene: Scene, lua: Actor, sung: Actor
) -> None:
    buoi = scene.person("Bà Bưởi", Role.HAMLET_FRONT_HEAD, "Đoài")
    due(scene, lua, "Gương tốt quý II")
    scene.now = at(13, 22)
    with scene.write() as tx:
        head = Viewer(sung.id, ((Role.HAMLET_HEAD, 1),), sung.name)
        pass_duty(tx, head, 1, buoi.id, scene.now)
        pass_duty(tx, head, 1, lua.id, scene.now)
    scene.now = at(14, 8)
    scene.settle()
    assert lua.hears("Gương tốt quý II")
    assert buoi.new == []


def test_a_day_that_is_moved_twice_at_once_is_told_once(
    scene: Scene, lua: Actor, sung: Actor
) -> None:
    due(scene, lua, "Gương tốt quý II")
    remind(scene)
    count = len(sung.screen)
    scene.now = at(13, 22)
    for day in (25, 26):
        with scene.write() as tx:
            calendar, today = scene.commune.calendar, scene.commune.today(scene.now)
            move_occurrence(tx, viewer(lua), 1, date(2026, 6, day), calendar, today, scene.now)
    scene.now = at(14, 8)
    scene.settle()
    (told,) = [shown.text for shown in sung.screen[count:]]
    assert told.count("hạn mới là thứ Sáu, 26/6") == 1


def test_what_is_moved_and_then_cancelled_is_only_told_as_cancelled(
    scene: Scene, lua: Actor, sung: Actor
) -> None:
    number = due(scene, lua, "Gương tốt quý II")
    remind(scene)
    count = len(sung.screen)
    scene.now = at(13, 22)
    with scene.write() as tx:
        calendar, today = scene.commune.calendar, scene.commune.today(scene.now)
        move_occurrence(tx, viewer(lua), 1, date(2026, 6, 25), calendar, today, scene.now)
        cancel_milestone(tx, viewer(lua), number, scene.now)
    scene.now = at(14, 8)
    scene.settle()
    (told,) = [shown.text for shown in sung.screen[count:]]
    assert "xã không làm nữa" in told


def test_a_later_day_for_all_goes_before_the_one_that_an_owner_had_asked_for(
    scene: Scene, lua: Actor, sung: Actor
) -> None:
    due(scene, lua, "Gương tốt quý II")
    scene.now = at(14, 9)
    with scene.write() as tx:
        head = Viewer(sung.id, ((Role.HAMLET_HEAD, 1),), sung.name)
        push_back_duty(tx, head, 1, date(2026, 6, 25), scene.now)
        calendar, today = scene.commune.calendar, scene.commune.today(scene.now)
        move_occurrence(tx, viewer(lua), 1, date(2026, 6, 30), calendar, today, scene.now)
    remind(scene, 23)
    assert sung.hears("hạn thứ Ba, 30/6")  # a week before it


def test_a_day_that_is_moved_and_moved_back_is_reminded_of_all_the_same(
    scene: Scene, lua: Actor, sung: Actor
) -> None:
    due(scene, lua, "Gương tốt quý II")
    scene.now = at(13, 9)
    scene.tick()
    for _ in range(2):
        for day in (25, 20):  # a slip
            with scene.write() as tx:
                calendar, today = scene.commune.calendar, scene.commune.today(scene.now)
                move_occurrence(tx, viewer(lua), 1, date(2026, 6, day), calendar, today, scene.now)
            scene.tick()
    remind(scene)
    assert sung.hears("Gương tốt quý II", "hạn thứ Bảy, 20/6")


def test_who_pushes_it_back_early_in_the_morning_is_not_reminded_that_day(
    scene: Scene, lua: Actor, sung: Actor
) -> None:
    due(scene, lua, "Gương tốt quý II")
    for day in (13, 19, 20, 22):
        remind(scene, day)
    count = len(sung.screen)
    scene.now = at(23, 6)  # the day before in UTC
    with scene.write() as tx:
        head = Viewer(sung.id, ((Role.HAMLET_HEAD, 1),), sung.name)
        push_back_duty(tx, head, 1, date(2026, 6, 30), scene.now)
    remind(scene, 23)
    assert len(sung.screen) == count
    remind(scene, 29)
    assert len(sung.screen) == count + 1


def test_a_day_later_over_a_weekend_is_reminded_of_the_evening_before(
    scene: Scene, lua: Actor, sung: Actor
) -> None:
    due(scene, lua, "Gương tốt quý II")  # on a Saturday
    for day in (13, 19):
        remind(scene, day)
    with scene.write() as tx:
        head = Viewer(sung.id, ((Role.HAMLET_HEAD, 1),), sung.name)
        push_back_duty(tx, head, 1, date(2026, 6, 22), scene.now)
    remind(scene, 20)
    count = len(sung.screen)
    remind(scene, 21)
    assert [shown.text.count("hạn thứ Hai, 22/6") for shown in sung.screen[count:]] == [1]


def test_a_digest_that_had_nothing_to_say_does_not_keep_back_what_comes_that_day(
    scene: Scene, lua: Actor, sung: Actor
) -> None:
    due(scene, lua, "Gương tốt quý II")
    scene.now = at(13, 19, 49)
    sung.says("kể")  # in the middle of a report the digest waits
    scene.now = at(13, 19, 50)
    scene.tick()
    with scene.write() as tx:
        head = Viewer(sung.id, ((Role.HAMLET_HEAD, 1),), sung.name)
        finish_duty(tx, head, 1, scene.now)
    scene.wait(minutes=20)
    assert not [shown.text for shown in sung.screen if "Gương tốt" in shown.text]
    due(scene, lua, "Họp gấp", day=20)
    assert [shown.text.count("Họp gấp") for shown in sung.screen[-1:]] == [1]


def test_who_was_not_told_before_it_was_moved_hears_of_the_new_day_alone(
    scene: Scene, lua: Actor, sung: Actor
) -> None:
    due(scene, lua, "Gương tốt quý II")
    scene.now = at(13, 20)
    for piece in planner.PIECES:
        with scene.write() as tx:
            piece(tx, scene.commune.hours, scene.now)
    scene.push()
    night, day = to_ms(at(13, 21)), date(2026, 6, 13)
    rules = Outcomes(scene.bot, counted=False, window=None, today=lambda _: day)
    with scene.write() as tx:  # the platform was away until night
        ((row, *_),) = outbox.waiting(tx, scene.bot)
        outbox.mark(tx, row, OutboxState.EXPIRED, night)
        rules.note(tx, Came(row, sung.chat, OutboxState.EXPIRED, night, 0))
        calendar, today = scene.commune.calendar, scene.commune.today(scene.now)
        move_occurrence(tx, viewer(lua), 1, date(2026, 6, 26), calendar, today, scene.now)
    remind(scene, 14, 8)
    assert sung.screen == []
    remind(scene, 19)
    assert sung.hears("hạn thứ Sáu, 26/6")


def test_who_takes_part_no_more_owes_what_those_who_take_part_owe_no_more(
    scene: Scene, lua: Actor, sung: Actor
) -> None:
    head = Viewer(sung.id, ((Role.HAMLET_HEAD, 1),), sung.name)
    with scene.write() as tx:
        movement = Movement(
            name="Sáng xanh sạch", state=MovementState.LAUNCHED, made_by=lua.id, made_at=scene.now
        )
        tx.session.add(movement)
        tx.session.flush()
        owes = [f"registered:{movement.id}"]
        joined = register(tx, head, movement, 1, {}, scene.now)
        rules, day = default_rules(owes, at_desk=False), date(2026, 6, 20)
        today = scene.commune.today(scene.now)
        add_milestone(
            tx, viewer(lua), "Số mét đường", day, scene.now, today, rules=rules, owes=owes
        )
    remind(scene)
    assert sung.hears("Số mét đường")
    count = len(sung.screen)
    with scene.write() as tx:
        row = tx.session.get_one(Registration, joined.id)
        withdraw(tx, head, row, scene.now)
    remind(scene, 19)
    assert len(sung.screen) == count
    assert states(scene) == [DutyState.EXCUSED]

    with scene.write() as tx:
        register(tx, head, tx.session.get_one(Movement, 1), 1, {}, scene.now)
    remind(scene, 20)
    assert sung.hears("hạn chót thứ Bảy, 20/6")


def test_nothing_is_passed_to_somebody_who_is_left_in_peace(
    scene: Scene, lua: Actor, sung: Actor
) -> None:
    buoi = scene.person("Bà Bưởi", Role.HAMLET_FRONT_HEAD, "Đoài")
    due(scene, lua, "Gương tốt quý II")
    remind(scene)
    with scene.write() as tx:
        leave_in_peace(tx, viewer(lua), buoi.id, date(2026, 6, 10), date(2026, 6, 18), scene.now)
    sung.says("chuyển 1")
    assert sung.hears("muốn nhờ ai làm ạ?", "1. Cô Lúa")
    assert "Bà Bưởi" not in sung.last
