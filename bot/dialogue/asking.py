"""Asking: a question with its choices, the same again, the summary that reads everything back."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.dialogue.form import (
    FIX,
    MORE,
    REVIEW,
    Draft,
    Form,
)
from bot.dialogue.messages import Option
from bot.dialogue.moves import Miss, Move
from bot.dialogue.reading import Again, Unreadable
from bot.dialogue.steps import Step, labelled, tell
from bot.dialogue.telling import capital
from bot.dialogue.world import Answer, World


def ask(
    form: Form,
    draft: Draft,
    step: str,
    world: World,
    lead: str = "",
    values: Mapping[str, str | int] | None = None,
    options: Sequence[Option] = (),
) -> Move:
    """Open the question `step`: a lead-in line (a catalogue key) if there is one, the question,
    its choices.

    The question keeps its number when it is asked again with the same choices: a tap on either
    showing counts.
    """
    shown = tuple(options) or question_options(form, step, world)
    same = draft.question and draft.step == step and draft.shown == shown
    draft = replace(
        draft,
        step=step,
        shown=shown,
        question=draft.question if same else draft.question + 1,
        tries=draft.tries if draft.step == step else 0,
    )
    text = question_text(form, draft, step, world)
    if lead:
        text = f"{world.say(lead, **(values or {}))} {text}"
    return Move(draft, text=text, options=shown)


def question_options(form: Form, step: str, world: World) -> tuple[Option, ...]:
    """Return the choices under a question, none for most."""
    if step == REVIEW:
        ids = ("send", "edit", "more") if form.main else ("send", "edit")
        return labelled("engine", REVIEW, ids, world)
    if step == FIX:
        return named_steps(form, form.steps, world)
    if step == MORE:
        return named_steps(form, form.extras, world)
    found = form.step(step)
    return found.options(form.name, world) if found else ()


def question_text(form: Form, draft: Draft, step: str, world: World) -> str:
    """Return the words of a question."""
    if step == REVIEW:
        key = "engine-review-again" if draft.case else "engine-review"
        return world.say(key, lines=summary(form, draft, world))
    if step == MORE and form.extras:
        return world.say("engine-more-or-choose")
    if step in (FIX, MORE):
        return world.say(f"engine-{step}")
    return world.say(f"{form.name}-{step}")


def summary(form: Form, draft: Draft, world: World) -> str:
    """Return the answers, read back one line each."""
    lines = []
    for names in form.summary():
        told = [
            labelled_answer(form, step, draft.answers[name], world)
            for name in names
            if (step := form.step(name)) and name in draft.answers
        ]
        if line := ", ".join(part for part in told if part):
            lines.append(world.say("engine-line", text=capital(line)))
    return "\n".join(lines)


def labelled_answer(form: Form, step: Step, answer: Answer, world: World) -> str:
    """Return an answer in words; where it would not be understood by itself, in a phrase that says
    what it is (`<form>-<step>-told`).
    """
    text = tell(step, answer, world)
    key = f"{form.name}-{step.name}-told"
    return world.say(key, text=text) if text and world.say.has(key) else text


def again(form: Form, draft: Draft, reading: Again, world: World) -> Move:
    """Ask the open question once more, with what was not clear and the closest options."""
    draft = replace(draft, tries=draft.tries + 1)
    options = reading.options or draft.shown
    same = options == draft.shown
    draft = replace(draft, shown=options, question=draft.question if same else draft.question + 1)
    values: dict[str, str | int] = {
        "question": question_text(form, draft, draft.step, world),
        **reading.values,
    }
    return Move(draft, text=world.say(reading.key, **values), options=options, miss=Miss.UNCLEAR)


def unreadable(form: Form, draft: Draft, reading: Unreadable, world: World) -> Move:
    """Say in a short line what to do, with the open question; the draft stays as it is."""
    question = question_text(form, draft, draft.step, world)
    text = f"{world.say(reading.key, **reading.values)} {question}"
    return Move(draft, text=text, options=draft.shown, miss=Miss.UNREADABLE)


def reask(form: Form, draft: Draft, world: World, lead: str) -> Move:
    """Say one line and the open question again; nothing changes."""
    question = question_text(form, draft, draft.step, world)
    return Move(draft, text=f"{world.say(lead)} {question}".strip(), options=draft.shown)


def named_steps(form: Form, steps: Sequence[Step], world: World) -> tuple[Option, ...]:
    """Return questions of a form as choices, each with the words by which people call it."""
    options = []
    for step in steps:
        key = f"{form.name}-{step.name}"
        others = (
            tuple(w.strip() for w in world.say(f"{key}-words").split(","))
            if world.say.has(f"{key}-words")
            else ()
        )
        options.append(Option(step.name, world.say(f"{key}-name"), others))
    return tuple(options)
