"""The protocol between page and server, spoken over a real socket."""

import asyncio
import json
import secrets
from pathlib import Path
from urllib.parse import quote

import pytest

from bot.channels.web.reading import read
from bot.dialogue.messages import Kind
from tests.fakes.web_backend import BUTTONS, FakeBackend
from tests.fakes.web_client import Refused, Visitor, request
from tests.fakes.web_server import serving


@pytest.fixture
def backend(tmp_path: Path) -> FakeBackend:
    return FakeBackend(tmp_path)


async def test_a_message_is_stored_confirmed_and_answered(backend: FakeBackend) -> None:
    async with serving(backend) as url, Visitor(url) as buoi:
        said = await buoi.say("Bà Mận bán xôi")
        line = await buoi.line(1)
        await backend.until(lambda: backend.acknowledged)

    assert line["text"] == "Cháu nghe: Bà Mận bán xôi"
    visitor = backend.events[0]["visitor"]
    assert backend.events == [
        {
            "t": "say",
            "id": said,
            "seq": 1,
            "page": buoi.page,
            "text": "Bà Mận bán xôi",
            "visitor": visitor,
            "at": "2026-11-10T02:00:00.000+00:00",
        }
    ]
    assert backend.acknowledged == [(visitor, line["number"])]
    assert backend.pages == {visitor: []}


async def test_a_tap_carries_its_button(backend: FakeBackend) -> None:
    async with serving(backend) as url, Visitor(url) as buoi:
        await buoi.say("hỏi")
        await buoi.line(1)
        await buoi.tap("Gửi")

    tapped = read(backend.events[1])
    assert (tapped.kind, tapped.tap, tapped.text, tapped.order) == (
        Kind.TAP,
        BUTTONS[0].tap,
        "1. Gửi",
        2,
    )


async def test_photos_arrive_byte_for_byte_as_one_message(backend: FakeBackend) -> None:
    photos = [secrets.token_bytes(4_000_000), b"second", b"third"]
    async with serving(backend) as url, Visitor(url) as buoi:
        await buoi.send_photos(*photos, text="ở đầu làng")
        line = await buoi.line(1)
        await buoi.reload()
        await buoi.until(lambda: len(buoi.history) == 2)
        shown = [await request(url, "GET", path) for path in buoi.history[0]["photos"]]

    event = backend.events[0]
    assert len(backend.events) == 1
    assert [f["size"] for f in event["files"]] == [4_000_000, 6, 5]
    assert event["files"][1] == {
        "file": "file2",
        "kind": "photo",
        "mime": "image/jpeg",
        "size": 6,
        "seconds": 0,
        "name": "anh2.jpg",
    }
    assert event["text"] == "ở đầu làng"
    assert line["text"] == "Cháu nhận được 3 tệp rồi."
    assert [body for _, _, body in shown] == photos
    assert shown[0][1]["content-type"] == "image/jpeg"
    assert shown[0][1]["cache-control"] == "private, no-store"
    assert shown[0][1]["x-content-type-options"] == "nosniff"


async def test_a_page_of_its_own_kind_is_never_run(backend: FakeBackend) -> None:
    async with serving(backend) as url, Visitor(url) as buoi:
        await buoi.upload(b"<script>alert(1)</script>", "file", "text/html", "a.html")
        _, headers, _ = await request(url, "GET", "/f/file1")

    assert headers["content-type"] == "application/octet-stream"
    assert headers["content-disposition"] == "attachment"
    assert headers["content-security-policy"] == "default-src 'none'; sandbox"


async def test_what_is_not_stored_is_not_confirmed_and_goes_out_again(
    backend: FakeBackend,
) -> None:
    async with serving(backend) as url, Visitor(url) as buoi:
        backend.down = True
        said = await buoi.say("Bà Mận", wait=False)
        await buoi.until(lambda: buoi.refusals)
        assert buoi.refusals[0]["again"] == 5
        assert "trục trặc" in buoi.refusals[0]["text"]
        assert buoi.got == set()

        backend.down = False
        await buoi.reconnect()
        await buoi.confirmed(said)

    assert [(e["id"], e["seq"]) for e in backend.events] == [(said, 1)]


async def test_a_lost_connection_misses_and_repeats_nothing(backend: FakeBackend) -> None:
    async with serving(backend) as url, Visitor(url) as buoi:
        await buoi.say("một")
        first = await buoi.line(1)
        visitor = backend.events[0]["visitor"]
        await buoi.close()
        await backend.until(lambda: not backend.pages[visitor])
        await backend.push(visitor, "hai")
        await backend.push(visitor, "ba")
        await buoi.connect()
        await buoi.line(3)

    assert [line["text"] for line in buoi.lines] == ["Cháu nghe: một", "hai", "ba"]
    assert buoi.repeated == 0
    assert buoi.lines[0] == first


async def test_an_unacknowledged_line_comes_again_to_a_new_page(backend: FakeBackend) -> None:
    async with serving(backend) as url, Visitor(url, ack=False) as buoi:
        await buoi.say("một")
        await buoi.line(1)
        await buoi.reload()
        await buoi.until(lambda: buoi.repeated == 1)

    assert [line["text"] for line in buoi.history] == ["một", "Cháu nghe: một"]
    assert len(buoi.lines) == 1


async def test_an_ack_that_was_lost_is_told_again(backend: FakeBackend) -> None:
    async with serving(backend) as url, Visitor(url) as buoi:
        await buoi.say("một")
        number = (await buoi.line(1))["number"]
        await backend.until(lambda: backend.acknowledged)
        backend.acknowledged.clear()  # as if the store had never heard of it
        await buoi.reconnect()
        await backend.until(lambda: backend.acknowledged)

    assert backend.acknowledged == [(backend.events[0]["visitor"], number)]


async def test_an_ack_that_the_store_could_not_take_is_kept(backend: FakeBackend) -> None:
    async with serving(backend) as url, Visitor(url, ack=False) as buoi:
        await buoi.say("một")
        number = (await buoi.line(1))["number"]
        backend.down = True
        await buoi.acknowledge(number)
        await buoi.say("hai", wait=False)
        await buoi.until(lambda: buoi.refusals)  # so the ack before it was handled too
        backend.down = False
        await buoi.send_raw('{"t":"ping"}')
        await backend.until(lambda: backend.acknowledged)

    assert [n for _, n in backend.acknowledged] == [number]
    assert buoi.close_code == 1000


async def test_every_open_page_of_a_visitor_is_shown_each_line(backend: FakeBackend) -> None:
    async with serving(backend) as url, Visitor(url) as phone, Visitor(url) as desk:
        desk.cookie = phone.cookie
        await desk.reload()
        await phone.say("một")
        assert (await desk.line(1))["text"] == "Cháu nghe: một"


async def test_the_sixth_page_takes_the_place_of_the_oldest(backend: FakeBackend) -> None:
    async with serving(backend) as url, Visitor(url) as first:
        others = [Visitor(url) for _ in range(5)]
        for other in others:
            other.cookie = first.cookie
            await other.connect()
        await first.until(lambda: first.close_code is not None)
        assert first.close_code == 4409
        assert [other.close_code for other in others] == [None] * 5
        for other in others:
            await other.close()


@pytest.mark.parametrize(
    ("frame", "key"),
    [
        pytest.param({"t": "say", "seq": 1, "text": "x" * 4001}, "web-too-long", id="too long"),
        pytest.param({"t": "say", "seq": 1, "text": 5}, "web-unreadable", id="no text"),
        pytest.param({"t": "say", "seq": "1", "text": "a"}, "web-unreadable", id="no number"),
        pytest.param({"t": "say", "seq": 0, "text": "a"}, "web-unreadable", id="zero"),
        pytest.param({"t": "media", "seq": 1, "files": ["forged"]}, "web-file-gone", id="forged"),
        pytest.param({"t": "media", "seq": 1, "files": []}, "web-unreadable", id="no file"),
        pytest.param(
            {"t": "media", "seq": 1, "files": ["a"] * 21}, "web-too-many-files", id="many files"
        ),
        pytest.param({"t": "tap", "seq": 1, "tap": "x" * 65}, "web-unreadable", id="long tap"),
        pytest.param({"t": "place", "seq": 1, "lat": 91, "lon": 0}, "web-unreadable", id="place"),
    ],
)
async def test_a_bad_message_is_told_what_to_do(
    backend: FakeBackend, frame: dict[str, object], key: str
) -> None:
    async with serving(backend) as url, Visitor(url) as buoi:
        await buoi.send_raw(json.dumps({"id": "m1", **frame}))
        await buoi.until(lambda: buoi.refusals)

    assert buoi.refusals == [{"t": "no", "id": "m1", "text": backend.sentence(key)}]
    assert backend.events == []


@pytest.mark.parametrize(
    "raw", ["", "{", "[]", '{"t":"ack","number":"1"}', '{"t":"say"}', "7" * 5000]
)
async def test_what_is_no_message_at_all_does_no_harm(backend: FakeBackend, raw: str) -> None:
    async with serving(backend) as url, Visitor(url) as buoi:
        await buoi.send_raw(raw)
        await buoi.say("vẫn nghe")

    assert [e["text"] for e in backend.events] == ["vẫn nghe"]


async def test_halves_of_letters_and_nulls_are_taken_out(backend: FakeBackend) -> None:
    async with serving(backend) as url, Visitor(url) as buoi:
        await buoi.send_raw('{"t":"say","id":"m1","seq":1,"text":"M\\ud83dận\\u0000"}')
        await backend.until(lambda: backend.events)

    assert backend.events[0]["text"] == "M?ận"


async def test_a_frame_beyond_the_limit_closes_the_page(backend: FakeBackend) -> None:
    async with serving(backend) as url, Visitor(url) as buoi:
        await buoi.send_raw(json.dumps({"t": "say", "id": "m", "seq": 1, "text": "x" * 70_000}))
        await buoi.until(lambda: buoi.close_code is not None)

    assert buoi.close_code == 1009
    assert backend.events == []


async def test_an_unknown_kind_of_message_is_kept_as_unknown(backend: FakeBackend) -> None:
    async with serving(backend) as url, Visitor(url) as buoi:
        await buoi.send_raw('{"t":"dance","id":"m1","seq":1,"step":"left"}')
        await buoi.line(1)

    assert read(backend.events[0]).kind is Kind.UNKNOWN
    assert "step" not in backend.events[0]


async def test_a_message_of_an_earlier_page_keeps_its_page(backend: FakeBackend) -> None:
    async with serving(backend) as url, Visitor(url) as buoi:
        await buoi.say("một", page="before", seq=7)

    assert (backend.events[0]["page"], backend.events[0]["seq"]) == ("before", 7)


async def test_too_fast_is_slowed_kindly_and_only_for_that_person(backend: FakeBackend) -> None:
    slow = serving(backend, messages_per_minute=3)
    async with slow as url, Visitor(url) as fast, Visitor(url) as calm:
        for i in range(3):
            await fast.say(str(i))
        with pytest.raises(Refused):
            await fast.say("một nữa")
        await calm.say("chào")
        backend.now = backend.now.replace(minute=2)
        await fast.reconnect()
        await fast.until(lambda: not fast.unsent)

    assert fast.refusals[0]["again"] == 20
    assert [e["text"] for e in backend.events] == ["0", "1", "2", "chào", "một nữa"]


async def test_uploads_are_limited_in_number_size_and_kind(backend: FakeBackend) -> None:
    async with serving(backend, uploads_per_hour=2, photo_limit=100) as url, Visitor(url) as buoi:
        with pytest.raises(Refused, match="413"):
            await buoi.upload(b"x" * 101, "photo", "image/jpeg")
        with pytest.raises(Refused, match="400"):
            await buoi.upload(b"x", "poem", "text/plain")
        with pytest.raises(Refused, match=r"415.*chưa nhận được loại tệp này"):
            await buoi.upload(b"x", "file", "application/x", "virus.exe")
        await buoi.upload(b"x" * 100, "photo", "image/jpeg")
        with pytest.raises(Refused, match="429"):
            await buoi.upload(b"x", "photo", "image/jpeg")
        backend.now = backend.now.replace(hour=4)
        backend.down = True
        with pytest.raises(Refused, match="503"):
            await buoi.upload(b"x", "photo", "image/jpeg")


async def test_a_body_of_unknown_length_is_cut_off_at_the_limit(backend: FakeBackend) -> None:
    chunk = b"64\r\n" + b"x" * 100 + b"\r\n"
    async with serving(backend, photo_limit=150) as url, Visitor(url) as buoi:
        reader, writer = await asyncio.open_connection("127.0.0.1", int(url.rsplit(":")[-1]))
        writer.write(
            b"POST /upload?kind=photo HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
            b"Transfer-Encoding: chunked\r\nCookie: " + buoi.cookie.encode() + b"\r\n\r\n"
        )
        writer.write(chunk * 3 + b"0\r\n\r\n")
        answer = await reader.read()
        writer.close()

    assert answer.startswith(b"HTTP/1.1 413")
    assert backend.uploads == {}


async def test_a_photo_of_another_person_cannot_be_sent(backend: FakeBackend) -> None:
    async with serving(backend) as url, Visitor(url) as buoi, Visitor(url) as man:
        file = await buoi.upload(b"x", "photo", "image/jpeg")
        await man.send_raw(json.dumps({"t": "media", "id": "m", "seq": 1, "files": [file]}))
        await man.until(lambda: man.refusals)

    assert backend.events == []


async def test_two_hundred_people_at_once(backend: FakeBackend) -> None:
    async with serving(backend) as url:
        people = [Visitor(url) for _ in range(200)]

        async def talk(person: Visitor) -> None:
            await person.connect()
            await person.say("chào")
            await person.line(1)
            await person.close()

        await asyncio.gather(*map(talk, people))

    assert len({e["visitor"] for e in backend.events}) == 200


async def test_a_document_is_handed_over_under_its_name(backend: FakeBackend) -> None:
    name, body = "Việc tốt, tháng 11.xlsx", secrets.token_bytes(9_000)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    async with serving(backend) as url, Visitor(url) as officer:
        await officer.say("chào")
        await officer.line(1)
        visitor = backend.events[0]["visitor"]
        await backend.push(visitor, "Xong", files=(backend.document(name, kind, body),))
        line = await officer.line(2)
        headers, taken = await officer.fetch(name)

    assert line["files"] == [{"path": "/f/file1", "name": name}]
    assert taken == body
    assert headers["content-type"] == kind
    assert headers["content-disposition"] == f"attachment; filename*=utf-8''{quote(name, safe='')}"


async def test_a_document_that_could_be_looked_at_is_still_handed_over(
    backend: FakeBackend,
) -> None:
    async with serving(backend) as url, Visitor(url) as officer:
        await officer.say("chào")
        visitor = backend.events[0]["visitor"]
        await backend.push(
            visitor, "Xong", files=(backend.document("a/b.png", "image/png", b"x"),)
        )
        await officer.line(2)
        headers, _ = await officer.fetch("a/b.png")

    assert headers["content-disposition"] == "attachment; filename*=utf-8''a%2Fb.png"
