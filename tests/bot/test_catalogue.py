"""The words: complete in both languages, and a commune can word any of them differently."""

import re
from pathlib import Path

import pytest
from fluent.syntax import FluentParser
from fluent.syntax.ast import Message

from bot.catalogue import LANGUAGES, Catalogue, MissingWords, broken_overrides, placeholders
from tests.bot.sentences import COMMUNE, PRONOUNS, TEXTS, VI, said, sentences


def test_both_languages_have_the_same_keys_and_placeholders() -> None:
    vi, en = sentences("vi"), sentences("en")

    assert set(vi) == set(en)
    differ = {
        key
        for key in vi
        # English has one "you", so its sentences do without the pronouns.
        if placeholders(vi[key]) - PRONOUNS != placeholders(en[key]) - PRONOUNS
    }
    assert differ == set()


def test_both_languages_keep_a_sentence_in_the_same_file() -> None:
    for path in sorted((TEXTS / "vi").glob("*.ftl")):
        there = FluentParser().parse((TEXTS / "en" / path.name).read_text("utf-8"))
        here = FluentParser().parse(path.read_text("utf-8"))
        keys = [[e.id.name for e in tree.body if isinstance(e, Message)] for tree in (here, there)]
        assert keys[0] == keys[1], path.name


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_can_be_said(language: str) -> None:
    for key in VI:
        text = said(key, language)
        assert text.strip() == text != "", key
        assert "{" not in text, key
        assert not re.search(r"\{|\u2068|\u2069|  | $", text, re.MULTILINE), key


def test_a_sentence_of_no_catalogue_is_a_mistake_of_ours() -> None:
    with pytest.raises(MissingWords, match="deed-no-such"):
        Catalogue().words()("deed-no-such")


def test_what_english_lacks_is_said_in_vietnamese() -> None:
    assert Catalogue().words("fr")("deed-confirm-true") == "Đúng"


# --- a commune's own words -----------------------------------------------------------------------


def overrides(folder: Path, text: str) -> Path:
    (folder / "vi").mkdir(parents=True)
    (folder / "vi" / "own.ftl").write_text(text, encoding="utf-8")
    return folder


def test_a_commune_can_word_a_sentence_and_its_pronouns_differently(tmp_path: Path) -> None:
    own = overrides(tmp_path, "pronoun-you = cô chú\npronoun-me = con\nengine-thanks = Dạ.\n")

    words = Catalogue(own, COMMUNE).words()

    assert words("engine-thanks") == "Dạ."
    assert words("engine-greeting") == "Con chào cô chú."
    assert broken_overrides(own) == []


def test_what_the_commune_has_not_set_is_said_all_the_same(tmp_path: Path) -> None:
    own = overrides(tmp_path, "engine-thanks = Xã tiếp dân: { $reception }.\n")

    assert broken_overrides(own) == []
    unset = {name: value for name, value in COMMUNE.items() if name != "reception"}
    assert "qua điện thoại" in Catalogue(own, unset).words()("engine-thanks")
    assert Catalogue(own, COMMUNE).words()("engine-thanks").endswith("phòng tiếp dân.")


def test_a_broken_sentence_falls_back_alone_and_is_named(tmp_path: Path) -> None:
    own = overrides(
        tmp_path,
        "engine-thanks = Dạ { $nobody }.\n"
        "engine-corrected = Con sửa rồi.\n"
        "engine-thank = Dạ.\n"
        "this is no sentence\n",
    )

    words = Catalogue(own, COMMUNE).words()

    assert words("engine-thanks") == Catalogue().words()("engine-thanks")
    assert words("engine-corrected") == "Con sửa rồi."
    assert broken_overrides(own) == [
        "vi/own.ftl: engine-thanks: unknown placeholder nobody",
        "vi/own.ftl: engine-thank: no sentence of that name exists",
        "vi/own.ftl: cannot be read: this is no sentence",
    ]


def test_a_person_s_own_pronouns_go_first() -> None:
    words = Catalogue(None, COMMUNE).words("vi", "bà", "cháu")

    assert words("deed-who").startswith("Ai làm việc tốt ấy ạ?\nBà nhắn tên")
