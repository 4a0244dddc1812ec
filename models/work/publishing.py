"""From a consent to the honour board: the public sentence, its release by a second person, and
taking it down in one act.

The public sentence is a text of its own; what people told is never published.
"""

import re
from datetime import datetime
from enum import StrEnum

from rapidfuzz import fuzz
from sqlalchemy import JSON
from sqlmodel import Field, SQLModel, col, select

from models.law.parameters import rule_at
from models.machine.push import close_all, close_requests, push
from models.people.consent import Consent
from models.permissions import DECIDERS, NotAllowed, Viewer
from models.store import Tx
from models.trail import note
from models.work.asking import (
    ask_about,
    askers_of_consent,
    of_role,
    releasers,
    tell_officers,
    tell_tellers,
)
from models.work.consents import Scope
from models.work.deed import Child, Deed, DeedState, NotPossible, get_deed, move
from models.work.list_numbers import close_number
from models.work.named import TITLES
from models.work.receipts import make_code
from models.work.verdicts import count_confirmations


class Lack(StrEnum):
    """What is missing before a deed can be published."""

    CONSENT = "consent"
    CONFIRMATIONS = "confirmations"


class Unfit(Exception):
    """The public sentence cannot be used; `why` names the reason: "story" (it repeats what was
    told), "name" (it names a child), "class" (it names a child's class).
    """

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Publication(SQLModel, table=True):
    """What is shown of one deed on the honour board.

    `code` is public and another one than the receipt: by it anybody may say that something is
    wrong. `photos` are ids of files. `alone` says that its writer released it, which a commune
    may allow. While `released_at` is empty or `down_at` is set it is shown to nobody.
    """

    id: int | None = Field(default=None, primary_key=True)
    deed_id: int = Field(foreign_key="deed.id", unique=True)
    code: str = Field(unique=True)
    name: str
    sentence: str
    hamlet_id: int | None = Field(default=None, foreign_key="unit.id")
    photos: list[str] = Field(default_factory=list, sa_type=JSON)
    written_by: int = Field(foreign_key="person.id")
    written_at: datetime
    released_by: int | None = Field(default=None, foreign_key="person.id")
    released_at: datetime | None = None
    alone: bool = False
    down_at: datetime | None = None
    down_by: int | None = Field(default=None, foreign_key="person.id")
    down_why: str = ""


# --- the sentence --------------------------------------------------------------------------------


def lacks(tx: Tx, deed: Deed) -> Lack | None:
    """Return what is missing before a deed can be published, None when nothing is."""
    if deed.scope in ("", Scope.NONE.value):
        return Lack.CONSENT
    needed = rule_at(tx, "confirmations", deed.told_at).value
    return Lack.CONFIRMATIONS if count_confirmations(tx, deed) < needed else None


def write_sentence(
    tx: Tx,
    viewer: Viewer,
    deed: Deed,
    sentence: str,
    now: datetime,
    *,
    name: str,
    photos: tuple[str, ...] = (),
    seed: int,
) -> Publication:
    """Write the public sentence of a deed, or write it anew; another person releases it, unless
    the commune has switched that off.

    Raises Unfit when the sentence may not be shown, NotPossible while something is missing.
    """
    if lacks(tx, deed) is not None:
        raise NotPossible(DeedState(deed.state))
    check_sentence(deed, sentence, name)
    move(tx, viewer, deed, "write", now)
    shown = shown_name(deed, name)
    allowed = tuple(photos) if deed.scope == Scope.NAME_PHOTO.value else ()
    publication = publication_of(tx, deed)
    if publication is None:
        publication = Publication(
            deed_id=deed.id or 0,
            code=free_public_code(tx, seed),
            name=shown,
            sentence=sentence,
            written_by=viewer.person,
            written_at=now,
        )
        tx.session.add(publication)
    publication.name, publication.sentence = shown, sentence
    publication.photos, publication.hamlet_id = list(allowed), deed.hamlet_id
    publication.written_by, publication.written_at = viewer.person, now
    tx.session.flush()
    close_requests(tx, "deed-write", deed.about, now)
    close_requests(tx, "deed-release", deed.about, now)
    if needs_second(tx, now):
        ask_about(tx, "deed-release", releasers(tx, deed, viewer.person), deed, now)
    else:
        publish(tx, viewer, deed, publication, now, alone=True)
    return publication


def check_sentence(deed: Deed, sentence: str, name: str = "") -> None:
    """Raise Unfit for a sentence that repeats what was told, or tells too much of a child: its
    name as it was told, or `name` as the officer knows it.
    """
    said, story = sentence.casefold().strip(" ."), deed.story.casefold().strip(" .")
    copied = len(said) >= COPIED and said in story
    if copied or (story and fuzz.ratio(said, story) > ALIKE):
        raise Unfit("story")
    if is_child(deed):
        if CLASS.search(sentence):
            raise Unfit("class")
        names = names_in(deed.who) | names_in(name)
        if any(re.search(rf"\b{re.escape(word)}\b", sentence) for word in names):
            raise Unfit("name")


def names_in(text: str) -> set[str]:
    """Return the words of a name that name somebody, as they are written inside a sentence: what
    begins large or stands last, but no title.
    """
    words = [word for word in text.split() if word.isalpha()]
    found = {word for word in words if word[:1].isupper()} | set(words[-1:])
    return {word.capitalize() for word in found if word.lower() not in TITLES}


ALIKE = 90  # of 100: a sentence so close to the story is the story
COPIED = 40  # letters: a sentence so long that stands in the story was taken from it
CLASS = re.compile(r"\b(?:lớp|khối|trường)\s+\S", re.IGNORECASE)


def is_child(deed: Deed) -> bool:
    """Tell whether a child is praised, as far as somebody has said so."""
    return deed.child in (Child.YOUNG.value, Child.ASKED.value)


def shown_name(deed: Deed, name: str) -> str:
    """Return the name as it is shown: of a child the first letter of each part but the title."""
    if deed.scope != Scope.INITIALS.value and not is_child(deed):
        return name
    parts = name.split()
    titles = 1 if parts and parts[0].lower() in TITLES else 0
    return " ".join([*parts[:titles], *(f"{part[0].upper()}." for part in parts[titles:])])


def fits(deed: Deed, publication: Publication) -> bool:
    """Tell whether what was written shows no more than whoever is praised agrees to now: that may
    have changed since.
    """
    if publication.photos and deed.scope != Scope.NAME_PHOTO.value:
        return False
    try:
        check_sentence(deed, publication.sentence, publication.name)
    except Unfit:
        return False
    return publication.name == shown_name(deed, publication.name)


def needs_second(tx: Tx, now: datetime) -> bool:
    """Tell whether another person than the writer releases a sentence here."""
    return rule_at(tx, "second_release", now).value == 1


# --- publishing ----------------------------------------------------------------------------------


def release_deed(tx: Tx, viewer: Viewer, deed: Deed, now: datetime) -> Publication:
    """Release the sentence that another person wrote: the deed stands on the honour board.

    Raises NotAllowed for its writer, unless the commune has switched the second person off.
    """
    publication = publication_of(tx, deed)
    if publication is None or lacks(tx, deed) is not None or not fits(deed, publication):
        raise NotPossible(DeedState(deed.state))
    alone = publication.written_by == viewer.person
    if alone and needs_second(tx, now):
        raise NotAllowed
    publish(tx, viewer, deed, publication, now, alone=alone)
    return publication


def publish(
    tx: Tx, viewer: Viewer, deed: Deed, publication: Publication, now: datetime, *, alone: bool
) -> None:
    """Show a deed on the honour board, and tell those it concerns."""
    move(tx, viewer, deed, "publish", now, alone=alone)
    publication.released_by, publication.released_at = viewer.person, now
    publication.alone, publication.down_at = alone, None
    close_all(tx, deed.about, now)
    close_number(tx, deed.about, now)
    tell_tellers(tx, deed, "deed-news-published", now)
    persons = {publication.written_by, *(p for p in askers_of_consent(tx, deed))}
    for person in sorted(persons):
        push(tx, person, "deed-published", now, about=deed.about, deed=deed.id)


def revise(tx: Tx, viewer: Viewer, deed: Deed, now: datetime) -> Publication:
    """Take an entry off the board to write its sentence anew: the consent stands, and it has to be
    released again.
    """
    publication = publication_of(tx, deed)
    if publication is None:
        raise NotPossible(DeedState(deed.state))
    move(tx, viewer, deed, "revise", now)
    publication.released_by = publication.released_at = None
    return publication


def send_back(tx: Tx, viewer: Viewer, deed: Deed, why: str, now: datetime) -> None:
    """Return a sentence to its writer with what should be changed."""
    publication = publication_of(tx, deed)
    if publication is None or publication.released_at is not None:
        raise NotPossible(DeedState(deed.state))
    move(tx, viewer, deed, "send_back", now)
    close_requests(tx, "deed-release", deed.about, now)
    ask_about(tx, "deed-write", [publication.written_by], deed, now, why=why)


def take_down(tx: Tx, viewer: Viewer, deed: Deed, now: datetime, why: str = "") -> Publication:
    """Take a deed off the honour board in one act: nobody sees it from this moment."""
    publication = publication_of(tx, deed)
    if publication is None:
        raise NotPossible(DeedState(deed.state))
    move(tx, viewer, deed, "take_down", now, why=why)
    publication.down_at, publication.down_by, publication.down_why = now, viewer.person, why
    for consent in tx.session.exec(
        select(Consent).where(Consent.about == deed.about, col(Consent.withdrawn_at).is_(None))
    ):
        consent.withdrawn_at = now
    deed.scope = Scope.NONE.value
    close_all(tx, deed.about, now)
    tell_tellers(tx, deed, "deed-news-withdrawn", now)
    others = {p for role in DECIDERS for p in of_role(tx, deed, role)} - {viewer.person}
    for person in sorted(others | set(askers_of_consent(tx, deed)) - {viewer.person}):
        push(tx, person, "deed-down", now, about=deed.about, deed=deed.id)
    return publication


def say_wrong(tx: Tx, viewer: Viewer, publication: Publication, text: str, now: datetime) -> None:
    """Pass on to the officers that something on the honour board is wrong."""
    deed = get_deed(tx, publication.deed_id)
    if deed is not None:
        note(tx, viewer.person, "board.wrong", deed.about)
        tell_officers(tx, deed, "board-wrong", now, text=text)


# --- looking -------------------------------------------------------------------------------------


def publication_of(tx: Tx, deed: Deed) -> Publication | None:
    """Return what was written of a deed for the board, None when nothing was."""
    return tx.session.exec(select(Publication).where(Publication.deed_id == deed.id)).first()


# What everybody may see.
ON_BOARD = (
    col(Publication.deed_id).in_(select(Deed.id).where(Deed.state == DeedState.PUBLISHED.value)),
    col(Publication.released_at).is_not(None),
    col(Publication.down_at).is_(None),
)


def published(
    tx: Tx, most: int = 200, since: datetime | None = None, until: datetime | None = None
) -> list[Publication]:
    """Return what stands on the honour board, newest first; of a span of time where one is
    given.
    """
    query = select(Publication).where(*ON_BOARD)
    if since is not None:
        query = query.where(col(Publication.released_at) >= since)
    if until is not None:
        query = query.where(col(Publication.released_at) < until)
    query = query.order_by(col(Publication.released_at).desc(), col(Publication.id).desc())
    return list(tx.session.exec(query.limit(most)))


def released_times(tx: Tx) -> list[datetime]:
    """Return when each entry of the honour board was released."""
    query = select(Publication.released_at).where(*ON_BOARD)
    return [at for at in tx.session.exec(query) if at is not None]


def published_by_code(tx: Tx, code: str) -> Publication | None:
    """Return what stands on the honour board under a public code."""
    return tx.session.exec(select(Publication).where(*ON_BOARD, Publication.code == code)).first()


def free_public_code(tx: Tx, seed: int) -> str:
    """Return the first code from `seed` on that neither a receipt nor the board has."""
    while True:
        code = make_code(seed % 10_000_000)
        taken = select(Publication.id).where(Publication.code == code)
        receipt = select(Deed.id).where(Deed.code == code)
        if tx.session.exec(taken).first() is None and tx.session.exec(receipt).first() is None:
            return code
        seed += 1
