"""The plan document: it is sent or pasted, read, and shown with the sentence that each finding
came from; an officer drops and corrects, and confirms once. Nothing holds before that.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.dialogue import telling, understand
from bot.dialogue.messages import Kind, Option
from bot.dialogue.talk import Question
from handlers.plan_telling import line, look_at, tell_changed_facts, tell_facts, tell_tasks
from handlers.showing import again
from handlers.turn import Asked, Capability, FileUse, Phrase, ResultUse, Route, Turn, no_choice
from handlers.year_details import (
    Details,
    at_desk_only,
    read_details,
    read_new,
    short_name,
    terms_said,
    with_offsets,
)
from handlers.year_list import ListWord, Ticked, in_list, pages, several, ticked
from models.machine.link import Purpose
from models.permissions import Action
from models.work.milestone import default_rules
from models.work.movement import MovementKind, Plan
from models.work.plan_draft import (
    Change,
    Item,
    PlanState,
    confirm_plan,
    differences_from,
    items_from,
    items_of,
    items_of_change,
    keep_items,
    keep_plan,
    plan_at_hand,
)
from models.work.plan_findings import PlanFindings
from models.work.undoing import BEFORE, list_before

PICK, EDIT, MAKE, PASTE = "plan-pick", "plan-edit", "plan-make", "plan-paste"
PAGE = 3  # findings in one message, each with its sentence
NAMES = 3
DOCUMENTS = (".docx", ".doc", ".odt", ".pdf", ".txt", ".rtf")
MOST_PASTED = 400_000  # characters
OFFICER = "role:tdkt_officer"
ADDED = re.compile(r"(?:thêm|them)\s*(?P<colon>:)?\s*(?P<text>\D.*)", re.IGNORECASE | re.DOTALL)


# --- it is sent ----------------------------------------------------------------------------------


def begin(turn: Turn) -> None:
    """Take "kế hoạch": go on with the plan that waits, or say how one is sent."""
    plan = plan_at_hand(turn.tx)
    if plan is not None:
        show(turn, plan)
        return
    url = turn.link(Purpose.SEND)
    turn.tell("plan-how-sent", url=url, has="yes" if url else "no")


def take_file(turn: Turn) -> bool:
    """Take a document that was sent: it is read, and what was found comes as one more message."""
    for media in turn.said.media:
        if media.kind is Kind.FILE and media.name.lower().endswith(DOCUMENTS):
            turn.request("plan-read", file=media.file, person=turn.viewer.person)
            turn.tell("plan-reading")
            return True
    return False


def paste(turn: Turn, rest: str) -> bool:
    """Take "dán kế hoạch": the text comes in several messages."""
    plan = Plan(
        digest="",
        state=PlanState.PASTED,
        findings={"text": rest},
        sent_by=turn.viewer.person,
        read_at=turn.now,
    )
    turn.tx.session.add(plan)
    turn.tx.session.flush()
    turn.close()
    turn.ask_words(PASTE, turn.say("plan-paste"), {"plan": plan.id})
    return True


def take_pasted(turn: Turn, question: Question) -> bool:
    """Take one more part of a text, until it is said that it ends."""
    plan = turn.tx.session.get_one(Plan, question.context["plan"])
    if turn.said.media:
        turn.close()
        plan.state = PlanState.DROPPED
        return False  # the document itself
    text = understand.clean(turn.said.text)
    folded, before = understand.fold(text), plan.findings["text"]
    if folded in turn_words(turn, "plan-paste-stop-words"):
        turn.close()
        plan.state, plan.findings = PlanState.DROPPED, {}
        turn.tell("plan-paste-stopped")
    elif folded in turn_words(turn, "plan-paste-end-words"):
        turn.close()
        turn.request("plan-read", plan=plan.id, person=turn.viewer.person)
        turn.tell("plan-reading")
    elif len(before) + len(text) > MOST_PASTED:
        turn.close()
        plan.state, plan.findings = PlanState.DROPPED, {}
        turn.tell("plan-refused-huge")
    else:
        plan.findings = {"text": f"{before}\n{text}".strip()}
        count = len(plan.findings["text"].split())
        turn.show(turn.say("plan-pasted", count=count), (), question.number)
    return True


def turn_words(turn: Turn, key: str) -> frozenset[str]:
    """Return words of the catalogue as they are compared."""
    return frozenset(understand.fold(word) for word in turn.say(key).split(","))


def ask_for_text(turn: Turn, question: Question) -> None:
    """Say what is awaited: nothing that can be read came."""
    again(turn, question)


# --- it was read ---------------------------------------------------------------------------------


def came(turn: Turn) -> None:
    """Say what was found, or why the document is not taken."""
    said = turn.said.task
    if "plan" in said and (pasted := turn.tx.session.get(Plan, said["plan"])) is not None:
        pasted.state, pasted.findings = PlanState.DROPPED, {}
    if not turn.may(Action.READ_PLAN):
        return
    why = "lost" if said.get("state") == "failed" else said.get("refused", "")
    if why:
        turn.tell(f"plan-refused-{why}")
        return
    found = PlanFindings.from_json(said["found"])
    differences = differences_from(said["differences"]) if said["differences"] else None
    if differences is not None:
        held = turn.tx.session.get_one(Plan, said["same"])
        if differences.none:
            turn.tell("plan-same", title=telling.shorten(found.title, 12))
            return
        items = items_of_change(turn.tx, held, differences, turn.today)
    else:
        items = items_from(found, turn.today)
    items = [owed(turn, found, item) for item in items]
    facts = [list(fact) for fact in differences.facts] if differences is not None else []
    plan = keep_plan(
        turn.tx, turn.viewer, found, said["digest"], items, turn.now, said.get("same")
    )
    plan.findings = {**plan.findings, "facts": facts}
    opened = turn.talk.open
    if turn.talk.draft is not None or (opened is not None and not opened.yields):
        turn.tell("plan-ready")
        return
    show(turn, plan)


def owed(turn: Turn, found: PlanFindings, item: Item) -> Item:
    """Return a deadline with who owes it, by whom the plan names; the officer where it names
    nobody that is known here. One that holds already keeps its owners.
    """
    if item.what != "deadline" or item.owes:
        return item
    named = next((d.owners for d in found.deadlines if d.what == (item.latest or item.known)), ())
    owes = terms_said(turn, ", ".join(named)) or (OFFICER,)
    rules = default_rules(owes, at_desk=at_desk_only(owes))
    return replace(item, owes=owes, rules=rules)


def show(turn: Turn, plan: Plan) -> None:
    """Show all that was found, a few findings in a message."""
    items = items_of(plan)
    turn.show("\n".join((tell_facts(turn, plan), *tell_changed_facts(turn, plan))))
    if not items:
        turn.tell("plan-nothing")
    for page in pages([line(turn, n, item) for n, item in enumerate(items, 1)], PAGE):
        turn.show(page)
    turn.ask_words(PICK, turn.say("plan-pick"), {"plan": plan.id})


# --- ticking -------------------------------------------------------------------------------------


def take_own(turn: Turn, question: Question) -> bool:
    """Take the words of the list that is shown; False for anything else."""
    plan = turn.tx.session.get(Plan, question.context["plan"])
    if plan is None or plan.state != PlanState.READ or turn.said.media:
        return False
    if understand.fold(turn.said.text) in turn_words(turn, "plan-tasks-words"):
        tell_tasks(turn, plan)
        return True
    if (told := ADDED.fullmatch(understand.clean(turn.said.text))) is not None:
        return add(turn, question, plan, told["text"], surely=bool(told["colon"]))
    one = ticked(turn, turn.said.text)
    changes = several(turn, turn.said.text) or ((one,) if one is not None else ())
    if one is not None and one.word is ListWord.UNDO and not plan.findings.get(BEFORE):
        return False  # something else may be meant
    numbers = [number for found in changes for number in found.numbers]
    most = len(items_of(plan))
    if numbers and not in_list(numbers, most):
        again(turn, question, turn.say("plan-no-number", most=most))
        return True
    for found in changes:
        act(turn, question, plan, items_of(plan), found)
    return bool(changes)


def add(turn: Turn, question: Question, plan: Plan, text: str, *, surely: bool) -> bool:
    """Take "thêm: nộp ảnh 30/6", a deadline that was not found, with its day; False for what only
    begins like it.
    """
    details = read_new(turn, text)
    if not (details.name and details.days):
        if surely:
            again(turn, question, turn.say("calendar-day-unclear"))
        return surely
    owes = details.who or (OFFICER,)
    rules = default_rules(owes, at_desk=at_desk_only(owes))
    if details.offsets is not None:
        rules = with_offsets(rules, details.offsets, (), owes)
    items = items_of(plan)
    fresh = [
        Item("deadline", details.name, text, known=f"+ {text} {rule or day}", day=day,
             rule=rule, hour=details.hour, owes=owes, rules=rules, paper=details.paper)
        for day, rule in details.days
    ]  # fmt: skip
    keep_items(turn.tx, plan, [*items, *fresh])
    lines = [line(turn, place, one) for place, one in enumerate(fresh, len(items) + 1)]
    turn.show("\n".join(lines), (), question.number)
    return True


def act(turn: Turn, question: Question, plan: Plan, items: list[Item], found: Ticked) -> None:
    """Do what a word says with the findings that it names."""
    chosen = [number - 1 for number in found.numbers]
    match found.word:
        case ListWord.DROP | ListWord.BACK:
            for place in chosen:
                items[place] = replace(items[place], taken=found.word is ListWord.BACK)
            keep_items(turn.tx, plan, items)
            names = "; ".join(short_name(items[place].name) for place in chosen[:NAMES])
            key = "plan-dropped" if found.word is ListWord.DROP else "plan-taken"
            values: dict[str, str | int] = {"names": names, "more": max(len(chosen) - NAMES, 0)}
            count = sum(item.taken for item in items)
            turn.show(turn.say(key, count=count, **values), (), question.number)
        case ListWord.ONLY:
            items = [replace(item, taken=place in chosen) for place, item in enumerate(items)]
            keep_items(turn.tx, plan, items)
            confirm(turn, plan, items)
        case ListWord.ALL:
            confirm(turn, plan, items)
        case ListWord.EDIT if found.rest:
            correct(turn, question, plan, items, chosen[0], found.rest)
        case ListWord.EDIT | ListWord.LOOK:
            text = look_at(turn, chosen[0] + 1, items[chosen[0]])
            context = {"plan": plan.id, "place": chosen[0]}
            turn.ask_words(EDIT, text, context)
        case ListWord.SHOW:
            show(turn, plan)
        case ListWord.UNDO:
            plan.findings = list_before(plan.findings, "items") or plan.findings
            count = sum(item.taken for item in items_of(plan))
            turn.show(turn.say("list-undone", count=count), (), question.number)
        case ListWord.STOP:
            turn.close()
            turn.tell("plan-later")


def unclear(turn: Turn, question: Question) -> None:
    """Say what can be done with the list."""
    again(turn, question, turn.say("year-unclear"))


# --- correcting ----------------------------------------------------------------------------------


def take_edit(turn: Turn, question: Question) -> None:
    """Take what is to be different of the finding that is open."""
    plan = turn.tx.session.get_one(Plan, question.context["plan"])
    place = question.context["place"]
    if turn.said.media or not correct(turn, question, plan, items_of(plan), place, turn.said.text):
        return
    turn.close()
    turn.ask_words(PICK, turn.say("plan-pick-short"), {"plan": plan.id})


def own_edit(turn: Turn, question: Question) -> bool:
    """Take the list's own words while one finding is open; "bỏ" drops it, "giữ" leaves it."""
    context = {"plan": question.context["plan"]}
    folded = understand.fold(turn.said.text)
    keeps = folded in turn_words(turn, "plan-edit-keep-words")
    drops = folded in turn_words(turn, "plan-edit-drop-words")
    if keeps or drops:
        plan = turn.tx.session.get_one(Plan, context["plan"])
        items, place = items_of(plan), question.context["place"]
        items[place] = replace(items[place], taken=keeps)
        keep_items(turn.tx, plan, items)
        text = f"{line(turn, place + 1, items[place])}\n{turn.say('plan-pick-short')}"
        turn.close()
        turn.ask_words(PICK, text, context)
        return True
    if ticked(turn, turn.said.text) is None and not several(turn, turn.said.text):
        return False
    return back_to_list(turn, context)


def own_make(turn: Turn, question: Question) -> bool:
    """Take a word of the list while it is to be confirmed; a bare number is the answer."""
    found = ticked(turn, turn.said.text)
    if found is None or found.word in (ListWord.ALL, ListWord.SHOW, ListWord.STOP):
        return False
    if found.word is ListWord.EDIT and understand.clean(turn.said.text)[:1].isdigit():
        return False
    return back_to_list(turn, {"plan": question.context["plan"]})


def back_to_list(turn: Turn, context: Mapping[str, Any]) -> bool:
    """Open the list again, and do with it what was said."""
    turn.close()
    turn.ask_words(PICK, turn.say("plan-pick-short"), context)
    turn.replies.pop()  # what is done with the list is said instead
    opened = turn.talk.open
    return opened is not None and take_own(turn, opened)


def correct(
    turn: Turn, question: Question, plan: Plan, items: list[Item], place: int, text: str
) -> bool:
    """Correct one finding by what a message says of it; False where it says nothing."""
    item = items[place]
    fresh = (
        corrected_movement(turn, item, text)
        if item.what == "movement"
        else corrected_deadline(item, read_details(turn, text))
    )
    if fresh is None or item.change == Change.GONE:
        again(turn, question, turn.say("plan-edit-unclear"))
        return False
    items[place] = replace(fresh, taken=True)
    keep_items(turn.tx, plan, items)
    turn.show(line(turn, place + 1, items[place]), (), question.number)
    return True


def corrected_movement(turn: Turn, item: Item, text: str) -> Item | None:
    """Return a movement with its kind, its years or its name as a message says them."""
    folded = f" {understand.fold(text)} "
    for kind in MovementKind:
        if any(f" {word} " in folded for word in turn_words(turn, f"plan-kind-{kind}-words")):
            return replace(item, kind=kind.value)
    years = [int(word) for word in folded.split() if word.isdigit() and 2000 <= int(word) <= 2100]
    named = read_details(turn, text).name
    if years and not named:
        return replace(item, first=min(years), last=max(years))
    name = named or telling.capital(understand.clean(text).strip(' ."“”'))
    return replace(item, name=name[:300]) if len(name.split()) > 1 else None


def corrected_deadline(item: Item, details: Details) -> Item | None:
    """Return a deadline with its day, hour, owners, reminders, name as a message says them."""
    if details.nothing:
        return None
    owes = details.who if details.who and details.offsets is None else item.owes
    rules = item.rules
    if owes != item.owes:
        rules = default_rules(owes, at_desk=at_desk_only(owes))
    if details.offsets is not None:
        rules = with_offsets(rules, details.offsets, details.who, owes)
    day, rule = details.days[0] if details.days else (item.day, item.rule)
    return replace(
        item,
        name=details.name or item.name,
        day=day,
        rule=rule,
        words="" if details.days and rule else item.words,
        hour=details.hour or item.hour,
        owes=owes,
        rules=rules,
        paper=details.paper or item.paper,
    )


# --- making it hold ------------------------------------------------------------------------------


def confirm(turn: Turn, plan: Plan, items: Sequence[Item]) -> None:
    """Ask once whether what was taken is to hold."""
    taken = [item for item in items if item.taken]
    if not taken and not plan.findings.get("facts"):
        turn.tell("plan-none-taken")
        turn.ask_words(PICK, turn.say("plan-pick-short"), {"plan": plan.id})
        return
    gone = sum(item.change == Change.GONE for item in taken)
    movements = sum(item.what == "movement" for item in taken if item.change != Change.GONE)
    text = turn.say(
        "plan-make", movements=movements, milestones=len(taken) - gone - movements, gone=gone
    )
    turn.ask(MAKE, text, turn.options("plan-make", ("yes", "back")), {"plan": plan.id})


def answer_make(turn: Turn, option: Option, context: Mapping[str, Any]) -> None:
    """Make it hold, or go back to the list."""
    plan = turn.tx.session.get_one(Plan, context["plan"])
    if option.id == "back":
        turn.ask_words(PICK, turn.say("plan-pick"), {"plan": plan.id})
        return
    try:
        calendar = turn.commune.calendar
        made = confirm_plan(turn.tx, turn.viewer, plan, calendar, turn.today, turn.now)
    except ValueError:
        turn.tell("plan-made-before")
        return
    turn.tell(
        "plan-made",
        movements=made.movements,
        milestones=made.milestones,
        changed=made.changed,
        ended=made.ended,
    )


CAPABILITY = Capability(
    "plan",
    routes=(Route("plan", begin, Action.READ_PLAN, menu=False),),
    phrases=(Phrase("plan-paste", paste, Action.READ_PLAN),),
    questions=(
        Asked(PASTE, no_choice, Action.READ_PLAN, ask_for_text, own=take_pasted),
        Asked(PICK, no_choice, Action.READ_PLAN, unclear, own=take_own),
        Asked(EDIT, no_choice, Action.READ_PLAN, take_edit, own=own_edit),
        Asked(MAKE, answer_make, Action.READ_PLAN, own=own_make),
    ),
    files=(FileUse("plan-file", take_file, Action.READ_PLAN),),
    results=(ResultUse("plan-read", came),),
)
