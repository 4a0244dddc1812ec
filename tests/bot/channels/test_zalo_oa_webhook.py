"""What the Official Account's webhook takes, and what it is read as."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import orjson
import pytest
import uvicorn
from starlette.applications import Starlette
from structlog.testing import capture_logs

from bot.channels.http import BODY_LIMIT
from bot.channels.zalo_oa import PATH, ZaloOa
from bot.channels.zalo_oa_events import event_id, read, signature
from bot.dialogue.messages import Address, Button, Incoming, Kind, Place, Reply, Window
from tests.bot.channels.test_zalo_oa import FakeGrant
from tests.fakes.fetched import fetched
from tests.fakes.zalo_oa_server import ZaloOaServer

NOON = datetime(2026, 11, 16, 5, 0, tzinfo=UTC)


@dataclass
class Stage:
    """The platform, and a site of ours with nothing but its webhook."""

    server: ZaloOaServer
    channel: ZaloOa
    taken: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    gone: list[tuple[str, datetime]] = field(default_factory=list)
    down: int = 0  # events that the store does not take

    async def take(self, event_id: str, raw: Mapping[str, Any]) -> bool:
        if self.down:
            self.down -= 1
            raise OSError("the disk is not there")
        new = event_id not in self.taken
        self.taken.setdefault(event_id, raw)
        return new

    async def happens(self, act: Any, *what: Any, **more: Any) -> None:
        """Let something happen on the platform while our site answers."""
        await asyncio.to_thread(act, *what, **more)

    @property
    def said(self) -> list[Incoming]:
        """What was taken, as the dialogue hears it."""
        return [self.channel.read(raw) for raw in self.taken.values()]

    async def status(self, body: bytes, mac: str) -> int:
        """Bring a body once; return how it was answered."""
        return await asyncio.to_thread(self.server.knocks, body, mac)


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    with ZaloOaServer(clock=lambda: NOON) as server:
        gone: list[tuple[str, datetime]] = []

        async def left(user: str, at: datetime) -> None:
            gone.append((user, at))

        async def no_picture(_file: str) -> bytes | None:
            return None

        channel = ZaloOa(
            server.app_id, server.secret, server.url, [server.url], 1 << 20,
            Window(timedelta(hours=48), timedelta(days=7)), 4000,
            FakeGrant(server, server.grant()[0]), no_picture, lambda: server.now, left=left,
        )  # fmt: skip
        stage = Stage(server, channel, gone=gone)
        config = uvicorn.Config(
            Starlette(routes=list(channel.routes(stage.take))),
            host="127.0.0.1", port=0, log_level="warning", access_log=False, lifespan="off",
            ws="none",
        )  # fmt: skip
        site = uvicorn.Server(config)
        sockets = [config.bind_socket()]
        running = asyncio.create_task(site._serve(sockets))
        server.webhook = f"http://127.0.0.1:{sockets[0].getsockname()[1]}{PATH}"
        server.ladder = (0.0,) * 5
        await channel.open()
        yield stage
        await channel.close()
        site.should_exit = True
        await running
        sockets[0].close()


# --- what people send ----------------------------------------------------------------------------


async def test_a_text_is_taken_and_read(stage: Stage) -> None:
    await stage.happens(stage.server.says, "buoi", "Bà Mận bán xôi")

    ((own, raw),) = stage.taken.items()
    said = stage.channel.read(raw)
    assert stage.channel.address(raw) == Address("zalo-oa", "buoi", "buoi")
    assert (said.kind, said.text, said.sent_at) == (Kind.TEXT, "Bà Mận bán xôi", NOON)
    assert said.event_id == said.message_id == own
    assert said.order == int(NOON.timestamp() * 1000)


async def test_a_tap_comes_back_as_what_the_button_holds(stage: Stage) -> None:
    await stage.happens(stage.server.says, "buoi", "kể")
    await stage.channel.send("buoi", Reply("Được chưa ạ?", (Button("a1:0", "1. Gửi"),)))

    await stage.happens(stage.server.taps, "buoi", "1. Gửi")

    tap = stage.said[-1]
    assert (tap.kind, tap.tap, tap.text) == (Kind.TAP, "a1:0", "")


async def test_a_photo_a_voice_and_a_file_are_read(stage: Stage) -> None:
    await stage.happens(stage.server.sends_photo, "buoi", b"photo", "Đây ạ")
    await stage.happens(stage.server.sends_voice, "buoi", b"voice")
    await stage.happens(stage.server.sends_file, "buoi", b"a plan", "ke-hoach.pdf")

    photo, voice, file = stage.said
    assert [said.kind for said in stage.said] == [Kind.PHOTO, Kind.VOICE, Kind.FILE]
    assert photo.text == "Đây ạ"
    assert (file.media[0].name, file.media[0].size) == ("ke-hoach.pdf", 6)
    kept = [await fetched(stage.channel, said.media[0].ref) for said in (photo, voice, file)]
    assert kept == [b"photo", b"voice", b"a plan"]


async def test_a_place_is_read_from_texts(stage: Stage) -> None:
    await stage.happens(stage.server.sends_location, "buoi", 20.5, 106.25, "Đình Đoài")

    (said,) = stage.said
    assert (said.kind, said.place) == (Kind.LOCATION, Place(20.5, 106.25, "Đình Đoài"))


async def test_a_sticker_and_a_follow_are_a_hello_without_words(stage: Stage) -> None:
    await stage.happens(stage.server.sends_sticker, "buoi")
    await stage.happens(stage.server.follow, "buoi")

    assert [said.kind for said in stage.said] == [Kind.STICKER, Kind.STICKER]
    assert stage.channel.address(list(stage.taken.values())[1]).chat == "buoi"
    assert stage.channel.link == f"https://zalo.me/{stage.server.oa_id}"


async def test_a_number_from_the_platform_s_form_can_be_told_from_a_typed_one(
    stage: Stage,
) -> None:
    await stage.happens(stage.server.submits_info, "buoi", "Bà Bưởi", "0900 000 000")
    await stage.happens(stage.server.says, "buoi", "0900 000 000")

    form, typed = stage.said
    assert (form.kind, form.name) == (Kind.CONTACT, "Bà Bưởi")
    assert form.task == {"kind": "phone", "phone": "84900000000"}
    assert not typed.task


async def test_whoever_stops_following_is_noted_and_no_matter_of_the_dialogue(
    stage: Stage,
) -> None:
    await stage.happens(stage.server.unfollow, "buoi")

    assert (stage.taken, stage.gone) == ({}, [("buoi", NOON)])


@pytest.mark.parametrize("phone", ["", "không có", None])
async def test_a_form_without_a_number_hands_over_none(stage: Stage, phone: str | None) -> None:
    await stage.happens(stage.server.submits_info, "buoi", "Bà Bưởi", phone)

    (said,) = stage.said
    assert (said.kind, said.task) == (Kind.CONTACT, {})


@pytest.mark.parametrize(
    "name", ["oa_send_text", "user_received_message", "user_seen_message", "user_send_group_text"]
)
async def test_whoever_an_echo_is_for_is_not_taken_for_the_account(
    stage: Stage, name: str
) -> None:
    await stage.happens(stage.server.says, "buoi", "kể")
    echo = {**event(name), "sender": {"id": "4400"}, "recipient": {"id": "84900000000"}}
    body = body_of(echo)

    assert await stage.status(body, stage.server.mac(body)) == 200
    assert stage.channel.link == f"https://zalo.me/{stage.server.oa_id}"


async def test_half_a_character_holds_up_nothing(stage: Stage) -> None:
    whole = body_of(event("user_send_text", text="a HALF b"))
    body = whole.replace(b"HALF", rb"\ud83c")
    mac = signature(stage.server.app_id, body, "1795000000000", stage.server.secret)

    assert await stage.status(body, f"mac={mac}") == 200
    assert [said.text for said in stage.said] == ["a \ufffd b"]


def event(name: str, **message: Any) -> dict[str, Any]:
    """An event as the platform writes it."""
    return {
        "app_id": "1100",
        "event_name": name,
        "sender": {"id": "buoi"},
        "recipient": {"id": "4400"},
        "message": {"msg_id": "ab12", **message},
        "timestamp": "1795000000000",
    }


def attached(kind: str, **payload: Any) -> dict[str, Any]:
    return {"attachments": [{"type": kind, "payload": payload}]}


@pytest.mark.parametrize(
    ("name", "message", "kind"),
    [
        ("user_send_text", {"text": "  "}, Kind.EMPTY),
        ("user_send_text", {}, Kind.EMPTY),
        ("user_send_image", attached("photo", url="https://zdn.vn/a.jpg"), Kind.PHOTO),
        ("user_send_image", attached("image"), Kind.UNKNOWN),
        ("user_send_image", {"attachments": ["?"]}, Kind.UNKNOWN),
        ("user_send_gif", attached("gif", url="https://zdn.vn/a.gif"), Kind.PHOTO),
        ("user_send_video", attached("video", url="https://zdn.vn/a.mp4"), Kind.VIDEO),
        ("user_send_file", attached("file", url="https://zdn.vn/a", size="nặng"), Kind.FILE),
        ("user_send_link", attached("link", url="https://example.vn"), Kind.TEXT),
        ("user_send_business_card", attached("link"), Kind.CONTACT),
        ("user_send_something_new", {}, Kind.UNKNOWN),
    ],
)
def test_whatever_is_sent_has_a_kind(name: str, message: dict[str, Any], kind: Kind) -> None:
    assert read(event(name, **message)).kind is kind


def test_text_comes_in_one_form_of_the_letters() -> None:
    assert read(event("user_send_text", text="Ba\u0300 Bưở\u0069")).text == "Bà Bưởi"


def test_a_link_is_text_once() -> None:
    link = attached("link", url="https://example.vn/1")

    assert read(event("user_send_link", text="https://example.vn/1", **link)).text == (
        "https://example.vn/1"
    )
    assert read(event("user_send_link", text="Xem", **link)).text == "Xem\nhttps://example.vn/1"


@pytest.mark.parametrize("latitude", ["", "bắc", "nan", "120"])
def test_no_point_on_the_map_cannot_be_read(latitude: str) -> None:
    point = {"latitude": latitude, "longitude": "106"}

    with pytest.raises(ValueError, match=r"."):
        read(event("user_send_location", **attached("location", coordinates=point)))


@pytest.mark.parametrize(
    "name",
    [
        "oa_send_text", "oa_send_image", "user_received_message", "user_seen_message",
        "add_user_to_tag", "change_template_status", "user_send_group_text",
        "anonymous_send_text", "user_call_oa", "unfollow",
    ],
)  # fmt: skip
def test_what_is_no_matter_of_the_dialogue_has_no_id(name: str) -> None:
    assert event_id({**event(name, text="x"), "follower": {"id": "buoi"}}) is None


def test_an_event_without_an_id_is_known_by_what_it_is() -> None:
    follow = {"event_name": "follow", "follower": {"id": "buoi"}, "timestamp": "1795000000000"}

    known = event_id(follow)
    assert known == event_id(dict(follow))
    others = (
        {**follow, "timestamp": "1795000000001"},
        {**follow, "follower": {"id": "man"}},
        {**follow, "event_name": "user_submit_info", "sender": {"id": "buoi"}},
    )
    assert known not in {event_id(other) for other in others}


# --- the request itself --------------------------------------------------------------------------


def body_of(raw: Mapping[str, Any]) -> bytes:
    """A body whose spaces and order no program of ours would write."""
    return orjson.dumps(raw, option=orjson.OPT_INDENT_2) + b"\n"


async def test_the_mark_is_over_the_body_as_it_came(stage: Stage) -> None:
    body = body_of(event("user_send_text", text="Đúng"))
    mac = stage.server.mac(body)

    assert await stage.status(body, mac) == 200
    assert await stage.status(body, mac.removeprefix("mac=").upper()) == 200
    assert list(stage.taken) == ["ab12"]


@pytest.mark.parametrize("mac", ["", "mac=", "mac=00", "đ", "mac=" + "0" * 64])
async def test_without_the_right_mark_nothing_is_taken(stage: Stage, mac: str) -> None:
    body = body_of(event("user_send_text", text="Đúng"))

    async with httpx.AsyncClient(trust_env=False) as client:
        headers = {b"x-zevent-signature": mac.encode()}
        answer = await client.post(stage.server.webhook, content=body, headers=headers)

    assert (answer.status_code, stage.taken) == (403, {})


async def test_a_changed_body_is_not_taken(stage: Stage) -> None:
    body = body_of(event("user_send_text", text="Đúng"))

    assert await stage.status(body.replace(b"buoi", b"thoc"), stage.server.mac(body)) == 403
    assert await stage.status(b"{", "mac=00") == 403
    assert await stage.status(b"[]", "mac=00") == 403


async def test_a_mark_made_in_the_other_way_is_refused_and_named(stage: Stage) -> None:
    body = body_of(event("user_send_text", text="Đúng"))

    with capture_logs() as logs:
        status = await stage.status(body, stage.server.mac(body, first="4400"))

    assert (status, stage.taken) == (403, {})
    assert logs == [{"event": "zalo_oa.signature_variant", "log_level": "error"}]


@pytest.mark.parametrize("body", [b"", b"{}", b"  "])
async def test_the_console_may_try_the_address(stage: Stage, body: bytes) -> None:
    assert await stage.status(body, "") == 200
    assert stage.taken == {}


async def test_a_body_that_is_too_long_is_not_read(stage: Stage) -> None:
    assert await stage.status(b" " * (BODY_LIMIT + 1), "") == 413


async def test_what_was_not_stored_is_brought_again_and_taken_once(stage: Stage) -> None:
    stage.down = 2

    await stage.happens(stage.server.says, "buoi", "Bà Mận")
    await stage.happens(stage.server.bring, stage.server.events[0])

    assert stage.server.tries == 4
    assert [said.text for said in stage.said] == ["Bà Mận"]


async def test_while_the_store_is_down_nothing_is_confirmed(stage: Stage) -> None:
    stage.down = 1
    body = body_of(event("user_send_text", text="Đúng"))

    assert await stage.status(body, stage.server.mac(body)) == 503


async def test_events_may_come_in_any_order_and_say_when_they_were(stage: Stage) -> None:
    def talk() -> None:
        with stage.server.out_of_order():
            stage.server.says("buoi", "một")
            stage.server.says("buoi", "hai")

    await stage.happens(talk)

    assert [said.text for said in stage.said] == ["hai", "một"]
    assert [said.text for said in sorted(stage.said, key=lambda s: s.order)] == ["một", "hai"]


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param({"event_name": "user_send_text", "timestamp": "1"}, id="of nobody"),
        pytest.param(
            {"event_name": "user_send_text", "sender": {"id": 33}, "timestamp": "1"}, id="a number"
        ),
        pytest.param({"event_name": "follow", "timestamp": "1"}, id="a follow of nobody"),
        pytest.param({"event_name": "unfollow", "timestamp": "1"}, id="and its end"),
        pytest.param(
            {"event_name": "unfollow", "follower": {"id": "buoi"}, "timestamp": "9" * 30},
            id="the end of a follow in no year",
        ),
    ],
)
async def test_what_can_never_be_read_is_not_asked_for_again(
    stage: Stage, raw: dict[str, Any]
) -> None:
    body = body_of(raw)

    with capture_logs() as logs:
        status = await stage.status(body, stage.server.mac(body))

    assert (status, stage.taken, stage.gone) == (200, {}, [])
    assert [line["event"] for line in logs] == ["zalo_oa.event_unreadable"]


@pytest.mark.parametrize(
    ("name", "logged"),
    [
        ("anonymous_send_text", ["zalo_oa.event_passed_over"]),
        ("oa_send_text", []),
        ("user_seen_message", []),
    ],
)
async def test_of_what_is_passed_over_the_name_is_logged_and_no_more(
    stage: Stage, name: str, logged: list[str]
) -> None:
    body = body_of(event(name, text="Bà Mận"))

    with capture_logs() as logs:
        assert await stage.status(body, stage.server.mac(body)) == 200

    assert stage.taken == {}
    assert [line["event"] for line in logs] == logged
    assert "Mận" not in str(logs)
