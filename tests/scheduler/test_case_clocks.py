"""The clocks of cases: whom a deed reaches that nobody answers, what its teller hears by the day
on the receipt, and what is asked about what was not sent.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import col, select

from handlers.book import BOOK
from models.machine import conversation
from models.machine.reminder import Outcome, Reminder
from models.people.absence import leave_in_peace
from models.people.facts import set_fact
from models.people.person import keep_phone
from models.people.role import Role
from models.permissions import Viewer
from scheduler import leftovers
from tests.fakes.scene import BUTTONS, PLAIN, Actor, Scene


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of June 2026 by the commune's clock; the 1st is a Monday."""
    return datetime(2026, 6, day, hour, minute, tzinfo=UTC) - timedelta(hours=7)


@pytest.fixture(params=[PLAIN, BUTTONS], ids=["plain", "buttons"])
def scene(store_url: str, request: pytest.FixtureRequest) -> Iterator[Scene]:
    made = Scene(store_url, request.param, at(1, 9), BOOK)
    yield made
    assert made.failed() == 0
    made.close()


@pytest.fixture
def lua(scene: Scene) -> Actor:
    return scene.person("Cô Lúa", Role.TDKT_OFFICER)


@pytest.fixture
def sung(scene: Scene) -> Actor:
    return scene.person("Ông Sung", Role.HAMLET_HEAD, "Đoài")


@pytest.fixture
def thoc(scene: Scene) -> Actor:
    return scene.person("Ông Thóc", Role.HAMLET_FRONT_HEAD, "Đoài")


@pytest.fixture
def buoi(scene: Scene) -> Actor:
    return scene.person("Bà Bưởi")


def tell(actor: Actor) -> None:
    """Tell of a deed and send it."""
    actor.tells_deed(day="30/5")
    actor.chooses("Gửi")


def go(scene: Scene, day: int, hour: int, minute: int = 0) -> None:
    scene.now = at(day, hour, minute)
    scene.tick()


def outcomes(scene: Scene, about: str) -> list[tuple[int, str, str, str]]:
    """Whom which occasion of a case reached, and what came of it."""
    with scene.write() as tx:
        query = select(Reminder).where(Reminder.about == about)
        rows = tx.session.exec(query.order_by(col(Reminder.id)))
        return [(r.person_id, r.occasion.split(" ")[0], r.state, r.why) for r in rows]


def asked(actor: Actor) -> int:
    """How often a person was asked whether a deed is true."""
    return sum("Việc ấy có đúng không" in shown.text for shown in actor.screen)


# --- the hamlet ----------------------------------------------------------------------------------


def test_a_deed_goes_to_the_front_on_the_third_working_day_and_to_the_desk_on_the_fifth(
    scene: Scene, lua: Actor, sung: Actor, thoc: Actor, buoi: Actor
) -> None:
    with scene.write() as tx:
        keep_phone(tx, scene.bot, sung.chat, "+84900000000")
    tell(buoi)
    assert asked(sung) == 1
    go(scene, 3, 20)
    assert asked(thoc) == 0
    go(scene, 4, 7)
    assert asked(thoc) == 0  # not before the desk's day begins
    for minute in (30, 31):
        go(scene, 4, 7, minute)
    assert (asked(sung), asked(thoc)) == (1, 1)
    lua.says("cần gọi")
    assert lua.hears("không phải gọi ai")

    go(scene, 8, 7, 31)  # over the weekend
    assert lua.hears(
        "bà Mận bán xôi: thôn Đoài chưa trả lời, gọi Ông Sung 0900 000 000", "Ông Thóc"
    )
    go(scene, 8, 9)
    lua.says("danh sách cần gọi")
    assert lua.hears("bà Mận bán xôi: thôn Đoài chưa trả lời")
    assert (asked(sung), asked(thoc)) == (1, 1)
    assert outcomes(scene, "deed 1") == [
        (thoc.id, "second", Outcome.SENT, ""),
        (lua.id, "call", Outcome.SENT, ""),
    ]

    thoc.chooses("Đúng")
    lua.says("cần gọi")
    assert lua.hears("không phải gọi ai")


def test_whoever_answers_in_time_troubles_nobody_else(
    scene: Scene, lua: Actor, sung: Actor, thoc: Actor, buoi: Actor
) -> None:
    tell(buoi)
    go(scene, 3, 18)
    sung.chooses("Đúng")
    for day in (4, 5, 8, 9):
        go(scene, day, 8)
    assert asked(thoc) == 0
    assert not any("chưa trả lời" in shown.text for shown in lua.screen)
    assert outcomes(scene, "deed 1") == []


def test_the_clock_starts_when_the_request_was_delivered(
    scene: Scene, lua: Actor, sung: Actor, thoc: Actor, buoi: Actor
) -> None:
    buoi.tells_deed(day="30/5")
    scene.holding = True
    buoi.chooses("Gửi")
    scene.holding = False
    scene.settle(deliver=False)
    scene.push()
    scene.now = at(4, 9)  # three working days later the platform takes it
    scene.deliver()
    assert asked(sung) == 1
    go(scene, 4, 12)
    assert asked(thoc) == 0
    go(scene, 8, 18)
    assert asked(thoc) == 0
    go(scene, 9, 8)
    assert asked(thoc) == 1


def test_without_a_second_person_that_is_written_down_once(
    scene: Scene, lua: Actor, sung: Actor, buoi: Actor
) -> None:
    tell(buoi)
    for hour in (8, 9, 10):
        go(scene, 4, hour)
    assert outcomes(scene, "deed 1") == [(sung.id, "second", Outcome.SKIPPED, "nobody")]


def test_a_second_person_in_mourning_is_left_in_peace(
    scene: Scene, lua: Actor, sung: Actor, thoc: Actor, buoi: Actor
) -> None:
    tell(buoi)
    with scene.write() as tx:
        officer = Viewer(lua.id, ((Role.TDKT_OFFICER, None),), lua.name)
        leave_in_peace(tx, officer, thoc.id, date(2026, 6, 1), date(2026, 6, 20), scene.now)
    go(scene, 4, 9)
    assert asked(thoc) == 0
    assert outcomes(scene, "deed 1") == [(thoc.id, "second", Outcome.SKIPPED, "absent")]


def test_answered_between_the_request_and_its_delivery(
    scene: Scene, lua: Actor, sung: Actor, thoc: Actor, buoi: Actor
) -> None:
    tell(buoi)
    thoc.says("kể", "Bà Hành")  # in the middle of a form the request waits
    scene.now = at(4, 8)
    thoc.says("Đông")
    scene.tick()
    assert asked(thoc) == 0
    sung.chooses("Đúng")
    for day in (5, 6):
        go(scene, day, 9)
        with scene.write() as tx:
            leftovers.settle_left(tx, scene.commune.hours, scene.now)
    assert asked(thoc) == 0
    assert outcomes(scene, "deed 1") == [(thoc.id, "second", Outcome.SKIPPED, "done")]


def test_the_commune_changes_its_days(
    scene: Scene, lua: Actor, sung: Actor, thoc: Actor, buoi: Actor
) -> None:
    with scene.write() as tx:
        admin = Viewer(lua.id, ((Role.ADMIN, None),))
        set_fact(tx, admin, "deed_second_days", "1", scene.now)
    tell(buoi)
    go(scene, 2, 8)
    assert asked(thoc) == 1


def test_what_was_corrected_begins_anew(
    scene: Scene, lua: Actor, sung: Actor, thoc: Actor, buoi: Actor
) -> None:
    tell(buoi)
    go(scene, 4, 8)
    assert asked(thoc) == 1
    scene.now = at(4, 10)
    buoi.says("sửa", "3", "Nhặt được ví có 5 triệu, trả lại người mất")
    buoi.chooses("Gửi")
    scene.settle()
    assert asked(sung) == 2
    go(scene, 8, 8)
    assert not any("chưa trả lời" in shown.text for shown in lua.screen)
    go(scene, 9, 8)
    assert asked(thoc) == 2
    go(scene, 11, 8)
    assert any("chưa trả lời" in shown.text for shown in lua.screen)


# --- the desk and the teller ---------------------------------------------------------------------


def test_the_teller_hears_on_the_day_of_the_receipt_and_the_desk_the_day_before(
    scene: Scene, lua: Actor, sung: Actor, buoi: Actor
) -> None:
    tell(buoi)
    assert buoi.hears("Chậm nhất thứ Hai, 15/6")  # ten working days
    sung.chooses("Đúng")
    before = len(buoi.screen)
    go(scene, 11, 8)
    assert not any("hẹn nhắn người kể" in shown.text for shown in lua.screen)
    go(scene, 12, 7, 31)
    assert lua.hears("bà Mận bán xôi: hẹn nhắn người kể thứ Hai, 15/6", "xem ")
    go(scene, 15, 9)
    assert len(buoi.screen) == before
    for minute in (45, 46):
        go(scene, 15, 19, minute)
    assert len(buoi.screen) == before + 1
    assert buoi.hears("Cháu hẹn thứ Hai, 15/6 nhắn bác về việc của bà Mận", "xã chưa xem xong")
    assert outcomes(scene, "deed 1")[-2:] == [
        (lua.id, "decide", Outcome.SENT, ""),
        (buoi.id, "news", Outcome.SENT, ""),
    ]
    lua.says("bảng việc")
    assert "1 mới" in lua.last
    go(scene, 16, 9)
    lua.says("bảng việc")
    assert lua.hears("1 quá hạn")


def test_what_was_decided_is_not_excused(
    scene: Scene, lua: Actor, sung: Actor, buoi: Actor
) -> None:
    tell(buoi)
    sung.chooses("Đúng")
    go(scene, 15, 16)
    lua.says("nhận 1")
    go(scene, 15, 20)
    assert not any("hẹn" in shown.text and "chưa xem xong" in shown.text for shown in buoi.screen)
    assert [o for o in outcomes(scene, "deed 1") if o[1] == "news"] == [
        (buoi.id, "news", Outcome.SKIPPED, "done")
    ]


def test_a_teller_who_was_asked_something_hears_what_is_waited_for(
    scene: Scene, lua: Actor, sung: Actor, buoi: Actor
) -> None:
    tell(buoi)
    sung.chooses("Đúng")
    scene.now = at(2, 9)
    lua.says("hỏi 1")
    lua.says("1")
    scene.wait(minutes=20)
    assert "cán bộ xã xin hỏi thêm" in buoi.last
    go(scene, 15, 20)
    assert buoi.hears("Xã còn chờ bác trả lời câu đã hỏi", "trả lời 1")


def test_a_promise_of_long_ago_is_not_spoken_of(
    scene: Scene, lua: Actor, sung: Actor, buoi: Actor
) -> None:
    tell(buoi)
    sung.chooses("Đúng")
    go(scene, 30, 18)
    assert [o for o in outcomes(scene, "deed 1") if o[1] == "news"] == [
        (buoi.id, "news", Outcome.MISSED, "late")
    ]


# --- what was not sent ---------------------------------------------------------------------------


def test_what_is_complete_is_asked_about_the_same_evening_and_once_more(
    scene: Scene, buoi: Actor
) -> None:
    buoi.tells_deed(day="30/5")
    count = len(buoi.screen)
    go(scene, 1, 18)
    assert len(buoi.screen) == count
    for minute in (0, 1, 30):
        go(scene, 1, 19, minute)
    assert len(buoi.screen) == count + 1
    assert buoi.hears("Việc của bà Mận bán xôi bác kể đủ rồi mà chưa gửi", "tiếp")
    for day in (2, 3, 4, 5):
        for hour in (9, 17, 20):
            go(scene, day, hour)
    assert len(buoi.screen) == count + 2
    buoi.says("tiếp")
    assert buoi.hears("Gửi đi được chưa")
    buoi.chooses("Gửi")
    assert len(scene.deeds()) == 1


def test_what_was_only_begun_is_asked_about_once_after_two_days(scene: Scene, buoi: Actor) -> None:
    buoi.says("kể", "Bà Mận bán xôi")
    count = len(buoi.screen)
    for hour in (19, 20):
        go(scene, 1, hour)
        go(scene, 2, hour)
    assert len(buoi.screen) == count
    for day in (3, 4, 5, 6):
        go(scene, day, 18)
    assert len(buoi.screen) == count + 1
    assert buoi.hears("Bác kể dở việc của bà Mận bán xôi, cháu vẫn giữ")
    buoi.says("tiếp")
    assert "thôn nào" in buoi.last


def test_what_was_set_aside_is_asked_about_and_what_was_dropped_is_not(
    scene: Scene, buoi: Actor
) -> None:
    mo = scene.person("Chị Mơ")
    for actor in (buoi, mo):
        actor.says("kể", "Bà Mận bán xôi", "Đoài")
    buoi.says("menu")
    mo.says("hủy")
    go(scene, 3, 18)
    assert buoi.hears("Bác kể dở việc của bà Mận")
    assert not any("kể dở" in shown.text for shown in mo.screen)
    buoi.says("tiếp")
    assert "làm gì" in buoi.last


def test_late_in_the_evening_nobody_is_asked_what_they_still_write(
    scene: Scene, buoi: Actor
) -> None:
    scene.now = at(1, 20, 30)
    buoi.tells_deed(day="30/5")
    count = len(buoi.screen)
    for minute in (45, 59):
        go(scene, 1, 20, minute)
    go(scene, 2, 9)
    assert len(buoi.screen) == count
    go(scene, 2, 19)
    assert buoi.hears("chưa gửi")


def test_the_draft_is_named_where_it_lies(scene: Scene, buoi: Actor) -> None:
    buoi.says("kể", "Bà Mận bán xôi")
    with scene.write() as tx:
        row = conversation.load(tx, scene.bot, buoi.chat, buoi.chat)
        assert row is not None
    go(scene, 3, 18)
    assert outcomes(scene, f"draft {row[0]}") == [
        (buoi.id, outcomes(scene, f"draft {row[0]}")[0][1], Outcome.SENT, "")
    ]


def test_nothing_of_it_comes_on_tet(store_url: str) -> None:
    scene = Scene(store_url, PLAIN, datetime(2026, 2, 14, 3, tzinfo=UTC), BOOK)
    buoi = scene.person("Bà Bưởi")
    buoi.says("kể", "Bà Mận bán xôi")
    count = len(buoi.screen)
    for day in range(16, 21):  # the Year of the Horse begins on 17 February
        scene.now = datetime(2026, 2, day, 11, tzinfo=UTC)
        scene.tick()
    assert len(buoi.screen) == count
    scene.close()
