"""On which days something is due, and on which days whom is reminded: pure over rules, days and
the calendar.

A reminder never falls on Tết: what would is said on the last day before it, and what is late on
the first working day after. Whoever works at the desk is reminded on working days only, in the
same manner.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from models.work.audience import OWNER
from models.work.milestone import WORKING_DAY, Rule
from models.working_days import Calendar

DAY = timedelta(days=1)
AHEAD = timedelta(
    days=400
)  # so far ahead occurrences are written down: the year can be seen and changed


@dataclass(frozen=True, slots=True)
class Moment:
    """One time at which an audience is reminded: `occasion` names it among the others of the same
    occurrence, `home` is the day for people at home, `desk` the day for those at the desk.
    """

    rule: int
    occasion: str
    home: date
    desk: date

    @property
    def first(self) -> date:
        """The earlier of its two days."""
        return min(self.home, self.desk)


def days_between(first: date, rule: str, start: date, end: date) -> list[date]:
    """Return the days between two days, both included, on which a milestone is due: its first day,
    and what its RRULE gives from there. Raises ValueError when the rule cannot be read.
    """
    if not rule:
        return [first] if start <= first <= end else []
    from dateutil.rrule import rrulestr  # noqa: PLC0415 - only where something comes again

    series = rrulestr(rule, dtstart=datetime.combine(first, time()))
    found = series.between(
        datetime.combine(start, time()), datetime.combine(end, time()), inc=True
    )
    return [moment.date() for moment in found]


def moments(rules: Sequence[Rule], due: date, calendar: Calendar) -> list[Moment]:
    """Return when whom is reminded of what is due on a day, in the order of the days; of one rule
    the last is always the newest, also where several fall on one day.
    """
    found = [
        Moment(
            place,
            f"{due.isoformat()} {place}:{offset:+d}",
            home_day(said := offset_day(due, offset, rule.unit, calendar), offset, calendar),
            desk_day(said, offset, calendar),
        )
        for place, rule in enumerate(rules)
        for offset in sorted(rule.days)
    ]
    return sorted(found, key=lambda moment: (moment.first, moment.rule))


def moments_pushed_back(
    rules: Sequence[Rule], due: date, until: date, calendar: Calendar
) -> list[Moment]:
    """Return when whom is reminded of what its owner has pushed back from its due day to a later
    one: the owner on days after the due one, others only once the later day is over.
    """
    after = [
        rule if OWNER in rule.who else replace(rule, days=tuple(d for d in rule.days if d > 0))
        for rule in rules
    ]
    return [
        moment for moment in moments(after, until, calendar) if max(moment.home, moment.desk) > due
    ]


def offset_day(due: date, offset: int, unit: str, calendar: Calendar) -> date:
    """Return the day that many days from the due one, by working days or all days."""
    if unit == WORKING_DAY and offset:
        return calendar.shift(due, offset)
    return due + offset * DAY


def home_day(day: date, offset: int, calendar: Calendar) -> date:
    """Return the day on which people at home are reminded."""
    if not calendar.is_tet(day):
        return day
    if offset > 0:
        return calendar.working_day_from(day)
    while calendar.is_tet(day):
        day -= DAY
    return day


def desk_day(day: date, offset: int, calendar: Calendar) -> date:
    """Return the day on which people at the desk are reminded."""
    if offset > 0:
        return calendar.working_day_from(day)
    return calendar.working_day_by(day)
