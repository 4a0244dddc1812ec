"""A form is data: the questions of one conversation, in order. A draft is what a person has
answered of it so far.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache
from operator import attrgetter
from typing import Any

from bot.dialogue.messages import Option
from bot.dialogue.steps import Attachments, Step, Text
from bot.dialogue.world import Answer, Answers, World

REVIEW = "review"  # the open step of a draft whose questions are all answered
FIX = "fix"  # choosing which answer to change
MORE = "more"  # adding words to the main text from the summary


@dataclass(frozen=True, slots=True)
class Form:
    """The questions of one conversation.

    `version` is raised when a step is added, removed or changes its kind: drafts of an older
    version go on with what still fits. `extras` are asked only when the person wants to say more,
    from the summary. `lines` groups steps into the lines of the summary; `main` is the text step
    that "tell more" adds to and that a message told before the form began becomes; `subject` names
    the step that says whom it is about.
    """

    name: str
    version: int
    steps: tuple[Step, ...]
    extras: tuple[Step, ...] = ()
    lines: tuple[tuple[str, ...], ...] = ()
    main: str = ""
    subject: str = ""

    def __post_init__(self) -> None:
        names = [step.name for step in (*self.steps, *self.extras)]
        used = [name for line in self.lines for name in line] + [
            n for n in (self.main, self.subject) if n
        ]
        if (
            len(set(names)) != len(names)
            or not set(used) <= set(names)
            or {REVIEW, FIX, MORE} & set(names)
        ):
            raise ValueError(f"form {self.name}: step names clash or are not among its steps")

    def step(self, name: str) -> Step | None:
        """Return the step of that name, None when this version has none."""
        return next((s for s in (*self.steps, *self.extras) if s.name == name), None)

    def attachments(self) -> Attachments | None:
        """Return the step that takes photos, if the form has one."""
        return next((step for step in self.steps if isinstance(step, Attachments)), None)

    def summary(self) -> tuple[tuple[str, ...], ...]:
        """Return the lines of the summary: as the form groups them, or one for each step."""
        return self.lines or tuple((step.name,) for step in self.steps)


@dataclass(frozen=True, slots=True)
class Last:
    """The message that gave the last answer: to know its repetition and its continuation.

    `question` is the number of the question it answered, `tap` the option id when it was tapped;
    `long` says that the text came near the channel's limit, so that the next message may be its
    second half.
    """

    step: str
    question: int
    text: str
    sent_at: datetime
    tap: str = ""
    long: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """What a person has answered so far. Plain values: `to_json` and `from_json` lose nothing.

    `step` is the open question, `shown` its options as the person saw them, `question` its number
    within the conversation; `tries` counts answers to it that were not understood. `origins` says
    which message gave which answer, so that an edited message corrects it. `back_to` is set while
    one answer is being changed: where to go on after. `case` is set when the draft corrects
    something already sent.
    """

    form: str
    version: int
    step: str
    answers: Answers = field(default_factory=dict)
    shown: tuple[Option, ...] = ()
    question: int = 0
    tries: int = 0
    origins: Mapping[str, str] = field(default_factory=dict)
    last: Last | None = None
    album: str = ""
    album_replies: int = 0
    back_to: str = ""
    case: str = ""
    touched_at: datetime | None = None

    def answered(self, name: str, answer: Answer) -> "Draft":
        """Return the draft with that answer in place."""
        return replace(self, answers={**self.answers, name: answer})


def to_json(draft: Draft) -> dict[str, Any]:
    """Return a draft as plain JSON values."""
    plain = shallow(draft)
    plain["shown"] = options_to_json(draft.shown)
    plain["touched_at"] = draft.touched_at.isoformat() if draft.touched_at else None
    if draft.last:
        plain["last"] = {**shallow(draft.last), "sent_at": draft.last.sent_at.isoformat()}
    return plain


def shallow(thing: Any) -> dict[str, Any]:
    """Return the fields of a dataclass by name. `asdict` would copy all that is in them, and this
    runs at every message.
    """
    names: tuple[str, ...] = thing.__match_args__
    return dict(zip(names, reader(names)(thing), strict=True))


@cache
def reader(names: tuple[str, ...]) -> Callable[[Any], tuple[Any, ...]]:
    """Return what reads all of these at once."""
    return attrgetter(*names)


def options_to_json(options: Sequence[Option]) -> list[dict[str, Any]]:
    """Return options as plain JSON values."""
    return [{**shallow(option), "others": list(option.others)} for option in options]


def from_json(plain: Mapping[str, Any]) -> Draft:
    """Return the draft that `to_json` wrote, also one written by an older release; unknown fields
    are left out.
    """
    known = {name: plain[name] for name in Draft.__dataclass_fields__ if name in plain}
    known["shown"] = options_from_json(known.get("shown", ()))
    if known.get("touched_at"):
        known["touched_at"] = datetime.fromisoformat(known["touched_at"])
    if last := known.get("last"):
        fields = {name: last[name] for name in Last.__dataclass_fields__ if name in last}
        known["last"] = Last(**{**fields, "sent_at": datetime.fromisoformat(fields["sent_at"])})
    return Draft(**known)


def options_from_json(plain: Sequence[Mapping[str, Any]]) -> tuple[Option, ...]:
    """Return options as they were stored."""
    return tuple(
        Option(o["id"], o["label"], tuple(o.get("others", ())), o.get("position", 0))
        for o in plain
    )


def renew(form: Form, draft: Draft, world: World) -> Draft:
    """Bring a draft of an older version of the form up to date: what still fits stays, the rest
    will be asked.
    """
    if draft.version == form.version:
        return draft
    kept = {
        name: answer
        for name, answer in draft.answers.items()
        if (step := form.step(name)) and (fits_empty(step, answer) or step.fits(answer, world))
    }
    back_to = draft.back_to if draft.back_to == REVIEW or form.step(draft.back_to) else ""
    return replace(draft, version=form.version, answers=kept, back_to=back_to)


def fits_empty(step: Step, answer: Answer) -> bool:
    """Tell whether an answer says that an optional question was skipped."""
    return step.optional and not answer


def first_open(form: Form, draft: Draft) -> str:
    """Return the first question without an answer, or REVIEW."""
    return next((step.name for step in form.steps if step.name not in draft.answers), REVIEW)


def merge_text(old: Answer, new: Answer) -> Answer:
    """Return a Text answer with the parts and voice notes of another after its own."""
    return {
        "parts": [*old.get("parts", ()), *new.get("parts", ())],
        "voice": [*old.get("voice", ()), *new.get("voice", ())],
    }


def merge_files(old: Answer, new: Answer, at_most: int) -> Answer:
    """Return an Attachments answer with further files, no file twice, and all captions."""
    files = list(old.get("files", ()))
    files += [
        f for f in new.get("files", ()) if f["file"] not in {known["file"] for known in files}
    ]
    captions = [*old.get("captions", ()), *new.get("captions", ())]
    return {"files": files[:at_most], "captions": captions}


def is_text(form: Form, name: str) -> bool:
    """Tell whether that step is answered with free words that may come in parts."""
    step = form.step(name)
    return isinstance(step, Text) and step.parts
