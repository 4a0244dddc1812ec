"""Movements as officers keep them: drafted, with their targets, launched (the units concerned are
told), and closed.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import or_, update
from sqlmodel import col, select

from models.machine.reminder import WAS_TOLD, Outcome, Reminder, plan_reminder, settle_about
from models.people.role import Role
from models.people.unit import Unit, units_of
from models.permissions import Action, NotAllowed, Viewer, may
from models.store import Tx
from models.trail import note
from models.work.audience import KINDS, check_terms, list_persons
from models.work.deed import Deed
from models.work.list_numbers import close_number
from models.work.milestone import Milestone, MilestoneState, Rule, add_milestone, default_rules
from models.work.movement import Movement, MovementKind, MovementState, Target
from models.work.rescheduling import (
    cancel_milestone,
    change_days,
    change_milestone,
    end_milestones,
)
from models.working_days import Calendar

LAUNCHED = "movement-launched"  # the push by which the units hear of it
FINAL = "final"  # the review at a movement's end
LONGEST_NAME, LONGEST_TEXT = 160, 300
MOST_TARGETS = 30
HALF_FROM = timedelta(days=90)  # a shorter movement has no interim review

# A pledge list as communes sign it (`domain.md` 4): text and what is counted.
READY_TARGETS: tuple[tuple[str, str], ...] = (
    ("Thu ngân sách", "%"),
    ("Sáng kiến, mô hình cải cách hành chính", "sáng kiến"),
    ("Giữ kỷ luật, kỷ cương giờ giấc", ""),
    ("Giới thiệu việc làm", "người"),
    ("Dạy nghề cho lao động nông thôn", "người"),
    ("Thu nhập bình quân đầu người", "triệu đồng"),
    ("Giảm hộ nghèo, cận nghèo", "hộ"),
    ("Không có nhà trên sông, kênh, rạch", ""),
    ("Không cải tạo đất trái phép", ""),
    ("Tham gia hoạt động văn hóa, văn nghệ, thể thao", "%"),
    ("Duy trì mô hình, câu lạc bộ", "mô hình"),
    ("Đạt tiêu chuẩn an toàn về an ninh trật tự", ""),
    ("Toàn dân bảo vệ an ninh Tổ quốc", ""),
    ("Không có ma túy", ""),
    ("Dân quân tự vệ", "%"),
    ("Phát triển đảng viên", "người"),
    ("Tham gia bảo hiểm y tế", "%"),
    ("Tham gia bảo hiểm xã hội tự nguyện", "người"),
)
OF_KIND = re.compile(r"^phong trào (?:thi đua )?", re.IGNORECASE)  # before a movement's own name
# A target as it is pasted: "1. Làm đường (m)", "- Giảm hộ nghèo: hộ".
BULLET = re.compile(r"^\s*(?:[-–—•*+]|\d{1,2}[.)])\s*")
IN_BRACKETS = re.compile(r"\s*\(([^()]{1,20})\)\s*[.;]?\s*$")
AFTER_COLON = re.compile(r"\s*[:,|]\s*((?:\S+\s?){1,2})[.;]?\s*$")


class NotPossible(Exception):
    """It cannot be done with a movement as it stands now."""


def about(movement: Movement) -> str:
    """Return what a movement is called as a case."""
    return f"movement {movement.id}"


def find_movement(tx: Tx, row: int) -> Movement | None:
    """Return a movement, None when there is none."""
    return tx.session.get(Movement, row)


def movements(tx: Tx, states: Iterable[MovementState]) -> list[Movement]:
    """Return the movements in some states, launched ones first, then the newest."""
    query = select(Movement).where(col(Movement.state).in_(sorted(states)))
    order = {MovementState.LAUNCHED: 0, MovementState.DRAFT: 1, MovementState.CLOSED: 2}
    found = tx.session.exec(query.order_by(col(Movement.id).desc()))
    return sorted(found, key=lambda each: order.get(MovementState(each.state), 3))


def movement_by_name(tx: Tx, name: str) -> Movement | None:
    """Return the movement that a name means, however it is capitalised; None for another text. Of
    several years' movements of one name it is the one under way, then what is drafted, then the
    newest.
    """
    wanted = plain_name(name)
    query = select(Movement).where(Movement.state != MovementState.CANCELLED)
    named = [
        found
        for found in tx.session.exec(query.order_by(col(Movement.id)))
        if plain_name(found.name) == wanted
    ]
    order = (MovementState.CLOSED, MovementState.DRAFT, MovementState.LAUNCHED)
    return max(
        named, key=lambda found: (order.index(MovementState(found.state)), found.id), default=None
    )


def plain_name(name: str) -> str:
    """Return a name as names are compared."""
    return " ".join(name.casefold().split())


def of_name(name: str) -> str:
    """Return a movement's own name, without the word for what it is ("Phong trào Xóm xanh")."""
    bare = OF_KIND.sub("", name)
    return bare[:1].upper() + bare[1:]


def draft_movement(
    tx: Tx,
    viewer: Viewer,
    name: str,
    now: datetime,
    *,
    kind: MovementKind = MovementKind.REGULAR,
    **more: Any,
) -> Movement:
    """Begin a movement; nobody is told. Raises NotAllowed, ValueError for a name that is empty or
    too long, or a term of an audience that does not exist.
    """
    allow(viewer)
    if not 0 < len(name) <= LONGEST_NAME:
        raise ValueError("a movement has a name of up to 160 characters")
    check_terms(more.get("audience", ()))
    made = Movement(name=name, kind=kind, made_by=viewer.person, made_at=now, **more)
    tx.session.add(made)
    tx.session.flush()
    note(tx, viewer.person, "movement.draft", about(made), name=name)
    return made


def change_movement(tx: Tx, viewer: Viewer, movement: Movement, **values: Any) -> None:
    """Change what a movement says. Its audience changes only before it is launched. Raises
    NotAllowed, NotPossible, ValueError.
    """
    allow(viewer)
    if movement.state not in (MovementState.DRAFT, MovementState.LAUNCHED):
        raise NotPossible
    if "audience" in values:
        check_terms(values["audience"])
        if movement.state != MovementState.DRAFT:
            raise NotPossible
    if "name" in values:  # deeds that count for it go on counting
        tx.session.execute(
            update(Deed)
            .where(col(Deed.movement_id) == movement.id)
            .values(movement=values["name"])
        )
    for name, value in values.items():
        setattr(movement, name, value)
    changed(tx, movement)
    note(tx, viewer.person, "movement.change", about(movement), fields=sorted(values))


# --- targets -------------------------------------------------------------------------------------


def read_targets(text: str) -> tuple[tuple[str, str], ...]:
    """Return the targets of a pasted list, each with its unit ("Làm đường (m)"); without a unit
    nothing is counted.
    """
    found: list[tuple[str, str]] = []
    for raw in re.split(r"[\n;]+", text):
        line = " ".join(BULLET.sub("", raw).split())
        unit = ""
        for pattern in (IN_BRACKETS, AFTER_COLON):
            if hit := pattern.search(line):
                unit, line = hit[1].strip(" .;"), line[: hit.start()]
                break
        line = line.strip(" .;,:")
        if line:
            found.append((line, unit[:20]))
    return tuple(found)


def targets_of(tx: Tx, movement: int) -> list[Target]:
    """Return the targets of a movement that hold, in their order."""
    query = select(Target).where(Target.movement_id == movement, col(Target.ended_at).is_(None))
    return list(tx.session.exec(query.order_by(col(Target.place))))


def add_targets(
    tx: Tx, viewer: Viewer, movement: Movement, targets: Sequence[tuple[str, str]], now: datetime
) -> list[str]:
    """Add targets to a movement's list, those that are there already left out; return those for
    which there is no room. Raises NotAllowed, NotPossible.
    """
    allow(viewer)
    if movement.state not in (MovementState.DRAFT, MovementState.LAUNCHED):
        raise NotPossible
    known = {each.text.casefold() for each in targets_of(tx, movement.id or 0)}
    query = select(Target.place).where(Target.movement_id == movement.id)
    place = max(tx.session.exec(query), default=0)
    added: list[Target] = []
    left: list[str] = []
    for text, unit in targets:
        if text.casefold() in known:
            continue
        if len(known) >= MOST_TARGETS:
            left.append(text)
            continue
        known.add(text.casefold())
        place += 1
        added.append(Target(movement_id=movement.id or 0, place=place, text=text, unit=unit))
    tx.session.add_all(added)
    changed(tx, movement)
    note(tx, viewer.person, "movement.targets", about(movement), count=len(added))
    return left


def write_targets_anew(
    tx: Tx, viewer: Viewer, movement: Movement, targets: Sequence[tuple[str, str]], now: datetime
) -> list[str]:
    """Put other targets in the place of all those of a draft; return those for which there is no
    room. Raises NotAllowed, NotPossible.
    """
    allow(viewer)
    if movement.state != MovementState.DRAFT:
        raise NotPossible
    for target in tx.session.exec(select(Target).where(Target.movement_id == movement.id)).all():
        tx.session.delete(target)
    tx.session.flush()
    return add_targets(tx, viewer, movement, targets, now)


def drop_target(tx: Tx, viewer: Viewer, movement: Movement, place: int, now: datetime) -> bool:
    """Take a target out of the list; tell whether there was one. Raises NotAllowed."""
    allow(viewer)
    for target in targets_of(tx, movement.id or 0):
        if target.place == place:
            target.ended_at = now
            tx.session.add(target)
            changed(tx, movement)
            note(tx, viewer.person, "movement.drop_target", about(movement), place=place)
            return True
    return False


# --- launching -----------------------------------------------------------------------------------


def launch_movement(tx: Tx, viewer: Viewer, movement: Movement, now: datetime, today: date) -> int:
    """Launch a movement: the heads of the units concerned are told, and its interim and final
    review become milestones that these units owe, and of which the officers hear on the day.
    Returns how many are told. Raises NotAllowed, NotPossible.
    """
    allow(viewer)
    if movement.state != MovementState.DRAFT or not movement.audience:
        raise NotPossible
    movement.state, movement.launched_at = MovementState.LAUNCHED, now
    movement.begins = movement.begins or today
    changed(tx, movement)
    adopt_deeds(tx, movement)
    told = [p for p in list_persons(tx, movement.audience, today) if p != viewer.person]
    for person in told:
        plan_reminder(tx, person, about(movement), "launch", today, now, LAUNCHED)
    for key, day in reviews(movement, today):
        add_review(tx, viewer, movement, key, day, now, today)
    note(tx, viewer.person, "movement.launch", about(movement), told=len(told))
    return len(told)


def adopt_deeds(tx: Tx, movement: Movement) -> None:
    """Let deeds count for a movement which the desk had named by it before it was there."""
    gone = select(Movement.id).where(Movement.state == MovementState.CANCELLED)
    query = select(Deed).where(
        Deed.movement != "", or_(col(Deed.movement_id).is_(None), col(Deed.movement_id).in_(gone))
    )
    wanted = plain_name(movement.name)
    for deed in tx.session.exec(query):
        if plain_name(deed.movement) == wanted:
            deed.movement, deed.movement_id = movement.name, movement.id
    tx.session.flush()


REVIEWS = {"interim": "Sơ kết", FINAL: "Tổng kết"}
# Officers hear on a review's day how many have answered, and how they go on.
ON_ITS_DAY = Rule((f"role:{Role.TDKT_OFFICER.value}",), (0,))


def reviews(movement: Movement, today: date) -> tuple[tuple[str, date], ...]:
    """Return on which days a movement is reviewed: at its end, and halfway where it is long."""
    if movement.ends is None or movement.ends < today:
        return ()
    start = max(movement.begins or today, today)
    half = start + (movement.ends - start) / 2
    interim = (("interim", half),) if movement.ends - start >= HALF_FROM else ()
    return (*interim, (FINAL, movement.ends))


def name_of_review(movement: Movement, key: str) -> str:
    """Return what a review of a movement is called."""
    return f"{REVIEWS[key]} phong trào {of_name(movement.name)}"


def add_review(
    tx: Tx, viewer: Viewer, movement: Movement, key: str, day: date, now: datetime, today: date
) -> None:
    """Let the units owe a review of a movement by a day."""
    add_milestone(
        tx,
        viewer,
        name_of_review(movement, key),
        day,
        now,
        today,
        rules=(*default_rules(movement.audience, at_desk=False), ON_ITS_DAY),
        owes=movement.audience,
        paper=f"báo cáo {REVIEWS[key].lower()}",
        movement_id=movement.id,
        key=f"{key} {movement.id}",
    )


def follow_reviews(
    tx: Tx, viewer: Viewer, movement: Movement, ended: date | None, calendar: Calendar,
    today: date, now: datetime,
) -> None:  # fmt: skip
    """Let the reviews of a launched movement go by its name and its end, which was `ended` before;
    what is over stays as it is. Raises NotAllowed.
    """
    if movement.state != MovementState.LAUNCHED or movement.launched_at is None:
        return
    days = dict(reviews(movement, movement.launched_at.date()))
    for key in REVIEWS:
        query = select(Milestone).where(
            Milestone.key == f"{key} {movement.id}", Milestone.state == MilestoneState.ACTIVE
        )
        row, day = tx.session.exec(query).first(), days.get(key)
        if row is None:
            if ended is None and day is not None and day >= today:
                add_review(tx, viewer, movement, key, day, now, today)
            continue
        number, name = row.id or 0, name_of_review(movement, key)
        if row.name != name:
            change_milestone(tx, viewer, number, calendar, name=name)
        if movement.ends == ended:
            continue
        if day is None and row.first >= today:
            cancel_milestone(tx, viewer, number, now)
        elif day is not None and day >= today:
            change_days(tx, viewer, number, day, "", None, calendar, today, now)


def close_movement(tx: Tx, viewer: Viewer, movement: Movement, now: datetime) -> None:
    """Close a movement: nothing is registered or reported any more. Raises NotAllowed,
    NotPossible.
    """
    end_movement(tx, viewer, movement, MovementState.CLOSED, now)


def cancel_movement(tx: Tx, viewer: Viewer, movement: Movement, now: datetime) -> None:
    """Give a movement up. Raises NotAllowed, NotPossible."""
    end_movement(tx, viewer, movement, MovementState.CANCELLED, now)


def end_movement(
    tx: Tx, viewer: Viewer, movement: Movement, state: MovementState, now: datetime
) -> None:
    """End a movement and its reviews; who was not told yet is not told any more."""
    allow(viewer)
    wanted = {MovementState.LAUNCHED}
    if state is MovementState.CANCELLED:
        wanted.add(MovementState.DRAFT)
    if movement.state not in wanted:
        raise NotPossible
    movement.state, movement.closed_at = state, now
    settle_about(tx, about(movement), Outcome.SKIPPED, "closed", now)
    end_milestones(tx, viewer, movement.id or 0, now)
    close_number(tx, about(movement), now)
    changed(tx, movement)
    note(tx, viewer.person, f"movement.{state.value}", about(movement))


# --- who has heard it ----------------------------------------------------------------------------


def unacknowledged(tx: Tx, movement: Movement) -> list[int]:
    """Return who was to be told of a movement and has not said that it is clear."""
    query = select(Reminder.person_id).where(
        Reminder.about == about(movement), col(Reminder.seen_ms).is_(None)
    )
    return list(tx.session.exec(query.order_by(col(Reminder.person_id))))


def count_told(tx: Tx, movement: Movement) -> int:
    """Return how many are told of a movement."""
    query = select(Reminder.id).where(Reminder.about == about(movement))
    return len(list(tx.session.exec(query)))


def count_heard(tx: Tx, movement: Movement) -> tuple[int, int]:
    """Return how many have been told of a movement, as far as is known, and how many of them have
    said that it is clear.
    """
    query = select(Reminder.seen_ms).where(
        Reminder.about == about(movement), or_(WAS_TOLD, col(Reminder.seen_ms).is_not(None))
    )
    seen = list(tx.session.exec(query))
    return len(seen), sum(at is not None for at in seen)


def units_concerned(tx: Tx, movement: Movement, today: date) -> list[Unit]:
    """Return the units that a movement concerns."""
    found: dict[int, Unit] = {}
    for term in movement.audience:
        word, _, value = term.partition(":")
        if word == "units":
            found |= {unit.id or 0: unit for unit in units_of(tx, KINDS[value], today)}
        elif word == "unit" and (unit := tx.session.get(Unit, int(value))) is not None:
            found[unit.id or 0] = unit
    return list(found.values())


def allow(viewer: Viewer) -> None:
    """Raise NotAllowed for whoever may not keep movements."""
    if not may(viewer, Action.KEEP_MOVEMENTS):
        raise NotAllowed


def changed(tx: Tx, movement: Movement) -> None:
    """Write a changed movement."""
    movement.version += 1
    tx.session.add(movement)
    tx.session.flush()
