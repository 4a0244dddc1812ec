"""The desk asks a teller one question, ready or in its own words."""

from collections.abc import Mapping
from typing import Any

from bot.dialogue import understand
from bot.dialogue.messages import Option
from bot.dialogue.talk import Question
from handlers import cases, desk_view
from handlers.desk_shared import LONGEST, deed_at_hand, refused, too_late
from handlers.showing import again
from handlers.turn import Asked, Capability, Numbered, Turn, asked_in_words
from models.permissions import Action, NotAllowed
from models.work import deciding
from models.work.deed import OPEN, Deed, DeedState, NotPossible, get_deed
from models.work.inquiry import ReadyQuestion, inquiry_of


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


CAPABILITY = Capability(
    "asking",
    numbered=(Numbered("desk-ask-number", ask_number, Action.DECIDE_DEED),),
    questions=(
        Asked("desk-ask", answer_ask, Action.DECIDE_DEED),
        asked_in_words("desk-ask-words", Action.DECIDE_DEED, take_question),
        Asked("desk-ask-check", answer_ask_check, Action.DECIDE_DEED),
    ),
)
