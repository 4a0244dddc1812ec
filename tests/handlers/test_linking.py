"""One person on two channels: somebody who told of deeds on the commune's page comes over to Zalo,
an officer adds a second phone, and nobody gets at either by a code that was overheard.
"""

import re
from collections.abc import Iterator

import orjson
import pytest
from sqlmodel import col, select

from bot import turning
from bot.carrying import decode
from bot.dialogue import keeping
from bot.dialogue.messages import Address, Incoming
from bot.dialogue.talk import Talk, from_json
from models.base import to_ms
from models.machine import audit, conversation, inbox, outbox
from models.machine.audit import Audit
from models.machine.file import File, announce
from models.machine.outbox import OutboxState
from models.machine.push import only_place, open_pushes, untold
from models.people.person import Account, Person
from models.people.role import Role, grant_role, roles_of
from models.work.deed import Deed
from tests.fakes.scene import KEY, PLAIN, Actor, Scene, Shown

WEB, ZALO = "web", "zalo-1"
CODE = re.compile(r"^\d{4} \d{4}$", re.MULTILINE)


class TwoChannels(Scene):
    """A commune with a page and a bot on Zalo; whoever is made next is on the channel `bot`."""

    bot = WEB

    def __init__(self, url: str) -> None:
        super().__init__(url, PLAIN)
        self.bots: dict[str, str] = {}

    def on(self, bot: str, actor: Actor) -> Actor:
        """The same person object, on another channel."""
        with self.write() as tx:
            query = select(Account).where(Account.sender == actor.chat)
            found = tx.session.exec(query).first()
            if found is not None:
                found.bot = bot
            tx.cursor.execute(
                f"UPDATE conversation SET bot = '{bot}' WHERE chat = '{actor.chat}'"  # noqa: S608
            )
        self.bots[actor.chat] = bot
        return actor

    def receive(self, chat: str, said: Incoming) -> int | None:
        """Commit 1, on the channel on which this person is."""
        bot = self.bots.get(chat, WEB)
        payload = orjson.dumps(keeping.said_to_json(said)).decode()
        with self.write() as tx:
            return inbox.receive(tx, bot, said.event_id, chat, chat, payload, to_ms(self.now))

    def push(self) -> None:
        """Say what waits: in its own conversation what may be said only there, all else where the
        person spoke last.
        """
        with self.write() as tx:
            persons = untold(tx, self.now)
        for person in persons:
            with self.write() as tx:
                ways = conversation.ways_to_reach(tx, person)
                named = {only_place(one) for one in open_pushes(tx, person)}
                for way in ways:
                    if way == ways[0] or (way.bot, way.chat) in named:
                        where = Address(way.bot, way.chat, way.sender)
                        turning.take_push(tx, self.commune, self.book, PLAIN, where, self.now)

    def deliver(self) -> None:
        """Put everything that is queued on the screens of both channels."""
        with self.write() as tx:
            for bot in (WEB, ZALO):
                for row in outbox.waiting(tx, bot):
                    self.people[row[2]].screen.append(Shown(row[0], decode(row[4])))
                    outbox.mark(tx, row[0], OutboxState.SENT, to_ms(self.now))

    def talk_of(self, actor: Actor) -> Talk:
        """What is remembered of a person's conversation."""
        with self.write() as tx:
            bot = self.bots.get(actor.chat, WEB)
            row = conversation.load(tx, bot, actor.chat, actor.chat)
        assert row is not None
        return from_json(orjson.loads(row[1]))

    def owner_of(self, actor: Actor) -> int:
        """Whose account it is by now."""
        with self.write() as tx:
            query = select(Account.person_id).where(Account.sender == actor.chat)
            return tx.session.exec(query).one()


@pytest.fixture
def scene(store_url: str) -> Iterator[TwoChannels]:
    stage = TwoChannels(store_url)
    yield stage
    try:
        assert stage.failed() == 0
        with stage.write() as tx:
            assert audit.verify(tx, KEY).broken_at == 0
    finally:
        stage.close()


@pytest.fixture
def page(scene: TwoChannels) -> Actor:
    """Bà Bưởi on the commune's page, where she has always written."""
    return scene.person("Bà Bưởi")


@pytest.fixture
def phone(scene: TwoChannels) -> Actor:
    """Bà Bưởi on Zalo, where she is new but has agreed."""
    return scene.on(ZALO, scene.person("Bưởi bán cam"))


def code_on(actor: Actor) -> str:
    """The code on the screen, alone on its line."""
    found = [code for shown in actor.screen for code in CODE.findall(shown.text)]
    assert found, actor.last
    return str(found[-1])


def link(here: Actor, there: Actor) -> None:
    """All the way: the code from here, sent from there, and the answer here."""
    here.says("kết nối")
    there.says(f"nối {code_on(here)}")
    here.chooses("Phải, là tôi")


# --- what people do ------------------------------------------------------------------------------


def test_two_channels_become_one_person(scene: TwoChannels, page: Actor, phone: Actor) -> None:
    page.says("nối zalo")
    assert page.hears("nhắn cho cháu chữ nối rồi đến mã này:\n", "trong 15 phút")

    phone.says(f"nối {code_on(page)}")
    assert phone.hears("Cháu vừa hỏi lại ở trang của xã.")
    assert page.hears("từ Zalo, tên là Bưởi bán cam.", "Có phải bác không ạ?", "1. Phải, là tôi")
    assert scene.owner_of(phone) == phone.id

    page.says("1")
    assert page.hears("Vâng ạ, từ nay Zalo với ở đây là một")
    assert phone.hears("Từ nay ở đây với trang của xã là một")
    assert scene.owner_of(phone) == scene.owner_of(page) == page.id


@pytest.mark.parametrize(
    "typed", ["kết nối", "ket noi", "Nối máy", "dùng máy khác", "đổi sang Zalo"]
)
def test_people_ask_for_it_in_their_own_words(page: Actor, typed: str) -> None:
    page.says(typed)

    assert CODE.search(page.last)


@pytest.mark.parametrize("way", ["nối {}", "noi {}", "nối mã {} ạ", "Kết nối {}"])
def test_the_code_is_sent_as_people_write_it(page: Actor, phone: Actor, way: str) -> None:
    page.says("kết nối")
    phone.says(way.format(code_on(page).replace(" ", "-")))

    assert phone.hears("Cháu vừa hỏi lại")


def test_what_was_told_on_either_is_found_on_both(
    scene: TwoChannels, page: Actor, phone: Actor
) -> None:
    page.tells_deed(who="Bà Mận bán xôi")
    page.chooses("Gửi")
    scene.wait(minutes=1)
    phone.tells_deed(who="Ông Thóc", hamlet="Đông", story="Vá đoạn đường hỏng trước cổng trường")
    phone.chooses("Gửi")
    scene.wait(minutes=1)
    link(page, phone)

    for actor in (page, phone):
        actor.says("việc tôi đã kể")
        assert actor.hears("Bà Mận bán xôi", "Ông Thóc")


def test_a_push_goes_to_one_of_them_once(scene: TwoChannels, page: Actor, phone: Actor) -> None:
    link(page, phone)
    lua = scene.person("Cô Lúa", Role.TDKT_OFFICER)
    phone.tells_deed()
    phone.chooses("Gửi")
    scene.wait(minutes=1)
    before = len(page.screen) + len(phone.screen)

    lua.says("nhận 1")
    scene.wait(minutes=15)

    assert len(page.screen) + len(phone.screen) == before + 1


def test_an_officer_reaches_the_desk_from_the_second_phone(
    scene: TwoChannels, phone: Actor
) -> None:
    lua = scene.person("Cô Lúa", Role.TDKT_OFFICER)
    link(lua, phone)

    phone.says("hàng chờ")
    assert scene.owner_of(phone) == lua.id
    phone.says("menu")
    assert phone.hears("Đồng chí chọn việc")


def test_whoever_has_not_agreed_on_the_new_channel_need_not_agree_again(
    scene: TwoChannels, page: Actor
) -> None:
    new = scene.on(ZALO, scene.stranger("Bưởi bán cam"))
    link(page, new)

    assert new.hears("Từ nay ở đây với trang của xã là một")
    new.says("kể")
    assert new.hears("Ai làm việc tốt ấy ạ?")


# --- a leaked code -------------------------------------------------------------------------------


def test_the_code_alone_links_nothing(scene: TwoChannels, phone: Actor) -> None:
    lua = scene.person("Cô Lúa", Role.TDKT_OFFICER)
    lua.says("kết nối")
    phone.says(f"nối {code_on(lua)}")
    phone.says("1", "đúng máy tôi", "phải")

    assert scene.owner_of(phone) == phone.id
    phone.says("menu")
    assert not phone.hears("Đồng chí")


def test_after_no_nothing_has_happened_and_the_code_is_dead(
    scene: TwoChannels, page: Actor, phone: Actor
) -> None:
    page.says("kết nối")
    code = code_on(page)
    phone.says(f"nối {code}")
    page.chooses("Không phải")

    assert page.hears("Vâng ạ, cháu không nối.")
    assert phone.hears("ở trang của xã trả lời là chưa phải bác")
    phone.says(f"nối {code}")
    assert phone.hears("Mã ấy cháu chưa dùng được.")
    assert scene.owner_of(phone) == phone.id


def test_whoever_has_a_duty_is_not_talked_into_sending_a_code(
    scene: TwoChannels, page: Actor
) -> None:
    lua = scene.on(ZALO, scene.person("Cô Lúa", Role.TDKT_OFFICER))
    page.says("kết nối")
    code = code_on(page)

    lua.says(f"nối {code}")
    assert lua.hears("làm ngược lại")
    assert not page.hears("Có phải bác không ạ?")

    lua.says("kết nối")
    page.says(f"nối {code_on(lua)}")
    lua.chooses("Phải, là tôi")
    assert scene.owner_of(page) == lua.id


def test_nor_by_a_duty_that_came_between_code_and_answer(
    scene: TwoChannels, page: Actor, phone: Actor
) -> None:
    page.says("kết nối")
    phone.says(f"nối {code_on(page)}")
    with scene.write() as tx:
        grant_role(tx, phone.id, Role.TDKT_OFFICER, None, scene.now)
    page.chooses("Phải, là tôi")

    assert page.hears("Cháu chưa nối được")
    assert scene.owner_of(phone) == phone.id
    with scene.write() as tx:
        assert roles_of(tx, page.id) == ()


def test_only_the_account_that_made_the_code_answers(
    scene: TwoChannels, page: Actor, phone: Actor
) -> None:
    link(page, phone)
    stranger = scene.person("người lạ")
    page.says("kết nối")
    phone.says("chào cháu")  # she spoke last on Zalo
    stranger.says(f"nối {code_on(page)}")

    assert page.hears("Có phải bác không ạ?")
    assert not phone.hears("Có phải bác không ạ?")
    phone.says("đúng máy tôi")
    assert phone.hears("Ở đây chưa có mã nối máy nào chờ bác trả lời.")
    assert scene.owner_of(stranger) == stranger.id


def test_a_code_works_once_and_for_fifteen_minutes(
    scene: TwoChannels, page: Actor, phone: Actor
) -> None:
    other = scene.person("Cô Sim")
    page.says("kết nối")
    phone.says(f"nối {code_on(page)}")
    other.says(f"nối {code_on(page)}")
    assert other.hears("Mã ấy cháu chưa dùng được.")

    page.chooses("Không phải")
    page.says("kết nối")
    scene.wait(minutes=15)
    phone.says(f"nối {code_on(page)}")
    assert phone.hears("Mã ấy cháu chưa dùng được.")


def test_a_newer_code_ends_the_older(page: Actor, phone: Actor) -> None:
    page.says("kết nối")
    older = code_on(page)
    page.says("kết nối")

    phone.says(f"nối {older}")
    assert phone.hears("Mã ấy cháu chưa dùng được.")
    phone.says(f"nối {code_on(page)}")
    assert phone.hears("Cháu vừa hỏi lại")


def test_an_answer_counts_for_fifteen_minutes_and_both_hear_that_none_came(
    scene: TwoChannels, page: Actor, phone: Actor
) -> None:
    page.says("kết nối")
    phone.says(f"nối {code_on(page)}")
    scene.wait(minutes=15)

    assert page.hears("Cháu chưa nối máy, vì quá lâu chưa có trả lời.")
    assert phone.hears("Cháu chưa nối máy, vì quá lâu chưa có trả lời.")
    page.says("1")
    page.says("đúng máy tôi")
    assert page.hears("chưa có mã nối máy nào")
    assert scene.owner_of(phone) == phone.id


def test_the_next_day_it_is_no_news_that_nobody_answered(
    scene: TwoChannels, page: Actor, phone: Actor
) -> None:
    page.says("kết nối")
    phone.says(f"nối {code_on(page)}")
    scene.wait(days=1)
    assert phone.hears("Cháu vừa hỏi lại")

    page.says("kết nối", "1")
    phone.says("kể")
    assert scene.owner_of(phone) == phone.id


def test_too_many_wrong_codes_pause_also_the_right_one(page: Actor, phone: Actor) -> None:
    page.says("kết nối")
    right = code_on(page)
    for wrong in ("0000 0000", "1111 1111", "2222 2222", "3333 3333", "4444 4444"):
        phone.says(f"nối {wrong}")
        assert phone.hears("Mã ấy cháu chưa dùng được.")

    phone.says(f"nối {right}")
    assert phone.hears("chờ 60 phút hãy nhắn mã tiếp")


def test_at_a_kiosk_neither_is_done(page: Actor, phone: Actor) -> None:
    page.says("kết nối", passing=True)
    assert page.hears("Ở đây nhiều người cùng dùng")

    page.says("kết nối")
    phone.says(f"nối {code_on(page)}", passing=True)
    assert phone.hears("Ở đây nhiều người cùng dùng")


def test_the_same_account_and_the_same_person_are_told_so(page: Actor, phone: Actor) -> None:
    page.says("kết nối")
    page.says(f"nối {code_on(page)}")
    assert page.hears("Mã này lấy ở chính đây.")

    link(page, phone)
    page.says("kết nối")
    phone.says(f"nối {code_on(page)}")
    assert phone.hears("Hai nơi này đã là một rồi")


def test_whoever_was_erased_meanwhile_is_not_linked(
    scene: TwoChannels, page: Actor, phone: Actor
) -> None:
    page.says("kết nối")
    code = code_on(page)
    page.says("xóa hết")
    page.chooses("Xóa")

    phone.says(f"nối {code}")
    assert phone.hears("Mã ấy cháu chưa dùng được.")

    other = scene.person("Cô Sim")
    phone.says("kết nối")
    other.says(f"nối {code_on(phone)}", "xóa hết")
    other.chooses("Xóa")
    phone.says("1")
    assert phone.hears("Cháu chưa nối được")


def test_the_code_is_stored_as_a_digest_only(scene: TwoChannels, page: Actor) -> None:
    page.says("kết nối")
    code = code_on(page)
    with scene.write() as tx:
        for table in ("accountlink", "conversation"):
            tx.cursor.execute(f"SELECT * FROM {table}")  # noqa: S608 - a name of our own schema
            stored = str(tx.cursor.fetchall())
            assert code not in stored
            assert code.replace(" ", "") not in stored


# --- what lies open where the account changes hands ---------------------------------------------


def test_an_answer_to_what_was_asked_before_erases_nothing_of_the_other(
    scene: TwoChannels, page: Actor, phone: Actor
) -> None:
    page.tells_deed(who="Bà Mận bán xôi")
    page.chooses("Gửi")
    scene.wait(minutes=1)
    page.says("kết nối")
    phone.says(f"nối {code_on(page)}", "xóa hết")
    page.chooses("Phải, là tôi")

    phone.says("1")

    assert [deed.who for deed in scene.deeds()] == ["Bà Mận bán xôi"]
    assert scene.owner_of(phone) == page.id


def test_after_they_were_taken_apart_no_case_of_the_other_is_shown_again(
    scene: TwoChannels, page: Actor, phone: Actor
) -> None:
    page.tells_deed(who="Bà Mận bán xôi")
    page.chooses("Gửi")
    scene.wait(minutes=1)
    link(page, phone)
    phone.says("việc tôi đã kể", "1")
    assert phone.hears("bán xôi")
    page.says("tách máy")
    page.chooses("Tách ra")

    for typed in ("1", "gì nhỉ", "sửa"):
        phone.says(typed)
        assert not phone.hears("bán xôi")


def test_what_was_told_before_the_consent_waits_on(scene: TwoChannels, page: Actor) -> None:
    new = scene.on(ZALO, scene.stranger("Bưởi bán cam"))
    page.says("kết nối")
    new.says("Bà Mận bán xôi nhặt được ví có 3 triệu, đem trả lại người mất")
    new.says(f"nối {code_on(page)}")
    page.chooses("Phải, là tôi")

    assert "3 triệu" in str(scene.talk_of(new).held)


# --- the question where it cannot be numbered ----------------------------------------------------


def test_in_the_middle_of_a_form_it_is_answered_by_words_of_its_own(
    scene: TwoChannels, page: Actor, phone: Actor
) -> None:
    page.says("kết nối", "kể")
    phone.says(f"nối {code_on(page)}")
    assert page.hears("Là bác thì bác nhắn: đúng máy tôi.")

    page.says("Bà Mận bán xôi")
    assert page.hears("Người ấy ở thôn nào ạ?")
    page.says("không phải máy tôi")

    assert "Vâng ạ, cháu không nối." in page.new[0]
    assert page.hears("Việc kể dở cháu vẫn giữ")
    assert scene.owner_of(phone) == phone.id


def test_whoever_does_not_find_the_question_asks_for_it_again(page: Actor, phone: Actor) -> None:
    page.says("kết nối")
    phone.says(f"nối {code_on(page)}")
    page.says("kể", "thôi")

    page.says("kết nối")
    assert page.hears("Có phải bác không ạ?")
    page.chooses("Phải, là tôi")
    assert page.hears("là một")


# --- the draft -----------------------------------------------------------------------------------


def test_an_open_draft_goes_along_with_its_photos(
    scene: TwoChannels, page: Actor, phone: Actor
) -> None:
    page.says("kể", "Bà Mận bán xôi", "Đoài", "Nhặt được ví có 3 triệu, trả lại người mất")
    page.says("10/11")
    page.sends_photo()
    photo = file_of(scene, page)
    link(page, phone)

    assert page.hears("Việc kể dở cháu chuyển sang đấy rồi")
    assert phone.hears("Việc bác kể dở bên ấy cháu đã chuyển sang đây")
    assert scene.talk_of(page).aside == ()
    with scene.write() as tx:
        assert tx.session.get_one(File, photo).owner == f"{ZALO}:{phone.chat}"
    phone.says("tiếp")
    assert phone.hears("Bà Mận bán xôi", "1 ảnh")
    phone.chooses("Gửi")
    assert [deed.teller_id for deed in scene.deeds()] == [page.id]
    page.says("tiếp")
    assert page.hears("Chưa có việc nào đang dở.")


def file_of(scene: TwoChannels, actor: Actor) -> str:
    """The row of the photo in somebody's draft, as the web chat or a fetch writes it."""
    draft = scene.talk_of(actor).draft
    assert draft is not None
    name = str(draft.answers["evidence"]["files"][0]["file"])
    with scene.write() as tx:
        owner = f"{WEB}:{actor.chat}"
        announce(tx, File(id=name, owner=owner, kind="photo", created_ms=to_ms(scene.now)))
    return name


def test_an_open_draft_on_the_new_channel_stays_there(
    scene: TwoChannels, page: Actor, phone: Actor
) -> None:
    phone.says("kể", "Ông Thóc")
    link(page, phone)

    phone.says("Đông")
    assert phone.hears("Người ấy đã làm gì ạ?")


def test_when_both_have_one_both_stay(scene: TwoChannels, page: Actor, phone: Actor) -> None:
    page.says("kể", "Bà Mận bán xôi")
    phone.says("kể", "Ông Thóc")
    link(page, phone)

    page.says("tiếp")
    assert page.hears("Người ấy ở thôn nào ạ?")
    phone.says("Đông")
    assert phone.hears("Người ấy đã làm gì ạ?")


# --- taken apart ---------------------------------------------------------------------------------


@pytest.mark.parametrize("later", [{"minutes": 30}, {"days": 365}])
def test_a_mistake_is_undone(
    scene: TwoChannels, page: Actor, phone: Actor, later: dict[str, float]
) -> None:
    phone.tells_deed(who="Ông Thóc")
    phone.chooses("Gửi")
    page.says("kể", "Bà Mận bán xôi")
    link(page, phone)
    scene.wait(**later)

    page.says("tách máy")
    assert page.hears("– Zalo, tên là Bưởi bán cam, từ thứ Hai, 16/11", "sau cùng ra ạ?")
    page.chooses("Tách ra")
    assert page.hears("cháu tách Zalo ra rồi")
    assert phone.hears("Ở đây với trang của xã đã tách riêng ra rồi.")

    assert scene.owner_of(phone) == phone.id
    assert [deed.teller_id for deed in scene.deeds()] == [phone.id]
    page.says("tiếp")
    assert page.hears("Người ấy ở thôn nào ạ?")
    page.says("tách máy")
    assert page.hears("Bác chưa nối máy nào.")
    with scene.write() as tx:
        query = select(Audit.action).where(col(Audit.action).startswith("account."))
        assert list(tx.session.exec(query)) == ["account.link", "account.unlink"]


def test_it_is_undone_from_the_other_side_as_well(
    scene: TwoChannels, page: Actor, phone: Actor
) -> None:
    link(page, phone)
    phone.says("tách máy")
    phone.chooses("Tách ra")

    assert page.hears("Ở đây với Zalo đã tách riêng ra rồi.")
    assert scene.owner_of(phone) == phone.id


def test_whoever_thinks_better_of_it_leaves_it(
    scene: TwoChannels, page: Actor, phone: Actor
) -> None:
    link(page, phone)
    page.says("tách máy")
    page.chooses("Thôi")

    assert scene.owner_of(phone) == page.id


def test_the_newest_comes_first(scene: TwoChannels, page: Actor, phone: Actor) -> None:
    third = scene.person("Bưởi máy bàn")
    link(page, phone)
    scene.wait(days=1)
    link(page, third)

    page.says("tách máy")
    assert page.hears("Zalo, tên là Bưởi bán cam", "trang của xã, tên là Bưởi máy bàn")
    page.chooses("Tách ra")
    assert (scene.owner_of(phone), scene.owner_of(third)) == (page.id, third.id)


def test_after_an_erasure_nobody_is_left_to_go_back_to(
    scene: TwoChannels, page: Actor, phone: Actor
) -> None:
    phone.tells_deed(who="Ông Thóc")
    phone.chooses("Gửi")
    scene.wait(minutes=1)
    with scene.write() as tx:
        tx.session.get_one(Person, phone.id).name = "Nguyễn Thị Bưởi"
    link(page, phone)
    page.says("xóa hết")
    page.chooses("Xóa")

    phone.says("tách máy")
    with scene.write() as tx:
        assert tx.session.get_one(Person, phone.id).name == ""
        assert tx.session.exec(select(Deed.who)).all() == [""]
        found = {account.person_id for account in tx.session.exec(select(Account))}
    assert not found & {page.id, phone.id}
