"""The plan through the web chat: sent as it lies on a computer, read in a process of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import select

from bot.dialogue.messages import Kind, Media
from models.people.role import Role
from models.work.movement import Movement
from tests.bot.documents import plans
from tests.fakes.ports import free_port
from tests.fakes.scene import Actor
from tests.fakes.web_scene import WebScene
from tests.handlers.test_plan import BODY


@pytest.fixture
def web(sqlite_url: str, tmp_path: Path) -> Iterator[WebScene]:
    found = WebScene(sqlite_url, tmp_path / "home", free_port)
    try:
        yield found
        assert found.failed() == 0
    finally:
        found.close()


@pytest.fixture
def lua(web: WebScene) -> Actor:
    return web.person("Cô Lúa", Role.TDKT_OFFICER)


def sends(lua: Actor, path: Path, data: bytes) -> None:
    path.write_bytes(data)
    lua.send(Kind.FILE, media=(Media(Kind.FILE, ref=str(path), name=path.name),))
    assert isinstance(lua.scene, WebScene)
    lua.scene.work()


@pytest.mark.parametrize("kind", ["docx", "odt", "txt"])
def test_a_plan_in_every_shape(web: WebScene, lua: Actor, tmp_path: Path, kind: str) -> None:
    data = {
        "docx": plans.word(*BODY),
        "odt": plans.odt(*BODY),
        "txt": plans.plain(*BODY).encode(),
    }
    sends(lua, tmp_path / f"ke hoach.{kind}", data[kind])
    assert "Phong trào: Cả xã chung tay làm sạch kênh mương" in "\n".join(lua.new)
    lua.says("lấy hết")
    lua.chooses("Ghi")
    with web.write() as tx:
        names = [row.name for row in tx.session.exec(select(Movement))]
    assert names == ["Cả xã chung tay làm sạch kênh mương", "Mỗi nhà một vườn rau"]


def test_a_locked_file_gets_its_sentence(lua: Actor, tmp_path: Path) -> None:
    marker = "EncryptedPackage".encode("utf-16-le")
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + marker + bytes(4000)
    sends(lua, tmp_path / "ke hoach.docx", locked)
    assert lua.hears("có mật khẩu")
