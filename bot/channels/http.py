"""What channels share of HTTP: the body of what a platform brings, its JSON, and how long to rest
after a failure.
"""

import json
from contextlib import suppress
from random import SystemRandom
from typing import Any

import orjson
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


def parsed(content: bytes) -> Any:
    """Return JSON as a value, None for anything else.

    A text with half a character in it, or with bytes that are none, must not hold up what comes
    after it.
    """
    with suppress(orjson.JSONDecodeError):
        return orjson.loads(content)
    try:
        found = json.loads(content.decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return None
    return whole(found)


def whole(found: Any) -> Any:
    """Return a value in which each half of a character is replaced by the sign for one that cannot
    be shown.
    """
    if isinstance(found, str):
        return found.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(found, list):
        return [whole(item) for item in found]
    if isinstance(found, dict):
        return {whole(name): whole(item) for name, item in found.items()}
    return found
