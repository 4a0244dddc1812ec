"""What the engine may know besides form, draft and message; and the shape of an answer."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Protocol

from bot.dialogue.messages import Incoming, Option

Answer = dict[str, Any]


Answers = Mapping[str, Answer]

WHOLE_SECOND = timedelta(seconds=1)


class Words(Protocol):
    """The catalogue, bound to one person's language and pronouns."""

    def __call__(self, key: str, **values: str | int) -> str:
        """Return the sentence of that key with its placeholders filled."""

    def has(self, key: str) -> bool:
        """Tell whether the catalogue holds that key."""

    def __hash__(self) -> int:
        """Lists of words are looked up once for each catalogue."""


@dataclass(frozen=True, slots=True)
class World:
    """All that the engine may know besides the form, the draft and the message.

    `asked_at` is when the open question reached the channel, None while it is still on its way;
    `options` looks up a list of the commune (hamlets …) by name; `text_limit` is the channel's
    longest message in characters.
    """

    now: datetime
    today: date
    say: Words
    options: Callable[[str], Sequence[Option]]
    asked_at: datetime | None = None
    text_limit: int = 4000

    def surely_unseen_by(self, said: Incoming) -> bool:
        """Tell whether a message was sent before the open question reached the person, and nothing
        else is possible: a platform's dates may be whole seconds.
        """
        return self.asked_at is None or self.asked_at - said.sent_at >= WHOLE_SECOND

    def unseen_by(self, said: Incoming) -> bool:
        """Tell whether a message was sent before the open question reached the person."""
        return self.asked_at is None or said.sent_at < self.asked_at
