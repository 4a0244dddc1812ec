"""Which event is handled next: in order within half a second, and never kept longer."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.dialogue.messages import Incoming, Kind, Media, Ordering
from bot.ordering import HOLD_MS, Event, Ready, Wait, choose, held_until, together

AT = datetime(2026, 11, 16, 1, 0, tzinfo=UTC)


def event(row: int, received: int, order: int = 0, stream: str = "", album: str = "") -> Event:
    said = Incoming(Kind.TEXT, f"e{row}", AT, f"t{row}", order=order, stream=stream, album=album)
    return Event(row, received, said)


def run(events: Sequence[Event], ordering: Ordering) -> list[tuple[int, int]]:
    """Let events arrive and be handled as the dispatcher does; return (row, when) in order."""
    coming = sorted(events, key=lambda e: (e.received_ms, e.row))
    waiting: list[Event] = []
    heard: dict[str, int] = {}
    handled: list[tuple[int, int]] = []
    now = 0
    while coming or waiting:
        while coming and coming[0].received_ms <= now:
            waiting.append(coming.pop(0))
        chosen = choose(waiting, heard, ordering, now) if waiting else None
        if isinstance(chosen, Ready):
            rows = {each.row for each in chosen.events}
            # The turn looks once more, with what it reads from the database: it must agree.
            assert held_until(chosen.events[0], heard, ordering, now) <= now
            handled += [(each.row, now) for each in chosen.events]
            waiting = [each for each in waiting if each.row not in rows]
            for each in chosen.events:
                assert each.said is not None
                name = each.said.stream
                heard[name] = max(heard.get(name, 0), each.said.order)
            continue
        later = [coming[0].received_ms] if coming else []
        if isinstance(chosen, Wait):
            assert chosen.until_ms > now
            later.append(chosen.until_ms)
        now = min(later)
    return handled


delays = st.lists(st.integers(0, 499), min_size=1, max_size=8)


@given(delays)
@settings(max_examples=200, deadline=None)
def test_whatever_arrives_within_half_a_second_ends_in_order(arrival: list[int]) -> None:
    """Numbered 1, 2, 3 … by the channel; each arrives when it likes."""
    events = [event(row, at, order=row) for row, at in enumerate(arrival, 1)]

    for ordering in (Ordering.DENSE, Ordering.LOOSE):
        assert [row for row, _ in run(events, ordering)] == sorted(e.row for e in events)


@given(
    st.lists(
        st.tuples(st.integers(0, 3000), st.integers(1, 12), st.sampled_from("ab")), max_size=9
    ),
    st.sampled_from(list(Ordering)),
)
@settings(max_examples=300, deadline=None)
def test_nothing_waits_longer_than_half_a_second(
    arrival: list[tuple[int, int, str]], ordering: Ordering
) -> None:
    """Gaps, doubled keys, several streams, any order: each is handled, and soon."""
    events = [
        event(row, at, order, stream if ordering is Ordering.DENSE else "")
        for row, (at, order, stream) in enumerate(arrival, 1)
    ]

    handled = run(events, ordering)

    assert sorted(row for row, _ in handled) == [e.row for e in events]
    received = {e.row: e.received_ms for e in events}
    assert all(at - received[row] <= HOLD_MS for row, at in handled)


@given(st.lists(st.integers(0, 499), min_size=2, max_size=6), st.sampled_from(list(Ordering)))
@settings(max_examples=100, deadline=None)
def test_the_pieces_of_an_album_are_gathered(arrival: list[int], ordering: Ordering) -> None:
    events = [event(row, at, order=row, album="a") for row, at in enumerate(arrival, 1)]

    handled = run(events, ordering)

    assert [row for row, _ in handled] == [e.row for e in events]
    assert len({at for _, at in handled}) == 1
    assert handled[0][1] <= max(arrival) + HOLD_MS


def test_an_album_without_end_is_taken_after_two_seconds() -> None:
    events = [
        event(row, at, order=row, album="a") for row, at in enumerate(range(0, 5000, 400), 1)
    ]

    handled = run(events, Ordering.ARRIVAL)

    assert handled[0][1] == 4 * HOLD_MS
    assert [row for row, _ in handled] == [e.row for e in events]


def test_another_stream_need_not_wait_for_this_ones_gap() -> None:
    """Two pages of the web chat are open; one of them misses a number."""
    events = [event(1, 0, order=2, stream="a"), event(2, 10, order=1, stream="b")]

    assert run(events, Ordering.DENSE) == [(2, 10), (1, HOLD_MS)]


def test_where_nothing_is_promised_nothing_waits() -> None:
    events = [event(1, 0, order=9), event(2, 10, order=1)]

    assert run(events, Ordering.ARRIVAL) == [(1, 0), (2, 10)]


@pytest.mark.parametrize("ordering", Ordering)
def test_nothing_waits_for_a_clock_that_was_set_back(ordering: Ordering) -> None:
    hour = 3_600_000
    for album in ("", "a"):
        gap = event(1, hour, order=2, album=album)
        assert choose([gap], {}, ordering, 0) == Ready((gap,))
        assert held_until(gap, {}, ordering, 0) == 0


@pytest.mark.parametrize("ordering", Ordering)
def test_what_could_not_be_read_waits_for_nothing(ordering: Ordering) -> None:
    assert choose([Event(1, 0, None)], {}, ordering, 0) == Ready((Event(1, 0, None),))


def test_an_albums_pieces_become_one_message_with_its_caption_once() -> None:
    photos = [Media(Kind.PHOTO, file=f"f{n}") for n in (1, 2)]
    pieces = [
        replace(event(n, 0, album="a"), said=Incoming(
            Kind.PHOTO, f"e{n}", AT, "ví đây", media=(photos[n - 1],), album="a"))
        for n in (1, 2)
    ]  # fmt: skip

    said = together(pieces)

    assert said.event_id == "e1"
    assert said.media == tuple(photos)
    assert said.text == "ví đây"
