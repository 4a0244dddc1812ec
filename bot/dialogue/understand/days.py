"""When something happened, in the words people use: a day, a span, ongoing, or unknown.

A day without a year is the most recent one. Lunar days are taken as such only where the words say
so. What is not sure is asked again (`UnclearDay`), never guessed.
"""

from datetime import date
from itertools import pairwise

from bot.dialogue.understand.day_parts import Mark, Match, Piece, Rule, Weekday
from bot.dialogue.understand.day_rules import RULES
from bot.dialogue.understand.day_spans import ONE_DAY, WEEK, span
from bot.dialogue.understand.day_words import FILLERS, UNITS, plain_words, without_slips
from bot.dialogue.understand.remembering import short_remembered
from bot.dialogue.understand.when import UnclearDay, When

__all__ = ["UnclearDay", "When", "day"]

MOST_OTHER_WORDS = 8  # more than these around a day make it a story, not an answer
MOST_WORDS_AROUND_DOUBT = 3
NOT_A_DAY = UnclearDay("not_a_day")


@short_remembered
def day(text: str, today: date) -> When | UnclearDay:
    words = plain_words(text)
    if words is None:
        return NOT_A_DAY
    mended = {_meaning(each, today, whole=True) for each in without_slips(words)} - {NOT_A_DAY}
    return mended.pop() if len(mended) == 1 else _meaning(words, today)


def _meaning(words: str, today: date, *, whole: bool = False) -> When | UnclearDay:
    """What the words say; with `whole` nothing but the day may be among them."""
    pieces, others = _pieces(words, today)
    if others > (0 if whole else MOST_OTHER_WORDS):
        return NOT_A_DAY
    marks = {piece.name for piece in pieces if isinstance(piece, Mark)}
    if "not" in marks:
        return NOT_A_DAY
    if going_on := _going_on(pieces, today):
        return going_on
    if any(not isinstance(piece, Mark) for piece in pieces):
        return _together(pieces, today)
    doubts = "unknown" in marks or (not others and "khong" in words.split())
    if doubts and others <= MOST_WORDS_AROUND_DOUBT:
        return When("unknown")
    return NOT_A_DAY


def _pieces(words: str, today: date) -> tuple[list[Piece], int]:
    """The days and the words that join them, and how many other words there are."""
    pieces: list[Piece] = []
    others = at = 0
    while at < len(words):
        for pattern, rule in RULES:
            fits = pattern.match(words, at)
            if fits and fits.end() > at and not _counts_something(fits[0], words, fits.end()):
                piece = _tried(rule, fits, today)
                if piece is not None:
                    pieces.append(piece)
                    others += piece == Mark("word")
                    at = fits.end()
                    break
        else:
            end = words.index(" ", at) + 1
            others += words[at : end - 1] not in FILLERS
            at = end
    return pieces, others


def _tried(rule: Rule, fits: Match, today: date) -> Piece | None:
    try:
        return rule(fits, today)
    except (ValueError, OverflowError):  # beyond what any calendar here knows
        return UnclearDay("no_such_day")


def _counts_something(phrase: str, words: str, end: int) -> bool:
    """ "2020 hộ" and "12.3 triệu" are amounts."""
    last = phrase.split()[-1]
    return (last[0] == "#" or last.isdigit()) and words[end:].split(" ", 1)[0] in UNITS


def _going_on(pieces: list[Piece], today: date) -> When | None:
    """Something that goes on, since when if that was said."""
    marked = Mark("ongoing") in pieces
    for piece in pieces:
        if isinstance(piece, When) and piece.kind == "ongoing":
            return piece
    since = _after(pieces, "from", today)
    if since and (marked or Mark("to") not in pieces):
        return When("ongoing", since.first)
    return When("ongoing") if marked else None


def _after(pieces: list[Piece], name: str, today: date) -> When | None:
    """The day that stands right behind such a word."""
    for mark, piece in pairwise(pieces):
        if mark == Mark(name):
            known = _known(piece, today)
            return known if isinstance(known, When) else None
    return None


def _known(piece: Piece, today: date) -> When | UnclearDay | None:
    if isinstance(piece, Weekday):
        last = today - ((today.weekday() - piece.number) % 7) * ONE_DAY
        return When("day", last, last)
    return None if isinstance(piece, Mark) else piece


def _together(pieces: list[Piece], today: date) -> When | UnclearDay:
    """One answer from all the days that were named."""
    joined = Mark("to") in pieces or Mark("or") in pieces
    if joined:
        pieces = _in_one_week(pieces, today)
    said = [known for piece in pieces if (known := _known(piece, today))]
    weekdays = [piece.number for piece in pieces if isinstance(piece, Weekday)]
    if len(said) == 1:
        about = _after(pieces, "about", today)
        return _roughly(about, today) if about else said[0]
    if Mark("or") in pieces and all(isinstance(each, When) for each in said):
        said.sort(key=lambda each: (isinstance(each, When) and each.first) or today)
    if joined:
        return _from_to(said, bool(weekdays), today)
    unclear = [each for each in said if isinstance(each, UnclearDay)]
    spans = [piece for piece in pieces if isinstance(piece, When)]
    if weekdays and spans and not unclear and len(set(weekdays)) == 1:
        return _weekday_of(weekdays[0], spans, today)
    clear = [each for each in said if isinstance(each, When)]
    return _settled(unclear, clear, today) if unclear else _narrowest(clear, today)


def _roughly(when: When, today: date) -> When:
    if when.kind != "day" or not when.first:
        return when
    return When("about", when.first - ONE_DAY, min(when.first + ONE_DAY, today))


def _in_one_week(pieces: list[Piece], today: date) -> list[Piece]:
    """ "thứ hai hay thứ ba tuần trước": the first is of that week, too."""
    for other in pieces:
        if isinstance(other, When) and other.kind == "day" and other.first:
            monday = other.first - other.first.weekday() * ONE_DAY
            days = {n: monday + n * ONE_DAY for n in range(7)}
            return [
                When("day", days[piece.number], days[piece.number])
                if isinstance(piece, Weekday) and days[piece.number] <= today
                else piece
                for piece in pieces
            ]
    return pieces


def _from_to(said: list[When | UnclearDay], by_weekday: bool, today: date) -> When | UnclearDay:
    for each in said:
        if isinstance(each, UnclearDay):
            return each
    begin, end = said[0], said[-1]
    if not (isinstance(begin, When) and begin.first and begin.last):
        return NOT_A_DAY
    if not (isinstance(end, When) and end.first and end.last):
        return NOT_A_DAY
    first = begin.first
    if by_weekday and 0 < (first - end.last).days < 7:
        first -= WEEK
    if first > end.last:
        return UnclearDay("which_year", (end.last, begin.first))
    return span(first, end.last, today)


def _weekday_of(number: int, spans: list[When], today: date) -> When | UnclearDay:
    """ "thứ hai 16/11": the day, if it is one; "chủ nhật, đầu tháng 3": somewhere there."""
    narrow = _narrowest(spans, today)
    if isinstance(narrow, UnclearDay) or not narrow.first or not narrow.last:
        return narrow
    days = [
        narrow.first + count * ONE_DAY
        for count in range(min((narrow.last - narrow.first).days + 1, 400))
        if (narrow.first.weekday() + count) % 7 == number
    ]
    if len(days) == 1:
        return When("day", days[0], days[0])
    if days or narrow.kind != "day":
        return narrow
    off = (number - narrow.first.weekday() + 3) % 7 - 3
    near = narrow.first + off * ONE_DAY
    return UnclearDay("no_such_day", (narrow.first, *([near] if near <= today else [])))


def _settled(unclear: list[UnclearDay], clear: list[When], today: date) -> When | UnclearDay:
    """What is unclear, unless a day next to it says which one is meant."""
    for candidate in unclear[0].candidates:
        if clear and all(
            each.first and each.last and each.first <= candidate <= each.last for each in clear
        ):
            return When("day", candidate, candidate)
    return unclear[0]


def _narrowest(clear: list[When], today: date) -> When | UnclearDay:
    dated = [(each.first, each.last, each) for each in clear if each.first and each.last]
    first, last = max(first for first, _, _ in dated), min(last for _, last, _ in dated)
    for begin, end, each in dated:
        if (begin, end) == (first, last):
            return each
    days = dict.fromkeys(begin for begin, _, each in dated if each.kind == "day")
    return UnclearDay("not_a_day", tuple(days))
