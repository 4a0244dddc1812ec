"""Days that the government swaps: off where one would work, worked where one would not. An officer
sets them by chat; they are facts of the commune, read by its calendar.
"""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum

from models.people.facts import Fact, FactName, facts
from models.permissions import Action, NotAllowed, Viewer, may
from models.store import Tx
from models.trail import note


class Swap(StrEnum):
    """What a day is: off, worked, or what the calendar says by itself."""

    OFF = "off"
    ON = "on"
    NONE = "none"


LISTS = {Swap.OFF: FactName.DAYS_OFF, Swap.ON: FactName.DAYS_ON}


def swapped(held: Mapping[str, str]) -> tuple[list[date], list[date]]:
    """Return the days off and the days worked, from the facts that hold."""
    off, on = (
        [date.fromisoformat(day) for day in held.get(name, "").split()] for name in LISTS.values()
    )
    return off, on


def swap_of(tx: Tx, day: date) -> Swap:
    """Return what was set of a day."""
    off, on = swapped(facts(tx))
    return Swap.OFF if day in off else Swap.ON if day in on else Swap.NONE


def swap_day(tx: Tx, viewer: Viewer, day: date, swap: Swap, now: datetime) -> None:
    """Set what a day is; nothing changes where that holds already. Raises NotAllowed."""
    if not may(viewer, Action.KEEP_CALENDAR):
        raise NotAllowed
    days = dict(zip(LISTS, map(set, swapped(facts(tx))), strict=True))
    for name, held in days.items():
        before = set(held)
        held.discard(day)
        if name is swap:
            held.add(day)
        if held == before:
            continue
        value = " ".join(each.isoformat() for each in sorted(held))
        tx.session.add(Fact(name=LISTS[name], value=value, set_by=viewer.person, set_at=now))
        tx.session.flush()
        note(tx, viewer.person, "calendar.swap", f"day {day.isoformat()}", swap=swap.value)
