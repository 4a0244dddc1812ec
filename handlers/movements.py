"""Movements as officers keep them: the list, a new one in a few answers, its targets, its launch,
and its board: where each unit stands, and whom to call.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.dialogue import telling, understand
from bot.dialogue.messages import Option
from bot.dialogue.talk import Question
from handlers.calling_list import contact
from handlers.duties import number_of
from handlers.movement_telling import REPORT, aims, with_unit
from handlers.showing import again
from handlers.turn import Asked, Capability, Numbered, Route, Turn, asked_in_words
from models.permissions import Action, NotAllowed
from models.work.launching import (
    LONGEST_NAME,
    LONGEST_TEXT,
    MOST_TARGETS,
    READY_TARGETS,
    NotPossible,
    about,
    add_targets,
    cancel_movement,
    change_movement,
    close_movement,
    count_told,
    draft_movement,
    find_movement,
    launch_movement,
    movement_by_name,
    movements,
    read_targets,
    targets_of,
    unacknowledged,
    write_targets_anew,
)
from models.work.list_numbers import case_of_number
from models.work.movement import (
    Movement,
    MovementKind,
    MovementState,
    ProgressState,
)
from models.work.quantities import tell_quantity
from models.work.standing import CALLED, Stands, UnitRow, board_of

NOUN = "movement"
SHOWN = (MovementState.LAUNCHED, MovementState.DRAFT, MovementState.CLOSED)
MOST = 8  # lines of a message that can still be read
KINDS = tuple(kind.value for kind in MovementKind)
AUDIENCES: Mapping[str, tuple[str, ...]] = {
    "hamlets": ("units:hamlet",),
    "units": ("units:organisation",),
    "all": ("units:all",),
}
CARD = ("launch", "targets", "anew", "ready", "aim", "measure", "ends", "to", "drop")
FIELDS = ("aim", "measure", "ends")  # what is told in words, one after the other


# --- the list ------------------------------------------------------------------------------------


def show(turn: Turn) -> None:
    """Show the movements with numbers."""
    found = movements(turn.tx, SHOWN)
    if not found:
        turn.tell("movement-none")
        return
    lines = [
        turn.say(
            "movement-line",
            number=number_of(turn, about(one)),
            name=telling.shorten(one.name),
            state=turn.say(f"movement-state-{one.state}"),
        )
        for one in found[:MOST]
    ]
    more = max(len(found) - MOST, 0)
    number = number_of(turn, about(found[0]))
    turn.tell("movement-list", lines="\n".join(lines), number=number, more=more)


def look(turn: Turn, numbers: tuple[int, ...]) -> None:
    """Take "xem 3": a movement as it stands, and what can be done with it."""
    found = meant(turn, numbers[0])
    if found is not None:
        card(turn, found)


def meant(turn: Turn, number: int) -> Movement | None:
    """Return the movement that a list number means; otherwise say that it means none."""
    case = case_of_number(turn.tx, turn.viewer.person, number) or ""
    noun, _, row = case.partition(" ")
    found = find_movement(turn.tx, int(row)) if noun == NOUN else None
    if found is None:
        turn.tell("movement-unknown", desk="yes" if turn.viewer.at_desk else "no")
    return found


def of_context(turn: Turn, context: Mapping[str, Any]) -> Movement:
    """Return the movement that an open question is about."""
    return turn.tx.session.get_one(Movement, context["movement"])


# --- a new one -----------------------------------------------------------------------------------


def add(turn: Turn) -> None:
    """Ask what a new movement is called."""
    turn.ask_words("movement-name", turn.say("movement-name"))


def take_name(turn: Turn, question: Question) -> None:
    """Take the name, and ask for the kind."""
    name = " ".join(understand.clean(turn.said.text).split())
    if not 0 < len(name) <= LONGEST_NAME:
        again(turn, question, turn.say("movement-words-only", most=LONGEST_NAME))
        return
    known = movement_by_name(turn.tx, name)
    if known is not None and known.state in (MovementState.DRAFT, MovementState.LAUNCHED):
        again(
            turn, question, turn.say("movement-name-known", number=number_of(turn, about(known)))
        )
        return
    turn.close()
    made = draft_movement(turn.tx, turn.viewer, telling.capital(name), turn.now)
    options = turn.options("movement-kind", KINDS)
    turn.ask("movement-kind", turn.say("movement-kind"), options, {"movement": made.id})


def take_kind(turn: Turn, option: Option, context: Mapping[str, Any]) -> None:
    """Take the kind, and ask what is to be reached."""
    found = of_context(turn, context)
    if changed(turn, found, kind=option.id):
        ask_field(turn, found, FIELDS[0], going_on=True)


def ask_field(turn: Turn, found: Movement, name: str, *, going_on: bool = False) -> None:
    """Ask for one thing that a movement says; `going_on` asks for the next one after it."""
    context = {"movement": found.id, "field": name, "on": going_on}
    turn.ask_words("movement-field", turn.say(f"movement-ask-{name}"), context)


def take_field(turn: Turn, question: Question) -> None:
    """Take what is to be reached, how it is measured, or the last day."""
    context, found = question.context, of_context(turn, question.context)
    name, text = context["field"], " ".join(understand.clean(turn.said.text).split())
    value: str | date | None = "" if understand.is_none(text) else text
    if not 0 < len(text) <= LONGEST_TEXT:
        again(turn, question, turn.say("movement-words-only", most=LONGEST_TEXT))
        return
    if name == "ends":
        value = understand.coming_day(text, turn.today) if value else None
        if value is None and not understand.is_none(text):
            again(turn, question, turn.say("movement-day-unclear"))
            return
    turn.close()
    if not changed(turn, found, **{name: value}):
        return
    place = FIELDS.index(name) + 1
    if not context["on"]:
        card(turn, found)
    elif place < len(FIELDS):
        ask_field(turn, found, FIELDS[place], going_on=True)
    else:
        ask_audience(turn, found)


def ask_audience(turn: Turn, found: Movement) -> None:
    """Ask which units a movement concerns."""
    options = turn.options("movement-to", tuple(AUDIENCES))
    turn.ask("movement-to", turn.say("movement-to"), options, {"movement": found.id})


def take_audience(turn: Turn, option: Option, context: Mapping[str, Any]) -> None:
    """Take the units concerned; a movement without targets is asked for them."""
    found = of_context(turn, context)
    if not changed(turn, found, audience=list(AUDIENCES[option.id])):
        return
    if targets_of(turn.tx, found.id or 0):
        card(turn, found)
    else:
        ask_targets(turn, found)


def changed(turn: Turn, found: Movement, **values: Any) -> bool:
    """Change a movement; say so and return False where that is too late."""
    try:
        change_movement(turn.tx, turn.viewer, found, **values)
    except (NotAllowed, NotPossible):
        turn.tell("movement-too-late")
        return False
    return True


# --- its targets ---------------------------------------------------------------------------------


def ask_targets(turn: Turn, found: Movement, *, anew: bool = False) -> None:
    """Ask for the list of targets; written `anew` it takes the place of what is there."""
    context = {"movement": found.id, "anew": anew}
    turn.ask_words("movement-targets", turn.say("movement-targets"), context)


def take_targets(turn: Turn, question: Question) -> None:
    """Take a pasted list, one target a line; "không" leaves it as it is, "mẫu" shows the ready
    list.
    """
    found, text = of_context(turn, question.context), turn.said.text
    if understand.fold(text) in ("mau", "chi tieu mau", "danh sach mau"):
        turn.close()
        ask_ready(turn, found)
        return
    targets = () if understand.is_none(text) else read_targets(text)
    if long := next((each for each, _ in targets if len(each) > LONGEST_TEXT), ""):
        text = telling.shorten(long)
        again(turn, question, turn.say("movement-target-long", text=text, most=LONGEST_TEXT))
        return
    if not targets and not understand.is_none(text):
        again(turn, question, turn.say("movement-words-only", most=LONGEST_TEXT))
        return
    turn.close()
    add_to_list(turn, found, targets, anew=bool(targets and question.context.get("anew")))


def ask_ready(turn: Turn, found: Movement) -> None:
    """Show the ready pledge list, to be chosen from by numbers."""
    lines = [
        f"{place}. {text} ({unit})" if unit else f"{place}. {text}"
        for place, (text, unit) in enumerate(READY_TARGETS, 1)
    ]
    half = len(lines) // 2
    turn.show("\n".join(lines[:half]))
    text = "\n".join((*lines[half:], turn.say("movement-ready")))
    turn.ask_words("movement-ready", text, {"movement": found.id})


def take_ready(turn: Turn, question: Question) -> None:
    """Take the numbers of ready targets ("1, 3, 5"), or all of them."""
    found, said = of_context(turn, question.context), understand.fold(turn.said.text)
    listed = understand.numbered(f"chọn {turn.said.text}")
    numbers = listed[1] if listed else ()
    if said in ("tat ca", "ca", "het"):
        numbers = tuple(range(1, len(READY_TARGETS) + 1))
    if not numbers or max(numbers) > len(READY_TARGETS):
        again(turn, question, turn.say("movement-ready-unclear", most=len(READY_TARGETS)))
        return
    turn.close()
    add_to_list(turn, found, tuple(READY_TARGETS[number - 1] for number in numbers))


def add_to_list(
    turn: Turn, found: Movement, targets: tuple[tuple[str, str], ...], *, anew: bool = False
) -> None:
    """Add targets, or write them anew; say which ones the list has no room for, and show the
    movement.
    """
    write = write_targets_anew if anew else add_targets
    try:
        left = write(turn.tx, turn.viewer, found, targets, turn.now)
    except (NotAllowed, NotPossible):
        turn.tell("movement-too-late")
        return
    if left:
        lines = "\n".join(f"– {telling.shorten(text)}" for text in left)
        turn.tell("movement-targets-full", most=MOST_TARGETS, lines=lines)
    card(turn, found)


# --- one movement --------------------------------------------------------------------------------


def card(turn: Turn, found: Movement) -> None:
    """Show a movement, and ask what is to be done with it."""
    if found.state != MovementState.DRAFT:
        # No question with numbered choices: the numbers on the board are those of reports.
        for part in board_texts(turn, found):
            turn.show(part)
        number = number_of(turn, about(found))
        papers = turn.say("movement-papers", number=number)
        launched = found.state == MovementState.LAUNCHED
        what = turn.say("movement-what-now", number=number) if launched else ""
        turn.show("\n".join(filter(None, (what, papers))))
        return
    head = turn.say(
        "movement-draft",
        name=found.name,
        kind=turn.say(f"movement-kind-{found.kind}"),
        text=aims(turn, found),
        to=audience_name(turn, found),
    )
    targets = targets_of(turn.tx, found.id or 0)
    # Not by their numbers: those under them are the choices'.
    text = "\n".join((head, *(f"– {with_unit(each)}" for each in targets)))
    ids = [one for one in CARD if targets or one != "anew"]
    options = [Option(one, turn.say(f"movement-card-{one}")) for one in ids]
    turn.ask("movement-card", text, options, {"movement": found.id}, yields=True)


def audience_name(turn: Turn, found: Movement) -> str:
    """Return which units a movement concerns, as the officer chose them."""
    key = next((key for key, terms in AUDIENCES.items() if list(terms) == found.audience), "")
    return turn.say(f"movement-to-{key}") if key else turn.say("movement-to-nobody")


def take_card(turn: Turn, option: Option, context: Mapping[str, Any]) -> None:
    """Do what was chosen with a movement."""
    found = of_context(turn, context)
    match option.id:
        case "launch":
            launch(turn, found)
        case "targets":
            ask_targets(turn, found)
        case "anew":
            ask_targets(turn, found, anew=True)
        case "ready":
            ask_ready(turn, found)
        case "to":
            ask_audience(turn, found)
        case "drop":
            ask_end(turn, found, "drop")
        case field:
            ask_field(turn, found, field)


def launch(turn: Turn, found: Movement) -> None:
    """Launch it, or ask first for what the units have to hear."""
    if not found.aim:
        ask_field(turn, found, "aim")
    elif not found.audience:
        ask_audience(turn, found)
    else:
        try:
            count = launch_movement(turn.tx, turn.viewer, found, turn.now, turn.today)
        except (NotAllowed, NotPossible):
            turn.tell("movement-too-late")
            return
        number = number_of(turn, about(found))
        turn.tell("movement-launch", name=found.name, count=count, number=number)


def tell_unheard(turn: Turn, found: Movement) -> None:
    """Say who has not said that the launch is clear, and whom to call."""
    persons = unacknowledged(turn.tx, found)
    told = count_told(turn.tx, found)
    lines = [
        f"– {contact(turn, person) or turn.say('duty-somebody')}" for person in persons[:MOST]
    ]
    turn.tell(
        "movement-unheard",
        count=told - len(persons),
        most=told,
        has="yes" if lines else "no",
        lines="\n".join(lines),
        more=max(len(persons) - MOST, 0),
    )


def unheard(turn: Turn, numbers: tuple[int, ...]) -> None:
    """Take "ai chưa rõ 1"."""
    found = meant(turn, numbers[0])
    if found is not None:
        tell_unheard(turn, found)


def more_targets(turn: Turn, numbers: tuple[int, ...]) -> None:
    """Take "chỉ tiêu 1"."""
    found = meant(turn, numbers[0])
    if found is not None:
        ask_targets(turn, found)


def close(turn: Turn, numbers: tuple[int, ...]) -> None:
    """Take "kết thúc 1"."""
    found = meant(turn, numbers[0])
    if found is not None:
        ask_end(turn, found, "close")


def ask_end(turn: Turn, found: Movement, what: str) -> None:
    """Ask whether a movement is to be closed, or a draft dropped."""
    options = turn.options("movement-end", ("yes", "no"))
    text = turn.say("movement-end", name=found.name, state=what)
    turn.ask("movement-end", text, options, {"movement": found.id, "end": what})


def take_end(turn: Turn, option: Option, context: Mapping[str, Any]) -> None:
    """Close a movement, or give a draft up."""
    found = of_context(turn, context)
    if option.id == "no":
        turn.tell("movement-kept")
        return
    end = close_movement if context["end"] == "close" else cancel_movement
    try:
        end(turn.tx, turn.viewer, found, turn.now)
    except (NotAllowed, NotPossible):
        turn.tell("movement-too-late")
    else:
        turn.tell("movement-ended", name=found.name, state=context["end"])


# --- the board -----------------------------------------------------------------------------------

ORDER = tuple(Stands)


def board_texts(turn: Turn, found: Movement) -> list[str]:
    """Return the board of a movement in messages: how many stand where, then each unit, what has
    to be looked after first; within that in the commune's order.
    """
    board = board_of(turn.tx, turn.viewer, found, turn.today, turn.commune.zone)
    counts = ", ".join(
        turn.say("movement-board-count", state=turn.say(f"movement-stands-{state}"), count=count)
        for state in ORDER
        if (count := board.count(state))
    )
    head = turn.say(
        "movement-board",
        name=found.name,
        due=telling.full_day(found.ends, turn.world) if found.ends else "",
        has="yes" if found.ends else "no",
        counts=counts or "–",
        count=board.deeds,
        people=board.people,
    )
    rows = sorted(board.rows, key=lambda row: ORDER.index(row.state))
    lines = [unit_line(turn, row) for row in rows]
    pages = [lines[at : at + MOST] for at in range(0, len(lines), MOST)] or [[]]
    return ["\n".join((head, *pages[0])), *("\n".join(page) for page in pages[1:])]


def unit_line(turn: Turn, row: UnitRow) -> str:
    """Return a unit in a line: where it stands, how far it is, whom to call."""
    reached = "; ".join(
        f"{tell_quantity(each.reached, '')}/{tell_quantity(each.pledged, each.target.unit)}"
        for each in row.targets
        if each.pledged is not None and each.reached is not None
    )
    call = ", ".join(filter(None, (contact(turn, person) for person in row.heads)))
    calls = row.state in CALLED
    number = 0
    if row.report is not None and row.report.state == ProgressState.WAITING:
        number = number_of(turn, f"{REPORT} {row.report.id}")
    elif row.handed_in and row.state is Stands.WAITING:
        number = number_of(turn, f"duty {row.handed_in}")
    return turn.say(
        "movement-unit",
        name=row.unit.name,
        state=turn.say(f"movement-stands-{row.state}"),
        value=f", {reached}" if reached else "",
        has="yes" if call and calls else "no",
        to=call,
        number=number,
    )


KEEP = Action.KEEP_MOVEMENTS
CAPABILITY = Capability(
    "movements",
    routes=(
        Route("movement-list", show, KEEP, menu=False),
        Route("movement-add", add, KEEP, menu=False),
    ),
    numbered=(
        Numbered("movement-look", look, KEEP, NOUN),
        Numbered("movement-unheard", unheard, KEEP, NOUN),
        Numbered("movement-more", more_targets, KEEP, NOUN),
        Numbered("movement-close", close, KEEP, NOUN),
    ),
    questions=(
        asked_in_words("movement-name", KEEP, take_name),
        Asked("movement-kind", take_kind, KEEP),
        asked_in_words("movement-field", KEEP, take_field),
        Asked("movement-to", take_audience, KEEP),
        asked_in_words("movement-targets", KEEP, take_targets),
        asked_in_words("movement-ready", KEEP, take_ready),
        Asked("movement-card", take_card, KEEP),
        Asked("movement-end", take_end, KEEP),
    ),
)
