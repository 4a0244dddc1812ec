"""Which choice stays to be seen under a message: the one that was taken, and no other."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.people.role import Role
from tests.fakes.ports import free_port
from tests.fakes.scene import Actor
from tests.fakes.telegram_scene import TelegramScene

EDIT = "editMessageReplyMarkup"


@pytest.fixture
def scene(sqlite_url: str, tmp_path: Path) -> Iterator[TelegramScene]:
    made = TelegramScene(sqlite_url, tmp_path / "home", free_port)
    try:
        yield made
        assert made.failed() == 0
    finally:
        made.close()


def under(scene: TelegramScene, actor: Actor, label: str) -> tuple[int, list[str]]:
    """Return the last message that was sent with this choice, and what stands under it now."""
    own = next(
        one.message_id
        for one in reversed(scene.server.sent)
        if one.chat == actor.chat and any(shown.endswith(label) for shown, _ in one.buttons)
    )
    return own, scene.server.keyboard(actor.chat, own)


def changes(scene: TelegramScene, actor: Actor, label: str) -> list[str]:
    """Return what stands under a message once the platform has been asked to change it."""
    scene.server.wait(lambda: EDIT in scene.server.calls)
    return under(scene, actor, label)[1]


def goes_on(scene: TelegramScene, actor: Actor) -> None:
    """Let what would have been asked of the platform for one press be asked: another press, whose
    keyboard does change, comes after it.
    """
    actor.says("menu")
    before = scene.server.calls.count(EDIT)
    actor.taps("Kể việc tốt")
    scene.server.wait(lambda: scene.server.calls.count(EDIT) > before)


@pytest.mark.parametrize("label", ["Gửi", "Sửa"])
def test_a_choice_in_a_form_stays_alone(scene: TelegramScene, label: str) -> None:
    buoi = scene.person("Bà Bưởi")
    buoi.tells_deed()
    buoi.taps(label)

    (kept,) = changes(scene, buoi, label)
    assert kept.endswith(label)


def test_the_consent_that_was_given_stays_alone(scene: TelegramScene) -> None:
    na = scene.stranger("Bà Na")
    na.says("kể")
    na.taps("Đồng ý")

    assert changes(scene, na, "Đồng ý") == ["1. Đồng ý"]


def test_an_old_button_of_a_form_is_not_shown_as_the_choice(scene: TelegramScene) -> None:
    buoi = scene.person("Bà Bưởi")
    buoi.tells_deed()
    buoi.says("1")
    assert len(scene.deeds()) == 1
    _, stood = under(scene, buoi, "Sửa")
    buoi.taps("Sửa")
    assert buoi.hears(buoi.word("engine-old-button"))
    goes_on(scene, buoi)

    assert under(scene, buoi, "Sửa")[1] == stood


def test_an_old_button_of_an_open_form_is_not_shown_as_the_choice(scene: TelegramScene) -> None:
    buoi = scene.person("Bà Bưởi")
    buoi.tells_deed()
    own, stood = under(scene, buoi, "Gửi")
    buoi.says("2")
    buoi.taps("Kể thêm")
    assert buoi.hears(buoi.word("engine-old-button"))
    goes_on(scene, buoi)

    assert scene.server.keyboard(buoi.chat, own) == stood


def test_a_consent_that_was_typed_is_not_shown_as_refused(scene: TelegramScene) -> None:
    na = scene.stranger("Bà Na")
    na.says("chào", "1")
    _, stood = under(scene, na, "Đồng ý")
    na.taps("Không")
    goes_on(scene, na)

    assert under(scene, na, "Đồng ý")[1] == stood


def test_a_verdict_that_comes_too_late_is_not_shown_as_given(scene: TelegramScene) -> None:
    sung = scene.person("Ông Sung", Role.HAMLET_HEAD, "Đoài")
    lua, buoi = scene.person("Cô Lúa", Role.TDKT_OFFICER), scene.person("Bà Bưởi")
    buoi.tells_deed()
    buoi.says("1")
    own, stood = under(scene, sung, "Chưa đúng")
    lua.says("việc chờ", "nhận 1")
    sung.taps("Chưa đúng")
    assert sung.hears("xã đã")
    goes_on(scene, buoi)

    assert scene.server.keyboard(sung.chat, own) == stood
