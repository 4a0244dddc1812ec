"""Asking whoever is praised, through the head of the hamlet or by telephone, in one question; for
a child its guardian, and from a certain age the child too.
"""

from collections.abc import Mapping
from typing import Any

from bot.dialogue import talk, telling, understand
from bot.dialogue.messages import Option
from bot.dialogue.talk import Question
from handlers import cases
from handlers.pushing import context_of
from handlers.showing import again
from handlers.turn import Asked, Capability, Numbered, PushUse, Turn, asked_in_words, folded_words
from models.law.parameters import rule
from models.machine.push import Waiting
from models.permissions import OF_HAMLET, Action, NotAllowed, may
from models.work.consents import Scope, put_off_consent, record_consent
from models.work.deciding import mark_child
from models.work.deed import Child, Deed, DeedState, NotPossible, get_deed
from models.work.publishing import is_child

OPTIONS = {"name-photo": Scope.NAME_PHOTO, "name": Scope.NAME, "none": Scope.NONE}
OF_CHILD = {"initials": Scope.INITIALS, "none": Scope.NONE}
LATER = "later"


def ask(turn: Turn, waiting: Waiting, worded: bool) -> bool:
    """Ask for the consent to publish; False when it has been given or is not wanted any more."""
    deed = get_deed(turn.tx, waiting.values["deed"])
    if deed is None or deed.state != DeedState.CONSENT.value:
        return False
    if not may(turn.viewer, Action.SEEK_CONSENT, deed):
        return False
    show(turn, deed, context_of(waiting), worded=worded)
    return True


def show(turn: Turn, deed: Deed, context: Mapping[str, Any], *, worded: bool) -> None:
    """Show the question: open, or to be opened by a word and its number."""
    values = {"who": cases.short(deed), "doer": doer(turn, deed), "number": context["number"]}
    side = "desk" if turn.viewer.at_desk else "deed"
    if worded:
        turn.tell(f"{side}-consent-worded", **values)
        return
    if not is_child(deed):
        text = turn.say(f"{side}-consent", **values)
    elif deed.child == Child.ASKED.value:
        text = turn.say(f"{side}-consent-child-too", **values)
    else:
        text = turn.say(f"{side}-consent-child", **values)
    options = turn.options("deed-consent", (*scopes_for(deed), LATER))
    turn.ask("deed-consent", text, options, context, pushed=True)


def scopes_for(deed: Deed) -> Mapping[str, Scope]:
    """Return what can be agreed to: of a child no name and no photo."""
    return OF_CHILD if is_child(deed) else OPTIONS


def doer(turn: Turn, deed: Deed) -> str:
    """Return how whoever is praised is called in a sentence: by the title that people used."""
    first = deed.who.split(" ", 1)[0].lower() if deed.who else ""
    return first if first in telling.TITLES else turn.say("deed-consent-somebody")


def answer(turn: Turn, option: Option, context: Mapping[str, Any]) -> None:
    """Record what was answered, or ask again in some days."""
    deed = get_deed(turn.tx, context["deed"])
    side = "desk" if turn.viewer.at_desk else "deed"
    scope = scopes_for(deed).get(option.id) if deed is not None else None
    if deed is not None and scope is None and option.id != LATER:
        redo(turn, context)  # somebody has said meanwhile whether it is a child: asked otherwise
        return
    try:
        if deed is None:
            raise NotAllowed
        if scope is None:
            put_off_consent(turn.tx, turn.viewer, deed, turn.now)
        else:
            record_consent(
                turn.tx,
                turn.viewer,
                deed,
                scope,
                turn.now,
                how="head" if of_hamlet(turn) else "phone",
                bot=turn.address.bot,
                inbox_id=turn.inbox_id,
            )
    except (NotPossible, NotAllowed):
        turn.taken = False
        turn.tell(f"{side}-consent-late", who=cases.short(deed))
        return
    done = "later" if scope is None else "none" if scope is Scope.NONE else "given"
    turn.tell(f"{side}-consent-said-{done}", who=cases.short(deed), number=context["number"])


def of_hamlet(turn: Turn) -> bool:
    """Tell whether this person asks as somebody of the hamlet."""
    return any(role in OF_HAMLET for role, _ in turn.viewer.roles)


def words(turn: Turn, question: Question) -> None:
    """Take "trẻ em" in answer to the question: a child is asked about in another way."""
    said = understand.fold(turn.said.text)
    if said in folded_words(turn.say, "deed-consent-child-words"):
        turn.ask_words("deed-age", turn.say("deed-age"), question.context)
        return
    turn.talk = talk.understood(turn.talk)
    again(turn, question, turn.say("engine-unclear"))


def take_age(turn: Turn, question: Question) -> None:
    """Take the child's age, and ask anew as it has to be asked."""
    deed = get_deed(turn.tx, question.context["deed"])
    child = child_of(turn)
    if deed is None or child is None:
        again(turn, question, turn.say("engine-unclear"))
        return
    turn.close()
    try:
        mark_child(turn.tx, turn.viewer, deed, child, turn.now)
    except (NotPossible, NotAllowed):
        turn.tell("deed-confirm-not-yours")
    else:
        show(turn, deed, question.context, worded=False)


def child_of(turn: Turn) -> Child | None:
    """Return what an age in words makes of a child, None when it is no age. Where nobody knows it,
    guardian and child are both asked.
    """
    if understand.is_unknown(turn.said.text):
        return Child.ASKED
    age = understand.number(turn.said.text)
    if age is None or age > MOST_YEARS:
        return None
    own = rule(turn.tx, "child_own_consent_age", turn.today).value
    grown = rule(turn.tx, "child_under_age", turn.today).value
    return Child.YOUNG if age < own else Child.ASKED if age < grown else Child.NO


MOST_YEARS = 120


def redo(turn: Turn, context: Mapping[str, Any]) -> bool:
    """Ask again about a consent whose answer was a slip; False once it is published."""
    deed = get_deed(turn.tx, context["deed"])
    if deed is None or deed.state not in (DeedState.CONSENT.value, DeedState.ACCEPTED.value):
        return False
    show(turn, deed, cases.context_for(turn, deed), worded=False)
    return True


def open_number(turn: Turn, numbers: tuple[int, ...]) -> None:
    """Take "xin phép 27": the desk asks by telephone, or the head after meeting somebody."""
    deed = cases.numbered_deed(turn, numbers[0])
    if deed is None or not redo(turn, cases.context_for(turn, deed)):
        turn.tell("deed-confirm-not-yours")


CAPABILITY = Capability(
    "consenting",
    numbered=(Numbered("deed-consent", open_number, Action.SEEK_CONSENT),),
    questions=(
        Asked("deed-consent", answer, Action.SEEK_CONSENT, words, redo),
        asked_in_words("deed-age", Action.SEEK_CONSENT, take_age),
    ),
    pushes=(PushUse("deed-consent", ask),),
)
