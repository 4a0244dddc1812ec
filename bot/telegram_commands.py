"""What can be begun with a command on Telegram: which there are, what each says in words, how each
is described.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.channels.telegram_events import START


class Words(Protocol):
    """The catalogue."""

    def __call__(self, key: str, **values: str | int) -> str: ...


@dataclass(frozen=True, slots=True)
class Command:
    """A command: its name, the key of the words that it stands for (the first of them is taken),
    and the key of its description, empty for what is shown in no list.
    """

    name: str
    words: str
    about: str = ""


COMMANDS = (
    Command("ke", "deed-report-words", "telegram-about-report"),
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
IN_GROUPS = ("ke",)


def spoken(say: Words) -> Mapping[str, str]:
    """Return what each command says in words."""
    return {one.name: say(one.words).partition(",")[0].strip() for one in COMMANDS}


def listed(say: Words, names: Sequence[str] = ()) -> list[tuple[str, str]]:
    """Return the commands that are shown, with their descriptions: all of them, or these."""
    return [
        (one.name, say(one.about))
        for one in COMMANDS
        if one.about and (not names or one.name in names)
    ]
