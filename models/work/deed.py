"""A good deed (gương người tốt, việc tốt): what was told, and who may change what became of it.

A deed is SENT; the hamlet head's word makes it CONFIRMED or DOUBTED, a correction by its teller
makes it SENT again, and the commune ends it as ACCEPTED or DECLINED. `MOVES` is the whole table.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, String
from sqlmodel import Field, SQLModel, col, select

from models.machine.file import seal
from models.machine.push import close_requests, push
from models.people.role import Role, holders
from models.permissions import Action, Viewer, may
from models.store import Tx
from models.trail import note
from models.work.list_numbers import close_number, number_for
from models.work.receipts import make_code


class DeedState(StrEnum):
    """Where a deed stands."""

    SENT = "sent"
    CONFIRMED = "confirmed"  # the hamlet head says that it is true
    DOUBTED = "doubted"  # the hamlet head says that it is not as told
    ACCEPTED = "accepted"  # the commune takes it as an example
    DECLINED = "declined"


OPEN = frozenset({DeedState.SENT, DeedState.CONFIRMED, DeedState.DOUBTED})

# What may follow what.
MOVES: Mapping[DeedState, frozenset[DeedState]] = {
    DeedState.SENT: frozenset(
        {DeedState.CONFIRMED, DeedState.DOUBTED, DeedState.ACCEPTED, DeedState.DECLINED}
    ),
    DeedState.CONFIRMED: frozenset(
        {DeedState.SENT, DeedState.DOUBTED, DeedState.ACCEPTED, DeedState.DECLINED}
    ),
    DeedState.DOUBTED: frozenset(
        {DeedState.SENT, DeedState.CONFIRMED, DeedState.ACCEPTED, DeedState.DECLINED}
    ),
    DeedState.ACCEPTED: frozenset(),
    DeedState.DECLINED: frozenset(),
}


class DeclineReason(StrEnum):
    """Ready reasons; each speaks of the deed, never of a person."""

    NO_WITNESS = "no_witness"
    PRAISED_BEFORE = "praised_before"
    NOT_TO_BE_NAMED = "not_to_be_named"
    OTHER_COMMUNE = "other_commune"


class Deed(SQLModel, table=True):
    """One deed as it was told.

    `code` is the receipt, eight digits; `answers` is what the teller answered, by question; `who`
    and `story` repeat its words for lists. `version` counts changes: two people at one moment, one
    wins. `news_due` is the latest day on which the teller hears of it. `verdict_by` and
    `decided_by` are persons.
    """

    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(unique=True)
    state: str = Field(default=DeedState.SENT, sa_type=String, index=True)
    version: int = 1
    teller_id: int = Field(foreign_key="person.id", index=True)
    hamlet_id: int | None = Field(default=None, foreign_key="unit.id", index=True)
    who: str
    story: str
    answers: dict[str, Any] = Field(sa_type=JSON)
    told_at: datetime
    news_due: date
    head_due: date
    verdict_by: int | None = Field(default=None, foreign_key="person.id")
    verdict_at: datetime | None = None
    decided_by: int | None = Field(default=None, foreign_key="person.id")
    decided_at: datetime | None = None
    reason: str = ""

    @property
    def about(self) -> str:
        """How other tables name this deed."""
        return f"deed {self.id}"


class DeedVersion(SQLModel, table=True):
    """What a deed said before one correction or addition: nothing told is ever lost."""

    id: int | None = Field(default=None, primary_key=True)
    deed_id: int = Field(foreign_key="deed.id", index=True)
    version: int
    answers: dict[str, Any] = Field(sa_type=JSON)
    changed_by: int = Field(foreign_key="person.id")
    changed_at: datetime


class NotPossible(Exception):
    """The change is not possible any more; `state` is where the deed stands now."""

    def __init__(self, state: DeedState) -> None:
        super().__init__(state.value)
        self.state = state


class NotAllowed(Exception):
    """This person may not do this to this deed."""


@dataclass(frozen=True, slots=True)
class Told:
    """What was told of a deed: all answers by question, and what lists and checks need of
    them.

    `hamlet` is the unit, None when it is unknown; `evidence` are the ids of photos and voice
    notes.
    """

    answers: Mapping[str, Any]
    who: str
    story: str
    hamlet: int | None = None
    evidence: tuple[str, ...] = ()


def send_deed(
    tx: Tx,
    viewer: Viewer,
    told: Told,
    *,
    news_due: date,
    head_due: date,
    seed: int,
    now: datetime,
) -> Deed:
    """Record a deed and ask whoever has to say whether it is true.

    `seed` is a random number below ten million, the wish for a receipt code; when it is taken the
    next free one is.
    """
    deed = Deed(
        code=free_code(tx, seed),
        teller_id=viewer.person,
        hamlet_id=told.hamlet,
        who=told.who,
        story=told.story,
        answers=dict(told.answers),
        told_at=now,
        news_due=news_due,
        head_due=head_due,
    )
    tx.session.add(deed)
    tx.session.flush()
    seal(tx, told.evidence, deed.about)
    note(tx, viewer.person, "deed.send", deed.about, code=deed.code)
    ask_for_word(tx, deed, now)
    return deed


def ask_for_word(tx: Tx, deed: Deed, now: datetime) -> None:
    """Ask the hamlet's head whether a deed is true; without a head, or when the only head is the
    teller, it goes to the officers.
    """
    heads = holders(tx, Role.HAMLET_HEAD, deed.hamlet_id) if deed.hamlet_id else []
    others = [person for person in heads if person != deed.teller_id]
    if others:
        ask_about(tx, "deed-confirm", others, deed, now)
    else:
        ask_officers(tx, deed, now)


def free_code(tx: Tx, seed: int) -> str:
    """Return the first receipt code from `seed` on that no deed has."""
    while True:
        code = make_code(seed % 10_000_000)
        if tx.session.exec(select(Deed.id).where(Deed.code == code)).first() is None:
            return code
        seed += 1


def ask_about(tx: Tx, name: str, persons: list[int], deed: Deed, now: datetime) -> None:
    """Ask persons for an answer about a deed; each gets a list number for it."""
    for person in persons:
        number = number_for(tx, person, deed.about, now)
        push(tx, person, name, now, asks=True, about=deed.about, deed=deed.id, number=number)


def ask_officers(tx: Tx, deed: Deed, now: datetime) -> None:
    """Put a deed before the officers, but never before the one who told it."""
    officers = [person for person in holders(tx, Role.TDKT_OFFICER) if person != deed.teller_id]
    ask_about(tx, "deed-decide", officers, deed, now)


def judge_deed(tx: Tx, viewer: Viewer, deed: Deed, *, true: bool, now: datetime) -> Deed:
    """Take the hamlet head's word: true, or not as told; the head may change it until the commune
    has decided.
    """
    require(viewer, Action.CONFIRM_DEED, deed)
    state = DeedState.CONFIRMED if true else DeedState.DOUBTED
    if deed.state == state.value:
        return deed
    first = DeedState(deed.state) is DeedState.SENT
    change(deed, state)
    deed.verdict_by, deed.verdict_at = viewer.person, now
    note(tx, viewer.person, "deed.confirm" if true else "deed.doubt", deed.about)
    close_requests(tx, "deed-confirm", deed.about, now)
    if first:
        ask_officers(tx, deed, now)
    return deed


def accept_deed(tx: Tx, viewer: Viewer, deed: Deed, now: datetime) -> Deed:
    """Take a deed as an example; the teller hears of it."""
    return decide(tx, viewer, deed, DeedState.ACCEPTED, "", now)


def decline_deed(tx: Tx, viewer: Viewer, deed: Deed, reason: DeclineReason, now: datetime) -> Deed:
    """Decline a deed with a reason that speaks of the deed; the teller hears of it."""
    return decide(tx, viewer, deed, DeedState.DECLINED, reason.value, now)


def decide(
    tx: Tx, viewer: Viewer, deed: Deed, state: DeedState, reason: str, now: datetime
) -> Deed:
    """Decide a deed, close what was asked about it, and tell the teller."""
    require(viewer, Action.DECIDE_DEED, deed)
    if deed.state == state.value and deed.reason == reason:
        return deed
    change(deed, state)
    deed.reason, deed.decided_by, deed.decided_at = reason, viewer.person, now
    note(tx, viewer.person, f"deed.{state.value}", deed.about, reason=reason)
    for name in ("deed-confirm", "deed-decide"):
        close_requests(tx, name, deed.about, now)
    close_number(tx, deed.about, now)
    push(tx, deed.teller_id, f"deed-news-{state.value}", now, about=deed.about, deed=deed.id)
    return deed


def amend_deed(tx: Tx, viewer: Viewer, deed: Deed, told: Told, now: datetime) -> Deed:
    """Correct or add to what was told, until it is decided; what it said before is kept.

    The head's word was about what it said then: it is asked for again.
    """
    if not may(viewer, Action.SEE_OWN_DEED, deed):
        raise NotAllowed
    if DeedState(deed.state) not in OPEN:
        raise NotPossible(DeedState(deed.state))
    old = DeedVersion(
        deed_id=deed.id or 0,
        version=deed.version,
        answers=deed.answers,
        changed_by=viewer.person,
        changed_at=now,
    )
    tx.session.add(old)
    moved = told.hamlet != deed.hamlet_id
    deed.answers, deed.who, deed.story = dict(told.answers), told.who, told.story
    deed.hamlet_id = told.hamlet
    seal(tx, told.evidence, deed.about)
    if deed.state == DeedState.SENT.value:
        deed.version += 1
    else:
        change(deed, DeedState.SENT)
        moved = True
    note(tx, viewer.person, "deed.amend", deed.about, version=deed.version)
    if moved:
        for name in ("deed-confirm", "deed-decide"):
            close_requests(tx, name, deed.about, now)
        ask_for_word(tx, deed, now)
    return deed


def change(deed: Deed, state: DeedState) -> None:
    """Move a deed to a state. Raises NotPossible when the table does not know that move."""
    now_in = DeedState(deed.state)
    if state not in MOVES[now_in]:
        raise NotPossible(now_in)
    deed.state = state.value
    deed.version += 1


def require(viewer: Viewer, action: Action, deed: Deed) -> None:
    """Raise NotAllowed unless the person may do that to this deed."""
    if not may(viewer, action, deed):
        raise NotAllowed


def get_deed(tx: Tx, row: int) -> Deed | None:
    """Return a deed by its row."""
    return tx.session.get(Deed, row)


def own_deeds(tx: Tx, viewer: Viewer, most: int = 9) -> list[Deed]:
    """Return what a person has told, newest first."""
    query = (
        select(Deed)
        .where(Deed.teller_id == viewer.person)
        .order_by(col(Deed.id).desc())
        .limit(most)
    )
    return list(tx.session.exec(query))


def deeds_to_confirm(tx: Tx, viewer: Viewer) -> list[Deed]:
    """Return the deeds that wait for this hamlet head, oldest first."""
    units = [unit for unit in viewer.units(Role.HAMLET_HEAD) if unit is not None]
    query = (
        select(Deed)
        .where(
            Deed.state == DeedState.SENT.value,
            col(Deed.hamlet_id).in_(units),
            Deed.teller_id != viewer.person,
        )
        .order_by(col(Deed.id))
    )
    return list(tx.session.exec(query)) if units else []


def deeds_to_decide(tx: Tx, viewer: Viewer) -> list[Deed]:
    """Return the deeds that this officer can decide, oldest first; empty for whoever may not
    decide.
    """
    if not may(viewer, Action.DECIDE_DEED):
        return []
    query = (
        select(Deed)
        .where(
            col(Deed.state).in_([state.value for state in OPEN]), Deed.teller_id != viewer.person
        )
        .order_by(col(Deed.id))
    )
    return list(tx.session.exec(query))
