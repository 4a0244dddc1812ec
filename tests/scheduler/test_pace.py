"""Pace: by what was really sent."""

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.pace import HANGING, ON_THE_WAY, PUSHES, Pace

waits = st.floats(0, 0.4, allow_nan=False)
chats = st.sampled_from("abcd")


def send(pace: Pace, chat: str, now: float, *, push: bool = False) -> None:
    """Let a message leave and arrive in the same moment."""
    pace.leaves(chat, now, push=push)
    pace.arrived(chat, now)


@given(
    st.integers(1, 30),
    st.sampled_from((0.0, 0.5, 1.0)),
    st.lists(st.tuples(waits, chats), max_size=120),
)
def test_never_more_than_the_limit_in_any_second(
    limit: int, chat_seconds: float, wishes: list[tuple[float, str]]
) -> None:
    pace = Pace(limit, chat_seconds)
    now = 0.0
    left: list[tuple[float, str]] = []
    for wait, chat in wishes:
        now += wait
        now = max(now, pace.free_at(now), pace.chat_free_at(chat))
        assert pace.free_at(now) <= now
        send(pace, chat, now)
        left.append((now, chat))

    for at, _ in left:
        window = [moment for moment, _ in left if at <= moment < at + 1.0]
        assert len(window) <= limit
    for chat in "abcd":
        own = [moment for moment, name in left if name == chat]
        assert all(b - a >= chat_seconds - 1e-9 for a, b in pairwise(own))


ways = st.floats(0, ON_THE_WAY / 2, allow_nan=False)


@given(st.integers(2, 6), st.lists(st.tuples(waits, ways, ways), max_size=60))
def test_whenever_on_its_way_a_message_is_counted(
    limit: int, messages: list[tuple[float, float, float]]
) -> None:
    """A message is counted somewhere between its leaving and its answer, each after another time
    on the way: still no second has too many.
    """
    pace = Pace(limit, 0.0)
    now = 0.0
    on_the_way: list[tuple[float, str]] = []
    counted: list[float] = []
    for number, (wait, there, back) in enumerate(messages):
        now += wait
        while True:
            for at, chat in sorted(one for one in on_the_way if one[0] <= now):
                pace.arrived(chat, at)
                on_the_way.remove((at, chat))
            free = pace.free_at(now)
            if free <= now:
                break
            now = min([free, *(at for at, _ in on_the_way)])
        pace.leaves(str(number), now)
        counted.append(now + there)
        on_the_way.append((now + there + back, str(number)))

    for at in counted:
        assert len([one for one in counted if at <= one < at + 1.0 - 1e-9]) <= limit


def test_what_stays_here_takes_no_place() -> None:
    pace = Pace(1, 0.0)
    pace.leaves("a", 10.0)
    assert pace.free_at(10.0) > 11.0

    pace.stayed("a")
    assert pace.free_at(10.0) <= 10.0


def test_one_that_hangs_holds_nobody_up_for_long() -> None:
    pace = Pace(1, 0.0)
    pace.leaves("a", 10.0)

    assert pace.free_at(10.5) == 11.0 + ON_THE_WAY
    assert pace.free_at(12.0) <= 12.0


def test_many_that_hang_do_not_all_come_on_top_of_a_full_pace() -> None:
    pace = Pace(30, 0.0)
    for n in range(24):
        pace.leaves(str(n), 10.0)
    now, left = 20.0, 0
    while pace.free_at(now) <= now:
        send(pace, "a", now)
        left += 1

    assert left == 30 - (24 - HANGING)


@given(st.integers(1, 30))
def test_a_pause_saves_nothing_up(limit: int) -> None:
    """A bucket that refills would let twice the limit through within one second."""
    pace = Pace(limit, 0.0)
    for n in range(limit):
        send(pace, "a", 100.0 + n * 0.001)

    assert pace.free_at(100.5) >= 101.0 - 1e-9


@pytest.mark.parametrize(("limit", "seconds"), [(0.5, 2.0), (0.2, 5.0), (2.5, 0.8), (1.0, 1.0)])
def test_a_limit_may_be_part_of_a_message(limit: float, seconds: float) -> None:
    pace = Pace(limit, 0.0)
    for _ in range(max(int(limit), 1)):
        send(pace, "a", 100.0)

    assert pace.free_at(100.1) == pytest.approx(100.0 + seconds)


def test_the_platforms_wait_is_obeyed_for_one_chat_or_for_all() -> None:
    pace = Pace(30, 0.0)

    pace.stop(50.0, "a")
    assert pace.chat_free_at("a") == 50.0
    assert pace.chat_free_at("b") <= 10.0
    assert pace.free_at(10.0) <= 10.0

    pace.stop(40.0)
    assert pace.free_at(10.0) == 40.0


def test_a_shorter_wait_does_not_undo_a_longer_one() -> None:
    pace = Pace(30, 0.0)
    pace.stop(50.0)
    pace.stop(20.0)
    pace.stop(60.0, "a")
    pace.stop(30.0, "a")

    assert pace.free_at(0.0) == 50.0
    assert pace.chat_free_at("a") == 60.0


@given(st.lists(waits, max_size=60), st.floats(1, 30))
def test_pushes_keep_their_distance_and_their_pace(late: list[float], limit: float) -> None:
    """However late each one is, the next does not leave twice as soon; and what was a little late
    costs nothing in the end.
    """
    pace = Pace(limit, 0.0)
    between = 1 / (PUSHES * limit)
    now = 1000.0
    left: list[float] = []
    for each in late:
        now = max(now, pace.free_at(now, push=True)) + each * between  # less than one distance
        send(pace, "a", now, push=True)
        left.append(now)

    if left:
        assert left[-1] - left[0] <= between * len(left) + len(left) / limit
    for at in left:
        assert len([moment for moment in left if at <= moment < at + 1.0]) <= math.ceil(limit) + 1


def test_an_answer_finds_its_place_beside_pushes_at_full_pace() -> None:
    pace = Pace(30, 0.0)
    now = 0.0
    for _ in range(300):
        now = max(now, pace.free_at(now, push=True))
        send(pace, "everybody", now, push=True)

    assert pace.free_at(now) - now <= 1 / 30


@pytest.mark.parametrize("answers", [1.0, 4.0])
def test_beside_pushes_a_place_stays_free_however_many_answers_there_are(answers: float) -> None:
    pace, now, asked = Pace(30, 0.0), 0.0, 0
    left: list[float] = []
    while now < 20.0:
        # At no moment of the second more than at another: in step, each would find its own place.
        answer_at = (asked + asked * 0.618 % 1) / answers
        push_at = pace.free_at(now, push=True)
        now = max(now, min(push_at, answer_at))
        if answer_at <= push_at:
            assert pace.free_at(now) <= now
            asked += 1
        send(pace, "somebody", now, push=push_at < answer_at)
        left.append(now)

    assert len(left) / 20.0 >= 0.95 * 30


@pytest.mark.parametrize("limit", [1.0, 2.5, 20.0])
def test_of_few_places_none_is_kept_free(limit: float) -> None:
    pace = Pace(limit, 0.0)
    assert pace.kept_free == 0
