"""The officer's board of what is due: who has done it, who has not, whom to call; and the
officer's word on what was handed in.
"""

from contextlib import suppress
from datetime import timedelta

from bot.dialogue import telling, understand
from bot.dialogue.talk import Question
from handlers import cases, desk_view
from handlers.calling_list import contact
from handlers.duties import desk, meant, named, number_of
from handlers.showing import again
from handlers.turn import Capability, Numbered, PushUse, Route, Turn, asked_in_words
from models.machine.push import Waiting
from models.permissions import Action, NotAllowed
from models.work.duty import (
    OWING,
    Duty,
    DutyState,
    NotOwed,
    OfDuty,
    check_duty,
    duties_of,
    duties_of_all,
    find_duty,
    owner_name,
    persons_owing,
)
from models.work.list_numbers import case_of_number
from models.work.milestone import Milestone, Occurrence, OccurrenceState, occurrences
from models.work.queues import desk_queue

BACK, AHEAD = timedelta(days=30), timedelta(days=30)
MOST = 8  # lines of a message that can still be read
LONGEST = 300  # characters of what the desk writes to an owner


def show(turn: Turn) -> None:
    """Show what is due around today: how many have done it."""
    around = occurrences(turn.tx, turn.today - BACK, turn.today + AHEAD)
    owed = duties_of_all(turn.tx, [occurrence.id or 0 for occurrence, _ in around])
    found = [
        (occurrence, milestone, duties)
        for occurrence, milestone in around
        if (duties := owed.get(occurrence.id or 0))
        and (occurrence.state == OccurrenceState.OPEN or occurrence.due >= turn.today)
    ]
    counts = desk_view.counts(turn, desk_queue(turn.tx, turn.viewer, turn.today))
    own = turn.say("duty-board-deeds", counts=counts) if counts else ""
    if not found:
        turn.show(cases.lines((turn.say("duty-board-none"), own)))
        return
    lines = [
        turn.say(
            "duty-board-line",
            number=number_of(turn, f"occurrence {occurrence.id}"),
            name=milestone.name,
            due=telling.full_day(occurrence.due, turn.world),
            count=sum(duty.state not in OWING for duty in duties),
            most=len(duties),
            state=state_of(occurrence, duties, turn),
        )
        for occurrence, milestone, duties in found[:MOST]
    ]
    number = number_of(turn, f"occurrence {found[0][0].id}")
    more = max(len(found) - MOST, 0)
    text = turn.say("duty-board", lines="\n".join(lines), number=number, more=more)
    turn.show(cases.lines((text, own)))


def state_of(occurrence: Occurrence, duties: list[Duty], turn: Turn) -> str:
    """Return whether something of an occurrence is late."""
    late = occurrence.due < turn.today and any(duty.state in OWING for duty in duties)
    return "late" if late else "no"


def look(turn: Turn, numbers: tuple[int, ...]) -> None:
    """Take "xem 3": where each owner of an occurrence stands, and whom to call."""
    about = case_of_number(turn.tx, turn.viewer.person, numbers[0]) or ""
    noun, _, row = about.partition(" ")
    occurrence = turn.tx.session.get(Occurrence, int(row)) if noun == "occurrence" else None
    milestone = turn.tx.session.get(Milestone, occurrence.milestone_id) if occurrence else None
    if occurrence is None or milestone is None:
        turn.tell("duty-unknown", desk=desk(turn))
        return
    duties = [
        OfDuty(duty, occurrence, milestone) for duty in duties_of(turn.tx, occurrence.id or 0)
    ]
    duties.sort(key=lambda one: ORDER.index(stands(turn, one)))
    head = turn.say(
        "duty-board-of", name=milestone.name, due=telling.full_day(occurrence.due, turn.world)
    )
    lines = (head, *(owner_line(turn, one) for one in duties), how(turn, duties))
    turn.show("\n".join(filter(None, lines)))


ORDER = ("late", "returned", "waiting", "owed", "done", "excused")


def stands(turn: Turn, one: OfDuty) -> str:
    """Return where one owner stands: late is what is owed after its day."""
    if one.duty.state in OWING and one.due < turn.today:
        return "late"
    return one.duty.state


def owner_line(turn: Turn, one: OfDuty) -> str:
    """Return one owner in a line; of what is owed and late, with whom to call."""
    state = stands(turn, one)
    call = whom_to_call(turn, one.duty) if state in ("late", "returned") else ""
    return turn.say(
        "duty-board-owner",
        number=number_of(turn, one.about),
        name=named(turn, one.duty),
        state=turn.say(f"duty-state-{state}"),
        has="yes" if call else "no",
        to=call,
    )


def whom_to_call(turn: Turn, duty: Duty) -> str:
    """Return who is asked about a duty, with the telephone number where one is known."""
    return ", ".join(filter(None, (contact(turn, p) for p in persons_owing(turn.tx, duty))))


def how(turn: Turn, duties: list[OfDuty]) -> str:
    """Return how the board is answered, if anything on it waits for an answer."""
    waiting = next((one for one in duties if one.duty.state == DutyState.WAITING), None)
    if waiting is None:
        return ""
    return turn.say("duty-board-how", number=number_of(turn, waiting.about))


# --- the officer's word --------------------------------------------------------------------------


def accept(turn: Turn, numbers: tuple[int, ...]) -> None:
    """Take "nhận 3 4": what was handed in is right."""
    check(turn, numbers, DutyState.DONE, "duty-checked")


def excuse(turn: Turn, numbers: tuple[int, ...]) -> None:
    """Take "miễn 3": it is not owed any more."""
    check(turn, numbers, DutyState.EXCUSED, "duty-excused")


def check(turn: Turn, numbers: tuple[int, ...], state: DutyState, key: str) -> None:
    """Write the officer's word on some duties down, and say for whom."""
    names = []
    for number in numbers:
        if (found := meant(turn, number)) is None:
            return
        with suppress(NotOwed):  # it stands so already
            check_duty(turn.tx, turn.viewer, found.duty.id or 0, state, turn.now)
        names.append(owner_name(turn.tx, found.duty) or found.milestone.name)
    turn.tell(key, names=", ".join(names))


def give_back(turn: Turn, numbers: tuple[int, ...]) -> None:
    """Take "trả 3": ask what is missing."""
    if (found := meant(turn, numbers[0])) is None:
        return
    name = owner_name(turn.tx, found.duty) or found.milestone.name
    turn.ask_words("duty-return", turn.say("duty-return", name=name), {"duty": found.duty.id})


def take_remark(turn: Turn, question: Question) -> None:
    """Take what is missing, and tell the owner."""
    text = understand.clean(turn.said.text)
    if not text or len(text) > LONGEST:
        again(turn, question, turn.say("desk-words-only"))
        return
    turn.close()
    number = int(question.context["duty"])
    try:
        found = check_duty(turn.tx, turn.viewer, number, DutyState.RETURNED, turn.now, text)
    except (NotOwed, NotAllowed):
        turn.tell("duty-unknown", desk=desk(turn))
    else:
        turn.tell("duty-return-said", name=owner_name(turn.tx, found.duty) or found.milestone.name)


def hear_pushed_back(turn: Turn, waiting: Waiting, worded: bool) -> bool:
    """Tell an officer that an owner asked for a later day."""
    found = find_duty(turn.tx, int(waiting.about.partition(" ")[2]))
    if found is None or found.duty.state not in OWING or found.duty.until is None:
        return False
    turn.tell(
        "duty-pushed-back",
        name=found.milestone.name,
        who=named(turn, found.duty),
        day=telling.full_day(found.duty.until, turn.world),
    )
    return True


CAPABILITY = Capability(
    "duty-board",
    routes=(Route("duty-board", show, Action.KEEP_CALENDAR, menu=False),),
    numbered=(
        Numbered("duty-board-look", look, Action.KEEP_CALENDAR, "occurrence", shows=True),
        Numbered("duty-board-accept", accept, Action.KEEP_CALENDAR, "duty"),
        Numbered("duty-board-return", give_back, Action.KEEP_CALENDAR, "duty"),
        Numbered("duty-board-excuse", excuse, Action.KEEP_CALENDAR, "duty"),
    ),
    questions=(asked_in_words("duty-return", Action.KEEP_CALENDAR, take_remark),),
    pushes=(PushUse("duty-pushed-back", hear_pushed_back),),
)
