"""Recurrences, reminders and hours as officials write them."""

from datetime import date

import pytest

from bot.dialogue.understand import ruling
from models.work.due_days import days_between


def days(rule: str) -> list[str]:
    """The days of 2027 that a rule gives."""
    first, last = date(2027, 1, 1), date(2027, 12, 31)
    return [f"{day.day}/{day.month}" for day in days_between(first, rule, first, last)]


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("ngày 20 tháng cuối quý", [["20/3", "20/6", "20/9", "20/12"]]),
        ("chậm nhất ngày 20 của tháng cuối quý", [["20/3", "20/6", "20/9", "20/12"]]),
        ("mỗi quý trước ngày 20 của tháng cuối", [["20/3", "20/6", "20/9", "20/12"]]),
        ("ngày 5 tháng đầu quý", [["5/1", "5/4", "5/7", "5/10"]]),
        ("cuối quý", [["31/3", "30/6", "30/9", "31/12"]]),
        ("6 tháng một lần trước 10/6 và 10/12", [["10/6", "10/12"]]),
        ("định kỳ 6 tháng (trước 10/6), năm (trước 15/12)", [["10/6"], ["15/12"]]),
        ("hằng năm 11/6", [["11/6"]]),
        ("hang nam 11-6", [["11/6"]]),
        ("hằng tháng, ngày 25", [[f"25/{month}" for month in range(1, 13)]]),
        (
            "ngày 31 hằng tháng",
            [["31/1", "28/2", "31/3", "30/4", "31/5", "30/6", "31/7", "31/8", "30/9", "31/10",
              "30/11", "31/12"]],
        ),
        ("20/6", []),
        ("trước ngày 15/6", []),
        ("hằng năm 31/2", []),
        ("ngày 40 hằng tháng", []),
        ("", []),
    ],
)  # fmt: skip
def test_when_something_comes_again(said: str, heard: list[list[str]]) -> None:
    assert [days(each.rule) for each in ruling.recurring(said)] == heard


def test_a_day_of_every_week() -> None:
    (found,) = ruling.recurring("thứ Hai hằng tuần")
    assert days(found.rule)[:2] == ["4/1", "11/1"]


@pytest.mark.parametrize(
    ("said", "heard", "working"),
    [
        ("nhắc trước 10, 5, 1 ngày", (-10, -5, -1), False),
        ("trước 7 3 1", (-7, -3, -1), False),
        ("trước 7, 3 và 1 ngày, đúng ngày", (-7, -3, -1, 0), False),
        ("trước 3 ngày làm việc, sau 1 ngày", (-3, 1), True),
    ],
)
def test_how_long_before(said: str, heard: tuple[int, ...], working: bool) -> None:
    found = ruling.offsets(said)
    assert found is not None
    assert (found.days, found.working) == (heard, working)


@pytest.mark.parametrize("said", ["trước 10/6", "trước ngày 20", "trước 500 ngày", "các thôn"])
def test_what_is_no_reminder(said: str) -> None:
    assert ruling.offsets(said) is None


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("8 giờ", "08:00"),
        ("14h30", "14:30"),
        ("8 giờ rưỡi sáng", "08:30"),
        ("2 giờ chiều", "14:00"),
        ("lúc 15h, các thôn", "15:00"),
        ("25 giờ", ""),
        ("từ 8 giờ đến 10 giờ", ""),
        ("20/6", ""),
    ],
)
def test_the_hour(said: str, heard: str) -> None:
    assert ruling.hour(said) == heard
