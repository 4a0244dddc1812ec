"""The answers of a report as the model takes them."""

from datetime import date

from bot.dialogue import telling
from bot.dialogue.world import Answers
from handlers import cases
from handlers.turn import Turn
from models.work.reports import Told

SELF = "self"  # beside the answers: the teller is the one praised


def told_of(turn: Turn, answers: Answers) -> Told:
    """Return the answers as the model takes them."""
    who = who_of(answers, turn)
    return Told(
        answers,
        who,
        telling.text_of(answers["story"]),
        hamlet_of(answers),
        cases.photos(answers),
        days_of(answers),
        str(answers.get("kind", {}).get("id", "")),
        str(answers.get("field", {}).get("id", "")),
        telling.text_of(answers.get("teller", {})),
        SELF in answers,
    )


def who_of(answers: Answers, turn: Turn) -> str:
    """Return the person praised in the teller's words; where it was spoken or written on a paper,
    that somebody has to listen or read.
    """
    answer = answers["who"]
    text = " ".join(telling.text_of(answer).split())
    return text or turn.say("deed-who-on-paper" if answer.get("paper") else "deed-who-spoken")


def days_of(answers: Answers) -> tuple[date | None, date | None]:
    """Return the first and last day between which it was, None where they are not known."""
    happened = answers["happened"]
    first, last = (happened.get(name) for name in ("first", "last"))
    return (
        date.fromisoformat(first) if first else None,
        date.fromisoformat(last) if last else None,
    )


def hamlet_of(answers: Answers) -> int | None:
    """Return the hamlet's unit, None when it was not found or not said."""
    chosen = answers["hamlet"].get("id")
    return int(chosen) if chosen else None
