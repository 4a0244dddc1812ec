"""A movement as heads of hamlets hear it and report on it, on every channel."""

import re
from datetime import timedelta
from io import BytesIO
from typing import Any

import orjson
import pytest
from docx import Document
from PIL import Image
from sqlmodel import col, select

from bot.dialogue.messages import Kind
from bot.files import path_of
from models.machine import task
from models.machine.file import DOCUMENT, PICTURE, File
from models.machine.reminder import Reminder
from models.people.role import Role, roles_of
from models.permissions import Viewer
from models.work.launching import add_targets, draft_movement, launch_movement
from models.work.movement import Movement, Progress
from models.work.registering import register
from tests.fakes.app_scene import AppScene
from tests.fakes.forms import FormScene
from tests.fakes.scene import ANY_TIME, Actor
from tests.transcripts.stage import MESSENGERS, on, tapping, typing

TAKEN = re.compile(r"https?://\S+")
NAME = "Thôn xóm sáng xanh sạch"


def launch(scene: FormScene, *names: str) -> list[Movement]:
    """Launch movements for all hamlets, at nine in the morning, and let the heads hear of them."""
    lua = scene.person("Cô Lúa", Role.TDKT_OFFICER)
    today = scene.commune.today(scene.now)
    with scene.write() as tx:
        desk, made = Viewer(lua.id, ((Role.TDKT_OFFICER, None),), lua.name), []
        for name in names or (NAME,):
            more: dict[str, Any] = {"aim": "Mỗi thôn một con đường", "audience": ["units:hamlet"]}
            more["ends"] = today + timedelta(days=20)
            found = draft_movement(tx, desk, name, scene.now, **more)
            add_targets(tx, desk, found, [("Giảm hộ nghèo", "hộ")], scene.now)
            launch_movement(tx, desk, found, scene.now, today)
            made.append(found)
    scene.tick()
    heads = [actor for actor in scene.people.values() if actor is not lua]
    for _ in range(100):  # a message may still be on its way through the platform
        if all(actor.hears(made[-1].name) for actor in heads):
            break
        scene.settle()
    return made


def taking_part(scene: FormScene, sung: Actor) -> None:
    """Launch a movement in which the hamlet of this head takes part."""
    (found,) = launch(scene)
    with scene.write() as tx:
        viewer = Viewer(sung.id, roles_of(tx, sung.id), sung.name)
        (unit,) = viewer.units(Role.HAMLET_HEAD)
        register(tx, viewer, tx.session.merge(found), unit, {1: 20.0}, scene.now)


def head(scene: FormScene) -> Actor:
    return scene.person("Ông Sung", Role.HAMLET_HEAD, "Đoài")


def officer(scene: FormScene) -> Actor:
    return next(actor for actor in scene.people.values() if actor.name == "Cô Lúa")


def pictures(scene: AppScene) -> list[Image.Image]:
    """The pictures that were made."""
    return [Image.open(made) for made in made_files(scene, PICTURE)]


def made_files(scene: AppScene, begins: str) -> list[BytesIO]:
    """What was made, by how its ids begin."""
    with scene.write() as tx:
        rows = tx.session.exec(select(File).where(col(File.id).startswith(begins))).all()
        found = [path_of(scene.home / "files", row.sha256) for row in rows]
    return [BytesIO(path.read_bytes()) for path in found]


def reports(scene: FormScene) -> list[Progress]:
    with scene.write() as tx:
        return list(tx.session.exec(select(Progress).order_by(col(Progress.id))))


def acknowledged(scene: FormScene) -> int:
    with scene.write() as tx:
        return sum(row.seen_ms is not None for row in tx.session.exec(select(Reminder)))


# --- a report in one message ---------------------------------------------------------------------


def test_a_photo_with_its_number_is_one_report(scene: FormScene) -> None:
    sung = head(scene)
    taking_part(scene, sung)

    sung.sends_photo(caption="Tiến độ 12 hộ")

    assert sung.hears("kèm 1 ảnh", "– Giảm hộ nghèo: 12/20 hộ, 60 %")
    (report,) = reports(scene)
    assert (report.text, report.value, len(report.files)) == ("12 hộ", 12, 1)
    assert scene.deeds() == []


def test_an_album_is_one_report(scene: FormScene) -> None:
    sung = head(scene)
    taking_part(scene, sung)

    sung.sends_album(3, caption="tien do 12 ho, xong 2 nha")

    assert sung.hears("kèm 3 ảnh")
    (report,) = reports(scene)
    assert len(report.files) == len(set(report.files)) == 3


def test_photos_alone_with_the_word_are_a_report_too(scene: FormScene) -> None:
    sung = head(scene)
    taking_part(scene, sung)

    sung.sends_photo(caption="báo tiến độ")

    (report,) = reports(scene)
    assert (report.text, report.value, len(report.files)) == ("", None, 1)


def test_the_officer_sees_the_photo_of_a_report(scene: FormScene) -> None:
    sung = head(scene)
    taking_part(scene, sung)
    sung.sends_photo(caption="tiến độ 12 hộ")
    lua = officer(scene)
    if hasattr(scene, "work"):
        scene.work()

    lua.says("phong trào", "xem 1", "xem 2")

    assert lua.hears("thôn Đoài báo: 12 hộ")
    assert len(lua.screen[-1].reply.photos) == 1


def test_who_takes_part_in_nothing_tells_a_deed_with_such_a_caption(scene: FormScene) -> None:
    launch(scene)
    buoi = scene.person("Bà Bưởi")

    buoi.sends_photo(caption="Tiến độ làm đường thôn Đoài nhanh nhờ bà Mận hiến đất cho xóm")

    assert not buoi.hears("chưa đăng ký phong trào")
    assert buoi.last


def test_another_caption_is_no_report(scene: FormScene) -> None:
    sung = head(scene)
    taking_part(scene, sung)

    sung.sends_photo(caption="bà Mận nhặt được ví, trả lại người mất")

    assert reports(scene) == []
    assert not sung.hears("Đến nay")


# --- "đã rõ" -------------------------------------------------------------------------------------


@tapping
def test_the_button_under_a_launched_movement_says_that_it_is_clear(scene: FormScene) -> None:
    sung = head(scene)
    launch(scene)
    assert sung.screen[-1].labels == ["Đã rõ 1"]

    sung.taps("Đã rõ 1")

    assert sung.hears("ghi rồi", "đăng ký 1")
    assert acknowledged(scene) == 1


@tapping
def test_each_of_several_buttons_stays_good_whatever_is_asked_after_it(scene: FormScene) -> None:
    sung = head(scene)
    launch(scene, NAME, "Học tập suốt đời")
    sung.says("menu")

    sung.taps("Đã rõ 1")
    assert acknowledged(scene) == 1
    sung.says("kể")
    sung.taps("Đã rõ 2")

    assert acknowledged(scene) == 2
    assert sung.hears("ghi rồi", "Ai làm việc tốt")
    sung.says("Bà Mận bán xôi")  # the form went on
    assert sung.hears("thôn nào")


@tapping
def test_a_launched_movement_opens_no_question(scene: FormScene) -> None:
    sung = head(scene)
    launch(scene)

    assert scene.talk_of(sung).open is None
    sung.says("1")

    assert acknowledged(scene) == 0


@on("buttons")
@pytest.mark.parametrize(
    "forged",
    [
        "movement-clear 1 movement 2",  # the number is another movement's by now
        "movement-clear 99999999999999999999999 movement 1",
        "movement-clear",
        "movement-leave 1 movement 1",  # a word without a button
        "",
    ],
)
def test_a_button_that_was_never_there_does_nothing(scene: FormScene, forged: str) -> None:
    sung = head(scene)
    launch(scene)
    key = sung.screen[-1].reply.buttons[0].tap.partition(":")[0]

    sung.send(Kind.TAP, tap=f"{key}:0:{forged}", text="Đã rõ 1")

    assert acknowledged(scene) == 0
    assert sung.hears(sung.word("engine-old-button"))


@typing
def test_without_buttons_the_typed_word_is_all(scene: FormScene) -> None:
    sung = head(scene)
    launch(scene)

    assert sung.hears("nhắn: đã rõ 1")
    assert "\nĐã rõ 1" not in sung.last
    sung.says("đã rõ 1")
    assert acknowledged(scene) == 1


# --- what the desk takes away --------------------------------------------------------------------


@on("web", *MESSENGERS)
def test_the_board_comes_as_a_picture(scene: AppScene) -> None:
    sung, mit = head(scene), scene.person("Bà Mít", Role.HAMLET_HEAD, "Đông")
    taking_part(scene, sung)
    sung.says("tiến độ 12 hộ")
    lua = officer(scene)

    lua.says("phong trào", "xem 1")
    assert lua.hears("Bảng bằng ảnh: bảng 1")
    lua.says("bảng 1")
    assert lua.hears("Đang vẽ bảng")
    scene.work()

    assert lua.hears(f"Bảng của {NAME}")
    assert len(lua.screen[-1].reply.photos) == 1
    (made,) = pictures(scene)
    assert made.width == 780
    assert made.height > 800  # a head, and six units
    assert not any(shown.reply.photos for actor in (sung, mit) for shown in actor.screen)


@on("web", *MESSENGERS)
def test_a_word_draft_comes_as_a_file(scene: AppScene) -> None:
    sung = head(scene)
    taking_part(scene, sung)
    lua = officer(scene)

    lua.says("phong trào", "tổng kết 1")
    assert lua.hears("Đang soạn bản tổng kết", "tệp Word")
    scene.work()

    assert lua.hears(f"Bản tổng kết của {NAME}")
    assert any(shown.reply.files for shown in lua.screen) or TAKEN.search(lua.last)
    (made,) = made_files(scene, DOCUMENT)
    assert NAME in "".join(piece.text for piece in Document(made).paragraphs)


@on("plain")
@pytest.mark.parametrize(
    ("word", "what"),
    [("bản giao ước", "pledge"), ("sơ kết", "interim"), ("bản tổng kết", "final")],
)
def test_each_draft_has_its_word(scene: FormScene, word: str, what: str) -> None:
    launch(scene)
    lua = officer(scene)

    lua.says("phong trào", f"{word} 1")

    with scene.write() as tx:
        (asked,) = [orjson.loads(row[5]) for row in task.waiting(tx, ANY_TIME)]
    assert (asked["movement"], asked["what"]) == (1, what)


def test_who_keeps_no_movements_gets_none_of_it(scene: FormScene) -> None:
    sung = head(scene)
    launch(scene)

    sung.says("bảng 1", "sơ kết 1", "tổng kết 1", "bản giao ước 1")

    with scene.write() as tx:
        assert [row for row in task.waiting(tx, ANY_TIME) if row[1] != task.FETCH] == []
