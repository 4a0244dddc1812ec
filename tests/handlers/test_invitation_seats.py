"""Where whoever is invited is sent: to the bot that holds a seat for them, else somewhere else."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.dialogue.messages import Plan, Window
from models.people.invitations import VALID_FOR, make_invitation
from models.people.role import Role
from models.people.seats import MeetingPlace, reserved
from tests.fakes.scene import BOT, Actor, Scene
from tests.handlers.test_invitations import code_on

PLAN = Plan(seats=50, messages=3000)
FIRST = MeetingPlace(BOT, "https://zalo.me/1111", PLAN)
SECOND = MeetingPlace("zalo-2222", "https://zalo.me/2222", PLAN)
ACCOUNT = MeetingPlace(
    "zalo-oa", "https://zalo.me/oa", window=Window(free=VALID_FOR, most=VALID_FOR)
)
WEB = MeetingPlace("web", "")


@pytest.fixture
def scene(store_url: str) -> Iterator[Scene]:
    stage = Scene(store_url)
    stage.commune.public_url = "https://xa.example"
    stage.commune.meeting = lambda: (WEB, FIRST, SECOND, ACCOUNT)
    yield stage
    assert stage.failed() == 0
    stage.close()


@pytest.fixture
def lim(scene: Scene) -> Actor:
    return scene.person("Anh Lim", Role.ADMIN)


def invites(lim: Actor) -> str:
    """Invite the chairman; return what the bot says to that."""
    lim.says("mời", "Chủ tịch xã", "ông Đa")
    return lim.last


def fill(scene: Scene, *places: MeetingPlace) -> None:
    """Take every seat that is left on these bots."""
    with scene.write() as tx:
        for place in places:
            for _ in range(50):
                make_invitation(tx, Role.HAMLET_HEAD, None, "Ông Sấu", 0, scene.now, place.bot)


def held(scene: Scene, place: MeetingPlace) -> int:
    with scene.write() as tx:
        return reserved(tx, place.bot, scene.now)


def test_the_bot_that_holds_the_seat_is_named_with_its_qr_code(scene: Scene, lim: Actor) -> None:
    said = invites(lim)

    assert "Người được mời mở Zalo chỗ này" in said
    assert said.endswith("https://zalo.me/1111\nMã QR để quét: https://xa.example/moi/script")
    assert (held(scene, FIRST), held(scene, SECOND)) == (1, 0)


def test_the_seat_is_let_go_when_the_code_is_used(scene: Scene, lim: Actor) -> None:
    invites(lim)
    scene.stranger().says(f"mời {code_on(lim)}")

    assert held(scene, FIRST) == 0


def test_the_fifty_first_is_sent_to_the_next_bot(scene: Scene, lim: Actor) -> None:
    fill(scene, FIRST)

    assert "https://zalo.me/2222" in invites(lim)
    assert held(scene, SECOND) == 1
    scene.now += VALID_FOR  # what nobody has used lets its seat go
    assert "https://zalo.me/1111" in invites(lim)


def test_nobody_is_sent_to_a_bot_that_zalo_has_stopped(scene: Scene, lim: Actor) -> None:
    stopped = replace(FIRST, stopped=True)
    scene.commune.meeting = lambda: (WEB, stopped, SECOND)
    assert "https://zalo.me/2222" in invites(lim)

    scene.commune.meeting = lambda: (WEB, stopped)
    assert "mở trang của xã" in invites(lim)
    assert (held(scene, FIRST), held(scene, SECOND)) == (0, 1)


def test_with_every_bot_full_to_the_official_account(scene: Scene, lim: Actor) -> None:
    fill(scene, FIRST, SECOND)
    said = invites(lim)

    assert "Các bot Zalo đã đủ người." in said
    assert said.endswith("https://zalo.me/oa")
    assert (held(scene, FIRST), held(scene, SECOND)) == (50, 50)
    da = scene.stranger()
    da.says(f"mời {code_on(lim)}")
    assert da.hears("Đã ghi")


def test_without_an_official_account_to_the_communes_page(scene: Scene, lim: Actor) -> None:
    scene.commune.meeting = lambda: (WEB, FIRST)
    fill(scene, FIRST)

    assert invites(lim).endswith("đến mã:\nhttps://xa.example")


def test_without_any_of_them_by_telephone(scene: Scene, lim: Actor) -> None:
    scene.commune.meeting = lambda: (FIRST,)
    scene.commune.public_url = ""
    fill(scene, FIRST)

    assert invites(lim).endswith("gọi cô Lúa, giờ làm việc:\n0900 000 000")


def test_where_no_bot_is_counted_nobody_needs_a_seat(scene: Scene, lim: Actor) -> None:
    scene.commune.meeting = lambda: (WEB, ACCOUNT)

    assert "mở trang của xã" in invites(lim)
    with scene.write() as tx:
        assert reserved(tx, "", scene.now) == 1


def test_a_bot_whose_address_is_not_known_yet_holds_the_seat_too(scene: Scene, lim: Actor) -> None:
    unknown = MeetingPlace(BOT, "", PLAN)
    scene.commune.meeting = lambda: (unknown,)

    assert "mở trang của xã" in invites(lim)
    assert held(scene, unknown) == 1
