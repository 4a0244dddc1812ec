"""What was begun and not sent: it is asked about, and kept."""

from bot.dialogue import talk, telling
from bot.dialogue.form import REVIEW, first_open
from handlers.deeds import DEED
from handlers.turn import Capability, PushUse, Turn
from models.machine.push import Waiting


def ask(turn: Turn, waiting: Waiting, worded: bool) -> bool:
    """Say what was begun and not sent, and how to go on; False when it was sent or dropped."""
    draft = talk.unsent(turn.talk)
    if draft is None or draft.form != DEED.name:
        return False
    answer = draft.answers.get(DEED.subject, {})
    who = telling.in_sentence(telling.shorten(telling.text_of(answer), 6))
    key = "draft-complete" if first_open(DEED, draft) == REVIEW else "draft-begun"
    turn.tell(key, who=who, has="yes" if who else "no")
    return True


CAPABILITY = Capability("drafts-left", pushes=(PushUse("draft-left", ask),))
