"""Who is meant: the speaker, somebody told for, somebody in a photo, a child; and how to speak
to whom.
"""

import re
import unicodedata
from collections.abc import Sequence

from bot.dialogue.understand import polite
from bot.dialogue.understand.folding import clean, words
from bot.dialogue.understand.matching import ends, holds, made_of, readings
from bot.dialogue.understand.remembering import short_remembered

# Without its mark "mình" is the name Minh, and alone "em" may be a younger sister.
SELF = (
    "tôi", "chính tôi", "tui", "chính tui", "bản thân", "bản thân tôi", "bản thân mình",
    "bản thân em", "bản thân cháu", "bản thân bác", "chính bản thân tôi", "chính mình",
    "chính em", "chính cháu", "chính con", "chính bác", "chính cô", "chính chú", "chính anh",
    "chính chị", "chính ông", "chính bà", "tớ",
)  # fmt: skip
SELF_WITH_MARK = "mình"
SELF_BEFORE = ("dạ", "vâng", "thưa", "thì", "là", "việc", "của", "về", "ừ", "à")
SELF_AFTER = (*polite.CLOSERS, "đây", "làm", "tự làm", "em", "cháu", "cô", "chú", "anh", "chị")

# Who may be called what, and what the one who speaks is then.
PAIRS = {
    "bác": "cháu", "ông": "cháu", "bà": "cháu", "cô": "cháu", "chú": "cháu",
    "anh": "em", "chị": "em",
}  # fmt: skip
ASKING_BEFORE = ("dạ", "thưa", "cứ", "hãy", "thì", "em", "cháu", "xin", "bạn", "máy", "từ", "nay")
CALL = ("gọi", "kêu", "xưng hô với", "gọi lại")
CALLED = (*polite.ADDRESS, "mình")
LINKS = ("là", "bằng", "là bằng", "kiểu", "theo")
TERMS = ("xưng", "xưng hô", "xưng hô là", "xưng là", "cứ xưng", "xưng hô kiểu", "xưng kiểu")
ASKING_AFTER = (
    *polite.CLOSERS, "thôi", "em", "cháu", "được", "được rồi", "là được", "cho thân",
    "cho thân mật", "cho gần", "cho tiện",
)  # fmt: skip
BE = ("xưng", "và xưng", "xưng là", "và xưng là")

TELL = ("kể", "nói", "nhắn")
TELL_BEFORE = (*polite.ADDRESS, *polite.OPENERS, "muốn", "xin", "là", "đây")
FOR = (
    "giúp", "hộ", "thay", "giùm", "dùm", "thay mặt", "thay lời", "giúp cho", "hộ cho", "thay cho",
    "giùm cho", "dùm cho", "thay mặt cho", "thay lời cho",
)  # fmt: skip
TOLD_AFTER = (
    "ạ",
    "à",
    "nhé",
    "nhe",
    "nha",
    "nhá",
    "với",
    "đi",
    "đấy",
    "đó",
    "thôi",
    "luôn",
    "nghen",
)
TOLD_TO = ("em", "cháu", "con", "ad")  # behind or before such a word it is who is spoken to
MOST_NAME = 7

PICTURES = (
    "ảnh", "hình", "giấy", "tờ giấy", "danh sách", "tấm ảnh", "tấm hình", "bức ảnh", "bức hình",
    "ảnh chụp", "tờ danh sách", "bảng", "tờ đơn", "trang giấy",
)  # fmt: skip
SEEN_IN = (
    "trong", "trên", "ở", "ở trong", "ở trên", "theo", "như", "như trong", "như trên", "xem",
    "xem trong", "xem ở", "xem trên", "nhìn", "nhìn trong", "coi", "coi trong", "đọc trong",
)  # fmt: skip
PICTURE_BEFORE = (
    *polite.ADDRESS, *polite.OPENERS, "ở", "xem", "theo", "thì", "là", "tên", "người", "các",
    "những", "mọi", "mấy", "cả", "hết", "đều", "đã", "có", "ghi", "danh sách", "cứ", "tất cả",
)  # fmt: skip
PICTURE_AFTER = (
    *polite.ADDRESS, *polite.CLOSERS, "ấy", "này", "kia", "gửi", "vừa gửi", "đã gửi", "có", "hết",
    "rồi", "có rồi", "đầy đủ", "giúp", "trên", "dưới", "chụp", "ghi", "có ghi", "ghi rõ", "có đủ",
    "cả",
)  # fmt: skip

ADULT = (
    "ông", "bà", "cụ", "bác", "cô", "chú", "anh", "chị", "dì", "cậu", "mợ", "thím", "thầy", "bố",
    "mẹ", "vợ", "chồng", "hội", "nhà", "gia", "đôi", "tổ", "đồng",
)  # fmt: skip
CHILD_WORDS = ("cháu", "em", "bé")
COUNTED = ("các", "mấy", "những", "một", "hai", "ba", "bốn", "năm", "nhóm", "đám", "tụi")
CHILD = (
    "học sinh", "trẻ em", "trẻ nhỏ", "thiếu nhi", "thiếu niên", "nhi đồng", "đội viên", "cậu bé",
    "cô bé", "em bé", "cháu bé", "mầm non", "mẫu giáo", "tiểu học", "đứa trẻ", "đứa bé",
)  # fmt: skip
# Grown-up kin: "bà cháu" are a grandmother and hers, "em dâu" is a sister-in-law.
KIN = (
    "ông cháu", "bà cháu", "bác cháu", "cô cháu", "chú cháu", "dì cháu", "cậu cháu", "anh em",
    "chị em", "mẹ con", "bố con", "cha con", "bà con", "con cháu", "con em", "em dâu", "em rể",
    "em vợ", "em chồng", "em gái", "em trai", "cháu dâu", "cháu rể", "con dâu", "con rể", "vợ con",
    "cô em", "ông bà", "cháu gái", "cháu trai", "con trai", "con gái",
)  # fmt: skip
# Between somebody and a class or an age that is their own: "Tí đang học lớp 5".
HAS_AGE = (
    "năm", "nay", "là", "đang", "học", "mới", "hiện", "còn", "đi", "thì", "được", "nó", "ấy",
    "học sinh", "tròn", "ở",
)  # fmt: skip
GROWN_UP = 16
AGE = re.compile(r"(\d{1,2})\s*(?:tuổi|tuoi)\b", re.IGNORECASE)
CLASS = re.compile(r"\b(?:lớp|lop)\s*(?:1[0-2]|[1-9])(?:\s?[a-h]\d?)?\b", re.IGNORECASE)
PARTS = re.compile(r"[,;+&]|\b(?:và|va|cùng|cung|với|voi)\b", re.IGNORECASE)
CLAUSES = re.compile(r"[.,;:!?…\n()]+")
LONGEST = 4000


@short_remembered
def is_self(text: str) -> bool:
    """Whether the message names nobody but the one who writes it."""
    return any(
        holds(said, SELF, SELF_BEFORE, SELF_AFTER)
        or (SELF_WITH_MARK in said and holds(said, (SELF_WITH_MARK,), SELF_BEFORE, SELF_AFTER))
        for said in readings(text)
    )


@short_remembered
def pronouns_asked(text: str) -> tuple[str, str] | None:
    """How the person wants to be called, and what we are then: "gọi tôi là bà" is bà and cháu."""
    for said in readings(text):
        for at in range(len(said)):
            if made_of(said[:at], ASKING_BEFORE):
                for start in _calls(said, at):
                    if found := _pair(said, start):
                        return found
    return None


def _calls(said: Sequence[str], at: int) -> set[int]:
    """Where the pronoun must begin after the words that ask for it."""
    starts = set(ends(said, at, TERMS))
    for called in ends(said, at, CALL):
        for named in ends(said, called, CALLED):
            starts.update(ends(said, named, LINKS))
        starts.update(ends(said, called, LINKS))
        if at and polite.is_one_of(said[at - 1], ("cứ",)):
            starts.add(called)  # "cứ gọi bà nhé"; "gọi bà" alone may be about the telephone
    return starts


def _pair(said: Sequence[str], at: int) -> tuple[str, str] | None:
    """The pronoun at this place, when nothing but its counterpart and politeness follows."""
    for you, me in PAIRS.items():
        for end in ends(said, at, (you,)):
            for after in [end, *ends(said, end, (me,)), *_ends_twice(said, end, me)]:
                if made_of(said[after:], ASKING_AFTER):
                    return you, me
    return None


def _ends_twice(said: Sequence[str], at: int, me: str) -> list[int]:
    return [end for be in ends(said, at, BE) for end in ends(said, be, (me,))]


@short_remembered
def told_for(text: str) -> str | None:
    """For whom the person tells: "bà Hành" of "kể giúp bà Hành nhé", empty for "kể giúp" alone,
    None where the message is anything else.
    """
    text = unicodedata.normalize("NFC", clean(text[:LONGEST]))
    typed = text.strip(" .!").split()
    said = [words(each) for each in typed]
    if len(typed) > MOST_NAME + 8 or not all(len(each) == 1 for each in said):
        return None
    plain = [each[0] for each in said]
    for at in range(len(plain)):
        if not made_of(plain[:at], TELL_BEFORE):
            return None
        for told in ends(plain, at, TELL):
            if starts := ends(plain, told, FOR):
                return _name(typed, plain, starts[0])
    return None


def _name(typed: list[str], plain: list[str], start: int) -> str | None:
    """The name that begins here, without the politeness behind it."""
    end = len(plain)
    while end > start and _is_politeness(typed, plain, end - 1):
        end -= 1
    name = typed[start:end]
    if any(not each.replace("-", "").isalpha() for each in name) or is_self(" ".join(name)):
        return None
    if len(name) > 3 and not (len(name) <= MOST_NAME and all(map(_names, name))):
        return None
    return " ".join(name)


def _is_politeness(typed: list[str], plain: list[str], at: int) -> bool:
    if typed[at][0].isupper() and at and polite.is_one_of(plain[at - 1], polite.TITLES):
        return False  # "bà Nha"
    if polite.is_one_of(plain[at], TOLD_AFTER):
        return True
    about = plain[max(0, at - 1) : at + 2]
    return polite.is_one_of(plain[at], TOLD_TO) and any(
        polite.is_one_of(word, TOLD_AFTER) for word in about
    )


def _names(word: str) -> bool:
    """Whether a word can stand in a long name: most others begin the story itself."""
    return word[0].isupper() or polite.is_one_of(word, (*polite.TITLES, *polite.PLACES))


@short_remembered
def in_photo(text: str) -> bool:
    """Whether the answer stands in a photo: "xem trong ảnh nhé"."""
    return any(
        made_of(said[:at], PICTURE_BEFORE) and made_of(said[end:], PICTURE_AFTER)
        for said in readings(text)
        for at in range(len(said))
        for seen in ends(said, at, SEEN_IN)
        for end in ends(said, seen, PICTURES)
    )


def looks_like_a_child(who: str, story: str) -> bool:
    """Whether the deed may be about a child: a hint, a person decides.

    `who` counts first; the story only where it says the age or the class of whom it is about.
    """
    parts = [part for part in PARTS.split(clean(who[:LONGEST])) if words(part)]
    hints = [_child(part) for part in parts]
    if any(hints):
        return True
    return any(
        hint is None and _child_in(story[:LONGEST], words(part)[-1], is_self(part))
        for part, hint in zip(parts, hints, strict=True)
    )


def _child(who: str) -> bool | None:
    """Whether a description is of a child, None where it does not say."""
    said = words(who)
    while len(said) > 1 and (said[0].isdigit() or polite.is_one_of(said[0], COUNTED)):
        said = said[1:]
    if ages := [int(age) for age in AGE.findall(who)]:
        return min(ages) < GROWN_UP
    if ends(said, 0, CHILD):
        return True
    if polite.is_one_of(said[0], ADULT):
        return False
    if CLASS.search(who) or any(ends(said, at, CHILD) for at in range(len(said))):
        return True
    if ends(said, 0, KIN):
        return False
    if len(said) > 1 or words(who) != said:
        return True if polite.is_one_of(said[0], CHILD_WORDS) else None
    return None


def _child_in(story: str, name: str, itself: bool) -> bool:
    """Whether the story calls the one of this name a child, or says their class or age."""
    for clause in CLAUSES.split(clean(story)):
        said = words(clause)
        for at, word in enumerate(said):
            if itself:
                meant = polite.is_one_of(word, ("em", "cháu", "con", "tôi", "mình"))
            else:
                meant = word == name
                if meant and at and polite.is_one_of(said[at - 1], CHILD_WORDS):
                    return True
            if meant and _has_age(said[at + 1 :]):
                return True
    return False


def _has_age(after: list[str]) -> bool:
    return any(
        made_of(after[:at], HAS_AGE) and _is_age(" ".join(after[at : at + 3]))
        for at in range(min(len(after), 6))
    )


def _is_age(text: str) -> bool:
    age = AGE.match(text)
    return CLASS.match(text) is not None or (age is not None and int(age[1]) < GROWN_UP)
