"""The conversation engine: `advance` takes one message through one form.

Same input, same output. What a message can be is tried in this order, and the first that fits
decides: an edit of an earlier message, a tap, a word that works anywhere, small talk, a
repetition, the rest of the text before, a photo that belongs to the photos, and at last the answer
to the open question.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum

from bot.dialogue import understand
from bot.dialogue.form import (
    FIX,
    MORE,
    REVIEW,
    Draft,
    Form,
    Last,
    first_open,
    is_text,
    merge_files,
    merge_text,
    renew,
)
from bot.dialogue.messages import Incoming, Kind, Option
from bot.dialogue.steps import (
    DONE,
    Again,
    Answer,
    Answers,
    Attachments,
    Reading,
    Taken,
    Text,
    Unreadable,
    World,
    cannot,
    capital,
    is_words,
    labelled,
    tell,
)
from bot.dialogue.understand import Command, SmallTalk

CONTINUES_WITHIN = timedelta(seconds=2)  # two messages so close may be one text
HALVES_WITHIN = timedelta(
    seconds=60
)  # a text cut by the channel's limit: its rest follows at once
NEAR_LIMIT = 0.9  # of the channel's limit: such a text was probably cut
ALBUM_REPLIES = 2
ALBUM_WITHIN = timedelta(seconds=5)  # photos so close are one album where a channel names none


class End(StrEnum):
    """How a message leaves the form."""

    OPEN = "open"  # the form goes on
    SUBMITTED = "submitted"  # the answers are complete and confirmed
    CANCELLED = "cancelled"
    RESTARTED = "restarted"  # the form begins anew: the old draft is set aside
    PAUSED = "paused"  # "mai kể tiếp nhé": kept, and left alone
    MENU = "menu"  # the person asked for the menu: kept, and set aside
    HELP = "help"  # the person asked for help: kept, and the question stays open
    ASIDE = "aside"  # a word that belongs outside the form ("của tôi"): kept, the caller answers


class Miss(StrEnum):
    """Whether a message could be used."""

    NONE = "none"
    UNCLEAR = "unclear"  # words that did not settle the question
    UNREADABLE = "unreadable"  # a sticker, a film, a link …


@dataclass(frozen=True, slots=True)
class Move:
    """What `advance` made of one message.

    `text` is what to say, empty when what is already on its way says it; `options` go under it.
    `replaces` asks that a question which has not gone out yet be rewritten instead of followed by
    another.
    """

    draft: Draft
    end: End = End.OPEN
    text: str = ""
    options: tuple[Option, ...] = ()
    miss: Miss = Miss.NONE
    replaces: bool = False


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
        return Move(draft)
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


# --- asking --------------------------------------------------------------------------------------


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
        return named_steps(form, world)
    found = form.step(step)
    return found.options(form.name, world) if found else ()


def question_text(form: Form, draft: Draft, step: str, world: World) -> str:
    """Return the words of a question."""
    if step == REVIEW:
        key = "engine-review-again" if draft.case else "engine-review"
        return world.say(key, lines=summary(form, draft, world))
    if step in (FIX, MORE):
        return world.say(f"engine-{step}")
    return world.say(f"{form.name}-{step}")


def summary(form: Form, draft: Draft, world: World) -> str:
    """Return the answers, read back one line each."""
    lines = []
    for names in form.summary():
        told = [
            tell(step, draft.answers[name], world)
            for name in names
            if (step := form.step(name)) and name in draft.answers
        ]
        if line := ", ".join(part for part in told if part):
            lines.append(world.say("engine-line", text=capital(line)))
    return "\n".join(lines)


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


# --- what is not an answer -----------------------------------------------------------------------


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
        return (
            Move(draft) if world.unseen_by(said) else reask(form, draft, world, "engine-already")
        )
    return reask(form, draft, world, "engine-old-button")


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
    match understand.pick(folded, named_steps(form, world)):
        case understand.Picked((option,)):
            return option.id
    return ""


def named_steps(form: Form, world: World) -> tuple[Option, ...]:
    """Return the questions of a form as choices, each with the words by which people call it."""
    options = []
    for step in form.steps:
        key = f"{form.name}-{step.name}"
        others = (
            tuple(w.strip() for w in world.say(f"{key}-words").split(","))
            if world.say.has(f"{key}-words")
            else ()
        )
        options.append(Option(step.name, world.say(f"{key}-name"), others))
    return tuple(options)


def change(form: Form, draft: Draft, step: str, world: World) -> Move:
    """Ask one question again; afterwards the talk goes on where it was."""
    after = REVIEW if draft.step in (REVIEW, FIX, MORE) else draft.back_to or draft.step
    return ask(form, replace(draft, back_to=after if after != step else ""), step, world)


def is_repeat(draft: Draft, said: Incoming, world: World) -> bool:
    """Tell whether this is the last message again, sent before the next question reached the
    person.
    """
    last = draft.last
    if last is None or said.kind is not Kind.TEXT or last.tap:
        return False
    return world.unseen_by(said) and understand.clean(said.text) == last.text


def continues(form: Form, draft: Draft, said: Incoming, world: World) -> bool:
    """Tell whether this text is the rest of the one before.

    It is when the one before came near the channel's limit, or within two seconds; and when the
    open question would take it for an answer, only if that question takes any words at all and the
    text before was cut.
    """
    last = draft.last
    if (
        last is None
        or said.kind is not Kind.TEXT
        or not is_text(form, last.step)
        or not is_words(said)
    ):
        return False
    gap = abs(said.sent_at - last.sent_at)
    cut = last.long and gap <= HALVES_WITHIN
    if not cut and gap > CONTINUES_WITHIN:
        return False
    step = form.step(draft.step)
    if step is not None and not step.closed:
        return cut
    return not isinstance(read(form, draft, said, world), Taken)


def continued(form: Form, draft: Draft, said: Incoming, world: World) -> Move:
    """Add the text to the answer before; the open question stays."""
    last = draft.last
    assert last is not None  # noqa: S101 - `continues` looked
    old = draft.answers.get(last.step, {})
    text = understand.clean(said.text)
    step = form.step(last.step)
    length = sum(len(part[1]) for part in old.get("parts", ())) + len(text)
    if isinstance(step, Text) and length > step.at_most:
        return unreadable(
            form, draft, Unreadable("engine-too-long", {"most": step.at_most}), world
        )
    new = merge_text(old, {"parts": [[said.message_id, text]]})
    draft = replace(
        draft.answered(last.step, new),
        origins={**draft.origins, said.message_id: last.step},
        last=replace(last, text=text, sent_at=said.sent_at, long=near_limit(text, world)),
    )
    if draft.step == REVIEW:
        # The summary must show the whole.
        return replace(ask(form, draft, REVIEW, world), replaces=True)
    if world.asked_at is None:
        return Move(draft)
    return reask(form, draft, world, "engine-continued")


def closes_album(form: Form, draft: Draft, said: Incoming, world: World) -> bool:
    """Tell whether a message ends the album before it: it is no photo, or, on a channel that knows
    no albums, it did not come along with the others.
    """
    step = form.attachments()
    if said.edits:
        return False
    if step is None or not step.accepts(said):
        return True
    if said.album or draft.album:
        return said.album != draft.album
    return draft.touched_at is None or world.now - draft.touched_at > ALBUM_WITHIN


def joins_photos(form: Form, draft: Draft, said: Incoming, world: World) -> Move | None:
    """Keep a photo that comes before or after its question; the open question stays.

    An album is answered at most twice: by the next question, and once more when a photo comes
    late.
    """
    step = form.attachments()
    if step is None or isinstance(form.step(draft.step), Attachments):
        return None
    if not (found := step.accepts(said)):
        return None
    reading = step.take(said, (), 0, world)
    if not isinstance(reading, Taken):
        return None
    # A late piece of an album is known by its name, also after the album was closed.
    same_album = said.album == draft.album and bool(said.album or draft.album_replies)
    old = draft.answers.get(step.name, {})
    room = step.at_most - len(old.get("files", ()))
    new = merge_files(old, reading.answer, step.at_most)
    if same_album and not new_caption(draft, old, said):
        new["captions"] = old.get("captions", [])
    draft = replace(
        draft.answered(step.name, new),
        origins={**draft.origins, said.message_id: step.name}
        if said.message_id
        else draft.origins,
        album=said.album,
        album_replies=draft.album_replies if same_album else 0,
    )
    if same_album and draft.album_replies >= ALBUM_REPLIES:
        return Move(draft)
    draft = replace(draft, album_replies=draft.album_replies + 1)
    if len(found) > room:
        return reask(form, draft, world, "engine-photos-full")
    if draft.step == REVIEW:
        return replace(ask(form, draft, REVIEW, world), replaces=True)
    if is_words(said) and form.main == draft.step:
        # The caption of a photo sent at the main question tells the story.
        return answer(form, draft, replace(said, kind=Kind.TEXT, media=()), world)
    if same_album and world.asked_at is None:
        return Move(replace(draft, album_replies=draft.album_replies - 1))
    return reask(form, draft, world, "engine-photo-kept")


def new_caption(draft: Draft, old: Answer, said: Incoming) -> bool:
    """Tell whether an album's further photo brings words that the album has not brought yet."""
    return understand.clean(said.text) not in {caption[1] for caption in old.get("captions", ())}


def correct(form: Form, draft: Draft, said: Incoming, world: World) -> Move:
    """Correct the answer that an edited message was; the open question stays."""
    name = draft.origins.get(said.edits, "")
    step = form.step(name)
    if step is None:
        return reask(form, draft, world, "engine-edit-unknown")
    old = draft.answers.get(name, {})
    reading = read_step(form, name, said, world)
    if not isinstance(reading, Taken):
        return reask(form, draft, world, "engine-edit-unclear")
    draft = draft.answered(name, corrected(step, old, reading.answer, said))
    if draft.step == REVIEW:
        return replace(ask(form, draft, REVIEW, world, lead="engine-corrected"), replaces=True)
    return reask(form, draft, world, "engine-corrected")


def corrected(step: object, old: Answer, new: Answer, said: Incoming) -> Answer:
    """Return an answer with the part that the edited message was put right, and its other parts
    kept.
    """
    match step:
        case Text():
            parts = [
                [m, understand.clean(said.text)] if m == said.edits else [m, t]
                for m, t in old.get("parts", ())
            ]
            known = any(m == said.edits for m, _ in parts)
            return {
                **old,
                "parts": parts if known else [*parts, [said.edits, understand.clean(said.text)]],
            }
        case Attachments():
            captions = [c for c in old.get("captions", ()) if c[0] != said.edits]
            return {**old, "captions": [*captions, [said.edits, understand.clean(said.text)]]}
    return new


# --- answers -------------------------------------------------------------------------------------


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
        return add_more(form, draft, said, world)
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
    draft = replace(draft.answered(draft.step, found), origins=origins)
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
    return ask(form, replace(draft, back_to=""), following, world, lead, values)


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


def add_more(form: Form, draft: Draft, said: Incoming, world: World) -> Move:
    """Add words or a voice note to the main text, and show the summary again."""
    step = form.step(form.main)
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


def is_nothing_more(text: str) -> bool:
    """Tell whether a person who was asked for more has none: "không", "hết rồi"."""
    return understand.is_none(text) or understand.fold(text) in DONE


def near_limit(text: str, world: World) -> bool:
    """Tell whether a text is so long that the channel may have cut it."""
    return len(text) >= NEAR_LIMIT * world.text_limit
