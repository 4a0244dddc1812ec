"""The pages that links open: looking, handing in, taking away, as often as each link allows."""

import asyncio
import re
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from sqlmodel import select

from bot.channels.web.server import build_app
from bot.files import path_of
from bot.pages.links import Arrival, LinkPages
from bot.pages.upload import Upload
from bot.writer import StoreDown
from models.base import to_ms
from models.machine import file
from models.machine.file import FileState
from models.machine.inbox import Inbox
from models.machine.link import Opened, Purpose
from models.machine.task import Task
from models.work.deed import Deed, DeedState
from tests.bot.pages.link_site import LIMIT, URL, Site, open_site, photo
from tests.fakes.scene import Actor, Scene
from tests.fakes.web_backend import FakeBackend
from tests.fakes.web_server import OPTIONS

SOUND = b"OggS" + bytes(range(256)) * 40
PDF = b"%PDF-1.7\n" + bytes(range(256)) * 40
MIME_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def scene(store_url: str) -> Iterator[Scene]:
    stage = Scene(store_url)
    yield stage
    stage.close()


@pytest.fixture
def buoi(scene: Scene) -> Actor:
    return scene.person("Bà Bưởi")


@pytest.fixture
async def site(scene: Scene, store_url: str, tmp_path: Path) -> AsyncIterator[Site]:
    async with open_site(scene, store_url, tmp_path) as found:
        yield found


def words(page: str) -> str:
    """What is read on a page."""
    body = page.partition("<body>")[2]
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())


# --- to see --------------------------------------------------------------------------------------


async def test_photos_and_voice_notes_of_a_case(site: Site, buoi: Actor) -> None:
    site.keep("photo-1", photo(), "photo", "image/jpeg")
    site.keep("voice-1", SOUND, "voice", "application/ogg", seconds=72)
    path = site.link(Purpose.SEE, buoi, "photo-1", "voice-1")

    answer = await site.client.get(path)

    assert answer.status_code == 200
    assert f'<img src="{path}/1.jpg" alt="Ảnh 1"' in answer.text
    assert f'src="{path}/2" aria-label="Tin thoại 1"' in answer.text
    assert "xin đừng chuyển cho ai" in answer.text
    assert "<script" not in answer.text
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["cache-control"] == "no-store"
    assert "noindex" in answer.headers["x-robots-tag"]
    assert "default-src 'none'" in answer.headers["content-security-policy"]


async def test_nobody_is_named(site: Site, buoi: Actor) -> None:
    site.keep("photo-1", photo(), "photo", "image/jpeg", name="Bà Mận.jpg")

    page = words((await site.client.get(site.link(Purpose.SEE, buoi, "photo-1"))).text)

    assert page == "xã Đồng Mây Ảnh gửi kèm Chỉ để xem việc này, xin đừng chuyển cho ai."


async def test_a_photo_is_shown_as_a_copy_and_a_sound_in_pieces(site: Site, buoi: Actor) -> None:
    site.keep("photo-1", photo("21.0285, 105.8542"), "photo", "image/jpeg")
    site.keep("voice-1", SOUND, "voice", "audio/ogg")
    path = site.link(Purpose.SEE, buoi, "photo-1", "voice-1")

    shown = await site.client.get(f"{path}/1.jpg")
    heard = await site.client.get(f"{path}/2")
    piece = await site.client.get(f"{path}/2", headers={"range": "bytes=4-7"})

    assert (shown.status_code, shown.headers["content-type"]) == (200, "image/jpeg")
    assert b"105.8542" not in shown.content
    assert (heard.content, heard.headers["content-type"]) == (SOUND, "audio/ogg")
    assert (piece.status_code, piece.content) == (206, SOUND[4:8])
    assert not {"last-modified"} & {*shown.headers, *heard.headers}
    # The other's address gives no original.
    assert (await site.client.get(f"{path}/1")).status_code == 404
    assert (await site.client.get(f"{path}/2.jpg")).status_code == 404
    assert (await site.client.get(f"{path}/3.jpg")).status_code == 404


async def test_the_page_ends_after_seven_days(scene: Scene, site: Site, buoi: Actor) -> None:
    site.keep("photo-1", photo(), "photo", "image/jpeg")
    path = site.link(Purpose.SEE, buoi, "photo-1")
    scene.now += timedelta(days=6, hours=23)
    assert (await site.client.get(path)).status_code == 200

    scene.now += timedelta(hours=1)
    answer = await site.client.get(path)

    assert answer.status_code == 410
    assert "Trang này đã hết hạn" in answer.text
    assert 'href="tel:0900000000"' in answer.text
    assert (await site.client.get(f"{path}/1.jpg")).status_code == 404


@pytest.mark.parametrize("place", ["/xem", "/gui", "/tai"])
async def test_an_address_that_we_did_not_write(site: Site, buoi: Actor, place: str) -> None:
    see = site.link(Purpose.SEE, buoi).removeprefix("/xem/")
    for token in ("1", "abc.def", f"{see}x", see if place != "/xem" else "2"):
        answer = await site.client.get(f"{place}/{token}")
        assert answer.status_code == 404
        assert "Không có trang này" in answer.text


async def test_a_case_that_was_hidden_meanwhile(scene: Scene, site: Site, buoi: Actor) -> None:
    buoi.tells_deed(who="Bà Mận", hamlet="Đoài")
    buoi.says("gửi")
    number = scene.deeds()[-1].id
    site.keep("photo-1", photo(), "photo", "image/jpeg", sealed_to=f"deed {number}")
    path = site.link(Purpose.SEE, buoi, "photo-1")
    assert (await site.client.get(f"{path}/1.jpg")).status_code == 200

    with scene.write() as tx:
        tx.session.get_one(Deed, number).state = DeedState.HIDDEN.value
    answer = await site.client.get(path)

    assert answer.status_code == 410
    assert "không còn nữa" in answer.text
    assert (await site.client.get(f"{path}/1.jpg")).status_code == 404


async def test_what_is_lost_and_what_is_still_on_its_way(site: Site, buoi: Actor) -> None:
    site.keep("photo-1", photo(), "photo", "image/jpeg")
    site.keep("photo-2", b"", "photo", "", state=FileState.ANNOUNCED)
    site.keep("photo-3", b"", "photo", "", state=FileState.LOST)
    path = site.link(Purpose.SEE, buoi, "photo-1", "photo-2", "photo-3", "photo-4")

    page = (await site.client.get(path)).text

    assert page.count("<img") == 1
    assert "Ảnh 2: đang về, lát nữa mở lại trang này" in page
    assert "Ảnh 3: không còn nữa" in page
    assert "Ảnh 4: không còn nữa" in page
    assert (await site.client.get(f"{path}/2.jpg")).status_code == 404


# --- to send -------------------------------------------------------------------------------------


async def test_a_photo_that_is_handed_in_arrives_in_the_conversation(
    scene: Scene, site: Site, buoi: Actor
) -> None:
    buoi.says("kể")
    buoi.says("bà Mận bán xôi")
    buoi.says("Đoài")
    buoi.says("nhặt được ví, trả lại người mất")
    buoi.says("hôm qua")
    path = site.link(Purpose.SEND, buoi)

    answer = await site.hand_in(path, photo())

    assert answer.status_code == 200
    assert "Xã đã nhận được tệp" in answer.text
    assert "quay lại Zalo" in answer.text
    (kept,) = site.received()
    assert kept.id.startswith("photo-")
    assert (kept.kind, kept.mime, kept.state) == ("photo", "image/jpeg", FileState.KEPT.value)
    assert kept.owner == f"{scene.bot}:{buoi.chat}"
    assert [event[1:4] for event in site.arrived] == [(scene.bot, buoi.chat, buoi.chat)]
    scene.settle()
    assert buoi.hears("1 ảnh")


async def test_a_link_takes_one_file(site: Site, buoi: Actor) -> None:
    path = site.link(Purpose.SEND, buoi)
    await site.hand_in(path, photo())

    again = await site.hand_in(path, PDF, "danh-sach.pdf")
    looked = await site.client.get(path)

    assert (again.status_code, looked.status_code) == (410, 410)
    assert "xã đã nhận rồi" in again.text
    assert "xã đã nhận rồi" in looked.text
    assert len(site.received()) == 1


async def test_of_two_taps_at_once_one_file_arrives(scene: Scene, site: Site, buoi: Actor) -> None:
    path = site.link(Purpose.SEND, buoi)

    answers = await asyncio.gather(
        site.hand_in(path, PDF + b"1", "mot.pdf"), site.hand_in(path, PDF + b"2", "hai.pdf")
    )

    assert sorted(answer.status_code for answer in answers) == [200, 410]
    assert len(site.received()) == len(site.arrived) == 1
    with scene.write() as tx:
        assert [row.event_id for row in tx.session.exec(select(Inbox))] == ["upload:1"]
        # The bytes of the other are nobody's.
        assert [row.kind for row in tx.session.exec(select(Task))] == ["forget"]


async def test_a_document_keeps_its_name(site: Site, buoi: Actor) -> None:
    path = site.link(Purpose.SEND, buoi)

    answer = await site.hand_in(path, PDF, "Kế hoạch thi đua 2027.pdf")

    (kept,) = site.received()
    assert (kept.kind, kept.name) == ("file", "Kế hoạch thi đua 2027.pdf")
    assert kept.mime == "application/pdf"
    assert "Kế hoạch thi đua 2027.pdf" in answer.text
    assert path_of(site.folder, kept.sha256).read_bytes() == PDF


@pytest.mark.parametrize(
    ("content", "kind", "mime"),
    [
        (b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + bytes(900), "video", "video/mp4"),
        (b"RIFF\x24\0\0\0AVI LIST" + bytes(900), "video", "video/avi"),
        (b"\0\0\0\x20ftypM4A \0\0\0\0M4A mp42isom" + bytes(900), "voice", "audio/mp4"),
        (b"ID3\x04" + bytes(900), "voice", "audio/mpeg"),
        (SOUND, "voice", "audio/ogg"),
        ("Kế hoạch".encode(), "file", "text/plain"),
    ],
)
async def test_film_and_sound_are_taken_as_such(
    site: Site, buoi: Actor, content: bytes, kind: str, mime: str
) -> None:
    answer = await site.hand_in(site.link(Purpose.SEND, buoi), content, "tep")

    assert answer.status_code == 200
    (kept,) = site.received()
    assert (kept.kind, kept.mime) == (kind, mime)
    assert kept.id.startswith(f"{kind}-")


@pytest.mark.parametrize(
    ("content", "status", "told"),
    [
        pytest.param(PDF + b"0" * LIMIT, 413, "nặng quá 2 MB", id="too large"),
        pytest.param(b"\x7fELF\x02\x01" + bytes(900), 415, "chưa mở được", id="a program"),
        pytest.param(b"", 400, "Chưa chọn tệp nào", id="nothing"),
    ],
)
async def test_what_cannot_be_taken_leaves_the_link_as_it_is(
    site: Site, buoi: Actor, content: bytes, status: int, told: str
) -> None:
    path = site.link(Purpose.SEND, buoi)

    refused = await site.hand_in(path, content)

    assert refused.status_code == status
    assert told in refused.text
    assert '<input type="file"' in refused.text
    assert site.kept_bytes() == []
    assert site.arrived == []
    assert (await site.hand_in(path, photo())).status_code == 200


@pytest.mark.parametrize(
    ("kind", "body", "told"),
    [
        pytest.param("text/plain", b"...", "Chưa chọn tệp nào", id="no form"),
        pytest.param("multipart/form-data", b"...", "Chưa chọn tệp nào", id="without boundary"),
        pytest.param("multipart/form-data; boundary=x", b"nothing", "đứt mạng", id="no parts"),
        pytest.param(
            "multipart/form-data; boundary=x",
            b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n' + PDF,
            "đứt mạng",
            id="cut off",
        ),
    ],
)
async def test_a_form_that_does_not_come_whole(
    site: Site, buoi: Actor, kind: str, body: bytes, told: str
) -> None:
    path = site.link(Purpose.SEND, buoi)

    answer = await site.client.post(path, content=body, headers={"content-type": kind})

    assert answer.status_code == 400
    assert told in answer.text
    assert site.kept_bytes() == []
    assert (await site.client.get(path)).status_code == 200


async def test_a_form_in_small_pieces_with_another_field(site: Site, buoi: Actor) -> None:
    path = site.link(Purpose.SEND, buoi)
    body = (
        b'--x\r\nContent-Disposition: form-data; name="note"\r\n\r\nxin ch\xc3\xa0o\r\n'
        b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n'
        b"Content-Type: application/pdf\r\n\r\n" + PDF + b"\r\n--x--\r\n"
    )

    async def pieces() -> AsyncIterator[bytes]:
        for start in range(0, len(body), 7):
            yield body[start : start + 7]

    headers = {"content-type": "multipart/form-data; boundary=x"}
    answer = await site.client.post(path, content=pieces(), headers=headers)

    assert answer.status_code == 200
    (kept,) = site.received()
    assert path_of(site.folder, kept.sha256).read_bytes() == PDF


async def test_a_store_that_is_down_leaves_the_page_as_it_is(
    scene: Scene, site: Site, buoi: Actor
) -> None:
    async def down(link: Opened, upload: Upload) -> Arrival:
        raise StoreDown

    pages = LinkPages(
        site.uploads.writer.write,
        scene.commune.words(),
        lambda: scene.now,
        site.links.row,
        lambda sha256: None,
        lambda sha256: path_of(site.folder, sha256),
        down,
        LIMIT,
    )
    app = build_app(
        FakeBackend(site.folder), OPTIONS, lambda: scene.now, pages=list(pages.routes())
    )
    path = site.link(Purpose.SEND, buoi)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url=URL) as client:
        answer = await client.post(path, files={"file": ("a.jpg", photo())})

    assert answer.status_code == 503
    assert "đang trục trặc" in answer.text
    assert (await site.client.get(path)).status_code == 200


# --- to take -------------------------------------------------------------------------------------


@pytest.fixture
def listed(site: Site, buoi: Actor) -> str:
    """The path to a document."""
    name = "Danh sách việc tốt 01-11-2026.xlsx"
    site.keep("document-1", b"PK\x03\x04 a list", "file", MIME_XLSX, name=name)
    return site.link(Purpose.TAKE, buoi, "document-1")


async def test_looking_uses_nothing_up(site: Site, listed: str) -> None:
    for _ in range(3):
        preview = await site.client.get(listed)
        assert preview.status_code == 200
        assert "Danh sách việc tốt 01-11-2026.xlsx" in preview.text
    assert (await site.client.head(listed)).status_code == 200
    assert (await site.client.get(f"{listed}/tep")).status_code == 410

    assert (await site.client.post(listed)).status_code == 303


async def test_a_document_is_handed_over_under_its_name(site: Site, listed: str) -> None:
    answer = await site.client.post(listed, follow_redirects=True)

    assert answer.status_code == 200
    assert answer.content == b"PK\x03\x04 a list"
    assert answer.headers["content-type"] == MIME_XLSX
    assert answer.headers["content-disposition"].startswith(
        "attachment; filename*=utf-8''Danh%20s%C3%A1ch"
    )
    assert answer.headers["cache-control"] == "no-store"


async def test_it_is_taken_once_but_for_the_minutes_that_a_download_takes(
    scene: Scene, site: Site, listed: str
) -> None:
    await site.client.post(listed)
    scene.now += timedelta(minutes=9)
    second = await site.client.post(listed, follow_redirects=True)
    scene.now += timedelta(minutes=1)

    late = [
        await site.client.post(listed),
        await site.client.get(listed),
        await site.client.get(f"{listed}/tep"),
    ]

    assert second.content == b"PK\x03\x04 a list"
    for answer in late:
        assert answer.status_code == 410
        assert "nhắn máy như lần trước" in answer.text
        assert 'href="tel:0900000000"' in answer.text


async def test_a_document_that_is_no_longer_kept(scene: Scene, site: Site, listed: str) -> None:
    with scene.write() as tx:
        file.drop_documents(tx, to_ms(scene.now) + 1)

    for answer in (await site.client.get(listed), await site.client.post(listed)):
        assert answer.status_code == 410
        assert "không còn nữa" in answer.text


async def test_a_link_for_one_thing_opens_nothing_else(site: Site, listed: str) -> None:
    token = listed.removeprefix("/tai/")

    assert (await site.client.get(f"/xem/{token}")).status_code == 404
    assert (await site.hand_in(f"/gui/{token}", photo())).status_code == 404
