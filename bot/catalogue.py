"""The words: Fluent files, one for each capability, Vietnamese first; a commune can override any
sentence.

A broken override falls back alone to our own sentence, and `thidua doctor` names it.
"""

from collections.abc import Mapping
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any

from fluent.runtime import FluentBundle, FluentResource, resolver
from fluent.syntax import FluentParser, ast

LANGUAGES = ("vi", "en")
# Fluent refuses what is longer than 2,500 letters in a placeholder; a story may have 10,000, and
# several messages of it more. What comes in from outside is bounded before.
resolver.MAX_PART_LENGTH = 100_000
# What stands for a common placeholder that the commune has not set.
UNSET = {"reception": "reception-unset"}
Plain = tuple[str, tuple[str, ...]]  # with %s for each placeholder; the placeholders' names


class MissingWords(Exception):
    """A sentence that the program needs is in no catalogue: a mistake of ours, found by the
    tests.
    """


class Catalogue:
    """All sentences of all languages. `common` are placeholders that every sentence may use (the
    commune's name …).
    """

    def __init__(
        self, overrides: Path | None = None, common: Mapping[str, str] | None = None
    ) -> None:
        self.common = dict(common or {})
        self.overrides = overrides
        self._bundles: dict[str, FluentBundle] = {}
        self._own: dict[str, FluentBundle] = {}
        self._unset: dict[str, dict[str, str]] = {}
        self._plain: dict[tuple[str, bool, str], Plain | None] = {}

    def __getstate__(self) -> dict[str, Any]:
        """Return what another process needs to read the files again."""
        return {**self.__dict__, "_bundles": {}, "_own": {}, "_unset": {}, "_plain": {}}

    def bundle(self, language: str, *, own: bool = False) -> FluentBundle:
        """Return a language's sentences: with the commune's overrides, or only our own."""
        cache = self._own if own else self._bundles
        if language not in cache:
            cache[language] = load(language, None if own else self.overrides)
        return cache[language]

    def format(self, language: str, key: str, values: Mapping[str, Any]) -> str:
        """Return a sentence with its placeholders filled; Vietnamese where the language lacks
        it.
        """
        if language not in self._unset:
            self._unset[language] = {
                name: self._fill(language, unset, {}) for name, unset in UNSET.items()
            }
        given = {**self._unset[language], **self.common, **values}
        if name := self.common.get("commune"):
            given["Commune"] = capital(name)  # as a sentence begins with it
        return self._fill(language, key, given)

    def _fill(self, language: str, key: str, given: dict[str, Any]) -> str:
        """Return a sentence filled with these values and no others."""
        for name, own in ((language, False), (language, True), ("vi", True)):
            bundle = self.bundle(name, own=own)
            if not bundle.has_message(key):
                continue
            message = bundle.get_message(key)
            if message.value is None:
                continue
            place = (name, own, key)
            if place not in self._plain:
                self._plain[place] = plain(message.value)
            if (said := filled(self._plain[place], given)) is not None:
                return said
            text, errors = bundle.format_pattern(message.value, given)
            if not errors:
                return str(text)
        raise MissingWords(key)

    def has(self, language: str, key: str) -> bool:
        """Tell whether a sentence exists, in that language or in Vietnamese."""
        return any(self.bundle(name).has_message(key) for name in (language, "vi"))

    def words(self, language: str = "vi", you: str = "", me: str = "") -> "BoundWords":
        """Return the catalogue as one person hears it; empty pronouns are the commune's own
        pair.
        """
        return BoundWords(self, language, you, me)


class BoundWords:
    """The catalogue in one person's language and with that person's pronouns."""

    def __init__(self, catalogue: Catalogue, language: str, you: str, me: str) -> None:
        self.catalogue = catalogue
        self.language = language if language in LANGUAGES else "vi"
        self._given = (you, me)

    @cached_property
    def pronouns(self) -> dict[str, str]:
        """The four pronoun placeholders: you, me, and both with a capital."""
        you = self._given[0] or self.catalogue.format(self.language, "pronoun-you", {})
        me = self._given[1] or self.catalogue.format(self.language, "pronoun-me", {})
        return {"you": you, "me": me, "You": capital(you), "Me": capital(me)}

    def __call__(self, key: str, **values: str | int) -> str:
        return self.catalogue.format(self.language, key, {**self.pronouns, **values})

    def has(self, key: str) -> bool:
        """Tell whether the catalogue holds that key."""
        return self.catalogue.has(self.language, key)


def plain(sentence: object) -> Plain | None:
    """Return a compiled sentence of words and placeholders alone, None for one that needs more of
    Fluent. Nearly all are such, and every message says several.
    """
    text, names = "", []
    for part in getattr(sentence, "elements", (sentence,)):
        if isinstance(part, resolver.TextElement):
            text += part.value.replace("%", "%%")
        elif isinstance(variable := getattr(part, "expression", None), resolver.VariableReference):
            text += "%s"
            names.append(variable.id.name)
        else:
            return None
    return text, tuple(names)


def filled(sentence: Plain | None, given: Mapping[str, Any]) -> str | None:
    """Return a plain sentence with its placeholders filled, None where a value is missing or is no
    text: numbers are written as the language does.
    """
    if sentence is None:
        return None
    text, names = sentence
    values = tuple(given.get(name) for name in names)
    return text % values if all(type(value) is str for value in values) else None


def capital(word: str) -> str:
    """Return a word with its first letter large and the rest as it is."""
    return word[:1].upper() + word[1:]


def load(language: str, overrides: Path | None) -> FluentBundle:
    """Read a language's files, and over them the commune's own where there are any."""
    # No isolating marks: they would land inside receipt codes and telephone numbers.
    bundle = FluentBundle([language], use_isolating=False)
    for resource in own_resources(language):
        bundle.add_resource(resource)
    if overrides is not None:
        for path in sorted((overrides / language).glob("*.ftl")):
            text = path.read_text("utf-8", errors="replace")
            bundle.add_resource(FluentResource(text), allow_overrides=True)
    return bundle


@cache
def own_resources(language: str) -> tuple[ast.Resource, ...]:
    """Return our own files of a language, parsed once; where in its file something stands is not
    kept, which takes two MiB less.
    """
    return tuple(FluentParser(with_spans=False).parse(text) for text in own_texts(language))


def own_texts(language: str) -> list[str]:
    """Return our own files of a language, by their names."""
    folder = files("bot").joinpath("texts", language)
    found = sorted(folder.iterdir(), key=lambda entry: entry.name)
    return [entry.read_text("utf-8") for entry in found if entry.name.endswith(".ftl")]


def broken_overrides(overrides: Path) -> list[str]:
    """Return what is wrong with a commune's own sentences, one line each: file, key, and why it is
    not used.
    """
    return [
        f"{language}/{path.name}: {complaint}"
        for language in LANGUAGES
        for path in sorted((overrides / language).glob("*.ftl"))
        for entry in FluentParser().parse(path.read_text("utf-8", errors="replace")).body
        if (complaint := wrong_with(entry, language))
    ]


def wrong_with(entry: object, language: str) -> str:
    """Return why an overriding sentence is not used, empty when it is."""
    if isinstance(entry, ast.Junk):
        first_line = (entry.content or "?").strip().splitlines()[0]
        return f"cannot be read: {first_line[:60]}"
    if not isinstance(entry, ast.Message):
        return ""
    key = entry.id.name
    ours = Catalogue()
    if not ours.has(language, key):
        return f"{key}: no sentence of that name exists"
    extra = placeholders(entry) - known_placeholders(language, key)
    return f"{key}: unknown placeholder {', '.join(sorted(extra))}" if extra else ""


def known_placeholders(language: str, key: str) -> set[str]:
    """Return the placeholders that a sentence may use."""
    always = {"you", "me", "You", "Me", "commune", "Commune", "contact", "phone", "hours", *UNSET}
    for entry in parsed(language):
        if isinstance(entry, ast.Message) and entry.id.name == key:
            return always | placeholders(entry)
    return always


def parsed(language: str) -> list[Any]:
    """Return every entry of our own files of a language."""
    return [entry for text in own_texts(language) for entry in FluentParser().parse(text).body]


def placeholders(node: object) -> set[str]:
    """Return the names of all variables in a piece of Fluent syntax."""
    if isinstance(node, ast.VariableReference):
        return {node.id.name}
    if isinstance(node, (list, tuple)):
        return set().union(*(placeholders(child) for child in node)) if node else set()
    if isinstance(node, ast.SyntaxNode):
        return set().union(*(placeholders(child) for child in vars(node).values()))
    return set()
