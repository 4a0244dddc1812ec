"""A movement from the officer's draft to the board: launched, acknowledged, registered, pledged,
reported, returned, closed.
"""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import select

from handlers.book import BOOK
from models.base import to_ms
from models.machine import pulse
from models.machine.reminder import Outcome, Reminder
from models.people.feed import events_of, is_cancelled
from models.people.role import Role, grant_role
from models.people.unit import Unit
from models.permissions import Viewer
from models.work.deciding import count_deed
from models.work.deed import Deed
from models.work.duty import Duty, DutyState
from models.work.launching import close_movement
from models.work.list_numbers import case_of_number
from models.work.milestone import Milestone, MilestoneState, Occurrence, OccurrenceState
from models.work.movement import Movement, MovementState, Progress, Registration
from models.work.standing import board_of
from models.work.week import monday_of
from models.work.week_facts import WeekFacts, week_facts
from tests.fakes.scene import PLAIN, Actor, Scene

MORNING = datetime(2026, 6, 1, 2, 0, tzinfo=UTC)  # 9 in the morning there
NAME = "Thôn xóm sáng xanh sạch"


@pytest.fixture
def scene(store_url: str) -> Iterator[Scene]:
    made = Scene(store_url, PLAIN, MORNING, BOOK)
    yield made
    assert made.failed() == 0
    made.close()


@pytest.fixture
def lua(scene: Scene) -> Actor:
    return scene.person("Cô Lúa", Role.TDKT_OFFICER)


@pytest.fixture
def sung(scene: Scene) -> Actor:
    return scene.person("Ông Sung", Role.HAMLET_HEAD, "Đoài")


@pytest.fixture
def mit(scene: Scene) -> Actor:
    return scene.person("Bà Mít", Role.HAMLET_HEAD, "Đông")


def choose(actor: Actor, label: str) -> None:
    """Choose what the open question offers, by its number."""
    line = next(line for line in actor.last.splitlines() if line.endswith(label))
    actor.says(line.partition(".")[0])


def said(actor: Actor, *pieces: str) -> bool:
    """Whether what came since the last thing said has all these pieces, in several messages."""
    whole = "\n".join(actor.new)
    return all(piece in whole for piece in pieces)


LIST = "Làm đường (m)\n2. Giảm hộ nghèo: hộ\n- Giữ kỷ luật"


def draft(lua: Actor, targets: str = LIST, *, name: str = NAME, ends: str = "30/11") -> None:
    """Write a movement up to its card."""
    lua.says("thêm phong trào", name, "2", "Mỗi thôn làm đẹp một con đường")
    lua.says("số mét đường làm xong", ends, "1", targets)


def launch(scene: Scene, lua: Actor, **more: str) -> None:
    """Write a movement, launch it, and let the units hear of it."""
    draft(lua, **more)
    choose(lua, "Phát động")
    scene.tick()


def at(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of 2026 by the commune's clock."""
    return datetime(2026, month, day, hour, minute, tzinfo=UTC) - timedelta(hours=7)


def go(scene: Scene, moment: datetime) -> None:
    """Let the clock be there, and tick."""
    scene.now = moment
    with scene.write() as tx:
        tx.run(pulse.BEAT, at=to_ms(moment))
    scene.tick()


def number_before(actor: Actor, words: str) -> str:
    """The number before these words on the screen."""
    found = re.findall(rf"(\d+)\. {words}", "\n".join(actor.new))
    return str(found[-1])


def number_after(actor: Actor, words: str) -> str:
    """The number after these words on the screen."""
    found = re.findall(rf"{words} (\d+)", "\n".join(actor.new))
    return str(found[-1])


def hands_in(sung: Actor, lua: Actor, review: str, *, accepted: bool = True) -> None:
    """Say "xong" of a review; the officer accepts it on the movement's board."""
    sung.says("việc đến hạn")
    sung.says(f"xong {number_before(sung, review)}")
    assert sung.hears("ghi là xong rồi")
    if accepted:
        lua.says("phong trào", "xem 1")
        assert said(lua, "– thôn Đoài: chờ xem.")
        lua.says(f"nhận {number_after(lua, 'nhận')}")
        assert lua.hears("Đã nhận")


def page(scene: Scene, lua: Actor) -> WeekFacts:
    """What the chair's page of this week says."""
    today = scene.commune.today(scene.now)
    with scene.write() as tx:
        viewer = Viewer(lua.id, ((Role.TDKT_OFFICER, None),), lua.name)
        return week_facts(tx, viewer, monday_of(today), today, scene.commune.zone)


def rows(scene: Scene, table: Any) -> list[Any]:
    with scene.write() as tx:
        return list(tx.session.exec(select(table).order_by(table.id)))


def test_drafted_launched_heard_and_acknowledged(
    scene: Scene, lua: Actor, sung: Actor, mit: Actor
) -> None:
    draft(lua)
    assert said(lua, "(bản nháp, Theo đợt, Các thôn)", "Việc phải đạt: Mỗi thôn làm đẹp")
    assert said(lua, "Thời hạn: thứ Hai, 30/11", "– Làm đường (m)", "– Giảm hộ nghèo (hộ)")
    scene.tick()
    assert sung.new == []  # nobody hears of a draft
    choose(lua, "Phát động")
    assert lua.hears("Đang báo 2 người phụ trách")
    scene.tick()
    assert said(sung, f"Xã phát động {NAME}", "Thời hạn: thứ Hai, 30/11", "Cách tính: số mét")
    scene.tick()
    assert len(sung.screen) == 1
    sung.says("đã rõ 1")
    assert sung.hears("đăng ký 1")
    lua.says("phong trào", "xem 1", "ai chưa rõ 1")
    assert said(lua, "Đã rõ: 1/2 người", "– Bà Mít")
    assert "Ông Sung" not in lua.last
    assert {row.state for row in rows(scene, Reminder) if row.name != "digest"} == {Outcome.SENT}


def test_a_wrong_target_of_a_draft_is_written_anew(scene: Scene, lua: Actor, sung: Actor) -> None:
    draft(lua, "Làm đường (km)\nthôi để xem")
    choose(lua, "Viết lại chỉ tiêu")
    lua.says("không")  # nothing is lost
    assert said(lua, "– Làm đường (km)", "– thôi để xem")
    choose(lua, "Viết lại chỉ tiêu")
    lua.says("Làm đường (m)\nTrồng hoa (m)")
    assert said(lua, "– Làm đường (m)", "– Trồng hoa (m)")
    assert "để xem" not in lua.last
    choose(lua, "Phát động")
    scene.tick()
    sung.says("đăng ký 1")
    assert said(sung, "1. Làm đường (m)\n2. Trồng hoa (m)")


def test_a_review_is_due_halfway_and_at_the_end(scene: Scene, lua: Actor, sung: Actor) -> None:
    launch(scene, lua)
    made = [(row.name, row.first.isoformat(), row.owes) for row in rows(scene, Milestone)]
    assert made == [
        (f"Sơ kết phong trào {NAME}", "2026-08-31", ["units:hamlet"]),
        (f"Tổng kết phong trào {NAME}", "2026-11-30", ["units:hamlet"]),
    ]


def test_registered_in_one_message_corrected_and_withdrawn(
    scene: Scene, lua: Actor, sung: Actor
) -> None:
    launch(scene, lua)
    sung.says("đăng ký 1")
    assert said(sung, "1. Làm đường (m)", "Ví dụ: 1: 500 m")
    sung.says("9: 100")
    assert sung.hears("chưa hiểu")
    sung.says("1: 1.500 m, 2: 12 hộ")
    assert said(sung, "– Làm đường: đăng ký 1.500 m", "– Giảm hộ nghèo: đăng ký 12 hộ")
    sung.says("đăng ký 1", "1: 500 m, 3")
    assert said(sung, "– Làm đường: đăng ký 500 m", "– Giữ kỷ luật")
    assert "hộ nghèo" not in sung.last
    assert len(rows(scene, Registration)) == 1
    sung.says("rút 1")
    assert sung.hears("đã rút đăng ký của Thôn Đoài")
    sung.says("tiến độ 300 m")
    assert sung.hears("chưa đăng ký phong trào nào")


@pytest.mark.parametrize(
    "words",
    [
        ("đăng ký 1: 500 m, 2: 12 hộ",),
        ("đăng ký 1 nhé: làm đường 500 mét và giảm hộ nghèo 12 hộ",),
        ("đăng ký 1", "lam duong 500m va giam ho ngheo 12 ho"),
        ("đăng ký 1", "500 m, 12 hộ"),
        ("đăng ký 1 thế nào hả cháu", "1: 500 mét, 2: 12"),
    ],
)
def test_registered_in_the_words_of_the_targets(
    scene: Scene, lua: Actor, sung: Actor, words: tuple[str, ...]
) -> None:
    launch(scene, lua)
    sung.says(*words)
    assert said(sung, "– Làm đường: đăng ký 500 m", "– Giảm hộ nghèo: đăng ký 12 hộ")


@pytest.mark.parametrize("words", ["500 m, 3 con trâu", "500", "làm đường 500 m, 200 m"])
def test_what_is_not_surely_one_target_is_asked_again(
    scene: Scene, lua: Actor, sung: Actor, words: str
) -> None:
    launch(scene, lua)
    sung.says("đăng ký 1", words)
    assert sung.hears("Cháu chưa hiểu", "Bác chọn chỉ tiêu nào")
    assert rows(scene, Registration) == []


def test_a_voice_note_is_no_progress_and_is_told_so(scene: Scene, lua: Actor, sung: Actor) -> None:
    launch(scene, lua)
    sung.says("đăng ký 1", "1: 500 m", "tiến độ")
    sung.sends_voice()
    assert sung.hears("Chỗ này cháu mới ghi được chữ và ảnh. Bác làm đến đâu rồi ạ?")
    sung.says("300 m")
    assert said(sung, "– Làm đường: 300/500 m, 60 %")


def test_a_number_alone_is_for_the_only_target_that_is_counted(
    scene: Scene, lua: Actor, sung: Actor
) -> None:
    launch(scene, lua, targets="Làm đường (m)\nGiữ kỷ luật")
    sung.says("đăng ký 1", "500")
    assert said(sung, "– Làm đường: đăng ký 500 m")


def test_asking_how_far_one_is_reports_nothing(scene: Scene, lua: Actor, sung: Actor) -> None:
    launch(scene, lua)
    sung.says("đăng ký 1", "1: 500 m", "tiến độ 300 mét")
    for words in ("tien do den dau roi", "tiến độ phong trào đến đâu rồi", "tiến độ của thôn tôi"):
        sung.says(words)
        assert sung.hears("– Làm đường: 300/500 m, 60 %", "Bác báo thêm thì nhắn: tiến độ")
    assert len(rows(scene, Progress)) == 1


def test_registered_in_the_middle_of_a_report(scene: Scene, lua: Actor, sung: Actor) -> None:
    launch(scene, lua)
    sung.says("kể", "đăng ký 1")
    assert sung.hears("Bác chọn chỉ tiêu nào")
    sung.says("1: 500 m")
    assert said(sung, "– Làm đường: đăng ký 500 m", "Ai làm việc tốt ấy ạ?")
    sung.says("giao ước 1")
    assert "Ai làm việc tốt" not in sung.last
    sung.says("1")
    assert said(sung, "Thôn Đoài ký giao ước", "Ai làm việc tốt ấy ạ?")


def test_the_pledge_is_signed_after_the_common_list_and_again_after_a_correction(
    scene: Scene, lua: Actor, sung: Actor, mit: Actor
) -> None:
    launch(scene, lua)
    sung.says("đăng ký 1", "1: 500 m")
    mit.says("đăng ký 1", "2: 3")
    sung.says("giao ước 1")
    assert said(sung, "Thôn Đoài: Làm đường 500 m", "Thôn Đông: Giảm hộ nghèo 3 hộ", "Thôn Đoài")
    sung.says("ký")
    assert sung.hears("Thôn Đoài ký giao ước")
    assert [row.pledged_at is not None for row in rows(scene, Registration)] == [True, False]
    sung.says("đăng ký 1", "1: 600 m")
    assert [row.pledged_at is not None for row in rows(scene, Registration)] == [False, False]


def test_the_pledge_is_put_off_in_other_words(scene: Scene, lua: Actor, sung: Actor) -> None:
    launch(scene, lua)
    for words in ("chưa đâu", "khoan đã"):
        sung.says("đăng ký 1", "1: 500 m", "giao ước 1", words)
        assert sung.hears("chưa ký ạ")
        assert [row.pledged_at for row in rows(scene, Registration)] == [None]


def test_progress_in_one_message_shows_the_own_standing_only(
    scene: Scene, lua: Actor, sung: Actor, mit: Actor
) -> None:
    launch(scene, lua)
    sung.says("đăng ký 1", "1: 500 m, 2: 12")
    mit.says("đăng ký 1", "1: 100 m")
    sung.says("tiến độ 300 m đường")
    assert sung.hears("– Làm đường: 300/500 m, 60 %")
    assert "Đông" not in sung.last
    sung.says("tiến độ 40")
    assert sung.hears("Số ấy của chỉ tiêu nào")
    sung.says("2")
    assert said(sung, "– Giảm hộ nghèo: 40/12 hộ, 333 %")
    sung.says("tiến độ")
    sung.sends_photo(2, caption="làm được 350 m")
    assert said(sung, "kèm 2 ảnh", "– Làm đường: 350/500 m, 70 %")
    assert [len(row.files) for row in rows(scene, Progress)] == [0, 0, 2]
    sung.says("xem 1")
    assert said(sung, "350/500 m")
    assert "Đông" not in sung.last


def test_which_movement_is_asked_only_where_it_is_unclear(
    scene: Scene, lua: Actor, sung: Actor
) -> None:
    launch(scene, lua)
    lua.says("thêm phong trào", "Học tập suốt đời", "1", "Mở lớp", "không", "không", "1")
    lua.says("Mở lớp (lớp)")
    choose(lua, "Phát động")
    scene.tick()
    sung.says("đăng ký 1", "1: 500 m", "đăng ký 2", "1: 2 lớp")
    sung.says("tiến độ 1 lớp")
    assert sung.hears("– Mở lớp: 1/2 lớp, 50 %")
    sung.says("tiến độ bà con đang làm")
    assert sung.hears("báo cho phong trào nào")
    sung.says("1")
    assert sung.hears("ghi rồi")


def test_the_board_and_a_report_that_is_returned(
    scene: Scene, lua: Actor, sung: Actor, mit: Actor
) -> None:
    launch(scene, lua)
    sung.says("đăng ký 1", "1: 500 m", "tiến độ 300 m")
    lua.says("phong trào", "xem 1")
    assert said(lua, "chờ xem 1, chưa đăng ký 5", "– thôn Đoài: chờ xem, 300/500 m. Xem: xem 2")
    assert said(lua, "– thôn Đông: chưa đăng ký, gọi Bà Mít")
    lua.says("trả 2", "Đoạn nào, có ảnh không?")
    assert lua.hears("Đã hỏi lại thôn Đoài")
    assert sung.hears("Đoạn nào, có ảnh không?")
    lua.says("xem 1")
    assert said(lua, "– thôn Đoài: đã hỏi lại, gọi Ông Sung")
    sung.says("tiến độ 320 m đoạn đầu làng")
    lua.says("xem 1", "nhận 3")
    assert lua.hears("Đã nhận tin của thôn Đoài")
    scene.now = at(9, 1, 9)
    lua.says("phong trào", "xem 1")
    assert said(lua, "quá hạn 5, đã xong 1", "– thôn Đông: quá hạn, gọi Bà Mít")
    scene.now = at(12, 1, 9)
    lua.says("phong trào", "xem 1")  # what was accepted before the interim review is not the final
    assert said(lua, "quá hạn 6", "– thôn Đoài: quá hạn, 320/500 m, gọi Ông Sung")
    lua.says("kết thúc 1", "1")
    assert lua.hears("Đã kết thúc")
    assert rows(scene, Movement)[0].state == MovementState.CLOSED
    sung.says("tiến độ 400 m")
    assert sung.hears("chưa đăng ký phong trào nào")


def test_a_photo_answers_what_the_officer_asks(scene: Scene, lua: Actor, sung: Actor) -> None:
    launch(scene, lua)
    sung.says("đăng ký 1", "1: 500 m", "tiến độ 300 m")
    lua.says("phong trào", "xem 1", "trả 2", "Có ảnh không?")
    assert sung.hears("Có ảnh không?")
    sung.sends_photo(2)
    assert said(sung, "kèm 2 ảnh")
    assert [len(row.files) for row in rows(scene, Progress)] == [0, 2]
    sung.sends_photo(1)  # nothing is asked any more
    assert not sung.hears("kèm 1 ảnh")


@pytest.mark.parametrize(
    ("caption", "reports"), [("bà Mận nấu cháo cho người bệnh", 1), ("đây là 320 m", 2)]
)
def test_words_under_such_a_photo_say_what_it_is_for(
    scene: Scene, lua: Actor, sung: Actor, caption: str, reports: int
) -> None:
    launch(scene, lua)
    sung.says("đăng ký 1", "1: 500 m", "tiến độ 300 m")
    lua.says("phong trào", "xem 1", "trả 2", "Có ảnh không?")
    sung.sends_photo(1, caption=caption)
    assert len(rows(scene, Progress)) == reports


@pytest.mark.parametrize("days", [0, 3])
def test_what_is_no_photo_for_the_officer_means_itself(
    scene: Scene, lua: Actor, sung: Actor, days: int
) -> None:
    launch(scene, lua)
    sung.says("đăng ký 1", "1: 500 m", "tiến độ 300 m")
    lua.says("phong trào", "xem 1", "trả 2", "Có ảnh không?")
    scene.wait(minutes=days * 24 * 60)
    if days:
        sung.sends_photo(1)
    else:
        sung.says("kể việc tốt")
    assert sung.hears("Ai làm việc tốt ấy ạ?")
    assert len(rows(scene, Progress)) == 1


def test_a_report_that_is_judged_lets_its_number_go_and_those_before_it(
    scene: Scene, lua: Actor, sung: Actor
) -> None:
    launch(scene, lua)
    sung.says("đăng ký 1", "1: 500 m", "tiến độ 300 m")
    lua.says("phong trào", "xem 1")
    sung.says("tiến độ 320 m")
    lua.says("xem 1")
    assert said(lua, "320/500 m. Xem: xem 3")
    lua.says("nhận 3")
    assert lua.hears("Đã nhận tin của thôn Đoài")
    with scene.write() as tx:
        assert [case_of_number(tx, lua.id, number) for number in (1, 2, 3)] == [
            "movement 1",
            None,
            None,
        ]


def test_deeds_count_for_the_movement_that_the_desk_names(
    scene: Scene, lua: Actor, sung: Actor
) -> None:
    launch(scene, lua)
    teller = scene.person("Bà Bưởi")
    teller.tells_deed()
    teller.says("gửi")
    told = scene.deeds()[0]
    with scene.write() as tx:
        viewer = Viewer(lua.id, ((Role.TDKT_OFFICER, None),), lua.name)
        deed = tx.session.merge(told)
        assert count_deed(tx, viewer, deed, NAME.upper(), scene.now).movement == NAME
    lua.says("phong trào", "xem 1")
    assert said(lua, "Việc tốt được tính: 1.")


def test_a_citizen_takes_part_for_themselves_and_never_sees_the_board(
    scene: Scene, lua: Actor, sung: Actor
) -> None:
    launch(scene, lua)
    buoi = scene.person("Bà Bưởi")
    buoi.says("phong trào", "đăng ký 1", "2: 1")
    assert said(buoi, "Bà Bưởi đăng ký", "– Giảm hộ nghèo: đăng ký 1 hộ")
    assert "giao ước" not in buoi.last
    buoi.says("xem 1")
    assert "Đoài" not in "\n".join(buoi.new)
    lua.says("phong trào", "xem 1")
    assert said(lua, "Cá nhân đăng ký: 1")


def test_ready_targets_are_chosen_by_number(scene: Scene, lua: Actor) -> None:
    draft(lua, "mẫu")
    assert said(lua, "1. Thu ngân sách (%)", "18. Tham gia bảo hiểm xã hội")
    lua.says("40")
    assert lua.hears("từ 1 đến 18")
    lua.says("1, 7")
    assert said(lua, "– Thu ngân sách (%)", "– Giảm hộ nghèo, cận nghèo (hộ)")


# --- reviews -------------------------------------------------------------------------------------


def test_a_review_that_was_handed_in_and_accepted_is_done(
    scene: Scene, lua: Actor, sung: Actor, mit: Actor
) -> None:
    launch(scene, lua)
    scene.now = at(8, 28, 9)
    hands_in(sung, lua, "Sơ kết")
    scene.now = at(9, 1, 9)
    lua.says("phong trào", "xem 1")
    assert said(lua, "quá hạn 5, đã xong 1", "– thôn Đoài: đã xong\n")
    assert "gọi Ông Sung" not in "\n".join(lua.new)
    facts = page(scene, lua)
    assert facts.movements[0].done == 1
    assert "thôn Đoài" not in facts.movements[0].behind
    assert "thôn Đoài" not in [call.name for call in facts.calls]
    assert "thôn Đông" in [call.name for call in facts.calls]


def test_a_final_review_begins_anew_a_week_before_its_day(
    scene: Scene, lua: Actor, sung: Actor
) -> None:
    launch(scene, lua)
    sung.says("đăng ký 1", "1: 500 m")
    scene.now = at(8, 28, 9)
    hands_in(sung, lua, "Sơ kết")
    scene.now = at(11, 22, 9)
    assert page(scene, lua).movements[0].done == 1
    scene.now = at(11, 23, 9)
    lua.says("phong trào", "xem 1")
    assert said(lua, "quá hạn 5, chưa gửi 1")  # who said nothing of the interim one is late still
    assert page(scene, lua).movements[0].done == 0
    sung.says("tiến độ 500 m")
    assert page(scene, lua).movements[0].waiting == 1
    lua.says("xem 1")
    lua.says(f"nhận {number_after(lua, 'nhận')}")
    scene.now = at(12, 1, 9)
    facts = page(scene, lua)
    assert (facts.movements[0].done, len(facts.movements[0].behind)) == (1, 5)


def test_a_review_that_was_pushed_back_is_not_late_before_that_day(
    scene: Scene, lua: Actor, sung: Actor
) -> None:
    launch(scene, lua)
    scene.now = at(8, 28, 9)
    sung.says("việc đến hạn")
    sung.says(f"hoãn {number_before(sung, 'Sơ kết')}", "5/9")
    scene.now = at(9, 5, 9)
    assert "thôn Đoài" not in page(scene, lua).movements[0].behind
    scene.now = at(9, 6, 9)
    assert "thôn Đoài" in page(scene, lua).movements[0].behind


def test_on_a_reviews_day_the_officer_hears_how_many_have_answered(
    scene: Scene, lua: Actor, sung: Actor
) -> None:
    launch(scene, lua, ends="9/12")
    go(scene, at(8, 28, 20))
    hands_in(sung, lua, "Sơ kết", accepted=False)
    go(scene, at(9, 4, 7, 30))
    day = f"– Sơ kết phong trào {NAME}: đã đến ngày, thứ Sáu, 4/9. 1/6 đơn vị đã báo."
    assert said(lua, day, "Bản thảo Word: sơ kết 1")
    assert "kết thúc" not in "\n".join(lua.new)
    lua.says("sơ kết 1")
    assert lua.hears("Đang soạn bản sơ kết")
    go(scene, at(12, 9, 7, 30))
    day = f"– Tổng kết phong trào {NAME}: đã đến ngày, thứ Tư, 9/12. 0/6 đơn vị đã báo."
    assert said(lua, day, "tổng kết 1. Kết thúc phong trào: kết thúc 1")


def test_the_officer_hears_of_a_review_that_everybody_has_answered_too(
    scene: Scene, lua: Actor
) -> None:
    launch(scene, lua, ends="21/6")  # a Sunday
    with scene.write() as tx:
        for duty in tx.session.exec(select(Duty)):
            duty.state = DutyState.DONE
    go(scene, at(6, 19, 7, 30))
    assert said(lua, "hạn Chủ nhật, 21/6. 6/6 đơn vị đã báo.", "kết thúc 1")


def test_ending_a_movement_ends_its_reviews(scene: Scene, lua: Actor, sung: Actor) -> None:
    mit = scene.person("Bà Mít", Role.HAMLET_HEAD, "Đông")
    chair = scene.person("Ông Thóc", Role.COMMUNE_CHAIR)
    launch(scene, lua, ends="20/6")
    go(scene, at(6, 13, 20))
    assert all(said(head, f"Tổng kết phong trào {NAME}") for head in (sung, mit))
    hands_in(sung, lua, "Tổng kết")
    counts = [len(sung.screen)]
    scene.now = at(6, 15, 9)
    lua.says("phong trào", "kết thúc 1", "1")
    assert lua.last == f"Đã kết thúc {NAME}."  # who ends it need not be told
    assert mit.hears(f"Tổng kết phong trào {NAME}: xã không làm nữa")
    counts.append(len(mit.screen))
    for day in (19, 20, 22, 26, 29):
        go(scene, at(6, day, 20))
    assert [len(actor.screen) for actor in (sung, mit)] == counts
    assert not any("phong trào" in shown.text for shown in chair.screen)
    assert [row.state for row in rows(scene, Milestone)] == [MilestoneState.CANCELLED]
    # What was handed in goes on to be seen, but not in the calendars of phones.
    assert [row.state for row in rows(scene, Occurrence)] == [OccurrenceState.CLOSED]
    with scene.write() as tx:
        (event,) = events_of(tx, mit.id, date(2026, 6, 15))
        assert is_cancelled(*event)
    lua.says("phong trào", "xem 1")
    assert said(lua, "đã xong 1", "– thôn Đoài: đã xong")


def test_reviews_of_which_nobody_heard_fall_away_quietly(
    scene: Scene, lua: Actor, sung: Actor
) -> None:
    launch(scene, lua)
    count = len(sung.screen)
    lua.says("phong trào", "kết thúc 1", "1")
    for moment in (at(8, 24, 20), at(8, 31, 20), at(11, 23, 20), at(11, 30, 20), at(12, 7, 20)):
        go(scene, moment)
    assert len(sung.screen) == count
    assert {row.state for row in rows(scene, Occurrence)} == {OccurrenceState.CANCELLED}


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("phong trào xóm xanh", "Xóm xanh"),
        ("Phong trào thi đua Xóm xanh", "Xóm xanh"),
        ("Xóm xanh", "Xóm xanh"),
    ],
)
def test_a_reviews_name_says_once_that_it_is_a_movement(
    scene: Scene, lua: Actor, sung: Actor, name: str, called: str
) -> None:
    launch(scene, lua, name=name)
    assert [row.name for row in rows(scene, Milestone)] == [
        f"Sơ kết phong trào {called}",
        f"Tổng kết phong trào {called}",
    ]


def test_what_the_officer_asks_stands_on_its_own_line_and_is_shortened(
    scene: Scene, lua: Actor, sung: Actor
) -> None:
    launch(scene, lua)
    sung.says("đăng ký 1", "1: 500 m", "tiến độ 300 m")
    lua.says("phong trào", "xem 1", "trả 2", "Đoạn nào, có ảnh không?")
    assert "\nĐoạn nào, có ảnh không?\n" in sung.last
    sung.says("tiến độ 320 m")
    lua.says("phong trào", "xem 1")
    lua.says(f"trả {number_after(lua, 'trả')}", "dài " * 60)
    assert f"\n{' '.join(['dài'] * 30)}…\n" in sung.last


@pytest.mark.parametrize("number", ["hơn 500 m", "khoảng 500", "500m", "500 mét"])
def test_a_number_that_is_pledged_may_have_words_around_it(
    scene: Scene, lua: Actor, sung: Actor, number: str
) -> None:
    launch(scene, lua)
    sung.says("đăng ký 1", f"1: {number}, 3")
    assert said(sung, "– Làm đường: đăng ký 500 m", "– Giữ kỷ luật")
    sung.says("đăng ký 1", f"1. {number}")
    assert said(sung, "– Làm đường: đăng ký 500 m")


@pytest.mark.parametrize("number", ["mười hai", "1 200 m", "1,5 km", "20 %", "-5"])
def test_a_number_that_is_not_surely_read_is_asked_again(
    scene: Scene, lua: Actor, sung: Actor, number: str
) -> None:
    launch(scene, lua)
    sung.says("đăng ký 1", f"1: {number}")
    assert said(sung, "chưa hiểu", "theo đơn vị trong ngoặc nhé.\n1. Làm đường (m)")
    assert rows(scene, Registration) == []


@pytest.mark.parametrize(
    "report", ["1: 300 m, 2: 5 hộ", "ngày 20 xong 300 m đường, 5 hộ", "1: 300, 2: 5"]
)
def test_several_numbers_in_one_report_all_count(
    scene: Scene, lua: Actor, sung: Actor, report: str
) -> None:
    launch(scene, lua)
    sung.says("đăng ký 1", "1: 500 m, 2: 10 hộ", f"tiến độ {report}")
    assert said(sung, "– Làm đường: 300/500 m", "– Giảm hộ nghèo: 5/10 hộ")
    lua.says("phong trào", "xem 1", "xem 2")
    assert lua.hears(f"Thôn Đoài báo: {' '.join(report.split())}".replace("Thôn", "thôn"))
    lua.says("trả 2", "Đoạn nào?")
    sung.says("xem 1")
    assert said(sung, "– Làm đường: đăng ký 500 m", "– Giảm hộ nghèo: đăng ký 10 hộ")
    sung.says("tiến độ 300 m đường cho 5 hộ")  # the households are not those of a target
    assert said(sung, "– Làm đường: 300/500 m", "– Giảm hộ nghèo: đăng ký 10 hộ")


def test_a_number_of_a_target_that_was_not_chosen_is_told_of(
    scene: Scene, lua: Actor, sung: Actor
) -> None:
    launch(scene, lua)
    sung.says("đăng ký 1", "1: 500 m", "tiến độ làm đường 300m, giảm 1 hộ")
    assert said(sung, "– Làm đường: 300/500 m")
    assert sung.hears("Chỉ tiêu Giảm hộ nghèo chưa đăng ký", "nhắn: đăng ký 1 nhé")
    sung.says("tiến độ 1: 320, 2: 3")
    assert sung.hears("Chỉ tiêu Giảm hộ nghèo chưa đăng ký")
    sung.says("tiến độ 330 m đường cho 5 hộ")
    assert not sung.hears("chưa đăng ký")


@pytest.mark.parametrize("words", ["hôm nay bận quá mai báo", "tuần sau báo"])
def test_a_report_that_is_put_off_is_none(
    scene: Scene, lua: Actor, sung: Actor, words: str
) -> None:
    launch(scene, lua)
    sung.says("đăng ký 1", "1: 500 m", "tiến độ", words)
    assert sung.hears("cháu chưa ghi gì", "nhắn: tiến độ nhé")
    assert rows(scene, Progress) == []
    sung.says("tiến độ", "đổ xong đoạn đầu làng, đoạn cuối mai báo")
    assert len(rows(scene, Progress)) == 1


def test_a_head_of_two_hamlets_says_for_which_one(scene: Scene, lua: Actor, sung: Actor) -> None:
    launch(scene, lua)
    with scene.write() as tx:
        trung = tx.session.exec(select(Unit.id).where(Unit.name == "thôn Trung")).one()
        grant_role(tx, sung.id, Role.HAMLET_HEAD, trung, scene.now)
    sung.says("đăng ký 1", "1", "1: 500 m", "đăng ký 1", "2", "1: 700 m", "xem 1")
    assert said(sung, "Thôn Đoài:", "500 m", "Thôn Trung:", "700 m")
    sung.says("giao ước 1")
    assert sung.hears("Bác ký giao ước cho đơn vị nào ạ?")
    sung.says("2", "1")
    assert sung.hears("Thôn Trung ký giao ước")
    sung.says("rút 1")
    assert sung.hears("rút đăng ký của đơn vị nào ạ?")
    sung.says("2")
    assert sung.hears("đã rút đăng ký của Thôn Trung")
    assert [row.ended_at is None for row in rows(scene, Registration)] == [True, False]


def test_thinking_better_of_it_writes_nothing_down(scene: Scene, lua: Actor, sung: Actor) -> None:
    lua.says("thêm phong trào", "thôi")
    assert lua.hears("dừng ở đây")
    launch(scene, lua)
    sung.says("đăng ký 1", "thôi để sau")
    assert sung.hears("Vâng, cháu dừng ở đây. Câu vừa hỏi cháu không ghi gì.")
    assert rows(scene, Registration) == []
    assert [one.name for one in rows(scene, Movement)] == [NAME]


def test_a_second_movement_of_the_same_name_is_asked_for_another(
    scene: Scene, lua: Actor, sung: Actor
) -> None:
    launch(scene, lua)
    lua.says("thêm phong trào", NAME.upper())
    assert lua.hears("Đã có phong trào tên ấy, xem: xem 1.")
    lua.says(f"{NAME} đợt hai")
    assert lua.hears("Loại phong trào?")


def test_nothing_of_a_long_text_or_list_is_dropped_silently(
    scene: Scene, lua: Actor, sung: Actor
) -> None:
    lua.says("thêm phong trào", NAME, "2", "rất " * 90)
    assert lua.hears("không quá 300 chữ cái")
    lua.says("Mỗi thôn một con đường", "không", "không", "1", f"Trồng hoa\n{'rất ' * 90}dài (m)")
    assert lua.hears("Dòng này dài quá 300 chữ cái: rất rất", "dán lại cả danh sách")
    lua.says("\n".join(f"Chỉ tiêu số {number} (m)" for number in range(1, 33)))
    assert said(lua, "giữ 30 chỉ tiêu", "– Chỉ tiêu số 31\n– Chỉ tiêu số 32")


def test_a_long_report_reaches_the_officer_whole(scene: Scene, lua: Actor, sung: Actor) -> None:
    launch(scene, lua)
    words = f"{'đổ bê tông ' * 60}đến nhà văn hóa"
    sung.says("đăng ký 1", "3", f"tiến độ {words}")
    lua.says("phong trào", "xem 1", "xem 2")
    assert lua.hears(words)


def test_a_number_of_no_target_stays_in_the_words(scene: Scene, lua: Actor, sung: Actor) -> None:
    launch(scene, lua)
    sung.says("đăng ký 1", "1: 500 m, 2: 10 hộ", "tiến độ 45")
    assert sung.hears("Số ấy của chỉ tiêu nào ạ?", "3. Không của chỉ tiêu nào")
    sung.says("không")
    assert said(sung, "– Làm đường: đăng ký 500 m", "– Giảm hộ nghèo: đăng ký 10 hộ")
    assert [(one.value, one.text) for one in rows(scene, Progress)] == [(None, "45")]


def test_a_deed_counts_for_this_years_movement_of_a_name(
    scene: Scene, lua: Actor, sung: Actor
) -> None:
    buoi = scene.person("Bà Bưởi")
    buoi.tells_deed()
    buoi.says("gửi")
    viewer = Viewer(lua.id, ((Role.TDKT_OFFICER, None),), lua.name)

    told = scene.deeds()[0].id

    def count() -> int | None:
        with scene.write() as tx:
            deed = tx.session.get_one(Deed, told)
            return count_deed(tx, viewer, deed, NAME, scene.now).movement_id

    assert count() is None  # named before anybody has drafted it
    launch(scene, lua)
    lua.says("phong trào", "xem 1")
    assert said(lua, "Việc tốt được tính: 1.")
    with scene.write() as tx:
        close_movement(tx, viewer, tx.session.get_one(Movement, 1), scene.now)
    launch(scene, lua)  # the year after

    with scene.write() as tx:
        day, zone = MORNING.date(), scene.commune.zone
        both = [tx.session.get_one(Movement, row) for row in (1, 2)]
        assert [board_of(tx, viewer, one, day, zone).deeds for one in both] == [1, 0]
    assert count() == 2


def test_the_officer_sees_every_report_that_waits(scene: Scene, lua: Actor, sung: Actor) -> None:
    launch(scene, lua)
    sung.says("đăng ký 1", "1: 500 m", "tiến độ 100 m đoạn đầu làng")
    scene.wait(minutes=10)
    sung.says("tiến độ 300 m đến nhà văn hóa")
    lua.says("phong trào", "xem 1", "xem 2")
    assert [text.partition("báo: ")[2] for text in lua.new] == [
        "100 m đoạn đầu làng",
        "300 m đến nhà văn hóa",
    ]
