"""The desk types what was spoken or written on paper; each person on a paper becomes a deed."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.dialogue import asking
from bot.dialogue.form import REVIEW, Draft, Form
from bot.dialogue.steps import Day, Search, Text
from bot.dialogue.world import Answer, Answers
from handlers import cases, deed_told
from handlers.desk_shared import deed_at_hand, refused
from handlers.showing import reshow
from handlers.turn import Capability, FormUse, Numbered, Turn
from models.permissions import Action, NotAllowed
from models.work.deciding import (
    fill_deed,
    split_deed,
)
from models.work.deed import Deed, NotPossible
from models.work.list_numbers import number_for

FILL = Form(
    "fill",
    version=1,
    steps=(
        Text("who", at_least=2, at_most=120, voice=False),
        Search("hamlet", among="hamlets"),
        Text("story", at_least=2, at_most=10_000, voice=False),
        Day("happened"),
    ),
    lines=(("who", "hamlet"), ("story",), ("happened",)),
    main="story",
    subject="who",
)


def begin_fill(turn: Turn, deed: Deed, context: Mapping[str, Any]) -> None:
    """Open a case's words to be typed: what is only spoken or on paper is asked for."""
    turn.close()
    typed = {
        name: answer
        for name, answer in deed.answers.items()
        if FILL.step(name) is not None and is_typed(answer)
    }
    first = next((step.name for step in FILL.steps if step.name not in typed), REVIEW)
    draft = Draft(FILL.name, FILL.version, first, typed, case=deed.about, touched_at=turn.now)
    turn.show(turn.say("desk-fill", who=cases.short(deed)), photos=cases.photos(deed.answers))
    move = asking.ask(FILL, replace(draft, question=turn.talk.question), first, turn.world)
    reshow(turn, FILL_USE, move.draft)


def is_typed(answer: Answer) -> bool:
    """Tell whether an answer needs nobody to listen or to read a paper any more."""
    if answer.get("parts") or answer.get("id") or answer.get("text"):
        return True
    return bool(answer.get("kind")) and answer["kind"] != "unknown"


def amend(turn: Turn, case: str, answers: Answers) -> None:
    """Put what was typed into the case; voice notes and photos stay with it."""
    deed = cases.deed_of(turn, case)
    try:
        if deed is None:
            raise NotAllowed
        whole = dict(deed.answers)
        for name, answer in answers.items():
            kept = {k: v for k, v in whole.get(name, {}).items() if k in ("voice", "paper")}
            whole[name] = {**answer, **{k: v for k, v in kept.items() if v}}
        fill_deed(turn.tx, turn.viewer, deed, deed_told.told_of(turn, whole), turn.now)
    except (NotPossible, NotAllowed) as error:
        refused(turn, deed, error)
    else:
        number = number_for(turn.tx, turn.viewer.person, deed.about, turn.now)
        turn.tell("desk-filled", who=cases.short(deed), number=number)


def never(turn: Turn, draft: Draft) -> str:
    """The form is only ever opened for a case."""
    return draft.case


def fill_number(turn: Turn, numbers: tuple[int, ...]) -> None:
    """Take "gõ 2"."""
    deed = deed_at_hand(turn, numbers)
    if deed is not None:
        begin_fill(turn, deed, {})


def fill_another(turn: Turn, numbers: tuple[int, ...]) -> None:
    """Take "gõ thêm 2": a paper names several; each becomes a deed of its own."""
    deed = deed_at_hand(turn, numbers)
    if deed is None:
        return
    try:
        who = turn.say("deed-who-on-paper")
        split = split_deed(turn.tx, turn.viewer, deed, who, turn.commune.seed(), turn.now)
    except (NotPossible, NotAllowed) as error:
        refused(turn, deed, error)
    else:
        begin_fill(turn, split, {})


FILL_USE = FormUse(FILL, never, Action.DECIDE_DEED, amend)

CAPABILITY = Capability(
    "filling",
    numbered=(
        Numbered("desk-fill", fill_number, Action.DECIDE_DEED),
        Numbered("desk-fill-another", fill_another, Action.DECIDE_DEED),
    ),
    forms=(FILL_USE,),
)
