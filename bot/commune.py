"""The commune that this program works for: its words, its lists, its calendar. One object, handed
to whoever needs it.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from bot.catalogue import BoundWords, Catalogue
from bot.dialogue.messages import Option
from models.law.parameters import parameter
from models.people.unit import UnitKind, units_of_kind
from models.store import Tx
from models.working_days import Calendar


@dataclass(slots=True)
class Commune:
    """What handlers may ask of the place. Lists are read once a day and whenever `refresh` is
    called; `language` is the one in which strangers are first spoken to.
    """

    catalogue: Catalogue
    calendar: Calendar
    zone: ZoneInfo
    language: str = "vi"
    _lists: dict[tuple[str, date], tuple[Option, ...]] = field(default_factory=dict)
    _words: dict[tuple[str, str, str], BoundWords] = field(default_factory=dict)

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
        return now.astimezone(self.zone).date()

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

    def refresh(self) -> None:
        """Forget the lists: units have changed."""
        self._lists = {}

    def deadline(self, name: str, start: date) -> date:
        """Return the last day of a time limit of the law or the commune."""
        return deadline(self.calendar, name, start)

    def seed(self) -> int:
        """Return a random number below ten million."""
        return secrets.randbelow(10_000_000)


@lru_cache(maxsize=64)
def deadline(calendar: Calendar, name: str, start: date) -> date:
    """Return the last day of a time limit that begins on a day, by the version in force on that
    day.
    """
    limit = parameter(name, start)
    return calendar.deadline(start, limit.value, limit.unit)
