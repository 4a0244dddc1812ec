"""Leaving somebody in peace for a while (mourning, illness): "nghỉ nhắc đến 20/6", and for another
person at the desk: "nghỉ nhắc bà Bưởi đến 20/6", "nhắc lại bà Bưởi".
"""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from sqlmodel import col, select

from bot.dialogue import telling, understand
from bot.dialogue.messages import Option
from bot.dialogue.talk import Question
from handlers.duties import desk
from handlers.showing import again
from handlers.turn import (
    Asked,
    Capability,
    Phrase,
    PushUse,
    Turn,
    asked_in_words,
    folded_words,
)
from models.machine.push import Waiting
from models.people.absence import absences, end_absence, leave_in_peace
from models.people.person import Person
from models.people.role import Grant
from models.permissions import Action

OWN_MOST, DESK_MOST = timedelta(days=92), timedelta(days=366)
# Where a name ends and a day begins.
UNTIL = re.compile(
    r"(?:^|\s)(?:cho\s+)?(?:đến|tới|thêm|hết|trong|den|them)(?=\s)|\d", re.IGNORECASE
)

CLAUSES = re.compile(r"[,.;\n]|\s(?:nên|nen|thì|thi)\s", re.IGNORECASE)
MOST_CLAUSES = 3  # a longer text tells something


def begin(turn: Turn, words: str) -> bool:
    """Take "nghỉ nhắc", with or without a person and a last day."""
    cut = UNTIL.search(words)
    who, until = (words[: cut.start()], words[cut.start() :]) if cut else (words, "")
    last = understand.until_day(until.strip(), turn.today)
    found = meant(turn, who)
    if isinstance(found, int):
        rest(turn, found, last)
    elif not turn.may(Action.KEEP_CALENDAR):
        turn.tell("rest-own-only")
    elif found:
        context = {"until": last.isoformat() if last else ""}
        turn.ask("rest-who", turn.say("rest-who"), found, context)
    else:
        turn.tell("rest-nobody", name=telling.shorten(understand.clean(who), 6))
    return True


def begin_after(turn: Turn, words: str) -> bool:
    """Take the same words behind why ("nhà có tang, đừng nhắc nữa"); False where it is told and
    nothing of that sort is asked for.
    """
    asked = folded_words(turn.say, "rest-words")
    for clause in CLAUSES.split(words)[:MOST_CLAUSES]:
        said = clause.split()
        while said and understand.fold(said[0]) in folded_words(turn.say, "rest-please-words"):
            del said[0]
        for count in range(len(said), 0, -1):
            if understand.fold(" ".join(said[:count])) in asked:
                return begin(turn, " ".join(said[count:]))
    return False


def end(turn: Turn, words: str) -> bool:
    """Take "nhắc lại", with or without a person; without anybody who is left in peace it means
    something else.
    """
    found = meant(turn, words)
    if not isinstance(found, int):
        return False
    if found != turn.viewer.person and not turn.may(Action.KEEP_CALENDAR):
        return False
    if not end_absence(turn.tx, turn.viewer, found, turn.today, turn.now):
        return False
    if found == turn.viewer.person:
        turn.tell("rest-ended", desk=desk(turn))
    else:
        turn.tell("rest-ended-other", who=name_of(turn, found))
    return True


def meant(turn: Turn, words: str) -> int | tuple[Option, ...]:
    """Return the person whom words name, whoever is speaking where they name nobody; otherwise
    those who may be meant.
    """
    said = understand.clean(words).strip(" ,.:")
    if not said or understand.fold(said) in folded_words(turn.say, "rest-self-words"):
        return turn.viewer.person
    people = with_roles(turn)
    found = understand.pick(said, people)
    if isinstance(found, understand.Picked) and len(found.options) == 1:
        return int(found.options[0].id)
    return found.options if isinstance(found, understand.Picked) else found.closest


def with_roles(turn: Turn) -> list[Option]:
    """Return everybody who holds a role and has a name: they are reminded of duties."""
    query = (
        select(Person.id, Person.name)
        .join(Grant, col(Grant.person_id) == col(Person.id))
        .where(col(Grant.ended_at).is_(None), Person.name != "")
        .distinct()
        .order_by(Person.name, col(Person.id))
    )
    return [Option(str(person), name) for person, name in turn.tx.session.exec(query)]


def name_of(turn: Turn, person: int) -> str:
    """Return somebody's name, as it stands inside a sentence."""
    row = turn.tx.session.get(Person, person)
    return telling.in_sentence(row.name) if row is not None else ""


def take_who(turn: Turn, option: Option, context: Mapping[str, Any]) -> None:
    """Take the person who was chosen."""
    until = str(context["until"])
    rest(turn, int(option.id), date.fromisoformat(until) if until else None)


def rest(turn: Turn, person: int, last: date | None) -> None:
    """Leave a person in peace until a day; ask for it where it was not said."""
    if person != turn.viewer.person and not turn.may(Action.KEEP_CALENDAR):
        turn.tell("rest-own-only")
    elif last is None:
        turn.ask_words("rest-until", until_when(turn, person), {"person": person})
    elif last > turn.today + longest(turn):
        lead = turn.say("rest-too-long", days=longest(turn).days)
        text = f"{lead} {until_when(turn, person)}"
        turn.ask_words("rest-until", text, {"person": person})
    else:
        leave_in_peace(turn.tx, turn.viewer, person, turn.today, last, turn.now)
        day = telling.full_day(last, turn.world)
        if person == turn.viewer.person:
            turn.tell("rest-set", day=day, desk=desk(turn))
        else:
            turn.tell("rest-set-other", who=name_of(turn, person), day=day)


def until_when(turn: Turn, person: int) -> str:
    """Return the question until when."""
    if person == turn.viewer.person:
        return turn.say("rest-until", desk=desk(turn))
    return turn.say("rest-until-other", who=name_of(turn, person))


def longest(turn: Turn) -> timedelta:
    """Return for how long somebody may be left in peace at a time."""
    return DESK_MOST if turn.may(Action.KEEP_CALENDAR) else OWN_MOST


def take_until(turn: Turn, question: Question) -> None:
    """Take the last day."""
    last = understand.until_day(turn.said.text, turn.today)
    if last is None or last > turn.today + longest(turn):
        long = turn.say("rest-too-long", days=longest(turn).days)
        again(turn, question, long if last else turn.say("duty-later-unclear", desk=desk(turn)))
        return
    turn.close()
    rest(turn, int(question.context["person"]), last)


def hear(turn: Turn, waiting: Waiting, worded: bool) -> bool:
    """Tell an officer that somebody wants to be left in peace; False when that is over."""
    person = turn.tx.session.get(Person, int(waiting.values["who"]))
    if person is None or not absences(turn.tx, person.id or 0, turn.today):
        return False
    day = telling.full_day(date.fromisoformat(waiting.values["until"]), turn.world)
    turn.tell("rest-begun", who=person.name or turn.say("duty-somebody"), day=day)
    return True


CAPABILITY = Capability(
    "resting",
    phrases=(
        Phrase("rest", begin, Action.ANSWER_DUTY),
        Phrase("rest-after", begin_after, Action.ANSWER_DUTY),
        Phrase("rest-end", end, Action.ANSWER_DUTY),
    ),
    questions=(
        Asked("rest-who", take_who, Action.KEEP_CALENDAR),
        asked_in_words("rest-until", Action.ANSWER_DUTY, take_until),
    ),
    pushes=(PushUse("rest-begun", hear),),
)
