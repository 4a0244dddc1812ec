"""What a plan says otherwise than the one before it."""

from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import TypeVar

from models.work.plan_findings import Differences, PlanFindings

SAME = 85  # of 100: how alike two sentences are that are meant to be the same one
FACTS = ("title", "number", "day", "signer")

T = TypeVar("T")


def compare(old: PlanFindings, new: PlanFindings) -> Differences:
    """Return what is gone, new, or said otherwise in a newer plan. Movements are known by their
    names, deadlines by what is due, tasks by their words.
    """
    return Differences(
        movements=pairs(old.movements, new.movements, attrgetter("name")),
        deadlines=pairs(old.deadlines, new.deadlines, attrgetter("what")),
        tasks=pairs(old.tasks, new.tasks, attrgetter("text")),
        facts=tuple(
            (name, str(before or ""), str(after or ""))
            for name in FACTS
            if (before := getattr(old, name)) != (after := getattr(new, name))
        ),
    )


def pairs(
    old: Sequence[T], new: Sequence[T], named: Callable[[T], str]
) -> tuple[tuple[T | None, T | None], ...]:
    """Return what differs as pairs of before and after; each finding is paired once, with the one
    that is most like it; what both say alike is set aside first.
    """
    from rapidfuzz import fuzz  # noqa: PLC0415 - a plan is compared a few times a year

    left, fresh = list(old), []
    for one in new:
        if one in left:
            left.remove(one)
        else:
            fresh.append(one)
    found: list[tuple[T | None, T | None]] = []
    for one in fresh:
        alike = [(fuzz.ratio(named(other).lower(), named(one).lower()), other) for other in left]
        score, best = max(alike, key=lambda pair: pair[0], default=(0.0, None))
        if best is None or score < SAME:
            found.append((None, one))
            continue
        left.remove(best)
        found.append((best, one))
    return (*found, *((one, None) for one in left))
