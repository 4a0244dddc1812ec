"""Who is told now: one digest for each person and day, when its hour has come."""

from collections.abc import Sequence
from datetime import date, datetime

import orjson

from models.base import from_ms, to_ms
from models.compiled import Row
from models.machine import reminder
from models.machine.push import change, push_once
from models.machine.reminder import DIGEST, Item, Outcome, settle
from models.people.absence import is_absent
from models.people.role import DESK, roles_of
from models.store import Tx
from scheduler.quiet_hours import Hours

DIGESTS = 10  # begun in one transaction, for which answers wait: 20 ms on PostgreSQL
DUE_NOUNS = ("duty ", "occurrence ")  # of reminders whose occasion begins with the due day


def begin_digests(tx: Tx, hours: Hours, now: datetime, most: int = DIGESTS) -> bool:
    """Queue the digest of the day of those whose hour has come, one for each person and day; what
    comes after it waits for the next day's. Tell whether there may be more.
    """
    if hours.is_quiet(now):
        return False
    rows = tx.all(reminder.DUE, now=to_ms(now), called=DIGEST, most=most)
    for person in dict.fromkeys(person for (person,) in rows):
        begin_digest(tx, person, hours, now)
    return len(rows) == most


def begin_digest(tx: Tx, person: int, hours: Hours, now: datetime) -> None:
    """Queue the digest of one person, or let what is due wait: for the digest that is on its way,
    for the next day's where today's was told, at the desk for the next working day where that is
    early enough.
    """
    today = hours.today(now)
    items = reminder.to_tell(tx, person, 0, today)
    if is_absent(tx, person, today):
        for item in items:
            settle(tx, item.id, Outcome.SKIPPED, "absent", now)
        return
    due = first_due(items, today)
    last = tx.one(reminder.LAST_DIGEST, person=person, called=DIGEST)
    is_told = last is not None and was_said(last) and hours.today(from_ms(last[1])) == today
    day = hours.next_day(now) if is_told else today
    desk = any(role in DESK for role, _ in roles_of(tx, person))
    if desk and (not due or due >= hours.calendar.working_day_from(day).isoformat()):
        day = hours.calendar.working_day_from(day)
    if day > today:
        put_off(tx, person, hours, day, now, desk=desk, last=due == day.isoformat())
        return
    if last is not None and last[1] is None and last[2] is None:
        queued: int | None = last[0]
        before = str(orjson.loads(last[3]).get("due", ""))
        if due and (not before or due < before):
            change(tx, last[0], due=due)
    else:
        key = f"{DIGEST} {today.isoformat()} {person} {last[0] if last is not None else 0}"
        queued = push_once(tx, person, DIGEST, now, key, about=DIGEST, due=due)
    for item in items:
        tx.run(reminder.JOIN_PUSH, row=item.id, by=queued)


def put_off(
    tx: Tx, person: int, hours: Hours, day: date, now: datetime, *, desk: bool, last: bool
) -> None:
    """Let what a person is to be told wait for their hour of a later day, the last one for it."""
    start, spread = (hours.desk(day, last=last), 1) if desk else hours.home(day, last=last)
    until = to_ms(start) + person * 7 % spread * 60_000
    tx.run(reminder.PUT_OFF, person=person, now=to_ms(now), until=until)


def was_said(last: Row) -> bool:
    """Tell whether a digest was said, not only looked at and found to be empty."""
    return last[1] is not None and last[4] is not None


def first_due(items: Sequence[Item], today: date) -> str:
    """Return the first day from today on on which something of a digest is due, empty for none:
    on that day it goes out also where messages are kept for answers.
    """
    days = (item.occasion.partition(" ")[0] for item in items if item.about.startswith(DUE_NOUNS))
    return min((day for day in days if day >= today.isoformat()), default="")
