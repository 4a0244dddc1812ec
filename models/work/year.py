"""The year's calendar: the rows of `year.toml` as suggestions that an officer ticks and corrects,
and the milestones that come of them.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from sqlmodel import col, select

from models.permissions import Action, NotAllowed, Viewer, may
from models.store import Tx
from models.work.due_days import days_between
from models.work.milestone import (
    CALENDAR_DAY,
    Milestone,
    MilestoneState,
    Rule,
    add_milestone,
    escalation,
)
from models.work.movement import Plan
from models.work.undoing import BEFORE, with_list

PUBLICITY = "publicity"
OWN = "own "  # how the key of a row begins that an officer wrote into the workbook


@dataclass(frozen=True, slots=True)
class Row:
    """One suggestion as it stands in the file; `days` are the days of a group of them, each with
    its name and the row that makes it needless.
    """

    key: str
    name: str
    rule: str
    owes: tuple[str, ...]
    paper: str
    reminders: tuple[Rule, ...]
    mark: str
    verified: bool
    source: str
    opens: str = ""
    days: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Pick:
    """A suggestion for one year as it stands after an officer's corrections. `opens` is the first
    day of the usual window, None where it is one day; `first` and `rule` as in a milestone;
    `group` are the days of a group, each with its name. `taken` says that it is to be made,
    `planned` that a plan asks for the same on the same days.
    """

    key: str
    year: int
    name: str
    first: date
    rule: str = ""
    opens: date | None = None
    hour: str = ""
    owes: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = ()
    paper: str = ""
    verified: bool = True
    group: tuple[tuple[date, str], ...] = ()
    taken: bool = True
    planned: bool = False

    @property
    def mark(self) -> str:
        """By what the milestone is known again."""
        return f"{self.key} {self.year}"

    @property
    def days(self) -> list[date]:
        """The days on which it comes in its year."""
        if self.group:
            return [day for day, _ in self.group]
        return days_between(self.first, self.rule, self.first, last_day(self.year))

    def comes_by(self, today: date) -> bool:
        """Tell whether one of its days is still to come."""
        return any(day >= today for day in self.days)

    def to_json(self) -> dict[str, Any]:
        """Return it as it is stored."""
        return {
            **asdict(self),
            "first": self.first.isoformat(),
            "opens": self.opens.isoformat() if self.opens else None,
            "owes": list(self.owes),
            "rules": [rule.to_json() for rule in self.rules],
            "group": [[day.isoformat(), name] for day, name in self.group],
        }

    @staticmethod
    def from_json(stored: Mapping[str, Any]) -> "Pick":
        """Return a stored one."""
        opens = stored["opens"]
        return Pick(
            **{
                **stored,
                "first": date.fromisoformat(stored["first"]),
                "opens": date.fromisoformat(opens) if opens else None,
                "owes": tuple(stored["owes"]),
                "rules": tuple(Rule.from_json(rule) for rule in stored["rules"]),
                "group": tuple((date.fromisoformat(day), name) for day, name in stored["group"]),
            }
        )


@cache
def rows() -> tuple[Row, ...]:
    """Return every suggestion that has days, in the order of the file, the publicity days last."""
    with files("models.work").joinpath("year.toml").open("rb") as file:
        stored = tomllib.load(file)
    found = [row_of(row, row["key"], row["rule"]) for row in stored["row"] if "event" not in row]
    shown = stored["publicity"]
    days = tuple((day["on"], day["name"], day.get("row", "")) for day in shown["day"])
    return (*found, replace(row_of(shown, PUBLICITY, ""), days=days))


def row_of(stored: Mapping[str, Any], key: str, rule: str) -> Row:
    """Return one row of the file; what is late goes on to a second person."""
    owes = tuple(stored.get("owes", ()))
    reminders = tuple(
        Rule(tuple(r["who"]), tuple(r["days"]), r.get("unit", CALENDAR_DAY))
        for r in stored["reminders"]
    )
    return Row(
        key=key,
        name=stored["name"],
        rule=rule,
        owes=owes,
        paper=stored.get("paper", ""),
        reminders=(*reminders, *escalation()) if owes else reminders,
        mark=stored["mark"],
        verified=stored["verified"],
        source=stored["source"],
        opens=stored.get("opens", ""),
    )


def last_day(year: int) -> date:
    """Return the last day of a year."""
    return date(year, 12, 31)


def in_year(year: int, on: str) -> date:
    """Return the day of a year that "02-27" means."""
    return date.fromisoformat(f"{year}-{on}")


def suggest(tx: Tx, year: int, today: date) -> list[Pick]:
    """Return what of the usual year is to come and not made yet, in the order of the days."""
    made, planned = marks_made(tx), days_planned(tx, year, today)
    found = (pick_of(row, year, today) for row in rows())
    new = [
        replace(pick, taken=False, planned=True) if is_planned(pick, planned) else pick
        for pick in found
        if pick is not None and pick.mark not in made
    ]
    return sorted(new, key=lambda pick: (pick.key == PUBLICITY, pick.first))


Planned = list[tuple[frozenset[str], list[date]]]


def days_planned(tx: Tx, year: int, today: date) -> Planned:
    """Return who owes what plans ask for again and again, with its days of a year to come."""
    query = select(Milestone).where(
        Milestone.state == MilestoneState.ACTIVE,
        col(Milestone.plan_id).is_not(None),
        col(Milestone.rule) != "",
    )
    start, end = max(date(year, 1, 1), today), last_day(year)
    return [
        (
            frozenset(row.owes),
            days_between(row.first, row.rule, start, min(end, row.ends or end)),
        )
        for row in tx.session.exec(query)
    ]


def is_planned(pick: Pick, planned: Planned) -> bool:
    """Tell whether a plan asks the same owners for something on the very same days. One single
    day proves nothing: many things are due on it.
    """
    return bool(pick.rule and pick.owes) and (frozenset(pick.owes), pick.days) in planned


def pick_of(row: Row, year: int, today: date) -> Pick | None:
    """Return the suggestion of a row for a year, None when all of its days are over."""
    start = max(date(year, 1, 1), today)
    group = tuple(
        (day, f"{row.name} {name}")
        for on, name, _ in row.days
        if (day := in_year(year, on)) >= start
    )
    if row.days:
        days = [day for day, _ in group]
    else:
        days = days_between(date(year, 1, 1), row.rule, start, last_day(year))
    if not days:
        return None
    return Pick(
        key=row.key,
        year=year,
        name=row.name,
        first=days[0],
        rule=row.rule if len(days) > 1 and not group else "",
        opens=in_year(year, row.opens) if row.opens else None,
        owes=row.owes,
        rules=row.reminders,
        paper=row.paper,
        verified=row.verified,
        group=group,
    )


def marks_made(tx: Tx) -> set[str]:
    """Return by what the milestones that still come round are known."""
    query = select(Milestone.key).where(
        Milestone.state == MilestoneState.ACTIVE, col(Milestone.key) != ""
    )
    return set(tx.session.exec(query))


def make_year(
    tx: Tx, viewer: Viewer, picks: Sequence[Pick], now: datetime, today: date
) -> list[Milestone]:
    """Begin the milestones of what was taken, none of them a second time. Raises NotAllowed."""
    made, found = marks_made(tx), list[Milestone]()
    covered = {pick.key for pick in picks if pick.taken}
    for pick in picks:
        if not pick.taken:
            continue
        for mark, name, first, rule in parts_of(pick, covered):
            if mark in made:
                continue
            made.add(mark)
            milestone = add_milestone(
                tx,
                viewer,
                name,
                first,
                now,
                today,
                rules=pick.rules,
                owes=pick.owes,
                rule=rule,
                ends=last_day(pick.year) if rule else None,
                paper=pick.paper,
                hour=pick.hour,
                key=mark,
            )
            found.append(milestone)
    return found


def parts_of(pick: Pick, covered: set[str]) -> list[tuple[str, str, date, str]]:
    """Return the milestones that a suggestion means: by what each is known, its name, first day
    and rule. A group is one for each day; the first of them stands for the group.
    """
    if not pick.group:
        return [(pick.mark, pick.name, pick.first, pick.rule)]
    needless = {on for row in rows() for on, _, other in row.days if other in covered}
    days = [(day, name) for day, name in pick.group if f"{day:%m-%d}" not in needless]
    return [
        (pick.mark if place == 0 else f"{pick.mark} {day:%m-%d}", name, day, "")
        for place, (day, name) in enumerate(days)
    ]


# --- the year while it is ticked -----------------------------------------------------------------

FROM_NOVEMBER = 11  # the next year is planned before it begins


class YearState(StrEnum):
    """Whether a year is still being ticked."""

    DRAFT = "draft"
    MADE = "made"


def year_to_plan(today: date) -> int:
    """Return the year that is planned where none is named."""
    return today.year + (today.month >= FROM_NOVEMBER)


def open_draft(tx: Tx, viewer: Viewer, year: int, today: date, now: datetime) -> Plan:
    """Return the year that is being ticked, with what is new since and without what was made
    meanwhile; rows of an officer's own stay. It is one for all officers. Raises NotAllowed.
    """
    if not may(viewer, Action.KEEP_CALENDAR):
        raise NotAllowed
    digest = f"calendar {year}"
    query = select(Plan).where(Plan.digest == digest, Plan.state == YearState.DRAFT)
    plan = tx.session.exec(query).first()
    if plan is None:
        plan = Plan(digest=digest, year=year, state=YearState.DRAFT, findings={"picks": []},
                    sent_by=viewer.person, read_at=now)  # fmt: skip
        tx.session.add(plan)
    held, made = [Pick.from_json(stored) for stored in plan.findings["picks"]], marks_made(tx)
    before = {pick.mark: pick for pick in held if pick.first >= today}
    found = [as_left(before.get(pick.mark), pick) for pick in suggest(tx, year, today)]
    own = [p for p in held if p.key.startswith(OWN) and p.mark not in made and p.comes_by(today)]
    keep_draft(tx, plan, [*found, *own])
    plan.findings = {**plan.findings, BEFORE: []}  # its numbers may mean other rows now
    return plan


def as_left(before: Pick | None, pick: Pick) -> Pick:
    """Return a suggestion as an officer left it; one that a plan asks for since is not taken."""
    if before is None or before.planned == pick.planned:
        return before or pick
    return replace(before, taken=pick.taken, planned=pick.planned)


def keep_draft(tx: Tx, plan: Plan, picks: Sequence[Pick]) -> None:
    """Keep the rows of a year as they stand now."""
    plan.findings = with_list(plan.findings, "picks", [pick.to_json() for pick in picks])
    tx.session.flush()
