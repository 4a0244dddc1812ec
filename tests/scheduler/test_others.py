"""What is told by itself: queued for many at once, as one by one."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import col, select

from handlers.book import BOOK
from models.base import to_ms
from models.machine.push import Push, open_pushes
from models.machine.reminder import DIGEST, Outcome, Reminder
from models.people.absence import leave_in_peace
from models.people.role import Role
from models.permissions import Viewer
from models.store import Tx
from scheduler.others import begin_others
from tests.fakes.scene import BUTTONS, Scene

NOON = datetime(2026, 6, 1, 5, 0, tzinfo=UTC)  # 12 o'clock there
NIGHT = NOON + timedelta(hours=11)
NEWS, URGENT = "announcement", "announcement-urgent"


@pytest.fixture
def scene(store_url: str) -> Iterator[Scene]:
    made = Scene(store_url, BUTTONS, NOON, BOOK)
    yield made
    made.close()


def remind(tx: Tx, person: int, name: str = NEWS, at: datetime = NOON, about: str = "") -> None:
    row = Reminder(
        about=about or f"{name} 1",
        person_id=person,
        name=name,
        day="2026-06-01",
        send_ms=to_ms(at),
    )
    tx.session.add(row)
    tx.session.flush()


def begin(scene: Scene, most: int = 100) -> tuple[bool, set[int]]:
    """Run one piece; return whether there may be more, and for whom something new waits."""
    with scene.write() as tx:
        more = begin_others(tx, scene.commune.hours, scene.now, most)
        return more, set(tx.pushed)


def rows(scene: Scene) -> list[Reminder]:
    with scene.write() as tx:
        return list(tx.session.exec(select(Reminder).order_by(col(Reminder.id))))


def test_each_reminder_becomes_one_push_that_knows_it(scene: Scene) -> None:
    persons = [scene.person(f"Bà {number}").id for number in range(3)]
    with scene.write() as tx:
        for person in reversed(persons):
            remind(tx, person, at=NOON - timedelta(minutes=person))
    assert begin(scene) == (False, set(persons))
    with scene.write() as tx:
        pushes = list(tx.session.exec(select(Push).order_by(col(Push.id))))
        waiting = open_pushes(tx, persons[0])
    found = {row.id: row for row in rows(scene)}
    assert [push.person_id for push in pushes] == sorted(persons, reverse=True)  # the oldest first
    assert all(found[int(push.once.split()[1])].push_id == push.id for push in pushes if push.once)
    (one,) = waiting
    assert (one.name, one.about, one.asks, one.urgent, one.told) == (
        NEWS,
        f"{NEWS} 1",
        *[False] * 3,
    )
    assert found[one.values["reminder"]].person_id == persons[0]
    assert begin(scene) == (False, set())


def test_a_part_at_a_time(scene: Scene) -> None:
    persons = [scene.person(f"Bà {number}").id for number in range(5)]
    with scene.write() as tx:
        for person in persons:
            remind(tx, person)
    assert begin(scene, 2) == (True, set(persons[:2]))
    assert begin(scene, 2) == (True, set(persons[2:4]))
    assert begin(scene, 2) == (False, {persons[4]})


def test_who_is_left_in_peace_is_passed_over_wherever_they_stand(scene: Scene) -> None:
    officer = scene.person("Cô Lúa", Role.TDKT_OFFICER)
    viewer = Viewer(officer.id, ((Role.TDKT_OFFICER, None),), officer.name)
    today = date(2026, 6, 1)
    day = timedelta(days=1)
    ill, well, also_ill, back = (scene.person(f"Bà {number}").id for number in range(4))
    with scene.write() as tx:
        leave_in_peace(tx, viewer, ill, today, today, NOON)
        leave_in_peace(tx, viewer, also_ill, today - day, today + day, NOON)
        leave_in_peace(tx, viewer, back, today - 9 * day, today - day, NOON)
        for person in (ill, well, also_ill, back):
            remind(tx, person)
    assert begin(scene, 2) == (True, {well})
    assert begin(scene, 2) == (True, {back})
    assert begin(scene, 2) == (False, set())
    assert [(row.person_id, row.state, row.why) for row in rows(scene)] == [
        (ill, Outcome.SKIPPED, "absent"),
        (well, Outcome.PLANNED, ""),
        (also_ill, Outcome.SKIPPED, "absent"),
        (back, Outcome.PLANNED, ""),
    ]


def test_at_night_only_what_is_urgent_and_never_the_digest(scene: Scene) -> None:
    person = scene.person("Bà Bưởi").id
    with scene.write() as tx:
        for name in (NEWS, URGENT, DIGEST):
            remind(tx, person, name)
        remind(tx, person, URGENT, NIGHT + timedelta(minutes=1), "later 1")
    scene.now = NIGHT
    assert begin(scene) == (False, {person})
    with scene.write() as tx:
        assert [(one.name, one.urgent) for one in open_pushes(tx, person)] == [(URGENT, True)]
    scene.now = NOON
    begin(scene)
    with scene.write() as tx:
        assert [one.name for one in open_pushes(tx, person)] == [URGENT, NEWS]
