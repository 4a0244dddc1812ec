"""Pace: by what was really sent."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.pace import Pace

waits = st.floats(0, 0.4, allow_nan=False)


@given(
    st.integers(1, 30),
    st.sampled_from((0.0, 0.5, 1.0)),
    st.lists(st.tuples(waits, st.sampled_from("abcd")), max_size=120),
)
def test_never_more_than_the_limit_in_any_second(
    limit: int, chat_seconds: float, wishes: list[tuple[float, str]]
) -> None:
    pace = Pace(limit, chat_seconds)
    now = 0.0
    left: list[tuple[float, str]] = []
    for wait, chat in wishes:
        now += wait
        now = max(now, pace.free_at(chat, now))
        assert pace.free_at(chat, now) <= now
        pace.left(chat, now)
        left.append((now, chat))

    for at, _ in left:
        window = [moment for moment, _ in left if at <= moment < at + 1.0]
        assert len(window) <= limit
    for chat in "abcd":
        own = [moment for moment, name in left if name == chat]
        assert all(b - a >= chat_seconds - 1e-9 for a, b in pairwise(own))


@given(st.integers(1, 30))
def test_a_pause_saves_nothing_up(limit: int) -> None:
    """A bucket that refills would let twice the limit through within one second."""
    pace = Pace(limit, 0.0)
    for n in range(limit):
        pace.left("a", 100.0 + n * 0.001)

    assert pace.free_at("b", 100.5) >= 101.0 - 1e-9


@pytest.mark.parametrize(("limit", "seconds"), [(0.5, 2.0), (0.2, 5.0), (2.5, 0.8), (1.0, 1.0)])
def test_a_limit_may_be_part_of_a_message(limit: float, seconds: float) -> None:
    pace = Pace(limit, 0.0)
    for _ in range(max(int(limit), 1)):
        pace.left("a", 100.0)

    assert pace.free_at("b", 100.1) == pytest.approx(100.0 + seconds)


def test_the_platforms_wait_is_obeyed_for_one_chat_or_for_all() -> None:
    pace = Pace(30, 0.0)

    pace.stop(50.0, "a")
    assert pace.free_at("a", 10.0) == 50.0
    assert pace.free_at("b", 10.0) <= 10.0

    pace.stop(40.0)
    assert pace.free_at("b", 10.0) == 40.0
    assert pace.free_at("a", 10.0) == 50.0


def test_a_shorter_wait_does_not_undo_a_longer_one() -> None:
    pace = Pace(30, 0.0)
    pace.stop(50.0)
    pace.stop(20.0)
    pace.stop(60.0, "a")
    pace.stop(30.0, "a")

    assert pace.free_at("b", 0.0) == 50.0
    assert pace.free_at("a", 0.0) == 60.0
