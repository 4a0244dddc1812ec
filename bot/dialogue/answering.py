"""Answers: reading one, keeping it, and what is asked next."""

from dataclasses import replace

from bot.dialogue import understand
from bot.dialogue.asking import again, ask, unreadable
from bot.dialogue.form import (
    FIX,
    MORE,
    REVIEW,
    Draft,
    Form,
    Last,
    first_open,
    merge_files,
    merge_text,
)
from bot.dialogue.messages import Incoming, Kind, Option
from bot.dialogue.moves import End, Move
from bot.dialogue.reading import Again, Reading, Taken, Unreadable, cannot, is_words
from bot.dialogue.steps import DONE, Attachments, Text
from bot.dialogue.world import Answer, World

NEAR_LIMIT = 0.9  # of the channel's limit: such a text was probably cut
MOST_WORDS_OF_A_CHOICE = 5  # a longer text tells something


def change(form: Form, draft: Draft, step: str, world: World) -> Move:
    """Ask one question again; afterwards the talk goes on where it was."""
    after = REVIEW if draft.step in (REVIEW, FIX, MORE) else draft.back_to or draft.step
    return ask(form, replace(draft, back_to=after if after != step else ""), step, world)


def read_step(form: Form, name: str, said: Incoming, world: World) -> Reading:
    """Read a message as the answer to one step, as if it had just been asked."""
    step = form.step(name)
    if step is None:
        return cannot(said)
    if isinstance(step, Attachments) and not step.accepts(said):
        return Taken({})  # an edited caption
    return step.take(said, step.options(form.name, world), 0, world)


def read(form: Form, draft: Draft, said: Incoming, world: World) -> Reading:
    """Read a message as the answer to the open question."""
    step = form.step(draft.step)
    if step is None:
        return read_choice(draft, said)
    return step.take(said, draft.shown, draft.tries, world)


def read_choice(draft: Draft, said: Incoming) -> Reading:
    """Read a message at the summary, or where the answer to change is chosen."""
    if not is_words(said):
        return cannot(said)
    match understand.pick(said.text, draft.shown):
        case understand.Picked((option,)):
            return Taken({"id": option.id})
        case understand.Unclear(closest):
            return Again("engine-which" if closest else "engine-choose", closest)
    return Again("engine-choose")


def answer(
    form: Form, draft: Draft, said: Incoming, world: World, option: Option | None = None
) -> Move:
    """Take the answer to the open question, and ask the next."""
    if draft.step == MORE or (draft.step == REVIEW and said.kind is Kind.VOICE and form.main):
        return add_more(form, draft, said, world, option)
    if option is not None and draft.step in (REVIEW, FIX):
        reading: Reading = Taken({"id": option.id})
    else:
        reading = read(form, draft, said, world)
    match reading:
        case Again():
            return again(form, draft, reading, world)
        case Unreadable():
            return unreadable(form, draft, reading, world)
        case Taken(found, heard):
            tap = option.id if option else ""
            text = understand.clean(said.text)
            long = near_limit(text, world)
            last = Last(draft.step, draft.question, text, said.sent_at, tap, long)
            draft = replace(draft, last=last)
            if draft.step == REVIEW:
                return reviewed(form, draft, found["id"], world)
            if draft.step == FIX:
                return change(form, draft, found["id"], world)
            return took(form, draft, said, found, "" if option else heard, world)


def took(
    form: Form, draft: Draft, said: Incoming, found: Answer, heard: str, world: World
) -> Move:
    """Store an answer, remember which message gave it, and go on."""
    step = form.step(draft.step)
    if isinstance(step, Attachments):
        # "không" clears what was sent before, "xong" keeps it, a photo joins it.
        cleared = bool(found) and not found["files"]
        found = merge_files(
            {} if cleared else draft.answers.get(step.name, {}), found, step.at_most
        )
    origins = {**draft.origins, said.message_id: draft.step} if said.message_id else draft.origins
    draft = replace(draft, answers={**draft.answers, draft.step: found}, origins=origins)
    if said.media and said.kind is not Kind.VOICE:
        draft = replace(draft, album=said.album, album_replies=1)
    if said.kind is Kind.VOICE:
        return go_on(form, draft, world, "engine-voice-kept", said)
    return go_on(form, draft, world, "engine-heard" if heard else "", said, heard)


def go_on(
    form: Form,
    draft: Draft,
    world: World,
    lead: str = "",
    said: Incoming | None = None,
    heard: str = "",
) -> Move:
    """Ask the question that comes next: the one that was left for a change, or the first without
    an answer.
    """
    following = draft.back_to
    if following in ("", REVIEW) or following in draft.answers:
        following = first_open(form, draft)  # the summary only when nothing is missing
    values: dict[str, str | int] = {"heard": heard}
    if said is not None and said.kind is Kind.VOICE:
        seconds = sum(media.seconds for media in said.media)
        values = {"seconds": seconds % 60, "minutes": seconds // 60}
    draft = replace(draft, back_to="") if draft.back_to else draft
    return ask(form, draft, following, world, lead, values)


def reviewed(form: Form, draft: Draft, chosen: str, world: World) -> Move:
    """Act on the choice under the summary."""
    if chosen == "edit":
        return ask(form, draft, FIX, world)
    if chosen == "more":
        return ask(form, draft, MORE, world)
    missing = first_open(form, draft)
    if missing != REVIEW:
        return ask(form, draft, missing, world, lead="engine-form-changed")
    return Move(draft, End.SUBMITTED)


def add_more(
    form: Form, draft: Draft, said: Incoming, world: World, option: Option | None = None
) -> Move:
    """Add words or a voice note to the main text and show the summary again; or ask the further
    question that was chosen.
    """
    step = form.step(form.main)
    if draft.step == MORE and (chosen := chosen_extra(draft, said, option)):
        text = understand.clean(said.text)
        last = Last(MORE, draft.question, text, said.sent_at, option.id if option else "")
        return change(form, replace(draft, last=last), chosen, world)
    if said.kind is Kind.TEXT and is_nothing_more(said.text):
        return ask(form, draft, REVIEW, world)
    reading = step.take(said, (), 1, world) if isinstance(step, Text) else cannot(said)
    if not isinstance(reading, Taken):
        failed = (
            reading if isinstance(reading, Unreadable) else Unreadable(reading.key, reading.values)
        )
        return unreadable(form, draft, failed, world)
    old = draft.answers.get(form.main, {})
    draft = replace(
        draft.answered(form.main, merge_text(old, reading.answer)),
        origins={**draft.origins, said.message_id: form.main}
        if said.message_id
        else draft.origins,
        last=Last(
            form.main,
            draft.question,
            understand.clean(said.text),
            said.sent_at,
            "",
            near_limit(said.text, world),
        ),
    )
    return ask(form, draft, REVIEW, world)


def chosen_extra(draft: Draft, said: Incoming, option: Option | None) -> str:
    """Return the further question that a person chose by its button, number or name; empty when
    the message tells something.
    """
    if option is not None:
        return option.id
    if said.kind is not Kind.TEXT or len(said.text.split()) > MOST_WORDS_OF_A_CHOICE:
        return ""
    match understand.pick(said.text, draft.shown) if draft.shown else understand.Unclear():
        case understand.Picked((chosen,)):
            return chosen.id
    return ""


def is_nothing_more(text: str) -> bool:
    """Tell whether a person who was asked for more has none: "không", "hết rồi"."""
    return understand.is_none(text) or understand.fold(text) in DONE


def near_limit(text: str, world: World) -> bool:
    """Tell whether a text is so long that the channel may have cut it."""
    return len(text) >= NEAR_LIMIT * world.text_limit
