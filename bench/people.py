"""People in front of the page who answer as soon as they are asked, as light as can be.

They speak the protocol of `bot/channels/web/server.py` and acknowledge each line, and do nothing
else that costs: what is measured is the server.
"""

import secrets
from itertools import count
from time import perf_counter
from urllib.parse import urlencode, urlsplit

import orjson
from websockets.asyncio.client import ClientConnection, connect

from tests.crash.people import name_of
from tests.fakes.web_client import request

# The end of each line, and what is answered to it.
ANSWERS = (
    ("có đồng ý không ạ", "1"),
    ("Ai làm việc tốt ấy", "Bà {name} bán xôi"),
    ("ở thôn nào", "Đoài"),
    ("đã làm gì", "Nhặt được ví có 3 triệu ở chợ, mang ra tận nhà trả người mất."),
    ("Việc ấy hôm nào", "hôm qua"),
    ("Không có thì nhắn: không", "không"),
    ("Gửi đi được chưa", "1"),
    ("cần việc nào", "kể"),
)
RECEIPT = "Mã của"
MESSAGES = 7  # of a person in one conversation: "kể" and six answers


class Person:
    """Somebody who agrees once and then tells of one deed after the other."""

    def __init__(self, base: str, number: int) -> None:
        self.base = base
        # Limits count by address: each person comes through a proxy from one of their own.
        self.address = f"10.1.{number // 250}.{number % 250}"
        self.took: list[float] = []  # seconds from an answer to the next line
        self.conversations: list[float] = []
        self.said = 0
        self._page = secrets.token_hex(12)
        self._seq = count(1)
        self._seen = 0
        self._socket: ClientConnection | None = None

    async def come(self) -> None:
        """Open the page and agree."""
        headers = {"X-Forwarded-For": self.address}
        status, found, _ = await request(self.base, "GET", "/", headers=headers)
        assert status == 200, status
        where = urlsplit(self.base)
        query = urlencode({"page": self._page, "after": "0"})
        self._socket = await connect(
            f"ws://{where.netloc}/ws?{query}",
            origin=f"http://{where.netloc}",  # type: ignore[arg-type] # a NewType
            additional_headers={**headers, "Cookie": found["set-cookie"].split(";")[0]},
            compression=None,
            proxy=None,
            ping_interval=None,
            open_timeout=60,
        )
        await self._ask("chào cháu")
        await self._ask("1")

    async def tell(self, reports: int) -> None:
        """Tell of so many deeds."""
        for nth in range(reports):
            begun = perf_counter()
            text = await self._timed("kể")
            while RECEIPT not in text:
                text = await self._timed(answer(text).format(name=name_of(self.address, nth)))
            self.conversations.append(perf_counter() - begun)

    async def leave(self) -> None:
        """Close the page."""
        if self._socket is not None:
            await self._socket.close()

    async def _timed(self, text: str) -> str:
        begun = perf_counter()
        line = await self._ask(text)
        self.took.append(perf_counter() - begun)
        return line

    async def _ask(self, text: str) -> str:
        """Say something and return the next line, acknowledged."""
        assert self._socket is not None
        self.said += 1
        frame = {"t": "say", "id": secrets.token_hex(12), "seq": next(self._seq), "text": text}
        await self._socket.send(orjson.dumps(frame).decode())
        async for raw in self._socket:
            heard = orjson.loads(raw)
            if heard["t"] == "no":
                raise AssertionError(f"refused: {heard['text']}")
            if heard["t"] == "line" and heard["number"] > self._seen:
                self._seen = heard["number"]
                await self._socket.send(f'{{"t":"ack","number":{self._seen}}}')
                return str(heard["text"])
        raise AssertionError("the server is gone")


def answer(text: str) -> str:
    """Return what a person says to a line."""
    return max(((text.rfind(part), said) for part, said in ANSWERS))[1]
