"""Which registered group is told something now: once a day at most, in the evening, what the day
brings (`models.work.group_news`), and announcements that concern it.

A group's row says on which day that was decided last, so it is decided once a day, and what was
queued in that commit is sent once at most.
"""

from datetime import date, datetime, timedelta

from sqlalchemy import or_
from sqlmodel import col, select

from models.store import Tx
from models.work.announcement import Announcement, AnnouncementState, Group
from models.work.groups import (
    ANNOUNCED,
    announcement_key,
    concerns,
    registered_groups,
    said_before,
)
from scheduler.quiet_hours import GROUPS_UNTIL, Hours

# --- which group, and when ----------------------------------------------------------------------


def begin_group(tx: Tx, hours: Hours, now: datetime) -> Group | None:
    """Return a group whose hour has come today, None when there is none; its row says from now on
    that today is decided.
    """
    today = hours.today(now)
    if hours.is_quiet(now) or not hours.home(today, last=False)[0] <= now < until(hours, today):
        return None
    query = select(Group).where(
        col(Group.ended_at).is_(None),
        or_(col(Group.told_on).is_(None), col(Group.told_on) < today),
    )
    for group in tx.session.exec(query.order_by(col(Group.id))):
        if hour_of(hours, group, today) <= now:
            group.told_on = today
            tx.session.add(group)
            tx.session.flush()
            return group
    return None


def hour_of(hours: Hours, group: Group, day: date) -> datetime:
    """Return from when a group is told what a day brings."""
    start, spread = hours.home(day, last=False)
    return start + timedelta(minutes=(group.id or 0) * 7 % spread)


def until(hours: Hours, day: date) -> datetime:
    """Return until when what is for a day may reach a group."""
    return hours.at(day, GROUPS_UNTIL)


# --- announcements ------------------------------------------------------------------------------


def next_announcement(
    tx: Tx, hours: Hours, now: datetime
) -> tuple[Announcement, Group, str] | None:
    """Return an announcement that a group has to be told, and the key under which its message is
    queued once; None when there is none. While it is quiet only what is urgent.
    """
    states = (AnnouncementState.SENDING, AnnouncementState.DONE)
    query = (
        select(Announcement)
        .where(
            col(Announcement.state).in_(states),
            col(Announcement.all_planned_at).is_not(None),
            col(Announcement.started_at) >= now - ANNOUNCED,
        )
        .order_by(col(Announcement.id))
    )
    quiet = hours.is_quiet(now)
    waiting = [one for one in tx.session.exec(query).all() if one.urgent or not quiet]
    if not waiting:
        return None
    groups = registered_groups(tx)
    pairs = {announcement_key(one.id, group): (one, group) for one in waiting for group in groups}
    said = said_before(tx, list(pairs))
    for key, (one, group) in pairs.items():
        begun = one.started_at is not None and group.registered_at < one.started_at
        if key not in said and begun and concerns(tx, one.audience, group):
            return one, group, key
    return None
