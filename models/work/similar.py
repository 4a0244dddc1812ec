"""Whether two tellings may be of one deed: a question to ask, never a decision."""

from dataclasses import dataclass
from datetime import date, timedelta

from rapidfuzz import fuzz

from models.work.named import bare, same_person, tokens

DAYS_APART = timedelta(days=3)  # people remember the day of a deed about so well
LEAST_PERSON = 0.5
SAME = 0.65
UNTOLD = 0.4  # how alike stories are taken to be when one was only spoken
# Alike by chance: what two unrelated stories reach.
CHANCE = 0.55
COMMON = frozenset(
    map(
        bare,
        ("và", "là", "của", "cho", "được", "có", "đã", "các", "một", "những", "ở", "tại", "trong",
         "rất", "thì", "mà", "cái", "người", "bà", "ông", "cô", "chú", "bác", "anh", "chị", "em",
         "cháu", "hôm", "qua", "nay", "ngày", "sáng", "chiều", "tối", "lúc", "khi", "với", "cũng",
         "này", "ấy", "đó", "rồi", "ra", "vào", "lên", "đi", "về", "thôn", "xóm", "giúp", "lại",
         "làm", "mọi", "cả", "nhà", "đến", "từ", "để", "hết", "tự", "con"),
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Traits:
    """What tells deeds apart. `hamlet`, `first` and `last` are None when they are unknown, `story`
    is empty when it was spoken.
    """

    who: str
    story: str
    hamlet: int | None = None
    first: date | None = None
    last: date | None = None


def same_deed(a: Traits, b: Traits) -> bool:
    """Tell whether it is worth asking if two tellings are of the same deed."""
    return similarity(a, b) >= SAME


def similarity(a: Traits, b: Traits) -> float:
    """Return how alike two deeds are, from 0 to 1; 0 when hamlets, days or persons speak against
    it.
    """
    person = same_person(a.who, b.who)
    if person < LEAST_PERSON:
        return 0.0
    near = days_meet(a, b)
    if near is False:
        return 0.0
    if a.hamlet is not None and b.hamlet is not None and a.hamlet != b.hamlet:
        return 0.0
    known = (near is True) + (a.hamlet is not None and a.hamlet == b.hamlet)
    return 0.45 * person + 0.45 * same_story(a, b) + 0.05 * known


def days_meet(a: Traits, b: Traits) -> bool | None:
    """Tell whether the days of two deeds meet, within a few; None when one is unknown."""
    a_first, a_last = a.first or a.last, a.last or a.first
    b_first, b_last = b.first or b.last, b.last or b.first
    if a_first is None or a_last is None or b_first is None or b_last is None:
        return None
    return a_first - DAYS_APART <= b_last and b_first - DAYS_APART <= a_last


def same_story(a: Traits, b: Traits) -> float:
    """Return how alike two stories are in what they tell, names and everyday words left out."""
    who = {bare(word) for word in (*tokens(a.who), *tokens(b.who))}
    one, other = content(a.story, who), content(b.story, who)
    if not one or not other:
        return UNTOLD
    alike = fuzz.token_set_ratio(one, other) / 100
    return max(0.0, (alike - CHANCE) / (1 - CHANCE))


def content(story: str, who: set[str]) -> str:
    """The words of a story that say what was done."""
    said = [bare(word) for word in tokens(story) if word[0].isalnum()]
    return " ".join(word for word in said if word not in COMMON and word not in who)
