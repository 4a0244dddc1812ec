"""The open form: taking a message through it, sending it, and the recap after a long silence."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.dialogue import asking, engine, keeping, reading, talk, telling, understand
from bot.dialogue.form import REVIEW, Draft
from bot.dialogue.messages import Incoming, Kind
from bot.dialogue.moves import End, Miss, Move
from bot.dialogue.talk import Finished
from handlers.free_words import aside, free_word, numbered, phrased
from handlers.outside import nothing_open
from handlers.showing import menu, reshow, said
from handlers.turn import Book, FormUse, Turn

RECAP = "recap"


def go_back(turn: Turn, use: FormUse, draft: Draft) -> None:
    """Put the form's question under what was said beside it; where that asks something itself, the
    form waits until it is answered.
    """
    if turn.talk.open is None:
        reshow(turn, use, draft)


def in_form(turn: Turn, book: Book, draft: Draft, said_now: Incoming) -> None:
    """Take a message through the open form."""
    use = book.forms.get(draft.form)
    if use is None or not turn.may(use.action):
        # A release without this form, or a right that ended: the draft is kept where "tiếp" finds
        # it.
        turn.talk = talk.set_aside(turn.talk, draft)
        menu(turn, book, "menu-form-gone")
        return
    typed = said_now.kind is Kind.TEXT and not said_now.edits and not said_now.forwarded
    if typed and aside(turn, book, draft, said_now.text):
        return
    if use.hears is not None and (heard := use.hears(turn, draft, said_now)) is not None:
        missed(turn, heard)
        return
    has_number = understand.numbered(said_now.text) or understand.coded(said_now.text)
    if said_now.kind is Kind.TEXT and has_number and draft.step != REVIEW:
        step = use.form.step(draft.step)
        taken = (
            step is not None
            and isinstance(step.take(said_now, draft.shown, 0, turn.world), reading.Taken)
            and step.closed
        )
        if not taken and numbered(turn, book, said_now.text):
            go_back(turn, use, draft)
            return
    if typed and draft.step != REVIEW and phrased(turn, book, said_now.text, in_form=True):
        go_back(turn, use, draft)
        return
    move = engine.advance(use.form, draft, said_now, turn.world)
    if said_now.kind is Kind.TAP:
        last = move.draft.last
        turn.taken = last is not None and said_now.tap == f"{last.question}:{last.tap}"
    match move.end:
        case End.OPEN | End.PAUSED:
            missed(turn, move)
        case End.SUBMITTED:
            submit(turn, use, draft, move.draft)
        case End.RESTARTED:
            turn.talk = talk.set_aside(turn.talk, draft, turn.now + talk.RECOVERABLE)
            missed(turn, move)
        case End.CANCELLED:
            turn.talk = talk.set_aside(turn.talk, move.draft, turn.now + talk.RECOVERABLE)
            turn.tell("engine-cancelled")
        case End.MENU:
            turn.talk = talk.set_aside(turn.talk, move.draft)
            menu(turn, book, "menu-draft-kept")
        case End.HELP:
            turn.talk = replace(turn.talk, draft=move.draft)
            turn.show(f"{turn.say('engine-help')}\n{move.text}", move.options, move.draft.question)
        case End.ASIDE:
            turn.talk = replace(turn.talk, draft=move.draft)
            if free_word(turn, book):
                reshow(turn, use, move.draft)
            else:
                said(turn, asking.reask(use.form, move.draft, turn.world, "engine-unclear"))
    if move.end is End.PAUSED:
        turn.talk = replace(turn.talk, parted=True)


def missed(turn: Turn, move: Move) -> None:
    """Say what the form says; unreadable messages are counted."""
    if move.miss is not Miss.UNREADABLE:
        turn.talk = talk.understood(turn.talk)
        said(turn, move)
        return
    turn.talk, count = talk.miss(turn.talk, turn.now)
    if count == 1:
        said(turn, move)
        return
    turn.talk = replace(turn.talk, draft=move.draft)
    if count == 2:
        turn.tell("engine-call-us")


def submit(turn: Turn, use: FormUse, before: Draft, draft: Draft) -> None:
    """Hand a confirmed draft over, once; its last tap or word gives the same receipt from now
    on.
    """
    turn.talk = talk.understood(
        replace(turn.talk, draft=None, question=max(turn.talk.question, draft.question))
    )
    start = len(turn.replies)
    if draft.case and use.amend is not None:
        use.amend(turn, draft.case, draft.answers)
        case = draft.case
    else:
        case = use.submit(turn, draft)
    last = draft.last
    turn.talk = talk.finish(
        turn.talk,
        Finished(
            before.question,
            "send",
            "" if last is None or last.tap else last.text,
            "\n\n".join(reply.text for reply in turn.replies[start:]),
            case,
            use.form.name,
            draft.origins,
            draft.album,
        ),
    )


def recap(turn: Turn, book: Book, draft: Draft) -> None:
    """After six hours of silence: say what was left, and ask what the message belongs to; the
    message is kept.
    """
    turn.talk = talk.hold(replace(turn.talk, held=()), turn.said)
    subject = draft_subject(turn, book, draft)
    values: Mapping[str, str] = {
        "day": telling.full_day(turn.commune.today(draft.touched_at or turn.now), turn.world),
        "subject": subject,
    }
    key = "engine-recap" if subject else "engine-recap-unnamed"
    options = turn.options(RECAP, ("go", "other", "drop"))
    turn.ask(RECAP, turn.say(key, **values), options, {"form": draft.form})


def draft_subject(turn: Turn, book: Book, draft: Draft) -> str:
    """Return whom a draft is about, in the teller's own first words; empty when that was not said
    yet.
    """
    use = book.forms.get(draft.form)
    answer = draft.answers.get(use.form.subject, {}) if use else {}
    return telling.in_sentence(telling.shorten(telling.text_of(answer), 6))


def resume(turn: Turn, book: Book, chosen: str) -> None:
    """Act on the choice after a recap; the messages that were kept go where they belong."""
    held = tuple(keeping.said_from_json(plain) for plain in turn.talk.held)
    draft = turn.talk.draft
    turn.talk = replace(turn.talk, held=())
    if draft is None:
        nothing_open(turn, book)
    elif chosen == "go" and draft.form not in book.forms:
        in_form(turn, book, draft, turn.said)
    elif chosen == "go":
        draft = replace(
            draft, touched_at=turn.now, shown=draft.shown, question=turn.talk.question + 1
        )
        turn.talk = replace(turn.talk, draft=draft, question=draft.question)
        feed(turn, book, draft, held)
        if turn.talk.draft is not None:
            last = turn.typed_last()
            turn.talk = replace(turn.talk, draft=replace(turn.talk.draft, last=last))
    else:
        until = turn.now + talk.RECOVERABLE if chosen == "drop" else None
        turn.talk = talk.set_aside(turn.talk, draft, until)
        if not book.opening(turn, held):
            menu(turn, book, "engine-dropped" if chosen == "drop" else "menu-draft-kept")


def feed(turn: Turn, book: Book, draft: Draft, held: Sequence[Incoming]) -> None:
    """Take messages that were kept through the form, one after the other; the last reply speaks
    for all.
    """
    use = book.forms[draft.form]
    start = len(turn.replies)
    told = [said_before for said_before in held if talk.tells(said_before) or said_before.media]
    for said_before in told:
        if turn.talk.draft is None:
            break
        in_form(turn, book, turn.talk.draft, said_before)
    del turn.replies[start:-1]
    if len(turn.replies) == start and turn.talk.draft is not None:
        draft, _ = engine.renewed(use.form, turn.talk.draft, turn.world)
        said(turn, asking.reask(use.form, draft, turn.world, "engine-on"))
