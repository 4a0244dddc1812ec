"""Announcements on their way: their audience is written down a part at a time, and they are done
when nobody of it waits any more.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, exists, literal
from sqlmodel import col, select

from models.base import to_ms
from models.machine.push import push_once
from models.machine.reminder import Outcome, Reminder
from models.store import Tx
from models.work.announcement import Announcement, AnnouncementState
from models.work.announcing import about
from models.work.audience import persons_of
from scheduler.quiet_hours import Hours
from scheduler.rows import insert_new, last_person

PERSONS = 100  # written down in one transaction, for which answers wait
COLUMNS = ("about", "person_id", "occasion", "name", "day", "send_ms", "state", "why", "bot")

R = Reminder.__table__.c  # type: ignore[attr-defined]


def plan_announcements(tx: Tx, hours: Hours, now: datetime) -> bool:
    """Write down a part of the audience of one announcement; tell whether there is more to do."""
    query = (
        select(Announcement)
        .where(
            Announcement.state == AnnouncementState.SENDING,
            col(Announcement.all_planned_at).is_(None),
        )
        .order_by(col(Announcement.urgent).desc(), col(Announcement.id))
        .limit(1)
    )
    announcement = tx.session.exec(query).first()
    if announcement is None:
        return False
    today, after = hours.today(now), announcement.after_person
    last = last_person(tx, after, PERSONS)
    persons = persons_of(announcement.audience, today)
    if persons is not None:
        who = persons.subquery().c[0]
        of_part = who > after if last is None else and_(who > after, who <= last)
        name = "announcement-urgent" if announcement.urgent else "announcement"
        values: tuple[Any, ...] = (
            *(literal(about(announcement)), who, literal(""), literal(name)),
            *(literal(today.isoformat()), literal(to_ms(now)), literal(Outcome.PLANNED.value)),
            *(literal(""), literal("")),
        )
        wanted: Select[Any] = select(*values).where(of_part, who != announcement.made_by)
        insert_new(tx, Reminder, COLUMNS, wanted)
    if last is None:
        announcement.all_planned_at = now
    else:
        announcement.after_person = last
    tx.session.flush()
    return True


def finish_announcements(tx: Tx, hours: Hours, now: datetime) -> bool:
    """End announcements of which nobody waits any more, and tell whoever wrote them. There is
    never more to do.
    """
    query = select(Announcement).where(
        Announcement.state == AnnouncementState.SENDING,
        col(Announcement.all_planned_at).is_not(None),
    )
    for announcement in tx.session.exec(query).all():
        what = about(announcement)
        open_ones = select(1).where(
            exists().where(
                R.about == what, R.state.in_((Outcome.PLANNED.value, Outcome.TOLD.value))
            )
        )
        if tx.session.execute(open_ones).first() is not None:
            continue
        announcement.state, announcement.ended_at = AnnouncementState.DONE, now
        tx.session.flush()
        key = f"{what} done"
        push_once(tx, announcement.made_by, "announcement-done", now, key, about=what)
    return False
