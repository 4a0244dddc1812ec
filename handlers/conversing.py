"""One turn of a conversation: from what was said to what is done with it.

`converse` asks `talk.sort` what kind of thing the message is and hands it to whom it belongs. It
knows no capability by name: forms, questions and routes come from the `Book`.
"""

from dataclasses import replace

from bot.dialogue import reading, talk, understand
from bot.dialogue.form import Draft
from bot.dialogue.messages import Kind, Option
from bot.dialogue.talk import Finished, Question
from bot.dialogue.understand import Command, SmallTalk
from handlers.acknowledging import pressed
from handlers.calling import take_pronouns
from handlers.drafting import RECAP, in_form, recap, resume
from handlers.free_words import free_word, numbered, phrased, route_of, stopped
from handlers.outside import OPENING, came_back, in_group, nothing_open, opened, unreadable
from handlers.sent import edited, late_photo
from handlers.showing import MENU, again, follow_with_question, menu
from handlers.turn import Asked, Book, Route, Turn


def converse(turn: Turn, book: Book) -> None:
    """Handle one message: change `turn.talk`, gather `turn.replies`, call domain functions. Never
    silent, but for a repetition whose reply is already on its way, and a third unreadable message
    in a row.
    """
    before = turn.talk.draft
    take(turn, book)
    draft = turn.talk.draft
    use = book.forms.get(draft.form) if draft is not None else None
    if draft is not None and draft is not before and use is not None and use.watch is not None:
        use.watch(turn, draft)


def take(turn: Turn, book: Book) -> None:
    """Find what the message belongs to, and hand it over."""
    if turn.said.kind is Kind.TASK or turn.said.task:
        came_back(turn, book)
        return
    if turn.in_group:
        in_group(turn, book)
        return
    if book.gate(turn, book):
        return
    if wants_to_be_called(turn):
        turn.talk = talk.understood(turn.talk)
        return
    match turn.sorted():
        case talk.SameAgain(done):
            same_again(turn, book, done)
        case talk.OldButton():
            old_button(turn, book)
        case talk.AtAnyTime(chosen):
            turn.taken = pressed(turn, book, chosen)
            if not turn.taken:
                old_button(turn, book)
        case talk.Answered(question, option):
            answered(turn, book, question, option)
        case talk.NotAnswered(question, closest):
            if not (
                own_words(turn, book, question)
                or recap_word(turn, book, question)
                or took_file(turn, book)
                or stopped(turn, book, question)
                or free_word(turn, book)
            ):
                not_answered(turn, book, question, closest)
        case talk.Recap(draft):
            if not answers_by_number(turn, book):
                recap(turn, book, draft)
        case talk.InForm(draft, said):
            in_form(turn, book, draft, said)
        case talk.Edited(done, step):
            edited(turn, book, done, step)
        case talk.LatePhoto(done):
            late_photo(turn, book, done)
        case talk.Idle():
            if turn.said.edits or not (took_file(turn, book) or free_word(turn, book)):
                nothing_open(turn, book)


def wants_to_be_called(turn: Turn) -> bool:
    """Take "gọi tôi là bà" where no form is open: it never answers a question, which stays open.
    In a form it is an aside.
    """
    said, in_form = turn.said, turn.talk.draft is not None and turn.talk.open is None
    if in_form or said.kind is not Kind.TEXT or said.edits or said.forwarded:
        return False
    return take_pronouns(turn, said.text)


def answers_by_number(turn: Turn, book: Book) -> bool:
    """Take "xong 2" while a report waits that was begun long ago: it answers what the bot has said
    since, and is no part of that report.
    """
    said = turn.said
    if said.kind is not Kind.TEXT or said.edits or said.forwarded:
        return False
    return numbered(turn, book, said.text) or phrased(turn, book, said.text, in_form=True)


def same_again(turn: Turn, book: Book, done: Finished) -> None:
    """Give the same reply again (a receipt always); nothing is done twice. If what follows it is
    still on its way, that is the reply.
    """
    following = turn.talk.open is not None or turn.talk.draft is not None
    if following and not done.case and turn.world.surely_unseen_by(turn.said):
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


def answered(turn: Turn, book: Book, question: Question, option: Option) -> None:
    """Hand an answer to the capability that asked, and remember it as given for good."""
    if (route := own_word(turn, book, question, option)) is not None:
        turn.talk = talk.understood(replace(turn.talk, open=None))
        route.handle(turn)
        return
    before = len(turn.replies)
    turn.talk = talk.understood(replace(turn.talk, open=None))
    turn.taken = True
    if question.name == RECAP:
        resume(turn, book, option.id)
    elif question.name == MENU:
        route = book.routes.get(option.id)
        if route is None or not turn.may(route.action):
            turn.taken = False
            menu(turn, book, "menu-not-yours")
        else:
            route.handle(turn)
    elif question.name == OPENING:
        opened(turn, book, option.id)
    else:
        asked = book.questions.get(question.name)
        if asked is None or not turn.may(asked.action):
            turn.taken = False
            menu(turn, book, "menu-not-yours")
        else:
            draft = turn.talk.draft
            asked.answer(turn, option, question.context)
            if len(turn.replies) > before:
                back_to_form(turn, book, draft)
    if len(turn.replies) == before:
        follow_with_question(turn, book)  # the answer leads back into the form
    said = "" if turn.said.kind is Kind.TAP else understand.clean(turn.said.text)
    reply = "" if turn.secret else "\n\n".join(r.text for r in turn.replies[before:])
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


def own_word(turn: Turn, book: Book, question: Question, option: Option) -> Route | None:
    """Return the route whose very words were typed where an offer stands that has something like
    them: "bảng việc" is not "Bảng vàng".
    """
    if not question.yields or turn.said.kind is not Kind.TEXT:
        return None
    route = route_of(turn, book, turn.said.text)
    said = understand.fold(turn.said.text)
    names = {understand.fold(name) for name in (option.label, *option.others)}
    return route if route is not None and said not in names else None


def not_answered(turn: Turn, book: Book, question: Question, closest: tuple[Option, ...]) -> None:
    """Deal with a message that answered nothing while a question outside a form is open."""
    asked = book.questions.get(question.name)
    if question.name == RECAP and (reading.is_words(turn.said) or turn.said.media):
        turn.talk = talk.hold(turn.talk, turn.said)
        again(turn, question)
    elif talk.is_for_buttons(question) or has_own_alone(asked, question):
        nothing_open(turn, book)
    elif not reading.is_words(turn.said) and not book.opening(turn, ()):
        unreadable(turn, question.text, question.options, question.number)
    elif question.name in (MENU, OPENING):
        nothing_open(turn, book)
    elif asked is not None and asked.words is not None and turn.may(asked.action):
        in_words(turn, book, asked, question)
    else:
        turn.talk = talk.understood(turn.talk)
        again(turn, question, turn.say("engine-unclear"), closest)


def has_own_alone(asked: Asked | None, question: Question) -> bool:
    """Tell whether a question is answered by words of its own alone: all else means itself."""
    by_own = asked is not None and asked.own is not None and asked.words is None
    return by_own and not question.options


def own_words(turn: Turn, book: Book, question: Question) -> bool:
    """Hand a message first to a question that knows words of its own; False when it is none of
    them.
    """
    asked = book.questions.get(question.name)
    if asked is None or asked.own is None or not turn.may(asked.action):
        return False
    before = len(turn.replies)
    draft = turn.talk.draft
    if not asked.own(turn, question):
        return False
    back_to_form(turn, book, draft)
    turn.talk = talk.understood(turn.talk)
    remember(turn, question, before)
    return True


def back_to_form(turn: Turn, book: Book, draft: Draft | None) -> None:
    """Put the question of the form that waited under the answer to what was asked beside it."""
    if draft is not None and turn.talk.draft is draft and turn.talk.open is None:
        follow_with_question(turn, book)


def took_file(turn: Turn, book: Book) -> bool:
    """Hand a file that nothing asks for to whoever knows such files."""
    if turn.said.edits or not any(media.kind is Kind.FILE for media in turn.said.media):
        return False
    for use in book.files.values():
        if turn.may(use.action) and use.take(turn):
            turn.talk = talk.understood(turn.talk)
            return True
    return False


def in_words(turn: Turn, book: Book, asked: Asked, question: Question) -> None:
    """Hand free words to the capability that asked."""
    before, draft = len(turn.replies), turn.talk.draft
    if asked.words is not None:
        asked.words(turn, question)
    back_to_form(turn, book, draft)
    remember(turn, question, before)


def remember(turn: Turn, question: Question, before: int) -> None:
    """Once free words have answered a question, the same words again get the same reply: all that
    was said since `before`.
    """
    if turn.talk.open is not None and turn.talk.open.number == question.number:
        return
    turn.talk = talk.finish(
        turn.talk,
        Finished(
            question.number,
            "",
            "" if turn.secret else understand.clean(turn.said.text),
            "" if turn.secret else "\n\n".join(reply.text for reply in turn.replies[before:]),
            name=question.name,
            context=question.context,
            leads=turn.talk.open is not None or turn.talk.draft is not None,
        ),
    )


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
