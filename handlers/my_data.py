"""One's own data: what is kept, how one is called, taking the consent back, being forgotten."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.dialogue import telling
from bot.dialogue.messages import Option
from bot.dialogue.talk import Talk
from bot.dialogue.understand import PAIRS
from handlers import linking, own_deeds
from handlers.calling import call
from handlers.phone import shown
from handlers.turn import Asked, Capability, Route, Turn
from models.people.data_rights import (
    Erasing,
    InOffice,
    end_consent,
    erase_person,
    foresee,
    kept_of,
    undecided_of,
)
from models.people.linking import links_of
from models.people.unit import Unit
from models.permissions import Action

NAME = 6  # syllables of one's own name, as it is read back
OTHERS = 2  # names of those for whom one has typed
OTHER = 3  # syllables of each
ROLES = 10  # syllables


# --- what is kept --------------------------------------------------------------------------------


def my_data(turn: Turn) -> None:
    """Say what is kept of this person, and what can be done about it. In the middle of a form it
    is said only: the form's question follows.
    """
    lines = "\n".join(kept_lines(turn))
    if turn.talk.draft is not None:
        turn.tell("my-data-in-form", lines=lines)
        return
    options = turn.options("my-data", ("see", "call", "unlink", "withdraw", "erase", "leave"))
    if not links_of(turn.tx, turn.viewer):
        options = tuple(option for option in options if option.id != "unlink")
    turn.ask("my-data", turn.say("my-data", lines=lines), options, yields=True)


def kept_lines(turn: Turn) -> list[str]:
    """Return what is kept, a line each: name, consent, what was told and sent, roles."""
    kept = kept_of(turn.tx, turn.viewer)
    name = telling.shorten(kept.name, NAME)
    lines = [turn.say("my-data-name", name=name) if name else turn.say("my-data-nameless")]
    if kept.agreed_at is None:
        lines.append(turn.say("my-data-not-agreed"))
    else:
        day = telling.full_day(turn.commune.today(kept.agreed_at), turn.world)
        lines.append(turn.say("my-data-agreed", day=day))
    drafts = [a.draft for a in turn.talk.aside if a.until is None or a.until > turn.now]
    drafts += [turn.talk.draft] if turn.talk.draft is not None else []
    counts = {
        "my-data-told": kept.deeds,
        "my-data-unsent": len(drafts),
        "photo-count": kept.photos,
        "my-data-voices": kept.voices,
    }
    told = [turn.say(key, count=count) for key, count in counts.items() if count]
    if kept.typed_for:
        names = ", ".join(telling.shorten(who, OTHER) for who in kept.typed_for[:OTHERS])
        more = "…" if len(kept.typed_for) > OTHERS else ""
        told.append(turn.say("my-data-typed", names=names + more))
    lines.append("– " + (", ".join(told) or turn.say("my-data-nothing")))
    if kept.phones:
        lines.append(turn.say("my-data-phone", number=shown(kept.phones[0])))
    if turn.viewer.roles:
        lines.append(turn.say("my-data-roles", role=telling.shorten(roles(turn), ROLES)))
    return lines


def roles(turn: Turn) -> str:
    """Return the roles that this person holds, each with its unit."""
    found: list[str] = []
    for role, unit in turn.viewer.roles:
        name = turn.say(f"role-{role.value.replace('_', '-')}")
        place = turn.tx.session.get(Unit, unit) if unit is not None else None
        found.append(f"{name}, {place.name}" if place else name)
    return "; ".join(found)


def answer_data(turn: Turn, option: Option, context: Mapping[str, Any]) -> None:
    """Do what was chosen."""
    match option.id:
        case "see":
            own_deeds.mine(turn)
        case "call":
            options = [Option(you, you) for you in PAIRS]
            turn.ask("my-data-call", turn.say("my-data-call-ask"), options, yields=True)
        case "unlink":
            linking.unlink(turn)
        case "withdraw":
            withdraw(turn)
        case "erase":
            erase(turn)
        case _:
            turn.tell("my-data-left")


def answer_call(turn: Turn, option: Option, context: Mapping[str, Any]) -> None:
    """Call the person so from now on."""
    call(turn, option.id, PAIRS[option.id])


# --- no consent any more -------------------------------------------------------------------------


def withdraw(turn: Turn) -> None:
    """Take the consent back; what is to become of undecided deeds is asked once."""
    if not turn.consent:
        turn.tell("data-withdraw-none")
        return
    deeds = undecided_of(turn.tx, turn.viewer)
    if not deeds:
        end(turn, deeds=False)
        return
    options = turn.options("data-withdraw", ("keep", "all", "leave"))
    turn.ask("data-withdraw", turn.say("data-withdraw", count=len(deeds)), options)


def answer_withdraw(turn: Turn, option: Option, context: Mapping[str, Any]) -> None:
    """Take the consent back with the deeds or without them, or leave it."""
    if option.id == "leave":
        turn.tell("my-data-left")
    else:
        end(turn, deeds=option.id == "all")


def end(turn: Turn, *, deeds: bool) -> None:
    """Take the consent back; what was begun and not sent is dropped, but whoever has a role goes
    on in it.
    """
    taken = end_consent(turn.tx, turn.viewer, turn.now, deeds=deeds)
    turn.consent = ""
    lines = [turn.say("data-withdrawn")]
    if taken:
        lines.append(turn.say("data-withdrawn-all", count=taken))
    elif undecided_of(turn.tx, turn.viewer):
        lines.append(turn.say("data-withdrawn-kept"))
    if turn.viewer.roles:
        role = telling.shorten(roles(turn), ROLES)
        lines.append(turn.say("data-withdrawn-role", role=role))
    else:
        turn.talk = replace(turn.talk, draft=None, aside=(), held=(), open=None)
        lines.append(turn.say("data-withdrawn-again"))
    turn.show("\n".join(lines))


# --- being forgotten -----------------------------------------------------------------------------


def erase(turn: Turn) -> None:
    """Say what is erased and what stays, and ask once."""
    try:
        does = foresee(turn.tx, turn.viewer)
    except InOffice:
        turn.tell("data-erase-role", role=telling.shorten(roles(turn), ROLES))
        return
    lines = "\n".join([turn.say("data-erase-goes", count=does.erased), *staying(turn, does)])
    options = turn.options("data-erase", ("yes", "no"))
    turn.ask("data-erase", turn.say("data-erase", lines=lines), options)


def staying(turn: Turn, does: Erasing) -> list[str]:
    """Return what stays, and why, a line each."""
    stays = [turn.say("data-stays-decided")] if does.decided else []
    stays += [turn.say("data-stays-typed")] if does.typed else []
    always = [turn.say("data-stays-consent")]
    always += [turn.say("data-stays-read")] if does.erased + does.decided else []
    praised = [turn.say("data-stays-praised")] if does.praised else []
    return [" ".join(part) for part in (stays, always, praised) if part]


def answer_erase(turn: Turn, option: Option, context: Mapping[str, Any]) -> None:
    """Forget this person: nothing of the talk stays but the numbers of its questions, so that no
    old button means something new.
    """
    if option.id == "no":
        turn.tell("my-data-left")
        return
    try:
        does = erase_person(turn.tx, turn.viewer, turn.now)
    except InOffice:
        erase(turn)
        return
    turn.talk = Talk(question=turn.talk.question)
    turn.consent = ""
    lines = [turn.say("data-erased", count=does.erased), *staying(turn, does)]
    turn.show("\n".join([*lines, turn.say("data-erased-on")]))


CAPABILITY = Capability(
    "my-data",
    routes=(
        Route("my-data", my_data, Action.TALK, menu=False),
        Route("data-withdraw", withdraw, Action.TALK, menu=False, anywhere=True),
        Route("data-erase", erase, Action.TALK, menu=False, anywhere=True),
    ),
    questions=(
        Asked("my-data", answer_data, Action.TALK),
        Asked("my-data-call", answer_call, Action.TALK),
        Asked("data-withdraw", answer_withdraw, Action.TALK),
        Asked("data-erase", answer_erase, Action.TALK),
    ),
)
# What can be asked for without consent, too: it only looks at what is kept, or lessens it.
RIGHTS = frozenset({"my-data", "my-data-call", "data-withdraw", "data-erase", "unlink"})
