"""Whom an announcement may be for, in words and with their sizes: groups, hamlets and other units,
those who have registered for a movement.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.dialogue import telling
from bot.dialogue.messages import Option
from handlers.turn import Turn, word_list
from models.people.unit import HAMLETS, ORGANISATIONS, Unit, units_of
from models.work.audience import count_persons
from models.work.launching import find_movement, movements
from models.work.movement import MovementState

# Whom an officer may choose, in the order shown; each has its terms.
AUDIENCES: Mapping[str, tuple[str, ...]] = {
    "hamlets": ("role:hamlet_head",),
    "fronts": ("role:hamlet_front_head",),
    "units": ("units:organisation",),
    "council": ("role:council_member", "role:council_secretary"),
    "desk": ("role:tdkt_officer", "role:commune_chair", "role:vice_chair"),
    "everybody": ("everyone",),
}
PLACES, REGISTERED = "places", "registered"  # what leads on to a list
CHOICES = (*AUDIENCES, PLACES, REGISTERED)
SHOWN = 9  # choices under one question
NAMED = 6  # audiences of one announcement that are named
NAME = 8  # syllables of a movement's name
UNNUMBERED = 10_000  # no number that anybody types: these are chosen by their names


def groups(turn: Turn, *, with_sizes: bool = True) -> tuple[Option, ...]:
    """Return the groups with their sizes, and what leads on to a list where there is one."""
    options = []
    for key, terms in AUDIENCES.items():
        name = label_of(turn, key)
        options.append(option_of(turn, key, sized(turn, name, terms) if with_sizes else name))
    if turn.commune.options(turn.tx, "hamlets", turn.today):
        options.append(option_of(turn, PLACES, label_of(turn, PLACES)))
    if movements(turn.tx, (MovementState.LAUNCHED,)):
        options.append(option_of(turn, REGISTERED, label_of(turn, REGISTERED)))
    return tuple(options)


def option_of(turn: Turn, key: str, label: str) -> Option:
    """Return a group as a choice; its bare name and its further ones can be typed."""
    others = (label_of(turn, key), *word_list(turn.say, f"announce-to-{key}-others"))
    return Option(key, label, others)


def label_of(turn: Turn, key: str) -> str:
    """Return the name of a group."""
    return turn.say(f"announce-to-{key}")


def sized(turn: Turn, name: str, terms: Sequence[str]) -> str:
    """Return a name with how many people that are, whoever writes left out."""
    count = count_persons(turn.tx, terms, turn.today, turn.viewer.person)
    return turn.say("announce-sized", name=name, count=count)


def hamlets(turn: Turn) -> list[Option]:
    """Return the hamlets as they are chosen from their list, with their sizes."""
    found = []
    for one in turn.commune.options(turn.tx, "hamlets", turn.today):
        term = f"unit:{one.id}"
        label = sized(turn, one.label, (term,))
        found.append(Option(term, label, (one.label, *one.others), one.position))
    return found


def registered(turn: Turn) -> list[Option]:
    """Return the movements that run, as those who have registered for them are chosen, with their
    sizes.
    """
    found = []
    for one in movements(turn.tx, (MovementState.LAUNCHED,))[:SHOWN]:
        term = f"registered:{one.id}"
        label = sized(turn, telling.shorten(one.name, NAME), (term,))
        found.append(Option(term, label, (one.name, *before(turn, "movement", one.name))))
    return found


def by_name(turn: Turn) -> list[Option]:
    """Return all that can be named without standing among the groups: hamlets, other units,
    movements. No number means any of them.
    """
    found = []
    for unit in units_of(turn.tx, HAMLETS | ORGANISATIONS, turn.today):
        names = (unit.name, *unit.others)
        others = before(turn, "hamlet", *names) if unit.kind in HAMLETS else ()
        found.append(Option(f"unit:{unit.id}", unit.name, (*unit.others, *others)))
    for one in movements(turn.tx, (MovementState.LAUNCHED,)):
        others = before(turn, "movement", one.name)
        found.append(Option(f"registered:{one.id}", one.name, others))
    return [replace(one, position=UNNUMBERED + place) for place, one in enumerate(found)]


def before(turn: Turn, kind: str, *names: str) -> tuple[str, ...]:
    """Return names as they are said with more before them ("trưởng thôn Đoài")."""
    words = word_list(turn.say, f"announce-of-{kind}-others")
    return tuple(f"{word} {name}" for word in words for name in names)


def told_audience(turn: Turn, terms: Sequence[str]) -> str:
    """Return whom an audience means, in words."""
    left, names = list(terms), []
    for key, own in AUDIENCES.items():
        if set(own) <= set(left):
            names.append(label_of(turn, key))
            left = [term for term in left if term not in own]
    for term in left:
        word, _, row = term.partition(":")
        if word == "unit" and (unit := turn.tx.session.get(Unit, int(row))) is not None:
            names.append(unit.name)
        elif word == "registered" and (one := find_movement(turn.tx, int(row))) is not None:
            name = telling.shorten(one.name, NAME)
            names.append(turn.say("announce-those-registered", name=name))
    more = len(names) - NAMED
    if more > 0:
        return turn.say("announce-audience-more", names=", ".join(names[:NAMED]), more=more)
    return ", ".join(names)
