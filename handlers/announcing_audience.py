"""Who is told an announcement: groups by their number or name, one hamlet or several, a single
unit, those who have registered for a movement. A name that may be two is asked about.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.dialogue import telling, understand
from bot.dialogue.messages import Kind, Option
from bot.dialogue.talk import Question
from handlers.announcing_check import changed, check
from handlers.announcing_text import add_part, goes_on, word_about_text, write_on
from handlers.announcing_whom import (
    AUDIENCES,
    PLACES,
    REGISTERED,
    SHOWN,
    by_name,
    groups,
    hamlets,
    registered,
)
from handlers.showing import again
from handlers.turn import Asked, Capability, Turn
from models.permissions import Action
from models.work.announcement import Announcement
from models.work.announcing import find_announcement

PARTS = re.compile(r"[,;\n+&]|\bvà\b")
SAID = 8  # syllables of a name that is asked about

Picked = understand.Picked | understand.Unclear
Reader = Callable[[str], Picked]


def ask_audience(turn: Turn, found: Announcement, lead: str = "") -> None:
    """Ask who is told; several can be chosen."""
    text = f"{lead}\n{turn.say('announce-to')}".strip()
    turn.ask("announce-to", text, groups(turn), {"announcement": found.id})


def take_one(turn: Turn, option: Option, context: Mapping[str, Any]) -> None:
    """Take one audience; what was typed may name another more exactly, or be more of the text."""
    found = of_context(turn, context)
    if found is None:
        return
    typed = turn.said.text if turn.said.kind is Kind.TEXT else ""
    picked = read(turn, typed) if typed else understand.Unclear()
    if isinstance(picked, understand.Picked):
        choose(turn, found, [one.id for one in picked.options])
    elif not goes_on(typed):
        choose(turn, found, [option.id])
    elif said := add_part(turn, found, typed):
        ask_audience(turn, found, said)


def own_words(turn: Turn, question: Question) -> bool:
    """Take a word about the text, or more of it, before anything else; False for an audience."""
    if turn.said.kind is not Kind.TEXT or turn.said.edits:
        return False
    found = find_announcement(turn.tx, int(question.context["announcement"]))
    if found is None or word_about_text(turn, question, found):
        return found is not None
    if not goes_on(turn.said.text) or isinstance(read(turn, turn.said.text), understand.Picked):
        return False
    write_on(turn, question, found)
    return True


def take_several(turn: Turn, question: Question) -> None:
    """Take several audiences at once: "1, 3", "trưởng thôn và thôn Đoài"."""
    if turn.said.media and not understand.clean(turn.said.text):
        again(turn, question, turn.say("announce-words-only"))
        return
    take_named(turn, question, ())


def take_narrower(turn: Turn, option: Option, context: Mapping[str, Any]) -> None:
    """Take one hamlet, or one movement."""
    found = of_context(turn, context)
    if found is not None:
        choose(turn, found, [*context["ids"], option.id])


def take_narrower_several(turn: Turn, question: Question) -> None:
    """Take several hamlets or movements by numbers or names."""
    take_named(turn, question, question.context["ids"])


def take_named(turn: Turn, question: Question, ids: Sequence[str]) -> None:
    """Take what a message names beside `ids`; of a name that may be two, ask which is meant."""
    text, which = turn.said.text, str(question.context.get("which", ""))
    reader = reader_of(turn, which)
    picked = reader(text)
    if isinstance(picked, understand.Picked):
        turn.close()
        found = of_context(turn, question.context)
        if found is not None:
            choose(turn, found, [*ids, *(one.id for one in picked.options)])
        return
    clear = list(ids)
    parts = [part.strip() for part in PARTS.split(text) if part.strip()]
    for place, part in enumerate(parts):
        match reader(part):
            case understand.Picked(options):
                clear += [one.id for one in options]
            case understand.Unclear(closest):
                if not closest:
                    break
                context = {**question.context, "ids": clear, "rest": parts[place + 1 :]}
                options = tuple(replace(one, position=0) for one in closest)
                said = telling.shorten(part, SAID)
                turn.close()
                turn.ask("announce-which", turn.say("announce-which", text=said), options, context)
                return
    again(turn, question, turn.say("announce-who-unclear"))


def take_which(turn: Turn, option: Option, context: Mapping[str, Any]) -> None:
    """Take which of two was meant, and go on with what was said after it."""
    found = of_context(turn, context)
    if found is None:
        return
    ids = [*context["ids"], option.id]
    if context["rest"]:
        picked = reader_of(turn, str(context.get("which", "")))(", ".join(context["rest"]))
        if isinstance(picked, understand.Unclear):
            ask_audience(turn, found, turn.say("announce-who-unclear"))
            return
        ids += [one.id for one in picked.options]
    choose(turn, found, ids)


def reader_of(turn: Turn, which: str) -> Reader:
    """Return what reads an answer: to the list of hamlets, of movements, or to the groups."""
    options = hamlets(turn) if which == PLACES else registered(turn) if which == REGISTERED else ()
    if options:
        return lambda text: understand.pick_several(text, options)
    return lambda text: read(turn, text)


def read(turn: Turn, text: str) -> Picked:
    """Return all the audiences that a text names, or that its numbers mean."""
    shown = groups(turn, with_sizes=False)
    if not any(letter.isalpha() for letter in PARTS.sub(" ", text)):
        return understand.pick_several(text, shown)
    return understand.pick_several(text, [*shown, *by_name(turn)])


def of_context(turn: Turn, context: Mapping[str, Any]) -> Announcement | None:
    """Return the announcement that an open question is about; say so where it is gone."""
    found = find_announcement(turn.tx, int(context["announcement"]))
    if found is None:
        turn.tell("announce-too-late")
    return found


# --- what was chosen -----------------------------------------------------------------------------


def choose(turn: Turn, found: Announcement, ids: Sequence[str]) -> None:
    """Keep who is told, and show the whole before it goes out; a list that was chosen from is
    asked first.
    """
    narrower = next((one for one in ids if one in (PLACES, REGISTERED)), None)
    if narrower is not None:
        ask_narrower(turn, found, narrower, [one for one in ids if one != narrower])
        return
    terms = list(dict.fromkeys(term for one in ids for term in AUDIENCES.get(one, (one,))))
    if changed(turn, found, audience=terms):
        check(turn, found)


def ask_narrower(turn: Turn, found: Announcement, which: str, ids: Sequence[str]) -> None:
    """Ask which hamlets, or those registered for which movement; `ids` are chosen already. The
    only movement needs no question.
    """
    context = {"announcement": found.id, "ids": list(ids), "which": which}
    options = hamlets(turn) if which == PLACES else registered(turn)
    if which == REGISTERED and len(options) == 1:
        choose(turn, found, [*ids, options[0].id])
    elif which == REGISTERED:
        turn.ask("announce-narrower", turn.say("announce-registered"), options, context)
    elif len(options) <= SHOWN:
        turn.ask("announce-narrower", turn.say("announce-hamlets"), options, context)
    else:
        names = ", ".join(f"{o.position or n}. {o.label}" for n, o in enumerate(options, 1))
        text = turn.say("announce-hamlets-many", names=names)
        turn.ask_words("announce-narrower", text, context)


CAPABILITY = Capability(
    "announcing-audience",
    questions=(
        Asked("announce-to", take_one, Action.ANNOUNCE, take_several, own=own_words),
        Asked("announce-which", take_which, Action.ANNOUNCE),
        Asked("announce-narrower", take_narrower, Action.ANNOUNCE, take_narrower_several),
    ),
)
