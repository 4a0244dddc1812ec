"""The other side of a deed: the hamlet head says whether it is true, the officer takes it or does
not.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.dialogue import talk, telling
from bot.dialogue.messages import Option
from handlers import deeds
from handlers.pushing import context_of
from handlers.turn import Asked, Capability, Numbered, PushUse, Route, Turn
from models.machine.push import Waiting
from models.permissions import Action
from models.work.deed import (
    OPEN,
    DeclineReason,
    Deed,
    DeedState,
    NotAllowed,
    NotPossible,
    accept_deed,
    decline_deed,
    deeds_to_confirm,
    deeds_to_decide,
    get_deed,
    judge_deed,
)
from models.work.list_numbers import case_of_number, number_for

# How many syllables of the story fit beside the rest into a message that can still be read aloud.
TO_HEAD = 20
TO_OFFICER = 30

# --- the hamlet head -----------------------------------------------------------------------------


def ask_head(turn: Turn, waiting: Waiting, worded: bool) -> bool:
    """Ask a hamlet head whether a deed is true; False when it has been settled meanwhile."""
    deed = get_deed(turn.tx, waiting.values["deed"])
    if deed is None or deed.state != DeedState.SENT.value:
        return False
    show_to_head(turn, deed, context_of(waiting), worded=worded)
    return True


def show_to_head(turn: Turn, deed: Deed, context: Mapping[str, Any], *, worded: bool) -> None:
    """Show a deed to the head: as the open question, or to be answered by a word and its
    number.
    """
    values = {
        **deeds.told(turn, deed, TO_HEAD),
        "due": deeds.due(deed.head_due, turn),
        "hamlet": hamlet_name(turn, deed),
    }
    if worded:
        turn.show(
            turn.say("deed-confirm-worded", number=context["number"], **values),
            photos=deeds.photos(deed.answers),
        )
        return
    options = turn.options("deed-confirm", ("true", "false"))
    text = turn.say("deed-confirm", **values)
    turn.ask(
        "deed-confirm", text, options, context, pushed=True, photos=deeds.photos(deed.answers)
    )


def answer_head(turn: Turn, option: Option, context: Mapping[str, Any]) -> None:
    """Take the head's word about the deed that was asked about."""
    judge(turn, get_deed(turn.tx, context["deed"]), true=option.id == "true")


def judge(turn: Turn, deed: Deed | None, *, true: bool) -> None:
    """Record the head's word, or say why it is too late."""
    try:
        if deed is None:
            raise NotAllowed
        judge_deed(turn.tx, turn.viewer, deed, true=true, now=turn.now)
    except NotPossible:
        turn.tell("deed-confirm-late", who=short(deed))
    except NotAllowed:
        turn.tell("desk-not-yours")
    else:
        turn.tell("deed-confirmed" if true else "deed-doubted", who=short(deed))


def judge_numbers(true: bool, turn: Turn, numbers: tuple[int, ...]) -> None:
    """Take "đúng 27" and "chưa đúng 27"."""
    for number in numbers:
        deed = numbered_deed(turn, number)
        judge(turn, deed, true=true)
        if deed is not None:
            close_question(turn, deed)
            done = talk.Finished(
                0, "", "", "", name="deed-confirm", context=context_for(turn, deed)
            )
            turn.talk = talk.finish(turn.talk, done)  # so that "sửa" finds it
    gather(turn)


def close_question(turn: Turn, deed: Deed) -> None:
    """Close the open question about a deed that was answered by its number: the next one may
    come.
    """
    if turn.talk.open is not None and turn.talk.open.context.get("deed") == deed.id:
        turn.talk = replace(turn.talk, open=None)


def redo_head(turn: Turn, context: Mapping[str, Any]) -> bool:
    """Ask the head again about a deed whose answer was a slip; False when the commune has
    decided.
    """
    deed = get_deed(turn.tx, context["deed"])
    if deed is None or DeedState(deed.state) not in OPEN:
        return False
    show_to_head(turn, deed, context, worded=False)
    return True


def head_queue(turn: Turn) -> None:
    """Show the oldest deed that waits for this head, as the open question."""
    waiting = deeds_to_confirm(turn.tx, turn.viewer)
    if not waiting:
        turn.tell("deed-confirm-none")
        return
    show_to_head(turn, waiting[0], context_for(turn, waiting[0]), worded=False)


# --- the officer ---------------------------------------------------------------------------------


def ask_officer(turn: Turn, waiting: Waiting, worded: bool) -> bool:
    """Put a deed before the officer; False when it has been decided meanwhile."""
    deed = get_deed(turn.tx, waiting.values["deed"])
    if deed is None or DeedState(deed.state) not in OPEN:
        return False
    show_to_officer(turn, deed, context_of(waiting), worded=worded)
    return True


def show_to_officer(turn: Turn, deed: Deed, context: Mapping[str, Any], *, worded: bool) -> None:
    """Show a deed to the officer, with the head's verdict."""
    values = {
        **deeds.told(turn, deed, TO_OFFICER),
        "hamlet": hamlet_name(turn, deed),
        "verdict": turn.say(f"desk-verdict-{deed.state}"),
        "number": context["number"],
    }
    if worded:
        turn.show(turn.say("deed-decide-worded", **values), photos=deeds.photos(deed.answers))
        return
    options = turn.options("deed-decide", ("accept", "decline", "later"))
    text = turn.say("deed-decide", **values)
    turn.ask("deed-decide", text, options, context, pushed=True, photos=deeds.photos(deed.answers))


def answer_officer(turn: Turn, option: Option, context: Mapping[str, Any]) -> None:
    """Take the officer's choice about the deed that was shown."""
    deed = get_deed(turn.tx, context["deed"])
    if option.id == "accept":
        accept(turn, deed)
    elif option.id == "decline":
        ask_reason(turn, deed, context)
    else:
        turn.tell("deed-decide-kept", who=short(deed), number=context["number"])


def ask_reason(turn: Turn, deed: Deed | None, context: Mapping[str, Any]) -> None:
    """Ask why a deed is declined: never without a reason, and the reason speaks of the deed."""
    if deed is None or DeedState(deed.state) not in OPEN:
        turn.tell("deed-decide-late", who=short(deed))
        return
    options = turn.options(
        "deed-decline", tuple(reason.value.replace("_", "-") for reason in DeclineReason)
    )
    turn.ask("deed-decline", turn.say("deed-decline", who=short(deed)), options, context)


def answer_reason(turn: Turn, option: Option, context: Mapping[str, Any]) -> None:
    """Decline the deed with the chosen reason."""
    deed = get_deed(turn.tx, context["deed"])
    try:
        if deed is None:
            raise NotAllowed
        decline_deed(
            turn.tx, turn.viewer, deed, DeclineReason(option.id.replace("-", "_")), turn.now
        )
    except NotPossible:
        turn.tell("deed-decide-late", who=short(deed))
    except NotAllowed:
        turn.tell("desk-not-yours")
    else:
        turn.tell("deed-declined", who=short(deed))


def accept(turn: Turn, deed: Deed | None) -> None:
    """Accept a deed, or say that somebody else has decided it."""
    try:
        if deed is None:
            raise NotAllowed
        accept_deed(turn.tx, turn.viewer, deed, turn.now)
    except NotPossible:
        turn.tell("deed-decide-late", who=short(deed))
    except NotAllowed:
        turn.tell("desk-not-yours")
    else:
        turn.tell("deed-accepted", who=short(deed))


def accept_numbers(turn: Turn, numbers: tuple[int, ...]) -> None:
    """Take "nhận 1 3 4"."""
    for number in numbers:
        deed = numbered_deed(turn, number)
        accept(turn, deed)
        if deed is not None:
            close_question(turn, deed)
    gather(turn)


def decline_numbers(turn: Turn, numbers: tuple[int, ...]) -> None:
    """Take "chưa nhận 27": one at a time, since each needs its reason."""
    deed = numbered_deed(turn, numbers[0])
    if deed is None:
        turn.tell("desk-not-yours")
    elif turn.talk.draft is not None:
        turn.tell("deed-decline-first-finish", number=numbers[0])
    else:
        ask_reason(turn, deed, context_for(turn, deed))


def officer_queue(turn: Turn) -> None:
    """Show what waits for the officer: the counts, the list with numbers, and how to answer."""
    waiting = deeds_to_decide(turn.tx, turn.viewer)
    if not waiting:
        turn.tell("desk-queue-none")
        return
    lines = [
        turn.say(
            "desk-queue-line",
            number=number_for(turn.tx, turn.viewer.person, deed.about, turn.now),
            who=telling.capital(telling.shorten(deed.who, deeds.NAMED)),
            hamlet=hamlet_name(turn, deed),
            verdict=turn.say(f"desk-verdict-{deed.state}"),
        )
        for deed in waiting[:9]
    ]
    unseen = sum(deed.state == DeedState.SENT.value for deed in waiting)
    turn.tell("desk-queue", ready=len(waiting) - unseen, unseen=unseen, lines="\n".join(lines))


def open_numbers(turn: Turn, numbers: tuple[int, ...]) -> None:
    """Take "xem 27": show that deed as the open question."""
    deed = numbered_deed(turn, numbers[0])
    if deed is None:
        turn.tell("desk-not-yours")
    else:
        show_to_officer(turn, deed, context_for(turn, deed), worded=turn.talk.draft is not None)


# --- both ----------------------------------------------------------------------------------------


def numbered_deed(turn: Turn, number: int) -> Deed | None:
    """Return the deed that a list number means to whoever is speaking."""
    about = case_of_number(turn.tx, turn.viewer.person, number)
    return deeds.deed_of(turn, about) if about else None


def context_for(turn: Turn, deed: Deed) -> dict[str, Any]:
    """Return what a question about a deed needs to find it again."""
    number = number_for(turn.tx, turn.viewer.person, deed.about, turn.now)
    return {"deed": deed.id, "number": number, "about": deed.about}


def gather(turn: Turn) -> None:
    """Make one message of the answers to several numbers, and put the open form's question after
    it if there is one.
    """
    text = "\n".join(reply.text for reply in turn.replies)
    turn.replies.clear()
    turn.show(text)


def short(deed: Deed | None) -> str:
    """Return whom a deed is about in a few words; empty when there is no deed."""
    return deeds.short(deed) if deed else ""


def hamlet_name(turn: Turn, deed: Deed) -> str:
    """Return a deed's hamlet in words."""
    for option in turn.commune.options(turn.tx, "hamlets", turn.today):
        if option.id == str(deed.hamlet_id):
            return option.label
    return str(deed.answers["hamlet"].get("text") or turn.say("unknown-hamlet"))


def judge_true(turn: Turn, numbers: tuple[int, ...]) -> None:
    """Take "đúng 27"."""
    judge_numbers(True, turn, numbers)


def judge_false(turn: Turn, numbers: tuple[int, ...]) -> None:
    """Take "chưa đúng 27"."""
    judge_numbers(False, turn, numbers)


CAPABILITY = Capability(
    "desk",
    routes=(
        Route("desk-queue", officer_queue, Action.DECIDE_DEED),
        Route("head-queue", head_queue, Action.CONFIRM_DEED),
    ),
    numbered=(
        Numbered("deed-number-true", judge_true, Action.CONFIRM_DEED),
        Numbered("deed-number-false", judge_false, Action.CONFIRM_DEED),
        Numbered("deed-number-accept", accept_numbers, Action.DECIDE_DEED),
        Numbered("deed-number-decline", decline_numbers, Action.DECIDE_DEED),
        Numbered("deed-number-open", open_numbers, Action.DECIDE_DEED),
    ),
    questions=(
        Asked("deed-confirm", answer_head, Action.CONFIRM_DEED, redo=redo_head),
        Asked("deed-decide", answer_officer, Action.DECIDE_DEED),
        Asked("deed-decline", answer_reason, Action.DECIDE_DEED),
    ),
    pushes=(PushUse("deed-confirm", ask_head), PushUse("deed-decide", ask_officer)),
)
