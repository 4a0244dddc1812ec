"""Whom an announcement is for: one hamlet or several, a single unit, those who have registered
for a movement; by number or by name.
"""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlmodel import select

from handlers.book import BOOK
from models.people.role import Role
from models.people.seats import MeetingPlace
from models.people.unit import Unit, UnitKind
from models.work.announcement import Announcement
from models.work.movement import Movement, MovementState, Registration
from tests.fakes.scene import PLAIN, Actor, Scene

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


@pytest.fixture
def heads(scene: Scene) -> list[Actor]:
    hamlets = ("Đoài", "Đông", "Trung", "Hạ")
    return [scene.person(f"Ông {hamlet}", Role.HAMLET_HEAD, hamlet) for hamlet in hamlets]


def choose(lua: Actor, label: str) -> None:
    """Choose what the open question offers, by its number."""
    line = next(line for line in lua.last.splitlines() if line.endswith(label))
    lua.says(line.partition(".")[0])


def audience(scene: Scene) -> list[str]:
    """The terms of the newest announcement."""
    with scene.write() as tx:
        return tx.session.exec(select(Announcement).order_by(Announcement.id)).all()[-1].audience  # type: ignore[arg-type]


# --- one hamlet ----------------------------------------------------------------------------------


def test_one_hamlet_by_its_number_from_a_list_with_sizes(
    scene: Scene, lua: Actor, heads: list[Actor]
) -> None:
    front = scene.person("Bà Na", Role.HAMLET_FRONT_HEAD, "Đoài")
    lua.says("thông báo", TEXT)
    assert lua.hears("1. Trưởng thôn (4 người)", "2. Trưởng ban Mặt trận thôn (1 người)")
    choose(lua, "Một hay mấy thôn")
    assert lua.hears("Những thôn nào?", "1. thôn Đoài (2 người)", "4. thôn Thượng (0 người)")
    lua.says("1")
    assert lua.hears("Gửi cho 2 người: thôn Đoài.")
    choose(lua, "Gửi")
    scene.tick()
    assert [len(actor.screen) for actor in (*heads, front)] == [1, 0, 0, 0, 1]


@pytest.mark.parametrize("said", ["thôn Đoài, thôn Hạ", "Đoài và Hạ", "trưởng thôn Đoài, ha"])
def test_several_hamlets_by_name_without_a_further_question(
    scene: Scene, lua: Actor, heads: list[Actor], said: str
) -> None:
    lua.says("thông báo", TEXT, said)
    assert lua.hears("Gửi cho 2 người: thôn Đoài, thôn Hạ.")


def test_from_the_list_several_by_number_beside_a_group(
    scene: Scene, lua: Actor, heads: list[Actor]
) -> None:
    scene.person("Bà Na", Role.HAMLET_FRONT_HEAD, "Trung")
    lua.says("thông báo", TEXT, "2, 7", "1, 2")
    assert lua.hears("Gửi cho 3 người: Trưởng ban Mặt trận thôn, thôn Đoài, thôn Đông.")


def test_a_name_that_may_be_two_hamlets_is_asked_about(
    scene: Scene, lua: Actor, heads: list[Actor]
) -> None:
    with scene.write() as tx:
        unit = Unit(code="thon-7", kind=UnitKind.HAMLET.value, name="thôn Đồng", others=["Đồng"])
        tx.session.add(unit)
    lua.says("thông báo", TEXT, "Đoài, thon dong, Hạ")
    assert lua.hears("“thon dong” là nơi nào?", "1. thôn Đông", "2. thôn Đồng")
    lua.says("1")
    assert lua.hears("Gửi cho 3 người: thôn Đoài, thôn Đông, thôn Hạ.")


def test_a_single_unit_that_is_no_hamlet_is_named_too(scene: Scene, lua: Actor) -> None:
    with scene.write() as tx:
        unit = Unit(code="hoi-1", kind=UnitKind.MASS_ORG.value, name="Hội Phụ nữ")
        tx.session.add(unit)
        tx.session.flush()
    lua.says("thông báo", TEXT, "hội phụ nữ")
    assert lua.hears("Chưa có ai để gửi: Hội Phụ nữ.", "1. Đổi người nhận")
    assert not lua.hears("Gửi đi chứ?")


def test_a_long_list_of_hamlets_stands_in_one_paragraph(scene: Scene, lua: Actor) -> None:
    with scene.write() as tx:
        for place in range(7, 19):
            name = f"thôn Xóm {chr(58 + place)}"
            tx.session.add(Unit(code=f"thon-{place}", kind=UnitKind.HAMLET.value, name=name))
    scene.person("Ông Hạ", Role.HAMLET_HEAD, "Hạ")
    lua.says("thông báo", TEXT, "một thôn")
    assert lua.hears("Nhắn tên hoặc số", "5. thôn Hạ (1 người), 6. thôn Chùa (0 người)", "18. ")
    lua.says("5 và 12")
    assert len(audience(scene)) == 2
    assert lua.hears("Gửi cho 1 người: thôn Hạ, thôn Xóm F.")


def test_what_is_no_audience_is_asked_again(scene: Scene, lua: Actor) -> None:
    lua.says("thông báo", TEXT, "họ hàng bên ngoại")
    assert lua.hears("Chưa rõ gửi cho ai.", "1. Trưởng thôn")


# --- those who have registered -------------------------------------------------------------------


def launched(scene: Scene, name: str, *units: str) -> int:
    """A movement that runs, for which hamlets have registered."""
    with scene.write() as tx:
        made = Movement(name=name, state=MovementState.LAUNCHED, made_by=1, made_at=scene.now)
        tx.session.add(made)
        tx.session.flush()
        assert made.id is not None
        for hamlet in units:
            unit = tx.session.exec(select(Unit).where(Unit.name == f"thôn {hamlet}")).one()
            who = next(a for a in scene.people.values() if a.name == f"Ông {hamlet}")
            tx.session.add(Registration(movement_id=made.id, unit_id=unit.id, person_id=who.id,
                                        registered_at=scene.now))  # fmt: skip
        return made.id


def test_those_registered_for_a_movement(scene: Scene, lua: Actor, heads: list[Actor]) -> None:
    launched(scene, "Đường làng sạch đẹp", "Đoài", "Đông", "Hạ")
    launched(scene, "Nhà sạch vườn xanh", "Trung")
    lua.says("thông báo", TEXT)
    choose(lua, "Nơi đã đăng ký phong trào")
    assert lua.hears("1. Nhà sạch vườn xanh (1 người)", "2. Đường làng sạch đẹp (3 người)")
    lua.says("2")
    assert lua.hears("Gửi cho 3 người: nơi đăng ký Đường làng sạch đẹp.")
    choose(lua, "Gửi")
    scene.tick()
    assert [len(head.screen) for head in heads] == [1, 1, 0, 1]


def test_by_the_movement_s_name_and_the_only_one_without_a_question(
    scene: Scene, lua: Actor, heads: list[Actor]
) -> None:
    launched(scene, "Đường làng sạch đẹp", "Đoài")
    lua.says("thông báo", TEXT, "phong trào đường làng sạch đẹp và thôn Hạ")
    assert lua.hears("Gửi cho 2 người: thôn Hạ, nơi đăng ký Đường làng sạch đẹp.")
    lua.says("thông báo", TEXT, "đã đăng ký")
    assert lua.hears("Gửi cho 1 người: nơi đăng ký Đường làng sạch đẹp.")


def test_where_no_movement_runs_it_is_not_offered(scene: Scene, lua: Actor) -> None:
    lua.says("thông báo", TEXT)
    assert "phong trào" not in lua.last
