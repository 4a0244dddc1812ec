"""The hamlet's side of a deed: its head, or the head of its Front committee, says whether it is
true, and asks whoever is praised whether the commune may say so.
"""

from collections.abc import Mapping
from typing import Any

from bot.dialogue import talk, understand
from bot.dialogue.messages import Option
from bot.dialogue.talk import Question
from handlers import cases
from handlers.pushing import context_of
from handlers.showing import again
from handlers.turn import (
    Asked,
    Capability,
    Numbered,
    PushUse,
    Route,
    Turn,
    asked_in_words,
    folded_words,
)
from models.machine.push import Waiting
from models.people.role import Role
from models.permissions import Action, NotAllowed, may
from models.work.deciding import hide_deed
from models.work.deed import OPEN, Deed, DeedState, NotPossible, get_deed
from models.work.queues import deeds_to_confirm
from models.work.verdicts import Says, judge_deed

# How many syllables of the story fit beside the rest into a message that can still be read aloud.
TO_HEAD = 15

# --- is it true? ---------------------------------------------------------------------------------


def ask(turn: Turn, waiting: Waiting, worded: bool) -> bool:
    """Ask whether a deed is true; False when that has been settled meanwhile."""
    deed = get_deed(turn.tx, waiting.values["deed"])
    if deed is None or not may(turn.viewer, Action.CONFIRM_DEED, deed):
        return False
    if DeedState(deed.state) not in OPEN:
        return False
    show(turn, deed, context_of(waiting), worded=worded)
    return True


def show(turn: Turn, deed: Deed, context: Mapping[str, Any], *, worded: bool) -> None:
    """Show a deed: as the open question, or to be answered by a word and its number."""
    left = len([d for d in deeds_to_confirm(turn.tx, turn.viewer) if d.id != deed.id])
    values: dict[str, str | int] = {
        **cases.told(turn, deed, TO_HEAD),
        "due": cases.due(deed.head_due, turn),
        "role": role_in(turn, deed),
        "left": left,
    }
    seen = cases.photos(deed.answers)
    if worded:
        turn.show(turn.say("deed-confirm-worded", number=context["number"], **values), photos=seen)
        return
    options = turn.options("deed-confirm", ("true", "corrected", "doubted", "wonders"))
    key = "deed-confirm" if left else "deed-confirm-last"
    turn.ask("deed-confirm", turn.say(key, **values), options, context, pushed=True, photos=seen)


def role_in(turn: Turn, deed: Deed) -> str:
    """Return as what this person is asked about a deed."""
    head = deed.hamlet_id in turn.viewer.units(Role.HAMLET_HEAD)
    hamlet = cases.hamlet_name(turn, deed)
    return turn.say("deed-confirm-to-head" if head else "deed-confirm-to-front", hamlet=hamlet)


def answer(turn: Turn, option: Option, context: Mapping[str, Any]) -> None:
    """Take the word about the deed that was asked about."""
    judge(turn, get_deed(turn.tx, context["deed"]), Says(option.id), context)


def judge(turn: Turn, deed: Deed | None, says: Says, context: Mapping[str, Any]) -> None:
    """Record the word, or say why it is too late. What has to be corrected, or asked, is asked
    after: the word itself is kept already.
    """
    try:
        if deed is None:
            raise NotAllowed
        judge_deed(turn.tx, turn.viewer, deed, says, turn.now)
    except NotPossible:
        too_late(turn, deed)
    except NotAllowed:
        turn.taken = False
        turn.tell("deed-confirm-not-yours")
    else:
        number = cases.context_for(turn, deed)["number"]
        values = {"who": cases.short(deed), "number": number}
        if says in (Says.CORRECTED, Says.WONDERS) and turn.talk.draft is None:
            turn.ask_words(f"deed-{says.value}", turn.say(f"deed-{says.value}", **values), context)
        else:
            turn.tell(f"deed-judged-{says.value}", **values)


def too_late(turn: Turn, deed: Deed | None) -> None:
    """Say that the commune has decided a deed; of one that was hidden nothing is said."""
    turn.taken = False
    if deed is None or deed.state == DeedState.HIDDEN.value:
        turn.tell("deed-confirm-not-yours")
    else:
        turn.tell("deed-confirm-late", who=cases.short(deed))


def take_note(turn: Turn, question: Question) -> None:
    """Take what has to be corrected, or what the head would like to know, in words."""
    deed = get_deed(turn.tx, question.context["deed"])
    says = Says(question.name.removeprefix("deed-"))
    text = understand.clean(turn.said.text)
    if not text:
        again(turn, question, turn.say("engine-cannot-voice"))
        return
    turn.close()
    note = "" if understand.is_none(text) else text
    try:
        if deed is None:
            raise NotAllowed
        judge_deed(turn.tx, turn.viewer, deed, says, turn.now, note)
    except (NotPossible, NotAllowed):
        too_late(turn, deed)
    else:
        turn.tell(f"deed-judged-{says.value}", who=cases.short(deed))


def words(turn: Turn, question: Question) -> None:
    """Take "không phải gương" in answer to whether a deed is true; whatever else is unclear."""
    said = understand.fold(turn.said.text)
    if said in folded_words(turn.say, "deed-number-hide-words"):
        turn.close()
        hide(turn, get_deed(turn.tx, question.context["deed"]))
        return
    turn.talk = talk.understood(turn.talk)
    again(turn, question, turn.say("engine-unclear"))


def hide(turn: Turn, deed: Deed | None) -> None:
    """Hide a case that is no good deed but an accusation."""
    who = cases.short(deed)
    try:
        if deed is None:
            raise NotAllowed
        hide_deed(turn.tx, turn.viewer, deed, turn.now)
    except NotPossible:
        too_late(turn, deed)
    except NotAllowed:
        turn.tell("deed-confirm-not-yours")
    else:
        turn.tell("deed-hidden", who=who, minutes=cases.undo_minutes(turn))


def redo(turn: Turn, context: Mapping[str, Any]) -> bool:
    """Ask again about a deed whose answer was a slip; False when the commune has decided."""
    deed = get_deed(turn.tx, context["deed"])
    if deed is None or DeedState(deed.state) not in OPEN:
        return False
    show(turn, deed, cases.context_for(turn, deed), worded=False)
    return True


def queue(turn: Turn) -> None:
    """Show the oldest deed that waits for this person, as the open question."""
    waiting = deeds_to_confirm(turn.tx, turn.viewer)
    if not waiting:
        turn.tell("deed-confirm-none")
        return
    show(turn, waiting[0], cases.context_for(turn, waiting[0]), worded=False)


# --- by number -----------------------------------------------------------------------------------


def judge_numbers(turn: Turn, numbers: tuple[int, ...], says: Says) -> None:
    """Take "đúng 27" and "chưa đúng 27"."""
    for number in numbers:
        deed = cases.numbered_deed(turn, number)
        judge(turn, deed, says, {})
        if deed is not None:
            cases.close_question(turn, deed)
            context = cases.context_for(turn, deed)
            done = talk.Finished(0, "", "", "", name="deed-confirm", context=context)
            turn.talk = talk.finish(turn.talk, done)  # so that "sửa" finds it
    cases.gather(turn)


def judge_true(turn: Turn, numbers: tuple[int, ...]) -> None:
    """Take "đúng 27"."""
    judge_numbers(turn, numbers, Says.TRUE)


def judge_false(turn: Turn, numbers: tuple[int, ...]) -> None:
    """Take "chưa đúng 27"."""
    judge_numbers(turn, numbers, Says.DOUBTED)


def hide_number(turn: Turn, numbers: tuple[int, ...]) -> None:
    """Take "không phải gương 27": one at a time."""
    deed = cases.numbered_deed(turn, numbers[0])
    if deed is not None:
        cases.close_question(turn, deed)
    hide(turn, deed)


def look(turn: Turn, numbers: tuple[int, ...]) -> None:
    """Take "xem 27": the whole story, with its photos and voice notes."""
    deed = cases.numbered_deed(turn, numbers[0])
    if deed is None or not may(turn.viewer, Action.CONFIRM_DEED, deed):
        turn.tell("deed-confirm-not-yours")
        return
    whole = {**cases.told(turn, deed, 10_000), "hamlet": cases.hamlet_name(turn, deed)}
    number = cases.context_for(turn, deed)["number"]
    turn.show(turn.say("deed-whole", number=number, **whole), photos=cases.photos(deed.answers))


CAPABILITY = Capability(
    "hamlet",
    routes=(Route("head-queue", queue, Action.CONFIRM_DEED),),
    numbered=(
        Numbered("deed-number-true", judge_true, Action.CONFIRM_DEED),
        Numbered("deed-number-false", judge_false, Action.CONFIRM_DEED),
        Numbered("deed-number-hide", hide_number, Action.CONFIRM_DEED),
        Numbered("deed-number-look", look, Action.CONFIRM_DEED),
    ),
    questions=(
        Asked("deed-confirm", answer, Action.CONFIRM_DEED, words, redo),
        asked_in_words("deed-corrected", Action.CONFIRM_DEED, take_note),
        asked_in_words("deed-wonders", Action.CONFIRM_DEED, take_note),
    ),
    pushes=(PushUse("deed-confirm", ask),),
)
