"""Several answers to what is due in one message, or one with all that belongs to it: "xong 1, hoãn
2 đến 20/6", "hoãn 1 thêm 3 ngày", "chuyển 2 cho cô Lúa".
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.dialogue import understand
from handlers.turn import Turn, folded_words

VERBS = {
    "done": "duty-number-done-words",
    "undone": "duty-number-undone-words",
    "later": "duty-number-later-words",
    "pass": "duty-number-pass-words",
}
LONGEST = 200  # characters of a message that is read as such answers
NUMBER = re.compile(r"\d{1,3}")
# "hoãn 1 2 ngày" asks two days more for the first.
SPANS = frozenset({"ngay", "hom", "tuan", "thang"})
BETWEEN = frozenset({"va", "so", "viec", "ca"})
FILLING = frozenset({
    "va", "con", "thi", "roi", "nhe", "nha", "a", "chau", "bac", "em", "viec", "dong", "chi",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    """One answer: what is to be done with the things of these list numbers, and what follows."""

    verb: str
    numbers: tuple[int, ...]
    rest: str

    @property
    def filled(self) -> bool:
        """Whether nothing that means anything follows."""
        return all(word in FILLING for word in understand.fold(self.rest).split())


def answers_in(turn: Turn, text: str) -> list[Said]:
    """Return the answers of a message, in their order; none where it does not begin with one."""
    said = understand.clean(text)[: LONGEST + 1]
    if len(said) > LONGEST:
        return []
    words = [word for word in said.replace(",", " , ").replace(";", " , ").split() if word]
    found: list[Said] = []
    begins, at = 0, 0
    while at < len(words):
        hit = answer_at(turn, words, at)
        if hit is None:
            at += 1
            continue
        if found:
            found[-1] = ended(found[-1], words[begins:at])
        elif at:
            return []
        verb, numbers, at = hit
        found.append(Said(verb, numbers, ""))
        begins = at
    if found:
        found[-1] = ended(found[-1], words[begins:])
    return found


def ended(said: Said, words: Sequence[str]) -> Said:
    """Return an answer with the words that follow it."""
    rest = " ".join(words).replace(" ,", ",").strip(" ,.:")
    return Said(said.verb, said.numbers, rest)


def answer_at(
    turn: Turn, words: Sequence[str], at: int
) -> tuple[str, tuple[int, ...], int] | None:
    """Return the verb and numbers that stand at a place, and where they end."""
    for count in range(min(4, len(words) - at), 0, -1):
        head = understand.fold(" ".join(words[at : at + count]))
        verb = next((v for v, key in VERBS.items() if head in folded_words(turn.say, key)), None)
        if verb is None:
            continue
        numbers, end = numbers_at(words, at + count)
        if numbers:
            return verb, numbers, end
    return None


def numbers_at(words: Sequence[str], at: int) -> tuple[tuple[int, ...], int]:
    """Return the list numbers that stand at a place, and where they end."""
    found: list[int] = []
    end = at
    while at < len(words):
        word = words[at].strip(".:")
        if NUMBER.fullmatch(word):
            if found and understand.fold(" ".join(words[at + 1 : at + 2])) in SPANS:
                break
            found.append(int(word))
            end = at + 1
        elif word != "," and understand.fold(word) not in BETWEEN:
            break
        at += 1
    return tuple(found), end
