"""Single words and set phrases: yes and no, none, "I don't know", the global words, small talk.

Each is understood as the whole message only: "giúp bà cụ qua đường" is a deed, no call for help.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from bot.dialogue.understand import phrases, polite
from bot.dialogue.understand.folding import clean, fold, spell, untelex, words
from bot.dialogue.understand.phrases import Command, SmallTalk

LONGEST = 160
MOST_WORDS = 14

ADDRESS_ENDINGS = (
    "vn", "com", "net", "org", "gov", "edu", "me", "be", "info", "io", "app", "tv", "link", "gl",
    "ly", "xyz",
)  # fmt: skip
SCHEME = re.compile(r"[a-z][a-z0-9+.-]{1,15}://\S+|www\.\S+", re.IGNORECASE)
HOST = re.compile(r"[a-z0-9.-]{4,253}", re.IGNORECASE)
AFTER_LINK = ".,;!)>]}\"'»”"

LIST_TOKEN = re.compile(r"\d+|[^\W\d_]+|[^\w\s]|_")
# What makes one value of two numbers (a day, an hour, an amount), or a question of the whole.
NOT_A_LIST = re.compile(r"\d[./:\-–]\d|\d[^\W\d_]|[%°$@=*<>?/_]|\d \d{3} \d{3}\b")
LIST_FILLING = ("số", "và", "với", "cả", "lẫn", "cùng", "việc")
MOST_NUMBERS = 20
MOST_DIGITS = 9


def _readings(text: str) -> list[list[str]]:
    """The words of a message that is short enough, as typed and with Telex written out."""
    text = text.strip()
    if not text or len(text) > 4 * LONGEST:
        return []
    text = unicodedata.normalize("NFC", text)
    if len(text) > LONGEST or "?" in text:
        return []
    said = words(text)
    if not said or len(said) > MOST_WORDS:
        return []
    written = words(untelex(text))
    return [said] if written == said else [said, written]


@lru_cache(maxsize=64)
def _indexed(among: tuple[str, ...]) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Phrases by the plain letters of their first word, the longest first."""
    table: dict[str, list[tuple[str, ...]]] = {}
    for phrase in dict.fromkeys(tuple(words(each)) for each in among):
        firsts = polite.NOT if phrase[0] == "không" else (phrase[0],)
        for letters in dict.fromkeys(spell(first).letters for first in firsts):
            table.setdefault(letters, []).append(phrase)
    return {k: tuple(sorted(v, key=len, reverse=True)) for k, v in table.items()}


def _ends(said: Sequence[str], at: int, among: tuple[str, ...]) -> list[int]:
    """Where phrases that begin at this word end, the longest first."""
    if at >= len(said):
        return []
    ways = _indexed(among).get(spell(said[at]).letters, ())
    return [at + len(p) for p in ways if polite.same_phrase(said[at : at + len(p)], p)]


def _made_of(said: Sequence[str], *tables: tuple[str, ...]) -> bool:
    """Whether the words are nothing but phrases of these tables, one after another."""
    reached = {0}
    for at in range(len(said)):
        if at in reached:
            reached.update(end for table in tables for end in _ends(said, at, table))
    return len(said) in reached


def _holds(said: Sequence[str], core: tuple[str, ...], *around: tuple[str, ...]) -> bool:
    """Whether the words are one phrase of `core` with nothing but phrases of `around` about it."""
    return any(
        _made_of(said[:at], *around) and _made_of(said[end:], *around)
        for at in range(len(said))
        for end in _ends(said, at, core)
    )


def command(text: str) -> Command | None:
    """The global word that the whole message is."""
    if slash := phrases.SLASH.fullmatch(text.strip()[:40]):
        return phrases.SLASHED.get(slash[1].lower())
    for said in _readings(text):
        for name, ways in phrases.COMMANDS.items():
            if _commands(said, ways):
                return name
    return None


def _commands(said: Sequence[str], ways: tuple[str, ...]) -> bool:
    return any(
        _made_of(said[:at], phrases.COMMAND_BEFORE) and _made_of(said[end:], phrases.COMMAND_AFTER)
        for at in range(len(said))
        for end in _ends(said, at, ways)
    )


def edit_target(text: str) -> str | None:
    """What the person wants to correct: "sửa tên" names the name, "sửa" alone nothing yet."""
    for said in _readings(text):
        start, end = 0, len(said)
        while start < end and polite.is_one_of(said[start], phrases.EDIT_BEFORE):
            start += 1
        if not 0 < end - start <= phrases.MOST_EDIT_WORDS:
            continue
        if not polite.is_one_of(said[start], phrases.EDIT_WORDS):
            continue
        start += 1
        while end > start and polite.is_one_of(said[end - 1], phrases.EDIT_AFTER):
            end -= 1
        while start < end and polite.is_one_of(said[start], phrases.EDIT_FILLING):
            start += 1
        if end - start <= 2:
            return fold(" ".join(said[start:end]))
    return None


def yes_no(text: str) -> bool | None:
    """True, False, or None where the message says neither, both, or more than that."""
    if (signed := _signed(text.strip())) is not None:
        return signed
    for said in _readings(text):
        heard = _heard(text, said)
        if heard is not None:
            return heard
    return None


def _signed(text: str) -> bool | None:
    """What a thumb or a tick says that stands alone."""
    signs = [c for c in text[:20] if c not in phrases.SIGN_EXTRAS and not c.isspace()]
    if not signs or len(text) > 20:
        return None
    if all(c in phrases.YES_SIGNS for c in signs):
        return True
    return False if all(c in phrases.NO_SIGNS for c in signs) else None


def _heard(text: str, said: Sequence[str]) -> bool | None:
    if _holds(said, phrases.MERE_POLITE, phrases.POLITE_WORDS):
        return True
    clauses = [words(part) for part in phrases.CLAUSES.split(text)]
    if [w for clause in clauses for w in clause] != list(said):
        clauses = [list(said)]
    answers: set[bool] = set()
    for clause in clauses:
        at = 0
        while at < len(clause):
            # Without marks "đừng" is taken for the "đúng" that it is nearly always.
            if clause[at] != "dung" and (ends := _ends(clause, at, phrases.NO)):
                answers.add(False)
                plain = polite.is_one_of(clause[at], phrases.DENYING)
                at = ends[0]
                if plain and (tails := _ends(clause, at, phrases.NO_TAILS)):
                    at = tails[0]
                    if _ends(clause, at, phrases.NO):
                        return None  # "không phải không" takes itself back
                elif _ends(clause, at, phrases.TAKEN_BACK):
                    return None
            elif ends := _ends(clause, at, phrases.MERE_POLITE):
                at = ends[0]
            elif ends := _ends(
                clause, at, phrases.YES
            ):  # before "cô", which is "có" without its mark
                answers.add(True)
                at = ends[0]
            elif ends := _ends(clause, at, phrases.POLITE_WORDS):
                at = ends[0]
            else:
                return None
    return answers.pop() if len(answers) == 1 else None


def is_none(text: str) -> bool:
    """Whether the message answers that there is none."""
    return any(_none(said) for said in _readings(text))


def _none(said: Sequence[str]) -> bool:
    for at in range(len(said)):
        if not _made_of(said[:at], phrases.POLITE_WORDS):
            continue
        for end in _ends(said, at, phrases.DENYING):
            if _made_of(said[end:], phrases.NONE_TAILS, phrases.POLITE_WORDS):
                return True
            for after in _ends(said, end, phrases.NONE_VERBS):
                if _made_of(said[after:], phrases.NONE_TAILS, phrases.POLITE_WORDS):
                    return True
    return False


def is_unknown(text: str) -> bool:
    """Whether the message says that the person doesn't know or remember."""
    return any(_unknown(said) for said in _readings(text))


def _unknown(said: Sequence[str]) -> bool:
    if _holds(said, phrases.UNKNOWN, phrases.POLITE_WORDS):
        return True
    return any(
        _made_of(said[:at], phrases.POLITE_WORDS)
        and _made_of(said[after:], phrases.UNKNOWN_TAILS, phrases.POLITE_WORDS)
        for at in range(len(said))
        for end in _ends(said, at, phrases.DENYING)
        for after in _ends(said, end, phrases.KNOWING)
    )


def small_talk(text: str) -> SmallTalk | None:
    """The greeting, thanks or farewell that the whole message is."""
    for said in _readings(text):
        if _leaves(said):
            return SmallTalk.LEAVING
        if _holds(said, phrases.THANKING, phrases.THANKED, phrases.GREETINGS, phrases.THANKING):
            return SmallTalk.THANKS
        about = (phrases.GREETED, phrases.GREETINGS, phrases.CALLED)
        if _holds(said, phrases.GREETINGS, *about) or _holds(said, phrases.CALLED, *about):
            return SmallTalk.GREETING
    return None


def _leaves(said: Sequence[str]) -> bool:
    if not _made_of(said, *phrases.LEAVING_WORDS):
        return False
    every = range(len(said))
    if any(_ends(said, at, table) for at in every for table in phrases.LEAVING_ALONE):
        return True
    # Mai and Tí are names as well: behind "bà" they are somebody's.
    later = [
        at
        for at in every
        if _ends(said, at, phrases.LATER)
        and (
            at == 0
            or not polite.is_one_of(said[at - 1], polite.ADDRESS)
            or _puts_off(said[: at - 1])
        )
    ]
    put_off = any(_puts_off(said[:at]) for at in later)
    return put_off or bool(later and any(_ends(said, at, phrases.TELLING) for at in every))


def _puts_off(before: Sequence[str]) -> bool:
    return bool(before) and polite.is_one_of(before[-1], phrases.PUTTING_OFF)


def is_link(text: str) -> bool:
    """Whether the message is nothing but web addresses."""
    parts = clean(text).split()
    return bool(parts) and all(
        _address(part.rstrip(AFTER_LINK).lstrip("<([\"'")) for part in parts
    )


def _address(part: str) -> bool:
    if SCHEME.fullmatch(part):
        return True
    host = re.split(r"[/?#:]", part, maxsplit=1)[0]
    labels = host.split(".")
    return (
        len(labels) > 1
        and HOST.fullmatch(host) is not None
        and all(labels)
        and labels[-1].lower() in ADDRESS_ENDINGS
        and not labels[-2].isdigit()
    )


def numbered(text: str) -> tuple[str, tuple[int, ...]] | None:
    """A word with the numbers of a list: "nhận 1, 3 và 4"."""
    text = text.strip()
    if not text or len(text) > 4 * LONGEST:
        return None
    text = unicodedata.normalize("NFC", clean(text))
    first = re.search(r"\d", text)
    if first is None or len(text) > LONGEST or NOT_A_LIST.search(text):
        return None
    numbers = _list_numbers(text[first.start() :])
    said = words(untelex(text[: first.start()]))
    while said and polite.is_one_of(said[0], (*polite.OPENERS, *polite.ADDRESS)):
        said = said[1:]
    while said and polite.is_one_of(said[-1], LIST_FILLING):
        said = said[:-1]
    if not numbers or not 1 <= len(said) <= 3:
        return None
    return fold(" ".join(said)), numbers


CODE = re.compile(r"(?P<word>\D{1,30}?)\s*(?P<code>(?:\d[\s.\-–]*){8})(?P<rest>\D{0,30})")


def coded(text: str) -> tuple[str, str] | None:
    """A word with a code of eight digits, as people write it: "mời 0071 2386 ạ"."""
    found = CODE.fullmatch(unicodedata.normalize("NFC", clean(text[: 4 * LONGEST])))
    if found is None:
        return None
    said, rest = words(untelex(found["word"])), words(found["rest"])
    while said and polite.is_one_of(said[0], (*polite.OPENERS, *polite.ADDRESS)):
        said = said[1:]
    if not said or not all(polite.is_one_of(w, (*polite.CLOSERS, *polite.ADDRESS)) for w in rest):
        return None
    return fold(" ".join(said)), "".join(c for c in found["code"] if c.isdigit())


def _list_numbers(text: str) -> tuple[int, ...]:
    """The numbers of a list that holds nothing else, or none."""
    found: list[int] = []
    over = False
    for token in LIST_TOKEN.findall(text):
        if token.isdigit():
            if over or not token.isascii() or token[0] == "0" or len(token) > MOST_DIGITS:
                return ()
            found.append(int(token))
        elif token.isalpha():
            if polite.is_one_of(token, LIST_FILLING):
                continue
            if not polite.is_one_of(token, (*polite.CLOSERS, *polite.ADDRESS)):
                return ()
            over = True
    return tuple(dict.fromkeys(found)) if len(found) <= MOST_NUMBERS else ()
