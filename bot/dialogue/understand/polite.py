"""The words around an answer that say nothing about it, and the words that turn it round."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from bot.dialogue.understand.folding import same_word, spell
from bot.dialogue.understand.numbers import digit

# Every way of typing "không" that is met; "hỏng" and "hổng" are how the south says it.
NOT = (
    "không", "ko", "kô", "k", "kg", "kh", "khg", "khog", "hk", "hok", "hem", "hơm", "hăm", "hông",
    "hổng", "hỏng", "hong", "hum", "khum", "khom", "hôk", "khôg",
)  # fmt: skip
NOT_YET = ("chưa", "chửa")
NEVER = ("đừng", "chẳng", "chả", "khỏi", "thôi", "dừng", "khoan", "hủy", "sai", "đếch", "no")
NEGATIONS = NOT + NOT_YET + NEVER

ADDRESS = (
    "em", "cháu", "con", "tôi", "tui", "bác", "cô", "chú", "anh", "chị", "ông", "bà", "mình", "dì",
    "cậu", "mợ", "thím", "mẹ", "bố", "tớ", "ad", "bạn", "cụ",
)  # fmt: skip
OPENERS = ("dạ", "vâng", "thưa")
CLOSERS = (
    "ạ", "a", "ah", "nhé", "nhe", "nhá", "nha", "nhen", "nghen", "nghe", "hen", "đi", "ơi", "đấy",
    "đó", "thế", "vậy", "luôn", "liền", "ngay", "nào", "với", "giùm", "dùm", "hộ", "cái", "mà",
    "rồi",
)  # fmt: skip
CHOOSING = (
    "chọn", "lấy", "số", "ý", "mục", "thì", "cái", "là", "cho", "xin", "muốn", "theo", "việc",
    "này", "ấy", "nhắn", "câu", "kia", "của", "giúp", "trả", "lời", "đáp", "án", "phương",
)  # fmt: skip
ALREADY = "rồi"  # frames "đúng" only: "gửi rồi" says that it was sent
AGREEING = ("đúng", "ý", "phải", "có", "được", "chắc")
FILLERS = (*ADDRESS, *OPENERS, *(w for w in CLOSERS if w != ALREADY), *CHOOSING)
# These strengthen an option that says yes; around one that says no they contradict it.
AFFIRMING = ("có", "ok", "oke", "okie", "ừ", "ừm", "uh", "phải", "chắc", "chắn")

OTHER_FORMS = {"được": ("dc", "đc"), "gửi": ("gởi", "gỡi")}

# What stands before a name without belonging to it.
PLACES = (
    "thôn", "xóm", "ấp", "tổ", "khu", "làng", "bản", "đội", "cụm", "khối", "phố", "buôn", "sóc",
    "xã", "dân", "ở",
)  # fmt: skip
TITLES = ("ông", "bà", "cô", "chú", "bác", "anh", "chị", "em", "cụ", "dì", "cậu", "mợ", "thím")

# A label without one of these means something else: it may not be left out of what is typed.
TURNING = (
    *NEGATIONS, "sau", "lại", "khác", "bỏ", "trừ", "ngoài", "xóa", "thêm", "trước", "hết", "cả",
    "tất", "nửa", "ngừng", "hoãn", "rút", "giấu", "ẩn", "ít", "cấm", "thiếu", "phản", "chối",
)  # fmt: skip


@lru_cache(maxsize=64)
def _by_letters(among: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    for word in among:
        letters = spell(word).letters
        table[letters] = (*table.get(letters, ()), word)
    return table


def is_one_of(word: str, among: tuple[str, ...]) -> bool:
    """Whether the typed word can be one of these."""
    return any(same_word(word, other) for other in _by_letters(among).get(spell(word).letters, ()))


def is_filler(word: str) -> bool:
    """Whether the word only frames an answer; "ba" without its mark is three rather than "bà"."""
    return is_one_of(word, FILLERS) and digit(word) is None


def negates(said: Iterable[str]) -> bool:
    """Whether any of these words may say no."""
    return any(is_one_of(word, NEGATIONS) for word in said)


def is_not(word: str) -> bool:
    """Whether the word is "không" in any of its forms."""
    return is_one_of(word, NOT)


def same_phrase(said: Sequence[str], meant: Sequence[str]) -> bool:
    """Word for word, with short and southern forms taken for the word itself."""
    return len(said) == len(meant) and all(
        same_word(a, b) or (b == "không" and is_not(a)) or a in OTHER_FORMS.get(b, ())
        for a, b in zip(said, meant, strict=True)
    )
