"""When a phone may ring: never at night, never on Tết; and at which hour whom is told what the day
brings. Pure over the moment, the commune's calendar and its zone.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from models.working_days import Calendar

# Product choices (`domain.md` 4 and 10.4, LOCAL).
NIGHT = (time(21, 0), time(7, 0))
DESK_AT = time(7, 30)
LAST_DAY_AT = time(7, 15)
HOME_FROM = time(17, 0)
HOME_SPREAD = 165  # minutes: the last of them is told well before eight in the evening
GROUPS_UNTIL = time(20, 0)  # what a group was not told by then it is not told any more that day


@dataclass(frozen=True, slots=True)
class Hours:
    """A commune's day. `night` are the hours between which nothing rings (begin, end), None where
    the commune wants none.
    """

    zone: ZoneInfo
    calendar: Calendar
    night: tuple[time, time] | None = NIGHT

    def today(self, now: datetime) -> date:
        """Return the day it is in the commune."""
        return now.astimezone(self.zone).date()

    def at(self, day: date, hour: time) -> datetime:
        """Return the moment of an hour of the commune's day."""
        return datetime.combine(day, hour, self.zone)

    def is_quiet(self, now: datetime) -> bool:
        """Tell whether nothing rings now but what cannot wait."""
        if self.night is None:
            return False
        local = now.astimezone(self.zone)
        begin, end = self.night
        hour = local.time()
        at_night = begin <= hour or hour < end if begin > end else begin <= hour < end
        return at_night or self.calendar.is_tet(local.date())

    def quiet_from(self, now: datetime) -> datetime | None:
        """Return when it will be night next, None where the commune wants none."""
        if self.night is None:
            return None
        begin = self.at(self.today(now), self.night[0])
        return (
            begin if begin > now else self.at(self.today(now) + timedelta(days=1), self.night[0])
        )

    def desk(self, day: date, *, last: bool) -> datetime:
        """Return when people at the desk are told what a day brings."""
        return self.at(day, LAST_DAY_AT if last else DESK_AT)

    def home(self, day: date, *, last: bool) -> tuple[datetime, int]:
        """Return from when people at home are told what a day brings, and over how many minutes
        they are spread, so that not everybody's phone rings in one second.
        """
        return (self.at(day, LAST_DAY_AT), 1) if last else (self.at(day, HOME_FROM), HOME_SPREAD)

    def next_day(self, now: datetime) -> date:
        """Return the next day on which anybody is told anything."""
        day = self.today(now) + timedelta(days=1)
        while self.calendar.is_tet(day):
            day += timedelta(days=1)
        return day
