"""What a channel fetches, as a whole: in the product nobody holds it so."""

from collections.abc import AsyncGenerator
from contextlib import aclosing

from bot.channels.contract import Channel, NotNow


async def fetched(channel: Channel, ref: str) -> bytes | None:
    """Return the bytes behind a handle, None when they cannot be had now. Raises NotTaken."""
    return await whole(channel.fetch(ref))


async def whole(pieces: AsyncGenerator[bytes]) -> bytes | None:
    """Return what comes in pieces, None when it cannot be had now. Raises NotTaken."""
    try:
        async with aclosing(pieces):
            return b"".join([piece async for piece in pieces])
    except NotNow:
        return None
