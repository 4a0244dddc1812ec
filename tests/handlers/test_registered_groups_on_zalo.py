"""A group on Zalo is registered, told, and ended when it takes nothing any more: the platform does
not say when a bot is put out of a group, and counts every message of a month.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from models.base import to_ms
from models.machine.ledger import MESSAGES_SPARE, count, used_in_month
from models.machine.outbox import OutboxState
from models.people.role import Role
from models.work.groups import GroupEnd, GroupsTold, groups_told
from tests.fakes.ports import free_port
from tests.fakes.scene import Actor
from tests.fakes.zalo_scene import ZaloBotScene
from tests.handlers.groups_stage import THURSDAY, ToldGroups, stop_ticks

GROUP = "nhom-thon-doai"
MENTION = "@Bot Xã Đồng Mây"
ASKED = "Máy hỏi riêng đồng chí rồi mới ghi nhóm này.\nhttps://zalo.me/4071238600"
SAVED = (
    "Đã ghi nhóm này cho thôn Đoài. Nhóm nhận hạn việc và tiến độ bằng số, "
    "mỗi ngày nhiều nhất một tin, không nêu tên ai; và thông báo của xã."
)
MONTH = 1000  # messages
NEWS = "Việc của thôn Đoài:\n– Nộp biên bản: hạn thứ Sáu, 20/11"
URGENT = "Xã Đồng Mây báo:\nTối nay nước lên, bà con ra khỏi bãi sông."


class GroupScene(ToldGroups, ZaloBotScene):
    """A commune whose people are in a group with the bot."""

    def came(self) -> set[str]:
        return self.brought

    def says_in_group(self, actor: Actor, said: str) -> None:
        """Say something to the bot in the group."""
        actor.seen = len(actor.screen)
        known = self.next_event()
        self.brought.add(known)
        at: dict[str, Any] = {"date_ms": to_ms(self.now), "message_id": known}
        self.server.says(GROUP, said, sender=actor.chat, group=True, name=actor.name, **at)
        self.settle()

    @property
    def group(self) -> list[str]:
        """All that the bot has said in the group."""
        return self.server.told(GROUP)

    def used(self) -> int:
        """How many messages of the month the bot has used."""
        with self.write() as tx:
            return used_in_month(tx, self.bot, self.commune.today(self.now)).messages

    def uses_up(self, messages: int) -> None:
        """Let the month have so many messages behind it."""
        with self.write() as tx:
            count(tx, self.bot, self.commune.today(self.now), sent=messages)


@pytest.fixture
def scene(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[GroupScene]:
    stop_ticks(monkeypatch)
    made = GroupScene(sqlite_url, tmp_path / "home", free_port, zalo_bot_messages=MONTH)
    made.app.channels[made.bot].joins_groups = True
    try:
        yield made
        assert made.failed() == 0
    finally:
        made.close()


@pytest.fixture
def lua(scene: GroupScene) -> Actor:
    return scene.person("Cô Lúa", Role.TDKT_OFFICER)


@pytest.fixture
def registered(scene: GroupScene, lua: Actor) -> Actor:
    """The officer who has registered the group for Đoài."""
    scene.says_in_group(lua, f"{MENTION} nhóm")
    lua.says("Đoài")
    scene.settle()
    return lua


def test_a_group_is_registered_by_the_name_of_the_bot(scene: GroupScene, lua: Actor) -> None:
    lua.says("nhóm")
    assert lua.last == (
        "Chưa ghi nhóm nào. Đưa máy vào nhóm Zalo, rồi gọi tên máy (@) trong nhóm, kèm chữ: nhóm"
    )

    scene.says_in_group(lua, f"{MENTION} nhóm")
    assert scene.group == [ASKED]
    assert lua.hears("Ghi nhóm cho nơi nào?", "1. thôn Đoài", "7. Cả xã")

    lua.says("1")
    assert lua.last == "Đã ghi nhóm cho thôn Đoài. Xem các nhóm: nhóm."
    assert scene.group == [ASKED, SAVED]
    (group,) = scene.groups()
    assert (group.bot, group.chat, group.ended_at) == (scene.bot, GROUP, None)


def test_it_is_told_in_the_evening_once_and_that_counts(
    scene: GroupScene, registered: Actor
) -> None:
    scene.owed_by_hamlets(registered)
    scene.go_to(THURSDAY, 16, 50)
    scene.tick()
    assert scene.group == [ASKED, SAVED]
    used, sent = scene.used(), len(scene.server.sent)

    scene.go_to(THURSDAY, 19, 50)
    scene.tick()
    scene.tick()
    assert scene.group == [ASKED, SAVED, NEWS]
    assert scene.used() - used == len(scene.server.sent) - sent
    assert scene.outcome() == [OutboxState.SENT]


def test_an_announcement_comes_there_too_and_is_counted_before(
    scene: GroupScene, registered: Actor
) -> None:
    scene.person("Ông Sung", Role.HAMLET_HEAD, "Đoài")
    registered.says("thông báo", "Tám giờ sáng thứ Bảy cả xã dọn vệ sinh đường làng.", "6")

    assert registered.hears("Cũng vào 1 nhóm đã ghi, mỗi nhóm một lần.")
    assert registered.hears("1 người, 1 nhóm, 2 tin")
    registered.says("gửi")
    scene.tick()
    assert scene.group[-1] == (
        "Xã Đồng Mây báo:\nTám giờ sáng thứ Bảy cả xã dọn vệ sinh đường làng."
    )


def test_a_long_announcement_comes_in_parts_and_counts_once(
    scene: GroupScene, registered: Actor
) -> None:
    text = " ".join(["Dọn đường làng, khơi rãnh, trồng cây ven đường."] * 55)
    registered.says("thông báo", text, "6", "gửi")
    scene.tick()
    first, second = scene.group[2:]
    assert f"{first} {second}".count("Dọn đường làng") == 55
    with scene.write() as tx:
        told = groups_told(tx, 1)
    assert told == GroupsTold(sent=1)


def test_refused_three_times_in_a_row_it_is_ended_and_the_officer_hears(
    scene: GroupScene, registered: Actor
) -> None:
    scene.owed_by_hamlets(registered)
    scene.server.people.pop(GROUP)  # the platform knows no such chat any more
    for day in (THURSDAY, THURSDAY + 1):
        scene.go_to(day, 19, 50)
        scene.tick()
    (group,) = scene.groups()
    assert group.ended_at is None

    registered.says("thông báo", "Tám giờ sáng mai dọn vệ sinh đường làng.", "6", "gửi")
    scene.go_to(THURSDAY + 2, 19, 50)
    scene.tick()
    scene.settle()
    (group,) = scene.groups()
    assert group.why == GroupEnd.REMOVED
    assert registered.hears("Nhóm của thôn Đoài không nhận tin nữa")


def test_refusals_of_before_it_was_registered_again_do_not_count(
    scene: GroupScene, registered: Actor
) -> None:
    scene.owed_by_hamlets(registered)
    scene.server.people.pop(GROUP)
    for day in (THURSDAY, THURSDAY + 1):
        scene.go_to(day, 19, 50)
        scene.tick()
    scene.server.people[GROUP] = registered.chat
    scene.says_in_group(registered, f"{MENTION} nhóm")
    registered.says("Đông")
    scene.server.people.pop(GROUP)
    registered.says("thông báo", "Tám giờ sáng mai dọn vệ sinh đường làng.", "6", "gửi")
    scene.tick()
    _, group = scene.groups()
    assert group.ended_at is None


def test_where_no_bot_can_join_a_group_nobody_is_told_to_bring_it(
    scene: GroupScene, lua: Actor
) -> None:
    scene.app.channels[scene.bot].joins_groups = False
    lua.says("nhóm")
    assert lua.last == "Chưa ghi nhóm nào. Hiện chưa kênh nào của xã vào được nhóm."


def test_at_the_end_of_a_month_only_what_is_urgent_comes(
    scene: GroupScene, registered: Actor
) -> None:
    scene.owed_by_hamlets(registered)
    scene.uses_up(MONTH * MESSAGES_SPARE // 100)
    registered.says("thông báo", "Tám giờ sáng mai dọn vệ sinh đường làng.", "6")
    assert registered.hears("1 nhóm không nhận tin này")
    assert "Cũng vào" not in "\n".join(registered.new)
    registered.says("gửi")
    scene.go_to(THURSDAY, 19, 50)
    scene.tick()
    assert scene.group == [ASKED, SAVED]
    with scene.write() as tx:
        assert groups_told(tx, 1) == GroupsTold(failed=1)  # and not in the new month either

    registered.says("thông báo", "Tối nay nước lên, bà con ra khỏi bãi sông.", "6")
    registered.says("đánh dấu gấp", "gấp", "gửi")
    scene.tick()
    scene.tick()
    assert scene.group == [ASKED, SAVED, URGENT]
