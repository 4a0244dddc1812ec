"""The desk sees which news may not have arrived, and sends it again or takes it off the list."""

from handlers import cases
from handlers.turn import Capability, Numbered, Route, Turn
from models.machine.undelivered import (
    MOST,
    Uncertain,
    count_uncertain,
    let_go,
    send_again,
    uncertain,
)
from models.permissions import Action, may
from models.work.deed import DeedState
from models.work.list_numbers import case_of_number, close_number, number_for

ABOUT = "news"  # how the case of a list number is called here


def show(turn: Turn) -> None:
    """Show what may not have arrived, with numbers."""
    found = uncertain(turn.tx, turn.now)
    if not found:
        turn.tell("undelivered-none")
        return
    lines = "\n".join(line(turn, one) for one in found)
    more = count_uncertain(turn.tx, turn.now) - MOST
    turn.tell("undelivered-list", lines=lines, more=max(more, 0))


def line(turn: Turn, one: Uncertain) -> str:
    """Return one piece of news in a line: its number, for whom, about whom. Of a case that this
    person may not work on neither is named.
    """
    about = f"{ABOUT} {one.row}"
    deed = cases.deed_of(turn, one.about)
    theirs = (
        deed is not None
        and deed.state != DeedState.HIDDEN.value
        and may(turn.viewer, Action.DECIDE_DEED, deed)
    )
    return turn.say(
        "undelivered-line",
        number=number_for(turn.tx, turn.viewer.person, about, turn.now),
        person=(one.person if theirs else "") or turn.say("undelivered-somebody"),
        who=cases.short(deed) if theirs else turn.say("undelivered-something"),
    )


def again(turn: Turn, numbers: tuple[int, ...]) -> None:
    """Take "gửi lại 3 4"."""
    settle(turn, numbers, resend=True)


def done(turn: Turn, numbers: tuple[int, ...]) -> None:
    """Take "đã báo 3 4": the person was told otherwise."""
    settle(turn, numbers, resend=False)


def settle(turn: Turn, numbers: tuple[int, ...], *, resend: bool) -> None:
    """Send news again, or take it off the list; say for how many that was done."""
    settled = 0
    for number in numbers:
        about = case_of_number(turn.tx, turn.viewer.person, number) or ""
        kind, _, row = about.partition(" ")
        if kind == ABOUT and (send_again if resend else let_go)(turn.tx, int(row)):
            close_number(turn.tx, about, turn.now)
            settled += 1
    if not settled:
        turn.tell("undelivered-unknown")
    else:
        turn.tell("undelivered-again" if resend else "undelivered-done", count=settled)


CAPABILITY = Capability(
    "undelivered",
    routes=(Route("undelivered", show, Action.SEE_UNDELIVERED, menu=False),),
    numbered=(
        Numbered("undelivered-again", again, Action.SEE_UNDELIVERED, ABOUT),
        Numbered("undelivered-done", done, Action.SEE_UNDELIVERED, ABOUT),
    ),
)
