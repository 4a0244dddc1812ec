"""An announcement from the officer's words to the phones: chosen, counted, approved, stopped,
acknowledged, reported.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import col, select

from bot.dialogue.spoken import spoken
from handlers.book import BOOK
from models.base import to_ms
from models.machine import outbox
from models.machine.outbox import OutboxState
from models.machine.reminder import Outcome, Reminder
from models.people.person import SET_UNREACHABLE
from models.people.role import Role, roles_of
from models.people.seats import MeetingPlace
from models.permissions import Viewer
from models.work.announcement import Announcement, AnnouncementState
from models.work.announcing import (
    NotPossible,
    change_draft,
    let_old_numbers_go,
    report_of,
    stop_announcement,
)
from models.work.list_numbers import case_of_number, number_for
from scheduler import leftovers
from scheduler.announcing import plan_announcements
from scheduler.others import begin_others
from scheduler.outcomes import Came, Outcomes
from tests.fakes.scene import PLAIN, Actor, Scene

MORNING = datetime(2026, 6, 1, 2, 0, tzinfo=UTC)  # 9 in the morning there
TEXT = "Tám giờ sáng thứ Bảy, 6/6, cả xã dọn vệ sinh đường làng."


@pytest.fixture
def scene(store_url: str) -> Iterator[Scene]:
    made = Scene(store_url, PLAIN, MORNING, BOOK)
    made.commune.meeting = lambda: (MeetingPlace(made.bot, ""),)
    yield made
    assert made.failed() == 0
    made.close()


@pytest.fixture
def lua(scene: Scene) -> Actor:
    return scene.person("Cô Lúa", Role.TDKT_OFFICER)


@pytest.fixture
def heads(scene: Scene) -> list[Actor]:
    return [scene.person(f"Ông {hamlet}", Role.HAMLET_HEAD, hamlet) for hamlet in ("Đoài", "Đông")]


def said(lua: Actor, *pieces: str) -> bool:
    """Whether what came since the last thing said has all these pieces, in several messages."""
    whole = "\n".join(lua.new)
    return all(piece in whole for piece in pieces)


def write(lua: Actor, *more: str, to: str = "1") -> None:
    """Write an announcement up to the question whether it is sent."""
    lua.says("thông báo", TEXT, to, *more)


def choose(lua: Actor, label: str) -> None:
    """Choose what the open question offers, by its number."""
    line = next(line for line in lua.last.splitlines() if line.endswith(label))
    lua.says(line.partition(".")[0])


def state(scene: Scene) -> str:
    with scene.write() as tx:
        return tx.session.exec(select(Announcement.state)).one()


def outcomes(scene: Scene) -> list[str]:
    with scene.write() as tx:
        return sorted(tx.session.exec(select(Reminder.state)))


def test_who_has_not_been_told_yet_is_counted_from_the_first_moment(
    scene: Scene, lua: Actor, heads: list[Actor]
) -> None:
    write(lua)
    choose(lua, "Gửi")
    lua.says("xem 1")
    assert lua.last.endswith("Đã đến 0, đã rõ 0, còn đợi 2, chưa chắc 0, chưa đến 0, không gửi 0.")
    lua.says("dừng 1")
    assert lua.last.endswith("Đã đến 0, đã rõ 0, còn đợi 0, chưa chắc 0, chưa đến 0, không gửi 2.")
    scene.tick()
    assert all(head.new == [] for head in heads)


@pytest.mark.parametrize(
    "said",
    [
        f"thông báo: {TEXT}",
        f"Thông báo\n{TEXT}",
        f"thong bao {TEXT}",
        f"gửi thông báo cho bà con: {TEXT}",  # no audience that is known: it is asked
    ],
)
def test_begun_with_its_text(scene: Scene, lua: Actor, heads: list[Actor], said: str) -> None:
    lua.says(said)
    assert lua.hears("Gửi cho những ai?")
    lua.says("thôn Đoài")
    assert f"Xã Đồng Mây báo:\n{TEXT}" in "\n".join(lua.new)


def test_begun_with_its_text_and_whom_it_is_for(
    scene: Scene, lua: Actor, heads: list[Actor]
) -> None:
    lua.says("gửi thông báo cho thôn Đoài và thôn Đông: mai cắt điện")
    assert "báo:\nMai cắt điện" in "\n".join(lua.new)
    assert lua.hears("Gửi cho 2 người: thôn Đoài, thôn Đông", "Gửi đi chứ?")
    scene.tick()
    assert all(head.new == [] for head in heads)


def test_a_question_about_announcements_is_no_text(scene: Scene, lua: Actor) -> None:
    lua.says("thông báo đã gửi chưa")
    assert "Gửi cho những ai?" not in lua.last
    buoi = scene.person("Bà Bưởi")
    buoi.says("thông báo: mai họp")
    assert "Gửi cho những ai?" not in buoi.last


def test_a_photo_is_not_lost_in_silence(scene: Scene, lua: Actor, heads: list[Actor]) -> None:
    lua.says("thông báo")
    lua.sends_photo()
    assert lua.hears("ảnh, tệp, tin thoại chưa gửi kèm được", "Viết nội dung")
    lua.sends_photo(caption="Mời họp")
    assert "ảnh, tệp, tin thoại chưa gửi kèm được" in lua.new[0]
    assert lua.hears("Gửi cho những ai?")
    lua.sends_photo()
    assert lua.hears("ảnh, tệp, tin thoại chưa gửi kèm được", "Gửi cho những ai?")


def test_written_once_counted_shown_and_told_to_those_chosen(
    scene: Scene, lua: Actor, heads: list[Actor]
) -> None:
    citizen = scene.person("Bà Bưởi")
    write(lua)
    assert said(lua, "Người ở thôn sẽ đọc:\nChào bác. Xã Đồng Mây báo:", TEXT)
    assert said(lua, "Gửi cho 2 người: Trưởng thôn. 2 người không mất tiền")
    choose(lua, "Gửi")
    assert lua.hears("Đang gửi.")
    scene.tick()
    assert all(head.hears("Xã Đồng Mây báo:", TEXT) for head in heads)
    assert citizen.new == []
    scene.tick()
    assert lua.hears("đã gửi xong", "Đã đến 2, đã rõ 0")
    assert state(scene) == AnnouncementState.DONE
    assert [len(head.screen) for head in heads] == [1, 1]


def test_several_audiences_and_an_acknowledgement(
    scene: Scene, lua: Actor, heads: list[Actor]
) -> None:
    front = scene.person("Bà Na", Role.HAMLET_FRONT_HEAD, "Đoài")
    write(lua, to="trưởng thôn và mặt trận")
    choose(lua, "Xin người nhận trả lời đã rõ")
    assert said(lua, "Gửi cho 3 người: Trưởng thôn, Trưởng ban Mặt trận thôn.", "đã rõ 1")
    choose(lua, "Gửi")
    scene.tick()
    assert front.hears("Rõ rồi thì bác nhắn: đã rõ 1 nhé.")
    front.says("đã rõ 1")
    assert front.hears("cháu ghi rồi")
    scene.tick()
    lua.says("các thông báo")
    number = next(line for line in lua.last.splitlines() if "đã gửi xong" in line)[0]
    lua.says(f"xem {number}")
    assert lua.hears("Đã đến 3, đã rõ 1")


def test_a_text_may_begin_with_a_word_that_means_something_else(
    scene: Scene, lua: Actor, heads: list[Actor]
) -> None:
    lua.says("thông báo", "Tiến độ đến nay đạt 60 %, các thôn cố gắng.", "1")
    assert said(lua, "Tiến độ đến nay đạt 60 %, các thôn cố gắng.", "Gửi cho 2 người")
    choose(lua, "Viết thêm vào cuối")
    lua.says("Tiến độ tuần sau báo trước ngày 15/6.")
    assert said(lua, "các thôn cố gắng.\nTiến độ tuần sau báo trước ngày 15/6.")
    choose(lua, "Viết thêm vào cuối")
    lua.says("menu")
    assert not said(lua, "15/6.\nmenu")


def test_at_night_it_waits_unless_it_is_urgent(
    scene: Scene, lua: Actor, heads: list[Actor]
) -> None:
    scene.now = MORNING + timedelta(hours=13, minutes=30)  # half past ten in the evening
    write(lua)
    assert lua.hears("Bây giờ là giờ nghỉ")
    choose(lua, "Gửi")
    scene.tick()
    assert heads[0].new == []
    write(lua)
    choose(lua, "Đánh dấu gấp")
    assert lua.hears("cả ban đêm và Tết: máy của 2 người sẽ kêu")
    choose(lua, "Thôi, không gấp")
    assert lua.hears("Bây giờ là giờ nghỉ")
    choose(lua, "Đánh dấu gấp")
    choose(lua, "Gấp, gửi cả ban đêm và Tết")
    assert lua.hears("Gấp: gửi cả ban đêm và Tết.")
    choose(lua, "Gửi")
    scene.tick()
    assert len(heads[0].new) == 1
    scene.now = MORNING + timedelta(hours=22, minutes=5)
    scene.tick()
    assert len(heads[0].new) == 2


def test_a_second_person_approves_or_sends_it_back(
    scene: Scene, lua: Actor, heads: list[Actor]
) -> None:
    chair = scene.person("Ông Chủ", Role.COMMUNE_CHAIR)
    write(lua)
    choose(lua, "Nhờ người duyệt")
    choose(lua, "Ông Chủ")
    choose(lua, "Gửi")
    assert lua.hears("Đã chuyển duyệt.")
    scene.tick()
    assert heads[0].new == []
    assert chair.hears("Thông báo chờ duyệt, gửi 2 người: Trưởng thôn.", TEXT)
    chair.says("2", "Ghi rõ mang theo dụng cụ gì.")
    assert lua.hears("Thông báo chưa được duyệt:\nGhi rõ mang theo dụng cụ gì.")
    lua.says("xem 1")
    choose(lua, "Sửa nội dung")
    lua.says(f"{TEXT} Mang theo chổi.")
    choose(lua, "Gửi")
    scene.tick()
    assert chair.hears("Mang theo chổi.")
    chair.says("1")
    scene.tick()
    assert heads[0].hears("Mang theo chổi.")


def test_nobody_approves_their_own(scene: Scene, lua: Actor, heads: list[Actor]) -> None:
    write(lua)
    choose(lua, "Nhờ người duyệt")
    assert said(lua, "Chưa có ai khác để duyệt.")
    choose(lua, "Gửi")
    lua.says("duyệt 1")
    assert lua.hears("không đổi được nữa")


def test_what_waits_for_approval_goes_out_as_it_was_read(
    scene: Scene, lua: Actor, heads: list[Actor]
) -> None:
    chair = scene.person("Ông Chủ", Role.COMMUNE_CHAIR)
    write(lua)
    choose(lua, "Nhờ người duyệt")
    choose(lua, "Ông Chủ")
    choose(lua, "Gửi")
    assert chair.hears(TEXT)
    with scene.write() as tx:
        found = tx.session.exec(select(Announcement)).one()
        writer = Viewer(lua.id, roles_of(tx, lua.id), lua.name)
        with pytest.raises(NotPossible):
            change_draft(tx, writer, found, text="Chữ khác hẳn.")
    chair.says("1")
    scene.tick()
    assert heads[0].hears(TEXT)


def test_only_who_was_asked_approves(scene: Scene, lua: Actor, heads: list[Actor]) -> None:
    chair = scene.person("Ông Chủ", Role.COMMUNE_CHAIR)
    vice = scene.person("Ông Phó", Role.VICE_CHAIR)
    write(lua)
    choose(lua, "Nhờ người duyệt")
    choose(lua, "Ông Chủ")
    choose(lua, "Gửi")
    vice.says("các thông báo", "duyệt 1")
    assert vice.hears("không đổi được nữa")
    assert state(scene) == AnnouncementState.WAITING
    chair.says("1")
    assert state(scene) == AnnouncementState.SENDING


def wait_for(lua: Actor, second: str, *more: str) -> None:
    """Write an announcement, and put it before a second person."""
    write(lua)
    for label in more:
        choose(lua, label)
    choose(lua, "Nhờ người duyệt")
    choose(lua, second)
    choose(lua, "Gửi")


def test_whoever_approves_reads_for_whom_it_is_and_that_it_rings_at_night(
    scene: Scene, lua: Actor, heads: list[Actor]
) -> None:
    chair = scene.person("Ông Chủ", Role.COMMUNE_CHAIR)
    wait_for(lua, "Ông Chủ", "Đánh dấu gấp", "Gấp, gửi cả ban đêm và Tết")
    whom = "gửi 2 người: Trưởng thôn. Gấp: gửi cả ban đêm và Tết.\n" + TEXT
    assert chair.hears(whom, "Duyệt không?")
    chair.says("các thông báo", "xem 1")
    assert chair.hears(whom, "Duyệt thì nhắn: duyệt 1.")
    chair.says("duyệt 1")
    assert state(scene) == AnnouncementState.SENDING


@pytest.mark.parametrize("words", [("xem 1", "1"), ("dừng 1",)])
def test_what_waits_is_taken_back_and_given_to_another(
    scene: Scene, lua: Actor, heads: list[Actor], words: tuple[str, ...]
) -> None:
    chair = scene.person("Ông Chủ", Role.COMMUNE_CHAIR)
    vice = scene.person("Ông Phó", Role.VICE_CHAIR)
    wait_for(lua, "Ông Chủ")
    assert lua.hears("Lấy lại: dừng 1.")
    assert chair.hears("Duyệt không?")
    for word in words:
        lua.says(word)
        assert word != "xem 1" or lua.hears("(chờ Ông Chủ duyệt)", "Gửi 2 người: Trưởng thôn.")
    assert said(lua, "Đã lấy lại, chưa gửi cho ai.", "Gửi cho 2 người")
    assert state(scene) == AnnouncementState.DRAFT
    chair.says("1")  # what he was asked is closed
    assert said(chair, "không chờ duyệt nữa")
    assert state(scene) == AnnouncementState.DRAFT
    choose(lua, "Nhờ người khác duyệt")
    choose(lua, "Ông Phó")
    choose(lua, "Gửi")
    assert vice.hears("Duyệt không?")
    vice.says("1")
    scene.tick()
    assert heads[0].hears(TEXT)


def test_an_old_request_does_not_approve_what_was_written_since(
    scene: Scene, lua: Actor, heads: list[Actor]
) -> None:
    chair = scene.person("Ông Chủ", Role.COMMUNE_CHAIR)
    wait_for(lua, "Ông Chủ")
    chair.says("các thông báo", "tiếp")
    assert chair.hears("Duyệt không?")
    chair.says("2")
    assert chair.hears("Cần sửa gì?")
    lua.says("dừng 1")
    choose(lua, "Sửa nội dung")
    lua.says("Chữ khác hẳn.")
    choose(lua, "Gửi")
    assert "Chữ khác hẳn." not in chair.last  # he is still asked why
    chair.says("duyệt 1")
    assert said(chair, "Chữ khác hẳn.")
    assert state(scene) == AnnouncementState.WAITING
    chair.says("duyệt 1")
    assert state(scene) == AnnouncementState.SENDING


def test_what_was_read_before_the_night_does_not_approve_what_came_in_it(
    scene: Scene, lua: Actor, heads: list[Actor]
) -> None:
    chair = scene.person("Ông Chủ", Role.COMMUNE_CHAIR)
    scene.now = MORNING + timedelta(hours=11, minutes=50)  # ten to nine in the evening
    wait_for(lua, "Ông Chủ")
    assert chair.hears("Duyệt không?")
    scene.now += timedelta(minutes=20)
    lua.says("dừng 1")
    choose(lua, "Sửa nội dung")
    lua.says("Chữ khác hẳn.")
    choose(lua, "Gửi")
    chair.says("1")
    assert said(chair, "Thông báo này không chờ duyệt nữa.")
    assert state(scene) == AnnouncementState.WAITING
    scene.wait(hours=11)
    assert chair.hears("Chữ khác hẳn.", "Duyệt không?")
    chair.says("1")
    assert state(scene) == AnnouncementState.SENDING


def test_whoever_wrote_it_hears_that_a_colleague_took_it_back(
    scene: Scene, lua: Actor, heads: list[Actor]
) -> None:
    scene.person("Ông Chủ", Role.COMMUNE_CHAIR)
    vice = scene.person("Ông Phó", Role.VICE_CHAIR)
    wait_for(lua, "Ông Chủ")
    vice.says("các thông báo", "dừng 1")
    scene.wait(minutes=2)
    assert lua.hears("đã có người lấy lại, chưa gửi cho ai:\nTám giờ sáng", "Sửa: xem 1.")


def test_the_officers_words_stand_on_a_line_of_their_own(
    scene: Scene, lua: Actor, heads: list[Actor]
) -> None:
    chair = scene.person("Ông Chủ", Role.COMMUNE_CHAIR)
    wait_for(lua, "Ông Chủ")
    chair.says("2", "thiếu giờ tập trung")
    assert lua.hears("chưa được duyệt:\nthiếu giờ tập trung\nSửa: xem 1.")


def test_a_month_after_its_end_its_numbers_are_let_go(
    scene: Scene, lua: Actor, heads: list[Actor]
) -> None:
    write(lua)
    choose(lua, "Xin người nhận trả lời đã rõ")
    choose(lua, "Gửi")
    for _ in range(2):
        scene.tick()
    assert state(scene) == AnnouncementState.DONE
    for days in (0, 29):
        scene.now += timedelta(days=days)
        with scene.write() as tx:
            assert let_old_numbers_go(tx, scene.now) == 0
    scene.now += timedelta(days=1)
    with scene.write() as tx:
        assert let_old_numbers_go(tx, scene.now) == 3  # hers and those of two heads
    lua.says("các thông báo")
    assert lua.hears("Chưa có thông báo nào.")
    heads[0].says("đã rõ 1")  # late, and still heard
    with scene.write() as tx:
        seen = tx.session.exec(
            select(Reminder.seen_ms).where(Reminder.person_id == heads[0].id)
        ).all()
        assert seen == [to_ms(scene.now)]
        assert number_for(tx, heads[0].id, "duty 7", scene.now) == 2  # it rests
        scene.now += timedelta(days=7)
        assert number_for(tx, heads[0].id, "duty 8", scene.now) == 1


def test_a_draft_that_is_dropped_lets_its_number_go(
    scene: Scene, lua: Actor, heads: list[Actor]
) -> None:
    scene.person("Ông Chủ", Role.COMMUNE_CHAIR)
    wait_for(lua, "Ông Chủ")
    lua.says("dừng 1")
    choose(lua, "Không gửi nữa")
    with scene.write() as tx:
        assert case_of_number(tx, lua.id, 1) is None


def test_stopped_midway_nothing_more_leaves(scene: Scene, lua: Actor, heads: list[Actor]) -> None:
    for number in range(30):
        scene.person(f"Ông {number}", Role.HAMLET_HEAD, "Hạ")
    write(lua)
    choose(lua, "Gửi")
    with scene.write() as tx:
        while plan_announcements(tx, scene.commune.hours, scene.now):
            pass
        begin_others(tx, scene.commune.hours, scene.now, 10)
    scene.settle()
    lua.says("dừng 1")
    assert lua.hears("đã dừng", "Đã đến 10", "không gửi 22")
    for _ in range(3):
        scene.tick()
    assert sum(len(actor.screen) for actor in scene.people.values() if actor is not lua) == 10
    assert outcomes(scene) == sorted([Outcome.SENT] * 10 + [Outcome.SKIPPED] * 22)


def test_stopping_one_does_not_lose_what_shares_its_message(
    scene: Scene, lua: Actor, heads: list[Actor]
) -> None:
    scene.abilities = replace(PLAIN, thrifty=True)
    for text in ("Tin một, họp thôn.", "Tin hai, dọn đường."):
        lua.says("thông báo", text, "1")
        choose(lua, "Gửi")
    with scene.write() as tx:
        while plan_announcements(tx, scene.commune.hours, scene.now):
            pass
        begin_others(tx, scene.commune.hours, scene.now)
    scene.push()
    with scene.write() as tx:
        first = tx.session.exec(select(Announcement).order_by(col(Announcement.id))).first()
        assert first is not None
        writer = Viewer(lua.id, roles_of(tx, lua.id), lua.name)
        stop_announcement(tx, writer, first, scene.now)
    scene.settle()
    scene.tick()
    assert [len(head.screen) for head in heads] == [1, 1]
    assert heads[0].hears("Tin hai, dọn đường.")
    assert outcomes(scene) == [Outcome.SENT] * 4  # what was in the message was read as well


def test_what_is_not_queued_yet_is_not_taken_for_told(
    scene: Scene, lua: Actor, heads: list[Actor]
) -> None:
    for text in ("Tin một, họp thôn.", "Tin hai, dọn đường."):
        lua.says("thông báo", text, "1")
        choose(lua, "Gửi")
    with scene.write() as tx:
        while plan_announcements(tx, scene.commune.hours, scene.now):
            pass
        begin_others(tx, scene.commune.hours, scene.now, 2)
    scene.push()
    scene.settle()
    assert [len(head.screen) for head in heads] == [1, 1]
    for _ in range(3):
        scene.tick()
    assert [len(head.screen) for head in heads] == [2, 2]
    assert heads[0].hears("Tin hai, dọn đường.")
    assert outcomes(scene) == [Outcome.SENT] * 4


def test_who_is_out_of_reach_comes_as_a_list_to_call(
    scene: Scene, lua: Actor, heads: list[Actor]
) -> None:
    with scene.write() as tx:
        tx.run(SET_UNREACHABLE, of_bot=scene.bot, of_sender=heads[1].chat, at=1)
    write(lua)
    assert said(lua, "1 người chưa nhắn được")
    choose(lua, "Gửi")
    scene.tick()
    scene.now += timedelta(days=1)
    with scene.write() as tx:
        leftovers.settle_left(tx, scene.commune.hours, scene.now)
    scene.tick()
    lua.says("xem 1")
    assert lua.hears("chưa đến 1", "Cần gọi:", "– Ông Đông")


def test_a_tick_that_is_cut_off_tells_nobody_twice(
    scene: Scene, lua: Actor, heads: list[Actor]
) -> None:
    write(lua)
    choose(lua, "Gửi")
    with scene.write() as tx:
        assert plan_announcements(tx, scene.commune.hours, scene.now)
    with scene.write() as tx:  # as after a crash: the same part once more
        row = tx.session.exec(select(Announcement)).one()
        row.all_planned_at, row.after_person = None, 0
    for _ in range(3):
        scene.tick()
    assert [len(head.screen) for head in heads] == [1, 1]


def test_a_citizen_cannot_announce(scene: Scene) -> None:
    buoi = scene.person("Bà Bưởi")
    buoi.says("thông báo")
    assert "Viết nội dung" not in buoi.last


def test_the_same_words_for_the_loudspeaker_and_for_the_group(
    scene: Scene, lua: Actor, heads: list[Actor]
) -> None:
    write(lua)
    choose(lua, "Gửi")
    scene.tick()
    lua.says("loa 1")
    assert said(lua, "Bài đọc loa, chừng", "Xin nhắc lại.", "Xin cảm ơn.")
    assert spoken(lua.last) <= 220
    lua.says("tin nhóm 1")
    assert said(lua, "Tin chuyển vào nhóm thôn:", TEXT, "0900 000 000")


def test_what_is_too_long_for_the_loudspeaker_says_how_much(scene: Scene, lua: Actor) -> None:
    scene.person("Ông Đoài", Role.HAMLET_HEAD, "Đoài")
    lua.says("thông báo", " ".join([TEXT] * 16), "1")
    choose(lua, "Gửi")
    lua.says("loa 1")
    assert lua.hears("Dài quá một phút", "Bớt chừng")


def test_what_is_too_long_for_a_page_says_how_much(scene: Scene, lua: Actor) -> None:
    scene.person("Ông Đoài", Role.HAMLET_HEAD, "Đoài")
    lua.says("thông báo", "\n".join(["Nhà ông Thóc, số 12."] * 40), "1")
    choose(lua, "Gửi")
    lua.says("tờ dán 1")
    assert lua.hears("Dài quá một tờ A4: 40 dòng", "Bớt chừng 8 dòng.")


def test_the_notice_is_one_page_with_its_words_and_its_code() -> None:
    import io

    from pypdf import PdfReader

    from bot.documents.notice import Notice, draw_notice

    where = ("Quét mã này", "https://thidua.example.vn/ke")
    whom = ("Gọi cô Lúa", "0900 000 000", "giờ làm việc")
    made = Notice("xã Đồng Mây", "Thông báo", TEXT, "thứ Hai, 1/6", *where, *whom)
    pages = PdfReader(io.BytesIO(draw_notice(made, MORNING))).pages
    text = " ".join(pages[0].extract_text().split())
    assert len(pages) == 1
    assert TEXT in text
    assert "0900 000 000" in text


def asking(lua: Actor, text: str = TEXT) -> None:
    """Send an announcement that asks for an answer."""
    lua.says("thông báo", text, "trưởng thôn")
    choose(lua, "Xin người nhận trả lời đã rõ")
    choose(lua, "Gửi")


def asking_twice(scene: Scene, lua: Actor) -> None:
    """Let people have two such announcements before them."""
    asking(lua)
    scene.tick()
    scene.wait(minutes=10)
    asking(lua, "Bảy giờ tối mai họp thôn ở nhà văn hóa.")
    scene.tick()


@pytest.mark.parametrize("words", ["đã rõ", "Rõ rồi cháu ạ", "da ro", "dạ đã rõ nhé"])
def test_who_was_told_one_thing_needs_no_number(
    scene: Scene, lua: Actor, heads: list[Actor], words: str
) -> None:
    asking(lua)
    scene.tick()
    heads[0].says(words)
    assert heads[0].hears("cháu ghi rồi")
    scene.tick()
    lua.says("các thông báo", "xem 1")
    assert lua.hears("Đã đến 2, đã rõ 1")
    heads[0].says(words)  # nothing waits for it any more
    assert not heads[0].hears("cháu ghi rồi")


def test_of_several_it_is_asked_which_one_is_clear(
    scene: Scene, lua: Actor, heads: list[Actor]
) -> None:
    asking_twice(scene, lua)
    heads[0].says("đã rõ")
    assert heads[0].hears("Bác đã rõ thông báo nào ạ?", "1. Bảy giờ tối mai", "3. Tất cả")
    heads[0].says("1")
    assert heads[0].hears("cháu ghi rồi")
    heads[0].says("rõ rồi")
    assert heads[0].hears("cháu ghi rồi")
    with scene.write() as tx:
        mine = select(Reminder.seen_ms).where(Reminder.person_id == heads[0].id)
        assert None not in list(tx.session.exec(mine))


@pytest.mark.parametrize("words", ["đã rõ", "tôi biết rồi", "vâng", "ok cháu", "rõ rồi nhé"])
def test_what_asks_for_no_answer_may_be_answered(
    scene: Scene, lua: Actor, heads: list[Actor], words: str
) -> None:
    heads[0].says("menu")
    scene.wait(minutes=30)
    write(lua)
    choose(lua, "Gửi")
    scene.tick()
    heads[0].says(words)
    assert heads[0].new == ["Vâng ạ, cháu chào bác."]
    heads[0].says("menu", "ok")  # the choices are on the screen
    assert heads[0].hears("1. Kể việc tốt")


def test_news_for_somebody_is_an_announcement(
    scene: Scene, lua: Actor, heads: list[Actor]
) -> None:
    lua.says("gửi tin cho thôn Đoài: mai nộp danh sách")
    assert lua.hears("Gửi cho 1 người: thôn Đoài", "Gửi đi chứ?")


def test_what_was_answered_meanwhile_is_answered_all_the_same(
    scene: Scene, lua: Actor, heads: list[Actor]
) -> None:
    asking_twice(scene, lua)
    heads[0].says("đã rõ")
    heads[0].says("đã rõ 2")
    heads[0].says("1")
    assert [("cháu ghi rồi" in text) for text in heads[0].new] == [True]


def test_a_number_that_is_none_is_not_thanked_for(
    scene: Scene, lua: Actor, heads: list[Actor]
) -> None:
    asking(lua)
    scene.tick()
    heads[0].says("đã rõ 99")
    assert heads[0].hears("Số ấy không phải thông báo nào ạ.")


@pytest.mark.parametrize("word", ["thôi", "hủy", "khoan đã", "Thôi không làm nữa nhé"])
def test_whoever_thinks_better_of_it_is_not_taken_at_their_word(
    scene: Scene, lua: Actor, heads: list[Actor], word: str
) -> None:
    lua.says("thông báo", word)
    assert lua.hears("Vâng, máy dừng ở đây. Câu vừa hỏi máy không ghi gì.")
    write(lua)
    choose(lua, "Sửa nội dung")
    lua.says(word)
    assert lua.hears("dừng ở đây")
    scene.tick()
    with scene.write() as tx:
        found = tx.session.exec(select(Announcement)).one()
        assert (found.text, found.state) == (TEXT, AnnouncementState.DRAFT)


def test_what_did_not_get_through_and_is_then_stopped_waits_no_more(
    scene: Scene, lua: Actor, heads: list[Actor]
) -> None:
    write(lua)
    choose(lua, "Gửi")
    with scene.write() as tx:
        while plan_announcements(tx, scene.commune.hours, scene.now):
            pass
        begin_others(tx, scene.commune.hours, scene.now)
    scene.push()
    rules = Outcomes(scene.bot, counted=False, window=None, today=lambda _: scene.now.date())
    at = to_ms(scene.now)
    with scene.write() as tx:
        for row, _bot, chat, *_ in outbox.waiting(tx, scene.bot):
            outbox.mark(tx, row, OutboxState.EXPIRED, at)
            rules.note(tx, Came(row, chat, OutboxState.EXPIRED, at, 0))
        made = tx.session.exec(select(Announcement)).one()
        writer = Viewer(lua.id, roles_of(tx, lua.id), lua.name)
        stop_announcement(tx, writer, made, scene.now)
        assert report_of(tx, made).waiting == 0
    scene.tick()
    assert [head.new for head in heads] == [[], []]
    assert outcomes(scene) == [Outcome.SKIPPED] * 2
