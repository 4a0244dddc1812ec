"""Commit 1: an event is safe before anything else happens to it, and before the platform is told
that we have it.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

import orjson

from bot.channels.contract import Channel
from bot.metrics import Metrics
from bot.writer import Writer
from models.base import to_ms
from models.machine import inbox, ledger
from models.store import Tx

NOTHING = "null"  # is stored of an event that cannot be: whoever reads it puts it aside
TASK = "thidua_task"  # the key under which the result of slow work stands in the inbox

UPLOAD = "upload:"  # how the ids of events begin that are files handed in on a page of ours

Arrived = Callable[
    [int, str, str, str, str, int], None
]  # row, bot, chat, sender, payload, received


class Receiver:
    """Stores events; whoever handles them is told after the commit."""

    def __init__(
        self,
        writer: Writer,
        clock: Callable[[], datetime],
        arrived: Arrived,
        metrics: Metrics,
        today: Callable[[int], date],
    ) -> None:
        """`today` returns the commune's day at a moment in milliseconds, for the ledger."""
        self.writer = writer
        self.clock = clock
        self.arrived = arrived
        self.metrics = metrics
        self.today = today

    async def receive(self, channel: Channel, event_id: str, raw: Mapping[str, Any]) -> bool:
        """Store one raw event. Return True when it is new, False when it was stored before
        (nothing happens then).

        Raises StoreDown when it is not stored: then the platform must not be told that it was.
        """
        address = channel.address(raw)
        payload = stored(raw)
        received_ms = to_ms(self.clock())

        def store(tx: Tx) -> int | None:
            tx.tell_others = True
            row = inbox.receive(
                tx, address.bot, event_id, address.chat, address.sender, payload, received_ms
            )
            if row is not None and channel.counts:
                ledger.count(tx, channel.bot, self.today(received_ms), received=1)
            return row

        row = await self.writer.write(store)
        self.metrics.received.labels(channel=channel.bot).inc()
        if row is None:
            return False
        self.arrived(row, address.bot, address.chat, address.sender, payload, received_ms)
        return True


def stored(raw: Mapping[str, Any]) -> str:
    """Return an event as it is stored. What is nested too deep, or holds a number beyond all
    measure, is offered again and again otherwise, and all others wait behind it.
    """
    try:
        return orjson.dumps(raw).decode()
    except orjson.JSONEncodeError:
        return NOTHING
