"""Counting in sliding windows, and by whose address."""

from datetime import timedelta

import pytest

from bot.channels.web.limits import MINUTE, Window, client_address
from tests.fakes.web_backend import START


def test_a_window_slides() -> None:
    window = Window(2, MINUTE)
    seconds = [0, 30, 59, 60, 61, 90]

    allowed = [window.allow("a", START + timedelta(seconds=s)) for s in seconds]

    assert allowed == [True, True, False, True, False, True]


def test_windows_of_people_who_left_are_swept_away() -> None:
    window = Window(5, MINUTE)
    for i in range(5000):
        window.allow(str(i), START)
    for _ in range(5000):
        window.allow("late", START + timedelta(minutes=5))

    assert list(window._seen) == ["late"]


@pytest.mark.parametrize(
    ("peer", "forwarded", "proxies", "counted"),
    [
        pytest.param("10.0.0.9", "1.2.3.4", 0, "10.0.0.9", id="no proxy: nobody is believed"),
        pytest.param("10.0.0.9", "1.2.3.4", 1, "1.2.3.4", id="one proxy"),
        pytest.param("10.0.0.9", "6.6.6.6, 1.2.3.4", 1, "1.2.3.4", id="invented on the left"),
        pytest.param("10.0.0.9", "1.2.3.4, 10.0.0.8", 2, "1.2.3.4", id="two proxies"),
        pytest.param("10.0.0.9", "1.2.3.4", 2, "10.0.0.9", id="fewer than there should be"),
        pytest.param("10.0.0.9", "", 1, "10.0.0.9", id="none"),
        pytest.param("2001:db8:1:2:3:4:5:6", "", 0, "2001:db8:1:2::", id="a whole /64"),
        pytest.param("testclient", "", 0, "testclient", id="no address at all"),
    ],
)
def test_client_address(peer: str, forwarded: str, proxies: int, counted: str) -> None:
    headers = {"x-forwarded-for": forwarded} if forwarded else {}

    assert client_address(peer, headers, proxies) == counted
