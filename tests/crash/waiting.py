"""Waiting for something to become true, with a deadline instead of a guess."""

import asyncio
from collections.abc import Awaitable, Callable

LOOK = 0.02


async def until(condition: Callable[[], bool | Awaitable[bool]], within: float, what: str) -> None:
    """Return as soon as the condition holds; fail with `what` when it does not in time."""
    try:
        async with asyncio.timeout(within):
            while True:
                found = condition()
                if found if isinstance(found, bool) else await found:
                    return
                await asyncio.sleep(LOOK)
    except TimeoutError:
        raise AssertionError(f"not within {within} s: {what}") from None
