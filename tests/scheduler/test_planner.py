"""What is due, from the rows to the phones: planned, told once, answered, and what a stop does."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import select

from handlers.book import BOOK
from models.base import to_ms
from models.machine import outbox, push, reminder
from models.machine.outbox import OutboxState
from models.machine.reminder import Outcome, Reminder
from models.people.person import SET_UNREACHABLE
from models.people.role import Role
from models.permissions import Viewer
from models.work.duty import duties_of, finish_duty
from models.work.milestone import Occurrence, add_milestone, default_rules
from scheduler import leftovers, planner
from scheduler.outcomes import Came, Outcomes
from tests.fakes.scene import BUTTONS, Actor, Scene

MONDAY = datetime(2026, 6, 1, 2, 0, tzinfo=UTC)  # 9 in the morning there


@pytest.fixture
def scene(store_url: str) -> Iterator[Scene]:
    made = Scene(store_url, BUTTONS, MONDAY, BOOK)
    yield made
    made.close()


def stage(scene: Scene) -> tuple[Actor, Actor, int]:
    """An officer, a hamlet head, and a quarterly report that hamlets owe by 20 June."""
    officer = scene.person("Cô Lúa", Role.TDKT_OFFICER)
    head = scene.person("Ông Sung", Role.HAMLET_HEAD, "Đoài")
    with scene.write() as tx:
        viewer = Viewer(officer.id, ((Role.TDKT_OFFICER, None),), officer.name)
        milestone = add_milestone(
            tx,
            viewer,
            "Báo cáo quý",
            date(2026, 6, 20),
            scene.now,
            date(2026, 6, 1),
            rules=default_rules(["units:hamlet"], at_desk=False),
            owes=["units:hamlet"],
            rule="FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=20",
        )
        assert milestone.id is not None
        return officer, head, milestone.id


def reminders(scene: Scene, person: Actor) -> list[tuple[str, str, str]]:
    with scene.write() as tx:
        rows = tx.session.exec(select(Reminder).where(Reminder.person_id == person.id))
        return [(row.day, row.state, row.why) for row in rows]


def at(day: int, hour: int, minute: int = 0, month: int = 6) -> datetime:
    """A moment by the commune's clock."""
    return datetime(2026, month, day, hour, minute, tzinfo=UTC) - timedelta(hours=7)


def test_a_head_is_reminded_a_week_before_in_the_evening_and_only_once(scene: Scene) -> None:
    _, head, _ = stage(scene)
    scene.now = at(13, 9)
    scene.tick()
    assert not head.new
    scene.now = at(13, 20)
    scene.tick()
    said = head.new
    assert len(said) == 1
    assert "Báo cáo quý" in said[0]
    assert "thứ Bảy, 20/6" in said[0]
    scene.tick()
    assert head.new == said
    assert reminders(scene, head) == [("2026-06-13", Outcome.SENT, "")]


def test_who_has_done_it_meanwhile_is_not_reminded(scene: Scene) -> None:
    _, head, _ = stage(scene)
    scene.now = at(13, 9)
    scene.tick()
    with scene.write() as tx:
        duty = duties_of(tx, 1)[0]
        viewer = Viewer(head.id, ((Role.HAMLET_HEAD, 1),), head.name)
        finish_duty(tx, viewer, duty.id or 0, scene.now)
    scene.now = at(13, 20)
    scene.tick()
    assert not head.new
    assert reminders(scene, head) == [("2026-06-13", Outcome.SKIPPED, "done")]


def test_the_last_day_comes_in_the_morning(scene: Scene) -> None:
    _, head, _ = stage(scene)
    for day, hour in ((13, 20), (19, 20)):
        scene.now = at(day, hour)
        scene.tick()
    assert len(head.new) == 2
    scene.now = at(20, 7, 10)
    scene.tick()
    assert len(head.new) == 2
    scene.now = at(20, 7, 16)
    scene.tick()
    assert "hạn chót thứ Bảy, 20/6" in head.new[2]


def test_after_a_stop_the_newest_still_goes_out_and_the_others_are_missed(scene: Scene) -> None:
    officer, head, _ = stage(scene)
    scene.now = at(12, 9)
    scene.tick()
    assert officer.new == []
    scene.now = at(19, 10)  # it stood still over the 13th; the day before is due this evening
    scene.tick()
    assert not [text for text in officer.new if "Máy đã ngừng" in text]
    scene.wait(minutes=1)
    (told,) = [text for text in officer.new if "Máy đã ngừng" in text]
    assert "ngừng từ 9 giờ 00, thứ Sáu, 12/6 đến 10 giờ 00, thứ Sáu, 19/6" in told
    assert "1 lời nhắc đã lỡ" in told
    scene.now = at(19, 20)
    scene.tick()
    assert len(head.new) == 1
    states = [state for _, state, _ in reminders(scene, head)]
    assert states == [Outcome.MISSED, Outcome.SENT]


def test_nothing_is_said_at_night(scene: Scene) -> None:
    _, head, _ = stage(scene)
    scene.now = at(13, 21, 30)
    scene.tick()
    assert not head.new
    scene.now = at(14, 7, 1)
    scene.tick()
    assert len(head.new) == 1


def test_occurrences_are_written_a_year_ahead_and_never_twice(scene: Scene) -> None:
    stage(scene)
    for day in (1, 1, 2, 30):
        scene.now = at(day, 10)
        scene.tick()
    with scene.write() as tx:
        due = [row.due for row in tx.session.exec(select(Occurrence).order_by(Occurrence.due))]  # type: ignore[arg-type]
    assert due == [
        date(2026, 6, 20),
        *(date(2026, month, 20) for month in (9, 12)),
        date(2027, 3, 20),
        date(2027, 6, 20),
    ]


def test_what_was_on_its_way_when_the_last_owner_ended_is_uncertain(scene: Scene) -> None:
    _, head, _ = stage(scene)
    scene.now = at(13, 20)
    for piece in planner.PIECES:
        with scene.write() as tx:
            piece(tx, scene.commune.hours, scene.now)
    scene.push()
    with scene.write() as tx:
        row = outbox.waiting(tx, scene.bot)[0]
        assert outbox.leave(tx, row[0])
    assert reminders(scene, head) == [("2026-06-13", Outcome.TOLD, "")]
    with scene.write() as tx:
        assert reminder.follow_late(tx, scene.now) == 0
        outbox.cut_off(tx, scene.bot, to_ms(scene.now))
        assert reminder.follow_late(tx, scene.now) == 1
    assert reminders(scene, head) == [("2026-06-13", Outcome.UNCERTAIN, "")]


def test_who_cannot_be_reached_is_written_down_as_failed(scene: Scene) -> None:
    _, head, _ = stage(scene)
    with scene.write() as tx:
        tx.run(SET_UNREACHABLE, of_bot=scene.bot, of_sender=head.chat, at=1)
    scene.now = at(13, 20)
    scene.tick()
    assert not head.new
    scene.now = at(14, 8)
    with scene.write() as tx:
        leftovers.settle_left(tx, scene.commune.hours, scene.now)
    assert reminders(scene, head) == [("2026-06-13", Outcome.FAILED, "unreachable")]
    with scene.write() as tx:
        assert push.open_pushes(tx, head.id) == []


def test_what_lies_unread_for_days_is_given_up(scene: Scene) -> None:
    _, head, _ = stage(scene)
    scene.now = at(13, 20)
    for piece in planner.PIECES:
        with scene.write() as tx:
            piece(tx, scene.commune.hours, scene.now)
    scene.push()
    for day, state in ((16, Outcome.TOLD), (17, Outcome.FAILED)):
        scene.now = at(day, 8)
        with scene.write() as tx:
            leftovers.settle_left(tx, scene.commune.hours, scene.now)
        assert reminders(scene, head)[0][1] == state


def test_a_milestone_that_has_come_is_not_looked_at_again(scene: Scene) -> None:
    officer = scene.person("Cô Lúa", Role.TDKT_OFFICER)
    with scene.write() as tx:
        viewer = Viewer(officer.id, ((Role.TDKT_OFFICER, None),), officer.name)
        today = date(2026, 6, 1)
        once = add_milestone(
            tx, viewer, "Hội nghị tổng kết", date(2026, 6, 12), scene.now, today, rules=()
        ).id
    scene.tick()
    scene.now = at(20, 9, month=8)
    with scene.write() as tx:
        assert not planner.write_occurrences(tx, scene.commune.hours, scene.now)
        rows = tx.session.exec(select(Occurrence).where(Occurrence.milestone_id == once))
        assert [row.due for row in rows] == [date(2026, 6, 12)]


def test_two_days_of_reminding_that_fall_together_are_said_once_and_nothing_was_missed(
    scene: Scene,
) -> None:
    officer = scene.person("Cô Lúa", Role.TDKT_OFFICER)
    with scene.write() as tx:
        viewer = Viewer(officer.id, ((Role.TDKT_OFFICER, None),), officer.name)
        owes = ["role:tdkt_officer"]
        add_milestone(
            tx,
            viewer,
            "Hồ sơ quý",
            date(2026, 6, 22),  # a Monday: the day before and three days before are said on Friday
            scene.now,
            date(2026, 6, 1),
            rules=default_rules(owes, at_desk=True),
            owes=owes,
        )
    scene.now = at(19, 8)
    scene.tick()
    found = [row for row in reminders(scene, officer) if row[0] == "2026-06-19"]
    assert sorted(found) == [
        ("2026-06-19", Outcome.SENT, ""),
        ("2026-06-19", Outcome.SKIPPED, "same-day"),
    ]
    assert len(officer.screen) == 1


def test_what_could_not_leave_by_night_comes_in_the_morning(scene: Scene) -> None:
    _, head, _ = stage(scene)
    scene.now = at(13, 20)
    for piece in planner.PIECES:
        with scene.write() as tx:
            piece(tx, scene.commune.hours, scene.now)
    scene.push()  # the platform is away from now on
    with scene.write() as tx:
        ((row, *_, expires, _repeat, _attempts),) = outbox.waiting(tx, scene.bot)
    assert expires == to_ms(at(13, 21))

    scene.now = at(13, 23)
    rules = Outcomes(scene.bot, counted=False, window=None, today=lambda _: date(2026, 6, 13))
    with scene.write() as tx:  # as delivery does with what is too old
        outbox.mark(tx, row, OutboxState.EXPIRED, expires)
        rules.note(tx, Came(row, head.chat, OutboxState.EXPIRED, expires, 0))
    scene.tick()
    assert head.new == []
    scene.now = at(14, 7, 1)
    scene.tick()
    assert [text.count("Báo cáo quý") for text in head.new] == [1]
    assert reminders(scene, head) == [("2026-06-13", Outcome.SENT, "")]


def test_what_is_urgent_leaves_at_whatever_hour(scene: Scene) -> None:
    officer, _, _ = stage(scene)
    scene.now = at(13, 20)
    with scene.write() as tx:
        since, until = to_ms(at(12, 9)), to_ms(at(13, 9))
        push.push(tx, officer.id, "was-stopped", scene.now, urgent=True, since=since, until=until)
    scene.push()
    with scene.write() as tx:
        ((*_, expires, _repeat, _attempts),) = outbox.waiting(tx, scene.bot)
    assert expires is None


def owed_by_officers(scene: Scene, officer: Actor, due: date, name: str = "Hồ sơ quý") -> None:
    with scene.write() as tx:
        viewer = Viewer(officer.id, ((Role.TDKT_OFFICER, None),), officer.name)
        owes, today = ["role:tdkt_officer"], scene.commune.today(scene.now)
        rules = default_rules(owes, at_desk=True)
        add_milestone(tx, viewer, name, due, scene.now, today, rules=rules, owes=owes)


def test_what_comes_after_fridays_digest_waits_for_monday_at_the_desk(scene: Scene) -> None:
    officer = scene.person("Cô Lúa", Role.TDKT_OFFICER)
    owed_by_officers(scene, officer, date(2026, 6, 26))
    scene.now = at(19, 8)
    scene.tick()
    scene.now = at(19, 10)
    owed_by_officers(scene, officer, date(2026, 7, 3), "Họp khối")
    for day, hour, count in ((19, 10, 0), (20, 10, 0), (21, 10, 0), (22, 8, 1)):
        scene.now = at(day, hour)
        scene.tick()
        assert len([shown for shown in officer.screen if "Họp khối" in shown.text]) == count


def test_after_a_stop_the_desk_is_not_told_on_saturday_what_monday_is_early_enough_for(
    scene: Scene,
) -> None:
    officer = scene.person("Cô Lúa", Role.TDKT_OFFICER)
    owed_by_officers(scene, officer, date(2026, 6, 26))
    scene.now = at(18, 9)
    scene.tick()
    told = len(officer.screen)
    scene.now = at(20, 10)
    scene.tick()
    assert [shown.text for shown in officer.screen[told:] if "1. Hồ sơ quý" in shown.text] == []
    scene.now = at(22, 8)
    with scene.write() as tx:
        leftovers.settle_left(tx, scene.commune.hours, scene.now)
    scene.tick()
    assert [shown for shown in officer.screen[told:] if "1. Hồ sơ quý" in shown.text]


def test_what_comes_after_the_evenings_digest_waits_for_the_next_evening_at_home(
    scene: Scene,
) -> None:
    _, head, _ = stage(scene)
    scene.now = at(13, 20)
    scene.tick()
    assert len(head.screen) == 1
    stage_again(scene, head)
    scene.tick()
    for hour, count in ((8, 1), (20, 2)):
        scene.now = at(14, hour)
        with scene.write() as tx:
            leftovers.settle_left(tx, scene.commune.hours, scene.now)
        scene.tick()
        assert len(head.screen) == count


def stage_again(scene: Scene, head: Actor) -> None:
    """One more thing of which hamlets are reminded today."""
    with scene.write() as tx:
        viewer = Viewer(head.id, ((Role.TDKT_OFFICER, None),), head.name)
        owes, today = ["units:hamlet"], scene.commune.today(scene.now)
        rules = default_rules(owes, at_desk=False)
        add_milestone(
            tx, viewer, "Họp", today + timedelta(days=7), scene.now, today, rules=rules, owes=owes
        )
