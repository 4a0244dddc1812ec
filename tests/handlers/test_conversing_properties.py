"""A whole conversation under anything that people do: openings, the menu, recaps, buttons of every
age, a form of any kind. Nothing breaks, nobody is met with silence, nothing that was told is lost,
and what is remembered can be written down between any two messages.
"""

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, event, given, settings
from hypothesis import strategies as st

from bot.dialogue import talk, understand
from bot.dialogue.form import Draft, Form
from bot.dialogue.messages import Abilities, Address, Incoming, Kind, Media, Option, Reply
from bot.dialogue.rejoining import ALBUM_REPLIES
from bot.dialogue.talk import Talk
from bot.dialogue.world import Answers
from handlers import start
from handlers.conversing import converse
from handlers.deeds import DEED
from handlers.turn import Book, Capability, FormUse, Route, Turn
from models.machine.link import Purpose
from models.people.seats import MeetingPlace
from models.permissions import Action, Viewer
from models.store import Tx
from models.working_days import Calendar
from tests.bot.dialogue.random_talk import (
    HAMLETS,
    TODAY,
    Doing,
    Phone,
    RandomWords,
    doings,
    forms,
    listens,
    sensible,
)

SOAK = "THIDUA_TEST_SOAK" in os.environ  # then many more, and others each time
KEY = "a1"


class Nothing:
    """A session over empty tables."""

    def exec(self, query: object) -> list[Any]:
        return []

    def get(self, table: object, row: object) -> None:
        return None


class NoStore(Tx):
    """Where nothing waits; the forms here write into a list."""

    def __init__(self) -> None:
        self.pushed: set[int] = set()

    @property
    def session(self) -> Any:
        """Nothing was ever told."""
        return Nothing()

    def all(self, statement: object, **values: Any) -> list[Any]:
        return []


class Place:
    """A commune with its hamlets and no calendar."""

    def options(self, tx: Tx, name: str, today: date) -> Sequence[Option]:
        return HAMLETS

    def deadline(self, tx: Tx, name: str, start: date) -> date:
        return start

    def refresh(self, tx: Tx) -> None:
        pass

    def words(
        self, language: str = "vi", you: str = "", me: str = "", *, at_desk: bool = False
    ) -> "Words":
        return Words()

    def board_url(self) -> str:
        return ""

    def page_url(self, path: str) -> str:
        return ""

    def has_address(self) -> bool:
        return False

    def link_address(self, purpose: Purpose, row: int) -> str:
        return ""

    def places(self) -> Sequence[MeetingPlace]:
        return ()

    def today(self, now: datetime) -> date:
        return TODAY

    zone = UTC
    calendar = Calendar()

    def is_quiet(self, now: datetime) -> bool:
        return False

    def feed_address(self, row: int, version: int) -> str:
        return ""

    def local(self, at: datetime) -> datetime:
        return at

    def seed(self) -> int:
        return 1


class Words(RandomWords):
    """The catalogue, with the words of the form made at random."""

    def __call__(self, key: str, **values: str | int) -> str:
        own = {"menu-random-report": "Việc lạ", "random-report-words": "việc lạ"}
        return own.get(key) or super().__call__(key, **values)

    def has(self, key: str) -> bool:
        return key == "random-report-words" or super().has(key)


@dataclass(slots=True)
class Person:
    """One person in one conversation, and all that was sent."""

    form: Form
    phone: Phone = field(default_factory=lambda: Phone(KEY))
    talk: Talk = field(default_factory=Talk)
    sent: list[dict[str, Any]] = field(default_factory=list)

    def book(self, sent: list[dict[str, Any]]) -> Book:
        """The real first steps, the real form of a deed, and the random one."""

        def submit(turn: Turn, draft: Draft) -> str:
            sent.append(dict(draft.answers))
            turn.tell("start-thanks")
            return f"random {len(sent)}"

        def amend(turn: Turn, case: str, answers: Answers) -> None:
            sent.append(dict(answers))
            turn.tell("engine-corrected")

        def answers(turn: Turn, case: str) -> Answers | None:
            return sent[int(case.split()[1]) - 1]

        def begin(turn: Turn) -> None:
            turn.begin(self.form)

        def tell(turn: Turn) -> None:
            turn.begin(DEED)

        uses = tuple(
            FormUse(form, submit, Action.TALK, amend, answers)
            for form in {self.form.name: self.form, DEED.name: DEED}.values()
        )
        routes = (
            Route("deed-report", tell, Action.TALK),
            Route("random-report", begin, Action.TALK),
        )
        return Book(
            (Capability("all", routes, forms=uses),),
            gate=lambda turn, book: False,
            opening=start.opening,
        )

    def turn(self, said: Incoming, asked_at: datetime | None) -> list[Reply]:
        """Take one message twice, the second time out of what was written down; no difference."""
        before, plain = self.sent, json.loads(json.dumps(talk.to_json(self.talk)))
        assert talk.from_json(plain) == self.talk
        results = []
        for remembered in (self.talk, talk.from_json(plain)):
            self.sent = list(before)
            turn = Turn(
                NoStore(), self.phone.at, TODAY, Address("b", "c", "c"), Viewer(1), "2026-11",
                Words(), remembered, said, KEY, Place(), asked_at=asked_at,
                abilities=Abilities(text_limit=2000),
            )  # fmt: skip
            converse(turn, self.book(self.sent))
            results.append((turn.talk, turn.replies, self.sent))
        assert results[0] == results[1]
        self.talk, replies, self.sent = results[0]
        assert all(reply.text.strip() for reply in replies)
        assert all(len(b.tap.encode()) <= 64 for reply in replies for b in reply.buttons)
        return replies

    def open(self) -> tuple[tuple[Option, ...], int]:
        """The choices on the screen, and the number of their question."""
        if self.talk.open is not None:
            return self.talk.open.options, self.talk.open.number
        if self.talk.draft is not None:
            return self.talk.draft.shown, self.talk.draft.question
        return (), self.talk.question

    def everything(self) -> str:
        """All that is remembered of this person."""
        return json.dumps([talk.to_json(self.talk), self.sent], ensure_ascii=False)


def silence_is_right(before: Talk, after: Talk, said: Incoming, asked_at: datetime | None) -> bool:
    """The listed silences: a repetition or a rest whose reply is on its way, the third unreadable
    message, a sticker after a good-bye, an album's further pieces.
    """
    on_its_way = asked_at is None or said.sent_at <= asked_at
    parted = before.parted and said.kind is Kind.STICKER
    draft = before.draft
    pieces = draft is not None and draft.album_replies >= ALBUM_REPLIES
    named = bool(said.album) and draft is not None and draft.album == said.album
    album = bool(said.media) and (pieces or named)
    return on_its_way or parted or album or after.misses >= 3


def do(person: Person, doing: Sequence[Doing]) -> None:
    """Do all of it, and check after each message what always holds."""
    for each in doing:
        said = person.phone.message(each, *person.open())
        asked_at = person.phone.at - timedelta(seconds=each.seconds / 2) if each.seen else None
        before = person.talk
        replies = person.turn(said, asked_at)
        if not replies:
            assert silence_is_right(before, person.talk, said, asked_at), (said, before)
        opened = person.talk.open.name if person.talk.open else ""
        event(f"{each.how}: {opened or ('form' if person.talk.draft else 'idle')}")
        kept(person, before, said, replies)


def kept(person: Person, before: Talk, said: Incoming, replies: Sequence[Reply]) -> None:
    """What was told and not refused is somewhere: in the draft, aside, held, or sent."""
    if not replies or person.talk.misses or said.edits or said.forwarded:
        return
    found = person.everything()
    if said.kind is Kind.VOICE:
        step = person.form.step(before.draft.step) if before.draft else None
        if before.draft is None or (step is not None and listens(step)):
            assert said.media[0].file in found
    if before.open is not None and before.open.name == "opening" and person.talk.open:
        for plain in before.held:
            same = person.talk.open.name == "opening"
            assert not same or plain in person.talk.held


def finish(person: Person) -> None:
    """Answer sensibly whatever is open until something is sent."""
    done = len(person.sent)
    for _ in range(3 * max(len(person.form.steps), 5) + 12):
        person.phone.at += timedelta(minutes=1)
        person.phone.sent += 1
        kind, text = Kind.TEXT, "menu"
        if person.talk.open is not None:
            text = person.talk.open.options[0].label
        elif (draft := person.talk.draft) is not None:
            kind, text = sensible(person.form if draft.form == "random" else DEED, draft)
        name = f"m{person.phone.sent}"
        media = (Media(Kind.PHOTO, file=f"file-{name}"),) if kind is Kind.PHOTO else ()
        said = Incoming(kind, f"e{name}", person.phone.at, text, media=media, message_id=name)
        assert person.turn(said, person.phone.at - timedelta(seconds=30))
        if len(person.sent) > done:
            return
    pytest.fail(f"no way out: {person.talk}")


@given(forms(), st.booleans(), st.lists(doings(), max_size=14))
@settings(
    max_examples=2000 if SOAK else 60,
    derandomize=not SOAK,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
def test_whatever_people_do_they_are_answered_and_can_tell_it(
    form: Form, in_form: bool, doing: list[Doing]
) -> None:
    person = Person(form)
    if in_form:
        begun = Incoming(Kind.TEXT, "e-begin", person.phone.at, "việc lạ", message_id="m-begin")
        assert person.turn(begun, None)
        assert person.talk.draft is not None

    do(person, doing)

    finish(person)


def test_a_story_that_comes_in_pieces_before_its_question_is_answered_is_kept_whole() -> None:
    """A long text from nowhere is asked about first; its second half must not push it out."""
    person = Person(DEED)
    pieces = [f"phần {n}: Bà Mận giúp hàng xóm dựng lại mái nhà" for n in (1, 2, 3)]
    for n, piece in enumerate(pieces):
        said = Incoming(Kind.TEXT, f"e{n}", person.phone.at, piece, message_id=f"m{n}")
        assert person.turn(said, person.phone.at)
    person.phone.at += timedelta(seconds=20)

    person.turn(Incoming(Kind.TEXT, "e9", person.phone.at, "đúng rồi", message_id="m9"), None)

    assert person.talk.draft is not None
    assert [p[1] for p in person.talk.draft.answers["story"]["parts"]] == [
        understand.clean(piece) for piece in pieces
    ]
