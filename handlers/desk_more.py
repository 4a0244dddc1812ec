"""What else the desk does with a case: asks its teller, merges it, gives it to somebody, enters a
word got by telephone, types what was spoken or written on paper, names a movement, says that it is
a child's.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from bot.dialogue import asking, telling, understand
from bot.dialogue.form import REVIEW, Draft, Form
from bot.dialogue.messages import Option
from bot.dialogue.steps import Day, Search, Text
from bot.dialogue.talk import Question
from bot.dialogue.world import Answer, Answers
from handlers import cases, deeds, desk_view
from handlers.own_deeds import nothing
from handlers.showing import again, reshow
from handlers.turn import Asked, Capability, FormUse, Numbered, Turn
from models.law.parameters import rule
from models.people.role import Role, holders_with_names
from models.permissions import Action, NotAllowed, may
from models.work import deciding
from models.work.deciding import (
    assign_deed,
    count_deed,
    fill_deed,
    mark_child,
    merge_deed,
    movements,
    split_deed,
)
from models.work.deed import OPEN, Child, Deed, DeedState, NotPossible, get_deed
from models.work.inquiry import ReadyQuestion, inquiry_of
from models.work.list_numbers import number_for
from models.work.queues import desk_queue
from models.work.verdicts import Says, hear_by_phone

LONGEST = 300  # characters of what the desk writes to a teller
MORE = ("merge", "assign", "phone", "fill", "movement", "child")
SAID = (Says.TRUE, Says.CORRECTED, Says.DOUBTED)
COLLEAGUES = (Role.TDKT_OFFICER, Role.VICE_CHAIR, Role.COMMUNE_CHAIR)


def deed_at_hand(turn: Turn, numbers: tuple[int, ...]) -> Deed | None:
    """Return the deed that a list number means, if this person may work on it and no form is open;
    otherwise say why not.
    """
    deed = cases.numbered_deed(turn, numbers[0])
    if deed is None or not may(turn.viewer, Action.DECIDE_DEED, deed):
        turn.tell("desk-not-yours")
        return None
    if turn.talk.draft is not None:
        turn.tell("desk-first-finish")
        return None
    return deed


def offer(turn: Turn, deed: Deed, context: Mapping[str, Any]) -> None:
    """Show what else can be done with a case."""
    text = turn.say("desk-more", who=cases.short(deed))
    turn.ask("desk-more", text, turn.options("desk-more", MORE), context)


def answer_more(turn: Turn, option: Option, context: Mapping[str, Any]) -> None:
    """Begin what was chosen."""
    deed = get_deed(turn.tx, context["deed"])
    if deed is None or deed.state == DeedState.HIDDEN.value:
        too_late(turn, deed)
    else:
        BEGIN[option.id](turn, deed, context)


def refused(turn: Turn, deed: Deed | None, error: Exception) -> None:
    """Say why a change was refused."""
    if isinstance(error, NotPossible):
        too_late(turn, deed)
    else:
        turn.tell("desk-not-yours")


def too_late(turn: Turn, deed: Deed | None) -> None:
    """Say that somebody else has decided a deed; of one that was hidden nothing is said."""
    if deed is None or deed.state == DeedState.HIDDEN.value:
        turn.tell("desk-not-yours")
    else:
        turn.tell("desk-late", who=cases.short(deed))


# --- a question to the teller --------------------------------------------------------------------


def ask_teller(turn: Turn, deed: Deed, context: Mapping[str, Any]) -> None:
    """Choose one of the five ready questions, or write one."""
    if DeedState(deed.state) not in OPEN:
        too_late(turn, deed)
        return
    if inquiry_of(turn.tx, deed) is not None:
        turn.tell("desk-asked-before", who=cases.short(deed), number=context["number"])
        return
    options = [Option(key, desk_view.question_of(turn, key)) for key in ReadyQuestion]
    options += turn.options("desk-ask", ("other",))
    turn.ask("desk-ask", turn.say("desk-ask", who=cases.short(deed)), options, context)


def ask_number(turn: Turn, numbers: tuple[int, ...]) -> None:
    """Take "hỏi 2"."""
    deed = deed_at_hand(turn, numbers)
    if deed is not None:
        ask_teller(turn, deed, cases.context_for(turn, deed))


def answer_ask(turn: Turn, option: Option, context: Mapping[str, Any]) -> None:
    """Send the ready question, or take one in words."""
    if option.id == "other":
        turn.ask_words("desk-ask-words", turn.say("desk-ask-words"), context)
    else:
        send_question(turn, context, ReadyQuestion(option.id))


def take_question(turn: Turn, question: Question) -> None:
    """Read a written question back before it goes to the teller."""
    text = understand.clean(turn.said.text)
    if not text or len(text) > LONGEST:
        again(turn, question, turn.say("desk-words-only"))
        return
    turn.close()
    options = turn.options("desk-ask-check", ("send", "anew"))
    context = {**question.context, "text": text}
    turn.ask("desk-ask-check", turn.say("desk-ask-check", text=text), options, context)


def answer_ask_check(turn: Turn, option: Option, context: Mapping[str, Any]) -> None:
    """Send the written question, or write it anew."""
    if option.id == "send":
        send_question(turn, context, None, context["text"])
    else:
        turn.ask_words("desk-ask-words", turn.say("desk-ask-words"), context)


def send_question(
    turn: Turn, context: Mapping[str, Any], ready: ReadyQuestion | None, text: str = ""
) -> None:
    """Ask the teller."""
    deed = get_deed(turn.tx, context["deed"])
    try:
        if deed is None:
            raise NotAllowed
        deciding.ask_teller(turn.tx, turn.viewer, deed, turn.now, ready, text)
    except (NotPossible, NotAllowed) as error:
        refused(turn, deed, error)
    else:
        turn.tell("desk-ask-sent", who=cases.short(deed), minutes=cases.undo_minutes(turn))


# --- merging -------------------------------------------------------------------------------------


def ask_merge(turn: Turn, deed: Deed, context: Mapping[str, Any]) -> None:
    """Ask into which other report this one goes: those that seem alike first."""
    alike = deciding.twins_of(turn.tx, turn.viewer, deed)
    queue = desk_queue(turn.tx, turn.viewer, turn.today)
    others = [d for d in (*alike, *queue.all) if d.id != deed.id]
    found = list({d.id: d for d in others}.values())[:9]
    if not found:
        turn.tell("desk-merge-none")
        return
    options = [
        Option(str(d.id), f"{telling.capital(cases.short(d))}, {cases.hamlet_name(turn, d)}")
        for d in found
    ]
    turn.ask("desk-merge", turn.say("desk-merge", who=cases.short(deed)), options, context)


def answer_merge(turn: Turn, option: Option, context: Mapping[str, Any]) -> None:
    """Merge the two reports."""
    merge(turn, get_deed(turn.tx, context["deed"]), get_deed(turn.tx, int(option.id)))


def merge_numbers(turn: Turn, numbers: tuple[int, ...]) -> None:
    """Take "gộp 2 5": the first goes into the second; "gộp 2" asks into which."""
    deed = deed_at_hand(turn, numbers)
    if deed is None:
        return
    if len(numbers) < 2:
        ask_merge(turn, deed, cases.context_for(turn, deed))
        return
    merge(turn, deed, cases.numbered_deed(turn, numbers[1]))


def merge(turn: Turn, deed: Deed | None, into: Deed | None) -> None:
    """Merge one report into another that this person may decide too."""
    try:
        if deed is None or into is None or not may(turn.viewer, Action.DECIDE_DEED, into):
            raise NotAllowed
        merge_deed(turn.tx, turn.viewer, deed, into, turn.now)
    except (NotPossible, NotAllowed) as error:
        refused(turn, deed, error)
    else:
        values = {"who": cases.short(deed), "other": cases.short(into)}
        turn.tell("desk-merged", minutes=cases.undo_minutes(turn), **values)


# --- giving it to somebody -----------------------------------------------------------------------


def ask_assign(turn: Turn, deed: Deed, context: Mapping[str, Any]) -> None:
    """Ask who takes a case on."""
    found: dict[int, str] = {}
    for role in COLLEAGUES:
        for person, name in holders_with_names(turn.tx, role):
            label = name or turn.say(f"role-{role.value.replace('_', '-')}")
            found.setdefault(person, telling.capital(label))
    options = [Option(str(person), label) for person, label in found.items()][:9]
    turn.ask("desk-assign", turn.say("desk-assign", who=cases.short(deed)), options, context)


def answer_assign(turn: Turn, option: Option, context: Mapping[str, Any]) -> None:
    """Give the case to whoever was chosen."""
    deed = get_deed(turn.tx, context["deed"])
    try:
        if deed is None:
            raise NotAllowed
        assign_deed(turn.tx, turn.viewer, deed, int(option.id), turn.now)
    except (NotPossible, NotAllowed) as error:
        refused(turn, deed, error)
    else:
        turn.tell("desk-assigned", who=cases.short(deed), to=telling.in_sentence(option.label))


# --- a word got by telephone ---------------------------------------------------------------------


def ask_phone(turn: Turn, deed: Deed, context: Mapping[str, Any]) -> None:
    """Ask who was spoken to."""
    options = []
    for role in (Role.HAMLET_HEAD, Role.HAMLET_FRONT_HEAD):
        holders = holders_with_names(turn.tx, role, deed.hamlet_id) if deed.hamlet_id else []
        label = turn.say(f"role-{role.value.replace('_', '-')}")
        for _, name in holders[:3]:
            who = telling.capital(f"{label} {telling.in_sentence(name)}".strip())
            options.append(Option(f"{role.value}:{name}", who))
    options += turn.options("desk-phone", ("other",))
    turn.ask("desk-phone", turn.say("desk-phone", who=cases.short(deed)), options, context)


def answer_phone(turn: Turn, option: Option, context: Mapping[str, Any]) -> None:
    """Ask for a name, or go on to what was said."""
    if option.id == "other":
        turn.ask_words("desk-phone-name", turn.say("desk-phone-name"), context)
        return
    role, _, name = option.id.partition(":")
    ask_said(turn, {**context, "role": role, "name": name or option.label}, option.label)


def take_phone_name(turn: Turn, question: Question) -> None:
    """Take the name of whoever was spoken to."""
    name = " ".join(understand.clean(turn.said.text).split())
    if not 2 <= len(name) <= 120:
        again(turn, question, turn.say("desk-words-only"))
        return
    turn.close()
    ask_said(turn, {**question.context, "role": "", "name": name}, name)


def ask_said(turn: Turn, context: Mapping[str, Any], label: str) -> None:
    """Ask what was said on the telephone."""
    options = turn.options("desk-phone-said", SAID)
    turn.ask(
        "desk-phone-said",
        turn.say("desk-phone-said", who=telling.capital(label)),
        options,
        context,
    )


def answer_said(turn: Turn, option: Option, context: Mapping[str, Any]) -> None:
    """Enter the word."""
    deed = get_deed(turn.tx, context["deed"])
    name, role = context["name"], context["role"]
    try:
        if deed is None:
            raise NotAllowed
        hear_by_phone(turn.tx, turn.viewer, deed, name, role, Says(option.id), turn.now)
    except NotAllowed:
        turn.tell("desk-phone-involved", who=cases.short(deed))
    except NotPossible as error:
        refused(turn, deed, error)
    else:
        number = number_for(turn.tx, turn.viewer.person, deed.about, turn.now)
        turn.tell("desk-phone-kept", who=cases.short(deed), number=number)


# --- typing what was spoken or written on paper --------------------------------------------------

FILL = Form(
    "fill",
    version=1,
    steps=(
        Text("who", at_least=2, at_most=120, voice=False),
        Search("hamlet", among="hamlets"),
        Text("story", at_least=2, at_most=10_000, voice=False),
        Day("happened"),
    ),
    lines=(("who", "hamlet"), ("story",), ("happened",)),
    main="story",
    subject="who",
)


def begin_fill(turn: Turn, deed: Deed, context: Mapping[str, Any]) -> None:
    """Open a case's words to be typed: what is only spoken or on paper is asked for."""
    turn.close()
    typed = {
        name: answer
        for name, answer in deed.answers.items()
        if FILL.step(name) is not None and is_typed(answer)
    }
    first = next((step.name for step in FILL.steps if step.name not in typed), REVIEW)
    draft = Draft(FILL.name, FILL.version, first, typed, case=deed.about, touched_at=turn.now)
    turn.show(turn.say("desk-fill", who=cases.short(deed)), photos=cases.photos(deed.answers))
    move = asking.ask(FILL, replace(draft, question=turn.talk.question), first, turn.world)
    reshow(turn, FILL_USE, move.draft)


def is_typed(answer: Answer) -> bool:
    """Tell whether an answer needs nobody to listen or to read a paper any more."""
    if answer.get("parts") or answer.get("id") or answer.get("text"):
        return True
    return bool(answer.get("kind")) and answer["kind"] != "unknown"


def amend(turn: Turn, case: str, answers: Answers) -> None:
    """Put what was typed into the case; voice notes and photos stay with it."""
    deed = cases.deed_of(turn, case)
    try:
        if deed is None:
            raise NotAllowed
        whole = dict(deed.answers)
        for name, answer in answers.items():
            kept = {k: v for k, v in whole.get(name, {}).items() if k in ("voice", "paper")}
            whole[name] = {**answer, **{k: v for k, v in kept.items() if v}}
        fill_deed(turn.tx, turn.viewer, deed, deeds.told_of(turn, whole), turn.now)
    except (NotPossible, NotAllowed) as error:
        refused(turn, deed, error)
    else:
        number = number_for(turn.tx, turn.viewer.person, deed.about, turn.now)
        turn.tell("desk-filled", who=cases.short(deed), number=number)


def never(turn: Turn, draft: Draft) -> str:
    """The form is only ever opened for a case."""
    return draft.case


def fill_number(turn: Turn, numbers: tuple[int, ...]) -> None:
    """Take "gõ 2"."""
    deed = deed_at_hand(turn, numbers)
    if deed is not None:
        begin_fill(turn, deed, {})


def fill_another(turn: Turn, numbers: tuple[int, ...]) -> None:
    """Take "gõ thêm 2": a paper names several; each becomes a deed of its own."""
    deed = deed_at_hand(turn, numbers)
    if deed is None:
        return
    try:
        who = turn.say("deed-who-on-paper")
        split = split_deed(turn.tx, turn.viewer, deed, who, turn.commune.seed(), turn.now)
    except (NotPossible, NotAllowed) as error:
        refused(turn, deed, error)
    else:
        begin_fill(turn, split, {})


FILL_USE = FormUse(FILL, never, Action.DECIDE_DEED, amend)

# --- the movement, the child ---------------------------------------------------------------------


def ask_movement(turn: Turn, deed: Deed, context: Mapping[str, Any]) -> None:
    """Ask for which movement a deed counts: one named before, or another in words."""
    known = movements(turn.tx, turn.viewer)
    options = [Option(str(place), telling.shorten(name)) for place, name in enumerate(known, 1)]
    meant = [get_deed(turn.tx, row) for row in context.get("deeds", (deed.id,))]
    text = turn.say("desk-movement", who=", ".join(cases.short(each) for each in meant))
    turn.ask("desk-movement", text, options, {**context, "known": known})


def answer_movement(turn: Turn, option: Option, context: Mapping[str, Any]) -> None:
    """Take a movement that was named before."""
    name_movement(turn, context, context["known"][int(option.id) - 1])


def take_movement(turn: Turn, question: Question) -> None:
    """Take a movement's name in words."""
    text = " ".join(understand.clean(turn.said.text).split())
    if not text or len(text) > LONGEST:
        again(turn, question, turn.say("desk-words-only"))
        return
    turn.close()
    name_movement(turn, question.context, "" if understand.is_none(text) else text)


def name_movement(turn: Turn, context: Mapping[str, Any], name: str) -> None:
    """Record the movement of all deeds that it was asked for."""
    for row in context.get("deeds", (context["deed"],)):
        deed = get_deed(turn.tx, row)
        try:
            if deed is None:
                raise NotAllowed
            count_deed(turn.tx, turn.viewer, deed, name, turn.now)
        except (NotPossible, NotAllowed) as error:
            refused(turn, deed, error)
        else:
            turn.tell("desk-counted", who=cases.short(deed), text=telling.shorten(name) or "–")
    cases.gather(turn)


def movement_numbers(turn: Turn, numbers: tuple[int, ...]) -> None:
    """Take "phong trào 2 3": all of them count for the same."""
    found = [deed for n in numbers if (deed := deed_at_hand(turn, (n,))) is not None]
    if len(found) == len(numbers):
        context = {**cases.context_for(turn, found[0]), "deeds": [deed.id for deed in found]}
        ask_movement(turn, found[0], context)
    else:
        cases.gather(turn)


def ages(turn: Turn) -> tuple[int, int]:
    """Return from which age a child is asked too, and until which age somebody is a child."""
    own = rule(turn.tx, "child_own_consent_age", turn.today).value
    return own, rule(turn.tx, "child_under_age", turn.today).value


def ask_child(turn: Turn, deed: Deed, context: Mapping[str, Any]) -> None:
    """Ask whether a child is praised, and how old."""
    own, grown = ages(turn)
    options = tuple(
        Option(child, turn.say(f"desk-child-{child}", own=own, grown=grown))
        for child in (Child.NO, Child.YOUNG, Child.ASKED)
    )
    turn.ask("desk-child", turn.say("desk-child", who=cases.short(deed)), options, context)


def answer_child(turn: Turn, option: Option, context: Mapping[str, Any]) -> None:
    """Record it."""
    deed = get_deed(turn.tx, context["deed"])
    try:
        if deed is None:
            raise NotAllowed
        mark_child(turn.tx, turn.viewer, deed, Child(option.id), turn.now)
    except (NotPossible, NotAllowed) as error:
        refused(turn, deed, error)
    else:
        turn.tell("desk-child-kept", who=cases.short(deed))


def begin_number(what: str, turn: Turn, numbers: tuple[int, ...]) -> None:
    """Begin something with a case by its number."""
    deed = deed_at_hand(turn, numbers)
    if deed is not None:
        BEGIN[what](turn, deed, cases.context_for(turn, deed))


BEGIN = {
    "merge": ask_merge,
    "assign": ask_assign,
    "phone": ask_phone,
    "fill": begin_fill,
    "movement": ask_movement,
    "child": ask_child,
}
CAPABILITY = Capability(
    "desk-more",
    numbered=(
        Numbered("desk-ask-number", ask_number, Action.DECIDE_DEED),
        Numbered("desk-merge", merge_numbers, Action.DECIDE_DEED),
        Numbered("desk-fill", fill_number, Action.DECIDE_DEED),
        Numbered("desk-fill-another", fill_another, Action.DECIDE_DEED),
        Numbered("desk-movement", movement_numbers, Action.DECIDE_DEED),
        *(
            Numbered(f"desk-{what}", partial(begin_number, what), Action.DECIDE_DEED)
            for what in ("assign", "phone", "child")
        ),
    ),
    questions=(
        Asked("desk-more", answer_more, Action.DECIDE_DEED),
        Asked("desk-ask", answer_ask, Action.DECIDE_DEED),
        Asked("desk-ask-words", nothing, Action.DECIDE_DEED, take_question),
        Asked("desk-ask-check", answer_ask_check, Action.DECIDE_DEED),
        Asked("desk-merge", answer_merge, Action.DECIDE_DEED),
        Asked("desk-assign", answer_assign, Action.DECIDE_DEED),
        Asked("desk-phone", answer_phone, Action.DECIDE_DEED),
        Asked("desk-phone-name", nothing, Action.DECIDE_DEED, take_phone_name),
        Asked("desk-phone-said", answer_said, Action.DECIDE_DEED),
        Asked("desk-movement", answer_movement, Action.DECIDE_DEED, take_movement),
        Asked("desk-child", answer_child, Action.DECIDE_DEED),
    ),
    forms=(FILL_USE,),
)
