"""What a milestone says, in words, and read from words: its days, its hour, who owes it, who is
reminded when, which paper.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlmodel import col, select

from bot.dialogue import telling, understand
from bot.dialogue.messages import Option
from bot.dialogue.understand import ruling
from bot.dialogue.world import Words
from handlers.turn import Turn, folded_words
from models.people.person import Person
from models.people.role import Grant, Role
from models.people.unit import UnitKind, units_of
from models.work.audience import HELPER, OWNER, SUPERIOR
from models.work.due_days import days_between
from models.work.launching import find_movement, movements
from models.work.milestone import CALENDAR_DAY, WORKING_DAY, Rule
from models.work.movement import MovementState

# The audiences that have a name of their own; the names stand in the catalogue as `year-who-<id>`.
TERMS = {
    "chair": "role:commune_chair",
    "vice": "role:vice_chair",
    "officer": "role:tdkt_officer",
    "council": "role:council_member",
    "secretary": "role:council_secretary",
    "hamlets": "units:hamlet",
    "organisations": "units:organisation",
    "front": "units:front",
    "units": "units:all",
}
DESK_TERMS = frozenset(term for term in TERMS.values() if term.startswith("role:"))
ESCALATED = (HELPER, SUPERIOR)
MOST_DAYS = 4  # days of one milestone that are told in a line
NAME = 10  # syllables of a name in a list
FEW = 3  # of them say what it is
LONGEST_NAME = 160
PARTS = re.compile(r"[;\n]|,(?!\s*\d{1,3}\s*(?:,|ngày|$|\d))")
NAMED = re.compile(r"^\s*(?:tên|đặt tên|gọi là)\s*:?\s*(?P<name>.+)$", re.IGNORECASE)
PAPER = re.compile(r"^\s*(?:giấy tờ|giấy|nộp|văn bản)\s*:?\s+(?P<paper>.+)$", re.IGNORECASE)
DAY_BEGINS = re.compile(
    r"(?<!lần)\s+(?=(?:(?:hạn|han|trước|truoc|vào|vao|chậm nhất|cham nhat|đến hết|den het|"
    r"xong trước|xong truoc)\s+)*(?:"
    r"(?:(?:ngày|ngay)\s+)?\d{1,2}\s*/\s*\d"
    r"|(?:ngày|ngay)\s+\d{1,2}\s+(?:(?:của|cua)\s+)?(?:tháng|thang|hằng|hàng|hang|mỗi|moi)"
    r"|(?:chủ nhật|chu nhat|th[ứu]\s+(?:hai|ba|tư|tu|năm|nam|sáu|sau|bảy|bay|[2-7]))\b"
    r"|(?:hằng|hàng|mỗi)\s+(?:tháng|quý|năm|tuần)"
    r"|thứ\s+\w+\s+(?:hằng|hàng|mỗi)\s+tuần"
    r"|(?:6|sáu) tháng(?=\s+(?:một|1)\s+lần|\s*(?:,|$))"
    r"|(?:định kỳ|cuối quý|cuối tháng)\b))",
    re.IGNORECASE,
)
AHEAD = timedelta(days=800)  # within which the first day of a recurrence is looked for


@dataclass(frozen=True, slots=True)
class Details:
    """What a message says of a milestone; what it does not say is empty. `rules` are the days of
    the recurrences that it names, each with its RRULE.
    """

    name: str = ""
    days: tuple[tuple[date, str], ...] = ()
    hour: str = ""
    who: tuple[str, ...] = ()
    offsets: ruling.Offsets | None = None
    paper: str = ""

    @property
    def nothing(self) -> bool:
        """Whether nothing was understood."""
        return self == Details()


# --- read ----------------------------------------------------------------------------------------


def read_new(turn: Turn, text: str) -> Details:
    """Read a whole milestone: its name first, then the rest, parted by commas."""
    text = understand.clean(text)
    name, rest = text, ""
    for way in (PARTS, DAY_BEGINS):
        parts = way.split(name, maxsplit=1)
        if len(parts) == 2:
            name, rest = parts[0], f"{parts[1]}, {rest}"
    name = telling.capital(" ".join(name.split()).strip(" .,:;–-"))[:LONGEST_NAME]
    return replace(read_details(turn, rest), name=name)


def read_details(turn: Turn, text: str) -> Details:
    """Read what a message says of a milestone, in any order."""
    text, name, paper, rest = understand.clean(text), "", "", []
    for part in PARTS.split(text):
        if (found := NAMED.match(part)) is not None:
            name = telling.capital(found["name"].strip(" ."))[:LONGEST_NAME]
        elif (found := PAPER.match(part)) is not None:
            paper = telling.capital(found["paper"].strip(" ."))[:LONGEST_NAME]
        else:
            rest.append(part)
    said = ", ".join(rest)
    return Details(
        name=name,
        days=days_said(said, turn.today),
        hour=ruling.hour(said),
        who=terms_said(turn, said),
        offsets=ruling.offsets(said),
        paper=paper,
    )


def days_said(text: str, today: date) -> tuple[tuple[date, str], ...]:
    """Return the first coming day of each recurrence that a text says, with its RRULE; or the one
    coming day.
    """
    found = ruling.recurring(text)
    if found:
        return tuple(
            (first, each.rule)
            for each in found
            if (first := first_day(each.rule, today)) is not None
        )
    day = understand.coming_day(without_reminders(text), today)
    return ((day, ""),) if day is not None else ()


def without_reminders(text: str) -> str:
    """Return a text without how long before one is reminded, and without an hour: both hold
    numbers of days.
    """
    text = re.sub(r"(?:nhắc\s+)?(?:trước|sau)\s+\d{1,3}(?:\s*(?:,|và)?\s*\d{1,3}(?![\d/]))*"
                  r"\s+ngày(?:\s+làm việc)?", " ", text, flags=re.IGNORECASE)  # fmt: skip
    return re.sub(r"\d{1,2}\s*(?:giờ|h)\s*\d{0,2}", " ", text, flags=re.IGNORECASE)


def first_day(rule: str, today: date) -> date | None:
    """Return the first coming day of a recurrence."""
    days = days_between(today, rule, today, today + AHEAD)
    return days[0] if days else None


def terms_said(turn: Turn, text: str) -> tuple[str, ...]:
    """Return the audiences that a text names: offices, kinds of units, single units, persons who
    hold a role, those who have registered for a movement.
    """
    said = f" {understand.fold(text)} "
    found: list[tuple[int, str]] = []
    for name, term in sorted(names_of_terms(turn), key=lambda each: -len(each[0])):
        at = said.find(f" {name} ")
        if name and at >= 0:
            found.append((at, term))
            said = said.replace(f" {name} ", " " + "_" * len(name) + " ")
    return tuple(dict.fromkeys(term for _, term in sorted(found)))


def names_of_terms(turn: Turn) -> Iterable[tuple[str, str]]:
    """Yield every name of an audience as it is compared, with its term."""
    for key, term in TERMS.items():
        yield understand.fold(turn.say(f"year-who-{key}")), term
        for name in folded_words(turn.say, f"year-who-{key}-others"):
            yield name, term
    for unit in units_of(turn.tx, frozenset(UnitKind), turn.today):
        for name in (unit.name, *unit.others):
            folded = understand.fold(name)
            if " " in folded:
                yield folded, f"unit:{unit.id}"
    for person, name in holders_of_roles(turn):
        folded = understand.fold(name)
        if " " in folded:
            yield folded, f"person:{person}"
    for movement in movements(turn.tx, (MovementState.LAUNCHED,)):
        name = understand.fold(movement.name)
        for words in folded_words(turn.say, "year-who-registered-others"):
            yield f"{words} {name}", f"registered:{movement.id}"


def holders_of_roles(turn: Turn) -> list[tuple[int, str]]:
    """Return everybody who holds a role and has a name."""
    query = (
        select(Person.id, Person.name)
        .join(Grant, col(Grant.person_id) == col(Person.id))
        .where(col(Grant.ended_at).is_(None), Person.name != "")
        .order_by(col(Grant.id))
    )
    return list(
        {row[0]: (int(row[0] or 0), row[1]) for row in turn.tx.session.exec(query)}.values()
    )


def person_said(turn: Turn, text: str) -> Option | None:
    """Return the holder of a role whom a text names, None for nobody or several."""
    options = [Option(str(person), name) for person, name in holders_of_roles(turn)]
    match understand.pick(text, options):
        case understand.Picked((option,)):
            return option
    return None


def with_offsets(
    rules: Sequence[Rule], new: ruling.Offsets, who: Sequence[str], owes: Sequence[str]
) -> tuple[Rule, ...]:
    """Return rules by which people are reminded on other days: those who are named, else whoever
    was reminded first. What is late goes on to others as before.
    """
    unit = WORKING_DAY if new.working else CALENDAR_DAY
    own = [rule for rule in rules if not set(rule.who) & set(ESCALATED)]
    rest = [rule for rule in rules if set(rule.who) & set(ESCALATED)]
    named = (OWNER,) if not who or set(who) == set(owes) else tuple(who)
    if not who and not owes:
        named = own[0].who if own else ("units:all",)
    if not who and own:
        named = own[0].who
    others = [rule for rule in own if set(rule.who) != set(named)]
    return (Rule(named, new.days, unit), *others, *rest)


# --- told ----------------------------------------------------------------------------------------


def tell_who(turn: Turn, terms: Sequence[str], owes: Sequence[str] = ()) -> str:
    """Return an audience in words; `owes` stands for whoever owes it."""
    names = []
    for term in terms:
        if term == OWNER:
            names += [tell_term(turn, owed) for owed in owes]
        elif term not in ESCALATED:
            names.append(tell_term(turn, term))
    return telling.capital(", ".join(dict.fromkeys(names)))


def tell_term(turn: Turn, term: str) -> str:
    """Return one term of an audience in words."""
    key = next((key for key, other in TERMS.items() if other == term), "")
    if key:
        return turn.say(f"year-who-{key}")
    word, _, value = term.partition(":")
    if word == "unit":
        units = units_of(turn.tx, frozenset(UnitKind), turn.today)
        return next((unit.name for unit in units if str(unit.id) == value), term)
    if word == "person":
        person = turn.tx.session.get(Person, int(value))
        return person.name if person is not None else ""
    if word == "role":
        return turn.say(f"role-{value.replace('_', '-')}") if value in set(Role) else value
    if word == "registered" and (movement := find_movement(turn.tx, int(value))) is not None:
        return turn.say("year-who-registered-for", name=movement.name)
    return turn.say("year-who-registered")


def tell_reminders(turn: Turn, rules: Sequence[Rule], owes: Sequence[str]) -> str:
    """Return in words who is reminded how many days before."""
    return "; ".join(
        turn.say(
            "year-reminded", who=tell_who(turn, rule.who, owes), days=tell_offsets(turn, rule)
        )
        for rule in rules
        if not set(rule.who) & set(ESCALATED)
    )


def tell_offsets(turn: Turn, rule: Rule) -> str:
    """Return the days of a rule in words: "trước 7, 3, 1 ngày, đúng ngày"."""
    before = ", ".join(str(-day) for day in sorted(rule.days) if day < 0)
    after = ", ".join(str(day) for day in sorted(rule.days) if day > 0)
    working = "yes" if rule.unit == WORKING_DAY else "no"
    parts = [turn.say("year-before", days=before, working=working)] if before else []
    parts += [turn.say("year-on-day")] if 0 in rule.days else []
    parts += [turn.say("year-after", days=after, working=working)] if after else []
    return ", ".join(parts)


def first_offsets(turn: Turn, rules: Sequence[Rule]) -> str:
    """Return the days of the first rule, as they stand in a line of a list."""
    return tell_offsets(turn, rules[0]) if rules else ""


def short_name(name: str) -> str:
    """Return a name as it stands in a list: what comes behind its first colon is left out."""
    head = re.split(r"[:;]", name)[0]
    return telling.shorten(head if len(head.split()) >= FEW else name, NAME)


def tell_days(turn: Turn, days: Sequence[date], year: int = 0) -> str:
    """Return the days of a milestone in words, of many the first; without their year where they
    are of the `year` that is talked about.
    """
    world = replace(turn.world, today=date(year, 1, 1)) if year else turn.world
    if len(days) == 1:
        return telling.full_day(days[0], world)
    told = ", ".join(short_day(day, world.today) for day in days[:MOST_DAYS])
    more = len(days) - MOST_DAYS
    return turn.say("year-days-more", days=told, more=more) if more > 0 else told


def short_day(day: date, today: date) -> str:
    """Return a day in figures, with its year where that is another."""
    short = f"{day.day}/{day.month}"
    return short if day.year == today.year else f"{short}/{day.year}"


def tell_hour(turn: Turn, hour: str) -> str:
    """Return an hour in words, as it follows a day: ", 14 giờ 30"."""
    return hour_in_words(turn.say, hour)


def hour_in_words(say: Words, hour: str) -> str:
    """Return the same outside a turn."""
    if not hour:
        return ""
    hours, _, minutes = hour.partition(":")
    has = "no" if minutes == "00" else "yes"
    return say("year-hour", hour=int(hours), minute=minutes, has=has)


def at_desk_only(owes: Sequence[str]) -> bool:
    """Tell whether only people at the desk owe something: they are reminded earlier."""
    return bool(owes) and all(term in DESK_TERMS for term in owes)
