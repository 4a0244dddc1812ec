"""Long texts in parts: nothing is left out, and nothing is too long."""

from hypothesis import given
from hypothesis import strategies as st

from bot.channels.zalo_text import utf16_length
from bot.dialogue.splitting import split


@given(st.text(max_size=300), st.integers(1, 60))
def test_no_part_is_too_long_and_no_letter_is_left_out(text: str, limit: int) -> None:
    parts = split(text, limit)

    assert all(utf16_length(part) <= max(limit, 2) for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())


@given(st.lists(st.text("abcđưỡ", min_size=1, max_size=9), min_size=1, max_size=60))
def test_no_word_is_cut_that_fits(words: list[str]) -> None:
    parts = split(" ".join(words), 20)

    assert " ".join(parts).split() == words


def test_a_paragraph_is_the_best_place_then_a_line_then_a_word() -> None:
    assert split("một hai ba\n\nbốn năm", 16) == ["một hai ba", "bốn năm"]
    assert split("một hai ba\nbốn năm sáu", 16) == ["một hai ba", "bốn năm sáu"]
    assert split("một hai ba bốn năm", 12) == ["một hai ba", "bốn năm"]


def test_an_emoji_counts_twice() -> None:
    assert split("🌾" * 5, 6) == ["🌾🌾🌾", "🌾🌾"]
    assert split("🌾🌾 bà Mận", 8) == ["🌾🌾 bà", "Mận"]


def test_what_fits_stays_as_it_is() -> None:
    assert split(" một\n\nhai ", 20) == [" một\n\nhai "]
    assert split("", 20) == [""]
