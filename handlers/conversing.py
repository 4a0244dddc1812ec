"""One turn of a conversation: from what was said to what is done with it.

`converse` asks `talk.sort` what kind of thing the message is and hands it to whom it belongs. It
knows no capability by name: forms, questions and routes come from the `Book`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any, TypeVar

from bot.dialogue import answering, asking, engine, rejoining, steps, talk, telling, understand
from bot.dialogue.form import REVIEW, Draft, merge_files
from bot.dialogue.messages import Incoming, Kind, Option
from bot.dialogue.moves import End, Miss, Move
from bot.dialogue.talk import Finished, Question
from bot.dialogue.understand import Command, SmallTalk
from handlers.turn import Book, Coded, FormUse, Numbered, Turn, word_list
from models.base import to_ms
from models.machine.push import Waiting, is_still_asked, open_pushes, tell

W = TypeVar("W", Numbered, Coded)

RECAP = "recap"
MENU = "menu"
OPENING = "opening"
PUSH_AFTER = timedelta(
    minutes=15
)  # a push in the middle of a form waits so long after the person's last message
MENU_HOLDS = timedelta(
    minutes=1
)  # a menu that was just shown is not replaced under the person's thumb


def converse(turn: Turn, book: Book) -> None:
    """Handle one message: change `turn.talk`, gather `turn.replies`, call domain functions. Never
    silent, but for a repetition whose reply is already on its way, and a third unreadable message
    in a row.
    """
    if turn.said.kind is Kind.TASK:
        came_back(turn, book)
        return
    if book.gate(turn, book):
        return
    match turn.sorted():
        case talk.SameAgain(done):
            same_again(turn, book, done)
        case talk.OldButton():
            old_button(turn, book)
        case talk.Answered(question, option):
            answered(turn, book, question, option)
        case talk.NotAnswered(question, closest):
            if not recap_word(turn, book, question) and not free_word(turn, book):
                not_answered(turn, book, question, closest)
        case talk.Recap(draft):
            recap(turn, book, draft)
        case talk.InForm(draft, said):
            in_form(turn, book, draft, said)
        case talk.Edited(done, step):
            edited(turn, book, done, step)
        case talk.LatePhoto(done):
            late_photo(turn, book, done)
        case talk.Idle():
            if turn.said.edits or not free_word(turn, book):
                nothing_open(turn, book)


# --- what is finished, old or outside ------------------------------------------------------------


def came_back(turn: Turn, book: Book) -> None:
    """Slow work came back: a photo or voice note that could not be kept is asked for again."""
    turn.tell(
        "engine-file-refused" if turn.said.task.get("state") == "refused" else "engine-file-lost"
    )
    follow_with_question(turn, book)


def same_again(turn: Turn, book: Book, done: Finished) -> None:
    """Give the same reply again (a receipt always); nothing is done twice. If what follows it is
    still on its way, that is the reply.
    """
    following = turn.talk.open is not None or turn.talk.draft is not None
    if following and not done.case and turn.world.unseen_by(turn.said):
        return
    route = book.routes.get(done.chosen) if done.name == MENU else None
    if done.leads:
        old_button(turn, book)
    elif route is not None and turn.may(route.action):
        route.handle(turn)  # what the menu showed may be different by now
    else:
        turn.show(done.reply)


def old_button(turn: Turn, book: Book) -> None:
    """Say kindly that a button is old, and show what is open now; nothing changes."""
    if turn.talk.open is not None:
        again(turn, turn.talk.open, turn.say("engine-old-button"))
    elif turn.talk.draft is None:
        menu(turn, book, "engine-old-button")
    else:
        turn.tell("engine-old-button")
        follow_with_question(turn, book)


def again(turn: Turn, question: Question, lead: str = "", options: Sequence[Option] = ()) -> None:
    """Show a question once more as it was, with a line before it."""
    turn.show(f"{lead} {question.text}".strip(), options or question.options, question.number)


def answered(turn: Turn, book: Book, question: Question, option: Option) -> None:
    """Hand an answer to the capability that asked, and remember it as given for good."""
    before = len(turn.replies)
    turn.talk = talk.understood(replace(turn.talk, open=None))
    if question.name == RECAP:
        resume(turn, book, option.id)
    elif question.name == MENU:
        route = book.routes.get(option.id)
        if route is None or not turn.may(route.action):
            menu(turn, book, "menu-not-yours")
        else:
            route.handle(turn)
    elif question.name == OPENING:
        opened(turn, book, option.id)
    else:
        asked = book.questions.get(question.name)
        if asked is None or not turn.may(asked.action):
            menu(turn, book, "menu-not-yours")
        else:
            asked.answer(turn, option, question.context)
    said = "" if turn.said.kind is Kind.TAP else understand.clean(turn.said.text)
    reply = "\n\n".join(r.text for r in turn.replies[before:])
    done = Finished(
        question.number,
        option.id,
        said,
        reply,
        name=question.name,
        context=question.context,
        leads=turn.talk.open is not None or turn.talk.draft is not None,
    )
    turn.talk = talk.finish(turn.talk, done)


def not_answered(turn: Turn, book: Book, question: Question, closest: tuple[Option, ...]) -> None:
    """Deal with a message that answered nothing while a question outside a form is open."""
    asked = book.questions.get(question.name)
    if question.name == RECAP and (steps.is_words(turn.said) or turn.said.media):
        turn.talk = talk.hold(turn.talk, turn.said)
        again(turn, question)
    elif not steps.is_words(turn.said) and not book.opening(turn, ()):
        unreadable(turn, question.text, question.options, question.number)
    elif question.name in (MENU, OPENING):
        nothing_open(turn, book)
    elif asked is not None and asked.unclear is not None:
        asked.unclear(turn, question)
    else:
        turn.talk = talk.understood(turn.talk)
        again(turn, question, turn.say("engine-unclear"), closest)


def nothing_open(turn: Turn, book: Book) -> None:
    """Deal with a message that belongs to nothing: perhaps it begins something."""
    said = turn.said
    if said.edits:
        edited_outside(turn, book)
    elif not steps.is_words(said) and not any(
        m.kind in (Kind.VOICE, Kind.PHOTO) for m in said.media
    ):
        if turn.talk.parted and said.kind is Kind.STICKER:
            turn.talk = replace(turn.talk, parted=False)
            return
        unreadable(turn, "", (), 0, book)
    elif book.opening(turn, (said,)):
        turn.talk = talk.understood(turn.talk)
    else:
        turn.talk = talk.understood(turn.talk)
        menu(turn, book, "menu-unclear")


def edited_outside(turn: Turn, book: Book) -> None:
    """Correct a message that is kept until a question is answered; say so, or that it is not
    known which part was meant.
    """
    before = turn.talk.held
    if any(kept["message_id"] == turn.said.edits for kept in before):
        turn.talk = talk.hold(turn.talk, turn.said)
    lead = "engine-edit-unknown" if turn.talk.held == before else "engine-corrected"
    if turn.talk.open is not None:
        again(turn, turn.talk.open, turn.say(lead))
    else:
        turn.tell(lead)
        follow_with_question(turn, book)


def unreadable(
    turn: Turn, question: str, options: Sequence[Option], number: int, book: Book | None = None
) -> None:
    """The first unreadable message gets a line of what to do, the second the telephone number of a
    person, further ones within ten minutes nothing.
    """
    turn.talk, count = talk.miss(turn.talk, turn.now)
    reading = steps.cannot(turn.said)
    if count == 1 and book is not None:
        menu(turn, book, "menu-greeting" if turn.said.kind is Kind.STICKER else reading.key)
    elif count == 1:
        turn.show(f"{turn.say(reading.key)} {question}".strip(), options, number)
    elif count == 2:
        turn.tell("engine-call-us")


# --- words that work anywhere --------------------------------------------------------------------


def free_word(turn: Turn, book: Book) -> bool:
    """Take a word that works without a form: a command, small talk, a route's own words, a word
    with a number.
    """
    text = turn.said.text
    if turn.said.kind is not Kind.TEXT or not steps.is_words(turn.said):
        return False
    if numbered(turn, book, text):
        return True
    folded = understand.fold(text)
    for route in book.routes.values():
        if folded and folded in {
            understand.fold(w) for w in word_list(turn.say, f"{route.name}-words")
        }:
            if not turn.may(route.action):
                continue
            turn.talk = talk.understood(replace(turn.talk, open=None))
            route.handle(turn)
            return True
    target = understand.edit_target(text)
    if target is not None and reopen(turn, book, target):
        return True
    return command(turn, book) or small_talk(turn, book)


def numbered(turn: Turn, book: Book, text: str) -> bool:
    """Take "nhận 27" or "mời 4071 2386": a capability's own word, with list numbers or a code."""
    if (code := understand.coded(text)) and (use := by_word(turn, book.coded, code[0])):
        turn.talk = talk.understood(turn.talk)
        use.handle(turn, code[1])
        return True
    if (found := understand.numbered(text)) and (listed := by_word(turn, book.numbered, found[0])):
        turn.talk = talk.understood(turn.talk)
        listed.handle(turn, found[1])
        return True
    return False


def by_word(turn: Turn, uses: Mapping[str, W], word: str) -> W | None:
    """Return what a word starts, if this person may."""
    for use in uses.values():
        words = word_list(turn.say, f"{use.name}-words")
        if word in {understand.fold(each) for each in words} and turn.may(use.action):
            return use
    return None


def command(turn: Turn, book: Book) -> bool:
    """Take a command while no form is open."""
    match understand.command(turn.said.text):
        case Command.MENU | Command.BACK | Command.RESTART:
            menu(turn, book)
        case Command.HELP:
            turn.tell("engine-help")
        case Command.ON:
            go_on(turn, book)
        case Command.CANCEL | Command.SKIP | Command.EDIT:
            menu(turn, book, "menu-nothing-open")
        case _:
            return False
    turn.talk = talk.understood(turn.talk)
    return True


def small_talk(turn: Turn, book: Book) -> bool:
    """Answer a greeting, thanks or a good-bye while no form is open."""
    match understand.small_talk(turn.said.text):
        case SmallTalk.GREETING:
            menu(turn, book, "menu-greeting")
            turn.talk = talk.understood(turn.talk)
        case SmallTalk.THANKS | SmallTalk.LEAVING:
            turn.tell("engine-goodbye")
            turn.talk = replace(talk.understood(turn.talk), parted=True)
        case _:
            return False
    return True


def menu(turn: Turn, book: Book, lead: str = "") -> None:
    """Show what this person can do, as a numbered question."""
    routes = [route for route in book.routes.values() if route.menu and turn.may(route.action)]
    if turn.viewer.at_desk:
        routes.sort(key=lambda route: not turn.say.has(f"desk-{route.name}"))
    options = [
        Option(r.name, turn.say(f"menu-{r.name}"), word_list(turn.say, f"{r.name}-words"))
        for r in routes
    ]
    question = turn.say("menu-desk" if turn.viewer.at_desk else "menu-what")
    turn.ask(MENU, f"{turn.say(lead)} {question}" if lead else question, options)


def go_on(turn: Turn, book: Book) -> None:
    """Go on with what was left: a draft set aside, or the next request that waits."""
    if turn.talk.draft is not None:
        turn.talk = talk.set_aside(turn.talk, turn.talk.draft)
    turn.talk, draft = talk.take_up(turn.talk, turn.now)
    if draft is not None and draft.form in book.forms:
        form = book.forms[draft.form].form
        turn.talk = replace(turn.talk, open=None)
        draft = replace(draft, question=turn.talk.question, touched_at=turn.now)
        draft, _ = engine.renewed(form, draft, turn.world)
        draft = replace(draft, shown=())
        said(turn, asking.ask(form, draft, draft.step, turn.world, lead="engine-on"))
        return
    if draft is not None:  # a release without its form: kept for one that has it
        turn.talk = talk.set_aside(turn.talk, draft)
    if offer_pushes(turn, book, ask_next=True):
        return
    if turn.talk.open is not None and turn.talk.open.name != MENU:
        again(turn, turn.talk.open)
    else:
        menu(turn, book, "menu-form-gone" if draft is not None else "menu-nothing-open")


# --- the form ------------------------------------------------------------------------------------


def in_form(turn: Turn, book: Book, draft: Draft, said_now: Incoming) -> None:
    """Take a message through the open form."""
    use = book.forms.get(draft.form)
    if use is None or not turn.may(use.action):
        # A release without this form, or a right that ended: the draft is kept where "tiếp" finds
        # it.
        turn.talk = talk.set_aside(turn.talk, draft)
        menu(turn, book, "menu-form-gone")
        return
    if said_now.kind is Kind.TEXT and understand.numbered(said_now.text) and draft.step != REVIEW:
        step = use.form.step(draft.step)
        taken = (
            step is not None
            and isinstance(step.take(said_now, draft.shown, 0, turn.world), steps.Taken)
            and step.closed
        )
        if not taken and numbered(turn, book, said_now.text):
            reshow(turn, use, draft)
            return
    move = engine.advance(use.form, draft, said_now, turn.world)
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


def said(turn: Turn, move: Move) -> None:
    """Keep the draft, and say what the engine says."""
    turn.talk = replace(
        turn.talk, draft=move.draft, question=max(turn.talk.question, move.draft.question)
    )
    if move.text:
        options = () if move.end is End.PAUSED else move.options
        turn.replaces_question = move.replaces and turn.asked_at is None
        turn.show(move.text, options, move.draft.question)


def reshow(turn: Turn, use: FormUse, draft: Draft) -> None:
    """Put the form's open question under what was just said, in the same message."""
    draft, _ = engine.renewed(use.form, draft, turn.world)
    text = asking.question_text(use.form, draft, draft.step, turn.world)
    if turn.replies:
        text = f"{turn.replies.pop().text}\n{text}"
    turn.talk = replace(turn.talk, draft=draft, open=None)
    turn.show(text, draft.shown, draft.question)


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


def recap_word(turn: Turn, book: Book, question: Question) -> bool:
    """Take a word that answers the recap in its own way: "tiếp" goes on, "hủy" drops the draft,
    "menu" leaves it for later. Other words of a form, and a greeting, answer nothing yet.
    """
    if question.name != RECAP or turn.said.kind is not Kind.TEXT:
        return False
    word = understand.command(turn.said.text)
    chosen = {Command.ON: "go", Command.CANCEL: "drop", Command.MENU: "other"}
    of_a_form = {Command.BACK, Command.SKIP, Command.EDIT, Command.RESTART}
    if word in chosen:
        answered(turn, book, question, next(o for o in question.options if o.id == chosen[word]))
    elif word in of_a_form or understand.edit_target(turn.said.text) is not None:
        turn.talk = talk.understood(turn.talk)
        again(turn, question, turn.say("engine-unclear"))
    elif understand.small_talk(turn.said.text) is SmallTalk.GREETING:
        turn.talk = talk.understood(turn.talk)
        again(turn, question, turn.say("engine-greeting"))
    else:
        return False
    return True


def draft_subject(turn: Turn, book: Book, draft: Draft) -> str:
    """Return whom a draft is about, in the teller's own first words; empty when that was not said
    yet.
    """
    use = book.forms.get(draft.form)
    answer = draft.answers.get(use.form.subject, {}) if use else {}
    return telling.in_sentence(telling.shorten(telling.text_of(answer), 6))


def resume(turn: Turn, book: Book, chosen: str) -> None:
    """Act on the choice after a recap; the messages that were kept go where they belong."""
    held = tuple(talk.said_from_json(plain) for plain in turn.talk.held)
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


# --- what was sent already -----------------------------------------------------------------------


def edited(turn: Turn, book: Book, done: Finished, step: str) -> None:
    """Correct a part of something sent, by the message that told it and was edited; the open
    question stays.
    """
    use = book.forms.get(done.form)
    answers = use.answers(turn, done.case) if use and use.answers else None
    found = use.form.step(step) if use else None
    if use is None or answers is None or found is None or use.amend is None:
        turn.tell("engine-too-late")
        return
    reading = answering.read_step(use.form, step, turn.said, turn.world)
    if not isinstance(reading, steps.Taken):
        turn.tell("engine-edit-unclear")
        return
    new = rejoining.corrected(found, answers.get(step, {}), reading.answer, turn.said)
    use.amend(turn, done.case, {**answers, step: new})
    follow_with_question(turn, book)


def late_photo(turn: Turn, book: Book, done: Finished) -> None:
    """Add a photo that came after its album's form was sent."""
    use = book.forms.get(done.form)
    step = use.form.attachments() if use else None
    answers = use.answers(turn, done.case) if use and use.answers else None
    if use is None or step is None or answers is None or use.amend is None:
        turn.tell("engine-too-late")
        return
    files = [steps.file_answer(media, turn.said.message_id) for media in step.accepts(turn.said)]
    from_album = merge_files(answers.get(step.name, {}), {"files": files}, step.at_most)
    use.amend(turn, done.case, {**answers, step.name: from_album})


def reopen(turn: Turn, book: Book, target: str) -> bool:
    """Take back what was given last: a verdict ("sửa"), or a part of what was sent ("sửa tên")."""
    for done in reversed(turn.talk.finished):
        asked = book.questions.get(done.name)
        redo = asked.redo if asked is not None and turn.may(asked.action) else None
        if redo is not None and not target:
            turn.talk = talk.understood(replace(turn.talk, open=None))
            if not redo(turn, done.context):
                turn.tell("engine-too-late")
            return True
        use = book.forms.get(done.form)
        if not done.case or use is None or use.answers is None:
            continue
        answers = use.answers(turn, done.case)
        if answers is None:
            turn.tell("engine-too-late")
            return True
        draft = Draft(
            use.form.name,
            use.form.version,
            REVIEW,
            answers,
            question=turn.talk.question,
            case=done.case,
        )
        draft = replace(draft, touched_at=turn.now)
        move = engine.fix(use.form, draft, target, turn.world)
        turn.talk = talk.understood(replace(turn.talk, open=None))
        said(turn, move or asking.ask(use.form, draft, REVIEW, turn.world))
        return True
    return False


def follow_with_question(turn: Turn, book: Book) -> None:
    """Put the question that is open, if one is, under what was just said."""
    draft = turn.talk.draft
    if draft is not None and draft.form in book.forms:
        reshow(turn, book.forms[draft.form], draft)


# --- openings and pushes -------------------------------------------------------------------------


def opened(turn: Turn, book: Book, chosen: str) -> None:
    """Act on "is this a good deed?": begin with what was told, or show the menu."""
    held = tuple(talk.said_from_json(plain) for plain in turn.talk.held)
    turn.talk = replace(turn.talk, held=())
    sure = Incoming(Kind.TASK, "", turn.now, task={"sure": True})
    if chosen != "yes" or not book.opening(turn, (*held, sure)):
        menu(turn, book)


def offer_pushes(turn: Turn, book: Book, *, ask_next: bool = False) -> bool:
    """Say what waits for this person, as far as it may be said now; return whether anything was
    said.

    Notices first, then at most one request, which becomes the open question. While a form is open
    everything waits until fifteen minutes after the person's last message, and a request is then
    worded so that a word and a list number answer it. `ask_next` is the person's own wish
    ("tiếp"): also requests that went out before, the one on the screen last of all.
    """
    if settled_elsewhere(turn):
        turn.talk = replace(turn.talk, open=None)
    quiet_for = turn.now - turn.said.sent_at
    hold = (
        PUSH_AFTER
        if turn.talk.draft is not None
        else MENU_HOLDS
        if turn.talk.open is not None
        else timedelta()
    )
    before = len(turn.replies)
    pushes = open_pushes(turn.tx, turn.viewer.person, told_too=ask_next)
    asked = turn.talk.open.context.get("about") if turn.talk.open is not None else None
    place = next((n for n, w in enumerate(pushes) if w.asks and w.about == asked), None)
    if ask_next and place is not None:
        pushes = pushes[place + 1 :] + pushes[: place + 1]
        turn.talk = replace(turn.talk, open=None)
    for waiting in pushes:
        if (waiting.told and not ask_next) or waiting.not_before_ms > to_ms(turn.now):
            continue
        if quiet_for < hold and not waiting.urgent and not ask_next:
            continue
        if (
            waiting.asks
            and turn.talk.draft is None
            and turn.talk.open is not None
            and turn.talk.open.name != MENU
        ):
            continue  # one numbered question is open at a time: this one waits for its answer
        if not render(turn, book, waiting, worded=turn.talk.draft is not None):
            tell(turn.tx, waiting.id, turn.now, close=True)
            continue
        tell(turn.tx, waiting.id, turn.now, close=not waiting.asks)
        if waiting.asks:
            break
    return len(turn.replies) > before


def settled_elsewhere(turn: Turn) -> bool:
    """Tell whether the open question is a request that somebody else has answered meanwhile."""
    question = turn.talk.open
    if question is None or not question.context.get("push"):
        return False
    about = str(question.context.get("about", ""))
    return not is_still_asked(turn.tx, turn.viewer.person, question.name, about)


def render(turn: Turn, book: Book, waiting: Waiting, *, worded: bool) -> bool:
    """Say one push in the words of the capability that queued it; False when it fell away."""
    use = book.pushes.get(waiting.name)
    return use is not None and use.render(turn, waiting, worded)


def context_of(waiting: Waiting) -> dict[str, Any]:
    """Return what the question of a request needs to find its case again."""
    return {**waiting.values, "push": waiting.id, "about": waiting.about}
