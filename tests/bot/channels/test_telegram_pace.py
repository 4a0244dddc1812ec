"""What groups have had, and who was told to wait, by a clock that the test moves."""

from datetime import UTC, datetime, timedelta

from bot.channels.telegram_pace import GROUP_MINUTE, Pace
from bot.dialogue.messages import NotYet

NOW = datetime(2026, 11, 16, 1, 0, tzinfo=UTC)
GROUP = "-4500001"


class Clock:
    """A clock that is set."""

    now = NOW

    def __call__(self) -> datetime:
        return self.now


def test_a_group_has_twenty_a_minute() -> None:
    clock = Clock()
    pace = Pace(clock, unpaced=False)
    for _ in range(GROUP_MINUTE):
        assert pace.group_wait(GROUP) == 0
        pace.sent(GROUP)

    assert pace.group_wait(GROUP) == 60
    clock.now += timedelta(seconds=61)
    assert pace.group_wait(GROUP) <= 0


def test_a_clock_that_is_set_back_silences_nobody_for_long() -> None:
    clock = Clock()
    pace = Pace(clock, unpaced=False)
    pace.sent(GROUP, GROUP_MINUTE)
    pace.told_to_wait("1", 30)
    clock.now -= timedelta(hours=1)

    assert pace.group_wait(GROUP) == 60
    assert pace.wait("1") == 0
    assert not pace.told_to_wait("2", 5)


def test_what_another_process_has_sent_counts() -> None:
    pace = Pace(Clock(), unpaced=False)
    for n in range(GROUP_MINUTE):
        pace.went_out(GROUP, NOW - timedelta(seconds=30 - n))
    pace.went_out("17", NOW)

    assert pace.group_wait(GROUP) == 30


def test_told_to_wait_in_two_chats_at_once_it_is_for_all() -> None:
    clock = Clock()
    pace = Pace(clock, unpaced=False)

    assert not pace.told_to_wait("1", 30)
    assert not pace.told_to_wait("1", 30)
    assert pace.told_to_wait("2", 5)
    assert [pace.wait(chat) for chat in ("1", "2", "3")] == [30, 5, 5]
    clock.now += timedelta(seconds=31)
    assert not pace.told_to_wait("3", 5)


def test_what_was_told_to_one_or_to_all_holds_until_it_is_over() -> None:
    clock = Clock()
    pace = Pace(clock, unpaced=False)
    pace.told_to_wait("1", 30)
    assert (pace.not_yet("1"), pace.not_yet("2")) == (NotYet(30), None)

    pace.told_to_wait("2", 20)
    assert pace.not_yet("3") == NotYet(20, everywhere=True)
    clock.now += timedelta(seconds=21)
    assert (pace.not_yet("1"), pace.not_yet("3")) == (NotYet(9), None)
    pace.told_to_wait("2", 20)  # the first still waits: it is for all again
    clock.now += timedelta(seconds=10)
    pace.told_to_wait("2", 15)
    assert pace.not_yet("3") == NotYet(10, everywhere=True)
    clock.now += timedelta(seconds=11)
    assert (pace.not_yet("2"), pace.not_yet("3")) == (NotYet(4), None)
