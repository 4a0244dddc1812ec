"""The ways of saying each option that is shown."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.dialogue.messages import Option
from bot.dialogue.understand import numbers, polite
from bot.dialogue.understand.folding import spell, words

MOST_WORDS = 40
# Ends the part of a label by which it is called: "Có, giữ tên tôi".
HEAD = re.compile(r"\s*[,;:(–—]|\s+-\s+|\.\s+")


@dataclass(frozen=True, slots=True)
class Name:
    """A way of saying an option; `of` is its place among the options."""

    of: int
    words: tuple[str, ...]
    core: tuple[str, ...]  # without "Thôn", "Bà" and the like in front


@lru_cache(maxsize=256)
def names_of(options: tuple[Option, ...]) -> tuple[Name, ...]:
    """Every way of saying each option, its head alone and its number in words among them."""
    found: list[Name] = []
    heads = [tuple(words(HEAD.split(o.label)[0])) for o in options]
    for at, option in enumerate(options):
        forms = [tuple(words(label)) for label in (option.label, *option.others)]
        if heads.count(heads[at]) == 1:
            forms.append(heads[at])
        for form in dict.fromkeys(forms):
            for variant in (form, _in_words(form)):
                if variant and len(variant) <= MOST_WORDS:
                    found.append(Name(at, variant, _core(variant)))
    return tuple(dict.fromkeys(found))


def _in_words(form: tuple[str, ...]) -> tuple[str, ...]:
    out: list[str] = []
    for word in form:
        small = word.isascii() and word.isdigit() and len(word) < 3 and word[0] != "0"
        out.extend(numbers.spoken(int(word)) if small else (word,))
    # A name that has its number in words may be typed with the digit just as well.
    if tuple(out) == form and len(form) > 1 and is_general(form[0]):
        value = numbers.digit(form[-1])
        out[-1] = str(value) if value else form[-1]
    return tuple(out)


def is_general(word: str) -> bool:
    return polite.is_one_of(word, polite.PLACES) or polite.is_one_of(word, polite.TITLES)


def _core(form: tuple[str, ...]) -> tuple[str, ...]:
    start = 0
    while start < len(form) - 1 and (spell(form[start]) in _GENERAL):
        start += 1
    return form[start:]


_GENERAL = frozenset(spell(word) for word in (*polite.PLACES, *polite.TITLES))


def parts_of(typed: Sequence[str], name: Sequence[str]) -> list[tuple[int, int]]:
    """Where the typed words stand within a name, as first word and the one behind the last."""
    size = len(typed)
    return [
        (start, start + size)
        for start in range(len(name) - size + 1)
        if polite.same_phrase(typed, name[start : start + size])
    ]


def spans_of(name: Sequence[str], said: Sequence[str]) -> list[tuple[int, int]]:
    """Where a name stands in what was said."""
    size = len(name)
    return [
        (start, start + size)
        for start in range(len(said) - size + 1)
        if polite.same_phrase(said[start : start + size], name)
    ]
