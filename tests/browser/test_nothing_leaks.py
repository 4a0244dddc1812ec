"""A whole run's output and figures are searched for whatever people said and showed in it."""

import asyncio
import json
import re
from pathlib import Path

import pytest

from models.people.role import Role
from tests.bot.builders import CONTACT
from tests.browser.breaking import DOWN, WORD
from tests.browser.inviting import invitation
from tests.browser.pictures import photo
from tests.browser.program import Program, running
from tests.fakes.web_client import Refused, Visitor, request

NAME = "bà Mận bán xôi"
STORY = "Nhặt được ví có 3 triệu, gọi số 0900 123 456 trả lại người mất"
BROKEN = f"cái chum cổ của ông Thóc {WORD}"
GARBAGE = "rác của bà Bưởi"


class Run:
    """What was used in one run and may stand nowhere."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.secrets = {
            CONTACT["contact_phone"],
            "0900000000",
            "0900 123 456",
            "Mận",
            "Bưởi",
            "Thóc",
            "3 triệu",
            WORD,
            GARBAGE,
        }

    def keep(self, *secrets: str) -> None:
        """Note what may not be found; of a signed token also its parts."""
        for secret in secrets:
            self.secrets |= {secret, secret.replace(" ", "")}
            self.secrets |= {part for part in secret.split(".") if len(part) > 12}

    def found_in(self, text: str) -> list[str]:
        """Return what is found all the same, also in a form in which computers write it."""
        escaped = {ascii(secret)[1:-1] for secret in self.secrets}
        coded = {json.dumps(secret)[1:-1] for secret in self.secrets}
        folded = text.casefold()
        return sorted(s for s in self.secrets | escaped | coded if s.casefold() in folded)

    async def persona(self, slug: str) -> Visitor:
        """Return one of the people of the demo."""
        html = (await request(self.program.url, "GET", f"/p/{slug}"))[2].decode()
        found = re.search(r'data-token="([^"]+)"', html)
        assert found is not None
        self.keep(found[1])
        return Visitor(self.program.url, token=found[1])

    async def stranger(self, code: str) -> Visitor:
        """Return somebody who came with an invitation: the one way to a cookie in the demo."""
        visitor = Visitor(self.program.url)
        await visitor.open_page(f"/?moi={code}")
        self.keep(visitor.cookie.partition("=")[2], code)
        return visitor


async def says(visitor: Visitor, text: str) -> str:
    """Say something and return the answer."""
    before = visitor.last
    await visitor.say(text)
    return str((await visitor.next_line(before))["text"])


async def a_deed_travels(run: Run, code: str) -> None:
    """Tell, confirm; photos and their links; a role by invitation."""
    citizen, head = await run.stranger(code), await run.persona("truong-doai")
    async with citizen, head:
        await says(citizen, f"mời {code}")
        await says(citizen, "chào cháu")
        await says(citizen, "đồng ý")
        for answer in ("kể", NAME, "Đoài", STORY, "hôm qua"):
            await says(citizen, answer)
        before = citizen.last
        upload = await citizen.upload(photo(1), "photo", "image/jpeg", f"{NAME}.jpg")
        run.keep(upload)
        await citizen._do({"t": "media", "files": [upload], "text": ""}, wait=True)
        await citizen.next_line(before)
        before = citizen.last
        await citizen.tap("Gửi")
        receipt = str((await citizen.next_line(before))["text"])
        found = re.search(r"^\d{4} \d{4}$", receipt, re.MULTILINE)
        assert found is not None
        run.keep(found[0])

        asked = await head.line(1)
        assert STORY in asked["text"]
        (link,) = asked["photos"]
        run.keep(link, link.rpartition("/")[2])
        assert (await request(run.program.url, "GET", link))[0] == 200
        await head.tap("Đúng")
        count = len(citizen.lines)
        await citizen.reload()
        await citizen.line(count)

        assert "trục trặc" in await says(citizen, BROKEN)
        await the_store_fails(run, citizen, link)


async def the_store_fails(run: Run, citizen: Visitor, link: str) -> None:
    """Nothing is taken while the store is down, and the same message goes through after."""
    flag = run.program.home / DOWN
    flag.touch()
    with pytest.raises(Refused):
        await citizen.say(f"của tôi, {NAME}")
    assert (await request(run.program.url, "GET", link))[0] == 503
    with pytest.raises(Refused):
        await citizen.upload(photo(2), "photo", "image/jpeg", f"{NAME}.jpg")
    flag.unlink()
    before = citizen.last
    await citizen.reconnect()
    await citizen.next_line(before)


async def strangers_knock(run: Run) -> None:
    """Wrong tokens, wrong pages, wrong bytes."""
    url, wrong = run.program.url, "khong-phai-token-nao-ca"
    run.keep(wrong)
    for path in (f"/f/{wrong}", f"/p/{wrong}", f"/kiosk?as={wrong}", f"/static/x/{wrong}"):
        await request(url, "GET", path)
    await request(url, "POST", f"/upload?kind=photo&as={wrong}", body=b"x")
    visitor = await run.persona("buoi")
    async with visitor:
        with pytest.raises(Refused):
            await visitor.upload(b"MZ" + GARBAGE.encode(), "photo", "image/jpeg", f"{GARBAGE}.exe")
        await visitor.send_raw(GARBAGE)
        await visitor.send_raw("{" + GARBAGE * 9000)
        await visitor.until(lambda: visitor.close_code is not None)
    stranger = Visitor(url, token=wrong)
    await stranger.connect()
    await stranger.until(lambda: stranger.close_code is not None)
    await stranger.close()
    reader, writer = await asyncio.open_connection("127.0.0.1", run.program.web_port)
    writer.write(f"{GARBAGE} {wrong}\r\n\r\n".encode())
    await reader.read()
    writer.close()


@pytest.mark.parametrize("log_format", ["console", "json"])
async def test_no_name_text_number_code_token_or_link_is_written(
    home: Path, log_format: str
) -> None:
    code = invitation(home, Role.ARCHIVIST, 6_293_451)
    command = "tests.browser.breaking"
    async with running(home, command, log_format=log_format, log_level="debug") as program:
        run = Run(program)
        await a_deed_travels(run, code)
        await strangers_knock(run)
        figures = await program.metrics()
        run.keep(*(str(chat) for (chat,) in program.rows("SELECT DISTINCT chat FROM inbox")))
        assert await program.interrupt() == 0
        output = program.output

    assert run.found_in(output) == []
    assert run.found_in(figures) == []
    # There was something to say of it, and it was said.
    for event in ("turn.broken", "store.down", "RuntimeError", "ready"):
        assert event in output
    assert 'thidua_turns_total{outcome="broken",route=""} 1.0' in figures
    if log_format == "json":
        lines = [line for line in output.splitlines() if not line.startswith("Thi Đua: http")]
        assert all(json.loads(line)["event"] for line in lines)
    assert run.found_in(f"… {BROKEN} …") != []
