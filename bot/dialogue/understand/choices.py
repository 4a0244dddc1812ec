"""One or several of the options shown, from what a person typed; what may be two things is neither."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.dialogue.messages import Option
from bot.dialogue.understand import numbers, polite
from bot.dialogue.understand.folding import Spelling, clean, fold, spell, untelex, words

LONGEST = 300  # a longer text is a tale, never a choice
MOST_WORDS = 40
MOST_CLOSEST = 4
SLIP_LETTERS = 4  # shorter words have too many neighbours for a slip to be told from another word
PART_LETTERS = 3

# Ends the part of a label by which it is called: "Có, giữ tên tôi".
HEAD = re.compile(r"\s*[,;:(–—]|\s+-\s+|\.\s+")
FIRST = (("đầu",), ("đầu", "tiên"), ("thứ", "nhất"), ("nhất",))
SECOND = (("thứ", "nhì"), ("nhì",))
FOURTH = (("thứ", "tư"), ("số", "tư"))
ORDINALS = {1: FIRST, 2: SECOND, 4: FOURTH}
ORDINAL_SIGN = "thứ"
YES = "có"
ALL = (("tất", "cả"), ("cả",), ("hết",), ("tất",), ("cả", "hết"), ("hết", "cả"), ("toàn", "bộ"))
ALL_OF = "cả"  # "cả hai", "cả 3": all, if there are that many
JOINING = ("và", "với", "cùng", "rồi", "thêm", "nữa", "cả", "lẫn")
PARTED = re.compile(r"[,;\n+&/]+")
RANGE = re.compile(r"\d\s*[-–—]\s*\d")


@dataclass(frozen=True, slots=True)
class Picked:
    """The option that was meant, or several in the order they are listed."""

    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Unclear:
    """Not understood; `closest` are what it may have been, best first."""

    closest: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True)
class Name:
    """A way of saying an option; `of` is its place among the options."""

    of: int
    words: tuple[str, ...]
    core: tuple[str, ...]  # without "Thôn", "Bà" and the like in front


Span = tuple[int, int, int]  # option, its first word, the word behind its last


def pick(text: str, options: Sequence[Option]) -> Picked | Unclear:
    """The one option that `text` chooses."""
    text = _short(text)
    if not text or not options:
        return Unclear()
    same = [o for o in options if clean(o.label) == text]
    if len(same) == 1:
        return Picked((same[0],))
    if "?" in text and not any("?" in o.label for o in options):
        asked = _choose(text.replace("?", " "), options)
        return asked if isinstance(asked, Unclear) else Unclear(asked.options)
    return _choose(text, options)


def _short(text: str) -> str:
    """The text as it is stored, or nothing if it is too long for a choice."""
    text = text.strip()
    if len(text) > 4 * LONGEST:
        return ""
    text = clean(text)
    return text if len(text) <= LONGEST else ""


def _choose(text: str, options: Sequence[Option]) -> Picked | Unclear:
    said = words(text)
    if not said or len(said) > MOST_WORDS:
        return Unclear()
    names = _names(tuple(options))
    readings = [said]
    if (written := words(untelex(text))) != said:
        readings.append(written)
    for find in (_named, _part_named, _slipped):
        for reading in readings:
            found = find(reading, names, options)
            if found:
                return _settle(found, reading, names, options)
    return Unclear(_closest(readings[-1], names, options))


def _settle(
    found: Sequence[int], said: Sequence[str], names: Sequence[Name], options: Sequence[Option]
) -> Picked | Unclear:
    """One option, or all that it may be, the one that is spelled just so before the others."""
    found = list(dict.fromkeys(found))
    distinct = {options[i].id for i in found}
    core = _spelled(_without_fillers(said))
    if len(distinct) > 1 and any(word.tone or word.shapes.strip() for word in core):
        alike = [n for n in names if n.of in found]
        exact = {n.of for n in alike if core in (_spelled(n.words), _spelled(n.core))}
        if len(exact) == 1:
            return Picked((options[exact.pop()],))
    if len(distinct) == 1:
        return Picked((options[found[0]],))
    return Unclear(tuple(options[i] for i in found[:MOST_CLOSEST]))


def _spelled(said: Iterable[str]) -> tuple[Spelling, ...]:
    return tuple(spell(word) for word in said)


def _without_fillers(said: Sequence[str]) -> Sequence[str]:
    start, end = 0, len(said)
    while start < end and polite.is_filler(said[start]):
        start += 1
    while end > start and polite.is_filler(said[end - 1]):
        end -= 1
    return said[start:end]


@lru_cache(maxsize=256)
def _names(options: tuple[Option, ...]) -> tuple[Name, ...]:
    """Every way of saying each option: label, further names, head of the label, numbers in words."""
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
    if tuple(out) == form and len(form) > 1 and _is_general(form[0]):
        value = numbers.digit(form[-1])
        out[-1] = str(value) if value else form[-1]
    return tuple(out)


def _is_general(word: str) -> bool:
    return polite.is_one_of(word, polite.PLACES) or polite.is_one_of(word, polite.TITLES)


def _core(form: tuple[str, ...]) -> tuple[str, ...]:
    start = 0
    while start < len(form) - 1 and (spell(form[start]) in _GENERAL):
        start += 1
    return form[start:]


_GENERAL = frozenset(spell(word) for word in (*polite.PLACES, *polite.TITLES))


def _named(said: Sequence[str], names: Sequence[Name], options: Sequence[Option]) -> list[int]:
    """Options whose whole name or number the text is, but for polite words around it."""
    spans: list[Span] = []
    for name in names:
        for form in dict.fromkeys((name.words, name.core)):
            for start, end in _places_of(form, said):
                if _is_around(said[:start], said[end:], name.words):
                    spans.append((name.of, start, end))
        if _joined(said, name.words):
            spans.append((name.of, 0, len(said)))
    spans.extend(_numbered(said, options))
    if not spans and _says_yes(said):
        spans.extend((n.of, 0, len(said)) for n in names if n.words == (YES,))
    # A name that holds another one whole is what was said: "chưa đúng" is not "đúng".
    return [
        of
        for of, start, end in spans
        if not any(s <= start and end <= e and (s, e) != (start, end) for _, s, e in spans)
    ]


def _places_of(form: Sequence[str], said: Sequence[str]) -> list[tuple[int, int]]:
    size = len(form)
    return [
        (start, start + size)
        for start in range(len(said) - size + 1)
        if polite.same_phrase(said[start : start + size], form)
    ]


def _is_around(before: Sequence[str], after: Sequence[str], name: Sequence[str]) -> bool:
    """Whether the words around a name leave it as it is."""
    plain = not polite.negates(name)
    return all(
        polite.is_filler(w)
        or polite.is_one_of(w, polite.PLACES)
        or (plain and polite.is_one_of(w, polite.AFFIRMING))
        for w in before
    ) and all(polite.is_filler(w) for w in after)


def _joined(said: Sequence[str], name: Sequence[str]) -> bool:
    """ "dongy" for "Đồng ý": the same letters with the spaces left out."""
    return (
        len(said) < len(name)
        and fold("".join(said)) == fold("".join(name))
        and polite.same_phrase(["".join(said)], ["".join(name)])
    )


def _says_yes(said: Sequence[str]) -> bool:
    rest = [word for word in said if not polite.is_filler(word)]
    return len(rest) == 1 and polite.is_one_of(rest[0], polite.AFFIRMING[1:7])


def _numbered(said: Sequence[str], options: Sequence[Option]) -> list[Span]:
    """Options whose number the text is."""
    start, end = 0, len(said)
    while start < end:
        value = _value(said[start:end])
        if value is not None:
            shown = enumerate(options)
            return [(i, start, end) for i, o in shown if (o.position or i + 1) == value]
        if polite.is_filler(said[start]) or polite.is_one_of(said[start], (ORDINAL_SIGN,)):
            start += 1
        elif polite.is_filler(said[end - 1]):
            end -= 1
        else:
            break
    return []


def _value(said: Sequence[str]) -> int | None:
    for place, ways in ORDINALS.items():
        if any(polite.same_phrase(said, way) for way in ways):
            return place
    return numbers.read(said)


def _part_named(
    said: Sequence[str], names: Sequence[Name], options: Sequence[Option]
) -> list[int]:
    """Options of whose name a telling part was typed, and nothing else."""
    core = _without_fillers(said)
    while len(core) > 1 and polite.is_one_of(core[0], polite.PLACES):
        core = core[1:]
    if not any(_tells(word) for word in core) or all(
        w.isdigit() or numbers.digit(w) for w in core
    ):
        return []
    found: list[int] = []
    for name in names:
        for start, end in _parts(core, name.words):
            left = (*name.words[:start], *name.words[end:])
            if not any(polite.is_one_of(w, polite.TURNING) for w in left):
                found.append(name.of)
    return found


def _tells(word: str) -> bool:
    return len(word) >= PART_LETTERS and not polite.is_filler(word) and not _is_general(word)


def _parts(core: Sequence[str], name: Sequence[str]) -> list[tuple[int, int]]:
    size = len(core)
    return [
        (start, start + size)
        for start in range(len(name) - size + 1)
        if polite.same_phrase(core, name[start : start + size])
    ]


def _slipped(said: Sequence[str], names: Sequence[Name], options: Sequence[Option]) -> list[int]:
    """Options that are one slip of the finger away."""
    found: list[int] = []
    for typed in dict.fromkeys((tuple(said), tuple(_without_fillers(said)))):
        for name in names:
            for form in dict.fromkeys((name.words, name.core)):
                if _one_slip(typed, form):
                    found.append(name.of)
    return found


def _one_slip(typed: Sequence[str], meant: Sequence[str]) -> bool:
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


def _closest(
    said: Sequence[str], names: Sequence[Name], options: Sequence[Option]
) -> tuple[Option, ...]:
    """What a short text may have been meant for; nothing where it is a sentence, or says no."""
    core = _without_fillers(said)
    if not core or len(core) > 4 or polite.negates(core):
        return ()
    plain = fold("".join(core))
    scored: list[tuple[float, int]] = []
    for name in names:
        best = max(_likeness(plain, fold("".join(form))) for form in (name.words, name.core))
        telling = [word for word in core if len(word) >= PART_LETTERS]
        shared = sum(bool(_parts((word,), name.core)) for word in telling)
        if best >= 0.6 or shared:
            scored.append((-(best + shared), name.of))
    ranked = dict.fromkeys(of for _, of in sorted(scored))
    return tuple(options[of] for of in list(ranked)[:MOST_CLOSEST])


def _likeness(a: str, b: str) -> float:
    """The share of letter pairs that two words have in common, 0 to 1."""
    if not a or not b:
        return 0.0
    pairs_a = {a[i : i + 2] for i in range(len(a) - 1)} or {a}
    pairs_b = {b[i : i + 2] for i in range(len(b) - 1)} or {b}
    return 2 * len(pairs_a & pairs_b) / (len(pairs_a) + len(pairs_b))


def pick_several(text: str, options: Sequence[Option]) -> Picked | Unclear:
    """All the options that `text` chooses; if any of it is not understood, none of them."""
    text = _short(text)
    whole = pick(text, options)
    if isinstance(whole, Picked) or not text or not options:
        return whole
    if "?" in text or RANGE.search(text):
        return Unclear()
    if _says_all(words(text), len(options)):
        return Picked(tuple(options))
    found: set[int] = set()
    unclear: list[Option] = []
    understood = True
    for part in PARTED.split(text):
        said = words(part)
        if len(said) > MOST_WORDS or _counts_all(_without_fillers(said)):
            return Unclear()
        result = _several(said, tuple(options))
        if isinstance(result, Unclear):
            understood = False
            unclear.extend(result.closest)
        else:
            found.update(options.index(o) for o in result.options)
    if understood and found:
        return Picked(tuple(o for i, o in enumerate(options) if i in found))
    return Unclear(tuple(dict.fromkeys(unclear))[:MOST_CLOSEST] or (whole.closest))


def _says_all(said: Sequence[str], count: int) -> bool:
    core = _without_fillers(said)
    if any(polite.same_phrase(core, way) for way in ALL):
        return True
    return _counts_all(core) and numbers.read(core[1:]) == count


def _counts_all(core: Sequence[str]) -> bool:
    """ "cả hai": all of a number of things, which is no option's number."""
    if len(core) < 2 or not polite.is_one_of(core[0], (ALL_OF,)):
        return False
    return numbers.read(core[1:]) is not None


def _several(said: Sequence[str], options: tuple[Option, ...]) -> Picked | Unclear:
    """The options a stretch of words names one after another, the longest name first."""
    longest = max((len(n.words) for n in _names(options)), default=1) + 1
    picked: list[Option] = []
    at = 0
    while at < len(said):
        # Passed over unless it opens a name, as "em" does in "Em gái".
        passing = polite.is_filler(said[at]) or polite.is_one_of(said[at], JOINING)
        named = _from(said, at, longest, options)
        if isinstance(named, Unclear):
            if not passing:
                return named
            at += 1
            continue
        end, option = named
        picked.append(option)
        at = end
    return Picked(tuple(dict.fromkeys(picked)))


def _from(
    said: Sequence[str], at: int, longest: int, options: tuple[Option, ...]
) -> tuple[int, Option] | Unclear:
    closest: tuple[Option, ...] = ()
    for end in range(min(len(said), at + longest), at, -1):
        stretch = said[at:end]
        if polite.is_filler(stretch[-1]) and len(stretch) > 1:
            continue
        joins = any(polite.is_one_of(word, JOINING) for word in stretch[1:-1])
        if joins and not _names_hold(stretch, options):
            continue
        match _choose(" ".join(stretch), options):
            case Picked((option,)):
                return end, option
            case Unclear(found) if len(stretch) == 1:
                closest = found
    return Unclear(closest)


def _names_hold(stretch: Sequence[str], options: tuple[Option, ...]) -> bool:
    return any(_parts(stretch, name.words) for name in _names(options))
