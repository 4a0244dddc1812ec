"""What was found in a plan, in words: its head, each finding with its sentence, its tasks."""

import re
from datetime import timedelta

from bot.dialogue import telling
from handlers.turn import Turn
from handlers.year_details import first_offsets, tell_days, tell_hour, tell_reminders, tell_who
from handlers.year_list import pages
from models.work.due_days import days_between
from models.work.movement import Plan
from models.work.plan_draft import Item, found_in

NAME = 14  # syllables of what was found
SENTENCE = 12  # of the sentence that it came from
LEAD = 3  # of them before and after the words that say it
TITLE = 14
TASK = 14
TASK_PAGE = 5  # tasks in one message
TASK_PAGES = 10
WHOLE = 40  # syllables of a sentence that is looked at alone
YEAR = timedelta(days=364)  # of what comes again
DIRECTIVES = 8  # that are named in one message


def tell_facts(turn: Turn, plan: Plan) -> str:
    """Return the head of a plan in words, and how much was found."""
    found = found_in(plan)
    number = f"{found.number}/{found.symbol}" if found.number else ""
    values: dict[str, str | int] = {
        "title": telling.shorten(found.title, TITLE),
        "value": number,
        "has": "yes" if number else "no",
        "day": found.day.strftime("%d/%m/%Y") if found.day else "",
        "when": "yes" if found.day else "no",
        "by": telling.shorten(found.signer, 8),
        "movements": len(found.movements),
        "milestones": len(found.deadlines),
        "tasks": len(found.tasks),
        "directives": len(found.directives),
        "count": len(found.recipients),
        "same": "yes" if plan.findings.get("same") else "no",
    }
    return turn.say("plan-facts", **values)


def tell_changed_facts(turn: Turn, plan: Plan) -> list[str]:
    """Return in lines what the head of a newer version says otherwise."""
    return [
        turn.say(f"plan-fact-{name}", old=told(old) or "–", value=told(new) or "–")
        for name, old, new in plan.findings.get("facts", ())
    ]


def told(value: str) -> str:
    """Return a fact as it stands in a line: a day as the desk writes it."""
    day = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", value)
    return f"{day[3]}/{day[2]}/{day[1]}" if day else telling.shorten(value, TITLE)


def tell_directives(turn: Turn, plan: Plan) -> None:
    """Show which directives a plan quotes and to whom it goes."""
    found = found_in(plan)
    named = [
        f"{each.kind} {each.number}" + (f" ({each.day:%d/%m/%Y})" if each.day else "")
        for each in found.directives
    ]
    if named:
        lines = "; ".join(named[:DIRECTIVES])
        turn.tell("plan-directives", lines=lines, more=max(len(named) - DIRECTIVES, 0))
    if found.recipients:
        names = "; ".join(telling.shorten(name, 8) for name in found.recipients[:DIRECTIVES])
        turn.tell("plan-recipients", names=names)


def line(turn: Turn, number: int, item: Item) -> str:
    """Return a finding with the sentence that it came from."""
    values: dict[str, str | int] = {
        "number": number,
        "name": telling.shorten(item.name, NAME),
        "text": excerpt(item.said, item.words or item.known),
        "change": item.change,
        "state": "taken" if item.taken else "dropped",
    }
    if item.what == "movement":
        kind = turn.say(f"plan-kind-{item.kind}")
        return turn.say("plan-movement", kind=kind, years=years(item), **values)
    days = item.words  # those with an hour would say it twice
    if item.day and (item.hour or not (item.rule and days)):
        days = tell_days(turn, days_between(item.day, item.rule, item.day, item.day + YEAR))
    over = item.day is not None and item.day < turn.today
    return turn.say(
        "plan-deadline",
        days=days,
        hour=tell_hour(turn, item.hour),
        who=tell_who(turn, item.owes),
        reminders=first_offsets_of(turn, item),
        over="yes" if over else "no",
        **values,
    )


def first_offsets_of(turn: Turn, item: Item) -> str:
    """Return when whoever owes it is reminded."""
    return first_offsets(turn, item.rules)


def excerpt(sentence: str, about: str) -> str:
    """Return the part of a sentence in which something was found."""
    words, at = sentence.split(), sentence.find(about)
    before = len(sentence[: max(at, 0)].split())
    end = min(before + len(about.split()) + LEAD, len(words))
    near = before <= SENTENCE - LEAD and end <= SENTENCE + 2 * LEAD
    start = 0 if near else max(min(before - LEAD, end - SENTENCE), 0)
    part = telling.shorten(" ".join(words[start:]), SENTENCE + LEAD)
    return f"…{part}" if start else part


def years(item: Item) -> str:
    """Return the years of a movement in figures."""
    if item.first is None:
        return ""
    return str(item.first) if item.first == item.last else f"{item.first}–{item.last}"


def look_at(turn: Turn, number: int, item: Item) -> str:
    """Return one finding with its whole sentence, and how it is corrected."""
    parts = [line(turn, number, item)]
    if len(item.said.split()) > SENTENCE:
        parts.append(turn.say("plan-said", text=telling.shorten(item.said, WHOLE)))
    if item.what == "movement":
        parts.append(turn.say("plan-edit-movement"))
    else:
        parts += [tell_reminders(turn, item.rules, item.owes), turn.say("plan-edit-deadline")]
    return "\n".join(parts)


def tell_tasks(turn: Turn, plan: Plan) -> None:
    """Show the tasks of a plan under their headings, a few in a message, before them which
    directives it quotes and to whom it goes.
    """
    tell_directives(turn, plan)
    found = found_in(plan)
    lines, heading = list[str](), ""
    for task in found.tasks:
        if task.heading != heading:
            heading = task.heading
            lines.append(turn.say("plan-heading", text=telling.shorten(heading, TASK)))
        lines.append(turn.say("plan-task", text=telling.shorten(task.text, TASK)))
    if not lines:
        turn.tell("plan-no-tasks")
    for page in pages(lines, TASK_PAGE)[: TASK_PAGES * 2]:
        turn.show(page)
