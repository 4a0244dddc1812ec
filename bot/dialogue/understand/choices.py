"""One or several of the options, from what a person typed; what may be two things is neither."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.dialogue.messages import Option
from bot.dialogue.understand import numbers, polite
from bot.dialogue.understand.folding import Spelling, clean, fold, spell, untelex, words
from bot.dialogue.understand.option_names import (
    MOST_WORDS,
    Name,
    is_general,
    names_of,
    parts_of,
    spans_of,
)
from bot.dialogue.understand.remembering import short_remembered
from bot.dialogue.understand.slips import likeness, one_slip
from bot.dialogue.understand.words import yes_no

LONGEST = 300  # a longer text is a tale, never a choice
MOST_CLOSEST = 4
PART_LETTERS = 3

FIRST = (("đầu",), ("đầu", "tiên"), ("thứ", "nhất"), ("nhất",))
SECOND = (("thứ", "nhì"), ("nhì",))
FOURTH = (("thứ", "tư"), ("số", "tư"))
ORDINALS = {1: FIRST, 2: SECOND, 4: FOURTH}
ORDINAL_SIGN = "thứ"
WEEKDAYS = ("2", "3", "4", "5", "6", "7")
YES, NO = "có", "không"
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


Span = tuple[int, int, int]  # option, its first word, the word behind its last


def pick(text: str, options: Sequence[Option]) -> Picked | Unclear:
    """The one option that `text` chooses."""
    return _pick(text, tuple(options))


@short_remembered
def _pick(text: str, options: tuple[Option, ...]) -> Picked | Unclear:
    text = _short(text)
    if not text or not options:
        return Unclear()
    same = [o for o in options if clean(o.label) == text]
    # "3" as a label is still the place of another option.
    if len(same) == 1 and all(options[i] in same for i, *_ in _numbered(words(text), options)):
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
    names = names_of(tuple(options))
    readings = [said]
    if (written := words(untelex(text))) != said:
        readings.append(written)
    # "đúng" is an answer to something else, not "Đông" with a slip of the finger.
    answers = yes_no(text) is not None
    for find in (_named, _part_named) if answers else (_named, _part_named, _slipped):
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


def _named(said: Sequence[str], names: Sequence[Name], options: Sequence[Option]) -> list[int]:
    """Options whose whole name or number the text is, but for polite words around it."""
    spans: list[Span] = []
    for name in names:
        for form in dict.fromkeys((name.words, name.core)):
            for start, end in spans_of(form, said):
                if _is_around(said[:start], said[end:], name.words):
                    spans.append((name.of, start, end))
        if _joined(said, name.words):
            spans.append((name.of, 0, len(said)))
    counted = _numbered(said, options)
    spans.extend(counted)
    if counted and (weekday := _like_weekday(said)):
        # "thứ hai" is the second, or Monday where one of the options is on a Monday.
        _, start, end = counted[0]
        spans.extend((name.of, start, end) for name in names if parts_of(weekday, name.words))
    if not spans and (answer := _yes_or_no(said)):
        spans.extend((name.of, 0, len(said)) for name in names if name.words == (answer,))
    # A name that holds another one whole is what was said: "chưa đúng" is not "đúng".
    return [
        of
        for of, start, end in spans
        if not any(s <= start and end <= e and (s, e) != (start, end) for _, s, e in spans)
    ]


def _is_around(before: Sequence[str], after: Sequence[str], name: Sequence[str]) -> bool:
    """Whether the words around a name leave it as it is."""
    plain = not polite.negates(name)
    if (
        after
        and polite.same_phrase((after[0],), (polite.ALREADY,))
        and name[-1] in polite.AGREEING
    ):
        after = after[1:]
    return all(
        polite.is_filler(word)
        or polite.is_one_of(word, polite.PLACES)
        or (plain and polite.is_one_of(word, polite.AFFIRMING))
        for word in before
    ) and all(polite.is_filler(word) for word in after)


def _joined(said: Sequence[str], name: Sequence[str]) -> bool:
    """ "dongy" for "Đồng ý": the same letters with the spaces left out."""
    return (
        len(said) < len(name)
        and fold("".join(said)) == fold("".join(name))
        and polite.same_phrase(["".join(said)], ["".join(name)])
    )


def _yes_or_no(said: Sequence[str]) -> str:
    """The plain option that a yes or a no in other words chooses."""
    answer = yes_no(" ".join(said))
    if answer is None:
        return ""
    if answer:
        return YES
    denied = [word for word in said if polite.negates((word,))]
    return NO if denied and all(polite.is_not(word) for word in denied) else ""


def _like_weekday(said: Sequence[str]) -> list[str]:
    core = list(_without_fillers(said))
    if len(core) != 2 or not polite.is_one_of(core[0], (ORDINAL_SIGN,)):
        return []
    return [core[0], *(numbers.spoken(int(core[1])) if core[1] in WEEKDAYS else core[1:])]


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
        for start, end in parts_of(core, name.words):
            left = (*name.words[:start], *name.words[end:])
            if polite.negates(core[:1]) and len(core) == 1:
                # "chưa" is "Chưa đúng" where "Đúng" is the other choice; "không" is no "Không rõ".
                found.extend(name.of for other in names if other.words == left)
            elif not any(polite.is_one_of(w, polite.TURNING) for w in left):
                found.append(name.of)
    return found


def _tells(word: str) -> bool:
    return len(word) >= PART_LETTERS and not polite.is_filler(word) and not is_general(word)


def _slipped(said: Sequence[str], names: Sequence[Name], options: Sequence[Option]) -> list[int]:
    """Options that are one slip of the finger away."""
    found: list[int] = []
    for typed in dict.fromkeys((tuple(said), tuple(_without_fillers(said)))):
        for name in names:
            for form in dict.fromkeys((name.words, name.core)):
                if one_slip(typed, form):
                    found.append(name.of)
    return found


def _closest(
    said: Sequence[str], names: Sequence[Name], options: Sequence[Option]
) -> tuple[Option, ...]:
    """What a short text may have been meant for; nothing where it is a sentence, or says no."""
    core = _without_fillers(said)
    if not core or len(core) > 4:
        return ()
    denied = [word for word in core if polite.is_one_of(word, polite.NEGATIONS)]
    plain = fold("".join(core))
    scored: list[tuple[float, int]] = []
    for name in names:
        if not all(parts_of((word,), name.words) for word in denied):
            continue
        best = max(likeness(plain, fold("".join(form))) for form in (name.words, name.core))
        telling = [word for word in core if len(word) >= PART_LETTERS]
        shared = sum(bool(parts_of((word,), name.core)) for word in telling)
        if best >= 0.6 or shared:
            scored.append((-(best + shared), name.of))
    ranked = dict.fromkeys(of for _, of in sorted(scored))
    return tuple(options[of] for of in list(ranked)[:MOST_CLOSEST])


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
    result = _all_named(text, tuple(options))
    if isinstance(result, Unclear) and (written := untelex(text)) != text:
        result = _all_named(written, tuple(options))
    return Unclear(whole.closest) if result == Unclear() else result


def _all_named(text: str, options: tuple[Option, ...]) -> Picked | Unclear:
    """The options that the parts of a text name, in the order they are listed."""
    found: set[Option] = set()
    unclear: list[Option] = []
    understood = True
    for part in PARTED.split(text):
        said = words(part)
        if len(said) > MOST_WORDS or _counts_all(_without_fillers(said)):
            return Unclear()
        match _several(said, options):
            case Unclear(closest):
                understood = False
                unclear.extend(closest)
            case Picked(named):
                found.update(named)
    if understood and found:
        return Picked(tuple(option for option in options if option in found))
    return Unclear(tuple(dict.fromkeys(unclear))[:MOST_CLOSEST])


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
    longest = max((len(n.words) for n in names_of(options)), default=1) + 1
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
    return any(parts_of(stretch, name.words) for name in names_of(options))
