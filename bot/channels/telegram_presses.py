"""What is done beside the answer with a button that was pressed: at once it stops turning, and
where it was taken as the choice it stays alone.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from bot.channels import telegram_events as events
from bot.channels.telegram_account import Account
from bot.channels.telegram_pace import Pace
from bot.dialogue.messages import Incoming

REPLACE_AFTER = 3.0  # seconds, where no answer has come after a choice until then
ACKNOWLEDGE_WITHIN = 15.0  # seconds of waiting; then the button has long stopped by itself
REPLACE_WITHIN = 300.0
MOST_KEPT = 100  # calls that wait until they may be made
APART = 0.05  # seconds between those that have waited for the same moment


class Presses:
    """The buttons that were taken and whose keyboards still stand as they were."""

    def __init__(
        self, account: Account, pace: Pace, sleep: Callable[[float], Awaitable[object]]
    ) -> None:
        self.account = account
        self.pace = pace
        self._sleep = sleep
        self._taken: dict[str, list[Incoming]] = {}
        self._kept = 0

    def acknowledge(self, raw: Mapping[str, Any]) -> None:
        """Let the pressed button stop turning, at once; whether it is a choice is seen later."""
        found = events.pressed(raw)
        if found is None:
            return
        # "query is too old" is no error: the answer itself comes as a message.
        chat, given = events.address(raw).chat, {"callback_query_id": found.query}
        self.account.aside(self._ask(chat, "answerCallbackQuery", given, ACKNOWLEDGE_WITHIN))

    def taken(self, chat: str, said: Incoming) -> None:
        """Remember a choice that was taken: which it was stays to be seen when the answer is
        out.
        """
        if not said.keyboard:
            return
        self._taken.setdefault(chat, []).append(said)
        asyncio.get_running_loop().call_later(REPLACE_AFTER, self.replace, chat)

    def replace(self, chat: str) -> None:
        """Leave of each keyboard in which somebody has chosen the chosen button alone; pressed
        again it says the same again.
        """
        for said in self._taken.pop(chat, ()):
            button = {"text": said.text, "callback_data": said.tap}
            given = {
                "chat_id": chat,
                "message_id": int(said.keyboard),
                "reply_markup": {"inline_keyboard": [[button]]},
            }
            self.account.aside(self._ask(chat, "editMessageReplyMarkup", given, REPLACE_WITHIN))

    def forget(self) -> None:
        """Replace no more: the bot ends."""
        self._taken.clear()

    async def _ask(self, chat: str, method: str, given: Mapping[str, Any], within: float) -> None:
        """Make a call once the chat may be written to, as often as the platform says wait; not
        after so many seconds of waiting.
        """
        while True:
            wait = self.pace.wait(chat)
            if not wait:
                answer = await self.account.api.call(method, given)
                if answer.no != 429:
                    return
                wait = answer.retry_after or 1.0
                self.pace.told_to_wait(chat, wait)
            within -= wait
            if within < 0 or self._kept >= MOST_KEPT:
                return
            self._kept += 1
            try:
                await self._sleep(wait + APART * self._kept)
            finally:
                self._kept -= 1
