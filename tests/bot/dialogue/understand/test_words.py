"""Yes, no, none, unknown, the global words, small talk, links and numbered words."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.understand import (
    Command,
    SmallTalk,
    coded,
    command,
    edit_target,
    is_link,
    is_none,
    is_unknown,
    numbered,
    small_talk,
    yes_no,
)


def several(text: str) -> list[str]:
    """The texts of a table row by row, parted by bars."""
    return [each.strip() for each in text.strip().replace("\n", "|").split("|")]


def each(meant: object, *texts: str) -> list[tuple[str, object]]:
    return [(text, meant) for row in texts for text in several(row)]


YES = """
có | Có | co | CÓ | ừ | uh | ừm | ờ | vâng | vang | vâng ạ | dạ | da | dạ vâng | dạ có ạ
dạ có | có ạ | có em ạ | có chứ ạ | đúng | đúng rồi | dung roi | đúng rồi ạ
dạ đúng rồi bác | ok | OK | oke em | okie | đồng ý | dong y | tôi đồng ý | bác đồng ý nhé
phải | phải rồi | được | dc | đc | được ạ | rồi | rồi ạ | chuẩn | nhất trí | 👍 | 👍🏽 | ✅
ddungs roofi | ddoongf ys | có 👍
"""
NO = """
không | khong | KHÔNG | ko | k | kg | hông | hổng | hỏng | hok | hem | khum | không ạ
dạ không | dạ không ạ | vâng không ạ | k ạ | không có | không đúng | không phải
không phải đâu | không đồng ý | tôi không đồng ý | ko dong y | k dung | chưa | chua
chưa ạ | chưa có | chưa đúng | thôi | thôi ạ | đừng | khỏi | khỏi cần | không cần
không được | khoong | kho6ng | không không | thôi không cần | sai rồi | no | 👎 | ❌
"""
NEITHER = """
có không | có không ạ | đúng không | đúng chưa | thôi được | ừ nhưng | không, đồng ý
có nhưng mà không | không sai | không phải không | không sao | bà Mận | 3 | cô Hai
ừ thì hôm qua | có hai người | không biết | không rõ | có? | … |  | 👍👎 | dung dua
chưa chắc | có lẽ
"""


@pytest.mark.parametrize("text", several(YES))
def test_yes(text: str) -> None:
    assert yes_no(text) is True


@pytest.mark.parametrize("text", several(NO))
def test_no(text: str) -> None:
    assert yes_no(text) is False


@pytest.mark.parametrize("text", several(NEITHER))
def test_neither_yes_nor_no(text: str) -> None:
    assert yes_no(text) is None


@pytest.mark.parametrize(
    ("text", "none"),
    [
        *each(True, "không|không có|ko|k|k co|hông có ạ|chưa có|không có ảnh"),
        *each(True, "Dạ không|không có ai cả|chẳng có|không cần|khoong cos|hổng có"),
        *each(False, "có|không rõ|không biết|không đồng ý|bà Mận không có nhà"),
        *each(False, "0|không có ai giúp bà|thôi||không có?|không không gian"),
    ],
)
def test_is_none(text: str, none: bool) -> None:
    assert is_none(text) is none


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        *each(True, "không rõ|không biết|ko nho|chịu|k bt|hổng biết|chịu ạ|quên rồi"),
        *each(True, "không nhớ nữa|tôi không biết đâu|không biết là ai|khong ro"),
        *each(True, "em k nhớ ạ|không rõ lắm|chưa rõ|không nhớ ngày nào|khoong bieets"),
        *each(False, "không có|không|biết|chị|không biết bơi|bà ấy không biết chữ|3|"),
    ],
)
def test_is_unknown(text: str, unknown: bool) -> None:
    assert is_unknown(text) is unknown


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("menu", Command.MENU),
        ("MENU", Command.MENU),
        ("trang đầu", Command.MENU),
        ("bắt đầu", Command.MENU),
        ("bat dau", Command.MENU),
        ("/start", Command.MENU),
        ("/start@thidua", Command.MENU),
        ("giúp", Command.HELP),
        ("giup", Command.HELP),
        ("trợ giúp", Command.HELP),
        ("giúp tôi với", Command.HELP),
        ("cháu giúp bác với", Command.HELP),
        ("help", Command.HELP),
        ("/help", Command.HELP),
        ("quay lại", Command.BACK),
        ("dạ quay lại ạ", Command.BACK),
        ("quay laji", Command.BACK),
        ("lùi", Command.BACK),
        ("lùi lại", Command.BACK),
        ("hủy", Command.CANCEL),
        ("huỷ", Command.CANCEL),
        ("huyr", Command.CANCEL),
        ("hủy đi cháu", Command.CANCEL),
        ("thôi không kể nữa", Command.CANCEL),
        ("thôi ko kể nữa ạ", Command.CANCEL),
        ("tiếp", Command.ON),
        ("Tiếp tục nhé", Command.ON),
        ("kể tiếp", Command.ON),
        ("của tôi", Command.MINE),
        ("cua toi", Command.MINE),
        ("cho bác xem của tôi", Command.MINE),
        ("sửa", Command.EDIT),
        ("sửa lại", Command.EDIT),
        ("làm lại", Command.RESTART),
        ("kể lại từ đầu", Command.RESTART),
        ("bỏ qua", Command.SKIP),
        ("bo qua nhe", Command.SKIP),
        (unicodedata.normalize("NFD", "Bỏ qua"), Command.SKIP),
        ("giúp bà cụ qua đường", None),
        ("giúp bà", None),
        ("thôi", None),
        ("Tiệp", None),
        ("của tôi mất rồi", None),
        ("làm lại đường", None),
        ("bà ấy bỏ qua hết", None),
        ("sửa đường", None),
        ("kể", None),
        ("/start abc", None),
        ("giúp?", None),
        ("", None),
    ],
)
def test_command(text: str, meant: Command | None) -> None:
    assert command(text) is meant


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("sửa", ""),
        ("sửa ạ", ""),
        ("sửa lại", ""),
        ("sửa tên", "ten"),
        ("Sửa Tên", "ten"),
        ("sua ten", "ten"),
        ("sữa tên", "ten"),
        ("dạ sửa tên ạ", "ten"),
        ("suwar teen", "ten"),
        ("sửa ngày", "ngay"),
        ("sửa lại ngày", "ngay"),
        ("sửa câu 2", "2"),
        ("tôi muốn sửa tên", "ten"),
        ("sửa lời kể", "loi ke"),
        ("sửa đường giúp bà con", None),
        ("sửa xe cho bà", None),
        ("người sửa xe", None),
        ("tên", None),
        ("", None),
    ],
)
def test_edit_target(text: str, target: str | None) -> None:
    assert edit_target(text) == target


@pytest.mark.parametrize(
    ("text", "talk"),
    [
        *each(SmallTalk.GREETING, "chào cháu|xin chào ạ|alo|a lô|chào|hello|hi"),
        *each(SmallTalk.GREETING, "dạ em chào ạ|chaof chaus|bác ơi|chào buổi sáng"),
        *each(SmallTalk.GREETING, "chao chau|chào cán bộ xã ạ 🙏"),
        *each(SmallTalk.THANKS, "cảm ơn cháu nhé|cam on|cám ơn nhiều ạ|thank you"),
        *each(SmallTalk.THANKS, "ok cảm ơn em|chào cháu, cảm ơn cháu|xin cảm ơn"),
        *each(SmallTalk.LEAVING, "mai kể tiếp nhé|để mai|lát nữa kể|bận rồi tí kể"),
        *each(SmallTalk.LEAVING, "tạm biệt|mai bác kể tiếp|tối nay kể nhé|de mai ke"),
        *each(SmallTalk.LEAVING, "hẹn mai nhé|thôi để mai kể|bye|hôm khác nhé"),
        *each(None, "cảm ơn bà Mận đã giúp tôi|bà Mai kể|mai|Mai|chào bà Mận|kể"),
        *each(None, "bà Tí kể|ông Tối kể|chiều qua|kể tiếp|tối|không|3||cháo"),
        *each(None, "chào hỏi lễ phép với mọi người|cảm ơn gì|sáng qua bà kể"),
    ],
)
def test_small_talk(text: str, talk: SmallTalk | None) -> None:
    assert small_talk(text) is talk


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("https://example.vn/x", True),
        ("HTTPS://EXAMPLE.VN.", True),
        ("www.example.com", True),
        ("facebook.com/abc", True),
        ("youtu.be/abc?x=1", True),
        ("https://a.vn\nhttps://b.vn", True),
        ("xem https://a.vn", False),
        ("bà Mận", False),
        ("1.140.000", False),
        ("12.3", False),
        ("hôm qua.hôm nay", False),
        ("a@b.com", False),
        ("", False),
    ],
)
def test_is_link(text: str, link: bool) -> None:
    assert is_link(text) is link


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("nhận 27", ("nhan", (27,))),
        ("Nhận 27.", ("nhan", (27,))),
        ("nhận27", ("nhan", (27,))),
        ("nhaanj 27", ("nhan", (27,))),
        ("nhận #27", ("nhan", (27,))),
        ("nhận 1 3 4", ("nhan", (1, 3, 4))),
        ("nhận 1, 3 và 4", ("nhan", (1, 3, 4))),
        ("nhận 1,3,3", ("nhan", (1, 3))),
        ("tờ dán 1", ("to dan", (1,))),
        ("to dan 1", ("to dan", (1,))),
        ("bo 3", ("bo", (3,))),
        ("dạ nhận 27 ạ", ("nhan", (27,))),
        ("chưa đúng số 27 ạ", ("chua dung", (27,))),
        ("không nhận 27", ("khong nhan", (27,))),
        ("thôn 3", ("thon", (3,))),
        ("xong 1", ("xong", (1,))),
        ("27", None),
        ("số 3", None),
        ("nhận", None),
        ("nhận 27?", None),
        ("nhận 27 ngày mai", None),
        ("nhận 1.500", None),
        ("nhận 1 140 000", None),
        ("gọi 0900 000 000", None),
        ("ngày 12/3", None),
        ("7h30", None),
        ("hôm qua 3 người đến", None),
        ("hôm qua tôi thấy 3", None),
        ("", None),
    ],
)
def test_numbered(text: str, found: tuple[str, tuple[int, ...]] | None) -> None:
    assert numbered(text) == found


@given(st.text(max_size=10_000))
def test_any_text_is_taken(text: str) -> None:
    for said in (text, text[:40]):
        heard = [f(said) for f in EVERY]
        assert [f(f"  {unicodedata.normalize('NFD', said)}\n") for f in EVERY] == heard


EVERY = (
    yes_no, is_none, is_unknown, command, edit_target, small_talk, is_link, numbered, coded,
)  # fmt: skip


@given(
    st.lists(
        st.sampled_from(several("không|chưa|đừng|có|đúng|dạ|ạ|em|được|thôi|phải|nhé|rồi|đồng|ý")),
        max_size=6,
    )
)
def test_a_no_is_never_a_yes(said: list[str]) -> None:
    text = " ".join(said)
    if {"không", "chưa", "đừng", "thôi"} & set(said):
        assert yes_no(text) is not True


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("mời 4071 2386", ("moi", "40712386"), id="two groups"),
        pytest.param("mời 0071 0386", ("moi", "00710386"), id="both groups begin with zero"),
        pytest.param("Moi: 4071-2386", ("moi", "40712386"), id="without marks, with a dash"),
        pytest.param("dạ mã mời 4 0 7 1 2 3 8 6 ạ", ("ma moi", "40712386"), id="digit by digit"),
        pytest.param("mời 4071 238", None, id="seven digits"),
        pytest.param("mời bà Mận 3 lần", None, id="an ordinary sentence"),
        pytest.param("4071 2386", ("", "40712386"), id="nothing but a code"),
        pytest.param("40712386", ("", "40712386"), id="in one group"),
        pytest.param("0071-2386.", ("", "00712386"), id="with a dash and a dot"),
        pytest.param("4071-2386 ạ", ("", "40712386"), id="politeness after it"),
        pytest.param("dạ 4071 2386 ạ", ("", "40712386"), id="politeness about it"),
        pytest.param("dạ thưa cô, 4071 2386 nhé cô", ("", "40712386"), id="spoken to somebody"),
        pytest.param("mã 4071 2386", ("", "40712386"), id="called a code"),
        pytest.param("Ma so 4071.2386", ("", "40712386"), id="called a code without marks"),
        pytest.param("mã của tôi là: 4 0 7 1 2 3 8 6", ("", "40712386"), id="said to be a code"),
        pytest.param("mã số là 1011 2026 ạ", ("", "10112026"), id="a code that looks like a day"),
        pytest.param("1011 2026", ("", "10112026"), id="no day is written in two fours"),
        pytest.param("má 4071 2386", ("ma", "40712386"), id="another word"),
        pytest.param("0900 000 000", None, id="a telephone number"),
        pytest.param("0900000000", None, id="a telephone number in one group"),
        pytest.param("+4071 2386", None, id="a number from abroad"),
        pytest.param("10/11/2026", None, id="a day"),
        pytest.param("10-11-2026", None, id="a day with dashes"),
        pytest.param("10.11.2026", None, id="a day with dots"),
        pytest.param("10 11 2026 ạ", None, id="a day with spaces"),
        pytest.param("10112026", None, id="a day in one group"),
        pytest.param("20262027", None, id="two years"),
        pytest.param("2026 - 2027", None, id="a school year"),
        pytest.param("12.345.678", None, id="an amount of money"),
        pytest.param("-40712386", None, id="a minus"),
        pytest.param("1 2 3 4 5 6 7 8", None, id="a list of numbers"),
        pytest.param("10 11 12 13", None, id="a list of greater numbers"),
        pytest.param("4071 2386 4071 2386", None, id="two codes"),
        pytest.param("4071 2386 hôm qua", None, id="a code in a sentence"),
        pytest.param("４０７１ ２３８６", None, id="digits of another script"),
        pytest.param("tra cứu 4071 2386", ("tra cuu", "40712386"), id="a word of two"),
        pytest.param("mời 4071 2386 hôm qua", None, id="more than politeness after it"),
    ],
)
def test_a_word_with_a_code(text: str, found: tuple[str, str] | None) -> None:
    assert coded(text) == found
