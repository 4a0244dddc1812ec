"""News of which nobody knows whether it arrived: the desk sees it, sends it again or takes it off
the list.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from models.base import to_ms
from models.machine.ledger import used_in_month
from models.machine.outbox import OutboxState, Priority, cut_off, leave, queue
from models.machine.push import bind, push, tell
from models.machine.undelivered import MOST, count_uncertain
from models.people.role import Role
from scheduler.housekeeping import erase_hidden_cases
from tests.fakes.ports import free_port
from tests.fakes.scene import BOT, Actor, Scene
from tests.fakes.zalo_bot_server import Fault
from tests.fakes.zalo_scene import ZaloBotScene
from tests.handlers.desk_stage import Desk, desk, told

NEWS = "xã đã nhận"


@pytest.fixture
def scene(store_url: str) -> Iterator[Scene]:
    stage = Scene(store_url)
    yield stage
    assert stage.failed() == 0
    stage.close()


def lost(scene: Scene, *actors: Actor) -> None:
    """Say what is due, and let nobody know whether it arrived at these people."""
    before = {actor.chat: len(actor.screen) for actor in actors}
    scene.settle()
    with scene.write() as tx:
        for actor in actors:
            for shown in actor.screen[before[actor.chat] :]:
                tx.connection.execute(
                    text("UPDATE outbox SET state = :state WHERE id = :row"),
                    {"state": OutboxState.UNCERTAIN.value, "row": shown.row},
                )
            del actor.screen[before[actor.chat] :]


@pytest.fixture
def staff(scene: Scene) -> Desk:
    """Three deeds that the commune took; the news of it was lost on the way to Bà Bưởi."""
    found = told(desk(scene), 3)
    found.lua.says("nhận 1 2 3")
    scene.now = scene.now.replace(hour=3)
    lost(scene, found.buoi)
    return found


def listed(actor: Actor) -> str:
    """Ask for the list; return it."""
    actor.says("tin chưa tới")
    return actor.new[0]


def numbers(actor: Actor) -> list[str]:
    """Ask for the list; return the numbers in it."""
    return [line.partition(".")[0] for line in listed(actor).split("\n")[1:-1]]


def heard(actor: Actor, piece: str) -> int:
    """How many messages of a person hold a piece."""
    return sum(piece in shown.text for shown in actor.screen)


def test_nothing_is_uncertain(scene: Scene) -> None:
    assert listed(desk(scene).lua) == "Không có tin nào chưa rõ đã tới hay chưa."


def test_the_list_and_sending_again(scene: Scene, staff: Desk) -> None:
    lua, buoi = staff.lua, staff.buoi
    assert heard(buoi, NEWS) == 0
    lines = listed(lua).split("\n")
    assert lines[0] == "Mấy tin này chưa rõ đã tới hay chưa:"
    assert [line.partition(". ")[2] for line in lines[1:-1]] == [
        "Cho Bà Bưởi, việc của ông Thóc",
        "Cho Bà Bưởi, việc của bà Hành",
        "Cho Bà Bưởi, việc của chị Gấc",
    ]
    first = lines[1].partition(".")[0]

    lua.says(f"gửi lại {first}")

    assert "Sẽ gửi lại 1 tin." in lua.new
    assert heard(buoi, NEWS) == 1
    assert buoi.hears("ông Thóc", NEWS)
    assert "ông Thóc" not in listed(lua)
    lua.says(f"gửi lại {first}")
    assert "Chưa thấy tin nào mang số ấy." in lua.new[0]
    assert heard(buoi, NEWS) == 1


def test_several_are_taken_off_at_once_and_never_come(scene: Scene, staff: Desk) -> None:
    first, _, third = numbers(staff.lua)
    staff.lua.says(f"đã báo {first} {third}")
    assert "Đã bỏ 2 tin khỏi danh sách." in staff.lua.new

    left = listed(staff.lua)
    assert ("bà Hành" in left, "ông Thóc" in left, "chị Gấc" in left) == (True, False, False)
    scene.wait(days=1)
    assert heard(staff.buoi, NEWS) == 0


def test_what_one_officer_settled_is_settled_for_the_other(scene: Scene, staff: Desk) -> None:
    mine, theirs = numbers(staff.lua)[0], numbers(staff.lim)[0]
    staff.lua.says(f"gửi lại {mine}")
    staff.lim.says(f"gửi lại {theirs}")

    assert "Chưa thấy tin nào mang số ấy." in staff.lim.new[0]
    assert heard(staff.buoi, NEWS) == 1


def test_more_than_can_be_shown(scene: Scene, staff: Desk) -> None:
    with scene.write() as tx:
        row = tx.connection.execute(text("SELECT max(outbox_id) FROM push")).scalar_one()
        for _ in range(MOST):
            one = push(tx, staff.buoi.id, "deed-news-accepted", scene.now, about="deed 1", deed=1)
            tell(tx, one, scene.now, close=True)
            bind(tx, one, row)
    found = listed(staff.lua)

    assert "và 3 tin nữa:" in found
    assert found.count("Cho Bà Bưởi") == MOST


def test_what_is_older_than_a_month_is_no_news(scene: Scene, staff: Desk) -> None:
    scene.wait(days=31)

    assert "Không có tin nào" in listed(staff.lua)


def test_what_is_on_its_way_may_still_arrive(scene: Scene, staff: Desk) -> None:
    with scene.write() as tx:
        tx.connection.execute(text("UPDATE outbox SET payload = 'x' WHERE state = 'uncertain'"))
    assert "Không có tin nào" in listed(staff.lua)

    with scene.write() as tx:  # the process ended meanwhile, and another one begins
        cut_off(tx, BOT, to_ms(scene.now))
    assert len(numbers(staff.lua)) == 3


# --- what nobody may read there ------------------------------------------------------------------


def test_of_a_deed_that_the_officer_may_not_decide_nobody_is_named(
    scene: Scene, staff: Desk
) -> None:
    first = staff.deed(1)
    with scene.write() as tx:
        tx.connection.execute(
            text("UPDATE deed SET doer_id = :lua WHERE id = :row"),
            {"lua": staff.lua.id, "row": first.id},
        )
    found = listed(staff.lua)

    assert "Thóc" not in found
    assert "Cho một người, việc của một người khác" in found
    assert "Cho Bà Bưởi, việc của bà Hành" in found
    assert "Cho Bà Bưởi, việc của ông Thóc" in listed(staff.lim)


def test_of_a_hidden_deed_nobody_is_named_and_once_erased_nothing_stays(scene: Scene) -> None:
    found = told(desk(scene), 1)
    found.lua.says("không phải gương 1")
    scene.now = scene.now.replace(hour=3)
    lost(scene, found.buoi)

    (number,) = numbers(found.lua)
    assert found.lua.new[0].split("\n")[1].endswith("Cho một người, việc của một người khác")

    with scene.write() as tx:
        erase_hidden_cases(tx, scene.now)
        assert count_uncertain(tx, scene.now) == 0
    found.lua.says(f"gửi lại {number}")
    assert found.lua.hears("Chưa thấy tin nào mang số ấy.")


def test_whoever_erased_everything_is_not_in_the_list(scene: Scene, staff: Desk) -> None:
    staff.buoi.says("của tôi")
    staff.buoi.chooses("Xóa hết")
    staff.buoi.says("1")

    assert "Không có tin nào" in listed(staff.lua)


def test_it_is_the_desk_s_alone(scene: Scene, staff: Desk) -> None:
    head = scene.person("Ông Sấu", Role.HAMLET_HEAD, "Đoài")
    for actor in (staff.buoi, head):
        actor.says("tin chưa tới")
        assert "Thóc" not in actor.last


# --- over the platform ---------------------------------------------------------------------------


def test_news_is_not_repeated_and_the_officer_sends_it_again(
    sqlite_url: str, tmp_path: Path
) -> None:
    """The answer to the send was lost: the person has it, and nobody knows."""
    scene = ZaloBotScene(sqlite_url, tmp_path / "home", free_port)
    try:
        officer, buoi = scene.person("Cô Lúa", Role.TDKT_OFFICER), scene.person("Bà Bưởi")
        buoi.tells_deed()
        buoi.chooses("Gửi")
        officer.says("nhận 1")
        scene.server.fails("sendMessage", Fault.LOST, 2)
        scene.wait(minutes=11)
        scene.wait(hours=3)
        assert heard(buoi, NEWS) == 1
        assert heard(officer, "Chưa gặp") == 2  # what is asked is asked again

        (number,) = numbers(officer)
        officer.says(f"gửi lại {number}")
        scene.settle()
        assert heard(buoi, NEWS) == 2
        assert scene.failed() == 0
    finally:
        scene.close()


def test_what_was_on_its_way_when_the_process_died_is_counted(
    sqlite_url: str, tmp_path: Path
) -> None:
    scene = ZaloBotScene(sqlite_url, tmp_path / "home", free_port)
    try:
        buoi, today = scene.person("Bà Bưởi"), scene.commune.today(scene.now)
        now_ms = to_ms(scene.now)
        with scene.write() as tx:
            before = used_in_month(tx, scene.bot, today).sent
            row = queue(tx, scene.bot, buoi.chat, "{}", now_ms, priority=Priority.NOTICE)
            assert row is not None
            assert leave(tx, row)
        scene.killed_and_started_again()

        assert buoi.screen == []
        with scene.write() as tx:
            assert used_in_month(tx, scene.bot, today).sent == before + 1
            left = tx.connection.execute(text("SELECT state, payload FROM outbox")).one()
        assert tuple(left) == (OutboxState.UNCERTAIN.value, "")
    finally:
        scene.close()
