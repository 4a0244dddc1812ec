"""Groups that are registered: each gets deadlines and progress as numbers for its unit, or for the
whole commune. Officers register any, heads those of their own unit.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import exists, func, update
from sqlmodel import col, select

from models.base import to_ms
from models.machine import outbox
from models.machine.outbox import Outbox, OutboxState
from models.machine.push import push_once
from models.people.role import Role, holders
from models.people.unit import Unit, UnitKind, units_of
from models.permissions import DECIDERS, OF_HAMLET, Action, NotAllowed, Viewer, may
from models.store import Tx
from models.trail import note
from models.work.announcement import Announcement, Group
from models.work.audience import KINDS
from models.work.list_numbers import close_number
from models.work.movement import Registration

A_SECOND = timedelta(seconds=1)  # the platform's moments are whole seconds
ANNOUNCED = timedelta(days=14)  # so long an announcement still goes to a group: Tết lies between

O = Outbox.__table__.c  # type: ignore[attr-defined]  # noqa: E741 - beside the others

COUNTED_AS = {
    OutboxState.SENT: "sent",
    OutboxState.QUEUED: "waiting",
    OutboxState.UNCERTAIN: "uncertain",
}


class GroupEnd(StrEnum):
    """How a registration ended."""

    DROPPED = "dropped"  # by an officer or the head
    CHANGED = "changed"  # the same group is registered otherwise now
    REMOVED = "removed"  # the bot cannot write there any more


def about(group: Group) -> str:
    """Return how list numbers and the audit trail name a group."""
    return f"group {group.id}"


# --- who may ------------------------------------------------------------------------------------


def decides_all(viewer: Viewer) -> bool:
    """Tell whether a person keeps the groups of the whole commune."""
    return any(role in DECIDERS for role, _ in viewer.roles)


def may_keep(viewer: Viewer, unit: int | None) -> bool:
    """Tell whether a person may register or drop a group of this unit (None: of the commune)."""
    if not may(viewer, Action.REGISTER_GROUP):
        return False
    return decides_all(viewer) or (unit is not None and unit in viewer.units(*OF_HAMLET))


def units_for(tx: Tx, viewer: Viewer, today: date) -> list[Unit]:
    """Return for which units a person may register a group, in the commune's order."""
    found = units_of(tx, frozenset(UnitKind), today)
    return [unit for unit in found if may_keep(viewer, unit.id)]


# --- which there are ----------------------------------------------------------------------------


def group_in(tx: Tx, bot: str, chat: str) -> Group | None:
    """Return as what a chat is registered now, None where it is not."""
    query = select(Group).where(
        Group.bot == bot, Group.chat == chat, col(Group.ended_at).is_(None)
    )
    return tx.session.exec(query.order_by(col(Group.id).desc())).first()


def registered_groups(tx: Tx) -> list[Group]:
    """Return every group that is registered now, the oldest first."""
    query = select(Group).where(col(Group.ended_at).is_(None)).order_by(col(Group.id))
    return list(tx.session.exec(query))


def groups_for(tx: Tx, viewer: Viewer) -> list[Group]:
    """Return the groups that a person may drop."""
    return [group for group in registered_groups(tx) if may_keep(viewer, group.unit_id)]


def concerns(tx: Tx, terms: Iterable[str], group: Group) -> bool:
    """Tell whether an audience holds the whole of a group's unit, not only those of one office:
    others of the unit read along. What is for everybody is for every group.
    """
    unit = tx.session.get(Unit, group.unit_id) if group.unit_id is not None else None
    for term in terms:
        word, _, value = term.partition(":")
        if word == "everyone" or (word == "units" and unit is None and value == "all"):
            return True
        if unit is None:
            continue
        if word == "units" and unit.kind in KINDS[value]:
            return True
        if word == "unit" and int(value) == unit.id:
            return True
        if word == "registered" and takes_part(tx, int(value), unit):
            return True
    return False


def groups_concerned(tx: Tx, terms: Sequence[str]) -> list[Group]:
    """Return the groups that an audience concerns."""
    return [group for group in registered_groups(tx) if concerns(tx, terms, group)]


def takes_part(tx: Tx, movement: int, unit: Unit) -> bool:
    """Tell whether a unit has registered for a movement."""
    here = exists().where(
        col(Registration.movement_id) == movement,
        col(Registration.unit_id) == unit.id,
        col(Registration.ended_at).is_(None),
    )
    return bool(tx.session.execute(select(here)).scalar())


# --- what becomes of one ------------------------------------------------------------------------


def register_group(
    tx: Tx, viewer: Viewer, bot: str, chat: str, unit: int | None, now: datetime
) -> Group:
    """Register a chat for a unit, or without one for the commune; the same again changes nothing.
    Raises NotAllowed, also where it is registered for what this person does not keep.
    """
    held = group_in(tx, bot, chat)
    if not may_keep(viewer, unit) or (held is not None and not may_keep(viewer, held.unit_id)):
        raise NotAllowed
    if held is not None and held.unit_id == unit:
        return held
    told_on = None
    if held is not None:
        told_on = held.told_on  # one message a day, whatever it is registered for
        end(tx, held, GroupEnd.CHANGED, now)
    made = Group(
        bot=bot,
        chat=chat,
        unit_id=unit,
        registered_by=viewer.person,
        registered_at=now,
        told_on=told_on,
    )
    tx.session.add(made)
    tx.session.flush()
    note(tx, viewer.person, "group.register", about(made), unit=unit)
    return made


def drop_group(tx: Tx, viewer: Viewer, number: int, now: datetime) -> Group | None:
    """Tell a group nothing any more; what is queued for it stays here. Return it, None where it
    has ended before. Raises NotAllowed.
    """
    group = tx.session.get(Group, number)
    if group is None or not may_keep(viewer, group.unit_id):
        raise NotAllowed
    if group.ended_at is not None:
        return None
    end(tx, group, GroupEnd.DROPPED, now)
    note(tx, viewer.person, "group.drop", about(group))
    return group


def put_out(tx: Tx, bot: str, chat: str, now: datetime, since: datetime | None = None) -> bool:
    """Note that the bot cannot write to a group any more: it was put out, or may only read, or the
    group is gone. `since` is when the platform says that was: what was registered after it holds.
    Whoever registered the group and the officers hear of it. Return whether it was registered.
    """
    group = group_in(tx, bot, chat)
    if group is None or (since is not None and group.registered_at > since + A_SECOND):
        return False
    end(tx, group, GroupEnd.REMOVED, now)
    note(tx, 0, "group.removed", about(group))
    told = dict.fromkeys((group.registered_by, *holders(tx, Role.TDKT_OFFICER)))
    for person in told:
        key = f"{about(group)} ended {person}"
        push_once(tx, person, "group-ended", now, key, about=about(group))
    return True


def refuse(tx: Tx, bot: str, chat: str, times: int, now: datetime) -> None:
    """Note that a message to a group was refused for certain. Not every platform says when the bot
    is put out: so many in a row are as good as that.
    """
    group = group_in(tx, bot, chat)
    if group is None:
        return
    decided = (OutboxState.SENT.value, OutboxState.REFUSED.value)
    since = O.created_ms >= to_ms(group.registered_at)
    query = select(Outbox.state).where(O.bot == bot, O.chat == chat, since, O.state.in_(decided))
    newest = list(tx.session.exec(query.order_by(O.id.desc()).limit(times)))
    if newest == [OutboxState.REFUSED.value] * times:
        put_out(tx, bot, chat, now)


def move_group(tx: Tx, bot: str, chat: str, new: str, now: datetime) -> None:
    """Follow a group to the new id that the platform has given it."""
    group = group_in(tx, bot, chat)
    if group is None or chat == new:
        return
    other = group_in(tx, bot, new)
    if other is not None:  # it was registered there meanwhile
        end(tx, group, GroupEnd.CHANGED, now)
        return
    group.chat = new
    tx.session.add(group)
    tx.session.flush()
    waiting = (O.bot == bot, O.chat == chat, O.state == OutboxState.QUEUED.value)
    tx.session.execute(update(Outbox).where(*waiting).values(chat=new))


def end(tx: Tx, group: Group, why: GroupEnd, now: datetime) -> None:
    """End a registration, and give up what is queued for its chat."""
    group.ended_at, group.why = now, why
    tx.session.add(group)
    tx.session.flush()
    tx.run(outbox.GIVE_UP_CHAT, of_bot=group.bot, of_chat=group.chat)
    close_number(tx, about(group), now)


# --- what was said there ------------------------------------------------------------------------


def said_before(tx: Tx, keys: Sequence[str]) -> frozenset[str]:
    """Return which of these keys of messages were used."""
    found = tx.session.exec(select(Outbox.dedup).where(col(Outbox.dedup).in_(keys)))
    return frozenset(key for key in found if key is not None)


def announcement_key(announcement: int | None, group: Group) -> str:
    """Return the key under which an announcement is queued for a group, once."""
    return f"announcement {announcement} group {group.id}"


def announced_until(announcement: Announcement, now: datetime, *, spent: bool) -> datetime:
    """Return until when an announcement may still leave for a group. Where a bot's month is spent
    it is never, unless it is urgent: in the new month it would come too late.
    """
    if spent and not announcement.urgent:
        return now
    return (announcement.started_at or now) + ANNOUNCED


@dataclass(frozen=True, slots=True)
class GroupsTold:
    """In how many groups an announcement has arrived, waits, was refused or came too late, and of
    how many nobody knows.
    """

    sent: int = 0
    waiting: int = 0
    failed: int = 0
    uncertain: int = 0

    @property
    def all(self) -> int:
        """How many groups it is or was for."""
        return self.sent + self.waiting + self.failed + self.uncertain


def groups_told(tx: Tx, announcement: int | None) -> GroupsTold:
    """Return how far an announcement has come in groups, also in those that have left since."""
    keys = [announcement_key(announcement, group) for group in tx.session.exec(select(Group))]
    query = select(Outbox.state, func.count()).where(col(Outbox.dedup).in_(keys))
    counted: Counter[str] = Counter()
    for state, count in tx.session.exec(query.group_by(col(Outbox.state))):
        counted[COUNTED_AS.get(OutboxState(state), "failed")] += count
    return GroupsTold(**counted)


def news_key(group: Group, day: date) -> str:
    """Return the key under which what a day brings is queued for a group, once."""
    return f"{about(group)} {day.isoformat()}"


def stop_announcement_in_groups(tx: Tx, announcement: int | None, now: datetime) -> None:
    """Give up what is queued of an announcement for groups and has not left."""
    in_groups = O.dedup.startswith(f"announcement {announcement} group ", autoescape=True)
    waiting = (in_groups, O.state == OutboxState.QUEUED.value)
    values = {"state": OutboxState.EXPIRED.value, "payload": "", "sent_ms": to_ms(now)}
    tx.session.execute(update(Outbox).where(*waiting).values(**values))
