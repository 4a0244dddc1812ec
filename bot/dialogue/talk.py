"""A talk: all that is remembered of one conversation between two messages, and what kind of thing
a message is in it.

The engine takes a message through a form; this module decides whether it belongs to a form at all.
`sort` is pure and tries in one fixed order: a tap on something old, a repetition of what is
finished, the question that is open outside a form, the draft (after six hours of silence with a
recap first), a word that works anywhere, and at last an opening.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from bot.dialogue import form as forms
from bot.dialogue import understand
from bot.dialogue.form import Draft, Form, options_from_json
from bot.dialogue.keeping import moment, said_to_json, stamp
from bot.dialogue.messages import BUTTON_ONLY, Button, Incoming, Kind, Option
from bot.dialogue.reading import is_words, voices
from bot.dialogue.steps import Attachments, Text, file_answer
from bot.dialogue.world import Answer, Answers

RECAP_AFTER = timedelta(hours=6)


RECOVERABLE = timedelta(days=1)


QUIET_MISSES = timedelta(minutes=10)


REMEMBERED = 20  # finished questions and drafts set aside, each


HELD = 50  # messages kept before consent


LONGEST_TAP = 64  # bytes of what a button brings back: Telegram takes no more


ANY_TIME = 0  # in the place of a question's number: what its buttons say is good at any time


@dataclass(frozen=True, slots=True)
class Question:
    """A question that is open outside a form: a menu, a request for work, the consent, a recap.

    `text` is what was shown, so that it can be shown again; `context` is what its handler needs;
    `yields` says that it is an offer, whose place a request may take.
    """

    number: int
    name: str
    text: str
    options: tuple[Option, ...] = ()
    context: Mapping[str, Any] = field(default_factory=dict)
    pushed: bool = False
    asked_at: datetime | None = None
    yields: bool = False


@dataclass(frozen=True, slots=True)
class Finished:
    """A question that was answered for good: the same answer again gets the same reply again.

    `case`, `form`, `origins` and `album` are set when it sent a form: an edited message or a late
    photo finds its case. `name` and `context` are set when it was a question outside a form: "sửa"
    finds it. `leads` says that the reply asked something: it is not given again, for that question
    may be answered by now.
    """

    question: int
    chosen: str
    text: str
    reply: str
    case: str = ""
    form: str = ""
    origins: Mapping[str, str] = field(default_factory=dict)
    album: str = ""
    name: str = ""
    context: Mapping[str, Any] = field(default_factory=dict)
    leads: bool = False


@dataclass(frozen=True, slots=True)
class Aside:
    """A draft that was set aside; `until` is the moment after which it is forgotten, None for
    never.
    """

    draft: Draft
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Talk:
    """What is remembered of one conversation."""

    question: int = 0
    open: Question | None = None
    draft: Draft | None = None
    aside: tuple[Aside, ...] = ()
    finished: tuple[Finished, ...] = ()
    held: tuple[Mapping[str, Any], ...] = ()
    misses: int = 0
    missed_at: datetime | None = None
    parted: bool = False


@dataclass(frozen=True, slots=True)
class SameAgain:
    """What was finished was said again."""

    finished: Finished


@dataclass(frozen=True, slots=True)
class OldButton:
    """A tap on a question that is not open any more, or not this person's."""


@dataclass(frozen=True, slots=True)
class Answered:
    """The question that is open outside a form was answered with one of its options."""

    question: Question
    option: Option


@dataclass(frozen=True, slots=True)
class AtAnyTime:
    """A button that belongs to no question was pressed: it is good whatever is open."""

    chosen: str


@dataclass(frozen=True, slots=True)
class NotAnswered:
    """The question that is open outside a form was not answered by this message."""

    question: Question
    closest: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Recap:
    """The draft was left six hours ago or more: ask first what the message belongs to."""

    draft: Draft


@dataclass(frozen=True, slots=True)
class InForm:
    """The message goes through the open form."""

    draft: Draft
    said: Incoming


@dataclass(frozen=True, slots=True)
class Edited:
    """An edited message that belongs to something already sent."""

    finished: Finished
    step: str


@dataclass(frozen=True, slots=True)
class LatePhoto:
    """A photo of an album whose form has been sent meanwhile."""

    finished: Finished


@dataclass(frozen=True, slots=True)
class Idle:
    """Nothing is open that the message could belong to."""


Sorted = (
    SameAgain
    | OldButton
    | AtAnyTime
    | Answered
    | NotAnswered
    | Recap
    | InForm
    | Edited
    | LatePhoto
    | Idle
)


def sort(talk: Talk, said: Incoming, key: str, now: datetime, *, unseen: bool = False) -> Sorted:
    """Say what a message is in this talk; `key` is the talk's own mark in the data of its buttons,
    `unseen` says that it was sent before the open question reached the person.
    """
    if said.kind is Kind.TAP:
        return sort_tap(talk, said, key)
    if said.edits:
        return sort_edit(talk, said)
    same = last_again(talk, said)
    if same is not None and talk.draft is None and talk.open is None and not same.leads:
        return SameAgain(same)
    if talk.open is not None:
        if same is not None and unseen and same.question == talk.open.number - 1:
            return SameAgain(same)
        return sort_answer(talk.open, said)
    if talk.draft is not None:
        away = talk.draft.touched_at is not None and now - talk.draft.touched_at >= RECAP_AFTER
        if away and understand.command(said.text) is not understand.Command.ON:
            return Recap(talk.draft)
        return InForm(talk.draft, said)
    if said.album and talk.finished and talk.finished[-1].album == said.album:
        return LatePhoto(talk.finished[-1])
    return Idle()


def sort_tap(talk: Talk, said: Incoming, key: str) -> Sorted:
    """Say which question a tap belongs to: an open one, a finished one, or none of this talk."""
    mark, _, rest = said.tap.partition(":")
    number, _, chosen = rest.partition(":")
    if mark != key or not (number.isascii() and number.isdigit()):
        return OldButton()
    if int(number) == ANY_TIME:
        return AtAnyTime(chosen)
    if talk.open is not None and int(number) == talk.open.number:
        option = next((o for o in talk.open.options if o.id == chosen), None)
        return Answered(talk.open, option) if option else OldButton()
    for done in reversed(talk.finished):
        if done.question == int(number):
            return SameAgain(done) if done.chosen == chosen else OldButton()
    if talk.open is None and talk.draft is not None:
        return InForm(talk.draft, replace(said, tap=rest))
    return OldButton()


def sort_edit(talk: Talk, said: Incoming) -> Sorted:
    """Say what an edited message was an answer to: something in the draft, something sent, or
    nothing we know.
    """
    if talk.draft is not None and said.edits in talk.draft.origins:
        return InForm(talk.draft, said)
    for done in reversed(talk.finished):
        if done.case and said.edits in done.origins:
            return Edited(done, done.origins[said.edits])
    if talk.draft is not None and talk.open is None:
        return InForm(talk.draft, said)
    return Idle()


def sort_answer(question: Question, said: Incoming) -> Sorted:
    """Say whether a message answers the question that is open outside a form."""
    if said.media or not is_words(said) or not question.options or is_for_buttons(question):
        return NotAnswered(question, ())  # what is sent with words tells more than they do
    match understand.pick(said.text, question.options):
        case understand.Picked((option,)):
            return Answered(question, option)
        case understand.Unclear(closest):
            return NotAnswered(question, closest)
    return NotAnswered(question, ())


def is_for_buttons(question: Question) -> bool:
    """Tell whether a question is answered by its buttons alone: what is typed means itself."""
    return any(option.position == BUTTON_ONLY for option in question.options)


def last_again(talk: Talk, said: Incoming) -> Finished | None:
    """Return what the last finished question was, when its very answer was typed once more."""
    if not talk.finished or said.kind is not Kind.TEXT:
        return None
    last = talk.finished[-1]
    text = understand.clean(said.text)
    return last if text and not last.chosen.startswith("tap:") and text == last.text else None


def ask(talk: Talk, question: Question) -> Talk:
    """Open a question outside a form; it gets the next number."""
    return replace(talk, open=question, question=max(talk.question, question.number))


def next_number(talk: Talk) -> int:
    """Return the number of the next question of this talk."""
    return max(talk.question, talk.draft.question if talk.draft else 0) + 1


def finish(talk: Talk, done: Finished) -> Talk:
    """Remember a question as answered for good."""
    return replace(talk, finished=(*talk.finished, done)[-REMEMBERED:])


def set_aside(talk: Talk, draft: Draft, until: datetime | None = None) -> Talk:
    """Put a draft away where "tiếp" finds it; the talk has no open draft after."""
    kept = (*talk.aside, Aside(draft, until))[-REMEMBERED:] if draft.answers else talk.aside
    return replace(talk, aside=kept, draft=None, question=max(talk.question, draft.question))


def take_up(talk: Talk, now: datetime) -> tuple[Talk, Draft | None]:
    """Take up again the draft that was set aside last, if one is left."""
    alive = [a for a in talk.aside if a.until is None or a.until > now]
    if not alive:
        return replace(talk, aside=()), None
    return replace(talk, aside=tuple(alive[:-1])), alive[-1].draft


def unsent(talk: Talk) -> Draft | None:
    """Return what was begun and not sent: the open draft, else the last that was set aside for
    later. What was cancelled is none.
    """
    if talk.draft is not None:
        return talk.draft
    return next((a.draft for a in reversed(talk.aside) if a.until is None), None)


def renumber(talk: Talk, draft: Draft) -> Draft:
    """Give a draft's open question a number that no other question of the talk has had."""
    return replace(draft, question=max(draft.question, talk.question))


def miss(talk: Talk, now: datetime) -> tuple[Talk, int]:
    """Count a message that could not be read: 1 for the first, 2 for the second, 3 for all further
    ones within ten minutes of it; after that the count begins anew.
    """
    recent = talk.missed_at is not None and now - talk.missed_at < QUIET_MISSES
    count = min(talk.misses + 1, 3) if recent else 1
    return replace(talk, misses=count, missed_at=talk.missed_at if count == 3 else now), count


def understood(talk: Talk) -> Talk:
    """Forget earlier misses and good-byes: the person was understood."""
    if not talk.misses and talk.missed_at is None and not talk.parted:
        return talk
    return replace(talk, misses=0, missed_at=None, parted=False)


def hold(talk: Talk, said: Incoming) -> Talk:
    """Keep a message whose place is not settled yet (before consent, before a recap is
    answered); an edited one takes the place of what it was.
    """
    if said.edits and any(kept["message_id"] == said.edits for kept in talk.held):
        new = {**said_to_json(said), "message_id": said.edits, "edits": ""}
        held = tuple(new if kept["message_id"] == said.edits else kept for kept in talk.held)
        return replace(talk, held=held)
    return replace(talk, held=(*talk.held, said_to_json(said))[-HELD:])


def buttons(options: Sequence[Option], key: str, number: int) -> tuple[Button, ...]:
    """Return options as buttons, numbered as a person may type them. Raises ValueError when the id
    of an option is too long for a button: it is to be the number of something, no words.
    """
    return tuple(
        Button(tap_of(option, key, number), label_of(option, place))
        for place, option in enumerate(options, 1)
    )


def tap_of(option: Option, key: str, number: int) -> str:
    """Return what the button of an option brings back. Raises ValueError."""
    tap = f"{key}:{number}:{option.id}"
    if len(tap.encode()) > LONGEST_TAP:
        raise ValueError("the id of an option is too long for a button")
    return tap


def label_of(option: Option, place: int) -> str:
    """Return what stands on the button of an option."""
    if option.position == BUTTON_ONLY:
        return option.label
    return f"{option.position or place}. {option.label}"


def told(form: Form, held: Sequence[Incoming]) -> Answers:
    """Return what messages told before a form began say for it: words and voice notes are its main
    text, photos its photos. Greetings, thanks and commands tell nothing.
    """
    answers: dict[str, Answer] = {}
    main, photos = form.step(form.main), form.attachments()
    for said in held:
        if isinstance(photos, Attachments) and (found := photos.accepts(said)):
            files = [file_answer(media, said.message_id) for media in found]
            old = answers.get(photos.name, {})
            answers[photos.name] = forms.merge_files(old, {"files": files}, photos.at_most)
        if isinstance(main, Text):
            part: Answer = {"parts": [], "voice": voices(said)}
            if tells(said):
                part["parts"] = [[said.message_id, understand.clean(said.text)]]
            if part["parts"] or part["voice"]:
                answers[main.name] = forms.merge_text(answers.get(main.name, {}), part)
    return answers


def tells(said: Incoming) -> bool:
    """Tell whether a message holds words that tell something."""
    text = said.text
    return (
        is_words(said)
        and said.kind is not Kind.TAP
        and understand.small_talk(text) is None
        and understand.command(text) is None
    )


def to_json(talk: Talk, finished: Callable[[Finished], object] = forms.shallow) -> dict[str, Any]:
    """Return a talk as plain JSON values; what is empty is left out. `finished` says how what is
    finished is written.
    """
    plain: dict[str, Any] = {"question": talk.question}
    if talk.open:
        plain["open"] = {
            **forms.shallow(talk.open),
            "options": forms.options_to_json(talk.open.options),
            "asked_at": stamp(talk.open.asked_at),
        }
    if talk.draft:
        plain["draft"] = forms.to_json(talk.draft)
    if talk.aside:
        plain["aside"] = [
            {"draft": forms.to_json(a.draft), "until": stamp(a.until)} for a in talk.aside
        ]
    if talk.finished:
        plain["finished"] = [finished(done) for done in talk.finished]
    if talk.held:
        plain["held"] = list(talk.held)
    if talk.misses:
        plain |= {"misses": talk.misses, "missed_at": stamp(talk.missed_at)}
    if talk.parted:
        plain["parted"] = True
    return plain


def from_json(plain: Mapping[str, Any]) -> Talk:
    """Return the talk that `to_json` wrote."""
    opened = plain.get("open")
    return Talk(
        question=plain.get("question", 0),
        open=question_from_json(opened) if opened else None,
        draft=forms.from_json(plain["draft"]) if plain.get("draft") else None,
        aside=tuple(
            Aside(forms.from_json(a["draft"]), moment(a.get("until")))
            for a in plain.get("aside", ())
        ),
        finished=tuple(finished_from_json(done) for done in plain.get("finished", ())),
        held=tuple(plain.get("held", ())),
        misses=plain.get("misses", 0),
        missed_at=moment(plain.get("missed_at")),
        parted=plain.get("parted", False),
    )


def finished_from_json(plain: Mapping[str, Any]) -> Finished:
    """Return what was finished as it was stored."""
    known = Finished.__dataclass_fields__
    if plain.keys() <= known.keys():
        return Finished(**plain)
    return Finished(**{name: plain[name] for name in known if name in plain})


def question_from_json(plain: Mapping[str, Any]) -> Question:
    """Return a question as it was stored."""
    fields = {name: plain[name] for name in Question.__dataclass_fields__ if name in plain}
    fields["options"] = options_from_json(fields.get("options", ()))
    fields["asked_at"] = moment(fields.get("asked_at"))
    return Question(**fields)
