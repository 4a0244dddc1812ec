"""What was found in a plan document, each finding with the sentence that it came from: plain data,
as it is shown to the officer and kept with the plan.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import date, timedelta
from typing import Any


@dataclass(frozen=True, slots=True)
class Directive:
    """A directive that the plan quotes: what it is ("Chỉ thị"), its number, its day."""

    kind: str
    number: str
    day: date | None
    issuer: str
    said: str


@dataclass(frozen=True, slots=True)
class FoundMovement:
    """A movement by the name that the plan gives it; `quoted` says that the plan names it in
    quotes or italics, not in running text. `first` and `last` are the years of its period.
    """

    name: str
    kind: str
    first: int | None
    last: int | None
    quoted: bool
    said: str


@dataclass(frozen=True, slots=True)
class FoundTask:
    """Something that is to be done: its words, under which heading it stands, who is named for
    it.
    """

    text: str
    heading: str
    owners: tuple[str, ...]
    said: str


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day by which something is due. `words` are the plan's own; `written` is the day as it is
    written, and `before` says that it has to be done before that day. `rule` is how it comes again
    (RRULE of RFC 5545 for the last day), empty where it comes once. `what` is what is due; `hour`
    is that of its day ("17:00"), empty where none is said.
    """

    words: str
    written: date
    before: bool
    rule: str
    what: str
    owners: tuple[str, ...]
    said: str
    hour: str = ""

    @property
    def due(self) -> date:
        """The last day on which it is in time."""
        return self.written - timedelta(days=1) if self.before else self.written


@dataclass(frozen=True, slots=True)
class PlanFindings:
    """All that was found. The number is empty where the plan leaves it blank; of the signer only
    the office is kept, never the name.
    """

    title: str = ""
    number: str = ""
    symbol: str = ""
    day: date | None = None
    place: str = ""
    issuer: str = ""
    year: int = 0
    signer: str = ""
    recipients: tuple[str, ...] = ()
    directives: tuple[Directive, ...] = ()
    movements: tuple[FoundMovement, ...] = ()
    tasks: tuple[FoundTask, ...] = ()
    deadlines: tuple[Deadline, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return the findings as they are stored."""
        return {key: plain(value) for key, value in asdict(self).items()}

    @staticmethod
    def from_json(stored: Mapping[str, Any]) -> "PlanFindings":
        """Return stored findings."""
        given: dict[str, Any] = {
            name: stored[name]
            for name in ("title", "number", "symbol", "place", "issuer", "year", "signer")
        }
        return PlanFindings(
            **given,
            day=date.fromisoformat(stored["day"]) if stored["day"] else None,
            recipients=tuple(stored["recipients"]),
            directives=tuple(filled(Directive, one) for one in stored["directives"]),
            movements=tuple(filled(FoundMovement, one) for one in stored["movements"]),
            tasks=tuple(filled(FoundTask, one) for one in stored["tasks"]),
            deadlines=tuple(filled(Deadline, one) for one in stored["deadlines"]),
        )


DAYS = frozenset({"day", "written"})


def plain(value: Any) -> Any:
    """Return a value as JSON carries it."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [plain(one) for one in value]
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    return value


def filled(kind: type[Any], stored: Mapping[str, Any]) -> Any:
    """Return one finding from its stored form."""
    given: dict[str, Any] = {}
    for one in fields(kind):
        if one.name not in stored:
            continue  # written before there was such a thing
        value = stored[one.name]
        if one.name in DAYS:
            value = date.fromisoformat(value) if value else None
        given[one.name] = tuple(value) if isinstance(value, list) else value
    return kind(**given)


@dataclass(frozen=True, slots=True)
class Differences:
    """What a plan says otherwise than the one before it: pairs of before and after."""

    movements: tuple[tuple[FoundMovement | None, FoundMovement | None], ...] = ()
    deadlines: tuple[tuple[Deadline | None, Deadline | None], ...] = ()
    tasks: tuple[tuple[FoundTask | None, FoundTask | None], ...] = ()
    facts: tuple[tuple[str, str, str], ...] = field(default=())

    @property
    def none(self) -> bool:
        """Whether nothing is different."""
        return not (self.movements or self.deadlines or self.tasks or self.facts)
