"""What belongs to something said before: a repetition, the rest of a text, a photo of an album,
an edited message.
"""

from dataclasses import replace
from datetime import timedelta

from bot.dialogue import understand
from bot.dialogue.answering import answer, near_limit, read, read_step
from bot.dialogue.asking import ask, reask, unreadable
from bot.dialogue.form import (
    REVIEW,
    Draft,
    Form,
    is_text,
    merge_files,
    merge_text,
)
from bot.dialogue.messages import Incoming, Kind
from bot.dialogue.moves import Move
from bot.dialogue.reading import Taken, Unreadable, is_words
from bot.dialogue.steps import Attachments, Text
from bot.dialogue.world import Answer, World

CONTINUES_WITHIN = timedelta(seconds=2)  # two messages so close may be one text


HALVES_WITHIN = timedelta(
    seconds=60
)  # a text cut by the channel's limit: its rest follows at once


ALBUM_REPLIES = 2


ALBUM_WITHIN = timedelta(seconds=5)  # photos so close are one album where a channel names none


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
    if is_unchanged(old, said):
        return Move(draft)
    reading = read_step(form, name, said, world)
    if not isinstance(reading, Taken):
        return reask(form, draft, world, "engine-edit-unclear")
    draft = draft.answered(name, corrected(step, old, reading.answer, said))
    if draft.step == REVIEW:
        return replace(ask(form, draft, REVIEW, world, lead="engine-corrected"), replaces=True)
    return reask(form, draft, world, "engine-corrected")


def is_unchanged(old: Answer, said: Incoming) -> bool:
    """Tell whether an edited message surely says what it said before: a platform also calls it
    edited when it adds the preview of a link. Then there is nothing to answer.
    """
    if said.media or not said.text:
        return False
    return [said.edits, understand.clean(said.text)] in [list(p) for p in old.get("parts", ())]


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
            captions.append([said.edits, understand.clean(said.text)])
            # A photo can be exchanged for another; with new words alone the same comes once more.
            come = iter(new.get("files", ()))
            files = [
                next(come, file) if file.get("message") == said.edits else file
                for file in old.get("files", ())
            ]
            return {**old, "files": files, "captions": captions}
    return new
