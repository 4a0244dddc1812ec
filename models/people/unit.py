"""Units: the commune's hamlets, organisations and offices, dated, since they are merged and
renamed.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from sqlalchemy import JSON, String
from sqlmodel import Field, SQLModel, col, func, select

from models.people.facts import FactName, set_fact
from models.permissions import Viewer
from models.store import Tx
from models.trail import note


class UnitKind(StrEnum):
    """What a unit is (`domain.md` 10.2)."""

    HAMLET = "hamlet"
    FRONT = "front"
    MASS_ORG = "mass_org"
    SECTOR = "sector"
    SCHOOL = "school"
    HEALTH = "health"
    COOP = "coop"


HAMLETS = frozenset({UnitKind.HAMLET})
ORGANISATIONS = frozenset(UnitKind) - HAMLETS

LONGEST_NAME = 80
BULLET = re.compile(r"^(?:[-–—•*+]|\d{1,3}[.)])\s*")


class Unit(SQLModel, table=True):
    """One unit. `others` are further names by which people call it; `number` is its own number
    when it is called by one ("Thôn 3").
    """

    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(unique=True)
    kind: str = Field(sa_type=String, index=True)
    name: str
    others: list[str] = Field(default_factory=list, sa_type=JSON)
    number: int = 0
    valid_from: date | None = None
    valid_to: date | None = None


def units_of_kind(tx: Tx, kind: UnitKind, on: date) -> list[Unit]:
    """Return the units of a kind that exist on a day, in the commune's order."""
    return units_of(tx, frozenset({kind}), on)


def units_of(tx: Tx, kinds: frozenset[UnitKind], on: date) -> list[Unit]:
    """Return the units of some kinds that exist on a day, in the commune's order."""
    query = (
        select(Unit)
        .where(col(Unit.kind).in_([kind.value for kind in sorted(kinds)]))
        .order_by(col(Unit.number), col(Unit.id))
    )
    return [
        unit
        for unit in tx.session.exec(query)
        if (unit.valid_from is None or unit.valid_from <= on)
        and (unit.valid_to is None or on <= unit.valid_to)
    ]


# --- a list as an administrator types it ---------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Named:
    """One line of the list: a unit by its name, with further names after commas."""

    name: str
    others: tuple[str, ...]
    kind: UnitKind
    number: int = 0

    @property
    def names(self) -> frozenset[str]:
        """All its names, for comparison."""
        return same_name(self.name, *self.others)


@dataclass(frozen=True, slots=True)
class Change:
    """What a new list does to the units: which begin, which stay (as they are called from now
    on), which end.
    """

    added: tuple[Named, ...]
    kept: tuple[tuple[Unit, Named], ...]
    ended: tuple[Unit, ...]

    @property
    def changes(self) -> bool:
        """Whether anything is different from before."""
        return bool(self.added or self.ended) or any(
            (unit.name, tuple(unit.others)) != (named.name, named.others)
            for unit, named in self.kept
        )


@cache
def words() -> dict[str, Any]:
    """Return the words by which hamlets and organisations are told."""
    return tomllib.loads(
        files("models.people").joinpath("unit_words.toml").read_text(encoding="utf-8")
    )


def read_hamlets(text: str) -> tuple[Named, ...]:
    """Return the hamlets of a list, one a line; one that is named twice counts once. They keep
    their own numbers where all of them are called by one.
    """
    found = once(hamlet(names) for names in lines_of(text))
    numbers = {each.number for each in found if each.number}
    return found if len(numbers) == len(found) else tuple(replace(n, number=0) for n in found)


def read_organisations(text: str) -> tuple[Named, ...]:
    """Return the organisations of a list, one a line, each with the kind that its first words
    tell.
    """
    return once(Named(names[0], tuple(names[1:]), kind_of(names[0])) for names in lines_of(text))


def hamlet(names: Sequence[str]) -> Named:
    """Return a hamlet by its names; the name without "thôn" before it is a further one, but where
    it is a number.
    """
    name, *typed = names
    bare = bare_name(name)
    number = int(bare) if bare.isascii() and bare.isdigit() else 0
    others = [other for other in typed if same_name(other) != same_name(bare)]
    return Named(name, (*short_names(name), *others), UnitKind.HAMLET, number)


def short_names(name: str) -> tuple[str, ...]:
    """Return the further name that a hamlet's name gives by itself: Đoài of "thôn Đoài"."""
    bare = bare_name(name)
    return () if bare == name or bare.isdigit() else (bare,)


def bare_name(name: str) -> str:
    """Return a hamlet's own name, without the word that says what it is."""
    said = name.split()
    for length in (3, 2, 1):
        if len(said) > length and " ".join(said[:length]).lower() in words()["hamlet_words"]:
            return " ".join(said[length:])
    return name


def kind_of(name: str) -> UnitKind:
    """Return what kind of organisation a name tells by its first words."""
    said = name.lower() + " "
    for kind, firsts in words()["kinds"].items():
        if any(said.startswith(first + " ") for first in firsts):
            return UnitKind(kind)
    return UnitKind.SECTOR


def lines_of(text: str) -> list[list[str]]:
    """Return the names on each line, without bullets and numbering; the first is the name."""
    found = []
    for line in unicodedata.normalize("NFC", text).splitlines():
        parts = BULLET.sub("", line.strip()).split(",")
        names = [" ".join(part.split()).strip(" .;")[:LONGEST_NAME] for part in parts]
        if kept := [name for name in names if name]:
            found.append(kept)
    return found


def once(named: Iterable[Named]) -> tuple[Named, ...]:
    """Return a list in which every name stands once."""
    return tuple({each.name.lower(): each for each in named}.values())


def same_name(*names: str) -> frozenset[str]:
    """Return names as they are compared."""
    return frozenset(unicodedata.normalize("NFC", name).lower() for name in names)


# --- a new list ----------------------------------------------------------------------------------


def compare_units(before: Sequence[Unit], named: Sequence[Named]) -> Change:
    """Return what a list does to the units that exist. A unit stays where its name stands in the
    list, or where one of its names does: so a unit is renamed without losing its history.
    """
    left, found = list(before), dict[str, Unit]()
    for by_any_name in (False, True):
        for each in named:
            if each.name in found:
                continue
            for unit in left:
                own = same_name(unit.name, *(unit.others if by_any_name else ()))
                if own & (each.names if by_any_name else same_name(each.name)):
                    found[each.name] = unit
                    left.remove(unit)
                    break
    return Change(
        added=tuple(each for each in named if each.name not in found),
        kept=tuple((found[each.name], each) for each in named if each.name in found),
        ended=tuple(left),
    )


def replace_units(
    tx: Tx, viewer: Viewer, fact: FactName, named: Sequence[Named], today: date, now: datetime
) -> Change:
    """Make the hamlets (or the organisations) those of a list: what is missing in it ends the day
    before, nothing is erased. Raises NotAllowed.
    """
    kinds = HAMLETS if fact is FactName.HAMLETS else ORGANISATIONS
    set_fact(tx, viewer, fact, "\n".join(each.name for each in named), now)
    change = compare_units(units_of(tx, kinds, today), named)
    count = tx.session.exec(select(func.count(col(Unit.id)))).one()
    for place, each in enumerate(change.added, count + 1):
        unit = Unit(code=f"{each.kind}-{place}", kind=each.kind, name=each.name, valid_from=today)
        unit.others, unit.number = list(each.others), each.number
        tx.session.add(unit)
        tx.session.flush()
        note(tx, viewer.person, "unit.begin", f"unit {unit.id}", name=unit.name, kind=unit.kind)
    for unit, each in change.kept:
        if (unit.name, tuple(unit.others)) == (each.name, each.others):
            continue
        unit.name, unit.others, unit.number = each.name, list(each.others), each.number
        note(tx, viewer.person, "unit.rename", f"unit {unit.id}", name=unit.name)
    for unit in change.ended:
        unit.valid_to = today - timedelta(days=1)
        note(tx, viewer.person, "unit.end", f"unit {unit.id}", last_day=unit.valid_to.isoformat())
    tx.session.flush()
    return change
