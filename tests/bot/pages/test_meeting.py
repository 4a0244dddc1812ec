"""The page that is shown or forwarded to whoever is invited to a bot."""

import re

import httpx
import pytest
import segno
from starlette.applications import Starlette

from bot.catalogue import Catalogue
from bot.pages.meeting import Meeting
from tests.bot.sentences import COMMUNE

LINK = "https://zalo.me/4071238600"
LINKS = {"zalo-4071238600": LINK, "zalo-5000000001": ""}


async def opened(bot: str, language: str = "vi") -> httpx.Response:
    """What somebody sees who opens the page of a bot."""
    say = Catalogue(None, COMMUNE).words(language)
    meeting = Meeting(say, lambda known: LINKS.get(known, ""))
    site = Starlette(routes=[*meeting.routes(), *meeting.plain.routes()])
    transport = httpx.ASGITransport(app=site)
    async with httpx.AsyncClient(transport=transport, base_url="http://xa.test") as client:
        return await client.get(f"/moi/{bot}")


def drawn(page: str) -> str:
    """The shape of the code on a page."""
    found = re.search(r'<path class="qrline"[^>]* d="([^"]+)"', page)
    assert found is not None
    return found[1]


async def test_the_code_on_the_page_is_that_of_the_link() -> None:
    answer = await opened("zalo-4071238600")

    assert answer.status_code == 200
    ours = segno.make(LINK, error="m", micro=False).svg_inline(border=4, omitsize=True)
    assert drawn(answer.text) == drawn(ours)
    assert "<script" not in answer.text
    assert "style=" not in answer.text


async def test_whoever_reads_it_on_their_own_phone_taps_the_link_and_knows_what_to_send() -> None:
    page = (await opened("zalo-4071238600")).text

    assert f'href="{LINK}"' in page
    assert ">zalo.me/4071238600<" in page
    assert "Chỗ này cho người lo việc thi đua của xã Đồng Mây" in page
    assert "nhắn chữ mời rồi đến mã đã được cho" in page


async def test_whom_to_call_stands_under_it() -> None:
    page = (await opened("zalo-4071238600")).text

    assert "xin gọi cô Lúa, giờ làm việc" in page
    assert 'href="tel:0900000000"' in page


@pytest.mark.parametrize(
    "bot",
    [
        pytest.param("zalo-1", id="none of ours"),
        pytest.param("zalo-5000000001", id="one whose link is not known yet"),
    ],
)
async def test_a_bot_that_cannot_be_met_has_no_page(bot: str) -> None:
    answer = await opened(bot)

    assert answer.status_code == 404
    assert "Không có trang này." in answer.text
    assert "0900 000 000" in answer.text
    assert "zalo.me" not in answer.text


@pytest.mark.parametrize("bot", ["zalo-4071238600", "zalo-1"])
async def test_nothing_keeps_the_page_or_loads_anything_into_it(bot: str) -> None:
    headers = (await opened(bot)).headers

    assert headers["cache-control"] == "no-store"
    assert headers["content-security-policy"].startswith("default-src 'none';")
    assert headers["referrer-policy"] == "no-referrer"
    assert "noindex" in headers["x-robots-tag"]


async def test_it_is_there_in_english() -> None:
    assert "send the word mời" in (await opened("zalo-4071238600", "en")).text
