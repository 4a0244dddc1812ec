"""What an officer is shown before is what arrives, over the platforms' own fakes: the same parts
of a long text on Zalo, one message on Telegram.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from handlers.book import BOOK
from models.people.role import Role
from tests.fakes.app_scene import AppScene
from tests.fakes.ports import free_port
from tests.fakes.telegram_scene import TelegramScene
from tests.fakes.zalo_scene import ZaloBotScene, ZaloOaScene

SENTENCE = "Tám giờ sáng thứ Bảy, 6/6, cả xã dọn vệ sinh đường làng."
HALF = "\n".join([SENTENCE] * 20)
SCENES = {"zalo_bot": ZaloBotScene, "zalo_oa": ZaloOaScene, "telegram": TelegramScene}
SHARES = {
    "zalo_bot": "1 người, 2 tin; tháng này còn ",
    "zalo_oa": "– Zalo OA: 1 người, 2 tin, không mất tiền",
    "telegram": "– Telegram: 1 người, 1 tin",
}
PARTS = {"zalo_bot": 2, "zalo_oa": 2, "telegram": 1}


@pytest.fixture(params=SCENES)
def name(request: pytest.FixtureRequest) -> str:
    """A channel."""
    found: str = request.param
    return found


@pytest.fixture
def scene(name: str, sqlite_url: str, tmp_path: Path) -> Iterator[AppScene]:
    """A commune with that channel alone."""
    made = SCENES[name](sqlite_url, tmp_path / "home", free_port)
    made.app.dispatcher.book = BOOK
    yield made
    assert made.failed() == 0
    made.close()


def test_it_arrives_in_the_very_parts_that_were_shown(scene: AppScene, name: str) -> None:
    lua = scene.person("Cô Lúa", Role.TDKT_OFFICER)
    doai = scene.person("Ông Đoài", Role.HAMLET_HEAD, "Đoài")
    scene.person("Ông Hạ", Role.HAMLET_HEAD, "Hạ")
    lua.says("thông báo", HALF, HALF, "thôn Đoài")
    shown = "\n".join(lua.new)
    assert SHARES[name] in shown
    assert "Gửi cho 1 người: thôn Đoài." in shown
    before = len(doai.screen)
    lua.chooses("Gửi")
    scene.tick()
    came = [message.text for message in doai.screen[before:]]
    assert len(came) == PARTS[name]
    assert all(part in shown for part in came)
    assert "".join(came).count(SENTENCE) == 40
