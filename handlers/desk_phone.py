"""The desk enters a word about a deed that it got by telephone."""

from collections.abc import Mapping
from typing import Any

from bot.dialogue import telling, understand
from bot.dialogue.messages import Option
from bot.dialogue.talk import Question
from handlers import cases
from handlers.desk_shared import refused
from handlers.showing import again
from handlers.turn import Asked, Capability, Turn, asked_in_words
from models.people.role import Role, holders_with_names
from models.permissions import Action, NotAllowed
from models.work.deed import Deed, NotPossible, get_deed
from models.work.list_numbers import number_for
from models.work.verdicts import Says, hear_by_phone

SAID = (Says.TRUE, Says.CORRECTED, Says.DOUBTED)


def ask_phone(turn: Turn, deed: Deed, context: Mapping[str, Any]) -> None:
    """Ask who was spoken to."""
    options, names = [], {}
    for role in (Role.HAMLET_HEAD, Role.HAMLET_FRONT_HEAD):
        holders = holders_with_names(turn.tx, role, deed.hamlet_id) if deed.hamlet_id else []
        label = turn.say(f"role-{role.value.replace('_', '-')}")
        for person, name in holders[:3]:
            own = f"{role.value}:{person}"
            who = telling.capital(f"{label} {telling.in_sentence(name)}".strip())
            options.append(Option(own, who))
            names[own] = name
    options += turn.options("desk-phone", ("other",))
    text = turn.say("desk-phone", who=cases.short(deed))
    turn.ask("desk-phone", text, options, {**context, "names": names})


def answer_phone(turn: Turn, option: Option, context: Mapping[str, Any]) -> None:
    """Ask for a name, or go on to what was said."""
    names = context.get("names", {})
    context = {key: value for key, value in context.items() if key != "names"}
    if option.id == "other":
        turn.ask_words("desk-phone-name", turn.say("desk-phone-name"), context)
        return
    role, _, own = option.id.partition(":")
    name = names.get(option.id, own)  # what was asked before an update holds the name itself
    ask_said(turn, {**context, "role": role, "name": name or option.label}, option.label)


def take_phone_name(turn: Turn, question: Question) -> None:
    """Take the name of whoever was spoken to."""
    name = " ".join(understand.clean(turn.said.text).split())
    if not 2 <= len(name) <= 120:
        again(turn, question, turn.say("desk-words-only"))
        return
    turn.close()
    ask_said(turn, {**question.context, "role": "", "name": name}, name)


def ask_said(turn: Turn, context: Mapping[str, Any], label: str) -> None:
    """Ask what was said on the telephone."""
    options = turn.options("desk-phone-said", SAID)
    turn.ask(
        "desk-phone-said",
        turn.say("desk-phone-said", who=telling.capital(label)),
        options,
        context,
    )


def answer_said(turn: Turn, option: Option, context: Mapping[str, Any]) -> None:
    """Enter the word."""
    deed = get_deed(turn.tx, context["deed"])
    name, role = context["name"], context["role"]
    try:
        if deed is None:
            raise NotAllowed
        hear_by_phone(turn.tx, turn.viewer, deed, name, role, Says(option.id), turn.now)
    except NotAllowed:
        turn.tell("desk-phone-involved", who=cases.short(deed))
    except NotPossible as error:
        refused(turn, deed, error)
    else:
        number = number_for(turn.tx, turn.viewer.person, deed.about, turn.now)
        turn.tell("desk-phone-kept", who=cases.short(deed), number=number)


CAPABILITY = Capability(
    "desk-phone",
    questions=(
        Asked("desk-phone", answer_phone, Action.DECIDE_DEED),
        asked_in_words("desk-phone-name", Action.DECIDE_DEED, take_phone_name),
        Asked("desk-phone-said", answer_said, Action.DECIDE_DEED),
    ),
)
