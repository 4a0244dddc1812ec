"""What follows from what came of a message, written with its mark in one commit: what it counts
and costs, whether the person can still be reached, whether its news has to be said again.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from bot.dialogue.messages import Window
from models.base import from_ms
from models.machine import conversation, ledger, push, reminder
from models.machine.outbox import OutboxState
from models.people.person import RESET_REFUSALS, note_gone, note_refusal
from models.store import Tx
from models.work import groups

REFUSALS = 3  # certain refusals in a row after which a person, or a group, cannot be reached
MENDED = timedelta(days=1)  # after which what broke our program is tried again
MILLISECOND = timedelta(milliseconds=1)
AGAIN_AFTER = timedelta(hours=1)  # until news that was refused is tried again, on any channel


@dataclass(frozen=True, slots=True)
class Came:
    """What came of one message: `left` is how many tries may have reached the platform, `gone`
    says that the person cannot be reached at all, `knock` that it was the template, `pushed` that
    it was no answer: reminders may have been told by it; `broken` that our own program cannot send
    it, which says nothing of the person.
    """

    row: int
    chat: str
    state: OutboxState
    at_ms: int
    left: int
    gone: bool = False
    knock: bool = False
    pushed: bool = True
    broken: bool = False


@dataclass(frozen=True, slots=True)
class Outcomes:
    """One bot's rules: whether its messages are counted, and what they cost when."""

    bot: str
    counted: bool
    window: Window | None
    today: Callable[[int], date]  # the commune's day at a moment in milliseconds

    def note(self, tx: Tx, came: Came) -> None:
        """Write what follows from what came of a message."""
        if self.counted and came.left:
            self._count(tx, came)
        if came.pushed:
            reminder.came(tx, came.row, came.state, self.bot, came.at_ms)
        if came.state is OutboxState.SENT:
            tx.run(RESET_REFUSALS, of_bot=self.bot, of_sender=came.chat)
        elif came.broken:
            self._say_again(tx, came, MENDED)
        elif came.state is OutboxState.REFUSED:
            refusals = note_refusal(tx, self.bot, came.chat)
            if came.gone or refusals >= REFUSALS:
                note_gone(self.bot)(tx, came.chat, came.at_ms)
            if came.gone:
                groups.put_out(tx, self.bot, came.chat, from_ms(came.at_ms))
            else:
                groups.refuse(tx, self.bot, came.chat, REFUSALS, from_ms(came.at_ms))
            self._say_again(tx, came, AGAIN_AFTER * refusals)
        elif came.state is OutboxState.EXPIRED:
            self._say_again(tx, came, timedelta())

    def _say_again(self, tx: Tx, came: Came, wait: timedelta) -> None:
        """Let what certainly did not arrive be said again after a while."""
        for row in push.say_again(tx, came.row, came.at_ms + wait // MILLISECOND):
            reminder.not_told(tx, row)

    def _count(self, tx: Tx, came: Came) -> None:
        """Write a message into the ledger, with its price."""
        day = self.today(came.at_ms)
        charged, dong = self._price(tx, came, day)
        ledger.count(tx, self.bot, day, sent=came.left, charged=charged, dong=dong)

    def _price(self, tx: Tx, came: Came, day: date) -> tuple[int, int]:
        """Return how many of a message's tries had a price, and what they cost in đồng."""
        if self.window is None:
            return 0, 0
        if came.knock:
            return 0, came.left * self.window.knock_price
        spoke = conversation.spoke_at(tx, self.bot, came.chat)
        if from_ms(came.at_ms) - from_ms(spoke) <= self.window.free:
            return 0, 0
        before = ledger.used_in_month(tx, self.bot, day).charged
        paid = max(0, before + came.left - max(before, self.window.included))
        return came.left, paid * self.window.price
