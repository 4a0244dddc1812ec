"""The officers' working list as an Excel file: for which period, and handing it over."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from bot.dialogue import understand
from bot.dialogue.messages import Option
from bot.dialogue.talk import Question
from handlers.turn import Asked, Capability, ResultUse, Route, Turn
from models.permissions import Action

Span = tuple[date, date]


def export(turn: Turn) -> None:
    """Ask for which period."""
    options = turn.options("export-ask", ("month", "last-month", "quarter", "year", "last-year"))
    turn.ask("export", turn.say("export-ask"), options, yields=True)


def answer_period(turn: Turn, option: Option, context: Mapping[str, Any]) -> None:
    """Take the period that was chosen."""
    begin(turn, *period(option.id, turn.today))


def take_days(turn: Turn, question: Question) -> None:
    """Take a period in other words: "từ 1/10 đến 31/10", "tháng 8", a single day."""
    when = understand.day(turn.said.text, turn.today)
    if not isinstance(when, understand.When) or when.first is None or when.last is None:
        turn.show(
            f"{turn.say('export-unclear')} {question.text}", question.options, question.number
        )
        return
    turn.close()
    begin(turn, when.first, when.last)


def begin(turn: Turn, first: date, last: date) -> None:
    """Have the list made; it comes as a message of its own."""
    asked = {"first": first.isoformat(), "last": last.isoformat()}
    turn.request("export", person=turn.viewer.person, **asked)
    turn.tell("export-begun", first=shown(first), last=shown(last))


def hand_over(turn: Turn) -> None:
    """Hand the list over, or say what to do when it could not be made."""
    came = turn.said.task
    if came.get("state") == "failed" or not turn.may(Action.EXPORT_DEEDS):
        turn.tell("export-failed")
        return
    days = {name: shown(date.fromisoformat(came[name])) for name in ("first", "last")}
    if came["count"]:
        text = turn.say("export-ready", count=came["count"], **days)
        turn.show(text, files=(came["document"],))
    else:
        turn.tell("export-none", **days)


def period(name: str, today: date) -> Span:
    """Return the first and last day of a period by its name; one that is not over ends today."""
    month, year = today.replace(day=1), today.replace(month=1, day=1)
    match name:
        case "last-month":
            last = month - timedelta(days=1)
            return last.replace(day=1), last
        case "quarter":
            return month.replace(month=today.month - (today.month - 1) % 3), today
        case "year":
            return year, today
        case "last-year":
            last = year - timedelta(days=1)
            return last.replace(month=1, day=1), last
    return month, today


def shown(day: date) -> str:
    """Return a day as the desk writes it."""
    return f"{day:%d/%m/%Y}"


CAPABILITY = Capability(
    "export",
    routes=(Route("export", export, Action.EXPORT_DEEDS),),
    questions=(Asked("export", answer_period, Action.EXPORT_DEEDS, take_days),),
    results=(ResultUse("export", hand_over),),
)
