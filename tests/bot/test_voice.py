"""How the bot speaks Vietnamese: short enough to be read aloud, polite once, in plain words."""

import ast
import re
from functools import cache
from itertools import chain

import pytest

from bot.catalogue import Catalogue, placeholders
from bot.dialogue import reading, telling
from bot.dialogue.spoken import spoken
from handlers.book import BOOK
from tests.bot.sentences import (
    COMMUNE,
    COUNTS,
    MARKED,
    PRONOUNS,
    VALUES,
    VI,
    is_typed,
    said,
    sentences,
)
from tests.bot.test_catalogue_keys import trees

SPOKEN = [key for key in VI if not is_typed(key)]
OF_DESK = ("desk-", "deed-dec", "setup-", "rule-", "invite-", "export-",
           "year-", "list-", "calendar-", "holiday-", "plan-", "week-")  # fmt: skip
DESK = [key for key in SPOKEN if key.startswith(OF_DESK)]
FORBIDDEN = (
    "bạn", "quý vị", "quý công dân", "ông/bà", "báo cáo", "khai báo",
    "thành tích", "trả lại", "bổ sung", "hồ sơ",
    "minh chứng", "ubnd", "nhập", "bấm", "nút", "click", "hệ thống", "đối tượng", "thông tin",
    "hợp lệ", "từ chối", "vui lòng", "cú pháp", "link", "tđkt", "nhé ạ", "dạ", "nha",
)  # fmt: skip
NEW_TONES = re.compile(r"\w*(?:o[àáảãạèéẻẽẹ]|(?<!q)u[ỳýỷỹỵ])\b")


@pytest.mark.parametrize("word", FORBIDDEN)
def test_a_word_that_is_never_said(word: str) -> None:
    found = re.compile(rf"\b{re.escape(word)}\b", re.IGNORECASE)

    assert [key for key in SPOKEN if found.search(template(key))] == []


@cache
def template(key: str) -> str:
    """A sentence as it is written, with short stand-ins for what is filled in."""
    values: dict[str, str | int] = dict.fromkeys(VALUES, "…")
    return MARKED(key, **{**values, **COUNTS})


def test_no_shouting_and_no_pictures() -> None:
    shouted = re.compile("[!\u2190-\u2bff\U0001f000-\U0001faff\ufe0f]")

    assert [key for key in SPOKEN if shouted.search(template(key))] == []


def test_one_spelling_where_the_tone_could_stand_on_either_letter() -> None:
    assert [key for key in VI if NEW_TONES.search(said(key).lower())] == []
    assert all(NEW_TONES.search(word) for word in ("hoà", "huỷ", "khoẻ"))
    assert not any(NEW_TONES.search(word) for word in ("hòa", "hủy", "xóa", "quý", "toán", "huýt"))


def count_of_a(key: str) -> int:
    return len(re.findall(r"\bạ\b", template(key)))


def test_politeness_is_said_once() -> None:
    assert [key for key in SPOKEN if count_of_a(key) > 1] == []


def leads() -> set[str]:
    """Sentences that are said before a question, in the same message."""
    found: set[str] = {"start-kept", "start-kept-voice", "start-kept-photo"}
    for tree in trees():
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            given = [k.value for k in node.keywords if k.arg == "lead"]
            if name in ("reask", "menu"):
                given += node.args
            if name in ("Unreadable",):
                given += node.args[:1]
            for value in chain.from_iterable(ast.walk(g) for g in given):
                if isinstance(value, ast.Constant) and isinstance(value.value, str):
                    found.add(value.value)
    return {key for key in found if key in VI} | set(reading.CANNOT.values())


def test_what_is_said_before_a_question_leaves_it_the_politeness_and_the_room() -> None:
    assert len(leads()) > 20
    assert [key for key in sorted(leads()) if count_of_a(key)] == []
    assert [key for key in sorted(leads()) if spoken(said(key)) > 50] == []


def questions() -> list[str]:
    """The questions of forms, with their hints."""
    forms = [f"{u.form.name}-{s.name}" for u in BOOK.forms.values() for s in u.form.steps]
    return [*forms, "engine-fix", "engine-more"]


@pytest.mark.parametrize("key", questions())
def test_a_form_s_question_takes_eight_seconds(key: str) -> None:
    assert spoken(said(key)) <= 30


@pytest.mark.parametrize("key", SPOKEN)
def test_a_message_can_be_read_aloud(key: str) -> None:
    text = said(key)

    assert spoken(text) <= 80, text
    # A list's lines are choices: they come on top.
    assert len(text.split("\n")) <= 6, text


@pytest.mark.parametrize("key", ["desk-queue-line", "deed-mine-line"])
def test_a_line_of_a_list_is_short(key: str) -> None:
    assert spoken(said(key)) <= 20


def test_codes_and_telephone_numbers_stand_alone_on_their_line() -> None:
    """On the desk and in a list the code begins a line."""
    words = Catalogue(None, {**COMMUNE, "phone": "☎"}).words()
    for key in SPOKEN:
        text = words(key, **{**VALUES, "code": "☎", "reference": "☎"})
        lines = [line for line in text.split("\n") if "☎" in line]
        assert all(line == "☎" for line in lines) or key == "deed-mine-line", key


@pytest.mark.parametrize("key", DESK)
def test_the_desk_hears_no_pronouns(key: str) -> None:
    assert not placeholders(sentences("vi")[key]) & PRONOUNS


def test_nobody_s_pronoun_is_fixed() -> None:
    """Bác and cháu are placeholders, so that "gọi tôi là bà" changes every sentence."""
    words = Catalogue().words("vi", "bà", "em")
    filled: dict[str, str | int] = {**dict.fromkeys([*VALUES, *COMMUNE], "…"), **COUNTS}
    fixed = re.compile(r"\b(?:bác|cháu|con|mình)\b", re.IGNORECASE)

    found = [key for key in SPOKEN if fixed.search(words(key, **filled))]

    assert found == ["pronoun-me", "pronoun-you"]


# --- the measure itself --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "syllables"),
    [
        pytest.param("Ai làm việc tốt ấy ạ?", 6, id="words"),
        pytest.param("Người già khuya yêu quý", 5, id="vowels in groups"),
        pytest.param("thứ Hai, 23/11", 8, id="hai mươi ba tháng mười một"),
        pytest.param("23/11/2026", 14, id="with its year"),
        pytest.param("0900 000 000", 10, id="a telephone number"),
        pytest.param("4071 2386", 8, id="a code"),
        pytest.param("12 ảnh", 3, id="mười hai ảnh"),
        pytest.param("105 triệu", 5, id="một trăm linh năm triệu"),
        pytest.param("nhắn menu cho Zalo", 6, id="foreign words"),
    ],
)
def test_digits_count_as_they_are_spoken(text: str, syllables: int) -> None:
    assert spoken(text) == syllables


# --- names and days ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "inside"),
    [
        pytest.param("Bà Mận bán xôi", "bà Mận bán xôi", id="a title"),
        pytest.param("Hộ bà Hành", "hộ bà Hành", id="a household"),
        pytest.param("Tổ liên gia số 2", "tổ liên gia số 2", id="a group"),
        pytest.param("Mận", "Mận", id="a name alone"),
        pytest.param("Bà", "Bà", id="a title alone is a name"),
        pytest.param("Nguyễn Thị Mận", "Nguyễn Thị Mận", id="a full name"),
        pytest.param("BÀ MẬN", "BÀ MẬN", id="written in capitals"),
        pytest.param("bà Mận", "bà Mận", id="small already"),
    ],
)
def test_a_title_is_small_inside_a_sentence(name: str, inside: str) -> None:
    assert telling.in_sentence(name) == inside


@pytest.mark.parametrize(
    ("text", "begun"),
    [("thứ Ba, 10/11", "Thứ Ba, 10/11"), ("ông Thóc", "Ông Thóc"), ("2 ảnh", "2 ảnh"), ("", "")],
)
def test_a_line_begins_with_a_capital(text: str, begun: str) -> None:
    assert telling.capital(text) == begun
