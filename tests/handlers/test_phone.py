"""The telephone number: the platform hands it over by a form of its own, or it is not taken."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import select

from models.people.person import Account
from models.people.role import Role
from tests.fakes.ports import free_port
from tests.fakes.scene import PLAIN, Actor, Scene
from tests.fakes.zalo_scene import ZaloOaScene

NUMBER = "84900000000"


@pytest.fixture
def scene(sqlite_url: str, tmp_path: Path) -> Iterator[ZaloOaScene]:
    stage = ZaloOaScene(sqlite_url, tmp_path / "home", free_port)
    yield stage
    assert stage.failed() == 0
    stage.close()


def hands_in(person: Actor, scene: ZaloOaScene) -> None:
    """Fill in the platform's form."""
    scene.server.submits_info(person.chat, person.name, NUMBER)
    scene.settle()


def kept(scene: Scene) -> list[str]:
    with scene.write() as tx:
        return [number for number in tx.session.exec(select(Account.phone)) if number]


def test_the_platforms_form_asks_and_the_desk_sees_the_number(scene: ZaloOaScene) -> None:
    buoi, officer = scene.person("Bà Bưởi"), scene.person("Cô Lúa", Role.TDKT_OFFICER)
    buoi.tells_deed()
    buoi.chooses("Gửi")

    buoi.says("để lại số điện thoại")
    assert [said.form for said in scene.server.to(buoi.chat)][-1] == "Số điện thoại của bác"
    hands_in(buoi, scene)

    assert buoi.hears("giữ số của bác", "0900 000 000")
    assert kept(scene) == [NUMBER]
    officer.says("xem 1")
    assert officer.hears("Điện thoại người kể:", "0900 000 000")
    buoi.says("của tôi")
    assert buoi.hears("Số điện thoại để lại: 0900 000 000")


def test_a_number_that_is_typed_is_never_taken(scene: ZaloOaScene) -> None:
    buoi = scene.person("Bà Bưởi")

    buoi.says("để lại số điện thoại", "0900 000 000")
    buoi.says("số điện thoại của tôi là 0900 000 000")

    assert kept(scene) == []


def test_in_the_middle_of_a_report_its_question_stays(scene: ZaloOaScene) -> None:
    buoi = scene.person("Bà Bưởi")
    buoi.says("kể", "Bà Mận")

    buoi.says("để lại số điện thoại")
    hands_in(buoi, scene)

    assert buoi.hears("giữ số của bác", "Người ấy ở thôn nào ạ?")


def test_without_consent_nothing_is_kept(scene: ZaloOaScene) -> None:
    man = scene.stranger()
    man.says("chào cháu")

    hands_in(man, scene)

    assert kept(scene) == []


def test_who_takes_the_consent_back_takes_the_number_with_it(scene: ZaloOaScene) -> None:
    buoi = scene.person("Bà Bưởi")
    hands_in(buoi, scene)

    buoi.says("của tôi")
    buoi.chooses("Không đồng ý nữa")

    assert kept(scene) == []


def test_where_there_is_no_such_form_a_person_can_be_called(sqlite_url: str) -> None:
    plain = Scene(sqlite_url, PLAIN)
    buoi = plain.person("Bà Bưởi")

    buoi.says("để lại số điện thoại")

    assert buoi.hears("chỗ này cháu chưa nhận được", "0900 000 000")
    plain.close()
