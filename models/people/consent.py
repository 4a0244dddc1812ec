"""Consent: given in plain words, provable, withdrawn as easily (`domain.md` 7.2). Rows are only
ever added.
"""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import String
from sqlmodel import Field, SQLModel, col, select

from models.people.person import Person
from models.store import Tx
from models.trail import note

# Raised whenever the wording of the first contact changes what people agree to.
TEXT_VERSION = "2026-11b"


class Purpose(StrEnum):
    """What the consent is for; reminders are asked for on their own, later."""

    EMULATION = "emulation"
    PUBLISH = "publish"


class GivenBy(StrEnum):
    """Who has agreed (`domain.md` 7.1: a guardian acts for a child, an older child agrees too)."""

    SELF = "self"
    GUARDIAN = "guardian"
    CHILD = "child"


class Consent(SQLModel, table=True):
    """One consent, with the version of the text that was shown and the message that gave it.

    Of a consent to publishing: `about` is the case, `scope` what may be shown ("none": a refusal
    is recorded too), `given_by` who agreed, `asked_by` the person who asked, and `how` the way the
    answer came ("head", "phone").
    """

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    purpose: str = Field(sa_type=String)
    text_version: str
    bot: str
    inbox_id: int
    given_at: datetime
    withdrawn_at: datetime | None = None
    about: str = Field(default="", index=True)
    scope: str = ""
    given_by: str = Field(default=GivenBy.SELF, sa_type=String)
    asked_by: int | None = Field(default=None, foreign_key="person.id")
    how: str = ""


def give_consent(tx: Tx, person: int, bot: str, inbox_id: int, now: datetime) -> Consent:
    """Record that a person agreed to the text of the first contact, and by which message."""
    consent = Consent(
        person_id=person,
        purpose=Purpose.EMULATION.value,
        text_version=TEXT_VERSION,
        bot=bot,
        inbox_id=inbox_id,
        given_at=now,
    )
    tx.session.add(consent)
    tx.session.get_one(Person, person).consent = TEXT_VERSION
    note(tx, person, "consent.give", f"person {person}", text_version=TEXT_VERSION)
    return consent


def withdraw_consent(tx: Tx, person: int, now: datetime) -> None:
    """Record that a person takes the consent back; nothing new is taken from them until they give
    it again.
    """
    query = select(Consent).where(
        Consent.person_id == person,
        Consent.purpose == Purpose.EMULATION.value,
        col(Consent.withdrawn_at).is_(None),
    )
    for consent in tx.session.exec(query):
        consent.withdrawn_at = now
    tx.session.get_one(Person, person).consent = ""
    note(tx, person, "consent.withdraw", f"person {person}")
