"""Inviting people by a code that can be spoken, and using one; a commune that starts with it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import select

from models.people.invitations import (
    INVITES,
    Refusal,
    accept_invitation,
    invite,
    invite_administrator,
)
from models.people.person import Person
from models.people.role import Role, roles_of
from models.people.unit import Unit
from models.permissions import Action, NotAllowed, Viewer, may
from models.work.receipts import grouped
from tests.fakes.ports import free_port
from tests.fakes.scene import Actor, Scene
from tests.fakes.web_scene import WebScene

CODE = re.compile(r"^\d{4} \d{4}$", re.MULTILINE)


@pytest.fixture
def scene(sqlite_url: str) -> Iterator[Scene]:
    stage = Scene(sqlite_url)
    yield stage
    stage.close()


@pytest.fixture
def lim(scene: Scene) -> Actor:
    return scene.person("Anh Lim", Role.ADMIN)


def code_on(actor: Actor) -> str:
    """The code on the screen, alone on its line."""
    found = CODE.findall(actor.last)
    assert len(found) == 1, actor.last
    return str(found[0])


def held_by(scene: Scene, actor: Actor) -> list[tuple[Role, str]]:
    """The roles of somebody who has spoken, each with its unit's name."""
    with scene.write() as tx:
        tx.cursor.execute(f"SELECT person_id FROM account WHERE sender = '{actor.chat}'")  # noqa: S608
        person = int(tx.cursor.fetchall()[0][0])
        names = {unit.id: unit.name for unit in tx.session.exec(select(Unit))}
        return [(role, names.get(unit, "")) for role, unit in roles_of(tx, person)]


def name_of(scene: Scene, person: int) -> str:
    """A person's name as it is stored."""
    with scene.write() as tx:
        return tx.session.get_one(Person, person).name


# --- making one ----------------------------------------------------------------------------------


def test_a_hamlet_head_is_invited(scene: Scene, lim: Actor) -> None:
    lim.says("mời")
    assert lim.hears("Mời làm việc gì?")
    assert len(lim.screen[-1].labels) == 9

    lim.chooses("trưởng thôn")
    assert lim.hears("Của nơi nào?")
    lim.says("Đoài")
    assert lim.hears("Mời ai?")
    lim.says("Ông Sấu")
    assert lim.hears("Mời ông Sấu, trưởng thôn, thôn Đoài. Mã mời:\n", "đến thứ Hai, 23/11.")

    sau = scene.stranger()
    sau.says(f"mời {code_on(lim)}")
    assert sau.hears("Đã ghi: trưởng thôn.")
    assert held_by(scene, sau) == [(Role.HAMLET_HEAD, "thôn Đoài")]
    with scene.write() as tx:
        assert "Ông Sấu" in tx.session.exec(select(Person.name)).all()


def test_for_a_role_without_a_unit_only_the_name_is_asked(scene: Scene, lim: Actor) -> None:
    lim.says("mời người", "Chủ tịch xã")
    assert lim.hears("Mời ai?")
    lim.says("ông Đa")

    da = scene.stranger()
    da.says(f"mã mời {code_on(lim)}")
    assert held_by(scene, da) == [(Role.COMMUNE_CHAIR, "")]


def test_many_hamlets_are_typed_and_what_is_unclear_is_asked(scene: Scene, lim: Actor) -> None:
    with scene.write() as tx:
        for name in ("Bến", "Sông", "Núi", "Giếng Đông"):
            unit = Unit(code=name, kind="hamlet", name=f"thôn {name}", others=[name])
            tx.session.add(unit)
    lim.says("mời", "trưởng thôn")
    assert lim.hears("Của nơi nào?\nNhắn tên, ví dụ: Đoài.")
    assert lim.screen[-1].labels == []

    lim.says("Xyz")
    assert lim.hears("Chưa tìm ra tên ấy. Của nơi nào?")
    lim.says("thon giêng")
    assert lim.hears("Mời ai?")
    lim.says("bà Na")
    assert lim.hears("thôn Giếng Đông")


@pytest.mark.parametrize("name", ["a", "x" * 81])
def test_a_name_that_can_be_none_is_asked_for_again(lim: Actor, name: str) -> None:
    lim.says("mời", "Chủ tịch xã", name)

    assert lim.hears("Chưa rõ tên. Mời ai?")


def test_an_officer_invites_those_of_the_hamlets_and_units_only(scene: Scene) -> None:
    lua = scene.person("Cô Lúa", Role.TDKT_OFFICER)
    lua.says("mời")

    assert [label.partition(" ")[2] for label in lua.screen[-1].labels] == [
        "trưởng thôn",
        "Trưởng ban công tác Mặt trận",
        "người đứng đầu đoàn thể",
        "thủ trưởng đơn vị",
    ]


def test_whoever_lost_the_right_meanwhile_gets_no_code(scene: Scene, lim: Actor) -> None:
    lim.says("mời", "Chủ tịch xã")
    with scene.write() as tx:
        tx.cursor.execute("UPDATE \"grant\" SET role = 'tdkt_officer'")
    lim.says("ông Đa")

    assert lim.hears("Vai ấy chưa mời được từ đây.")


@pytest.mark.parametrize("inviter", list(Role))
@pytest.mark.parametrize("role", list(Role))
def test_who_may_invite_whom(scene: Scene, inviter: Role, role: Role) -> None:
    heads = {
        Role.HAMLET_HEAD, Role.HAMLET_FRONT_HEAD, Role.MASS_ORG_HEAD, Role.UNIT_HEAD,
    }  # fmt: skip
    at_the_commune = {
        Role.TDKT_OFFICER, Role.COMMUNE_CHAIR, Role.VICE_CHAIR, Role.COUNCIL_MEMBER,
        Role.COUNCIL_SECRETARY,
    }  # fmt: skip
    allowed = {Role.ADMIN: heads | at_the_commune, Role.TDKT_OFFICER: heads}
    viewer = Viewer(1, ((inviter, None),))

    with scene.write() as tx:
        if role in allowed.get(inviter, set()):
            assert invite(tx, viewer, role, None, "Ông Sấu", scene.now)
        else:
            with pytest.raises(NotAllowed):
                invite(tx, viewer, role, None, "Ông Sấu", scene.now)


def test_only_those_who_invite_are_in_both_tables() -> None:
    assert {role for role in Role if may(Viewer(1, ((role, None),)), Action.INVITE)} == set(
        INVITES
    )


# --- using one -----------------------------------------------------------------------------------


def test_a_code_works_once_and_for_seven_days(scene: Scene, lim: Actor) -> None:
    lim.says("mời", "Chủ tịch xã", "ông Đa")
    first = code_on(lim)
    lim.says("mời", "Chủ tịch xã", "ông Đào")
    second = code_on(lim)
    one, other = scene.stranger(), scene.stranger()

    one.says(f"mời {first}")
    other.says(f"mời {first}")
    assert other.hears("chưa dùng được")

    scene.wait(days=7)
    other.says(f"mời {second}")
    assert other.hears("chưa dùng được")


def test_a_name_that_is_known_stays(scene: Scene, lim: Actor) -> None:
    known = scene.person("Nguyễn Thị Mận")
    with scene.write() as tx:
        code = invite(
            tx, Viewer(lim.id, ((Role.ADMIN, None),)), Role.UNIT_HEAD, None, "cô Mận", scene.now
        )
    known.says(f"mời {code}")

    assert name_of(scene, known.id) == "Nguyễn Thị Mận"


def test_the_former_head_of_the_hamlet_stays_one(scene: Scene, lim: Actor) -> None:
    sau = scene.person("Ông Sấu", Role.HAMLET_HEAD, "Đoài")
    lim.says("mời", "trưởng thôn", "Đoài", "bà Na")
    na = scene.stranger()
    na.says(f"mời {code_on(lim)}")

    assert held_by(scene, na) == held_by(scene, sau) == [(Role.HAMLET_HEAD, "thôn Đoài")]


def test_only_a_digest_of_the_code_is_stored(scene: Scene) -> None:
    with scene.write() as tx:
        code = invite_administrator(tx, scene.now)
        tx.flush()
        tx.cursor.execute("SELECT * FROM invitation")
        stored = str(tx.cursor.fetchall())
        assert code not in stored
        assert grouped(code) not in stored
        with pytest.raises(Refusal):
            accept_invitation(tx, "0000 0000", 1, scene.now)


# --- at the kiosk --------------------------------------------------------------------------------


def test_at_the_kiosk_a_code_is_refused_and_still_works_on_ones_own_phone(
    sqlite_url: str, tmp_path: Path
) -> None:
    scene = WebScene(sqlite_url, tmp_path / "home", free_port)
    with scene.write() as tx:
        code = grouped(invite_administrator(tx, scene.now))
    kiosk, phone = scene.at_kiosk(), scene.stranger()

    kiosk.says(f"mời {code}")
    assert kiosk.hears("Máy này nhiều người dùng chung")
    assert held_by(scene, kiosk) == []

    phone.says(f"mời {code}")
    assert phone.hears("Đã ghi: quản trị.")
    assert held_by(scene, phone) == [(Role.ADMIN, "")]
    scene.close()


# --- a commune that begins -----------------------------------------------------------------------


def test_a_commune_starts_with_nothing_but_an_administrator(scene: Scene) -> None:
    with scene.write() as tx:
        for unit in tx.session.exec(select(Unit)):
            tx.session.delete(unit)
        first = grouped(invite_administrator(tx, scene.now))

    lim = scene.stranger()
    lim.says(f"mời {first}")
    assert lim.hears("Đã ghi: quản trị.")
    lim.says("mời", "trưởng thôn")
    assert lim.hears("Chưa ghi thôn nào")

    lim.says("thiết lập")
    lim.says("1", "xã Đồng Gió")
    lim.says("2", "thôn Đoài\nthôn Đông", "ghi")
    lim.says("4", "cô Mai")
    lim.says("5", "0912 345 678")
    lim.says("6", "giờ làm việc")
    lim.says("7", "thứ Năm hằng tuần, 8 giờ, phòng tiếp dân")

    lim.says("mời", "công chức thi đua, khen thưởng", "cô Mai")
    officer = scene.stranger()
    officer.says(f"mời {code_on(lim)}")
    assert held_by(scene, officer) == [(Role.TDKT_OFFICER, "")]
    officer.says("mời", "trưởng thôn", "Đoài", "ông Sấu")
    head = scene.stranger()
    head.says(f"mời {code_on(officer)}")

    buoi = scene.stranger()
    buoi.says("kể")
    assert buoi.hears("máy trả lời của xã Đồng Gió")
    buoi.says("đồng ý", "Bà Mận bán xôi", "Đoài", "Nhặt được ví có 3 triệu, trả lại", "hôm qua")
    buoi.says("không", "gửi")
    assert re.search(r"^\d{4} \d{4}$", buoi.last, re.MULTILINE)
    assert head.hears("trưởng thôn Đoài", "Bà Mận bán xôi")
    assert scene.failed() == 0
