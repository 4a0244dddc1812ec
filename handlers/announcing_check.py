"""An announcement before it goes out: how it will look, whom it reaches, what that costs, and what
can be done with it.
"""

from collections.abc import Sequence
from typing import Any

from bot.dialogue.messages import Option
from handlers.allowance import money
from handlers.announcing_preview import forecast, show_channels, show_looks, texts_of
from handlers.announcing_whom import told_audience
from handlers.turn import Turn
from models.permissions import NotAllowed
from models.work.announcement import Announcement
from models.work.announcing import NotPossible, change_draft

# What can be done with a draft; `check` shows those that make a difference.
CHECKS = (
    *("send", "text", "more", "to", "urgent", "calm", "asked", "unasked"),
    *("second", "another", "alone", "drop"),
)
FOR_NOBODY = ("to", "text", "more", "drop")  # as long as there is nobody to send it to


def changed(turn: Turn, found: Announcement, **values: Any) -> bool:
    """Change a draft; say so and return False where it has gone out meanwhile."""
    try:
        change_draft(turn.tx, turn.viewer, found, **values)
    except (NotAllowed, NotPossible):
        turn.tell("announce-too-late")
        return False
    return True


def check(turn: Turn, found: Announcement) -> None:
    """Show how it will look and what it takes on each channel, and ask what to do."""
    texts = texts_of(turn, found)
    reached = forecast(turn, found, texts)
    show_looks(turn, texts, reached)
    groups = sum(share.groups for share in reached.shares)
    if not reached.persons and not any(one.groups or one.groups_untold for one in reached.shares):
        text = turn.say("announce-check-nobody", names=told_audience(turn, found.audience))
        ask_check(turn, found, text, FOR_NOBODY)
        return
    if groups:
        turn.tell("announce-as-group", count=groups)
    show_channels(turn, found, reached)
    shares = reached.shares
    text = turn.say(
        "announce-check",
        count=reached.persons,
        names=told_audience(turn, found.audience),
        free=sum(share.free for share in shares),
        charged=sum(share.charged + share.knocked for share in shares),
        dong=money(sum(share.dong for share in shares)),
        unreached=reached.unreached,
        more=sum(share.waits for share in shares),
        state="urgent" if found.urgent else "no",
        late="yes" if turn.commune.is_quiet(turn.now) and not found.urgent else "no",
    )
    flags = ("calm" if found.urgent else "urgent", "unasked" if found.asks else "asked")
    second = ("another", "alone") if found.second else ("second",)
    ids = ("send", "text", "more", "to", *flags, *second, "drop")
    ask_check(turn, found, text, ids)


def ask_check(turn: Turn, found: Announcement, text: str, ids: Sequence[str]) -> None:
    """Ask what to do with a draft."""
    options = [Option(one, turn.say(f"announce-check-{one}")) for one in ids]
    turn.ask("announce-check", text, options, {"announcement": found.id})
