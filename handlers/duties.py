"""What a person owes: the list of it, and the answers to what was reminded: done, later, the whole
of it, somebody else.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date, timedelta
from typing import Any

from bot.dialogue import talk, telling, understand
from bot.dialogue.messages import BUTTON_ONLY, Option
from bot.dialogue.talk import Question
from handlers.duty_words import VERBS, Said, answers_in
from handlers.showing import again
from handlers.turn import (
    Asked,
    Capability,
    Numbered,
    Phrase,
    PushUse,
    Route,
    Turn,
    asked_in_words,
)
from handlers.year_details import tell_hour
from models.machine.push import Waiting
from models.people.person import Person
from models.permissions import Action, NotAllowed
from models.work.duty import (
    OWING,
    Duty,
    DutyState,
    NotOwed,
    OfDuty,
    check_duty,
    colleagues,
    find_duty,
    finish_duty,
    open_duties_of,
    owner_name,
    pass_duty,
    persons_owing,
    push_back_duty,
    reopen_duty,
)
from models.work.list_numbers import case_of_number, number_for
from models.work.milestone import Milestone, MilestoneState, Occurrence, OccurrenceState

SOON = timedelta(days=31)
ALL = frozenset({"het", "ca"})  # "xong hết", "xong cả"
MOST = 8  # lines of a list that can still be read
LONGEST = 60  # characters of somebody's name
OFFICES = ("commune_chair", "vice_chair", "tdkt_officer", "council_secretary", "council_member")


def number_of(turn: Turn, about: str) -> int:
    """Return the number by which this person answers something."""
    return number_for(turn.tx, turn.viewer.person, about, turn.now)


def line(turn: Turn, found: OfDuty) -> str:
    """Return what is owed in a line: its number, its name and its day."""
    return turn.say(
        "duty-line",
        number=number_of(turn, found.about),
        name=found.milestone.name,
        due=due_of(turn, found),
        state="today" if found.due == turn.today else "late" if found.due < turn.today else "",
    )


def due_of(turn: Turn, found: OfDuty) -> str:
    """Return the day that holds for this owner, and the hour where there is one."""
    return telling.full_day(found.due, turn.world) + tell_hour(turn, found.milestone.hour)


def desk(turn: Turn) -> str:
    """Return whether this person is spoken to as a colleague, as the sentences ask it."""
    return "yes" if turn.viewer.at_desk else "no"


def named(turn: Turn, duty: Duty) -> str:
    """Return who owes it: the unit, the person, or the office."""
    if duty.role:
        return turn.say(f"duty-office-{office(duty.role)}")
    return owner_name(turn.tx, duty) or turn.say("duty-somebody")


def office(role: str) -> str:
    """Return a role as the sentences name it."""
    return role.replace("_", "-") if role in OFFICES else "other"


# --- the list ------------------------------------------------------------------------------------


def show(turn: Turn) -> None:
    """Show what this person owes soon, the most urgent first, and how much comes after that."""
    found, later = owed_by(turn)
    if not found:
        turn.tell("duty-none", desk=desk(turn))
        return
    lines = [line(turn, one) for one in found[:MOST]]
    number = number_of(turn, found[0].about)
    more = max(len(found) - MOST, 0)
    if later and not more:
        lines.append(turn.say("duty-list-later", count=later))
    turn.tell("duty-list", lines="\n".join(lines), number=number, more=more, desk=desk(turn))


def owed_by(turn: Turn) -> tuple[list[OfDuty], int]:
    """Return what this person owes within a month, or next where that is nothing; and how much
    more within the year, which a milestone of every week makes long.
    """
    found = open_duties_of(turn.tx, turn.viewer)
    soon = [one for one in found if one.due <= turn.today + SOON] or found[:1]
    return soon, len(found) - len(soon)


def look(turn: Turn, numbers: tuple[int, ...]) -> None:
    """Take "xem 2": all that is known of what is owed."""
    found = meant(turn, numbers[0])
    if found is None:
        return
    milestone, person = found.milestone, None
    if milestone.helper_id is not None:
        person = turn.tx.session.get(Person, milestone.helper_id)
    parts = [line(turn, found)]
    if milestone.paper:
        parts.append(turn.say("duty-paper", paper=milestone.paper))
    if found.duty.remark:
        parts.append(turn.say("duty-remark", text=found.duty.remark))
    if person is not None and person.name:
        parts.append(turn.say("duty-helper", name=person.name))
    if milestone.said:
        parts.append(turn.say("duty-said", text=telling.shorten(milestone.said, 30)))
    turn.show("\n".join(parts))


def meant(turn: Turn, number: int) -> OfDuty | None:
    """Return the duty that a list number means; otherwise say that it means none."""
    about = case_of_number(turn.tx, turn.viewer.person, number) or ""
    noun, _, row = about.partition(" ")
    found = find_duty(turn.tx, int(row)) if noun == "duty" else None
    if found is None:
        turn.tell("duty-unknown", desk=desk(turn))
    return found


# --- the answers ---------------------------------------------------------------------------------


def done(turn: Turn, numbers: tuple[int, ...]) -> None:
    """Take "xong 1 2"."""
    names, rows, last = [], [], numbers[-1]
    for number in numbers:
        if (found := meant(turn, number)) is None:
            return
        try:
            finish_duty(turn.tx, turn.viewer, found.duty.id or 0, turn.now)
        except NotAllowed:
            if not at_desk(turn, found):
                turn.tell("duty-unknown", desk=desk(turn))
                return
        except NotOwed:
            if found.duty.state in OWING:
                turn.tell("duty-over", name=found.milestone.name, desk=desk(turn))
                return
            # Said before: the answer is the same.
        names.append(found.milestone.name)
        rows.append(found.duty.id or 0)
    remember(turn, rows)
    turn.tell("duty-done", names=", ".join(names), number=last, desk=desk(turn))


def at_desk(turn: Turn, found: OfDuty) -> bool:
    """Let the desk say for an owner that it is done, as after a telephone call; False where this
    person may not.
    """
    try:
        check_duty(turn.tx, turn.viewer, found.duty.id or 0, DutyState.DONE, turn.now)
    except NotAllowed:
        return False
    except NotOwed:
        pass  # said before
    return True


def done_alone(turn: Turn) -> None:
    """Take "xong rồi" without a number: where one thing is owed it is meant; "xong hết" asks
    whether it is all of them.
    """
    found, _ = owed_by(turn)
    if len(found) == 1:
        done(turn, (number_of(turn, found[0].about),))
    elif 1 < len(found) <= MOST and ALL & set(understand.fold(turn.said.text).split()):
        lines = "\n".join(f"– {one.milestone.name}, {due_of(turn, one)}" for one in found)
        text = turn.say("duty-all", lines=lines, count=len(found), desk=desk(turn))
        context = {"numbers": [number_of(turn, one.about) for one in found]}
        turn.ask("duty-all", text, turn.options("duty-all", ("yes", "no")), context)
    else:
        show(turn)


def take_all(turn: Turn, option: Option, context: Mapping[str, Any]) -> None:
    """Take whether everything that is owed is done."""
    if option.id == "yes":
        done(turn, tuple(context["numbers"]))
    else:
        show(turn)


def undone(turn: Turn, numbers: tuple[int, ...]) -> None:
    """Take "chưa xong 1": it was no answer."""
    if (found := meant(turn, numbers[0])) is None:
        return
    try:
        reopen_duty(turn.tx, turn.viewer, found.duty.id or 0, turn.now)
    except (NotAllowed, NotOwed):
        turn.tell("duty-unknown", desk=desk(turn))
    else:
        turn.tell("duty-reopened", name=found.milestone.name, desk=desk(turn))


def later(turn: Turn, numbers: tuple[int, ...], said: str = "") -> None:
    """Take "hoãn 1 2", ask until when; or "hoãn 1 đến 20/6", which says it."""
    if len(numbers) > 1 and not said and (told := answers_in(turn, turn.said.text)):
        numbers, said = told[0].numbers, told[0].rest  # "hoan 1 2 ngay" is one thing
    found = []
    for number in numbers:
        if (one := meant(turn, number)) is None:
            return
        if one.duty.state not in OWING:
            turn.tell("duty-done-before", name=one.milestone.name, desk=desk(turn))
            return
        found.append(one)
    since = max(turn.today, *(one.due for one in found))
    until = understand.until_day(said, turn.today, since)
    rows = [one.duty.id or 0 for one in found]
    if until is not None and until > since:
        push_back(turn, rows, until)
        return
    name = ", ".join(one.milestone.name for one in found)
    text = turn.say("duty-later", name=name, desk=desk(turn))
    turn.ask_words("duty-later", text, {"duties": rows})


def take_later(turn: Turn, question: Question) -> None:
    """Take the day until which something is pushed back."""
    context = question.context
    rows = [int(row) for row in context.get("duties") or [context["duty"]]]
    owed = [one.due for row in rows if (one := find_duty(turn.tx, row)) is not None]
    since = max(turn.today, *owed)
    until = understand.until_day(turn.said.text, turn.today, since)
    if until is None:
        again(turn, question, turn.say("duty-later-unclear", desk=desk(turn)))
        return
    if until <= since:
        day = telling.full_day(since, turn.world)
        again(turn, question, turn.say("duty-later-too-soon", day=day, desk=desk(turn)))
        return
    turn.close()
    push_back(turn, rows, until)


def push_back(turn: Turn, rows: Sequence[int], until: date) -> None:
    """Push things back to a day, and say so."""
    names = []
    try:
        for row in rows:
            found = push_back_duty(turn.tx, turn.viewer, row, until, turn.now)
            names.append(found.milestone.name)
    except (NotAllowed, NotOwed):
        turn.tell("duty-unknown", desk=desk(turn))
        return
    day = telling.full_day(until, turn.world)
    turn.tell("duty-pushed-back-said", name=", ".join(names), day=day, desk=desk(turn))


def pass_on(turn: Turn, numbers: tuple[int, ...], said: str = "") -> None:
    """Take "chuyển 1", ask to whom; or "chuyển 1 cho cô Lúa", which says it."""
    found = meant(turn, numbers[0])
    if found is None:
        return
    if found.duty.state not in OWING:
        turn.tell("duty-done-before", name=found.milestone.name, desk=desk(turn))
        return
    people = colleagues(turn.tx, found.duty, turn.viewer.person, turn.today)
    if not people:
        turn.tell("duty-pass-nobody", desk=desk(turn))
        return
    everybody = [Option(str(person), name) for person, name in people]
    match understand.pick(said, everybody) if said else None:
        case understand.Picked((option,)):
            take_pass(turn, option, {"duty": found.duty.id})
            return
    text = turn.say("duty-pass", name=found.milestone.name, desk=desk(turn))
    turn.ask("duty-pass", text, everybody[:9], {"duty": found.duty.id})


def take_pass(turn: Turn, option: Option, context: Mapping[str, Any]) -> None:
    """Pass a duty on to whoever was chosen."""
    try:
        found = pass_duty(turn.tx, turn.viewer, context["duty"], int(option.id), turn.now)
    except (NotAllowed, NotOwed):
        turn.tell("duty-unknown", desk=desk(turn))
    else:
        turn.tell(
            "duty-passed-said", name=found.milestone.name, person=option.label, desk=desk(turn)
        )


# --- several answers in one message --------------------------------------------------------------


def answer_phrase(turn: Turn, rest: str) -> bool:
    """Take answers that say more than a word and numbers: "xong 1, hoãn 2 đến 20/6". What asks
    something back comes last; of two such, or where a word is none of an answer, it is no message
    for this.
    """
    said = answers_in(turn, turn.said.text)
    asks = [one for one in said if one.verb in ("later", "pass") and one.filled]
    if not said or len(asks) > 1 or not all(is_answer(turn, one) for one in said):
        return False
    turn.close()
    for one in (*(one for one in said if one not in asks), *asks):
        if one.verb in ("later", "pass"):
            act = later if one.verb == "later" else pass_on
            act(turn, one.numbers, "" if one.filled else whom(one))
        elif one.verb == "done":
            done(turn, one.numbers)
        else:
            undone(turn, one.numbers)
    if turn.said.media:
        turn.tell("duty-photo", desk=desk(turn))
    return True


def is_answer(turn: Turn, said: Said) -> bool:
    """Tell whether all the numbers mean something that is owed, and what follows belongs to it."""
    cases = (case_of_number(turn.tx, turn.viewer.person, number) for number in said.numbers)
    if not all((case or "").startswith("duty ") for case in cases):
        return False
    if said.verb == "later":
        return True
    return said.filled or (said.verb == "pass" and said.rest != whom(said))


def whom(said: Said) -> str:
    """Return what follows an answer without the word that leads to it."""
    first, _, rest = said.rest.partition(" ")
    return rest if said.verb == "pass" and understand.fold(first) in ("cho", "sang") else said.rest


# --- by buttons, and taken back ------------------------------------------------------------------


def offer(turn: Turn, text: str, about: str, *, worded: bool) -> None:
    """Say something about a duty, with buttons for its answers where there are any and nothing
    else waits for an answer.
    """
    busy = turn.talk.open is not None and not turn.talk.open.yields
    if worded or busy or turn.talk.draft is not None or not turn.abilities.buttons:
        turn.show(text)
        return
    number = number_of(turn, about)
    labels = {
        "done": turn.say("duty-button-done", number=number),
        "later": turn.say("duty-button-later", number=number),
        "look": turn.say("duty-button-look", number=number),
        "pass": turn.say("duty-button-pass", number=number),
    }
    options = [Option(act, label, position=BUTTON_ONLY) for act, label in labels.items()]
    turn.ask("duty-buttons", text, options, {"about": about}, yields=True)


def tapped(turn: Turn, option: Option, context: Mapping[str, Any]) -> None:
    """Take a button under what was said of a duty."""
    act = {"done": done, "later": later, "look": look, "pass": pass_on}[option.id]
    act(turn, (number_of(turn, str(context["about"])),))


def remember(turn: Turn, duties: list[int]) -> None:
    """Let "sửa" find what was just said to be done."""
    finished = talk.Finished(0, "", "", "", name="duty-done", context={"duties": duties})
    turn.talk = talk.finish(turn.talk, finished)


def take_back(turn: Turn, context: Mapping[str, Any]) -> bool:
    """Take "sửa" after "xong 1": it was a slip. False when that is too late."""
    names = []
    for number in context["duties"]:
        with suppress(NotAllowed, NotOwed):
            found = reopen_duty(turn.tx, turn.viewer, number, turn.now)
            names.append(found.milestone.name)
    if not names:
        return False
    turn.tell("duty-reopened", name=", ".join(names), desk=desk(turn))
    return True


def nobody_answers(turn: Turn, option: Option, context: Mapping[str, Any]) -> None:
    """It is no question: it is only taken back."""


# --- what others hear ----------------------------------------------------------------------------


def hear_passed(turn: Turn, waiting: Waiting, worded: bool) -> bool:
    """Tell a person that something was passed on to them."""
    found = duty_of(turn, waiting)
    if found is None or not is_asked_of(turn, found):
        return False
    text = turn.say("duty-passed", **told(turn, found), desk=desk(turn))
    offer(turn, text, found.about, worded=worded)
    return True


def hear_returned(turn: Turn, waiting: Waiting, worded: bool) -> bool:
    """Tell an owner what the officer asks for."""
    found = duty_of(turn, waiting)
    if found is None or not is_asked_of(turn, found):
        return False
    remark = telling.shorten(str(waiting.values.get("remark", "")), 30)
    text = turn.say("duty-returned", **told(turn, found), text=remark, desk=desk(turn))
    offer(turn, text, found.about, worded=worded)
    return True


def hear_moved(turn: Turn, waiting: Waiting, worded: bool) -> bool:
    """Tell whoever was told of a day that another one holds now."""
    milestone = milestone_of(turn, waiting)
    if milestone is None:
        return False
    occurrence = turn.tx.session.get(Occurrence, int(waiting.about.partition(" ")[2]))
    if occurrence is None:
        return False
    due = telling.full_day(occurrence.due, turn.world) + tell_hour(turn, milestone.hour)
    turn.tell("milestone-moved", name=milestone.name, due=due, desk=desk(turn))
    return True


def hear_cancelled(turn: Turn, waiting: Waiting, worded: bool) -> bool:
    """Tell whoever was told of something that it falls away: this once, or for good."""
    occurrence = turn.tx.session.get(Occurrence, int(waiting.about.partition(" ")[2]))
    milestone = milestone_of(turn, waiting)
    if occurrence is None or milestone is None:
        return False
    once = milestone.rule and milestone.state == MilestoneState.ACTIVE
    turn.tell(
        "milestone-cancelled",
        name=milestone.name,
        due=telling.full_day(occurrence.due, turn.world),
        once="yes" if once else "no",
        desk=desk(turn),
    )
    return True


def duty_of(turn: Turn, waiting: Waiting) -> OfDuty | None:
    """Return the duty that a push is about."""
    return find_duty(turn.tx, int(waiting.about.partition(" ")[2]))


def milestone_of(turn: Turn, waiting: Waiting) -> Milestone | None:
    """Return the milestone whose occurrence a push is about."""
    occurrence = turn.tx.session.get(Occurrence, int(waiting.about.partition(" ")[2]))
    return turn.tx.session.get(Milestone, occurrence.milestone_id) if occurrence else None


def is_asked_of(turn: Turn, found: OfDuty) -> bool:
    """Tell whether a duty is still owed, by this person: it may have been passed on since."""
    owed = found.duty.state in OWING and found.occurrence.state == OccurrenceState.OPEN
    return owed and turn.viewer.person in persons_owing(turn.tx, found.duty)


def told(turn: Turn, found: OfDuty) -> dict[str, str | int]:
    """Return what a sentence about a duty needs."""
    return {
        "name": found.milestone.name,
        "due": due_of(turn, found),
        "number": number_of(turn, found.about),
    }


CAPABILITY = Capability(
    "duties",
    routes=(
        Route("duty-list", show, Action.ANSWER_DUTY, menu=False, anywhere=True, beside_form=True),
        Route("duty-finished", done_alone, Action.ANSWER_DUTY, menu=False),
    ),
    numbered=(
        Numbered("duty-number-done", done, Action.ANSWER_DUTY, about="duty"),
        Numbered("duty-number-undone", undone, Action.ANSWER_DUTY, about="duty"),
        Numbered("duty-number-later", later, Action.ANSWER_DUTY, about="duty"),
        Numbered("duty-number-look", look, Action.ANSWER_DUTY, about="duty", shows=True),
        Numbered("duty-number-pass", pass_on, Action.ANSWER_DUTY, about="duty"),
    ),
    questions=(
        asked_in_words("duty-later", Action.ANSWER_DUTY, take_later),
        Asked("duty-pass", take_pass, Action.ANSWER_DUTY),
        Asked("duty-all", take_all, Action.ANSWER_DUTY),
        Asked("duty-buttons", tapped, Action.ANSWER_DUTY),
        Asked("duty-done", nobody_answers, Action.ANSWER_DUTY, redo=take_back),
    ),
    phrases=tuple(
        Phrase(f"duty-number-{verb}", answer_phrase, Action.ANSWER_DUTY, photos=True, in_form=True)
        for verb in VERBS
    ),
    pushes=(
        PushUse("duty-passed", hear_passed),
        PushUse("duty-returned", hear_returned),
        PushUse("milestone-moved", hear_moved),
        PushUse("milestone-cancelled", hear_cancelled),
    ),
)
