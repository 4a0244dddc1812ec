"""Text as Zalo carries it."""

import unicodedata

import pytest

from bot.channels.zalo_text import (
    Span,
    code_lines,
    normal,
    styled,
    utf16_length,
    without_mention,
)

STORY = "Bà Bưởi ở thôn Đoài"


def looked_up(text: str, style: dict[str, object]) -> str:
    """Return what a style stands on, counted as Zalo counts."""
    units = text.encode("utf-16-le")
    start, long = style["start"], style["len"]
    assert isinstance(start, int)
    assert isinstance(long, int)
    return units[2 * start : 2 * (start + long)].decode("utf-16-le")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"Mã của {STORY}: 4071 2386 nhé", id="one form of the letters"),
        pytest.param(unicodedata.normalize("NFD", f"Mã của {STORY}: 4071 2386"), id="the other"),
        pytest.param("🌾👩‍🌾 4071 2386 🌾", id="pictures of two and of five units"),
        pytest.param("4071 2386", id="nothing else"),
    ],
)
def test_a_style_stands_on_its_words(text: str) -> None:
    (style,) = styled(text, [Span(text.index("4071"), 9)])

    assert looked_up(text, style) == "4071 2386"
    assert style["st"] == ["b"]


def test_a_style_may_cover_letters_of_several_units() -> None:
    for text in (f"🌾 {STORY} 🌾", unicodedata.normalize("NFD", f"🌾 {STORY} 🌾")):
        styles = styled(text, [Span(0, 1, ("b", "f_18")), Span(2, len(text) - 4, ("i",))])

        assert [looked_up(text, style) for style in styles] == ["🌾", text[2:-2]]
        assert [style["st"] for style in styles] == [["b", "f_18"], ["i"]]


def test_lengths_are_counted_as_zalo_counts() -> None:
    assert [utf16_length(text) for text in ("", "Bưởi", "🌾", "e\u0301")] == [0, 4, 2, 2]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        pytest.param("Mã của bác:\n4071 2386\nBác giữ lại nhé.", ["4071 2386"], id="on its line"),
        pytest.param("4071 2386\n4071 2394", ["4071 2386", "4071 2394"], id="two"),
        pytest.param("Mã 4071 2386 của bác", [], id="within a sentence"),
        pytest.param("Gọi:\n0900 000 000", [], id="a telephone number"),
        pytest.param("14071 2386", [], id="a longer number"),
    ],
)
def test_receipt_codes_are_found_on_their_lines(text: str, codes: list[str]) -> None:
    found = code_lines(text)

    assert [text[span.start : span.start + span.length] for span in found] == codes


@pytest.mark.parametrize(
    ("said", "left"),
    [
        pytest.param("@Bot Xã Đồng Mây kể việc tốt", "kể việc tốt", id="in front"),
        pytest.param("kể việc tốt @Bot Xã Đồng Mây", "kể việc tốt", id="behind"),
        pytest.param("kể @Bot Xã Đồng Mây việc tốt", "kể việc tốt", id="within"),
        pytest.param("@bot xã đồng mây  kể", "kể", id="small letters"),
        pytest.param("@BOT XÃ ĐỒNG MÂY kể", "kể", id="capitals"),
        pytest.param(unicodedata.normalize("NFD", "@Bot Xã Đồng Mây kể"), "kể", id="NFD"),
        pytest.param("@Bot\xa0Xã Đồng Mây, kể", ", kể", id="another space"),
        pytest.param("một\n@Bot Xã Đồng Mây\nhai", "một\n\nhai", id="on a line of its own"),
        pytest.param("@Bot Xã Đồng Mây", "", id="nothing else"),
        pytest.param("@Bot Xã Đồng Mây2 kể", "@Bot Xã Đồng Mây2 kể", id="a longer name"),
        pytest.param("Bot Xã Đồng Mây kể", "Bot Xã Đồng Mây kể", id="the name alone"),
    ],
)
def test_the_mention_of_the_bot_is_not_what_was_said(said: str, left: str) -> None:
    assert without_mention(said, unicodedata.normalize("NFD", "Bot Xã Đồng Mây")) == left


def test_a_bot_whose_name_is_not_known_leaves_texts_alone() -> None:
    assert without_mention(" @Bot kể ", "") == " @Bot kể "


def test_texts_have_one_form() -> None:
    assert normal(unicodedata.normalize("NFD", STORY)) == STORY
