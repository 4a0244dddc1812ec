"""The clocks of cases: a deed of which the hamlet says nothing goes on to a second person, and
then to the desk; its teller hears by the day on the receipt, whatever has become of it; what was
begun and not sent is asked about.

Each piece begins at cases that are open and at talks of the last days, and leaves a reminder for
each that it finds: so it finds none twice.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, String, and_, cast, exists, func, literal, or_, select
from sqlalchemy.sql import Select

from models.base import to_ms
from models.law.parameters import Parameter, rule
from models.machine import reminder
from models.machine.conversation import Conversation
from models.machine.outbox import Outbox
from models.machine.push import Push, is_still_asked, push_once
from models.machine.reminder import DIGEST, Outcome, Reminder, plan_reminder, settle
from models.people.absence import is_absent
from models.people.person import Account
from models.people.role import Role
from models.store import Tx
from models.work.asking import ask_person, confirmers, deciders
from models.work.deed import OPEN, TO_DECIDE, Deed
from models.work.verdicts import verdict_of
from scheduler.quiet_hours import DESK_AT, HOME_FROM, Hours

MOST = 100  # cases in one transaction
FORMS = ("deed",)  # whose drafts are asked about
EVENING = time(19, 0)
REST = timedelta(hours=1)  # nobody is asked about what they still write
LATEST = time(20, 0)  # what is left after that is asked about on the next evening
TOO_LATE = timedelta(days=7)  # a promise, or a draft, older than that is not spoken of any more

D = Deed.__table__.c  # type: ignore[attr-defined]
P = Push.__table__.c  # type: ignore[attr-defined]
O = Outbox.__table__.c  # type: ignore[attr-defined]  # noqa: E741 - beside P
R = Reminder.__table__.c  # type: ignore[attr-defined]
C = Conversation.__table__.c  # type: ignore[attr-defined]
A = Account.__table__.c  # type: ignore[attr-defined]

OF_DEED = literal("deed ") + cast(D.id, String)
OPEN_STATES = sorted(state.value for state in OPEN)


def noted(about: ColumnElement[str], occasion: ColumnElement[str]) -> ColumnElement[bool]:
    """Return the condition that somebody was reminded of something on an occasion."""
    return exists().where(R.about == about, R.occasion == occasion)


# --- the hamlet ----------------------------------------------------------------------------------


def unanswered(before: datetime, occasion: str) -> Select[tuple[int, int, int]]:
    """Return the query of open deeds about which the hamlet was asked, got the request before a
    moment, and has not answered: the deed, when it was asked first, one of those asked. Whoever
    was asked later begins no clock of their own.
    """
    first = Push.__table__.alias().c  # type: ignore[attr-defined]
    asked = and_(P.name == "deed-confirm", P.question == 1, P.closed_ms.is_(None))
    earlier = exists().where(
        first.about == P.about,
        first.name == "deed-confirm",
        first.question == 1,
        first.closed_ms.is_(None),
        first.created_ms < P.created_ms,
    )
    at = literal(f"{occasion} ") + cast(P.created_ms, String)
    return (
        select(D.id, P.created_ms, func.min(P.person_id))
        .join(Push, P.about == OF_DEED)
        .join(Outbox, O.id == P.outbox_id)
        .where(
            D.state.in_(sorted(state.value for state in TO_DECIDE)),
            asked,
            O.sent_ms < to_ms(before),
            ~earlier,
            ~noted(P.about, at),
        )
        .group_by(D.id, P.created_ms)
        .order_by(D.id)
        .limit(MOST)
    )


def run_out(hours: Hours, limit: Parameter, today: date) -> datetime:
    """Return the moment before which something began whose limit is over by today."""
    day = today
    while hours.calendar.deadline(day, limit.value, limit.unit) > today:
        day -= timedelta(days=1)
    return hours.at(day + timedelta(days=1), time())


def ask_second_persons(tx: Tx, hours: Hours, now: datetime) -> bool:
    """Put deeds of which the hamlet's head has said nothing also before the head of its Front
    committee; tell whether there may be more.
    """
    today = hours.today(now)
    if hours.is_quiet(now) or now < hours.at(today, DESK_AT):
        return False
    limit = rule(tx, "deed_second_days", today)
    rows = tx.session.execute(unanswered(run_out(hours, limit, today), "second")).all()
    for number, asked_ms, asked in rows:
        deed = tx.session.get_one(Deed, number)
        occasion = f"second {asked_ms}"
        persons = [
            person
            for person in confirmers(tx, deed, Role.HAMLET_FRONT_HEAD)
            if verdict_of(tx, deed, person) is None
            and not is_still_asked(tx, person, "deed-confirm", deed.about)
        ]
        for person in persons:
            ask_second(tx, deed, person, occasion, today, now)
        if not persons:
            note_nobody(tx, asked, deed.about, occasion, today, now)
    return len(rows) == MOST


def ask_second(tx: Tx, deed: Deed, person: int, occasion: str, today: date, now: datetime) -> None:
    """Ask a second person about a deed, as the first was asked."""
    row = plan_reminder(tx, person, deed.about, occasion, today, now, "deed-confirm")
    if row is None:
        return
    if is_absent(tx, person, today):
        settle(tx, row, Outcome.SKIPPED, "absent", now)
        return
    asked = ask_person(tx, "deed-confirm", person, deed, now, why="", reminder=row)
    tx.run(reminder.JOIN_PUSH, row=row, by=asked)


def note_nobody(
    tx: Tx, person: int, about: str, occasion: str, today: date, now: datetime
) -> None:
    """Write down that there was nobody to turn to, beside whoever was asked first."""
    row = plan_reminder(tx, person, about, occasion, today, now)
    if row is not None:
        settle(tx, row, Outcome.SKIPPED, "nobody", now)


def list_calls(tx: Tx, hours: Hours, now: datetime) -> bool:
    """Put deeds of which the hamlet still says nothing on the officers' list of whom to call; tell
    whether there may be more.
    """
    today = hours.today(now)
    limit = rule(tx, "deed_call_days", today)
    rows = tx.session.execute(unanswered(run_out(hours, limit, today), "call")).all()
    for number, asked_ms, asked in rows:
        tell_deciders(tx, hours, number, f"call {asked_ms}", asked, now)
    return len(rows) == MOST


# --- the desk ------------------------------------------------------------------------------------


def remind_deciders(tx: Tx, hours: Hours, now: datetime) -> bool:
    """Remind whoever decides of deeds whose teller is to hear soon; tell whether there may be
    more.
    """
    today = hours.today(now)
    ahead = rule(tx, "deed_decide_days", today)
    until = hours.calendar.deadline(today, ahead.value, ahead.unit)
    query = (
        select(D.id, D.typist_id)
        .where(
            D.state.in_(OPEN_STATES),
            D.news_due <= until,
            ~noted(OF_DEED, literal("decide")),
        )
        .order_by(D.id)
        .limit(MOST)
    )
    rows = tx.session.execute(query).all()
    for number, typist in rows:
        tell_deciders(tx, hours, number, "decide", typist, now)
    return len(rows) == MOST


def tell_deciders(
    tx: Tx, hours: Hours, number: int, occasion: str, asked: int, now: datetime
) -> None:
    """Plan a line in the next digest of whoever decides a deed."""
    deed, today = tx.session.get_one(Deed, number), hours.today(now)
    day = hours.calendar.working_day_from(today)
    persons = deciders(tx, deed)
    for person in persons:
        send_at = hours.desk(day, last=False)
        plan_reminder(tx, person, deed.about, occasion, day, send_at, DIGEST)
    if not persons:
        note_nobody(tx, asked, deed.about, occasion, today, now)


# --- the teller ----------------------------------------------------------------------------------


def keep_promises(tx: Tx, hours: Hours, now: datetime) -> bool:
    """Let the tellers of deeds that nobody has decided by the day on their receipt have a word
    that day; tell whether there may be more.
    """
    today = hours.today(now)
    main = Deed.__table__.alias().c  # type: ignore[attr-defined]
    undecided = select(main.id).where(main.state.in_(OPEN_STATES))
    query = (
        select(D.id, D.typist_id, D.news_due)
        .where(
            or_(D.state.in_(OPEN_STATES), D.merged_into.in_(undecided)),
            D.news_due <= today,
            ~noted(OF_DEED, literal("news")),
        )
        .order_by(D.id)
        .limit(MOST)
    )
    rows = tx.session.execute(query).all()
    for number, typist, news_due in rows:
        start, spread = hours.home(today, last=False)
        send_at = start + timedelta(minutes=typist * 7 % spread)
        about = f"deed {number}"
        row = plan_reminder(tx, typist, about, "news", today, send_at, "deed-news-waiting")
        if row is not None and news_due < today - TOO_LATE:
            settle(tx, row, Outcome.MISSED, "late", now)
    return len(rows) == MOST


# --- what was not sent ---------------------------------------------------------------------------


def ask_about_drafts(tx: Tx, hours: Hours, now: datetime) -> bool:
    """Ask about what lies complete and unsent, in the evening of the same day; tell whether there
    may be more.
    """
    today = hours.today(now)
    if hours.is_quiet(now) or now < hours.at(today, EVENING):
        return False
    since = hours.at(today - timedelta(days=1), LATEST)
    rows = tx.session.execute(left(since, now - REST, "evening", complete=True)).all()
    for row in rows:
        ask_about(tx, row, "evening", today, now)
    return len(rows) == MOST


def ask_again_about_drafts(tx: Tx, hours: Hours, now: datetime) -> bool:
    """Ask once, some days later, about whatever was begun and not sent; tell whether there may be
    more.
    """
    today = hours.today(now)
    if hours.is_quiet(now) or now < hours.at(today, HOME_FROM):
        return False
    until = run_out(hours, rule(tx, "draft_again_days", today), today)
    rows = tx.session.execute(left(until - TOO_LATE, until, "later", complete=False)).all()
    for row in rows:
        ask_about(tx, row, "later", today, now)
    return len(rows) == MOST


def left(
    since: datetime, until: datetime, occasion: str, *, complete: bool
) -> Select[tuple[int, str, str, int, int]]:
    """Return the query of private talks with a draft that was touched last between two moments."""
    about = literal("draft ") + cast(C.id, String)
    at = cast(C.touched_ms, String) + literal(f" {occasion}")
    query = (
        select(C.id, C.bot, C.chat, A.person_id, C.touched_ms)
        .join(Account, and_(A.bot == C.bot, A.sender == C.sender))
        .where(
            C.draft_form.in_(FORMS),
            C.touched_ms >= to_ms(since),
            C.touched_ms < to_ms(until),
            C.chat == C.sender,
            ~noted(about, at),
        )
        .order_by(C.id)
        .limit(MOST)
    )
    return query.where(C.draft_complete == 1) if complete else query


def ask_about(tx: Tx, row: Sequence[Any], occasion: str, today: date, now: datetime) -> None:
    """Ask a person about a draft, in the talk where it lies."""
    number, bot, chat, person, touched_ms = row
    about = f"draft {number}"
    asked = plan_reminder(tx, person, about, f"{touched_ms} {occasion}", today, now, "draft-left")
    if asked is None:
        return
    if is_absent(tx, person, today):
        settle(tx, asked, Outcome.SKIPPED, "absent", now)
        return
    key, only = f"reminder {asked}", [bot, chat]
    queued = push_once(tx, person, "draft-left", now, key, about=about, reminder=asked, only=only)
    if queued is not None:
        tx.run(reminder.JOIN_PUSH, row=asked, by=queued)


CASE_CLOCKS: Sequence[Callable[[Tx, Hours, datetime], bool]] = (
    ask_second_persons,
    list_calls,
    remind_deciders,
    keep_promises,
    ask_about_drafts,
    ask_again_about_drafts,
)
