"""A deed in words, as those may read it who look at it; and finding the one that is meant."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from bot.dialogue import telling
from bot.dialogue.world import Answers
from handlers.turn import Turn
from models.law.parameters import rule
from models.work.deed import Deed, get_deed
from models.work.list_numbers import case_of_number, number_for

NAMED = 6  # syllables of whom a deed is about, where it is only mentioned
WHO = 10  # and where it has to be found out who is meant
SPOKEN = ("who", "hamlet", "story", "happened", "place", "seen")  # what may be told by voice


def deed_of(turn: Turn, case: str) -> Deed | None:
    """Return the deed that a case names ("deed 12")."""
    kind, _, row = case.partition(" ")
    return get_deed(turn.tx, int(row)) if kind == "deed" and row.isdigit() else None


def numbered_deed(turn: Turn, number: int) -> Deed | None:
    """Return the deed that a list number means to whoever is speaking."""
    about = case_of_number(turn.tx, turn.viewer.person, number)
    return deed_of(turn, about) if about else None


def context_for(turn: Turn, deed: Deed) -> dict[str, Any]:
    """Return what a question about a deed needs to find it again."""
    number = number_for(turn.tx, turn.viewer.person, deed.about, turn.now)
    return {"deed": deed.id, "number": number, "about": deed.about}


def close_question(turn: Turn, deed: Deed) -> None:
    """Close the open question about a deed that was answered by its number: the next one may
    come.
    """
    if turn.talk.open is not None and turn.talk.open.context.get("deed") == deed.id:
        turn.talk = replace(turn.talk, open=None)


def gather(turn: Turn) -> None:
    """Make one message of the answers to several numbers."""
    text = "\n".join(reply.text for reply in turn.replies)
    turn.replies.clear()
    turn.show(text)


# --- in words ------------------------------------------------------------------------------------


def short(deed: Deed | None) -> str:
    """Return whom a deed is about in a few words, as they stand inside a sentence."""
    return telling.in_sentence(telling.shorten(deed.who, NAMED)) if deed else ""


def told(turn: Turn, deed: Deed, syllables: int) -> dict[str, str]:
    """Return a deed in words, as others may read it: whom, what (its first syllables), when and
    with how many photos; never who told it.
    """
    return {
        "who": telling.capital(telling.shorten(deed.who, WHO)),
        "story": telling.shorten(deed.story, syllables) or untyped(turn, deed),
        "when": when(turn, deed.answers),
    }


def untyped(turn: Turn, deed: Deed) -> str:
    """Return where the story is that nobody has typed yet: on a paper in the photos, or spoken."""
    on_paper = deed.answers.get("story", {}).get("paper")
    return turn.say("told-on-paper" if on_paper else "deed-story-spoken")


def when(turn: Turn, answers: Answers) -> str:
    """Return the line that says on which day it was, and what there is to see and to hear."""
    happened = answers.get("happened", {})
    unknown = happened.get("voice")  # said, and not listened to yet
    day = turn.say("day-unknown") if unknown else telling.tell_day(happened, turn.world)
    count = len(answers.get("evidence", {}).get("files", ()))
    files = turn.say("photo-count", count=count) if count else ""
    spoken = any(answers.get(name, {}).get("voice") for name in SPOKEN)
    voice = turn.say("deed-voice") if spoken else ""
    return telling.capital(", ".join(part for part in (day, files, voice) if part))


def photos(answers: Answers) -> tuple[str, ...]:
    """Return the ids of all photos and voice notes among the answers."""
    files = [f["file"] for f in answers.get("evidence", {}).get("files", ())]
    files += [note["file"] for name in SPOKEN for note in answers.get(name, {}).get("voice", ())]
    return tuple(file for file in files if file)


def hamlet_name(turn: Turn, deed: Deed) -> str:
    """Return a deed's hamlet in words."""
    for option in turn.commune.options(turn.tx, "hamlets", turn.today):
        if option.id == str(deed.hamlet_id):
            return option.label
    answer: Mapping[str, Any] = deed.answers.get("hamlet", {})
    return str(answer.get("text") or turn.say("unknown-hamlet"))


def due(day: date, turn: Turn) -> str:
    """Return a last day in words."""
    return telling.full_day(day, turn.world)


def undo_minutes(turn: Turn) -> int:
    """Return for how many minutes a decision can be taken back, and nobody hears of it."""
    return rule(turn.tx, "deed_undo_minutes", turn.today).value


def lines(parts: Iterable[str]) -> str:
    """Return what is not empty, a line each."""
    return "\n".join(part for part in parts if part)
