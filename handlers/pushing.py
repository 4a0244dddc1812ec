"""What the bot says of its own accord, when it does not interrupt: requests for work and news."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from handlers.turn import Book, Told, Turn
from models.base import to_ms
from models.machine.push import (
    Waiting,
    cannot_wait,
    is_asking,
    only_place,
    open_pushes,
    tell,
)
from models.machine.reminder import drop_alone, tell_alone
from models.people.absence import is_absent

PUSH_AFTER = timedelta(
    minutes=15
)  # a push in the middle of a form waits so long after the person's last message


OFFER_HOLDS = timedelta(
    minutes=1
)  # a menu that was just shown is not replaced under the person's thumb


BACKLOG = 4  # so many pieces of news in one message get a line before them


def offer_pushes(turn: Turn, book: Book, *, ask_next: bool = False) -> bool:
    """Say what waits for this person, as far as it may be said now; return whether anything was
    said.

    Notices first, then at most one request, which becomes the open question. While a form is open
    everything waits until fifteen minutes after the person's last message, and a request is then
    worded so that a word and a list number answer it. `ask_next` is the person's own wish
    ("tiếp"): also requests that went out before, the one on the screen last of all.
    """
    if settled_elsewhere(turn):
        turn.talk = replace(turn.talk, open=None)
    quiet_for = turn.now - turn.said.sent_at
    hold = (
        PUSH_AFTER
        if turn.talk.draft is not None
        else OFFER_HOLDS
        if turn.talk.open is not None
        else timedelta()
    )
    before = len(turn.replies)
    pushes = open_pushes(turn.tx, turn.viewer.person, told_too=ask_next)
    asked = turn.talk.open.context.get("about") if turn.talk.open is not None else None
    place = next((n for n, w in enumerate(pushes) if w.asks and w.about == asked), None)
    if ask_next and place is not None:
        pushes = pushes[place + 1 :] + pushes[: place + 1]
        turn.talk = replace(turn.talk, open=None)
    for waiting in sorted(pushes, key=lambda waiting: waiting.asks):
        if (waiting.told and not ask_next) or waiting.not_before_ms > to_ms(turn.now):
            continue
        if only_place(waiting) not in (None, (turn.address.bot, turn.address.chat)):
            continue
        if turn.quiet and not waiting.urgent and not ask_next:
            continue
        spared = turn.sparing and not cannot_wait(waiting, turn.today)
        if (spared or (quiet_for < hold and not waiting.urgent)) and not ask_next:
            continue
        question = turn.talk.open
        busy = turn.talk.draft is None and question is not None and not question.yields
        if waiting.asks and busy and not waiting.urgent:
            continue  # one numbered question is open at a time: this one waits for its answer
        if "reminder" in waiting.values and not ask_next and left_in_peace(turn):
            tell(turn.tx, waiting.id, turn.now, close=True)
            drop_alone(turn.tx, waiting.id, "absent", turn.now)
            continue
        first = len(turn.replies)
        if not render(turn, book, waiting, worded=turn.talk.draft is not None or busy):
            tell(turn.tx, waiting.id, turn.now, close=True)
            if "reminder" in waiting.values:
                drop_alone(turn.tx, waiting.id, "done", turn.now)
            continue
        tell(turn.tx, waiting.id, turn.now, close=not waiting.asks)
        if "reminder" in waiting.values:
            tell_alone(turn.tx, waiting.id)
        told = Told(waiting.id, waiting.asks, first, len(turn.replies), urgent=waiting.urgent)
        turn.told.append(told)
        if waiting.asks:
            break
    news = sum(not told.asks for told in turn.told)
    if turn.abilities.thrifty and news >= BACKLOG:
        lead = turn.replies[before]
        heading = turn.say("push-backlog", count=news)
        turn.replies[before] = replace(lead, text=f"{heading}\n\n{lead.text}")
    return len(turn.replies) > before


def settled_elsewhere(turn: Turn) -> bool:
    """Tell whether the open question is a request that somebody else has answered meanwhile, that
    is asked anew because its case says something else now, or that certainly never arrived.
    """
    question = turn.talk.open
    if question is None or not question.pushed or not question.context.get("push"):
        return False  # what was asked after it ("vì sao?") is nobody else's to answer
    return not is_asking(turn.tx, int(question.context["push"]))


def left_in_peace(turn: Turn) -> bool:
    """Tell whether this person is to be reminded of nothing: perhaps only since it was queued."""
    return is_absent(turn.tx, turn.viewer.person, turn.today)


def render(turn: Turn, book: Book, waiting: Waiting, *, worded: bool) -> bool:
    """Say one push in the words of the capability that queued it; False when it fell away."""
    use = book.pushes.get(waiting.name)
    return use is not None and use.render(turn, waiting, worded)


def context_of(waiting: Waiting) -> dict[str, Any]:
    """Return what the question of a request needs to find its case again."""
    return {**waiting.values, "push": waiting.id, "about": waiting.about}
