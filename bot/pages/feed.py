"""A person's duties as a calendar feed, `GET /lich/<token>.ics`, behind a secret address: names of
milestones and days, never a citizen's name.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.pages.board import Read, Words
from models.people.feed import events_of, find_feed, is_cancelled
from models.store import Tx
from models.work.milestone import Milestone, Occurrence

PATH = "/lich"
HEADERS = {"cache-control": "private, no-store", "x-robots-tag": "noindex"}
ALARM = timedelta(hours=-16)  # before the day begins: eight in the morning of the day before

Event = tuple[Occurrence, Milestone]


class FeedPages:
    """The feeds of one installation."""

    def __init__(
        self,
        read: Read,
        say: Words,
        clock: Callable[[], datetime],
        today: Callable[[datetime], date],
        opened: Callable[[str], tuple[int, int] | None],
    ) -> None:
        """`opened` returns the row and version of a token, None for one that is none of ours."""
        self.read = read
        self.say = say
        self.clock = clock
        self.today = today
        self.opened = opened

    def routes(self) -> Sequence[Route]:
        """Return what this adds to the site."""
        return (Route(f"{PATH}/{{token}}.ics", self.get),)

    async def get(self, request: Request) -> Response:
        """Answer a calendar program."""
        found = self.opened(request.path_params["token"])
        now = self.clock()

        def read(tx: Tx) -> list[Event] | None:
            feed = find_feed(tx, *found) if found is not None else None
            return events_of(tx, feed.person_id, self.today(now)) if feed is not None else None

        events = await self.read(read) if found is not None else None
        if events is None:
            return PlainTextResponse(self.say("feed-void"), 404, HEADERS)
        return Response(
            write_feed(events, self.say, now),
            media_type="text/calendar; charset=utf-8",
            headers=HEADERS,
        )


def write_feed(events: Sequence[Event], say: Words, now: datetime) -> bytes:
    """Return the events as a calendar (RFC 5545)."""
    from icalendar import Alarm, Calendar  # noqa: PLC0415 - only where somebody has a feed
    from icalendar import Event as Entry  # noqa: PLC0415 - as above

    calendar = Calendar()
    calendar.add("prodid", "-//Thi Dua//lich//VI")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", say("feed-name"))
    for occurrence, milestone in events:
        entry = Entry()
        entry.add("uid", f"occurrence-{occurrence.id}@thidua")
        entry.add("dtstamp", now)
        entry.add("dtstart", occurrence.due)
        entry.add("dtend", occurrence.due + timedelta(days=1))
        entry.add("summary", milestone.name)
        entry.add("sequence", occurrence.moves)
        entry.add("status", "CANCELLED" if is_cancelled(occurrence, milestone) else "CONFIRMED")
        if milestone.paper:
            entry.add("description", milestone.paper)
        if not is_cancelled(occurrence, milestone):
            alarm = Alarm()
            alarm.add("action", "DISPLAY")
            alarm.add("description", milestone.name)
            alarm.add("trigger", ALARM)
            entry.add_component(alarm)
        calendar.add_component(entry)
    return bytes(calendar.to_ical())
