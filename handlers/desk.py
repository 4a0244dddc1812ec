"""The officer's queue, a case in full, and the decision about it."""

import re
from collections.abc import Mapping
from typing import Any

from bot.dialogue import talk, understand
from bot.dialogue.messages import Option
from bot.dialogue.talk import Question
from handlers import cases, desk_asking, desk_more, desk_view
from handlers.desk_shared import LONGEST, deed_at_hand, too_late
from handlers.pushing import context_of
from handlers.showing import again
from handlers.turn import Asked, Capability, Numbered, PushUse, Route, Turn, asked_in_words
from models.machine.push import Waiting
from models.permissions import Action, NotAllowed, may
from models.work.deciding import (
    DeclineReason,
    accept_deed,
    decline_deed,
    hide_deed,
    mark_child,
    undo,
)
from models.work.deed import OPEN, Child, Deed, DeedState, NotPossible, get_deed
from models.work.list_numbers import case_of_last_number
from models.work.queues import desk_queue

CHOICES = ("accept", "ask", "decline", "hide", "more", "later")
PAGE = 9  # lines of a list that can be answered with one digit

# --- the queue -----------------------------------------------------------------------------------


def show_queue(turn: Turn) -> None:
    """Show what waits: the counts, the list with numbers, and how to answer."""
    show_page(turn, 0)


def show_rest(turn: Turn, numbers: tuple[int, ...]) -> None:
    """Take "việc chờ 2": the second nine lines."""
    show_page(turn, numbers[0] - 1)


def show_page(turn: Turn, page: int) -> None:
    """Show one page of the queue."""
    queue = desk_queue(turn.tx, turn.viewer, turn.today)
    if not queue.all:
        turn.tell("desk-queue-none")
        return
    page = min(max(page, 0), (len(queue.all) - 1) // PAGE)
    shown = queue.all[page * PAGE : (page + 1) * PAGE]
    lines = "\n".join(desk_view.line(turn, deed, queue) for deed in shown)
    left = len(queue.all) - (page + 1) * PAGE
    more = turn.say("desk-queue-left", left=left, page=page + 2) if left > 0 else ""
    text = turn.say(
        "desk-queue",
        counts=desk_view.counts(turn, queue),
        lines=lines,
        minutes=cases.undo_minutes(turn),
    )
    turn.show(cases.lines((text, more)))


# --- one case ------------------------------------------------------------------------------------


def ask(turn: Turn, waiting: Waiting, worded: bool) -> bool:
    """Put a deed before the officer; False when it has been decided meanwhile."""
    deed = get_deed(turn.tx, waiting.values["deed"])
    if deed is None or not to_decide(turn, deed):
        return False
    show(turn, deed, context_of(waiting), desk_view.in_short(turn, deed), worded=worded)
    return True


def to_decide(turn: Turn, deed: Deed) -> bool:
    """Tell whether this person can decide a deed now."""
    return DeedState(deed.state) in OPEN and may(turn.viewer, Action.DECIDE_DEED, deed)


def open_number(turn: Turn, numbers: tuple[int, ...]) -> None:
    """Take "xem 27": the whole case."""
    deed = cases.numbered_deed(turn, numbers[0])
    if deed is None or not may(turn.viewer, Action.DECIDE_DEED, deed):
        turn.tell("desk-not-yours")
    else:
        show_whole(turn, deed)


def show_whole(turn: Turn, deed: Deed) -> None:
    """Show a case with all that is known of it, and what can be done."""
    context = cases.context_for(turn, deed)
    text = desk_view.in_full(turn, deed)
    if turn.talk.draft is None and to_decide(turn, deed):
        show(turn, deed, context, text, worded=False)
    else:
        turn.show(text, photos=desk_view.files(turn, deed))


def show(turn: Turn, deed: Deed, context: Mapping[str, Any], text: str, *, worded: bool) -> None:
    """Show a case as the open question, or to be answered by words with its number."""
    seen = desk_view.files(turn, deed)
    if worded:
        how = turn.say("desk-case-worded", number=context["number"])
        turn.show(f"{text}\n{how}", photos=seen)
        return
    question = f"{text}\n{turn.say('deed-decide')}"
    options = turn.options("deed-decide", CHOICES)
    turn.ask("deed-decide", question, options, context, pushed=True, photos=seen)


def answer(turn: Turn, option: Option, context: Mapping[str, Any]) -> None:
    """Take the officer's choice about the case that was shown."""
    deed = get_deed(turn.tx, context["deed"])
    if deed is None or not to_decide(turn, deed):
        too_late(turn, deed)
    elif option.id == "accept":
        accept_or_ask(turn, deed, context)
    elif option.id == "ask":
        desk_asking.ask_teller(turn, deed, context)
    elif option.id == "decline":
        ask_reason(turn, deed, context)
    elif option.id == "hide":
        hide(turn, deed)
    elif option.id == "more":
        desk_more.offer(turn, deed, context)
    else:
        turn.tell("desk-kept", who=cases.short(deed), number=context["number"])


# --- yes -----------------------------------------------------------------------------------------


def accept_or_ask(turn: Turn, deed: Deed, context: Mapping[str, Any]) -> None:
    """Accept a deed; where a child seems to be praised, ask that first."""
    if not seems_child(deed):
        accept(turn, deed)
        return
    own, grown = desk_more.ages(turn)
    options = tuple(
        Option(child, turn.say(f"desk-child-{child}", own=own, grown=grown))
        for child in (Child.NO, Child.YOUNG, Child.ASKED)
    )
    text = turn.say("desk-child", who=cases.short(deed))
    turn.ask("desk-child-accept", text, options, context)


def seems_child(deed: Deed) -> bool:
    """Tell whether a deed reads as if a child were praised, and nobody has said."""
    return not deed.child and understand.looks_like_a_child(deed.who, deed.story)


def answer_child(turn: Turn, option: Option, context: Mapping[str, Any]) -> None:
    """Record whether it is a child, and accept the deed."""
    deed = get_deed(turn.tx, context["deed"])
    if deed is None or not to_decide(turn, deed):
        too_late(turn, deed)
        return
    mark_child(turn.tx, turn.viewer, deed, Child(option.id), turn.now)
    accept(turn, deed)


def accept(turn: Turn, deed: Deed) -> None:
    """Accept a deed, or say that somebody else has decided it."""
    try:
        accept_deed(turn.tx, turn.viewer, deed, turn.now)
    except NotPossible:
        too_late(turn, deed)
    except NotAllowed:
        turn.tell("desk-not-yours")
    else:
        turn.tell("desk-accepted", who=cases.short(deed), minutes=cases.undo_minutes(turn))


def accept_numbers(turn: Turn, numbers: tuple[int, ...]) -> None:
    """Take "nhận 1 3 4"; one that seems to praise a child is looked at first."""
    for number in numbers:
        deed = cases.numbered_deed(turn, number) or settled(turn, number)
        if deed is None:
            turn.tell("desk-no-number", number=number)
            continue
        cases.close_question(turn, deed)
        if seems_child(deed) and to_decide(turn, deed):
            turn.tell("desk-child-first", who=cases.short(deed), number=number)
        else:
            accept(turn, deed)
    cases.gather(turn)


def settled(turn: Turn, number: int) -> Deed | None:
    """Return the deed that had a number until somebody decided it, None for one that was
    hidden.
    """
    about = case_of_last_number(turn.tx, turn.viewer.person, number)
    deed = cases.deed_of(turn, about) if about else None
    return None if deed is None or deed.state == DeedState.HIDDEN.value else deed


# --- no ------------------------------------------------------------------------------------------


def decline_numbers(turn: Turn, numbers: tuple[int, ...]) -> None:
    """Take "chưa nhận 27": one at a time, since each needs its reason."""
    deed = deed_at_hand(turn, numbers)
    if deed is None:
        return
    if to_decide(turn, deed):
        ask_reason(turn, deed, cases.context_for(turn, deed))
    else:
        turn.tell("desk-late", who=cases.short(deed))


def ask_reason(turn: Turn, deed: Deed, context: Mapping[str, Any]) -> None:
    """Ask why a deed is declined: never without a reason, and the reason speaks of the deed."""
    if DeedState(deed.state) not in OPEN:
        too_late(turn, deed)
        return
    ids = (*(reason.value.replace("_", "-") for reason in DeclineReason), "other")
    text = turn.say("deed-decline", who=cases.short(deed))
    turn.ask("deed-decline", text, turn.options("deed-decline", ids), context)


def answer_reason(turn: Turn, option: Option, context: Mapping[str, Any]) -> None:
    """Decline the deed with the reason that was chosen, or ask for it in words."""
    if option.id == "other":
        turn.ask_words("desk-reason", turn.say("desk-reason"), context)
        return
    decline(turn, context, DeclineReason(option.id.replace("-", "_")))


def take_reason(turn: Turn, question: Question) -> None:
    """Read a written reason back before the teller reads it."""
    because = re.escape(turn.say("desk-reason-because"))
    text = re.sub(rf"^\s*{because}\s+", "", understand.clean(turn.said.text), flags=re.IGNORECASE)
    if not text or len(text) > LONGEST:
        again(turn, question, turn.say("desk-words-only"))
        return
    turn.close()
    options = turn.options("desk-reason-check", ("keep", "anew"))
    context = {**question.context, "text": text}
    turn.ask("desk-reason-check", turn.say("desk-reason-check", text=text), options, context)


def answer_check(turn: Turn, option: Option, context: Mapping[str, Any]) -> None:
    """Keep the written reason, or write it anew."""
    if option.id == "keep":
        decline(turn, context, None, context["text"])
    else:
        turn.ask_words("desk-reason", turn.say("desk-reason"), context)


def decline(
    turn: Turn, context: Mapping[str, Any], reason: DeclineReason | None, text: str = ""
) -> None:
    """Decline a deed, or say that somebody else has decided it."""
    deed = get_deed(turn.tx, context["deed"])
    try:
        if deed is None:
            raise NotAllowed
        decline_deed(turn.tx, turn.viewer, deed, turn.now, reason, text)
    except NotPossible:
        too_late(turn, deed)
    except NotAllowed:
        turn.tell("desk-not-yours")
    else:
        turn.tell("desk-declined", who=cases.short(deed), minutes=cases.undo_minutes(turn))


# --- no good deed; a slip ------------------------------------------------------------------------


def hide_number(turn: Turn, numbers: tuple[int, ...]) -> None:
    """Take "không phải gương 27"."""
    deed = cases.numbered_deed(turn, numbers[0])
    if deed is None:
        turn.tell("desk-not-yours")
        return
    cases.close_question(turn, deed)
    hide(turn, deed)


def hide(turn: Turn, deed: Deed) -> None:
    """Hide a case that is no good deed but an accusation."""
    who = cases.short(deed)
    try:
        hide_deed(turn.tx, turn.viewer, deed, turn.now)
    except NotPossible:
        too_late(turn, deed)
    except NotAllowed:
        turn.tell("desk-not-yours")
    else:
        turn.tell("desk-hidden", who=who, minutes=cases.undo_minutes(turn))


def take_back(turn: Turn) -> None:
    """Take "hoàn tác": what was decided last, while nobody has heard of it."""
    tell_undone(turn, undo(turn.tx, turn.viewer, turn.now))


def take_back_numbers(turn: Turn, numbers: tuple[int, ...]) -> None:
    """Take "hoàn tác 27": what was decided about one deed."""
    about = case_of_last_number(turn.tx, turn.viewer.person, numbers[0])
    tell_undone(turn, undo(turn.tx, turn.viewer, turn.now, about) if about else [])


def tell_undone(turn: Turn, found: list[Deed]) -> None:
    """Say what was taken back; a single case is shown again."""
    side = "desk" if turn.viewer.at_desk else "deed"
    if not found:
        turn.tell(f"{side}-undo-none", minutes=cases.undo_minutes(turn))
        return
    turn.talk = talk.understood(turn.talk)
    turn.tell(f"{side}-undone", names=", ".join(cases.short(deed) for deed in found))
    if len(found) == 1 and turn.talk.draft is None and to_decide(turn, found[0]):
        show_whole(turn, found[0])


# --- notices -------------------------------------------------------------------------------------


def notice(turn: Turn, waiting: Waiting, worded: bool) -> bool:
    """Say that somebody else told of a deed too, or that whoever is praised does not want it."""
    deed = get_deed(turn.tx, waiting.values["deed"])
    if deed is None or deed.state == DeedState.HIDDEN.value:
        return False
    if not may(turn.viewer, Action.DECIDE_DEED, deed):
        return False  # whoever is praised hears nothing of it here
    turn.tell(waiting.name, who=cases.short(deed))
    return True


CAPABILITY = Capability(
    "desk",
    routes=(
        Route("desk-queue", show_queue, Action.DECIDE_DEED),
        Route("desk-undo", take_back, Action.HIDE_DEED, menu=False),
    ),
    numbered=(
        Numbered("desk-queue", show_rest, Action.DECIDE_DEED),
        Numbered("deed-number-accept", accept_numbers, Action.DECIDE_DEED),
        Numbered("deed-number-decline", decline_numbers, Action.DECIDE_DEED),
        Numbered("deed-number-open", open_number, Action.DECIDE_DEED),
        Numbered("desk-number-hide", hide_number, Action.DECIDE_DEED),
        Numbered("desk-undo", take_back_numbers, Action.DECIDE_DEED),
    ),
    questions=(
        Asked("deed-decide", answer, Action.DECIDE_DEED),
        Asked("deed-decline", answer_reason, Action.DECIDE_DEED),
        asked_in_words("desk-reason", Action.DECIDE_DEED, take_reason),
        Asked("desk-reason-check", answer_check, Action.DECIDE_DEED),
        Asked("desk-child-accept", answer_child, Action.DECIDE_DEED),
    ),
    pushes=(
        PushUse("deed-decide", ask),
        PushUse("desk-joined", notice),
        PushUse("desk-consent-refused", notice),
    ),
)
