"""Who gets in by which way, and what the pages are allowed to do."""

from pathlib import Path

import pytest
from fluent.syntax import FluentParser
from fluent.syntax.ast import Message
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from bot.channels.web.identity import Signer
from tests.fakes.web_backend import START, TEXTS, FakeBackend
from tests.fakes.web_client import Refused, Visitor, request
from tests.fakes.web_server import OPTIONS, PEOPLE, serving

PACKAGE = Path(__file__).parents[4] / "bot" / "channels" / "web"


@pytest.fixture
def backend(tmp_path: Path) -> FakeBackend:
    return FakeBackend(tmp_path)


def token_in(html: str) -> str:
    return html.split('data-token="')[1].split('"')[0]


async def test_a_stranger_gets_a_cookie_and_keeps_it(backend: FakeBackend) -> None:
    async with serving(backend) as url:
        _, headers, _ = await request(url, "GET", "/")
        cookie = headers["set-cookie"].split(";")[0]
        _, again, _ = await request(url, "GET", "/", cookie=cookie)

    assert "; HttpOnly; Max-Age=31536000; Path=/; SameSite=lax" in headers["set-cookie"]
    assert "Secure" not in headers["set-cookie"]
    assert again["set-cookie"].split(";")[0] == cookie


async def test_the_cookie_is_secure_where_the_page_is(backend: FakeBackend) -> None:
    async with serving(backend, public_url="https://xa.example") as url:
        _, headers, _ = await request(url, "GET", "/")

    assert headers["set-cookie"].endswith("; Secure")


async def test_the_page_may_load_nothing_from_elsewhere_and_run_nothing_inline(
    backend: FakeBackend,
) -> None:
    async with serving(backend) as url:
        _, headers, body = await request(url, "GET", "/")
        host = url.removeprefix("http://")

    assert headers["content-security-policy"] == (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; "
        f"media-src 'self' blob:; connect-src 'self' ws://{host} wss://{host}; "
        "frame-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
    )
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-frame-options"] == "DENY"
    assert headers["cache-control"] == "no-store"
    html = body.decode()
    assert "style=" not in html
    assert " on" + "click" not in html
    assert "Xã Lúa Vàng" in html


async def test_files_of_the_page_stay_for_ever_under_their_version(backend: FakeBackend) -> None:
    async with serving(backend) as url:
        _, _, body = await request(url, "GET", "/")
        path = body.decode().split('type="module" src="')[1].split('"')[0]
        found = await request(url, "GET", path)
        packed = await request(url, "GET", path, headers={"Accept-Encoding": "gzip"})
        old = await request(url, "GET", "/static/older/chat.js")
        secret = await request(url, "GET", "/static/older/..%2fserver.py")

    assert found[1]["cache-control"] == "public, max-age=31536000, immutable"
    assert packed[1]["content-encoding"] == "gzip"
    assert len(packed[2]) < len(found[2])
    assert old[1]["cache-control"] == "no-cache"
    assert secret[0] == 404


@pytest.mark.parametrize("cookie", ["", "thidua=forged", "thidua=WyJhIiwxXQ.aaaa"])
async def test_a_page_without_identity_is_sent_back(backend: FakeBackend, cookie: str) -> None:
    async with serving(backend) as url:
        nobody = Visitor(url)
        nobody.cookie = cookie or "other=1"
        await nobody.connect()
        await nobody.until(lambda: nobody.close_code is not None)
        await nobody.close()
        with pytest.raises(Refused, match="401"):
            await nobody.upload(b"x", "photo", "image/jpeg")

    assert nobody.close_code == 4401


async def test_a_cookie_ends_after_a_year_and_a_kiosk_after_a_day() -> None:
    signer = Signer("secret")
    cookie = signer.cookie("v", START)
    kiosk = signer.page_token("v", START, passing=True)

    assert signer.from_cookie(cookie, START.replace(year=2027)) is not None
    assert signer.from_cookie(cookie, START.replace(year=2028)) is None
    assert signer.from_page_token(kiosk, START.replace(hour=20)) is not None
    assert signer.from_page_token(kiosk, START.replace(day=12)) is None
    assert signer.from_cookie(kiosk, START) is None
    assert Signer("another").from_cookie(cookie, START) is None


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        pytest.param("http://evil.example", 403, id="another site"),
        pytest.param("null", 403, id="no site"),
        pytest.param("", 403, id="none"),
        pytest.param("http://xa.example", 403, id="our name without s"),
        pytest.param("https://xa.example", 101, id="our public address behind a proxy"),
    ],
)
async def test_only_our_own_page_opens_a_conversation(
    backend: FakeBackend, origin: str, status: int
) -> None:
    named = {"Origin": origin} if origin else {}
    async with serving(backend, public_url="https://xa.example") as url:
        address = f"ws{url.removeprefix('http')}/ws?page=p&after=0"
        try:
            async with connect(address, additional_headers=named, proxy=None) as socket:
                got = socket.response.status_code if socket.response else 0
        except InvalidStatus as error:
            got = error.response.status_code

    assert got == status


async def test_another_sites_name_that_leads_here_is_refused(backend: FakeBackend) -> None:
    async with serving(backend, PEOPLE, hosts=("127.0.0.1", "localhost")) as url:
        good, _, _ = await request(url, "GET", "/")
        for path in ("/", "/kiosk", "/ws?page=p", "/f/x"):
            bad, _, _ = await request(url, "GET", path, headers={"Host": "evil.example"})
            assert bad in (403, 404), path
        person, _, _ = await request(url, "GET", "/p/buoi", headers={"Host": "evil.example"})

    assert (good, person) == (200, 404)


async def test_new_strangers_of_one_address_are_limited(backend: FakeBackend) -> None:
    async with serving(backend, visitors_per_hour_by_address=2) as url:
        await request(url, "GET", "/")
        _, headers, _ = await request(url, "GET", "/kiosk")
        status, _, body = await request(url, "GET", "/")
        backend.now = backend.now.replace(hour=4)
        later, _, _ = await request(url, "GET", "/")

    assert (status, later) == (429, 200)
    assert "chờ ít phút" in body.decode()
    assert "set-cookie" not in headers


async def test_the_kiosk_lives_in_its_page_alone(backend: FakeBackend) -> None:
    async with serving(backend) as url:
        desk = Visitor(url)
        desk.token = token_in(await desk.open_page("/kiosk"))
        assert desk.cookie == ""
        await desk.connect()
        await desk.say("chào")
        other = token_in(await Visitor(url).open_page("/kiosk"))
        await request(url, "POST", f"/forget?as={desk.token}")
        await desk.until(lambda: desk.close_code is not None)
        await desk.close()
        await desk.connect()
        await desk.until(lambda: desk.close_code is not None)
        await desk.close()

    assert desk.close_code == 4401
    assert other != desk.token
    assert backend.forgotten == [backend.events[0]["visitor"]]


async def test_only_a_kiosk_can_be_forgotten(backend: FakeBackend) -> None:
    async with serving(backend) as url, Visitor(url) as buoi:
        await request(url, "POST", "/forget", cookie=buoi.cookie)
        await request(url, "POST", "/forget?as=forged", cookie=buoi.cookie)
        await buoi.say("chào")

    assert backend.forgotten == []


async def test_the_people_of_the_demo_stand_side_by_side(backend: FakeBackend) -> None:
    async with serving(backend, PEOPLE) as url:
        _, headers, body = await request(url, "GET", "/")
        _, framed, page = await request(url, "GET", "/p/doai")
        _, invited, _ = await request(url, "GET", "/?moi=K7M2")
        unknown, _, _ = await request(url, "GET", "/p/nobody")
        doai = Visitor(url, token=token_in(page.decode()))
        async with doai:
            await doai.say("chào")

    assert body.decode().count("<iframe ") == len(PEOPLE)
    assert "frame-src 'self'" in headers["content-security-policy"]
    assert "frame-ancestors 'self'" in framed["content-security-policy"]
    assert framed["x-frame-options"] == "SAMEORIGIN"
    assert "set-cookie" not in headers
    assert "set-cookie" in invited
    assert unknown == 404
    assert backend.events[0]["visitor"] == "demo-doai"


async def test_without_the_demo_nobody_can_be_looked_over_the_shoulder(
    backend: FakeBackend,
) -> None:
    forged = Signer(OPTIONS.secret + "x").page_token("demo-doai", START, passing=False)
    async with serving(backend) as url:
        for slug in ("buoi", "doai"):
            status, _, body = await request(url, "GET", f"/p/{slug}")
            assert status == 404
            assert "Không có trang này" in body.decode()
        stranger = Visitor(url, token=forged)
        await stranger.connect()
        await stranger.until(lambda: stranger.close_code is not None)
        await stranger.close()

    assert stranger.close_code == 4401


async def test_two_people_of_one_name_fail_at_the_start(backend: FakeBackend) -> None:
    with pytest.raises(ValueError, match="slug"):
        async with serving(backend, (PEOPLE[0], PEOPLE[0])):
            pass


def test_every_sentence_that_the_server_says_stands_in_the_catalogue() -> None:
    parsed = FluentParser().parse(TEXTS.read_text("utf-8"))
    written = {entry.id.name for entry in parsed.body if isinstance(entry, Message)}
    files = [*PACKAGE.glob("*.py"), PACKAGE.parents[1] / "webchat.py"]
    source = "".join(path.read_text("utf-8") for path in files)

    assert {key for key in written if f'"{key}"' not in source} == set()
    assert {part.split('"')[0] for part in source.split('"web-')[1:]} == {
        key.removeprefix("web-") for key in written
    }
