"""Who is named, whatever way people write a name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.work.named import is_named, same_person


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Ông Sấu", "ông Sấu trưởng thôn nhặt được ví"),
        ("Ông Sấu", "Ông Sấu"),
        ("Ông Sấu", "ông sấu nhặt được ví"),
        ("Ông Sấu", "ong sau truong thon"),
        ("Ông Sấu", "ONG SAU NHAT DUOC VI"),
        ("Ông Sấu", "bác Sấu cho bà con mượn máy"),
        ("Ông Sấu", "trưởng thôn Sấu đi từng nhà"),
        ("Ông Sấu", "truong thon Sau di tung nha"),
        ("Ông Sấu", "đồng chí Sấu"),
        ("Ông Sấu", "Trần Văn Sấu"),
        ("Ông Sấu", "tran van sau"),
        ("Ông Sấu", "Sấu"),
        ("Ông Sấu", "Nhờ có Sấu mà cả xóm có nước"),
        ("Ông Sấu", "Sấu trưởng thôn"),
        ("Trần Văn Sấu", "Trần Văn Sấu"),
        ("Trần Văn Sấu", "nhà ông Trần Văn Sấu hiến đất"),
        ("Trần Văn Sấu", "văn sấu nhặt được ví"),
        ("Trần Văn Sấu", "tran van sau nhat duoc vi"),
        ("Trần Văn Sấu", "ông Sấu nhặt được ví"),
        ("Trần Văn Sấu", "anh Trần Sấu"),
        ("Sấu", "chú Sấu sửa xe"),
        ("Ong Sau", "ông Sấu sửa xe"),
        ("Bà Hoà", "bà Hòa nấu cháo"),
        ("Bà Hòa", "ba\u0300 Ho\u0300a nấu cháo"),
        ("Ông Đức", "ong duc sua duong"),
    ],
)
def test_a_person_is_named(name: str, text: str) -> None:
    assert is_named(name, ["một việc khác", text])


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Ông Sấu", "ông sau khi nhặt được ví đã trả lại"),
        ("Ông Sấu", "Ông sâu sắc lắm"),
        ("Ông Sấu", "bà Mận nhặt được ví"),
        ("Ông Sấu", "ba Man nhat duoc vi"),
        ("Ông Sấu", "sau do ba Man tra lai vi"),
        ("Ông Sấu", "bà Sấu bán xôi"),
        ("Bà Mận", "ông Mận"),
        ("Ông Sấu", "hái quả sấu cho hàng xóm"),
        ("Ông Sấu", "Cây Sấu đầu làng"),
        ("Ông Đoài", "đường ở thôn Đoài"),
        ("Ông Sơn", "xã Hồng Sơn được khen"),
        ("Trần Văn Sấu", "Lê Hữu Sấu"),
        ("Bà Mai", "Mai tôi kể tiếp về việc ấy"),
        ("Ông Sấu", ""),
        ("", "ông Sấu"),
        ("Ông", "bà Mận"),
    ],
)
def test_a_person_is_not_named(name: str, text: str) -> None:
    assert not is_named(name, [text])


def test_nobody_is_named_in_nothing() -> None:
    assert not is_named("Ông Sấu", [])


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("bà Mận", "bà Mận"),
        ("bà Mận bán xôi đầu làng", "Mận bán xôi"),
        ("bà Mận bán xôi đầu làng", "ba man"),
        ("Mận bán xôi", "ba man ban xoi"),
        ("cô Mận", "bà Mận"),
        ("nhà bà Mận", "bà Mận"),
        ("vợ chồng ông Thóc", "ông Thóc"),
        ("Nguyễn Thị Mận", "bà Mận"),
        ("nguyen thi man", "bà Mận bán xôi"),
        ("ông Trần Văn Thóc", "Trần Văn Thóc"),
        ("con bà Mận", "con trai bà Mận"),
        ("đoàn thanh niên thôn Đoài", "thanh niên thôn Đoài"),
        ("bà Hoà", "bà Hòa"),
        ("cháu Tí", "em Tí"),
    ],
)
def test_two_descriptions_of_one_person(a: str, b: str) -> None:
    assert same_person(a, b) >= 0.75
    assert same_person(a, b) == same_person(b, a) <= 1


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("bà Mận", "bà Mơ"),
        ("bà Mận bán xôi", "ông Thóc bán xôi"),
        ("bà Mận", "ông Mận"),
        ("ông Sấu", "ông Sáu"),
        ("con bà Mận", "bà Mận"),
        ("vợ ông Sấu", "ông Sấu"),
        ("Nguyễn Thị Mận", "Trần Thị Mận"),
        ("hội phụ nữ", "đội bóng thôn Đoài"),
        ("bà", "bà Mận"),
        ("", "bà Mận"),
        ("", ""),
        ("…", "!"),
    ],
)
def test_two_descriptions_of_two_persons(a: str, b: str) -> None:
    assert same_person(a, b) < 0.5
    assert same_person(a, b) == same_person(b, a)


def test_what_tells_namesakes_apart_counts() -> None:
    near = same_person("bà Mận bán xôi", "bà Mận bán xôi đầu làng")

    assert near > same_person("bà Mận bán xôi", "bà Mận nuôi gà") > 0


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_text_is_taken(a: str, b: str) -> None:
    assert is_named(a, [b, f"ông {a}"]) in (True, False)
    assert 0 <= same_person(a, b) <= 1
    assert same_person(a, b) == same_person(b, a)
