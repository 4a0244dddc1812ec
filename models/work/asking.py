"""Whom a deed is put before: the head of its hamlet, the head of the hamlet's Front committee, the
officers; and who hears what became of it.
"""

from datetime import date, datetime, timedelta
from typing import Any

from sqlmodel import select

from models.machine.conversation import can_be_reached
from models.machine.push import push
from models.people.role import Role, holders, holders_with_names
from models.permissions import is_involved, is_praised
from models.store import Tx
from models.work.deed import Deed
from models.work.list_numbers import number_for

CONFIRMERS = (Role.HAMLET_HEAD, Role.HAMLET_FRONT_HEAD)


def confirmers(tx: Tx, deed: Deed, role: Role) -> list[int]:
    """Return who of that role in the deed's hamlet may say whether it is true and can be reached:
    nobody who told it, typed it, is praised by it or named in it.
    """
    if deed.hamlet_id is None:
        return []
    return [
        person
        for person, name in holders_with_names(tx, role, deed.hamlet_id)
        if not is_involved(person, name, deed) and can_be_reached(tx, person)
    ]


def ask_for_word(tx: Tx, deed: Deed, now: datetime, wait: timedelta = timedelta()) -> None:
    """Ask the hamlet's head whether a deed is true, else the head of its Front committee; without
    either it goes to the officers.
    """
    for role in CONFIRMERS:
        if persons := confirmers(tx, deed, role):
            ask_about(tx, "deed-confirm", persons, deed, now, now + wait)
            return
    ask_officers(tx, deed, now, now + wait)


def askers_of_consent(tx: Tx, deed: Deed) -> list[int]:
    """Return who asks whoever is praised: the hamlet's head, else the head of its Front committee,
    else whoever decides.
    """
    for role in CONFIRMERS if deed.hamlet_id else ():
        found = [
            person
            for person, name in holders_with_names(tx, role, deed.hamlet_id)
            if not is_praised(person, name, deed) and can_be_reached(tx, person)
        ]
        if found:
            return found
    return deciders(tx, deed)


def officers(tx: Tx, deed: Deed) -> list[int]:
    """Return the officers who may decide a deed: the one it is assigned to, or all but its teller
    and whoever is praised.
    """
    found = [
        person
        for person, name in holders_with_names(tx, Role.TDKT_OFFICER)
        if person != deed.teller_id and not is_praised(person, name, deed)
    ]
    return [deed.assigned_to] if deed.assigned_to in found else found


def ask_officers(tx: Tx, deed: Deed, now: datetime, not_before: datetime | None = None) -> None:
    """Put a deed before the officers; without one who may decide it, before the chairman or the
    deputies.
    """
    ask_about(tx, "deed-decide", deciders(tx, deed), deed, now, not_before)


def deciders(tx: Tx, deed: Deed) -> list[int]:
    """Return the officers who may decide a deed; without one the chairman, else the deputies."""
    found = officers(tx, deed)
    for role in (Role.COMMUNE_CHAIR, Role.VICE_CHAIR):
        found = found or [p for p in of_role(tx, deed, role) if p != deed.teller_id]
    return found


# By which of a deed's days a request is to be answered.
DUE = {"deed-confirm": "head_due", "deed-decide": "news_due"}


def ask_about(
    tx: Tx,
    name: str,
    persons: list[int],
    deed: Deed,
    now: datetime,
    not_before: datetime | None = None,
    *,
    why: str = "",
) -> None:
    """Ask persons for an answer about a deed; each gets a list number for it."""
    for person in persons:
        ask_person(tx, name, person, deed, now, not_before, why=why)


def ask_person(
    tx: Tx,
    name: str,
    person: int,
    deed: Deed,
    now: datetime,
    not_before: datetime | None = None,
    **more: Any,
) -> int:
    """Ask one person for an answer about a deed; return the request."""
    due: date | None = getattr(deed, DUE[name]) if name in DUE else None
    return push(
        tx,
        person,
        name,
        now,
        asks=True,
        about=deed.about,
        not_before=not_before,
        deed=deed.id,
        number=number_for(tx, person, deed.about, now),
        due=due.isoformat() if due else "",
        **more,
    )


def reports_of(tx: Tx, deed: Deed) -> list[Deed]:
    """Return a deed with the further reports of it: each has a teller who hears of it."""
    query = select(Deed).where(Deed.merged_into == deed.id)
    return [deed, *tx.session.exec(query)]


def tell_tellers(
    tx: Tx, deed: Deed, name: str, now: datetime, not_before: datetime | None = None
) -> None:
    """Give news of a deed to everybody who told of it, about their own report."""
    for report in reports_of(tx, deed):
        push(
            tx,
            report.typist_id,
            name,
            now,
            about=report.about,
            not_before=not_before,
            deed=report.id,
        )


def tell_officers(tx: Tx, deed: Deed, name: str, now: datetime, text: str = "") -> None:
    """Tell the officers something about a deed."""
    for person in holders(tx, Role.TDKT_OFFICER):
        push(tx, person, name, now, about=deed.about, deed=deed.id, text=text)


def writers(tx: Tx, deed: Deed) -> list[int]:
    """Return who writes the sentence: whoever may decide the deed, so that a word that is missing
    can be got; without anybody, the officers all the same.
    """
    return deciders(tx, deed) or of_role(tx, deed, Role.TDKT_OFFICER)


def releasers(tx: Tx, deed: Deed, writer: int) -> list[int]:
    """Return who may release what another person wrote: chairman, deputy, second officer."""
    roles = (Role.COMMUNE_CHAIR, Role.VICE_CHAIR, Role.TDKT_OFFICER)
    found = [person for role in roles for person in of_role(tx, deed, role) if person != writer]
    return list(dict.fromkeys(found))


def of_role(tx: Tx, deed: Deed, role: Role) -> list[int]:
    """Return the holders of a role whom the deed does not praise."""
    return [
        person
        for person, name in holders_with_names(tx, role)
        if not is_praised(person, name, deed)
    ]
