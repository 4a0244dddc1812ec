"""The people of an announcement: whom to call, who has acknowledged it and who has not, eight at a
time for as long as there are more.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import select

from handlers.book import BOOK
from models.base import to_ms
from models.machine import outbox, push
from models.machine.outbox import OutboxState
from models.machine.reminder import Outcome, Reminder
from models.people.data_rights import end_consent, erase_person
from models.people.person import SET_UNREACHABLE
from models.people.role import Role, roles_of
from models.people.seats import MeetingPlace
from models.permissions import Viewer
from models.work.announcing import change_draft, draft_announcement, send_announcement
from scheduler import leftovers
from scheduler.announcing import plan_announcements
from scheduler.others import begin_others
from tests.fakes.scene import BUTTONS, PLAIN, Actor, Scene

MORNING = datetime(2026, 6, 1, 2, 0, tzinfo=UTC)  # 9 in the morning there
TEXT = "Tám giờ sáng thứ Bảy, 6/6, cả xã dọn vệ sinh đường làng."


@pytest.fixture
def scene(store_url: str) -> Iterator[Scene]:
    made = Scene(store_url, PLAIN, MORNING, BOOK)
    made.commune.meeting = lambda: (MeetingPlace(made.bot, ""),)
    yield made
    assert made.failed() == 0
    made.close()


@pytest.fixture
def lua(scene: Scene) -> Actor:
    return scene.person("Cô Lúa", Role.TDKT_OFFICER)


def heads(scene: Scene, count: int) -> list[Actor]:
    return [scene.person(f"Ông {n:02}", Role.HAMLET_HEAD, "Đoài") for n in range(1, count + 1)]


def send(scene: Scene, lua: Actor, *, asks: bool = False) -> None:
    """Send an announcement to the heads."""
    lua.says("thông báo", TEXT)
    lua.says("trưởng thôn")
    if asks:
        lua.chooses("Xin người nhận trả lời đã rõ")
    lua.chooses("Gửi")
    scene.tick()


def named(actor: Actor) -> list[str]:
    """The people in the last message."""
    return [line[2:] for line in actor.last.splitlines() if line.startswith("– ")]


def test_everybody_to_call_is_listed_page_after_page(scene: Scene, lua: Actor) -> None:
    people = heads(scene, 19)
    with scene.write() as tx:
        for head in people:
            tx.run(SET_UNREACHABLE, of_bot=scene.bot, of_sender=head.chat, at=1)
    send(scene, lua)
    scene.now += timedelta(days=1)
    with scene.write() as tx:
        leftovers.settle_left(tx, scene.commune.hours, scene.now)
    scene.tick()
    lua.says("xem 1")
    assert named(lua) == [head.name for head in people[:8]]
    assert lua.hears("chưa đến 19", "Còn 11 người: gọi 1.")
    lua.says("gọi 1")
    assert lua.hears("Cần gọi, 8 trong 19 người:", "1. Xem thêm")
    lua.says("xem thêm")
    assert lua.hears("Cần gọi, 16 trong 19 người:")
    assert named(lua) == [head.name for head in people[8:16]]
    lua.says("tiếp")
    assert lua.hears("Cần gọi, 19 trong 19 người:")
    assert named(lua) == [head.name for head in people[16:]]
    assert "Xem thêm" not in lua.last


def test_who_has_acknowledged_it_and_who_has_not(scene: Scene, lua: Actor) -> None:
    people = heads(scene, 10)
    send(scene, lua, asks=True)
    for head in people[1:3]:
        head.says("đã rõ 1")
    lua.says("xem 1")
    assert lua.hears("Đã đến 10, đã rõ 2", "ai đã rõ 1, ai chưa rõ 1")
    lua.says("ai đã rõ 1")
    assert named(lua) == ["Ông 02", "Ông 03"]
    lua.says("ai chưa rõ 1")
    assert lua.hears("Đã đến mà chưa trả lời, 8 trong 8 người:")
    assert named(lua) == [head.name for head in people if head not in people[1:3]]


def test_by_a_button_where_there_are_buttons(scene: Scene, lua: Actor) -> None:
    scene.abilities = BUTTONS
    heads(scene, 10)
    send(scene, lua, asks=True)
    lua.says("ai chưa rõ 1")
    assert lua.screen[-1].labels == ["1. Xem thêm"]
    lua.taps("Xem thêm")
    assert named(lua) == ["Ông 09", "Ông 10"]


def test_where_nothing_was_asked_nobody_has_to_answer(scene: Scene, lua: Actor) -> None:
    heads(scene, 2)
    send(scene, lua)
    lua.says("ai chưa rõ 1")
    assert lua.hears("không xin trả lời")
    lua.says("gọi 1")
    assert lua.hears("Chưa có ai.")


def test_it_is_no_business_of_a_hamlet_head(scene: Scene, lua: Actor) -> None:
    (head, *_) = heads(scene, 2)
    send(scene, lua, asks=True)
    head.says("ai chưa rõ 1")
    assert "Ông 02" not in head.last


def send_to_all(scene: Scene, lua: Actor) -> None:
    """Send an announcement to everybody."""
    with scene.write() as tx:
        viewer = Viewer(lua.id, roles_of(tx, lua.id), lua.name)
        made = draft_announcement(tx, viewer, TEXT, scene.now)
        change_draft(tx, viewer, made, audience=["everyone"])
        send_announcement(tx, viewer, made, scene.now)
        while plan_announcements(tx, scene.commune.hours, scene.now):
            pass


@pytest.mark.parametrize("forgotten", [False, True])
def test_who_has_taken_the_consent_back_is_nobody_to_call(
    scene: Scene, lua: Actor, *, forgotten: bool
) -> None:
    buoi = scene.person("Bà Bưởi")
    send_to_all(scene, lua)
    with scene.write() as tx:
        begin_others(tx, scene.commune.hours, scene.now)
    scene.push()  # it is on its way
    with scene.write() as tx:
        if not forgotten:  # it was refused, and is to be said again
            ((row, *_),) = outbox.waiting(tx, scene.bot)
            outbox.mark(tx, row, OutboxState.REFUSED, to_ms(scene.now))
            push.say_again(tx, row, to_ms(scene.now))
        who = Viewer(buoi.id, (), buoi.name)
        if forgotten:
            erase_person(tx, who, scene.now)
        else:
            end_consent(tx, who, scene.now, deeds=True)
    scene.now += timedelta(days=1)
    with scene.write() as tx:
        leftovers.settle_left(tx, scene.commune.hours, scene.now)
        (found,) = tx.session.exec(select(Reminder).where(Reminder.person_id == buoi.id))
        why = "erased" if forgotten else "no-consent"
        assert (found.state, found.why) == (Outcome.SKIPPED, why)
    lua.says("cần gọi")
    assert lua.hears("không phải gọi ai")
