"""What comes in the next weeks, and changing it: another day, other reminders, who helps out, a
milestone that falls away or is added.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from bot.dialogue import telling, understand
from bot.dialogue.messages import Option
from bot.dialogue.talk import Question
from bot.dialogue.understand import ruling
from handlers.showing import again
from handlers.turn import Asked, Capability, Numbered, Phrase, Route, Turn, asked_in_words
from handlers.year_details import (
    Details,
    at_desk_only,
    first_day,
    person_said,
    read_details,
    read_new,
    short_name,
    tell_days,
    tell_hour,
    tell_reminders,
    tell_who,
    terms_said,
    with_offsets,
)
from handlers.year_list import pages
from models.permissions import Action
from models.work.audience import count_persons
from models.work.due_days import days_between
from models.work.duty import find_duty
from models.work.list_numbers import case_of_number, number_for
from models.work.milestone import (
    Milestone,
    Occurrence,
    OccurrenceState,
    Rule,
    add_milestone,
    default_rules,
    milestones,
    occurrences,
)
from models.work.rescheduling import (
    cancel_milestone,
    cancel_occurrence,
    change_milestone,
    move_occurrence,
)

WEEKS = timedelta(weeks=5)
YEAR = timedelta(days=366)  # within which the next are looked for where the weeks are empty
PAGE = 5  # lines in one message
MOST = 15  # lines in all
ADD, ADD_DAY, ADD_CHECK = "calendar-add", "calendar-add-day", "calendar-add-check"
CANCEL, MOVE, HELPER = "calendar-cancel", "calendar-move", "calendar-helper"


# --- what comes ----------------------------------------------------------------------------------


def show(turn: Turn) -> None:
    """Show what is due in the next weeks, with numbers."""
    found = [
        (occurrence, milestone)
        for occurrence, milestone in occurrences(turn.tx, turn.today, turn.today + WEEKS)
        if occurrence.state == OccurrenceState.OPEN
    ]
    if not found:
        later = occurrences(turn.tx, turn.today, turn.today + YEAR)
        found = [each for each in later if each[0].state == OccurrenceState.OPEN][:PAGE]
    if not found:
        soon = any(one.expanded_to < turn.today for one in milestones(turn.tx))
        turn.tell("calendar-soon" if soon else "calendar-none")
        return
    lines = [line(turn, occurrence, milestone) for occurrence, milestone in found[:MOST]]
    *before, last = pages(lines, PAGE)
    for place, page in enumerate(before):
        turn.show(f"{turn.say('calendar-head')}\n{page}" if place == 0 else page)
    head = "" if before else f"{turn.say('calendar-head')}\n"
    turn.show(f"{head}{last}")
    number = number_of(turn, found[0][0])
    turn.tell("calendar-how", number=number, more=max(len(found) - MOST, 0))


def number_of(turn: Turn, occurrence: Occurrence) -> int:
    """Return the number by which this person names an occurrence."""
    return number_for(turn.tx, turn.viewer.person, f"occurrence {occurrence.id}", turn.now)


def line(turn: Turn, occurrence: Occurrence, milestone: Milestone) -> str:
    """Return what is due in a line."""
    return turn.say(
        "calendar-line",
        number=number_of(turn, occurrence),
        day=telling.capital(telling.full_day(occurrence.due, turn.world)),
        hour=tell_hour(turn, milestone.hour),
        name=short_name(milestone.name),
        who=tell_who(turn, milestone.owes),
        has="yes" if milestone.owes else "no",
    )


def meant(turn: Turn, number: int) -> tuple[Occurrence, Milestone] | None:
    """Return what a list number means, None where it is nothing that is still to come."""
    about = case_of_number(turn.tx, turn.viewer.person, number) or ""
    noun, _, row = about.partition(" ")
    occurrence = turn.tx.session.get(Occurrence, int(row)) if noun == "occurrence" else None
    if noun == "duty" and (duty := find_duty(turn.tx, int(row))) is not None:
        occurrence = duty.occurrence  # the desk means what is due, by whichever list
    if occurrence is None or occurrence.state != OccurrenceState.OPEN:
        return None
    milestone = turn.tx.session.get(Milestone, occurrence.milestone_id)
    return (occurrence, milestone) if milestone is not None else None


def is_numbered(rest: str) -> bool:
    """Tell whether what follows a word begins with a number."""
    first = rest.partition(" ")[0].strip(":,.")
    return first.isascii() and first.isdigit()


def nothing_meant(turn: Turn, rest: str) -> bool:
    """Say that a number means nothing in the calendar; False where there is no number."""
    if is_numbered(rest):
        turn.tell("calendar-unknown")
    return is_numbered(rest)


def named(turn: Turn, rest: str) -> tuple[Occurrence, Milestone, str] | None:
    """Return what "3 đến 25/6" is about, and what follows the number; None where it begins with no
    number that means something in the calendar.
    """
    first, _, more = rest.partition(" ")
    if not is_numbered(rest):
        return None
    found = meant(turn, int(first.strip(":,.")))
    return (*found, more.strip()) if found is not None else None


# --- another day ---------------------------------------------------------------------------------


def move(turn: Turn, rest: str) -> bool:
    """Take "dời 3 đến 25/6"; without a day it is asked for."""
    found = named(turn, rest)
    if found is None:
        return nothing_meant(turn, rest)
    occurrence, milestone, said = found
    turn.close()
    if understand.coming_day(said, turn.today) is None:
        context = {"occurrence": occurrence.id}
        text = turn.say("calendar-move", name=short_name(milestone.name))
        turn.ask_words(MOVE, text, context)
    else:
        move_to(turn, occurrence, milestone, said)
    return True


def take_move(turn: Turn, question: Question) -> None:
    """Take the day to which something is moved."""
    occurrence = turn.tx.session.get(Occurrence, question.context["occurrence"])
    milestone = turn.tx.session.get(Milestone, occurrence.milestone_id) if occurrence else None
    if understand.coming_day(turn.said.text, turn.today) is None or turn.said.media:
        again(turn, question, turn.say("calendar-day-unclear"))
        return
    turn.close()
    if occurrence is not None and milestone is not None:
        move_to(turn, occurrence, milestone, turn.said.text)


def move_to(turn: Turn, occurrence: Occurrence, milestone: Milestone, said: str) -> None:
    """Move what is due, and say from when to when."""
    day = understand.coming_day(said, turn.today)
    calendar = turn.commune.calendar
    before = telling.full_day(occurrence.due, turn.world)
    try:
        if day is None:
            raise ValueError
        row = occurrence.id or 0
        move_occurrence(turn.tx, turn.viewer, row, day, calendar, turn.today, turn.now)
    except ValueError:
        turn.tell("calendar-unknown")
        return
    turn.tell(
        "calendar-moved",
        name=short_name(milestone.name),
        old=before,
        day=telling.full_day(day, turn.world),
        off="no" if calendar.is_working_day(day) else "yes",
    )


# --- falling away --------------------------------------------------------------------------------


def cancel(turn: Turn, numbers: tuple[int, ...]) -> None:
    """Take "hủy 3": ask whether it falls away once or for good."""
    found = meant(turn, numbers[0])
    if found is None:
        turn.tell("calendar-unknown")
        return
    occurrence, milestone = found
    text = turn.say(
        "calendar-cancel",
        name=short_name(milestone.name),
        day=telling.full_day(occurrence.due, turn.world),
    )
    options = turn.options("calendar-cancel", ("once", "all", "no"))
    if not milestone.rule:
        options = tuple(option for option in options if option.id != "all")
    turn.ask(CANCEL, text, options, {"occurrence": occurrence.id})


def answer_cancel(turn: Turn, option: Option, context: Mapping[str, Any]) -> None:
    """Let it fall away, or leave it."""
    row = int(context["occurrence"])
    occurrence = turn.tx.session.get_one(Occurrence, row)
    milestone = turn.tx.session.get_one(Milestone, occurrence.milestone_id)
    if option.id == "no":
        turn.tell("calendar-kept", name=short_name(milestone.name))
        return
    try:
        if option.id == "all" or not milestone.rule:
            cancel_milestone(turn.tx, turn.viewer, milestone.id or 0, turn.now)
        else:
            cancel_occurrence(turn.tx, turn.viewer, row, turn.now)
    except ValueError:
        turn.tell("calendar-unknown")
        return
    turn.tell("calendar-cancelled", name=short_name(milestone.name))


# --- reminders, helper ---------------------------------------------------------------------------


def remind(turn: Turn, rest: str) -> bool:
    """Take "nhắc 3 trước 10, 5, 1 ngày", "nhắc 3: chủ tịch trước 2 ngày"."""
    found = named(turn, rest)
    if found is None:
        return nothing_meant(turn, rest)
    _, milestone, said = found
    offsets = ruling.offsets(said)
    if offsets is None:
        told = tell_reminders(turn, milestone.reminders, milestone.owes)
        turn.tell("calendar-remind", name=short_name(milestone.name), lines=told)
        return True
    who = terms_said(turn, said)
    rules = with_offsets(milestone.reminders, offsets, who, milestone.owes)
    calendar = turn.commune.calendar
    change_milestone(turn.tx, turn.viewer, milestone.id or 0, calendar, rules=rules)
    told = tell_reminders(turn, rules, milestone.owes)
    turn.tell("calendar-reminded", name=short_name(milestone.name), lines=told)
    return True


def help_out(turn: Turn, rest: str) -> bool:
    """Take "giao phó 3 cho ông Sung": to whom what is late goes first."""
    found = named(turn, rest)
    if found is None:
        return nothing_meant(turn, rest)
    _, milestone, said = found
    words = said.split()
    name = " ".join(words[1:] if words and understand.fold(words[0]) == "cho" else words)
    turn.close()
    if not name or not name_helper(turn, milestone, name):
        text = turn.say("calendar-helper", name=short_name(milestone.name))
        turn.ask_words(HELPER, text, {"milestone": milestone.id})
    return True


def take_helper(turn: Turn, question: Question) -> None:
    """Take the name of whoever helps out."""
    milestone = turn.tx.session.get_one(Milestone, question.context["milestone"])
    if turn.said.media or not name_helper(turn, milestone, turn.said.text):
        again(turn, question, turn.say("calendar-helper-unclear"))
        return
    turn.close()


def name_helper(turn: Turn, milestone: Milestone, name: str) -> bool:
    """Set who helps out with a milestone; False where it is not clear who is meant."""
    option = person_said(turn, name)
    if option is None:
        return False
    calendar, person = turn.commune.calendar, int(option.id)
    change_milestone(turn.tx, turn.viewer, milestone.id or 0, calendar, helper_id=person)
    turn.tell("calendar-helps", name=short_name(milestone.name), person=option.label)
    return True


# --- milestones of one's own ---------------------------------------------------------------------


def add(turn: Turn, rest: str) -> bool:
    """Take "thêm mốc", alone or with all that is to be said of it."""
    turn.close()
    if rest.strip(" :"):
        take_in(turn, rest.strip(" :"))
    else:
        turn.ask_words(ADD, turn.say("calendar-add"))
    return True


def take_add(turn: Turn, question: Question) -> None:
    """Take what a new milestone is."""
    if turn.said.media or len(understand.clean(turn.said.text)) < 3:
        again(turn, question, turn.say("year-unclear"))
        return
    turn.close()
    take_in(turn, turn.said.text)


def take_in(turn: Turn, text: str) -> None:
    """Read a new milestone, and ask for its day where it is missing, else whether it is right."""
    details = read_new(turn, text)
    if not details.name:
        turn.ask_words(ADD, turn.say("calendar-add"))
    elif not details.days:
        turn.ask_words(ADD_DAY, turn.say("calendar-add-day", name=details.name), {"text": text})
    else:
        check(turn, details, text)


def take_day(turn: Turn, question: Question) -> None:
    """Take the day of a new milestone, in words or as a rule; whatever else is said with it
    counts too.
    """
    said = read_details(turn, turn.said.text)
    if not said.days or turn.said.media:
        again(turn, question, turn.say("calendar-day-unclear"))
        return
    turn.close()
    text = f"{question.context['text']}, {understand.clean(turn.said.text)}"
    check(turn, read_new(turn, text), text)


def check(turn: Turn, details: Details, text: str, later: Sequence[str] = ()) -> None:
    """Read a new milestone back, and ask whether it is right; `later` corrects `text`."""
    days = [day for first, rule in details.days for day in coming(first, rule)]
    rules = rules_of(details)
    lines = "\n".join(
        filter(
            None,
            (
                turn.say(
                    "calendar-new",
                    name=details.name,
                    days=tell_days(turn, sorted(days)),
                    hour=tell_hour(turn, details.hour),
                ),
                tell_reminders(turn, rules, details.who),
                turn.say("year-paper", paper=details.paper) if details.paper else "",
                nobody(turn, details),
            ),
        )
    )
    text_asked = f"{lines}\n{turn.say('calendar-add-check')}"
    options = turn.options("calendar-add-check", ("yes", "no"))
    turn.ask(ADD_CHECK, text_asked, options, {"text": text, "later": list(later)})


def nobody(turn: Turn, details: Details) -> str:
    """Return the remark that nobody can be reminded yet, empty where somebody can."""
    there = not details.who or count_persons(turn.tx, details.who, turn.today) > 0
    return "" if there else turn.say("calendar-nobody", who=tell_who(turn, details.who))


def coming(first: Any, rule: str) -> list[Any]:
    """Return the days of a rule within a year from its first."""
    return days_between(first, rule, first, first + timedelta(days=364))


def rules_of(details: Details) -> tuple[Rule, ...]:
    """Return who is reminded when of a new milestone."""
    rules = default_rules(details.who, at_desk=at_desk_only(details.who))
    if details.offsets is None:
        return rules
    return with_offsets(rules, details.offsets, (), details.who)


def put_together(turn: Turn, text: str, later: Sequence[str]) -> Details:
    """Read a new milestone with what was said of it afterwards: that goes before."""
    details = read_new(turn, text)
    for each in later:
        said = read_details(turn, each)
        details = Details(
            name=said.name or details.name,
            days=said.days or details.days,
            hour=said.hour or details.hour,
            who=said.who or details.who,
            offsets=said.offsets or details.offsets,
            paper=said.paper or details.paper,
        )
    return details


def correct_check(turn: Turn, question: Question) -> None:
    """Take what is to be different of the milestone that was read back."""
    if turn.said.media or read_details(turn, turn.said.text).nothing:
        again(turn, question, turn.say("year-unclear"))
        return
    turn.close()
    text = question.context["text"]
    later = [*question.context.get("later", ()), understand.clean(turn.said.text)]
    check(turn, put_together(turn, text, later), text, later)


def answer_check(turn: Turn, option: Option, context: Mapping[str, Any]) -> None:
    """Begin the milestone, or ask for it anew."""
    if option.id == "no":
        turn.ask_words(ADD, turn.say("calendar-add"))
        return
    details = put_together(turn, context["text"], context.get("later", ()))
    for first, rule in details.days:
        start = first_day(rule, turn.today) if rule else first
        add_milestone(
            turn.tx,
            turn.viewer,
            details.name,
            start or first,
            turn.now,
            turn.today,
            rules=rules_of(details),
            owes=details.who,
            rule=rule,
            hour=details.hour,
            paper=details.paper,
        )
    turn.tell("calendar-added", name=short_name(details.name))


CAPABILITY = Capability(
    "calendar",
    routes=(Route("calendar", show, Action.KEEP_CALENDAR, menu=False, anywhere=True),),
    numbered=(Numbered("calendar-cancel", cancel, Action.KEEP_CALENDAR, about="occurrence"),),
    phrases=(
        Phrase("calendar-move", move, Action.KEEP_CALENDAR),
        Phrase("calendar-remind", remind, Action.KEEP_CALENDAR),
        Phrase("calendar-helper", help_out, Action.KEEP_CALENDAR),
        Phrase("calendar-add", add, Action.KEEP_CALENDAR),
    ),
    questions=(
        asked_in_words(MOVE, Action.KEEP_CALENDAR, take_move),
        Asked(CANCEL, answer_cancel, Action.KEEP_CALENDAR),
        asked_in_words(HELPER, Action.KEEP_CALENDAR, take_helper),
        asked_in_words(ADD, Action.KEEP_CALENDAR, take_add),
        asked_in_words(ADD_DAY, Action.KEEP_CALENDAR, take_day),
        Asked(ADD_CHECK, answer_check, Action.KEEP_CALENDAR, correct_check),
    ),
)
