"""Counting after the kills on Telegram: what phones showed against what stands in the database."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot import files
from bot.settings import Settings
from tests.crash.counting import Count, compare, rows
from tests.crash.reaping import Reaper
from tests.crash.telegram_people import TelegramTeller
from tests.crash.telegram_platform import TelegramPlatform
from tests.crash.zalo_people import Crier


@dataclass(frozen=True, slots=True)
class TelegramCount:
    """What came out, as `bench/RESULTS.md` shows it."""

    all: Count
    updates: int
    nowhere: int  # updates of people that never came to the inbox
    unreadable: int
    again: int  # updates that were handed over once more
    faults: int
    unknown: int  # answers repeated because nobody knew whether they had arrived
    photos: int
    photos_lost: int
    news: int = 0
    news_shown: int = 0
    news_doubled: int = 0
    news_missing: int = 0
    news_uncertain: int = 0

    def __str__(self) -> str:
        return (
            f"{self.all}; updates {self.updates}, lost {self.nowhere}, "
            f"unreadable {self.unreadable}, come again {self.again}, other faults {self.faults}, "
            f"repeated after an unknown outcome {self.unknown}; "
            f"photos {self.photos}, lost {self.photos_lost}; news {self.news}, "
            f"shown {self.news_shown}, doubled {self.news_doubled}, missing {self.news_missing}, "
            f"uncertain {self.news_uncertain}"
        )


def compare_on_telegram(
    settings: Settings,
    platform: TelegramPlatform,
    reaper: Reaper,
    people: Sequence[TelegramTeller],
    crier: Crier,
) -> TelegramCount:
    """Compare."""
    seen = [person.seen() for person in people]
    stored = {str(row[0]) for row in rows(settings, "SELECT event_id FROM inbox")}
    sent = {digest for person in people for digest in person.photos}
    heard, uncertain = crier.heard(), crier.uncertain()
    return TelegramCount(
        all=compare(settings, seen, reaper.died),
        updates=len(platform.updates),
        nowhere=len({str(known) for known in platform.updates} - stored),
        unreadable=platform.unreadable,
        again=platform.come_again,
        faults=platform.faults,
        unknown=sum(one.unknown for one in seen),
        photos=len(sent),
        photos_lost=len(sent - kept(settings)),
        news=len(crier.cried),
        news_shown=len(heard),
        news_doubled=sum(often - 1 for often in heard.values()),
        news_missing=len(set(crier.cried.values()) - set(heard) - uncertain),
        news_uncertain=len(uncertain),
    )


def kept(settings: Settings) -> set[str]:
    """Return the digests of the photos that are evidence of a deed and lie on the disk."""
    sealed = "SELECT sha256 FROM file WHERE state = 'kept' AND sealed_to LIKE 'deed %'"
    found = {str(row[0]) for row in rows(settings, sealed)}
    return {digest for digest in found if files.path_of(settings.files, digest).exists()}
