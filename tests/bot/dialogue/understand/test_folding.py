"""The stored form, the comparison form, and what half-typed Telex stands for."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.understand import clean, fold, untelex
from bot.dialogue.understand.folding import same_word, words


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        pytest.param("Thôn Đoài", "thon doai", id="marks and capitals go"),
        pytest.param("hoà", "hoa", id="tone on the last vowel"),
        pytest.param("hòa", "hoa", id="tone on the first vowel"),
        pytest.param(unicodedata.normalize("NFD", "Thượng"), "thuong", id="decomposed"),
        pytest.param("  Đông \n\t- Hạ!! ", "dong ha", id="punctuation and spaces"),
        pytest.param("2️⃣", "2", id="number on a key"),
        pytest.param("👍 ừ", "u", id="emoji goes"),
        pytest.param("ﬁ ①", "fi 1", id="compatibility letters"),
        pytest.param("ð", "d", id="eth typed for đ"),
        pytest.param("xã\u200bHạ", "xaha", id="zero width parts nothing"),
        pytest.param("a_b", "a b", id="underscore is no letter"),
        pytest.param("", "", id="empty"),
        pytest.param("...", "", id="nothing but dots"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        pytest.param("  Bà Mận ạ  ", "Bà Mận ạ", id="stripped"),
        pytest.param(unicodedata.normalize("NFD", "Bà Mận"), "Bà Mận", id="composed"),
        pytest.param("một\r\nhai\rba", "một\nhai\nba", id="line ends are one kind"),
        pytest.param("a\x00b\x07c\u200dd\ufeff", "abcd", id="what nobody sees goes"),
        pytest.param("hoà", "hoà", id="the person's own tone placement stays"),
        pytest.param("một\thai", "một hai", id="a tab is a space"),
        pytest.param("tốt 👍 lắm!!", "tốt 👍 lắm!!", id="emoji and marks stay"),
        pytest.param("x\ud800y", "xy", id="half a character goes"),
        pytest.param("\u200b \n", "", id="nothing left"),
    ],
)
def test_clean(text: str, stored: str) -> None:
    assert clean(text) == stored


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        pytest.param("ddoaif", "đoài", id="all keys"),
        pytest.param("Ddoài", "Đoài", id="half of it keyed"),
        pytest.param("thoon 3", "thôn 3", id="doubled vowel"),
        pytest.param("khoong", "không", id="no"),
        pytest.param("dduwowngf", "đường", id="two horns"),
        pytest.param("duongwf", "dường", id="late horn"),
        pytest.param("chuaw", "chưa", id="late horn on u"),
        pytest.param("dungds", "đúng", id="late stroke"),
        pytest.param("huyr", "hủy", id="tone placed as on the page"),
        pytest.param("quaan", "quân", id="qu opens"),
        pytest.param("giof", "giò", id="gi opens"),
        pytest.param("d9oai2", "đoài", id="vni"),
        pytest.param("kho6ng", "không", id="vni in the middle"),
        pytest.param("DDOAIF", "ĐOÀI", id="capitals"),
        pytest.param("thon3", "thon3", id="a number behind a word is a number"),
        pytest.param("menu help start", "menu help start", id="other words stay"),
        pytest.param("Đoài ạ", "Đoài ạ", id="what is right stays"),
        pytest.param("https", "https", id="no syllable, no change"),
        pytest.param("", "", id="empty"),
    ],
)
def test_untelex(typed: str, written: str) -> None:
    assert untelex(typed) == written


@pytest.mark.parametrize(
    ("typed", "meant", "same"),
    [
        pytest.param("ha", "Hạ", True, id="no marks typed"),
        pytest.param("hà", "Hạ", False, id="another tone"),
        pytest.param("thương", "Thượng", True, id="a mark is missing"),
        pytest.param("hoà", "hòa", True, id="placement is not spelling"),
        pytest.param("kĩ", "kỹ", True, id="i for y"),
        pytest.param("đông", "dong", False, id="marks where there are none"),
    ],
)
def test_same_word(typed: str, meant: str, same: bool) -> None:
    assert same_word(typed, meant) is same


@given(st.text(max_size=200))
def test_forms_settle_at_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert clean(clean(text)) == clean(text)
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))
    assert words(unicodedata.normalize("NFD", text)) == words(unicodedata.normalize("NFC", text))
    assert untelex(text) is not None


@given(st.text(max_size=100))
def test_what_is_stored_can_be_stored_anywhere(text: str) -> None:
    kept = clean(text)

    assert kept.encode().decode() == kept
    assert "\x00" not in kept
    assert "\r" not in kept
