"""Numbers in digits and in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.understand import number
from bot.dialogue.understand.numbers import spoken


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3", 3),
        ("0", 0),
        ("ba", 3),
        ("BA", 3),
        ("mot", 1),
        ("sáu", 6),
        ("bẩy", 7),
        ("mười", 10),
        ("muoi hai", 12),
        ("mười lăm", 15),
        ("hai mươi", 20),
        ("hai mốt", 21),
        ("hai mươi tư", 24),
        ("ba mươi lăm", 35),
        ("ba lăm", 35),
        ("ba chục", 30),
        ("một trăm", 100),
        ("một trăm linh hai", 102),
        ("một trăm lẻ năm", 105),
        ("hai trăm rưỡi", 250),
        ("hai trăm ba", 230),
        ("hai trăm ba mươi mốt", 231),
        ("hai nghìn rưỡi", 2_500),
        ("hai ngàn rưỡi", 2_500),
        ("một nghìn không trăm linh năm", 1_005),
        ("một trăm hai mươi ba nghìn bốn trăm năm mươi sáu", 123_456),
        ("3 triệu", 3_000_000),
        ("3tr", 3_000_000),
        ("3tr5", 3_500_000),
        ("3 triệu 2", 3_200_000),
        ("hai triệu ba", 2_300_000),
        ("1,5 triệu", 1_500_000),
        ("1.5 triệu", 1_500_000),
        ("500k", 500_000),
        ("2 tỷ", 2_000_000_000),
        ("2 tỉ", 2_000_000_000),
        ("1.140.000", 1_140_000),
        ("1,140,000", 1_140_000),
        ("1 140 000 đồng", 1_140_000),
        ("1.140", 1_140),
        ("3 cái ạ", 3),
        ("dạ 3 ạ", 3),
        ("hai người ạ", 2),
        ("tất cả 3 người", 3),
        ("số 7", 7),
        ("số không", 0),
        ("dạ số không ạ", 0),
        ("3.", 3),
        ("３", 3),
        ("boons", 4),
        ("không", None),
        ("ko", None),
        ("k", None),
        ("không ạ", None),
        ("không có", None),
        ("không trăm", None),
        ("12/3", None),
        ("7:30", None),
        ("3,5", None),
        ("1.5", None),
        ("-3", None),
        ("3-4", None),
        ("5%", None),
        ("3?", None),
        ("khoảng 3", None),
        ("vài", None),
        ("bà", None),
        ("bá", None),
        ("năm ngoái", None),
        ("0900 000 000", None),
        ("0900000000", None),
        ("9" * 40, None),
        ("3 với 4", None),
        ("một hai", None),
        ("nhà ông Hai", None),
        ("", None),
        ("?", None),
    ],
)
def test_number(text: str, value: int | None) -> None:
    assert number(text) == value


@pytest.mark.parametrize("value", range(1, 100))
def test_spoken_numbers_are_read_back(value: int) -> None:
    assert number(" ".join(spoken(value))) == value


@given(st.integers(0, 10**12))
def test_digits_are_what_they_say(value: int) -> None:
    assert number(str(value)) == value
    assert number(f"{value:,}".replace(",", ".")) == value


@given(st.text(max_size=10_000))
def test_any_text_is_a_number_or_none(text: str) -> None:
    assert number(text) is None or number(text) is not None
