"""The officers' working list: the deeds of a period, as plain rows with what is known of each.

What nobody was asked stays empty.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any

from sqlmodel import col, select

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


def deeds_of_period(
    tx: Tx, viewer: Viewer, first: date, last: date, zone: tzinfo
) -> tuple[DeedRow, ...]:
    """Return the deeds that were told between two days (both count) of the commune's own time,
    oldest first; never one that was hidden, taken back or taken down. The look is noted.

    Raises NotAllowed for whoever may not take deeds away.
    """
    if not may(viewer, Action.EXPORT_DEEDS):
        raise NotAllowed
    since = datetime.combine(first, time(), zone)
    before = datetime.combine(last + timedelta(days=1), time(), zone)
    shown = (
        col(Deed.told_at) >= since,
        col(Deed.told_at) < before,
        col(Deed.state).not_in((*LEFT_OUT, DeedState.MERGED.value)),
    )
    rows = select(Deed.id).where(*shown)
    deeds = list(tx.session.exec(select(Deed).where(*shown).order_by(col(Deed.id))))
    known = Known(
        zone,
        hamlets={unit.id: unit.name for unit in tx.session.exec(select(Unit))},
        reports=by_deed(
            (report.merged_into, report)
            for report in tx.session.exec(
                select(Deed)
                .where(col(Deed.merged_into).in_(rows), Deed.state == DeedState.MERGED.value)
                .order_by(col(Deed.id))
            )
        ),
        verdicts=by_deed(
            (verdict.deed_id, verdict)
            for verdict in tx.session.exec(
                select(Verdict)
                .where(
                    col(Verdict.deed_id).in_(rows),
                    col(Verdict.void_at).is_(None),
                    col(Verdict.says).in_(TRUE),
                )
                .order_by(col(Verdict.id))
            )
        ),
        consents={
            consent.about: consent
            for consent in tx.session.exec(
                select(Consent)
                .where(
                    Consent.purpose == Purpose.PUBLISH.value, col(Consent.withdrawn_at).is_(None)
                )
                .order_by(col(Consent.id))
            )
        },
        board={
            publication.deed_id: publication.released_at
            for publication in tx.session.exec(
                select(Publication).where(
                    col(Publication.deed_id).in_(rows), col(Publication.down_at).is_(None)
                )
            )
        },
        names=names_of(tx),
    )
    note(
        tx,
        viewer.person,
        "deeds.export",
        "deeds",
        first=first.isoformat(),
        last=last.isoformat(),
        count=len(deeds),
    )
    return tuple(seen_by(viewer, deed, row_of(deed, known)) for deed in deeds)


def seen_by(viewer: Viewer, deed: Deed, row: DeedRow) -> DeedRow:
    """Return a row as this person may read it: who is praised never learns who told or confirmed
    it, an officer neither.
    """
    if is_praised(viewer.person, viewer.name, deed):
        return replace(row, told_by=(), confirmations=())
    return row


@dataclass(frozen=True, slots=True)
class Known:
    """What other tables know of the deeds of a list, read once for all of them."""

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


def names_of(tx: Tx) -> dict[int | None, str]:
    """Return how persons are called: by their own name, else as their account shows it."""
    shown: dict[int, str] = dict(
        tx.session.exec(select(Account.person_id, Account.name).where(Account.name != "")).all()
    )
    own = tx.session.exec(select(Person.id, Person.name)).all()
    return {person: name or shown.get(person or 0, "") for person, name in own}


def by_deed(pairs: Iterable[tuple[int | None, Any]]) -> dict[int, Any]:
    """Return rows by the deed that they belong to, in their order."""
    found: dict[int, list[Any]] = {}
    for deed, row in pairs:
        found.setdefault(deed or 0, []).append(row)
    return found
