"""Whom the officer has to call: who could not be reached, and who says nothing of a deed."""

from datetime import timedelta

from handlers import cases
from handlers.phone import shown
from handlers.turn import Capability, Route, Turn
from models.machine.push import asked_persons
from models.machine.reminder import count_unreached, unreached
from models.people.person import Person, phones_of
from models.permissions import Action
from models.store import Tx
from models.work.deed import Deed
from models.work.list_numbers import number_for
from models.work.queues import deeds_to_call_about

BACK = timedelta(days=30)
MOST = 8  # lines of a message that can still be read


def contact(turn: Turn, person: int) -> str:
    """Return a person's name and telephone number, as far as they are known."""
    return contact_of(turn.tx, person)


def contact_of(tx: Tx, person: int) -> str:
    """Return the same where there is no turn: for a document."""
    row = tx.session.get(Person, person)
    name = row.name if row is not None else ""
    phones = [shown(phone) for phone in phones_of(tx, person)]
    return " ".join(filter(None, (name, *phones[:1])))


def call_line(turn: Turn, deed: Deed) -> str:
    """Return the line of a deed of which the hamlet says nothing: its number, and whom to call."""
    asked = asked_persons(turn.tx, "deed-confirm", deed.about)
    to = ", ".join(filter(None, (contact(turn, person) for person in asked)))
    return turn.say(
        "digest-deed-call",
        number=number_for(turn.tx, turn.viewer.person, deed.about, turn.now),
        who=cases.short(deed),
        hamlet=cases.hamlet_name(turn, deed),
        has="yes" if to else "no",
        to=to,
    )


def show(turn: Turn) -> None:
    """Show whom to call, with a telephone number where one is known."""
    since = turn.today - BACK
    deeds = deeds_to_call_about(turn.tx, turn.viewer)
    persons = unreached(turn.tx, since, MOST)
    lines = [call_line(turn, deed) for deed in deeds]
    lines += [f"– {contact(turn, person) or turn.say('duty-somebody')}" for person in persons]
    if not lines:
        turn.tell("duty-call-none")
        return
    count = len(deeds) + count_unreached(turn.tx, since)
    more = max(count - MOST, 0)
    turn.tell("duty-call", lines="\n".join(lines[:MOST]), more=more)


CAPABILITY = Capability(
    "calling-list", routes=(Route("duty-call", show, Action.KEEP_CALENDAR, menu=False),)
)
