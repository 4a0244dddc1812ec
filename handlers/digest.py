"""The digest: what the day brings to one person, told once a day in one message. Who still owes
what is decided here, at the moment of sending.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from bot.dialogue import telling
from handlers import cases
from handlers.calling_list import call_line
from handlers.duties import desk as desk_of
from handlers.duties import line, named, number_of, offer
from handlers.monday import week_head
from handlers.turn import Capability, PushUse, Turn
from handlers.year_details import tell_hour
from models.base import from_ms
from models.machine.push import Waiting, is_asked
from models.machine.reminder import (
    DIGEST,
    Item,
    Outcome,
    count_missed,
    settle,
    tell_reminders,
    to_tell,
)
from models.people.absence import is_absent
from models.people.role import Role
from models.permissions import Action, may
from models.work import week
from models.work.audience import INVITED
from models.work.deed import OPEN, DeedState
from models.work.duty import OWING, duties_of, find_duty, persons_owing
from models.work.launching import about, find_movement
from models.work.milestone import Milestone, Occurrence, OccurrenceState
from models.work.movement import MovementState
from models.work.standing import count_answered

MOST_HOME, MOST_DESK = 4, 6  # lines that can still be read aloud
NAMES = 3  # of units that are late, named in one line
ON_THE_DAY = ":+0"  # how the occasion of a reminder on the day itself ends


@dataclass(frozen=True, slots=True)
class Skip:
    """Nothing is to be said of it any more, and why; it was missed where it should have been."""

    why: str
    outcome: Outcome = Outcome.SKIPPED


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the digest; `numbered` where it is answered by a word and a number, `leads`
    where it stands before all others, whatever else the day brings.
    """

    text: str
    about: str
    due: date
    numbered: bool = False
    leads: bool = False


def tell_digest(turn: Turn, waiting: Waiting, worded: bool) -> bool:
    """Say what the day brings, as far as it is still owed; False when that is nothing."""
    told: list[Item] = []
    lines: dict[str, Line] = {}
    absent = is_absent(turn.tx, turn.viewer.person, turn.today)
    for item in to_tell(turn.tx, turn.viewer.person, waiting.id, turn.today):
        if absent:  # only since it was queued
            settle(turn.tx, item.id, Outcome.SKIPPED, "absent", turn.now)
            continue
        found = LINES[item.about.partition(" ")[0]](turn, item)
        if isinstance(found, Skip):
            settle(turn.tx, item.id, found.outcome, found.why, turn.now)
            continue
        told.append(item)
        lines.setdefault(item.about, found)
    if not told:
        return False
    tell_reminders(turn.tx, told, waiting.id)
    say(turn, sorted(lines.values(), key=lambda one: one.due), worded=worded)
    return True


def say(turn: Turn, lines: list[Line], *, worded: bool) -> None:
    """Say the most urgent lines, and how they are answered."""
    head = "".join(f"{one.text}\n" for one in lines if one.leads)
    lines = [one for one in lines if not one.leads]
    if not lines:
        turn.show(head.strip())
        return
    desk = desk_of(turn)
    most = MOST_DESK if turn.viewer.at_desk else MOST_HOME
    text, more = "\n".join(one.text for one in lines[:most]), max(len(lines) - most, 0)
    answered = next((one for one in lines if one.numbered), None)
    if answered is None:
        turn.show(head + turn.say("digest-news", lines=text, more=more, desk=desk))
    else:
        number = number_of(turn, answered.about)
        whole = turn.say("digest-duties", lines=text, more=more, number=number, desk=desk)
        offer(turn, head + whole, answered.about, worded=worded)


# --- its lines -----------------------------------------------------------------------------------


def of_duty(turn: Turn, item: Item) -> Line | Skip:
    """Return the line of what a person owes."""
    found = find_duty(turn.tx, int(item.about.partition(" ")[2]))
    if found is None or found.occurrence.state != OccurrenceState.OPEN:
        return Skip("cancelled")
    if found.duty.state not in OWING:
        return Skip("done")
    if turn.viewer.person not in persons_owing(turn.tx, found.duty):
        return Skip("passed-on")
    is_later = found.due > found.occurrence.due  # its owner has asked for that day
    if is_later and turn.today < found.due and not is_of_day(item, found.due):
        return Skip("pushed-back")
    return Line(line(turn, found), item.about, found.due, numbered=True)


def is_of_day(item: Item, due: date) -> bool:
    """Tell whether a reminder was planned for that due day, not for an earlier one."""
    return item.occasion.startswith(due.isoformat())


def is_invited(milestone: Milestone, item: Item) -> bool:
    """Tell whether a reminder is for those who are only asked to come, not for whoever minds that
    others do what they owe.
    """
    place = item.occasion.rpartition(" ")[2].partition(":")[0]
    rules = milestone.reminders
    if not place.isdigit() or int(place) >= len(rules):
        return False
    return all(term.startswith(INVITED) for term in rules[int(place)].who)


def of_occurrence(turn: Turn, item: Item) -> Line | Skip:
    """Return the line of an event, or of what others still owe."""
    occurrence = turn.tx.session.get(Occurrence, int(item.about.partition(" ")[2]))
    if occurrence is None or occurrence.state != OccurrenceState.OPEN:
        return Skip("cancelled")
    milestone = turn.tx.session.get(Milestone, occurrence.milestone_id)
    if milestone is None:
        return Skip("cancelled")
    values: dict[str, str | int] = {
        "name": milestone.name,
        "due": telling.full_day(occurrence.due, turn.world) + tell_hour(turn, milestone.hour),
        "state": state_of(occurrence.due, turn.today),
    }
    if milestone.movement_id is not None and is_officer(turn):
        return of_review(turn, item, occurrence, milestone)
    if not milestone.owes or is_invited(milestone, item):
        return Line(turn.say("digest-event", **values), item.about, occurrence.due)
    owing = [duty for duty in duties_of(turn.tx, occurrence.id or 0) if duty.state in OWING]
    if not owing:
        return Skip("done")
    owing = [duty for duty in owing if duty.until is None or duty.until < turn.today]
    if not owing:
        return Skip("pushed-back")
    names = [named(turn, duty) for duty in owing[:NAMES]]
    more = max(len(owing) - NAMES, 0)
    values |= {"count": len(owing), "names": ", ".join(names), "more": more}
    return Line(turn.say("digest-owed", **values), item.about, occurrence.due)


def is_officer(turn: Turn) -> bool:
    """Tell whether this person is an officer of emulation work."""
    return any(role == Role.TDKT_OFFICER for role, _ in turn.viewer.roles)


def of_review(turn: Turn, item: Item, occurrence: Occurrence, milestone: Milestone) -> Line | Skip:
    """Return what an officer hears of a movement's review: how many units have answered, and by
    which words it goes on.
    """
    movement = find_movement(turn.tx, milestone.movement_id or 0)
    if movement is None or movement.state != MovementState.LAUNCHED:
        return Skip("cancelled")
    count, most = count_answered(turn.tx, movement, turn.today, turn.commune.zone)
    if count == most and turn.today > occurrence.due and not item.occasion.endswith(ON_THE_DAY):
        return Skip("done")
    text = turn.say(
        "digest-review",
        name=milestone.name,
        due=telling.full_day(occurrence.due, turn.world),
        state=state_of(occurrence.due, turn.today),
        count=count,
        most=most,
        what=milestone.key.partition(" ")[0],
        number=number_of(turn, about(movement)),
    )
    return Line(text, item.about, occurrence.due)


def of_deed(turn: Turn, item: Item) -> Line | Skip:
    """Return the line of a deed that nobody has decided: the hamlet has to be called, or its
    teller is to hear soon.
    """
    deed = cases.deed_of(turn, item.about)
    if deed is None or DeedState(deed.state) not in OPEN:
        return Skip("done")
    if not may(turn.viewer, Action.DECIDE_DEED, deed):
        return Skip("not-allowed")
    number = number_of(turn, item.about)
    if not item.occasion.startswith("call"):
        text = turn.say(
            "digest-deed-decide",
            number=number,
            who=cases.short(deed),
            due=telling.full_day(deed.news_due, turn.world),
        )
        return Line(text, item.about, deed.news_due)
    if not is_asked(turn.tx, "deed-confirm", deed.about):
        return Skip("done")
    return Line(call_line(turn, deed), item.about, deed.head_due)


def of_week(turn: Turn, item: Item) -> Line | Skip:
    """Return what stands before an officer's digest on the first working day of a week."""
    if week.is_past(item.about, turn.today):
        return Skip("late", Outcome.MISSED)
    if not turn.may(Action.SEE_WEEK):
        return Skip("not-allowed")
    monday = week.monday_in(item.about)
    return Line(week_head(turn, monday), item.about, monday, leads=True)


def state_of(due: date, today: date) -> str:
    """Return how a day stands to today: later, today, or late."""
    return "today" if due == today else "late" if due < today else "later"


LINES: Mapping[str, Callable[[Turn, Item], Line | Skip]] = {
    "duty": of_duty,
    "occurrence": of_occurrence,
    "deed": of_deed,
    week.NOUN: of_week,
}


def tell_stop(turn: Turn, waiting: Waiting, worded: bool) -> bool:
    """Say from when to when the program stood still, and how many reminders were missed by it."""
    since, until = (from_ms(int(waiting.values[name])) for name in ("since", "until"))
    turn.tell(
        "was-stopped",
        since=moment(turn, since),
        until=moment(turn, until),
        missed=count_missed(turn.tx, since, until),
    )
    return True


def moment(turn: Turn, at: datetime) -> str:
    """Return a moment as the desk writes it: "19 giờ 05, thứ Ba, 10/11"."""
    hour = turn.commune.local(at)
    day = telling.full_day(hour.date(), turn.world)
    return turn.say("digest-moment", hour=hour.hour, minute=f"{hour.minute:02}", day=day)


CAPABILITY = Capability(
    "digest", pushes=(PushUse(DIGEST, tell_digest), PushUse("was-stopped", tell_stop))
)
