"""Whole numbers as people type them: digits, words, and both mixed."""

import re
import unicodedata
from collections.abc import Sequence

from bot.dialogue.understand.folding import same_word, spell, untelex, words
from bot.dialogue.understand.remembering import short_remembered

ONES = {
    "một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8,
    "chín": 9,
}  # fmt: skip
# "tu" alone is "từ" without its marks as often as a four: it counts only behind other numbers.
AFTER_TENS = {"mốt": 1, "tư": 4, "lăm": 5, "nhăm": 5}
TEN, TENS = "mười", ("mươi", "chục")
HUNDRED = "trăm"
AND = ("linh", "lẻ")
HALF = "rưỡi"
SCALES = {
    "nghìn": 10**3, "ngàn": 10**3, "k": 10**3, "triệu": 10**6, "tr": 10**6, "củ": 10**6,
    "tỷ": 10**9,
}  # fmt: skip

# What may stand around a number without changing it.
BEFORE = (
    "dạ", "vâng", "có", "là", "được", "em", "cháu", "con", "tôi", "tui", "bác", "số", "thưa",
    "tất", "cả",
)  # fmt: skip
AFTER = (
    "ạ", "nhé", "nha", "thôi", "cái", "chiếc", "con", "người", "ảnh", "tấm", "bức", "lần", "hộ",
    "suất", "phần", "bác", "cháu", "em", "cô", "chú", "đồng", "đ", "vnđ", "tuổi", "ngày", "giờ",
    "cây", "quyển", "bộ", "thôn", "việc",
)  # fmt: skip
ZERO = "không"  # a number only where "số" stands in front: alone it says no

LONGEST = 120
MOST_DIGITS = 15
GROUPED = re.compile(r"(?<![\d.,])\d{1,3}(?:([.,\u00a0 ])\d{3})(?:\1\d{3})*(?![\d.,]*\d)")
DECIMAL = re.compile(
    r"(?<![\d.,])(\d{1,6})[.,](\d{1,2})(?=\s*(?:tỷ|tỉ|ty|ti|triệu|trieu|tr|nghìn|nghin|ngàn|ngan)\b)"
)
# Signs that make two numbers or another kind of value of what stands around them.
NOT_WHOLE = re.compile(r"\d\s*[-/:.,%°+*x]\s*\d|[%°]|(?:^|\s)[-−+]\s*\d|\?")


@short_remembered
def number(text: str) -> int | None:
    """The whole number that the message is, or None."""
    text = unicodedata.normalize("NFKC", text.strip()[: LONGEST * 4])
    if not text or len(text) > LONGEST:
        return None
    text = GROUPED.sub(lambda found: re.sub(r"\D", "", found[0]), text.strip(" .!)"))
    scaled = DECIMAL.search(text.lower())
    if scaled:
        return _decimal(text.lower(), scaled)
    if NOT_WHOLE.search(text):
        return None
    for reading in (text, untelex(text)):
        value = _around(words(reading))
        if value is not None:
            return value
    return None


def _around(said: list[str]) -> int | None:
    """Reads `said` after taking off one polite word after another, number words first."""
    while said:
        if (value := read(said)) is not None:
            return value
        if _is(said[0], BEFORE):
            if len(said) > 1 and _is(said[0], ("số",)) and _zero(said[1:]):
                return 0
            said = said[1:]
        elif _is(said[-1], AFTER):
            said = said[:-1]
        else:
            return None
    return None


def _zero(rest: Sequence[str]) -> bool:
    return same_word(rest[0], ZERO) and all(_is(word, AFTER) for word in rest[1:])


def _is(word: str, among: Sequence[str]) -> bool:
    return any(same_word(word, other) for other in among)


def _decimal(text: str, found: re.Match[str]) -> int | None:
    """ "1,5 triệu": a broken number is whole once its unit is counted in."""
    before, after = words(text[: found.start()]), words(text[found.end() :])
    if not all(_is(w, BEFORE) for w in before) or not all(_is(w, AFTER) for w in after[1:]):
        return None
    scale = _scale(after[0])
    shift: int = 10 ** len(found[2])
    return (int(found[1]) * shift + int(found[2])) * scale // shift


def read(said: Sequence[str]) -> int | None:
    """The number that these words are, all of them, or None."""
    if not said or len(said) > 24:
        return None
    total, at, last_scale = 0, 0, 10**12
    while at < len(said):
        group, after = _below_thousand(said, at)
        if group is None:
            return None
        scale = _scale(said[after]) if after < len(said) else 0
        if scale:
            if scale >= last_scale or group == 0:
                return None
            total += group * scale
            at, last_scale = after + 1, scale
            if at == len(said) - 1 and same_word(said[at], HALF) and len(said[at]) > 2:
                return total + scale // 2
            continue
        if after != len(said):
            return None
        if last_scale < 10**12 and after - at == 1 and group < 10:
            return total + group * last_scale // 10  # "hai triệu ba": three hundred thousand more
        # Behind thousands stand all three places or "linh", else it is another number.
        if last_scale == 10**12 or group < last_scale:
            return total + group
        return None
    return total


def _scale(word: str) -> int:
    for name, scale in SCALES.items():
        if same_word(word, name):
            return scale
    return 0


def digit(word: str) -> int | None:
    """One to nine as a word, the "tư" of four left out."""
    letters = spell(word).letters
    if not 2 <= len(letters) <= 4:
        return None
    for name, value in ONES.items():
        if same_word(word, name):
            return value
    return None


def _after_tens(word: str) -> int | None:
    value = digit(word)
    if value is not None:
        return value
    for name, other in AFTER_TENS.items():
        if same_word(word, name):
            return other
    return None


def _below_thousand(said: Sequence[str], at: int) -> tuple[int | None, int]:
    """A number below a thousand that starts at `at`, and where it ends."""
    if said[at].isdigit():
        typed = said[at]
        if not typed.isascii() or len(typed) > MOST_DIGITS or (len(typed) > 2 and typed[0] == "0"):
            return None, at
        return int(typed), at + 1
    if _is(said[at], AND) and at:
        value = _after_tens(said[at + 1]) if at + 1 < len(said) else None
        return value, at + 2
    if (
        at
        and same_word(said[at], ZERO)
        and said[at + 1 : at + 2]
        and same_word(said[at + 1], HUNDRED)
    ):
        return _hundreds(said, 0, at + 2)  # "một nghìn không trăm linh năm"
    if same_word(said[at], TEN):
        return _ones(said, 10, at + 1)
    first = digit(said[at])
    if first is None:
        return None, at
    here = at + 1
    if here == len(said):
        return first, here
    if same_word(said[here], HUNDRED):
        return _hundreds(said, first * 100, here + 1)
    if _is(said[here], TENS):
        return _ones(said, first * 10, here + 1)
    if said[here] == "mốt" or _is(said[here], ("tư", "lăm", "nhăm")):
        return _ones(said, first * 10, here)  # "ba lăm"
    return first, here


def _hundreds(said: Sequence[str], value: int, at: int) -> tuple[int | None, int]:
    if at == len(said) or _scale(said[at]):
        return value, at
    if same_word(said[at], HALF):
        return value + 50, at + 1
    if _is(said[at], AND):
        ones = _after_tens(said[at + 1]) if at + 1 < len(said) else None
        return (None, at) if ones is None else (value + ones, at + 2)
    rest, after = _below_thousand(said, at)
    if rest is None or rest >= 100:
        return None, at
    if after == at + 1 and rest < 10 and not said[at].isdigit():
        rest *= 10  # "hai trăm ba"
    return value + rest, after


def _ones(said: Sequence[str], value: int, at: int) -> tuple[int | None, int]:
    if at == len(said):
        return value, at
    ones = _after_tens(said[at])
    return (value, at) if ones is None else (value + ones, at + 1)


def spoken(value: int) -> tuple[str, ...]:
    """A number below a hundred in words, as a name that holds it may be typed."""
    names = {v: k for k, v in reversed(ONES.items())}
    if value < 10:
        return (names[value],) if value else ()
    tens, ones = divmod(value, 10)
    start = (TEN,) if tens == 1 else (names[tens], TENS[0])
    if not ones:
        return start
    last = {1: "mốt" if tens > 1 else "một", 5: "lăm"}.get(ones, names[ones])
    return (*start, last)
