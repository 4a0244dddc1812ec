"""The words of a movement's board, as `movement_picture` draws them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One unit: its name, its state as it is coloured and as it is said, and what stands below."""

    name: str
    state: str
    said: str
    below: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MovementBoard:
    """The words of a board; `counts` are how many units stand where, by state."""

    title: str
    facts: tuple[str, ...]
    counts: tuple[tuple[str, str], ...]
    units: tuple[UnitLine, ...]
    foot: str
