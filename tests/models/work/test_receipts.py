"""Receipt codes, as they are read out over the telephone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.work.receipts import grouped, make_code, normalise

numbers = st.integers(0, 9_999_999)


@given(numbers)
def test_a_code_is_eight_digits_in_two_groups(number: int) -> None:
    code = make_code(number)

    assert len(code) == 8
    assert code.isdigit()
    assert normalise(grouped(code)) == code


@given(numbers, st.integers(0, 7), st.integers(1, 9))
def test_one_wrong_digit_is_noticed(number: int, place: int, off: int) -> None:
    code = make_code(number)
    wrong = str((int(code[place]) + off) % 10)

    assert normalise(code[:place] + wrong + code[place + 1 :]) is None


@given(numbers, st.integers(0, 6))
def test_two_digits_in_the_wrong_order_are_noticed(number: int, place: int) -> None:
    code = make_code(number)
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]

    assert normalise(swapped) == (code if swapped == code else None)


@pytest.mark.parametrize("typed", ["{0} {1}", "{0}-{1}", "{0}.{1}", " {0}{1} ", "{0} – {1}"])
def test_it_is_read_as_people_write_it(typed: str) -> None:
    code = make_code(4071238)

    assert normalise(typed.format(code[:4], code[4:])) == code


@pytest.mark.parametrize("typed", ["", "4071", "40712386 9", "mã 40712386", "một hai"])
def test_what_is_no_code_is_none(typed: str) -> None:
    assert normalise(typed) is None
