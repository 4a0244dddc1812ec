"""The desk on Telegram, where what a button brings back has at most 64 bytes."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.people.role import Role
from tests.fakes.ports import free_port
from tests.fakes.telegram_scene import TelegramScene
from tests.handlers.desk_stage import desk, told

NAME = "Ông Nguyễn Phước Hồng Thượng Uyển Tôn Thất Bưởi Sấu Mận Nhãn Vải Hồng Xiêm Roi"


@pytest.fixture
def scene(sqlite_url: str, tmp_path: Path) -> Iterator[TelegramScene]:
    found = TelegramScene(sqlite_url, tmp_path / "home", free_port)
    try:
        yield found
        assert found.failed() == 0
    finally:
        found.close()


def test_a_long_name_blocks_no_chat(scene: TelegramScene) -> None:
    stage = desk(scene)
    head = scene.person(NAME, Role.HAMLET_HEAD, "Đông")
    with scene.write() as tx:  # no telephone that could hear of it
        tx.cursor.execute(f"DELETE FROM account WHERE person_id = {head.id}")  # noqa: S608
    told(stage, 1)

    stage.lua.says("xác nhận 1")
    (label, _) = stage.lua.screen[-1].labels
    assert label.startswith("1. Trưởng thôn ông Nguyễn Phước")
    stage.lua.taps(label)
    stage.lua.taps("1. Đúng")

    assert stage.lua.hears("Đã ghi lời xác nhận việc của ông Thóc.")
    with scene.write() as tx:
        tx.cursor.execute("SELECT name, role FROM verdict")
        assert [tuple(row) for row in tx.cursor.fetchall()] == [(NAME, "hamlet_head")]
