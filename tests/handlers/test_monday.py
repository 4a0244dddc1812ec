"""Monday at the desk, in words: what the officer hears of the backup, the audit trail, last week
and this one; and the chair's page with all that it says.
"""

import io
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader
from sqlmodel import select

from handlers.book import BOOK
from models.base import to_ms
from models.machine import audit, pulse
from models.machine.backup import note_backup
from models.people.person import keep_phone
from models.people.role import Role
from models.people.unit import Unit
from models.permissions import NotAllowed, Viewer
from models.work.duty import DutyState, check_duty, duties_of
from models.work.milestone import Occurrence, add_milestone, default_rules
from models.work.movement import (
    Movement,
    MovementState,
    Progress,
    ProgressState,
    Registration,
)
from models.work.standing import Stands, board_of
from models.work.week_facts import week_facts
from tests.fakes.ports import free_port
from tests.fakes.scene import KEY, PLAIN, Actor, Scene
from tests.fakes.web_scene import WebScene
from tests.fakes.working import print_week

HAMLETS = ["units:hamlet"]


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of June 2026 by the commune's clock."""
    return datetime(2026, 6, day, hour, minute, tzinfo=UTC) - timedelta(hours=7)


@pytest.fixture
def scene(store_url: str) -> Iterator[Scene]:
    made = Scene(store_url, PLAIN, at(3, 9), BOOK)
    yield made
    assert made.failed() == 0
    made.close()


@pytest.fixture
def lua(scene: Scene) -> Actor:
    return scene.person("Cô Lúa", Role.TDKT_OFFICER)


@pytest.fixture
def chair(scene: Scene) -> Actor:
    return scene.person("Ông Thóc", Role.COMMUNE_CHAIR)


def of_desk(actor: Actor, role: Role = Role.TDKT_OFFICER) -> Viewer:
    return Viewer(actor.id, ((role, None),), actor.name)


def go(scene: Scene, moment: datetime) -> None:
    scene.now = moment
    with scene.write() as tx:
        tx.run(pulse.BEAT, at=to_ms(moment))
    scene.tick()


def monday(scene: Scene, lua: Actor) -> str:
    """What the officer hears on Monday morning."""
    go(scene, at(8, 7, 30))
    return lua.last


def due(scene: Scene, lua: Actor, name: str, day: int, **more: str) -> int:
    """A milestone that hamlets owe; a tick writes the rest down."""
    with scene.write() as tx:
        made = add_milestone(
            tx, of_desk(lua), name, date(2026, 6, day), scene.now,
            scene.commune.today(scene.now), rules=default_rules(HAMLETS, at_desk=False),
            owes=HAMLETS, **more,
        )  # fmt: skip
        number = made.id
    scene.tick()
    assert number is not None
    return number


# --- the officer's message -----------------------------------------------------------------------


def test_where_there_is_nothing_to_say_it_says_so(scene: Scene, lua: Actor) -> None:
    assert monday(scene, lua).splitlines() == [
        "Đầu tuần, thứ Hai, 8/6:",
        "– Sao lưu: chưa có bản nào ở nơi khác. Nhờ người cài máy đặt chỗ.",
        "– Nhật ký còn trống.",
        "– Tuần trước không có lời nhắc nào.",
        "– Tuần này không có việc nào đến hạn.",
    ]


@pytest.mark.parametrize(
    ("made", "damaged", "told"),
    [
        (at(8, 7, 10), 0, "– Sao lưu: chưa đầy một giờ trước, còn mới."),
        (at(8, 2, 5), 0, "– Sao lưu: 5 giờ trước, còn mới."),
        (at(6, 8, 30), 0, "– Sao lưu: 47 giờ trước, còn mới."),
        (at(6, 7, 29), 0, "– Sao lưu: 2 ngày trước, đã cũ. Nhờ người cài máy xem lại."),
        (at(3, 2), 0, "– Sao lưu: 5 ngày trước, đã cũ. Nhờ người cài máy xem lại."),
        (at(8, 2, 5), 3, "còn mới, nhưng 3 ảnh, giấy tờ bị hỏng."),
        (at(8, 9), 0, "– Sao lưu: chưa đầy một giờ trước, còn mới."),  # a clock that was set back
    ],
)
def test_how_old_the_backup_is(
    scene: Scene, lua: Actor, made: datetime, damaged: int, told: str
) -> None:
    with scene.write() as tx:
        note_backup(tx, made, damaged)
    assert told in monday(scene, lua)


def test_the_chains_head_can_be_written_down(scene: Scene, lua: Actor) -> None:
    due(scene, lua, "Báo cáo quý", 20)
    with scene.write() as tx:
        entry, mark = audit.head(tx)
        whole = audit.verify(tx, KEY)
    assert entry == whole.entries > 0
    assert whole.head.startswith(mark)
    assert len(mark) == 12  # as `thidua doctor` prints it
    assert f"– Nhật ký mục {entry}, chép ra giấy: {mark}" in monday(scene, lua)


def test_what_is_due_this_week_and_what_comes_first(scene: Scene, lua: Actor) -> None:
    due(scene, lua, "Việc của tuần trước", 7)
    due(scene, lua, "Họp xóm", 14, hour="19:30")
    due(scene, lua, "Báo cáo quý", 10)
    due(scene, lua, "Danh sách hộ", 12)
    due(scene, lua, "Việc của tuần sau", 15)
    assert (
        "– Tuần này 3 việc đến hạn, gần nhất: Báo cáo quý, thứ Tư, 10/6; "
        "Danh sách hộ, thứ Sáu, 12/6." in monday(scene, lua)
    )


def test_last_week_in_numbers(scene: Scene, lua: Actor) -> None:
    scene.person("Ông Sung", Role.HAMLET_HEAD, "Đoài")
    due(scene, lua, "Báo cáo quý", 12)
    go(scene, at(5, 20))  # seven days before
    assert "– Tuần trước: nhắc được 1 lời." in monday(scene, lua)


# --- the page ------------------------------------------------------------------------------------


def text_of(page: bytes) -> str:
    """The words of a page, of which there is one."""
    (only,) = PdfReader(io.BytesIO(page)).pages
    return " ".join(only.extract_text().split())


def test_the_page_comes_whenever_it_is_asked_for(scene: Scene, chair: Actor) -> None:
    for day, word in ((3, "trang tuần"), (4, "in trang tuan"), (6, "Tờ tuần")):
        scene.now = at(day, 20)
        chair.says(word)
        assert chair.hears("Đang làm trang tuần")
        assert len(print_week(scene)) == 1
        assert chair.hears("Trang tuần thứ Hai, 1/6 đến Chủ nhật, 7/6")


def test_only_those_who_decide_may_have_it(scene: Scene, lua: Actor) -> None:
    head = scene.person("Ông Sung", Role.HAMLET_HEAD, "Đoài")
    mate = scene.person("Bà Ủy", Role.COUNCIL_MEMBER)
    for actor in (head, mate, scene.person("Bà Mận")):
        actor.says("trang tuần")
        assert "Đang làm" not in actor.last
    assert print_week(scene) == []
    lua.says("trang tuần")
    assert len(print_week(scene)) == 1
    viewer, days = Viewer(head.id, ((Role.HAMLET_HEAD, 1),)), (date(2026, 6, 1), date(2026, 6, 3))
    with scene.write() as tx, pytest.raises(NotAllowed):
        week_facts(tx, viewer, *days, scene.commune.zone)


def test_what_the_page_says(scene: Scene, lua: Actor, chair: Actor) -> None:
    sung = scene.person("Ông Sung", Role.HAMLET_HEAD, "Đoài")
    buoi = scene.person("Bà Bưởi")
    with scene.write() as tx:
        keep_phone(tx, scene.bot, sung.chat, "+84900000123")
    buoi.tells_deed(hamlet="Chùa", day="1/6")
    buoi.chooses("Gửi")
    late = due(scene, lua, "Nộp danh sách hộ", 4)
    due(scene, lua, "Báo cáo quý", 10)
    due(scene, lua, "Họp xóm", 21, hour="19:30")
    due(scene, lua, "Việc của tháng sau", 22)
    with scene.write() as tx:
        row = tx.session.exec(select(Occurrence.id).where(Occurrence.milestone_id == late)).one()
        for duty in duties_of(tx, row or 0)[1:]:
            check_duty(tx, of_desk(lua), duty.id or 0, DutyState.DONE, scene.now)
    go(scene, at(8, 7, 30))
    (page,) = print_week(scene)
    text = text_of(page)
    assert "XÃ ĐỒNG MÂY" in text
    assert "Trang tuần 8/6 – 14/6" in text
    assert "Việc tốt chờ quyết định 1 5 ngày" in text
    assert "Báo cáo quý thứ Tư, 10/6 Còn 6/6: thôn Đoài, thôn Đông, thôn Trung và 3 nữa" in text
    assert "Họp xóm 19:30, Chủ nhật, 21/6" in text
    assert "Việc của tháng sau" not in text
    assert "Thôn Đoài (Ông Sung): 1 việc chậm 0900 000 123" in text
    assert "thôn Đông (" not in text
    assert "Số việc 1 0 0 0" in text
    assert "Bà Mận" not in text  # whom a deed praises stands on no page of numbers


def test_an_empty_commune_has_a_page_too(scene: Scene, chair: Actor) -> None:
    go(scene, at(8, 7, 30))
    (page,) = print_week(scene)
    text = text_of(page)
    for said in ("Không có việc nào chờ.", "Không có việc nào đến hạn.", "Không phải gọi ai."):
        assert said in text


def test_each_movement_stands_as_on_the_officers_board(scene: Scene, lua: Actor) -> None:
    states = (
        None, "", ProgressState.WAITING, ProgressState.RETURNED, ProgressState.DONE,
        ProgressState.DONE,
    )  # fmt: skip
    with scene.write() as tx:
        units = list(tx.session.exec(select(Unit).order_by(Unit.id)))  # type: ignore[arg-type]
        for number, ends in enumerate((date(2026, 12, 31), date(2026, 6, 2), None)):
            movement = Movement(
                name=f"Phong trào {number}", audience=HAMLETS, state=MovementState.LAUNCHED,
                ends=ends, made_by=lua.id, made_at=scene.now, launched_at=scene.now,
            )  # fmt: skip
            tx.session.add(movement)
            tx.session.flush()
            for unit, state in zip(units, states, strict=True):
                if state is not None:
                    join(tx, movement, unit, state, lua, scene)
        for state in (MovementState.DRAFT, MovementState.CLOSED):
            tx.session.add(Movement(
                name="Không kể đến", audience=HAMLETS, state=state, made_by=lua.id,
                made_at=scene.now,
            ))  # fmt: skip
    with scene.write() as tx:
        viewer, today = of_desk(lua), date(2026, 6, 3)
        facts = week_facts(tx, viewer, date(2026, 6, 1), today, scene.commune.zone)
        assert [row.name for row in facts.movements] == [f"Phong trào {n}" for n in range(3)]
        for row in facts.movements:
            found = tx.session.exec(select(Movement).where(Movement.name == row.name)).one()
            board = board_of(tx, viewer, found, today, scene.commune.zone)
            assert row.units == len(board.rows) == 6
            assert row.done == board.count(Stands.DONE) == 2
            assert row.waiting == board.count(Stands.WAITING) == 1
            late = [each.unit.name for each in board.rows if each.state is Stands.LATE]
            assert list(row.behind) == late
        assert facts.movements[1].behind == ("thôn Đoài", "thôn Đông", "thôn Thượng")
        assert [call.late for call in facts.calls] == [1, 1, 1]


def join(tx: object, movement: Movement, unit: Unit, state: str, lua: Actor, scene: Scene) -> None:
    """Let a unit take part, with an older report and its newest where it has any."""
    from models.store import Tx

    assert isinstance(tx, Tx)
    taking = Registration(
        movement_id=movement.id or 0, unit_id=unit.id, person_id=lua.id, registered_at=scene.now
    )
    tx.session.add(taking)
    tx.session.flush()
    for each in (ProgressState.RETURNED.value, state) if state else ():
        tx.session.add(Progress(
            registration_id=taking.id or 0, reported_by=lua.id, reported_at=scene.now, state=each
        ))  # fmt: skip
        tx.session.flush()


# --- with a running app --------------------------------------------------------------------------


@pytest.fixture
def web(sqlite_url: str, tmp_path: Path) -> Iterator[WebScene]:
    found = WebScene(sqlite_url, tmp_path / "home", free_port)
    try:
        yield found
        assert found.failed() == 0
    finally:
        found.close()


def test_the_page_of_monday_is_printed_and_can_be_opened(web: WebScene) -> None:
    officer = web.person("Cô Lúa", Role.TDKT_OFFICER)
    chair = web.person("Ông Thóc", Role.COMMUNE_CHAIR)
    web.now += timedelta(days=7) - timedelta(minutes=29)  # the next Monday, 7:31
    web._await(web.app._tick_plan())
    web.work()
    web.killed_and_started_again()
    web._await(web.app._tick_plan())
    web.work()
    told = [shown for shown in chair.screen if "Trang tuần" in shown.text]
    assert len(told) == 1
    (name,) = told[0].reply.files
    assert name == "trang-tuan-23-11-2026.pdf"
    assert "Trang tuần 23/11 – 29/11" in text_of(web.fetch(chair, name)[1])
    assert len([shown for shown in officer.screen if "Đầu tuần" in shown.text]) == 1
