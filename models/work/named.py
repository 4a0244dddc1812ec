"""Who is named in what was told: whether a person is, and whether two descriptions are of one.

People write names with or without marks. Where a text has marks they count ("ông sau khi nhặt"
is not ông Sấu); a text without any is compared without them.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

MEN = frozenset({"ông", "anh", "chú", "cậu"})
WOMEN = frozenset({"bà", "cô", "chị", "dì", "mợ", "thím"})
TITLES = MEN | WOMEN | {"bác", "cụ", "em", "cháu", "thầy", "bé"}
OFFICES = (("trưởng", "thôn"), ("trưởng", "xóm"), ("trưởng", "bản"), ("trưởng", "ấp"),
           ("bí", "thư"), ("đồng", "chí"))  # fmt: skip
MIDDLE = ("văn", "thị")
PLACES = ("thôn", "xóm", "ấp", "bản", "làng", "xã", "chợ", "cầu", "núi", "đường", "trường")
# Said with a name without telling anything about the person.
FILLERS = ("nhà", "gia", "đình", "ở", "tại", "của", "là", "người", "hai", "và", "có", "thôn",
           "xóm", "ạ", "tên", "hàng")  # fmt: skip
COUPLE = ["vo", "chong"]
KIN = ("con", "cháu", "vợ", "chồng", "mẹ", "bố", "em", "anh", "chị", "dâu", "rể", "trai",
       "gái")  # fmt: skip
GROUPS = ("đoàn", "hội", "tổ", "nhóm", "đội", "thanh niên", "chị em", "bà con", "phụ nữ", "anh em",
          "câu lạc bộ", "học sinh", "lớp", "chi hội", "chi đoàn", "dân", "các", "mấy")  # fmt: skip

TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
TOKENS = re.compile(r"[^\W_]+|[.,;:!?\n]")
STOPS = frozenset(".;:!?\n")
LONGEST = 4000
SHORT = 4


@lru_cache(maxsize=8192)
def key(word: str) -> str:
    """A word as compared with its marks, wherever its tone was put: "hoà" is "hòa"."""
    plain = unicodedata.normalize("NFD", word.lower())
    return "".join(c for c in plain if c not in TONES) + "".join(c for c in plain if c in TONES)


@lru_cache(maxsize=8192)
def bare(word: str) -> str:
    """A word without its marks."""
    plain = unicodedata.normalize("NFD", word.lower()).replace("đ", "d")
    return "".join(c for c in plain if not unicodedata.combining(c))


def has_marks(text: str) -> bool:
    """Whether the text was typed with Vietnamese marks."""
    return any(unicodedata.combining(c) or c in "đĐ" for c in unicodedata.normalize("NFD", text))


def tokens(text: str) -> list[str]:
    """The words and stops of a text."""
    return TOKENS.findall(unicodedata.normalize("NFC", text[:LONGEST]))


def is_named(name: str, texts: Iterable[str]) -> bool:
    """Tell whether a person ("Ông Sấu", "Trần Văn Sấu", "Sấu") is named in one of these texts.

    In doubt it says yes where somebody may be speaking of that person.
    """
    said = [word for word in tokens(name) if word not in STOPS and word != ","]
    title = said[0].lower() if len(said) > 1 and said[0].lower() in TITLES else ""
    if title:
        said = said[1:]
    return bool(said) and any(Naming(title, said, text).found() for text in texts)


class Naming:
    """One person looked for in one text."""

    def __init__(self, title: str, name: Sequence[str], text: str) -> None:
        self.marked = has_marks(text)
        self.spell = key if self.marked and has_marks(" ".join(name)) else bare
        self.said = tokens(text)
        self.keys = [self.spell(word) for word in self.said]
        self.name = [self.spell(word) for word in name]
        others = WOMEN if title in MEN else MEN if title in WOMEN else frozenset()
        self.titles = {self.spell_title(word) for word in TITLES - others}

    def spell_title(self, word: str) -> str:
        """A Vietnamese word as this text writes it."""
        return self.spell(word) if self.marked else bare(word)

    def found(self) -> bool:
        """Whether the person is named."""
        return any(self.named_at(at) for at, k in enumerate(self.keys) if k == self.name[-1])

    def named_at(self, at: int) -> bool:
        """Whether the given name at this place is this person's."""
        before = self.keys[at - 1] if at else ""
        office = tuple(self.keys[max(0, at - 2) : at])
        return (
            before in self.titles
            or before in self.name[:-1]
            or office in {tuple(map(self.spell_title, each)) for each in OFFICES}
            or (len(self.name) == 1 and before in map(self.spell_title, MIDDLE))
            or self.alone(at, before)
        )

    def alone(self, at: int, before: str) -> bool:
        """Whether it stands there as a name of its own: "cảm ơn Sấu"."""
        if len(self.said) == 1:
            return True
        if not self.marked or not self.said[at][0].isupper():
            return False
        if before in map(self.spell_title, (*PLACES, *TITLES)):
            return False
        first = at == 0 or self.said[at - 1] in STOPS
        around = [] if first else [self.said[at - 1]]
        around += self.said[at + 1 : at + 2]
        if first and len(self.said) > SHORT:
            return False
        return not any(word[0].isupper() for word in around)


@dataclass(frozen=True, slots=True)
class Description:
    """Whom a deed is about, taken apart; everything as it was typed, but `called`: the given name
    without its marks.
    """

    given: str
    family: str = ""
    title: str = ""
    kin: str = ""
    details: frozenset[str] = frozenset()
    called: str = ""
    group: bool = False


def same_person(a: str, b: str) -> float:
    """Return how surely two descriptions are of one person or group, from 0 to 1."""
    one, other = describe(a), describe(b)
    if one.group or other.group:
        return fuzz.token_set_ratio(_plain(a), _plain(b)) / 100
    if one.called != other.called or not one.called:
        return 0.0
    sure = 1.0
    if has_marks(a) and has_marks(b) and key(one.given) != key(other.given):
        sure *= 0.4  # another name, or a slip
    if one.family and other.family and one.family != other.family:
        sure *= 0.3
    if {bare(one.title), bare(other.title)} & _bare(MEN) and (
        {bare(one.title), bare(other.title)} & _bare(WOMEN)
    ):
        sure *= 0.4
    if one.kin != other.kin:
        sure *= 0.2  # "con bà Mận" is not bà Mận
    if one.details and other.details:
        shared = len(one.details & other.details) / min(len(one.details), len(other.details))
        sure *= 0.5 + 0.5 * shared
    return sure


@lru_cache(maxsize=4096)
def describe(who: str) -> Description:
    """Take a description apart: "bà Mận bán xôi" is a title, a name, and what tells her apart."""
    if _is_group(who):
        return Description("", group=True)
    said = [word for word in tokens(who) if word[0].isalnum()]
    plain = [bare(word) for word in said]
    titles, fillers, kin = _bare(TITLES), _bare(FILLERS), _bare(KIN)
    at, related = 2 if plain[:2] == COUPLE else 0, ""
    while at < len(said) - 1 and plain[at] in titles | fillers | kin:
        if plain[at] in kin and plain[at + 1] in titles | kin:
            related = related or plain[at]
        at += 1
    if at >= len(said):
        return Description("")
    title = plain[at - 1] if at and plain[at - 1] in titles else ""
    end = _name_end(said, plain, at)
    details = frozenset(plain[end:]) - titles - fillers
    family = plain[at] if end - at > 1 else ""
    given = said[end - 1]
    return Description(given, family, title, related, details, bare(given))


def _name_end(said: Sequence[str], plain: Sequence[str], at: int) -> int:
    """Where the name that begins here ends."""
    if at + 2 < len(said) and plain[at + 1] in _bare(MIDDLE):
        return at + 3
    end = at + 1
    if said[at][0].isupper():
        while end < len(said) and said[end][0].isupper() and plain[end] not in _bare(PLACES):
            end += 1
    return end


def _is_group(who: str) -> bool:
    said = f"{_plain(who)} "
    return said.startswith(tuple(f"{bare(group)} " for group in GROUPS))


def _plain(text: str) -> str:
    return " ".join(bare(word) for word in tokens(text) if word[0].isalnum())


@lru_cache(maxsize=64)
def _bare(among: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(bare, among))
