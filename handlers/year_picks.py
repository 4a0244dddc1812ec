"""One suggestion of the year: what a correction makes of it, and its cells in the workbook."""

from collections.abc import Sequence
from dataclasses import replace

from handlers.turn import Turn
from handlers.year_details import Details, tell_who, with_offsets
from models.work.milestone import CALENDAR_DAY, Rule
from models.work.year import Pick

TAKEN = "x"


def fits(pick: Pick, details: Details) -> bool:
    """Tell whether a day that is said lies in the year that is planned; a group keeps its days."""
    if pick.group:
        return not details.days
    return all(day.year == pick.year for day, _ in details.days)


def corrected(pick: Pick, details: Details) -> Pick:
    """Return a row with what was said of it."""
    owes, rules = pick.owes, pick.rules
    if details.who and details.offsets is None:
        if owes:
            owes = details.who
        else:
            rules = (*(replace(each, who=details.who) for each in rules[:1]), *rules[1:])
    if details.offsets is not None:
        rules = with_offsets(rules, details.offsets, details.who, owes)
    first, rule = details.days[0] if details.days else (pick.first, pick.rule)
    return replace(
        pick,
        name=details.name or pick.name,
        first=first,
        rule=rule,
        opens=None if details.days else pick.opens,
        hour=details.hour or pick.hour,
        owes=owes,
        rules=rules,
        paper=details.paper or pick.paper,
        verified=pick.verified or bool(details.days),
        taken=True,
    )


def first_who(rules: Sequence[Rule]) -> tuple[str, ...]:
    """Return who is reminded first of what nobody owes."""
    return rules[0].who if rules else ()


def cells(turn: Turn, pick: Pick) -> list[str]:
    """Return the cells of a row of the workbook, in the order of its columns."""
    days = "; ".join(f"{day.day}/{day.month}/{day.year}" for day in pick.days)
    own = pick.rules[0] if pick.rules else None
    working = own is not None and own.unit != CALENDAR_DAY
    offsets = ", ".join(str(-day) for day in sorted(own.days)) if own is not None else ""
    return [
        pick.key,
        TAKEN if pick.taken else "",
        pick.name,
        turn.say("year-group", count=len(pick.group)) if pick.group else days,
        pick.hour,
        tell_who(turn, pick.owes or first_who(pick.rules)),
        pick.paper,
        turn.say("year-col-working", days=offsets) if working else offsets,
        "" if pick.verified else turn.say("year-col-unverified"),
    ]
