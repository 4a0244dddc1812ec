"""What stands behind the page: its head, and what is left of a kiosk's visitor after "Xong"."""

from collections.abc import AsyncIterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.catalogue import Catalogue
from bot.channels.web.options import WebOptions
from bot.channels.web.reading import BOT
from bot.commune import Commune
from bot.dialogue.messages import Kind
from bot.metrics import Metrics
from bot.receiving import Receiver
from bot.webchat import WebBackend
from bot.writer import Writer
from models.base import to_ms
from models.machine import conversation, file, inbox, outbox, task
from models.machine.inbox import InboxState
from models.machine.push import push, untold
from models.people.facts import FactName, set_fact
from models.people.person import meet
from models.people.role import Role
from models.permissions import Viewer
from models.store import Tx, open_engine
from models.working_days import Calendar
from scheduler.quiet_hours import Hours
from tests.fakes.scene import ANY_TIME, MORNING

AT = to_ms(MORNING)
VISITOR = "visitor"
PHOTO = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"


@pytest.fixture
async def backend(sqlite_url: str, tmp_path: Path) -> AsyncIterator[WebBackend]:
    writer = Writer(open_engine(sqlite_url), b"a key", tmp_path / "owner.lock")
    writer.start()
    common = {"commune": "xã Đồng Mây", "contact": "cô Lúa", "phone": "0900 000 000", "hours": ""}
    commune = Commune(
        Catalogue(None, common), Hours(ZoneInfo("Asia/Ho_Chi_Minh"), Calendar(), None)
    )
    today = MORNING.date()
    receiver = Receiver(
        writer, lambda: MORNING, lambda *_event: None, Metrics(), lambda _ms: today
    )
    options = WebOptions(secret="a secret")
    yield WebBackend(writer, receiver, commune, options, tmp_path / "files", lambda: MORNING)
    await writer.stop()
    writer.engine.dispose()


async def piece(content: bytes) -> AsyncIterator[bytes]:
    """A stream of one piece."""
    yield content


async def test_the_head_of_the_page_follows_what_another_process_set(backend: WebBackend) -> None:
    def set_up(tx: Tx) -> None:
        lim, _account = meet(tx, BOT, "lim", "Anh Lim", "vi", MORNING)
        administrator = Viewer(lim, ((Role.ADMIN, None),))
        set_fact(tx, administrator, FactName.COMMUNE, "xã Đồng Gió", MORNING)

    await backend.writer.write(set_up)
    assert backend.sentence("web-commune") == "xã Đồng Mây"
    await backend.refresh()

    assert backend.sentence("web-commune") == "xã Đồng Gió"
    assert backend.sentence("web-phone") == "0900 000 000"


async def test_of_a_kiosks_visitor_nothing_is_left_but_what_was_sent(backend: WebBackend) -> None:
    unsent = await backend.keep(VISITOR, Kind.PHOTO, "", "image/jpeg", piece(PHOTO))
    sent = await backend.keep(VISITOR, Kind.PHOTO, "", "image/jpeg", piece(PHOTO + b"2"))

    def talked(tx: Tx) -> int:
        person, _account = meet(tx, BOT, VISITOR, "", "vi", MORNING)
        tx.run(conversation.INSERT, bot=BOT, chat=VISITOR, sender=VISITOR)
        row = inbox.receive(tx, BOT, "e", VISITOR, VISITOR, '{"text": "x"}', AT)
        assert row is not None
        inbox.mark(tx, row, InboxState.HANDLED, AT, keep=True)
        outbox.queue(tx, BOT, VISITOR, '{"text": "x"}', AT)
        file.seal(tx, [sent.file], "deed 1")
        return person

    person = await backend.writer.write(talked)
    await backend.forget(VISITOR)

    def left(tx: Tx) -> None:
        assert tx.all(inbox.SAID, bot=BOT, chat=VISITOR, since=0) == []
        assert tx.all(outbox.SHOWN, bot=BOT, chat=VISITOR, since=0) == []
        assert outbox.waiting(tx, BOT) == []
        assert file.get(tx, unsent.file) is None
        assert file.get(tx, sent.file) is not None
        assert [row[1] for row in task.waiting(tx, ANY_TIME)] == ["forget"]

    await backend.writer.write(left)

    def news(tx: Tx) -> list[int]:
        push(tx, person, "deed-news-accepted", MORNING, deed=1)
        return untold(tx, MORNING)

    assert await backend.writer.write(news) == []  # nobody will ever open that page again
