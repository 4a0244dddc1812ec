"""What is said to the bot in a group of a hamlet goes on in private; the group itself reads two
sentences that name nobody, whoever speaks and whatever is said.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import inspect, text
from sqlmodel import select

from models.base import to_ms
from models.machine.file import FileState
from models.machine.ledger import used_in_month
from models.people.person import Account
from models.people.role import Role, grant_role
from models.people.unit import Unit
from models.store import Tx
from models.work.receipts import grouped
from tests.fakes.ports import free_port
from tests.fakes.scene import Actor
from tests.fakes.zalo_scene import ZaloBotScene
from tests.handlers.desk_stage import tell

GROUP = "nhom-thon-doai"
MENTION = "@Bot Xã Đồng Mây"
LINK = "https://zalo.me/4071238600"
STORY = "Bà Mận bán xôi nhặt được ví có 3 triệu, đem trả lại người mất"
ELSEWHERE = "Trong nhóm cháu không nói chuyện riêng. Cháu nhắn riêng bác rồi."
FIRST_ALONE = "Trong nhóm cháu không nói chuyện riêng. Bác nhắn riêng cho cháu một tiếng chào nhé."
TO_THE_DESK = "Trong nhóm máy không nói chuyện riêng. Máy nhắn riêng đồng chí rồi."


class GroupScene(ZaloBotScene):
    """A commune whose people are in a group with the bot."""

    async def reached(self) -> bool:
        """Tell whether everything that people have sent is in the inbox; what goes on in private
        has rows of its own there, which nobody sent.
        """

        def run(tx: Tx) -> set[str]:
            return set(tx.connection.execute(text("SELECT event_id FROM inbox")).scalars())

        return self.brought <= await self.app.writer.write(run)

    def in_group(self, actor: Actor) -> dict[str, Any]:
        """Return how the platform brings what somebody sends where others read along."""
        actor.seen = len(actor.screen)
        known = self.next_event()
        self.brought.add(known)
        at = {"date_ms": to_ms(self.now), "message_id": known}
        return {"sender": actor.chat, "group": True, "name": actor.name, **at}

    def says_in_group(self, actor: Actor, said: str, **more: Any) -> None:
        """Say something to the bot in the group."""
        self.server.says(GROUP, said, **self.in_group(actor), **more)
        self.settle()

    @property
    def group(self) -> list[str]:
        """All that the bot has said in the group."""
        return self.server.told(GROUP)


@pytest.fixture
def scene(sqlite_url: str, tmp_path: Path) -> Iterator[GroupScene]:
    made = GroupScene(sqlite_url, tmp_path / "home", free_port)
    try:
        yield made
        assert made.failed() == 0
    finally:
        made.close()


def rows_of(scene: GroupScene, where: str = "") -> str:
    """Whatever the database holds, or what it holds of a chat."""
    with scene.write() as tx:
        tables = inspect(tx.connection)
        found = []
        for table in tables.get_table_names():
            columns = {column["name"] for column in tables.get_columns(table)}
            if where and "chat" not in columns:
                continue
            query = f'SELECT * FROM "{table}"' + (f" WHERE chat = '{where}'" if where else "")  # noqa: S608
            found += [str(tuple(row)) for row in tx.connection.execute(text(query))]
    return "\n".join(found)


# --- it goes on in private -----------------------------------------------------------------------


def test_a_report_begun_in_the_group_is_told_in_private(scene: GroupScene) -> None:
    buoi = scene.person("Bà Bưởi")
    scene.says_in_group(buoi, f"{MENTION} kể")
    assert buoi.hears("Ai làm việc tốt ấy ạ?")

    buoi.says("Bà Mận bán xôi", "Đoài", "Nhặt được ví, trả lại người mất", "10/11", "không", "1")

    (deed,) = scene.deeds()
    assert grouped(deed.code) in buoi.last
    assert scene.group == [ELSEWHERE]


def test_a_whole_story_is_not_lost_on_the_way(scene: GroupScene) -> None:
    buoi = scene.person("Bà Bưởi")
    scene.says_in_group(buoi, f"{MENTION} {STORY}")
    assert buoi.hears("Bác kể một việc tốt phải không ạ?", "Bà Mận bán xôi")

    buoi.says("1", "Bà Mận", "Đoài", "10/11", "không")

    assert buoi.hears("nhặt được ví có 3 triệu", "Gửi đi được chưa ạ?")


def test_a_photo_with_its_words_comes_along(scene: GroupScene) -> None:
    buoi = scene.person("Bà Bưởi")
    scene.server.sends_photo(GROUP, caption=f"{MENTION} {STORY}", **scene.in_group(buoi))
    scene.settle()
    scene.work()
    assert buoi.hears("Ai làm việc tốt ấy ạ?")

    buoi.says("Bà Mận", "Đoài", "10/11", "không")
    assert buoi.hears("nhặt được ví có 3 triệu", "1 ảnh")

    with scene.write() as tx:
        kept = tx.connection.execute(text("SELECT owner, state FROM file")).all()
    assert [tuple(row) for row in kept] == [(f"{scene.bot}:{buoi.chat}", FileState.KEPT)]
    assert scene.group == [ELSEWHERE]


def test_consent_is_asked_for_in_private_and_the_words_are_kept(scene: GroupScene) -> None:
    buoi = scene.person("Bà Bưởi", agreed=False)
    scene.says_in_group(buoi, f"{MENTION} {STORY}")
    assert buoi.hears("Bác có đồng ý không ạ?")

    buoi.says("1")

    assert buoi.hears("Lời bác vừa kể cháu vẫn giữ.") or buoi.hears("Bà Mận bán xôi")
    assert scene.group == [ELSEWHERE]


@pytest.mark.parametrize(
    "said",
    [
        pytest.param(f"{MENTION} kể", id="before"),
        pytest.param(f"kể {MENTION}", id="after"),
        pytest.param("@bot XÃ đồng  mây kể", id="in other letters"),
        pytest.param("kể", id="none: an answer to what the bot said"),
    ],
)
def test_the_name_of_the_bot_is_no_part_of_what_is_said(scene: GroupScene, said: str) -> None:
    buoi = scene.person("Bà Bưởi")
    scene.says_in_group(buoi, said)

    assert buoi.hears("Ai làm việc tốt ấy ạ?")


def test_what_the_platform_brings_twice_goes_on_once(scene: GroupScene) -> None:
    buoi = scene.person("Bà Bưởi")
    scene.says_in_group(buoi, f"{MENTION} kể", times=2)
    buoi.says("Bà Mận bán xôi")  # comes after both

    assert buoi.hears("Người ấy ở thôn nào ạ?")
    assert len(buoi.screen) == 2
    assert scene.group == [ELSEWHERE]


def test_in_one_group_each_has_a_talk_of_their_own(scene: GroupScene) -> None:
    buoi, na = scene.person("Bà Bưởi"), scene.person("Bà Na")
    scene.says_in_group(buoi, f"{MENTION} kể")
    scene.says_in_group(na, f"{MENTION} Bà Mận bán xôi")

    draft = scene.talk_of(buoi).draft
    assert draft is not None
    assert draft.answers == {}
    assert len(buoi.screen) == 1
    assert na.new != []


# --- whoever has never written alone -------------------------------------------------------------


def test_whoever_never_wrote_alone_is_told_to_do_that_and_where(scene: GroupScene) -> None:
    na = scene.stranger("Bà Na")
    scene.says_in_group(na, f"{MENTION} {STORY}")
    assert scene.group == [f"{FIRST_ALONE}\n{LINK}"]
    assert na.screen == []

    na.says("chào cháu")
    assert na.hears("Bác có đồng ý không ạ?")
    na.says("1")

    scene.says_in_group(na, f"{MENTION} kể")
    assert na.hears("Ai làm việc tốt ấy ạ?")
    assert scene.group[1:] == [ELSEWHERE]


def test_of_what_a_stranger_said_in_a_group_nothing_stays(scene: GroupScene) -> None:
    scene.says_in_group(scene.stranger("Bà Na"), f"{MENTION} {STORY}")

    assert "nhặt được ví" not in rows_of(scene)


def test_of_what_somebody_said_in_a_group_nothing_stays_there(scene: GroupScene) -> None:
    buoi = scene.person("Bà Bưởi")
    scene.says_in_group(buoi, f"{MENTION} {STORY}")

    of_group = rows_of(scene, GROUP)
    assert GROUP in of_group
    assert "nhặt được ví" not in of_group
    assert "nhặt được ví" in rows_of(scene, buoi.chat)


# --- what the group reads ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "said", "heard"),
    [
        pytest.param(None, "việc tôi đã kể", "Bà Mận bán xôi", id="a citizen, own deeds"),
        pytest.param(None, "của tôi", "Xã đang giữ của bác:", id="a citizen, own data"),
        pytest.param(Role.HAMLET_HEAD, "việc chờ", "Bà Mận bán xôi", id="a head, the list"),
        pytest.param(
            Role.HAMLET_HEAD, "đúng 1", "việc của bà Mận bán xôi là đúng", id="a head, a verdict"
        ),
        pytest.param(
            Role.TDKT_OFFICER, "việc chờ", "1. Bà Mận bán xôi", id="an officer, the queue"
        ),
        pytest.param(Role.TDKT_OFFICER, "xem 1", "Người kể: Bà Bưởi", id="an officer, a case"),
        pytest.param(Role.TDKT_OFFICER, "mời", "Mời làm việc gì?", id="an officer, an invitation"),
        pytest.param(Role.COMMUNE_CHAIR, "bảng vàng", "Bảng vàng", id="the chairman, the board"),
        pytest.param(
            Role.ADMIN, "nối máy", "Mã dùng một lần", id="an administrator, a second phone"
        ),
    ],
)
def test_the_group_reads_one_sentence_whoever_speaks(
    scene: GroupScene, role: Role | None, said: str, heard: str
) -> None:
    sau = scene.person("Ông Sấu", role, "Đoài" if role is Role.HAMLET_HEAD else "")
    teller = sau if role is None else scene.person("Bà Bưởi")
    tell(teller, "Bà Mận bán xôi", "Đoài", "Nhặt được ví có 3 triệu, trả lại người mất")
    scene.says_in_group(sau, f"{MENTION} {said}")

    assert scene.group == [sentence_for(role)]
    assert sau.new != []
    assert heard in "\n".join(sau.new)


def sentence_for(role: Role | None) -> str:
    """The sentence with the pronouns of whoever has this role."""
    of_the_people = (None, Role.HAMLET_HEAD)
    return ELSEWHERE if role in of_the_people else TO_THE_DESK


@pytest.mark.parametrize("said", ["sticker", "voice", "unknown"])
def test_what_is_no_text_goes_on_in_private_too(scene: GroupScene, said: str) -> None:
    buoi = scene.person("Bà Bưởi")
    sends: dict[str, Callable[..., object]] = {
        "sticker": scene.server.sends_sticker,
        "voice": scene.server.sends_voice,
        "unknown": scene.server.unsupported,
    }
    sends[said](GROUP, **scene.in_group(buoi))
    scene.settle()

    assert scene.group == [ELSEWHERE]
    assert buoi.new != []


def test_what_the_bot_has_to_say_of_its_own_accord_is_never_said_in_a_group(
    scene: GroupScene,
) -> None:
    sau = scene.person("Ông Sấu", Role.HAMLET_HEAD, "Đoài")
    lua = scene.person("Cô Lúa", Role.TDKT_OFFICER)
    buoi = scene.person("Bà Bưởi")
    scene.wait(hours=1)
    for actor in (sau, lua, buoi):  # all of them spoke in the group last
        scene.says_in_group(actor, f"{MENTION} cảm ơn")
    said = len(scene.group)
    seen = len(sau.screen)

    tell(buoi, "Bà Mận bán xôi", "Đoài", "Nhặt được ví có 3 triệu, trả lại người mất")
    scene.wait(days=30)

    assert any("Bà Mận bán xôi" in shown.text for shown in sau.screen[seen:])
    assert len(scene.group) == said


def test_somebody_who_has_only_spoken_in_the_group_is_asked_nothing_there(
    scene: GroupScene,
) -> None:
    na = scene.stranger("Bà Na")
    scene.says_in_group(na, f"{MENTION} chào cháu")
    with scene.write() as tx:
        person = tx.session.exec(select(Account.person_id).where(Account.sender == na.chat)).one()
        hamlet = tx.session.exec(select(Unit.id).where(Unit.name == "thôn Đoài")).one()
        grant_role(tx, person, Role.HAMLET_HEAD, hamlet, scene.now)
    said = len(scene.group)

    tell(scene.person("Bà Bưởi"), "Bà Mận bán xôi", "Đoài", "Nhặt được ví, trả lại người mất")

    assert len(scene.group) == said
    assert na.screen == []


def test_what_was_said_in_a_group_is_counted_once(scene: GroupScene) -> None:
    buoi = scene.person("Bà Bưởi")
    scene.says_in_group(buoi, f"{MENTION} kể")

    with scene.write() as tx:
        used = used_in_month(tx, scene.bot, scene.commune.today(scene.now))
    assert (used.received, used.sent) == (1, 2)
