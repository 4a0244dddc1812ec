"""A deed as those read it who look at it: whom, what, when, and what there is to see and hear."""

from collections.abc import Iterator

import pytest

from models.people.role import Role
from tests.fakes.scene import Actor, Scene


@pytest.fixture
def scene(sqlite_url: str) -> Iterator[Scene]:
    scene = Scene(sqlite_url)
    yield scene
    scene.close()


@pytest.fixture
def head(scene: Scene) -> Actor:
    return scene.person("Ông Sấu", Role.HAMLET_HEAD, "Đoài")


@pytest.fixture
def officer(scene: Scene) -> Actor:
    return scene.person("Cô Lúa", Role.TDKT_OFFICER)


def test_the_summary_begins_each_line_with_a_capital(scene: Scene) -> None:
    buoi = scene.person("Bà Bưởi")

    buoi.tells_deed(who="bà Mận bán xôi", story="nhặt được ví, trả lại người mất")

    assert buoi.last == (
        "Cháu đọc lại bác nghe:\n"
        "– Bà Mận bán xôi, thôn Đoài\n"
        "– Nhặt được ví, trả lại người mất\n"
        "– Thứ Ba, 10/11\n"
        "Gửi đi được chưa ạ?"
    )


def test_the_head_reads_no_empty_part(scene: Scene, head: Actor) -> None:
    buoi = scene.person("Bà Bưởi")

    buoi.tells_deed()
    buoi.taps("Gửi")

    assert head.last == (
        "Chào bác trưởng thôn Đoài. Có người kể một việc tốt trong thôn:\n"
        "Bà Mận bán xôi: Nhặt được ví có 3 triệu, trả lại người mất\n"
        "Thứ Ba, 10/11\n"
        "Bác trả lời trước thứ Năm, 19/11 nhé.\n"
        "Việc ấy có đúng không ạ?"
    )


def test_photos_and_voice_stand_beside_the_day(scene: Scene, head: Actor) -> None:
    buoi = scene.person("Bà Bưởi")

    buoi.says("kể", "Bà Mận", "Đoài")
    buoi.sends_voice()
    buoi.says("10/11")
    buoi.sends_photo(2)
    buoi.taps("Gửi")

    assert head.hears("Bà Mận: kể bằng tin thoại\nThứ Ba, 10/11, 2 ảnh, có tin thoại\nBác trả lời")


def test_a_long_story_is_cut_so_that_the_message_can_be_read_aloud(
    scene: Scene, head: Actor
) -> None:
    buoi = scene.person("Bà Bưởi")

    buoi.tells_deed(story=" ".join(f"việc{n}" for n in range(100)))
    buoi.taps("Gửi")

    assert head.hears("việc14…\n")
    assert not head.hears("việc15")


def test_a_title_is_small_in_the_middle_of_a_sentence(
    scene: Scene, head: Actor, officer: Actor
) -> None:
    buoi = scene.person("Bà Bưởi")
    buoi.tells_deed()
    buoi.taps("Gửi")

    head.taps("1. Đúng")
    assert head.hears("Cháu ghi việc của bà Mận bán xôi là đúng.")
    assert officer.hears("thôn Đoài, thôn nói đúng:\nBà Mận bán xôi: Nhặt")

    officer.taps("1. Nhận")
    assert officer.hears("Đã nhận việc của bà Mận bán xôi.")
    scene.wait(minutes=11)
    scene.wait(minutes=10)
    assert buoi.hears("Chào bác. Việc của bà Mận bán xôi bác kể, xã đã nhận làm gương.")
