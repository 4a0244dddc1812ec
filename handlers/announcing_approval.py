"""The second person: whoever has to approve an announcement before it goes out, and what comes of
that.
"""

from collections.abc import Mapping
from typing import Any

from bot.dialogue import telling, understand
from bot.dialogue.messages import Option
from bot.dialogue.talk import Question
from handlers.announcing_check import changed, check
from handlers.announcing_report import NOUN, meant
from handlers.announcing_waiting import read_by_second, whom
from handlers.duties import number_of
from handlers.pushing import context_of
from handlers.showing import again
from handlers.turn import Asked, Capability, Numbered, PushUse, Turn, asked_in_words
from models.machine.push import Waiting, is_asking, is_told
from models.people.role import Role, holders_with_names
from models.permissions import Action, NotAllowed
from models.work.announcement import Announcement, AnnouncementState
from models.work.announcing import (
    APPROVE,
    LONGEST,
    NotPossible,
    about,
    approve_announcement,
    find_announcement,
    send_back,
)

SECONDS = (Role.COMMUNE_CHAIR, Role.VICE_CHAIR, Role.TDKT_OFFICER)


def ask_second(turn: Turn, found: Announcement) -> None:
    """Ask who has to approve it."""
    people = {
        person: name
        for role in SECONDS
        for person, name in holders_with_names(turn.tx, role)
        if person != turn.viewer.person
    }
    if not people:
        turn.tell("announce-nobody")
        check(turn, found)
        return
    options = [
        Option(str(person), name or turn.say("duty-somebody"))
        for person, name in list(people.items())[:9]
    ]
    turn.ask("announce-second", turn.say("announce-second"), options, {"announcement": found.id})


def take_second(turn: Turn, option: Option, context: Mapping[str, Any]) -> None:
    """Keep who has to approve it."""
    found = find_announcement(turn.tx, int(context["announcement"]))
    if found is not None and changed(turn, found, second=int(option.id)):
        check(turn, found)


def ask_approval(turn: Turn, waiting: Waiting, worded: bool) -> bool:
    """Put an announcement before the second person; False when it does not wait any more."""
    found = find_announcement(turn.tx, int(waiting.values["announcement"]))
    if found is None or found.state != AnnouncementState.WAITING:
        return False
    values = {"text": found.text, **whom(turn, found)}
    if worded:
        turn.tell("announcement-waits", number=number_of(turn, waiting.about), **values)
        return True
    options = turn.options("announcement-approve", ("yes", "no"))
    text = turn.say("announcement-approve", **values)
    turn.ask("announcement-approve", text, options, context_of(waiting), pushed=True)
    return True


def still_waits(turn: Turn, context: Mapping[str, Any]) -> Announcement | None:
    """Return the announcement that a request shows, while that very request waits for its answer:
    what was taken back and comes again may read otherwise. Else say that it waits no more.
    """
    found = find_announcement(turn.tx, int(context["announcement"]))
    if found is None or not is_asking(turn.tx, int(context["push"])):
        turn.tell("announcement-waits-no-more")
        return None
    return found


def take_approval(turn: Turn, option: Option, context: Mapping[str, Any]) -> None:
    """Approve it, or ask why not."""
    found = still_waits(turn, context)
    if found is None:
        return
    if option.id == "no":
        turn.ask_words("announcement-why", turn.say("announcement-why"), context)
    else:
        approve(turn, found)


def approve(turn: Turn, found: Announcement) -> None:
    """Let it go out with the second person's word."""
    try:
        approve_announcement(turn.tx, turn.viewer, found, turn.now)
    except NotAllowed:
        turn.tell("announce-too-late")
    except NotPossible:
        turn.tell("announcement-waits-no-more")
    else:
        turn.tell("announce-begun", number=number_of(turn, about(found)))


def take_why(turn: Turn, question: Question) -> None:
    """Send it back with the reason."""
    text = understand.clean(turn.said.text)
    if not text:
        again(turn, question, turn.say("desk-words-only"))
        return
    turn.close()
    found = still_waits(turn, question.context)
    if found is None:
        return
    try:
        send_back(turn.tx, turn.viewer, found, text[:LONGEST], turn.now)
    except (NotAllowed, NotPossible):
        turn.tell("announce-too-late")
    else:
        turn.tell("announcement-sent-back")


def approve_numbered(turn: Turn, numbers: tuple[int, ...]) -> None:
    """Take "duyệt 3"."""
    found = meant(turn, numbers[0])
    if found is None:
        return
    mine = found.state == AnnouncementState.WAITING and found.second == turn.viewer.person
    if mine and not is_told(turn.tx, APPROVE, about(found)):
        read_by_second(turn, found)  # as it is now they have not read it
    else:
        approve(turn, found)


def hear_back(turn: Turn, waiting: Waiting, worded: bool) -> bool:
    """Tell whoever wrote it that it came back, and why."""
    found = find_announcement(turn.tx, int(waiting.values["announcement"]))
    if found is None or found.state != AnnouncementState.DRAFT:
        return False
    why = telling.shorten(str(waiting.values["why"]), 30)
    turn.tell("announcement-back", text=why, number=number_of(turn, about(found)))
    return True


CAPABILITY = Capability(
    "announcing-approval",
    numbered=(
        Numbered("announcement-approved", approve_numbered, Action.APPROVE_ANNOUNCEMENT, NOUN),
    ),
    questions=(
        Asked("announce-second", take_second, Action.ANNOUNCE),
        Asked("announcement-approve", take_approval, Action.APPROVE_ANNOUNCEMENT),
        asked_in_words("announcement-why", Action.APPROVE_ANNOUNCEMENT, take_why),
    ),
    pushes=(
        PushUse("announcement-approve", ask_approval),
        PushUse("announcement-back", hear_back),
    ),
)
