"""A list that an officer ticks and corrects, kept as JSON with how it stood before: what was done
last may be taken back.
"""

from collections.abc import Mapping, Sequence
from typing import Any

BEFORE = "before"  # of the findings: how the list stood, the latest last
MOST_KEPT = 10


def with_list(findings: Mapping[str, Any], name: str, rows: Sequence[Any]) -> dict[str, Any]:
    """Return findings with a list as it stands now."""
    was, rows = findings.get(name), list(rows)
    before = list(findings.get(BEFORE, ()))
    if was and was != rows:
        before = [*before, was][-MOST_KEPT:]
    return {**findings, name: rows, BEFORE: before}


def list_before(findings: Mapping[str, Any], name: str) -> dict[str, Any] | None:
    """Return findings with a list as it stood before the last change, None where none was."""
    before = findings.get(BEFORE)
    return {**findings, name: before[-1], BEFORE: before[:-1]} if before else None
