"""Lists of deeds, each for whoever looks: what one has told, what waits for a head, what waits for
the desk.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import String, cast, exists, literal
from sqlmodel import col, or_, select

from models.machine.push import Push, asked_about, is_still_asked
from models.machine.reminder import Reminder
from models.permissions import OF_HAMLET, Action, Viewer, may
from models.store import Tx
from models.work.consents import Scope
from models.work.deed import OPEN, TO_DECIDE, Deed, DeedState
from models.work.publishing import Publication, fits
from models.work.verdicts import Says, verdicts_of

S = DeedState


def own_deeds(tx: Tx, viewer: Viewer, most: int = 9) -> list[Deed]:
    """Return what a person has told, or typed for somebody else, newest first."""
    query = (
        select(Deed)
        .where(
            or_(Deed.teller_id == viewer.person, Deed.typist_id == viewer.person), Deed.who != ""
        )
        .order_by(col(Deed.id).desc())
        .limit(most)
    )
    return list(tx.session.exec(query))


def deeds_to_confirm(tx: Tx, viewer: Viewer) -> list[Deed]:
    """Return the deeds that wait for the word of this head, oldest first: those nobody of the
    hamlet has spoken about, and for the second one those that the first doubts.
    """
    units = [unit for unit in viewer.units(*OF_HAMLET) if unit is not None]
    if not units:
        return []
    query = (
        select(Deed)
        .where(
            col(Deed.state).in_([state.value for state in TO_DECIDE]),
            col(Deed.hamlet_id).in_(units),
        )
        .order_by(col(Deed.id))
    )
    found = [d for d in tx.session.exec(query) if may(viewer, Action.CONFIRM_DEED, d)]
    return [deed for deed in found if waits_for(tx, viewer, deed)]


def waits_for(tx: Tx, viewer: Viewer, deed: Deed) -> bool:
    """Tell whether this head's word about a deed is still wanted."""
    words = verdicts_of(tx, deed)
    if any(word.person_id == viewer.person for word in words):
        return False
    if not words or (len(words) == 1 and words[0].says == Says.DOUBTED.value):
        return True
    return is_still_asked(tx, viewer.person, "deed-confirm", deed.about)


def deeds_to_call_about(tx: Tx, viewer: Viewer) -> list[Deed]:
    """Return the deeds about which the hamlet has said nothing for so long that somebody has to
    call, oldest first; of those that this viewer may decide.
    """
    of_deed = literal("deed ") + cast(col(Deed.id), String)
    listed = literal("call ") + cast(col(Push.created_ms), String)
    query = (
        select(Deed)
        .where(
            col(Deed.state).in_([state.value for state in TO_DECIDE]),
            exists().where(
                col(Push.about) == of_deed,
                col(Push.name) == "deed-confirm",
                col(Push.question) == 1,
                col(Push.closed_ms).is_(None),
                col(Reminder.about) == of_deed,
                col(Reminder.occasion) == listed,
            ),
        )
        .order_by(col(Deed.id))
    )
    return [deed for deed in tx.session.exec(query) if may(viewer, Action.DECIDE_DEED, deed)]


@dataclass(frozen=True, slots=True)
class Queue:
    """What waits at the desk, by what it waits for: a decision, the hamlet, the teller, the doer's
    consent, the public sentence, a release. `late` is how many are over the day of their news.
    """

    new: tuple[Deed, ...] = ()
    hamlet: tuple[Deed, ...] = ()
    asked: tuple[Deed, ...] = ()
    consent: tuple[Deed, ...] = ()
    write: tuple[Deed, ...] = ()
    release: tuple[Deed, ...] = ()
    late: int = 0

    @property
    def all(self) -> tuple[Deed, ...]:
        """Every deed, in the order in which they need somebody here."""
        return (*self.new, *self.write, *self.release, *self.hamlet, *self.asked, *self.consent)


def desk_queue(tx: Tx, viewer: Viewer, today: date) -> Queue:
    """Return what waits at the desk of this viewer; empty for whoever may not decide."""
    if not may(viewer, Action.DECIDE_DEED):
        return Queue()
    states = [state.value for state in OPEN | {S.ACCEPTED, S.CONSENT}]
    query = select(Deed).where(col(Deed.state).in_(states)).order_by(col(Deed.id))
    written = {
        row.deed_id: row
        for row in tx.session.exec(
            select(Publication).where(col(Publication.released_at).is_(None))
        )
    }
    at_hamlet = asked_about(tx, "deed-confirm")
    found: dict[str, list[Deed]] = {}
    late = 0
    for deed in tx.session.exec(query):
        place = place_of(viewer, deed, at_hamlet, written)
        if place:
            found.setdefault(place, []).append(deed)
            late += DeedState(deed.state) in OPEN and deed.news_due < today
    return Queue(**{name: tuple(deeds) for name, deeds in found.items()}, late=late)


def place_of(
    viewer: Viewer, deed: Deed, at_hamlet: frozenset[str], written: dict[int, Publication]
) -> str:
    """Return for what a deed waits; empty when not at this desk. `at_hamlet` are the cases about
    which somebody of the hamlet has been asked, `written` are the sentences that are not released.
    """
    state = DeedState(deed.state)
    if state is S.ASKED:
        return "asked" if may(viewer, Action.DECIDE_DEED, deed) else ""
    if state in OPEN:
        if not may(viewer, Action.DECIDE_DEED, deed):
            return ""
        return "hamlet" if deed.about in at_hamlet else "new"
    if state is S.CONSENT:
        return "consent" if may(viewer, Action.PUBLISH_DEED, deed) else ""
    if deed.scope in ("", Scope.NONE.value):
        return ""
    publication = written.get(deed.id or 0)
    if publication is None or not fits(deed, publication):
        return "write" if may(viewer, Action.PUBLISH_DEED, deed) else ""
    return "release" if may(viewer, Action.RELEASE_DEED, deed) else ""
