"""Monday at the desk, from the rows to the phones: once a week, on the first day on which anybody
works, also after a stop, and never twice.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import select

from handlers.book import BOOK
from models.base import to_ms
from models.machine import file, outbox, pulse, push, reminder, task
from models.machine.backup import last_backup, note_backup
from models.machine.outbox import OutboxState
from models.machine.reminder import Outcome, Reminder, plan_reminder
from models.machine.task import Task, TaskState
from models.people.absence import leave_in_peace
from models.people.person import SET_UNREACHABLE
from models.people.role import Grant, Role, grant_role
from models.permissions import Viewer
from models.work.milestone import Rule, add_milestone
from models.work.week import Reminded, first_day, reminded
from scheduler import leftovers
from scheduler.monday import ask_page
from tests.fakes.scene import ANY_TIME, BUTTONS, Actor, Scene
from tests.fakes.working import print_week


def at(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of 2026 by the commune's clock."""
    return datetime(2026, month, day, hour, minute, tzinfo=UTC) - timedelta(hours=7)


FRIDAY = at(6, 5, 9)


@pytest.fixture
def scene(store_url: str) -> Iterator[Scene]:
    made = Scene(store_url, BUTTONS, FRIDAY, BOOK)
    yield made
    assert made.failed() == 0
    made.close()


@pytest.fixture
def lua(scene: Scene) -> Actor:
    return scene.person("Cô Lúa", Role.TDKT_OFFICER)


@pytest.fixture
def chair(scene: Scene) -> Actor:
    return scene.person("Ông Thóc", Role.COMMUNE_CHAIR)


def go(scene: Scene, moment: datetime, *, stood: bool = False) -> None:
    """Let the clock be there, and tick; unless the program `stood` still it lived until then."""
    scene.now = moment
    if not stood:
        with scene.write() as tx:
            tx.run(pulse.BEAT, at=to_ms(moment))
    scene.tick()


def said(actor: Actor) -> list[str]:
    """What a person was told at the beginning of a week."""
    return [shown.text for shown in actor.screen if "Đầu tuần" in shown.text]


def pages(actor: Actor) -> list[str]:
    """The pages that a person was handed."""
    return [shown.text for shown in actor.screen if "Trang tuần" in shown.text]


def outcomes(scene: Scene, actor: Actor) -> list[tuple[str, str, str, str]]:
    with scene.write() as tx:
        query = select(Reminder).where(Reminder.person_id == actor.id).order_by(Reminder.id)  # type: ignore[arg-type]
        return [(row.about, row.occasion, row.state, row.why) for row in tx.session.exec(query)]


def test_the_clock_jumps_over_a_weekend(scene: Scene, lua: Actor) -> None:
    go(scene, FRIDAY)
    for moment in (at(6, 6, 9), at(6, 7, 9), at(6, 8, 0, 5), at(6, 8, 7, 29)):
        go(scene, moment)
    assert said(lua) == []
    for moment in (at(6, 8, 7, 30), at(6, 8, 7, 31), at(6, 8, 17), at(6, 9, 8), at(6, 12, 8)):
        go(scene, moment)
    (text,) = said(lua)
    assert "thứ Hai, 8/6" in text
    go(scene, at(6, 15, 8))
    assert len(said(lua)) == 2
    assert [row[2] for row in outcomes(scene, lua)] == [Outcome.SENT, Outcome.SENT]


def test_over_tet_the_week_begins_when_anybody_works(scene: Scene, lua: Actor) -> None:
    calendar = scene.commune.calendar
    # Tết 2026 is 17 February: nobody works in that whole week.
    assert first_day(date(2026, 2, 16), calendar) is None
    assert first_day(date(2026, 2, 23), calendar) == date(2026, 2, 23)
    scene.now = at(2, 13, 9)
    with scene.write() as tx:
        for grant in tx.session.exec(select(Grant)):
            grant.granted_at = scene.now
    days = []
    for day in range(17):
        before = len(said(lua))
        for hour in (7, 8, 18):
            go(scene, at(2, 13, hour) + timedelta(days=day))
        if len(said(lua)) > before:
            days.append(date(2026, 2, 13) + timedelta(days=day))
    assert days == [date(2026, 2, 23)]


def test_a_monday_that_is_no_working_day_is_told_on_the_next(scene: Scene, lua: Actor) -> None:
    scene.commune.calendar.swap([date(2026, 6, 8)], [])
    go(scene, at(6, 8, 9))
    assert said(lua) == []
    go(scene, at(6, 9, 7, 29))
    assert said(lua) == []
    go(scene, at(6, 9, 7, 30))
    assert len(said(lua)) == 1
    go(scene, at(6, 10, 9))
    assert len(said(lua)) == 1


def test_two_officers_hear_it_once_each_and_nobody_else(scene: Scene, lua: Actor) -> None:
    second = scene.person("Cô Ngô", Role.TDKT_OFFICER)
    others = [
        scene.person("Ông Sung", Role.HAMLET_HEAD, "Đoài"),
        scene.person("Bà Mận"),
        scene.person("Ông Máy", Role.ADMIN),
        scene.person("Bà Phó", Role.VICE_CHAIR),
    ]
    for moment in (at(6, 8, 7, 30), at(6, 8, 7, 35), at(6, 8, 12)):
        go(scene, moment)
    assert len(said(lua)) == len(said(second)) == 1
    assert all(actor.screen == [] for actor in others)


def test_whoever_becomes_officer_during_the_day_hears_the_next_week(scene: Scene) -> None:
    scene.now = at(6, 8, 10)
    late = scene.person("Cô Ngô", Role.TDKT_OFFICER)
    go(scene, at(6, 8, 11))
    assert said(late) == []
    go(scene, at(6, 15, 8))
    assert len(said(late)) == 1


def test_whoever_holds_both_offices_has_both(scene: Scene, lua: Actor) -> None:
    with scene.write() as tx:
        grant_role(tx, lua.id, Role.COMMUNE_CHAIR, None, scene.now)
    for minute in (30, 31, 32):
        go(scene, at(6, 8, 7, minute))
        print_week(scene)
    assert len(said(lua)) == len(pages(lua)) == 1


def test_it_stands_before_the_digest_in_one_message(scene: Scene, lua: Actor) -> None:
    viewer = Viewer(lua.id, ((Role.TDKT_OFFICER, None),), lua.name)
    owes = ["role:tdkt_officer"]
    with scene.write() as tx:
        add_milestone(
            tx, viewer, "Báo cáo tháng", date(2026, 6, 8), scene.now, date(2026, 6, 5),
            rules=(Rule(("owner",), (0,)),), owes=owes,
        )  # fmt: skip
    go(scene, FRIDAY)
    before = len(lua.screen)
    # Its last day: the digest comes a quarter of an hour earlier, and the week goes along.
    for moment in (at(6, 8, 7, 1), at(6, 8, 7, 15), at(6, 8, 7, 30), at(6, 8, 12)):
        go(scene, moment)
    (shown,) = lua.screen[before:]
    assert shown.text.index("Đầu tuần") < shown.text.index("Việc đến hạn")
    assert "Báo cáo tháng" in shown.text
    assert "xong" in " ".join(shown.labels).lower()
    assert {row[2] for row in outcomes(scene, lua)} == {Outcome.SENT}


def test_who_is_left_in_peace_hears_nothing(scene: Scene, lua: Actor, chair: Actor) -> None:
    viewer = Viewer(lua.id, ((Role.TDKT_OFFICER, None),), lua.name)
    with scene.write() as tx:
        for actor in (lua, chair):
            leave_in_peace(tx, viewer, actor.id, date(2026, 6, 7), date(2026, 6, 9), scene.now)
    go(scene, at(6, 8, 7, 31))
    print_week(scene)
    go(scene, at(6, 8, 9))
    assert said(lua) == pages(chair) == []
    assert outcomes(scene, lua) == [("week 2026-06-08", "desk", Outcome.SKIPPED, "absent")]
    assert outcomes(scene, chair) == [("week 2026-06-08", "page", Outcome.SKIPPED, "absent")]


def test_after_a_stop_it_is_told_late_in_the_same_week_only(
    scene: Scene, lua: Actor, chair: Actor
) -> None:
    go(scene, FRIDAY)
    go(scene, at(6, 10, 9), stood=True)  # from Friday to Wednesday
    print_week(scene)
    assert len(said(lua)) == len(pages(chair)) == 1
    assert "thứ Tư, 10/6" in said(lua)[0]
    # From Wednesday over the next Monday to the Sunday after it: nobody works then.
    go(scene, at(6, 21, 9), stood=True)
    assert len(said(lua)) == 1
    go(scene, at(6, 22, 8))
    print_week(scene)
    assert len(said(lua)) == len(pages(chair)) == 2


def test_a_week_that_was_planned_and_not_told_is_missed(scene: Scene, lua: Actor) -> None:
    go(scene, at(6, 8, 0, 5))  # planned at midnight, and then it stood still for eight days
    go(scene, at(6, 16, 9), stood=True)
    with scene.write() as tx:
        leftovers.settle_left(tx, scene.commune.hours, scene.now)
    scene.tick()
    assert len(said(lua)) == 1
    found = outcomes(scene, lua)
    assert [row[0] for row in found] == ["week 2026-06-08", "week 2026-06-15"]
    assert [row[2] for row in found] == [Outcome.MISSED, Outcome.SENT]


def test_who_cannot_be_reached_is_written_down(scene: Scene, lua: Actor, chair: Actor) -> None:
    with scene.write() as tx:
        for actor in (lua, chair):
            tx.run(SET_UNREACHABLE, of_bot=scene.bot, of_sender=actor.chat, at=to_ms(scene.now))
    go(scene, at(6, 8, 8))
    assert print_week(scene) == []
    go(scene, at(6, 9, 8))
    with scene.write() as tx:
        leftovers.settle_left(tx, scene.commune.hours, scene.now)
    assert [row[2:] for row in outcomes(scene, lua)] == [(Outcome.FAILED, "unreachable")]
    assert [row[2:] for row in outcomes(scene, chair)] == [(Outcome.FAILED, "unreachable")]


# --- the chair's page ----------------------------------------------------------------------------


def test_the_page_is_printed_at_the_hour_and_handed_over_once(scene: Scene, chair: Actor) -> None:
    go(scene, at(6, 8, 7, 29))
    assert print_week(scene) == []
    for minute in (30, 31, 32):
        go(scene, at(6, 8, 7, minute))
    assert chair.screen == []  # it is not printed yet
    assert len(print_week(scene)) == 1
    for moment in (at(6, 8, 7, 35), at(6, 8, 9), at(6, 9, 9)):
        go(scene, moment)
        assert print_week(scene) == []
    (shown,) = chair.screen
    assert "Trang tuần thứ Hai, 8/6 đến Chủ nhật, 14/6" in shown.text
    assert len(shown.reply.files) == 1
    assert outcomes(scene, chair) == [("week 2026-06-08", "page", Outcome.SENT, "")]
    go(scene, at(6, 15, 8))
    assert len(print_week(scene)) == 1
    assert len(chair.screen) == 2


def test_a_page_that_could_not_be_printed_is_told_of_once(scene: Scene, chair: Actor) -> None:
    go(scene, at(6, 8, 7, 30))
    go(scene, at(6, 8, 8, 29))
    assert chair.screen == []
    go(scene, at(6, 8, 8, 31))
    assert chair.hears("chưa làm được", "trang tuần")
    assert len(print_week(scene)) == 1  # it comes after all
    go(scene, at(6, 8, 9))
    assert len(chair.screen) == 1
    chair.says("trang tuần")
    print_week(scene)
    assert chair.screen[-1].reply.files


def test_what_is_done_twice_after_a_crash_is_told_once(scene: Scene, chair: Actor) -> None:
    go(scene, at(6, 8, 7, 30))
    with scene.write() as tx:  # another process had seen that nothing was planned, too
        ask_page(tx, chair.id, date(2026, 6, 8), date(2026, 6, 8), scene.now)
        (waiting,) = task.waiting(tx, ANY_TIME)
    assert len(print_week(scene)) == 1
    with scene.write() as tx:  # the process ended before it wrote that the task was done
        asked = tx.session.get_one(Task, waiting[0])
        asked.state, asked.payload = TaskState.WAITING, waiting[5]
        tx.run(file.DROP, row=f"{file.DOCUMENT}{waiting[0]}")
    assert len(print_week(scene)) == 1
    for moment in (at(6, 8, 7, 31), at(6, 8, 9)):
        go(scene, moment)
    assert len(chair.screen) == 1


def test_it_does_not_interrupt_whoever_is_telling_something(scene: Scene, chair: Actor) -> None:
    go(scene, at(6, 8, 7, 29))
    chair.says("kể")
    go(scene, at(6, 8, 7, 30))
    count = len(chair.screen)
    print_week(scene)
    assert len(chair.screen) == count
    scene.wait(minutes=20)
    assert chair.screen[-1].reply.files


def test_a_message_that_certainly_did_not_arrive_is_said_again(scene: Scene, chair: Actor) -> None:
    deliver = scene.deliver
    scene.deliver = lambda: None  # type: ignore[method-assign]
    go(scene, at(6, 8, 7, 30))
    print_week(scene)
    with scene.write() as tx:
        rows = outbox.waiting(tx, scene.bot)
        assert len(rows) == 1
        outbox.mark(tx, rows[0][0], OutboxState.REFUSED, to_ms(scene.now))
        push.say_again(tx, rows[0][0], to_ms(scene.now))
    scene.deliver = deliver  # type: ignore[method-assign]
    go(scene, at(6, 8, 7, 40))
    assert len(chair.screen) == 1
    assert chair.screen[0].reply.files
    assert outcomes(scene, chair) == [("week 2026-06-08", "page", Outcome.SENT, "")]


# --- numbers -------------------------------------------------------------------------------------


def test_last_weeks_reminders_are_counted_by_what_came_of_them(scene: Scene, lua: Actor) -> None:
    ends = (
        (Outcome.SENT, ""), (Outcome.SENT, ""), (Outcome.MISSED, "stopped"),
        (Outcome.MISSED, "late"), (Outcome.FAILED, "unreachable"), (Outcome.UNCERTAIN, ""),
        (Outcome.SKIPPED, "done"),
    )  # fmt: skip
    moments = [at(6, 2, 17)] * len(ends)
    with scene.write() as tx:
        for place, (state, why) in enumerate(ends):
            about = f"duty {place}"
            row = plan_reminder(tx, lua.id, about, "x", date(2026, 6, 2), moments[place])
            assert row is not None
            reminder.settle(tx, row, state, why, scene.now)
        # What is no reminder of work, and what belongs to another week.
        for about, moment in (
            ("announcement 1", at(6, 2, 17)), ("week 2026-06-01", at(6, 2, 7)),
            ("duty 90", at(5, 31, 23)), ("duty 91", at(6, 8, 0)),
        ):  # fmt: skip
            row = plan_reminder(tx, lua.id, about, "x", date(2026, 6, 2), moment)
            assert row is not None
            reminder.settle(tx, row, Outcome.SENT, "", scene.now)
        found = reminded(tx, at(6, 1, 0), at(6, 8, 0))
    assert found == Reminded(sent=2, stopped=1, late=1, failed=1, uncertain=1)
    go(scene, at(6, 8, 8))
    (text,) = said(lua)
    assert "nhắc được 2 lời, 1 lỡ vì máy ngừng, 1 không kịp, 1 không gửi được, 1 chưa rõ" in text


def test_a_backup_is_written_down_once(scene: Scene) -> None:
    for made, damaged, new in ((FRIDAY, 0, True), (FRIDAY, 0, False), (at(6, 4, 3), 0, False)):
        with scene.write() as tx:
            assert note_backup(tx, made, damaged) is new
    with scene.write() as tx:
        assert note_backup(tx, at(6, 6, 3), 2)
    with scene.write() as tx:
        last = last_backup(tx)
    assert last is not None
    assert (last.made_at, last.damaged) == (at(6, 6, 3), 2)
    assert last.is_fresh(at(6, 8, 3))
    assert not last.is_fresh(at(6, 8, 4))
