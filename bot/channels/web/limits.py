"""How much one visitor, or one address, may send: sliding windows, pure over time."""

from collections import deque
from collections.abc import Mapping
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address

from bot.channels.web.options import WebOptions

_SWEEP = 4096  # events between two looks for windows that have emptied

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


class Window:
    """Lets `limit` events of each key through within any span of time."""

    def __init__(self, limit: int, span: timedelta) -> None:
        self._limit = limit
        self._span = span.total_seconds()
        self._seen: dict[str, deque[float]] = {}
        self._since_sweep = 0

    def allow(self, key: str, now: datetime) -> bool:
        """Count one event, unless it is one too many."""
        at = now.timestamp()
        self._sweep(at)
        times = self._seen.setdefault(key, deque())
        while times and times[0] <= at - self._span:
            times.popleft()
        if len(times) >= self._limit:
            return False
        times.append(at)
        return True

    def _sweep(self, at: float) -> None:
        self._since_sweep += 1
        if self._since_sweep < _SWEEP:
            return
        self._since_sweep = 0
        gone = [k for k, times in self._seen.items() if not times or times[-1] <= at - self._span]
        for key in gone:
            del self._seen[key]


class Limits:
    """All that is counted in one process."""

    def __init__(self, options: WebOptions) -> None:
        self._said = Window(options.messages_per_minute, MINUTE)
        self._said_from = Window(options.messages_per_minute_by_address, MINUTE)
        self._uploads = Window(options.uploads_per_hour, HOUR)
        self._uploads_from = Window(options.uploads_per_hour_by_address, HOUR)
        self._strangers = Window(options.visitors_per_hour_by_address, HOUR)
        # A page acknowledges each line once; this only stops a script that would never end.
        self._shown = Window(1000, MINUTE)

    def may_say(self, visitor: str, address: str, now: datetime) -> bool:
        return self._said.allow(visitor, now) and self._said_from.allow(address, now)

    def may_upload(self, visitor: str, address: str, now: datetime) -> bool:
        return self._uploads.allow(visitor, now) and self._uploads_from.allow(address, now)

    def may_enter(self, address: str, now: datetime) -> bool:
        return self._strangers.allow(address, now)

    def may_acknowledge(self, visitor: str, now: datetime) -> bool:
        return self._shown.allow(visitor, now)


def client_address(peer: str, headers: Mapping[str, str], proxies: int) -> str:
    """Return the address to count by: the peer's, or the one that our own outermost proxy saw.

    Each proxy adds the address it was called from on the right, so only the last `proxies` entries
    are ours; what stands further left was written by the caller. An IPv6 caller owns a whole /64.
    """
    found = peer
    if proxies > 0:
        forwarded = [part.strip() for part in headers.get("x-forwarded-for", "").split(",")]
        if len(forwarded) >= proxies and forwarded[-proxies]:
            found = forwarded[-proxies]
    try:
        parsed = ip_address(found)
    except ValueError:
        return found
    if isinstance(parsed, IPv6Address) and parsed.ipv4_mapped is None:
        return str(IPv6Address(int(parsed) >> 64 << 64))
    return str(parsed)
