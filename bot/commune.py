"""The commune that this program works for: its words, its lists, its calendar. One object, handed
to whoever needs it.
"""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.catalogue import BoundWords, Catalogue
from bot.dialogue.messages import Option
from bot.links import Links
from models.compiled import Row
from models.law.parameters import rule
from models.machine.link import Purpose
from models.people.facts import FactName, facts, newest
from models.people.seats import MeetingPlace
from models.people.swapped_days import swapped
from models.people.unit import UnitKind, units_of_kind
from models.store import Tx
from models.working_days import Calendar
from scheduler.quiet_hours import Hours

# The placeholders of every sentence that the commune can set in chat.
PLACEHOLDERS: dict[str, str] = {
    FactName.COMMUNE: "commune",
    FactName.CONTACT_NAME: "contact",
    FactName.CONTACT_PHONE: "phone",
    FactName.CONTACT_HOURS: "hours",
    FactName.RECEPTION: "reception",
}


@dataclass(slots=True)
class Commune:
    """What handlers may ask of the place. What the commune has set in chat goes before the
    settings; it is read anew, and so are the lists, when `refresh` finds that it has changed.
    `hours` say when phones may ring, `language` is the one in which strangers are first spoken to,
    `public_url` the address under which the web chat is reached from outside, empty where there is
    none; `links` writes the addresses of links, `meeting` returns the bots on which the commune
    can be met.
    """

    catalogue: Catalogue
    hours: Hours
    language: str = "vi"
    public_url: str = ""
    links: Links | None = None
    meeting: Callable[[], Sequence[MeetingPlace]] = tuple
    _settings: dict[str, str] = field(init=False)
    _seen: Row | None = None
    _lists: dict[tuple[str, date], tuple[Option, ...]] = field(default_factory=dict)
    _words: dict[tuple[str, str, str], BoundWords] = field(default_factory=dict)

    @property
    def calendar(self) -> Calendar:
        """Which days count."""
        return self.hours.calendar

    @property
    def zone(self) -> ZoneInfo:
        """The commune's time zone."""
        return self.hours.zone

    def __post_init__(self) -> None:
        self._settings = dict(self.catalogue.common)

    def words(
        self, language: str = "vi", you: str = "", me: str = "", *, at_desk: bool = False
    ) -> BoundWords:
        """Return the catalogue as one person hears it: with the pronouns that the person asked
        for, else with the desk's or the commune's own pair.
        """
        if at_desk and not you and not me:
            pair = ("pronoun-desk-you", "pronoun-desk-me")
            you, me = (self.catalogue.format(language, name, {}) for name in pair)
        key = (language, you, me)
        if key not in self._words:
            if len(self._words) > 1000:
                self._words.clear()
            self._words[key] = self.catalogue.words(language, you, me)
        return self._words[key]

    def today(self, now: datetime) -> date:
        """Return the day it is in the commune."""
        return self.hours.today(now)

    def is_quiet(self, now: datetime) -> bool:
        """Tell whether nothing rings now but what cannot wait."""
        return self.hours.is_quiet(now)

    def local(self, at: datetime) -> datetime:
        """Return a moment by the commune's clock."""
        return at.astimezone(self.zone)

    def options(self, tx: Tx, name: str, today: date) -> Sequence[Option]:
        """Return a list of the commune by name."""
        if name != "hamlets":
            raise KeyError(f"there is no list {name}")
        key = (name, today)
        if key not in self._lists:
            found = tuple(
                Option(str(unit.id), unit.name, tuple(unit.others), unit.number)
                for unit in units_of_kind(tx, UnitKind.HAMLET, today)
            )
            self._lists = {key: found} if found else {}
            return found
        return self._lists[key]

    def refresh(self, tx: Tx) -> None:
        """Read what the commune has set, if the newest of it is another than was seen last: also
        an older one, after a turn whose change was rolled back. Units change with a fact.
        """
        found = newest(tx)
        if found == self._seen:
            return
        held = facts(tx)
        own = {PLACEHOLDERS[name]: value for name, value in held.items() if name in PLACEHOLDERS}
        # In one step: the web chat's pages are read on another thread.
        self.catalogue.common = {**self._settings, **{k: v for k, v in own.items() if v}}
        self._lists = {}
        self.calendar.swap(*swapped(held))
        self._seen = found

    def deadline(self, tx: Tx, name: str, start: date) -> date:
        """Return the last day of a time limit that begins on a day, by the rule of the commune or
        the law in force on that day.
        """
        limit = rule(tx, name, start)
        return self.calendar.deadline(start, limit.value, limit.unit)

    def has_address(self) -> bool:
        """Tell whether phones can open our pages from outside."""
        return bool(self.public_url)

    def link_address(self, purpose: Purpose, row: int) -> str:
        """Return the address of a link, empty where phones could not open it."""
        return self.links.address(purpose, row) if self.links is not None else ""

    def feed_address(self, row: int, version: int) -> str:
        """Return the address of a calendar feed, empty where phones could not open it."""
        return self.links.feed_address(row, version) if self.links is not None else ""

    def places(self) -> Sequence[MeetingPlace]:
        """Return the bots on which the commune can be met, in the order of the settings."""
        return self.meeting()

    def page_url(self, path: str) -> str:
        """Return where a page of ours can be opened from outside, empty where it cannot."""
        return f"{self.public_url}{path}" if self.public_url else ""

    def board_url(self) -> str:
        """Return where the honour board can be opened from outside, empty where it cannot."""
        return self.page_url("/bang-vang")

    def seed(self) -> int:
        """Return a random number below ten million."""
        return secrets.randbelow(10_000_000)
