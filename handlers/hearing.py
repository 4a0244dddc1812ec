"""A mere "đã rõ": which announcement or movement somebody means who gives no number."""

from collections.abc import Mapping
from typing import Any

from bot.dialogue import telling, understand
from bot.dialogue.messages import Option
from handlers import announcing, movement_part
from handlers.announcing_report import NOUN
from handlers.duties import desk, number_of
from handlers.turn import Asked, Capability, Phrase, Turn
from models.permissions import Action
from models.work.hearing import Unseen, unseen

MOST = 6  # of a list that is chosen from on a phone


def clear(turn: Turn, rest: str) -> bool:
    """Take "đã rõ", "rõ rồi cháu ạ": the only thing that waits for it, or ask which."""
    if understand.bare(f"rõ {rest}") != "rõ" or turn.said.media:
        return False
    waiting = unseen(turn.tx, turn.viewer.person, turn.today, MOST)
    if not waiting:
        busy = turn.talk.open is not None and not turn.talk.open.yields
        if busy or turn.talk.draft is not None:
            return False
        turn.tell("engine-goodbye")  # it was clear before, or asks for no answer
        return True
    turn.close()
    if len(waiting) == 1:
        seen(turn, waiting[0])
        return True
    options = [Option(each.about, telling.shorten(each.text)) for each in waiting]
    more = turn.options("hear-which", ("all",))
    turn.ask("hear-which", turn.say("hear-which", desk=desk(turn)), (*options, *more))
    return True


def seen(turn: Turn, one: Unseen) -> None:
    """Note that somebody has heard of one thing, as with its number."""
    take = announcing.seen if one.about.startswith(NOUN) else movement_part.clear
    take(turn, (number_of(turn, one.about),))


def take_which(turn: Turn, option: Option, context: Mapping[str, Any]) -> None:
    """Take which of them is clear."""
    waiting = unseen(turn.tx, turn.viewer.person, turn.today, MOST)
    chosen = [each for each in waiting if option.id in (each.about, "all")]
    for each in chosen:
        seen(turn, each)
    if not chosen:  # said meanwhile, with its number or its button
        turn.tell("announcement-seen", desk=desk(turn))


CAPABILITY = Capability(
    "hearing",
    phrases=(Phrase("hear", clear, Action.TALK),),
    questions=(Asked("hear-which", take_which, Action.TALK),),
)
