"""Files of ours on their way out: what is not there any more keeps nothing else from going."""

import asyncio
import zlib
from collections.abc import AsyncIterator
from pathlib import Path
from struct import pack

import pytest

from bot.evidence import Evidence
from bot.files import path_of
from bot.writer import Writer
from models.machine.file import DOCUMENT, File, FileState, announce
from models.store import open_engine
from tests.fakes.scene import KEY

SHA256 = "ab" * 32


@pytest.fixture
async def evidence(sqlite_url: str, tmp_path: Path) -> AsyncIterator[Evidence]:
    writer = Writer(open_engine(sqlite_url), KEY, tmp_path / "owner.lock")
    writer.start()
    yield Evidence(writer, tmp_path / "files")
    await writer.stop()


async def keep(
    evidence: Evidence, name: str, kind: str, content: bytes | None, mime: str = ""
) -> None:
    """Write a file's row, with its bytes or without."""
    row = File(
        id=name, owner="zalo-oa:buoi", kind=kind, mime=mime, name="bieu-mau.docx", sha256=SHA256,
        state=FileState.KEPT.value, created_ms=0,
    )  # fmt: skip
    await evidence.writer.write(lambda tx: announce(tx, row))
    if content is not None:
        place = path_of(evidence.folder, SHA256)
        await asyncio.to_thread(place.parent.mkdir, parents=True, exist_ok=True)
        await asyncio.to_thread(place.write_bytes, content)


async def test_a_document_goes_out_under_its_name(evidence: Evidence) -> None:
    await keep(evidence, f"{DOCUMENT}1", "file", b"words")

    assert await evidence.document(f"{DOCUMENT}1") == (b"words", "bieu-mau.docx")


async def test_a_voice_note_goes_out_as_it_was_spoken(evidence: Evidence) -> None:
    await keep(evidence, "voice-1", "voice", b"OggS invented", "audio/ogg")
    await keep(evidence, "photo-1", "photo", None)

    assert await evidence.sound("voice-1") == (b"OggS invented", "audio/ogg")
    assert await evidence.sound("photo-1") is None  # never the original of a photo
    assert await evidence.sound("voice-2") is None


async def test_where_the_bytes_are_missing_there_is_none(evidence: Evidence) -> None:
    await keep(evidence, f"{DOCUMENT}1", "file", None)
    await keep(evidence, "photo-1", "photo", None)

    assert await evidence.document(f"{DOCUMENT}1") is None
    assert await evidence.shown("photo-1") is None


async def test_a_picture_that_would_fill_the_memory_is_not_shown(evidence: Evidence) -> None:
    await keep(evidence, "photo-1", "photo", png(20_000, 20_000))

    assert await evidence.shown("photo-1") is None


def png(width: int, height: int) -> bytes:
    """A picture of that size as far as it says, in a few bytes."""

    def piece(name: bytes, content: bytes) -> bytes:
        return pack(">I", len(content)) + name + content + pack(">I", zlib.crc32(name + content))

    head = pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    body = zlib.compress(b"")
    return b"\x89PNG\r\n\x1a\n" + piece(b"IHDR", head) + piece(b"IDAT", body) + piece(b"IEND", b"")
