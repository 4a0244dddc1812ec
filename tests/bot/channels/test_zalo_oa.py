"""What the Official Account is sent, and what becomes of it, against the platform over HTTP."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from io import BytesIO
from secrets import token_bytes

import httpx
import pytest
from PIL import Image
from structlog.testing import capture_logs

from bot.channels.contract import NotTaken
from bot.channels.zalo_oa import WITHOUT_GRANT, ZaloOa
from bot.channels.zalo_oa_sending import ADMIN, ADMIN_SECONDS, IMAGE_LIMIT, LATER, RECIPIENT
from bot.dialogue.messages import (
    Button,
    NotYet,
    Outcome,
    Refused,
    Reply,
    Sent,
    Unknown,
    Window,
)
from tests.fakes.fetched import fetched
from tests.fakes.zalo_oa_server import Fault, ZaloOaServer

NOON = datetime(2026, 11, 16, 5, 0, tzinfo=UTC)
WINDOW = Window(timedelta(hours=48), timedelta(days=7), price=55)
TEMPLATE = "909"


@dataclass
class FakeGrant:
    """Holds a pair, and renews it with the platform's next one."""

    server: ZaloOaServer
    access: str | None = None
    account: str = ""
    renewed: list[str] = field(default_factory=list)

    async def token(self) -> str | None:
        return self.access

    async def renew(self, old: str) -> str | None:
        self.renewed.append(old)
        self.access = self.server.grant()[0]
        return self.access


@dataclass
class Stage:
    """The platform, its channel, and the commune's photos."""

    server: ZaloOaServer
    grant: FakeGrant
    photos: dict[str, bytes] = field(default_factory=dict)
    channel: ZaloOa = field(init=False)

    async def send(self, text: str = "", **more: object) -> Outcome:
        """Send bà Bưởi a message."""
        return await self.channel.send("buoi", Reply(text, **more))  # type: ignore[arg-type] # by name

    async def picture(self, file: str) -> bytes | None:
        return self.photos.get(file)


@pytest.fixture
def server() -> Iterator[ZaloOaServer]:
    with ZaloOaServer(clock=lambda: NOON) as server:
        server.templates[TEMPLATE] = {"so_viec"}
        server._interacts("buoi")
        yield server
        assert [why for why in server.complaints if why] == []


@pytest.fixture
async def stage(server: ZaloOaServer) -> AsyncIterator[Stage]:
    stage = Stage(server, FakeGrant(server, server.grant()[0]))
    stage.channel = make(stage)
    await stage.channel.open()
    yield stage
    await stage.channel.close()


def make(stage: Stage, per_minute: int = 4000, template: str = TEMPLATE) -> ZaloOa:
    server = stage.server
    return ZaloOa(
        server.app_id, server.secret, server.url, [server.url], 1 << 20, WINDOW, per_minute,
        stage.grant, stage.picture, lambda: server.now, template,
    )  # fmt: skip


def jpeg(side: int, *, noisy: bool = False) -> bytes:
    """A photo; noise cannot be compressed."""
    out = BytesIO()
    pixels = token_bytes(3 * side * side) if noisy else bytes(3 * side * side)
    Image.frombytes("RGB", (side, side), pixels).save(out, "JPEG", quality=95)
    return out.getvalue()


# --- messages ------------------------------------------------------------------------------------


async def test_a_text_goes_out_and_is_known_by_its_id(stage: Stage) -> None:
    outcome = await stage.send("Ai làm việc tốt ấy ạ?")

    (said,) = stage.server.to("buoi")
    assert outcome == Sent(said.id)
    assert (said.text, said.price) == ("Ai làm việc tốt ấy ạ?", 0)


async def test_choices_are_buttons_as_many_as_there_is_room_for(stage: Stage) -> None:
    long = " ".join(["thôn"] * 40)
    labels = ["1. Gửi", "2. Sửa", f"3. {long}", "4. Đông", "5. Trung", "6. Hạ", "7. Chùa"]
    buttons = tuple(Button(f"a1:{n}", label) for n, label in enumerate(labels))

    await stage.send("Gửi đi được chưa ạ?", buttons=buttons)

    (said,) = stage.server.to("buoi")
    assert said.text == "Gửi đi được chưa ạ?\n6. Hạ\n7. Chùa"
    assert [data for _, data in said.buttons] == [f"#td:a1:{n}" for n in range(5)]
    shown = said.buttons[2][0]
    assert shown.endswith("thôn…")
    assert len(shown) <= 100


async def test_a_photo_is_uploaded_once_and_shown_with_its_words(stage: Stage) -> None:
    stage.photos["anh-1"] = jpeg(40)

    for _ in range(2):
        assert isinstance(await stage.send("Ảnh của bà Mận", photos=("anh-1",)), Sent)

    first, second = stage.server.to("buoi")
    assert (first.text, first.image) == ("Ảnh của bà Mận", stage.photos["anh-1"])
    assert second.image == first.image
    assert stage.server.requests == 3


async def test_a_large_photo_is_made_small_enough(stage: Stage) -> None:
    stage.photos["anh-1"] = jpeg(1500, noisy=True)
    assert len(stage.photos["anh-1"]) > IMAGE_LIMIT

    await stage.send(photos=("anh-1",))

    (said,) = stage.server.to("buoi")
    assert isinstance(said.image, bytes)
    assert len(said.image) <= IMAGE_LIMIT
    with Image.open(BytesIO(said.image)) as picture:
        assert picture.format == "JPEG"


async def test_beside_a_photo_choices_are_lines(stage: Stage) -> None:
    stage.photos["anh-1"] = jpeg(40)

    await stage.send("Đúng không ạ?", photos=("anh-1",), buttons=(Button("a", "1. Đúng"),))

    (said,) = stage.server.to("buoi")
    assert (said.text, said.buttons) == ("Đúng không ạ?\n1. Đúng", ())


async def test_a_photo_that_the_platform_has_dropped_is_uploaded_again(stage: Stage) -> None:
    stage.photos["anh-1"] = jpeg(40)
    await stage.send(photos=("anh-1",))
    stage.server.forget_assets()

    assert isinstance(await stage.send(photos=("anh-1",)), Sent)
    assert [said.image for said in stage.server.to("buoi")] == [stage.photos["anh-1"]] * 2


async def test_a_photo_is_uploaded_anew_before_the_platform_drops_it(stage: Stage) -> None:
    stage.photos["anh-1"] = jpeg(40)
    await stage.send(photos=("anh-1",))
    stage.server.advance(days=6, hours=1)
    stage.grant.access = stage.server.grant()[0]
    before = stage.server.requests

    await stage.send(photos=("anh-1",))

    assert stage.server.requests == before + 2


@pytest.mark.parametrize("content", [None, token_bytes(IMAGE_LIMIT + 1)])
async def test_without_its_photo_a_message_goes_out_in_words(
    stage: Stage, content: bytes | None
) -> None:
    if content is not None:
        stage.photos["anh-1"] = content

    outcome = await stage.send("Có ảnh", photos=("anh-1",), buttons=(Button("a", "1. Đúng"),))

    assert isinstance(outcome, Sent)
    (said,) = stage.server.to("buoi")
    assert (said.text, said.image, len(said.buttons)) == ("Có ảnh", b"", 1)
    assert await stage.send(photos=("anh-1",)) == Refused(ours=True)


async def test_a_photo_that_the_platform_does_not_take_is_left_out(stage: Stage) -> None:
    stage.photos["anh-1"] = jpeg(40)
    stage.server.answers.append(-201)

    assert isinstance(await stage.send("Có ảnh", photos=("anh-1",)), Sent)
    assert [said.image for said in stage.server.to("buoi")] == [b""]


async def test_a_picture_that_everybody_may_see_goes_by_its_address(stage: Stage) -> None:
    url = "https://thidua.example.vn/bang-vang/anh/40712386/1.jpg"

    await stage.send("Đã nêu gương", public=(url,))

    assert [said.image for said in stage.server.to("buoi")] == [url]


async def test_the_phone_number_is_asked_for_by_the_platform_s_own_form(stage: Stage) -> None:
    image = "https://thidua.example.vn/mark.png"

    form = Reply("Số máy\nĐể xã gọi", public=(image,), form="phone")
    assert isinstance(await stage.channel.send("buoi", form), Sent)
    assert [said.form for said in stage.server.to("buoi")] == ["Số máy"]


# --- the windows ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("after", "outcome", "price"),
    [
        pytest.param(timedelta(hours=47), Sent, 0, id="two days for nothing"),
        pytest.param(timedelta(days=6), Sent, 55, id="a week for a price"),
        pytest.param(timedelta(days=6, minutes=1), Sent, 55, id="to its end"),
    ],
)
async def test_within_the_window_a_message_goes_out(
    stage: Stage, after: timedelta, outcome: type[Outcome], price: int
) -> None:
    stage.server.advance(seconds=after.total_seconds())

    assert isinstance(await stage.send("Xong chưa ạ?"), outcome)
    assert stage.server.spent == price


async def test_after_the_window_it_is_a_certain_no(stage: Stage) -> None:
    stage.server.advance(days=7, minutes=1)

    assert await stage.send("Xong chưa ạ?") == Refused()
    assert stage.server.complaints == ["a forbidden call: more than seven days"]
    stage.server.complaints.clear()


@pytest.mark.parametrize(
    ("later", "outcome"),
    [
        pytest.param(timedelta(days=6), Sent, id="still open"),
        pytest.param(timedelta(days=7), Refused, id="closed meanwhile"),
    ],
)
async def test_what_has_waited_too_long_is_not_asked_of_the_platform(
    stage: Stage, later: timedelta, outcome: type[Outcome]
) -> None:
    async def at_noon(_chat: str) -> datetime | None:
        return NOON

    stage.channel.heard = at_noon
    stage.server.advance(seconds=later.total_seconds())

    assert isinstance(await stage.send("Xong chưa ạ?"), outcome)
    assert len(stage.server.to("buoi")) == (1 if outcome is Sent else 0)


async def test_while_nobody_knows_when_they_wrote_a_message_waits(stage: Stage) -> None:
    async def unknown(_chat: str) -> datetime | None:
        return None

    stage.channel.heard = unknown

    assert await stage.send("Xong chưa ạ?") == NotYet()
    assert stage.server.to("buoi") == []


async def test_the_template_reaches_whoever_wrote_long_ago(stage: Stage) -> None:
    stage.server.advance(days=60)

    assert isinstance(await stage.send(knock=3), Sent)
    (said,) = stage.server.to("buoi")
    assert (said.template, said.data, said.price) == (TEMPLATE, {"so_viec": "3"}, 200)


async def test_without_a_template_nothing_is_asked_of_the_platform(stage: Stage) -> None:
    stage.channel.template = ""

    assert await stage.send(knock=3) == Refused()
    assert stage.server.requests == 0


@pytest.mark.parametrize("code", [-137, -144, -133, -320, -244])
async def test_a_knock_that_fails_stops_nothing_else(stage: Stage, code: int) -> None:
    stage.server.answers.append(code)

    assert await stage.send(knock=1) == Refused()
    assert not stage.channel.stopped
    assert isinstance(await stage.send("Ai làm việc tốt ấy ạ?"), Sent)


# --- errors that come as HTTP 200 ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "outcome"),
    [
        pytest.param(-217, Refused(gone=True), id="blocked"),
        *(pytest.param(code, Refused(), id=f"this person {code}") for code in RECIPIENT),
        *(pytest.param(code, wait, id=f"later {code}") for code, wait in LATER.items()),
        *(
            pytest.param(code, NotYet(ADMIN_SECONDS, everywhere=True), id=f"admin {code}")
            for code in ADMIN
        ),
        *(pytest.param(code, Refused(), id=f"wrong {code}") for code in (-201, -210, -248, -999)),
    ],
)
async def test_an_error_has_its_outcome(stage: Stage, code: int, outcome: Outcome) -> None:
    stage.server.answers.append(code)

    assert await stage.send("Xin chào") == outcome
    assert stage.server.to("buoi") == []
    assert stage.channel.stopped is (code in ADMIN)
    assert isinstance(await stage.send("Xin chào"), Sent)
    assert not stage.channel.stopped


@pytest.mark.parametrize(
    ("code", "event"), [(-221, "zalo_oa.needs_admin"), (-201, "zalo_oa.request_refused")]
)
async def test_what_somebody_has_to_mend_is_said_once_until_something_goes_out(
    stage: Stage, code: int, event: str
) -> None:
    with capture_logs() as logs:
        stage.server.answers.extend([code, code])
        await stage.send("Bà Mận")
        await stage.send("Bà Mận")
        await stage.send("Bà Mận")
        stage.server.answers.append(code)
        await stage.send("Bà Mận")

    line = {"event": event, "error": code, "log_level": "error"}
    assert logs == [line, line]


async def test_an_expired_token_is_renewed_once_and_the_message_goes_out(stage: Stage) -> None:
    stage.server.advance(hours=26)
    old = stage.grant.access

    assert isinstance(await stage.send("Xin chào"), Sent)
    assert stage.grant.renewed == [old]
    assert len(stage.server.to("buoi")) == 1


async def test_a_token_that_is_refused_again_waits(stage: Stage) -> None:
    stage.server.answers.extend([-216, -216])

    assert await stage.send("Xin chào") == WITHOUT_GRANT
    assert len(stage.grant.renewed) == 1
    assert stage.server.to("buoi") == []


async def test_without_a_grant_nothing_is_asked_of_the_platform(stage: Stage) -> None:
    stage.grant.access = None

    assert await stage.send("Xin chào") == WITHOUT_GRANT
    assert stage.channel.stopped
    assert stage.server.requests == 0


@pytest.mark.parametrize(
    ("fault", "arrived"),
    [
        pytest.param("html", 0, id="a page instead of an answer"),
        pytest.param("dropped", 0, id="the connection breaks"),
        pytest.param("lost", 1, id="the answer is lost"),
    ],
)
async def test_what_nobody_knows_is_unknown(stage: Stage, fault: Fault, arrived: int) -> None:
    stage.server.faults.append(fault)

    assert await stage.send("Xin chào") == Unknown()
    assert len(stage.server.to("buoi")) == arrived


async def test_a_connection_that_was_never_made_is_a_certain_no(
    stage: Stage, free_port: int
) -> None:
    stage.channel.api = f"http://127.0.0.1:{free_port}"

    assert await stage.send("Xin chào") == NotYet()
    stage.photos["anh-1"] = jpeg(40)
    assert await stage.send("Xin chào", photos=("anh-1",)) == NotYet()


async def test_more_than_the_package_allows_is_never_asked(stage: Stage) -> None:
    stage.channel.per_minute = 2
    stage.server.per_minute = 2
    for _ in range(2):
        await stage.send("Xin chào")
        stage.server.advance(seconds=10)

    assert await stage.send("Xin chào") == NotYet(40.0, everywhere=True)
    assert stage.server.requests == 2
    stage.server.advance(seconds=40)
    assert isinstance(await stage.send("Xin chào"), Sent)


async def test_neither_the_token_nor_the_secret_shows(stage: Stage) -> None:
    stage.server.answers.extend([-216, -201])
    with capture_logs() as logs:
        await stage.send("Bà Mận bán xôi")

    shown = f"{logs} {stage.channel!r}"
    assert len(logs) == 1
    for hidden in (stage.grant.access, stage.server.secret, "Mận", "buoi"):
        assert hidden is not None
        assert hidden not in shown


# --- media ---------------------------------------------------------------------------------------


async def test_what_arrived_is_fetched_from_where_it_may_lie(stage: Stage) -> None:
    url = stage.server.put(b"bytes of a photo", "anh.jpg", "image/jpeg")

    assert await fetched(stage.channel, url) == b"bytes of a photo"
    with pytest.raises(NotTaken):
        await fetched(stage.channel, "https://example.vn/anh.jpg")


async def test_the_account_s_page_is_known_from_the_grant(stage: Stage) -> None:
    stage.grant.account = stage.server.oa_id

    await stage.send("Xin chào")

    assert stage.channel.link == f"https://zalo.me/{stage.server.oa_id}"


def test_a_request_of_the_wrong_form_is_told_to_the_test() -> None:
    """The platform of the tests is as strict as it says."""
    with ZaloOaServer(clock=lambda: NOON) as server:
        headers = {"access_token": server.grant()[0]}
        answer = httpx.post(
            f"{server.url}/v3.0/oa/message/cs",
            json={"recipient": {"user_id": 33}, "message": {"text": "x"}},
            headers=headers,
        )

        assert (answer.status_code, answer.json()["error"]) == (200, -201)
        assert server.complaints == ["user_id is no text"]
