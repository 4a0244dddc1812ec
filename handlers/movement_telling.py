"""Movements in words: what is aimed at, the targets, how far somebody is."""

from collections.abc import Sequence

from bot.dialogue import telling
from bot.dialogue.world import Words
from handlers.turn import Turn
from models.people.person import Person
from models.people.unit import Unit
from models.work.movement import Movement, Registration, Target
from models.work.quantities import tell_quantity, tell_value
from models.work.registering import Standing

REPORT = "progress"  # how list numbers call a report of progress


def aims(turn: Turn, movement: Movement) -> str:
    """Return what is to be reached, by when, and how it is measured, a line each."""
    parts = [turn.say("movement-aim", text=movement.aim)] if movement.aim else []
    if movement.ends is not None:
        day = telling.full_day(movement.ends, turn.world)
        parts.append(turn.say("movement-by", due=day))
    if movement.measure:
        parts.append(turn.say("movement-measured", text=movement.measure))
    return "\n".join(parts) or "–"


def named_targets(targets: Sequence[Target]) -> list[str]:
    """Return the targets of a list with their places and units, a line each."""
    return [f"{each.place}. {with_unit(each)}" for each in targets]


def with_unit(target: Target) -> str:
    """Return a target with what it is counted in."""
    return f"{target.text} ({target.unit})" if target.unit else target.text


def name_of(turn: Turn, registration: Registration) -> str:
    """Return who takes part: the unit's name, or the person's."""
    if registration.unit_id is not None:
        return turn.tx.session.get_one(Unit, registration.unit_id).name
    return turn.tx.session.get_one(Person, registration.person_id).name or turn.say(
        "duty-somebody"
    )


def stand_line(say: Words, each: Standing) -> str:
    """Return how far one target is: "Làm đường: 300/500 m, 60 %"."""
    target = each.target
    if each.pledged is None and each.reached is None:
        return f"– {target.text}"
    if each.pledged is None:
        return f"– {target.text}: {tell_quantity(each.reached or 0, target.unit)}"
    pledged = tell_quantity(each.pledged, target.unit)
    if each.reached is None:
        return f"– {target.text}: {say('movement-pledged', value=pledged)}"
    reached = f"{tell_value(each.reached)}/{pledged}"
    percent = f", {each.percent} %" if each.percent is not None else ""
    return f"– {target.text}: {reached}{percent}"
