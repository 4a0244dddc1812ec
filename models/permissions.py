"""Who may do what: one table, one question."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from models.people.role import DESK, Role
from models.work.named import is_named


class Action(StrEnum):
    """What a person may want to do. Every route names one."""

    TALK = "talk"  # menu, help, one's own data
    REPORT_DEED = "report_deed"
    SEE_OWN_DEED = "see_own_deed"  # and correct, add to, take back what one told
    LOOK_UP_DEED = "look_up_deed"  # by its code: where it stands, nothing else
    CONFIRM_DEED = "confirm_deed"
    SEEK_CONSENT = "seek_consent"  # ask whoever is praised, and pass the answer on
    HIDE_DEED = "hide_deed"  # say that it is no good deed but an accusation
    DECIDE_DEED = "decide_deed"
    PUBLISH_DEED = "publish_deed"  # write the public sentence
    RELEASE_DEED = "release_deed"  # release the sentence that another person wrote
    TAKE_DOWN_DEED = "take_down_deed"
    SEE_BOARD = "see_board"
    EXPORT_DEEDS = "export_deeds"
    SEE_UNDELIVERED = "see_undelivered"  # news of which nobody knows whether it arrived
    SEE_LEDGER = "see_ledger"  # how many people and messages the bots have, and what it costs
    ACCEPT_INVITATION = "accept_invitation"
    LINK_ACCOUNTS = "link_accounts"  # be the same person on another channel, and undo that
    KEEP_CALENDAR = "keep_calendar"  # milestones, duties of others, holidays, absences
    SEE_WEEK = "see_week"  # on Monday: what waits, what is due, whom to call
    READ_PLAN = "read_plan"  # send a plan document, and say what of it holds
    ANSWER_DUTY = "answer_duty"  # say what became of what one owes oneself
    KEEP_MOVEMENTS = "keep_movements"  # launch, review and close them, see the board
    JOIN_MOVEMENT = "join_movement"  # register, pledge, report progress
    ANNOUNCE = "announce"
    APPROVE_ANNOUNCEMENT = "approve_announcement"
    REGISTER_GROUP = "register_group"  # a group that gets deadlines and progress as numbers
    INVITE = "invite"
    SET_UP = "set_up"


class NotAllowed(Exception):
    """This person may not do this."""


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who is asking: a person, the roles held now, each with its unit, and the person's name."""

    person: int
    roles: tuple[tuple[Role, int | None], ...] = ()
    name: str = ""

    def units(self, *roles: Role) -> frozenset[int | None]:
        """Return the units for which the person holds one of these roles."""
        return frozenset(unit for held, unit in self.roles if held in roles)

    @property
    def at_desk(self) -> bool:
        """Whether the person is spoken to as a colleague."""
        return any(role in DESK for role, _ in self.roles)


class OfDeed(Protocol):
    """What the table needs to know of a deed."""

    teller_id: int
    typist_id: int
    doer_id: int | None
    hamlet_id: int | None
    who: str

    @property
    def texts(self) -> tuple[str, ...]:
        """All words of the case in which somebody may be named."""


EVERYBODY = frozenset(Role)
DECIDERS = frozenset({Role.TDKT_OFFICER, Role.COMMUNE_CHAIR, Role.VICE_CHAIR})
OF_HAMLET = frozenset({Role.HAMLET_HEAD, Role.HAMLET_FRONT_HEAD})
TABLE: dict[Action, frozenset[Role]] = {
    Action.TALK: EVERYBODY,
    Action.REPORT_DEED: EVERYBODY,
    Action.SEE_OWN_DEED: EVERYBODY,
    Action.LOOK_UP_DEED: EVERYBODY,
    Action.SEE_BOARD: EVERYBODY,
    Action.ACCEPT_INVITATION: EVERYBODY,
    Action.LINK_ACCOUNTS: EVERYBODY,
    Action.CONFIRM_DEED: OF_HAMLET,
    Action.SEEK_CONSENT: OF_HAMLET | DECIDERS,
    Action.HIDE_DEED: OF_HAMLET | DECIDERS,
    Action.TAKE_DOWN_DEED: OF_HAMLET | DECIDERS,
    Action.DECIDE_DEED: DECIDERS,
    Action.PUBLISH_DEED: DECIDERS,
    Action.RELEASE_DEED: DECIDERS,
    Action.EXPORT_DEEDS: DECIDERS,
    Action.SEE_UNDELIVERED: DECIDERS,
    Action.SEE_LEDGER: DECIDERS | {Role.ADMIN},
    Action.KEEP_CALENDAR: DECIDERS | {Role.ADMIN},
    Action.SEE_WEEK: DECIDERS,
    Action.READ_PLAN: DECIDERS,
    Action.ANSWER_DUTY: EVERYBODY,
    Action.KEEP_MOVEMENTS: DECIDERS,
    Action.JOIN_MOVEMENT: EVERYBODY,
    Action.ANNOUNCE: DECIDERS,
    Action.APPROVE_ANNOUNCEMENT: DECIDERS,
    Action.REGISTER_GROUP: DECIDERS | OF_HAMLET,
    Action.INVITE: frozenset({Role.ADMIN, Role.TDKT_OFFICER}),
    Action.SET_UP: frozenset({Role.ADMIN}),
}


def may(viewer: Viewer, action: Action, deed: OfDeed | None = None) -> bool:
    """Tell whether a person may do something, to a certain deed where one is given.

    Heads act for their own hamlet only. Who told or typed a deed, is praised by it or named in it
    never confirms it; who told it or is praised by it never decides it.
    """
    allowed = TABLE[action]
    if Role.CITIZEN not in allowed and not any(role in allowed for role, _ in viewer.roles):
        return False
    if deed is None:
        return True
    at_desk = any(role in DECIDERS for role, _ in viewer.roles)
    of_hamlet = deed.hamlet_id is not None and deed.hamlet_id in viewer.units(*OF_HAMLET)
    match action:
        case Action.SEE_OWN_DEED:
            return viewer.person in (deed.teller_id, deed.typist_id)
        case Action.CONFIRM_DEED:
            return of_hamlet and not is_involved(viewer.person, viewer.name, deed)
        case Action.HIDE_DEED:
            independent = of_hamlet and not is_involved(viewer.person, viewer.name, deed)
            return independent or (at_desk and not is_praised(viewer.person, viewer.name, deed))
        case Action.SEEK_CONSENT:
            asked = of_hamlet and not is_praised(viewer.person, viewer.name, deed)
            return asked or at_desk
        case Action.TAKE_DOWN_DEED:
            return of_hamlet or at_desk
        case Action.DECIDE_DEED:
            return deed.teller_id != viewer.person and not is_praised(
                viewer.person, viewer.name, deed
            )
        case Action.PUBLISH_DEED | Action.RELEASE_DEED:
            return not is_praised(viewer.person, viewer.name, deed)
    return True


def is_praised(person: int, name: str, deed: OfDeed) -> bool:
    """Tell whether somebody is the one whom a deed praises."""
    return person == deed.doer_id or is_named(name, (deed.who,))


def is_involved(person: int, name: str, deed: OfDeed) -> bool:
    """Tell whether somebody is the doer, the teller, the typist, or named in the case."""
    own = (deed.teller_id, deed.typist_id, deed.doer_id)
    return person in own or is_named(name, deed.texts)
