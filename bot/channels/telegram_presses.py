"""What is done at once with a button that was pressed, before it is answered."""

import asyncio
from collections.abc import Mapping
from typing import Any

from bot.channels import telegram_events as events
from bot.channels.telegram_account import Account
from bot.channels.telegram_events import Pressed
from bot.channels.telegram_pace import Pace

ANSWER = "answerCallbackQuery"  # which is in no chat
REPLACE_AFTER = 3.0  # seconds, where no answer has come after a press until then


class Presses:
    """The buttons that were pressed and whose keyboards still stand as they were."""

    def __init__(self, account: Account, pace: Pace) -> None:
        self.account = account
        self.pace = pace
        self._pressed: dict[str, list[Pressed]] = {}

    def acknowledge(self, raw: Mapping[str, Any]) -> None:
        """Let the pressed button stop turning, at once; which choice it was stays to be seen when
        the answer is out.
        """
        found = events.pressed(raw)
        if found is None:
            return
        # "query is too old" is no error: the answer itself comes as a message.
        self._ask(ANSWER, ANSWER, {"callback_query_id": found.query})
        if found.choices < 2:
            return
        self._pressed.setdefault(found.chat, []).append(found)
        asyncio.get_running_loop().call_later(REPLACE_AFTER, self.replace, found.chat)

    def replace(self, chat: str) -> None:
        """Leave of each keyboard in which somebody has chosen the chosen button alone; pressed
        again it says the same again.
        """
        if self.pace.is_waiting(chat):
            self._pressed.pop(chat, None)  # it is not worth more of the platform's patience
        for found in self._pressed.pop(chat, ()):
            given = {
                "chat_id": chat,
                "message_id": found.message,
                "reply_markup": {"inline_keyboard": [[found.button]]},
            }
            self._ask(chat, "editMessageReplyMarkup", given)

    def forget(self) -> None:
        """Replace no more: the bot ends."""
        self._pressed.clear()

    def _ask(self, whom: str, method: str, given: Mapping[str, Any]) -> None:
        self.account.aside(self._asked(whom, method, given))

    async def _asked(self, whom: str, method: str, given: Mapping[str, Any]) -> None:
        """Ask; who was told to wait is left alone for as long, by messages too."""
        if self.pace.is_waiting(whom):
            return
        answer = await self.account.api.call(method, given)
        if answer.no == 429:
            self.pace.told_to_wait(whom, answer.retry_after or 1.0)
