"""A group on Telegram is registered, told, and taken off again: a word in the group, the question
in private, one line in the group.
"""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.channels.telegram_events import START, WITH_CODE
from bot.group_posts import GroupBot, post_one
from bot.telegram_commands import COMMANDS
from handlers.outside import STARTS
from models.base import to_ms
from models.machine.conversation import can_be_reached
from models.machine.outbox import OutboxState
from models.people.person import note_gone
from models.people.role import Role
from models.store import Tx
from models.work.groups import GroupEnd
from tests.fakes.ports import free_port
from tests.fakes.scene import Actor
from tests.fakes.telegram_scene import TelegramScene
from tests.fakes.telegram_server import Fault
from tests.handlers.groups_stage import THURSDAY, ToldGroups, stop_ticks

GROUP, GROWN = -4_500_001, -1_004_500_001
NAME = "thidua_dongmay_bot"
LINK = f"https://t.me/{NAME}"
ELSEWHERE = "Trong nhóm cháu không nói chuyện riêng. Cháu nhắn riêng bác rồi."
FIRST_ALONE = "Trong nhóm cháu không nói chuyện riêng. Bác nhắn riêng cho cháu một tiếng chào nhé."
COMMAND = f"/nhom@{NAME}"
ASKED = f"Máy hỏi riêng đồng chí rồi mới ghi nhóm này.\n{LINK}"
ASKED_AT_HOME = f"Cháu hỏi riêng bác rồi mới ghi nhóm này.\n{LINK}"
SAVED = (
    "Đã ghi nhóm này cho thôn Đoài. Nhóm nhận hạn việc và tiến độ bằng số, "
    "mỗi ngày nhiều nhất một tin, không nêu tên ai; và thông báo của xã."
)
DROPPED = "Nhóm này không nhận hạn việc và tiến độ nữa."
NEWS = "Việc của thôn Đoài:\n– Nộp biên bản: hạn thứ Sáu, 20/11"


class GroupScene(ToldGroups, TelegramScene):
    """A commune whose people are in a group with the bot."""

    def came(self) -> set[str]:
        return {str(one) for one in self.brought.values()}

    def says_in_group(self, actor: Actor, said: str, group: int = GROUP) -> None:
        """Say something in the group."""
        actor.seen = len(actor.screen)
        self.now += timedelta(seconds=1)
        at = self.now.timestamp()
        self.server.says(group, said, sender=actor.chat, name=actor.name, date=at)
        self.brought[self.next_event()] = self.server.newest
        self.settle()

    def read_in(self, group: int = GROUP) -> list[str]:
        """All that the bot has said in the group."""
        return self.server.told(group)

    def post(self) -> None:
        """Commit what a group is told; it is not sent."""

        def run(tx: Tx) -> bool:
            turned = post_one(tx, self.app.commune, self.now, lambda _bot: GroupBot())
            return turned is not None and bool(turned.queued)

        assert self._await(self.app.writer.write(run, owned=True))


@pytest.fixture
def scene(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[GroupScene]:
    stop_ticks(monkeypatch)
    made = GroupScene(sqlite_url, tmp_path / "home", free_port)
    try:
        yield made
        assert made.failed() == 0
    finally:
        made.close()


@pytest.fixture
def lua(scene: GroupScene) -> Actor:
    return scene.person("Cô Lúa", Role.TDKT_OFFICER)


@pytest.fixture
def sung(scene: GroupScene) -> Actor:
    return scene.person("Ông Sung", Role.HAMLET_HEAD, "Đoài")


def registered(scene: GroupScene, lua: Actor) -> None:
    """The group, registered for Đoài."""
    scene.server.adds_to_group(GROUP, int(lua.chat))
    scene.says_in_group(lua, COMMAND)
    lua.chooses("thôn Đoài")
    scene.settle()


# --- registering ---------------------------------------------------------------------------------


def test_an_officer_registers_a_group_for_a_hamlet(scene: GroupScene, lua: Actor) -> None:
    scene.server.adds_to_group(GROUP, int(lua.chat))
    scene.says_in_group(lua, COMMAND)

    assert scene.read_in() == [ASKED]
    assert lua.hears("không nêu tên ai", "Ghi nhóm cho nơi nào?")
    assert lua.screen[-1].labels == [
        "1. thôn Đoài", "2. thôn Đông", "3. thôn Trung", "4. thôn Thượng", "5. thôn Hạ",
        "6. thôn Chùa", "7. Cả xã", "8. Thôi, không ghi",
    ]  # fmt: skip
    lua.chooses("thôn Đoài")

    assert lua.last == "Đã ghi nhóm cho thôn Đoài. Xem các nhóm: nhóm."
    assert scene.read_in() == [ASKED, SAVED]
    (group,) = scene.groups()
    assert (group.bot, group.chat, group.ended_at) == ("telegram", str(GROUP), None)


def test_for_the_whole_commune_and_said_with_the_bots_name(scene: GroupScene, lua: Actor) -> None:
    scene.server.adds_to_group(GROUP, int(lua.chat))
    scene.says_in_group(lua, f"@{NAME} nhóm")
    lua.says("cả xã")

    assert lua.hears("Đã ghi nhóm cho cả xã.")
    assert [group.unit_id for group in scene.groups()] == [None]


def test_a_head_registers_for_the_own_hamlet_alone(scene: GroupScene, sung: Actor) -> None:
    scene.server.adds_to_group(GROUP, int(sung.chat))
    scene.says_in_group(sung, "/nhom")

    assert scene.read_in() == [ASKED_AT_HOME]
    assert sung.hears("Bác ghi nhóm cho nơi nào ạ?")
    assert sung.screen[-1].labels == ["1. thôn Đoài", "2. Thôi, không ghi"]
    sung.chooses("Thôi, không ghi")
    assert sung.last == "Vâng ạ, cháu không ghi nhóm ấy."
    assert scene.groups() == []

    scene.says_in_group(sung, "/nhom")
    sung.chooses("thôn Đoài")
    assert sung.hears("Cháu ghi nhóm cho thôn Đoài rồi.")
    assert scene.read_in() == [ASKED_AT_HOME, ASKED_AT_HOME, SAVED]


@pytest.mark.parametrize("role", [None, Role.ADMIN, Role.COUNCIL_MEMBER])
def test_nobody_else_registers_a_group(scene: GroupScene, role: Role | None) -> None:
    buoi = scene.person("Bà Bưởi", role)
    scene.server.adds_to_group(GROUP, int(buoi.chat))
    scene.says_in_group(buoi, COMMAND)

    assert len(scene.read_in()) == 1
    assert "riêng" in scene.read_in()[0]
    assert "nơi nào" not in "\n".join(buoi.new)
    assert scene.groups() == []


def test_whoever_never_wrote_alone_is_told_to_do_that_first(scene: GroupScene) -> None:
    na = scene.stranger("Bà Na")
    scene.server.adds_to_group(GROUP, int(na.chat))
    scene.says_in_group(na, COMMAND)

    assert scene.read_in() == [f"{FIRST_ALONE}\n{LINK}"]
    assert scene.groups() == []


# --- what is begun in a group --------------------------------------------------------------------


def test_what_a_newcomer_began_in_the_group_goes_on_behind_the_link(scene: GroupScene) -> None:
    na = scene.stranger("Bà Na")
    scene.server.adds_to_group(GROUP, int(na.chat))
    scene.says_in_group(na, f"@{NAME} kể")
    assert scene.read_in() == [f"{FIRST_ALONE}\n{LINK}?start=ke"]

    na.says("/start ke")  # what the link sends
    assert na.hears("Bác có đồng ý không ạ?")
    na.taps("Đồng ý")

    assert na.hears("Ai làm việc tốt ấy ạ?")


@pytest.mark.parametrize(
    ("said", "start"),
    [
        pytest.param(f"/bangvang@{NAME}", "?start=bangvang", id="another command"),
        pytest.param(f"@{NAME} chào cháu", "", id="nothing"),
    ],
)
def test_the_link_begins_what_was_said_in_the_group(
    scene: GroupScene, said: str, start: str
) -> None:
    na = scene.stranger("Bà Na")
    scene.server.adds_to_group(GROUP, int(na.chat))
    scene.says_in_group(na, said)

    assert scene.read_in() == [f"{FIRST_ALONE}\n{LINK}{start}"]


def test_whoever_is_told_alone_gets_the_link_to_it(scene: GroupScene) -> None:
    buoi = scene.person("Bà Bưởi")
    scene.server.adds_to_group(GROUP, int(buoi.chat))
    scene.says_in_group(buoi, f"@{NAME} kể")

    assert scene.read_in() == [f"{ELSEWHERE}\n{LINK}"]
    assert buoi.hears("Ai làm việc tốt ấy ạ?")


def test_links_begin_by_the_names_of_commands_that_are_shown() -> None:
    shown = {one.name: one.words for one in COMMANDS if one.about}
    assert {name: f"{route}-words" for route, name in STARTS.items()}.items() <= shown.items()
    assert {one.name for one in COMMANDS if not one.about + one.in_groups} == {START, *WITH_CODE}


def test_whoever_has_blocked_the_bot_is_not_reached_by_speaking_in_a_group(
    scene: GroupScene,
) -> None:
    buoi = scene.person("Bà Bưởi")
    scene.server.adds_to_group(GROUP, int(buoi.chat))
    scene.server.chat(buoi.chat).blocked = True
    with scene.write() as tx:
        note_gone("telegram")(tx, buoi.chat, to_ms(scene.now))
    scene.says_in_group(buoi, f"@{NAME} kể")

    assert scene.read_in() == [f"{FIRST_ALONE}\n{LINK}?start=ke"]
    assert buoi.screen == []
    assert not is_reachable(scene, buoi)

    scene.server.chat(buoi.chat).blocked = False
    buoi.says("/start ke")
    assert buoi.hears("Ai làm việc tốt ấy ạ?")
    assert is_reachable(scene, buoi)


def is_reachable(scene: GroupScene, actor: Actor) -> bool:
    """Tell whether the bot may write to somebody, as far as it knows."""
    with scene.write() as tx:
        return can_be_reached(tx, actor.id)


# --- registering, further ------------------------------------------------------------------------


def test_a_draft_is_set_aside_for_it_and_taken_up_again(scene: GroupScene, sung: Actor) -> None:
    sung.says("kể", "Bà Mận bán xôi")
    scene.server.adds_to_group(GROUP, int(sung.chat))
    scene.says_in_group(sung, "/nhom")
    assert sung.hears("Bác ghi nhóm cho nơi nào ạ?")
    sung.chooses("thôn Đoài")
    sung.says("tiếp")
    assert sung.hears("Người ấy ở thôn nào ạ?")


def test_the_same_again_changes_nothing_and_another_unit_is_changed_to(
    scene: GroupScene, lua: Actor
) -> None:
    registered(scene, lua)
    scene.says_in_group(lua, COMMAND)
    assert lua.hears("Nhóm ấy đang ghi cho thôn Đoài.")
    lua.chooses("thôn Đoài")
    assert len(scene.groups()) == 1
    assert scene.read_in() == [ASKED, SAVED, ASKED]

    scene.says_in_group(lua, COMMAND)
    lua.chooses("thôn Đông")
    ended, held = scene.groups()
    assert (ended.why, held.ended_at) == (GroupEnd.CHANGED, None)


def test_a_head_does_not_take_over_what_an_officer_registered(
    scene: GroupScene, lua: Actor, sung: Actor
) -> None:
    scene.server.adds_to_group(GROUP, int(lua.chat))
    scene.says_in_group(lua, COMMAND)
    lua.chooses("Cả xã")
    scene.says_in_group(sung, COMMAND)
    assert sung.hears("Nhóm ấy đang ghi cho nơi khác.", "0900 000 000")
    assert len(scene.groups()) == 1


# --- told ----------------------------------------------------------------------------------------


def test_a_registered_group_is_told_in_the_evening_and_once(scene: GroupScene, lua: Actor) -> None:
    registered(scene, lua)
    scene.owed_by_hamlets(lua)
    scene.go_to(THURSDAY, 16, 50)
    scene.tick()
    assert scene.read_in() == [ASKED, SAVED]
    scene.go_to(THURSDAY, 19, 50)
    scene.tick()
    scene.tick()
    assert scene.read_in() == [ASKED, SAVED, NEWS]
    assert scene.outcome() == [OutboxState.SENT]


def test_killed_between_commit_and_sending_it_comes_once(scene: GroupScene, lua: Actor) -> None:
    registered(scene, lua)
    scene.owed_by_hamlets(lua)
    scene.go_to(THURSDAY, 19, 40)
    scene.plan()
    scene.post()
    scene.killed_and_started_again()
    scene.tick()
    assert scene.read_in() == [ASKED, SAVED, NEWS]


def test_nobody_knows_whether_it_arrived_so_it_is_not_said_again(
    scene: GroupScene, lua: Actor
) -> None:
    registered(scene, lua)
    scene.owed_by_hamlets(lua)
    scene.go_to(THURSDAY, 19, 40)
    scene.server.fails("sendMessage", Fault.LOST)
    scene.tick()
    scene.killed_and_started_again()
    scene.tick()
    assert scene.read_in() == [ASKED, SAVED, NEWS]
    assert scene.outcome() == [OutboxState.UNCERTAIN]


def test_what_waits_too_long_is_not_said_at_night(scene: GroupScene, lua: Actor) -> None:
    registered(scene, lua)
    scene.owed_by_hamlets(lua)
    scene.go_to(THURSDAY, 19, 40)
    scene.plan()
    scene.go_to(THURSDAY, 19, 50)
    scene.post()
    scene.go_to(THURSDAY, 22)
    scene.killed_and_started_again()
    assert scene.read_in() == [ASKED, SAVED]
    assert scene.outcome() == [OutboxState.EXPIRED]


def test_an_announcement_for_everybody_comes_there_too_and_its_preview_says_so(
    scene: GroupScene, lua: Actor, sung: Actor
) -> None:
    registered(scene, lua)
    lua.says("thông báo", "Tám giờ sáng thứ Bảy cả xã dọn vệ sinh đường làng.", "6")
    told = "Cũng vào 1 nhóm đã ghi, mỗi nhóm một lần. Cả nhóm cùng đọc: đừng nêu tên dân."
    assert told in lua.new
    lua.chooses("Gửi")
    scene.tick()
    scene.tick()
    told = "Xã Đồng Mây báo:\nTám giờ sáng thứ Bảy cả xã dọn vệ sinh đường làng."
    assert scene.read_in() == [ASKED, SAVED, told]

    lua.says("thông báo", "Họp lúc 14 giờ.", "4")  # the council: no group's business
    assert "nhóm đã ghi" not in "\n".join(lua.new)


# --- it ends -------------------------------------------------------------------------------------


def test_the_list_and_dropping_a_group(scene: GroupScene, lua: Actor, sung: Actor) -> None:
    sung.says("nhóm")
    assert sung.hears("Cháu chưa ghi nhóm nào.", "/nhom")
    registered(scene, lua)
    lua.says("nhóm")
    assert lua.hears("Các nhóm đã ghi:\n1. Nhóm của thôn Đoài, ghi thứ Hai, 16/11", "bỏ nhóm 1")
    lua.says("bỏ nhóm 7")
    assert lua.hears("Không có nhóm mang số ấy.")
    sung.says("nhóm", "bỏ nhóm 1")
    assert sung.hears("Cháu bỏ nhóm của thôn Đoài rồi.")
    assert scene.read_in() == [ASKED, SAVED, DROPPED]

    scene.owed_by_hamlets(lua)
    scene.go_to(THURSDAY, 19, 50)
    scene.tick()
    assert scene.read_in() == [ASKED, SAVED, DROPPED]
    lua.says("nhóm")
    assert lua.hears("Chưa ghi nhóm nào.")


def test_put_out_of_the_group_it_says_nothing_there_and_the_officer_hears(
    scene: GroupScene, lua: Actor
) -> None:
    registered(scene, lua)
    at = scene.now + timedelta(seconds=5)
    scene.server.removes_from_group(GROUP, int(lua.chat), at.timestamp())
    scene._await(scene._until(lambda: scene.groups()[0].ended_at is not None))
    scene.wait(minutes=1)
    assert "Nhóm của thôn Đoài không nhận tin nữa" in lua.last
    assert scene.groups()[0].why == GroupEnd.REMOVED


def test_where_the_platform_has_not_said_so_the_first_message_does(
    scene: GroupScene, lua: Actor
) -> None:
    registered(scene, lua)
    scene.owed_by_hamlets(lua)
    scene.server.chat(GROUP).is_member = False
    scene.go_to(THURSDAY, 19, 50)
    scene.tick()
    scene.wait(minutes=1)
    assert "Nhóm của thôn Đoài không nhận tin nữa" in "\n".join(shown.text for shown in lua.screen)
    assert scene.groups()[0].why == GroupEnd.REMOVED
    assert scene.outcome() == [OutboxState.REFUSED]


def test_a_group_that_grows_keeps_its_registration(scene: GroupScene, lua: Actor) -> None:
    registered(scene, lua)
    scene.server.upgrades(GROUP, GROWN)
    scene._await(scene._until(lambda: scene.groups()[0].chat == str(GROWN)))
    scene.killed_and_started_again()
    scene.owed_by_hamlets(lua)
    scene.go_to(THURSDAY, 19, 50)
    scene.tick()
    assert scene.read_in(GROWN) == [NEWS]
    scene.says_in_group(lua, COMMAND, GROWN)
    assert lua.hears("Nhóm ấy đang ghi cho thôn Đoài.")
