"""The officers' working list: the deeds of a period, as plain rows with what is known of each.

What nobody was asked stays empty.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any

from sqlalchemy import ColumnElement, and_, func
from sqlmodel import col, select

from models.machine.audit import Audit
from models.people.consent import Consent, Purpose
from models.people.person import Account, Person
from models.people.unit import Unit
from models.permissions import Action, NotAllowed, Viewer, is_praised, may
from models.store import Tx
from models.trail import note
from models.work.deed import TAKEN, Deed, DeedState
from models.work.publishing import Publication
from models.work.verdicts import Says, Verdict

LEFT_OUT = (DeedState.HIDDEN.value, DeedState.WITHDRAWN.value)
PAGE = 40  # deeds read in one transaction: ten milliseconds or two, which a turn may wait
DEED = "deed "  # how the audit trail names one, before its number
TRUE = (Says.TRUE.value, Says.CORRECTED.value)


@dataclass(frozen=True, slots=True)
class Confirmation:
    """Who said that a deed is true: the name as far as it is known, in which role, on which
    day.
    """

    name: str
    role: str
    day: date


@dataclass(frozen=True, slots=True)
class DeedRow:
    """One deed of the list, with the reports that were merged into it.

    `when` is how the teller said it, for what has no single day; `told_by` are the names of
    everybody who told it; `discovered` says that the commune has taken it; `scope` and
    `consent_day` are what the one praised agreed to; `board_day` is since when it stands on the
    honour board.
    """

    code: str
    state: str
    told_on: date
    who: str
    story: str
    kind: str = ""
    field: str = ""
    hamlet: str = ""
    place: str = ""
    first: date | None = None
    last: date | None = None
    when: str = ""
    told_by: tuple[str, ...] = ()
    confirmations: tuple[Confirmation, ...] = ()
    photos: int = 0
    voices: int = 0
    movement: str = ""
    discovered: bool = False
    scope: str = ""
    consent_day: date | None = None
    board_day: date | None = None


class DeedsOfPeriod:
    """The deeds that were told between two days (both count) of the commune's own time, oldest
    first; never one that was hidden, taken back or taken down. The look is noted.

    A long period is read in pieces, each in a short transaction of its own, so that turns get in
    between. What becomes of a deed meanwhile is seen in the end: the list is as it stands when the
    last piece is read.
    """

    def __init__(self, first: date, last: date, zone: tzinfo) -> None:
        self.first, self.last, self.zone = first, last, zone
        self._since = datetime.combine(first, time(), zone)
        self._before = datetime.combine(last + timedelta(days=1), time(), zone)
        self._rows: dict[int, DeedRow] = {}
        self._after = 0  # up to which deed has been read
        self._ended = False
        self._seen = -1  # up to which entry of the audit trail it is known what has changed
        self._changed: set[int] = set()
        self._main_of: dict[int, int] = {}  # of reports that were read with another deed

    def read_on(self, tx: Tx, viewer: Viewer) -> bool:
        """Read one piece; return whether that was the last. Raises NotAllowed for whoever may not
        take deeds away.
        """
        if not may(viewer, Action.EXPORT_DEEDS):
            raise NotAllowed
        self._notice(tx)
        if not self._ended:
            self._read_page(tx, viewer)
            return False
        self._read_again(tx, viewer)
        if self._changed:
            return False
        days = {"first": self.first.isoformat(), "last": self.last.isoformat()}
        note(tx, viewer.person, "deeds.export", "deeds", **days, count=len(self._rows))
        return True

    @property
    def rows(self) -> tuple[DeedRow, ...]:
        """The list, once it is read."""
        return tuple(self._rows[row] for row in sorted(self._rows))

    def _read_page(self, tx: Tx, viewer: Viewer) -> None:
        page = select(Deed.id).where(col(Deed.id) > self._after).order_by(col(Deed.id)).limit(PAGE)
        ids = list(tx.session.exec(page))
        self._ended = len(ids) < PAGE  # what is told from now on is seen as a change
        if ids:
            last = ids[-1] or 0
            self._read(tx, viewer, and_(col(Deed.id) > self._after, col(Deed.id) <= last))
            self._after = last

    def _read_again(self, tx: Tx, viewer: Viewer) -> None:
        """Read what has changed since it was read, or was told meanwhile."""
        again = sorted(self._changed)[:PAGE]
        self._changed.difference_update(again)
        for row in again:
            self._rows.pop(row, None)
        if again:
            self._read(tx, viewer, col(Deed.id).in_(again))

    def _read(self, tx: Tx, viewer: Viewer, which: ColumnElement[bool]) -> None:
        """Read those of some deeds that stand in the list, with all that is known of them."""
        told = (
            which,
            col(Deed.told_at) >= self._since,
            col(Deed.told_at) < self._before,
            col(Deed.state).not_in((*LEFT_OUT, DeedState.MERGED.value)),
        )
        deeds = list(tx.session.exec(select(Deed).where(*told)))
        known = known_of(tx, deeds, self.zone)
        for deed in deeds:
            self._rows[deed.id or 0] = seen_by(viewer, deed, row_of(deed, known))
        for main, reports in known.reports.items():
            self._main_of.update((report.id or 0, main) for report in reports)

    def _notice(self, tx: Tx) -> None:
        """Note which deeds have changed since the last piece, those too of which they are or were
        a report. What changed in this very transaction is no entry yet.
        """
        newest = tx.session.exec(select(func.max(Audit.id))).one() or 0
        named = {entry.what for entry in tx.entries}
        if self._seen >= 0:
            entries = select(Audit.object).where(
                col(Audit.id) > self._seen, col(Audit.object).startswith(DEED)
            )
            named.update(tx.session.exec(entries.distinct()))
        self._seen = newest
        changed = {number for what in named if (number := number_of(what))}
        if changed:
            mains = select(Deed.merged_into).where(col(Deed.id).in_(sorted(changed)))
            now = {main for main in tx.session.exec(mains) if main}
            before = {self._main_of[row] for row in changed if row in self._main_of}
            self._changed |= changed | now | before


def number_of(what: str) -> int:
    """Return the number of a deed as the audit trail names it, 0 for anything else."""
    number = what.removeprefix(DEED)
    return int(number) if what.startswith(DEED) and number.isdecimal() else 0


def seen_by(viewer: Viewer, deed: Deed, row: DeedRow) -> DeedRow:
    """Return a row as this person may read it: who is praised never learns who told or confirmed
    it, an officer neither.
    """
    if is_praised(viewer.person, viewer.name, deed):
        return replace(row, told_by=(), confirmations=())
    return row


@dataclass(frozen=True, slots=True)
class Known:
    """What other tables know of some deeds, read once for all of them."""

    zone: tzinfo
    hamlets: dict[int | None, str]
    reports: dict[int, list[Deed]]
    verdicts: dict[int, list[Verdict]]
    consents: dict[str, Consent]
    board: dict[int, datetime | None]
    names: dict[int | None, str]

    def day(self, moment: datetime) -> date:
        """Return the commune's day of a moment."""
        return moment.astimezone(self.zone).date()


def known_of(tx: Tx, deeds: Sequence[Deed], zone: tzinfo) -> Known:
    """Return what other tables know of these deeds."""
    ids = [deed.id for deed in deeds]
    reports = (
        select(Deed)
        .where(col(Deed.merged_into).in_(ids), Deed.state == DeedState.MERGED.value)
        .order_by(col(Deed.id))
    )
    verdicts = (
        select(Verdict)
        .where(
            col(Verdict.deed_id).in_(ids),
            col(Verdict.void_at).is_(None),
            col(Verdict.says).in_(TRUE),
        )
        .order_by(col(Verdict.id))
    )
    consents = (
        select(Consent)
        .where(
            col(Consent.about).in_([deed.about for deed in deeds]),
            Consent.purpose == Purpose.PUBLISH.value,
            col(Consent.withdrawn_at).is_(None),
        )
        .order_by(col(Consent.id))
    )
    board = select(Publication).where(
        col(Publication.deed_id).in_(ids), col(Publication.down_at).is_(None)
    )
    together = list(tx.session.exec(reports))
    said = list(tx.session.exec(verdicts))
    persons = {deed.teller_id for deed in (*deeds, *together)}
    persons |= {one.person_id for one in said if one.person_id is not None}
    return Known(
        zone,
        hamlets={unit.id: unit.name for unit in tx.session.exec(select(Unit))},
        reports=by_deed((report.merged_into, report) for report in together),
        verdicts=by_deed((verdict.deed_id, verdict) for verdict in said),
        consents={consent.about: consent for consent in tx.session.exec(consents)},
        board={one.deed_id: one.released_at for one in tx.session.exec(board)},
        names=names_of(tx, persons),
    )


def row_of(deed: Deed, known: Known) -> DeedRow:
    """Return one deed with the reports that were merged into it."""
    row = deed.id or 0
    together = [deed, *known.reports.get(row, ())]
    told_by = dict.fromkeys(known.names.get(each.teller_id, "") for each in together)
    happened: dict[str, Any] = deed.answers.get("happened", {})
    consent = known.consents.get(deed.about) if deed.scope else None
    released = known.board.get(row)
    return DeedRow(
        code=deed.code,
        state=deed.state,
        told_on=known.day(deed.told_at),
        who=deed.who,
        story=deed.story,
        kind=deed.kind,
        field=deed.field,
        hamlet=known.hamlets.get(deed.hamlet_id)
        or str(deed.answers.get("hamlet", {}).get("text", "")),
        place=place_of(deed.answers.get("place", {})),
        first=deed.happened_first,
        last=deed.happened_last,
        when=str(happened.get("text", "")) if happened.get("kind") == "ongoing" else "",
        told_by=tuple(name for name in told_by if name),
        confirmations=tuple(
            Confirmation(v.name or known.names.get(v.person_id, ""), v.role, known.day(v.said_at))
            for v in known.verdicts.get(row, ())
        ),
        photos=sum(len(each.answers.get("evidence", {}).get("files", ())) for each in together),
        voices=sum(
            len(answer.get("voice") or ()) for each in together for answer in each.answers.values()
        ),
        movement=deed.movement,
        discovered=DeedState(deed.state) in TAKEN,
        scope=deed.scope,
        consent_day=known.day(consent.given_at) if consent is not None else None,
        board_day=known.day(released) if released is not None else None,
    )


def place_of(answer: dict[str, Any]) -> str:
    """Return where it was: in words, else as degrees."""
    if answer.get("text"):
        return str(answer["text"])
    if "latitude" in answer:
        return f"{answer['latitude']:.5f}, {answer['longitude']:.5f}"
    return ""


def names_of(tx: Tx, persons: Collection[int]) -> dict[int | None, str]:
    """Return how persons are called: by their own name, else as their account shows it."""
    accounts = select(Account.person_id, Account.name).where(
        col(Account.person_id).in_(persons), Account.name != ""
    )
    shown: dict[int, str] = dict(tx.session.exec(accounts).all())
    own = tx.session.exec(select(Person.id, Person.name).where(col(Person.id).in_(persons))).all()
    return {person: name or shown.get(person or 0, "") for person, name in own}


def by_deed(pairs: Iterable[tuple[int | None, Any]]) -> dict[int, Any]:
    """Return rows by the deed that they belong to, in their order."""
    found: dict[int, list[Any]] = {}
    for deed, row in pairs:
        found.setdefault(deed or 0, []).append(row)
    return found
