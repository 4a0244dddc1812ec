"""What a bot has used: a row for each day of the commune, both ways, and the people it has met."""

from collections.abc import Iterator
from datetime import date

import pytest

from bot.dialogue.messages import Plan
from models.machine import conversation
from models.machine.ledger import Used, count, is_nearly_used, seated, used, used_in_month
from models.store import Tx, open_engine, transaction

BOT, OTHER = "zalo-1", "zalo-2"
TODAY = date(2026, 11, 16)


@pytest.fixture
def tx(store_url: str) -> Iterator[Tx]:
    engine = open_engine(store_url)
    with transaction(engine) as tx:
        yield tx
    engine.dispose()


def test_a_day_adds_up_both_ways_and_each_bot_has_its_own(tx: Tx) -> None:
    count(tx, BOT, TODAY, received=1)
    count(tx, BOT, TODAY, sent=2)
    count(tx, BOT, TODAY, sent=1, charged=1, dong=55)
    count(tx, OTHER, TODAY, received=7)

    assert used(tx, BOT, TODAY, TODAY) == Used(received=1, sent=3, charged=1, dong=55)
    assert used(tx, OTHER, TODAY, TODAY) == Used(received=7)
    assert used(tx, BOT, TODAY, TODAY).messages == 4


def test_what_was_never_used_is_nothing(tx: Tx) -> None:
    assert used_in_month(tx, BOT, TODAY) == Used()


def test_a_month_begins_on_its_first_day_and_goes_up_to_today(tx: Tx) -> None:
    for day in (date(2026, 10, 31), date(2026, 11, 1), TODAY, date(2026, 11, 17)):
        count(tx, BOT, day, sent=1)

    assert used_in_month(tx, BOT, TODAY).sent == 2
    assert used_in_month(tx, BOT, date(2026, 11, 30)).sent == 3
    assert used_in_month(tx, BOT, date(2026, 12, 1)).sent == 0


def test_both_ways_count_until_the_rest_is_kept(tx: Tx) -> None:
    plan = Plan(seats=50, messages=3000)

    assert not is_nearly_used(Used(received=1400, sent=1449), plan)
    assert is_nearly_used(Used(received=1400, sent=1450), plan)  # 95 of a hundred
    assert is_nearly_used(Used(sent=4000), plan)


def test_whoever_wrote_once_has_a_seat_on_that_bot(tx: Tx) -> None:
    for bot, chat, sender in (
        (BOT, "a", "a"), (BOT, "nhom", "a"), (BOT, "nhom", "b"), (OTHER, "c", "c"),
    ):  # fmt: skip
        tx.run(conversation.INSERT, bot=bot, chat=chat, sender=sender)

    assert (seated(tx, BOT), seated(tx, OTHER), seated(tx, "zalo-3")) == (2, 1, 0)
