"""Words that work anywhere: commands, small talk, a route's own words, a word with a number."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from bot.dialogue import asking, engine, reading, talk, understand
from bot.dialogue.form import Draft
from bot.dialogue.messages import Kind
from bot.dialogue.talk import Question
from bot.dialogue.understand import Command, SmallTalk, polite
from bot.dialogue.world import Words
from handlers.calling import take_pronouns
from handlers.pushing import offer_pushes
from handlers.sent import reopen
from handlers.showing import again, follow_with_question, menu, reshow, said
from handlers.turn import Book, Coded, Numbered, Route, Turn, folded_words
from models.work.list_numbers import case_of_number

FOLDED_OPENERS = frozenset(map(understand.fold, polite.OPENERS))
MOST_SHOWN = 5  # things in one answer
MINE = "my-data"  # the route to which "của tôi" leads


def free_word(turn: Turn, book: Book) -> bool:
    """Take a word that works without a form: a command, small talk, a route's own words, a word
    with a number. Under photos stand only the words of a capability that takes photos.
    """
    text = turn.said.text
    if not reading.is_words(turn.said):
        return False
    if turn.said.kind is Kind.PHOTO:
        return phrased(turn, book, text)
    if turn.said.kind is not Kind.TEXT:
        return False
    if numbered(turn, book, text) or phrased(turn, book, text):
        return True
    ways = (text, understand.bare(text), understand.bare_but_done(text))
    route = next(filter(None, (route_of(turn, book, way) for way in ways)), None)
    if route is not None:
        turn.talk = talk.understood(replace(turn.talk, open=None))
        route.handle(turn)
        return True
    target = understand.edit_target(text)
    if target is not None and reopen(turn, book, target):
        return True
    return command(turn, book) or small_talk(turn, book)


def stopped(turn: Turn, book: Book, question: Question) -> bool:
    """Take "thôi" or "hủy" at a question that this person's own words have brought: nothing is
    answered. What the bot came to ask, what it offers, and a choice that knows the word itself
    are no such questions.
    """
    text = turn.said.text
    if turn.said.kind is not Kind.TEXT or turn.said.edits or question.pushed or question.yields:
        return False
    said = {understand.fold(text), understand.fold(understand.bare(text))}
    is_left = said & folded_words(turn.say, "question-leave-words")
    if not is_left and understand.command(text) is not Command.CANCEL:
        return False
    turn.close()
    turn.tell("question-left")
    follow_with_question(turn, book)
    return True


def route_of(turn: Turn, book: Book, text: str) -> Route | None:
    """Return what a word starts by itself, if this person may."""
    for route in routes_by_word(turn.say, book).get(understand.fold(text), ()):
        if turn.may(route.action):
            return route
    mine = understand.command(text) is Command.MINE
    return book.routes.get(MINE) if mine else None


@lru_cache(maxsize=256)
def routes_by_word(say: Words, book: Book) -> Mapping[str, Sequence[Route]]:
    """Return the routes that each word starts. Every message is looked up in it."""
    found: defaultdict[str, list[Route]] = defaultdict(list)
    for route in book.routes.values():
        for word in folded_words(say, f"{route.name}-words") - {""}:
            found[word].append(route)
    return dict(found)


def aside(turn: Turn, book: Book, draft: Draft, text: str) -> bool:
    """Take what may be said in the middle of a form and is none of its answers: how one wants to
    be called, and the words of a route that works anywhere. False when it is neither.
    """
    if take_pronouns(turn, text):
        turn.talk = talk.understood(turn.talk)
        reshow(turn, book.forms[draft.form], replace(draft, touched_at=turn.now))
        return True
    route = route_of(turn, book, text)
    if route is None or not route.anywhere:
        return False
    if route.beside_form:
        turn.talk = talk.understood(turn.talk)
        route.handle(turn)
        reshow(turn, book.forms[draft.form], replace(draft, touched_at=turn.now))
        return True
    turn.talk = talk.understood(talk.set_aside(turn.talk, draft))
    route.handle(turn)
    return True


def numbered(turn: Turn, book: Book, text: str) -> bool:
    """Take "nhận 27" or "mời 4071 2386": a capability's own word, with list numbers or a code."""
    if (code := understand.coded(text)) and (use := by_code(turn, book, code[0])):
        turn.talk = talk.understood(turn.talk)
        use.handle(turn, code[1])
        return True
    if (found := understand.numbered(text)) and (listed := by_number(turn, book, *found)):
        turn.talk = talk.understood(turn.talk)
        each = [(number, by_number(turn, book, found[0], (number,))) for number in found[1]]
        if all(one is not None and one.shows for _, one in each):
            for number, one in each[:MOST_SHOWN]:
                if one is not None:
                    one.handle(turn, (number,))
        else:
            listed.handle(turn, found[1])
        return True
    return False


def phrased(turn: Turn, book: Book, text: str, *, in_form: bool = False) -> bool:
    """Take a message that begins with a capability's own words, also after a polite one; `in_form`
    those alone that are heard in the middle of a form.
    """
    said, under_photos = understand.clean(text).split(), turn.said.kind is Kind.PHOTO
    while said and understand.fold(said[0]).strip(" ,") in FOLDED_OPENERS:
        del said[0]
    for use in book.phrases.values():
        if not turn.may(use.action) or (under_photos and not use.photos):
            continue
        if in_form and not use.in_form:
            continue
        words = folded_words(turn.say, f"{use.name}-words")
        for count in sorted({len(word.split()) for word in words}, reverse=True):
            begins = understand.fold(" ".join(said[:count])) in words
            if begins and use.handle(turn, " ".join(said[count:])):
                turn.talk = talk.understood(turn.talk)
                return True
    return False


def by_number(turn: Turn, book: Book, word: str, numbers: tuple[int, ...]) -> Numbered | None:
    """Return what a word with list numbers starts: of several that know the word the one to whose
    case the first number belongs.
    """
    uses = {
        use.name: use
        for use in book.numbered.values()
        if word in folded_words(turn.say, f"{use.name}-words") and turn.may(use.action)
    }
    if len({use.about for use in uses.values()}) > 1:
        case = case_of_number(turn.tx, turn.viewer.person, numbers[0]) or ""
        noun = case.partition(" ")[0]
        return next((use for use in uses.values() if use.about == noun), first(uses))
    return first(uses)


def first(uses: Mapping[str, Numbered]) -> Numbered | None:
    """Return the first of several, None of none."""
    return next(iter(uses.values()), None)


def by_code(turn: Turn, book: Book, word: str) -> Coded | None:
    """Return what a word with a code starts, or a code alone."""
    if word:
        return by_word(turn, book.coded, word)
    bare = (use for use in book.coded.values() if use.bare)
    return next((use for use in bare if turn.may(use.action)), None)


def by_word(turn: Turn, uses: Mapping[str, Coded], word: str) -> Coded | None:
    """Return what a word with a code starts, if this person may."""
    for use in uses.values():
        if word in folded_words(turn.say, f"{use.name}-words") and turn.may(use.action):
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
        case Command.CANCEL | Command.SKIP if turn.talk.draft is not None:
            turn.close()  # what was asked beside the form, which goes on
            follow_with_question(turn, book)
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
    if turn.talk.open is not None and not turn.talk.open.yields:
        again(turn, turn.talk.open)
    else:
        menu(turn, book, "menu-form-gone" if draft is not None else "menu-nothing-open")
