"""What can be begun with a command on Telegram: which there are, what each says in words, how each
is described.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from bot.channels.telegram_events import START


class Words(Protocol):
    """The catalogue."""

    def __call__(self, key: str, **values: str | int) -> str: ...


@dataclass(frozen=True, slots=True)
class Command:
    """A command: its name, the key of the words that it stands for (the first of them is taken),
    and the keys of its descriptions in private and in groups, empty for what is not shown there.
    """

    name: str
    words: str
    about: str = ""
    in_groups: str = ""


COMMANDS = (
    Command("ke", "deed-report-words", "telegram-about-report", "telegram-about-group"),
    Command("nhom", "group-words", in_groups="telegram-about-register"),
    Command("dake", "deed-mine-words", "telegram-about-mine"),
    Command("bangvang", "board-words", "telegram-about-board"),
    Command("cuatoi", "my-data-words", "telegram-about-my-data"),
    Command("ketnoi", "link-words", "telegram-about-link"),
    Command("menu", "telegram-menu-words", "telegram-about-menu"),
    Command(START, "telegram-menu-words"),
    # What links carry with a code: t.me/<bot>?start=moi_40712386
    Command("moi", "invitation-words"),
    Command("noi", "link-send-words"),
)


def spoken(say: Words) -> Mapping[str, str]:
    """Return what each command says in words."""
    return {one.name: say(one.words).partition(",")[0].strip() for one in COMMANDS}


def listed(say: Words) -> list[tuple[str, str]]:
    """Return the commands that are shown in private, with their descriptions."""
    return [(one.name, say(one.about)) for one in COMMANDS if one.about]


def listed_in_groups(say: Words) -> list[tuple[str, str]]:
    """Return the commands that are shown in groups, with their descriptions."""
    return [(one.name, say(one.in_groups)) for one in COMMANDS if one.in_groups]
