"""Commit 1: whatever a platform brings is stored, and holds up nothing behind it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import col, select

from models.machine.inbox import Inbox, InboxState
from tests.fakes.ports import free_port
from tests.fakes.telegram_scene import TelegramScene


@pytest.fixture
def scene(sqlite_url: str, tmp_path: Path) -> Iterator[TelegramScene]:
    found = TelegramScene(sqlite_url, tmp_path / "home", free_port)
    try:
        yield found
    finally:
        found.close()


@pytest.mark.parametrize("deep", [10, 300])
def test_an_update_of_any_depth_holds_up_nobody(scene: TelegramScene, deep: int) -> None:
    mui = scene.person("Bà Mùi")
    chat = {"id": int(mui.chat), "type": "private"}
    who = {"id": int(mui.chat), "is_bot": False, "first_name": "Mùi"}
    message = {"message_id": 900, "date": scene.now.timestamp(), "chat": chat, "from": who}
    scene.server.garbles = {b'"DEEP"': b'{"in":' * deep + b"{}" + b"}" * deep}
    scene.server.bring({"message": {**message, "new_kind": "DEEP"}})
    scene.brought["deep"] = scene.server.last_update()

    mui.says("kể")

    assert mui.hears("Ai")
    with scene.write() as tx:
        states = [row.state for row in tx.session.exec(select(Inbox).order_by(col(Inbox.id)))]
    assert InboxState.NEW.value not in states
    assert len(states) == 2
