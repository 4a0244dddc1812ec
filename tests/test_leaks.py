"""A commune in which a teller's name, a head's word, a story or a hidden case could leak anywhere
(`tests.fakes.leaky`): everybody goes every way in, and what came onto any screen is searched for
what that person may not read.
"""

import io
import re
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from shutil import copyfile
from typing import TypeVar

import httpx
import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from bot.channels.web.server import build_app
from bot.exports import makers, write
from bot.pages.board import Board
from bot.tasks import Document
from bot.week_tasks import week_makers
from handlers.book import BOOK
from handlers.turn import word_list
from models.permissions import NotAllowed
from models.store import Tx
from models.work.receipts import grouped, make_code
from scheduler.housekeeping import erase_hidden_cases, erase_old_texts
from tests.fakes.leaky import (
    CASES,
    DECIDERS,
    GONE,
    HEADS,
    NOTES,
    PEOPLE,
    SENTENCE,
    TELLERS,
    Leaky,
    Secret,
    build,
    digest_of,
    lengths,
    plain_scene,
    reads_story,
    secrets,
    told_to,
    undone,
)
from tests.fakes.scene import Scene
from tests.fakes.web_backend import FakeBackend
from tests.fakes.web_server import OPTIONS
from tests.fakes.working import read_whole

# Everybody goes every way in before the first test begins.
pytestmark = pytest.mark.timeout(900)
R = TypeVar("R")
NUMBERS = range(1, 13)
OPTION = re.compile(r"^(\d+)\. ", re.MULTILINE)
DEEP = 3  # answers in a row
HARMLESS = "cả xóm cùng làm"
INVENTED = [make_code(seed) for seed in (1, 9_999_999)]
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
    """All that anybody has read."""

    heard: list[Heard]

    def found(self, words: Sequence[str], allowed: Callable[[Heard], bool]) -> list[str]:
        """Return where somebody read one of these words who may not."""
        folded = [word.casefold() for word in words]
        hits = (h for h in self.heard if any(word in h.text for word in folded))
        return [str(h) for h in hits if not allowed(h)]


@pytest.fixture(scope="module")
def leaky(_sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Leaky]:
    """The commune; whatever a test does to it has to be undone."""
    path = tmp_path_factory.mktemp("leaky") / "thidua.db"
    copyfile(_sqlite_template, path)
    scene = plain_scene(f"sqlite:///{path}")
    yield build(scene)
    assert scene.failed() == 0
    scene.close()


@pytest.fixture(scope="module")
def told(leaky: Leaky) -> Told:
    """All that anybody has read on the way that led here, and when everybody goes every way in."""
    heard = [Heard(name, (name,), told_to(actor)) for name, actor in leaky.people.items()]
    listed = ways(leaky)
    for name in leaky.people:
        walk = Walk(leaky, name)
        for way in listed:
            walk.go(way)
        heard += walk.heard
    assert leaky.scene.failed() == 0
    return Told(heard)


# --- what nobody else may read -------------------------------------------------------------------


@pytest.mark.parametrize("secret", secrets(), ids=lambda s: f"{s.what} {s.word}")
def test_only_those_in_the_table_ever_read_it(told: Told, secret: Secret) -> None:
    assert told.found([secret.word], lambda h: h.reader in secret.readers) == []
    if secret.what != "who said it" or secret.word != "Typwugo":
        assert told.found([secret.word], lambda h: h.reader not in secret.readers) != []


@pytest.mark.parametrize("name", [name for name in CASES if name != "published"])
def test_of_photos_no_more_is_shown_than_of_the_story(told: Told, name: str) -> None:
    secret = f"photo-{CASES[name].story.split()[0]}"
    assert told.found([secret], lambda h: h.reader in reads_story(name)) == []


# --- a hidden case -------------------------------------------------------------------------------


@pytest.mark.parametrize("name", GONE)
def test_from_the_moment_of_hiding_nobody_reads_of_it(leaky: Leaky, told: Told, name: str) -> None:
    """But its teller, where it stands; and whoever hid it and takes that back."""
    case = CASES[name]
    story = case.story.split()[0]

    def allowed(h: Heard) -> bool:
        before = len(h.said) == 1
        taken_back = any(word.startswith("hoàn tác") for word in h.said)
        return before or taken_back or (h.reader == case.teller and story not in h.text)

    assert told.found(words_of(name), allowed) == []
    for who, actor in leaky.people.items():
        text = told_to(actor, leaky.hidden_from[name][who], leaky.built[who])
        known = words_of(name) if who != case.teller else [story]
        assert [word for word in known if word in text] == []


def rows_with(scene: Scene, words: Sequence[str]) -> list[str]:
    """Return which columns of which tables hold one of these words, whatever their kind."""
    found = []
    with scene.write() as tx:
        tx.cursor.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        for (table,) in tx.cursor.fetchall():
            tx.cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - a name of our own schema
            columns = [column[0] for column in tx.cursor.description]
            for row in tx.cursor.fetchall():
                for column, value in zip(columns, row, strict=True):
                    text = str(value).casefold()
                    found += [f"{table}.{column}: {word}" for word in words if word in text]
    return sorted(set(found))


def words_of(name: str) -> list[str]:
    """Return the words of a case that may not outlive it."""
    case = CASES[name]
    words = [case.story.split()[0], case.who.split()[-1]]
    return [word.casefold() for word in (*words, *([NOTES[name][1]] if name in NOTES else []))]


def test_erased_it_stands_nowhere_in_the_database(leaky: Leaky) -> None:
    scene = leaky.scene
    gone = [word for name in GONE for word in words_of(name)]
    with undone(scene):
        assert {hit.split(".")[0] for hit in rows_with(scene, gone)} >= {"deed", "verdict", "file"}
        scene.wait(minutes=11)
        with scene.write() as tx:
            assert erase_hidden_cases(tx, scene.now) == 2
        scene.wait(days=1, minutes=1)
        with scene.write() as tx:
            erase_old_texts(tx, scene.now)
        assert rows_with(scene, gone) == []
        for name in GONE:
            for who in (CASES[name].teller, "citizen", "officer"):
                leaky[who].says(grouped(leaky.deed(name).code))
                assert leaky[who].hears("xã không xem ở đây")
            leaky[CASES[name].teller].says("việc tôi đã kể")
            assert "xã không xem" not in leaky[CASES[name].teller].last


# --- codes ---------------------------------------------------------------------------------------


def said_back(leaky: Leaky, who: str, *texts: str) -> str:
    """Return what somebody reads after these words, and undo them."""
    with undone(leaky.scene):
        leaky[who].says(*texts)
        return "\n".join(leaky[who].new)


@pytest.mark.parametrize("who", [name for name in PEOPLE if name not in TELLERS])
def test_a_code_tells_where_a_deed_stands_and_nothing_else(leaky: Leaky, who: str) -> None:
    say = leaky[who].word
    for name in CASES:
        deed = leaky.deed(name)
        main = leaky.deed("true") if name == "merged" else deed
        state = say(f"deed-state-{main.state}")
        answers = {said_back(leaky, who, way + grouped(deed.code)) for way in ("", "tra cứu ")}
        assert len(answers) == 1
        assert answers.pop().startswith(say("deed-look-up-settled", state=state).rstrip("."))


def test_no_state_tells_what_the_hamlet_said(leaky: Leaky) -> None:
    told_by_code = {
        said_back(leaky, "citizen", grouped(leaky.deed(name).code))
        for name in ("true", "corrected", "doubted", "phoned")
    }
    assert len(told_by_code) == 1
    say = leaky["citizen"].word
    assert (
        len({say(f"deed-state-{state}") for state in ("confirmed", "corrected", "doubted")}) == 1
    )


# --- no oracle -----------------------------------------------------------------------------------


@pytest.mark.parametrize("who", [*HEADS, *DECIDERS, "citizen", "praised", "admin"])
@pytest.mark.parametrize("word", ["sửa", "rút", "gỡ", "mời"])
def test_another_s_code_is_as_good_as_none(leaky: Leaky, who: str, word: str) -> None:
    none = said_back(leaky, who, f"{word} {INVENTED[0]}")
    for name in CASES:
        assert said_back(leaky, who, f"{word} {leaky.deed(name).code}") == none


@pytest.mark.parametrize("name", ["down", "written"])
@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("word", ["sửa", "gỡ", ""])
def test_what_does_not_stand_on_the_board_has_no_code(
    leaky: Leaky, name: str, who: str, word: str
) -> None:
    """Neither what was taken down nor what waits for its release."""
    code = leaky.public_code(name)
    none = said_back(leaky, who, f"{word} {INVENTED[0]}".strip())
    assert said_back(leaky, who, f"{word} {code}".strip()) == none


@pytest.mark.parametrize("who", ["head_dong", "front_dong"])
def test_another_hamlet_s_entry_is_not_theirs_to_take_down(leaky: Leaky, who: str) -> None:
    code = leaky.public_code("published")
    none = said_back(leaky, who, f"gỡ {INVENTED[0]}")
    assert said_back(leaky, who, f"gỡ {code}") == none


@pytest.mark.parametrize("who", ["citizen", "praised", "teller", "admin", "council", "petitions"])
def test_a_number_without_the_right_is_no_number(leaky: Leaky, who: str) -> None:
    say = leaky.scene.commune.words()
    for name in BOOK.numbered:
        if name == "deed-asked":
            continue  # everybody may be asked for more
        word = word_list(say, f"{name}-words")[0]
        found = {said_back(leaky, who, f"{word} {number}") for number in (1, 2, 99)}
        assert len(found) == 1, word


@pytest.mark.parametrize(
    ("who", "name"),
    [
        ("second", "hidden_by_desk"),
        ("vice", "hidden_by_desk"),
        ("chair", "hidden_by_head"),
        ("front_doai", "hidden_by_head"),
    ],
)
def test_the_number_of_a_hidden_case_is_as_good_as_none(leaky: Leaky, who: str, name: str) -> None:
    number = leaky.number(who, name)
    assert leaky[who].screen
    for word in ("xem", "nhận", "đúng", "chưa đúng", "gõ", "không phải gương", "xin phép"):
        none = said_back(leaky, who, f"{word} 99")
        assert said_back(leaky, who, f"{word} {number}") == none.replace("99", str(number))


# --- told before ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", CASES)
def test_whoever_tells_it_again_reads_nothing_of_the_other_s(leaky: Leaky, name: str) -> None:
    case = CASES[name]
    citizen = leaky["citizen"]
    story = case.story.replace(case.story.split()[0], "hôm ấy")
    for answer in ("1", "2", "3"):
        with undone(leaky.scene):
            seen = len(citizen.screen)
            citizen.says("kể", case.who, case.hamlet, story, "10/11", "không", "1")
            alike = "cùng một việc" in citizen.last
            citizen.says(answer)
            leaky.scene.wait(**LATER)
            text = told_to(citizen, seen)
        others = [s.word for s in secrets() if not s.what.startswith("the praised")]
        assert [word for word in others if word.casefold() in text] == []
        assert alike == (
            leaky.state(name) not in ("hidden", "withdrawn", "declined", "merged")
        ) or (
            name == "merged"  # alike to the one into which it went
        )


# --- what is public ------------------------------------------------------------------------------


def not_for_the_public() -> list[str]:
    """Return every word that may stand on no page, no list and in no text to pass on."""
    words = [s.word for s in secrets()]
    words += [called.split()[-1] for called, _, _ in PEOPLE.values()]
    return [word.casefold() for word in words]


def secret_words_in(text: str) -> list[str]:
    folded = text.casefold()
    return [word for word in not_for_the_public() if word in folded]


@pytest.fixture
async def site(leaky: Leaky, tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    """The site as a browser without a cookie sees it; of a photo its digest instead of a picture
    is answered.
    """
    scene = leaky.scene

    async def read(run: Callable[[Tx], R]) -> R:
        with scene.write() as tx:
            return run(tx)

    def picture(sha256: str) -> Path | None:
        shown = tmp_path / "shown"
        shown.write_text(sha256, "utf-8")
        return shown

    board = Board(read, scene.commune.words(), scene.commune.zone, lambda: scene.now, picture)
    app = build_app(FakeBackend(tmp_path), OPTIONS, lambda: scene.now, pages=board.routes())
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://xa.test") as client:
        yield client


async def test_the_page_shows_what_was_released_and_nothing_else(
    leaky: Leaky, site: httpx.AsyncClient
) -> None:
    for address in ("/bang-vang", "/bang-vang?nam=2026"):
        page = (await site.get(address)).text
        assert page.count("<article>") == 2
        assert page.count(SENTENCE) == 2
        assert "Bà Pubwaqi" in page
        assert "Cháu C." in page
        assert secret_words_in(page) == []
        codes = [leaky.deed(name).code for name in CASES]
        codes += [leaky.public_code(name) for name in ("down", "written")]
        assert [c for c in codes if c in page or grouped(c) in page] == []


async def test_of_all_photos_those_of_the_entry_are_shown(
    leaky: Leaky, site: httpx.AsyncClient
) -> None:
    codes = [leaky.deed(name).code for name in CASES] + INVENTED
    codes += [leaky.public_code(name) for name in ("published", "child", "down", "written")]
    shown = []
    for code in codes:
        for place in range(4):
            answer = await site.get(f"/bang-vang/anh/{code}/{place}.jpg")
            shown += [answer.text] if answer.status_code == 200 else []
    assert shown == [digest_of("photo-zpubl")]


async def test_taken_down_it_is_gone_at_once(leaky: Leaky, site: httpx.AsyncClient) -> None:
    code = leaky.public_code("published")
    with undone(leaky.scene):
        leaky["vice"].says(f"gỡ {code}")
        page = (await site.get("/bang-vang")).text
        assert "pubwaqi" not in page.casefold()
        assert (await site.get(f"/bang-vang/anh/{code}/1.jpg")).status_code == 404
        for who in PEOPLE:
            leaky[who].says("bảng vàng")
            assert "pubwaqi" not in told_to(leaky[who], leaky[who].seen)
            assert "Cháu C." in "\n".join(leaky[who].new)


@pytest.mark.parametrize("who", PEOPLE)
def test_everybody_reads_the_same_list(leaky: Leaky, who: str) -> None:
    shown, *_ = said_back(leaky, who, "bảng vàng").split("Thấy sai")
    assert shown.count(SENTENCE.rstrip(".")) == 2
    assert secret_words_in(shown) == []


def test_the_texts_to_pass_on_say_what_is_public(leaky: Leaky) -> None:
    texts = {shown.text for shown in leaky["officer"].screen if SENTENCE in shown.text}
    texts = {text for text in texts if text.startswith(("Mời mọi người nghe", "Bảng vàng xã"))}
    assert len(texts) >= 6  # for the group and for the loudspeaker, of three deeds
    public = {CASES[name].who.split()[-1].casefold() for name in ("down", "written")}
    assert {word for text in texts for word in secret_words_in(text)} <= public


# --- the list in Excel ---------------------------------------------------------------------------


def cells(leaky: Leaky, who: str) -> str:
    """Return all that stands in the workbook of this person."""
    scene = leaky.scene
    asked = {"person": leaky[who].id, "first": "2026-01-01", "last": "2026-12-31"}
    with scene.write() as tx:
        maker = makers(scene.commune, lambda: scene.now)["export"]
        found = read_whole(maker, tx, asked)
    book = load_workbook(io.BytesIO(write(found).content))
    rows = (row for sheet in book for row in sheet.iter_rows(values_only=True))
    return "\n".join(str(cell) for row in rows for cell in row if cell).casefold()


@pytest.mark.parametrize("who", DECIDERS)
def test_the_workbook_leaves_out_what_is_hidden_or_taken_back(leaky: Leaky, who: str) -> None:
    text = cells(leaky, who)
    gone = [word for name in (*GONE, "withdrawn", "down") for word in words_of(name)]
    assert [word for word in gone if word in text] == []
    assert [word for _, word, _ in NOTES.values() if word in text] == []
    assert "ztrue" in text


@pytest.mark.parametrize("who", [name for name in PEOPLE if name not in DECIDERS])
def test_nobody_else_gets_the_workbook(leaky: Leaky, who: str) -> None:
    with pytest.raises(NotAllowed):
        cells(leaky, who)


# --- the page of the week ------------------------------------------------------------------------


def week_page(leaky: Leaky, who: str) -> str:
    """Return all that stands on the page of this person."""
    scene = leaky.scene
    maker = week_makers(scene.commune, lambda: scene.now)["week-page"]
    with scene.write() as tx:
        found = maker.read(tx, {"person": leaky[who].id})
    made = maker.write(found)
    assert isinstance(made, Document)
    (page,) = PdfReader(io.BytesIO(made.content)).pages
    return page.extract_text().casefold()


@pytest.mark.parametrize("who", DECIDERS)
def test_the_page_of_the_week_names_no_case(leaky: Leaky, who: str) -> None:
    text = week_page(leaky, who)
    assert "việc tốt" in text
    words = {word for name in CASES for word in words_of(name)}
    words |= {word for _, word, _ in NOTES.values()}
    assert [word for word in words if word in text] == []


@pytest.mark.parametrize("who", [name for name in PEOPLE if name not in DECIDERS])
def test_nobody_else_gets_the_page_of_the_week(leaky: Leaky, who: str) -> None:
    with pytest.raises(NotAllowed):
        week_page(leaky, who)
