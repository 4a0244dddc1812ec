"""Word drafts of a movement, which an officer finishes: the pledge between the units, and the
interim or final review. Their layout (Decree 30/2020, annex I) and every word of theirs stand in
the templates; what only a person knows is dotted there.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from unicodedata import normalize

from docxtpl import DocxTemplate

MIME = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TEMPLATES = Path(__file__).parent / "templates"
# What XML cannot hold.
NO_LETTERS = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_draft(template: str, values: Mapping[str, Any], made_at: datetime) -> bytes:
    """Return a template with its blanks filled in as a Word file."""
    document = DocxTemplate(TEMPLATES / f"{template}.docx")
    document.render(written(values), autoescape=True)
    properties = document.docx.core_properties
    properties.created = properties.modified = made_at.astimezone(UTC).replace(tzinfo=None)
    held = BytesIO()
    document.save(held)
    return held.getvalue()


def written(value: Any) -> Any:
    """Return values as a document can hold them: one spelling of each letter, no control codes."""
    if isinstance(value, str):
        return NO_LETTERS.sub("", normalize("NFC", value))
    if isinstance(value, Mapping):
        return {key: written(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [written(inner) for inner in value]
    return value
