"""The numbers that Word puts before paragraphs by itself, which stand nowhere in their text."""

import re
from collections.abc import Iterator
from typing import Any

BULLETS = "bullet"
DEEPEST = 9  # levels that Word has
ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


class Numbering:
    """The lists of one document, counted on from paragraph to paragraph."""

    def __init__(self, document: Any) -> None:
        """Take the lists that a document has."""
        parts = (rel for rel in document.part.rels.values() if not rel.is_external)
        part = next((rel.target_part for rel in parts if rel.reltype.endswith("/numbering")), None)
        self._lists = part.element if part is not None else None
        self._counts: dict[str, list[int]] = {}

    def label(self, paragraph: Any) -> str:
        """Return what Word shows before a paragraph ("II.", "1.", "-"), "" where it is nothing."""
        place = self._place(paragraph)
        if place is None or self._lists is None:
            return ""
        number, level = place
        found = self._lists.xpath(f"./w:num[@w:numId='{number}']/w:abstractNumId/@w:val")
        if not found or not 0 <= level < DEEPEST:
            return ""
        one = f"./w:abstractNum[@w:abstractNumId='{found[0]}']"
        anew = self._lists.xpath(f"./w:num[@w:numId='{number}'][.//w:startOverride]")
        counts = self._counts.setdefault(number if anew else f"all {found[0]}", [0] * DEEPEST)
        counts[level] += 1
        counts[level + 1 :] = [0] * (DEEPEST - level - 1)
        forms = [self._value(one, deep, "numFmt") for deep in range(DEEPEST)]
        if forms[level] == BULLETS:
            return "-"
        shown = self._value(one, level, "lvlText")
        return re.sub(
            r"%([1-9])",
            lambda m: figure(counts[int(m[1]) - 1] or 1, forms[int(m[1]) - 1]),
            shown,
        ).strip()

    def _value(self, one: str, level: int, name: str) -> str:
        """Return one property of a level of a list."""
        at = f"{one}/w:lvl[@w:ilvl='{level}']/w:{name}/@w:val"
        return next(iter(self._lists.xpath(at)), "") if self._lists is not None else ""

    def _place(self, paragraph: Any) -> tuple[str, int] | None:
        """Return the list of a paragraph and how deep it stands in it, its own or its style's."""
        for properties in properties_of(paragraph):
            number = properties.xpath("./w:numPr/w:numId/@w:val")
            if number:
                level = properties.xpath("./w:numPr/w:ilvl/@w:val")
                own = level[0] if level and level[0].isdigit() else "0"
                return (number[0], int(own)) if number[0].isdigit() else None
        return None


def properties_of(paragraph: Any) -> Iterator[Any]:
    """Yield a paragraph's own properties and those of its styles."""
    style, seen = paragraph.style, 0
    if paragraph._p.pPr is not None:
        yield paragraph._p.pPr
    while style is not None and seen < DEEPEST:  # a damaged file's styles may go in a ring
        yield from style.element.xpath("./w:pPr")
        style, seen = style.base_style, seen + 1


def figure(number: int, form: str) -> str:
    """Return a number in figures or letters."""
    if form == "upperRoman":
        return roman(number)
    if form == "lowerRoman":
        return roman(number).lower()
    if form in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (number - 1) % 26)
        return letter if form == "lowerLetter" else letter.upper()
    return str(number)


def roman(number: int) -> str:
    """Return a number in Roman figures."""
    text = ""
    for value, sign in ROMAN:
        text += sign * (number // value)
        number %= value
    return text
