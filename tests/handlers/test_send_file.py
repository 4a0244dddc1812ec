"""A file where the channel carries none: a page on the phone takes it, once, and the talk goes on
as if it had been sent there.
"""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from models.machine.file import FileState
from tests.fakes.ports import free_port
from tests.fakes.scene import Actor, Scene
from tests.fakes.telegram_scene import TelegramScene
from tests.fakes.web_scene import picture
from tests.fakes.zalo_scene import ZaloBotScene

PAGE = re.compile(r"http://127\.0\.0\.1:\d+/gui/\S+")
PDF = b"%PDF-1.7\n" + bytes(range(256)) * 4

Open = Callable[..., ZaloBotScene]


@pytest.fixture
def on_zalo(sqlite_url: str, tmp_path: Path) -> Iterator[Open]:
    """Opens a commune with a Zalo bot, with settings of the test's own."""
    opened: list[ZaloBotScene] = []

    def open_one(**settings: Any) -> ZaloBotScene:
        opened.append(ZaloBotScene(sqlite_url, tmp_path / "home", free_port, **settings))
        return opened[0]

    yield open_one
    for scene in opened:
        assert scene.failed() == 0
        scene.close()


def page_for(actor: Actor, said: str = "gửi tệp") -> str:
    """Ask for the page; return its address."""
    actor.says(said)
    found = PAGE.search(actor.new[0])
    assert found is not None, actor.new
    return found[0]


def hand_in(actor: Actor, page: str, content: bytes, name: str) -> httpx.Response:
    """Choose a file on the page and send it; what the bot says to that is on the screen."""
    actor.seen = len(actor.screen)
    answer = httpx.post(page, files={"file": (name, content)}, trust_env=False)
    actor.scene.settle()
    return answer


def kept(scene: Scene) -> list[tuple[str, str, str]]:
    """Kind, name and state of the files that there are."""
    with scene.write() as tx:
        rows = tx.connection.execute(text("SELECT kind, name, state FROM file"))
        return [tuple(row) for row in rows]


@pytest.mark.parametrize("said", ["gửi tệp", "gui file"])
def test_the_page_is_given_for_a_word(on_zalo: Open, said: str) -> None:
    buoi = on_zalo().person("Bà Bưởi")

    answer = httpx.get(page_for(buoi, said), trust_env=False)

    assert answer.status_code == 200
    assert "Chọn một tệp trong máy" in answer.text


def test_a_photo_from_the_page_is_evidence_as_if_it_had_been_sent_here(on_zalo: Open) -> None:
    scene = on_zalo()
    buoi = scene.person("Bà Bưởi")
    buoi.says("kể", "Bà Mận bán xôi", "Đoài", "Nhặt được ví, trả lại người mất", "10/11")
    assert buoi.hears("Bác có ảnh thì gửi cho cháu")
    page = page_for(buoi)
    assert buoi.hears("Bác có ảnh thì gửi cho cháu")  # still the open question

    hand_in(buoi, page, picture("xoi"), "xôi.jpg")
    buoi.says("xong", "1")

    (deed,) = scene.deeds()
    assert len(deed.answers["evidence"]["files"]) == 1
    assert kept(scene) == [("photo", "xôi.jpg", FileState.KEPT)]


def test_a_report_that_has_just_begun_is_still_open(on_zalo: Open) -> None:
    buoi = on_zalo().person("Bà Bưởi")
    buoi.says("kể")
    page_for(buoi)

    buoi.says("Bà Mận bán xôi")

    assert buoi.hears("Người ấy ở thôn nào ạ?")


def test_the_page_takes_one_file(on_zalo: Open) -> None:
    scene = on_zalo()
    buoi = scene.person("Bà Bưởi")
    page = page_for(buoi)
    hand_in(buoi, page, PDF, "giấy.pdf")
    assert buoi.new != []

    answer = hand_in(buoi, page, PDF, "giấy khác.pdf")

    assert "xã đã nhận rồi" in answer.text
    assert buoi.new == []
    assert [name for _, name, _ in kept(scene)] == ["giấy.pdf"]


def test_the_page_ends_after_a_day(on_zalo: Open) -> None:
    scene = on_zalo()
    page = page_for(scene.person("Bà Bưởi"))
    scene.now += timedelta(days=1, minutes=1)

    answer = httpx.get(page, trust_env=False)

    assert answer.status_code == 410
    assert "đã hết hạn" in answer.text


def test_in_a_group_the_page_is_given_in_private(on_zalo: Open) -> None:
    scene = on_zalo()
    buoi = scene.person("Bà Bưởi")
    scene.server.says("nhom-1", "@Bot Xã Đồng Mây gửi tệp", sender=buoi.chat, group=True)
    scene.server.wait(lambda: PAGE.search("\n".join(scene.server.told(buoi.chat))) is not None)

    assert PAGE.search("\n".join(scene.server.told("nhom-1"))) is None


def test_without_a_public_address_it_is_said_what_to_do_instead(on_zalo: Open) -> None:
    buoi = on_zalo(public_url=None).person("Bà Bưởi")
    buoi.says("gửi tệp")

    assert buoi.new[0].startswith("Tệp thì chỗ này cháu chưa nhận được. Bác chụp ảnh gửi")
    assert "0900 000 000" in buoi.new[0]


FILM = b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + bytes(900)
LARGE = 21 << 20


@pytest.fixture
def on_telegram(sqlite_url: str, tmp_path: Path) -> Iterator[Callable[..., TelegramScene]]:
    """Opens a commune with a Telegram bot, with settings of the test's own."""
    opened: list[TelegramScene] = []

    def open_one(**settings: Any) -> TelegramScene:
        opened.append(TelegramScene(sqlite_url, tmp_path / "home", free_port, **settings))
        return opened[0]

    yield open_one
    for scene in opened:
        assert scene.failed() == 0
        scene.close()


def sends_large(scene: TelegramScene, actor: Actor) -> None:
    """Send a film that Telegram gives to no bot, where photos are asked for."""
    actor.says("kể", "Bà Mận bán xôi", "Đoài", "Nhặt được ví, trả lại người mất", "10/11")
    scene.server.sends_document(int(actor.chat), FILM, name="phim.mp4", size=LARGE)
    scene.server.wait(lambda: "getFile" in scene.server.calls)
    scene.work()


def test_what_telegram_does_not_give_is_handed_in_on_the_page(
    on_telegram: Callable[..., TelegramScene],
) -> None:
    scene = on_telegram()
    buoi = scene.person("Bà Bưởi")
    sends_large(scene, buoi)
    assert buoi.hears("nặng quá, cháu chưa giữ được. Bác gửi bản nhẹ hơn, hoặc nhắn: gửi tệp.")

    page = page_for(buoi)
    assert "50 MB" in httpx.get(page, trust_env=False).text
    hand_in(buoi, page, FILM, "phim.mp4")
    buoi.says("xong", "1")

    (deed,) = scene.deeds()
    assert ("video", "phim.mp4", FileState.KEPT) in kept(scene)
    assert any(name.startswith("video-") for name in names(deed.answers["evidence"]))


@pytest.mark.parametrize("settings", [{"public_url": None}, {"upload_limit_mb": 20}])
def test_the_page_is_not_named_where_it_would_not_help(
    on_telegram: Callable[..., TelegramScene], settings: dict[str, Any]
) -> None:
    scene = on_telegram(**settings)
    buoi = scene.person("Bà Bưởi")
    sends_large(scene, buoi)

    assert buoi.hears("nặng quá, cháu chưa giữ được. Bác gửi bản nhẹ hơn giúp cháu nhé.")
    assert not any("gửi tệp" in shown.text for shown in buoi.screen)


def names(evidence: dict[str, Any]) -> list[str]:
    """Return the ids of the files of an answer."""
    return [one["file"] for one in evidence["files"]]


def test_where_files_can_be_sent_that_is_said(sqlite_url: str) -> None:
    scene = Scene(sqlite_url)
    buoi = scene.person("Bà Bưởi")
    buoi.says("gửi tệp")

    assert buoi.new == ["Bác gửi tệp vào ngay đây cho cháu nhé."]
    scene.close()
