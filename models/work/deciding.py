"""What the desk does with a deed: takes it, declines it, asks, merges, fills in, hides it; and
takes a slip back.

People hear of a decision ten minutes after it (`deed_undo_minutes`); until then it can be undone.
"""

from datetime import datetime, timedelta
from enum import StrEnum

from sqlmodel import col, select

from models.law.parameters import rule_at
from models.machine.audit import erase_bodies
from models.machine.conversation import forget_case
from models.machine.file import File
from models.machine.push import (
    close_all,
    close_requests,
    empty_about,
    is_asked,
    push,
    take_back,
)
from models.people.person import Person
from models.permissions import Action, NotAllowed, Viewer, may
from models.store import Tx
from models.trail import note as write_down
from models.work.asking import (
    ask_about,
    ask_for_word,
    ask_officers,
    askers_of_consent,
    tell_tellers,
)
from models.work.consents import OF_SENTENCE, Scope
from models.work.deed import (
    KEPT,
    OPEN,
    Child,
    Deed,
    DeedState,
    DeedStep,
    DeedVersion,
    NotPossible,
    move,
    step,
)
from models.work.inquiry import Inquiry, ReadyQuestion, inquiry_of
from models.work.launching import movement_by_name
from models.work.list_numbers import close_number
from models.work.movement import Movement, MovementState
from models.work.reports import (
    Told,
    find_twins,
    free_code,
    keep_version,
    let_go,
    new_person,
    put_in,
)
from models.work.verdicts import Verdict

UNDOABLE = frozenset({"accept", "seek_consent", "decline", "merge", "ask", "hide"})
REQUESTS = ("deed-confirm", "deed-decide", "deed-asked")


class DeclineReason(StrEnum):
    """Ready reasons; each speaks of the deed, never of a person."""

    NO_WITNESS = "no_witness"
    PRAISED_BEFORE = "praised_before"
    NOT_TO_BE_NAMED = "not_to_be_named"
    OTHER_COMMUNE = "other_commune"


def told_after(tx: Tx, now: datetime) -> datetime:
    """Return when people hear of a decision that is made now."""
    return now + timedelta(minutes=rule_at(tx, "deed_undo_minutes", now).value)


def accept_deed(tx: Tx, viewer: Viewer, deed: Deed, now: datetime) -> Deed:
    """Take a deed as an example: its tellers hear of it, and whoever is praised is asked."""
    if deed.state == DeedState.CONSENT.value and deed.decided_by == viewer.person:
        return deed
    decide(tx, viewer, deed, "accept", now)
    later = told_after(tx, now)
    tell_tellers(tx, deed, "deed-news-accepted", now, later)
    move(tx, viewer, deed, "seek_consent", now)
    ask_about(tx, "deed-consent", askers_of_consent(tx, deed), deed, now, later)
    return deed


def decline_deed(
    tx: Tx, viewer: Viewer, deed: Deed, now: datetime, reason: DeclineReason | None, text: str = ""
) -> Deed:
    """Decline a deed with a reason, ready or written, that speaks of the deed; its tellers hear of
    it.
    """
    given = reason.value if reason else ""
    if deed.state == DeedState.DECLINED.value and (deed.reason, deed.reason_text) == (given, text):
        return deed
    decide(tx, viewer, deed, "decline", now, reason=given)
    deed.reason, deed.reason_text = given, text
    close_number(tx, deed.about, now)
    tell_tellers(tx, deed, "deed-news-declined", now, told_after(tx, now))
    return deed


def decide(
    tx: Tx, viewer: Viewer, deed: Deed, verb: str, now: datetime, **particulars: object
) -> None:
    """Decide a deed, and close what was asked about it."""
    move(tx, viewer, deed, verb, now, **particulars)
    deed.decided_by, deed.decided_at = viewer.person, now
    for name in REQUESTS:
        close_requests(tx, name, deed.about, now)


def merge_deed(tx: Tx, viewer: Viewer, deed: Deed, into: Deed, now: datetime) -> Deed:
    """Make a report a further voice of another one: its teller hears whatever becomes of that."""
    main = tx.session.get_one(Deed, into.merged_into) if into.merged_into else into
    if main.id == deed.id or DeedState(main.state) in (DeedState.HIDDEN, DeedState.WITHDRAWN):
        raise NotPossible(DeedState(main.state))
    decide(tx, viewer, deed, "merge", now, into=main.about)
    deed.merged_into = main.id
    for report in tx.session.exec(select(Deed).where(Deed.merged_into == deed.id)):
        step(tx, viewer.person, report, "follow", now, None, into=main.about)
        report.merged_into = main.id
    close_number(tx, deed.about, now)
    later = told_after(tx, now)
    push(
        tx,
        deed.typist_id,
        "deed-news-merged",
        now,
        about=deed.about,
        not_before=later,
        deed=deed.id,
    )
    return deed


def ask_teller(
    tx: Tx,
    viewer: Viewer,
    deed: Deed,
    now: datetime,
    question: ReadyQuestion | None,
    text: str = "",
) -> Inquiry:
    """Ask the teller one question, ready or free. Raises NotPossible when one was asked before."""
    if inquiry_of(tx, deed) is not None:
        raise NotPossible(DeedState(deed.state))
    move(tx, viewer, deed, "ask", now, question=question.value if question else "")
    inquiry = Inquiry(
        deed_id=deed.id or 0,
        key=question.value if question else "",
        asked=text,
        asked_by=viewer.person,
        asked_at=now,
    )
    tx.session.add(inquiry)
    tx.session.flush()
    close_requests(tx, "deed-decide", deed.about, now)
    ask_about(tx, "deed-asked", [deed.typist_id], deed, now, told_after(tx, now))
    return inquiry


def fill_deed(tx: Tx, viewer: Viewer, deed: Deed, told: Told, now: datetime) -> Deed:
    """Type what a voice note or a photographed list says; what stood there before is kept."""
    keep_version(tx, viewer, deed, now)
    moved = told.hamlet != deed.hamlet_id
    move(tx, viewer, deed, "fill", now)
    put_in(tx, deed, told, now)
    if moved and DeedState(deed.state) is DeedState.SENT:
        close_requests(tx, "deed-confirm", deed.about, now)
        ask_for_word(tx, deed, now)
    if moved and DeedState(deed.state) is DeedState.CONSENT:
        close_requests(tx, "deed-consent", deed.about, now)
        ask_about(tx, "deed-consent", askers_of_consent(tx, deed), deed, now)
    return deed


def split_deed(tx: Tx, viewer: Viewer, deed: Deed, who: str, seed: int, now: datetime) -> Deed:
    """Make a further deed out of one report, for a paper that names several people: the same
    teller, day of telling and evidence, with a code of its own and nothing typed yet; `who` stands
    for the name until it is typed.
    """
    move(tx, viewer, deed, "fill", now, split=True)
    other = Deed(
        code=free_code(tx, seed),
        teller_id=deed.teller_id,
        typist_id=deed.typist_id,
        doer_id=new_person(tx, who, now),
        who=who,
        story="",
        answers={**deed.answers, **NOTHING_TYPED},
        told_at=deed.told_at,
        news_due=deed.news_due,
        head_due=deed.head_due,
    )
    tx.session.add(other)
    tx.session.flush()
    write_down(tx, viewer.person, "deed.split", other.about, source=deed.about, code=other.code)
    return other


NOTHING_TYPED = {
    "who": {"parts": [], "voice": [], "paper": True},
    "hamlet": {"unknown": True},
    "story": {"parts": [], "voice": [], "paper": True},
    "happened": {"kind": "unknown", "first": "", "last": "", "text": ""},
}


def mark_child(tx: Tx, viewer: Viewer, deed: Deed, child: Child, now: datetime) -> Deed:
    """Record whether a child is praised; a consent given without knowing it falls away and is
    asked for again.
    """
    move(tx, viewer, deed, "mark_child", now, child=child.value)
    agreed = deed.scope not in ("", Scope.NONE.value)
    if agreed and deed.child != child.value:
        deed.scope, deed.state = "", DeedState.CONSENT.value
        for name in OF_SENTENCE:
            close_requests(tx, name, deed.about, now)
        ask_about(tx, "deed-consent", askers_of_consent(tx, deed), deed, now)
    deed.child = child.value
    return deed


def assign_deed(tx: Tx, viewer: Viewer, deed: Deed, person: int, now: datetime) -> Deed:
    """Give a deed to one officer; whoever else was asked about it need not answer."""
    move(tx, viewer, deed, "assign", now, to=f"person {person}")
    deed.assigned_to = person
    if DeedState(deed.state) in OPEN:
        close_requests(tx, "deed-decide", deed.about, now)
        if person != viewer.person:
            ask_about(tx, "deed-decide", [person], deed, now)
    return deed


def count_deed(tx: Tx, viewer: Viewer, deed: Deed, movement: str, now: datetime) -> Deed:
    """Name the movement that a deed counts for, empty for none. One that nobody has drafted is
    kept as it was named, and counts once a movement of that name is launched.
    """
    known = movement_by_name(tx, movement) if movement else None
    movement = known.name if known is not None else movement
    move(tx, viewer, deed, "count", now, movement=movement)
    deed.movement, deed.movement_id = movement, known.id if known is not None else None
    return deed


def hide_deed(tx: Tx, viewer: Viewer, deed: Deed, now: datetime) -> Deed:
    """Hide a case that is no good deed but an accusation, at once and from everybody, also from
    those who have it before them; its tellers hear where such things are heard.
    """
    move(tx, viewer, deed, "hide", now)
    close_all(tx, deed.about, now)
    forget_case(tx, deed.about, ())
    deed.decided_by, deed.decided_at = viewer.person, now
    close_number(tx, deed.about, now)
    let_go(tx, viewer, deed, now)
    tell_tellers(tx, deed, "deed-news-hidden", now, told_after(tx, now))
    return deed


def movements(tx: Tx, viewer: Viewer, most: int = 8) -> list[str]:
    """Return the movements that are under way, then those for which deeds were counted before, the
    newest first.
    """
    if not may(viewer, Action.DECIDE_DEED):
        return []
    open_now = select(Movement.name).where(Movement.state == MovementState.LAUNCHED)
    query = select(Deed.movement).where(Deed.movement != "").order_by(col(Deed.id).desc())
    names = [*tx.session.exec(open_now.order_by(col(Movement.id).desc())), *tx.session.exec(query)]
    return list(dict.fromkeys(names))[:most]


def undo(tx: Tx, viewer: Viewer, now: datetime, about: str = "") -> list[Deed]:
    """Take back what this person decided last, of one deed or of all that were decided together,
    while nobody has heard of it. Returns the deeds; empty when there is nothing to take back.
    """
    since = now - timedelta(minutes=rule_at(tx, "deed_undo_minutes", now).value)
    query = (
        select(DeedStep)
        .where(
            DeedStep.made_by == viewer.person,
            DeedStep.made_at > since,
            col(DeedStep.undone_at).is_(None),
            col(DeedStep.verb).in_(UNDOABLE),
        )
        .order_by(col(DeedStep.id).desc())
    )
    steps = [step for step in tx.session.exec(query) if about in ("", f"deed {step.deed_id}")]
    together = [step for step in steps if step.made_at == steps[0].made_at]
    taken_back: dict[int, Deed] = {}
    for made in together:
        deed = tx.session.get_one(Deed, made.deed_id)
        if made.deed_id not in taken_back and deed.version != made.version:
            continue  # something has happened to it since
        put_back(tx, viewer, deed, made, now)
        taken_back[made.deed_id] = deed
    for deed in taken_back.values():
        ask_again(tx, viewer, deed, now)
    return list(taken_back.values())


def put_back(tx: Tx, viewer: Viewer, deed: Deed, made: DeedStep, now: datetime) -> None:
    """Undo one step: what it changed, and what it was about to tell."""
    for name in KEPT:
        setattr(deed, name, made.before[name])
    deed.decided_by = deed.decided_at = None
    deed.version += 1
    made.undone_at = now
    take_back(tx, deed.about, made.made_at, now)
    for report in tx.session.exec(select(Deed).where(Deed.merged_into == deed.id)):
        take_back(tx, report.about, made.made_at, now)
    if made.verb == "merge":
        bring_back_followers(tx, deed, made)
    if made.verb == "ask" and (inquiry := inquiry_of(tx, deed)) is not None:
        tx.session.delete(inquiry)
    tx.session.flush()
    write_down(tx, viewer.person, "deed.undo", deed.about, verb=made.verb)


def bring_back_followers(tx: Tx, deed: Deed, made: DeedStep) -> None:
    """Give a report that was merged by a slip its further voices back."""
    query = select(DeedStep).where(
        DeedStep.verb == "follow",
        DeedStep.made_at == made.made_at,
        DeedStep.made_by == made.made_by,
        col(DeedStep.undone_at).is_(None),
    )
    for followed in tx.session.exec(query):
        if followed.before["merged_into"] == deed.id:
            report = tx.session.get_one(Deed, followed.deed_id)
            report.merged_into = deed.id
            report.version += 1
            followed.undone_at = made.undone_at


def ask_again(tx: Tx, viewer: Viewer, deed: Deed, now: datetime) -> None:
    """Put a deed whose decision was taken back before those who were asked about it."""
    inquiry = inquiry_of(tx, deed)
    if deed.state == DeedState.ASKED.value and inquiry is not None:
        wait = told_after(tx, inquiry.asked_at)
        ask_about(tx, "deed-asked", [deed.typist_id], deed, now, wait)
    elif deed.state == DeedState.SENT.value:
        if not is_asked(tx, "deed-confirm", deed.about):
            ask_for_word(tx, deed, now)
    else:
        ask_officers(tx, deed, now)


def forget_hidden(tx: Tx, now: datetime) -> list[str]:
    """Erase what hidden cases told, once their hiding cannot be undone any more; return the
    SHA-256 of bytes that are of no use any more. What stays is that there was a case, and when.
    """
    before = now - timedelta(minutes=rule_at(tx, "deed_undo_minutes", now).value)
    query = select(Deed).where(
        Deed.state == DeedState.HIDDEN.value, Deed.who != "", col(Deed.decided_at) <= before
    )
    dropped: list[str] = []
    for deed in tx.session.exec(query):
        dropped += erase_deed(tx, deed)
    return dropped


def erase_deed(tx: Tx, deed: Deed) -> list[str]:
    """Erase what a deed tells, in all its versions, with its photos and voice notes, and wherever
    else its words stand; return the SHA-256 of bytes that are of no use any more.
    """
    doer = deed.doer_id
    forget_case(tx, deed.about, [first_words(deed.who), first_words(deed.story)])
    empty_about(tx, deed.about)
    erase_bodies(tx, deed.about)
    deed.who = deed.story = deed.reason_text = ""
    deed.answers = {}
    deed.version += 1
    for table in (DeedVersion, Inquiry):
        for row in tx.session.exec(select(table).where(table.deed_id == deed.id)):
            tx.session.delete(row)
    for verdict in tx.session.exec(select(Verdict).where(Verdict.deed_id == deed.id)):
        verdict.note = ""
    for made in tx.session.exec(select(DeedStep).where(DeedStep.deed_id == deed.id)):
        made.before = {**made.before, "reason_text": ""}
    if doer is not None and doer != deed.teller_id:
        tx.session.get_one(Person, doer).name = ""
    files = list(tx.session.exec(select(File).where(File.sealed_to == deed.about)))
    for file in files:
        tx.session.delete(file)
    tx.session.flush()
    return sorted({file.sha256 for file in files if file.sha256})


def first_words(text: str) -> str:
    """Return the beginning of what was told, as it would be read back at its shortest."""
    return " ".join(text.split()[:4])


def twins_of(tx: Tx, viewer: Viewer, deed: Deed) -> list[Deed]:
    """Return earlier reports that seem to be of the same deed, for the desk."""
    if not may(viewer, Action.DECIDE_DEED, deed):
        raise NotAllowed
    return [tx.session.get_one(Deed, row) for row in find_twins(tx, deed)]
