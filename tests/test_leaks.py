"""A commune in which a teller's name, a head's word, a story or a hidden case could leak anywhere
(`tests.fakes.leaky`): everybody goes every way in, and what came onto any screen is searched for
what that person may not read.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from shutil import copyfile
from typing import TypeVar

import pytest

from handlers.book import BOOK
from handlers.turn import word_list
from models.work.receipts import grouped, make_code
from tests.fakes.leaky import (
    CASES,
    GONE,
    NOTES,
    Leaky,
    Secret,
    build,
    lengths,
    plain_scene,
    reads_story,
    secrets,
    told_to,
    undone,
)

R = TypeVar("R")
NUMBERS = range(1, 21)
OPTION = re.compile(r"^(\d+)\. ", re.MULTILINE)
DEEP = 4  # answers in a row
HARMLESS = "cả xóm cùng làm"
INVENTED = [make_code(seed) for seed in (1, 7_777_777, 9_999_999)]
LATER = {"minutes": 12}  # when people hear of a decision


@dataclass(frozen=True, slots=True)
class Heard:
    """What came onto somebody's screen, and what somebody (perhaps somebody else) had said."""

    reader: str
    said: tuple[str, ...]
    text: str

    def __str__(self) -> str:
        return f"{self.reader}, after {self.said}: {self.text[:300]}"


@dataclass(slots=True)
class Walk:
    """One person going every way in; nothing that happens on the way stays."""

    leaky: Leaky
    name: str
    seen: set[str] = field(default_factory=set)
    heard: list[Heard] = field(default_factory=list)

    def go(self, *said: str, deep: int = DEEP) -> None:
        """Say one thing after another, the last in every way that answers it, and go back."""
        with undone(self.leaky.scene):
            shown = self.listen(said, lambda: self.leaky[self.name].says(said[-1]))
            if not deep or shown in self.seen:
                return
            self.seen.add(shown)
            for answer in answers_to(shown):
                self.go(*said, answer, deep=deep - 1)
            self.listen(said, lambda: self.leaky.scene.wait(**LATER))

    def listen(self, said: tuple[str, ...], act: Callable[[], object]) -> str:
        """Let something happen; keep what everybody reads of it, and return what this person
        does.
        """
        before = lengths(self.leaky)
        act()
        for name, actor in self.leaky.people.items():
            if len(actor.screen) > before[name]:
                text = told_to(actor, before[name])
                self.heard.append(Heard(name, (self.name, *said), text))
        return told_to(self.leaky[self.name], before[self.name])


def answers_to(shown: str) -> list[str]:
    """Return every answer that may be given to what is on the screen."""
    options = OPTION.findall(shown)
    asks = options or shown.rstrip().endswith("?") or "viết" in shown
    return [*options, HARMLESS] if asks else []


def ways(leaky: Leaky) -> list[str]:
    """Every way in: words, words with numbers, words with codes, codes alone."""
    say = leaky.scene.commune.words()
    routes = [w for route in BOOK.routes for w in word_list(say, f"{route}-words")[:1]]
    numbered = [word_list(say, f"{name}-words")[0] for name in BOOK.numbered]
    coded = ["", *(word_list(say, f"{name}-words")[0] for name in BOOK.coded)]
    codes = [leaky.deed(name).code for name in CASES]
    codes += [leaky.public_code(name) for name in ("published", "child", "down", "written")]
    return [
        "xin chào", "menu", "tiếp", "sửa", "sửa tên", "thôi", "quay lại", HARMLESS, "đúng", "5",
        "giúp", "kể giúp bà Lê", *routes,
        *(f"{word} {number}" for word in dict.fromkeys(numbered) for number in NUMBERS),
        *(f"{word} {' '.join(map(str, NUMBERS))}" for word in dict.fromkeys(numbered)),
        *(f"{word} {grouped(code)}".strip() for word in coded for code in (*codes, *INVENTED)),
    ]  # fmt: skip


@dataclass(slots=True)
class Told:
    """The commune, and all that anybody read while everybody went every way in."""

    leaky: Leaky
    heard: list[Heard]

    def found(self, words: Sequence[str], allowed: Callable[[Heard], bool]) -> list[str]:
        """Return where somebody read one of these words who may not."""
        folded = [word.casefold() for word in words]
        hits = (h for h in self.heard if any(word in h.text for word in folded))
        return [str(h) for h in hits if not allowed(h)]


@pytest.fixture(scope="module")
def told(_sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """The commune, after everybody has gone every way in: of that nothing is left but what they
    read.
    """
    path = tmp_path_factory.mktemp("leaky") / "thidua.db"
    copyfile(_sqlite_template, path)
    scene = plain_scene(f"sqlite:///{path}")
    leaky = build(scene)
    heard = [
        Heard(name, (name,), told_to(actor)) for name, actor in leaky.people.items()
    ]  # on the way that led here
    listed = ways(leaky)
    for name in leaky.people:
        walk = Walk(leaky, name)
        for way in listed:
            walk.go(way)
        heard += walk.heard
    assert scene.failed() == 0
    yield Told(leaky, heard)
    scene.close()


# --- what nobody else may read -------------------------------------------------------------------


@pytest.mark.parametrize("secret", secrets(), ids=lambda s: f"{s.what} {s.word}")
def test_only_those_in_the_table_ever_read_it(told: Told, secret: Secret) -> None:
    assert told.found([secret.word], lambda h: h.reader in secret.readers) == []
    if secret.what != "who said it" or secret.word != "Typwugo":
        assert told.found([secret.word], lambda h: h.reader not in secret.readers) != []


def test_of_a_photo_no_more_is_shown_than_of_its_story(told: Told) -> None:
    for name, case in CASES.items():
        secret = f"photo-{case.story.split()[0]}"
        public = {"published"} if name == "published" else set()
        readers = reads_story(name)
        assert public or told.found([secret], lambda heard: heard.reader in readers) == []


# --- a hidden case -------------------------------------------------------------------------------


@pytest.mark.parametrize("name", GONE)
def test_from_the_moment_of_hiding_nobody_reads_of_it(told: Told, name: str) -> None:
    """But its teller, where it stands; and whoever hid it and takes that back."""
    case = CASES[name]
    words = [case.story.split()[0], case.who.split()[-1]]
    words += [NOTES[name][1]] if name in NOTES else []

    def allowed(h: Heard) -> bool:
        before = len(h.said) == 1
        taken_back = any(word.startswith("hoàn tác") for word in h.said)
        own = h.reader == case.teller and case.story.split()[0] not in h.text
        return before or taken_back or own

    assert told.found(words, allowed) == []
