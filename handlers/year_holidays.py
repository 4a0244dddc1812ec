"""Days that the government swaps, as an officer says them: "nghỉ bù 2/5", "làm bù 9/5"; shown, and
taken back.
"""

from bot.dialogue import telling, understand
from handlers.turn import Capability, Phrase, Route, Turn
from models.people.facts import facts
from models.people.swapped_days import Swap, swap_day, swap_of, swapped
from models.permissions import Action
from models.work.rescheduling import reckon_anew

MOST = 8  # days of one list


def take_off(turn: Turn, rest: str) -> bool:
    """Take "nghỉ bù 2/5": nobody works on that day."""
    return set_days(turn, rest, Swap.OFF)


def take_on(turn: Turn, rest: str) -> bool:
    """Take "làm bù 9/5": one works on that day."""
    return set_days(turn, rest, Swap.ON)


def take_back(turn: Turn, rest: str) -> bool:
    """Take "bỏ nghỉ bù 2/5": the day is again what the calendar says."""
    return set_days(turn, rest, Swap.NONE)


def set_days(turn: Turn, rest: str, swap: Swap) -> bool:
    """Set what the days are that are named, one or several ("2/5 và 4/5"); False where none is."""
    parts = understand.clean(rest).replace(" và ", ",").replace(";", ",").split(",")
    days = [understand.coming_day(part, turn.today) for part in parts if part.strip()]
    if not days:
        show(turn)
        return True
    for day in days:
        if day is None:
            turn.tell("calendar-day-unclear")
            return True
    told = []
    for day in filter(None, days):
        before = swap_of(turn.tx, day)
        if swap is Swap.NONE and before is Swap.NONE:
            turn.tell("holiday-not-set", day=telling.full_day(day, turn.world))
            return True
        swap_day(turn.tx, turn.viewer, day, swap, turn.now)
        told.append(telling.full_day(day, turn.world))
    turn.commune.refresh(turn.tx)
    reckon_anew(turn.tx, turn.commune.calendar)
    first = next(day for day in days if day is not None)
    turn.tell(
        "holiday-set",
        days="; ".join(told),
        state=swap.value,
        date=f"{first.day}/{first.month}",
    )
    return True


def show(turn: Turn) -> None:
    """Show the days that are set, from today on."""
    off, on = swapped(facts(turn.tx))
    days = sorted([(day, "off") for day in off] + [(day, "on") for day in on])
    lines = [
        turn.say("holiday-line", day=telling.full_day(day, turn.world), state=state)
        for day, state in days
        if day >= turn.today
    ]
    if lines:
        turn.tell("holiday-list", lines="\n".join(lines[:MOST]))
    else:
        turn.tell("holiday-none")


CAPABILITY = Capability(
    "holidays",
    routes=(Route("holiday-list", show, Action.KEEP_CALENDAR, menu=False),),
    phrases=(
        Phrase("holiday-off", take_off, Action.KEEP_CALENDAR),
        Phrase("holiday-on", take_on, Action.KEEP_CALENDAR),
        Phrase("holiday-back", take_back, Action.KEEP_CALENDAR),
    ),
)
