"""The speaker, how to be called, for whom it is told, what a photo says, and children."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.understand import (
    in_photo,
    is_self,
    looks_like_a_child,
    pronouns_asked,
    told_for,
)


def several(table: str) -> list[str]:
    return [each.strip() for each in table.strip().replace("\n", "|").split("|")]


@pytest.mark.parametrize(
    "text",
    several("""
    tôi | Tôi | toi | tôi ạ | chính tôi | chinh toi | mình | mình ạ | bản thân tôi | ban than toi
    bản thân | dạ tôi | là tôi | tôi đây | chính tôi làm | tôi tự làm | việc của tôi | tui | TÔI
    chính mình | chính bác đây | chính em ạ | bản thân cháu | chính tôi đấy cháu ạ
    """),
)
def test_the_speaker_is_meant(text: str) -> None:
    assert is_self(text)


@pytest.mark.parametrize(
    "text",
    several("""
    nhà tôi | vợ tôi | mẹ tôi | hàng xóm của tôi | tôi và bà Mận | bà Mận | Minh | minh | anh Minh
    em | em gái | bố mình | tối | tới | con tôi | tôi không biết | tôi nhặt được ví | chúng tôi
    tôi? | tên tôi | không phải tôi | bà | cháu Tí |
    """),
)
def test_somebody_else_is_meant(text: str) -> None:
    assert not is_self(text)


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("gọi tôi là bà", ("bà", "cháu")),
        ("Gọi tôi là bà.", ("bà", "cháu")),
        ("goi toi la ba", ("bà", "cháu")),
        ("gọi tôi là bà nhé cháu", ("bà", "cháu")),
        ("cháu cứ gọi tôi là bà nhé", ("bà", "cháu")),
        ("gọi bác bằng ông", ("ông", "cháu")),
        ("goi bac bang ong nhe", ("ông", "cháu")),
        ("cứ gọi tôi là cô nhé", ("cô", "cháu")),
        ("gọi là chú thôi", ("chú", "cháu")),
        ("gọi bà là bác", ("bác", "cháu")),
        ("dạ gọi em là chị ạ", ("chị", "em")),
        ("gọi mình bằng chị đi", ("chị", "em")),
        ("gọi tôi là anh được rồi", ("anh", "em")),
        ("cứ gọi chị nhé", ("chị", "em")),
        ("xưng anh em đi", ("anh", "em")),
        ("xung anh em di", ("anh", "em")),
        ("xưng hô chị em cho thân mật", ("chị", "em")),
        ("xưng bà cháu nhé", ("bà", "cháu")),
        ("gọi tôi là bà xưng cháu", ("bà", "cháu")),
        ("gọi anh là anh, xưng em nhé", ("anh", "em")),
        ("gọi bác bằng bác", ("bác", "cháu")),
        ("gọi tôi là bà Mận", None),
        ("gọi bà", None),
        ("gọi cô Lúa", None),
        ("gọi tôi", None),
        ("gọi tôi là em", None),
        ("gọi tôi là gì", None),
        ("gọi tôi là bà được không?", None),
        ("đừng gọi tôi là bà", None),
        ("không gọi tôi là bà", None),
        ("gọi tôi là bà xưng em", None),
        ("xưng bà con", None),
        ("gọi tôi là bá", None),
        ("gọi điện cho tôi", None),
        ("tôi gọi bà là mẹ", None),
        ("bà ấy gọi tôi là bà", None),
        ("gọi tôi là ba", ("bà", "cháu")),
        ("bà", None),
        ("", None),
    ],
)
def test_how_to_be_called(text: str, pair: tuple[str, str] | None) -> None:
    assert pronouns_asked(text) == pair


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("kể giúp bà Hành", "bà Hành"),
        ("Kể giúp bà Hành.", "bà Hành"),
        ("ke giup ba Hanh", "ba Hanh"),
        ("kể hộ ông Thóc nhé", "ông Thóc"),
        ("kể hộ ông Thóc nhé cháu", "ông Thóc"),
        ("kể thay cho bà Mơ", "bà Mơ"),
        ("kể thay bà Mơ ạ", "bà Mơ"),
        ("tôi kể giúp bà Hành", "bà Hành"),
        ("dạ em kể giùm cô Lúa ạ", "cô Lúa"),
        ("tôi muốn kể hộ cho bác Sấu", "bác Sấu"),
        ("nói hộ bà Mận", "bà Mận"),
        ("kể giúp mẹ tôi", "mẹ tôi"),
        ("kể giúp mẹ nhé", "mẹ"),
        ("kể giúp hàng xóm", "hàng xóm"),
        ("kể giúp bà Nguyễn Thị Hành", "bà Nguyễn Thị Hành"),
        ("kể giúp bà Hành thôn Đoài", "bà Hành thôn Đoài"),
        ("kể giúp bà Nha", "bà Nha"),
        ("kể giúp bà nha", "bà"),
        ("kể giúp", ""),
        ("ke giup", ""),
        ("kể hộ", ""),
        ("kể hộ nhé", ""),
        ("tôi kể giúp", ""),
        ("kể giúp với ạ", ""),
        ("kể giúp em nhé", ""),
        ("kể giúp tôi", None),
        ("kể giúp tôi với", None),
        ("kể", None),
        ("kể về bà Hành", None),
        ("giúp bà Hành", None),
        ("kể giúp bà Hành nhặt được ví", None),
        ("kể giúp bà Hành, bà nhặt được ví", None),
        ("kể giúp ai?", None),
        ("bà Mận kể giúp bà Hành", None),
        ("hôm qua tôi kể giúp bà Hành", None),
        ("kể giúp 3", None),
        ("", None),
    ],
)
def test_for_whom_it_is_told(text: str, name: str | None) -> None:
    assert told_for(text) == name


@pytest.mark.parametrize(
    "text",
    several("""
    trong ảnh | trong anh | Trong ảnh ạ | xem ảnh | xem anh | xem trong ảnh | như trong ảnh
    trong giấy | danh sách trong ảnh | ở trong hình ấy | xem hình nhé | tên ở trong ảnh
    cứ xem trong ảnh ấy cháu | theo danh sách | trên giấy tôi gửi | dạ có trong ảnh rồi ạ
    mọi người trong ảnh | như ảnh | ghi ở giấy ấy | trong tấm ảnh vừa gửi | tren to giay
    """),
)
def test_the_photo_says_it(text: str) -> None:
    assert in_photo(text)


@pytest.mark.parametrize(
    "text",
    several("""
    ảnh | không có ảnh | gửi ảnh | trong nhà | bà Mận trong ảnh | trong ảnh có bà Mận | xem
    trong ảnh không có | ảnh mờ | chụp ảnh | hai người | trong ảnh? | danh sách | anh Trong |
    """),
)
def test_the_photo_does_not_say_it(text: str) -> None:
    assert not in_photo(text)


@pytest.mark.parametrize(
    ("who", "story"),
    [
        ("cháu Tí", ""),
        ("chau Ti", "nhat duoc vi"),
        ("em Tép lớp 5", ""),
        ("bé Mơ", ""),
        ("học sinh lớp 5A trường xã", ""),
        ("hoc sinh lop 3", ""),
        ("con trai 6 tuổi của bà Mận", ""),
        ("con gái bà Mận học lớp 4", ""),
        ("các cháu thôn Đoài", ""),
        ("hai em học sinh", ""),
        ("cậu bé nhà bà Mận", ""),
        ("Tí, 10 tuổi", ""),
        ("chị Lúa và cháu Tí", ""),
        ("nhóm học sinh", ""),
        ("Nguyễn Văn Tí", "Tí đang học lớp 5, nhặt được ví trả lại"),
        ("Nguyễn Văn Tí", "Cháu Tí nhặt được ví"),
        ("Tí", "Hôm qua Tí mới 9 tuổi mà cứu bạn"),
        ("tôi", "em là học sinh lớp 6, em nhặt được ví"),
        ("cháu bà Mận", ""),
    ],
)
def test_a_child(who: str, story: str) -> None:
    assert looks_like_a_child(who, story)


@pytest.mark.parametrize(
    ("who", "story"),
    [
        ("bà Mận", "Bà cho các cháu học sinh lớp 5 ăn cơm"),
        ("bà Mận", "cứu cháu bé 5 tuổi"),
        ("bà cháu nhà Mận", ""),
        ("hai bà cháu", ""),
        ("anh em ông Sấu", ""),
        ("hai anh em nhà Thóc", ""),
        ("chị em phụ nữ thôn Đoài", ""),
        ("ba con thon Doai", ""),
        ("bà con thôn Đoài", ""),
        ("cô giáo Lúa dạy lớp 5", ""),
        ("cô Lúa giáo viên tiểu học", ""),
        ("em dâu tôi", ""),
        ("con trai ông Sấu", ""),
        ("Nguyễn Văn Sấu", "Sấu cứu cháu bé 5 tuổi"),
        ("Nguyễn Văn Sấu", "giúp em Tí học lớp 5"),
        ("tôi", "tôi cứu bé 5 tuổi ngã xuống ao"),
        ("tôi", "tôi dạy lớp 5"),
        ("anh Thóc", "hồi 10 tuổi anh đã mồ côi"),
        ("anh Cày 20 tuổi", ""),
        ("em Tép 22 tuổi", ""),
        ("chị Châu", ""),
        ("Châu", "chị Châu hiến máu"),
        ("đoàn thanh niên", ""),
        ("", "cháu Tí nhặt được ví"),
    ],
)
def test_not_a_child(who: str, story: str) -> None:
    assert not looks_like_a_child(who, story)


@given(st.text(max_size=60))
def test_any_text_is_taken(text: str) -> None:
    for said in (text, f"kể giúp {text}", f"gọi tôi là {text}", f"{text} 9 tuổi"):
        heard = _everything(said)
        assert _everything(f" {said}\n") == heard


def _everything(text: str) -> tuple[object, ...]:
    pair = pronouns_asked(text)
    return is_self(text), pair, told_for(text), in_photo(text), looks_like_a_child(text, text)


def test_the_way_a_text_is_encoded_makes_no_difference() -> None:
    assert is_self(unicodedata.normalize("NFD", "chính tôi"))
    assert pronouns_asked(unicodedata.normalize("NFD", "gọi tôi là bà")) == ("bà", "cháu")
    assert told_for(unicodedata.normalize("NFD", "kể giúp bà Hành")) == "bà Hành"
    assert in_photo(unicodedata.normalize("NFD", "trong ảnh"))
    assert looks_like_a_child(unicodedata.normalize("NFD", "cháu Tí"), "")
