"""The conversation engine: `advance` takes one message through one form.

Same input, same output. What a message can be is tried in this order, and the first that fits
decides: an edit of an earlier message, a tap, a word that works anywhere, small talk, a
repetition, the rest of the text before, a photo that belongs to the photos, and at last the answer
to the open question.
"""

from dataclasses import replace

from bot.dialogue import understand
from bot.dialogue.answering import answer, change, go_on
from bot.dialogue.asking import ask, named_steps, question_options, question_text, reask
from bot.dialogue.form import (
    FIX,
    MORE,
    REVIEW,
    Draft,
    Form,
    first_open,
    renew,
)
from bot.dialogue.messages import Incoming, Kind
from bot.dialogue.moves import End, Move
from bot.dialogue.rejoining import (
    closes_album,
    continued,
    continues,
    correct,
    is_repeat,
    joins_photos,
)
from bot.dialogue.steps import Attachments
from bot.dialogue.understand import Command, SmallTalk
from bot.dialogue.world import Answer, Answers, World


def begin(form: Form, world: World, told: Answers | None = None, case: str = "") -> Move:
    """Open a form, with what has been told already; ask its first open question."""
    draft = Draft(
        form.name, form.version, REVIEW, dict(told or {}), case=case, touched_at=world.now
    )
    return ask(form, draft, first_open(form, draft), world)


def advance(form: Form, draft: Draft, said: Incoming, world: World) -> Move:
    """Take one message through the form and return what came of it. Pure."""
    draft, changed = renewed(form, draft, world)
    if closes_album(form, draft, said, world):
        draft = replace(draft, album_replies=0)
    draft = replace(draft, touched_at=world.now)
    if said.edits:
        return correct(form, draft, said, world)
    if changed:
        # The person answers a question that stands no more: asked anew, but no photo is lost.
        kept = joins_photos(form, draft, said, world)
        return kept or reask(form, draft, world, "engine-form-changed")
    if said.kind is Kind.TAP:
        return tapped(form, draft, said, world)
    if said.kind is Kind.TEXT and (move := global_word(form, draft, said, world)):
        return move
    if is_repeat(draft, said, world):
        return again(form, draft, said, world)
    if continues(form, draft, said, world):
        return continued(form, draft, said, world)
    if move := joins_photos(form, draft, said, world):
        return move
    return answer(form, draft, said, world)


def is_open(form: Form, draft: Draft) -> bool:
    """Tell whether the draft's open question exists in this version of the form."""
    if draft.step == MORE:
        return bool(form.main)
    return draft.step in (REVIEW, FIX) or form.step(draft.step) is not None


def renewed(form: Form, draft: Draft, world: World) -> tuple[Draft, bool]:
    """Bring a draft of another version of the form up to date.

    True when the open question has to be asked anew: it is gone, or its choices are not those that
    the person saw, so that a number would mean something else.
    """
    if draft.version == form.version:
        return draft, False
    draft = renew(form, draft, world)
    step = draft.step if is_open(form, draft) else first_open(form, draft)
    if step == draft.step and draft.shown == question_options(form, step, world):
        return draft, False
    return ask(form, replace(draft, tries=0), step, world).draft, True


def tapped(form: Form, draft: Draft, said: Incoming, world: World) -> Move:
    """Take a tap; `said.tap` is "<question number>:<option id>" by now (the dialogue checked whose
    it is).
    """
    number, _, chosen = said.tap.partition(":")
    if number == str(draft.question) and (
        option := next((o for o in draft.shown if o.id == chosen), None)
    ):
        # From here on a tap is the option's own label, typed.
        typed = replace(said, kind=Kind.TEXT, text=option.label)
        return answer(form, draft, typed, world, option)
    last = draft.last
    if last and number == str(last.question) and chosen == last.tap:
        # The same button twice: the question that follows is the reply, if it is still on its way.
        return again(form, draft, said, world)
    return reask(form, draft, world, "engine-old-button")


def again(form: Form, draft: Draft, said: Incoming, world: World) -> Move:
    """Take the same once more: the question that follows is the reply, if it is still on its way;
    where that cannot be known it is asked again, since nobody is met with silence.
    """
    if world.surely_unseen_by(said):
        return Move(draft)
    return reask(form, draft, world, "engine-already")


def global_word(form: Form, draft: Draft, said: Incoming, world: World) -> Move | None:
    """Take a word that works anywhere, and small talk, which never fills an answer."""
    target = understand.edit_target(said.text)
    if target is not None and not said.forwarded and (move := fix(form, draft, target, world)):
        return move
    match understand.command(said.text):
        case Command.BACK:
            return back(form, draft, world)
        case Command.ON:
            return reask(form, draft, world, "engine-on")
        case Command.CANCEL:
            return Move(draft, End.CANCELLED)
        case Command.RESTART:
            return restart(form, draft, world)
        case Command.SKIP:
            return skip(form, draft, world)
        case Command.MENU:
            return Move(draft, End.MENU)
        case Command.HELP:
            return Move(
                draft, End.HELP, question_text(form, draft, draft.step, world), draft.shown
            )
        case Command.MINE:
            return Move(draft, End.ASIDE)
    match understand.small_talk(said.text):
        case SmallTalk.GREETING:
            return reask(form, draft, world, "engine-greeting")
        case SmallTalk.THANKS:
            return reask(form, draft, world, "engine-thanks")
        case SmallTalk.LEAVING:
            return Move(draft, End.PAUSED, world.say("engine-leaving"))
    return None


def back(form: Form, draft: Draft, world: World) -> Move:
    """Go back one question; its answer is asked again and the others are kept."""
    if draft.step in (FIX, MORE):
        return ask(form, draft, first_open(form, draft), world)
    if draft.back_to:
        return ask(form, replace(draft, back_to=""), draft.back_to, world)
    names = [step.name for step in form.steps]
    at = names.index(draft.step) if draft.step in names else len(names)
    if at == 0:
        return reask(form, draft, world, "engine-first-question")
    return ask(form, replace(draft, back_to=""), names[at - 1], world)


def skip(form: Form, draft: Draft, world: World) -> Move:
    """Leave out an optional question."""
    step = form.step(draft.step)
    if step is None or not step.optional:
        return reask(form, draft, world, "engine-cannot-skip")
    kept = draft.answers.get(step.name)
    empty: Answer = {"files": [], "captions": []} if isinstance(step, Attachments) else {}
    return go_on(form, draft.answered(step.name, kept or empty), world)


def restart(form: Form, draft: Draft, world: World) -> Move:
    """Start over with nothing answered; the caller keeps the old draft for a day."""
    fresh = Draft(
        form.name,
        form.version,
        REVIEW,
        question=draft.question,
        case=draft.case,
        touched_at=world.now,
    )
    move = ask(form, fresh, first_open(form, fresh), world, lead="engine-restarted")
    return replace(move, end=End.RESTARTED)


def fix(form: Form, draft: Draft, target: str, world: World) -> Move | None:
    """Change one answer: "sửa" asks which, "sửa tên" goes straight there. None when the word names
    no question.
    """
    if not target:
        return (
            ask(form, draft, FIX, world)
            if draft.answers
            else reask(form, draft, world, "engine-nothing-to-fix")
        )
    found = named_step(form, target, world)
    return change(form, draft, found, world) if found else None


def named_step(form: Form, folded: str, world: World) -> str:
    """Return the step that a person means by a word ("tên", "ngày", "thôn"); empty when none or
    several fit.
    """
    match understand.pick(folded, named_steps(form, (*form.steps, *form.extras), world)):
        case understand.Picked((option,)):
            return option.id
    return ""
