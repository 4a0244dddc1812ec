"""Registered groups: a word in the group, a question in private, one line in the group; and the
list from which they are taken off again.
"""

from collections.abc import Mapping
from typing import Any

from bot.dialogue import talk, telling, understand
from bot.dialogue.messages import Option, Reply
from bot.dialogue.talk import Question
from handlers.allowance import ZALO
from handlers.duties import desk, number_of
from handlers.showing import again
from handlers.turn import (
    Asked,
    Capability,
    Numbered,
    PushUse,
    ResultUse,
    Route,
    Turn,
)
from models.machine.push import Waiting
from models.people.unit import Unit
from models.permissions import Action, NotAllowed
from models.work.announcement import Group
from models.work.groups import (
    about,
    decides_all,
    drop_group,
    group_in,
    groups_for,
    may_keep,
    register_group,
    registered_groups,
    units_for,
)
from models.work.list_numbers import case_of_number

GROUP, WHERE = "group", "group-where"
COMMUNE, NO = "commune", "no"
MOST_CHOICES = 9  # more of them are typed
MOST = 12  # lines of a list that can still be read


def place_of(turn: Turn, unit: int | None) -> str:
    """Return for what a group is registered, in the middle of a sentence."""
    found = turn.tx.session.get(Unit, unit) if unit is not None else None
    return found.name if found is not None else turn.say("group-of-commune")


# --- registering --------------------------------------------------------------------------------


def wanted(turn: Turn) -> None:
    """Ask in private for what the group is registered in which the word was said."""
    asked = turn.said.task
    if not turn.may(Action.REGISTER_GROUP):
        return
    held = group_in(turn.tx, asked["bot"], asked["chat"])
    if held is not None and not may_keep(turn.viewer, held.unit_id):
        turn.tell("group-not-yours", desk=desk(turn))
        return
    if turn.talk.draft is not None:
        turn.talk = talk.set_aside(turn.talk, turn.talk.draft)
    before = place_of(turn, held.unit_id) if held is not None else ""
    ask(turn, {"bot": asked["bot"], "chat": asked["chat"], "before": before})


def ask(turn: Turn, context: Mapping[str, Any], options: tuple[Option, ...] = ()) -> None:
    """Ask for which unit, with the choices where they are few enough to be read."""
    options = options or choices(turn)
    kind = "list" if options else "typed"
    before = context["before"]
    lead = turn.say("group-held", name=before) if before else turn.say("group-gets")
    question = turn.say("group-where", desk=desk(turn), kind=kind)
    turn.ask(WHERE, f"{lead} {question}", options, context)


def choices(turn: Turn) -> tuple[Option, ...]:
    """Return what can be chosen from a list; nothing where it is too long to be read, or would
    give other numbers to what is called by one.
    """
    every = all_choices(turn)
    own_numbers = any(option.position for option in every) and len(every) > 2
    return () if len(every) > MOST_CHOICES or own_numbers else every


def all_choices(turn: Turn) -> tuple[Option, ...]:
    """Return every unit for which this person may register, the commune, and no."""
    found = [
        Option(str(unit.id), unit.name, tuple(unit.others), unit.number)
        for unit in units_for(turn.tx, turn.viewer, turn.today)
    ]
    if len(found) == 1:
        found = [Option(found[0].id, found[0].label, found[0].others)]
    every = decides_all(turn.viewer)
    more = turn.options("group", ("commune", "no")) if every else turn.options("group", ("no",))
    return (*found, *more)


def answer(turn: Turn, option: Option, context: Mapping[str, Any]) -> None:
    """Register the group, and say so there in one line; or leave it."""
    if option.id == NO:
        turn.tell("group-not-saved", desk=desk(turn))
        return
    unit = None if option.id == COMMUNE else int(option.id)
    bot, chat = context["bot"], context["chat"]
    held = group_in(turn.tx, bot, chat)
    try:
        made = register_group(turn.tx, turn.viewer, bot, chat, unit, turn.now)
    except NotAllowed:
        turn.tell("group-not-yours", desk=desk(turn))
        return
    name = place_of(turn, unit)
    turn.tell("group-saved", name=name, desk=desk(turn))
    if held is None or held.id != made.id:
        say_there(turn, made, turn.commune.words()("group-here-saved", name=name))


def words(turn: Turn, question: Question) -> None:
    """Take a unit by its name; what may be several is asked again with these."""
    match understand.pick(turn.said.text, all_choices(turn)):
        case understand.Picked((option,)):
            turn.close()
            answer(turn, option, question.context)
        case understand.Unclear(closest) if closest:
            ask(turn, question.context, tuple(closest))
        case _:
            again(turn, question, turn.say("engine-unclear"))


def say_there(turn: Turn, group: Group, text: str) -> None:
    """Say something in a group."""
    turn.elsewhere.append((group.bot, group.chat, Reply(text)))


# --- the list -----------------------------------------------------------------------------------


def show(turn: Turn) -> None:
    """Show the groups that this person keeps, with numbers; the newest first."""
    found = groups_for(turn.tx, turn.viewer)[::-1]
    if not found:
        turn.tell("group-none", desk=desk(turn), kind=platform(turn))
        return
    rows = "\n".join(line(turn, group) for group in found[:MOST])
    number, more = number_of(turn, about(found[0])), max(len(found) - MOST, 0)
    turn.tell("group-list", lines=rows, number=number, more=more, desk=desk(turn))


def platform(turn: Turn) -> str:
    """Return on which platform a group can be registered: the one on which this is read, if it has
    groups; "none" where there is none.
    """
    bots = [place.bot for place in turn.commune.places() if place.groups and not place.stopped]
    here = turn.address.bot
    chosen = here if here in bots else next(iter(sorted(bots)), "none")  # Telegram before Zalo
    return "zalo" if chosen.startswith(ZALO) else chosen


def line(turn: Turn, group: Group) -> str:
    """Return one group in a line: its number, for what, and since when; what it is called on the
    platform is not kept.
    """
    return turn.say(
        "group-line",
        number=number_of(turn, about(group)),
        name=place_of(turn, group.unit_id),
        day=telling.full_day(turn.commune.today(group.registered_at), turn.world),
    )


def drop(turn: Turn, numbers: tuple[int, ...]) -> None:
    """Take "bỏ nhóm 2": the group is told nothing any more, and reads that once."""
    names = []
    for number in numbers:
        case = case_of_number(turn.tx, turn.viewer.person, number) or ""
        noun, _, row = case.partition(" ")
        if noun != GROUP:
            continue
        try:
            group = drop_group(turn.tx, turn.viewer, int(row), turn.now)
        except NotAllowed:
            continue
        if group is not None:
            names.append(place_of(turn, group.unit_id))
            say_there(turn, group, turn.commune.words()("group-here-dropped"))
    if names:
        turn.tell("group-dropped", names=", ".join(names), desk=desk(turn))
    else:
        turn.tell("group-unknown", desk=desk(turn))


def hear_ended(turn: Turn, waiting: Waiting, worded: bool) -> bool:
    """Tell whoever registered a group, and the officers, that the bot was put out of it."""
    group = turn.tx.session.get(Group, int(waiting.about.partition(" ")[2]))
    if group is None or not may_keep(turn.viewer, group.unit_id):
        return False
    kept = registered_groups(turn.tx)
    count = sum(may_keep(turn.viewer, one.unit_id) for one in kept)
    name = place_of(turn, group.unit_id)
    turn.tell("group-ended", name=name, count=count, desk=desk(turn))
    return True


CAPABILITY = Capability(
    "group",
    routes=(Route(GROUP, show, Action.REGISTER_GROUP, menu=False, of_group=True),),
    numbered=(Numbered("group-drop", drop, Action.REGISTER_GROUP, GROUP),),
    questions=(Asked(WHERE, answer, Action.REGISTER_GROUP, words),),
    results=(ResultUse(GROUP, wanted),),
    pushes=(PushUse("group-ended", hear_ended),),
)
