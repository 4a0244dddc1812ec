"""First contact: who the bot is, what it keeps, and whether the person agrees.

Everything that a person writes before agreeing is kept with the conversation and becomes the
story's draft; after "no" it is erased at once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.dialogue import keeping, reading, talk, telling, understand
from bot.dialogue.messages import Incoming, Kind, Option
from bot.dialogue.talk import Question
from handlers import own_deeds
from handlers.calling import take_pronouns
from handlers.conversing import same_again
from handlers.deeds import begin_with, may_open, tell_for
from handlers.free_words import route_of
from handlers.my_data import RIGHTS
from handlers.outside import OPENING, unreadable
from handlers.showing import menu
from handlers.turn import Asked, Book, Capability, Turn, folded_words
from models.base import to_ms
from models.machine.erasing import erase_said
from models.people.consent import give_consent
from models.permissions import Action

CONSENT = "consent"
STORY_WORDS = (
    5  # a message of so many words that belongs to nothing may be the beginning of a story
)


def gate(turn: Turn, book: Book) -> bool:
    """See every message first: without consent nothing is taken, but everything that is told is
    kept for it.
    """
    if turn.consent or turn.viewer.roles or invited(turn, book):
        return False  # whoever has a duty here speaks in it, not as a stranger
    question, found = turn.talk.open, turn.sorted()
    if isinstance(found, talk.SameAgain):
        same_again(turn, book, found.finished)
        return True
    if question is not None and question.name != CONSENT:
        question = None
    if question is not None and isinstance(found, talk.Answered):
        turn.taken = True
        answer_consent(turn, found.option, book)
        return True
    if of_own_data(turn, book, found):
        return False
    if turn.said.kind is Kind.TEXT and take_pronouns(turn, turn.said.text):
        turn.replies.clear()  # the question itself speaks so already
        ask_consent(turn, "start-first-contact", question.context if question else {})
        return True
    if question is not None:
        if isinstance(found, talk.OldButton):
            turn.show(
                f"{turn.say('engine-old-button')} {question.text}",
                question.options,
                question.number,
            )
            return True
        if not (reading.is_words(turn.said) or turn.said.media):
            asked = question.text.rsplit("\n", 1)[-1]
            unreadable(turn, asked, question.options, question.number)
            return True
        keep(turn, book)
        turn.show(turn.say("start-consent-again"), question.options, question.number)
        return True
    if turn.said.kind is not Kind.TAP:
        keep(turn, book)
    ask_consent(turn, "start-first-contact", {"begins": route_begun(turn, book)})
    return True


def of_own_data(turn: Turn, book: Book, found: talk.Sorted) -> bool:
    """Tell whether somebody asks about their own data: that needs no consent."""
    if isinstance(found, talk.Answered):
        return found.question.name in RIGHTS
    route = route_of(turn, book, turn.said.text) if turn.said.kind is Kind.TEXT else None
    return route is not None and route.name in RIGHTS


def invited(turn: Turn, book: Book) -> bool:
    """Tell whether the message is a code that needs no first contact: an invitation, or one that
    makes this account somebody's who has agreed elsewhere.
    """
    code = understand.coded(turn.said.text) if turn.said.kind is Kind.TEXT else None
    words = ("invitation-words", "link-send-words")
    return code is not None and any(code[0] in folded_words(turn.say, key) for key in words)


def keep(turn: Turn, book: Book) -> None:
    """Keep a message until the person has answered; greetings, stickers and words that only begin
    something ("kể") tell nothing and are not kept.
    """
    if (talk.tells(turn.said) and not route_begun(turn, book)) or turn.said.media:
        turn.talk = talk.hold(turn.talk, turn.said)


def route_begun(turn: Turn, book: Book) -> str:
    """Return the route that the message is the word for ("kể"), empty when it is none."""
    said = understand.fold(turn.said.text)
    for route in book.routes.values():
        words = folded_words(turn.say, f"{route.name}-words")
        if said and turn.may(route.action) and said in words:
            return route.name
    return ""


def ask_consent(turn: Turn, key: str, context: Mapping[str, Any]) -> None:
    """Say who we are and what is kept, and ask; `context` remembers what the person began with."""
    options = turn.options("start-consent", ("agree", "refuse", "more"))
    turn.ask(CONSENT, turn.say(key), options, context)


def answer_consent(turn: Turn, option: Option, book: Book) -> None:
    """Act on the answer to the first contact."""
    question = turn.talk.open
    if option.id == "more":
        turn.talk = replace(turn.talk, open=None)
        ask_consent(turn, "start-more", question.context if question else {})
        return
    held = tuple(keeping.said_from_json(plain) for plain in turn.talk.held)
    turn.talk = replace(turn.talk, open=None, held=())
    typed = "" if turn.said.kind is Kind.TAP else understand.clean(turn.said.text)
    if option.id == "refuse":
        erase(turn)
        turn.tell("start-refused")
        # Of the answer itself no more is remembered than a number or a single word.
        finish(turn, question, option, typed if " " not in typed else "")
        return
    give_consent(turn.tx, turn.viewer.person, turn.address.bot, turn.inbox_id, turn.now)
    turn.consent = "given"
    begun = book.routes.get(question.context.get("begins", "")) if question else None
    if not begin_with(turn, held):
        if begun is not None:
            begun.handle(turn)
        else:
            menu(turn, book, "start-thanks")
    finish(turn, question, option, typed)


def finish(turn: Turn, question: Question | None, option: Option, typed: str) -> None:
    """Remember the answer as given: the same again gets the same reply."""
    if question is not None:
        reply = "" if turn.secret else "\n\n".join(r.text for r in turn.replies)
        leads = turn.talk.open is not None or turn.talk.draft is not None
        done = talk.Finished(question.number, option.id, typed, reply, leads=leads)
        turn.talk = talk.finish(turn.talk, done)


def erase(turn: Turn) -> None:
    """Erase at once what was sent before the refusal."""
    turn.talk = talk.Talk(question=turn.talk.question)
    where = turn.address
    erase_said(turn.tx, where.bot, where.chat, to_ms(turn.now))


def opening(turn: Turn, held: Sequence[Incoming]) -> bool:
    """Make the beginning of a report out of messages that belonged to nothing.

    Whoever has told a deed that is still open is asked whether it is for that one. Otherwise a
    voice note or a photo begins a report at once, a longer text is asked about first; anything
    else is no opening. Called with nothing it says whether the message at hand could be one.
    """
    if not held:
        return any(media.kind in (Kind.VOICE, Kind.PHOTO) for media in turn.said.media)
    sure = any(said.task.get("sure") for said in held)
    told = [said for said in held if said.kind is not Kind.TASK]
    if turn.talk.open is not None and turn.talk.open.name == OPENING:
        # Asked about what came before, the person tells on: it belongs together.
        told = [*(keeping.said_from_json(plain) for plain in turn.talk.held), *told]
    if not may_open(turn):
        return False
    if len(told) == 1 and told_for_somebody(turn, told[0]):
        return True
    media = any(m.kind in (Kind.VOICE, Kind.PHOTO) for said in told for m in said.media)
    story = any(len(said.text.split()) >= STORY_WORDS and talk.tells(said) for said in told)
    if not sure and (media or story) and own_deeds.offer(turn, told):
        return True
    if sure or media:
        return begin_with(turn, told)
    if not story:
        return False
    turn.talk = replace(turn.talk, held=())
    for said in told:
        turn.talk = talk.hold(turn.talk, said)
    options = turn.options("start-opening", ("yes", "no"))
    told_text = telling.shorten(told[0].text)
    turn.ask(OPENING, turn.say("start-opening", text=told_text), options, yields=True)
    return True


def told_for_somebody(turn: Turn, said: Incoming) -> bool:
    """Take "kể giúp bà Hành" where nothing is open."""
    name = understand.told_for(said.text) if said.kind is Kind.TEXT else None
    if name:
        tell_for(turn, name)
    return bool(name)


def words_of_consent(turn: Turn, question: Question) -> None:
    """The person has agreed meanwhile on another way: the question is no longer open."""
    turn.talk = replace(turn.talk, open=None)
    turn.tell("engine-unclear")


def old_consent(turn: Turn, option: Option, context: Mapping[str, Any]) -> None:
    """An answer to the consent after it was given: nothing changes."""
    turn.tell("start-thanks")


CAPABILITY = Capability(
    "start", questions=(Asked(CONSENT, old_consent, Action.TALK, words_of_consent),)
)
