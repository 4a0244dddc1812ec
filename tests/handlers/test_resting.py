"""Left in peace for a while: said by the person, or by the desk for somebody."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import col, select

from handlers.book import BOOK
from models.machine.reminder import Outcome, Reminder
from models.people.absence import Absence, leave_in_peace
from models.people.role import Role
from models.permissions import Viewer
from models.work.announcing import change_draft, draft_announcement, send_announcement
from models.work.milestone import add_milestone, default_rules
from tests.fakes.scene import PLAIN, Actor, Scene

HAMLETS = ["units:hamlet"]


def at(day: int, hour: int) -> datetime:
    """A moment of June 2026 by the commune's clock."""
    return datetime(2026, 6, day, hour, tzinfo=UTC) - timedelta(hours=7)


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


@pytest.fixture
def buoi(scene: Scene) -> Actor:
    return scene.person("Bà Bưởi", Role.HAMLET_HEAD, "Đông")


def due(scene: Scene, lua: Actor) -> None:
    """A report that hamlets owe by 20 June: they are reminded on the 13th, the 19th, the 20th."""
    with scene.write() as tx:
        viewer = Viewer(lua.id, ((Role.TDKT_OFFICER, None),), lua.name)
        rules = default_rules(HAMLETS, at_desk=False)
        day, today = date(2026, 6, 20), date(2026, 6, 1)
        add_milestone(
            tx, viewer, "Gương tốt quý II", day, scene.now, today, rules=rules, owes=HAMLETS
        )
    scene.tick()


def remind(scene: Scene, day: int) -> None:
    scene.now = at(day, 20)
    scene.tick()


def outcomes(scene: Scene, actor: Actor) -> list[tuple[str, str, str]]:
    with scene.write() as tx:
        query = select(Reminder).where(Reminder.person_id == actor.id)
        rows = tx.session.exec(query.order_by(col(Reminder.id)))
        return [(row.day[-2:], row.state, row.why) for row in rows]


def resting(scene: Scene) -> list[tuple[int, date, bool]]:
    with scene.write() as tx:
        rows = tx.session.exec(select(Absence).order_by(col(Absence.id)))
        return [(row.person_id, row.last, row.ended_at is None) for row in rows]


def test_a_head_asks_for_peace_and_the_officer_hears_of_it(
    scene: Scene, lua: Actor, sung: Actor, buoi: Actor
) -> None:
    due(scene, lua)
    sung.says("nghỉ nhắc đến 18/6")
    assert sung.hears("Vâng, cháu nghỉ nhắc bác đến hết thứ Năm, 18/6", "nhắc lại")
    assert lua.hears("Ông Sung xin nghỉ nhắc đến hết thứ Năm, 18/6.")
    remind(scene, 13)
    assert "Gương tốt" not in sung.last
    assert "Gương tốt" in buoi.last
    remind(scene, 19)
    assert sung.hears("Gương tốt quý II")
    assert outcomes(scene, sung) == [
        ("13", Outcome.SKIPPED, "absent"),
        ("19", Outcome.SENT, ""),
    ]


@pytest.mark.parametrize(
    ("words", "day"),
    [
        (("nghỉ nhắc 1 tuần",), "thứ Hai, 8/6"),
        (("đừng nhắc nữa", "hết tuần này"), "Chủ nhật, 7/6"),
        (("Thôi đừng nhắc nữa 3 ngày nhé",), "thứ Năm, 4/6"),
        (("nhà có tang, đừng nhắc nữa", "thêm 3 ngày"), "thứ Năm, 4/6"),
        (("Nhà có tang cháu đừng nhắc nữa nhé", "thêm 3 ngày"), "thứ Năm, 4/6"),
        (("Tôi đang ốm nên xin nghỉ nhắc 1 tuần",), "thứ Hai, 8/6"),
    ],
)
def test_asked_for_in_other_words(
    scene: Scene, lua: Actor, sung: Actor, words: tuple[str, ...], day: str
) -> None:
    due(scene, lua)
    sung.says(*words)
    assert sung.hears(f"cháu nghỉ nhắc bác đến hết {day}")


def test_mourning_in_a_deed_is_no_wish_for_peace(scene: Scene, sung: Actor) -> None:
    sung.says("Nhà có tang ông Thóc, bà con trong xóm đến dựng rạp giúp từ sáng sớm")
    assert not sung.hears("nghỉ nhắc")
    assert resting(scene) == []


def test_without_a_day_it_is_asked_for(scene: Scene, lua: Actor, sung: Actor) -> None:
    due(scene, lua)
    sung.says("cho bác nghỉ nhắc")
    sung.says("nghỉ nhắc")
    assert sung.hears("cháu nghỉ nhắc bác đến hết ngày nào ạ?")
    sung.says("khi nào khỏe")
    assert sung.hears("Cháu chưa rõ ngày nào.", "đến hết ngày nào ạ?")
    sung.says("thêm 1000 ngày")
    assert sung.hears("đến hết ngày nào ạ?")
    sung.says("25/12")
    assert sung.hears("Lâu nhất là 92 ngày một lần.")
    sung.says("thêm 12 ngày")
    assert sung.hears("đến hết thứ Bảy, 13/6")
    assert resting(scene) == [(sung.id, date(2026, 6, 13), True)]


def test_the_desk_leaves_somebody_in_peace_who_hears_nothing_of_it(
    scene: Scene, lua: Actor, sung: Actor, buoi: Actor
) -> None:
    due(scene, lua)
    lua.says("nghỉ nhắc bà Bưởi đến 30/6")
    assert lua.hears("Nghỉ nhắc bà Bưởi đến hết thứ Ba, 30/6.")
    assert buoi.screen == []
    remind(scene, 13)
    assert "Gương tốt" in sung.last
    assert buoi.screen == []
    lua.says("nhắc lại bà Bưởi")
    assert lua.hears("Từ nay lại nhắc bà Bưởi")
    remind(scene, 19)
    assert buoi.hears("Gương tốt quý II")


def test_the_desk_names_somebody_who_may_be_two(
    scene: Scene, lua: Actor, sung: Actor, buoi: Actor
) -> None:
    scene.person("Bà Bưởi Hai", Role.HAMLET_HEAD, "Trung")
    scene.person("Anh Bưởi", Role.HAMLET_HEAD, "Hạ")
    lua.says("nghỉ nhắc Bưởi đến 30/6")
    assert lua.hears("Nghỉ nhắc ai?")
    lua.chooses("Anh Bưởi")
    assert lua.hears("Nghỉ nhắc anh Bưởi đến hết thứ Ba, 30/6.")
    lua.says("nghỉ nhắc ông Không Có đến 30/6")
    assert lua.hears("Chưa rõ ông Không Có là ai.")


def test_nobody_else_is_left_in_peace_by_a_head(
    scene: Scene, lua: Actor, sung: Actor, buoi: Actor
) -> None:
    sung.says("nghỉ nhắc bà Bưởi đến 30/6")
    assert sung.hears("Cháu chỉ nghỉ nhắc riêng bác được.")
    sung.says("nghỉ nhắc Cô Nào Đó đến 30/6")
    assert sung.hears("Cháu chỉ nghỉ nhắc riêng bác được.")
    lua.says("nghỉ nhắc bà Bưởi đến 30/6")
    sung.says("nhắc lại bà Bưởi")
    assert resting(scene) == [(buoi.id, date(2026, 6, 30), True)]


def test_again_and_earlier(scene: Scene, lua: Actor, sung: Actor) -> None:
    due(scene, lua)
    sung.says("nghỉ nhắc đến 30/6")
    sung.says("nghỉ nhắc đến 25/6")
    assert resting(scene) == [
        (sung.id, date(2026, 6, 30), False),
        (sung.id, date(2026, 6, 25), True),
    ]
    sung.says("nhắc lại")
    assert sung.hears("từ nay cháu lại nhắc bác.")
    sung.says("nhắc lại")
    assert "lại nhắc" not in sung.last
    remind(scene, 13)
    assert sung.hears("Gương tốt quý II")


def test_who_is_left_in_peace_meanwhile_does_not_hear_what_was_waiting(
    scene: Scene, lua: Actor, sung: Actor
) -> None:
    due(scene, lua)
    scene.now = at(13, 20)
    sung.says("kể")  # in the middle of a report nothing else is said for a while
    scene.tick()
    with scene.write() as tx:
        viewer = Viewer(lua.id, ((Role.TDKT_OFFICER, None),), lua.name)
        leave_in_peace(tx, viewer, sung.id, date(2026, 6, 13), date(2026, 6, 18), scene.now)
    sung.says("thôi")
    scene.wait(minutes=20)
    assert not [shown.text for shown in sung.screen if "Gương tốt quý II" in shown.text]
    assert outcomes(scene, sung) == [("13", Outcome.SKIPPED, "absent")]


def test_nor_an_announcement(scene: Scene, lua: Actor, sung: Actor) -> None:
    scene.now = at(13, 19)
    sung.says("kể")
    with scene.write() as tx:
        viewer = Viewer(lua.id, ((Role.TDKT_OFFICER, None),), lua.name)
        made = draft_announcement(tx, viewer, "Mai họp thôn", scene.now)
        change_draft(tx, viewer, made, audience=["everyone"])
        send_announcement(tx, viewer, made, scene.now)
    scene.tick()
    with scene.write() as tx:
        leave_in_peace(tx, viewer, sung.id, date(2026, 6, 13), date(2026, 6, 18), scene.now)
    sung.says("thôi")
    scene.wait(minutes=20)
    assert not [shown.text for shown in sung.screen if "Mai họp thôn" in shown.text]
    assert outcomes(scene, sung) == [("13", Outcome.SKIPPED, "absent")]
