"""What a handler gets, and how it is found.

A handler is a plain function over one `Turn`; it says things through the turn, opens a form or a
question, and calls domain functions of `models`. A capability is one module with its routes,
questions, forms and pushes.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, tzinfo
from functools import lru_cache
from typing import Any, Protocol, TypeVar

import orjson

from bot.dialogue import engine, talk, understand
from bot.dialogue.form import Draft, Form, Last
from bot.dialogue.messages import Abilities, Address, Incoming, Kind, Option, Reply
from bot.dialogue.moves import Move
from bot.dialogue.talk import Question, Sorted, Talk
from bot.dialogue.world import Answer, Answers, Words, World
from models.base import to_ms
from models.machine import task
from models.machine.link import Purpose, make_link
from models.machine.push import Waiting
from models.people.seats import MeetingPlace
from models.permissions import Action, Viewer, may
from models.store import Tx
from models.working_days import Calendar


class Commune(Protocol):
    """What a handler may ask of the place it works for."""

    def options(self, tx: Tx, name: str, today: date) -> Sequence[Option]:
        """Return a list of the commune by name: hamlets …"""

    def deadline(self, tx: Tx, name: str, start: date) -> date:
        """Return the last day of a time limit that begins on a day."""

    def refresh(self, tx: Tx) -> None:
        """Take note of what the commune has just set about itself."""

    def today(self, now: datetime) -> date:
        """Return the day it is in the commune at a moment."""

    @property
    def zone(self) -> tzinfo:
        """The commune's time zone."""

    @property
    def calendar(self) -> Calendar:
        """Which days count."""

    def is_quiet(self, now: datetime) -> bool:
        """Tell whether nothing rings now but what cannot wait."""

    def local(self, at: datetime) -> datetime:
        """Return a moment by the commune's clock."""

    def words(
        self, language: str = "vi", you: str = "", me: str = "", *, at_desk: bool = False
    ) -> Words:
        """Return the catalogue as one person hears it; without more, as a citizen does."""

    def page_url(self, path: str) -> str:
        """Return where a page of ours can be opened from outside, empty where it cannot."""

    def board_url(self) -> str:
        """Return where the honour board can be opened from outside, empty where it cannot."""

    def has_address(self) -> bool:
        """Tell whether phones can open our pages from outside."""

    def link_address(self, purpose: Purpose, row: int) -> str:
        """Return the address of a link, empty where phones could not open it."""

    def feed_address(self, row: int, version: int) -> str:
        """Return the address of a calendar feed, empty where phones could not open it."""

    def places(self) -> Sequence[MeetingPlace]:
        """Return the bots on which the commune can be met, in the order of the settings."""

    def seed(self) -> int:
        """Return a random number below ten million."""


@dataclass(frozen=True, slots=True)
class Told:
    """A request or news that was said in a turn, by the replies from `before` up to `after`; what
    is `urgent` may ring at night.
    """

    push: int
    asks: bool
    before: int
    after: int
    urgent: bool = False


@dataclass(slots=True)
class Turn:
    """One event being handled.

    `talk` is the conversation and is replaced as it changes; `replies` gathers what is said; `key`
    marks this conversation's buttons; `replaces_question` asks that the open question be rewritten
    if it has not gone out; a `secret` reply (an invitation's code) is not remembered to be given
    again. `sparing` says that the month's messages are nearly used up, `quiet` that
    it is night. `told` are the requests and
    news that were said, `passed_on` what belongs into another conversation, `elsewhere` what is
    said in other chats: (bot, chat, what). `taken` says that the message was taken as the choice
    that it makes, which an old button is not.
    """

    tx: Tx
    now: datetime
    today: date
    address: Address
    viewer: Viewer
    consent: str
    say: Words
    talk: Talk
    said: Incoming
    key: str
    commune: Commune
    inbox_id: int = 0
    asked_at: datetime | None = None
    abilities: Abilities = field(default_factory=Abilities)
    sparing: bool = False
    quiet: bool = False
    replies: list[Reply] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    passed_on: list[Incoming] = field(default_factory=list)
    elsewhere: list[tuple[str, str, Reply]] = field(default_factory=list)
    replaces_question: bool = False
    secret: bool = False
    taken: bool = False
    asked_work: bool = False

    @property
    def in_group(self) -> bool:
        """Whether others read along."""
        return self.address.chat != self.address.sender

    @property
    def world(self) -> World:
        """What the engine may know."""
        return World(
            self.now,
            self.today,
            self.say,
            lambda name: self.commune.options(self.tx, name, self.today),
            self.asked_at,
            self.abilities.text_limit,
        )

    def tell(self, key: str, **values: str | int) -> None:
        """Say a sentence of the catalogue."""
        self.replies.append(Reply(self.say(key, **values)))

    def show(
        self,
        text: str,
        options: Sequence[Option] = (),
        number: int = 0,
        photos: tuple[str, ...] = (),
        files: tuple[str, ...] = (),
    ) -> None:
        """Say a text with the choices of question `number` under it."""
        self.replies.append(Reply(text, talk.buttons(options, self.key, number), photos, files))

    def ask(
        self,
        name: str,
        text: str,
        options: Sequence[Option],
        context: Mapping[str, Any] | None = None,
        *,
        pushed: bool = False,
        yields: bool = False,
        photos: tuple[str, ...] = (),
    ) -> None:
        """Open a question outside a form; the capability that owns `name` gets the answer. One
        that `yields` is an offer: what waits for this person may take its place.
        """
        number = talk.next_number(self.talk)
        question = Question(
            number, name, text, tuple(options), dict(context or {}), pushed, self.now, yields
        )
        self.talk = talk.ask(self.talk, question)
        self.show(text, options, number, photos)

    def ask_words(
        self, name: str, text: str, context: Mapping[str, Any] | None = None, **more: Any
    ) -> None:
        """Open a question that is answered in free words, by voice or with photos."""
        self.ask(name, text, (), context, **more)

    def close(self) -> None:
        """Close the question that is open outside a form."""
        self.talk = talk.understood(replace(self.talk, open=None))

    def request(self, kind: str, **asked: Any) -> None:
        """Ask for slow work (a document); what comes of it arrives as one more message of this
        conversation, with what was asked.
        """
        where = (self.address.bot, self.address.chat, self.address.sender)
        payload = orjson.dumps(asked).decode()
        task.request(self.tx, kind, *where, payload, to_ms(self.now))
        self.asked_work = True

    def link(self, purpose: Purpose, files: tuple[str, ...] = ()) -> str:
        """Make a link for this conversation; return its address, empty where no phone could open
        one.
        """
        if not self.commune.has_address():
            return ""
        where = (self.address.bot, self.address.chat, self.address.sender)
        row = make_link(self.tx, purpose, *where, self.now, files)
        return self.commune.link_address(purpose, row)

    def options(self, name: str, ids: Sequence[str]) -> tuple[Option, ...]:
        """Return options whose labels stand in the catalogue as `<name>-<id>`;
        `<name>-<id>-others` are further names.
        """
        return tuple(
            Option(i, self.say(f"{name}-{i}"), word_list(self.say, f"{name}-{i}-others"))
            for i in ids
        )

    def begin(
        self, form: Form, told: Answers | None = None, lead: str = "", case: str = ""
    ) -> None:
        """Open a form with what has been told already; `lead` is a catalogue key said before its
        first question. A draft that is open is set aside.
        """
        if self.talk.draft is not None:
            self.talk = talk.set_aside(self.talk, self.talk.draft)
        move = engine.begin(form, self.world, told, case)
        draft = talk.renumber(
            talk.ask(self.talk, Question(talk.next_number(self.talk), "", "")), move.draft
        )
        draft = replace(draft, last=self.typed_last())
        self.talk = replace(self.talk, open=None, draft=draft, question=draft.question)
        text = f"{self.say(lead)} {move.text}" if lead else move.text
        self.show(text, move.options, draft.question)

    def sorted(self) -> Sorted:
        """Say what the message is in this talk."""
        unseen = self.world.unseen_by(self.said)
        return talk.sort(self.talk, self.said, self.key, self.now, unseen=unseen)

    def typed_last(self) -> Last | None:
        """Return what was typed just now as the answer before a form's open question: the same
        again, sent before that question was seen, is a repeat.
        """
        if self.said.kind is not Kind.TEXT:
            return None
        return Last("", 0, understand.clean(self.said.text), self.said.sent_at)

    def may(self, action: Action) -> bool:
        """Tell whether whoever is speaking may do something at all."""
        return may(self.viewer, action)


def word_list(say: Words, key: str) -> tuple[str, ...]:
    """Return the words of a catalogue entry that lists them with commas; none when there is no
    such entry.
    """
    return tuple(word.strip() for word in say(key).split(",")) if say.has(key) else ()


@lru_cache(maxsize=4096)
def folded_words(say: Words, key: str) -> frozenset[str]:
    """Return the words of such a list as they are compared with what people type. Every message is
    compared with all of them.
    """
    return frozenset(understand.fold(word) for word in word_list(say, key))


Handler = Callable[[Turn], None]


@dataclass(frozen=True, slots=True)
class Route:
    """Something that a person can start by a word, from the menu, or both.

    The words stand in the catalogue as `<name>-words`, the menu line as `menu-<name>`. The words
    of one that works `anywhere` are taken in the middle of a form too, which is set aside; one
    that stands `beside_form` says something there, and the form's question follows. One that is
    `of_group` is, said in a group, about that group: the result of its name gets the chat, in
    private.
    """

    name: str
    handle: Handler
    action: Action
    menu: bool = True
    anywhere: bool = False
    beside_form: bool = False
    of_group: bool = False


@dataclass(frozen=True, slots=True)
class Numbered:
    """A word that is said with list numbers ("nhận 27"); the words stand in the catalogue as
    `<name>-words`. Where several capabilities take the same word, the case that the number means
    decides: `about` is what it is called ("deed" of "deed 12"). One that has a `button` is also
    said by that, at any time (`handlers.acknowledging`). One that `shows` asks nothing: of several
    numbers each is shown.
    """

    name: str
    handle: Callable[[Turn, tuple[int, ...]], None]
    action: Action
    about: str = "deed"
    button: bool = False
    shows: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words with which a message begins ("dời 3 đến 25/6"); the words stand in the catalogue as
    `<name>-words`. `handle` gets what follows them, and returns False when that is not for it.
    One that takes `photos` is heard under them too, one of `in_form` in the middle of a form.
    """

    name: str
    handle: Callable[[Turn, str], bool]
    action: Action
    photos: bool = False
    in_form: bool = False


@dataclass(frozen=True, slots=True)
class FileUse:
    """Files that are sent where nothing asks for them: `take` returns False for one that it does
    not know.
    """

    name: str
    take: Callable[[Turn], bool]
    action: Action


@dataclass(frozen=True, slots=True)
class Coded:
    """A word that is said with a code of eight digits ("mời 4071 2386"); the words stand in the
    catalogue as `<name>-words`. A `bare` one takes a code alone.
    """

    name: str
    handle: Callable[[Turn, str], None]
    action: Action
    bare: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """A question outside a form: who takes its answer. `words`, where given, takes what is none
    of its options (a question without options is answered by it alone); `redo` asks it again when
    the person takes the answer back ("sửa"), False when that is too late. `own`, where given, gets
    every message before words that work anywhere do, and returns False for what is not its own:
    so "sửa 4" means the list that is shown.
    """

    name: str
    answer: Callable[[Turn, Option, Mapping[str, Any]], None]
    action: Action
    words: Callable[[Turn, Question], None] | None = None
    redo: Callable[[Turn, Mapping[str, Any]], bool] | None = None
    own: Callable[[Turn, Question], bool] | None = None


def asked_in_words(name: str, action: Action, words: Callable[[Turn, Question], None]) -> Asked:
    """Return a question without options: what is said, spoken or sent answers it."""
    return Asked(name, no_choice, action, words)


def no_choice(turn: Turn, option: Option, context: Mapping[str, Any]) -> None:
    """Nothing can be chosen where there are no options."""


@dataclass(frozen=True, slots=True)
class FormUse:
    """A form and what becomes of it. `submit` returns the case ("deed 12"); `amend` corrects a
    case with new answers; `answers` returns what a case says now, None when it cannot be corrected
    any more. `hears` takes words that answer none of its questions ("kể giúp bà Hành") and returns
    what comes of them; `watch` looks at the draft after each message.
    """

    form: Form
    submit: Callable[[Turn, Draft], str]
    action: Action
    amend: Callable[[Turn, str, Mapping[str, Answer]], None] | None = None
    answers: Callable[[Turn, str], Answers | None] | None = None
    hears: Callable[[Turn, Draft, Incoming], Move | None] | None = None
    watch: Callable[[Turn, Draft], None] | None = None


@dataclass(frozen=True, slots=True)
class PushUse:
    """How something that the bot says of its own accord is said. `worded` asks for a form without
    a numbered choice, answered by a word and a list number; returning False drops the push (its
    case was settled meanwhile).
    """

    name: str
    render: Callable[[Turn, Waiting, bool], bool]


@dataclass(frozen=True, slots=True)
class ResultUse:
    """What is said when slow work came back: `name` is the kind of task, `turn.said.task` what
    came of it. The question that is open follows by itself what was said, if anything was.
    """

    name: str
    handle: Handler


@dataclass(frozen=True, slots=True)
class Capability:
    """One thing that the bot can do."""

    name: str
    routes: tuple[Route, ...] = ()
    numbered: tuple[Numbered, ...] = ()
    coded: tuple[Coded, ...] = ()
    questions: tuple[Asked, ...] = ()
    forms: tuple[FormUse, ...] = ()
    pushes: tuple[PushUse, ...] = ()
    results: tuple[ResultUse, ...] = ()
    phrases: tuple[Phrase, ...] = ()
    files: tuple[FileUse, ...] = ()


class Book:
    """All capabilities, by name. A duplicate fails at start, not at midnight."""

    def __init__(
        self,
        capabilities: Sequence[Capability],
        gate: Callable[[Turn, "Book"], bool],
        opening: Callable[[Turn, Sequence[Incoming]], bool],
    ) -> None:
        """`gate` sees every message first and returns True when it dealt with it (the consent);
        `opening` makes the beginning of something out of messages that belonged to nothing, or
        returns False.
        """
        self.capabilities = tuple(capabilities)
        self.gate = gate
        self.opening = opening
        self.routes = by_name([r for c in capabilities for r in c.routes])
        self.numbered = by_name([n for c in capabilities for n in c.numbered])
        self.coded = by_name([n for c in capabilities for n in c.coded])
        self.questions = by_name([q for c in capabilities for q in c.questions])
        self.pushes = by_name([p for c in capabilities for p in c.pushes])
        self.results = by_name([r for c in capabilities for r in c.results])
        self.phrases = by_name([p for c in capabilities for p in c.phrases])
        self.files = by_name([f for c in capabilities for f in c.files])
        self.forms: dict[str, FormUse] = {}
        for use in (u for c in capabilities for u in c.forms):
            if use.form.name in self.forms:
                raise ValueError(f"two forms are called {use.form.name}")
            self.forms[use.form.name] = use


class Named(Protocol):
    """Anything with a name."""

    @property
    def name(self) -> str: ...


T = TypeVar("T", bound=Named)


def by_name(things: Sequence[T]) -> dict[str, T]:
    """Return things by their names. Raises ValueError when two share one."""
    found: dict[str, T] = {}
    for thing in things:
        if thing.name in found:
            raise ValueError(f"two {type(thing).__name__} are called {thing.name}")
        found[thing.name] = thing
    return found
