"""An announcement that waits for its second person: what that person reads of it, and how it is
taken back while they have not answered.
"""

from collections.abc import Mapping
from typing import Any

from bot.dialogue import telling
from bot.dialogue.messages import Option
from handlers.announcing_check import check
from handlers.announcing_whom import told_audience
from handlers.duties import number_of
from handlers.turn import Asked, Capability, PushUse, Told, Turn
from models.machine.push import Waiting, open_pushes, tell
from models.people.person import Person
from models.permissions import Action, NotAllowed
from models.work.announcement import Announcement, AnnouncementState
from models.work.announcing import (
    APPROVE,
    NotPossible,
    about,
    find_announcement,
    take_back_announcement,
)
from models.work.audience import count_persons


def whom(turn: Turn, found: Announcement) -> dict[str, str | int]:
    """Return for how many it is, for whom in words, and whether it also rings at night."""
    return {
        "count": count_persons(turn.tx, found.audience, turn.today, found.made_by),
        "names": told_audience(turn, found.audience),
        "state": "urgent" if found.urgent else "no",
    }


def look_at_waiting(turn: Turn, found: Announcement) -> None:
    """Show the whole of it to whoever has to approve it; to others how it stands, and that it can
    be taken back.
    """
    if found.second == turn.viewer.person:
        read_by_second(turn, found)
        return
    second = turn.tx.session.get(Person, found.second) if found.second is not None else None
    text = turn.say(
        "announce-waiting",
        text=telling.shorten(found.text, 10),
        name=(second.name if second is not None else "") or turn.say("duty-somebody"),
        **whom(turn, found),
    )
    options = turn.options("announce-waiting", ("back",))
    turn.ask("announce-waiting", text, options, {"announcement": found.id}, yields=True)


def read_by_second(turn: Turn, found: Announcement) -> None:
    """Say the request to approve it so that a word and its number answer it."""
    before = len(turn.replies)
    number = number_of(turn, about(found))
    turn.tell("announcement-waits", text=found.text, number=number, **whom(turn, found))
    for waiting in open_pushes(turn.tx, turn.viewer.person):
        if waiting.name == APPROVE and waiting.about == about(found):
            tell(turn.tx, waiting.id, turn.now, close=False)
            turn.told.append(Told(waiting.id, waiting.asks, before, len(turn.replies)))


def take_back(turn: Turn, found: Announcement) -> None:
    """Make it a draft again, and ask what to do with it."""
    try:
        take_back_announcement(turn.tx, turn.viewer, found, turn.now)
    except (NotAllowed, NotPossible):
        turn.tell("announce-too-late")
    else:
        turn.tell("announce-taken-back")
        check(turn, found)


def take_choice(turn: Turn, option: Option, context: Mapping[str, Any]) -> None:
    """Take it back."""
    found = find_announcement(turn.tx, int(context["announcement"]))
    if found is None:
        turn.tell("announce-too-late")
    else:
        take_back(turn, found)


def hear_taken_back(turn: Turn, waiting: Waiting, worded: bool) -> bool:
    """Tell whoever wrote it that somebody else took it back."""
    found = find_announcement(turn.tx, int(waiting.about.partition(" ")[2]))
    if found is None or found.state != AnnouncementState.DRAFT:
        return False
    text = telling.shorten(found.text, 10)
    turn.tell("announcement-taken-back", text=text, number=number_of(turn, about(found)))
    return True


CAPABILITY = Capability(
    "announcing-waiting",
    questions=(Asked("announce-waiting", take_choice, Action.ANNOUNCE),),
    pushes=(PushUse("announcement-taken-back", hear_taken_back),),
)
