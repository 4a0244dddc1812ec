"""Who may do what: one table, one question."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from models.people.role import DESK, Role


class Action(StrEnum):
    """What a person may want to do. Every route names one."""

    TALK = "talk"  # menu, help, one's own data
    REPORT_DEED = "report_deed"
    SEE_OWN_DEED = "see_own_deed"
    CONFIRM_DEED = "confirm_deed"
    DECIDE_DEED = "decide_deed"
    ACCEPT_INVITATION = "accept_invitation"


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who is asking: a person, and the roles held now, each with its unit."""

    person: int
    roles: tuple[tuple[Role, int | None], ...] = ()

    def units(self, role: Role) -> frozenset[int | None]:
        """Return the units for which the person holds a role."""
        return frozenset(unit for held, unit in self.roles if held is role)

    @property
    def at_desk(self) -> bool:
        """Whether the person is spoken to as a colleague."""
        return any(role in DESK for role, _ in self.roles)


class OfDeed(Protocol):
    """What the table needs to know of a deed."""

    teller_id: int
    hamlet_id: int | None


EVERYBODY = frozenset(Role)
DECIDERS = frozenset({Role.TDKT_OFFICER, Role.COMMUNE_CHAIR, Role.VICE_CHAIR})
TABLE: dict[Action, frozenset[Role]] = {
    Action.TALK: EVERYBODY,
    Action.REPORT_DEED: EVERYBODY,
    Action.SEE_OWN_DEED: EVERYBODY,
    Action.ACCEPT_INVITATION: EVERYBODY,
    Action.CONFIRM_DEED: frozenset({Role.HAMLET_HEAD}),
    Action.DECIDE_DEED: DECIDERS,
}


def may(viewer: Viewer, action: Action, deed: OfDeed | None = None) -> bool:
    """Tell whether a person may do something, to a certain deed where one is given.

    A hamlet head confirms deeds of the own hamlet only, and nobody confirms or decides what they
    told themselves.
    """
    allowed = TABLE[action]
    if Role.CITIZEN not in allowed and not any(role in allowed for role, _ in viewer.roles):
        return False
    if deed is None:
        return True
    match action:
        case Action.SEE_OWN_DEED:
            return deed.teller_id == viewer.person
        case Action.CONFIRM_DEED:
            return deed.teller_id != viewer.person and deed.hamlet_id in viewer.units(
                Role.HAMLET_HEAD
            )
        case Action.DECIDE_DEED:
            return deed.teller_id != viewer.person
    return True
