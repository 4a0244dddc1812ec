"""A plan that was read, while an officer looks at what was found; and what comes of it once that
is confirmed: movements as drafts, and milestones.

The same plan again changes only what it says otherwise.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlmodel import col, select

from models.permissions import Action, NotAllowed, Viewer, may
from models.store import Tx
from models.trail import note
from models.work.due_days import AHEAD, days_between
from models.work.launching import cancel_movement, change_movement, follow_reviews, of_name
from models.work.milestone import (
    Milestone,
    MilestoneState,
    Occurrence,
    OccurrenceState,
    Rule,
    add_milestone,
)
from models.work.movement import Movement, MovementKind, MovementState, Plan
from models.work.plan_findings import (
    Deadline,
    Differences,
    FoundMovement,
    FoundTask,
    PlanFindings,
    filled,
)
from models.work.rescheduling import (
    cancel_milestone,
    change_days,
    change_milestone,
    change_owners,
)
from models.work.undoing import with_list
from models.working_days import Calendar


class PlanState(StrEnum):
    """Where a plan stands."""

    PASTED = "pasted"  # its text is still coming
    READ = "read"
    CONFIRMED = "confirmed"
    DROPPED = "dropped"


class Change(StrEnum):
    """What a finding does to what holds already."""

    NEW = "new"
    CHANGED = "changed"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Item:
    """One finding that is to be confirmed: a movement (`first` and `last` are its years), or a
    deadline (`day` and `rule`; `owes` and `rules` as in a milestone). `known` is the name by which
    what holds already is found, `latest` the one by which it is found from now on.
    """

    what: str  # "movement" or "deadline"
    name: str
    said: str
    change: str = Change.NEW
    known: str = ""
    latest: str = ""
    taken: bool = True
    kind: str = MovementKind.REGULAR
    first: int | None = None
    last: int | None = None
    day: date | None = None
    rule: str = ""
    words: str = ""
    hour: str = ""
    owes: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = ()
    paper: str = ""

    def to_json(self) -> dict[str, Any]:
        """Return it as it is stored."""
        return {
            **asdict(self),
            "day": self.day.isoformat() if self.day else None,
            "owes": list(self.owes),
            "rules": [rule.to_json() for rule in self.rules],
        }

    @staticmethod
    def from_json(stored: Mapping[str, Any]) -> "Item":
        """Return a stored one."""
        return Item(
            **{
                **stored,
                "day": date.fromisoformat(stored["day"]) if stored["day"] else None,
                "owes": tuple(stored["owes"]),
                "rules": tuple(Rule.from_json(rule) for rule in stored["rules"]),
            }
        )


# --- while it is looked at -----------------------------------------------------------------------


def keep_plan(
    tx: Tx,
    viewer: Viewer,
    found: PlanFindings,
    digest: str,
    items: Sequence[Item],
    now: datetime,
    same: int | None = None,
) -> Plan:
    """Keep a plan that was read, in the place of one that was read before and is not confirmed;
    `same` is the plan that it is a newer version of. Raises NotAllowed.
    """
    if not may(viewer, Action.READ_PLAN):
        raise NotAllowed
    for before in tx.session.exec(select(Plan).where(Plan.state == PlanState.READ)).all():
        before.state = PlanState.DROPPED
    plan = Plan(
        digest=digest,
        title=found.title,
        year=found.year,
        state=PlanState.READ,
        sent_by=viewer.person,
        read_at=now,
        findings={"found": found.to_json(), "same": same, "items": []},
    )
    tx.session.add(plan)
    keep_items(tx, plan, items)
    note(tx, viewer.person, "plan.read", f"plan {plan.id}", title=found.title)
    return plan


def keep_items(tx: Tx, plan: Plan, items: Sequence[Item]) -> None:
    """Keep the findings as they stand now."""
    plan.findings = with_list(plan.findings, "items", [item.to_json() for item in items])
    tx.session.flush()


def items_of(plan: Plan) -> list[Item]:
    """Return the findings as they stand."""
    return [Item.from_json(stored) for stored in plan.findings.get("items", ())]


def found_in(plan: Plan) -> PlanFindings:
    """Return all that was found."""
    return PlanFindings.from_json(plan.findings["found"])


def plan_at_hand(tx: Tx) -> Plan | None:
    """Return the plan that waits for an officer's word, None where none does."""
    query = select(Plan).where(Plan.state == PlanState.READ).order_by(col(Plan.id).desc())
    return tx.session.exec(query).first()


def confirmed_plans(tx: Tx) -> list[Plan]:
    """Return the plans that hold, the newest first."""
    query = select(Plan).where(Plan.state == PlanState.CONFIRMED).order_by(col(Plan.id).desc())
    return list(tx.session.exec(query))


def of_movement(found: FoundMovement) -> Item:
    """Return a movement that was found as it is to be confirmed."""
    return Item(
        "movement",
        of_name(found.name),
        found.said,
        known=found.name,
        kind=found.kind if found.kind in set(MovementKind) else MovementKind.REGULAR,
        first=found.first,
        last=found.last,
    )


def of_deadline(found: Deadline, today: date, year: int) -> Item:
    """Return a deadline that was found as it is to be confirmed; one that is over and comes no
    more in the `year` of the plan is not taken by itself.
    """
    day = coming(found, today, year)
    name = " ".join(found.what.replace(found.words, " ").split()).strip(" .,;:-–")
    return Item(
        "deadline",
        name[:1].upper() + name[1:] if name else found.what,
        found.said,
        known=found.what,
        taken=day is not None,
        day=day or found.due,
        rule=found.rule,
        words=found.words,
        hour=found.hour,
    )


def coming(found: Deadline, today: date, year: int) -> date | None:
    """Return the first day of a deadline that is not over, None where all are: of what comes again
    those of the `year` of the plan, any where it names none.
    """
    if found.due >= today or not found.rule:
        return found.due if found.due >= today else None
    end = last_of(year) or today.replace(year=today.year + 2, day=1)
    days = days_between(found.due, found.rule, today, end)
    return days[0] if days else None


def last_of(year: int) -> date | None:
    """Return the last day of the year of a plan, None where it names none."""
    return date(year, 12, 31) if year else None


def items_from(found: PlanFindings, today: date) -> list[Item]:
    """Return every movement and deadline of a plan that is new."""
    movements = [of_movement(each) for each in found.movements]
    return [*movements, *(of_deadline(each, today, found.year) for each in found.deadlines)]


def items_of_change(tx: Tx, plan: Plan, differences: Differences, today: date) -> list[Item]:
    """Return what a newer version of a plan says otherwise. What an officer has corrected since,
    and the newer version says as before, stays as it is.
    """
    found: list[Item] = []
    for old, new in differences.movements:
        item = changed(of_movement(old) if old else None, of_movement(new) if new else None)
        if old and new and (movement := movement_of(tx, plan, old.name)) is not None:
            item = movement_as_it_is(movement, of_movement(old), item)
        found.append(item)
    for before, after in differences.deadlines:
        was = of_deadline(before, today, plan.year) if before else None
        item = changed(was, of_deadline(after, today, plan.year) if after else None)
        if before and after and was and (row := milestone_of_item(tx, plan, item)) is not None:
            item = deadline_as_it_is(tx, row, before, after, item, was.name, today)
        found.append(item)
    return found


def movement_as_it_is(row: Movement, old: Item, item: Item) -> Item:
    """Return a changed movement with what was corrected since of it."""
    if row.name != old.name:
        item = replace(item, name=row.name)
    if item.kind == old.kind:
        item = replace(item, kind=row.kind)
    if (item.first, item.last) == (old.first, old.last) and row.begins and row.ends:
        item = replace(item, first=row.begins.year, last=row.ends.year)
    return item


def deadline_as_it_is(
    tx: Tx, row: Milestone, old: Deadline, new: Deadline, item: Item, named: str, today: date
) -> Item:
    """Return a changed deadline with what was corrected since of it; `named` is how the older
    version called it.
    """
    item = replace(item, hour=item.hour if old.hour != new.hour else row.hour, paper=row.paper)
    if row.name != named:
        item = replace(item, name=row.name)
    if old.owners == new.owners:
        item = replace(item, owes=tuple(row.owes), rules=row.reminders)
    if (old.due, old.rule) != (new.due, new.rule):
        return item
    words = item.words if row.rule == new.rule else ""
    day = next_of(tx, row, today)
    return replace(item, day=day, rule=row.rule, words=words, taken=day >= today)


def next_of(tx: Tx, row: Milestone, today: date) -> date:
    """Return the next day of a milestone; its first where none comes any more."""
    if row.rule:
        end = row.ends or today + AHEAD
        return next(iter(days_between(row.first, row.rule, today, end)), row.first)
    query = select(col(Occurrence.due)).where(
        Occurrence.milestone_id == row.id, Occurrence.state == OccurrenceState.OPEN
    )
    return tx.session.exec(query).first() or row.first


def changed(old: Item | None, new: Item | None) -> Item:
    """Return a pair of before and after as one finding."""
    if new is None and old is not None:
        return replace(old, change=Change.GONE, taken=True)
    if new is None:
        raise ValueError("a difference of nothing")
    if old is None:
        return new
    return replace(new, change=Change.CHANGED, known=old.known, latest=new.known)


# --- once it is confirmed ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Made:
    """How much came of a plan."""

    movements: int = 0
    milestones: int = 0
    changed: int = 0
    ended: int = 0


def confirm_plan(
    tx: Tx, viewer: Viewer, plan: Plan, calendar: Calendar, today: date, now: datetime
) -> Made:
    """Make what was taken hold: movements as drafts, deadlines as milestones. A newer version of a
    plan takes the place of the older. Raises NotAllowed, ValueError where that was done before.
    """
    if not may(viewer, Action.READ_PLAN):
        raise NotAllowed
    if plan.state != PlanState.READ:
        raise ValueError("this plan is not open")
    same = plan.findings.get("same")
    holds = tx.session.get(Plan, same) if same else plan
    if holds is None:
        raise ValueError("the older version is gone")
    made = Made()
    for item in items_of(plan):
        if item.taken:
            settle = of_kind[item.what]
            made = settle(tx, viewer, holds, item, calendar, today, now, made)
        elif item.change == Change.CHANGED:
            know_again(tx, holds, item)
    if holds is not plan:
        known = holds.findings.get(MOVEMENTS, {})
        holds.findings, holds.digest = {**plan.findings, MOVEMENTS: known}, plan.digest
        holds.title, holds.year = plan.title, plan.year
        plan.state = PlanState.DROPPED
    holds.state, holds.confirmed_at = PlanState.CONFIRMED, now
    tx.session.flush()
    note(
        tx,
        viewer.person,
        "plan.confirm",
        f"plan {holds.id}",
        movements=made.movements,
        milestones=made.milestones,
        changed=made.changed,
        ended=made.ended,
    )
    return made


def know_again(tx: Tx, plan: Plan, item: Item) -> None:
    """Let what holds be found by the newer name from now on, though it was left as it is."""
    if item.what == "deadline":
        row = milestone_of_item(tx, plan, item)
        if row is not None:
            row.key = latest_key(item)
    elif (movement := movement_of(tx, plan, item.known)) is not None:
        know_movement(plan, item, movement)


MOVEMENTS = "movements"  # of the findings of a plan: which movement came of which name in it


def movement_of(tx: Tx, plan: Plan, known: str) -> Movement | None:
    """Return the movement that came of a name in a plan, whatever it is called now."""
    query = select(Movement).where(
        Movement.plan_id == plan.id, Movement.state != MovementState.CANCELLED
    )
    rows = list(tx.session.exec(query.order_by(col(Movement.id))))
    numbers = plan.findings.get(MOVEMENTS, {})
    if known in numbers:
        return next((row for row in rows if row.id == numbers[known]), None)
    others = set(numbers.values())
    names = (known, of_name(known))
    return next((row for row in rows if row.name in names and row.id not in others), None)


def know_movement(plan: Plan, item: Item, row: Movement) -> None:
    """Note which movement came of a name in a plan."""
    numbers = {**plan.findings.get(MOVEMENTS, {})}
    numbers.pop(item.known, None)
    plan.findings = {**plan.findings, MOVEMENTS: {**numbers, item.latest or item.known: row.id}}


def settle_movement(
    tx: Tx, viewer: Viewer, plan: Plan, item: Item, calendar: Calendar, today: date,
    now: datetime, made: Made,
) -> Made:  # fmt: skip
    """Make one movement hold, or change or end it."""
    row = movement_of(tx, plan, item.known)
    if item.change == Change.GONE:
        if row is None or row.state != MovementState.DRAFT:
            return made  # what was launched is ended by the officer, not by a document
        cancel_movement(tx, viewer, row, now)
        return replace(made, ended=made.ended + 1)
    values: dict[str, Any] = {
        "name": item.name,
        "kind": item.kind,
        "said": item.said,
        "begins": date(item.first, 1, 1) if item.first else None,
        "ends": date(item.last, 12, 31) if item.last else None,
    }
    if row is not None:
        know_movement(plan, item, row)
        if row.state not in (MovementState.DRAFT, MovementState.LAUNCHED):
            return made
        ended = row.ends
        change_movement(tx, viewer, row, **otherwise(row, values))
        follow_reviews(tx, viewer, row, ended, calendar, today, now)
        return replace(made, changed=made.changed + 1)
    fresh = Movement(
        **values, plan_id=plan.id, audience=["units:all"], made_by=viewer.person, made_at=now
    )
    tx.session.add(fresh)
    tx.session.flush()
    know_movement(plan, item, fresh)
    note(tx, viewer.person, "movement.add", f"movement {fresh.id}", name=fresh.name)
    return replace(made, movements=made.movements + 1)


def otherwise(row: Movement, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return which values a movement does not have yet. A plan says the years of its period, so a
    day in the right year stays.
    """
    found: dict[str, Any] = {}
    for name, value in values.items():
        held = getattr(row, name)
        if isinstance(value, date) and held is not None and held.year == value.year:
            continue
        if value is not None and value != held:
            found[name] = value
    return found


def settle_deadline(
    tx: Tx, viewer: Viewer, plan: Plan, item: Item, calendar: Calendar, today: date,
    now: datetime, made: Made,
) -> Made:  # fmt: skip
    """Make one deadline hold, or change or end it."""
    row = milestone_of_item(tx, plan, item)
    if item.change == Change.GONE:
        if row is None:
            return made
        cancel_milestone(tx, viewer, row.id or 0, now)
        return replace(made, ended=made.ended + 1)
    if item.day is None:
        return made
    ends = last_of(max(plan.year, item.day.year)) if item.rule and plan.year else None
    if row is not None and item.change == Change.NEW:
        return made
    if row is not None:
        change_deadline(tx, viewer, row, item, ends, calendar, today, now)
        return replace(made, changed=made.changed + 1)
    add_milestone(
        tx,
        viewer,
        item.name,
        item.day,
        now,
        today,
        rules=item.rules,
        owes=item.owes,
        rule=item.rule,
        ends=ends,
        paper=item.paper,
        hour=item.hour,
        plan_id=plan.id,
        key=latest_key(item),
        said=item.said,
    )
    return replace(made, milestones=made.milestones + 1)


def change_deadline(
    tx: Tx, viewer: Viewer, row: Milestone, item: Item, ends: date | None, calendar: Calendar,
    today: date, now: datetime,
) -> None:  # fmt: skip
    """Let a milestone be as a newer version of its plan says. Who owes it, and what has become of
    that, stays; whoever was told of another day hears the new one.
    """
    number = row.id or 0
    values: dict[str, Any] = {"name": item.name, "said": item.said, "key": latest_key(item)}
    values |= {"hour": item.hour or row.hour, "paper": item.paper or row.paper}
    if item.rules and item.rules != row.reminders:
        values["rules"] = item.rules
    change_milestone(tx, viewer, number, calendar, **values)
    if item.owes and set(item.owes) != set(row.owes):
        change_owners(tx, viewer, number, item.owes, calendar, today, now)
    first = item.day or row.first
    change_days(tx, viewer, number, first, item.rule, ends, calendar, today, now)


def milestone_of_item(tx: Tx, plan: Plan, item: Item) -> Milestone | None:
    """Return the milestone that came of a deadline of a plan, None where none holds."""
    query = select(Milestone).where(
        Milestone.plan_id == plan.id,
        Milestone.key == key_of(item),
        Milestone.state == MilestoneState.ACTIVE,
    )
    return tx.session.exec(query).first()


def latest_key(item: Item) -> str:
    """Return by what a milestone of a plan is known from now on."""
    return key_of(replace(item, known=item.latest or item.known))


def key_of(item: Item) -> str:
    """Return by what a milestone of a plan is known again."""
    return f"plan: {item.known}"[:200]


of_kind = {"movement": settle_movement, "deadline": settle_deadline}


def differences_from(stored: Mapping[str, Any]) -> Differences:
    """Return differences from their stored form."""

    def pairs(kind: type[Any], name: str) -> tuple[Any, ...]:
        return tuple(
            tuple(filled(kind, one) if one else None for one in pair) for pair in stored[name]
        )

    return Differences(
        movements=pairs(FoundMovement, "movements"),
        deadlines=pairs(Deadline, "deadlines"),
        tasks=pairs(FoundTask, "tasks"),
        facts=tuple((name, old, new) for name, old, new in stored["facts"]),
    )
