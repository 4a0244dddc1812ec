"""What the engine made of a message."""

from dataclasses import dataclass
from enum import StrEnum

from bot.dialogue.form import (
    Draft,
)
from bot.dialogue.messages import Option


class End(StrEnum):
    """How a message leaves the form."""

    OPEN = "open"  # the form goes on
    SUBMITTED = "submitted"  # the answers are complete and confirmed
    CANCELLED = "cancelled"
    RESTARTED = "restarted"  # the form begins anew: the old draft is set aside
    PAUSED = "paused"  # "mai kể tiếp nhé": kept, and left alone
    MENU = "menu"  # the person asked for the menu: kept, and set aside
    HELP = "help"  # the person asked for help: kept, and the question stays open
    ASIDE = "aside"  # a word that belongs outside the form ("của tôi"): kept, the caller answers


class Miss(StrEnum):
    """Whether a message could be used."""

    NONE = "none"
    UNCLEAR = "unclear"  # words that did not settle the question
    UNREADABLE = "unreadable"  # a sticker, a film, a link …


@dataclass(frozen=True, slots=True)
class Move:
    """What `advance` made of one message.

    `text` is what to say, empty when what is already on its way says it; `options` go under it.
    `replaces` asks that a question which has not gone out yet be rewritten instead of followed by
    another.
    """

    draft: Draft
    end: End = End.OPEN
    text: str = ""
    options: tuple[Option, ...] = ()
    miss: Miss = Miss.NONE
    replaces: bool = False
