"""What the desk's modules share: the case that a number means, and why a change was refused."""

from handlers import cases
from handlers.turn import Turn
from models.permissions import Action, may
from models.work.deed import Deed, DeedState, NotPossible

LONGEST = 300  # characters of what the desk writes to a teller


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
