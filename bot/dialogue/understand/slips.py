"""Slips of the finger: how far two words are from each other."""

from collections.abc import Sequence

from bot.dialogue.understand import numbers, polite
from bot.dialogue.understand.folding import spell

SLIP_LETTERS = 4  # shorter words have too many neighbours for a slip to be told from another word


def one_slip(typed: Sequence[str], meant: Sequence[str]) -> bool:
    """Whether one word differs by a letter, a mark or a swap, and has no meaning of its own."""
    if len(typed) != len(meant):
        return False
    pairs = zip(typed, meant, strict=True)
    other = [(a, b) for a, b in pairs if not polite.same_phrase((a,), (b,))]
    if len(other) != 1:
        return False
    a, b = other[0]
    if not (a.isalpha() and b.isalpha()) or len(spell(b).letters) < SLIP_LETTERS or len(a) < 3:
        return False
    if polite.is_one_of(a, polite.NEGATIONS):
        return False
    if polite.is_filler(a) or polite.is_one_of(a, polite.TURNING) or numbers.digit(a):
        return False
    return _near(a, b)


def _near(a: str, b: str) -> bool:
    x, y = spell(a), spell(b)
    if x.letters == y.letters:
        wrong = sum(s not in (" ", t) for s, t in zip(x.shapes, y.shapes, strict=True))
        return wrong + (x.tone not in ("", y.tone)) == 1
    return one_apart(x.letters, y.letters)


def one_apart(a: str, b: str) -> bool:
    """Whether one letter more, less or other, or two neighbours swapped, makes `a` into `b`."""
    if abs(len(a) - len(b)) > 1 or a == b:
        return False
    at = 0
    while at < min(len(a), len(b)) and a[at] == b[at]:
        at += 1
    if len(a) == len(b):
        swapped = a[at : at + 2] == b[at : at + 2][::-1] and a[at + 2 :] == b[at + 2 :]
        return swapped or a[at + 1 :] == b[at + 1 :]
    return a[at + 1 :] == b[at:] or a[at:] == b[at + 1 :]


def likeness(a: str, b: str) -> float:
    """The share of letter pairs that two words have in common, 0 to 1."""
    if not a or not b:
        return 0.0
    pairs_a = {a[i : i + 2] for i in range(len(a) - 1)} or {a}
    pairs_b = {b[i : i + 2] for i in range(len(b) - 1)} or {b}
    return 2 * len(pairs_a & pairs_b) / (len(pairs_a) + len(pairs_b))
