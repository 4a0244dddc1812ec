"""The words of a typed answer in one plain spelling, so that each phrase stands here only once.

Marks decide where they were typed ("bà" is no "ba", "kìa" is a day before "kia") and are not
missed where they were not. Numerals like 12/3 become one word before their punctuation is lost.
"""

import re
import unicodedata
from collections.abc import Iterator

from bot.dialogue.understand.folding import fold, same_word, untelex

# Longer than this, nobody is answering "when?" any more.
MOST_CHARACTERS = 400
MOST_WORDS = 60

# Every word with a meaning here, with its marks.
_VOCABULARY = """
hôm bữa ngày tuần tháng năm nay này nãy qua kia kìa trước rồi vừa mới nọ hổm sau tới sang ngoái
mai mốt sáng trưa chiều tối đêm khuya sớm hồi ban lúc khi xong nữa thứ chủ chúa nhật mùng mồng
rằm tết giêng chạp âm dương ta tây lịch nhuận nguyên đán giao thừa một hai ba bốn tư lăm nhăm
sáu bảy bẩy tám chín mười mươi hăm rưỡi nửa vài mấy dăm ít nhiều bao đầu giữa cuối mùa xuân hè
hạ thu đông quý dịp dạo đợt khoảng tầm chừng độ cỡ quãng áng từ đến hoặc hay kể cách đây đó về
lâu xưa nào cũng hàng hằng mỗi thường xuyên liên liền tục luôn đều đặn quanh suốt cả đang vẫn
còn làm giờ bây hiện tại cho tận rày gần thời gian không chẳng chả chưa nhớ rõ biết chắc quên chịu
sao được phải lắm mất giỗ tổ trung đoan ngọ vu lan phật đản ông công táo quốc khánh noel giáng
sinh khai giảng lần con người đứa lớp vòng nhà hộ giải số cận giáp ra lại tất niên phút tiếng
đồng
"""
# Words that look the same without marks and must not be taken for each other.
_OWN_SPELLING = {
    "kìa": "kiaf", "sáu": "sau6", "mới": "moi0", "mốt": "mot1", "tôi": "_toi",
    "tối": "toi1", "tới": "toi0", "từ": "tu0", "tư": "tu4",
    "này": "nay2",
}  # fmt: skip
_SHORT = {
    "trc": "truoc", "wa": "qua", "hm": "hom",
    "hqua": "hom qua", "hnay": "hom nay", "hkia": "hom kia",
    "k": "khong", "ko": "khong", "kg": "khong", "kh": "khong", "hk": "khong", "hok": "khong",
    "hem": "khong", "hông": "khong", "hổng": "khong", "hong": "khong", "khg": "khong",
    "bh": "bay gio", "bjo": "bay gio", "r": "roi", "cn": "chu nhat",
    "al": "am", "âl": "am", "dl": "duong",
    "homqua": "hom qua", "homnay": "hom nay", "homkia": "hom kia", "hômqua": "hom qua",
    "hômnay": "hom nay", "toiqua": "toi hom qua", "sangnay": "sang nay",
}  # fmt: skip
# Said around a day without being part of it, and no part of a story either.
_FILLERS = """
da thua vang u uh uhm um o a ah nhe nha nhi chu day do la thi hinh nhu chac co le hoi vao luc
hom ngay bua khoang tam chung cung dung chi moi moi0 vua mac ma van nghi duoc thoi roi khong
phai ro nho lam xay ra dien ban gi sang som trua chieu toi dem khuya buoi mot @ e hen ha rang
lich dau gan that chinh xac cu the nao bao gio khi nua gian dip dao dot nhung toi1 trong
nham dich
"""
_UNITS = """
trieu nghin ngan ty dong vnd kg km m cm met ha sao mau ho nguoi chau suat phan bo chiec cai cay
lan tuoi diem lit tan tam so thon lang xom dien chi hoc em ban nha cuon bao thung m2 k
"""

FILLERS = frozenset(_FILLERS.split())
UNITS = frozenset(_UNITS.split())
_FORMS: dict[str, list[str]] = {}
for _word in _VOCABULARY.split():
    _FORMS.setdefault(fold(_word), []).append(_word)
_KNOWN = _FORMS.keys() | set(_OWN_SPELLING.values())

_DASH = r"\s?[-–—]\s?"
# What a numeral may look like, and the word it becomes: "#" for a day or month, "~" for a span.
_NUMERALS = tuple(
    (re.compile(rf"(?<![\d/.,:]){pattern}(?!\d)"), written)
    for pattern, written in (
        (r"\d{1,2}:\d{2}(?::\d{2})?", " @ "),
        (r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})", r" #\4/\3/\1 "),
        (
            rf"(\d{{1,2}})(?:{_DASH}|, ?| và | va )(\d{{1,2}})\s?/\s?(0?[1-9]|1[0-2])"
            r"(/\d{4})?(?!/)",
            r" ~\1-\2/\3\4 ",
        ),
        (r"(\d{1,2})\s?([/.-])\s?(\d{1,2})\s?\2\s?(\d{1,5})", r" #\1/\3/\4 "),
        (r"(\d{1,2})-(\d{1,2})/(\d{4})", r" #\1/\2/\3 "),
        (rf"(\d{{4}}){_DASH}(\d{{4}})", r" ~\1-\2 "),
        (r"(\d{1,2})\s?[/.-]\s?(\d{4})", r" #\1/\2 "),
        (r"(\d{1,2})\s?([/.-])\s?(\d{1,2})(?!\2\d)", r" #\1\2\3 "),
    )
)
_CALENDAR_FIRST = re.compile(r"\bam (?:lich )?(?:la |ngay )*(#\S+ |\S+ thang \S+ )")
_DIGIT = re.compile(r"\d+")
_BETWEEN_DAYS = re.compile(r"(#[\d/]+) *(?:-|–|—|->|→)+ *(?=#)")
_WORD = re.compile(r"[#~][\d/.\-]*\d|@|[^\W\d_]+|\d+")
_CLOCK = re.compile(
    r"(?<!\S)(?:\d{1,2}|mot|hai|ba|bon|nam|sau6?|bay|tam|chin|muoi(?: mot| hai)?) "
    r"(?:h|g|gio|tieng)"
    r"(?! truoc| dong ho truoc| nao| nay)"
    r"(?: \d{1,2}(?! thang)(?: phut| p)?| ruoi)?(?!\S)"
)
_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdghklmnprstvx])?"
    r"(?:[aeiouy]|ai|ao|au|ay|eo|eu|ia|iu|oa|oai|oay|oe|oeo|oi|ua|uay|uai|ue|uy|uya|uyu|ui|uoi|uou|uu|ieu|yeu"
    r"|uo|(?:[aeiouy]|oa|oe|oo|ie|uo|ua|ue|uy|uye|ye)(?:ch|c|m|ng|nh|n|p|t))"
)


def _plain_word(typed: str, whole_has_marks: bool) -> str:
    if typed[0] in "#~@" or typed.isdigit():
        return typed
    if typed in _SHORT:
        return _SHORT[typed]
    if typed in _OWN_SPELLING:
        return _OWN_SPELLING[typed]
    plain = fold(typed).replace(" ", "")
    if plain not in _FORMS:
        repaired = fold(untelex(typed))
        return repaired if repaired in _FORMS else plain or "_"
    if typed == plain:
        return "sau0" if plain == "sau" and whole_has_marks else plain
    return plain if any(same_word(typed, word) for word in _FORMS[plain]) else f"_{plain}"


def _numerals_as_words(text: str) -> str:
    written, at = "", 0
    while found := _DIGIT.search(text, at):
        for pattern, word in _NUMERALS:
            if numeral := pattern.match(text, found.start()):
                written += text[at : found.start()] + numeral.expand(word)
                at = numeral.end()
                break
        else:
            written += text[at : found.end()]
            at = found.end()
    return written + text[at:]


def plain_words(text: str) -> str | None:
    """The words, each followed by one space; None for what is empty or too long to be a day."""
    text = unicodedata.normalize("NFC", " ".join(text[:20000].split()))
    text = unicodedata.normalize("NFC", text.lower())
    if not text or len(text) > MOST_CHARACTERS:
        return None
    text = _BETWEEN_DAYS.sub(r"\1 đến ", _numerals_as_words(text))
    typed = _WORD.findall(text)
    if not typed or len(typed) > MOST_WORDS:
        return None
    marked = not text.isascii()
    words = " ".join(_plain_word(word, marked) for word in typed)
    words = _CLOCK.sub("@", words) + " "
    return _CALENDAR_FIRST.sub(r"\1am lich ", words)


def _one_slip_apart(left: str, right: str) -> bool:
    """One letter wrong, missing, too many, or two neighbours swapped."""
    if abs(len(left) - len(right)) > 1 or left == right:
        return False
    at = 0
    while at < min(len(left), len(right)) and left[at] == right[at]:
        at += 1
    rest, other = left[at:], right[at:]
    return (
        rest[1:] == other[1:]
        or rest[1:] == other
        or rest == other[1:]
        or (rest[:2] == other[:2][::-1] and rest[2:] == other[2:])
    )


def without_slips(words: str) -> Iterator[str]:
    """The same words with one slip mended, every way it can be.

    Only what is no syllable of the language is taken for a slip: "hôm mua" was not meant to be
    "hôm qua".
    """
    listed = words.split()
    if len(listed) > 10:
        return
    if any(word.startswith("_") for word in listed):
        yield " ".join(word.removeprefix("_") for word in listed) + " "
    for place, word in enumerate(listed):
        if len(word) < 3 or not word.isalpha() or word in _KNOWN or _SYLLABLE.fullmatch(word):
            continue
        for meant in _FORMS:
            if len(meant) > 2 and _one_slip_apart(word, meant):
                yield " ".join([*listed[:place], meant, *listed[place + 1 :]]) + " "
