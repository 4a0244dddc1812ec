"""Accusations and complaints are not taken: before anything leaves the teller chooses, and hears
where, when and by whom such things are heard. Nothing of their text is kept.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.dialogue import telling, understand
from bot.dialogue.messages import Option
from bot.dialogue.world import Answers
from handlers.turn import Asked, Capability, Route, Turn
from models.base import to_ms
from models.machine.erasing import erase_said
from models.permissions import Action

PRAISE = "praise"  # the answer that says: it is praise all the same


def watch(turn: Turn, form: str) -> None:
    """Ask once about a draft that sounds like an accusation, in the place of its next question."""
    draft = turn.talk.draft
    if draft is None or draft.form != form or turn.talk.open is not None:
        return
    if PRAISE in draft.answers or not understand.sounds_accusing(words_of(draft.answers)):
        return
    turn.replies.clear()
    options = turn.options("accusation", ("praise", "accuse", "drop"))
    turn.ask("accusation", turn.say("accusation-question"), options)


def words_of(answers: Answers) -> str:
    """Return everything that was typed for a report, captions too."""
    texts = [telling.text_of(answer) for answer in answers.values()]
    texts += [caption[1] for answer in answers.values() for caption in answer.get("captions", ())]
    return "\n".join(texts)


def answer(turn: Turn, option: Option, context: Mapping[str, Any]) -> None:
    """Go on with praise; drop an accusation without keeping any of it."""
    draft = turn.talk.draft
    if option.id == "praise" and draft is not None:
        draft = draft.answered(PRAISE, {"yes": True})
        turn.talk = replace(turn.talk, draft=draft)
        return  # the form's question follows by itself
    forget(turn)
    if option.id == "accuse":
        turn.show(f"{turn.say('accusation-not-kept')} {turn.say('accusation-where')}")
    else:
        turn.tell("accusation-dropped")


def forget(turn: Turn) -> None:
    """Forget the open draft and what was said for it."""
    turn.talk = replace(turn.talk, draft=None, open=None, held=())
    where = turn.address
    erase_said(turn.tx, where.bot, where.chat, to_ms(turn.now))


def petition(turn: Turn) -> None:
    """Say where complaints and accusations are heard."""
    turn.tell("accusation-where")


CAPABILITY = Capability(
    "accusations",
    routes=(Route("petition", petition, Action.TALK),),
    questions=(Asked("accusation", answer, Action.REPORT_DEED),),
)
