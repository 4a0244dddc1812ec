"""Announcements: an officer writes once, chooses who is told, sees what that is and costs, and
lets it go out; a second person may have to approve. People acknowledge; the officer sees how far
it is.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from bot.dialogue import telling, understand
from bot.dialogue.messages import Kind, Option
from bot.dialogue.talk import Question
from handlers.acknowledging import offer
from handlers.announcing_approval import ask_second
from handlers.announcing_audience import ask_audience, choose, read
from handlers.announcing_check import changed, check
from handlers.announcing_report import NOUN
from handlers.announcing_text import add_part, goes_on
from handlers.duties import desk, number_of
from handlers.showing import again
from handlers.turn import Asked, Capability, Numbered, Phrase, PushUse, Route, Turn, no_choice
from models.machine.push import Waiting
from models.machine.reminder import drop_alone
from models.permissions import Action, NotAllowed
from models.work.announcement import Announcement
from models.work.announcing import (
    LONGEST,
    NotPossible,
    about,
    announced,
    draft_announcement,
    drop_announcement,
    find_announcement,
    see_announcement,
    send_announcement,
)
from models.work.audience import count_persons
from models.work.list_numbers import case_of_last_number, case_of_number

FLAGS: Mapping[str, Mapping[str, Any]] = {
    "calm": {"urgent": False},
    "asked": {"asks": True},
    "unasked": {"asks": False},
    "alone": {"second": 0},
}


# "cho các thôn: mai họp": whom it is for, and the text.
FOR_WHOM = re.compile(
    r"(?:cho|đến|tới|den|toi)\s+(?P<whom>[^:\n\d]{2,120})[:\n]\s*(?P<text>\S.*)",
    re.IGNORECASE | re.DOTALL,
)


def begin(turn: Turn) -> None:
    """Ask what is to be told."""
    turn.ask_words("announce-text", turn.say("announce-text"))


def begin_with(turn: Turn, rest: str) -> bool:
    """Take "thông báo: …" with the text, and "thông báo cho các thôn: …" with whom it is for as
    well; False for words that are no text.
    """
    whole = understand.clean(turn.said.text)
    words = [word.end() for word in re.finditer(r"\S+", whole)]
    at = words[len(words) - len(rest.split()) - 1]  # where the words that begin it end
    said, whom = whole[at:].lstrip(), ""
    begun = whole[at - 1] == ":" or "\n" in whole[at : len(whole) - len(said)]
    if parted := FOR_WHOM.match(said):
        said, whom = parted["text"], parted["whom"]
    text = said.lstrip(":-–").strip()
    if not text or not (begun or whom or text != said.strip() or goes_on(text)):
        return False
    turn.close()
    if len(text) > LONGEST:
        turn.ask_words("announce-text", turn.say("announce-too-long", most=LONGEST))
        return True
    if turn.said.media:
        turn.tell("announce-words-only")
    made = draft_announcement(turn.tx, turn.viewer, telling.capital(text), turn.now)
    picked = read(turn, whom) if whom else understand.Unclear()
    if isinstance(picked, understand.Picked):
        choose(turn, made, [one.id for one in picked.options])
    else:
        ask_audience(turn, made)
    return True


def take_text(turn: Turn, question: Question) -> None:
    """Take the text, then ask who is told; a text that is written anew keeps its audience."""
    text = understand.clean(turn.said.text)
    if not text:
        again(turn, question, turn.say("announce-words-only"))
        return
    if len(text) > LONGEST:
        again(turn, question, turn.say("announce-too-long", most=LONGEST))
        return
    turn.close()
    if turn.said.media:
        turn.tell("announce-words-only")
    known = question.context.get("announcement")
    if known is None:
        made = draft_announcement(turn.tx, turn.viewer, text, turn.now)
        ask_audience(turn, made)
        return
    found = find_announcement(turn.tx, int(known))
    if found is not None and changed(turn, found, text=text):
        check(turn, found)


def sentences(name: str, take: Callable[[Turn, Question], None]) -> Asked:
    """Return a question that is answered in words, whatever these begin with ("tiến độ đến nay
    …"); a word or two may be one that works anywhere.
    """

    def own(turn: Turn, question: Question) -> bool:
        said = turn.said
        if said.kind is not Kind.TEXT or said.edits or not goes_on(said.text):
            return False
        take(turn, question)
        return True

    return Asked(name, no_choice, Action.ANNOUNCE, take, own=own)


def take_more(turn: Turn, question: Question) -> None:
    """Take what comes at the end of the text, and show the whole again."""
    found = find_announcement(turn.tx, int(question.context["announcement"]))
    if not understand.clean(turn.said.text):
        again(turn, question, turn.say("announce-words-only"))
        return
    if turn.said.media:
        turn.tell("announce-words-only")
    turn.close()
    if found is None:
        turn.tell("announce-too-late")
        return
    before, said = found.text, add_part(turn, found, turn.said.text)
    if said and found.text == before:
        turn.show(said)  # it did not fit
    if said:
        check(turn, found)


# --- before it goes out --------------------------------------------------------------------------


def take_check(turn: Turn, option: Option, context: Mapping[str, Any]) -> None:
    """Send it, change it, or drop it."""
    found = find_announcement(turn.tx, int(context["announcement"]))
    if found is None:
        turn.tell("announce-too-late")
        return
    match option.id:
        case "send":
            send(turn, found)
        case "text":
            turn.ask_words("announce-text", turn.say("announce-text-again"), context)
        case "more":
            turn.ask_words("announce-more", turn.say("announce-more"), context)
        case "to":
            ask_audience(turn, found)
        case "drop":
            drop(turn, found)
        case "second" | "another":
            ask_second(turn, found)
        case "urgent":
            options = turn.options("announce-urgent", ("yes", "no"))
            count = count_persons(turn.tx, found.audience, turn.today, turn.viewer.person)
            text = turn.say("announce-urgent", count=count)
            turn.ask("announce-urgent", text, options, context)
        case flag:
            if changed(turn, found, **FLAGS[flag]):
                check(turn, found)


def take_urgent(turn: Turn, option: Option, context: Mapping[str, Any]) -> None:
    """Mark it as urgent, which alone rings at night and on Tết; or leave it."""
    found = find_announcement(turn.tx, int(context["announcement"]))
    if found is None:
        turn.tell("announce-too-late")
    elif option.id == "no" or changed(turn, found, urgent=True):
        check(turn, found)


def send(turn: Turn, found: Announcement) -> None:
    """Let it go out, or ask the second person."""
    try:
        goes = send_announcement(turn.tx, turn.viewer, found, turn.now)
    except (NotAllowed, NotPossible):
        turn.tell("announce-too-late")
        return
    number = number_of(turn, about(found))
    turn.tell("announce-begun" if goes else "announce-asked", number=number)


def drop(turn: Turn, found: Announcement) -> None:
    """Drop the draft."""
    try:
        drop_announcement(turn.tx, turn.viewer, found, turn.now)
    except (NotAllowed, NotPossible):
        turn.tell("announce-too-late")
    else:
        turn.tell("announce-dropped")


# --- how people hear it --------------------------------------------------------------------------


def hear(turn: Turn, waiting: Waiting, worded: bool) -> bool:
    """Say an announcement to one person; False when it was stopped meanwhile."""
    found = announced(turn.tx, int(waiting.about.partition(" ")[2]))
    if found is None:
        drop_alone(turn.tx, waiting.id, "stopped", turn.now)
        return False
    text, asks = found
    if asks:
        number = number_of(turn, waiting.about)
        text = turn.say("announcement-asks", text=text, number=number, desk=desk(turn))
        offer(turn, text, "announcement-seen", waiting.about)
    else:
        turn.tell("announcement-plain", text=text, desk=desk(turn))
    return True


def seen(turn: Turn, numbers: tuple[int, ...]) -> None:
    """Take "đã rõ 3"."""
    found = False
    for number in numbers:
        mine = (turn.tx, turn.viewer.person, number)
        case = case_of_number(*mine) or case_of_last_number(*mine) or ""  # said late, it is said
        noun, _, row = case.partition(" ")
        if noun == NOUN:
            see_announcement(turn.tx, turn.viewer.person, int(row), turn.now)
            found = True
    turn.tell("announcement-seen" if found else "announcement-unknown", desk=desk(turn))


CAPABILITY = Capability(
    "announcing",
    routes=(Route("announce", begin, Action.ANNOUNCE, menu=False),),
    numbered=(Numbered("announcement-seen", seen, Action.TALK, NOUN, button=True),),
    phrases=(Phrase("announce", begin_with, Action.ANNOUNCE, photos=True),),
    questions=(
        sentences("announce-text", take_text),
        sentences("announce-more", take_more),
        Asked("announce-check", take_check, Action.ANNOUNCE),
        Asked("announce-urgent", take_urgent, Action.ANNOUNCE),
    ),
    pushes=(
        PushUse("announcement", hear),
        PushUse("announcement-urgent", hear),
    ),
)
