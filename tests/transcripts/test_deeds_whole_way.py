"""A deed's whole way as people live it, on every channel: however it is told, whatever becomes of
it.
"""

import re

from sqlmodel import select

from models.people.consent import Consent
from models.people.person import Person
from models.people.role import Role
from models.work.deed import Deed
from models.work.publishing import Publication
from tests.fakes.forms import FormScene
from tests.fakes.scene import Actor
from tests.transcripts.stage import MESSENGERS, SCRIPTED, on

CODE = re.compile(r"\b\d{4} \d{4}\b")
STORY = "Nhặt được ví có 3 triệu, trả lại người mất"
SENTENCE = "Nhặt được chiếc ví giữa chợ, bà tìm đến tận nhà trao lại cho người đánh rơi."


def head_of(scene: FormScene, name: str = "Ông Sấu") -> Actor:
    return scene.person(name, Role.HAMLET_HEAD, "Đoài")


def front_of(scene: FormScene, name: str = "Ông Tre") -> Actor:
    return scene.person(name, Role.HAMLET_FRONT_HEAD, "Đoài")


def officer_of(scene: FormScene, name: str = "Cô Lúa") -> Actor:
    return scene.person(name, Role.TDKT_OFFICER)


def tell(
    person: Actor, who: str = "Bà Mận bán xôi", story: str = STORY, day: str = "10/11"
) -> Deed:
    """Tell of a deed in hamlet Đoài by typing, and send it."""
    person.tells_deed(who, "Đoài", story, day)
    person.chooses("Gửi")
    return person.scene.deeds()[-1]


def everything(person: Actor) -> str:
    """All that a person has ever read, choices too."""
    return "\n".join("\n".join([shown.text, *shown.labels]) for shown in person.screen)


def state(scene: FormScene, place: int = 0) -> str:
    return scene.deeds()[place].state


# --- telling -------------------------------------------------------------------------------------


def test_the_shortest_report_is_six_answers(scene: FormScene) -> None:
    buoi, head = scene.person("Bà Bưởi"), head_of(scene)

    buoi.says("kể")
    for answer in ("bà Mận bán xôi", "Đoài", STORY, "hôm qua", "không"):
        buoi.says(answer)
    buoi.chooses("Gửi")

    assert buoi.hears("Cháu nhận đủ rồi", "Chậm nhất", "nữa", "kể giúp")
    assert CODE.search(buoi.last)
    assert head.hears("trưởng thôn Đoài", "Bà Mận bán xôi", "Việc ấy có đúng không ạ?")


@on(*SCRIPTED, *MESSENGERS)
def test_by_voice_and_digits_without_one_typed_letter(scene: FormScene) -> None:
    buoi, officer = scene.person("Bà Bưởi"), officer_of(scene)

    buoi.sends_voice(60)
    for _ in ("who", "hamlet", "happened"):
        buoi.sends_voice(5)
        scene.wait(seconds=20)
    buoi.sends_photo()
    buoi.says("1")

    assert state(scene) == "sent"
    assert len(officer.screen[-1].reply.photos) == 5  # four voice notes and the photo


@on(*SCRIPTED, *MESSENGERS)
def test_in_one_burst(scene: FormScene) -> None:
    buoi = scene.person("Bà Bưởi")

    with scene.in_one_burst():
        for text in ("kể", "bà Mận", "Đoài", STORY, "hôm qua", "không"):
            scene.now += scene.now.resolution * 3_000_000
            buoi.says(text)
    buoi.chooses("Gửi")

    deed = scene.deeds()[0]
    assert (deed.who, deed.story, deed.happened_first is not None) == ("bà Mận", STORY, True)


def test_twelve_from_one_meeting_are_not_seventy_two_answers(scene: FormScene) -> None:
    sau = scene.person("Bác Gạo")
    sau.says("kể giúp bà Hành")
    tell_first = ("bà Mận", "Đoài", STORY, "hôm qua", "không")
    before = sau.order
    sau.says(*tell_first)
    sau.chooses("Gửi")
    for place in range(2, 13):
        sau.says("nữa", f"ông Thóc {place}", f"Sửa cầu ao số {place} cho cả xóm", "hôm qua")
        sau.chooses("Gửi")
        if "cùng một việc" in sau.last:
            sau.chooses("Việc khác")

    deeds = scene.deeds()
    assert len(deeds) == 12
    assert sau.order - before <= 72
    assert len({deed.hamlet_id for deed in deeds}) == 1
    assert len({deed.teller_id for deed in deeds}) == 1
    assert deeds[0].teller_id != deeds[0].typist_id == sau.id


def test_a_photo_of_a_handwritten_list_is_a_report(scene: FormScene) -> None:
    buoi, officer = scene.person("Bà Bưởi"), officer_of(scene)

    buoi.sends_photo()
    assert buoi.hears("trong ảnh")
    buoi.says("trong ảnh")
    buoi.chooses("Gửi")

    assert buoi.hears("Cháu nhận đủ rồi", "Cán bộ xã xem")
    assert officer.hears("chưa rõ thôn")
    officer.says("gõ 1", "ông Thóc", "Đoài", "vá đường liên thôn sau mưa", "hôm qua")
    officer.chooses("Gửi")
    deed = scene.deeds()[0]
    assert (deed.who, deed.story) == ("ông Thóc", "vá đường liên thôn sau mưa")
    assert deed.answers["evidence"]["files"]

    officer.says("gõ thêm 1", "bà Na", "Đoài", "góp xi măng lát ngõ", "không rõ")
    officer.chooses("Gửi")
    first, second = scene.deeds()
    assert (second.who, second.teller_id, second.code != first.code) == ("bà Na", buoi.id, True)


def test_for_somebody_else(scene: FormScene) -> None:
    """Doer, teller and typist are three people."""
    buoi = scene.person("Bà Bưởi")

    tell(buoi)
    buoi.says("kể giúp bà Hành")

    assert buoi.hears("kể giúp bà Hành")
    deed = scene.deeds()[0]
    with scene.write() as tx:
        names = [
            tx.session.get_one(Person, row).name for row in (deed.teller_id, deed.doer_id or 0)
        ]
    assert names == ["bà Hành", "Bà Mận bán xôi"]
    assert deed.typist_id == buoi.id
    buoi.says("việc tôi đã kể")
    assert "Bà Mận" in everything(buoi)


def test_more_is_added_from_the_summary(scene: FormScene) -> None:
    buoi = scene.person("Bà Bưởi")
    buoi.tells_deed()

    for extra, answer in (
        ("Ai cùng thấy", "cô Lạc với ông Tỏi"),
        ("Chỗ xảy ra việc", "cổng chợ Mây"),
        ("Kể giúp người khác", "bà Hành"),
    ):
        buoi.chooses("Kể thêm")
        buoi.chooses(extra)
        buoi.says(answer)
    buoi.chooses("Kể thêm")
    buoi.chooses("Loại việc")
    buoi.chooses("Giúp người khó khăn")

    assert buoi.hears("Cùng thấy: cô Lạc với ông Tỏi", "cổng chợ Mây", "Kể giúp bà Hành")
    buoi.chooses("Gửi")
    assert scene.deeds()[0].field == "welfare"


def test_told_before_by_another_person_s_words_never(scene: FormScene) -> None:
    buoi, gao = scene.person("Bà Bưởi"), scene.person("Ông Gạo")
    officer = officer_of(scene)
    tell(buoi, story="Bà ấy nhặt ví trong đó có 3 triệu rồi tìm người mất mà trả, tôi đứng cạnh")

    tell(gao, who="bà Mận", story="nhặt được ví 3 triệu đem trả người mất")

    assert gao.hears("Hình như đã có người kể việc của bà Mận ở thôn Đoài.", "cùng một việc")
    assert "đứng cạnh" not in everything(gao)
    gao.chooses("Phải, tôi cũng biết")
    assert gao.hears("người cùng kể")
    first, second = scene.deeds()
    assert (second.state, second.merged_into) == ("merged", first.id)

    officer.says("nhận 1")
    scene.wait(minutes=11)
    assert (buoi.hears("xã đã nhận") and gao.hears("việc của bà Mận", "xã đã nhận")) or gao.hears(
        "Việc của bà Mận bác kể", "xã đã nhận"
    )


def test_whoever_is_not_sure_leaves_it_to_the_officer(scene: FormScene) -> None:
    buoi, gao, officer = scene.person("Bà Bưởi"), scene.person("Ông Gạo"), officer_of(scene)
    tell(buoi)
    tell(gao)
    gao.chooses("Không rõ")

    officer.says("xem 2")
    assert officer.hears("Có thể trùng việc 1")
    officer.says("gộp 2 1")
    assert [deed.state for deed in scene.deeds()] == ["sent", "merged"]
    scene.wait(minutes=11)
    assert gao.hears("xã ghi chung một việc")


def test_by_three_people(scene: FormScene) -> None:
    tellers = [scene.person(name) for name in ("Bà Bưởi", "Ông Gạo", "Bà Mơ")]
    for person in tellers:
        tell(person)
        if "cùng một việc" in person.last:
            person.chooses("Phải, tôi cũng biết")

    main, *others = scene.deeds()
    assert {deed.merged_into for deed in others} == {main.id}
    assert len({deed.code for deed in scene.deeds()}) == 3
    officer = officer_of(scene)
    officer.says("việc chờ")
    assert officer.last.count("Bà Mận") == 1


ACCUSING = "ông ấy ăn chặn tiền cứu trợ của bà con trong thôn"


def test_an_accusation_does_not_leave(scene: FormScene) -> None:
    buoi, head, officer = scene.person("Bà Bưởi"), head_of(scene), officer_of(scene)

    buoi.says("kể", "ông Bờm", "Đoài", ACCUSING)
    assert buoi.hears("giống phản ánh hơn là khen", "chưa chuyển cho ai")
    buoi.chooses("Phản ánh, tố cáo")

    assert buoi.hears("không nhận thay được", "công an 113", "không giữ lại gì")
    assert scene.deeds() == []
    assert head.screen == officer.screen == []
    assert "ăn chặn" not in repr(scene.talk_of(buoi))
    buoi.says("tiếp")
    assert "ông Bờm" not in buoi.last


def test_it_is_praise_all_the_same(scene: FormScene) -> None:
    buoi, officer = scene.person("Bà Bưởi"), officer_of(scene)

    buoi.says("kể", "ông Bờm", "Đoài", ACCUSING)
    buoi.chooses("Vẫn là khen")
    assert buoi.hears("Việc ấy hôm nào ạ?")
    buoi.says("hôm qua", "không")
    buoi.chooses("Gửi")

    officer.says("xem 1")
    assert officer.hears("người kể nói vẫn là khen")


def test_petitions_have_a_line_of_their_own(scene: FormScene) -> None:
    buoi = scene.person("Bà Bưởi")
    buoi.says("menu")
    buoi.chooses("Phản ánh, tố cáo")

    assert buoi.hears("viết đơn", "trẻ em bị hại 111")


def test_abandoned_and_resumed(scene: FormScene) -> None:
    buoi = scene.person("Bà Bưởi")
    buoi.says("kể", "Bà Mận", "Đoài")
    scene.wait(days=14)

    buoi.says("bà ấy nhặt được ví ở chợ đem trả")
    assert buoi.hears("kể dở việc của bà Mận")
    buoi.chooses("Kể tiếp việc ấy")
    buoi.says("hôm kia", "không")
    buoi.chooses("Gửi")

    assert scene.deeds()[0].story == "bà ấy nhặt được ví ở chợ đem trả"


def test_with_a_wrong_name_corrected_after_sending(scene: FormScene) -> None:
    buoi, head = scene.person("Bà Bưởi"), head_of(scene)
    tell(buoi, who="Bà Na")
    head.chooses("Đúng")

    code = CODE.search(everything(buoi))
    assert code
    buoi.says(f"sửa {code[0]}", "sửa tên", "Bà Mận bán xôi")
    buoi.chooses("Gửi")

    deed = scene.deeds()[0]
    assert (deed.who, deed.state) == ("Bà Mận bán xôi", "sent")
    assert head.hears("Bà Mận bán xôi", "Việc ấy có đúng không ạ?")
    with scene.write() as tx:
        assert tx.session.get_one(Person, deed.doer_id).name == "Bà Mận bán xôi"


def test_withdrawn_before_it_is_decided(scene: FormScene) -> None:
    buoi, head, officer = scene.person("Bà Bưởi"), head_of(scene), officer_of(scene)
    deed = tell(buoi)

    buoi.says(f"rút {deed.code}")
    buoi.chooses("Rút lại")

    assert buoi.hears("rút lại việc của bà Mận")
    head.says("đúng 1")
    assert head.hears("chưa có việc nào chờ")
    officer.says("việc chờ")
    assert officer.hears("Chưa có việc nào chờ.")
    assert state(scene) == "withdrawn"


def test_a_photo_from_nowhere_is_asked_about(scene: FormScene) -> None:
    buoi = scene.person("Bà Bưởi")
    tell(buoi)

    buoi.sends_photo()
    assert "việc nào" in buoi.last
    buoi.chooses("Thêm cho việc của bà Mận bán xôi")

    assert buoi.hears("thêm vào việc của bà Mận bán xôi")
    assert len(scene.deeds()[0].answers["evidence"]["files"]) == 1
    assert state(scene) == "sent"


def test_about_oneself(scene: FormScene) -> None:
    buoi = scene.person("Bà Bưởi")
    buoi.says("kể", "tôi")
    assert buoi.hears("xin tên")
    buoi.says("bà Bưởi xóm trên", "Đoài", "quét đường làng mỗi sáng", "làm mấy năm nay", "không")
    buoi.chooses("Gửi")

    deed = scene.deeds()[0]
    assert deed.doer_id == deed.teller_id == buoi.id


def test_a_code_from_any_handset_tells_where_it_stands_and_nothing_else(scene: FormScene) -> None:
    buoi, gao = scene.person("Bà Bưởi"), scene.person("Ông Gạo")
    deed = tell(buoi)

    gao.says(f"{deed.code[:4]} {deed.code[4:]}")
    assert gao.hears("đang xem")
    assert "Mận" not in everything(gao)

    for _ in range(5):
        gao.says("tra cứu 9999 9990")
    gao.says(f"tra cứu {deed.code}")
    assert gao.hears("chờ", "phút")
    scene.wait(hours=2)
    gao.says(f"tra cứu {deed.code}")
    assert gao.hears("đang xem")


# --- the hamlet ----------------------------------------------------------------------------------


def test_about_the_head_himself(scene: FormScene) -> None:
    """Whoever is named in a case never confirms it: the Front committee's head is asked."""
    buoi, head, front = scene.person("Bà Bưởi"), head_of(scene), front_of(scene)

    tell(buoi, who="ông Sấu", story="Nhảy xuống ao cứu cháu nhỏ bị ngã")

    assert head.screen == []
    assert front.hears("Trưởng ban Mặt trận thôn Đoài", "Ông Sấu")
    head.says("đúng 1")
    assert state(scene) == "sent"
    front.chooses("Đúng")
    assert state(scene) == "confirmed"


def test_a_doubt_goes_to_the_other_as_a_second_opinion(scene: FormScene) -> None:
    buoi, head, front = scene.person("Bà Bưởi"), head_of(scene), front_of(scene)
    officer = officer_of(scene)
    tell(buoi)

    head.chooses("Chưa đúng")

    assert officer.screen == []
    assert front.hears("Bà Mận bán xôi", "Việc ấy có đúng không ạ?")
    assert "chưa đúng" not in front.last.split("Việc ấy có đúng")[0]
    front.chooses("Đúng")
    officer.says("xem 1")
    assert officer.hears("Trưởng thôn ông Sấu: chưa đúng", "ông Tre: đúng")
    assert "Sấu" not in everything(buoi) + everything(front)


def test_true_but_for_something(scene: FormScene) -> None:
    buoi, head, officer = scene.person("Bà Bưởi"), head_of(scene), officer_of(scene)
    tell(buoi)

    head.chooses("Đúng, nhưng cần sửa")
    head.says("ví có 5 triệu")
    assert head.hears("đúng, nhưng cần sửa")

    officer.says("xem 1")
    assert officer.hears("đúng, cần sửa: ví có 5 triệu")
    assert state(scene) == "corrected"


def test_the_head_says_that_it_is_no_good_deed(scene: FormScene) -> None:
    buoi, head, officer = scene.person("Bà Bưởi"), head_of(scene), officer_of(scene)
    tell(buoi)

    head.says("không phải gương")

    assert state(scene) == "hidden"
    officer.says("việc chờ")
    assert officer.hears("Chưa có việc nào chờ.")
    scene.wait(minutes=11)
    assert buoi.hears("viết đơn")
    assert "Mận" not in everything(officer)


# --- the desk ------------------------------------------------------------------------------------


def test_asked_for_more_once(scene: FormScene) -> None:
    buoi, officer = scene.person("Bà Bưởi"), officer_of(scene)
    tell(buoi)

    officer.says("hỏi 1")
    officer.chooses("Có ai cùng thấy việc ấy không ạ?")
    assert not buoi.hears("xin hỏi thêm")
    scene.wait(minutes=11)
    assert buoi.hears("xin hỏi thêm một câu", "Có ai cùng thấy việc ấy không ạ?", "không biết")
    buoi.says("có cô Lạc bán rau cùng thấy")
    assert buoi.hears("chuyển lời bác")

    officer.says("xem 1")
    assert officer.hears("Trả lời: có cô Lạc bán rau cùng thấy")
    officer.says("hỏi 1")
    assert officer.hears("đã hỏi một lần rồi")


def test_not_knowing_moves_the_case_on(scene: FormScene) -> None:
    buoi, officer = scene.person("Bà Bưởi"), officer_of(scene)
    tell(buoi)
    officer.says("hỏi 1")
    officer.chooses("Việc ấy vào khoảng ngày nào ạ?")
    scene.wait(minutes=11)

    buoi.says("không biết")

    assert buoi.hears("xã vẫn xem tiếp")
    assert state(scene) == "sent"
    assert officer.hears("Xã nhận việc này không?")


def test_two_officers_at_one_moment(scene: FormScene) -> None:
    buoi, lua, lim = scene.person("Bà Bưởi"), officer_of(scene), officer_of(scene, "Anh Lim")
    tell(buoi)

    lua.says("nhận 1")
    lim.says("chưa nhận 1")

    assert state(scene) == "consent"
    assert lim.hears("đã có người quyết rồi")


def test_a_slip_is_taken_back_before_anybody_hears(scene: FormScene) -> None:
    buoi, head, officer = scene.person("Bà Bưởi"), head_of(scene), officer_of(scene)
    tell(buoi)
    head.chooses("Đúng")
    seen = len(buoi.screen)

    officer.says("chưa nhận 1")
    officer.chooses("Việc ở xã khác")
    scene.wait(minutes=9)
    officer.says("hoàn tác")
    assert officer.hears("Xã nhận việc này không?")
    scene.wait(minutes=30)
    assert (state(scene), len(buoi.screen)) == ("confirmed", seen)

    officer.says("nhận 1")
    scene.wait(minutes=11)
    assert buoi.hears("xã đã nhận")
    officer.says("hoàn tác")
    assert officer.hears("Chưa có gì để lấy lại")
    assert state(scene) == "consent"


def test_declined_with_a_written_reason(scene: FormScene) -> None:
    buoi, officer = scene.person("Bà Bưởi"), officer_of(scene)
    tell(buoi)

    officer.says("chưa nhận 1")
    officer.chooses("Lý do khác")
    officer.says("vì việc ấy xã đang khen cả nhóm")
    assert officer.hears("vì việc ấy xã đang khen cả nhóm")
    officer.chooses("Ghi")
    scene.wait(minutes=11)

    assert buoi.hears("chưa nêu gương được, vì việc ấy xã đang khen cả nhóm.", "0900 000 000")


def test_a_word_by_telephone_counts(scene: FormScene) -> None:
    """Without a head on a channel a deed goes to the officer, who calls."""
    buoi, officer = scene.person("Bà Bưởi"), officer_of(scene)
    tell(buoi)

    officer.says("xác nhận 1")
    officer.chooses("Người khác")
    officer.says("bà Cúc, Hội Phụ nữ")
    officer.chooses("Đúng")

    assert state(scene) == "confirmed"
    officer.says("xem 1")
    assert officer.hears("Bà Cúc, Hội Phụ nữ, qua điện thoại: đúng")


# --- publishing ----------------------------------------------------------------------------------


def to_consent(scene: FormScene, who: str = "Bà Mận bán xôi") -> tuple[Actor, Actor, Actor]:
    """A deed that the commune has taken; the head is being asked for the doer's consent."""
    buoi, head, officer = scene.person("Bà Bưởi"), head_of(scene), officer_of(scene)
    tell(buoi, who)
    head.chooses("Đúng")
    officer.says("xem 1")
    officer.chooses("Nhận")
    if "trẻ em" in officer.last:
        officer.chooses("Từ 7 đến dưới 16 tuổi")
    scene.wait(minutes=11)
    return buoi, head, officer


def public_code(scene: FormScene) -> str:
    with scene.write() as tx:
        return tx.session.exec(select(Publication)).one().code


def test_from_consent_to_the_board_and_down_again(scene: FormScene) -> None:
    buoi, head, officer = to_consent(scene)
    chairman = scene.person("Ông Đa", Role.COMMUNE_CHAIR)
    gao = scene.person("Ông Gạo")

    assert head.hears("Gặp bà, bác hỏi giúp: bà có cho xã nêu tên không ạ?")
    head.chooses("Chỉ nêu tên")
    assert officer.hears("chỉ nêu tên")
    officer.says(STORY)
    assert officer.hears("giống hệt lời kể")
    officer.says(SENTENCE)
    assert "Kèm ảnh" not in everything(officer)
    officer.chooses("Đúng, gửi duyệt")
    scene.wait(minutes=2)
    officer.says("duyệt 1")
    assert state(scene) == "accepted"
    assert chairman.hears(SENTENCE, "Duyệt không?")
    chairman.chooses("Duyệt")
    scene.wait(minutes=2)

    assert state(scene) == "published"
    assert buoi.hears("đã được xã nêu gương")
    assert "Mời mọi người nghe" in everything(officer)
    gao.says("bảng vàng")
    assert gao.hears("Bà Mận bán xôi", "Thấy sai")
    code = public_code(scene)
    gao.says(f"sửa {code}", "bà ấy ở thôn Đông")
    assert officer.hears("chưa đúng: bà ấy ở thôn Đông") or "bà ấy ở thôn Đông" in everything(
        officer
    )

    head.says(f"gỡ {code}")
    assert head.hears("gỡ việc của bà Mận bán xôi")
    gao.says("bảng vàng")
    assert gao.hears("chưa có tên ai")
    assert state(scene) == "withdrawn"


def test_about_a_child(scene: FormScene) -> None:
    """The guardian's consent and the child's own; initials, no photo, no class."""
    _, head, officer = to_consent(scene, "Cháu Bí lớp 5")
    assert head.hears("bố mẹ và cháu", "chữ cái đầu", "không đưa ảnh")
    head.chooses("Cho nêu, chỉ ghi chữ cái đầu")

    officer.says("Bí nhặt được tiền đem trả")
    assert officer.hears("có tên trẻ em")
    officer.says("Một em lớp 5 nhặt được tiền đem trả")
    assert officer.hears("tên lớp")
    officer.says("Nhặt được tiền giữa chợ, em tìm người đánh rơi để trả.")
    assert officer.hears("không ảnh")
    assert "Bí" not in officer.last.split(":")[0]
    with scene.write() as tx:
        given = {c.given_by for c in tx.session.exec(select(Consent).where(Consent.scope != ""))}
    assert given == {"guardian", "child"}


def test_the_doer_does_not_want_it(scene: FormScene) -> None:
    buoi, head, officer = to_consent(scene)
    head.chooses("Không muốn")

    assert officer.hears("xin không nêu tên")
    officer.says("viết 1")
    assert state(scene) == "accepted"
    assert "bảng vàng" not in everything(buoi)


def test_not_met_yet_is_asked_again_in_some_days(scene: FormScene) -> None:
    _, head, _ = to_consent(scene)
    head.chooses("Chưa gặp")
    seen = len(head.screen)
    scene.wait(days=2)
    assert len(head.screen) == seen
    scene.wait(days=1, hours=1)

    assert head.hears("có cho xã nêu tên không ạ?")


def test_the_head_knows_that_it_is_a_child(scene: FormScene) -> None:
    _, head, _ = to_consent(scene)

    head.says("trẻ em", "6")

    assert head.hears("Gặp bố mẹ", "chữ cái đầu")
