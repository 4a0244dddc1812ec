"""What registered groups are told: once a day, in the evening, in numbers, and nobody's name; on a
clock that moves, on both databases.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import select

from bot.carrying import decode
from bot.group_posts import GroupBot, post_one
from handlers.book import BOOK
from models.base import to_ms
from models.machine import outbox
from models.machine.outbox import Outbox, OutboxState
from models.people.role import Role
from models.people.unit import Unit
from models.permissions import NotAllowed, Viewer
from models.work.announcement import Announcement, Group
from models.work.announcing import (
    change_draft,
    draft_announcement,
    send_announcement,
    stop_announcement,
)
from models.work.duty import DutyState, check_duty, duties_of
from models.work.groups import (
    GroupEnd,
    GroupsTold,
    drop_group,
    groups_for,
    groups_told,
    move_group,
    put_out,
    register_group,
)
from models.work.launching import add_targets, launch_movement
from models.work.milestone import Rule, add_milestone, default_rules
from models.work.movement import Movement
from models.work.registering import register, report_progress
from scheduler import planner
from scheduler.announcing import plan_announcements
from tests.fakes.scene import BUTTONS, HAMLETS, Actor, Scene

MONDAY = datetime(2026, 6, 1, 2, 0, tzinfo=UTC)  # 9 in the morning there
DOAI, DONG, OFFICERS = "-4500001", "-4500002", "-4500003"
NAMES = ("Cô Lúa", "Ông Sung", "Bà Mít")


@pytest.fixture
def scene(store_url: str) -> Iterator[Scene]:
    made = Scene(store_url, BUTTONS, MONDAY, BOOK)
    yield made
    made.close()


@pytest.fixture
def lua(scene: Scene) -> Actor:
    return scene.person("Cô Lúa", Role.TDKT_OFFICER)


@pytest.fixture
def sung(scene: Scene) -> Actor:
    return scene.person("Ông Sung", Role.HAMLET_HEAD, "Đoài")


def officer(lua: Actor) -> Viewer:
    return Viewer(lua.id, ((Role.TDKT_OFFICER, None),), lua.name)


def unit(scene: Scene, name: str) -> int:
    with scene.write() as tx:
        return tx.session.exec(select(Unit.id).where(Unit.name == f"thôn {name}")).one() or 0


def head(scene: Scene, actor: Actor, hamlet: str = "Đoài") -> Viewer:
    return Viewer(actor.id, ((Role.HAMLET_HEAD, unit(scene, hamlet)),), actor.name)


def registered(scene: Scene, lua: Actor, chat: str, hamlet: str = "") -> int:
    """A group of a hamlet, or of the commune."""
    of = unit(scene, hamlet) if hamlet else None
    with scene.write() as tx:
        return register_group(tx, officer(lua), scene.bot, chat, of, scene.now).id or 0


def owed(
    scene: Scene, lua: Actor, name: str = "Báo cáo quý", due: date = date(2026, 6, 20)
) -> int:
    """Something that hamlets owe by a day."""
    with scene.write() as tx:
        owes = ["units:hamlet"]
        rules = default_rules(owes, at_desk=False)
        today = scene.commune.today(scene.now)
        viewer = officer(lua)
        made = add_milestone(tx, viewer, name, due, scene.now, today, rules=rules, owes=owes)
    plan(scene)
    return made.id or 0


def plan(scene: Scene) -> None:
    """Write down what is due; nobody is told here but groups."""
    for piece in planner.PIECES[:3]:
        more = True
        while more:
            with scene.write() as tx:
                more = piece(tx, scene.commune.hours, scene.now)


def post(scene: Scene) -> None:
    """What a tick does for groups."""
    while True:
        with scene.write() as tx:
            if post_one(tx, scene.commune, scene.now, lambda _bot: GroupBot()) is None:
                return


def at(day: int, hour: int, minute: int = 0, month: int = 6) -> datetime:
    """A moment by the commune's clock."""
    return datetime(2026, month, day, hour, minute, tzinfo=UTC) - timedelta(hours=7)


def told(scene: Scene, chat: str) -> list[str]:
    """Everything that was queued for a group and not given up, oldest first."""
    with scene.write() as tx:
        query = select(Outbox.payload).where(Outbox.chat == chat, Outbox.payload != "")
        return [decode(payload).text for payload in tx.session.exec(query.order_by(Outbox.id))]  # type: ignore[arg-type]


def evening(scene: Scene, day: int, month: int = 6) -> None:
    """Let a whole evening pass, tick by tick."""
    for minute in range(-10, 200, 10):
        scene.now = at(day, 17, month=month) + timedelta(minutes=minute)
        plan(scene)
        post(scene)


def done(scene: Scene, lua: Actor, *hamlets: str) -> None:
    """Some hamlets have handed in the first thing that is owed."""
    for hamlet in hamlets:
        with scene.write() as tx:
            of = unit_of(tx.session.exec(select(Unit)).all(), hamlet)
            (duty,) = [duty for duty in duties_of(tx, 1) if duty.unit_id == of]
            check_duty(tx, officer(lua), duty.id or 0, DutyState.DONE, scene.now)


def unit_of(units: Sequence[Unit], hamlet: str) -> int:
    return next(one.id or 0 for one in units if one.name == f"thôn {hamlet}")


# --- deadlines -----------------------------------------------------------------------------------


def test_a_group_reads_what_its_unit_owes_a_week_before_the_day_before_and_on_the_day(
    scene: Scene, lua: Actor
) -> None:
    registered(scene, lua, DOAI, "Đoài")
    owed(scene, lua)
    for day in range(10, 21):
        before = len(told(scene, DOAI))
        evening(scene, day)
        assert len(told(scene, DOAI)) - before == (day in (13, 19, 20)), day
    assert told(scene, DOAI) == [
        "Việc của thôn Đoài:\n– Báo cáo quý: hạn thứ Bảy, 20/6",
        "Việc của thôn Đoài:\n– Báo cáo quý: hạn thứ Bảy, 20/6",
        "Việc của thôn Đoài:\n– Báo cáo quý: hạn chót thứ Bảy, 20/6",
    ]


def test_after_the_day_it_reads_how_many_have_sent_it_and_not_who(
    scene: Scene, lua: Actor, sung: Actor
) -> None:
    registered(scene, lua, DOAI, "Đoài")
    registered(scene, lua, OFFICERS)
    owed(scene, lua)
    done(scene, lua, "Đoài", "Đông")
    evening(scene, 21)
    for chat, name in ((DOAI, "thôn Đoài"), (OFFICERS, "cả xã")):
        assert told(scene, chat) == [
            f"Việc của {name}:\n– Báo cáo quý: hết hạn thứ Bảy, 20/6, đã có 2/6 nơi gửi"
        ]
    evening(scene, 22)
    assert len(told(scene, DOAI)) == 1


def test_what_the_unit_has_done_is_not_said_before_the_day(
    scene: Scene, lua: Actor, sung: Actor
) -> None:
    registered(scene, lua, DOAI, "Đoài")
    registered(scene, lua, DONG, "Đông")
    owed(scene, lua)
    done(scene, lua, "Đoài")
    evening(scene, 19)
    assert told(scene, DOAI) == []
    assert len(told(scene, DONG)) == 1


def test_the_groups_of_one_unit_are_told_the_same_each_once(scene: Scene, lua: Actor) -> None:
    for chat in (DOAI, DONG):
        registered(scene, lua, chat, "Đoài")
    owed(scene, lua)
    evening(scene, 19)
    evening(scene, 19)
    assert told(scene, DOAI) == told(scene, DONG)
    assert len(told(scene, DOAI)) == 1


def test_several_things_come_in_one_message(scene: Scene, lua: Actor) -> None:
    registered(scene, lua, DOAI, "Đoài")
    for name in ("Báo cáo quý", "Danh sách khen", "Họp thôn"):
        owed(scene, lua, name)
    evening(scene, 19)
    (text,) = told(scene, DOAI)
    assert text.count("–") == 3


def test_an_event_of_which_units_are_reminded_has_no_count(scene: Scene, lua: Actor) -> None:
    for chat, hamlet in ((DOAI, "Đoài"), (OFFICERS, "")):
        registered(scene, lua, chat, hamlet)
    with scene.write() as tx:
        rules = (Rule(("units:all",), (-1,)),)
        day, today = date(2026, 6, 12), date(2026, 6, 1)
        add_milestone(tx, officer(lua), "Hội nghị", day, scene.now, today, rules=rules)
    plan(scene)
    evening(scene, 11)
    assert told(scene, DOAI) == ["Việc của thôn Đoài:\n– Hội nghị: thứ Sáu, 12/6"]
    assert told(scene, OFFICERS) == ["Việc của cả xã:\n– Hội nghị: thứ Sáu, 12/6"]


def test_an_event_is_said_with_its_hour_the_evening_before_and_not_when_it_is_over(
    scene: Scene, lua: Actor
) -> None:
    registered(scene, lua, DOAI, "Đoài")
    with scene.write() as tx:
        rules = (Rule(("units:all",), (-3,)),)
        day, today = date(2026, 6, 12), date(2026, 6, 1)
        more: dict[str, Any] = {"rules": rules, "hour": "08:00"}
        add_milestone(tx, officer(lua), "Hội nghị", day, scene.now, today, **more)
    plan(scene)
    for day_of in (9, 10, 11, 12):
        evening(scene, day_of)
    assert told(scene, DOAI) == ["Việc của thôn Đoài:\n– Hội nghị: thứ Sáu, 12/6, 8 giờ"] * 2


@pytest.mark.parametrize("owes", ["person", "role:commune_chair", "unit"])
def test_what_somebody_else_owes_is_not_the_groups_business(
    scene: Scene, lua: Actor, sung: Actor, owes: str
) -> None:
    registered(scene, lua, DOAI, "Đoài")
    terms = {"person": f"person:{sung.id}", "unit": f"unit:{unit(scene, 'Đông')}"}
    with scene.write() as tx:
        owed_by = [terms.get(owes, owes)]
        rules = default_rules(owed_by, at_desk=False)
        day, today = date(2026, 6, 20), date(2026, 6, 1)
        add_milestone(
            tx, officer(lua), "Việc riêng", day, scene.now, today, rules=rules, owes=owed_by
        )
    plan(scene)
    for day_of in (13, 19, 20, 21):
        evening(scene, day_of)
    assert told(scene, DOAI) == []


def test_one_unit_alone_is_never_counted_for_all_to_see(scene: Scene, lua: Actor) -> None:
    """With a single unit a number would say who has not sent it."""
    registered(scene, lua, OFFICERS)
    with scene.write() as tx:
        owes = [f"unit:{unit_of(tx.session.exec(select(Unit)).all(), 'Đông')}"]
        rules = default_rules(owes, at_desk=False)
        day, today = date(2026, 6, 20), date(2026, 6, 1)
        add_milestone(tx, officer(lua), "Biên bản", day, scene.now, today, rules=rules, owes=owes)
    plan(scene)
    evening(scene, 21)
    assert told(scene, OFFICERS) == []


# --- when ----------------------------------------------------------------------------------------


def test_never_before_five_nor_after_eight(scene: Scene, lua: Actor) -> None:
    registered(scene, lua, DOAI, "Đoài")
    owed(scene, lua)
    for hour, minute in ((7, 30), (12, 0), (16, 59), (20, 0), (21, 30), (23, 59)):
        scene.now = at(19, hour, minute)
        post(scene)
        assert told(scene, DOAI) == []
    scene.now = at(20, 19, 50)
    post(scene)
    assert len(told(scene, DOAI)) == 1


def test_what_did_not_leave_by_eight_stays_here(scene: Scene, lua: Actor) -> None:
    registered(scene, lua, DOAI, "Đoài")
    owed(scene, lua)
    scene.now = at(19, 19, 50)
    post(scene)
    with scene.write() as tx:
        row = tx.session.exec(select(Outbox).where(Outbox.chat == DOAI)).one()
    assert row.expires_ms == to_ms(at(19, 20))
    assert row.repeat_if_unknown == 0


def test_on_tet_nothing_is_said_and_what_passed_meanwhile_is_said_after(
    scene: Scene, lua: Actor
) -> None:
    scene.now = datetime(2027, 1, 25, 2, 0, tzinfo=UTC)
    registered(scene, lua, DOAI, "Đoài")
    days = [date(2027, 2, 1) + timedelta(days=n) for n in range(28)]
    tet = [day for day in days if scene.commune.calendar.is_tet(day)]
    owed(scene, lua, due=tet[1])
    said = {}
    for day in days:
        before = len(told(scene, DOAI))
        scene.now = datetime(2027, day.month, day.day, 12, 50, tzinfo=UTC)  # 19:50 there
        plan(scene)
        post(scene)
        said[day] = told(scene, DOAI)[before:]
    assert not any(said[day] for day in tet)
    assert said[tet[0] - timedelta(days=1)]  # what would be said on Tết comes before it
    assert "đã có 0/6 nơi gửi" in said[tet[-1] + timedelta(days=1)][0]


def test_after_a_stop_only_what_is_for_today_is_said(scene: Scene, lua: Actor) -> None:
    registered(scene, lua, DOAI, "Đoài")
    owed(scene, lua)
    evening(scene, 12)
    evening(scene, 14)  # it stood still over the 13th
    assert told(scene, DOAI) == []
    evening(scene, 19)
    assert len(told(scene, DOAI)) == 1


# --- how far movements are -----------------------------------------------------------------------


def movement(scene: Scene, lua: Actor, sung: Actor) -> None:
    """A movement for hamlets; Đoài has pledged 500 m and made 300."""
    with scene.write() as tx:
        made = Movement(
            name="Đường hoa", audience=["units:hamlet"], made_by=lua.id, made_at=scene.now
        )
        tx.session.add(made)
        tx.session.flush()
        (target,) = add_targets(tx, officer(lua), made, [("Làm đường", "m")], scene.now)
        launch_movement(tx, officer(lua), made, scene.now, scene.commune.today(scene.now))
    viewer = head(scene, sung)
    (of,) = viewer.units(Role.HAMLET_HEAD)
    with scene.write() as tx:
        here = tx.session.exec(select(Movement)).one()
        part = register(tx, viewer, here, of, {target.place: 500}, scene.now)
        report_progress(tx, viewer, part, scene.now, target=target.id, value=300)


def test_once_a_week_a_group_reads_how_far_its_own_unit_is(
    scene: Scene, lua: Actor, sung: Actor
) -> None:
    for chat, hamlet in ((DOAI, "Đoài"), (DONG, "Đông"), (OFFICERS, "")):
        registered(scene, lua, chat, hamlet)
    movement(scene, lua, sung)
    for day in range(8, 15):
        evening(scene, day)
    assert told(scene, DOAI) == [
        "Tiến độ phong trào của thôn Đoài:\nĐường hoa\n– Làm đường: 300/500 m, 60 %"
    ]
    assert told(scene, DONG) == []  # takes no part
    assert told(scene, OFFICERS) == [
        "Tiến độ phong trào của cả xã:\n– Đường hoa: 1/6 nơi đăng ký, 1 nơi đã gửi tiến độ"
    ]


def test_a_movement_that_is_over_is_no_news(scene: Scene, lua: Actor, sung: Actor) -> None:
    registered(scene, lua, DOAI, "Đoài")
    movement(scene, lua, sung)
    with scene.write() as tx:
        tx.session.exec(select(Movement)).one().ends = date(2026, 6, 10)
    for day in (12, 19, 26):
        evening(scene, day)
    assert len(told(scene, DOAI)) == 2  # its last numbers may come in after its end


def test_nobody_is_named_and_no_other_unit(scene: Scene, lua: Actor, sung: Actor) -> None:
    for chat, hamlet in ((DOAI, "Đoài"), (OFFICERS, "")):
        registered(scene, lua, chat, hamlet)
    owed(scene, lua)
    movement(scene, lua, sung)
    done(scene, lua, "Đông")
    for day in range(10, 30):
        evening(scene, day)
    for chat, own in ((DOAI, "Đoài"), (OFFICERS, "")):
        texts = told(scene, chat)
        assert len(texts) > 4
        others = [f"thôn {hamlet}" for hamlet in HAMLETS if hamlet != own]
        for text in texts:
            assert not [name for name in (*NAMES, *others) if name in text], text


# --- exactly once --------------------------------------------------------------------------------


def test_a_commit_that_broke_leaves_nothing_and_the_next_tick_says_it(
    scene: Scene, lua: Actor
) -> None:
    registered(scene, lua, DOAI, "Đoài")
    owed(scene, lua)
    scene.now = at(19, 19, 50)

    def broken() -> None:
        with scene.write() as tx:
            assert post_one(tx, scene.commune, scene.now, lambda _bot: GroupBot()) is not None
            raise KeyError

    with pytest.raises(KeyError):
        broken()
    assert told(scene, DOAI) == []
    post(scene)
    post(scene)
    assert len(told(scene, DOAI)) == 1


def test_what_was_on_its_way_when_the_owner_ended_is_not_sent_again(
    scene: Scene, lua: Actor
) -> None:
    registered(scene, lua, DOAI, "Đoài")
    owed(scene, lua)
    scene.now = at(19, 19, 50)
    post(scene)
    with scene.write() as tx:
        (row,) = outbox.waiting(tx, scene.bot)
        assert outbox.leave(tx, row[0])
    with scene.write() as tx:
        assert outbox.cut_off(tx, scene.bot, to_ms(scene.now)) == 1
    post(scene)
    with scene.write() as tx:
        assert outbox.waiting(tx, scene.bot) == []
        states = tx.session.exec(select(Outbox.state).where(Outbox.chat == DOAI)).all()
    assert states == [OutboxState.UNCERTAIN]


# --- a registration ends -------------------------------------------------------------------------


def test_dropped_midway_what_is_queued_stays_here(scene: Scene, lua: Actor) -> None:
    number = registered(scene, lua, DOAI, "Đoài")
    registered(scene, lua, DONG, "Đông")
    owed(scene, lua)
    scene.now = at(19, 19, 50)
    post(scene)
    with scene.write() as tx:
        dropped = drop_group(tx, officer(lua), number, scene.now)
        assert dropped is not None
        assert dropped.why == GroupEnd.DROPPED
    with scene.write() as tx:
        assert drop_group(tx, officer(lua), number, scene.now) is None
        assert [row[2] for row in outbox.waiting(tx, scene.bot)] == [DONG]
    evening(scene, 20)
    assert told(scene, DOAI) == []
    assert len(told(scene, DONG)) == 2


def test_registered_anew_on_the_same_day_it_is_not_told_twice(scene: Scene, lua: Actor) -> None:
    registered(scene, lua, DOAI, "Đoài")
    owed(scene, lua)
    scene.now = at(19, 19, 50)
    post(scene)
    with scene.write() as tx:
        for row in outbox.waiting(tx, scene.bot):
            outbox.mark(tx, row[0], OutboxState.SENT, to_ms(scene.now), keep=True)
    registered(scene, lua, DOAI, "Đông")
    post(scene)
    assert len(told(scene, DOAI)) == 1


def test_put_out_is_noted_once_and_what_was_registered_since_holds(
    scene: Scene, lua: Actor, sung: Actor
) -> None:
    number = registered(scene, lua, DOAI, "Đoài")
    with scene.write() as tx:
        early = scene.now - timedelta(hours=1)
        assert not put_out(tx, scene.bot, DOAI, scene.now, since=early)
        assert put_out(tx, scene.bot, DOAI, scene.now, since=scene.now)
        assert not put_out(tx, scene.bot, DOAI, scene.now)
    scene.settle()
    assert lua.screen[-1].text == (
        "Nhóm của thôn Đoài không nhận tin nữa: máy không nhắn vào được. Còn 0 nhóm đang ghi."
    )
    assert sung.screen == []
    with scene.write() as tx:
        group = tx.session.get_one(Group, number)
        assert (group.why, group.ended_at) == (GroupEnd.REMOVED, scene.now)


def test_what_is_queued_when_a_group_grows_goes_along_and_can_still_be_given_up(
    scene: Scene, lua: Actor
) -> None:
    number = registered(scene, lua, DOAI, "Đoài")
    owed(scene, lua)
    scene.now = at(19, 19, 50)
    post(scene)
    with scene.write() as tx:
        move_group(tx, scene.bot, DOAI, DONG, scene.now)
    assert (told(scene, DOAI), len(told(scene, DONG))) == ([], 1)
    with scene.write() as tx:
        drop_group(tx, officer(lua), number, scene.now)
        assert outbox.waiting(tx, scene.bot) == []


def test_what_is_long_is_said_short(scene: Scene, lua: Actor) -> None:
    registered(scene, lua, DOAI, "Đoài")
    for number in range(12):
        owed(scene, lua, f"Việc {number} " + "rất dài " * 100)
    evening(scene, 19)
    (text,) = told(scene, DOAI)
    assert text.count("–") == 8
    assert text.endswith("Và 4 việc nữa.")
    assert len(text) < 1000


def test_a_group_that_has_grown_is_followed(scene: Scene, lua: Actor) -> None:
    registered(scene, lua, DOAI, "Đoài")
    owed(scene, lua)
    with scene.write() as tx:
        move_group(tx, scene.bot, DOAI, DONG, scene.now)
        move_group(tx, scene.bot, DOAI, DONG, scene.now)  # the platform says so twice
    evening(scene, 19)
    assert (len(told(scene, DOAI)), len(told(scene, DONG))) == (0, 1)


# --- who may -------------------------------------------------------------------------------------


def test_a_head_keeps_the_groups_of_the_own_unit_alone(
    scene: Scene, lua: Actor, sung: Actor
) -> None:
    own, other = registered(scene, lua, DOAI, "Đoài"), registered(scene, lua, DONG, "Đông")
    viewer, citizen = head(scene, sung), Viewer(sung.id)
    with scene.write() as tx:
        assert [group.id for group in groups_for(tx, viewer)] == [own]
        assert groups_for(tx, citizen) == []
        for who, number in ((viewer, other), (citizen, own), (viewer, 99)):
            with pytest.raises(NotAllowed):
                drop_group(tx, who, number, scene.now)
        dong = tx.session.get_one(Group, other).unit_id
        doai = tx.session.get_one(Group, own).unit_id
        for chat, of in (("-1", dong), ("-1", None), (DONG, doai)):
            with pytest.raises(NotAllowed):
                register_group(tx, viewer, scene.bot, chat, of, scene.now)
        assert register_group(tx, viewer, scene.bot, DOAI, doai, scene.now).id == own


# --- announcements -------------------------------------------------------------------------------


def announce(scene: Scene, lua: Actor, audience: list[str], *, urgent: bool = False) -> int:
    with scene.write() as tx:
        made = draft_announcement(tx, officer(lua), "Mai cắt nước từ 8 giờ.", scene.now)
        change_draft(tx, officer(lua), made, audience=audience, urgent=urgent)
        send_announcement(tx, officer(lua), made, scene.now)
    scene.tick()
    post(scene)
    return made.id or 0


def test_an_announcement_for_everybody_comes_into_each_group_once(
    scene: Scene, lua: Actor, sung: Actor
) -> None:
    for chat, hamlet in ((DOAI, "Đoài"), (OFFICERS, "")):
        registered(scene, lua, chat, hamlet)
    scene.now += timedelta(minutes=1)
    announce(scene, lua, ["everyone"])
    scene.now += timedelta(hours=1)
    scene.tick()
    post(scene)
    registered(scene, lua, DONG, "Đông")  # too late for it
    post(scene)
    for chat in (DOAI, OFFICERS):
        assert told(scene, chat) == ["Xã Đồng Mây báo:\nMai cắt nước từ 8 giờ."]
    assert told(scene, DONG) == []


def test_an_announcement_for_a_unit_comes_into_its_groups_alone(
    scene: Scene, lua: Actor, sung: Actor
) -> None:
    for chat, hamlet in ((DOAI, "Đoài"), (DONG, "Đông"), (OFFICERS, "")):
        registered(scene, lua, chat, hamlet)
    scene.now += timedelta(minutes=1)
    announce(scene, lua, [f"unit:{unit(scene, 'Đoài')}"])
    announce(scene, lua, ["role:hamlet_head"])  # one office: the group reads along
    assert [len(told(scene, chat)) for chat in (DOAI, DONG, OFFICERS)] == [1, 0, 0]


@pytest.mark.parametrize("urgent", [True, False])
def test_at_night_only_what_is_urgent_comes_into_a_group(
    scene: Scene, lua: Actor, sung: Actor, urgent: bool
) -> None:
    registered(scene, lua, DOAI, "Đoài")
    scene.now = at(19, 22)
    announce(scene, lua, ["everyone"], urgent=urgent)
    assert len(told(scene, DOAI)) == urgent
    scene.now = at(20, 7, 30)
    scene.tick()
    post(scene)
    assert len(told(scene, DOAI)) == 1


def test_an_announcement_made_on_tet_comes_after_it(scene: Scene, lua: Actor, sung: Actor) -> None:
    registered(scene, lua, DOAI, "Đoài")
    days = [date(2027, 2, 1) + timedelta(days=n) for n in range(28)]
    tet = [day for day in days if scene.commune.calendar.is_tet(day)]
    scene.now = at(tet[0].day, 9, month=2).replace(year=2027)
    announce(scene, lua, ["everyone"])
    assert told(scene, DOAI) == []
    scene.now = at(tet[-1].day + 1, 9, month=2).replace(year=2027)
    post(scene)
    assert len(told(scene, DOAI)) == 1


def test_stopped_it_does_not_leave_for_groups(scene: Scene, lua: Actor, sung: Actor) -> None:
    registered(scene, lua, DOAI, "Đoài")
    scene.now = at(19, 22)
    with scene.write() as tx:
        made = draft_announcement(tx, officer(lua), "Mai cắt nước.", scene.now)
        change_draft(tx, officer(lua), made, audience=["everyone"], urgent=True)
        send_announcement(tx, officer(lua), made, scene.now)
    with scene.write() as tx:
        plan_announcements(tx, scene.commune.hours, scene.now)
    post(scene)
    with scene.write() as tx:
        stop_announcement(tx, officer(lua), tx.session.get_one(Announcement, made.id), scene.now)
    with scene.write() as tx:
        assert outbox.waiting(tx, scene.bot) == []
        states = tx.session.exec(select(Outbox.state).where(Outbox.chat == DOAI)).all()
    assert states == [OutboxState.EXPIRED]


def test_the_report_says_in_how_many_groups_it_has_arrived(
    scene: Scene, lua: Actor, sung: Actor
) -> None:
    for chat, hamlet in ((DOAI, "Đoài"), (DONG, "Đông"), (OFFICERS, "")):
        registered(scene, lua, chat, hamlet)
    scene.now += timedelta(minutes=1)
    number = announce(scene, lua, ["everyone"])
    assert groups_of(scene, number) == GroupsTold(waiting=3)
    for chat, state in ((DOAI, OutboxState.SENT), (DONG, OutboxState.UNCERTAIN)):
        with scene.write() as tx:
            row = tx.session.exec(select(Outbox).where(Outbox.chat == chat)).one()
            row.state = state.value
    with scene.write() as tx:
        drop_group(tx, officer(lua), 1, scene.now)  # where it has arrived it has arrived
        found = tx.session.get_one(Announcement, number)
        stop_announcement(tx, officer(lua), found, scene.now)
    assert groups_of(scene, number) == GroupsTold(sent=1, uncertain=1, failed=1)
    look_at_the_newest(lua)
    assert "Trong nhóm: đã đến 1, còn đợi 0, chưa chắc 1, chưa đến 1." in lua.screen[-1].text


def test_where_no_group_is_told_the_report_says_nothing_of_groups(
    scene: Scene, lua: Actor, sung: Actor
) -> None:
    announce(scene, lua, ["everyone"])
    look_at_the_newest(lua)
    assert "nhóm" not in lua.screen[-1].text


def look_at_the_newest(lua: Actor) -> None:
    lua.says("các thông báo")
    lua.says(lua.screen[-1].text.rpartition("Xem: ")[2].rstrip("."))


def groups_of(scene: Scene, number: int) -> GroupsTold:
    with scene.write() as tx:
        return groups_told(tx, number)
