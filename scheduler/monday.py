"""What Monday brings to the desk: the officers' message, which stands in their digest of the day,
and the chair's page, which is printed first. Each is one reminder a person and week, so neither a
crash nor a standby tells anybody twice.

On the first working day of a week; after a stop that lasted over it, on the next one.
"""

from datetime import date, datetime, timedelta

import orjson

from models.base import to_ms
from models.machine import task
from models.machine.conversation import ways_to_reach
from models.machine.pulse import stood_still
from models.machine.reminder import plan_reminder
from models.people.role import Role
from models.store import Tx
from models.work.week import (
    DESK,
    PAGE,
    WEEK_PAGE,
    about_week,
    first_day,
    monday_of,
    planned,
    since_before,
)
from scheduler.quiet_hours import Hours

PRINTED = timedelta(hours=1)  # a page that is not there by then is told of


def plan_week(tx: Tx, hours: Hours, now: datetime) -> bool:
    """Write down who is told of this week, and ask for the chair's page once the desk's hour has
    come. There is never more to do.
    """
    today = hours.today(now)
    monday = monday_of(today)
    day = told_on(tx, hours, monday, today, now)
    if day is None:
        return False
    about, hour = about_week(monday), hours.desk(today, last=False)
    # Whoever took the office only since then hears of the next week first.
    began = hours.desk(day, last=False)
    known = planned(tx, about)
    for person in since_before(tx, Role.TDKT_OFFICER, began):
        if (person, DESK) not in known:
            plan_reminder(tx, person, about, DESK, today, hour)
    if now >= hour:
        for person in since_before(tx, Role.COMMUNE_CHAIR, began):
            if (person, PAGE) not in known:
                ask_page(tx, person, monday, today, now)
    return False


def told_on(tx: Tx, hours: Hours, monday: date, today: date, now: datetime) -> date | None:
    """Return the day on which this week is told, where it is to be told today: its first working
    day, or a later one if the program stood still since. None for any other day.
    """
    day = first_day(monday, hours.calendar)
    if day is None or today < day or not hours.calendar.is_working_day(today):
        return None
    if day == today or stood_still(tx, hours.desk(day, last=False), now):
        return day
    return None


def ask_page(tx: Tx, person: int, monday: date, today: date, now: datetime) -> None:
    """Write down that a person is told of the week's page, and ask for it to be printed."""
    ways = ways_to_reach(tx, person)
    latest = now + PRINTED if ways else now
    row = plan_reminder(tx, person, about_week(monday), PAGE, today, latest, WEEK_PAGE)
    if row is None or not ways:
        return
    asked = orjson.dumps({"person": person, "reminder": row}).decode()
    where = (ways[0].bot, ways[0].chat, ways[0].sender)
    task.request(tx, WEEK_PAGE, *where, asked, to_ms(now))
