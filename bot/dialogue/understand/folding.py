"""The forms a text takes: as it is stored, as it is compared, and with its Telex written out."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from bot.dialogue.understand.remembering import short_remembered

# The five tones as combining marks, by the letter that types them in Telex and the digit in VNI.
TONES = {"s": "\u0301", "f": "\u0300", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
VNI_TONES = {"1": "s", "2": "f", "3": "r", "4": "x", "5": "j"}
TONE_MARKS = frozenset(TONES.values())
CIRCUMFLEX, BREVE, HORN, STROKE = "\u0302", "\u0306", "\u031b", "-"
SHAPES = frozenset({CIRCUMFLEX, BREVE, HORN})  # marks that make another letter, not another tone
MARKS = TONE_MARKS | SHAPES

VNI_SHAPES = {"6": (CIRCUMFLEX, "aeo"), "7": (HORN, "ou"), "8": (BREVE, "a")}
VOWELS = "aeiouy"
# A stroke is no mark that Unicode takes off; eth is often typed for đ by mistake.
STROKED = str.maketrans("đðɖ", "ddd")

# A Vietnamese syllable in plain letters: a half-typed word must end up as one.
OPENINGS = "ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|b|c|d|g|h|k|l|m|n|p|q|r|s|t|v|x|"
SYLLABLE = re.compile(rf"(?:{OPENINGS})[aeiouy]{{1,3}}(?:ng|nh|ch|c|m|n|p|t)?")
WORDS = re.compile(r"[^\W_]+")
TOKENS = re.compile(r"\d+|[^\W\d_](?:[^\W\d_]|[\u0300-\u031b\u0323])*")
# VNI digits count only before a further letter or after d: "thon3" is a hamlet, "kho6ng" a word.
VNI_WORD = re.compile(r"(?:[a-z]+[1-9]+)+[a-z]+[1-9]*|d9[a-z]+[1-9]*")

# Controls, invisible marks, and halves of characters, which no database takes.
NOT_TEXT = frozenset({"Cc", "Cf", "Cs"})
LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
LONGEST_WORD = 12
Y_IS_I = frozenset({"", "h", "k", "l", "m", "s", "t", "v", "qu"})  # "kỹ" is written "kĩ" as well


class Spelling(NamedTuple):
    """A word taken apart: plain letters, the shape of each (a blank for none), the tone of all."""

    letters: str
    shapes: str
    tone: str


@short_remembered
def clean(text: str) -> str:
    """What is stored: the person's own words in one encoding, without what nobody can see."""
    text = LINE_ENDS.sub("\n", text).replace("\t", " ")
    if not text.replace("\n", "").isprintable():
        text = "".join(c for c in text if c == "\n" or unicodedata.category(c) not in NOT_TEXT)
    return unicodedata.normalize("NFC", text).strip()


@short_remembered
def fold(text: str) -> str:
    """The form texts are compared in: small letters without marks, single spaces for the rest."""
    plain = unicodedata.normalize("NFKD", text).lower().translate(STROKED)
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain)
        plain = "".join(c for c in plain if c.isascii() or not _silent(c))
    return " ".join(WORDS.findall(plain))


@lru_cache(maxsize=4096)
def _silent(character: str) -> bool:
    """Whether a character leaves no trace between letters: marks, and what cannot be seen."""
    return unicodedata.category(character) in ("Mn", "Mc", "Me", "Cf", "Cs")


def words(text: str) -> list[str]:
    """The words of a text with the marks that were typed; a number within a word stands apart."""
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).lower())
    if not plain.isascii():
        plain = "".join(c for c in plain if c in MARKS or not _silent(c))
    return TOKENS.findall(unicodedata.normalize("NFC", plain))


@lru_cache(maxsize=8192)
def spell(word: str) -> Spelling:
    """A word for comparison, so that "hoà" and "hòa", "kỹ" and "kĩ" are spelled alike."""
    letters: list[str] = []
    shapes: list[str] = []
    tone = ""
    for c in unicodedata.normalize("NFD", word.lower()):
        if c in TONE_MARKS:
            tone += c
        elif c in SHAPES:
            if shapes:
                shapes[-1] = c
        elif not unicodedata.combining(c):
            plain = c.translate(STROKED)
            letters.append(plain)
            shapes.append(" " if plain == c else STROKE)
    if letters[-1:] == ["y"] and len(letters) < 4 and "".join(letters[:-1]) in Y_IS_I:
        letters[-1] = "i"
    return Spelling("".join(letters), "".join(shapes), tone)


def same_word(typed: str, meant: str) -> bool:
    """Whether `typed` can be `meant`: marks may be missing, but those that were typed count."""
    a, b = spell(typed), spell(meant)
    return (
        a.letters == b.letters
        and (not a.tone or a.tone == b.tone)
        and all(x in (" ", y) for x, y in zip(a.shapes, b.shapes, strict=True))
    )


@short_remembered
def untelex(text: str) -> str:
    """The text with words that were typed in Telex or VNI without the keyboard's help written out.

    Only what becomes a Vietnamese syllable is touched, so other words stay as they are.
    """
    return re.sub(
        r"[^\W_]+",
        lambda found: _untelex_word(found[0]),
        unicodedata.normalize("NFC", text),
    )


def _untelex_word(word: str) -> str:
    if not 2 <= len(word) <= LONGEST_WORD:
        return word
    written = _written_out(word.lower())
    if not written:
        return word
    if word.isupper() and len(written) > 1:
        return written.upper()
    return written[0].upper() + written[1:] if word[0].isupper() else written


@lru_cache(maxsize=4096)
def _written_out(word: str) -> str:
    """The syllable that a Telex or VNI word stands for, or nothing."""
    spelling = spell_as_typed(word)
    letters, shapes, tone = spelling
    if not letters.isascii():
        return ""
    if VNI_WORD.fullmatch(letters):
        return _assemble(*_read_vni(letters), tone)
    if not letters.isalpha():
        return ""
    plain, made, keyed = _read_telex(letters, shapes)
    if plain == letters:
        return ""  # nothing was keyed
    return _assemble(plain, made, keyed, tone)


def spell_as_typed(word: str) -> Spelling:
    """Like `spell`, with y left as it is."""
    nfd = list(unicodedata.normalize("NFD", word))
    letters = "".join(c for c in nfd if not unicodedata.combining(c))
    shapes: list[str] = []
    for c in nfd:
        if c in SHAPES and shapes:
            shapes[-1] = c
        elif not unicodedata.combining(c):
            shapes.append(STROKE if c == "đ" else " ")
    tone = "".join(c for c in nfd if c in TONE_MARKS)
    return Spelling(letters.translate(STROKED), "".join(shapes), tone)


def _read_telex(letters: str, shapes: str) -> tuple[str, str, str]:
    """Plain letters, shapes and tone key of a Telex word; marks may come long after a letter."""
    plain: list[str] = []
    made: list[str] = []
    tone = ""
    for c, shape in zip(letters, shapes, strict=True):
        seen_vowel = any(p in VOWELS for p in plain)
        if c == "d" and plain[:1] == ["d"] and made[0] == " " and (len(plain) == 1 or seen_vowel):
            made[0] = STROKE
        elif c in "aeo" and shape == " " and (at := _last(plain, made, c)) is not None:
            made[at] = CIRCUMFLEX
        elif c == "w":
            if (at := _last(plain, made, "aou")) is None:
                plain.append("u")
                made.append(HORN)
            else:
                if plain[at - 1 : at + 1] == ["u", "a"] and plain[:1] != ["q"]:
                    at -= 1  # "chuaw" is chưa: ă never follows u but in "qu"
                made[at] = BREVE if plain[at] == "a" else HORN
                if plain[at] == "o" and at and plain[at - 1] == "u" and plain[:at] != ["q", "u"]:
                    made[at - 1] = HORN
        elif c in TONES and seen_vowel:
            tone = c
        else:
            plain.append(c)
            made.append(shape)
    return "".join(plain), "".join(made), tone


def _last(plain: list[str], made: list[str], among: str) -> int | None:
    """Where the last of these letters stands that has no shape yet."""
    for at in range(len(plain) - 1, -1, -1):
        if plain[at] in among and made[at] == " ":
            return at
    return None


def _read_vni(letters: str) -> tuple[str, str, str]:
    plain: list[str] = []
    made: list[str] = []
    tone = ""
    for c in letters:
        if c in VNI_TONES:
            tone = VNI_TONES[c]
        elif not c.isdigit():
            plain.append(c)
            made.append(" ")
        elif c == "9" and plain and plain[0] == "d":
            made[0] = STROKE
        else:
            shape, among = VNI_SHAPES.get(c, ("", ""))
            at = _last(plain, made, among)
            if at is not None:
                made[at] = shape
                if c == "7" and plain[at] == "o" and at and plain[at - 1] == "u":
                    made[at - 1] = HORN
    return "".join(plain), "".join(made), tone


def _assemble(plain: str, made: str, keyed: str, typed_tone: str) -> str:
    """The syllable with its tone where that belongs, or nothing if this is no syllable."""
    if not SYLLABLE.fullmatch(plain) or (keyed and typed_tone):
        return ""
    tone = TONES[keyed] if keyed else typed_tone
    at = _tone_place(plain, made)
    out = []
    for i, (c, shape) in enumerate(zip(plain, made, strict=True)):
        out.append("đ" if shape == STROKE else c + shape.strip())
        if i == at:
            out.append(tone)
    return unicodedata.normalize("NFC", "".join(out))


def _tone_place(plain: str, made: str) -> int:
    start = (
        2
        if plain.startswith("qu") or (plain.startswith("gi") and plain[2:3] in tuple(VOWELS))
        else 0
    )
    nucleus = [i for i in range(start, len(plain)) if plain[i] in VOWELS]
    shaped = [i for i in nucleus if made[i] != " "]
    if shaped:
        return shaped[-1]
    if not nucleus:
        return 0
    if nucleus[-1] + 1 < len(plain):
        return nucleus[-1]
    return nucleus[1] if len(nucleus) == 3 else nucleus[0]
