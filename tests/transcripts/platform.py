"""A channel on whose servers photos and sound lie, to be fetched."""

import random
from collections.abc import AsyncGenerator

from bot.channels.contract import Channel, NotNow
from bot.dialogue.messages import Abilities, Address, Incoming, Outcome, Reply, Sent
from tests.fakes.scene import BOT, PLAIN


def noise(head: bytes, size: int) -> bytes:
    """Bytes that begin like a photo or a recording, and are otherwise as good as any."""
    return head + random.Random(size).randbytes(size - len(head))


PHOTO = noise(bytes.fromhex("ffd8ffe000104a46494600010100000100010000"), 4_000_000)
SOUND = noise(
    b"OggS\x00\x02" + bytes(8) + b"\x01\0\0\0\0\0\0\0\0\0\0\0\x01\x13OpusHead\x01", 720_000
)


class Platform(Channel):
    """A channel on whose servers photos and sound lie; the first fetch of each fails."""

    bot = BOT
    abilities: Abilities = PLAIN
    pushes = True
    keeps_texts = False
    per_second = 30.0
    chat_seconds = 0.0

    def __init__(self) -> None:
        self.lies_there = {"photo-ref": PHOTO, "sound-ref": SOUND}
        self.asked: list[str] = []

    def address(self, raw: object) -> Address:
        raise NotImplementedError

    def read(self, raw: object) -> Incoming:
        raise NotImplementedError

    async def send(self, chat: str, message: Reply) -> Outcome:
        return Sent()

    async def fetch(self, ref: str) -> AsyncGenerator[bytes]:
        self.asked.append(ref)
        if self.asked.count(ref) == 1:
            raise NotNow
        yield self.lies_there[ref]
