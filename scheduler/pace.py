"""When the next message may leave: by what was really sent, never by what was meant to be.

A log of the moments at which messages had arrived slides along; a bucket that refills would let
twice the limit through within a second. A message counts from its leaving until a second after its
answer: wherever in between the platform counts it, no second has too many. Only a few that hang
are let go of, lest they hold up everybody. Times are seconds on one clock that is handed in.
"""

from collections import deque

ON_THE_WAY = 0.25  # seconds in which a message has arrived; if not, it hangs
HANGING = 10  # messages that hang are not counted: they must not hold up others
PUSHES = 0.955  # of the pace: what is left is for answers, which then find a place free


class Pace:
    """One bot's limits: so many messages in any second, so many seconds between two messages of a
    chat. Pushes keep an even distance, lest an answer find a whole second taken by a burst.
    """

    def __init__(self, per_second: float, chat_seconds: float) -> None:
        # 2.5 a second are two in any 0.8 seconds, 0.5 a second one in any two.
        self.most = max(int(per_second), 1)
        self.span = self.most / per_second
        self.chat_seconds = chat_seconds
        self.between_pushes = 1 / (PUSHES * per_second)
        self.kept_free = int(self.most * (1 - PUSHES))  # however many answers there were just now
        self._under_way: dict[str, float] = {}  # chat: when it left
        self._arrived: deque[float] = deque()
        self._chats: dict[str, float] = {}
        self._next_push = 0.0
        self._stopped_until = 0.0
        self._chat_stops: dict[str, float] = {}

    def free_at(self, now: float, *, push: bool = False) -> float:
        """Return the moment from which an answer, or a push, may leave as far as the whole bot is
        concerned; not after `now` means at once.
        """
        gone = now - self.span
        while self._arrived and self._arrived[0] <= gone:
            self._arrived.popleft()
        moments = [self._stopped_until]
        coming = [at for left in self._under_way.values() if (at := left + ON_THE_WAY) > gone]
        hanging = max(len(self._under_way) - len(coming) - HANGING, 0)
        most = self.most - self.kept_free if push else self.most
        too_many = len(self._arrived) + len(coming) + hanging - most
        if too_many >= 0:
            known = sorted([*self._arrived, *coming])
            again = known[too_many] + self.span if too_many < len(known) else now + ON_THE_WAY
            moments.append(again)
        if push:
            moments.append(self._next_push)
        return max(moments)

    def chat_free_at(self, chat: str) -> float:
        """Return the moment from which a message to this chat may leave, as far as the chat is
        concerned.
        """
        last = self._chats.get(chat)
        again = 0.0 if last is None else last + self.chat_seconds
        return max(again, self._chat_stops.get(chat, 0.0))

    def leaves(self, chat: str, now: float, *, push: bool = False) -> None:
        """Note that a message to this chat leaves now; none other of it is under way."""
        self._under_way[chat] = now
        if push:
            # From the moment at which it should have left: what is late once is not late always.
            due = self._next_push if now - self._next_push < self.between_pushes else now
            self._next_push = due + self.between_pushes

    def arrived(self, chat: str, now: float) -> None:
        """Note that a message to this chat has arrived by now, or may have."""
        self._under_way.pop(chat, None)
        self._arrived.append(now)
        if self.chat_seconds:
            self._chats[chat] = now
            if len(self._chats) > 10_000:
                self._chats = {c: t for c, t in self._chats.items() if t > now - self.chat_seconds}

    def stayed(self, chat: str) -> None:
        """Note that what should have left to this chat is not under way, or not any more."""
        self._under_way.pop(chat, None)

    def stop(self, until: float, chat: str = "") -> None:
        """Obey the platform: nothing leaves before that moment, for one chat or (empty) for
        all.
        """
        if chat:
            self._chat_stops[chat] = max(until, self._chat_stops.get(chat, 0.0))
        else:
            self._stopped_until = max(until, self._stopped_until)
