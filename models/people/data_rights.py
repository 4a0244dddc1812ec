"""What a person may ask about their own data: to see what is kept, to take the consent back, to be
forgotten.

What the commune has decided stays, without the name of whoever told it; so do the dates of the
consents, which prove them, and the entries of the audit trail, emptied.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, select

from models.base import to_ms
from models.machine.audit import erase_bodies
from models.machine.erasing import drop_files, forget_bytes, forget_chat
from models.machine.file import File, FileState
from models.machine.push import close_all, forget_person
from models.machine.reminder import settle_person
from models.people.consent import Consent, Purpose, withdraw_consent
from models.people.feed import Feed
from models.people.invitations import Invitation
from models.people.linking import forget_links
from models.people.person import Account, Person, keep_phone, phones_of
from models.people.role import roles_of
from models.permissions import Viewer
from models.store import Tx
from models.trail import note
from models.work.deciding import erase_deed
from models.work.deed import OPEN, Deed, DeedState, step
from models.work.list_numbers import close_number, forget_numbers
from models.work.looking_up import WrongCode
from models.work.reports import withdraw_deed


class InOffice(Exception):
    """Whoever has a role cannot be forgotten before the commune has taken it back."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of a person: the name, since when they agreed, how many deeds they told, for
    whom they typed, what they sent, the telephone numbers that a platform handed over.
    """

    name: str
    agreed_at: datetime | None
    deeds: int
    typed_for: tuple[str, ...]
    photos: int
    voices: int
    phones: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Erasing:
    """What being forgotten does: how many deeds are erased with it, how many were decided and
    stay, how many were typed for others and stay theirs; whether one that stays praises this
    person.
    """

    erased: int
    decided: int
    typed: int
    praised: bool


def call_person(tx: Tx, viewer: Viewer, you: str, me: str) -> Person:
    """Remember how a person wants to be called, and what the bot is then."""
    person = tx.session.get_one(Person, viewer.person)
    person.you, person.me = you, me
    return person


# --- seeing --------------------------------------------------------------------------------------


def kept_of(tx: Tx, viewer: Viewer) -> Kept:
    """Return what is kept of the one who asks; never anything of others."""
    person = tx.session.get_one(Person, viewer.person)
    accounts = accounts_of(tx, viewer)
    owners = [f"{account.bot}:{account.sender}" for account in accounts]
    gone = [FileState.REFUSED.value, FileState.LOST.value]
    query = select(File.kind).where(col(File.owner).in_(owners), col(File.state).not_in(gone))
    kinds = list(tx.session.exec(query))
    return Kept(
        name=person.name or next((a.name for a in accounts if a.name), ""),
        agreed_at=agreed_at(tx, viewer),
        deeds=len(told_by(tx, viewer)) + len(typed_by(tx, viewer)),
        typed_for=names_of(tx, [deed.teller_id for deed in typed_by(tx, viewer)]),
        photos=kinds.count("photo"),
        voices=kinds.count("voice"),
        phones=phones_of(tx, viewer.person),
    )


def accounts_of(tx: Tx, viewer: Viewer) -> list[Account]:
    """Return the accounts by which a person speaks."""
    query = select(Account).where(Account.person_id == viewer.person).order_by(col(Account.id))
    return list(tx.session.exec(query))


def agreed_at(tx: Tx, viewer: Viewer) -> datetime | None:
    """Return when a person gave the consent that holds now."""
    query = (
        select(Consent.given_at)
        .where(
            Consent.person_id == viewer.person,
            Consent.purpose == Purpose.EMULATION.value,
            col(Consent.withdrawn_at).is_(None),
        )
        .order_by(col(Consent.id))
    )
    return tx.session.exec(query).first()


def told_by(tx: Tx, viewer: Viewer) -> list[Deed]:
    """Return every deed whose teller a person is, but for those that are erased."""
    query = select(Deed).where(Deed.teller_id == viewer.person, Deed.who != "")
    return list(tx.session.exec(query.order_by(col(Deed.id))))


def typed_by(tx: Tx, viewer: Viewer) -> list[Deed]:
    """Return every deed that a person typed for somebody else."""
    query = select(Deed).where(
        Deed.typist_id == viewer.person, Deed.teller_id != viewer.person, Deed.who != ""
    )
    return list(tx.session.exec(query.order_by(col(Deed.id))))


def names_of(tx: Tx, persons: Sequence[int]) -> tuple[str, ...]:
    """Return the names of persons, each once, in their order."""
    return tuple(dict.fromkeys(tx.session.get_one(Person, person).name for person in persons))


# --- taking the consent back ---------------------------------------------------------------------


def undecided_of(tx: Tx, viewer: Viewer) -> list[Deed]:
    """Return what a person has told and the commune has not decided yet."""
    return [deed for deed in told_by(tx, viewer) if DeedState(deed.state) in OPEN]


def end_consent(tx: Tx, viewer: Viewer, now: datetime, *, deeds: bool) -> int:
    """Take a person's consent back, with the undecided `deeds` or without them; return how many of
    those were taken back. Nothing that was begun and not sent stays; whoever has a role keeps it.
    """
    taken = undecided_of(tx, viewer) if deeds else []
    for deed in taken:
        withdraw_deed(tx, viewer, deed, now)
    withdraw_consent(tx, viewer.person, now)
    if not roles_of(tx, viewer.person):
        for account in accounts_of(tx, viewer):
            drop_files(tx, account.bot, account.sender, to_ms(now))
            keep_phone(tx, account.bot, account.sender, "")
    return len(taken)


# --- being forgotten -----------------------------------------------------------------------------


def foresee(tx: Tx, viewer: Viewer) -> Erasing:
    """Return what `erase_person` would do. Raises InOffice."""
    if roles_of(tx, viewer.person):
        raise InOffice
    told = told_by(tx, viewer)
    stay = [deed for deed in told if is_decided(tx, deed)]
    praised = any(deed.doer_id == viewer.person for deed in stay)
    return Erasing(len(told) - len(stay), len(stay), len(typed_by(tx, viewer)), praised)


def is_decided(tx: Tx, deed: Deed) -> bool:
    """Tell whether the commune has decided a deed; of a merged report, the one that speaks for it;
    one that its teller took back was never decided.
    """
    state = DeedState(deed.state)
    if state is DeedState.MERGED and deed.merged_into is not None:
        return is_decided(tx, tx.session.get_one(Deed, deed.merged_into))
    if state is DeedState.WITHDRAWN:
        return deed.decided_at is not None
    return state not in OPEN


def erase_person(tx: Tx, viewer: Viewer, now: datetime) -> Erasing:
    """Forget a person: whoever writes next from one of the accounts is a stranger. Done twice it
    changes nothing more. Raises InOffice.
    """
    done = foresee(tx, viewer)
    for deed in told_by(tx, viewer):
        if not is_decided(tx, deed):
            take_out(tx, viewer, deed, now)
    if agreed_at(tx, viewer) is not None:
        withdraw_consent(tx, viewer.person, now)
    for account in accounts_of(tx, viewer):
        forget_chat(tx, account.bot, account.sender, to_ms(now))
        tx.session.delete(account)
    forget_person(tx, viewer.person, now)
    settle_person(tx, viewer.person, "erased", now)
    for feed in tx.session.exec(select(Feed).where(Feed.person_id == viewer.person)):
        tx.session.delete(feed)
    forget_numbers(tx, viewer.person)
    forget_links(tx, viewer.person)
    for wrong in tx.session.exec(select(WrongCode).where(WrongCode.person_id == viewer.person)):
        tx.session.delete(wrong)
    for used in tx.session.exec(select(Invitation).where(Invitation.used_by == viewer.person)):
        used.name = ""
    person = tx.session.get_one(Person, viewer.person)
    person.name = person.you = person.me = person.consent = ""
    tx.session.flush()
    erase_bodies(tx, f"person {viewer.person}")
    note(tx, viewer.person, "person.erase", f"person {viewer.person}")
    return done


def take_out(tx: Tx, viewer: Viewer, deed: Deed, now: datetime) -> None:
    """Take an undecided deed back and erase what it tells, with the bytes of its photos."""
    state = DeedState(deed.state)
    if state in OPEN:
        withdraw_deed(tx, viewer, deed, now)
    elif state is DeedState.MERGED:  # the other teller's report goes on without this voice
        step(tx, viewer.person, deed, "withdraw", now, DeedState.WITHDRAWN)
        deed.merged_into = None
        close_all(tx, deed.about, now)
        close_number(tx, deed.about, now)
    forget_bytes(tx, erase_deed(tx, deed), to_ms(now))
