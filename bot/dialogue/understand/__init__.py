"""What people type, turned into a choice, a number, a day, a yes or a no, or into nothing at all.

Every function is pure, takes the text as it came, and answers "unclear" rather than guess.
"""

from bot.dialogue.understand.accusing import sounds_accusing
from bot.dialogue.understand.choices import Picked, Unclear, pick, pick_several
from bot.dialogue.understand.coming import coming_day, until_day
from bot.dialogue.understand.days import UnclearDay, When, day
from bot.dialogue.understand.folding import clean, fold, untelex
from bot.dialogue.understand.naming import (
    PAIRS,
    in_photo,
    is_self,
    looks_like_a_child,
    pronouns_asked,
    told_for,
)
from bot.dialogue.understand.numbers import number
from bot.dialogue.understand.phrases import Command, SmallTalk
from bot.dialogue.understand.words import (
    bare,
    bare_but_done,
    coded,
    command,
    edit_target,
    is_link,
    is_none,
    is_unknown,
    numbered,
    small_talk,
    yes_no,
)

__all__ = [
    "PAIRS",
    "Command",
    "Picked",
    "SmallTalk",
    "Unclear",
    "UnclearDay",
    "When",
    "bare",
    "bare_but_done",
    "clean",
    "coded",
    "coming_day",
    "command",
    "day",
    "edit_target",
    "fold",
    "in_photo",
    "is_link",
    "is_none",
    "is_self",
    "is_unknown",
    "looks_like_a_child",
    "number",
    "numbered",
    "pick",
    "pick_several",
    "pronouns_asked",
    "small_talk",
    "sounds_accusing",
    "told_for",
    "untelex",
    "until_day",
    "yes_no",
]
