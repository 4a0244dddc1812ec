"""What channels share of HTTP: the body of what a platform brings, and how long to rest after a
failure.
"""

from contextlib import suppress
from random import SystemRandom

from starlette.requests import ClientDisconnect, Request

BODY_LIMIT = 1 << 20  # bytes: larger than any event
SLOWEST = 60.0  # seconds between two tries


async def body_of(request: Request) -> bytes | None:
    """Return the body of a request, None when it is larger than any event."""
    said = request.headers.get("Content-Length", "")
    if said.isdecimal() and int(said) > BODY_LIMIT:
        return None
    body = bytearray()
    with suppress(ClientDisconnect):
        async for chunk in request.stream():
            body += chunk
            if len(body) > BODY_LIMIT:
                return None
    return bytes(body)


def backoff(failures: int) -> float:
    """Return the seconds until the next try: 1 to 60, never the same for all the bots that an
    outage stopped at once.
    """
    longest = min(2.0 ** min(failures + 1, 10), SLOWEST)
    return max(1.0, longest * SystemRandom().uniform(0.5, 1.0))
