"""Days that the government swaps, as an officer says them: "nghỉ bù 2/5", "làm bù 9/5"; shown, and
taken back.
"""

import re
from collections.abc import Sequence
from datetime import date

from bot.dialogue import telling, understand
from handlers.turn import Capability, Phrase, Route, Turn, folded_words
from models.people.facts import facts
from models.people.swapped_days import Swap, swap_day, swap_of, swapped
from models.permissions import Action
from models.work.rescheduling import reckon_anew

MOST = 8  # days of one list
WEEKDAY = re.compile(r"\b(th[ứu]\s+\w+|chủ nhật|chu nhat),\s*(?=\d)", re.IGNORECASE)
KINDS = {
    Swap.OFF: "holiday-off-words",
    Swap.ON: "holiday-on-words",
    Swap.NONE: "holiday-back-words",
}


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
    """Set what the days are that are named, one or several ("2/5 và 4/5"), also both kinds in one
    message ("nghỉ bù 2/5, làm bù 9/5"); without a day show them.
    """
    said = [(kind, days_in(turn, words)) for kind, words in by_kind(turn, rest, swap)]
    if not any(days for _, days in said):
        show(turn)
    elif not all(days and all(days) for _, days in said):
        turn.tell("calendar-day-unclear")
    else:
        for kind, days in said:
            set_as(turn, [day for day in days if day is not None], kind)
    return True


def by_kind(turn: Turn, rest: str, swap: Swap) -> list[tuple[Swap, str]]:
    """Return the parts of a message, each with what its days are to be."""
    words, found, at = understand.clean(rest).split(), [(swap, list[str]())], 0
    while at < len(words):
        kind, count = kind_at(turn, words, at)
        if kind is None:
            found[-1][1].append(words[at])
            at += 1
        else:
            found.append((kind, []))
            at += count
    return [(kind, " ".join(said)) for kind, said in found]


def kind_at(turn: Turn, words: Sequence[str], at: int) -> tuple[Swap | None, int]:
    """Return what begins at a word: of which kind the days after it are, and how long that is."""
    for count in (4, 3, 2):
        head = understand.fold(" ".join(words[at : at + count]))
        for kind, key in KINDS.items():
            if head in folded_words(turn.say, key):
                return kind, count
    return None, 1


def days_in(turn: Turn, said: str) -> list[date | None]:
    """Return the days of a part, None for one that is not clear."""
    said = WEEKDAY.sub(r"\1 ", said)  # "thứ Ba, 19/5" is one day
    parts = re.split(r"[,;]|\s(?:và|va|còn|con)(?:\s|$)", said)
    return [understand.coming_day(part, turn.today) for part in parts if part.strip(" .")]


def set_as(turn: Turn, days: Sequence[date], swap: Swap) -> None:
    """Set what days are, and say so."""
    told = []
    for day in days:
        before = swap_of(turn.tx, day)
        if swap is Swap.NONE and before is Swap.NONE:
            turn.tell("holiday-not-set", day=telling.full_day(day, turn.world))
            return
        swap_day(turn.tx, turn.viewer, day, swap, turn.now)
        told.append(telling.full_day(day, turn.world))
    turn.commune.refresh(turn.tx)
    reckon_anew(turn.tx, turn.commune.calendar)
    first = days[0]
    turn.tell(
        "holiday-set",
        days="; ".join(told),
        state=swap.value,
        date=f"{first.day}/{first.month}",
    )


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
