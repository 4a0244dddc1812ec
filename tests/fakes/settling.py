"""Taking in what has come over the wire: whoever sent it may be dead by now."""

import asyncio

TURNS = 20  # of a loop: more than a request needs from the wire to what follows from it


def settle(loop: asyncio.AbstractEventLoop) -> None:
    """Return once a server's loop, in another thread, has handled everything that was sent to it
    so far.
    """

    async def turn() -> None:
        for _ in range(TURNS):
            await asyncio.sleep(0)

    asyncio.run_coroutine_threadsafe(turn(), loop).result(10)
