"""The words with which somebody ticks and corrects a numbered list: "bỏ 3 5", "lấy lại 3",
"sửa 4", "đổi 4 sang 20/6", "lấy hết".
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
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
    UNDO = "undo"


@dataclass(frozen=True, slots=True)
class Ticked:
    """One word with the lines that it is about, and what follows ("đổi 4 sang 20/6")."""

    word: ListWord
    numbers: tuple[int, ...] = ()
    rest: str = ""


ALONE = (ListWord.ALL, ListWord.SHOW, ListWord.STOP, ListWord.UNDO)
WITH_NUMBERS = (ListWord.BACK, ListWord.DROP, ListWord.ONLY, ListWord.LOOK)
RANGE = re.compile(r"(?<![\d/.])(\d{1,3})\s*(?:-|–|đến|tới)\s*(\d{1,3})(?![\d/.])")
ONE = re.compile(
    r"(?P<word>[^\d]{0,30}?)\s*(?P<number>\d{1,3})(?![\d/.]|\s*(?:giờ|h\b))\s*[:,.–-]?\s*"
    r"(?:(?:sang|thành|là)\s+)?(?P<rest>.*)",
    re.DOTALL,
)
# Where one message says something of another line too: "bỏ 3, đổi 4 sang 20/6; 5 sang 25/6".
NEXT_LINE = re.compile(
    r"\s*(?:[;\n]|,|\s(?:và|va|and))\s*(?=[^\W\d]+(?:\s+[^\W\d]+)?\s+\d{1,3}(?![\d/.])|\d{1,3}\s+(?:sang|thành|là)\s)",
    re.IGNORECASE,
)
# What may stand between a word and its number: "bỏ các mục 3, 4", "bỏ từ 3 đến 5".
FILLING = re.compile(
    r"(?<=\s)(?:(?:các|cac)\s+)?(?:mục|muc|mốc|moc|dòng|dong|số|so|từ|tu)\s+(?=\d)", re.IGNORECASE
)
MOST = 300


def ticked(turn: Turn, text: str) -> Ticked | None:
    """Return what a message does with the list that is shown, None where it is no such word. A
    bare number opens its line.
    """
    said = RANGE.sub(in_full, FILLING.sub("", understand.clean(text)))
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


def several(turn: Turn, text: str) -> tuple[Ticked, ...]:
    """Return what a message does with one line after another, nothing where it is about one: a
    line that has no word of its own is meant by the word before it.
    """
    found: list[Ticked] = []
    word = ""
    for piece in NEXT_LINE.split(understand.clean(text)):
        if piece[:1].isdigit():
            piece = f"{word} {piece}"
        one = ticked(turn, piece)
        if one is None and found and found[-1].word is ListWord.EDIT:  # more about the same line
            found[-1] = replace(found[-1], rest=f"{found[-1].rest}, {piece}")
            continue
        if one is None or not is_change(one):
            return ()
        word = re.split(r"\s*\d", piece, maxsplit=1)[0]
        found.append(one)
    return tuple(found) if len(found) > 1 else ()


def is_change(found: Ticked) -> bool:
    """Tell whether a word changes lines at once, and asks for nothing."""
    changes = found.word in (ListWord.DROP, ListWord.BACK)
    return changes or (found.word is ListWord.EDIT and bool(found.rest))


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
