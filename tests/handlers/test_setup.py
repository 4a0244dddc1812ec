"""The administrator sets the commune up, in chat."""

import asyncio
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from models.law.parameters import rule
from models.machine.audit import Audit
from models.people.facts import FactName, fact, set_fact
from models.people.role import Role
from models.people.unit import Unit
from models.permissions import Viewer
from tests.fakes.ports import free_port
from tests.fakes.scene import PLAIN, Actor, Scene
from tests.fakes.web_client import request
from tests.fakes.web_scene import WebScene


@pytest.fixture
def scene(sqlite_url: str) -> Iterator[Scene]:
    stage = Scene(sqlite_url)
    yield stage
    stage.close()


@pytest.fixture
def lim(scene: Scene) -> Actor:
    return scene.person("Anh Lim", Role.ADMIN)


def labels(actor: Actor) -> str:
    """The choices on the screen."""
    return "\n".join(actor.screen[-1].labels)


def hamlets(scene: Scene) -> list[tuple[str, list[str], date | None]]:
    """Every hamlet there ever was: its name, its further names, its last day."""
    with scene.write() as tx:
        rows = tx.session.exec(select(Unit).where(Unit.kind == "hamlet").order_by(Unit.id))  # type: ignore[arg-type]
        return [(unit.name, unit.others, unit.valid_to) for unit in rows]


# --- what the commune says of itself -------------------------------------------------------------


def test_the_list_shows_what_holds_and_every_change_leads_back_to_it(lim: Actor) -> None:
    lim.says("thiết lập")

    assert lim.hears("Đổi phần nào?")
    assert "1. Tên xã: xã Đồng Mây" in labels(lim)
    assert "2. Các thôn: 6: thôn Đoài, thôn Đông, thôn Trung, thôn Thượng,…" in labels(lim)
    assert "5. Số điện thoại: 0900 000 000" in labels(lim)
    assert "7. Lịch tiếp dân: hỏi ngày giờ tiếp dân qua điện thoại…" in labels(lim)

    lim.says("1", "xã Đồng Gió")
    assert lim.hears("xã Đồng Gió\nTrước là:\nxã Đồng Mây", "Đổi phần nào?")
    assert "1. Tên xã: xã Đồng Gió" in labels(lim)


@pytest.mark.parametrize(
    ("choice", "typed", "where", "heard"),
    [
        ("Tên xã", "xã Đồng Gió", "start-first-contact", "máy trả lời của xã Đồng Gió"),
        ("Người nghe máy", "chú  Ngô", "start-refused", "gọi chú Ngô ở xã"),
        ("Số điện thoại", "0912345678", "start-refused", "\n0912 345 678"),
        ("Giờ nghe máy", "sáng thứ Hai", "start-refused", "sáng thứ Hai:"),
    ],
)
def test_what_is_set_stands_in_every_sentence_from_the_next_on(
    scene: Scene, lim: Actor, choice: str, typed: str, where: str, heard: str
) -> None:
    lim.says("cài đặt", choice, typed)

    assert heard in scene.commune.words()(where)
    assert heard in scene.stranger().word(where)


def test_a_stranger_is_greeted_in_the_new_name(scene: Scene, lim: Actor) -> None:
    lim.says("thiết lập", "1", "xã Đồng Gió")
    stranger = scene.stranger()
    stranger.says("kể")

    assert stranger.hears("máy trả lời của xã Đồng Gió")


def test_the_reception_days(scene: Scene, lim: Actor) -> None:
    say = scene.commune.words()
    assert say("setup-reception-value") == "hỏi ngày giờ tiếp dân qua điện thoại của xã"

    lim.says("thiết lập", "lịch tiếp dân", "thứ Năm hằng tuần, 8 giờ, phòng tiếp dân")

    assert lim.hears("Đã ghi Lịch tiếp dân:\nthứ Năm hằng tuần, 8 giờ, phòng tiếp dân")
    assert "Trước là" not in lim.last  # nothing was set before
    assert say("setup-reception-value") == "thứ Năm hằng tuần, 8 giờ, phòng tiếp dân"


@pytest.mark.parametrize("typed", ["gọi cô Lúa", "12", "0900 000 0000 000", "1234567"])
def test_a_number_that_cannot_be_called_is_asked_for_again(
    scene: Scene, lim: Actor, typed: str
) -> None:
    lim.says("thiết lập", "Số điện thoại", typed)
    assert lim.hears("Số ấy chưa gọi được", "Số điện thoại nào?")

    lim.says("+84 912 345 678")
    assert lim.hears("0912 345 678\nTrước là:\n0900 000 000")


def test_a_voice_note_is_no_name(scene: Scene, lim: Actor) -> None:
    lim.says("thiết lập", "1")
    lim.sends_voice()

    assert lim.hears("Chưa rõ.", "Tên xã viết thế nào?")
    assert scene.failed() == 0


def test_every_change_stands_in_the_trail_and_the_old_value_in_its_row(
    scene: Scene, lim: Actor
) -> None:
    lim.says("thiết lập", "1", "xã Đồng Gió", "1", "xã Đồng Mưa")

    with scene.write() as tx:
        actions = [entry.action for entry in tx.session.exec(select(Audit))]
        assert fact(tx, FactName.COMMUNE) == "xã Đồng Mưa"
    assert actions.count("fact.set") == 2


# --- hamlets and units ---------------------------------------------------------------------------


def test_a_new_list_of_hamlets_is_shown_before_it_holds(scene: Scene, lim: Actor) -> None:
    lim.says("thiết lập", "Các thôn")
    assert lim.new[0].startswith("thôn Đoài\nthôn Đông\n")  # to be copied and corrected

    lim.says("thôn Đoài, Đoài Thượng\n2. thôn Đông\n- Bến")
    assert lim.hears(
        "Thêm: Bến\nGiữ: thôn Đoài (còn gọi: Đoài Thượng), thôn Đông\n"
        "Thôi: thôn Trung, thôn Thượng, thôn Hạ, thôn Chùa\nGhi như thế chứ?"
    )
    assert [last for *_, last in hamlets(scene)] == [None] * 6

    lim.says("ghi")
    yesterday = date(2026, 11, 15)
    assert lim.hears("Đã ghi Các thôn: 3.")
    assert hamlets(scene) == [
        ("thôn Đoài", ["Đoài", "Đoài Thượng"], None),
        ("thôn Đông", ["Đông"], None),
        ("thôn Trung", ["Trung"], yesterday),
        ("thôn Thượng", ["Thượng"], yesterday),
        ("thôn Hạ", ["Hạ"], yesterday),
        ("thôn Chùa", ["Chùa"], yesterday),
        ("Bến", [], None),
    ]


def test_the_list_can_be_left_as_it_was(scene: Scene, lim: Actor) -> None:
    before = hamlets(scene)
    lim.says("thiết lập", "Các thôn", "thôn Bến")
    lim.says("để như cũ")

    assert lim.hears("Đã để như cũ.", "Đổi phần nào?")
    assert hamlets(scene) == before


def test_the_same_list_changes_nothing(scene: Scene, lim: Actor) -> None:
    lim.says("thiết lập", "Các thôn")
    lim.says(lim.new[0])

    assert lim.hears("Danh sách vẫn như cũ.")


def test_whoever_tells_next_finds_the_new_hamlets(scene: Scene, lim: Actor) -> None:
    buoi = scene.person("Bà Bưởi")
    buoi.tells_deed(hamlet="Bến")
    assert not buoi.hears("thôn Bến")

    lim.says("thiết lập", "Các thôn", "thôn Đoài\nthôn Bến", "ghi")
    other = scene.person("Ông Thóc")
    other.tells_deed(hamlet="Bến")
    assert other.hears("thôn Bến")


def test_hamlets_with_numbers_are_chosen_by_them(scene: Scene, lim: Actor) -> None:
    lim.says("thiết lập", "Các thôn", "Thôn 2\nThôn 7", "ghi")

    with scene.write() as tx:
        found = scene.commune.options(tx, "hamlets", date(2026, 11, 16))
    assert [(option.label, option.position) for option in found] == [("Thôn 2", 2), ("Thôn 7", 7)]


def test_units_are_read_back_with_the_kind_that_was_understood(scene: Scene, lim: Actor) -> None:
    lim.says("thiết lập", "Cơ quan, đoàn thể")
    lim.says(
        "Ủy ban Mặt trận Tổ quốc xã\nHội Nông dân\nĐoàn Thanh niên\nTrường Tiểu học Đồng Mây\n"
        "Trạm Y tế\nHợp tác xã Mây Xanh\nVăn phòng xã"
    )

    assert lim.hears(
        "Ủy ban Mặt trận Tổ quốc xã (Mặt trận), Hội Nông dân (đoàn thể), Đoàn Thanh niên "
        "(đoàn thể), Trường Tiểu học Đồng Mây (trường học), Trạm Y tế (y tế), "
        "Hợp tác xã Mây Xanh (hợp tác xã), Văn phòng xã (cơ quan)"
    )
    lim.says("ghi")
    assert "3. Cơ quan, đoàn thể: 7: Hội Nông dân" not in labels(lim)
    assert "3. Cơ quan, đoàn thể: 7: Ủy ban Mặt trận" in labels(lim)
    assert len(hamlets(scene)) == 6


# --- rules ---------------------------------------------------------------------------------------


def test_time_limits_say_that_nobody_has_verified_them(lim: Actor) -> None:
    lim.says("thiết lập", "Thời hạn, mức")

    assert len(lim.screen[-1].labels) == 13
    assert "Hạn thôn xem: 3 ngày làm việc, chưa đối chiếu" in labels(lim)
    assert "Trẻ em là người dưới: 16 tuổi, chưa đối chiếu" in labels(lim)


def test_the_commune_s_own_limit_holds_from_the_day_it_was_set(scene: Scene, lim: Actor) -> None:
    scene.wait(days=1)
    lim.says("thiết lập", "Thời hạn, mức", "Hạn nhắn tin cho người kể", "mười lăm")
    assert lim.hears("15 ngày làm việc\nTrước là:\n10 ngày làm việc")

    with scene.write() as tx:
        before = rule(tx, "deed_news_days", date(2026, 11, 16))
        after = rule(tx, "deed_news_days", date(2026, 11, 17))
    assert (before.value, before.source) == (10, "product default; the commune's own rule")
    assert (after.value, after.unit, after.source) == (15, "working_day", "commune")
    lim.says("thiết lập", "Thời hạn, mức")
    assert "Hạn nhắn tin cho người kể: 15 ngày làm việc" in lim.screen[-1].labels[0]
    assert "chưa đối chiếu" not in lim.screen[-1].labels[0]


def test_a_receipt_names_the_day_by_the_commune_s_own_limit(scene: Scene, lim: Actor) -> None:
    lim.says("thiết lập", "Thời hạn, mức", "Hạn nhắn tin cho người kể", "2")
    buoi = scene.person("Bà Bưởi")
    buoi.tells_deed()
    buoi.chooses("Gửi")

    assert buoi.hears("thứ Tư, 18/11")


@pytest.mark.parametrize("typed", ["0", "366", "nhiều", "ba rưỡi"])
def test_a_limit_is_a_number_of_days(lim: Actor, typed: str) -> None:
    lim.says("thiết lập", "Thời hạn, mức", "Hạn thôn xem", typed)

    assert lim.hears("Chưa rõ.", "Nhắn một số, từ 1 đến 365.")


def test_two_confirmations_and_no_second_person(scene: Scene, lim: Actor) -> None:
    lim.says("thiết lập", "Duyệt nêu gương", "1", "hai người xác nhận")
    assert lim.hears("hai người xác nhận\nTrước là:\nmột người xác nhận")
    lim.says("Duyệt nêu gương", "2", "người viết tự duyệt câu nêu gương")

    today = date(2026, 11, 16)
    with scene.write() as tx:
        assert rule(tx, "confirmations", today).value == 2
        assert rule(tx, "second_release", today).value == 0


# --- who, and where ------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [None, Role.HAMLET_HEAD, Role.TDKT_OFFICER, Role.COMMUNE_CHAIR])
def test_nobody_else_sets_up(scene: Scene, role: Role | None) -> None:
    other = scene.person("Cô Mai", role, "Đoài" if role is Role.HAMLET_HEAD else "")
    other.says("thiết lập", "1", "xã Đồng Gió")

    assert "Đổi phần nào?" not in " ".join(shown.text for shown in other.screen)
    assert scene.commune.words()("web-commune") == "xã Đồng Mây"


def test_without_buttons_the_list_is_in_the_message(sqlite_url: str) -> None:
    scene = Scene(sqlite_url, PLAIN)
    lim = scene.person("Anh Lim", Role.ADMIN)
    lim.says("thiet lap")

    assert lim.hears("Đổi phần nào?\n1. Tên xã: xã Đồng Mây\n2. Các thôn")
    scene.close()


async def front_page(url: str) -> str:
    """The page that a stranger opens."""
    status, _, body = await request(url, "GET", "/")
    assert status == 200
    return body.decode()


def test_the_page_of_the_web_chat_follows(sqlite_url: str, tmp_path: Path) -> None:
    scene = WebScene(sqlite_url, tmp_path / "home", free_port)
    url = scene.app.settings.local_url
    assert "xã Đồng Mây" in asyncio.run(front_page(url))

    lim = scene.person("Anh Lim", Role.ADMIN)
    lim.says("thiết lập", "1", 'xã "Gió"', "5", "0912345678")
    page = asyncio.run(front_page(url))
    scene.close()

    assert "xã Đồng Mây" not in page
    assert "xã &quot;Gió&quot;" in page
    assert "0912 345 678" in page
    assert "tel:0912345678" in page


def test_a_change_that_was_rolled_back_is_forgotten(scene: Scene, lim: Actor) -> None:
    """Words are read from the store, and the store took the change back."""
    say: Any = scene.commune.words()
    lim.says("thiết lập", "1", "xã Đồng Gió")

    def broken() -> None:
        with scene.write() as tx, tx.savepoint():
            viewer = Viewer(lim.id, ((Role.ADMIN, None),))
            set_fact(tx, viewer, FactName.COMMUNE, "xã Đồng Sai", scene.now)
            scene.commune.refresh(tx)
            assert say("web-commune") == "xã Đồng Sai"
            raise LookupError

    with pytest.raises(LookupError):
        broken()
    lim.says("thiết lập")
    assert say("web-commune") == "xã Đồng Gió"
    lim.says("1", "xã Đồng Mưa")  # the same row number and moment as what was rolled back
    assert say("web-commune") == "xã Đồng Mưa"
