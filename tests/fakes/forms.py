"""Two forms to run every conversation through: the real one of a good deed, and one of the tests'
own with a step of every kind.

`DEED_TELLING` and `CLEANUP_TELLING` are told in the same way, so that one test reads for both:

    telling.up_to(buoi, telling.day)
    buoi.says(telling.typed[telling.day])
    assert buoi.hears(telling.asks(telling.pictures))
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.catalogue import Catalogue
from bot.dialogue.form import Draft, Form
from bot.dialogue.messages import Abilities
from bot.dialogue.steps import (
    Attachments,
    Choice,
    Choices,
    Day,
    Number,
    PlaceStep,
    Search,
    Text,
    YesNo,
)
from bot.dialogue.world import Answers
from handlers import deeds, start
from handlers.book import CAPABILITIES
from handlers.turn import Book, Capability, FormUse, Route, Turn
from models.permissions import Action
from tests.fakes.scene import BUTTONS, MORNING, Scene

TEXTS = Path(__file__).with_name("texts")  # laid over the catalogue as a commune's own words are

CLEANUP = Form(
    "cleanup",
    version=1,
    steps=(
        Text("leader", at_least=2, at_most=120),
        Choice("what", choices=("road", "ditch", "trees")),
        Choices("groups", choices=("youth", "women", "veterans"), optional=True),
        Search("hamlet", among="hamlets"),
        Text("story", at_least=10, at_most=10_000),
        Day("held"),
        Number("people", at_least=1, at_most=500),
        YesNo("again"),
        PlaceStep("where", optional=True),
        Text("wish", optional=True),
        Attachments("pictures", at_most=20, optional=True),
    ),
    lines=(
        ("leader", "hamlet"),
        ("what", "groups"),
        ("story",),
        ("held", "people", "again"),
        ("where", "wish", "pictures"),
    ),
    main="story",
    subject="leader",
)


@dataclass(slots=True)
class Register:
    """The cleanups that were sent, as the database would keep them: it outlives a scene."""

    sent: list[dict[str, Any]] = field(default_factory=list)
    changes: int = 0

    def submit(self, turn: Turn, draft: Draft) -> str:
        """Keep one and give its number."""
        self.sent.append(dict(draft.answers))
        turn.tell("cleanup-receipt", number=len(self.sent))
        return f"cleanup {len(self.sent)}"

    def amend(self, turn: Turn, case: str, answers: Answers) -> None:
        """Correct one that was sent."""
        number = int(case.split(" ")[1])
        self.sent[number - 1] = dict(answers)
        self.changes += 1
        turn.tell("cleanup-amended", number=number)

    def answers(self, turn: Turn, case: str) -> Answers | None:
        """Return what one says now."""
        kind, _, number = case.partition(" ")
        return self.sent[int(number) - 1] if kind == "cleanup" else None

    def capability(self, form: Form = CLEANUP) -> Capability:
        """The form with its word, as the product's own capabilities are made."""

        def report(turn: Turn) -> None:
            turn.begin(form)

        return Capability(
            "cleanup",
            routes=(Route("cleanup-report", report, Action.TALK, menu=False),),
            forms=(FormUse(form, self.submit, Action.TALK, self.amend, self.answers),),
        )


def make_book(register: Register, form: Form = CLEANUP) -> Book:
    """Return the product's book with the tests' form in it; gate and opening are real."""
    capabilities = (*CAPABILITIES, register.capability(form))
    return Book(capabilities, gate=start.gate, opening=start.opening)


@dataclass(frozen=True, slots=True)
class Telling:
    """How a person fills a form by typing: `typed` has an answer for each step, in order.

    `heard` is a piece of each answer as the summary reads it back, "" where it reads nothing;
    the other names say which step is of which kind.
    """

    form: Form
    word: str
    typed: Mapping[str, str]
    heard: Mapping[str, str]
    name: str
    hamlet: str
    story: str
    day: str
    pictures: str

    def asks(self, step: str) -> str:
        """Return the first line of a step's question."""
        words = Catalogue(TEXTS, {}).words()
        return words(f"{self.form.name}-{step}").split("\n")[0]

    def after(self, step: str) -> str:
        """Return the step that follows, "review" after the last."""
        names = [*self.typed, "review"]
        return names[names.index(step) + 1]

    def before(self, step: str) -> str:
        """Return the step that comes before."""
        names = [*self.typed, "review"]
        return names[names.index(step) - 1]

    def up_to(self, person: Any, step: str) -> None:
        """Begin, and answer everything before this step, which is then the open question."""
        person.says(self.word)
        for name, text in self.typed.items():
            if name == step:
                return
            person.says(text)

    def to_summary(self, person: Any) -> None:
        """Begin and answer everything: the summary is on the screen."""
        self.up_to(person, "review")

    def on_from(self, person: Any, step: str) -> None:
        """Answer this step and everything after it: the summary is on the screen."""
        names = list(self.typed)
        for name in names[names.index(step) :]:
            person.says(self.typed[name])

    def sent(self, scene: Any) -> list[Answers]:
        """Return the answers of every case of this form that was sent, oldest first."""
        if self.form is CLEANUP:
            found: list[Answers] = scene.register.sent
            return found
        return [deed.answers for deed in scene.deeds()]


DEED_TELLING = Telling(
    form=deeds.DEED,
    word="kể",
    typed={
        "who": "Bà Mận bán xôi",
        "hamlet": "Đoài",
        "story": "Nhặt được ví có 3 triệu, trả lại người mất",
        "happened": "10/11",
        "evidence": "không",
    },
    heard={
        "who": "Bà Mận bán xôi",
        "hamlet": "thôn Đoài",
        "story": "Nhặt được ví có 3 triệu, trả lại người mất",
        "happened": "Thứ Ba, 10/11",
        "evidence": "",
    },
    name="who",
    hamlet="hamlet",
    story="story",
    day="happened",
    pictures="evidence",
)

CLEANUP_TELLING = Telling(
    form=CLEANUP,
    word="dọn làng",
    typed={
        "leader": "Ông Thóc xóm giữa",
        "what": "Khơi mương",
        "groups": "1 3",
        "hamlet": "Đông",
        "story": "Cả xóm khơi con mương dài từ cầu đến đình",
        "held": "12/11",
        "people": "25",
        "again": "có",
        "where": "cạnh đình làng",
        "wish": "cho mượn xe chở bùn",
        "pictures": "không",
    },
    heard={
        "leader": "Ông Thóc xóm giữa",
        "what": "Khơi mương",
        "groups": "Thanh niên, Cựu chiến binh",
        "hamlet": "thôn Đông",
        "story": "Cả xóm khơi con mương dài từ cầu đến đình",
        "held": "Thứ Năm, 12/11",
        "people": "25",
        "again": "Có",
        "where": "Cạnh đình làng",
        "wish": "cho mượn xe chở bùn",
        "pictures": "",
    },
    name="leader",
    hamlet="hamlet",
    story="story",
    day="held",
    pictures="pictures",
)

TELLINGS = (DEED_TELLING, CLEANUP_TELLING)


class FormScene(Scene):
    """A scene whose book has the tests' form besides the product's own."""

    def __init__(
        self,
        url: str,
        abilities: Abilities = BUTTONS,
        now: datetime = MORNING,
        register: Register | None = None,
        form: Form = CLEANUP,
    ) -> None:
        self.url = url
        self.register = register or Register()
        super().__init__(url, abilities, now, make_book(self.register, form))
        self.commune.catalogue = Catalogue(TEXTS, self.commune.catalogue.common)

    def killed_and_started_again(self, form: Form = CLEANUP) -> "FormScene":
        """Return a new process on the same database; the people and their phones are the same.

        What the old process held in memory is gone; `form` may be a later release's.
        """
        self.close()
        scene = FormScene(self.url, self.abilities, self.now, self.register, form)
        scene.commune.counted = self.commune.counted
        scene._events = self._events
        scene.people = self.people
        for actor in scene.people.values():
            actor.scene = scene
        return scene
