"""Single words and set phrases: yes and no, none, "I don't know", the global words, small talk.

Each is understood as the whole message only: "giúp bà cụ qua đường" is a deed, no call for help.
"""

import re
import unicodedata
from collections.abc import Sequence

from bot.dialogue.understand import phrases, polite
from bot.dialogue.understand.folding import clean, fold, untelex, words
from bot.dialogue.understand.matching import LONGEST, ends, holds, made_of, readings
from bot.dialogue.understand.phrases import Command, SmallTalk
from bot.dialogue.understand.remembering import short_remembered

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


@short_remembered
def command(text: str) -> Command | None:
    """The global word that the whole message is."""
    if slash := phrases.SLASH.fullmatch(text.strip()[:40]):
        return phrases.SLASHED.get(slash[1].lower())
    for said in readings(text):
        for name, ways in phrases.COMMANDS.items():
            if _commands(said, ways):
                return name
    return None


def _commands(said: Sequence[str], ways: tuple[str, ...]) -> bool:
    return any(
        made_of(said[:at], phrases.COMMAND_BEFORE) and made_of(said[end:], phrases.COMMAND_AFTER)
        for at in range(len(said))
        for end in ends(said, at, ways)
    )


@short_remembered
def edit_target(text: str) -> str | None:
    """What the person wants to correct: "sửa tên" names the name, "sửa" alone nothing yet."""
    for said in readings(text):
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


@short_remembered
def yes_no(text: str) -> bool | None:
    """True, False, or None where the message says neither, both, or more than that."""
    if (signed := _signed(text.strip())) is not None:
        return signed
    for said in readings(text):
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
    if holds(said, phrases.MERE_POLITE, phrases.POLITE_WORDS):
        return True
    clauses = [words(part) for part in phrases.CLAUSES.split(text)]
    if [w for clause in clauses for w in clause] != list(said):
        clauses = [list(said)]
    answers: set[bool] = set()
    for clause in clauses:
        at = 0
        while at < len(clause):
            # Without marks "đừng" is taken for the "đúng" that it is nearly always.
            if clause[at] != "dung" and (past := ends(clause, at, phrases.NO)):
                answers.add(False)
                plain = polite.is_one_of(clause[at], phrases.DENYING)
                at = past[0]
                if plain and (tails := ends(clause, at, phrases.NO_TAILS)):
                    at = tails[0]
                    if ends(clause, at, phrases.NO):
                        return None  # "không phải không" takes itself back
                elif ends(clause, at, phrases.TAKEN_BACK):
                    return None
            elif past := ends(clause, at, phrases.MERE_POLITE):
                at = past[0]
            elif past := ends(
                clause, at, phrases.YES
            ):  # before "cô", which is "có" without its mark
                answers.add(True)
                at = past[0]
            elif past := ends(clause, at, phrases.POLITE_WORDS):
                at = past[0]
            else:
                return None
    return answers.pop() if len(answers) == 1 else None


@short_remembered
def is_none(text: str) -> bool:
    """Whether the message answers that there is none."""
    return any(_none(said) for said in readings(text))


def _none(said: Sequence[str]) -> bool:
    for at in range(len(said)):
        if not made_of(said[:at], phrases.POLITE_WORDS):
            continue
        for end in ends(said, at, phrases.DENYING):
            if made_of(said[end:], phrases.NONE_TAILS, phrases.POLITE_WORDS):
                return True
            for after in ends(said, end, phrases.NONE_VERBS):
                if made_of(said[after:], phrases.NONE_TAILS, phrases.POLITE_WORDS):
                    return True
    return False


@short_remembered
def is_unknown(text: str) -> bool:
    """Whether the message says that the person doesn't know or remember."""
    return any(_unknown(said) for said in readings(text))


def _unknown(said: Sequence[str]) -> bool:
    if holds(said, phrases.UNKNOWN, phrases.POLITE_WORDS):
        return True
    return any(
        made_of(said[:at], phrases.POLITE_WORDS)
        and made_of(said[after:], phrases.UNKNOWN_TAILS, phrases.POLITE_WORDS)
        for at in range(len(said))
        for end in ends(said, at, phrases.DENYING)
        for after in ends(said, end, phrases.KNOWING)
    )


@short_remembered
def small_talk(text: str) -> SmallTalk | None:
    """The greeting, thanks or farewell that the whole message is."""
    for said in readings(text):
        if _leaves(said):
            return SmallTalk.LEAVING
        if holds(said, phrases.THANKING, phrases.THANKED, phrases.GREETINGS, phrases.THANKING):
            return SmallTalk.THANKS
        about = (phrases.GREETED, phrases.GREETINGS, phrases.CALLED)
        if holds(said, phrases.GREETINGS, *about) or holds(said, phrases.CALLED, *about):
            return SmallTalk.GREETING
    return None


def _leaves(said: Sequence[str]) -> bool:
    if not made_of(said, *phrases.LEAVING_WORDS):
        return False
    every = range(len(said))
    if any(ends(said, at, table) for at in every for table in phrases.LEAVING_ALONE):
        return True
    # Mai and Tí are names as well: behind "bà" they are somebody's.
    later = [
        at
        for at in every
        if ends(said, at, phrases.LATER)
        and (
            at == 0
            or not polite.is_one_of(said[at - 1], polite.ADDRESS)
            or _puts_off(said[: at - 1])
        )
    ]
    put_off = any(_puts_off(said[:at]) for at in later)
    return put_off or bool(later and any(ends(said, at, phrases.TELLING) for at in every))


def _puts_off(before: Sequence[str]) -> bool:
    return bool(before) and polite.is_one_of(before[-1], phrases.PUTTING_OFF)


@short_remembered
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


@short_remembered
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
        if said in (["bo"], ["to", "dan"]):
            break  # without their marks "bỏ" rather than "bố", "tờ dán" rather than "tớ"
        said = said[1:]
    while said and polite.is_one_of(said[-1], LIST_FILLING):
        said = said[:-1]
    if not numbers or not 1 <= len(said) <= 3:
        return None
    return fold(" ".join(said)), numbers


@short_remembered
def bare(text: str) -> str:
    """The words without the polite ones around them: "dạ bác làm xong rồi cháu nhé" is "làm
    xong". Nothing is left of a long text, or of one that is polite alone.
    """
    if len(text) > LONGEST:
        return ""
    said = words(clean(text))
    start, end = 0, len(said)
    while start < end and polite.is_one_of(said[start], (*polite.OPENERS, *polite.ADDRESS)):
        start += 1
    while end > start and polite.is_one_of(said[end - 1], (*polite.CLOSERS, *polite.ADDRESS)):
        end -= 1
    return " ".join(said[start:end])


@short_remembered
def bare_but_done(text: str) -> str:
    """The same with its "rồi": "em nộp rồi ạ" is "nộp rồi", and nothing where it says no such
    word.
    """
    said, plain = words(clean(text[: 4 * LONGEST])), bare(text)
    at = len(said) - 1
    while at > 0 and not polite.is_one_of(said[at], (polite.ALREADY,)):
        at -= 1
    after = said[at - 1 : at] == plain.split()[-1:]
    return f"{plain} {polite.ALREADY}" if plain and at > 0 and after else ""


CODE = re.compile(r"(?P<word>\D{0,30}?)\s*(?P<code>(?:[0-9][\s.\-–]*){8})(?P<rest>\D{0,30})")
# Without a word only what looks like nothing else: no day, no two years, no money, no list.
BARE_CODE = re.compile(r"[0-9]{4}[\s.\-–]*[0-9]{4}[\s.\-–]*")
NOT_A_CODE = re.compile(
    r"(?:0[1-9]|[12][0-9]|3[01])(?:0[1-9]|1[0-2])(?:19|20)[0-9]{2}|(?:19|20)[0-9]{2}\D*20[0-9]{2}"
)
SIGNS = frozenset("+-$€#*")  # before a number: an amount, a telephone number, a list
CODE_WORDS = ("mã", "mã số")
CODE_FILLING = ("là", "này", "của", "việc", "đây", *polite.CLOSERS, *polite.ADDRESS)


@short_remembered
def coded(text: str) -> tuple[str, str] | None:
    """A word with a code of eight digits, as people write it: "mời 0071 2386 ạ".

    The word is empty when the code stands alone or is only called a code: "mã 4071 2386".
    """
    found = CODE.fullmatch(unicodedata.normalize("NFC", clean(text[: 4 * LONGEST])))
    if found is None:
        return None
    said, rest = words(untelex(found["word"])), words(found["rest"])
    while said and polite.is_one_of(said[0], (*polite.OPENERS, *polite.ADDRESS)):
        said = said[1:]
    if not all(polite.is_one_of(w, (*polite.CLOSERS, *polite.ADDRESS)) for w in rest):
        return None
    code = "".join(c for c in found["code"] if c.isdigit())
    if any(made_of(said[end:], CODE_FILLING) for end in ends(said, 0, CODE_WORDS)):
        return "", code
    if said:
        return fold(" ".join(said)), code
    digits = found["code"].strip()
    if SIGNS & set(found["word"]) or NOT_A_CODE.fullmatch(digits):
        return None
    return ("", code) if BARE_CODE.fullmatch(digits) else None


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
