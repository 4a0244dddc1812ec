"""Whom to call at the beginning of a week: who is late with what they owe or in a movement, and
who says nothing of a deed.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlmodel import col, func, or_, select

from models.people.person import Person, phones_of
from models.people.unit import Unit
from models.permissions import Viewer
from models.store import Tx
from models.work.duty import OWING, Duty, heads_of
from models.work.milestone import Milestone, Occurrence, OccurrenceState
from models.work.queues import deeds_to_call_about

MOST = 40  # persons who are late: more never fit on one page


@dataclass(frozen=True, slots=True)
class CallRow:
    """Whom to call: the unit or person, how much is late, how many deeds wait for its word, and
    each person's name and telephone number as far as they are known.
    """

    name: str
    late: int
    deeds: int
    people: tuple[tuple[str, str], ...]


def call_rows(
    tx: Tx, viewer: Viewer, behind: Mapping[int, int], today: date
) -> tuple[tuple[CallRow, ...], int]:
    """Return whom to call: units that are late with what they owe or in a movement (`behind`), or
    say nothing of a deed, in the commune's order, then persons who are late; and how many more
    persons there are.
    """
    late, persons = Counter[int](behind), Counter[int]()
    query = (
        select(Duty.unit_id, Duty.person_id, func.count())
        .join(Occurrence, col(Occurrence.id) == col(Duty.occurrence_id))
        .join(Milestone, col(Milestone.id) == col(Occurrence.milestone_id))
        .where(
            Occurrence.state == OccurrenceState.OPEN,
            Occurrence.due < today,
            col(Duty.state).in_(sorted(OWING)),
            or_(col(Duty.until).is_(None), col(Duty.until) < today),
            or_(col(Duty.unit_id).is_not(None), col(Duty.person_id).is_not(None)),
            # A unit's late review of a movement is in `behind`.
            or_(col(Milestone.movement_id).is_(None), col(Duty.unit_id).is_(None)),
        )
        .group_by(col(Duty.unit_id), col(Duty.person_id))
    )
    for unit, person, count in tx.session.exec(query):
        if unit is not None:
            late[unit] += count
        elif person is not None:
            persons[person] += count
    deeds = Counter(deed.hamlet_id or 0 for deed in deeds_to_call_about(tx, viewer))
    wanted = [unit for unit in late.keys() | deeds.keys() if late[unit] or deeds[unit]]
    units = list(tx.session.exec(select(Unit).where(col(Unit.id).in_(wanted))))
    units.sort(key=lambda unit: (unit.number, unit.id or 0))
    rows = [
        CallRow(
            unit.name,
            late[unit.id or 0],
            deeds[unit.id or 0],
            tuple(contact(tx, person) for person in heads_of(tx, unit.id or 0)),
        )
        for unit in units
    ]
    for person in sorted(persons)[:MOST]:
        name, phone = contact(tx, person)
        rows.append(CallRow(name, persons[person], 0, ((name, phone),)))
    return tuple(rows), max(len(persons) - MOST, 0)


def contact(tx: Tx, person: int) -> tuple[str, str]:
    """Return a person's name and telephone number, each empty where it is not known."""
    row = tx.session.get(Person, person)
    return (row.name if row is not None else "", next(iter(phones_of(tx, person)), ""))
