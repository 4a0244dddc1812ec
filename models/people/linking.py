"""One person on two channels: a code that is sent from the other one, confirmed where it was made,
and taken apart again when it was a mistake.

The code alone opens nothing: whoever reads it over a shoulder can only make the question appear
in the conversation where it was made. Whoever sends it holds no role, so that nobody with a duty
is talked into handing it over; the maker's roles are reached only by the answer on the maker's own
account. The audit trail is never rewritten: it says who spoke as whom at the time.
"""

import hashlib
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, String
from sqlmodel import Field, SQLModel, col, or_, select

from bot.dialogue.messages import Address
from models.law.parameters import rule_at
from models.machine.audit import erase_bodies
from models.machine.push import close_all, close_requests, push
from models.people.becoming_one import FILLED, empty_again, fill, move_rows
from models.people.person import Account, Person
from models.people.role import roles_of
from models.permissions import Viewer
from models.store import Tx
from models.trail import note
from models.work.looking_up import Paused, WrongCode
from models.work.receipts import make_code, normalise

VALID_FOR = timedelta(minutes=15)  # the code; and, once it was sent, the question about it


class LinkState(StrEnum):
    """What has become of a code."""

    MADE = "made"
    SENT = "sent"  # from another account: the answer is asked for where the code was made
    LINKED = "linked"
    ENDED = "ended"  # refused, too late, a newer one was made, or one of the two was erased
    UNDONE = "undone"


class AccountLink(SQLModel, table=True):
    """One wish to be the same person on two channels. Only a digest of its code is stored.

    The code was made by `person_id` in the conversation "bot, chat, sender". `account_id` is the
    account from which it was sent, `from_person` whose that was; `moved` holds, by table and
    column, the rows that went over with it, so that they can go back.
    """

    id: int | None = Field(default=None, primary_key=True)
    digest: str = Field(unique=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    bot: str
    chat: str
    sender: str
    made_at: datetime
    expires_at: datetime
    state: str = Field(default=LinkState.MADE.value, sa_type=String)
    account_id: int | None = Field(default=None, index=True)
    from_person: int | None = Field(default=None, foreign_key="person.id", index=True)
    moved: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    sent_at: datetime | None = None
    linked_at: datetime | None = None
    undone_at: datetime | None = None

    @property
    def about(self) -> str:
        """How requests name it."""
        return f"link {self.id}"

    @property
    def where(self) -> Address:
        """The conversation in which the code was made."""
        return Address(self.bot, self.chat, self.sender)


class Why(StrEnum):
    """Why two accounts cannot be linked now."""

    UNKNOWN = "unknown"  # the code opens nothing: the same answer for wrong, used and late ones
    HERE = "here"  # it was made on this very account
    SAME = "same"  # both are one person already
    ON_DUTY = "on_duty"  # whoever sends it holds a role
    LATE = "late"  # nothing waits for an answer here, or not any more
    CHANGED = "changed"  # the account that sent it is not what it was


class CannotLink(Exception):
    """The accounts cannot be linked; `why` says what to tell."""

    def __init__(self, why: Why) -> None:
        super().__init__(why.value)
        self.why = why


# --- making a code, and sending it ---------------------------------------------------------------


def draw_code() -> str:
    """Return a code of which neither group begins with a zero: people leave that one out, and in
    the middle of a form it is no list of numbers.
    """
    first, second = 1000 + secrets.randbelow(9000), 100 + secrets.randbelow(900)
    return make_code(1000 * first + second)


def offer_link(
    tx: Tx, viewer: Viewer, where: Address, now: datetime, draw: Callable[[], str] = draw_code
) -> str:
    """Make a code by which another account becomes this person's; a newer one ends the older."""
    for older in unanswered(tx, viewer.person):
        end(tx, older, now)
    code = draw()
    while link_of_code(tx, code) is not None:
        code = draw()
    link = AccountLink(
        digest=digest_of(code),
        person_id=viewer.person,
        bot=where.bot,
        chat=where.chat,
        sender=where.sender,
        made_at=now,
        expires_at=now + VALID_FOR,
    )
    tx.session.add(link)
    tx.session.flush()
    return code


def send_code(tx: Tx, viewer: Viewer, where: Address, code: str, now: datetime) -> AccountLink:
    """Take a code that came from the other account, and ask about it where it was made; the same
    account may send it again meanwhile. Nothing is linked yet. Raises CannotLink and Paused.
    """
    digits = normalise(code)
    link = link_of_code(tx, digits) if digits else None
    if link is not None and link.person_id == viewer.person and is_alive(link, now):
        raise CannotLink(Why.HERE if link.where == where else Why.SAME)
    if viewer.roles:
        raise CannotLink(Why.ON_DUTY)
    check_tries(tx, viewer.person, now)
    mine = account_at(tx, where.bot, where.sender)
    if link is not None and mine is not None and is_alive(link, now) and is_issued(tx, link):
        if link.state == LinkState.MADE.value:
            take_up(tx, link, mine, now)
            return link
        if link.account_id == mine.id and link.from_person == viewer.person:
            return link
    tx.session.add(WrongCode(person_id=viewer.person, tried_at=now))
    raise CannotLink(Why.UNKNOWN)


def take_up(tx: Tx, link: AccountLink, account: Account, now: datetime) -> None:
    """Use the code up: ask whoever made it, there and nowhere else, and remember to tell both when
    nobody answers.
    """
    link.state = LinkState.SENT.value
    link.account_id, link.from_person, link.sent_at = account.id, account.person_id, now
    tx.session.flush()
    there, here = [link.bot, link.chat], [account.bot, account.sender]
    push(
        tx,
        link.person_id,
        "link-confirm",
        now,
        asks=True,
        about=link.about,
        urgent=True,
        only=there,
        link=link.id,
    )
    late = now + VALID_FOR
    for person, only in ((link.person_id, there), (account.person_id, here)):
        push(
            tx,
            person,
            "link-late",
            now,
            about=link.about,
            not_before=late,
            only=only,
            link=link.id,
        )


def check_tries(tx: Tx, person: int, now: datetime) -> None:
    """Raise Paused when a person has sent too many wrong codes, of whatever kind."""
    pause = timedelta(minutes=rule_at(tx, "look_up_pause_minutes", now).value)
    tries = rule_at(tx, "look_up_tries", now).value
    query = (
        select(WrongCode.tried_at)
        .where(WrongCode.person_id == person, WrongCode.tried_at > now - pause)
        .order_by(col(WrongCode.id).desc())
    )
    wrong = list(tx.session.exec(query))
    if len(wrong) >= tries:
        raise Paused(wrong[0] + pause)


# --- the answer ----------------------------------------------------------------------------------


def waiting_link(tx: Tx, viewer: Viewer, where: Address, now: datetime) -> AccountLink | None:
    """Return what waits for this person's answer in this conversation."""
    found = unanswered(tx, viewer.person)
    return next((link for link in found if may_answer(link, viewer, where, now)), None)


def may_answer(link: AccountLink, viewer: Viewer, where: Address, now: datetime) -> bool:
    """Tell whether an answer given here and now counts."""
    mine = link.person_id == viewer.person and link.where == where
    return mine and link.state == LinkState.SENT.value and is_alive(link, now)


def link_accounts(
    tx: Tx, viewer: Viewer, where: Address, link: AccountLink, now: datetime
) -> None:
    """Make the account that sent the code this person's. What was its own person's goes along,
    unless that one still speaks from elsewhere. Raises CannotLink.
    """
    if not may_answer(link, viewer, where, now):
        raise CannotLink(Why.LATE)
    account, old = sender_of(tx, link), link.from_person
    if account is None or old is None or account.person_id != old or roles_of(tx, old):
        end(tx, link, now)
        raise CannotLink(Why.CHANGED)
    account.person_id = viewer.person
    if not speaks(tx, old):
        filled = fill(tx, old, viewer.person)
        link.moved = {**move_rows(tx, old, viewer.person), "person": filled}
    link.state, link.linked_at = LinkState.LINKED.value, now
    close_all(tx, link.about, now)
    note(
        tx,
        viewer.person,
        "account.link",
        f"person {viewer.person}",
        account=account.id,
        from_person=old,
    )
    tx.session.flush()


def refuse_link(tx: Tx, viewer: Viewer, where: Address, link: AccountLink, now: datetime) -> None:
    """Take the answer that it was somebody else: the code is dead. Raises CannotLink."""
    if not may_answer(link, viewer, where, now):
        raise CannotLink(Why.LATE)
    end(tx, link, now)


def is_late(tx: Tx, link: AccountLink, now: datetime) -> bool:
    """Tell whether nobody answered in time; then nothing is asked any more."""
    late = link.state == LinkState.SENT.value and not is_alive(link, now)
    if late:
        close_requests(tx, "link-confirm", link.about, now)
    return late


def end(tx: Tx, link: AccountLink, now: datetime) -> None:
    """Let a code become nothing any more."""
    link.state = LinkState.ENDED.value
    close_all(tx, link.about, now)


# --- taking it apart -----------------------------------------------------------------------------


def links_of(tx: Tx, viewer: Viewer) -> list[AccountLink]:
    """Return what is linked to a person and can be taken apart again, the newest last."""
    query = (
        select(AccountLink)
        .join(Account, col(Account.id) == AccountLink.account_id)
        .where(
            AccountLink.person_id == viewer.person,
            AccountLink.state == LinkState.LINKED.value,
            Account.person_id == AccountLink.person_id,
        )
        .order_by(col(AccountLink.linked_at), col(AccountLink.id))
    )
    return list(tx.session.exec(query))


def unlink_account(tx: Tx, viewer: Viewer, link: AccountLink, now: datetime) -> Account:
    """Give the account that was linked last back to the person whose it was, with the rows that
    came over with it and are still here. Raises CannotLink.
    """
    found = links_of(tx, viewer)
    account = sender_of(tx, link)
    if not found or found[-1].id != link.id or account is None or link.from_person is None:
        raise CannotLink(Why.CHANGED)
    old = link.from_person
    account.person_id = old
    move_rows(tx, viewer.person, old, link.moved)
    empty_again(tx, viewer.person, old, link.moved.get("person", ()))
    link.state, link.undone_at = LinkState.UNDONE.value, now
    note(
        tx,
        viewer.person,
        "account.unlink",
        f"person {viewer.person}",
        account=account.id,
        to_person=old,
    )
    tx.session.flush()
    return account


def forget_links(tx: Tx, person: int) -> None:
    """Forget, with a person who is erased, whoever they were before their accounts were linked:
    there is nobody to go back to.
    """
    query = select(AccountLink).where(
        or_(AccountLink.person_id == person, AccountLink.from_person == person),
        AccountLink.state == LinkState.LINKED.value,
    )
    for link in tx.session.exec(query).all():
        link.state = LinkState.ENDED.value
        old = link.from_person
        if old is not None and old != person and not speaks(tx, old):
            for name in FILLED:
                setattr(tx.session.get_one(Person, old), name, "")
            tx.session.flush()
            erase_bodies(tx, f"person {old}")
            forget_links(tx, old)


# --- their parts ---------------------------------------------------------------------------------


def get_link(tx: Tx, row: int) -> AccountLink | None:
    """Return a link by its row."""
    return tx.session.get(AccountLink, row)


def sender_of(tx: Tx, link: AccountLink) -> Account | None:
    """Return the account that sent a link's code."""
    return tx.session.get(Account, link.account_id) if link.account_id is not None else None


def account_at(tx: Tx, bot: str, sender: str) -> Account | None:
    """Return the account of a sender."""
    query = select(Account).where(Account.bot == bot, Account.sender == sender)
    return tx.session.exec(query).first()


def unanswered(tx: Tx, person: int) -> list[AccountLink]:
    """Return the codes of a person that may still become something."""
    query = select(AccountLink).where(
        AccountLink.person_id == person,
        col(AccountLink.state).in_([LinkState.MADE.value, LinkState.SENT.value]),
    )
    return list(tx.session.exec(query.order_by(col(AccountLink.id).desc())))


def is_alive(link: AccountLink, now: datetime) -> bool:
    """Tell whether a code can still be sent, or the question about it still be answered."""
    if link.state == LinkState.MADE.value:
        return now < link.expires_at
    return (
        link.state == LinkState.SENT.value
        and link.sent_at is not None
        and now < link.sent_at + VALID_FOR
    )


def is_issued(tx: Tx, link: AccountLink) -> bool:
    """Tell whether the account on which a code was made is still its person's."""
    account = account_at(tx, link.bot, link.sender)
    return account is not None and account.person_id == link.person_id


def speaks(tx: Tx, person: int) -> bool:
    """Tell whether a person has an account left."""
    query = select(Account.id).where(Account.person_id == person)
    return tx.session.exec(query).first() is not None


def link_of_code(tx: Tx, code: str) -> AccountLink | None:
    """Return the link of a code, whatever has become of it."""
    query = select(AccountLink).where(AccountLink.digest == digest_of(code))
    return tx.session.exec(query).first()


def digest_of(code: str) -> str:
    """Return the digest under which a code is stored."""
    return hashlib.sha256(f"thidua link {code}".encode()).hexdigest()
