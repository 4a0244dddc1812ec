"""What follows from what came of a message: what it counts and costs, whether its person can still
be reached, whether its news is said again.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text

from bot.dialogue.messages import Window
from models.base import from_ms, to_ms
from models.machine import outbox, push, reminder
from models.machine.ledger import Used, used, used_in_month
from models.machine.outbox import OutboxState
from models.machine.reminder import Outcome, Reminder
from models.store import Tx
from scheduler.outcomes import AGAIN_AFTER, Came, Outcomes
from tests.fakes.scene import BOT, Actor, Scene

S = OutboxState
WINDOW = Window(
    free=timedelta(hours=48), most=timedelta(days=7), price=55, included=2,
    knock_within=timedelta(days=365), knock_price=200,
)  # fmt: skip
HOUR = int(AGAIN_AFTER.total_seconds() * 1000)


def day_of(at_ms: int) -> date:
    return from_ms(at_ms).astimezone(ZoneInfo("Asia/Ho_Chi_Minh")).date()


RULES = Outcomes(BOT, counted=True, window=None, today=day_of)


@pytest.fixture
def scene(store_url: str) -> Iterator[Scene]:
    stage = Scene(store_url)
    yield stage
    stage.close()


@pytest.fixture
def buoi(scene: Scene) -> Actor:
    return scene.person("Bà Bưởi")


@pytest.fixture
def tx(scene: Scene, buoi: Actor) -> Iterator[Tx]:
    with scene.write() as tx:
        yield tx


def came(scene: Scene, buoi: Actor, state: OutboxState, left: int = 1, row: int = 0) -> Came:
    return Came(row, buoi.chat, state, to_ms(scene.now), left)


def spoke(tx: Tx, scene: Scene, **ago: float) -> None:
    at = to_ms(scene.now - timedelta(**ago))
    tx.connection.execute(text("UPDATE conversation SET spoke_ms = :at"), {"at": at})


def said(tx: Tx, scene: Scene, buoi: Actor, *, asks: bool = False) -> tuple[int, int]:
    """News or a request that went out; its row, and the message that said it."""
    row = push.push(tx, buoi.id, "deed-news", scene.now, asks=asks, about="deed 1", deed=1)
    message = outbox.queue(tx, BOT, buoi.chat, "words", to_ms(scene.now))
    assert message is not None
    push.tell(tx, row, scene.now, close=not asks)
    push.bind(tx, row, message)
    tx.pushed.clear()
    return row, message


def waiting(tx: Tx, buoi: Actor) -> list[int]:
    """When each thing that waits for a person may be said."""
    return [one.not_before_ms for one in push.open_pushes(tx, buoi.id)]


# --- the ledger ----------------------------------------------------------------------------------


def test_every_try_that_may_have_left_counts(tx: Tx, scene: Scene, buoi: Actor) -> None:
    today = day_of(to_ms(scene.now))
    for state, left in (
        (S.SENT, 1),
        (S.SENT, 3),
        (S.UNCERTAIN, 1),
        (S.REFUSED, 2),
        (S.EXPIRED, 1),
    ):
        RULES.note(tx, came(scene, buoi, state, left))
    RULES.note(tx, came(scene, buoi, S.REFUSED, 0))  # a certain no alone never reached anybody

    assert used(tx, BOT, today, today) == Used(sent=8)


def test_where_nothing_is_counted_nothing_is_written(tx: Tx, scene: Scene, buoi: Actor) -> None:
    replace(RULES, counted=False).note(tx, came(scene, buoi, S.SENT))

    assert used_in_month(tx, BOT, day_of(to_ms(scene.now))) == Used()


def test_a_message_belongs_to_the_day_of_the_commune(tx: Tx, buoi: Actor) -> None:
    for minute in (59, 60):  # of the hour before midnight there
        at = datetime(2026, 11, 30, 16, 0, tzinfo=UTC) + timedelta(minutes=minute)
        RULES.note(tx, Came(0, buoi.chat, S.SENT, to_ms(at), 1))

    assert used_in_month(tx, BOT, date(2026, 11, 30)).sent == 1
    assert used_in_month(tx, BOT, date(2026, 12, 31)).sent == 1


def test_free_then_included_then_paid(tx: Tx, scene: Scene, buoi: Actor) -> None:
    rules = replace(RULES, window=WINDOW)
    month = day_of(to_ms(scene.now))

    spoke(tx, scene, hours=48)
    rules.note(tx, came(scene, buoi, S.SENT))
    assert used_in_month(tx, BOT, month) == Used(sent=1)

    spoke(tx, scene, hours=49)
    rules.note(tx, came(scene, buoi, S.SENT))
    assert used_in_month(tx, BOT, month) == Used(sent=2, charged=1)

    rules.note(tx, came(scene, buoi, S.UNCERTAIN, 3))  # one of the three was included
    assert used_in_month(tx, BOT, month) == Used(sent=5, charged=4, dong=2 * 55)


def test_included_messages_begin_anew_each_month(tx: Tx, scene: Scene, buoi: Actor) -> None:
    rules = replace(RULES, window=WINDOW)
    spoke(tx, scene, days=3)
    for _ in range(4):
        rules.note(tx, came(scene, buoi, S.SENT))
    scene.now += timedelta(days=30)
    spoke(tx, scene, days=3)
    rules.note(tx, came(scene, buoi, S.SENT))

    assert used_in_month(tx, BOT, day_of(to_ms(scene.now))) == Used(sent=1, charged=1)


def test_the_template_has_its_own_price(tx: Tx, scene: Scene, buoi: Actor) -> None:
    spoke(tx, scene, days=30)
    knock = replace(came(scene, buoi, S.SENT), knock=True)
    replace(RULES, window=WINDOW).note(tx, knock)

    assert used_in_month(tx, BOT, day_of(to_ms(scene.now))) == Used(sent=1, dong=200)


# --- refusals ------------------------------------------------------------------------------------


def unreachable(tx: Tx) -> bool:
    found = tx.connection.execute(text("SELECT unreachable_ms FROM account")).scalar_one()
    return found is not None


def test_three_certain_refusals_in_a_row_make_somebody_unreachable(
    tx: Tx, scene: Scene, buoi: Actor
) -> None:
    refused, sent = came(scene, buoi, S.REFUSED, 0), came(scene, buoi, S.SENT)
    for one in (refused, refused, sent, refused, refused):
        RULES.note(tx, one)
    assert not unreachable(tx)  # one went through in between

    RULES.note(tx, came(scene, buoi, S.UNCERTAIN))  # nobody knows: it changes nothing
    RULES.note(tx, refused)
    assert unreachable(tx)


def test_whoever_is_gone_is_unreachable_at_once(tx: Tx, scene: Scene, buoi: Actor) -> None:
    RULES.note(tx, replace(came(scene, buoi, S.REFUSED, 0), gone=True))

    assert unreachable(tx)


def test_news_that_was_refused_is_said_again_later_each_time(
    tx: Tx, scene: Scene, buoi: Actor
) -> None:
    now = to_ms(scene.now)
    for times in (1, 2):
        row, message = said(tx, scene, buoi)
        assert waiting(tx, buoi) == []
        RULES.note(tx, came(scene, buoi, S.REFUSED, 0, message))
        assert waiting(tx, buoi) == [now + times * HOUR]
        assert tx.pushed == {buoi.id}
        push.tell(tx, row, scene.now, close=True)


def test_what_came_too_late_is_said_again_at_once(tx: Tx, scene: Scene, buoi: Actor) -> None:
    _, message = said(tx, scene, buoi)
    RULES.note(tx, came(scene, buoi, S.EXPIRED, 0, message))

    assert waiting(tx, buoi) == [to_ms(scene.now)]


@pytest.mark.parametrize("state", [S.SENT, S.UNCERTAIN])
def test_what_was_sent_or_may_have_been_is_not(
    tx: Tx, scene: Scene, buoi: Actor, state: OutboxState
) -> None:
    _, message = said(tx, scene, buoi)
    RULES.note(tx, came(scene, buoi, state, 1, message))

    assert waiting(tx, buoi) == []


def test_a_request_that_was_answered_meanwhile_stays_answered(
    tx: Tx, scene: Scene, buoi: Actor
) -> None:
    _, message = said(tx, scene, buoi, asks=True)
    push.close_requests(tx, "deed-news", "deed 1", scene.now)
    RULES.note(tx, came(scene, buoi, S.REFUSED, 0, message))

    assert waiting(tx, buoi) == []


def test_what_was_erased_meanwhile_has_nothing_to_say(tx: Tx, scene: Scene, buoi: Actor) -> None:
    _, message = said(tx, scene, buoi)
    push.empty_about(tx, "deed 1")
    RULES.note(tx, came(scene, buoi, S.REFUSED, 0, message))

    assert waiting(tx, buoi) == []


@pytest.mark.parametrize("answered", [False, True])
def test_what_a_refused_message_told_is_untold_only_where_it_is_said_again(
    tx: Tx, scene: Scene, buoi: Actor, *, answered: bool
) -> None:
    row, message = said(tx, scene, buoi, asks=True)
    day = scene.commune.today(scene.now)
    told = reminder.plan_reminder(tx, buoi.id, "deed 1", "second", day, scene.now, "deed-confirm")
    assert told is not None
    tx.run(reminder.JOIN_PUSH, row=told, by=row)
    reminder.tell_alone(tx, row)
    if answered:
        push.close_requests(tx, "deed-news", "deed 1", scene.now)
    RULES.note(tx, came(scene, buoi, S.REFUSED, 0, message))
    outbox.mark(tx, message, S.REFUSED, to_ms(scene.now))
    reminder.follow_late(tx, scene.now)

    found = tx.session.get_one(Reminder, told)
    assert found.state == (Outcome.FAILED if answered else Outcome.PLANNED)
