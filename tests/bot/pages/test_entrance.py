"""The poster's code leads to the commune's own page, and that to the bot."""

import httpx
import pytest
from starlette.applications import Starlette

from bot.catalogue import Catalogue
from bot.pages.entrance import Entrance
from tests.bot.sentences import COMMUNE

ACCOUNT = "1234567890123456789"


async def entered(account: str, *, chat: bool = True) -> httpx.Response:
    """What somebody sees who scanned the code."""
    entrance = Entrance(Catalogue(None, COMMUNE).words(), lambda: account, chat=chat)
    transport = httpx.ASGITransport(app=Starlette(routes=list(entrance.routes())))
    async with httpx.AsyncClient(transport=transport, base_url="http://xa.test") as client:
        return await client.get("/ke")


@pytest.mark.parametrize(
    ("account", "chat", "to"),
    [
        pytest.param(ACCOUNT, False, f"https://zalo.me/{ACCOUNT}", id="the Official Account"),
        pytest.param("", True, "/", id="the web chat"),
    ],
)
async def test_the_only_way_is_taken_at_once(account: str, chat: bool, to: str) -> None:
    answer = await entered(account, chat=chat)

    assert (answer.status_code, answer.headers["location"]) == (302, to)
    assert answer.headers["cache-control"] == "no-store"


async def test_of_several_ways_people_choose_one() -> None:
    answer = await entered(ACCOUNT)

    assert answer.status_code == 200
    places = [f'href="https://zalo.me/{ACCOUNT}"', 'href="/"', 'href="tel:0900000000"']
    found = [answer.text.index(place) for place in places]
    assert found == sorted(found)
    assert "giờ làm việc, thứ Hai đến thứ Sáu" in answer.text
    assert "<script" not in answer.text


async def test_where_nobody_can_write_there_is_the_telephone() -> None:
    answer = await entered("", chat=False)

    assert answer.status_code == 200
    assert "0900 000 000" in answer.text
    assert "zalo.me" not in answer.text
