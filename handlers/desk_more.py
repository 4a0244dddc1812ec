"""What else the desk does with a case: merges it, gives it to somebody, names a movement, says
that it is a child's.
"""

from collections.abc import Mapping
from functools import partial
from typing import Any

from bot.dialogue import telling, understand
from bot.dialogue.messages import Option
from bot.dialogue.talk import Question
from handlers import cases, desk_filling, desk_phone
from handlers.desk_shared import LONGEST, deed_at_hand, refused, too_late
from handlers.showing import again
from handlers.turn import Asked, Capability, Numbered, Turn
from models.law.parameters import rule
from models.people.role import Role, holders_with_names
from models.permissions import Action, NotAllowed, may
from models.work import deciding
from models.work.deciding import (
    assign_deed,
    count_deed,
    mark_child,
    merge_deed,
    movements,
)
from models.work.deed import Child, Deed, DeedState, NotPossible, get_deed
from models.work.queues import desk_queue

MORE = ("merge", "assign", "phone", "fill", "movement", "child")
COLLEAGUES = (Role.TDKT_OFFICER, Role.VICE_CHAIR, Role.COMMUNE_CHAIR)


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
    if deed is not None and into is not None and deed.id == into.id:
        turn.tell("desk-merge-none")
        return
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
    "phone": desk_phone.ask_phone,
    "fill": desk_filling.begin_fill,
    "movement": ask_movement,
    "child": ask_child,
}
CAPABILITY = Capability(
    "desk-more",
    numbered=(
        Numbered("desk-merge", merge_numbers, Action.DECIDE_DEED),
        Numbered("desk-movement", movement_numbers, Action.DECIDE_DEED),
        *(
            Numbered(f"desk-{what}", partial(begin_number, what), Action.DECIDE_DEED)
            for what in ("assign", "phone", "child")
        ),
    ),
    questions=(
        Asked("desk-more", answer_more, Action.DECIDE_DEED),
        Asked("desk-merge", answer_merge, Action.DECIDE_DEED),
        Asked("desk-assign", answer_assign, Action.DECIDE_DEED),
        Asked("desk-movement", answer_movement, Action.DECIDE_DEED, take_movement),
        Asked("desk-child", answer_child, Action.DECIDE_DEED),
    ),
)
