"""The hamlet's word about a deed: who says that it is true, true but for something, or not as
told.

Only the desk ever learns who said what.
"""

from datetime import datetime, timedelta
from enum import StrEnum

from sqlmodel import Field, SQLModel, col, select

from models.law.parameters import rule_at
from models.machine.push import close_requests
from models.people.role import Role
from models.permissions import OF_HAMLET, NotAllowed, Viewer
from models.store import Tx
from models.work.asking import ask_about, ask_officers, confirmers
from models.work.deed import TO_DECIDE, Deed, DeedState, check_state, move
from models.work.named import is_named

NOTE_WAIT = timedelta(minutes=5)  # for the word to be explained before the desk reads it


class Says(StrEnum):
    """What somebody says about a deed."""

    TRUE = "true"
    CORRECTED = "corrected"
    DOUBTED = "doubted"
    WONDERS = "wonders"  # has to know more first


STATE_OF = {
    Says.TRUE: DeedState.CONFIRMED,
    Says.CORRECTED: DeedState.CORRECTED,
    Says.DOUBTED: DeedState.DOUBTED,
}
VERB_OF = {
    Says.TRUE: "confirm",
    Says.CORRECTED: "correct",
    Says.DOUBTED: "doubt",
    Says.WONDERS: "wonder",
}


class Verdict(SQLModel, table=True):
    """One word about a deed: whose (a person, or a name heard by telephone), in which role, and
    who entered it. `void_at` is set when what was told changed after.
    """

    id: int | None = Field(default=None, primary_key=True)
    deed_id: int = Field(foreign_key="deed.id", index=True)
    person_id: int | None = Field(default=None, foreign_key="person.id")
    name: str = ""
    role: str = ""
    says: str
    note: str = ""
    how: str = "chat"
    entered_by: int = Field(foreign_key="person.id")
    said_at: datetime
    void_at: datetime | None = None


def judge_deed(
    tx: Tx, viewer: Viewer, deed: Deed, says: Says, now: datetime, note: str = ""
) -> Deed:
    """Take the word of a hamlet's head or of the head of its Front committee; it may be changed
    until the commune has decided. A doubt goes to the other of the two, as a second opinion.
    """
    mine = verdict_of(tx, deed, viewer.person)
    if mine is not None and mine.says == says.value and mine.note == note:
        check_state(deed, VERB_OF[says])
        return deed
    move(tx, viewer, deed, VERB_OF[says], now)
    if mine is not None:
        mine.void_at = now
    role = next(r for r, unit in viewer.roles if r in OF_HAMLET and unit == deed.hamlet_id)
    word = Verdict(
        deed_id=deed.id or 0,
        person_id=viewer.person,
        role=role.value,
        says=says.value,
        note=note,
        entered_by=viewer.person,
        said_at=now,
    )
    tx.session.add(word)
    tx.session.flush()
    close_requests(tx, "deed-confirm", deed.about, now)
    go_on(tx, deed, word, now)
    return deed


def go_on(tx: Tx, deed: Deed, word: Verdict, now: datetime) -> None:
    """Ask for a second opinion where one is wanted, and put the deed before the officers."""
    needed = rule_at(tx, "confirmations", deed.told_at).value
    enough = count_confirmations(tx, deed) >= needed
    second = [] if word.says == Says.WONDERS or enough else others(tx, deed, word)
    if second:
        ask_about(tx, "deed-confirm", second, deed, now)
    if not second or word.says != Says.DOUBTED:
        close_requests(tx, "deed-decide", deed.about, now)
        explains = word.says in (Says.CORRECTED, Says.WONDERS) and not word.note
        ask_officers(tx, deed, now, now + NOTE_WAIT if explains else None)


def others(tx: Tx, deed: Deed, word: Verdict) -> list[int]:
    """Return whom to ask for a second opinion: the role that has not spoken yet."""
    spoken = {verdict.role for verdict in verdicts_of(tx, deed)}
    for role in (Role.HAMLET_FRONT_HEAD, Role.HAMLET_HEAD):
        if role.value not in spoken:
            found = [person for person in confirmers(tx, deed, role) if person != word.person_id]
            if found:
                return found
    return []


def hear_by_phone(
    tx: Tx, viewer: Viewer, deed: Deed, name: str, role: str, says: Says, now: datetime
) -> Deed:
    """Enter a word that the officer got by telephone. Raises NotAllowed when the one who gave it
    is praised by the deed or named in it.
    """
    if is_named(name, deed.texts):
        raise NotAllowed
    move(tx, viewer, deed, "hear", now, says=says.value)
    word = Verdict(
        deed_id=deed.id or 0,
        name=name,
        role=role,
        says=says.value,
        how="phone",
        entered_by=viewer.person,
        said_at=now,
    )
    tx.session.add(word)
    tx.session.flush()
    if DeedState(deed.state) in TO_DECIDE:
        deed.state = state_by_verdicts(tx, deed).value
    return deed


def verdicts_of(tx: Tx, deed: Deed) -> list[Verdict]:
    """Return the words about a deed that still stand, oldest first."""
    query = (
        select(Verdict)
        .where(Verdict.deed_id == deed.id, col(Verdict.void_at).is_(None))
        .order_by(col(Verdict.id))
    )
    return list(tx.session.exec(query))


def verdict_of(tx: Tx, deed: Deed, person: int) -> Verdict | None:
    """Return what one person says about a deed."""
    return next((v for v in verdicts_of(tx, deed) if v.person_id == person), None)


def void_verdicts(tx: Tx, deed: Deed, now: datetime) -> None:
    """Let go of all words about a deed: it says something else now."""
    for verdict in verdicts_of(tx, deed):
        verdict.void_at = now


def count_confirmations(tx: Tx, deed: Deed) -> int:
    """Return how many people say that a deed is true, as told or but for something."""
    true = {Says.TRUE.value, Says.CORRECTED.value}
    return sum(verdict.says in true for verdict in verdicts_of(tx, deed))


def state_by_verdicts(tx: Tx, deed: Deed) -> DeedState:
    """Return where a deed stands by the last word about it."""
    said = [Says(v.says) for v in verdicts_of(tx, deed) if v.says != Says.WONDERS.value]
    return STATE_OF[said[-1]] if said else DeedState.SENT
