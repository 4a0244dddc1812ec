"""Why a document is not taken: each reason has a sentence of its own in the catalogue
(`plan-refused-<reason>`).
"""

from enum import StrEnum


class Reason(StrEnum):
    """What is wrong with a document."""

    EMPTY = "empty"
    BROKEN = "broken"
    HUGE = "huge"
    PASSWORD = "password"  # noqa: S105 - it has one; it is none
    SCAN = "scan"  # pages without text
    OLD_WORD = "old-word"  # .doc of before 2007
    KIND = "kind"  # no kind of document that can be read
    REPORT = "report"
    NOT_A_PLAN = "not-a-plan"


class NotTaken(Exception):
    """A document is not taken; `reason` says why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason
