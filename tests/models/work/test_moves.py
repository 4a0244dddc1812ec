"""What may become of a deed, by the table; two at one moment; what an undo puts back."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from models.machine.push import Push
from models.people.person import Account, Person
from models.people.role import Role, grant_role
from models.people.unit import Unit
from models.permissions import NotAllowed, Viewer
from models.store import Tx, open_engine, transaction
from models.work.deciding import (
    DeclineReason,
    accept_deed,
    ask_teller,
    decline_deed,
    hide_deed,
    merge_deed,
    undo,
)
from models.work.deed import MOVES, OPEN, Deed, DeedState, DeedStep, NotPossible, get_deed
from models.work.inquiry import Inquiry, ReadyQuestion
from models.work.reports import Told, send_deed
from models.work.verdicts import Says, judge_deed

NOW = datetime(2026, 11, 16, 1, 0, tzinfo=UTC)
TELLER, HEAD, OFFICER, SECOND = 1, 2, 3, 4
ANSWERS = {"hamlet": {"id": "1"}, "story": {"parts": [["m", "đem ví ra trả"]]}}
LUA = Viewer(OFFICER, ((Role.TDKT_OFFICER, None),), "Cô Lúa")
LIM = Viewer(SECOND, ((Role.TDKT_OFFICER, None),), "Anh Lim")
SAU = Viewer(HEAD, ((Role.HAMLET_HEAD, 1),), "Ông Sấu")
BUOI = Viewer(TELLER)


@pytest.fixture
def engine(store_url: str) -> Iterator[Engine]:
    """A commune with a hamlet, its head, two officers, and somebody who tells."""
    engine = open_engine(store_url)
    with transaction(engine) as tx:
        tx.session.add(Unit(code="thon-1", kind="hamlet", name="thôn Đoài"))
        tx.session.flush()
        for name in ("Bà Bưởi", "Ông Sấu", "Cô Lúa", "Anh Lim"):
            person = Person(name=name, created_at=NOW)
            tx.session.add(person)
            tx.session.flush()
            tx.session.add(Account(person_id=person.id or 0, bot="b", sender=name))
        grant_role(tx, HEAD, Role.HAMLET_HEAD, 1, NOW)
        grant_role(tx, OFFICER, Role.TDKT_OFFICER, None, NOW)
        grant_role(tx, SECOND, Role.TDKT_OFFICER, None, NOW)
    yield engine
    engine.dispose()


def send(tx: Tx, who: str = "bà Mận", seed: int = 1) -> Deed:
    sent = send_deed(
        tx,
        BUOI,
        Told(ANSWERS, who, "đem ví ra trả", 1),
        news_due=date(2026, 11, 30),
        head_due=date(2026, 11, 19),
        seed=seed,
        now=NOW,
    )
    return again(tx, sent.row)


def again(tx: Tx, row: int = 1) -> Deed:
    deed = get_deed(tx, row)
    assert deed is not None
    return deed


def test_every_change_that_the_table_does_not_know_is_refused(engine: Engine) -> None:
    """From every state, with every change that the desk can make."""
    changes: dict[str, Callable[[Tx, Deed], object]] = {
        "accept": lambda tx, deed: accept_deed(tx, LUA, deed, NOW),
        "decline": lambda tx, deed: decline_deed(tx, LUA, deed, NOW, DeclineReason.NO_WITNESS),
        "ask": lambda tx, deed: ask_teller(tx, LUA, deed, NOW, ReadyQuestion.DAY),
        "hide": lambda tx, deed: hide_deed(tx, LUA, deed, NOW),
        "confirm": lambda tx, deed: judge_deed(tx, SAU, deed, Says.TRUE, NOW),
    }
    with transaction(engine) as tx:
        send(tx)
    for verb, change in changes.items():
        for state in set(DeedState) - MOVES[verb].before:
            with transaction(engine) as tx:
                deed = again(tx)
                deed.state, deed.version = state.value, deed.version + 1
                tx.session.flush()
                with pytest.raises(NotPossible):
                    change(tx, deed)
                tx.session.rollback()


def test_each_change_is_noted_once(engine: Engine) -> None:
    with transaction(engine) as tx:
        deed = send(tx)
        judge_deed(tx, SAU, deed, Says.TRUE, NOW)
        accept_deed(tx, LUA, deed, NOW)

        noted = [entry.action for entry in tx.entries]
    assert noted == ["deed.send", "deed.confirm", "deed.accept", "deed.seek_consent"]


def test_the_same_twice_changes_nothing(engine: Engine) -> None:
    with transaction(engine) as tx:
        deed = accept_deed(tx, LUA, send(tx), NOW)
        version = deed.version

        assert accept_deed(tx, LUA, deed, NOW).version == version


def test_two_officers_race_and_one_wins(engine: Engine) -> None:
    """Both have read the deed before either writes; on SQLite the second waits for the first."""
    with transaction(engine) as tx:
        send(tx)
    if engine.dialect.name == "sqlite":
        with transaction(engine) as tx:
            accept_deed(tx, LUA, again(tx), NOW)
        with transaction(engine) as tx, pytest.raises(NotPossible):
            decline_deed(tx, LIM, again(tx), NOW, DeclineReason.NO_WITNESS)
    else:
        with engine.connect() as one, engine.connect() as two, one.begin():
            first = Tx(one)
            mine = again(first)
            with two.begin():
                second = Tx(two)
                theirs = again(second)
                accept_deed(first, LUA, mine, NOW)
                first.flush()
                one.commit()
                with pytest.raises(NotPossible):
                    decline_deed(second, LIM, theirs, NOW, DeclineReason.NO_WITNESS)
    with transaction(engine) as tx:
        deed = again(tx)
        assert (deed.state, deed.decided_by) == ("consent", OFFICER)


@pytest.mark.parametrize("verb", ["accept", "decline", "ask", "merge", "hide"])
def test_an_undo_puts_everything_back_and_nobody_hears(engine: Engine, verb: str) -> None:
    with transaction(engine) as tx:
        deed, other = send(tx), send(tx, "ông Thóc", 50)
        judge_deed(tx, SAU, deed, Says.TRUE, NOW)
        before = (deed.state, deed.scope, deed.merged_into, deed.reason)
        match verb:
            case "accept":
                accept_deed(tx, LUA, deed, NOW)
            case "decline":
                decline_deed(tx, LUA, deed, NOW, None, "việc ấy")
            case "ask":
                ask_teller(tx, LUA, deed, NOW, ReadyQuestion.DAY)
            case "merge":
                merge_deed(tx, LUA, deed, other, NOW)
            case "hide":
                hide_deed(tx, LUA, deed, NOW)
        later = NOW + timedelta(minutes=9)

        assert undo(tx, LIM, later) == []
        assert [d.id for d in undo(tx, LUA, later)] == [deed.id]

        assert (deed.state, deed.scope, deed.merged_into, deed.reason) == before
        assert undo(tx, LUA, later) == []
        assert tx.session.exec(select(Inquiry)).first() is None
        tx.session.flush()
        told = tx.session.exec(
            select(Push).where(Push.person_id == TELLER, Push.closed_ms == None)  # noqa: E711
        ).all()
        assert told == []


def test_after_ten_minutes_or_another_change_it_is_too_late(engine: Engine) -> None:
    with transaction(engine) as tx:
        deed = accept_deed(tx, LUA, send(tx), NOW)
        assert undo(tx, LUA, NOW + timedelta(minutes=10)) == []
        assert deed.state == "consent"


def test_several_that_were_decided_together_come_back_together(engine: Engine) -> None:
    with transaction(engine) as tx:
        deeds = [send(tx, "bà Mận"), send(tx, "ông Thóc", 50)]
        for deed in deeds:
            accept_deed(tx, LUA, deed, NOW)

        assert len(undo(tx, LUA, NOW + timedelta(minutes=1))) == 2
        assert {DeedState(deed.state) for deed in deeds} <= OPEN


def test_whoever_may_not_changes_nothing(engine: Engine) -> None:
    with transaction(engine) as tx:
        deed = send(tx)
        for viewer in (BUOI, SAU, Viewer(9), Viewer(9, ((Role.ADMIN, None),))):
            with pytest.raises(NotAllowed):
                accept_deed(tx, viewer, deed, NOW)
        with pytest.raises(NotAllowed):
            judge_deed(tx, LUA, deed, Says.TRUE, NOW)
        assert tx.session.exec(select(DeedStep)).first() is None
