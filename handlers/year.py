"""The year's calendar in ten minutes: the usual year is shown with numbers, an officer ticks and
corrects it, and it holds once that is confirmed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.dialogue import telling, understand
from bot.dialogue.messages import Option
from bot.dialogue.talk import Question
from bot.dialogue.understand import ruling
from handlers.showing import again
from handlers.turn import Asked, Capability, Phrase, Turn, no_choice
from handlers.year_details import (
    first_offsets,
    read_details,
    short_name,
    tell_days,
    tell_hour,
    tell_reminders,
    tell_who,
)
from handlers.year_list import ListWord, Ticked, in_list, pages, several, ticked
from handlers.year_list import words as list_words
from handlers.year_picks import cells, corrected, first_who, fits
from models.permissions import Action
from models.work.movement import Plan
from models.work.undoing import BEFORE, list_before
from models.work.year import (
    Pick,
    YearState,
    keep_draft,
    make_year,
    open_draft,
    year_to_plan,
)

PICK, EDIT, MAKE = "year-pick", "year-edit", "year-make"
PAGE = 4  # rows in one message
NAMES = 3  # that are told of several


def begin(turn: Turn, rest: str) -> bool:
    """Take "lịch năm", "lịch năm 2027", "lịch năm excel"."""
    said = understand.fold(rest).split()
    years = [int(word) for word in said if word.isdigit() and len(word) == 4]
    workbook = bool({"excel", "xlsx"} & set(said))
    if set(said) - {"excel", "xlsx", "bang", *map(str, years)} or len(years) > 1:
        return False
    year = years[0] if years else year_to_plan(turn.today)
    if not turn.today.year <= year <= turn.today.year + 2:
        turn.tell("year-which", first=str(turn.today.year), last=str(turn.today.year + 1))
    elif workbook:
        plan = open_draft(turn.tx, turn.viewer, year, turn.today, turn.now)
        rows = [cells(turn, pick) for pick in picks_of(plan)]
        if not rows:
            turn.tell("year-nothing", year=str(year))
            return True
        turn.request("year-workbook", person=turn.viewer.person, year=year, rows=rows)
        turn.tell("year-workbook-begun", year=str(year))
    else:
        turn.close()
        start(turn, year)
    return True


def start(turn: Turn, year: int) -> None:
    """Show what of a year can be ticked."""
    plan = open_draft(turn.tx, turn.viewer, year, turn.today, turn.now)
    if not picks_of(plan):
        turn.tell("year-nothing", year=str(year))
        return
    show(turn, plan)


def picks_of(plan: Plan) -> list[Pick]:
    """Return the suggestions as they stand."""
    return [Pick.from_json(stored) for stored in plan.findings["picks"]]


def show(turn: Turn, plan: Plan) -> None:
    """Show every row, a few in a message, and ask what is to be changed."""
    picks = picks_of(plan)
    lines = [line(turn, place, pick) for place, pick in enumerate(picks, 1)]
    head = turn.say("year-head", year=str(plan.year), count=len(picks))
    *before, last = pages(lines, PAGE)
    for place, page in enumerate(before):
        turn.show(f"{head}\n{page}" if place == 0 else page)
    last = last if before else f"{head}\n{last}"
    turn.show(last)
    turn.ask_words(PICK, turn.say("year-how"), {"plan": plan.id})


def line(turn: Turn, number: int, pick: Pick) -> str:
    """Return a row in a line."""
    days = tell_days(turn, pick.days, pick.year)
    if pick.group:
        days = turn.say("year-group", count=len(pick.group))
    return turn.say(
        "year-line",
        number=number,
        name=short_name(pick.name),
        days=days,
        hour=tell_hour(turn, pick.hour),
        who=tell_who(turn, pick.owes or first_who(pick.rules)),
        reminders=first_offsets(turn, pick.rules),
        state="taken" if pick.taken else "planned" if pick.planned else "dropped",
        unverified="no" if pick.verified else "yes",
    )


# --- ticking -------------------------------------------------------------------------------------


def take_own(turn: Turn, question: Question) -> bool:
    """Take the words of the list that is shown; False for anything else."""
    one = ticked(turn, turn.said.text)
    changes = several(turn, turn.said.text) or ((one,) if one is not None else ())
    plan = turn.tx.session.get(Plan, question.context["plan"])
    if not changes or plan is None or turn.said.media:
        return False
    if one is not None and one.word is ListWord.UNDO and not plan.findings.get(BEFORE):
        return False  # something else may be meant
    if plan.state != YearState.DRAFT:
        turn.close()
        turn.tell("year-made-before", year=str(plan.year))
        return True
    numbers = [number for found in changes for number in found.numbers]
    most = len(picks_of(plan))
    if numbers and not in_list(numbers, most):
        again(turn, question, turn.say("year-no-number", most=most))
        return True
    for found in changes:
        act(turn, question, plan, picks_of(plan), found)
    return True


def act(turn: Turn, question: Question, plan: Plan, picks: list[Pick], found: Ticked) -> None:
    """Do what a word says with the rows that it names."""
    chosen = [number - 1 for number in found.numbers]
    match found.word:
        case ListWord.DROP | ListWord.BACK:
            for place in chosen:
                picks[place] = replace(picks[place], taken=found.word is ListWord.BACK)
            keep_draft(turn.tx, plan, picks)
            key = "year-dropped" if found.word is ListWord.DROP else "year-taken"
            stay(turn, question, turn.say(key, **counted(picks, chosen)))
        case ListWord.ONLY:
            picks = [replace(p, taken=place in chosen) for place, p in enumerate(picks)]
            keep_draft(turn.tx, plan, picks)
            confirm(turn, plan, picks)
        case ListWord.ALL:
            confirm(turn, plan, picks)
        case ListWord.EDIT if found.rest:
            correct(turn, question, plan, picks, chosen[0], found.rest)
        case ListWord.EDIT | ListWord.LOOK:
            look(turn, plan, picks, chosen[0])
        case ListWord.SHOW:
            show(turn, plan)
        case ListWord.UNDO:
            plan.findings = list_before(plan.findings, "picks") or plan.findings
            count = sum(pick.taken for pick in picks_of(plan))
            stay(
                turn,
                question,
                turn.say("list-undone", count=count),
            )
        case ListWord.STOP:
            turn.close()
            turn.tell("year-later", year=str(plan.year))


def counted(picks: Sequence[Pick], chosen: Sequence[int]) -> dict[str, str | int]:
    """Return what was named, and how many rows are taken now."""
    names = "; ".join(short_name(picks[place].name) for place in chosen[:NAMES])
    count = sum(pick.taken for pick in picks)
    return {"names": names, "more": max(len(chosen) - NAMES, 0), "count": count}


def stay(turn: Turn, question: Question, text: str) -> None:
    """Say what was done; the list stays open."""
    turn.show(text, (), question.number)


def unclear(turn: Turn, question: Question) -> None:
    """Say what can be done with the list."""
    again(turn, question, turn.say("year-unclear"))


# --- correcting one row --------------------------------------------------------------------------


def look(turn: Turn, plan: Plan, picks: Sequence[Pick], place: int) -> None:
    """Show one row in full, and ask what is to be different."""
    pick = picks[place]
    parts = [line(turn, place + 1, replace(pick, name=pick.name))]
    if pick.opens is not None:
        window = f"{pick.opens.day}/{pick.opens.month}"
        parts.append(
            turn.say("year-window", first=window, last=tell_days(turn, pick.days[-1:], pick.year))
        )
    if pick.group:
        days = "; ".join(f"{day.day}/{day.month}" for day, _ in pick.group)
        parts.append(turn.say("year-group-days", days=days))
    parts.append(tell_reminders(turn, pick.rules, pick.owes))
    if pick.paper:
        parts.append(turn.say("year-paper", paper=pick.paper))
    parts.append(turn.say("year-edit"))
    turn.ask_words(EDIT, "\n".join(parts), {"plan": plan.id, "place": place})


def take_edit(turn: Turn, question: Question) -> None:
    """Take what is to be different of the row that is open."""
    plan = turn.tx.session.get_one(Plan, question.context["plan"])
    text = turn.said.text
    if turn.said.media or not correct(
        turn, question, plan, picks_of(plan), question.context["place"], text
    ):
        return
    turn.close()
    turn.ask_words(PICK, turn.say("year-how-short"), {"plan": plan.id})


def own_edit(turn: Turn, question: Question) -> bool:
    """Take the list's own words while one row is open: another row, the whole, dropping one."""
    found = several(turn, turn.said.text) or ticked(turn, turn.said.text)
    if found is None:
        place = question.context["place"] + 1
        if understand.fold(turn.said.text) not in ("bo", "giu nguyen", "khong", "thoi"):
            return False
        plan = turn.tx.session.get_one(Plan, question.context["plan"])
        picks = picks_of(plan)
        if understand.fold(turn.said.text) == "bo":
            picks[place - 1] = replace(picks[place - 1], taken=False)
            keep_draft(turn.tx, plan, picks)
        turn.close()
        how = turn.say("year-how-short")
        turn.ask_words(PICK, f"{line(turn, place, picks[place - 1])}\n{how}", {"plan": plan.id})
        return True
    back_to_list = Question(question.number, PICK, turn.say("year-how-short"), context={
        "plan": question.context["plan"]
    })  # fmt: skip
    turn.close()
    turn.ask_words(PICK, back_to_list.text, dict(back_to_list.context))
    turn.replies.pop()  # what is done with the list is said instead
    opened = turn.talk.open
    return opened is not None and take_own(turn, opened)


def correct(
    turn: Turn, question: Question, plan: Plan, picks: list[Pick], place: int, text: str
) -> bool:
    """Correct one row by what a message says of it; False where it says nothing."""
    if (less := without_days(turn, picks[place], text)) is not None:
        picks[place] = less
        keep_draft(turn.tx, plan, picks)
        turn.show(line(turn, place + 1, less), (), question.number)
        return True
    details = read_details(turn, text)
    if details.nothing or not fits(picks[place], details):
        again(turn, question, turn.say("year-edit-unclear"))
        return False
    picks[place] = corrected(picks[place], details)
    keep_draft(turn.tx, plan, picks)
    turn.show(line(turn, place + 1, picks[place]), (), question.number)
    return True


def without_days(turn: Turn, pick: Pick, text: str) -> Pick | None:
    """Return a group without the days that a message drops ("bỏ 8/3, 2/9"), None where it says
    nothing of that sort, or all of them.
    """
    words = understand.fold(text).split()
    if not pick.group or not words or words[0] not in list_words(turn, ListWord.DROP):
        return None
    dropped = {(int(month), int(day)) for day, month in ruling.DATE.findall(text)}
    left = tuple(each for each in pick.group if (each[0].month, each[0].day) not in dropped)
    if not left or len(left) == len(pick.group):
        return None
    return replace(pick, group=left, first=left[0][0])


# --- making it hold ------------------------------------------------------------------------------


def confirm(turn: Turn, plan: Plan, picks: Sequence[Pick]) -> None:
    """Ask once whether what was taken is to hold."""
    taken = [pick for pick in picks if pick.taken]
    if not taken:
        turn.tell("year-none-taken")
        turn.ask_words(PICK, turn.say("year-how"), {"plan": plan.id})
        return
    first = min(taken, key=lambda pick: pick.first)
    text = turn.say(
        "year-make",
        count=len(taken),
        year=str(plan.year),
        name=short_name(first.name),
        day=telling.full_day(first.first, turn.world),
        unverified=sum(not pick.verified for pick in taken),
    )
    turn.ask(MAKE, text, turn.options("year-make", ("yes", "back")), {"plan": plan.id})


def answer_make(turn: Turn, option: Option, context: Mapping[str, Any]) -> None:
    """Make it hold, or go back to the list."""
    plan = turn.tx.session.get_one(Plan, context["plan"])
    if option.id == "back":
        turn.ask_words(PICK, turn.say("year-how"), {"plan": plan.id})
        return
    if plan.state != YearState.DRAFT:
        turn.tell("year-made-before", year=str(plan.year))
        return
    picks = picks_of(plan)
    make_year(turn.tx, turn.viewer, picks, turn.now, turn.today)
    plan.state, plan.confirmed_at = YearState.MADE, turn.now
    turn.tell("year-made", count=sum(pick.taken for pick in picks), year=str(plan.year))


def own_make(turn: Turn, question: Question) -> bool:
    """Take a word of the list while it is to be confirmed: it goes on with the list. A number is
    the answer, no line.
    """
    found = ticked(turn, turn.said.text)
    if found is None or found.word in (ListWord.ALL, ListWord.SHOW, ListWord.STOP):
        return False
    if found.word is ListWord.EDIT and understand.clean(turn.said.text)[:1].isdigit():
        return False
    turn.close()
    turn.ask_words(PICK, turn.say("year-how-short"), {"plan": question.context["plan"]})
    turn.replies.pop()  # what is done with the list is said instead
    opened = turn.talk.open
    return opened is not None and take_own(turn, opened)


CAPABILITY = Capability(
    "year",
    phrases=(Phrase("year-begin", begin, Action.KEEP_CALENDAR),),
    questions=(
        Asked(PICK, no_choice, Action.KEEP_CALENDAR, unclear, own=take_own),
        Asked(EDIT, no_choice, Action.KEEP_CALENDAR, take_edit, own=own_edit),
        Asked(MAKE, answer_make, Action.KEEP_CALENDAR, own=own_make),
    ),
)
