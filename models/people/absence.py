"""People who are left in peace for a while (mourning, illness): they are reminded of nothing."""

from datetime import date, datetime

from sqlalchemy import Date, bindparam
from sqlalchemy import select as select_columns
from sqlmodel import Field, SQLModel, col, select

from models.compiled import Compiled
from models.machine.push import push
from models.people.role import Role, holders
from models.permissions import Action, NotAllowed, Viewer, may
from models.store import Tx
from models.trail import note


class Absence(SQLModel, table=True):
    """Days, both included, on which a person is not reminded. The reason is not kept: it is
    nobody's business.
    """

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    first: date
    last: date
    set_by: int = Field(foreign_key="person.id")
    set_at: datetime
    ended_at: datetime | None = None


A = Absence.__table__.c  # type: ignore[attr-defined]
ON = bindparam("today", type_=Date)
# Asked for each of thousands who are told something.
IS_ABSENT = Compiled(
    select_columns(A.id)
    .where(A.person_id == bindparam("person"), A.ended_at.is_(None), A.first <= ON, A.last >= ON)
    .limit(1),
    typed=True,
)


def leave_in_peace(
    tx: Tx, viewer: Viewer, person: int, first: date, last: date, now: datetime
) -> Absence:
    """Remind a person of nothing between two days, instead of what was set before. Who may: the
    person, and the desk; where somebody with a role wants it, the officers hear of it. Raises
    NotAllowed.
    """
    if viewer.person != person and not may(viewer, Action.KEEP_CALENDAR):
        raise NotAllowed
    for before in absences(tx, person, first):
        before.ended_at = now
    absence = Absence(person_id=person, first=first, last=last, set_by=viewer.person, set_at=now)
    tx.session.add(absence)
    tx.session.flush()
    note(
        tx,
        viewer.person,
        "absence.begin",
        f"person {person}",
        first=first.isoformat(),
        last=last.isoformat(),
    )
    if viewer.person == person and viewer.roles:
        for officer in holders(tx, Role.TDKT_OFFICER):
            if officer != person:
                about, until = f"person {person}", last.isoformat()
                push(tx, officer, "rest-begun", now, about=about, who=person, until=until)
    return absence


def end_absence(tx: Tx, viewer: Viewer, person: int, today: date, now: datetime) -> int:
    """Remind a person again from now on; return how many absences ended. Raises NotAllowed."""
    if viewer.person != person and not may(viewer, Action.KEEP_CALENDAR):
        raise NotAllowed
    found = absences(tx, person, today)
    for absence in found:
        absence.ended_at = now
        note(tx, viewer.person, "absence.end", f"person {person}")
    tx.session.flush()
    return len(found)


def absences(tx: Tx, person: int, today: date) -> list[Absence]:
    """Return the absences of a person that hold on a day or later."""
    query = select(Absence).where(
        Absence.person_id == person, col(Absence.ended_at).is_(None), Absence.last >= today
    )
    return list(tx.session.exec(query))


def is_absent(tx: Tx, person: int, today: date) -> bool:
    """Tell whether a person is left in peace on a day."""
    return tx.one(IS_ABSENT, person=person, today=today) is not None


def absent_on(tx: Tx, today: date) -> set[int]:
    """Return everybody who is left in peace on a day."""
    query = select(Absence.person_id).where(
        col(Absence.ended_at).is_(None), Absence.first <= today, Absence.last >= today
    )
    return set(tx.session.exec(query))
