"""Taking part in a movement: a head hears of it and says that it is clear, registers the unit with
targets, signs the pledge between the units, and reports how far it is. People may take part for
themselves. Everybody sees the own standing only.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from bot.dialogue import telling, understand
from bot.dialogue.messages import Kind, Option
from bot.dialogue.talk import Question
from handlers.acknowledging import offer
from handlers.duties import desk, number_of
from handlers.movement_telling import aims, name_of, named_targets, stand_line
from handlers.movements import meant
from handlers.showing import again
from handlers.turn import (
    Asked,
    Capability,
    Numbered,
    Phrase,
    PushUse,
    Route,
    Turn,
    asked_in_words,
    folded_words,
    no_choice,
)
from models.machine.push import Waiting
from models.machine.reminder import acknowledge, drop_alone
from models.permissions import Action, NotAllowed
from models.work.launching import (
    LAUNCHED,
    NotPossible,
    about,
    find_movement,
    movements,
    targets_of,
    units_concerned,
)
from models.work.list_numbers import case_of_number
from models.work.movement import (
    Movement,
    MovementState,
    Progress,
    ProgressState,
    Registration,
)
from models.work.quantities import (
    read_named,
    read_progress,
    read_several,
    read_unchosen,
    tell_quantity,
)
from models.work.registering import (
    own_registrations,
    own_units,
    pledged_targets,
    register,
    registrations,
    report_progress,
    sign_pledge,
    standing,
    withdraw,
)

NOUN = "movement"
MOST = 8  # lines of a message that can still be read
ANSWERED_WITHIN = timedelta(days=2)  # photos answer what the officer asks
SHORT = 7  # words of an answer that only puts something off
COMMON = 1500  # characters of the common list in one message


# --- hearing of it -------------------------------------------------------------------------------


def hear(turn: Turn, waiting: Waiting, worded: bool) -> bool:
    """Tell a head that a movement was launched: what, by when, how it is measured."""
    found = find_movement(turn.tx, int(waiting.about.partition(" ")[2]))
    if found is None or found.state != MovementState.LAUNCHED:
        drop_alone(turn.tx, waiting.id, "closed", turn.now)
        return False
    text = turn.say(
        "movement-launched",
        name=found.name,
        text=aims(turn, found),
        number=number_of(turn, about(found)),
        desk=desk(turn),
    )
    offer(turn, text, "movement-clear", about(found))
    return True


def clear(turn: Turn, numbers: tuple[int, ...]) -> None:
    """Take "đã rõ 3"."""
    found = meant(turn, numbers[0])
    if found is not None:
        acknowledge(turn.tx, turn.viewer.person, about(found), turn.now)
        number = number_of(turn, about(found))
        turn.tell("movement-clear", number=number, desk=desk(turn))


def show(turn: Turn) -> None:
    """Show the movements that are under way with numbers, and the own standing in each."""
    found = movements(turn.tx, (MovementState.LAUNCHED,))
    if not found:
        turn.tell("movement-none-open", desk=desk(turn))
        return
    own = {each.movement_id for each, _ in own_registrations(turn.tx, turn.viewer)}
    lines = [
        turn.say(
            "movement-own-line",
            number=number_of(turn, about(one)),
            name=telling.shorten(one.name),
            state="in" if one.id in own else "out",
        )
        for one in found[:MOST]
    ]
    number = number_of(turn, about(found[0]))
    turn.tell("movement-own", lines="\n".join(lines), number=number, desk=desk(turn))


def look(turn: Turn, numbers: tuple[int, ...]) -> None:
    """Take "xem 3" of whoever takes part: what it is about, and the own standing."""
    found = meant(turn, numbers[0])
    if found is None:
        return
    own = [each for each, one in own_registrations(turn.tx, turn.viewer) if one.id == found.id]
    if own:
        for each in own:
            turn.show(own_standing(turn, found, each))
        return
    number = number_of(turn, about(found))
    turn.tell(
        "movement-about", name=found.name, text=aims(turn, found), number=number, desk=desk(turn)
    )


def own_standing(turn: Turn, movement: Movement, registration: Registration) -> str:
    """Return how far a unit or person is."""
    lines = [stand_line(turn.say, each) for each in standing(turn.tx, registration)]
    return turn.say(
        "movement-standing",
        name=movement.name,
        who=telling.capital(name_of(turn, registration)),
        lines="\n".join(lines) or "–",
        desk=desk(turn),
    )


# --- registering ---------------------------------------------------------------------------------


def join(turn: Turn, numbers: tuple[int, ...]) -> None:
    """Take "đăng ký 3"."""
    found = meant(turn, numbers[0])
    if found is None:
        return
    if found.state != MovementState.LAUNCHED:
        turn.tell("movement-closed", desk=desk(turn))
        return
    units = own_units(turn.viewer, units_concerned(turn.tx, found, turn.today))
    if len(units) > 1:
        options = [Option(str(unit.id), unit.name) for unit in units]
        text = turn.say("movement-unit-which", desk=desk(turn))
        turn.ask("movement-unit", text, options, {"movement": found.id})
        return
    ask_choices(turn, found, units[0].id if units else None)


def join_with(turn: Turn, rest: str) -> bool:
    """Take "đăng ký 3: 500 m, 2 hộ", with what is chosen; where that is not clear it is asked."""
    hit = re.match(r"(?P<number>\d{1,3})\b[\s:,;–-]*(?:nhé|nhe)?[\s:,;–-]*(?P<said>\S.*)", rest)
    if hit is None:
        return False
    about_it = case_of_number(turn.tx, turn.viewer.person, int(hit["number"])) or ""
    if not about_it.startswith(f"{NOUN} "):
        return False
    found = meant(turn, int(hit["number"]))
    if found is None or found.state != MovementState.LAUNCHED:
        return found is None
    choices = read_named(hit["said"], targets_of(turn.tx, found.id or 0))
    units = own_units(turn.viewer, units_concerned(turn.tx, found, turn.today))
    turn.close()
    if choices is None or len(units) > 1:
        join(turn, (int(hit["number"]),))
    else:
        keep(turn, found, units[0].id if units else None, choices)
    return True


def take_unit(turn: Turn, option: Option, context: Mapping[str, Any]) -> None:
    """Take for which unit a head registers."""
    found = find_movement(turn.tx, context["movement"])
    if found is not None:
        ask_choices(turn, found, int(option.id))


def ask_choices(turn: Turn, found: Movement, unit: int | None) -> None:
    """Show the targets and ask which are chosen, each with its number."""
    targets = targets_of(turn.tx, found.id or 0)
    context = {"movement": found.id, "unit": unit}
    if not targets:
        keep(turn, found, unit, {})
        return
    lines = "\n".join(named_targets(targets))
    example = next((t for t in targets if t.unit), targets[0])
    sample = f"{example.place}: {tell_quantity(500, example.unit)}" if example.unit else "1"
    text = turn.say("movement-choose", lines=lines, example=sample, desk=desk(turn))
    turn.ask_words("movement-choose", text, context)


def take_choices(turn: Turn, question: Question) -> None:
    """Take the targets and numbers that were chosen."""
    found = turn.tx.session.get_one(Movement, question.context["movement"])
    choices = read_named(understand.clean(turn.said.text), targets_of(turn.tx, found.id or 0))
    if choices is None or turn.said.media:
        again(turn, question, turn.say("movement-choose-unclear", desk=desk(turn)))
        return
    turn.close()
    keep(turn, found, question.context["unit"], choices)


def keep(
    turn: Turn, found: Movement, unit: int | None, choices: Mapping[int, float | None]
) -> None:
    """Register, and say what was written down."""
    try:
        made = register(turn.tx, turn.viewer, found, unit, choices, turn.now)
    except (NotAllowed, NotPossible):
        turn.tell("movement-closed", desk=desk(turn))
        return
    lines = [stand_line(turn.say, each) for each in standing(turn.tx, made)]
    turn.tell(
        "movement-registered",
        name=found.name,
        who=telling.capital(name_of(turn, made)),
        lines="\n".join(lines) or "–",
        number=number_of(turn, about(found)),
        has="yes" if unit is not None else "no",
        desk=desk(turn),
    )


def leave(turn: Turn, numbers: tuple[int, ...]) -> None:
    """Take "rút 3": take part no more."""
    for_own(turn, numbers[0], "movement-leave-which")


def leave_as(turn: Turn, made: Registration) -> None:
    """Take part no more, as a unit or a person."""
    try:
        withdraw(turn.tx, turn.viewer, made, turn.now)
    except (NotAllowed, NotPossible):
        turn.tell("movement-closed", desk=desk(turn))
    else:
        turn.tell("movement-withdrawn", who=telling.capital(name_of(turn, made)), desk=desk(turn))


def for_own(turn: Turn, number: int, what: str) -> None:
    """Do something as whoever of this person, or of their units, takes part in the movement of a
    list number: ask as which, where several do; say so where none does.
    """
    found = meant(turn, number)
    if found is None:
        return
    own = [each for each, one in own_registrations(turn.tx, turn.viewer) if one.id == found.id]
    if not own:
        turn.tell("movement-not-in", number=number, desk=desk(turn))
    elif len(own) == 1:
        DONE_AS[what](turn, own[0])
    else:
        options = [Option(str(each.id), name_of(turn, each)) for each in own]
        text = turn.say(what, desk=desk(turn))
        turn.ask("movement-as", text, options, {"what": what})


def take_as(turn: Turn, option: Option, context: Mapping[str, Any]) -> None:
    """Take as which unit."""
    made = turn.tx.session.get_one(Registration, int(option.id))
    DONE_AS[context["what"]](turn, made)


# --- the pledge between the units ----------------------------------------------------------------


def pledge(turn: Turn, numbers: tuple[int, ...]) -> None:
    """Take "giao ước 3"."""
    for_own(turn, numbers[0], "movement-pledge-which")


def pledge_as(turn: Turn, made: Registration) -> None:
    """Show the common list, and ask whether the unit signs."""
    lines = []
    for each in registrations(turn.tx, made.movement_id):
        if each.unit_id is None:
            continue
        chosen = "; ".join(
            f"{one.target.text} {tell_quantity(one.pledged, one.target.unit)}"
            if one.pledged is not None
            else one.target.text
            for one in standing(turn.tx, each)
        )
        lines.append(f"– {telling.capital(name_of(turn, each))}: {chosen or '–'}")
    page = ""
    for line in lines:
        if page and len(page) + len(line) > COMMON:
            turn.show(page)
            page = ""
        page = f"{page}\n{line}".strip()
    text = turn.say("movement-pledge", lines=page, who=name_of(turn, made), desk=desk(turn))
    options = turn.options("movement-pledge", ("yes", "no"))
    turn.ask("movement-pledge", text, options, {"registration": made.id})


def take_pledge(turn: Turn, option: Option, context: Mapping[str, Any]) -> None:
    """Sign the pledge, or not."""
    made = turn.tx.session.get_one(Registration, context["registration"])
    if option.id == "no":
        turn.tell("movement-not-signed", desk=desk(turn))
        return
    try:
        sign_pledge(turn.tx, turn.viewer, made, turn.now)
    except (NotAllowed, NotPossible):
        turn.tell("movement-closed", desk=desk(turn))
    else:
        turn.tell("movement-signed", who=telling.capital(name_of(turn, made)), desk=desk(turn))


DONE_AS = {"movement-leave-which": leave_as, "movement-pledge-which": pledge_as}


# --- progress ------------------------------------------------------------------------------------


def progress(turn: Turn, rest: str) -> bool:
    """Take "tiến độ 300 m đường", also under photos; without more, ask how far it is; "tiến độ
    đến đâu rồi" asks for the own standing. Under the
    photos of somebody who takes part in nothing it is the beginning of a deed, like any words.
    """
    if not own_registrations(turn.tx, turn.viewer):
        if photos_of(turn):
            return False
        turn.tell("movement-not-in-any", desk=desk(turn))
        return True
    turn.close()
    files = photos_of(turn)
    if not files and understand.fold(rest) in folded_words(turn.say, "movement-how-words"):
        for each, movement in own_registrations(turn.tx, turn.viewer)[:MOST]:
            turn.show(own_standing(turn, movement, each))
        return True
    if not rest and not files:
        turn.ask_words("movement-progress", turn.say("movement-progress", desk=desk(turn)))
        return True
    place_report(turn, {"text": rest, "files": files})
    return True


def take_progress(turn: Turn, question: Question) -> None:
    """Take a report: a number, a line, photos, in one message."""
    text = " ".join(understand.clean(turn.said.text).split())
    files = photos_of(turn)
    if not text and not files:
        again(turn, question, turn.say("movement-progress-unread", desk=desk(turn)))
        return
    turn.close()
    if not files and is_put_off(turn, text):
        turn.tell("movement-progress-later", desk=desk(turn))
        return
    place_report(turn, {"text": text, "files": files})


def is_put_off(turn: Turn, text: str) -> bool:
    """Tell whether a short answer says that the report comes another time ("bận quá mai báo")."""
    said = f" {understand.fold(understand.bare(text))}"
    words = folded_words(turn.say, "movement-later-words")
    short = len(said.split()) <= SHORT and not any(c.isdigit() for c in said)
    return short and any(said.endswith(f" {word}") for word in words)


def photos_of(turn: Turn) -> list[str]:
    """Return the photos of a message."""
    return [media.file for media in turn.said.media if media.kind is Kind.PHOTO and media.file]


def place_report(turn: Turn, told: Mapping[str, Any]) -> None:
    """Find for which movement a report is: the only one, or ask."""
    own = own_registrations(turn.tx, turn.viewer)
    fitting = [one for one in own if fits(turn, one[0], told["text"])]
    if len(own) > 1 and len(fitting) != 1:
        options = [
            Option(str(each.id), f"{telling.shorten(movement.name, 10)}, {name_of(turn, each)}")
            for each, movement in own
        ]
        text = turn.say("movement-progress-which", desk=desk(turn))
        turn.ask("movement-progress-which", text, options, dict(told))
        return
    each = fitting[0][0] if fitting else own[0][0]
    place_number(turn, each, told)


def targets(turn: Turn, registration: Registration) -> list[Any]:
    """Return the targets that a report may be for."""
    return pledged_targets(turn.tx, registration)


def fits(turn: Turn, registration: Registration, text: str) -> bool:
    """Tell whether a report says a number that is surely for a target of a registration."""
    chosen = targets(turn, registration)
    return bool(read_several(text, chosen) or read_progress(text, chosen)[1])


def take_which(turn: Turn, option: Option, context: Mapping[str, Any]) -> None:
    """Take for which movement a report is."""
    place_number(turn, turn.tx.session.get_one(Registration, int(option.id)), context)


def place_number(turn: Turn, registration: Registration, told: Mapping[str, Any]) -> None:
    """Find for which target the number of a report is, or ask."""
    chosen = targets(turn, registration)
    if several := read_several(told["text"], chosen):
        rows = [(several[each.place], each.id) for each in chosen if each.place in several]
        write(turn, registration, told, rows)
        return
    value, target, unclear = read_progress(told["text"], chosen)
    if unclear:
        options = [Option(str(each.id), each.text) for each in chosen if each.unit]
        options += turn.options("movement-target-which", ("none",))
        text = turn.say("movement-target-which", desk=desk(turn))
        context = {**told, "registration": registration.id, "value": value}
        turn.ask("movement-target", text, options, context)
        return
    write(turn, registration, told, [(value, target.id)] if target else [])


def take_target(turn: Turn, option: Option, context: Mapping[str, Any]) -> None:
    """Take for which target a number is; one of none stays in the words of the report."""
    registration = turn.tx.session.get_one(Registration, context["registration"])
    rows = [] if option.id == "none" else [(context["value"], int(option.id))]
    write(turn, registration, context, rows)


def write(
    turn: Turn,
    registration: Registration,
    told: Mapping[str, Any],
    numbers: Sequence[tuple[float | None, int | None]],
) -> None:
    """Write a report down, and show the own standing. Of several numbers, each with its target,
    the last one carries the words and photos: that is the one which the officer sees.
    """
    *before, last = numbers or [(None, None)]
    words = {"text": told["text"], "files": told["files"]}
    where = (turn.tx, turn.viewer, registration, turn.now)
    try:
        for value, target in before:
            report_progress(*where, target=target, value=value)
        report_progress(*where, target=last[1], value=last[0], **words)
    except (NotAllowed, NotPossible):
        turn.tell("movement-closed", desk=desk(turn))
        return
    lines = [stand_line(turn.say, each) for each in standing(turn.tx, registration)]
    turn.tell(
        "movement-reported",
        lines="\n".join(lines) or "–",
        count=len(told["files"]),
        desk=desk(turn),
    )
    tell_unchosen(turn, registration, told["text"])


def tell_unchosen(turn: Turn, registration: Registration, text: str) -> None:
    """Say that a number is for a target which was not chosen, and so does not count."""
    chosen = targets(turn, registration)
    others = [one for one in targets_of(turn.tx, registration.movement_id) if one not in chosen]
    if missed := read_unchosen(text, chosen, others):
        number = number_of(
            turn, about(turn.tx.session.get_one(Movement, registration.movement_id))
        )
        names = "; ".join(telling.shorten(one.text, 8) for one in missed)
        turn.tell("movement-not-counted", names=names, number=number, desk=desk(turn))


def hear_returned(turn: Turn, waiting: Waiting, worded: bool) -> bool:
    """Tell whoever reported what the officer asks."""
    found = turn.tx.session.get(Progress, int(waiting.values["progress"]))
    if found is None or found.state != ProgressState.RETURNED:
        return False
    registration = turn.tx.session.get_one(Registration, found.registration_id)
    movement = turn.tx.session.get_one(Movement, registration.movement_id)
    remark = telling.shorten(found.remark, 30)
    text = turn.say("movement-returned", name=movement.name, text=remark, desk=desk(turn))
    busy = turn.talk.open is not None and not turn.talk.open.yields
    if worded or busy or turn.talk.draft is not None:
        turn.show(text)
    else:
        context = {"registration": registration.id}
        turn.ask_words("movement-returned", text, context, yields=True)
    return True


def take_returned(turn: Turn, question: Question) -> bool:
    """Take photos that follow upon what the officer asks, without the word "tiến độ": they answer
    it. Words alone, photos under words that say no number of a target, which may be a deed, and
    photos that come days later mean themselves.
    """
    files, text = photos_of(turn), " ".join(understand.clean(turn.said.text).split())
    late = question.asked_at is None or turn.now - question.asked_at > ANSWERED_WITHIN
    if not files or late or turn.said.forwarded or says_progress(turn, text):
        return False
    registration = turn.tx.session.get(Registration, question.context["registration"])
    own = {each.id for each, _ in own_registrations(turn.tx, turn.viewer)}
    if registration is None or registration.id not in own:
        return False
    if text and not fits(turn, registration, text):
        return False
    turn.close()
    place_number(turn, registration, {"text": text, "files": files})
    return True


def says_progress(turn: Turn, text: str) -> bool:
    """Tell whether a message begins with the word of a report: it is heard anyway."""
    said = f"{understand.fold(text)} "
    words = folded_words(turn.say, "movement-progress-words")
    return any(said.startswith(f"{word} ") for word in words)


JOIN = Action.JOIN_MOVEMENT
CAPABILITY = Capability(
    "taking",
    routes=(Route("movement-own", show, JOIN, menu=False),),
    numbered=(
        Numbered("movement-clear", clear, JOIN, NOUN, button=True),
        Numbered("movement-look-own", look, JOIN, NOUN, shows=True),
        Numbered("movement-join", join, JOIN, NOUN),
        Numbered("movement-leave", leave, JOIN, NOUN),
        Numbered("movement-pledge", pledge, JOIN, NOUN),
    ),
    questions=(
        Asked("movement-unit", take_unit, JOIN),
        asked_in_words("movement-choose", JOIN, take_choices),
        Asked("movement-as", take_as, JOIN),
        Asked("movement-pledge", take_pledge, JOIN),
        asked_in_words("movement-progress", JOIN, take_progress),
        Asked("movement-progress-which", take_which, JOIN),
        Asked("movement-target", take_target, JOIN),
        Asked("movement-returned", no_choice, JOIN, own=take_returned),
    ),
    pushes=(PushUse(LAUNCHED, hear), PushUse("movement-returned", hear_returned)),
    phrases=(
        Phrase("movement-progress", progress, JOIN, photos=True),
        Phrase("movement-join", join_with, JOIN, in_form=True),
    ),
)
