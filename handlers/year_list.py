"""The words with which somebody ticks and corrects a numbered list: "bỏ 3 5", "lấy lại 3",
"sửa 4", "đổi 4 sang 20/6", "lấy hết".
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.dialogue import understand
from handlers.turn import Turn, folded_words


class ListWord(StrEnum):
    """What is to be done with a list, or with lines of it; the words of each stand in the
    catalogue as `list-<word>-words`.
    """

    DROP = "drop"
    BACK = "back"
    ONLY = "only"
    EDIT = "edit"
    LOOK = "look"
    ALL = "all"
    SHOW = "show"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class Ticked:
    """One word with the lines that it is about, and what follows ("đổi 4 sang 20/6")."""

    word: ListWord
    numbers: tuple[int, ...] = ()
    rest: str = ""


ALONE = (ListWord.ALL, ListWord.SHOW, ListWord.STOP)
WITH_NUMBERS = (ListWord.BACK, ListWord.DROP, ListWord.ONLY, ListWord.LOOK)
RANGE = re.compile(r"(?<![\d/.])(\d{1,3})\s*(?:-|–|đến|tới)\s*(\d{1,3})(?![\d/.])")
ONE = re.compile(
    r"(?P<word>[^\d]{0,30}?)\s*(?P<number>\d{1,3})(?![\d/.]|\s*(?:giờ|h\b))\s*[:,.–-]?\s*"
    r"(?:(?:sang|thành|là)\s+)?(?P<rest>.*)",
    re.DOTALL,
)
MOST = 300


def ticked(turn: Turn, text: str) -> Ticked | None:
    """Return what a message does with the list that is shown, None where it is no such word. A
    bare number opens its line.
    """
    said = RANGE.sub(in_full, understand.clean(text))
    folded = understand.fold(said)
    for word in ALONE:
        if folded in words(turn, word):
            return Ticked(word)
    found = understand.numbered(said)
    if found is not None:
        for word in WITH_NUMBERS:
            if found[0] in words(turn, word):
                return Ticked(word, found[1])
    one = ONE.fullmatch(said)
    if one is None:
        return None
    begins = understand.fold(one["word"])
    if begins in words(turn, ListWord.EDIT) or (not begins and not one["rest"]):
        return Ticked(ListWord.EDIT, (int(one["number"]),), one["rest"].strip())
    return None


def in_full(said: re.Match[str]) -> str:
    """Return "3 đến 6" as the numbers that it means."""
    first, last = int(said[1]), int(said[2])
    return " ".join(map(str, range(first, last + 1))) if 0 < last - first < MOST else said[0]


def words(turn: Turn, word: ListWord) -> frozenset[str]:
    """Return the words of one thing that can be done, as they are compared."""
    return folded_words(turn.say, f"list-{word.value}-words")


def in_list(numbers: Sequence[int], count: int) -> bool:
    """Tell whether every number is one of a list."""
    return bool(numbers) and all(1 <= number <= count for number in numbers)


def pages(lines: Sequence[str], size: int) -> list[str]:
    """Return lines in messages of a few."""
    return ["\n".join(lines[at : at + size]) for at in range(0, len(lines), size)]
