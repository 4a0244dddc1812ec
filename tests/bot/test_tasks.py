"""A document that was asked for in a turn comes back as a message with a link; once, also when the
process ends in between.
"""

import errno
import secrets
import threading
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import col, select

from bot.tasks import Document, Maker
from models.machine.file import File, FileState
from models.people.role import Role
from models.store import Tx
from tests.fakes.ports import free_port
from tests.fakes.scene import Actor
from tests.fakes.web_scene import WebScene
from tests.fakes.zalo_scene import ZaloBotScene

NAME = "Danh sách tháng 11.xlsx"
MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CONTENT = b"PK\x03\x04" + secrets.token_bytes(5_000)


class Exporter:
    """Writes the same document each time, once `before` (called in the thread) lets it."""

    def __init__(self) -> None:
        self.asked: list[Mapping[str, Any]] = []
        self.before: Callable[[int], object] = lambda nth: None

    def read(self, tx: Tx, asked: Mapping[str, Any]) -> int:
        """Note what was asked; return how often something was."""
        self.asked.append(asked)
        return len(self.asked)

    def write(self, nth: int) -> Document:
        """Write the document."""
        self.before(nth)
        return Document(NAME, MIME, CONTENT, {"count": 12})


@pytest.fixture
def exporter(monkeypatch: pytest.MonkeyPatch) -> Exporter:
    found = Exporter()
    makers = {"export": Maker(found.read, found.write)}
    monkeypatch.setattr("bot.app.makers", lambda *_: makers)
    return found


@pytest.fixture
def scene(exporter: Exporter, sqlite_url: str, tmp_path: Path) -> Iterator[WebScene]:
    found = WebScene(sqlite_url, tmp_path / "home", free_port)
    try:
        yield found
        assert found.failed() == 0
    finally:
        found.close()


@pytest.fixture
def officer(scene: WebScene) -> Actor:
    return scene.person("Cô Lúa", Role.TDKT_OFFICER)


def documents(scene: WebScene) -> list[File]:
    """The documents that are kept."""
    with scene.write() as tx:
        rows = select(File).where(col(File.id).startswith("document-"))
        found = list(tx.session.exec(rows))
        tx.session.expunge_all()
    return found


def handed_over(officer: Actor) -> list[str]:
    """The names of all files on a person's screen."""
    return [name for shown in officer.screen for name in shown.reply.files]


def test_a_document_comes_back_as_a_message_with_a_link(
    scene: WebScene, officer: Actor, exporter: Exporter
) -> None:
    officer.says("xuất excel")
    officer.chooses("Tháng này")
    scene.work()

    assert any("Đang làm danh sách" in shown.text for shown in officer.screen)
    assert officer.hears("Danh sách 12 việc")
    headers, body = scene.fetch(officer, NAME)
    assert body == CONTENT
    assert headers["content-type"] == MIME
    assert headers["content-disposition"].startswith("attachment; filename*=utf-8''Danh%20s")
    (kept,) = documents(scene)
    assert (kept.state, kept.size, kept.owner) == (
        FileState.KEPT.value,
        len(CONTENT),
        f"web:{officer.chat}",
    )
    assert [asked["person"] for asked in exporter.asked] == [officer.id]


def test_it_stands_in_the_history_of_a_page_that_is_opened_again(
    scene: WebScene, officer: Actor
) -> None:
    officer.says("xuất excel")
    officer.chooses("Tháng này")
    scene.work()

    visitor = scene._visitors[officer.chat]
    scene._await(visitor.reload())
    scene._await(visitor.until(lambda: len(visitor.history) == 5))

    said = [line["text"] for line in visitor.history if line.get("own")]
    assert said == ["xuất excel", "1. Tháng này"]
    assert scene.fetch(officer, NAME)[1] == CONTENT


def test_a_document_that_comes_into_a_form_keeps_its_link(
    scene: WebScene, officer: Actor, exporter: Exporter
) -> None:
    go_on = threading.Event()
    exporter.before = lambda nth: go_on.wait(20)
    officer.says("xuất excel")
    officer.chooses("Tháng này")
    officer.says("kể")
    go_on.set()
    scene.work()

    assert officer.hears("Danh sách 12 việc", "Ai làm việc tốt ấy")
    assert handed_over(officer) == [NAME]
    officer.says("Bà Mận bán xôi")
    assert officer.hears("thôn nào")


def test_a_process_that_ends_in_between_hands_it_over_once(
    scene: WebScene, officer: Actor, exporter: Exporter
) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def wait_at_first(nth: int) -> None:
        begun.set()
        if nth == 1:
            go_on.wait(20)

    exporter.before = wait_at_first
    officer.says("xuất excel")
    officer.chooses("Tháng này")
    assert begun.wait(20)
    scene.killed_and_started_again()
    go_on.set()
    scene.work()

    assert len(exporter.asked) == 2
    assert handed_over(officer) == [NAME]
    assert len(documents(scene)) == 1
    assert scene.fetch(officer, NAME)[1] == CONTENT


def test_what_cannot_be_made_is_tried_again_and_then_told(
    scene: WebScene, officer: Actor, exporter: Exporter
) -> None:
    def fail(_nth: int) -> None:
        raise OSError("the disk is full")

    exporter.before = fail
    officer.says("xuất excel")
    officer.chooses("Tháng này")
    for _ in range(3):
        scene.work()
        scene.wait(seconds=10)
    scene.work()

    assert len(exporter.asked) == 3
    assert officer.hears("Chưa làm được danh sách", "nhắn lại: xuất excel")
    assert documents(scene) == []

    exporter.before = lambda nth: None
    officer.says("xuất excel")
    officer.chooses("Tháng này")
    scene.work()
    assert handed_over(officer) == [NAME]


def test_a_citizen_is_not_asked_which_period(scene: WebScene, exporter: Exporter) -> None:
    citizen = scene.person("Bà Bưởi")
    citizen.says("xuất excel")
    scene.work()

    assert exporter.asked == []
    assert not citizen.hears("khoảng nào")


def test_a_photo_for_which_there_is_no_room_is_told_of(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def full(*_given: object) -> None:
        raise OSError(errno.ENOSPC, "the disk is full")

    monkeypatch.setattr("bot.tasks.MOST_TRIES", 2)
    monkeypatch.setattr("bot.files.keep", full)
    scene = ZaloBotScene(sqlite_url, tmp_path / "home", free_port)
    try:
        buoi = scene.person("Bà Bưởi")
        buoi.says("kể")
        buoi.sends_photo()
        scene.work()
        scene.wait(seconds=5)
        scene.work()

        assert buoi.hears("gửi lúc trước bị lỡ, cháu chưa giữ được")
    finally:
        scene.close()
