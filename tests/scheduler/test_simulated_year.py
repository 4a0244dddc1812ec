"""A year of a commune of two hundred cadres: who was told what on which day, and who was not."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, time, timedelta

import pytest
from sqlmodel import select

from models.machine.reminder import Outcome, Reminder
from models.work.week import first_day
from tests.scheduler.simulated_year import CADRES, FINAL, Year, live, open_scene

pytestmark = pytest.mark.timeout(1200)  # the year is lived through in the first test's name

YEAR = 2026
HEADINGS = ("đến hạn", "sắp tới", "Cần để ý", "Đầu tuần")


@pytest.fixture(scope="module")
def went(_sqlite_template: object, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Year]:
    import shutil
    from pathlib import Path

    path = tmp_path_factory.mktemp("year") / "thidua.db"
    shutil.copyfile(Path(str(_sqlite_template)), path)
    scene = open_scene(f"sqlite:///{path}")
    yield live(scene, YEAR)
    assert scene.failed() == 0
    scene.close()


def digests(went: Year, name: str) -> list[tuple[date, time, str]]:
    """The digests that one person was told, in order."""
    return [
        (moment.date(), moment.time(), text)
        for moment, text in went.told[name]
        if any(heading in text for heading in HEADINGS)
    ]


def days(went: Year, name: str, what: str) -> list[date]:
    """The days on which a person was reminded of something."""
    return [day for day, _, text in digests(went, name) if what in text]


def test_nobody_gets_two_digests_in_a_day(went: Year) -> None:
    assert len(went.told) > 150
    for name in went.told:
        counted = Counter(day for day, _, _ in digests(went, name))
        assert all(count == 1 for count in counted.values()), went.calendar_of(name)


def test_nobody_is_told_anything_at_night_or_on_tet(went: Year) -> None:
    calendar = went.scene.commune.calendar
    for name, told in went.told.items():
        for moment, _ in told:
            assert time(7, 0) <= moment.time() < time(21, 0), (name, moment)
            assert not calendar.is_tet(moment.date()), (name, moment)


def test_the_desk_is_told_on_working_days_in_the_morning(went: Year) -> None:
    calendar = went.scene.commune.calendar
    found = digests(went, "cán bộ thi đua")
    assert len(found) > 20
    for day, at, text in found:
        assert calendar.is_working_day(day), (day, text)
        assert at <= time(7, 31) or day == date(YEAR, 9, 21), (day, at)


def test_each_week_begins_once_for_the_officer_and_the_chair(went: Year) -> None:
    calendar = went.scene.commune.calendar
    weeks = [date(2025, 12, 29) + timedelta(days=7 * n) for n in range(53)]
    begins = [day for monday in weeks if (day := first_day(monday, calendar)) is not None]
    assert date(YEAR, 2, 23) in begins
    assert not any(calendar.is_tet(day) for day in begins)
    wanted = [day for day in begins if date(YEAR, 1, 1) < day]
    for name, what in (("cán bộ thi đua", "Đầu tuần"), ("chủ tịch", "Trang tuần")):
        found = [moment.date() for moment, text in went.told[name] if what in text]
        assert found == wanted, name
    others = [name for name in went.told if name not in ("cán bộ thi đua", "chủ tịch")]
    assert not [name for name in others if any("Đầu tuần" in text for _, text in went.told[name])]


def test_a_head_who_never_does_anything_is_reminded_as_the_rule_says(went: Year) -> None:
    assert days(went, "trưởng Chùa", "Báo quý") == [
        *(date(YEAR, 3, 20) - timedelta(days=before) for before in (7, 3, 1)),
        *(date(YEAR, 6, 20) - timedelta(days=before) for before in (7, 3, 1)),
        date(YEAR, 9, 13),
        date(YEAR, 9, 19),  # the program stood still on the 17th: it was told when it ran again
        *(date(YEAR, 12, 20) - timedelta(days=before) for before in (7, 3, 1)),
    ]


def test_who_has_done_it_is_not_reminded_again(went: Year) -> None:
    # Đoài hands in six days before: it is reminded seven days before, and then no more.
    assert date(YEAR, 3, 13) in days(went, "trưởng Đoài", "Báo quý")
    assert not [d for d in days(went, "trưởng Đoài", "Báo quý") if d.month == 3 and d.day > 13]


def test_who_pushed_it_back_is_left_alone_until_then_and_reminded_then(went: Year) -> None:
    pushed = [d for d in days(went, "trưởng Hạ", "Báo quý") if d.month == 3]
    assert pushed == [date(YEAR, 3, 13), date(YEAR, 3, 22), date(YEAR, 3, 24)]


def test_a_day_inside_the_holidays_is_told_before_them(went: Year) -> None:
    found = days(went, "trưởng Thượng", "Họp sau Tết")
    assert found
    assert date(YEAR, 2, 13) in found
    assert all(day <= date(YEAR, 2, 13) or day > date(YEAR, 2, 22) for day in found)


def test_who_is_ill_hears_nothing_meanwhile(went: Year) -> None:
    assert not [d for d, _, _ in digests(went, "trưởng Đông") if d.month == 6]
    assert [d for d, _, _ in digests(went, "trưởng Đông") if d.month == 9]


def test_everybody_is_told_of_what_everybody_owes(went: Year) -> None:
    # A Saturday: at the desk nobody is told on that day itself.
    told = [name for name in went.told if days(went, name, "Tập huấn")]
    assert len(told) == CADRES


def test_what_is_late_goes_to_the_helper_before_it_goes_to_the_chair(went: Year) -> None:
    helper = [d for d in days(went, "mặt trận Đoài", "Báo quý") if d > date(YEAR, 3, 19)]
    chair = days(went, "chủ tịch", "Báo quý")
    assert min(helper) == date(YEAR, 3, 23)  # the next working day after the 20th
    assert min(chair) == date(YEAR, 3, 27)


def test_what_was_moved_and_cancelled(went: Year) -> None:
    assert date(YEAR, 7, 5) in days(went, "trưởng Chùa", "Sơ kết")  # the day before the new day
    assert not [d for d in days(went, "thủ trưởng Mặt trận xã", "Ngày hội") if d.day > 12]
    moved = [text for _, text in went.told["thủ trưởng Mặt trận xã"] if "sau vẫn như cũ" in text]
    assert len(moved) == 1


def test_the_stop_is_told_and_each_reminder_has_one_outcome(went: Year) -> None:
    stops = [text for _, text in went.told["cán bộ thi đua"] if "Máy đã ngừng" in text]
    assert len(stops) == 1
    with went.scene.write() as tx:
        rows = list(tx.session.exec(select(Reminder)))
        keys = Counter((row.about, row.person_id, row.occasion) for row in rows)
        open_rows = [row for row in rows if row.state not in FINAL]
    assert max(keys.values()) == 1
    assert [row for row in open_rows if row.day < f"{YEAR}-12-30"] == []
    found = went.outcomes()
    assert found[Outcome.SENT] > 700
    assert found[Outcome.SKIPPED] > 20
    assert found[Outcome.MISSED] > 0
    assert Outcome.FAILED not in found
