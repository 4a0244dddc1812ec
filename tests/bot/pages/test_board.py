"""The honour board as a page: what everybody sees, and what nobody does."""

import hashlib
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import httpx
import pytest
from PIL import Image

from bot.channels.web.server import build_app
from bot.files import path_of
from bot.pages.board import Board
from bot.pictures import shown_copy
from models.store import Tx
from models.work.consents import Scope
from models.work.deed import Child, Deed
from models.work.publishing import Publication
from models.work.receipts import grouped
from tests.bot.pages.on_board import SENTENCE, Office, open_office
from tests.fakes.scene import Scene
from tests.fakes.web_backend import FakeBackend
from tests.fakes.web_server import OPTIONS

R = TypeVar("R")


@pytest.fixture
def scene(sqlite_url: str) -> Iterator[Scene]:
    stage = Scene(sqlite_url)
    yield stage
    stage.close()


@pytest.fixture
def office(scene: Scene) -> Office:
    return open_office(scene)


@pytest.fixture
async def site(scene: Scene, tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    """The whole site as a browser without a cookie sees it."""

    async def read(run: Callable[[Tx], R]) -> R:
        with scene.write() as tx:
            return run(tx)

    def picture(sha256: str) -> Path | None:
        return shown_copy(path_of(tmp_path, sha256), tmp_path)

    commune = scene.commune
    board = Board(read, commune.words(), commune.zone, lambda: scene.now, picture)
    app = build_app(FakeBackend(tmp_path), OPTIONS, lambda: scene.now, pages=board.routes())
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://xa.test") as client:
        yield client


def photo(folder: Path) -> str:
    """Keep a photo that says where it was taken; return its SHA-256."""
    exif = Image.Exif()
    exif[0x010E] = "21.0285, 105.8542"
    made = folder / "made.jpg"
    Image.new("RGB", (640, 480), (180, 140, 60)).save(made, "JPEG", exif=exif)
    digest = hashlib.sha256(made.read_bytes()).hexdigest()
    target = path_of(folder, digest)
    target.parent.mkdir(parents=True, exist_ok=True)
    made.rename(target)
    return digest


def path_of_photo(entry: Publication, place: int = 1) -> str:
    return f"/bang-vang/anh/{entry.code}/{place}.jpg"


# --- what everybody sees -------------------------------------------------------------------------


async def test_an_entry_says_who_where_what_and_when(
    office: Office, site: httpx.AsyncClient
) -> None:
    entry = office.publish()

    answer = await site.get("/bang-vang")

    assert answer.status_code == 200
    page = answer.text
    assert "<title>Bảng vàng xã Đồng Mây</title>" in page
    assert '<html lang="vi">' in page
    assert page.count("<h1>") == 1
    assert page.count("<article>") == 1
    assert "<h2>Bà Mận</h2>" in page
    assert "thôn Đoài" in page
    assert SENTENCE in page
    assert '<time datetime="2026-11-16">ngày 16/11/2026</time>' in page
    assert (
        f'Thấy sai? Nhắn cho máy chữ sửa và mã: <span class="code">{grouped(entry.code)}' in page
    )
    assert "cô Lúa" in page
    assert "0900 000 000" in page
    assert "<img" not in page


async def test_the_newest_entry_stands_first(
    scene: Scene, office: Office, site: httpx.AsyncClient
) -> None:
    for who in ("Bà Mận", "Ông Thóc", "Cô Na"):
        office.publish(who)
        scene.wait(hours=1)

    page = (await site.get("/bang-vang")).text

    assert page.index("Cô Na") < page.index("Ông Thóc") < page.index("Bà Mận")


async def test_an_empty_board_says_so(site: httpx.AsyncClient) -> None:
    answer = await site.get("/bang-vang")

    assert answer.status_code == 200
    assert "Bảng vàng chưa có tên ai." in answer.text
    assert "<article>" not in answer.text


async def test_whatever_was_written_is_text(office: Office, site: httpx.AsyncClient) -> None:
    office.publish(
        "Bà <b>Mận</b>", sentence='Trồng hoa "đẹp" <script>alert(1)</script> & tưới cây.'
    )

    page = (await site.get("/bang-vang")).text

    assert "Bà &lt;b&gt;Mận&lt;/b&gt;" in page
    assert "<b>" not in page
    assert "<script" not in page
    assert "&amp; tưới cây" in page


async def test_a_child_stands_there_with_initials(office: Office, site: httpx.AsyncClient) -> None:
    office.publish(
        "Cháu Tí Nguyễn", sentence="Em nhặt được ví.", scope=Scope.INITIALS, child=Child.YOUNG
    )

    page = (await site.get("/bang-vang")).text

    assert "<h2>Cháu T. N.</h2>" in page
    assert "Tí" not in page
    assert "Nguyễn" not in page


# --- years ---------------------------------------------------------------------------------------


async def test_a_year_has_its_own_page_by_the_commune_s_calendar(
    scene: Scene, office: Office, site: httpx.AsyncClient
) -> None:
    scene.now = datetime(2026, 12, 31, 16, 0, tzinfo=UTC)  # eleven in the evening there
    office.publish("Bà Mận")
    scene.now = datetime(2026, 12, 31, 17, 0, tzinfo=UTC)
    office.publish("Ông Thóc")

    newest, old, new = [
        (await site.get(path)).text
        for path in ("/bang-vang", "/bang-vang?nam=2026", "/bang-vang?nam=2027")
    ]

    assert 'href="/bang-vang?nam=2026"' in newest
    assert 'href="/bang-vang?nam=2027"' in newest
    assert ("Bà Mận" in old, "Ông Thóc" in old) == (True, False)
    assert ("Bà Mận" in new, "Ông Thóc" in new) == (False, True)
    assert 'href="/bang-vang?nam=2026" aria-current="page"' in old


async def test_one_year_needs_no_choice_of_years(office: Office, site: httpx.AsyncClient) -> None:
    office.publish()

    assert "<nav" not in (await site.get("/bang-vang")).text


@pytest.mark.parametrize("year", ["2025", "0000", "9999", "hai", "20261", "²⁰²⁶", "-001"])
async def test_a_year_without_anything_is_no_page(
    year: str, office: Office, site: httpx.AsyncClient
) -> None:
    office.publish()

    answer = await site.get("/bang-vang", params={"nam": year})

    assert answer.status_code == 404
    assert "Bà Mận" not in answer.text


# --- photos --------------------------------------------------------------------------------------


async def test_a_photo_is_shown_as_a_copy_that_tells_nothing(
    office: Office, site: httpx.AsyncClient, tmp_path: Path
) -> None:
    digest = photo(tmp_path)
    office.keep_photo("photo-one", digest)
    entry = office.publish(scope=Scope.NAME_PHOTO, photos=("photo-one",))

    page = (await site.get("/bang-vang")).text
    answer = await site.get(path_of_photo(entry))

    assert f'<img src="{path_of_photo(entry)}" alt="Ảnh việc tốt của Bà Mận"' in page
    assert "photo-one" not in page
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "image/jpeg"
    assert answer.content.startswith(b"\xff\xd8")
    assert b"21.0285" in path_of(tmp_path, digest).read_bytes()
    assert b"21.0285" not in answer.content
    assert not {"etag", "last-modified", "content-disposition", "set-cookie"} & set(answer.headers)


async def test_without_the_word_for_it_no_photo_is_shown(
    office: Office, site: httpx.AsyncClient, tmp_path: Path
) -> None:
    office.keep_photo("photo-one", photo(tmp_path))
    entry = office.publish(scope=Scope.NAME, photos=("photo-one",))

    assert "<img" not in (await site.get("/bang-vang")).text
    assert (await site.get(path_of_photo(entry))).status_code == 404


@pytest.mark.parametrize("place", ["0", "2", "-1", "x", "99999999999999999999"])
async def test_a_photo_that_is_none_of_the_entry_s(
    place: str, office: Office, site: httpx.AsyncClient, tmp_path: Path
) -> None:
    office.keep_photo("photo-one", photo(tmp_path))
    entry = office.publish(scope=Scope.NAME_PHOTO, photos=("photo-one",))

    assert (await site.get(f"/bang-vang/anh/{entry.code}/{place}.jpg")).status_code == 404
    assert (await site.get("/bang-vang/anh/00000000/1.jpg")).status_code == 404


async def test_a_photo_whose_bytes_are_gone_is_not_found(
    office: Office, site: httpx.AsyncClient
) -> None:
    office.keep_photo("photo-one", "0" * 64)
    entry = office.publish(scope=Scope.NAME_PHOTO, photos=("photo-one", "photo-unknown"))

    assert (await site.get(path_of_photo(entry, 1))).status_code == 404
    assert (await site.get(path_of_photo(entry, 2))).status_code == 404


# --- taken down ----------------------------------------------------------------------------------


async def test_what_was_taken_down_is_gone_at_once(
    office: Office, site: httpx.AsyncClient, tmp_path: Path
) -> None:
    office.keep_photo("photo-one", photo(tmp_path))
    entry = office.publish(scope=Scope.NAME_PHOTO, photos=("photo-one",))
    assert (await site.get(path_of_photo(entry))).status_code == 200

    office.take_down(entry)

    page = await site.get("/bang-vang")
    assert "Mận" not in page.text
    assert SENTENCE not in page.text
    assert (await site.get(path_of_photo(entry))).status_code == 404
    assert (await site.get("/bang-vang?nam=2026")).status_code == 404


# --- what nobody sees ----------------------------------------------------------------------------


async def test_nothing_else_leaks(office: Office, site: httpx.AsyncClient) -> None:
    entry = office.publish()
    office.teller.tells_deed(who="Ông Kín", story="Việc này chưa ai duyệt, chỉ kể với xã")
    office.teller.says("gửi")

    answer = await site.get("/bang-vang")

    with office.scene.write() as tx:
        deed = tx.session.get_one(Deed, entry.deed_id)
    hidden = (
        deed.code,
        grouped(deed.code),
        deed.story,
        "3 triệu",
        "Kín",
        office.teller.name,
        office.head.name,
        office.officer.name,
        office.chairman.name,
        "photo-",
    )
    told = answer.text + str(answer.headers)
    assert [secret for secret in hidden if secret in told] == []


async def test_the_answer_keeps_the_page_to_itself(
    office: Office, site: httpx.AsyncClient
) -> None:
    office.publish()

    answer = await site.get("/bang-vang")

    headers = answer.headers
    assert headers["cache-control"] == "no-store"
    assert headers["x-robots-tag"] == "noindex, noarchive"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "no-referrer"
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "unsafe" not in policy
    assert not {"etag", "last-modified", "set-cookie"} & set(headers)


async def test_the_style_sheet_may_be_kept(site: httpx.AsyncClient) -> None:
    page = (await site.get("/bang-vang")).text
    path = page.split('<link rel="stylesheet" href="', 1)[1].split('"', 1)[0]

    answer = await site.get(path)

    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/css")
    assert "max-age" in answer.headers["cache-control"]
    assert "url(" not in answer.text  # nothing from anywhere else


async def test_the_page_is_only_looked_at(site: httpx.AsyncClient) -> None:
    assert (await site.head("/bang-vang")).status_code == 200
    assert (await site.post("/bang-vang")).status_code == 405
