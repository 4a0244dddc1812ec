"""Phrases found among the words of a short message."""

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from bot.dialogue.understand import polite
from bot.dialogue.understand.folding import spell, untelex, words
from bot.dialogue.understand.remembering import short_remembered

LONGEST = 160
MOST_WORDS = 14


@short_remembered
def readings(text: str) -> tuple[Sequence[str], ...]:
    """The words of a message that is short enough, as typed and with Telex written out."""
    text = text.strip()
    if not text or len(text) > 4 * LONGEST:
        return ()
    text = unicodedata.normalize("NFC", text)
    if len(text) > LONGEST or "?" in text:
        return ()
    said = tuple(words(text))
    if not said or len(said) > MOST_WORDS:
        return ()
    written = tuple(words(untelex(text)))
    return (said,) if written == said else (said, written)


@lru_cache(maxsize=64)
def _indexed(among: tuple[str, ...]) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Phrases by the plain letters of their first word, the longest first."""
    table: dict[str, list[tuple[str, ...]]] = {}
    for phrase in dict.fromkeys(tuple(words(each)) for each in among):
        firsts = polite.NOT if phrase[0] == "không" else (phrase[0],)
        for letters in dict.fromkeys(spell(first).letters for first in firsts):
            table.setdefault(letters, []).append(phrase)
    return {k: tuple(sorted(v, key=len, reverse=True)) for k, v in table.items()}


def ends(said: Sequence[str], at: int, among: tuple[str, ...]) -> list[int]:
    """Where phrases that begin at this word end, the longest first."""
    if at >= len(said):
        return []
    ways = _indexed(among).get(spell(said[at]).letters, ())
    return [at + len(p) for p in ways if polite.same_phrase(said[at : at + len(p)], p)]


def made_of(said: Sequence[str], *tables: tuple[str, ...]) -> bool:
    """Whether the words are nothing but phrases of these tables, one after another."""
    reached = {0}
    for at in range(len(said)):
        if at in reached:
            reached.update(end for table in tables for end in ends(said, at, table))
    return len(said) in reached


def holds(said: Sequence[str], core: tuple[str, ...], *around: tuple[str, ...]) -> bool:
    """Whether the words are one phrase of `core` with nothing but phrases of `around` about it."""
    return any(
        made_of(said[:at], *around) and made_of(said[end:], *around)
        for at in range(len(said))
        for end in ends(said, at, core)
    )
