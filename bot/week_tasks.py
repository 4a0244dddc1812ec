"""How the chair's page of a week comes about: the facts of the moment, in the words of whoever
gets it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from bot.catalogue import BoundWords
from bot.commune import Commune
from bot.dialogue import telling
from bot.dialogue.world import World
from bot.tasks import Document, Maker
from handlers.duties import office
from handlers.phone import shown
from models.people.person import Person
from models.people.role import roles_of
from models.permissions import Viewer
from models.store import Tx
from models.work.week import WEEK, WEEK_PAGE, monday_of
from models.work.week_calls import CallRow
from models.work.week_facts import NAMES, DueRow, WeekFacts, week_facts

if TYPE_CHECKING:
    from bot.documents.week_page import Section

PHONE = 34.0  # the width of a telephone number's column, in millimetres
WHEN = 26.0  # and of a day's


@dataclass(frozen=True, slots=True)
class Week:
    """The facts of a week, in whose words they are written, and by which clock."""

    facts: WeekFacts
    words: BoundWords
    made_at: datetime


def week_makers(commune: Commune, clock: Callable[[], datetime]) -> dict[str, Maker]:
    """Return how the page comes about, by the kind of task that asks for it."""

    def read(tx: Tx, asked: Mapping[str, Any]) -> Week:
        person = tx.session.get_one(Person, asked["person"])
        viewer = Viewer(asked["person"], roles_of(tx, asked["person"]), person.name)
        now = clock()
        today = commune.today(now)
        facts = week_facts(tx, viewer, monday_of(today), today, commune.zone)
        return Week(facts, commune.words(person.language, at_desk=True), commune.local(now))

    return {WEEK_PAGE: Maker(read, write, heavy=True)}


def write(week: Week) -> Document:
    """Write the page."""
    from bot.documents.week_page import WeekPage, draw_week  # noqa: PLC0415 - fpdf2 takes long to import

    say, made_at = week.words, week.made_at
    world = World(made_at, made_at.date(), say, lambda _name: ())
    first, last = (week.facts.monday, week.facts.monday + WEEK)
    days = {"first": short(first), "last": short(date.fromordinal(last.toordinal() - 1))}
    page = WeekPage(
        title=say("week-page-title", **days),
        commune=say("web-commune"),
        heading=say("week-page-title", **days),
        foot=say(
            "week-page-foot",
            hour=made_at.hour,
            minute=f"{made_at.minute:02}",
            day=telling.full_day(made_at.date(), world),
        ),
        sections=sections(week.facts, say, world),
        more=partial(more, say),
        language=say.language,
    )
    name = f"{say('week-page-file', day=f'{first:%d-%m-%Y}')}.pdf"
    return Document(name, "application/pdf", draw_week(page, made_at))


def more(say: BoundWords, count: int) -> str:
    """Return the line of what is not on the page."""
    return say("week-page-more", count=count)


def sections(facts: WeekFacts, say: BoundWords, world: World) -> "tuple[Section, ...]":
    """Return the lists of the page."""
    from bot.documents.week_page import Row, Section  # noqa: PLC0415 - as above

    def columns(*names: str) -> tuple[str, ...]:
        return tuple(say(f"week-col-{name}") for name in names)

    def titled(name: str, rows: list[Row], **how: Any) -> Section:
        return Section(say(f"week-part-{name}"), tuple(rows), say(f"week-empty-{name}"), **how)

    waits = [
        Row(say(f"week-waits-{each.what}"), (str(each.count), say("week-days", count=each.days)))
        for each in facts.waits
    ]
    due = [
        Row(
            telling.capital(each.name),
            (when(each, say, world),),
            owers(each, say) if each.of else "",
        )
        for each in facts.due
    ]
    movements = [
        Row(
            telling.capital(each.name),
            tuple(map(str, (each.units, each.done, each.waiting, len(each.behind)))),
            say("week-behind", names=", ".join(each.behind)) if each.behind else "",
        )
        for each in facts.movements
    ]
    calls = [Row(called(each, say), (first_phone(each),)) for each in facts.calls]
    numbers = ("told", "confirmed", "taken", "published")
    told = Row(say("week-deeds"), tuple(str(facts.deeds[name]) for name in numbers))
    deeds = [told] if any(facts.deeds.values()) else []
    return (
        titled("waits", waits, columns=columns("count", "oldest"), width=WHEN),
        titled("due", due, columns=columns("due"), width=WHEN * 2),
        titled("movements", movements, columns=columns("units", "done", "waiting", "late")),
        titled("calls", calls, columns=columns("phone"), width=PHONE, left_out=facts.more_calls),
        titled("deeds", deeds, columns=columns(*numbers), width=WHEN),
    )


def when(each: DueRow, say: BoundWords, world: World) -> str:
    """Return the day on which something is due, with its hour."""
    day = telling.full_day(each.due, world)
    return say("week-when", day=day, hour=each.hour) if each.hour else day


def owers(each: DueRow, say: BoundWords) -> str:
    """Return who still owes something."""
    if not each.owing:
        return say("week-owes-nobody", most=each.of)
    names = [name or say(f"duty-office-{office(role)}") for name, role in each.owners]
    left = each.owing - min(len(names), NAMES)
    return say("week-owes", count=each.owing, most=each.of, names=", ".join(names), more=left)


def called(each: CallRow, say: BoundWords) -> str:
    """Return whom to call, and why."""
    people = ", ".join(name for name, _ in reachable_first(each) if name and name != each.name)
    why = say("week-call-why", late=each.late, count=each.deeds)
    name = telling.capital(each.name)
    return say("week-call", name=name, people=people, has="yes" if people else "no", why=why)


def first_phone(each: CallRow) -> str:
    """Return the first telephone number that is known."""
    return next((shown(phone) for _, phone in reachable_first(each) if phone), "–")


def reachable_first(each: CallRow) -> list[tuple[str, str]]:
    """Return names and numbers: the first name is that of the number which is printed."""
    return sorted(each.people, key=lambda person: not person[1])


def short(day: date) -> str:
    """Return a day as it stands in a heading."""
    return f"{day.day}/{day.month}"
