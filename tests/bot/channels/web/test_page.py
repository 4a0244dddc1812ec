"""The page in a real browser: what a person on an old phone sees and can do."""

import asyncio
from pathlib import Path

import pytest
from playwright.async_api import FilePayload, Page, Route, expect

from tests.bot.channels.web.browser import NEEDS_CHROMIUM, phone
from tests.fakes.web_backend import BUTTONS, FakeBackend
from tests.fakes.web_server import serving

pytestmark = NEEDS_CHROMIUM

SPLIT = """async ([text, limit]) => {
  const script = document.querySelector("script[type=module]").src.replace("chat.js", "split.js");
  return (await import(script)).split(text, limit);
}"""


@pytest.fixture
def backend(tmp_path: Path) -> FakeBackend:
    return FakeBackend(tmp_path)


async def say(page: Page, text: str) -> None:
    await page.fill("#text", text)
    await page.click("#send")


def photos(*sizes: int) -> list[FilePayload]:
    return [
        FilePayload(name=f"anh{i}.jpg", mimeType="image/jpeg", buffer=b"\xff\xd8" + bytes(size))
        for i, size in enumerate(sizes, 1)
    ]


async def test_a_first_visit_begins_with_one_touch(backend: FakeBackend) -> None:
    async with serving(backend) as url, phone(url) as page:
        await page.goto(url)
        await page.get_by_role("button", name="Bắt đầu").click()
        await expect(page.locator(".bot")).to_contain_text("Cháu nghe: Chào cháu")
        await expect(page.locator(".own .state")).to_have_text("✓ Đã gửi")
        await expect(page.locator(".welcome")).to_have_count(0)


async def test_a_pressed_choice_stays_marked_also_after_a_reload(backend: FakeBackend) -> None:
    async with serving(backend) as url, phone(url) as page:
        await page.goto(url)
        await say(page, "hỏi")
        await page.get_by_role("button", name="1. Gửi").click()
        await expect(page.locator(".figure")).to_have_text("4071 2386")
        for _ in range(2):
            pressed = page.locator('.choice[aria-pressed="true"]')
            await expect(pressed).to_have_count(1)
            await expect(pressed).to_contain_text("Gửi")
            await page.reload()
        # An old question can still be pressed; the bot answers kindly.
        await page.get_by_role("button", name="2. Sửa").click()
        await backend.until(lambda: len(backend.events) == 3)

    assert [e["tap"] for e in backend.events[1:]] == [BUTTONS[0].tap, BUTTONS[1].tap]


async def test_a_double_tap_is_sent_twice_and_seen_once(backend: FakeBackend) -> None:
    async with serving(backend) as url, phone(url) as page:
        await page.goto(url)
        await say(page, "hỏi")
        # Both taps before the page has moved: on a busy machine a mouse's second click may come
        # when the button already stands elsewhere, and hit nothing.
        button = page.get_by_role("button", name="1. Gửi")
        await button.evaluate("button => { button.click(); button.click(); }")
        await backend.until(lambda: len(backend.events) == 3)
        await expect(
            page.locator(".own", has_text="1. Gửi").locator("visible=true")
        ).to_have_count(1)

    first, second = backend.events[1:]
    assert first["id"] != second["id"]
    assert [first["seq"], second["seq"]] == [2, 3]


async def test_what_could_not_be_sent_outlives_a_reload(backend: FakeBackend) -> None:
    async with serving(backend) as url, phone(url) as page:
        await page.goto(url)
        await say(page, "một")
        await expect(page.locator(".bot")).to_have_count(1)
        backend.down = True
        await say(page, "hai")
        await expect(page.locator(".why")).to_contain_text("trục trặc")
        await say(page, "ba")
        backend.down = False
        await page.reload()
        await expect(page.locator(".bot")).to_have_count(3)
        await expect(page.locator(".own")).to_have_count(3)
        await expect(page.locator(".own .state")).to_have_text(["✓ Đã gửi"] * 3)

    assert [e["text"] for e in backend.events] == ["một", "hai", "ba"]
    assert [e["seq"] for e in backend.events] == [1, 2, 3]
    assert len({e["page"] for e in backend.events}) == 1


async def test_a_closed_tab_leaves_its_unsent_message_to_the_next(backend: FakeBackend) -> None:
    async with serving(backend) as url, phone(url) as page:
        await page.goto(url)
        backend.down = True
        await say(page, "một")
        await expect(page.locator(".why")).to_be_visible()
        old = await page.context.new_page()
        await page.close()
        backend.down = False
        await old.goto(url)
        await expect(old.locator(".bot")).to_have_count(1)
        await say(old, "hai")
        await expect(old.locator(".bot")).to_have_count(2)

    first, second = backend.events
    assert (first["text"], first["seq"], second["seq"]) == ("một", 1, 1)
    assert first["page"] != second["page"]


async def test_without_a_network_the_page_says_so_and_comes_back(backend: FakeBackend) -> None:
    async with serving(backend) as url, phone(url) as page:
        await page.clock.install()
        await page.goto(url)
        await say(page, "một")
        await expect(page.locator(".bot")).to_have_count(1)
        visitor = backend.events[0]["visitor"]
        await page.context.set_offline(True)
        await backend.pages[visitor][0]._socket.close(1012)  # type: ignore[attr-defined]
        await backend.until(lambda: not backend.pages[visitor])
        await say(page, "hai")
        await expect(page.locator(".own .state").last).to_have_text("Chờ có mạng…")
        await page.clock.fast_forward(16000)
        await expect(page.locator("#net")).to_have_text("Mất mạng, cháu đang nối lại…")
        await expect(page.get_by_role("button", name="Gửi lại")).to_be_visible()
        await backend.push(visitor, "trong lúc vắng")
        await page.context.set_offline(False)  # and it comes back by itself
        await expect(page.locator(".bot")).to_have_count(3)
        await expect(page.locator("#net")).to_be_hidden()

    assert [e["text"] for e in backend.events] == ["một", "hai"]


async def test_photos_go_as_one_message_and_a_failed_one_alone_again(
    backend: FakeBackend,
) -> None:
    async with serving(backend) as url, phone(url) as page:
        failing = True

        async def broken(route: Route) -> None:
            if failing and "anh2" in route.request.url:
                await route.abort()
            else:
                await route.continue_()

        await page.route("**/upload?*", broken)
        await page.goto(url)
        await page.get_by_role("button", name="Gửi ảnh").click()
        await page.set_input_files("#photos", photos(2_000_000, 10, 20))
        await expect(page.locator(".cause")).to_have_text("Chưa lên được.")
        assert backend.events == []
        failing = False
        await page.get_by_role("button", name="Thử lại").click()
        await expect(page.locator(".bot")).to_contain_text("3 tệp")
        await page.reload()
        await expect(page.locator(".picture img")).to_have_count(3)

    assert [f["size"] for f in backend.events[0]["files"]] == [2_000_002, 12, 22]
    assert [f["name"] for f in backend.events[0]["files"]] == ["anh1.jpg", "anh2.jpg", "anh3.jpg"]


async def test_a_photo_on_its_way_outlives_the_page(backend: FakeBackend) -> None:
    async with serving(backend) as url, phone(url) as page:

        async def broken(route: Route) -> None:
            await route.abort()

        await page.route("**/upload?*", broken)
        await page.goto(url)
        await page.set_input_files("#photos", photos(5000))
        await expect(page.locator(".cause")).to_be_visible()
        await page.unroute("**/upload?*")
        await page.reload()
        await expect(page.locator(".bot")).to_contain_text("1 tệp")
        await expect(page.locator(".own .state")).to_have_text("✓ Đã gửi")

    assert backend.events[0]["files"][0]["size"] == 5002


async def test_a_refused_file_can_be_left_out(backend: FakeBackend) -> None:
    virus = FilePayload(name="virus.exe", mimeType="application/x-msdownload", buffer=b"MZ")
    async with serving(backend) as url, phone(url) as page:
        await page.goto(url)
        await page.set_input_files("#files", [virus, *photos(10)])
        await expect(page.locator(".cause")).to_have_text("Cháu chưa nhận được loại tệp này.")
        await page.get_by_role("button", name="Bỏ tệp này").click()
        await expect(page.locator(".bot")).to_contain_text("1 tệp")


async def test_a_voice_note_is_recorded_heard_and_sent(backend: FakeBackend) -> None:
    async with serving(backend) as url, phone(url) as page:
        await page.goto(url)
        await page.get_by_role("button", name="Nói").click()
        await expect(page.locator("#length")).to_have_text("0:01")
        await page.get_by_role("button", name="Bỏ").click()
        await page.get_by_role("button", name="Nói").click()
        await expect(page.locator("#length")).to_have_text("0:00")
        await expect(page.locator("#length")).to_have_text("0:01")
        await page.get_by_role("button", name="Dừng").click()
        await expect(page.locator("#listen")).to_be_visible()
        await page.get_by_role("button", name="Gửi tin thoại").click()
        await expect(page.locator(".bot")).to_contain_text("1 tệp")

    (sound,) = backend.events[0]["files"]
    assert (sound["kind"], sound["mime"], sound["seconds"]) == ("voice", "audio/webm", 1)
    assert sound["size"] > 0


async def test_where_no_voice_can_be_recorded_a_sentence_stands(backend: FakeBackend) -> None:
    async with serving(backend) as url, phone(url) as page:
        await page.add_init_script("delete window.MediaRecorder")
        await page.goto(url)
        await expect(page.locator("#talk")).to_be_hidden()
        await expect(page.locator("#mute")).to_contain_text("bác nhắn chữ nhé")


async def test_a_long_text_goes_in_parts_and_nothing_is_cut(backend: FakeBackend) -> None:
    told = "\n\n".join(f"{i} " + "Bà Mận nhặt được ví rồi trả lại. " * 30 for i in range(10))
    async with serving(backend) as url, phone(url) as page:
        await page.goto(url)
        await say(page, told)
        await backend.until(lambda: len(backend.events) >= 3)
        faces = await page.evaluate(SPLIT, ["😀" * 30, 11])
        words = await page.evaluate(SPLIT, ["một hai ba bốn năm", 9])

    parts = [e["text"] for e in backend.events]
    assert all(len(part) <= 4000 for part in parts)
    assert " ".join(parts).split() == told.split()
    assert "".join(faces) == "😀" * 30
    assert words == ["một hai", "ba bốn", "năm"]


async def test_an_invitation_is_written_but_not_sent(backend: FakeBackend) -> None:
    async with serving(backend) as url, phone(url) as page:
        await page.goto(f"{url}/?moi=K7M2")
        await expect(page.locator("#text")).to_have_value("mời K7M2")
        await expect(page.locator("h2", has_text="Xã mời bác")).to_be_visible()
        assert page.url == f"{url}/"
        assert backend.events == []


async def test_a_lost_cookie_brings_a_new_page(backend: FakeBackend) -> None:
    async with serving(backend) as url, phone(url) as page:
        await page.goto(url)
        await say(page, "một")
        await expect(page.locator(".bot")).to_have_count(1)
        await page.context.clear_cookies()
        visitor = backend.events[0]["visitor"]
        await backend.pages[visitor][0]._socket.close(1012)  # type: ignore[attr-defined]
        await expect(page.locator(".welcome")).to_be_visible()
        await say(page, "hai")
        await expect(page.locator(".bot")).to_have_count(1)

    assert backend.events[0]["visitor"] != backend.events[1]["visitor"]


async def test_a_choice_that_was_typed_is_marked_too(backend: FakeBackend) -> None:
    async with serving(backend) as url, phone(url) as page:
        await page.goto(url)
        await say(page, "hỏi")
        await expect(page.locator(".choice")).to_have_count(3)
        await say(page, "2")
        await expect(page.locator(".bot")).to_have_count(2)
        await say(page, "1")  # belongs to no question: the bot has gone on
        for _ in range(2):
            pressed = page.locator('.choice[aria-pressed="true"]')
            await expect(pressed).to_have_text(["2Sửa"])
            await page.reload()


async def test_the_question_of_a_message_stands_out(backend: FakeBackend) -> None:
    async with serving(backend) as url, phone(url) as page:
        await page.goto(url)
        await say(page, "hỏi\nCó phải không? Ai kể?")
        await expect(page.locator(".bot")).to_have_count(1)
        await expect(page.locator(".bot .asked")).to_have_text(["Ai kể?"])
        await expect(page.locator(".bot .bubble p").last).to_have_text("Có phải không? Ai kể?")


async def test_a_document_stands_under_its_text_and_is_taken_away_under_its_name(
    backend: FakeBackend,
) -> None:
    name, body = "Việc tốt, tháng 11.xlsx", b"PK" + bytes(500)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    async with serving(backend) as url, phone(url) as page:
        await page.goto(url)
        await say(page, "một")
        await expect(page.locator(".bot")).to_have_count(1)
        document = backend.document(name, kind, body)
        await backend.push(backend.events[0]["visitor"], "Đã xong.", files=(document,))
        async with page.expect_download() as taking:
            await page.get_by_role("link", name=name).click()
        taken = await taking.value
        read = (await taken.path()).read_bytes  # gone once the browser is closed
        assert await asyncio.to_thread(read) == body

    assert taken.suggested_filename == name
