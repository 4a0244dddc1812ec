"""What Monday brings to the desk: to officers, before their digest, what they look after (the
backup, the audit trail, last week's reminders, what is due); to the chair a page to print. The
page comes on request too.
"""

from datetime import date, datetime, time, timedelta

from bot.dialogue import telling
from handlers.turn import Capability, PushUse, ResultUse, Route, Turn
from handlers.year_details import tell_hour
from models.machine import audit, file
from models.machine.backup import last_backup
from models.machine.push import Waiting
from models.permissions import Action
from models.work.week import (
    WEEK,
    WEEK_PAGE,
    due_between,
    hand_in_page,
    is_past,
    monday_of,
    reminded,
)

NEAREST = 2  # of what is due, named in one line
NAME = 8  # syllables of its name
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
IN_HOURS = timedelta(hours=48)  # a younger backup's age is told in hours


# --- the officer's message -----------------------------------------------------------------------


def week_head(turn: Turn, monday: date) -> str:
    """Return what an officer hears at the beginning of a week."""
    return turn.say(
        "week-desk",
        day=telling.full_day(turn.today, turn.world),
        backup=backup_line(turn),
        trail=trail_line(turn),
        reminded=reminded_line(turn, monday),
        due=due_line(turn, monday),
    )


def backup_line(turn: Turn) -> str:
    """Return how old the newest backup at the second place is, and whether that is fresh."""
    last = last_backup(turn.tx)
    if last is None:
        return turn.say("week-backup-none")
    age = max(turn.now - last.made_at, timedelta())
    unit, count = ("hours", age // HOUR) if age < IN_HOURS else ("days", age // DAY)
    told = turn.say("week-age", count=count, unit=unit)
    state = "old" if not last.is_fresh(turn.now) else "damaged" if last.damaged else "fresh"
    return turn.say("week-backup", when=told, state=state, count=last.damaged)


def trail_line(turn: Turn) -> str:
    """Return the head of the audit trail's chain, to be written down on paper."""
    entry, mark = audit.head(turn.tx)
    return (
        turn.say("week-trail", entry=str(entry), mark=mark) if entry else turn.say("week-no-trail")
    )


def reminded_line(turn: Turn, monday: date) -> str:
    """Return what came of last week's reminders, in numbers."""
    zone = turn.commune.local(turn.now).tzinfo
    until = datetime.combine(monday, time(), zone)
    found = reminded(turn.tx, until - WEEK, until)
    if not found.all:
        return turn.say("week-reminded-none")
    return turn.say(
        "week-reminded",
        sent=found.sent,
        missed=found.stopped,
        late=found.late,
        failed=found.failed,
        uncertain=found.uncertain,
    )


def due_line(turn: Turn, monday: date) -> str:
    """Return how much is due this week, and what comes first."""
    found = due_between(turn.tx, monday, monday + WEEK - DAY)
    if not found:
        return turn.say("week-due-none")
    names = [
        turn.say(
            "week-due-one",
            name=telling.shorten(milestone.name, NAME),
            day=telling.full_day(occurrence.due, turn.world) + tell_hour(turn, milestone.hour),
        )
        for occurrence, milestone in found[:NEAREST]
    ]
    more = max(len(found) - NEAREST, 0)
    return turn.say("week-due", count=len(found), names="; ".join(names), more=more)


# --- the chair's page ----------------------------------------------------------------------------


def ask_page(turn: Turn) -> None:
    """Take "trang tuần": the page of this week comes as a file."""
    turn.request(WEEK_PAGE, person=turn.viewer.person)
    turn.tell("week-page-begun")


def page_came(turn: Turn) -> None:
    """Hand over a page that was asked for. The one of Monday waits like any news for the moment
    at which it does not interrupt.
    """
    came = turn.said.task
    document = str(came.get("document", ""))
    if "reminder" in came:
        hand_in_page(turn.tx, came["person"], came["reminder"], document, turn.today, turn.now)
    elif document and turn.may(Action.SEE_WEEK):
        show_page(turn, document)
    else:
        turn.tell("week-page-failed")


def tell_page(turn: Turn, waiting: Waiting, worded: bool) -> bool:
    """Hand the page of Monday over; what could not be printed can be asked for."""
    if is_past(waiting.about, turn.today) or not turn.may(Action.SEE_WEEK):
        return False
    document = str(waiting.values.get("document", ""))
    if document and file.get(turn.tx, document) is not None:
        show_page(turn, document)
    else:
        turn.tell("week-page-missing")
    return True


def show_page(turn: Turn, document: str) -> None:
    """Say of which week a page is, and hand it over."""
    monday = monday_of(turn.today)
    first, last = (telling.full_day(day, turn.world) for day in (monday, monday + WEEK - DAY))
    turn.show(turn.say("week-page-ready", first=first, last=last), files=(document,))


CAPABILITY = Capability(
    "monday",
    routes=(Route("week-page", ask_page, Action.SEE_WEEK, menu=False),),
    pushes=(PushUse(WEEK_PAGE, tell_page),),
    results=(ResultUse(WEEK_PAGE, page_came),),
)
