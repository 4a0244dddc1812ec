"""When the next message may leave: by what was really sent, never by what was meant to be.

A log of the moments at which messages left slides along; a bucket that refills would let twice the
limit through within a second. Times are seconds on one clock that is handed in.
"""

from collections import deque


class Pace:
    """One bot's limits: so many messages in any second, so many seconds between two messages of a
    chat.
    """

    def __init__(self, per_second: float, chat_seconds: float) -> None:
        # 2.5 a second are two in any 0.8 seconds, 0.5 a second one in any two.
        self.most = max(int(per_second), 1)
        self.span = self.most / per_second
        self.chat_seconds = chat_seconds
        self._left: deque[float] = deque()
        self._chats: dict[str, float] = {}
        self._stopped_until = 0.0
        self._chat_stops: dict[str, float] = {}

    def free_at(self, chat: str, now: float) -> float:
        """Return the moment from which a message to this chat may leave; not after `now` means at
        once.
        """
        while self._left and self._left[0] <= now - self.span:
            self._left.popleft()
        moments = [self._stopped_until, self._chat_stops.get(chat, 0.0)]
        if len(self._left) >= self.most:
            moments.append(self._left[-self.most] + self.span)
        if chat in self._chats:
            moments.append(self._chats[chat] + self.chat_seconds)
        return max(moments)

    def left(self, chat: str, now: float) -> None:
        """Note that a message to this chat leaves now."""
        self._left.append(now)
        if self.chat_seconds:
            self._chats[chat] = now
            if len(self._chats) > 10_000:
                self._chats = {c: t for c, t in self._chats.items() if t > now - self.chat_seconds}

    def stop(self, until: float, chat: str = "") -> None:
        """Obey the platform: nothing leaves before that moment, for one chat or (empty) for
        all.
        """
        if chat:
            self._chat_stops[chat] = max(until, self._chat_stops.get(chat, 0.0))
        else:
            self._stopped_until = max(until, self._stopped_until)
