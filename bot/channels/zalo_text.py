"""Text as Zalo carries it: in one normal form, plain, with bold codes for old eyes."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

CODE = re.compile(r"^\d{4} \d{4}$", re.MULTILINE)  # a receipt code, alone on its line
BOLD = ("b",)


@dataclass(frozen=True, slots=True)
class Span:
    """A part of a text, in characters, and how it looks."""

    start: int
    length: int
    styles: tuple[str, ...] = BOLD


def normal(text: str) -> str:
    """Return a text in the one form in which we store, compare and send it."""
    return unicodedata.normalize("NFC", text)


def styled(text: str, spans: Iterable[Span]) -> list[dict[str, Any]]:
    """Return `text_styles` for parts of a text. Zalo counts in UTF-16, where an emoji is two."""
    return [
        {
            "start": utf16_length(text[: span.start]),
            "len": utf16_length(text[span.start : span.start + span.length]),
            "st": list(span.styles),
        }
        for span in spans
    ]


def code_lines(text: str) -> list[Span]:
    """Return where the receipt codes stand: who reads one out over the phone must find it."""
    return [Span(found.start(), len(found[0])) for found in CODE.finditer(text)]


def utf16_length(text: str) -> int:
    """Return how many units a text has as Zalo counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def without_mention(text: str, name: str) -> str:
    """Return what was said to a bot in a group, without the bot's name."""
    if not name:
        return text
    words = r"\s+".join(re.escape(word) for word in normal(name).split())
    return re.sub(rf"[^\S\n]*@{words}(?!\w)", "", normal(text), flags=re.IGNORECASE).strip()
