"""A whole year of a commune, day by day in seconds: two hundred cadres with every kind of
milestone, and what each of them received on which day.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from sqlmodel import select

from handlers.book import BOOK
from models.base import to_ms
from models.machine import pulse
from models.machine.reminder import Outcome, Reminder
from models.people.absence import leave_in_peace
from models.people.role import Role, grant_role
from models.people.unit import Unit, UnitKind
from models.permissions import Viewer
from models.work.duty import NotOwed, finish_duty, open_duties_of, push_back_duty
from models.work.milestone import Milestone, Rule, add_milestone, default_rules, escalation
from models.work.rescheduling import cancel_occurrence, move_occurrence
from scheduler import leftovers
from tests.fakes.scene import PLAIN, Actor, Scene
from tests.fakes.working import print_week

HAMLETS = ("Đoài", "Đông", "Trung", "Thượng", "Hạ", "Chùa")
ORGANISATIONS = (
    ("Mặt trận xã", UnitKind.FRONT),
    ("Hội Nông dân", UnitKind.MASS_ORG),
    ("Hội Phụ nữ", UnitKind.MASS_ORG),
    ("Đoàn Thanh niên", UnitKind.MASS_ORG),
    ("Văn phòng", UnitKind.SECTOR),
    ("Trường Tiểu học", UnitKind.SCHOOL),
    ("Trạm Y tế", UnitKind.HEALTH),
)
# The hours of a day at which it is looked what is due: those at which people are told, and some
# at night at which nobody may be.
HOURS = tuple(
    time(hour, minute)
    for hour, minute in (
        *((3, 0), (6, 59), (7, 16), (7, 31)),
        *((17, 1), (18, 15), (19, 46), (21, 30)),
    )
)
CADRES = 200
STOOD = (date(2026, 9, 15), date(2026, 9, 18))  # the program stood still


@dataclass(slots=True)
class Year:
    """The year as it went: `told` is who was told when and what, by person and day."""

    scene: Scene
    first: date
    last: date
    told: dict[str, list[tuple[datetime, str]]] = field(default_factory=lambda: defaultdict(list))

    def calendar_of(self, name: str) -> str:
        """What one person received, a line each, as a reader checks it against the plan."""
        lines = [f"{name}:"]
        for moment, text in self.told[name]:
            said = [line for line in text.splitlines() if line[:1] in "–0123456789"] or [text]
            lines.append(f"  {moment:%a %d/%m %H:%M}  {' / '.join(said)}")
        return "\n".join(lines)

    def outcomes(self) -> dict[str, int]:
        """How many reminders ended how."""
        found: dict[str, int] = defaultdict(int)
        with self.scene.write() as tx:
            for state in tx.session.exec(select(Reminder.state)):
                found[state] += 1
        return dict(found)


def commune(scene: Scene) -> dict[str, Actor]:
    """The cadres of an invented commune, by their names."""
    people = {
        "cán bộ thi đua": scene.person("Cô Lúa", Role.TDKT_OFFICER),
        "chủ tịch": scene.person("Ông Chủ", Role.COMMUNE_CHAIR),
        "thư ký hội đồng": scene.person("Bà Thư", Role.COUNCIL_SECRETARY),
    }
    for number in range(1, 8):
        people[f"hội đồng {number}"] = scene.person(f"Ủy viên {number}", Role.COUNCIL_MEMBER)
    for hamlet in HAMLETS:
        people[f"trưởng {hamlet}"] = scene.person(f"Trưởng {hamlet}", Role.HAMLET_HEAD, hamlet)
        people[f"mặt trận {hamlet}"] = scene.person(
            f"Mặt trận {hamlet}", Role.HAMLET_FRONT_HEAD, hamlet
        )
    for place, (name, kind) in enumerate(ORGANISATIONS):
        head = scene.person(f"Thủ trưởng {name}")
        with scene.write() as tx:
            unit = Unit(code=f"co-quan-{place}", kind=kind.value, name=name)
            tx.session.add(unit)
            tx.session.flush()
            grant_role(tx, head.id, Role.UNIT_HEAD, unit.id, scene.now)
        people[f"thủ trưởng {name}"] = head
    while len(people) < CADRES:
        number = len(people)
        people[f"cán bộ {number}"] = scene.person(f"Cán bộ {number}")
    return people


def milestones(scene: Scene, officer: Actor, helper: Actor, today: date) -> list[Milestone]:
    """Every kind: once and again, by quarter, half-year, month and year; owed by hamlets, all
    units, an office, one person, everybody, nobody; with a helper; on a weekend; inside Tết.
    """
    year = today.year
    hamlets, units, desk = ["units:hamlet"], ["units:all"], ["role:tdkt_officer"]
    late = escalation()
    rows: Sequence[tuple[str, date, str, list[str], Sequence[Rule]]] = (
        ("Báo quý", date(year, 3, 20), "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=20", hamlets,
         (Rule(("owner",), (-7, -3, -1)), *late)),
        ("Sơ kết", date(year, 7, 10), "FREQ=YEARLY", units,
         (Rule(("owner",), (-15, -7, -3, -1)), *late)),
        ("Đăng ký thi đua", date(year, 2, 10), "FREQ=YEARLY", units,
         (Rule(("owner",), (-15, -7, -3, -1, 1, 2, 3)), *late)),
        ("Nửa năm", date(year, 6, 10), "FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=10", desk,
         default_rules(desk, at_desk=True)),
        ("Số liệu tháng", date(year, 1, 25), "FREQ=MONTHLY;BYMONTHDAY=25", desk,
         (Rule(("owner",), (-2, 0)),)),
        ("Họp sau Tết", date(year, 2, 20), "", hamlets, default_rules(hamlets, at_desk=False)),
        ("Tập huấn", date(year, 5, 16), "", ["everyone"], (Rule(("owner",), (-7, -1, 0)),)),
        ("Hội đồng họp", date(year, 12, 12), "FREQ=YEARLY", [],
         (Rule(("role:council_member", "role:council_secretary"), (-10, -5, -1)),)),
        ("Ngày hội", date(year, 11, 18), "FREQ=YEARLY", [], (Rule(("units:front",), (-10, -3)),)),
        ("Riêng một người", date(year, 8, 15), "", [f"person:{helper.id}"],
         (Rule(("owner",), (-3, -1, 0)),)),
    )  # fmt: skip
    viewer = Viewer(officer.id, ((Role.TDKT_OFFICER, None),), officer.name)
    with scene.write() as tx:
        return [
            add_milestone(
                tx,
                viewer,
                name,
                first,
                scene.now,
                today,
                rules=rules,
                owes=owes,
                rule=rule,
                helper_id=helper.id if owes == hamlets else None,
            )
            for name, first, rule, owes, rules in rows
        ]


def live(scene: Scene, year: int) -> Year:
    """Live through a year: most people do what they owe, some late, some never; one is ill for a
    while, something is moved and something cancelled, and the program stands still for four days.
    """
    first, last = date(year, 1, 1), date(year, 12, 31)
    scene.now = scene.commune.hours.at(first, time(0, 1)).astimezone(UTC)
    people = commune(scene)
    officer = people["cán bộ thi đua"]
    milestones(scene, officer, people["mặt trận Đoài"], first)
    went = Year(scene, first, last)
    viewers = {
        f"trưởng {hamlet}": Viewer(
            people[f"trưởng {hamlet}"].id, ((Role.HAMLET_HEAD, n),), f"Trưởng {hamlet}"
        )
        for n, hamlet in enumerate(HAMLETS, 1)
    }
    day = first
    while day <= last:
        if not STOOD[0] <= day <= STOOD[1]:
            happen(scene, people, viewers, day)
            one_day(scene, people, went, day)
        day += timedelta(days=1)
    return went


def one_day(scene: Scene, people: dict[str, Actor], went: Year, day: date) -> None:
    """Look at every hour of the day what is due, and note what came onto the screens."""
    for hour in HOURS:
        scene.now = scene.commune.hours.at(day, hour).astimezone(UTC)
        before = {name: len(actor.screen) for name, actor in people.items()}
        if day != STOOD[1] + timedelta(days=1) or hour != HOURS[0]:
            with scene.write() as tx:
                tx.run(pulse.BEAT, at=to_ms(scene.now))  # it lived since the last look
        scene.tick()
        print_week(scene, draw=False)
        if hour == HOURS[0]:
            with scene.write() as tx:
                leftovers.settle_left(tx, scene.commune.hours, scene.now)
        local = scene.commune.local(scene.now)
        for name, actor in people.items():
            for shown in actor.screen[before[name] :]:
                went.told[name].append((local, shown.text))


def happen(scene: Scene, people: dict[str, Actor], viewers: dict[str, Viewer], day: date) -> None:
    """What people do of their own: hamlets hand in, each in its own manner."""
    year = day.year
    officer = people["cán bộ thi đua"]
    desk = Viewer(officer.id, ((Role.TDKT_OFFICER, None),), officer.name)
    today, hours = day, scene.commune.hours
    scene.now = hours.at(day, time(6, 0)).astimezone(UTC)
    with scene.write() as tx:
        if day == date(year, 4, 1):
            ill = people["trưởng Đông"].id
            leave_in_peace(tx, desk, ill, date(year, 6, 1), date(year, 6, 30), scene.now)
        if day == date(year, 5, 1):
            row = tx.session.exec(select(Milestone.id).where(Milestone.name == "Sơ kết")).one()
            move_occurrence(
                tx, desk, occurrence(tx, row, date(year, 7, 10)), date(year, 7, 6),
                hours.calendar, today, scene.now,
            )  # fmt: skip
        if day == date(year, 11, 12):
            row = tx.session.exec(select(Milestone.id).where(Milestone.name == "Ngày hội")).one()
            cancel_occurrence(tx, desk, occurrence(tx, row, date(year, 11, 18)), scene.now)
        for place, (name, viewer) in enumerate(viewers.items()):
            for owed in open_duties_of(tx, viewer):
                ahead = (owed.due - day).days
                try:
                    if name == "trưởng Hạ" and ahead == 3 and owed.duty.until is None:
                        push_back_duty(
                            tx, viewer, owed.duty.id or 0, day + timedelta(days=8), scene.now
                        )
                    elif name != "trưởng Chùa" and ahead == 6 - 2 * place:
                        finish_duty(tx, viewer, owed.duty.id or 0, scene.now)
                except NotOwed:
                    continue


def occurrence(tx: object, milestone: int | None, due: date) -> int:
    """The row of a milestone's occurrence."""
    from models.store import Tx
    from models.work.milestone import Occurrence

    assert isinstance(tx, Tx)
    query = select(Occurrence.id).where(
        Occurrence.milestone_id == milestone, Occurrence.planned_for == due
    )
    found = tx.session.exec(query).one()
    assert found is not None
    return found


def open_scene(url: str) -> Scene:
    """An empty commune on a channel without buttons."""
    return Scene(url, PLAIN, datetime(2025, 12, 31, 12, tzinfo=UTC), BOOK)


FINAL = frozenset(outcome.value for outcome in Outcome) - {"planned", "told"}
