"""What whoever is praised agrees to: asked in one question, recorded with who asked and how the
answer came; for a child the guardian's answer, and from a certain age the child's own.
"""

from datetime import datetime, timedelta
from enum import StrEnum

from models.law.parameters import rule_at
from models.machine.push import close_requests
from models.people.consent import TEXT_VERSION, Consent, GivenBy, Purpose
from models.permissions import Action, NotAllowed, Viewer, may
from models.store import Tx
from models.trail import note
from models.work.asking import ask_about, askers_of_consent, tell_officers, writers
from models.work.deed import Child, Deed, DeedState, NotPossible, move
from models.work.list_numbers import close_number


class Scope(StrEnum):
    """What may be shown of whoever is praised."""

    NAME_PHOTO = "name_photo"
    NAME = "name"
    INITIALS = "initials"  # a child, by its guardian's consent: no face, no class
    NONE = "none"


def record_consent(
    tx: Tx,
    viewer: Viewer,
    deed: Deed,
    scope: Scope,
    now: datetime,
    *,
    how: str,
    bot: str = "",
    inbox_id: int = 0,
) -> Deed:
    """Record what whoever is praised agreed to, by whom it was asked and how the answer came; for
    a child the guardian's answer, and from a certain age the child's own.

    Raises NotPossible when a scope is given that a child may not have.
    """
    child = Child(deed.child)
    if child in (Child.YOUNG, Child.ASKED) and scope in (Scope.NAME, Scope.NAME_PHOTO):
        raise NotPossible(DeedState(deed.state))
    move(tx, viewer, deed, "consent", now, scope=scope.value, how=how)
    same = deed.scope == scope.value
    deed.scope = scope.value
    for given_by in GIVEN_BY[child]:
        consent = Consent(
            person_id=deed.doer_id or deed.teller_id,
            purpose=Purpose.PUBLISH.value,
            text_version=TEXT_VERSION,
            bot=bot,
            inbox_id=inbox_id,
            given_at=now,
            about=deed.about,
            scope=scope.value,
            given_by=given_by.value,
            asked_by=viewer.person,
            how=how,
        )
        tx.session.add(consent)
    close_requests(tx, "deed-consent", deed.about, now)
    if same:
        return deed
    for name in OF_SENTENCE:
        close_requests(tx, name, deed.about, now)
    if scope is Scope.NONE:
        close_number(tx, deed.about, now)
        tell_officers(tx, deed, "desk-consent-refused", now)
    else:
        ask_about(tx, "deed-write", writers(tx, deed), deed, now)
    return deed


OF_SENTENCE = ("deed-write", "deed-release")  # what was written was for another consent
GIVEN_BY = {
    Child.UNKNOWN: (GivenBy.SELF,),
    Child.NO: (GivenBy.SELF,),
    Child.YOUNG: (GivenBy.GUARDIAN,),
    Child.ASKED: (GivenBy.GUARDIAN, GivenBy.CHILD),
}


def put_off_consent(tx: Tx, viewer: Viewer, deed: Deed, now: datetime) -> None:
    """Ask again in some days: whoever is praised has not been met yet."""
    if not may(viewer, Action.SEEK_CONSENT, deed):
        raise NotAllowed
    if deed.state != DeedState.CONSENT.value:
        raise NotPossible(DeedState(deed.state))
    days = rule_at(tx, "consent_again_days", now).value
    close_requests(tx, "deed-consent", deed.about, now)
    later = now + timedelta(days=days)
    ask_about(tx, "deed-consent", askers_of_consent(tx, deed), deed, now, later)
    note(tx, viewer.person, "deed.put_off_consent", deed.about)
