"""Invitations: an administrator or officer makes a one-time code that can be spoken; typed, or
opened as a link, it gives its role to whoever uses it first.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.dialogue import telling, understand
from bot.dialogue.messages import Option
from bot.dialogue.talk import Question
from handlers import cases
from handlers.showing import again
from handlers.turn import Asked, Capability, Coded, Route, Turn, asked_in_words
from models.people.invitations import (
    UNIT_KINDS,
    VALID_FOR,
    Refusal,
    accept_invitation,
    invite,
    roles_to_invite,
)
from models.people.role import Role
from models.people.seats import MeetingPlace, place_for_one
from models.people.unit import HAMLETS, units_of
from models.permissions import Action, NotAllowed
from models.work.receipts import grouped

ASK_ROLE = "invite-role"
ASK_UNIT = "invite-unit"
ASK_NAME = "invite-name"
MOST_CHOICES = 9  # a longer list is not shown: its names are typed
NAME = 80  # letters of a name


# --- using one -----------------------------------------------------------------------------------


def accept(turn: Turn, code: str) -> None:
    """Take "mời 4071 2386". At a kiosk the role would stay with nobody, or with everybody."""
    if turn.said.passing:
        turn.tell("invitation-kiosk")
        return
    try:
        role, _unit = accept_invitation(turn.tx, code, turn.viewer.person, turn.now)
    except Refusal:
        turn.tell("invitation-refused")
        return
    turn.tell("invitation-accepted", role=role_name(turn, role))


# --- making one ----------------------------------------------------------------------------------


def begin(turn: Turn) -> None:
    """Ask to which role somebody is invited."""
    roles = roles_to_invite(turn.viewer)
    options = [Option(role.value, role_name(turn, role)) for role in roles]
    turn.ask(ASK_ROLE, turn.say("invite-role"), options)


def answer_role(turn: Turn, option: Option, context: Mapping[str, Any]) -> None:
    """Take the role; ask for its hamlet or unit where it is held for one."""
    role = Role(option.id)
    of_hamlet = UNIT_KINDS.get(role) == HAMLETS
    units = units_for(turn, role)
    if units:
        ask_unit(turn, units if len(units) <= MOST_CHOICES else (), {"role": role.value})
    elif of_hamlet:
        turn.tell("invite-no-hamlets")
    else:
        ask_name(turn, {"role": role.value})


def ask_unit(turn: Turn, options: tuple[Option, ...], context: Mapping[str, Any]) -> None:
    """Ask for which hamlet or unit; without choices the name is typed."""
    turn.ask(
        ASK_UNIT, turn.say("invite-unit" if options else "invite-unit-typed"), options, context
    )


def answer_unit(turn: Turn, option: Option, context: Mapping[str, Any]) -> None:
    """Take the hamlet or unit."""
    ask_name(turn, {**context, "unit": int(option.id)})


def words_of_unit(turn: Turn, question: Question) -> None:
    """Take a hamlet or unit by its name; what may be several is asked again with these."""
    units = units_for(turn, Role(question.context["role"]))
    match understand.pick(turn.said.text, units):
        case understand.Picked((option,)):
            turn.close()
            answer_unit(turn, option, question.context)
        case understand.Unclear(closest) if closest:
            ask_unit(turn, closest, question.context)
        case _:
            again(turn, question, turn.say("invite-unit-unknown"))


def ask_name(turn: Turn, context: Mapping[str, Any]) -> None:
    """Ask for the name of whoever is invited."""
    turn.ask_words(ASK_NAME, turn.say("invite-name"), context)


def words_of_name(turn: Turn, question: Question) -> None:
    """Take the name, make the invitation, and show its code with what to say on the phone."""
    name = " ".join(understand.clean(turn.said.text).split())
    if not 2 <= len(name) <= NAME or turn.said.media:
        again(turn, question, turn.say("invite-name-unclear"))
        return
    role, unit = Role(question.context["role"]), question.context.get("unit")
    turn.close()
    place = place_for_one(turn.tx, turn.commune.places(), turn.now)
    bot = place.bot if place is not None else ""
    try:
        code = invite(turn.tx, turn.viewer, role, unit, name, turn.now, bot)
    except NotAllowed:
        turn.tell("invite-not-yours")
        return
    turn.secret = True  # only a digest of the code is kept
    text = turn.say(
        "invite-code",
        who=telling.in_sentence(name),
        role=", ".join(filter(None, (role_name(turn, role), unit_name(turn, role, unit)))),
        code=grouped(code),
        day=telling.full_day(last_day(turn), turn.world),
    )
    turn.show(cases.lines((text, where_to_use(turn, place), on_telegram(turn, code))))


def where_to_use(turn: Turn, place: MeetingPlace | None) -> str:
    """Return where whoever is invited sends the code: the bot that holds a seat for them, with its
    QR code; when all are full the Official Account, the commune's page, or the telephone.
    """
    if place is not None and place.link:
        page = turn.commune.page_url(f"/moi/{place.bot}")
        qr = turn.say("invite-qr", url=page) if page else ""
        return cases.lines((turn.say("invite-to-bot", url=place.link), qr))
    if place is not None:
        return turn.say("invite-to-page")
    full = any(p.plan is not None and not p.stopped for p in turn.commune.places())
    other = next((p.link for p in turn.commune.places() if p.window is not None and p.link), "")
    url = other or turn.commune.page_url("")
    if not full:
        return turn.say("invite-to-page")
    return turn.say("invite-full", url=url) if url else turn.say("invite-full-call")


def on_telegram(turn: Turn, code: str) -> str:
    """Return the link that sends the code on Telegram, empty where the commune is not there."""
    link = next((place.link for place in turn.commune.places() if place.bot == "telegram"), "")
    return turn.say("invite-telegram", url=f"{link}?start=moi_{code}") if link else ""


# --- their parts ---------------------------------------------------------------------------------


def role_name(turn: Turn, role: Role) -> str:
    """Return a role in words."""
    return turn.say(f"role-{role.value.replace('_', '-')}")


def units_for(turn: Turn, role: Role) -> tuple[Option, ...]:
    """Return the hamlets or units for which a role can be held."""
    kinds = UNIT_KINDS.get(role, frozenset())
    if not kinds:
        return ()
    return tuple(
        Option(str(unit.id), unit.name, tuple(unit.others), unit.number)
        for unit in units_of(turn.tx, kinds, turn.today)
    )


def unit_name(turn: Turn, role: Role, unit: int | None) -> str:
    """Return the name of the unit that was chosen, empty where there is none."""
    return next((o.label for o in units_for(turn, role) if o.id == str(unit)), "")


def last_day(turn: Turn) -> date:
    """Return the day on which the code stops working."""
    return turn.commune.today(turn.now + VALID_FOR)


CAPABILITY = Capability(
    "invitations",
    routes=(Route("invite", begin, Action.INVITE),),
    coded=(Coded("invitation", accept, Action.ACCEPT_INVITATION),),
    questions=(
        Asked(ASK_ROLE, answer_role, Action.INVITE),
        Asked(ASK_UNIT, answer_unit, Action.INVITE, words_of_unit),
        asked_in_words(ASK_NAME, Action.INVITE, words_of_name),
    ),
)
