"""What the teller does with a deed: sends it, corrects it, adds to it, answers a question about
it, says that it was told before, takes it back.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy
from sqlalchemy import and_, bindparam, insert, literal, or_
from sqlmodel import col, select

from models.compiled import Compiled
from models.law.parameters import rule_at
from models.machine.file import seal
from models.machine.push import close_all, close_requests, is_told
from models.people.person import Person
from models.permissions import Viewer
from models.store import Tx
from models.trail import note
from models.work.asking import ask_for_word, ask_officers, tell_officers
from models.work.deed import (
    OPEN,
    TAKEN,
    Deed,
    DeedState,
    DeedVersion,
    check_state,
    move,
    step,
)
from models.work.inquiry import Inquiry, open_inquiry
from models.work.list_numbers import close_number
from models.work.named import same_person
from models.work.receipts import make_code
from models.work.similar import DAYS_APART, LEAST_PERSON, Traits, same_deed
from models.work.verdicts import state_by_verdicts, void_verdicts

TWIN_WAIT = timedelta(minutes=2)  # for the teller to say whether it is the same deed
D = Deed.__table__.c  # type: ignore[attr-defined]
P = Person.__table__.c  # type: ignore[attr-defined]
NEW_PERSON = Compiled(
    insert(Person)
    .values(
        name=bindparam("called"),
        you="",
        me="",
        language="vi",
        consent="",
        created_at=bindparam("now"),
    )
    .returning(P.id),
    typed=True,
)
NEW_DEED = Compiled(
    insert(Deed)
    .values({name: bindparam(name) for name in Deed.model_fields if name != "id"})
    .returning(D.id),
    typed=True,
)
OF_CODE = Compiled(sqlalchemy.select(D.id).where(D.code == bindparam("wanted")))
TRAITS = Compiled(
    sqlalchemy.select(D.who, D.story, D.hamlet_id, D.happened_first, D.happened_last).where(
        D.id == bindparam("row")
    ),
    typed=True,
)
MOST_COMPARED = 300  # earlier reports of the same hamlet and days, the newest


def earlier(*, of_hamlet: bool, of_days: bool) -> Compiled:
    """Return the statement that finds the reports with which one is compared: those of its hamlet
    and its days, where it has them.
    """
    query = (
        sqlalchemy.select(D.id, D.who)
        .where(
            D.id < bindparam("row"),
            # Each by itself: a list would be written out anew at each use.
            D.state.in_([literal(state.value) for state in sorted(OPEN | TAKEN)]),
            D.told_at >= bindparam("since"),
        )
        .order_by(D.id.desc())
        .limit(MOST_COMPARED)
    )
    if of_hamlet:
        query = query.where(or_(D.hamlet_id == bindparam("hamlet"), D.hamlet_id.is_(None)))
    if of_days:
        near = and_(D.happened_first <= bindparam("last"), D.happened_last >= bindparam("first"))
        query = query.where(or_(D.happened_first.is_(None), near))
    return Compiled(query, typed=True)


EARLIER = {
    (of_hamlet, of_days): earlier(of_hamlet=of_hamlet, of_days=of_days)
    for of_hamlet in (False, True)
    for of_days in (False, True)
}


@dataclass(frozen=True, slots=True)
class Told:
    """What was told of a deed: all answers by question, and what lists and checks need of them.

    `hamlet` is the unit, None when it is unknown; `evidence` are the ids of photos and voice
    notes; `days` are the first and last day between which it was; `teller` is the name of whoever
    tells it where somebody else types, `by_doer` says that the teller is the one praised.
    """

    answers: Mapping[str, Any]
    who: str
    story: str
    hamlet: int | None = None
    evidence: tuple[str, ...] = ()
    days: tuple[date | None, date | None] = (None, None)
    kind: str = ""
    field: str = ""
    teller: str = ""
    by_doer: bool = False


@dataclass(frozen=True, slots=True)
class Sent:
    """A deed that was recorded: its row, its receipt, how other tables name it, and the row of an
    earlier report that seems to be of the same deed.
    """

    row: int
    code: str
    about: str
    twin: int | None


def send_deed(
    tx: Tx,
    viewer: Viewer,
    told: Told,
    *,
    news_due: date,
    head_due: date,
    seed: int,
    now: datetime,
) -> Sent:
    """Record a deed and ask whoever has to say whether it is true.

    `seed` is a random number below ten million, the wish for a receipt code; when it is taken the
    next free one is.
    """
    teller = teller_of(tx, viewer, told.teller, now)
    deed = Deed(
        code=free_code(tx, seed),
        teller_id=teller,
        typist_id=viewer.person,
        doer_id=teller if told.by_doer else new_person(tx, told.who, now),
        hamlet_id=told.hamlet,
        who=told.who,
        story=told.story,
        answers=dict(told.answers),
        told_at=now,
        news_due=news_due,
        head_due=head_due,
        happened_first=told.days[0],
        happened_last=told.days[1],
        kind=told.kind,
        field=told.field,
    )
    values = {name: getattr(deed, name) for name in Deed.model_fields if name != "id"}
    deed.id = written(tx, NEW_DEED, **values)
    seal(tx, told.evidence, deed.about)
    note(tx, viewer.person, "deed.send", deed.about, code=deed.code)
    twins = find_twins(tx, deed)
    ask_for_word(tx, deed, now, TWIN_WAIT if twins else timedelta())
    return Sent(deed.id, deed.code, deed.about, twins[0] if twins else None)


def teller_of(tx: Tx, viewer: Viewer, name: str, now: datetime) -> int:
    """Return the person who tells: whoever types, or somebody else of that name for whom the same
    person has typed before, or somebody new.
    """
    if not name:
        return viewer.person
    query = (
        select(Person.id)
        .join(Deed, col(Deed.teller_id) == Person.id)
        .where(Deed.typist_id == viewer.person, Person.name == name, Person.id != viewer.person)
    )
    known = tx.session.exec(query).first()
    return known or new_person(tx, name, now)


def new_person(tx: Tx, name: str, now: datetime) -> int:
    """Return a person known by name only: nobody who has spoken to the bot."""
    return written(tx, NEW_PERSON, called=name, now=now)


def written(tx: Tx, insertion: Compiled, **values: Any) -> int:
    """Write a new row; return its number."""
    row = tx.one(insertion, **values)
    if row is None:
        raise LookupError("a row that was just written is not there")
    return int(row[0])


def free_code(tx: Tx, seed: int) -> str:
    """Return the first receipt code from `seed` on that no deed has."""
    while True:
        code = make_code(seed % 10_000_000)
        if tx.one(OF_CODE, wanted=code) is None:
            return code
        seed += 1


def find_twins(tx: Tx, deed: Deed) -> list[int]:
    """Return the rows of earlier reports that seem to be of the same deed, oldest first; never one
    that was hidden, declined or taken back.
    """
    days = rule_at(tx, "deed_similar_days", deed.told_at).value
    of_hamlet = deed.hamlet_id is not None
    of_days = deed.happened_first is not None and deed.happened_last is not None
    given: dict[str, Any] = {"row": deed.id, "since": deed.told_at - timedelta(days=days)}
    if of_hamlet:
        given["hamlet"] = deed.hamlet_id
    if deed.happened_first is not None and deed.happened_last is not None:
        given["first"] = deed.happened_first - DAYS_APART
        given["last"] = deed.happened_last + DAYS_APART
    mine = Traits(deed.who, deed.story, deed.hamlet_id, deed.happened_first, deed.happened_last)
    rows = tx.all(EARLIER[of_hamlet, of_days], **given)
    alike = [row for row, who in rows if same_person(mine.who, who) >= LEAST_PERSON]
    return sorted(row for row in alike if same_deed(mine, traits_of(tx, row)))


def traits_of(tx: Tx, row: int) -> Traits:
    """Return what tells a deed from others."""
    found = tx.one(TRAITS, row=row)
    return Traits(*found) if found else Traits("", "")


def join_deed(tx: Tx, viewer: Viewer, deed: Deed, other: Deed, now: datetime) -> Deed:
    """Make a report a further voice of a deed that was told before: with its own receipt, and news
    of its own.
    """
    check_state(deed, "join")
    main = tx.session.get_one(Deed, other.merged_into) if other.merged_into else other
    move(tx, viewer, deed, "join", now, into=main.about)
    deed.merged_into = main.id
    close_all(tx, deed.about, now)
    close_number(tx, deed.about, now)
    tell_officers(tx, main, "desk-joined", now)
    return deed


def amend_deed(tx: Tx, viewer: Viewer, deed: Deed, told: Told, now: datetime) -> Deed:
    """Correct what was told, until it is decided; what it said before is kept.

    The hamlet's word was about what it said then: it is asked for again.
    """
    keep_version(tx, viewer, deed, now)
    fresh = DeedState(deed.state) is DeedState.SENT and told.hamlet == deed.hamlet_id
    seen = (told.who, told.story) != (deed.who, deed.story) and is_told(
        tx, "deed-confirm", deed.about
    )
    move(tx, viewer, deed, "amend", now)
    put_in(tx, deed, told, now)
    if told.teller:
        deed.teller_id = teller_of(tx, viewer, told.teller, now)
    if seen or not fresh:
        void_verdicts(tx, deed, now)
        for name in ("deed-confirm", "deed-decide", "deed-asked"):
            close_requests(tx, name, deed.about, now)
        ask_for_word(tx, deed, now)
    return deed


def put_in(tx: Tx, deed: Deed, told: Told, now: datetime) -> None:
    """Put what is told now in the place of what was told."""
    if told.who != deed.who and deed.doer_id is not None:
        by_doer = deed.doer_id == deed.teller_id
        if told.by_doer:
            deed.doer_id = deed.teller_id
        elif by_doer:
            deed.doer_id = new_person(tx, told.who, now)
        else:
            tx.session.get_one(Person, deed.doer_id).name = told.who
    deed.answers, deed.who, deed.story = dict(told.answers), told.who, told.story
    deed.hamlet_id, deed.kind, deed.field = told.hamlet, told.kind, told.field
    deed.happened_first, deed.happened_last = told.days
    seal(tx, told.evidence, deed.about)


def add_to_deed(tx: Tx, viewer: Viewer, deed: Deed, told: Told, now: datetime) -> Deed:
    """Add words, voice or photos to what was told, until it is decided. What was said of it so far
    stands.
    """
    keep_version(tx, viewer, deed, now)
    move(tx, viewer, deed, "add", now)
    put_in(tx, deed, told, now)
    return deed


def keep_version(tx: Tx, viewer: Viewer, deed: Deed, now: datetime) -> None:
    """Keep what a deed says now, before it changes."""
    old = DeedVersion(
        deed_id=deed.id or 0,
        version=deed.version,
        answers=deed.answers,
        changed_by=viewer.person,
        changed_at=now,
    )
    tx.session.add(old)


def answer_inquiry(
    tx: Tx,
    viewer: Viewer,
    deed: Deed,
    now: datetime,
    *,
    text: str = "",
    files: tuple[str, ...] = (),
    unknown: bool = False,
) -> Inquiry | None:
    """Take the teller's answer to the officer's question ("không biết" is one); the case moves on
    to the officers. None when nothing was asked.
    """
    inquiry = open_inquiry(tx, deed)
    if inquiry is None:
        return None
    move(tx, viewer, deed, "answer", now, unknown=unknown)
    deed.state = state_by_verdicts(tx, deed).value
    inquiry.text, inquiry.files, inquiry.unknown = text, list(files), unknown
    inquiry.answered_at = now
    seal(tx, files, deed.about)
    close_requests(tx, "deed-asked", deed.about, now)
    ask_officers(tx, deed, now)
    return inquiry


def withdraw_deed(tx: Tx, viewer: Viewer, deed: Deed, now: datetime) -> Deed:
    """Take a deed back before it is decided: nobody is asked about it any more."""
    move(tx, viewer, deed, "withdraw", now)
    close_all(tx, deed.about, now)
    close_number(tx, deed.about, now)
    let_go(tx, viewer, deed, now)
    return deed


def let_go(tx: Tx, viewer: Viewer, deed: Deed, now: datetime) -> None:
    """Let the further reports of a deed that is gone stand on their own: what was wrong with the
    one need not be wrong with the others.
    """
    for report in tx.session.exec(select(Deed).where(Deed.merged_into == deed.id)):
        step(tx, viewer.person, report, "let_go", now, DeedState.SENT, of=deed.about)
        report.merged_into = None
        ask_for_word(tx, report, now)
