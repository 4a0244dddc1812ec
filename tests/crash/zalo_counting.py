"""Counting after the kills on Zalo: what phones showed against what stands in the database."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.settings import Settings
from tests.crash.counting import Count, compare, rows
from tests.crash.reaping import Reaper
from tests.crash.zalo_people import Crier, ZaloTeller
from tests.crash.zalo_platform import Platform


@dataclass(frozen=True, slots=True)
class ZaloCount:
    """What came out, as `bench/RESULTS.md` shows it."""

    all: Count
    in_poll: int  # messages that a poll took and that never came to the inbox
    polls_lost: int  # polls of which the platform's answer was lost
    elsewhere: int  # messages of people that are nowhere, for another reason
    unknown: int  # answers repeated because nobody knew whether they had arrived
    news: int
    news_shown: int
    news_doubled: int
    news_missing: int
    news_uncertain: int

    def __str__(self) -> str:
        return (
            f"{self.all}; lost in the poll {self.in_poll}, elsewhere {self.elsewhere}, "
            f"repeated after an unknown outcome {self.unknown}; news {self.news}, "
            f"shown {self.news_shown}, doubled {self.news_doubled}, missing {self.news_missing}, "
            f"uncertain {self.news_uncertain}"
        )


def compare_on_zalo(
    settings: Settings,
    platform: Platform,
    reaper: Reaper,
    people: Sequence[ZaloTeller],
    crier: Crier,
) -> ZaloCount:
    """Compare."""
    seen = [person.seen() for person in people]
    stored = {row[0] for row in rows(settings, "SELECT event_id FROM inbox")}
    nowhere = {known for person in people for known in person.said} - stored
    again = {known for person in people for known in person.lost}
    heard, uncertain = crier.heard(), crier.uncertain()
    return ZaloCount(
        all=compare(settings, seen, reaper.died),
        in_poll=len(nowhere & again),
        polls_lost=platform.polls_lost,
        elsewhere=len(nowhere ^ again),
        unknown=sum(one.unknown for one in seen),
        news=len(crier.cried),
        news_shown=len(heard),
        news_doubled=sum(often - 1 for often in heard.values()),
        news_missing=len(set(crier.cried.values()) - set(heard) - uncertain),
        news_uncertain=len(uncertain),
    )
